//! The cells of tables too large for memory, row by row as they are read, before any column has its role.

use std::io::{self, Write};

use csv::{ByteRecord, Writer, WriterBuilder};

use crate::dataset::formula::guarded;
use crate::import::report::{Passed, Report};
use crate::import::sheet::Row;
use crate::import::stream::records::Records;
use crate::import::stream::source::{Part, Written};
use crate::import::stream::taken::Taken;
use crate::import::stream::{Beginning, is_same};
use crate::import::text;
use crate::problem::Problem;

/// Writes the cells of all files as one table: commas between them, what a spreadsheet would run made harmless. What stands
/// above the table of the first is told in the report and left out, as it is of files that are read as a whole.
///
/// # Errors
/// When a file cannot be read to its end, names other columns than the first, or nobody takes what is written.
pub fn write(parts: &[Part], beginning: &Beginning, report: &mut Report, out: &mut dyn Write) -> Result<(), Problem> {
    let problem = |why: String| Problem::new(format!("Could not show {}", beginning.input.name)).because(why);
    let Some(sheet) = beginning.input.sheets().first() else {
        return Err(none(&beginning.input.name));
    };
    let (skipped, written_as) = beginning.written(sheet)?;
    // The last row of the beginning may be cut off in a cell, and is read again with those that follow.
    let from = sheet.rows.last().map_or(0, |row| row.line);
    let tables = if beginning.input.text().is_some() { text::tables::of(sheet.clone(), report) } else { vec![sheet.clone()] };
    let head: Vec<&Row> = tables.iter().flat_map(|table| &table.rows).filter(|row| row.line < from).collect();
    let mut shown = Shown { out: WriterBuilder::new().flexible(true).from_writer(out), rows: 0, taken: Taken::default() };
    for row in &head {
        shown.put(row.cells.iter().map(String::as_bytes)).map_err(|error| problem(error.to_string()))?;
    }
    for (number, part) in parts.iter().enumerate() {
        let of_part = |why: String| problem(format!("{}: {why}", part.name));
        let mut records = part.rows(&shown.taken.clone(), &written_as)?;
        for _ in 0..skipped {
            records.next(&mut ByteRecord::new()).map_err(of_part)?;
        }
        // Objects name their cells one by one.
        let is_headed = number > 0 && !matches!(written_as, Written::Objects(..));
        let begin = if is_headed { Begin::Behind(head.first().copied()) } else { Begin::At(if number == 0 { from } else { 0 }) };
        shown.part(&mut *records, begin).map_err(of_part)?;
        records.notes().into_iter().for_each(|note| report.renew(note));
        told(records.passed_over(), part, report);
    }
    shown.out.flush().map_err(|error| problem(error.to_string()))
}

/// What is said of a document that is asked for its cells.
pub fn none(name: &str) -> Problem {
    Problem::new(format!("Could not show {name} as a table"))
        .because("it holds no table of cells, but a document of named parts")
        .hint("`asymmetry numbers` shows the figures read from it.")
}

/// Where the rows of a file begin that are not shown yet.
#[derive(Clone, Copy)]
enum Begin<'a> {
    At(usize),
    /// The names of the first file, which stand once.
    Behind(Option<&'a Row>),
}

fn told(passed_over: Vec<(usize, String)>, part: &Part, report: &mut Report) {
    /// More of them tell nothing more.
    const MOST: usize = 1000;
    for (line, text) in passed_over {
        if report.passed_over.len() < MOST {
            report.passed_over.push(Passed { place: format!("{}, line {line}", part.name), text });
        }
    }
}

struct Shown<'a> {
    out: Writer<&'a mut dyn Write>,
    rows: u64,
    taken: Taken,
}

impl Shown<'_> {
    /// The rows of one file.
    fn part(&mut self, records: &mut dyn Records, begin: Begin) -> Result<(), String> {
        let mut record = ByteRecord::new();
        let (from, mut names) = match begin {
            Begin::At(line) => (line, None),
            Begin::Behind(names) => (0, names),
        };
        while records.next(&mut record)? {
            let line = record.position().map_or(0, |position| position.line()) as usize;
            if line < from {
                continue;
            }
            if let Some(names) = names.take() {
                if is_same(names, &record) {
                    continue;
                }
                return Err(format!("its line {line} names other columns than the first file"));
            }
            self.put(record.iter()).map_err(|error| error.to_string())?;
            self.taken.tell(self.rows);
        }
        Ok(())
    }

    fn put<'b>(&mut self, cells: impl Iterator<Item = &'b [u8]>) -> io::Result<()> {
        self.rows += 1;
        let cells = cells.map(|cell| guarded(String::from_utf8_lossy(cell)).into_owned());
        self.out.write_record(cells).map_err(io::Error::from)
    }
}
