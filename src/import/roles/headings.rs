//! Rows without figures that head those below them.

use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;

/// Does a row that holds nothing else name a region, and the next that holds more a country? What is not known may be a country
/// whose figures are missing.
pub(super) fn heads_countries(sheet: &Sheet, layout: &Layout, row: &Row) -> bool {
    const NEAR: usize = 5;
    let at = sheet.rows.partition_point(|other| other.line < row.line);
    // Of a file too large for memory only the first rows are at hand.
    let is_at_hand = sheet.rows.get(at) == Some(row);
    let below = sheet.rows.get(at + 1..layout.rows[1]).unwrap_or_default();
    let holds_more = |row: &&Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).nth(1).is_some();
    let names_country = |row: &Row| names(layout, row, |codes| codes.iter().any(|code| !country::is_aggregate(code)));
    is_at_hand && names_region(layout, row) && below.iter().take(NEAR).find(holds_more).is_some_and(names_country)
}

/// The World Bank's regions have codes and figures of their own.
fn names_region(layout: &Layout, row: &Row) -> bool {
    names(layout, row, |codes| {
        codes.iter().all(|code| country::is_aggregate(code)) && codes.iter().any(|code| code.starts_with("X-") && country::is_region(code))
    })
}

/// Does the first cell in which countries stand mean such codes?
fn names(layout: &Layout, row: &Row, are_such: impl Fn(&[&str]) -> bool) -> bool {
    let is_of_countries = |role: &Role| matches!(role, Role::Of(Dimension::Reporter | Dimension::Partner, _));
    let mut columns = layout.columns.iter().enumerate().filter(|(at, column)| is_of_countries(&column.role) && !row.cell(*at).is_empty());
    columns.next().is_some_and(|(at, _)| match country::resolve_in(layout.scheme, row.cell(at)) {
        Resolved::One(code) => are_such(&[code]),
        Resolved::Ambiguous(codes) => are_such(&codes),
        Resolved::Unknown => false,
    })
}
