//! What figures are counted in: by their column, their row, the name of what is counted, the words above the table, or a
//! currency in their own cells.

use crate::dataset::observation::Codes;
use crate::import::cube::unit;
use crate::import::roles::layout::Figures;
use crate::import::roles::reading::{Reader, Shared};
use crate::import::roles::{amounts, labels, units};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::unit::Unit;

impl Reader<'_, '_, '_> {
    /// What the column counts in, else the row, else the name of its indicator, else the words above; with the row's power of ten.
    pub(super) fn unit(&self, codes: &Codes, figures: &Figures, shared: &Shared) -> String {
        if let Some(unit) = &figures.unit {
            return self.with_size_above(sized(unit, shared.power));
        }
        let unit = shared.unit.clone().filter(|unit| !unit.is_empty()).or_else(|| self.unit_in_label(codes, figures));
        let is_own = || shared.has_its_own || figures.indicator.as_ref().is_some_and(|(_, label)| amounts::has_its_own(label));
        let unit = unit.or_else(|| self.layout.unit_above.clone().filter(|_| !is_own()));
        let power = figures.manner.size.map_or(shared.power, |size| size.power);
        self.with_size_above(sized(&unit.unwrap_or_default(), power))
    }

    /// "Foreign trade, thousands" stands above columns in USD and in t as well.
    fn with_size_above(&self, unit: String) -> String {
        let is_amount = units::is_currency(&unit) || matches!(unit.as_str(), "t" | "kg" | "dollars");
        match self.layout.unit_above.as_deref().filter(|above| is_amount && is_size(above)) {
            Some(size) => format!("{unit} {size}"),
            None => unit,
        }
    }

    /// The unit that the name of the row's indicator ends with: "Exports (% of GDP)".
    fn unit_in_label(&self, codes: &Codes, figures: &Figures) -> Option<String> {
        let code = codes.get(&Dimension::Indicator).filter(|_| figures.indicator.is_none())?;
        let label = self.sink.label_of(&Dimension::Indicator, code);
        labels::parted(&label).1.or_else(|| unit::of_measure(&label).map(str::to_owned))
    }

    /// Is the indicator paid in another currency than this?
    pub(super) fn pays_otherwise(&self, code: &Code, unit: &str) -> bool {
        let known = self.sink.unit_of(code);
        let currency = |unit: &str| Unit::new(unit).plain().0.to_owned();
        units::is_currency(&currency(unit)) && units::is_currency(&currency(known)) && currency(unit) != currency(known)
    }
}

/// The unit with a power of ten, which it may say itself already: "USD million" and 6 are the same millions.
fn sized(unit: &str, power: i32) -> String {
    let says_it = Unit::new(unit).plain().1 == 10_f64.powi(power);
    if power == 0 || says_it { unit.to_owned() } else { units::scaled(unit, power) }
}

/// A currency that stands beside a number goes before what is said of all numbers, but for the power of ten they are given in.
pub(super) fn in_currency(unit: String, currency: Option<&str>, power: i32) -> String {
    match currency {
        // "Exports, thousands" over "$5".
        Some(currency) if power == 0 && is_size(&unit) => units::scaled(currency, units::power(&unit).unwrap_or(0)),
        // "USD/t" says more of it.
        Some(currency) if !unit.split(|letter: char| !letter.is_alphanumeric() && letter != '¥').any(|word| word == currency) => {
            units::scaled(currency, power)
        }
        Some(_) | None => unit,
    }
}

fn is_size(unit: &str) -> bool {
    units::power(unit).is_some_and(|power| power > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_that_the_unit_says_itself_is_applied_once() {
        assert_eq!(sized("USD", 6), "USD million");
        assert_eq!(sized("USD million", 6), "USD million");
        assert_eq!(sized("", 3), "thousand");
        assert_eq!(sized("count", 0), "count");
    }

    #[test]
    fn a_currency_beside_a_number_is_believed() {
        assert_eq!(in_currency("EUR million".to_owned(), Some("USD"), 0), "USD");
        assert_eq!(in_currency("USD million".to_owned(), Some("USD"), 0), "USD million");
        assert_eq!(in_currency("thousand".to_owned(), Some("USD"), 0), "USD thousand");
        assert_eq!(in_currency("USD/t".to_owned(), Some("USD"), 0), "USD/t");
        assert_eq!(in_currency("billion".to_owned(), Some("USD"), 9), "USD billion");
        assert_eq!(in_currency("EUR million".to_owned(), None, 0), "EUR million");
    }
}
