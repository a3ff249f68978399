//! Columns of numbers in Parquet files: written once in order, so that a filter reads only what it needs.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int32Array, RecordBatch};
use arrow::buffer::NullBuffer;
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use arrow::error::ArrowError;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, Encoding};
use parquet::file::metadata::PageIndexPolicy;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::schema::types::ColumnPath;

use crate::problem::Problem;
use crate::table::Table;

/// A column on its way to disk.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbered {
    /// Numbers of texts, lines, files; less than zero where there is none.
    Whole(Vec<i32>),
    /// NaN where there is none.
    Broken(Vec<f64>),
}

impl Numbered {
    fn len(&self) -> usize {
        match self {
            Self::Whole(numbers) => numbers.len(),
            Self::Broken(numbers) => numbers.len(),
        }
    }

    /// Do two rows have the same number, or none?
    pub fn is_same(&self, one: usize, other: usize) -> bool {
        self.bits(one) == self.bits(other)
    }

    /// Does the row have a number?
    pub fn is_there(&self, row: usize) -> bool {
        match self {
            Self::Whole(numbers) => numbers[row] >= 0,
            Self::Broken(numbers) => !numbers[row].is_nan(),
        }
    }

    /// What is told apart from any other number of the column.
    pub fn bits(&self, row: usize) -> u64 {
        match self {
            Self::Whole(numbers) => u64::from(numbers[row].cast_unsigned()),
            Self::Broken(numbers) => numbers[row].to_bits(),
        }
    }
}

/// Rows of a file, so many of them in a group that is read or left out as a whole, and in a page.
const ROWS_OF_GROUP: usize = 1 << 19;
const ROWS_OF_PAGE: usize = 1 << 13;
/// A file with so many is followed by another one: few files are opened faster than many.
const ROWS_OF_FILE: usize = 1 << 22;
/// So many are copied at a time: what is copied stays near the processor until it is packed.
const ROWS_AT_ONCE: usize = 1 << 14;

/// A file on its way to disk, which grows by rows of the same columns.
pub struct Growing {
    writer: ArrowWriter<File>,
    schema: SchemaRef,
    rows: usize,
}

impl Growing {
    /// # Errors
    /// When the file cannot be made: the disk is full, or the folder is gone.
    pub fn create(path: &Path, columns: &[(String, Numbered)]) -> Result<Self, Problem> {
        let schema = schema(columns.iter().map(|(name, column)| (name.as_str(), column)));
        let file = File::create(path).map_err(|error| trouble(&error))?;
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(settings(columns))).map_err(|error| trouble(&error))?;
        Ok(Self { writer, schema, rows: 0 })
    }

    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Is there room for these columns, and are they those of the file?
    pub fn takes(&self, columns: &[(String, Numbered)]) -> bool {
        self.rows < ROWS_OF_FILE && schema(columns.iter().map(|(name, column)| (name.as_str(), column))) == self.schema
    }

    /// Adds columns of the same length, their rows in the order given.
    ///
    /// # Errors
    /// When they cannot be written: the disk is full, or the folder is gone.
    pub fn add(&mut self, columns: &[(String, Numbered)], order: Option<&[u32]>) -> Result<(), Problem> {
        let count = order.map_or_else(|| columns.first().map_or(0, |(_, column)| column.len()), <[u32]>::len);
        for start in (0..count).step_by(ROWS_AT_ONCE) {
            let rows = start..(start + ROWS_AT_ONCE).min(count);
            let arrays = columns.iter().map(|(_, column)| match order {
                Some(order) => array(column, order[rows.clone()].iter().map(|row| *row as usize)),
                None => array(column, rows.clone()),
            });
            let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays.collect()).map_err(|error| trouble(&error))?;
            self.writer.write(&batch).map_err(|error| trouble(&error))?;
        }
        self.rows += count;
        Ok(())
    }

    /// # Errors
    /// When what is left cannot be written.
    pub fn close(self) -> Result<(), Problem> {
        self.writer.close().map(|_| ()).map_err(|error| trouble(&error))
    }
}

/// Rows that were written to a file one after another.
#[derive(Clone, Debug)]
pub struct Run {
    pub path: PathBuf,
    /// How many rows of the file stand before them.
    pub start: usize,
    pub rows: usize,
}

/// What the ends of files say of their rows, read once of each.
#[derive(Default)]
pub struct Footers(HashMap<PathBuf, ArrowReaderMetadata>);

/// Columns of a run on their way back, some rows at a time.
pub struct Returning {
    batches: ParquetRecordBatchReader,
    names: Vec<String>,
}

/// How many rows came back, and each column of them that the file has.
pub type Returned = (usize, Vec<Option<Numbered>>);

impl Returning {
    /// The columns of these names, in this order.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn open(run: &Run, names: &[String], footers: &mut Footers) -> Result<Self, Problem> {
        let file = File::open(&run.path).map_err(|error| lost(&error))?;
        let footer = match footers.0.get(&run.path) {
            Some(footer) => footer.clone(),
            None => {
                // It says where pages lie: the rows before those of the run need no look.
                let options = ArrowReaderOptions::new().with_offset_index_policy(PageIndexPolicy::Optional);
                let footer = ArrowReaderMetadata::load(&file, options).map_err(|error| lost(&error))?;
                footers.0.insert(run.path.clone(), footer.clone());
                footer
            }
        };
        let of_file = ParquetRecordBatchReaderBuilder::new_with_metadata(file, footer);
        let columns = ProjectionMask::columns(of_file.parquet_schema(), names.iter().map(String::as_str));
        let rows = of_file.with_projection(columns).with_offset(run.start).with_limit(run.rows).with_batch_size(ROWS_OF_PAGE);
        Ok(Self { batches: rows.build().map_err(|error| lost(&error))?, names: names.to_owned() })
    }

    /// The next rows of each column, none of one that the file does not have; `None` behind the last.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn rows(&mut self) -> Result<Option<Returned>, Problem> {
        let Some(batch) = self.batches.next() else { return Ok(None) };
        let batch = batch.map_err(|error| lost(&error))?;
        let columns = self.names.iter().map(|name| batch.column_by_name(name).and_then(numbered)).collect();
        Ok(Some((batch.num_rows(), columns)))
    }
}

