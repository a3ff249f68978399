//! PX, a format of statistical offices: keywords that describe a cube, and its figures behind the last of them. What the
//! programs of these offices answer in JSON of their own says the same.

use std::collections::HashMap;

use crate::dataset::Draft;
use crate::dataset::report::place;
use crate::import::cube::{Category, Concept, Cube, Declared, Kind, figures};
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::limits::MOST_CELLS;
use crate::import::markup::without_tags;
use crate::import::px::cells::Figures;
use crate::import::px::keywords::{Entry, Flaw, Keywords, period};
use crate::import::report::Report;
use crate::import::sink::{Sink, snake_case};
use crate::problem::Problem;

pub mod answer;
mod cells;
pub mod keywords;
mod notes;

/// Files in PX.
pub struct Px;

const FORM: &str = "PX is text of keywords such as STUB, HEADING and VALUES, with the figures behind DATA at its end.";

impl Importer for Px {
    fn name(&self) -> &'static str {
        "PX file"
    }

    fn description(&self) -> &'static str {
        "PX files of statistical offices (.px), and the JSON of PX-Web"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.text().is_some_and(keywords::begins) {
            true => Claim::surely("it begins with keywords of PX"),
            false => Claim::never("it begins with no keyword of PX"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let text = input.text().unwrap_or_default();
        let flawed = |flaw: Flaw| {
            let (line, column) = place(text, flaw.at);
            Problem::new(format!("Could not read {}", input.name)).because(format!("line {line}, column {column}: {}", flaw.why)).hint(FORM)
        };
        let keywords = Keywords::read(text).map_err(flawed)?;
        let mut sink = Sink::new(input, None, report);
        describe(&keywords, &mut sink);
        let mut cube = cube(&keywords, text, &mut sink).map_err(flawed)?;
        notes::take(&keywords, &mut cube, &mut sink);
        figures::put(cube, &mut sink)?;
        sink.finish()
    }
}

/// The title, source, date and notes of a file.
fn describe(keywords: &Keywords, sink: &mut Sink) {
    if let Some(title) = ["DESCRIPTION", "TITLE", "CONTENTS"].into_iter().find_map(|keyword| keywords.text(keyword)) {
        title.clone_into(&mut sink.title);
        title.clone_into(&mut sink.source.title);
    }
    if let Some(source) = keywords.text("SOURCE") {
        sink.source.publisher = without_tags(source);
    }
    // 20240131 08:00
    let updated = keywords.all("LAST-UPDATED").filter_map(Entry::text).max();
    if let Some(day) = updated.or(keywords.text("CREATION-DATE")).and_then(|text| text.get(..8)).filter(|day| day.parse::<u32>().is_ok()) {
        sink.source.published = Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
    }
    for entry in ["NOTEX", "NOTE"].into_iter().flat_map(|keyword| keywords.all(keyword)) {
        // A # begins a line anew.
        let note = without_tags(&entry.values.join(" ").replace('#', " "));
        let of = entry.of.first().map(|of| format!("{of}: ")).unwrap_or_default();
        if !note.is_empty() {
            sink.caveat(format!("{of}{note}"));
        }
    }
}

/// What is counted, with the period that it is an index of: "index, 2015=100".
fn with_base(counted: &str, base: Option<&str>) -> String {
    match base.filter(|base| !counted.contains(base.trim_end_matches("=100"))) {
        Some(base) if base.contains('=') => format!("{counted}, {base}"),
        Some(base) => format!("{counted}, {base}=100"),
        None => counted.to_owned(),
    }
}

/// A dimension by its name in the language that is read, and in the main one.
struct Dimension {
    names: [String; 2],
    concept: Concept,
    /// The names of its categories, and their codes, both in the main language.
    keys: [Vec<String>; 2],
}

fn cube(keywords: &Keywords, text: &str, sink: &mut Sink) -> Result<Cube, Flaw> {
    let mut cube = Cube::in_room("cell", sink.room());
    let contents = keywords.text("CONTENTS").unwrap_or(&sink.title).to_owned();
    cube.measured = (snake_case(&contents), contents);
    let names = keywords.dimensions(&keywords.language).into_iter().zip(keywords.dimensions(""));
    let dimensions: Vec<Dimension> = names.map(|(spoken, main)| dimension(keywords, [spoken, main])).collect::<Result<_, _>>()?;
    if dimensions.is_empty() {
        return Flaw::new(keywords.data, "neither STUB nor HEADING names a dimension");
    }
    let sizes: Vec<usize> = dimensions.iter().map(|dimension| dimension.concept.categories.len()).collect();
    let total = sizes.iter().try_fold(1_usize, |total, size| total.checked_mul(*size)).filter(|total| *total <= MOST_CELLS);
    if total.is_none() {
        return Flaw::new(keywords.data, format!("its dimensions have room for more than {MOST_CELLS} figures"));
    }
    let in_rows = keywords.in_rows();
    let keys = keys(keywords, &dimensions[..in_rows.min(dimensions.len())]);
    dimensions.into_iter().for_each(|dimension| cube.concepts.push(dimension.concept));
    let status = cube.new_concept(statuses(keywords));
    // Where nothing among the dimensions is what is measured, one unit is that of all.
    let has_content = cube.concepts.iter().any(|concept| concept.declared == Some(Declared::Metric));
    let unit = keywords.text("UNITS").filter(|_| !has_content).map(|unit| {
        let concept = cube.concept("UNIT", Kind::Attribute);
        cube.coded(concept, &with_base(unit, keywords.text("BASEPERIOD")))
    });
    cube.series.add(unit.as_slice());
    if !keys.is_empty() {
        sink.report.note("Rows of nothing but zeros are left out of such a file, and are left out here as well.");
    }
    let figures = Figures { text, begin: keywords.data, sizes, in_rows, keys, status };
    if cells::put(&figures, &mut cube)? {
        sink.report.note("A dash in the place of a figure is nil in PX, and was read as 0.");
    }
    Ok(cube)
}

