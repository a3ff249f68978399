//! What a reader process hands back: a dataset or a problem, as JSON followed by the table as Arrow IPC.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::dataset::stored::Stored;
use crate::dataset::{Dataset, Draft, Origin};
use crate::import::Opened;
use crate::import::preview::Preview;
use crate::import::report::Report;
use crate::import::sheet::Sheet;
use crate::problem::Problem;
use crate::table::Table;

/// The first bytes of a parcel. One of another version of the program is not taken.
const MARK: &[u8] = concat!("asymmetry-parcel ", env!("CARGO_PKG_VERSION"), "\n").as_bytes();

/// What was asked of the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    Dataset,
    /// The same of a file too large for memory: its rows go into this folder.
    Store(PathBuf),
    Tables,
    /// The cells of a table too large for memory, as they are read; behind them the report without tables.
    Cells,
    Preview,
}

/// What it found.
pub enum Parcel {
    Dataset(Box<Opened>),
    Tables(Vec<Sheet>, Box<Report>),
    Preview(Box<Preview>),
}

#[derive(Serialize, Deserialize)]
enum Told {
    Dataset(Box<Known>),
    Tables(Vec<Sheet>, Report),
    Preview { table: Option<(Sheet, usize)>, report: Box<Report>, known: Result<Box<Known>, Problem>, is_part: bool },
    Problem(Problem),
}

/// Everything of a dataset but its rows, and how it was read.
#[derive(Serialize, Deserialize)]
struct Known {
    draft: Draft,
    sha256: String,
    format: String,
    reason: String,
    report: Report,
    stored: Option<Stored>,
}

/// The bytes of a parcel.
///
/// # Errors
/// When it cannot be written, which no dataset that was read gives reason for.
pub fn wrap(outcome: Result<Parcel, Problem>) -> Result<Vec<u8>, Problem> {
    let (told, rows) = match outcome {
        Ok(Parcel::Dataset(opened)) => {
            let (known, rows) = known(*opened)?;
            (Told::Dataset(known), rows)
        }
        Ok(Parcel::Tables(sheets, report)) => (Told::Tables(sheets, *report), Vec::new()),
        Ok(Parcel::Preview(preview)) => {
            let Preview { table, report, outcome, is_part } = *preview;
            let (known, rows) = match outcome.map(known) {
                Ok(known) => known.map(|(known, rows)| (Ok(known), rows))?,
                Err(problem) => (Err(problem), Vec::new()),
            };
            (Told::Preview { table, report: Box::new(report), known, is_part }, rows)
        }
        Err(problem) => (Told::Problem(problem), Vec::new()),
    };
    let json = serde_json::to_vec(&told).map_err(|error| Problem::new("Could not hand over what was read").because(error))?;
    Ok([MARK, &(json.len() as u64).to_le_bytes(), &json, &rows].concat())
}

fn known(opened: Opened) -> Result<(Box<Known>, Vec<u8>), Problem> {
    let Opened { dataset, format, reason, report } = opened;
    let (sha256, stored) = (dataset.sha256.clone(), dataset.stored.clone());
    let (draft, table) = dataset.into_parts();
    Ok((Box::new(Known { draft, sha256, format, reason, report, stored }), table.pack()?))
}

fn opened(known: Known, rows: &[u8], origin: Origin) -> Option<Opened> {
    let Known { draft, sha256, format, reason, report, stored } = known;
    let mut dataset = Dataset::of(draft, Table::unpack(rows).ok()?, sha256, origin);
    if let Some(stored) = stored {
        dataset = dataset.with_rows_in(stored);
    }
    Some(Opened { dataset, format, reason, report })
}

/// What the bytes of a parcel hold; `None` when they are not one, or not whole.
pub fn unwrap(bytes: &[u8], origin: Origin) -> Option<Result<Parcel, Problem>> {
    let rest = bytes.strip_prefix(MARK)?;
    let (length, rest) = rest.split_at_checked(8)?;
    let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
    let (json, rows) = rest.split_at_checked(length)?;
    Some(match serde_json::from_slice(json).ok()? {
        Told::Problem(problem) => Err(problem),
        Told::Tables(sheets, report) => Ok(Parcel::Tables(sheets, Box::new(report))),
        Told::Dataset(known) => Ok(Parcel::Dataset(Box::new(opened(*known, rows, origin)?))),
        Told::Preview { table, report, known, is_part } => {
            let outcome = match known {
                Ok(known) => Ok(opened(*known, rows, origin)?),
                Err(problem) => Err(problem),
            };
            Ok(Parcel::Preview(Box::new(Preview { table, report: *report, outcome, is_part })))
        }
    })
}
