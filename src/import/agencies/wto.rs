//! The World Trade Organization: what its WTO Stats gives out as a table, a row for each figure.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Layout, Role};
use crate::import::roles::{calendar, parts};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const STATS: TableFormat = TableFormat {
    name: "WTO Stats table",
    description: "tables of WTO Stats",
    publisher: "World Trade Organization",
    marks: &["Indicator Code", "Reporting Economy", "Product/Sector", "Unit", "Year", "Value"],
    fits: always,
    layout,
    describe: nothing_more,
};

/// What its interface answers, whose names are one word each: `ReportingEconomyCode`, `ProductOrSector`.
pub const INTERFACE: TableFormat = TableFormat {
    name: "WTO Stats answer",
    marks: &["IndicatorCode", "ReportingEconomy", "ProductOrSector", "Unit", "Year", "Value"],
    layout: |sheet, head| layout(sheet, &in_words(head)),
    ..STATS
};

fn in_words(head: &Head) -> Head {
    let apart = |name: &String| {
        let mut words = String::new();
        for letter in name.replace("ProductOrSector", "Product/Sector").chars() {
            if letter.is_uppercase() && words.ends_with(char::is_lowercase) {
                words.push(' ');
            }
            words.push(letter);
        }
        words
    };
    Head { row: head.row, names: head.names.iter().map(apart).collect() }
}

/// Its own numbers of economies are those of ISO for countries, and of nobody else for groups, so that the names are read.
fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("Indicator Code", Role::of(Dimension::Indicator))
        .with("Indicator", Role::NameOf(Dimension::Indicator))
        .with("Reporting Economy", Role::of(Dimension::Reporter))
        .with("Partner Economy", Role::of(Dimension::Partner))
        .with("Product/Sector Code", Role::of(Dimension::Commodity))
        .with("Product/Sector", Role::NameOf(Dimension::Commodity))
        .with("Unit", Role::Unit)
        .with("Year", Role::Period)
        .with("Value Flag Code", Role::Status)
        .with("Text Value", Role::Note)
        .with("Value", Role::values());
    if !head.has("Product/Sector Code") {
        layout = layout.with("Product/Sector", Role::of(Dimension::Commodity));
    }
    if !head.has("Value Flag Code") {
        layout = layout.with("Value Flag", Role::Status);
    }
    if let Some((name, role)) = part_of_year(sheet, head) {
        layout = layout.with(name, role);
    }
    for name in ["Indicator Category", "Reporting Economy Code", "Reporting Economy ISO3A Code", "Partner Economy Code"] {
        layout = layout.spent(name);
    }
    layout.classification = Classification::Own;
    layout
}

/// The column that names the month or the quarter of the year beside it; where all is of whole years, there is none. Words for parts
/// of a year that are not understood still part the figures.
fn part_of_year(sheet: &Sheet, head: &Head) -> Option<(&'static str, Role)> {
    const SOME_YEAR: i32 = 2001;
    let cells = |name: &str| {
        let cells = head.at(name).map(|at| sheet.rows.iter().skip(head.row + 1).map(move |row| row.cell(at)));
        cells.into_iter().flatten().filter(|cell| !cell.is_empty())
    };
    let is_read = |cell: &str| calendar::part_of_year(cell).is_some() || parts::within(SOME_YEAR, cell).is_some();
    let named = || ["Period", "Period Code"].into_iter().filter(|name| cells(name).next().is_some());
    if named().all(|name| cells(name).all(|cell| cell == "A" || calendar::is_whole_year(cell))) {
        return None;
    }
    let understood = named().find(|name| cells(name).all(is_read));
    understood.map(|name| (name, Role::Part)).or_else(|| named().next().map(|name| (name, Role::other("part_of_year"))))
}
