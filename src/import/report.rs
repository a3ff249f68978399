//! What was made of a file on the way to a dataset: how its text was taken, what was passed over, what is not known.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

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
    /// Codes that stand for several countries, with the number of their figures; never added to their members.
    pub aggregates: BTreeMap<String, usize>,
    /// Names and codes that are in no list, by dimension; kept as they are.
    pub unknown: BTreeMap<String, BTreeSet<String>>,
    /// Sign → what it was taken as ("not published"), and how often it was met.
    pub missing: BTreeMap<String, (String, usize)>,
    pub notes: Vec<String>,
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

    pub fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    pub fn unknown(&mut self, dimension: &str, text: &str) {
        self.unknown.entry(dimension.to_owned()).or_default().insert(text.to_owned());
    }

    pub fn missing(&mut self, sign: &str, taken_as: &str) {
        let (_, count) = self.missing.entry(sign.to_owned()).or_insert_with(|| (taken_as.to_owned(), 0));
        *count += 1;
    }
}
