//! A presenter's story: views captured as slides, worded, put in order, shown to people, and left as they were.

use eframe::egui::accesskit::Toggled;
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::{Desk, folder};

fn with_slides(count: usize) -> Desk {
    let mut desk = Desk::new();
    for place in 0..count {
        desk.key(Modifiers::COMMAND, [Key::Num1, Key::Num2, Key::Num3][place % 3]);
        desk.until("the panel", |desk| desk.app().is_settled() && desk.has_picture());
        desk.key(Modifiers::NONE, Key::C);
    }
    desk
}

fn slides(desk: &Desk) -> usize {
    desk.app().document().briefing.slides.len()
}

/// What the image of the slide is called: its alternative text.
fn shown(desk: &Desk) -> String {
    desk.alt()
}

#[test]
fn a_view_is_captured_by_one_key_and_stays_whatever_is_looked_at_next() {
    let mut desk = with_slides(2);
    assert_eq!(slides(&desk), 2);
    let captured = desk.app().document().briefing.clone();
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Y);
    desk.until("the single year", |desk| desk.app().is_settled());
    assert_eq!(desk.app().document().briefing, captured, "exploring spoils no slide");
    desk.key(Modifiers::COMMAND, Key::Z);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(slides(&desk), 1, "a capture is one step to undo");
}

#[test]
fn slides_are_worded_put_in_order_copied_and_taken_away() {
    let mut desk = with_slides(2);
    desk.key(Modifiers::NONE, Key::F7);
    desk.until("the slides", |desk| desk.app().is_settled());
    desk.press(Role::Button, "Slide 1");
    desk.harness.get_by_label("Title of the slide").focus();
    desk.harness.step();
    desk.harness.get_by_label("Title of the slide").type_text("What Russia sells");
    desk.settle();
    assert_eq!(desk.app().document().briefing.slides[0].title, "What Russia sells");
    assert!(desk.has("Slide 1: What Russia sells"));
    desk.press(Role::Button, "Move down");
    assert_eq!(desk.app().document().briefing.slides[1].title, "What Russia sells");
    desk.press(Role::Button, "Duplicate slide");
    assert_eq!(slides(&desk), 3);
    desk.press(Role::Button, "Delete slide");
    assert_eq!(slides(&desk), 2);
    desk.press(Role::Button, "Add a step");
    assert!(desk.app().document().briefing.slides.iter().any(|slide| slide.steps() == 2));
}

#[test]
fn a_slide_is_dragged_to_its_place() {
    let mut desk = with_slides(3);
    desk.key(Modifiers::NONE, Key::F7);
    desk.until("the slides", |desk| desk.app().is_settled());
    let views = |desk: &Desk| desk.app().document().briefing.slides.iter().map(|slide| slide.views.clone()).collect::<Vec<_>>();
    let before = views(&desk);
    let [first, second] = ["Slide 1", "Slide 2"].map(|name| desk.rect(Role::Button, Some(name)));
    desk.harness.drag_at(first.center());
    desk.harness.step();
    for at in [first.center() + vec2(0.0, 20.0), second.center(), second.center_bottom() - vec2(0.0, 4.0)] {
        desk.harness.hover_at(at);
        desk.harness.step();
    }
    desk.harness.drop_at(second.center_bottom() - vec2(0.0, 4.0));
    desk.settle();
    assert_eq!(views(&desk), [before[1].clone(), before[0].clone(), before[2].clone()]);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(views(&desk), before, "one step to undo");
}

