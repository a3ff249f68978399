//! `asymmetry convert`: the same observations in another form.

use std::path::{Path, PathBuf};

use crate::cli::desk::{Given, mention_notes, mention_refusals};
use crate::cli::render::{ending, save};
use crate::cli::{Failure, not_in_this_version};
use crate::dataset::{Dataset, document};
use crate::export::data;
use crate::import;
use crate::import::hints::Hints;
use crate::problem::Problem;

/// Reads files and writes what they hold as a dataset document or a table.
pub fn convert(files: &[PathBuf], out: &Path, hints: &Hints) -> Result<(), Failure> {
    let misuse =
        |why: &str, hint: &str| Err(Failure::Misused(Problem::new(format!("Could not write {}", out.display())).because(why).hint(hint)));
    let write = match ending(out).as_str() {
        "json" if files.len() > 1 => return misuse("a dataset document holds one file", "Convert the files one by one, or into one .csv."),
        "json" => as_document,
        "csv" => as_table,
        "parquet" => return Err(not_in_this_version("Parquet")),
        _ => return misuse("its name does not end in .json or .csv", "The ending tells which form is wanted."),
    };
    let place = out.canonicalize().ok();
    if place.is_some() && files.iter().any(|path| path.canonicalize().ok() == place) {
        return misuse("it is the file to be read", "Name another file, so that nothing of this one is lost.");
    }
    let mut datasets = Vec::new();
    let mut given = Given::default();
    for path in files {
        let dataset = import::inspect(path, hints)?.dataset;
        if dataset.stored.is_some() {
            let why = format!("it holds {} figures, more than fit one document", dataset.rows());
            let hint = "`asymmetry numbers FILE --where …` writes those you need.";
            return Err(Problem::new(format!("Could not convert {}", path.display())).because(why).hint(hint).into());
        }
        if given.take(&dataset, path)? {
            mention_refusals(&dataset, path);
            datasets.push(dataset);
        }
    }
    if ending(out) == "csv" {
        for dataset in &datasets {
            mention_notes(dataset, &dataset.observations().iter().collect::<Vec<_>>());
        }
    }
    let bytes = write(&datasets)
        .map_err(|error| Problem::new(format!("Could not write {}", out.display())).because(error).hint("Is there enough memory?"))?;
    save(out, &bytes)
}

fn as_document(datasets: &[Dataset]) -> std::io::Result<Vec<u8>> {
    Ok(datasets.iter().map(document::write).collect::<String>().into_bytes())
}

fn as_table(datasets: &[Dataset]) -> std::io::Result<Vec<u8>> {
    let rows: Vec<data::Row> = datasets.iter().flat_map(data::of_dataset).collect();
    let mut bytes = Vec::new();
    data::write_csv(&rows, &mut bytes)?;
    Ok(bytes)
}
