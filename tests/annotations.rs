//! A person's own words at a number: written, moved, exported, undone.

use std::fs;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::window::{Desk, folder};

/// The window with words at the first mark of Market share.
fn annotated() -> Desk {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.key(Modifiers::NONE, Key::F6);
    desk.key(Modifiers::NONE, Key::Enter);
    desk.press(Role::Button, "Annotate");
    desk
}

#[test]
fn words_at_a_number_are_written_and_stand_in_every_export() {
    let mut desk = annotated();
    let field = desk.harness.get_by_label("Annotation 1");
    field.focus();
    field.type_text("!");
    desk.settle();
    let annotation = desk.front().view.wording.annotations[0].clone();
    assert!(annotation.text.contains('%') && annotation.text.ends_with('!'), "{}", annotation.text);
    assert!(desk.alt().contains(&annotation.text), "who cannot see it hears it");
    let path = folder("annotated").join("annotated.svg");
    desk.answer(&path);
    desk.key(Modifiers::COMMAND, Key::P);
    desk.until("the file", |_| path.exists());
    let svg = fs::read_to_string(&path).expect("text");
    assert!(svg.contains("annotations") && svg.matches('!').count() > 1, "in the view and on the page");
    let mut other = Desk::new();
    other.open(&path);
    other.until("the view", |other| other.front().view.wording.annotations == [annotation.clone()]);
}

#[test]
fn words_are_moved_by_keys_and_the_title_stays_with_its_picture() {
    let mut desk = annotated();
    let before = desk.front().view.wording.annotations[0].clone();
    desk.focus(Role::Button, &format!("Annotation: {}", before.text));
    desk.key(Modifiers::NONE, Key::ArrowRight);
    let after = desk.front().view.wording.annotations[0].clone();
    assert_eq!([after.offset[0] - before.offset[0], after.offset[1] - before.offset[1]], [4, 0]);
    desk.harness.get_by_label("First year").set_value_accesskit(2010.0);
    desk.settle();
    assert!(!desk.alt().contains("have changed places"), "a title that was true of other years gives way: {}", desk.alt());
}

#[test]
fn words_over_a_span_stand_at_its_bracket_in_every_export_and_undo_gives_them_back_to_the_number() {
    let mut desk = annotated();
    let before = desk.front().view.wording.annotations[0].clone();
    desk.choose(Role::ComboBox, "Span of annotation 1", "2010–2016");
    let after = desk.front().view.wording.annotations[0].clone();
    assert_eq!(after.span().map(|span| span.map(|period| period.label())), Some(["2010".to_owned(), "2016".to_owned()]));
    let path = folder("annotated span").join("span.svg");
    desk.answer(&path);
    desk.key(Modifiers::COMMAND, Key::P);
    desk.until("the file", |_| path.exists());
    let mut other = Desk::new();
    other.open(&path);
    other.until("the view", |other| other.front().view.wording.annotations == [after.clone()]);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.wording.annotations, [before]);
}

#[test]
fn words_are_taken_away_and_undo_brings_them_back() {
    let mut desk = annotated();
    desk.press(Role::Button, "Remove");
    assert!(desk.front().view.wording.annotations.is_empty());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.wording.annotations.len(), 1);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.front().view.wording.annotations.is_empty());
}
