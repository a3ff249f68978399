//! Tables that stand beside each other in a sheet, each with names of its own, behind a column that holds nothing.

use std::collections::BTreeSet;

use crate::import::roles::blocks::Block;
use crate::import::roles::worded;
use crate::import::sheet::{Merged, Row, Sheet};

/// As far as rows are looked at.
const SAMPLE: usize = 400;
const FEWEST: usize = 2;

/// The sheet once for each of the tables beside each other in its only block, with nothing but that one; none where there is one.
pub(super) fn apart(sheet: &Sheet, blocks: &[&Block]) -> Vec<Sheet> {
    let [block] = blocks else { return Vec::new() };
    // Titles and notes are of all of them.
    let is_told = |row: &Row| row.only().is_some();
    let is_empty = |at: usize| sheet.rows.iter().filter(|row| !is_told(row)).all(|row| row.cell(at).is_empty());
    let width = block.names.len();
    let mut parts: Vec<[usize; 2]> = Vec::new();
    let mut start = None;
    for at in 0..=width {
        match (start, at == width || is_empty(at)) {
            (None, false) => start = Some(at),
            (Some(first), true) => {
                parts.push([first, at]);
                start = None;
            }
            (None, true) | (Some(_), false) => {}
        }
    }
    parts = parts.into_iter().flat_map(|part| again(&block.names, part)).collect();
    let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default();
    if parts.len() < 2 || !parts.iter().all(|part| is_table(rows, *part)) {
        return Vec::new();
    }
    parts.into_iter().map(|part| of_columns(sheet, part, is_told)).collect()
}

/// The columns once for each time that their names stand again: "State, 2021, 2022, State, 2021, 2022".
fn again(names: &[String], [first, behind]: [usize; 2]) -> Vec<[usize; 2]> {
    let names = &names[first..behind];
    let repeats = |length: &usize| {
        !names[0].is_empty() && names.len().is_multiple_of(*length) && names.chunks(*length).all(|part| part == &names[..*length])
    };
    let length = (2..names.len()).find(repeats).unwrap_or(names.len());
    (first..behind).step_by(length.max(1)).map(|start| [start, start + length]).collect()
}

/// Do the first of these columns name each row in words of its own, and others hold figures?
fn is_table(rows: &[Row], [first, behind]: [usize; 2]) -> bool {
    let filled: Vec<&Row> = rows.iter().take(SAMPLE).filter(|row| !row.cell(first).is_empty() && row.only().is_none()).collect();
    let is_number = |cell: &str| cell.contains(char::is_numeric) && worded::is_figure(cell);
    let names: BTreeSet<&str> = filled.iter().map(|row| row.cell(first)).filter(|name| !is_number(name)).collect();
    let holds_figures = |at: usize| filled.iter().filter(|row| is_number(row.cell(at))).count() * 10 >= filled.len() * 6;
    filled.len() >= FEWEST && names.len() * 10 >= filled.len() * 9 && (first + 1..behind).any(holds_figures)
}

fn of_columns(sheet: &Sheet, [first, behind]: [usize; 2], is_told: impl Fn(&Row) -> bool) -> Sheet {
    let own = |at: usize| (first..behind).contains(&at);
    let kept = |row: &Row| {
        let cells = row.cells.iter().take(behind).enumerate().map(|(at, cell)| if own(at) { cell.clone() } else { String::new() });
        Row { line: row.line, cells: if is_told(row) { row.cells.clone() } else { cells.collect() } }
    };
    let is_within = |merged: &&Merged| own(merged.columns[0]) && own(merged.columns[1]);
    Sheet {
        name: sheet.name.clone(),
        rows: sheet.rows.iter().map(kept).collect(),
        merged: sheet.merged.iter().filter(is_within).copied().collect(),
        notes: Vec::new(),
        is_parted: sheet.is_parted,
        cuts: sheet.cuts.clone(),
    }
}
