//! The plan of a question about rows in files: the same on this machine and on a cluster.

use arrow::array::{AsArray as _, RecordBatch};
use arrow::datatypes::{Int64Type, SchemaRef};
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::execution::context::SessionContext;
use datafusion::functions_aggregate::count::count_all;
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionConfig};

use crate::dataset::stored::{self, Stored};
use crate::query::cluster::Form;
use crate::query::{Query, plan};
use crate::table::numbered;

/// As many figures as one picture, table or measure is made from.
pub const MOST_ANSWERED: usize = 500_000;

/// The files of a dataset, as the one who reads them sees them.
pub struct Files<'a> {
    /// A folder, or an address that ends as one.
    pub address: &'a str,
    pub form: Form,
    pub stored: &'a Stored,
}

/// Rows are filtered while they are read.
pub fn filtering(mut config: SessionConfig) -> SessionConfig {
    let parquet = &mut config.options_mut().execution.parquet;
    (parquet.pushdown_filters, parquet.reorder_filters, parquet.enable_page_index) = (true, true, true);
    config
}

/// The rows wanted, and of too many one more than may be.
pub async fn wanted(session: &SessionContext, query: &Query, files: &Files<'_>) -> Result<DataFrame, DataFusionError> {
    let mut rows = all(session, files).await?;
    if let Some(filter) = plan::filter_of_numbers(query, files.stored) {
        rows = rows.filter(filter)?;
    }
    rows.limit(0, Some(MOST_ANSWERED + 1))
}

/// One row with how many rows there are.
pub async fn count(session: &SessionContext, files: &Files<'_>) -> Result<DataFrame, DataFusionError> {
    all(session, files).await?.aggregate(Vec::new(), vec![count_all()])
}

/// What that row says.
pub fn counted(rows: &[RecordBatch]) -> Option<usize> {
    let column = rows.first()?.columns().first()?.as_primitive_opt::<Int64Type>()?;
    column.values().first().and_then(|count| usize::try_from(*count).ok())
}

/// The columns that files of a dataset may have; those of CSV have them all, in this order.
pub fn columns(stored: &Stored) -> SchemaRef {
    let whole = stored.texts.keys().map(String::as_str).chain([stored::LINE, stored::FILE]);
    numbered::schema_of(whole, stored::NUMBERS.into_iter())
}

async fn all(session: &SessionContext, files: &Files<'_>) -> Result<DataFrame, DataFusionError> {
    let schema = columns(files.stored);
    match files.form {
        Form::Parquet => {
            let options = ParquetReadOptions::default().schema(&schema).parquet_pruning(true);
            session.read_parquet(files.address, options).await
        }
        Form::Csv => session.read_csv(files.address, CsvReadOptions::new().schema(&schema)).await,
    }
}
