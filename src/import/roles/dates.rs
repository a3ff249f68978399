//! How the periods in the columns of a table are written, told by all the cells of each before one of them is read.

use std::collections::HashMap;

use chrono::Datelike as _;

use crate::import::cell::{self, Colons, DayOrder, Habit, Read};
use crate::import::hints::Hints;
use crate::import::roles::layout::{Layout, Role};
use crate::import::roles::word::Word;
use crate::import::roles::words;
use crate::import::sheet::Row;
use crate::import::sink::Sink;
use crate::terms::period::{Frequency, Period, Stretch};

/// The habits of the columns that hold periods.
pub(super) struct Dates {
    habits: HashMap<usize, Habit>,
    /// Columns of days that are called by what begins on these days.
    longer: HashMap<usize, Frequency>,
    names: HashMap<usize, String>,
}

impl Dates {
    /// Of these columns of a table, by the rows at hand. What was decided is told.
    pub fn of(layout: &Layout, rows: &[Row], columns: impl Iterator<Item = usize>, sink: &mut Sink) -> Self {
        let mut dates = Self { habits: HashMap::new(), longer: HashMap::new(), names: HashMap::new() };
        tell_open_days(layout, rows, sink);
        for at in columns {
            let habit = Habit::of(rows.iter().map(|row| row.cell(at)));
            let name = layout.columns.get(at).map(|column| column.name.as_str()).unwrap_or_default();
            if habit.colons == Colons::Quarters {
                let because = format!("behind the colons of \"{name}\" stand no numbers but 1 to 4");
                sink.report.choose("periods", "quarters", because);
            }
            let periods = || rows.iter().filter_map(|row| read(name, row.cell(at), habit)).map(|read| read.period);
            let longer = words::stretch_of(name).filter(|longer| {
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
            dates.habits.insert(at, habit);
            dates.names.insert(at, name.to_owned());
        }
        dates
    }

    pub fn read(&self, text: &str, at: usize) -> Option<Read> {
        let name = self.names.get(&at).map(String::as_str).unwrap_or_default();
        let read = read(name, text, self.habits.get(&at).copied().unwrap_or_default())?;
        let longer = self.longer.get(&at).and_then(|longer| begun(read.period, *longer));
        Some(Read { period: longer.unwrap_or(read.period), ..read })
    }
}

/// Dates that can be read both ways are none, as long as no other of their column tells which part is the day.
fn tell_open_days(layout: &Layout, rows: &[Row], sink: &mut Sink) {
    let may_be_dates = |name: &str| matches!(words::meaning(name), Some(Word::Period | Word::Start | Word::End));
    for (at, column) in layout.columns.iter().enumerate().filter(|(_, column)| may_be_dates(&column.name)) {
        if let DayOrder::Undecided(example) = cell::day_order(rows.iter().map(|row| row.cell(at))) {
            let open = format!("Whether the day or the month comes first in \"{}\" is told by none of its dates", column.name);
            sink.caveat(format!("{open} (\"{example}\"), so they are not read; written as 2022-12-31 they would be."));
        }
    }
}

/// The period of a cell in a column of this name.
pub(super) fn read(name: &str, text: &str, habit: Habit) -> Option<Read> {
    let numbered = || words::numbered(name, text).map(|period| Read { period, stated: None });
    cell::period_in(text, habit).or_else(numbered)
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
