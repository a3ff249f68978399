//! Where the year looked at has no figure, the nearest one that has: lines in, lines out, each stand-in named as one.

use std::collections::{BTreeMap, BTreeSet};

use crate::measure::findings::{Break, Findings, Point};
use crate::measure::gather::{Key, Lines};
use crate::query::selection::Selection;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::Period;

/// Which figures are of one period or none: a line by itself, or all parts of a whole, since parts of two years make no whole.
#[derive(Clone, Copy)]
pub enum Together<'a> {
    Line,
    PartedBy(&'a Dimension),
}

/// The lines with stand-ins for the one year shown, when the selection asks for them. A figure stands in only where no
/// source has one for the year, and never across a change of source or of method.
pub fn with_stand_ins(mut lines: Lines, selection: &Selection, together: Together) -> Lines {
    let Some((tolerance, year)) = selection.tolerance.zip(selection.single_year()) else { return lines };
    let mut groups: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for key in lines.keys() {
        let mut group = Key { source: Code::new(""), ..key.clone() };
        if let Together::PartedBy(dimension) = together {
            group.codes.remove(dimension);
        }
        groups.entry(group).or_default().push(key.clone());
    }
    for keys in groups.into_values() {
        let Some((period, sources)) = nearest(&lines, &keys, selection, year, tolerance) else { continue };
        for key in keys.iter().filter(|key| sources.contains(&key.source)) {
            let Some(points) = lines.get_mut(key) else { continue };
            let Some(found) = points.get(&period).cloned() else { continue };
            let reason = points.values().find(|point| is_of_year(selection, point)).and_then(|point| point.amount.as_ref().err().copied());
            points.retain(|_, point| !is_of_year(selection, point));
            let mut words = stands_in(&period, year);
            if let Some(reason) = reason {
                words += &format!(" ({year}: {})", reason.label());
            }
            let note = Some(found.note.as_ref().map_or_else(|| words.clone(), |note| format!("{words}. {note}")));
            let point = Point { period: Period::year(year), stands_in: Some(period), note, ..(*found).clone() };
            points.insert(point.period, point.into());
        }
    }
    lines
}

/// "2016 shown for 2017: India and Japan." for every stand-in among the findings, the nearest years first.
pub fn notes(findings: &Findings) -> Vec<Note> {
    let mut names: BTreeMap<(Period, Period), Vec<String>> = BTreeMap::new();
    for (series, point) in findings.points() {
        let Some(period) = point.stands_in else { continue };
        let named = names.entry((period, point.period)).or_default();
        if !named.contains(&series.label) {
            named.push(series.label.clone());
        }
    }
    let is_of_all = names.len() == 1 && findings.points().all(|(_, point)| point.stands_in.is_some() || point.amount.is_err());
    let told = names.into_iter().rev().map(|((period, wanted), named)| {
        let shown = format!("{} shown for {}", period.label(), wanted.label());
        Note::new(if is_of_all { format!("{shown}.") } else { format!("{shown}: {}.", english::list(&named)) })
    });
    told.collect()
}

fn stands_in(period: &Period, year: i32) -> String {
    format!("{} shown for {year}", period.label())
}

fn is_of_year(selection: &Selection, point: &Point) -> bool {
    !point.period.is_undated() && selection.shows(&point.period)
}

