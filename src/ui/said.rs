//! How the window says something: in the card, the table and beside the pointer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use eframe::egui::{Context, Id, Ui};

use crate::measure::findings::Findings;
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
    say_in(ui.ctx(), english)
}

pub fn say_in(ctx: &Context, english: &str) -> String {
    said(ctx, &[], english, Way::Line)
}

/// Words for a dialog of the system, which stands in no window of ours.
pub fn say_to(language: Language, english: &str) -> String {
    Tongue::new(language).say(english)
}

/// A label of a dataset, or a line with such labels in it.
pub fn say_label(ui: &Ui, names: &Arc<Names>, english: &str) -> String {
    say_label_in(ui.ctx(), names, english)
}

/// What is said of figures, with the labels of their datasets.
pub fn say_of(ui: &Ui, findings: &Findings, english: &str) -> String {
    said(ui.ctx(), &findings.names, english, Way::Line)
}

/// What may be somebody's own words: all of it or nothing.
pub fn say_whole(ui: &Ui, findings: &Findings, english: &str) -> String {
    said(ui.ctx(), &findings.names, english, Way::Whole)
}

/// A label of a dataset, where there is no `Ui`.
pub fn say_label_in(ctx: &Context, names: &Arc<Names>, english: &str) -> String {
    said(ctx, std::slice::from_ref(names), english, Way::Line)
}

/// A formula, each of its parts by itself.
pub fn say_formula(ui: &Ui, findings: &Findings, english: &str) -> String {
    said(ui.ctx(), &findings.names, english, Way::Formula)
}

/// How a line is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Line,
    Whole,
    Formula,
}

fn said(ctx: &Context, names: &[Arc<Names>], english: &str, way: Way) -> String {
    match language(ctx) {
        Language::English => english.to_owned(),
        language @ (Language::Russian | Language::Chinese) => {
            let known = ctx.data_mut(|data| data.get_temp_mut_or_default::<Said>(Id::unique("said")).clone());
            known.0.lock().unwrap_or_else(PoisonError::into_inner).of(language, names).say(english, way)
        }
    }
}

/// What was said already. The same words stand in the window frame after frame, and recognising them takes a while.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Memory>>);

#[derive(Default)]
struct Memory(Vec<Lines>);

/// What was said in one language, with the labels of the same datasets.
struct Lines {
    tongue: Tongue,
    known: BTreeMap<(Way, String), String>,
}

impl Memory {
    /// More than the datasets of all panels that are seen.
    const MOST: usize = 24;

    fn of(&mut self, language: Language, names: &[Arc<Names>]) -> &mut Lines {
        let is_of = |lines: &Lines| {
            let tongue = &lines.tongue;
            let are_same = || tongue.names.iter().zip(names).all(|(one, other)| Arc::ptr_eq(one, other));
            tongue.language == language && tongue.names.len() == names.len() && are_same()
        };
        let place = self.0.iter().position(is_of).unwrap_or_else(|| {
            if self.0.len() == Self::MOST {
                self.0.remove(0);
            }
            self.0.push(Lines { tongue: Tongue { language, names: names.to_vec() }, known: BTreeMap::new() });
            self.0.len() - 1
        });
        &mut self.0[place]
    }
}

impl Lines {
    fn say(&mut self, english: &str, way: Way) -> String {
        let tongue = &self.tongue;
        let say = || match way {
            Way::Line => tongue.say_in_window(english),
            Way::Whole => tongue.say_whole(english),
            Way::Formula => tongue.say_formula(english),
        };
        self.known.entry((way, english.to_owned())).or_insert_with(say).clone()
    }
}
