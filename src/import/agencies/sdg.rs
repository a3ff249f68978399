//! The United Nations' database of the Sustainable Development Goals: a row for each figure, and what parts the series in columns
//! that are called so in brackets.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::snake_case;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const GOALS: TableFormat = TableFormat {
    name: "table of the Sustainable Development Goals",
    description: "tables of the United Nations' database of the Sustainable Development Goals",
    publisher: "United Nations Statistics Division",
    marks: &["SeriesCode", "GeoAreaCode", "TimePeriod", "Value"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const GOALS_MENDED: Mended = Mended::new(&GOALS, mending);

/// What is the same for all figures of a series, or is said beside one and is no other figure.
const SAYS_NO_MORE: [&str; 6] = ["Goal", "Target", "Indicator", "Time_Detail", "TimeCoverage", "GeoInfoUrl"];
const TOLD: [&str; 4] = ["UpperBound", "LowerBound", "BasePeriod", "Source"];

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Iso);
    for column in &mut layout.columns {
        let name = bare(&column.name);
        column.role = match name {
            "SeriesCode" => Role::of(Dimension::Indicator),
            "SeriesDescription" => Role::NameOf(Dimension::Indicator),
            "GeoAreaCode" => Role::of(Dimension::Reporter),
            "GeoAreaName" => Role::NameOf(Dimension::Reporter),
            "TimePeriod" => Role::Period,
            "Value" => Role::values(),
            "Units" => Role::Unit,
            "Nature" | "Observation Status" => Role::Status,
            "FootNote" => Role::Note,
            name if TOLD.contains(&name) => continue,
            "" => Role::Ignored,
            name if SAYS_NO_MORE.contains(&name) => Role::Ignored,
            name => Role::other(&snake_case(name)),
        };
        "the format says so".clone_into(&mut column.because);
    }
    layout
}

/// A name without the brackets around those of what parts a series.
fn bare(name: &str) -> &str {
    name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).trim()
}

/// Who made a figure is told by letters that mean something else in the lists of others: C is what the country says.
fn mending(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let nature = head.names.iter().position(|name| bare(name) == "Nature");
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            let Some(cell) = nature.and_then(|at| row.cells.get_mut(at)) else { return };
            let status = if matches!(cell.trim(), "E" | "M" | "CA") { "E" } else { "" };
            status.clone_into(cell);
        }),
    }
}
