//! The parts of one period side by side, the largest on top.

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Datum, Ink, Mark, Place};
use crate::chart::scale::{Category, Scale};
use crate::chart::signs::{self, Plain, Softness};
use crate::chart::{Camera, Chart, ChartType, extent, figure, sources};
use crate::measure::findings::{Findings, Point, Role, Series};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::period::Period;
use crate::terms::unit::{Scaled, write_number};

pub struct RankedBar;

/// More rows than these cannot all be named on a page.
const MOST_ROWS: usize = 20;

impl ChartType for RankedBar {
    fn name(&self) -> &'static str {
        "Ranked bar"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if findings.is_empty() {
            return Some("there is no number to show".to_owned());
        }
        (!findings.unit().is_ratio()).then(|| "a place in an order has no length".to_owned())
    }

    fn has_rows(&self) -> bool {
        true
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        let Some(period) = period_shown(findings) else { return Vec::new() };
        let undated = rows(findings, &period).iter().any(|row| row.point.period.is_undated()) && !period.is_undated();
        [period].into_iter().chain(undated.then_some(Period::Undated)).collect()
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let Some(period) = period_shown(findings) else {
            return Err(Problem::new("Could not draw a ranked bar").because("there is no number to show"));
        };
        let (mut rows, left_out) = largest(rows(findings, &period));
        if let Some(order) = &findings.rows {
            rows.sort_by_key(|row| std::cmp::Reverse((row.series.role, order.places.get(row.datum.series))));
        }
        let inks = Inks::of(findings, Hues::NamedEntries);
        let values: Vec<f64> = rows.iter().map(|row| row.amount.value).collect();
        let scaled = extent::scaled(&values, &findings.unit());
        let level = findings.level().filter(|level| *level != 0.0);
        let rules = [Some(0.0), level].into_iter().flatten();
        let mut marks: Vec<Mark> = rules.map(|at| Mark::Rule { along: Along::X, at, word: None }).collect();
        let mut signs = Vec::new();
        let half = extent::half_of_bar(rows.len());
        let softness = Softness::of(rows.iter().map(|row| row.point));
        for (at, row) in rows.iter().enumerate() {
            let y = at as f64;
            let ink = inks.ink(row.datum.series);
            let value = row.amount.value;
            let firmness = softness.firmness(row.point);
            let x = [value.min(0.0), value.max(0.0)];
            marks.push(Mark::Bar { datum: row.datum, x, y: [y - half, y + half], ink: ink.clone(), firmness });
            signs.extend(signs::signs(row.datum, row.amount, [value, y], Along::X, &Ink::Text, Plain::Bare));
            signs.push(label(findings, row, y, &scaled, at + 1 == rows.len()));
        }
        marks.extend(signs);
        let labels = rows.iter().map(|row| Category::row(name(findings, row, &rows, &period))).collect();
        let mut key = signs::key(&marks, findings);
        key.extend(findings.rows.as_ref().and_then(|rows| rows.words.clone()));
        key.extend(without(findings, &period));
        key.extend(match left_out {
            0 => None,
            1 => Some("One smaller one stands in the table".to_owned()),
            _ => Some(format!("{left_out} smaller ones stand in the table")),
        });
        let x = extent::from_zero(&values.iter().chain(&ends(&rows)).copied().chain(level).collect::<Vec<_>>(), &findings.unit());
        let y = Scale::Band { labels };
        Ok(Chart { x, y, marks, legend: inks.entries, is_labelled: true, camera: Camera::Fixed, key, multiples: None })
    }
}

/// One bar.
struct Row<'a> {
    datum: Datum,
    series: &'a Series,
    point: &'a Point,
    amount: &'a Amount,
}

/// The last period that is full enough to rank; undated when nothing has a date.
pub fn period_shown(findings: &Findings) -> Option<Period> {
    let any = || findings.points().find(|(_, point)| point.amount.is_ok()).map(|(_, point)| point.period);
    findings.fullest_period().or_else(any)
}

