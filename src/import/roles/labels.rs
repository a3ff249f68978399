//! The label of an indicator and what it says beside its name: a unit in brackets, behind a comma, or among its words.

use crate::import::roles::units::{is_money, is_word, known, read};
use crate::terms::english::capitalised;
use crate::terms::unit::Unit;

/// The label of an indicator and the unit in its last brackets: `Exports (% of GDP)` → (`Exports`, `% of GDP`). Brackets that
/// hold no unit are part of the label.
pub fn parted(label: &str) -> (String, Option<String>) {
    let label = without_mark(label.trim());
    let brackets = [('(', ')'), ('（', '）'), ('[', ']')].into_iter().find_map(|pair| in_last_brackets(label, pair));
    if let Some((before, unit)) = brackets.filter(|(before, unit)| !before.is_empty() && is_unit(unit)) {
        return with_size_before(before, &read(unit)).unwrap_or_else(|| (before.to_owned(), Some(read(unit))));
    }
    let behind_brackets = label.ends_with([')', '）', ']']);
    // A unit may have a comma of its own: "Exports, US dollars at current prices, millions".
    let behind = |at: usize| label.get(at + 2..).filter(|unit| !behind_brackets && is_unit(unit));
    let commas = || label.match_indices(", ").filter_map(|(at, _)| Some((&label[..at], behind(at)?)));
    let found = commas().find(|(_, unit)| read(unit) != *unit).or_else(|| commas().last());
    if let Some((before, unit)) = found {
        return (before.to_owned(), Some(read(unit)));
    }
    let worded = [" in ", " en ", " в "].into_iter().find_map(|word| label.rsplit_once(word));
    if let Some((before, unit)) = worded.and_then(|(before, unit)| Some((before, known(unit)?))) {
        return (before.trim_end().to_owned(), Some(unit));
    }
    if let Some((before, unit)) = at_end(label) {
        return (before.to_owned(), Some(unit));
    }
    // The World Bank's WITS: "Trade (US$ Mil)-Top 5 Export Partner".
    let within = label.split_once(")-").and_then(|(before, _)| before.rsplit_once('(')).map(|(_, unit)| unit);
    let unit = within.and_then(|unit| if unit == "US$ Mil" { known("US$ million") } else { known(unit) });
    (label.to_owned(), unit.or_else(|| of_name(label)))
}

/// The size that is written out before the code of its currency: "Exports: Millions d'Euros (EUR)".
fn with_size_before(label: &str, currency: &str) -> Option<(String, Option<String>)> {
    let at = label.rfind([':', ',', '-', '–']).map_or(0, |at| at + label[at..].chars().next().map_or(0, char::len_utf8));
    let unit = known(label[at..].trim())?;
    let (base, size) = {
        let unit = Unit::new(unit.as_str());
        (unit.plain().0.to_owned(), unit.plain().1)
    };
    let rest = label[..at].trim_end_matches([':', ',', '-', '–', ' ']);
    (base == currency && size > 1.0).then(|| (if rest.is_empty() { label } else { rest }.to_owned(), Some(unit)))
}

/// The label without the mark of a footnote behind it: "Exports (US$ million)[1]".
fn without_mark(label: &str) -> &str {
    let marked = label.strip_suffix(']').and_then(|inner| inner.rsplit_once('['));
    let is_mark = |mark: &str| (1..=2).contains(&mark.len()) && mark.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase());
    marked.filter(|(before, mark)| is_mark(mark) && before.ends_with(')')).map_or(label, |(before, _)| before)
}

/// Money with its size as the last words of a label: "Exports USD million". "Firms above 50 million EUR" are counted in firms.
pub(super) fn at_end(label: &str) -> Option<(&str, String)> {
    const BOUNDS: [&str; 9] = ["over", "above", "under", "below", "than", "per", "least", "most", "to"];
    let is_bound = |before: &str| {
        let last = before.rsplit(' ').next().unwrap_or_default();
        last.contains(|letter: char| letter.is_ascii_digit()) || BOUNDS.contains(&last.to_lowercase().as_str())
    };
    let is_sized_money = |unit: &String| {
        let unit = Unit::new(unit.as_str());
        let (base, factor) = unit.plain();
        is_money(base) && factor > 1.0
    };
    label.rmatch_indices(' ').take(3).find_map(|(at, _)| {
        let (before, tail) = (label[..at].trim_end(), &label[at + 1..]);
        let unit = known(tail).filter(is_sized_money)?;
        let names = !tail.starts_with(|letter: char| letter.is_ascii_digit()) && !before.is_empty() && !is_bound(before);
        names.then_some((before, unit))
    })
}

