//! Eurostat's TSV: the dimensions of a row stand in its first cell, parted by commas; behind the `\` is what goes across. And
//! the tables that its Data Explorer gave until 2022, a row for each figure.

use std::collections::BTreeMap;

use crate::dataset::Draft;
use crate::dataset::observation::dimension_called;
use crate::dataset::report::quoted;
use crate::import::cell::flag::Flags;
use crate::import::cube::unit;
use crate::import::importer::{Claim, Importer};
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
        match input.sheets().iter().find_map(|sheet| key(sheet)) {
            Some(key) => Claim::surely(format!("its first cell names the dimensions {key}")),
            None => Claim::never("its first cell names no dimensions with \\ between rows and columns"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("Eurostat"), report);
        input.stem().clone_into(&mut sink.source.title);
        for sheet in input.sheets() {
            let Some(key) = key(sheet) else { continue };
            let mut sheet = parted(sheet, key);
            let dimensions = key.split(',').count();
            let dimensions = dimensions + usize::from(tell_units(&mut sheet, dimensions, &mut sink));
            let head = Head::of(&sheet, 0);
            let across = key.rsplit_once('\\').map(|(_, across)| across).unwrap_or_default().to_lowercase();
            reading::read(&sheet, &layout(&sheet, &head, &across, dimensions), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// `unit,sector,geo\time`: the first cell of the sheet.
fn key(sheet: &Sheet) -> Option<&str> {
    let first = sheet.rows.first()?.cell(0);
    (names_dimensions(first) && sheet.width() > 1).then_some(first)
}

/// The sheet with a cell for each dimension of the rows.
fn parted(sheet: &Sheet, key: &str) -> Sheet {
    let count = key.split(',').count();
    let mut parted = sheet.clone();
    for row in &mut parted.rows {
        let first = if row.cells.is_empty() { String::new() } else { row.cells.remove(0) };
        let first = first.rsplit_once('\\').map_or(first.as_str(), |(rows, _)| rows);
        let mut dimensions: Vec<String> = first.split(',').map(|code| code.trim().to_owned()).collect();
        dimensions.resize(count, String::new());
        // PRODCOM writes the letter for what is confidential large, and without a blank.
        for cell in row.cells.iter_mut().filter(|cell| cell.trim() == ":C") {
            ":c".clone_into(cell);
        }
        row.cells.splice(0..0, dimensions);
    }
    parted
}

/// Gives rows the unit that their indicator names, or that PRODCOM tells in a row beside them, where no dimension is the unit.
/// The rows that hold units instead of figures are taken out. Is there a column of units more then?
fn tell_units(sheet: &mut Sheet, count: usize, sink: &mut Sink) -> bool {
    let Some(head) = sheet.rows.first() else { return false };
    let names: Vec<String> = (0..count).map(|at| head.cell(at).to_lowercase()).collect();
    let Some(indicator) = names.iter().position(|name| name.starts_with("indic")) else { return false };
    let others = |row: &Row| -> Vec<String> { (0..count).filter(|at| *at != indicator).map(|at| row.cell(at).to_owned()).collect() };
    let mut of_quantities: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut rows = Vec::new();
    for row in std::mem::take(&mut sheet.rows) {
        match unit_told(&row, indicator, count) {
            Some(unit) => drop(of_quantities.insert(others(&row), unit)),
            None => rows.push(row),
        }
    }
    sheet.rows = rows;
    if !of_quantities.is_empty() {
        sink.report.note("Rows whose indicator ends with UNIT hold no figures, but the unit of the quantities of the same good.");
    }
    if names.iter().any(|name| name == "unit") {
        return false;
    }
    for (at, row) in sheet.rows.iter_mut().enumerate() {
        let named = || unit::of_measure(row.cell(indicator)).map(str::to_owned);
        let told = || of_quantities.get(&others(row)).filter(|_| row.cell(indicator).ends_with("QNT")).cloned();
        let unit = if at == 0 { "unit".to_owned() } else { named().or_else(told).unwrap_or_default() };
        row.cells.insert(count.min(row.cells.len()), unit);
    }
    true
}

/// The unit that stands in place of the figures of a row, where all of them say the same.
fn unit_told(row: &Row, indicator: usize, count: usize) -> Option<String> {
    let told = |cell: &&str| !cell.is_empty() && !cell.starts_with(':');
    let mut cells = (count..row.cells.len()).map(|at| row.cell(at)).filter(told);
    let first = cells.next().filter(|first| row.cell(indicator).ends_with("UNIT") && first.contains(char::is_alphabetic))?;
    let is_one = cells.all(|cell| cell == first);
    is_one.then(|| if first == "KG" { "kg".to_owned() } else { first.to_owned() })
}

/// The first columns are dimensions, so many; the others are what goes across.
fn layout(sheet: &Sheet, head: &Head, across: &str, dimensions: usize) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Eurostat);
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
    let filled = columns.filter(|(at, _)| sheet.rows.iter().skip(1).any(|row| !row.cell(*at).is_empty()));
    let names: Vec<String> = filled.map(|(_, column)| quoted(&column.name)).collect();
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
