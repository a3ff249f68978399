//! What the window says when something is not as it should be: in its own words, with its own remedies.

use std::fs;

use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Desk, folder, own_figures};

impl Desk {
    /// Everything that can be read in the window.
    fn texts(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        let text = |node: egui_kittest::Node<'_>| [node.accesskit_node().label(), node.accesskit_node().value()];
        nodes.flat_map(text).flatten().collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn a_view_that_cannot_be_read_is_told_without_the_command_line() {
    let mut desk = Desk::new();
    let path = folder("bad-view").join("mine.view.json");
    fs::write(&path, "{\"asymmetry\": \"view/1\", \"subjekt\": 1}").expect("a file");
    desk.open(&path);
    desk.until("the problem", |desk| desk.has_part("Could not read the view mine.view.json"));
    assert!(desk.has_part("File ▸ Save view…"), "{}", desk.texts());
    assert!(!desk.texts().contains("`asymmetry "), "{}", desk.texts());
}

#[test]
fn figures_that_are_lost_are_told_with_their_place_located_or_closed() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let path = own_figures(&folder("lost"));
    desk.open_figures(&path);
    desk.until("the figures", |desk| desk.has("Legend: Germany"));
    fs::remove_file(&path).expect("removed");
    let mut lost = Desk::before_its_first_picture(desk.app().preferences());
    lost.until("the problem", |lost| lost.has_part("There is no such file"));
    let texts = lost.texts();
    assert!(texts.contains(&path.display().to_string()) && !texts.contains("`asymmetry "), "{texts}");
    lost.harness.query_all_by_role_and_label(Role::Button, "Close").last().expect("beside the problem").click();
    lost.settle();
    lost.until("bundled figures", Desk::has_picture);
    assert!(lost.app().document().datasets.is_empty());
    lost.key(Modifiers::COMMAND, Key::Z);
}
