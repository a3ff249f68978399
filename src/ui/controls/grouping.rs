//! Which chapters are added up to one group of goods: published definitions, or chapters of one's own choice.

use std::collections::BTreeSet;

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{Align, Button, PopupCloseBehavior, ScrollArea, Ui};

use crate::dataset::Dataset;
use crate::measure::grouped;
use crate::query::selection::Pick;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::groupings::{self, GROUPINGS};
use crate::ui::action::{Step, Wishes};
use crate::ui::said::{say, say_label};
use crate::ui::theme::quiet;
use crate::ui::widgets::{hairline_ui, sentence};
use crate::workspace::Panel;

/// Stands above figures by commodity; greyed with the reason where there are no chapters to add up.
pub fn grouping_ui(ui: &mut Ui, place: usize, panel: &Panel, dataset: &Dataset, wishes: &mut Wishes) {
    let dimension = Dimension::Commodity;
    if !dataset.dimensions().contains(&dimension) || panel.view.subject.measure.study().objection(dataset).is_some() {
        return;
    }
    let pick = panel.view.subject.selection.pick(&dimension);
    if let Some(why) = grouped::lacks_chapters(dataset) {
        ui.add_enabled(false, Button::new(say(ui, "Grouping…"))).on_disabled_hover_text(say(ui, &sentence(&why)));
        return;
    }
    let picked = match pick {
        Pick::Only(codes) => codes.clone(),
        Pick::All | Pick::Top { .. } => BTreeSet::new(),
    };
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (button, _) = MenuButton::new(say(ui, &name(&picked))).config(config).ui(ui, |ui| {
        ui.set_width(330.0);
        let wish = definitions_ui(ui, &picked).or_else(|| chapters_ui(ui, dataset, &picked));
        let Some(codes) = wish else { return };
        let mut view = panel.view.clone();
        let ungrouped = || panel.view.subject.measure.starting_subject(dataset).selection.picks.remove(&dimension);
        let pick = if codes.is_empty() { ungrouped() } else { Some(Pick::Only(codes)) };
        view.subject.selection.picks.remove(&dimension);
        view.subject.selection.picks.extend(pick.map(|pick| (dimension.clone(), pick)));
        // The axis is another one now.
        view.look.zoom = None;
        view.look.isolated.clear();
        wishes.view(place, panel, view, Step::Whole);
    });
    button.on_hover_text(say(ui, "Goods added up to one group, such as raw materials by one definition or another"));
}

/// What is longer has no room among the other controls.
const LONGEST_NAME: usize = 36;

/// "Grouping: Mineral products", as far as there is one.
fn name(picked: &BTreeSet<Code>) -> String {
    // Its authority stands in the list and on the picture.
    let name = |label: String| label.split_once(" (").map_or(label.clone(), |(name, _)| name.to_owned());
    let groups: Vec<String> = picked.iter().filter_map(|code| groupings::label(code.as_str())).map(name).collect();
    match groups.as_slice() {
        [] => "Grouping…".to_owned(),
        [one] if one.chars().count() > LONGEST_NAME => {
            let count = picked.iter().filter_map(|code| groupings::chapters(code.as_str())).map(|chapters| chapters.len()).sum::<usize>();
            format!("Grouping: {count} chapters")
        }
        [one] => format!("Grouping: {one}"),
        several => format!("Grouping: {} compared", several.len()),
    }
}

/// The published definitions, each alone or all side by side; `Some` with what is to be picked, nothing for no group.
fn definitions_ui(ui: &mut Ui, picked: &BTreeSet<Code>) -> Option<BTreeSet<Code>> {
    let mut wish = None;
    let is_grouped = picked.iter().any(|code| groupings::chapters(code.as_str()).is_some());
    if ui.add(Button::selectable(!is_grouped, say(ui, "HS chapters, not grouped"))).clicked() {
        wish = Some(BTreeSet::new());
    }
    for grouping in GROUPINGS {
        let codes = BTreeSet::from([Code::new(grouping.code())]);
        let button = ui.add(Button::selectable(codes == *picked, say(ui, &grouping.label())));
        if button.on_hover_text(say(ui, &groupings::definition(&grouping.code()).unwrap_or_default())).clicked() {
            wish = Some(codes);
        }
    }
    let all: BTreeSet<Code> = GROUPINGS.iter().map(|grouping| Code::new(grouping.code())).collect();
    if ui.add(Button::selectable(all == *picked, say(ui, "All four definitions compared"))).clicked() {
        wish = Some(all);
    }
    wish
}

/// The chapters of the group on show, to be changed; of several groups or none a new one is begun.
fn chapters_ui(ui: &mut Ui, dataset: &Dataset, picked: &BTreeSet<Code>) -> Option<BTreeSet<Code>> {
    let of = |code: &Code| groupings::chapters(code.as_str()).or_else(|| Some([groupings::chapter(code.as_str())?].into()));
    let now: BTreeSet<u8> = picked.first().filter(|_| picked.len() == 1).and_then(of).unwrap_or_default();
    let mut chapters = now.clone();
    hairline_ui(ui);
    ui.label(quiet(say(ui, if now.is_empty() { "A group of your own" } else { "Chapters added up" })));
    ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        let has_just_opened = has_just_opened(ui);
        // A menu draws no frames, and what can be ticked is known by its box.
        ui.reset_style();
        let mut codes = dataset.codes(&Dimension::Commodity);
        codes.sort();
        for code in codes {
            let Some(chapter) = groupings::chapter(code.as_str()) else { continue };
            let mut is_member = chapters.contains(&chapter);
            let label = format!("{chapter:02} {}", say_label(ui, &dataset.names, &dataset.label(&Dimension::Commodity, &code)));
            let row = ui.checkbox(&mut is_member, label);
            if has_just_opened && now.first() == Some(&chapter) {
                row.scroll_to_me(Some(Align::Min));
            }
            if row.changed() {
                if is_member {
                    chapters.insert(chapter)
                } else {
                    chapters.remove(&chapter)
                };
            }
        }
    });
    (chapters != now).then(|| groupings::code_of(&chapters).map(Code::new).into_iter().collect())
}

/// Was the list not there in the frame before? Then it begins at what is ticked.
fn has_just_opened(ui: &Ui) -> bool {
    let (id, now) = (ui.scope_id().with("seen"), ui.ctx().cumulative_frame_nr());
    let before = ui.ctx().data_mut(|data| {
        let seen: &mut u64 = data.get_temp_mut_or_insert_with(id, || 0);
        std::mem::replace(seen, now)
    });
    before + 1 < now
}
