//! What went well or wrong lately: a list at the bottom that waits to be read and never stands in the way.

use eframe::egui::{Align, Button, Label, Layout, Margin, Panel, RichText, ScrollArea, Stroke, Ui};

use crate::ui::action::{Action, Wishes};
use crate::ui::session::Notice;
use crate::ui::theme::{self, palette, strong};
use crate::ui::widgets::sentence;

/// Higher than this the list scrolls, so that the picture keeps its room.
const HIGHEST: f32 = 132.0;

pub fn list_ui(ui: &mut Ui, notices: &[Notice], wishes: &mut Wishes) {
    if notices.is_empty() {
        return;
    }
    let colors = palette(ui.visuals());
    Panel::bottom("notices").frame(theme::ground(colors.side, Margin::symmetric(14, 6))).show(ui, |ui| {
        ScrollArea::vertical().max_height(HIGHEST).auto_shrink([false, true]).stick_to_bottom(true).show(ui, |ui| {
            for (place, notice) in notices.iter().enumerate() {
                ui.push_id(place, |ui| notice_ui(ui, place, notice, wishes));
            }
        });
    });
}

fn notice_ui(ui: &mut Ui, place: usize, notice: &Notice, wishes: &mut Wishes) {
    let colors = palette(ui.visuals());
    let fill = match notice {
        Notice::Problem(_) => colors.warning_ground,
        Notice::Done { .. } => colors.paper,
    };
    let frame = theme::ground(fill, Margin::symmetric(12, 5)).corner_radius(4).stroke(Stroke::new(1.0, colors.hairline));
    frame.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.add(Button::new("Dismiss").frame(false)).clicked() {
                wishes.push(Action::Dismiss(place));
            }
            if let Notice::Done { next: Some((word, action)), .. } = notice
                && ui.button(*word).clicked()
            {
                wishes.push(Action::clone(action));
                wishes.push(Action::Dismiss(place));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| words_ui(ui, notice));
        });
    });
}

fn words_ui(ui: &mut Ui, notice: &Notice) {
    let colors = palette(ui.visuals());
    match notice {
        Notice::Done { text, .. } => {
            ui.add(Label::new(text).wrap());
        }
        Notice::Problem(problem) => {
            ui.add(Label::new(strong(&problem.what).color(colors.warning)).wrap());
            let reason = problem.why.as_deref().map(sentence);
            let words: Vec<String> = reason.into_iter().chain(problem.hint.clone()).collect();
            if !words.is_empty() {
                ui.add(Label::new(RichText::new(words.join(" "))).wrap());
            }
        }
    }
}
