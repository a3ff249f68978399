//! The axes of a chart: from where to where they run, and what stands at their ticks.

/// An axis of a chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// Values in a unit, which is written once, at the top tick. `divisor` turns a value into the number on the axis.
    Number { min: f64, max: f64, unit: String, divisor: f64 },
    /// The same with logarithms to the base ten for ends: each step multiplies.
    Logarithmic { min: f64, max: f64, unit: String, divisor: f64 },
    /// Shares to both sides of zero, written without a sign. What stands apart beyond the right end counts from zero again:
    /// `apart` is that zero.
    Sides { min: f64, max: f64, unit: String, apart: Option<f64> },
    /// Decimal years. `is_yearly` puts a year's tick at its middle, where yearly values stand.
    Time { min: f64, max: f64, is_yearly: bool },
    /// Categories at 0, 1, 2…; along y the first stands at the bottom, as any least value does.
    Band { labels: Vec<Category> },
    /// Ranks from 1 at the top to `most`, each at its negative.
    Ranks { most: usize },
    /// Columns of different widths, side by side from 0 on, each with its name and, under it, its size.
    Spans { spans: Vec<Span> },
    /// No axis: the places mean nothing.
    Bare,
    /// Two or more named places on one line at 0, 1…: the ends of a slope.
    Stops { labels: Vec<String> },
}

/// A row or column of bars, or the head over some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    pub label: String,
    /// Does it only name the rows below it? Then no bar stands in it.
    pub is_head: bool,
}

/// A column of its own width.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub from: f64,
    pub to: f64,
    pub label: String,
    pub size: String,
}

impl Scale {
    /// The ends in data space.
    pub fn ends(&self) -> [f64; 2] {
        match self {
            Self::Number { min, max, .. } | Self::Logarithmic { min, max, .. } => [*min, *max],
            Self::Sides { min, max, .. } | Self::Time { min, max, .. } => [*min, *max],
            Self::Band { labels } => [-0.5, labels.len() as f64 - 0.5],
            Self::Ranks { most } => [-(*most as f64) - 0.5, -0.5],
            Self::Spans { spans } => [0.0, spans.last().map_or(1.0, |span| span.to)],
            Self::Bare => [0.0, 1.0],
            Self::Stops { labels } => [0.0, (labels.len().max(2) - 1) as f64],
        }
    }
}

impl Category {
    pub fn row(label: impl Into<String>) -> Self {
        Self { label: label.into(), is_head: false }
    }

    pub fn head(label: impl Into<String>) -> Self {
        Self { label: label.into(), is_head: true }
    }
}
