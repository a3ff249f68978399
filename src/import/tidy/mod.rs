//! A plain table in which each row is one observation and the header names the dimensions: the columns of `numbers`.

use std::collections::BTreeMap;

use csv::{ReaderBuilder, StringRecord};

use crate::dataset::formula::unguarded;
use crate::dataset::observation::{Observation, PERIOD, is_value_column};
use crate::dataset::report::{Faults, Refusal, ends_of_lines, place, quoted};
use crate::dataset::structure::Caveat;
use crate::dataset::text::Objection;
use crate::dataset::{DatasetId, Draft};
use crate::import::cell;
use crate::import::importer::{Claim, Importer, InPieces};
use crate::import::input::Input;
use crate::import::keys::Keys;
use crate::import::report::Report;
use crate::import::tidy::pieces::Pieces;
use crate::import::tidy::record::Flaw;
use crate::import::tidy::row::Row;
use crate::import::tidy::structure::Structure;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;
use crate::terms::period::Period;

mod pieces;
mod record;
mod row;
mod structure;

/// Tidy tables.
pub struct Tidy;

impl Importer for Tidy {
    fn name(&self) -> &'static str {
        "tidy table"
    }

    fn description(&self) -> &'static str {
        "tables with a comma between the cells (.csv in UTF-8) whose first line names the columns, period and value among them"
    }

    fn claim(&self, input: &Input) -> Claim {
        let Some(text) = input.text() else { return Claim::never("it is no table in text") };
        let Some(header) = Header::of(text) else {
            return Claim::never("it has no first line");
        };
        match wanting(&header.names) {
            // Agencies call their columns so as well, and write "01/2015".
            None if dates_otherwise(text, &header) => Claim::never("its column \"period\" holds no periods such as 2024 or 2024-03"),
            None => Claim::surely("its first line names the columns period and value"),
            Some(wanting) => objection(&header.names, wanting),
        }
    }

    fn in_pieces(&self, input: &Input) -> Option<Box<dyn InPieces>> {
        let text = input.text()?;
        let header = Header::of(text)?;
        Table::of(text).ok()?;
        Some(Box::new(Pieces::new(&input.name, text.get(..header.end)?)))
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let name = input.name.as_str();
        let problem = || Problem::new(format!("Could not read {name}"));
        let text = input.text().unwrap_or_default();
        let table = Table::of(text).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        let draft = table.draft(name);
        if draft.observations.is_empty() {
            let nothing = problem().because("not one figure in it could be read");
            let nothing = draft.refused.first().map(Refusal::sentence).into_iter().fold(nothing, Problem::because);
            return Err(nothing.hint("Each row needs a period such as 2024, and a value such as 12.5 or a reason why it is missing."));
        }
        report.rows = draft.observations.len();
        Ok(draft)
    }
}

/// The first line of a table.
struct Header {
    names: Vec<String>,
    /// Where it begins and ends in the text.
    at: usize,
    end: usize,
}

impl Header {
    fn of(text: &str) -> Option<Self> {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut record = StringRecord::new();
        let is_there = reader.read_record(&mut record).ok()?;
        let names = record.iter().map(|name| unguarded(name.trim()).trim().to_owned()).collect();
        let at = text.len() - text.trim_start_matches(['\r', '\n']).len();
        is_there.then(|| Self { names, at, end: reader.position().byte() as usize })
    }
}

/// Do the first rows hold periods, but none as this program writes them?
fn dates_otherwise(text: &str, header: &Header) -> bool {
    const ENOUGH: usize = 20;
    let Some(at) = header.names.iter().position(|name| name == PERIOD) else { return false };
    let mut reader = ReaderBuilder::new().has_headers(true).flexible(true).from_reader(text.as_bytes());
    let cells: Vec<String> = reader.records().take(ENOUGH).flatten().filter_map(|record| record.get(at).map(str::to_owned)).collect();
    let mut bare = cells.iter().map(|cell| unguarded(cell.trim()));
    // "M01" beside a year is a part of it.
    let has_year = header.names.iter().any(|name| name.eq_ignore_ascii_case("year"));
    !bare.clone().any(|cell| Period::parse(cell).is_some()) && bare.any(|cell| has_year || cell::period(cell).is_some())
}

