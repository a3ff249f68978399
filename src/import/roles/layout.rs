//! What the columns of a table mean.

use std::collections::BTreeSet;

use crate::dataset::observation::{Status, dimension_called};
use crate::import::cell::flag::Flags;
use crate::import::cell::manner::Manner;
use crate::import::cell::{self, Read};
use crate::import::cube::unit;
use crate::import::hints::Decimal;
use crate::import::roles::head::Head;
use crate::import::roles::units;
use crate::import::sheet::{Row, Sheet};
use crate::terms::amount::Missing;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// A table whose columns are understood: where its data stand, and what each column holds.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The rows of the sheet that hold data, counted from 0; the second is the first behind them.
    pub rows: [usize; 2],
    pub columns: Vec<Column>,
    /// Whose codes of countries.
    pub scheme: Scheme,
    pub classification: Classification,
    /// Of every figure: `(flow, export, exports)`.
    pub fixed: Vec<Fixed>,
    pub unit: Option<String>,
    /// What words above the table say that is counted in, of figures for which nothing else says it.
    pub unit_above: Option<String>,
    /// Do notes below the table say so instead?
    pub is_unit_below: bool,
    pub empty: Empty,
    /// `None` lets the cells decide.
    pub decimal: Option<Decimal>,
    /// Which letters behind a number are flags.
    pub flags: Flags,
    /// Columns in which an empty cell says what the cell above it says, as agencies leave out what is repeated.
    pub carried: Vec<usize>,
    /// Does a cell hold a code and what it is called: `A: Annual`?
    pub are_labelled: bool,
    /// Columns in whose cells what a code of figures is called stands behind it: "2709 Crude oil".
    pub coded: Vec<usize>,
    /// Columns of countries behind whose names numbers of footnotes stand: "United States 5".
    pub footnoted: Vec<usize>,
    /// Do rows of words without figures head the rows that follow?
    pub has_headings: bool,
    /// What such rows name: countries, or what is counted below them.
    pub heading: Dimension,
    /// Do they name the periods of the rows below them?
    pub are_headings_periods: bool,
    /// What the rows above the first of them are of.
    pub heading_above: Option<String>,
    /// Is each row known by its line, because nothing else tells it from the others?
    pub are_lines_told: bool,
    /// Is what is counted in several units an indicator for each of them, because nothing but the unit tells them apart?
    pub are_units_apart: bool,
    /// Are units written in codes of SDMX's lists: "PT" is no point?
    pub are_units_coded: bool,
    /// The currency of those who write nothing but "dollars".
    pub dollars: Option<&'static str>,
    /// The period of all figures where no column and no head names one.
    pub undated: Option<String>,
    /// The lines of rows that say how many were asked, and of no answer.
    pub base_rows: Vec<usize>,
    /// What they say, where it is not the same for all answers.
    pub asked: Vec<Asked>,
    /// Rows of counts among those of percentages.
    pub turns: Turns,
    /// What a reader must know: becomes a caveat of the dataset.
    pub caveats: Vec<String>,
}

impl Layout {
    /// Of the rows behind a head, with no column yet.
    pub fn below(sheet: &Sheet, head: &Head, scheme: Scheme) -> Self {
        Self {
            rows: [head.row + 1, sheet.rows.len()],
            columns: head.names.iter().map(|name| Column::new(name, Role::Ignored, NOT_NEEDED)).collect(),
            scheme,
            classification: Classification::Own,
            fixed: Vec::new(),
            unit: None,
            unit_above: None,
            is_unit_below: false,
            empty: Empty::Missing(Missing::NotPublished),
            decimal: Some(Decimal::Point),
            flags: Flags::Common,
            carried: Vec::new(),
            are_labelled: false,
            coded: Vec::new(),
            footnoted: Vec::new(),
            has_headings: false,
            heading: Dimension::Reporter,
            are_headings_periods: false,
            heading_above: None,
            are_lines_told: false,
            are_units_apart: false,
            are_units_coded: false,
            dollars: None,
            undated: None,
            base_rows: Vec::new(),
            asked: Vec::new(),
            turns: Turns::default(),
            caveats: Vec::new(),
        }
    }

