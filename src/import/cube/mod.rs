//! Observations with the codes that identify and qualify them, as JSON-stat and SDMX give them. Knows neither how a file
//! writes them nor what they mean.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::dataset::report::ends_of_lines;
use crate::import::cube::cells::{Cell, Cells, Coded};
use crate::import::cube::series::SeriesCodes;
use crate::terms::country::Scheme;

pub mod areas;
pub mod cells;
pub mod figures;
mod made;
pub mod meaning;
mod pieces;
pub mod scale;
mod series;
mod shared;
pub mod unit;
mod used;
pub mod value;

/// What a document of named parts holds.
#[derive(Debug)]
pub struct Cube {
    pub concepts: Vec<Concept>,
    /// Codes that several observations have in common; each observation names one of these.
    pub series: SeriesCodes,
    pub cells: Cells,
    /// What is measured where no concept says so: a code and a label.
    pub measured: (String, String),
    /// Whose codes its countries have; `None` when the agency means areas of its own by letters that others give to countries.
    pub scheme: Option<Scheme>,
    pub scale: Scale,
    /// What the file says of some of its figures.
    pub notes: Vec<Note>,
    /// What one of its cells is called for people: "cell", "observation".
    pub cell_word: &'static str,
}

/// What identifies an observation, or qualifies it.
#[derive(Clone, Debug)]
pub struct Concept {
    pub id: String,
    pub label: String,
    pub kind: Kind,
    /// The role that the file itself gives it.
    pub declared: Option<Declared>,
    pub categories: Vec<Category>,
    known: HashMap<String, u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Dimension,
    Attribute,
}

/// The roles that files give to concepts in so many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    Time,
    Geo,
    Metric,
}

/// How a concept called SCALE is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The figures are counted in it.
    Applies,
    /// The agency shows them in it, and gives them in full.
    ForDisplay,
}

/// A code of a concept.
#[derive(Clone, Debug, Default)]
pub struct Category {
    pub code: String,
    /// Empty where the file gives none.
    pub label: String,
    /// The unit of what is measured, and the power of ten that it is counted in, where the file states them here.
    pub unit: Option<(String, i32)>,
}

/// What is said of the figures with these codes.
#[derive(Clone, Debug)]
pub struct Note {
    pub of: Vec<Coded>,
    pub text: String,
}

impl Cube {
    pub fn new(cell_word: &'static str) -> Self {
        Self {
            concepts: Vec::new(),
            series: SeriesCodes::default(),
            cells: Cells::default(),
            measured: (String::new(), String::new()),
            scheme: Some(Scheme::Names),
            scale: Scale::Applies,
            notes: Vec::new(),
            cell_word,
        }
    }

    /// With a folder for observations that are too many for memory.
    pub fn in_room(cell_word: &'static str, room: Option<PathBuf>) -> Self {
        Self { cells: Cells::with_room(room), ..Self::new(cell_word) }
    }

    /// The number of the concept with this id, which is made if there is none.
    pub fn concept(&mut self, id: &str, kind: Kind) -> u32 {
        let found = self.concepts.iter().position(|concept| concept.id == id);
        let at = found.unwrap_or_else(|| {
            self.concepts.push(Concept::new(id, kind));
            self.concepts.len() - 1
        });
        at as u32
    }

    /// The number of a concept of its own, even when another has this id.
    pub fn new_concept(&mut self, concept: Concept) -> u32 {
        self.concepts.push(concept);
        (self.concepts.len() - 1) as u32
    }

    /// A code of a concept, which is made if there is none.
    pub fn coded(&mut self, concept: u32, code: &str) -> Coded {
        let category = self.concepts.get_mut(concept as usize).map_or(0, |concept| concept.category(code));
        Coded { concept, category }
    }

    /// Every code of a cell, those of its series first.
    pub fn codes_of<'a>(&'a self, cell: &Cell<'a>) -> impl Iterator<Item = Coded> + 'a {
        self.series.of(cell.series).chain(cell.own())
    }

    pub fn category(&self, coded: Coded) -> Option<&Category> {
        self.concepts.get(coded.concept as usize)?.categories.get(coded.category as usize)
    }
}

impl Concept {
    pub fn new(id: &str, kind: Kind) -> Self {
        Self { id: id.to_owned(), label: String::new(), kind, declared: None, categories: Vec::new(), known: HashMap::new() }
    }

    /// The number of the category with this code, which is made if there is none.
    pub fn category(&mut self, code: &str) -> u32 {
        if let Some(known) = self.known.get(code) {
            return *known;
        }
        self.push(Category { code: code.to_owned(), ..Category::default() })
    }

    /// Adds a category behind the others, even when its code is known already.
    pub fn push(&mut self, category: Category) -> u32 {
        let number = self.categories.len() as u32;
        self.known.entry(category.code.clone()).or_insert(number);
        self.categories.push(category);
        number
    }
}

/// Tells lines and columns of offsets that are asked for in the order of the text.
pub struct Places<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    column: u32,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    /// Line and column, counted from 1. An offset before the last one asked for has the place of that one.
    pub fn of(&mut self, at: usize) -> (u32, u32) {
        if let Some(between) = self.text.get(self.at..at) {
            match between.rfind(['\n', '\r']) {
                Some(last) => {
                    self.line += ends_of_lines(between).count() as u32;
                    self.column = between[last + 1..].chars().count() as u32 + 1;
                }
                None => self.column += between.chars().count() as u32,
            }
            self.at = at;
        }
        (self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_in_lines_and_characters() {
        let text = "{\n\"é\": 1,\r\n2}";
        let mut places = Places::new(text);
        assert_eq!(places.of(text.find('1').expect("is there")), (2, 6));
        assert_eq!(places.of(text.find('2').expect("is there")), (3, 1));
        assert_eq!(places.of(0), (3, 1));
    }

    #[test]
    fn a_code_has_one_number() {
        let mut cube = Cube::new("cell");
        let geo = cube.concept("GEO", Kind::Dimension);
        assert_eq!(cube.coded(geo, "DE"), Coded { concept: 0, category: 0 });
        assert_eq!(cube.coded(geo, "FR").category, 1);
        assert_eq!(cube.coded(geo, "DE").category, 0);
        assert_eq!(cube.concept("GEO", Kind::Attribute), geo);
    }
}
