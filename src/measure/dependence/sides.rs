//! Who stands on the two sides, and what their flows are divided by.

use crate::measure::findings::Series;
use crate::terms::dimension::{Code, Dimension};

/// Two sides of a relation.
pub struct Pair {
    pub a: Code,
    pub b: Code,
    pub told: Told,
}

/// What a pair is called, and who of it stands first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The only pair: each of its flows by its name.
    Flow,
    /// One of the pairs of one country: by the other one.
    Partner,
    /// One of the pairs of all: by both, the one that depends more first.
    Both,
}

/// What a flow is divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Base {
    Total,
    Gdp,
}

/// The dimension that tells what a flow was divided by.
pub const RELATIVE_TO: &str = "relative_to";

impl Base {
    pub fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Gdp => "gdp",
        }
    }

    pub fn is_of(self, series: &Series) -> bool {
        series.codes.get(&Dimension::Other(RELATIVE_TO.to_owned())).is_some_and(|code| code.as_str() == self.name())
    }
}
