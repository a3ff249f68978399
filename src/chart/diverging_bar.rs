//! Two sides of zero: those against to the left, those for to the right, those who do not say apart; or losses and gains.

use std::cmp::Reverse;

use crate::chart::legend::{self, Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Ink, Mark, Place};
use crate::chart::scale::Scale;
use crate::chart::sides::{self, Bars, Row};
use crate::chart::signs::{self, Plain};
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, figure, stack};
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::dimension::Dimension;
use crate::terms::period::Period;
use crate::terms::poll::Side;

pub struct DivergingBar;

impl ChartType for DivergingBar {
    fn name(&self) -> &'static str {
        "Diverging bar"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if findings.is_empty() {
            return Some("there is no number to show".to_owned());
        }
        let has = |side: Side| findings.points().any(|(series, point)| series.side == Some(side) && point.amount.is_ok());
        let is_negative = findings.points().any(|(_, point)| point.amount.as_ref().is_ok_and(|amount| amount.value < 0.0));
        match is_of_answers(findings) {
            true if has(Side::Positive) && has(Side::Negative) => stack::objection_to_answers(findings),
            true => Some("only one side of the question has figures".to_owned()),
            false => (!is_negative).then(|| "no figure is below zero, so there are no two sides".to_owned()),
        }
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        let bars = if is_of_answers(findings) { Bars::Answers } else { Bars::Amounts };
        let mut periods: Vec<Period> = sides::rows(findings, bars).into_iter().filter_map(|row| row.period).collect();
        periods.sort();
        periods.dedup();
        periods
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        if findings.is_empty() {
            return Err(Problem::new("Could not draw a diverging bar").because("there is no number to show"));
        }
        Ok(if is_of_answers(findings) { answers(findings) } else { amounts(findings) })
    }
}

/// Are the series answers to a question, each on a side?
fn is_of_answers(findings: &Findings) -> bool {
    let is_answer = |dimension: &Dimension| *dimension == Dimension::Answer;
    findings.is_of_opinion && findings.series.iter().all(|series| is_answer(&series.dimension) && series.side.is_some())
}

fn answers(findings: &Findings) -> Chart {
    let rows = sides::rows(findings, Bars::Answers);
    let reach = Reach::of(findings, &rows);
    let inks = Inks::of(findings, Hues::UnfixedCodes);
    let mut marks = vec![Mark::Rule { along: Along::X, at: 0.0, word: None }];
    marks.extend(reach.apart.map(|at| Mark::Rule { along: Along::X, at, word: None }));
    let mut signs = Vec::new();
    let half = extent::half_of_bar(rows.len());
    let softness = sides::softness(findings, &rows);
    for (at, row) in rows.iter().enumerate() {
        let y = at as f64;
        let mut right = 0.0;
        let mut left = 0.0;
        let mut apart = reach.apart.unwrap_or(0.0);
        for datum in outwards(findings, row) {
            let (Some(side), Some((point, amount))) = (findings.series[datum.series].side, sides::figure(findings, datum)) else {
                continue;
            };
            let (x, amount_drawn, end) = match side {
                Side::Positive => {
                    right += amount.value;
                    ([right - amount.value, right], amount.clone(), right)
                }
                Side::Negative => {
                    left -= amount.value;
                    ([left, left + amount.value], amount.times(-1.0), left)
                }
                Side::Other | Side::Unsure => {
                    apart += amount.value;
                    ([apart - amount.value, apart], amount.clone(), apart)
                }
            };
            let ink = inks.ink(datum.series);
            marks.push(Mark::Bar { datum, x, y: [y - half, y + half], ink: ink.clone(), firmness: softness.firmness(point) });
            signs.extend(signs::signs(datum, &amount_drawn, [end, y], Along::X, &Ink::Text, Plain::Bare));
            signs.push(Mark::Label {
                series: Some(datum.series),
                at: [f64::midpoint(x[0], x[1]), y],
                text: figure::bare(point, amount, &extent::scaled(&[], &findings.unit())),
                anchor: Anchor::Middle,
                ink: Ink::On(Box::new(ink)),
                place: Place::Inside { room: [amount.value, 2.0 * half] },
            });
        }
    }
    marks.extend(signs);
    let key = signs::key(&marks, findings);
    let x = Scale::Sides { min: reach.min, max: reach.max, unit: findings.unit().as_str().to_owned(), apart: reach.apart };
    let legend = from_left_to_right(findings, inks.entries);
    Chart { x, y: sides::scale(&rows), marks, legend, is_labelled: false, camera: Camera::Fixed, key, multiples: None }
}

