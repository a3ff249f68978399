//! How the commands of menus and keys are carried out.

use std::sync::Arc;

use eframe::egui::{Context, ThemePreference, ViewportCommand};

use crate::chart::annotation::Annotation;
use crate::dataset::Dataset;
use crate::measure::Subject;
use crate::picture::look::{Size, Theme};
use crate::query::cluster::Cluster;
use crate::query::engine::Engine;
use crate::terms::country;
use crate::terms::dimension::Code;
use crate::terms::period::Period;
use crate::ui::action::Step;
use crate::ui::app::App;
use crate::ui::arrange::Towards;
use crate::ui::command::Command;
use crate::ui::mark_key::MarkKey;
use crate::ui::said::say_to;
use crate::ui::screen::{Focus, Palette};
use crate::ui::session::Chosen;
use crate::view::View;
use crate::work::figures::Figures;
use crate::workspace::Panel;
use crate::workspace::edit::{Edit, years_edits};
use crate::workspace::tiles::MOST;

impl App {
    pub(super) fn command(&mut self, command: Command, ctx: &Context) {
        match command {
            Command::Open => {
                let title = say_to(self.preferences.language, "Open figures, a view or a workspace");
                self.session.ask_open(&title, |paths| (!paths.is_empty()).then_some(Chosen::Open(paths)));
            }
            Command::OpenFolder => {
                let title = say_to(self.preferences.language, "Open a folder of tables as one dataset");
                self.session.ask_folder(&title, |path| Chosen::Open(vec![path]));
            }
            Command::Capture => self.capture(),
            Command::CaptureStep => self.capture_step(),
            Command::Slides => self.screen.rack.is_open = !self.screen.rack.is_open,
            Command::Present => self.present(false, ctx),
            Command::PresentInTwo => self.present(true, ctx),
            Command::LessMotion => {
                self.preferences.is_still = !self.preferences.is_still;
                let said = if self.preferences.is_still { "Nothing moves by itself now" } else { "Slides move from one to the next" };
                self.session.say(said);
            }
            Command::ReloadDataset => self.with_front_dataset(Self::reload),
            Command::CloseDataset => self.with_front_dataset(Self::close),
            Command::SaveWorkspace => self.save_workspace(),
            Command::SaveWorkspaceAs => self.ask_for_workspace_file(),
            Command::SaveView => self.ask_for_view_file(),
            Command::SaveBriefing => self.ask_for_briefing_file(),
            Command::PublishBriefing => self.ask_where_to_publish(),
            Command::SavePicture => self.ask_for_picture_file(),
            Command::CopyPicture => self.copy_picture(),
            Command::CopyTable => self.copy_table(ctx),
            Command::SaveNumbers => self.ask_for_numbers_file(false),
            Command::SaveAllNumbers => self.ask_for_numbers_file(true),
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::SwitchTheme => {
                self.preferences.is_dark = !self.preferences.is_dark;
                ctx.set_theme(if self.preferences.is_dark { ThemePreference::Dark } else { ThemePreference::Light });
            }
            Command::ZoomIn => self.zoom(ctx, self.preferences.zoom + 0.1),
            Command::ZoomOut => self.zoom(ctx, self.preferences.zoom - 0.1),
            Command::ZoomReset => self.zoom(ctx, 1.0),
            Command::FoldLeft => self.fold_left(),
            Command::FoldRight => self.fold_right(),
            Command::FoldTimeline => self.fold_timeline(),
            Command::Play => self.play_or_pause(ctx),
            Command::SingleYear => self.switch_single_year(),
            Command::SwapSides => self.change_sides(|subject, _| subject.swapped()),
            Command::AgainstEu => self.change_sides(|subject, dataset| subject.against(&Code::new(country::EU), dataset)),
            Command::WholePicture => self.show_whole_picture(),
            Command::Marks => self.walk_the_marks(ctx),
            Command::OnePanel => self.see(1),
            Command::TwoPanels => self.see(2),
            Command::FourPanels => self.see(MOST),
            Command::SharedAxis => self.change_whole(&Edit::OwnAxes(!self.document().has_own_axes)),
            Command::SplitPanel => self.split(),
            Command::DuplicatePanel => self.duplicate(),
            Command::PanelEarlier => self.move_panel(Towards::Earlier),
            Command::PanelLater => self.move_panel(Towards::Later),
            Command::ClosePanel => self.change_whole(&Edit::RemovePanel(self.screen.panel)),
            Command::SearchFigures => self.search(Focus::Figures),
            Command::SearchCountries => self.search(Focus::Countries),
            Command::Palette => self.screen.palette = self.screen.palette.take().is_none().then(Palette::default),
            Command::Help => self.switch_help(),
        }
    }

    fn zoom(&mut self, ctx: &Context, zoom: f32) {
        self.preferences.zoom = (zoom.clamp(0.5, 3.0) * 10.0).round() / 10.0;
        ctx.set_zoom_factor(self.preferences.zoom);
    }

    fn switch_help(&mut self) {
        self.screen.is_help_open = !self.screen.is_help_open;
        if self.screen.is_help_open && self.screen.is_narrow {
            self.screen.is_left_open_when_narrow = false;
        }
    }

