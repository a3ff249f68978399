//! The rows of a head that stand over one another: what several columns share above, what each is called below.

use std::collections::BTreeSet;

use crate::import::cell::{self, Habit};
use crate::import::roles::layout::Part;
use crate::import::roles::{calendar, dated};
use crate::import::sheet::{Row, Sheet};

/// The rows of a head besides the one that names the columns best, counted within the rows of the table.
pub(super) struct Levels {
    /// The uppermost row that speaks of the columns, where there is one above the head.
    pub first: Option<usize>,
    /// The one next to the head.
    pub nearest: Option<usize>,
    upper: Vec<usize>,
    /// Rows that tell apart what the head calls by one name.
    lower: Vec<usize>,
    /// Rows above the head that have names of their own and say something of each column: its title, its unit.
    described: Vec<usize>,
    numeric: Vec<usize>,
}

impl Levels {
    /// Of the rows around a head, down to the first that holds figures; one below it may number months.
    pub fn of(rows: &[Row], [head, first]: [usize; 2], months: Option<usize>, numeric: &[usize]) -> Self {
        // Behind a blank row, "Years: 1913 to 2025" speaks of the whole table.
        let names = |at: usize| numeric.iter().map(|column| rows[at].cell(*column)).filter(|name| !name.is_empty()).collect::<Vec<_>>();
        let of_head = names(head);
        let is_repeated = of_head.iter().collect::<BTreeSet<_>>().len() < of_head.len();
        // What tells apart columns of one name is no row of its own, whatever it is called: "Origin" over "Destination".
        let tells_apart = |at: usize| {
            let (over, all) = (names(at), numeric.len());
            is_repeated && (2..all).contains(&over.len()) && over.iter().collect::<BTreeSet<_>>().len() == over.len()
        };
        let is_own = |at: &usize| has_own_name(&rows[*at], &rows[head], numeric) && !tells_apart(*at);
        let speaks = |at: &usize| !rows[*at].is_blank() && shares_columns(&rows[*at], &rows[head]) && !is_own(at);
        let names_figures = |at: &usize| numeric.iter().filter(|column| !rows[*at].cell(**column).is_empty()).nth(1).is_some();
        let nearest = head.checked_sub(1).filter(speaks);
        let more = nearest.into_iter().flat_map(|at| (0..at).rev().take_while(|at| speaks(at) && names_figures(at)));
        let mut upper: Vec<usize> = nearest.into_iter().chain(more).collect();
        upper.reverse();
        let fills_all = |at: &usize| numeric.iter().all(|column| !rows[*at].cell(*column).is_empty());
        let mut described: Vec<usize> =
            (0..head).rev().take_while(|at| fills_all(at) && (is_own(at) || rows[*at].cell(0).is_empty())).collect();
        if !described.iter().any(is_own) {
            described.clear();
        }
        described.reverse();
        let is_full = |at: &usize| names(*at).len() >= of_head.len().max(2);
        let is_lower = |at: &usize| Some(*at) == months || is_full(at) && (is_repeated || repeats_below(&rows[head], &rows[*at], numeric));
        let lower: Vec<usize> = (head + 1..first).filter(is_lower).collect();
        let first = described.first().or(upper.first()).copied();
        if !described.is_empty() {
            return Self { first, nearest: None, upper: Vec::new(), lower: Vec::new(), described, numeric: numeric.to_vec() };
        }
        Self { first, nearest, upper, lower, described, numeric: numeric.to_vec() }
    }

