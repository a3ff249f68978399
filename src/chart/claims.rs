//! Statements of documents over a chart: each as a dashed mark at its value and its period, with its number and words.

use std::collections::BTreeSet;

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Datum, Ink, Mark, Place, Statement};
use crate::chart::scale::Scale;
use crate::chart::{Chart, extent, figure, slope};
use crate::measure::findings::{Claimed, Findings, Point};
use crate::terms::amount::Bound;

/// The chart with the statements laid over it. Those for which it has no place stand in the notes alone, and the key says so.
pub fn laid_over(chart: Chart, findings: &Findings) -> Chart {
    if findings.claims.is_empty() {
        return chart;
    }
    let mut chart = chart;
    let placed = |(nth, claimed): (usize, &Claimed)| statement(&chart, findings, nth, claimed);
    let statements: Vec<Statement> = findings.claims.iter().enumerate().filter_map(placed).collect();
    make_room(&mut chart, &statements);
    if is_lying(&chart) {
        statements.iter().for_each(|statement| name_beside_value(&mut chart, findings, statement));
    }
    chart.key.extend(key(findings, &statements));
    chart.marks.extend(statements.into_iter().map(Mark::Claim));
    chart
}

fn is_lying(chart: &Chart) -> bool {
    matches!((&chart.x, &chart.y), (Scale::Number { .. } | Scale::Sides { .. }, Scale::Band { .. }))
}

/// Where a statement stands: at its value over its period or its row; in a stack at the foot of its part.
fn statement(chart: &Chart, findings: &Findings, nth: usize, claimed: &Claimed) -> Option<Statement> {
    let (about, value, point) = (*claimed.about.first()?, claimed.value?, claimed.point()?);
    let is_undated = point.period.is_undated();
    let place = match (&chart.x, &chart.y) {
        _ if !claimed.is_shown => return None,
        (Scale::Stops { .. }, Scale::Number { .. }) => at_stop(findings, claimed, point)?,
        (Scale::Sides { .. }, Scale::Band { .. }) => at_bar(chart, findings, claimed, Along::X)?,
        (Scale::Time { .. }, Scale::Number { .. }) => over_time(chart, findings, claimed, point)?,
        (Scale::Number { .. }, Scale::Band { .. }) => at_bar(chart, findings, claimed, Along::X)?,
        (Scale::Band { .. }, Scale::Number { .. }) if !is_undated => at_bar(chart, findings, claimed, Along::Y)?,
        (Scale::Time { .. } | Scale::Number { .. } | Scale::Sides { .. } | Scale::Stops { .. } | Scale::Band { .. }, _) => return None,
        (Scale::Logarithmic { .. } | Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare, _) => return None,
    };
    let amount = point.amount.as_ref().ok()?;
    let inks = Inks::of(findings, Hues::AllEntries);
    Some(Statement {
        datum: Datum { series: findings.series.len() + nth, point: 0 },
        about,
        along: place.along,
        value: place.at(value),
        ends: place.reaching(claimed.reach),
        across: place.across,
        is_hollow: matches!(amount.qualifier.bound(), Bound::Around | Bound::Between),
        // On a filled part of its own hue it would not be seen.
        ink: if place.is_on_fill { Ink::Text } else { inks.ink(about) },
        words: words(findings, claimed, point),
    })
}

/// A place for a statement.
struct Spot {
    along: Along,
    across: Option<[f64; 2]>,
    /// What lies under its part in a stack.
    foot: f64,
    is_on_fill: bool,
    /// Does its bar grow to the left, though its figure is above zero?
    is_turned: bool,
}

impl Spot {
    fn at(&self, value: f64) -> f64 {
        if self.is_turned { self.foot - value } else { self.foot + value }
    }

    fn reaching(&self, ends: [Option<f64>; 2]) -> [Option<f64>; 2] {
        let [low, high] = ends.map(|end| end.map(|end| self.at(end)));
        if self.is_turned { [high, low] } else { [low, high] }
    }
}

fn over_time(chart: &Chart, findings: &Findings, claimed: &Claimed, point: &Point) -> Option<Spot> {
    let across = point.period.reach();
    let is_stacked = chart.marks.iter().any(|mark| matches!(mark, Mark::Area { .. }));
    let spot = Spot { along: Along::Y, across, foot: 0.0, is_on_fill: is_stacked, is_turned: false };
    if !is_stacked {
        return Some(spot);
    }
    // A level across a stack would cross parts that it does not speak of.
    let [from, to] = across?;
    let slices = chart.marks.iter().filter_map(|mark| match mark {
        Mark::Area { series, slices, .. } if claimed.about.contains(series) => Some(slices),
        _ => None,
    });
    let within = slices.flatten().find(|slice| slice.x >= from && slice.x <= to)?;
    findings.series.get(within.datum.series).map(|_| Spot { foot: within.low, ..spot })
}

