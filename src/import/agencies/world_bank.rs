//! World Bank: indicators with years across, as downloaded in bulk and as put together in DataBank.

use crate::dataset::observation::dimension_called;
use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Column, Figures, Fixed, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Sink, snake_case};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const INDICATORS: TableFormat = TableFormat {
    name: "World Bank table",
    description: "World Bank tables",
    publisher: "World Bank",
    marks: &["Country Name", "Country Code", "Indicator Name", "Indicator Code"],
    fits: |_, head| !head.has("Counterpart Country Code") && head.names.iter().any(|name| cell::period(name).is_some()),
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

/// Put together with a column for each series: "GDP (current US$) [NY.GDP.MKTP.CD]".
pub const DATABANK_SERIES: TableFormat = TableFormat {
    name: "World Bank DataBank table, series in columns",
    marks: &["Time", "Time Code", "Country Name", "Country Code"],
    fits: |_, head| head.names.iter().any(|name| bracketed(name).is_some()),
    layout: |sheet, head| across(sheet, head, ["Country Code", "Country Name"], Dimension::Reporter),
    ..DATABANK
};

/// Put together with a column for each country: "Afghanistan [AFG]".
pub const DATABANK_COUNTRIES: TableFormat = TableFormat {
    name: "World Bank DataBank table, countries in columns",
    marks: &["Time", "Time Code", "Series Name", "Series Code"],
    layout: |sheet, head| across(sheet, head, ["Series Code", "Series Name"], Dimension::Indicator),
    ..DATABANK_SERIES
};

/// Put together with a row for each figure.
pub const DATABANK_LONG: TableFormat = TableFormat {
    name: "World Bank DataBank table, years in rows",
    marks: &["Country Name", "Series Name", "Time", "Value"],
    layout: long,
    ..DATABANK
};

/// The download of one indicator in XML.
pub const DOWNLOAD: TableFormat = TableFormat {
    name: "World Bank download in XML",
    marks: &["Country or Area.id", "Country or Area.value", "Item.id", "Item.value", "Year", "Value"],
    layout: |sheet, head| {
        Layout::below(sheet, head, Scheme::WorldBank)
            .with("Country or Area.id", Role::of(Dimension::Reporter))
            .with("Country or Area.value", Role::NameOf(Dimension::Reporter))
            .with("Item.id", Role::of(Dimension::Indicator))
            .with("Item.value", Role::NameOf(Dimension::Indicator))
            .with("Year", Role::Period)
            .with("Value", Role::values())
    },
    ..DATABANK
};

/// What the interface answers in JSON or XML. Groups of income have no code of three letters there.
pub const INTERFACE: TableFormat = TableFormat {
    name: "World Bank answer",
    marks: &["indicator.id", "indicator.value", "country.value", "countryiso3code", "date", "value"],
    layout: interface,
    ..DATABANK
};

pub const INTERFACE_MENDED: Mended = Mended::new(&INTERFACE, with_names_for_codes);

fn interface(sheet: &Sheet, head: &Head) -> Layout {
    Layout::below(sheet, head, Scheme::WorldBank)
        .with("countryiso3code", Role::of(Dimension::Reporter))
        .with("country.value", Role::NameOf(Dimension::Reporter))
        .with("indicator.id", Role::of(Dimension::Indicator))
        .with("indicator.value", Role::NameOf(Dimension::Indicator))
        .with("date", Role::Period)
        .with("value", Role::values())
        .with("unit", Role::Unit)
        .with("obs_status", Role::Status)
        .spent("country.id")
        .spent("decimal")
}

fn with_names_for_codes(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let [code, name] = ["countryiso3code", "country.value"].map(|name| head.at(name).unwrap_or_default());
    let row = move |row: &mut Row| {
        if row.cell(code).is_empty() && code < row.cells.len() {
            row.cells[code] = row.cell(name).to_owned();
        }
    };
    Mending { row: Box::new(row), caveats: Vec::new() }
}

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
    without_footer(sheet, with_further(head, layout))
}

/// Some databases have more than countries and series: those to whom is owed, versions, sectors.
fn with_further(head: &Head, mut layout: Layout) -> Layout {
    for name in &head.names {
        let Some(subject) = name.strip_suffix(" Name").filter(|subject| !matches!(*subject, "Country" | "Series" | "Indicator")) else {
            continue;
        };
        let code = format!("{subject} Code");
        layout = match subject {
            // Its codes are numbers of its own; its names are those of countries.
            "Counterpart-Area" => layout.with(name, Role::of(Dimension::Partner)).spent(&code),
            _ if head.has(&code) => {
                let dimension = dimension_called(&snake_case(subject));
                layout.with(&code, Role::of(dimension.clone())).with(name, Role::NameOf(dimension))
            }
            _ => layout,
        };
    }
    layout
}

/// The label and the code of a column such as "Afghanistan [AFG]".
fn bracketed(name: &str) -> Option<(&str, &str)> {
    name.strip_suffix(']')?.rsplit_once(" [").filter(|_| cell::period(name).is_none())
}

/// Rows of one dimension and of years; what goes across are the series, or the countries of series.
fn across(sheet: &Sheet, head: &Head, [code, name]: [&str; 2], rows: Dimension) -> Layout {
    let are_series = rows == Dimension::Reporter;
    let mut layout = Layout::below(sheet, head, Scheme::WorldBank)
        .with("Time", Role::Period)
        .spent("Time Code")
        .with(code, Role::of(rows.clone()))
        .with(name, Role::NameOf(rows));
    for column in &mut layout.columns {
        let Some((label, code)) = bracketed(&column.name) else { continue };
        let figures = match are_series {
            true => {
                let indicator = Some((Some(snake_case(code)), label.to_owned()));
                Figures { indicator, unit: labels::parted(label).1, ..Figures::default() }
            }
            false => Figures { codes: vec![Fixed::new(Dimension::Reporter, code, Some(label))], ..Figures::default() },
        };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "its code stands behind its name");
    }
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
