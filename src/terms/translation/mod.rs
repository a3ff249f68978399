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
use crate::terms::translation::speaker::Speaker;

mod catalogue;
pub mod names;
mod speaker;
#[cfg(test)]
mod tests;

/// A language, with the labels that the datasets at hand have in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tongue {
    pub language: Language,
    pub names: Vec<Arc<Names>>,
}

/// The kinds of phrases that a line may be.
const TEXT: &[&str] = &["text"];
const MARK: &[&str] = &["mark", "text"];
const WINDOW: &[&str] = &["text", "mark"];

/// Where a line is taken apart when no phrase is all of it.
const JOINTS: [&str; 5] = [". ", "; ", " · ", ": ", ", "];

impl Tongue {
    pub fn new(language: Language) -> Self {
        Self { language, names: Vec::new() }
    }

    /// A line in this language; what cannot be said in it stays English.
    pub fn say(&self, english: &str) -> String {
        self.said(english, TEXT)
    }

    /// Words at a mark or a tick, whose numbers are in the unit of the axis.
    pub fn say_at_mark(&self, english: &str) -> String {
        self.said(english, MARK)
    }

    /// Words of the window, whose numbers have a unit of their own; what stands at a mark stands there too.
    pub fn say_in_window(&self, english: &str) -> String {
        self.said(english, WINDOW)
    }

    fn said(&self, english: &str, kinds: &'static [&'static str]) -> String {
        let Some(catalogue) = Catalogue::of(self.language) else { return english.to_owned() };
        let line = Line { speaker: Speaker::new(catalogue, self), kinds };
        // Numbers are held to their units by spaces that do not break; the phrases know plain ones.
        line.parts(&english.replace('\u{a0}', " "), 0, Start::OfLine).unwrap_or_else(|| english.to_owned())
    }

    /// The line, if all of it can be said: for what may be somebody's own words, which are never half translated.
    pub fn say_whole(&self, english: &str) -> String {
        let Some(catalogue) = Catalogue::of(self.language) else { return english.to_owned() };
        let line = Line { speaker: Speaker::new(catalogue, self), kinds: TEXT };
        line.sentences(&english.replace('\u{a0}', " ")).unwrap_or_else(|| english.to_owned())
    }

    /// The title that a view was given: said where it is a bundled one, and otherwise somebody's own words.
    pub fn say_title(&self, english: &str) -> String {
        let known = Catalogue::of(self.language).and_then(|catalogue| Speaker::new(catalogue, self).say("view", english, ""));
        known.unwrap_or_else(|| english.to_owned())
    }

    /// A formula: its signs stay, and each of its parts is said by itself.
    pub fn say_formula(&self, english: &str) -> String {
        let Some(catalogue) = Catalogue::of(self.language) else { return english.to_owned() };
        Speaker::new(catalogue, self).formula(&english.replace('\u{a0}', " "))
    }
}

/// Where a phrase begins: only at the start of a line or a sentence it has a capital.
#[derive(Clone, Copy, PartialEq)]
enum Start {
    OfLine,
    Within,
}

/// A line on its way into another language.
struct Line<'a> {
    speaker: Speaker<'a>,
    kinds: &'static [&'static str],
}

impl Line<'_> {
    fn joint(&self, english: &'static str) -> &'static str {
        self.speaker.tongue.language.joint(english)
    }

    fn sentences(&self, english: &str) -> Option<String> {
        if let Some(said) = self.phrase(english, Start::OfLine) {
            return Some(said);
        }
        let (first, rest) = english.split_once(". ")?;
        let first = self.phrase(first, Start::OfLine).or_else(|| self.sentence(first))?;
        Some(format!("{first}{}{}", self.joint(". "), self.sentences(rest)?))
    }

    /// A phrase that ends in a full stop, without it.
    fn sentence(&self, english: &str) -> Option<String> {
        let said = self.phrase(&format!("{english}."), Start::OfLine)?;
        Some(said.trim_end_matches(['.', '。']).to_owned())
    }

    /// The line as one phrase.
    fn phrase(&self, english: &str, start: Start) -> Option<String> {
        let said = self.kinds.iter().find_map(|kind| self.speaker.say(kind, english, ""))?;
        let is_capital = start == Start::OfLine && english.starts_with(char::is_uppercase);
        Some(if is_capital { english::capitalised(&said) } else { said })
    }

    /// The line as one phrase, or else its parts, of which one at least can be said.
    fn parts(&self, english: &str, from: usize, start: Start) -> Option<String> {
        if english.trim().is_empty() {
            return None;
        }
        // A sentence that begins with a number is none that stands at a mark.
        if self.kinds == WINDOW
            && let Some(bare) = english.strip_suffix('.')
            && self.speaker.say("text", english, "").is_none()
            && self.speaker.say("text", bare, "").is_some()
        {
            return self.parts(bare, from, start).map(|said| said + self.joint(". ").trim_end());
        }
        if let Some(said) = self.phrase(english, start) {
            return Some(said);
        }
        if let Some(bare) = english.strip_suffix('.')
            && let Some(said) = self.parts(bare, from, start)
        {
            return Some(said + self.joint(". ").trim_end());
        }
        (from..JOINTS.len()).find_map(|at| self.joined(english, at, start))
    }

    /// The line parted by one kind of joint; as many pieces as make a phrase stay together.
    fn joined(&self, english: &str, at: usize, start: Start) -> Option<String> {
        /// No phrase of ours has more pieces.
        const TOGETHER: usize = 4;
        let joint = JOINTS[at];
        let pieces: Vec<&str> = english.split(joint).collect();
        if pieces.len() < 2 {
            return None;
        }
        let (mut said, mut is_any, mut first) = (Vec::new(), false, 0);
        while first < pieces.len() {
            let start = if first == 0 || at == 0 { start } else { Start::Within };
            let whole = (first + 2..=pieces.len().min(first + TOGETHER)).rev().find_map(|end| {
                let text = pieces[first..end].join(joint);
                self.phrase(&text, start).map(|said| (said, end))
            });
            let (piece, end) = match whole {
                Some((piece, end)) => (Some(piece), end),
                None => {
                    let sentence = || (at == 0).then(|| self.sentence(pieces[first])).flatten();
                    (sentence().or_else(|| self.parts(pieces[first], at + 1, start)), first + 1)
                }
            };
            is_any |= piece.is_some();
            said.push(piece.unwrap_or_else(|| pieces[first].to_owned()));
            first = end;
        }
        is_any.then(|| said.join(self.joint(joint)))
    }
}
