//! What is asked of people: the side an answer takes, and how the wave that gave it was made.

use serde::{Deserialize, Serialize};

use crate::terms::period::Period;

/// Which side of a question an answer takes. Those who did not say are kept apart from both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Positive,
    Negative,
    Unsure,
    Other,
}

impl Side {
    pub const ALL: [Self; 4] = [Self::Positive, Self::Negative, Self::Unsure, Self::Other];

    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
            Self::Unsure => "unsure",
            Self::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|side| side.name() == name)
    }
}

/// How people were reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Telephone,
    Online,
    FaceToFace,
    Mixed,
}

impl Mode {
    pub const ALL: [Self; 4] = [Self::Telephone, Self::Online, Self::FaceToFace, Self::Mixed];

    pub fn name(self) -> &'static str {
        match self {
            Self::Telephone => "telephone",
            Self::Online => "online",
            Self::FaceToFace => "face_to_face",
            Self::Mixed => "mixed",
        }
    }

    /// For people, after "asked".
    pub fn words(self) -> &'static str {
        match self {
            Self::Telephone => "by telephone",
            Self::Online => "online",
            Self::FaceToFace => "face to face",
            Self::Mixed => "in several ways",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}

/// One round of a survey, as far as its source describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wave {
    /// The respondents a percentage is a share of.
    pub base: Option<u32>,
    /// How much larger the variance is than in a simple random sample; 1.0 means not at all.
    pub design_effect: Option<f64>,
    pub mode: Option<Mode>,
    /// The days on which people were asked.
    pub fieldwork: Option<Period>,
}

impl Wave {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
