//! A list of codes to tick, searched by name in three languages and by code.

use std::sync::Arc;

use eframe::egui::{Align, Button, Label, Layout, Rect, Response, RichText, ScrollArea, TextWrapMode, Ui, UiBuilder, vec2};

use crate::dataset::Dataset;
use crate::picture::Weight;
use crate::picture::text::shorten;
use crate::terms::country::{self, folded};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::translation::names::Names;
use crate::ui::said::{say, say_label};
use crate::ui::theme::{SMALL, quiet};
use crate::ui::widgets::{hover_beside, search_ui, section_ui, word_ui};

/// One code in the list.
pub struct Entry {
    pub code: Code,
    pub name: String,
    /// Names in other languages, for the tooltip and the search.
    pub also: Vec<String>,
    /// Stands small at the end of the row.
    pub mark: Option<String>,
    /// Labels of its dataset in other languages.
    pub names: Arc<Names>,
    /// Why it has nothing to show here.
    pub objection: Option<String>,
}

/// What stands at the end of the rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RowEnd {
    Code,
    Nothing,
}

/// How a list of codes is shown.
pub struct Choice<'a> {
    pub name: &'a str,
    pub hint: &'a str,
    /// Does the panel show one at a time? Then the one ticked last is shown.
    pub is_single: bool,
    pub rows_seen: f32,
    pub is_open_at_first: bool,
}

/// A list shorter than this needs no search, and is seen as a whole.
const SEARCHED_FROM: usize = 9;

/// The entries of a dimension, then those that are chosen but unknown here. Their order stays, so that no row moves away
/// under the pointer that ticks it.
pub fn entries(dataset: &Dataset, dimension: &Dimension, known: &[Code], chosen: &[Code], end: RowEnd) -> Vec<Entry> {
    let unknown = chosen.iter().filter(|code| !known.contains(code));
    known.iter().chain(unknown).map(|code| entry(dataset, dimension, code, end)).collect()
}

fn entry(dataset: &Dataset, dimension: &Dimension, code: &Code, end: RowEnd) -> Entry {
    let label = dataset.entry(dimension, code);
    let of_country = |name: fn(&str) -> Option<&'static str>| dimension.is_of_countries().then(|| name(code.as_str())).flatten();
    let russian = label.and_then(|label| label.ru.clone()).or_else(|| of_country(country::name_in_russian).map(str::to_owned));
    let chinese = label.and_then(|label| label.zh.clone()).or_else(|| of_country(country::name_in_chinese).map(str::to_owned));
    Entry {
        code: code.clone(),
        name: dataset.label(dimension, code),
        also: russian.into_iter().chain(chinese).collect(),
        mark: (end == RowEnd::Code && !code.as_str().starts_with("X-") && !code.as_str().contains('+'))
            .then(|| code.as_str().trim_start_matches("HS-").to_owned()),
        names: Arc::clone(&dataset.names),
        objection: None,
    }
}

impl Entry {
    /// Does a search typed so far lead here? `wanted` is folded.
    fn is_found(&self, wanted: &str, resolved: Option<&str>) -> bool {
        wanted.is_empty()
            || resolved == Some(self.code.as_str())
            || folded(&self.name).contains(wanted)
            || self.also.iter().any(|name| folded(name).contains(wanted))
            || folded(self.code.as_str()).contains(wanted)
    }
}

/// The list; `Some` with the codes chosen from now on, in the order of choosing, none for all of them.
pub fn choose_ui(
    ui: &mut Ui,
    choice: &Choice,
    entries: &[Entry],
    chosen: &[Code],
    search: &mut String,
    is_wanted: bool,
) -> Option<Vec<Code>> {
    let (mut wish, mut cleared) = (None, false);
    section_ui(
        ui,
        choice.name,
        choice.is_open_at_first,
        |ui| {
            if chosen.is_empty() {
                ui.label(quiet(say(ui, "all")));
            } else {
                cleared = word_ui(ui, "All").on_hover_text(say(ui, &format!("{}: let go of the choice", choice.name))).clicked();
            }
        },
        |ui| {
            if entries.len() >= SEARCHED_FROM {
                ui.push_id(choice.name, |ui| search_ui(ui, &format!("Search: {}", choice.hint), search, is_wanted));
            }
            let wanted = folded(search);
            let resolved = match country::resolve(search) {
                country::Resolved::One(code) => Some(code),
                country::Resolved::Ambiguous(_) | country::Resolved::Unknown => None,
            };
            let found: Vec<&Entry> = entries.iter().filter(|entry| entry.is_found(&wanted, resolved)).collect();
            if found.is_empty() {
                ui.label(quiet(say(ui, "None by that name here.")));
            }
            let height = choice.rows_seen * (ui.spacing().interact_size.y + 1.0);
            let list = ScrollArea::vertical().max_height(height).auto_shrink([false, true]).id_salt(choice.name);
            let mut has_come_here = false;
            let shown = list.show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                for entry in found {
                    let response = tick_ui(ui, entry, chosen.contains(&entry.code));
                    if response.changed() {
                        wish = Some(toggled(chosen, &entry.code, choice.is_single));
                    }
                    // The keyboard goes on to rows that the list has not yet scrolled to.
                    if response.gained_focus() {
                        response.scroll_to_me(None);
                        has_come_here = true;
                    }
                }
            });
            if has_come_here {
                // And the list itself may lie beyond the edge of its panel.
                ui.scroll_to_rect(shown.inner_rect, None);
            }
            if entries.len() >= SEARCHED_FROM
                && let Some(code) = chips_ui(ui, entries, chosen)
            {
                wish = Some(toggled(chosen, &code, choice.is_single));
            }
        },
    );
    if cleared { Some(Vec::new()) } else { wish }
}

