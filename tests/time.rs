//! Time in the window: the handles, the years running by themselves, and years that stand in for others.

use std::fs;

use asymmetry::terms::period::Period;
use asymmetry::view;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::{Desk, folder};

fn years(desk: &Desk) -> [Option<Period>; 2] {
    let shared = &desk.app().document().shared;
    [shared.from, shared.to]
}

fn both(from: i32, to: i32) -> [Option<Period>; 2] {
    [Some(Period::year(from)), Some(Period::year(to))]
}

/// Puts the keyboard on a handle.
fn focus(desk: &mut Desk, name: &str) {
    desk.harness.get_by_role_and_label(Role::Slider, name).focus();
    desk.settle();
}

#[test]
fn arrow_keys_move_a_handle_by_one_year_and_with_shift_by_ten() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    focus(&mut desk, "First year");
    desk.key(Modifiers::NONE, Key::ArrowRight);
    assert_eq!(years(&desk), both(2001, 2024));
    desk.key(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(years(&desk), both(2011, 2024));
    focus(&mut desk, "Last year");
    desk.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(years(&desk), both(2011, 2023));
    focus(&mut desk, "Span of years");
    desk.key(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(years(&desk), both(2010, 2022), "the span moves as a whole");
    desk.harness.check_accessibility();
}

#[test]
fn a_handle_and_the_span_are_dragged_in_one_step_each() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let [first, last] = ["First year", "Last year"].map(|name| desk.rect(Role::Slider, Some(name)).center());
    let a_year = (last.x - first.x) / 25.0;
    let to = |years: f32| first + eframe::egui::vec2(years * a_year, 0.0);
    drag(&mut desk, first, &[to(3.0), to(6.0), to(10.0)]);
    assert_eq!(years(&desk), both(2010, 2024));
    drag(&mut desk, to(15.0), &[to(13.0), to(11.0)]);
    assert_eq!(years(&desk), both(2006, 2020));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(years(&desk), both(2010, 2024));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(years(&desk), [None, None]);
}

fn drag(desk: &mut Desk, from: eframe::egui::Pos2, way: &[eframe::egui::Pos2]) {
    desk.harness.drag_at(from);
    desk.settle();
    for at in way {
        desk.harness.hover_at(*at);
        desk.settle();
    }
    desk.harness.drop_at(way[way.len() - 1]);
    desk.settle();
}

#[test]
fn the_years_run_until_they_are_paused_and_one_undo_takes_the_run_back() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "Single year");
    assert_eq!(years(&desk), both(2024, 2024));
    desk.press(Role::Button, "Play");
    desk.until("three years", |desk| years(desk) == both(2003, 2003));
    assert!(desk.alt().contains("2003"), "{}", desk.alt());
    desk.press(Role::Button, "Pause");
    let paused = years(&desk);
    for _ in 0..20 {
        desk.settle();
    }
    assert_eq!(years(&desk), paused, "it stays where it was paused");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(years(&desk), both(2024, 2024), "one step takes the whole run back");
}

#[test]
fn a_run_of_several_years_lengthens_them_and_ends_with_the_last() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.choose(Role::ComboBox, "Speed", "Fast");
    // The combo keeps no keyboard, so the key is free.
    desk.harness.key_press(Key::Space);
    desk.until("the run", |desk| years(desk) == [None, Some(Period::year(2005))]);
    desk.until("its end", |desk| desk.has("Play"));
    assert_eq!(years(&desk), [None, None], "all years, as before");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.alt().contains("have changed places"), "nothing of the run is left: {}", desk.alt());
}

#[test]
fn a_change_by_hand_ends_the_run() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::Button, "Play");
    desk.press(Role::CheckBox, "EU27");
    assert!(desk.has("Play") && !desk.has("Pause"));
}

#[test]
fn the_timeline_is_folded_and_the_years_are_chosen_at_the_left_then() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.harness.get_by_label("First year");
    desk.key(Modifiers::NONE, Key::F4);
    assert!(!desk.has("Play"));
    desk.harness.get_by_label("First year").set_value_accesskit(2010.0);
    desk.settle();
    assert_eq!(years(&desk)[0], Some(Period::year(2010)));
    desk.press(Role::Button, "Timeline");
    assert_eq!(desk.harness.get_by_role_and_label(Role::Slider, "First year").accesskit_node().numeric_value(), Some(2010.0));
}

#[test]
fn a_year_stands_in_for_another_only_where_it_is_asked_for_and_needed() {
    let mut desk = Desk::new();
    let bundled = view::bundled().into_iter().find(|(id, _)| *id == "sentiment-views-of-china-nearest-year");
    let (_, mut asking) = bundled.expect("the view");
    asking.subject.selection.tolerance = None;
    let path = folder("tolerance").join("views.view.json");
    fs::write(&path, asking.to_json()).expect("a file");
    desk.open(&path);
    desk.until("the view", |desk| desk.alt().contains("Germany") && desk.app().is_settled());
    assert!(!desk.alt().contains("Russia"), "it was not asked in 2023: {}", desk.alt());
    desk.choose(Role::ComboBox, "Where a figure is missing", "within 5 years");
    desk.press(Role::Tab, "Table");
    assert!(desk.has_part("Russia, 2019: 71.46") && desk.has_part("Germany, 2023: 18.79"));
    assert!(desk.has_part("2019 shown for 2023: Russia and Türkiye."), "the stand-ins are named");
    assert!(!desk.has_part("shown for 2023: Germany"), "and nobody else");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(!desk.has_part("shown for") && !desk.has_part("Russia, 2019"));
}

#[test]
fn rows_stand_in_the_order_chosen() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    assert!(desk.harness.query_by_role_and_label(Role::ComboBox, "Order of rows").is_none(), "lines have no rows");
    desk.choose(Role::ComboBox, "Kind of chart", "Ranked bar");
    desk.choose(Role::ComboBox, "Order of rows", "By change");
    assert_eq!(desk.front().view.subject.order, asymmetry::measure::order::Order::Change);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.subject.order, asymmetry::measure::order::Order::Value);
}
