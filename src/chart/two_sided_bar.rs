//! Bars to both sides of a middle: the same thing seen from the one side and from the other, on one scale.

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Ink, Mark, Place};
use crate::chart::scale::{Category, Scale};
use crate::chart::signs::{self, Plain, Softness};
use crate::chart::{Camera, Chart, ChartType, extent, figure, sources};
use crate::measure::findings::{Facing, Findings, Point, Sides};
use crate::problem::Problem;
use crate::terms::amount::{Amount, Missing};
use crate::terms::period::Period;
use crate::terms::unit::{Scaled, write_number};

pub struct TwoSidedBar;

/// With more rows than these only one period is shown, and with more pairs than these there is no telling them apart.
const MOST_ROWS: usize = 16;
const MOST_PAIRS: usize = 30;

impl ChartType for TwoSidedBar {
    fn name(&self) -> &'static str {
        "Two-sided bar"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        let Some(sides) = &findings.sides else { return Some("no figures face each other as two sides".to_owned()) };
        if findings.is_empty() {
            return Some("there is no number to show".to_owned());
        }
        let is_negative = findings.points().any(|(_, point)| point.amount.as_ref().is_ok_and(|amount| amount.value < 0.0));
        if is_negative {
            return Some("a bar to either side of the middle cannot be less than zero".to_owned());
        }
        let pairs = rows(findings, sides).len();
        (pairs > MOST_PAIRS).then(|| format!("there are {pairs} pairs, and as rows of bars at most {MOST_PAIRS} can be told apart"))
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        let rows = findings.sides.as_ref().map(|sides| rows(findings, sides)).unwrap_or_default();
        let mut periods: Vec<Period> = rows.into_iter().filter_map(|row| row.period).collect();
        periods.sort();
        periods.dedup();
        periods
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let Some(sides) = &findings.sides else {
            return Err(Problem::new("Could not draw a two-sided bar").because("no figures face each other as two sides"));
        };
        Ok(drawn(findings, sides))
    }
}

/// A row with a number on either side, or the head over some.
struct Row<'a> {
    category: Category,
    facing: &'a Facing,
    period: Option<Period>,
}

/// One side of the middle.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn drawn(findings: &Findings, sides: &Sides) -> Chart {
    let rows = rows(findings, sides);
    let values = rows.iter().flat_map(|row| [Side::Left, Side::Right].map(|side| number(findings, row, side))).flatten();
    let values = values.flat_map(|(_, _, amount)| [Some(amount.value), amount.low, amount.high]).flatten();
    let most = values.fold(0.0, f64::max);
    let scaled = extent::scaled(&[most], &findings.unit());
    let inks = Inks::of(findings, Hues::UnfixedCodes);
    let softness = Softness::of(
        rows.iter().flat_map(|row| [Side::Left, Side::Right].map(|side| number(findings, row, side))).flatten().map(|(_, point, _)| point),
    );
    let half = extent::half_of_bar(rows.len());
    let mut marks = vec![Mark::Rule { along: Along::X, at: 0.0, word: None }];
    let mut signs = Vec::new();
    let mut absent: Vec<Missing> = Vec::new();
    for (at, row) in rows.iter().rev().enumerate() {
        let y = at as f64;
        for side in [Side::Left, Side::Right] {
            let Some((datum, point, amount)) = number(findings, row, side) else {
                if let Some((datum, reason)) = reason(findings, row, side) {
                    absent.push(reason);
                    signs.push(label(datum, [0.0, y], signs::absent(reason).to_owned(), side));
                }
                continue;
            };
            let drawn = amount.times(1.0 / scaled.divisor);
            let drawn = if side == Side::Left { drawn.times(-1.0) } else { drawn };
            let x = [drawn.value.min(0.0), drawn.value.max(0.0)];
            let ink = inks.ink(datum.series);
            marks.push(Mark::Bar { datum, x, y: [y - half, y + half], ink, firmness: softness.firmness(point) });
            signs.extend(signs::signs(datum, &drawn, [drawn.value, y], Along::X, &Ink::Text, Plain::Bare));
            let end = match side {
                Side::Left => drawn.low.map_or(drawn.value, |low| low.min(drawn.value)),
                Side::Right => drawn.high.map_or(drawn.value, |high| high.max(drawn.value)),
            };
            signs.push(label(datum, [end, y], value(row, side, (point, amount), &scaled), side));
        }
    }
    let most = most / scaled.divisor;
    let room = if most > 0.0 { most } else { 1.0 };
    for (side, head) in [Side::Left, Side::Right].into_iter().zip(&sides.heads) {
        let anchor = if side == Side::Left { Anchor::End } else { Anchor::Start };
        let at = [if side == Side::Left { -0.02 } else { 0.02 } * room, (rows.len() as f64) - 0.5];
        signs.push(Mark::Label { series: None, at, text: head.clone(), anchor, ink: Ink::Text, place: Place::Head });
    }
    marks.extend(signs);
    let mut key = signs::key(&marks, findings);
    absent.sort();
    absent.dedup();
    key.extend(absent.into_iter().map(|missing| format!("{}: {}", signs::absent(missing), missing.label())));
    if rows.iter().any(|row| !row.facing.gaps.is_empty()) {
        key.push("In brackets: how far it is from the figure on the other side, in per cent of that".to_owned());
    }
    let labels = rows.iter().rev().map(|row| row.category.clone()).collect();
    let x = Scale::Sides { min: -room, max: room, unit: scaled.unit.as_str().to_owned(), apart: None };
    Chart { x, y: Scale::Band { labels }, marks, legend: inks.entries, is_labelled: true, camera: Camera::Fixed, key, multiples: None }
}