/// The chosen ones in the order of choosing, each to be let go: below the list, whose rows then stay where they are.
fn chips_ui(ui: &mut Ui, entries: &[Entry], chosen: &[Code]) -> Option<Code> {
    let mut gone = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for entry in chosen.iter().filter_map(|code| entries.iter().find(|entry| entry.code == *code)) {
            let name = say_label(ui, &entry.names, &entry.name);
            let name = shorten(&name, ui.max_rect().width() - 40.0, SMALL, Weight::Regular);
            let text = RichText::new(format!("{name} ×")).size(SMALL);
            if ui
                .add(Button::new(text).small().wrap_mode(TextWrapMode::Extend))
                .on_hover_text(say_label(ui, &entry.names, &format!("{}: let go", entry.name)))
                .clicked()
            {
                gone = Some(entry.code.clone());
            }
        }
    });
    gone
}

fn tick_ui(ui: &mut Ui, entry: &Entry, is_chosen: bool) -> Response {
    let mut is_ticked = is_chosen;
    let row = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), ui.spacing().interact_size.y));
    // A list has a hundred rows and shows a dozen: the others are there for the keyboard, and need no ink.
    let is_seen = ui.is_rect_visible(row);
    let mut name_rect = row;
    if let Some(mark) = entry.mark.as_ref().filter(|_| is_seen) {
        let at_end = UiBuilder::new().max_rect(row).layout(Layout::right_to_left(Align::Center));
        let of_mark = ui.new_child(at_end).add(Label::new(quiet(mark)).selectable(false)).rect;
        name_rect.max.x = of_mark.min.x - ui.spacing().item_spacing.x;
    }
    let in_row = UiBuilder::new().max_rect(name_rect).layout(Layout::left_to_right(Align::Center));
    let mut inner = ui.new_child(in_row);
    inner.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
    // One that was chosen for another panel can be unticked here too.
    if entry.objection.is_some() && !is_chosen {
        inner.disable();
    }
    let name = say_label(ui, &entry.names, &entry.name);
    let response = inner.checkbox(&mut is_ticked, name);
    ui.advance_cursor_after_rect(row);
    if !is_seen {
        return response;
    }
    let objection = entry.objection.as_ref().map(|objection| say(ui, objection));
    let words: Vec<&str> =
        [entry.name.as_str()].into_iter().chain(entry.also.iter().map(String::as_str)).chain(objection.as_deref()).collect();
    hover_beside(response, words.join("\n"))
}

/// The codes chosen after one was ticked or unticked. Where one is shown at a time, the one just ticked comes first.
fn toggled(chosen: &[Code], code: &Code, is_single: bool) -> Vec<Code> {
    let mut next: Vec<Code> = chosen.iter().filter(|one| *one != code).cloned().collect();
    if next.len() < chosen.len() {
        return next;
    }
    let place = if is_single { 0 } else { next.len() };
    next.insert(place, code.clone());
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_choosing_is_kept_and_the_one_shown_alone_comes_first() {
        let [china, india] = ["CHN", "IND"].map(Code::new);
        assert_eq!(toggled(std::slice::from_ref(&china), &india, false), [china.clone(), india.clone()]);
        assert_eq!(toggled(std::slice::from_ref(&china), &india, true), [india.clone(), china.clone()]);
        assert_eq!(toggled(&[china.clone(), india.clone()], &china, false), [india]);
    }
}
