//! What stands further down in a sheet: the names of another table, and rows that only look like such names.

use crate::import::roles::another::{self, Above};
use crate::import::roles::levels::names_period;
use crate::import::roles::{again, calendar, said, worded, words};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::{self, Resolved, Scheme};

/// Parts where other columns begin below figures, without a blank row: "Jan, Feb, …" stands where years stood, or the names of
/// columns stand again below one word that heads them.
pub(super) fn apart(sheet: &Sheet, [start, end]: [usize; 2]) -> Vec<[usize; 2]> {
    let mut cuts = vec![start];
    let (mut has_figures, mut titles) = (false, 0);
    let mut above = Above::default();
    for (at, row) in sheet.rows.iter().enumerate().take(end).skip(start) {
        let begins_again = titles > 0 && names_columns(row) && is_like_above(sheet, [start, at])
            || heads_more(sheet, [start, at])
            || above.ends_at(&sheet.rows[..end], at);
        if has_figures && (begins_again || names_stretches(row)) {
            cuts.push(at - titles);
            (has_figures, titles, above) = (false, 0, Above::default());
            above.take(row);
        } else {
            above.take(row);
            let is_over = row.only().is_some() && !again::goes_on(row) || another::is_over_columns(row);
            titles = if is_over { titles + 1 } else { 0 };
            has_figures |= !row.cell(0).is_empty() && (1..row.cells.len()).any(|at| worded::is_figure(row.cell(at)));
        }
    }
    let ends = cuts.iter().skip(1).copied().chain([end]).collect::<Vec<_>>();
    cuts.iter().copied().zip(ends).map(|(first, behind)| [first, behind]).collect()
}

/// Is the row a title that its own commas parted, with a blank before each of its parts: wider than what follows, or above the names
/// of columns?
pub(super) fn is_sentence(rows: &[Row], at: usize) -> bool {
    const NEAR: usize = 20;
    let (width, below) = (rows[at].filled_width(), &rows[at + 1..rows.len().min(at + 1 + NEAR)]);
    let mut parts = rows[at].cells.iter().skip(1).take(width.saturating_sub(1));
    let is_above_names = || below.first().is_some_and(|row| words::meaning(row.cell(0)).is_some() && names_columns(row));
    width > 1
        && parts.all(|part| part.starts_with(' '))
        && below.iter().any(Row::is_wide)
        && (width > 2 && below.iter().all(|row| row.filled_width() < width) || is_above_names())
        && !below.iter().any(|row| row.cells.iter().skip(1).any(|cell| cell.starts_with(' ')))
}

/// Do the first of these rows say that the table above goes on, or once more what its columns are called?
pub(super) fn names_again(above: &[Row], rows: &[Row]) -> bool {
    const NEAR: usize = 2;
    let head = above.iter().find(|row| row.is_wide());
    head.is_some_and(|head| rows.iter().take(NEAR).any(|row| again::goes_on(row) || again::is_head(head, row)))
}

/// Does the row name several stretches of time, and nothing else?
fn names_stretches(row: &Row) -> bool {
    let is_part = |cell: &str| calendar::part_of_year(cell).is_some() || calendar::is_whole_year(cell) || calendar::is_parts_of_year(cell);
    let mut filled = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    row.cell(0).is_empty() && filled.clone().nth(1).is_some() && filled.all(|cell| is_part(cell) || names_period(cell))
}

/// Does the row hold nothing but words and periods?
fn names_columns(row: &Row) -> bool {
    let is_name = |cell: &str| cell.is_empty() || !worded::is_figure(cell) || names_period(cell);
    row.is_wide() && row.cells.iter().all(|cell| is_name(cell.trim()))
}

/// Do the first names above say the same, or do both begin alike with periods behind?
fn is_like_above(sheet: &Sheet, [start, at]: [usize; 2]) -> bool {
    let row = &sheet.rows[at];
    let is_head = |other: &&Row| {
        let is_same = (0..row.cells.len().max(other.cells.len())).all(|at| other.cell(at) == row.cell(at));
        is_same || words::meaning(row.cell(0)).is_some() && counts_up(row) && counts_up(other)
    };
    sheet.rows[start..at].iter().find(|row| row.is_wide()).is_some_and(|first| is_head(&first))
}

/// Does the row begin as the first names above do, with other periods behind; or with another flow, above the same ones?
fn heads_more(sheet: &Sheet, [start, at]: [usize; 2]) -> bool {
    let behind =
        |row: &Row| row.cells.iter().skip(1).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>();
    let Some(head) = sheet.rows[start..at].iter().find(|row| row.is_wide()) else { return false };
    let row = &sheet.rows[at];
    let (first, own, above) = (row.cell(0), behind(row), behind(head));
    let goes_on = first == head.cell(0) && own != above
        || said::is_flow(first) && said::is_flow(head.cell(0)) && first != head.cell(0) && own == above;
    !first.is_empty() && goes_on && !own.is_empty() && own.iter().chain(&above).all(|cell| names_period(cell))
}

/// Is each cell behind the first a period, and are years among them in their order?
fn counts_up(row: &Row) -> bool {
    let periods: Vec<&str> = row.cells.iter().skip(1).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    periods.len() > 1 && periods.iter().all(|cell| names_period(cell)) && periods.windows(2).all(|pair| pair[0] < pair[1])
}

/// Does a table behind a blank row go on with the one above, because what seems to name its columns is a row of that one? A
/// figure may look like a year: two of them that count up make names, or one beside a word that names columns.
pub(super) fn goes_on(row: &Row, numeric: &[usize], corner: &str) -> bool {
    let figures: Vec<&str> = numeric.iter().map(|at| row.cell(*at)).filter(|cell| !cell.is_empty()).collect();
    let own = (0..row.cells.len()).find(|at| !numeric.contains(at) && !row.cell(*at).is_empty()).map(|at| row.cell(at));
    let Some(own) = own.filter(|_| !figures.is_empty() && figures.iter().all(|cell| worded::is_figure(cell))) else { return false };
    let is_place = |text: &str| !matches!(country::resolve_in(Scheme::Names, text), Resolved::Unknown);
    let count_up = figures.len() > 1 && figures.windows(2).all(|pair| pair[0].len() == pair[1].len() && pair[0] < pair[1]);
    let is_said = own == corner || words::meaning(own).is_some() || said::is_flow(own) && said::is_flow(corner);
    is_place(own) && !is_place(corner) || !is_said && !count_up
}
