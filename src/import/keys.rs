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
    series: HashMap<Arc<Codes>, BTreeMap<Code, u32>>,
    /// The number of a series by where its codes lie, which are kept there, and its source.
    places: HashMap<usize, (Code, u32)>,
    count: u32,
    /// There are no more figures in a file than cells, and these are counted in less.
    seen: HashMap<(u32, Period), u32>,
}

impl Keys {
    /// Where the earlier one stands, as it was given with it.
    pub fn first(&mut self, observation: &Observation, at: usize) -> Option<usize> {
        let series = self.series_of(observation);
        match self.seen.entry((series, observation.period)) {
            Entry::Occupied(first) => Some(*first.get() as usize),
            Entry::Vacant(place) => {
                place.insert(u32::try_from(at).unwrap_or(u32::MAX));
                None
            }
        }
    }

    /// The number of its series. Codes are copied only when they are new: most rows go on with a series.
    fn series_of(&mut self, observation: &Observation) -> u32 {
        let place = Arc::as_ptr(&observation.codes) as usize;
        if let Some((_, number)) = self.places.get(&place).filter(|(source, _)| *source == observation.source) {
            return *number;
        }
        let known = self.series.get(&observation.codes).and_then(|sources| sources.get(&observation.source));
        if let Some(number) = known {
            return *number;
        }
        self.count += 1;
        if !self.series.contains_key(&observation.codes) {
            self.places.insert(place, (observation.source.clone(), self.count));
        }
        self.series.entry(Arc::clone(&observation.codes)).or_default().insert(observation.source.clone(), self.count);
        self.count
    }
}
