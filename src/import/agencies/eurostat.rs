//! Eurostat's TSV: the dimensions of a row stand in its first cell, parted by commas; behind the `\` is what goes across. And
//! the tables that its Data Explorer gave until 2022, a row for each figure.

use std::collections::BTreeMap;

use crate::dataset::Draft;
use crate::dataset::observation::dimension_called;
use crate::dataset::report::quoted;
use crate::import::cell::flag::{self, Flags};
use crate::import::cube::unit;
use crate::import::importer::{Claim, Importer, InRows, Mending};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Figures, Fixed, Layout, Role};
use crate::import::roles::reading;
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::import::text::names_dimensions;
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const EXPLORER: TableFormat = TableFormat {
    name: "Eurostat Data Explorer table",
    description: "Eurostat tables",
    publisher: "Eurostat",
    marks: &["TIME", "Value"],
    fits: |_, head| head.has("Flag and Footnotes") || ["TIME", "GEO"].iter().all(|name| head.names.iter().any(|other| other == name)),
    layout: explorer,
    describe: nothing_more,
};

/// Tables in Eurostat's own form.
pub struct Tsv;

impl Importer for Tsv {
    fn name(&self) -> &'static str {
        "Eurostat TSV"
    }

    fn description(&self) -> &'static str {
        "Eurostat tables"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.sheets().iter().find_map(Key::of) {
            Some(key) => Claim::surely(format!("its first cell names the dimensions {}", key.text)),
            None => Claim::never("its first cell names no dimensions with \\ between rows and columns"),
        }
    }

    fn in_rows(&self, input: &Input) -> Vec<InRows> {
        let [sheet] = input.sheets() else { return Vec::new() };
        let Some(key) = Key::of(sheet) else { return Vec::new() };
        let mut sheet = sheet.clone();
        sheet.rows.iter_mut().for_each(|row| key.part(row));
        // The unit of a quantity may stand in a row far from it.
        let is_told_apart = |row: &Row| key.indicator(row).is_some_and(|code| code.ends_with("UNIT") || code.ends_with("QNT"));
        let layout = layout(&sheet, &key);
        let is_whole = sheet.rows.iter().any(is_told_apart);
        let rows = InRows { of: 0, layout, publisher: Some("Eurostat"), mended: Some(sheet) };
        if is_whole { Vec::new() } else { vec![rows] }
    }

    fn mending(&self, input: &Input) -> Option<Mending> {
        let key = Key::of(input.sheets().first()?)?;
        Some(Mending { row: Box::new(move |row| key.part(row)), caveats: Vec::new() })
    }

    fn describe(&self, input: &Input, _: &Sheet, sink: &mut Sink) {
        input.stem().clone_into(&mut sink.source.title);
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("Eurostat"), report);
        for sheet in input.sheets() {
            self.describe(input, sheet, &mut sink);
            let Some(key) = Key::of(sheet) else { continue };
            let mut sheet = sheet.clone();
            sheet.rows.iter_mut().for_each(|row| key.part(row));
            key.tell_units(&mut sheet, &mut sink);
            reading::read(&sheet, &layout(&sheet, &key), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// What the first cell of the sheet names: `unit,sector,geo\time`.
struct Key {
    text: String,
    /// In small letters.
    dimensions: Vec<String>,
    across: String,
}

impl Key {
    fn of(sheet: &Sheet) -> Option<Self> {
        let text = sheet.rows.first()?.cell(0);
        if !names_dimensions(text) || sheet.width() < 2 {
            return None;
        }
        let (rows, across) = text.rsplit_once('\\').unwrap_or((text, ""));
        let dimensions = rows.split(',').map(|name| name.trim().to_lowercase()).collect();
        Some(Self { text: text.to_owned(), dimensions, across: across.to_lowercase() })
    }

    fn place_of_indicator(&self) -> Option<usize> {
        self.dimensions.iter().position(|name| name.starts_with("indic"))
    }

    /// The indicator of a row that was parted.
    fn indicator<'a>(&self, row: &'a Row) -> Option<&'a str> {
        self.place_of_indicator().map(|at| row.cell(at))
    }

    /// Where no dimension is the unit, the indicator may name it.
    fn is_unit_added(&self) -> bool {
        self.place_of_indicator().is_some() && !self.dimensions.iter().any(|name| name == "unit")
    }

    /// How many columns stand before the figures.
    fn width(&self) -> usize {
        self.dimensions.len() + usize::from(self.is_unit_added())
    }

    /// Gives the row a cell for each dimension.
    fn part(&self, row: &mut Row) {
        let first = if row.cells.is_empty() { String::new() } else { row.cells.remove(0) };
        let is_head = first.trim() == self.text;
        let first = first.rsplit_once('\\').map_or(first.as_str(), |(rows, _)| rows);
        let mut cells: Vec<String> = first.split(',').map(|code| code.trim().to_owned()).collect();
        cells.resize(self.dimensions.len(), String::new());
        for cell in &mut row.cells {
            if let Some(plain) = without_confidentiality(cell) {
                *cell = plain;
            }
        }
        if let Some(at) = self.place_of_indicator().filter(|_| self.is_unit_added()) {
            let unit = if is_head { "unit" } else { unit::of_measure(&cells[at]).unwrap_or_default() };
            cells.push(unit.to_owned());
        }
        row.cells.splice(0..0, cells);
    }

    /// Gives rows of quantities the unit that PRODCOM tells in a row beside them. The rows that hold units instead of figures are
    /// taken out.
    fn tell_units(&self, sheet: &mut Sheet, sink: &mut Sink) {
        let Some(indicator) = self.place_of_indicator() else { return };
        let others = |row: &Row| -> Vec<String> {
            (0..self.dimensions.len()).filter(|at| *at != indicator).map(|at| row.cell(at).to_owned()).collect()
        };
        let mut of_quantities: BTreeMap<Vec<String>, String> = BTreeMap::new();
        sheet.rows.retain(|row| match unit_told(row, indicator, self.width()) {
            Some(unit) => {
                of_quantities.insert(others(row), unit);
                false
            }
            None => true,
        });
        if of_quantities.is_empty() {
            return;
        }
        sink.report.note("Rows whose indicator ends with UNIT hold no figures, but the unit of the quantities of the same good.");
        for row in sheet.rows.iter_mut().filter(|row| self.is_unit_added() && row.cell(indicator).ends_with("QNT")) {
            if let Some(unit) = of_quantities.get(&others(row)).filter(|_| row.cell(self.dimensions.len()).is_empty()) {
                row.cells[self.dimensions.len()].clone_from(unit);
            }
        }
    }
}

