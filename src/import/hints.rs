//! What a person decided where a file does not decide by itself.

use serde::{Deserialize, Serialize};

/// Decisions about one file. Where there is none, the file decides, or the answer is a `Problem` that names the option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hints {
    /// A label of the WHATWG Encoding Standard, or `cp866` or `mac-cyrillic`.
    pub encoding: Option<String>,
    pub decimal: Option<Decimal>,
    /// What comes first in `05/03/2019`.
    pub dates: Option<DateOrder>,
    /// Name of a column → what it holds.
    pub roles: Vec<(String, String)>,
    /// Whose numbers the codes of countries are.
    pub codes: Option<String>,
    /// Of a workbook or an archive.
    pub sheet: Option<String>,
    /// Of several tables in one sheet, counted from 1.
    pub table: Option<usize>,
}

impl Hints {
    /// What was said of a column, by its name or its number.
    pub fn role_of(&self, at: usize, name: &str) -> Option<&str> {
        let is_meant = |said: &str| said.eq_ignore_ascii_case(name) || said.parse() == Ok(at + 1);
        self.roles.iter().rev().find(|(said, _)| is_meant(said)).map(|(_, role)| role.as_str())
    }

    /// Was nothing decided?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The sign between the whole part of a number and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    Point,
    Comma,
}

impl Decimal {
    pub const ALL: [Self; 2] = [Self::Point, Self::Comma];

    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Comma => "comma",
        }
    }

    pub fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    pub fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    /// From its name or the sign itself.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decimal| decimal.name() == text || text.chars().eq([decimal.sign()]))
    }
}

/// Which part of a date that ends in its year comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    pub const ALL: [Self; 2] = [Self::DayFirst, Self::MonthFirst];

    pub fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }
}
