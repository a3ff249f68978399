//! What went wrong, why, and what the reader can do about it. Every failure of the program is one of these;
//! it is handled once: shown or passed on, never both, never dropped.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Something we could not do, told for the person in front of the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// "Could not …", without a full stop.
    pub what: String,
    /// The reason with its place: file, line and column, or cell.
    pub why: Option<String>,
    /// What the reader can do about it.
    pub hint: Option<String>,
    /// Where the reader can look.
    pub guide: Option<Guide>,
}

/// What the reader can look up. How, the command line and the window each say in words of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Guide {
    FormOfViews,
    FormOfDatasets,
    BundledDatasets,
    CodesOfDataset,
    /// What a file leaves open, and where a person decides it.
    Encoding,
    DecimalSign,
    DateOrder,
    PartOfFile,
    RolesOfColumns,
}

impl Problem {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: None, hint: None, guide: None }
    }

    /// Adds the reason; a reason given before stays in front.
    #[must_use]
    pub fn because(mut self, why: impl fmt::Display) -> Self {
        self.why = Some(match self.why {
            Some(before) => format!("{before}; {why}"),
            None => why.to_string(),
        });
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn guide(mut self, guide: Guide) -> Self {
        self.guide = Some(guide);
        self
    }

    /// What the reader can do about it, with the words that lead to what can be looked up.
    pub fn advice(&self, words: impl FnOnce(Guide) -> &'static str) -> Option<String> {
        let parts: Vec<&str> = self.hint.as_deref().into_iter().chain(self.guide.map(words)).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Some(why) => write!(f, "{}: {why}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for Problem {}
