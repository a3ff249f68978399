//! The rows of a chart with two sides: one for each wave of a question, or each period of an amount.

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::Datum;
use crate::chart::scale::{Category, Scale};
use crate::chart::signs::Softness;
use crate::chart::{sources, stack};
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::amount::Amount;
use crate::terms::period::Period;
use crate::terms::poll::Side;

/// With more rows than these only the last period of each group is shown.
const MOST_ROWS: usize = 24;

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bars {
    /// All answers of one wave.
    Answers,
    /// One amount.
    Amounts,
}

/// A row, or the head over some.
pub struct Row {
    pub category: Category,
    pub period: Option<Period>,
    pub data: Vec<Datum>,
}

/// What belongs together: a question about one country, or one series of amounts.
struct Group {
    label: String,
    series: Vec<usize>,
    periods: Vec<Period>,
}

/// The rows from the bottom up.
pub fn rows(findings: &Findings, bars: Bars) -> Vec<Row> {
    let mut groups = groups(findings, bars);
    let has_many_rows = groups.len() > 1 && groups.iter().map(|group| group.periods.len() + 1).sum::<usize>() > MOST_ROWS;
    if has_many_rows {
        for group in &mut groups {
            group.periods = group.periods.last().copied().into_iter().collect();
        }
    }
    let is_ranked = groups.len() > 1 && groups.iter().all(|group| group.periods.len() == 1);
    let mut rows: Vec<Row> = if is_ranked { ranked(findings, &groups) } else { headed(findings, &groups) };
    rows.reverse();
    rows
}

pub fn scale(rows: &[Row]) -> Scale {
    Scale::Band { labels: rows.iter().map(|row| row.category.clone()).collect() }
}

/// The point of a datum and its amount.
pub fn figure(findings: &Findings, datum: Datum) -> Option<(&Point, &Amount)> {
    let point = findings.series.get(datum.series)?.points.get(datum.point)?;
    Some((point, point.amount.as_ref().ok()?))
}

/// How many of the bars in the rows are less firm.
pub fn softness(findings: &Findings, rows: &[Row]) -> Softness {
    Softness::of(rows.iter().flat_map(|row| &row.data).filter_map(|datum| figure(findings, *datum)).map(|(point, _)| point))
}

/// Groups that have figures. What is undated is shown only when nothing of its group is dated.
fn groups(findings: &Findings, bars: Bars) -> Vec<Group> {
    let parted: Vec<(String, Vec<usize>)> = match bars {
        Bars::Answers => stack::piles(findings).into_iter().map(|pile| (pile.label, pile.series)).collect(),
        Bars::Amounts if sources::overlap(findings).is_some() => {
            let named = |series: &Series| format!("{}, {}", series.short_label, sources::publisher(findings, series));
            findings.series.iter().enumerate().map(|(at, series)| (named(series), vec![at])).collect()
        }
        Bars::Amounts => Inks::of(findings, Hues::AllEntries).entries.into_iter().map(|entry| (entry.label, entry.series)).collect(),
    };
    let group = |(label, series): (String, Vec<usize>)| {
        let points = series.iter().flat_map(|at| &findings.series[*at].points).filter(|point| point.amount.is_ok());
        let mut periods: Vec<Period> = points.map(|point| point.period).collect();
        periods.sort();
        periods.dedup();
        if periods.iter().any(|period| !period.is_undated()) {
            periods.retain(|period| !period.is_undated());
        }
        Group { label, series, periods }
    };
    parted.into_iter().map(group).filter(|group| !group.periods.is_empty()).collect()
}

/// One row a group, the most favourable on top; the period is named where groups differ in it.
fn ranked(findings: &Findings, groups: &[Group]) -> Vec<Row> {
    let is_of_one_period = groups.windows(2).all(|pair| pair[0].periods == pair[1].periods);
    let mut rows: Vec<Row> = groups
        .iter()
        .map(|group| {
            let period = group.periods[0];
            let label = if is_of_one_period { group.label.clone() } else { format!("{}, {}", group.label, period.label()) };
            row(findings, group, period, label)
        })
        .collect();
    rows.sort_by(|a, b| balance(findings, b).total_cmp(&balance(findings, a)));
    rows
}

/// The periods of each group in order, under its name when there are several.
fn headed(findings: &Findings, groups: &[Group]) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in groups {
        if groups.len() > 1 {
            rows.push(Row { category: Category::head(&group.label), period: None, data: Vec::new() });
        }
        rows.extend(group.periods.iter().map(|period| row(findings, group, *period, period.label())));
    }
    rows
}

fn row(findings: &Findings, group: &Group, period: Period, label: String) -> Row {
    let datum = |series: &usize| {
        let point = findings.series[*series].points.iter().position(|point| point.period == period && point.amount.is_ok())?;
        Some(Datum { series: *series, point })
    };
    let data = group.series.iter().filter_map(datum).collect();
    Row { category: Category::row(label), period: Some(period), data }
}

/// Positive less negative.
fn balance(findings: &Findings, row: &Row) -> f64 {
    let signed = |datum: &Datum| {
        let (_, amount) = figure(findings, *datum)?;
        Some(match findings.series[datum.series].side {
            Some(Side::Negative) => -amount.value,
            Some(Side::Unsure | Side::Other) => 0.0,
            Some(Side::Positive) | None => amount.value,
        })
    };
    row.data.iter().filter_map(signed).sum()
}
