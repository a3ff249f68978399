//! Rows and names that stand where they should not: a cell too many, a name too few, a second table below the first. The figures
//! are made up.

use asymmetry::dataset::Origin;
use asymmetry::dataset::report::Refusal;
use asymmetry::import::{self, Opened};

use super::offices::holds;
use super::words::{opened, told};

fn notes(opened: &Opened) -> String {
    let caveats = opened.dataset.caveats.iter().map(|caveat| caveat.text.clone());
    opened.report.notes.iter().cloned().chain(caveats).collect::<Vec<_>>().join("\n")
}

#[test]
fn one_name_too_few_in_every_line_is_that_of_the_numbers_of_the_rows() {
    let text = "Country,2019,2020\n0,China,1.5,2.5\n1,Japan,3.5,4.5\n2,India,5.5,6.5\n";
    let opened = holds("pandas.csv", text, 6, &["pandas CHN 2019 = 1.5", "pandas CHN 2020 = 2.5", "pandas IND 2020 = 6.5"]);
    assert!(notes(&opened).contains("line 1 has one name too few"), "{}", notes(&opened));
    let by_r = "\"country\" \"year\" \"exports\"\n\"1\" \"China\" 2019 1.5\n\"2\" \"Japan\" 2019 3.5\n\"7\" \"Fiji\" 2019 0.5\n";
    holds("r.txt", by_r, 3, &["exports CHN 2019 = 1.5", "exports FJI 2019 = 0.5"]);
    let matrix = "2019,2020\nChina,1.5,2.5\nJapan,3.5,4.5\n";
    holds("matrix.csv", matrix, 4, &["matrix CHN 2020 = 2.5", "matrix JPN 2019 = 3.5"]);
    let codes = "period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n1,2022,643,X,156,27,15.5\n2,2022,643,M,156,27,25.5\n";
    holds("trade.csv", codes, 2, &["trade_value RUS CHN export HS-27 2022 = 15.5 USD"]);
}

#[test]
fn a_line_with_more_cells_than_names_is_not_read_askew() {
    let opened = opened("korea.csv", b"Country,2019,2020\nChina,1.5,2.5\nKorea, Rep.,3.5,4.5\nJapan,5.5,6.5,\n");
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(all, ["korea CHN 2019 = 1.5", "korea CHN 2020 = 2.5", "korea JPN 2019 = 5.5", "korea JPN 2020 = 6.5"]);
    let refused: Vec<String> = opened.dataset.refused.iter().map(Refusal::sentence).collect();
    assert_eq!(refused, ["line 3: the row has 4 cells below 3 names, so that they may stand below the wrong ones"]);
    // One decimal comma in each line is no first column either.
    let problem = import::open_bytes(b"Country,2019\nChina,1,5\nJapan,2,5\n", "t.csv", Origin::Bundled).expect_err("no figure");
    assert!(problem.to_string().contains("3 cells below 2 names"), "{problem}");
}

#[test]
fn the_names_of_columns_that_stand_again_are_no_row() {
    let text = "Country,2019,2020\nChina,1.5,2.5\nJapan,3.5,4.5\nCountry,2019,2020\nIndia,5.5,6.5\nFiji,7.5,8.5\n";
    let opened = holds("put_together.csv", text, 8, &["put_together IND 2019 = 5.5", "put_together FJI 2020 = 8.5"]);
    assert!(opened.report.passed_over.iter().any(|passed| passed.place == "line 4"), "{:?}", opened.report.passed_over);
    let pages = text.replace("\nCountry,2019,2020\nIndia", "\nTable 1 (continued),,\nCountry,2019,2020\nIndia");
    holds("put_together.csv", &pages, 8, &["put_together IND 2019 = 5.5", "put_together FJI 2020 = 8.5"]);
}

#[test]
fn names_that_stand_again_with_other_years_begin_a_table_of_their_own() {
    for between in ["", "\n"] {
        let text = format!("Country,2019\nRussia,1.5\nChina,3.5\n{between}Country,2020\nRussia,2.5\nChina,4.5\n");
        holds("years.csv", &text, 4, &["years RUS 1 2019 = 1.5", "years CHN 2 2020 = 4.5"]);
        let text = format!("Exports,2019\nRussia,1.5\nChina,3.5\n{between}Imports,2019\nRussia,2.5\nChina,4.5\n");
        let told: Vec<String> = opened("flows.csv", text.as_bytes()).dataset.observations().iter().map(told).collect();
        assert!(told.len() == 4 && told.iter().all(|one| !one.ends_with("= 2019")), "{told:?}");
    }
    // A place whose figure may be a year is a row.
    holds("places.csv", "Country,Exports\nChina,1800\nIndia,1700\n\nJapan,2019\n", 3, &["exports JPN undated = 2019"]);
}

