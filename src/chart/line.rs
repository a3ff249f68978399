//! Values over time. Gaps stay gaps, sources stay apart, and what is qualified looks so.

use std::collections::BTreeMap;

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Firmness, Mark, Place, Slice, Vertex};
use crate::chart::runs::{self, Rhythm};
use crate::chart::signs::{self, Plain};
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, figure, sources};
use crate::measure::findings::{Findings, Series};
use crate::problem::Problem;
use crate::terms::amount::{Amount, Bound};
use crate::terms::period::Period;

pub struct Line;

impl ChartType for Line {
    fn name(&self) -> &'static str {
        "Line"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        let periods = findings.dated_periods();
        match periods.len() {
            0 => Some("none of its figures has a date".to_owned()),
            1 => Some(format!("there are figures for {} only, and a line needs two dates", periods[0].label())),
            _ => None,
        }
    }

    fn is_over_time(&self) -> bool {
        true
    }

    fn is_at_value(&self) -> bool {
        true
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let periods: Vec<Period> = findings.periods().into_iter().filter(|period| !period.is_undated()).collect();
        if findings.dated_periods().is_empty() {
            return Err(Problem::new("Could not draw a line").because("none of the figures has both a number and a date"));
        }
        let mut values = values(findings);
        // What all figures are set against is on the axis, wherever the base lies.
        values.extend(findings.level());
        let unit = findings.unit();
        let inks = Inks::of(findings, Hues::AllEntries);
        let dots = dots(findings);
        let y = extent::under_a_tick(&values, &unit);
        let rhythm = rhythm(findings);
        let mut drawing = Drawing { findings, inks: &inks, rhythm, dots, floor: y.ends()[0], layers: Layers::default() };
        for (at, runs) in runs::runs(&findings.series, rhythm).iter().enumerate() {
            drawing.series(at, runs);
        }
        let labels = drawing.labels();
        let mut marks = Vec::new();
        let [floor, top] = y.ends();
        let level = findings.level().unwrap_or(0.0);
        if floor <= level && top >= level {
            marks.push(Mark::Rule { along: Along::Y, at: level, word: None });
        }
        let references = findings.references().iter().filter(|reference| floor <= reference.value && top >= reference.value);
        marks.extend(references.map(|one| Mark::Rule { along: Along::Y, at: one.value, word: Some(one.words.to_owned()) }));
        marks.extend(drawing.breaks());
        let Layers { bands, lines, signs, values, absent } = drawing.layers;
        marks.extend(bands.into_iter().chain(lines).chain(signs).chain(absent.into_values()).chain(labels).chain(values));
        let mut key = signs::key(&marks, findings);
        key.extend(sources::side_by_side(findings, &inks.entries));
        let margin = if dots == Plain::Dotted { 0.012 } else { 0.0 };
        Ok(Chart {
            x: extent::time(&periods, margin),
            y,
            marks,
            legend: inks.entries,
            is_labelled: true,
            camera: Camera::Both,
            key,
            multiples: None,
        })
    }
}

struct Drawing<'a> {
    findings: &'a Findings,
    inks: &'a Inks,
    rhythm: Rhythm,
    dots: Plain,
    /// The lower end of the axis, where the signs of missing values stand.
    floor: f64,
    layers: Layers,
}

