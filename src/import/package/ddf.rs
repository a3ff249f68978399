//! Gapminder's DDF: `ddf--datapoints--X--by--geo--time.csv`, with the names of concepts and entities in files beside it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::dataset::observation::dimension_called;
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::Sheet;
use crate::terms::amount::Missing;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// What the name of a file of datapoints says: the measures, and the dimensions they are by.
pub fn dimensions(name: &str) -> Option<Vec<String>> {
    let stem = name.strip_prefix("ddf--datapoints--")?.strip_suffix(".csv")?;
    let (_, by) = stem.split_once("--by--")?;
    // One file may hold a part of a dimension: geo-afg.
    Some(by.split("--").map(|part| part.split('-').next().unwrap_or(part).to_owned()).collect())
}

/// Names of concepts and of entities, as far as the files beside give them.
#[derive(Debug, Default)]
pub struct Names {
    /// Concept → name and type.
    concepts: BTreeMap<String, [String; 2]>,
    /// Concept → what it counts in.
    units: BTreeMap<String, String>,
    /// Dimension → code → name.
    entities: BTreeMap<String, BTreeMap<String, String>>,
}

/// No folder of a package holds more that is worth looking at.
const MOST_FILES: usize = 2000;
/// Lists of names are small; what is larger is something else.
const LARGEST: u64 = 20 << 20;

impl Names {
    /// From the files of a folder.
    pub fn beside(folder: &Path) -> Self {
        let mut names = Self::default();
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().take(MOST_FILES);
        let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let is_concepts = name.starts_with("ddf--concepts") && name.ends_with(".csv");
            let of = name.strip_prefix("ddf--entities--").and_then(|rest| rest.strip_suffix(".csv"));
            let is_small = file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST);
            if !(is_small && (is_concepts || of.is_some())) {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&file) else { continue };
            match of {
                None => names.take_concepts(&text),
                Some(of) => names.take_entities(&text, of),
            }
        }
        names
    }

    fn take_concepts(&mut self, text: &str) {
        for [concept, name, kind] in columns(text, [&["concept"], &["name"], &["concept_type"]]) {
            self.concepts.insert(concept, [name, kind]);
        }
        for [concept, unit, _] in columns(text, [&["concept"], &["unit"], &[]]).into_iter().filter(|[_, unit, _]| !unit.is_empty()) {
            self.units.insert(concept, units::read(&unit));
        }
    }

    /// `geo` or `geo--country`: the entities of a set are those of its domain.
    fn take_entities(&mut self, text: &str, of: &str) {
        let parts: Vec<&str> = of.split("--").collect();
        let names = columns(text, [&parts, &["name"], &[]]);
        for part in parts {
            let entities = self.entities.entry(part.to_owned()).or_default();
            entities.extend(names.iter().map(|[code, name, _]| (code.clone(), name.clone())));
        }
    }

    fn name(&self, concept: &str) -> Option<&str> {
        self.concepts.get(concept).map(|[name, _]| name.as_str()).filter(|name| !name.is_empty())
    }

    fn is_time(&self, concept: &str) -> bool {
        let kind = self.concepts.get(concept).map_or("", |[_, kind]| kind);
        kind == "time" || matches!(concept, "time" | "year" | "month" | "day" | "quarter" | "week")
    }
}

/// The columns of these names, the first of each that is there; without the first column, nothing.
fn columns(text: &str, wanted: [&[&str]; 3]) -> Vec<[String; 3]> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let Ok(head) = reader.headers().cloned() else { return Vec::new() };
    let at = wanted.map(|names| names.iter().rev().find_map(|name| head.iter().position(|cell| cell.trim() == *name)));
    if at[0].is_none() {
        return Vec::new();
    }
    let cell = |record: &csv::StringRecord, at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned();
    reader.records().map_while(Result::ok).map(|record| at.map(|at| cell(&record, at))).collect()
}

