//! Parts of a whole, one bar for each period, or for each whole when there is one period.

use crate::chart::legend::{self, Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Firmness, Ink, Mark, Place};
use crate::chart::scale::{Category, Scale};
use crate::chart::signs::{self, Plain, Softness};
use crate::chart::stack::{self, Pile};
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, figure, sources};
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::period::{Period, Stretch};
use crate::terms::unit::Scaled;

pub struct StackedBar;

/// Half the width of a bar; the rest is the space between two.
const HALF: f64 = 0.4;
/// More bars than these cannot be told apart.
const MOST_BARS: usize = 80;

impl ChartType for StackedBar {
    fn name(&self) -> &'static str {
        "Stacked bar"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        let bars = bars(findings, &stack::piles(findings)).len();
        if bars == 0 {
            return Some("none of its figures has both a number and a date".to_owned());
        }
        if bars > MOST_BARS {
            return Some(format!("{bars} bars are too many to be told apart; choose fewer years or one whole"));
        }
        stack::objection(findings)
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let piles = stack::piles(findings);
        let bars = bars(findings, &piles);
        let Some(last) = bars.iter().rposition(|bar| bar.content.is_some()) else {
            return Err(Problem::new("Could not draw a stacked bar").because("none of the figures has both a number and a date"));
        };
        let inks = Inks::of(findings, Hues::UnfixedCodes);
        let along = if is_lying(findings, &piles) { Along::X } else { Along::Y };
        let sum = |(pile, period): (usize, Period)| stack::parts(findings, &piles[pile], &period).iter().map(|(.., value)| value).sum();
        let tops: Vec<f64> = bars.iter().filter_map(|bar| bar.content).map(sum).collect();
        let scaled = extent::scaled(&tops, &findings.unit());
        let dated = findings.points().map(|(_, point)| point).filter(|point| point.amount.is_ok() && !point.period.is_undated());
        let softness = Softness::of(dated);
        let mut drawing = Drawing { findings, inks: &inks, along, has_values: bars.len() <= 12, softness, scaled, marks: Vec::new() };
        for (at, bar) in bars.iter().enumerate() {
            let place = if along == Along::X { (bars.len() - 1 - at) as f64 } else { at as f64 };
            if let Some((pile, period)) = bar.content {
                drawing.bar(&piles[pile], &period, place);
            }
        }
        let mut marks = drawing.marks;
        let values = extent::from_zero(&tops, &findings.unit());
        marks.insert(0, Mark::Rule { along, at: 0.0, word: None });
        marks.extend(heads(&bars, &piles, along));
        marks.extend(changes(findings, &bars, along));
        let legend = if piles.len() > 1 { legend::by_ink(findings, inks.entries) } else { inks.entries };
        let names = if along == Along::Y { names(&legend, &marks, last as f64) } else { Vec::new() };
        let is_labelled = names.len() == legend.len();
        if is_labelled {
            marks.extend(names);
        }
        let key = signs::key(&marks, findings);
        let labels: Vec<Category> = bars.iter().map(|bar| Category::row(&bar.label)).collect();
        let (x, y) = match along {
            Along::X => (values, Scale::Band { labels: labels.into_iter().rev().collect() }),
            Along::Y => (Scale::Band { labels }, values),
        };
        Ok(Chart { x, y, marks, legend, is_labelled, camera: Camera::Fixed, key, multiples: None })
    }
}

/// A place for a bar in reading order.
struct Bar {
    /// The pile and the period; none in a gap.
    content: Option<(usize, Period)>,
    label: String,
}

/// One bar a whole lies when there is one period: wholes have long names.
fn is_lying(findings: &Findings, piles: &[Pile]) -> bool {
    piles.len() > 1 && findings.dated_periods().len() == 1
}

/// The bars in reading order: the periods of a pile, then a gap, then the next pile. A year left out of a yearly series is a gap.
fn bars(findings: &Findings, piles: &[Pile]) -> Vec<Bar> {
    let periods = findings.dated_periods();
    let mut bars = Vec::new();
    for (at, pile) in piles.iter().enumerate() {
        let own: Vec<Period> = periods.iter().copied().filter(|period| has_figure(findings, pile, period)).collect();
        if is_lying(findings, piles) {
            bars.extend(own.first().map(|period| Bar { content: Some((at, *period)), label: pile.label.clone() }));
            continue;
        }
        if at > 0 && !own.is_empty() && !bars.is_empty() {
            bars.push(Bar { content: None, label: String::new() });
        }
        for period in with_gaps(&own) {
            let is_there = own.contains(&period);
            bars.push(Bar { content: is_there.then_some((at, period)), label: period.label() });
        }
    }
    bars
}

