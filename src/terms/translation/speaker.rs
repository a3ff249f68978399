//! A line said by the phrases of a catalogue: recognised from the largest phrase to the smallest, and put together anew.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use crate::terms::country;
use crate::terms::english;
use crate::terms::language::Language;
use crate::terms::translation::Tongue;
use crate::terms::translation::catalogue::{Catalogue, Forms, Kind, Piece};
use crate::terms::translation::names::{Names, country_named};
use crate::terms::unit::THIN_SPACE;

/// A place, and the English that stands in it.
type Bound<'b> = Vec<(&'static str, &'b str)>;

/// So many ways of cutting one line are tried, and no more.
const PATIENCE: u32 = 20_000;
/// Phrases within phrases: no sentence of ours is deeper.
const DEEPEST: u32 = 24;

/// Country → the form → the name with its preposition: `to` China is "в Китай".
static CASES: LazyLock<BTreeMap<String, BTreeMap<String, String>>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../assets/words/ru-cases.json")).unwrap_or_default());

/// Kind and form → English → how it is said, or that it cannot be.
type Told = HashMap<(&'static str, &'static str), HashMap<String, Option<String>>>;

/// Says one line.
pub struct Speaker<'a> {
    catalogue: &'static Catalogue,
    pub tongue: &'a Tongue,
    patience: Cell<u32>,
    depth: Cell<u32>,
    /// What was asked for already: one stretch of a line is asked for in many ways of cutting it.
    told: RefCell<Told>,
}

impl<'a> Speaker<'a> {
    pub fn new(catalogue: &'static Catalogue, tongue: &'a Tongue) -> Self {
        Self { catalogue, tongue, patience: Cell::new(PATIENCE), depth: Cell::new(0), told: RefCell::default() }
    }

    /// A phrase of this kind, in this form.
    pub fn say(&self, kind: &'static str, english: &str, form: &'static str) -> Option<String> {
        match kind {
            "number" => is_number(english).then(|| self.number(english, form)).flatten(),
            "year" | "years" | "code" => may_be(kind, english).then(|| english.to_owned()),
            "any" => {
                let own = || self.say("name", english, "").or_else(|| self.say("text", english, ""));
                (!english.trim().is_empty()).then(|| own().unwrap_or_else(|| english.to_owned()))
            }
            "brief" => (!english.contains(", ") && !english.contains(['(', ')'])).then(|| english.to_owned()),
            // What is quoted from a file, and not where it stands there.
            "cited" => (!english.contains("; ") && !english.contains(": ")).then(|| english.to_owned()),
            // Somebody's name or title, which has no other.
            "proper" => (!english.trim().is_empty()).then(|| english.to_owned()),
            "list" => self.list(english),
            "formula" => Some(self.formula(english)),
            "name" => {
                self.name(english, form).or_else(|| self.phrase(kind, english, form)).or_else(|| self.label(english, form, Names::short))
            }
            _ => self.phrase(kind, english, form),
        }
    }

    fn phrase(&self, kind: &'static str, english: &str, form: &'static str) -> Option<String> {
        if self.depth.get() == DEEPEST {
            return None;
        }
        if let Some(told) = self.told.borrow().get(&(kind, form)).and_then(|told| told.get(english)) {
            return told.clone();
        }
        self.depth.set(self.depth.get() + 1);
        let said = self.in_either_case(kind, english, form);
        self.depth.set(self.depth.get() - 1);
        self.told.borrow_mut().entry((kind, form)).or_default().insert(english.to_owned(), said.clone());
        said
    }

    /// As it is written, or with its first letter large or small.
    fn in_either_case(&self, kind: &str, english: &str, form: &'static str) -> Option<String> {
        let known = self.catalogue.kinds.get(kind)?;
        self.written(known, english, form).or_else(|| {
            let first = english.chars().next()?;
            if first.is_uppercase() {
                self.written(known, &uncapitalised(english), form).map(|said| english::capitalised(&said))
            } else {
                self.written(known, &english::capitalised(english), form).map(|said| uncapitalised(&said))
            }
        })
    }

