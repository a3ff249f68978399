//! Units as the code lists of agencies name them, in the words that figures are written with: "Million euro" is `EUR million`.

use crate::import::roles::units;
use crate::terms::unit::Unit;

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
        units::scaled(&self.base, self.power)
    }

    fn plain(base: &str) -> Self {
        let unit = Unit::new(base);
        let (base, size) = unit.plain();
        Self { base: base.to_owned(), power: size.log10().round() as i32, says_more: false }
    }

    fn saying_more(base: &str) -> Self {
        Self { says_more: true, ..Self::plain(base) }
    }
}

/// The power of ten that a code such as `6` or a label such as "Millions" means.
pub fn power(code: &str, label: &str) -> Option<i32> {
    [code, label].into_iter().filter(|text| !text.trim().is_empty()).find_map(units::power)
}

/// The unit that a code with its label means.
pub fn named(code: &str, label: &str) -> Named {
    let words = if label.is_empty() { code } else { label }.trim();
    let lower = words.to_lowercase();
    // PT may stand for points, and PC for pieces: a label that says so is believed.
    let is_percent = || ["percent", "per cent", "pct", "%", "prozent", "pour", "por c"].iter().any(|word| lower.contains(word));
    let is_told_otherwise = || matches!(code, "PT" | "PC") && !label.is_empty() && label != code && !is_percent();
    if let Some(unit) = of_code(code).filter(|_| !is_told_otherwise()) {
        return unit;
    }
    let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    if starts(&["percentage change", "percent change", "% change", "per cent change"]) {
        return Named { says_more: lower.split(' ').count() > 2, ..Named::plain("% change") };
    }
    if starts(&["percentage of", "% of", "percent of", "per cent of"]) {
        return Named::saying_more("%");
    }
    if starts(&["percentage point"]) {
        return Named::plain("points");
    }
    if starts(&["index"]) {
        return Named { says_more: lower != "index", ..Named::plain("index") };
    }
    let read = units::read(words);
    if read != words {
        return Named::plain(&read);
    }
    if units::is_currency(code) {
        return Named::plain(code);
    }
    // "Chain linked volumes (2010), million euro" names the prices first.
    match lower.rsplit_once(", ").map(|(_, last)| (units::read(last), last)) {
        Some((read, last)) if read != last => Named::saying_more(&read),
        Some(_) | None => Named::plain(words),
    }
}

/// What codes of SDMX's lists mean that are words, or nothing, elsewhere.
pub fn in_words(code: &str) -> Option<&'static str> {
    Some(match code {
        "PT" | "PCT" => "%",
        "PA" => "% per year",
        "NC" | "NCU" | "LCU" => "national currency",
        "PS" => "count",
        "PT_B1GQ" => "% of GDP",
        // Of the OECD's older data portal.
        "USD_CAP" => "USD per capita",
        "AGRWTH" | "PC_CHGPY" => "% change on the previous year",
        "PC_CHGPP" => "% change on the previous period",
        "PC_LF" => "% of the labour force",
        "IDX2010" => "index, 2010=100",
        "IDX2015" => "index, 2015=100",
        "THND_PER" => "thousand",
        "MLN_PER" => "million",
        _ => return None,
    })
}

/// Codes that mean a unit in the lists that agencies share.
fn of_code(code: &str) -> Option<Named> {
    if let Some(words) = in_words(code).filter(|words| *words != "%") {
        return Some(Named::plain(words));
    }
    Some(match code.to_ascii_uppercase().as_str() {
        "PC" | "PT" | "PCT" | "PERCENT" | "%" => Named::plain("%"),
        "PC_GDP" => Named::saying_more("%"),
        "I05" | "I10" | "I15" | "I20" | "I21" | "IX" | "INX" => Named::saying_more("index"),
        // "Sans objet" at INSEE, and what is not applicable in the lists of SDMX.
        "SO" | "_Z" => Named::default(),
        // Of the reporter, whoever that is.
        "XDC" | "NAC" | "NC" | "NCU" | "LCU" => Named::plain("national currency"),
        "CP_MEUR" | "CLV05_MEUR" | "CLV10_MEUR" | "CLV15_MEUR" | "CLV20_MEUR" => Named::saying_more("EUR million"),
        _ => return None,
    })
}

/// The unit that the code of an indicator names, where no dimension is one: Eurostat's `VALUE_IN_EUROS`.
pub fn of_measure(code: &str) -> Option<&'static str> {
    let upper = code.to_ascii_uppercase();
    let (what, unit) = upper.split_once("_IN_")?;
    match (what, unit) {
        ("VALUE", "EUROS" | "EURO" | "EUR") => Some("EUR"),
        ("VALUE", "DOLLARS" | "USD") => Some("USD"),
        ("QUANTITY" | "WEIGHT", "KG" | "KILOGRAMS") => Some("kg"),
        ("QUANTITY" | "WEIGHT", "100KG" | "100_KG") => Some("100 kg"),
        ("QUANTITY" | "WEIGHT", "TONNES" | "TONS") => Some("t"),
        _ => None,
    }
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
        assert_eq!(text("THS_PER", "Thousand tonnes"), "t thousand");
        assert_eq!(text("USD", "US Dollar"), "USD");
        assert_eq!(text("CHF", "Swiss franc"), "CHF");
        assert_eq!(text("USD", ""), "USD");
        assert_eq!(text("PC", "Percentage"), "%");
        assert_eq!((text("SO", ""), text("_Z", "Not applicable")), (String::new(), String::new()));
        assert_eq!(text("EUR_HAB", "Euro per inhabitant"), "Euro per inhabitant");
        assert_eq!(Named { power: 6, ..named("USD", "") }.text(), "USD million");
    }

    #[test]
    fn what_the_short_name_does_not_say_is_known() {
        assert_eq!(named("I15", "Index, 2015=100"), Named { base: "index".to_owned(), power: 0, says_more: true });
        assert_eq!(named("I15", ""), Named::saying_more("index"));
        assert!(named("PC_GDP", "Percentage of gross domestic product (GDP)").says_more);
        assert!(named("CLV10_MEUR", "Chain linked volumes (2010), million euro").says_more);
        assert!(!named("MIO_EUR", "Million euro").says_more);
    }

    #[test]
    fn powers_are_read_from_codes_and_words() {
        assert_eq!((power("6", "Millions"), power("_", "Billions"), power("x", "Units")), (Some(6), Some(9), Some(0)));
        assert_eq!((power("x", "millionaires"), power("99", "")), (None, None));
    }
}
