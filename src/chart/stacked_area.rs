//! Parts of a whole over time. A period that is left out, a part without a number and a change of source are gaps.

use std::collections::BTreeMap;

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Firmness, Ink, Mark, Place, Slice};
use crate::chart::stack::{self, Pile};
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, runs, signs, sources};
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::period::Period;

pub struct StackedArea;

impl ChartType for StackedArea {
    fn name(&self) -> &'static str {
        "Stacked area"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if let Some(period) = sources::overlap(findings) {
            return Some(format!("two sources have figures for {}, and they are never piled up; choose one", period.label()));
        }
        let piles = stack::piles(findings);
        if piles.len() > 1 {
            let names: Vec<&str> = piles.iter().map(|pile| pile.label.as_str()).filter(|label| !label.is_empty()).take(3).collect();
            return Some(format!("there are several wholes ({}); choose one", names.join("; ")));
        }
        if let Some((_, point)) = findings.points().find(|(_, point)| point.period.is_span() && point.amount.is_ok()) {
            return Some(format!("a figure for the whole of {} has no one place on the way", point.period.label()));
        }
        if self.periods(findings).len() < 2 {
            let wanting = if findings.is_of_opinion { "an area needs two waves with all answers" } else { "an area needs two periods" };
            return Some(wanting.to_owned());
        }
        stack::objection(findings)
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        let with_points = || findings.series.iter().filter(|series| !series.points.is_empty());
        let is_complete = |period: &Period| with_points().all(|series| series.value_at(period).is_some());
        // A wave that lacks an answer would pull down all answers above it; parts of a whole do without what is not there.
        let is_drawn = |period: &Period| !period.is_span() && (!findings.is_of_opinion || is_complete(period));
        findings.dated_periods().into_iter().filter(is_drawn).collect()
    }

    fn is_over_time(&self) -> bool {
        true
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let periods = self.periods(findings);
        let piles = stack::piles(findings);
        let Some(pile) = piles.first().filter(|_| !periods.is_empty()) else {
            return Err(Problem::new("Could not draw a stacked area").because("none of the figures has both a number and a date"));
        };
        let inks = Inks::of(findings, Hues::UnfixedCodes);
        let layers = layers(findings, pile, &periods);
        let tops: Vec<f64> = layers.values().flatten().map(|(slice, _)| slice.high).collect();
        let y = extent::from_zero(&tops, &findings.unit());
        let x = extent::time(&periods, 0.0);
        let runs = whole_runs(findings, pile, &periods);
        let mut marks = Vec::new();
        for (series, slices) in &layers {
            marks.extend(areas(*series, slices, &runs, &inks.ink(*series)));
        }
        marks.push(Mark::Rule { along: Along::Y, at: 0.0, word: None });
        let words = sources::changes(findings, &inks.entries).into_iter().chain(sources::breaks(findings));
        marks.extend(words.map(|(at, word)| Mark::Rule { along: Along::X, at, word: Some(word) }));
        let lengths = [x.ends(), y.ends()].map(|[from, to]| to - from);
        let labels: Vec<Mark> = inks.entries.iter().filter_map(|entry| label(entry, &layers, &marks, lengths)).collect();
        let is_labelled = labels.len() == inks.entries.len();
        marks.extend(labels);
        let key = signs::key(&marks, findings);
        Ok(Chart { x, y, marks, legend: inks.entries, is_labelled, camera: Camera::Horizontal, key, multiples: None })
    }
}

/// Of each series its slices, and how firm each is.
type Layers = BTreeMap<usize, Vec<(Slice, Firmness)>>;

/// Each period's parts on top of each other, the first of the findings at the bottom.
fn layers(findings: &Findings, pile: &Pile, periods: &[Period]) -> Layers {
    let mut layers = Layers::new();
    for period in periods {
        let Some(x) = period.midpoint() else { continue };
        let mut low = 0.0;
        for (series, point, value) in stack::parts(findings, pile, period) {
            let slice = Slice { datum: Datum { series, point }, x, low, high: low + value };
            let firmness = signs::firmness(&findings.series[series].points[point]);
            layers.entry(series).or_default().push((slice, firmness));
            low += value;
        }
    }
    layers
}

