//! How a number and its period are said in the window: in the card, the table and beside the pointer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{Context, Id, Ui};

use crate::measure::findings::{Findings, Point, Series};
use crate::terms::amount::Missing;
use crate::terms::language::Language;
use crate::terms::translation::Tongue;
use crate::terms::translation::names::Names;

/// In which language the window speaks, for this frame.
pub fn speak(ctx: &Context, language: Language) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("language"), language));
}

pub fn language(ctx: &Context) -> Language {
    ctx.data(|data| data.get_temp(Id::unique("language"))).unwrap_or_default()
}

/// Words of the window in the language that it speaks.
pub fn say(ui: &Ui, english: &str) -> String {
    match language(ui.ctx()) {
        Language::English => english.to_owned(),
        language @ (Language::Russian | Language::Chinese) => remembered(ui, language, english),
    }
}

/// What was said already. The same words stand in the window frame after frame, and recognising them takes a while.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<BTreeMap<(Language, String), String>>>);

fn remembered(ui: &Ui, language: Language, english: &str) -> String {
    let said = ui.ctx().data_mut(|data| data.get_temp_mut_or_default::<Said>(Id::unique("said")).clone());
    let mut known = said.0.lock().unwrap_or_else(PoisonError::into_inner);
    let say = || Tongue::new(language).say_at_mark(english);
    known.entry((language, english.to_owned())).or_insert_with(say).clone()
}

/// A label of a dataset.
pub fn say_label(ui: &Ui, names: &Arc<Names>, english: &str) -> String {
    match language(ui.ctx()) {
        Language::English => english.to_owned(),
        language @ (Language::Russian | Language::Chinese) => Tongue { language, names: vec![Arc::clone(names)] }.say_at_mark(english),
    }
}

/// What is said of figures, with the labels of their datasets.
pub fn say_of(ui: &Ui, findings: &Findings, english: &str) -> String {
    match language(ui.ctx()) {
        Language::English => english.to_owned(),
        language @ (Language::Russian | Language::Chinese) => Tongue { language, names: findings.names.clone() }.say_at_mark(english),
    }
}

/// The number of a mark, in words.
pub fn value(series: &Series, point: &Point) -> String {
    match &point.amount {
        Ok(amount) => series.unit.write(amount),
        Err(missing) => reason(*missing).to_owned(),
    }
}

pub fn reason(missing: Missing) -> &'static str {
    match missing {
        Missing::NotCollected => "Not collected",
        Missing::NotPublished => "Not published",
        Missing::Confidential => "Confidential",
        Missing::NotApplicable => "Not applicable",
        Missing::Unreadable => "Unreadable in its source",
    }
}

/// The period in the reader's words, and in the source's own when they are vague.
pub fn period(point: &Point) -> String {
    let of = point.is_of().label();
    let shown_for = point.stands_in.map_or_else(String::new, |_| format!(", shown for {}", point.period.label()));
    match &point.period_stated {
        Some(stated) => format!("{of} (stated as “{stated}”){shown_for}"),
        None => of + &shown_for,
    }
}
