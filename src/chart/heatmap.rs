//! Series by period: each figure a cell, the darker the more; two hues where there are figures on both sides of zero.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Anchor, Datum, Firmness, Ink, KeyPart, Mark, Place};
use crate::chart::scale::{Category, Scale};
use crate::chart::stacked_bar::with_gaps;
use crate::chart::{Camera, Chart, ChartType, LegendEntry, extent, figure, signs, sources};
use crate::measure::findings::{Findings, Point};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::dimension::Code;
use crate::terms::period::Period;
use crate::terms::unit::{Scaled, write_number};

pub struct Heatmap;

/// More columns than these have cells too narrow to be told apart.
const MOST_COLUMNS: usize = 80;

impl ChartType for Heatmap {
    fn name(&self) -> &'static str {
        "Heatmap"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if !findings.unit().is_ratio() {
            return Some("a place in an order is neither much nor little".to_owned());
        }
        match columns(findings).len() {
            0 => Some("none of its figures has both a number and a date".to_owned()),
            count if count > MOST_COLUMNS => Some(format!("{count} columns are too many to be told apart; choose fewer years")),
            _ => None,
        }
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let columns = columns(findings);
        let inks = Inks::of(findings, Hues::AllEntries);
        let Some(range) = Range::of(findings) else {
            return Err(Problem::new("Could not draw a heatmap").because("none of its figures has both a number and a date"));
        };
        let mut drawing =
            Drawing { findings, range: &range, marks: vec![Mark::Key(range.key())], is_any_blank: false, is_any_rough: false };
        for (at, row) in inks.entries.iter().enumerate() {
            let y = (inks.entries.len() - 1 - at) as f64;
            for (x, column) in columns.iter().enumerate() {
                if let Column::Of(source, period) = column {
                    drawing.cell(row, (source, period), [x as f64, y]);
                }
            }
        }
        let (is_any_blank, is_any_rough, mut marks) = (drawing.is_any_blank, drawing.is_any_rough, drawing.marks);
        marks.extend(heads(findings, &columns));
        let mut key = signs::key(&marks, findings);
        key.extend(is_any_rough.then(|| "Marked corner: not exact, as the words with the figure tell".to_owned()));
        key.extend(is_any_blank.then(|| "Blank: no figure".to_owned()));
        let label = |column: &Column| match column {
            Column::Of(_, period) => period.label(),
            Column::Gap => String::new(),
        };
        let x = Scale::Band { labels: columns.iter().map(|column| Category::row(label(column))).collect() };
        let y = Scale::Band { labels: inks.entries.iter().rev().map(|row| Category::row(&row.label)).collect() };
        Ok(Chart { x, y, marks, legend: inks.entries, is_labelled: true, camera: Camera::Fixed, key, multiples: None })
    }
}

/// A column of cells, or the space before those of another source.
enum Column {
    Of(Code, Period),
    Gap,
}

/// The periods of each source, those left out between them too: sources are never mixed, and the older one comes first.
fn columns(findings: &Findings) -> Vec<Column> {
    let mut of_sources: BTreeMap<&Code, BTreeSet<Period>> = BTreeMap::new();
    for (series, point) in findings.points().filter(|(_, point)| point.amount.is_ok() && !point.period.is_undated()) {
        of_sources.entry(&series.source).or_default().insert(point.period);
    }
    let mut of_sources: Vec<(&Code, Vec<Period>)> =
        of_sources.into_iter().map(|(source, periods)| (source, periods.into_iter().collect())).collect();
    of_sources.sort_by_key(|(_, periods)| periods.first().copied());
    let mut columns = Vec::new();
    for (source, periods) in of_sources {
        if !columns.is_empty() {
            columns.push(Column::Gap);
        }
        columns.extend(with_gaps(&periods).into_iter().map(|period| Column::Of(source.clone(), period)));
    }
    columns
}

/// The publisher over its columns, when there are several.
fn heads(findings: &Findings, columns: &[Column]) -> Vec<Mark> {
    let groups: Vec<&[Column]> = columns.split(|column| matches!(column, Column::Gap)).collect();
    if groups.len() < 2 {
        return Vec::new();
    }
    let mut from = 0;
    let mut head = |group: &[Column]| {
        let middle = from as f64 + (group.len() as f64 - 1.0) / 2.0;
        from += group.len() + 1;
        let Some(Column::Of(source, _)) = group.first() else { return None };
        let text = sources::publisher(findings, findings.series.iter().find(|series| series.source == *source)?);
        Some(Mark::Label { series: None, at: [middle, 0.0], text, anchor: Anchor::Middle, ink: Ink::Text, place: Place::Head })
    };
    groups.into_iter().filter_map(&mut head).collect()
}

