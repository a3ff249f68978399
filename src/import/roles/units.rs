//! Units as agencies write them, in the words of this program.

use crate::import::roles::sizes;
use crate::terms::unit::Unit;

/// The currency of whoever reports.
pub const OWN_CURRENCY: &str = "national currency";

/// What they are called, in small letters, parted by strokes.
const NAMES: [(&str, &str); 24] = [
    (
        "%",
        "pc|percent|per cent|percentage|pct|in %|процент|проценты|процентов|в процентах|百分比|prozent|pourcentage|\
         porcentaje|pour cent|por ciento",
    ),
    (
        "USD",
        "us dollar|us dollars|u.s. dollars|current us$|us$|$us|usd|current usd|$|долл. сша|доллар сша|доллары сша|\
         долларов сша|долл|долл.|дол. сша|дол.|долларов|dólares|dólares estadounidenses|dólares americanos|\
         dólares de ee.uu.|dollars américains|美元|달러|불",
    ),
    ("EUR", "euro|euros|eur|€|евро|欧元|value in euros|ecu/euro"),
    ("GBP", "£|gbp|pounds sterling|фунт стерлингов|英镑"),
    ("JPY", "yen|japanese yen|円|日元|日圆"),
    ("CNY", "yuan|renminbi|rmb|cny|元|人民币|元人民币|юань"),
    ("AUD", "a$|au$|aud|australian dollars|australian dollar"),
    ("CAD", "c$|ca$|can$|cad|canadian dollars|canadian dollar"),
    ("NZD", "nz$|nzd|new zealand dollars|new zealand dollar"),
    ("SGD", "s$|sgd|singapore dollars|singapore dollar"),
    ("HKD", "hk$|hkd|hong kong dollars|hong kong dollar"),
    ("TWD", "nt$|twd|new taiwan dollars|new taiwan dollar"),
    ("INR", "₹|inr|indian rupees|индийских рупий"),
    (
        OWN_CURRENCY,
        "national currency|national currency unit|national currency units|units national currency|units of national currency|domestic currency|local currency|local currency unit|\
         local currency units|национальная валюта|национальной валюты|в национальной валюте",
    ),
    // Of India, of Pakistan, of Sri Lanka: the word is kept.
    ("Rs", "rs|rs.|rupees"),
    ("BRL", "r$|reais"),
    ("UAH", "грн|грн.|гривень|гривен"),
    ("PLN", "zł"),
    ("CZK", "kč"),
    ("KRW", "원"),
    ("RUB", "rub|rouble|ruble|roubles|rubles|руб.|руб|рубль|рублей"),
    ("count", "number|nr|persons|person|units|u|чел.|человек|personnes|personas|personen|anzahl|nombre|人"),
    ("t", "tonnes|tonne|metric tons|т|тонн|тонна|吨"),
    ("kg", "kg|kilogram|kilograms|weight in kilograms|кг|килограмм|千克|公斤"),
];

/// `1000 USD` → `USD thousand`, `MIO_EUR` → `EUR million`, `Percent` → `%`; what is not known stays as it is.
pub fn read(text: &str) -> String {
    let text = text.trim();
    let folded = text.to_lowercase().replace(['_', '-'], " ").replace("us $", "us$");
    if let Some((unit, _)) = NAMES.iter().find(|(_, names)| names.split('|').any(|name| name == folded)) {
        return (*unit).to_owned();
    }
    if let Some(unit) = of_eurostat(text).or_else(|| with_prices_first(&folded)).or_else(|| with_size_in_chinese(&folded)) {
        return unit;
    }
    // "US$ at current prices": what a figure of trade is in as long as nobody says otherwise.
    let at_current_prices = ["at current prices", "in current prices"].into_iter().find(|words| folded.contains(words));
    if let Some((before, behind)) = at_current_prices.and_then(|words| folded.split_once(words)) {
        let rest = format!("{} {}", before.trim().trim_end_matches(','), behind.trim().trim_start_matches(','));
        let read = read(&rest);
        return if read == rest.trim() { text.to_owned() } else { read };
    }
    // "BoP, current US$": what the balance of payments calls so is in dollars.
    if let Some((_, unit)) = text.split_once(", ").filter(|(of, _)| matches!(*of, "BoP" | "DOD" | "DIS" | "DT" | "NFL" | "TDS"))
        && let Some(unit) = known(unit)
    {
        return unit;
    }
    if let Some(unit) = folded.strip_suffix(", not seas. adj.").or_else(|| folded.strip_suffix(", seas. adj.")).and_then(known) {
        return unit;
    }
    let in_brackets =
        || in_brackets(text).and_then(|(size, code)| scaled_words(&format!("{} {}", size.to_lowercase(), code.to_lowercase()), text));
    // "Millions d'Euros (EUR)" says the currency twice.
    let twice = || {
        let (words, code) = text.strip_suffix(')')?.rsplit_once(" (")?;
        let unit = known(words)?;
        (Unit::new(unit.as_str()).plain().0 == known(code)?).then_some(unit)
    };
    scaled_words(&folded, text).or_else(in_brackets).or_else(twice).unwrap_or_else(|| text.to_owned())
}

