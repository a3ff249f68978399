//! What stacked charts share: which parts belong on one pile, and whether they may be piled at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::chart::sources;
use crate::measure::findings::{Findings, Role, Series};
use crate::terms::country;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::groupings;
use crate::terms::period::Period;
use crate::terms::trade::Flow;

/// The series that lie on one pile in each period, in the order in which the findings first name their codes: a code keeps
/// its place in all piles, whichever source gives it.
pub struct Pile {
    pub series: Vec<usize>,
    /// What tells the pile from others; empty when there is only one.
    pub label: String,
}

/// The piles of the findings: series that differ in more than the piled dimension stand apart, and so do two sources of the
/// same period.
pub fn piles(findings: &Findings) -> Vec<Pile> {
    let by_source = sources::overlap(findings).is_some();
    let mut groups: Vec<(Group, Pile)> = Vec::new();
    for (at, series) in findings.series.iter().enumerate() {
        let group = group(findings, series, by_source);
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, pile)) => pile.series.push(at),
            None => {
                let label = label(findings, series, &group);
                groups.push((group, Pile { series: vec![at], label }));
            }
        }
    }
    let mut piles: Vec<Pile> = groups.into_iter().map(|(_, pile)| pile).collect();
    let place = |at: &usize| {
        let series = &findings.series[*at];
        let is_alike = |other: &Series| other.role == series.role && other.dimension == series.dimension && other.code == series.code;
        (series.role, findings.series.iter().position(is_alike))
    };
    piles.iter_mut().for_each(|pile| pile.series.sort_by_cached_key(place));
    if !by_source && has_namesakes(&piles) {
        for pile in &mut piles {
            let publisher = sources::publisher(findings, &findings.series[pile.series[0]]);
            pile.label = if pile.label.is_empty() { publisher } else { format!("{}, {publisher}", pile.label) };
        }
    }
    if by_source {
        // The older source first.
        let first = |pile: &Pile| pile.series.iter().flat_map(|at| &findings.series[*at].points).map(|point| point.period).min();
        piles.sort_by_key(first);
    }
    piles
}

/// Why these parts cannot be piled up, as far as it does not depend on the chart.
pub fn objection(findings: &Findings) -> Option<String> {
    let unit = findings.unit();
    if findings.is_empty() {
        return Some("there is no number to show".to_owned());
    }
    if !unit.is_additive() && !unit.is_percent() {
        return Some(format!("figures in {} cannot be added up", plural(unit.as_str())));
    }
    if let Some((series, point)) = findings.points().find(|(_, point)| point.amount.as_ref().is_ok_and(|amount| amount.value < 0.0)) {
        return Some(format!("{} is below zero in {}, and a part of a whole cannot be", series.label, point.period.label()));
    }
    if findings.is_of_opinion && findings.series.iter().any(|series| series.dimension != Dimension::Answer) && findings.series.len() > 1 {
        return Some("answers about different things are not parts of one whole".to_owned());
    }
    if findings.is_of_opinion
        && let Some(why) = objection_to_answers(findings)
    {
        return Some(why);
    }
    of_different_wholes(findings).or_else(|| contains_another(findings)).or_else(|| overfull(findings))
}

/// Why answers cannot be put together: no name tells one question from the other, or more than all have answered.
pub fn objection_to_answers(findings: &Findings) -> Option<String> {
    let are_mixed = has_namesakes(&piles(findings));
    are_mixed.then(|| "these are several questions; choose one".to_owned()).or_else(|| overfull(findings))
}

fn has_namesakes(piles: &[Pile]) -> bool {
    piles.iter().enumerate().any(|(at, pile)| piles[..at].iter().any(|other| other.label == pile.label))
}

/// The number of each series of a pile in a period: its place among its points, and the value.
pub fn parts(findings: &Findings, pile: &Pile, period: &Period) -> Vec<(usize, usize, f64)> {
    let part = |at: &usize| {
        let points = &findings.series[*at].points;
        let nth = points.iter().position(|point| point.period == *period)?;
        Some((*at, nth, points[nth].amount.as_ref().ok()?.value))
    };
    pile.series.iter().filter_map(part).collect()
}

