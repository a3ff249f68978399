//! Parquet and Arrow files as rows of text: numbers with every digit, dates as ISO 8601, what is nested as JSON.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Cursor;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Field, FieldRef, Schema, SchemaRef, TimeUnit};
use arrow::error::ArrowError;
use arrow::ipc::reader::{FileReader, StreamReader};
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::basic::Type as Physical;
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use crate::problem::Problem;
use crate::table::written::written;

/// A table in text. A cell that holds nothing is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Option<String>>>,
    /// What differs from the file: "times are told to the microsecond".
    pub notes: Vec<String>,
}

/// How much of a file is taken in at most.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub cells: usize,
    /// Bytes of text in them.
    pub bytes: usize,
}

/// The rows of a Parquet file.
///
/// # Errors
/// When it is damaged, in a form that is not read, or has more cells than the bounds allow.
pub fn parquet(bytes: Vec<u8>, bounds: Bounds) -> Result<TextTable, Problem> {
    let trouble = |error: ParquetError| problem("a Parquet file", &error);
    let bytes = shared(bytes, File::get_bytes);
    let mut metadata = ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new()).map_err(trouble)?;
    let mut notes = Vec::new();
    if let Some(schema) = with_far_times(&metadata) {
        metadata = ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new().with_schema(schema)).map_err(trouble)?;
        notes.push("times that are stored in 96 bits are told to the microsecond".to_owned());
    }
    let schema = Arc::clone(metadata.schema());
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes, metadata).build().map_err(trouble)?;
    rows("a Parquet file", &schema, reader, bounds, notes)
}

/// The rows of an Arrow file, which is also Feather of the second version.
///
/// # Errors
/// When it is damaged, in a form that is not read, or has more cells than the bounds allow.
pub fn arrow_file(bytes: &[u8], bounds: Bounds) -> Result<TextTable, Problem> {
    let reader = FileReader::try_new(Cursor::new(bytes), None).map_err(|error| problem("an Arrow file", &error))?;
    rows("an Arrow file", &reader.schema(), reader, bounds, Vec::new())
}

/// The rows of an Arrow stream.
///
/// # Errors
/// When it is damaged, in a form that is not read, or has more cells than the bounds allow.
pub fn arrow_stream(bytes: &[u8], bounds: Bounds) -> Result<TextTable, Problem> {
    let reader = StreamReader::try_new(Cursor::new(bytes), None).map_err(|error| problem("an Arrow stream", &error))?;
    rows("an Arrow stream", &reader.schema(), reader, bounds, Vec::new())
}

/// Bytes in the form in which the Parquet reader shares them, which only its own functions name.
fn shared<T: From<Vec<u8>>>(bytes: Vec<u8>, _like: impl Fn(&File, u64, usize) -> Result<T, ParquetError>) -> T {
    T::from(bytes)
}

/// Old times take 96 bits, of which the reader keeps nanoseconds in 64: a date after 2262 would come out as another one. In
/// microseconds all of them fit. `None` when there are no such columns.
fn with_far_times(metadata: &ArrowReaderMetadata) -> Option<SchemaRef> {
    let columns = metadata.parquet_schema();
    let is_old = |name: &str| {
        let mut leaves = columns.columns().iter().filter(|leaf| leaf.path().parts() == [name]);
        leaves.any(|leaf| leaf.physical_type() == Physical::INT96)
    };
    let fields = metadata.schema().fields();
    let has_old = fields.iter().any(|field| is_old(field.name()));
    let far = |field: &FieldRef| match field.data_type() {
        DataType::Timestamp(TimeUnit::Nanosecond, zone) if is_old(field.name()) => {
            let kind = DataType::Timestamp(TimeUnit::Microsecond, zone.clone());
            Arc::new(Field::new(field.name(), kind, field.is_nullable()))
        }
        _ => Arc::clone(field),
    };
    has_old.then(|| Arc::new(Schema::new(fields.iter().map(far).collect::<Vec<_>>())))
}