fn dimension(keywords: &Keywords, names: [String; 2]) -> Result<Dimension, Flaw> {
    let of = [[names[0].as_str(), names[1].as_str()]];
    let values = |keyword: &str| keywords.get(keyword, &of).map(|entry| entry.values.clone()).unwrap_or_default();
    let times = keywords.get("TIMEVAL", &of).map(Entry::periods).unwrap_or_default();
    let (labels, codes) = (values("VALUES"), values("CODES"));
    let length = [&labels, &codes, &times].into_iter().map(Vec::len).find(|length| *length > 0);
    let Some(length) = length else { return Flaw::new(keywords.data, format!("the dimension \"{}\" has no VALUES", names[1])) };
    if [&codes, &times].into_iter().any(|list| !list.is_empty() && list.len() != length) {
        return Flaw::new(
            keywords.data,
            format!("the dimension \"{}\" has {length} VALUES, and another number of CODES or periods", names[1]),
        );
    }
    let is_time = keywords.get("TIMEVAL", &of).is_some();
    let is_content = keywords.get("CONTVARIABLE", &[]).and_then(Entry::text) == Some(&names[0])
        || keywords.get("VARIABLE-TYPE", &of).and_then(Entry::text).is_some_and(|kind| kind.eq_ignore_ascii_case("content"));
    let id = keywords.get("VARIABLECODE", &of).and_then(Entry::text).unwrap_or(&names[0]);
    let mut concept = Concept::new(id, Kind::Dimension);
    concept.label.clone_from(&names[0]);
    concept.declared = is_time.then_some(Declared::Time).or(is_content.then_some(Declared::Metric));
    let main = keywords.get("VALUES", &[[names[1].as_str(); 2]]).map(|entry| entry.values.clone()).unwrap_or_default();
    for at in 0..length {
        let of = |list: &'_ [String]| list.get(at).map(|text| text.trim().to_owned());
        let (label, code, time) = (of(&labels), of(&codes), of(&times));
        let told = [label.as_deref(), time.as_deref(), code.as_deref()];
        let code = if is_time { period(told).to_owned() } else { code.clone().or_else(|| label.clone()).unwrap_or_default() };
        let unit = is_content.then(|| unit(keywords, &names, [of(&labels), of(&main)])).flatten();
        let base = [label.as_deref().unwrap_or_default(), main.get(at).map(String::as_str).unwrap_or_default()];
        let base = keywords.get("BASEPERIOD", &[base]).and_then(Entry::text).filter(|_| is_content);
        concept.push(Category { code, label: with_base(label.as_deref().unwrap_or_default(), base), unit });
    }
    Ok(Dimension { names, concept, keys: [main, codes] })
}

/// The unit of one thing that is measured, which may be named alone or behind what it is one of.
fn unit(keywords: &Keywords, names: &[String; 2], [spoken, main]: [Option<String>; 2]) -> Option<(String, i32)> {
    let (spoken, main) = (spoken?, main.unwrap_or_default());
    let (whole, part) = ([names[0].as_str(), names[1].as_str()], [spoken.as_str(), main.as_str()]);
    let unit = keywords.get("UNITS", &[part]).or_else(|| keywords.get("UNITS", &[whole, part])).or_else(|| keywords.get("UNITS", &[]));
    unit.and_then(Entry::text).map(|unit| (unit.to_owned(), 0))
}

/// By which names rows say what they are of; none where every figure is given.
fn keys(keywords: &Keywords, dimensions: &[Dimension]) -> Vec<HashMap<String, u32>> {
    let key = |dimension: &Dimension| {
        let name = dimension.names[1].as_str();
        let entry = keywords.get("KEYS", &[[dimension.names[0].as_str(), name]])?;
        let [values, codes] = &dimension.keys;
        let names = if entry.text().is_some_and(|kind| kind.eq_ignore_ascii_case("codes")) { codes } else { values };
        Some(names.iter().map(|name| name.trim().to_owned()).zip(0..).collect())
    };
    dimensions.iter().map(key).collect::<Option<_>>().unwrap_or_default()
}

/// What one dot to six stand for, in the words of the file.
fn statuses(keywords: &Keywords) -> Concept {
    let mut concept = Concept::new("OBS_STATUS", Kind::Attribute);
    for number in 1..=6 {
        if let Some(label) = keywords.text(&format!("DATASYMBOL{number}")) {
            concept.push(Category { code: ".".repeat(number), label: label.to_owned(), unit: None });
        }
    }
    concept
}
