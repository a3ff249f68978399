//! Figures set against a figure of the same series: an index, a change, growth per year. Findings in, findings out.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::measure::comparison::Comparison;
use crate::measure::derivation::Derivation;
use crate::measure::findings::{Break, Facing, Findings, Point, Series};
use crate::measure::gather;
use crate::measure::significance::verdict_in_words;
use crate::terms::amount::{Amount, Missing};
use crate::terms::english;
use crate::terms::english::capitalised;
use crate::terms::note::Note;
use crate::terms::period::Period;

/// The findings compared. `all` are the same findings in every period there is: the base may lie outside the years shown.
#[must_use]
pub fn compared(comparison: Comparison, findings: Findings, all: &Findings) -> Findings {
    if comparison.is_none() {
        return findings;
    }
    let mut compared = findings;
    let (mut over_breaks, mut is_into_mirror) = (BTreeSet::new(), false);
    for series in &mut compared.series {
        let whole = all.series.iter().find(|one| one.is_same_line(series)).unwrap_or(series);
        let points: Vec<Arc<Point>> = series.points.iter().map(|point| derived(comparison, point, whole).into()).collect();
        is_into_mirror |= series.figures().any(|point| leads_into_mirror(comparison, point, whole));
        let is_over_break = match comparison.base() {
            Some(base) => leads_over_a_break(whole, series, &base),
            None => grows_over_a_break(whole, series),
        };
        if is_over_break {
            over_breaks.insert(series.label.clone());
        }
        series.unit = comparison.unit(&series.unit);
        series.points = points;
    }
    let lacking: Vec<String> = compared.series.iter().filter(|series| !has_number(series)).map(|series| series.label.clone()).collect();
    face_what_is_left(&mut compared);
    compared.series.retain(has_number);
    compared.unit_before.clone_from(&compared.unit);
    compared.unit = compared.unit.map(|unit| comparison.unit(&unit));
    compared.is_whole = false;
    compared.derived = comparison.code();
    compared.compared = comparison;
    if let Some(base) = comparison.base().filter(|_| !lacking.is_empty()) {
        let names = english::list(&lacking);
        compared.notes.insert(0, Note::new(format!("{names}: no figure for {} to compare with.", base.label())));
    }
    if compared.is_of_opinion && matches!(comparison, Comparison::Difference { .. }) {
        judge(&mut compared, comparison);
    }
    if is_into_mirror {
        compared.notes.insert(0, Note::new("The comparison sets own reports against partners’ mirror data."));
    }
    if !over_breaks.is_empty() {
        let names = english::list(&over_breaks.into_iter().collect::<Vec<_>>());
        compared.notes.insert(0, Note::new(format!("The comparison leads over a change of method: {names}.")));
    }
    compared
}

/// What has lost its number faces nothing any more, and the others have new places.
fn face_what_is_left(findings: &mut Findings) {
    let is_left: Vec<bool> = findings.series.iter().map(has_number).collect();
    let place = |at: usize| is_left.get(at)?.then(|| is_left[..at].iter().filter(|is_left| **is_left).count());
    let Some(sides) = &mut findings.sides else { return };
    let facing = std::mem::take(&mut sides.facing).into_iter();
    sides.facing = facing.filter_map(|one| Some(Facing { left: place(one.left)?, right: place(one.right)?, ..one })).collect();
}

