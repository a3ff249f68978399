//! Surveys and tables of Stata and SPSS that are too large to become a table of cells in memory. Their figures are made up.

use std::collections::BTreeMap;
use std::fs;

use asymmetry::import;
use asymmetry::import::hints::Hints;
use asymmetry::measure::Measure;
use asymmetry::measure::indicator::Indicator;
use asymmetry::query::selection::Pick;
use asymmetry::terms::dimension::{Code, Dimension};

use crate::cli::Folder;
use crate::import::surveys::{self, Cell, Variable};

/// Longer than eight bytes, so that some thousand rows make a large file.
const REMARK: &str = "who was asked said more than can be counted, and it was written down as it was said, word by word, whatever it \
                      was: of the weather, of the price of bread and of butter, of a cousin abroad who earns more, and of a dog that is ill";

const ASKED: [Variable; 5] = [
    Variable::asked("cntry", "Country", &[(1.0, "Germany"), (2.0, "France"), (3.0, "Poland"), (9.0, "No answer")]),
    Variable::asked("S020", "Year survey", &[]),
    Variable::new("pspwght", 0, surveys::NUMBER),
    Variable::asked("Q1", "Do you trust them?", &[(1.0, "Yes"), (2.0, "No")]),
    Variable::new("remark", 240, surveys::TEXT),
];

/// What the respondent of this number is and says: country, year, weight, answer.
fn respondent(number: u32) -> [f64; 4] {
    let weight = if number % 4 < 2 { 0.5 } else { 1.5 };
    [f64::from(number % 3 + 1), f64::from(2017 + number / 3 % 2), weight, f64::from(1 + u32::from(number % 5 > 1))]
}

#[test]
fn the_answers_of_a_large_survey_are_counted_for_each_country_and_year() {
    const COUNT: u32 = 10_000;
    let cells: Vec<Vec<Cell>> =
        (0..COUNT).map(|number| respondent(number).map(Cell::Number).into_iter().chain([Cell::Text(REMARK)]).collect()).collect();
    let bytes = surveys::once(&ASKED, &cells.iter().map(Vec::as_slice).collect::<Vec<_>>());
    assert!(bytes.len() > 2 << 20, "{}", bytes.len());
    let here = Folder::new("large-survey");
    fs::write(here.0.join("asked.sav"), bytes).expect("a file");
    // Counted once more, without any of the program.
    let mut expected: BTreeMap<(String, String), [f64; 2]> = BTreeMap::new();
    for [country, year, weight, answer] in (0..COUNT).map(respondent) {
        let country = ["DEU", "FRA", "POL"][country as usize - 1];
        for of in [country, "X-ALL"] {
            let sums = expected.entry((of.to_owned(), year.to_string())).or_default();
            sums[0] += weight;
            sums[1] += if answer == 1.0 { weight } else { 0.0 };
        }
    }
    let rows = here.json(&[
        "numbers",
        "asked.sav",
        "--where",
        "question=Q1",
        "--where",
        "answer=yes",
        "--where",
        "indicator=share",
        "--format",
        "json",
    ]);
    let rows = rows.as_array().expect("figures");
    assert_eq!(rows.len(), expected.len());
    for row in rows {
        let [reporter, period] = ["reporter", "period"].map(|of| row[of].as_str().unwrap_or_default().to_owned());
        let [all, yes] = expected[&(reporter.clone(), period.clone())];
        let share = row["value"].as_f64().expect("a share");
        assert!((share - yes / all * 100.0).abs() < 1e-9, "{reporter} {period}: {share}");
    }
    // What is drawn first are shares, and not how many gave an answer.
    let dataset = import::inspect(&here.0.join("asked.sav"), &Hints::default()).expect("a survey").dataset;
    let subject = Measure::Indicator(Indicator::default()).starting_subject(&dataset);
    assert_eq!(subject.selection.picks[&Dimension::Indicator], Pick::Only([Code::new("share")].into()));
    let told = here.run(&["inspect", "asked.sav"]).out;
    for words in ["reporter: cntry (it holds the country", "period: S020 (it holds the year", "weights: pspwght", "All respondents"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let table = here.run(&["inspect", "asked.sav", "--table"]);
    let lines: Vec<&str> = table.out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (COUNT as usize + 1, "cntry,S020,pspwght,Q1,remark"), "{}", table.err);
    assert_eq!(lines[2], format!("France,2017,0.5,Yes,\"{REMARK}\""));
}

