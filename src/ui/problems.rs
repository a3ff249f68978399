//! What went well or wrong lately: a strip at the bottom that waits to be read, the newest first, and leaves the picture its room.

use eframe::egui::{Align, Button, Label, Layout, Margin, Panel, RichText, ScrollArea, Stroke, Ui};

use crate::ui::action::{Action, Wishes};
use crate::ui::said::say;
use crate::ui::session::Notice;
use crate::ui::theme::{self, SMALL, palette, strong};
use crate::ui::widgets::{sentence, word_ui};

/// The words below a heading, and the whole list when it is unfolded, scroll beyond these parts of the window's height.
const WORDS_HIGHEST: f32 = 0.06;
const LIST_HIGHEST: f32 = 0.25;

pub fn list_ui(ui: &mut Ui, notices: &[Notice], is_unfolded: &mut bool, wishes: &mut Wishes) {
    let Some(newest) = notices.len().checked_sub(1) else { return };
    let height = ui.ctx().content_rect().height();
    let colors = palette(ui.visuals());
    Panel::bottom("notices").frame(theme::ground(colors.side, Margin::symmetric(14, 6))).show(ui, |ui| {
        if newest > 0 {
            head_ui(ui, notices, is_unfolded, wishes);
        }
        if newest > 0 && *is_unfolded {
            scrolled(height * LIST_HIGHEST).show(ui, |ui| {
                for (place, notice) in notices.iter().enumerate().rev() {
                    ui.push_id(place, |ui| notice_ui(ui, place, notice, height, wishes));
                }
            });
        } else {
            ui.push_id(newest, |ui| notice_ui(ui, newest, &notices[newest], height * WORDS_HIGHEST, wishes));
        }
    });
}

/// How many there are, above them where it never scrolls away.
fn head_ui(ui: &mut Ui, notices: &[Notice], is_unfolded: &mut bool, wishes: &mut Wishes) {
    let are_problems = notices.iter().all(|notice| matches!(notice, Notice::Problem(_)));
    let word = if are_problems { "problems" } else { "messages" };
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = SMALL;
        ui.label(strong(say(ui, &format!("{} {word}", notices.len()))).size(SMALL));
        if word_ui(ui, if *is_unfolded { "Newest alone" } else { "Show all" }).clicked() {
            *is_unfolded = !*is_unfolded;
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if word_ui(ui, "Dismiss all").clicked() {
                // From the last to the first, so that no place changes before its turn. What waits for an answer stays.
                let told = (0..notices.len()).rev().filter(|place| !matches!(notices[*place], Notice::Question { .. }));
                told.for_each(|place| wishes.push(Action::Dismiss(place)));
            }
        });
    });
}

fn notice_ui(ui: &mut Ui, place: usize, notice: &Notice, room: f32, wishes: &mut Wishes) {
    let colors = palette(ui.visuals());
    let (fill, heading) = match notice {
        Notice::Problem(problem) => (colors.warning_ground, strong(say(ui, &problem.what)).color(colors.warning)),
        Notice::Question { text, .. } => (colors.paper, strong(say(ui, text))),
        Notice::Done { text, .. } => (colors.paper, RichText::new(say(ui, text))),
    };
    let frame = theme::ground(fill, Margin::symmetric(12, 5)).corner_radius(4).stroke(Stroke::new(1.0, colors.hairline));
    frame.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            answers_ui(ui, place, notice, wishes);
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.add(Label::new(heading).wrap());
                words_ui(ui, notice, room);
            });
        });
    });
}

/// What can be done about it, from right to left. What waits for an answer is not put away without one.
fn answers_ui(ui: &mut Ui, place: usize, notice: &Notice, wishes: &mut Wishes) {
    let answers: Vec<(&str, Option<&Action>)> = match notice {
        Notice::Question { answers, .. } => answers.iter().map(|(word, action)| (*word, action.as_deref())).collect(),
        Notice::Done { next, .. } => next.iter().map(|(word, action)| (*word, Some(action.as_ref()))).collect(),
        Notice::Problem(_) => Vec::new(),
    };
    let is_question = matches!(notice, Notice::Question { .. });
    if !is_question && ui.add(Button::new(say(ui, "Dismiss")).frame(false)).clicked() {
        wishes.push(Action::Dismiss(place));
    }
    for (word, action) in answers.into_iter().rev() {
        if ui.button(say(ui, word)).clicked() {
            // What comes of it may be told in turn, and stands behind it then.
            wishes.push(Action::Dismiss(place));
            action.into_iter().for_each(|action| wishes.push(action.clone()));
        }
    }
}

/// Why it went wrong, and what can be done.
fn words_ui(ui: &mut Ui, notice: &Notice, room: f32) {
    let words: Vec<String> = match notice {
        Notice::Problem(problem) => problem.why.as_deref().map(sentence).into_iter().chain(problem.hint.clone()).collect(),
        Notice::Question { hint, .. } => vec![(*hint).to_owned()],
        Notice::Done { .. } => Vec::new(),
    };
    if !words.is_empty() {
        scrolled(room).id_salt("words").show(ui, |ui| {
            let words: Vec<String> = words.iter().map(|words| say(ui, words)).collect();
            ui.add(Label::new(words.join(" ")).wrap());
        });
    }
}

/// As high as what is in it, or as its room: the strip around it takes its height from it, not the other way round.
fn scrolled(room: f32) -> ScrollArea {
    ScrollArea::vertical().max_height(room).min_scrolled_height(room).auto_shrink([false, true])
}
