//! The window as a whole: four drawers of state, the frame, and the one place that changes the document.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use eframe::egui::{self, Context, ThemePreference, Vec2, ViewportCommand};

use crate::dataset::library::Library;
use crate::query::engine::Engine;
use crate::ui::action::{Action, Front, Step, Wishes};
use crate::ui::dialogs::Dialogs;
use crate::ui::preferences::{self, Preferences};
use crate::ui::presenting::Stage;
use crate::ui::screen::Screen;
use crate::ui::session::Session;
use crate::ui::{board, filters, help, keys, library, menu, opening, palette, problems, said, slides, source, theme, widgets};
use crate::work::worker::Workers;
use crate::workspace::Workspace;
use crate::workspace::edit::Edit;
use crate::workspace::history::History;
use crate::workspace::recovery::Document;
use crate::workspace::tiles::origins;

/// The program in its window.
pub struct App {
    pub(super) history: History,
    pub(super) session: Session,
    pub(super) screen: Screen,
    pub(super) preferences: Preferences,
    frame: Frame,
}

/// What only the frames themselves need.
#[derive(Default)]
struct Frame {
    closes_after_first_picture: bool,
    /// Has the window been given the size it was left with?
    is_sized: bool,
    title: String,
}

/// The threads that read and ask. Two keep the frame free even on a small machine.
const WORKERS: usize = 2;

impl App {
    /// The window as it was left, or on a first start the bundled figures.
    pub fn new(ctx: &Context, library: Library, engine: Arc<Engine>, preferences: Preferences, dialogs: Arc<dyn Dialogs>) -> Self {
        theme::set_up(ctx);
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.set_zoom_factor(preferences.zoom.clamp(0.5, 3.0));
        ctx.set_theme(if preferences.is_dark { ThemePreference::Dark } else { ThemePreference::Light });
        let wake = ctx.clone();
        let mut session = Session::new(library, engine, dialogs, Workers::new(WORKERS, move || wake.request_repaint()));
        let workspace = preferences.workspace.clone().unwrap_or_else(Workspace::first);
        for dataset in &workspace.datasets {
            session.find(dataset.clone());
        }
        let screen = Screen { panel: preferences.panel, is_table: preferences.is_table, ..Screen::default() };
        let mut app = Self { history: History::new(workspace), session, screen, preferences, frame: Frame::default() };
        app.stay_on_the_board();
        app.hold_document();
        app
    }

    /// Opens the files that the program was started with.
    pub fn open_at_start(&mut self, files: Vec<PathBuf>) {
        for path in files {
            self.session.open(std::path::absolute(&path).unwrap_or(path));
        }
    }

    /// Closes the window once the panel in front has been painted. Preferences stay as they were.
    pub fn close_after_first_picture(&mut self) {
        self.frame.closes_after_first_picture = true;
    }

    /// The document, for who wants to know what the window shows.
    pub fn document(&self) -> &Workspace {
        self.history.now()
    }

    /// Which panel stands in front, or behind the table.
    pub fn front_panel(&self) -> usize {
        self.screen.panel
    }

    /// Is everything that was wished for worked out, or found impossible?
    pub fn is_settled(&self) -> bool {
        self.session.is_idle() && self.session.slides.is_settled() && self.have_panels_settled()
    }

    /// Is nothing on the board waited for?
    pub(super) fn have_panels_settled(&self) -> bool {
        let figures = |place: &usize| self.session.figures.get(*place);
        let is_there = |place: &usize| figures(place).is_some_and(|figures| figures.waiting(Instant::now()).is_none());
        self.seen().iter().all(is_there)
    }

    /// What is kept for the next start.
    pub fn preferences(&self) -> Preferences {
        let (panel, is_table) = (self.screen.panel, self.screen.is_table);
        Preferences { workspace: Some(self.history.now().clone()), panel, is_table, ..self.preferences.clone() }
    }

