//! Which kind of chart shows findings best, for who does not want to choose: never one that cannot draw them.

use crate::chart::{ChartKind, multiples};
use crate::measure::findings::Findings;
use crate::terms::dimension::Dimension;
use crate::terms::poll::Side;

/// More lines than these are a thicket.
const MOST_LINES: usize = 10;

/// More parts of one whole than these are told apart by area rather than by length.
const MOST_BARS: usize = 16;

/// The kind to begin with; `None` when there is nothing that any kind could draw.
pub fn suggested(facet: Option<&Dimension>, findings: &Findings) -> Option<ChartKind> {
    let can = |kind: &ChartKind| multiples::objection_to_either(*kind, facet, findings).is_none();
    fitting(findings).iter().copied().chain(ChartKind::ALL).find(can)
}

/// Those that fit the shape of the findings, the best first.
fn fitting(findings: &Findings) -> &'static [ChartKind] {
    use ChartKind::{
        Bump, DivergingBar, Dumbbell, Heatmap, Line, RankedBar, Scatter, Slope, StackedArea, StackedBar, Treemap, TwoSidedBar,
    };
    let periods = findings.dated_periods().len();
    let series = findings.series.iter().filter(|series| series.points.iter().any(|point| point.amount.is_ok())).count();
    let has = |side: Side| findings.series.iter().any(|series| series.side == Some(side));
    match (findings.sides.as_ref(), periods) {
        (Some(sides), _) if sides.facing.len() > MOST_LINES => &[Scatter, TwoSidedBar],
        (Some(_), 0 | 1) => &[TwoSidedBar, Scatter],
        (Some(_), _) => &[Line, TwoSidedBar, Scatter],
        (None, _) if findings.is_of_opinion && has(Side::Positive) && has(Side::Negative) => &[DivergingBar, Line, StackedBar],
        (None, 0 | 1) if findings.is_whole && series > MOST_BARS => &[Treemap, RankedBar],
        (None, 0 | 1) => &[RankedBar, StackedBar],
        (None, 2) => &[Slope, Dumbbell, RankedBar],
        (None, _) if findings.is_whole => &[StackedArea, StackedBar, Line],
        (None, _) if series > MOST_LINES => &[Heatmap, Bump, Line],
        (None, _) => &[Line, StackedArea, RankedBar],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, series};

    fn of(count: usize, years: &[&str], is_whole: bool) -> Option<ChartKind> {
        let values = |nth: usize| years.iter().map(|year| exact(year, 1.0 + nth as f64)).collect();
        let all = (0..count).map(|nth| series(&format!("S{nth}"), &format!("Series {nth}"), values(nth)));
        let mut findings = findings(all.collect());
        findings.is_whole = is_whole;
        suggested(None, &findings)
    }

    #[test]
    fn the_shape_of_the_figures_decides() {
        assert_eq!(of(3, &["2000", "2010", "2020"], false), Some(ChartKind::Line));
        assert_eq!(of(3, &["2000", "2010", "2020"], true), Some(ChartKind::StackedArea));
        assert_eq!(of(3, &["2020"], false), Some(ChartKind::RankedBar));
        assert_eq!(of(3, &["2000", "2020"], false), Some(ChartKind::Slope));
        assert_eq!(of(30, &["2000", "2010", "2020"], false), Some(ChartKind::Heatmap));
    }

    #[test]
    fn what_cannot_be_drawn_is_never_suggested() {
        // Parts of far more than a hundred per cent are no whole.
        assert_ne!(of(60, &["2000", "2010", "2020"], true), Some(ChartKind::StackedArea));
        assert_eq!(of(0, &[], false), None);
    }
}
