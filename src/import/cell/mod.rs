//! What one cell of a table says: a number with its flags, a qualified value, or a sign that there is none; a period.
//!
//! Text of one cell comes in, with what is known of its column; nothing here knows rows, files or agencies' tables.

use crate::dataset::observation::Status;
use crate::import::cell::flag::Flags;
use crate::import::cell::sign::Sign;
use crate::import::hints::Decimal;
use crate::terms::amount::{Amount, Missing, Qualifier};

mod day;
mod decimal;
pub mod flag;
mod month;
mod number;
mod part;
mod plain;
mod shell;
pub mod sign;
mod stretch;
mod when;

pub use crate::import::cell::day::{DayOrder, Days, Habit, Pairs, day_order};
pub use crate::import::cell::decimal::{Verdict, decimal_of};
pub use crate::import::cell::flag::status_of;
pub use crate::import::cell::when::{Read, period, period_in};

/// What is known of the numbers of a column before its cells are read.
#[derive(Clone, Debug)]
pub struct Convention {
    pub decimal: Decimal,
    /// The agency's own signs for missing, beside those that all use.
    pub signs: &'static [Sign],
    /// Which letters behind a number are flags.
    pub flags: Flags,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub amount: Result<Amount, Missing>,
    /// Flags and footnote marks as they stand: "e", "b", "*", "1".
    pub flags: Vec<String>,
    pub status: Status,
    pub is_percent: bool,
    /// The currency written beside the number: "USD".
    pub currency: Option<&'static str>,
    pub note: Option<String>,
    /// The sign for missing that was met, for the report.
    pub sign: Option<String>,
}

impl Cell {
    /// An empty one, for a reason told elsewhere.
    pub fn missing(reason: Missing) -> Self {
        Self { amount: Err(reason), flags: Vec::new(), status: Status::Normal, is_percent: false, currency: None, note: None, sign: None }
    }
}

impl Convention {
    /// For a column of an agency that is not known.
    pub fn new(decimal: Decimal) -> Self {
        Self { decimal, signs: &[], flags: Flags::Common }
    }
}

/// Reads a cell of a column of values.
///
/// # Errors
/// Why it is no number, in words that follow the cell: "is not a number".
pub fn read(text: &str, convention: &Convention) -> Result<Cell, String> {
    let plain = plain::plain(text);
    if let Some(sign) = sign::known(&plain, convention.signs) {
        let met = if plain.is_empty() { sign::EMPTY } else { text.trim() };
        return Ok(without_number(met, Vec::new(), sign.means, sign.note.map(str::to_owned), convention));
    }
    if let Some((sign, letters)) = sign::before_flags(&plain)
        && let Some(flags) = convention.flags.read(letters, true)
        && let Some(known) = sign::known(sign, convention.signs)
    {
        return Ok(without_number(sign, flags, known.means, None, convention));
    }
    number_in(text, &plain, convention)
}

fn without_number(sign: &str, flags: Vec<String>, means: Missing, note: Option<String>, convention: &Convention) -> Cell {
    let said = convention.flags.meaning(&flags);
    let missing = said.missing.unwrap_or(means);
    let note = said.note.filter(|note| note != missing.label()).or(note);
    let sign = [&[sign.to_owned()], flags.as_slice()].concat().join(" ");
    Cell { amount: Err(missing), flags, status: said.status, is_percent: false, currency: None, note, sign: Some(sign) }
}

fn number_in(text: &str, plain: &str, convention: &Convention) -> Result<Cell, String> {
    let shell = shell::peel(plain, convention.flags);
    if shell.has_plus && shell.core.contains(' ') {
        return Err("looks like a telephone number, not like a figure".to_owned());
    }
    let said = convention.flags.meaning(&shell.flags);
    let first = number::number(shell.core, convention.decimal)?;
    // A minus before zero says nothing.
    let value = if shell.is_negative && first.value != 0.0 { -first.value } else { first.value };
    let amount = match shell.end {
        None => Amount { qualifier: shell.qualifier, decimals: first.decimals, ..Amount::exact(value) },
        Some(_) if shell.is_negative || shell.has_plus || shell.qualifier != Qualifier::Exact => {
            return Err("is not a number, nor a range between two".to_owned());
        }
        Some(end) => {
            let last = number::number(end, convention.decimal)?;
            if last.value < value {
                return Err("is a range that ends below its beginning".to_owned());
            }
            Amount { decimals: first.decimals.max(last.decimals), ..Amount::range(value, last.value) }
        }
    };
    // The words of a qualified figure are kept as they stand.
    let stated = (amount.qualifier != Qualifier::Exact).then(|| text.trim().to_owned());
    Ok(Cell {
        amount: Ok(Amount { stated, ..amount }),
        flags: shell.flags,
        status: said.status,
        is_percent: shell.is_percent,
        currency: shell.currency,
        note: said.note,
        sign: None,
    })
}

/// Does a cell look like one of a column of values? Codes with zeros before them, ranges (which may be ages) and
/// exponents that may be codes (`1e5`) do not; signs for missing do; an empty cell tells nothing.
pub fn is_number_like(text: &str) -> bool {
    let plain = plain::plain(text);
    if sign::known(&plain, &[]).is_some() {
        return !plain.is_empty();
    }
    if sign::before_flags(&plain).is_some_and(|(_, letters)| Flags::Eurostat.read(letters, true).is_some()) {
        return true;
    }
    let shell = shell::peel(&plain, Flags::Eurostat);
    let is_code = shell.core.len() > 1 && shell.core.starts_with('0') && number::is_figures(shell.core);
    let is_age = shell.end.is_some() || shell.qualifier == Qualifier::AtLeast;
    let is_plain_exponent = shell.core.contains(['e', 'E']) && !shell.core.contains(['.', ',', '+', '-']);
    let is_telephone = shell.has_plus && shell.core.contains(' ');
    let is_text = is_code || is_age || is_plain_exponent || is_telephone;
    !is_text && Decimal::ALL.into_iter().any(|decimal| number::number(shell.core, decimal).is_ok())
}