/// A size of one or two signs before the unit: 千美元, 万吨, 百万円.
fn with_size_in_chinese(folded: &str) -> Option<String> {
    let (power, unit) = sizes::in_chinese(folded)?;
    known(unit.trim_start()).map(|unit| scaled(&unit, power))
}

/// A code of Eurostat's list of units. What was measured in prices of one year is told apart from what was not.
fn of_eurostat(code: &str) -> Option<String> {
    let year = |digits: &str| {
        let is_year = digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_year.then(|| if digits < "50" { format!("20{digits}") } else { format!("19{digits}") })
    };
    let unit = match code {
        "CP_MEUR" => "EUR million",
        "CP_MNAC" | "MIO_NAC" => "national currency million",
        "NAC" | "XDC" => "national currency",
        "PC_GDP" => "% of GDP",
        "EUR_HAB" | "CP_EUR_HAB" => "EUR per inhabitant",
        "PER" => "count",
        "THS" | "THS_PER" => "thousand",
        "PC_ACT" => "% of the labour force",
        "PC_POP" => "% of population",
        "PC_TOT" => "% of total",
        _ => {
            if let Some(base) = code.strip_prefix("CLV_I").or_else(|| code.strip_prefix('I')).and_then(year) {
                return Some(format!("index, {base}=100"));
            }
            let (base, size) = code.strip_prefix("CLV")?.split_once('_')?;
            let currency = match size {
                "MEUR" => "EUR",
                "MNAC" => "national currency",
                _ => return None,
            };
            return Some(format!("constant {} {currency} million", year(base)?));
        }
    };
    Some(unit.to_owned())
}

/// Eurostat's words for the same: "Current prices, million euro", "Chain linked volumes (2010), million euro".
fn with_prices_first(folded: &str) -> Option<String> {
    let known = |unit: &str| Some(read(unit)).filter(|read| read != unit);
    if let Some(unit) = ["current prices, ", "jeweilige preise, ", "prix courants, "].iter().find_map(|prices| folded.strip_prefix(prices))
    {
        return known(unit);
    }
    let (base, unit) = folded.strip_prefix("chain linked volumes (")?.split_once("), ")?;
    let is_year = base.len() == 4 && base.bytes().all(|byte| byte.is_ascii_digit());
    known(unit).filter(|_| is_year).map(|unit| format!("constant {base} {unit}"))
}

/// Is it empty, or a dash where nothing is counted?
pub fn is_none(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "–" | "—" | ".." | "..." | "…")
}

/// Is it a code that needs no name?
pub fn is_known(code: &str) -> bool {
    is_currency(code) || read(code) != code
}

/// The size and the code of a currency that is written out before it: "Millions in Vatu (VUV)" → (Millions, VUV).
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let (before, code) = text.strip_suffix(')')?.rsplit_once('(')?;
    let size = before.split_whitespace().next()?;
    is_currency(code.trim()).then_some((size, code.trim()))
}

/// Is it a code of ISO 4217?
pub fn is_currency(code: &str) -> bool {
    const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
        CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS \
        INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR \
        MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP \
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER \
        ZAR ZMW ZWL";
    CODES.split(' ').any(|one| one == code)
}

