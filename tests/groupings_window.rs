//! Goods grouped, and ways of showing figures that cannot be had, in the real window.

use asymmetry::query::selection::Pick;
use asymmetry::terms::dimension::{Code, Dimension};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::Desk;

/// The chapters of Russia’s trade, as they come.
fn of_chapters(desk: &mut Desk) {
    desk.press(Role::Tab, "Trade composition");
    desk.choose_view("Mineral products made up");
}

fn commodities(desk: &Desk) -> Pick {
    desk.front().view.subject.selection.pick(&Dimension::Commodity).clone()
}

#[test]
fn a_definition_is_chosen_its_chapters_are_changed_and_the_headline_follows() {
    let mut desk = Desk::new();
    of_chapters(&mut desk);
    assert!(desk.alt().contains("7.1%") && desk.alt().contains("64.4%"), "{}", desk.alt());
    desk.choose(Role::Button, "Grouping: Mineral products", "Minerals, fuels and metals");
    assert!(desk.alt().contains("35.7%") && desk.alt().contains("70.5%"), "{}", desk.alt());
    assert!(desk.has("Grouping: Minerals, fuels and metals"), "the definition in use is named above the picture");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.alt().contains("64.4%"), "{}", desk.alt());
    // The menu stays open, and the chapters are ticked in it.
    desk.press(Role::Button, "Grouping: Mineral products");
    let boxes = || desk.harness.query_all_by_label_contains("25 Salt").last().expect("the chapter");
    boxes().scroll_to_me();
    desk.settle();
    desk.press_last("25 Salt");
    assert_eq!(commodities(&desk), Pick::Only([Code::new("HS-26+27")].into()));
    assert!(desk.has("Grouping: HS 26–27"));
    assert!(!desk.alt().contains("Mineral products"), "{}", desk.alt());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("Grouping: Mineral products"));
}

#[test]
fn where_there_are_no_chapters_a_grouping_is_greyed_and_says_why() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Trade composition");
    let button = desk.harness.get_by_role_and_label(Role::Button, "Grouping…");
    assert!(button.accesskit_node().is_disabled());
    let at = button.rect().center();
    desk.harness.hover_at(at);
    desk.until("the reason", |desk| desk.has_part("A grouping adds up HS chapters"));
}

#[test]
fn a_balance_is_chosen_and_the_title_says_so() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Trade composition");
    desk.press(Role::Tab, "Indicator");
    desk.until("a picture", Desk::has_picture);
    desk.choose_view("Index");
}

#[test]
fn what_cannot_be_had_is_greyed_and_says_why() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Trade composition");
    desk.press(Role::ComboBox, "Shown as");
    let entry = desk.harness.get_by_role_and_label(Role::Button, "Revealed comparative advantage (Balassa)");
    assert!(entry.accesskit_node().is_disabled());
    let at = entry.rect().center();
    desk.harness.hover_at(at);
    desk.until("the reason", |desk| desk.has_part("It needs world exports by commodity"));
}
