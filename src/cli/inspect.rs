//! `asymmetry inspect`: how a file was recognised, what was read, and what was refused.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};

use crate::cli::args::TextFormat;
use crate::cli::contents::Contents;
use crate::cli::list::pretty;
use crate::cli::{Failure, complain, say, say_with, tell};
use crate::dataset::report::{Refusal, harmless, shortened};
use crate::dataset::{Dataset, DatasetId};
use crate::export::data::write_cells;
use crate::import::hints::Hints;
use crate::import::report::Report as Reading;
use crate::import::{self, Opened};
use crate::problem::Problem;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// Tells of each file in turn; one that cannot be read does not keep the others from being told of.
pub fn inspect(files: &[PathBuf], format: TextFormat, hints: &Hints) -> Result<(), Failure> {
    let mut reports = Vec::new();
    let mut is_whole = true;
    for path in files {
        match told(path, hints) {
            Ok((text, json, problems)) => {
                reports.push((text, json));
                problems.iter().for_each(complain);
                is_whole &= problems.is_empty();
            }
            Err(problem) => {
                complain(&problem);
                is_whole = false;
            }
        }
    }
    match format {
        TextFormat::Text => say(&reports.into_iter().map(|(text, _)| text).collect::<Vec<_>>().join("\n"))?,
        TextFormat::Json if files.len() == 1 => reports.first().map_or(Ok(()), |(_, json)| say(&pretty(json)))?,
        TextFormat::Json => say(&pretty(&reports.into_iter().map(|(_, json)| json).collect()))?,
    }
    if is_whole { Ok(()) } else { Err(Failure::Told) }
}

/// What is to be said of a file, and what of it could not be read.
fn told(path: &Path, hints: &Hints) -> Result<(String, Value, Vec<Problem>), Problem> {
    if let Some(contents) = Contents::of(path).transpose()? {
        return Ok((contents.text(), contents.json(), contents.problems));
    }
    let report = Report::of(path, &import::inspect(path, hints)?);
    Ok((report.text(), report.json(), Vec::new()))
}

/// Prints one table of a file as it was read, and on standard error how it was read and what stands around it.
pub fn table(files: &[PathBuf], number: Option<NonZeroUsize>, hints: &Hints) -> Result<(), Failure> {
    let [path] = files else {
        return Err(Failure::Misused(Problem::new("Could not show a table: --table takes one file").hint("Name the files one by one.")));
    };
    let at = number.map_or(0, |number| number.get() - 1);
    // What is too large for memory is one table.
    let mut passed_on = None;
    if at == 0 {
        say_with(|out| import::cells(path, hints, out).transpose().map(|told| passed_on = told))?;
    }
    if let Some(told) = passed_on {
        around(&told?);
        return Ok(());
    }
    let (tables, report) = import::tables(path, hints)?;
    let Some(sheet) = tables.get(at) else {
        let problem = Problem::new(format!("Could not show table {} of {}", at + 1, path.display()));
        let many = if tables.len() == 1 { "one table".to_owned() } else { format!("{} tables", tables.len()) };
        return Err(problem.because(format!("it holds {many}")).hint("--table alone shows the first.").into());
    };
    around(&report);
    if tables.len() > 1 {
        tell(&format!("table {} of {}; --table=N shows another", at + 1, tables.len()));
    }
    say_with(|out| write_cells(sheet.rows.iter().map(|row| row.cells.as_slice()), out))
}

/// How a table was read, and what stands around it.
fn around(report: &Reading) {
    for choice in &report.choices {
        tell(&format!("{}: {} ({})", choice.of, choice.taken, choice.because));
    }
    for note in &report.notes {
        tell(&format!("note: {note}"));
    }
    for passed in &report.passed_over {
        tell(&format!("passed over: {}: {}", passed.place, shortened(&passed.text)));
    }
}

struct Report {
    file: String,
    format: String,
    reason: String,
    id: DatasetId,
    title: String,
    observations: usize,
    refused: Vec<Refusal>,
    notes: Vec<String>,
    reading: Reading,
    /// In the order of columns, the sources last.
    dimensions: Vec<(Dimension, Vec<Code>)>,
    periods: Vec<Period>,
}

#[derive(Serialize)]
struct Codes<'a> {
    count: usize,
    codes: &'a [Code],
}

/// As many codes of a dimension as a report names.
const MOST: usize = 50;

impl Report {
    fn of(path: &Path, opened: &Opened) -> Self {
        let dataset: &Dataset = &opened.dataset;
        let dimensions = dataset.dimensions().into_iter().chain([Dimension::Source]);
        Self {
            file: path.display().to_string(),
            format: opened.format.clone(),
            reason: opened.reason.clone(),
            id: dataset.id.clone(),
            title: dataset.title.clone(),
            observations: dataset.rows(),
            refused: dataset.refused.clone(),
            reading: opened.report.clone(),
            notes: dataset.caveats.iter().map(|caveat| caveat.text.clone()).collect(),
            dimensions: dimensions.map(|dimension| (dimension.clone(), dataset.codes(&dimension))).collect(),
            periods: dataset.periods(),
        }
    }

    fn ends(&self) -> Option<(&Period, &Period)> {
        let mut dated = self.periods.iter().filter(|period| !period.is_undated());
        let first = dated.next()?;
        Some((first, dated.next_back().unwrap_or(first)))
    }

    fn json(&self) -> Value {
        let refused: Vec<Value> = self
            .refused
            .iter()
            .map(|refusal| match refusal.column {
                0 => json!({ "line": refusal.line, "what": refusal.what, "why": refusal.why }),
                column => json!({ "line": refusal.line, "column": column, "what": refusal.what, "why": refusal.why }),
            })
            .collect();
        let dimensions: BTreeMap<&str, Codes> = self
            .dimensions
            .iter()
            .map(|(dimension, codes)| (dimension.name(), Codes { count: codes.len(), codes: &codes[..codes.len().min(MOST)] }))
            .collect();
        let (from, to) = self.ends().unzip();
        json!({
            "file": self.file,
            "format": self.format,
            "recognised_by": self.reason,
            "dataset": { "id": self.id, "title": self.title },
            "observations": self.observations,
            "refused": refused,
            "notes": self.notes,
            "reading": self.reading,
            "dimensions": dimensions,
            "periods": { "from": from, "to": to, "count": self.periods.len() },
        })
    }

    fn text(&self) -> String {
        let mut lines = vec![
            format!("{}: {} ({})", self.file, self.format, self.reason),
            format!("  dataset       {}: {}", self.id, self.title),
            format!("  observations  {}", self.observations),
        ];
        lines.push(match self.ends() {
            Some((from, to)) => format!("  periods       {}: {from} to {to}", self.periods.len()),
            None => format!("  periods       {}", self.periods.len()),
        });
        for (dimension, codes) in &self.dimensions {
            let mut some: Vec<&str> = codes.iter().take(8).map(Code::as_str).collect();
            some.extend((codes.len() > 8).then_some("…"));
            lines.push(format!("  {:<13} {}: {}", dimension.name(), codes.len(), some.join(", ")));
        }
        lines.extend(self.reading.lines().into_iter().map(|line| format!("  {line}")));
        lines.extend(self.notes.iter().map(|note| format!("  note          {note}")));
        if self.refused.is_empty() {
            lines.push("  refused       nothing".to_owned());
        } else {
            lines.push(format!("  refused       {}", self.refused.len()));
            lines.extend(self.refused.iter().map(|refusal| format!("    {}", refusal.sentence())));
        }
        lines.iter().map(|line| harmless(line) + "\n").collect()
    }
}
