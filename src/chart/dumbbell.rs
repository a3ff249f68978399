//! Then and now: the first and the last figure of each series as two dots on one row, with the line between.

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Anchor, Firmness, Ink, KeyPart, Mark, Place, Vertex};
use crate::chart::scale::{Category, Scale};
use crate::chart::signs::{self, Plain};
use crate::chart::slope::{Pair, over_a_break, pairs, periods, without};
use crate::chart::{Camera, Chart, ChartType, extent, figure, sources};
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::period::Period;
use crate::terms::unit::Scaled;

pub struct Dumbbell;

/// More rows than these cannot all be named on a page.
const MOST_ROWS: usize = 20;

impl ChartType for Dumbbell {
    fn name(&self) -> &'static str {
        "Dumbbell"
    }

    fn objection(&self, findings: &Findings) -> Option<String> {
        if !findings.unit().is_ratio() {
            return Some("a place in an order has no length".to_owned());
        }
        periods(findings).is_none().then(|| "no series has figures for two dates".to_owned())
    }

    fn periods(&self, findings: &Findings) -> Vec<Period> {
        periods(findings).map(Vec::from).unwrap_or_default()
    }

    fn draw(&self, findings: &Findings) -> Result<Chart, Problem> {
        let Some(periods) = periods(findings) else {
            return Err(Problem::new("Could not draw a dumbbell").because("no series has figures for two dates"));
        };
        let all = pairs(findings, periods);
        let mut key_of_missing = without(findings, &all, periods);
        let mut rows: Vec<&Pair> = all.iter().collect();
        // From the bottom up: the least of the last values first.
        rows.sort_by(|a, b| {
            let role = |pair: &Pair| findings.series[pair.series].role;
            let label = |pair: &Pair| &findings.series[pair.series].label;
            role(b).cmp(&role(a)).then(a.value(1).total_cmp(&b.value(1))).then_with(|| label(b).cmp(label(a)))
        });
        let left_out = rows.len().saturating_sub(MOST_ROWS);
        rows.drain(..left_out);
        let inks = Inks::of(findings, Hues::NamedEntries);
        let values: Vec<f64> = rows.iter().flat_map(|pair| [0, 1].map(|end| pair.value(end))).collect();
        let scaled = extent::scaled(&values, &findings.unit());
        let x = extent::around(&values, &findings.unit());
        let mut marks = vec![key(periods)];
        if x.ends()[0] < 0.0 && x.ends()[1] > 0.0 {
            marks.push(Mark::Rule { along: Along::X, at: 0.0, word: None });
        }
        for (at, pair) in rows.iter().enumerate() {
            marks.extend(row(pair, at as f64, &inks, (&scaled, findings.level())));
        }
        let labels = rows.iter().map(|pair| Category::row(name(findings, &inks, pair, &all))).collect();
        let mut key = signs::key(&marks, findings);
        key.extend(key_of_missing.take());
        key.extend(over_a_break(findings, &all));
        key.extend(match left_out {
            0 => None,
            1 => Some("One smaller one stands in the table".to_owned()),
            _ => Some(format!("{left_out} smaller ones stand in the table")),
        });
        let y = Scale::Band { labels };
        Ok(Chart { x, y, marks, legend: inks.entries, is_labelled: true, camera: Camera::Fixed, key, multiples: None })
    }
}

/// The small dot is the first period, the large one the last.
fn key([first, last]: [Period; 2]) -> Mark {
    let words = |period: Period| KeyPart::Words(period.label());
    Mark::Key(vec![KeyPart::Pip(Ink::Rest), words(first), KeyPart::Dot(Ink::Text), words(last)])
}

