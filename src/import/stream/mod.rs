//! Files too large for memory: read once, row by row, into columns on disk, from which any question is answered.
//!
//! The beginning of a file tells its format (`source::head`); its rows go by the short way where they are plain (`swift`), else
//! by that of all tables; chunks of them are put in order and written by another thread (`order`).

use std::path::{Path, PathBuf};
use std::sync::mpsc::SyncSender;

use csv::ByteRecord;

use crate::dataset::observation;
use crate::dataset::stored::Stored;
use crate::dataset::{Dataset, Origin};
use crate::import::hints::Hints;
use crate::import::importer::{Importer, InRows};
use crate::import::input::Input;
use crate::import::json_lines;
use crate::import::report::Report;
use crate::import::roles::reading::Reader;
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Place, Sink};
use crate::import::stage;
use crate::import::stream::chunk::{Chunk, Texts};
use crate::import::stream::order::Filled;
use crate::import::stream::records::Records;
use crate::import::stream::source::{Taken, Written};
use crate::import::stream::swift::Swift;
use crate::import::text;
use crate::problem::Problem;
use crate::table::Table;

mod chunk;
mod order;
mod records;
pub mod shelf;
pub mod source;
mod swift;

/// The files of one dataset, and what is known of them from the beginning of the first.
pub struct Rows<'a> {
    pub paths: &'a [PathBuf],
    pub input: &'a Input,
    pub head: &'a [u8],
    pub importer: &'a dyn Importer,
    pub hints: &'a Hints,
}

/// Reads all rows into files of a folder, which must be there and empty.
///
/// # Errors
/// When the format cannot be read row by row, a file cannot be read to its end, or the disk is full.
pub fn store(rows: &Rows, folder: &Path, report: &mut Report) -> Result<Dataset, Problem> {
    let problem = || Problem::new(format!("Could not read {}", rows.input.name));
    let (Some(sheet), Some(InRows { layout, publisher })) = (rows.input.sheets().first(), rows.importer.in_rows(rows.input)) else {
        let why = format!("a {} is read as a whole, not as one of several", rows.importer.name());
        return Err(problem().because(why).hint("Open its files one by one."));
    };
    let mut sink = Sink::new(rows.input, publisher, report);
    sink.let_pass();
    rows.importer.describe(rows.input, sheet, &mut sink);
    let reader = Reader::new(sheet, &layout, rows.hints, &mut sink)?;
    let (skipped, written_as) = written(rows, sheet)?;
    let first = sheet.rows.get(layout.rows[0]).map_or(usize::MAX, |row| row.line);
    let names = layout.rows[0].checked_sub(1).and_then(|row| sheet.rows.get(row));
    let (sender, writer) = order::writer(folder);
    let keys = keys_of(&reader);
    let mut taking = Taking {
        reader,
        swift: None,
        texts: Texts::default(),
        chunk: Chunk::new(),
        sender: Some(sender),
        keys,
        taken: Taken::default(),
        rows: 0,
    };
    taking.swift = taking.reader.plain().map(|plain| Swift::new(plain, &mut taking.texts));
    let parts = source::parts(rows.paths, rows.hints.sheet.as_deref());
    for (number, part) in parts.iter().enumerate() {
        let cells = part.rows(&taking.taken.clone(), &written_as)?;
        taking.file(cells, number as i32, (skipped, first), names).map_err(|why| problem().because(format!("{}: {why}", part.name)))?;
    }
    taking.hand_over();
    taking.sender = None;
    let written = writer.join().map_err(|_| problem().because("writing it down broke off"))??;
    let Taking { texts, taken, .. } = taking;
    let files = parts.into_iter().map(|part| part.name).collect();
    let stored = Stored { folder: folder.to_owned(), rows: written.rows, texts: texts.into_lists(), files };
    let origin = rows.paths.first().map_or(Origin::Bundled, |path| Origin::File(path.clone()));
    finish(sink, &written, stored, taken.sha256(), origin)
}

/// How the rows of text are written, by the beginning, and how many lines stand before the first of them.
fn written(rows: &Rows, sheet: &Sheet) -> Result<(usize, Written), Problem> {
    if json_lines::is_lines(rows.head) {
        let names = sheet.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
        return Ok((0, Written::Objects(names)));
    }
    if rows.input.text().is_none() {
        // Columns are no text, and tell themselves how their cells are parted.
        return Ok((0, Written::Columns));
    }
    let encoding = text::encoding::of(rows.head, &rows.input.name, rows.hints.encoding.as_deref())?;
    let head = encoding.decode(rows.head).0;
    let (start, dialect) = text::dialect_of(&head, &mut Report::default());
    Ok((head[..start].matches('\n').count(), Written::Cells(encoding, dialect)))
}

