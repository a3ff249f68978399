//! A person's own words at a number or a span of time of the picture: kept with the view by the codes of the number, found again in any findings.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::chart::mark::Datum;
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// Words tied to one number, or to the time from it to another period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    pub text: String,
    /// The codes of the number, its source and its period.
    pub codes: BTreeMap<Dimension, Code>,
    pub source: Code,
    pub period: Period,
    /// The last period of a span, which the words are then about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Period>,
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
    /// First and last period of a span.
    pub span: Option<[Period; 2]>,
    pub offset: [i16; 2],
}

impl Annotation {
    pub fn of(series: &Series, point: &Point, text: String) -> Self {
        let (codes, source, period) = (series.codes.clone(), series.source.clone(), point.period);
        Self { text, codes, source, period, until: None, offset: usual_offset() }
    }

    /// First and last period, in the order of time.
    pub fn span(&self) -> Option<[Period; 2]> {
        let until = self.until.filter(|until| *until != self.period && !until.is_undated() && !self.period.is_undated())?;
        Some(if until < self.period { [until, self.period] } else { [self.period, until] })
    }

    /// Is a number of this period one that the words are about?
    fn is_about(&self, period: &Period) -> bool {
        *period == self.period || self.span().is_some_and(|[first, last]| first <= *period && *period <= last)
    }
}

/// Those whose number, or a number of whose span, is among the findings.
pub fn placed(annotations: &[Annotation], findings: &Findings) -> Vec<Placed> {
    let found = annotations.iter().enumerate().filter_map(|(nth, annotation)| {
        let is_it = |series: &Series| series.codes == annotation.codes && series.source == annotation.source;
        let series = findings.series.iter().position(is_it)?;
        let point = findings.series[series].points.iter().position(|point| annotation.is_about(&point.period) && point.amount.is_ok())?;
        let Annotation { text, offset, .. } = annotation.clone();
        Some(Placed { nth, datum: Datum { series, point }, text, span: annotation.span(), offset })
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

    #[test]
    fn a_span_is_known_by_any_of_its_numbers_and_stands_in_the_order_of_time() {
        let china = || series("CHN", "China", vec![exact("2000", 4.5), exact("2014", 11.3), exact("2020", 18.3)]);
        let mut annotation = Annotation::of(&china(), &china().points[2], "After the sanctions".to_owned());
        annotation.until = Some(Period::year(2014));
        let placed = |shown: Series| placed(std::slice::from_ref(&annotation), &findings(vec![shown]));
        let whole = placed(china());
        assert_eq!((whole[0].datum.point, whole[0].span), (1, Some([Period::year(2014), Period::year(2020)])));
        let mut later = china();
        later.points.truncate(2);
        assert_eq!(placed(later)[0].datum.point, 1, "the years shown end within the span");
        annotation.until = Some(annotation.period);
        assert_eq!(annotation.span(), None);
    }
}