/// All codes but those of the piled dimension, and the source where two overlap. Answers to two questions lie on two piles
/// even where the answers alone tell them apart.
type Group = (BTreeMap<Dimension, Code>, Option<Code>);

fn group(findings: &Findings, series: &Series, by_source: bool) -> Group {
    let varying = &findings.subject.varying;
    let piled = varying.first().unwrap_or(&series.dimension);
    let is_answer = series.dimension == Dimension::Answer;
    let codes = series.codes.iter().filter(|(dimension, _)| *dimension != piled && **dimension != series.dimension);
    let telling = codes.filter(|(dimension, _)| is_answer || varying.contains(dimension));
    (telling.map(|(dimension, code)| (dimension.clone(), code.clone())).collect(), by_source.then(|| series.source.clone()))
}

fn label(findings: &Findings, series: &Series, (codes, source): &Group) -> String {
    let varying = codes.iter().filter(|(dimension, _)| findings.subject.varying.contains(dimension));
    let named = varying.map(|(dimension, code)| findings.subject.short_label(dimension, code));
    let source = source.iter().map(|_| sources::publisher(findings, series));
    named.chain(source).collect::<Vec<_>>().join(", ")
}

/// China’s share of exports and its share of imports are parts of two wholes.
fn of_different_wholes(findings: &Findings) -> Option<String> {
    let dimension = findings.series.first().map(|series| &series.dimension)?;
    let codes: BTreeSet<&Code> = findings.series.iter().map(|series| &series.code).collect();
    let is_of_things = matches!(dimension, Dimension::Indicator | Dimension::Question | Dimension::Pollster | Dimension::Group);
    let is_of_wholes = is_of_things || findings.unit().is_percent() && matches!(dimension, Dimension::Flow | Dimension::Market);
    (is_of_wholes && codes.len() > 1).then(|| "its figures are not parts of one whole".to_owned())
}

/// A total among its own parts would count them twice.
fn contains_another(findings: &Findings) -> Option<String> {
    let parts: Vec<&Series> = findings.series.iter().filter(|series| series.role == Role::Part).collect();
    let codes: BTreeSet<&str> = parts.iter().map(|series| series.code.as_str()).collect();
    // Of a hundred chapters without a group none is held against the others.
    let groups: BTreeSet<&str> = codes.iter().copied().filter(|code| groupings::chapters(code).is_some()).collect();
    let contains = |series: &&&Series| match series.dimension {
        Dimension::Commodity => {
            let others = if groups.contains(series.code.as_str()) { &codes } else { &groups };
            others.iter().any(|code| groupings::overlap(series.code.as_str(), code))
        }
        Dimension::Flow => codes.len() > 1 && series.code.as_str() == Flow::Turnover.code(),
        _ if series.code.as_str() == "WLD" => codes.len() > 1,
        _ => country::members(series.code.as_str()).is_some_and(|members| members.iter().any(|member| codes.contains(member.as_str()))),
    };
    parts.iter().find(contains).map(|series| match series.dimension {
        Dimension::Commodity => format!("{} has goods in common with another that is shown", series.label),
        _ => format!("{} contains others that are shown beside it", series.label),
    })
}

/// Parts of more than the whole overlap.
fn overfull(findings: &Findings) -> Option<String> {
    const ROUNDING: f64 = 1.5;
    if !findings.unit().is_percent() {
        return None;
    }
    let piles = piles(findings);
    let sums = findings.periods().into_iter().flat_map(|period| {
        let sum = |pile: &Pile| parts(findings, pile, &period).iter().map(|(.., value)| value).sum::<f64>();
        piles.iter().map(move |pile| (period, sum(pile))).collect::<Vec<_>>()
    });
    let (period, _) = sums.into_iter().find(|(_, sum)| *sum > 100.0 + ROUNDING)?;
    Some(format!("in {} the parts add up to more than 100%, so they overlap", period.label()))
}

