//! A statement is laid over a series in the window: found, ticked, read, undone.

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::window::Desk;

fn open_list(desk: &mut Desk) {
    desk.until("the documents", |desk| desk.has_part("Claims"));
    desk.press_last("Claims");
    desk.until("the statements", |desk| desk.has_part("A008: "));
}

#[test]
fn a_claim_is_laid_over_a_series_and_taken_away_again() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    open_list(&mut desk);
    desk.press_last("A008: ");
    desk.key(Modifiers::NONE, Key::Escape);
    let words = "A008 (35%, 2024): differs, the series has 33.4%, 1.6 points less.";
    assert!(desk.alt().contains(words), "{}", desk.alt());
    assert_eq!(desk.front().view.subject.claims.len(), 1);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.front().view.subject.claims.is_empty());
    desk.until("the picture without it", |desk| desk.has_picture() && !desk.alt().contains("A008"));
}

#[test]
fn the_marks_of_the_keyboard_come_to_a_claim_and_its_card_tells_the_verdict() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    open_list(&mut desk);
    desk.press_last("A008: ");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(Modifiers::NONE, Key::F6);
    let is_at_claim = |desk: &Desk| desk.mark().is_some_and(|mark| mark.contains("Statement A008") && mark.contains("1.6 points less"));
    // Statements stand behind the series.
    for _ in 0..200 {
        if is_at_claim(&desk) {
            break;
        }
        desk.key(Modifiers::NONE, Key::ArrowRight);
    }
    assert!(is_at_claim(&desk), "{:?}", desk.mark());
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.has("Verdict: differs") && desk.has("Where: paragraph 14"));
}

#[test]
fn what_does_not_fit_is_greyed_and_says_why_and_the_search_finds_by_words() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    open_list(&mut desk);
    assert!(desk.has_part("A007: ") && desk.has_part("its unit is USD billion"), "a sum is not a share");
    assert!(desk.has_part("it is about Chinese cars"));
    let field = desk.harness.get_by_label("Search the claims");
    field.focus();
    field.type_text("gas");
    desk.settle();
    assert!(desk.has_part("A054: ") && !desk.has_part("A008: "));
}

#[test]
fn a_statement_that_names_things_otherwise_is_taken_as_a_series_by_hand() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    open_list(&mut desk);
    let field = desk.harness.get_by_label("Search the claims");
    field.focus();
    field.type_text("A011");
    desk.settle();
    assert!(desk.has_part("A011: ") && desk.has_part("it is about Europe"));
    desk.press_last("Take as…");
    desk.until("the series", |desk| desk.has("The statement is taken to speak of:"));
    // In the list, not at the end of its line.
    let choices: Vec<_> = desk.harness.query_all_by_role_and_label(Role::Button, "EU27").collect();
    let [choice] = choices.as_slice() else { panic!("{choices:?}") };
    choice.click();
    desk.settle();
    desk.key(Modifiers::NONE, Key::Escape);
    desk.until("the verdict", |desk| desk.alt().contains("A011 (11%"));
    assert!(desk.alt().contains("its “Europe” taken as “EU27”"), "{}", desk.alt());
    let [claim] = desk.front().view.subject.claims.as_slice() else { panic!("one claim") };
    let against: Vec<(&str, &str)> = claim.against.iter().map(|(dimension, code)| (dimension.name(), code.as_str())).collect();
    assert_eq!(against, [("partner", "EU27")]);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.front().view.subject.claims.is_empty());
}
