//! How far an axis runs.

use crate::chart::scale::Scale;
use crate::chart::ticks;
use crate::terms::period::{Frequency, Period};
use crate::terms::unit::{Scaled, Unit};

/// What the ends of an axis are rounded to.
#[derive(Clone, Copy)]
struct Rounding {
    /// About how many ticks there are; the picture may draw more or fewer.
    of_ticks: usize,
    to_part: f64,
}

const HALF_A_TICK: Rounding = Rounding { of_ticks: 5, to_part: 0.5 };
/// As many ticks as a page draws.
const QUARTER_OF_A_TICK: Rounding = Rounding { of_ticks: 6, to_part: 0.25 };

/// From zero, however far the values are from it: for lengths and areas.
pub fn from_zero(values: &[f64], unit: &Unit) -> Scale {
    let (min, max) = ends(values);
    number([min.min(0.0), max.max(0.0)], unit, HALF_A_TICK)
}

/// From zero unless that would press the values together: for slopes, whose values are written at their ends. Shares always
/// start at zero.
pub fn around(values: &[f64], unit: &Unit) -> Scale {
    number(reach(values, unit), unit, HALF_A_TICK)
}

/// The same for lines, with a tick above them when they rise by more than a quarter of a tick above the last one.
pub fn under_a_tick(values: &[f64], unit: &Unit) -> Scale {
    let [min, max] = reach(values, unit);
    let divisor = unit.scaled_for(max.abs().max(min.abs())).divisor;
    let step = ticks::step((max - min) / divisor, QUARTER_OF_A_TICK.of_ticks) * divisor;
    let beyond = max - (max / step + 1e-9).floor() * step;
    let top = if max > min && beyond > step / 4.0 { max - beyond + step } else { max };
    number([min, top], unit, QUARTER_OF_A_TICK)
}

/// An axis of numbers that reaches these values too, its ends at a part of a tick again.
pub fn reaching(scale: &Scale, values: &[f64]) -> Scale {
    let Scale::Number { min, max, unit, divisor } = scale else { return scale.clone() };
    let (least, greatest) = (ends(values).0.min(*min), ends(values).1.max(*max));
    if values.is_empty() || (least >= *min && greatest <= *max) {
        return scale.clone();
    }
    let part = ticks::step((greatest - least) / divisor, QUARTER_OF_A_TICK.of_ticks) * QUARTER_OF_A_TICK.to_part * divisor;
    let most = if unit == "%" && greatest <= 100.5 { 100.0 } else { f64::INFINITY };
    let min = if least < *min { (least / part).floor() * part } else { *min };
    let max = if greatest > *max { ((greatest / part).ceil() * part).min(most) } else { *max };
    Scale::Number { min, max, unit: unit.clone(), divisor: *divisor }
}

/// From the first to the last period; bars along time reach to their own ends.
pub fn time(periods: &[Period], margin: f64) -> Scale {
    let is_yearly = periods.iter().all(|period| matches!(period.frequency(), Some(Frequency::Yearly) | None));
    // Months and quarters take up their own room, so that the axis can begin with the name of a year.
    let reaches = periods.iter().filter_map(|period| match period.is_span() || !is_yearly && !period.is_year() {
        true => period.reach(),
        false => period.midpoint().map(|middle| [middle, middle]),
    });
    let (mut min, mut max) = reaches.fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), [from, to]| (min.min(from), max.max(to)));
    if min > max {
        (min, max) = (0.0, 1.0);
    }
    let margin = if max - min < 0.25 { 0.5 } else { (max - min) * margin };
    Scale::Time { min: min - margin, max: max + margin, is_yearly }
}

/// Half the height of one of so many lying bars that share a page; the rest is the space between two.
pub fn half_of_bar(rows: usize) -> f64 {
    match rows {
        0..=2 => 0.24,
        3..=4 => 0.31,
        _ => 0.37,
    }
}

/// The unit in which the largest of the values has few digits.
pub fn scaled(values: &[f64], unit: &Unit) -> Scaled {
    let (min, max) = ends(values);
    unit.scaled_for(max.abs().max(min.abs()))
}

fn reach(values: &[f64], unit: &Unit) -> [f64; 2] {
    let (min, max) = ends(values);
    // Amounts that hardly change would climb the whole plot.
    let is_still = unit.is_additive() && max - min < max.abs().max(min.abs()) * 0.1;
    let is_far_from_zero = (min > max * 0.5 || max < min * 0.5) && !unit.is_percent() && !is_still;
    if is_far_from_zero { [min, max] } else { [min.min(0.0), max.max(0.0)] }
}

