//! A file before it is accepted: what was read of it, how, and what can be decided otherwise.

use crate::import::Opened;
use crate::import::report::Report;
use crate::import::sheet::{Row, Sheet};
use crate::problem::Problem;

/// What is shown of a file before anything is changed.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The beginning of its first table as it was read, before any column has its role, and the row in it that names the
    /// columns; none in a document of named parts.
    pub table: Option<(Sheet, usize)>,
    /// How it was read, as far as that went.
    pub report: Report,
    /// The figures, or why there are none yet.
    pub outcome: Result<Opened, Problem>,
    /// Are these the first rows alone of a file that is too large to be read at once?
    pub is_part: bool,
}

impl Preview {
    /// Of a file that could not even be unpacked.
    pub fn closed(report: Report, problem: Problem) -> Self {
        Self { table: None, report, outcome: Err(problem), is_part: false }
    }

    /// The names of the columns: files of the same head are decided alike. Empty where there are none.
    pub fn head(&self) -> Vec<String> {
        self.report.columns.iter().flat_map(|columns| &columns.of).map(|column| column.name.clone()).collect()
    }

    /// How many figures there are, and how many parts of the file were refused.
    pub fn counts(&self) -> Option<[usize; 2]> {
        let opened = self.outcome.as_ref().ok()?;
        Some([opened.dataset.rows(), opened.dataset.refused.len()])
    }
}

/// As many rows and columns as are looked at before a file is accepted; so many of the rows above the names of the columns.
const MOST_ROWS: usize = 24;
const ROWS_ABOVE: usize = 4;
const MOST_COLUMNS: usize = 60;

/// The beginning of the sheet that a person decides about, with the row in it that names the columns.
pub fn beginning(sheets: &[Sheet], head: Option<[usize; 2]>) -> Option<(Sheet, usize)> {
    let [of, row] = head.unwrap_or_default();
    let sheet = sheets.get(of)?;
    let skipped = row.saturating_sub(ROWS_ABOVE);
    let cut = |row: &Row| Row { line: row.line, cells: row.cells.iter().take(MOST_COLUMNS).cloned().collect() };
    let rows = sheet.rows.iter().skip(skipped).take(MOST_ROWS).map(cut).collect();
    Some((Sheet { name: sheet.name.clone(), rows, ..Sheet::default() }, row - skipped))
}
