//! The row that names the columns.

use crate::import::sheet::{Row, Sheet};

/// How far down a head is looked for: agencies write a screen of words before their tables.
const DEEPEST: usize = 60;

/// The names of the columns, and the row of the sheet in which they stand, counted from 0.
#[derive(Clone, Debug)]
pub struct Head {
    pub row: usize,
    pub names: Vec<String>,
}

impl Head {
    /// The first row that holds all these names, in whatever case. Behind one that ends with a colon may stand what it means.
    pub fn with(sheet: &Sheet, marks: &[&str]) -> Option<Self> {
        let is = |cell: &str, mark: &str| cell.eq_ignore_ascii_case(mark) || mark.ends_with(':') && cell.starts_with(mark);
        let holds = |row: &Row, mark: &str| row.cells.iter().any(|cell| is(cell.trim(), mark));
        let row = sheet.rows.iter().take(DEEPEST).position(|row| marks.iter().all(|mark| holds(row, mark)))?;
        Some(Self::of(sheet, row))
    }

    pub fn of(sheet: &Sheet, row: usize) -> Self {
        let cells = sheet.rows.get(row).map_or(&[][..], |row| &row.cells);
        Self { row, names: cells.iter().map(|name| name.trim().to_owned()).collect() }
    }

    /// The place of the column of this name.
    pub fn at(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other.eq_ignore_ascii_case(name))
    }

    pub fn has(&self, name: &str) -> bool {
        self.at(name).is_some()
    }
}
