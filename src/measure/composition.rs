//! x_ik / X_i: what one flow between a reporter and a partner is made of, commodities of one level of one classification.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::dataset::observation::{Observation, Status};
use crate::measure::advantage::{self, Advantage};
use crate::measure::derivation::{Derivation, Inputs};
use crate::measure::findings::{self, Findings, Point, Role, Series, WholeKind};
use crate::measure::gather::{self, Codes, Key, Lines};
use crate::measure::grouped::{self, Groups};
use crate::measure::levels::{by_level, flows, level};
use crate::measure::prepared::Prepared;
use crate::measure::structures::{self, Index, Parts};
use crate::measure::tolerance::{self, Together};
use crate::measure::whole::{self, Wholes};
use crate::measure::{Datasets, Study, Subject, picked};
use crate::problem::Problem;
use crate::query::selection::{Pick, Selection};
use crate::query::{Answer, Query};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::note::Note;
use crate::terms::period::{self, Period};
use crate::terms::trade::{self, Level};
use crate::terms::unit::Unit;

/// Parts of one flow to one partner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Composition {
    pub shown_as: ShownAs,
    pub whole: Whole,
}

/// Amounts as published, or shares of the whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownAs {
    #[default]
    Share,
    Amount,
    /// One number for what flows both ways, or to two partners.
    Index(Index),
    /// How much more of its exports a commodity is than of the exports of the world.
    Advantage(Advantage),
}

impl ShownAs {
    /// Why these figures have none; `None` when they do.
    pub fn objection(self, dataset: &Dataset) -> Option<String> {
        match self {
            Self::Share | Self::Amount => None,
            Self::Index(index) => index.objection(dataset),
            Self::Advantage(_) => advantage::objection(dataset),
        }
    }
}

/// What the parts are a share of. The two differ when some goods are not broken down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whole {
    /// The sum of the parts that the source publishes.
    #[default]
    BrokenDown,
    /// The total that a source publishes; what it has beyond the parts is shown as not broken down.
    PublishedTotal,
}

/// The part of a total that the rounding of its parts can make.
const ROUNDING: f64 = 5e-4;

impl Study for Composition {
    fn objection(&self, dataset: &Dataset) -> Option<String> {
        (!dataset.dimensions().contains(&Dimension::Commodity)).then(|| "its figures are not broken down by commodity".to_owned())
    }

    fn suits(&self, dataset: &Dataset) -> bool {
        dataset.codes(&Dimension::Commodity).len() > 1
    }

    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query> {
        let mut parts = picked(subject, &datasets.main);
        // The parts not shown belong to the whole all the same.
        parts.wanted.remove(&Dimension::Commodity);
        if let ShownAs::Index(index) = self.shown_as {
            let is_alone = subject.selection.single(&Dimension::Partner).is_some();
            if index.is_of_both_flows() {
                parts.wanted.remove(&Dimension::Flow);
            } else if is_alone {
                parts.wanted.remove(&Dimension::Partner);
            }
            return vec![parts];
        }
        if let ShownAs::Advantage(_) = self.shown_as {
            return vec![advantage::query(parts)];
        }
        let mut queries = vec![parts];
        if self.whole == Whole::PublishedTotal {
            queries.push(whole::query(subject, datasets, &Codes::new(), &Dimension::Commodity));
        }
        queries
    }

