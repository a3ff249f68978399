//! A person's own words at a number of the picture: kept with the view by the codes of the number, found again in any findings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chart::mark::Datum;
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// Words tied to one number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    pub text: String,
    /// The codes of the number, its source and its period.
    pub codes: BTreeMap<Dimension, Code>,
    pub source: Code,
    pub period: Period,
    /// How far right of its number and how far below it the words stand, in points of a page of reading size.
    #[serde(default = "usual_offset")]
    pub offset: [i16; 2],
}

/// An annotation at its number in these findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its place in the list of the view.
    pub nth: usize,
    pub datum: Datum,
    pub text: String,
    pub offset: [i16; 2],
}

impl Annotation {
    pub fn of(series: &Series, point: &Point, text: String) -> Self {
        Self { text, codes: series.codes.clone(), source: series.source.clone(), period: point.period, offset: usual_offset() }
    }
}

/// Those whose number is among the findings.
pub fn placed(annotations: &[Annotation], findings: &Findings) -> Vec<Placed> {
    let found = annotations.iter().enumerate().filter_map(|(nth, annotation)| {
        let is_it = |series: &Series| series.codes == annotation.codes && series.source == annotation.source;
        let series = findings.series.iter().position(is_it)?;
        let point = findings.series[series].points.iter().position(|point| point.period == annotation.period && point.amount.is_ok())?;
        let Annotation { text, offset, .. } = annotation.clone();
        Some(Placed { nth, datum: Datum { series, point }, text, offset })
    });
    found.filter(|placed| !placed.text.trim().is_empty()).collect()
}

fn usual_offset() -> [i16; 2] {
    [24, -44]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{exact, findings, series};

    #[test]
    fn words_find_their_number_again_wherever_its_series_stands() {
        let china = || series("CHN", "China", vec![exact("2000", 4.5), exact("2020", 18.3)]);
        let annotation = Annotation::of(&china(), &china().points[1], "Highest so far".to_owned());
        let germany = series("DEU", "Germany", vec![exact("2020", 9.0)]);
        let placed = |all| placed(std::slice::from_ref(&annotation), &findings(all));
        assert_eq!(placed(vec![germany.clone(), china()])[0].datum, Datum { series: 1, point: 1 });
        assert!(placed(vec![germany]).is_empty(), "its number is not shown");
    }
}