    /// Gives the column of this name its role, where there is one.
    #[must_use]
    pub fn with(mut self, name: &str, role: Role) -> Self {
        if let Some(column) = self.columns.iter_mut().find(|column| column.name.eq_ignore_ascii_case(name)) {
            column.role = role;
            column.because = "the format says so".to_owned();
        }
        self
    }

    /// Does nothing say of what time its figures are?
    pub fn is_undated(&self) -> bool {
        self.undated.as_deref() == Some("")
    }

    /// All figures are of this period, which no column names.
    pub fn date(&mut self, period: &Read) {
        self.undated = None;
        for column in &mut self.columns {
            if let Role::Figures(figures) = &mut column.role {
                figures.period = Some(period.clone());
            }
        }
    }

    /// How many were asked for the answers in a line, by this column.
    pub fn asked(&self, line: usize, column: usize) -> Option<u32> {
        let part = self.asked.get(self.asked.partition_point(|asked| asked.lines[1] < line)).filter(|asked| asked.lines[0] <= line)?;
        part.of.iter().find(|(at, _)| *at == column).map(|(_, asked)| *asked)
    }

    /// The unit that a cell names.
    pub fn unit_of(&self, cell: &str) -> String {
        let coded = unit::in_words(cell).filter(|_| self.are_units_coded).map(str::to_owned);
        let in_dollars = || units::bare_dollars(cell).map(|unit| self.dollars.map_or(unit.clone(), |own| unit.replacen("dollars", own, 1)));
        coded.or_else(in_dollars).unwrap_or_else(|| units::read(cell))
    }

    /// The column of this name says something of the others, and is used up by that.
    #[must_use]
    pub fn spent(self, name: &str) -> Self {
        self.with(name, Role::Ignored)
    }

    /// Names of the columns that hold something and come to nothing.
    pub fn idle(&self, sheet: &Sheet) -> Vec<&str> {
        let mut used: BTreeSet<usize> = BTreeSet::new();
        if let Classification::Named(at) = self.classification {
            used.insert(at);
        }
        for column in &self.columns {
            if let Role::Figures(figures) = &column.role {
                used.extend([figures.flags, figures.note, figures.reason, figures.unit_in].into_iter().flatten());
            }
        }
        let rows = sheet.rows.get(self.rows[0]..self.rows[1]).unwrap_or_default();
        let is_idle = |(at, column): &(usize, &Column)| {
            matches!(column.role, Role::Ignored) && column.because == NOT_NEEDED && !column.name.is_empty() && !used.contains(at)
        };
        let columns = self.columns.iter().enumerate().filter(is_idle);
        columns.filter(|(at, _)| rows.iter().any(|row| !row.cell(*at).is_empty())).map(|(_, column)| column.name.as_str()).collect()
    }

    /// Gives each column whose name is a period the figures of that period; `figures` is what they share.
    #[must_use]
    pub fn wide(mut self, figures: impl Fn(&str) -> Figures) -> Self {
        for column in self.columns.iter_mut().filter(|column| matches!(column.role, Role::Ignored)) {
            if let Some(period) = cell::period(&column.name) {
                let figures = Figures { period: Some(period), ..figures(&column.name) };
                column.role = Role::Figures(Box::new(figures));
                column.because = "its name is a period".to_owned();
            }
        }
        self
    }

    /// Every figure has this code.
    #[must_use]
    pub fn fixed(mut self, dimension: Dimension, code: &str, label: Option<&str>) -> Self {
        self.fixed.push(Fixed::new(dimension, code, label));
        self
    }

    #[must_use]
    pub fn caveat(mut self, text: &str) -> Self {
        self.caveats.push(text.to_owned());
        self
    }
}

