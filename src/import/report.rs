//! What was made of a file on the way to a dataset: how its text was taken, what was passed over, what is not known.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::dataset::report::shortened;

/// Told by `inspect` and in the window; refusals stand with the dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How the text was taken: encoding, separator, decimal sign. In the order of reading.
    pub choices: Vec<Choice>,
    /// Rows that hold data.
    pub rows: usize,
    /// Lines before and after the table that are not part of it: preambles, footnotes, legends.
    pub passed_over: Vec<Passed>,
    /// Rows that repeat an earlier one with every code and value.
    pub duplicates: usize,
    /// Parts that were refused beyond those that are told one by one.
    pub refused_more: usize,
    /// Codes that stand for several countries, with the number of their figures; never added to their members.
    pub aggregates: BTreeMap<String, usize>,
    /// Names and codes that are in no list, by dimension; kept as they are.
    pub unknown: BTreeMap<String, BTreeSet<String>>,
    /// Sign → what it was taken as ("not published"), and how often it was met.
    pub missing: BTreeMap<String, (String, usize)>,
    pub notes: Vec<String>,
    /// Figures behind the first ones, where these alone were looked at.
    #[serde(default, skip_serializing_if = "is_none")]
    pub beyond: usize,
    /// Records of a document of which the first alone are at hand.
    #[serde(skip)]
    pub records: Option<usize>,
    /// The columns of a table whose roles were guessed or said; of the first one, where a file holds several.
    pub columns: Option<Columns>,
    /// Sheets of a workbook or members of an archive, of which one can be chosen.
    pub parts: Vec<String>,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

/// The columns of a table and what they were taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The sheet of the file and the row in it that names them, both counted from 0.
    pub place: [usize; 2],
    pub of: Vec<ColumnRole>,
    /// Does the format say so? Then there is nothing to tell but what a person may say otherwise.
    pub are_known: bool,
}

impl Columns {
    /// The same columns in a format that reads them in a way of its own.
    #[must_use]
    pub fn of_format(mut self) -> Self {
        for column in &mut self.of {
            (column.role, column.holds) = (String::new(), "as its format says".to_owned());
            "the format says so".clone_into(&mut column.because);
        }
        self.are_known = true;
        self
    }
}

/// What a column was taken for, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRole {
    pub name: String,
    /// As a person would say it: "value".
    pub role: String,
    /// The same at length: "values of 2019".
    pub holds: String,
    pub because: String,
    /// Did a person say so?
    pub is_said: bool,
}

/// One thing that a file leaves open, what was chosen, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// "encoding".
    pub of: String,
    /// "windows-1251".
    pub taken: String,
    /// "its letters are those of Russian words".
    pub because: String,
}

/// A line or row that is no part of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// "line 3" or "Data!A3".
    pub place: String,
    pub text: String,
}

impl Report {
    pub fn choose(&mut self, of: &str, taken: impl Into<String>, because: impl Into<String>) {
        self.choices.push(Choice { of: of.to_owned(), taken: taken.into(), because: because.into() });
    }

    /// Do semicolons part the cells, as spreadsheets have it where commas stand within numbers?
    pub fn is_parted_by_semicolons(&self) -> bool {
        self.choices.iter().any(|choice| choice.of == "separator" && choice.taken.starts_with("semicolon"))
    }

    pub fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    /// What is told of the whole, in the place of what was told so of its beginning: both are alike up to their first colon.
    pub fn renew(&mut self, text: impl Into<String>) {
        let text = text.into();
        let begin = |text: &str| text.split_once(": ").map_or(text.len(), |(begin, _)| begin.len());
        match self.notes.iter_mut().find(|note| note[..begin(note)] == text[..begin(&text)]) {
            Some(note) => *note = text,
            None => self.notes.push(text),
        }
    }

    pub fn unknown(&mut self, dimension: &str, text: &str) {
        self.unknown.entry(dimension.to_owned()).or_default().insert(text.to_owned());
    }

    pub fn missing(&mut self, sign: &str, taken_as: &str) {
        match self.missing.get_mut(sign) {
            Some((_, count)) => *count += 1,
            None => _ = self.missing.insert(sign.to_owned(), (taken_as.to_owned(), 1)),
        }
    }

    /// The report as lines for people: what was chosen, then what was left out, then what is not known.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> =
            self.choices.iter().map(|Choice { of, taken, because }| format!("{of}: {taken} ({because})")).collect();
        for ColumnRole { name, holds, because, .. } in
            self.columns.iter().filter(|columns| !columns.are_known).flat_map(|columns| &columns.of)
        {
            let name = if name.is_empty() { "a column without a name" } else { name };
            lines.push(format!("column \"{name}\": {holds} ({because})"));
        }
        for Passed { place, text } in self.passed_over.iter().take(MOST) {
            lines.push(format!("passed over: {place}: {}", shortened(text)));
        }
        if self.passed_over.len() > MOST {
            lines.push(format!("passed over: {} more lines", self.passed_over.len() - MOST));
        }
        if self.duplicates > 0 {
            lines.push(format!("repeated: {} figures stand more than once with the same value, and count once", self.duplicates));
        }
        if self.refused_more > 0 {
            lines.push(format!("refused: {} more parts than are told one by one", self.refused_more));
        }
        let named = |names: Vec<&String>| {
            let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
            format!("{}{more}", names.iter().take(MOST).map(|name| name.as_str()).collect::<Vec<_>>().join(", "))
        };
        if !self.aggregates.is_empty() {
            lines.push(format!("groups of countries, never added to their members: {}", named(self.aggregates.keys().collect())));
        }
        for (dimension, names) in &self.unknown {
            lines.push(format!("not known as {dimension}, kept as they stand: {}", named(names.iter().collect())));
        }
        for (sign, (taken, count)) in &self.missing {
            let sign = if sign.is_empty() { "empty cells".to_owned() } else { format!("\"{sign}\"") };
            lines.push(format!("missing: {sign}, {count} times, taken as {taken}"));
        }
        lines.extend(self.notes.iter().map(|note| format!("note: {note}")));
        lines
    }
}

/// As many things of a kind as are named one by one.
const MOST: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_what_was_chosen_left_out_and_not_known() {
        let mut report = Report::default();
        report.choose("decimal sign", "comma", "\"1,5\" has one");
        report.missing(":", "not published");
        report.missing(":", "not published");
        report.unknown("reporter", "Atlantis");
        report.duplicates = 3;
        ["hidden rows: 4", "other", "hidden rows: 4, 9", "other"].into_iter().for_each(|note| report.renew(note));
        assert_eq!(report.notes, ["hidden rows: 4, 9", "other"]);
        (0..MOST + 2).for_each(|line| report.passed_over.push(Passed { place: format!("line {line}"), text: "words".to_owned() }));
        let lines = report.lines();
        assert_eq!(lines[0], "decimal sign: comma (\"1,5\" has one)");
        assert!(lines.contains(&"passed over: 2 more lines".to_owned()));
        assert!(lines.contains(&"missing: \":\", 2 times, taken as not published".to_owned()));
        assert!(lines.contains(&"not known as reporter, kept as they stand: Atlantis".to_owned()));
        assert!(lines.iter().any(|line| line.starts_with("repeated: 3 figures")));
    }
}