    fn prepare(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Prepared {
        match self.shown_as {
            ShownAs::Share | ShownAs::Amount => self.prepared(subject, datasets, answers),
            ShownAs::Index(_) | ShownAs::Advantage(_) => Prepared::default(),
        }
    }

    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer], prepared: &Prepared) -> Result<Findings, Problem> {
        let (dataset, selection) = (&datasets.main, &subject.selection);
        if let ShownAs::Index(index) = self.shown_as {
            return index_of(index, subject, datasets, answers);
        }
        if let ShownAs::Advantage(variant) = self.shown_as {
            return advantage::findings(variant, subject, datasets, answers);
        }
        let parts = answers.first().map_or(&[][..], |answer| &answer.observations);
        // Parts of two years make no whole; what is left of it comes along.
        let lines = gather::within(&prepared.lines, selection);
        let (shown, beyond) = tolerance::with_stand_ins(lines, selection, Together::PartedBy(&Dimension::Commodity))
            .into_iter()
            .partition::<Lines, _>(|(key, _)| key.codes.contains_key(&Dimension::Commodity));
        // Of the largest, all are wanted once more to add up the rest.
        let has_rest = matches!(selection.pick(&Dimension::Commodity), Pick::Top { rest_as_other: true, .. });
        let all = if has_rest { shown.clone() } else { Lines::new() };
        let mut series = shortened(gather::series(dataset, shown, selection, &Dimension::Commodity), selection, &all, &beyond);
        gather::largest_first(&mut series);
        without_gaps(&mut series);
        let mut notes = prepared.groups.notes(selection);
        for note in gather::notes(dataset, parts, gather::is_part_of(&series)) {
            note.add_to(&mut notes);
        }
        for answer in answers.iter().skip(1) {
            for note in gather::notes(&datasets.whole, &answer.observations, gather::is_divisor(&series, &datasets.whole)) {
                note.add_to(&mut notes);
            }
        }
        let is_whole = matches!(selection.pick(&Dimension::Commodity), Pick::All | Pick::Top { rest_as_other: true, .. });
        let alone: BTreeSet<Period> = prepared.alone.iter().copied().filter(|period| selection.shows(period)).collect();
        if !alone.is_empty() {
            let years = period::list(&alone);
            Note::new(format!("No shares for {years}: only one part is published. Take them of the published total.")).add_to(&mut notes);
        }
        let mut findings = gather::findings(&[dataset, &datasets.whole], series, notes, &Dimension::Commodity);
        findings.is_whole = is_whole;
        self.describe(&mut findings, subject, datasets, prepared.level);
        Ok(findings)
    }
}

/// One flow with its parts, in all periods.
struct OneFlow<'a> {
    dataset: &'a Dataset,
    key: &'a Key,
    parts: &'a Parts,
    /// What it is in words, and what each part is.
    name: Arc<str>,
    names: BTreeMap<&'a Code, Arc<str>>,
}

impl<'a> OneFlow<'a> {
    fn new(dataset: &'a Dataset, key: &'a Key, parts: &'a Parts) -> Self {
        let names = parts.keys().map(|code| (code, part_label(dataset, code).into())).collect();
        Self { dataset, key, parts, name: gather::describe(dataset, &key.codes, None).into(), names }
    }

    fn name_of(&self, code: &Code) -> Arc<str> {
        self.names.get(code).cloned().unwrap_or_else(|| part_label(self.dataset, code).into())
    }
}

/// One flow in one period: its parts, their sum, and the total that a source publishes for it.
struct Slice<'a> {
    flow: &'a OneFlow<'a>,
    parts: Vec<(&'a Code, &'a Point)>,
    /// Each part as a figure that goes into a formula: into the sum, and into its own share.
    inputs: Vec<Inputs>,
    sum: whole::Found,
    total: Option<whole::Found>,
}

impl<'a> Slice<'a> {
    fn new(flow: &'a OneFlow<'a>, totals: Option<&Wholes>, period: &Period) -> Option<Self> {
        let parts: Vec<(&Code, &Point)> =
            flow.parts.iter().filter_map(|(code, points)| Some((code, points.get(period)?.as_ref()))).collect();
        let (_, template) = parts.first()?;
        // A part that is not known is not zero: without it there is no sum.
        let amounts = parts.iter().map(|(_, point)| point.amount.clone());
        let sum = amounts.reduce(|a, b| Ok(a?.plus(&b?)))?;
        let inputs: Vec<Inputs> = parts.iter().map(|(code, point)| gather::input(point, flow.name_of(code), &flow.key.unit)).collect();
        let derivation =
            Derivation { formula: format!("sum of the {} parts published", parts.len()), inputs: inputs.iter().cloned().collect() };
        let point = Point { amount: sum, derivation: Some(derivation.into()), ..(*template).clone() };
        let sum = whole::Found::new(point, Arc::clone(&flow.name), &flow.key.unit);
        let total = totals.and_then(|totals| totals.of(flow.key, &Dimension::Commodity, period));
        Some(Self { flow, parts, inputs, sum, total })
    }

    /// Are its parts shares of their source already?
    fn is_of_shares(&self) -> bool {
        !self.flow.key.unit.is_additive()
    }

    /// Would a single part be divided by itself?
    fn is_alone(&self, composition: &Composition) -> bool {
        let is_shared = composition.shown_as == ShownAs::Share && composition.whole == Whole::BrokenDown && !self.is_of_shares();
        is_shared && self.parts.len() < 2
    }

    fn parts(&self, composition: &Composition) -> Vec<(&'a Code, Point)> {
        let parts = self.parts.iter().zip(&self.inputs);
        parts.map(|((code, point), inputs)| (*code, self.value(composition, code, point, Some(inputs)))).collect()
    }

