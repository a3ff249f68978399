//! What is seen of a column's cells before anything is decided of them.

use std::collections::BTreeSet;

use crate::import::cell::{self, Habit};
use crate::import::roles::blocks::{self, Block, SAMPLE};
use crate::import::roles::short_days::ShortDays;
use crate::import::roles::{amounts, bases, codes, dated, dates, footnoted, said, units, worded, words};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::period::{Frequency, Period};

/// What is seen of a column's cells.
pub(super) struct Seen {
    pub filled: usize,
    pub figures: usize,
    /// Figures and ranges that may be figures, where no name says that they are.
    pub ranged: usize,
    /// Does the name say that it holds figures, whatever stands among them?
    is_named: bool,
    pub periods: usize,
    /// The shortest stretches that it names, where it names periods alone.
    pub finest: Option<Frequency>,
    /// Are all of its figures years that follow each other more or less, as those of a column of years do?
    pub are_years: bool,
    /// Are all of them seasons of a year, as surveys are made in?
    pub are_seasons: bool,
    pub countries: usize,
    pub distinct: usize,
    /// Do they count the rows, from nought or one?
    pub counts: bool,
    /// Do they begin with nought or one, and stay or go on by one from row to row, as the numbers of groups of rows do?
    pub steps: bool,
    /// Are all of them whole numbers, as codes and row numbers are?
    pub is_whole: bool,
    /// Are all of them nothing but figures, or a word for the sum of all?
    pub are_numbered: bool,
    /// Does a nought stand before other figures, as in codes and in no number?
    pub is_padded: bool,
    /// Are all of them codes of two or three letters?
    pub are_letters: bool,
    /// Are all of them words for flows of trade?
    pub are_flows: bool,
    /// Do its cells say in words how many were asked?
    pub holds_bases: bool,
    /// Are all of them units, though some are written with figures: "1000 Euro", "US$1,000"?
    pub are_units: bool,
    /// Are all of them one figure from 1 to 9?
    pub are_digits: bool,
    /// Are its cells sentences?
    pub is_long: bool,
}

impl Seen {
    pub fn of(sheet: &Sheet, block: &Block, at: usize) -> Self {
        let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default();
        // A row of one cell is a heading or a note, unless the table is no wider.
        let is_full = |row: &&Row| block.names.len() < 3 || row.is_wide();
        let is_filled = |cell: &&str| !cell.is_empty() && !cell::is_rule(cell);
        let cells = || rows.iter().filter(is_full).map(|row| row.cell(at));
        let mut first: Vec<&str> = cells().take(SAMPLE).filter(is_filled).collect();
        // A column that is empty at first may be filled further down.
        if first.is_empty() {
            first.extend(cells().skip(SAMPLE).filter(is_filled).take(SAMPLE));
        }
        let cells = first;
        let numbers: Vec<i64> = cells.iter().filter_map(|cell| cell.parse().ok()).collect();
        let name = block.names.get(at).map(String::as_str).unwrap_or_default();
        // Of two rows the name must say it too.
        let is_long = numbers.len() > 2 || numbers.len() == 2 && at == 0 && codes::names_order(name);
        let counts = numbers.len() == cells.len() && is_long && numbers[0] <= 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let goes_on = |pair: &[i64]| pair[1].checked_sub(pair[0]).is_some_and(|step| step == 0 || step == 1);
        let steps = numbers.len() == cells.len() && matches!(numbers.first(), Some(0 | 1)) && numbers.windows(2).all(goes_on);
        let distinct: BTreeSet<&str> = cells.iter().copied().collect();
        // Programs that know no gaps among whole numbers write 8 as 8.0 beside a gap.
        let is_whole = |cell: &&str| cell.strip_suffix(".0").unwrap_or(cell).parse::<u64>().is_ok();
        // "00" is nought, written by somebody.
        let is_padded = |cell: &&str| {
            cell.len() > 1
                && cell.starts_with('0')
                && cell.bytes().all(|byte| byte.is_ascii_digit())
                && cell.bytes().any(|byte| byte != b'0')
        };
        let is_country = |cell: &str| matches!(country::resolve_in(Scheme::Names, cell), Resolved::One(_) | Resolved::Ambiguous(_));
        let is_known = |cell: &str| is_country(cell) || cell::bare_name(cell).is_some_and(is_country);
        let footnoted = footnoted::marked(distinct.iter().copied());
        let resolved = |cell: &&&str| is_known(cell) || footnoted.contains(**cell);
        let has_digits = cells.iter().any(|cell| cell.contains(char::is_numeric));
        let is_named = amounts::names_values(name) && cells.iter().any(|cell| cell.contains(char::is_numeric) && worded::is_figure(cell));
        let has_words = worded::of(name, &cells.iter().copied()).is_some();
        let is_figure =
            |cell: &str| worded::is_figure(cell) || has_digits && blocks::is_withheld(cell) || has_words && worded::parted(cell).is_some();
        let figures = cells.iter().filter(|cell| is_figure(cell)).count();
        let ranges = if are_classes(&cells, distinct.len()) { 0 } else { cells.iter().filter(|cell| cell::is_range(cell)).count() };
        let are_ranges_named = amounts::names_values(name);
        let periods = periods(name, &cells, ShortDays::of(rows, at).as_ref());
        Self {
            filled: cells.len(),
            figures: if are_ranges_named { figures + ranges } else { figures },
            ranged: if ranges > 0 { figures + ranges } else { 0 },
            is_named,
            periods: periods.len(),
            finest: periods.iter().filter_map(|period| period.frequency()).max().filter(|_| periods.len() == cells.len()),
            are_years: are_years(&numbers, cells.len()),
            are_seasons: !cells.is_empty() && cells.iter().all(|cell| cell::season_in(cell).is_some()),
            // "Total" is the world among countries, and all of whatever else a column parts.
            countries: if distinct.iter().any(|cell| resolved(&cell) && !said::is_total(cell)) {
                distinct.iter().filter(resolved).count()
            } else {
                0
            },
            distinct: distinct.len(),
            counts,
            steps: steps && distinct.len() > 2 && distinct.len() < cells.len(),
            is_whole: cells.iter().all(is_whole),
            are_numbered: cells.iter().all(|cell| said::is_total(cell) || cell.bytes().all(|byte| byte.is_ascii_digit())),
            is_padded: cells.iter().any(is_padded),
            are_letters: cells.iter().all(|cell| cell.len() <= 3 && cell.bytes().all(|byte| byte.is_ascii_uppercase())),
            are_flows: !cells.is_empty() && distinct.iter().all(|cell| said::is_flow(cell)),
            holds_bases: !cells.is_empty() && cells.iter().all(|cell| bases::named(cell).is_some()),
            are_units: !cells.is_empty() && distinct.iter().all(|cell| is_unit(cell)),
            are_digits: !cells.is_empty() && cells.iter().all(|cell| cell.len() == 1 && matches!(cell.as_bytes(), [b'1'..=b'9'])),
            is_long: cells.iter().map(|cell| cell.chars().count()).sum::<usize>() > 80 * cells.len(),
        }
    }