/// A unit with words for its size before or behind it. `written`: as it stands, since "all" is a word and ALL a currency.
fn scaled_words(folded: &str, written: &str) -> Option<String> {
    // Alone they are what roads are long in.
    let folded = &glued(written).unwrap_or_else(|| folded.replace("miles de ", "thousand "));
    let parted = sizes::with_signs_apart(folded);
    let words = parted.split_whitespace().map(|word| word.trim_matches([',', '(', ')']));
    let words: Vec<&str> = words.filter(|word| !matches!(*word, "" | "of" | "in" | "current" | "de" | "di" | "en" | "в")).collect();
    let size = |words: &[&str]| match words {
        [word] => sizes::together(words).or_else(|| sizes::of_letters(word)),
        words => sizes::together(words),
    };
    // As many words as belong to the size, and at least one of the unit.
    let (unit, power) = (1..words.len()).rev().find_map(|at| {
        let before = size(&words[..at]).map(|power| (&words[at..], power));
        before.or_else(|| size(&words[words.len() - at..]).map(|power| (&words[..words.len() - at], power)))
    })?;
    let (unit, code) = (read(&unit.join(" ")), unit.join("").to_uppercase());
    let unit = if is_currency(&code) && written.contains(&code) { code } else { unit };
    // "100,000 persons" are those that a rate is of.
    let is_counted = unit == "count" && (power % 3 == 0 || !folded.starts_with('1'));
    (is_counted || matches!(unit.as_str(), "t" | "kg" | "TIV") || is_money(&unit)).then(|| format!("{unit} {}", word(power)))
}

/// A size that is glued to the code of a currency, apart from it: "USDm", "EURbn", "KUSD", "TEUR".
fn glued(written: &str) -> Option<String> {
    let is_code = |code: &str| is_currency(code) && !is_word(code);
    let behind = written.split_at_checked(3).filter(|(code, size)| is_code(code) && matches!(*size, "m" | "mn" | "bn" | "k" | "mln"));
    let before = || {
        let (size, code) = written.split_at_checked(written.len().checked_sub(3)?)?;
        is_code(code).then_some(())?;
        let size = match size {
            "K" | "k" | "T" => "k",
            "M" | "MM" | "Mio" | "mln" => "m",
            _ => return None,
        };
        Some(format!("{code} {size}").to_lowercase())
    };
    behind.map(|(code, size)| format!("{code} {size}").to_lowercase()).or_else(before)
}

/// Is it a currency, or a sign for one that does not tell whose?
pub(super) fn is_money(unit: &str) -> bool {
    is_currency(unit) || matches!(unit, "Rs" | OWN_CURRENCY)
}

/// A unit of the program's own, where the words are known to mean one: `USD thousand`, `%`, `kg`.
pub fn known(text: &str) -> Option<String> {
    let unit = read(text);
    let is_own = |base: &str| matches!(base, "%" | "t" | "kg" | "count") || is_money(base);
    let base = unit.split(" × ").next().unwrap_or_default();
    is_own(Unit::new(base).plain().0).then_some(unit)
}

/// Dollars with their size, of which nothing says whose they are: "Millions of dollars" are `dollars million`.
pub fn bare_dollars(text: &str) -> Option<String> {
    // Every row of a table may be asked.
    if !text.as_bytes().windows("dollar".len()).any(|letters| letters.eq_ignore_ascii_case(b"dollar")) {
        return None;
    }
    // "In 1,000 Dollars".
    let small = text.to_lowercase().replace(",000", "000");
    let says_more = |word: &&str| !matches!(*word, "" | "of" | "in" | "de" | "current" | "actual");
    let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(says_more);
    let (dollars, rest): (Vec<&str>, Vec<&str>) = words.partition(|word| matches!(*word, "dollar" | "dollars"));
    let power = if rest.is_empty() { Some(0) } else { sizes::together(&rest) };
    power.filter(|_| dollars.len() == 1).map(|power| scaled("dollars", power))
}

/// The unit that a name is and nothing else: "US$ mn", "%", "% of GDP", "в % к итогу". How many there are of something is no such.
pub(super) fn alone(name: &str) -> Option<String> {
    let name = name.trim();
    let is_share = name.starts_with('%') || name.to_lowercase().starts_with("в %");
    known(name).filter(|unit| unit != "count").or_else(|| is_share.then(|| name.to_owned())).filter(|_| !is_word(name))
}

/// The unit with its multiplier: `USD` and 6 → `USD million`. A power without a word of its own stays visible.
pub fn scaled(unit: &str, power: i32) -> String {
    match (power, unit) {
        (0, unit) => unit.to_owned(),
        (3 | 6 | 9 | 12, "" | "count") => word(power),
        (power, unit) => format!("{unit} {}", word(power)).trim().to_owned(),
    }
}

fn word(power: i32) -> String {
    match power {
        3 => "thousand".to_owned(),
        6 => "million".to_owned(),
        9 => "billion".to_owned(),
        12 => "trillion".to_owned(),
        other => format!("× 10^{other}"),
    }
}

