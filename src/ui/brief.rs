//! Capturing slides, and presenting them.

use std::sync::OnceLock;
use std::thread;

use eframe::egui::{Context, ViewportCommand};

use crate::ui::action::Wishes;
use crate::ui::app::App;
use crate::ui::presenter;
use crate::ui::presenting::{Presenting, Stage, Turn};
use crate::ui::session::Notice;
use crate::view::View;
use crate::work::motion;
use crate::workspace::briefing::{self, Slide};
use crate::workspace::edit::Edit;

/// What the system says of motion, asked once and off the frame.
static IS_STILL: OnceLock<bool> = OnceLock::new();

impl App {
    /// As it is drawn: of a kind that can draw it, under the shared choice of years and countries.
    fn view_in_front(&mut self) -> Option<View> {
        let front = self.front().cloned()?;
        Some(self.session.of(self.screen.panel).view(&front).clone())
    }

    /// A copy of the view in front as a slide, behind the one in hand.
    pub(super) fn capture(&mut self) {
        let Some(view) = self.view_in_front() else { return };
        match Slide::of(view, &self.session.desk.library) {
            Ok(slide) => {
                let slides = &self.history.now().briefing.slides;
                let rack = &self.screen.rack;
                let at = if rack.is_open && !slides.is_empty() { rack.chosen + 1 } else { slides.len() };
                self.change_whole(&Edit::InsertSlide { at, slide: Box::new(slide) });
                self.screen.rack.chosen = at;
                self.say_captured(format!("Captured as slide {}", at + 1));
            }
            Err(problem) => self.session.tell(problem),
        }
    }

    /// Where the slides are seen nothing need be said, and one capture after another is one notice.
    fn say_captured(&mut self, said: String) {
        self.session.notices.retain(|notice| !matches!(notice, Notice::Done { text, .. } if text.starts_with("Captured as ")));
        if !self.screen.rack.is_open {
            self.session.say(said);
        }
    }

    /// The view in front as one more step of the slide in hand.
    pub(super) fn capture_step(&mut self) {
        let slides = &self.history.now().briefing.slides;
        let at = self.screen.rack.chosen.min(slides.len().saturating_sub(1));
        let Some(slide) = slides.get(at).cloned() else { return self.capture() };
        let Some(view) = self.view_in_front() else { return };
        match slide.with_step(view, &self.session.desk.library) {
            Ok(slide) => {
                let steps = slide.steps();
                self.change_whole(&Edit::SetSlide { slide: at, to: Box::new(slide) });
                self.say_captured(format!("Captured as step {steps} of slide {}", at + 1));
            }
            Err(problem) => self.session.tell(problem),
        }
    }

    /// Takes the figures of now for those a slide was captured with.
    pub(super) fn renew_slide(&mut self, at: usize) {
        let Some(mut slide) = self.history.now().briefing.slides.get(at).cloned() else { return };
        for one in &mut slide.data {
            if let Ok(dataset) = self.session.desk.library.get(&one.id) {
                one.sha256.clone_from(&dataset.sha256);
            }
        }
        self.change_whole(&Edit::SetSlide { slide: at, to: Box::new(slide) });
    }

    pub(super) fn move_slide(&mut self, from: usize, to: usize) {
        self.change_whole(&Edit::MoveSlide { from, to });
        self.screen.rack.chosen = to;
    }

    /// Begins with the slide in hand, or the first.
    pub(super) fn present(&mut self, has_two_windows: bool, ctx: &Context) {
        if self.history.now().briefing.slides.is_empty() {
            return;
        }
        let first = if self.screen.rack.is_open { self.screen.rack.chosen } else { 0 };
        self.present_from(first, has_two_windows, ctx);
    }

    /// A bundled briefing becomes that of the document, in one step to undo, and is presented.
    pub(super) fn present_bundled(&mut self, id: &str, ctx: &Context) {
        let Some((_, briefing)) = briefing::bundled().iter().find(|(known, _)| *known == id) else { return };
        match briefing.clone().captured_now(&self.session.desk.library) {
            Ok(briefing) if self.history.now().briefing != briefing => self.change_whole(&Edit::TakeBriefing(Box::new(briefing))),
            Ok(_) => {}
            Err(problem) => return self.session.tell(problem),
        }
        self.present_from(0, false, ctx);
    }

    fn present_from(&mut self, slide: usize, has_two_windows: bool, ctx: &Context) {
        self.screen.play.pause();
        if IS_STILL.get().is_none() {
            thread::spawn(|| IS_STILL.get_or_init(motion::is_unwanted));
        }
        self.screen.presenting = Some(Presenting::new(slide, has_two_windows, ctx.input(|input| input.time)));
        if !has_two_windows {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(true));
        }
    }

    pub(super) fn turn(&mut self, turn: Turn, ctx: &Context) {
        let Some(presenting) = &mut self.screen.presenting else { return };
        let goes_on = presenting.turn(turn, &self.history.now().briefing, ctx.input(|input| input.time));
        if !presenting.has_two_windows && (turn == Turn::FillScreen || !goes_on) {
            ctx.send_viewport_cmd(ViewportCommand::Fullscreen(goes_on && presenting.fills_screen));
        }
        if !goes_on {
            self.screen.rack.chosen = presenting.slide;
            self.screen.presenting = None;
        }
    }

    /// What the keys wish for while a briefing is presented; `false` when none is.
    pub(super) fn hear_presenter(&mut self, ctx: &Context) -> bool {
        let Some(presenting) = &mut self.screen.presenting else { return false };
        let turns = ctx.input_mut(|input| presenting.heard(input));
        turns.into_iter().for_each(|turn| self.turn(turn, ctx));
        true
    }

    /// Works out the slides that may be seen next; once the board has its pictures all of them, so that nobody waits for one.
    pub(super) fn advance_slides(&mut self) {
        let is_idle = self.have_panels_settled();
        let presenting = self.screen.presenting.as_ref();
        let slides = &self.history.now().briefing.slides;
        let wanted = slides.iter().filter(|_| presenting.is_some() || self.screen.rack.is_open || is_idle);
        let digression = presenting.and_then(|presenting| presenting.digression.as_ref());
        self.session.slides.advance(wanted.chain(digression), &self.session.desk);
    }

    /// The window while a briefing is presented; `false` when none is.
    pub(super) fn presenter_ui(&mut self, ui: &mut eframe::egui::Ui, wishes: &mut Wishes) -> bool {
        let Some(presenting) = &mut self.screen.presenting else { return false };
        let is_still = self.preferences.is_still || IS_STILL.get().is_some_and(|is_still| *is_still);
        let mut stage = Stage {
            briefing: &self.history.now().briefing,
            slides: &mut self.session.slides,
            library: &self.session.desk.library,
            is_still,
        };
        presenter::window_ui(ui, presenting, &mut stage, wishes);
        true
    }
}
