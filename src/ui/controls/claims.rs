//! Statements of documents to tick, so that each lies over the figures with its verdict; those that speak of something else
//! greyed, with the reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{Align, Label, Layout, PopupCloseBehavior, ScrollArea, TextWrapMode, Ui, vec2};

use crate::dataset::Dataset;
use crate::dataset::observation::Observation;
use crate::measure::claims::{Claim, can_be_taken_as, fitting, statement_dimension};
use crate::measure::findings::Findings;
use crate::terms::country::folded;
use crate::terms::dimension::{Code, Dimension};
use crate::ui::action::{Step, Wishes};
use crate::ui::said::{say, say_label};
use crate::ui::session::Document;
use crate::ui::theme::quiet;
use crate::ui::widgets::{hover_beside, search_ui};
use crate::workspace::Panel;

/// A statement in the list.
struct Entry<'a> {
    document: &'a Arc<Dataset>,
    statement: &'a Code,
    /// "A008: 35%, China in Russia, 2024".
    name: String,
    /// What it is of, its note.
    about: String,
    objection: Option<String>,
    /// The series that it can be taken to speak of all the same, with the codes that it then stands against.
    readings: Vec<(String, BTreeMap<Dimension, Code>)>,
}

/// Longer lists of series are searched elsewhere.
const MOST_READINGS: usize = 12;

/// The button, and under it the list; `documents` are those whose statements are known by now.
pub fn claims_ui(
    ui: &mut Ui,
    (place, panel): (usize, &Panel),
    documents: Option<&[Document]>,
    findings: Option<&Findings>,
    search: &mut String,
    wishes: &mut Wishes,
) {
    let laid = &panel.view.subject.claims;
    let text = if laid.is_empty() { say(ui, "Claims") } else { format!("{} ({})", say(ui, "Claims"), laid.len()) };
    let config = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let (response, _) = MenuButton::new(text).config(config).ui(ui, |ui| {
        // What is ticked and typed has its frame here as anywhere.
        ui.reset_style();
        ui.set_width(460.0);
        let Some((documents, findings)) = documents.zip(findings) else {
            ui.label(quiet(say(ui, "Reading the documents…")));
            return;
        };
        search_ui(ui, "Search the claims", search, false);
        list_ui(ui, (place, panel), &entries(ui, documents, laid, findings), &folded(search), wishes);
    });
    response.on_hover_text(say(ui, "Statements of a document laid over the figures, each with its verdict"));
}

fn list_ui(ui: &mut Ui, (place, panel): (usize, &Panel), entries: &[Entry], wanted: &str, wishes: &mut Wishes) {
    let is_found = |entry: &&Entry| wanted.is_empty() || [&entry.name, &entry.about].iter().any(|text| folded(text).contains(wanted));
    let found: Vec<&Entry> = entries.iter().filter(is_found).collect();
    if found.is_empty() {
        ui.label(quiet(say(ui, "No claim says that.")));
    }
    ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).id_salt("claims").show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let mut are_fitting_told = false;
        for entry in found {
            if entry.objection.is_some() && !are_fitting_told {
                are_fitting_told = true;
                ui.add(Label::new(quiet(say(ui, "They speak of something else than what is shown:"))).wrap());
            }
            entry_ui(ui, (place, panel), entry, wishes);
        }
    });
}

fn entry_ui(ui: &mut Ui, (place, panel): (usize, &Panel), entry: &Entry, wishes: &mut Wishes) {
    let is_it = |claim: &Claim| claim.dataset == entry.document.id && claim.statement == *entry.statement;
    let is_laid = panel.view.subject.claims.iter().any(is_it);
    let mut is_ticked = is_laid;
    let text = match &entry.objection {
        Some(objection) => format!("{} – {objection}", entry.name),
        None => entry.name.clone(),
    };
    ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
    let mut against = BTreeMap::new();
    let line = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let response = ui.allocate_ui_with_layout(line, Layout::right_to_left(Align::Center), |ui| {
        if let Some(chosen) = readings_ui(ui, entry).filter(|_| !is_laid) {
            (is_ticked, against) = (true, chosen);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            // One that is laid over can be taken away whatever is shown by now.
            ui.add_enabled_ui(entry.objection.is_none() || is_laid, |ui| ui.checkbox(&mut is_ticked, &text)).inner
        })
    });
    hover_beside(response.inner.inner, format!("{text}\n{}", entry.about));
    if is_ticked != is_laid {
        let mut view = panel.view.clone();
        let claims = &mut view.subject.claims;
        if is_ticked {
            claims.push(Claim { dataset: entry.document.id.clone(), statement: entry.statement.clone(), against });
            claims.sort();
        } else {
            claims.retain(|claim| !is_it(claim));
        }
        wishes.view(place, panel, view, Step::Whole);
    }
}

