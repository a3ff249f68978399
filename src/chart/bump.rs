//! Ranks of series over time: a line for each, the first place on top. Ranks are computed here, among what is shown.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Firmness, Mark, Place, Vertex};
use crate::chart::runs::{self, Rhythm};
use crate::chart::scale::Scale;
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, signs, sources};
use crate::measure::findings::{Findings, Point, Role, Series};
use crate::problem::Problem;
use crate::terms::period::{self, Period};

pub struct Bump;

/// More lines than these cannot be followed.
const MOST_RANKS: usize = 24;

impl ChartType for Bump {
    fn name(&self) -> &'static str {
        "Bump"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if !findings.unit().is_ratio() {
            return Some("its figures are places in an order already".to_owned());
        }
        if let Some(period) = sources::overlap(findings) {
            return Some(format!("two sources have figures for {}; choose one", period.label()));
        }
        let orders = orders(findings);
        match (orders.values().map(Vec::len).max().unwrap_or(0), orders.len()) {
            (0, _) => Some("none of its figures has both a number and a date".to_owned()),
            (1, _) => Some("one series alone has no rank".to_owned()),
            (_, 1) => Some("its figures are of one date, and ranks need two to change".to_owned()),
            (most, _) if most > MOST_RANKS => Some(format!("{most} lines are too many to be followed; choose fewer")),
            _ => None,
        }
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        orders(findings).into_keys().collect()
    }

    fn told(&self, findings: &Findings) -> Option<String> {
        let count = entries(findings, &Inks::of(findings, Hues::AllEntries)).len();
        Some(format!("ranks computed among the {count} shown"))
    }

    fn is_over_time(&self) -> bool {
        true
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let orders = orders(findings);
        let Some(most) = orders.values().map(Vec::len).max() else {
            return Err(Problem::new("Could not draw ranks").because("none of the figures has both a number and a date"));
        };
        let inks = Inks::of(findings, Hues::AllEntries);
        let legend = entries(findings, &inks);
        let periods: Vec<Period> = orders.keys().copied().collect();
        let ranks = orders.values().flat_map(|order| order.iter().enumerate().map(|(before, datum)| (*datum, before + 1)));
        let drawing = Drawing { findings, inks: &inks, ranks: ranks.collect() };
        let mut marks = drawing.lines();
        let mut key = signs::key(&marks, findings);
        let dots = drawing.dots();
        let is_any_rough = dots.iter().any(|mark| matches!(mark, Mark::Dot { is_hollow: true, .. }));
        key.extend(is_any_rough.then(|| "Hollow: ranked by a figure that is not exact".to_owned()));
        key.extend(without(findings, &legend, &periods));
        marks.extend(dots);
        marks.extend(legend.iter().flat_map(|entry| drawing.names(entry, &periods)));
        let breaks = sources::changes(findings, &legend).into_iter().chain(sources::breaks(findings));
        marks.extend(breaks.map(|(at, word)| Mark::Rule { along: Along::X, at, word: Some(word) }));
        let (x, y) = (extent::time(&periods, 0.0), Scale::Ranks { most });
        Ok(Chart { x, y, marks, legend, is_labelled: true, camera: Camera::Horizontal, key, multiples: None })
    }
}

/// The names that are ranked.
fn entries(findings: &Findings, inks: &Inks) -> Vec<LegendEntry> {
    inks.entries.iter().filter(|entry| is_ranked(&findings.series[entry.series[0]])).cloned().collect()
}

/// The rest of the others is no competitor.
fn is_ranked(series: &Series) -> bool {
    series.role == Role::Part
}

