//! Sizes that stand in the name of a category instead of in a unit: "Population (1000)" counts thousands.

use std::collections::HashMap;

use crate::import::cube::Cube;
use crate::import::cube::meaning::Meaning;
use crate::import::cube::unit::{self, Named};
use crate::import::roles::{sizes, units};

/// The power of ten that a name says its figures are counted in, and the words for what is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub power: i32,
    of: String,
}

/// What a size makes of a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    Unit(Named),
    /// It says nothing new, or nothing of such figures: shares, indices, what is counted in millions already.
    Same,
    /// The unit is one that may be meant in full.
    Doubtful,
}

/// What a name in brackets says of size, else the name as a whole: "(i 1000)", "Import (mio. kr.)", "1000 persons".
pub fn size(label: &str) -> Option<Size> {
    let inner = label.rsplit('(').take(label.matches('(').count()).find_map(|rest| read(rest.split_once(')')?.0));
    inner.or_else(|| read(label).filter(|size| is_counted(&size.of)))
}

fn read(text: &str) -> Option<Size> {
    let small = text.trim().to_lowercase().replace(['\u{a0}', '\u{202f}'], " ");
    let small = ["in ", "i "].iter().find_map(|word| small.strip_prefix(word)).unwrap_or(&small);
    let thousands =
        |text: String, sign: &str| text.replace(&format!("1{sign}000{sign}000"), "1000000").replace(&format!("1{sign}000"), "1000");
    let plain = [" ", ".", ","].into_iter().fold(small.to_owned(), thousands);
    let (first, rest) = plain.split_once(' ').unwrap_or((&plain, ""));
    let power = sizes::power(first)?;
    let of = ["of ", "de "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest).trim().to_owned();
    // "1000 or more" is a class of sizes, not a size.
    let is_class = ["and ", "or ", "og ", "eller ", "und ", "oder ", "et ", "ou ", "to ", "-", "–", "+", "<", ">"];
    (!is_class.iter().any(|word| of.starts_with(word))).then_some(Size { power, of })
}

/// Is it a word for what is counted, whoever counts?
fn is_counted(of: &str) -> bool {
    is_people(of) || is_crowns(of) || unit::named(of, of).base != of || matches!(of, "t" | "kg" | "ha" | "chf" | "nok" | "sek" | "dkk")
}

fn is_people(of: &str) -> bool {
    matches!(of, "persons" | "people" | "inhabitants" | "personer" | "personen" | "personnes" | "indbyggere" | "человек" | "чел." | "人")
}

fn is_crowns(of: &str) -> bool {
    matches!(of, "kr" | "kr." | "kroner" | "kronor")
}

/// The power of ten that a unit says itself: "EUR million", "mio. kr.".
pub fn stated(named: &Named) -> Option<i32> {
    let base = named.base.to_lowercase();
    let of_words = || base.split_whitespace().find_map(sizes::power);
    Some(named.power).filter(|power| *power != 0).or_else(of_words).or_else(|| base.contains("1 000").then_some(3))
}

impl Size {
    /// What figures in this unit are counted in.
    pub fn of(&self, named: &Named) -> Effect {
        let base = named.base.trim().to_lowercase();
        if stated(named).is_some() || matches!(base.as_str(), "%" | "% change" | "points" | "index") {
            return Effect::Same;
        }
        let is_rate = self.of.contains('/') || self.of.split(' ').any(|word| matches!(word, "per" | "pr" | "pr." | "pro"));
        let is_number = matches!(base.as_str(), "" | "-" | "." | "count" | "antal" | "antall" | "anzahl" | "aantal" | "nombre" | "number");
        let own = match self.of.as_str() {
            "" if base == "-" || base == "." => Named::default(),
            "" if is_number && !base.is_empty() => Named { base: "count".to_owned(), ..Named::default() },
            "" => named.clone(),
            of if is_people(of) => Named { base: "count".to_owned(), ..Named::default() },
            of => unit::named(of, of),
        };
        let is_sum = is_crowns(&base) || units::is_currency(&named.base) || matches!(base.as_str(), "t" | "kg");
        let fits = is_number || is_sum && (self.of.is_empty() || own.base.to_lowercase() == base);
        match fits && !is_rate && own.power == 0 {
            true => Effect::Unit(Named { power: self.power, ..own }),
            false => Effect::Doubtful,
        }
    }
}

/// The categories of what figures are of whose names say a size.
pub fn sizes(cube: &Cube, meanings: &[Meaning]) -> HashMap<(u32, u32), ((u32, u32), Size)> {
    let mut sizes: HashMap<(u32, u32), ((u32, u32), Size)> = HashMap::new();
    let mut firsts: Vec<((u32, u32), Size)> = Vec::new();
    for (at, (concept, meaning)) in cube.concepts.iter().zip(meanings).enumerate() {
        if !matches!(meaning, Meaning::Own(_) | Meaning::Measured) {
            continue;
        }
        for (number, category) in concept.categories.iter().enumerate() {
            let (pair, Some(size)) = ((at as u32, number as u32), size(&category.label)) else { continue };
            let first = firsts.iter().find(|(_, other)| *other == size).map(|(first, _)| *first);
            if first.is_none() {
                firsts.push((pair, size.clone()));
            }
            sizes.insert(pair, (first.unwrap_or(pair), size));
        }
    }
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(label: &str) -> Option<(i32, String)> {
        size(label).map(|size| (size.power, size.of))
    }

    fn unit(label: &str, unit: &str) -> String {
        match size(label).expect("says a size").of(&unit::named(unit, unit)) {
            Effect::Unit(named) => named.text(),
            Effect::Same => "same".to_owned(),
            Effect::Doubtful => "doubtful".to_owned(),
        }
    }

    #[test]
    fn a_name_says_the_size_of_its_figures_in_brackets_or_as_a_whole() {
        let is = |power: i32, of: &str| Some((power, of.to_owned()));
        for (label, told_of) in [
            ("Folketal 1. juli (i 1000)", is(3, "")),
            ("Employed (1 000)", is(3, "")),
            ("Employed (1,000 persons), men", is(3, "persons")),
            ("Import (mio. kr.)", is(6, "kr.")),
            ("Savings (mio.)", is(6, "")),
            ("1000 persons", is(3, "persons")),
            ("Live births (per 1000)", None),
            ("Firms (1000 or more)", None),
            ("Route 1000", None),
            ("1000 largest firms", None),
            ("Track (miles)", None),
        ] {
            assert_eq!(told(label), told_of, "{label}");
        }
    }

    #[test]
    fn a_size_goes_with_numbers_and_sums_and_not_with_shares() {
        assert_eq!(unit("Folketal (i 1000)", "Antal"), "thousand");
        assert_eq!(unit("Employed (1000 persons)", ""), "thousand");
        assert_eq!(unit("Import (mio. kr.)", "-"), "kr. million");
        assert_eq!(unit("Import (mio.)", "EUR"), "EUR million");
        assert_eq!(unit("Folketal (i 1000)", "Percent"), "same");
        assert_eq!(unit("Import (mio. kr.)", "Mio. kr."), "same");
        assert_eq!(unit("Use (1000 kWh per household)", ""), "doubtful");
        assert_eq!(unit("Folketal (i 1000)", "Pct. p.a."), "doubtful");
    }
}
