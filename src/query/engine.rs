//! The embedded engine: answers one question at a time, in the caller's thread.

use arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::execution::context::SessionContext;
use datafusion::prelude::SessionConfig;
use tokio::runtime::{Builder, Runtime};

use crate::dataset::{Dataset, observation};
use crate::problem::Problem;
use crate::query::{Answer, Query, plan};
use crate::table::Table;

/// Answers queries over datasets in memory. Callers block; call it off the frame.
pub struct Engine {
    runtime: Runtime,
    session: SessionContext,
}

impl Engine {
    /// # Errors
    /// When the runtime cannot be started.
    pub fn new() -> Result<Self, Problem> {
        let runtime = Builder::new_current_thread().build();
        let runtime = runtime.map_err(|error| Problem::new("Could not start the query engine").because(error))?;
        // One partition: rows come, and sums are made, in a fixed order.
        let config = SessionConfig::new().with_target_partitions(1).with_information_schema(false);
        Ok(Self { runtime, session: SessionContext::new_with_config(config) })
    }

    /// Blocks until the answer is there.
    ///
    /// # Errors
    /// When the engine refuses the query.
    pub fn ask(&self, query: &Query, dataset: &Dataset) -> Result<Answer, Problem> {
        let table = &dataset.table;
        let ordered = table.ordered_by(&plan::order(&table.columns(), &observation::dimensions_of(table)))?;
        let batches = self.runtime.block_on(self.rows(query, ordered, &table.columns()));
        let batches = batches.map_err(|error| Problem::new(format!("Could not query \"{}\"", dataset.title)).because(error))?;
        let observations = Table::from_batches(&batches)?.map(|table| observation::from_table(&table));
        Ok(Answer { observations: observations.unwrap_or_default() })
    }

    /// The rows wanted, in the order in which they stand.
    async fn rows(&self, query: &Query, ordered: RecordBatch, columns: &[String]) -> Result<Vec<RecordBatch>, DataFusionError> {
        let mut rows = self.session.read_batch(ordered)?;
        if let Some(filter) = plan::filter(query, columns) {
            rows = rows.filter(filter)?;
        }
        rows.collect().await
    }
}