    /// Sets the names and groups of columns by all rows of the head. `start` is the row of the sheet at which the table begins.
    pub fn name(&self, sheet: &Sheet, [start, head]: [usize; 2], rows: &[Row], names: &mut [String], groups: &mut [String]) {
        let width = names.len();
        if let Some(title) = self.described.first() {
            return self.describe(&rows[*title], rows, names);
        }
        let over = |row: &usize| carried(sheet, start + row, &rows[*row], width);
        let mut levels: Vec<Vec<String>> = self.upper.iter().map(over).collect();
        if !self.lower.is_empty() {
            levels.push(over(&head));
            let (last, others) = self.lower.split_last().map_or((None, &[][..]), |(last, others)| (Some(last), others));
            levels.extend(others.iter().map(over));
            // What the last row leaves open has the name above it, and not that of its neighbour.
            levels.extend(last.map(|row| (0..width).map(|at| rows[*row].cell(at).to_owned()).collect::<Vec<_>>()));
            // What all columns share tells none of them apart.
            levels.retain(|level| {
                self.numeric.iter().any(|at| self.numeric.first().is_some_and(|first| level.get(*at) != level.get(*first)))
            });
            if let Some(last) = levels.pop() {
                for at in self.numeric.iter().filter(|at| **at < width && !last[**at].is_empty()) {
                    names[*at].clone_from(&last[*at]);
                }
            }
        }
        let are_dated = self.numeric.iter().filter(|at| **at < width).any(|at| names_period(&names[*at]));
        // One period over all columns may be the day of a release.
        let are_several =
            |level: &[String]| self.numeric.iter().any(|at| level.get(*at) != self.numeric.first().and_then(|at| level.get(*at)));
        if self.join_parts(&mut levels, names, groups) {
            return;
        }
        // Codes that stand before the figures keep their name, and are of no period.
        let keeps_name = |level: &[String], at: usize| level.get(at).is_none_or(|text| text.is_empty() || *text == names[at]);
        let is_dated = |level: &Vec<String>| {
            let mut figures = self.numeric.iter().filter(|at| !keeps_name(level, **at)).peekable();
            figures.peek().is_some() && figures.all(|at| level.get(*at).is_some_and(|text| names_period(text))) && are_several(level)
        };
        if let Some(dated) = levels.iter().position(is_dated).filter(|_| !are_dated) {
            let periods = levels.remove(dated);
            for at in self.numeric.iter().filter(|at| **at < width && names_period(&periods[**at])) {
                let name = std::mem::replace(&mut names[*at], periods[*at].clone());
                groups[*at] = joined(levels.iter().map(|level| level[*at].as_str()).chain([name.as_str()]));
            }
            return;
        }
        for (at, group) in groups.iter_mut().enumerate() {
            *group = joined(levels.iter().map(|level| level[at].as_str()));
        }
    }
}

/// Do most of the columns have the names of several parts of a year? Two classes have the names of quarters as well.
fn are_parts(columns: &[usize], names: &[String]) -> bool {
    const FEWEST_BARE: usize = 3;
    let parts: BTreeSet<&str> = columns.iter().map(|at| names[*at].trim()).filter(|name| calendar::part_of_year(name).is_some()).collect();
    let is_bare = parts.iter().all(|name| name.chars().all(|letter| "IVX".contains(letter)));
    let count = columns.iter().filter(|at| parts.contains(names[**at].trim())).count();
    parts.len() >= if is_bare { FEWEST_BARE } else { 2 } && count * 2 >= columns.len()
}

/// The part of the year, as every period is written: "Jan" of "2022" is "2022-01". The year keeps its mark.
fn of_year(year: &str, part: &str) -> Option<String> {
    let year = year.trim();
    let known = dated::of(year, Habit::default()).filter(|dated| dated.read.period.is_year())?;
    let number = known.read.period.first_year().filter(|year| (1500..2200).contains(year))?;
    let mark = year.get(4..).filter(|_| known.is_marked).unwrap_or_default();
    Some(match calendar::part_of_year(part)? {
        Part::Month(month) => format!("{number}-{month:02}{mark}"),
        Part::Quarter(quarter) => format!("{number}-Q{quarter}{mark}"),
        Part::Half(half) => format!("{number}-H{half}{mark}"),
    })
}

/// Does the row say the same of the columns under each name of the head: quantity and amount of the month, and of the year?
fn repeats_below(head: &Row, row: &Row, numeric: &[usize]) -> bool {
    let mut parts: Vec<Vec<&str>> = Vec::new();
    for at in numeric {
        if !head.cell(*at).is_empty() || parts.is_empty() {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push(row.cell(*at).trim());
        }
    }
    // What stands alone beside them has no second name.
    parts.retain(|part| !matches!(part.as_slice(), [""]));
    let is_like_first = |part: &Vec<&str>| parts.first() == Some(part) && part.len() > 1 && !part.contains(&"");
    parts.len() > 1 && parts.iter().all(is_like_first)
}

/// Does the cell name a period? Four figures do where they are a year of which there may be statistics.
pub fn names_period(cell: &str) -> bool {
    let is_likely = |year: i32| (1500..2200).contains(&year);
    cell::period(cell)
        .is_some_and(|read| !cell.bytes().all(|byte| byte.is_ascii_digit()) || read.period.first_year().is_some_and(is_likely))
        || dated::is_marked(cell)
}