/// What stands before the last brackets of a label, and in them.
pub(super) fn in_last_brackets(label: &str, (opens, closes): (char, char)) -> Option<(&str, &str)> {
    let inner = label.strip_suffix(closes)?;
    let mut depth = 1;
    let open = inner.char_indices().rev().find(|(_, letter)| {
        depth += i32::from(*letter == closes) - i32::from(*letter == opens);
        depth == 0
    });
    let (at, _) = open?;
    Some((label[..at].trim(), inner[at + opens.len_utf8()..].trim()))
}

/// The unit that a name has among its words: `fob_usd`, `kg_net`, "Percent", "% of adults".
fn of_name(name: &str) -> Option<String> {
    const OTHERS: [&str; 13] =
        ["price", "per", "share", "index", "growth", "change", "rate", "ppp", "constant", "real", "ratio", "rank", "code"];
    let small = name.trim().to_lowercase();
    let is_share = ["%", "percentage of ", "percent of ", "per cent of "].iter().any(|start| small.starts_with(start));
    if small.strip_suffix('#').is_some_and(|before| before.is_empty() || before.ends_with([' ', ':', '('])) {
        return Some("count".to_owned());
    }
    // "YoY % change", "Exports % of GDP".
    let ends_in_digit = |text: &str| text.ends_with(|letter: char| letter.is_ascii_digit());
    if let Some((_, behind)) = name.trim().split_once(" % ").filter(|(before, _)| !ends_in_digit(before)) {
        return Some(if behind.starts_with("of ") { format!("% {behind}") } else { "%".to_owned() });
    }
    // "Top 10%" is a group.
    let is_closed = small.strip_suffix('%').is_some_and(|before| !ends_in_digit(before.trim_end()));
    if is_share
        || is_closed
        || small.strip_suffix(" percent").is_some_and(|before| !ends_in_digit(before))
        || small.ends_with("_pct")
        || ["percent", "percentage", "pct", "per cent", "процент"].contains(&small.as_str())
    {
        return Some("%".to_owned());
    }
    let words: Vec<&str> = small.split('_').collect();
    if words.len() < 2 || words.iter().any(|word| OTHERS.contains(word)) {
        return None;
    }
    if let Some(unit) = words.iter().find_map(|word| with_size(word)) {
        return Some(unit);
    }
    let unit = words.iter().position(|word| CURRENCIES.contains(word) || matches!(*word, "kg" | "tonnes"))?;
    // A k is a thousand. In `m_usd` a letter stands for imports, and in `eur_m` for men; behind words and a currency for millions.
    let letter = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
    if letter(unit.checked_sub(1)) == "k" || letter(Some(unit + 1)) == "k" {
        return known(&format!("k {}", words[unit].to_uppercase()));
    }
    let is_last = unit + 2 == words.len() && unit > 0 && CURRENCIES.contains(&words[unit]);
    if is_last && words[unit + 1] == "m" && !words.iter().any(|word| OF_PEOPLE.contains(word)) {
        return known(&format!("million {}", words[unit].to_uppercase()));
    }
    let is_size = |word: &&&str| word.chars().count() > 2 || matches!(**word, "bn" | "mn");
    let sized = |at: Option<usize>| {
        let size = at.and_then(|at| words.get(at)).filter(is_size)?;
        known(&format!("{size} {}", words[unit].to_uppercase()))
    };
    sized(unit.checked_sub(1)).or_else(|| sized(Some(unit + 1))).or_else(|| known(&words[unit].to_uppercase()))
}

const CURRENCIES: [&str; 15] = ["usd", "eur", "gbp", "rub", "cny", "jpy", "chf", "aud", "cad", "inr", "krw", "brl", "sek", "nok", "pln"];
/// What men and women have.
const OF_PEOPLE: [&str; 8] = ["wage", "wages", "salary", "salaries", "income", "earnings", "pay", "pension"];

