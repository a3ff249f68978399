//! `asymmetry numbers`: the numbers that a chart shows, or the observations of a dataset.

use std::sync::Arc;

use crate::cli::args::{Numbers, TableFormat};
use crate::cli::desk::{Desk, Named, mention_notes};
use crate::cli::{Failure, filter, say_with, tell};
use crate::dataset::Dataset;
use crate::export::data::{self, Row};
use crate::terms::language::Language;
use crate::terms::translation::Tongue;
use crate::view;

/// Prints them as a table.
pub fn numbers(args: &Numbers) -> Result<(), Failure> {
    let mut desk = Desk::with(&args.datasets, args.decisions.hints(args.table), args.at.cluster().as_ref())?;
    let rows = match desk.find(&args.of)? {
        Named::View(_, view) => {
            let (rows, datasets) = of_view(&view, &desk, args.language)?;
            filter::filtered(rows, &args.clauses, &datasets)?
        }
        Named::Dataset(id) => {
            let dataset = desk.library.get(&id)?;
            let rows = filter::filtered(filter::rows_of(&dataset, &args.clauses, &desk.engine)?, &args.clauses, &[Arc::clone(&dataset)])?;
            mention_notes(&dataset, &rows.iter().map(|row| &row.observation).collect::<Vec<_>>());
            rows
        }
    };
    say_with(|out| match args.format {
        TableFormat::Csv => data::write_csv(&rows, out),
        TableFormat::Json => data::write_json(&rows, out),
    })
}

fn of_view(view: &view::View, desk: &Desk, language: Language) -> Result<(Vec<Row>, Vec<Arc<Dataset>>), Failure> {
    let findings = view::study(&view.subject, &desk.library, &desk.engine)?;
    let datasets = view::datasets(&view.subject, &desk.library)?;
    let tongue = Tongue { language, names: findings.names.clone() };
    let rows = data::of_findings(&findings, &tongue);
    if rows.is_empty() {
        // Why there is nothing to print is why there is nothing to draw.
        view::parted(view.chart, view.look.facet.as_ref(), &findings)?;
    }
    // A table has no place for caveats; they must not get lost on the way to it.
    for note in &findings.notes {
        tell(&format!("note: {}", tongue.say_whole(&note.text)));
    }
    Ok((rows, datasets.all().into_iter().map(Arc::clone).collect()))
}
