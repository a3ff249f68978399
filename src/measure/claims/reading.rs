//! What a figure may be, as it is stated: from its words to the least and the greatest value that agree with it.

use crate::terms::amount::{Amount, Bound, Qualifier};
use crate::terms::unit::{Unit, decimals_shown, write_number};

/// "About" and "nearly" reach so far from the figure that they stand at: a tenth of it.
pub const ROUGHLY: f64 = 0.1;

/// Least and greatest value that agree with a figure as it is stated; an open end is `None`.
///
/// | stated | read as |
/// |---|---|
/// | 35 | half of the last digit to either side: 34.5 to 35.5 |
/// | about 60 | a tenth to either side, and never less than half of the last digit: 54 to 66 |
/// | nearly 80 | from a tenth below up to the figure: 72 to 80 |
/// | at most 18, up to 18 | not above it once rounded like it: 18.5 or less |
/// | at least 18 | not below it once rounded like it: 17.5 or more |
/// | less than 1, more than 15 | strictly below, strictly above |
/// | 7 to 13 | from half of a last digit below to half of one above |
///
/// Of a fall, which is a negative figure, such words speak of its size: "a fall of more than a third" is one below −33.
pub fn as_read(amount: &Amount) -> [Option<f64>; 2] {
    let half = half_of_last_digit(amount);
    let (value, size) = (amount.value, amount.value.abs());
    let tenth = (size * ROUGHLY).max(half);
    let [low, high] = match (amount.qualifier, amount.low, amount.high) {
        (Qualifier::Exact | Qualifier::Range, low, high) => return [low.unwrap_or(value) - half, high.unwrap_or(value) + half].map(Some),
        (Qualifier::About | Qualifier::Nearly, Some(low), Some(high)) => return [Some(low), Some(high)],
        (Qualifier::About, ..) => [Some(size - tenth), Some(size + tenth)],
        (Qualifier::Nearly, ..) => [Some(size - tenth), Some(size)],
        (Qualifier::AtMost | Qualifier::UpTo, ..) => [None, Some(size + half)],
        (Qualifier::AtLeast, ..) => [Some(size - half), None],
        (Qualifier::LessThan, ..) => [None, Some(size.next_down())],
        (Qualifier::MoreThan, ..) => [Some(size.next_up()), None],
    };
    if value < 0.0 { [high.map(|high| -high), low.map(|low| -low)] } else { [low, high] }
}

fn half_of_last_digit(amount: &Amount) -> f64 {
    0.5 * 10_f64.powi(-i32::from(decimals(amount)))
}

fn decimals(amount: &Amount) -> u8 {
    let shown = [amount.low, amount.high].into_iter().flatten().map(decimals_shown);
    // The middle of a range has digits that nobody stated.
    let of_ends = shown.max().filter(|_| amount.qualifier.bound() == Bound::Between);
    amount.decimals.or(of_ends).unwrap_or_else(|| decimals_shown(amount.value))
}

/// "31.5–38.5%", "18.5% or less", "below 1%".
pub fn in_words(amount: &Amount, unit: &Unit) -> String {
    let [low, high] = as_read(amount);
    let exactly = |value: f64| {
        // One digit more than was stated, for the half of the last one; the hair that makes a bound strict goes.
        let factor = 10_f64.powi(i32::from(decimals(amount)) + 1);
        let rounded = (value * factor).round() / factor;
        write_number(rounded, decimals_shown(rounded))
    };
    let write = |value: f64| unit_said(&exactly(value), unit);
    let is_strict = matches!(amount.qualifier, Qualifier::LessThan | Qualifier::MoreThan);
    match (low, high) {
        (Some(low), Some(high)) => write_range(&exactly(low), &exactly(high), unit),
        (None, Some(high)) if is_strict => format!("below {}", write(high)),
        (Some(low), None) if is_strict => format!("above {}", write(low)),
        (None, Some(high)) => format!("{} or less", write(high)),
        (Some(low), None) => format!("{} or more", write(low)),
        (None, None) => write(amount.value),
    }
}

/// "19.8–21.7%", "−13.5 to −6.5 points".
pub fn write_range(low: &str, high: &str, unit: &Unit) -> String {
    let dash = if low.starts_with('−') { " to " } else { "–" };
    unit_said(&format!("{low}{dash}{high}"), unit)
}

