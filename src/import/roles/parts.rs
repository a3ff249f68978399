//! Periods that stand in several columns: a year and its month beside each other, or the same time said twice.

use crate::import::cell::{self, Read};
use crate::import::roles::blocks::{Block, SAMPLE};
use crate::import::roles::layout::{Column, Part, Role};
use crate::import::roles::seen::Seen;
use crate::import::roles::{across, calendar, words};
use crate::import::sheet::Sheet;
use crate::terms::period::{Frequency, Period, Stretch};

/// Of several columns of periods the one that says most is kept, and beside a year, or below years that stand across, its month
/// or quarter is found.
pub(super) fn find(sheet: &Sheet, block: &Block, columns: &mut [Column], seen: &[Seen]) {
    keep_finest(columns, seen);
    leave_out_parts(columns, seen);
    let is_period = |column: &Column| matches!(column.role, Role::Period);
    let is_year = |(at, column): (usize, &Column)| is_period(column) && seen[at].finest == Some(Frequency::Yearly);
    let is_told = match columns.iter().filter(|column| is_period(column)).count() {
        0 => across::are_periods_across(columns, seen) && are_years_across(columns),
        count => count == 1 && columns.iter().enumerate().any(is_year),
    };
    // Of two years beside a month it is not said whose month that is.
    let is_other_year = |(at, column): (usize, &Column)| {
        !is_period(column) && seen[at].is_whole && seen[at].are_years && seen[at].filled > 0 && column.name.to_lowercase().contains("year")
    };
    if !is_told || columns.iter().enumerate().any(is_other_year) {
        return;
    }
    let rows = || sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default().iter().take(SAMPLE);
    let holds_parts = |at: usize, name: &str| {
        let cells: Vec<&str> = rows().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
        let all = |is: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().all(|cell| is(cell));
        // By whatever name, months that are written out are months: "Период" of fedstat.
        all(&|cell| calendar::part_in(name, cell).is_some())
            || (names_time(name) || !cells.iter().any(|cell| is_code(cell)))
                && (names_time(name) || seen[at].distinct > 1)
                && all(&|cell| within(SOME_YEAR, cell).is_some())
                && cells.iter().any(|cell| within(SOME_YEAR, cell).is_some_and(|period| !period.is_year()))
    };
    // Years that stand in the first of some rows leave no name for what is beside them: "Q1" is no question there.
    let is_beside_year = |at: usize| at > 0 && columns[at].name.is_empty() && is_year((at - 1, &columns[at - 1]));
    let is_quarter =
        |at: usize| rows().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).all(|cell| within(SOME_YEAR, cell).is_some());
    let is_part = |at: usize, column: &Column| column.is_open() && (holds_parts(at, &column.name) || is_beside_year(at) && is_quarter(at));
    // A month says more than the quarter beside it.
    let fineness = |column: &Column| calendar::stretch_of(&column.name);
    let found = columns.iter().enumerate().filter(|(at, column)| is_part(*at, column)).max_by_key(|(_, column)| fineness(column));
    if let Some((at, _)) = found {
        columns[at].role = Role::Part;
        columns[at].because = "it names the part of the year beside it".to_owned();
    }
}

pub(super) fn names_time(name: &str) -> bool {
    words::names_period(name) || calendar::stretch_of(name).is_some() || calendar::is_parts_of_year(name)
}

