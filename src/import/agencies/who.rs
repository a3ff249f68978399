//! The World Health Organization's Global Health Observatory: a value in words, with its range, and the number in a column of
//! its own.

use std::collections::BTreeSet;

use crate::dataset::observation::dimension_called;
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

pub const OBSERVATORY: TableFormat = TableFormat {
    name: "table of the Global Health Observatory",
    description: "tables of the WHO's Global Health Observatory",
    publisher: "World Health Organization",
    marks: &["IndicatorCode", "SpatialDimValueCode", NUMBER],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const OBSERVATORY_MENDED: Mended = Mended::new(&OBSERVATORY, mending);

const NUMBER: &str = "FactValueNumeric";

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("IndicatorCode", Role::of(Dimension::Indicator))
        .with("Indicator", Role::NameOf(Dimension::Indicator))
        .with("SpatialDimValueCode", Role::of(Dimension::Reporter))
        .with("Location", Role::NameOf(Dimension::Reporter))
        .with("Period", Role::Period)
        .with(NUMBER, Role::values())
        .with("FactValueUoM", Role::Unit)
        .with("FactComments", Role::Note)
        .spent("FactValueNumericLow")
        .spent("FactValueNumericHigh")
        .spent("Value");
    for number in 1..=3 {
        let name = format!("Dim{number}");
        let dimension = dimension_called(&kind(sheet, head, &format!("{name} type")).unwrap_or_else(|| name.to_lowercase()));
        layout = layout.with(&format!("{name}ValueCode"), Role::of(dimension.clone())).with(&name, Role::NameOf(dimension));
    }
    layout
}

/// What all rows that name one call the dimension; `None` where they do not agree.
fn kind(sheet: &Sheet, head: &Head, column: &str) -> Option<String> {
    let at = head.at(column)?;
    let kinds: BTreeSet<&str> = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|kind| !kind.is_empty()).collect();
    kinds.first().filter(|_| kinds.len() == 1).map(|kind| snake_case(kind))
}

/// "<" stands in a column before the number that it belongs to, and the ends of its range behind it.
fn mending(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let pair = head.at("FactValueNumericPrefix").zip(head.at(NUMBER));
    let range = head.at("FactValueNumericLow").zip(head.at("FactValueNumericHigh")).zip(head.at("FactComments"));
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some((prefix, number)) = pair
                && !row.cell(prefix).is_empty()
                && !row.cell(number).is_empty()
            {
                row.cells[number] = format!("{}{}", row.cell(prefix), row.cell(number));
            }
            if let Some(((low, high), comments)) = range
                && !row.cell(low).is_empty()
                && !row.cell(high).is_empty()
            {
                let said = format!("from {} to {}", row.cell(low), row.cell(high));
                let before = Some(row.cell(comments)).filter(|comment| !comment.is_empty()).map(|comment| format!("; {comment}"));
                row.cells.resize(row.cells.len().max(comments + 1), String::new());
                row.cells[comments] = said + &before.unwrap_or_default();
            }
        }),
    }
}
