//! FAOSTAT in bulk: years across, each with a column of flags, `Y1961` and `Y1961F`.

use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::cell::flag::Flags;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
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

/// Consumer prices, which have months and nothing but the item.
pub const BY_MONTH: TableFormat =
    TableFormat { name: "FAOSTAT table by month", marks: &["Area", "Item", "Months", "Year", "Value"], fits: always, ..FAOSTAT };

pub const FAOSTAT_MENDED: Mended = Mended::new(&FAOSTAT, with_whole_units);

/// "Producer Price (USD/tonne)" is counted in USD for each tonne; its unit says "USD".
fn with_whole_units(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let places = head.at("Element").zip(head.at("Unit"));
    let whole = |element: &str, unit: &str| {
        let said = element.strip_suffix(')')?.rsplit_once('(')?.1;
        (said.strip_prefix(unit)?.starts_with('/') && !unit.is_empty()).then(|| said.to_owned())
    };
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some((at, unit)) = places.and_then(|(element, at)| Some((at, whole(row.cell(element), row.cell(at))?))) {
                row.cells[at] = unit;
            }
        }),
    }
}

/// What the column of countries is called; in the trade matrix there is one of partners beside it.
const REPORTERS: [&str; 4] = ["Area", "Country", "Countries", "Reporter Countries"];

/// So many cells say what a column holds.
const SAMPLE: usize = 1000;

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let country = REPORTERS.into_iter().find(|name| head.has(name)).unwrap_or("Area");
    let mut layout = Layout::below(sheet, head, Scheme::Fao)
        .with(country, Role::of(Dimension::Reporter))
        .with("Partner Countries", Role::of(Dimension::Partner))
        .with("Item", Role::of(Dimension::Commodity))
        .with("Element", Role::of(Dimension::Indicator))
        .with("Unit", Role::Unit)
        .with("Year", Role::Period)
        .with("Months", Role::Part)
        .with("Value", Role::values())
        .with("Flag", Role::Status)
        .with("Note", Role::Note);
    // Where every element is a "Value", the items are what is measured: indices of prices, shares of the hungry.
    let says_no_more = |at: usize| {
        let cells = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
        cells.take(SAMPLE).all(|cell| cell == "Value")
    };
    if head.at("Element").is_none_or(says_no_more) {
        layout = layout.spent("Element").with("Item", Role::of(Dimension::Indicator));
    }
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
