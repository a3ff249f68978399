//! Questions about rows in files, asked of a Ballista cluster. It is not spoken to before the first of them, and each finds out
//! anew whether it is there.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arrow::array::{ArrayRef, AsArray as _, RecordBatch};
use arrow::datatypes::{DataType, Field, Schema};
use ballista::prelude::{SessionConfigExt as _, SessionContextExt as _};
use ballista_core::execution_plans::DistributedQueryExec;
use ballista_core::serde::protobuf::CancelJobParams;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use datafusion::dataframe::DataFrame;
use datafusion::error::DataFusionError;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::context::SessionContext;
use datafusion::logical_expr::try_cast;
use datafusion::physical_plan::{ExecutionPlan, collect};
use datafusion::prelude::{CsvReadOptions, SessionConfig, ident};
use datafusion_proto::protobuf::LogicalPlanNode;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::dataset::stored::{LINE, Stored};
use crate::problem::Problem;
use crate::query::Query;
use crate::query::cluster::{Cluster, Form};
use crate::query::rows::{self, Files};

/// A cluster, and what it takes to ask it.
pub struct Remote {
    cluster: Cluster,
    runtime: Runtime,
    /// One for the whole run: executors keep what they know of the files for those who come again.
    session: SessionContext,
    /// The folders of which it is known to see every row.
    whole: Mutex<BTreeSet<PathBuf>>,
}

/// Whoever listens has said so by then.
const CONNECTING: Duration = Duration::from_secs(5);

