//! The board: panels beside each other, compared, moved, closed and linked, by the names that a screen reader says.

use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::workspace::Workspace;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Role, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::Desk;

fn images(desk: &Desk) -> Vec<Rect> {
    desk.harness.query_all_by_role(Role::Image).map(|image| image.rect()).collect()
}

/// What the linked cursor says of each picture.
fn told(desk: &Desk) -> Vec<Option<String>> {
    desk.harness.query_all_by_role(Role::Image).map(|image| image.accesskit_node().value()).collect()
}

fn partner(desk: &Desk, place: usize) -> Option<Code> {
    desk.app().document().panels[place].view.subject.selection.single(&Dimension::Partner).cloned()
}

fn titles(desk: &Desk) -> Vec<&str> {
    desk.app().document().panels.iter().map(asymmetry::workspace::Panel::title).collect()
}

fn two() -> Desk {
    let mut desk = Desk::new();
    desk.press(Role::Button, "Two panels");
    desk.until("two pictures", |desk| images(desk).len() == 2);
    desk
}

/// A submenu is opened and one of its entries pressed.
fn compare(desk: &mut Desk, what: &str, entry: &str) {
    desk.harness.query_all_by_role_and_label(Role::Button, "Compare with…").next().expect("the button").click();
    desk.settle();
    desk.press_last(what);
    desk.press_last(entry);
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers: Modifiers::NONE };
    desk.harness.hover_at(from);
    desk.settle();
    desk.harness.event(button(from, true));
    desk.settle();
    for part in [0.3, 0.7, 1.0] {
        desk.harness.hover_at(from.lerp(to, part));
        desk.settle();
    }
    desk.harness.event(button(to, false));
    desk.settle();
    desk.settle();
}

#[test]
fn two_panels_stand_beside_each_other_and_one_step_brings_one_back() {
    let mut desk = two();
    let [left, right] = images(&desk)[..] else { panic!("two pictures") };
    assert!(left.right() <= right.left() && (left.top() - right.top()).abs() < 2.0 && left.width() > 300.0, "{left:?} {right:?}");
    desk.harness.check_accessibility();
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(images(&desk).len(), 1);
    desk.key(Modifiers::ALT, Key::Num4);
    desk.until("three pictures", |desk| images(desk).len() == 3);
    desk.harness.check_accessibility();
    desk.press(Role::Tab, "Table");
    assert!(desk.has("Figures behind Trade composition"));
    desk.press(Role::Tab, "Sentiment");
    assert_eq!((images(&desk).len(), desk.front().title()), (3, "Sentiment"));
}

#[test]
fn compare_with_sets_the_same_view_with_another_partner_beside_it() {
    let mut desk = Desk::new();
    assert_eq!(partner(&desk, 0), Some(Code::new("CHN")));
    let before = desk.app().document().clone();
    compare(&mut desk, "Another partner than China", "EU27");
    desk.until("two pictures", |desk| images(desk).len() == 2);
    let panels = &desk.app().document().panels;
    assert_eq!((panels.len(), desk.app().front_panel()), (4, 1));
    assert_eq!((partner(&desk, 0), partner(&desk, 1)), (Some(Code::new("CHN")), Some(Code::new("EU27"))));
    assert_eq!(panels[0].view.subject.measure, panels[1].view.subject.measure);
    let alts: Vec<String> = desk.harness.query_all_by_role(Role::Image).filter_map(|image| image.accesskit_node().label()).collect();
    assert!(alts[0].contains("China") && alts[1].contains("EU27"), "{alts:?}");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.app().document(), before, "one step takes all of it back");
    compare(&mut desk, "One year alone", "2014");
    assert_eq!(desk.front().view.subject.selection.single_year(), Some(2014));
    assert!(desk.app().document().shared.is_empty(), "the year is the neighbour's alone");
}

#[test]
fn a_neighbour_keeps_its_country_when_another_is_shared() {
    let mut desk = Desk::new();
    compare(&mut desk, "Another partner than China", "EU27");
    desk.press(Role::Button, "Panel: Trade composition");
    assert!(desk.has("Panel: Trade composition 2"), "the two are told apart");
    desk.harness.get_by_label("First year").set_value_accesskit(2010.0);
    desk.settle();
    desk.press(Role::CheckBox, "Belarus");
    assert_eq!(desk.app().document().shared.countries.first(), Some(&Code::new("BLR")));
    desk.press(Role::Button, "Panel: Trade composition 2");
    assert!(desk.has_part("keeps its own countries"));
    let alts: Vec<String> = desk.harness.query_all_by_role(Role::Image).filter_map(|image| image.accesskit_node().label()).collect();
    assert!(alts[1].contains("EU27") && alts[1].contains("2010"), "its years go with the others, its partner does not: {alts:?}");
    // It stands below what is in sight, where the pointer would have to scroll to.
    desk.harness.get_by_role_and_label(Role::Button, "Share them").click_accesskit();
    desk.settle();
    assert!(desk.front().shares_countries());
}

#[test]
fn other_figures_are_compared_in_the_same_way() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let before = desk.front().view.clone();
    desk.harness.query_all_by_role_and_label(Role::Button, "Compare with…").next().expect("the button").click();
    desk.until("the other figures", |desk| desk.has_part("Other figures"));
    desk.press_last("Other figures");
    desk.press_last("Shares of world arms");
    assert_ne!(desk.front().view.subject.dataset, before.subject.dataset);
    assert_eq!(desk.front().view.subject.measure.reading(), before.subject.measure.reading());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.app().document().panels.len(), 3);
}