/// Why a column is ignored that its format does not speak of.
const NOT_NEEDED: &str = "it is not needed";

/// How far the rows of a table are alike.
pub struct Alike {
    pub rows: usize,
    /// Rows that differ in some cell.
    pub whole: usize,
    /// Rows that differ in what tells figures apart.
    pub told: usize,
}

impl Layout {
    pub fn alike(&self, sheet: &Sheet) -> Alike {
        self.alike_with(sheet, &[], false)
    }

    /// As if these columns and, where `by_unit`, the unit told figures apart as well.
    pub fn alike_with(&self, sheet: &Sheet, more: &[usize], by_unit: bool) -> Alike {
        let tells = |column: &Column| match column.role {
            Role::Of(..) | Role::Period | Role::Part | Role::NameOf(_) => true,
            Role::Unit => by_unit,
            Role::Figures(_) | Role::Multiplier | Role::Status | Role::Reason | Role::Note | Role::Base => false,
            Role::FieldworkStart | Role::FieldworkEnd | Role::Ignored => false,
        };
        let keys: Vec<usize> = (0..self.columns.len()).filter(|at| more.contains(at) || tells(&self.columns[*at])).collect();
        let rows = sheet.rows.get(self.rows[0]..self.rows[1]).unwrap_or_default();
        let rows: Vec<&Row> =
            rows.iter().filter(|row| !row.is_blank() && !self.base_rows.contains(&row.line) && !self.turns.counts(row.line)).collect();
        let whole: BTreeSet<&[String]> = rows.iter().map(|row| row.cells.as_slice()).collect();
        let mut above: Vec<&str> = vec![""; self.columns.len()];
        let mut told: BTreeSet<Vec<&str>> = BTreeSet::new();
        for row in &rows {
            let mut key = Vec::new();
            for at in &keys {
                let own = self.turns.word(row.line, *at).unwrap_or(row.cell(*at));
                let cell = if own.is_empty() && self.carried.contains(at) { above[*at] } else { own };
                above[*at] = cell;
                key.push(cell);
            }
            told.insert(key);
        }
        Alike { rows: rows.len(), whole: whole.len(), told: told.len() }
    }

    /// Each figure is known by its line.
    pub fn tell_lines(&mut self) {
        self.are_lines_told = true;
        self.caveats.push("Nothing in the table tells its rows apart, so each figure is known by its line.".to_owned());
    }
}

impl Role {
    /// Codes of a dimension without totals.
    pub fn of(dimension: Dimension) -> Self {
        Self::Of(dimension, &[])
    }

    /// Codes of the dimension that the file calls so.
    pub fn other(name: &str) -> Self {
        Self::of(dimension_called(name))
    }

    /// Figures of one indicator, in this unit.
    pub fn figures(code: &str, label: &str, unit: &str) -> Self {
        let unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
        Self::Figures(Box::new(Figures { indicator: Some((Some(code.to_owned()), label.to_owned())), unit, ..Figures::default() }))
    }

    /// Figures of the indicator that the row or the file names.
    pub fn values() -> Self {
        Self::Figures(Box::default())
    }
}

/// Rows of counts that take turns with rows of percentages.
#[derive(Clone, Debug, Default)]
pub struct Turns {
    /// The lines of the counts.
    pub counts: Vec<usize>,
    /// What the rows of percentages lack, by line and column.
    pub words: Vec<(usize, Vec<(usize, String)>)>,
}

impl Turns {
    pub fn counts(&self, line: usize) -> bool {
        self.counts.binary_search(&line).is_ok()
    }

    /// What a row of percentages says in a column where it stands beside the count alone.
    pub fn word(&self, line: usize, at: usize) -> Option<&str> {
        let words = self.words.binary_search_by_key(&line, |(line, _)| *line).ok().and_then(|nth| self.words.get(nth))?;
        words.1.iter().find(|(column, _)| *column == at).map(|(_, word)| word.as_str())
    }
}

