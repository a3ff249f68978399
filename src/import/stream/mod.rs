//! Files too large for memory: read once, row by row, into columns on disk, from which any question is answered.
//!
//! The beginning of a file tells its format (`source::head`); its rows go by the short way where they are plain (`swift`), else
//! by that of all tables; chunks of them are put in order and written by another thread (`order`).

use std::path::Path;

use csv::ByteRecord;
use encoding_rs::Encoding;

use crate::dataset::observation::{self, Observation};
use crate::dataset::report::Refusal;
use crate::dataset::stored::Stored;
use crate::dataset::{Dataset, Draft, Origin};
use crate::import::hints::Hints;
use crate::import::importer::{Importer, InRows, Mending};
use crate::import::input::Input;
use crate::import::json_lines;
use crate::import::kind::Kind;
use crate::import::report::Report;
use crate::import::roles::reading::Reader;
use crate::import::roles::{later, named};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Place, Sink};
use crate::import::stream::order::Hand;
use crate::import::stream::records::Records;
use crate::import::stream::source::{Between, Part, Written};
use crate::import::stream::swift::Swift;
use crate::import::stream::taken::Taken;
use crate::import::stream::wider::Look;
use crate::import::text;
use crate::problem::Problem;
use crate::table::Table;

pub mod cells;
mod chunk;
mod ends;
mod list;
pub mod long;
mod order;
mod pieces;
mod records;
mod repeats;
pub mod shelf;
pub mod source;
mod swift;
pub mod taken;
mod unpacked;
pub mod whole;
pub mod wider;
mod written;

/// The files of one dataset, and what is known of them from the beginning of the first.
pub struct Rows<'a> {
    pub parts: &'a [Part],
    pub beginning: Beginning<'a>,
    pub importer: &'a dyn Importer,
    /// What is said of rows that may head others where these are not to be heeded.
    pub unheeded: Option<String>,
}

/// The beginning of a file, which tells how the rest of it is written.
pub struct Beginning<'a> {
    pub input: &'a Input,
    pub head: &'a [u8],
    pub hints: &'a Hints,
}

impl Beginning<'_> {
    /// How the rows of text are written, and how many lines stand before the first of them.
    fn written(&self, sheet: &Sheet) -> Result<(usize, Written), Problem> {
        if json_lines::is_lines(self.head) {
            let names = sheet.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
            return Ok((0, Written::Objects(names, Between::Lines)));
        }
        if list::start(self.head).is_some() {
            let names = sheet.rows.first().map(|row| row.cells.clone()).unwrap_or_default();
            return Ok((0, Written::Objects(names, Between::Commas)));
        }
        if self.input.survey().is_some() {
            return Ok((0, Written::Respondents(self.hints.encoding.clone())));
        }
        if self.input.text().is_none() {
            // Columns and sheets are no text, and tell themselves how their cells are parted.
            let is_book = matches!(Kind::of(self.head), Some(Kind::Zip | Kind::Compound));
            return Ok((0, if is_book { Written::Sheet(sheet.name.clone(), [0, 1]) } else { Written::Columns }));
        }
        let encoding = self.encoding()?;
        let head = encoding.decode(self.head).0;
        let (start, dialect) = text::dialect_of(&head, &mut Report::default());
        Ok((head[..start].matches('\n').count(), Written::Cells(encoding, dialect)))
    }

    fn encoding(&self) -> Result<&'static Encoding, Problem> {
        text::encoding::of(self.head, &self.input.name, self.hints.encoding.as_deref())
    }
}

/// How a reading ended.
pub enum Ended {
    Whole(Box<Dataset>),
    /// Rows further down may head others: by what stands around them, the table in the sheet at this place is to be told anew.
    Wider(usize, Look),
}