/// At the end of a slope whose year it is of.
fn at_stop(findings: &Findings, claimed: &Claimed, point: &Point) -> Option<Spot> {
    let periods = slope::periods(findings)?;
    let pairs = slope::pairs(findings, periods);
    let end = periods.iter().position(|period| *period == point.period)? as f64;
    let is_drawn = pairs.iter().any(|pair| claimed.about.contains(&pair.series));
    is_drawn.then_some(Spot { along: Along::Y, across: Some([end; 2]), foot: 0.0, is_on_fill: false, is_turned: false })
}

/// The bar of the series for the period of the statement; one without a date stands at the bar of any.
fn at_bar(chart: &Chart, findings: &Findings, claimed: &Claimed, along: Along) -> Option<Spot> {
    let wanted = claimed.point()?.period;
    chart.marks.iter().find_map(|mark| {
        let Mark::Bar { datum, x, y, .. } = mark else { return None };
        let (_, point) = findings.number(datum.series, datum.point)?;
        let is_of_time = wanted.is_undated() || wanted == point.period || point.period.contains(&wanted);
        let [length, across] = if along == Along::X { [x, y] } else { [y, x] };
        let foot = if length[1] <= 0.0 { length[1] } else { length[0] };
        let is_turned = length[1] <= 0.0 && matches!(chart.x, Scale::Sides { .. });
        let spot = Spot { along, across: Some(*across), foot, is_on_fill: true, is_turned };
        (claimed.about.contains(&datum.series) && is_of_time).then_some(spot)
    })
}

/// "Re:Russia: “did not exceed 18%”, “Before the war” (A010)", then "Re:Russia: ≤18% (A010)", "A010 ≤18%", at last "A010".
/// Where there are several parts, "Re:Russia on China: …" first, for a colour is not seen by all.
fn words(findings: &Findings, claimed: &Claimed, point: &Point) -> Vec<String> {
    let number = claimed.statement.to_string();
    let inks = Inks::of(findings, Hues::AllEntries);
    let about = claimed.about.first().map(|series| inks.label(*series)).filter(|_| inks.entries.len() > 1);
    let said_by = |what: &str| format!("{}: {what} ({number})", claimed.publisher);
    let said_of = |what: &str| about.map(|about| format!("{} on {about}: {what} ({number})", claimed.publisher));
    let Ok(amount) = &point.amount else { return vec![number] };
    let scaled = claimed.series.unit.scaled_for(amount.value);
    let short = figure::at_mark(point, amount, &scaled);
    let stated = amount.stated.as_ref().map_or_else(|| short.clone(), |stated| format!("“{stated}”"));
    let undated =
        point.period.is_undated().then(|| point.period_stated.as_ref().map_or("undated".to_owned(), |words| format!("“{words}”")));
    let long = format!("{stated}{}", undated.map_or_else(String::new, |undated| format!(", {undated}")));
    let of_it = [&long, &short].into_iter().filter_map(|what| said_of(what));
    let by_it = [&long, &short].map(|what| said_by(what));
    let mut words: Vec<String> = of_it.chain(by_it).chain([format!("{number} {short}"), number.clone()]).collect();
    let mut known = BTreeSet::new();
    words.retain(|words| known.insert(words.clone()));
    words
}

/// Axes that reach the statements as well; signs at the foot of the plot stay there.
fn make_room(chart: &mut Chart, statements: &[Statement]) {
    let ends = |statement: &Statement| statement.ends.into_iter().flatten().chain([statement.value]).collect::<Vec<_>>();
    let values: Vec<f64> = statements.iter().flat_map(ends).collect();
    let floor = chart.y.ends()[0];
    if is_lying(chart) {
        chart.x = extent::reaching(&chart.x, &values);
    } else {
        chart.y = extent::reaching(&chart.y, &values);
    }
    let new_floor = chart.y.ends()[0];
    for mark in &mut chart.marks {
        if let Mark::Absent { at, .. } = mark
            && at[1] == floor
        {
            at[1] = new_floor;
        }
    }
    if let Scale::Time { min, max, .. } = &mut chart.x {
        for [from, to] in statements.iter().filter_map(|statement| statement.across) {
            (*min, *max) = (min.min(from), max.max(to));
        }
    }
}

