//! FAOSTAT in bulk: years across, each with a column of flags, `Y1961` and `Y1961F`.

use crate::import::cell;
use crate::import::cell::flag::Flags;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const FAOSTAT: TableFormat = TableFormat {
    name: "FAOSTAT table",
    description: "FAOSTAT tables",
    publisher: "FAO, FAOSTAT",
    marks: &["Item", "Element", "Unit"],
    fits: |_, head| REPORTERS.iter().any(|name| head.has(name)),
    layout,
    describe: nothing_more,
};

/// What the column of countries is called; in the trade matrix there is one of partners beside it.
const REPORTERS: [&str; 4] = ["Area", "Country", "Countries", "Reporter Countries"];

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let country = REPORTERS.into_iter().find(|name| head.has(name)).unwrap_or("Area");
    let mut layout = Layout::below(sheet, head, Scheme::Fao)
        .with(country, Role::of(Dimension::Reporter))
        .with("Partner Countries", Role::of(Dimension::Partner))
        .with("Item", Role::of(Dimension::Commodity))
        .with("Element", Role::of(Dimension::Indicator))
        .with("Unit", Role::Unit)
        .with("Year", Role::Period)
        .with("Value", Role::values())
        .with("Flag", Role::Status)
        .with("Note", Role::Note);
    for column in &mut layout.columns {
        let is_year = column.name.starts_with('Y') && column.name.len() == 5;
        if let Some(period) = cell::period(&column.name).filter(|_| is_year) {
            let figures = Figures { period: Some(period), flags: head.at(&format!("{}F", column.name)), ..Figures::default() };
            *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "its name is a year");
        }
    }
    layout.flags = Flags::Fao;
    layout.empty = Empty::Nothing;
    layout
}
