//! A format of tables that an agency always heads in the same way.

use crate::dataset::Draft;
use crate::import::importer::{Claim, Importer, InRows};
use crate::import::input::Input;
use crate::import::report::{Columns, Report};
use crate::import::roles::head::Head;
use crate::import::roles::layout::Layout;
use crate::import::roles::{footnoted, named, reading};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::problem::Problem;

/// Tables that are known by the names of their columns.
pub struct TableFormat {
    /// "UN Comtrade table".
    pub name: &'static str,
    pub description: &'static str,
    pub publisher: &'static str,
    /// Names of columns that no other table has together.
    pub marks: &'static [&'static str],
    /// Where the names alone do not tell.
    pub fits: fn(&Sheet, &Head) -> bool,
    pub layout: fn(&Sheet, &Head) -> Layout,
    /// What the file says of itself around its table: title, licence, date. Files beside it may say more.
    pub describe: fn(&Input, &Sheet, &mut Sink),
}

impl TableFormat {
    /// The sheets of such tables, each with its place in the file.
    fn heads<'a>(&self, input: &'a Input) -> Vec<(usize, &'a Sheet, Head)> {
        let head = |(at, sheet): (usize, &'a Sheet)| {
            Head::with(sheet, self.marks).filter(|head| (self.fits)(sheet, head)).map(|head| (at, sheet, head))
        };
        input.sheets().iter().enumerate().filter_map(head).collect()
    }
}

impl TableFormat {
    /// The one table of such a file, with roles of this layout.
    pub fn rows_with(&self, input: &Input, layout: impl Fn(&Sheet, &Head) -> Layout) -> Vec<InRows> {
        match self.heads(input).as_slice() {
            [(0, sheet, head)] => {
                let mended = Some((*sheet).clone());
                vec![InRows { of: 0, layout: marked(sheet, layout(sheet, head)), publisher: Some(self.publisher), mended }]
            }
            _ => Vec::new(),
        }
    }

    /// Reads the tables of a file with roles of this layout.
    ///
    /// # Errors
    /// As those of `Importer::read`.
    pub fn read_with(&self, input: &Input, report: &mut Report, layout: impl Fn(&Sheet, &Head) -> Layout) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some(self.publisher), report);
        let heads = self.heads(input);
        let is_other = |(at, sheet): &(usize, &Sheet)| {
            heads.iter().all(|(of, ..)| of != at) && !sheet.name.trim().is_empty() && !sheet.rows.iter().all(Row::is_blank)
        };
        for (_, sheet) in input.sheets().iter().enumerate().filter(is_other) {
            sink.report.note(format!("the sheet \"{}\" is left out: no table that can be read stands in it", sheet.name));
        }
        for (at, sheet, head) in heads {
            for row in &sheet.rows[..head.row] {
                if !row.is_blank() {
                    let text: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
                    sink.pass_over(sheet.place(row, 0), &text.join(" "));
                }
            }
            (self.describe)(input, sheet, &mut sink);
            let layout = marked(sheet, layout(sheet, &head));
            mention(sheet, &layout, &mut sink);
            sink.report.columns.get_or_insert_with(|| Columns { are_known: true, ..named::columns([at, head.row], &layout, &input.hints) });
            reading::read(sheet, &layout, &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// The layout that knows of footnotes behind the names of its countries.
fn marked(sheet: &Sheet, mut layout: Layout) -> Layout {
    footnoted::find(sheet, &mut layout);
    layout
}

/// So many columns that are not taken over are told by name.
const MOST_NAMED: usize = 30;

/// What the table holds beside the figures and what tells them apart.
fn mention(sheet: &Sheet, layout: &Layout, sink: &mut Sink) {
    let idle = layout.idle(sheet);
    let more = if idle.len() > MOST_NAMED { format!(" and {} more", idle.len() - MOST_NAMED) } else { String::new() };
    if !idle.is_empty() {
        let named = idle[..idle.len().min(MOST_NAMED)].join(", ");
        sink.report.note(format!("Not taken over: the columns {named}{more}."));
    }
}

impl Importer for TableFormat {
    fn name(&self) -> &'static str {
        self.name
    }

    fn description(&self) -> &'static str {
        self.description
    }

    fn claim(&self, input: &Input) -> Claim {
        match self.heads(input).first() {
            None => Claim::never(format!("no line of it names the columns {}", self.marks.join(", "))),
            Some((_, sheet, head)) => {
                let place = sheet.rows.get(head.row).map(|row| sheet.place(row, 0)).unwrap_or_default();
                match self.marks {
                    [] => Claim::surely(format!("{place} names columns as {} does", self.publisher)),
                    marks => Claim::surely(format!("{place} names the columns {}", marks.join(", "))),
                }
            }
        }
    }

    fn in_rows(&self, input: &Input) -> Vec<InRows> {
        self.rows_with(input, self.layout).into_iter().map(|rows| InRows { mended: None, ..rows }).collect()
    }

    fn describe(&self, input: &Input, sheet: &Sheet, sink: &mut Sink) {
        (self.describe)(input, sheet, sink);
        if let Some(head) = Head::with(sheet, self.marks) {
            mention(sheet, &(self.layout)(sheet, &head), sink);
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        self.read_with(input, report, self.layout)
    }
}

/// Of a format that its columns tell.
pub fn always(_: &Sheet, _: &Head) -> bool {
    true
}

/// Of a format that says nothing of itself.
pub fn nothing_more(_: &Input, _: &Sheet, _: &mut Sink) {}
