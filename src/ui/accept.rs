//! Figures come to the board: from a file that is looked at before it is accepted, or from the list of those at hand.

use std::path::PathBuf;
use std::sync::Arc;

use crate::chart::ChartKind;
use crate::dataset::{Dataset, DatasetId, Origin};
use crate::import::hints::Hints;
use crate::measure::{Measure, Subject};
use crate::problem::Problem;
use crate::ui::action::Front;
use crate::ui::app::App;
use crate::view::{self, View};
use crate::work::opening::{Decided, Opening};
use crate::workspace::edit::Edit;
use crate::workspace::{DatasetRef, Panel, Workspace};

impl App {
    /// Looks at a file before it is opened; one after the other.
    pub(super) fn begin_to_open(&mut self, path: PathBuf) {
        self.session.to_open.push_back(path);
        self.look_at_next_file();
    }

    fn look_at_next_file(&mut self) {
        if self.session.opening.is_none()
            && let Some(path) = self.session.to_open.pop_front()
        {
            let decided = self.preferences.decided.clone();
            self.session.opening = Some(Opening::new(path, decided, &self.session.desk.workers));
        }
        self.screen.is_file_looked_at = self.session.opening.is_some();
    }

    /// Brings the file that is looked at up to date, every frame.
    pub(super) fn look_at_file(&mut self) {
        let (workspace, front) = (self.history.now(), self.screen.panel);
        let Some(opening) = &mut self.session.opening else { return };
        opening.advance(&self.session.desk, |dataset| Some(place_for_new(dataset, workspace, front)?.1));
        if let Some(problem) = opening.hopeless().cloned() {
            self.session.tell(problem);
            self.decline();
        } else if opening.stored().is_some() {
            self.accept();
        }
    }

    pub(super) fn decide(&mut self, hints: Hints) {
        if let Some(opening) = &mut self.session.opening {
            opening.decide(hints);
        }
    }

    /// Nothing has changed by looking.
    pub(super) fn decline(&mut self) {
        if let Some(mut opening) = self.session.opening.take() {
            opening.stop();
        }
        self.look_at_next_file();
    }

    /// The figures join the document with the panel that shows them, in one step: undo takes both back.
    pub(super) fn accept(&mut self) {
        let Some(opening) = &mut self.session.opening else { return };
        if opening.seen().is_some_and(|seen| seen.preview.is_part) && opening.stored().is_none() {
            // The first rows were looked at; now all of them are read.
            return opening.store();
        }
        let Some(opening) = self.session.opening.take_if(|opening| opening.opened().is_some()) else { return };
        let opened = opening.stored().or(opening.opened());
        if let Some((dataset, seen)) = opened.map(|opened| opened.dataset.clone()).zip(opening.seen()) {
            self.preferences.remember(&opening.path);
            self.preferences.decide(Decided { head: seen.preview.head(), hints: seen.hints.clone() });
            let (id, sha256) = (dataset.id.clone(), dataset.sha256.clone());
            let known = DatasetRef { id, sha256, path: opening.path.clone(), hints: seen.hints.clone() };
            self.take_in_new(known, dataset);
        }
        self.look_at_next_file();
    }

    fn take_in_new(&mut self, known: DatasetRef, dataset: Dataset) {
        let id = known.id.clone();
        let place = place_for_new(&dataset, self.document(), self.screen.panel);
        let is_shown = self.front().is_some_and(|front| front.view.subject.dataset == id);
        let (title, dataset) = (dataset.title.clone(), Arc::new(dataset));
        self.session.lost.remove(&id);
        self.session.set_aside(&dataset);
        let show = place.filter(|_| !is_shown).map(|(panel, to)| (panel, showing(self.document(), panel, to)));
        let front = show.as_ref().map(|(panel, _)| *panel);
        let can_be_read = is_shown || front.is_some();
        let edits = [Edit::AddDataset(known)].into_iter().chain(show.map(|(_, edit)| edit)).collect();
        self.change_whole(&Edit::Together(edits));
        self.session.bring_back(&dataset);
        if let Some(panel) = front {
            self.bring_to_front(Front::Panel(panel));
        }
        if !can_be_read {
            self.session.tell(no_panel_reads(&title));
        }
    }

