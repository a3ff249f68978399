//! What the figures of a series are set against: a base period, the year before.

use serde::{Deserialize, Serialize};

use crate::terms::period::Period;
use crate::terms::unit::Unit;

/// What each figure of a series is set against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Comparison {
    /// Nothing: figures as the measure gives them.
    #[default]
    None,
    /// value ÷ value at the base × 100.
    Index { base: Period },
    /// value − value then, in its own unit; of shares in points.
    Difference { since: Period },
    /// value ÷ value then × 100 − 100, in per cent.
    Change { since: Period },
    /// (value ÷ value a year before) × 100 − 100; over a gap of k years the k-th root, so that it is growth per year.
    Growth,
}

impl Comparison {
    /// One of each, those with a base set against this one.
    pub fn all(base: Period) -> [Self; 5] {
        [Self::None, Self::Index { base }, Self::Change { since: base }, Self::Difference { since: base }, Self::Growth]
    }

    pub fn is_none(&self) -> bool {
        *self == Self::None
    }

    /// The period that all others are set against.
    pub fn base(&self) -> Option<Period> {
        match self {
            Self::Index { base: period } | Self::Difference { since: period } | Self::Change { since: period } => Some(*period),
            Self::None | Self::Growth => None,
        }
    }

    /// The same way of comparing, with another period; `None` where there is no base to choose.
    #[must_use]
    pub fn with_base(self, period: Period) -> Option<Self> {
        match self {
            Self::Index { .. } => Some(Self::Index { base: period }),
            Self::Difference { .. } => Some(Self::Difference { since: period }),
            Self::Change { .. } => Some(Self::Change { since: period }),
            Self::None | Self::Growth => None,
        }
    }

    /// What a figure as large as the one it is set against comes to.
    pub fn level(self) -> Option<f64> {
        match self {
            Self::None => None,
            Self::Index { .. } => Some(100.0),
            Self::Difference { .. } | Self::Change { .. } | Self::Growth => Some(0.0),
        }
    }

    /// The name in tables.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Index { .. } => Some("index"),
            Self::Difference { .. } => Some("difference"),
            Self::Change { .. } => Some("change"),
            Self::Growth => Some("growth"),
        }
    }

    /// "Index, 2008 = 100", for a subtitle.
    pub fn words(self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Index { base } => Some(format!("Index, {} = 100", base.label())),
            Self::Difference { since } => Some(format!("Difference from {}", since.label())),
            Self::Change { since } => Some(format!("Change since {}", since.label())),
            Self::Growth => Some("Growth per year".to_owned()),
        }
    }

    /// Why figures in this unit cannot be compared so; `None` when they can.
    pub fn objection(self, unit: &Unit) -> Option<&'static str> {
        let is_order = !unit.is_ratio();
        let has_no_zero = matches!(unit.as_str(), "points" | "% change");
        match self {
            Self::None => None,
            _ if is_order => Some("places in an order cannot be divided or subtracted"),
            Self::Index { .. } | Self::Change { .. } | Self::Growth if has_no_zero => {
                Some("these figures can be zero or less, and nothing can be told in per cent of that")
            }
            Self::Index { .. } | Self::Difference { .. } | Self::Change { .. } | Self::Growth => None,
        }
    }

    /// The unit of figures compared so, from that of the figures themselves.
    pub fn unit(self, before: &Unit) -> Unit {
        match self {
            Self::Index { .. } => Unit::new("index"),
            Self::Change { .. } | Self::Growth => Unit::new("% change"),
            Self::Difference { .. } if before.is_percent() => Unit::points(),
            Self::None | Self::Difference { .. } => before.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::period;

    #[test]
    fn an_order_is_not_compared_and_a_balance_not_in_per_cent() {
        let since = period("2000");
        assert!(Comparison::Difference { since }.objection(&Unit::new("rank")).is_some());
        assert!(Comparison::Change { since }.objection(&Unit::points()).is_some());
        assert_eq!(Comparison::Difference { since }.objection(&Unit::points()), None);
        assert_eq!(Comparison::Index { base: since }.objection(&Unit::new("USD")), None);
    }
}
