//! Labels of datasets and names of countries by their English ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::terms::country;
use crate::terms::language::Language;

/// What the labels of a dataset are in the languages beside English that it gives them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    full: Said,
    /// What stands for a short label, unless a shorter word is known.
    short: Said,
}

type Said = BTreeMap<String, Vec<(Language, String)>>;

impl Names {
    pub fn add(&mut self, [english, short]: [&str; 2], language: Language, name: Option<&String>) {
        let Some(name) = name.filter(|name| !name.is_empty()) else { return };
        for (said, english) in [(&mut self.full, english), (&mut self.short, short)] {
            if !english.is_empty() {
                said.entry(english.to_owned()).or_default().push((language, name.clone()));
            }
        }
    }

    pub fn full(&self, english: &str, language: Language) -> Option<&str> {
        get(&self.full, english, language)
    }

    pub fn short(&self, english: &str, language: Language) -> Option<&str> {
        get(&self.short, english, language)
    }
}

fn get<'a>(said: &'a Said, english: &str, language: Language) -> Option<&'a str> {
    said.get(english)?.iter().find(|(of, _)| *of == language).map(|(_, name)| name.as_str())
}

/// The code of the country with this English name.
pub fn country_named(english: &str) -> Option<&'static str> {
    static CODES: LazyLock<BTreeMap<&'static str, &'static str>> =
        LazyLock::new(|| country::codes().filter_map(|code| Some((country::name(code)?, code))).collect());
    CODES.get(english.strip_prefix("the ").unwrap_or(english)).copied()
}
