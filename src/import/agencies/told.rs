//! Formats whose tables leave something open that the name of the file says, or a list beside it.

use crate::dataset::Draft;
use crate::import::importer::{Claim, Importer, InRows, Mending};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::TableFormat;
use crate::import::roles::head::Head;
use crate::import::roles::reading;
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

/// Tables of a format, and what is known of them from outside.
pub struct Told {
    pub format: &'static TableFormat,
    /// Are they exports or imports?
    pub flow: fn(&Input, &Head) -> Option<Flow>,
    pub mending: fn(&Input, &Head) -> Mending,
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

impl Importer for Told {
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
        let mut rows = self.format.in_rows(input)?;
        let head = Head::with(input.sheets().first()?, self.format.marks)?;
        if let Some(flow) = (self.flow)(input, &head) {
            rows.layout = rows.layout.fixed(Dimension::Flow, flow.code(), None);
        }
        Some(rows)
    }

    fn mending(&self, input: &Input) -> Option<Mending> {
        let head = Head::with(input.sheets().first()?, self.format.marks)?;
        Some((self.mending)(input, &head))
    }

    fn describe(&self, input: &Input, sheet: &Sheet, sink: &mut Sink) {
        self.format.describe(input, sheet, sink);
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sheets = input.sheets().to_vec();
        let mut sink = Sink::new(input, Some(self.format.publisher), report);
        for sheet in &mut sheets {
            let Some(head) = Head::with(sheet, self.format.marks) else { continue };
            let mending = (self.mending)(input, &head);
            sheet.rows.iter_mut().skip(head.row + 1).for_each(|row| (mending.row)(row));
            mending.caveats.into_iter().for_each(|caveat| sink.caveat(caveat));
            let mut layout = (self.format.layout)(sheet, &head);
            if let Some(flow) = (self.flow)(input, &head) {
                layout = layout.fixed(Dimension::Flow, flow.code(), None);
            }
            self.describe(input, sheet, &mut sink);
            reading::read(sheet, &layout, &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}
