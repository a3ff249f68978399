//! Two sides in the window: swapped and set against another by one key, and brought back by one undo.

use asymmetry::dataset::DatasetId;
use asymmetry::dataset::library::Library;
use asymmetry::measure::Measure;
use asymmetry::picture::look::Scaling;
use asymmetry::terms::dimension::{Code, Dimension};
use eframe::egui::{Key, Modifiers, Role};

use crate::window::Desk;

/// The sides of the panel in front as its document has them.
fn sides(desk: &Desk) -> [String; 2] {
    let subject = &desk.front().view.subject;
    subject.pair().expect("a pair").map(ToString::to_string)
}

fn two_sides() -> Desk {
    let mut desk = Desk::new();
    desk.menu("Panels", "Add: Two sides");
    desk.until("two sides", |desk| desk.has_picture() && desk.front().title() == "Two sides");
    desk
}

#[test]
fn one_key_swaps_the_sides_and_one_undo_brings_them_back() {
    let mut desk = two_sides();
    assert_eq!(sides(&desk), ["RUS", "CHN"]);
    assert!(desk.alt().contains("8 times"), "{}", desk.alt());
    desk.key(Modifiers::NONE, Key::X);
    assert_eq!(sides(&desk), ["CHN", "RUS"]);
    desk.settle();
    // The same figures: it is still Russia that depends more.
    assert!(desk.alt().contains("Russia depended on China 8 times"), "{}", desk.alt());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(sides(&desk), ["RUS", "CHN"]);
}

#[test]
fn one_key_sets_the_eu_on_the_other_side_whose_lacking_total_is_told() {
    let mut desk = two_sides();
    desk.key(Modifiers::NONE, Key::E);
    assert_eq!(sides(&desk), ["RUS", "EU27"]);
    desk.press(Role::Tab, "Table");
    assert!(desk.has_part("No total trade of the EU27"));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(sides(&desk), ["RUS", "CHN"]);
}

#[test]
fn the_choice_of_countries_is_who_stands_on_the_other_side() {
    let mut desk = two_sides();
    desk.press(Role::CheckBox, "Belarus");
    assert!(desk.alt().contains("Belarus"), "{:?} {}", desk.app().document().shared, desk.alt());
    desk.key(Modifiers::NONE, Key::X);
    assert_eq!(sides(&desk), ["BLR", "RUS"], "what is drawn is swapped, the choice of all panels is let go");
    desk.settle();
    assert!(desk.alt().contains("Belarus"), "{}", desk.alt());
}

#[test]
fn a_logarithmic_scale_is_switched_where_it_means_something_and_pairs_are_set_apart_by_name() {
    let mut desk = two_sides();
    desk.press(Role::Button, "Log");
    assert_eq!(desk.front().view.look.scaling, Scaling::Linear, "bars begin at zero");
    desk.choose_view("In 82 of 115");
    assert_eq!(desk.front().view.look.scaling, Scaling::Logarithmic);
    desk.press(Role::Button, "Log");
    assert_eq!(desk.front().view.look.scaling, Scaling::Linear);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.look.scaling, Scaling::Logarithmic);
    desk.choose(Role::Button, "Set apart: 2", "Brazil–Germany");
    assert!(desk.front().view.look.isolated.contains(&"Brazil–Germany".to_owned()), "{:?}", desk.front().view.look);
    assert!(desk.has("Set apart: 3"));
}

#[test]
fn all_pairs_let_go_of_the_other_side_and_two_sides_take_one_again() {
    let mut desk = two_sides();
    desk.choose(Role::ComboBox, "Shown as", "All pairs");
    assert_eq!(desk.front().view.subject.pair(), None);
    desk.until("a picture", Desk::has_picture);
    assert!(desk.alt().contains("Russia and its partners"), "{}", desk.alt());
    desk.choose(Role::ComboBox, "Shown as", "Two sides");
    assert!(desk.front().view.subject.pair().is_some());
    desk.until("a picture", Desk::has_picture);
    assert!(desk.alt().contains("times as much") || desk.alt().contains("Mutual dependence of Russia and"), "{}", desk.alt());
}

#[test]
fn every_dataset_of_trade_between_countries_has_two_sides() {
    let library = Library::bundled();
    let measure = Measure::all().into_iter().find(|measure| measure.name() == "Two sides").expect("two sides");
    let dataset = |id: &str| library.get(&DatasetId::new(id.to_owned())).expect(id);
    for id in ["russia-trade-by-partner", "bilateral-exports-every-4-years", "china-customs-trade-with-russia"] {
        assert_eq!(measure.objection(&dataset(id)), None, "{id}");
        let subject = measure.starting_subject(&dataset(id));
        assert!(subject.pair().is_some() && subject.denominator.is_some(), "{id}: {subject:?}");
    }
    for id in ["gdp", "pew-favourability", "yuan-per-dollar"] {
        assert!(measure.objection(&dataset(id)).is_some(), "{id}");
    }
    let subject = measure.starting_subject(&dataset("russia-trade-by-partner"));
    let swapped = subject.swapped().expect("two sides");
    assert_eq!(swapped.selection.single(&Dimension::Partner), Some(&Code::new("RUS")));
    assert_eq!(swapped.swapped(), Some(subject));
}