    fn written(&self, kind: &'static Kind, english: &str, form: &'static str) -> Option<String> {
        if let Some(said) = kind.plain.get(english).and_then(|forms| self.in_form(forms, form, &Bound::new())) {
            return Some(said);
        }
        kind.rules.iter().find_map(|rule| {
            let is_possible = has_in_order(&rule.english, english);
            is_possible.then(|| self.fitted(&rule.english, english, form, &rule.forms, &mut Bound::new())).flatten()
        })
    }

    /// The rest of a phrase laid over the rest of a line, in every way until one can be said.
    fn fitted<'b>(
        &self,
        pieces: &'static [Piece],
        rest: &'b str,
        form: &'static str,
        forms: &'static Forms,
        bound: &mut Bound<'b>,
    ) -> Option<String> {
        if self.patience.get() == 0 {
            return None;
        }
        self.patience.set(self.patience.get() - 1);
        match pieces {
            [] => rest.is_empty().then(|| self.in_form(forms, form, bound)).flatten(),
            [Piece::Text(text), after @ ..] => self.fitted(after, rest.strip_prefix(text.as_str())?, form, forms, bound),
            [Piece::Place { name, .. } | Piece::Plural { name, .. }, after @ ..] => {
                let ends: Vec<usize> = match after {
                    [Piece::Text(next), ..] => rest.match_indices(next.as_str()).map(|(at, _)| at).collect(),
                    [] => vec![rest.len()],
                    [Piece::Place { .. } | Piece::Plural { .. }, ..] => rest.char_indices().map(|(at, _)| at).collect(),
                };
                let may_stand = |end: &usize| {
                    let (kind, english) = (kind_of(name), &rest[..*end]);
                    *end > 0 && may_be(kind, english) && may_end(after, &rest[*end..]) && self.say(kind, english, "").is_some()
                };
                ends.into_iter().filter(may_stand).find_map(|end| {
                    bound.push((name, &rest[..end]));
                    let said = self.fitted(after, &rest[end..], form, forms, bound);
                    bound.pop();
                    said
                })
            }
        }
    }

    /// The first way in this form of which every place can be said.
    fn in_form(&self, forms: &'static Forms, form: &'static str, bound: &Bound) -> Option<String> {
        forms.get(form)?.iter().find_map(|way| {
            let said = way.iter().map(|piece| match piece {
                Piece::Text(text) => Some(text.clone()),
                Piece::Place { name, form: of } => {
                    let english = in_place(bound, name)?;
                    self.say(kind_of(name), english, if of == "*" { form } else { of })
                }
                Piece::Plural { name, words } => Some(words[self.counted(in_place(bound, name)?)?].clone()),
            });
            // A year that ends in "гг." may end the sentence too.
            said.collect::<Option<String>>().map(|said| said.replace("..", "."))
        })
    }

    /// Which word goes with a number: a part of a thing takes that of a few.
    fn counted(&self, english: &str) -> Option<usize> {
        let digits: String = english.rsplit('–').next()?.chars().filter(char::is_ascii_digit).collect();
        if english.contains('.') { Some(1) } else { digits.parse().ok().map(|count| self.tongue.language.plural(count)) }
    }

    /// Where a language counts in other steps, the form says how many times as many they are: 1.5 billion is 15 times 亿.
    fn number(&self, english: &str, form: &str) -> Option<String> {
        let number = if form.is_empty() { english.to_owned() } else { shifted(english, form.len().checked_sub(1)?)? };
        Some(self.tongue.language.number(&number))
    }

    /// The label of a dataset, or a country.
    fn name(&self, english: &str, form: &str) -> Option<String> {
        let language = self.tongue.language;
        if let Some(code) = country_named(english) {
            return match (language, form) {
                (Language::Russian, "") => country::name_in_russian(code).map(str::to_owned),
                (Language::Russian, form) => CASES.get(code)?.get(form).cloned(),
                (Language::Chinese, _) => country::name_in_chinese(code).map(str::to_owned),
                (Language::English, _) => None,
            };
        }
        self.label(english, form, Names::full)
    }

    /// The label of a dataset; nobody but its author knows its cases.
    fn label(&self, english: &str, form: &str, of: impl Fn(&'a Names, &str, Language) -> Option<&'a str>) -> Option<String> {
        if !form.is_empty() {
            return None;
        }
        let language = self.tongue.language;
        let label = |english: &str| self.tongue.names.iter().find_map(|names| of(names, english, language)).map(str::to_owned);
        label(english).or_else(|| {
            let capital = english::capitalised(english);
            (capital != english).then(|| label(&capital).map(|said| uncapitalised(&said))).flatten()
        })
    }

    /// "China, Germany and the rest", each by itself.
    fn list(&self, english: &str) -> Option<String> {
        let (before, last) = english.rsplit_once(" and ").map_or((None, english), |(before, last)| (Some(before), last));
        let items: Vec<&str> = before.into_iter().flat_map(|before| before.split(", ")).chain([last]).collect();
        let items: Vec<String> = items.into_iter().map(|item| self.item(item)).collect::<Option<_>>()?;
        Some(match (self.tongue.language, items.split_last()) {
            (_, None) => String::new(),
            (_, Some((one, []))) => one.clone(),
            (Language::English, Some((last, before))) => format!("{} and {last}", before.join(", ")),
            (Language::Russian, Some((last, before))) => format!("{} и {last}", before.join(", ")),
            (Language::Chinese, Some((last, before))) => format!("{}和{last}", before.join("、")),
        })
    }

    /// "Russia, China, exports ÷ Russia, exports × 100": each side of a sign by itself, and what stands in brackets.
    pub fn formula(&self, english: &str) -> String {
        if let Some(said) = self.operand(english) {
            return said;
        }
        // A figure that is computed itself: "China, 2020: …".
        if let Some((what, _, how)) = parted(english, &[": "]) {
            let joint = self.tongue.language.joint(": ");
            return format!("{}{joint}{}", self.formula(what), self.formula(how));
        }
        if let Some((left, sign, right)) = parted(english, &SIGNS) {
            return format!("{}{sign}{}", self.formula(left), self.formula(right));
        }
        if let Some((inside, after)) = english.strip_prefix('(').and_then(closed) {
            let after =
                after.strip_prefix(' ').and_then(|words| Some(format!(" {}", self.operand(words)?))).unwrap_or_else(|| after.to_owned());
            return format!("({}){after}", self.formula(inside));
        }
        // A name may have such joints itself, so as many pieces as make one stay together.
        let pieces: Vec<&str> = english.split(", ").collect();
        let (mut said, mut first) = (Vec::new(), 0);
        while first < pieces.len() {
            let whole = (first + 2..=pieces.len()).rev().find_map(|end| Some((self.say("name", &pieces[first..end].join(", "), "")?, end)));
            let alone = || (self.operand(pieces[first]).unwrap_or_else(|| pieces[first].to_owned()), first + 1);
            let (piece, end) = whole.unwrap_or_else(alone);
            said.push(piece);
            first = end;
        }
        said.join(self.tongue.language.joint(", "))
    }

    fn operand(&self, english: &str) -> Option<String> {
        self.item(english).or_else(|| self.say("figure", english, "bare"))
    }

    fn item(&self, english: &str) -> Option<String> {
        [("name", ""), ("period", "bare"), ("period", ""), ("text", "")].into_iter().find_map(|(kind, form)| self.say(kind, english, form))
    }
}

