//! A question to the engine and its answer. The only place that knows DataFusion and Ballista, and the only asynchronous one.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::DatasetId;
use crate::dataset::observation::Observation;
use crate::terms::dimension::{Code, Dimension};

pub mod cluster;
pub mod engine;
mod plan;
#[cfg_attr(not(feature = "cluster"), path = "without.rs")]
mod remote;
mod rows;
pub mod selection;

/// All observations of one dataset that have one of the wanted codes in each dimension named. All periods are asked
/// for at once, so that moving through the years asks nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    pub dataset: DatasetId,
    pub wanted: BTreeMap<Dimension, BTreeSet<Code>>,
    /// Dimensions in which an observation must have no code: the total, not one of its parts.
    pub absent: BTreeSet<Dimension>,
}

impl Query {
    pub fn of(dataset: &DatasetId) -> Self {
        Self { dataset: dataset.clone(), wanted: BTreeMap::new(), absent: BTreeSet::new() }
    }

    #[must_use]
    pub fn wanting(mut self, dimension: Dimension, codes: impl IntoIterator<Item = Code>) -> Self {
        self.wanted.insert(dimension, codes.into_iter().collect());
        self
    }
}

/// Observations in a fixed order: by dimensions, then source, then period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub observations: Vec<Observation>,
}