/// The bars from the bottom up: the rest first, then from the least to the largest. What is undated has a row of its own.
fn rows<'a>(findings: &'a Findings, period: &Period) -> Vec<Row<'a>> {
    let of_series = |(at, series): (usize, &'a Series)| {
        let shown = series.figures().enumerate().filter(|(_, point)| point.period == *period || point.period.is_undated());
        let row = move |(nth, point): (usize, &'a Point)| {
            Some(Row { datum: Datum { series: at, point: nth }, series, point, amount: point.amount.as_ref().ok()? })
        };
        shown.filter_map(row).collect::<Vec<_>>()
    };
    let mut rows: Vec<Row> = findings.series.iter().enumerate().flat_map(of_series).collect();
    // That nothing is left over needs no bar.
    rows.retain(|row| row.series.role != Role::NotBrokenDown || row.amount.value != 0.0);
    rows.sort_by(|a, b| {
        let by_size = a.amount.value.total_cmp(&b.amount.value);
        b.series.role.cmp(&a.series.role).then(by_size).then_with(|| b.series.label.cmp(&a.series.label))
    });
    rows
}

/// As many of the largest as a page can name, and how many are left out. The rest and what is not broken down stay.
fn largest(mut rows: Vec<Row>) -> (Vec<Row>, usize) {
    let left_out = rows.len().saturating_sub(MOST_ROWS);
    let first_part = rows.iter().position(|row| row.series.role == Role::Part).unwrap_or(0);
    let left_out = left_out.min(rows.len() - first_part);
    rows.drain(first_part..first_part + left_out);
    (rows, left_out)
}

/// The value beyond its bar; with its unit when percent, or when it is the first to be read.
fn label(findings: &Findings, row: &Row, y: f64, scaled: &Scaled, is_on_top: bool) -> Mark {
    let needs_unit = is_on_top || scaled.unit.is_percent() || scaled.unit.as_str() == "% change";
    // Of a difference the side matters.
    let write = if findings.compared.level() == Some(0.0) { figure::signed } else { figure::bare };
    let number = write(row.point, row.amount, scaled);
    let is_judged = findings.compared.level() == Some(0.0);
    let margin = row.point.margin.filter(|_| is_judged).map_or_else(String::new, |margin| format!(" ± {}", write_number(margin.points, 1)));
    let number = number + &margin;
    let text = if needs_unit { figure::with_unit(scaled.unit.as_str(), &number) } else { number };
    let beside = beside(findings, row, scaled);
    let text = if beside.is_empty() { text } else { format!("{text} ({})", beside.join("; ")) };
    let (reach, anchor) = match row.amount.value < 0.0 {
        true => (row.amount.low.map_or(row.amount.value, |low| low.min(row.amount.value)), Anchor::End),
        false => (row.amount.high.map_or(row.amount.value, |high| high.max(row.amount.value)), Anchor::Start),
    };
    Mark::Label { series: Some(row.datum.series), at: [reach, y], text, anchor, ink: Ink::Text, place: Place::AtBar }
}

/// What stands in brackets: the year it is really of, and its change where that gives the order.
fn beside(findings: &Findings, row: &Row, scaled: &Scaled) -> Vec<String> {
    let year = row.point.stands_in.map(|period| period.label());
    let change = findings.rows.as_ref().and_then(|rows| rows.changes.get(row.datum.series)?.as_ref());
    let written = |change: &Amount| match scaled.unit.is_percent() && change.is_exact() {
        // All with one decimal, as the order is among each other.
        true => write_number(change.value, 1),
        false => figure::signed(row.point, change, scaled),
    };
    let change = change
        .map(written)
        .map(|change| if change.starts_with(|first: char| first.is_ascii_digit()) { format!("+{change}") } else { change });
    year.into_iter().chain(change).collect()
}

/// What the row is called: its source is named where it tells it from others, and what its source says in place of a date.
fn name(findings: &Findings, row: &Row, rows: &[Row], period: &Period) -> String {
    const LONG: usize = 36;
    let is_long = row.series.label.chars().count() > LONG && !row.series.short_label.is_empty();
    let mut name = if is_long { &row.series.short_label } else { &row.series.label }.clone();
    if rows.iter().any(|other| other.series.label == row.series.label && other.datum.series != row.datum.series) {
        name = format!("{name}, {}", sources::publisher(findings, row.series));
    }
    if row.point.period.is_undated() && !period.is_undated() {
        let stated = row.point.period_stated.as_deref().map(|stated| {
            let mut letters = stated.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        });
        name = format!("{name} ({})", stated.as_deref().unwrap_or("no date given"));
    }
    name
}