/// The answers of a row from zero outwards: the mildest next to zero, as answers are listed from the best to the worst.
fn outwards(findings: &Findings, row: &Row) -> Vec<Datum> {
    let of = |wanted: &[Side]| -> Vec<Datum> {
        let is_wanted = |datum: &&Datum| findings.series[datum.series].side.is_some_and(|side| wanted.contains(&side));
        row.data.iter().filter(is_wanted).copied().collect()
    };
    let positive = of(&[Side::Positive]).into_iter().rev();
    positive.chain(of(&[Side::Negative])).chain(of(&[Side::Other])).chain(of(&[Side::Unsure])).collect()
}

/// The legend as the bars stand, one entry an answer.
fn from_left_to_right(findings: &Findings, entries: Vec<LegendEntry>) -> Vec<LegendEntry> {
    let mut answers = legend::by_ink(findings, entries);
    answers.sort_by_key(|entry| match findings.series[entry.series[0]].side {
        // The worst answer is listed last and stands outermost.
        Some(Side::Negative) => (0, Reverse(entry.series[0])),
        Some(Side::Positive) => (1, Reverse(entry.series[0])),
        Some(Side::Other) => (2, Reverse(0)),
        Some(Side::Unsure) | None => (3, Reverse(0)),
    });
    answers
}

/// How far the bars reach to each side.
struct Reach {
    min: f64,
    max: f64,
    /// Where those who take no side begin.
    apart: Option<f64>,
}

impl Reach {
    fn of(findings: &Findings, rows: &[Row]) -> Self {
        let longest = |wanted: &[Side]| {
            let sum = |row: &Row| -> f64 {
                let data = row.data.iter().filter(|datum| findings.series[datum.series].side.is_some_and(|side| wanted.contains(&side)));
                data.filter_map(|datum| sides::figure(findings, *datum)).map(|(_, amount)| amount.value).sum()
            };
            rows.iter().map(sum).fold(0.0, f64::max)
        };
        let round = |length: f64| (length / 10.0 - 1e-9).ceil() * 10.0;
        let [left, right] = [&[Side::Negative][..], &[Side::Positive]].map(|sides| round(longest(sides)));
        let apart = longest(&[Side::Other, Side::Unsure]);
        if apart <= 0.0 {
            return Self { min: -left, max: right, apart: None };
        }
        let gap = (left + right + apart) * 0.06;
        Self { min: -left, max: right + gap + apart, apart: Some(right + gap) }
    }
}

