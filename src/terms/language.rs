//! The languages that the program speaks to people. Documents, codes and column heads are the same in all of them.

use serde::{Deserialize, Serialize};

/// A language of words, numbers and dates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "ru")]
    Russian,
    #[serde(rename = "zh")]
    Chinese,
}

impl Language {
    pub const ALL: [Self; 3] = [Self::English, Self::Russian, Self::Chinese];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Chinese => "zh",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// As those who speak it call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Russian => "Русский",
            Self::Chinese => "中文",
        }
    }

    pub fn is_english(&self) -> bool {
        *self == Self::English
    }

    /// An English number as it is written here: 8.5 is 8,5 in Russian.
    pub fn number(self, english: &str) -> String {
        match self {
            Self::English | Self::Chinese => english.to_owned(),
            Self::Russian => english.replace('.', ","),
        }
    }

    /// What parts two clauses of a line, where English has this.
    pub fn joint(self, english: &str) -> &str {
        match (self, english) {
            (Self::English | Self::Russian, joint) => joint,
            (Self::Chinese, ". ") => "。",
            (Self::Chinese, "; ") => "；",
            (Self::Chinese, ": ") => "：",
            (Self::Chinese, ", ") => "，",
            (Self::Chinese, other) => other,
        }
    }

    /// Which of three words goes with a count: one, few, many.
    pub fn plural(self, count: u64) -> usize {
        match self {
            Self::English | Self::Chinese => usize::from(count != 1) * 2,
            Self::Russian => match (count % 10, count % 100) {
                (1, tail) if tail != 11 => 0,
                (2..=4, tail) if !(12..=14).contains(&tail) => 1,
                _ => 2,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_counts_one_few_and_many() {
        let of = |count| Language::Russian.plural(count);
        assert_eq!([1, 2, 4, 5, 11, 12, 21, 22, 25, 111].map(of), [0, 1, 1, 2, 2, 2, 0, 1, 2, 2]);
    }

    #[test]
    fn a_language_is_known_by_its_code() {
        for language in Language::ALL {
            assert_eq!(Language::from_code(language.code()), Some(language));
            assert_eq!(serde_json::to_value(language).ok(), Some(serde_json::Value::from(language.code())));
        }
        assert_eq!(Language::from_code("de"), None);
    }
}
