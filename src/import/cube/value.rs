//! What stands in the place of a value: a number, a sign that there is none, a flag.

use crate::dataset::observation::Status;
use crate::import::cell;
use crate::import::cube::Given;
use crate::terms::amount::Missing;
use crate::terms::period::Period;

/// What a flag or the status of an observation says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub status: Status,
    pub missing: Option<Missing>,
    pub note: Option<String>,
}

/// A number as JSON and XML Schema write it. Words such as "inf" are none, nor is what no computer holds.
pub fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_plain = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-'));
    is_plain.then(|| text.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

/// A value or the sign that there is none; `Err` when it is neither.
pub fn amount(given: &Given) -> Result<Result<f64, (&str, Missing)>, &str> {
    match given {
        Given::Number(number) => Ok(Ok(*number)),
        Given::Nothing => Ok(Err(("", Missing::NotPublished))),
        Given::Text(text) => {
            let text = text.trim();
            match (number(text), absence(text)) {
                (Some(number), _) => Ok(Ok(number)),
                (None, Some(missing)) => Ok(Err((text, missing))),
                (None, None) => Err(text),
            }
        }
    }
}

/// Why there is no value, told by the sign in its place.
fn absence(text: &str) -> Option<Missing> {
    match text.to_ascii_lowercase().as_str() {
        "" | ":" | "." | ".." | "..." | "-" | "--" | "na" | "n/a" | "nan" | "null" | "…" => Some(Missing::NotPublished),
        _ => None,
    }
}

/// The period that a code of time means, and the words of the source where they say more.
pub fn period(text: &str) -> Option<(Period, Option<String>)> {
    let read = cell::period(text)?;
    // The hours of a day say nothing more: 2013-01-18T00:00:00.
    let is_midnight = text.split_once('T').is_some_and(|(_, time)| time.starts_with("00:00:00"));
    Some((read.period, read.stated.filter(|_| !is_midnight)))
}

/// What the status of an observation says, by its code. Flags may stand behind a sign that there is no value: `:c`.
pub fn said(code: &str, label: &str) -> Said {
    let code = code.trim();
    let (is_sign, flags) = match code.strip_prefix(':') {
        Some(flags) => (true, flags.trim()),
        None if absence(code).is_some() => (true, ""),
        None => (false, code),
    };
    // Statistical offices beside SDMX write a normal value as a small a.
    let (status, missing, note) = if flags == "a" { (Status::Normal, None, None) } else { cell::status_of(flags) };
    let is_unknown = status == Status::Normal && missing.is_none() && note.is_some();
    let note = note.map(|note| if is_unknown && !label.is_empty() { label.to_owned() } else { note });
    Said { status, missing: missing.or_else(|| is_sign.then_some(Missing::NotPublished)), note }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_and_finite_numbers_are_numbers() {
        assert_eq!(number("-1.5e3"), Some(-1500.0));
        for text in ["NaN", "inf", "1e400", "2,5", "1 000", "", "0x10", "--1", "e5"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn signs_of_absence_are_no_numbers_and_no_mistakes() {
        assert_eq!(amount(&Given::Text(":".into())), Ok(Err((":", Missing::NotPublished))));
        assert_eq!(amount(&Given::Text("1".into())), Ok(Ok(1.0)));
        assert_eq!(amount(&Given::Text("2,5".into())), Err("2,5"));
        assert_eq!(amount(&Given::Nothing), Ok(Err(("", Missing::NotPublished))));
    }

    #[test]
    fn a_flag_behind_a_sign_says_why_there_is_nothing() {
        assert_eq!(said(":c", "").missing, Some(Missing::Confidential));
        assert_eq!(said(":", "").missing, Some(Missing::NotPublished));
        assert_eq!(said("p", "").status, Status::Provisional);
        assert_eq!((said("A", "Normal value"), said("a", "")), (Said::default(), Said::default()));
        assert_eq!(said(".", "").missing, Some(Missing::NotPublished));
        assert_eq!(said("x9", "Of doubtful origin").note.as_deref(), Some("Of doubtful origin"));
    }

    #[test]
    fn periods_are_read_as_agencies_write_them() {
        for (text, read) in [("1995M01", "1995-01"), ("2019-Q2", "2019-Q2"), ("2019S1", "2019-H1"), ("2013-01-18T00:00:00", "2013-01-18")] {
            assert_eq!(period(text).map(|(period, _)| period.to_string()).as_deref(), Some(read), "{text}");
        }
    }
}
