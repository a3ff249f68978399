//! A period cut into its parts: numbers, words that are known, and the signs between them.

use crate::import::cell::month::{self, Unit, Word};

/// A part of a period as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// In figures.
    Number(&'a str),
    /// By name, counted from 1.
    Month(u32),
    Unit(Unit),
    Dash,
    /// Between the two ends of a span, in words.
    Through,
    Slash,
    Point,
    Colon,
}

impl Part<'_> {
    pub fn is_word(self) -> bool {
        matches!(self, Part::Month(_) | Part::Unit(_))
    }

    pub fn is_number(self) -> bool {
        matches!(self, Part::Number(_))
    }
}

/// The parts of a text in small letters; `None` when it holds what no period does.
pub(super) fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    let mut rest = text;
    let mut is_after_blank = false;
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            letter if letter.is_ascii_digit() => run(rest, |letter| letter.is_ascii_digit()),
            letter if is_chinese(letter) => letter.len_utf8(),
            letter if letter.is_alphabetic() => run(rest, |letter| letter.is_alphabetic() && !is_chinese(letter)),
            letter => letter.len_utf8(),
        };
        let (one, after) = rest.split_at(length);
        rest = after;
        match letter {
            letter if letter.is_ascii_digit() => parts.push(Part::Number(one)),
            ' ' | '\'' => {}
            '-' | '–' | '—' => parts.push(Part::Dash),
            '/' => parts.push(Part::Slash),
            ':' => parts.push(Part::Colon),
            // Behind a word or an ordinal number, a point belongs to that.
            '.' if is_after_blank || !is_between_numbers(&parts, rest) => {}
            '.' => parts.push(Part::Point),
            ',' if rest.starts_with(' ') => {}
            _ if !is_after_blank && is_ordinal(one, parts.last()) => {}
            // "3-м квартале" is the third quarter, "9м" are nine months.
            'м' if one == "м" && parts.last().is_some_and(|last| last.is_number()) => parts.push(Part::Unit(Unit::Months)),
            _ => parts.extend(known(one)?),
        }
        is_after_blank = letter == ' ';
        if parts.len() > MOST {
            return None;
        }
    }
    Some(parts)
}

/// No period that is known has more.
const MOST: usize = 16;

/// Letters that make a short number an ordinal one in French and Italian: "3e trimestre". Behind a year they are flags.
fn is_ordinal(word: &str, before: Option<&Part<'_>>) -> bool {
    matches!(word, "e" | "eme" | "o" | "ème") && matches!(before, Some(Part::Number(number)) if number.len() == 1)
}

fn known(word: &str) -> Option<Option<Part<'static>>> {
    Some(match month::word(word)? {
        Word::Month(month) => Some(Part::Month(month)),
        Word::Unit(unit) => Some(Part::Unit(unit)),
        Word::Number(figure) => Some(Part::Number(figure)),
        Word::Through => Some(Part::Through),
        Word::Filler => None,
    })
}

fn run(text: &str, is_of: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !is_of(letter)).unwrap_or(text.len())
}

fn is_between_numbers(before: &[Part<'_>], after: &str) -> bool {
    before.last().is_some_and(|last| last.is_number()) && after.starts_with(|letter: char| letter.is_ascii_digit())
}

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}')
}

/// A year of four figures.
pub(super) fn full(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| *year > 0)
}

/// Is it the next year, by its last two figures?
pub(super) fn is_next(year: &str, next: &str) -> bool {
    full(year).is_some_and(|year| next.len() == 2 && next.parse() == Ok((year + 1) % 100))
}
