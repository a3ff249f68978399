//! How the single words of a file are read, in documents and tables alike: numbers and periods.

use crate::terms::period::{self, Period};

/// Whole numbers below this one all have a place of their own among binary numbers.
const LARGEST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Why a number that was read as `number` cannot be taken as it is written; `None` when it can.
pub fn objection_to_number(written: &str, number: f64) -> Option<&'static str> {
    let digits = written.split(['e', 'E']).next().unwrap_or_default();
    if !number.is_finite() {
        return Some("is larger than any number this program can hold");
    }
    if number == 0.0 && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        return Some("is nearer to zero than any number this program can hold");
    }
    let has_exponent = digits.len() < written.len();
    let whole = digits.split('.').next().unwrap_or_default().trim_start_matches(['+', '-']).trim_start_matches('0');
    let is_exact = has_exponent || number.abs() < LARGEST_EXACT || whole == number.abs().to_string();
    (!is_exact).then_some("has more figures than this program can keep; write it in a larger unit, such as thousands")
}

/// The period, or why the text is none.
///
/// # Errors
/// What is wrong with it, and what was expected.
pub fn period(text: &str) -> Result<Period, String> {
    if text.eq_ignore_ascii_case("undated") {
        return Ok(Period::Undated);
    }
    Period::parse(text).ok_or_else(|| {
        let frequency = |end: &str| Period::parse(end).filter(|period| !period.is_span()).and_then(|period| period.frequency());
        match text.split_once('/').map(|(from, to)| (frequency(from), frequency(to))) {
            Some((Some(from), Some(to))) if from == to => "is a span that ends before it begins; write the earlier end first".to_owned(),
            Some((Some(_), Some(_))) => "is a span between two ends of different kinds; write two years, or two months".to_owned(),
            Some(_) | None => format!("is not a period that can be read; {}", period::EXPECTED),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objection(written: &str) -> Option<&'static str> {
        objection_to_number(written, written.parse().expect("a number"))
    }

    #[test]
    fn numbers_that_would_come_out_as_others_are_not_taken() {
        assert!(objection("1e400").is_some_and(|why| why.contains("larger")));
        assert!(objection("-1e-400").is_some_and(|why| why.contains("nearer to zero")));
        assert!(objection("9007199254740993").is_some_and(|why| why.contains("more figures")));
        for fine in
            ["0", "-0.0", "0e5", "9007199254740992", "9007199254740994", "100000000000000000000000", "1e300", "0.1", "007", "1e-300"]
        {
            assert_eq!(objection(fine), None, "{fine}");
        }
    }

    #[test]
    fn a_span_says_what_is_wrong_with_it() {
        assert!(period("2012/2006").is_err_and(|why| why.contains("ends before it begins")));
        assert!(period("2012/2013-05").is_err_and(|why| why.contains("different kinds")));
        assert!(period("2012/soon").is_err_and(|why| why.contains("expected 2024")));
        assert_eq!(period("Undated"), Ok(Period::Undated));
    }
}
