//! The window loses nothing: it offers what was left, asks before it writes over what others wrote, and gives way to another window.

use std::fs;
use std::path::{Path, PathBuf};

use asymmetry::dataset::library::Library;
use asymmetry::dataset::{DatasetId, Origin};
use asymmetry::import;
use asymmetry::query::engine::Engine;
use asymmetry::terms::dimension::Code;
use asymmetry::terms::language::Language;
use asymmetry::ui::preferences::Preferences;
use asymmetry::workspace::Workspace;
use asymmetry::workspace::briefing::{Briefing, Slide};
use asymmetry::workspace::briefing_file;
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::{Desk, folder};

impl Desk {
    /// A window that keeps its board in a folder.
    fn kept_in(folder: &Path, preferences: Preferences) -> Self {
        let mut desk = Self::with(preferences);
        let ctx = desk.harness.ctx.clone();
        desk.harness.state_mut().keep_in(folder.to_owned(), &ctx);
        desk.settle();
        desk
    }

    /// The window is closed as it should be.
    fn close(mut self) {
        eframe::App::on_exit(self.harness.state_mut(), None);
    }

    fn choose_china(&mut self) {
        self.press(Role::Tab, "Market share");
        self.press(Role::CheckBox, "EU27");
        assert_eq!(self.app().document().shared.countries, [Code::new("CHN")]);
    }

    fn saved_as(&mut self, path: &Path) {
        self.answer(path);
        self.key(Modifiers::COMMAND, Key::S);
        self.until("the file", |_| path.exists());
    }

    fn save(&mut self) {
        self.key(Modifiers::COMMAND, Key::S);
    }
}

const OFFER: &str = "Asymmetry ended unexpectedly";
const CHANGED: &str = "was changed by another program since it was opened here";

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect()
}

#[test]
fn the_board_of_a_window_that_broke_off_is_offered_and_restored() {
    let state = folder("broke-off");
    let mut desk = Desk::kept_in(&state, Preferences::default());
    desk.choose_china();
    let lost = desk.app().document().clone();
    drop(desk);
    let mut next = Desk::kept_in(&state, Preferences::default());
    next.until("the offer", |next| next.has_part(OFFER));
    assert_eq!(*next.app().document(), Workspace::first(), "offered, not forced");
    next.press(Role::Button, "Restore");
    assert_eq!(*next.app().document(), lost);
    assert_eq!(next.front().title(), "Market share", "the tab that was in front");
    assert!(!next.has_part(OFFER));
    next.press(Role::Button, "Back to the board before");
    assert_eq!(*next.app().document(), Workspace::first());
    next.close();
    assert_eq!(files(&state), Vec::<PathBuf>::new(), "who closes the window needs no offer");
}

#[test]
fn what_is_not_wanted_is_not_offered_again_and_what_is_not_answered_is() {
    let state = folder("not-wanted");
    let mut desk = Desk::kept_in(&state, Preferences::default());
    desk.choose_china();
    drop(desk);
    let mut unanswered = Desk::kept_in(&state, Preferences::default());
    unanswered.until("the offer", |next| next.has_part(OFFER));
    unanswered.close();
    let mut next = Desk::kept_in(&state, Preferences::default());
    next.until("the offer", |next| next.has_part(OFFER));
    next.press(Role::Button, "Discard");
    assert_eq!(*next.app().document(), Workspace::first());
    next.close();
    assert_eq!(files(&state), Vec::<PathBuf>::new());
}

#[test]
fn a_board_that_is_on_show_already_was_not_lost() {
    let state = folder("on-show");
    let mut desk = Desk::kept_in(&state, Preferences::default());
    desk.choose_china();
    let kept = desk.app().preferences();
    drop(desk);
    let left = files(&state);
    assert_eq!(left.len(), 1, "{left:?}");
    let mut next = Desk::kept_in(&state, kept);
    // A window that closes before it has looked leaves what was left for the next.
    next.until("the board forgotten", |_| !left[0].exists());
    assert!(!next.has_part(OFFER));
    next.close();
    assert_eq!(files(&state), Vec::<PathBuf>::new());
}

#[test]
fn a_file_that_somebody_else_changed_is_asked_about() {
    let place = folder("changed");
    let path = place.join("board.workspace.json");
    let mut desk = Desk::new();
    desk.choose_china();
    desk.saved_as(&path);
    desk.save();
    assert!(!desk.has_part(CHANGED), "what it wrote itself is no change");
    let theirs = fs::read_to_string(&path).expect("text").replace("CHN", "IND");
    fs::write(&path, &theirs).expect("a file");
    desk.save();
    assert!(desk.has_part(CHANGED));
    assert_eq!(fs::read_to_string(&path).expect("text"), theirs, "nothing is written before it is answered");
    desk.press(Role::Button, "Cancel");
    assert!(!desk.has_part(CHANGED));
    desk.save();
    desk.press(Role::Button, "Overwrite");
    assert!(fs::read_to_string(&path).expect("text").contains("CHN"));
    desk.save();
    assert!(!desk.has_part(CHANGED), "and it is this window's again");
    fs::write(&path, &theirs).expect("a file");
    desk.save();
    let other = place.join("mine.workspace.json");
    desk.answer(&other);
    desk.press(Role::Button, "Save as…");
    desk.until("the other file", |_| other.exists());
    assert_eq!(fs::read_to_string(&path).expect("text"), theirs);
}

