//! A plain table in which each row is one observation and the header names the dimensions: the columns of `numbers`.

use std::collections::{BTreeMap, HashMap};

use csv::{ReaderBuilder, StringRecord};

use crate::dataset::document::text_of;
use crate::dataset::observation::{Observation, is_value_column};
use crate::dataset::report::{Faults, Refusal, quoted};
use crate::dataset::{Dataset, DatasetId, Draft, Origin};
use crate::import::importer::{Claim, Importer};
use crate::import::tidy::row::Row;
use crate::import::tidy::structure::Structure;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;
use crate::terms::period::Period;

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

    fn claim(&self, head: &[u8]) -> Claim {
        let head = String::from_utf8_lossy(head);
        let Some(header) = header_of(head.trim_start_matches('\u{feff}')) else {
            return Claim::never("it has no first line");
        };
        match wanting(&header) {
            None => Claim::surely("its first line names the columns period and value"),
            Some(wanting) => Claim::never(objection(&header, wanting)),
        }
    }

    fn read(&self, bytes: &[u8], name: &str, origin: Origin) -> Result<Dataset, Problem> {
        let problem = || Problem::new(format!("Could not read {name}"));
        let text = text_of(bytes).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        let table = Table::of(text).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        let draft = table.draft(text, name);
        if draft.observations.is_empty() {
            let nothing = problem().because("not one figure in it could be read");
            let nothing = draft.refused.first().map(Refusal::sentence).into_iter().fold(nothing, Problem::because);
            return Err(nothing.hint("Each row needs a period such as 2024, and a value such as 12.5 or a reason why it is missing."));
        }
        Dataset::new(draft, bytes, origin)
    }
}

/// The names of the columns, in small letters.
fn header_of(text: &str) -> Option<Vec<String>> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let is_there = reader.read_record(&mut record).ok()?;
    is_there.then(|| record.iter().map(|name| name.trim().to_lowercase()).collect())
}

/// The column without which there are no observations; `None` when all that is needed is there.
fn wanting(header: &[String]) -> Option<&'static str> {
    let has = |name: &str| header.iter().any(|column| column == name);
    if !has("period") {
        return Some("period");
    }
    let has_value = has("value") || has("missing") || has("low") && has("high");
    (!has_value).then_some("value")
}

fn objection(header: &[String], wanting: &str) -> String {
    let whole = header.join(",");
    for (separator, name) in [(';', "semicolons"), ('\t', "tabs"), ('|', "upright strokes")] {
        let parts: Vec<String> = whole.split(separator).map(|part| part.trim().trim_matches('"').to_owned()).collect();
        if self::wanting(&parts).is_none() {
            return format!("its cells are parted by {name}, and this version reads commas");
        }
    }
    let year = header.iter().find(|name| matches!(name.as_str(), "year" | "date" | "time" | "quarter" | "month"));
    match year.filter(|_| wanting == "period") {
        Some(year) => format!("its first line names no column \"period\" (rename {} so)", quoted(year)),
        None => format!("its first line names no column \"{wanting}\""),
    }
}

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
    fn of(text: &'a str) -> Result<Self, (String, String)> {
        let header = header_of(text).unwrap_or_default();
        let mut table = Self { text, columns: BTreeMap::new(), dimensions: Vec::new(), width: header.len(), faults: Faults::default() };
        for (place, name) in header.into_iter().enumerate() {
            let at = row::cell_at(text, 0, place);
            if name.is_empty() {
                table.faults.add(at, format!("column {}", place + 1), "has no name, so its cells are left out");
                continue;
            }
            // Which dataset a row came from is told by the file.
            if !is_value_column(&name) && name != "dataset" || name == Dimension::Source.name() {
                table
                    .dimensions
                    .extend(Some((Dimension::from_name(&name), place)).filter(|(dimension, _)| *dimension != Dimension::Source));
            }
            if table.columns.contains_key(&name) {
                let why = format!("line 1: two columns are named {}", quoted(&name));
                return Err((why, "Give each column a name of its own.".to_owned()));
            }
            table.columns.insert(name, place);
        }
        Ok(table)
    }

    fn draft(mut self, text: &str, name: &str) -> Draft {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let id = DatasetId::of_name(stem);
        let mut structure = Structure::new(stem, name, &id);
        let observations = self.observations(&mut structure, name);
        let refused = self.faults.located(text);
        let Structure { title, sources, indicators, labels, .. } = structure;
        Draft {
            id,
            title,
            summary: format!("{} figures read from the table {name}.", observations.len()),
            licence: "The table does not state its terms.".to_owned(),
            sources,
            indicators,
            labels,
            caveats: Vec::new(),
            observations,
            refused,
        }
    }

    fn observations(&mut self, structure: &mut Structure, name: &str) -> Vec<Observation> {
        let mut reader = ReaderBuilder::new().has_headers(true).flexible(true).from_reader(self.text.as_bytes());
        let mut record = StringRecord::new();
        let mut observations = Vec::new();
        let mut keys = Keys::default();
        let mut lines = Lines { text: self.text, at: 0, line: 1 };
        // Text in UTF-8 with records of any length leaves the reader nothing to object to.
        while reader.read_record(&mut record).unwrap_or(false) {
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let at = start + self.text[start..].len() - self.text[start..].trim_start_matches(['\r', '\n']).len();
            let line = lines.of(at);
            let row = Row { record: &record, columns: &self.columns, dimensions: &self.dimensions, text: self.text, at };
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            // What is wrong in ten thousand rows without one figure is no such table.
            if self.faults.is_full() && observations.is_empty() {
                break;
            }
            if reader.position().byte() as usize >= self.text.len() && row::is_open(&self.text[at..]) {
                self.faults.add_line(at, "the row", "opens a quotation mark that is never closed, so what follows cannot be told apart");
            } else if record.len() != self.width {
                let why = format!("has {}, and the first line names {}", cells(record.len()), cells(self.width));
                self.faults.add_line(at, "the row", why);
            } else if let Some(observation) = row.observation(structure, &format!("{name}, line {line}"), &mut self.faults) {
                match keys.first(&observation, line) {
                    None => observations.push(observation),
                    Some(first) => {
                        let what = format!("the figure for {}", observation.period);
                        self.faults.add_line(at, what, format!("stands on line {first} already, with the same codes and source"));
                    }
                }
            }
        }
        observations
    }
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
        self.line += self.text.as_bytes()[self.at..at].iter().filter(|byte| **byte == b'\n').count();
        self.at = at;
        self.line
    }
}

/// Notices a second figure with the codes, source and period of an earlier one.
#[derive(Default)]
struct Keys {
    series: BTreeMap<Vec<String>, usize>,
    seen: HashMap<(usize, Period), usize>,
}

impl Keys {
    /// The line of the earlier one.
    fn first(&mut self, observation: &Observation, line: usize) -> Option<usize> {
        let codes = observation.codes.iter().flat_map(|(dimension, code)| [dimension.to_string(), code.to_string()]);
        let next = self.series.len();
        let series = *self.series.entry(codes.chain([observation.source.to_string()]).collect()).or_insert(next);
        let first = *self.seen.entry((series, observation.period)).or_insert(line);
        (first != line).then_some(first)
    }
}
