//! What a dataset is made of: its indicators, its code lists with their labels, and its caveats.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::dataset::observation::{Codes, Observation};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::language::Language;
use crate::terms::period::Period;
use crate::terms::poll::Side;
use crate::terms::translation::names::Names;

/// The way a dataset offers to be read; the names of measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    Composition,
    MarketShare,
    Sentiment,
    Dependence,
    Indicator,
}

impl Reading {
    pub const ALL: [Self; 5] = [Self::Composition, Self::MarketShare, Self::Sentiment, Self::Dependence, Self::Indicator];

    /// The name in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Composition => "composition",
            Self::MarketShare => "market_share",
            Self::Sentiment => "sentiment",
            Self::Dependence => "dependence",
            Self::Indicator => "indicator",
        }
    }
}

impl Reading {
    /// The ways in which a figure with these codes can be read.
    pub fn of(codes: &Codes) -> impl Iterator<Item = Self> {
        let has = |dimension| codes.contains_key(&dimension);
        let ways = [
            (Self::Composition, has(Dimension::Commodity)),
            // Who is asked about in a poll holds no part of a market.
            (Self::MarketShare, (has(Dimension::Holder) || has(Dimension::Partner)) && !has(Dimension::Answer)),
            (Self::Sentiment, has(Dimension::Answer)),
            (Self::Indicator, true),
        ];
        ways.into_iter().filter_map(|(reading, is_possible)| is_possible.then_some(reading))
    }
}

/// A published statistic with a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    pub label: String,
    #[serde(default)]
    pub unit: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reads_as: Vec<Reading>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u8>,
}

/// What a code is called, and where it stands among the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    #[serde(default)]
    pub en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zh: Option<String>,
    /// Twenty-two characters at most, for a place at the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Code>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Code>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<i32>,
}

/// What is wrong with an answer that opinions are read from when nobody says where it stands.
pub const NO_SIDE: &str = "has no \"side\", so it counts neither for nor against; expected positive, negative, unsure or other";

/// Code → label, for each dimension that has labels.
pub type Labels = BTreeMap<Dimension, BTreeMap<Code, Label>>;

/// What the labels are in the languages that the dataset gives them in; a short one is that of its long one.
pub fn names(labels: &Labels) -> Names {
    let mut names = Names::default();
    for label in labels.values().flat_map(BTreeMap::values) {
        let english = [label.en.as_str(), label.short.as_deref().unwrap_or_default()];
        names.add(english, Language::Russian, label.ru.as_ref());
        names.add(english, Language::Chinese, label.zh.as_ref());
    }
    names
}

/// A caveat of a dataset, and the observations it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caveat {
    pub text: String,
    /// Every dimension named must have one of its codes; `source` and `indicator` count as dimensions.
    #[serde(default, rename = "where", skip_serializing_if = "BTreeMap::is_empty")]
    pub concerns: BTreeMap<Dimension, OneOrMore>,
    /// Empty means every period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub periods: Vec<Period>,
}

impl Caveat {
    /// What a reader must know of a table of which some parts were refused.
    pub fn of_refused(count: usize, name: &str) -> Option<Self> {
        let text = match count {
            0 => return None,
            1 => format!("One part of {name} could not be read and is missing here."),
            _ => format!("{count} parts of {name} could not be read and are missing here."),
        };
        Some(Self { text, ..Self::default() })
    }
}

/// One code or a list of them; documents may write either.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    One(Code),
    More(BTreeSet<Code>),
}

impl OneOrMore {
    pub fn contains(&self, code: &Code) -> bool {
        match self {
            Self::One(one) => one == code,
            Self::More(more) => more.contains(code),
        }
    }
}

impl Caveat {
    pub fn concerns(&self, observation: &Observation) -> bool {
        // A caveat on certain years says nothing of what has no date.
        let is_in = |period: &Period| period.is_undated() == observation.period.is_undated() && period.overlaps(&observation.period);
        let in_time = self.periods.is_empty() || self.periods.iter().any(is_in);
        in_time && self.concerns.iter().all(|(dimension, codes)| observation.code(dimension).is_some_and(|code| codes.contains(code)))
    }
}