fn numbered(column: &ArrayRef) -> Option<Numbered> {
    if let Some(numbers) = column.as_any().downcast_ref::<Int32Array>() {
        return Some(Numbered::Whole(numbers.iter().map(|number| number.unwrap_or(-1)).collect()));
    }
    let numbers = column.as_any().downcast_ref::<Float64Array>()?;
    Some(Numbered::Broken(numbers.iter().map(|number| number.unwrap_or(f64::NAN)).collect()))
}

fn lost(error: &dyn std::fmt::Display) -> Problem {
    Problem::new("Could not go through what was kept").because(error).hint("Is the disk still there? Open the file again.")
}

fn trouble(error: &dyn std::fmt::Display) -> Problem {
    Problem::new("Could not keep what was read").because(error).hint("Is there room on the disk? Nothing was changed.")
}

/// Numbers of texts lie in order or repeat, so that their differences take little room and less time than packing them. Broken
/// numbers hardly pack, and nobody asks for one of them by its size.
fn settings(columns: &[(String, Numbered)]) -> WriterProperties {
    let settings = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::Page)
        .set_max_row_group_row_count(Some(ROWS_OF_GROUP))
        .set_data_page_row_count_limit(ROWS_OF_PAGE)
        .set_write_batch_size(ROWS_OF_PAGE);
    let of_column = |settings: WriterPropertiesBuilder, (name, column): &(String, Numbered)| {
        let path = ColumnPath::from(name.as_str());
        match column {
            Numbered::Whole(_) => settings.set_column_encoding(path, Encoding::DELTA_BINARY_PACKED),
            Numbered::Broken(_) => settings.set_column_statistics_enabled(path, EnabledStatistics::None),
        }
    };
    columns.iter().fold(settings, of_column).build()
}

/// These rows of a column.
fn array(column: &Numbered, rows: impl Iterator<Item = usize>) -> ArrayRef {
    fn nulls<T: Copy>(numbers: &[T], is_there: impl Fn(T) -> bool) -> Option<NullBuffer> {
        let has_all = numbers.iter().all(|number| is_there(*number));
        (!has_all).then(|| numbers.iter().map(|number| is_there(*number)).collect())
    }
    match column {
        Numbered::Whole(numbers) => {
            let numbers: Vec<i32> = rows.map(|row| numbers[row]).collect();
            let nulls = nulls(&numbers, |number| number >= 0);
            Arc::new(Int32Array::new(numbers.into(), nulls))
        }
        Numbered::Broken(numbers) => {
            let numbers: Vec<f64> = rows.map(|row| numbers[row]).collect();
            let nulls = nulls(&numbers, |number: f64| !number.is_nan());
            Arc::new(Float64Array::new(numbers.into(), nulls))
        }
    }
}

fn schema<'a>(columns: impl Iterator<Item = (&'a str, &'a Numbered)>) -> SchemaRef {
    let field = |(name, column): (&str, &Numbered)| {
        let kind = match column {
            Numbered::Whole(_) => DataType::Int32,
            Numbered::Broken(_) => DataType::Float64,
        };
        Field::new(name, kind, true)
    };
    Arc::new(Schema::new(columns.map(field).collect::<Vec<_>>()))
}

/// The columns that files of these texts and numbers may have; a file without one of them has no such values.
pub fn schema_of<'a>(whole: impl Iterator<Item = &'a str>, broken: impl Iterator<Item = &'a str>) -> SchemaRef {
    let of = |kind: DataType| move |name: &str| Field::new(name, kind.clone(), true);
    Arc::new(Schema::new(whole.map(of(DataType::Int32)).chain(broken.map(of(DataType::Float64))).collect::<Vec<_>>()))
}

impl Table {
    /// Rows of columns that hold nothing but numbers.
    ///
    /// # Errors
    /// When a column holds something else, or the batches do not share one schema.
    pub fn of_numbers(batches: &[RecordBatch]) -> Result<Option<Self>, Problem> {
        let plain = |batch: &RecordBatch| -> Result<RecordBatch, ArrowError> {
            let arrays = batch.columns().iter().map(|column| cast(column, &DataType::Float64)).collect::<Result<Vec<_>, _>>()?;
            let fields: Vec<Field> =
                batch.schema().fields().iter().map(|field| Field::new(field.name(), DataType::Float64, true)).collect();
            RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        };
        let batches = batches.iter().map(plain).collect::<Result<Vec<_>, _>>();
        Self::from_batches(&batches.map_err(|error| Problem::new("Could not read the answer").because(error))?)
    }

    /// Rows of a few columns of numbers, in memory.
    ///
    /// # Errors
    /// When the columns differ in length.
    pub fn of_columns(columns: &[(String, Numbered)]) -> Result<Self, Problem> {
        let arrays: Vec<ArrayRef> = columns.iter().map(|(_, column)| array(column, 0..column.len())).collect();
        let batch = RecordBatch::try_new(schema(columns.iter().map(|(name, column)| (name.as_str(), column))), arrays);
        let batch = batch.map_err(|error| Problem::new("Could not build the table").because(error))?;
        Self::of_numbers(&[batch])?.ok_or_else(|| Problem::new("Could not build the table").because("it has no columns"))
    }
}
