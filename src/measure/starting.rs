//! From a dataset alone to a subject worth looking at: what is shown of figures that nobody has chosen from yet.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::observation::Observation;
use crate::dataset::{Dataset, DatasetId};
use crate::measure::comparison::Comparison;
use crate::measure::composition::{Composition, ShownAs, Whole};
use crate::measure::dependence::Dependence;
use crate::measure::indicator::Indicator;
use crate::measure::market_share::{MarketShare, Shown};
use crate::measure::order::Order;
use crate::measure::{Denominator, Measure, Subject};
use crate::query::selection::{Pick, Selection};
use crate::terms::country;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// Told apart side by side there are no more than these.
const MOST_SERIES: u8 = 6;

impl Subject {
    /// Figures as they are published, with these picks in place of the usual ones.
    pub fn as_published(dataset: &Dataset, picks: BTreeMap<Dimension, Pick>) -> Self {
        let mut subject = Measure::Indicator(Indicator::default()).starting_subject(dataset);
        subject.selection.picks.extend(picks);
        subject
    }
}

impl Denominator {
    /// The total trade of most countries and of the world.
    pub fn of_totals() -> Self {
        Self { dataset: Some(DatasetId::new(TOTALS)), codes: BTreeMap::new(), year_before: false }
    }
}

impl Measure {
    /// This reading, its settings kept where they fit, of the commonest codes of a dataset; what varies is left whole.
    pub fn starting_subject(&self, dataset: &Dataset) -> Subject {
        let mut picks = BTreeMap::new();
        let mut observations = dataset.observations();
        observations.retain(|one| {
            let indicator = one.code(&Dimension::Indicator).and_then(|code| dataset.indicators.get(code));
            indicator.is_none_or(|indicator| self.is_offered_by(indicator))
        });
        if let Self::Dependence(dependence) = self {
            return two_sides(dependence, dataset, &observations);
        }
        let measure = self.fitted_to(dataset, &observations);
        let varying = measure.compared(dataset);
        for dimension in dataset.dimensions() {
            let codes: BTreeSet<&Code> = observations.iter().filter_map(|one| one.codes.get(&dimension)).collect();
            // One answer without the others says little of a question.
            if codes.len() < 2 || dimension == Dimension::Answer {
                continue;
            }
            if dimension == varying {
                picks.extend(measure.to_begin_with(&observations, &dimension).map(|pick| (dimension, pick)));
                continue;
            }
            let Some(commonest) = commonest(&observations, &dimension) else { continue };
            observations.retain(|one| one.codes.get(&dimension) == Some(&commonest));
            picks.insert(dimension, Pick::Only([commonest].into()));
        }
        let measure = measure.where_shares_can_be_had(&observations).of_totals_at_hand(&observations);
        Subject {
            dataset: dataset.id.clone(),
            measure,
            denominator: None,
            selection: Selection { picks, ..Selection::default() },
            comparison: Comparison::None,
            order: Order::Value,
            claims: Vec::new(),
        }
    }

    /// As many codes of the compared dimension as can be told apart; `None` when that is all of them.
    fn to_begin_with(&self, observations: &[Observation], dimension: &Dimension) -> Option<Pick> {
        let sizes = sizes(observations, dimension);
        if self.ranked_dimension().as_ref() == Some(dimension) {
            let is_more = sizes.len() > usize::from(MOST_SERIES);
            return is_more.then_some(Pick::Top { count: MOST_SERIES, rest_as_other: false });
        }
        // Beside the whole world every country would be a line along the floor.
        let is_single = |code: &Code| !dimension.is_of_countries() || !country::is_aggregate(code.as_str());
        let mut singles: Vec<(&Code, &Size)> = sizes.iter().filter(|(code, _)| is_single(code)).map(|(code, size)| (*code, size)).collect();
        singles.sort_by(|(a, size_a), (b, size_b)| size_b.largest.total_cmp(&size_a.largest).then(a.cmp(b)));
        singles.truncate(usize::from(MOST_SERIES));
        let is_part = !singles.is_empty() && singles.len() < sizes.len();
        is_part.then(|| Pick::Only(singles.into_iter().map(|(code, _)| code.clone()).collect()))
    }

