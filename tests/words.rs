//! Pictures in Russian and Chinese: everything that the program itself words is in the language, and every letter has its glyph.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use asymmetry::chart::wording::Wording;
use asymmetry::dataset::library::Library;
use asymmetry::picture::text::Font;
use asymmetry::picture::{Form, Weight};
use asymmetry::query::engine::Engine;
use asymmetry::terms::language::Language;
use asymmetry::terms::translation::Tongue;
use asymmetry::view;

/// Words that are names in every language, or stand in what a source says.
const NAMES: [&str; 30] = [
    "RCA",
    "WITS",
    "FAW",
    "Shacman",
    "Sitrak",
    "HHI",
    "UNCTAD",
    "TIV",
    "GDP",
    "EDB",
    "FOM",
    "Pew",
    "VCIOM",
    "CEIAS",
    "CISS",
    "Comtrade",
    "Finger",
    "Kreinin",
    "Grubel",
    "Lloyd",
    "Barbieri",
    "Oneal",
    "Russett",
    "International",
    "Monetary",
    "Fund",
    "Federal",
    "President",
    "FOB",
    "CIF",
];

#[test]
fn titles_subtitles_and_ticks_of_every_bundled_view_leave_no_english_behind() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let mut left = BTreeSet::new();
    for (id, mut view) in view::bundled() {
        view.wording = Wording::default();
        for language in [Language::Russian, Language::Chinese] {
            view.look.language = language;
            let findings = view::study(&view.subject, &library, &engine).expect(id);
            let picture = view::picture(&view, &findings).unwrap_or_else(|problem| panic!("{id}: {problem}"));
            let publishers: Vec<&str> = findings.sources.iter().map(|cited| cited.source.publisher.as_str()).collect();
            let without_publishers = |text: &str| publishers.iter().fold(text.to_owned(), |text, publisher| text.replace(publisher, ""));
            let small = view.look.size.type_sizes().small;
            let words = picture.shapes.iter().filter_map(|shape| match &shape.form {
                // Notes of datasets and sources are set small and begin at the margin.
                Form::Text { text, size, at, .. } if *size > small || at[1] < picture.plot.area.max[1] => Some(text.clone()),
                _ => None,
            });
            for text in words.chain([picture.title.clone()]) {
                let is_english =
                    |word: &str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !NAMES.contains(&word);
                let is_quoted = text.contains('“') || text.contains('«');
                if !is_quoted && without_publishers(&text).split(|sign: char| !sign.is_alphabetic()).any(is_english) {
                    left.insert(format!("{id} in {}: {text}", language.code()));
                }
            }
        }
    }
    assert!(left.is_empty(), "{}", left.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_title_of_every_bundled_view_is_said() {
    let titles: Vec<String> = view::bundled().into_iter().filter_map(|(_, view)| view.wording.title).collect();
    assert!(!titles.is_empty());
    for language in [Language::Russian, Language::Chinese] {
        let tongue = Tongue::new(language);
        let left: Vec<&String> = titles.iter().filter(|title| tongue.say_title(title) == **title).collect();
        assert!(left.is_empty(), "{}: {left:#?}", language.code());
    }
    assert_eq!(Tongue::new(Language::Russian).say_title("Turning east"), "Turning east", "a person's words stay");
}

#[test]
fn every_letter_of_the_phrases_has_a_glyph_in_the_bundled_fonts() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/words");
    for name in ["ru.json", "zh.json", "ru-cases.json"] {
        let text = fs::read_to_string(folder.join(name)).expect(name);
        let unknown: BTreeSet<char> =
            text.chars().filter(|letter| !letter.is_control() && Font::of(*letter, Weight::Semibold).is_none()).collect();
        assert!(unknown.is_empty(), "{name} has {unknown:?}");
    }
}