/// A size glued to a currency, in small letters: "musd", "keur", "usdbn".
fn with_size(word: &str) -> Option<String> {
    let currency = CURRENCIES.into_iter().find(|code| word.len() > 3 && (word.starts_with(code) || word.ends_with(code)))?;
    let size = match word.strip_prefix(currency).or_else(|| word.strip_suffix(currency))? {
        "k" => "thousand",
        "m" | "mn" | "mln" | "mio" => "million",
        "bn" | "mrd" | "bln" => "billion",
        _ => return None,
    };
    known(&format!("{size} {}", currency.to_uppercase()))
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
    // The key of a series names currencies as well: EXR.D.USD.EUR.SP00.A.
    if text.matches('.').count() > 2 && !text.contains(|letter: char| letter.is_lowercase() || letter.is_whitespace()) {
        return false;
    }
    let small = text.to_lowercase();
    // One letter may stand for anything.
    let is_known = || small.chars().count() > 1 || small.contains(['€', '£', 'т']);
    // Ages are in years, and figures of people of some age are not.
    let is_age = small.contains("years") && small.contains(|letter: char| letter.is_ascii_digit());
    !is_age && WORDS.iter().any(|word| small.contains(word))
        || is_known() && !is_word(text) && known(text).is_some_and(|unit| unit != "count")
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
    fn a_unit_stands_in_the_last_brackets() {
        assert_eq!(parted("Exports of goods (% of GDP)"), ("Exports of goods".to_owned(), Some("% of GDP".to_owned())));
        assert_eq!(parted("GDP (Real, 2011US$) (US$ (PPP-adjusted; real 2011))").1.as_deref(), Some("US$ (PPP-adjusted; real 2011)"));
        assert_eq!(parted("Total population (Gapminder)"), ("Total population (Gapminder)".to_owned(), None));
        assert_eq!(parted("Population (0-14 years)"), ("Population (0-14 years)".to_owned(), None));
        assert_eq!([parted("Top 10%").1, parted("price_usd_kg").1, parted("Turnout, %").1], [None, None, Some("%".to_owned())]);
        let thousand = Some("USD thousand".to_owned());
        assert_eq!([parted("value_usd_k").1, parted("m_usd").1], [thousand, Some("USD".to_owned())]);
        let millions = ["exports_usd_m", "exports_musd", "gdp_usd_mn"].map(|name| parted(name).1);
        assert_eq!(millions, [(); 3].map(|()| Some("USD million".to_owned())));
        assert_eq!([parted("YoY % change").1, parted("Exports % of GDP").1], [Some("%".to_owned()), Some("% of GDP".to_owned())]);
        assert_eq!(parted("Exports (US$ million)[1]"), ("Exports".to_owned(), Some("USD million".to_owned())));
        assert_eq!([parted("wage_eur_m").1, parted("tax_eurm").1], [Some("EUR".to_owned()), Some("EUR million".to_owned())]);
        assert_eq!(parted("Exports: Millions d'Euros (EUR)"), ("Exports".to_owned(), Some("EUR million".to_owned())));
        assert_eq!(parted("Exports, Euros (EUR)"), ("Exports, Euros".to_owned(), Some("EUR".to_owned())));
        assert_eq!(parted("US dollar (EXR.D.USD.EUR.SP00.A)").1, None);
        assert_eq!(parted("Trade (US$ Mil)-Top 5 Export Partner").1.as_deref(), Some("USD million"));
        assert_eq!(parted("(% only)"), ("(% only)".to_owned(), None));
        let exports = |unit: &str| ("Exports".to_owned(), Some(unit.to_owned()));
        assert_eq!(parted("Exports, US dollars at current prices, millions"), exports("USD million"));
        assert_eq!(parted("Exports (Millions in Vatu (VUV))"), exports("VUV million"));
        assert_eq!(parted("Goods, services, % of GDP"), ("Goods, services".to_owned(), Some("% of GDP".to_owned())));
        assert_eq!(parted("ВВП, млн евро"), ("ВВП".to_owned(), Some("EUR million".to_owned())));
        assert_eq!([parted("Exports USD million"), parted("Exports US$ mn")], [exports("USD million"), exports("USD million")]);
        for name in ["Firms above 50 million EUR", "Firms above million EUR", "Rate per USD", "Price per million USD", "USD million"] {
            assert!(parted(name).0 == name, "{name}");
        }
    }
}
