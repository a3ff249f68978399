//! How the periods in the columns of a table are written, told by all the cells of each before one of them is read.

use std::collections::HashMap;

use chrono::Datelike as _;

use crate::import::cell::{self, Colons, DayOrder, Habit, Read};
use crate::import::hints::{DateOrder, Hints};
use crate::import::roles::calendar;
use crate::import::roles::layout::{Column, Layout, Role};
use crate::import::roles::short_days::ShortDays;
use crate::import::roles::word::Word;
use crate::import::roles::words;
use crate::import::sheet::Row;
use crate::import::sink::Sink;
use crate::problem::{Guide, Problem};
use crate::terms::period::{Frequency, Period, Stretch};

/// The habits of the columns that hold periods.
pub(super) struct Dates {
    habits: HashMap<usize, Habit>,
    /// Columns of days that are called by what begins on these days.
    longer: HashMap<usize, Frequency>,
    names: HashMap<usize, String>,
    short: HashMap<usize, ShortDays>,
}

impl Dates {
    /// Of these columns of a table, by the rows at hand. What was decided is told.
    ///
    /// # Errors
    /// When nothing tells whether the day or the month comes first in dates, and nobody decided.
    pub fn of(layout: &Layout, rows: &[Row], hints: &Hints, sink: &mut Sink) -> Result<Self, Problem> {
        let mut dates = Self { habits: HashMap::new(), longer: HashMap::new(), names: HashMap::new(), short: HashMap::new() };
        let is_dated = |column: &&Column| matches!(&column.role, Role::Figures(figures) if figures.period.is_some());
        let names = || layout.columns.iter().filter(is_dated).map(|column| column.name.as_str());
        decide(names(), "the names of columns", hints.dates, sink)?;
        let holds_dates = |(_, column): &(usize, &Column)| matches!(column.role, Role::Period | Role::FieldworkStart | Role::FieldworkEnd);
        let of_others = order_of_all(layout.columns.iter().enumerate().filter(holds_dates).map(|(at, _)| at), rows);
        for (at, column) in layout.columns.iter().enumerate().filter(holds_dates) {
            let cells = || rows.iter().map(|row| row.cell(at));
            let said = hints.dates.or_else(|| matches!(cell::day_order(cells()), DayOrder::Undecided(_)).then_some(of_others).flatten());
            decide(cells(), &format!("column \"{}\"", column.name), said, sink)?;
            let habit = Habit::of(cells()).or_as(said);
            let name = column.name.as_str();
            if habit.colons == Colons::Quarters && calendar::stretch_of(name) != Some(Frequency::Monthly) {
                let sign = if cells().any(|cell| cell.contains(':')) { "colons" } else { "strokes" };
                let because = format!("behind the {sign} of \"{name}\" stand no numbers but 1 to 4");
                sink.report.choose("periods", "quarters", because);
            }
            let is_open = || cells().all(|cell| read(name, cell, habit).is_none());
            if let Some(example) = cell::open_part(cells()).filter(|_| is_open()) {
                let why = format!("whether \"{example}\" is a quarter or a month is told by no other period of column \"{name}\"");
                let hint = "Where the column is called quarter or month, it is read as that.";
                return Err(Problem::new(format!("Could not read {}", sink.name())).because(why).hint(hint));
            }
            let periods = || rows.iter().filter_map(|row| read(name, row.cell(at), habit)).map(|read| read.period);
            let longer = calendar::stretch_of(name).filter(|longer| {
                let mut days = periods().filter(|period| matches!(period, Period::One(Stretch::Day(_)))).peekable();
                days.peek().is_some() && days.all(|period| begun(period, *longer).is_some())
            });
            if let Some(longer) = longer {
                let taken = match longer {
                    Frequency::Yearly => "years",
                    Frequency::Quarterly => "quarters",
                    Frequency::HalfYearly | Frequency::Monthly | Frequency::Daily => "months",
                };
                sink.report.choose("periods", taken, format!("\"{name}\" holds nothing but the first days of {taken}"));
                dates.longer.insert(at, longer);
            }
            if let Some(short) = ShortDays::of(rows, at) {
                let (taken, because) = short.told(name);
                sink.report.choose("order of dates", taken, because);
                dates.short.insert(at, short);
            }
            dates.habits.insert(at, habit);
            dates.names.insert(at, name.to_owned());
        }
        Ok(dates)
    }

