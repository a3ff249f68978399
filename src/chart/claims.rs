//! Statements of documents over a chart: each as a dashed mark at its value and its period, with its number and words.

use crate::chart::legend::{Hues, Inks};
use crate::chart::mark::{Along, Datum, Ink, Mark, Place, Statement};
use crate::chart::scale::Scale;
use crate::chart::{Chart, extent, figure};
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
    matches!((&chart.x, &chart.y), (Scale::Number { .. }, Scale::Band { .. }))
}

/// Where a statement stands: at its value over its period or its row; in a stack at the foot of its part.
fn statement(chart: &Chart, findings: &Findings, nth: usize, claimed: &Claimed) -> Option<Statement> {
    let (about, value, point) = (*claimed.about.first()?, claimed.value?, claimed.point()?);
    let is_undated = point.period.is_undated();
    let place = match (&chart.x, &chart.y) {
        _ if !claimed.is_shown => return None,
        (Scale::Time { .. }, Scale::Number { .. }) => over_time(chart, findings, claimed, point)?,
        (Scale::Number { .. }, Scale::Band { .. }) => at_bar(chart, findings, claimed, Along::X)?,
        (Scale::Band { .. }, Scale::Number { .. }) if !is_undated => at_bar(chart, findings, claimed, Along::Y)?,
        (Scale::Time { .. } | Scale::Number { .. } | Scale::Sides { .. } | Scale::Stops { .. } | Scale::Band { .. }, _) => return None,
    };
    let amount = point.amount.as_ref().ok()?;
    let inks = Inks::of(findings, Hues::AllEntries);
    Some(Statement {
        datum: Datum { series: findings.series.len() + nth, point: 0 },
        about,
        along: place.along,
        value: value + place.foot,
        ends: claimed.reach.map(|end| end.map(|end| end + place.foot)),
        across: place.across,
        is_hollow: matches!(amount.qualifier.bound(), Bound::Around | Bound::Between),
        // On a filled part of its own hue it would not be seen.
        ink: if place.is_on_fill { Ink::Text } else { inks.ink(about) },
        words: words(claimed, point),
    })
}

/// A place for a statement.
struct Spot {
    along: Along,
    across: Option<[f64; 2]>,
    /// What lies under its part in a stack.
    foot: f64,
    is_on_fill: bool,
}

fn over_time(chart: &Chart, findings: &Findings, claimed: &Claimed, point: &Point) -> Option<Spot> {
    let across = point.period.reach();
    let is_stacked = chart.marks.iter().any(|mark| matches!(mark, Mark::Area { .. }));
    let spot = Spot { along: Along::Y, across, foot: 0.0, is_on_fill: is_stacked };
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

/// The bar of the series for the period of the statement; one without a date stands at the bar of any.
fn at_bar(chart: &Chart, findings: &Findings, claimed: &Claimed, along: Along) -> Option<Spot> {
    let wanted = claimed.point()?.period;
    chart.marks.iter().find_map(|mark| {
        let Mark::Bar { datum, x, y, .. } = mark else { return None };
        let (_, point) = findings.number(datum.series, datum.point)?;
        let is_of_time = wanted.is_undated() || wanted == point.period || point.period.contains(&wanted);
        let [length, across] = if along == Along::X { [x, y] } else { [y, x] };
        let foot = if length[1] <= 0.0 { length[1] } else { length[0] };
        let spot = Spot { along, across: Some(*across), foot, is_on_fill: true };
        (claimed.about.contains(&datum.series) && is_of_time).then_some(spot)
    })
}

/// "A010 “did not exceed 18%”, “Before the war”", then "A010 ≤18%", then "A010".
fn words(claimed: &Claimed, point: &Point) -> Vec<String> {
    let number = claimed.statement.to_string();
    let Ok(amount) = &point.amount else { return vec![number] };
    let scaled = claimed.series.unit.scaled_for(amount.value);
    let short = figure::at_mark(point, amount, &scaled);
    let stated = amount.stated.as_ref().map_or_else(|| short.clone(), |stated| format!("“{stated}”"));
    let undated =
        point.period.is_undated().then(|| point.period_stated.as_ref().map_or("undated".to_owned(), |words| format!("“{words}”")));
    let long = format!("{number} {stated}{}", undated.map_or_else(String::new, |undated| format!(", {undated}")));
    let short = format!("{number} {short}");
    let mut words = vec![long, short, number];
    words.dedup();
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
    let first = statements.first().map_or_else(String::new, |first| first.words.last().cloned().unwrap_or_default());
    let dashed = format!("Dashed with a number such as {first}: a statement");
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
