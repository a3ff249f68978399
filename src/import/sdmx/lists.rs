//! What a message of SDMX-ML 1.0 says of its codes before its data: lists of codes with their labels, and what is counted.

use std::collections::HashMap;

use crate::import::cube::Cube;
use crate::import::sdmx::xml::Element;

/// The lists read so far.
#[derive(Debug, Default)]
pub struct Lists {
    list: String,
    code: Option<String>,
    names: HashMap<String, String>,
    labels: HashMap<(String, String), String>,
    /// What the figures are of, where the message names it.
    pub indicator: String,
}

impl Lists {
    /// An element that is no part of header and data.
    pub fn open(&mut self, element: &Element) {
        let get = |name: &str| element.get(name).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "CodeList" => (self.list, self.code) = (get("id"), None),
            "Code" => self.code = Some(get("value")),
            "Indicator" if self.indicator.is_empty() => self.indicator = get("name").trim().to_owned(),
            _ => {}
        }
    }

    /// Of several languages the first one is kept.
    pub fn close(&mut self, name: &str, text: &str) {
        match (name, &self.code) {
            ("CodeList", _) => (self.list, self.code) = (String::new(), None),
            ("Code", _) => self.code = None,
            (_, _) if self.list.is_empty() => {}
            ("Description" | "Name", Some(code)) => {
                self.labels.entry((self.list.clone(), code.clone())).or_insert_with(|| text.to_owned());
            }
            ("Name", None) => {
                self.names.entry(self.list.clone()).or_insert_with(|| text.to_owned());
            }
            _ => {}
        }
    }

    /// Gives the codes of concepts that have such a list their labels.
    pub fn apply(&self, cube: &mut Cube) {
        for concept in &mut cube.concepts {
            if let Some(name) = self.names.get(&concept.id).filter(|_| concept.label.is_empty()) {
                concept.label.clone_from(name);
            }
            for category in concept.categories.iter_mut().filter(|category| category.label.is_empty()) {
                if let Some(label) = self.labels.get(&(concept.id.clone(), category.code.clone())) {
                    category.label.clone_from(label);
                }
            }
        }
    }
}
