//! What the cells of a column look like, where its name alone does not tell.

use std::collections::BTreeSet;

use crate::import::cell;
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::{self, Resolved, Scheme};

/// Does the column hold nothing but numbers, as far as it is filled?
pub fn holds_numbers(sheet: &Sheet, head: &Head, at: usize) -> bool {
    const ENOUGH: usize = 1000;
    let rows = sheet.rows.iter().skip(head.row + 1);
    rows.map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).take(ENOUGH).all(cell::is_number_like)
}

/// Are most of its codes, or what stands behind them in the same cell, countries?
pub fn holds_countries(sheet: &Sheet, head: &Head, at: usize) -> bool {
    const ENOUGH: usize = 1000;
    let cells: BTreeSet<&str> =
        sheet.rows.iter().skip(head.row + 1).take(ENOUGH).map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
    let is_country = |text: &str| matches!(country::resolve_in(Scheme::Names, text), Resolved::One(_));
    let of_countries = cells.iter().filter(|cell| cell.split(": ").any(is_country)).count();
    of_countries * 2 > cells.len()
}

/// The dimension that holds nothing but periods is time, whatever its name, and what names its codes says no more. Without one,
/// the figures are undated.
pub fn take_for_period(sheet: &Sheet, head: &Head, layout: &mut Layout) {
    const ENOUGH: usize = 50;
    let holds_periods = |at: usize| {
        let cells = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
        let mut cells = cells.take(ENOUGH).peekable();
        cells.peek().is_some() && cells.all(|cell| cell::period(cell).is_some())
    };
    let is_dimension = |at: &usize| matches!(layout.columns[*at].role, Role::Of(..));
    let Some(found) = (0..layout.columns.len()).filter(is_dimension).find(|at| holds_periods(*at)) else {
        layout.undated = Some(labels::label_of("undated"));
        return;
    };
    let taken = std::mem::replace(&mut layout.columns[found].role, Role::Period);
    "it holds nothing but periods".clone_into(&mut layout.columns[found].because);
    for column in &mut layout.columns {
        if matches!((&taken, &column.role), (Role::Of(time, _), Role::NameOf(of)) if time == of) {
            column.role = Role::Ignored;
        }
    }
}