    /// The dimension of which the largest can be shown and the others added up; `None` where that means nothing.
    pub fn ranked_dimension(&self) -> Option<Dimension> {
        match self {
            Self::Composition(composition) => match composition.shown_as {
                ShownAs::Share | ShownAs::Amount | ShownAs::Advantage(_) => Some(Dimension::Commodity),
                ShownAs::Index(_) => None,
            },
            Self::MarketShare(share) => match share.shown_as {
                Shown::Share | Shown::Amount => Some(share.of.clone()),
                Shown::Concentration(_) | Shown::Intensity => None,
            },
            Self::Sentiment(_) | Self::Dependence(_) | Self::Indicator(_) => None,
        }
    }

    /// The same way of reading, of what most of these figures tell apart.
    fn fitted_to(&self, dataset: &Dataset, observations: &[Observation]) -> Self {
        if let Self::Indicator(indicator) = self
            && indicator.shown_as.objection(dataset).is_some()
        {
            return Self::Indicator(Indicator::default());
        }
        let Self::MarketShare(share) = self else { return self.clone() };
        // How many figures have a code of the dimension; none when it is one and the same.
        let told = |dimension: &Dimension| {
            let codes: Vec<&Code> = observations.iter().filter_map(|one| one.code(dimension)).collect();
            let is_one = codes.windows(2).all(|pair| pair[0] == pair[1]);
            if is_one { 0 } else { codes.len() }
        };
        let choices = [share.of.clone(), Dimension::Partner, Dimension::Holder, Dimension::Reporter];
        // Of those that tell as much the first one.
        let of = choices.iter().rev().max_by_key(|dimension| told(dimension)).unwrap_or(&share.of).clone();
        Self::MarketShare(MarketShare { of, ..share.clone() })
    }

    /// The same way of reading, with amounts in place of shares that these figures neither give nor have a total for.
    fn where_shares_can_be_had(self, observations: &[Observation]) -> Self {
        match self {
            Self::MarketShare(share) if !matches!(share.shown_as, Shown::Amount | Shown::Intensity) && !share.can_be_had(observations) => {
                Self::MarketShare(MarketShare { shown_as: Shown::Amount, ..share })
            }
            Self::MarketShare(_) | Self::Composition(_) | Self::Sentiment(_) | Self::Dependence(_) | Self::Indicator(_) => self,
        }
    }

    /// The same way of reading, of the published totals when the figures have them, and of the sum of the parts when not.
    fn of_totals_at_hand(self, observations: &[Observation]) -> Self {
        match self {
            Self::Composition(composition) => {
                let has_totals = observations.iter().any(|one| one.code(&Dimension::Commodity).is_none());
                let whole = if has_totals { Whole::PublishedTotal } else { Whole::BrokenDown };
                Self::Composition(Composition { whole, ..composition })
            }
            Self::MarketShare(_) | Self::Sentiment(_) | Self::Dependence(_) | Self::Indicator(_) => self,
        }
    }

    /// The dimension whose codes stand side by side.
    fn compared(&self, dataset: &Dataset) -> Dimension {
        match self {
            Self::Composition(_) => Dimension::Commodity,
            Self::MarketShare(share) => share.of.clone(),
            Self::Sentiment(_) => Dimension::Answer,
            Self::Dependence(_) => Dimension::Partner,
            Self::Indicator(_) if !dataset.codes(&Dimension::Answer).is_empty() => Dimension::Answer,
            Self::Indicator(_) => {
                let choices = [Dimension::Partner, Dimension::Reporter, Dimension::Holder];
                choices.into_iter().find(|dimension| dataset.codes(dimension).len() > 1).unwrap_or(Dimension::Reporter)
            }
        }
    }
}

/// The total trade and the GDP of most countries, bundled with the program.
const TOTALS: &str = "merchandise-trade-totals";
const GDP: &str = "gdp";

