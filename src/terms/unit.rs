//! Units, and how an amount in them is written for people and for machines.

use std::sync::Arc;

use crate::terms::amount::Amount;

/// What a value counts: `USD`, `USD billion`, `%`, `million TIV`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit(Arc<str>);

/// Thousands are parted by a thin space.
pub const THIN_SPACE: char = '\u{2009}';
/// A number is held to its unit by a narrow no-break space.
pub const NARROW_SPACE: char = '\u{202f}';
pub const MINUS: char = '−';

/// A unit made coarser for an axis or a label, so that its numbers are short.
#[derive(Clone, Debug, PartialEq)]
pub struct Scaled {
    pub unit: Unit,
    /// Divide by this.
    pub divisor: f64,
}

impl Unit {
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn percent() -> Self {
        Self::new("%")
    }

    pub fn points() -> Self {
        Self::new("points")
    }

    pub fn is_percent(&self) -> bool {
        self.as_str() == "%"
    }

    /// Does zero mean "nothing", so that amounts can be set against each other as lengths?
    pub fn is_ratio(&self) -> bool {
        !matches!(self.as_str(), "rank" | "ordinal")
    }

    /// May amounts in it be added up?
    pub fn is_additive(&self) -> bool {
        !matches!(self.as_str(), "%" | "% change" | "index" | "points" | "rank" | "ordinal" | "CNY per USD" | "percent of GDP")
    }

    /// The unit without its "million", and how many of it one of this is: USD billion → (USD, 10⁹).
    pub fn plain(&self) -> (&str, f64) {
        const WORDS: [(&str, f64); 4] = [(" thousand", 1e3), (" million", 1e6), (" billion", 1e9), (" trillion", 1e12)];
        WORDS.into_iter().find_map(|(word, size)| Some((self.0.strip_suffix(word)?, size))).unwrap_or((self.as_str(), 1.0))
    }

    /// The coarser unit in which `largest` has one to three digits before the point: USD → USD billion.
    pub fn scaled_for(&self, largest: f64) -> Scaled {
        const STEPS: [(&str, i32); 4] = [("", 0), ("million", 6), ("billion", 9), ("trillion", 12)];
        let as_it_is = Scaled { unit: self.clone(), divisor: 1.0 };
        let mut words = self.0.rsplitn(2, ' ');
        let (last, before) = (words.next().unwrap_or_default(), words.next());
        let (currency, power) = match STEPS.iter().find(|(word, power)| *power > 0 && *word == last) {
            Some((_, power)) => (before.unwrap_or_default(), *power),
            None if matches!(self.as_str(), "USD" | "EUR" | "CNY" | "RUB" | "count") => (self.as_str(), 0),
            None => return as_it_is,
        };
        let size = largest.abs() * 10_f64.powi(power);
        let Some((word, wanted)) = STEPS.iter().rev().find(|(_, wanted)| size >= 10_f64.powi(*wanted) * 1.999) else {
            return as_it_is;
        };
        if *wanted <= power || *wanted == 6 && currency == "count" && size < 1e7 {
            return as_it_is;
        }
        let text = if word.is_empty() { currency.to_owned() } else { format!("{currency} {word}") };
        let text = text.replace("count ", "");
        Scaled { unit: Self::new(text), divisor: 10_f64.powi(wanted - power) }
    }

    /// The amount for people, qualifier and unit included: "≈60 %", "12–15 %", "USD 1.2 billion" as "1.2 USD billion".
    pub fn write(&self, amount: &Amount) -> String {
        let decimals = amount.decimals.unwrap_or_else(|| self.decimals_of(amount));
        let bare = match (amount.low, amount.high) {
            (Some(low), Some(high)) if !amount.is_exact() && low != high => {
                format!("{}–{}", write_number(low, decimals), write_number(high, decimals))
            }
            _ => format!("{}{}", amount.qualifier.sign(), write_number(amount.value, decimals)),
        };
        self.with_number(&bare)
    }