/// A number with its unit in a sentence: "33.4%", "USD 10.4 billion".
pub fn said(value: f64, unit: &Unit) -> String {
    unit_said(&number(value, unit), unit)
}

fn unit_said(number: &str, unit: &Unit) -> String {
    let (first, rest) = unit.as_str().split_once(' ').unwrap_or((unit.as_str(), ""));
    let is_currency = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    match rest {
        _ if unit.is_percent() || unit.as_str() == "% change" => format!("{number}%"),
        "thousand" | "million" | "billion" | "trillion" if is_currency => format!("{first}\u{a0}{number}\u{a0}{rest}"),
        _ => unit.with_number(number),
    }
}

/// In hundredths one digit after the point, else about three figures; small numbers keep two.
pub fn number(value: f64, unit: &Unit) -> String {
    let is_of_hundred = matches!(unit.as_str(), "%" | "% change" | "points");
    let most: u8 = match value.abs() {
        size if size >= 1000.0 => 0,
        size if size >= 10.0 || is_of_hundred && size >= 0.1 => 1,
        size if size >= 1.0 => 2,
        _ => 3,
    };
    let factor = 10_f64.powi(i32::from(most));
    let rounded = (value * factor).round() / factor;
    write_number(rounded, decimals_shown(rounded))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(qualifier: Qualifier, value: f64) -> (String, [Option<f64>; 2]) {
        let amount = Amount { qualifier, ..Amount::exact(value) };
        (in_words(&amount, &Unit::percent()), as_read(&amount))
    }

    #[test]
    fn a_plain_figure_is_meant_to_its_last_digit() {
        assert_eq!(read(Qualifier::Exact, 35.0), ("34.5–35.5%".to_owned(), [Some(34.5), Some(35.5)]));
        let [low, high] = as_read(&Amount::exact(17.8)).map(|end| end.expect("closed"));
        assert!((low - 17.75).abs() < 1e-9 && (high - 17.85).abs() < 1e-9);
        let whole = Amount { decimals: Some(1), ..Amount::exact(43.0) };
        assert_eq!(as_read(&whole), [Some(42.95), Some(43.05)]);
    }

    #[test]
    fn about_reaches_a_tenth_to_either_side_and_nearly_only_below() {
        assert_eq!(read(Qualifier::About, 60.0), ("54–66%".to_owned(), [Some(54.0), Some(66.0)]));
        assert_eq!(read(Qualifier::About, 4.0), ("3.5–4.5%".to_owned(), [Some(3.5), Some(4.5)]));
        assert_eq!(read(Qualifier::Nearly, 80.0), ("72–80%".to_owned(), [Some(72.0), Some(80.0)]));
    }

    #[test]
    fn bounds_are_open_at_one_end() {
        assert_eq!(read(Qualifier::AtMost, 18.0), ("18.5% or less".to_owned(), [None, Some(18.5)]));
        assert_eq!(read(Qualifier::UpTo, 45.0).0, "45.5% or less");
        assert_eq!(read(Qualifier::AtLeast, 18.0), ("17.5% or more".to_owned(), [Some(17.5), None]));
        let (words, [low, high]) = read(Qualifier::LessThan, 1.0);
        assert!(words == "below 1%" && low.is_none() && high.is_some_and(|high| high < 1.0));
        let (words, [low, high]) = read(Qualifier::MoreThan, 15.0);
        assert!(words == "above 15%" && high.is_none() && low.is_some_and(|low| low > 15.0));
    }

    #[test]
    fn of_a_fall_the_words_speak_of_its_size() {
        let (words, [low, high]) = read(Qualifier::MoreThan, -33.0);
        assert_eq!(words, "below −33%");
        assert!(low.is_none() && high.is_some_and(|high| high < -33.0));
        assert_eq!(read(Qualifier::AtMost, -27.0).1, [Some(-27.5), None]);
    }

    #[test]
    fn a_range_is_read_from_end_to_end() {
        assert_eq!(as_read(&Amount::range(7.0, 14.0)), [Some(6.5), Some(14.5)]);
        assert_eq!(in_words(&Amount::range(-13.0, -7.0), &Unit::points()), "−13.5 to −6.5\u{202f}points");
    }
}
