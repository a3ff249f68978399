//! What stands below figures or beside them: the names of another table, words that head further rows, notes that tell the unit. The figures are
//! made up.

use asymmetry::import::{self, Opened};

use super::Folder;
use super::books::workbook;
use super::words::{opened, told};
use asymmetry::import::hints::Hints;

fn figures(opened: &Opened) -> Vec<String> {
    opened.dataset.observations().iter().map(told).collect()
}

fn caveats(opened: &Opened) -> Vec<String> {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.clone()).collect()
}

#[test]
fn names_of_other_columns_below_figures_begin_another_table() {
    for (text, expected) in [
        ("A,2019\nx,5\ny,6\nB,2020\nx,7\ny,8\n", ["t x 1 2019 = 5", "t y 1 2019 = 6", "t x 2 2020 = 7", "t y 2 2020 = 8"].as_slice()),
        (
            "Sector,2018,2019\nMining,150,250\nFarming,350,450\nRegion,2018,2019\nNorth,55,65\nSouth,75,85\n",
            &[
                "t Mining 1 2018 = 150",
                "t Mining 1 2019 = 250",
                "t Farming 1 2018 = 350",
                "t Farming 1 2019 = 450",
                "t North 2 2018 = 55",
                "t North 2 2019 = 65",
                "t South 2 2018 = 75",
                "t South 2 2019 = 85",
            ],
        ),
        (
            "Region,Men,Women\nNorth,15,25\nSouth,35,45\nBy place,,\nRegion,Urban,Rural\nMining,55,65\nFarming,75,85\n",
            &[
                "men North 1 undated = 15",
                "women North 1 undated = 25",
                "men South 1 undated = 35",
                "women South 1 undated = 45",
                "urban Mining 2 undated = 55",
                "rural Mining 2 undated = 65",
                "urban Farming 2 undated = 75",
                "rural Farming 2 undated = 85",
            ],
        ),
        (
            "Country,Jan-Jun 2018,Jan-Jun 2019,Change %\nGermany,1.5,2.5,9.5\nItaly,1.5,2.5,9.5\nRank,Country,Value\n1,Germany,3.5\n2,France,4.5\n",
            &[
                "t DEU 1 2018-01/2018-06 = 1.5",
                "t DEU 1 2019-01/2019-06 = 2.5",
                "t ITA 1 2018-01/2018-06 = 1.5",
                "t ITA 1 2019-01/2019-06 = 2.5",
                "rank DEU 2 undated = 1",
                "t DEU 2 undated = 3.5",
                "rank FRA 2 undated = 2",
                "t FRA 2 undated = 4.5",
            ],
        ),
        (
            "Year,Exports\n2018,180\n2019,190\nYear,Imports\n2018,185\n2019,201\n",
            &["exports 2018 = 180", "exports 2019 = 190", "imports 2018 = 185", "imports 2019 = 201"],
        ),
    ] {
        let opened = opened("t.csv", text.as_bytes());
        assert_eq!(figures(&opened), expected, "{text}");
        assert!(opened.dataset.refused.is_empty(), "{text}");
    }
}

#[test]
fn an_empty_line_parts_tables_of_text_as_a_blank_row_does() {
    let text =
        "Country,2018,2019\nGermany,1.5,2.5\nFrance,2.5,3.5\n\n1) without services\n\nSector,2018,2019\nMining,4.5,5.5\nFarming,6.5,7.5\n";
    let read = figures(&opened("t.csv", text.as_bytes()));
    assert_eq!(read[..2], ["t DEU 1 2018 = 1.5", "t DEU 1 2019 = 2.5"]);
    assert_eq!(read[4..], ["t Mining 2 2018 = 4.5", "t Mining 2 2019 = 5.5", "t Farming 2 2018 = 6.5", "t Farming 2 2019 = 7.5"]);
    // Rows that go on behind one are rows of the same table.
    let text = "Country,2018,2019\nGermany,1.5,2.5\n\nFrance,2.5,3.5\nItaly,4.5,5.5\n";
    assert_eq!(figures(&opened("t.csv", text.as_bytes()))[2..4], ["t FRA 2018 = 2.5", "t FRA 2019 = 3.5"]);
}

