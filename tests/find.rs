//! The field that finds everything: commands, datasets, countries, and the figures that say a number.

use asymmetry::terms::dimension::{Code, Dimension};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::window::Desk;

fn find(typed: &str) -> Desk {
    let mut desk = Desk::new();
    desk.key(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_label("Find anything").type_text(typed);
    desk.settle();
    desk
}

#[test]
fn the_bundled_briefing_is_found_and_presented() {
    let mut desk = find("asymmetric alliance");
    desk.until("the briefing", |desk| desk.has_part("An asymmetric alliance"));
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("its first slide", |desk| desk.app().is_settled() && desk.alt().contains("An asymmetric alliance"));
    assert!(!desk.has("File"), "nothing of the window stands before people");
}

#[test]
fn a_number_is_found_with_its_source_and_shown() {
    let mut desk = find("35%");
    desk.until("the figures", |desk| desk.has_part("FIGURES THAT SAY IT"));
    assert!(desk.has_part("Eurasian Development Bank") && desk.has_part("35"), "its source stands beside it");
    desk.key(Modifiers::NONE, Key::ArrowDown);
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("the figure", |desk| desk.has("Copy citation"));
    assert!(!desk.has("Find anything"), "the field is gone");
    assert!(desk.has_part("35\u{202f}%"), "the card tells the number");
}

#[test]
fn a_command_is_found_by_its_name_and_taken_by_enter() {
    let mut desk = find("light dark");
    assert!(desk.has_part("Light or dark"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.app().preferences().is_dark);
    assert!(!desk.has("Find anything"));
}

#[test]
fn a_country_is_found_in_russian_and_chosen_for_all_panels() {
    let mut desk = find("казахст");
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.app().document().shared.countries, [Code::new("KAZ")]);
}

#[test]
fn escape_closes_the_field_and_changes_nothing() {
    let mut desk = find("yuan");
    assert!(desk.has_part("Yuan per US dollar"));
    let before = desk.app().document().clone();
    desk.key(Modifiers::NONE, Key::Escape);
    desk.settle();
    assert!(!desk.has("Find anything"));
    assert_eq!(*desk.app().document(), before);
}

#[test]
fn a_dataset_is_found_below_the_first_row_by_the_arrow_keys() {
    let mut desk = find("truck");
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("its picture", |desk| desk.front().view.subject.dataset.as_str() == "russian-truck-market" && desk.app().is_settled());
    desk.harness.get_by_role_and_label(Role::Tab, "Market share");
}

#[test]
fn a_dataset_is_found_by_what_it_is_about() {
    // Its title spells it out; its name does not.
    let desk = find("gdp");
    assert!(desk.has_part("Gross domestic product of 39"));
    let desk = find("new trucks sold");
    assert!(desk.has_part("INDICATORS") && desk.has_part("New trucks sold in a year"), "an indicator is found before its dataset is read");
}

#[test]
fn the_panel_in_front_is_compared_by_typing_with_what() {
    let mut desk = find("compare germany");
    let before = desk.app().document().panels.len();
    assert!(desk.has_part("Compare with Germany"));
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("its neighbour", |desk| desk.app().document().panels.len() == before + 1 && desk.app().is_settled());
    assert_eq!(desk.front().view.subject.selection.single(&Dimension::Partner), Some(&Code::new("DEU")));
}

#[test]
fn a_kind_of_chart_is_taken_by_its_name_and_one_that_cannot_be_drawn_says_why() {
    let mut desk = find("slope");
    assert!(desk.has_part("KIND OF CHART"));
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("the slope", |desk| desk.front().view.chart.id() == "slope" && desk.app().is_settled());
    assert!(desk.alt().starts_with("Slope"), "{}", desk.alt());
    desk.key(Modifiers::COMMAND, Key::Z);
    let before = desk.app().document().clone();
    desk.key(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_label("Find anything").type_text("two-sided bar");
    desk.settle();
    let row = desk.harness.query_all_by_label_contains("Two-sided bar").last().expect("a row");
    assert!(egui_kittest::kittest::NodeT::accesskit_node(&row).is_disabled());
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(*desk.app().document(), before, "what is greyed does nothing");
}

#[test]
fn every_command_stands_in_the_list_with_its_shortcut_and_panels_are_found_by_name() {
    let mut desk = find("");
    for name in ["Undo", "Redo", "Swap the two sides", "Save picture…", "Close dataset"] {
        assert!(desk.has_part(name), "{name}");
    }
    assert!(desk.has_part("Ctrl+Shift+Z") || desk.has_part("⌘"), "shortcuts stand beside them");
    desk.harness.get_by_label("Find anything").type_text("sentiment");
    desk.settle();
    assert!(desk.has_part("PANELS"));
    desk.key(Modifiers::NONE, Key::Enter);
    assert_eq!(desk.front().title(), "Sentiment");
}