/// A cell with the letter that says of it whether it is withheld: `12.5 p@N`, `: @C`. A figure that is given says no more by it, and
/// one that is not is confidential. PRODCOM writes the letter large, and without a blank: `:C`.
fn without_confidentiality(cell: &str) -> Option<String> {
    if cell.trim() == ":C" {
        return Some(":c".to_owned());
    }
    let (plain, withheld) = cell.rsplit_once('@').map(|(plain, code)| (plain.trim(), flag::confidentiality_of(code)))?;
    let is_withheld = plain.starts_with(':') && withheld.is_some();
    Some(if is_withheld { ": c".to_owned() } else { plain.to_owned() })
}

/// The unit that stands in place of the figures of a row, where all of them say the same.
fn unit_told(row: &Row, indicator: usize, width: usize) -> Option<String> {
    let told = |cell: &&str| !cell.is_empty() && !cell.starts_with(':');
    let mut cells = (width..row.cells.len()).map(|at| row.cell(at)).filter(told);
    let first = cells.next().filter(|first| row.cell(indicator).ends_with("UNIT") && first.contains(char::is_alphabetic))?;
    let is_one = cells.all(|cell| cell == first);
    is_one.then(|| if first == "KG" { "kg".to_owned() } else { first.to_owned() })
}

/// The first columns are dimensions; the others are what goes across.
fn layout(sheet: &Sheet, key: &Key) -> Layout {
    let (across, dimensions) = (key.across.as_str(), key.width());
    let mut layout = Layout::below(sheet, &Head::of(sheet, 0), Scheme::Eurostat);
    layout.flags = Flags::Eurostat;
    layout.are_units_apart = true;
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let role = match column.name.to_lowercase().as_str() {
            _ if at >= dimensions => Role::Ignored,
            "time" | "time_period" => Role::Period,
            name => named(name),
        };
        *column = Column::new(&column.name, role, "Eurostat names it so");
    }
    if across.starts_with("time") {
        let layout = layout.wide(|_| Figures::default());
        return match undated(sheet, &layout, dimensions) {
            Some(caveat) => layout.caveat(&caveat),
            None => layout,
        };
    }
    for column in layout.columns.iter_mut().skip(dimensions) {
        let dimension = if across == "geo" { Dimension::Reporter } else { dimension_called(across) };
        let figures = Figures { codes: vec![Fixed::new(dimension, &column.name, None)], ..Figures::default() };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "what goes across has a column each");
    }
    layout
}

/// What is said of columns with figures whose heads are no periods.
fn undated(sheet: &Sheet, layout: &Layout, dimensions: usize) -> Option<String> {
    let columns = layout.columns.iter().enumerate().skip(dimensions).filter(|(_, column)| matches!(column.role, Role::Ignored));
    let is_filled = |at: usize| sheet.rows.iter().skip(1).any(|row| !row.cell(at).is_empty());
    // Rows that are not at hand may fill it.
    let held = columns.filter(|(at, column)| !column.name.is_empty() || is_filled(*at));
    let names: Vec<String> = held.map(|(_, column)| quoted(&column.name)).collect();
    (!names.is_empty()).then(|| {
        let names = names.join(", ");
        format!("Heads of columns that are no periods that can be read, so the figures below are left out: {names}.")
    })
}

/// What the dimension of this name is to us.
fn named(name: &str) -> Role {
    match name {
        "freq" => Role::Ignored,
        "unit" => Role::Unit,
        "geo" | "reporter" | "declarant" => Role::of(Dimension::Reporter),
        "partner" => Role::of(Dimension::Partner),
        "stk_flow" | "flow" => Role::of(Dimension::Flow),
        name if name == "na_item" || name.starts_with("indic") || name == "itm_newa" => Role::of(Dimension::Indicator),
        name => Role::other(name),
    }
}

/// `GEO` holds codes and `GEO_LABEL` their names; where one asked for names alone, these stand in `GEO`. How numbers are written
/// was asked as well.
fn explorer(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Eurostat);
    layout.flags = Flags::Eurostat;
    layout.are_units_apart = true;
    layout.decimal = None;
    let has_unit_named = head.has("UNIT_LABEL");
    for column in &mut layout.columns {
        let name = column.name.to_lowercase();
        let role = match (name.as_str(), name.strip_suffix("_label")) {
            ("time", _) => Role::Period,
            ("value", _) => Role::values(),
            ("flag and footnotes", _) => Role::Status,
            ("unit_label", _) => Role::Unit,
            ("", _) | (_, Some("time")) => Role::Ignored,
            ("unit", _) if has_unit_named => Role::Ignored,
            (_, Some(coded)) => match named(coded) {
                Role::Of(dimension, _) => Role::NameOf(dimension),
                other => other,
            },
            (name, None) => named(name),
        };
        *column = Column::new(&column.name, role, "Eurostat names it so");
    }
    layout
}
