//! The menu bar: walks the list of commands, and knows which of them can be done now.

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{Align, Button, Layout, Margin, MenuBar, Panel, Response, Ui};

use crate::picture::look::{Size, Theme};
use crate::query::cluster::Cluster;
use crate::terms::country::EU;
use crate::terms::dimension::Code;
use crate::terms::language::Language;
use crate::ui::action::{Action, Wishes};
use crate::ui::cluster;
use crate::ui::command::{Command, Menu};
use crate::ui::preferences::{Preferences, Raster};
use crate::ui::said::say;
use crate::ui::screen::{Screen, Typed};
use crate::ui::session::Session;
use crate::ui::theme::{self, palette, quiet, strong};
use crate::work::figures::Figures;
use crate::workspace::Panel as BoardPanel;
use crate::workspace::briefing;
use crate::workspace::history::History;

/// What the menus have to know.
pub struct Sight<'a> {
    can_undo: bool,
    can_redo: bool,
    /// Was the dataset in front opened from a file?
    is_from_file: bool,
    has_picture: bool,
    has_figures: bool,
    has_slides: bool,
    has_two_sides: bool,
    /// Could the EU27 be the other side?
    can_face_eu: bool,
    /// How many there are.
    panels: usize,
    /// Which panel is in front.
    pub place: usize,
    pub front: Option<&'a BoardPanel>,
    /// The one that is asked about figures too many for memory.
    cluster: Option<Cluster>,
    preferences: &'a Preferences,
}

impl<'a> Sight<'a> {
    pub fn of(history: &'a History, session: &Session, screen: &Screen, preferences: &'a Preferences) -> Self {
        let front = history.now().panels.get(screen.panel);
        let figures = session.figures.get(screen.panel);
        // As it is drawn, under the shared choice of countries.
        let subject = front.zip(figures).map(|(front, figures)| &figures.view(front).subject);
        let dataset = figures.and_then(Figures::dataset);
        Self {
            has_two_sides: subject.is_some_and(|subject| subject.swapped().is_some()),
            can_face_eu: subject.zip(dataset).is_some_and(|(subject, dataset)| subject.against(&Code::new(EU), dataset).is_some()),
            has_slides: !history.now().briefing.slides.is_empty(),
            can_undo: history.can_undo(),
            can_redo: history.can_redo(),
            is_from_file: front.is_some_and(|front| session.path_of(&front.view.subject.dataset).is_some()),
            has_picture: figures.is_some_and(|figures| figures.chart().is_some()),
            has_figures: figures.is_some_and(|figures| figures.findings().is_some()),
            panels: history.now().panels.len(),
            place: screen.panel,
            front,
            cluster: session.desk.engine.cluster().cloned(),
            preferences,
        }
    }

    /// Why a command cannot be done now.
    pub fn objection(&self, command: Command) -> Option<&'static str> {
        let unless = |is_possible: bool, why| (!is_possible).then_some(why);
        match command {
            Command::SaveBriefing | Command::PublishBriefing => unless(self.has_slides, "The briefing has no slides"),
            Command::Undo => unless(self.can_undo, "Nothing to undo"),
            Command::Redo => unless(self.can_redo, "Nothing to redo"),
            Command::ReloadDataset | Command::CloseDataset => {
                unless(self.is_from_file, "The figures in front are bundled; this is for figures opened from a file")
            }
            Command::Capture | Command::CaptureStep => unless(self.has_figures, "There are no figures in front"),
            Command::Present | Command::PresentInTwo => unless(self.has_slides, "There are no slides yet: capture one"),
            Command::SavePicture | Command::CopyPicture | Command::Marks => unless(self.has_picture, "There is no picture in front"),
            Command::TwoPanels | Command::FourPanels => unless(self.panels > 1, "There is one panel: compare it, or add another"),
            Command::PanelEarlier | Command::PanelLater => unless(self.panels > 1, "There is one panel"),
            Command::ClosePanel => unless(self.panels > 1, "The last panel stays"),
            Command::CopyTable | Command::SaveNumbers | Command::SaveAllNumbers => {
                unless(self.has_figures, "There are no figures in front")
            }
            Command::SwapSides => unless(self.has_two_sides, "The panel in front does not set two sides against each other"),
            Command::AgainstEu if !self.has_two_sides => Some("The panel in front does not set two sides against each other"),
            Command::AgainstEu => unless(self.can_face_eu, "The EU27 is one of the sides already, or has no figures here"),
            Command::Open
            | Command::OpenFolder
            | Command::SaveWorkspace
            | Command::SaveWorkspaceAs
            | Command::SaveView
            | Command::Quit
            | Command::SwitchTheme
            | Command::ZoomIn
            | Command::ZoomOut
            | Command::ZoomReset
            | Command::FoldLeft
            | Command::FoldRight
            | Command::FoldTimeline
            | Command::Play
            | Command::SingleYear
            | Command::WholePicture
            | Command::OnePanel
            | Command::SharedAxis
            | Command::SplitPanel
            | Command::DuplicatePanel
            | Command::SearchFigures
            | Command::SearchCountries
            | Command::Palette
            | Command::Slides
            | Command::LessMotion
            | Command::Help => None,
        }
    }
}

