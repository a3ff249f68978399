//! What the cells of a column look like, where its name alone does not tell.

use crate::import::cell;
use crate::import::roles::head::Head;
use crate::import::sheet::Sheet;

/// Does the column hold nothing but numbers, as far as it is filled?
pub fn holds_numbers(sheet: &Sheet, head: &Head, at: usize) -> bool {
    const ENOUGH: usize = 1000;
    let rows = sheet.rows.iter().skip(head.row + 1);
    rows.map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).take(ENOUGH).all(cell::is_number_like)
}
