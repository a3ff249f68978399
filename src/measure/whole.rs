//! The whole that shares are taken of: found by the codes it must have, in its own unit, from one source.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dataset::Dataset;
use crate::measure::derivation::{Derivation, Input, Inputs};
use crate::measure::findings::{self, Findings, Point, WholeKind};
use crate::measure::gather::{self, Codes, Key, Lines};
use crate::measure::{Datasets, Denominator, Subject};
use crate::query::{Answer, Query};
use crate::terms::amount::{Amount, Missing};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

/// A whole that was found, with its name.
#[derive(Clone, Debug)]
pub struct Found {
    pub point: Point,
    pub label: Arc<str>,
    pub unit: Unit,
    /// What it contributes to a formula, which is the same for every part of it.
    pub inputs: Inputs,
}

impl Found {
    pub fn new(point: Point, label: impl Into<Arc<str>>, unit: &Unit) -> Self {
        let label = label.into();
        Self { inputs: gather::input(&point, Arc::clone(&label), unit), point, label, unit: unit.clone() }
    }
}

/// Finds the whole that belongs to a part.
pub struct Wholes {
    dataset: Arc<Dataset>,
    lines: Lines,
    /// Codes of the whole that the part does not share.
    codes: Codes,
    is_same_dataset: bool,
    is_of_year_before: bool,
}

/// The query for the wholes. `usual` are the codes of the measure's own whole, `parted` the dimension that divides it.
pub fn query(subject: &Subject, datasets: &Datasets, usual: &Codes, parted: &Dimension) -> Query {
    let mut query = Query::of(&datasets.whole.id);
    let has = datasets.whole.dimensions();
    let indicator_is_shared = datasets.main.id == datasets.whole.id;
    for (dimension, codes) in gather::wanted(&subject.selection) {
        let is_own = dimension == *parted || dimension == Dimension::Source || dimension == Dimension::Indicator && !indicator_is_shared;
        if !is_own && has.contains(&dimension) {
            query.wanted.insert(dimension, codes);
        }
    }
    if usual.is_empty() && subject.denominator.is_none() {
        query.absent.insert(parted.clone());
    }
    for (dimension, code) in codes(subject.denominator.as_ref(), usual) {
        query.wanted.insert(dimension.clone(), [code.clone()].into());
    }
    query
}

/// The codes of the whole: those of the view, or the measure's own.
pub fn codes<'a>(denominator: Option<&'a Denominator>, usual: &'a Codes) -> &'a Codes {
    match denominator {
        Some(denominator) if !denominator.codes.is_empty() || denominator.dataset.is_some() => &denominator.codes,
        Some(_) | None => usual,
    }
}

impl Wholes {
    pub fn new(subject: &Subject, datasets: &Datasets, answer: &Answer, codes: Codes) -> Self {
        let is_of_year_before = subject.denominator.as_ref().is_some_and(|denominator| denominator.year_before);
        let dataset = Arc::clone(&datasets.whole);
        let lines = gather::and_turnover(&dataset, gather::lines(&dataset, &answer.observations));
        Self { dataset, lines, codes, is_same_dataset: datasets.main.id == datasets.whole.id, is_of_year_before }
    }

    /// The whole of a part in a period, in the unit of the part: from the same source when the dataset is the same, otherwise
    /// from the source of the same name, or the only one there is. Of the year before where the view says so.
    pub fn of(&self, part: &Key, parted: &Dimension, period: &Period) -> Option<Found> {
        let period = &if self.is_of_year_before { period.a_year_before()? } else { *period };
        let mut candidates: BTreeMap<&Code, Vec<(&Key, &Point)>> = BTreeMap::new();
        for (key, points) in &self.lines {
            if let Some(point) = points.get(period).filter(|point| point.amount.is_ok())
                && self.fits(key, part, parted)
            {
                candidates.entry(&key.source).or_default().push((key, point));
            }
        }
        let alone = || if self.is_same_dataset || candidates.len() > 1 { None } else { candidates.values().next() };
        let fitting = candidates.get(&part.source).or_else(alone)?;
        // Of several totals the one of the same indicator; without one there is no telling which is meant.
        let indicator = |key: &Key| key.codes.get(&Dimension::Indicator).cloned();
        let same = || fitting.iter().find(|(key, _)| indicator(key) == indicator(part));
        let (key, point) = if let [one] = fitting.as_slice() { one } else { same()? };
        let codes = gather::describe(&self.dataset, &key.codes, None);
        let other = key.codes.get(&Dimension::Indicator).filter(|code| part.codes.get(&Dimension::Indicator) != Some(code));
        let label = other.map_or_else(|| codes.clone(), |code| format!("{}, {codes}", self.dataset.label(&Dimension::Indicator, code)));
        Some(Found::new((*point).clone(), label, &key.unit))
    }

    /// Does a line hold the whole of this part? What it does not name in its own codes it must share with the part, or lack.
    fn fits(&self, key: &Key, part: &Key, parted: &Dimension) -> bool {
        let own = |dimension: &Dimension| self.codes.contains_key(dimension) || dimension == parted;
        let shared = key.codes.iter().all(|(dimension, code)| {
            own(dimension) || *dimension == Dimension::Indicator && !self.is_same_dataset || part.codes.get(dimension) == Some(code)
        });
        shared && key.unit.plain().0 == part.unit.plain().0 && (self.codes.contains_key(parted) || !key.codes.contains_key(parted))
    }
}

