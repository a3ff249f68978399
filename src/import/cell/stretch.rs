//! One stretch of the calendar in any of the ways in which agencies write it, from its parts.

use chrono::{Days, NaiveDate, Weekday};

use crate::import::cell::day::{Colons, Habit, Pairs};
use crate::import::cell::month::Unit;
use crate::import::cell::part::{Part, full, is_next};
use crate::import::hints::DateOrder;
use crate::terms::period::{Period, Stretch};

/// A period, and whether the text says more than that: a week, a fiscal year, a year of two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub period: Period,
    pub says_more: bool,
}

impl Found {
    pub fn plain(stretch: Stretch) -> Self {
        Self { period: Period::One(stretch), says_more: false }
    }

    pub fn vague(period: Period) -> Self {
        Self { period, says_more: true }
    }

    fn of_year(self, year: Year) -> Self {
        Self { says_more: self.says_more || year.is_short, ..self }
    }
}

/// A year, and whether only its last two figures are written.
#[derive(Clone, Copy)]
struct Year {
    number: i32,
    is_short: bool,
}

/// The stretch that these parts write, all of them.
pub(super) fn one(parts: &[Part<'_>], habit: Habit) -> Option<Found> {
    let parts = &joined(parts);
    numeric(parts, habit).or_else(|| by_name(parts)).or_else(|| counted(parts)).or_else(|| fiscal(parts))
}

/// A day as Eurostat has written it: `2016m12d31`.
pub(super) fn coded_day(text: &str) -> Option<Found> {
    let (year, rest) = text.split_once('m')?;
    let (month, day) = rest.split_once('d')?;
    date(full(year)?, month, day).map(Found::plain)
}

/// Without the dashes that join a number to a word: `2019-Q2`, `05-Mar-2019`.
fn joined<'a>(parts: &[Part<'a>]) -> Vec<Part<'a>> {
    let is_joint = |at: usize| {
        let beside = [at.checked_sub(1).and_then(|before| parts.get(before)), parts.get(at + 1)];
        let is_beside = || beside.iter().copied().flatten();
        parts[at] == Part::Dash && is_beside().any(|part| part.is_word()) && is_beside().any(|part| part.is_number())
    };
    (0..parts.len()).filter(|at| !is_joint(*at)).map(|at| parts[at]).collect()
}

