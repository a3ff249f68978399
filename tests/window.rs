//! The real window without a display: pressed, typed into and read by the names that a screen reader says.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, thread};

use asymmetry::dataset::library::Library;
use asymmetry::problem::Problem;
use asymmetry::query::engine::Engine;
use asymmetry::terms::dimension::Code;
use asymmetry::terms::period::Period;
use asymmetry::ui::app::App;
use asymmetry::ui::dialogs::{Dialogs, SaveWish};
use asymmetry::ui::preferences::Preferences;
use eframe::egui::{Key, Modifiers, OutputCommand, Rect, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

mod keys;
mod published;
mod told;

/// Answers that a person would give to file dialogs, in their order.
#[derive(Default)]
struct Answers(Mutex<Vec<PathBuf>>);

impl Answers {
    fn next(&self) -> Option<PathBuf> {
        let mut answers = self.0.lock().unwrap();
        (!answers.is_empty()).then(|| answers.remove(0))
    }
}

impl Dialogs for Answers {
    fn open(&self, _: &str) -> Result<Vec<PathBuf>, Problem> {
        Ok(self.next().into_iter().collect())
    }

    fn open_folder(&self, _: &str) -> Result<Option<PathBuf>, Problem> {
        Ok(self.next())
    }

    fn save(&self, _: &SaveWish) -> Result<Option<PathBuf>, Problem> {
        Ok(self.next())
    }
}

/// The window and the person at it.
pub struct Desk {
    pub harness: Harness<'static, App>,
    answers: Arc<Answers>,
    /// Texts that went to the clipboard.
    copied: Vec<String>,
    images: usize,
}

impl Desk {
    pub fn new() -> Self {
        Self::with(Preferences::default())
    }

    pub fn with(preferences: Preferences) -> Self {
        let mut desk = Self::before_its_first_picture(preferences);
        desk.until("the first picture", Self::has_picture);
        desk
    }

    pub fn before_its_first_picture(preferences: Preferences) -> Self {
        let answers = Arc::new(Answers::default());
        let dialogs = Arc::clone(&answers);
        let build = move |creation: &mut eframe::CreationContext<'static>| {
            let engine = Arc::new(Engine::new().expect("an engine"));
            App::new(&creation.egui_ctx, Library::bundled(), engine, preferences, dialogs)
        };
        let harness = Harness::builder().with_size(vec2(1440.0, 900.0)).build_eframe(build);
        Self { harness, answers, copied: Vec::new(), images: 0 }
    }

    fn step(&mut self) {
        self.harness.step();
        for command in &self.harness.output().platform_output.commands {
            match command {
                OutputCommand::CopyText(text) => self.copied.push(text.clone()),
                OutputCommand::CopyImage(_) => self.images += 1,
                _ => {}
            }
        }
    }

    /// Frames pass until something holds; figures are worked out in other threads meanwhile.
    pub fn until(&mut self, what: &str, holds: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        loop {
            self.step();
            if holds(self) {
                // One more, so that what is pressed next stands where it was seen.
                self.step();
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(60), "waited in vain for {what}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn settle(&mut self) {
        self.step();
        self.until("quiet", |desk| desk.app().is_settled());
    }

    pub fn app(&self) -> &App {
        self.harness.state()
    }

    pub fn has(&self, label: &str) -> bool {
        self.harness.query_all_by_label(label).next().is_some()
    }

    pub fn has_part(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    pub fn press(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).click();
        self.settle();
    }

    /// Comes to a part by the keyboard.
    pub fn focus(&mut self, role: Role, label: &str) {
        self.harness.get_by_role_and_label(role, label).focus();
        self.settle();
    }

    pub fn menu(&mut self, menu: &str, entry: &str) {
        self.choose(Role::Button, menu, entry);
    }

    /// Opens what is folded under a name, and presses an entry of it.
    pub fn choose(&mut self, role: Role, name: &str, entry: &str) {
        self.harness.get_by_role_and_label(role, name).click();
        self.settle();
        // A menu lies over everything else, so its entry comes last.
        self.press_last(entry);
    }

    /// What the next file dialog will be answered.
    pub fn answer(&self, path: &Path) {
        self.answers.0.lock().unwrap().push(path.to_owned());
    }

    /// Chooses a bundled view by its title, once the titles are worked out.
    pub fn choose_view(&mut self, title: &str) {
        self.press(Role::Button, "Views");
        self.until("the titles", |desk| desk.has_part(title));
        self.harness.query_all_by_label_contains(title).last().expect(title).scroll_to_me();
        self.settle();
        self.press_last(title);
    }

    /// The last part whose name holds these words: what lies over the others.
    pub fn press_last(&mut self, words: &str) {
        self.harness.query_all_by_label_contains(words).last().expect(words).click();
        self.settle();
    }

    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// What the picture shows, for who cannot see it.
    pub fn alt(&self) -> String {
        self.harness.get_by_role(Role::Image).accesskit_node().label().unwrap_or_default()
    }

    pub fn has_picture(&self) -> bool {
        self.has_part("Marks: arrow keys")
    }

    /// Where the only one of this role, or of this role and label, stands.
    pub fn rect(&self, role: Role, label: Option<&str>) -> Rect {
        match label {
            Some(label) => self.harness.get_by_role_and_label(role, label).rect(),
            None => self.harness.get_by_role(role).rect(),
        }
    }

    pub fn front(&self) -> &asymmetry::workspace::Panel {
        &self.app().document().panels[self.app().front_panel()]
    }

    /// The part that has the keyboard.
    fn focused(&self) -> Option<egui_kittest::Node<'_>> {
        self.harness.root().children_recursive().find(|node| node.is_focused())
    }

    /// The mark that has the keyboard, as a screen reader says it.
    pub fn mark(&self) -> Option<String> {
        self.focused().filter(|node| node.accesskit_node().role() == Role::Figure)?.value()
    }

    /// Opens a file of figures and accepts it as it was read.
    pub fn open_figures(&mut self, path: &Path) {
        self.look_at_file(path);
        self.press(Role::Button, "Open");
    }

    /// Opens a file of figures up to where it is accepted or left.
    pub fn look_at_file(&mut self, path: &Path) {
        self.open(path);
        self.until("the file", |desk| desk.has("Open") && desk.app().is_settled());
    }

    pub fn open(&mut self, path: &Path) {
        self.answers.0.lock().unwrap().push(path.to_owned());
        self.key(Modifiers::COMMAND, Key::O);
    }
}

/// A folder of this test alone, empty at its start.
pub fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("asymmetry-window-{}-{name}", std::process::id()));
    fs::remove_dir_all(&folder).ok();
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Figures of one's own: shares of three partners in four years.
fn own_figures(folder: &Path) -> PathBuf {
    let path = folder.join("my-shares.csv");
    let mut text = String::from("indicator,reporter,partner,flow,period,value,unit,source\n");
    for (partner, start) in [("CHN", 10), ("DEU", 20), ("USA", 30)] {
        for year in 2018..2022 {
            text += &format!("goods_trade,RUS,{partner},export,{year},{},USD billion,own\n", start + year - 2018);
        }
    }
    fs::write(&path, text).expect("a file");
    path
}

