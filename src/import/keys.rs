//! Tells a second figure with the codes, source and period of an earlier one.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::dataset::observation::{Codes, Observation};
use crate::terms::dimension::Code;
use crate::terms::period::Period;

/// Notices a second figure with the codes, source and period of an earlier one.
#[derive(Default)]
pub struct Keys {
    series: BTreeMap<Arc<Codes>, BTreeMap<Code, usize>>,
    count: usize,
    seen: HashMap<(usize, Period), usize>,
}

impl Keys {
    /// Where the earlier one stands, as it was given with it.
    pub fn first(&mut self, observation: &Observation, at: usize) -> Option<usize> {
        let series = self.series_of(observation);
        match self.seen.entry((series, observation.period)) {
            Entry::Occupied(first) => Some(*first.get()),
            Entry::Vacant(place) => {
                place.insert(at);
                None
            }
        }
    }

    /// The number of its series. Codes are copied only when they are new: most rows go on with a series.
    fn series_of(&mut self, observation: &Observation) -> usize {
        let known = self.series.get(&observation.codes).and_then(|sources| sources.get(&observation.source));
        if let Some(number) = known {
            return *number;
        }
        self.count += 1;
        self.series.entry(Arc::clone(&observation.codes)).or_default().insert(observation.source.clone(), self.count);
        self.count
    }
}
