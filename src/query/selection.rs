//! Which observations: a stretch of time, and picks per dimension.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// The codes wanted of one dimension.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    All,
    Only(BTreeSet<Code>),
    /// The largest in the last period shown, and the others added up when they can be.
    Top {
        count: u8,
        rest_as_other: bool,
    },
}

impl Pick {
    pub fn only<const N: usize>(codes: [&str; N]) -> Self {
        Self::Only(codes.into_iter().map(Code::new).collect())
    }

    pub fn allows(&self, code: &Code) -> bool {
        match self {
            Self::All | Self::Top { .. } => true,
            Self::Only(codes) => codes.contains(code),
        }
    }
}

/// Which observations are looked at. A dimension without a pick is wanted whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// First period shown; from the beginning when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Period>,
    /// Last period shown; to the end when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Period>,
    /// Where the one year shown has no figure, the nearest within as many years is shown in its place, and said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<u8>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub picks: BTreeMap<Dimension, Pick>,
}

impl Selection {
    pub fn pick(&self, dimension: &Dimension) -> &Pick {
        self.picks.get(dimension).unwrap_or(&Pick::All)
    }

    /// The one code picked of a dimension, when it is one.
    pub fn single(&self, dimension: &Dimension) -> Option<&Code> {
        match self.pick(dimension) {
            Pick::Only(codes) if codes.len() == 1 => codes.first(),
            Pick::Only(_) | Pick::All | Pick::Top { .. } => None,
        }
    }

    /// The year shown when it is only one.
    pub fn single_year(&self) -> Option<i32> {
        let (from, to) = (self.from?, self.to?);
        (from == to && from.is_year()).then(|| from.first_year()).flatten()
    }

    /// Is the period inside the years shown? What is undated always is.
    pub fn shows(&self, period: &Period) -> bool {
        // Nearly all are years between two others, and very many are asked for: that needs no calendar.
        if [Some(*period), self.from, self.to].iter().flatten().all(Period::is_year) {
            return self.from.is_none_or(|from| *period >= from) && self.to.is_none_or(|to| *period <= to);
        }
        let Some((first, last)) = period.days() else { return true };
        let starts = self.from.and_then(|from| from.days()).is_none_or(|(from, _)| last >= from);
        let ends = self.to.and_then(|to| to.days()).is_none_or(|(_, to)| first <= to);
        starts && ends
    }
}
