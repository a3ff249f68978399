//! Small multiples in the window: chosen, pointed at, asked and undone.

use asymmetry::ui::preferences::Preferences;
use asymmetry::workspace::Workspace;
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::frame::click_at;
use crate::window::Desk;

const EACH: &str = "one for each partner";

fn parted() -> Desk {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    assert!(!desk.alt().contains(EACH));
    desk.choose(Role::ComboBox, "Small multiples", "By partner");
    desk.until("small charts", |desk| desk.alt().contains(EACH));
    desk
}

#[test]
fn small_multiples_are_chosen_kept_in_the_view_and_undone() {
    let mut desk = parted();
    assert_eq!(desk.front().view.look.facet.as_ref().map(ToString::to_string).as_deref(), Some("partner"));
    desk.choose(Role::ComboBox, "Kind of chart", "Ranked bar");
    assert!(!desk.alt().contains(EACH), "bars of one partner each are rows already: {}", desk.alt());
    assert!(desk.front().view.look.facet.is_some(), "what was chosen is kept for kinds that can");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.alt().contains(EACH), "{}", desk.alt());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(!desk.alt().contains(EACH) && desk.front().view.look.facet.is_none(), "{}", desk.alt());
}

#[test]
fn a_mark_in_a_small_chart_is_reached_by_keys_and_tells_its_source() {
    let mut desk = parted();
    desk.key(Modifiers::NONE, Key::F6);
    desk.settle();
    desk.harness.get_by_label_contains("Marks: arrow keys").focus();
    desk.settle();
    desk.key(Modifiers::NONE, Key::ArrowRight);
    let mark = desk.mark().expect("a mark has the keyboard");
    assert!(mark.contains('%'), "{mark}");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.has("Copy citation"), "the card is open");
}

#[test]
fn a_click_on_a_line_in_a_small_chart_shows_its_source() {
    let mut desk = parted();
    let image = desk.rect(Role::Image, None);
    // The first small chart stands at the left; its line crosses this upright somewhere.
    let is_hit = (0..40).any(|step| {
        click_at(&mut desk, image.lerp_inside(vec2(0.25, 0.25 + 0.015 * step as f32)));
        desk.has("Copy citation")
    });
    assert!(is_hit, "no mark answers");
}

#[test]
fn a_year_pointed_at_in_a_small_chart_is_shown_in_all_of_them_and_in_the_panel_beside() {
    let view = |wanted: &str| asymmetry::view::bundled().into_iter().find(|(id, _)| *id == wanted).expect("a bundled view").1;
    let mut workspace = Workspace::of(["market-share-trade-by-partner-multiples", "market-share-turnover"].map(view));
    workspace.panels.iter_mut().for_each(|panel| panel.is_seen = true);
    let mut desk = Desk::with(Preferences { workspace: Some(workspace), ..Preferences::default() });
    let images = |desk: &Desk| -> Vec<(eframe::egui::Rect, Option<String>)> {
        desk.harness.query_all_by_role(Role::Image).map(|image| (image.rect(), image.accesskit_node().value())).collect()
    };
    desk.until("two pictures", |desk| images(desk).len() == 2 && desk.app().is_settled());
    let parted = images(&desk)[0].0;
    // Somewhere on the way down lies a plot.
    let is_told = |desk: &Desk| images(desk).iter().all(|(_, told)| told.is_some());
    for part in 1_u16..20 {
        desk.harness.hover_at(parted.left_top() + parted.size() * vec2(0.2, f32::from(part) / 20.0));
        desk.settle();
        if is_told(&desk) {
            break;
        }
    }
    let told: Vec<String> = images(&desk).into_iter().filter_map(|(_, told)| told).collect();
    let [small, single] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!(small.get(..5), single.get(..5), "the same year");
    assert!(small.matches("USD").count() >= 4, "the values of several small charts: {small}");
}
