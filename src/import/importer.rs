//! What every importer can do: say whether a file is its own, and read it.

use std::io::BufRead;

use crate::dataset::Draft;
use crate::dataset::observation::Observation;
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::layout::Layout;
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::problem::Problem;

/// One format of files.
pub trait Importer: Sync {
    /// "dataset document".
    fn name(&self) -> &'static str;
    /// How such files are known, for someone whose file was not recognised.
    fn description(&self) -> &'static str;
    /// Is this file mine?
    fn claim(&self, input: &Input) -> Claim;
    /// Reads a file. Parts that cannot be read are refused one by one; the rest is kept.
    ///
    /// # Errors
    /// When nothing in it can be read, or it leaves open what a person must decide.
    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem>;
    /// The tables of such a file, a sheet each, when the rows of all can be read one by one; by its beginning.
    fn in_rows(&self, _: &Input) -> Vec<InRows> {
        Vec::new()
    }
    /// Whoever reads such a file some lines at a time, by its beginning, where its rows have no columns with roles.
    fn in_pieces(&self, _: &Input) -> Option<Box<dyn InPieces>> {
        None
    }
    /// Whoever reads such a file along its text, which need not be held in memory.
    fn along(&self) -> Option<Along> {
        None
    }
    /// How the rows of such a file are put right before they are read one by one; by its beginning.
    fn mending(&self, _: &Input) -> Option<Mending> {
        None
    }
    /// Does it put right nothing but cells of codes, each by what it says itself? Then a cell means the same wherever it stands.
    fn mends_codes_alone(&self) -> bool {
        false
    }
    /// What such a file says of itself around its tables, the first of which is in this sheet.
    fn describe(&self, _: &Input, _: &Sheet, _: &mut Sink) {}
}

/// Reads a file of which the beginning is at hand along its text.
pub type Along = fn(&Input, &Text, &mut Report) -> Result<Draft, Problem>;

/// Gives the text of a file in UTF-8 from its beginning on, as often as it is asked for.
pub type Text<'a> = dyn Fn() -> Result<Box<dyn BufRead + 'a>, Problem> + 'a;

/// A table that can be read row by row.
pub struct InRows {
    /// The place of its sheet in the file.
    pub of: usize,
    pub layout: Layout,
    pub publisher: Option<&'static str>,
    /// The beginning with its rows put right, as `Importer::mending` puts those behind it.
    pub mended: Option<Sheet>,
}

/// How rows are put right whose cells are written otherwise than they are meant, and what a reader must know of it.
pub struct Mending {
    pub row: Box<dyn Fn(&mut Row)>,
    /// Become caveats of the dataset.
    pub caveats: Vec<String>,
}

/// A table in text that is read some lines at a time.
pub trait InPieces {
    /// The figures of the lines that follow, each with the line it begins on; a place of its own in words stays with it.
    fn take(&mut self, lines: &str) -> Vec<(usize, Observation)>;
    /// Another file of the same head begins: lines are counted anew.
    fn begin(&mut self);
    /// What makes the figures readable; a sample stands for them.
    fn finish(self: Box<Self>, sample: Vec<Observation>, count: usize) -> Draft;
}

/// How sure an importer is that a file is its own, and why: "its header names period and value".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub certainty: Certainty,
    pub reason: String,
    /// What would make the file one of its own, where that is plain.
    pub hint: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    Never,
    Perhaps,
    Surely,
}

impl Claim {
    pub fn never(reason: impl Into<String>) -> Self {
        Self { certainty: Certainty::Never, reason: reason.into(), hint: None }
    }

    pub fn perhaps(reason: impl Into<String>) -> Self {
        Self { certainty: Certainty::Perhaps, reason: reason.into(), hint: None }
    }

    pub fn surely(reason: impl Into<String>) -> Self {
        Self { certainty: Certainty::Surely, reason: reason.into(), hint: None }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}
