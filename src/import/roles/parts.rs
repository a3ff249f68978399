//! Periods that stand in several columns: a year and its month beside each other, or the same time said twice.

use crate::import::roles::blocks::{Block, SAMPLE};
use crate::import::roles::layout::{Column, Role};
use crate::import::roles::seen::Seen;
use crate::import::roles::words;
use crate::import::sheet::Sheet;
use crate::terms::period::Frequency;

/// Of several columns of periods the one that says most is kept, and beside a year its month or quarter is found.
pub(super) fn find(sheet: &Sheet, block: &Block, columns: &mut [Column], seen: &[Seen]) {
    keep_finest(columns, seen);
    leave_out_parts(columns, seen);
    let is_period = |column: &Column| matches!(column.role, Role::Period);
    let is_year = |(at, column): (usize, &Column)| is_period(column) && seen[at].finest == Some(Frequency::Yearly);
    if columns.iter().filter(|column| is_period(column)).count() != 1 || !columns.iter().enumerate().any(is_year) {
        return;
    }
    let rows = || sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default().iter().take(SAMPLE);
    let holds_parts = |at: usize, name: &str| {
        let cells: Vec<&str> = rows().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
        !cells.is_empty() && cells.iter().all(|cell| words::part_in(name, cell).is_some())
    };
    let is_part = |at: usize, column: &Column| column.is_open() && holds_parts(at, &column.name);
    // A month says more than the quarter beside it.
    let fineness = |column: &Column| words::stretch_of(&column.name);
    let found = columns.iter().enumerate().filter(|(at, column)| is_part(*at, column)).max_by_key(|(_, column)| fineness(column));
    if let Some((at, _)) = found {
        columns[at].role = Role::Part;
        columns[at].because = "it names the part of the year beside it".to_owned();
    }
}

/// The number of a month says nothing beside its first day.
fn leave_out_parts(columns: &mut [Column], seen: &[Seen]) {
    let is_finer =
        |at: &usize| matches!(columns[*at].role, Role::Period) && seen[*at].finest.is_some_and(|finest| finest > Frequency::Yearly);
    let Some(period) = (0..columns.len()).find(is_finer) else { return };
    let because = format!("{} tells the time more exactly", columns[period].name);
    let is_part = |column: &Column| words::stretch_of(&column.name).is_some_and(|part| Some(part) <= seen[period].finest);
    for column in columns.iter_mut().filter(|column| column.is_open() && is_part(column)) {
        column.role = Role::Ignored;
        column.because.clone_from(&because);
    }
}

/// Of several columns of periods, one that is filled throughout and names shorter stretches says all that the others do.
fn keep_finest(columns: &mut [Column], seen: &[Seen]) {
    let periods: Vec<usize> = (0..columns.len()).filter(|at| matches!(columns[*at].role, Role::Period)).collect();
    let most = periods.iter().map(|at| seen[*at].filled).max().unwrap_or(0);
    let fineness = |at: &usize| seen[*at].finest.filter(|_| seen[*at].filled == most);
    let Some(finest) = periods.iter().filter_map(fineness).max() else { return };
    let Some(kept) = periods.iter().copied().find(|at| fineness(at) == Some(finest)) else { return };
    for at in periods.into_iter().filter(|at| *at != kept) {
        if seen[at].finest.is_some_and(|other| other < finest) && !columns[at].is_said() {
            columns[at].role = Role::Ignored;
            columns[at].because = format!("{} tells the time more exactly", columns[kept].name);
        }
    }
}