/// Amounts to both sides of zero, each with its value.
fn amounts(findings: &Findings) -> Chart {
    let rows = sides::rows(findings, Bars::Amounts);
    let inks = Inks::of(findings, Hues::AllEntries);
    let of = |datum: Datum| sides::figure(findings, datum);
    let values: Vec<f64> = rows
        .iter()
        .flat_map(|row| row.data.iter().filter_map(|datum| of(*datum)))
        .flat_map(|(_, amount)| [Some(amount.value), amount.low, amount.high])
        .flatten()
        .collect();
    let scaled = extent::scaled(&values, &findings.unit());
    let is_of_ratios = findings.unit().as_str().is_empty() && values.iter().all(|value| value.abs() <= 1.0);
    let write = if is_of_ratios { figure::signed_ratio } else { figure::signed };
    let mut marks = vec![Mark::Rule { along: Along::X, at: 0.0, word: None }];
    let mut signs = Vec::new();
    let half = extent::half_of_bar(rows.len());
    let softness = sides::softness(findings, &rows);
    for (at, row) in rows.iter().enumerate() {
        let y = at as f64;
        for datum in &row.data {
            let Some((point, amount)) = of(*datum) else { continue };
            let value = amount.value;
            let ink = if findings.is_of_opinion { of_sign(value) } else { inks.ink(datum.series) };
            let x = [value.min(0.0), value.max(0.0)];
            marks.push(Mark::Bar { datum: *datum, x, y: [y - half, y + half], ink, firmness: softness.firmness(point) });
            signs.extend(signs::signs(*datum, amount, [value, y], Along::X, &Ink::Text, Plain::Bare));
            let (end, anchor) = match value < 0.0 {
                true => (amount.low.map_or(value, |low| low.min(value)), Anchor::End),
                false => (amount.high.map_or(value, |high| high.max(value)), Anchor::Start),
            };
            let text = write(point, amount, &scaled);
            signs.push(Mark::Label { series: Some(datum.series), at: [end, y], text, anchor, ink: Ink::Text, place: Place::AtBar });
        }
    }
    marks.extend(signs);
    let key = signs::key(&marks, findings);
    let x = extent::from_zero(&values, &findings.unit());
    Chart { x, y: sides::scale(&rows), marks, legend: inks.entries, is_labelled: true, camera: Camera::Fixed, key, multiples: None }
}