/// Says of each change between two polls whether it is more than chance; of the last one of a series in a note too.
fn judge(findings: &mut Findings, comparison: Comparison) {
    let Some(base) = comparison.base() else { return };
    let mut told: Vec<String> = Vec::new();
    for series in &mut findings.series {
        for point in series.points.iter_mut().filter(|point| point.period != base) {
            let point = Arc::make_mut(point);
            let Ok(change) = &point.amount else { continue };
            let verdict = capitalised(&verdict_in_words(change.value, point.margin));
            point.note = Some(point.note.take().map_or_else(|| verdict.clone(), |note| format!("{verdict}. {note}")));
        }
        // What has no date is later than nothing.
        let is_later = |point: &&Arc<Point>| point.amount.is_ok() && point.period != base && !point.period.is_undated();
        let last = series.points.iter().rev().find(is_later);
        told.extend(last.and_then(|point| {
            let change = point.amount.as_ref().ok()?.value;
            Some(format!("{}, {}: {}.", series.label, point.period.label(), verdict_in_words(change, point.margin)))
        }));
    }
    told.truncate(VERDICTS);
    let notes = std::mem::take(&mut findings.notes);
    findings.notes = told.into_iter().map(Note::new).chain(notes).collect();
}

/// More verdicts than these stand with their figures, not below the picture.
const VERDICTS: usize = 3;

/// What stands in for another period is compared as what it is, and stands in its place again.
fn derived(comparison: Comparison, point: &Point, series: &Series) -> Point {
    let of_its_own = Point { period: point.is_of(), ..point.clone() };
    Point { period: point.period, ..derived_of_its_own(comparison, &of_its_own, series) }
}

fn derived_of_its_own(comparison: Comparison, point: &Point, series: &Series) -> Point {
    if comparison.is_none() {
        return point.clone();
    }
    let before = counterpart(comparison, point, series);
    let amounts = point.amount.as_ref().ok().zip(before.and_then(|before| before.amount.as_ref().ok()));
    let Some((before, (now, then))) = before.zip(amounts) else {
        // What is missing keeps its reason; what has no counterpart has no comparison.
        let amount = Err(point.amount.as_ref().err().copied().unwrap_or(Missing::NotApplicable));
        return Point { amount, derivation: None, ..point.clone() };
    };
    let is_base = before.period == point.period;
    let years = years_between(before, point);
    let amount = match comparison {
        Comparison::Index { .. } if is_base => Some(Amount::exact(100.0)),
        Comparison::Change { .. } | Comparison::Difference { .. } if is_base => Some(Amount::exact(0.0)),
        Comparison::Index { .. } => now.over(then).map(|ratio| ratio.times(100.0)),
        Comparison::Difference { .. } => Some(now.minus(then)),
        Comparison::Change { .. } => now.over(then).map(|ratio| ratio.times(100.0).minus(&Amount::exact(100.0))),
        Comparison::Growth => now.over(then).map(|ratio| ratio.root(years).times(100.0).minus(&Amount::exact(100.0))),
        Comparison::None => None,
    };
    let label = |point: &Point| gather::input(point, series.label.as_str(), &series.unit);
    let inputs = if is_base { label(point) } else { label(point).and(&label(before)) };
    let derivation = Derivation { formula: formula(comparison, point, before, series, years), inputs };
    let mut point_derived = gather::derived(point, amount, derivation);
    if let Comparison::Difference { .. } = comparison
        && !is_base
    {
        point_derived.margin = point.margin.zip(before.margin).map(|(now, then)| now.of_change(then));
    }
    point_derived.status = if is_base || before.status.is_break() { point.status } else { point.status.max(before.status) };
    point_derived
}

/// What a figure is set against.
fn counterpart<'a>(comparison: Comparison, point: &Point, series: &'a Series) -> Option<&'a Point> {
    match comparison {
        Comparison::None => None,
        Comparison::Growth => earlier(point, series),
        Comparison::Index { .. } | Comparison::Difference { .. } | Comparison::Change { .. } => series.at(&comparison.base()?),
    }
}

/// Is one of the two what the reporter reported, the other what its partners did?
fn leads_into_mirror(comparison: Comparison, point: &Point, series: &Series) -> bool {
    let both = counterpart(comparison, point, series).filter(|before| point.amount.is_ok() && before.amount.is_ok());
    both.is_some_and(|before| matches!(point.break_after(before), Some(Break::Mirror(_))))
}

