//! What went wrong, why, and what the reader can do about it. Every failure of the program is one of these;
//! it is handled once: shown or passed on, never both, never dropped.

use std::fmt;

/// Something we could not do, told for the person in front of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// "Could not …", without a full stop.
    pub what: String,
    /// The reason with its place: file, line and column, or cell.
    pub why: Option<String>,
    /// What the reader can do about it.
    pub hint: Option<String>,
}

impl Problem {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), why: None, hint: None }
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
