//! A mark by what it stands for, so that it is found again however its picture is drawn by now.

use std::collections::BTreeMap;

use crate::chart::mark::Datum;
use crate::dataset::observation::Observation;
use crate::measure::findings::{Findings, Role, Series};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;

/// Which mark was asked, however its picture is drawn by now.
#[derive(Clone, Debug, PartialEq)]
pub struct MarkKey {
    codes: BTreeMap<Dimension, Code>,
    source: Code,
    role: Role,
    period: Period,
    /// Among points of the same period, such as several undated ones.
    nth: usize,
}

impl MarkKey {
    pub fn of(findings: &Findings, datum: Datum) -> Option<Self> {
        let (series, point) = findings.number(datum.series, datum.point)?;
        let period = point.period;
        let nth = series.points[..datum.point].iter().filter(|point| point.period == period).count();
        Some(Self { codes: series.codes.clone(), source: series.source.clone(), role: series.role, period, nth })
    }

    /// The mark of a figure as it is published.
    pub fn of_observation(observation: &Observation) -> Self {
        let Observation { codes, source, period, .. } = observation;
        Self { codes: (**codes).clone(), source: source.clone(), role: Role::Part, period: *period, nth: 0 }
    }

    /// Where the mark is now; `None` when it is not among the figures shown any more.
    pub fn find(&self, findings: &Findings) -> Option<Datum> {
        let is_like = |one: &Series| one.source == self.source && one.role == self.role;
        let is_it = |one: &Series| one.codes == self.codes && is_like(one);
        // A series of numbered statements does not have their numbers among its codes.
        let has_it = |one: &Series| {
            let agrees = one.codes.iter().all(|(dimension, code)| self.codes.get(dimension) == Some(code));
            agrees && is_like(one) && one.at(&self.period).is_some()
        };
        let found = |is: &dyn Fn(&Series) -> bool| findings.all_series().enumerate().find(|(_, one)| is(one));
        let (series, found) = found(&is_it).or_else(|| found(&has_it))?;
        let mut of_period = found.points.iter().enumerate().filter(|(_, point)| point.period == self.period);
        of_period.nth(self.nth).map(|(point, _)| Datum { series, point })
    }
}