#[test]
fn figures_that_look_like_years_are_rows_and_those_that_may_be_names_are_told() {
    let text = "Town,Schools,Pupils\nAdorf,12,198\nBdorf,2003,2004\nCdorf,14,211\nDdorf,15,187\n";
    assert_eq!(figures(&opened("t.csv", text.as_bytes())).iter().filter(|one| one.contains("Bdorf")).count(), 2);
    for text in [
        "Year,Exports\n2017,1800\n2018,1850\n\n2019,1900\n2020,1950\n2021,2050\n",
        "Company,Founded,Staff\nA,1999,200\nB,2001,300\n\nC,2003,2004\nD,2005,100\nE,2006,150\n",
    ] {
        assert_eq!(figures(&opened("t.csv", text.as_bytes())).len(), 5, "{text}");
    }
    let read =
        opened("t.csv", b"Indicator,Germany,France\nPopulation,83,67\nArea,357,643\nCapital,Berlin,Paris\nGDP,4.2,2.9\nDebt,2.2,2.4\n");
    assert!(
        read.dataset.refused.len() == 2 && figures(&read).iter().any(|one| one.contains("gdp") && one.ends_with("= 4.2")),
        "{:?}",
        figures(&read)
    );
    assert!(caveats(&read).iter().any(|text| text.starts_with("line 4 holds words where figures stand")), "{:?}", caveats(&read));
    let opened = opened("t.csv", b"A,2019\nx,5\ny,6\nB,2020\nz,7\nw,8\n");
    assert_eq!(figures(&opened).len(), 5);
    assert!(caveats(&opened).iter().any(|text| text.starts_with("line 4 holds years where figures stand")), "{:?}", caveats(&opened));
}

#[test]
fn one_word_above_all_rows_is_a_code_of_them_and_one_among_them_is_told() {
    let read = opened("t.csv", b"Country,2018,2019\nExports,,\nGermany,1.5,2.5\nFrance,3.5,4.5\n");
    assert_eq!(
        figures(&read),
        ["t DEU export 2018 = 1.5", "t DEU export 2019 = 2.5", "t FRA export 2018 = 3.5", "t FRA export 2019 = 4.5"]
    );
    let read = opened("t.csv", b"Country,2018,2019\nSeasonally adjusted,,\nGermany,1.5,2.5\nFrance,3.5,4.5\n");
    assert_eq!(figures(&read)[0], "t DEU Seasonally adjusted 2018 = 1.5");
    for text in [
        "Country,2018,2019\nGermany,1.5,2.5\nFrance,3.5,4.5\nServices,,\nItaly,5.5,6.5\nSpain,7.5,8.5\n",
        "Country,Year,Value\nGermany,2018,1.5\nGermany,2019,2.5\nServices,,\nItaly,2018,5.5\nItaly,2019,6.5\n",
        "Sector,Year,Value\nMining,2018,1.5\nMining,2019,2.5\nServices,,\nSteel,2018,5.5\nSteel,2019,6.5\n",
    ] {
        let read = opened("t.csv", text.as_bytes());
        let told = "\"Services\" in line 4 stands alone in its row and may head those below it: no figure has a code from it.";
        assert!(caveats(&read).contains(&told.to_owned()), "{text}: {:?}", caveats(&read));
        assert!(figures(&read).iter().any(|one| one.ends_with("2018 = 5.5")), "{text}: {:?}", figures(&read));
    }
    // A country without figures heads nothing.
    let read = opened("t.csv", b"Country,2018,2019\nGermany,1.5,2.5\nMalta,,\nItaly,5.5,6.5\n");
    assert_eq!(caveats(&read), [""; 0]);
}

#[test]
fn years_of_one_name_that_take_turns_are_no_counts_and_percentages() {
    let read = opened("t.csv", b"Sector,Year,Value\nMining,2018,1.5\nMining,2019,2.5\nSteel,2018,5.5\nSteel,2019,6.5\n");
    assert_eq!(figures(&read).len(), 4, "{:?}", caveats(&read));
}

