//! The reading of single values of a document; what cannot be read joins the faults.

use crate::dataset::document::json::{Key, Piece};
use crate::dataset::report::{Faults, is_near, quoted};
use crate::terms::period::{self, Period};

/// Bytes of a text that somebody may have meant.
const LONGEST: usize = 1 << 20;

impl Faults {
    /// A property that the format does not have.
    pub fn unknown(&mut self, key: &Key, of: &str, known: &[&str]) {
        let nearest = known.iter().find(|name| is_near(name, &key.name));
        let help = nearest.map_or_else(|| format!("known are {}", known.join(", ")), |name| format!("did you mean \"{name}\"?"));
        self.add(key.at, quoted(&key.name), format!("is not a property of {of}; {help}"));
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
        match piece.number() {
            Some(number) if number.is_finite() => return Some(number),
            Some(_) => self.add(piece.at, piece.shown(), "is larger than any number this program can hold"),
            None => self.add(piece.at, piece.shown(), format!("is not a number, which {of} must be")),
        }
        None
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
        let period = Period::parse(&text);
        if period.is_none() {
            self.add(piece.at, quoted(&text), format!("is not a period that can be read; {}", period::EXPECTED));
        }
        period
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