/// The power of ten in a column of multipliers: `6`, `Millions`, `Units`.
pub fn power(text: &str) -> Option<i32> {
    let small = text.trim().to_lowercase();
    match small.as_str() {
        "" | "units" | "unit" | "ones" | "unités" => Some(0),
        "tens" | "dizaines" => Some(1),
        "hundreds" | "centaines" => Some(2),
        other => other.parse().ok().filter(|power| (-12..=15).contains(power)).or_else(|| sizes::power(other).filter(|_| is_worded(other))),
    }
}

/// A number says a power itself: 1000 would be ten to the power of a thousand.
fn is_worded(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
}

/// Is it a word of English that is the code of a currency as well, when in capitals?
pub(super) fn is_word(text: &str) -> bool {
    ["ALL", "TOP", "TRY", "CUP", "MAD"].contains(&text.trim())
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
            ("mil. EUR", "EUR million"),
            ("mil euros", "mil euros"),
            ("MEUR", "EUR million"),
            ("mld EUR", "EUR billion"),
            ("US$'000", "USD thousand"),
            ("milliers d'euros", "EUR thousand"),
            ("тыс.долл.США", "USD thousand"),
            ("млрд.руб.", "RUB billion"),
            ("тис. дол. США", "USD thousand"),
            ("BoP, current US$", "USD"),
            ("current US$, millions, not seas. adj.", "USD million"),
            ("Billion Kwh", "Billion Kwh"),
            ("million of ECU/EURO", "EUR million"),
            ("Jeweilige Preise, Millionen Euro", "EUR million"),
            ("Prix courants, millions d'euros", "EUR million"),
            ("% of GDP", "% of GDP"),
            ("US$ at current prices in millions", "USD million"),
            ("US$ at current prices", "USD"),
            ("Millions of US dollars", "USD million"),
            ("US dollars at current prices, millions", "USD million"),
            ("Millions in Vatu (VUV)", "VUV million"),
            ("NOK million", "NOK million"),
            ("KZT, thousands", "KZT thousand"),
            ("US $ Million", "USD million"),
            ("Mio. US-$", "USD million"),
            ("US$1 Million", "USD million"),
            ("US$100 million", "USD × 10^8"),
            ("100 million yuan", "CNY × 10^8"),
            ("10 000 tons", "10 000 tons"),
            ("10,000 tonnes", "t × 10^4"),
            ("1.000 Euro", "EUR thousand"),
            ("US$ (millions)", "USD million"),
            ("100,000 persons", "100,000 persons"),
            ("100 kg", "100 kg"),
            ("Rs. Lacs", "Rs × 10^5"),
            ("Rs. in Crore", "Rs × 10^7"),
            ("₹ lakh crore", "INR trillion"),
            ("Miles de euros", "EUR thousand"),
            ("Miles de millones de dólares", "USD billion"),
            ("mil millones de euros", "EUR billion"),
            ("Millones de dólares", "USD million"),
            ("R$ milhões", "BRL million"),
            ("亿元人民币", "CNY × 10^8"),
            ("10億円", "JPY billion"),
            ("万人", "count × 10^4"),
            ("USDm", "USD million"),
            ("TEUR", "EUR thousand"),
            ("TALL", "TALL"),
            ("US$ per capita at current prices", "US$ per capita at current prices"),
            ("US$ per tonne", "US$ per tonne"),
            ("All, thousands", "All, thousands"),
            ("Millions in all (sum)", "Millions in all (sum)"),
            ("CLV10_MEUR", "constant 2010 EUR million"),
            ("CP_MEUR", "EUR million"),
            ("CP_MNAC", "national currency million"),
            ("I15", "index, 2015=100"),
            ("PC_GDP", "% of GDP"),
            ("THS_PER", "thousand"),
            ("CLV_PCH_PRE", "CLV_PCH_PRE"),
        ] {
            assert_eq!(read(text), unit, "{text}");
        }
        assert_eq!((scaled("USD", 6), scaled("", 3), power("Millions")), ("USD million".to_owned(), "thousand".to_owned(), Some(6)));
    }

    #[test]
    fn dollars_of_nobody_have_their_size() {
        let bare = ["In 1,000 Dollars", "In Actual Dollars", "Millions of dollars", "US dollars"].map(bare_dollars);
        assert_eq!(bare, [Some("dollars thousand".to_owned()), Some("dollars".to_owned()), Some("dollars million".to_owned()), None]);
    }
}
