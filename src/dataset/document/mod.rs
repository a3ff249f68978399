//! The JSON document of `datasets/`, read and written; its JSON Schema.
//!
//! What cannot be read is refused part by part, with line and column; only a text that is no dataset document at all,
//! or contradicts itself by naming a key twice, is refused as a whole.

use std::collections::BTreeMap;

use crate::dataset::document::json::{Flaw, Piece};
use crate::dataset::document::structure::Structure;
use crate::dataset::report::{Faults, Refusal, place, quoted};
use crate::dataset::text::{Objection, text_of};
use crate::dataset::{Dataset, DatasetId, Draft, Origin};
use crate::problem::{Guide, Problem};

mod codes;
pub mod json;
mod said;
mod series;
mod structure;
mod values;
mod write;

pub use write::write;

/// The version of the document that this program reads and writes.
pub const VERSION: &str = "dataset/1";

/// What a dataset document must look like, as JSON Schema.
pub const SCHEMA: &str = include_str!("schema.json");

/// Reads a dataset document. Parts that cannot be read are refused one by one, with line and column; the rest is kept.
///
/// # Errors
/// When the text is not a dataset document at all, or nothing in it can be read. `name` is the file's name, for the message.
pub fn read(bytes: &[u8], name: &str, origin: Origin) -> Result<Dataset, Problem> {
    let problem = || Problem::new(format!("Could not read {name}"));
    let text = text_of(bytes).map_err(|(why, hint)| problem().because(why).hint(hint))?;
    Dataset::new(read_draft(text, name)?, bytes, origin)
}

/// Reads the text of a dataset document.
///
/// # Errors
/// As `read`.
pub fn read_draft(text: &str, name: &str) -> Result<Draft, Problem> {
    let problem = || Problem::new(format!("Could not read {name}"));
    let document = whole(text, FORM).map_err(|(why, hint)| problem().because(why).hint(hint))?;
    let mut faults = Faults::default();
    let parts = parts(document, &mut faults);
    check_version(parts.get("asymmetry"), text, problem)?;
    let draft = draft(&parts, faults, text, name);
    if draft.observations.is_empty() {
        let first = draft.refused.first().map(Refusal::sentence);
        let nothing = problem().because("not one figure in it could be read");
        let nothing = first.into_iter().fold(nothing, Problem::because);
        return Err(nothing.hint("Compare it with one that is read.").guide(Guide::FormOfDatasets));
    }
    Ok(draft)
}

const FORM: &str = "A dataset document is one JSON object: { \"asymmetry\": \"dataset/1\", … }.";

/// Is the text one JSON object in which no key stands twice? A later key would win in silence. `form` says for the hint
/// what such a document looks like.
///
/// # Errors
/// What is wrong with it, where, and what to do about it.
pub fn check_json(text: &str, form: &str) -> Result<(), Objection> {
    whole(text, form).map(drop)
}

/// What a parser of JSON met, its place in front.
pub fn located(error: &serde_json::Error) -> String {
    let said = error.to_string();
    match said.rsplit_once(" at line ") {
        Some((said, _)) if error.line() > 0 => format!("line {}, column {}: {said}", error.line(), error.column().max(1)),
        Some(_) | None => said,
    }
}

/// The text as one object of JSON with each key once. `form` says for the hint what such a document looks like.
///
/// # Errors
/// What is wrong with it, where, and what to do about it.
pub fn whole<'a>(text: &'a str, form: &str) -> Result<Piece<'a>, Objection> {
    let at = |at| {
        let (line, column) = place(text, at);
        format!("line {line}, column {column}")
    };
    // A look at the first sign spares the parsing of what is long and no object.
    let begins = text.find(|letter: char| !letter.is_ascii_whitespace()).unwrap_or_default();
    if !text[begins..].starts_with('{') {
        return Err((format!("{}: it does not begin with {{", at(begins)), form.to_owned()));
    }
    Piece::whole(text).map_err(|flaw| match flaw {
        Flaw::Truncated { at: end } => (
            format!("{}: the file ends in the middle of the document", at(end)),
            "Is it still downloading? Try again with the whole file.".to_owned(),
        ),
        Flaw::Syntax { at: wrong, expected } => (format!("{}: it is not valid JSON: {expected}", at(wrong)), form.to_owned()),
        Flaw::Twice { at: second, first, key } => (
            format!("{}: the key {} stands twice in one object, first at {}", at(second), quoted(&key), at(first)),
            "Keep the one that is meant, and delete the other.".to_owned(),
        ),
        Flaw::TooDeep { at: deep } => (format!("{}: it is nested deeper than any such document", at(deep)), form.to_owned()),
    })
}