/// The figures of each period from the largest down; ties by code.
fn orders(findings: &Findings) -> BTreeMap<Period, Vec<Datum>> {
    let mut found: BTreeMap<Period, Vec<(f64, &Series, Datum)>> = BTreeMap::new();
    for (series, one) in findings.series.iter().enumerate().filter(|(_, series)| is_ranked(series)) {
        for (point, figure) in one.points.iter().enumerate() {
            let Ok(amount) = &figure.amount else { continue };
            if !figure.period.is_undated() && !figure.period.is_span() {
                found.entry(figure.period).or_default().push((amount.value, one, Datum { series, point }));
            }
        }
    }
    let ordered = |mut figures: Vec<(f64, &Series, Datum)>| {
        figures.sort_by(|(a, a_series, a_datum), (b, b_series, b_datum)| {
            b.total_cmp(a).then_with(|| a_series.code.cmp(&b_series.code)).then(a_datum.cmp(b_datum))
        });
        figures.into_iter().map(|(.., datum)| datum).collect()
    };
    found.into_iter().map(|(period, figures)| (period, ordered(figures))).collect()
}

struct Drawing<'a> {
    findings: &'a Findings,
    inks: &'a Inks,
    ranks: BTreeMap<Datum, usize>,
}

impl Drawing<'_> {
    fn point(&self, datum: Datum) -> &Point {
        &self.findings.series[datum.series].points[datum.point]
    }

    fn vertex(&self, datum: Datum) -> Option<Vertex> {
        let rank = *self.ranks.get(&datum)?;
        Some(Vertex { datum, at: [self.point(datum).period.midpoint()?, -(rank as f64)] })
    }

    /// Within the rhythm of the figures and never over a gap; dashed to and from what is less firm.
    fn lines(&self) -> Vec<Mark> {
        let rhythm = if self.findings.is_of_opinion { Rhythm::Waves } else { Rhythm::Regular };
        let mut lines = Vec::new();
        for (series, runs) in runs::runs(&self.findings.series, rhythm).into_iter().enumerate() {
            for run in runs {
                let vertices: Vec<Vertex> = run.iter().filter_map(|point| self.vertex(Datum { series, point: *point })).collect();
                lines.extend(self.run(series, &vertices));
            }
        }
        lines
    }

    fn run(&self, series: usize, vertices: &[Vertex]) -> Vec<Mark> {
        let is_soft = |vertex: &Vertex| self.point(vertex.datum).status.is_soft();
        let firmness = |pair: &[Vertex]| if pair.iter().any(is_soft) { Firmness::Soft } else { Firmness::Firm };
        let mut pieces: Vec<(Firmness, Vec<Vertex>)> = Vec::new();
        for pair in vertices.windows(2) {
            match pieces.last_mut().filter(|(of, _)| *of == firmness(pair)) {
                Some((_, points)) => points.push(pair[1]),
                None => pieces.push((firmness(pair), pair.to_vec())),
            }
        }
        let line = |(firmness, points)| Mark::Line { series, points, ink: self.inks.ink(series), firmness };
        pieces.into_iter().map(line).collect()
    }

    fn dots(&self) -> Vec<Mark> {
        let dot = |datum: &Datum| {
            let is_hollow = self.point(*datum).amount.as_ref().is_ok_and(|amount| !amount.is_exact());
            Some(Mark::Dot { datum: *datum, at: self.vertex(*datum)?.at, ink: self.inks.ink(datum.series), is_hollow })
        };
        self.ranks.keys().filter_map(dot).collect()
    }

    /// At the last rank; at the first one too when it is of the first period.
    fn names(&self, entry: &LegendEntry, periods: &[Period]) -> Vec<Mark> {
        let mut of_entry: Vec<Datum> = self.ranks.keys().filter(|datum| entry.series.contains(&datum.series)).copied().collect();
        of_entry.sort_by_key(|datum| self.point(*datum).period);
        let name = |datum: Datum, anchor, place| {
            let (at, text, ink) = (self.vertex(datum)?.at, entry.label.clone(), entry.ink.clone());
            Some(Mark::Label { series: Some(datum.series), at, text, anchor, ink, place })
        };
        let first = of_entry.first().filter(|datum| periods.first() == Some(&self.point(**datum).period));
        let first = first.and_then(|datum| name(*datum, Anchor::End, Place::LineStart));
        let last = of_entry.last().and_then(|datum| name(*datum, Anchor::Start, Place::LineEnd));
        first.into_iter().chain(last).collect()
    }
}

