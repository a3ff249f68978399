//! A statement against the figures of its period: does it agree, by how much does it differ, or why can nobody say.

use std::collections::BTreeSet;

use crate::measure::claims::reading::{as_read, in_words, number, said, write_range};
use crate::measure::findings::{Point, Series, Verdict};
use crate::measure::significance::Margin;
use crate::terms::amount::Amount;
use crate::terms::period::{self, Period};
use crate::terms::unit::Unit;

/// A published figure in the unit of the statement.
struct Figure<'a> {
    point: &'a Point,
    value: f64,
    reach: [Option<f64>; 2],
}

impl Figure<'_> {
    /// "33.4%", "≈66%".
    fn said(&self, unit: &Unit) -> String {
        let sign = self.point.amount.as_ref().map_or("", |amount| amount.qualifier.sign());
        format!("{sign}{}", said(self.value, unit))
    }
}

/// Where a figure lies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Within,
    Beyond,
    Either,
}

/// The verdict and its words: "agrees; the series has 33.4% in 2024". `about` are the series that say something of the same
/// thing, each from its source, in units that differ from the statement's by a factor at most.
pub fn judged(claim: &Point, unit: &Unit, about: &[&Series]) -> (Verdict, String) {
    let Ok(amount) = &claim.amount else { return (Verdict::CannotCompare, "cannot be compared (it states no number)".to_owned()) };
    let all: Vec<Figure> = about.iter().flat_map(|series| figures(series, unit)).collect();
    if claim.period.is_undated() {
        return (Verdict::CannotCompare, format!("cannot be compared (no date is given); {}", undated(amount, unit, &all)));
    }
    let found = in_period(&claim.period, &all);
    if found.is_empty() {
        let nearest = nearest_in_time(&claim.period, &all);
        let told = nearest.map_or_else(String::new, |figure| {
            let away = away(figure.value, amount);
            format!("; that of {} is {}, {}", figure.point.period.label(), figure.said(unit), distance(away, amount, unit))
        });
        return (Verdict::CannotCompare, format!("cannot be compared (no figure for {}{told})", claim.period.label()));
    }
    let within = found.iter().filter(|figure| place(figure, amount) == Place::Within).count();
    let is_open = found.iter().any(|figure| place(figure, amount) == Place::Either);
    let published = published(&found, &claim.period, unit);
    let nearest = found.iter().min_by(|a, b| away(a.value, amount).abs().total_cmp(&away(b.value, amount).abs()));
    let of = found.len();
    match (within, nearest) {
        (within, _) if within == of => (Verdict::Agrees, format!("agrees; {published}")),
        (0, _) if is_open => (Verdict::Open, format!("cannot say (the figure is rough itself); {published}")),
        (0, Some(nearest)) => {
            let by = away(nearest.value, amount);
            let margin = margin(nearest.point.margin, by);
            (Verdict::Differs { by }, format!("differs, {published}, {}{margin}", distance(by, amount, unit)))
        }
        _ => (Verdict::InPart { within, of }, format!("agrees with {within} of {of} figures; {published}")),
    }
}

/// The verdict in few words: "differs, 1.6 points less".
pub fn brief(verdict: Verdict, claim: &Point, unit: &Unit) -> String {
    match (verdict, &claim.amount) {
        (Verdict::Agrees, _) => " agrees".to_owned(),
        (Verdict::InPart { within, of }, _) => format!(" agrees with {within} of {of} figures"),
        (Verdict::Differs { by }, Ok(amount)) => format!(" differs, {}", distance(by, amount, unit)),
        (Verdict::Differs { .. }, Err(_)) => " differs".to_owned(),
        (Verdict::Open, _) => ": cannot say".to_owned(),
        (Verdict::CannotCompare, _) => " cannot be compared".to_owned(),
    }
}

/// The dated numbers of a series in the unit of the statement; none when the one unit cannot be made the other.
fn figures<'a>(series: &'a Series, unit: &Unit) -> Vec<Figure<'a>> {
    let Some(factor) = factor(&series.unit, unit) else { return Vec::new() };
    let figure = |point: &'a Point| {
        let amount = point.amount.as_ref().ok().filter(|_| !point.period.is_undated())?;
        let reach = if amount.is_exact() { [Some(amount.value); 2] } else { as_read(amount) };
        Some(Figure { point, value: amount.value * factor, reach: reach.map(|end| end.map(|end| end * factor)) })
    };
    series.figures().filter_map(figure).collect()
}

/// What turns a number of one unit into one of the other: USD into USD billion.
pub fn factor(from: &Unit, to: &Unit) -> Option<f64> {
    let ((from_name, from_factor), (to_name, to_factor)) = (from.plain(), to.plain());
    (from == to || from_name == to_name && !from_name.is_empty()).then_some(if from == to { 1.0 } else { from_factor / to_factor })
}

