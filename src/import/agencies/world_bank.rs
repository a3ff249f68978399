//! World Bank: indicators with years across, as downloaded in bulk and as put together in DataBank.

use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const INDICATORS: TableFormat = TableFormat {
    name: "World Bank table",
    description: "World Bank tables",
    publisher: "World Bank",
    marks: &["Country Name", "Country Code", "Indicator Name", "Indicator Code"],
    fits: |_, head| !head.has("Counterpart Country Code"),
    layout: |sheet, head| layout(sheet, head, ["Indicator Code", "Indicator Name"]),
    describe,
};

pub const DATABANK: TableFormat = TableFormat {
    name: "World Bank DataBank table",
    marks: &["Series Name", "Series Code", "Country Name", "Country Code"],
    fits: always,
    layout: |sheet, head| layout(sheet, head, ["Series Code", "Series Name"]),
    describe: nothing_more,
    ..INDICATORS
};

/// Put together with a row for each figure.
pub const DATABANK_LONG: TableFormat = TableFormat {
    name: "World Bank DataBank table, years in rows",
    marks: &["Country Name", "Series Name", "Time", "Value"],
    layout: long,
    ..DATABANK
};

fn long(sheet: &Sheet, head: &Head) -> Layout {
    let layout = Layout::below(sheet, head, Scheme::WorldBank).with("Time", Role::Period).with("Value", Role::values());
    let layout = match head.has("Country Code") {
        true => layout.with("Country Code", Role::of(Dimension::Reporter)).with("Country Name", Role::NameOf(Dimension::Reporter)),
        false => layout.with("Country Name", Role::of(Dimension::Reporter)),
    };
    let layout = match head.has("Series Code") {
        true => layout.with("Series Code", Role::of(Dimension::Indicator)).with("Series Name", Role::NameOf(Dimension::Indicator)),
        false => layout.with("Series Name", Role::of(Dimension::Indicator)),
    };
    without_footer(sheet, layout)
}

fn layout(sheet: &Sheet, head: &Head, [code, label]: [&str; 2]) -> Layout {
    let layout = Layout::below(sheet, head, Scheme::WorldBank)
        .with("Country Code", Role::of(Dimension::Reporter))
        .with("Country Name", Role::NameOf(Dimension::Reporter))
        .with(code, Role::of(Dimension::Indicator))
        .with(label, Role::NameOf(Dimension::Indicator))
        .wide(|_| Figures::default());
    without_footer(sheet, layout)
}

fn without_footer(sheet: &Sheet, mut layout: Layout) -> Layout {
    // "Data from database: …" and "Last Updated: …" follow blank lines.
    let rows = &sheet.rows;
    let is_data = |row: &usize| rows[*row].cells.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
    layout.rows[1] = (layout.rows[0]..rows.len()).rfind(is_data).map_or(rows.len(), |last| last + 1);
    layout
}

/// The lines above the table name the database and its date.
fn describe(_: &Input, sheet: &Sheet, sink: &mut Sink) {
    let said = |name: &str| sheet.rows.iter().take(10).find(|row| row.cell(0) == name).map(|row| row.cell(1).to_owned());
    if let Some(database) = said("Data Source") {
        sink.source.title = database;
    }
    sink.source.published = said("Last Updated Date");
}