/// The column without which there are no observations; `None` when all that is needed is there. Agencies call columns of their
/// own Period and Value, which this program does not.
fn wanting(header: &[String]) -> Option<&'static str> {
    let has = |name: &str| header.iter().any(|column| column == name);
    if !has(PERIOD) {
        return Some(PERIOD);
    }
    let has_value = has("value") || has("missing") || has("low") && has("high");
    (!has_value).then_some("value")
}

fn objection(header: &[String], wanting: &str) -> Claim {
    let whole = header.join(",");
    for (separator, name) in [(';', "semicolons"), ('\t', "tabs"), ('|', "upright strokes")] {
        let parts: Vec<String> = whole.split(separator).map(|part| part.trim().trim_matches('"').to_owned()).collect();
        if self::wanting(&parts).is_none() {
            let hint = format!("Save it with commas instead of {name} between the cells, and numbers with a point: 12.5.");
            return Claim::never(format!("its cells are parted by {name}, and this version reads commas")).hint(hint);
        }
    }
    if header.len() > MOST_COLUMNS {
        return Claim::never(format!("its first line has more than {MOST_COLUMNS} cells"));
    }
    let is_period = |name: &&String| matches!(name.to_lowercase().as_str(), "period" | "year" | "date" | "time" | "quarter" | "month");
    let year = header.iter().find(is_period);
    Claim::never(match year.filter(|_| wanting == PERIOD) {
        Some(year) => format!("its first line names no column \"period\" (rename {} so)", quoted(year)),
        None => format!("its first line names no column \"{wanting}\""),
    })
}

/// A table of figures has a dozen columns. One with a column for each year or product is not tidy.
const MOST_COLUMNS: usize = 1000;

/// A table whose header was understood.
struct Table<'a> {
    text: &'a str,
    /// Name → place. The further dimensions stand among them.
    columns: BTreeMap<String, usize>,
    dimensions: Vec<(Dimension, usize)>,
    width: usize,
    faults: Faults,
}

impl<'a> Table<'a> {
    fn of(text: &'a str) -> Result<Self, Objection> {
        let header = Header::of(text).unwrap_or(Header { names: Vec::new(), at: 0, end: 0 });
        let raw = text.get(header.at..header.end).unwrap_or_default();
        check_header(&header, raw).map_err(|(offset, why, hint)| {
            let (line, column) = place(text, header.at + offset);
            (format!("line {line}, column {column}: {why}"), hint.to_owned())
        })?;
        let mut table =
            Self { text, columns: BTreeMap::new(), dimensions: Vec::new(), width: header.names.len(), faults: Faults::default() };
        for (place, name) in header.names.iter().map(|name| name.to_lowercase()).enumerate() {
            if name.is_empty() {
                let at = header.at + record::cell_at(raw, place);
                table.faults.add(at, format!("column {}", place + 1), "has no name, so its cells are left out");
                continue;
            }
            // Which dataset a row came from is told by the file.
            if !is_value_column(&name) && name != "dataset" {
                table.dimensions.push((Dimension::from_name(&name), place));
            }
            table.columns.insert(name, place);
        }
        Ok(table)
    }

    fn draft(mut self, name: &str) -> Draft {
        let mut structure = structure_of(name);
        let observations = self.observations(&mut structure, |line| format!("{name}, line {line}"));
        let count = observations.len();
        draft(structure, name, (observations.into_iter().map(|(_, one)| one).collect(), count), self.faults.located(self.text))
    }

