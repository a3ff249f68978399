//! Sentences in three languages, and a catalogue that keeps its word.

use std::sync::Arc;

use super::*;
use crate::terms::translation::names::Names;

fn said(english: &str) -> [String; 2] {
    [Language::Russian, Language::Chinese].map(|language| Tongue::new(language).say(english))
}

fn russian(english: &str) -> String {
    Tongue::new(Language::Russian).say(english)
}

#[test]
fn a_headline_is_one_sentence_in_each_language() {
    let english = "China’s share of Russia’s imports rose from 2.8% in 2000 to 23.7% in 2020";
    assert_eq!(Tongue::default().say(english), english);
    let [russian, chinese] = said(english);
    assert_eq!(russian, "Доля Китая в импорте России выросла с 2,8\u{202f}% в 2000\u{a0}году до 23,7\u{202f}% в 2020\u{a0}году");
    assert_eq!(chinese, "中国占俄罗斯进口的份额从2000年的2.8%升至2020年的23.7%");
}

#[test]
fn a_name_whose_cases_are_not_known_stands_beside_the_sentence_and_never_in_a_wrong_case() {
    let told = russian("Curaçao’s share of Russia’s imports rose from 2.8% in 2000 to 23.7% in 2020");
    assert!(told.starts_with("Доля в импорте России (Кюрасао) выросла с 2,8"), "{told}");
    assert_eq!(russian("Russia’s exports to Curaçao"), "Экспорт России (направление: Кюрасао)");
    assert_eq!(russian("Russia’s exports to the Netherlands"), "Экспорт России в Нидерланды");
    assert_eq!(russian("France’s goods turnover with Switzerland"), "Товарооборот Франции со Швейцарией");
}

#[test]
fn numbers_and_dates_are_written_as_the_language_writes_them() {
    assert_eq!(said("33.4%"), ["33,4\u{202f}%", "33.4%"]);
    assert_eq!(said("1\u{2009}234.5"), ["1\u{2009}234,5", "1\u{2009}234.5"]);
    assert_eq!(said("about 66%"), ["около 66\u{202f}%", "约66%"]);
    assert_eq!(said("USD 10.3 billion"), ["10,3\u{a0}млрд\u{a0}долл.", "103亿美元"]);
    assert_eq!(said("March 2024"), ["Март 2024", "2024年3月"]);
    assert_eq!(said("Q2 2024"), ["2-й кв. 2024", "2024年第2季度"]);
    assert_eq!(said("8% on 8 May 2024")[0], "8\u{202f}% 8\u{a0}мая 2024\u{a0}года");
    assert_eq!(Tongue::new(Language::Chinese).say_at_mark("USD 250 billion"), "250十亿美元", "at an axis, in the unit of the axis");
}

#[test]
fn a_count_takes_the_word_that_goes_with_it() {
    let more = |count: u32| russian(&format!("{count} more notes in the table of figures."));
    assert_eq!(more(2), "Ещё 2 примечания — в таблице.");
    assert_eq!(more(5), "Ещё 5 примечаний — в таблице.");
    assert_eq!(more(21), "Ещё 21 примечание — в таблице.");
}

#[test]
fn what_is_not_ours_stays_as_it_was_written() {
    let note = "From 2016 Russia books 2–4% of its exports to China as goods not specified. The rest is not broken down.";
    assert_eq!(Tongue::new(Language::Russian).say_whole(note), note);
    assert_eq!(russian("Turning east"), "Turning east");
    assert_eq!(russian(&"a, ".repeat(100)), "a, ".repeat(100));
}

#[test]
fn what_a_dataset_calls_its_codes_is_what_they_are_called() {
    let mut names = Names::default();
    names.add(["Widgets and parts", "Widgets"], Language::Russian, Some(&"Штуковины и части".to_owned()));
    let tongue = Tongue { language: Language::Russian, names: vec![Arc::new(names)] };
    assert_eq!(tongue.say("Widgets and parts"), "Штуковины и части");
    assert_eq!(tongue.say("Widgets"), "Штуковины и части", "a short label without a word of its own");
    assert_eq!(Tongue::new(Language::Russian).say("Widgets"), "Widgets");
}
