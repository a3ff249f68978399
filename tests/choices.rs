//! What a choice does to the picture in front: it is always drawn, and always says what it shows.

use std::fs;
use std::path::PathBuf;

use asymmetry::query::selection::Pick;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::Queryable as _;

use crate::frame::click_at;
use crate::window::{Desk, folder};

#[test]
fn a_single_year_is_drawn_in_every_panel_by_a_kind_that_can() {
    let mut desk = Desk::new();
    let before = desk.front().view.chart;
    desk.press(Role::CheckBox, "Single year");
    for tab in ["Trade composition", "Market share", "Sentiment"] {
        desk.press(Role::Tab, tab);
        desk.until("a picture of one year", Desk::has_picture);
        assert!(desk.has_part("Drawn as a"), "{tab} says why it is drawn in another way");
    }
    desk.press(Role::Tab, "Trade composition");
    assert_eq!(desk.front().view.chart, before, "the kind that was chosen is kept");
    desk.press(Role::Button, "All years");
    assert!(desk.has_picture() && !desk.has_part("Drawn as a"));
}

#[test]
fn the_title_of_a_bundled_view_gives_way_to_another_kind_of_chart_and_to_a_closer_look() {
    const TITLE: &str = "have changed places";
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    assert!(desk.alt().contains(TITLE));
    desk.press(Role::Button, "Closer");
    assert!(!desk.alt().contains(TITLE), "{}", desk.alt());
    desk.press(Role::Button, "Whole");
    assert!(desk.alt().contains(TITLE));
    desk.choose(Role::ComboBox, "Kind of chart", "Slope");
    assert!(!desk.alt().contains(TITLE), "{}", desk.alt());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.alt().contains(TITLE));
}

#[test]
fn a_bundled_view_is_that_view_whatever_was_shared_before() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "EU27");
    desk.press(Role::CheckBox, "Belarus");
    desk.press(Role::CheckBox, "Single year");
    assert!(!desk.app().document().shared.is_empty());
    desk.choose_view("have changed places in");
    assert!(desk.app().document().shared.is_empty());
    assert!(desk.alt().contains("have changed places"), "{}", desk.alt());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.app().document().shared.countries, [Code::new("CHN"), Code::new("BLR")], "one step brings all back");
    assert!(desk.app().document().shared.from.is_some());
}

#[test]
fn a_section_of_a_treemap_is_looked_into_and_left_again_and_undo_knows_both() {
    let mut desk = Desk::new();
    desk.choose_view("One chapter of the Harmonized");
    desk.until("the treemap", |desk| desk.has("Look into: Mineral products"));
    let picked = |desk: &Desk| desk.front().view.subject.selection.pick(&Dimension::Commodity).clone();
    assert_eq!(picked(&desk), Pick::All);
    desk.focus(Role::Button, "Look into: Mineral products");
    desk.key(Modifiers::NONE, Key::Enter);
    let minerals = Pick::Only(["HS-25", "HS-26", "HS-27"].map(Code::new).into());
    assert_eq!(picked(&desk), minerals);
    assert!(desk.has_picture() && !desk.has("Look into: Mineral products"));
    desk.press(Role::Button, "All sections ›");
    assert_eq!(picked(&desk), Pick::All);
    assert!(!desk.has("All sections ›"));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(picked(&desk), minerals);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(picked(&desk), Pick::All);
    desk.press(Role::Button, "Look into: Base metals");
    assert!(desk.has("All sections ›"));
}

#[test]
fn an_index_of_all_partners_says_that_a_choice_among_them_leaves_it_as_it_is() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "EU27");
    desk.choose(Role::ComboBox, "Shown as", "Concentration (HHI)");
    assert!(desk.has_part("made of all shares"));
}

#[test]
fn a_poll_that_does_not_say_which_answers_are_positive_is_shown_with_all_its_answers() {
    let mut desk = Desk::new();
    let path = folder("sides").join("answers.csv");
    let mut text = String::from("question,answer,reporter,partner,period,value,unit,source\n");
    for (year, good) in [(2022, 60), (2023, 66)] {
        for (answer, value) in [("good", good), ("bad", 90 - good), ("hard to say", 10)] {
            text += &format!("q1,{answer},RUS,CHN,{year},{value},%,own\n");
        }
    }
    fs::write(&path, text).expect("a file");
    desk.open_figures(&path);
    desk.until("the poll", |desk| desk.front().view.subject.dataset.as_str() == "answers" && desk.app().is_settled());
    assert_eq!(desk.front().title(), "Sentiment");
    assert!(desk.has("Legend: good") && desk.has("Legend: bad") && desk.has("Legend: hard to say"));
    assert!(!desk.has_part("Could not read"), "every row was read");
}