/// "31.4%", and where both sides should be the same how far it is from the other one.
fn value(row: &Row, side: Side, (point, amount): (&Point, &Amount), scaled: &Scaled) -> String {
    let text = if scaled.unit.is_percent() { figure::at_mark(point, amount, scaled) } else { figure::bare(point, amount, scaled) };
    let gap = row.period.and_then(|period| row.facing.gaps.get(&period));
    match (gap, side) {
        (Some([gap, _]), Side::Left) => format!("({}) {text}", signed(gap)),
        (Some([_, gap]), Side::Right) => format!("{text} ({})", signed(gap)),
        (None, _) => text,
    }
}

/// "+46%", "≈−5.1%".
fn signed(gap: &Amount) -> String {
    let number = write_number(gap.value, u8::from(gap.value.abs() < 10.0));
    format!("{}{}{number}%", gap.qualifier.sign(), if gap.value > 0.0 { "+" } else { "" })
}

fn label(datum: Datum, at: [f64; 2], text: String, side: Side) -> Mark {
    let anchor = match side {
        Side::Left => Anchor::End,
        Side::Right => Anchor::Start,
    };
    Mark::Label { series: Some(datum.series), at, text, anchor, ink: Ink::Text, place: Place::AtBar }
}

fn datum(findings: &Findings, row: &Row, side: Side) -> Option<Datum> {
    let series = match side {
        Side::Left => row.facing.left,
        Side::Right => row.facing.right,
    };
    let period = row.period?;
    let point = findings.series.get(series)?.points.iter().position(|point| point.period == period)?;
    Some(Datum { series, point })
}

fn number<'a>(findings: &'a Findings, row: &Row, side: Side) -> Option<(Datum, &'a Point, &'a Amount)> {
    let datum = datum(findings, row, side)?;
    let point = &findings.series[datum.series].points[datum.point];
    Some((datum, point, point.amount.as_ref().ok()?))
}

fn reason(findings: &Findings, row: &Row, side: Side) -> Option<(Datum, Missing)> {
    let datum = datum(findings, row, side)?;
    Some((datum, findings.series[datum.series].points[datum.point].amount.as_ref().err().copied()?))
}

