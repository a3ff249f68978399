//! What stands among countries and is none: sums of them, the middle of them, parts of the world.

use crate::import::roles::reading::Reader;
use crate::import::roles::said;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::{Code, Dimension};

impl Reader<'_, '_, '_> {
    /// The code of a country, or of a group that is never added to its members.
    pub(super) fn country(&mut self, dimension: &Dimension, text: &str, name: Option<&str>) -> Code {
        // The sum of some countries is called as that of all.
        let is_sum = *dimension == Dimension::Reporter && said::is_total(text);
        if self.layout.scheme != Scheme::Names || !(is_sum || is_group(text)) {
            return self.sink.country(dimension, text, name, self.layout.scheme);
        }
        let label = name.unwrap_or(text);
        *self.sink.report.aggregates.entry(label.to_owned()).or_default() += 1;
        let code = Code::new(format!("X-{text}"));
        self.sink.label(dimension, &code, label);
        code
    }
}

/// Is it made of several countries, though not all agree of which: "Africa", "MEDIAN", "Sub-total"?
fn is_group(text: &str) -> bool {
    match country::resolve_in(Scheme::Names, text) {
        Resolved::One(_) => false,
        Resolved::Ambiguous(codes) => codes.iter().all(|code| country::is_aggregate(code)),
        Resolved::Unknown => said::is_made_of_others(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_no_countries() {
        for text in
            ["Africa", "Asia", "Sub-total", "MEDIAN", "страны СНГ и другие", "Average", "24-country median", "Median across 24 countries"]
        {
            assert!(is_group(text), "{text}");
        }
        for text in ["China", "Korea", "Ruritania", "World"] {
            assert!(!is_group(text), "{text}");
        }
    }
}
