//! Rows that are called the same below different totals: "Exports", "of which:", "to the CIS", and "Imports", "of which:", "to the CIS".

use std::collections::BTreeMap;

use crate::import::roles::layout::{Layout, Role};
use crate::import::roles::said;
use crate::import::sheet::{Row, Sheet};
use crate::terms::dimension::Dimension;

/// Calls such rows by their totals as well, where nothing else tells them apart: the sheet with them, and where they are none `None`.
pub(super) fn named_by_totals(sheet: &Sheet, layout: &Layout) -> Option<Sheet> {
    let tells = |at: &usize| matches!(layout.columns[*at].role, Role::Of(..) | Role::Period | Role::Part);
    let telling: Vec<usize> = (0..layout.columns.len()).filter(tells).collect();
    let [at] = telling.as_slice() else { return None };
    // Countries are who they are below whatever total.
    if !matches!(&layout.columns[*at].role, Role::Of(Dimension::Other(_), _)) {
        return None;
    }
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let holds_figures = |row: &Row| figures.iter().any(|at| !row.cell(*at).is_empty());
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1])?;
    if !rows.iter().any(|row| row.only().is_some_and(said::introduces)) {
        return None;
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    rows.iter().filter(|row| holds_figures(row)).for_each(|row| *counts.entry(row.cell(*at)).or_default() += 1);
    let repeats = |name: &str| counts.get(name).is_some_and(|count| *count > 1);
    let (mut last, mut total) = (None, None);
    let mut named: Vec<(usize, String)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let name = row.cell(*at);
        if row.only().is_some_and(said::introduces) {
            total = last;
        } else if holds_figures(row) && !name.is_empty() {
            if repeats(name) {
                named.extend(total.map(|total| (layout.rows[0] + number, format!("{total}: {name}"))));
            } else {
                // It may be a total of its own, whose parts are not of the one before it.
                (last, total) = (Some(name), None);
            }
        }
    }
    if named.is_empty() {
        return None;
    }
    let mut told = sheet.clone();
    for (row, name) in &named {
        name.clone_into(&mut told.rows[*row].cells[*at]);
    }
    Some(told)
}
