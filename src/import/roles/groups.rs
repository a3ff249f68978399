//! What stands among countries and is none: sums of them, the middle of them, parts of the world.

use crate::import::roles::reading::Reader;
use crate::import::roles::{said, units};
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::unit::Unit;

impl Reader<'_, '_, '_> {
    /// The code of a country, or of a group that is never added to its members.
    pub(super) fn country(&mut self, dimension: &Dimension, text: &str, name: Option<&str>) -> Code {
        // The sum of some countries is called as that of all, and those who were asked are not the world.
        let is_of_some = |is_reporter: bool| self.is_of_poll() || is_reporter && !self.is_of_trade();
        let is_reporter = *dimension == Dimension::Reporter;
        let is_sum = is_reporter && said::is_total(text) || is_all(text) && is_of_some(is_reporter);
        if self.layout.scheme != Scheme::Names || !(is_sum || is_group(text)) {
            return self.sink.country(dimension, text, name, self.layout.scheme);
        }
        let label = name.unwrap_or(text);
        *self.sink.report.aggregates.entry(label.to_owned()).or_default() += 1;
        let code = Code::new(format!("X-{text}"));
        self.sink.label(dimension, &code, label);
        code
    }

    /// Do the columns speak of questions, answers or of how many were asked?
    fn is_of_poll(&self) -> bool {
        let is_asked =
            |dimension: &Dimension| matches!(dimension, Dimension::Question | Dimension::Answer | Dimension::Pollster | Dimension::Group);
        let labels = self.columns.figures.iter().filter_map(|(_, figures)| figures.indicator.as_ref());
        let counts_people = self.columns.base.is_some() || self.columns.fieldwork.iter().any(Option::is_some);
        let has_bases = !self.layout.asked.is_empty() || self.columns.figures.iter().any(|(_, figures)| figures.base.is_some());
        let of_columns = self.columns.dimensions.iter().map(|(_, dimension, _)| *dimension);
        counts_people
            || has_bases
            || of_columns.chain(self.layout.fixed.iter().map(|fixed| &fixed.dimension)).any(is_asked)
            || labels.map(|(_, label)| label).any(|label| is_opinion(label))
    }

    /// Do the columns speak of partners, flows or goods, or of money?
    fn is_of_trade(&self) -> bool {
        let of_figures = self.columns.figures.iter().filter_map(|(_, figures)| figures.unit.as_deref());
        let units = of_figures.chain(self.layout.unit.as_deref()).chain(self.layout.unit_above.as_deref());
        if units.map(Unit::new).any(|unit| units::is_money(unit.plain().0)) {
            return true;
        }
        let is_of_trade = |dimension: &Dimension| matches!(dimension, Dimension::Partner | Dimension::Flow | Dimension::Commodity);
        let of_columns = self.columns.dimensions.iter().map(|(_, dimension, _)| *dimension);
        of_columns.chain(self.layout.fixed.iter().map(|fixed| &fixed.dimension)).any(is_of_trade)
    }
}

/// Those who report trade are called so where they are the world; of those who were asked, all are no more than these.
fn is_all(text: &str) -> bool {
    text.trim().eq_ignore_ascii_case("all")
}

/// Is it what people answer when they are asked what they think of somebody?
fn is_opinion(label: &str) -> bool {
    const ROOTS: [&str; 16] = [
        "favorable",
        "favourable",
        "unfavor",
        "unfavour",
        "approve",
        "disapprove",
        "don't know",
        "dk/",
        "refused",
        "trust",
        "agree",
        "одобря",
        "доверя",
        "относ",
        "затрудн",
        "好感",
    ];
    let small = label.to_lowercase();
    ROOTS.iter().any(|root| small.starts_with(root) || small.contains(&format!(" {root}")))
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