#[test]
fn panels_change_places_by_keys_and_by_hand() {
    let mut desk = two();
    assert_eq!(titles(&desk), ["Trade composition", "Market share", "Sentiment"]);
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::PageDown);
    assert_eq!(titles(&desk), ["Market share", "Trade composition", "Sentiment"]);
    assert_eq!(desk.front().title(), "Trade composition", "the focus goes with its panel");
    desk.key(Modifiers::COMMAND, Key::Z);
    let head = desk.rect(Role::Button, Some("Panel: Market share"));
    let to = images(&desk)[0].center();
    drag(&mut desk, head.center(), to);
    assert_eq!(titles(&desk), ["Market share", "Trade composition", "Sentiment"]);
    let (first, last) = (desk.rect(Role::Tab, Some("Market share")), desk.rect(Role::Tab, Some("Sentiment")));
    drag(&mut desk, first.center(), last.center());
    assert_eq!(titles(&desk), ["Trade composition", "Sentiment", "Market share"]);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(titles(&desk), ["Market share", "Trade composition", "Sentiment"], "each drag is one step");
}

#[test]
fn a_panel_is_duplicated_split_and_closed() {
    let mut desk = two();
    desk.press(Role::Button, "Close: Market share");
    assert_eq!((titles(&desk), images(&desk).len()), (vec!["Trade composition", "Sentiment"], 1));
    desk.key(Modifiers::COMMAND, Key::Z);
    desk.until("both again", |desk| images(desk).len() == 2);
    desk.choose(Role::Button, "More: Market share", "Split");
    desk.until("three pictures", |desk| images(desk).len() == 3);
    assert_eq!(titles(&desk), ["Trade composition", "Market share", "Market share", "Sentiment"]);
    desk.key(Modifiers::COMMAND, Key::D);
    assert_eq!((titles(&desk).len(), images(&desk).len()), (5, 3), "the copy is a tab");
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::W);
    assert_eq!((titles(&desk).len(), images(&desk).len()), (4, 2));
}

#[test]
fn a_click_or_a_key_brings_the_focus_and_the_filters_act_on_it() {
    let mut desk = two();
    assert_eq!(desk.app().front_panel(), 0);
    let right = images(&desk)[1];
    let corner = pos2(right.left() + 6.0, right.bottom() - 6.0);
    drag(&mut desk, corner, corner);
    assert_eq!(desk.app().front_panel(), 1);
    desk.press(Role::CheckBox, "Years and countries shared by all panels");
    assert!(!desk.front().follows_shared && desk.app().document().panels[0].follows_shared);
    desk.key(Modifiers::NONE, Key::F6);
    assert_eq!(desk.app().front_panel(), 1);
    desk.key(Modifiers::NONE, Key::F6);
    assert_eq!(desk.app().front_panel(), 0, "once more is the next panel");
    desk.key(Modifiers::NONE, Key::ArrowRight);
    let told = told(&desk);
    assert!(told.iter().all(|told| told.as_ref().is_some_and(|told| told.contains(": "))), "{told:?}");
}

#[test]
fn a_year_pointed_at_in_one_panel_tells_its_values_in_the_other() {
    let mut desk = two();
    assert_eq!(told(&desk), [None, None]);
    let left = images(&desk)[0];
    desk.harness.hover_at(left.lerp_inside(vec2(0.55, 0.5)));
    desk.settle();
    desk.settle();
    let [Some(here), Some(there)] = &told(&desk)[..] else { panic!("{:?}", told(&desk)) };
    assert_eq!(here.split(':').next(), there.split(':').next(), "the same year");
    assert!(there.contains("China") && there.contains('%'), "{there}");
    desk.harness.hover_at(pos2(3.0, 3.0));
    desk.settle();
    desk.settle();
    assert_eq!(told(&desk), [None, None]);
}

#[test]
fn panels_of_one_unit_share_an_axis_until_it_is_switched_off() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    compare(&mut desk, "Another flow than", "Import");
    desk.until("two pictures", |desk| images(desk).len() == 2);
    assert!(!desk.has("own axis"), "one axis for both");
    desk.press(Role::CheckBox, "One value axis");
    assert!(desk.app().document().has_own_axes && desk.has("own axis"));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(!desk.app().document().has_own_axes && !desk.has("own axis"));
}

#[test]
fn a_small_window_shows_what_can_be_read_and_says_why() {
    let mut desk = Desk::new();
    desk.harness.set_size(vec2(800.0, 600.0));
    desk.settle();
    desk.settle();
    desk.press(Role::Button, "Two panels");
    desk.until("two pictures", |desk| images(desk).len() == 2);
    assert!(!desk.has_part("no room for more"));
    desk.harness.check_accessibility();
    desk.press(Role::Button, "Up to four panels");
    assert!(images(&desk).len() < 3 && desk.has_part("no room for more"));
    desk.harness.set_size(vec2(1440.0, 900.0));
    desk.settle();
    desk.until("all of them", |desk| images(desk).len() == 3);
    assert!(!desk.has_part("no room for more"));
}

#[test]
fn the_board_comes_back_after_a_restart() {
    let desk = two();
    let kept = asymmetry::ui::preferences::Preferences::from_text(&desk.app().preferences().to_text());
    let mut again = Desk::with(kept);
    again.until("two pictures", |again| images(again).len() == 2);
    let older = r#"{"asymmetry": "workspace/1", "panels": []}"#;
    let read: Workspace = serde_json::from_str(older).expect("a workspace of an older version");
    assert!(!read.is_tiled());
}
