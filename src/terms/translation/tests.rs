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

/// Words that stay as they are: names of measures, publishers and classifications, and letters of formulas.
const NAMES: [&str; 12] = ["HHI", "RCA", "UNCTAD", "SITC", "GDP", "WITS", "min", "CSV", "JSON", "UTF", "Excel", "CPC"];

fn is_left(said: &str) -> bool {
    let is_english = |word: &str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic()) && !NAMES.contains(&word);
    said.split(|sign: char| !sign.is_alphabetic()).any(is_english)
}

fn all_are_said(lines: &[&str], say: impl Fn(&Tongue, &str) -> String) {
    for language in [Language::Russian, Language::Chinese] {
        let tongue = Tongue::new(language);
        let left: Vec<String> = lines.iter().map(|line| say(&tongue, line)).filter(|said| is_left(said)).collect();
        assert!(left.is_empty(), "{}: {left:#?}", language.code());
    }
}

#[test]
fn what_measures_say_that_no_bundled_view_shows_is_said() {
    all_are_said(
        &[
            "Comparative advantage of Russia",
            "Revealed comparative advantage, share in exports ÷ share in world exports, by HS section",
            "Symmetric revealed comparative advantage, (RCA − 1) ÷ (RCA + 1), −1 to 1, by HS chapter",
            "1: as large a part of its exports as of the exports of the world.",
            "No index for 2000 and 2001: exports by commodity are not known of both.",
            "Could not show a revealed comparative advantage: it needs world exports by commodity",
            "HHI, Σs², 0–10\u{2009}000: over the 5 reporters named in the data; what goes to others is left out and can only raise it.",
            "equivalent number, 1/Σs²: over the 3 holders named in the data; what goes to others is left out and can only lower it.",
            "HHI, normalised, 0–1: over the 5–7 holders named in the data; what goes to others is left out.",
            "No index for 2019: the shares add up to more than 100%, so they overlap.",
            "No index for 2000–2004: only one share is known.",
            "Similarity of exports and imports in Russia’s trade",
            "No index for 2019: only one commodity has figures.",
            "Trade intensity, share in trade ÷ partner’s share in world trade",
            "Mineral products: HS 25–27 (Section V of the Harmonized System).",
            "No figures for HS 05, 14 in some of 2000–2004: counted as no trade.",
            "Trade with China by Russia’s figures",
            "Growth per year",
            "Index, 2010 = 100",
            "China: no figure for 2000 to compare with.",
            "The comparison leads over a change of method: China.",
            "The comparison sets own reports against partners’ mirror data.",
            "In all figures: partners’ mirror data",
            "In %, 2024, some undated",
        ],
        Tongue::say,
    );
}

#[test]
fn why_something_cannot_be_had_is_said() {
    all_are_said(
        &[
            "Not for market share: its figures are not told apart by holder.",
            "Two sources have figures for 2016–2020, and they are never piled up; choose one.",
            "42 bars are too many to be told apart; choose fewer years or one whole.",
            "There are several wholes (China; Germany); choose one.",
            "China is below zero in 2009, and a part of a whole cannot be.",
            "Figures in points cannot be added up.",
            "There are figures for 2024 only, and a line needs two dates.",
            "No logarithmic scale: bars and areas begin at zero, which has no logarithm",
            "No figures in 2022–2024; the figures run from 2000 to 2020.",
            "Drawn as a ranked bar: none of its figures has a date.",
            "168 figures",
            "3 problems",
            "It is a folder.",
            "Could not work out the figures: the work broke off",
            "Not published",
            "March 2024, shown for 2023",
        ],
        Tongue::say_in_window,
    );
}

#[test]
fn each_part_of_a_formula_is_said_and_its_signs_stay() {
    let tongue = Tongue::new(Language::Russian);
    assert_eq!(
        tongue.say_formula("(Russia, China, exports) ÷ (Russia, exports) × 100"),
        "(Россия, Китай, экспорт) ÷ (Россия, экспорт) × 100"
    );
    assert_eq!(tongue.say_formula("(China, 2020: exports + imports) − (China, 2000)"), "(Китай, 2020: экспорт + импорт) − (Китай, 2000)");
    assert_eq!(tongue.say_formula("Russia, Food, drink, tobacco, 2020"), "Россия, Продукты, напитки, табак, 2020", "a name with commas");
    all_are_said(
        &[
            "(RCA − 1) ÷ (RCA + 1), RCA = (Russia, Wood ÷ Russia, sum of what is broken down) ÷ (World, Wood ÷ World, sum of what is broken down)",
            "1 − Σ|exports − imports| ÷ Σ(exports + imports) over 21 commodities",
            "Σ min(share of exports to the one, share to the other) × 100 over 21 commodities",
            "(not broken down: published total − sum of the parts published) ÷ (Russia, China, exports) × 100",
            "(Mineral products: sum of HS 25–27) ÷ (Russia, China, exports) × 100",
            "(√Σs² − √(1/n)) ÷ (1 − √(1/n)) over 31 named partners",
            "((China, 2020) ÷ (China, 2018))^(1/2) × 100 − 100",
            "sum of the four largest shares over 5 named reporters",
            "positive answers − negative answers",
            "(Russia and Vietnam, goods turnover: exports of the one + exports of the other) ÷ (Russia, GDP) × 100",
        ],
        Tongue::say_formula,
    );
}

