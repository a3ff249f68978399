//! What a column tells of its dates that one cell cannot: does the day come first, or the month; is `2011-12` a month; is
//! `1980:1` a quarter?

use std::collections::BTreeSet;

use crate::import::cell::part::{Part, is_next, parts};
use crate::import::cell::plain::plain;
use crate::import::hints::DateOrder;

/// How the dates of a column are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// What comes first in `05/03/2019`, where it is known.
    pub days: Option<DateOrder>,
    pub pairs: Pairs,
    pub colons: Colons,
}

/// What a year with two more figures is, where it may be both: a month in `2011-12`, two years in `2011/12`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pairs {
    #[default]
    BySign,
    Months,
    Years,
}

/// What stands behind the colon of `1980:1`, as gretl and other programs for time series write it, and behind the stroke of
/// `2024/1` or `2024-1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Colons {
    #[default]
    Open,
    Quarters,
    Months,
}

/// What comes first in the dates of a column, told by all its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// With what tells: `"25/12/2018" has no month 25`.
    Told(DateOrder, String),
    /// There are no such dates, or each is the same either way.
    Either,
    /// A date that can be read both ways, and none that tells.
    Undecided(String),
    /// Two dates that cannot be read the same way.
    Contradiction([String; 2]),
}

impl DayOrder {
    /// How dates are read then; none where a person must decide.
    pub fn days(&self) -> Option<DateOrder> {
        match self {
            Self::Told(order, _) => Some(*order),
            Self::Either | Self::Undecided(_) | Self::Contradiction(_) => None,
        }
    }
}

impl Habit {
    /// Of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Self {
        Self { days: day_order(cells.clone()).days(), pairs: pairs_of(cells.clone()), colons: colons_of(cells) }
    }

    /// What a person said goes before what the column tells.
    #[must_use]
    pub fn or_as(self, said: Option<DateOrder>) -> Self {
        Self { days: said.or(self.days), ..self }
    }

    /// That they are dates is plain before it is known which part is the day.
    #[must_use]
    pub fn of_either_order(self) -> Self {
        Self { days: self.days.or(Some(DateOrder::DayFirst)), ..self }
    }
}

/// Reads off the cells of a column whether the day or the month comes first in its dates with strokes or hyphens.
pub fn day_order<'a>(cells: impl Iterator<Item = &'a str>) -> DayOrder {
    let mut day: Option<String> = None;
    let mut month: Option<String> = None;
    let mut open: Option<String> = None;
    let mut beginnings = Beginnings::default();
    for cell in cells {
        let Some(([first, second], year)) = parts_of(cell) else { continue };
        let example = || cell.trim().to_owned();
        beginnings.see([first, second], year);
        match (first, second) {
            (13..=31, 1..=12) => drop(day.get_or_insert_with(example)),
            (1..=12, 13..=31) => drop(month.get_or_insert_with(example)),
            (1..=12, 1..=12) if first != second => drop(open.get_or_insert_with(example)),
            _ => {}
        }
    }
    let beyond = |cell: &str| format!("\"{cell}\" has no other month than that");
    match (day, month, open) {
        (Some(day), Some(month), _) => DayOrder::Contradiction([day, month]),
        (Some(day), None, _) => DayOrder::Told(DateOrder::DayFirst, beyond(&day)),
        (None, Some(month), _) => DayOrder::Told(DateOrder::MonthFirst, beyond(&month)),
        (None, None, Some(open)) => match beginnings.order() {
            Some(order) => DayOrder::Told(order, format!("all dates are first days of months, as \"{open}\"")),
            None => DayOrder::Undecided(open),
        },
        (None, None, None) => DayOrder::Either,
    }
}

/// Whether one part of all dates is 1: then they are the first days of months, if they go over several years. The first twelve
/// days of one January alone would look the same.
#[derive(Default)]
struct Beginnings {
    /// The numbers at each of the two places.
    parts: [BTreeSet<u32>; 2],
    years: BTreeSet<u32>,
}

impl Beginnings {
    fn see(&mut self, [first, second]: [u32; 2], year: u32) {
        self.parts[0].insert(first);
        self.parts[1].insert(second);
        self.years.insert(year);
    }

