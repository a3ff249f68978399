//! How a run of the years is started, goes on and ends.

use std::collections::BTreeSet;

use eframe::egui::Context;

use crate::query::selection::Selection;
use crate::terms::period::Period;
use crate::ui::action::Step;
use crate::ui::app::App;
use crate::ui::play::{Run, Years, stops};
use crate::workspace::edit::years_edits;

impl App {
    /// Starts a run, or ends it.
    pub(super) fn play_or_pause(&mut self, ctx: &Context) {
        if self.screen.play.is_on() {
            self.screen.play.pause();
            return;
        }
        let Some((selection, years, stops)) = self.way() else { return };
        self.screen.play.runs += 1;
        let due = ctx.input(|input| input.time) + self.screen.play.speed.seconds();
        self.screen.play.run = Some(Run { due, before: [selection.from, selection.to] });
        let start = years.at_start(&stops);
        if start != years {
            self.run_to(start);
        }
    }

    /// Called every frame: goes on to the next year when it is due and the one before is drawn.
    pub(super) fn play_on(&mut self, ctx: &Context) {
        let Some(run) = &mut self.screen.play.run else { return };
        let now = ctx.input(|input| input.time);
        if now < run.due {
            ctx.request_repaint_after_secs((run.due - now) as f32);
            return;
        }
        run.due = now + self.screen.play.speed.seconds();
        ctx.request_repaint_after_secs(self.screen.play.speed.seconds() as f32);
        if !self.is_settled() {
            return;
        }
        let next = self.way().and_then(|(_, years, stops)| Some((years.after(&stops)?, stops)));
        let is_at_end = next.as_ref().is_none_or(|(next, stops)| next.after(stops).is_none());
        if let Some((next, _)) = next {
            self.run_to(next);
        }
        if is_at_end {
            self.screen.play.pause();
        }
    }

    /// What is shown of which years, and where a run stops.
    fn way(&mut self) -> Option<(Selection, Years, BTreeSet<i32>)> {
        let panel = self.screen.panel;
        let front = self.front()?.clone();
        let figures = self.session.of(panel);
        let selection = figures.view(&front).subject.selection.clone();
        let times = &figures.shown()?.times;
        let years = Years::of(&selection, times.years?);
        let stops = stops(&[times], &selection, &years);
        (years.first < years.last).then_some((selection, years, stops))
    }

    fn run_to(&mut self, years: Years) {
        let Some((front, run)) = self.front().cloned().zip(self.screen.play.run.as_ref()) else { return };
        let [from, to] = run.before;
        let step = Step::Run(self.screen.play.runs);
        // Where all years were shown before, all of them are shown again at the end.
        let is_open_end = !years.is_single && to.is_none() && years.to == years.last;
        let (from, to) = match years.is_single {
            true => (Some(Period::year(years.from)), Some(Period::year(years.to))),
            false => (from, Some(Period::year(years.to)).filter(|_| !is_open_end)),
        };
        for edit in years_edits(self.document(), self.screen.panel, &front, from, to) {
            self.change(&edit, step);
        }
    }
}