/// Do the texts of a phrase stand in the line, one after the other? Most phrases end here.
fn has_in_order(pieces: &[Piece], english: &str) -> bool {
    if matches!(pieces.last(), Some(Piece::Text(text)) if !english.ends_with(text.as_str())) {
        return false;
    }
    let mut rest = english;
    pieces.iter().enumerate().all(|(at, piece)| match piece {
        Piece::Text(text) => match rest.find(text.as_str()) {
            Some(0) => {
                rest = &rest[text.len()..];
                true
            }
            Some(found) if at > 0 => {
                rest = &rest[found + text.len()..];
                true
            }
            Some(_) | None => false,
        },
        Piece::Place { .. } | Piece::Plural { .. } => true,
    })
}

/// Seen at a glance: may the last place of a phrase stand for what is left of the line?
fn may_end(pieces: &[Piece], rest: &str) -> bool {
    match pieces {
        [Piece::Text(text), Piece::Place { name, .. } | Piece::Plural { name, .. }] => {
            rest.strip_prefix(text.as_str()).is_some_and(|last| may_be(kind_of(name), last))
        }
        _ => true,
    }
}

const SIGNS: [&str; 5] = [" = ", " + ", " − ", " × ", " ÷ "];

/// A sign of a formula that stands in no brackets, what is before it and what behind.
fn parted<'e>(english: &'e str, signs: &[&'static str]) -> Option<(&'e str, &'static str, &'e str)> {
    let mut depth = 0_i32;
    let mut found = Vec::new();
    for (at, letter) in english.char_indices() {
        depth += i32::from(letter == '(') - i32::from(letter == ')');
        let sign = signs.iter().position(|sign| depth == 0 && english[at..].starts_with(*sign));
        found.extend(sign.map(|sign| (sign, at)));
    }
    let (sign, at) = found.into_iter().min()?;
    let sign = signs[sign];
    Some((&english[..at], sign, &english[at + sign.len()..]))
}