#[test]
fn a_second_table_below_one_word_is_a_table_of_its_own() {
    for between in ["", ",,\n", "\n"] {
        let text = format!(
            "Exports,,\nCountry,2019,2020\nChina,1.5,2.5\nJapan,3.5,4.5\n{between}Imports,,\nCountry,2019,2020\nChina,11.5,12.5\nJapan,13.5,14.5\n"
        );
        let opened =
            holds("both.csv", &text, 8, &["both CHN export 2019 = 1.5", "both CHN import 2019 = 11.5", "both JPN import 2020 = 14.5"]);
        let flows: Vec<&str> =
            opened.report.choices.iter().filter(|choice| choice.of == "flow").map(|choice| choice.taken.as_str()).collect();
        assert!(flows == ["Exports", "Imports"] && opened.report.passed_over.is_empty(), "{between:?}");
    }
    let other = "Exports\nCountry,2019,2020\nChina,1.5,2.5\nJapan,3.5,4.5\nImports\nCountry,2020,2021\nChina,11.5,12.5\nJapan,13.5,14.5\n";
    holds("other.csv", other, 8, &["other CHN export 2020 = 2.5", "other CHN import 2020 = 11.5", "other JPN import 2021 = 14.5"]);
    let bare = "Exports\nCountry,Value\nChina,1.5\nJapan,3.5\nImports\nCountry,Value\nChina,11.5\nJapan,13.5\n";
    holds("bare.csv", bare, 4, &["bare CHN export undated = 1.5", "bare JPN import undated = 13.5"]);
}

#[test]
fn rows_below_the_word_of_a_flow_are_of_that_flow_and_those_above_of_the_one_in_the_title() {
    let text = "Exports\nCountry,2019,2020\nChina,1.5,2.5\nJapan,3.5,4.5\nImports\nChina,11.5,12.5\nJapan,13.5,14.5\n";
    holds("flows.csv", text, 8, &["flows CHN export 2019 = 1.5", "flows CHN import 2019 = 11.5", "flows JPN import 2020 = 14.5"]);
}

#[test]
fn a_figure_that_looks_like_a_year_behind_a_blank_line_begins_no_table() {
    let text = "Country,Exports (USD million)\nChina,1500\nJapan,1800\n,\nFiji,2019\nTonga,13\n";
    holds("small.csv", text, 4, &["exports FJI undated = 2019 USD million", "exports TON undated = 13 USD million"]);
    let goods = "Country,Product,Exports\nChina,Cars,1500.5\nJapan,Cars,1800.5\n,,\nFiji,Sugar,2019\nTonga,Squash,13.5\n";
    holds("goods.csv", goods, 4, &["exports FJI Sugar undated = 2019", "exports TON Squash undated = 13.5"]);
    let groups = "Country,2015,2020\nChina,1500,1600\nJapan,1800,1900\n,,\nEuropean Union,2019,2055\nFrance,312,314\nSpain,300,310\n";
    holds("groups.csv", groups, 10, &["groups EU27 2015 = 2019", "groups FRA 2020 = 314"]);
    let stacked = "Country,2019,2020\nChina,1.5,2.5\n,,\nCountry,2021,2022\nChina,3.5,4.5\n";
    holds("stacked.csv", stacked, 4, &["stacked CHN 1 2019 = 1.5", "stacked CHN 2 2021 = 3.5"]);
}

#[test]
fn a_title_that_its_commas_part_names_no_columns() {
    let text = "Trade of China, Japan, India and others, 2019 to 2020, in USD million\nCountry,2019,2020\nChina,1.5,2.5\nJapan,3.5,4.5\n";
    holds("parted.csv", text, 4, &["parted CHN 2019 = 1.5 USD million", "parted JPN 2020 = 4.5 USD million"]);
    let notes = notes(&opened("flags.csv", b"Country,2019,,2020,\nChina,1.5,e,2.5,p\nJapan,3.5,,4.5,\n"));
    assert!(!notes.contains("more cells than there are names"), "{notes}");
}
