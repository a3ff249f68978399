//! Countries among the codes of a concept. A code is only believed when its label does not speak against it.

use std::collections::BTreeMap;

use crate::import::cube::meaning;
use crate::import::cube::{Category, Concept, Cube};
use crate::import::roles::said;
use crate::import::sink::Sink;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::{Code, Dimension};

/// What the areas of one concept are to us.
pub struct Areas<'a> {
    concept: &'a Concept,
    dimension: Dimension,
    /// `None` when its codes are no codes of countries.
    scheme: Option<Scheme>,
    known: BTreeMap<u32, Code>,
}

impl<'a> Areas<'a> {
    pub fn new(cube: &'a Cube, concept: &'a Concept, dimension: Dimension) -> Self {
        let scheme = cube.scheme.filter(|scheme| is_of_countries(concept, *scheme));
        Self { concept, dimension, scheme, known: BTreeMap::new() }
    }

    /// The code of an area as figures have it.
    pub fn code(&mut self, category: u32, sink: &mut Sink) -> Code {
        if let Some(known) = self.known.get(&category) {
            return known.clone();
        }
        let code = self.resolved(category, sink);
        self.known.insert(category, code.clone());
        code
    }

    fn resolved(&self, category: u32, sink: &mut Sink) -> Code {
        let Some(category) = self.concept.categories.get(category as usize) else { return Code::new("X-") };
        let label = Some(category.label.as_str()).filter(|label| !label.is_empty());
        let by_label = label.map_or(Resolved::Unknown, country::resolve);
        // A total is one of what the file covers, unless the agency's own list says more, and a group is what its own name says.
        let is_listed = self.scheme == Some(Scheme::Bis) && matches!(country::resolve_in(Scheme::Bis, &category.code), Resolved::One(_));
        if label.is_some_and(|label| {
            is_whole(label) && !is_listed || self.scheme.is_some_and(|scheme| is_other_group(scheme, &category.code, label))
        }) {
            return sink.stranger(&self.dimension, &category.code, label);
        }
        let code = match (self.scheme, by_label) {
            // "CA" is Canada among countries, and California where the label says so.
            (Some(scheme), Resolved::One(named)) if differs(scheme, &category.code, named) => label.unwrap_or_default(),
            (Some(_), _) => &category.code,
            (None, Resolved::One(_)) => label.unwrap_or_default(),
            (None, Resolved::Ambiguous(_) | Resolved::Unknown) => {
                return sink.stranger(&self.dimension, &category.code, label);
            }
        };
        let resolved = sink.country(&self.dimension, code, label, self.scheme.unwrap_or(Scheme::Names));
        // The agency's own name of a group says what it comprises: "European Union - 27 countries (from 2020)".
        if let Some(label) = label.filter(|_| country::is_aggregate(resolved.as_str())) {
            sink.label(&self.dimension, &resolved, label);
        }
        resolved
    }
}

/// Is it all that the file covers?
fn is_whole(label: &str) -> bool {
    said::is_total(label) || matches!(label.trim().to_lowercase().as_str(), "all" | "all areas" | "all countries")
}

/// Does the code mean one group, and the label begin with the name of another: `EU15`, "Euro area (15 countries)"?
fn is_other_group(scheme: Scheme, code: &str, label: &str) -> bool {
    let start = label.split(['(', '-']).next().unwrap_or(label);
    match (country::resolve_in(scheme, code), country::resolve(start)) {
        // EU28 is told from EU27 by what stands in the brackets.
        (Resolved::One(coded), Resolved::One(named)) => coded.get(..2) != named.get(..2) && country::is_aggregate(coded),
        (Resolved::One(_) | Resolved::Ambiguous(_) | Resolved::Unknown, _) => false,
    }
}

fn differs(scheme: Scheme, code: &str, named: &str) -> bool {
    match country::resolve_in(scheme, code) {
        Resolved::One(coded) => coded != named,
        Resolved::Ambiguous(_) | Resolved::Unknown => false,
    }
}

/// Are its codes those of countries? States and provinces have codes of two letters as well, so some label must agree, unless
/// the concept is one of those that have countries everywhere.
fn is_of_countries(concept: &Concept, scheme: Scheme) -> bool {
    const ALWAYS: [&str; 8] = ["REF_AREA", "GEO", "LOCATION", "COUNTRY", "COUNTERPART_AREA", "COUNTERPART_COUNTRY", "PARTNER", "REPORTER"];
    if ALWAYS.contains(&concept.id.to_uppercase().as_str()) {
        return true;
    }
    // Names in a language that is not known here speak neither for codes nor against them; "land" does.
    let is_code = |category: &Category| matches!(country::resolve_in(scheme, &category.code), Resolved::One(_));
    let is_named = |category: &Category| country::resolve(&category.label) != Resolved::Unknown;
    let is_called = || meaning::area_in_words(&concept.label).is_some();
    if concept.categories.iter().all(|category| is_code(category) && !is_named(category)) && is_called() {
        return true;
    }
    let mut labelled =
        concept.categories.iter().filter(|category| !category.label.is_empty() && category.label != category.code).peekable();
    labelled.peek().is_none()
        || labelled.any(|category| match country::resolve(&category.label) {
            named @ Resolved::One(_) => country::resolve_in(scheme, &category.code) == named,
            Resolved::Ambiguous(_) | Resolved::Unknown => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cube::Kind;

    fn concept(id: &str, categories: &[(&str, &str)]) -> Concept {
        let mut concept = Concept::new(id, Kind::Dimension);
        for (code, label) in categories {
            concept.push(Category { code: (*code).to_owned(), label: (*label).to_owned(), unit: None });
        }
        concept
    }

    #[test]
    fn states_are_no_countries_though_their_codes_look_alike() {
        let states = concept("state", &[("CA", "California"), ("AL", "Alabama"), ("DE", "Delaware")]);
        assert!(!is_of_countries(&states, Scheme::Names));
        let countries = concept("area", &[("CA", "Canada"), ("OT", "Total")]);
        assert!(is_of_countries(&countries, Scheme::Names));
        assert!(is_of_countries(&concept("state", &[("CA", ""), ("DE", "DE")]), Scheme::Names));
    }

    #[test]
    fn a_group_is_what_its_own_name_says() {
        assert!(is_other_group(Scheme::Names, "EU15", "Euro area (15 countries)"));
        assert!(!is_other_group(Scheme::Names, "EU28", "European Union (28 countries)"));
        assert!(!is_other_group(Scheme::Names, "CA", "Canada (all provinces)"));
    }
}
