//! Series of the UK's Office for National Statistics: what each is stands in lines above its figures, one series a column.

use crate::dataset::Draft;
use crate::dataset::observation::free_name;
use crate::import::cell;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Figures, Layout, Role};
use crate::import::roles::{reading, units};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::{Sink, snake_case};
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// Its data sets: a value in a column called v4 and the number of its marks, these marks, then a code and its name for each
/// dimension.
pub const DATASETS: TableFormat = TableFormat {
    name: "data set of the Office for National Statistics",
    description: "data sets of the UK's Office for National Statistics",
    publisher: "Office for National Statistics",
    marks: &["Time", "Geography"],
    fits: |_, head| head.row == 0 && marks_of_value(head).is_some_and(|marks| (head.names.len() - 1).saturating_sub(marks) % 2 == 0),
    layout: dataset,
    describe: nothing_more,
};

/// How many columns say more of the value: "v4_1" has one.
fn marks_of_value(head: &Head) -> Option<usize> {
    head.names.first()?.to_lowercase().strip_prefix("v4_")?.parse().ok()
}

fn dataset(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names).with("Data Marking", Role::Reason).with("Time", Role::Period);
    let value = &head.names[0];
    layout.columns[0] = Column::new(value, Role::values(), "the format says so");
    let first = marks_of_value(head).unwrap_or_default() + 1;
    for at in (first..head.names.len().saturating_sub(1)).step_by(2) {
        let [code, name] = match head.names[at + 1].to_lowercase().as_str() {
            "time" => continue,
            "geography" => [Role::Ignored, Role::of(Dimension::Reporter)],
            "countriesandterritories" | "countries" | "country" => [Role::Ignored, Role::of(Dimension::Partner)],
            "direction" => [Role::Ignored, Role::of(Dimension::Flow)],
            _ => {
                let dimension = Dimension::Other(free_name(&snake_case(&head.names[at])));
                [Role::of(dimension.clone()), Role::NameOf(dimension)]
            }
        };
        for (at, role) in [(at, code), (at + 1, name)] {
            layout.columns[at] = Column::new(&head.names[at], role, "the format says so");
        }
    }
    layout
}

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
