//! A table of text cells as it was read, before anyone asks what its columns mean. Tables in text, sheets of workbooks,
//! Parquet and Arrow files all come to this.

use serde::{Deserialize, Serialize};

/// Rows of text cells. Numbers of binary formats are written with `exact_number`, dates as ISO 8601.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Of a workbook's sheet or an archive's member; empty for the one table of a text.
    pub name: String,
    pub rows: Vec<Row>,
    /// Cells that reach over several; their value stands in the first, the others are empty.
    pub merged: Vec<Merged>,
    /// What was passed over on the way here and why: "3 lines before the table".
    pub notes: Vec<String>,
    /// Does a sign between the cells part them, so that one too many moves all that follow?
    pub is_parted: bool,
    /// Lines before which rows were left out that are like those above: no gap stands there.
    pub cuts: Vec<usize>,
}

/// One row, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The line of the file on which it begins, or the row of the sheet; counted from 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// Rows and columns counted from 0 within the sheet's rows, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    pub rows: [usize; 2],
    pub columns: [usize; 2],
}

impl Row {
    /// The cell without the blanks around it; nothing beyond the end of the row.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map(|cell| cell.trim()).unwrap_or_default()
    }

    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// Does it hold more than one cell?
    pub fn is_wide(&self) -> bool {
        self.cells.iter().filter(|cell| !cell.trim().is_empty()).nth(1).is_some()
    }

    /// The one cell that holds something, where there is no other.
    pub fn only(&self) -> Option<&str> {
        let mut filled = self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        filled.next().filter(|_| filled.next().is_none())
    }

    /// All that it says, as words.
    pub fn text(&self) -> String {
        self.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Is there an empty line between the row and the one before it? Readers of text leave such lines out.
    pub fn is_behind_gap(&self, before: &Self) -> bool {
        if self.line == before.line + 1 {
            return before.is_blank();
        }
        let within: usize = before.cells.iter().map(|cell| cell.matches('\n').count().max(cell.matches('\r').count())).sum();
        before.is_blank() || self.line > before.line + within + 1
    }

    /// How many cells there are up to the last that holds something.
    pub fn filled_width(&self) -> usize {
        self.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
    }
}

impl Sheet {
    /// How many cells the widest row has.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    /// Where a cell stands, for people: "line 17", or "Data!C16" in a workbook.
    pub fn place(&self, row: &Row, column: usize) -> String {
        match self.name.is_empty() {
            true => format!("line {}", row.line),
            false => format!("{}!{}{}", self.name, column_name(column), row.line),
        }
    }
}

/// The letters of a column, counted from 0: A, B, … Z, AA.
pub fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_in_a_workbook() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(column_name(column), name);
        }
    }

    #[test]
    fn a_cell_beyond_the_row_is_empty() {
        let row = Row { line: 3, cells: vec![" a ".to_owned(), String::new(), "b".to_owned(), " ".to_owned()] };
        assert_eq!((row.cell(0), row.cell(1), row.cell(9), row.filled_width()), ("a", "", "", 3));
    }
}
