//! Parquet and Arrow files as rows of text: numbers with every digit, dates as ISO 8601, what is nested as JSON.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Cursor};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, FieldRef, Schema, SchemaRef, TimeUnit};
use arrow::error::ArrowError;
use arrow::ipc::reader::{FileReader, StreamReader};
use arrow::ipc::writer::{FileWriter, StreamWriter};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Type as Physical;
use parquet::errors::ParquetError;
use parquet::file::reader::ChunkReader;

use crate::problem::Problem;
use crate::table::written::written;

/// A table in text. A cell that holds nothing is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextTable {
    pub columns: Vec<String>,
    pub rows: Vec<TextRow>,
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
    let (schema, batches, notes) = parquet_batches(shared(bytes, File::get_bytes))?;
    rows("a Parquet file", &schema, batches, bounds, notes)
}

type ParquetBatches = (SchemaRef, ParquetRecordBatchReader, Vec<String>);

fn parquet_batches<R: ChunkReader + 'static>(file: R) -> Result<ParquetBatches, Problem> {
    let trouble = |error: ParquetError| problem("a Parquet file", &error);
    let mut metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(trouble)?;
    let mut notes = Vec::new();
    if let Some(schema) = with_far_times(&metadata) {
        metadata = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new().with_schema(schema)).map_err(trouble)?;
        notes.push("times that are stored in 96 bits are told to the microsecond".to_owned());
    }
    let schema = Arc::clone(metadata.schema());
    let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata).build().map_err(trouble)?;
    Ok((schema, reader, notes))
}

/// The rows of an Arrow file, which is also Feather of the second version.
///
/// # Errors
/// When it is damaged, in a form that is not read, or has more cells than the bounds allow.
pub fn arrow_file(bytes: Vec<u8>, bounds: Bounds) -> Result<TextTable, Problem> {
    let reader = FileReader::try_new(Cursor::new(bytes), None).map_err(|error| problem("an Arrow file", &error))?;
    rows("an Arrow file", &reader.schema(), reader, bounds, Vec::new())
}

/// The rows of an Arrow stream.
///
/// # Errors
/// When it is damaged, in a form that is not read, or has more cells than the bounds allow.
pub fn arrow_stream(bytes: Vec<u8>, bounds: Bounds) -> Result<TextTable, Problem> {
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
    let leaves: Vec<bool> = metadata.parquet_schema().columns().iter().map(|leaf| leaf.physical_type() == Physical::INT96).collect();
    let mut in_order = leaves.iter().copied();
    let fields: Vec<FieldRef> = metadata.schema().fields().iter().map(|field| far(field, &mut in_order)).collect();
    leaves.contains(&true).then(|| Arc::new(Schema::new(fields)))
}

/// A field with times in microseconds wherever they are old; its leaves, whether they are, in the order of the file.
fn far(field: &FieldRef, leaves: &mut dyn Iterator<Item = bool>) -> FieldRef {
    let kind = match field.data_type() {
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(|field| far(field, leaves)).collect()),
        DataType::List(items) => DataType::List(far(items, leaves)),
        DataType::LargeList(items) => DataType::LargeList(far(items, leaves)),
        DataType::FixedSizeList(items, count) => DataType::FixedSizeList(far(items, leaves), *count),
        DataType::Map(entries, is_sorted) => DataType::Map(far(entries, leaves), *is_sorted),
        leaf => match (leaf, leaves.next()) {
            (DataType::Timestamp(TimeUnit::Nanosecond, zone), Some(true)) => DataType::Timestamp(TimeUnit::Microsecond, zone.clone()),
            _ => leaf.clone(),
        },
    };
    Arc::new(field.as_ref().clone().with_data_type(kind))
}

/// A row in text. A cell that holds nothing is `None`.
pub type TextRow = Vec<Option<String>>;