#[test]
fn notes_below_a_table_and_words_within_its_title_tell_the_unit() {
    let table = "Country,2018,2019\nGermany,1.5,2.5\nFrance,3.5,4.5\n";
    for (note, unit) in [
        ("All figures are in millions of euros", "EUR million"),
        ("(in millions)", "million"),
        ("\nNote: values are in thousand tonnes.", "t thousand"),
        ("\"Примечание: данные приведены в млн долларов США\"", "USD million"),
        ("Angaben in Mio. Euro", "EUR million"),
        ("Chiffres exprimés en millions d'euros", "EUR million"),
        ("All values are in million kroner", "kroner million"),
        ("\nEnhet:\nmnkr", "mnkr"),
        ("\nUnits:\nmillion USD\nSource:\nSCB", "USD million"),
        ("Source: Statistical office", ""),
    ] {
        let read = opened("t.csv", format!("{table}{note}\n").as_bytes());
        assert_eq!(figures(&read)[3], format!("t FRA 2019 = 4.5 {unit}").trim_end(), "{note}");
        assert_eq!(figures(&read).len(), 4, "{note}");
        let because = read.report.choices.iter().find(|choice| choice.of == "unit").map(|choice| choice.because.as_str());
        assert_eq!(because, Some("the words below the table say so").filter(|_| !unit.is_empty()), "{note}");
    }
    for (title, unit) in [
        ("\"Trade in goods, million USD, 2015–2020\"", "USD million"),
        ("Output (million USD) by country and year", "USD million"),
        ("Wertschöpfung in Mio. Euro nach Ländern", "EUR million"),
        ("Output in million US dollars by country and year", "USD million"),
        ("Exports by country (Unit: US$ million)", "USD million"),
        ("국가별 수출 실적 (단위: 천 달러)", "USD thousand"),
        ("Unit: index points", "index points"),
        ("Growth in Germany by country and year", ""),
        ("Exports in million USD and imports in million EUR by country", ""),
    ] {
        let read = opened("t.csv", format!("{title}\n{table}").as_bytes());
        assert_eq!(figures(&read)[3], format!("t FRA 2019 = 4.5 {unit}").trim_end(), "{title}");
    }
}

#[test]
fn two_numbers_in_one_cell_are_refused_with_their_place() {
    let text = "Country,2018,2019\nGermany,12,16\nFrance,10,12 (15)\nSpain,9,12 / 15\nMalta,8,\"120\n150\"\nItaly,4,13\nGreece,4,14\nPoland,5,12|15\n";
    let read = opened("t.csv", text.as_bytes());
    let refused: Vec<String> =
        read.dataset.refused.iter().map(|refused| format!("line {}, column {} {}", refused.line, refused.column, refused.what)).collect();
    assert_eq!(
        refused,
        ["line 3, column 3 \"12 (15)\"", "line 4, column 3 \"12 / 15\"", "line 5, column 3 \"120 150\"", "line 9, column 3 \"12|15\""]
    );
    let page = "<table><tr><th>Country</th><th>2018</th><th>2019</th></tr><tr><td>Germany</td><td>120<br>150</td><td>16</td></tr>\
                <tr><td>France</td><td>10</td><td>13</td></tr><tr><td>Czech<br>Republic</td><td>11</td><td>14</td></tr></table>";
    let read = opened("t.html", page.as_bytes());
    assert_eq!(read.dataset.refused.len(), 1);
    assert!(figures(&read).contains(&"t CZE 2018 = 11".to_owned()), "{:?}", figures(&read));
    // Where no cell holds one number, there is no table.
    let folder = Folder::new("below");
    let path = folder.file("t.csv", b"Country,2018,2019\nGermany,12.5 (5),14.5 (6)\nFrance,9.1 (7),10.1 (3)\nItaly,9.1,10.1\n");
    assert!(import::inspect(&path, &Hints::default()).is_err());
}

