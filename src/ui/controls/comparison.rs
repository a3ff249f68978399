//! What each figure is set against: nothing, a base period, the year before.

use eframe::egui::{Button, ComboBox, CursorIcon, Id, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::measure::comparison::Comparison;
use crate::measure::findings::Findings;
use crate::picture::Plot;
use crate::terms::period::Period;
use crate::ui::action::{Step, Wishes};
use crate::ui::said::say;
use crate::ui::widgets::sentence;
use crate::view::View;
use crate::work::figures::Figures;
use crate::workspace::Panel;

pub fn comparison_ui(ui: &mut Ui, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let Some(findings) = figures.findings().filter(|findings| !findings.is_empty()) else { return };
    let before = panel.view.subject.comparison;
    let Some(start) = before.base().or_else(|| findings.usual_base()) else { return };
    let mut after = before;
    let combo = ComboBox::from_id_salt("comparison").selected_text(say(ui, name(before))).width(92.0).show_ui(ui, |ui| {
        for choice in Comparison::all(start) {
            let objection = choice.objection(&findings.unit_as_published());
            let is_chosen = name(choice) == name(before);
            let response =
                ui.add_enabled(objection.is_none() || is_chosen, Button::selectable(is_chosen, say(ui, name(choice))).right_text(""));
            if response.on_disabled_hover_text(say(ui, &objection.map(sentence).unwrap_or_default())).clicked() {
                after = choice;
            }
        }
    });
    combo.response.accessible_name(say(ui, "Compared"));
    if let Some(base) = before.base() {
        let periods = with(findings, base);
        let combo = ComboBox::from_id_salt("base").selected_text(say(ui, &base.label())).width(64.0).show_ui(ui, |ui| {
            for period in periods {
                if ui.add(Button::selectable(period == base, say(ui, &period.label())).right_text("")).clicked() {
                    after = before.with_base(period).unwrap_or(before);
                }
            }
        });
        combo
            .response
            .accessible_name(say(ui, "Base"))
            .on_hover_text(say(ui, "What all figures are set against; a click on a year of the axis chooses it too"));
    }
    set(place, panel, after, wishes);
}

/// The comparison with another base, when a year of the axis below the plot was clicked. `area` is the plot's place in the window.
pub fn axis_ui(ui: &Ui, id: Id, panel: &Panel, figures: &Figures, plot: &Plot, area: Rect) -> Option<Comparison> {
    let comparison = panel.view.subject.comparison;
    let (findings, base) = figures.findings().zip(comparison.base())?;
    if !figures.view(panel).chart.definition().is_over_time() || figures.chart().is_some_and(|chart| chart.multiples.is_some()) {
        return None;
    }
    let strip = Rect::from_min_max(area.left_bottom(), area.right_bottom() + vec2(0.0, STRIP));
    let response = ui.interact(strip, id.with("base"), Sense::CLICK).on_hover_cursor(CursorIcon::PointingHand);
    let name = say(ui, &format!("Base: {}; click a year to choose another", base.label()));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let at = response.hover_pos()?;
    let year = plot.x[0] + (plot.x[1] - plot.x[0]) * f64::from((at.x - area.left()) / area.width());
    let distance = |period: &Period| period.midpoint().map_or(f64::INFINITY, |middle| (middle - year).abs());
    let nearest = with(findings, base).into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let response = response.on_hover_text(say(ui, &format!("Make {} the base", nearest.label())));
    if response.clicked() { comparison.with_base(nearest) } else { None }
}

/// How high the names of years below a plot are.
const STRIP: f32 = 22.0;

/// The view compared so; a zoom belongs to the axes before.
pub fn set(place: usize, panel: &Panel, comparison: Comparison, wishes: &mut Wishes) {
    if comparison != panel.view.subject.comparison {
        let mut view = View::clone(&panel.view);
        view.subject.comparison = comparison;
        view.look.zoom = None;
        wishes.view(place, panel, view, Step::Whole);
    }
}

fn with(findings: &Findings, base: Period) -> Vec<Period> {
    let mut periods = findings.dated_periods();
    if !periods.contains(&base) {
        periods.insert(0, base);
        periods.sort();
    }
    periods
}

fn name(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::None => "As published",
        Comparison::Index { .. } => "Index",
        Comparison::Change { .. } => "Change since, %",
        Comparison::Difference { .. } => "Difference since",
        Comparison::Growth => "Growth per year",
    }
}
