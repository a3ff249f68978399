//! Findings in, chart out: scales and marks in data space. Never pixels, never where the data came from.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::chart::mark::Mark;
use crate::chart::multiples::Multiples;
use crate::chart::scale::Scale;
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

pub mod annotation;
pub mod axis;
pub mod claims;
pub mod logarithmic;
pub mod mark;
pub mod multiples;
pub mod palette;
pub mod said;
pub mod scale;
pub mod ticks;
pub mod wording;

mod bump;
mod common_scale;
mod diverging_bar;
mod dumbbell;
mod extent;
mod figure;
mod headline;
mod heatmap;
mod legend;
mod line;
mod marimekko;
mod ranked_bar;
mod relation;
mod runs;
mod scatter;
mod shift;
mod sides;
mod signs;
mod slope;
mod sources;
mod spoken;
mod stack;
mod stacked_area;
mod stacked_bar;
pub mod suggestion;
mod treemap;
mod two_sided_bar;

/// The kinds of chart. The only list of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// What figures are first drawn as when nobody has chosen.
    #[default]
    Line,
    StackedArea,
    StackedBar,
    RankedBar,
    DivergingBar,
    Slope,
    Dumbbell,
    Bump,
    Heatmap,
    Treemap,
    Marimekko,
    TwoSidedBar,
    Scatter,
}

/// A drawing in data space.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub x: Scale,
    pub y: Scale,
    /// Drawn in this order.
    pub marks: Vec<Mark>,
    /// One entry for each name in a colour; drawn as a legend where labels at the data do not serve.
    pub legend: Vec<LegendEntry>,
    /// Do labels at the data name every series, so that the legend can be left out when they fit?
    pub is_labelled: bool,
    pub camera: Camera,
    /// What the marks used mean, beyond the plain ones: "hollow dot: about".
    pub key: Vec<String>,
    /// The small charts of which it is made, where it is; then its own marks are only what they have in common.
    pub multiples: Option<Multiples>,
}

/// Along which axes the plot can be moved and zoomed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Camera {
    Fixed,
    Horizontal,
    Both,
}

#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// The series of this colour; isolating the entry isolates them.
    pub series: Vec<usize>,
    pub label: String,
    pub ink: mark::Ink,
}

/// The codes that belong to one code above them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    pub dimension: Dimension,
    pub codes: BTreeSet<Code>,
    /// Of the code above them.
    pub name: String,
}

/// One kind of chart.
pub trait ChartType: Sync {
    /// "Stacked area".
    fn name(&self) -> &'static str;
    /// Why these findings cannot be drawn so; `None` when they can. Shown beside the greyed choice.
    fn objection(&self, findings: &Findings) -> Option<String>;
    /// The periods it shows, in order; the words around the chart speak of these.
    fn periods(&self, findings: &Findings) -> Vec<Period> {
        findings.dated_periods()
    }

    /// What its marks stand for, in place of the unit in the subtitle, when that is more than the figure itself.
    fn told(&self, _findings: &Findings) -> Option<String> {
        None
    }

    /// What the series of a legend's entry can be looked into, when the chart has a level below it.
    fn within(&self, _findings: &Findings, _series: &[usize]) -> Option<Level> {
        None
    }

    /// What is looked into now, when the chart has a level above it.
    fn way_back(&self, _findings: &Findings) -> Option<Level> {
        None
    }

    /// Does time run along its x axis, so that a part in view is a stretch of time?
    fn is_over_time(&self) -> bool {
        false
    }

    /// Is a mark as high as its figure, so that a part of the values in view leaves series out?
    fn is_at_value(&self) -> bool {
        false
    }

    /// Are its figures rows that can stand in another order?
    fn has_rows(&self) -> bool {
        false
    }

    /// # Errors
    /// When there is nothing to draw.
    fn draw(&self, findings: &Findings) -> Result<Chart, Problem>;
}

impl ChartKind {
    /// Of figures that are no parts of anything, in so many dated periods: to stack them would say that they add up.
    pub fn of_loose_figures(periods: usize) -> Self {
        if periods > 2 { Self::Line } else { Self::RankedBar }
    }

    pub const ALL: [Self; 13] = [
        Self::Line,
        Self::StackedArea,
        Self::StackedBar,
        Self::RankedBar,
        Self::DivergingBar,
        Self::Slope,
        Self::Dumbbell,
        Self::Bump,
        Self::Heatmap,
        Self::Treemap,
        Self::Marimekko,
        Self::TwoSidedBar,
        Self::Scatter,
    ];