fn rows<I>(what: &str, schema: &Schema, batches: I, bounds: Bounds, notes: Vec<String>) -> Result<TextTable, Problem>
where
    I: Iterator<Item = Result<RecordBatch, ArrowError>>,
{
    let columns: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let mut table = TextTable { columns, rows: Vec::new(), notes };
    let are_times: Vec<bool> = schema.fields().iter().map(|field| field.data_type().is_temporal()).collect();
    let mut beyond = BTreeSet::new();
    let mut left = bounds;
    for batch in batches {
        let batch = batch.map_err(|error| problem(what, &error))?;
        let cells = batch.num_rows().saturating_mul(batch.num_columns().max(1));
        left.cells = left.cells.checked_sub(cells).ok_or_else(|| too_much(what, bounds))?;
        for row in 0..batch.num_rows() {
            let cells = batch.columns().iter().map(|column| written(column, row));
            let cells = cells.collect::<Result<Vec<_>, ArrowError>>().map_err(|error| problem(what, &error))?;
            let bytes: usize = cells.iter().flatten().map(String::len).sum();
            left.bytes = left.bytes.checked_sub(bytes).ok_or_else(|| too_much(what, bounds))?;
            let is_beyond = |(column, cell): (usize, &Option<String>)| {
                (are_times[column] && cell.as_ref().is_some_and(|text| text.parse::<i64>().is_ok())).then_some(column)
            };
            beyond.extend(cells.iter().enumerate().filter_map(is_beyond));
            table.rows.push(cells);
        }
    }
    let beyond: Vec<&str> = beyond.into_iter().map(|column: usize| table.columns[column].as_str()).collect();
    if !beyond.is_empty() {
        table.notes.push(format!("times beyond the calendar stay the numbers that are stored: {}", beyond.join(", ")));
    }
    Ok(table)
}

fn problem(what: &str, error: &dyn std::fmt::Display) -> Problem {
    let text = error.to_string();
    let problem = Problem::new(format!("Could not read it as {what}")).because(first_line(&text));
    match text.to_lowercase().contains("endian") {
        true => problem.hint("It was written by a machine with another order of bytes. Write it anew on a common one, or save it as CSV."),
        false => problem.hint("Is it complete? Download or write it again."),
    }
}

/// What a reader says at length is told up to its first line end.
fn first_line(text: &str) -> &str {
    text.lines().find(|line| !line.trim().is_empty()).unwrap_or("it is damaged")
}

fn too_much(what: &str, bounds: Bounds) -> Problem {
    let why = format!("it holds more than {} cells or {} MiB of text", bounds.cells, bounds.bytes >> 20);
    Problem::new(format!("Could not read it as {what}"))
        .because(why)
        .hint("Save the rows and columns that are needed as a file of their own.")
}

#[cfg(test)]
mod tests {
    use arrow::array::{ArrayRef, Date32Array, Float64Array, Int64Array, StringArray};
    use arrow::ipc::writer::{FileWriter, StreamWriter};
    use parquet::arrow::ArrowWriter;

    use super::*;

    const BOUNDS: Bounds = Bounds { cells: 1000, bytes: 10_000 };

    fn batch() -> RecordBatch {
        let columns: [(&str, ArrayRef); 4] = [
            ("country", Arc::new(StringArray::from(vec![Some("Россия"), None]))),
            ("value", Arc::new(Int64Array::from(vec![9_007_199_254_740_993, -1]))),
            ("share", Arc::new(Float64Array::from(vec![0.1, f64::NAN]))),
            ("day", Arc::new(Date32Array::from(vec![17_657, 0]))),
        ];
        RecordBatch::try_from_iter(columns).expect("columns of one length")
    }

    fn check(table: &TextTable) {
        assert_eq!(table.columns, ["country", "value", "share", "day"]);
        let rows: Vec<Vec<&str>> = table.rows.iter().map(|row| row.iter().map(|cell| cell.as_deref().unwrap_or("—")).collect()).collect();
        assert_eq!(rows, [["Россия", "9007199254740993", "0.1", "2018-05-06"], ["—", "-1", "NaN", "1970-01-01"]]);
    }

    #[test]
    fn the_three_forms_give_the_same_text() {
        let batch = batch();
        let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("written");
        check(&parquet(writer.into_inner().expect("bytes"), BOUNDS).expect("readable"));
        let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).expect("a writer");
        writer.write(&batch).expect("written");
        check(&arrow_file(&writer.into_inner().expect("bytes"), BOUNDS).expect("readable"));
        let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a writer");
        writer.write(&batch).expect("written");
        check(&arrow_stream(&writer.into_inner().expect("bytes"), BOUNDS).expect("readable"));
    }

    #[test]
    fn more_cells_than_allowed_are_refused() {
        let batch = batch();
        let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a writer");
        writer.write(&batch).expect("written");
        let bytes = writer.into_inner().expect("bytes");
        let problem = arrow_stream(&bytes, Bounds { cells: 7, ..BOUNDS }).expect_err("eight cells");
        assert!(problem.to_string().contains("more than 7 cells"), "{problem}");
        let problem = arrow_stream(&bytes, Bounds { bytes: 20, ..BOUNDS }).expect_err("more text");
        assert!(problem.to_string().contains("MiB of text"), "{problem}");
    }

    #[test]
    fn what_is_cut_off_is_a_problem() {
        let problem = parquet(b"PAR1 and then nothing".to_vec(), BOUNDS).expect_err("no footer");
        assert!(problem.to_string().starts_with("Could not read it as a Parquet file: "), "{problem}");
    }
}