/// Reads all rows into files of a folder, which must be there and empty.
///
/// # Errors
/// When the format cannot be read row by row, a file cannot be read to its end, or the disk is full.
pub fn store(rows: &Rows, folder: &Path, report: &mut Report) -> Result<Ended, Problem> {
    let beginning = &rows.beginning;
    if let Some(reader) = rows.importer.in_pieces(beginning.input) {
        return pieces::store(reader, rows, folder, report).map(|dataset| Ended::Whole(Box::new(dataset)));
    }
    let tables = rows.importer.in_rows(beginning.input);
    let Some(publisher) = tables.first().map(|table| table.publisher) else {
        let why = format!("a {} is read as a whole, not as one of several", rows.importer.name());
        return Err(problem(beginning.input).because(why).hint("Open its files one by one."));
    };
    if rows.parts.len() > 1 && tables.windows(2).any(|pair| pair[0].of == pair[1].of) {
        let why = "several tables stand in each of its files";
        return Err(problem(beginning.input).because(why).hint("Open its files one by one."));
    }
    let mut sink = Sink::new(beginning.input, publisher, report);
    sink.let_pass();
    rows.unheeded.iter().for_each(|told| sink.caveat(told.clone()));
    let mut way = Way { hand: Hand::new(folder), taken: Taken::default(), rows: 0, files: Vec::new(), open: None };
    for at in 0..tables.len() {
        way = match way.with_table(rows, (&tables, at), &mut sink)? {
            Gone::On(way) => *way,
            Gone::Astray(look) => return Ok(Ended::Wider(tables[at].of, look)),
        };
    }
    let Way { hand, taken, files, .. } = way;
    let (written, texts) = hand.finish()?;
    let stored = Stored { folder: folder.to_owned(), rows: written.rows, texts: texts.into_lists(), files };
    let sample = sample(&written, &stored)?;
    told(&mut sink, &written);
    sink.keep(sample, written.rows);
    dataset(sink.finish()?, stored, &taken, rows.parts).map(|dataset| Ended::Whole(Box::new(dataset)))
}

fn problem(input: &Input) -> Problem {
    Problem::new(format!("Could not read {}", input.name))
}

/// What was read of the tables so far.
struct Way {
    hand: Hand,
    taken: Taken,
    rows: usize,
    /// The names of the files, each with its sheet.
    files: Vec<String>,
    /// The rows behind a table below which another one stands in the same sheet.
    open: Option<Box<dyn Records>>,
}

/// What became of the way.
enum Gone {
    On(Box<Way>),
    Astray(Look),
}

impl Way {
    /// Takes all rows of one of the tables.
    fn with_table(self, rows: &Rows, (tables, nth): (&[InRows], usize), sink: &mut Sink) -> Result<Gone, Problem> {
        let beginning = &rows.beginning;
        let table = &tables[nth];
        let Some(as_written) = beginning.input.sheets().get(table.of) else { return Ok(Gone::On(Box::new(self))) };
        let InRows { layout, publisher, mended, .. } = table;
        if nth == 0 {
            rows.importer.describe(beginning.input, as_written, sink);
        }
        let mending = rows.importer.mending(beginning.input);
        mending.iter().flat_map(|mending| &mending.caveats).for_each(|caveat| sink.caveat(caveat.clone()));
        let mut reader = Reader::new(mended.as_ref().unwrap_or(as_written), layout, beginning.hints, sink)?;
        if publisher.is_none() {
            let place = [table.of, layout.rows[0].saturating_sub(1)];
            reader.sink.report.columns.get_or_insert_with(|| named::columns(place, layout, beginning.hints));
        }
        let (skipped, mut written_as) = beginning.written(as_written)?;
        if let Written::Sheet(_, share) = &mut written_as {
            *share = [nth, tables.len()];
        }
        reader.hold_open(beginning.hints, written_as.is_typed());
        let line_of = |row: usize| as_written.rows.get(row).map_or(usize::MAX, |row| row.line);
        let has_more = tables.get(nth + 1).is_some_and(|next| next.of == table.of);
        let above = Above {
            is_compared: false,
            skipped,
            first: line_of(layout.rows[0]),
            until: if has_more { line_of(layout.rows[1]) } else { usize::MAX },
            names: layout.rows[0].checked_sub(1).and_then(|row| as_written.rows.get(row)),
        };
        let Self { mut hand, taken, rows: count, mut files, mut open } = self;
        // Those of an agency are known to have one table, and what is known from a wider look is not looked at again.
        let is_open = rows.unheeded.is_none() && as_written.cuts.is_empty();
        let is_watched = is_open && written_as.may_hold_others() && rows.parts.len() == 1 && publisher.is_none() && !has_more;
        let look = is_watched.then(|| Look::behind(as_written.rows.last().map_or(0, |row| row.line)));
        hand.order_by(keys_of(&reader));
        // Other formats tell what they mend whatever the beginning holds.
        let is_mending_told = !rows.importer.mends_codes_alone() || mending.iter().any(|mending| !mending.caveats.is_empty());
        let mut taking =
            Taking { reader, mending, is_mending_told, swift: None, hand, taken, rows: count, unit_above: None, look, is_looking: false };
        // The short way takes figures as they are written.
        let plain = taking.reader.plain().filter(|_| taking.mending.is_none() || rows.importer.mends_codes_alone());
        taking.swift = plain.map(|plain| Swift::new(plain, &mut taking.hand.texts));
        for (at, part) in rows.parts.iter().enumerate() {
            let is_begun = open.is_some();
            let mut cells = open.take().map_or_else(|| part.rows(&taking.taken.clone(), &written_as), Ok)?;
            if rows.parts.len() > 1 {
                taking.reader.begin_file(&part.name);
            }
            let told = |error: Stopped| match error {
                Stopped::Why(why) => problem(beginning.input).because(format!("{}: {why}", part.name)),
                Stopped::Asking(asking) => Problem { why: asking.why.map(|why| format!("{}: {why}", part.name)), ..asking },
            };
            if !is_begun {
                files.push(name_of(part, written_as.sheet()));
            }
            let number = files.len() - 1;
            let skipped = if is_begun { 0 } else { skipped };
            taking.file(&mut *cells, number as i32, &Above { is_compared: at > 0, skipped, ..above }).map_err(told)?;
            open = has_more.then_some(cells);
        }
        let Taking { hand, taken, rows, look, is_looking, .. } = taking;
        Ok(match look.filter(|_| is_looking) {
            Some(look) => Gone::Astray(look),
            None => Gone::On(Box::new(Self { hand, taken, rows, files, open })),
        })
    }
}

