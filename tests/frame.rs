//! The frame of the window: nothing in it lies on anything else, moves away under the pointer or fails to go away again.

use std::fs;

use asymmetry::ui::preferences::Preferences;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Role, Vec2, vec2};
use egui_kittest::kittest::Queryable as _;

use crate::window::{Desk, folder};

/// A window of 800 × 600 at 150 %, in points.
const SMALL: Vec2 = vec2(533.0, 400.0);

fn of_size(size: Vec2) -> Desk {
    let mut desk = Desk::new();
    desk.harness.set_size(size);
    desk.settle();
    desk.settle();
    desk
}

fn rect_of_words(desk: &Desk, words: &str) -> Rect {
    desk.harness.get_by_label_contains(words).rect()
}

fn point_at(desk: &mut Desk, at: Pos2) {
    desk.harness.hover_at(at);
    desk.settle();
}

pub fn click_at(desk: &mut Desk, at: Pos2) {
    point_at(desk, at);
    for pressed in [true, false] {
        desk.harness.event(Event::PointerButton { pos: at, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE });
        desk.settle();
    }
    desk.settle();
}

#[test]
fn the_tab_in_front_is_in_front_after_a_restart() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Sentiment");
    desk.press(Role::Tab, "Table");
    let mut again = Desk::before_its_first_picture(Preferences::from_text(&desk.app().preferences().to_text()));
    again.until("the table", |again| again.has("Figures behind Sentiment"));
    let without = Desk::with(Preferences { panel: 9, ..Preferences::default() });
    assert_eq!(without.app().front_panel(), without.app().document().panels.len() - 1, "a panel that is gone cannot be in front");
}

#[test]
fn the_newest_problem_is_read_whole_and_all_of_them_go_at_once() {
    for size in [vec2(800.0, 600.0), SMALL] {
        let mut desk = of_size(size);
        let folder = folder(&format!("problems-{}", size.x));
        for name in ["first", "second", "third"] {
            let path = folder.join(format!("{name}.json"));
            fs::write(&path, "{\"asymmetry\": \"dataset/1\", \"id\": ").expect("a file");
            desk.open(&path);
            desk.until(name, |desk| desk.has_part(&format!("Could not read {name}")));
        }
        assert!(desk.has("3 problems") && !desk.has_part("Could not read first"), "the others are folded");
        desk.settle();
        let window = Rect::from_min_size(Pos2::ZERO, size);
        for rect in [rect_of_words(&desk, "Could not read third"), desk.rect(Role::Button, Some("Dismiss"))] {
            assert!(window.contains_rect(rect), "{rect:?} in {window:?}");
        }
        let seen = desk.rect(Role::Button, Some("Dismiss all")).top() - desk.rect(Role::Image, None).top();
        assert!(seen > size.y * 0.4, "the picture keeps its room: {seen} of {}", size.y);
        desk.press(Role::Button, "Show all");
        assert!(desk.has_part("Could not read first"));
        desk.press(Role::Button, "Dismiss all");
        assert!(!desk.has_part("Could not read"));
    }
}

#[test]
fn tabs_leave_the_buttons_beside_them_alone() {
    for size in [vec2(1440.0, 900.0), vec2(800.0, 600.0), SMALL] {
        let mut desk = of_size(size);
        desk.key(Modifiers::COMMAND, Key::T);
        desk.settle();
        let (table, panels) = (desk.rect(Role::Tab, Some("Table")), desk.rect(Role::Button, Some("Panels")));
        assert!(table.right() <= panels.left() && panels.right() <= size.x, "{table:?} and {panels:?} in {size:?}");
        assert!((table.center().y - panels.center().y).abs() <= 1.0, "{table:?} and {panels:?} are in one row");
        desk.key(Modifiers::COMMAND, Key::Num1);
        desk.settle();
        let first = desk.rect(Role::Tab, Some("Trade composition"));
        let folded =
            ["Figures", "Figures and filters"].into_iter().find(|name| desk.harness.query_by_role_and_label(Role::Button, name).is_some());
        assert_eq!(folded.is_some(), size.x < 1000.0);
        if let Some(folded) = folded {
            let folded = desk.rect(Role::Button, Some(folded));
            assert!(folded.right() <= first.left(), "{folded:?} and {first:?}");
            assert!((folded.center().y - first.center().y).abs() <= 1.0, "{folded:?} and {first:?} are in one row");
        }
    }
}

