//! Sources, indicators, labels and caveats of a document.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::document::Properties;
use crate::dataset::document::json::Piece;
use crate::dataset::report::Faults;
use crate::dataset::source::Source;
use crate::dataset::structure::{Caveat, Indicator, Label, Labels, OneOrMore, Reading};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::poll::Side;

/// What makes the observations of a document readable.
#[derive(Default)]
pub struct Structure {
    pub sources: BTreeMap<Code, Source>,
    pub indicators: BTreeMap<Code, Indicator>,
    pub labels: Labels,
    pub caveats: Vec<Caveat>,
}

impl Structure {
    pub fn read(parts: &Properties, faults: &mut Faults) -> Self {
        let mut structure = Self::default();
        if let Some(piece) = parts.get("sources") {
            faults.entries(*piece, "\"sources\"", |faults, key, value| {
                structure.sources.insert(Code::new(key.name), source(value, faults));
            });
        }
        if let Some(piece) = parts.get("indicators") {
            faults.entries(*piece, "\"indicators\"", |faults, key, value| {
                structure.indicators.insert(Code::new(key.name), indicator(value, faults));
            });
        }
        if let Some(piece) = parts.get("labels") {
            faults.entries(*piece, "\"labels\"", |faults, dimension, codes| {
                let dimension = Dimension::from_name(&dimension.name);
                faults.entries(codes, "a list of labels", |faults, code, value| {
                    let label = label(value, faults);
                    structure.labels.entry(dimension.clone()).or_default().insert(Code::new(code.name), label);
                });
            });
        }
        if let Some(piece) = parts.get("notes") {
            faults.items(*piece, "\"notes\"", |faults, note| structure.caveats.extend(caveat(note, faults)));
        }
        structure
    }
}

fn source(piece: Piece, faults: &mut Faults) -> Source {
    const PROPERTIES: [&str; 6] = ["publisher", "title", "published", "accessed", "address", "licence"];
    let mut source = Source::default();
    let mut is_published = false;
    faults.entries(piece, "a source", |faults, key, value| match key.name.as_ref() {
        "publisher" => {
            source.publisher = faults.text(value, "a publisher").unwrap_or_default();
            is_published = true;
        }
        "title" => source.title = faults.text(value, "a title").unwrap_or_default(),
        "published" => source.published = faults.period(value, "a date").map(|date| date.to_string()),
        "accessed" => source.accessed = faults.period(value, "a date").map(|date| date.to_string()),
        "address" => source.address = faults.text(value, "an address"),
        "licence" => source.licence = faults.text(value, "a licence"),
        _ => faults.unknown(&key, "a source", &PROPERTIES),
    });
    if piece.is_object() && !is_published {
        faults.add(piece.at, "the source", "names no \"publisher\"");
    }
    source
}

fn indicator(piece: Piece, faults: &mut Faults) -> Indicator {
    const PROPERTIES: [&str; 5] = ["label", "unit", "reads_as", "note", "decimals"];
    let mut indicator = Indicator::default();
    let mut has_unit = false;
    faults.entries(piece, "an indicator", |faults, key, value| match key.name.as_ref() {
        "label" => indicator.label = faults.text(value, "a label").unwrap_or_default(),
        "unit" => {
            indicator.unit = faults.text(value, "a unit").unwrap_or_default();
            has_unit = true;
        }
        "reads_as" => faults.items(value, "\"reads_as\"", |faults, item| {
            indicator.reads_as.extend(faults.word(item, "a way of reading", &Reading::ALL, Reading::name));
        }),
        "note" => indicator.note = faults.text(value, "a note"),
        "decimals" => indicator.decimals = decimals(value, faults),
        _ => faults.unknown(&key, "an indicator", &PROPERTIES),
    });
    if piece.is_object() && !has_unit {
        faults.add(piece.at, "the indicator", "names no \"unit\"");
    }
    indicator
}

fn label(piece: Piece, faults: &mut Faults) -> Label {
    const PROPERTIES: [&str; 8] = ["en", "ru", "zh", "short", "parent", "members", "side", "order"];
    let mut label = Label::default();
    faults.entries(piece, "a label", |faults, key, value| match key.name.as_ref() {
        "en" => label.en = faults.text(value, "a label").unwrap_or_default(),
        "ru" => label.ru = faults.text(value, "a label"),
        "zh" => label.zh = faults.text(value, "a label"),
        "short" => label.short = faults.text(value, "a label"),
        "parent" => label.parent = faults.text(value, "a code").map(Code::new),
        "members" => faults.items(value, "\"members\"", |faults, item| label.members.extend(faults.text(item, "a code").map(Code::new))),
        "side" => label.side = faults.word(value, "a side", &Side::ALL, Side::name),
        "order" => match value.number().filter(|number| number.fract() == 0.0 && number.abs() <= 1e9) {
            Some(order) => label.order = Some(order as i32),
            None => faults.add(value.at, value.shown(), "is not a whole number, which \"order\" must be"),
        },
        _ => faults.unknown(&key, "a label", &PROPERTIES),
    });
    label
}

fn caveat(piece: Piece, faults: &mut Faults) -> Option<Caveat> {
    const PROPERTIES: [&str; 3] = ["text", "where", "periods"];
    let mut caveat = Caveat::default();
    // A caveat whose place cannot be read would stand beside figures it does not concern.
    let before = faults.count();
    faults.entries(piece, "a note", |faults, key, value| match key.name.as_ref() {
        "text" => caveat.text = faults.text(value, "a note").unwrap_or_default(),
        "where" => faults.entries(value, "\"where\"", |faults, dimension, codes| {
            let codes = if codes.is_list() {
                let mut more = BTreeSet::new();
                faults.items(codes, "a list of codes", |faults, code| more.extend(faults.text(code, "a code").map(Code::new)));
                Some(OneOrMore::More(more))
            } else {
                faults.text(codes, "a code").map(|code| OneOrMore::One(Code::new(code)))
            };
            caveat.concerns.extend(codes.map(|codes| (Dimension::from_name(&dimension.name), codes)));
        }),
        "periods" => faults.items(value, "\"periods\"", |faults, item| caveat.periods.extend(faults.period(item, "a period"))),
        _ => faults.unknown(&key, "a note", &PROPERTIES),
    });
    (faults.count() == before && !caveat.text.is_empty()).then_some(caveat)
}

/// Digits after the point as published.
pub fn decimals(piece: Piece, faults: &mut Faults) -> Option<u8> {
    faults.whole(piece, "a number of decimals", [0, 15]).map(|decimals| decimals as u8)
}
