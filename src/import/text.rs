//! Bytes as text, and text as tables of cells.

use csv::ReaderBuilder;

use crate::dataset::text::{Objection, text_of};
use crate::import::hints::Hints;
use crate::import::report::Report;
use crate::import::sheet::{Row, Sheet};
use crate::problem::Problem;

/// The text of a file and the tables in it.
///
/// # Errors
/// When the bytes are no text. `name` is the file's name.
pub fn read(bytes: &[u8], name: &str, _hints: &Hints, _report: &mut Report) -> Result<(String, Vec<Sheet>), Problem> {
    let problem = |(why, hint): Objection| Problem::new(format!("Could not read {name}")).because(why).hint(hint);
    let text = text_of(bytes).map_err(problem)?.to_owned();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records().map_while(Result::ok) {
        let line = record.position().map_or(0, |position| position.line() as usize);
        sheet.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
    }
    Ok((text, vec![sheet]))
}