/// The name of a part, with that of the sheet that is read of it.
fn name_of(part: &Part, sheet: Option<&str>) -> String {
    let sheet = sheet.map(|name| format!(", {name}")).unwrap_or_default();
    format!("{}{sheet}", part.name)
}

/// What tells figures apart, in the order in which the file names it: files are mostly ordered so.
fn keys_of(reader: &Reader) -> Vec<String> {
    reader.plain().map(|plain| plain.cells.into_iter().map(|(_, name)| name).collect()).unwrap_or_default()
}

/// What stands in each file before its rows, as in the first.
struct Above<'a> {
    /// Must the names be those of the first?
    is_compared: bool,
    /// Lines before the cells begin.
    skipped: usize,
    /// The line of the first row.
    first: usize,
    /// The line at which another table begins.
    until: usize,
    names: Option<&'a Row>,
}

/// Why a file cannot be read to its end.
enum Stopped {
    Why(String),
    /// It leaves open what a person must decide.
    Asking(Problem),
}

impl From<String> for Stopped {
    fn from(why: String) -> Self {
        Self::Why(why)
    }
}

/// The rows of all files on their way.
struct Taking<'a, 'b, 'c> {
    reader: Reader<'a, 'b, 'c>,
    mending: Option<Mending>,
    is_mending_told: bool,
    swift: Option<Swift>,
    hand: Hand,
    taken: Taken,
    rows: usize,
    /// That of the first file, once it is known whether there is one.
    unit_above: Option<Option<String>>,
    /// What was seen of rows that may head others, where they are watched for.
    look: Option<Look>,
    /// Did others follow them? Then nothing is taken any more, but looked at to the end.
    is_looking: bool,
}

