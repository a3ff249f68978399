//! The rows of one file after the other, whatever their form: cells in text, JSON in lines, tables of columns.

use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, Read};

use csv::{ByteRecord, Position};

use crate::import::json_lines;
use crate::import::sheet::Row;
use crate::import::stream::ends::Ends;
use crate::import::surveys;
use crate::import::workbook::rows::SheetRows;
use crate::table::columnar::{Pieces, TextRow};

/// One row after another.
pub trait Records {
    /// The next row, with its line as its position; `false` behind the last one. The error says why there can be none.
    ///
    /// # Errors
    /// When what follows cannot be read.
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, String>;

    /// Lines that were no rows since this was asked last, and why.
    fn passed_over(&mut self) -> Vec<(usize, String)> {
        Vec::new()
    }

    /// Names that were met among the rows and not at the beginning.
    fn unknown(&mut self) -> Vec<String> {
        Vec::new()
    }

    /// What is to be told of all rows, once they were read.
    fn notes(&mut self) -> Vec<String> {
        Vec::new()
    }
}

impl Records for csv::Reader<Ends<Box<dyn Read>>> {
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, String> {
        let before = self.position().line();
        let is_there = self.read_byte_record(record).map_err(|error| error.to_string())?;
        if is_there {
            let mut position = self.position().clone();
            // Blank lines before it are none of its own, so that its line is counted from its end.
            let may_have_lines = position.line() > before + 1;
            let within = if may_have_lines { record.as_slice().iter().filter(|sign| **sign == b'\n').count() } else { 0 };
            position.set_line(position.line().saturating_sub(1 + within as u64));
            record.set_position(Some(position));
        }
        Ok(is_there)
    }
}

fn begin(record: &mut ByteRecord, line: usize) {
    record.clear();
    let mut position = Position::new();
    position.set_line(line as u64);
    record.set_position(Some(position));
}

/// The texts of JSON objects, one after the other.
pub trait Parted {
    /// The text of the next object, and its line or its number; `None` behind the last one.
    ///
    /// # Errors
    /// When what follows cannot be read.
    fn next(&mut self, text: &mut Vec<u8>) -> Result<Option<usize>, String>;
}

/// Lines that are not blank.
pub struct InLines<R> {
    lines: R,
    line: usize,
}

impl<R: BufRead> InLines<R> {
    pub fn new(lines: R) -> Self {
        Self { lines, line: 0 }
    }
}

impl<R: BufRead> Parted for InLines<R> {
    fn next(&mut self, text: &mut Vec<u8>) -> Result<Option<usize>, String> {
        loop {
            text.clear();
            if self.lines.read_until(b'\n', text).map_err(|error| error.to_string())? == 0 {
                return Ok(None);
            }
            self.line += 1;
            if !text.trim_ascii().is_empty() {
                return Ok(Some(self.line));
            }
        }
    }
}

/// JSON objects. Columns are those that the beginning of the file names.
pub struct Objects<P> {
    texts: P,
    columns: HashMap<String, usize>,
    text: Vec<u8>,
    passed_over: Vec<(usize, String)>,
    unknown: BTreeSet<String>,
}

impl<P: Parted> Objects<P> {
    pub fn new(texts: P, names: &[String]) -> Self {
        let columns = names.iter().cloned().zip(0..).collect();
        Self { texts, columns, text: Vec::new(), passed_over: Vec::new(), unknown: BTreeSet::new() }
    }
}

impl<P: Parted> Records for Objects<P> {
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, String> {
        while let Some(line) = self.texts.next(&mut self.text)? {
            match json_lines::cells(&self.text, &self.columns) {
                Ok((cells, unknown)) => {
                    self.unknown.extend(unknown);
                    begin(record, line);
                    cells.iter().for_each(|cell| record.push_field(cell.as_bytes()));
                    return Ok(true);
                }
                Err(why) => self.passed_over.push((line, why)),
            }
        }
        Ok(false)
    }

    fn passed_over(&mut self) -> Vec<(usize, String)> {
        std::mem::take(&mut self.passed_over)
    }

    fn unknown(&mut self) -> Vec<String> {
        std::mem::take(&mut self.unknown).into_iter().collect()
    }
}

/// The rows of a Parquet or Arrow file; its first line names the columns.
pub struct Columns<F> {
    pieces: Pieces,
    rows: std::vec::IntoIter<TextRow>,
    line: usize,
    /// Told of how many rows there were so far.
    seen: F,
}

impl<F: FnMut(usize)> Columns<F> {
    pub fn new(pieces: Pieces, seen: F) -> Self {
        Self { pieces, rows: Vec::new().into_iter(), line: 0, seen }
    }
}

impl<F: FnMut(usize)> Records for Columns<F> {
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, String> {
        self.line += 1;
        if self.line == 1 {
            begin(record, 1);
            self.pieces.columns.iter().for_each(|name| record.push_field(name.as_bytes()));
            return Ok(true);
        }
        loop {
            if let Some(row) = self.rows.next() {
                begin(record, self.line);
                row.iter().for_each(|cell| record.push_field(cell.as_deref().unwrap_or_default().as_bytes()));
                return Ok(true);
            }
            match self.pieces.next() {
                Some(rows) => self.rows = rows.map_err(|problem| problem.why.unwrap_or(problem.what))?.into_iter(),
                None => return Ok(false),
            }
            (self.seen)(self.line);
        }
    }
}

/// Rows that come some at a time, with their lines.
pub trait Sheaves {
    /// Those that follow; none behind the last.
    ///
    /// # Errors
    /// Why there can be none.
    fn take(&mut self) -> Result<Option<Vec<Row>>, String>;

    /// How many there are, as far as that is known.
    fn expected(&self) -> usize;

    /// What is to be told of them, behind the last.
    fn notes(&mut self) -> Vec<String>;
}

impl Sheaves for SheetRows {
    fn take(&mut self) -> Result<Option<Vec<Row>>, String> {
        Self::take(self)
    }

    fn expected(&self) -> usize {
        self.expected
    }

    fn notes(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notes)
    }
}

impl Sheaves for surveys::Rows {
    fn take(&mut self) -> Result<Option<Vec<Row>>, String> {
        Self::take(self)
    }

    fn expected(&self) -> usize {
        Self::expected(self)
    }

    fn notes(&mut self) -> Vec<String> {
        self.warnings()
    }
}

/// The rows of a sheet of a workbook, or of a survey.
pub struct Cells<S, F> {
    rows: S,
    piece: std::vec::IntoIter<Row>,
    /// Told which share of the rows there was so far.
    seen: F,
}

impl<S: Sheaves, F: FnMut(f64)> Cells<S, F> {
    pub fn new(rows: S, seen: F) -> Self {
        Self { rows, piece: Vec::new().into_iter(), seen }
    }
}

impl<S: Sheaves, F: FnMut(f64)> Records for Cells<S, F> {
    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, String> {
        loop {
            if let Some(row) = self.piece.next() {
                begin(record, row.line);
                row.cells.iter().for_each(|cell| record.push_field(cell.as_bytes()));
                return Ok(true);
            }
            let Some(rows) = self.rows.take()? else { return Ok(false) };
            // Not every sheet says how many rows it has.
            if let Some(last) = rows.last().filter(|_| self.rows.expected() > 1) {
                (self.seen)(last.line as f64 / self.rows.expected() as f64);
            }
            self.piece = rows.into_iter();
        }
    }

    fn notes(&mut self) -> Vec<String> {
        self.rows.notes()
    }
}
