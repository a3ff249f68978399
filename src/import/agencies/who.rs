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

/// The records of its interface, which have other names, and the day on which each was put there.
pub const INTERFACE: TableFormat = TableFormat {
    name: "answer of the Global Health Observatory",
    marks: &["IndicatorCode", "SpatialDim", "TimeDim", NUMERIC],
    layout: interface,
    ..OBSERVATORY
};

pub const INTERFACE_MENDED: Mended = Mended::new(&INTERFACE, mending_of_interface);

const NUMBER: &str = "FactValueNumeric";
const NUMERIC: &str = "NumericValue";

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

fn interface(sheet: &Sheet, head: &Head) -> Layout {
    const SAYS_NO_MORE: [&str; 9] =
        ["Id", "SpatialDimType", "TimeDimType", "TimeDimensionValue", "TimeDimensionBegin", "TimeDimensionEnd", "Value", "Low", "High"];
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("IndicatorCode", Role::of(Dimension::Indicator))
        .with("SpatialDim", Role::of(Dimension::Reporter))
        .with("TimeDim", Role::Period)
        .with(NUMERIC, Role::values())
        .with("Comments", Role::Note);
    for number in 1..=3 {
        let name = format!("Dim{number}");
        let kind = kind(sheet, head, &format!("{name}Type")).unwrap_or_else(|| name.to_lowercase());
        layout = layout.with(&name, Role::of(dimension_called(&kind)));
    }
    SAYS_NO_MORE.iter().fold(layout, |layout, name| layout.spent(name))
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
    let range = Range::of(head, ["FactValueNumericLow", "FactValueNumericHigh", "FactComments"]);
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some((prefix, number)) = pair
                && !row.cell(prefix).is_empty()
                && !row.cell(number).is_empty()
            {
                row.cells[number] = format!("{}{}", row.cell(prefix), row.cell(number));
            }
            range.iter().for_each(|range| range.tell(row));
        }),
    }
}

/// "<2.5" stands in words beside the number.
fn mending_of_interface(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let pair = head.at("Value").zip(head.at(NUMERIC));
    let range = Range::of(head, ["Low", "High", "Comments"]);
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            let sign = |value: &str| value.trim_start().chars().next().filter(|sign| matches!(sign, '<' | '>' | '≤' | '≥'));
            if let Some((sign, number)) = pair.and_then(|(value, number)| Some((sign(row.cell(value))?, number)))
                && !row.cell(number).is_empty()
            {
                row.cells[number] = format!("{sign}{}", row.cell(number));
            }
            range.iter().for_each(|range| range.tell(row));
        }),
    }
}

/// Where the ends of a range and the comments stand.
struct Range {
    ends: [usize; 2],
    comments: usize,
}

impl Range {
    fn of(head: &Head, [low, high, comments]: [&str; 3]) -> Option<Self> {
        Some(Self { ends: [head.at(low)?, head.at(high)?], comments: head.at(comments)? })
    }

    /// Puts the range before what is commented.
    fn tell(&self, row: &mut Row) {
        let [low, high] = self.ends.map(|at| row.cell(at));
        if low.is_empty() || high.is_empty() {
            return;
        }
        let said = format!("from {low} to {high}");
        let before = Some(row.cell(self.comments)).filter(|comment| !comment.is_empty()).map(|comment| format!("; {comment}"));
        row.cells.resize(row.cells.len().max(self.comments + 1), String::new());
        row.cells[self.comments] = said + &before.unwrap_or_default();
    }
}