fn of_sign(value: f64) -> Ink {
    Ink::Side { side: if value < 0.0 { Side::Negative } else { Side::Positive }, shade: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::findings::Series;
    use crate::measure::sample::{answers as answer, exact, findings, series};
    use crate::terms::dimension::Code;
    use crate::terms::unit::Unit;

    fn opinion(all: Vec<Series>) -> Findings {
        let mut findings = findings(all);
        findings.is_of_opinion = true;
        findings.subject.varying = vec![Dimension::Answer];
        findings
    }

    fn waves(values: [f64; 2]) -> Vec<crate::measure::findings::Point> {
        vec![exact("2014", values[0]), exact("2023", values[1])]
    }

    fn rows(chart: &Chart) -> Vec<(&str, bool)> {
        let Scale::Band { labels } = &chart.y else { panic!("{:?}", chart.y) };
        labels.iter().rev().map(|category| (category.label.as_str(), category.is_head)).collect()
    }

    fn bars(chart: &Chart) -> Vec<(usize, [f64; 2])> {
        let bar = |mark: &Mark| match mark {
            Mark::Bar { datum, x, .. } => Some((datum.series, *x)),
            _ => None,
        };
        chart.marks.iter().filter_map(bar).collect()
    }

    #[test]
    fn those_against_stand_left_those_for_right_and_the_unsure_apart() {
        let all = opinion(vec![
            answer("good", Side::Positive, "CHN", waves([77.0, 85.0])),
            answer("bad", Side::Negative, "CHN", waves([15.0, 8.0])),
            answer("unsure", Side::Unsure, "CHN", waves([8.0, 7.0])),
        ]);
        assert_eq!(DivergingBar.objection(&all), None);
        let chart = DivergingBar.draw(&all).expect("can be drawn");
        assert_eq!(rows(&chart), [("2014", false), ("2023", false)]);
        let Scale::Sides { min, max, apart: Some(apart), .. } = chart.x else { panic!("{:?}", chart.x) };
        assert_eq!((min, max), (-20.0, apart + 8.0));
        assert!(apart > 90.0);
        assert_eq!(bars(&chart)[3..], [(0, [0.0, 77.0]), (1, [-15.0, 0.0]), (2, [apart, apart + 8.0])]);
        let order: Vec<&str> = chart.legend.iter().map(|entry| entry.label.as_str()).collect();
        assert_eq!(order, ["bad", "good", "unsure"]);
    }

    #[test]
    fn the_mildest_answer_stands_next_to_zero() {
        let all = opinion(vec![
            answer("very good", Side::Positive, "CHN", vec![exact("2023", 20.0)]),
            answer("mostly good", Side::Positive, "CHN", vec![exact("2023", 50.0)]),
            answer("mostly bad", Side::Negative, "CHN", vec![exact("2023", 9.0)]),
            answer("very bad", Side::Negative, "CHN", vec![exact("2023", 4.0)]),
        ]);
        let chart = DivergingBar.draw(&all).expect("can be drawn");
        assert_eq!(bars(&chart), [(1, [0.0, 50.0]), (0, [50.0, 70.0]), (2, [-9.0, 0.0]), (3, [-13.0, -9.0])]);
        let order: Vec<&str> = chart.legend.iter().map(|entry| entry.label.as_str()).collect();
        assert_eq!(order, ["very bad", "mostly bad", "mostly good", "very good"]);
    }

    #[test]
    fn countries_of_one_wave_are_ranked_and_of_several_have_heads() {
        let of = |about: &str, good: [f64; 2]| {
            let bad = good.map(|good| 100.0 - good);
            [answer("good", Side::Positive, about, waves(good)), answer("bad", Side::Negative, about, waves(bad))]
        };
        let mut all = opinion(of("USA", [20.0, 30.0]).into_iter().chain(of("CHN", [77.0, 85.0])).collect());
        all.subject.varying = vec![Dimension::Answer, Dimension::Partner];
        let names = [("CHN", "China"), ("USA", "United States")].map(|(code, name)| (Code::new(code), name.to_owned()));
        all.subject.labels = [(Dimension::Partner, names.into())].into();
        let answers = [("good", "Good"), ("bad", "Bad")].map(|(code, name)| (Code::new(code), name.to_owned()));
        all.subject.labels.insert(Dimension::Answer, answers.into());
        for series in &mut all.series {
            series.label = format!("{}, {}", series.code, series.codes[&Dimension::Partner]);
        }
        let chart = DivergingBar.draw(&all).expect("can be drawn");
        let legend: Vec<_> = chart.legend.iter().map(|entry| (entry.label.as_str(), entry.series.as_slice())).collect();
        assert_eq!(legend, [("Bad", &[1, 3][..]), ("Good", &[0, 2])]);
        let expected = [("United States", true), ("2014", false), ("2023", false), ("China", true), ("2014", false), ("2023", false)];
        assert_eq!(rows(&chart), expected);
        for series in &mut all.series {
            series.points.remove(0);
        }
        assert_eq!(rows(&DivergingBar.draw(&all).expect("can be drawn")), [("China", false), ("United States", false)]);
    }

    #[test]
    fn one_side_alone_and_gains_alone_are_no_two_sides() {
        let one = opinion(vec![answer("named", Side::Positive, "CHN", waves([40.0, 50.0]))]);
        assert_eq!(DivergingBar.objection(&one).as_deref(), Some("only one side of the question has figures"));
        let gains = findings(vec![series("CHN", "China", waves([1.0, 2.0]))]);
        assert!(DivergingBar.objection(&gains).is_some());
    }

    #[test]
    fn losses_and_gains_stand_on_their_sides_with_their_values() {
        let mut all = findings(vec![series("CHN", "China", waves([-12.0, 30.0]))]);
        all.unit = Some(Unit::new("points"));
        assert_eq!(DivergingBar.objection(&all), None);
        let chart = DivergingBar.draw(&all).expect("can be drawn");
        assert_eq!(bars(&chart), [(0, [0.0, 30.0]), (0, [-12.0, 0.0])]);
        let texts: Vec<&str> = chart
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Label { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(texts, ["+30", "−12"]);
    }
}
