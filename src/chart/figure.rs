//! How a figure is written beside its mark and in a sentence: as precise as its source, never more.

use crate::measure::findings::Point;
use crate::terms::amount::{Amount, Qualifier};
use crate::terms::unit::{Scaled, Unit, decimals_shown, write_number};

/// "≈60%", "12–15%", "USD 245 billion": short, for a place at the mark.
pub fn at_mark(point: &Point, amount: &Amount, scaled: &Scaled) -> String {
    with_unit(scaled.unit.as_str(), &bare(point, amount, scaled))
}

/// "≈60", "12–15": without the unit, where a neighbour has it.
pub fn bare(point: &Point, amount: &Amount, scaled: &Scaled) -> String {
    numbers(point, amount, scaled).unwrap_or_else(|number| format!("{}{number}", amount.qualifier.sign()))
}

/// "+30", "−12": for changes and balances, where the side matters.
pub fn signed(point: &Point, amount: &Amount, scaled: &Scaled) -> String {
    let bare = bare(point, amount, scaled);
    let is_plain = amount.value > 0.0 && bare.starts_with(|first: char| first.is_ascii_digit());
    if is_plain { format!("+{bare}") } else { bare }
}

/// The same of ratios between −1 and 1 that stand below each other: all of them with two decimals.
pub fn signed_ratio(point: &Point, amount: &Amount, scaled: &Scaled) -> String {
    const ROUNDS_TO_NOTHING: f64 = 0.005;
    let is_plain = amount.is_exact() && point.derivation.is_some() && amount.value.abs() >= ROUNDS_TO_NOTHING;
    let sign = if amount.value > 0.0 { "+" } else { "" };
    if is_plain { format!("{sign}{}", write_number(amount.value, 2)) } else { signed(point, amount, scaled) }
}

/// "about 60%", "12–15%", "at least USD 20 billion": for a sentence.
pub fn in_words(point: &Point, amount: &Amount, scaled: &Scaled) -> String {
    let (word, number) = worded(point, amount, scaled);
    format!("{word}{}", with_unit(scaled.unit.as_str(), &number))
}

/// Two figures of one sentence with as many decimals as the one that has fewer, as long as two figures are left of each.
/// Number and unit are held together.
pub fn both_in_words(both: [(&Point, &Amount); 2], scaled: &Scaled) -> [String; 2] {
    let least = both.map(|(point, amount)| decimals(point, amount, amount.value, scaled)).into_iter().min().unwrap_or(0);
    both.map(|(point, amount)| {
        let (word, number) = worded(point, amount, scaled);
        let rough = write_number(amount.value / scaled.divisor, least);
        let figures = rough.trim_start_matches(['−', '0', '.']).chars().filter(char::is_ascii_digit).count();
        let number = if amount.qualifier == Qualifier::Exact && figures >= 2 { rough } else { number };
        format!("{word}{}", with_unit(scaled.unit.as_str(), &number).replace(' ', "\u{a0}"))
    })
}

/// The word of its qualifier, and the number or both ends of a range.
fn worded(point: &Point, amount: &Amount, scaled: &Scaled) -> (&'static str, String) {
    match numbers(point, amount, scaled) {
        Ok(range) => ("", range),
        Err(number) => (word(amount.qualifier), number),
    }
}

/// "100%", "USD 40 billion", "40 million tonnes", "no. 3".
pub fn with_unit(unit: &str, number: &str) -> String {
    let (first, rest) = unit.split_once(' ').unwrap_or((unit, ""));
    let is_currency = first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    match unit {
        "%" | "% change" => format!("{number}%"),
        _ if is_currency && rest.is_empty() => format!("{first} {number}"),
        _ if is_currency && matches!(rest, "thousand" | "million" | "billion" | "trillion") => format!("{first} {number} {rest}"),
        "" | "count" | "index" => number.to_owned(),
        "rank" | "ordinal" => format!("no. {number}"),
        unit => format!("{number} {unit}"),
    }
}

/// Both ends of what is a range, or else the one number.
fn numbers(point: &Point, amount: &Amount, scaled: &Scaled) -> Result<String, String> {
    let written = |value: f64| write_number(value / scaled.divisor, decimals(point, amount, value, scaled));
    match (amount.low, amount.high) {
        (Some(low), Some(high)) if amount.qualifier == Qualifier::Range && low != high => {
            let (low, high) = (written(low), written(high));
            // "−13–−7" would be read twice.
            Ok(if high.starts_with('−') { format!("{low} to {high}") } else { format!("{low}–{high}") })
        }
        _ => Err(written(amount.value)),
    }
}