    fn order(&self) -> Option<DateOrder> {
        let is_one = |at: usize| self.parts[at].len() == 1 && self.parts[at].contains(&1) && self.parts[1 - at].len() > 2;
        match (self.years.len() > 1, is_one(0), is_one(1)) {
            (true, true, _) => Some(DateOrder::DayFirst),
            (true, false, true) => Some(DateOrder::MonthFirst),
            (true, false, false) | (false, _, _) => None,
        }
    }
}

/// The first two numbers of a date that ends in its year, and this.
fn parts_of(cell: &str) -> Option<([u32; 2], u32)> {
    let text = short(cell)?;
    let date = text.split(' ').next()?;
    match *parts(date)? {
        [Part::Number(first), Part::Slash, Part::Number(second), Part::Slash, Part::Number(year)]
        | [Part::Number(first), Part::Dash, Part::Number(second), Part::Dash, Part::Number(year)]
            if first.len() <= 2 && second.len() <= 2 && (year.len() == 4 || year.len() == 2 && date.contains('/')) =>
        {
            Some(([first.parse().ok()?, second.parse().ok()?], year.parse().ok()?))
        }
        _ => None,
    }
}

/// Two years when each cell names a year and the next, and one cannot be a month; months when one can only be that.
fn pairs_of<'a>(cells: impl Iterator<Item = &'a str>) -> Pairs {
    let mut has_later_than_december = false;
    let mut is_all_next = true;
    let mut found: Vec<String> = Vec::new();
    for cell in cells {
        let Some(text) = short(cell) else { continue };
        let Some(parts) = parts(&text) else { continue };
        let [Part::Number(year), Part::Dash | Part::Slash, Part::Number(next)] = *parts else { continue };
        if year.len() != 4 || next.len() != 2 {
            continue;
        }
        if found.len() < 2 && found.first() != Some(&text) {
            found.push(text.clone());
        }
        is_all_next &= is_next(year, next);
        has_later_than_december |= next.parse::<u32>().is_ok_and(|next| next > 12);
    }
    // October 2009 alone is a month; beside September 2008 both are years that go on in the next.
    let are_years = has_later_than_december || found.len() > 1;
    match (found.is_empty(), is_all_next) {
        (false, true) if are_years => Pairs::Years,
        (false, false) if !has_later_than_december => Pairs::Months,
        (true | false, _) => Pairs::BySign,
    }
}

/// Quarters where one figure stands behind each colon and none is above four, else months. Behind a stroke January to April look
/// the same, so that there must be several years of them.
fn colons_of<'a>(cells: impl Iterator<Item = &'a str>) -> Colons {
    const FEWEST_YEARS: usize = 3;
    let mut years: BTreeSet<String> = BTreeSet::new();
    let (mut has_colon, mut has_short, mut has_months) = (false, false, false);
    for cell in cells.filter(|cell| cell.contains([':', '/', '-'])) {
        let Some(text) = short(cell) else { continue };
        let Some(parts) = parts(&text) else { continue };
        let [Part::Number(year), sign @ (Part::Colon | Part::Slash | Part::Dash), Part::Number(part)] = *parts else { continue };
        if year.len() != 4 || sign != Part::Colon && !matches!(part.parse(), Ok(1..=12)) {
            continue;
        }
        has_colon |= sign == Part::Colon;
        has_short |= sign == Part::Colon || part.len() == 1;
        has_months |= !matches!(part, "1" | "2" | "3" | "4");
        years.insert(year.to_owned());
    }
    match (has_short, has_months) {
        (true, true) => Colons::Months,
        (true, false) if has_colon || years.len() >= FEWEST_YEARS => Colons::Quarters,
        (true | false, false) | (false, true) => Colons::Open,
    }
}

/// The first period of a column of which nothing tells whether it is a quarter or a month: `2024/1`.
pub fn open_part<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let is_open = |cell: &&str| {
        let text = short(cell).unwrap_or_default();
        let parts = parts(&text).unwrap_or_default();
        matches!(*parts, [Part::Number(year), Part::Slash | Part::Dash, Part::Number("1" | "2" | "3" | "4")] if year.len() == 4)
    };
    (colons_of(cells.clone()) == Colons::Open).then(|| cells.into_iter().find(is_open)).flatten()
}

fn short(cell: &str) -> Option<String> {
    (cell.len() <= 80).then(|| plain(cell).to_lowercase())
}
