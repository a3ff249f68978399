//! A dot for each pair: across how much the one side has of it, upwards the other; on the diagonal both are equal.

use std::collections::BTreeMap;

use crate::chart::mark::{Along, Anchor, Datum, Ink, Mark, Place, Told, Vertex};
use crate::chart::palette::HUES;
use crate::chart::signs;
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, sources};
use crate::measure::findings::{Facing, Findings, Sides};
use crate::problem::Problem;
use crate::terms::amount::{Amount, Bound};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

pub struct Scatter;

/// The ways of so few pairs are all drawn; of more, only those that are set apart.
const FEW: usize = 5;
/// So many pairs are named without being asked for: those with the largest numbers.
const NAMED: usize = 30;

impl ChartType for Scatter {
    fn name(&self) -> &'static str {
        "Scatter"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        let Some(sides) = &findings.sides else { return Some("no figures face each other as two sides".to_owned()) };
        match period(findings, sides) {
            Some(_) => None,
            None => Some("there is no pair of which both sides are known".to_owned()),
        }
    }

    /// The dots; a way through the years names its own.
    fn periods(&self, findings: &Findings) -> Vec<Period> {
        findings.sides.as_ref().and_then(|sides| period(findings, sides)).into_iter().collect()
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let found = findings.sides.as_ref().and_then(|sides| Some((sides, period(findings, sides)?)));
        let Some((sides, period)) = found else {
            return Err(Problem::new("Could not draw a scatter").because("there is no pair of which both sides are known"));
        };
        Ok(drawn(findings, sides, period))
    }
}

/// The last period in which both sides of a pair are known.
fn period(findings: &Findings, sides: &Sides) -> Option<Period> {
    let of = |facing: &Facing| {
        let points = findings.series.get(facing.left)?.points.iter().map(|point| point.period);
        points.filter(|period| !period.is_undated() && facing.both(&findings.series, period).is_some()).max()
    };
    sides.facing.iter().filter_map(of).max()
}

/// A pair at its place: its way through the years, which ends at the dot.
struct Pair<'a> {
    label: String,
    facing: &'a Facing,
    way: Vec<(Vertex, Period)>,
    is_qualified: bool,
}

impl Pair<'_> {
    fn dot(&self) -> Option<&(Vertex, Period)> {
        self.way.last()
    }

    fn size(&self) -> f64 {
        self.dot().map_or(0.0, |(vertex, _)| vertex.at[0].max(vertex.at[1]))
    }
}

fn pairs<'a>(findings: &Findings, sides: &'a Sides, last: Period) -> Vec<Pair<'a>> {
    let of = |facing: &'a Facing| {
        let [of_last, other] = facing.both(&findings.series, &last)?;
        let series = &findings.series[facing.left];
        let vertex = |(point, one): (usize, &crate::measure::findings::Point)| {
            let [(_, left), (_, right)] = facing.both(&findings.series, &one.period)?;
            let datum = Datum { series: facing.left, point };
            (one.period <= last && !one.period.is_undated()).then_some((Vertex { datum, at: [right.value, left.value] }, one.period))
        };
        let way = series.figures().enumerate().filter_map(vertex).collect();
        let is_about = |amount: &Amount| amount.qualifier.bound() != Bound::Exact;
        let is_told_twice = sides
            .facing
            .iter()
            .any(|known| known.label == facing.label && known.both(&findings.series, &last).is_some() && known != facing);
        let label =
            if is_told_twice { format!("{}, {}", facing.label, sources::publisher(findings, series)) } else { facing.label.clone() };
        Some(Pair { label, facing, way, is_qualified: is_about(of_last.1) || is_about(other.1) })
    };
    sides.facing.iter().filter_map(of).collect()
}

fn drawn(findings: &Findings, sides: &Sides, last: Period) -> Chart {
    let mut pairs = pairs(findings, sides, last);
    // The largest last, so that they stand before the others; their names are set first.
    pairs.sort_by(|a, b| a.size().total_cmp(&b.size()).then_with(|| b.label.cmp(&a.label)));
    let told = if pairs.len() <= FEW { Told::Always } else { Told::SetApart };
    let ways = |axis: usize| pairs.iter().flat_map(|pair| &pair.way).map(|(vertex, _)| vertex.at[axis]).collect::<Vec<f64>>();
    let [x, y] = [0, 1].map(|axis| extent::from_zero(&ways(axis), &findings.unit()));
    let is_of_one = pairs.windows(2).all(|both| {
        let code = |pair: &Pair| &findings.series[pair.facing.left].code;
        code(&both[0]) == code(&both[1])
    });
    let mut marks = vec![Mark::Diagonal { word: "equal".to_owned() }];
    let ink = |pair: &Pair, place: usize| {
        let rank = if told == Told::Always { place } else { HUES };
        match is_of_one {
            // Each pair is told apart by the other country.
            true => {
                let other = &findings.series[pair.facing.right];
                Ink::Code { dimension: other.dimension.clone(), code: other.code.clone(), rank }
            }
            // The colour of a country would be that of all its pairs.
            false => Ink::Code { dimension: Dimension::Other("pair".to_owned()), code: Code::new(pair.label.as_str()), rank },
        }
    };
    for (place, pair) in pairs.iter().enumerate() {
        let points: Vec<Vertex> = pair.way.iter().map(|(vertex, _)| *vertex).collect();
        if points.len() > 1 {
            marks.push(Mark::Trail { series: pair.facing.left, points, ink: ink(pair, place), told });
        }
    }
    for (place, pair) in pairs.iter().enumerate() {
        if let Some((vertex, _)) = pair.dot() {
            marks.push(Mark::Dot { datum: vertex.datum, at: vertex.at, ink: ink(pair, place), is_hollow: pair.is_qualified });
        }
    }
    marks.extend(names(&pairs, told, &ink));
    for (along, head) in [(Along::Y, &sides.heads[0]), (Along::X, &sides.heads[1])] {
        let arrow = if along == Along::Y { '↑' } else { '→' };
        let text = format!("{head} {arrow}");
        marks.push(Mark::Label { series: None, at: [0.0, 0.0], text, anchor: Anchor::Start, ink: Ink::Faint, place: Place::Axis(along) });
    }
    let mut key = signs::key(&marks, findings);
    if pairs.iter().any(|pair| pair.way.len() > 1) {
        key.insert(0, format!("Dots: {}; line: a pair’s path through the years before", last.label()));
    }
    match sides.facing.len() - pairs.len() {
        0 => {}
        count => key.push(format!("Without a number on both sides in {}, and so not drawn: {count}", last.label())),
    }
    let legend = legend(&pairs, &ink);
    Chart { x, y, marks, legend, is_labelled: true, camera: Camera::Both, key, multiples: None }
}

