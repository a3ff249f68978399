//! Figures set against a figure of the same series: an index, a change, growth per year. Findings in, findings out.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::dataset::observation::Status;
use crate::measure::findings::{Derivation, Findings, Point, Series};
use crate::measure::gather;
use crate::terms::amount::{Amount, Missing};
use crate::terms::english;
use crate::terms::note::Note;
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
        let has_no_zero = matches!(unit.0.as_str(), "points" | "% change");
        match self {
            Self::None => None,
            _ if is_order => Some("places in an order cannot be divided or subtracted"),
            Self::Index { .. } | Self::Change { .. } | Self::Growth if has_no_zero => {
                Some("these figures can be zero or less, and nothing can be told in per cent of that")
            }
            Self::Index { .. } | Self::Difference { .. } | Self::Change { .. } | Self::Growth => None,
        }
    }

    fn unit(self, before: &Unit) -> Unit {
        match self {
            Self::Index { .. } => Unit::new("index"),
            Self::Change { .. } | Self::Growth => Unit::new("% change"),
            Self::Difference { .. } if before.is_percent() => Unit::points(),
            Self::None | Self::Difference { .. } => before.clone(),
        }
    }

    /// The findings compared. `all` are the same findings in every period there is: the base may lie outside the years shown.
    #[must_use]
    pub fn of(self, findings: Findings, all: &Findings) -> Findings {
        if self.is_none() {
            return findings;
        }
        let mut compared = findings;
        let mut over_breaks = BTreeSet::new();
        for series in &mut compared.series {
            let whole = all.series.iter().find(|one| is_same(one, series)).unwrap_or(series);
            let points: Vec<Point> = series.points.iter().map(|point| self.point(point, whole)).collect();
            if self.base().is_some_and(|base| has_break_between(whole, &base)) {
                over_breaks.insert(series.label.clone());
            }
            series.unit = self.unit(&series.unit);
            series.points = points;
        }
        let lacking: Vec<String> = compared.series.iter().filter(|series| !has_number(series)).map(|series| series.label.clone()).collect();
        compared.series.retain(has_number);
        compared.unit_before.clone_from(&compared.unit);
        compared.unit = compared.unit.map(|unit| self.unit(&unit));
        compared.is_whole = false;
        compared.derived = self.code();
        compared.compared = self;
        if let Some(base) = self.base().filter(|_| !lacking.is_empty()) {
            let names = english::list(&lacking);
            compared.notes.insert(0, Note::new(format!("{names}: no figure for {} to compare with.", base.label())));
        }
        if !over_breaks.is_empty() {
            let names = english::list(&over_breaks.into_iter().collect::<Vec<_>>());
            compared.notes.insert(0, Note::new(format!("The comparison leads over a change of method: {names}.")));
        }
        compared
    }

    fn point(self, point: &Point, series: &Series) -> Point {
        let before = match self {
            Self::None => return point.clone(),
            Self::Growth => earlier(point, series),
            Self::Index { .. } | Self::Difference { .. } | Self::Change { .. } => self.base().and_then(|base| series.at(&base)),
        };
        let amounts = point.amount.as_ref().ok().zip(before.and_then(|before| before.amount.as_ref().ok()));
        let Some((before, (now, then))) = before.zip(amounts) else {
            // What is missing keeps its reason; what has no counterpart has no comparison.
            let amount = Err(point.amount.as_ref().err().copied().unwrap_or(Missing::NotApplicable));
            return Point { amount, derivation: None, ..point.clone() };
        };
        let is_base = before.period == point.period;
        let years = years_between(before, point);
        let amount = match self {
            Self::Index { .. } if is_base => Some(Amount::exact(100.0)),
            Self::Change { .. } | Self::Difference { .. } if is_base => Some(Amount::exact(0.0)),
            Self::Index { .. } => now.over(then).map(|ratio| ratio.times(100.0)),
            Self::Difference { .. } => Some(now.minus(then)),
            Self::Change { .. } => now.over(then).map(|ratio| ratio.times(100.0).minus(&Amount::exact(100.0))),
            Self::Growth => now.over(then).map(|ratio| ratio.root(years).times(100.0).minus(&Amount::exact(100.0))),
            Self::None => None,
        };
        let label = |point: &Point| gather::input(point, &series.label, &series.unit);
        let inputs = if is_base { label(point) } else { label(point).into_iter().chain(label(before)).collect() };
        let derivation = Derivation { formula: self.formula(point, before, series, years), inputs };
        let mut derived = gather::derived(point, amount, derivation);
        derived.status = if is_base || before.status == Status::Break { point.status } else { point.status.max(before.status) };
        derived
    }

    fn formula(self, point: &Point, before: &Point, series: &Series, years: f64) -> String {
        let part = |point: &Point| match &point.derivation {
            Some(derivation) => format!("({}, {}: {})", series.label, point.period.label(), derivation.formula),
            None => format!("({}, {})", series.label, point.period.label()),
        };
        let (now, then) = (part(point), part(before));
        match self {
            Self::None => now,
            Self::Index { .. } => format!("{now} ÷ {then} × 100"),
            Self::Difference { .. } => format!("{now} − {then}"),
            Self::Growth if years > 1.0 => format!("({now} ÷ {then})^(1/{years:.0}) × 100 − 100"),
            Self::Change { .. } | Self::Growth => format!("{now} ÷ {then} × 100 − 100"),
        }
    }
}

fn is_same(one: &Series, other: &Series) -> bool {
    (&one.codes, &one.source, &one.unit, one.role) == (&other.codes, &other.source, &other.unit, other.role)
}