#[test]
fn tables_beside_each_other_are_read_each_by_its_own_names() {
    for (text, expected) in [
        (
            "Country,2018,2019,,Country,2018,2019\nGermany,1.5,2.5,,Germany,11.5,12.5\nFrance,3.5,4.5,,France,13.5,14.5\n",
            ["t DEU 1 2018 = 1.5", "t FRA 1 2019 = 4.5", "t DEU 2 2018 = 11.5", "t FRA 2 2019 = 14.5"],
        ),
        (
            "Country,2018,2019,,Country,2018,2019\nGermany,1.5,2.5,,Italy,11.5,12.5\nFrance,3.5,4.5,,Spain,13.5,14.5\nMalta,5.5,6.5,,,,\n",
            ["t DEU 1 2018 = 1.5", "t MLT 1 2019 = 6.5", "t ITA 2 2018 = 11.5", "t ESP 2 2019 = 14.5"],
        ),
        (
            "Exports,2018,2019,,Imports,2018,2019\nGermany,1.5,2.5,,Germany,11.5,12.5\nFrance,3.5,4.5,,France,13.5,14.5\n",
            ["t DEU export 2018 = 1.5", "t FRA export 2019 = 4.5", "t DEU import 2018 = 11.5", "t FRA import 2019 = 14.5"],
        ),
        (
            "State,2018,2019,State,2018,2019\nAlabama,1.5,2.5,Montana,11.5,12.5\nAlaska,3.5,4.5,Nebraska,13.5,14.5\n",
            ["t Alabama 1 2018 = 1.5", "t Alaska 1 2019 = 4.5", "t Montana 2 2018 = 11.5", "t Nebraska 2 2019 = 14.5"],
        ),
        (
            "Country,2018,2019,,Sector,2018,2019\nGermany,1.5,2.5,,Mining,11.5,12.5\nFrance,3.5,4.5,,Farming,13.5,14.5\n",
            ["t DEU 1 2018 = 1.5", "t FRA 1 2019 = 4.5", "t Mining 2 2018 = 11.5", "t Farming 2 2019 = 14.5"],
        ),
    ] {
        let read = opened("t.csv", text.as_bytes());
        let figures = figures(&read);
        let lost: Vec<&&str> = expected.iter().filter(|line| !figures.iter().any(|one| one == *line)).collect();
        assert!(lost.is_empty() && read.dataset.refused.is_empty(), "{text}: {lost:?} is not among {figures:#?}");
    }
    // Further years behind an empty column are of the same table.
    let read = opened("t.csv", b"Country,2018,2019,,2020\nGermany,1.5,2.5,,3.5\nFrance,3.5,4.5,,5.5\n");
    assert!(figures(&read).contains(&"t DEU 2020 = 3.5".to_owned()), "{:?}", figures(&read));
}

#[test]
fn years_of_three_figures_are_those_of_taiwan_and_told() {
    for text in ["年別,出口\n112年,1.5\n113年,2.5\n", "國家,112年,113年\n日本,1.5,2.5\n德國,3.5,4.5\n"] {
        let read = opened("t.csv", text.as_bytes());
        assert!(figures(&read)[0].contains(" 2023 = 1.5"), "{:?}", figures(&read));
        assert_eq!(caveats(&read), ["Years such as \"112年\" are read as those of the Republic of China: 2023."], "{text}");
    }
}

#[test]
fn names_of_rows_as_r_writes_them_stand_in_a_column_without_a_name() {
    for (text, expected) in [
        ("\"exports\",\"imports\"\n\"Grain of all kinds\",21.5,6\n\"Crude oil\",22.5,4\n", "imports Crude oil undated = 4"),
        ("\"exports\" \"imports\"\n\"Grain of all kinds\" 21.5 6\n\"Crude oil\" 22.5 4\n", "imports Crude oil undated = 4"),
        ("\"\",\"exports\"\n\"Grain\",21.5\n\"Crude oil\",22.5\n", "exports Crude oil undated = 22.5"),
    ] {
        let figures = figures(&opened("t.csv", text.as_bytes()));
        assert!(figures.contains(&expected.to_owned()), "{text}: {figures:?}");
    }
    let folder = Folder::new("below");
    // The name that is wanting may be another one.
    let path = folder.file("t.csv", b"\"Country\",\"exports\"\n\"Japan\",21.5,6.5\n\"China\",22.5,4.5\n");
    assert!(import::inspect(&path, &Hints::default()).is_err());
}

#[test]
fn a_row_of_units_that_look_like_figures_is_none_of_figures() {
    let text = "Series code,JYNTB,JYNEX\nName of time-series,Trade balance,Exports\nUnit,100 million yen,100 million yen\n2023/01,-318,655\n2023/02,-60,765\n";
    let read = opened("t.csv", text.as_bytes());
    assert_eq!(figures(&read).len(), 4, "{:?}", figures(&read));
    assert!(figures(&read)[3].ends_with("2023-02 = 765 JPY × 10^8"), "{:?}", figures(&read));
}

