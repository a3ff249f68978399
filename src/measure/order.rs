//! In which order the rows of a chart stand: by their value, their name, or how much it changed.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::measure::findings::{Findings, Point, Rows, Series};
use crate::terms::amount::Amount;
use crate::terms::period::Period;

/// The order of rows. Charts without rows pass over it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The largest first.
    #[default]
    Value,
    Name,
    /// What rose most first: since the first period shown or, of a single one, since the figure before it.
    Change,
}

impl Order {
    pub const ALL: [Self; 3] = [Self::Value, Self::Name, Self::Change];

    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "By value",
            Self::Name => "By name",
            Self::Change => "By change",
        }
    }

    pub fn is_by_value(&self) -> bool {
        *self == Self::Value
    }

    /// The rows of the findings in this order; `all` are the same findings in every period there is. `None` where the value
    /// itself gives the order.
    pub fn rows(self, findings: &Findings, all: &Findings) -> Option<Rows> {
        match self {
            Self::Value => None,
            Self::Name => Some(Rows { places: places(findings, |a, b| a.0.label.cmp(&b.0.label)), ..Rows::default() }),
            // What is compared is a change itself.
            Self::Change if !findings.compared.is_none() => None,
            Self::Change => by_change(findings, all),
        }
    }
}

/// A series and its place among the others.
type Placed<'a> = (&'a Series, usize);

/// The place of each series; equal ones stay as they are read.
fn places(findings: &Findings, compare: impl Fn(Placed, Placed) -> std::cmp::Ordering) -> Vec<usize> {
    let mut order: Vec<Placed> = findings.series.iter().zip(0..).collect();
    order.sort_by(|a, b| compare(*a, *b).then(a.1.cmp(&b.1)));
    let mut places = vec![0; order.len()];
    for (place, (_, series)) in order.into_iter().enumerate() {
        places[series] = place;
    }
    places
}

fn by_change(findings: &Findings, all: &Findings) -> Option<Rows> {
    let now = findings.fullest_period()?;
    let first = findings.dated_periods().into_iter().next().filter(|first| *first < now);
    let change = |one: &Series| -> Option<(Period, Amount)> {
        let point = one.at(&now)?;
        let before = match first {
            Some(first) => one.at(&first)?,
            None => figure_before(all.series.iter().find(|other| other.is_same_line(one))?, &point.is_of())?,
        };
        Some((before.period, point.amount.as_ref().ok()?.minus(before.amount.as_ref().ok()?)))
    };
    let (since, changes): (Vec<Option<Period>>, Vec<Option<Amount>>) = findings.series.iter().map(|one| change(one).unzip()).unzip();
    let places = places(findings, |(_, a), (_, b)| {
        // What has nothing to be set against stands last.
        let [a, b] = [a, b].map(|at| changes[at].as_ref().map_or(f64::NEG_INFINITY, |change| change.value));
        b.total_cmp(&a)
    });
    let since: BTreeSet<Period> = since.into_iter().flatten().collect();
    let words = match since.iter().collect::<Vec<_>>().as_slice() {
        [] => return None,
        [one] => format!("In order of change since {}, in brackets", one.label()),
        _ => "In order of change since the figure before, in brackets".to_owned(),
    };
    Some(Rows { places, changes, words: Some(words) })
}

fn figure_before<'a>(series: &'a Series, period: &Period) -> Option<&'a Point> {
    series.figures().rev().find(|point| point.amount.is_ok() && !point.period.is_undated() && point.period < *period)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, series};

    fn all() -> Findings {
        findings(vec![
            series("CHN", "China", vec![exact("2022", 30.0), exact("2023", 31.0), exact("2024", 33.0)]),
            series("DEU", "Germany", vec![exact("2022", 5.0), exact("2023", 9.0), exact("2024", 4.0)]),
            series("BLR", "Belarus", vec![exact("2022", 4.0), exact("2023", 5.0), exact("2024", 8.0)]),
        ])
    }

    fn of_years(years: &[&str]) -> Findings {
        let mut shown = all();
        for one in &mut shown.series {
            one.points.retain(|point| years.contains(&point.period.to_string().as_str()));
        }
        shown
    }

    #[test]
    fn rows_stand_by_name_or_by_how_much_they_rose() {
        let shown = of_years(&["2022", "2024"]);
        assert_eq!(Order::Name.rows(&shown, &all()), Some(Rows { places: vec![1, 2, 0], ..Rows::default() }));
        let rows = Order::Change.rows(&shown, &all()).expect("an order");
        assert_eq!((rows.places.clone(), rows.words.as_deref()), (vec![1, 2, 0], Some("In order of change since 2022, in brackets")));
        let changes: Vec<f64> = rows.changes.iter().flatten().map(|change| change.value).collect();
        assert_eq!(changes, [3.0, -1.0, 4.0]);
        assert_eq!(Order::Value.rows(&shown, &all()), None);
    }

    #[test]
    fn a_single_year_is_set_against_the_figure_before() {
        let rows = Order::Change.rows(&of_years(&["2023"]), &all()).expect("an order");
        assert_eq!((rows.places, rows.words.as_deref()), (vec![1, 0, 2], Some("In order of change since 2022, in brackets")));
        assert_eq!(Order::Change.rows(&of_years(&["2022"]), &all()), None, "there is nothing before");
    }
}