pub fn bar_ui(ui: &mut Ui, sight: &Sight, typed: &mut Option<Typed>, wishes: &mut Wishes) {
    let frame = theme::ground(palette(ui.visuals()).bar, Margin::symmetric(12, 3));
    Panel::top("menu").frame(frame).show(ui, |ui| {
        MenuBar::new().ui(ui, |ui| {
            ui.label(strong("Asymmetry").color(palette(ui.visuals()).accent));
            ui.add_space(6.0);
            for menu in Menu::ALL {
                MenuButton::new(say(ui, menu.name())).ui(ui, |ui| menu_ui(ui, menu, sight, typed, wishes));
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| corner_ui(ui, sight, wishes));
        });
    });
}

fn menu_ui(ui: &mut Ui, menu: Menu, sight: &Sight, typed: &mut Option<Typed>, wishes: &mut Wishes) {
    ui.set_min_width(230.0);
    for command in Command::ALL.into_iter().filter(|command| command.entry().menu == menu) {
        if command.entry().begins_group {
            ui.separator();
        }
        if entry_ui(ui, command, sight).clicked() {
            wishes.push(Action::Do(command));
            ui.close();
        }
        if command == Command::OpenFolder {
            ui.menu_button(say(ui, "Open recent"), |ui| recent_ui(ui, sight.preferences, wishes));
        }
        if command == Command::SavePicture {
            ui.menu_button(say(ui, "Size and colours on paper"), |ui| paper_ui(ui, sight, wishes));
        }
        if command == Command::PresentInTwo {
            for (id, briefing) in briefing::bundled() {
                if ui.button(say(ui, &briefing.title)).on_hover_text(say(ui, "A briefing of some slides, each with its sources")).clicked()
                {
                    wishes.push(Action::Briefing(id));
                    ui.close();
                }
            }
        }
        if command == Command::SwitchTheme {
            ui.menu_button(say(ui, "Language"), |ui| languages_ui(ui, sight.preferences, wishes));
            cluster::choice_ui(ui, sight.cluster.as_ref(), typed, wishes);
        }
    }
}

fn entry_ui(ui: &mut Ui, command: Command, sight: &Sight) -> Response {
    let entry = command.entry();
    let objection = sight.objection(command);
    let keys = ui.ctx().format_shortcut(&entry.shortcut);
    let response = ui.add_enabled(objection.is_none(), Button::new(say(ui, entry.name)).shortcut_text(keys));
    match objection {
        Some(why) => response.on_disabled_hover_text(say(ui, why)),
        None => response,
    }
}

fn recent_ui(ui: &mut Ui, preferences: &Preferences, wishes: &mut Wishes) {
    ui.set_min_width(300.0);
    if preferences.recent.is_empty() {
        ui.label(quiet(say(ui, "Files that you open are listed here.")));
    }
    for path in &preferences.recent {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        ui.horizontal(|ui| {
            // Looked at only while the menu is open, and a name of a file is all that is asked for.
            let is_there = path.exists();
            let button = ui.add_enabled(is_there, Button::new(name.as_str())).on_hover_text(path.display().to_string());
            if button.on_disabled_hover_text(say(ui, &format!("Not found any more: {}", path.display()))).clicked() {
                wishes.push(Action::OpenFiles(vec![path.clone()]));
                ui.close();
            }
            if !is_there {
                if ui.button(say(ui, "Locate…")).clicked() {
                    wishes.push(Action::LocateRecent(path.clone()));
                    ui.close();
                }
                if ui.button(say(ui, "Forget")).clicked() {
                    wishes.push(Action::ForgetRecent(path.clone()));
                }
            }
        });
    }
}

/// Each by its own name, so that who cannot read the window finds the way back.
fn languages_ui(ui: &mut Ui, preferences: &Preferences, wishes: &mut Wishes) {
    for language in Language::ALL {
        if ui.radio(preferences.language == language, language.name()).clicked() {
            wishes.push(Action::Speak(language));
            ui.close();
        }
    }
}

fn paper_ui(ui: &mut Ui, sight: &Sight, wishes: &mut Wishes) {
    let Some(front) = sight.front else { return };
    let look = &front.view.look;
    for (size, _, name) in Size::NAMED {
        if ui.radio(look.size == size, say(ui, name)).clicked() {
            wishes.push(Action::Paper(size, look.theme));
        }
    }
    ui.separator();
    for (theme, name) in [(Theme::Light, "Light"), (Theme::Dark, "Dark"), (Theme::Print, "Print")] {
        if ui.radio(look.theme == theme, say(ui, name)).clicked() {
            wishes.push(Action::Paper(look.size, theme));
        }
    }
    ui.separator();
    let raster = sight.preferences.raster;
    ui.horizontal(|ui| {
        ui.label(say(ui, "Points of a PNG"));
        for scale in 1..=Raster::MOST {
            if ui.radio(raster.scale == scale, format!("{scale}×")).clicked() {
                wishes.push(Action::Raster(Raster { scale, ..raster }));
            }
        }
    });
    let mut is_transparent = raster.is_transparent;
    if ui.checkbox(&mut is_transparent, say(ui, "Without a ground")).clicked() {
        wishes.push(Action::Raster(Raster { is_transparent, ..raster }));
    }
}

fn corner_ui(ui: &mut Ui, sight: &Sight, wishes: &mut Wishes) {
    let theme = if sight.preferences.is_dark { "Light" } else { "Dark" };
    if ui.button(say(ui, theme)).on_hover_text(say(ui, "Switch between light and dark")).clicked() {
        wishes.push(Action::Do(Command::SwitchTheme));
    }
    let percent = (sight.preferences.zoom * 100.0).round();
    if ui.button(format!("{percent} %")).on_hover_text(say(ui, "Size of everything; press for the usual size")).clicked() {
        wishes.push(Action::Do(Command::ZoomReset));
    }
}