/// The periods, and the years left out between them when most of the others follow each other.
pub fn with_gaps(periods: &[Period]) -> Vec<Period> {
    let years: Vec<i32> = periods.iter().filter(|period| period.is_year()).filter_map(Period::first_year).collect();
    let steps = || years.windows(2).map(|pair| pair[1] - pair[0]);
    let is_yearly = years.len() == periods.len() && steps().filter(|step| *step == 1).count() * 2 > steps().count();
    match (years.first(), years.last()) {
        (Some(first), Some(last)) if is_yearly => (*first..=*last).map(|year| Period::One(Stretch::Year(year))).collect(),
        _ => periods.to_vec(),
    }
}

fn has_figure(findings: &Findings, pile: &Pile, period: &Period) -> bool {
    pile.series.iter().any(|at| findings.series[*at].value_at(period).is_some())
}

struct Drawing<'a> {
    findings: &'a Findings,
    inks: &'a Inks,
    along: Along,
    /// Are bars wide enough to hold their values?
    has_values: bool,
    softness: Softness,
    /// The unit of the axis.
    scaled: Scaled,
    marks: Vec<Mark>,
}

impl Drawing<'_> {
    fn bar(&mut self, pile: &Pile, period: &Period, place: f64) {
        let across = [place - HALF, place + HALF];
        let mut low = 0.0;
        let mut signs = Vec::new();
        for (series, point, value) in stack::parts(self.findings, pile, period) {
            let datum = Datum { series, point };
            let figure = &self.findings.series[series].points[point];
            let Ok(amount) = &figure.amount else { continue };
            let ink = self.inks.ink(series);
            let high = low + value;
            let (x, y) = self.turned([low, high], across);
            let firmness = self.softness.firmness(figure);
            self.marks.push(Mark::Bar { datum, x, y, ink: ink.clone(), firmness });
            let [end, middle] = [high, f64::midpoint(low, high)].map(|value| <[f64; 2]>::from(self.turned(value, place)));
            signs.extend(signs::signs(datum, amount, end, self.along, &Ink::Text, Plain::Bare));
            if self.has_values {
                let room = <[f64; 2]>::from(self.turned(value, 2.0 * HALF));
                let text = figure::bare(figure, amount, &self.scaled);
                let ink = if firmness == Firmness::Soft { Ink::Text } else { Ink::On(Box::new(ink)) };
                let place = Place::Inside { room };
                signs.push(Mark::Label { series: Some(series), at: middle, text, anchor: Anchor::Middle, ink, place });
            }
            low = high;
        }
        self.marks.extend(signs);
    }

    /// A length and a place as x and y.
    fn turned<T>(&self, along: T, across: T) -> (T, T) {
        match self.along {
            Along::X => (along, across),
            Along::Y => (across, along),
        }
    }
}

/// The name of each whole over its bars, when there are several.
fn heads(bars: &[Bar], piles: &[Pile], along: Along) -> Vec<Mark> {
    if along == Along::X || piles.len() < 2 {
        return Vec::new();
    }
    let head = |(at, pile): (usize, &Pile)| {
        let mut own = bars.iter().enumerate().filter(|(_, bar)| bar.content.is_some_and(|(of, _)| of == at)).map(|(place, _)| place as f64);
        let first = own.next()?;
        let middle = f64::midpoint(first, own.next_back().unwrap_or(first));
        let (text, ink) = (pile.label.clone(), Ink::Text);
        Some(Mark::Label { series: None, at: [middle, 0.0], text, anchor: Anchor::Middle, ink, place: Place::Head })
    };
    piles.iter().enumerate().filter_map(head).collect()
}

/// A thin line between two bars where the source changes.
fn changes(findings: &Findings, bars: &[Bar], along: Along) -> Vec<Mark> {
    let source = |bar: &Bar| {
        let (_, period) = bar.content?;
        findings.series.iter().find(|series| series.value_at(&period).is_some()).map(|series| (series, period))
    };
    if along == Along::X || sources::overlap(findings).is_some() {
        return Vec::new();
    }
    let mut marks = Vec::new();
    for (at, pair) in bars.windows(2).enumerate() {
        let Some(((before, _), (after, first))) = source(&pair[0]).zip(source(&pair[1])) else { continue };
        if before.source != after.source {
            let word = format!("{} from {}", sources::publisher(findings, after), first.label());
            marks.push(Mark::Rule { along: Along::X, at: at as f64 + 0.5, word: Some(word) });
        }
    }
    marks
}

