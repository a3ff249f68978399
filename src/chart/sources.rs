//! Where a line passes from one source to another, and where a source says that its method changed.

use std::collections::BTreeMap;

use crate::chart::LegendEntry;
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::dimension::Code;
use crate::terms::period::Period;

/// Each place on a time axis where one name goes on by another source: "IMF from 2021". Sources that overlap in time hand over
/// nothing.
pub fn changes(findings: &Findings, entries: &[LegendEntry]) -> Vec<(f64, String)> {
    let mut changes: Vec<(f64, String)> = Vec::new();
    for entry in entries {
        let mut lines: Vec<(&Series, Period, Period)> = entry.series.iter().filter_map(|at| ends(&findings.series[*at])).collect();
        lines.sort_by_key(|(_, first, _)| *first);
        for pair in lines.windows(2) {
            let ((before, _, last), (after, first, _)) = (&pair[0], &pair[1]);
            let handed_over = last.reach().zip(first.reach()).filter(|(last, first)| last[1] <= first[0] + 1e-6);
            let Some((last, next)) = handed_over.filter(|_| before.source != after.source) else { continue };
            let place = f64::midpoint(last[1], next[0]);
            let word = format!("{} from {}", publisher(findings, after), first.label());
            if !changes.iter().any(|(at, _)| (at - place).abs() < 1e-6) {
                changes.push((place, word));
            }
        }
    }
    changes
}

/// Which lines of one colour are of different sources at the same time: "Two lines of one colour: UN Comtrade 2000–2020, IMF
/// 2016–2024".
pub fn side_by_side(findings: &Findings, entries: &[LegendEntry]) -> Option<String> {
    entries.iter().find_map(|entry| {
        let mut lines: Vec<(&Series, Period, Period)> = entry.series.iter().filter_map(|at| ends(&findings.series[*at])).collect();
        lines.sort_by_key(|(_, first, _)| *first);
        let overlaps = |pair: &[(&Series, Period, Period)]| pair[0].0.source != pair[1].0.source && pair[1].1 <= pair[0].2;
        if !lines.windows(2).any(overlaps) {
            return None;
        }
        let named = lines.iter().map(|(series, first, last)| {
            let span = if first == last { first.label() } else { format!("{}–{}", first.label(), last.label()) };
            format!("{} {span}", publisher(findings, series))
        });
        Some(format!("Lines of one colour: {}", named.collect::<Vec<_>>().join(", ")))
    })
}

/// Each place where a value is not comparable with the one before.
pub fn breaks(findings: &Findings) -> Vec<(f64, String)> {
    let mut breaks: Vec<(f64, String)> = Vec::new();
    for series in &findings.series {
        for (at, found) in series.breaks() {
            let [before, after] = [&series.points[at - 1], &series.points[at]];
            let Some((last, next)) = before.period.reach().zip(after.period.reach()) else { continue };
            let place = f64::midpoint(last[1], next[0]);
            if !breaks.iter().any(|(at, _)| (at - place).abs() < 1e-6) {
                breaks.push((place, found.words(&after.period)));
            }
        }
    }
    breaks
}

/// Who published a series, in as few words as name it.
pub fn publisher(findings: &Findings, series: &Series) -> String {
    let dataset = series.points.first().map(|point| &point.dataset);
    let source = dataset.and_then(|dataset| findings.source(dataset, &series.source));
    source.map_or_else(|| series.source.to_string(), |source| source.publisher.clone())
}

/// Do two sources give figures for one and the same period?
pub fn overlap(findings: &Findings) -> Option<Period> {
    let mut first: BTreeMap<Period, &Code> = BTreeMap::new();
    let with_numbers = findings.points().filter(|(_, point)| point.amount.is_ok());
    let shared = with_numbers.filter(|(series, point)| *first.entry(point.period).or_insert(&series.source) != &series.source);
    shared.map(|(_, point)| point.period).min()
}

fn ends(series: &Series) -> Option<(&Series, Period, Period)> {
    let is_dated = |point: &&Point| point.amount.is_ok() && !point.period.is_undated();
    let first = series.figures().find(is_dated)?;
    Some((series, first.period, series.last()?.period))
}
