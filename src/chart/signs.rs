//! The signs that say how sure a value is, and the key that explains those in use.

use std::collections::BTreeSet;

use crate::chart::mark::{Along, Datum, Firmness, Ink, Mark, Tile, Towards};
use crate::dataset::observation::Status;
use crate::measure::findings::{Findings, Point};
use crate::terms::amount::{Amount, Bound, Missing};

/// What stands at a value beside its line or bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// An exact value has a dot too.
    Dotted,
    /// Only a value that is not exact has a sign.
    Bare,
}

/// The signs of an amount at its place; `along` is the scale its values run on.
pub fn signs(datum: Datum, amount: &Amount, at: [f64; 2], along: Along, ink: &Ink, plain: Plain) -> Vec<Mark> {
    let dot = |is_hollow| Mark::Dot { datum, at, ink: ink.clone(), is_hollow };
    let arrow = |towards| Mark::Arrow { datum, at, towards, along, ink: ink.clone() };
    let whisker = amount.low.zip(amount.high).filter(|(low, high)| low != high && !amount.is_exact()).map(|(low, high)| {
        // The place of the value may be shifted on its scale, as in a stack; so are the ends.
        let end = |value: f64| match along {
            Along::X => [at[0] + value - amount.value, at[1]],
            Along::Y => [at[0], at[1] + value - amount.value],
        };
        Mark::Whisker { datum, from: end(low), to: end(high), ink: ink.clone() }
    });
    let sign = match amount.qualifier.bound() {
        Bound::Exact | Bound::Between => (plain == Plain::Dotted || whisker.is_some()).then(|| dot(false)),
        Bound::Around => Some(dot(true)),
        Bound::Above => Some(arrow(Towards::Less)),
        Bound::Below => Some(arrow(Towards::More)),
    };
    whisker.into_iter().chain(sign).collect()
}

/// The sign at the axis for a value that is not there.
pub fn absent(missing: Missing) -> &'static str {
    match missing {
        Missing::NotCollected => "n.c.",
        Missing::NotPublished => "n.p.",
        Missing::Confidential => "c",
        Missing::NotApplicable => "n.a.",
        Missing::Unreadable => "?",
    }
}

pub fn firmness(point: &Point) -> Firmness {
    if point.status.is_soft() { Firmness::Soft } else { Firmness::Firm }
}

/// How many of some bars are less firm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Softness {
    Some,
    /// Hatching would set nothing apart; the key says it of all of them.
    All,
}

impl Softness {
    pub fn of<'a>(mut points: impl Iterator<Item = &'a Point>) -> Self {
        if points.all(|point| point.status.is_soft()) { Self::All } else { Self::Some }
    }

    pub fn firmness(self, point: &Point) -> Firmness {
        match self {
            Self::Some => firmness(point),
            Self::All => Firmness::Firm,
        }
    }
}

/// What the marks used mean, beyond the plain ones.
pub fn key(marks: &[Mark], findings: &Findings) -> Vec<String> {
    let any = |is: &dyn Fn(&Mark) -> bool| marks.iter().any(is);
    let mut key = Vec::new();
    let mut explain = |is_used: bool, words: &str| {
        if is_used {
            key.push(words.to_owned());
        }
    };
    explain(any(&|mark| matches!(mark, Mark::Dot { is_hollow: true, .. } | Mark::Stretch { is_hollow: true, .. })), "Hollow: about");
    explain(any(&|mark| matches!(mark, Mark::Arrow { .. })), "Arrow: at most or at least, towards where the value may lie");
    explain(any(&|mark| matches!(mark, Mark::Whisker { .. })), "Thin bar with ends: from the lowest to the highest value given");
    let is_banded = any(&|mark| matches!(mark, Mark::Band { .. }));
    let has_all = findings.points().all(|(_, point)| point.amount.is_err() || point.wave.base.is_some());
    explain(is_banded && has_all, "Pale band: margin of error at 95%");
    explain(is_banded && !has_all, "Pale band: margin of error at 95%; without one the sample size is not known");
    explain(any(&|mark| matches!(mark, Mark::Stretch { .. })), "Bar along time: one value for the whole stretch");
    key.extend(soft(marks, findings));
    key.extend(all_soft(marks, findings));
    let absent: BTreeSet<Missing> = marks.iter().filter_map(|mark| missing_of(mark, findings)).collect();
    key.extend(absent.into_iter().map(|missing| format!("{}: {}", self::absent(missing), missing.label())));
    key
}

/// The keys of several charts as one: what is told of the same thing in several ways, "a statement; hollow: about" here and "a statement;
/// arrow: a bound" there, is one line.
pub fn joined<'a>(lines: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut key: Vec<Vec<&str>> = Vec::new();
    for line in lines {
        let parts: Vec<&str> = line.split("; ").collect();
        match key.iter_mut().find(|known| known[0] == parts[0]) {
            Some(known) => parts.into_iter().for_each(|part| {
                if !known.contains(&part) {
                    known.push(part);
                }
            }),
            None => key.push(parts),
        }
    }
    key.into_iter().map(|parts| parts.join("; ")).collect()
}