/// The whole of these findings in words: the published total, and whose when another than the source of the parts
/// publishes it; or what else the view chose.
pub fn described(subject: &Subject, datasets: &Datasets, findings: &Findings, parted: &Dimension) -> findings::Whole {
    let inputs = findings.points().filter_map(|(_, point)| point.derivation.as_ref()?.inputs.last());
    let of_whole: Vec<&Input> = inputs.filter(|input| input.dataset == datasets.whole.id).collect();
    let is_of_another_thing = indicators_differ(subject, datasets);
    // A reporter's share of another reporter's trade is a share of that trade.
    let is_natural = |codes: &Codes| codes.keys().all(|dimension| dimension == parted && *parted == Dimension::Reporter);
    let is_chosen = subject.denominator.as_ref().is_some_and(|denominator| !is_natural(&denominator.codes));
    if is_chosen || is_of_another_thing {
        let words = name(subject, datasets, None).unwrap_or_else(|| "another total".to_owned());
        return findings::Whole { words, kind: WholeKind::Other };
    }
    let publishers: BTreeSet<&str> =
        of_whole.iter().filter_map(|input| datasets.whole.sources.get(&input.source)).map(|source| source.publisher.as_str()).collect();
    let of_parts = findings.points().filter_map(|(_, point)| datasets.main.sources.get(&point.source));
    let is_of_another = of_parts.map(|source| source.publisher.as_str()).any(|publisher| !publishers.contains(publisher));
    let words = match publishers.into_iter().collect::<Vec<_>>().as_slice() {
        [publisher] if is_of_another => format!("the total published by {publisher}"),
        _ => "the published total".to_owned(),
    };
    findings::Whole { words, kind: WholeKind::Its }
}

/// Does the dataset of the whole count something else, such as GDP?
fn indicators_differ(subject: &Subject, datasets: &Datasets) -> bool {
    let picked = subject.selection.single(&Dimension::Indicator);
    let of_parts: BTreeSet<&Code> = picked.map_or_else(|| datasets.main.indicators.keys().collect(), |code| [code].into());
    !datasets.whole.indicators.is_empty() && !of_parts.iter().any(|code| datasets.whole.indicators.contains_key(*code))
}

/// The whole in words, when the view names another than the measure's own: "China’s goods turnover", "Russia’s gross
/// domestic product", "exports of major arms, World".
pub fn name(subject: &Subject, datasets: &Datasets, flow: Option<Flow>) -> Option<String> {
    let denominator = subject.denominator.as_ref()?;
    let is_of_another_thing = indicators_differ(subject, datasets);
    let whole = &datasets.whole;
    let thing = match (flow, whole.indicators.values().next().filter(|_| is_of_another_thing)) {
        (_, Some(indicator)) => indicator.label.to_lowercase(),
        (Some(flow), None) => flow.plural().to_owned(),
        (None, None) => "trade".to_owned(),
    };
    let of_parts = subject.selection.single(&Dimension::Reporter).filter(|_| is_of_another_thing);
    let only = || Some(datasets.main.codes(&Dimension::Reporter)).filter(|codes| codes.len() == 1 && is_of_another_thing);
    let reporter = denominator.codes.get(&Dimension::Reporter).or(of_parts).cloned().or_else(|| only()?.pop());
    let whose = reporter.map(|code| english::possessive(&whole.label(&Dimension::Reporter, &code)));
    let others = denominator.codes.iter().filter(|(dimension, _)| **dimension != Dimension::Reporter);
    let others: Vec<String> = others.map(|(dimension, code)| whole.label(dimension, code)).collect();
    if whose.is_none() && others.is_empty() && !is_of_another_thing {
        return None;
    }
    let named = whose.map_or_else(|| thing.clone(), |whose| format!("{whose} {thing}"));
    let when = denominator.year_before.then(|| "the year before".to_owned());
    Some([named].into_iter().chain(others).chain(when).collect::<Vec<_>>().join(", "))
}

/// part ÷ whole × 100, both published, in per cent of the whole.
pub fn share(part: &Point, part_label: &Arc<str>, part_unit: &Unit, whole: Option<&Found>) -> Point {
    share_of(part, part_label, part_unit, || gather::input(part, Arc::clone(part_label), part_unit), whole)
}

/// The same, with what went into the part as it is known already.
pub fn share_of(part: &Point, part_label: &str, part_unit: &Unit, inputs: impl FnOnce() -> Inputs, whole: Option<&Found>) -> Point {
    let Some(whole) = whole else {
        return Point { amount: Err(part.amount.as_ref().err().copied().unwrap_or(Missing::NotApplicable)), ..part.clone() };
    };
    let factor = part_unit.plain().1 / whole.unit.plain().1;
    let amounts = part.amount.as_ref().ok().zip(whole.point.amount.as_ref().ok());
    let share: Option<Amount> = amounts.and_then(|(part, whole)| part.over(whole)).map(|share| share.times(100.0 * factor));
    let inputs = inputs().and(&whole.inputs);
    let formula = format!("{} ÷ {} × 100", or_sum(part, part_label), or_sum(&whole.point, &whole.label));
    let missing = part.amount.as_ref().err().copied();
    let mut point = gather::derived(part, share, Derivation { formula, inputs });
    point.status = part.status.max(whole.point.status);
    if let Some(missing) = missing {
        point.amount = Err(missing);
    }
    point
}

/// A sum of published figures stands in brackets in a formula.
fn or_sum(point: &Point, label: &str) -> String {
    match &point.derivation {
        Some(derivation) => format!("({}: {})", label, derivation.formula),
        None => format!("({label})"),
    }
}
