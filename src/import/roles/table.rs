//! Tables of no known format: their columns are guessed, each with its reason.

use crate::dataset::Draft;
use crate::import::hints::Hints;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::blocks::{self, Block};
use crate::import::roles::layout::{Fixed, Layout, Role};
use crate::import::roles::{guess, reading};
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;

/// Any table with names over its figures.
pub struct Table;

/// A table found in a file, with what its columns were taken for.
pub struct Found<'a> {
    pub sheet: &'a Sheet,
    pub block: Block,
    pub layout: Layout,
}

/// The tables of a file whose columns can be understood, and why others cannot.
pub fn found<'a>(sheets: &'a [Sheet], hints: &Hints) -> (Vec<Found<'a>>, Vec<String>) {
    let (mut found, mut objections) = (Vec::new(), Vec::new());
    for sheet in sheets {
        for block in blocks::of(sheet) {
            match guess::layout(sheet, &block, hints) {
                Ok(layout) => found.push(Found { sheet, block, layout }),
                Err(why) => objections.push(why),
            }
        }
    }
    if let Some(one) = hints.table.and_then(|number| number.checked_sub(1)) {
        found = found.into_iter().skip(one).take(1).collect();
    }
    (found, objections)
}

impl Importer for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn description(&self) -> &'static str {
        "other tables whose columns have names"
    }

    fn claim(&self, input: &Input) -> Claim {
        let (found, objections) = found(input.sheets(), &input.hints);
        match found.first() {
            Some(Found { sheet, block, .. }) => {
                let row = sheet.rows.get(block.rows[0].saturating_sub(1));
                let place = row.map(|row| sheet.place(row, 0)).unwrap_or_default();
                Claim::perhaps(format!("{place} names its columns; what they hold was guessed"))
            }
            None => Claim::never(objections.into_iter().next().unwrap_or_else(|| "no row of names stands above figures".to_owned())),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let (found, _) = found(input.sheets(), &input.hints);
        let mut sink = Sink::new(input, None, report);
        let are_several = found.len() > 1;
        for (number, Found { sheet, block, mut layout }) in found.into_iter().enumerate() {
            if number == 0 {
                tell_roles(&layout, &mut sink);
            }
            let above: Vec<String> = block.above.iter().filter_map(|row| sheet.rows.get(*row)).map(words).collect();
            for (row, text) in block.above.iter().filter_map(|row| sheet.rows.get(*row)).zip(&above) {
                sink.pass_over(sheet.place(row, 0), text);
            }
            if are_several {
                // Tables of one file must not run into each other.
                let title = if above.is_empty() { format!("{} {}", sheet.name, number + 1).trim().to_owned() } else { above.join(" – ") };
                layout.fixed.push(Fixed::new(Dimension::Other("table".to_owned()), &(number + 1).to_string(), Some(&title)));
            }
            reading::read(sheet, &layout, &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// The words of a row.
fn words(row: &crate::import::sheet::Row) -> String {
    row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Which column was taken for what, and why.
fn tell_roles(layout: &Layout, sink: &mut Sink) {
    for column in &layout.columns {
        let name = if column.name.is_empty() { "a column without a name" } else { &column.name };
        sink.report.choose(&format!("column \"{name}\""), told(&column.role), column.because.clone());
    }
}

/// A role in words.
pub fn told(role: &Role) -> String {
    match role {
        Role::Of(dimension, _) => dimension.name().to_owned(),
        Role::NameOf(dimension) => format!("{}_name", dimension.name()),
        Role::Period => "period".to_owned(),
        Role::Figures(figures) => match (&figures.period, &figures.indicator) {
            (Some(period), _) => format!("values of {}", period.period),
            (None, Some((_, label))) => format!("values of {label}"),
            (None, None) => "value".to_owned(),
        },
        Role::Unit => "unit".to_owned(),
        Role::Multiplier => "multiplier".to_owned(),
        Role::Status => "status".to_owned(),
        Role::Reason => "missing".to_owned(),
        Role::Note => "note".to_owned(),
        Role::Base => "base".to_owned(),
        Role::FieldworkStart => "start of fieldwork".to_owned(),
        Role::FieldworkEnd => "end of fieldwork".to_owned(),
        Role::Ignored => "ignored".to_owned(),
    }
}