/// The commonest reporter and its largest partner, over the totals and the GDP that come with the program.
fn two_sides(dependence: &Dependence, dataset: &Dataset, observations: &[Observation]) -> Subject {
    // A part of trade has no total to be set against, and the totals at hand are in dollars.
    let is_of_all = |one: &&Observation| one.code(&Dimension::Commodity).is_none() && one.unit.plain().0 == "USD";
    let is_between = |one: &&Observation| one.code(&Dimension::Partner).is_some() && one.code(&Dimension::Flow).is_some();
    let all: Vec<&Observation> = observations.iter().filter(is_of_all).filter(is_between).collect();
    // Figures of two indicators are not mixed.
    let indicator = dataset.indicators.keys().find(|code| all.iter().any(|one| one.code(&Dimension::Indicator) == Some(code)));
    let is_it = |one: &&&Observation| one.code(&Dimension::Indicator) == indicator;
    let observations: Vec<Observation> = all.iter().filter(is_it).map(|one| (*one).clone()).collect();
    let reporter = commonest(&observations, &Dimension::Reporter);
    let is_of_reporter = |one: &&Observation| one.code(&Dimension::Reporter) == reporter.as_ref();
    let is_single = |one: &&Observation| {
        let partner = one.code(&Dimension::Partner);
        partner.is_some_and(|partner| !country::is_aggregate(partner.as_str())) && partner != reporter.as_ref()
    };
    let of_reporter: Vec<Observation> = observations.iter().filter(is_of_reporter).filter(is_single).cloned().collect();
    let by_size = sizes(&of_reporter, &Dimension::Partner)
        .into_iter()
        .max_by(|(a, one), (b, other)| one.largest.total_cmp(&other.largest).then(b.cmp(a)));
    let partner = by_size.map(|(code, _)| code.clone());
    // One statement is no series to look at from two sides.
    let years: BTreeSet<Period> = of_reporter
        .iter()
        .filter(|one| one.code(&Dimension::Partner) == partner.as_ref() && one.period.is_year())
        .map(|one| one.period)
        .collect();
    let partner = partner.filter(|_| years.len() > 1);
    let indicator = indicator.filter(|_| dataset.indicators.len() > 1).cloned();
    let sides = [(Dimension::Reporter, reporter), (Dimension::Partner, partner), (Dimension::Indicator, indicator)];
    let picks = sides.into_iter().filter_map(|(side, code)| Some((side, Pick::Only([code?].into())))).collect();
    let gdp = dependence.gdp.clone().or_else(|| Some(DatasetId::new(GDP.to_owned())));
    Subject {
        dataset: dataset.id.clone(),
        measure: Measure::Dependence(Dependence { gdp, ..dependence.clone() }),
        denominator: Some(Denominator::of_totals()),
        selection: Selection { picks, ..Selection::default() },
        comparison: Comparison::None,
        order: Order::default(),
        claims: Vec::new(),
    }
}

/// How much a dataset has of one code.
#[derive(Default)]
struct Size {
    observations: usize,
    /// The largest value, whatever its sign.
    largest: f64,
    /// Is it what is looked at first of what is counted in several ways: money, and shares of answers?
    is_first: bool,
}

fn sizes<'a>(observations: &'a [Observation], dimension: &Dimension) -> BTreeMap<&'a Code, Size> {
    let mut sizes: BTreeMap<&Code, Size> = BTreeMap::new();
    for one in observations {
        let Some(code) = one.codes.get(dimension) else { continue };
        let size = sizes.entry(code).or_default();
        size.observations += 1;
        size.is_first |= is_money(one.unit.as_str()) || one.unit.is_percent() && one.code(&Dimension::Answer).is_some();
        size.largest = size.largest.max(one.amount.as_ref().map_or(0.0, |amount| amount.value.abs()));
    }
    sizes
}

/// Does a unit begin with the code of a currency, as "USD thousand" does? Of what is counted twice, money is looked at first.
fn is_money(unit: &str) -> bool {
    let first = unit.split(' ').next().unwrap_or_default();
    first.len() == 3 && first.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The code with most observations, of several such countries the one with the largest; no group of countries, as long as
/// there is another.
fn commonest(observations: &[Observation], dimension: &Dimension) -> Option<Code> {
    let is_group = |code: &Code| dimension.is_of_countries() && country::is_aggregate(code.as_str());
    let commoner = |(a, size_a): &(&Code, Size), (b, size_b): &(&Code, Size)| {
        let [rank_a, rank_b] = [(a, size_a), (b, size_b)].map(|(code, size)| (!is_group(code), size.observations));
        let by_size = if dimension.is_of_countries() { size_a.largest.total_cmp(&size_b.largest) } else { Ordering::Equal };
        rank_a.cmp(&rank_b).then(by_size).then(size_a.is_first.cmp(&size_b.is_first)).then(b.cmp(a))
    };
    sizes(observations, dimension).into_iter().max_by(commoner).map(|(code, _)| code.clone())
}
