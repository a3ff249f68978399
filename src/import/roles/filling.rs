//! What a row leaves out because it stands above: in a cell that reaches over several rows, or in the row before.

use crate::import::roles::reading::Reader;
use crate::import::sheet::{Merged, Row};

impl Reader<'_, '_, '_> {
    /// The row with what is left out in it; `None` where nothing is.
    pub(super) fn filled(&mut self, row: &Row) -> Option<Row> {
        let mut filled = self.filled_from_merged(row);
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
