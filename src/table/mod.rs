//! Columns of rows, in memory. The one home of Arrow beside the query engine; knows nothing of trade or polls.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use arrow::array::{Array as _, ArrayRef, AsArray as _, DictionaryArray, Float64Array, RecordBatch, StringArray, UInt32Array};
use arrow::compute::{SortColumn, SortOptions, cast, concat_batches, lexsort_to_indices, take_record_batch};
use arrow::datatypes::{DataType, Field, Float64Type, Int32Type, Schema};
use arrow::error::ArrowError;

use crate::problem::Problem;

pub mod columnar;
pub mod numbered;
mod packed;
mod written;

/// Rows with named columns. Text is kept once per distinct value.
#[derive(Clone, Debug)]
pub struct Table {
    batch: RecordBatch,
    /// The rows by these columns: put in order once, asked for often.
    ordered: OnceLock<(Vec<String>, RecordBatch)>,
}

/// One column on its way into a table; all columns of a table have the same length.
pub enum Column<'a> {
    Text(Vec<Option<Cow<'a, str>>>),
    Number(Vec<Option<f64>>),
}

/// One text column made ready for reading.
pub struct Texts<'a> {
    column: Option<(&'a DictionaryArray<Int32Type>, &'a StringArray)>,
}

/// One column of numbers made ready for reading.
pub struct Numbers<'a> {
    column: Option<&'a Float64Array>,
}

impl Table {
    /// Columns in the order given.
    ///
    /// # Errors
    /// When the columns differ in length.
    pub fn new<'a>(columns: impl IntoIterator<Item = (String, Column<'a>)>) -> Result<Self, Problem> {
        let (fields, arrays): (Vec<Field>, Vec<ArrayRef>) = columns
            .into_iter()
            .map(|(name, column)| {
                let array: ArrayRef = match column {
                    Column::Text(values) => {
                        let values: DictionaryArray<Int32Type> = values.iter().map(Option::as_deref).collect();
                        Arc::new(values)
                    }
                    Column::Number(values) => Arc::new(Float64Array::from(values)),
                };
                (Field::new(name, array.data_type().clone(), true), array)
            })
            .unzip();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
            .map(Self::of)
            .map_err(|error| Problem::new("Could not build the table").because(error))
    }

    /// Rows that the engine answered, in its order.
    ///
    /// # Errors
    /// When the batches do not share one schema.
    pub fn from_batches(batches: &[RecordBatch]) -> Result<Option<Self>, Problem> {
        let Some(first) = batches.first() else { return Ok(None) };
        let schema = first.schema();
        let together = concat_batches(&schema, batches).map_err(|error| Problem::new("Could not read the answer").because(error))?;
        Ok(Some(Self::of(together)))
    }

    fn of(batch: RecordBatch) -> Self {
        Self { batch, ordered: OnceLock::new() }
    }

    /// The rows ordered by these columns one after another, what is empty first; equal ones stay as they stand.
    ///
    /// # Errors
    /// When there is no such column, or it cannot be ordered.
    pub fn ordered_by(&self, names: &[String]) -> Result<RecordBatch, Problem> {
        if let Some((_, batch)) = self.ordered.get().filter(|(by, _)| by == names) {
            return Ok(batch.clone());
        }
        let trouble = |error: ArrowError| Problem::new("Could not put the rows in order").because(error);
        let options = Some(SortOptions { descending: false, nulls_first: true });
        let column = |name: &String| Ok(SortColumn { values: Arc::clone(self.batch.column(self.batch.schema().index_of(name)?)), options });
        let mut columns = names.iter().map(column).collect::<Result<Vec<_>, ArrowError>>().map_err(trouble)?;
        let places = UInt32Array::from_iter_values(0..self.rows() as u32);
        columns.push(SortColumn { values: Arc::new(places), options });
        let order = lexsort_to_indices(&columns, None).map_err(trouble)?;
        let batch = take_record_batch(&self.batch, &order).map_err(trouble)?;
        // The first order asked for is kept.
        self.ordered.get_or_init(|| (names.to_vec(), batch.clone()));
        Ok(batch)
    }

    pub fn rows(&self) -> usize {
        self.batch.num_rows()
    }

    pub fn columns(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// The column of this name; every cell is empty when there is none.
    pub fn texts(&self, name: &str) -> Texts<'_> {
        let column = self.batch.column_by_name(name).and_then(|column| column.as_dictionary_opt::<Int32Type>());
        Texts { column: column.and_then(|keys| Some((keys, keys.values().as_string_opt::<i32>()?))) }
    }

    /// The column of this name; every cell is empty when there is none.
    pub fn numbers(&self, name: &str) -> Numbers<'_> {
        Numbers { column: self.batch.column_by_name(name).and_then(|column| column.as_primitive_opt::<Float64Type>()) }
    }

    /// Bytes held in memory.
    pub fn bytes(&self) -> usize {
        self.batch.get_array_memory_size()
    }

    /// The distinct values of a text column, sorted.
    pub fn distinct(&self, name: &str) -> Vec<String> {
        let Some(column) = self.batch.column_by_name(name) else { return Vec::new() };
        let Ok(values) = cast(column, &DataType::Utf8) else { return Vec::new() };
        let distinct: std::collections::BTreeSet<&str> = values.as_string::<i32>().iter().flatten().collect();
        distinct.into_iter().map(str::to_owned).collect()
    }
}

impl<'a> Texts<'a> {
    pub fn at(&self, row: usize) -> Option<&'a str> {
        let (keys, values) = self.column?;
        let key = keys.key(row)?;
        values.is_valid(key).then(|| values.value(key))
    }
}

impl Numbers<'_> {
    pub fn at(&self, row: usize) -> Option<f64> {
        let column = self.column?;
        column.is_valid(row).then(|| column.value(row))
    }
}
