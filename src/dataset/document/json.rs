//! JSON in which every piece knows where it stands. A piece is parsed when it is looked into, so that reading a large
//! file takes no more memory than its text. Knows nothing of datasets.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{Deserializer as _, MapAccess, SeqAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use crate::dataset::report::shortened;

/// A value of the document, not looked into yet.
#[derive(Clone, Copy)]
pub struct Piece<'a> {
    text: &'a str,
    /// Bytes before it in the document.
    pub at: usize,
}

/// The name of a property, and where it stands.
pub struct Key<'a> {
    pub name: Cow<'a, str>,
    pub at: usize,
}

/// What keeps a text from being one JSON value with each key once.
#[derive(Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The text ends before the value does.
    Truncated {
        at: usize,
    },
    Syntax {
        at: usize,
        expected: String,
    },
    Twice {
        at: usize,
        first: usize,
        key: String,
    },
    TooDeep {
        at: usize,
    },
}

/// A dataset document is five deep. A limit keeps the reading of hostile files short.
const DEEPEST: usize = 16;

impl<'a> Piece<'a> {
    /// The whole document, once it is known to be JSON in which no object has a key twice.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn whole(document: &'a str) -> Result<Self, Flaw> {
        let raw: &RawValue = serde_json::from_str(document).map_err(|error| flaw(document, &error))?;
        let whole = Self { text: raw.get(), at: offset_in(document, raw.get()) };
        whole.check(0)?;
        Ok(whole)
    }

    /// Calls `each` for every property in turn; `false` when this is no object.
    pub fn entries(self, mut each: impl FnMut(Key<'a>, Piece<'a>)) -> bool {
        let entries = Entries(|key: &'a RawValue, value: &'a RawValue| {
            let name = serde_json::from_str::<Unescaped<'a>>(key.get()).map_or_else(|_| Cow::Borrowed(key.get()), |text| text.0);
            each(Key { name, at: self.at + offset_in(self.text, key.get()) }, self.part(value));
        });
        self.text.starts_with('{') && Deserializer::from_str(self.text).deserialize_map(entries).is_ok()
    }

    /// Calls `each` for every member in turn; `false` when this is no list.
    pub fn items(self, mut each: impl FnMut(Piece<'a>)) -> bool {
        let items = Items(|item: &'a RawValue| each(self.part(item)));
        self.text.starts_with('[') && Deserializer::from_str(self.text).deserialize_seq(items).is_ok()
    }

    pub fn text(self) -> Option<Cow<'a, str>> {
        self.text.starts_with('"').then(|| serde_json::from_str::<Unescaped<'a>>(self.text).ok().map(|text| text.0)).flatten()
    }

    /// The nearest binary number; infinite when it is too large for one.
    pub fn number(self) -> Option<f64> {
        self.text.starts_with(|first: char| first == '-' || first.is_ascii_digit()).then(|| self.text.parse().ok()).flatten()
    }

    /// As it stands in the document, however long.
    pub fn as_written(self) -> &'a str {
        self.text
    }

    pub fn is_object(self) -> bool {
        self.text.starts_with('{')
    }

    pub fn is_list(self) -> bool {
        self.text.starts_with('[')
    }

    pub fn is_longer_than(self, bytes: usize) -> bool {
        self.text.len() > bytes
    }

    /// As it stands in the document, cut to what fits in a message.
    pub fn shown(self) -> String {
        match self.text.as_bytes().first() {
            Some(b'{') => "an object".to_owned(),
            Some(b'[') => "a list".to_owned(),
            _ => shortened(self.text),
        }
    }

    fn part(self, raw: &'a RawValue) -> Self {
        Self { text: raw.get(), at: self.at + offset_in(self.text, raw.get()) }
    }

    fn check(self, depth: usize) -> Result<(), Flaw> {
        if depth > DEEPEST {
            return Err(Flaw::TooDeep { at: self.at });
        }
        let mut flaw = None;
        let mut look_into = |piece: Piece<'a>| {
            if flaw.is_none() && (piece.is_object() || piece.is_list()) {
                flaw = piece.check(depth + 1).err();
            }
        };
        let mut seen = HashMap::new();
        let mut twice = None;
        self.entries(|key, value| {
            look_into(value);
            if let Some(first) = seen.insert(key.name.clone(), key.at) {
                twice.get_or_insert(Flaw::Twice { at: key.at, first, key: shortened(&key.name) });
            }
        });
        self.items(look_into);
        flaw.or(twice).map_or(Ok(()), Err)
    }
}

fn flaw(document: &str, error: &serde_json::Error) -> Flaw {
    let at = offset_of(document, error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Eof => Flaw::Truncated { at },
        _ => {
            let said = error.to_string();
            let expected = said.rsplit_once(" at line ").map_or(said.as_str(), |(said, _)| said);
            Flaw::Syntax { at, expected: expected.to_owned() }
        }
    }
}

/// The byte that the parser means by a line and a column, both counted from 1.
fn offset_of(document: &str, line: usize, column: usize) -> usize {
    let start: usize = document.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(document.len());
    while !document.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How far into the whole its part begins.
fn offset_in(whole: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize)
}

struct Entries<F>(F);

impl<'de, F: FnMut(&'de RawValue, &'de RawValue)> Visitor<'de> for Entries<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some((key, value)) = map.next_entry()? {
            (self.0)(key, value);
        }
        Ok(())
    }
}

struct Items<F>(F);

impl<'de, F: FnMut(&'de RawValue)> Visitor<'de> for Items<F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        while let Some(item) = list.next_element()? {
            (self.0)(item);
        }
        Ok(())
    }
}

/// Text that is copied only when it holds escapes.
#[derive(serde::Deserialize)]
struct Unescaped<'a>(#[serde(borrow)] Cow<'a, str>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_know_where_they_stand() {
        let document = " {\n  \"a\": [1, \"é\\n\"] }";
        let mut places = Vec::new();
        Piece::whole(document).expect("is JSON").entries(|key, value| {
            places.push((key.name.to_string(), key.at));
            value.items(|item| places.push((item.shown(), item.at)));
        });
        assert_eq!(places, [("a".to_owned(), 5), ("1".to_owned(), 11), ("\"é\\n\"".to_owned(), 14)]);
    }

    #[test]
    fn a_key_twice_is_found_at_any_depth_however_it_is_written() {
        let document = r#"{"a": [{"b": {"k": 1, "\u006b": 2}}]}"#;
        assert_eq!(Piece::whole(document).err(), Some(Flaw::Twice { at: 22, first: 14, key: "k".to_owned() }));
    }

    #[test]
    fn truncated_and_wrong_texts_are_told_apart() {
        assert_eq!(Piece::whole("{\"a\": [1,").err(), Some(Flaw::Truncated { at: 8 }));
        assert!(matches!(Piece::whole("{\"a\": nonsense}").err(), Some(Flaw::Syntax { at: 7, .. })));
        assert!(matches!(Piece::whole("{} {}").err(), Some(Flaw::Syntax { at: 3, .. })));
    }

    #[test]
    fn depth_has_an_end() {
        let document = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(Piece::whole(&document).err(), Some(Flaw::TooDeep { at: 17 }));
    }

    #[test]
    fn numbers_that_no_computer_holds_are_infinite() {
        let number = |text| Piece::whole(text).expect("is JSON").number();
        assert_eq!(number("1e400"), Some(f64::INFINITY));
        assert_eq!(number("-0.5"), Some(-0.5));
        assert_eq!(number("\"1\""), None);
    }
}
