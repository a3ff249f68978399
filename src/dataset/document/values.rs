//! The reading of single values of a document; what cannot be read joins the faults.

use crate::dataset::document::json::{Key, Piece};
use crate::dataset::reading;
use crate::dataset::report::{Faults, is_near, quoted};
use crate::terms::period::Period;

/// Bytes of a text that somebody may have meant.
const LONGEST: usize = 1 << 20;

impl Faults {
    /// A property that the format does not have.
    pub fn unknown(&mut self, key: &Key, of: &str, known: &[&str]) {
        self.misspelt(key, of, known, |_| false);
    }

    /// A property that the format does not have; gives the one that was probably meant. `is_vital` tells whether the whole
    /// is left out without it.
    pub fn misspelt<'n>(&mut self, key: &Key, of: &str, known: &[&'n str], is_vital: impl Fn(&str) -> bool) -> Option<&'n str> {
        let nearest = known.iter().find(|name| is_near(name, &key.name)).copied();
        let help = match nearest {
            None => format!("known are {}", known.join(", ")),
            Some(name) if is_vital(name) => format!("did you mean \"{name}\"? Without it {} is left out", of.replacen("a ", "the ", 1)),
            Some(name) => format!("did you mean \"{name}\"?"),
        };
        self.add(key.at, quoted(&key.name), format!("is not a property of {of}; {help}"));
        nearest
    }

    pub fn text(&mut self, piece: Piece, of: &str) -> Option<String> {
        if piece.is_longer_than(LONGEST) {
            self.add(piece.at, piece.shown(), format!("is longer than {of} can be"));
            return None;
        }
        let text = piece.text();
        if text.is_none() {
            self.add(piece.at, piece.shown(), format!("is not text, which {of} must be"));
        }
        text.map(std::borrow::Cow::into_owned)
    }

    /// A finite number.
    pub fn number(&mut self, piece: Piece, of: &str) -> Option<f64> {
        let Some(number) = piece.number() else {
            self.add(piece.at, piece.shown(), format!("is not a number, which {of} must be"));
            return None;
        };
        match reading::objection_to_number(piece.as_written(), number) {
            None => Some(number),
            Some(why) => {
                self.add(piece.at, piece.shown(), why);
                None
            }
        }
    }

    /// A whole number from `least` to `most`.
    pub fn whole(&mut self, piece: Piece, of: &str, [least, most]: [u32; 2]) -> Option<u32> {
        let number = piece.number().filter(|number| number.fract() == 0.0 && (f64::from(least)..=f64::from(most)).contains(number));
        if number.is_none() {
            self.add(piece.at, piece.shown(), format!("is not a whole number from {least} to {most}, which {of} must be"));
        }
        number.map(|number| number as u32)
    }

    pub fn period(&mut self, piece: Piece, of: &str) -> Option<Period> {
        let text = self.text(piece, of)?;
        reading::period(&text).map_err(|why| self.add(piece.at, quoted(&text), why)).ok()
    }

    /// One of a fixed list of words.
    pub fn word<T: Copy>(&mut self, piece: Piece, of: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Option<T> {
        let text = self.text(piece, of)?;
        let found = all.iter().copied().find(|one| name(*one) == text);
        if found.is_none() {
            let names: Vec<_> = all.iter().map(|one| name(*one)).collect();
            self.add(piece.at, quoted(&text), format!("is not {of} that is known; expected one of {}", names.join(", ")));
        }
        found
    }

    /// Each property of an object.
    pub fn entries<'a>(&mut self, piece: Piece<'a>, of: &str, mut each: impl FnMut(&mut Self, Key<'a>, Piece<'a>)) {
        if !piece.entries(|key, value| each(self, key, value)) {
            self.add(piece.at, piece.shown(), format!("is not an object, which {of} must be"));
        }
    }

    /// Each member of a list.
    pub fn items<'a>(&mut self, piece: Piece<'a>, of: &str, mut each: impl FnMut(&mut Self, Piece<'a>)) {
        if !piece.items(|item| each(self, item)) {
            self.add(piece.at, piece.shown(), format!("is not a list, which {of} must be"));
        }
    }
}