/// From the least to the greatest figure, and how it is written.
struct Range<'a> {
    least: (&'a Point, &'a Amount),
    greatest: (&'a Point, &'a Amount),
    scaled: Scaled,
}

impl<'a> Range<'a> {
    fn of(findings: &'a Findings) -> Option<Self> {
        let dated = || findings.points().map(|(_, point)| point).filter(|point| !point.period.is_undated());
        let figures = || dated().filter_map(|point| Some((point, point.amount.as_ref().ok()?)));
        let least = figures().min_by(|(_, a), (_, b)| a.value.total_cmp(&b.value))?;
        let greatest = figures().max_by(|(_, a), (_, b)| a.value.total_cmp(&b.value))?;
        let scaled = extent::scaled(&[least.1.value, greatest.1.value], &findings.unit());
        Some(Self { least, greatest, scaled })
    }

    /// Are there figures on both sides of zero, or below it alone?
    fn is_of_two_sides(&self) -> bool {
        self.least.1.value < 0.0
    }

    fn ink(&self, value: f64) -> Ink {
        let most = self.greatest.1.value.abs().max(self.least.1.value.abs());
        let part = if most > 0.0 { value / most } else { 0.0 };
        if self.is_of_two_sides() { Ink::Balance(part) } else { Ink::Heat(part) }
    }

    /// "0 ▂▄▆█ 46%": what the weakest and the strongest colour stand for.
    fn key(&self) -> Vec<KeyPart> {
        const STEPS: i32 = 8;
        let [(least, low), (greatest, high)] = [self.least, self.greatest];
        let patches = |from: i32| (from..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        let (ends, inks): ([String; 2], Vec<Ink>) = if self.is_of_two_sides() {
            let (point, amount) = if high.value.abs() >= low.value.abs() { (greatest, high) } else { (least, low) };
            let most = Amount::exact(amount.value.abs());
            let most = figure::at_mark(point, &Amount { decimals: amount.decimals, ..most }, &self.scaled);
            ([format!("−{most}"), format!("+{most}")], patches(-STEPS).map(Ink::Balance).collect())
        } else {
            (["0".to_owned(), figure::at_mark(greatest, high, &self.scaled)], patches(0).map(Ink::Heat).collect())
        };
        let [from, to] = ends.map(KeyPart::Words);
        std::iter::once(from).chain(inks.into_iter().map(KeyPart::Patch)).chain([to]).collect()
    }
}

struct Drawing<'a> {
    findings: &'a Findings,
    range: &'a Range<'a>,
    marks: Vec<Mark>,
    is_any_blank: bool,
    is_any_rough: bool,
}

impl Drawing<'_> {
    /// The figure of a row in a period, the sign of why there is none, or nothing.
    fn cell(&mut self, row: &LegendEntry, (source, period): (&Code, &Period), [x, y]: [f64; 2]) {
        let of_source = row.series.iter().filter(|series| self.findings.series[**series].source == *source);
        let points = of_source.filter_map(|series| {
            let points = &self.findings.series[*series].points;
            let point = points.iter().position(|point| point.period == *period)?;
            Some((Datum { series: *series, point }, points[point].as_ref()))
        });
        let found: Vec<(Datum, &Point)> = points.collect();
        let Some((datum, point)) = found.iter().find(|(_, point)| point.amount.is_ok()).or(found.first()).copied() else {
            self.is_any_blank = true;
            return;
        };
        let amount = match &point.amount {
            Ok(amount) => amount,
            Err(missing) => {
                self.marks.push(Mark::Absent { datum, at: [x, y], sign: signs::absent(*missing).to_owned() });
                return;
            }
        };
        let ink = self.range.ink(amount.value);
        self.is_any_rough |= !amount.is_exact();
        let firmness = if point.status.is_soft() || !amount.is_exact() { Firmness::Soft } else { Firmness::Firm };
        let text = short(point, amount, &self.range.scaled);
        let words = Ink::On(Box::new(ink.clone()));
        self.marks.push(Mark::Cell { datum, x: [x - 0.5, x + 0.5], y: [y - 0.5, y + 0.5], ink, firmness });
        let (series, place) = (Some(datum.series), Place::Cell { room: [1.0, 1.0] });
        self.marks.push(Mark::Label { series, at: [x, y], text, anchor: Anchor::Middle, ink: words, place });
    }
}