    pub fn read(&self, text: &str, at: usize) -> Option<Read> {
        let name = self.names.get(&at).map(String::as_str).unwrap_or_default();
        let short = || self.short.get(&at).and_then(|short| short.read(text));
        let read = read(name, text, self.habits.get(&at).copied().unwrap_or_default()).or_else(short)?;
        let longer = self.longer.get(&at).and_then(|longer| begun(read.period, *longer));
        Some(Read { period: longer.unwrap_or(read.period), ..read })
    }
}

/// What comes first in the dates of a table, by those of its columns whose dates tell: a poll begins and ends in the same manner.
fn order_of_all(columns: impl Iterator<Item = usize>, rows: &[Row]) -> Option<DateOrder> {
    let mut told = columns.filter_map(|at| match cell::day_order(rows.iter().map(|row| row.cell(at))) {
        DayOrder::Told(order, _) => Some(order),
        DayOrder::Either | DayOrder::Undecided(_) | DayOrder::Contradiction(_) => None,
    });
    told.next().filter(|first| told.all(|other| other == *first))
}

/// What comes first in these dates is told where it matters.
///
/// # Errors
/// When none of them tells, and nobody decided.
fn decide<'a>(cells: impl Iterator<Item = &'a str>, of: &str, said: Option<DateOrder>, sink: &mut Sink) -> Result<(), Problem> {
    if said.is_some() {
        return Ok(());
    }
    match cell::day_order(cells) {
        DayOrder::Told(order, because) => sink.report.choose("order of dates", order.name(), because),
        DayOrder::Undecided(example) => {
            let why = format!("whether the day or the month comes first in \"{example}\" is told by no other date of {of}");
            return Err(Problem::new(format!("Could not read {}", sink.name())).because(why).guide(Guide::DateOrder));
        }
        DayOrder::Either | DayOrder::Contradiction(_) => {}
    }
    Ok(())
}

/// The period of a cell in a column of this name.
pub(super) fn read(name: &str, text: &str, habit: Habit) -> Option<Read> {
    let numbered = || calendar::numbered(name, text).map(|period| Read { period, stated: None });
    // What its column is called goes before what its numbers look like.
    let colons = match calendar::stretch_of(name) {
        Some(Frequency::Monthly) if habit.colons == Colons::Quarters => Colons::Months,
        Some(Frequency::Monthly | Frequency::Quarterly | Frequency::Yearly | Frequency::HalfYearly | Frequency::Daily) | None => {
            habit.colons
        }
    };
    cell::period_in(text, Habit { colons, ..habit }).or_else(numbered)
}

/// The year, month or quarter whose first day this is.
fn begun(period: Period, longer: Frequency) -> Option<Period> {
    let Period::One(Stretch::Day(date)) = period else { return None };
    let stretch = match longer {
        Frequency::Monthly => Stretch::Month(date.year(), date.month()),
        Frequency::Quarterly => Stretch::Quarter(date.year(), date.month().div_ceil(3)),
        Frequency::Yearly => Stretch::Year(date.year()),
        Frequency::HalfYearly | Frequency::Daily => return None,
    };
    (stretch.first_day() == date).then_some(Period::One(stretch))
}

/// What a reader must know of a table without periods: that it has none, or which column could not be read as such.
pub(super) fn caveat(layout: &Layout, hints: &Hints) -> Option<String> {
    let is_dated = layout.columns.iter().any(|column| match &column.role {
        Role::Period => true,
        Role::Figures(figures) => figures.period.is_some(),
        Role::Of(..) | Role::NameOf(_) | Role::Unit | Role::Multiplier | Role::Status | Role::Reason => false,
        Role::Part | Role::Note | Role::Base | Role::FieldworkStart | Role::FieldworkEnd | Role::Ignored => false,
    });
    // A format that knows why there is no period says it in words of its own.
    if is_dated || layout.undated.as_deref() != Some("") {
        return None;
    }
    let mut open = layout.columns.iter().enumerate().filter(|(at, column)| hints.role_of(*at, &column.name).is_none());
    let unread = open.find(|(_, column)| words::meaning(&column.name) == Some(Word::Period)).map(|(_, column)| &column.name);
    Some(match unread {
        Some(name) => format!("Column \"{name}\" holds no periods that can be read; the figures are undated."),
        None => "The file names no period; its figures are undated.".to_owned(),
    })
}