fn has_number(series: &Series) -> bool {
    series.points.iter().any(|point| point.amount.is_ok())
}

/// Does the method change after the base, among the figures that are set against it, or before it?
fn has_break_between(series: &Series, base: &Period) -> bool {
    let numbers = series.points.iter().filter(|point| point.amount.is_ok());
    let first = numbers.map(|point| point.period).min();
    series
        .points
        .iter()
        .any(|point| point.status == Status::Break && first.is_some_and(|first| point.period > first) && series.at(base).is_some())
}

/// The figure of a year before, or of years the last one before; `None` for a span of years and what has no date.
fn earlier<'a>(point: &Point, series: &'a Series) -> Option<&'a Point> {
    let has_number = |point: &&Point| point.amount.is_ok();
    let a_year_before = || series.at(&point.period.a_year_before()?).filter(has_number);
    let before =
        || series.points.iter().filter(has_number).filter(|other| other.period.is_year() && other.period < point.period).next_back();
    a_year_before().or_else(|| before().filter(|_| point.period.is_year()))
}

fn years_between(before: &Point, after: &Point) -> f64 {
    let years = after.period.midpoint().zip(before.period.midpoint()).map_or(1.0, |(after, before)| after - before);
    years.round().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, of_status, period, qualified, series};
    use crate::terms::amount::Qualifier;

    fn compared(comparison: Comparison, points: Vec<Point>) -> Findings {
        let all = findings(vec![series("CHN", "China", points)]);
        comparison.of(all.clone(), &all)
    }

    fn values(findings: &Findings) -> Vec<Option<f64>> {
        let rounded = |point: &Point| point.amount.as_ref().ok().map(|amount| (amount.value * 1e6).round() / 1e6);
        findings.series.iter().flat_map(|series| &series.points).map(rounded).collect()
    }

    #[test]
    fn an_index_is_one_hundred_at_its_base_and_a_change_nothing() {
        let points = || vec![exact("2000", 80.0), exact("2010", 60.0), exact("2020", 120.0)];
        let base = period("2000");
        assert_eq!(values(&compared(Comparison::Index { base }, points())), [Some(100.0), Some(75.0), Some(150.0)]);
        assert_eq!(values(&compared(Comparison::Change { since: base }, points())), [Some(0.0), Some(-25.0), Some(50.0)]);
        let difference = compared(Comparison::Difference { since: base }, points());
        assert_eq!((values(&difference), difference.unit().0.as_str()), (vec![Some(0.0), Some(-20.0), Some(40.0)], "points"));
        let derivation = difference.series[0].points[2].derivation.clone().expect("is derived");
        assert_eq!(derivation.formula, "(China, 2020) − (China, 2000)");
        assert_eq!(derivation.inputs.iter().map(|input| input.amount.value).collect::<Vec<_>>(), [120.0, 80.0]);
    }

    #[test]
    fn growth_over_a_gap_is_compound_growth_per_year() {
        // 100 → 121 in two years is 10% a year; 121 → 133.1 in one year as well.
        let growth = compared(Comparison::Growth, vec![exact("2000", 100.0), exact("2002", 121.0), exact("2003", 133.1)]);
        assert_eq!(values(&growth), [None, Some(10.0), Some(10.0)]);
        let months = vec![exact("2020-03", 50.0), exact("2021-02", 70.0), exact("2021-03", 60.0)];
        assert_eq!(
            values(&compared(Comparison::Growth, months)),
            [None, None, Some(20.0)],
            "a month against that month of the year before"
        );
    }

    #[test]
    fn what_is_only_about_known_gives_only_about_an_index() {
        let points = vec![qualified("2000", 20.0, Qualifier::About), exact("2020", 60.0)];
        let index = compared(Comparison::Index { base: period("2000") }, points);
        let amount = index.series[0].points[1].amount.clone().expect("a number");
        assert_eq!((amount.value, amount.qualifier), (300.0, Qualifier::About));
    }

    #[test]
    fn a_series_without_a_figure_at_the_base_is_named_and_left_out() {
        let all = findings(vec![
            series("CHN", "China", vec![exact("2000", 1.0), exact("2020", 2.0)]),
            series("DEU", "Germany", vec![exact("2020", 5.0)]),
        ]);
        let index = Comparison::Index { base: period("2000") }.of(all.clone(), &all);
        assert_eq!(index.series.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["China"]);
        assert_eq!(index.notes[0].text, "Germany: no figure for 2000 to compare with.");
    }

    #[test]
    fn the_base_may_lie_outside_the_years_shown() {
        let all = findings(vec![series("CHN", "China", vec![exact("2000", 50.0), exact("2020", 75.0)])]);
        let mut shown = all.clone();
        shown.series[0].points.remove(0);
        assert_eq!(values(&Comparison::Index { base: period("2000") }.of(shown, &all)), [Some(150.0)]);
    }

    #[test]
    fn a_comparison_over_a_change_of_method_says_so() {
        let points = vec![exact("2013", 10.0), of_status("2023", 20.0, Status::Break), exact("2024", 30.0)];
        let index = compared(Comparison::Index { base: period("2013") }, points);
        assert!(index.notes[0].text.contains("leads over a change of method: China"));
    }

    #[test]
    fn an_order_is_not_compared_and_a_balance_not_in_per_cent() {
        let since = period("2000");
        assert!(Comparison::Difference { since }.objection(&Unit::new("rank")).is_some());
        assert!(Comparison::Change { since }.objection(&Unit::points()).is_some());
        assert_eq!(Comparison::Difference { since }.objection(&Unit::points()), None);
        assert_eq!(Comparison::Index { base: since }.objection(&Unit::new("USD")), None);
    }
}