/// How many were asked, by column, for the answers from one line to another.
#[derive(Clone, Debug)]
pub struct Asked {
    pub lines: [usize; 2],
    pub of: Vec<(usize, u32)>,
}

/// A code that figures have without a column that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    pub dimension: Dimension,
    pub code: String,
    pub label: Option<String>,
}

impl Fixed {
    pub fn new(dimension: Dimension, code: &str, label: Option<&str>) -> Self {
        Self { dimension, code: code.to_owned(), label: label.map(str::to_owned) }
    }
}

/// One column: its name, what it holds, and why that is thought.
#[derive(Clone, Debug)]
pub struct Column {
    pub name: String,
    pub role: Role,
    pub because: String,
}

impl Column {
    /// The reason of one that no rule has spoken on yet.
    pub const UNDECIDED: &str = "nothing tells what it holds";
    /// The reason of one that holds nothing.
    pub const EMPTY: &str = "it is empty";
    /// The reason of one whose role a person said.
    pub const SAID: &str = "you said so";

    pub fn is_open(&self) -> bool {
        matches!(self.role, Role::Ignored) && self.because == Self::UNDECIDED
    }

    pub fn is_said(&self) -> bool {
        self.because == Self::SAID
    }

    pub fn new(name: &str, role: Role, because: &str) -> Self {
        Self { name: name.to_owned(), role, because: because.to_owned() }
    }
}

/// What a column holds.
#[derive(Clone, Debug)]
pub enum Role {
    /// Codes, or names where there are no codes. Of the totals named, the figure has no code: it is no part of the whole.
    Of(Dimension, &'static [&'static str]),
    /// What the codes of a dimension are called.
    NameOf(Dimension),
    Period,
    /// Which month or quarter of the year that another column names.
    Part,
    Figures(Box<Figures>),
    Unit,
    /// Powers of ten, or "Millions".
    Multiplier,
    /// Letters that say how a value was made.
    Status,
    /// Words that say why there is no value.
    Reason,
    Note,
    /// How many were asked.
    Base,
    FieldworkStart,
    FieldworkEnd,
    Ignored,
}

/// A column of figures, and what all of them share.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Code and label; without one, the row or the table names what is counted.
    pub indicator: Option<(Option<String>, String)>,
    pub unit: Option<String>,
    /// Of a table that is wide in time.
    pub period: Option<Read>,
    /// The part of the row's year.
    pub part: Option<Part>,
    pub codes: Vec<Fixed>,
    pub base: Option<u32>,
    pub base_of: BaseOf,
    /// How its cells are written.
    pub manner: Manner,
    /// How firm its figures are, where its name says so: 2024f.
    pub status: Status,
    /// Columns of what is said of each figure alone.
    pub flags: Option<usize>,
    pub note: Option<usize>,
    pub reason: Option<usize>,
    /// The column that says what this one counts in, where each of several has its own.
    pub unit_in: Option<usize>,
}

/// What is said of the figures of a column that holds some.
pub fn figures(column: &Column) -> Option<&Figures> {
    if let Role::Figures(figures) = &column.role { Some(figures) } else { None }
}

/// Where it is told how many were asked for the answers of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BaseOf {
    /// With all that the row says.
    #[default]
    Row,
    /// In another column, which speaks of a part of those asked.
    Column(usize),
    /// They are those of a part of which nothing tells it.
    NotTold,
}

/// A part of a year that a column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Half(u32),
    Quarter(u32),
    Month(u32),
}

/// What empty cells are taken as where nothing is missing, for people.
pub const NO_FIGURE: &str = "no figure";

/// What an empty cell among figures means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// There is no such figure, and nothing is missing: "no deliveries".
    Nothing,
    Missing(Missing),
}

/// Whose codes of goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classification {
    /// Two, four or six digits of the Harmonized System.
    Harmonized,
    /// A column of the table names it: H4, S2, BEC.
    Named(usize),
    /// As the file writes them.
    Own,
}