    fn fold_left(&mut self) {
        let is_open = self.screen.is_left_open(&self.preferences);
        match self.screen.is_narrow {
            true => self.screen.is_left_open_when_narrow = !is_open,
            false => self.preferences.is_left_folded = is_open,
        }
        // Side by side in a narrow window they would leave the picture no room.
        if self.screen.is_narrow && !is_open {
            (self.screen.is_right_open_when_narrow, self.screen.is_help_open) = (false, false);
        }
    }

    fn fold_right(&mut self) {
        let is_open = self.screen.is_right_open(&self.preferences) && !self.screen.is_help_open;
        self.screen.is_help_open = false;
        match self.screen.is_narrow {
            true => self.screen.is_right_open_when_narrow = !is_open,
            false => self.preferences.is_right_folded = is_open,
        }
        if self.screen.is_narrow && !is_open {
            self.screen.is_left_open_when_narrow = false;
        }
    }

    fn fold_timeline(&mut self) {
        let is_open = self.screen.is_timeline_open(&self.preferences);
        match self.screen.is_low {
            true => self.screen.is_timeline_open_when_low = !is_open,
            false => self.preferences.is_timeline_folded = is_open,
        }
    }

    fn search(&mut self, focus: Focus) {
        if !self.screen.is_left_open(&self.preferences) {
            self.fold_left();
        }
        self.screen.focus = Some(focus);
    }

    pub(super) fn ask(&mut self, mark: Option<MarkKey>) {
        if mark.is_some() {
            (self.screen.is_help_open, self.screen.rack.is_open) = (false, false);
            if !self.screen.is_right_open(&self.preferences) {
                self.fold_right();
            }
        }
        self.screen.asked = mark;
    }

    /// The words can be changed at once, and moved by hand.
    pub(super) fn annotate(&mut self, annotation: Annotation) {
        let Some(front) = self.front().cloned() else { return };
        let mut view = View { wording: self.session.of(self.screen.panel).view(&front).wording.clone(), ..front.view };
        view.wording.annotations.push(annotation);
        self.set_view(view, Step::Whole);
        (self.screen.is_words_open, self.screen.is_table) = (true, false);
    }

    pub(super) fn front(&self) -> Option<&Panel> {
        self.document().panels.get(self.screen.panel)
    }

    fn set_view(&mut self, view: View, step: Step) {
        if let Some(before) = self.front() {
            let to = Box::new(Panel { view, ..before.clone() });
            self.change(&Edit::SetPanel { panel: self.screen.panel, to }, step);
        }
    }

    fn switch_single_year(&mut self) {
        let panel = self.screen.panel;
        let years = self.session.of(panel).shown().and_then(|shown| shown.times.years);
        let Some((front, [first, last])) = self.front().cloned().zip(years) else { return };
        let selection = self.session.of(panel).view(&front).subject.selection.clone();
        let (from, to) = match selection.single_year() {
            Some(_) => (None, None),
            None => {
                let year = selection.to.and_then(|to| to.last_year()).unwrap_or(last).clamp(first, last);
                (Some(Period::year(year)), Some(Period::year(year)))
            }
        };
        self.set_years(from, to);
    }

    fn set_years(&mut self, from: Option<Period>, to: Option<Period>) {
        let Some(front) = self.front().cloned() else { return };
        for edit in years_edits(self.document(), self.screen.panel, &front, from, to) {
            self.change(&edit, Step::Part("years"));
        }
    }

    /// Other sides of the relation in front; where the choice of countries of all panels lies over it, it lets go of that.
    fn change_sides(&mut self, change: impl Fn(&Subject, &Dataset) -> Option<Subject>) {
        let panel = self.screen.panel;
        let Some(front) = self.front().cloned() else { return };
        let is_laid_over = front.follows_shared && !self.document().shared.countries.is_empty();
        let figures = self.session.of(panel);
        let shown = figures.view(&front).subject.clone();
        let Some(mut subject) = figures.dataset().and_then(|dataset| change(&shown, dataset)) else { return };
        let own = &front.view.subject.selection;
        if !is_laid_over {
            (subject.selection.from, subject.selection.to) = (own.from, own.to);
        }
        let mut view = View { subject, ..front.view.clone() };
        view.look.zoom = None;
        let to = Box::new(Panel { view, follows_shared: front.follows_shared && !is_laid_over, ..front });
        self.change_whole(&Edit::SetPanel { panel, to });
    }

    fn show_whole_picture(&mut self) {
        if let Some(mut view) = self.front().map(|front| front.view.clone()) {
            view.look.zoom = None;
            view.look.isolated.clear();
            self.set_view(view, Step::Whole);
        }
    }

    pub(super) fn paper(&mut self, size: Size, theme: Theme) {
        if let Some(front) = self.front().cloned() {
            let mut to = Box::new(front);
            (to.view.look.size, to.view.look.theme) = (size, theme);
            self.change_whole(&Edit::SetPanel { panel: self.screen.panel, to });
        }
    }

    /// Asks somebody else about figures too many for memory, and what is shown once more; it stays until there is an answer.
    pub(super) fn ask_at(&mut self, cluster: Option<Cluster>) {
        match Engine::at(cluster.as_ref()) {
            Ok(engine) => self.session.desk.engine = Arc::new(engine),
            Err(problem) => return self.session.tell(problem),
        }
        self.session.figures.iter_mut().for_each(Figures::try_again);
        self.preferences.engine = cluster.as_ref().map(|cluster| cluster.scheduler.to_string());
        self.preferences.rows_at = cluster.and_then(|cluster| cluster.rows_at).map(|rows_at| rows_at.to_string());
    }
}
