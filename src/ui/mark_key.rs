//! A mark by what it stands for, so that it is found again however its picture is drawn by now.

use std::collections::BTreeMap;

use crate::chart::mark::Datum;
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

    /// Where the mark is now; `None` when it is not among the figures shown any more.
    pub fn find(&self, findings: &Findings) -> Option<Datum> {
        let is_it = |one: &Series| one.codes == self.codes && one.source == self.source && one.role == self.role;
        let (series, found) = findings.all_series().enumerate().find(|(_, one)| is_it(one))?;
        let mut of_period = found.points.iter().enumerate().filter(|(_, point)| point.period == self.period);
        of_period.nth(self.nth).map(|(point, _)| Datum { series, point })
    }
}