/// A file of Stata 10: its variables, then its rows, then what the codes of the last variable mean.
fn stata(variables: &[(&str, u8, &str)], rows: &[Vec<u8>], meanings: &[(i32, &str)]) -> Vec<u8> {
    let padded = |text: &str, to: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(to, 0);
        bytes
    };
    let count = |number: usize| u16::try_from(number).expect("few").to_le_bytes();
    let long = |number: usize| u32::try_from(number).expect("few").to_le_bytes();
    let mut file = vec![114, 2, 1, 0];
    file.extend(
        [count(variables.len()).as_slice(), &long(rows.len()), &padded("Trade of pairs", 81), &padded("01 Dec 2026 10:00", 18)].concat(),
    );
    file.extend(variables.iter().map(|(_, kind, _)| *kind));
    file.extend(variables.iter().flat_map(|(name, ..)| padded(name, 33)));
    file.extend(vec![0; 2 * (variables.len() + 1)]);
    file.extend(variables.iter().flat_map(|(_, kind, _)| padded(if *kind < 245 { "%9s" } else { "%9.0g" }, 49)));
    let last = variables.len() - 1;
    file.extend((0..variables.len()).flat_map(|at| padded(if at == last { "words" } else { "" }, 33)));
    file.extend(variables.iter().flat_map(|(.., label)| padded(label, 81)));
    file.extend([0; 5]);
    file.extend(rows.concat());
    let texts: Vec<u8> = meanings.iter().flat_map(|(_, text)| padded(text, text.len() + 1)).collect();
    let starts = meanings.iter().scan(0_usize, |start, (_, text)| {
        let own = *start;
        *start += text.len() + 1;
        Some(own)
    });
    let mut words = [long(meanings.len()).as_slice(), &long(texts.len())].concat();
    words.extend(starts.flat_map(long));
    words.extend(meanings.iter().flat_map(|(code, _)| code.to_le_bytes()));
    words.extend(texts);
    file.extend([long(words.len()).as_slice(), &padded("words", 33), &[0; 3], &words].concat());
    file
}

const COUNTRIES: [&str; 8] = ["Russia", "China", "Germany", "France", "Italy", "Japan", "India", "Brazil"];
const YEARS: std::ops::Range<i16> = 1880..2020;
/// How Stata writes `.a` where eight bytes are a number.
const REFUSED: u64 = 0x7fe0_0100_0000_0000;

/// Each pair in each year; the first value of all was refused.
fn pairs() -> Vec<(&'static str, &'static str, i16, Option<f64>)> {
    let mut pairs = Vec::new();
    for from in COUNTRIES {
        for to in COUNTRIES.into_iter().filter(|to| *to != from) {
            let value = |year: i16| (!pairs_begin(from, to, year)).then(|| f64::from(year) + f64::from(from.len() as u32) / 8.0);
            pairs.extend(YEARS.map(|year| (from, to, year, value(year))));
        }
    }
    pairs
}

fn pairs_begin(from: &str, to: &str, year: i16) -> bool {
    (from, to, year) == ("Russia", "China", 1880)
}