#[test]
fn the_first_window_shows_real_figures_and_says_where_to_begin() {
    let desk = Desk::new();
    let image = desk.harness.get_by_role(Role::Image);
    assert!(image.accesskit_node().label().is_some_and(|alt| alt.len() > 20), "the picture is described");
    assert!(desk.has_part("Begin by ticking a country"));
    for tab in ["Trade composition", "Market share", "Sentiment", "Table"] {
        desk.harness.get_by_role_and_label(Role::Tab, tab);
    }
    desk.harness.check_accessibility();
}

#[test]
fn a_country_ticked_narrows_the_panels_and_can_be_undone() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "EU27");
    assert_eq!(desk.app().document().shared.countries, [Code::new("CHN")]);
    desk.press(Role::CheckBox, "Belarus");
    assert_eq!(desk.app().document().shared.countries, [Code::new("CHN"), Code::new("BLR")]);
    assert!(desk.has("Legend: Belarus"), "Belarus is drawn");
    desk.press(Role::Tab, "Trade composition");
    assert!(desk.has_part("one country at a time"), "composition says that it shows one of them");
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.app().document().shared.countries, [Code::new("CHN")]);
    desk.key(Modifiers::COMMAND, Key::Z);
    assert!(desk.app().document().shared.countries.is_empty());
    desk.key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(desk.app().document().shared.countries, [Code::new("CHN")]);
}

#[test]
fn countries_are_found_in_three_languages() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    for typed in ["бразил", "巴西", "BRA"] {
        let field = desk.harness.get_by_label_contains("Search: Country");
        field.focus();
        field.type_text(typed);
        desk.settle();
        desk.harness.get_by_role_and_label(Role::CheckBox, "Brazil");
        assert!(desk.harness.query_by_role_and_label(Role::CheckBox, "China").is_none(), "{typed} finds Brazil alone");
        desk.key(Modifiers::NONE, Key::Escape);
    }
}