/// The figures of the very period; or those within it; or the one that holds for a longer time around it.
fn in_period<'a, 'b>(wanted: &Period, all: &'b [Figure<'a>]) -> Vec<&'b Figure<'a>> {
    let those = |is: &dyn Fn(&Period) -> bool| all.iter().filter(|figure| is(&figure.point.period)).collect::<Vec<_>>();
    let same = those(&|period| period == wanted);
    let inside = || those(&|period| wanted.contains(period));
    let around = || those(&|period| period.contains(wanted));
    [same]
        .into_iter()
        .chain(std::iter::once_with(inside))
        .chain(std::iter::once_with(around))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

fn nearest_in_time<'a, 'b>(wanted: &Period, all: &'b [Figure<'a>]) -> Option<&'b Figure<'a>> {
    let middle = wanted.midpoint()?;
    let before = all.iter().filter(|figure| figure.point.period.midpoint().is_some_and(|at| at <= middle));
    let last = before.max_by_key(|figure| figure.point.period);
    last.or_else(|| all.iter().min_by_key(|figure| figure.point.period))
}

fn place(figure: &Figure, claim: &Amount) -> Place {
    let [low, high] = as_read(claim);
    let [least, most] = figure.reach;
    let least_or = least.unwrap_or(f64::NEG_INFINITY);
    let most_or = most.unwrap_or(f64::INFINITY);
    let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
    match () {
        () if least_or >= low && most_or <= high => Place::Within,
        () if most_or < low || least_or > high => Place::Beyond,
        () => Place::Either,
    }
}

/// How far a figure lies from the stated one, or from the nearer end of a stated range.
fn away(value: f64, claim: &Amount) -> f64 {
    let ends = [claim.low, claim.high].into_iter().flatten().chain(claim.low.is_none().then_some(claim.value));
    ends.map(|end| value - end).min_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(value - claim.value)
}

/// "1.6 points less", "0.9 USD billion (9%) more".
fn distance(by: f64, claim: &Amount, unit: &Unit) -> String {
    let side = if by < 0.0 { "less" } else { "more" };
    let size = match unit.as_str() {
        "%" | "% change" | "points" => points(by.abs()),
        _ if claim.value == 0.0 => said(by.abs(), unit),
        _ => format!("{} ({}%)", said(by.abs(), unit), number((by / claim.value * 100.0).abs(), &Unit::percent())),
    };
    if number(by, unit) == number(0.0, unit) { "the same".to_owned() } else { format!("{size} {side}") }
}

fn points(size: f64) -> String {
    let number = number(size, &Unit::points());
    if number == "1" { "1 point".to_owned() } else { format!("{number} points") }
}

fn margin(margin: Option<Margin>, by: f64) -> String {
    match margin {
        Some(margin) if margin.points >= by.abs() => format!(", not more than the poll’s margin of error ({})", margin.words()),
        Some(_) | None => String::new(),
    }
}

/// "the series has 33.4%", "the series has 19.8–21.7% in 2014–2016".
fn published(found: &[&Figure], wanted: &Period, unit: &Unit) -> String {
    let values = || found.iter().map(|figure| figure.value);
    let (least, most) = values().fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
    let (low, high) = (number(least, unit), number(most, unit));
    let figures = match found {
        [one] => one.said(unit),
        _ if high == low => said(most, unit),
        _ => write_range(&low, &high, unit),
    };
    let periods: BTreeSet<Period> = found.iter().map(|figure| figure.point.period).collect();
    if periods.len() == 1 && periods.contains(wanted) {
        return format!("the series has {figures}");
    }
    format!("the series has {figures} in {}", period::list(&periods))
}

/// Where the series lies within a statement that has no date: no verdict, but what a reader needs for one.
fn undated(claim: &Amount, unit: &Unit, all: &[Figure]) -> String {
    let at = |is_within: bool| {
        let figures = all.iter().filter(|figure| (place(figure, claim) == Place::Within) == is_within);
        figures.map(|figure| figure.point.period).collect::<BTreeSet<_>>()
    };
    let (within, beyond) = (at(true), at(false));
    let nearest = all.iter().min_by(|a, b| away(a.value, claim).abs().total_cmp(&away(b.value, claim).abs()));
    match nearest {
        None => "the series has no figure".to_owned(),
        Some(nearest) if within.is_empty() => {
            let (figure, by) = (nearest.said(unit), distance(away(nearest.value, claim), claim, unit));
            format!("no figure of the series lies within it, the nearest is {figure} in {} ({by})", nearest.point.period.label())
        }
        Some(nearest) if within.len() == 1 => {
            format!("the series lies within it in {} ({})", nearest.point.period.label(), nearest.said(unit))
        }
        Some(_) if beyond.is_subset(&within) => "each figure of the series lies within it".to_owned(),
        Some(_) => format!("the series lies within it in {}", period::list(&within)),
    }
}