#[test]
fn why_a_file_is_no_dataset_is_said_reason_by_reason() {
    let why = "It is no dataset document: it does not begin with {; it is no tidy table: its first line names no column \"period\".";
    let said = Tongue::new(Language::Russian).say_in_window(why);
    assert_eq!(said, "Это не документ данных: он не начинается с {; это не таблица данных: в первой строке нет столбца «period».");
}

#[test]
fn why_a_cell_or_a_row_is_refused_is_said() {
    let each = |english: &str| [Language::Russian, Language::Chinese].map(|language| Tongue::new(language).say_in_window(english));
    assert_eq!(
        each("Line 3, column 5: \"abc\" is not a number."),
        ["Строка 3, столбец 5: \"abc\" — не число.", "第3行第5列：\"abc\"不是数字。"]
    );
    assert_eq!(
        each("Line 9, column 4: \"holdr\" is not a property of a series; did you mean \"holder\"? Without it the series is left out."),
        [
            "Строка 9, столбец 4: \"holdr\" — не свойство ряда; может быть, «holder»? Без этого свойства ряд пропущен.",
            "第9行第4列：\"holdr\"不是序列的属性；是否指“holder”？缺少该属性，该序列已略去。"
        ]
    );
    assert_eq!(
        each("Line 9, column 4: \"up\" is not a flow; expected one of export, import; its series is left out."),
        [
            "Строка 9, столбец 4: \"up\" — не поток; возможны: export, import; ряд пропущен.",
            "第9行第4列：\"up\"不是流向；应为：export, import；其序列已略去。"
        ]
    );
    assert_eq!(
        each("Line 3: \"Korea\" is not a country code; it may mean South Korea (KOR) or North Korea (PRK); its series is left out."),
        [
            "Строка 3: \"Korea\" — не код страны; это может быть: Республика Корея (KOR) или КНДР (PRK); ряд пропущен.",
            "第3行：\"Korea\"不是国家代码；可能指韩国（KOR）或朝鲜（PRK）；其序列已略去。"
        ]
    );
    assert_eq!(each("Where: a.csv, line 12"), ["Где: a.csv, строка 12", "位置：a.csv，第12行"]);
    all_are_said(
        &[
            "Line 3: the row has no period.",
            "Line 3: the row holds no figure.",
            "Line 3, column 5: \"x\" is not a period that can be read.",
            "Line 12, column 3: the figure for 2019 stands at line 3 already, with the same codes and another value.",
            "Line 12: the figure for 2019 stands on line 3 already, with the same codes and source.",
            "Line 12: a figure stands at line 3 already, with the same codes and another value.",
            "Line 3: the row has 5 cells, and the first line names 4 cells.",
            "Line 3: the row opens a quotation mark that is never closed, so what follows cannot be told apart.",
            "Line 3, column 5: \"x\" is not a number, which a value must be.",
            "Line 3, column 5: an object is not text, which a note must be.",
            "Line 3, column 5: 12 is not an object, which a point without further properties must be.",
            "Line 3, column 5: a list is not a list, which a list of codes must be.",
            "Line 3, column 5: 0.5 is not a whole number from 1 to 4294967295, which a number of respondents must be.",
            "Line 3, column 5: \"x\" is not a reason for a missing value that is known.",
            "Line 3, column 5: \"x\" is no dimension of this document; a dimension has a name in small letters that no column of figures has.",
            "Line 3, column 5: \"x\" is said by a series of all its points, not by a point; the point is left out.",
            "Line 3, column 5: the point of 2019 has neither a value nor a reason why there is none.",
            "Line 3: 5 more parts were left out for reasons of these kinds.",
            "\"x\" is not a number; and 5 more",
            "decimal sign: comma (\"1,5\" can be read in no other way)",
            "separator: semicolon (12 of 13 rows have 4 cells with it)",
            "missing: \":\", 2 times, taken as not published",
            "repeated: 12 figures stand more than once with the same value, and count once",
            "its line 3 names other columns than the first file",
            "Margin of error ± 3.1 points at 95%",
        ],
        Tongue::say_in_window,
    );
}
