//! Findings in, chart out: scales and marks in data space. Never pixels, never where the data came from.

use serde::{Deserialize, Serialize};

use crate::chart::mark::Mark;
use crate::chart::scale::Scale;
use crate::measure::findings::Findings;
use crate::problem::Problem;
use crate::terms::period::Period;

pub mod axis;
pub mod mark;
pub mod palette;
pub mod scale;
pub mod ticks;
pub mod wording;

mod diverging_bar;
mod extent;
mod figure;
mod headline;
mod legend;
mod line;
mod ranked_bar;
mod runs;
mod sides;
mod signs;
mod slope;
mod sources;
mod stack;
mod stacked_area;
mod stacked_bar;

/// The kinds of chart. The only list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    Line,
    StackedArea,
    StackedBar,
    RankedBar,
    DivergingBar,
    Slope,
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

    /// Does time run along its x axis, so that a part in view is a stretch of time?
    fn is_over_time(&self) -> bool {
        false
    }

    /// # Errors
    /// When there is nothing to draw.
    fn draw(&self, findings: &Findings) -> Result<Chart, Problem>;
}

impl ChartKind {
    pub const ALL: [Self; 6] = [Self::Line, Self::StackedArea, Self::StackedBar, Self::RankedBar, Self::DivergingBar, Self::Slope];

    pub fn definition(self) -> &'static dyn ChartType {
        match self {
            Self::Line => &line::Line,
            Self::StackedArea => &stacked_area::StackedArea,
            Self::StackedBar => &stacked_bar::StackedBar,
            Self::RankedBar => &ranked_bar::RankedBar,
            Self::DivergingBar => &diverging_bar::DivergingBar,
            Self::Slope => &slope::Slope,
        }
    }

    /// This kind if it can draw the findings, else the one that shows them most alike; `None` when none can.
    pub fn able(self, findings: &Findings) -> Option<Self> {
        let can = |kind: &Self| kind.definition().objection(findings).is_none();
        [self].into_iter().chain(self.alike()).find(can)
    }

    /// The other kinds, those first that tell the same figures in the most similar way.
    fn alike(self) -> [Self; 5] {
        match self {
            Self::Line => [Self::DivergingBar, Self::RankedBar, Self::StackedBar, Self::StackedArea, Self::Slope],
            Self::Slope => [Self::Line, Self::DivergingBar, Self::RankedBar, Self::StackedBar, Self::StackedArea],
            Self::StackedArea => [Self::StackedBar, Self::DivergingBar, Self::Line, Self::RankedBar, Self::Slope],
            Self::StackedBar => [Self::StackedArea, Self::DivergingBar, Self::Line, Self::RankedBar, Self::Slope],
            Self::DivergingBar => [Self::StackedBar, Self::Line, Self::RankedBar, Self::StackedArea, Self::Slope],
            Self::RankedBar => [Self::Line, Self::DivergingBar, Self::StackedBar, Self::StackedArea, Self::Slope],
        }
    }

    /// The name in documents: `stacked_area`.
    pub fn id(self) -> String {
        self.definition().name().to_lowercase().replace(' ', "_")
    }
}
