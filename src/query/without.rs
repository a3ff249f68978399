//! In a build without the feature `cluster`: there is no cluster to ask, and whoever names one is told so.

use arrow::array::RecordBatch;

use crate::dataset::stored::Stored;
use crate::problem::Problem;
use crate::query::Query;
use crate::query::cluster::Cluster;

/// Cannot be made.
pub enum Remote {}

impl Remote {
    /// # Errors
    /// Always.
    pub fn new(cluster: &Cluster) -> Result<Self, Problem> {
        let problem = Problem::new(format!("Could not ask the cluster at {}", cluster.scheduler));
        Err(problem.because("this build has no cluster").hint("Build the program with `--features cluster`."))
    }

    pub fn cluster(&self) -> &Cluster {
        match *self {}
    }

    pub fn rows(&self, _: &Query, _: &Stored, _: impl FnOnce() -> Result<usize, Problem>) -> Result<Vec<RecordBatch>, Problem> {
        match *self {}
    }
}
