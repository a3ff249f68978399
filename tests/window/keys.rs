//! What is done by keys alone, and what the menu offers.

use std::fs;

use asymmetry::chart::ChartKind;
use asymmetry::dataset::library::Library;
use asymmetry::query::engine::Engine;
use asymmetry::view;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Desk, folder};

#[test]
fn a_key_leads_to_the_marks_and_escape_back() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let field = desk.harness.get_by_label_contains("Search: Country");
    field.focus();
    desk.settle();
    desk.key(Modifiers::NONE, Key::F6);
    let first = desk.mark().expect("a mark has the keyboard at once");
    let mut seen = vec![first];
    for key in [Key::ArrowRight, Key::ArrowUp, Key::ArrowRight, Key::ArrowUp] {
        desk.key(Modifiers::NONE, key);
        seen.push(desk.mark().unwrap_or_else(|| panic!("{key:?} left the marks")));
    }
    assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "each key goes to another mark: {seen:?}");
    for _ in 0..80 {
        desk.key(Modifiers::NONE, Key::ArrowLeft);
    }
    desk.key(Modifiers::NONE, Key::ArrowUp);
    assert!(desk.mark().is_some(), "the first mark is where it ends");
    desk.key(Modifiers::NONE, Key::Enter);
    assert!(desk.has("Copy citation"));
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.has("Copy citation") && desk.mark().is_some(), "the card is put away, the mark keeps the keyboard");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(desk.harness.get_by_label_contains("Search: Country").is_focused(), "back where it was");
    desk.press(Role::Tab, "Table");
    desk.menu("View", "From mark to mark");
    assert!(desk.mark().is_some(), "and from the table through the menu");
}

#[test]
fn every_stop_of_the_keyboard_is_a_thing_to_do_and_in_sight() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let search = desk.harness.get_by_label_contains("Search: Country").rect();
    let below = desk.rect(Role::CheckBox, Some("Years and countries shared by all panels")).top();
    let mut countries = 0;
    for _ in 0..120 {
        desk.key(Modifiers::NONE, Key::Tab);
        desk.until("the list at rest", |desk| !desk.harness.ctx.has_requested_repaint());
        let Some(focused) = desk.focused() else { continue };
        let (role, rect, label) = (focused.accesskit_node().role(), focused.rect(), focused.accesskit_node().label());
        assert!(!matches!(role, Role::Image | Role::Unknown | Role::GenericContainer), "{role:?} {label:?} at {rect:?}");
        if role == Role::CheckBox
            && rect.height() < 30.0
            && rect.top() > search.top()
            && label.as_deref() != Some("Years and countries shared by all panels")
        {
            assert!(rect.top() > search.bottom() && rect.bottom() < below, "{label:?} is out of sight at {rect:?}");
            countries += 1;
        }
    }
    assert!(countries > 12, "only {countries} countries were passed");
}

#[test]
fn a_table_is_copied_where_another_kind_of_chart_must_do() {
    let mut desk = Desk::new();
    let mut view = desk.front().view.clone();
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let findings = view::study(&view.subject, &library, &engine).expect("findings");
    let cannot = |kind: &ChartKind| kind.definition().objection(&findings).is_some();
    view.chart = ChartKind::ALL.into_iter().find(cannot).expect("a kind that cannot draw them");
    let path = folder("kind").join("kind.view.json");
    fs::write(&path, view.to_json()).expect("a file");
    desk.open(&path);
    desk.until("another kind", |desk| desk.has_part("Drawn as a"));
    desk.menu("File", "Copy table");
    assert!(desk.copied.last().is_some_and(|table| table.starts_with("Series\tPeriod\tValue")));
}

#[test]
fn bundled_views_are_named_as_their_pictures_are_titled() {
    let mut desk = Desk::new();
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let shown = desk.front().view.clone();
    let is_wanted = |view: &view::View| view.wording.title.is_none() && view.subject.measure.reading() == shown.subject.measure.reading();
    let (_, untitled) = view::bundled().into_iter().find(|(_, view)| is_wanted(view) && *view != shown).expect("another view");
    let title = view::title(&untitled, &library, &engine).expect("a title");
    desk.press(Role::Button, "Views");
    desk.until("the titles", |desk| desk.has_part(&title));
    desk.harness.get_by_label_contains(&title).click();
    desk.settle();
    assert_eq!(desk.front().view, untitled);
    assert!(desk.alt().contains(&title), "{} does not say {title}", desk.alt());
}

#[test]
fn every_shortcut_does_its_own_command_and_no_shorter_one() {
    let mut desk = Desk::new();
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Y);
    assert!(desk.app().document().shared.from.is_some(), "Ctrl+Shift+Y shows a single year and is no Ctrl+Y");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.app().document().shared.is_empty());
    desk.key(Modifiers::COMMAND, Key::Y);
    assert!(desk.app().document().shared.from.is_some(), "Ctrl+Y does again what was undone");
}
