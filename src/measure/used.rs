//! Which sources figures rest on: of what is published its own, of what is derived those of what went into it.

use std::collections::BTreeSet;

use crate::dataset::DatasetId;
use crate::measure::derivation::Inputs;
use crate::measure::findings::Point;
use crate::terms::dimension::Code;

/// The datasets and sources of these points, each once.
pub fn sources<'a>(points: impl Iterator<Item = &'a Point>) -> BTreeSet<(&'a DatasetId, &'a Code)> {
    let (mut used, mut derived) = (Vec::new(), Vec::new());
    // There are few of them, told of very many figures.
    let mut add = |one| {
        if !used.contains(&one) {
            used.push(one);
        }
    };
    for point in points {
        match point.derivation.as_ref().map(|derivation| &derivation.inputs).filter(|inputs| !inputs.is_empty()) {
            Some(inputs) => derived.push(inputs),
            None => add((&point.dataset, &point.source)),
        }
    }
    Inputs::sources(derived.into_iter()).for_each(add);
    used.into_iter().collect()
}
