//! What the pointer learns of a mark: its number as stated, its period, its source.

use eframe::egui::{self, AreaState, Label, RectAlign, Tooltip, Ui, vec2};

use crate::chart::mark::Datum;
use crate::chart::said::{period, value};
use crate::dataset::source::Source;
use crate::measure::findings::{Facing, Findings};
use crate::ui::said::{say, say_of, say_whole};
use crate::ui::theme::{quiet, strong};
use crate::ui::widgets::sentence;

const WIDTH: f32 = 280.0;
const GAP: f32 = 4.0;

/// Beside the pointer, or at the mark that the keyboard has come to; within the picture where it fits there, so that it
/// lies on no source card.
pub fn tooltip_ui(ui: &Ui, response: &egui::Response, findings: &Findings, datum: Datum, at: egui::Pos2) {
    let Some((series, point)) = findings.number(datum.series, datum.point) else { return };
    let anchor = egui::Rect::from_center_size(at, vec2(18.0, 18.0));
    let id = response.id.with("mark");
    let size = AreaState::load(ui.ctx(), Tooltip::next_tooltip_id(ui.ctx(), id)).and_then(|state| state.size);
    let places = [RectAlign::BOTTOM_START, RectAlign::BOTTOM_END, RectAlign::TOP_START, RectAlign::TOP_END];
    let place = RectAlign::find_best_align(places.into_iter(), response.rect, anchor, GAP, size.unwrap_or(vec2(WIDTH, 0.0)));
    let mut tooltip = Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, anchor).width(WIDTH).gap(GAP);
    tooltip.popup = tooltip.popup.align(place.unwrap_or_default());
    tooltip.show(|ui| {
        ui.add(Label::new(strong(say_of(ui, findings, &series.label))).wrap());
        ui.label(say(ui, &period(point)));
        ui.label(strong(say(ui, &value(series, point))));
        if let Some((of, said)) = facing(findings, datum) {
            ui.add(Label::new(say_of(ui, findings, &format!("{of}: {said}"))).wrap());
        }
        if let Some(note) = point.note.as_ref().filter(|_| findings.sides.is_some()) {
            ui.add(Label::new(say_whole(ui, findings, &sentence(note))).wrap());
        }
        if let Some(stated) = point.amount.as_ref().ok().and_then(|amount| amount.stated.as_ref()) {
            ui.add(Label::new(format!("“{stated}”")).wrap());
        }
        if let Some(derivation) = &point.derivation {
            ui.add(Label::new(quiet(say_of(ui, findings, &format!("Computed: {}", derivation.formula)))).wrap());
        }
        if let Some(claim) = findings.claim(datum.series) {
            ui.add(Label::new(say_of(ui, findings, &claim.words)).wrap());
        }
        let sources: Vec<String> = findings.sources_of(point).into_iter().map(Source::short).collect();
        ui.add(Label::new(quiet(sources.join("; "))).wrap());
    });
}

/// What faces a number on the other side of its relation.
fn facing(findings: &Findings, datum: Datum) -> Option<(&str, String)> {
    let faces = |facing: &Facing| match datum.series {
        series if series == facing.left => Some(facing.right),
        series if series == facing.right => Some(facing.left),
        _ => None,
    };
    let other = findings.series.get(findings.sides.as_ref()?.facing.iter().find_map(faces)?)?;
    let period = findings.series.get(datum.series)?.points.get(datum.point)?.period;
    Some((&other.label, value(other, other.at(&period)?)))
}
