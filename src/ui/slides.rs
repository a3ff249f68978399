//! The slides of the briefing beside the board: looked through, put in order, worded.

use eframe::egui::{
    Align, Button, Color32, CursorIcon, Frame, Label, Layout, Margin, Response, RichText, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo,
    vec2,
};

use crate::dataset::DatasetId;
use crate::dataset::library::Library;
use crate::picture::look::Theme;
use crate::ui::action::{Action, Step, Wishes};
use crate::ui::command::Command;
use crate::ui::paint::Areas;
use crate::ui::presenter::thumbnail_ui;
use crate::ui::presenting::Stage;
use crate::ui::said::say;
use crate::ui::theme::{palette, quiet, strong};
use crate::ui::widgets::{focus_ring, hairline_ui, word_ui};
use crate::workspace::briefing::{Briefing, Slide};
use crate::workspace::edit::Edit;

/// Which slide is in hand, and what its small pictures are painted with.
#[derive(Default)]
pub struct Rack {
    pub is_open: bool,
    /// The slide whose words are shown.
    pub chosen: usize,
    /// The one that was last brought into sight.
    seen: Option<usize>,
    /// The one that is on its way to another place.
    moving: Option<usize>,
    areas: Vec<Areas>,
}

/// The whole panel.
pub fn slides_ui(ui: &mut Ui, rack: &mut Rack, stage: &mut Stage, library: &Library, wishes: &mut Wishes) {
    let briefing = stage.briefing;
    head_ui(ui, briefing, wishes);
    rack.areas.resize_with(briefing.slides.len(), Areas::default);
    if briefing.slides.is_empty() {
        ui.add_space(6.0);
        let said = "A slide keeps a copy of the view in front: whatever you look at next, it stays. Press C to capture one.";
        ui.add(Label::new(quiet(say(ui, said))).wrap());
        return;
    }
    rack.chosen = rack.chosen.min(briefing.slides.len() - 1);
    let mut goal = None;
    for (at, slide) in briefing.slides.iter().enumerate() {
        let is_chosen = rack.chosen == at;
        ui.add_space(8.0);
        let colors = palette(ui.visuals());
        let frame = Frame::new().inner_margin(Margin::same(6)).fill(if is_chosen { colors.chosen } else { Color32::TRANSPARENT });
        let shown = frame.stroke(Stroke::NONE).show(ui, |ui| {
            let response = slide_ui(ui, stage, (at, slide), &mut rack.areas[at]);
            if response.clicked() {
                rack.chosen = at;
            }
            if response.drag_started() {
                rack.moving = Some(at);
            }
            goal = goal.or(rack.moving.and_then(|moving| goal_ui(ui, &response, (moving, at))));
            let changed = changed(slide, library);
            if !changed.is_empty() {
                ui.horizontal_wrapped(|ui| {
                    ui.label(
                        RichText::new(say(ui, "Its figures have changed since it was captured.")).color(palette(ui.visuals()).warning),
                    );
                    if word_ui(ui, "Take the new ones").clicked() {
                        wishes.push(Action::RenewSlide(at));
                    }
                });
            }
            if is_chosen {
                words_ui(ui, at, slide, wishes);
                order_ui(ui, at, briefing, wishes);
            }
        });
        if is_chosen && rack.seen.replace(at) != Some(at) {
            shown.response.scroll_to_me(None);
        }
    }
    if ui.input(|input| input.pointer.any_released()) {
        let from = rack.moving.take();
        if let Some((from, to)) = from.zip(goal).filter(|(from, to)| from != to) {
            wishes.push(Action::MoveSlide { from, to });
        }
    }
}

/// Where a slide that is dragged would come to stand if it were let go over this one; a line shows it.
fn goal_ui(ui: &Ui, response: &Response, (moving, at): (usize, usize)) -> Option<usize> {
    let rect = response.rect.expand2(vec2(0.0, 14.0));
    let pointer = ui.input(|input| input.pointer.latest_pos()).filter(|pointer| rect.contains(*pointer))?;
    let is_below = pointer.y > rect.center().y;
    let y = if is_below { response.rect.bottom() + 4.0 } else { response.rect.top() - 4.0 };
    let stroke = Stroke::new(3.0, palette(ui.visuals()).accent);
    ui.painter().hline(response.rect.x_range(), y, stroke);
    // Once it is taken out, those behind it move up by one.
    let gap = at + usize::from(is_below);
    Some(if gap > moving { gap - 1 } else { gap })
}