    /// Shows a dataset in the panel in front, or in the first one that can read it.
    pub(super) fn look_at(&mut self, id: &DatasetId) {
        if self.front().is_some_and(|front| front.view.subject.dataset == *id) {
            // It is looked at already, in the way that was chosen.
            self.screen.is_table = false;
            return;
        }
        let dataset = match self.session.desk.library.get(id) {
            Ok(dataset) => dataset,
            Err(problem) => return self.session.tell(problem),
        };
        let can_show = |measure: &Measure| measure.objection(&dataset).is_none();
        match place_for(&dataset, self.document(), self.screen.panel, can_show) {
            Some((panel, to)) => {
                self.change_whole(&showing(self.document(), panel, to));
                self.bring_to_front(Front::Panel(panel));
            }
            None => self.session.tell(no_panel_reads(&dataset.title)),
        }
    }
}

fn no_panel_reads(title: &str) -> Problem {
    Problem::new(format!("Could not show \"{title}\"")).because("none of its figures can be read by any panel")
}

/// The panel in this place, or behind the last.
fn showing(workspace: &Workspace, panel: usize, to: Panel) -> Edit {
    let to = Box::new(to);
    if panel < workspace.panels.len() { Edit::SetPanel { panel, to } } else { Edit::AddPanel(to) }
}

/// Where new figures are shown: in a way that suits them, or else in any that can read them.
fn place_for_new(dataset: &Dataset, workspace: &Workspace, front: usize) -> Option<(usize, Panel)> {
    let suited = place_for(dataset, workspace, front, |measure| measure.suits(dataset));
    suited.or_else(|| place_for(dataset, workspace, front, |measure| measure.objection(dataset).is_none()))
}

/// Where a dataset is shown, and how: in the panel in front, in the first one that can show it, or in a new one.
fn place_for(dataset: &Dataset, workspace: &Workspace, front: usize, can_show: impl Fn(&Measure) -> bool) -> Option<(usize, Panel)> {
    let panels = &workspace.panels;
    let order = [front].into_iter().chain((0..panels.len()).filter(|panel| *panel != front));
    let mut seated = order.filter_map(|panel| Some((panel, panels.get(panel)?)));
    if let Some((panel, before)) = seated.find(|(_, panel)| can_show(&panel.view.subject.measure)) {
        return Some((panel, Panel { view: starting_view(&before.view, dataset), ..before.clone() }));
    }
    let measures = Measure::all();
    let measure = measures.iter().find(|measure| can_show(measure))?;
    let template = view::bundled_to_begin_with(|view| view.subject.measure.reading() == measure.reading())?;
    Some((panels.len(), Panel::of(starting_view(&template, dataset))))
}

/// Figures that nobody has looked at are lines where they go through the years, and ranked where they do not: to stack them
/// would say that they add up. `None` where the measure says what they are parts of.
fn kind_of_new(subject: &Subject, dataset: &Dataset) -> Option<ChartKind> {
    let is_new = !subject.measure.is_of_parts() && dataset.origin != Origin::Bundled;
    let dated = dataset.periods().iter().filter(|period| !period.is_undated()).count();
    is_new.then(|| ChartKind::of_loose_figures(dated))
}

/// The way of looking of a view, at another dataset: as bundled when there is a view of it, else its commonest figures.
pub(super) fn starting_view(before: &View, dataset: &Dataset) -> View {
    let reading = before.subject.measure.reading();
    let is_bundled = dataset.origin == Origin::Bundled;
    let is_made_for_it = |view: &View| is_bundled && view.subject.dataset == dataset.id && view.subject.measure.reading() == reading;
    let made_for_it = view::bundled_to_begin_with(is_made_for_it);
    let mut view = made_for_it.unwrap_or_else(|| {
        let subject = before.subject.measure.starting_subject(dataset);
        let chart = kind_of_new(&subject, dataset).unwrap_or(before.chart);
        View::new(subject, chart)
    });
    (view.look.size, view.look.theme) = (before.look.size, before.look.theme);
    view
}