/// The period that stands in for the year in these lines, and the sources it may be of.
fn nearest(lines: &Lines, keys: &[Key], selection: &Selection, year: i32, tolerance: u8) -> Option<(Period, BTreeSet<Code>)> {
    let known = || keys.iter().filter_map(|key| lines.get(key)).flat_map(BTreeMap::values).filter(|point| point.amount.is_ok());
    if known().any(|point| is_of_year(selection, point)) {
        return None;
    }
    let away = |period: &Period| Some(if period.last_year()? < year { year - period.last_year()? } else { period.first_year()? - year });
    let dated = || known().filter_map(|point| Some((away(&point.period)?, point)));
    let before = dated().filter(|(_, point)| point.period.last_year() < Some(year));
    let before = before.min_by_key(|(away, point)| (*away, std::cmp::Reverse(point.period)));
    let after = dated().filter(|(_, point)| point.period.first_year() > Some(year)).min_by_key(|(away, point)| (*away, point.period));
    let sources =
        |period: &Period| -> BTreeSet<Code> { known().filter(|point| point.period == *period).map(|point| point.source.clone()).collect() };
    let [early, late] = [before, after].map(|found| found.map(|(away, point)| (away, point.period, sources(&point.period))));
    // A change of method reaches back to no year before it.
    let is_new = |late: &Point| {
        let since = before.and_then(|(_, early)| late.break_after(early));
        late.status.is_break() || since.is_some_and(Break::is_of_method)
    };
    let late_is_new = after.is_some_and(|(_, late)| is_new(late));
    let (away, period, sources) = match (early, late) {
        (Some(early), Some(late)) => {
            let common: BTreeSet<Code> = early.2.intersection(&late.2).cloned().collect();
            let (away, period, _) = if early.0 <= late.0 || late_is_new { early } else { late };
            (away, period, common)
        }
        (Some(early), None) => early,
        (None, Some(late)) if !late_is_new => late,
        (None, _) => return None,
    };
    (away <= i32::from(tolerance) && !sources.is_empty()).then_some((period, sources))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::dataset::observation::Status;
    use crate::measure::sample::{exact, findings, missing, of_status, period, series};
    use crate::terms::amount::Missing;
    use crate::terms::unit::Unit;

    fn key(code: &str, source: &str) -> Key {
        Key { codes: [(Dimension::Partner, Code::new(code))].into(), source: Code::new(source), unit: Unit::percent() }
    }

    fn line(code: &str, source: &str, points: Vec<Point>) -> (Key, BTreeMap<Period, Arc<Point>>) {
        let points = points.into_iter().map(|point| (point.period, Point { source: Code::new(source), ..point }.into()));
        (key(code, source), points.collect())
    }

    fn selection(year: i32, tolerance: u8) -> Selection {
        let year = Some(Period::year(year));
        Selection { from: year, to: year, tolerance: Some(tolerance), ..Selection::default() }
    }

    /// The value and the period that stand for a year.
    fn stand_in(lines: Vec<(Key, BTreeMap<Period, Arc<Point>>)>, year: i32, tolerance: u8) -> Option<(f64, Option<Period>)> {
        let lines = with_stand_ins(lines.into_iter().collect(), &selection(year, tolerance), Together::Line);
        let mut points = lines.values().filter_map(|points| points.get(&Period::year(year)));
        points.find_map(|point| Some((point.amount.as_ref().ok()?.value, point.stands_in)))
    }

    #[test]
    fn the_nearest_year_stands_in_and_of_two_as_near_the_earlier() {
        let china = || vec![line("CHN", "a", vec![exact("2012", 12.0), exact("2016", 16.0)])];
        assert_eq!(stand_in(china(), 2015, 2), Some((16.0, Some(period("2016")))));
        assert_eq!(stand_in(china(), 2014, 2), Some((12.0, Some(period("2012")))));
        assert_eq!(stand_in(china(), 2018, 1), None, "too far");
        assert_eq!(stand_in(china(), 2016, 5), Some((16.0, None)), "nothing stands in for a figure that is there");
    }

    #[test]
    fn nothing_stands_in_when_more_than_one_year_is_shown_or_nobody_asks() {
        let lines: Lines = [line("CHN", "a", vec![exact("2012", 12.0)])].into();
        let several = Selection { to: Some(Period::year(2014)), ..selection(2013, 2) };
        let nobody = Selection { tolerance: None, ..selection(2013, 2) };
        for selection in [several, nobody] {
            assert_eq!(with_stand_ins(lines.clone(), &selection, Together::Line), lines);
        }
    }

    #[test]
    fn no_figure_stands_in_across_a_change_of_source() {
        let china =
            |early: &str, late: &str| vec![line("CHN", early, vec![exact("2019", 19.0)]), line("CHN", late, vec![exact("2021", 21.0)])];
        assert_eq!(stand_in(china("a", "b"), 2020, 3), None, "the source changes at the year itself");
        assert_eq!(stand_in(china("a", "b"), 2022, 3), Some((21.0, Some(period("2021")))));
        let both = vec![line("CHN", "a", vec![exact("2018", 18.0)]), line("CHN", "b", vec![exact("2020", 20.0)])];
        assert_eq!(stand_in(both, 2020, 3), Some((20.0, None)), "another source has the year");
    }

    #[test]
    fn a_new_method_reaches_back_to_no_year_before_it() {
        let points = || vec![exact("2015", 15.0), of_status("2019", 19.0, Status::Break)];
        assert_eq!(stand_in(vec![line("CHN", "a", points())], 2018, 5), Some((15.0, Some(period("2015")))));
        assert_eq!(stand_in(vec![line("CHN", "a", points()[1..].to_vec())], 2018, 5), None);
    }

    #[test]
    fn a_reason_for_the_gap_is_kept_beside_the_stand_in() {
        let lines = [line("CHN", "a", vec![exact("2016", 16.0), missing("2017", Missing::Confidential)])].into();
        let lines = with_stand_ins(lines, &selection(2017, 1), Together::Line);
        let point = &lines[&key("CHN", "a")][&Period::year(2017)];
        assert_eq!(point.note.as_deref(), Some("2016 shown for 2017 (2017: confidential)"));
    }

    #[test]
    fn parts_of_a_whole_are_all_of_one_year() {
        let dimension = Dimension::Partner;
        let lines = || -> Lines {
            [line("CHN", "a", vec![exact("2016", 60.0)]), line("DEU", "a", vec![exact("2016", 40.0), exact("2017", 45.0)])].into()
        };
        let parts = with_stand_ins(lines(), &selection(2017, 1), Together::PartedBy(&dimension));
        assert_eq!(parts, lines(), "one part of the year is there, so no other joins it from another year");
        let whole = with_stand_ins(lines(), &selection(2018, 2), Together::PartedBy(&dimension));
        let of: Vec<_> = whole.values().filter_map(|points| points.get(&Period::year(2018))?.stands_in).collect();
        assert_eq!(of, [period("2017")], "of the nearest year with any part");
    }

    #[test]
    fn notes_name_who_is_shown_by_another_year() {
        let stood = |year: &str, value| Point { stands_in: Some(period(year)), ..exact("2017", value) };
        let all = vec![
            series("CHN", "China", vec![exact("2017", 1.0)]),
            series("IND", "India", vec![stood("2016", 2.0)]),
            series("JPN", "Japan", vec![stood("2014", 3.0)]),
        ];
        let told: Vec<String> = notes(&findings(all)).into_iter().map(|note| note.text).collect();
        assert_eq!(told, ["2016 shown for 2017: India.", "2014 shown for 2017: Japan."]);
        let alone = findings(vec![series("IND", "India", vec![stood("2016", 2.0)])]);
        assert_eq!(notes(&alone)[0].text, "2016 shown for 2017.");
    }
}
