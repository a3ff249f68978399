//! What one cell of a table says: a number with its flags, a qualified value, or a sign that there is none; a period.
//!
//! Text of one cell comes in, with what is known of its column; nothing here knows rows, files or agencies' tables.

use crate::dataset::observation::Status;
use crate::import::cell::flag::Flags;
use crate::import::cell::manner::{Blanks, Hyphens, Manner, Triangles};
use crate::import::cell::number::Number;
use crate::import::cell::shell::{Pointer, Shell};
use crate::import::cell::sign::Sign;
use crate::import::hints::Decimal;
use crate::terms::amount::{Amount, Missing, Qualifier};
use crate::terms::unit::decimals_shown;

mod day;
mod decimal;
pub mod flag;
pub mod manner;
mod month;
mod number;
mod part;
mod plain;
mod season;
mod shell;
pub mod sign;
mod stretch;
mod when;

pub use crate::import::cell::day::{Colons, DayOrder, Habit, Pairs, day_order, open_part};
pub use crate::import::cell::decimal::{Verdict, decimal_of, is_each_clear};
pub use crate::import::cell::flag::{status_in_words, status_of, status_of_confidentiality, status_of_derivation};
pub use crate::import::cell::plain::figure;
pub use crate::import::cell::season::season_in;
pub use crate::import::cell::shell::bare_name;
pub use crate::import::cell::sign::{is_rule, is_withheld};
pub use crate::import::cell::when::{Read, period, period_in};

