//! From one period to another: a line for each series that has a figure in both, with both values.

use std::collections::BTreeMap;

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Firmness, Mark, Place, Vertex};
use crate::chart::scale::Scale;
use crate::chart::signs::{self, Plain};
use crate::chart::{Camera, Chart, ChartType, extent, figure, sources};
use crate::measure::findings::{Findings, Point, Series};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::period::Period;
use crate::terms::unit::Scaled;

pub struct Slope;

impl ChartType for Slope {
    fn name(&self) -> &'static str {
        "Slope"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        periods(findings).is_none().then(|| "no series has figures for two dates".to_owned())
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        periods(findings).map(Vec::from).unwrap_or_default()
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let Some(periods) = periods(findings) else {
            return Err(Problem::new("Could not draw a slope").because("no series has figures for two dates"));
        };
        let pairs = pairs(findings, periods);
        let values: Vec<f64> = pairs.iter().flat_map(|pair| pair.ends.iter()).flat_map(|(.., amount)| with_ends(amount)).collect();
        let unit = findings.unit();
        let scaled = extent::scaled(&values, &unit);
        let y = extent::around(&values, &unit);
        let inks = Inks::of(findings, Hues::AllEntries);
        let mut marks = Vec::new();
        if y.ends()[0] < 0.0 && y.ends()[1] > 0.0 {
            marks.push(Mark::Rule { along: Along::Y, at: 0.0, word: None });
        }
        let y = with_room_below(y, &pairs);
        marks.extend(pairs.iter().map(|pair| pair.line(&inks)));
        marks.extend(pairs.iter().flat_map(|pair| pair.dots(&inks)));
        marks.extend(pairs.iter().flat_map(|pair| pair.labels(findings, &inks, &pairs, &scaled)));
        let mut key = signs::key(&marks, findings);
        key.extend(without(findings, &pairs, periods));
        key.extend(over_a_break(findings, &pairs));
        let drawn: Vec<usize> = pairs.iter().map(|pair| pair.series).collect();
        let legend = inks.entries.into_iter().filter(|entry| entry.series.iter().any(|series| drawn.contains(series))).collect();
        let x = Scale::Stops { labels: periods.iter().map(Period::label).collect() };
        Ok(Chart { x, y, marks, legend, is_labelled: true, camera: Camera::Fixed, key, multiples: None })
    }
}

/// The first and last period of some series in which most series have figures; of equally good pairs the one longest apart.
pub fn periods(findings: &Findings) -> Option<[Period; 2]> {
    let mut counts: BTreeMap<[Period; 2], usize> = BTreeMap::new();
    for series in &findings.series {
        let mut dated = series.points.iter().filter(|point| point.amount.is_ok() && !point.period.is_undated()).map(|point| point.period);
        let Some(first) = dated.next() else { continue };
        let Some(last) = dated.next_back() else { continue };
        counts.entry([first, last]).or_default();
    }
    for ([first, last], count) in &mut counts {
        let has_both = |series: &&Series| series.value_at(first).is_some() && series.value_at(last).is_some();
        *count = findings.series.iter().filter(has_both).count();
    }
    let length = |[first, last]: &[Period; 2]| last.midpoint().zip(first.midpoint()).map_or(0.0, |(last, first)| last - first);
    let best = counts.into_iter().max_by(|(a, a_count), (b, b_count)| a_count.cmp(b_count).then(length(a).total_cmp(&length(b))))?;
    Some(best.0)
}

/// The two figures of each series that has both.
pub fn pairs(findings: &Findings, periods: [Period; 2]) -> Vec<Pair<'_>> {
    (0..findings.series.len()).filter_map(|at| Pair::of(findings, at, periods)).collect()
}

/// The two figures of one series, both from its one source.
pub struct Pair<'a> {
    pub series: usize,
    pub ends: [(usize, &'a Point, &'a Amount); 2],
}

