//! How the panel in front is looked at: its kind of chart, how many parts, the words around it, how near.

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{Button, ComboBox, PopupCloseBehavior, ScrollArea, Ui};

use crate::chart::{Chart, ChartKind, logarithmic, multiples, suggestion};
use crate::picture::Plot;
use crate::picture::look::Scaling;
use crate::query::selection::Pick;
use crate::terms::country::folded;
use crate::terms::dimension::Dimension;
use crate::ui::action::{Action, Step, Wishes};
use crate::ui::command::Command;
use crate::ui::plot::nearer;
use crate::ui::said::{say, say_of};
use crate::ui::theme::quiet;
use crate::ui::widgets::{search_ui, sentence};
use crate::view::View;
use crate::work::figures::Figures;
use crate::workspace::edit::Edit;
use crate::workspace::{Panel, Shared, Workspace};

/// The kinds of chart; those that cannot draw these findings greyed, with the reason.
pub fn kind_ui(ui: &mut Ui, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let (kind, findings) = (figures.view(panel).chart, figures.findings());
    let facet = panel.view.look.facet.as_ref();
    let combo = ComboBox::from_id_salt("kind").selected_text(say(ui, kind.definition().name())).width(92.0).height(420.0);
    let response = combo.show_ui(ui, |ui| {
        ui.set_min_width(190.0);
        // Worked out only while the list is open.
        let suggested = findings.and_then(|findings| suggestion::suggested(facet, findings));
        for (nth, (head, other)) in ChartKind::groups().into_iter().flat_map(|(head, kinds)| headed(head, kinds)).enumerate() {
            if let Some(head) = head {
                ui.add_space(if nth == 0 { 0.0 } else { 4.0 });
                ui.label(quiet(say(ui, head)));
            }
            let objection = findings.and_then(|findings| multiples::objection_to_either(other, facet, findings));
            let told = if suggested == Some(other) { say(ui, "suggested") } else { String::new() };
            let button = Button::selectable(other == kind, say(ui, other.definition().name())).right_text(quiet(told));
            let response = ui.add_enabled(objection.is_none() || other == kind, button);
            let why = objection.as_deref().map(sentence).unwrap_or_default();
            let response = response.on_disabled_hover_text(findings.map_or(String::new(), |findings| say_of(ui, findings, &why)));
            if response.clicked() {
                wishes.view(place, panel, of_kind(panel, other), Step::Whole);
            }
        }
    });
    response.response.accessible_name(say(ui, "Kind of chart"));
}

/// The kinds of a group, the first with the name of the group.
fn headed<'a>(head: &'a str, kinds: &'a [ChartKind]) -> impl Iterator<Item = (Option<&'a str>, ChartKind)> {
    kinds.iter().enumerate().map(move |(nth, kind)| ((nth == 0).then_some(head), *kind))
}

/// A zoom belongs to the axes of one kind of chart.
pub fn of_kind(panel: &Panel, kind: ChartKind) -> View {
    let mut view = View { chart: kind, ..panel.view.clone() };
    view.look.zoom = None;
    view
}

/// How many of the largest are shown, and whether the others are added up.
const COUNTS: [u8; 5] = [3, 5, 6, 8, 12];

pub fn top_ui(ui: &mut Ui, workspace: &Workspace, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let (Some(dataset), shown) = (figures.dataset(), figures.view(panel)) else { return };
    let Some(dimension) = shown.subject.measure.ranked_dimension().filter(|dimension| dataset.codes(dimension).len() > 3) else { return };
    let pick = shown.subject.selection.pick(&dimension);
    let text = match pick {
        Pick::All => "All".to_owned(),
        Pick::Only(codes) => format!("{} chosen", codes.len()),
        Pick::Top { count, rest_as_other: true } => format!("Top {count} and others"),
        Pick::Top { count, rest_as_other: false } => format!("Top {count}"),
    };
    let combo = ComboBox::from_id_salt("top").selected_text(say(ui, &text)).width(100.0).show_ui(ui, |ui| {
        let choices = COUNTS.into_iter().flat_map(|count| [true, false].map(|rest_as_other| Pick::Top { count, rest_as_other }));
        for choice in [Pick::All].into_iter().chain(choices) {
            let name = match &choice {
                Pick::Top { count, rest_as_other: true } => format!("Top {count} and others"),
                Pick::Top { count, rest_as_other: false } => format!("Top {count}"),
                Pick::All | Pick::Only(_) => "All".to_owned(),
            };
            if ui.add(Button::selectable(choice == *pick, say(ui, &name)).right_text("")).clicked() {
                set_pick(workspace, place, panel, &dimension, choice, wishes);
            }
        }
    });
    combo.response.accessible_name(say(ui, "How many"));
}

/// A choice of the largest takes the place of a choice of countries, the shared one too.
fn set_pick(workspace: &Workspace, place: usize, panel: &Panel, dimension: &Dimension, pick: Pick, wishes: &mut Wishes) {
    let mut view = panel.view.clone();
    view.subject.selection.picks.insert(dimension.clone(), pick);
    wishes.view(place, panel, view, Step::Part("top"));
    if panel.shares_countries() && dimension.is_of_countries() && !workspace.shared.countries.is_empty() {
        let shared = Shared { countries: Vec::new(), ..workspace.shared.clone() };
        wishes.push(Action::Edit(Edit::Share(shared), Step::Part("top")));
    }
}