/// Bands lie under lines, lines under dots, dots under the signs of what is missing.
#[derive(Default)]
struct Layers {
    bands: Vec<Mark>,
    lines: Vec<Mark>,
    signs: Vec<Mark>,
    /// Of bars along time.
    values: Vec<Mark>,
    /// One sign for each place and reason, however many series lack a value there.
    absent: BTreeMap<(Period, &'static str), Mark>,
}

impl Drawing<'_> {
    fn series(&mut self, at: usize, runs: &[Vec<usize>]) {
        let series = &self.findings.series[at];
        for run in runs {
            self.run(at, run);
        }
        for (nth, point) in series.points.iter().enumerate() {
            let Some([from, to]) = point.period.reach() else { continue };
            let datum = Datum { series: at, point: nth };
            let middle = f64::midpoint(from, to);
            let amount = match &point.amount {
                Ok(amount) => amount,
                Err(missing) => {
                    let sign = signs::absent(*missing);
                    let mark = || Mark::Absent { datum, at: [middle, self.floor], sign: sign.to_owned() };
                    self.layers.absent.entry((point.period, sign)).or_insert_with(mark);
                    continue;
                }
            };
            let ink = self.inks.ink(at);
            let place = [middle, amount.value];
            let is_alone = runs.contains(&vec![nth]);
            let plain = if is_alone { Plain::Dotted } else { self.dots };
            if runs::is_stretch(&point.period, self.rhythm) {
                let is_hollow = amount.qualifier.bound() == Bound::Around;
                self.layers.signs.push(Mark::Stretch { datum, x: [from, to], y: amount.value, ink: ink.clone(), is_hollow });
                self.layers.values.push(self.value(datum, amount, place));
                // The bar says about where; a dot on it would say it twice.
                let mut signs = signs::signs(datum, amount, place, Along::Y, &ink, Plain::Bare);
                signs.retain(|mark| !matches!(mark, Mark::Dot { .. }));
                self.layers.signs.extend(signs);
            } else {
                self.layers.signs.extend(signs::signs(datum, amount, place, Along::Y, &ink, plain));
            }
        }
    }

    /// The margins of a balance or of a change: of plain shares, several on one page, they would hide each other.
    fn band(&mut self, at: usize, run: &[usize]) {
        if self.findings.derived.is_none() {
            return;
        }
        let series = &self.findings.series[at];
        let slice = |nth: &usize| {
            let point = &series.points[*nth];
            let (value, margin) = (point.amount.as_ref().ok()?.value, point.margin?.points);
            let datum = Datum { series: at, point: *nth };
            Some(Slice { datum, x: point.period.midpoint()?, low: value - margin, high: value + margin })
        };
        // Where a margin is not known the band is open.
        let slices: Vec<Option<Slice>> = run.iter().map(slice).collect();
        for known in slices.split(Option::is_none).filter(|known| !known.is_empty()) {
            let slices = known.iter().flatten().copied().collect();
            self.layers.bands.push(Mark::Band { series: at, slices, ink: self.inks.ink(at) });
        }
    }

    /// The value over a bar along time.
    fn value(&self, datum: Datum, amount: &Amount, at: [f64; 2]) -> Mark {
        let series = &self.findings.series[datum.series];
        let scaled = extent::scaled(&values(self.findings), &self.findings.unit());
        let write = if scaled.unit.is_percent() { figure::at_mark } else { figure::bare };
        let text = write(&series.points[datum.point], amount, &scaled);
        Mark::Label { series: Some(datum.series), at, text, anchor: Anchor::Middle, ink: self.inks.ink(datum.series), place: Place::Over }
    }

    /// One run as lines: a step that leads to a less firm value is a line of its own.
    fn run(&mut self, at: usize, run: &[usize]) {
        let series = &self.findings.series[at];
        let vertex = |nth: &usize| {
            let point = &series.points[*nth];
            let amount = point.amount.as_ref().ok()?;
            Some((
                Vertex { datum: Datum { series: at, point: *nth }, at: [point.period.midpoint()?, amount.value] },
                signs::firmness(point),
            ))
        };
        self.band(at, run);
        let vertices: Vec<(Vertex, Firmness)> = run.iter().filter_map(vertex).collect();
        let ink = self.inks.ink(at);
        let mut line: Vec<Vertex> = Vec::new();
        let mut looks = Firmness::Firm;
        let mut finish = |points: Vec<Vertex>, firmness| {
            if points.len() > 1 {
                self.layers.lines.push(Mark::Line { series: at, points, ink: ink.clone(), firmness });
            }
        };
        for (vertex, firmness) in vertices {
            if firmness != looks && !line.is_empty() {
                let last = line.last().copied();
                finish(std::mem::take(&mut line), looks);
                line.extend(last);
            }
            looks = firmness;
            line.push(vertex);
        }
        finish(line, looks);
    }