impl Remote {
    /// # Errors
    /// When the runtime cannot be started.
    pub fn new(cluster: &Cluster) -> Result<Self, Problem> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Problem::new("Could not start the query engine").because(error))?;
        // Whoever asks how a job fares knows its name from the start, and can call it off; who waits to be told learns it with the
        // first news, which may never come.
        let config = rows::filtering(SessionConfig::new_with_ballista()).set_bool("ballista.client.pull", true);
        let state = SessionStateBuilder::new().with_config(config).with_default_features().build();
        // Nothing is sent by this.
        let session = runtime.block_on(SessionContext::remote_with_state(&cluster.scheduler.to_string(), state));
        let session = session.map_err(|error| could_not_ask(cluster).because(error))?;
        Ok(Self { cluster: cluster.clone(), runtime, session, whole: Mutex::default() })
    }

    pub fn cluster(&self) -> &Cluster {
        &self.cluster
    }

    /// The rows wanted. `count` tells how many there are in all.
    ///
    /// # Errors
    /// When the cluster is not there, cannot answer in time, or does not see all rows.
    pub fn rows(
        &self,
        query: &Query,
        stored: &Stored,
        count: impl FnOnce() -> Result<usize, Problem>,
    ) -> Result<Vec<RecordBatch>, Problem> {
        let (address, form) = self.cluster.rows_of(&stored.folder);
        let files = Files { address: &address, form, stored };
        self.runtime.block_on(self.knock())?;
        let batches = self.answer(&files, self.done(rows::wanted(&self.session, query, &files)))?;
        // A folder that its scheduler does not see has no files, and so no rows, for it: that must not pass for an answer.
        if batches.iter().all(|batch| batch.num_rows() == 0) || !self.whole().contains(&stored.folder) {
            self.look_over(&files, count()?)?;
            self.whole().insert(stored.folder.clone());
        }
        Ok(batches)
    }

    /// Are all rows there, and their columns where they should be?
    fn look_over(&self, files: &Files<'_>, here: usize) -> Result<(), Problem> {
        let refusal = |why: String| Err(could_not_ask(&self.cluster).because(why).hint(hint_on_rows(files.address)));
        let there = rows::counted(&self.answer(files, self.done(rows::count(&self.session, files)))?).unwrap_or_default();
        if there != here {
            return refusal(format!("it finds {there} of {here} rows at {}", files.address));
        }
        match files.form {
            Form::Csv if !self.answer(files, self.are_named(files))? => {
                let names = rows::columns(files.stored).fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
                refusal(format!("a file at {} does not begin with {}", files.address, names.join(",")))
            }
            Form::Csv | Form::Parquet => Ok(()),
        }
    }

    /// Do CSV files name the columns by whose places they are read? Every line that numbers no line of a source is a head.
    async fn are_named(&self, files: &Files<'_>) -> Result<bool, String> {
        let columns = rows::columns(files.stored);
        let names: Vec<&str> = columns.fields().iter().map(|field| field.name().as_str()).collect();
        let texts = Schema::new(names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect::<Vec<_>>());
        let options = CsvReadOptions::new().has_header(false).schema(&texts);
        let lines = async { self.session.read_csv(files.address, options).await?.filter(try_cast(ident(LINE), DataType::Int32).is_null()) };
        let heads = self.done(lines).await?;
        let is_named = |batch: &RecordBatch| {
            let is_head = |(column, name): (&ArrayRef, &&str)| {
                column.as_string_opt::<i32>().is_some_and(|cells| cells.iter().all(|cell| cell == Some(*name)))
            };
            batch.columns().iter().zip(&names).all(is_head)
        };
        Ok(heads.iter().any(|batch| batch.num_rows() > 0) && heads.iter().all(is_named))
    }

    /// Does anybody listen? The client of the cluster would wait longer, and say it in a less plain way.
    async fn knock(&self) -> Result<(), Problem> {
        let scheduler = self.cluster.scheduler.place();
        let why = match timeout(CONNECTING, TcpStream::connect(scheduler)).await {
            Ok(Ok(_)) => return Ok(()),
            Ok(Err(error)) => error.to_string(),
            Err(_) => format!("nobody answered within {} seconds", CONNECTING.as_secs()),
        };
        Err(could_not_ask(&self.cluster).because(why).hint("Is its scheduler running? Datasets in memory go on working."))
    }

    /// What comes of a question, or why there is no answer.
    fn answer<T>(&self, files: &Files<'_>, job: impl Future<Output = Result<T, String>>) -> Result<T, Problem> {
        let problem = |why: String| could_not_ask(&self.cluster).because(why).hint(hint_on_rows(files.address));
        self.runtime.block_on(job).map_err(problem)
    }

    /// The rows of a job. One that is not done in time is called off, so that the cluster does not go on for nobody.
    async fn done(&self, job: impl Future<Output = Result<DataFrame, DataFusionError>>) -> Result<Vec<RecordBatch>, String> {
        let job = job.await.map_err(|error| plainly(&error))?;
        let context = Arc::new(job.task_ctx());
        let plan = job.create_physical_plan().await.map_err(|error| plainly(&error))?;
        let Ok(rows) = timeout(self.cluster.patience, collect(Arc::clone(&plan), context)).await else {
            let is_called_off = matches!(timeout(CONNECTING, self.call_off(&*plan)).await, Ok(Some(())));
            let then = if is_called_off { "the job was called off" } else { "the job could not be called off" };
            return Err(format!("it had no answer within {} seconds; {then}", self.cluster.patience.as_secs()));
        };
        rows.map_err(|error| plainly(&error))
    }

    /// `None` when the scheduler has no such job, or is gone.
    async fn call_off(&self, plan: &dyn ExecutionPlan) -> Option<()> {
        let job = plan.downcast_ref::<DistributedQueryExec<LogicalPlanNode>>()?.job_id()?;
        let address = format!("http://{}", self.cluster.scheduler.place());
        let mut scheduler = SchedulerGrpcClient::connect(address).await.ok()?;
        let answer = scheduler.cancel_job(CancelJobParams { job_id: job.as_str().to_owned() }).await.ok()?;
        answer.into_inner().cancelled.then_some(())
    }

    fn whole(&self) -> std::sync::MutexGuard<'_, BTreeSet<PathBuf>> {
        self.whole.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn could_not_ask(cluster: &Cluster) -> Problem {
    Problem::new(format!("Could not ask the cluster at {}", cluster.scheduler))
}

fn hint_on_rows(address: &str) -> String {
    format!("Do its scheduler and executors run, and can they read {address}? Datasets in memory go on working.")
}

/// The first line of what a cluster says; it goes on with the whole way that an error took.
fn plainly(error: &DataFusionError) -> String {
    const MOST: usize = 300;
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