#[test]
fn years_are_narrowed_by_the_handles_in_one_step_each() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    assert!(desk.alt().contains("have changed places"), "the title of the bundled view");
    desk.harness.get_by_label("First year").set_value_accesskit(2010.0);
    desk.settle();
    desk.harness.get_by_label("Last year").set_value_accesskit(2020.0);
    desk.settle();
    let shared = desk.app().document().shared.clone();
    assert_eq!((shared.from, shared.to), (Some(Period::year(2010)), Some(Period::year(2020))));
    assert!(!desk.alt().contains("have changed places"), "it was true of other years: {}", desk.alt());
    desk.press(Role::Tab, "Table");
    assert!(desk.has_part("2010:") && !desk.has_part("2009:") && !desk.has_part("2021:"));
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "Single year");
    assert_eq!(desk.app().document().shared.from, Some(Period::year(2020)));
    desk.press(Role::Button, "Earlier");
    assert_eq!(desk.app().document().shared.to, Some(Period::year(2019)));
    desk.press(Role::Button, "All years");
    assert!(desk.app().document().shared.is_empty());
}

#[test]
fn a_name_of_the_legend_is_set_apart_and_let_go() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::Button, "Legend: China");
    assert_eq!(desk.front().view.look.isolated, ["China"]);
    desk.press(Role::Button, "Whole");
    assert!(desk.front().view.look.isolated.is_empty());
    desk.key(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.front().view.look.isolated, ["China"]);
}

#[test]
fn a_panel_that_lets_go_keeps_its_own_years_and_countries() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "EU27");
    desk.press(Role::CheckBox, "Years and countries shared by all panels");
    assert!(!desk.front().follows_shared);
    desk.press(Role::CheckBox, "Belarus");
    assert_eq!(desk.app().document().shared.countries, [Code::new("CHN")]);
    assert!(desk.has("Legend: Belarus"));
}

#[test]
fn a_number_is_asked_for_its_source_and_copied_with_its_citation() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::Tab, "Table");
    desk.press(Role::ColumnHeader, "Value");
    let row = desk.harness.query_all_by_role(Role::Row).next().expect("a row");
    row.click();
    desk.settle();
    desk.press(Role::Button, "Copy citation");
    let citation = desk.copied.last().expect("something was copied");
    assert!(citation.contains('%') && citation.contains("Computed from"), "{citation}");
    desk.press(Role::Button, "Copy value");
    assert!(desk.copied.last().is_some_and(|value| value.ends_with('%')));
    desk.menu("File", "Copy table Ctrl");
    let table = desk.copied.last().expect("the table");
    assert!(table.starts_with("Series\tPeriod\tValue") && table.lines().count() > 20, "{table}");
    desk.menu("View", "Language");
    desk.press_last("Русский");
    desk.press(Role::Button, "Копировать ссылку");
    let citation = desk.copied.last().expect("something was copied");
    assert!(!citation.contains("Computed from") && citation.contains("UN Comtrade"), "{:?}", desk.copied);
}

#[test]
fn a_mark_in_the_picture_is_reached_and_asked_by_keys() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.harness.get_by_label_contains("Marks: arrow keys").focus();
    desk.settle();
    for key in [Key::ArrowRight, Key::ArrowRight, Key::ArrowRight, Key::Enter] {
        desk.key(Modifiers::NONE, key);
    }
    assert!(desk.has("Copy citation"), "the card is open");
    desk.key(Modifiers::NONE, Key::Escape);
    assert!(!desk.has("Copy citation"), "and closed again");
}

#[test]
fn a_bad_file_is_told_and_leaves_everything_else_as_it_was() {
    let mut desk = Desk::new();
    let before = desk.app().document().clone();
    let path = folder("bad").join("broken.json");
    fs::write(&path, "{\"asymmetry\": \"dataset/1\", \"id\": ").expect("a file");
    desk.open(&path);
    desk.until("the problem", |desk| desk.has_part("Could not") && desk.has_part("broken.json"));
    assert_eq!(*desk.app().document(), before);
    assert!(desk.has_picture(), "the picture is still there");
    desk.press(Role::Button, "Dismiss");
    assert!(!desk.has_part("broken.json"));
}

#[test]
fn figures_of_ones_own_are_opened_reloaded_and_closed() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let path = own_figures(&folder("own"));
    desk.open_figures(&path);
    desk.until("the figures", |desk| desk.front().view.subject.dataset.as_str() == "my-shares" && desk.app().is_settled());
    assert!(desk.has("Legend: Germany"), "Germany is drawn");
    let first = desk.app().document().datasets[0].clone();
    fs::write(&path, fs::read_to_string(&path).expect("text").replace("DEU", "JPN")).expect("a file");
    desk.key(Modifiers::COMMAND, Key::R);
    desk.until("the new figures", |desk| desk.has("Legend: Japan"));
    assert_ne!(desk.app().document().datasets[0].sha256, first.sha256);
    desk.key(Modifiers::COMMAND, Key::W);
    assert!(desk.app().document().datasets.is_empty());
    assert_ne!(desk.front().view.subject.dataset.as_str(), "my-shares");
    desk.until("a picture of bundled figures", |desk| desk.has_picture());
}

