//! The axes along which observations differ, in SDMX terms.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::terms::english;

/// A code of a code list: `CHN`, `HS-27`, `export`. Always text, so that `010121` keeps its zero. Shared, because every
/// figure carries a handful of the few there are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Code(Arc<str>);

impl From<String> for Code {
    fn from(code: String) -> Self {
        Self(code.into())
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0.as_ref().to_owned()
    }
}

impl Code {
    pub fn new(code: impl Into<Arc<str>>) -> Self {
        Self(code.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What identifies an observation beside its period. The order is the order of columns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    Indicator,
    Reporter,
    Partner,
    Flow,
    Commodity,
    Holder,
    Market,
    Question,
    Answer,
    Pollster,
    Group,
    /// A dimension that only its dataset knows: `sex`, `age`, `statement`.
    Other(String),
    /// Figures of two sources are two observations, so the source is picked like a dimension.
    Source,
}

impl Dimension {
    /// The dimensions that every part of the program knows by name, without the source.
    pub const KNOWN: [Self; 11] = [
        Self::Indicator,
        Self::Reporter,
        Self::Partner,
        Self::Flow,
        Self::Commodity,
        Self::Holder,
        Self::Market,
        Self::Question,
        Self::Answer,
        Self::Pollster,
        Self::Group,
    ];

    /// What a list of its codes is called.
    pub fn plural(&self) -> String {
        let name = match self {
            Self::Indicator => "Indicators",
            Self::Reporter => "Reporters",
            Self::Partner => "Partners",
            Self::Flow => "Flows",
            Self::Commodity => "Commodities",
            Self::Holder => "Holders",
            Self::Market => "Markets",
            Self::Question => "Questions",
            Self::Answer => "Answers",
            Self::Pollster => "Pollsters",
            Self::Group => "Groups of people",
            Self::Source => "Sources",
            Self::Other(name) => return english::capitalised(&name.replace(['_', '-'], " ")),
        };
        name.to_owned()
    }

    /// The name in documents and column heads.
    pub fn name(&self) -> &str {
        match self {
            Self::Indicator => "indicator",
            Self::Reporter => "reporter",
            Self::Partner => "partner",
            Self::Flow => "flow",
            Self::Commodity => "commodity",
            Self::Holder => "holder",
            Self::Market => "market",
            Self::Question => "question",
            Self::Answer => "answer",
            Self::Pollster => "pollster",
            Self::Group => "group",
            Self::Other(name) => name,
            Self::Source => "source",
        }
    }

    pub fn from_name(name: &str) -> Self {
        Self::KNOWN.into_iter().chain([Self::Source]).find(|known| known.name() == name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// Do its codes name countries and groups of countries?
    pub fn is_of_countries(&self) -> bool {
        matches!(self, Self::Reporter | Self::Partner)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Dimension {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Dimension {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_name(&String::deserialize(deserializer)?))
    }
}