/// What tells figures apart, in the order in which the file names it: files are mostly ordered so.
fn keys_of(reader: &Reader) -> Vec<String> {
    reader.plain().map(|plain| plain.cells.into_iter().map(|(_, name)| name).collect()).unwrap_or_default()
}

/// The rows of all files on their way.
struct Taking<'a, 'b, 'c> {
    reader: Reader<'a, 'b, 'c>,
    swift: Option<Swift>,
    texts: Texts,
    chunk: Chunk,
    /// Gone once the writer is.
    sender: Option<SyncSender<Filled>>,
    keys: Vec<String>,
    taken: Taken,
    rows: usize,
}

impl Taking<'_, '_, '_> {
    fn file(
        &mut self,
        mut cells: Box<dyn Records>,
        number: i32,
        (skipped, first): (usize, usize),
        names: Option<&Row>,
    ) -> Result<(), String> {
        /// A cell in quotation marks is no longer than this.
        const MOST_BYTES: usize = 1 << 20;
        let mut record = ByteRecord::new();
        // What stood before the cells began is passed over as it was in the beginning.
        for _ in 0..skipped {
            cells.next(&mut record)?;
        }
        while cells.next(&mut record)? {
            let line = record.position().map_or(0, |position| position.line()) as usize;
            if line < first {
                if number > 0 && names.is_some_and(|names| names.line == line && !is_same(names, &record)) {
                    return Err(format!("its line {line} names other columns than the first file"));
                }
                continue;
            }
            if record.as_slice().len() > MOST_BYTES {
                return Err(format!("a quotation mark on line {line} closes nowhere"));
            }
            self.row(&record, line, number);
            if self.chunk.rows >= Chunk::FULL && !self.hand_over() {
                break;
            }
            if self.rows.is_multiple_of(1 << 16) {
                stage::progress(self.taken.bytes(), self.rows as u64);
            }
        }
        for (line, why) in cells.passed_over() {
            self.reader.sink.pass_over(format!("line {line}"), &why);
        }
        Ok(())
    }

    fn row(&mut self, record: &ByteRecord, line: usize, file: i32) {
        self.rows += 1;
        let at = i32::try_from(line).unwrap_or(i32::MAX);
        if let Some(swift) = &mut self.swift
            && swift.take(record, &mut self.chunk, at, file, self.reader.sink.report)
        {
            return;
        }
        let row = Row { line, cells: record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect() };
        self.reader.row(&row);
        for observation in self.reader.sink.drain() {
            self.chunk.put(&observation, &mut self.texts, at, file);
        }
        if let Some(swift) = &mut self.swift {
            swift.learn(record, &row, &mut self.reader, &mut self.texts);
        }
    }

    /// Gives a full chunk to the writer; `false` when there is none any more.
    fn hand_over(&mut self) -> bool {
        if self.chunk.rows == 0 {
            return true;
        }
        let chunk = std::mem::replace(&mut self.chunk, Chunk::new());
        let names: Vec<String> = self.texts.names().map(str::to_owned).collect();
        // Whatever else tells figures apart comes behind what the first rows had.
        let others = names.iter().filter(|name| !observation::is_value_column(name) || *name == observation::PERIOD);
        let others: Vec<String> = others.filter(|name| !self.keys.contains(name)).cloned().collect();
        self.keys.extend(others);
        let filled = Filled { chunk, names, keys: self.keys.clone() };
        self.sender.as_ref().is_some_and(|sender| sender.send(filled).is_ok())
    }
}

fn is_same(names: &Row, record: &ByteRecord) -> bool {
    names.cells.iter().map(|name| name.trim().as_bytes()).eq(record.iter().map(<[u8]>::trim_ascii))
}

/// The dataset whose rows are stored: structure, report, and a sample in memory.
fn finish(mut sink: Sink, written: &order::Written, stored: Stored, sha256: String, origin: Origin) -> Result<Dataset, Problem> {
    for [first, line] in &written.contradictions {
        let place = Place { words: format!("line {line}"), line: (*line).max(0) as usize, column: 0 };
        sink.refuse(&place, "a figure", format!("stands at line {first} already, with the same codes and another value"));
    }
    sink.report.duplicates += written.repeated;
    if written.may_overlap {
        sink.report
            .note("the rows are in no order, so a figure that is repeated far behind is not counted here, but left out where it is shown");
    }
    let mut sample = Vec::new();
    for part in &written.sample {
        sample.extend(observation::from_table(&stored.spelt_out(&Table::of_columns(part)?)?));
    }
    sink.keep(sample, written.rows);
    let draft = sink.finish()?;
    let table = observation::to_table(&draft.observations)?;
    Ok(Dataset::of(draft, table, sha256, origin).with_rows_in(stored))
}
