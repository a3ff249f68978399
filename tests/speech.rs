//! The window in another language, and the way there and back.

use std::collections::BTreeSet;
use std::fs;

use asymmetry::dataset::library::Library;
use asymmetry::terms::language::Language;
use eframe::egui::{Key, Modifiers, Role, Shape};
use egui_kittest::kittest::Queryable as _;

use crate::window::Desk;

#[test]
fn the_window_speaks_the_language_that_is_chosen_and_keeps_it() {
    let mut desk = Desk::new();
    desk.menu("View", "Language");
    desk.press_last("Русский");
    assert_eq!(desk.app().preferences().language, Language::Russian);
    for tab in ["Структура торговли", "Доля рынка", "Настроения", "Таблица"] {
        assert!(desk.harness.query_by_role_and_label(Role::Tab, tab).is_some(), "{tab}");
    }
    assert!(desk.harness.query_by_role_and_label(Role::Tab, "Market share").is_none());
}

/// The lines that are painted now.
pub fn painted(desk: &Desk) -> BTreeSet<String> {
    fn each(shape: &Shape, lines: &mut BTreeSet<String>) {
        match shape {
            Shape::Text(text) => drop(lines.insert(text.galley.text().to_owned())),
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| each(shape, lines)),
            _ => {}
        }
    }
    let mut lines = BTreeSet::new();
    desk.harness.output().shapes.iter().for_each(|clipped| each(&clipped.shape, &mut lines));
    lines
}

/// What datasets and their sources are called and say: names in no other language.
fn own_words() -> Vec<String> {
    let library = Library::bundled();
    let mut own = BTreeSet::new();
    for heading in library.headings() {
        let dataset = library.get(&heading.id).expect("a bundled dataset");
        own.extend([dataset.title.clone(), heading.id.to_string()]);
        for source in dataset.sources.values() {
            own.extend([source.short(), source.publisher.clone(), source.title.clone()]);
            own.extend([&source.licence, &source.address].into_iter().flatten().cloned());
        }
        own.extend(dataset.caveats.iter().map(|caveat| caveat.text.clone()));
        own.extend(dataset.observations().iter().filter_map(|one| one.locator.as_deref().map(str::to_owned)));
    }
    let mut own: Vec<String> = own.into_iter().filter(|words| words.len() > 2).collect();
    own.sort_by_key(|words| std::cmp::Reverse(words.len()));
    own
}

/// English that is neither somebody's own, nor a key of the keyboard.
fn english(lines: &BTreeSet<String>, own: &[String]) -> Vec<String> {
    const KEYS: [&str; 19] = [
        "csv",
        "UTF",
        "ASCII",
        "period",
        "value",
        "Asymmetry",
        "Ctrl",
        "Shift",
        "Alt",
        "Plus",
        "Minus",
        "Home",
        "PageUp",
        "PageDown",
        "Space",
        "Escape",
        "Enter",
        "CSV",
        "country",
    ];
    let is_english = |word: &str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !KEYS.contains(&word);
    let is_left = |line: &&String| {
        let mut rest = (*line).clone();
        for words in own.iter().filter(|words| line.contains(words.as_str())) {
            rest = rest.replace(words.as_str(), " ");
        }
        // A note is broken into lines, and a code stands by itself.
        let is_part = line.split(". ").all(|part| own.iter().any(|words| words.contains(part.trim_matches([' ', '.']))));
        let is_code = line.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        !is_part && !is_code && rest.split(|sign: char| !sign.is_alphabetic()).any(is_english)
    };
    lines.iter().filter(is_left).cloned().collect()
}

#[test]
fn no_english_of_the_program_is_left_in_the_window() {
    let own = own_words();
    let broken = std::env::temp_dir().join(format!("a-{}.csv", std::process::id()));
    fs::write(&broken, "period,value\n2020,?!\n").expect("a file");
    for language in [Language::Russian, Language::Chinese] {
        let mut desk = Desk::new();
        desk.menu("View", "Language");
        desk.press_last(language.name());
        let mut left = BTreeSet::new();
        let mut look =
            |what: &str, desk: &Desk| left.extend(english(&painted(desk), &own).into_iter().map(|line| format!("{what}: {line}")));
        look("panel", &desk);
        desk.key(Modifiers::NONE, Key::F6);
        desk.key(Modifiers::NONE, Key::ArrowRight);
        look("tooltip", &desk);
        desk.key(Modifiers::NONE, Key::Enter);
        look("card", &desk);
        desk.key(Modifiers::NONE, Key::Escape);
        desk.key(Modifiers::COMMAND, Key::T);
        look("table", &desk);
        desk.key(Modifiers::COMMAND, Key::K);
        look("palette", &desk);
        desk.key(Modifiers::NONE, Key::Escape);
        desk.key(Modifiers::NONE, Key::F1);
        look("help", &desk);
        desk.open(&broken);
        look("problem", &desk);
        assert!(left.is_empty(), "{}: {left:#?}", language.code());
    }
    fs::remove_file(broken).ok();
}