#[test]
fn a_file_that_somebody_else_changed_is_read_again() {
    let path = folder("reread").join("board.workspace.json");
    let mut desk = Desk::new();
    desk.choose_china();
    desk.saved_as(&path);
    fs::write(&path, fs::read_to_string(&path).expect("text").replace("CHN", "IND")).expect("a file");
    // The change is noticed in the next window as well.
    let kept = Preferences::from_text(&desk.app().preferences().to_text());
    drop(desk);
    let mut next = Desk::with(kept);
    next.save();
    next.until("the question", |next| next.has_part(CHANGED));
    next.press(Role::Button, "Reload");
    next.until("their board", |next| next.app().document().shared.countries == [Code::new("IND")]);
    next.save();
    assert!(!next.has_part(CHANGED));
}

#[test]
fn the_second_window_on_a_file_says_so_and_saves_elsewhere() {
    let place = folder("two-windows");
    let path = place.join("board.workspace.json");
    let mut first = Desk::new();
    first.choose_china();
    first.saved_as(&path);
    let before = fs::read(&path).expect("bytes");
    let mut second = Desk::new();
    second.open(&path);
    second.until("the word", |second| second.has_part("Could not open board.workspace.json for saving"));
    assert!(second.has_part("It is open in another window"));
    second.press(Role::CheckBox, "EU27");
    let other = place.join("mine.workspace.json");
    second.saved_as(&other);
    assert_eq!(fs::read(&path).expect("bytes"), before, "the file of the first is as it was");
    let mut third = Desk::new();
    third.answer(&path);
    third.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    third.until("the refusal", |third| third.has_part("Could not save board.workspace.json"));
    assert_eq!(fs::read(&path).expect("bytes"), before);
    drop(first);
    third.answer(&path);
    third.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    third.until("its file", |_| fs::read(&path).is_ok_and(|bytes| bytes != before));
    drop((second, third));
    assert_eq!(files(&place).len(), 2, "no lock is left");
}

#[test]
fn a_briefing_file_comes_with_its_figures_in_one_step_and_is_found_after_a_restart() {
    let place = folder("briefing");
    let table = "indicator,reporter,partner,flow,period,value,unit,source\n\
        goods_trade,RUS,CHN,export,2019,10,USD billion,own\ngoods_trade,RUS,CHN,export,2020,12.5,USD billion,own\n";
    let dataset = import::open_bytes(table.as_bytes(), "mine.csv", Origin::Bundled).expect("a table").dataset;
    let mut library = Library::bundled();
    library.add(dataset);
    let mut view = Workspace::first().panels[1].view.clone();
    view.subject = view.subject.measure.starting_subject(&library.get(&DatasetId::new("mine")).expect("mine"));
    let slides = vec![Slide::of(view, &library).expect("a slide")];
    let briefing = Briefing { title: "A talk".to_owned(), slides, ..Briefing::default() };
    let path = place.join("talk.briefing");
    fs::write(&path, briefing_file::pack(&briefing, &library, &Engine::new().expect("an engine")).expect("packed")).expect("a file");

    let mut desk = Desk::new();
    desk.open(&path);
    desk.until("the briefing", |desk| desk.has_part("talk.briefing opened: 1 slide"));
    assert_eq!(desk.app().document().briefing, briefing);
    assert_eq!(desk.app().document().datasets[0].id.as_str(), "mine");
    assert!(!desk.has("Back to the briefing before"), "there was none");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(*desk.app().document(), Workspace::first(), "one step");
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(desk.app().document().briefing, briefing);
    let other = Briefing { title: "Another talk".to_owned(), ..briefing.clone() };
    let other_path = place.join("other.briefing");
    fs::write(&other_path, briefing_file::pack(&other, &library, &Engine::new().expect("an engine")).expect("packed")).expect("a file");
    desk.open(&other_path);
    desk.until("the other briefing", |desk| desk.app().document().briefing == other);
    desk.press(Role::Button, "Back to the briefing before");
    assert_eq!(desk.app().document().briefing, briefing);

    let again = place.join("again.briefing");
    desk.answer(&again);
    desk.menu("File", "Save briefing…");
    desk.until("the file", |_| again.exists());
    assert_eq!(fs::read(&again).expect("bytes"), fs::read(&path).expect("bytes"), "the same briefing, the same bytes");

    let mut next = Desk::with(Preferences::from_text(&desk.app().preferences().to_text()));
    assert_eq!(next.app().document().briefing, briefing);
    next.answer(&again);
    next.menu("File", "Save briefing…");
    next.until("the file", |next| next.has_part("again.briefing saved"));
    assert!(!next.has_part("have changed") && !next.has_part("Could not"), "the figures were found, and are those");
    assert_eq!(fs::read(&again).expect("bytes"), fs::read(&path).expect("bytes"));
    let mut empty = Desk::new();
    empty.harness.get_by_role_and_label(Role::Button, "File").click();
    empty.settle();
    assert!(empty.harness.get_by_label_contains("Save briefing…").accesskit_node().is_disabled());
}

#[test]
fn what_is_asked_is_asked_in_the_language_of_the_window() {
    let state = folder("spoken");
    let mut desk = Desk::kept_in(&state, Preferences::default());
    desk.choose_china();
    drop(desk);
    let path = folder("spoken-file").join("board.workspace.json");
    for (language, offer, changed) in [
        (Language::Russian, "Восстановить доску, какой она была в ", "другая программа изменила файл"),
        (Language::Chinese, "意外结束。恢复", "被其他程序更改"),
    ] {
        let mut next = Desk::kept_in(&state, Preferences::default());
        next.menu("View", "Language");
        next.press_last(language.name());
        next.until("the offer", |next| next.has_part(offer));
        next.saved_as(&path);
        fs::write(&path, "{}").expect("a file");
        next.save();
        next.until("the question", |next| next.has_part(changed));
        fs::remove_file(&path).expect("removed");
    }
}
