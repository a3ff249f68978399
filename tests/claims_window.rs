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
