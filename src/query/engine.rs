//! The engine: answers one question at a time, in the caller's thread. Rows in memory are always asked here; those on disk here
//! too, or by a cluster where there is one.

use arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::execution::context::SessionContext;
use datafusion::prelude::SessionConfig;
use tokio::runtime::{Builder, Runtime};

use crate::dataset::stored::Stored;
use crate::dataset::{Dataset, observation};
use crate::problem::Problem;
use crate::query::cluster::{Cluster, Form};
use crate::query::remote::Remote;
use crate::query::rows::{self, Files, MOST_ANSWERED};
use crate::query::{Answer, Query, plan};
use crate::table::Table;

/// Answers queries over datasets. Callers block; call it off the frame.
pub struct Engine {
    runtime: Runtime,
    session: SessionContext,
    /// For rows on disk: read side by side, filtered while they are read.
    disk: SessionContext,
    /// Asked about rows on disk in place of this machine.
    remote: Option<Remote>,
}

impl Engine {
    /// The one that is built in.
    ///
    /// # Errors
    /// When the runtime cannot be started.
    pub fn new() -> Result<Self, Problem> {
        Self::at(None)
    }

    /// One that asks a cluster about rows on disk. Whether it is there is seen when the first question comes.
    ///
    /// # Errors
    /// When the runtime cannot be started, or this build has no cluster.
    pub fn at(cluster: Option<&Cluster>) -> Result<Self, Problem> {
        let runtime = Builder::new_current_thread().build();
        let runtime = runtime.map_err(|error| Problem::new("Could not start the query engine").because(error))?;
        // One partition: rows come, and sums are made, in a fixed order.
        let config = SessionConfig::new().with_target_partitions(1).with_information_schema(false);
        let of_disk = rows::filtering(SessionConfig::new().with_target_partitions(2).with_information_schema(false));
        let (session, disk) = (SessionContext::new_with_config(config), SessionContext::new_with_config(of_disk));
        Ok(Self { runtime, session, disk, remote: cluster.map(Remote::new).transpose()? })
    }

    /// The cluster that is asked about rows on disk.
    pub fn cluster(&self) -> Option<&Cluster> {
        self.remote.as_ref().map(Remote::cluster)
    }

    /// Blocks until the answer is there.
    ///
    /// # Errors
    /// When the engine refuses the query.
    pub fn ask(&self, query: &Query, dataset: &Dataset) -> Result<Answer, Problem> {
        if let Some(stored) = &dataset.stored {
            return self.ask_stored(query, stored, &dataset.title);
        }
        let table = &dataset.table;
        let ordered = table.ordered_by(&plan::order(&table.columns(), &observation::dimensions_of(table)))?;
        let batches = self.runtime.block_on(self.rows(query, ordered, &table.columns()));
        let batches = batches.map_err(|error| Problem::new(format!("Could not query \"{}\"", dataset.title)).because(error))?;
        let observations = Table::from_batches(&batches)?.map(|table| observation::from_table(&table));
        Ok(Answer { observations: observations.unwrap_or_default() })
    }

    /// Of rows on disk, which are read as far as the filter needs them.
    fn ask_stored(&self, query: &Query, stored: &Stored, title: &str) -> Result<Answer, Problem> {
        let problem = || Problem::new(format!("Could not query \"{title}\""));
        let unreadable = |error: DataFusionError| {
            let hint = "Was the folder of what is kept for the next time emptied? Open the file again.";
            problem().because(error).hint(hint)
        };
        let folder = stored.folder.to_string_lossy();
        let here = Files { address: &folder, form: Form::Parquet, stored };
        let batches = match &self.remote {
            Some(remote) => remote.rows(query, stored, || self.count(&here).map_err(unreadable))?,
            None => self.runtime.block_on(async { rows::wanted(&self.disk, query, &here).await?.collect().await }).map_err(unreadable)?,
        };
        let count: usize = batches.iter().map(RecordBatch::num_rows).sum();
        if count > MOST_ANSWERED {
            let why = format!("more than {MOST_ANSWERED} of its {} figures are asked for", stored.rows);
            return Err(problem().because(why).hint("Choose fewer countries, goods or indicators."));
        }
        let Some(numbers) = Table::of_numbers(&batches)? else { return Ok(Answer::default()) };
        let table = stored.spelt_out(&numbers)?;
        // Rows are read side by side and come in any order; where they stand in the files settles it.
        let order = [plan::order(&table.columns(), &observation::dimensions_of(&table)), vec!["locator".to_owned()]].concat();
        let ordered = Table::from_batches(&[table.ordered_by(&order)?])?;
        let mut observations = ordered.map(|table| observation::from_table(&table)).unwrap_or_default();
        // What stands more than once in the files counts once: equal codes and periods lie side by side now.
        observations.dedup_by(|later, first| later.codes == first.codes && later.period == first.period && later.source == first.source);
        Ok(Answer { observations })
    }

    /// How many rows are kept on this machine.
    fn count(&self, here: &Files<'_>) -> Result<usize, DataFusionError> {
        let rows = self.runtime.block_on(async { rows::count(&self.disk, here).await?.collect().await })?;
        Ok(rows::counted(&rows).unwrap_or_default())
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