#[test]
fn a_row_stays_where_it_is_ticked_and_is_let_go_below_the_list() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let before = desk.rect(Role::CheckBox, Some("Brazil"));
    desk.press(Role::CheckBox, "Brazil");
    assert_eq!(desk.rect(Role::CheckBox, Some("Brazil")), before);
    desk.settle();
    assert_eq!(desk.rect(Role::CheckBox, Some("Brazil")), before);
    desk.press(Role::Button, "Brazil ×");
    assert!(!desk.has("Brazil ×"));
    assert_eq!(desk.rect(Role::CheckBox, Some("Brazil")), before);
}

#[test]
fn the_bar_of_a_list_has_room_of_its_own() {
    let desk = Desk::new();
    let list = rect_of_words(&desk, "Search: Country");
    let code = desk.rect(Role::Label, Some("DEU"));
    assert!(code.right() + 8.0 <= list.right(), "{code:?} in {list:?}");
}

#[test]
fn what_is_said_of_a_row_lies_beside_the_list() {
    let mut desk = Desk::new();
    let top = rect_of_words(&desk, "Search the figures").bottom() + 10.0;
    // The rows find their order when it is known which of them the panel can read.
    desk.until("the row on top", |desk| rect_of_words(desk, "six neighbours").top() < top);
    let row = rect_of_words(&desk, "six neighbours");
    desk.harness.hover_at(row.center());
    desk.until("what is said", |desk| desk.has_part("six neighbours\n"));
    let said = rect_of_words(&desk, "six neighbours\n");
    assert!(said.left() >= row.right(), "{said:?} beside {row:?}");
}

#[test]
fn help_stands_beside_the_picture_and_goes_by_the_key_that_brought_it_or_by_escape() {
    for size in [vec2(1440.0, 900.0), vec2(800.0, 600.0), SMALL] {
        let mut desk = of_size(size);
        for (opening, closing) in [(Key::F1, Key::F1), (Key::Questionmark, Key::Escape), (Key::F1, Key::Questionmark)] {
            desk.key(Modifiers::NONE, opening);
            desk.settle();
            let (help, image) = (rect_of_words(&desk, "WHERE TO BEGIN"), desk.rect(Role::Image, None));
            assert!(image.right() <= help.left() && image.width() > 200.0, "{help:?} beside {image:?}");
            desk.key(Modifiers::NONE, closing);
            assert!(!desk.has_part("WHERE TO BEGIN"), "closed by {closing:?}");
        }
        // An open menu is closed before what lies behind it.
        desk.key(Modifiers::NONE, Key::F1);
        desk.press(Role::Button, "File");
        desk.key(Modifiers::NONE, Key::Escape);
        assert!(desk.has_part("WHERE TO BEGIN"));
    }
}

#[test]
fn help_gives_way_to_the_source_that_is_asked_for() {
    let mut desk = Desk::new();
    desk.key(Modifiers::NONE, Key::F1);
    let middle = desk.rect(Role::Image, None).center();
    click_at(&mut desk, middle);
    assert!(desk.has("Copy citation") && !desk.has_part("WHERE TO BEGIN"));
}

#[test]
fn a_click_shows_the_source_alone_until_the_pointer_moves_on() {
    let mut desk = of_size(vec2(800.0, 600.0));
    let middle = desk.rect(Role::Image, None).center() + vec2(-100.0, 65.0);
    point_at(&mut desk, middle);
    assert!(desk.has_part("Computed: "), "the pointer learns of a mark");
    click_at(&mut desk, middle);
    assert!(desk.has("Copy citation") && !desk.has_part("Computed: "), "the card alone");
    let image = desk.rect(Role::Image, None);
    for x in [0.3, 0.5, 0.65] {
        point_at(&mut desk, image.lerp_inside(vec2(x, 0.66)));
        desk.settle();
        let said = rect_of_words(&desk, "Computed: ");
        assert!(said.right() <= image.right(), "{said:?} lies on the card beside {image:?}");
    }
}