impl<'a> Pair<'a> {
    fn of(findings: &'a Findings, series: usize, periods: [Period; 2]) -> Option<Self> {
        let points = &findings.series[series].points;
        let end = |period: Period| {
            let at = points.iter().position(|point| point.period == period)?;
            Some((at, points[at].as_ref(), points[at].amount.as_ref().ok()?))
        };
        let [first, last] = periods.map(end);
        Some(Self { series, ends: [first?, last?] })
    }

    pub fn datum(&self, end: usize) -> Datum {
        Datum { series: self.series, point: self.ends[end].0 }
    }

    pub fn value(&self, end: usize) -> f64 {
        self.ends[end].2.value
    }

    fn place(&self, end: usize) -> [f64; 2] {
        [end as f64, self.value(end)]
    }

    fn line(&self, inks: &Inks) -> Mark {
        let points = [0, 1].map(|end| Vertex { datum: self.datum(end), at: self.place(end) }).into();
        let is_soft = self.ends.iter().any(|(_, point, _)| point.status.is_soft());
        let firmness = if is_soft { Firmness::Soft } else { Firmness::Firm };
        Mark::Line { series: self.series, points, ink: inks.ink(self.series), firmness }
    }

    fn dots(&self, inks: &Inks) -> Vec<Mark> {
        let ink = inks.ink(self.series);
        let dots = [0, 1].map(|end| signs::signs(self.datum(end), self.ends[end].2, self.place(end), Along::Y, &ink, Plain::Dotted));
        dots.into_iter().flatten().collect()
    }

    /// The value on the left; value and name on the right.
    fn labels(&self, findings: &Findings, inks: &Inks, pairs: &[Pair], scaled: &Scaled) -> [Mark; 2] {
        let written = |end: usize| {
            let (_, point, amount) = self.ends[end];
            let is_short = scaled.unit.is_percent() || scaled.unit.as_str() == "% change";
            if is_short { figure::at_mark(point, amount, scaled) } else { figure::bare(point, amount, scaled) }
        };
        let label = |end: usize, text: String, anchor, place| {
            let ink = inks.ink(self.series);
            Mark::Label { series: Some(self.series), at: self.place(end), text, anchor, ink, place }
        };
        let mut name = inks.label(self.series).to_owned();
        let namesakes = pairs.iter().filter(|pair| inks.label(pair.series) == name).count();
        if namesakes > 1 {
            name = format!("{name}, {}", sources::publisher(findings, &findings.series[self.series]));
        }
        [label(0, written(0), Anchor::End, Place::LineStart), label(1, format!("{} {name}", written(1)), Anchor::Start, Place::LineEnd)]
    }
}

/// Names that crowd at the bottom would be moved up and torn from their dots; they stand lower instead.
fn with_room_below(y: Scale, pairs: &[Pair]) -> Scale {
    /// What a name takes of the height of a plot, and the most of it that is given up.
    const NAME: f64 = 0.06;
    const MOST: f64 = 0.3;
    let [min, max] = y.ends();
    let name = (max - min) * NAME;
    let lowest = |end: usize| {
        let mut values: Vec<f64> = pairs.iter().map(|pair| pair.place(end)[1]).collect();
        values.sort_by(f64::total_cmp);
        let mut sum = 0.0;
        // Where the lowest of so many names stands when their middle is that of their values.
        let lowest = values.iter().enumerate().map(move |(before, value)| {
            sum += value;
            sum / (before + 1) as f64 - before as f64 / 2.0 * name
        });
        lowest.fold(f64::INFINITY, f64::min)
    };
    let wanted = lowest(0).min(lowest(1)) - name / 2.0;
    match y {
        Scale::Number { min, max, unit, divisor } => {
            let least = wanted.max(min - (max - min) * MOST).min(min);
            Scale::Number { min: least, max, unit, divisor }
        }
        Scale::Logarithmic { .. } | Scale::Sides { .. } | Scale::Time { .. } | Scale::Band { .. } | Scale::Stops { .. } => y,
        Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare => y,
    }
}

