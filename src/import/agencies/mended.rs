//! Formats whose cells are put right before they are read, or whose tables leave open what the name of the file says: a code
//! that has lost its nought, a nought that stands for nothing known, a year from which on all is estimated, exports or imports.

use crate::dataset::Draft;
use crate::dataset::structure::Caveat;
use crate::import::importer::{Claim, Importer, InRows, Mending};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::TableFormat;
use crate::import::roles::head::Head;
use crate::import::roles::layout::Layout;
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

/// Tables of a format, and how their rows are put right.
pub struct Mended {
    pub format: &'static TableFormat,
    pub mending: fn(&Input, &Sheet, &Head) -> Mending,
    /// Are they exports or imports, where no column says so?
    pub flow: fn(&Input, &Head) -> Option<Flow>,
    /// Are nothing but cells of codes put right, each by what it says itself? Rows of large files are read many times as fast then.
    pub are_codes_alone: bool,
}

impl Mended {
    pub const fn new(format: &'static TableFormat, mending: fn(&Input, &Sheet, &Head) -> Mending) -> Self {
        Self { format, mending, flow: |_, _| None, are_codes_alone: false }
    }

    /// How the rows of this sheet are put right, and the first of them; `None` when it holds no such table.
    fn of(&self, input: &Input, sheet: &Sheet) -> Option<(Mending, usize)> {
        let head = Head::with(sheet, self.format.marks).filter(|head| (self.format.fits)(sheet, head))?;
        Some(((self.mending)(input, sheet, &head), head.row + 1))
    }

    /// Puts the rows of this sheet right; what a reader must know of it.
    fn mend(&self, input: &Input, sheet: &mut Sheet) -> Vec<String> {
        let Some((mending, first)) = self.of(input, sheet) else { return Vec::new() };
        sheet.rows.iter_mut().skip(first).for_each(|row| (mending.row)(row));
        mending.caveats
    }

    /// The file with its rows put right, and what a reader must know of it.
    fn mended(&self, input: &Input) -> (Input, Vec<String>) {
        let mut sheets = input.sheets().to_vec();
        let mut caveats: Vec<String> = Vec::new();
        for sheet in &mut sheets {
            caveats.extend(self.mend(input, sheet));
        }
        caveats.dedup();
        (input.with_sheets(self.format.name, sheets), caveats)
    }

    /// The roles of the columns of a sheet whose rows were put right.
    pub fn layout(&self, input: &Input, sheet: &Sheet, head: &Head) -> Layout {
        let layout = (self.format.layout)(sheet, head);
        match (self.flow)(input, head) {
            Some(flow) => layout.fixed(Dimension::Flow, flow.code(), None),
            None => layout,
        }
    }

    /// Puts the rows of this sheet right, and gives its columns their roles.
    pub fn lay_out(&self, input: &Input, sheet: &mut Sheet, head: &Head) -> Layout {
        let caveats = self.mend(input, sheet);
        let mut layout = self.layout(input, sheet, head);
        layout.caveats.extend(caveats);
        layout
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

    fn in_rows(&self, input: &Input) -> Vec<InRows> {
        let (mended, _) = self.mended(input);
        self.format.rows_with(&mended, |sheet, head| self.layout(input, sheet, head))
    }

    fn mending(&self, input: &Input) -> Option<Mending> {
        input.sheets().first().and_then(|sheet| self.of(input, sheet)).map(|(mending, _)| mending)
    }

    fn mends_codes_alone(&self) -> bool {
        self.are_codes_alone
    }

    fn describe(&self, input: &Input, sheet: &Sheet, sink: &mut Sink) {
        self.format.describe(input, sheet, sink);
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let (mended, caveats) = self.mended(input);
        // Rows that were put aside may be why nothing is left.
        let told = |problem: Problem| caveats.iter().fold(problem, Problem::because);
        let mut draft = self.format.read_with(&mended, report, |sheet, head| self.layout(input, sheet, head)).map_err(told)?;
        draft.caveats.extend(caveats.into_iter().map(|text| Caveat { text, ..Caveat::default() }));
        Ok(draft)
    }
}

/// The flow that all names of files say by their words, which are given in small letters.
pub fn flow_of_names(input: &Input, says: impl Fn(&str) -> Option<Flow>) -> Option<Flow> {
    let names = if input.files.is_empty() { std::slice::from_ref(&input.name) } else { &input.files };
    let mut flows = names.iter().map(|name| says(&name.to_lowercase()));
    let first = flows.next()??;
    flows.all(|flow| flow == Some(first)).then_some(first)
}

/// What a reader must know where only the name of the file tells the flow, or nothing does.
pub fn of_the_name(flow: Option<Flow>) -> &'static str {
    match flow {
        Some(Flow::Export) => "That these are exports is told by the name of the file alone.",
        Some(Flow::Import) => "That these are imports is told by the name of the file alone.",
        Some(Flow::Turnover | Flow::ReExport | Flow::ReImport) | None => "The file does not say whether these are exports or imports.",
    }
}
