//! The dimensions of a cube of JSON-stat, with their categories in their order.

use crate::dataset::document::json::Piece;
use crate::dataset::report::quoted;
use crate::import::cube::unit::{self, Named};
use crate::import::cube::{Category, Concept, Cube, Declared, Kind};
use crate::import::parts::{Parts, members, plain};

/// Why a dataset cannot be read, and where.
pub struct Flaw {
    pub at: usize,
    pub why: String,
}

impl Flaw {
    pub fn new(piece: Option<Piece>, why: impl Into<String>) -> Self {
        Self { at: piece.map_or(0, |piece| piece.at), why: why.into() }
    }
}

pub fn flaw<T>(piece: Option<Piece>, why: impl Into<String>) -> Result<T, Flaw> {
    Err(Flaw::new(piece, why))
}

/// Reads the dimensions and their categories; returns how many categories each has.
pub fn dimensions(dataset: &Parts, cube: &mut Cube) -> Result<Vec<usize>, Flaw> {
    let all = dataset.object("dimension");
    let of = |name: &str| dataset.get(name).or_else(|| all.get(name));
    let (Some(ids), Some(sizes)) = (of("id"), of("size")) else {
        return flaw(dataset.get("dimension"), "it does not say by \"id\" and \"size\" how its values are ordered");
    };
    let (names, stated): (Vec<String>, Vec<Piece>) = (members(ids).into_iter().filter_map(plain).collect(), members(sizes));
    // The Office for National Statistics leaves out that what is measured is one thing: the categories tell the sizes as well.
    let are_told_apart = names.len() == stated.len();
    let read = |size: Piece| plain(size).and_then(|size| size.parse::<usize>().ok()).filter(|size| *size > 0);
    let mut product = Some(1_usize);
    for size in &stated {
        let Some(length) = read(*size) else { return flaw(Some(*size), format!("{} is no size of a dimension", size.shown())) };
        product = product.and_then(|product| product.checked_mul(length));
    }
    let roles = of("role").map(Parts::of).unwrap_or_default();
    let mut lengths = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let Some(piece) = all.get(name) else {
            return flaw(dataset.get("dimension"), format!("the dimension {} is named, but not there", quoted(name)));
        };
        let mut concept = concept(name, piece)?;
        let length = concept.categories.len();
        if let Some(size) = stated.get(at).filter(|size| are_told_apart && read(**size) != Some(length)) {
            let why = format!("the dimension {} has {length} categories, but its size is {}", quoted(name), size.shown());
            return flaw(Some(*size), why);
        }
        // Of several places, as those of residence and of birth, the first is the one that is counted.
        let has_role = |role: &str| roles.list(role).into_iter().filter_map(plain).next().is_some_and(|id| id == *name);
        let declared = [("time", Declared::Time), ("geo", Declared::Geo), ("metric", Declared::Metric)];
        concept.declared = declared.into_iter().find(|(role, _)| has_role(role)).map(|(_, declared)| declared);
        cube.concepts.push(concept);
        lengths.push(length);
    }
    if !are_told_apart && lengths.iter().try_fold(1_usize, |all, length| all.checked_mul(*length)) != product {
        return flaw(Some(sizes), format!("it names {} dimensions, and the size of {}", names.len(), stated.len()));
    }
    Ok(lengths)
}

/// A dimension with its categories in their order.
fn concept(name: &str, piece: Piece) -> Result<Concept, Flaw> {
    let parts = Parts::of(piece);
    let category = parts.object("category");
    let labels = category.object("label");
    let units = category.object("unit");
    let codes: Vec<String> = match category.get("index") {
        Some(index) if index.is_list() => members(index).into_iter().filter_map(plain).collect(),
        Some(index) if index.is_object() => in_order(name, index)?,
        // The one category of a dimension needs no number.
        Some(_) | None if labels.names.len() == 1 => labels.names.clone(),
        other => {
            return flaw(other.or(Some(piece)), format!("the dimension {} does not say in which order its categories are", quoted(name)));
        }
    };
    let mut concept = Concept::new(name, Kind::Dimension);
    concept.label = parts.text("label").unwrap_or_default();
    for code in codes {
        let unit = units.get(&code).and_then(|unit| unit_of(&Parts::of(unit)));
        concept.push(Category { label: labels.text(&code).unwrap_or_default(), unit, code });
    }
    Ok(concept)
}

/// The codes by their numbers, which must be 0, 1, 2 and so on.
fn in_order(name: &str, index: Piece) -> Result<Vec<String>, Flaw> {
    let parts = Parts::of(index);
    let mut codes: Vec<Option<String>> = vec![None; parts.names.len()];
    for code in &parts.names {
        let number = parts.text(code).and_then(|number| number.parse::<usize>().ok());
        match number.and_then(|number| codes.get_mut(number)) {
            Some(place @ None) => *place = Some(code.clone()),
            Some(Some(other)) => {
                let why = format!("the dimension {} has {} and {} at one place", quoted(name), quoted(other), quoted(code));
                return flaw(parts.get(code), why);
            }
            None => {
                let why =
                    format!("the dimension {} has {} at no place among its {} categories", quoted(name), quoted(code), parts.names.len());
                return flaw(parts.get(code).or(Some(index)), why);
            }
        }
    }
    Ok(codes.into_iter().flatten().collect())
}

/// The unit of a category: its base or its symbol with a power of ten where it has one, else its label, symbol or base.
fn unit_of(unit: &Parts) -> Option<(String, i32)> {
    let said = |name: &str| unit.text(name).filter(|text| !text.trim().is_empty());
    if said("type").is_some_and(|kind| kind.eq_ignore_ascii_case("index")) {
        return Some(("index".to_owned(), 0));
    }
    // Nobody counts in tens: the Office for National Statistics means by 1 that figures are given as they are.
    let power = said("multiplier").and_then(|power| power.parse().ok()).filter(|power| *power != 0 && *power != 1);
    // Beside "million euro" the symbol may be that of millions.
    let label =
        said("label").filter(|label| matches!(unit::named(label, label), Named { power, base, .. } if power != 0 && !base.is_empty()));
    if let Some((base, power)) = said("base").or(label).or_else(|| said("symbol")).zip(power) {
        return Some((base, power));
    }
    // What the Office calls a unit it has under that name, and calls the label what is counted.
    let words = ["unit", "label", "symbol", "base"].into_iter().find_map(said)?;
    Some((words, 0))
}