    pub fn definition(self) -> &'static dyn ChartType {
        match self {
            Self::Line => &line::Line,
            Self::StackedArea => &stacked_area::StackedArea,
            Self::StackedBar => &stacked_bar::StackedBar,
            Self::RankedBar => &ranked_bar::RankedBar,
            Self::DivergingBar => &diverging_bar::DivergingBar,
            Self::Slope => &slope::Slope,
            Self::Dumbbell => &dumbbell::Dumbbell,
            Self::Bump => &bump::Bump,
            Self::Heatmap => &heatmap::Heatmap,
            Self::Treemap => &treemap::Treemap,
            Self::Marimekko => &marimekko::Marimekko,
            Self::TwoSidedBar => &two_sided_bar::TwoSidedBar,
            Self::Scatter => &scatter::Scatter,
        }
    }

    /// The kinds by what they are for, under the name of that: the order in which they are chosen from.
    pub fn groups() -> [(&'static str, &'static [Self]); 4] {
        [
            ("Over time", &[Self::Line, Self::StackedArea, Self::Bump, Self::Heatmap]),
            ("Then and now", &[Self::Slope, Self::Dumbbell]),
            ("Side by side", &[Self::RankedBar, Self::StackedBar, Self::DivergingBar, Self::Treemap, Self::Marimekko]),
            ("Two sides of a relation", &[Self::TwoSidedBar, Self::Scatter]),
        ]
    }

    /// This kind if it can draw the findings, else the one that shows them most alike; `None` when none can.
    pub fn able(self, findings: &Findings) -> Option<Self> {
        self.able_in(None, findings)
    }

    /// The same where they may be drawn as small charts, one for each code of a dimension.
    pub fn able_in(self, facet: Option<&Dimension>, findings: &Findings) -> Option<Self> {
        let can = |kind: &Self| multiples::objection_to_either(*kind, facet, findings).is_none();
        [self].into_iter().chain(self.alike().iter().copied()).chain(Self::ALL).find(can)
    }

    /// Other kinds that tell the same figures, the most similar way first; the kinds not named come after them.
    fn alike(self) -> &'static [Self] {
        match self {
            Self::Line => &[Self::DivergingBar, Self::TwoSidedBar, Self::RankedBar, Self::StackedBar, Self::StackedArea, Self::Slope],
            Self::Slope => &[Self::Line, Self::DivergingBar, Self::RankedBar, Self::StackedBar, Self::StackedArea],
            Self::StackedArea => &[Self::StackedBar, Self::DivergingBar, Self::Line, Self::RankedBar, Self::Slope],
            Self::StackedBar => &[Self::StackedArea, Self::DivergingBar, Self::Line, Self::RankedBar, Self::Slope],
            Self::DivergingBar => &[Self::StackedBar, Self::Line, Self::RankedBar, Self::StackedArea, Self::Slope],
            Self::RankedBar => &[Self::Line, Self::DivergingBar, Self::StackedBar, Self::StackedArea, Self::Slope],
            Self::Dumbbell => &[Self::Slope, Self::RankedBar, Self::Line, Self::DivergingBar],
            Self::Bump => &[Self::Line, Self::RankedBar, Self::DivergingBar],
            Self::Treemap => &[Self::RankedBar, Self::StackedBar, Self::StackedArea],
            Self::Marimekko => &[Self::StackedBar, Self::Treemap, Self::RankedBar],
            Self::Heatmap => &[Self::Line, Self::RankedBar, Self::DivergingBar],
            Self::TwoSidedBar => &[Self::Line, Self::Scatter, Self::DivergingBar, Self::RankedBar],
            Self::Scatter => &[Self::TwoSidedBar, Self::Line, Self::DivergingBar, Self::RankedBar],
        }
    }

    /// The name in documents: `stacked_area`.
    pub fn id(self) -> String {
        self.definition().name().to_lowercase().replace([' ', '-'], "_")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_can_be_chosen_once() {
        let mut chosen: Vec<ChartKind> = ChartKind::groups().into_iter().flat_map(|(_, kinds)| kinds.iter().copied()).collect();
        chosen.sort();
        assert_eq!(chosen, ChartKind::ALL);
    }
}
