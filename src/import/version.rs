//! Figures of the same codes and period that are not the same: asked of others, or in another season.

use crate::dataset::observation::Observation;
use crate::import::cell;

/// Why a figure is another than that of the same codes and period.
pub struct Version {
    /// Of the figure.
    pub note: String,
    /// Of the dataset.
    pub caveat: &'static str,
}

/// Of whom else a question was asked, where two answers to it tell different numbers of people.
pub fn other_base(before: &Observation, one: &Observation) -> Option<Version> {
    let (first, base) = (before.wave.base?, one.wave.base?);
    (first != base).then(|| Version {
        note: format!("asked of {base}, and in the same period of {first}"),
        caveat: "Within one period a question was put to different numbers of people: each figure is kept, those after the first \
                 as versions of their own, and the series breaks there.",
    })
}

/// In which other season of the same year a question was asked.
pub fn other_season(before: &Observation, one: &Observation) -> Option<Version> {
    let season = |of: &Observation| of.period_stated.as_deref().and_then(cell::season_in);
    let [first, other] = [season(before)?, season(one)?];
    (first != other).then(|| Version {
        note: format!("of the {other}, and in the same year of the {first}"),
        caveat: "Within one year there are figures of two seasons: each is kept, those after the first as versions of their own, and \
                 the series breaks there.",
    })
}