    /// A number that is written already, with its unit: "46.4 %".
    pub fn with_number(&self, number: &str) -> String {
        match self.as_str() {
            "" | "count" | "index" => number.to_owned(),
            "rank" | "ordinal" => format!("no.{NARROW_SPACE}{number}"),
            "% change" => format!("{number}{NARROW_SPACE}%"),
            unit => format!("{number}{NARROW_SPACE}{unit}"),
        }
    }

    /// In percent as many decimals as the number shows, two at most; otherwise as many as keep four figures.
    fn decimals_of(&self, amount: &Amount) -> u8 {
        let own = decimals_shown(amount.value);
        let most = match amount.value.abs() {
            _ if self.is_percent() || matches!(self.as_str(), "% change" | "points" | "index") => 2,
            size if size >= 1000.0 => 0,
            size if size >= 100.0 => 1,
            size if size >= 1.0 => 3,
            _ => 5,
        };
        own.min(most)
    }
}

/// `1 234.5`, `−0.07`: thin spaces between thousands, a true minus, so many decimals and no more.
pub fn write_number(value: f64, decimals: u8) -> String {
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut written = String::new();
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        written.push(MINUS);
    }
    for (at, digit) in whole.chars().enumerate() {
        // Four figures stay together: 2 024 would read as a year with a hole.
        if at > 0 && (whole.len() - at) % 3 == 0 && whole.len() > 4 {
            written.push(THIN_SPACE);
        }
        written.push(digit);
    }
    written + rest
}

/// The shortest digits that read back as the same number, with a point, for machines: `0.1`, `1e21`.
pub fn exact_number(value: f64) -> String {
    let size = value.abs();
    if value != 0.0 && !(1e-7..1e17).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}

/// How many digits the shortest way of writing the number has after its point.
pub fn decimals_shown(value: f64) -> u8 {
    let text = format!("{value}");
    text.split_once('.').map_or(0, |(_, decimals)| u8::try_from(decimals.len()).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::amount::Qualifier;

    #[test]
    fn numbers_have_thin_thousands_and_a_true_minus() {
        assert_eq!(write_number(1_234_567.0, 0), "1\u{2009}234\u{2009}567");
        assert_eq!(write_number(2024.0, 0), "2024");
        assert_eq!(write_number(-0.5, 1), "−0.5");
        assert_eq!(write_number(-0.04, 1), "0.0");
    }

    #[test]
    fn machines_get_the_shortest_digits_that_read_back() {
        for (value, text) in
            [(0.1, "0.1"), (5.0, "5"), (-0.0, "-0"), (1e21, "1e21"), (17_963_170_521_079.3, "17963170521079.3"), (1e-9, "1e-9")]
        {
            assert_eq!(exact_number(value), text);
            assert_eq!(text.parse(), Ok(value));
        }
    }

    #[test]
    fn qualifiers_stay_with_the_number() {
        let about = Amount { qualifier: Qualifier::About, ..Amount::exact(60.0) };
        assert_eq!(Unit::percent().write(&about), "≈60\u{202f}%");
        assert_eq!(Unit::percent().write(&Amount::range(20.0, 22.0)), "20–22\u{202f}%");
        assert_eq!(Unit::percent().write(&Amount { decimals: Some(1), ..Amount::exact(43.0) }), "43.0\u{202f}%");
    }

    #[test]
    fn large_money_is_counted_in_billions() {
        let scaled = Unit::new("USD").scaled_for(5.6e11);
        assert_eq!((scaled.unit.as_str(), scaled.divisor), ("USD billion", 1e9));
        assert_eq!(Unit::new("USD billion").scaled_for(245.0).divisor, 1.0);
        assert_eq!(Unit::percent().scaled_for(90.0).divisor, 1.0);
        assert_eq!(Unit::new("count").scaled_for(1_300_000.0).divisor, 1.0);
    }
}
