//! Tables whose rows would come out as something that nobody wrote.

use asymmetry::dataset::document;
use asymmetry::dataset::library::Library;
use asymmetry::dataset::observation::Observation;
use asymmetry::dataset::{Dataset, Origin};
use asymmetry::import;
use asymmetry::measure::Measure;
use asymmetry::measure::composition::{Composition, Whole};
use asymmetry::problem::Problem;
use asymmetry::query::engine::Engine;
use asymmetry::terms::amount::Missing;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;
use asymmetry::terms::poll::Side;
use asymmetry::view;

use crate::import::{Folder, refused_rows, table};

fn problem(bytes: &[u8]) -> Problem {
    let problem = import::open_bytes(bytes, "t.csv", Origin::Bundled).map(|_| ()).expect_err("should be refused");
    assert!(problem.why.is_some() && problem.hint.is_some(), "{problem}");
    problem
}

fn why(text: &str) -> String {
    problem(text.as_bytes()).why.expect("a reason")
}

/// The one thing refused of a table.
fn refused(text: &str) -> String {
    let refused = refused_rows(text);
    assert_eq!(refused.len(), 1, "{refused:#?}");
    refused[0].clone()
}

fn codes(dataset: &Dataset, dimension: &str) -> Vec<String> {
    dataset.codes(&Dimension::from_name(dimension)).into_iter().map(|code| code.to_string()).collect()
}

#[test]
fn text_behind_a_closing_quotation_mark_swallows_no_row_in_silence() {
    let text = "period,value,holder\n2020,1,\"Foo\n2021,2,\"Bar\"\n2022,3,Baz\n2023,4,\"Qux\"\n";
    assert!(
        refused(text).starts_with("line 3, column 9: \"Bar\"\" stands behind a closing quotation mark, so lines 2 to 3 cannot be read")
    );
    let dataset = table(text);
    assert_eq!(codes(&dataset, "holder"), ["Baz", "Qux"]);
    assert_eq!(dataset.periods(), [Period::year(2022), Period::year(2023)]);
    assert!(refused("period,value,holder\n2020,1,\"A\" b\n2021,2,C\n").contains("so line 2 cannot be read"));
    assert!(refused_rows("period,value,holder\n2020,1,\"say \"\"A\"\"\"\n2021,2,5\" pipe\n").is_empty());
}

#[test]
fn a_line_break_in_a_code_is_refused_and_in_a_note_kept() {
    let text = "period,value,holder\n2020,1,\"Foo\n2021,2,Bar\"\n2022,3,Baz\n";
    assert!(refused(text).starts_with("line 2, column 8: \"Foo 2021,2,Bar\" holds a line break"));
    assert!(refused("period,value,source\n2020,1,\"A\nB\"\n2021,2,C\n").contains("holds a line break"));
    assert!(refused("period,value,unit\n2020,1,\"A\rB\"\n2021,2,C\n").contains("holds a line break"));
    let [one] = table("period,value,note\n2020,1,\"two\nlines\"\n").observations().try_into().expect("a row");
    assert_eq!(one.note.as_deref(), Some("two\nlines"));
}

#[test]
fn a_header_that_cannot_be_told_apart_is_refused_as_a_whole() {
    assert!(why("period,value,\"holder\n2020,1,A\"\n2021,2,B\n").contains("line 1, column 14: the name of column 3 holds a line break"));
    assert!(why("period,value,\"a\" b\n2020,1,A\n").contains("line 1, column 17: text stands behind a closing quotation mark"));
    assert!(why("period,value,\"a\n2020,1,A\n").contains("line 1, column 1: it opens a quotation mark that is never closed"));
}

#[test]
fn sources_that_differ_in_a_sign_are_two_sources() {
    let dataset = table("period,value,source\n2020,1,C++\n2020,2,C\n2020,3,Банк России\n");
    assert!(dataset.refused.is_empty(), "{:?}", dataset.refused);
    assert_eq!(dataset.sources.keys().map(Code::as_str).collect::<Vec<_>>(), ["C", "C++", "Банк России"]);
}

