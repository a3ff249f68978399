//! What stands in the place of a value: a number, a sign that there is none, a flag.

use crate::dataset::observation::Status;
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
    let read = |text: &str| read_period(text);
    // A day may be written with its hours: 2013-01-18T00:00:00.
    read(text).or_else(|| read(text.split_once('T').filter(|(day, _)| day.len() == 10)?.0))
}

fn read_period(text: &str) -> Option<(Period, Option<String>)> {
    let text = text.trim();
    Period::parse(text).or_else(|| Period::parse(&with_hyphen(text)?)).map(|period| (period, None))
}

/// `1995M01` → `1995-01`, `2019Q1` → `2019-Q1`, `2019-S1` → `2019-H1`.
fn with_hyphen(text: &str) -> Option<String> {
    let (year, rest) = (text.get(..4)?, text.get(4..)?);
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (letter, number) = (rest.get(..1)?, rest.get(1..)?);
    match letter {
        "M" => Some(format!("{year}-{number:0>2}")),
        "Q" => Some(format!("{year}-Q{number}")),
        "S" | "H" => Some(format!("{year}-H{number}")),
        _ => None,
    }
}

/// What the status of an observation says, by its code. Flags may stand behind a sign that there is no value: `:c`.
pub fn said(code: &str, label: &str) -> Said {
    let (sign, flags) = code.trim().strip_prefix(':').map_or((false, code.trim()), |rest| (true, rest.trim()));
    let mut said = one(flags, label);
    if sign && said.missing.is_none() {
        said.missing = Some(Missing::NotPublished);
    }
    said
}

fn one(code: &str, label: &str) -> Said {
    let status = |status| Said { status, ..Said::default() };
    let missing = |missing| Said { missing: Some(missing), ..Said::default() };
    match code {
        "" | "A" | "a" => Said::default(),
        "B" | "b" => status(Status::Break),
        "E" | "e" | "I" | "s" => status(Status::Estimated),
        "F" | "f" => status(Status::Forecast),
        "P" | "p" => status(Status::Provisional),
        "L" | "M" | "H" => missing(Missing::NotCollected),
        "." | ".." | "..." | "O" => missing(Missing::NotPublished),
        "c" | "C" | "Q" => missing(Missing::Confidential),
        "z" | "Z" => missing(Missing::NotApplicable),
        _ => Said { note: Some(if label.is_empty() { format!("flag {code}") } else { label.to_owned() }), ..Said::default() },
    }
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
        assert_eq!(said("A", "Normal value"), Said::default());
    }

    #[test]
    fn periods_are_read_as_agencies_write_them() {
        for (text, read) in [("1995M01", "1995-01"), ("2019-Q2", "2019-Q2"), ("2019S1", "2019-H1"), ("2013-01-18T00:00:00", "2013-01-18")] {
            assert_eq!(period(text).map(|(period, _)| period.to_string()).as_deref(), Some(read), "{text}");
        }
    }
}