/// Numbers and signs alone.
fn numeric(parts: &[Part<'_>], habit: Habit) -> Option<Found> {
    use Part::{Colon, Dash, Number, Point, Slash};
    match *parts {
        [Number(figures)] => compact(figures),
        [Number(year), Slash, Number(next)] if is_next(year, next) && habit.pairs != Pairs::Months && habit.colons != Colons::Months => {
            let year = full(year)?;
            Some(Found::vague(Period::Span(Stretch::Year(year), Stretch::Year(year + 1))))
        }
        [Number(year), Dash, Number(next)] if is_next(year, next) && (next.parse::<u32>().ok()? > 12 || habit.pairs == Pairs::Years) => {
            let year = full(year)?;
            Some(Found::vague(Period::Span(Stretch::Year(year), Stretch::Year(year + 1))))
        }
        [Number(year), Colon, Number(part)] => behind_colon(full(year)?, part, habit),
        [Number(year), Dash | Slash, Number(part)] if part.len() == 1 => behind_colon(full(year)?, part, habit),
        // A year that was taken for a number with decimals on its way.
        [Number(year), Point, Number("0")] => Some(Found::plain(Stretch::Year(full(year)?))),
        [Number(year), Dash | Slash | Point, Number(month)] if year.len() == 4 && month.len() == 2 => month_of(full(year)?, month),
        [Number(month), Slash, Number(year)] if year.len() == 4 && month.len() <= 2 => month_of(full(year)?, month),
        [Number(month), Dash | Point, Number(year)] if year.len() == 4 && month.len() == 2 => month_of(full(year)?, month),
        [Number(year), Dash | Slash | Point, Number(month), Dash | Slash | Point, Number(day)] if year.len() == 4 => {
            date(full(year)?, month, day).map(Found::plain)
        }
        // With points the day comes first, everywhere.
        [Number(day), Point, Number(month), Point, Number(written)] => {
            let year = year(written)?;
            date(year.number, month, day).map(|date| Found::plain(date).of_year(year))
        }
        [Number(first), Slash, Number(second), Slash, Number(written)] => ordered(first, second, year(written)?, habit),
        [Number(first), Dash, Number(second), Dash, Number(written)] if written.len() == 4 => ordered(first, second, year(written)?, habit),
        _ => None,
    }
}

/// `1980:01` is a month. Whether `1980:1` is one or a quarter, its column tells.
fn behind_colon(year: i32, part: &str, habit: Habit) -> Option<Found> {
    match habit.colons {
        Colons::Quarters => counted_in(year, Unit::Quarter, part),
        Colons::Months => counted_in(year, Unit::Month, part),
        Colons::Open => month_of(year, part).filter(|_| part.len() == 2),
    }
}

/// A date whose day and month stand in an order that its column tells.
fn ordered(first: &str, second: &str, year: Year, habit: Habit) -> Option<Found> {
    let [day_first, month_first] = [date(year.number, second, first), date(year.number, first, second)];
    let found = match (day_first, month_first, habit.days) {
        (Some(one), Some(other), _) if one == other => one,
        (Some(one), None, _) | (None, Some(one), _) => one,
        (Some(one), Some(_), Some(DateOrder::DayFirst)) | (Some(_), Some(one), Some(DateOrder::MonthFirst)) => one,
        (Some(_), Some(_), None) | (None, None, _) => return None,
    };
    Some(Found::plain(found).of_year(year))
}

/// Months by their names.
fn by_name(parts: &[Part<'_>]) -> Option<Found> {
    use Part::{Month, Number};
    match *parts {
        [Month(month), Number(written)] => {
            let year = year(written)?;
            Some(Found::plain(Stretch::Month(year.number, month)).of_year(year))
        }
        [Number(year), Month(month)] => Some(Found::plain(Stretch::Month(full(year)?, month))),
        [Number(first), Month(month), Number(last)] if first.len() == 4 => day_of(full(first)?, month, last),
        [Number(day), Month(month), Number(written)] => {
            let year = year(written)?;
            day_of(year.number, month, day).map(|found| found.of_year(year))
        }
        [Month(month), Number(day), Number(year)] => day_of(full(year)?, month, day),
        _ => None,
    }
}

/// Halves, quarters, months and weeks by their number: `2019Q2`, `Q2 2019`, `2 кв. 2019`, `2019年3月`.
fn counted(parts: &[Part<'_>]) -> Option<Found> {
    use Part::{Dash, Number, Slash, Unit as Of};
    match *parts {
        [Number(number), Of(Unit::Months), Number(year)] if number.len() <= 2 => months_to(full(year)?, number),
        [Number(year), Number(number), Of(Unit::Months)] => months_to(full(year)?, number),
        [Of(unit), Number(number), Dash | Slash, Number(year)] => counted_in(full(year)?, unit, number),
        [Number(first), Of(unit), Number(number)] if first.len() == 4 && number.len() <= 2 => counted_in(full(first)?, unit, number),
        [Number(first), Number(number), Of(unit)] if first.len() == 4 => counted_in(full(first)?, unit, number),
        [Of(unit), Number(number), Number(written)] | [Number(number), Of(unit), Number(written)] => {
            let year = year(written).filter(|year| !year.is_short || matches!(unit, Unit::Half | Unit::Quarter))?;
            counted_in(year.number, unit, number).map(|found| found.of_year(year))
        }
        [Number(year), Number(month), Of(Unit::Month), Number(day)] => date(full(year)?, month, day).map(Found::plain),
        _ => None,
    }
}

/// "9M 2023": from January to September.
fn months_to(year: i32, number: &str) -> Option<Found> {
    let last: u32 = number.parse().ok().filter(|last| (1..=12).contains(last))?;
    let (from, to) = (Stretch::Month(year, 1), Stretch::Month(year, last));
    Some(Found::vague(if last == 1 { Period::One(from) } else { Period::Span(from, to) }))
}

fn counted_in(year: i32, unit: Unit, number: &str) -> Option<Found> {
    let number: u32 = (number.len() <= 2).then(|| number.parse().ok()).flatten().filter(|number| *number > 0)?;
    match unit {
        Unit::Half => (number <= 2).then(|| Found::plain(Stretch::Half(year, number))),
        Unit::Quarter => (number <= 4).then(|| Found::plain(Stretch::Quarter(year, number))),
        Unit::Month | Unit::Months => (number <= 12).then(|| Found::plain(Stretch::Month(year, number))),
        Unit::Week => {
            let monday = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon)?;
            let sunday = monday.checked_add_days(Days::new(6))?;
            Some(Found::vague(Period::Span(Stretch::Day(monday), Stretch::Day(sunday))))
        }
        Unit::FiscalYear => None,
    }
}

/// Years that need not begin in January. When they do begin is not known, so that their name is kept.
fn fiscal(parts: &[Part<'_>]) -> Option<Found> {
    use Part::{Dash, Number, Slash, Unit as Of};
    match *parts {
        [Of(Unit::FiscalYear), Number(written)] | [Number(written), Of(Unit::FiscalYear)] => {
            Some(Found::vague(Period::year(year(written)?.number)))
        }
        [Of(Unit::FiscalYear), Number(first), Slash | Dash, Number(next)] if is_next(first, next) => {
            let year = full(first)?;
            Some(Found::vague(Period::Span(Stretch::Year(year), Stretch::Year(year + 1))))
        }
        _ => None,
    }
}

/// Figures without signs: a year, `201903`, `20190305`, and UNCTAD's `19921995`.
fn compact(figures: &str) -> Option<Found> {
    let near = |text: &str| full(text).filter(|year| (1500..2200).contains(year));
    match figures.len() {
        4 => full(figures).map(Stretch::Year).map(Found::plain),
        6 => month_of(near(figures.get(..4)?)?, figures.get(4..)?),
        8 => {
            let (year, rest) = (near(figures.get(..4)?)?, figures.get(4..)?);
            if let Some(date) = date(year, rest.get(..2)?, rest.get(2..)?) {
                return Some(Found::plain(date));
            }
            let last = near(rest).filter(|last| *last > year)?;
            Some(Found { period: Period::Span(Stretch::Year(year), Stretch::Year(last)), says_more: false })
        }
        _ => None,
    }
}

/// A year of four figures or two; what is written short is of the years from 1950 to 2049.
fn year(text: &str) -> Option<Year> {
    match text.len() {
        2 => text.parse().ok().map(|year: i32| Year { number: if year < 50 { 2000 + year } else { 1900 + year }, is_short: true }),
        _ => full(text).map(|number| Year { number, is_short: false }),
    }
}

fn month_of(year: i32, month: &str) -> Option<Found> {
    let month: u32 = month.parse().ok()?;
    (1..=12).contains(&month).then(|| Found::plain(Stretch::Month(year, month)))
}

fn day_of(year: i32, month: u32, day: &str) -> Option<Found> {
    let day = (day.len() <= 2).then(|| day.parse().ok()).flatten()?;
    NaiveDate::from_ymd_opt(year, month, day).map(Stretch::Day).map(Found::plain)
}

fn date(year: i32, month: &str, day: &str) -> Option<Stretch> {
    let number = |text: &str| (text.len() <= 2).then(|| text.parse::<u32>().ok()).flatten();
    NaiveDate::from_ymd_opt(year, number(month)?, number(day)?).map(Stretch::Day)
}
