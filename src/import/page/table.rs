//! A table of a page: its cells at their places, and whether it holds figures or only puts the parts of the page in theirs.

use crate::import::cell;
use crate::import::hidden::Hidden;
use crate::import::limits::MOST_CELLS;
use crate::import::sheet::Merged;

/// A cell is no wider, whatever it says: as in browsers.
const WIDEST: usize = 1000;

/// Parts what stands in blocks of its own within a cell; no page has it in its text.
pub const BREAK: char = '\u{b}';
/// Parts lines within such a block.
pub const LINE: char = '\u{c}';

/// A table that is open.
#[derive(Default)]
pub struct Open {
    rows: Vec<Vec<Cell>>,
    /// The rows at which its head, its body or its foot begin or end, which no cell reaches over.
    parts: Vec<usize>,
    pub is_in_row: bool,
    pub is_in_cell: bool,
    pub is_hidden: bool,
    is_part_hidden: bool,
    hidden_rows: Vec<usize>,
    holds_table: bool,
    /// The lines before it, where they were put by for it.
    pub above: Vec<Vec<String>>,
    /// Do the rows of other tables stand among its own, as these lie too deep?
    pub is_mixed: bool,
    /// The row and the cell up to which its words were told as lines.
    told: [usize; 2],
    /// How many rows were looked at, and how many of them name something and tell a figure of it.
    judged: usize,
    of_figures: usize,
}

#[derive(Default)]
pub struct Cell {
    pub text: String,
    /// How much of its text was told as a line.
    told: usize,
    /// How many rows it reaches over; none where it goes down to the end of its part of the table.
    down: Option<usize>,
    across: usize,
    is_hidden: bool,
}

impl Cell {
    pub fn new(down: usize, across: usize, is_hidden: bool) -> Self {
        Self { down: Some(down).filter(|down| *down > 0), across: across.clamp(1, WIDEST), is_hidden, ..Self::default() }
    }

    /// The blocks of its text that were not told.
    fn untold(&mut self) -> Vec<String> {
        let fresh = &self.text[std::mem::replace(&mut self.told, self.text.len())..];
        fresh.split(BREAK).map(plain).filter(|block| !block.is_empty()).collect()
    }
}

/// Every cell at its place; what is merged; what is hidden.
type Placed = (Vec<Vec<String>>, Vec<Merged>, Hidden);

impl Open {
    pub fn new(is_hidden: bool) -> Self {
        Self { is_hidden, ..Self::default() }
    }

    /// The cell that is open.
    pub fn cell(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut().filter(|_| self.is_in_cell)?.last_mut()
    }

    pub fn begin_row(&mut self, is_hidden: bool) {
        if is_hidden || self.is_part_hidden {
            self.hidden_rows.push(self.rows.len());
        }
        self.rows.push(Vec::new());
    }

    pub fn begin_part(&mut self, is_hidden: bool) {
        self.parts.push(self.rows.len());
        self.is_part_hidden = is_hidden;
    }

