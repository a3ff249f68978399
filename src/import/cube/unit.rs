//! Units as agencies name them, in the words that figures are written with: "Million euro" is `EUR million`.

/// A unit in our words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub base: String,
    /// Of ten, that it is counted in.
    pub power: i32,
    /// Does the agency's name say more than this one: "Index, 2015=100"?
    pub says_more: bool,
}

impl Named {
    /// The unit as figures are written with it: `EUR million`.
    pub fn text(&self) -> String {
        let size = match self.power {
            0 => return self.base.clone(),
            3 => "thousand".to_owned(),
            6 => "million".to_owned(),
            9 => "billion".to_owned(),
            12 => "trillion".to_owned(),
            power => format!("× 10^{power}"),
        };
        if self.base.is_empty() { size } else { format!("{} {size}", self.base) }
    }
}

/// The power of ten that a code such as `6` or a label such as "Millions" means.
pub fn power(code: &str, label: &str) -> Option<i32> {
    let of_word = |text: &str| sized(&text.trim().to_lowercase()).filter(|(_, rest)| rest.is_empty()).map(|(power, _)| power);
    let of_unit = |text: &str| matches!(text.trim().to_lowercase().as_str(), "units" | "unit" | "_z").then_some(0);
    code.trim().parse().ok().filter(|power| (-30..=30).contains(power)).or_else(|| {
        let words = || [label, code].into_iter();
        words().find_map(of_word).or_else(|| words().find_map(of_unit))
    })
}

/// The unit that a code with its label means.
pub fn named(code: &str, label: &str) -> Named {
    let words = if label.is_empty() { code } else { label };
    let plain = |base: &str, power| Named { base: base.to_owned(), power, says_more: false };
    if let Some(unit) = of_code(code) {
        return unit;
    }
    let lower = words.trim().to_lowercase();
    if let Some(base) = fixed(&lower) {
        return plain(base, 0);
    }
    if lower.starts_with("percentage of") || lower.starts_with("% of") || lower.starts_with("percent of") || lower.starts_with("per cent of") {
        return Named { base: "%".to_owned(), power: 0, says_more: true };
    }
    if lower.starts_with("index") {
        return Named { base: "index".to_owned(), power: 0, says_more: lower != "index" };
    }
    if is_currency(code) {
        return plain(code, sized(&lower).map_or(0, |(power, _)| power));
    }
    // "Chain linked volumes (2010), million euro" names the prices first.
    for (start, part) in [(0, lower.as_str())].into_iter().chain(lower.rsplit_once(", ").map(|(start, part)| (start.len(), part))) {
        let (power, rest) = sized(part).unwrap_or((0, part));
        if let Some(currency) = currency(rest) {
            return Named { base: currency.to_owned(), power, says_more: start > 0 };
        }
        if power > 0 && start == 0 && !rest.is_empty() {
            return plain(rest, power);
        }
    }
    plain(words.trim(), 0)
}

/// Codes that mean a unit in the lists that agencies share.
fn of_code(code: &str) -> Option<Named> {
    let (base, power, says_more) = match code.to_ascii_uppercase().as_str() {
        "PC" | "PT" | "PCT" | "PERCENT" | "%" => ("%", 0, false),
        "XDC" => ("national currency", 0, false),
        "CP_MEUR" | "CLV05_MEUR" | "CLV10_MEUR" | "CLV15_MEUR" | "CLV20_MEUR" => ("EUR", 6, true),
        "MIO_EUR" | "MEUR" | "EUR_MIO" => ("EUR", 6, false),
        "THS_EUR" => ("EUR", 3, false),
        "PC_GDP" => ("%", 0, true),
        _ => return None,
    };
    Some(Named { base: base.to_owned(), power, says_more })
}

fn fixed(lower: &str) -> Option<&'static str> {
    match lower {
        "%" | "percent" | "per cent" | "percentage" | "percentages" | "percents" => Some("%"),
        "percentage change" | "percent change" | "% change" | "per cent change" => Some("% change"),
        "percentage points" | "percentage point" => Some("points"),
        "number" | "numbers" | "count" | "units" => Some("count"),
        _ => currency(lower),
    }
}

fn currency(lower: &str) -> Option<&'static str> {
    match lower.trim() {
        "us dollar" | "us dollars" | "u.s. dollar" | "u.s. dollars" | "usd" | "us$" | "united states dollar" => Some("USD"),
        "euro" | "euros" | "eur" | "ecu/euro" => Some("EUR"),
        "yuan" | "renminbi" | "cny" | "chinese yuan" => Some("CNY"),
        "russian rouble" | "russian ruble" | "roubles" | "rubles" | "rub" => Some("RUB"),
        _ => None,
    }
}

/// Is it one of the codes of ISO 4217 that statistics of trade and finance are most often in?
fn is_currency(code: &str) -> bool {
    const CODES: [&str; 36] = [
        "AED", "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY", "KRW", "KZT", "MXN",
        "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "UAH", "USD", "VND", "ZAR",
    ];
    CODES.contains(&code)
}

/// The power of ten that a name begins with, and the rest: "thousands of persons" → (3, "persons").
fn sized(lower: &str) -> Option<(i32, &str)> {
    const SIZES: [(&str, i32); 4] = [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12)];
    SIZES.into_iter().find_map(|(word, power)| {
        let rest = lower.strip_prefix(word)?;
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        if rest.starts_with(char::is_alphanumeric) {
            return None;
        }
        let rest = rest.trim();
        Some((power, rest.strip_prefix("of ").unwrap_or(rest)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(code: &str, label: &str) -> String {
        named(code, label).text()
    }

    #[test]
    fn names_of_agencies_become_units_that_can_be_scaled() {
        assert_eq!(text("MIO_EUR", "Million euro"), "EUR million");
        assert_eq!(text("X", "Current prices, million euro"), "EUR million");
        assert_eq!(text("THS", "Thousands of persons"), "persons thousand");
        assert_eq!(text("USD", "US Dollar"), "USD");
        assert_eq!(text("USD", ""), "USD");
        assert_eq!(text("PC", "Percentage"), "%");
        assert_eq!(text("EUR_HAB", "Euro per inhabitant"), "Euro per inhabitant");
        assert_eq!(Named { base: "USD".to_owned(), power: 6, says_more: false }.text(), "USD million");
        assert_eq!(Named { base: "USD".to_owned(), power: 2, says_more: false }.text(), "USD × 10^2");
    }

    #[test]
    fn what_the_short_name_does_not_say_is_known() {
        assert_eq!(named("I15", "Index, 2015=100"), Named { base: "index".to_owned(), power: 0, says_more: true });
        assert!(named("PC_GDP", "Percentage of gross domestic product (GDP)").says_more);
        assert!(named("CLV10_MEUR", "Chain linked volumes (2010), million euro").says_more);
        assert!(!named("MIO_EUR", "Million euro").says_more);
    }

    #[test]
    fn powers_are_read_from_codes_and_words() {
        assert_eq!((power("6", "Millions"), power("_", "Billions"), power("0", "Units"), power("x", "Units")), (Some(6), Some(9), Some(0), Some(0)));
        assert_eq!((power("x", "millionaires"), power("99", "")), (None, None));
    }
}
