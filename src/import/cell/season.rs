//! Seasons in which surveys are made: "Spring 2024", "Winter 2020/21". Which months they are differs, so that their words are kept.

use crate::import::cell::part::{full, is_next};
use crate::import::cell::stretch::Found;
use crate::terms::period::{Period, Stretch};

/// In English, Russian, German, French and Spanish, in small letters.
const SEASONS: [&str; 24] = [
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "весна",
    "весной",
    "лето",
    "летом",
    "осень",
    "осенью",
    "зима",
    "зимой",
    "frühjahr",
    "frühling",
    "sommer",
    "herbst",
    "printemps",
    "été",
    "automne",
    "hiver",
    "primavera",
    "otoño",
    "invierno",
];

/// The year of a season, or the two that a winter lies in; the text is in small letters.
pub(super) fn of(text: &str) -> Option<Found> {
    let (_, year) = parted(text)?;
    if let Some(year) = full(year).filter(|year| (1900..2200).contains(year)) {
        return Some(Found::vague(Period::One(Stretch::Year(year))));
    }
    let (first, next) = year.split_once(['/', '-'])?;
    let year = full(first).filter(|_| is_next(first, next) || full(next).is_some_and(|next| full(first) == Some(next - 1)))?;
    Some(Found::vague(Period::Span(Stretch::Year(year), Stretch::Year(year + 1))))
}

/// The season and the year of a text in small letters.
fn parted(text: &str) -> Option<(&'static str, &str)> {
    let bare = [" года", " г.", " г"].iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
    SEASONS.iter().find_map(|season| {
        let year = bare.strip_prefix(season).or_else(|| bare.strip_suffix(season))?;
        let year = year.trim_matches([' ', ',', '-', '\'']);
        Some((*season, year.strip_prefix("of ").unwrap_or(year)))
    })
}

/// The season that the words of a source for a period name, and no other part of a year.
pub fn season_in(stated: &str) -> Option<&'static str> {
    let small = stated.trim().to_lowercase();
    of(&small).and(parted(&small)).map(|(season, _)| season)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cell::period;

    #[test]
    fn a_season_is_of_its_year_and_keeps_its_words() {
        for (text, expected) in [
            ("Spring 2020", "2020"),
            ("Fall, 2021", "2021"),
            ("2021 Autumn", "2021"),
            ("Весна 2021 г.", "2021"),
            ("Winter 2020/21", "2020/2021"),
            ("Winter 2020-2021", "2020/2021"),
        ] {
            let read = period(text).map(|read| (read.period.to_string(), read.stated));
            assert_eq!(read, Some((expected.to_owned(), Some(text.to_owned()))), "{text}");
            assert!(season_in(text).is_some(), "{text}");
        }
        for text in ["Spring", "Springfield 2020", "Spring 20", "fall of 12", "Fall in 2021", "2021", "May 2021"] {
            assert_eq!(season_in(text), None, "{text}");
        }
    }
}
