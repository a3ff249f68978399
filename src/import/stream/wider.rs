//! A wider look at a table whose rows further down may belong to another one, or be headed by words, as none at its beginning are:
//! what stands around such rows is gathered from all of the file, and the table is told anew by it.

use crate::dataset::report::quoted;
use crate::import::sheet::{Row, Sheet};

/// So many rows behind each tell what it is.
const BEHIND: usize = 40;
/// Titles stand so near above the names of their columns.
const NEAR: usize = 4;
/// More of them are a manner of the file that its beginning does not show.
const MOST: usize = 200;

/// What was gathered so far.
#[derive(Debug, Default)]
pub struct Look {
    at_hand: usize,
    rows: Vec<Row>,
    /// Lines before which rows were left out.
    cuts: Vec<usize>,
    /// The line of the row before, taken or not.
    before: usize,
    is_left_out: bool,
    /// How many rows more are taken.
    wanted: usize,
    /// Rows without figures, which are titles if names of columns follow.
    waiting: Vec<Row>,
    /// How many rows may head others.
    heads: usize,
}

impl Look {
    /// Rows up to this line are at hand.
    pub fn behind(line: usize) -> Self {
        Self { at_hand: line, before: line, ..Self::default() }
    }

    /// Does the line stand behind those at hand?
    pub fn is_behind(&self, line: usize) -> bool {
        line > self.at_hand
    }

    /// Takes the next row, which may head others or not; without figures it may be a title of them.
    pub fn take(&mut self, row: &Row, may_head: bool, holds_figures: bool) {
        if self.waiting.last().is_some_and(|last| holds_figures && !may_head || row.line > last.line + NEAR) {
            self.leave();
        }
        if may_head {
            self.heads += 1;
            self.wanted = BEHIND;
            for title in std::mem::take(&mut self.waiting) {
                self.put(title);
            }
            self.put(row.clone());
        } else if self.wanted > 0 && !self.is_beyond() {
            self.wanted -= 1;
            self.put(row.clone());
        } else if holds_figures {
            (self.before, self.is_left_out) = (row.line, true);
        } else {
            self.waiting.push(row.clone());
            if self.waiting.len() > NEAR {
                self.leave();
            }
        }
    }

    /// The rows that wait for what stands below them are no titles.
    fn leave(&mut self) {
        if let Some(last) = self.waiting.last() {
            (self.before, self.is_left_out) = (last.line, true);
        }
        self.waiting.clear();
    }

    fn put(&mut self, row: Row) {
        // Behind a blank line is a gap, whatever was left out before it.
        if std::mem::take(&mut self.is_left_out) && row.line == self.before + 1 {
            self.cuts.push(row.line);
        }
        self.before = row.line;
        self.rows.push(row);
    }

    /// Is there a row that may head others?
    pub fn has_any(&self) -> bool {
        self.heads > 0
    }

    /// Are there too many to be looked at?
    pub fn is_beyond(&self) -> bool {
        self.heads > MOST
    }

    /// What is said of the first of them where they are not heeded.
    pub fn unheeded(&self) -> Option<String> {
        let first = self.rows.iter().find(|row| !row.is_blank())?;
        let words = quoted(&first.text());
        Some(format!("{words} in line {} may head the rows below it or name other columns: no figure has a code from it.", first.line))
    }

    /// The beginning of a table, with what was gathered behind it.
    pub fn at(self, beginning: &Sheet) -> Sheet {
        let rows = beginning.rows.iter().cloned().chain(self.rows).collect();
        Sheet { rows, cuts: self.cuts, ..beginning.clone() }
    }
}