    /// Grants a wish. The only place that changes the document.
    pub fn apply(&mut self, action: Action, ctx: &Context) {
        ctx.request_repaint();
        match action {
            Action::Edit(edit, step) => self.change(&edit, step),
            Action::Do(command) => self.command(command, ctx),
            Action::Front(front) => self.bring_to_front(front),
            Action::Ask(mark) => self.ask(mark),
            Action::Annotate(annotation) => self.annotate(*annotation),
            Action::OpenFiles(paths) => paths.into_iter().for_each(|path| self.session.open(path)),
            Action::Decide(hints) => self.decide(*hints),
            Action::Accept => self.accept(),
            Action::Decline => self.decline(),
            Action::Locate(id) => self.locate(id),
            Action::LocateRecent(path) => self.locate_recent(path),
            Action::ForgetRecent(path) => self.preferences.recent.retain(|known| *known != path),
            Action::Reload(id) => self.reload(&id),
            Action::Close(id) => self.close(&id),
            Action::LookAt(id) => self.look_at(&id),
            Action::ShowView(view) => self.show_view(*view),
            Action::Beside(id) => self.compare_with(&id),
            Action::Compare(change) => self.compare(&change),
            Action::Paper(size, theme) => self.paper(size, theme),
            Action::Raster(raster) => self.preferences.raster = raster,
            Action::Restore(board) => self.open_board(board.0, board.1),
            Action::Recover => self.recover(),
            Action::Discard => self.discard(),
            Action::Overwrite => self.overwrite(),
            Action::Copy { what, text } => {
                ctx.copy_text(text);
                self.session.say(format!("{what} copied"));
            }
            Action::Follow(address) => ctx.open_url(egui::OpenUrl::new_tab(address)),
            Action::Stop => self.session.of(self.screen.panel).stop(),
            Action::TryAgain => self.session.of(self.screen.panel).try_again(),
            Action::Dismiss(notice) => {
                if notice < self.session.notices.len() {
                    self.session.notices.remove(notice);
                }
            }
            Action::RenewSlide(slide) => self.renew_slide(slide),
            Action::MoveSlide { from, to } => self.move_slide(from, to),
            Action::Briefing(id) => self.present_bundled(id, ctx),
            Action::Turn(turn) => self.turn(turn, ctx),
            Action::Welcomed => self.preferences.is_welcomed = true,
            Action::Speak(language) => self.preferences.language = language,
            Action::AskAt(cluster) => self.ask_at(cluster),
        }
    }

    pub(super) fn change(&mut self, edit: &Edit, step: Step) {
        // Whoever takes the years in hand, or anything else, ends the run.
        if !matches!(step, Step::Run(_)) {
            self.screen.play.pause();
        }
        let gesture = self.screen.hand.gesture(step, Instant::now());
        self.step(|history| history.apply(edit, gesture));
    }

    pub(super) fn change_whole(&mut self, edit: &Edit) {
        self.change(edit, Step::Whole);
    }

    pub(super) fn undo(&mut self) {
        self.screen.play.pause();
        self.step(History::undo);
    }

    pub(super) fn redo(&mut self) {
        self.screen.play.pause();
        self.step(History::redo);
    }

    /// What was worked out for a panel goes with it to its new place, and so does the focus.
    fn step(&mut self, step: impl FnOnce(&mut History)) {
        let Workspace { panels: before, datasets, .. } = self.history.now().clone();
        step(&mut self.history);
        if self.history.now().datasets != datasets {
            self.session.follow_files(&datasets, &self.history.now().datasets);
        }
        let origins = origins(&before, &self.history.now().panels);
        if origins.iter().enumerate().any(|(place, origin)| *origin != Some(place)) {
            self.session.follow(&origins);
            let panel = origins.iter().position(|origin| *origin == Some(self.screen.panel));
            self.screen.panel = panel.unwrap_or(self.screen.panel);
        }
        self.stay_on_the_board();
    }

    /// A change that undo passes over: files do not come and go by undo.
    pub(super) fn edit_throughout(&mut self, edit: &Edit) {
        self.history.apply_throughout(edit);
    }

    /// Another board in place of this one.
    pub(super) fn open_board(&mut self, workspace: Workspace, document: Option<Document>) {
        for dataset in &workspace.datasets {
            self.session.find(dataset.clone());
        }
        self.session.figures.clear();
        self.history = History::new(workspace);
        self.preferences.save_as(document);
        self.hold_document();
        self.bring_to_front(Front::Panel(0));
    }

    pub(super) fn bring_to_front(&mut self, front: Front) {
        match front {
            Front::Panel(panel) => {
                let board = self.history.now();
                if board.is_tiled() && panel < board.panels.len() && !board.seen(panel).contains(&panel) {
                    let edit = board.seeing_in_place_of(self.screen.panel, panel);
                    self.change(&edit, Step::Whole);
                }
                if panel != self.screen.panel {
                    self.screen.asked = None;
                }
                (self.screen.panel, self.screen.is_table) = (panel, false);
            }
            Front::Table => self.screen.is_table = true,
        }
        self.stay_on_the_board();
    }

    /// A panel that is gone or out of sight cannot stay in front.
    fn stay_on_the_board(&mut self) {
        self.screen.panel = self.history.now().front_near(self.screen.panel);
    }

    /// The panels seen now.
    fn seen(&self) -> Vec<usize> {
        if self.screen.is_table { vec![self.screen.panel] } else { self.history.now().seen(self.screen.panel) }
    }

    /// Works out what the panels seen show; the others wait until they are looked at.
    fn advance(&mut self) {
        let seen = self.seen();
        self.session.advance(self.history.now(), &seen);
        self.advance_slides();
        self.look_at_file();
    }

