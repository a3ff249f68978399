//! Series of the UK's Office for National Statistics: what each is stands in lines above its figures, one series a column.

use crate::dataset::Draft;
use crate::import::cell;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Figures, Layout, Role};
use crate::import::roles::{reading, units};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::country::Scheme;

pub struct Series;

impl Importer for Series {
    fn name(&self) -> &'static str {
        "series of the Office for National Statistics"
    }

    fn description(&self) -> &'static str {
        "series of the UK's Office for National Statistics"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.sheets().iter().any(|sheet| above(sheet).is_some()) {
            true => Claim::surely("its lines begin with CDID, PreUnit and Unit"),
            false => Claim::never("no line begins with CDID"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("Office for National Statistics"), report);
        for sheet in input.sheets() {
            let Some(first) = above(sheet) else { continue };
            if let Some(day) = line(sheet, first, "release date").and_then(|row| row.cells.get(1)).filter(|day| !day.is_empty()) {
                sink.source.published = Some(day.trim().to_owned());
            }
            reading::read(sheet, &layout(sheet, first), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// How many rows tell what the series are; `None` where they do not.
fn above(sheet: &Sheet) -> Option<usize> {
    const MOST: usize = 30;
    let is_figure = |row: &Row| cell::period(row.cell(0)).is_some();
    let first = sheet.rows.iter().take(MOST).position(is_figure)?;
    let is_told = |name: &str| line(sheet, first, name).is_some();
    (is_told("cdid") && is_told("preunit") && is_told("unit") && is_told("title")).then_some(first)
}

fn line<'a>(sheet: &'a Sheet, first: usize, name: &str) -> Option<&'a Row> {
    sheet.rows.iter().take(first).find(|row| row.cell(0).trim().eq_ignore_ascii_case(name))
}

fn layout(sheet: &Sheet, first: usize) -> Layout {
    let told = |name: &str, at: usize| line(sheet, first, name).map(|row| row.cell(at).trim().to_owned()).unwrap_or_default();
    let head = line(sheet, first, "cdid").map(|row| row.cells.clone()).unwrap_or_default();
    let mut layout = Layout::below(sheet, &Head { row: first.saturating_sub(1), names: head }, Scheme::Names);
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let role = match at {
            0 => Role::Period,
            // "£" and "m" are one unit.
            _ => Role::Figures(Box::new(Figures {
                indicator: Some((Some(column.name.clone()), told("title", at))),
                unit: Some(units::read(format!("{} {}", told("preunit", at), told("unit", at)).trim())).filter(|unit| !unit.is_empty()),
                ..Figures::default()
            })),
        };
        *column = Column::new(&column.name, role, "the lines above it say so");
    }
    layout
}
