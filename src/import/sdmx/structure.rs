//! What the structure of an SDMX-JSON message lists: dimensions, attributes and measures, each value known by its number.

use crate::import::cube::cells::Coded;
use crate::import::cube::{Category, Concept, Cube, Kind};
use crate::import::parts::{Parts, plain};

/// The concepts of each level, in the order in which keys and lists of attributes name them.
#[derive(Default)]
pub struct Levels {
    pub dataset: Vec<Listed>,
    pub group: Vec<Listed>,
    pub series: Vec<Listed>,
    pub observation: Vec<Listed>,
}

/// A concept with values that are known by their number.
pub struct Listed {
    pub concept: u32,
    pub values: usize,
    /// Of all dimensions, where the structure states it.
    pub position: Option<usize>,
    pub default: Option<Coded>,
}

impl Levels {
    pub fn of(parts: &Parts, kind: Kind, cube: &mut Cube) -> Self {
        let mut level =
            |name: &str| -> Vec<Listed> { parts.list(name).into_iter().map(|piece| listed(&Parts::of(piece), kind, cube)).collect() };
        Self { dataset: level("dataSet"), group: level("dimensionGroup"), series: level("series"), observation: level("observation") }
    }
}

fn listed(component: &Parts, kind: Kind, cube: &mut Cube) -> Listed {
    let id = component.text("id").unwrap_or_default();
    let mut concept = Concept::new(&id, kind);
    concept.label = component.text_in_english("name").or_else(|| component.text_in_english("names")).unwrap_or_default();
    let values = component.list("values");
    for value in &values {
        let parts = Parts::of(*value);
        let label = parts.text_in_english("name").or_else(|| parts.text_in_english("names")).unwrap_or_default();
        let code = parts.text("id").or_else(|| parts.text_in_english("value")).or_else(|| plain(*value)).unwrap_or_else(|| label.clone());
        let label = if label == code { String::new() } else { label };
        concept.push(Category { code, label, unit: None });
    }
    let concept = cube.new_concept(concept);
    let position = component.text("keyPosition").and_then(|position| position.parse().ok());
    let default = component.text("default").map(|code| cube.coded(concept, &code));
    Listed { concept, values: values.len(), position, default }
}

/// Where observations hold their measures, before their attributes; one where the structure names none.
pub struct Measure {
    pub coded: Option<Coded>,
    pub is_number: bool,
}

pub fn measures(structure: &Parts, cube: &mut Cube) -> Vec<Measure> {
    let all: Vec<Parts> = structure.object("measures").list("observation").into_iter().map(Parts::of).collect();
    if all.len() < 2 {
        return vec![Measure { coded: None, is_number: true }];
    }
    let concept = cube.new_concept(Concept::new("MEASURE", Kind::Dimension));
    let mut measures = Vec::new();
    for measure in all {
        let kind = measure.object("format").text("dataType").unwrap_or_default().to_lowercase();
        let is_number = !["date", "time", "string", "boolean", "alpha", "xhtml", "uri"].iter().any(|word| kind.contains(word));
        let coded = cube.coded(concept, &measure.text("id").unwrap_or_default());
        if let Some(category) = cube.concepts.get_mut(concept as usize).and_then(|all| all.categories.get_mut(coded.category as usize)) {
            category.label = measure.text_in_english("name").unwrap_or_default();
        }
        measures.push(Measure { coded: Some(coded), is_number });
    }
    measures
}
