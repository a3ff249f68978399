//! What a file beside tables says of them: titles, sources, columns with their units. Every such format comes to this.

use std::path::{Component, Path, PathBuf};

use crate::import::hints::Decimal;

/// What is said of one table or several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Description {
    pub title: Option<String>,
    pub summary: Option<String>,
    pub licence: Option<String>,
    pub sources: Vec<Named>,
    pub tables: Vec<TableDescription>,
}

/// A source as it is named there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub publisher: String,
    /// What tells this publication from others of the same title.
    pub edition: Option<String>,
    pub address: Option<String>,
    /// ISO 8601.
    pub accessed: Option<String>,
}

/// A table, which may lie in several files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableDescription {
    pub title: Option<String>,
    /// As they are written; not to be trusted.
    pub paths: Vec<String>,
    /// Its rows where the description holds them itself, with the names of the columns first; or why they are not read.
    pub within: Option<Result<Vec<Vec<String>>, String>>,
    pub columns: Vec<ColumnDescription>,
    pub dialect: Dialect,
    /// Where it is not UTF-8, which the bytes tell.
    pub encoding: Option<String>,
    /// Is it only there to explain the others?
    pub is_auxiliary: bool,
    /// Does an empty cell say that a figure is missing, and not that there is none?
    pub are_gaps_missing: bool,
}

/// What the bytes tell by themselves need not be said, and is often said where it is not so.
pub fn encoding(said: Option<String>) -> Option<String> {
    said.filter(|label| !matches!(label.to_ascii_lowercase().as_str(), "" | "utf-8" | "utf8" | "utf-8-sig"))
}

/// A column, known by its name or by one of its titles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnDescription {
    pub name: String,
    pub titles: Vec<String>,
    /// What it is called for people.
    pub label: Option<String>,
    pub unit: Option<String>,
    pub note: Option<String>,
    pub kind: Kind,
    /// Signs that stand where there is no value.
    pub missing: Vec<String>,
    pub decimal: Option<Decimal>,
    /// The sign between groups of digits.
    pub group: Option<char>,
    /// A cell that is not empty has this status: `E`.
    pub status: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Open,
    Number,
    Time,
    Text,
}

/// How a table is written, where its description says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    pub delimiter: Option<char>,
    pub quote: Option<char>,
    pub comment: Option<String>,
    pub skip_rows: usize,
    /// `None` is one; with none, the description names the columns.
    pub header_rows: Option<usize>,
}

impl Dialect {
    /// Is it what every table is like?
    pub fn is_usual(&self) -> bool {
        *self == Self::default() || *self == Self { header_rows: Some(1), delimiter: Some(','), quote: Some('"'), ..Self::default() }
    }
}

impl ColumnDescription {
    /// Is this the name over the column?
    pub fn is_called(&self, name: &str) -> bool {
        let name = name.trim();
        !name.is_empty() && std::iter::once(&self.name).chain(&self.titles).any(|own| own.trim().eq_ignore_ascii_case(name))
    }
}

/// A path within the folder of the description, or why it is refused: whoever wrote it must not choose what is read elsewhere.
pub fn within(path: &str) -> Result<PathBuf, String> {
    let refused = |why: &str| Err(format!("the path \"{}\" {why}, and is not followed", crate::dataset::report::shortened(path)));
    if path.trim().is_empty() || path.contains('\0') {
        return refused("is none");
    }
    if path.contains("://") || path.starts_with("data:") || path.starts_with("mailto:") {
        return refused("leads to the network");
    }
    let has_drive = path.as_bytes().get(1) == Some(&b':') && path.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if path.starts_with(['/', '\\', '~']) || has_drive {
        return refused("is absolute");
    }
    let path = path.replace('\\', "/");
    let mut safe = PathBuf::new();
    for part in Path::new(&path).components() {
        match part {
            Component::Normal(part) => safe.push(part),
            Component::CurDir => {}
            Component::ParentDir => return refused("leads out of its folder"),
            Component::RootDir | Component::Prefix(_) => return refused("is absolute"),
        }
    }
    Ok(safe)
}

/// The file at a path of a description that lies in this folder. Links that lead out of the folder are refused as well.
pub fn file_within(folder: &Path, path: &str) -> Result<PathBuf, String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let file = folder.join(within(path)?);
    let absent = || format!("the file \"{}\" is not there", crate::dataset::report::shortened(path));
    let (real, home) = (file.canonicalize().map_err(|_| absent())?, folder.canonicalize().map_err(|_| absent())?);
    if !real.starts_with(&home) {
        return Err(format!("the path \"{}\" leads out of its folder, and is not followed", crate::dataset::report::shortened(path)));
    }
    real.is_file().then_some(file).ok_or_else(absent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in [
            "/etc/passwd",
            "../x.csv",
            "a/../../x",
            "http://x/y.csv",
            "file:///etc/passwd",
            "C:\\x.csv",
            "\\\\host\\x",
            "~/x",
            "",
            "a\\..\\..\\x",
        ] {
            assert!(within(path).is_err(), "{path}");
        }
        assert_eq!(within("./data/gdp.csv"), Ok(PathBuf::from("data/gdp.csv")));
        assert_eq!(within("Trade (DOTS (2017)).csv"), Ok(PathBuf::from("Trade (DOTS (2017)).csv")));
    }

    #[test]
    fn a_link_out_of_the_folder_is_not_followed() {
        let folder = std::env::temp_dir().join(format!("asymmetry-within-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("in")).expect("a folder");
        std::fs::write(folder.join("out.csv"), "a").expect("a file");
        std::fs::write(folder.join("in/a.csv"), "a").expect("a file");
        assert!(file_within(&folder.join("in"), "a.csv").is_ok());
        assert!(file_within(&folder.join("in"), "b.csv").is_err_and(|why| why.contains("is not there")));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.join("out.csv"), folder.join("in/link.csv")).ok();
            assert!(file_within(&folder.join("in"), "link.csv").is_err_and(|why| why.contains("leads out")));
        }
        std::fs::remove_dir_all(&folder).ok();
    }
}