fn row(pair: &Pair, y: f64, inks: &Inks, (scaled, level): (&Scaled, Option<f64>)) -> Vec<Mark> {
    let at = |end: usize| [pair.value(end), y];
    let points = [0, 1].map(|end| Vertex { datum: pair.datum(end), at: at(end) }).into();
    let is_soft = pair.ends.iter().any(|(_, point, _)| point.status.is_soft());
    let firmness = if is_soft { Firmness::Soft } else { Firmness::Firm };
    let mut marks = vec![Mark::Line { series: pair.series, points, ink: Ink::Rest, firmness }];
    let [(_, _, first), (_, _, last)] = pair.ends;
    if first.is_exact() {
        marks.push(Mark::Pip { datum: pair.datum(0), at: at(0), ink: Ink::Rest });
    } else {
        marks.extend(signs::signs(pair.datum(0), first, at(0), Along::X, &Ink::Rest, Plain::Dotted));
    }
    marks.extend(signs::signs(pair.datum(1), last, at(1), Along::X, &inks.ink(pair.series), Plain::Dotted));
    let is_falling = last.value < first.value;
    for (end, is_left) in [(0, !is_falling), (1, is_falling)] {
        let (_, point, amount) = pair.ends[end];
        let is_short = scaled.unit.is_percent() || scaled.unit.as_str() == "% change";
        let text = match level {
            Some(0.0) if scaled.unit.as_str().is_empty() => figure::signed_ratio(point, amount, scaled),
            _ if is_short => figure::at_mark(point, amount, scaled),
            _ => figure::bare(point, amount, scaled),
        };
        let (anchor, ink) = (if is_left { Anchor::End } else { Anchor::Start }, if end == 0 { Ink::Faint } else { Ink::Text });
        marks.push(Mark::Label { series: Some(pair.series), at: at(end), text, anchor, ink, place: Place::AtBar });
    }
    marks
}

/// What the row is called; its source is named where it tells it from another row.
fn name(findings: &Findings, inks: &Inks, pair: &Pair, all: &[Pair]) -> String {
    let name = inks.label(pair.series);
    match all.iter().filter(|other| inks.label(other.series) == name).count() {
        0 | 1 => name.to_owned(),
        _ => format!("{name}, {}", sources::publisher(findings, &findings.series[pair.series])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::findings::Series;
    use crate::measure::sample::{exact, findings, qualified, series};
    use crate::terms::amount::Qualifier;

    fn years(code: &str, values: &[(&str, f64)]) -> Series {
        series(code, code, values.iter().map(|(year, value)| exact(year, *value)).collect())
    }

    fn labels(chart: &Chart) -> Vec<(&str, Anchor)> {
        let labels = chart.marks.iter().filter_map(|mark| match mark {
            Mark::Label { text, anchor, .. } => Some((text.as_str(), *anchor)),
            _ => None,
        });
        labels.collect()
    }

    #[test]
    fn rows_are_sorted_by_the_last_value_and_both_values_stand_at_their_dots() {
        let germany = years("Germany", &[("2000", 9.2), ("2010", 8.0), ("2020", 7.3)]);
        let china = years("China", &[("2000", 4.5), ("2020", 18.3)]);
        let chart = Dumbbell.draw(&findings(vec![germany, china])).expect("can be drawn");
        assert_eq!(chart.y, Scale::Band { labels: ["Germany", "China"].map(Category::row).into() });
        let wanted = [("9.2%", Anchor::Start), ("7.3%", Anchor::End), ("4.5%", Anchor::End), ("18.3%", Anchor::Start)];
        assert_eq!(labels(&chart), wanted);
        let Some(Mark::Key(parts)) = chart.marks.first() else { panic!("no key") };
        assert_eq!(parts[1], KeyPart::Words("2000".to_owned()));
        assert_eq!(parts[3], KeyPart::Words("2020".to_owned()));
    }

    #[test]
    fn who_lacks_one_of_the_two_is_named_and_what_is_about_is_hollow() {
        let china = series("China", "China", vec![qualified("2000", 5.0, Qualifier::About), exact("2020", 18.0)]);
        let chart = Dumbbell.draw(&findings(vec![china, years("India", &[("2020", 2.0)])])).expect("can be drawn");
        assert_eq!(chart.key, ["Hollow: about", "Not drawn, for want of figures in both 2000 and 2020: India"]);
        assert_eq!(labels(&chart), [("≈5%", Anchor::End), ("18%", Anchor::Start)]);
        assert!(chart.marks.iter().all(|mark| !matches!(mark, Mark::Pip { .. })));
    }
}