/// The name of each part beside the last bar.
fn names(legend: &[LegendEntry], marks: &[Mark], last: f64) -> Vec<Mark> {
    let name = |entry: &LegendEntry| {
        marks.iter().find_map(|mark| {
            let Mark::Bar { datum, x, y, ink, .. } = mark else { return None };
            let is_last = x[0] < last && last < x[1] && entry.series.contains(&datum.series);
            let at = [x[1], f64::midpoint(y[0], y[1])];
            let (series, text, ink) = (Some(datum.series), entry.label.clone(), ink.clone());
            is_last.then_some(Mark::Label { series, at, text, anchor: Anchor::Start, ink, place: Place::LineEnd })
        })
    };
    legend.iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::findings::Series;
    use crate::measure::sample::{exact, findings, qualified, series};
    use crate::terms::amount::Qualifier;
    use crate::terms::dimension::{Code, Dimension};

    fn years(code: &str, values: &[(&str, f64)]) -> Series {
        series(code, code, values.iter().map(|(year, value)| exact(year, *value)).collect())
    }

    fn bars(chart: &Chart) -> Vec<([f64; 2], [f64; 2])> {
        let bar = |mark: &Mark| match mark {
            Mark::Bar { x, y, .. } => Some((*x, *y)),
            _ => None,
        };
        chart.marks.iter().filter_map(bar).collect()
    }

    fn labels(scale: &Scale) -> Vec<&str> {
        let Scale::Band { labels } = scale else { panic!("{scale:?}") };
        labels.iter().map(|category| category.label.as_str()).collect()
    }

    #[test]
    fn each_period_is_a_bar_of_parts_on_parts_with_a_gap_for_a_year_left_out() {
        let a = years("A", &[("2000", 60.0), ("2001", 50.0), ("2003", 30.0), ("2004", 30.0)]);
        let b = years("B", &[("2000", 40.0), ("2001", 50.0), ("2003", 70.0), ("2004", 70.0)]);
        let chart = StackedBar.draw(&findings(vec![a, b])).expect("can be drawn");
        assert_eq!(labels(&chart.x), ["2000", "2001", "2002", "2003", "2004"]);
        assert_eq!(bars(&chart)[..2], [([-0.4, 0.4], [0.0, 60.0]), ([-0.4, 0.4], [60.0, 100.0])]);
        assert_eq!(bars(&chart).len(), 8);
        assert_eq!(chart.y.ends(), [0.0, 100.0]);
        assert!(chart.is_labelled, "both parts are named at the last bar");
    }

    #[test]
    fn wholes_of_one_period_are_lying_bars_named_by_the_axis() {
        let of = |partner: &str, commodity: &str, value: f64| {
            let mut one = series(commodity, commodity, vec![exact("2020", value)]);
            one.dimension = Dimension::Commodity;
            one.codes = [(Dimension::Partner, Code::new(partner)), (Dimension::Commodity, Code::new(commodity))].into();
            one
        };
        let mut all = findings(vec![of("CHN", "A", 60.0), of("CHN", "B", 40.0), of("DEU", "A", 30.0), of("DEU", "B", 70.0)]);
        all.subject.varying = vec![Dimension::Commodity, Dimension::Partner];
        let names = [("CHN", "China"), ("DEU", "Germany")].map(|(code, name)| (Code::new(code), name.to_owned()));
        all.subject.labels = [(Dimension::Partner, names.into())].into();
        assert_eq!(StackedBar.objection(&all), None);
        let chart = StackedBar.draw(&all).expect("can be drawn");
        assert_eq!(labels(&chart.y), ["Germany", "China"], "the first stands on top");
        assert_eq!(bars(&chart)[0], ([0.0, 60.0], [0.6, 1.4]));
        assert!(!chart.is_labelled && chart.legend.len() == 2);
    }

    #[test]
    fn values_stand_in_their_bars_with_their_signs() {
        let about = series("A", "A", vec![qualified("2020", 60.0, Qualifier::About), exact("2021", 50.0)]);
        let chart = StackedBar.draw(&findings(vec![about])).expect("can be drawn");
        let texts: Vec<&str> = chart
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Label { text, place: Place::Inside { .. }, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["≈60", "50"]);
        assert!(chart.key.contains(&"Hollow: about".to_owned()));
    }
}
