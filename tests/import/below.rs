//! What stands below figures or beside them: the names of another table, words that head further rows, notes that tell the unit. The figures are
//! made up.

use asymmetry::import::{self, Opened};

use super::Folder;
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
            "Region,Men,Women\nNorth,15,25\nSouth,35,45\nBy sector,,\nSector,Urban,Rural\nMining,55,65\nFarming,75,85\n",
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
            "Year,Exports\n2018,180\n2019,190\nYear,Imports\n2018,185\n2019,201\n",
            &["exports 1 2018 = 180", "exports 1 2019 = 190", "imports 2 2018 = 185", "imports 2 2019 = 201"],
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
    for text in ["Town,Schools,Pupils\nAdorf,12,198\nBdorf,2003,2004\nCdorf,14,211\nDdorf,15,187\n"] {
        assert_eq!(figures(&opened("t.csv", text.as_bytes())).iter().filter(|one| one.contains("Bdorf")).count(), 2, "{text}");
    }
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
            ["t DEU export 1 2018 = 1.5", "t FRA export 1 2019 = 4.5", "t DEU import 2 2018 = 11.5", "t FRA import 2 2019 = 14.5"],
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