/// The name of a pair at its dot, the largest first; then the year at which its way begins.
fn names(pairs: &[Pair], told: Told, ink: &dyn Fn(&Pair, usize) -> Ink) -> Vec<Mark> {
    let (mut names, mut years) = (Vec::new(), Vec::new());
    for (rank, (place, pair)) in pairs.iter().enumerate().rev().enumerate() {
        let Some((dot, year)) = pair.dot() else { continue };
        let label = |at: [f64; 2], text: String, told: Told| {
            let (series, ink, place) = (Some(pair.facing.left), ink(pair, place), Place::Beside(told));
            Mark::Label { series, at, text, anchor: Anchor::Start, ink, place }
        };
        let begins = pair.way.first().filter(|(first, _)| first.datum != dot.datum);
        let end = if begins.is_some() { format!("{}, {}", pair.label, year.label()) } else { pair.label.clone() };
        names.push(label(dot.at, end, told));
        if told == Told::SetApart && rank < NAMED {
            names.push(label(dot.at, pair.label.clone(), Told::SetBack));
        }
        years.extend(begins.map(|(first, year)| label(first.at, year.label(), told)));
    }
    names.into_iter().chain(years).collect()
}

/// One entry for each pair by its name, in the order of the alphabet.
fn legend(pairs: &[Pair], ink: &dyn Fn(&Pair, usize) -> Ink) -> Vec<LegendEntry> {
    let mut entries: BTreeMap<&str, LegendEntry> = BTreeMap::new();
    for (place, pair) in pairs.iter().enumerate() {
        let entry = || LegendEntry { series: Vec::new(), label: pair.label.clone(), ink: ink(pair, place) };
        entries.entry(&pair.label).or_insert_with(entry).series.extend([pair.facing.left, pair.facing.right]);
    }
    entries.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, missing, series};
    use crate::terms::amount::Missing;

    fn pairs_of(all: &[(&str, [f64; 2])]) -> Findings {
        let both = all.iter().flat_map(|(label, [left, right])| {
            let side = |value: f64| series(label, label, vec![exact("2012", value / 2.0), exact("2016", value)]);
            [side(*left), side(*right)]
        });
        let mut found = findings(both.collect());
        let facing = all.iter().enumerate().map(|(at, (label, _))| Facing {
            left: 2 * at,
            right: 2 * at + 1,
            label: (*label).to_owned(),
            gaps: BTreeMap::new(),
        });
        found.sides = Some(Sides { heads: ["up".to_owned(), "across".to_owned()], facing: facing.collect() });
        found
    }

    fn dots(chart: &Chart) -> Vec<(usize, [f64; 2])> {
        let dot = |mark: &Mark| match mark {
            Mark::Dot { datum, at, .. } => Some((datum.series, *at)),
            _ => None,
        };
        chart.marks.iter().filter_map(dot).collect()
    }

    #[test]
    fn the_first_side_runs_upwards_and_the_second_across() {
        let chart = Scatter.draw(&pairs_of(&[("A–B", [20.0, 4.0]), ("C–D", [5.0, 5.0])])).expect("can be drawn");
        assert_eq!(dots(&chart), [(2, [5.0, 5.0]), (0, [4.0, 20.0])]);
        let trails = chart.marks.iter().filter(|mark| matches!(mark, Mark::Trail { told: Told::Always, points, .. } if points.len() == 2));
        assert_eq!(trails.count(), 2);
    }

    #[test]
    fn of_many_pairs_only_those_set_apart_show_their_way() {
        let all: Vec<(String, [f64; 2])> = (1..=9).map(|at| (format!("P{at}"), [f64::from(at), 1.0])).collect();
        let all: Vec<(&str, [f64; 2])> = all.iter().map(|(label, both)| (label.as_str(), *both)).collect();
        let chart = Scatter.draw(&pairs_of(&all)).expect("can be drawn");
        assert!(chart.marks.iter().all(|mark| !matches!(mark, Mark::Trail { told: Told::Always | Told::SetBack, .. })));
        assert_eq!(chart.legend.len(), 9);
    }

    #[test]
    fn a_pair_with_one_side_unknown_is_counted_and_not_drawn() {
        let mut found = pairs_of(&[("A–B", [20.0, 4.0]), ("C–D", [5.0, 5.0])]);
        found.series[3].points = ["2012", "2016"].map(|year| missing(year, Missing::NotCollected).into()).into();
        let chart = Scatter.draw(&found).expect("can be drawn");
        assert_eq!(dots(&chart).len(), 1);
        assert!(chart.key.iter().any(|words| words.ends_with("not drawn: 1")), "{:?}", chart.key);
        found.sides = None;
        assert!(Scatter.objection(&found).is_some());
    }
}
