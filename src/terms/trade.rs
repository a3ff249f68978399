//! Flows of goods, and codes of the Harmonized System.

use serde::{Deserialize, Serialize};

/// Which way goods cross the reporter's border. Turnover is exports and imports together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    Export,
    Import,
    Turnover,
    ReExport,
    ReImport,
}

impl Flow {
    pub const ALL: [Self; 5] = [Self::Export, Self::Import, Self::Turnover, Self::ReExport, Self::ReImport];

    pub fn code(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Import => "import",
            Self::Turnover => "turnover",
            Self::ReExport => "re-export",
            Self::ReImport => "re-import",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|flow| flow.code() == code)
    }

    /// The plural used in titles: "exports".
    pub fn plural(self) -> &'static str {
        match self {
            Self::Export => "exports",
            Self::Import => "imports",
            Self::Turnover => "goods turnover",
            Self::ReExport => "re-exports",
            Self::ReImport => "re-imports",
        }
    }
}

/// Goods that the source does not name.
pub const NOT_SPECIFIED: &str = "HS-98-99";

/// How deep a code of the Harmonized System goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Section,
    Chapter,
    Heading,
    Subheading,
}

/// The level of `HS-S05`, `HS-27`, `HS-2709` or `HS-270900`; `HS-98-99`, goods not specified, stands among the sections.
pub fn level(code: &str) -> Option<Level> {
    let digits = code.strip_prefix("HS-")?;
    if code == NOT_SPECIFIED {
        return Some(Level::Section);
    }
    let is_numeric = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match digits.strip_prefix('S') {
        Some(section) => (section.len() == 2 && is_numeric(section)).then_some(Level::Section),
        None if !is_numeric(digits) => None,
        None => match digits.len() {
            2 => Some(Level::Chapter),
            4 => Some(Level::Heading),
            6 => Some(Level::Subheading),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_the_length_of_the_code() {
        assert_eq!(level("HS-S05"), Some(Level::Section));
        assert_eq!(level("HS-98-99"), Some(Level::Section));
        assert_eq!(level("HS-27"), Some(Level::Chapter));
        assert_eq!(level("HS-2709"), Some(Level::Heading));
        assert_eq!(level("HS-270900"), Some(Level::Subheading));
        assert_eq!(level("HS-2"), None);
        assert_eq!(level("crude-oil"), None);
    }
}
