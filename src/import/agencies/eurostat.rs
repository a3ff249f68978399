//! Eurostat's TSV: the dimensions of a row stand in its first cell, parted by commas; behind the `\` is what goes across.

use crate::dataset::Draft;
use crate::import::cell;
use crate::import::cell::flag::Flags;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Figures, Fixed, Layout, Role};
use crate::import::roles::reading;
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

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
            let sheet = parted(sheet, key);
            let head = Head::of(&sheet, 0);
            let across = key.rsplit_once('\\').map(|(_, across)| across).unwrap_or_default().to_lowercase();
            reading::read(&sheet, &layout(&sheet, &head, &across), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// `unit,sector,geo\time`: the first cell of the sheet.
fn key(sheet: &Sheet) -> Option<&str> {
    let first = sheet.rows.first()?.cell(0);
    let (rows, across) = first.rsplit_once('\\')?;
    let is_plain = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || ",_".contains(letter));
    (is_plain(rows) && is_plain(across) && sheet.width() > 1).then_some(first)
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
        row.cells.splice(0..0, dimensions);
    }
    parted
}

fn layout(sheet: &Sheet, head: &Head, across: &str) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Eurostat);
    layout.flags = Flags::Eurostat;
    layout.are_units_apart = true;
    for column in &mut layout.columns {
        let role = match column.name.to_lowercase().as_str() {
            "freq" => Role::Ignored,
            "unit" => Role::Unit,
            "geo" | "reporter" => Role::of(Dimension::Reporter),
            "partner" => Role::of(Dimension::Partner),
            "time" | "time_period" => Role::Period,
            "stk_flow" | "flow" => Role::of(Dimension::Flow),
            name if name == "na_item" || name.starts_with("indic") || name == "itm_newa" => Role::of(Dimension::Indicator),
            name if is_code(&column.name) => Role::other(name),
            _ => Role::Ignored,
        };
        *column = Column::new(&column.name, role, "Eurostat names it so");
    }
    if across.starts_with("time") {
        return layout.wide(|_| Figures::default());
    }
    for column in layout.columns.iter_mut().filter(|column| matches!(column.role, Role::Ignored) && column.name != "freq") {
        let dimension = if across == "geo" { Dimension::Reporter } else { Dimension::Other(across.to_owned()) };
        let figures = Figures { codes: vec![Fixed::new(dimension, &column.name, None)], ..Figures::default() };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "what goes across has a column each");
    }
    layout
}

/// Names of dimensions are in small letters; what goes across is a period or a code in capitals.
fn is_code(name: &str) -> bool {
    cell::period(name).is_none() && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}