/// All pairs as a file of Stata, and how many rows it has.
pub fn table_of_pairs() -> (Vec<u8>, usize) {
    let variables = [
        ("exporter", 20, ""),
        ("importer", 20, ""),
        ("year", 252, ""),
        ("flow", 255, "Exports (USD million)"),
        ("remark", 244, ""),
        ("treaty", 251, ""),
    ];
    let text = |text: &str, to: usize| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(to, 0);
        bytes
    };
    let row = |(from, to, year, value): (&str, &str, i16, Option<f64>)| {
        let value = value.map_or(REFUSED.to_le_bytes(), f64::to_le_bytes);
        [text(from, 20), text(to, 20), year.to_le_bytes().to_vec(), value.to_vec(), text(REMARK, 244), vec![u8::from(year > 2000)]].concat()
    };
    let meanings = [(0, "no treaty"), (1, "a treaty")];
    let rows: Vec<Vec<u8>> = pairs().into_iter().map(row).collect();
    (stata(&variables, &rows, &meanings), rows.len())
}

#[test]
fn a_large_table_of_stata_is_read_row_by_row_with_what_its_file_says_of_variables_and_codes() {
    let (bytes, rows) = table_of_pairs();
    assert!(bytes.len() > 2 << 20 && rows > 5_000, "{}", bytes.len());
    let here = Folder::new("large-table-of-stata");
    fs::write(here.0.join("pairs.dta"), bytes).expect("a file");
    let told = here.run(&["inspect", "pairs.dta"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("pairs: Trade of pairs") && told.out.contains(&format!("observations  {rows}")), "{}", told.out);
    let only = |reporter: &str, partner: &str, year: &str| {
        let wanted = [format!("reporter={reporter}"), format!("partner={partner}"), format!("period={year}")];
        here.json(&["numbers", "pairs.dta", "--where", &wanted[0], "--where", &wanted[1], "--where", &wanted[2], "--format", "json"])
    };
    let figure = only("DEU", "BRA", "2019");
    assert_eq!((figure[0]["value"].as_f64(), figure[0]["unit"].as_str()), (Some(2019.875), Some("USD million")), "{figure}");
    assert_eq!(
        figure[0]["locator"],
        format!(
            "pairs.dta, line {}",
            pairs().iter().position(|pair| *pair == ("Germany", "Brazil", 2019, Some(2019.875))).expect("is there") + 2
        )
    );
    assert_eq!(only("RUS", "CHN", "1880")[0]["missing"], "not_published");
    let table = here.run(&["inspect", "pairs.dta", "--table"]);
    let lines: Vec<&str> = table.out.lines().collect();
    assert_eq!((lines.len(), lines[0]), (rows + 1, "exporter,importer,year,flow,remark,treaty"), "{}", table.err);
    assert!(lines[1].starts_with("Russia,China,1880,\".a: missing") && lines[rows].ends_with(",a treaty"), "{}", lines[1]);
}

#[test]
fn a_table_of_countries_years_and_goods_is_no_survey_though_its_goods_are_coded() {
    let variables = [("country", 20, ""), ("year", 252, ""), ("exports", 255, "Exports (USD million)"), ("product", 251, "")];
    let mut rows = Vec::new();
    for (at, country) in ["Russia", "China", "Japan"].into_iter().enumerate() {
        for year in 2019..2022_i16 {
            for product in 0..2_u8 {
                let mut name = country.as_bytes().to_vec();
                name.resize(20, 0);
                let value = f64::from(year) + at as f64 * 100.0 + f64::from(product) / 2.0;
                rows.push([name, year.to_le_bytes().to_vec(), value.to_le_bytes().to_vec(), vec![product]].concat());
            }
        }
    }
    let here = Folder::new("goods-of-stata");
    fs::write(here.0.join("goods.dta"), stata(&variables, &rows, &[(0, "Oil"), (1, "Gas")])).expect("a file");
    let figures = here.json(&["numbers", "goods.dta", "--where", "reporter=JPN", "--where", "period=2020", "--format", "json"]);
    let values: Vec<_> = figures.as_array().expect("figures").iter().map(|one| (one["value"].as_f64(), one["unit"].as_str())).collect();
    assert_eq!(values, [(Some(2220.0), Some("USD million")), (Some(2220.5), Some("USD million"))], "{figures}");
}