/// "No figure for 2024: India, Japan".
pub fn without(findings: &Findings, period: &Period) -> Option<String> {
    let has = |label: &str| {
        let named = findings.series.iter().filter(|series| series.label == label);
        named.flat_map(|series| &series.points).any(|point| point.amount.is_ok() && (point.period == *period || point.period.is_undated()))
    };
    let mut names: Vec<&str> = Vec::new();
    for series in findings.series.iter().filter(|series| !has(&series.label)) {
        if !names.contains(&series.short_label.as_str()) {
            names.push(&series.short_label);
        }
    }
    (!names.is_empty()).then(|| format!("No figure for {}: {}", period.label(), names.join(", ")))
}

/// The ends of what is a range.
fn ends(rows: &[Row]) -> Vec<f64> {
    rows.iter().flat_map(|row| [row.amount.low, row.amount.high]).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::mark::{Firmness, Towards};
    use crate::dataset::observation::Status;
    use crate::measure::findings::Rows;
    use crate::measure::sample::{exact, findings, from_source, of_status, period, qualified, series};
    use crate::terms::amount::Qualifier;

    fn labels(chart: &Chart) -> Vec<String> {
        let Scale::Band { labels } = &chart.y else { panic!("{:?}", chart.y) };
        labels.iter().rev().map(|category| category.label.clone()).collect()
    }

    fn values(chart: &Chart) -> Vec<&str> {
        let texts = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Label { text, .. } => Some(text.as_str()),
            _ => None,
        });
        texts.collect::<Vec<_>>().into_iter().rev().collect()
    }

    #[test]
    fn that_nothing_is_left_over_has_no_bar() {
        let mut rest = series("NOT-BROKEN-DOWN", "Not broken down", vec![exact("2024", 0.0)]);
        rest.role = Role::NotBrokenDown;
        let none = series("CHN", "China", vec![exact("2024", 0.0)]);
        assert_eq!(labels(&RankedBar.draw(&findings(vec![none, rest])).expect("can be drawn")), ["China"]);
    }

    #[test]
    fn the_largest_is_on_top_and_the_rest_at_the_bottom() {
        let mut others = series("OTHER", "All others", vec![exact("2024", 60.0)]);
        others.role = Role::Rest;
        let parts = [series("DEU", "Germany", vec![exact("2024", 4.0)]), series("CHN", "China", vec![exact("2024", 33.4)])];
        let all = findings(parts.into_iter().chain([others]).collect());
        let chart = RankedBar.draw(&all).expect("can be drawn");
        assert_eq!(labels(&chart), ["China", "Germany", "All others"]);
        assert_eq!(values(&chart), ["33.4%", "4%", "60%"]);
        assert_eq!(RankedBar.periods(&all), [period("2024")]);
    }

    #[test]
    fn of_many_only_the_largest_have_bars_and_the_key_counts_the_others() {
        let mut all: Vec<Series> =
            (0..25).map(|at| series(&format!("P{at:02}"), &format!("P{at:02}"), vec![exact("2024", f64::from(at))])).collect();
        all.push(Series { role: Role::Rest, ..series("OTHER", "All others", vec![exact("2024", 0.5)]) });
        let chart = RankedBar.draw(&findings(all)).expect("can be drawn");
        let labels = labels(&chart);
        assert_eq!((labels.len(), labels[0].as_str(), labels[18].as_str(), labels[19].as_str()), (20, "P24", "P06", "All others"));
        assert_eq!(chart.key, ["6 smaller ones stand in the table"]);
    }

    #[test]
    fn rows_may_stand_in_another_order_and_the_smallest_are_left_out_all_the_same() {
        let of = |at: usize| series(&format!("P{at:02}"), &format!("P{at:02}"), vec![exact("2024", at as f64)]);
        let mut all = findings((0..25).map(of).collect());
        all.rows = Some(Rows { places: (0..25).collect(), changes: Vec::new(), words: Some("In order of change since 2020".to_owned()) });
        let chart = RankedBar.draw(&all).expect("can be drawn");
        assert_eq!((labels(&chart)[0].as_str(), labels(&chart)[19].as_str()), ("P05", "P24"));
        assert_eq!(chart.key, ["In order of change since 2020", "5 smaller ones stand in the table"]);
    }

    #[test]
    fn a_bar_that_stands_in_for_another_year_says_so() {
        let stood = Point { stands_in: Some(period("2022")), ..exact("2024", 12.0) };
        let chart = RankedBar.draw(&findings(vec![series("A", "A", vec![exact("2024", 30.0)]), series("B", "B", vec![stood])]));
        assert_eq!(values(&chart.expect("can be drawn")), ["30%", "12% (2022)"]);
    }

    #[test]
    fn it_shows_the_last_period_and_names_who_has_no_figure_in_it() {
        let all = vec![
            series("CHN", "China", vec![exact("2023", 31.0), exact("2024", 33.0)]),
            series("IND", "India", vec![exact("2023", 8.0)]),
            series("DEU", "Germany", vec![exact("2023", 9.0), exact("2024", 4.0)]),
        ];
        let chart = RankedBar.draw(&findings(all)).expect("can be drawn");
        assert_eq!(labels(&chart), ["China", "Germany"]);
        assert!(chart.key.contains(&"No figure for 2024: India".to_owned()), "{:?}", chart.key);
    }

    #[test]
    fn undated_figures_have_bars_too_and_say_so() {
        let all = vec![series("a", "Steel", vec![exact("undated", 20.0)]), series("b", "Copper", vec![exact("2024", 30.0)])];
        assert_eq!(labels(&RankedBar.draw(&findings(all)).expect("can be drawn")), ["Copper", "Steel (no date given)"]);
        let undated = findings(vec![series("a", "Steel", vec![exact("undated", 20.0)])]);
        assert_eq!(RankedBar.periods(&undated), [Period::Undated]);
    }

    #[test]
    fn one_code_from_two_sources_is_two_named_bars() {
        let china = || series("CHN", "China", vec![exact("2020", 18.0)]);
        let chart = RankedBar.draw(&findings(vec![china(), from_source("imf", china())])).expect("can be drawn");
        assert_eq!(labels(&chart), ["China, IMF", "China, UN Comtrade"].map(str::to_owned).to_vec());
    }

    #[test]
    fn qualified_and_soft_bars_look_so_and_the_key_says_what_it_means() {
        let all = vec![
            series("a", "A", vec![qualified("2024", 60.0, Qualifier::About)]),
            series("b", "B", vec![qualified("2024", 18.0, Qualifier::AtMost)]),
            series("c", "C", vec![of_status("2024", 5.0, Status::Estimated)]),
        ];
        let chart = RankedBar.draw(&findings(all)).expect("can be drawn");
        assert!(chart.marks.iter().any(|mark| matches!(mark, Mark::Dot { is_hollow: true, .. })));
        assert!(chart.marks.iter().any(|mark| matches!(mark, Mark::Arrow { towards: Towards::Less, along: Along::X, .. })));
        assert!(chart.marks.iter().any(|mark| matches!(mark, Mark::Bar { firmness: Firmness::Soft, .. })));
        assert_eq!(values(&chart), ["≈60%", "≤18%", "5%"]);
        assert!(chart.key.iter().any(|line| line == "Hatched: estimates"), "{:?}", chart.key);
    }

    #[test]
    fn bars_that_are_all_soft_are_drawn_firm_and_the_key_says_it_of_all() {
        let mirror = |code: &str, value: f64| series(code, code, vec![of_status("2024", value, Status::Mirror)]);
        let chart = RankedBar.draw(&findings(vec![mirror("A", 5.0), mirror("B", 6.0)])).expect("can be drawn");
        assert!(chart.marks.iter().all(|mark| !matches!(mark, Mark::Bar { firmness: Firmness::Soft, .. })));
        assert_eq!(chart.key, ["All figures: partners’ mirror data"]);
    }

    #[test]
    fn bars_start_at_zero_and_ranks_have_none() {
        let mut all = findings(vec![series("a", "A", vec![exact("2024", 80.0)]), series("b", "B", vec![exact("2024", 82.0)])]);
        assert_eq!(RankedBar.draw(&all).expect("can be drawn").x.ends()[0], 0.0);
        all.unit = Some(crate::terms::unit::Unit::new("rank"));
        assert!(RankedBar.objection(&all).is_some());
    }
}