/// Two or three figures, so that many cells can hold theirs.
fn short(point: &Point, amount: &Amount, scaled: &Scaled) -> String {
    let bare = figure::bare(point, amount, scaled);
    let shown = amount.value / scaled.divisor;
    let is_long = bare.chars().filter(char::is_ascii_digit).count() > 2 && bare.contains('.') && shown.abs() >= 1.0;
    let is_single = amount.low.is_none() || amount.high.is_none();
    if !(is_long && is_single) {
        return bare;
    }
    let decimals = if shown.abs() < 9.95 { 1 } else { 0 };
    format!("{}{}", amount.qualifier.sign(), write_number(shown, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::observation::Status;
    use crate::measure::sample::{exact, findings, from_source, missing, of_status, qualified, series};
    use crate::terms::amount::{Missing, Qualifier};
    use crate::terms::unit::Unit;

    fn cells(chart: &Chart) -> Vec<([f64; 2], Ink)> {
        let cells = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Cell { x, y, ink, .. } => Some(([x[0] + 0.5, y[0] + 0.5], ink.clone())),
            _ => None,
        });
        cells.collect()
    }

    #[test]
    fn the_first_row_is_on_top_and_colour_runs_from_nothing_to_the_most() {
        let china = series("CHN", "China", vec![exact("2019", 10.0), exact("2020", 20.0)]);
        let chart = Heatmap.draw(&findings(vec![china, series("DEU", "Germany", vec![exact("2020", 0.0)])])).expect("can be drawn");
        assert_eq!(cells(&chart), [([0.0, 1.0], Ink::Heat(0.5)), ([1.0, 1.0], Ink::Heat(1.0)), ([1.0, 0.0], Ink::Heat(0.0))]);
        assert_eq!(chart.key, ["Blank: no figure"]);
        let Some(Mark::Key(parts)) = chart.marks.first() else { panic!("no key") };
        assert_eq!(parts.first(), Some(&KeyPart::Words("0".to_owned())));
        assert_eq!(parts.last(), Some(&KeyPart::Words("20%".to_owned())));
    }

    #[test]
    fn a_reason_is_a_sign_and_never_a_cell_of_zero() {
        let china = series("CHN", "China", vec![exact("2019", 10.0), missing("2020", Missing::Confidential)]);
        let other = series("DEU", "Germany", vec![exact("2019", 0.0), exact("2020", 1.0)]);
        let chart = Heatmap.draw(&findings(vec![china, other])).expect("can be drawn");
        assert_eq!(cells(&chart).len(), 3);
        assert!(chart.marks.iter().any(|mark| matches!(mark, Mark::Absent { at: [1.0, 1.0], sign, .. } if sign == "c")));
        assert_eq!(chart.key, ["c: confidential"]);
    }

    #[test]
    fn figures_on_both_sides_of_zero_have_two_hues_of_one_strength() {
        let mut all = findings(vec![series("CHN", "China", vec![exact("2019", -10.0), exact("2020", 40.0)])]);
        all.unit = Some(Unit::points());
        let chart = Heatmap.draw(&all).expect("can be drawn");
        assert_eq!(cells(&chart).into_iter().map(|(_, ink)| ink).collect::<Vec<_>>(), [Ink::Balance(-0.25), Ink::Balance(1.0)]);
    }

    #[test]
    fn each_source_has_its_own_columns_and_a_name_over_them() {
        let china = |years: &[&str]| series("CHN", "China", years.iter().map(|year| exact(year, 1.0)).collect());
        let chart = Heatmap.draw(&findings(vec![from_source("imf", china(&["2020", "2021"])), china(&["2019", "2020"])])).expect("drawn");
        let Scale::Band { labels } = &chart.x else { panic!() };
        assert_eq!(labels.iter().map(|column| column.label.as_str()).collect::<Vec<_>>(), ["2019", "2020", "", "2020", "2021"]);
        let heads = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Label { at, text, place: Place::Head, .. } => Some((at[0], text.as_str())),
            _ => None,
        });
        assert_eq!(heads.collect::<Vec<_>>(), [(0.5, "UN Comtrade"), (3.5, "IMF")]);
        assert!(cells(&chart).iter().all(|([_, y], _)| *y == 0.0), "one row for one name");
    }

    #[test]
    fn what_is_not_firm_has_a_marked_corner_that_the_key_explains() {
        let china = series("CHN", "China", vec![of_status("2019", 10.0, Status::Estimated), qualified("2020", 20.0, Qualifier::About)]);
        let chart = Heatmap.draw(&findings(vec![china])).expect("can be drawn");
        assert!(chart.marks.iter().all(|mark| !matches!(mark, Mark::Cell { firmness: Firmness::Firm, .. })));
        assert_eq!(chart.key, ["Marked corner: estimates", "Marked corner: not exact, as the words with the figure tell"]);
    }
}
