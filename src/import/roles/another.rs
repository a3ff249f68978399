//! Names of another table that stand below figures with no blank row between: what follows belongs to other columns.

use std::collections::BTreeSet;

use crate::import::cell;
use crate::import::roles::levels::names_period;
use crate::import::roles::word::Word;
use crate::import::roles::{again, said, worded, words};
use crate::import::sheet::{Row, Sheet};

/// What stands above a row within its table.
#[derive(Default)]
pub(super) struct Above<'a> {
    head: Option<&'a Row>,
    rows: usize,
    columns: Vec<Counts>,
    /// What the rows are called, unless two are called the same.
    labels: Option<BTreeSet<&'a str>>,
}

/// Of a column: its filled cells, the figures among them, and the years among these.
#[derive(Clone, Copy, Default)]
struct Counts {
    filled: usize,
    figures: usize,
    years: usize,
}

impl Counts {
    fn are_figures(self) -> bool {
        self.figures > 0 && self.figures * 10 >= self.filled * 6
    }
}

/// As far as a table is looked at to tell which of its columns hold figures.
const MOST: usize = 400;

impl<'a> Above<'a> {
    pub fn of(rows: &'a [Row]) -> Self {
        let mut above = Self::default();
        rows.iter().take(MOST).for_each(|row| above.take(row));
        above
    }

    /// Takes the next row of the table.
    pub fn take(&mut self, row: &'a Row) {
        if self.rows > MOST || !row.is_wide() {
            return;
        }
        if self.head.is_none() {
            (self.head, self.labels) = (Some(row), Some(BTreeSet::new()));
            return;
        }
        self.rows += 1;
        self.columns.resize(self.columns.len().max(row.cells.len()), Counts::default());
        for (at, counts) in self.columns.iter_mut().enumerate() {
            let cell = row.cell(at);
            counts.filled += usize::from(!cell.is_empty());
            counts.figures += usize::from(!cell.is_empty() && (worded::is_figure(cell) || cell::is_withheld(cell)));
            counts.years += usize::from(is_year(cell));
        }
        let is_new = self.labels.as_mut().is_some_and(|labels| labels.insert(row.cell(0)));
        if !is_new {
            self.labels = None;
        }
    }

    /// Does the row hold nothing but numbers where figures stand, in a table with years among these? It is a row of it.
    pub fn may_hold(&self, row: &Row) -> bool {
        let mut numeric = (0..self.columns.len()).filter(|column| self.columns[*column].are_figures()).peekable();
        let holds_years = self.columns.iter().any(|counts| counts.are_figures() && counts.years * 2 >= counts.figures);
        holds_years && numeric.peek().is_some() && numeric.all(|column| is_number(row.cell(column)))
    }

    /// Does the row at this place name columns of another table, in years or in words where figures stand above it and below?
    pub fn ends_at(&self, rows: &[Row], at: usize) -> bool {
        let (Some(head), Some(row)) = (self.head, rows.get(at)) else { return false };
        let numeric: Vec<usize> = (0..self.columns.len()).filter(|column| self.columns[*column].are_figures()).collect();
        let cells: Vec<&str> = numeric.iter().map(|column| row.cell(*column)).collect();
        let below = || rows[at + 1..].iter().filter(|row| row.cells.len() > 1);
        let repeats = || {
            let labels = self.labels.as_ref();
            let is_told = |text: &str| labels.is_some_and(|labels| labels.contains(text));
            !is_told(row.cell(0)) && below().next().is_some_and(|next| is_told(next.cell(0)))
        };
        let names_key = |own: &str| own == head.cell(0) || names_what(own) || said::is_flow(own) && said::is_flow(head.cell(0));
        // The same names stand again on a new page.
        let is_again = (0..row.cells.len().max(head.cells.len())).all(|column| row.cell(column) == head.cell(column));
        if numeric.is_empty() || self.rows == 0 || is_again {
            return false;
        }
        if cells.iter().all(|cell| is_year(cell)) {
            let are_new = numeric.iter().all(|column| self.columns[*column].years * 2 < self.columns[*column].figures);
            let is_as_above = numeric.iter().all(|column| row.cell(*column) == head.cell(*column));
            let own = (0..row.cells.len()).find(|column| !numeric.contains(column)).map(|column| row.cell(column)).unwrap_or_default();
            let holds_more = |row: &Row| numeric.iter().any(|column| is_number(row.cell(*column)) && !is_year(row.cell(*column)));
            let is_below_periods = || numeric.iter().all(|column| names_period(head.cell(*column)));
            let is_told = match cells.len() {
                1 => is_below_periods() && (names_key(own) || repeats()),
                _ => is_as_above || count_evenly(&cells) && (is_below_periods() || names_what(own)),
            };
            return are_new && own.contains(char::is_alphabetic) && is_told && below().next().is_some_and(holds_more);
        }
        // "Capital, Berlin, Paris" is a row of words among those of figures.
        let own = row.cell(0);
        let may_name = own.is_empty()
            || own == head.cell(0)
            || names_what(own)
            || cells.iter().any(|cell| names_period(cell) || words::meaning(cell).is_some());
        let is_told = |named: usize| match named {
            0 => false,
            1 => names_key(own) || repeats(),
            more => may_name && cells.iter().filter(|cell| !cell.is_empty()).collect::<BTreeSet<_>>().len() == more,
        };
        // What has no name has no figures.
        let (named, open): (Vec<usize>, Vec<usize>) = numeric.iter().partition(|column| !row.cell(**column).is_empty());
        let holds_figures =
            |row: &Row| named.iter().any(|column| is_number(row.cell(*column))) && !open.iter().any(|column| is_number(row.cell(*column)));
        let are_names = named.len() >= open.len() && named.iter().all(|column| is_name(row.cell(*column)));
        // One row of numbers may be of what describes the columns below: "Serial number, 100, 101".
        self.rows > 1 && are_names && is_told(named.len()) && below().take(NEAR).any(holds_figures)
    }
}