/// "Ranked without: India 2000–2002", for who comes back into an order moves all below.
fn without(findings: &Findings, entries: &[LegendEntry], periods: &[Period]) -> Option<String> {
    let lacking = |entry: &LegendEntry| {
        let has = |period: &Period| entry.series.iter().any(|at| findings.series[*at].value_at(period).is_some());
        let lacks: BTreeSet<Period> = periods.iter().filter(|period| !has(period)).copied().collect();
        (!lacks.is_empty()).then(|| format!("{} {}", entry.label, period::list(&lacks)))
    };
    let lacking: Vec<String> = entries.iter().filter_map(lacking).collect();
    (!lacking.is_empty()).then(|| format!("Ranked without: {}", lacking.join("; ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, from_source, qualified, series};
    use crate::terms::amount::Qualifier;

    fn years(code: &str, values: &[(&str, f64)]) -> Series {
        series(code, code, values.iter().map(|(year, value)| exact(year, *value)).collect())
    }

    fn ranks(all: &Findings) -> Vec<Vec<(usize, usize)>> {
        orders(all).into_values().map(|order| order.into_iter().map(|datum| (datum.series, datum.point)).collect()).collect()
    }

    #[test]
    fn the_largest_is_first_and_ties_are_broken_by_code() {
        let all = findings(vec![
            years("DEU", &[("2019", 9.0), ("2020", 7.0)]),
            years("CHN", &[("2019", 5.0), ("2020", 18.0)]),
            years("BLR", &[("2019", 5.0), ("2020", 3.0)]),
        ]);
        assert_eq!(ranks(&all), [[(0, 0), (2, 0), (1, 0)], [(1, 1), (0, 1), (2, 1)]]);
        let chart = Bump.draw(&all).expect("can be drawn");
        assert_eq!(chart.y, Scale::Ranks { most: 3 });
        let china = chart.marks.iter().find_map(|mark| match mark {
            Mark::Line { series: 1, points, .. } => Some(points.iter().map(|vertex| vertex.at[1]).collect::<Vec<_>>()),
            _ => None,
        });
        assert_eq!(china, Some(vec![-3.0, -1.0]));
        assert_eq!(Bump.told(&all).as_deref(), Some("ranks computed among the 3 shown"));
    }

    #[test]
    fn a_gap_stays_one_and_the_key_says_who_was_not_ranked() {
        let all = findings(vec![
            years("CHN", &[("2018", 5.0), ("2019", 6.0), ("2020", 7.0), ("2021", 8.0)]),
            years("IND", &[("2018", 4.0), ("2019", 4.0), ("2021", 9.0)]),
        ]);
        let chart = Bump.draw(&all).expect("can be drawn");
        let of_india = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Line { series: 1, points, .. } => Some(points.len()),
            _ => None,
        });
        assert_eq!(of_india.collect::<Vec<_>>(), [2]);
        assert_eq!(chart.key, ["Ranked without: IND 2020"]);
        let names = chart.marks.iter().filter(|mark| matches!(mark, Mark::Label { place: Place::LineStart, .. })).count();
        assert_eq!(names, 2);
    }

    #[test]
    fn what_is_about_is_ranked_by_a_hollow_dot_that_is_explained() {
        let about = series("IND", "IND", vec![qualified("2019", 60.0, Qualifier::AtMost), exact("2020", 50.0)]);
        let chart = Bump.draw(&findings(vec![years("CHN", &[("2019", 5.0), ("2020", 6.0)]), about])).expect("can be drawn");
        assert!(chart.marks.iter().any(|mark| matches!(mark, Mark::Dot { is_hollow: true, at: [_, -1.0], .. })));
        assert_eq!(chart.key, ["Hollow: ranked by a figure that is not exact"]);
    }

    #[test]
    fn two_sources_of_one_year_are_never_ranked_together() {
        let china = || years("CHN", &[("2019", 5.0), ("2020", 6.0)]);
        let india = years("IND", &[("2019", 4.0), ("2020", 9.0)]);
        assert_eq!(Bump.objection(&findings(vec![china(), india.clone()])), None);
        assert!(Bump.objection(&findings(vec![china(), from_source("imf", india)])).is_some());
        assert!(Bump.objection(&findings(vec![china()])).is_some());
    }
}