/// "read as 31.5–38.5%": how far a figure reaches that is not meant to its last digit.
pub fn reading(claim: &Point, unit: &Unit) -> Option<String> {
    let amount = claim.amount.as_ref().ok().filter(|amount| !amount.is_exact())?;
    Some(format!("read as {}", in_words(amount, unit)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, qualified, series};
    use crate::terms::amount::Qualifier;

    fn judge(claim: &Point, points: Vec<Point>) -> (Verdict, String) {
        judged(claim, &Unit::percent(), &[&series("CHN", "China", points)])
    }

    #[test]
    fn a_figure_that_rounds_to_the_stated_one_agrees_and_another_differs_by_so_much() {
        assert_eq!(judge(&exact("2024", 35.0), vec![exact("2024", 34.6)]).0, Verdict::Agrees);
        let (verdict, words) = judge(&exact("2024", 35.0), vec![exact("2024", 33.0)]);
        assert_eq!((verdict, words.as_str()), (Verdict::Differs { by: -2.0 }, "differs, the series has 33%, 2 points less"));
        assert_eq!(judge(&qualified("2024", 60.0, Qualifier::About), vec![exact("2024", 54.5)]).0, Verdict::Agrees);
        assert_eq!(judge(&qualified("2024", 18.0, Qualifier::AtMost), vec![exact("2024", 18.3)]).0, Verdict::Agrees);
        assert_eq!(judge(&qualified("2024", 1.0, Qualifier::LessThan), vec![exact("2024", 1.0)]).0, Verdict::Differs { by: 0.0 });
    }

    #[test]
    fn a_rough_figure_that_may_lie_within_decides_nothing() {
        assert_eq!(judge(&exact("2024", 63.0), vec![qualified("2024", 66.0, Qualifier::About)]).0, Verdict::Open);
        assert_eq!(judge(&exact("2024", 63.0), vec![qualified("2024", 80.0, Qualifier::About)]).0, Verdict::Differs { by: 17.0 });
        let bound = qualified("2024", 70.0, Qualifier::AtMost);
        assert_eq!(judge(&bound, vec![qualified("2024", 60.0, Qualifier::AtMost)]).0, Verdict::Agrees);
    }

    #[test]
    fn a_span_is_judged_by_each_figure_in_it_and_a_month_by_its_year() {
        let years = || vec![exact("2014", 20.0), exact("2015", 22.0), exact("2019", 30.0)];
        assert_eq!(judge(&exact("2014/2016", 20.0), years()).0, Verdict::InPart { within: 1, of: 2 });
        assert_eq!(judge(&exact("2014-03", 20.0), years()).0, Verdict::Agrees);
    }

    #[test]
    fn without_a_figure_or_a_date_there_is_no_verdict_but_what_is_near() {
        let (verdict, words) = judge(&exact("2024", 78.0), vec![exact("2018", 76.0), exact("2020", 64.0)]);
        assert_eq!(verdict, Verdict::CannotCompare);
        assert_eq!(words, "cannot be compared (no figure for 2024; that of 2020 is 64%, 14 points less)");
        let (verdict, words) = judge(&exact("undated", 76.0), vec![exact("2018", 76.0), exact("2020", 64.0)]);
        assert_eq!(verdict, Verdict::CannotCompare);
        assert_eq!(words, "cannot be compared (no date is given); the series lies within it in 2018 (76%)");
    }

    #[test]
    fn units_that_differ_by_a_factor_are_made_one() {
        let dollars = Series { unit: Unit::new("USD"), ..series("CHN", "China", vec![exact("2024", 236.3e9)]) };
        let (verdict, words) = judged(&exact("2024", 245.0), &Unit::new("USD billion"), &[&dollars]);
        assert!(matches!(verdict, Verdict::Differs { by } if (by + 8.7).abs() < 1e-6), "{verdict:?}");
        assert_eq!(words.replace('\u{a0}', " "), "differs, the series has USD 236.3 billion, USD 8.7 billion (3.6%) less");
        assert_eq!(factor(&Unit::new("USD"), &Unit::percent()), None);
    }

    #[test]
    fn a_difference_within_the_margin_of_a_poll_says_so() {
        let poll = Point { margin: Margin::of_share(42.0, Some(1600), Some(1.0)), ..exact("2019", 42.0) };
        let (_, words) = judge(&exact("2019", 40.0), vec![poll]);
        assert!(words.contains("2 points more, not more than the poll’s margin of error (± 2.4 points at 95%)"), "{words}");
    }
}
