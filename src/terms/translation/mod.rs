//! What the program says in English, said in another language.
//!
//! The program words everything in English, and measures and charts know no other language. At the edge, where a picture is
//! laid out or a window is shown, a line is recognised by the phrases of the catalogue, whose places are phrases again: "China’s
//! share of Russia’s imports" is "{name}’s share of {market}", and a market is "{name}’s {flow}". So a sentence is inflected as a
//! whole, and what the catalogue does not know (a dataset's own notes, a person's words) stays as it was written.

use std::sync::Arc;

use crate::terms::english;
use crate::terms::language::Language;
use crate::terms::translation::catalogue::Catalogue;
use crate::terms::translation::names::Names;

mod catalogue;
pub mod names;

/// A language, with the labels that the datasets at hand have in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tongue {
    pub language: Language,
    pub names: Vec<Arc<Names>>,
}

/// The kinds of phrases that a line may be.
const TEXT: &[&str] = &["text"];
const MARK: &[&str] = &["mark", "text"];

/// Where a line is taken apart when no phrase is all of it.
const JOINTS: [&str; 5] = [". ", "; ", " · ", ": ", ", "];

impl Tongue {
    pub fn new(language: Language) -> Self {
        Self { language, names: Vec::new() }
    }

    /// A line in this language; what cannot be said in it stays English.
    pub fn say(&self, english: &str) -> String {
        let Some(catalogue) = Catalogue::of(self.language) else { return english.to_owned() };
        self.parts(catalogue, english, 0, TEXT).unwrap_or_else(|| english.to_owned())
    }

    /// Words at a mark or a tick, whose numbers are in the unit of the axis.
    pub fn say_at_mark(&self, english: &str) -> String {
        let Some(catalogue) = Catalogue::of(self.language) else { return english.to_owned() };
        self.parts(catalogue, english, 0, MARK).unwrap_or_else(|| english.to_owned())
    }

    /// The line, if all of it can be said: for what may be somebody's own words, which are never half translated.
    pub fn say_whole(&self, english: &str) -> String {
        let said = Catalogue::of(self.language).and_then(|catalogue| self.sentences(catalogue, english));
        said.unwrap_or_else(|| english.to_owned())
    }

    fn sentences(&self, catalogue: &Catalogue, english: &str) -> Option<String> {
        if let Some(said) = self.phrase(catalogue, english, TEXT) {
            return Some(said);
        }
        let (first, rest) = english.split_once(". ")?;
        let first = self.phrase(catalogue, first, TEXT).or_else(|| self.phrase(catalogue, &format!("{first}."), TEXT))?;
        let first = first.trim_end_matches(['.', '。']);
        Some(format!("{first}{}{}", self.language.joint(". "), self.sentences(catalogue, rest)?))
    }

    /// The line as one phrase.
    fn phrase(&self, catalogue: &Catalogue, english: &str, kinds: &[&str]) -> Option<String> {
        let said = catalogue.say(self, kinds, english)?;
        let is_capital = english.starts_with(char::is_uppercase);
        Some(if is_capital { english::capitalised(&said) } else { said })
    }

    /// The line as one phrase, or else its parts, of which one at least can be said.
    fn parts(&self, catalogue: &Catalogue, english: &str, from: usize, kinds: &[&str]) -> Option<String> {
        if english.trim().is_empty() {
            return None;
        }
        if let Some(said) = self.phrase(catalogue, english, kinds) {
            return Some(said);
        }
        if let Some(bare) = english.strip_suffix('.')
            && let Some(said) = self.parts(catalogue, bare, from, kinds)
        {
            return Some(said + self.language.joint(". ").trim_end());
        }
        (from..JOINTS.len()).find_map(|at| self.joined(catalogue, english, at, kinds))
    }

    /// The line parted by one kind of joint; the longest beginning that is a phrase stays together.
    fn joined(&self, catalogue: &Catalogue, english: &str, at: usize, kinds: &[&str]) -> Option<String> {
        let joint = JOINTS[at];
        let pieces: Vec<&str> = english.split(joint).collect();
        if pieces.len() < 2 {
            return None;
        }
        let mut said = Vec::new();
        let mut is_any = false;
        let mut first = 0;
        while first < pieces.len() {
            let whole = (first + 1..=pieces.len()).rev().find_map(|end| {
                let text = pieces[first..end].join(joint);
                self.phrase(catalogue, &text, kinds).map(|said| (said, end))
            });
            let (piece, end) = match whole {
                Some((piece, end)) => (Some(piece), end),
                None => (self.parts(catalogue, pieces[first], at + 1, kinds), first + 1),
            };
            is_any |= piece.is_some();
            said.push(piece.unwrap_or_else(|| pieces[first].to_owned()));
            first = end;
        }
        is_any.then(|| said.join(self.language.joint(joint)))
    }
}