fn formula(comparison: Comparison, point: &Point, before: &Point, series: &Series, years: f64) -> String {
    let part = |point: &Point| match &point.derivation {
        Some(derivation) => format!("({}, {}: {})", series.label, point.period.label(), derivation.formula),
        None => format!("({}, {})", series.label, point.period.label()),
    };
    let (now, then) = (part(point), part(before));
    match comparison {
        Comparison::None => now,
        Comparison::Index { .. } => format!("{now} ÷ {then} × 100"),
        Comparison::Difference { .. } => format!("{now} − {then}"),
        Comparison::Growth if years > 1.0 => format!("({now} ÷ {then})^(1/{years:.0}) × 100 − 100"),
        Comparison::Change { .. } | Comparison::Growth => format!("{now} ÷ {then} × 100 − 100"),
    }
}

fn has_number(series: &Series) -> bool {
    series.points.iter().any(|point| point.amount.is_ok())
}

/// Does the method change between the base and a figure that is set against it?
fn leads_over_a_break(whole: &Series, shown: &Series, base: &Period) -> bool {
    let breaks = whole.breaks().filter(|(_, found)| found.is_of_method()).map(|(at, _)| whole.points[at].period);
    let has = |is: &dyn Fn(Period) -> bool| shown.points.iter().any(|point| point.amount.is_ok() && is(point.period));
    let mut over = breaks.filter(|at| if base < at { has(&|period| period >= *at) } else { has(&|period| period < *at) });
    over.next().is_some()
}

/// Does the method change between a figure shown and the one before it?
fn grows_over_a_break(whole: &Series, shown: &Series) -> bool {
    let breaks: Vec<Period> = whole.breaks().filter(|(_, found)| found.is_of_method()).map(|(at, _)| whole.points[at].period).collect();
    let is_over = |point: &Point| {
        let before = earlier(point, whole).map(|before| before.period);
        before.is_some_and(|before| breaks.iter().any(|at| before < *at && *at <= point.period))
    };
    shown.points.iter().any(|point| point.amount.is_ok() && is_over(point))
}

/// The figure of a year before, or of years the last one before; `None` for a span of years and what has no date.
fn earlier<'a>(point: &Point, series: &'a Series) -> Option<&'a Point> {
    let has_number = |point: &&Point| point.amount.is_ok();
    let a_year_before = || series.at(&point.period.a_year_before()?).filter(has_number);
    let before = || series.figures().filter(has_number).rfind(|other| other.period.is_year() && other.period < point.period);
    a_year_before().or_else(|| before().filter(|_| point.period.is_year()))
}