#[test]
fn before_people_stands_nothing_but_the_slide_and_leaving_restores_everything() {
    let mut desk = with_slides(3);
    let before = desk.app().document().clone();
    desk.key(Modifiers::NONE, Key::F5);
    desk.until("the slide", |desk| desk.app().is_settled() && desk.has_part("Russia"));
    for word in ["File", "Edit", "Timeline", "Undo", "Figures"] {
        assert!(!desk.has(word), "no {word} before people");
    }
    let first = shown(&desk);
    desk.key(Modifiers::NONE, Key::ArrowRight);
    desk.until("the second", |desk| shown(desk) != first);
    let second = shown(&desk);
    desk.key(Modifiers::NONE, Key::ArrowLeft);
    desk.until("the first again", |desk| shown(desk) == first);
    desk.key(Modifiers::NONE, Key::End);
    desk.until("the last", |desk| shown(desk) != first && shown(desk) != second);
    desk.harness.event(eframe::egui::Event::Text("2".to_owned()));
    desk.harness.step();
    desk.key(Modifiers::NONE, Key::Enter);
    desk.until("the one whose number was typed", |desk| shown(desk) == second);
    desk.key(Modifiers::NONE, Key::B);
    assert_eq!(shown(&desk), "Blank");
    desk.key(Modifiers::NONE, Key::B);
    desk.until("the slide after the blank", |desk| shown(desk) == second);
    // Years and names in hand: what is tried out changes the slide and not the document.
    desk.key(Modifiers::NONE, Key::T);
    desk.until("the years", |desk| desk.has("First year") && desk.has("Last year"));
    let is_apart = |desk: &Desk| {
        let name = desk.harness.get_by_role_and_label(Role::Button, "EU27");
        name.accesskit_node().toggled() == Some(Toggled::True)
    };
    assert!(!is_apart(&desk));
    desk.press(Role::Button, "EU27");
    desk.until("what was tried", is_apart);
    desk.key(Modifiers::NONE, Key::R);
    desk.until("what was captured", |desk| !is_apart(desk));
    // Somebody asks for another country.
    let shows_germany = |desk: &Desk| desk.harness.query_by_role_and_label(Role::Button, "Germany").is_some();
    assert!(!shows_germany(&desk));
    desk.press_last("Partners ▴");
    desk.harness.get_by_role_and_label(Role::CheckBox, "Germany").scroll_to_me();
    desk.settle();
    desk.press(Role::CheckBox, "Germany");
    desk.until("the country asked for", shows_germany);
    desk.key(Modifiers::NONE, Key::R);
    desk.until("without it again", |desk| !shows_germany(desk));
    assert_eq!(*desk.app().document(), before);
    desk.key(Modifiers::NONE, Key::Escape);
    desk.until("the board", |desk| desk.has("File") && desk.has_picture());
    assert_eq!(*desk.app().document(), before, "and nothing of it is in the document");
}

#[test]
fn the_speaker_sees_the_next_slide_notes_and_the_time_and_the_audience_none_of_them() {
    let mut desk = with_slides(2);
    desk.key(Modifiers::NONE, Key::F7);
    desk.until("the slides", |desk| desk.app().is_settled());
    desk.press(Role::Button, "Slide 1");
    desk.harness.get_by_label("Notes for the speaker").focus();
    desk.harness.step();
    desk.harness.get_by_label("Notes for the speaker").type_text("Say it slowly");
    desk.settle();
    desk.key(Modifiers::NONE, Key::Escape);
    desk.menu("Briefing", "Present in two windows");
    desk.until("both windows", |desk| desk.has("Slide 1 of 2"));
    assert!(desk.has("Say it slowly") && desk.has("Next"));
    desk.key(Modifiers::NONE, Key::Space);
    desk.until("the second", |desk| desk.has("Slide 2 of 2") && desk.has("This is the last slide"));
    desk.key(Modifiers::NONE, Key::Escape);
    desk.until("the board", |desk| desk.has("File"));
}

#[test]
fn the_bundled_briefing_is_the_first_thing_a_newcomer_can_press() {
    let mut desk = Desk::new();
    let before = desk.app().document().clone();
    desk.press(Role::Button, "An asymmetric alliance");
    desk.until("its first slide", |desk| desk.app().is_settled() && shown(desk).contains("An asymmetric alliance"));
    let count = slides(&desk);
    assert!(count >= 12, "{count} slides");
    let mut seen = std::collections::BTreeSet::from([shown(&desk)]);
    let steps: usize = desk.app().document().briefing.slides.iter().map(asymmetry::workspace::briefing::Slide::steps).sum();
    for _ in 1..steps {
        desk.key(Modifiers::NONE, Key::ArrowRight);
        seen.insert(shown(&desk));
    }
    assert!(seen.len() >= count, "{} of {steps} steps seen", seen.len());
    desk.key(Modifiers::NONE, Key::Escape);
    desk.until("the board", |desk| desk.has("File"));
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.app().document(), before, "undo takes it away");
}

#[test]
fn a_briefing_is_published_from_the_menu_in_the_form_that_its_name_tells() {
    let mut desk = with_slides(2);
    let folder = folder("published");
    for (file, begins) in [("talk.pdf", &b"%PDF"[..]), ("talk.pptx", b"PK"), ("talk.html", b"<!")] {
        let path = folder.join(file);
        desk.answer(&path);
        desk.menu("Briefing", "Publish the briefing…");
        desk.until("the file", |_| path.exists());
        assert!(std::fs::read(&path).expect("the file").starts_with(begins), "{file}");
    }
}
