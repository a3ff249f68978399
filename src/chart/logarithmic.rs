//! A chart on logarithmic scales: every coordinate along an axis of numbers as its logarithm, so that the picture stays straight.

use crate::chart::Chart;
use crate::chart::common_scale::on_common_scales;
use crate::chart::mark::{Along, Mark, Slice, Told, Vertex};
use crate::chart::scale::Scale;

/// Why the logarithm of this chart means nothing; `None` when it can be taken.
pub fn objection(chart: &Chart) -> Option<&'static str> {
    if let Some(multiples) = &chart.multiples {
        return multiples.cells.iter().find_map(|cell| objection(&cell.chart));
    }
    let along = along(chart);
    if along == [false, false] {
        return Some("no axis of it counts amounts");
    }
    if chart.marks.iter().any(|mark| matches!(mark, Mark::Bar { .. } | Mark::Area { .. })) {
        return Some("bars and areas begin at zero, which has no logarithm");
    }
    let places: Vec<[f64; 2]> = chart.marks.iter().flat_map(places).collect();
    let is_below = places.iter().any(|place| (0..2).any(|axis| along[axis] && place[axis] <= 0.0));
    if places.is_empty() {
        return Some("there is no figure on it");
    }
    is_below.then_some("some figures are zero or less, which have no logarithm")
}

/// The same chart with its logarithms taken; only for a chart without an objection. The axes reach as far as what is seen.
pub fn taken(chart: &Chart, is_told: impl Fn(Told, Option<usize>) -> bool) -> Chart {
    let mut logarithmic = own_taken(chart, &is_told);
    let cells = logarithmic.multiples.iter_mut().flat_map(|multiples| &mut multiples.cells);
    let mut cells: Vec<&mut Chart> = cells.map(|cell| &mut cell.chart).collect();
    for cell in &mut cells {
        **cell = own_taken(cell, &is_told);
    }
    if let Some((x, y)) = on_common_scales(&mut cells, &[]) {
        (logarithmic.x, logarithmic.y) = (x, y);
    }
    logarithmic
}

fn own_taken(chart: &Chart, is_told: &impl Fn(Told, Option<usize>) -> bool) -> Chart {
    let along = along(chart);
    let mut logarithmic = chart.clone();
    let is_seen = |mark: &&Mark| !matches!(mark, Mark::Trail { told, .. } if !is_told(*told, mark.series()));
    let places: Vec<[f64; 2]> = chart.marks.iter().filter(is_seen).flat_map(places).collect();
    let ends = [0, 1].map(|axis| ends(places.iter().map(|place| place[axis])));
    for (axis, scale) in [&mut logarithmic.x, &mut logarithmic.y].into_iter().enumerate() {
        if let Scale::Number { unit, divisor, .. } = scale {
            *scale = Scale::Logarithmic { min: ends[axis][0], max: ends[axis][1], unit: unit.clone(), divisor: *divisor };
        }
    }
    let log = |value: f64, axis: usize| match along[axis] {
        true if value > 0.0 => value.log10(),
        true => ends[axis][0],
        false => value,
    };
    let at = |[x, y]: [f64; 2]| [log(x, 0), log(y, 1)];
    // A line at zero is infinitely far away.
    let is_within = |mark: &Mark| match mark {
        Mark::Rule { along: Along::X, at, .. } => !along[0] || *at > 0.0,
        Mark::Rule { along: Along::Y, at, .. } => !along[1] || *at > 0.0,
        Mark::Line { .. } | Mark::Area { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => true,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Absent { .. } | Mark::Label { .. } => true,
        Mark::Trail { .. } | Mark::Diagonal { .. } | Mark::Band { .. } => true,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) | Mark::Claim(_) => true,
    };
    logarithmic.marks.retain(is_within);
    for mark in &mut logarithmic.marks {
        match mark {
            Mark::Line { points, .. } | Mark::Trail { points, .. } => {
                points.iter_mut().for_each(|vertex: &mut Vertex| vertex.at = at(vertex.at));
            }
            Mark::Dot { at: place, .. }
            | Mark::Arrow { at: place, .. }
            | Mark::Absent { at: place, .. }
            | Mark::Pip { at: place, .. }
            | Mark::Label { at: place, .. } => {
                *place = at(*place);
            }
            Mark::Whisker { from, to, .. } => (*from, *to) = (at(*from), at(*to)),
            Mark::Stretch { x, y, .. } => (*x, *y) = (x.map(|x| log(x, 0)), log(*y, 1)),
            Mark::Rule { along: Along::X, at: place, .. } => *place = log(*place, 0),
            Mark::Rule { along: Along::Y, at: place, .. } => *place = log(*place, 1),
            Mark::Band { slices, .. } => {
                for slice in slices {
                    (slice.low, slice.high) = (log(slice.low, 1), log(slice.high, 1));
                }
            }
            Mark::Claim(statement) => {
                let axis = usize::from(statement.along == Along::Y);
                statement.value = log(statement.value, axis);
                statement.ends = statement.ends.map(|end| end.map(|end| log(end, axis)));
                statement.across = statement.across.map(|across| across.map(|at| log(at, 1 - axis)));
            }
            Mark::Cell { x, y, .. } => (*x, *y) = (x.map(|x| log(x, 0)), y.map(|y| log(y, 1))),
            Mark::Bar { .. } | Mark::Area { .. } | Mark::Diagonal { .. } | Mark::Tile(_) | Mark::Key(_) => {}
        }
    }
    logarithmic.key.push("Logarithmic scale: each step multiplies".to_owned());
    logarithmic
}