/// The layout of a table of datapoints; names of entities are added to the sheet as columns of their own.
pub fn layout(sheet: &mut Sheet, by: &[String], names: &Names) -> Option<Layout> {
    let marks: Vec<&str> = by.iter().map(String::as_str).collect();
    let head = Head::with(sheet, &marks)?;
    let mut layout = Layout::below(sheet, &head, Scheme::Iso);
    layout.empty = Empty::Missing(Missing::NotPublished);
    let mut has_reporter = false;
    for (at, name) in head.names.iter().enumerate() {
        let role = if !by.contains(name) {
            let label = names.name(name).map_or_else(|| labels::label_of(name), str::to_owned);
            let (label, unit) = labels::parted(&label);
            let unit = unit.or_else(|| names.units.get(name).cloned());
            Role::Figures(Box::new(Figures { indicator: Some((Some(name.clone()), label)), unit, ..Figures::default() }))
        } else if names.is_time(name) {
            Role::Period
        } else {
            let dimension = match name.as_str() {
                "geo" | "country" | "global" | "world_4region" | "un_state" if !has_reporter => Dimension::Reporter,
                other => dimension_called(other),
            };
            has_reporter |= dimension == Dimension::Reporter;
            if let Some(entities) = names.entities.get(name) {
                add_names(sheet, &head, at, entities);
                layout.columns.push(Column::new(
                    &format!("{name} (name)"),
                    Role::NameOf(dimension.clone()),
                    "the entities of the package name it",
                ));
            }
            Role::of(dimension)
        };
        if let Some(column) = layout.columns.get_mut(at) {
            column.role = role;
            column.because = "the name of the file says so".to_owned();
        }
    }
    Some(layout)
}

/// Adds a column with what the codes of another are called.
fn add_names(sheet: &mut Sheet, head: &Head, at: usize, entities: &BTreeMap<String, String>) {
    let width = sheet.width();
    for row in sheet.rows.iter_mut().skip(head.row + 1).filter(|row| !row.is_blank()) {
        let name = entities.get(row.cell(at)).cloned().unwrap_or_default();
        row.cells.resize(width, String::new());
        row.cells.push(name);
    }
    if let Some(row) = sheet.rows.get_mut(head.row) {
        row.cells.resize(width, String::new());
        row.cells.push(String::new());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::Row;

    #[test]
    fn the_name_of_a_file_says_what_it_holds() {
        let by = |name| dimensions(name).map(|by| by.join(" "));
        assert_eq!(by("ddf--datapoints--income--by--geo--time.csv").as_deref(), Some("geo time"));
        assert_eq!(by("ddf--datapoints--income--by--geo-afg--time.csv").as_deref(), Some("geo time"));
        assert_eq!(by("ddf--entities--geo.csv"), None);
    }

    #[test]
    fn codes_are_named_by_the_entities() {
        let mut names = Names::default();
        names.take_concepts("concept,name,concept_type\nincome,Income per person (USD),measure\ntime,Time,time\n");
        names.take_entities("country,name,is--country\nrus,Russia,TRUE\n", "geo--country");
        let rows = [["geo", "time", "income"], ["rus", "2019", "27211"]];
        let row = |(at, cells): (usize, &[&str; 3])| Row { line: at + 1, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() };
        let mut sheet = Sheet { rows: rows.iter().enumerate().map(row).collect(), ..Sheet::default() };
        let layout = layout(&mut sheet, &["geo".to_owned(), "time".to_owned()], &names).expect("is understood");
        assert_eq!(sheet.rows[1].cells, ["rus", "2019", "27211", "Russia"]);
        assert!(matches!(&layout.columns[3].role, Role::NameOf(Dimension::Reporter)));
        let Role::Figures(figures) = &layout.columns[2].role else { panic!("figures") };
        assert_eq!(figures.indicator, Some((Some("income".to_owned()), "Income per person".to_owned())));
        assert_eq!(figures.unit.as_deref(), Some("USD"));
    }

    #[test]
    fn what_a_concept_counts_in_may_stand_beside_its_name() {
        let mut names = Names::default();
        names.take_concepts(
            "concept,name,concept_type,unit\nco2,Emissions,measure,tonnes\nincome,Income (USD),measure,people\ntime,Time,time,\n",
        );
        let cells = ["geo", "time", "co2", "income"].map(str::to_owned).to_vec();
        let mut sheet = Sheet { rows: vec![Row { line: 1, cells }], ..Sheet::default() };
        let layout = layout(&mut sheet, &["geo".to_owned(), "time".to_owned()], &names).expect("is understood");
        let unit = |at: usize| match &layout.columns[at].role {
            Role::Figures(figures) => figures.unit.clone(),
            _ => None,
        };
        assert_eq!((unit(2).as_deref(), unit(3).as_deref()), (Some("t"), Some("USD")));
    }
}
