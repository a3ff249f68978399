//! Days whose year has two figures, "01-02-13": which of the three numbers it is, and whether the day or the month comes first, is
//! told by a column of years beside them and by all cells together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::import::cell::Read;
use crate::import::hints::DateOrder;
use crate::import::roles::blocks::SAMPLE;
use crate::import::sheet::Row;
use crate::terms::period::{Period, Stretch};

/// How the days of a column are read.
pub(super) struct ShortDays {
    is_day_first: bool,
    /// The years that these two figures mean.
    years: BTreeMap<u32, i32>,
}

impl ShortDays {
    /// Of a column; `None` unless each cell ends in the year that another column names, and tells with the others what comes first.
    pub fn of(rows: &[Row], at: usize) -> Option<Self> {
        const FEWEST: usize = 3;
        const FAR: usize = 10 * SAMPLE;
        // What lies far behind is written as the first rows are.
        let rows: Vec<&Row> = rows.iter().take(FAR).filter(|row| !row.cell(at).is_empty()).take(SAMPLE).collect();
        let days: Vec<[u32; 3]> = rows.iter().map(|row| numbers(row.cell(at))).collect::<Option<_>>()?;
        let width = rows.iter().map(|row| row.cells.len()).max()?;
        let years = (0..width).filter(|other| *other != at).find_map(|other| years(&rows, &days, other))?;
        let distinct = |part: usize| days.iter().map(|day| day[part]).collect::<BTreeSet<u32>>();
        let (first, second) = (distinct(0), distinct(1));
        let is_day = |these: &BTreeSet<u32>, others: &BTreeSet<u32>| {
            let is_over = these.iter().any(|number| *number > 12);
            // The first days of one month after another.
            let are_firsts = these.iter().eq([&1]) && others.len() >= FEWEST;
            (is_over || are_firsts) && others.iter().all(|number| (1..=12).contains(number))
        };
        match (is_day(&first, &second), is_day(&second, &first)) {
            (true, false) => Some(Self { is_day_first: true, years }),
            (false, true) => Some(Self { is_day_first: false, years }),
            (true, true) | (false, false) => None,
        }
    }

    /// The day of a cell.
    pub fn read(&self, text: &str) -> Option<Read> {
        let [first, second, written] = numbers(text)?;
        let (day, month) = if self.is_day_first { (first, second) } else { (second, first) };
        let latest = *self.years.values().max()?;
        let near = || [latest - 100, latest, latest + 100].map(|year| year - year % 100 + i32::try_from(written).unwrap_or(0));
        let year = self.years.get(&written).copied().or_else(|| near().into_iter().min_by_key(|year| (year - latest).abs()))?;
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        Some(Read { period: Period::One(Stretch::Day(day)), stated: Some(text.trim().to_owned()) })
    }

    /// What comes first, and why that is thought.
    pub fn told(&self, name: &str) -> (&'static str, String) {
        let taken = if self.is_day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        (taken.name(), format!("the last two figures in \"{name}\" are those of the year beside them, and all together tell the rest"))
    }
}

/// Three numbers of one or two figures with hyphens between them, of which the last has two.
fn numbers(text: &str) -> Option<[u32; 3]> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let [first, second, last] = *parts.as_slice() else { return None };
    let are_numbers = parts.iter().all(is_number) && last.len() == 2;
    are_numbers.then_some(())?;
    Some([first.parse().ok()?, second.parse().ok()?, last.parse().ok()?])
}

/// The years that a column names, where each ends with the last number of the day beside it and there are several.
fn years(rows: &[&Row], days: &[[u32; 3]], column: usize) -> Option<BTreeMap<u32, i32>> {
    let mut years = BTreeMap::new();
    for (row, [.., written]) in rows.iter().zip(days) {
        let year: i32 = row.cell(column).parse().ok().filter(|year| (1500..2200).contains(year))?;
        let is_same = year % 100 == i32::try_from(*written).ok()? && *years.entry(*written).or_insert(year) == year;
        is_same.then_some(())?;
    }
    Some(years).filter(|years| years.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(cells: &[[&str; 2]]) -> Vec<Row> {
        cells.iter().zip(1..).map(|(cells, line)| Row { line, cells: cells.map(str::to_owned).to_vec() }).collect()
    }

    #[test]
    fn a_year_beside_them_tells_how_short_days_are_written() {
        let read = |cells: &[[&str; 2]], text: &str| Some(ShortDays::of(&rows(cells), 0)?.read(text)?.period.to_string());
        let firsts = [["01-01-13", "2013"], ["01-02-13", "2013"], ["01-03-14", "2014"]];
        assert_eq!(read(&firsts, "01-02-13").as_deref(), Some("2013-02-01"));
        assert_eq!(read(&firsts, "01-12-17").as_deref(), Some("2017-12-01"));
        assert_eq!(read(&[["2-25-99", "1999"], ["3-01-00", "2000"]], "2-25-99").as_deref(), Some("1999-02-25"));
        let open = [["01-02-13", "2013"], ["03-04-14", "2014"]];
        let otherwise = [["13-02-01", "2013"], ["14-02-01", "2014"]];
        assert_eq!((read(&open, "01-02-13"), read(&otherwise, "13-02-01")), (None, None));
    }
}