/// What the document calls otherwise can be set against a series by hand; its verdict then names both.
fn readings_ui(ui: &mut Ui, entry: &Entry) -> Option<BTreeMap<Dimension, Code>> {
    if entry.readings.is_empty() {
        return None;
    }
    let mut chosen = None;
    let text = say(ui, "Take as…");
    let button = ui.menu_button(text, |ui| {
        ui.label(quiet(say(ui, "The statement is taken to speak of:")));
        for (name, against) in &entry.readings {
            if ui.button(name).clicked() {
                chosen = Some(against.clone());
                ui.close();
            }
        }
    });
    button.response.on_hover_text(say(ui, "Set it against a series that the document calls otherwise; the verdict names both"));
    chosen
}

/// Those that fit first, each group in the order of the documents.
fn entries<'a>(ui: &Ui, documents: &'a [Document], laid: &[Claim], findings: &Findings) -> Vec<Entry<'a>> {
    let all = documents.iter().flat_map(|document| document.statements.iter().map(move |one| (&document.dataset, one)));
    let mut entries: Vec<Entry> = all.filter_map(|(document, observation)| entry(ui, document, observation, laid, findings)).collect();
    entries.sort_by_key(|entry| (entry.objection.is_some(), &entry.document.id, entry.statement));
    entries
}

fn entry<'a>(ui: &Ui, document: &'a Arc<Dataset>, observation: &'a Observation, laid: &[Claim], findings: &Findings) -> Option<Entry<'a>> {
    let say = |english: &str| say_label(ui, &document.names, english);
    let statement = observation.codes.get(&statement_dimension())?;
    let claim = laid.iter().find(|claim| claim.dataset == document.id && claim.statement == *statement);
    let against = claim.map(|claim| claim.against.clone()).unwrap_or_default();
    let said = observation.amount.as_ref().map_or_else(
        |_| say("no number"),
        |amount| amount.stated.as_ref().map_or_else(|| say(&observation.unit.write(amount)), |stated| format!("“{stated}”")),
    );
    let when = observation.period_stated.as_ref().map_or_else(|| say(&observation.period.label()), |stated| format!("“{stated}”"));
    let of = [Dimension::Reporter, Dimension::Partner, Dimension::Commodity, Dimension::Holder, Dimension::Answer];
    let of: Vec<String> = of.iter().filter_map(|one| Some(say(&document.short_label(one, observation.codes.get(one)?)))).collect();
    let indicator = observation.codes.get(&Dimension::Indicator).map(|code| say(&document.label(&Dimension::Indicator, code)));
    let place = observation.locator.as_deref().map(str::to_owned);
    let about: Vec<String> = indicator.into_iter().chain(place).chain(observation.note.clone()).collect();
    let objection = fitting(observation, &against, document, findings).err();
    Some(Entry {
        document,
        statement,
        name: format!("{statement}: {said}, {}, {when}", of.join(", ")),
        about: about.join("\n"),
        readings: if objection.is_some() { readings(ui, document, observation, findings) } else { Vec::new() },
        objection: objection.map(|objection| say(&objection)),
    })
}

fn readings(ui: &Ui, document: &Dataset, observation: &Observation, findings: &Findings) -> Vec<(String, BTreeMap<Dimension, Code>)> {
    // One thing in the figures of two sources is one choice.
    let mut readings: Vec<(String, BTreeMap<Dimension, Code>)> = Vec::new();
    for (at, against) in can_be_taken_as(observation, findings) {
        if readings.iter().all(|(_, known)| *known != against) {
            readings.push((say_label(ui, &document.names, &findings.series[at].label), against));
        }
    }
    readings.truncate(MOST_READINGS);
    readings
}