#[test]
fn what_may_mean_two_countries_is_refused_with_both() {
    let refused = refused_rows("reporter,period,value\nNA,2020,1\nKorea,2020,1\nКонго,2020,1\nVirgin Islands,2020,1\nNAM,2020,1\n");
    for (refusal, part) in refused.iter().zip([
        "\"NA\" may mean Namibia or \"not available\"; write NAM, or leave the cell empty",
        "may mean South Korea (KOR) or North Korea (PRK); write the code",
        "may mean Congo - Kinshasa (COD) or Congo - Brazzaville (COG)",
        "may mean British Virgin Islands (VGB) or U.S. Virgin Islands (VIR)",
    ]) {
        assert!(refusal.contains(part), "{refusal}");
    }
    assert_eq!(refused.len(), 4);
}

#[test]
fn lines_that_end_with_a_carriage_return_are_counted_and_repetitions_seen() {
    let text = "period,value\r2020,1\r2020,2\rsoon,3\r2021,4";
    let refused = refused_rows(text);
    assert_eq!(refused.len(), 2, "{refused:#?}");
    assert!(refused[0].starts_with("line 3: the figure for 2020 stands on line 2 already"), "{}", refused[0]);
    assert!(refused[1].starts_with("line 4, column 1: \"soon\""), "{}", refused[1]);
    let locators: Vec<_> = table(text).observations().into_iter().filter_map(|one| one.locator.map(|place| place.to_string())).collect();
    assert_eq!(locators, ["my_figures.csv, line 2", "my_figures.csv, line 5"]);
}

#[test]
fn numbers_that_would_come_out_as_others_are_refused() {
    assert!(refused("period,value\n2020,1e-400\n2021,1\n").starts_with("line 2, column 6: \"1e-400\" is nearer to zero"));
    assert!(refused("period,value\n2020,9007199254740993\n2021,1\n").contains("has more figures than this program can keep"));
    let [one] = table("period,value\n2020,0.5000000000000000000\n").observations().try_into().expect("a row");
    assert_eq!(one.amount.map(|amount| amount.decimals), Ok(Some(15)));
}

#[test]
fn the_value_of_a_range_is_its_middle() {
    let row = |value: &str| format!("period,value,low,high,qualifier\n2020,{value},10,20,range\n2021,1,,,\n");
    assert!(refused(&row("12")).starts_with("line 2, column 6: 12 is not the middle of its low and high, 15"));
    assert!(refused_rows(&row("15")).is_empty() && refused_rows(&row("")).is_empty());
    assert!(refused_rows("period,value,low,high,qualifier\n2020,0.15000000000000002,0.1,0.2,range\n").is_empty());
}

#[test]
fn a_header_of_many_thousand_columns_is_refused() {
    let names: Vec<String> = (0..20_000).map(|place| format!("c{place}")).collect();
    assert!(why(&format!("period,value,{}\n2020,1\n", names.join(","))).contains("it names 20002 columns"));
    assert!(why(&format!("{},period,value\n2020,1\n", names.join(","))).contains("it names 20002 columns"));
    let nameless = format!("period,value{}\n2020,1{}\n", ",".repeat(998), ",".repeat(998));
    assert_eq!(refused_rows(&nameless).len(), 998);
}

#[test]
fn a_hundred_megabytes_of_blanks_and_nine_of_no_table_are_refused() {
    let folder = Folder::new("blanks");
    let path = folder.file("blanks.csv", &vec![b' '; 100_000_000]);
    let problem = import::open(&path).expect_err("should be refused");
    assert_eq!(problem.why.as_deref(), Some("it begins with nothing but blanks"));
    let prose = folder.file("prose.txt", &b"Dear colleague, please find the figures below.\n".repeat(200_000));
    assert!(import::open(&prose).expect_err("should be refused").to_string().contains("Could not tell what prose.txt is"));
}

#[test]
fn an_answer_has_one_side_in_a_table_and_in_its_document() {
    let text = "answer,side,period,value\nYes,,2020,1\nYes,positive,2021,2\nYes,,2022,3\nPerhaps,,2022,4\n";
    let dataset = table(text);
    let sides = |dataset: &Dataset| dataset.observations().into_iter().map(|one| one.side).collect::<Vec<_>>();
    assert_eq!(sides(&dataset), [Some(Side::Positive), Some(Side::Positive), Some(Side::Positive), None]);
    assert!(refused(text).starts_with("line 5, column 1: the answer \"Perhaps\" has no \"side\""));
    let document = document::write(&dataset);
    let again = document::read(document.as_bytes(), "again.json", Origin::Bundled).expect("a document");
    assert_eq!(sides(&again), sides(&dataset));
    assert!(again.refused[0].sentence().contains("the answer \"Perhaps\" has no \"side\""), "{:?}", again.refused);
    assert!(refused("side,period,value\npositive,2020,1\n").contains("it is the side of an answer, and the row names none"));
}