fn rows<I>(what: &'static str, schema: &Schema, batches: I, bounds: Bounds, notes: Vec<String>) -> Result<TextTable, Problem>
where
    I: Iterator<Item = Result<RecordBatch, ArrowError>> + 'static,
{
    let mut pieces = Pieces::new(what, schema, Box::new(batches), notes);
    let mut rows = Vec::new();
    let mut left = bounds;
    for piece in pieces.by_ref() {
        for row in piece? {
            let bytes: usize = row.iter().flatten().map(String::len).sum();
            left.cells = left.cells.checked_sub(row.len().max(1)).ok_or_else(|| too_much(what, bounds))?;
            left.bytes = left.bytes.checked_sub(bytes).ok_or_else(|| too_much(what, bounds))?;
            rows.push(row);
        }
    }
    let notes = pieces.notes();
    Ok(TextTable { columns: pieces.columns, rows, notes })
}

/// The rows of a file, some thousand at a time.
pub struct Pieces {
    what: &'static str,
    pub columns: Vec<String>,
    batches: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>>>,
    /// What is left of the batch at hand.
    rest: Option<RecordBatch>,
    are_times: Vec<bool>,
    /// Columns of times beyond the calendar.
    beyond: BTreeSet<usize>,
    notes: Vec<String>,
}

impl Pieces {
    fn new(
        what: &'static str,
        schema: &Schema,
        batches: Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>>>,
        notes: Vec<String>,
    ) -> Self {
        let columns: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
        let are_times = schema.fields().iter().map(|field| field.data_type().is_temporal()).collect();
        Self { what, columns, batches, rest: None, are_times, beyond: BTreeSet::new(), notes }
    }

    /// What differs from the file, in the rows so far.
    pub fn notes(&self) -> Vec<String> {
        let beyond: Vec<&str> = self.beyond.iter().map(|column| self.columns[*column].as_str()).collect();
        let told = format!("times beyond the calendar stay the numbers that are stored: {}", beyond.join(", "));
        self.notes.iter().cloned().chain((!beyond.is_empty()).then_some(told)).collect()
    }

    fn texts(&mut self, batch: &RecordBatch) -> Result<Vec<TextRow>, ArrowError> {
        let mut rows = Vec::with_capacity(batch.num_rows());
        for row in 0..batch.num_rows() {
            let cells = batch.columns().iter().map(|column| written(column, row)).collect::<Result<TextRow, ArrowError>>()?;
            let is_beyond = |(column, cell): (usize, &Option<String>)| {
                (self.are_times[column] && cell.as_ref().is_some_and(|text| text.parse::<i64>().is_ok())).then_some(column)
            };
            self.beyond.extend(cells.iter().enumerate().filter_map(is_beyond));
            rows.push(cells);
        }
        Ok(rows)
    }
}

impl Iterator for Pieces {
    type Item = Result<Vec<TextRow>, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        /// A batch may be as large as its file; as text it takes several times as much.
        const MOST_ROWS: usize = 8192;
        let batch = match self.rest.take() {
            Some(rest) => Ok(rest),
            None => self.batches.next()?,
        };
        let texts = batch.and_then(|batch| {
            let count = batch.num_rows().min(MOST_ROWS);
            self.rest = (count < batch.num_rows()).then(|| batch.slice(count, batch.num_rows() - count));
            self.texts(&batch.slice(0, count))
        });
        Some(texts.map_err(|error| problem(self.what, &error)))
    }
}

/// A Parquet or Arrow file that is read piece by piece, by what its first bytes say it is.
///
/// # Errors
/// When it is damaged, or in a form that is not read.
pub fn pieces(file: File, form: Form) -> Result<Pieces, Problem> {
    let what = form.name();
    let trouble = |error: &dyn std::fmt::Display| problem(what, error);
    Ok(match form {
        Form::Parquet => {
            let (schema, batches, notes) = parquet_batches(file)?;
            Pieces::new(what, &schema, Box::new(batches), notes)
        }
        Form::ArrowFile => {
            let reader = FileReader::try_new(BufReader::new(file), None).map_err(|error| trouble(&error))?;
            Pieces::new(what, &reader.schema(), Box::new(reader), Vec::new())
        }
        Form::ArrowStream => {
            let reader = StreamReader::try_new(BufReader::new(file), None).map_err(|error| trouble(&error))?;
            Pieces::new(what, &reader.schema(), Box::new(reader), Vec::new())
        }
    })
}

