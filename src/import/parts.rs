//! The named parts of a JSON document, each knowing where it stands.

use std::collections::BTreeMap;

use crate::dataset::document;
use crate::dataset::document::json::Piece;
use crate::import::cube::cells::Given;
use crate::import::cube::cells::number;
use crate::import::input::Input;
use crate::problem::Problem;

/// The properties of one object.
#[derive(Clone, Default)]
pub struct Parts<'a> {
    parts: BTreeMap<String, Piece<'a>>,
    /// The names in the order of the document.
    pub names: Vec<String>,
}

/// The whole document of a file; `form` says for the hint what such a one looks like.
///
/// # Errors
/// When it is not one object of JSON with each key once.
pub fn whole<'a>(input: &'a Input, form: &str) -> Result<Parts<'a>, Problem> {
    let problem = |(why, hint): (String, String)| Problem::new(format!("Could not read {}", input.name)).because(why).hint(hint);
    document::whole(input.json().unwrap_or_default(), form).map(Parts::of).map_err(problem)
}

/// The members of a list; none when it is no list.
pub fn members(piece: Piece<'_>) -> Vec<Piece<'_>> {
    let mut members = Vec::new();
    piece.items(|item| members.push(item));
    members
}

/// Text, or a number or a word of JSON as it is written; nothing of an object, a list or null.
pub fn plain(piece: Piece<'_>) -> Option<String> {
    let is_plain = !piece.is_object() && !piece.is_list() && piece.as_written() != "null";
    is_plain.then(|| piece.text().map_or_else(|| piece.as_written().to_owned(), |text| text.into_owned()))
}

/// What stands where a value should; `None` when it is neither text nor a number that can be held.
pub fn given(piece: Piece<'_>) -> Option<Given<'_>> {
    if piece.as_written() == "null" {
        return Some(Given::Nothing);
    }
    match piece.text() {
        Some(text) => Some(Given::Text(text)),
        None => number(piece.as_written()).map(Given::Number),
    }
}

impl<'a> Parts<'a> {
    /// None when the piece is no object.
    pub fn of(piece: Piece<'a>) -> Self {
        let mut parts = Self::default();
        piece.entries(|key, value| {
            parts.names.push(key.name.clone().into_owned());
            parts.parts.insert(key.name.into_owned(), value);
        });
        parts
    }

    /// The part of this name; `null` is none.
    pub fn get(&self, name: &str) -> Option<Piece<'a>> {
        self.parts.get(name).copied().filter(|piece| piece.as_written() != "null")
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// The parts of a part; without any where it is none or no object.
    pub fn object(&self, name: &str) -> Self {
        self.get(name).map(Self::of).unwrap_or_default()
    }

    pub fn list(&self, name: &str) -> Vec<Piece<'a>> {
        self.get(name).map(members).unwrap_or_default()
    }

    pub fn text(&self, name: &str) -> Option<String> {
        self.get(name).and_then(plain)
    }

    /// Text that may be given in several languages: in English if it is, else in the first.
    pub fn text_in_english(&self, name: &str) -> Option<String> {
        let piece = self.get(name)?;
        let languages = Self::of(piece);
        plain(piece).or_else(|| languages.text("en")).or_else(|| languages.text(languages.names.first()?))
    }
}
