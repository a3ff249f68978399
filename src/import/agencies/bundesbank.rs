//! Deutsche Bundesbank: series in columns, each with one of remarks behind it; what they are and what they are counted in stands
//! in lines above the figures.

use crate::import::cell;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Figures, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;

pub const SERIES: TableFormat = TableFormat {
    name: "series of the Deutsche Bundesbank",
    description: "series of the Deutsche Bundesbank",
    publisher: "Deutsche Bundesbank",
    marks: &[],
    fits: |sheet, head| {
        head.row == 0 && head.names.first().is_some_and(String::is_empty) && series(head).next().is_some() && first(sheet).is_some()
    },
    layout,
    describe: nothing_more,
};

/// The columns of figures: the key of each stands before the same key with FLAGS.
fn series(head: &Head) -> impl Iterator<Item = usize> {
    let is_flagged = |pair: &[String]| !pair[0].is_empty() && pair[1].strip_suffix("_FLAGS") == Some(&pair[0]);
    head.names.windows(2).enumerate().filter(move |(_, pair)| is_flagged(pair)).map(|(at, _)| at)
}

/// The first row of figures.
fn first(sheet: &Sheet) -> Option<usize> {
    const MOST: usize = 20;
    sheet.rows.iter().take(MOST).position(|row| cell::period(row.cell(0)).is_some())
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names);
    let first = first(sheet).unwrap_or(sheet.rows.len());
    let is_figure = |row: &Row| cell::period(row.cell(0)).is_some();
    let figures = sheet.rows[first..].iter().rposition(is_figure).map_or(0, |last| last + 1);
    layout.rows = [first, first + figures];
    layout.decimal = None;
    let above = &sheet.rows[1..first.max(1)];
    let said = |names: &[&str], at: usize| {
        let row = above.iter().find(|row| names.contains(&row.cell(0).to_lowercase().as_str()));
        row.map(|row| row.cell(at).to_owned()).unwrap_or_default()
    };
    let places: Vec<usize> = series(head).collect();
    layout.columns[0] = Column::new("", Role::Period, BECAUSE);
    for at in places {
        let title = above.first().map(|row| row.cell(at).to_owned()).filter(|title| !title.is_empty());
        let power = units::power(&said(&["dimension", "unit multiplier"], at)).unwrap_or_default();
        let unit = units::scaled(&units::read(&said(&["einheit", "unit"], at)), power);
        let figures = Figures {
            indicator: Some((Some(head.names[at].clone()), title.unwrap_or_else(|| head.names[at].clone()))),
            unit: Some(unit).filter(|unit| !unit.is_empty()),
            note: Some(at + 1),
            ..Figures::default()
        };
        layout.columns[at] = Column::new(&head.names[at], Role::Figures(Box::new(figures)), BECAUSE);
    }
    layout
}

const BECAUSE: &str = "the format says so";
