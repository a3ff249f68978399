//! A person's own words: title, subtitle and note, and what stands at numbers and spans of the picture.

use eframe::egui::{Button, ComboBox, Label, TextEdit, Ui};

use crate::chart::annotation::Annotation;
use crate::chart::scale::Scale;
use crate::terms::period::Period;
use crate::ui::action::{Step, Wishes};
use crate::ui::said::say;
use crate::ui::theme::quiet;
use crate::view::View;
use crate::work::figures::Figures;
use crate::workspace::Panel;

/// Title, subtitle and note as the picture is drawn now; left empty they are written from the figures. Then the annotations.
pub fn words_ui(ui: &mut Ui, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let drawn = &figures.view(panel).wording;
    let mut wording = drawn.clone();
    for (name, text) in [("Title", &mut wording.title), ("Subtitle", &mut wording.subtitle), ("Note", &mut wording.note)] {
        ui.horizontal(|ui| {
            let name = say(ui, name);
            ui.add_sized([56.0, 22.0], Label::new(quiet(&name)));
            let mut typed = text.clone().unwrap_or_default();
            let field = TextEdit::singleline(&mut typed).hint_text(say(ui, "Written from the figures")).desired_width(f32::INFINITY);
            if ui.add(field).accessible_name(name).changed() {
                *text = Some(typed).filter(|typed| !typed.trim().is_empty());
            }
        });
    }
    let periods = periods(figures);
    let mut gone = None;
    for (nth, annotation) in wording.annotations.iter_mut().enumerate() {
        ui.horizontal(|ui| annotation_ui(ui, nth, annotation, &periods).then(|| gone = Some(nth)));
    }
    if let Some(nth) = gone {
        wording.annotations.remove(nth);
    }
    if wording != *drawn {
        wishes.view(place, panel, View { wording, ..panel.view.clone() }, Step::Part("words"));
    }
}

/// The ends a span can have: none where the picture has no axis of time.
fn periods(figures: &Figures) -> Vec<Period> {
    let is_of_time = figures.chart().is_some_and(|chart| matches!(chart.x, Scale::Time { .. }) && chart.multiples.is_none());
    figures.findings().filter(|_| is_of_time).map(|findings| findings.dated_periods()).unwrap_or_default()
}

/// The words, the span they are about, and whether they shall go.
fn annotation_ui(ui: &mut Ui, nth: usize, annotation: &mut Annotation, periods: &[Period]) -> bool {
    let is_of_span = annotation.span().is_some();
    ui.add_sized([56.0, 22.0], Label::new(quiet(say(ui, if is_of_span { "Over a span" } else { "At mark" }))));
    let room = if periods.is_empty() { 76.0 } else { 210.0 };
    let field = TextEdit::singleline(&mut annotation.text).desired_width(ui.available_width() - room);
    ui.add(field).accessible_name(say(ui, &format!("Annotation {}", nth + 1)));
    if !periods.is_empty() {
        span_ui(ui, nth, annotation, periods);
    }
    ui.button(say(ui, "Remove")).clicked()
}

fn span_ui(ui: &mut Ui, nth: usize, annotation: &mut Annotation, periods: &[Period]) {
    let name = |span: Option<[Period; 2]>| match span {
        Some([first, last]) => format!("{}–{}", first.label(), last.label()),
        None => annotation.period.label(),
    };
    let shown = say(ui, &name(annotation.span()));
    let combo = ComboBox::from_id_salt(("span", nth)).selected_text(shown).width(96.0).height(420.0);
    let response = combo.show_ui(ui, |ui| {
        let mut chosen = None;
        for period in periods {
            let wanted = Some(*period).filter(|period| *period != annotation.period);
            let with = Annotation { until: wanted, ..annotation.clone() };
            if ui.add(Button::selectable(annotation.until == wanted, say(ui, &name(with.span())))).clicked() {
                chosen = Some(wanted);
            }
        }
        chosen
    });
    let what = say(ui, "The time that the words are about");
    response.response.accessible_name(say(ui, &format!("Span of annotation {}", nth + 1))).on_hover_text(what);
    if let Some(until) = response.inner.flatten() {
        annotation.until = until;
    }
}