fn plural(unit: &str) -> &str {
    match unit {
        "rank" | "ordinal" => "ranks",
        "% change" => "per cent of change",
        unit => unit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{answers, exact, findings, from_source, period, series};
    use crate::terms::poll::Side;
    use crate::terms::unit::Unit;

    fn objection_to(all: Vec<Series>) -> Option<String> {
        objection(&findings(all))
    }

    #[test]
    fn only_parts_of_one_whole_are_piled_up() {
        let part = |code: &str, value: f64| series(code, code, vec![exact("2024", value)]);
        assert_eq!(objection_to(vec![part("CHN", 33.0), part("DEU", 60.0)]), None);
        assert!(objection_to(vec![part("CHN", 60.0), part("DEU", 60.0)]).is_some_and(|why| why.contains("more than 100%")));
        assert!(objection_to(vec![part("CHN", 33.0), part("DEU", -2.0)]).is_some_and(|why| why.contains("below zero")));
        assert!(objection_to(vec![part("CHN", 33.0), part("WLD", 60.0)]).is_some_and(|why| why.contains("contains others")));
        assert!(objection_to(vec![part("EU27", 33.0), part("DEU", 10.0)]).is_some_and(|why| why.contains("contains others")));
        let mut change = part("CHN", 33.0);
        change.unit = Unit::new("% change");
        assert!(objection_to(vec![change]).is_some());
    }

    #[test]
    fn answers_to_two_questions_never_lie_on_one_pile() {
        let to = |question: &str, answer: &str, value: f64| {
            let mut one = answers(answer, Side::Positive, "CHN", vec![exact("2023", value)]);
            one.codes.insert(Dimension::Question, Code::new(question));
            one
        };
        let mut all = findings(vec![to("friends", "friend", 40.0), to("ties", "improved", 30.0)]);
        all.is_of_opinion = true;
        all.subject.varying = vec![Dimension::Answer];
        assert_eq!(piles(&all).len(), 2);
        assert_eq!(objection_to_answers(&all).as_deref(), Some("these are several questions; choose one"));
        all.series[1] = from_source("imf", all.series[1].clone());
        std::sync::Arc::make_mut(&mut all.series[1].points[0]).period = period("2022");
        assert_eq!(piles(&all).iter().map(|pile| pile.series.as_slice()).collect::<Vec<_>>(), [[0], [1]]);
        assert_eq!(objection_to_answers(&all), None, "their publishers tell them apart");
    }

    #[test]
    fn a_code_keeps_its_place_in_the_piles_of_both_sources() {
        let of = |code: &str, year: &str, value: f64| series(code, code, vec![exact(year, value)]);
        let imf = |code: &str, value: f64| from_source("imf", of(code, "2020", value));
        let all = findings(vec![of("EU27", "2020", 34.0), of("CHN", "2020", 18.0), imf("CHN", 18.5), imf("EU27", 17.0)]);
        let codes = |pile: &Pile| pile.series.iter().map(|at| all.series[*at].code.to_string()).collect::<Vec<_>>();
        assert_eq!(piles(&all).iter().map(codes).collect::<Vec<_>>(), [["EU27", "CHN"], ["EU27", "CHN"]]);
    }

    #[test]
    fn two_sources_share_a_pile_unless_they_speak_of_the_same_period() {
        let china = |year: &str| series("CHN", "China", vec![exact(year, 18.0)]);
        assert_eq!(piles(&findings(vec![china("2020"), from_source("imf", china("2021"))])).len(), 1);
        let apart = piles(&findings(vec![china("2020"), from_source("imf", china("2020"))]));
        assert_eq!(apart.iter().map(|pile| pile.label.as_str()).collect::<Vec<_>>(), ["UN Comtrade", "IMF"]);
    }
}