/// The stretches of time without a gap and without a change of source or method, each as the places of its periods in time.
fn whole_runs(findings: &Findings, pile: &Pile, periods: &[Period]) -> Vec<Vec<f64>> {
    let mut whole = Vec::new();
    let breaks: Vec<f64> = sources::breaks(findings).into_iter().map(|(at, _)| at).collect();
    let stretches = if findings.is_of_opinion { waves(findings, periods) } else { runs::regular_runs(periods) };
    for run in stretches {
        let mut places: Vec<f64> = Vec::new();
        let mut last_source = None;
        for period in run {
            let Some(x) = period.midpoint() else { continue };
            let source = stack::parts(findings, pile, &period).first().map(|(at, ..)| findings.series[*at].source.clone());
            let is_broken = places.last().is_some_and(|last| breaks.iter().any(|at| *last < *at && *at < x));
            if !places.is_empty() && (source != last_source || is_broken) {
                whole.push(std::mem::take(&mut places));
            }
            last_source = source;
            places.push(x);
        }
        whole.push(places);
    }
    whole
}

/// The waves drawn, parted where one lies between that could not be: they come as they come, but none is passed over.
fn waves(findings: &Findings, drawn: &[Period]) -> Vec<Vec<Period>> {
    let all = findings.dated_periods();
    let runs = all.chunk_by(|a, b| drawn.contains(a) == drawn.contains(b)).filter(|run| drawn.contains(&run[0]));
    runs.map(<[Period]>::to_vec).collect()
}

/// A part's areas: one for each stretch in which no period of it is missing. A single period alone is a narrow bar.
fn areas(series: usize, slices: &[(Slice, Firmness)], runs: &[Vec<f64>], ink: &Ink) -> Vec<Mark> {
    const NARROW: f64 = 0.2;
    let mut marks = Vec::new();
    let mut finish = |run: &mut Vec<Slice>, firmness| {
        let slices = std::mem::take(run);
        match slices[..] {
            [] => {}
            [Slice { datum, x, low, high }] => {
                marks.push(Mark::Bar { datum, x: [x - NARROW, x + NARROW], y: [low, high], ink: ink.clone(), firmness });
            }
            _ => marks.push(Mark::Area { series, slices, ink: ink.clone(), firmness }),
        }
    };
    for run in runs {
        let mut area: Vec<Slice> = Vec::new();
        let mut looks = Firmness::Firm;
        for x in run {
            let Some((slice, firmness)) = slices.iter().find(|(slice, _)| slice.x == *x) else {
                finish(&mut area, looks);
                continue;
            };
            if *firmness != looks && !area.is_empty() {
                let last = area.last().copied();
                finish(&mut area, looks);
                area.extend(last);
            }
            looks = *firmness;
            area.push(*slice);
        }
        finish(&mut area, looks);
    }
    marks
}

/// The name inside the area where there is most room; of an area too thin for it, at its right end.
fn label(entry: &LegendEntry, layers: &Layers, marks: &[Mark], [width, height]: [f64; 2]) -> Option<Mark> {
    /// What a letter takes of the width of a plot, and a line of its height, on a small page.
    const LETTER: f64 = 0.015;
    const LINE: f64 = 0.075;
    let wanted = (entry.label.chars().count() as f64 + 1.5) * LETTER * width;
    let rooms = marks.iter().filter_map(|mark| {
        let Mark::Area { series, slices, .. } = mark else { return None };
        entry.series.contains(series).then(|| widest_room(slices, wanted)).flatten().map(|room| (*series, room))
    });
    let best = rooms.max_by(|(_, a), (_, b)| a.size[1].total_cmp(&b.size[1]));
    if let Some((series, room)) = best.filter(|(_, room)| room.size[1] >= LINE * height) {
        let place = Place::Inside { room: room.size };
        let is_soft = marks.iter().any(|mark| {
            matches!(mark, Mark::Area { series, slices, firmness: Firmness::Soft, .. }
            if entry.series.contains(series) && slices[0].x <= room.middle[0] && room.middle[0] <= slices[slices.len() - 1].x)
        });
        let ink = if is_soft { Ink::Text } else { Ink::On(Box::new(entry.ink.clone())) };
        return Some(Mark::Label { series: Some(series), at: room.middle, text: entry.label.clone(), anchor: Anchor::Middle, ink, place });
    }
    let ends = entry.series.iter().filter_map(|at| Some((*at, layers.get(at)?.last()?.0)));
    let (series, end) = ends.max_by(|(_, a), (_, b)| a.x.total_cmp(&b.x))?;
    let at = [end.x, f64::midpoint(end.low, end.high)];
    let ink = entry.ink.clone();
    Some(Mark::Label { series: Some(series), at, text: entry.label.clone(), anchor: Anchor::Start, ink, place: Place::LineEnd })
}

