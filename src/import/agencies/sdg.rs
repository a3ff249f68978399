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

/// The records of its interface, in which what parts a series and what is said of it stand apart.
pub const INTERFACE: TableFormat = TableFormat {
    name: "answer of the database of the Sustainable Development Goals",
    marks: &["series", "geoAreaCode", "timePeriodStart", "value"],
    ..GOALS
};

pub const INTERFACE_MENDED: Mended = Mended::new(&INTERFACE, mending);

/// What is the same for all figures of a series, or is said beside one and is no other figure.
const SAYS_NO_MORE: [&str; 8] = ["goal", "target", "indicator", "time_detail", "timecoverage", "geoinfourl", "seriescount", "valuetype"];
const TOLD: [&str; 4] = ["upperbound", "lowerbound", "baseperiod", "source"];

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Iso);
    for column in &mut layout.columns {
        let name = bare(&column.name);
        column.role = match name.to_lowercase().as_str() {
            "seriescode" | "series" => Role::of(Dimension::Indicator),
            "seriesdescription" => Role::NameOf(Dimension::Indicator),
            "geoareacode" => Role::of(Dimension::Reporter),
            "geoareaname" => Role::NameOf(Dimension::Reporter),
            "timeperiod" | "timeperiodstart" => Role::Period,
            "value" => Role::values(),
            "units" => Role::Unit,
            "nature" | "observation status" => Role::Status,
            "footnote" | "footnotes" => Role::Note,
            name if TOLD.contains(&name) => continue,
            "" => Role::Ignored,
            name if SAYS_NO_MORE.contains(&name) => Role::Ignored,
            _ => Role::other(&snake_case(name)),
        };
        "the format says so".clone_into(&mut column.because);
    }
    layout
}

/// A name without the brackets around those of what parts a series, or without the part of a record that it stands in.
fn bare(name: &str) -> &str {
    let name = ["dimensions.", "attributes."].iter().find_map(|part| name.strip_prefix(part)).unwrap_or(name);
    name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name).trim()
}

/// Who made a figure is told by letters that mean something else in the lists of others: C is what the country says. Footnotes
/// stand in a list of their own, which may hold an empty one.
fn mending(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let at = |wanted: &str| head.names.iter().position(|name| bare(name).eq_ignore_ascii_case(wanted));
    let [nature, notes] = [at("Nature"), at("footnotes")];
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some(cell) = nature.and_then(|at| row.cells.get_mut(at)) {
                let status = if matches!(cell.trim(), "E" | "M" | "CA") { "E" } else { "" };
                status.clone_into(cell);
            }
            if let Some(cell) = notes.and_then(|at| row.cells.get_mut(at)) {
                let listed = cell.strip_prefix("[\"").and_then(|cell| cell.strip_suffix("\"]")).map(|notes| notes.replace("\",\"", "; "));
                listed.into_iter().for_each(|notes| *cell = notes);
            }
        }),
    }
}
