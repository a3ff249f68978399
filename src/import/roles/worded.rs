//! Numbers with words behind them that say how large they are, and of what: "146,9 млрд долл.", "$1.2bn", "12 тыс. т".

use std::collections::{BTreeMap, BTreeSet};

use crate::import::cell::flag::Flags;
use crate::import::cell::manner::{Bare, Size};
use crate::import::cell::{self, Cell, Convention};
use crate::import::hints::Decimal;
use crate::import::roles::{amounts, labels, sizes, units};
use crate::terms::unit::Unit;

/// A number taken out of the words behind it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Worded<'a> {
    /// With whatever stands before its figures.
    pub number: &'a str,
    pub power: i32,
    /// What is counted, where the words say it: "USD", "t".
    pub unit: String,
    /// Where one letter stands for the size, which may be a flag or a unit as well.
    letter: Option<char>,
}

/// What all cells of a column say together of the size that its figures are given in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sized {
    pub size: Size,
    /// `None` leaves that of the column's name.
    pub unit: Option<String>,
}

/// The number and the words behind it; `None` where there are none that are known.
pub(super) fn parted(text: &str) -> Option<Worded<'_>> {
    let text = text.trim();
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let (number, words) = text.split_at(end);
    let words = words.trim();
    if !words.starts_with(char::is_alphabetic) {
        return None;
    }
    let small = words.to_lowercase();
    let is_of_rupees = number.contains('₹') || number.starts_with("Rs") || number.starts_with("INR");
    let is_money = is_of_rupees || number.contains(['$', '€', '£', '¥', '₽', '₴', '₩', '₺']);
    let bare = |power: i32| Worded { number, power, unit: String::new(), letter: None };
    let in_chinese = || sizes::in_chinese(&small).filter(|(_, unit)| unit.is_empty()).map(|(power, _)| power);
    let together = || sizes::together(&small.split(' ').filter(|word| *word != "de").collect::<Vec<_>>());
    if let Some(power) = together().or_else(in_chinese) {
        return Some(bare(power));
    }
    let lettered = match small.as_str() {
        "k" => Some(3),
        "m" => Some(6),
        "b" => Some(9),
        // Of anything else they are tons, or millimetres.
        "t" | "tn" if is_money => Some(12),
        "mm" if is_money => Some(6),
        // Of rupees it is ten million.
        "cr" | "cr." if is_of_rupees => return Some(bare(7)),
        _ => None,
    };
    if let Some(power) = lettered {
        return Some(Worded { letter: small.chars().next().filter(|_| !is_money), ..bare(power) });
    }
    // "12 u" is of low reliability, and no unit.
    let (power, unit) = measured(words, &small).filter(|_| Flags::Common.read(words, true).is_none())?;
    Some(Worded { unit, ..bare(power) })
}

/// The power of ten and what is counted, as words say both: "млрд долл." → (9, USD), "million barrels" → (6, barrels).
fn measured(words: &str, small: &str) -> Option<(i32, String)> {
    const LONG: usize = 24;
    if let Some(unit) = units::known(words) {
        let (base, power) = apart(&unit);
        return Some((power, base));
    }
    let (size, _) = small.split_once(' ')?;
    let (_, unit) = words.split_once(' ')?;
    let unit = unit.trim();
    let unit = ["de ", "d'", "of ", "di "].iter().find_map(|word| unit.strip_prefix(word)).unwrap_or(unit);
    let is_word = |unit: &str| unit.chars().count() <= LONG && unit.split(' ').count() <= 2 && !unit.contains(['(', ')', ';']);
    sizes::power(size).filter(|_| is_word(unit)).map(|power| (power, unit.to_owned()))
}

impl Worded<'_> {
    /// What is counted, in the words behind the number or by the sign of a currency before it.
    fn base(&self) -> Option<String> {
        let written = |decimal| cell::read(self.number, &Convention::new(decimal)).ok();
        let signed = || Decimal::ALL.into_iter().find_map(written).and_then(|read| read.currency);
        Some(self.unit.clone()).filter(|unit| !unit.is_empty()).or_else(signed)
    }

    /// Do the words say by themselves that they are a size or money?
    fn is_certain(&self) -> bool {
        self.letter.is_none() && (self.power != 0 || units::is_currency(&self.unit))
    }
}

/// Does the cell hold a number, or a sign that there is none?
pub fn is_figure(cell: &str) -> bool {
    cell::is_number_like(cell) || has_words(cell)
}

