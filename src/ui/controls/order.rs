//! In which order the rows of the chart in front stand.

use eframe::egui::{Button, ComboBox, Ui};

use crate::measure::order::Order;
use crate::ui::action::{Step, Wishes};
use crate::ui::said::say;
use crate::work::figures::Figures;
use crate::workspace::Panel;

/// Shown where the chart has rows.
pub fn order_ui(ui: &mut Ui, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let view = figures.view(panel);
    if !view.chart.definition().has_rows() {
        return;
    }
    let order = view.subject.order;
    let combo = ComboBox::from_id_salt("order").selected_text(say(ui, order.name())).width(80.0).show_ui(ui, |ui| {
        for other in Order::ALL {
            if ui.add(Button::selectable(other == order, say(ui, other.name())).right_text("")).clicked() {
                let mut view = panel.view.clone();
                view.subject.order = other;
                wishes.view(place, panel, view, Step::Whole);
            }
        }
    });
    combo.response.accessible_name(say(ui, "Order of rows"));
}