fn years_between(before: &Point, after: &Point) -> f64 {
    let years = after.period.midpoint().zip(before.period.midpoint()).map_or(1.0, |(after, before)| after - before);
    years.round().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::observation::Status;
    use crate::measure::findings::Sides;
    use crate::measure::sample::{exact, findings, of_status, period, qualified, series};
    use crate::terms::amount::Qualifier;

    fn compared(comparison: Comparison, points: Vec<Point>) -> Findings {
        let all = findings(vec![series("CHN", "China", points)]);
        super::compared(comparison, all.clone(), &all)
    }

    fn values(findings: &Findings) -> Vec<Option<f64>> {
        let rounded = |point: &Point| point.amount.as_ref().ok().map(|amount| (amount.value * 1e6).round() / 1e6);
        findings.series.iter().flat_map(Series::figures).map(rounded).collect()
    }

    #[test]
    fn an_index_is_one_hundred_at_its_base_and_a_change_nothing() {
        let points = || vec![exact("2000", 80.0), exact("2010", 60.0), exact("2020", 120.0)];
        let base = period("2000");
        assert_eq!(values(&compared(Comparison::Index { base }, points())), [Some(100.0), Some(75.0), Some(150.0)]);
        assert_eq!(values(&compared(Comparison::Change { since: base }, points())), [Some(0.0), Some(-25.0), Some(50.0)]);
        let difference = compared(Comparison::Difference { since: base }, points());
        assert_eq!((values(&difference), difference.unit().as_str()), (vec![Some(0.0), Some(-20.0), Some(40.0)], "points"));
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
    fn growth_over_a_change_of_method_or_of_classification_says_so() {
        for status in [Status::Break, Status::BreakInClassification] {
            let points = || vec![exact("2000", 100.0), of_status("2001", 50.0, status), exact("2002", 60.0)];
            let all = findings(vec![series("CHN", "China", points())]);
            let growth = super::compared(Comparison::Growth, all.clone(), &all);
            assert_eq!(growth.notes[0].text, "The comparison leads over a change of method: China.");
            let shown = findings(vec![series("CHN", "China", points().split_off(2))]);
            assert!(super::compared(Comparison::Growth, shown, &all).notes.is_empty(), "2002 is set against 2001, after the change");
        }
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
        let index = super::compared(Comparison::Index { base: period("2000") }, all.clone(), &all);
        assert_eq!(index.series.iter().map(|one| one.label.as_str()).collect::<Vec<_>>(), ["China"]);
        assert_eq!(index.notes[0].text, "Germany: no figure for 2000 to compare with.");
    }

    #[test]
    fn a_side_without_a_figure_at_the_base_faces_nothing_and_the_others_still_face_each_other() {
        let line = |code: &str, start: &str| series(code, code, vec![exact(start, 1.0), exact("2020", 2.0)]);
        let mut all = findings(vec![line("A", "2010"), line("B", "2000"), line("C", "2000"), line("D", "2000")]);
        let facing = |left, right| Facing { left, right, label: String::new(), gaps: Default::default() };
        all.sides = Some(Sides { heads: Default::default(), facing: vec![facing(0, 1), facing(2, 3)] });
        let index = super::compared(Comparison::Index { base: period("2000") }, all.clone(), &all);
        let left: Vec<[usize; 2]> = index.sides.iter().flat_map(|sides| &sides.facing).map(|one| [one.left, one.right]).collect();
        assert_eq!((index.series.len(), left), (3, vec![[1, 2]]));
    }

    #[test]
    fn a_change_between_two_polls_has_a_verdict() {
        let wave = |at: &str, share: f64, base: Option<u32>| {
            let margin = crate::measure::significance::Margin::of_share(share, base, None);
            Point { margin, ..exact(at, share) }
        };
        let judged = |base: Option<u32>| {
            let mut all = findings(vec![series("good", "Good", vec![wave("2022", 62.0, Some(1600)), wave("2023", 66.0, base)])]);
            all.is_of_opinion = true;
            super::compared(Comparison::Difference { since: period("2022") }, all.clone(), &all)
        };
        let known = judged(Some(1600));
        let margin = known.series[0].points[1].margin.expect("both bases are known");
        assert_eq!((format!("{:.1}", margin.points), format!("{:.1}", margin.wider.unwrap_or(0.0))), ("3.3".to_owned(), "4.1".to_owned()));
        assert!(known.notes[0].text.starts_with("Good, 2023: more than chance only if the sample was simply random, ± 3.3"));
        assert!(judged(None).notes[0].text.contains("cannot say"));
    }

    #[test]
    fn the_base_may_lie_outside_the_years_shown() {
        let all = findings(vec![series("CHN", "China", vec![exact("2000", 50.0), exact("2020", 75.0)])]);
        let mut shown = all.clone();
        shown.series[0].points.remove(0);
        assert_eq!(values(&super::compared(Comparison::Index { base: period("2000") }, shown, &all)), [Some(150.0)]);
    }

    #[test]
    fn a_comparison_over_a_change_of_method_says_so() {
        let points = vec![exact("2013", 10.0), of_status("2023", 20.0, Status::Break), exact("2024", 30.0)];
        let index = compared(Comparison::Index { base: period("2013") }, points);
        assert!(index.notes[0].text.contains("leads over a change of method: China"));
    }
}
