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

/// The last chapter of each section of the Harmonized System, from Section I on; chapter 77 is kept free.
/// Source: World Customs Organization, HS Nomenclature 2022, table of contents.
const LAST_CHAPTERS: [u8; 21] = [5, 14, 15, 24, 27, 38, 40, 43, 46, 49, 63, 67, 70, 71, 83, 85, 89, 92, 93, 96, 97];

/// The section that a chapter belongs to, and the chapter's number: `HS-27` → (`HS-S05`, 27).
pub fn section_of_chapter(code: &str) -> Option<(String, u8)> {
    if level(code) != Some(Level::Chapter) {
        return None;
    }
    let chapter: u8 = code.strip_prefix("HS-")?.parse().ok().filter(|chapter| *chapter > 0)?;
    let section = LAST_CHAPTERS.iter().position(|last| chapter <= *last)?;
    Some((format!("HS-S{:02}", section + 1), chapter))
}

/// The first chapter of a section: `HS-S05` → 25.
pub fn first_chapter(section: &str) -> Option<u8> {
    let section: usize = section.strip_prefix("HS-S")?.parse().ok()?;
    match section {
        1 => Some(1),
        _ => LAST_CHAPTERS[..LAST_CHAPTERS.len() - 1].get(section.checked_sub(2)?).map(|last| last + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_belongs_to_its_section() {
        for (chapter, section) in [("HS-01", "HS-S01"), ("HS-26", "HS-S05"), ("HS-27", "HS-S05"), ("HS-28", "HS-S06"), ("HS-97", "HS-S21")]
        {
            assert_eq!(section_of_chapter(chapter).map(|(section, _)| section).as_deref(), Some(section));
        }
        for none in ["HS-99", "HS-00", "HS-S05", "HS-2709"] {
            assert_eq!(section_of_chapter(none), None);
        }
        assert_eq!([1, 5, 21, 22].map(|section| first_chapter(&format!("HS-S{section:02}"))), [Some(1), Some(25), Some(97), None]);
    }

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
