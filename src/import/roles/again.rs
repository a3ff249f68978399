//! Heads that stand again among the rows of their table, as at the top of each printed page.

use crate::import::cell;
use crate::import::roles::levels::names_period;
use crate::import::sheet::Row;

/// Is the row a head once more: names in words, and no numbers but years?
pub(super) fn is_head(head: &Row, row: &Row) -> bool {
    let width = head.cells.len().max(row.cells.len());
    let mut filled = (0..width).map(|at| row.cell(at)).filter(|cell| !cell.is_empty());
    (0..width).all(|at| head.cell(at) == row.cell(at))
        && filled.clone().nth(1).is_some()
        && filled.clone().any(|cell| cell.contains(char::is_alphabetic))
        && filled.all(|cell| !cell::is_number_like(cell) || names_period(cell))
}

/// Does a title say that its table goes on from the page before: "Exports, USD million (continued)"?
pub(super) fn continues(title: &str) -> bool {
    without_mark(title).len() < title.len() || ["continued", "cont'd"].iter().any(|word| title.to_lowercase().ends_with(word))
}

/// Does a row hold such a title alone?
pub(super) fn goes_on(row: &Row) -> bool {
    row.only().is_some_and(continues)
}

/// The title without the brackets that say so.
pub(super) fn without_mark(title: &str) -> &str {
    const WORDS: [&str; 9] = ["cont", "concluded", "продолжение", "окончание", "fortsetzung", "suite", "continuación", "续", "続"];
    let parts = ["(", "（"].into_iter().find_map(|bracket| title.rsplit_once(bracket));
    let is_mark = |inner: &str| WORDS.iter().any(|word| inner.trim_start().to_lowercase().starts_with(word));
    parts.filter(|(_, inner)| is_mark(inner)).map_or(title, |(before, _)| before.trim_end())
}
