//! Figures with their decimal and thousands signs become a number, or the reason why they are none.

use crate::dataset::reading;
use crate::import::hints::Decimal;
use crate::terms::unit::decimals_shown;

/// A number, and how many digits behind the point were written where the number itself does not tell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    pub decimals: Option<u8>,
}

/// Figures taken apart at their signs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figures<'a> {
    /// With thousands signs.
    pub whole: &'a str,
    pub fraction: Option<&'a str>,
    pub exponent: Option<&'a str>,
}

/// The number that a core writes, times this power of ten. Infinities, and what would come out as another number, are none.
pub(super) fn number(core: &str, decimal: Decimal, shift: i32) -> Result<Number, String> {
    let Figures { whole, fraction, exponent } = figures(core, decimal).ok_or_else(|| NO_NUMBER.to_owned())?;
    let fraction = fraction.unwrap_or_default();
    if !is_figures(fraction) {
        return Err(wrong_sign(core, decimal));
    }
    let whole = grouped(whole).ok_or_else(|| wrong_sign(core, decimal))?;
    if whole.is_empty() && fraction.is_empty() {
        return Err(NO_NUMBER.to_owned());
    }
    let zero = if whole.is_empty() { "0" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    let power = exponent.and_then(|exponent| exponent.parse().ok()).unwrap_or(0) + shift;
    let behind = if exponent.is_some() || shift != 0 { format!("e{power}") } else { String::new() };
    let written = format!("{zero}{whole}{point}{fraction}{behind}");
    let value: f64 = written.parse().map_err(|_| NO_NUMBER.to_owned())?;
    if let Some(why) = reading::objection_to_number(&written, value) {
        return Err(why.to_owned());
    }
    // No binary number has more than fifteen digits that mean something.
    let digits = (fraction.len().min(15) as i32 - shift).clamp(0, 15) as u8;
    let decimals = (exponent.is_none() && digits > decimals_shown(value)).then_some(digits);
    Ok(Number { value, decimals })
}

const NO_NUMBER: &str = "is not a number";

/// Cuts a core at its decimal sign and its exponent. `None` when it holds what no number does.
pub(super) fn figures(core: &str, decimal: Decimal) -> Option<Figures<'_>> {
    let (mantissa, exponent) = match core.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (core, None),
    };
    let is_exponent = |exponent: &str| {
        let figures = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        (1..=4).contains(&figures.len()) && is_figures(figures)
    };
    let is_known = mantissa.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '\'' | ' '));
    if !is_known || !exponent.is_none_or(is_exponent) || !mantissa.contains(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = match mantissa.split_once(decimal.sign()) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    Some(Figures { whole, fraction, exponent })
}

/// The whole part without its thousands signs, which stand at every third figure, or as in India: 12,34,567.
pub(super) fn grouped(whole: &str) -> Option<String> {
    let Some(sign) = whole.chars().find(|letter| !letter.is_ascii_digit()) else { return Some(whole.to_owned()) };
    let mut groups = whole.split(sign);
    let first = groups.next().filter(|first| (1..=3).contains(&first.len()) && is_figures(first))?;
    let groups: Vec<&str> = groups.collect();
    let (last, between) = groups.split_last()?;
    let is_of = |size: usize| between.iter().all(|group| group.len() == size && is_figures(group));
    let is_indian = sign == ',' && first.len() <= 2 && !between.is_empty() && is_of(2);
    (last.len() == 3 && is_figures(last) && (is_of(3) || is_indian)).then(|| [&[first], groups.as_slice()].concat().concat())
}

pub(super) fn is_figures(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is wrong with signs that stand where none may.
fn wrong_sign(core: &str, decimal: Decimal) -> String {
    let other = decimal.other();
    let would_do = figures(core, other).is_some_and(|other| grouped(other.whole).is_some() && other.fraction.is_none_or(is_figures));
    match would_do {
        true => format!("is not a number with a decimal {}, but one with a decimal {}", decimal.name(), other.name()),
        false => "is not a number: its signs do not stand between thousands, nor before decimals".to_owned(),
    }
}