/// Which axes count amounts: across, upwards.
fn along(chart: &Chart) -> [bool; 2] {
    [&chart.x, &chart.y].map(|scale| matches!(scale, Scale::Number { .. }))
}

/// Where the numbers of a mark stand.
fn places(mark: &Mark) -> Vec<[f64; 2]> {
    match mark {
        Mark::Line { points, .. } | Mark::Trail { points, .. } => points.iter().map(|vertex| vertex.at).collect(),
        Mark::Area { slices, .. } | Mark::Band { slices, .. } => {
            slices.iter().flat_map(|Slice { x, low, high, .. }| [[*x, *low], [*x, *high]]).collect()
        }
        Mark::Bar { x, y, .. } | Mark::Cell { x, y, .. } => vec![[x[0], y[0]], [x[1], y[1]]],
        Mark::Dot { at, .. } | Mark::Pip { at, .. } | Mark::Arrow { at, .. } => vec![*at],
        Mark::Whisker { from, to, .. } => vec![*from, *to],
        Mark::Stretch { x, y, .. } => vec![[x[0], *y], [x[1], *y]],
        Mark::Rule { .. } | Mark::Diagonal { .. } | Mark::Absent { .. } | Mark::Label { .. } | Mark::Tile(_) | Mark::Key(_) => Vec::new(),
        Mark::Claim(_) => Vec::new(),
    }
}

/// A little beyond the least and the greatest, and a third of a decade at least.
fn ends(values: impl Iterator<Item = f64>) -> [f64; 2] {
    let logs = values.filter(|value| *value > 0.0).map(f64::log10);
    let (min, max) = logs.fold((f64::INFINITY, f64::NEG_INFINITY), |(min, max), log| (min.min(log), max.max(log)));
    if min > max {
        return [0.0, 1.0];
    }
    let margin = ((max - min) * 0.04).max((1.0 / 3.0 - (max - min)) / 2.0);
    [min - margin, max + margin]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::ChartKind;
    use crate::chart::ticks::ticks;
    use crate::measure::sample::{exact, findings, series};

    fn line(values: [f64; 2]) -> Chart {
        let points = vec![exact("2000", values[0]), exact("2001", values[1])];
        ChartKind::Line.definition().draw(&findings(vec![series("CHN", "China", points)])).expect("can be drawn")
    }

    #[test]
    fn equal_ratios_are_equal_distances() {
        let chart = line([10.0, 1000.0]);
        assert_eq!(objection(&chart), None);
        let taken = taken(&chart, |_, _| true);
        let found = taken.marks.iter().find_map(|mark| match mark {
            Mark::Line { points, .. } => Some(points.iter().map(|vertex| vertex.at[1]).collect::<Vec<_>>()),
            _ => None,
        });
        assert_eq!(found, Some(vec![1.0, 3.0]));
        let labels: Vec<String> = ticks(&taken.y, taken.y.ends(), 4).into_iter().map(|tick| tick.label).collect();
        assert_eq!(labels, ["10", "20", "50", "100", "200", "500", "1000%"]);
    }

    #[test]
    fn what_has_no_logarithm_says_why() {
        assert!(objection(&line([0.0, 10.0])).is_some_and(|why| why.contains("zero or less")));
        let all = findings(vec![series("CHN", "China", vec![exact("2000", 5.0)]), series("DEU", "Germany", vec![exact("2000", 3.0)])]);
        let bars = ChartKind::RankedBar.definition().draw(&all).expect("can be drawn");
        assert!(objection(&bars).is_some_and(|why| why.contains("begin at zero")));
    }
}