#[test]
fn months_below_the_year_that_heads_them_are_of_that_year_and_month() {
    let text = ";;Ausfuhr;Einfuhr\n;;Tsd. EUR;Tsd. EUR\n2023;;;\nJanuar;Frankreich;98;54\nFebruar;Frankreich;87;43\n2024;;;\nJanuar;Frankreich;99;55\n";
    let read = figures(&opened("t.csv", text.as_bytes()));
    assert_eq!(read.len(), 6);
    assert!(read[0].ends_with("FRA 2023-01 = 98 EUR thousand") && read[5].ends_with("FRA 2024-01 = 55 EUR thousand"), "{read:?}");
}

#[test]
fn a_question_above_other_waves_is_no_row_of_the_answers_before_it() {
    let text = "Q1. Approve?\n,2023-05,2023-09,2024-01\nApprove,41,43,40\nDisapprove,54,52,55\nQ2. Right track?\n,2023-09,2024-01\nRight,31,30\nWrong,64,66\n";
    let read = opened("t.csv", text.as_bytes());
    assert_eq!(figures(&read).len(), 10, "{:?}", figures(&read));
    assert!(read.report.passed_over.iter().any(|passed| passed.text.starts_with("Q2.")), "{:?}", read.report.passed_over);
}

#[test]
fn units_of_series_and_those_who_were_asked_are_read_as_central_banks_and_pollsters_write_them() {
    let text = "Titre :;Balance - Crédit;Balance - Débit\nUnité :;Millions d'Euros (EUR);Millions d'Euros (EUR)\n31/03/2023;52345;58765\n28/02/2023;50345;56765\n";
    let read = opened("t.csv", text.as_bytes());
    assert!(figures(&read).iter().all(|one| one.ends_with(" EUR million")), "{:?}", figures(&read));
    let read = opened("t.csv", "Datum;SPD;FDP;Befragte\n25.01.2024;16 %;5 %;1.015\n20.12.2023;17 %;6 %;1.004\n".as_bytes());
    let bases: Vec<Option<u32>> = read.dataset.observations().iter().map(|one| one.wave.base).collect();
    assert_eq!(bases, [Some(1015), Some(1015), Some(1004), Some(1004)]);
}

#[test]
fn names_of_dimensions_without_codes_are_no_pairs_of_the_oecd() {
    let text = "Territorio;Tipo dato;TIME;Seleziona periodo;Value;Flag Codes;Flags\nItalia;esportazioni;2022;2022;62;;\nItalia;importazioni;2022;2022;65;p;dato provvisorio\n";
    let read = opened("t.csv", text.as_bytes());
    assert_eq!((figures(&read).len(), read.dataset.refused.len()), (2, 0), "{:?}", figures(&read));
}

#[test]
fn a_row_that_tells_columns_of_one_name_apart_is_part_of_the_head_whatever_it_is_called() {
    let text = "（3）2024年1月进出口商品国别总值表,,,,,,\n,,,,,,单位：千美元\n进口原产国（地）,进出口,,出口,,进口,\n出口最终目的国（地）,1月,1至1月累计,1月,1至1月累计,1月,1至1月累计\n\
                阿富汗,103,103,101,101,2,2\n日本,246,246,123,123,123,123\n";
    let read = opened("t.csv", text.as_bytes());
    let figures = figures(&read);
    for expected in
        ["JPN turnover 2024-01 = 246 USD thousand", "AFG export 2024-01 = 101 USD thousand", "AFG import 2024-01 = 2 USD thousand"]
    {
        assert!(figures.iter().any(|one| one.ends_with(expected)), "{expected}: {figures:#?}");
    }
    assert!(read.dataset.refused.is_empty(), "{figures:#?}");
}