#[test]
fn answers_of_a_poll_open_where_opinions_are_shown() {
    let mut desk = Desk::new();
    let path = folder("poll").join("my-poll.csv");
    let mut text = String::from("question,answer,side,reporter,partner,period,value,unit,base,source\n");
    for (year, good) in [(2022, 60), (2023, 66)] {
        text += &format!("q1,good,positive,RUS,CHN,{year},{good},%,1600,own\nq1,bad,negative,RUS,CHN,{year},{},%,1600,own\n", 90 - good);
    }
    fs::write(&path, text).expect("a file");
    desk.open_figures(&path);
    desk.until("the poll", |desk| desk.front().view.subject.dataset.as_str() == "my-poll" && desk.app().is_settled());
    assert_eq!(desk.front().title(), "Sentiment");
    assert!(desk.has("Legend: good") && desk.has("Legend: bad"));
}

#[test]
fn what_was_open_comes_back_after_a_restart() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let path = own_figures(&folder("restart"));
    desk.open_figures(&path);
    desk.until("the figures", |desk| desk.has("Legend: Germany"));
    desk.press(Role::Button, "Dark");
    desk.key(Modifiers::COMMAND, Key::Plus);
    let kept = Preferences::from_text(&desk.app().preferences().to_text());
    let mut again = Desk::with(kept);
    assert_eq!(again.app().document(), desk.app().document());
    assert!(again.app().preferences().is_dark && again.app().preferences().zoom > 1.0);
    assert_eq!(again.front().title(), "Market share", "the tab that was in front");
    again.until("the figures again", |desk| desk.has("Legend: Germany"));
    fs::remove_file(&path).expect("removed");
    let mut lost = Desk::before_its_first_picture(desk.app().preferences());
    lost.until("the offer to locate", |desk| desk.has("Locate…"));
}

#[test]
fn a_workspace_is_saved_and_opened_with_its_figures() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    let place = folder("workspace");
    desk.open_figures(&own_figures(&place));
    desk.until("the figures", |desk| desk.has("Legend: Germany"));
    let saved = place.join("board.workspace.json");
    desk.answers.0.lock().unwrap().push(saved.clone());
    desk.key(Modifiers::COMMAND, Key::S);
    desk.until("the file", |_| saved.exists());
    assert!(fs::read_to_string(&saved).expect("text").contains("\"path\": \"my-shares.csv\""), "the way starts at the document");
    let mut other = Desk::new();
    other.open(&saved);
    other.until("the board", |other| other.app().document().datasets.len() == 1);
    other.press(Role::Tab, "Market share");
    other.until("its figures", |other| other.has("Legend: Germany"));
}

#[test]
fn a_picture_is_saved_with_its_view_and_opens_as_that_view() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::Button, "Legend: China");
    let path = folder("picture").join("china.svg");
    desk.answers.0.lock().unwrap().push(path.clone());
    desk.key(Modifiers::COMMAND, Key::P);
    desk.until("the file", |_| path.exists());
    desk.menu("File", "Copy picture");
    desk.until("the copy", |desk| desk.images > 0);
    let mut other = Desk::new();
    other.open(&path);
    other.until("the view", |other| other.front().view.look.isolated == ["China"]);
}

#[test]
fn an_empty_picture_says_why_and_widens() {
    let mut desk = Desk::new();
    desk.press(Role::Tab, "Market share");
    desk.press(Role::CheckBox, "EU27");
    desk.press(Role::CheckBox, "China");
    desk.press(Role::CheckBox, "Finland");
    desk.press(Role::Tab, "Sentiment");
    desk.until("the reason", |desk| desk.has_part("has no figures for Finland"));
    desk.press(Role::Button, "Show all countries");
    desk.until("a picture", |desk| desk.has_picture());
}

#[test]
fn every_part_of_the_window_has_a_name_at_every_size() {
    for size in [vec2(1440.0, 900.0), vec2(1000.0, 700.0), vec2(800.0, 600.0)] {
        let mut desk = Desk::new();
        desk.harness.set_size(size);
        for tab in ["Market share", "Sentiment", "Table", "Trade composition"] {
            desk.press(Role::Tab, tab);
            desk.harness.check_accessibility();
        }
        if size.x < 1000.0 {
            assert!(desk.harness.query_by_role_and_label(Role::CheckBox, "China").is_none(), "the side is folded");
            desk.key(Modifiers::NONE, Key::F2);
            desk.harness.get_by_role_and_label(Role::CheckBox, "China");
            desk.harness.check_accessibility();
        }
        desk.key(Modifiers::NONE, Key::F1);
        desk.harness.check_accessibility();
    }
}
