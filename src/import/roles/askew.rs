//! Rows that are no row of the table: those with a cell too many, and the names of the columns once more.

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

    /// Does the row say again what the columns are called, as where files were put one below the other?
    pub(super) fn names_again(&self, row: &Row) -> bool {
        let names = self.layout.rows[0].checked_sub(1).and_then(|at| self.sheet.rows.get(at)).filter(|names| names.line < row.line);
        names.is_some_and(|names| {
            names.cell(0) == row.cell(0) && names.filled_width() > 1 && (1..names.cells.len()).all(|at| names.cell(at) == row.cell(at))
        })
    }
}