    /// The name of each entry at the end of its latest line.
    fn labels(&self) -> Vec<Mark> {
        let label = |entry: &LegendEntry| {
            let ends = entry.series.iter().filter_map(|at| Some((*at, end_of(&self.findings.series[*at])?)));
            let (series, end) = ends.max_by(|(_, a), (_, b)| a[0].total_cmp(&b[0]))?;
            let ink = entry.ink.clone();
            Some(Mark::Label {
                series: Some(series),
                at: end,
                text: entry.label.clone(),
                anchor: Anchor::Start,
                ink,
                place: Place::LineEnd,
            })
        };
        let entries = self.inks.entries.iter().filter(|entry| self.inks.entries.len() > 1 || !is_named_around(self.findings, entry));
        entries.filter_map(label).collect()
    }

    /// Thin lines where the source changes or a source says that its method did.
    fn breaks(&self) -> Vec<Mark> {
        let mut words = sources::changes(self.findings, &self.inks.entries);
        for (at, word) in sources::breaks(self.findings) {
            if !words.iter().any(|(known, _)| (known - at).abs() < 1e-6) {
                words.push((at, word));
            }
        }
        words.into_iter().map(|(at, word)| Mark::Rule { along: Along::X, at, word: Some(word) }).collect()
    }
}

/// Do the words around the chart name it already?
fn is_named_around(findings: &Findings, entry: &LegendEntry) -> bool {
    let Series { dimension, code, .. } = &findings.series[entry.series[0]];
    let is_shared = findings.subject.fixed.get(dimension).is_some_and(|(fixed, _)| fixed == code);
    is_shared || findings.subject.fixed.values().any(|(_, name)| *name == entry.label)
}

/// Where a line ends: at its last value, or at the end of its last bar along time.
fn end_of(series: &Series) -> Option<[f64; 2]> {
    let last = series.last()?;
    let amount = last.amount.as_ref().ok()?;
    let x = if last.period.is_span() { last.period.reach()?[1] } else { last.period.midpoint()? };
    Some([x, amount.value])
}

fn rhythm(findings: &Findings) -> Rhythm {
    if findings.is_of_opinion { Rhythm::Waves } else { Rhythm::Regular }
}

/// Dots help where values are few; where they are many they hide the line.
fn dots(findings: &Findings) -> Plain {
    const FEW_IN_SERIES: usize = 25;
    const FEW_IN_ALL: usize = 130;
    let counts = || findings.series.iter().map(|series| series.points.iter().filter(|point| point.amount.is_ok()).count());
    let is_sparse = counts().max().unwrap_or(0) <= FEW_IN_SERIES && counts().sum::<usize>() <= FEW_IN_ALL;
    if is_sparse { Plain::Dotted } else { Plain::Bare }
}