    /// eframe keeps the size in zoomed points, but opens the window before the zoom is known: that of one zoomed to 150 %
    /// would be two thirds of what it was. So the size is kept here as well, and given once more.
    fn keep_size(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        let fills_screen = |viewport: &egui::ViewportInfo| viewport.maximized == Some(true) || viewport.fullscreen == Some(true);
        let was_sized = std::mem::replace(&mut self.frame.is_sized, true);
        if ctx.input(|input| fills_screen(input.viewport())) {
            return;
        }
        if was_sized {
            self.preferences.window = Some((ctx.viewport_rect().size() * zoom).into());
        } else if let Some(size) = self.preferences.window.map(Vec2::from)
            && (zoom - 1.0).abs() > f32::EPSILON
        {
            // In the first frame the size of the monitor is still told in points of zoom 1.
            let size = ctx.input(|input| input.viewport().monitor_size).map_or(size, |monitor| size.min(monitor));
            ctx.send_viewport_cmd(ViewportCommand::InnerSize(size / zoom));
        }
    }

    fn set_title(&mut self, ctx: &Context) {
        let name = self.preferences.document.as_deref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
        let title = name.map_or_else(|| "Asymmetry".to_owned(), |name| format!("{name} – Asymmetry"));
        if title != self.frame.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.frame.title = title;
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.screen.hand.moved(ctx.input(|input| input.pointer.any_pressed()), ctx.input(|input| input.pointer.any_down()));
        for news in self.session.news() {
            self.hear(news, ctx);
        }
        if !self.hear_presenter(ctx) {
            for action in keys::pressed(ctx, &self.screen) {
                self.apply(action, ctx);
            }
        }
        let dropped: Vec<PathBuf> = ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.apply(Action::OpenFiles(dropped), ctx);
        }
        self.keep();
        self.set_title(ctx);
        self.keep_size(ctx);
        if self.frame.closes_after_first_picture && self.screen.is_picture_painted {
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
        self.play_on(ctx);
        self.advance();
        if self.seen().into_iter().any(|place| self.session.of(place).waiting(Instant::now()).is_some()) {
            ctx.request_repaint_after_secs(0.1);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let mut wishes = Wishes::default();
        said::speak(ui.ctx(), self.preferences.language);
        if self.presenter_ui(ui, &mut wishes) {
            for action in wishes.take() {
                self.apply(action, ui.ctx());
            }
            return;
        }
        let workspace = self.history.now();
        self.screen.is_narrow = ui.available_width() < theme::NARROW;
        self.screen.is_low = ui.available_height() < theme::LOW;
        let sight = menu::Sight::of(&self.history, &self.session, &self.screen, &self.preferences);
        menu::bar_ui(ui, &sight, &mut self.screen.cluster, &mut wishes);
        problems::list_ui(ui, &self.session.notices, &mut self.screen.are_notices_unfolded, &mut wishes);
        if self.screen.is_left_open(&self.preferences) {
            widgets::side_ui(ui, widgets::Side::Left, |ui| {
                library::figures_ui(ui, workspace, &mut self.session, &mut self.screen, &mut wishes);
                filters::filters_ui(ui, workspace, &mut self.session, &mut self.screen, &self.preferences, &mut wishes);
            });
        }
        if self.screen.rack.is_open {
            let mut stage = Stage {
                briefing: &workspace.briefing,
                slides: &mut self.session.slides,
                library: &self.session.desk.library,
                is_still: true,
            };
            let library = &self.session.desk.library;
            widgets::side_ui(ui, widgets::Side::Slides, |ui| {
                slides::slides_ui(ui, &mut self.screen.rack, &mut stage, library, &mut wishes);
            });
        } else if self.screen.is_help_open {
            widgets::side_ui(ui, widgets::Side::Help, |ui| help::help_ui(ui, &mut wishes));
        } else if self.screen.is_right_open(&self.preferences) {
            widgets::side_ui(ui, widgets::Side::Right, |ui| source::card_ui(ui, &mut self.session, &self.screen, &mut wishes));
        }
        board::board_ui(ui, workspace, &mut self.session, &mut self.screen, &self.preferences, &mut wishes);
        if let Some(file) = &mut self.session.opening {
            opening::opening_ui(ui, file, &mut self.screen, self.session.to_open.len(), &mut wishes);
        }
        if let Some(before) = self.screen.palette.take() {
            self.screen.palette = palette::palette_ui(ui, before, workspace, &mut self.session, &sight, &mut wishes);
        }
        widgets::drop_hint_ui(ui);
        for action in wishes.take() {
            self.apply(action, ui.ctx());
        }
        // The next frame may be long in coming when the window is put away.
        self.keep();
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        self.end();
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        if !self.frame.closes_after_first_picture {
            storage.set_string(preferences::KEY, self.preferences().to_text());
        }
    }

    fn persist_egui_memory(&self) -> bool {
        // What is worth keeping stands in the preferences; a half-open menu is not.
        false
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        theme::palette(visuals).paper.to_normalized_gamma_f32()
    }
}
