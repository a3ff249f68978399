//! The years running by themselves: what comes next, when, and when it ends.

use std::collections::BTreeSet;

use crate::query::selection::Selection;
use crate::terms::period::Period;
use crate::work::figures::Times;

/// A run of the years, or its absence. The picture steps from year to year without easing, so that it asks nothing of those
/// who want no motion.
#[derive(Default)]
pub struct Play {
    pub run: Option<Run>,
    pub speed: Speed,
    /// Counts the runs: each is one step to undo.
    pub runs: u64,
}

/// A run that goes on.
pub struct Run {
    /// When the next year is due, in seconds of the window.
    pub due: f64,
    /// The years as the view had them before the run.
    pub before: [Option<Period>; 2],
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speed {
    Slow,
    #[default]
    Normal,
    Fast,
}

impl Speed {
    pub const ALL: [Self; 3] = [Self::Slow, Self::Normal, Self::Fast];

    pub fn name(self) -> &'static str {
        match self {
            Self::Slow => "Slow",
            Self::Normal => "Normal",
            Self::Fast => "Fast",
        }
    }

    pub fn seconds(self) -> f64 {
        match self {
            Self::Slow => 1.5,
            Self::Normal => 0.75,
            Self::Fast => 0.25,
        }
    }
}

impl Play {
    pub fn is_on(&self) -> bool {
        self.run.is_some()
    }

    pub fn pause(&mut self) {
        self.run = None;
    }
}

/// The years shown among those there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    pub first: i32,
    pub last: i32,
    pub from: i32,
    pub to: i32,
    /// Is one year shown, with one handle?
    pub is_single: bool,
}

impl Years {
    pub fn of(selection: &Selection, [first, last]: [i32; 2]) -> Self {
        let from = selection.from.and_then(|from| from.first_year()).unwrap_or(first).clamp(first, last);
        let to = selection.to.and_then(|to| to.last_year()).unwrap_or(last).clamp(from, last);
        Self { first, last, from, to, is_single: selection.single_year().is_some() }
    }

    /// With the first year moved there, or the one year.
    pub fn with_from(self, year: i32) -> Self {
        match self.is_single {
            true => self.with_one(year),
            false => Self { from: year.min(self.to - 1).max(self.first), ..self },
        }
    }

    pub fn with_to(self, year: i32) -> Self {
        match self.is_single {
            true => self.with_one(year),
            false => Self { to: year.max(self.from + 1).min(self.last), ..self },
        }
    }

    /// The whole span moved so that it begins there, as far as it goes.
    pub fn moved_to(self, from: i32) -> Self {
        let width = self.to - self.from;
        let from = from.clamp(self.first, self.last - width);
        Self { from, to: from + width, ..self }
    }

    fn with_one(self, year: i32) -> Self {
        let year = year.clamp(self.first, self.last);
        Self { from: year, to: year, ..self }
    }

    /// One year further, of those that are worth a stop; the first of several years stays where it is. `None` at the end.
    pub fn after(self, stops: &BTreeSet<i32>) -> Option<Self> {
        let next = *stops.range(self.to + 1..).next()?;
        Some(self.with_to(next)).filter(|next| next.to > self.to)
    }

    /// Where a run begins: here, or from the end at the beginning again.
    pub fn at_start(self, stops: &BTreeSet<i32>) -> Self {
        if self.after(stops).is_some() {
            return self;
        }
        let from = if self.is_single { self.first } else { self.from + 1 };
        stops.range(from..).next().map_or(self, |year| self.with_to(*year))
    }
}

/// The years that a run stops at: those with figures, or all of them where the nearest stands in for one without.
pub fn stops(times: &[&Times], selection: &Selection, years: &Years) -> BTreeSet<i32> {
    if selection.tolerance.is_some() && years.is_single {
        return (years.first..=years.last).collect();
    }
    let of_period = |period: &Period| period.first_year().zip(period.last_year()).map(|(first, last)| first..=last);
    times.iter().flat_map(|times| times.numbers.keys()).filter_map(of_period).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(from: i32, to: i32) -> Years {
        Years { first: 2000, last: 2020, from, to, is_single: from == to }
    }

    #[test]
    fn a_span_moves_as_a_whole_and_no_further_than_the_figures() {
        let moved = years(2005, 2010).moved_to(2018);
        assert_eq!((moved.from, moved.to), (2015, 2020));
        let moved = years(2005, 2010).moved_to(1990);
        assert_eq!((moved.from, moved.to), (2000, 2005));
    }

    #[test]
    fn two_handles_never_meet_and_one_year_is_moved_by_either() {
        assert_eq!(years(2005, 2010).with_from(2015).from, 2009);
        assert_eq!(years(2005, 2010).with_to(1999).to, 2006);
        let one = years(2010, 2010).with_from(2012);
        assert_eq!((one.from, one.to), (2012, 2012));
    }

    #[test]
    fn a_run_stops_where_there_are_figures_and_ends_with_the_last() {
        let stops = BTreeSet::from([2000, 2004, 2008]);
        assert_eq!(years(2000, 2000).after(&stops).map(|years| years.to), Some(2004));
        assert_eq!(years(2001, 2005).after(&stops).map(|years| (years.from, years.to)), Some((2001, 2008)));
        assert_eq!(years(2008, 2008).after(&stops), None);
        assert_eq!(years(2008, 2008).at_start(&stops).to, 2000, "and begins again from there");
        assert_eq!(years(2000, 2020).at_start(&stops).to, 2004);
    }
}
