//! Our World in Data: a table of the grapher, with each further column an indicator.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Column, Figures, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const GRAPHER: TableFormat = TableFormat {
    name: "Our World in Data table",
    description: "Our World in Data tables",
    publisher: "Our World in Data",
    marks: &["Entity", "Year"],
    fits: |_, head| head.names.len() > 2,
    layout: |sheet, head| layout(sheet, head, "Year"),
    describe: nothing_more,
};

pub const DAILY: TableFormat = TableFormat {
    name: "Our World in Data table by day",
    marks: &["Entity", "Day"],
    fits: always,
    layout: |sheet, head| layout(sheet, head, "Day"),
    ..GRAPHER
};

/// Its data on the pandemic of 2020, as it kept them in one file.
pub const PANDEMIC: TableFormat = TableFormat {
    name: "Our World in Data table of the pandemic",
    marks: &["iso_code", "continent", "location", "date"],
    fits: always,
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Owid)
            .with("date", Role::Period)
            .with("iso_code", Role::of(Dimension::Reporter))
            .with("location", Role::NameOf(Dimension::Reporter));
        indicators(&mut layout, sheet, head);
        layout
    },
    ..GRAPHER
};

/// Its data on carbon dioxide and on energy, in which groups of countries have no code.
pub const CARBON_AND_ENERGY: TableFormat = TableFormat {
    name: "Our World in Data table of carbon dioxide or energy",
    marks: &["country", "year", "iso_code", "population", "gdp"],
    fits: |_, head| head.at("country") == Some(0) && head.at("year") == Some(1),
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Owid).with("year", Role::Period).with("country", Role::of(Dimension::Reporter));
        indicators(&mut layout, sheet, head);
        layout
    },
    ..GRAPHER
};

fn layout(sheet: &Sheet, head: &Head, period: &str) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Owid).with(period, Role::Period);
    layout = match head.has("Code") {
        true => layout.with("Code", Role::of(Dimension::Reporter)).with("Entity", Role::NameOf(Dimension::Reporter)),
        false => layout.with("Entity", Role::of(Dimension::Reporter)),
    };
    indicators(&mut layout, sheet, head);
    layout
}

fn indicators(layout: &mut Layout, sheet: &Sheet, head: &Head) {
    for (at, column) in layout.columns.iter_mut().enumerate().filter(|(_, column)| matches!(column.role, Role::Ignored)) {
        // One that names the continent, or keeps notes, is no indicator.
        let rows = sheet.rows.iter().skip(head.row + 1);
        let is_number = rows.map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).take(50).all(crate::import::cell::is_number_like);
        if column.name.is_empty() || !is_number || column.name.to_lowercase().ends_with("annotations") {
            continue;
        }
        let (label, unit) = labels::parted(&column.name);
        let figures = Figures { indicator: Some((None, label)), unit, ..Figures::default() };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "each further column is an indicator");
    }
}