/// The properties of the document, wherever they stand in it.
type Properties<'a> = BTreeMap<&'static str, Piece<'a>>;

const PROPERTIES: [&str; 10] = ["asymmetry", "id", "title", "summary", "licence", "sources", "indicators", "labels", "notes", "series"];

fn parts<'a>(document: Piece<'a>, faults: &mut Faults) -> Properties<'a> {
    let mut parts = Properties::new();
    faults.entries(document, "the document", |faults, key, value| match PROPERTIES.iter().find(|name| **name == key.name) {
        Some(name) => drop(parts.insert(name, value)),
        None => faults.unknown(&key, "a dataset document", &PROPERTIES),
    });
    parts
}

fn check_version(version: Option<&Piece>, text: &str, problem: impl Fn() -> Problem) -> Result<(), Problem> {
    let no_document = |why: String| problem().because(why).hint(FORM).guide(Guide::FormOfDatasets);
    let Some(piece) = version else {
        return Err(no_document("it has no property \"asymmetry\", so it is no dataset document".to_owned()));
    };
    let (line, column) = place(text, piece.at);
    let at = |why: String| format!("line {line}, column {column}: {why}");
    Err(match piece.text().as_deref() {
        Some(VERSION) => return Ok(()),
        Some(version) if version.starts_with("dataset/") => {
            let why = format!("it is of version {}, and this program reads {VERSION}", quoted(version));
            problem().because(at(why)).hint("It may need a later version of Asymmetry.")
        }
        Some(version) if version.starts_with("view/") || version.starts_with("workspace/") => {
            no_document(at(format!("it is a {}, not a dataset", version.split('/').next().unwrap_or_default())))
        }
        _ => no_document(at(format!("{} is no version of a dataset document", piece.shown()))),
    })
}

fn draft(parts: &Properties, mut faults: Faults, text: &str, name: &str) -> Draft {
    let at = text.find('{').unwrap_or_default();
    let mut said = |property: &str| match parts.get(property) {
        Some(piece) => faults.text(*piece, &format!("\"{property}\"")),
        None => {
            faults.add(at, "the document", format!("has no \"{property}\""));
            None
        }
    };
    let [id, title, summary, licence] = ["id", "title", "summary", "licence"].map(&mut said);
    let id = match id {
        Some(id) => {
            let kebab = DatasetId::of_name(&id);
            if kebab.as_str() != id {
                let at = parts.get("id").map_or(at, |piece| piece.at);
                faults.add(at, quoted(&id), format!("is not in small letters with hyphens; read as \"{kebab}\""));
            }
            kebab
        }
        None => DatasetId::of_name(name.strip_suffix(".json").unwrap_or(name)),
    };
    let structure = Structure::read(parts, &mut faults);
    codes::check(parts, &structure, &mut faults);
    let observations = series::read(parts.get("series").copied(), &structure, text, &mut faults);
    codes::check_sides(parts, &structure, &observations, &mut faults);
    let Structure { sources, indicators, labels, caveats } = structure;
    Draft {
        title: title.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| id.to_string()),
        id,
        summary: summary.unwrap_or_default(),
        licence: licence.unwrap_or_default(),
        sources,
        indicators,
        labels,
        caveats,
        observations,
        refused: faults.located(text),
    }
}
