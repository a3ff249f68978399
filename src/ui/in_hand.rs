//! What a presenter takes in hand before people: the years, the countries and goods, and the names that are set apart.

use std::collections::BTreeSet;

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{self, Color32, Margin, Panel, PopupCloseBehavior, RichText, Ui, vec2};

use crate::dataset::Dataset;
use crate::measure::Subject;
use crate::measure::findings::Findings;
use crate::query::selection::Pick;
use crate::terms::dimension::{Code, Dimension};
use crate::ui::controls::codes::{Choice, RowEnd, choose_ui, entries};
use crate::ui::presenting::{Presenting, Stage};
use crate::ui::said::{say, say_of};
use crate::ui::widgets::range_ui;

/// Below the slide, until it is put away: what is tried out changes the slide before people and not the briefing.
pub fn in_hand_ui(ui: &mut Ui, presenting: &mut Presenting, stage: &mut Stage, ground: Color32) {
    let Some(captured) = stage.briefing.slides.get(presenting.slide).cloned() else { return };
    let step = presenting.step.min(captured.steps() - 1);
    let Some(findings) = stage.slides.findings(&captured, step) else { return };
    let Some(shown) = presenting.shown(stage.briefing).cloned() else { return };
    let Some(view) = shown.views.get(step) else { return };
    let room = ui.available_height();
    let frame = egui::Frame::new().fill(ground).inner_margin(Margin::symmetric(24, 10));
    Panel::bottom("in hand").frame(frame).show(ui, |ui| {
        let size = (room * 22.0 / 900.0).max(18.0);
        ui.style_mut().text_styles.values_mut().for_each(|font| font.size = size);
        ui.spacing_mut().interact_size.y = size * 1.4;
        ui.spacing_mut().button_padding = vec2(size * 0.5, size * 0.2);
        if let Some([first, last]) = years(&findings).filter(|[first, last]| first < last) {
            let selection = &view.subject.selection;
            let from = selection.from.and_then(|from| from.first_year()).unwrap_or(first).clamp(first, last);
            let to = selection.to.and_then(|to| to.last_year()).unwrap_or(last).clamp(first, last);
            ui.spacing_mut().slider_width = ui.available_width() - 12.0;
            range_ui(ui, [from, to], [first, last], |from, to| presenting.show_years(stage.briefing, [from, to]));
        }
        ui.horizontal_wrapped(|ui| {
            if let Ok(dataset) = stage.library.get(&view.subject.dataset) {
                for dimension in dimensions(&view.subject, &dataset) {
                    codes_ui(ui, presenting, stage, (&view.subject, &dataset, &dimension));
                }
            }
            for label in stage.slides.legend(&shown, step) {
                if ui.selectable_label(view.look.isolated.contains(&label), say_of(ui, &findings, &label)).clicked() {
                    presenting.set_apart(stage.briefing, &label);
                }
            }
        });
    });
}

/// Those of which a view picks some codes among several.
fn dimensions(subject: &Subject, dataset: &Dataset) -> Vec<Dimension> {
    let mut dimensions = dataset.dimensions();
    let is_picked = |dimension: &Dimension| !matches!(subject.selection.pick(dimension), Pick::All);
    let is_fixed = |dimension: &Dimension| matches!(dimension, Dimension::Indicator | Dimension::Question | Dimension::Source);
    dimensions.retain(|dimension| {
        is_picked(dimension)
            && !is_fixed(dimension)
            && !subject.measure.takes_all(dimension)
            && codes(subject, dataset, dimension).len() > 1
    });
    dimensions
}

fn codes(subject: &Subject, dataset: &Dataset, dimension: &Dimension) -> Vec<Code> {
    let is_side = matches!(dimension, Dimension::Reporter | Dimension::Partner);
    if is_side { subject.choosable(dataset, dimension) } else { dataset.codes(dimension) }
}

/// The list of a dimension behind its name. None chosen is all of them.
fn codes_ui(ui: &mut Ui, presenting: &mut Presenting, stage: &Stage, (subject, dataset, dimension): (&Subject, &Dataset, &Dimension)) {
    let shown: Vec<Code> = match subject.selection.pick(dimension) {
        Pick::Only(codes) => codes.iter().cloned().collect(),
        Pick::All | Pick::Top { .. } => Vec::new(),
    };
    let entries = entries(dataset, dimension, &codes(subject, dataset, dimension), &shown, RowEnd::Nothing);
    let name = dimension.plural();
    let is_single = subject.takes_one(dimension);
    let choice = Choice { name: &name, hint: "Search", is_single, rows_seen: 8.5, is_open_at_first: true };
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let button = MenuButton::new(RichText::new(format!("{} ▴", say(ui, &name)))).config(config);
    let (_, list) = button.ui(ui, |ui| {
        ui.set_min_width(260.0);
        choose_ui(ui, &choice, &entries, &shown, presenting.searches.entry(dimension.clone()).or_default(), false)
    });
    let Some(mut chosen) = list.and_then(|list| list.inner) else { return };
    if is_single {
        chosen.truncate(1);
    }
    let chosen: BTreeSet<Code> = chosen.into_iter().collect();
    presenting.digress(stage.briefing, |view| {
        let picks = &mut view.subject.selection.picks;
        match chosen.is_empty() {
            true => drop(picks.remove(dimension)),
            false => drop(picks.insert(dimension.clone(), Pick::Only(chosen))),
        }
    });
}

/// First and last year of the figures.
fn years(findings: &Findings) -> Option<[i32; 2]> {
    let years = || findings.points().filter_map(|(_, point)| point.period.first_year().zip(point.period.last_year()));
    Some([years().map(|(first, _)| first).min()?, years().map(|(_, last)| last).max()?])
}