/// Numbered as "M05", which is a disease as well as a month, and "Q1", a question.
fn is_code(cell: &str) -> bool {
    cell.len() <= 3 && cell.bytes().all(|byte| byte.is_ascii_alphanumeric()) && cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// Any one: whether a month can be read does not hang on it.
const SOME_YEAR: i32 = 2001;

/// Are all columns that are called by periods called by years?
fn are_years_across(columns: &[Column]) -> bool {
    let mut periods = columns.iter().filter(|column| column.is_open()).filter_map(|column| cell::period(&column.name)).peekable();
    periods.peek().is_some() && periods.all(|read| read.period.is_year())
}

/// The part of a year that a cell names in a column of this name, be it a month, a quarter, or several months together.
pub(super) fn of_year(year: &Read, name: &str, text: &str) -> Option<Read> {
    let whole =
        |text: &str| Some(Read { period: within(year.period.first_year().filter(|_| year.period.is_year())?, text)?, stated: None });
    let read = |text: &str| calendar::part_in(name, text).and_then(|part| of(year, part)).or_else(|| whole(text));
    let marked = || {
        let bare = Some(without_mark(text)).filter(|bare| bare.len() < text.len())?;
        read(bare).map(|read| Read { stated: Some(text.to_owned()), ..read })
    };
    read(text).or_else(marked)
}

/// A month without the letter in brackets that says how firm its figures are: "February (R)".
pub(super) fn without_mark(text: &str) -> &str {
    const LONGEST: usize = 3;
    let marked = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    marked.filter(|(_, mark)| mark.chars().count() <= LONGEST && mark.chars().all(char::is_alphabetic)).map_or(text, |(bare, _)| bare)
}

/// The part of a year.
pub(super) fn of(year: &Read, part: Part) -> Option<Read> {
    let year = year.period.first_year().filter(|_| year.period.is_year())?;
    Some(Read { period: Period::One(stretch(year, part)), stated: None })
}

fn stretch(year: i32, part: Part) -> Stretch {
    match part {
        Part::Half(half) => Stretch::Half(year, half),
        Part::Quarter(quarter) => Stretch::Quarter(year, quarter),
        Part::Month(month) => Stretch::Month(year, month),
    }
}

/// What words for a part of a year mean in that year: `март`, `II квартал`, `январь-март`; all twelve months are the year.
pub fn within(year: i32, text: &str) -> Option<Period> {
    const LONGEST: usize = 60;
    let text = text.trim();
    // "I" and "II" are degrees and classes as well as quarters.
    if text.len() > LONGEST
        || !text.contains(|letter: char| letter.is_alphabetic() && !"IVX".contains(letter))
        || text.contains(&year.to_string())
    {
        return None;
    }
    if let Some(period) = numbered(year, text) {
        return Some(period);
    }
    if calendar::is_whole_year(text) {
        return Some(Period::One(Stretch::Year(year)));
    }
    if let Some(part) = calendar::part_of_year(text) {
        return Some(Period::One(stretch(year, part)));
    }
    let read = cell::period(&format!("{text} {year}"))?.period;
    let (first, last) = (Stretch::Month(year, 1), Stretch::Month(year, 12));
    match read {
        Period::Span(from, to) if (from, to) == (first, last) => Some(Period::One(Stretch::Year(year))),
        Period::Span(..) if read.first_year() == Some(year) => Some(read),
        Period::One(Stretch::Month(of, _) | Stretch::Quarter(of, _) | Stretch::Half(of, _)) if of == year => Some(read),
        Period::One(_) | Period::Span(..) | Period::Undated => None,
    }
}

/// The number of a month says nothing beside its first day.
fn leave_out_parts(columns: &mut [Column], seen: &[Seen]) {
    let is_finer =
        |at: &usize| matches!(columns[*at].role, Role::Period) && seen[*at].finest.is_some_and(|finest| finest > Frequency::Yearly);
    let Some(period) = (0..columns.len()).find(is_finer) else { return };
    let because = format!("{} tells the time more exactly", columns[period].name);
    let is_part = |column: &Column| calendar::stretch_of(&column.name).is_some_and(|part| Some(part) <= seen[period].finest);
    for column in columns.iter_mut().filter(|column| column.is_open() && is_part(column)) {
        column.role = Role::Ignored;
        column.because.clone_from(&because);
    }
}

/// Of several columns of periods, one that is filled throughout and names shorter stretches says all that the others do.
fn keep_finest(columns: &mut [Column], seen: &[Seen]) {
    let periods: Vec<usize> = (0..columns.len()).filter(|at| matches!(columns[*at].role, Role::Period)).collect();
    let most = periods.iter().map(|at| seen[*at].filled).max().unwrap_or(0);
    let fineness = |at: &usize| seen[*at].finest.filter(|_| seen[*at].filled == most);
    let Some(finest) = periods.iter().filter_map(fineness).max() else { return };
    let Some(kept) = periods.iter().copied().find(|at| fineness(at) == Some(finest)) else { return };
    for at in periods.into_iter().filter(|at| *at != kept) {
        if seen[at].finest.is_some_and(|other| other < finest) && !columns[at].is_said() {
            columns[at].role = Role::Ignored;
            columns[at].because = format!("{} tells the time more exactly", columns[kept].name);
        }
    }
}

/// `M01` and `Q04`, as the statistics of American labour number them; one more than there are is the year.
fn numbered(year: i32, text: &str) -> Option<Period> {
    let (letter, number) = (text.get(..1)?, text.get(1..).filter(|number| number.len() == 2)?);
    let number: u32 = number.parse().ok()?;
    let (most, part): (u32, fn(u32) -> Part) = match letter {
        "M" => (12, Part::Month),
        "Q" => (4, Part::Quarter),
        "S" => (2, Part::Half),
        _ => return None,
    };
    match number {
        0 => None,
        number if number <= most => Some(Period::One(stretch(year, part(number)))),
        number => (number == most + 1).then_some(Period::One(Stretch::Year(year))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_parts_of_a_year_are_periods_within_it() {
        let read = |text: &str| within(2021, text).map(|period| period.to_string());
        for (text, period) in [
            ("февраль", "2021-02"),
            ("II квартал", "2021-Q2"),
            ("I полугодие", "2021-H1"),
            ("январь-март", "2021-01/2021-03"),
            ("январь-декабрь", "2021"),
            ("год", "2021"),
            ("M02", "2021-02"),
            ("M13", "2021"),
            ("Q04", "2021-Q4"),
        ] {
            assert_eq!(read(text).as_deref(), Some(period), "{text}");
        }
        for text in ["3", "март 2021", "Москва", "", "май 2020", "M14", "II", "A01"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
