//! The axis of values: how far it runs, and a chart drawn on a longer one, so that charts side by side can be compared.

use crate::chart::Chart;
use crate::chart::mark::Along;
use crate::chart::scale::Scale;
use crate::terms::unit::Unit;

/// From where to where the values of a chart run.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueAxis {
    pub along: Along,
    pub ends: [f64; 2],
    /// What values are divided by to be written, and what they are written in.
    divisor: f64,
    unit: String,
}

impl ValueAxis {
    /// One that holds the values of both; `None` when they run in different directions.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Option<Self> {
        let longer = if other.divisor > self.divisor { other } else { self };
        let ends = [self.ends[0].min(other.ends[0]), self.ends[1].max(other.ends[1])];
        (self.along == other.along).then(|| Self { ends, ..longer.clone() })
    }
}

impl Chart {
    /// The axis of values, when it is one of plain numbers.
    pub fn value_axis(&self) -> Option<ValueAxis> {
        let of = |scale: &Scale, along| match scale {
            Scale::Number { min, max, unit, divisor } => {
                Some(ValueAxis { along, ends: [*min, *max], divisor: *divisor, unit: unit.clone() })
            }
            Scale::Sides { .. } | Scale::Time { .. } | Scale::Band { .. } | Scale::Stops { .. } => None,
            Scale::Logarithmic { .. } | Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => None,
        };
        match (of(&self.x, Along::X), of(&self.y, Along::Y)) {
            // Two values against each other have no one axis.
            (Some(_), Some(_)) => None,
            (x, y) => y.or(x),
        }
    }

    /// The same chart on that axis.
    #[must_use]
    pub fn on_axis(&self, axis: &ValueAxis) -> Self {
        let mut chart = self.clone();
        let scale = match axis.along {
            Along::X => &mut chart.x,
            Along::Y => &mut chart.y,
        };
        *scale = Scale::Number { min: axis.ends[0], max: axis.ends[1], unit: axis.unit.clone(), divisor: axis.divisor };
        for cell in chart.multiples.iter_mut().flat_map(|multiples| &mut multiples.cells) {
            cell.chart = cell.chart.on_axis(axis);
        }
        chart
    }
}

/// The axes of charts seen at once, in the unit of each; `None` for a chart without an axis of values.
pub type Axes = Vec<Option<(Unit, ValueAxis)>>;

/// The axis that each would have in common with those of the same unit and direction.
pub fn shared(own: &Axes) -> Axes {
    let in_common = |(unit, axis): &(Unit, ValueAxis)| {
        let alike = own.iter().flatten().filter(|(other, _)| other == unit).map(|(_, axis)| axis);
        let joined = alike.fold(axis.clone(), |joined, other| joined.joined(other).unwrap_or(joined));
        (unit.clone(), joined)
    };
    own.iter().map(|axis| axis.as_ref().map(in_common)).collect()
}

/// Which charts have another axis than most of them, or, where no axis is that of most, than the first one.
pub fn apart(axes: &Axes) -> Vec<bool> {
    let is_same = |a: &(Unit, ValueAxis), b: &(Unit, ValueAxis)| a.0 == b.0 && a.1.along == b.1.along && a.1.ends == b.1.ends;
    let count = |axis: &(Unit, ValueAxis)| axes.iter().flatten().filter(|other| is_same(axis, other)).count();
    // The first among equals: `max_by_key` would take the last.
    let usual = axes.iter().flatten().rev().max_by_key(|axis| count(axis));
    let is_apart = |axis: &Option<(Unit, ValueAxis)>| !axis.as_ref().zip(usual).is_some_and(|(axis, usual)| is_same(axis, usual));
    axes.iter().map(|axis| axes.len() > 1 && is_apart(axis)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(max: f64, divisor: f64) -> ValueAxis {
        ValueAxis { along: Along::Y, ends: [0.0, max], divisor, unit: format!("in {divisor}") }
    }

    #[test]
    fn two_axes_joined_hold_both_and_are_written_as_the_longer_one() {
        let joined = axis(5e9, 1e9).joined(&axis(3e12, 1e12)).expect("one axis");
        assert_eq!((joined.ends, joined.unit.as_str()), ([0.0, 3e12], "in 1000000000000"));
        let lying = ValueAxis { along: Along::X, ..axis(1.0, 1.0) };
        assert_eq!(lying.joined(&axis(1.0, 1.0)), None);
    }

    #[test]
    fn charts_of_one_unit_share_an_axis_and_the_others_stand_apart() {
        let (percent, usd) = (Unit::percent(), Unit::new("USD"));
        let own = vec![Some((percent.clone(), axis(40.0, 1.0))), Some((usd, axis(9.0, 1.0))), None, Some((percent, axis(60.0, 1.0)))];
        assert_eq!(apart(&own), [false, true, true, true], "each has its own");
        let shared = shared(&own);
        assert_eq!(shared[0].as_ref().map(|(_, axis)| axis.ends), Some([0.0, 60.0]));
        assert_eq!(apart(&shared), [false, true, true, false]);
    }
}