    /// Parts added up.
    fn groups<'b>(&self, composition: &Composition, groups: &'b Groups) -> Vec<(&'b Code, Point)> {
        let sum = |code: &Code| grouped::sum(code, &self.parts, self.flow.dataset, &self.flow.key.unit);
        groups.codes().filter_map(|code| Some((code, self.value(composition, code, &sum(code)?, None)))).collect()
    }

    /// A part as an amount or as a share of the whole; what is a share already stays as published.
    fn value(&self, composition: &Composition, code: &Code, point: &Point, inputs: Option<&Inputs>) -> Point {
        let whole = match composition.whole {
            Whole::BrokenDown => Some(&self.sum),
            Whole::PublishedTotal => self.total.as_ref(),
        };
        match composition.shown_as {
            ShownAs::Amount | ShownAs::Index(_) | ShownAs::Advantage(_) => point.clone(),
            ShownAs::Share if self.is_of_shares() => point.clone(),
            ShownAs::Share => {
                let (name, unit) = (self.flow.name_of(code), &self.flow.key.unit);
                let own = || gather::input(point, Arc::clone(&name), unit);
                whole::share_of(point, &name, unit, || inputs.cloned().unwrap_or_else(own), whole)
            }
        }
    }

    /// What the published total has beyond the parts; `None` when nothing is left.
    fn beyond(&self, composition: &Composition) -> Option<Point> {
        let total = self.total.as_ref()?;
        let factor = total.unit.plain().1 / self.flow.key.unit.plain().1;
        let amount = total.point.amount.as_ref().ok()?.times(factor).minus(self.sum.point.amount.as_ref().ok()?);
        // Less than this is how the parts were rounded.
        if amount.value <= total.point.amount.as_ref().ok()?.value * factor * ROUNDING {
            return None;
        }
        let inputs = total.inputs.clone().and(&self.sum.inputs);
        let derivation = Derivation { formula: "published total − sum of the parts published".to_owned(), inputs };
        let rest = Point { note: None, ..gather::derived(&self.sum.point, Some(amount), derivation) };
        Some(match composition.shown_as {
            ShownAs::Amount | ShownAs::Index(_) | ShownAs::Advantage(_) => rest,
            ShownAs::Share => whole::share(&rest, &"not broken down".into(), &self.flow.key.unit, Some(total)),
        })
    }
}

