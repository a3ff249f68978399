//! What a row leaves out because it stands above: in a cell that reaches over several rows, or in the row before.

use crate::import::cell::{self, Habit};
use crate::import::roles::dates;
use crate::import::roles::layout::{Layout, Role};
use crate::import::roles::reading::Reader;
use crate::import::sheet::{Merged, Row, Sheet};

/// The first columns, as far as some of their cells are left empty below one that is not, and the column behind is filled.
pub(super) fn carried(sheet: &Sheet, layout: &Layout) -> Vec<usize> {
    let rows = rows(sheet, layout);
    let is_dimension =
        |at: usize| layout.columns.get(at).is_some_and(|column| matches!(column.role, Role::Of(..) | Role::Period | Role::Part));
    let empty = |at: usize| rows.iter().filter(|row| row.cell(at).is_empty()).count();
    // What always says the same stands in no figure's way.
    let is_used = |at: &usize| !matches!(layout.columns[*at].role, Role::Ignored);
    let used: Vec<usize> = (0..layout.columns.len()).filter(is_used).take_while(|at| is_dimension(*at)).collect();
    let is_series = matches!(used.as_slice(), [at, next, ..] if is_series(&rows, layout, [*at, *next]));
    let is_left_out = |at: &usize| {
        let is_often = empty(*at) * 4 >= rows.len() || is_series && used.first() == Some(at);
        is_often && empty(*at) > 0 && rows.first().is_some_and(|row| !row.cell(*at).is_empty())
    };
    let left_out = used.iter().take_while(|at| is_left_out(at)).count();
    match used.get(left_out) {
        Some(next) if empty(*next) == 0 || is_series && left_out == 1 => used[..left_out].to_vec(),
        Some(_) | None => Vec::new(),
    }
}

/// Do periods stand behind the first column that is carried, one after another below each of its names?
pub(super) fn goes_on(sheet: &Sheet, layout: &Layout) -> bool {
    let next = |at: usize| (at + 1..layout.columns.len()).find(|at| !matches!(layout.columns[*at].role, Role::Ignored));
    let pair = layout.carried.first().and_then(|at| Some([*at, next(*at)?]));
    pair.is_some_and(|pair| is_series(&rows(sheet, layout), layout, pair))
}

/// Is the first column empty only beside periods that go on from those of the row above, in the same direction throughout?
fn is_series(rows: &[&Row], layout: &Layout, [at, next]: [usize; 2]) -> bool {
    if !matches!(layout.columns[next].role, Role::Period) || !matches!(layout.columns[at].role, Role::Of(..)) {
        return false;
    }
    let name = layout.columns[next].name.as_str();
    let habit = Habit::of(rows.iter().map(|row| row.cell(next)));
    let day = |row: &Row| dates::read(name, row.cell(next), habit).map(|read| (read.period.first_year(), read.period.to_string()));
    let below: Vec<&[&Row]> = rows.windows(2).filter(|pair| pair[1].cell(at).is_empty()).collect();
    // Two seasons of a year go on either way.
    let are_seasons =
        |pair: &[&Row]| pair[0].cell(next) != pair[1].cell(next) && pair.iter().all(|row| cell::season_in(row.cell(next)).is_some());
    let is_next = |pair: &&&[&Row]| day(pair[0]) != day(pair[1]) || !are_seasons(pair);
    let steps: Option<Vec<bool>> = below
        .iter()
        .filter(is_next)
        .map(|pair| Some((day(pair[0])?, day(pair[1])?)))
        .map(|days| days.filter(|(one, other)| one != other).map(|(one, other)| one < other))
        .collect();
    steps.is_some_and(|steps| !below.is_empty() && steps.windows(2).all(|steps| steps[0] == steps[1]))
}

/// The rows that hold figures.
fn rows<'a>(sheet: &'a Sheet, layout: &Layout) -> Vec<&'a Row> {
    let holds_figures =
        |row: &&Row| (0..layout.columns.len()).any(|at| matches!(layout.columns[at].role, Role::Figures(_)) && !row.cell(at).is_empty());
    sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default().iter().filter(holds_figures).collect()
}

impl Reader<'_, '_, '_> {
    /// The row with what is left out in it; `None` where nothing is.
    pub(super) fn filled(&mut self, row: &Row) -> Option<Row> {
        let mut filled = self.filled_from_merged(row);
        for at in 0..self.layout.columns.len() {
            if let Some(word) = self.layout.turns.word(row.line, at) {
                put(&mut filled, row, at, word);
            }
        }
        for at in &self.layout.carried {
            match (row.cell(*at), self.above.get(at)) {
                ("", Some(above)) => put(&mut filled, row, *at, above),
                ("", None) => {}
                (said, _) => drop(self.above.insert(*at, said.to_owned())),
            }
        }
        filled
    }

    /// A workbook writes a cell that reaches over several rows into the first of them. What tells figures apart holds in all.
    fn filled_from_merged(&self, row: &Row) -> Option<Row> {
        if self.sheet.merged.is_empty() {
            return None;
        }
        let rows = &self.sheet.rows;
        let nth = rows.binary_search_by_key(&row.line, |one| one.line).ok()?;
        let begins_above = |merged: &&Merged| (self.layout.rows[0]..nth).contains(&merged.rows[0]) && nth <= merged.rows[1];
        let mut filled = None;
        for merged in self.sheet.merged.iter().filter(begins_above) {
            let at = merged.columns[0];
            if self.columns.tells(at) && row.cell(at).is_empty() {
                put(&mut filled, row, at, rows[merged.rows[0]].cell(at));
            }
        }
        filled
    }
}

fn put(filled: &mut Option<Row>, row: &Row, at: usize, text: &str) {
    let cells = &mut filled.get_or_insert_with(|| row.clone()).cells;
    if cells.len() <= at {
        cells.resize(at + 1, String::new());
    }
    text.clone_into(&mut cells[at]);
}