impl Levels {
    /// Joins months with the years that they stand below, or over; `false` where there are none.
    fn join_parts(&self, levels: &mut Vec<Vec<String>>, names: &mut [String], groups: &mut [String]) -> bool {
        let columns: Vec<usize> = self.numeric.iter().copied().filter(|at| *at < names.len()).collect();
        let are_years = |level: &[String]| columns.iter().all(|at| level.get(*at).is_some_and(|text| of_year(text, "Q1").is_some()));
        let years = levels.iter().position(|level| are_years(level)).filter(|_| are_parts(&columns, names));
        let months = levels.iter().position(|level| are_parts(&columns, level)).filter(|_| are_years(names));
        let years = match (years, months) {
            (Some(years), _) => levels.remove(years),
            (None, Some(months)) => {
                let years = names.to_vec();
                names.clone_from_slice(&levels.remove(months));
                years
            }
            (None, None) => return false,
        };
        self.join(&years, levels, names, groups);
        true
    }

    /// Each column is called by its part of its year; what is no part is told of the year.
    fn join(&self, years: &[String], levels: &[Vec<String>], names: &mut [String], groups: &mut [String]) {
        let width = names.len();
        for at in self.numeric.iter().copied().filter(|at| *at < width) {
            let over = levels.iter().map(|level| level[at].as_str());
            let part = std::mem::replace(&mut names[at], years[at].clone());
            let whole = of_year(&years[at], &part);
            groups[at] = joined(over.chain([part.as_str()].into_iter().filter(|part| whole.is_none() && !calendar::is_whole_year(part))));
            names[at] = whole.unwrap_or_else(|| years[at].clone());
        }
    }

    /// Each column is called by its title and, in brackets behind its name, by its unit.
    fn describe(&self, title: &Row, rows: &[Row], names: &mut [String]) {
        const UNITS: [&str; 7] = ["unit", "units", "unidad", "unidades", "unité", "einheit", "единица измерения"];
        let is_unit = |row: &Row| UNITS.contains(&row.cell(0).to_lowercase().as_str());
        let unit = self.described.iter().map(|at| &rows[*at]).find(|row| is_unit(row));
        let width = names.len();
        for at in self.numeric.iter().copied().filter(|at| *at < width) {
            let title = Some(title.cell(at)).filter(|_| !is_unit(title));
            let name = joined(title.into_iter().chain([names[at].as_str()]));
            names[at] = unit.map_or_else(|| name.clone(), |unit| format!("{name} ({})", unit.cell(at)));
        }
    }
}

/// Does the row have a name of its own where the head has one, so that it is no part of the head's names?
fn has_own_name(row: &Row, head: &Row, numeric: &[usize]) -> bool {
    let differs = |at: usize| !row.cell(at).is_empty() && !head.cell(at).is_empty() && row.cell(at) != head.cell(at);
    numeric.first().is_some_and(|first| (0..*first).any(differs))
}

/// The levels of a name, each said once.
fn joined<'a>(levels: impl Iterator<Item = &'a str>) -> String {
    let mut said: Vec<&str> = Vec::new();
    levels.filter(|level| !level.is_empty()).for_each(|level| {
        if said.last() != Some(&level) {
            said.push(level);
        }
    });
    said.join(": ")
}

/// Does a row over the head speak of its columns, rather than of the whole table?
fn shares_columns(row: &Row, head: &Row) -> bool {
    let filled = |row: &Row| (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).count();
    filled(row) >= 2 && row.filled_width() <= head.filled_width().max(row.cells.len()) && filled(row) * 2 >= filled(head).min(4)
}

/// What stands over each column: a cell that reaches over several, or is followed by empty ones, stands over all of them.
fn carried(sheet: &Sheet, at: usize, row: &Row, width: usize) -> Vec<String> {
    let is_merged = |column: usize| {
        let covers = |[first, last]: [usize; 2], place: usize| (first..=last).contains(&place);
        sheet.merged.iter().any(|merged| covers(merged.rows, at) && covers(merged.columns, column))
    };
    let has_merged = sheet.merged.iter().any(|merged| merged.rows[0] <= at && at <= merged.rows[1]);
    let mut last = String::new();
    let over = |column: usize| {
        let own = row.cell(column);
        if !own.is_empty() {
            own.clone_into(&mut last);
        } else if has_merged && !is_merged(column) {
            last.clear();
        }
        last.clone()
    };
    (0..width).map(over).collect()
}
