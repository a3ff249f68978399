//! Units as agencies write them, in the words of this program.

use crate::terms::english::capitalised;

/// `1000 USD` → `USD thousand`, `MIO_EUR` → `EUR million`, `Percent` → `%`; what is not known stays as it is.
pub fn read(text: &str) -> String {
    let text = text.trim();
    let folded = text.to_lowercase().replace(['_', '-'], " ");
    let exact = match folded.as_str() {
        "pc" | "percent" | "per cent" | "percentage" | "pct" | "in %" | "процент" | "проценты" | "百分比" => "%",
        "us dollar"
        | "us dollars"
        | "u.s. dollars"
        | "current us$"
        | "us$"
        | "$us"
        | "usd"
        | "current usd"
        | "$"
        | "долл. сша"
        | "доллар сша"
        | "доллары сша"
        | "美元" => "USD",
        "euro" | "euros" | "eur" | "евро" | "value in euros" => "EUR",
        "yuan" | "renminbi" | "rmb" | "cny" | "元" | "人民币" | "юань" => "CNY",
        "rub" | "rouble" | "ruble" | "roubles" | "rubles" | "руб." | "руб" | "рубль" | "рублей" => "RUB",
        "number" | "persons" | "person" | "units" | "u" | "чел." | "человек" => "count",
        "tonnes" | "tonne" | "metric tons" | "т" | "тонн" => "t",
        "kilogram" | "kilograms" | "weight in kilograms" | "кг" | "千克" => "kg",
        _ => "",
    };
    if !exact.is_empty() {
        return exact.to_owned();
    }
    scaled_words(&folded).unwrap_or_else(|| text.to_owned())
}

/// A unit with a word for its size before or behind it.
fn scaled_words(folded: &str) -> Option<String> {
    const SIZES: [(&[&str], &str); 4] = [
        (&["1000", "1,000", "thousand", "thousands", "ths", "тыс.", "тыс", "千"], "thousand"),
        (&["million", "millions", "mio", "mln", "mn", "mil", "млн", "млн.", "百万"], "million"),
        (&["billion", "billions", "bn", "bln", "млрд", "млрд.", "十亿"], "billion"),
        (&["trillion", "trillions", "трлн", "трлн."], "trillion"),
    ];
    let words: Vec<&str> = folded.split_whitespace().filter(|word| !matches!(*word, "of" | "in" | "current")).collect();
    let is_size = |word: &str| SIZES.iter().find(|(names, _)| names.contains(&word)).map(|(_, size)| *size);
    let (unit, size) = match words.as_slice() {
        [first, rest @ ..] if is_size(first).is_some() && !rest.is_empty() => (rest.join(" "), is_size(first)?),
        [rest @ .., last] if is_size(last).is_some() && !rest.is_empty() => (rest.join(" "), is_size(last)?),
        _ => return None,
    };
    let unit = read(&unit);
    matches!(unit.as_str(), "USD" | "EUR" | "CNY" | "RUB" | "count" | "t" | "kg" | "TIV").then(|| format!("{unit} {size}"))
}

/// The unit with its multiplier: `USD` and 6 → `USD million`. A power without a word of its own stays visible.
pub fn scaled(unit: &str, power: i32) -> String {
    let word = match power {
        0 => return unit.to_owned(),
        3 => "thousand",
        6 => "million",
        9 => "billion",
        12 => "trillion",
        other => return format!("{unit} × 10^{other}").trim().to_owned(),
    };
    match unit {
        "" | "count" => word.to_owned(),
        unit => format!("{unit} {word}"),
    }
}

/// The power of ten in a column of multipliers: `6`, `Millions`, `Units`.
pub fn power(text: &str) -> Option<i32> {
    match text.trim().to_lowercase().as_str() {
        "" | "units" | "unit" | "ones" => Some(0),
        "thousand" | "thousands" => Some(3),
        "million" | "millions" => Some(6),
        "billion" | "billions" => Some(9),
        "trillion" | "trillions" => Some(12),
        number => number.parse().ok().filter(|power| (-12..=15).contains(power)),
    }
}

/// The label of an indicator and the unit in its last brackets: `Exports (% of GDP)` → (`Exports`, `% of GDP`). Brackets that
/// hold no unit are part of the label.
pub fn parted(label: &str) -> (String, Option<String>) {
    let label = label.trim();
    let whole = || (label.to_owned(), None);
    let Some(inner) = label.strip_suffix(')') else {
        return match label.rsplit_once(", ") {
            Some((before, unit)) if is_unit(unit) => (before.to_owned(), Some(read(unit))),
            Some(_) | None => whole(),
        };
    };
    let mut depth = 1;
    let open = inner.char_indices().rev().find(|(_, letter)| {
        depth += match letter {
            ')' => 1,
            '(' => -1,
            _ => 0,
        };
        depth == 0
    });
    let Some((at, _)) = open else { return whole() };
    let (before, unit) = (label[..at].trim(), inner[at + 1..].trim());
    if before.is_empty() || !is_unit(unit) {
        return whole();
    }
    (before.to_owned(), Some(read(unit)))
}

/// Does the text in brackets say what is counted?
fn is_unit(text: &str) -> bool {
    const WORDS: [&str; 30] = [
        "%",
        "usd",
        "us$",
        "$",
        "eur",
        "euro",
        "tonnes",
        "tons",
        "kg",
        "percent",
        "per ",
        "million",
        "billion",
        "thousand",
        "index",
        "years",
        "persons",
        "people",
        "people per",
        "dollar",
        "kwh",
        "twh",
        "mw",
        "constant",
        "current",
        "руб",
        "долл",
        "млн",
        "млрд",
        "евро",
    ];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// "imports_quantity" → "Imports quantity".
pub fn label_of(name: &str) -> String {
    let words = name.replace(['_', '-'], " ");
    capitalised(words.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_to_the_words_of_the_program() {
        for (text, unit) in [
            ("1000 USD", "USD thousand"),
            ("US$ Thousand", "USD thousand"),
            ("1000 $", "USD thousand"),
            ("MIO_EUR", "EUR million"),
            ("млн евро", "EUR million"),
            ("PC", "%"),
            ("Billion Kwh", "Billion Kwh"),
            ("% of GDP", "% of GDP"),
        ] {
            assert_eq!(read(text), unit, "{text}");
        }
        assert_eq!((scaled("USD", 6), scaled("", 3), power("Millions")), ("USD million".to_owned(), "thousand".to_owned(), Some(6)));
    }

    #[test]
    fn a_unit_stands_in_the_last_brackets() {
        assert_eq!(parted("Exports of goods (% of GDP)"), ("Exports of goods".to_owned(), Some("% of GDP".to_owned())));
        assert_eq!(parted("GDP (Real, 2011US$) (US$ (PPP-adjusted; real 2011))").1.as_deref(), Some("US$ (PPP-adjusted; real 2011)"));
        assert_eq!(parted("Total population (Gapminder)"), ("Total population (Gapminder)".to_owned(), None));
        assert_eq!(parted("(% only)"), ("(% only)".to_owned(), None));
        assert_eq!(parted("ВВП, млн евро"), ("ВВП".to_owned(), Some("EUR million".to_owned())));
    }
}