/// What stands before the bracket that closes, and what after it.
fn closed(english: &str) -> Option<(&str, &str)> {
    let mut depth = 1;
    let close = english.char_indices().find(|(_, letter)| {
        depth += i32::from(*letter == '(') - i32::from(*letter == ')');
        depth == 0
    });
    close.map(|(at, _)| (&english[..at], &english[at + 1..]))
}

/// `figure2` is a figure.
fn kind_of(place: &str) -> &str {
    place.trim_end_matches(|sign: char| sign.is_ascii_digit())
}

fn in_place<'b>(bound: &Bound<'b>, name: &str) -> Option<&'b str> {
    bound.iter().find(|(place, _)| *place == name).map(|(_, english)| *english)
}

/// What is seen at a glance, before anything is tried.
fn may_be(kind: &str, english: &str) -> bool {
    match kind {
        "number" => is_number(english),
        "year" => is_year(english),
        "years" => english.split_once('–').is_some_and(|(from, to)| is_year(from) && is_year(to)),
        "code" => is_code(english),
        "figure" => english.len() <= 60 && english.contains(|sign: char| sign.is_ascii_digit()),
        "when" => ["in ", "on "].iter().any(|start| english.starts_with(start)),
        "period" | "times" => english.len() <= 60,
        "move" => ["rose ", "fell ", "went ", "was ", "stayed "].iter().any(|start| english.starts_with(start)),
        "share" => english.contains("’s share of "),
        "name" => english.len() <= 160 && !english.starts_with(' ') && !english.ends_with(' '),
        "toward" => ["to ", "from ", "with "].iter().any(|start| english.starts_with(start)),
        _ => !english.starts_with(' ') && !english.ends_with(' '),
    }
}

/// "1 234.5", "≈60", "12–15", "−0.7".
fn is_number(text: &str) -> bool {
    let is_of_it = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | '\u{2009}' | '−' | '+' | '≈' | '≤' | '≥' | '<' | '>' | '–');
    text.contains(|sign: char| sign.is_ascii_digit()) && text.chars().all(is_of_it) && !text.ends_with('.')
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// "A014": the number of a statement.
fn is_code(text: &str) -> bool {
    let digits = text.trim_start_matches(|sign: char| sign.is_ascii_uppercase());
    digits.len() < text.len() && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number, or both ends of a range, with its point so many places further right: exact, since no digit is lost.
fn shifted(number: &str, places: usize) -> Option<String> {
    let one = |text: &str| {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let places_left = places.checked_sub(rest.len().min(places))?;
        let (up, after) = rest.split_at(rest.len().min(places));
        let sign: String = whole.chars().filter(|sign| !sign.is_ascii_digit() && *sign != THIN_SPACE).collect();
        let digits: String = whole.chars().filter(char::is_ascii_digit).chain(up.chars()).chain("0".repeat(places_left).chars()).collect();
        let digits = digits.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        let point = if after.is_empty() { "" } else { "." };
        Some(format!("{sign}{digits}{point}{after}"))
    };
    let ends: Vec<String> = number.split('–').map(one).collect::<Option<_>>()?;
    Some(ends.join("–"))
}

fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}