    pub fn holds_figures(&self) -> bool {
        // Words among figures that a name promises are refused one by one, and the figures are there.
        let tenths = if self.is_named { 1 } else { 6 };
        self.filled > 0 && self.figures * 10 >= self.filled * tenths && !self.is_padded
    }

    /// May most of its cells be figures or ranges between two?
    pub fn may_hold_ranges(&self) -> bool {
        self.ranged > 0 && self.ranged * 10 >= self.filled * 6 && !self.is_padded
    }

    pub fn holds_periods(&self) -> bool {
        self.filled > 0 && self.periods * 20 >= self.filled * 19
    }

    pub fn holds_countries(&self) -> bool {
        self.distinct > 0 && self.countries * 10 >= self.distinct * 7
    }

    /// Whole numbers of which each stands once, without zeros before them.
    pub fn numbers_rows(&self) -> bool {
        self.is_whole && !self.is_padded && self.filled > 0 && self.distinct == self.filled
    }
}

fn is_unit(cell: &str) -> bool {
    cell.contains(|letter: char| !letter.is_ascii_digit()) && units::known(cell).is_some()
}

/// The periods among the cells of a column of this name.
fn periods(name: &str, cells: &[&str], short: Option<&ShortDays>) -> Vec<Period> {
    let habit = Habit::of(cells.iter().copied()).of_either_order();
    // Elsewhere a number with a letter behind it is a figure with a flag.
    let with_mark = |cell: &str| dated::with_mark(cell).filter(|_| words::names_period(name)).map(|dated| dated.read);
    let read = |cell: &&str| dates::read(name, cell, habit).or_else(|| with_mark(cell)).or_else(|| short?.read(cell));
    cells.iter().filter_map(read).map(|read| read.period).collect()
}

/// Do ranges name classes of something, each beginning where the one before ends, or coming again and again?
fn are_classes(cells: &[&str], distinct: usize) -> bool {
    let ends = |cell: &str| -> Option<[f64; 2]> {
        let (low, high) = cell.split_once(['-', '–', '—'])?;
        Some([low.trim().parse().ok()?, high.trim().parse().ok()?])
    };
    let ranges: Vec<[f64; 2]> = cells.iter().filter_map(|cell| ends(cell)).collect();
    let goes_on = |pair: &&[[f64; 2]]| (0.0..=1.0).contains(&(pair[1][0] - pair[0][1]));
    distinct * 2 <= cells.len() || ranges.windows(2).filter(goes_on).count() > 1
}

/// Numbers of cars are four figures as well, but lie apart: years follow each other, or every tenth does.
fn are_years(numbers: &[i64], cells: usize) -> bool {
    let distinct: BTreeSet<i64> = numbers.iter().copied().collect();
    let (Some(first), Some(last)) = (distinct.first(), distinct.last()) else { return true };
    let count = i64::try_from(distinct.len()).unwrap_or(i64::MAX);
    numbers.len() < cells || *first >= 1500 && *last < 2200 && last - first <= 12 * count
}