/// A box inside an area.
struct Room {
    middle: [f64; 2],
    size: [f64; 2],
}

/// The highest box of a width that lies inside an area.
fn widest_room(slices: &[Slice], width: f64) -> Option<Room> {
    const STEPS: usize = 64;
    let (first, last) = (slices.first()?.x, slices.last()?.x);
    let free = last - first - width;
    if free < 0.0 {
        return None;
    }
    let rooms = (0..=STEPS).map(|step| {
        let from = first + free * step as f64 / STEPS as f64;
        let inside = slices.iter().filter(|slice| slice.x > from && slice.x < from + width).map(|slice| (slice.low, slice.high));
        let ends = [from, from + width].map(|x| edge(slices, x));
        let (low, high) =
            inside.chain(ends).fold((f64::NEG_INFINITY, f64::INFINITY), |(low, high), (a, b)| (f64::max(low, a), f64::min(high, b)));
        Room { middle: [from + width / 2.0, f64::midpoint(low, high)], size: [width, high - low] }
    });
    // Of equally high boxes the one nearest to the middle reads best.
    let centre = f64::midpoint(first, last);
    let off_centre = |room: &Room| (room.middle[0] - centre).abs();
    rooms.max_by(|a, b| a.size[1].total_cmp(&b.size[1]).then_with(|| off_centre(b).total_cmp(&off_centre(a))))
}

