//! Labels of datasets and names of countries by their English ones.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::terms::country;
use crate::terms::language::Language;

/// What the labels of a dataset are in the languages beside English that it gives them in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<String, Vec<(Language, String)>>);

impl Names {
    pub fn add(&mut self, english: &str, language: Language, name: Option<&String>) {
        if let Some(name) = name.filter(|name| !name.is_empty() && !english.is_empty()) {
            self.0.entry(english.to_owned()).or_default().push((language, name.clone()));
        }
    }

    pub fn get(&self, english: &str, language: Language) -> Option<&str> {
        self.0.get(english)?.iter().find(|(of, _)| *of == language).map(|(_, name)| name.as_str())
    }
}

/// The code of the country with this English name.
pub fn country_named(english: &str) -> Option<&'static str> {
    static CODES: LazyLock<BTreeMap<&'static str, &'static str>> =
        LazyLock::new(|| country::codes().filter_map(|code| Some((country::name(code)?, code))).collect());
    CODES.get(english.strip_prefix("the ").unwrap_or(english)).copied()
}
