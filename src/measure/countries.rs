//! Which choice of countries narrows a reading: the countries its series stand for, or the one partner it looks at.

use crate::dataset::Dataset;
use crate::measure::dependence::Shown;
use crate::measure::{Measure, Subject};
use crate::query::selection::Pick;
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
            // The reporter stays, and the choice is who it is set against.
            Measure::Dependence(_) if self.takes_one(&Dimension::Partner) => {
                Ok(CountryChoice { dimension: Dimension::Partner, how_many: HowMany::One })
            }
            Measure::Dependence(_) => Ok(any(Dimension::Partner)),
            Measure::Sentiment(_) | Measure::Indicator(_) => varying(dataset).map(any),
        }
    }

    /// Does it look at one code of this dimension at a time?
    pub fn takes_one(&self, dimension: &Dimension) -> bool {
        let is_side = matches!(dimension, Dimension::Reporter | Dimension::Partner);
        matches!(&self.measure, Measure::Dependence(dependence) if is_side && dependence.shown_as == Shown::TwoSides)
    }

    /// The countries that can be chosen on one side. Of two sides each can stand on either, and none against itself.
    pub fn choosable(&self, dataset: &Dataset, dimension: &Dimension) -> Vec<Code> {
        let other = match dimension {
            Dimension::Reporter => Dimension::Partner,
            _ => Dimension::Reporter,
        };
        let is_side = matches!(self.measure, Measure::Dependence(_)) && matches!(dimension, Dimension::Reporter | Dimension::Partner);
        let mut codes = countries_of(dataset, dimension);
        if is_side {
            let more: Vec<Code> = countries_of(dataset, &other).into_iter().filter(|code| !codes.contains(code)).collect();
            codes.extend(more);
            let against = self.selection.single(&other).filter(|_| self.takes_one(dimension));
            codes.retain(|code| Some(code) != against);
        }
        codes
    }

    /// The same with the sides changed over; `None` when it has no two sides.
    pub fn swapped(&self) -> Option<Self> {
        let [a, b] = self.pair().filter(|_| self.takes_one(&Dimension::Partner))?.map(Clone::clone);
        Some(self.with_side(Dimension::Reporter, b).with_side(Dimension::Partner, a))
    }

    /// The same against another; `None` when it has no two sides, when that is one of them, or has no figures here.
    pub fn against(&self, code: &Code, dataset: &Dataset) -> Option<Self> {
        let [a, b] = self.pair().filter(|_| self.takes_one(&Dimension::Partner))?;
        let is_new = a != code && b != code && self.choosable(dataset, &Dimension::Partner).contains(code);
        is_new.then(|| self.with_side(Dimension::Partner, code.clone()))
    }

    fn with_side(&self, side: Dimension, code: Code) -> Self {
        let mut subject = self.clone();
        subject.selection.picks.insert(side, Pick::Only([code].into()));
        subject
    }
}

impl Measure {
    /// Does it take all codes of this dimension, whichever are picked?
    pub fn takes_all(&self, dimension: &Dimension) -> bool {
        match self {
            Self::MarketShare(share) => share.is_index() && share.of == *dimension,
            Self::Sentiment(sentiment) => sentiment.is_balance() && *dimension == Dimension::Answer,
            Self::Composition(_) | Self::Dependence(_) | Self::Indicator(_) => false,
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