#[test]
fn figures_are_set_against_a_base_year_and_back_again() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.choose(Role::ComboBox, "Compared", "Difference since");
    assert!(desk.alt().contains("points"), "{}", desk.alt());
    assert_eq!(desk.front().view.subject.comparison.base(), Some(Period::year(2000)), "the first year is the base to begin with");
    desk.choose(Role::ComboBox, "Base", "2010");
    assert_eq!(desk.front().view.subject.comparison.base(), Some(Period::year(2010)));
    desk.key(Modifiers::COMMAND, Key::Z);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.front().view.subject.comparison.is_none());
    desk.press(Role::Tab, "Sentiment");
    desk.choose(Role::ComboBox, "Shown as", "Net balance");
    desk.choose(Role::ComboBox, "Compared", "Index");
    assert!(desk.front().view.subject.comparison.is_none(), "a balance has no index, so the choice is greyed");
}

/// Everything a person can do to a board, and back through all of it.
#[test]
fn undo_goes_back_through_all_that_was_done_and_redo_forward_again() {
    let mut desk = Desk::new();
    let start = desk.app().document().clone();
    desk.press(Role::Tab, "Market share");
    desk.choose(Role::ComboBox, "Compared", "Difference since");
    desk.choose(Role::ComboBox, "Base", "2010");
    desk.choose(Role::ComboBox, "Kind of chart", "Slope");
    desk.choose(Role::ComboBox, "Compared", "As published");
    desk.choose(Role::ComboBox, "Kind of chart", "Line");
    desk.press_last("Claims");
    desk.until("the statements", |desk| desk.has_part("A008: "));
    desk.press_last("A008: ");
    desk.key(Modifiers::NONE, Key::Escape);
    desk.key(Modifiers::COMMAND, Key::K);
    desk.harness.get_by_label("Find anything").type_text("compare germany");
    desk.settle();
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("the neighbour", |desk| desk.app().document().panels.len() == start.panels.len() + 1 && desk.app().is_settled());
    desk.press(Role::CheckBox, "Single year");
    desk.key(Modifiers::NONE, Key::Space);
    desk.until("a year later", |desk| desk.app().is_settled());
    desk.key(Modifiers::NONE, Key::Space);
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::W);
    let end = desk.app().document().clone();
    assert_ne!(end, start);
    let mut steps = 0;
    while *desk.app().document() != start {
        let before = desk.app().document().clone();
        desk.key(Modifiers::COMMAND, Key::Z);
        assert_ne!(*desk.app().document(), before, "undo stopped after {steps} steps, before the beginning");
        steps += 1;
    }
    assert!(steps >= 6, "{steps} steps: what is chosen from one list and its base are one");
    for _ in 0..steps {
        desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(*desk.app().document(), end);
}

#[test]
fn an_index_has_the_year_that_is_clicked_as_its_hundred() {
    let mut desk = Desk::new();
    desk.open(&PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/views/indicator-trade-index.view.json")));
    let base = desk.front().view.subject.comparison.base().expect("a base");
    let strip = desk.rect(Role::Button, Some(&format!("Base: {}; click a year to choose another", base.label())));
    click_at(&mut desk, strip.right_center() - eframe::egui::vec2(1.0, 0.0));
    let after = desk.front().view.subject.comparison.base().expect("a base");
    assert!(after > base, "{after:?}");
    desk.until("the picture", |desk| desk.alt().contains(&format!("100 in {}", after.label())));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.subject.comparison.base(), Some(base));
}

#[test]
fn a_click_on_a_year_of_the_axis_makes_it_the_base() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.choose(Role::ComboBox, "Compared", "Difference since");
    let strip = desk.rect(Role::Button, Some("Base: 2000; click a year to choose another"));
    // Only Comtrade has 2000, so the years run to 2020: a quarter of the way is 2005.
    let at = strip.left_center() + (strip.right_center() - strip.left_center()) * 0.25;
    click_at(&mut desk, at);
    assert_eq!(desk.front().view.subject.comparison.base(), Some(Period::year(2005)));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.subject.comparison.base(), Some(Period::year(2000)));
}
