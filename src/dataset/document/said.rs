//! What a series or a point says of its values, beside their codes and periods.

use std::collections::BTreeSet;

use crate::dataset::document::json::{Key, Piece};
use crate::dataset::document::structure::decimals;
use crate::dataset::observation::Status;
use crate::dataset::report::{Faults, quoted};
use crate::terms::amount::{Missing, Qualifier};
use crate::terms::poll::{Mode, Wave};

/// What a series or a point says of its values.
#[derive(Clone, Default)]
pub struct Said {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub qualifier: Option<Qualifier>,
    pub stated: Option<String>,
    pub decimals: Option<u8>,
    pub missing: Option<Missing>,
    pub status: Option<Status>,
    pub period_stated: Option<String>,
    pub note: Option<String>,
    pub locator: Option<String>,
    pub wave: Wave,
    /// Something that tells how sure the value is could not be read; without it the value would look surer than it is.
    pub is_spoilt: bool,
    /// What was said and could not be read: another's word must not stand for it.
    missed: BTreeSet<&'static str>,
}

/// What a point may say.
pub const POINT: [&str; 15] = [
    "value",
    "low",
    "high",
    "qualifier",
    "stated",
    "decimals",
    "missing",
    "status",
    "period_stated",
    "note",
    "locator",
    "base",
    "design_effect",
    "mode",
    "fieldwork",
];

/// Would a value without it mean something else, or look surer than it is?
pub fn is_telling(name: &str) -> bool {
    matches!(name, "value" | "low" | "high" | "qualifier" | "missing" | "status")
}

/// A number, or an object that says more; `None` when it can be neither. `is_of_series` knows the names of what a series
/// says of all its points.
pub fn said_of(point: Piece, is_of_series: impl Fn(&str) -> bool, faults: &mut Faults) -> Option<Said> {
    let mut said = Said::default();
    if point.is_object() {
        faults.entries(point, "a point", |faults, key, value| {
            if said.take(&key, value, faults) || said.take_point(&key, value, faults) {
                return;
            }
            if is_of_series(&key.name) {
                said.is_spoilt = true;
                return faults.add(
                    key.at,
                    quoted(&key.name),
                    "is said by a series of all its points, not by a point; the point is left out",
                );
            }
            said.miss(faults.misspelt(&key, "a point", &POINT, is_telling));
        });
    } else {
        said.value = said.firm(faults.number(point, "a point without further properties"));
    }
    (!said.is_spoilt).then_some(said)
}

impl Said {
    /// Takes what both a series and a point may say; `false` when this property is neither.
    pub fn take(&mut self, key: &Key, value: Piece, faults: &mut Faults) -> bool {
        match key.name.as_ref() {
            "status" => self.status = self.firm(faults.word(value, "a status", &Status::ALL, Status::name)),
            "decimals" => self.decimals = self.soft("decimals", decimals(value, faults)),
            "note" => self.note = self.soft("note", faults.text(value, "a note")),
            "locator" => self.locator = self.soft("locator", faults.text(value, "a locator")),
            "base" => self.wave.base = self.soft("base", faults.whole(value, "a number of respondents", [1, u32::MAX])),
            "design_effect" => {
                let number = faults.number(value, "a design effect");
                if number.is_some_and(|number| number <= 0.0) {
                    faults.add(value.at, value.shown(), "is not a design effect, which is larger than zero");
                }
                self.wave.design_effect = self.soft("design_effect", number.filter(|number| *number > 0.0));
            }
            "mode" => self.wave.mode = self.soft("mode", faults.word(value, "a mode", &Mode::ALL, Mode::name)),
            "fieldwork" => self.wave.fieldwork = self.soft("fieldwork", faults.period(value, "fieldwork")),
            _ => return false,
        }
        true
    }

    /// Takes what only a point may say; `false` when this property is not of that kind.
    fn take_point(&mut self, key: &Key, value: Piece, faults: &mut Faults) -> bool {
        match key.name.as_ref() {
            "value" => self.value = self.firm(faults.number(value, "a value")),
            "low" => self.low = self.firm(faults.number(value, "\"low\"")),
            "high" => self.high = self.firm(faults.number(value, "\"high\"")),
            "qualifier" => self.qualifier = self.firm(faults.word(value, "a qualifier", &Qualifier::ALL, Qualifier::name)),
            "missing" => self.missing = self.firm(faults.word(value, "a reason for a missing value", &Missing::ALL, Missing::name)),
            "stated" => self.stated = faults.text(value, "\"stated\""),
            "period_stated" => self.period_stated = faults.text(value, "\"period_stated\""),
            _ => return false,
        }
        true
    }

    /// A property was written so that it cannot be read, and this one was probably meant.
    pub fn miss(&mut self, meant: Option<&'static str>) {
        self.is_spoilt |= meant.is_some_and(is_telling);
        self.missed.extend(meant);
    }

    /// What is said of its own, or else what is said for all; nothing where its own could not be read.
    pub fn own<T>(&self, name: &str, own: Option<T>, shared: Option<T>) -> Option<T> {
        own.or(shared.filter(|_| !self.missed.contains(name)))
    }

    /// Without it the value still means the same.
    fn soft<T>(&mut self, name: &'static str, read: Option<T>) -> Option<T> {
        if read.is_none() {
            self.missed.insert(name);
        }
        read
    }

    pub fn firm<T>(&mut self, read: Option<T>) -> Option<T> {
        self.is_spoilt |= read.is_none();
        read
    }
}