/// Beside a lying bar the words follow its value, which makes way for the mark.
fn name_beside_value(chart: &mut Chart, findings: &Findings, statement: &Statement) {
    let is_of_it = |at: f64| statement.across.is_some_and(|[from, to]| at > from && at < to);
    let greatest = statement.ends.into_iter().flatten().chain([statement.value]).fold(f64::NEG_INFINITY, f64::max);
    let Some(claimed) = findings.claim(statement.datum.series) else { return };
    let Some((point, amount)) = claimed.point().and_then(|point| Some((point, point.amount.as_ref().ok()?))) else { return };
    let figure = figure::at_mark(point, amount, &claimed.series.unit.scaled_for(amount.value));
    for mark in &mut chart.marks {
        if let Mark::Label { at, text, place: Place::AtBar, .. } = mark
            && is_of_it(at[1])
        {
            *text = format!("{text} ({}: {figure})", claimed.statement);
            at[0] = at[0].max(greatest);
        }
    }
}

/// What the marks of statements mean, and how many have none.
fn key(findings: &Findings, statements: &[Statement]) -> Vec<String> {
    let any = |is: &dyn Fn(&Statement) -> bool| statements.iter().any(is);
    let drawn = statements.first().and_then(|first| findings.claim(first.datum.series));
    let dashed = drawn.map_or_else(String::new, |first| format!("Dashed bracket: what {} states", first.publisher));
    let mut forms = vec![dashed.as_str()];
    if any(&|statement| statement.is_hollow) {
        forms.push("hollow: about");
    }
    if any(&|statement| statement.ends.contains(&None)) {
        forms.push("arrow: a bound");
    }
    if any(&|statement| statement.across.is_none()) {
        forms.push("across the plot: no date");
    }
    let unseen: Vec<&str> = findings
        .claims
        .iter()
        .enumerate()
        .filter(|(nth, _)| statements.iter().all(|statement| statement.datum.series != findings.series.len() + nth))
        .map(|(_, claimed)| claimed.statement.as_str())
        .collect();
    let drawn = (!statements.is_empty()).then(|| forms.join("; "));
    let unseen = (!unseen.is_empty()).then(|| format!("Not drawn here: {}", unseen.join(", ")));
    drawn.into_iter().chain(unseen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::ChartKind;
    use crate::measure::findings::Verdict;
    use crate::measure::sample::{exact, findings, qualified, series};
    use crate::terms::amount::Qualifier;
    use crate::terms::dimension::Code;

    fn claimed(point: Point, reach: [Option<f64>; 2]) -> Claimed {
        let value = point.amount.as_ref().ok().map(|amount| amount.value);
        Claimed {
            statement: Code::new("A008"),
            publisher: "Re:Russia".to_owned(),
            series: series("A008", "Statement A008", vec![point]),
            about: vec![1],
            value,
            reach,
            is_shown: true,
            verdict: Verdict::CannotCompare,
            words: String::new(),
            brief: String::new(),
        }
    }

    /// Two parts over two years, and a statement on the second of them.
    fn drawn(kind: usize, claim: Claimed) -> Chart {
        let parts = [("A", [30.0, 40.0]), ("B", [20.0, 10.0])];
        let part = |(code, [first, last]): (&str, [f64; 2])| series(code, code, vec![exact("2023", first), exact("2024", last)]);
        let mut findings = findings(parts.map(part).into());
        findings.claims = vec![claim];
        let chart = ChartKind::ALL[kind].definition().draw(&findings).expect("can be drawn");
        laid_over(chart, &findings)
    }

    fn place(name: &str) -> usize {
        ChartKind::ALL.iter().position(|kind| kind.definition().name() == name).expect("a kind")
    }

    fn statements(chart: &Chart) -> Vec<&Statement> {
        chart.marks.iter().filter_map(|mark| if let Mark::Claim(one) = mark { Some(one) } else { None }).collect()
    }

    #[test]
    fn over_time_a_statement_stands_at_its_value_over_its_period_and_the_axes_reach_it() {
        let chart = drawn(place("Line"), claimed(exact("2026", 62.0), [Some(61.5), Some(62.5)]));
        let [one] = statements(&chart)[..] else { panic!("one statement") };
        assert_eq!((one.value, one.across, one.is_hollow), (62.0, Some([2026.0, 2027.0]), false));
        assert_eq!((one.datum, one.about), (Datum { series: 2, point: 0 }, 1));
        assert!(chart.x.ends()[1] >= 2027.0 && chart.y.ends()[1] >= 62.5, "{:?} {:?}", chart.x, chart.y);
        assert_eq!(one.words, ["Re:Russia on B: 62% (A008)", "Re:Russia: 62% (A008)", "A008 62%", "A008"]);
    }

    #[test]
    fn without_a_date_it_is_a_level_across_the_plot_with_its_words() {
        let point = Point { period_stated: Some("Before the war".to_owned()), ..qualified("undated", 18.0, Qualifier::AtMost) };
        let chart = drawn(place("Line"), claimed(point, [None, Some(18.5)]));
        let [one] = statements(&chart)[..] else { panic!("one statement") };
        assert_eq!((one.across, one.ends), (None, [None, Some(18.5)]));
        assert_eq!(one.words[0], "Re:Russia on B: ≤18%, “Before the war” (A008)");
        assert!(chart.key.iter().any(|line| line.contains("arrow: a bound; across the plot: no date")), "{:?}", chart.key);
    }

    #[test]
    fn in_a_stack_it_stands_on_what_lies_under_its_part() {
        for name in ["Stacked area", "Stacked bar"] {
            let chart = drawn(place(name), claimed(qualified("2024", 12.0, Qualifier::About), [Some(10.8), Some(13.2)]));
            let mut foot = chart.marks.iter().filter_map(|mark| match mark {
                Mark::Area { series: 1, slices, .. } => slices.last().map(|slice| slice.low),
                Mark::Bar { datum: Datum { series: 1, point: 1 }, y, .. } => Some(y[0]),
                _ => None,
            });
            let foot = foot.next_back().expect("the part");
            let [one] = statements(&chart)[..] else { panic!("one statement in {name}") };
            assert_eq!((one.value, one.is_hollow), (12.0 + foot, true), "{name}");
            assert_eq!(one.ends, [Some(10.8 + foot), Some(13.2 + foot)], "{name}");
        }
    }

    #[test]
    fn at_a_lying_bar_it_is_named_after_the_value() {
        let chart = drawn(place("Ranked bar"), claimed(exact("2024", 12.0), [Some(11.5), Some(12.5)]));
        let [one] = statements(&chart)[..] else { panic!("one statement") };
        assert_eq!((one.along, one.value), (Along::X, 12.0));
        let is_named = |mark: &Mark| matches!(mark, Mark::Label { text, at, .. } if text == "10% (A008: 12%)" && at[0] == 12.5);
        assert!(chart.marks.iter().any(is_named), "{:?}", chart.marks);
    }

    #[test]
    fn at_the_end_of_a_slope_it_stands_at_its_year() {
        let chart = drawn(place("Slope"), claimed(exact("2024", 12.0), [Some(11.5), Some(12.5)]));
        let [one] = statements(&chart)[..] else { panic!("one statement") };
        assert_eq!((one.along, one.value, one.across), (Along::Y, 12.0, Some([1.0, 1.0])));
        let other = drawn(place("Slope"), claimed(exact("2020", 12.0), [Some(11.5), Some(12.5)]));
        assert!(statements(&other).is_empty());
    }

    #[test]
    fn on_the_left_of_two_sides_it_grows_to_the_left() {
        use crate::terms::poll::Side;
        let mut findings =
            findings(vec![series("good", "Good", vec![exact("2023", 40.0)]), series("bad", "Bad", vec![exact("2023", 30.0)])]);
        findings.is_of_opinion = true;
        for (series, side) in findings.series.iter_mut().zip([Side::Positive, Side::Negative]) {
            (series.dimension, series.side) = (crate::terms::dimension::Dimension::Answer, Some(side));
        }
        findings.claims = vec![claimed(qualified("2023", 25.0, Qualifier::AtMost), [None, Some(25.5)])];
        let chart = ChartKind::ALL[place("Diverging bar")].definition().draw(&findings).expect("can be drawn");
        let chart = laid_over(chart, &findings);
        let [one] = statements(&chart)[..] else { panic!("one statement") };
        assert_eq!((one.along, one.value, one.ends), (Along::X, -25.0, [Some(-25.5), None]));
    }

    #[test]
    fn what_has_no_place_is_told_by_the_key() {
        let chart = drawn(place("Ranked bar"), claimed(exact("2023", 12.0), [Some(11.5), Some(12.5)]));
        assert!(statements(&chart).is_empty());
        assert!(chart.key.contains(&"Not drawn here: A008".to_owned()), "{:?}", chart.key);
    }
}