/// Does the word name a column that tells rows apart?
fn names_what(word: &str) -> bool {
    let is_key = |word: Word| match word {
        Word::Period | Word::Reporter | Word::ReporterName | Word::Partner | Word::PartnerName | Word::Origin => true,
        Word::Commodity | Word::CommodityName | Word::Flow | Word::Indicator | Word::IndicatorName => true,
        Word::Question | Word::Answer | Word::Pollster | Word::Group | Word::Holder | Word::Market => true,
        Word::Start | Word::End | Word::Value | Word::Unit | Word::Multiplier | Word::Status | Word::Note | Word::Base | Word::Ignored => {
            false
        }
    };
    words::meaning(word).is_some_and(is_key)
}

/// So near below the names of its columns a table has figures.
const NEAR: usize = 3;

/// Is it a row that may stand between a table and the names of the next one: of words over several columns?
pub(super) fn is_over_columns(row: &Row) -> bool {
    row.cell(0).is_empty() && !row.is_blank() && row.cells.iter().map(|cell| cell.trim()).all(|cell| cell.is_empty() || is_name(cell))
}

/// Does one word below the names of columns head all rows, instead of saying better what its column holds?
pub(super) fn heads_all(head: &Row, row: &Row) -> bool {
    let Some((column, text)) = (0..row.cells.len()).find_map(|at| Some((at, row.only().filter(|text| row.cell(at) == *text)?))) else {
        return false;
    };
    let is_named = words::meaning(head.cell(column)).is_some() && words::meaning(text).is_none() && !text.starts_with(['(', '（', '[']);
    said::is_flow(text) || is_named
}

/// Are there several numbers in the cell: "12 / 15", "9.1 (7)"? They name no column.
pub(super) fn are_numbers(cell: &str) -> bool {
    let are_signs = cell.bytes().all(|byte| byte.is_ascii_digit() || b" .,/()[]|;%\n".contains(&byte));
    let numbers = cell.split([' ', '/', '(', '[', '|', ';', '\n']).filter(|part| part.contains(|sign: char| sign.is_ascii_digit()));
    are_signs && cell.matches('/').count() < 2 && cell.starts_with(|first: char| first.is_ascii_digit()) && numbers.count() > 1
}

fn is_number(cell: &str) -> bool {
    cell.contains(char::is_numeric) && worded::is_figure(cell)
}

pub(super) fn is_year(cell: &str) -> bool {
    cell.len() == 4 && cell.parse::<i32>().is_ok_and(|year| (1800..2200).contains(&year))
}

/// Words, or a period in words. Letters alone tell what differs in a poll.
fn is_name(cell: &str) -> bool {
    let are_letters = cell.bytes().all(|byte| byte.is_ascii_uppercase() || b", ".contains(&byte)) && cell.len() < 5;
    let is_worded = cell.starts_with(char::is_alphabetic) || cell.contains(char::is_alphabetic) && names_period(cell);
    cell.chars().nth(1).is_some() && is_worded && !are_letters && !worded::is_figure(cell) && !cell::is_withheld(cell)
}

/// May a row name columns, by its cells where figures stand and the others?
pub(super) fn may_name<'r>(cells: &[&str], mut others: impl Iterator<Item = &'r str>) -> bool {
    // One number alone may look like a year, and its row hold any word.
    match are_years(cells) {
        true => cells.len() > 1 && (others.any(names_what) || count_evenly(cells)),
        false => !cells.is_empty() && cells.iter().all(|cell| is_name(cell) || !cell::is_number_like(cell) && names_period(cell)),
    }
}

pub(super) fn are_years(cells: &[&str]) -> bool {
    !cells.is_empty() && cells.iter().all(|cell| is_year(cell))
}

/// Do the years follow each other in even steps?
fn count_evenly(years: &[&str]) -> bool {
    let years: Vec<i32> = years.iter().filter_map(|year| year.parse().ok()).collect();
    let step = years[1] - years[0];
    (1..=10).contains(&step.abs()) && years.windows(2).all(|pair| pair[1] - pair[0] == step)
}

/// What must be told of rows that may begin another table, and were not taken to.
pub(super) fn doubt(sheet: &Sheet, [first, last]: [usize; 2], figures: &[usize], are_dated: bool) -> Option<String> {
    const DEEPEST: usize = 4;
    let rows = sheet.rows.get(first..last)?;
    let is_filled = |row: &Row, is: fn(&str) -> bool| !figures.is_empty() && figures.iter().all(|column| is(row.cell(*column)));
    let holds_years = |row: &&Row| is_filled(row, is_year);
    let years = rows.iter().filter(holds_years).count();
    let heads = sheet.rows.get(first.saturating_sub(DEEPEST)..first).unwrap_or_default();
    let holds_words = |row: &&Row| is_filled(row, is_name) && !heads.iter().any(|head| again::is_head(head, row));
    let inner = rows.get(1..rows.len().checked_sub(1)?).unwrap_or_default();
    let of_years = inner.iter().find(holds_years).filter(|_| are_dated && years * 4 <= rows.len());
    let of_words = || inner.iter().find(holds_words).filter(|_| figures.len() > 1 || rows.iter().filter(holds_words).count() == 1);
    let (row, what) = of_years.map(|row| (row, "years")).or_else(|| of_words().map(|row| (row, "words")))?;
    Some(format!(
        "{} holds {what} where figures stand: it may name the columns of another table, and the rows from there on were read as those of \
         the table above.",
        sheet.place(row, 0)
    ))
}
