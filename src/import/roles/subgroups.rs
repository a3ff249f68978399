//! Shares of a part of those asked, beside those of all: "Rep Yes" is one of "Rep Sample", and not of everybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::roles::layout::{BaseOf, Column, Layout, Role};
use crate::import::roles::word::Word;
use crate::import::roles::words;

/// Words before an answer that say how it was given, and not by whom.
const MANNERS: [&str; 20] = [
    "strongly",
    "somewhat",
    "very",
    "rather",
    "fairly",
    "mostly",
    "mainly",
    "probably",
    "definitely",
    "lean",
    "total",
    "net",
    "all",
    "full",
    "overall",
    "weighted",
    "unweighted",
    "полностью",
    "скорее",
    "совершенно",
];

/// Gives the answers of each part the column that says how many of it were asked; where none does, they have no base.
pub(super) fn find(layout: &mut Layout) {
    let names: Vec<String> = layout.columns.iter().map(|column| column.name.replace('_', " ").trim().to_lowercase()).collect();
    let is_figure = |column: &Column| matches!(column.role, Role::Figures(_)) && !column.is_said();
    let figures: Vec<usize> = (0..names.len()).filter(|at| is_figure(&layout.columns[*at])).collect();
    let samples: BTreeMap<&str, usize> = figures.iter().filter_map(|at| Some((sample_of(&names[*at])?, *at))).collect();
    let parted: Vec<(usize, &str, &str)> =
        figures.iter().filter_map(|at| parted(&names[*at]).map(|(part, answer)| (*at, part, answer))).collect();
    let is_answer = |at: usize| !samples.values().any(|sample| *sample == at);
    let answers: BTreeSet<&str> =
        parted.iter().filter(|(at, part, _)| is_answer(*at) && samples.contains_key(part)).map(|(.., answer)| *answer).collect();
    let has_base = layout.columns.iter().any(|column| matches!(column.role, Role::Base));
    let alike = alike(&parted, &names).into_iter().filter(|_| has_base && samples.is_empty()).collect::<BTreeSet<_>>();
    let mut found: Vec<(usize, BaseOf)> = Vec::new();
    let mut without: BTreeSet<&str> = BTreeSet::new();
    for (at, part, answer) in parted.iter().copied().filter(|(at, ..)| is_answer(*at)) {
        match samples.get(part) {
            Some(sample) => found.push((at, BaseOf::Column(*sample))),
            None if has_base && answers.contains(answer) || alike.contains(part) => {
                found.push((at, BaseOf::NotTold));
                without.extend(layout.columns[at].name.split([' ', '_']).next());
            }
            None => {}
        }
    }
    let caveat = (!without.is_empty()).then(|| {
        let parts = without.iter().copied().collect::<Vec<_>>().join(", ");
        format!("How many were asked of {parts} no column tells: their figures have no base.")
    });
    let taken: BTreeSet<usize> = found.iter().filter_map(|(_, of)| if let BaseOf::Column(at) = of { Some(*at) } else { None }).collect();
    for (at, of) in found {
        if let Role::Figures(figures) = &mut layout.columns[at].role {
            figures.base_of = of;
        }
    }
    for at in taken {
        layout.columns[at].role = Role::Ignored;
        "it says how many of a part were asked".clone_into(&mut layout.columns[at].because);
    }
    layout.caveats.extend(caveat);
}

/// The part of those asked and the answer, each of one word or more: "rep yes".
fn parted(name: &str) -> Option<(&str, &str)> {
    name.split_once(' ').filter(|(part, _)| !MANNERS.contains(part)).map(|(part, answer)| (part, answer.trim()))
}

/// The part of which a column says how many were asked: "rep sample".
fn sample_of(name: &str) -> Option<&str> {
    // A bare "n" may be a no, or the North.
    parted(name).filter(|(_, rest)| *rest != "n" && words::meaning(rest) == Some(Word::Base)).map(|(part, _)| part)
}

/// Parts that stand before the same answers, two or more, each of which is a column of its own as well.
fn alike<'a>(parted: &[(usize, &'a str, &'a str)], names: &[String]) -> Vec<&'a str> {
    let mut of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, part, answer) in parted {
        of.entry(*part).or_default().insert(*answer);
    }
    let is_whole = |answers: &BTreeSet<&str>| answers.len() > 1 && answers.iter().all(|answer| names.iter().any(|name| name == answer));
    of.retain(|_, answers| is_whole(answers));
    let is_shared = |answers: &BTreeSet<&str>| of.values().filter(|other| *other == answers).count() > 1;
    of.iter().filter(|(_, answers)| is_shared(answers)).map(|(part, _)| *part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_those_asked_stands_before_the_answer() {
        assert_eq!((parted("rep yes"), parted("strongly agree"), parted("yes")), (Some(("rep", "yes")), None, None));
        assert_eq!((sample_of("dem sample size"), sample_of("dem yes"), sample_of("sample")), (Some("dem"), None, None));
        assert_eq!(sample_of("stab n"), None);
    }
}
