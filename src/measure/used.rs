//! Which sources figures rest on: of what is published its own, of what is derived those of what went into it.

use std::collections::BTreeSet;

use crate::dataset::DatasetId;
use crate::measure::findings::Point;
use crate::terms::dimension::Code;

/// The datasets and sources of these points, each once.
pub fn sources<'a>(points: impl Iterator<Item = &'a Point>) -> BTreeSet<(&'a DatasetId, &'a Code)> {
    let mut used = BTreeSet::new();
    let mut last = None;
    let mut add = |one| {
        // Most figures are of the source of the one before.
        if last.replace(one) != Some(one) {
            used.insert(one);
        }
    };
    for point in points {
        match point.derivation.as_ref().map(|derivation| &derivation.inputs).filter(|inputs| !inputs.is_empty()) {
            Some(inputs) => inputs.sources().for_each(&mut add),
            None => add((&point.dataset, &point.source)),
        }
    }
    used
}
