//! Whether the codes that a document names are declared in it, or known without.

use std::collections::BTreeSet;

use crate::dataset::document::Properties;
use crate::dataset::document::json::{Key, Piece};
use crate::dataset::document::structure::Structure;
use crate::dataset::observation::{Observation, may_name_dimension};
use crate::dataset::report::{Faults, is_near, quoted};
use crate::dataset::structure::{NO_SIDE, Reading};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::trade::{self, Flow};

/// Why a code cannot be taken; `None` when it can.
pub fn objection(structure: &Structure, dimension: &Dimension, code: &Code) -> Option<String> {
    let is_labelled = || structure.labels.get(dimension).is_some_and(|labels| labels.contains_key(code));
    match dimension {
        Dimension::Source if !structure.sources.contains_key(code) => Some("is not listed under \"sources\"".to_owned()),
        Dimension::Indicator if !structure.indicators.contains_key(code) => Some("is not listed under \"indicators\"".to_owned()),
        Dimension::Source | Dimension::Indicator => None,
        Dimension::Reporter | Dimension::Partner if country::is_known(code.as_str()) => None,
        Dimension::Reporter | Dimension::Partner => objection_to_country(dimension, code, is_labelled()),
        Dimension::Flow => Flow::from_code(code.as_str()).is_none().then(|| {
            let flows = Flow::ALL.map(Flow::code).join(", ");
            format!("is not a flow; expected one of {flows}")
        }),
        Dimension::Commodity if trade::level(code.as_str()).is_some() => None,
        Dimension::Commodity
        | Dimension::Holder
        | Dimension::Market
        | Dimension::Question
        | Dimension::Answer
        | Dimension::Pollster
        | Dimension::Group
        | Dimension::Other(_) => (!is_labelled()).then(|| format!("is not declared under \"labels\", \"{dimension}\"")),
    }
}

/// Groups of a document's own begin with `X-`: what does not is taken for a country, and would be added to its members.
fn objection_to_country(dimension: &Dimension, code: &Code, is_labelled: bool) -> Option<String> {
    match (code.as_str().starts_with("X-"), country::resolve(code.as_str())) {
        (true, _) if is_labelled => None,
        (true, _) => Some(format!("is not declared under \"labels\", \"{dimension}\"")),
        (false, Resolved::One(meant)) => Some(format!("is not a country code; did you mean \"{meant}\"?")),
        (false, Resolved::Ambiguous(codes)) => Some(format!("is not a country code; it may mean {}", country::named(&codes))),
        (false, Resolved::Unknown) if is_labelled => Some(format!(
            "is no country that is known, and a code of your own begins with X-: write \"X-{code}\" here and under \"labels\""
        )),
        (false, Resolved::Unknown) => {
            Some(format!("is not a country code of three letters (ISO 3166), and \"labels\" declares no {dimension} of this code"))
        }
    }
}

/// Reports what labels and notes refer to in vain. They are kept: a code that no figure has harms none.
pub fn check(parts: &Properties, structure: &Structure, faults: &mut Faults) {
    if let Some(labels) = parts.get("labels") {
        labels.entries(|key, codes| {
            let dimension = dimension_of(&key, structure, faults);
            codes.entries(|_, label| check_label(label, dimension.as_ref(), structure, faults));
        });
    }
    if let Some(notes) = parts.get("notes") {
        notes.items(|note| {
            note.entries(|key, value| {
                if key.name == "where" {
                    check_place(value, structure, faults);
                }
            });
        });
    }
}

fn check_label(label: Piece, dimension: Option<&Dimension>, structure: &Structure, faults: &mut Faults) {
    let Some(dimension) = dimension else { return };
    let mut check = |piece: Piece, role: &str| {
        let code = piece.text().map(Code::new);
        if let Some((code, why)) = code.and_then(|code| objection(structure, dimension, &code).map(|why| (code, why))) {
            faults.add(piece.at, quoted(code.as_str()), format!("{why}; it is {role} in vain"));
        }
    };
    label.entries(|key, value| match key.name.as_ref() {
        "parent" => check(value, "a parent"),
        "members" => drop(value.items(|member| check(member, "a member"))),
        _ => {}
    });
}

/// The clauses of a note.
fn check_place(clauses: Piece, structure: &Structure, faults: &mut Faults) {
    clauses.entries(|key, codes| {
        let Some(dimension) = dimension_of(&key, structure, faults) else { return };
        let mut check = |piece: Piece| {
            let code = piece.text().map(Code::new);
            if let Some((code, why)) = code.and_then(|code| objection(structure, &dimension, &code).map(|why| (code, why))) {
                faults.add(piece.at, quoted(code.as_str()), format!("{why}; the note reaches no figure by it"));
            }
        };
        if !codes.items(&mut check) {
            check(codes);
        }
    });
}

/// The dimension of this name, when figures of the document can have one.
fn dimension_of(key: &Key, structure: &Structure, faults: &mut Faults) -> Option<Dimension> {
    let dimension = Dimension::from_name(&key.name);
    let is_declared = structure.labels.contains_key(&dimension) && may_name_dimension(&key.name);
    if !matches!(dimension, Dimension::Other(_)) || is_declared {
        return Some(dimension);
    }
    let mut known = Dimension::KNOWN.iter().chain([&Dimension::Source]).chain(structure.labels.keys());
    let help = match known.find(|known| **known != dimension && is_near(known.name(), &key.name)) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if structure.labels.contains_key(&dimension) => {
            "a dimension has a name in small letters that no column of figures has".to_owned()
        }
        None => "\"labels\" declares no codes of it".to_owned(),
    };
    faults.add(key.at, quoted(&key.name), format!("is no dimension of this document; {help}"));
    None
}

/// Reports answers without a side, where opinions are read from them.
pub fn check_sides(parts: &Properties, structure: &Structure, observations: &[Observation], faults: &mut Faults) {
    let reads_as_sentiment = |one: &&Observation| {
        let indicator = one.codes.get(&Dimension::Indicator).and_then(|code| structure.indicators.get(code));
        one.side.is_none() && indicator.is_some_and(|indicator| indicator.reads_as.contains(&Reading::Sentiment))
    };
    let answers = observations.iter().filter(reads_as_sentiment).filter_map(|one| one.codes.get(&Dimension::Answer));
    let unsided: BTreeSet<&str> = answers.map(Code::as_str).collect();
    let Some(labels) = parts.get("labels").filter(|_| !unsided.is_empty()) else { return };
    labels.entries(|dimension, codes| {
        if dimension.name == Dimension::Answer.name() {
            codes.entries(|code, _| {
                if unsided.contains(code.name.as_ref()) {
                    faults.add(code.at, format!("the answer {}", quoted(&code.name)), NO_SIDE);
                }
            });
        }
    });
}
