//! What the first rows of a large table leave open and rows far behind them decide: the decimal sign, whether a column is empty,
//! the unit that stands above the table of another file.

use crate::import::cell::{self, Verdict};
use crate::import::hints::{Decimal, Hints};
use crate::import::roles::layout::Column;
use crate::import::roles::reading::Reader;
use crate::import::roles::{above, another, bases, headings, numbers};
use crate::import::sheet::Row;
use crate::problem::Problem;

/// The unit that words above the table of a file name.
pub fn unit_above<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    above::unit(words).map(|(_, unit)| unit)
}

impl Reader<'_, '_, '_> {
    /// More rows will come than those at hand, with numbers written `as_text`: what these leave open is watched in them.
    pub fn hold_open(&mut self, hints: &Hints, as_text: bool) {
        // A copy with semicolons may have the other sign than its format.
        let of_format = self.layout.decimal.filter(|_| !self.sink.report.is_parted_by_semicolons());
        let is_settled = hints.decimal.or(of_format).is_some() || !as_text;
        self.is_sign_open = !is_settled && numbers::is_open(self.sheet, self.layout);
        let is_empty = |column: &Column| column.because == Column::EMPTY;
        self.empty = (0..self.layout.columns.len()).filter(|at| is_empty(&self.layout.columns[*at])).collect();
    }

    /// The rows that follow are those of this file.
    pub fn begin_file(&mut self, name: &str) {
        self.file = Some(name.to_owned());
        // What its first row leaves out stands in no other file.
        self.above.clear();
        self.sink.begin_file(name);
    }

    /// The decimal sign of all columns of figures; `None` while no cell has shown it.
    pub fn sign(&self) -> Option<Decimal> {
        let (at, _) = self.columns.figures.first()?;
        self.conventions.get(*at).map(|convention| convention.decimal).filter(|_| !self.is_sign_open)
    }

    pub fn holds_figures(&self, row: &Row) -> bool {
        self.columns.figures.iter().any(|(at, _)| !row.cell(*at).is_empty())
    }

    fn filled_figures<'r>(&self, row: &'r Row) -> Vec<&'r str> {
        self.columns.figures.iter().map(|(at, _)| row.cell(*at)).filter(|cell| !cell.is_empty()).collect()
    }

    /// Are the figures of the first rows such that they may be years as well?
    fn holds_years(&self) -> bool {
        const ENOUGH: usize = 40;
        let first = self.layout.rows[0];
        let rows = self.sheet.rows.get(first..self.layout.rows[1].min(first + ENOUGH)).unwrap_or_default();
        rows.iter().filter(|row| another::are_years(&self.filled_figures(row))).count() * 4 > rows.len()
    }

    /// May a row that is far behind the beginning head those that follow, or name the columns of another table? The names of its
    /// own columns stand again on each page, and so do words that are known from the first.
    pub fn may_head(&self, row: &Row) -> bool {
        let is_known = |text: &str| self.sheet.rows.iter().any(|known| known.only() == Some(text));
        if self.layout.has_headings || self.names_again(row).is_some() {
            return false;
        }
        let cells = self.filled_figures(row);
        let others = || (0..self.layout.columns.len()).filter(|at| self.columns.tells(*at) && !row.cell(*at).is_empty());
        match row.only() {
            Some(text) => cells.is_empty() && headings::may_head(self.layout, text) && !is_known(text),
            // What a column is called stands in none of its rows.
            None if others().any(|at| row.cell(at) == self.layout.columns[at].name) => true,
            None if another::are_years(&cells) && self.holds_years() => false,
            None => another::may_name(&cells, others().map(|at| row.cell(at))),
        }
    }

    /// The columns that were empty so far.
    pub fn empty(&self) -> &[usize] {
        &self.empty
    }

    /// A row of one of several files that says how many were asked, as none at the beginning does.
    pub(super) fn tell_base(&mut self, text: &str) {
        if let Some(file) = self.file.as_ref().filter(|_| bases::is_name(text)) {
            let told = format!("\"{text}\" in {file} tells perhaps how many were asked, and was left out: open that file by itself.");
            self.sink.caveat(told);
            self.bases.push(text.to_owned());
        }
    }

    /// Takes what a row decides that those before it left open.
    ///
    /// # Errors
    /// When a number of it can be read in two ways.
    pub fn settle(&mut self, row: &Row) -> Result<(), Problem> {
        for at in std::mem::take(&mut self.empty) {
            if row.cell(at).is_empty() {
                self.empty.push(at);
                continue;
            }
            let place = self.file.iter().cloned().chain([format!("line {}", row.line)]).collect::<Vec<_>>().join(", ");
            let name = &self.layout.columns[at].name;
            self.sink.caveat(format!("Column \"{name}\" is empty at the beginning and was left out; it holds something from {place} on."));
        }
        if !self.is_sign_open {
            return Ok(());
        }
        let figures: Vec<usize> = self.columns.figures.iter().map(|(at, _)| *at).collect();
        let bare = |at: usize| numbers::bare(row, at, &self.layout.columns[at].role);
        let column = |example: &str| figures.iter().find(|at| bare(**at) == example).map_or("", |at| &self.layout.columns[*at].name);
        match cell::decimal_of(figures.iter().map(|at| bare(*at))) {
            Verdict::Either => Ok(()),
            Verdict::Undecided(example) if self.layout.decimal.is_some() && !example.contains(',') => Ok(()),
            Verdict::Decimal(decimal, because) => {
                self.sink.report.choose("decimal sign", decimal.name(), because);
                self.conventions.iter_mut().for_each(|convention| convention.decimal = decimal);
                self.is_sign_open = false;
                Ok(())
            }
            Verdict::Undecided(example) => Err(numbers::undecided(self.sink.name(), column(&example), &example, "number before it")),
            Verdict::Contradiction(examples) => Err(numbers::contradiction(self.sink.name(), column(&examples[0]), &examples)),
        }
    }
}
