//! Small multiples: whether the panel in front is one chart or a small one for each code of a dimension.

use eframe::egui::{Button, ComboBox, Ui};

use crate::chart::multiples;
use crate::measure::findings::Findings;
use crate::terms::dimension::Dimension;
use crate::ui::action::{Step, Wishes};
use crate::ui::said::{say, say_of};
use crate::ui::widgets::sentence;
use crate::work::figures::Figures;
use crate::workspace::Panel;

/// The dimensions in which the figures differ; those in which this kind cannot be parted greyed, with the reason.
pub fn multiples_ui(ui: &mut Ui, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let Some(findings) = figures.findings() else { return };
    let (kind, chosen) = (figures.view(panel).chart, panel.view.look.facet.as_ref());
    let dimensions = multiples::dimensions(findings);
    if dimensions.is_empty() && chosen.is_none() {
        return;
    }
    let choices = [None].into_iter().chain(dimensions.iter().map(Some)).chain(chosen.filter(|one| !dimensions.contains(one)).map(Some));
    let combo = ComboBox::from_id_salt("multiples").selected_text(say(ui, &name(findings, chosen))).width(104.0).show_ui(ui, |ui| {
        for choice in choices {
            let objection = choice.and_then(|dimension| multiples::objection(kind, dimension, findings));
            let button = Button::selectable(choice == chosen, say(ui, &name(findings, choice))).right_text("");
            let response = ui.add_enabled(objection.is_none() || choice == chosen, button);
            if response.on_disabled_hover_text(say_of(ui, findings, &objection.as_deref().map(sentence).unwrap_or_default())).clicked() {
                set(place, panel, choice, wishes);
            }
        }
    });
    let what = say(ui, "One chart, or a small one for each partner, commodity… on one scale");
    combo.response.accessible_name(say(ui, "Small multiples")).on_hover_text(what);
}

fn name(findings: &Findings, choice: Option<&Dimension>) -> String {
    choice.map_or_else(|| "One chart".to_owned(), |dimension| format!("By {}", multiples::word(findings, dimension)))
}

/// A zoom belongs to the one chart.
fn set(place: usize, panel: &Panel, choice: Option<&Dimension>, wishes: &mut Wishes) {
    let mut view = panel.view.clone();
    view.look.facet = choice.cloned();
    view.look.zoom = None;
    wishes.view(place, panel, view, Step::Whole);
}