/// The lower and upper edge of an area at a place between two of its slices.
fn edge(slices: &[Slice], x: f64) -> (f64, f64) {
    let after = slices.partition_point(|slice| slice.x < x).clamp(1, slices.len() - 1);
    let (a, b) = (&slices[after - 1], &slices[after]);
    let part = ((x - a.x) / (b.x - a.x)).clamp(0.0, 1.0);
    (a.low + (b.low - a.low) * part, a.high + (b.high - a.high) * part)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::findings::Series;
    use crate::measure::sample::{exact, findings, from_source, missing, series};
    use crate::terms::amount::Missing;

    fn years(code: &str, values: &[(&str, f64)]) -> Series {
        series(code, code, values.iter().map(|(year, value)| exact(year, *value)).collect())
    }

    fn drawn(all: Vec<Series>) -> Chart {
        StackedArea.draw(&findings(all)).expect("can be drawn")
    }

    fn area_lengths(chart: &Chart, wanted: usize) -> Vec<usize> {
        let of = |mark: &Mark| match mark {
            Mark::Area { series, slices, .. } if *series == wanted => Some(slices.len()),
            _ => None,
        };
        chart.marks.iter().filter_map(of).collect()
    }

    #[test]
    fn parts_lie_on_each_other_in_the_order_of_the_findings() {
        let chart = drawn(vec![years("A", &[("2000", 60.0), ("2001", 50.0)]), years("B", &[("2000", 40.0), ("2001", 50.0)])]);
        let Some(Mark::Area { slices, .. }) = chart.marks.iter().find(|mark| matches!(mark, Mark::Area { series: 1, .. })) else {
            panic!()
        };
        assert_eq!(slices.iter().map(|slice| (slice.low, slice.high)).collect::<Vec<_>>(), [(60.0, 100.0), (50.0, 100.0)]);
        assert_eq!(chart.y.ends(), [0.0, 100.0]);
        assert_eq!(chart.x.ends(), [2000.5, 2001.5]);
    }

    #[test]
    fn areas_break_where_a_period_or_a_part_is_missing() {
        let whole = [("2000", 60.0), ("2001", 50.0), ("2003", 50.0), ("2004", 50.0), ("2005", 50.0)];
        let mut part = years("B", &[("2000", 40.0), ("2001", 40.0), ("2003", 40.0), ("2004", 40.0), ("2005", 40.0)]);
        part.points[3] = missing("2004", Missing::Confidential).into();
        let chart = drawn(vec![years("A", &whole), part]);
        assert_eq!(area_lengths(&chart, 0), [2, 3]);
        assert_eq!(area_lengths(&chart, 1), [2]);
        let bars = chart.marks.iter().filter(|mark| matches!(mark, Mark::Bar { datum: Datum { series: 1, .. }, .. })).count();
        assert_eq!(bars, 2, "2003 and 2005 stand alone");
    }

    #[test]
    fn a_change_of_source_breaks_the_areas_and_says_so() {
        let chart =
            drawn(vec![years("A", &[("2019", 60.0), ("2020", 50.0)]), from_source("imf", years("A", &[("2021", 60.0), ("2022", 50.0)]))]);
        assert_eq!((area_lengths(&chart, 0), area_lengths(&chart, 1)), (vec![2], vec![2]));
        let rule = Mark::Rule { along: Along::X, at: 2021.0, word: Some("IMF from 2021".to_owned()) };
        assert!(chart.marks.contains(&rule), "{:?}", chart.marks);
    }

    #[test]
    fn two_sources_of_one_period_are_never_piled_up() {
        let part = || years("A", &[("2019", 60.0), ("2020", 50.0)]);
        let why = StackedArea.objection(&findings(vec![part(), from_source("imf", part())])).expect("an objection");
        assert!(why.starts_with("two sources have figures for 2019"), "{why}");
        assert!(StackedArea.objection(&findings(vec![years("A", &[("2019", 60.0)])])).is_some());
        assert!(StackedArea.objection(&findings(vec![years("A", &[("2006/2012", 60.0), ("2013", 3.0), ("2014", 3.0)])])).is_some());
        assert_eq!(StackedArea.objection(&findings(vec![part()])), None);
    }

    #[test]
    fn a_wave_that_lacks_an_answer_is_left_out_and_leaves_a_gap() {
        let good = years("good", &[("2014", 70.0), ("2015", 70.0), ("2019", 60.0), ("2023", 80.0)]);
        let bad = years("bad", &[("2014", 10.0), ("2015", 10.0), ("2018", 20.0), ("2019", 20.0), ("2023", 9.0)]);
        let mut all = findings(vec![good, bad]);
        all.is_of_opinion = true;
        let chart = StackedArea.draw(&all).expect("can be drawn");
        assert_eq!((area_lengths(&chart, 0), area_lengths(&chart, 1)), (vec![2, 2], vec![2, 2]));
    }

    #[test]
    fn a_large_area_is_named_inside_where_it_is_highest_and_a_thin_one_at_its_end() {
        let grows = [("2000", 10.0), ("2005", 10.0), ("2010", 80.0), ("2015", 80.0), ("2020", 80.0)];
        let thin = [("2000", 1.0), ("2005", 1.0), ("2010", 1.0), ("2015", 1.0), ("2020", 1.0)];
        let chart = drawn(vec![years("Big", &grows), years("Thin", &thin)]);
        let labels: Vec<&Mark> = chart.marks.iter().filter(|mark| matches!(mark, Mark::Label { .. })).collect();
        let [Mark::Label { at: inside, place: Place::Inside { room }, .. }, Mark::Label { at: end, place: Place::LineEnd, .. }] =
            labels[..]
        else {
            panic!("{labels:?}")
        };
        assert!(inside[0] > 2010.0 && room[1] == 80.0, "{inside:?} {room:?}");
        assert_eq!(*end, [2020.5, 80.5]);
        assert!(chart.is_labelled);
    }
}