impl Composition {
    fn prepared(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Prepared {
        let (dataset, selection) = (&datasets.main, &subject.selection);
        let parts = answers.first().map_or(&[][..], |answer| &answer.observations);
        let lines = gather::with_turnover(dataset, gather::lines(dataset, parts), selection);
        let level = level(&lines, selection);
        let no_codes = Codes::new();
        let totals = answers.get(1).map(|answer| {
            let codes = whole::codes(subject.denominator.as_ref(), &no_codes);
            Wholes::new(subject, datasets, answer, codes.clone())
        });
        let mut prepared = Prepared { level, groups: Groups::of(selection), ..Prepared::default() };
        for (key, parts) in flows(lines, level) {
            let flow = OneFlow::new(dataset, &key, &parts);
            self.add_lines(&flow, totals.as_ref(), &mut prepared);
        }
        prepared
    }

    /// The parts of one flow, and what is not broken down. The periods in which one part stands alone have none.
    fn add_lines(&self, flow: &OneFlow, totals: Option<&Wholes>, prepared: &mut Prepared) {
        let mut lines: BTreeMap<Option<Code>, BTreeMap<Period, Arc<Point>>> = BTreeMap::new();
        let periods: BTreeSet<Period> = flow.parts.values().flat_map(BTreeMap::keys).copied().collect();
        for period in periods {
            let Some(slice) = Slice::new(flow, totals, &period) else { continue };
            // One part alone would be the whole of itself.
            if slice.is_alone(self) {
                prepared.alone.insert(period);
                continue;
            }
            prepared.groups.notice(&slice.parts, &period);
            for (code, point) in slice.parts(self).into_iter().chain(slice.groups(self, &prepared.groups)) {
                lines.entry(Some(code.clone())).or_default().insert(period, point.into());
            }
            if let Some(point) = slice.beyond(self).filter(|_| self.whole == Whole::PublishedTotal) {
                lines.entry(None).or_default().insert(period, point.into());
            }
        }
        for (code, points) in lines {
            prepared.lines.entry(self.key(flow.key, code.as_ref())).or_default().extend(points);
        }
    }

    /// What one part of a flow is kept under, or what is not broken down.
    fn key(&self, flow: &Key, commodity: Option<&Code>) -> Key {
        let unit = match self.shown_as {
            ShownAs::Share if flow.unit.is_additive() => Unit::percent(),
            ShownAs::Share | ShownAs::Amount | ShownAs::Index(_) | ShownAs::Advantage(_) => flow.unit.clone(),
        };
        let mut key = Key { unit, ..flow.clone() };
        key.codes.extend(commodity.map(|code| (Dimension::Commodity, code.clone())));
        key
    }

    fn describe(&self, findings: &mut Findings, subject: &Subject, datasets: &Datasets, level: Option<Level>) {
        findings.subject.what = gather::trade(&findings.subject, "trade");
        let by = grouped::named(&subject.selection).unwrap_or_else(|| by_level(level).to_owned());
        let is_computed = findings.points().any(|(_, point)| point.derivation.is_some());
        if self.shown_as == ShownAs::Amount || !is_computed {
            let how = if self.shown_as == ShownAs::Share { format!("share as published, {by}") } else { by };
            findings.subject.how = crate::terms::english::capitalised(&how);
            findings.is_whole &= self.shown_as == ShownAs::Amount;
            return;
        }
        let whole = match self.whole {
            Whole::BrokenDown => findings::Whole { words: "what is broken down".to_owned(), kind: WholeKind::BrokenDown },
            Whole::PublishedTotal => whole::described(subject, datasets, findings, &Dimension::Commodity),
        };
        findings.subject.how = format!("Share of {}, {by}", whole.words);
        findings.derived = Some("share");
        findings.denominator = Some(whole);
    }
}

/// One line for each pair of structures.
fn index_of(index: Index, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Result<Findings, Problem> {
    let (dataset, selection) = (&datasets.main, &subject.selection);
    let observations = answers.first().map_or(&[][..], |answer| &answer.observations);
    let lines = gather::lines(dataset, observations);
    let lines = if index.is_of_both_flows() { lines } else { gather::with_turnover(dataset, lines, selection) };
    let level = level(&lines, selection);
    let pick = selection.pick(&Dimension::Commodity);
    let mut flows = flows(lines, level);
    let groups = Groups::of(selection);
    flows.values_mut().for_each(|parts| parts.retain(|code, _| pick.allows(code) || groups.has_member(code)));
    flows.retain(|key, parts| !parts.is_empty() && key.unit.is_additive());
    let (indices, told) = index.of_flows(dataset, &flows, selection.single(&Dimension::Partner));
    if indices.is_empty() && !flows.is_empty() {
        let against = if index.is_of_both_flows() { "both exports and imports of two commodities or more" } else { "two partners" };
        return Err(Problem::new("Could not set two structures against each other").because(format!("it takes figures of {against}")));
    }
    let mut series = gather::series(dataset, indices, selection, &Dimension::Partner);
    for one in &mut series {
        structures::name(dataset, one);
    }
    gather::largest_first(&mut series);
    let mut notes = groups.notes(selection);
    notes.extend(told);
    let is_used = |one: &Observation| series.iter().any(|line| line.source == one.source && line.at(&one.period).is_some());
    for note in gather::notes(dataset, observations, is_used) {
        note.add_to(&mut notes);
    }
    let mut findings = gather::findings(&[dataset], series, notes, &Dimension::Partner);
    findings.subject.what = index.subject(dataset, &findings);
    findings.subject.how = format!("{}, {}", index.name(), by_level(level));
    findings.derived = Some(index.code());
    Ok(findings)
}

fn part_label(dataset: &Dataset, code: &Code) -> String {
    dataset.short_label(&Dimension::Commodity, code)
}

/// Only the parts picked; of the top ones the others added up; then what is not broken down.
fn shortened(series: Vec<Series>, selection: &Selection, shown: &Lines, beyond: &Lines) -> Vec<Series> {
    let pick = selection.pick(&Dimension::Commodity);
    let template = series.first().cloned();
    let mut kept: Vec<Series> =
        series.into_iter().filter(|one| one.codes.get(&Dimension::Commodity).is_some_and(|code| pick.allows(code))).collect();
    let Some(template) = template else { return kept };
    let extra = |lines: &Lines, role: Role, code: &str, label: &str| -> Vec<Series> {
        let of_line = |(key, points): (&Key, &BTreeMap<Period, Arc<Point>>)| Series {
            code: Code::new(code),
            label: label.to_owned(),
            short_label: label.to_owned(),
            codes: key.codes.clone(),
            source: key.source.clone(),
            role,
            points: points.values().filter(|point| selection.shows(&point.period)).cloned().collect(),
            ..template.clone()
        };
        lines.iter().map(of_line).filter(|one| !one.points.is_empty()).collect()
    };
    for one in kept.iter_mut().filter(|one| one.code.as_str() == trade::NOT_SPECIFIED) {
        one.role = Role::NotSpecified;
    }
    if let Pick::Top { count, rest_as_other } = pick {
        gather::largest_first(&mut kept);
        let mut top: Vec<Code> = Vec::new();
        for one in kept.iter().filter(|one| one.role == Role::Part) {
            if !top.contains(&one.code) && top.len() < usize::from(*count) {
                top.push(one.code.clone());
            }
        }
        kept.retain(|one| top.contains(&one.code) || *rest_as_other && one.role == Role::NotSpecified);
        if *rest_as_other {
            top.push(Code::new(trade::NOT_SPECIFIED));
            kept.extend(extra(&others(shown, &top), Role::Rest, "OTHER", "Other goods"));
        }
    }
    // Parts alone, without what makes them whole, are looked at by themselves.
    if matches!(pick, Pick::All | Pick::Top { rest_as_other: true, .. }) {
        kept.extend(extra(beyond, Role::NotBrokenDown, "NOT-BROKEN-DOWN", "Not broken down"));
    }
    kept
}

/// What is not named, or not broken down, is nothing in the years in which the parts that are make the whole.
fn without_gaps(series: &mut [Series]) {
    let is_left_over = |one: &&Series| matches!(one.role, Role::NotSpecified | Role::NotBrokenDown);
    let flow = |codes: &Codes| {
        codes.iter().filter(|(dimension, _)| **dimension != Dimension::Commodity).map(|(_, code)| code.clone()).collect::<Vec<_>>()
    };
    let nothing = |template: &Point| {
        let derivation = Derivation { formula: "nothing is left beside the other parts".to_owned(), inputs: Inputs::default() };
        let nothing = gather::derived(template, Some(Amount::exact(0.0)), derivation);
        Point { note: None, status: Status::Normal, ..nothing }
    };
    let gaps = |one: &Series| -> Vec<Arc<Point>> {
        let own = flow(&one.codes);
        let parts = series.iter().filter(|part| part.role == Role::Part && part.source == one.source && flow(&part.codes) == own);
        let known: BTreeMap<Period, &Point> =
            parts.flat_map(Series::figures).filter(|point| point.amount.is_ok()).map(|point| (point.period, point)).collect();
        known.into_iter().filter(|(period, _)| one.at(period).is_none()).map(|(_, template)| nothing(template).into()).collect()
    };
    let filled: Vec<(usize, Vec<Arc<Point>>)> =
        series.iter().enumerate().filter(|(_, one)| is_left_over(one)).map(|(at, one)| (at, gaps(one))).collect();
    for (at, points) in filled {
        series[at].points.extend(points);
        series[at].points.sort_by_key(|point| point.period);
    }
}

/// The parts that are not among the top ones, added up.
fn others(shown: &Lines, top: &[Code]) -> Lines {
    let mut others = Lines::new();
    for (key, points) in shown.iter().filter(|(key, _)| key.codes.get(&Dimension::Commodity).is_none_or(|code| !top.contains(code))) {
        let mut rest = key.clone();
        rest.codes.remove(&Dimension::Commodity);
        let line = others.entry(rest).or_default();
        for (period, point) in points {
            let together = match line.get(period).map(|before| (before, &before.amount, &point.amount)) {
                Some((before, Ok(a), Ok(b))) => {
                    let own = gather::input(point, key.codes.get(&Dimension::Commodity).map_or("", Code::as_str), &key.unit);
                    let inputs = before.derivation.as_ref().map(|derivation| derivation.inputs.clone()).unwrap_or_default().and(&own);
                    let derivation = Derivation { formula: "sum of the other parts".to_owned(), inputs };
                    Point { note: None, ..gather::derived(before, Some(a.plus(b)), derivation) }.into()
                }
                Some((before, Err(_), _)) => Arc::clone(before),
                Some((_, Ok(_), Err(_))) | None => Point { note: None, ..Point::clone(point) }.into(),
            };
            line.insert(*period, together);
        }
    }
    others
}
