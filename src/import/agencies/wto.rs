//! The World Trade Organization: what its WTO Stats gives out as a table, a row for each figure.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Layout, Role};
use crate::import::roles::words;
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
    let is_part = |at: &usize| sheet.rows.iter().skip(head.row + 1).all(|row| words::part_of_year(row.cell(*at)).is_some());
    if head.at("Period").filter(is_part).is_some() {
        layout = layout.with("Period", Role::Part);
    }
    for name in ["Indicator Category", "Reporting Economy Code", "Reporting Economy ISO3A Code", "Partner Economy Code"] {
        layout = layout.spent(name);
    }
    layout.classification = Classification::Own;
    layout
}
