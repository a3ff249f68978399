//! What stands in the place of a value: a number, a sign that there is none, a flag.

use crate::dataset::observation::Status;
use crate::import::cell::{self, flag};
use crate::import::cube::cells::{Given, number};
use crate::terms::amount::Missing;
use crate::terms::period::Period;

/// What a flag or the status of an observation says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub status: Status,
    pub missing: Option<Missing>,
    pub note: Option<String>,
}

/// A value or the sign that there is none; `Err` when it is neither.
pub fn amount<'a>(given: &'a Given<'_>) -> Result<Result<f64, (&'a str, Missing)>, &'a str> {
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

/// What the status of an observation says, by its code. Flags may stand behind a sign that there is no value: `:c`, and behind
/// a stroke whether the value is withheld: `b|C`. The label in the file tells what the code leaves open.
pub fn said(code: &str, label: &str) -> Said {
    let is_parted = code.contains('|');
    let (code, withheld) = code.split_once('|').map_or((code, None), |(flags, code)| (flags, flag::confidentiality_of(code)));
    let code = code.trim();
    let (is_sign, flags) = match code.strip_prefix(':') {
        Some(flags) => (true, flags.trim()),
        None if absence(code).is_some() => (!is_parted, ""),
        None => (false, code),
    };
    // Statistical offices beside SDMX write a normal value as a small a.
    let (status, missing, note) = if flags == "a" { (Status::Normal, None, None) } else { cell::status_of(flags) };
    let is_unknown = status == Status::Normal && missing.is_none() && note.is_some();
    let note = note.map(|note| if is_unknown && !label.is_empty() { label.to_owned() } else { note });
    // What the letter means elsewhere is not what this file means by it.
    let note = note.filter(|_| missing.is_some() || reason(label).is_none());
    let labelled = || reason(label).or_else(|| is_sign.then_some(Missing::NotPublished));
    let missing = withheld.map(|_| Missing::Confidential).or(missing).or_else(labelled);
    Said { status, missing, note }
}

/// Why there is no value, in the words by which agencies explain their signs: "Data is subject to secrecy".
fn reason(label: &str) -> Option<Missing> {
    const WORDS: [(&[&str], Missing); 4] = [
        (&["not applicable", "inapplicable", "cannot exist", "cannot occur", "logically impossible"], Missing::NotApplicable),
        (&["confidential", "subject to secrecy", "suppress", "not for publication", "withheld"], Missing::Confidential),
        (&["not asked", "not collected", "not surveyed", "not recorded"], Missing::NotCollected),
        (&["not available", "not yet available", "no data", "not published", "not known"], Missing::NotPublished),
    ];
    let small = label.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase();
    let plain = small.strip_prefix("data is ").or_else(|| small.strip_prefix("data are ")).or_else(|| small.strip_prefix("data "));
    let plain = plain.unwrap_or(&small);
    let starts = |(words, _): &&(&[&str], Missing)| words.iter().any(|word| plain.starts_with(word));
    // "Missing value, imputed" is said of a value that is there.
    let is_missing = matches!(plain, "missing" | "missing value" | "missing data");
    WORDS.iter().find(starts).map(|(_, missing)| *missing).or_else(|| is_missing.then_some(Missing::NotPublished))
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
    fn a_sign_says_what_its_label_in_the_file_says() {
        let missing = |code: &str, label: &str| said(code, label).missing;
        assert_eq!(said("|C", "|confidential"), Said { missing: Some(Missing::Confidential), ..Said::default() });
        assert_eq!((missing("b|C", ""), said("b|C", "").status), (Some(Missing::Confidential), Status::Break));
        assert_eq!(said("|F", "free"), Said::default());
        assert_eq!(said("2", "Not applicable"), Said { missing: Some(Missing::NotApplicable), ..Said::default() });
        assert_eq!(missing("3", "Data is subject to secrecy"), Some(Missing::Confidential));
        assert_eq!(
            (missing("..", "Not applicable"), missing("5", "Not asked")),
            (Some(Missing::NotApplicable), Some(Missing::NotCollected))
        );
        assert_eq!((missing("4", "not available"), missing("7", "Magnitude nil")), (Some(Missing::NotPublished), None));
        assert_eq!(said("7", "Magnitude nil").note.as_deref(), Some("Magnitude nil"));
    }

    #[test]
    fn periods_are_read_as_agencies_write_them() {
        for (text, read) in [("1995M01", "1995-01"), ("2019-Q2", "2019-Q2"), ("2019S1", "2019-H1"), ("2013-01-18T00:00:00", "2013-01-18")] {
            assert_eq!(period(text).map(|(period, _)| period.to_string()).as_deref(), Some(read), "{text}");
        }
    }
}