fn head_ui(ui: &mut Ui, briefing: &Briefing, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        ui.label(strong(say(ui, "Briefing")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if word_ui(ui, "Close").clicked() {
                wishes.push(Action::Do(Command::Slides));
            }
        });
    });
    let mut title = briefing.title.clone();
    let name = say(ui, "Title of the briefing");
    let field = TextEdit::singleline(&mut title).hint_text(name.as_str()).desired_width(f32::INFINITY);
    let response = ui.add(field);
    response.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &name));
    if response.changed() {
        wishes.push(Action::Edit(Edit::SetBriefing { title, theme: briefing.theme }, Step::Part("title of the briefing")));
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button(say(ui, "Capture")).on_hover_text(say(ui, "The view in front as a slide (C)")).clicked() {
            wishes.push(Action::Do(Command::Capture));
        }
        if ui.add_enabled(!briefing.slides.is_empty(), Button::new(say(ui, "Present"))).clicked() {
            wishes.push(Action::Do(Command::Present));
        }
        if ui.button(say(ui, "Words alone")).on_hover_text(say(ui, "A slide without a picture")).clicked() {
            let slide = Slide { title: say(ui, "A title"), ..Slide::default() };
            wishes.edit(Edit::InsertSlide { at: briefing.slides.len(), slide: Box::new(slide) });
        }
        for (theme, name) in [(Theme::Light, "Light"), (Theme::Dark, "Dark")] {
            if ui.radio(briefing.theme == theme, say(ui, name)).clicked() {
                wishes.edit(Edit::SetBriefing { title: briefing.title.clone(), theme });
            }
        }
    });
    ui.add_space(4.0);
    hairline_ui(ui);
}

/// The small picture of a slide with its number, to be chosen or dragged to another place.
fn slide_ui(ui: &mut Ui, stage: &mut Stage, (at, slide): (usize, &Slide), areas: &mut Areas) -> Response {
    let steps = slide.steps();
    let response = thumbnail_ui(ui, stage, (slide, steps - 1), areas).interact(Sense::click_and_drag());
    let response = response.on_hover_cursor(CursorIcon::Grab);
    let name = format!("Slide {}", at + 1);
    let name = if slide.title.is_empty() { say(ui, &name) } else { format!("{}: {}", say(ui, &name), slide.title) };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    focus_ring(ui, &response);
    let count = if steps > 1 { format!(" · {}", say(ui, &format!("{steps} steps"))) } else { String::new() };
    ui.add(Label::new(quiet(format!("{}{count}", at + 1))).selectable(false));
    response
}

/// Title, text and notes of a slide.
fn words_ui(ui: &mut Ui, at: usize, slide: &Slide, wishes: &mut Wishes) {
    let mut next = slide.clone();
    let fields: [(&str, &str, &mut String, usize); 3] = [
        ("Title of the slide", "slide title", &mut next.title, 1),
        ("Text of the slide", "slide text", &mut next.text, 3),
        ("Notes for the speaker", "slide notes", &mut next.notes, 3),
    ];
    let mut part = None;
    for (name, step, text, rows) in fields {
        let name = say(ui, name);
        let field = TextEdit::multiline(text).hint_text(name.as_str()).desired_rows(rows).desired_width(f32::INFINITY);
        let response = ui.add(field);
        response.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, &name));
        part = part.or(response.changed().then_some(step));
    }
    if let Some(part) = part {
        wishes.push(Action::Edit(Edit::SetSlide { slide: at, to: Box::new(next) }, Step::Part(part)));
    }
}

/// What can be done with a slide as a whole.
fn order_ui(ui: &mut Ui, at: usize, briefing: &Briefing, wishes: &mut Wishes) {
    let slide = &briefing.slides[at];
    let last = briefing.slides.len() - 1;
    ui.horizontal_wrapped(|ui| {
        let button = |ui: &mut Ui, name: &str, is_able: bool| ui.add_enabled(is_able, Button::new(say(ui, name)).small()).clicked();
        if button(ui, "Move up", at > 0) {
            wishes.push(Action::MoveSlide { from: at, to: at - 1 });
        }
        if button(ui, "Move down", at < last) {
            wishes.push(Action::MoveSlide { from: at, to: at + 1 });
        }
        if button(ui, "Duplicate slide", true) {
            wishes.edit(Edit::InsertSlide { at: at + 1, slide: Box::new(slide.clone()) });
        }
        if button(ui, "Delete slide", true) {
            wishes.edit(Edit::RemoveSlide(at));
        }
        if button(ui, "Show on the board", !slide.views.is_empty())
            && let Some(view) = slide.views.last()
        {
            wishes.push(Action::ShowView(Box::new(view.clone())));
        }
        if button(ui, "Add a step", true) {
            wishes.push(Action::Do(Command::CaptureStep));
        }
        if slide.views.len() > 1 && button(ui, "Remove the last step", true) {
            let mut next = slide.clone();
            next.views.pop();
            wishes.edit(Edit::SetSlide { slide: at, to: Box::new(next) });
        }
    });
}

/// The datasets of a slide that are others now; those that were not read yet are not read for it.
fn changed(slide: &Slide, library: &Library) -> Vec<DatasetId> {
    let is_at_hand = slide.data.iter().all(|one| library.is_read(&one.id) || !library.contains(&one.id));
    if is_at_hand { slide.changed(library) } else { Vec::new() }
}