/// What is looked into now, with the way back to all of its kind.
pub fn crumb_ui(ui: &mut Ui, place: usize, panel: &Panel, figures: &Figures, wishes: &mut Wishes) {
    let Some(level) = figures.findings().and_then(|findings| figures.view(panel).chart.definition().way_back(findings)) else { return };
    let all = if level.dimension == Dimension::Commodity { "sections".to_owned() } else { level.dimension.plural().to_lowercase() };
    let back = ui.horizontal(|ui| {
        let say_name = |ui: &Ui, name: &str| figures.findings().map_or_else(|| name.to_owned(), |findings| say_of(ui, findings, name));
        let way = say_name(ui, &format!("Back from {} to all {all}", level.name));
        let back = ui.button(say(ui, &format!("All {all} ›"))).on_hover_text(way);
        ui.label(say_name(ui, &level.name));
        back
    });
    if back.inner.clicked() {
        let mut view = panel.view.clone();
        view.subject.selection.picks.insert(level.dimension, Pick::All);
        wishes.view(place, panel, view, Step::Whole);
    }
}

/// Nearer, and back to the whole. A zoom is one of the `kind` of chart on show.
pub fn zoom_ui(ui: &mut Ui, place: usize, panel: &Panel, kind: ChartKind, plot: &Plot, wishes: &mut Wishes) {
    let is_changed = panel.view.look.zoom.is_some() || !panel.view.look.isolated.is_empty();
    let whole = ui.add_enabled(is_changed, Button::new(say(ui, "Whole")));
    let whole = whole.on_hover_text(say(ui, "Back to the whole picture, all names in colour (Home, or double-click)"));
    if whole.on_disabled_hover_text(say(ui, "The whole picture is in view")).clicked() {
        wishes.push(Action::Do(Command::WholePicture));
    }
    let zoom = nearer(plot);
    let closer = ui
        .add_enabled(zoom.is_some(), Button::new(say(ui, "Closer")))
        .on_hover_text(say(ui, "Look closer; dragging across the picture does so too"));
    if closer.on_disabled_hover_text(say(ui, "This picture shows everything at once")).clicked() {
        let mut view = View { chart: kind, ..panel.view.clone() };
        view.look.zoom = zoom;
        wishes.view(place, panel, view, Step::Part("zoom"));
    }
}

/// Equal distances for equal ratios; greyed with the reason where that means nothing.
pub fn scaling_ui(ui: &mut Ui, place: usize, panel: &Panel, chart: &Chart, wishes: &mut Wishes) {
    let is_logarithmic = panel.view.look.scaling == Scaling::Logarithmic;
    let objection = logarithmic::objection(chart);
    let button = ui.add_enabled(objection.is_none(), Button::selectable(is_logarithmic && objection.is_none(), say(ui, "Log")));
    let button = button.on_hover_text(say(ui, "Logarithmic scale: equal distances are equal ratios"));
    let why = objection.map_or_else(String::new, |why| format!("No logarithmic scale: {why}"));
    if button.on_disabled_hover_text(say(ui, &why)).clicked() {
        let mut view = panel.view.clone();
        view.look.scaling = if is_logarithmic { Scaling::Linear } else { Scaling::Logarithmic };
        // What was in view lies elsewhere now.
        view.look.zoom = None;
        wishes.view(place, panel, view, Step::Whole);
    }
}

/// Names that stand in no legend, searched and set apart: of many pairs those that are looked for.
pub fn apart_ui(ui: &mut Ui, place: usize, panel: &Panel, chart: &Chart, search: &mut String, wishes: &mut Wishes) {
    const MANY: usize = 12;
    if !chart.is_labelled || chart.legend.len() <= MANY {
        return;
    }
    let isolated = &panel.view.look.isolated;
    let text = if isolated.is_empty() { "Set apart…".to_owned() } else { format!("Set apart: {}", isolated.len()) };
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (button, _) = MenuButton::new(say(ui, &text)).config(config).ui(ui, |ui| {
        ui.reset_style();
        ui.set_min_width(240.0);
        search_ui(ui, "Search the names", search, false);
        let wanted = folded(search);
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for entry in chart.legend.iter().filter(|entry| folded(&entry.label).contains(&wanted)) {
                let mut is_apart = isolated.contains(&entry.label);
                if ui.checkbox(&mut is_apart, say(ui, &entry.label)).changed() {
                    let mut view = panel.view.clone();
                    view.look.isolated.retain(|label| *label != entry.label);
                    if is_apart {
                        view.look.isolated.push(entry.label.clone());
                    }
                    wishes.view(place, panel, view, Step::Part("apart"));
                }
            }
        });
    });
    button.on_hover_text(say(ui, "Names shown in colour, with their way through the years"));
}
