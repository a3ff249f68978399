//! Goods grouped, and ways of showing figures that cannot be had, in the real window.

use std::path::Path;

use asymmetry::query::selection::Pick;
use asymmetry::terms::dimension::{Code, Dimension};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::Desk;

/// The chapters of Russia’s trade, as they come.
fn of_chapters(desk: &mut Desk) {
    desk.press(Role::Tab, "Trade composition");
    desk.choose_view("Chapters 25 to 27");
    assert!(desk.alt().contains("Chapters 25 to 27"), "{}", desk.alt());
}

fn commodities(desk: &Desk) -> Pick {
    desk.front().view.subject.selection.pick(&Dimension::Commodity).clone()
}

#[test]
fn a_definition_is_chosen_its_chapters_are_changed_and_the_headline_follows() {
    let mut desk = Desk::new();
    of_chapters(&mut desk);
    desk.choose(Role::Button, "Grouping: Mineral products", "Minerals, fuels and metals");
    assert!(desk.alt().contains("35.7%") && desk.alt().contains("70.5%"), "{}", desk.alt());
    assert!(desk.has("Grouping: Minerals, fuels and metals"), "the definition in use is named above the picture");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.alt().contains("Chapters 25 to 27"), "{}", desk.alt());
    // The menu is still open, with the chapters to tick, and begins at those that are ticked.
    assert!(desk.has_part("Chapters added up"));
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
    desk.open(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/views/indicator-balance-china-and-eu.view.json")));
    desk.until("the view", |desk| desk.alt().contains("Balance of Russia"));
    desk.choose(Role::ComboBox, "Shown as", "As published");
    assert!(!desk.alt().to_lowercase().contains("balance"), "{}", desk.alt());
    desk.choose(Role::ComboBox, "Shown as", "Balance");
    assert!(desk.alt().contains("alance of Russia"), "{}", desk.alt());
}

#[test]
fn what_cannot_be_had_is_greyed_and_says_why() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Trade composition");
    desk.press(Role::ComboBox, "Shown as");
    let entry = desk.harness.query_all_by_label_contains("advantage (Balassa)").last().expect("it is offered");
    assert!(entry.accesskit_node().is_disabled());
    let at = entry.rect().center();
    desk.harness.hover_at(at);
    desk.until("the reason", |desk| desk.has_part("It needs world exports by commodity"));
}

#[test]
fn an_intensity_finds_its_totals_and_a_share_goes_back_to_its_own() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let before = desk.front().view.subject.denominator.clone();
    desk.choose(Role::ComboBox, "Shown as", "Trade intensity");
    assert!(desk.has_picture() && desk.alt().contains("ntensity of Russia"), "{}", desk.alt());
    let dataset = desk.front().view.subject.denominator.as_ref().and_then(|whole| whole.dataset.as_ref());
    assert_eq!(dataset.map(|id| id.as_str()), Some("merchandise-trade-totals"));
    desk.choose(Role::ComboBox, "Shown as", "Share");
    assert_eq!(desk.front().view.subject.denominator, before);
}