#[test]
fn words_for_a_value_that_is_missing_are_reported() {
    let text = "period,value,missing,stated\n2020,,confidential,about 5\n2021,1,,one\n";
    assert!(refused(text).starts_with("line 2, column 20: \"about 5\" is left out: it words a value, and there is none"));
    let amounts: Vec<_> = table(text).observations().into_iter().map(|one: Observation| one.amount.map(|amount| amount.value)).collect();
    assert_eq!(amounts, [Err(Missing::Confidential), Ok(1.0)]);
}

#[test]
fn faults_are_told_in_the_words_that_help() {
    let places = refused_rows("holder,note,period,value\n5\" pipe,\"a, \"\"b\"\"\",soon,1\n\"x, y\",6\" pipe,2020,12a\nz,,2020,1\n");
    assert!(places[0].starts_with("line 2, column 20: \"soon\""), "{}", places[0]);
    assert!(places[1].starts_with("line 3, column 21: \"12a\""), "{}", places[1]);
    assert!(refused("period,value\n2012/2006,1\n2020,1\n").contains("is a span that ends before it begins"));
    assert!(refused_rows("period,value\nUndated,1\n2020,1\n").is_empty());
    for (text, value) in [("period;value\n2020;1,5\n", 1.5), ("period\tvalue\n2020\t1\n", 1.0)] {
        let amounts: Vec<_> = table(text).observations().iter().map(|one| one.amount.clone().map(|amount| amount.value)).collect();
        assert_eq!(amounts, [Ok(value)], "{text}");
    }
}

#[test]
fn a_table_in_another_encoding_is_read() {
    let text = "period,value,holder\n2020,1,Россия\n";
    let pairs = |is_little: bool| {
        let unit = |unit: u16| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() };
        text.encode_utf16().flat_map(unit).collect::<Vec<u8>>()
    };
    for bytes in [b"period,value,holder\n2020,1,\xd0\xee\xf1\xf1\xe8\xff\n".to_vec(), pairs(true), pairs(false)] {
        let dataset = import::open_bytes(&bytes, "t.csv", Origin::Bundled).expect("a table").dataset;
        assert_eq!(dataset.codes(&Dimension::Holder), table(text).codes(&Dimension::Holder));
    }
}

#[test]
fn zeros_anywhere_are_refused_and_a_last_line_without_its_end_is_not() {
    let mut long = format!("period,value,note\n{}", "undated,1,x\n".repeat(10_000)).into_bytes();
    assert!(long.len() > 70_000);
    let slipped = [long.as_slice(), b"2020,1,a\0b\n"].concat();
    let opened = import::open_bytes(&slipped, "long.csv", Origin::Bundled).expect("one zero is a slip");
    assert_eq!(opened.report.notes, ["a zero byte was left out: line 10002"]);
    long.extend(b"2020,1,a\0\0b\n");
    let problem = problem(&long);
    assert!(problem.why.as_deref().is_some_and(|why| why.starts_with("line 10002, column 9: byte ")), "{problem}");
    let dataset = table("period,value\n2020,1\n2021,2");
    assert!(dataset.refused.is_empty() && dataset.caveats.is_empty() && dataset.table.rows() == 2);
}

#[test]
fn goods_without_a_total_are_shares_of_their_sum() {
    let text = "t,i,j,k,v,q\n2019,643,156,270900,30,1\n2019,643,156,440700,10,1\n2020,643,156,270900,20,1\n2020,643,156,440700,20,1\n";
    let dataset = import::open_bytes(text.as_bytes(), "baci.csv", Origin::Bundled).expect("a table").dataset;
    let of_total = Measure::Composition(Composition { whole: Whole::PublishedTotal, ..Composition::default() });
    let subject = of_total.starting_subject(&dataset);
    assert!(matches!(subject.measure, Measure::Composition(Composition { whole: Whole::BrokenDown, .. })), "{:?}", subject.measure);
    let mut library = Library::bundled();
    library.add(dataset);
    let findings = view::study(&subject, &library, &Engine::new().expect("an engine")).expect("findings");
    let oil = findings.series.iter().find(|series| series.code.as_str() == "HS-270900").expect("oil");
    assert_eq!(oil.value_at(&Period::year(2019)), Some(75.0));
}