/// As published; what was computed or made coarser has about three figures.
fn decimals(point: &Point, amount: &Amount, value: f64, scaled: &Scaled) -> u8 {
    let is_as_published = point.derivation.is_none() && scaled.divisor == 1.0;
    // What some thousand people answered is known to no hundredth of a per cent.
    let is_of_sample = point.wave.base.is_some() && is_in_hundredths(&scaled.unit);
    if let Some(decimals) = amount.decimals.filter(|_| is_as_published) {
        return if is_of_sample { decimals.min(1) } else { decimals };
    }
    let shown = value / scaled.divisor;
    let most = match shown.abs() {
        _ if is_in_hundredths(&scaled.unit) => 1 + u8::from(is_as_published && !is_of_sample),
        size if size < 1.0 => 2,
        size if size >= 100.0 => u8::from(is_as_published && size < 1000.0),
        size if size >= 10.0 => 1 + u8::from(is_as_published),
        _ => 2,
    };
    // Small numbers keep two figures at least.
    let small = if shown != 0.0 && shown.abs() < 0.095 { (-shown.abs().log10()).ceil().clamp(0.0, 11.0) as u8 + 1 } else { 0 };
    decimals_shown(shown).min(most.max(small))
}

fn is_in_hundredths(unit: &Unit) -> bool {
    matches!(unit.as_str(), "%" | "% change" | "points")
}

fn word(qualifier: Qualifier) -> &'static str {
    match qualifier {
        Qualifier::Exact | Qualifier::Range => "",
        Qualifier::About => "about ",
        Qualifier::Nearly => "nearly ",
        Qualifier::AtMost => "at most ",
        Qualifier::AtLeast => "at least ",
        Qualifier::LessThan => "less than ",
        Qualifier::MoreThan => "more than ",
        Qualifier::UpTo => "up to ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample;

    fn written(amount: &Amount, unit: &str) -> [String; 2] {
        let point = sample::point("2024", amount.clone());
        let scaled = Unit::new(unit).scaled_for(amount.value);
        [at_mark(&point, amount, &scaled), in_words(&point, amount, &scaled)]
    }

    fn qualified(value: f64, qualifier: Qualifier) -> Amount {
        Amount { qualifier, ..Amount::exact(value) }
    }

    #[test]
    fn a_qualifier_is_a_sign_at_the_mark_and_a_word_in_a_sentence() {
        assert_eq!(written(&qualified(60.0, Qualifier::About), "%"), ["≈60%", "about 60%"]);
        assert_eq!(written(&qualified(18.5, Qualifier::LessThan), "%"), ["<18.5%", "less than 18.5%"]);
        assert_eq!(written(&Amount::range(12.0, 15.0), "%"), ["12–15%", "12–15%"]);
        assert_eq!(written(&Amount::range(-13.0, -7.0), "%"), ["−13 to −7%", "−13 to −7%"]);
    }

    #[test]
    fn money_is_said_with_the_currency_in_front() {
        assert_eq!(written(&Amount::exact(2.45e11), "USD")[0], "USD 245 billion");
        assert_eq!(written(&Amount::exact(245.1), "USD billion")[0], "USD 245.1 billion");
        assert_eq!(written(&Amount::exact(7.08), "CNY per USD")[0], "7.08 CNY per USD");
    }

    #[test]
    fn what_was_computed_has_one_decimal_and_what_is_published_its_own() {
        let amount = Amount::exact(18.296_371);
        let computed = sample::computed("2020", amount.clone());
        let percent = Unit::percent().scaled_for(18.0);
        assert_eq!(at_mark(&computed, &amount, &percent), "18.3%");
        assert_eq!(at_mark(&computed, &Amount::exact(0.9995), &percent), "1.0%");
        assert_eq!(at_mark(&computed, &Amount::exact(0.04321), &percent), "0.043%");
        assert_eq!(written(&Amount { decimals: Some(1), ..Amount::exact(43.0) }, "%")[0], "43.0%");
        assert_eq!(written(&Amount::exact(0.004_21), "USD")[0], "USD 0.0042");
    }
}
