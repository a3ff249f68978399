//! Workbooks of before 2007 (BIFF8). Their figures are those of datasets of our own: goods trade of Russia by UN Comtrade, arms
//! transfers by SIPRI.

use asymmetry::import;
use asymmetry::import::hints::Hints;
use asymmetry::import::sheet::{Merged, Sheet};

use super::Folder;
use super::words::{opened, told};

const PARTNERS: &[u8] = include_bytes!("files/partners.xls");
const TRANSFERS: &[u8] = include_bytes!("files/transfers.xls");
const MERGES: &[u8] = include_bytes!("files/merges.xls");

fn sheets(name: &str, bytes: &[u8]) -> Vec<Sheet> {
    let folder = Folder::new("old-books");
    import::tables(&folder.file(name, bytes), &Hints::default()).expect("is a workbook").0
}

#[test]
fn sheets_of_an_old_workbook_keep_their_names_their_cells_and_what_is_merged() {
    let read = sheets("merges.xls", MERGES);
    let cells: Vec<Vec<&str>> = read[0].rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect();
    assert_eq!((read.len(), read[0].name.as_str(), read[0].width()), (1, "Sheet1", 3));
    assert_eq!(cells, [["Row merge", "", "Not merged"].as_slice(), ["Column merge", "Chunk merged"].as_slice()]);
    // What reaches below the last row with anything in it ends there.
    let mut merged = read[0].merged.clone();
    merged.sort_unstable_by_key(|merged| (merged.rows, merged.columns));
    let of = |rows, columns| Merged { rows, columns };
    assert_eq!(merged, [of([0, 0], [0, 1]), of([1, 1], [0, 0]), of([1, 1], [1, 2])]);
    let names: Vec<String> = sheets("transfers.xls", TRANSFERS).into_iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, ["Arms - exports", "Footnotes", "Metadata"]);
}

#[test]
fn figures_below_a_merged_head_of_an_old_workbook_have_their_year_and_their_flow() {
    let opened = opened("partners.xls", PARTNERS);
    let figures: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(
        figures,
        [
            "exports CHN 2019 = 57321.295775 USD million",
            "exports CHN 2020 = 49146.337025 USD million",
            "imports CHN 2019 = 54142.184765 USD million",
            "imports CHN 2020 = 54913.416585 USD million",
            "exports DEU 2019 = 28049.418073 USD million",
            "exports DEU 2020 = 18618.931252 USD million",
            "imports DEU 2019 = 25110.441501 USD million",
            "imports DEU 2020 = not_published USD million",
        ]
    );
    let unit = opened.report.choices.iter().find(|choice| choice.of == "unit").expect("is told");
    assert_eq!((unit.taken.as_str(), unit.because.as_str()), ("USD million", "the words above the table say so"));
}

#[test]
fn notes_beside_the_years_of_an_old_workbook_stand_with_their_figures() {
    let opened = opened("transfers.xls", TRANSFERS);
    let figures: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(
        figures,
        [
            "transfers CHN 2021 = 1358",
            "transfers CHN 2022 = 2280",
            "transfers RUS 2021 = 2402",
            "transfers RUS 2022 = 2510, [foot]‡[/foot]",
        ]
    );
}

#[test]
fn marks_above_the_line_in_an_old_workbook_are_no_figures_and_what_is_hidden_is_told() {
    let opened = opened("raised.xls", include_bytes!("files/raised.xls"));
    let figures: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    let figures: Vec<&str> = figures.iter().filter_map(|figure| figure.split(',').next()).collect();
    assert_eq!(
        figures,
        [
            "raised CHN 2019 = 6.5",
            "raised CHN 2020 = 7.5",
            "raised JPN 2019 = 8.5",
            "raised JPN 2020 = 9.5",
            "raised IND 2019 = 1.5",
            "raised IND 2020 = 2.5",
        ]
    );
    for note in ["hidden rows of \"Data\" are read as well: 3", "hidden columns of \"Data\" are read as well: C"] {
        assert!(opened.report.notes.iter().any(|told| told == note), "{note}: {:?}", opened.report.notes);
    }
}
