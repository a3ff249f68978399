//! Where neighbouring points may be joined: within the rhythm of their series, never across a gap, a break or a missing value.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::Datelike as _;

use crate::measure::findings::{Point, Series};
use crate::terms::period::{Frequency, Period};

/// How far apart the points of a series may stand and still be joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Waves of one question come as they come: each is joined to the next.
    Waves,
    /// Published regularly: a period that is left out is a gap.
    Regular,
}

/// The unbroken runs of each series, as the places of its points; a run of one stands alone. Spans of time belong to none.
pub fn runs(all: &[Series], rhythm: Rhythm) -> Vec<Vec<Vec<usize>>> {
    let grouped: Vec<Groups> = all.iter().map(|series| groups(series, rhythm)).collect();
    // What is usual shows in all series together: two points alone would make a gap of any length their rhythm.
    let mut steps: BTreeMap<Option<Frequency>, Vec<i64>> = BTreeMap::new();
    for (series, groups) in all.iter().zip(&grouped) {
        for (frequency, group) in groups {
            steps.entry(*frequency).or_default().extend(steps_of(&series.points, group));
        }
    }
    let usual: BTreeMap<Option<Frequency>, i64> = steps.into_iter().map(|(frequency, steps)| (frequency, usual(&steps))).collect();
    let runs = |(series, groups): (&Series, Groups)| {
        let runs = groups.into_iter().flat_map(|(frequency, group)| {
            let longest = if rhythm == Rhythm::Waves { i64::MAX } else { usual.get(&frequency).copied().unwrap_or(1) };
            runs_of(&series.points, &group, longest)
        });
        runs.collect()
    };
    all.iter().zip(grouped).map(runs).collect()
}

/// The places of points that may be joined, by how often they are published.
type Groups = BTreeMap<Option<Frequency>, Vec<usize>>;

fn groups(series: &Series, rhythm: Rhythm) -> Groups {
    let mut groups = Groups::new();
    for (at, point) in series.points.iter().enumerate().filter(|(_, point)| !is_stretch(&point.period, rhythm)) {
        let Some(frequency) = point.period.frequency() else { continue };
        // A wave may be dated by its year or by its day; a yearly and a monthly value are never joined.
        groups.entry((rhythm == Rhythm::Regular).then_some(frequency)).or_default().push(at);
    }
    groups
}

/// Is it drawn as a bar along time? So is a value for a span of time, unless the span is only the fieldwork of a poll.
pub fn is_stretch(period: &Period, rhythm: Rhythm) -> bool {
    const FIELDWORK_IN_YEARS: f64 = 0.25;
    let is_long = period.reach().is_some_and(|[from, to]| to - from > FIELDWORK_IN_YEARS);
    period.is_span() && (rhythm == Rhythm::Regular || is_long)
}

/// The periods split where one is left out.
pub fn regular_runs(periods: &[Period]) -> Vec<Vec<Period>> {
    let steps: Vec<i64> = periods.windows(2).map(|pair| steps_between(&pair[0], &pair[1])).collect();
    let usual = usual(&steps);
    let mut runs: Vec<Vec<Period>> = Vec::new();
    for (at, period) in periods.iter().enumerate() {
        match runs.last_mut().filter(|_| at > 0 && steps[at - 1] <= usual) {
            Some(run) => run.push(*period),
            None => runs.push(vec![*period]),
        }
    }
    runs
}

/// Runs whose neighbours stand no further apart than `longest`.
fn runs_of(points: &[Arc<Point>], group: &[usize], longest: i64) -> Vec<Vec<usize>> {
    let steps = steps_of(points, group);
    let mut runs = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for (nth, at) in group.iter().enumerate() {
        let is_gap = nth > 0 && steps[nth - 1] > longest;
        let is_broken = || run.last().is_some_and(|before: &usize| points[*at].break_after(&points[*before]).is_some());
        if points[*at].amount.is_err() || is_gap || is_broken() {
            runs.push(std::mem::take(&mut run));
        }
        if points[*at].amount.is_ok() {
            run.push(*at);
        }
    }
    runs.push(run);
    runs.retain(|run| !run.is_empty());
    runs
}

fn steps_of(points: &[Arc<Point>], group: &[usize]) -> Vec<i64> {
    group.windows(2).map(|pair| steps_between(&points[pair[0]].period, &points[pair[1]].period)).collect()
}