#[test]
fn months_with_marks_below_their_year_are_months_and_the_first_sentence_may_tell_the_unit() {
    let text = "\"U.S. Trade in Goods\"\n\"[Millions of dollars. Details may not add up. (R) - Revised.]\"\nPeriod,Balance,Exports\n2023,,\nJan. - Dec.,-779,3071\n\
                January,-70,258\nFebruary (R),-69,251\n2024,,\nJanuary,-67,257\n";
    let read = figures(&opened("t.csv", text.as_bytes()));
    let expected = [
        "balance 2023 = -779 dollars million",
        "balance 2023-01 = -70 dollars million",
        "exports 2023-02 = 251 dollars million, February (R)",
        "exports 2024-01 = 257 dollars million",
    ];
    let lost: Vec<&&str> = expected.iter().filter(|line| !read.iter().any(|one| one == *line)).collect();
    assert!(lost.is_empty() && read.len() == 8, "{lost:?} is not among {read:#?}");
}

#[test]
fn a_title_that_its_commas_part_like_the_rows_below_names_no_columns() {
    let text = "Trade in goods, million USD, 2019\nCountry,Exports,Imports\nGermany,5,6\nFrance,7,8\n";
    let read = figures(&opened("t.csv", text.as_bytes()));
    let expected = ["exports DEU undated = 5 USD million", "imports FRA undated = 8 USD million"];
    assert!(expected.iter().all(|line| read.iter().any(|one| one.ends_with(line))) && read.len() == 4, "{read:#?}");
    // Names with blanks before them are names above figures.
    let text = "Country, 2019, 2020\nGermany,5,6\nFrance,7,8\n";
    let read = figures(&opened("t.csv", text.as_bytes()));
    assert!(read.iter().any(|one| one.ends_with("FRA t 2020 = 8") || one.ends_with("FRA 2020 = 8")) && read.len() == 4, "{read:#?}");
}

#[test]
fn the_numbers_of_two_tables_in_a_list_are_no_figures() {
    let folder = Folder::new("contents");
    let problem = |text: &str| {
        let path = folder.file("contents.csv", text.as_bytes());
        import::inspect(&path, &Hints::default()).expect_err("holds no figures").to_string()
    };
    for name in ["Table", "№", "No."] {
        let why = problem(&format!("{name},Title\n1,Exports by country\n2,Imports by country\n"));
        assert!(why.contains("figures"), "{why}");
    }
    // Of goods they are some.
    let read = figures(&opened("t.csv", b"Tons,Goods\n1,Steel\n2,Wheat\n"));
    assert_eq!(read.len(), 2, "{read:?}");
}

#[test]
fn a_line_above_a_table_that_is_a_flow_a_year_or_a_country_says_so_of_all_its_figures() {
    let by_country = "Country,2018,2019\nGermany,1.5,2.5\nFrance,3.5,4.5\n";
    let by_flow = "Country,Exports,Imports\nGermany,1.5,2.5\nFrance,3.5,4.5\n";
    let by_year = "Year,Exports,Imports\n2018,1.5,2.5\n2019,3.5,4.5\n";
    for (title, table, expected) in [
        ("Exports", by_country, "t DEU export 2018 = 1.5"),
        ("Импорт", by_country, "t DEU import 2018 = 1.5"),
        ("2019", by_flow, "exports DEU 2019 = 1.5"),
        ("Period: 2019-Q1", by_flow, "exports DEU 2019-Q1 = 1.5"),
        ("Germany", by_year, "exports DEU 2018 = 1.5"),
        // A day may be that of the publication, and a title of more words speaks of more.
        ("15.03.2019", by_flow, "exports DEU undated = 1.5"),
        ("Trade in prices of 2015", by_flow, "exports DEU undated = 1.5"),
        ("Trade of Germany", by_year, "exports 2018 = 1.5"),
        ("Date: 01.02.2019", by_flow, "exports DEU undated = 1.5"),
        ("2019-05-01 10:15:00", by_flow, "exports DEU undated = 1.5"),
        // Of which side a country is beside other words, they may say.
        ("French imports from\nGermany", by_year, "exports 2018 = 1.5"),
    ] {
        let read = figures(&opened("t.csv", format!("{title}\n{table}").as_bytes()));
        assert_eq!(read.first().map(String::as_str), Some(expected), "{title}");
    }
    for (titles, table, expected) in [
        (["Exports", "Imports"], by_country, ["t DEU export 2018 = 1.5", "t DEU import 2018 = 1.5"]),
        (["2018", "2019"], by_flow, ["exports DEU 2018 = 1.5", "exports DEU 2019 = 1.5"]),
        (["Germany", "France"], by_year, ["exports DEU 2018 = 1.5", "exports FRA 2018 = 1.5"]),
        (["Sold goods", "Bought goods"], by_country, ["t DEU 1 2018 = 1.5", "t DEU 2 2018 = 1.5"]),
    ] {
        let text: Vec<String> = titles.iter().map(|title| format!("{title}\n{table}")).collect();
        let read = figures(&opened("t.csv", text.join("\n").as_bytes()));
        assert_eq!([&read[0], &read[read.len() / 2]], expected, "{titles:?}");
    }
}

