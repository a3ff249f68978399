//! A file is looked at before it is opened: what was read, how, and what can be decided otherwise.

use std::fs;

use asymmetry::work::opening::Progress;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::speech::painted;
use crate::window::{Desk, folder};

/// Two countries in three years, in a table that says so in words of its own.
const SHARES: &str =
    "Country;Year;Share, %\nRussia;2019;12,5\nRussia;2020;13,1\nRussia;2021;14,2\nChina;2019;3,5\nChina;2020;3,1\nChina;2021;2,9\n";
/// Nothing in it tells whether 0,435 is less than one.
const OPEN: &str = "Land;Jahr;Wert\nRussia;2019;0,435\nRussia;2020;0,512\nChina;2019;0,612\nChina;2020;0,634\n";

/// As the list of figures names it.
const LISTED: &str = "Shares ";

fn file(name: &str, text: &str) -> std::path::PathBuf {
    let path = folder(name).join(format!("{name}.csv"));
    fs::write(&path, text).expect("a file");
    path
}

fn can_open(desk: &Desk) -> bool {
    !desk.harness.get_by_role_and_label(Role::Button, "Open").accesskit_node().is_disabled()
}

#[test]
fn a_file_changes_nothing_until_it_is_accepted_and_undo_takes_it_away() {
    let mut desk = Desk::new();
    let before = desk.app().document().clone();
    let path = file("shares", SHARES);
    desk.look_at_file(&path);
    assert!(can_open(&desk) && desk.has("shares.csv") && desk.has("6 figures, nothing refused"));
    assert!(desk.has_part("line 1 names its columns; what they hold was guessed"), "how it was read");
    assert!(desk.has_part("decimal sign: comma"), "the report");
    assert_eq!(*desk.app().document(), before);
    desk.press(Role::Button, "Cancel");
    assert_eq!(*desk.app().document(), before);
    assert!(!desk.has("shares.csv") && desk.app().preferences().recent.is_empty());
    desk.look_at_file(&path);
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.has("shares.csv"), "left by the key");
    desk.look_at_file(&path);
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("the figures", |desk| desk.front().view.subject.dataset.as_str() == "shares" && desk.has_picture());
    let after = desk.app().document().clone();
    assert!(desk.has(LISTED), "on the list");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.app().document(), before, "in one step");
    desk.until("the figures before", |desk| desk.app().is_settled() && desk.has_picture());
    assert!(!desk.has(LISTED), "off the list");
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(*desk.app().document(), after);
    desk.until("it on the list", |desk| desk.has(LISTED));
    desk.until("the figures again", |desk| desk.app().is_settled() && desk.alt().contains("Russia"));
}

#[test]
fn what_a_file_leaves_open_is_decided_and_remembered_for_others_of_its_kind() {
    let mut desk = Desk::new();
    desk.look_at_file(&file("wert", OPEN));
    assert!(!can_open(&desk), "0,435 may be 435");
    assert!(desk.has_part("may be 0435 or 0.435"), "and it says so");
    desk.choose(Role::ComboBox, "Decimal sign", "comma");
    desk.until("the figures", can_open);
    desk.press(Role::Button, "Open");
    desk.until("a picture", |desk| desk.front().view.subject.dataset.as_str() == "wert" && desk.has_picture());
    let known = &desk.app().document().datasets[0];
    assert_eq!(serde_json::to_value(known).expect("json")["hints"]["decimal"], "comma");
    desk.look_at_file(&file("later", &OPEN.replace("0,435", "0,999")));
    assert!(can_open(&desk) && desk.has_part("as you decided for a file with the same columns"));
    desk.press(Role::Button, "Cancel");
    // The decision comes back with the board.
    let again = Desk::with(desk.app().preferences());
    assert_eq!(again.front().view.subject.dataset.as_str(), "wert");
    assert!(again.alt().contains("0.5") || again.alt().contains("0.6"), "{}", again.alt());
}

#[test]
fn the_role_of_a_column_is_corrected_by_hand() {
    let mut desk = Desk::new();
    let path = file("roles", "who;when;a;b\nRussia;2019;5;100\nRussia;2020;7;200\nChina;2019;3;300\nChina;2020;4;400\n");
    desk.look_at_file(&path);
    assert!(desk.has("8 figures, nothing refused"), "both columns hold figures");
    desk.choose(Role::ComboBox, "What b holds", "ignore");
    desk.until("fewer figures", |desk| desk.has("4 figures, nothing refused"));
    desk.choose(Role::ComboBox, "What b holds", "as the file tells");
    desk.until("all figures", |desk| desk.has("8 figures, nothing refused"));
    desk.choose(Role::ComboBox, "What a holds", "ignore");
    desk.until("fewer figures", |desk| desk.has("4 figures, nothing refused"));
    desk.press(Role::Button, "Open");
    desk.until("a picture", |desk| desk.front().view.subject.dataset.as_str() == "roles" && desk.has_picture());
    assert!(desk.alt().contains("400") && !desk.alt().contains(" 4 "), "{}", desk.alt());
}

#[test]
fn what_was_refused_is_told_before_and_on_the_picture() {
    let mut desk = Desk::new();
    desk.look_at_file(&file("refused", "reporter,period,value,unit\nRUS,2019,1,%\nRUS,2020,2,%\nRUS,2021,words,%\n"));
    assert!(desk.has("2 figures, 1 refused"));
    assert!(desk.has_part("Line 4"), "with its place");
    desk.press(Role::Button, "Open");
    desk.until("a picture", |desk| desk.front().view.subject.dataset.as_str() == "refused" && desk.has_picture());
    assert!(painted(&desk).iter().any(|line| line.contains("One part of refused.csv could not be read")), "under the picture");
}

#[test]
fn keys_do_not_reach_the_window_behind() {
    let mut desk = Desk::new();
    let before = desk.app().document().clone();
    desk.look_at_file(&file("one", SHARES));
    for (modifiers, key) in
        [(Modifiers::COMMAND, Key::O), (Modifiers::COMMAND, Key::K), (Modifiers::COMMAND, Key::W), (Modifiers::NONE, Key::F1)]
    {
        desk.key(modifiers, key);
        assert!(desk.has("one.csv") && !desk.has("Find anything"));
    }
    assert_eq!(*desk.app().document(), before);
}

#[test]
fn a_folder_of_tables_is_looked_at_as_one_dataset() {
    let folder = folder("tables");
    for year in [2018, 2019] {
        let text = format!("t,i,j,k,v,q\n{year},156,643,010121,0.5,0.2\n{year},643,156,270900,12.5,3\n");
        fs::write(folder.join(format!("baci-{year}.csv")), text).expect("a file");
    }
    let mut desk = Desk::new();
    desk.answer(&folder);
    desk.menu("File", "Open a folder of tables…");
    desk.until("the folder", |desk| desk.has("Open") && desk.app().is_settled());
    assert!(desk.has_part("CEPII BACI table"), "its form is told");
    desk.press(Role::Button, "Cancel");
}

#[test]
fn before_the_first_row_is_counted_no_pace_is_told() {
    let told = |rows: u64, bytes: u64| Progress { bytes, rows, of: 1000, seconds: 2.5 }.told();
    assert_eq!([told(0, 0), told(0, 100)], ["Reading the file, 2 s", "Reading the file, 2 s"]);
    assert_eq!(told(50_000, 0), "50\u{2009}000 rows, 20\u{2009}000 rows per second");
    assert_eq!([told(500, 0), told(500, 500)], ["500 rows, 200 rows per second", "500 rows, 200 rows per second, 3 s left"]);
}