/// How many rows such a file has, where it says so itself.
pub fn count(file: &File, form: Form) -> Option<usize> {
    match form {
        Form::Parquet => {
            let metadata = ArrowReaderMetadata::load(file, ArrowReaderOptions::new()).ok()?;
            usize::try_from(metadata.metadata().file_metadata().num_rows()).ok()
        }
        Form::ArrowFile | Form::ArrowStream => None,
    }
}

/// The first rows of such a file, as a file of the same columns.
///
/// # Errors
/// When it is damaged, or in a form that is not read.
pub fn head(file: File, form: Form, rows: usize) -> Result<Vec<u8>, Problem> {
    let trouble = |error: &dyn std::fmt::Display| problem(form.name(), error);
    let mut pieces = pieces(file, form)?;
    let mut left = rows;
    let mut batches = Vec::new();
    while let Some(batch) = pieces.batches.next().filter(|_| left > 0) {
        let batch = batch.map_err(|error| trouble(&error))?;
        batches.push(batch.slice(0, batch.num_rows().min(left)));
        left -= batches.last().map_or(0, RecordBatch::num_rows);
    }
    let Some(first) = batches.first() else { return Err(trouble(&"it holds no rows")) };
    let schema = first.schema();
    match form {
        Form::Parquet => {
            let mut writer = ArrowWriter::try_new(Vec::new(), schema, None).map_err(|error| trouble(&error))?;
            batches.iter().try_for_each(|batch| writer.write(batch)).map_err(|error| trouble(&error))?;
            writer.into_inner().map_err(|error| trouble(&error))
        }
        Form::ArrowFile => {
            let mut writer = FileWriter::try_new(Vec::new(), &schema).map_err(|error| trouble(&error))?;
            batches.iter().try_for_each(|batch| writer.write(batch)).map_err(|error| trouble(&error))?;
            writer.into_inner().map_err(|error| trouble(&error))
        }
        Form::ArrowStream => {
            let mut writer = StreamWriter::try_new(Vec::new(), &schema).map_err(|error| trouble(&error))?;
            batches.iter().try_for_each(|batch| writer.write(batch)).map_err(|error| trouble(&error))?;
            writer.into_inner().map_err(|error| trouble(&error))
        }
    }
}

/// The forms of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Parquet,
    ArrowFile,
    ArrowStream,
}

impl Form {
    pub fn name(self) -> &'static str {
        match self {
            Self::Parquet => "a Parquet file",
            Self::ArrowFile => "an Arrow file",
            Self::ArrowStream => "an Arrow stream",
        }
    }
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
        check(&arrow_file(writer.into_inner().expect("bytes"), BOUNDS).expect("readable"));
        let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a writer");
        writer.write(&batch).expect("written");
        check(&arrow_stream(writer.into_inner().expect("bytes"), BOUNDS).expect("readable"));
    }

    #[test]
    fn more_cells_than_allowed_are_refused() {
        let batch = batch();
        let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a writer");
        writer.write(&batch).expect("written");
        let bytes = writer.into_inner().expect("bytes");
        let problem = arrow_stream(bytes.clone(), Bounds { cells: 7, ..BOUNDS }).expect_err("eight cells");
        assert!(problem.to_string().contains("more than 7 cells"), "{problem}");
        let problem = arrow_stream(bytes, Bounds { bytes: 20, ..BOUNDS }).expect_err("more text");
        assert!(problem.to_string().contains("MiB of text"), "{problem}");
    }

    #[test]
    fn what_is_cut_off_is_a_problem() {
        let problem = parquet(b"PAR1 and then nothing".to_vec(), BOUNDS).expect_err("no footer");
        assert!(problem.to_string().starts_with("Could not read it as a Parquet file: "), "{problem}");
    }
}