/// From the top down: each period of what faces each other, or, when these are too many, one period of all.
fn rows<'a>(findings: &Findings, sides: &'a Sides) -> Vec<Row<'a>> {
    let of_each: Vec<(&Facing, Vec<Period>)> =
        sides.facing.iter().map(|facing| (facing, shown(findings, facing))).filter(|(_, periods)| !periods.is_empty()).collect();
    let is_alone = of_each.len() == 1;
    let is_of_one_period = of_each.windows(2).all(|pair| pair[0].1 == pair[1].1) && of_each.iter().all(|(_, periods)| periods.len() == 1);
    let count: usize = of_each.iter().map(|(_, periods)| periods.len() + usize::from(!is_alone)).sum();
    if !is_alone && (count > MOST_ROWS || is_of_one_period) {
        return of_one_period(findings, &of_each);
    }
    let mut rows = Vec::new();
    for (facing, periods) in of_each {
        if !is_alone {
            rows.push(Row { category: Category::head(name(findings, facing, sides)), facing, period: None });
        }
        rows.extend(periods.into_iter().map(|period| Row { category: Category::row(period.label()), facing, period: Some(period) }));
    }
    rows
}

/// The dated periods with a number on either side; when there is none, the undated ones.
fn shown(findings: &Findings, facing: &Facing) -> Vec<Period> {
    let points = [facing.left, facing.right].into_iter().filter_map(|at| findings.series.get(at)).flat_map(|series| &series.points);
    let mut periods: Vec<Period> = points.filter(|point| point.amount.is_ok()).map(|point| point.period).collect();
    periods.sort();
    periods.dedup();
    // Where one report is set against several others, each row is of the periods both have.
    if !facing.gaps.is_empty() {
        periods.retain(|period| facing.gaps.contains_key(period));
    }
    periods
}

/// The last period in which both sides of something are known.
fn of_one_period<'a>(findings: &Findings, of_each: &[(&'a Facing, Vec<Period>)]) -> Vec<Row<'a>> {
    let last = |is_wanted: &dyn Fn(&Facing, &Period) -> bool| {
        of_each.iter().flat_map(|(facing, periods)| periods.iter().filter(|period| is_wanted(facing, period))).max().copied()
    };
    let complete = last(&|facing, period| facing.both(&findings.series, period).is_some());
    let Some(period) = complete.or_else(|| last(&|_, _| true)) else { return Vec::new() };
    let shown: Vec<&'a Facing> = of_each.iter().filter(|(_, periods)| periods.contains(&period)).map(|(facing, _)| *facing).collect();
    let has_many_sources = shown.iter().any(|facing| findings.series[facing.left].source != findings.series[shown[0].left].source);
    let is_ranked = findings
        .series
        .iter()
        .filter(|series| series.code != findings.series[shown[0].left].code)
        .map(|series| &series.code)
        .collect::<std::collections::BTreeSet<_>>()
        .len()
        > 1;
    let mut rows: Vec<Row> = shown
        .into_iter()
        .map(|facing| {
            let publisher = sources::publisher(findings, &findings.series[facing.left]);
            let label = if has_many_sources { format!("{}, {publisher}", facing.label) } else { facing.label.clone() };
            Row { category: Category::row(label), facing, period: Some(period) }
        })
        .collect();
    if is_ranked {
        let size = |row: &Row| number(findings, row, Side::Left).map_or(f64::NEG_INFINITY, |(_, _, amount)| amount.value);
        rows.sort_by(|a, b| size(b).total_cmp(&size(a)).then_with(|| a.category.label.cmp(&b.category.label)));
    }
    rows
}

/// Its name, and of which source it is where the same is told by several.
fn name(findings: &Findings, facing: &Facing, sides: &Sides) -> String {
    let is_told_twice = sides.facing.iter().filter(|other| other.label == facing.label).count() > 1;
    let publisher = || sources::publisher(findings, &findings.series[facing.left]);
    match (is_told_twice, facing.label.as_str()) {
        (false, label) => label.to_owned(),
        (true, "") => publisher(),
        (true, label) => format!("{label}, {}", publisher()),
    }
}