fn ends(values: &[f64]) -> (f64, f64) {
    let ends = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), value| (min.min(*value), max.max(*value)));
    if ends.0 > ends.1 { (0.0, 0.0) } else { ends }
}

/// Ends moved outwards to a part of a tick, so that little room is lost and the ticks still fit.
fn number([min, max]: [f64; 2], unit: &Unit, rounding: Rounding) -> Scale {
    let scaled = unit.scaled_for(max.abs().max(min.abs()));
    let [mut low, mut high] = [min, max].map(|end| end / scaled.divisor);
    if low == high {
        // One value needs a stretch of axis too.
        let room = if low == 0.0 { 1.0 } else { low.abs() * 0.1 };
        (low, high) = (if low == 0.0 { 0.0 } else { low - room }, high + room);
    }
    let part = ticks::step(high - low, rounding.of_ticks) * rounding.to_part;
    let mut ends = [(low / part + 1e-9).floor() * part, (high / part - 1e-9).ceil() * part];
    // Shares stop at one hundred.
    // Parts as published add up to a hair more or less.
    if unit.is_percent() && max <= 100.5 {
        ends[1] = ends[1].min(100.0);
    }
    let [min, max] = ends.map(|end| end * scaled.divisor);
    Scale::Number { min, max, unit: scaled.unit.as_str().to_owned(), divisor: scaled.divisor }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::period;

    #[test]
    fn shares_stop_at_one_hundred_unless_the_data_do_not() {
        assert_eq!(around(&[40.0, 99.5], &Unit::percent()).ends(), [0.0, 100.0]);
        assert!(around(&[40.0, 104.0], &Unit::percent()).ends()[1] > 104.0);
    }

    #[test]
    fn zero_is_on_the_axis_unless_the_values_are_far_from_it() {
        assert_eq!(around(&[3.0, 9.0], &Unit::new("USD billion")).ends()[0], 0.0);
        assert_eq!(around(&[80.0, 90.0], &Unit::percent()).ends()[0], 0.0);
        let [from, to] = around(&[6.05, 8.28], &Unit::new("CNY per USD")).ends();
        assert!(from > 5.5 && from <= 6.05 && (8.28..8.6).contains(&to), "{from} {to}");
        assert_eq!(from_zero(&[6.05, 8.28], &Unit::new("CNY per USD")).ends()[0], 0.0);
        assert_eq!(around(&[129.1, 129.3], &Unit::new("USD billion")).ends()[0], 0.0);
    }

    #[test]
    fn a_line_well_above_the_last_tick_has_one_above_it() {
        let top = |greatest: f64| under_a_tick(&[0.3e12, greatest], &Unit::new("USD")).ends()[1];
        assert_eq!((top(27.4e12), top(26.0e12), top(30.0e12)), (30e12, 26.25e12, 30e12));
        assert_eq!(under_a_tick(&[40.0, 99.5], &Unit::percent()).ends(), [0.0, 100.0]);
    }

    #[test]
    fn an_axis_of_thirteen_digits_and_one_of_thousandths_are_both_round() {
        let Scale::Number { max, unit, divisor, .. } = from_zero(&[1.77e13], &Unit::new("USD")) else { panic!() };
        assert_eq!((max, unit.as_str(), divisor), (20e12, "USD trillion", 1e12));
        let [from, to] = from_zero(&[0.0013], &Unit::percent()).ends();
        assert!(from == 0.0 && (0.0013..0.0015).contains(&to), "{to}");
    }

    #[test]
    fn one_value_or_none_has_an_axis_all_the_same() {
        for values in [&[][..], &[0.0], &[5.0], &[-5.0]] {
            for scale in [around, under_a_tick] {
                let [from, to] = scale(values, &Unit::new("points")).ends();
                assert!(from < to, "{values:?}");
            }
        }
    }

    #[test]
    fn time_reaches_from_middle_to_middle_and_over_whole_spans() {
        assert_eq!(time(&[period("2000"), period("2020")], 0.0).ends(), [2000.5, 2020.5]);
        assert_eq!(time(&[period("2006/2012"), period("2013")], 0.0).ends(), [2006.0, 2013.5]);
        assert_eq!(time(&[period("2020")], 0.0).ends(), [2020.0, 2021.0]);
        assert!(matches!(time(&[period("2020"), period("2020-03")], 0.0), Scale::Time { is_yearly: false, .. }));
    }
}