/// Is it a figure with words behind it that can mean nothing else?
fn has_words(text: &str) -> bool {
    text.ends_with(|letter: char| letter.is_alphabetic() || letter == '.')
        && text.starts_with(|letter: char| !letter.is_alphabetic())
        && parted(text).is_some_and(|worded| worded.is_certain() && cell::is_number_like(worded.number) && !says_less(worded.number))
}

/// "< 2 million" is the name of a class as well as a figure.
fn says_less(number: &str) -> bool {
    number.trim_start().starts_with(['<', '>', '≤', '≥', '~', '≈'])
}

/// The size of the figures in a column of this name, where some of its cells say one in words.
pub(super) fn of<'a>(name: &str, cells: &(impl Iterator<Item = &'a str> + Clone)) -> Option<Sized> {
    let found: Vec<Worded> =
        cells.clone().filter(|cell| !cell.ends_with(|letter: char| letter.is_ascii_digit())).filter_map(parted).collect();
    if found.is_empty() {
        return None;
    }
    let (_, named) = labels::parted(name);
    let head = named.as_deref().map(apart);
    let head = head.as_ref().map(|(base, power)| (base.as_str(), *power));
    let letters: BTreeSet<char> = found.iter().filter_map(|worded| worded.letter).collect();
    let is_certain = found.iter().any(Worded::is_certain);
    let is_money = head.is_some_and(|(base, _)| units::is_currency(base)) && letters.iter().any(|letter| *letter != 'b');
    // Dollars and euros without a size are read without this.
    let says_size =
        found.iter().any(|worded| worded.power != 0) || !cells.clone().filter(|cell| parted(cell).is_some()).all(cell::is_number_like);
    // A small k, or one right behind its figure, is a thousand and no degree.
    let is_thousand = |cell: &str| cell.ends_with('k') || cell.ends_with('K') && !cell.ends_with(" K");
    let are_thousands = letters.contains(&'k') && cells.clone().filter(|cell| parted(cell).is_some()).all(is_thousand);
    let are_sizes = (letters.len() > 1 || are_thousands) && !amounts::names_kinds(name) && are_amounts(&found, cells.clone());
    if !(is_certain || are_sizes || is_money) || !says_size {
        return None;
    }
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    found.iter().for_each(|worded| *counts.entry(worded.power).or_default() += 1);
    let most = counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(power, _)| power)?;
    match head {
        Some((base, 0)) => return Some(Sized { size: Size { power: most, bare: Bare::Whole }, unit: Some(units::scaled(base, most)) }),
        Some((_, power)) => return Some(Sized { size: Size { power, bare: Bare::Named }, unit: None }),
        None => {}
    }
    // What some cells count says nothing of those that do not say it.
    let bases: Option<BTreeSet<String>> = found.iter().map(Worded::base).collect();
    let base = bases.and_then(|bases| bases.first().cloned().filter(|_| bases.len() == 1));
    let bare = if base.is_some() { Bare::Money } else { Bare::Whole };
    Some(Sized { size: Size { power: most, bare }, unit: Some(units::scaled(base.as_deref().unwrap_or_default(), most)) })
}

/// Are letters behind numbers no part of names, such as those of classes: "1B", "2B", "3M"?
fn are_amounts<'a>(found: &[Worded], mut cells: impl Iterator<Item = &'a str>) -> bool {
    let is_measured = |worded: &Worded| {
        let digits = worded.number.bytes().filter(u8::is_ascii_digit).count();
        worded.letter.is_some() && (digits > 2 || worded.number.contains(['.', ',']))
    };
    let is_name = |cell: &str| {
        let letters = cell.trim_start_matches(|letter: char| letter.is_ascii_digit());
        letters.len() < cell.len() && letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic) && parted(cell).is_none()
    };
    found.iter().any(is_measured) && !cells.any(is_name)
}

/// A unit without its size, and the power of ten of that.
pub(super) fn apart(unit: &str) -> (String, i32) {
    let by_power = unit.split_once("× 10^").and_then(|(base, power)| Some((base.trim_end().to_owned(), power.parse().ok()?)));
    by_power.unwrap_or_else(|| {
        // The size may be all there is.
        let unit = Unit::new(format!(" {unit}"));
        let (base, size) = unit.plain();
        // A power of ten has as many noughts.
        (base.trim_start().to_owned(), size.log10().round() as i32)
    })
}

/// The number of a cell without the words behind it.
pub(super) fn bare(text: &str) -> &str {
    parted(text).map_or(text, |worded| worded.number)
}

