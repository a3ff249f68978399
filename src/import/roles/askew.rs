//! Rows that are no row of the table: those with a cell too many, and the names of the columns once more.

use crate::import::roles::again;
use crate::import::roles::reading::Reader;
use crate::import::sheet::Row;

impl Reader<'_, '_, '_> {
    /// Why the cells of a row of text may stand below the wrong names: a separator within one of them moves all that follow.
    pub(super) fn stands_askew(&self, row: &Row) -> Option<String> {
        let above = self.layout.rows[0].checked_sub(1).and_then(|at| self.sheet.rows.get(at)).map_or(0, |names| names.cells.len());
        let (cells, names) = (row.filled_width(), self.layout.columns.len().max(above));
        let is_askew = self.sheet.is_parted && cells > names && self.layout.rows[0] > 0;
        is_askew.then(|| format!("has {cells} cells below {names} names, so that they may stand below the wrong ones"))
    }

    /// Does a row of a large text hold something behind the last of the names?
    pub fn is_beyond_names<'r>(&self, mut cells: impl Iterator<Item = &'r [u8]>) -> bool {
        self.sheet.is_parted && cells.nth(self.layout.columns.len()).is_some_and(|cell| !cell.is_empty())
    }

    /// Does the row say that the table goes on, or again what its columns are called, as on a new page? In words for the report.
    pub(super) fn names_again<'r>(&self, row: &'r Row) -> Option<&'r str> {
        const DEEPEST: usize = 4;
        if again::goes_on(row) {
            return row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty());
        }
        let first = self.layout.rows[0];
        let heads = self.sheet.rows.get(first.saturating_sub(DEEPEST)..first).unwrap_or_default();
        heads.iter().any(|head| again::is_head(head, row)).then_some("the names of the columns again")
    }
}
