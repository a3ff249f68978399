//! Cells as they come from a reader become a sheet. Only what is filled is kept, so that a lone cell in the far corner costs little.

use calamine::Dimensions;

use crate::import::sheet::{Merged, Row, Sheet};

/// No sheet of any program is larger.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 16_384;
/// So many empty rows in a row are no gap between tables any more.
const LONGEST_GAP: usize = 1000;

/// A sheet on its way.
#[derive(Default)]
pub struct Grid {
    /// In order; rows without a filled cell are not there yet.
    rows: Vec<Row>,
    /// Cells up to the last filled one of each row.
    cells: usize,
    beyond: usize,
    /// The last line that was taken away, and lines that were left out.
    gone: usize,
    gaps: Vec<[usize; 2]>,
}

/// There are more cells than are taken in.
#[derive(Debug, PartialEq, Eq)]
pub struct TooMany;

impl Grid {
    /// Puts a text at a place counted from 0, when there are no more than `most` cells then.
    pub fn put(&mut self, (row, column): (u32, u32), text: String, most: usize) -> Result<(), TooMany> {
        if text.is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            self.beyond += 1;
            return Ok(());
        }
        let (line, column) = (row as usize + 1, column as usize);
        // Readers go row by row; a file that does not is put in order.
        let at = match self.rows.last() {
            Some(last) if last.line == line => self.rows.len() - 1,
            Some(last) if last.line > line => self.rows.partition_point(|row| row.line < line),
            Some(_) | None => self.rows.len(),
        };
        if self.rows.get(at).is_none_or(|row| row.line != line) {
            self.rows.insert(at, Row { line, cells: Vec::new() });
        }
        let Some(row) = self.rows.get_mut(at) else { return Ok(()) };
        if row.cells.len() <= column {
            self.cells += column + 1 - row.cells.len();
            if self.cells > most {
                return Err(TooMany);
            }
            row.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = row.cells.get_mut(column) {
            *cell = text;
        }
        Ok(())
    }

    /// The words above a cell: of its column, and those that stand alone in their row.
    pub fn above(&self, (row, column): (u32, u32)) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().take_while(move |above| above.line <= row as usize);
        rows.filter_map(move |above| {
            let mut filled = above.cells.iter().filter(|cell| !cell.is_empty());
            let alone = filled.next().filter(|_| filled.next().is_none());
            above.cells.get(column as usize).filter(|cell| !cell.is_empty()).or(alone).map(String::as_str)
        })
    }

    pub fn cells(&self) -> usize {
        self.cells
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub fn last_line(&self) -> usize {
        self.rows.last().map_or(0, |row| row.line)
    }

    /// How many rows there are, and whether a cell of this one, counted from 0, would be another.
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    pub fn begins_row(&self, row: u32) -> bool {
        self.last_line() < row as usize + 1
    }

    /// The last line that was taken away.
    pub fn gone(&self) -> usize {
        self.gone
    }

    /// Takes the rows away, with the empty ones between them as long as they are few.
    pub fn take(&mut self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in std::mem::take(&mut self.rows) {
            let next = self.gone + 1;
            if row.line - next > LONGEST_GAP {
                self.gaps.push([next, row.line - 1]);
            } else {
                rows.extend((next..row.line).map(|line| Row { line, cells: Vec::new() }));
            }
            self.gone = row.line;
            rows.push(row);
        }
        self.cells = 0;
        rows
    }

    /// What was left out of the sheet of this name.
    pub fn notes(&self, name: &str) -> Vec<String> {
        let gap = |[first, last]: &[usize; 2]| format!("rows {first} to {last} of {name} are empty, and left out");
        let mut notes: Vec<String> = self.gaps.iter().map(gap).collect();
        if self.beyond > 0 {
            let cells = if self.beyond == 1 { "1 cell of".to_owned() } else { format!("{} cells of", self.beyond) };
            notes.push(format!("{cells} {name} beyond row {MOST_ROWS} or column {MOST_COLUMNS} left out, where no sheet reaches"));
        }
        notes
    }

    /// All of it as a sheet.
    pub fn sheet(mut self, name: &str, merged: &[Dimensions]) -> Sheet {
        let rows = self.take();
        let sheet = Sheet { name: name.to_owned(), rows, notes: self.notes(name), ..Sheet::default() };
        let mut merged: Vec<Merged> = merged.iter().filter_map(|area| area_in(&sheet, area)).collect();
        merged.sort_by_key(|area| (area.rows, area.columns));
        Sheet { merged, ..sheet }
    }
}

/// A merged area in the rows that were kept. What reaches far beyond the table ends with it.
fn area_in(sheet: &Sheet, area: &Dimensions) -> Option<Merged> {
    let place = |row: u32| sheet.rows.partition_point(|kept| kept.line < row as usize + 1);
    let (first, after) = (place(area.start.0), place(area.end.0.saturating_add(1)));
    let columns = [area.start.1.min(area.end.1) as usize, area.start.1.max(area.end.1) as usize];
    (first < after && columns[1] < MOST_COLUMNS as usize).then(|| Merged { rows: [first, after - 1], columns })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: usize = 100_000;

    #[test]
    fn a_lone_cell_in_the_far_corner_costs_one_row() {
        let mut grid = Grid::default();
        grid.put((0, 0), "a".to_owned(), MOST).expect("room");
        grid.put((1_048_575, 16_383), "z".to_owned(), MOST).expect("room");
        assert_eq!(grid.cells(), 16_385);
        let sheet = grid.sheet("Data", &[]);
        assert_eq!((sheet.rows.len(), sheet.rows[1].line), (2, 1_048_576));
        assert_eq!(sheet.notes, ["rows 2 to 1048575 of Data are empty, and left out"]);
    }

    #[test]
    fn cells_out_of_order_find_their_rows() {
        let mut grid = Grid::default();
        for (place, text) in [((2, 1), "c"), ((0, 0), "a"), ((2, 0), "b"), ((1 << 20, 0), "beyond")] {
            grid.put(place, text.to_owned(), MOST).expect("room");
        }
        let sheet = grid.sheet("Data", &[Dimensions::new((0, 0), (1, 1)), Dimensions::new((7, 0), (9, 1))]);
        let rows: Vec<(usize, Vec<String>)> = sheet.rows.into_iter().map(|row| (row.line, row.cells)).collect();
        assert_eq!(rows, [(1, vec!["a".to_owned()]), (2, vec![]), (3, vec!["b".to_owned(), "c".to_owned()])]);
        assert_eq!(sheet.merged, [Merged { rows: [0, 1], columns: [0, 1] }]);
        assert_eq!(sheet.notes, ["1 cell of Data beyond row 1048576 or column 16384 left out, where no sheet reaches"]);
    }

    #[test]
    fn too_many_cells_are_told() {
        let mut grid = Grid::default();
        assert_eq!(grid.put((0, 3), "a".to_owned(), 3), Err(TooMany));
    }
}