    pub fn push(&mut self, cell: Cell) {
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// Another table begins in it, above which its words stand, and the lines before it. A table of figures keeps them.
    pub fn begin_table(&mut self, lines: &mut Vec<Vec<String>>) {
        self.holds_table = true;
        match self.is_of_figures() {
            true => self.above.append(lines),
            false => {
                // What stands in the same cell is said of it, block after block.
                let blocks = self.cell().map(Cell::untold).unwrap_or_default();
                lines.append(&mut self.lines());
                lines.extend(blocks.into_iter().map(|block| vec![block]));
            }
        }
    }

    /// Do several of its rows name something and tell a figure of it? The row at hand is left out.
    pub fn is_of_figures(&mut self) -> bool {
        self.are_of_figures(self.rows.len().saturating_sub(1))
    }

    /// The same of so many of its rows, which were no more before.
    fn are_of_figures(&mut self, whole: usize) -> bool {
        let is_figure = |cell: &Cell| cell::is_number_like(&plain(&cell.text));
        let names_figure = |row: &Vec<Cell>| {
            let mut filled = row.iter().filter(|cell| !cell.text.trim().is_empty());
            filled.next().is_some_and(|first| !is_figure(first)) && filled.any(is_figure)
        };
        let judged = self.rows.get(self.judged..whole).unwrap_or_default();
        self.of_figures += judged.iter().filter(|row| names_figure(row)).count();
        self.judged = whole.max(self.judged);
        self.of_figures > 1
    }

    /// Is it more than a calendar, a form, a menu, or what puts the parts of a page in their places? `rows`: its cells.
    pub fn is_table(&mut self, rows: &[Vec<String>]) -> bool {
        !self.is_mixed && holds_figures(rows) && (!self.holds_table || self.are_of_figures(self.rows.len()))
    }

    /// The filled cells of its rows as far as they were not told.
    pub fn lines(&mut self) -> Vec<Vec<String>> {
        let [first, at] = self.told;
        let mut lines = Vec::new();
        for (number, row) in self.rows.iter_mut().enumerate().skip(first) {
            let cells = row.iter_mut().skip(if number == first { at } else { 0 });
            let line: Vec<String> = cells.map(|cell| cell.untold().join(" ")).filter(|text| !text.is_empty()).collect();
            lines.extend((!line.is_empty()).then_some(line));
        }
        let last = self.rows.len().saturating_sub(1);
        self.told = [last, self.rows.last().map_or(0, |row| row.len().saturating_sub(1))];
        lines
    }

    /// Every cell at its place, so many rows further down; those that others reach over are empty.
    pub fn grid(&self, moved: usize, taken_cells: &mut usize) -> Placed {
        let (mut grid, mut merged, mut hidden): Placed = Placed::default();
        self.hidden_rows.iter().for_each(|row| hidden.rows(moved + row + 1, 1));
        // Up to which row each column is taken from above.
        let mut taken: Vec<usize> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let part_end = self.parts[self.parts.partition_point(|part| *part <= at)..].first().copied().unwrap_or(self.rows.len());
            let mut cells: Vec<String> = Vec::new();
            for cell in row {
                while taken.get(cells.len()).is_some_and(|end| *end > at) {
                    cells.push(String::new());
                }
                let (column, width) = (cells.len(), cells.len() + cell.across);
                let end = at.saturating_add(cell.down.unwrap_or(usize::MAX)).min(part_end);
                if (end, width) != (at + 1, column + 1) {
                    merged.push(Merged { rows: [moved + at, moved + end - 1], columns: [column, width - 1] });
                }
                if cell.is_hidden {
                    hidden.columns(column, cell.across);
                }
                cells.push(plain(&cell.text));
                cells.resize(width, String::new());
                taken.resize(width.max(taken.len()), 0);
                taken[column..width].iter_mut().for_each(|taken| *taken = end.max(*taken));
            }
            *taken_cells = taken_cells.saturating_add(cells.len() - row.len());
            if *taken_cells > MOST_CELLS {
                break;
            }
            grid.push(cells);
        }
        (grid, merged, hidden)
    }
}

fn holds_figures(rows: &[Vec<String>]) -> bool {
    let filled = || rows.iter().flatten().filter(|cell| !cell.is_empty());
    let figures = filled().filter(|cell| cell::is_number_like(cell)).count();
    let is_wide = rows.iter().filter(|row| row.len() > 1).count() > 1;
    is_wide && figures > 1 && figures * 6 >= filled().count()
}

/// Text with one blank for several, as a browser shows it. Figures below figures stay in lines of their own: they are two numbers.
pub fn plain(text: &str) -> String {
    let mut shown = String::new();
    for line in text.split([BREAK, LINE]) {
        // A blank that breaks no line may part the thousands of a number.
        let line = line.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let line = line.trim();
        let are_figures = shown.ends_with(|last: char| last.is_ascii_digit()) && line.starts_with(|first: char| first.is_ascii_digit());
        if !shown.is_empty() && !line.is_empty() {
            shown.push(if are_figures { '\n' } else { ' ' });
        }
        shown.push_str(line);
    }
    shown
}