/// Every dated value, with the ends of those that are ranges.
fn values(findings: &Findings) -> Vec<f64> {
    let dated = findings.points().map(|(_, point)| point).filter(|point| !point.period.is_undated());
    let ends = dated.filter_map(|point| {
        let amount = point.amount.as_ref().ok()?;
        let margin = point.margin.filter(|_| findings.derived.is_some()).map_or(0.0, |margin| margin.points);
        Some([Some(amount.value - margin), Some(amount.value + margin), amount.low, amount.high])
    });
    ends.flatten().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::mark::{Ink, Towards};
    use crate::dataset::observation::Status;
    use crate::measure::findings::Point;
    use crate::measure::sample::{answers, exact, findings, from_source, missing, of_status, qualified, series};
    use crate::terms::amount::{Missing, Qualifier};
    use crate::terms::dimension::{Code, Dimension};
    use crate::terms::poll::{Mode, Side, Wave};

    fn drawn(all: Vec<Series>) -> Chart {
        Line.draw(&findings(all)).expect("can be drawn")
    }

    /// The years and the firmness of each run.
    fn lines(chart: &Chart) -> Vec<(usize, Vec<i32>, Firmness)> {
        let of = |mark: &Mark| match mark {
            Mark::Line { series, points, firmness, .. } => {
                Some((*series, points.iter().map(|vertex| vertex.at[0].floor() as i32).collect(), *firmness))
            }
            _ => None,
        };
        chart.marks.iter().filter_map(of).collect()
    }

    fn count(chart: &Chart, is: impl Fn(&Mark) -> bool) -> usize {
        chart.marks.iter().filter(|mark| is(mark)).count()
    }

    #[test]
    fn gaps_stay_gaps() {
        let years = ["2000", "2001", "2003", "2004"].map(|year| exact(year, 5.0));
        let chart = drawn(vec![series("CHN", "China", years.into())]);
        assert_eq!(lines(&chart), [(0, vec![2000, 2001], Firmness::Firm), (0, vec![2003, 2004], Firmness::Firm)]);
    }

    #[test]
    fn sources_share_an_ink_and_a_label_and_are_never_joined() {
        let old = series("CHN", "China", vec![exact("2019", 17.0), exact("2020", 18.0)]);
        let new = from_source("imf", series("CHN", "China", vec![exact("2021", 18.0), exact("2022", 26.0)]));
        let chart = drawn(vec![old, new]);
        assert_eq!(lines(&chart), [(0, vec![2019, 2020], Firmness::Firm), (1, vec![2021, 2022], Firmness::Firm)]);
        let labels: Vec<&Mark> = chart.marks.iter().filter(|mark| matches!(mark, Mark::Label { .. })).collect();
        assert!(matches!(labels[..], [Mark::Label { series: Some(1), at: [2022.5, 26.0], .. }]), "{labels:?}");
        assert_eq!(chart.legend.len(), 1);
        assert!(chart.marks.contains(&Mark::Rule { along: Along::X, at: 2021.0, word: Some("IMF from 2021".to_owned()) }));
    }

    #[test]
    fn sources_that_overlap_in_time_are_two_lines_of_one_colour_and_the_key_says_so() {
        let old = series("CHN", "China", vec![exact("2019", 17.0), exact("2020", 18.0)]);
        let new = from_source("imf", series("CHN", "China", vec![exact("2020", 18.5), exact("2021", 26.0)]));
        let chart = drawn(vec![old, new]);
        assert_eq!(chart.key, ["Lines of one colour: UN Comtrade 2019–2020, IMF 2020–2021"]);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Rule { along: Along::X, .. })), 0);
    }

    #[test]
    fn the_way_to_a_soft_value_is_dashed_and_explained() {
        let points = vec![exact("2020", 1.0), exact("2021", 2.0), of_status("2022", 3.0, Status::Estimated), exact("2023", 4.0)];
        let chart = drawn(vec![series("CHN", "China", points)]);
        let (firm, soft) = (Firmness::Firm, Firmness::Soft);
        assert_eq!(lines(&chart), [(0, vec![2020, 2021], firm), (0, vec![2021, 2022], soft), (0, vec![2022, 2023], firm)]);
        assert_eq!(chart.key, ["Dashed: estimates"]);
    }

    /// The words of the lines across the plot.
    fn words(chart: &Chart) -> Vec<&str> {
        fn word(mark: &Mark) -> Option<&str> {
            if let Mark::Rule { word, .. } = mark { word.as_deref() } else { None }
        }
        chart.marks.iter().filter_map(word).collect()
    }

    #[test]
    fn where_the_partners_report_instead_of_the_reporter_the_line_is_broken() {
        let mirror = |year, value| of_status(year, value, Status::Mirror);
        let chart =
            drawn(vec![series("CHN", "China", vec![exact("2020", 1.0), exact("2021", 2.0), mirror("2022", 3.0), mirror("2023", 4.0)])]);
        assert_eq!(lines(&chart), [(0, vec![2020, 2021], Firmness::Firm), (0, vec![2022, 2023], Firmness::Soft)]);
        assert_eq!(words(&chart), ["mirror data from 2022"]);
    }

    #[test]
    fn where_people_are_asked_in_another_way_the_line_is_broken_and_an_unknown_way_is_no_other() {
        let asked = |year, mode| Point { wave: Wave { mode, ..Wave::default() }, ..exact(year, 60.0) };
        let (door, online) = (Some(Mode::FaceToFace), Some(Mode::Online));
        let points = vec![asked("2018", door), asked("2019", door), asked("2020", online), asked("2021", online), asked("2022", None)];
        let chart = drawn(vec![series("good", "Good", points)]);
        assert_eq!(lines(&chart), [(0, vec![2018, 2019], Firmness::Firm), (0, vec![2020, 2021, 2022], Firmness::Firm)]);
        assert_eq!(words(&chart), ["asked online from 2020"]);
    }

    #[test]
    fn qualified_points_look_qualified() {
        let range = crate::measure::sample::point("2023", Amount::range(20.0, 30.0));
        let points = vec![
            exact("2020", 10.0),
            qualified("2021", 12.0, Qualifier::About),
            qualified("2022", 14.0, Qualifier::AtLeast),
            range,
            missing("2024", Missing::NotPublished),
        ];
        let chart = drawn(vec![series("CHN", "China", points)]);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Dot { is_hollow: true, .. })), 1);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Arrow { towards: Towards::More, along: Along::Y, .. })), 1);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Whisker { .. })), 1);
        let absent = |mark: &Mark| matches!(mark, Mark::Absent { sign, at: [2024.5, 0.0], .. } if sign == "n.p.");
        assert_eq!(count(&chart, absent), 1);
        assert_eq!(chart.key.len(), 4, "{:?}", chart.key);
        assert!(chart.key.contains(&"n.p.: not published".to_owned()));
    }

    #[test]
    fn a_value_for_several_years_is_a_bar_along_time_and_joined_to_nothing() {
        let chart = drawn(vec![series("CHN", "China", vec![exact("2006/2012", 5.0), exact("2013", 6.0), exact("2014", 7.0)])]);
        assert_eq!(lines(&chart), [(0, vec![2013, 2014], Firmness::Firm)]);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Stretch { x: [2006.0, 2013.0], y: 5.0, .. })), 1);
        let is_value = |mark: &Mark| matches!(mark, Mark::Label { text, place: Place::Over, .. } if text == "5%");
        assert_eq!(count(&chart, is_value), 1);
    }

    #[test]
    fn waves_of_a_question_are_joined_and_coloured_by_side() {
        let waves = || ["2005", "2009", "2022"].map(|year| exact(year, 40.0)).into();
        let mut all = findings(vec![answers("friendly", Side::Positive, "CHN", waves()), answers("tense", Side::Negative, "CHN", waves())]);
        all.is_of_opinion = true;
        let chart = Line.draw(&all).expect("can be drawn");
        assert_eq!(lines(&chart).len(), 2);
        assert_eq!(chart.legend[0].ink, Ink::Side { side: Side::Positive, shade: 0 });
    }

    #[test]
    fn one_date_is_no_line_and_undated_values_are_on_no_time_axis() {
        let one = findings(vec![series("CHN", "China", vec![exact("2020", 1.0), exact("undated", 2.0)])]);
        assert_eq!(Line.objection(&one).as_deref(), Some("there are figures for 2020 only, and a line needs two dates"));
        let chart = drawn(vec![series("CHN", "China", vec![exact("2020", 1.0), exact("2021", 1.0), exact("undated", 2.0)])]);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Dot { .. })), 2);
    }

    #[test]
    fn a_single_line_that_the_title_names_needs_no_name() {
        let mut all = findings(vec![series("CHN", "China", vec![exact("2020", 1.0), exact("2021", 1.0)])]);
        let is_label = |mark: &Mark| matches!(mark, Mark::Label { .. });
        assert_eq!(count(&Line.draw(&all).expect("can be drawn"), is_label), 1);
        all.subject.fixed = [(Dimension::Partner, (Code::new("CHN"), "China".to_owned()))].into();
        assert_eq!(count(&Line.draw(&all).expect("can be drawn"), is_label), 0);
    }

    #[test]
    fn long_series_have_no_dots_but_a_lone_value_keeps_its_own() {
        let mut points: Vec<_> = (1960..1990).map(|year| exact(&year.to_string(), 1.0)).collect();
        points.push(exact("2000", 1.0));
        let chart = drawn(vec![series("CHN", "China", points)]);
        assert_eq!(count(&chart, |mark| matches!(mark, Mark::Dot { .. })), 1);
    }
}