impl Taking<'_, '_, '_> {
    fn file(&mut self, cells: &mut dyn Records, number: i32, table: &Above) -> Result<(), Stopped> {
        /// A cell in quotation marks is no longer than this.
        const MOST_BYTES: usize = 1 << 20;
        let mut record = ByteRecord::new();
        // What stood before the cells began is passed over as it was in the beginning.
        for _ in 0..table.skipped {
            cells.next(&mut record)?;
        }
        let mut above: Option<Vec<String>> = Some(Vec::new());
        while cells.next(&mut record)? {
            let line = record.position().map_or(0, |position| position.line()) as usize;
            if line >= table.until {
                return Ok(());
            }
            if line < table.first {
                match table.names.filter(|names| names.line == line) {
                    Some(names) if table.is_compared && !is_same(names, &record) => {
                        return Err(Stopped::Why(format!("its line {line} names other columns than the first file")));
                    }
                    Some(_) => {}
                    None => above
                        .iter_mut()
                        .for_each(|above| above.extend(record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()))),
                }
                continue;
            }
            if let Some(above) = above.take() {
                self.compare(later::unit_above(above.iter().map(String::as_str)))?;
            }
            if record.as_slice().len() > MOST_BYTES {
                return Err(Stopped::Why(format!("a quotation mark on line {line} closes nowhere")));
            }
            self.row(&record, line, number).map_err(Stopped::Asking)?;
            if self.hand.is_full() && !self.hand.over() {
                break;
            }
            self.taken.tell(self.rows as u64);
        }
        for (line, why) in cells.passed_over() {
            self.reader.sink.pass_over(format!("line {line}"), &why);
        }
        cells.notes().into_iter().for_each(|note| self.reader.sink.report.renew(note));
        for name in cells.unknown() {
            self.reader.sink.caveat(format!("\"{name}\" is not named at the beginning, and what it holds further down was left out."));
        }
        Ok(())
    }

    /// A code that is put right only far behind the beginning, which told of none.
    fn tell_mended(&mut self, record: &ByteRecord, row: &Row) {
        if self.is_mending_told {
            return;
        }
        let written = record.iter().map(String::from_utf8_lossy);
        if let Some((was, is)) = written.zip(&row.cells).find(|(was, is)| was != *is) {
            self.reader.sink.caveat(format!("Codes that had lost the nought that they begin with were put right: {was} is {is}."));
            self.is_mending_told = true;
        }
    }

    /// Figures of one table have one unit: that of the first file must stand above the others as well.
    fn compare(&mut self, unit: Option<String>) -> Result<(), String> {
        let named = |unit: &Option<String>| unit.as_ref().map_or("no unit".to_owned(), |unit| format!("\"{unit}\""));
        match &self.unit_above {
            Some(first) if *first != unit => {
                let [first, unit] = [first, &unit].map(named);
                Err(format!("{unit} stands above its table, and {first} above that of the first file, so that they are no one table"))
            }
            Some(_) => Ok(()),
            None => {
                self.unit_above = Some(unit);
                Ok(())
            }
        }
    }

    fn row(&mut self, record: &ByteRecord, line: usize, file: i32) -> Result<(), Problem> {
        self.rows += 1;
        let at = i32::try_from(line).unwrap_or(i32::MAX);
        let is_awaited = self.look.as_ref().is_some_and(Look::has_any);
        if let Some(swift) = &mut self.swift
            && !is_awaited
            && !self.reader.is_beyond_names(record.iter())
            && swift.take(record, &mut self.hand.chunk, at, file, self.reader.sink.report)
        {
            return Ok(());
        }
        let mut row = Row { line, cells: record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect() };
        if let Some(mending) = &self.mending {
            (mending.row)(&mut row);
            self.tell_mended(record, &row);
        }
        if self.looks_at(&row) {
            return Ok(());
        }
        self.reader.settle(&row)?;
        self.reader.row(&row);
        for observation in self.reader.sink.drain() {
            self.hand.put(&observation, at, file);
        }
        if let Some(swift) = &mut self.swift {
            swift.learn(record, &row, &mut self.reader, &mut self.hand.texts);
        }
        Ok(())
    }
}

impl Taking<'_, '_, '_> {
    /// Is the row only looked at, because one before it may head it, or name the columns of another table?
    fn looks_at(&mut self, row: &Row) -> bool {
        let Some(look) = self.look.as_mut().filter(|look| look.is_behind(row.line) && !row.is_blank()) else { return false };
        let may_head = !look.is_beyond() && self.reader.may_head(row);
        let holds_figures = self.reader.holds_figures(row);
        self.is_looking |= look.has_any() && !may_head && holds_figures;
        look.take(row, may_head, holds_figures);
        self.is_looking
    }
}

fn is_same(names: &Row, record: &ByteRecord) -> bool {
    names.cells.iter().map(|name| name.trim().as_bytes()).eq(record.iter().map(<[u8]>::trim_ascii))
}

/// What is to be said of figures that stand more than once.
fn told(sink: &mut Sink, written: &written::Written) {
    for lines in &written.contradictions {
        let Refusal { line, column, what, why } = contradiction(*lines);
        sink.refuse(&Place { words: format!("line {line}"), line, column }, what, why);
    }
    sink.report.refused_more += written.more_contradictions;
    sink.report.duplicates += written.repeated;
}

/// A figure that says otherwise than one of the same key.
fn contradiction([first, line]: [i32; 2]) -> Refusal {
    let why = format!("stands at line {first} already, with the same codes and another value");
    Refusal { line: line.max(0) as usize, column: 0, what: "a figure".to_owned(), why }
}

/// Some of the figures, in memory.
fn sample(written: &written::Written, stored: &Stored) -> Result<Vec<Observation>, Problem> {
    let mut sample = Vec::new();
    for part in &written.sample {
        sample.extend(observation::from_table(&stored.spelt_out(&Table::of_columns(part)?)?));
    }
    Ok(sample)
}

/// The dataset whose rows are stored: structure, report, and a sample in memory.
fn dataset(draft: Draft, stored: Stored, taken: &Taken, parts: &[Part]) -> Result<Dataset, Problem> {
    let origin = parts.first().map_or(Origin::Bundled, |part| Origin::File(part.path.clone()));
    let table = observation::to_table(&draft.observations)?;
    Ok(Dataset::of(draft, table, taken.sha256(), origin).with_rows_in(stored))
}