/// What is known of the numbers of a column before its cells are read.
#[derive(Clone, Debug)]
pub struct Convention {
    pub decimal: Decimal,
    /// Is what cannot be read with that sign read with the other?
    pub is_mixed: bool,
    /// The agency's own signs for missing, beside those that all use.
    pub signs: &'static [Sign],
    /// Which letters behind a number are flags.
    pub flags: Flags,
    pub manner: Manner,
    /// The power of ten by which the figures count more than they write.
    pub shift: i32,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub amount: Result<Amount, Missing>,
    /// Flags and footnote marks as they stand: "e", "b", "*", "1".
    pub flags: Vec<String>,
    pub status: Status,
    pub is_percent: bool,
    /// The currency written beside the number, or what else it counts there: "USD".
    pub currency: Option<String>,
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
        Self { decimal, is_mixed: false, signs: &[], flags: Flags::Common, manner: Manner::default(), shift: 0 }
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
    if let Some((kind, label)) = sign::kind_of_missing(text) {
        let cell = Cell::missing(Missing::NotPublished);
        return Ok(Cell { note: Some(label.to_owned()), sign: Some(kind.to_owned()), ..cell });
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
    if of_account(plain).is_some() {
        return Err("is a credit or a debit, and nothing tells which of them is below nought".to_owned());
    }
    let shell = shell::peel(plain, convention.flags, convention.manner.hyphens);
    if shell.has_plus && shell.core.contains(' ') {
        return Err("looks like a telephone number, not like a figure".to_owned());
    }
    if shell.core.contains(' ') && convention.manner.blanks == Blanks::Numbers {
        return Err("may be two numbers: no other cell of its column parts thousands by a blank, and none is as large".to_owned());
    }
    let said = convention.flags.meaning(&shell.flags);
    let amount = amount_in(&shell, convention)?;
    // The words of a figure are kept where they say more than its number.
    let says_more = amount.qualifier != Qualifier::Exact || shell.margin.is_some() || shell.pointer.is_some() || convention.shift != 0;
    let stated = says_more.then(|| text.trim().to_owned());
    Ok(Cell {
        amount: Ok(Amount { stated, ..amount }),
        flags: shell.flags,
        status: said.status,
        is_percent: shell.is_percent,
        currency: shell.currency.map(str::to_owned),
        note: said.note,
        sign: None,
    })
}

/// The amount that stands in a shell, whose words are not kept yet.
fn amount_in(shell: &Shell, convention: &Convention) -> Result<Amount, String> {
    let written = |core: &str| match number::number(core, convention.decimal, convention.shift) {
        Err(_) if convention.is_mixed => number::number(core, convention.decimal.other(), convention.shift),
        read => read,
    };
    let is_negative = is_below_nought(shell, convention.manner.triangles)?;
    let first = written(shell.core)?;
    // A minus before zero says nothing.
    let value = if is_negative && first.value != 0.0 { -first.value } else { first.value };
    match (shell.end, shell.margin) {
        (None, None) => Ok(Amount { qualifier: shell.qualifier, decimals: first.decimals, ..Amount::exact(value) }),
        (None, Some(margin)) => {
            let [low, high] = around(value, &first, &written(margin)?);
            let amount = Amount { qualifier: shell.qualifier, decimals: first.decimals, ..Amount::exact(value) };
            Ok(Amount { low: Some(low), high: Some(high), ..amount })
        }
        (Some(_), _) if is_negative || shell.has_plus || shell.qualifier != Qualifier::Exact || shell.margin.is_some() => {
            Err("is not a number, nor a range between two".to_owned())
        }
        (Some(end), _) if follow_each_other(shell.core, end) => Err("may be a range, or two years".to_owned()),
        (Some(end), _) => {
            let last = written(end)?;
            if last.value < value {
                return Err("is a range that ends below its beginning".to_owned());
            }
            Ok(Amount { decimals: first.decimals.max(last.decimals), ..Amount::range(value, last.value) })
        }
    }
}

/// The two ends of what lies around a value, with as many decimals as are written.
fn around(value: f64, number: &Number, margin: &Number) -> [f64; 2] {
    let shown = |number: &Number| number.decimals.unwrap_or_else(|| decimals_shown(number.value));
    let digits = usize::from(shown(number).max(shown(margin)));
    // Of binary fractions, 0.3 less 0.1 is not 0.2.
    [value - margin.value, value + margin.value].map(|end| format!("{end:.digits$}").parse().unwrap_or(end))
}

fn is_below_nought(shell: &Shell, triangles: Triangles) -> Result<bool, String> {
    match (shell.pointer, triangles) {
        (None, _) => Ok(shell.is_negative),
        (Some(_), _) if shell.is_negative || shell.has_plus => Err("is not a number".to_owned()),
        (Some(Pointer::Down), _) | (Some(Pointer::Triangle), Triangles::BelowNought) => Ok(true),
        (Some(Pointer::Up), _) | (Some(Pointer::Triangle), Triangles::Up) => Ok(false),
        (Some(Pointer::Triangle), Triangles::Open) => {
            Err("has a triangle before it, which means up or below nought, and nothing tells which".to_owned())
        }
    }
}

/// Are both ends of a range years, of which the second may be cut short: `2011–2012`, `2011–12`?
fn are_years(low: &str, high: &str) -> bool {
    let is_year = |text: &str| part::full(text).is_some_and(|year| (1900..2100).contains(&year));
    is_year(low) && (is_year(high) || high.len() == 2 && number::is_figures(high))
}

/// Are they a year and the next: `2011–2012`, `2011–12`?
fn follow_each_other(low: &str, high: &str) -> bool {
    let last = high.get(high.len().saturating_sub(2)..).filter(|_| matches!(high.len(), 2 | 4));
    are_years(low, high) && last.is_some_and(|last| part::is_next(low, last))
}

/// What stands before the side of an account: `1,234 CR`, `1,234 DR`.
fn of_account(plain: &str) -> Option<&str> {
    let left = ["CR", "DR", "Cr", "Dr", "Cr.", "Dr."].iter().find_map(|side| plain.strip_suffix(side))?.trim_end();
    left.ends_with(|letter: char| letter.is_ascii_digit() || letter == ')').then_some(left)
}

/// Is it a range between two numbers that are no years, with whatever dash or word? A nought before other figures is one of codes.
pub fn is_range(text: &str) -> bool {
    const LONGEST: usize = 60;
    let parts = ["-", "–", "—", "−", "‐", "‑", " to ", " до ", "至"];
    if text.len() > LONGEST || !parts.iter().any(|part| text.contains(part)) {
        return false;
    }
    let plain = plain::plain(text);
    let shell = shell::peel(&plain, Flags::Common, Hyphens::Ranges);
    let is_padded = |core: &str| core.len() > 1 && core.starts_with('0') && number::is_figures(core);
    let ends = shell.end.map(|end| [shell.core, end]).filter(|[low, high]| !are_years(low, high) && !is_padded(low) && !is_padded(high));
    let value = |core: &str, decimal| number::number(core, decimal, 0).ok().map(|number| number.value);
    ends.is_some_and(|[low, high]| {
        Decimal::ALL.into_iter().any(|decimal| value(low, decimal).zip(value(high, decimal)).is_some_and(|(low, high)| low < high))
    })
}

/// Does a cell look like one of a column of values? Codes with zeros before them, ranges (which may be ages) and
/// exponents that may be codes (`1e5`) do not; signs for missing do; an empty cell tells nothing.
pub fn is_number_like(text: &str) -> bool {
    /// With all that stands around it no number is longer, and text may be whole pages.
    const LONGEST: usize = 500;
    if text.len() > LONGEST {
        return false;
    }
    if sign::kind_of_missing(text).is_some() {
        return true;
    }
    let plain = plain::plain(text);
    if sign::known(&plain, &[]).is_some() {
        return !plain.is_empty() && sign::is_mark(&plain);
    }
    if sign::before_flags(&plain).is_some_and(|(_, letters)| Flags::Eurostat.read(letters, true).is_some()) {
        return true;
    }
    // Most cells are words, and no words around a number make one.
    if !plain.contains(char::is_numeric) {
        return false;
    }
    let shell = shell::peel(of_account(&plain).unwrap_or(&plain), Flags::Eurostat, Hyphens::Open);
    let is_code = shell.core.len() > 1 && shell.core.starts_with('0') && number::is_figures(shell.core);
    let is_age = shell.end.is_some() || shell.qualifier == Qualifier::AtLeast && plain.ends_with('+');
    let is_plain_exponent = shell.core.contains(['e', 'E']) && !shell.core.contains(['.', ',', '+', '-']);
    let is_telephone = shell.has_plus && shell.core.contains(' ');
    let is_text = is_code || is_age || is_plain_exponent || is_telephone;
    !is_text && Decimal::ALL.into_iter().any(|decimal| number::number(shell.core, decimal, 0).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str, decimal: Decimal) -> Option<f64> {
        read(text, &Convention::new(decimal)).ok()?.amount.ok().map(|amount| amount.value)
    }

    fn told(text: &str) -> Cell {
        let decimal = match decimal_of([text].into_iter()) {
            Verdict::Decimal(decimal, _) => decimal,
            Verdict::Either | Verdict::Undecided(_) | Verdict::Contradiction(_) => Decimal::Point,
        };
        read(text, &Convention::new(decimal)).expect(text)
    }

    #[test]
    fn numbers_are_read_as_agencies_write_them() {
        for (text, expected) in [
            ("1234.5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234,5", 1234.5),
            ("1 234,5", 1234.5),
            ("1\u{a0}234,5", 1234.5),
            ("1\u{202f}234,5", 1234.5),
            ("1\u{2009}234,5", 1234.5),
            ("1'234.5", 1234.5),
            ("1’234.5", 1234.5),
            ("12,34,567", 1_234_567.0),
            ("1,000,000.00", 1_000_000.0),
            ("−5.2", -5.2),
            ("(5.2)", -5.2),
            ("5.2-", -5.2),
            ("–5", -5.0),
            (".067", 0.067),
            ("1.2E+05", 120_000.0),
            ("1,2E+05", 120_000.0),
            ("0 ", 0.0),
            ("-0", 0.0),
            ("١٢٣", 123.0),
            ("１２３", 123.0),
            ("12¹", 12.0),
            ("12 1)", 12.0),
            ("3 456²⁾", 3456.0),
            ("3020,82)", 3020.8),
            ("1 234.51)", 1234.5),
            ("-$1,234.5", -1234.5),
            ("+ 500.5", 500.5),
            ("€1.234,56", 1234.56),
            ("1 234 ₽", 1234.0),
            ("12.5%", 12.5),
            ("12,5 %", 12.5),
        ] {
            assert_eq!(told(text).amount.map(|amount| amount.value), Ok(expected), "{text}");
        }
        assert_eq!(value("12,500", Decimal::Point), Some(12_500.0));
        assert_eq!(value("12,500", Decimal::Comma), Some(12.5));
        assert_eq!(value("0,435", Decimal::Point), Some(435.0));
        assert_eq!(value("0,435", Decimal::Comma), Some(0.435));
    }

    #[test]
    fn what_stands_beside_a_number_is_kept() {
        assert_eq!((told("12.5 %").is_percent, told("$5").currency.as_deref(), told("12").is_percent), (true, Some("USD"), false));
        assert_eq!((told("12.3 e").status, told("12.3e").flags), (Status::Estimated, vec!["e".to_owned()]));
        assert_eq!((told("19.3 bu").status, told("19.3 bu").note.as_deref()), (Status::Break, Some("low reliability")));
        assert_eq!((told("12*").flags, told("12¹").flags), (vec!["*".to_owned()], vec!["1".to_owned()]));
        assert_eq!(told("3.4[foot]‡[/foot]").flags, ["‡"]);
        assert_eq!(told("43.00").amount.map(|amount| amount.decimals), Ok(Some(2)));
    }

    #[test]
    fn signs_for_missing_are_no_numbers_and_keep_their_reason() {
        for (text, expected) in [
            (":", Missing::NotPublished),
            ("..", Missing::NotPublished),
            ("…", Missing::NotPublished),
            ("-", Missing::NotPublished),
            ("–", Missing::NotPublished),
            ("n/a", Missing::NotPublished),
            ("NaN", Missing::NotPublished),
            ("нет данных", Missing::NotPublished),
            (": c", Missing::Confidential),
            (":z", Missing::NotApplicable),
            ("(X)", Missing::NotApplicable),
            ("保密", Missing::Confidential),
            ("#REF!", Missing::Unreadable),
            ("", Missing::NotPublished),
        ] {
            assert_eq!(told(text).amount, Err(expected), "{text}");
        }
        assert_eq!((told(": c").sign.as_deref(), told(" ").sign.as_deref()), (Some(": c"), Some("an empty cell")));
        let convention = Convention { signs: sign::CHINA_CUSTOMS, ..Convention::new(Decimal::Point) };
        assert_eq!(read("?", &convention).map(|cell| cell.amount), Ok(Err(Missing::NotPublished)));
        assert!(read("?", &Convention::new(Decimal::Point)).is_err());
    }

    #[test]
    fn qualified_values_keep_their_qualifier_and_their_words() {
        for (text, qualifier, value) in [
            ("<0.5", Qualifier::LessThan, 0.5),
            ("~40", Qualifier::About, 40.0),
            ("≥ 12.5%", Qualifier::AtLeast, 12.5),
            ("менее 5", Qualifier::LessThan, 5.0),
            ("about 60%", Qualifier::About, 60.0),
            ("12–15", Qualifier::Range, 13.5),
            ("12 to 15", Qualifier::Range, 13.5),
            ("от 12 до 15", Qualifier::Range, 13.5),
            ("$12–$15", Qualifier::Range, 13.5),
            ("100+", Qualifier::AtLeast, 100.0),
            ("порядка 50", Qualifier::About, 50.0),
            ("в пределах 60", Qualifier::UpTo, 60.0),
            ("не более чем 70", Qualifier::AtMost, 70.0),
            ("近60", Qualifier::Nearly, 60.0),
            ("超50", Qualifier::MoreThan, 50.0),
            ("逾90", Qualifier::MoreThan, 90.0),
            ("不足70", Qualifier::LessThan, 70.0),
        ] {
            let amount = told(text).amount.expect(text);
            assert_eq!((amount.qualifier, amount.value, amount.stated.as_deref()), (qualifier, value, Some(text)));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "TRUE",
            "1/2",
            "3-4",
            "+7 495",
            "Infinity",
            "inf",
            "1e400",
            "9007199254740993",
            "12 kg",
            "5 bn",
            "15–12",
            "1,2,3",
            "1.2.3",
            "1 23",
            "12342)",
            "5,212)",
            "0x10",
            "--5",
            "\u{202e}321",
        ] {
            assert!(read(text, &Convention::new(Decimal::Point)).is_err(), "{text}");
        }
    }

    #[test]
    fn codes_dates_and_words_do_not_look_like_numbers() {
        for text in ["1,234.5", "12.3 e", ":", ": c", "n/a", "<0.5", "12%", "(5)", "1e+05", "2019", "порядка 50", "至少100"] {
            assert!(is_number_like(text), "{text}");
        }
        for text in ["", "001234", "1e5", "2019-03", "65+", "15–24", "TRUE", "China", "None", "x", "+7 495", "5.03.2019"] {
            assert!(!is_number_like(text), "{text}");
        }
    }

    /// The whole part in groups of three.
    fn grouped(whole: u64, sign: &str) -> String {
        let digits = whole.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(sign)
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_read(text in ".*", near in "[0-9.,' \\-–()<>~%$eE+:*¹²\\[\\]bup]{0,14}") {
            for cell in [&text, &near] {
                for decimal in Decimal::ALL {
                    if let Ok(Cell { amount: Ok(amount), .. }) = read(cell, &Convention::new(decimal)) {
                        proptest::prop_assert!(amount.value.is_finite());
                    }
                }
                let _ = is_number_like(cell);
                let _ = decimal_of([cell.as_str()].into_iter());
            }
        }

        #[test]
        fn a_number_written_in_any_convention_is_read_back(whole in 0_u64..1_000_000_000, cents in 0_u8..100, is_negative: bool) {
            let expected: f64 = format!("{whole}.{cents:02}").parse().unwrap_or(f64::NAN) * if is_negative { -1.0 } else { 1.0 };
            for (decimal, thousands) in [
                (Decimal::Point, vec!["", ",", " ", "'", "\u{a0}", "\u{2009}", "’"]),
                (Decimal::Comma, vec!["", ".", " ", "'", "\u{202f}"]),
            ] {
                for sign in thousands {
                    let number = format!("{}{}{cents:02}", grouped(whole, sign), decimal.sign());
                    let text = if is_negative { format!("−{number}") } else { number };
                    proptest::prop_assert_eq!(value(&text, decimal), Some(expected), "{}", text);
                    let found = decimal_of([text.as_str()].into_iter());
                    proptest::prop_assert!(matches!(found, Verdict::Decimal(told, _) if told == decimal), "{text}: {found:?}");
                }
            }
        }
    }
}