/// "Dashed: partners’ mirror data, estimates".
fn soft(marks: &[Mark], findings: &Findings) -> Vec<String> {
    let mut looks: Vec<(&str, BTreeSet<Status>)> =
        ["Dashed", "Hatched", "Pale", "Marked corner"].map(|look| (look, BTreeSet::new())).into();
    for mark in marks {
        let (look, data): (usize, Vec<Datum>) = match mark {
            Mark::Line { points, firmness: Firmness::Soft, .. } => (0, points.iter().map(|vertex| vertex.datum).collect()),
            Mark::Bar { datum, firmness: Firmness::Soft, .. } => (1, vec![*datum]),
            Mark::Cell { datum, firmness: Firmness::Soft, .. } | Mark::Tile(Tile { datum, firmness: Firmness::Soft, .. }) => {
                (3, vec![*datum])
            }
            Mark::Area { slices, firmness: Firmness::Soft, .. } => (2, slices.iter().map(|slice| slice.datum).collect()),
            Mark::Line { .. }
            | Mark::Area { .. }
            | Mark::Band { .. }
            | Mark::Bar { .. }
            | Mark::Dot { .. }
            | Mark::Arrow { .. }
            | Mark::Whisker { .. }
            | Mark::Stretch { .. }
            | Mark::Rule { .. }
            | Mark::Trail { .. }
            | Mark::Diagonal { .. }
            | Mark::Absent { .. }
            | Mark::Cell { .. }
            | Mark::Pip { .. }
            | Mark::Tile(_)
            | Mark::Key(_)
            | Mark::Claim(_)
            | Mark::Label { .. } => continue,
        };
        looks[look].1.extend(data.into_iter().filter_map(|datum| Some(at(findings, datum)?.status)));
    }
    let told = |(look, statuses): (&str, BTreeSet<Status>)| {
        let words: Vec<&str> = statuses.into_iter().filter_map(Status::soft_words).collect();
        (!words.is_empty()).then(|| format!("{look}: {}", words.join(", ")))
    };
    looks.into_iter().filter_map(told).collect()
}

/// "All figures: partners’ mirror data", when each bar stands for one and none is hatched.
fn all_soft(marks: &[Mark], findings: &Findings) -> Option<String> {
    let mut statuses = BTreeSet::new();
    for mark in marks {
        match mark {
            Mark::Bar { datum, firmness: Firmness::Firm, .. }
            | Mark::Cell { datum, firmness: Firmness::Firm, .. }
            | Mark::Tile(Tile { datum, firmness: Firmness::Firm, .. }) => statuses.insert(at(findings, *datum)?.status),
            Mark::Bar { .. } | Mark::Cell { .. } | Mark::Tile(_) | Mark::Area { .. } | Mark::Band { .. } | Mark::Line { .. } => {
                return None;
            }
            Mark::Dot { .. } | Mark::Arrow { .. } | Mark::Whisker { .. } | Mark::Stretch { .. } => continue,
            Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } | Mark::Pip { .. } | Mark::Key(_) => continue,
            Mark::Trail { .. } | Mark::Diagonal { .. } | Mark::Claim(_) => continue,
        };
    }
    let words: Option<Vec<&str>> = statuses.into_iter().map(Status::soft_words).collect();
    // What is set against another figure is made of both.
    let which = if findings.compared.is_none() { "All figures" } else { "In all figures" };
    words.filter(|words| !words.is_empty()).map(|words| format!("{which}: {}", words.join(", ")))
}

fn missing_of(mark: &Mark, findings: &Findings) -> Option<Missing> {
    let Mark::Absent { datum, .. } = mark else { return None };
    at(findings, *datum)?.amount.as_ref().err().copied()
}

fn at(findings: &Findings, datum: Datum) -> Option<&Point> {
    findings.series.get(datum.series)?.points.get(datum.point).map(AsRef::as_ref)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::amount::Qualifier;

    const DATUM: Datum = Datum { series: 0, point: 0 };

    fn of(amount: &Amount, plain: Plain) -> Vec<Mark> {
        signs(DATUM, amount, [2020.5, amount.value], Along::Y, &Ink::Text, plain)
    }

    #[test]
    fn an_exact_value_needs_no_sign_and_a_qualified_one_has_its_own() {
        let qualified = |qualifier| Amount { qualifier, ..Amount::exact(60.0) };
        assert!(of(&Amount::exact(60.0), Plain::Bare).is_empty());
        assert!(matches!(of(&Amount::exact(60.0), Plain::Dotted)[..], [Mark::Dot { is_hollow: false, .. }]));
        assert!(matches!(of(&qualified(Qualifier::Nearly), Plain::Bare)[..], [Mark::Dot { is_hollow: true, .. }]));
        assert!(matches!(of(&qualified(Qualifier::UpTo), Plain::Bare)[..], [Mark::Arrow { towards: Towards::Less, .. }]));
        assert!(matches!(of(&qualified(Qualifier::MoreThan), Plain::Bare)[..], [Mark::Arrow { towards: Towards::More, .. }]));
    }

    #[test]
    fn a_range_is_a_whisker_with_a_dot_in_its_middle() {
        let marks = of(&Amount::range(20.0, 30.0), Plain::Bare);
        let [Mark::Whisker { from, to, .. }, Mark::Dot { at, is_hollow: false, .. }] = &marks[..] else { panic!("{marks:?}") };
        assert_eq!((*from, *to, *at), ([2020.5, 20.0], [2020.5, 30.0], [2020.5, 25.0]));
    }
}
