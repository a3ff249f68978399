//! The phrases of one language: English ones with their places, and how each is said there, in each of its forms.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::terms::language::Language;

/// All phrases by what they are: a text, a market, a figure, a point in time.
#[derive(Default, Deserialize)]
#[serde(from = "BTreeMap<String, BTreeMap<String, Said>>")]
pub struct Catalogue {
    pub kinds: BTreeMap<String, Kind>,
}

#[derive(Default)]
pub struct Kind {
    /// Without a place.
    pub plain: BTreeMap<String, Forms>,
    /// The most particular first.
    pub rules: Vec<Rule>,
}

pub struct Rule {
    pub english: Vec<Piece>,
    pub forms: Forms,
}

/// Form → the ways of saying it, the best first. The usual form has no name.
pub type Forms = BTreeMap<String, Vec<Vec<Piece>>>;

/// How a document of phrases writes them.
#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    One(String),
    Several(Vec<String>),
    Forms(BTreeMap<String, Ways>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Ways {
    One(String),
    Several(Vec<String>),
}

#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Text(String),
    /// `{market2:in}`: the second market, in the form after "in". The form `*` is the one that is asked for.
    Place {
        name: String,
        form: String,
    },
    /// `{count|one|few|many}`.
    Plural {
        name: String,
        words: [String; 3],
    },
}

static RUSSIAN: LazyLock<Catalogue> = LazyLock::new(|| read(include_str!("../../../assets/words/ru.json")));
static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| read(include_str!("../../../assets/words/zh.json")));
// A constant of the program that JSON keeps readable; a test holds that it can be read.
fn read(text: &str) -> Catalogue {
    serde_json::from_str(text).unwrap_or_default()
}

impl Catalogue {
    pub fn of(language: Language) -> Option<&'static Self> {
        match language {
            Language::English => None,
            Language::Russian => Some(&RUSSIAN),
            Language::Chinese => Some(&CHINESE),
        }
    }
}

impl From<BTreeMap<String, BTreeMap<String, Said>>> for Catalogue {
    fn from(document: BTreeMap<String, BTreeMap<String, Said>>) -> Self {
        let kind = |phrases: BTreeMap<String, Said>| {
            let mut kind = Kind::default();
            for (english, said) in phrases {
                let forms = forms(said);
                let pieces = pieces(&english);
                match pieces.iter().all(|piece| matches!(piece, Piece::Text(_))) {
                    true => drop(kind.plain.insert(english, forms)),
                    false => kind.rules.push(Rule { english: pieces, forms }),
                }
            }
            kind.rules.sort_by_key(|rule| std::cmp::Reverse(weight(&rule.english)));
            kind
        };
        Self { kinds: document.into_iter().map(|(name, phrases)| (name, kind(phrases))).collect() }
    }
}

fn forms(said: Said) -> Forms {
    let all = |ways: Vec<String>| ways.iter().map(|way| pieces(way)).collect();
    match said {
        Said::One(way) => [(String::new(), all(vec![way]))].into(),
        Said::Several(ways) => [(String::new(), all(ways))].into(),
        Said::Forms(forms) => {
            let one = |(form, ways)| match ways {
                Ways::One(way) => (form, all(vec![way])),
                Ways::Several(ways) => (form, all(ways)),
            };
            forms.into_iter().map(one).collect()
        }
    }
}

/// "{name}’s share of {market:in}" cut into texts and places.
fn pieces(phrase: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = phrase;
    while let Some((before, (place, after))) = rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let words: Vec<&str> = place.split('|').collect();
        pieces.push(match (words.as_slice(), place.split_once(':')) {
            ([name, one, few, many], _) => {
                Piece::Plural { name: (*name).to_owned(), words: [one, few, many].map(|word| (*word).to_owned()) }
            }
            (_, Some((name, form))) => Piece::Place { name: name.to_owned(), form: form.to_owned() },
            (_, None) => Piece::Place { name: place.to_owned(), form: String::new() },
        });
        rest = after;
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// How particular a phrase is: by its letters, and among those of as many by its places.
fn weight(pieces: &[Piece]) -> (usize, usize) {
    let letters = |piece: &Piece| match piece {
        Piece::Text(text) => text.chars().count(),
        Piece::Place { .. } | Piece::Plural { .. } => 0,
    };
    (pieces.iter().map(letters).sum(), pieces.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(pieces: &[Piece]) -> std::collections::BTreeSet<&str> {
        fn name(piece: &Piece) -> Option<&str> {
            match piece {
                Piece::Place { name, .. } | Piece::Plural { name, .. } => Some(name.as_str()),
                Piece::Text(_) => None,
            }
        }
        pieces.iter().filter_map(name).collect()
    }

    #[test]
    fn each_phrase_is_said_in_both_languages_with_the_places_it_has() {
        let keys = |text: &str| -> BTreeMap<String, BTreeMap<String, serde_json::Value>> { serde_json::from_str(text).expect("phrases") };
        let [russian, chinese] = [include_str!("../../../assets/words/ru.json"), include_str!("../../../assets/words/zh.json")].map(keys);
        let of = |words: &BTreeMap<String, BTreeMap<String, serde_json::Value>>| -> Vec<(String, String)> {
            words.iter().flat_map(|(kind, phrases)| phrases.keys().map(move |key| (kind.clone(), key.clone()))).collect()
        };
        assert_eq!(of(&russian), of(&chinese));
        for catalogue in [&*RUSSIAN, &*CHINESE] {
            assert!(catalogue.kinds.len() > 20, "the phrases can be read");
            for (name, kind) in &catalogue.kinds {
                for rule in &kind.rules {
                    for way in rule.forms.values().flatten() {
                        assert!(places(way).is_subset(&places(&rule.english)), "{name}: {:?} has {way:?}", rule.english);
                    }
                    assert!(rule.forms.contains_key(""), "{name}: {:?} has no usual form", rule.english);
                }
            }
        }
    }
}