#[test]
fn names_of_sheets_tell_the_flow_the_year_or_the_country_of_the_figures_in_them() {
    let by_country = "Country|2018|2019\nGermany|1.5|2.5\nFrance|3.5|4.5";
    let by_flow = "Country|Exports|Imports\nGermany|1.5|2.5\nFrance|3.5|4.5";
    let by_year = "Year|Exports|Imports\n2018|1.5|2.5\n2019|3.5|4.5";
    for (names, table, expected) in [
        (["Exports", "Imports"], by_country, ["t DEU export 2018 = 1.5", "t DEU import 2018 = 1.5"]),
        (["2018", "2019"], by_flow, ["exports DEU 2018 = 1.5", "exports DEU 2019 = 1.5"]),
        (["Germany", "France"], by_year, ["exports DEU 2018 = 1.5", "exports FRA 2018 = 1.5"]),
        // What the rows say themselves, names of sheets do not say otherwise.
        (["Germany", "France"], by_country, ["t DEU 1 2018 = 1.5", "t DEU 2 2018 = 1.5"]),
        // The same country by two names is no two.
        (["Czechia", "Czech Republic"], by_year, ["exports CZE 1 2018 = 1.5", "exports CZE 2 2018 = 1.5"]),
        (["Exports", "Prices"], by_country, ["t DEU 1 2018 = 1.5", "t DEU 2 2018 = 1.5"]),
    ] {
        let read = figures(&opened("t.xlsx", &workbook(&names.map(|name| (name, table, &[][..])))));
        assert_eq!([&read[0], &read[read.len() / 2]], expected, "{names:?}");
    }
}

#[test]
fn names_of_sheets_that_tell_more_than_their_figures_do_are_kept() {
    let sheets = [("Urban", "Country|2018|2019\nGermany|1.5|2.5", &[][..]), ("Rural", "Country|Income\nGermany|3.5\nFrance|4.5", &[])];
    let read = figures(&opened("t.xlsx", &workbook(&sheets)));
    assert_eq!(read[0], "t DEU 1 2018 = 1.5", "{read:?}");
    let title = "German imports by origin, USD million\n";
    let table = format!("{title}Good|2018|2019\nSteel|1.5|2.5\nWheat|3.5|4.5");
    let read = figures(&opened("t.xlsx", &workbook(&[("China", &table, &[]), ("France", &table, &[])])));
    assert!(read[0].contains(" 1 2018 = 1.5") && !read[0].contains("CHN"), "{read:?}");
    let lone = opened("t.csv", b"Germany\nYear,Exports,Imports\n2018,1.5,2.5\n2019,3.5,4.5\n");
    let told = "\"Germany\" stands alone above the table: it was taken for the country whose figures they are.";
    assert!(caveats(&lone).contains(&told.to_owned()), "{:?}", caveats(&lone));
}

#[test]
fn marks_before_a_stroke_are_those_of_footnotes_above_and_below() {
    let text = "Merchandise exports by destination,,\n(Million USD),,\nDestination,2021,2022 1/\nChina,100.5,110.2\nRussian Federation 2/,50.5,20.1\n\
                Japan,10,11\n1/ Preliminary,,\n2/ Includes Crimea,,\n";
    let opened = opened("asia.csv", text.as_bytes());
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(told.len(), 6, "{told:#?}");
    assert!(told.contains(&"asia RUS 2022 = 20.1 USD million, 2022 1/".to_owned()), "{told:#?}");
}