/// A line over a change of method says so.
pub fn over_a_break(findings: &Findings, pairs: &[Pair]) -> Option<String> {
    let is_broken = |pair: &&Pair| {
        let [(first, ..), (last, ..)] = pair.ends;
        findings.series[pair.series].breaks().any(|(at, found)| found.is_of_method() && (first < at && at <= last))
    };
    let broken = pairs.iter().find(is_broken)?;
    Some(format!("Between the two, the source changed its method ({})", findings.series[broken.series].short_label))
}

fn with_ends(amount: &Amount) -> impl Iterator<Item = f64> + use<> {
    [Some(amount.value), amount.low, amount.high].into_iter().flatten()
}

/// "Not drawn, for want of figures in both 2000 and 2020: India".
pub fn without(findings: &Findings, pairs: &[Pair], [first, last]: [Period; 2]) -> Option<String> {
    let is_drawn = |label: &str| pairs.iter().any(|pair| findings.series[pair.series].label == label);
    let mut names: Vec<&str> = Vec::new();
    for series in findings.series.iter().filter(|series| !is_drawn(&series.label)) {
        if !names.contains(&series.short_label.as_str()) {
            names.push(&series.short_label);
        }
    }
    let reason = format!("Not drawn, for want of figures in both {} and {}", first.label(), last.label());
    (!names.is_empty()).then(|| format!("{reason}: {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, from_source, period, series};

    fn years(code: &str, values: &[(&str, f64)]) -> Series {
        series(code, code, values.iter().map(|(year, value)| exact(year, *value)).collect())
    }

    fn labels(chart: &Chart, wanted: Place) -> Vec<&str> {
        chart
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Label { text, place, .. } if *place == wanted => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn each_series_runs_from_the_first_to_the_last_period_with_its_values() {
        let china = years("China", &[("2000", 4.5), ("2010", 9.5), ("2020", 18.3)]);
        let germany = years("Germany", &[("2000", 9.2), ("2010", 8.0), ("2020", 7.3)]);
        let chart = Slope.draw(&findings(vec![china, germany])).expect("can be drawn");
        assert_eq!(chart.x, Scale::Stops { labels: vec!["2000".to_owned(), "2020".to_owned()] });
        assert_eq!(labels(&chart, Place::LineStart), ["4.5%", "9.2%"]);
        assert_eq!(labels(&chart, Place::LineEnd), ["18.3% China", "7.3% Germany"]);
    }

    #[test]
    fn the_plot_reaches_lower_when_many_ends_crowd_at_the_bottom() {
        let low = |code: &str, value: f64| years(code, &[("2000", value), ("2020", value)]);
        let few = Slope.draw(&findings(vec![low("China", 40.0), low("Japan", 4.0)])).expect("can be drawn");
        assert_eq!(few.y.ends()[0], 0.0);
        let many = ["A", "B", "C", "D", "E"].map(|code| low(code, 1.0)).into_iter().chain([low("China", 40.0)]).collect();
        let [min, max] = Slope.draw(&findings(many)).expect("can be drawn").y.ends();
        assert!(min < -3.0 && min > -12.0 && max == 40.0, "{min} {max}");
    }

    #[test]
    fn it_never_leads_from_one_source_to_another() {
        let old = years("China", &[("2000", 4.5), ("2020", 18.3)]);
        let new = from_source("imf", years("China", &[("2021", 18.0), ("2024", 33.4)]));
        let all = findings(vec![old, new]);
        assert_eq!(Slope.periods(&all), [period("2000"), period("2020")]);
        assert_eq!(labels(&Slope.draw(&all).expect("can be drawn"), Place::LineEnd), ["18.3% China"]);
    }

    #[test]
    fn who_lacks_one_of_the_two_is_named() {
        let all = findings(vec![years("China", &[("2000", 4.5), ("2020", 18.3)]), years("India", &[("2020", 2.0)])]);
        let chart = Slope.draw(&all).expect("can be drawn");
        assert_eq!(chart.key, ["Not drawn, for want of figures in both 2000 and 2020: India"]);
        assert!(Slope.objection(&findings(vec![years("India", &[("2020", 2.0)])])).is_some());
    }
}
