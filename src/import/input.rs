//! A file on its way to a dataset: unpacked, and its content told apart.

use std::path::{Path, PathBuf};

use crate::import::hints::Hints;
use crate::import::outlet::Keep;
use crate::import::sheet::Sheet;
use crate::import::survey::Survey;

/// What importers are given. Nothing here is known to be right.
#[derive(Debug)]
pub struct Input {
    /// The file's name, with that of the archive's member behind it where there is one.
    pub name: String,
    /// Files beside it may explain it: code lists, a package's description.
    pub path: Option<PathBuf>,
    /// The names of the files that are read as this one; none of a file by itself.
    pub files: Vec<String>,
    pub hints: Hints,
    pub keep: Keep,
    pub content: Content,
}

/// What a file holds, told by its bytes.
#[derive(Debug)]
pub enum Content {
    /// Text that begins as JSON does. Not known to be well-formed.
    Json(String),
    /// Text that begins as XML does. Not known to be well-formed.
    Xml(String),
    /// Text in lines, and the tables found in it.
    Table { text: String, sheets: Vec<Sheet> },
    /// Sheets of a workbook, or the one table of a binary format, which is named ("Parquet file").
    Sheets { of: &'static str, sheets: Vec<Sheet> },
    /// What every respondent of a survey answered, and the same as one table, of which only the beginning may be there; its kind is
    /// named ("an SPSS file").
    Survey { of: &'static str, survey: Box<Survey>, sheets: Vec<Sheet>, is_cut: bool },
}

impl Input {
    /// A file by itself, of which all is kept.
    pub fn new(name: &str, path: Option<&Path>, hints: &Hints, content: Content) -> Self {
        let (path, files) = (path.map(Path::to_owned), Vec::new());
        Self { name: name.to_owned(), path, files, hints: hints.clone(), keep: Keep::All, content }
    }

    pub fn json(&self) -> Option<&str> {
        match &self.content {
            Content::Json(text) => Some(text),
            Content::Xml(_) | Content::Table { .. } | Content::Sheets { .. } | Content::Survey { .. } => None,
        }
    }

    pub fn xml(&self) -> Option<&str> {
        match &self.content {
            Content::Xml(text) => Some(text),
            Content::Json(_) | Content::Table { .. } | Content::Sheets { .. } | Content::Survey { .. } => None,
        }
    }

    pub fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Table { text, .. } => Some(text),
            Content::Json(_) | Content::Xml(_) | Content::Sheets { .. } | Content::Survey { .. } => None,
        }
    }

    pub fn survey(&self) -> Option<&Survey> {
        match &self.content {
            Content::Survey { survey, .. } => Some(survey),
            Content::Json(_) | Content::Xml(_) | Content::Table { .. } | Content::Sheets { .. } => None,
        }
    }

    /// The tables of cells; none in JSON and XML.
    pub fn sheets(&self) -> &[Sheet] {
        match &self.content {
            Content::Table { sheets, .. } | Content::Sheets { sheets, .. } | Content::Survey { sheets, .. } => sheets,
            Content::Json(_) | Content::Xml(_) => &[],
        }
    }

    /// Makes all of the table of which only the beginning is there.
    pub fn make_whole(&mut self) {
        if let Content::Survey { survey, sheets, is_cut, .. } = &mut self.content
            && std::mem::take(is_cut)
        {
            *sheets = vec![survey.sheet(usize::MAX)];
        }
    }

    /// Puts another sheet in place of the one that stands there.
    pub fn replace(&mut self, at: usize, with: impl FnOnce(&Sheet) -> Sheet) {
        let sheets = match &mut self.content {
            Content::Table { sheets, .. } | Content::Sheets { sheets, .. } | Content::Survey { sheets, .. } => sheets.as_mut_slice(),
            Content::Json(_) | Content::Xml(_) => &mut [],
        };
        if let Some(sheet) = sheets.get_mut(at) {
            *sheet = with(sheet);
        }
    }

    /// The same file with these sheets in place of its own.
    pub fn with_sheets(&self, of: &'static str, sheets: Vec<Sheet>) -> Self {
        let (files, keep) = (self.files.clone(), self.keep.clone());
        Self { files, keep, ..Self::new(&self.name, self.path.as_deref(), &self.hints, Content::Sheets { of, sheets }) }
    }

    /// A file of this name beside it.
    pub fn beside(&self, name: &str) -> Option<PathBuf> {
        let folder: &Path = self.path.as_deref()?.parent()?;
        Some(folder.join(name)).filter(|path| path.is_file())
    }

    /// Its name without the last ending.
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(stem, _)| stem)
    }
}
