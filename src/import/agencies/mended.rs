//! Formats whose cells are put right before they are read: a code that has lost its nought, a nought that stands for nothing
//! known, a year from which on all is estimated.

use crate::dataset::Draft;
use crate::dataset::structure::Caveat;
use crate::import::importer::{Claim, Importer, InRows, Mending};
use crate::import::input::{Content, Input};
use crate::import::report::Report;
use crate::import::roles::format::TableFormat;
use crate::import::roles::head::Head;
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::problem::Problem;

/// Tables of a format, and how their rows are put right.
pub struct Mended {
    pub format: &'static TableFormat,
    pub mending: fn(&Sheet, &Head) -> Mending,
    /// Are nothing but cells of codes put right, each by what it says itself? Rows of large files are read many times as fast then.
    pub are_codes_alone: bool,
}

impl Mended {
    /// How the rows of this sheet are put right, and the first of them; `None` when it holds no such table.
    fn of(&self, sheet: &Sheet) -> Option<(Mending, usize)> {
        let head = Head::with(sheet, self.format.marks).filter(|head| (self.format.fits)(sheet, head))?;
        Some(((self.mending)(sheet, &head), head.row + 1))
    }

    /// Puts the rows of this sheet right; what a reader must know of it.
    pub fn mend(&self, sheet: &mut Sheet) -> Vec<String> {
        let Some((mending, first)) = self.of(sheet) else { return Vec::new() };
        sheet.rows.iter_mut().skip(first).for_each(|row| (mending.row)(row));
        mending.caveats
    }
}

impl Importer for Mended {
    fn name(&self) -> &'static str {
        self.format.name
    }

    fn description(&self) -> &'static str {
        self.format.description
    }

    fn claim(&self, input: &Input) -> Claim {
        self.format.claim(input)
    }

    fn in_rows(&self, input: &Input) -> Option<InRows> {
        self.format.in_rows(input)
    }

    fn mending(&self, input: &Input) -> Option<Mending> {
        input.sheets().first().and_then(|sheet| self.of(sheet)).map(|(mending, _)| mending)
    }

    fn mends_codes_alone(&self) -> bool {
        self.are_codes_alone
    }

    fn describe(&self, input: &Input, sheet: &Sheet, sink: &mut Sink) {
        self.format.describe(input, sheet, sink);
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sheets = input.sheets().to_vec();
        let mut caveats: Vec<String> = Vec::new();
        for sheet in &mut sheets {
            caveats.extend(self.mend(sheet));
        }
        caveats.dedup();
        let content = Content::Sheets { of: self.format.name, sheets };
        let (name, path, files) = (input.name.clone(), input.path.clone(), input.files.clone());
        let mended = Input { name, path, files, hints: input.hints.clone(), keep: input.keep.clone(), content };
        // Rows that were put aside may be why nothing is left.
        let told = |problem: Problem| caveats.iter().fold(problem, Problem::because);
        let mut draft = self.format.read(&mended, report).map_err(told)?;
        draft.caveats.extend(caveats.into_iter().map(|text| Caveat { text, ..Caveat::default() }));
        Ok(draft)
    }
}
