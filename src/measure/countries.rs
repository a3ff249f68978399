//! Which choice of countries narrows a reading: the countries its series stand for, or the one partner it looks at.

use crate::dataset::Dataset;
use crate::measure::{Measure, Subject};
use crate::terms::dimension::{Code, Dimension};

/// Where a choice of countries takes effect in a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountryChoice {
    pub dimension: Dimension,
    pub how_many: HowMany,
}

/// How many countries a reading can show side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMany {
    One,
    Any,
}

/// The whole world is no country to choose among others: it is what they are a part of.
const WORLD: &str = "WLD";

const NOT_BY_COUNTRY: &str = "These figures are not broken down by country";

impl Subject {
    /// # Errors
    /// Why the reading has nothing to do with a choice of countries, such as shares of brands.
    pub fn country_choice(&self, dataset: &Dataset) -> Result<CountryChoice, &'static str> {
        let varying = |dataset| varying(dataset).ok_or(NOT_BY_COUNTRY);
        let any = |dimension| CountryChoice { dimension, how_many: HowMany::Any };
        match &self.measure {
            // The parts of two wholes cannot be stacked on each other, but one part of each can be compared.
            Measure::Composition(_) if self.selection.single(&Dimension::Commodity).is_some() => varying(dataset).map(any),
            Measure::Composition(_) => varying(dataset).map(|dimension| CountryChoice { dimension, how_many: HowMany::One }),
            Measure::MarketShare(share) if share.is_index() => match share.of {
                Dimension::Partner if countries_of(dataset, &Dimension::Reporter).len() > 1 => Ok(any(Dimension::Reporter)),
                _ => Err("An index of concentration is made of all shares"),
            },
            Measure::MarketShare(share) if share.of.is_of_countries() => Ok(any(share.of.clone())),
            Measure::MarketShare(_) => Err(NOT_BY_COUNTRY),
            Measure::Sentiment(_) | Measure::Indicator(_) => varying(dataset).map(any),
        }
    }
}

impl Measure {
    /// Does it take all codes of this dimension, whichever are picked?
    pub fn takes_all(&self, dimension: &Dimension) -> bool {
        match self {
            Self::MarketShare(share) => share.is_index() && share.of == *dimension,
            Self::Sentiment(sentiment) => sentiment.is_balance() && *dimension == Dimension::Answer,
            Self::Composition(_) | Self::Indicator(_) => false,
        }
    }
}

/// The countries of a dataset that can be chosen, in its order.
pub fn countries_of(dataset: &Dataset, dimension: &Dimension) -> Vec<Code> {
    let mut codes = dataset.codes(dimension);
    codes.retain(|code| code.as_str() != WORLD);
    codes
}

/// The partners, unless only the reporters differ.
fn varying(dataset: &Dataset) -> Option<Dimension> {
    let dimensions = [Dimension::Partner, Dimension::Reporter];
    let differs = |dimension: &&Dimension| countries_of(dataset, dimension).len() > 1;
    let is_there = |dimension: &&Dimension| !countries_of(dataset, dimension).is_empty();
    dimensions.iter().find(differs).or_else(|| dimensions.iter().find(is_there)).cloned()
}