    /// Each with the line on which its row begins, and with the place that is made of it unless the row names one.
    fn observations(&mut self, structure: &mut Structure, place: impl Fn(usize) -> String) -> Vec<(usize, Observation)> {
        let mut reader = ReaderBuilder::new().has_headers(true).flexible(true).from_reader(self.text.as_bytes());
        let mut record = StringRecord::new();
        let mut observations = Vec::new();
        let mut keys = Keys::default();
        let mut lines = Lines { text: self.text, at: 0, line: 1 };
        // Text in UTF-8 with records of any length leaves the reader nothing to object to.
        while reader.read_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let at = start + self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
            let raw = self.text.get(at..reader.position().byte() as usize).unwrap_or_default();
            let line = lines.of(at);
            // What is wrong in ten thousand rows without one figure is no such table.
            if self.faults.is_full() && observations.is_empty() {
                break;
            }
            if let Some(flaw) = record::flaw(raw) {
                self.refuse(flaw, raw, at, line);
                continue;
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if record.len() != self.width {
                let why = format!("has {}, and the first line names {}", cells(record.len()), cells(self.width));
                self.faults.add_line(at, "the row", why);
                continue;
            }
            let row = Row { record: &record, columns: &self.columns, dimensions: &self.dimensions, raw, at };
            let Some(observation) = row.observation(structure, || place(line), &mut self.faults) else { continue };
            match keys.first(&observation, line) {
                None => observations.push((line, observation)),
                Some(first) => {
                    let what = format!("the figure for {}", observation.period);
                    self.faults.add_line(at, what, format!("stands on line {first} already, with the same codes and source"));
                }
            }
        }
        structure.take_sides(observations.iter_mut().map(|(_, one)| one), &mut self.faults);
        observations
    }

    /// Where the quotation marks of a record do not hold, its cells cannot be told apart, nor its rows.
    fn refuse(&mut self, flaw: Flaw, raw: &str, at: usize, line: usize) {
        match flaw {
            Flaw::TextBehind(offset) => {
                let last = line + ends_of_lines(raw.trim_end_matches(['\r', '\n'])).count();
                let rows = if last == line { format!("line {line}") } else { format!("lines {line} to {last}") };
                let behind = raw[offset..].split([',', '\r', '\n']).next().unwrap_or_default();
                let why = format!(
                    "stands behind a closing quotation mark, so {rows} cannot be read; inside quotation marks a mark is written twice"
                );
                self.faults.add(at + offset, quoted(behind), why);
            }
            Flaw::NeverClosed => {
                self.faults.add_line(at, "the row", "opens a quotation mark that is never closed, so what follows cannot be told apart");
            }
        }
    }
}

fn structure_of(name: &str) -> Structure {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Structure::new(stem, name, &DatasetId::of_name(stem))
}

/// `count` figures, of which these are all or some.
fn draft(structure: Structure, name: &str, (observations, count): (Vec<Observation>, usize), refused: Vec<Refusal>) -> Draft {
    let Structure { title, sources, indicators, labels, mut caveats, .. } = structure;
    caveats.extend(Caveat::of_refused(refused.len(), name));
    Draft {
        id: DatasetId::of_name(name.rsplit_once('.').map_or(name, |(stem, _)| stem)),
        title,
        summary: format!("{count} figures read from the table {name}."),
        licence: "The table does not state its terms.".to_owned(),
        sources,
        indicators,
        labels,
        caveats,
        observations,
        refused,
    }
}

/// Why a header names no columns, where in it, and what to do about that.
fn check_header(header: &Header, raw: &str) -> Result<(), (usize, String, &'static str)> {
    let count = header.names.len();
    if count > MOST_COLUMNS {
        let hint = "Write one figure in each row, and what tells the figures apart in columns such as period and commodity.";
        return Err((0, format!("it names {count} columns, and a table of figures has {MOST_COLUMNS} at most"), hint));
    }
    match record::flaw(raw) {
        Some(Flaw::TextBehind(offset)) => {
            let why = "text stands behind a closing quotation mark, so the names of the columns cannot be told apart";
            return Err((offset, why.to_owned(), "Inside quotation marks a mark is written twice."));
        }
        Some(Flaw::NeverClosed) => {
            return Err((0, "it opens a quotation mark that is never closed".to_owned(), "Close it behind the name of its column."));
        }
        None => {}
    }
    let mut seen = BTreeMap::new();
    for (place, name) in header.names.iter().map(|name| name.to_lowercase()).enumerate().filter(|(_, name)| !name.is_empty()) {
        let at = || record::cell_at(raw, place);
        if name.contains(['\n', '\r']) {
            return Err((
                at(),
                format!("the name of column {} holds a line break", place + 1),
                "Write the name of each column in one line.",
            ));
        }
        if seen.insert(name.clone(), place).is_some() {
            return Err((at(), format!("two columns are named {}", quoted(&name)), "Give each column a name of its own."));
        }
    }
    Ok(())
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

/// The line of one offset after another.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, at: usize) -> usize {
        self.line += ends_of_lines(&self.text[self.at..at]).count();
        self.at = at;
        self.line
    }
}