/// The spacing most neighbours have; of two equally frequent ones the shorter.
fn usual(steps: &[i64]) -> i64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for step in steps {
        *counts.entry(*step).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(step, count)| (*count, std::cmp::Reverse(*step))).map_or(1, |(step, _)| step)
}

/// How many years, quarters, months or days lie between the beginnings of two periods.
fn steps_between(a: &Period, b: &Period) -> i64 {
    let (Some((a_first, _)), Some((b_first, _))) = (a.days(), b.days()) else { return i64::MAX };
    let months = i64::from(b_first.year() - a_first.year()) * 12 + i64::from(b_first.month0()) - i64::from(a_first.month0());
    match b.frequency() {
        Some(Frequency::Yearly) => months / 12,
        Some(Frequency::HalfYearly) => months / 6,
        Some(Frequency::Quarterly) => months / 3,
        Some(Frequency::Monthly) => months,
        // Markets close for a weekend and a holiday; that is no gap.
        Some(Frequency::Daily) => ((b_first - a_first).num_days() - 4).max(1),
        None => i64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::observation::Status;
    use crate::measure::sample;
    use crate::terms::amount::Missing;

    fn of_years(years: &[&str]) -> Series {
        sample::series("CHN", "China", years.iter().map(|year| sample::exact(year, 1.0)).collect())
    }

    fn runs_alone(series: Series, rhythm: Rhythm) -> Vec<Vec<usize>> {
        runs(&[series], rhythm).remove(0)
    }

    #[test]
    fn a_yearly_series_breaks_where_a_year_is_left_out() {
        assert_eq!(runs_alone(of_years(&["2000", "2001", "2003", "2004"]), Rhythm::Regular), [vec![0, 1], vec![2, 3]]);
    }

    #[test]
    fn a_series_of_every_fourth_year_is_joined_at_four_years_and_breaks_at_eight() {
        assert_eq!(runs_alone(of_years(&["1992", "1996", "2000", "2008"]), Rhythm::Regular), [vec![0, 1, 2], vec![3]]);
    }

    #[test]
    fn a_gap_in_the_rhythm_of_all_series_is_one_in_a_series_of_two_points() {
        let all = [of_years(&["2020", "2021", "2022", "2023"]), of_years(&["2020", "2023"])];
        assert_eq!(runs(&all, Rhythm::Regular), [vec![vec![0, 1, 2, 3]], vec![vec![0], vec![1]]]);
        assert_eq!(runs(&all, Rhythm::Waves)[1], [vec![0, 1]]);
    }

    #[test]
    fn waves_of_a_poll_are_joined_as_they_come() {
        assert_eq!(runs_alone(of_years(&["2005", "2009", "2014-03", "2022", "2023-08-24"]), Rhythm::Waves), [vec![0, 1, 2, 3, 4]]);
    }

    #[test]
    fn a_missing_value_and_a_break_end_a_run() {
        let mut series = of_years(&["2000", "2001", "2002", "2003", "2004"]);
        series.points[1] = sample::missing("2001", Missing::Confidential).into();
        Arc::make_mut(&mut series.points[4]).status = Status::Break;
        assert_eq!(runs_alone(series, Rhythm::Regular), [vec![0], vec![2, 3], vec![4]]);
        let mut sorted_anew = of_years(&["2000", "2001", "2002"]);
        Arc::make_mut(&mut sorted_anew.points[1]).status = Status::BreakInClassification;
        let words: Vec<String> = sorted_anew.breaks().map(|(at, found)| found.words(&sorted_anew.points[at].period)).collect();
        assert_eq!(words, ["another classification from 2001"]);
        assert_eq!(runs_alone(sorted_anew, Rhythm::Regular), [vec![0], vec![1, 2]]);
    }

    #[test]
    fn spans_belong_to_no_run_and_frequencies_are_not_mixed() {
        let series = of_years(&["2006/2012", "2013", "2013-01", "2013-02", "2014"]);
        assert_eq!(runs_alone(series, Rhythm::Regular), [vec![1, 4], vec![2, 3]]);
    }

    #[test]
    fn months_and_quarters_have_their_own_steps() {
        let months = of_years(&["2021-11", "2021-12", "2022-01", "2022-03"]);
        assert_eq!(runs_alone(months, Rhythm::Regular), [vec![0, 1, 2], vec![3]]);
        let quarters = of_years(&["2021-Q3", "2021-Q4", "2022-Q1", "2022-Q3"]);
        assert_eq!(runs_alone(quarters, Rhythm::Regular), [vec![0, 1, 2], vec![3]]);
    }
}
