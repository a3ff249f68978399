//! Which observations say a number that a person remembers: "35", "35%", "about 60".

use std::sync::Arc;

use crate::dataset::Dataset;
use crate::dataset::library::Library;
use crate::dataset::observation::Observation;
use crate::terms::unit::decimals_shown;

/// A number as it was typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    pub value: f64,
    /// How many decimals were typed: 35 is said by 34.6, 35.0 is not.
    decimals: u8,
    is_percent: bool,
}

/// An observation that says it.
#[derive(Clone, Debug)]
pub struct Match {
    pub dataset: Arc<Dataset>,
    pub observation: Observation,
}

/// More matches than these are no answer to a question.
const MOST: usize = 60;

impl Wanted {
    /// Reads `35`, `35%`, `35.5 %`, `−12`, `1 234`, `12,5`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (number, is_percent) = text.strip_suffix('%').map_or((text, false), |number| (number, true));
        let is_space = |sign: char| sign.is_whitespace() || sign == '\u{2009}' || sign == '\u{202f}';
        let number: String = number.chars().filter(|sign| !is_space(*sign)).collect();
        let number = number.replace('−', "-").replace(',', ".");
        let is_number = number.chars().all(|sign| sign.is_ascii_digit() || "-.".contains(sign));
        let value: f64 = number.parse().ok().filter(|value: &f64| is_number && value.is_finite())?;
        let decimals = number.split_once('.').map_or(0, |(_, decimals)| u8::try_from(decimals.len()).unwrap_or(u8::MAX));
        Some(Self { value, decimals, is_percent })
    }

    /// How far an observation is from saying it; `None` when it says another number.
    fn distance(&self, observation: &Observation) -> Option<f64> {
        let amount = observation.amount.as_ref().ok()?;
        let unit = &observation.unit;
        if self.is_percent && !unit.is_percent() && unit.as_str() != "% change" {
            return None;
        }
        let half = 0.5 * 10_f64.powi(-i32::from(self.decimals.min(12)));
        // Money is remembered in billions and millions of it.
        let scaled = unit.scaled_for(amount.value);
        let said = [amount.value, amount.value / scaled.divisor].into_iter().chain(amount.low).chain(amount.high);
        let near = said.map(|said| (said - self.value).abs()).filter(|distance| *distance < half || *distance == 0.0);
        near.min_by(f64::total_cmp)
    }
}

/// The observations of all datasets at hand that say the number: those that say just it first, then by dataset and place.
pub fn observations_that_say(wanted: Wanted, library: &Library) -> Vec<Match> {
    let mut found: Vec<(f64, u8, usize, Match)> = Vec::new();
    for heading in library.headings() {
        // A dataset that cannot be read says nothing; the list of figures tells why.
        let Ok(dataset) = library.get(&heading.id) else { continue };
        if dataset.stored.is_some() {
            // A sample would answer as if it were all; what is on disk is asked by its codes.
            continue;
        }
        for (place, observation) in dataset.observations().into_iter().enumerate() {
            let Some(distance) = wanted.distance(&observation) else { continue };
            let decimals = observation.amount.as_ref().map_or(0, |amount| decimals_shown(amount.value));
            found.push((distance, decimals, place, Match { dataset: Arc::clone(&dataset), observation }));
        }
    }
    // What a source states in words is what a person has read.
    let is_stated = |found: &Match| found.observation.amount.as_ref().is_ok_and(|amount| amount.stated.is_some());
    found.sort_by(|(a, a_decimals, a_place, a_match), (b, b_decimals, b_place, b_match)| {
        a.total_cmp(b)
            .then(is_stated(b_match).cmp(&is_stated(a_match)))
            .then(a_decimals.cmp(b_decimals))
            .then_with(|| a_match.dataset.id.cmp(&b_match.dataset.id))
            .then(a_place.cmp(b_place))
    });
    found.truncate(MOST);
    found.into_iter().map(|(.., found)| found).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let read = |text: &str| Wanted::parse(text).map(|wanted| (wanted.value, wanted.decimals, wanted.is_percent));
        assert_eq!(read("35"), Some((35.0, 0, false)));
        assert_eq!(read(" 35 % "), Some((35.0, 0, true)));
        assert_eq!(read("12,50"), Some((12.5, 2, false)));
        assert_eq!(read("−7.1%"), Some((-7.1, 1, true)));
        assert_eq!(read("1\u{2009}234"), Some((1234.0, 0, false)));
        assert_eq!([read("China"), read("2020s"), read(""), read("%"), read("inf"), read("1e5")], [None; 6]);
    }

    #[test]
    fn a_number_is_found_with_those_that_say_just_it_in_front() {
        let library = Library::bundled();
        let found = |text: &str| observations_that_say(Wanted::parse(text).expect("a number"), &library);
        let of_35 = found("35%");
        assert!(of_35.iter().all(|found| found.observation.unit.as_str().starts_with('%')));
        let first = of_35.first().expect("a match").observation.amount.clone().expect("a number");
        assert_eq!(first.value, 35.0);
        assert!(
            of_35.iter().any(|found| found.dataset.id.as_str() == "re-russia-2025"),
            "the article says that China has 35% of Russia's trade"
        );
        let billions = found("244.8");
        assert!(
            billions.iter().any(|found| found.dataset.id.as_str() == "china-customs-trade-with-russia"),
            "trade of 2024 by Chinese customs"
        );
        assert!(found("123456789123").is_empty());
    }
}
