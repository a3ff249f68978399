//! One panel on the board: what it has to say, and its picture or what stands in its place.

use std::time::Instant;

use eframe::egui::{Label, RichText, Ui};

use crate::chart::axis::ValueAxis;
use crate::problem::Problem;
use crate::ui::action::{Action, Front, Step, Wishes};
use crate::ui::canvas::{self, Shown};
use crate::ui::command::Command;
use crate::ui::cursor::Cursor;
use crate::ui::said::{say, say_label};
use crate::ui::screen::Screen;
use crate::ui::session::Session;
use crate::ui::theme::{palette, quiet, strong};
use crate::ui::widgets::{hairline_ui, problem_ui, sentence};
use crate::workspace::empty::Emptiness;
use crate::workspace::file::Lost;
use crate::workspace::{Panel, Workspace};

/// A panel in its place.
pub struct Seat<'a> {
    pub workspace: &'a Workspace,
    pub place: usize,
    pub panel: &'a Panel,
    /// The axis it shares with its neighbours; `None` for its own.
    pub axis: Option<ValueAxis>,
    /// Is it seen with others, so that what is pointed at in one is shown in all?
    pub is_linked: bool,
}

/// What the panel has to say about itself. True when its picture follows.
pub fn said_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) -> bool {
    let place = seat.place;
    for remark in session.of(place).remarks() {
        let names = session.of(place).dataset().map(|dataset| dataset.names.clone()).unwrap_or_default();
        ui.add(Label::new(quiet(say_label(ui, &names, &remark))).wrap());
    }
    waiting_ui(ui, session, place, wishes);
    if let Some(problem) = session.of(place).problem().cloned() {
        trouble_ui(ui, seat.panel, session, &problem, wishes);
    }
    if let Some(emptiness) = session.of(place).shown().and_then(|shown| shown.emptiness.clone()) {
        let names = session.of(place).dataset().map(|dataset| dataset.names.clone()).unwrap_or_default();
        let emptiness = Emptiness { why: say_label(ui, &names, &sentence(&emptiness.why)), ..emptiness };
        empty_ui(ui, seat.workspace, place, &emptiness, wishes);
        screen.is_picture_painted = true;
        return false;
    }
    if let Some(objection) = session.of(place).objection().cloned() {
        no_kind_ui(ui, &objection, wishes);
        screen.is_picture_painted = true;
        return false;
    }
    true
}

/// Fills the room left with the picture.
pub fn picture_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let place = seat.place;
    let waiting = session.of(place).waiting(Instant::now());
    let is_stale = waiting.is_some_and(|waited| waited.as_secs_f32() > 0.15);
    let is_front = place == screen.panel;
    let shown = Shown {
        place,
        panel: seat.panel,
        asked: screen.asked.as_ref().filter(|_| is_front),
        is_waiting: is_stale,
        axis: seat.axis.as_ref(),
        cursor: screen.cursor.filter(|_| seat.is_linked).map(|cursor| cursor.at),
    };
    let rect = ui.available_rect_before_wrap();
    let mut canvas = screen.canvases.remove(&place).unwrap_or_default();
    let is_painted = canvas::canvas_ui(ui, &mut canvas, session.of(place), &shown, wishes);
    let pointed = canvas.pointed.filter(|_| is_painted && seat.is_linked);
    screen.canvases.insert(place, canvas);
    point(ui, screen, place, pointed);
    if is_stale || (!is_painted && waiting.is_some()) {
        canvas::progress_ui(ui, rect);
    }
    screen.is_picture_painted |= is_front && is_painted && waiting.is_none();
}

/// Where in time the pointer or the keys are, for all panels; those drawn before this one learn of it in the next frame.
fn point(ui: &Ui, screen: &mut Screen, place: usize, pointed: Option<f64>) {
    let before = screen.cursor;
    match (pointed, before) {
        (Some(at), _) => screen.cursor = Some(Cursor { place, at }),
        (None, Some(cursor)) if cursor.place == place => screen.cursor = None,
        (None, Some(_) | None) => {}
    }
    if screen.cursor != before {
        ui.ctx().request_repaint();
    }
}

/// Past a second the wait is counted, and can be given up.
fn waiting_ui(ui: &mut Ui, session: &mut Session, place: usize, wishes: &mut Wishes) {
    let figures = session.of(place);
    if figures.is_stopped() {
        ui.horizontal(|ui| {
            ui.label(say(ui, "The figures were not worked out."));
            if ui.button(say(ui, "Work them out")).clicked() {
                wishes.push(Action::TryAgain);
            }
        });
    }
    let Some(waited) = figures.waiting(Instant::now()).filter(|waited| waited.as_secs_f32() > 1.0) else { return };
    ui.horizontal(|ui| {
        ui.label(quiet(say(ui, &format!("Working out the figures, {} s", waited.as_secs()))));
        if ui.button(say(ui, "Cancel")).clicked() {
            wishes.push(Action::Stop);
        }
    });
}

fn trouble_ui(ui: &mut Ui, panel: &Panel, session: &Session, problem: &Problem, wishes: &mut Wishes) {
    let id = panel.view.subject.dataset.clone();
    let is_missing = !session.desk.library.contains(&id);
    let lost = match session.lost.get(&id) {
        Some(Lost::Unreadable(lost)) if is_missing => Some(lost),
        Some(Lost::Unreadable(_) | Lost::Changed) | None => None,
    };
    problem_ui(ui, lost.unwrap_or(problem), |ui| {
        if is_missing && ui.button(say(ui, "Locate…")).on_hover_text(say(ui, "Find the file of these figures")).clicked() {
            wishes.push(Action::Locate(id.clone()));
        }
        if lost.is_some() && ui.button(say(ui, "Close")).on_hover_text(say(ui, "Look at bundled figures instead")).clicked() {
            wishes.push(Action::Close(id));
        }
        if !is_missing && ui.button(say(ui, "Try again")).clicked() {
            wishes.push(Action::TryAgain);
        }
        if ui.button(say(ui, "Undo")).clicked() {
            wishes.push(Action::Do(Command::Undo));
        }
    });
}

/// No kind of chart can draw these figures; the table still shows them.
fn no_kind_ui(ui: &mut Ui, objection: &Problem, wishes: &mut Wishes) {
    problem_ui(ui, objection, |ui| {
        if ui.button(say(ui, "Show the table")).clicked() {
            wishes.push(Action::Front(Front::Table));
        }
        if ui.button(say(ui, "Undo")).clicked() {
            wishes.push(Action::Do(Command::Undo));
        }
    });
}

/// An empty result says why, and what to widen.
fn empty_ui(ui: &mut Ui, workspace: &Workspace, place: usize, emptiness: &Emptiness, wishes: &mut Wishes) {
    ui.add_space(40.0);
    ui.vertical_centered(|ui| {
        ui.label(strong(&emptiness.why).size(16.0));
        ui.label(RichText::new(say(ui, "Widen what is looked at:")).color(palette(ui.visuals()).quiet));
        ui.add_space(4.0);
        for widen in &emptiness.widen {
            if ui.button(say(ui, &widen.label())).clicked() {
                for edit in widen.edits(workspace, place) {
                    wishes.push(Action::Edit(edit, Step::Part("widen")));
                }
            }
        }
        if ui.button(say(ui, "Undo the last step")).clicked() {
            wishes.push(Action::Do(Command::Undo));
        }
    });
    hairline_ui(ui);
}