/// Reads a cell of a column whose figures are given in a size, and counted in this unit.
///
/// # Errors
/// Why it is no number, in words that follow the cell.
pub(super) fn read(text: &str, convention: &Convention, size: Size, unit: &str) -> Result<Cell, String> {
    let shifted = |shift: i32| Convention { shift, ..convention.clone() };
    let sizeless = || Err("names no size, as others of its column do".to_owned());
    let Some(worded) = parted(text) else {
        let read = cell::read(text, convention)?;
        let is_open = size.bare != Bare::Named && size.power != 0 && !read.is_percent;
        let is_whole = size.bare == Bare::Whole || read.currency.is_some();
        return match &read.amount {
            Ok(amount) if is_open && is_whole && amount.value.abs() >= SURELY_WHOLE => cell::read(text, &shifted(-size.power)),
            Ok(amount) if is_open && amount.value != 0.0 => sizeless(),
            Ok(_) | Err(_) => Ok(read),
        };
    };
    if worded.power == 0 && size.bare == Bare::Named {
        return sizeless();
    }
    let mut read = cell::read(worded.number, &shifted(worded.power - size.power))?;
    if let Ok(amount) = &mut read.amount
        && amount.stated.is_some()
    {
        amount.stated = Some(text.trim().to_owned());
    }
    let (base, _) = apart(unit);
    if units::is_currency(&worded.unit) || base.is_empty() && !worded.unit.is_empty() {
        read.currency = Some(worded.unit);
    } else if !worded.unit.is_empty() && worded.unit != base {
        return Err("is counted in something else than its column".to_owned());
    }
    Ok(read)
}

/// Nobody means so many thousands, millions or billions.
const SURELY_WHOLE: f64 = 1000.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_behind_a_number_say_its_size_and_what_is_counted() {
        for (text, number, power, unit) in [
            ("146,9 млрд долл.", "146,9", 9, "USD"),
            ("$1.2 billion", "$1.2", 9, ""),
            ("12 тыс. т", "12", 3, "t"),
            ("3,4 трлн руб.", "3,4", 12, "RUB"),
            ("1.2bn", "1.2", 9, ""),
            ("1.2亿美元", "1.2", 8, "USD"),
            ("1.2 b", "1.2", 9, ""),
            ("$350M", "$350", 6, ""),
            ("5 million barrels", "5", 6, "barrels"),
            ("12 т", "12", 0, "t"),
            ("₹120 Cr", "₹120", 7, ""),
            ("Rs 1.2 crore", "Rs 1.2", 7, ""),
            ("1.2 lakh crore", "1.2", 12, ""),
            ("1,2 mil millones de dólares", "1,2", 9, "USD"),
            ("$1.2tn", "$1.2", 12, ""),
            ("1.2 million de barils", "1.2", 6, "barils"),
        ] {
            let worded = parted(text).expect(text);
            assert_eq!((worded.number, worded.power, worded.unit.as_str()), (number, power, unit), "{text}");
        }
        for text in ["1.2", "1.2 e", "Group 5", "5 apples", "2019", "12 m³", "5 Mt CO2", ""] {
            assert_eq!(parted(text), None, "{text}");
        }
    }

    #[test]
    fn a_letter_is_a_size_beside_another_or_beside_money() {
        let sized = |name: &str, cells: &[&str]| of(name, &cells.iter().copied()).map(|sized| (sized.size.power, sized.unit));
        assert_eq!(sized("Exports", &["1.2 b", "3.4"]), None);
        assert_eq!(sized("Exports (USD)", &["1.2 b", "3.4"]), None);
        assert_eq!(sized("Length", &["5 m", "7 m"]), None);
        assert_eq!(sized("Cap", &["1.2B", "350M", "1.4B"]), Some((9, Some("billion".to_owned()))));
        assert_eq!(sized("Exports", &["1.2k", "350", "1.4k"]), Some((3, Some("thousand".to_owned()))));
        assert_eq!(sized("Temperature", &["293.5 K", "301.2 K"]), None);
        assert_eq!(sized("Exports (USD)", &["350M", "120M"]), Some((6, Some("USD million".to_owned()))));
        assert_eq!(sized("Exports, млн долл.", &["1,2 млрд", "350"]), Some((6, None)));
        assert_eq!(sized("Price", &["5 EUR", "$7"]), None);
        assert_eq!(sized("出口额（亿美元）", &["1.2万亿美元", "350"]), Some((8, None)));
        assert_eq!(
            (sized("Room", &["1B", "2B", "3M"]), sized("Room", &["101B", "102M", "103A"]), sized("Class", &["101B", "102M"])),
            (None, None, None)
        );
    }
}
