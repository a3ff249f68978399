//! How a picture looks: its size, theme, the part in view, the series set apart. Saved with the view.

use serde::{Deserialize, Serialize};

use crate::terms::dimension::Dimension;
use crate::terms::language::Language;

/// Everything of a view that changes neither the figures nor the kind of chart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Look {
    pub size: Size,
    pub theme: Theme,
    /// Do equal distances along the axes of numbers mean equal steps, or equal ratios? Only where ratios mean something.
    #[serde(skip_serializing_if = "Scaling::is_linear")]
    pub scaling: Scaling,
    /// One small chart for each code of this dimension, all on one scale; a single chart when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facet: Option<Dimension>,
    /// The part of the data in view; the whole when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zoom: Option<Zoom>,
    /// The label of the legend entries shown in colour; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub isolated: Vec<String>,
    /// Of everything on it that a person did not write.
    #[serde(skip_serializing_if = "Language::is_english")]
    pub language: Language,
}

/// What equal distances along an axis of numbers mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scaling {
    #[default]
    Linear,
    Logarithmic,
}

impl Scaling {
    fn is_linear(&self) -> bool {
        *self == Self::Linear
    }
}

/// Ranges in data space, `[least, greatest]`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Zoom {
    pub x: [f64; 2],
    pub y: [f64; 2],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    #[default]
    Light,
    Dark,
    Print,
}

/// Width and height in points, and the size of type that goes with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// 800 × 520, type for reading: 20, 13, 11 points.
    #[default]
    Page,
    /// 1600 × 900, type for a room: 40, 26, 22.5 points, which is 18 pixels on a screen of 1280 × 720.
    Slide,
    /// 1200 × 900 with the same type, for screens of four to three.
    SlideFourThree,
    /// 1080 × 1080, type between the two.
    Square,
    /// 480 × 380, type for the column of a page.
    Column,
    /// 1200 × 630, as the cards of social media are.
    Social,
    /// A part of a slide, with its type.
    #[serde(skip)]
    OfSlide(u16, u16),
    /// Any size, with type for reading.
    Points(u16, u16),
}

impl Size {
    /// The sizes that have a name, each as it is called in views and on the command line, and in words.
    pub const NAMED: [(Self, &'static str, &'static str); 6] = [
        (Self::Page, "page", "Page, 800 × 520"),
        (Self::Slide, "slide", "Slide, 1600 × 900"),
        (Self::SlideFourThree, "slide_four_three", "Slide of four to three, 1200 × 900"),
        (Self::Square, "square", "Square, 1080 × 1080"),
        (Self::Column, "column", "Column of a page, 480 × 380"),
        (Self::Social, "social", "Social card, 1200 × 630"),
    ];
}

/// The three sizes of type on one picture, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    pub title: f32,
    pub text: f32,
    pub small: f32,
}

impl Size {
    /// Width and height; never so small that nothing could be read.
    pub fn points(self) -> [f32; 2] {
        match self {
            Self::Page => [800.0, 520.0],
            Self::Slide => [1600.0, 900.0],
            Self::SlideFourThree => [1200.0, 900.0],
            Self::Column => [480.0, 380.0],
            Self::Social => [1200.0, 630.0],
            Self::Square => [1080.0, 1080.0],
            Self::Points(width, height) | Self::OfSlide(width, height) => [f32::from(width.max(160)), f32::from(height.max(120))],
        }
    }

    pub fn type_sizes(self) -> Type {
        match self {
            Self::Page => Type { title: 20.0, text: 13.0, small: 11.0 },
            Self::Slide | Self::SlideFourThree | Self::OfSlide(..) => Type { title: 40.0, text: 26.0, small: 22.5 },
            Self::Column => Type { title: 16.0, text: 12.0, small: 11.0 },
            Self::Social => Type { title: 34.0, text: 22.0, small: 18.0 },
            Self::Square => Type { title: 32.0, text: 20.0, small: 16.0 },
            // A title of 20 points would take a third of a small picture.
            Self::Points(width, height) if width < 480 || height < 320 => Type { title: 16.0, text: 12.0, small: 11.0 },
            Self::Points(..) => Type { title: 20.0, text: 13.0, small: 11.0 },
        }
    }
}
