//! (x_ik / X_i) / (x_wk / X_w): what a country exports relatively more of than the world does.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::dataset::observation::Observation;
use crate::measure::derivation::{Derivation, Inputs};
use crate::measure::findings::{Findings, Point, Series};
use crate::measure::gather::{self, Key, Lines};
use crate::measure::grouped::{self, Groups};
use crate::measure::levels::{by_level, flows, level};
use crate::measure::structures::Parts;
use crate::measure::{Datasets, Subject};
use crate::problem::Problem;
use crate::query::selection::{Pick, Selection};
use crate::query::{Answer, Query};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::{self, Period};
use crate::terms::trade::{self, Flow};
use crate::terms::unit::Unit;

/// The index itself, or with as much room below the level as above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advantage {
    /// From 0 on; 1 is as much as the world.
    Balassa,
    /// (RCA − 1) ÷ (RCA + 1), from −1 to 1; 0 is as much as the world.
    Symmetric,
}

const WORLD: &str = "WLD";

impl Advantage {
    /// As it must always be named.
    fn name(self) -> &'static str {
        match self {
            Self::Balassa => "Revealed comparative advantage, share in exports ÷ share in world exports",
            Self::Symmetric => "Symmetric revealed comparative advantage, (RCA − 1) ÷ (RCA + 1), −1 to 1",
        }
    }

    /// The name in tables.
    fn code(self) -> &'static str {
        match self {
            Self::Balassa => "revealed_comparative_advantage",
            Self::Symmetric => "symmetric_comparative_advantage",
        }
    }

    /// As much as the world.
    fn level(self) -> f64 {
        match self {
            Self::Balassa => 1.0,
            Self::Symmetric => 0.0,
        }
    }

    /// Of `[part, whole]` of a country and of the world; `None` where a whole or the part of the world is nothing.
    /// Source: Balassa 1965; WITS, Trade Indicators.
    pub fn of(self, [part, whole]: [&Amount; 2], [world_part, world]: [&Amount; 2]) -> Option<Amount> {
        let index = part.over(whole)?.over(&world_part.over(world)?)?;
        match self {
            Self::Balassa => Some(index),
            // 1 − 2 ÷ (RCA + 1) is the same, and has what is known roughly in it only once.
            Self::Symmetric => {
                let above = Amount::exact(2.0).over(&index.plus(&Amount::exact(1.0)))?;
                Some(Amount::exact(1.0).minus(&above))
            }
        }
    }

    fn formula(self, code: &str, reporter: &str) -> String {
        let index =
            format!("({reporter}, {code} ÷ {reporter}, sum of what is broken down) ÷ (World, {code} ÷ World, sum of what is broken down)");
        match self {
            Self::Balassa => index,
            Self::Symmetric => format!("(RCA − 1) ÷ (RCA + 1), RCA = {index}"),
        }
    }
}

/// Why these figures have none; `None` when they do.
pub fn objection(dataset: &Dataset) -> Option<String> {
    let is_export = |one: &Observation| is_of(&one.codes, Flow::Export) && one.codes.contains_key(&Dimension::Commodity);
    let observations = dataset.observations();
    let by = |is_wanted: &dyn Fn(&Code) -> bool| {
        observations.iter().any(|one| is_export(one) && one.code(&Dimension::Reporter).is_some_and(is_wanted))
    };
    let has_both = by(&|code| code.as_str() == WORLD) && by(&|code| code.as_str() != WORLD);
    (!has_both).then(|| "it needs world exports by commodity".to_owned())
}

/// The exports of the countries picked and of the world.
pub fn query(mut parts: Query) -> Query {
    parts.wanted.remove(&Dimension::Partner);
    parts.wanted.insert(Dimension::Flow, [Code::new(Flow::Export.code())].into());
    if let Some(reporters) = parts.wanted.get_mut(&Dimension::Reporter) {
        reporters.insert(Code::new(WORLD));
    }
    parts
}

/// Exports to all partners together.
fn is_of(codes: &gather::Codes, flow: Flow) -> bool {
    codes.get(&Dimension::Flow).is_some_and(|code| code.as_str() == flow.code())
        && codes.get(&Dimension::Partner).is_none_or(|partner| partner.as_str() == WORLD)
}

/// One line for each commodity of each country.
///
/// # Errors
/// When world exports by commodity are not among the figures.
pub fn findings(variant: Advantage, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Result<Findings, Problem> {
    let (dataset, selection) = (&datasets.main, &subject.selection);
    if let Some(objection) = objection(dataset) {
        return Err(Problem::new("Could not show a revealed comparative advantage").because(objection));
    }
    let observations = answers.first().map_or(&[][..], |answer| &answer.observations);
    let mut lines = gather::lines(dataset, observations);
    lines.retain(|key, _| is_of(&key.codes, Flow::Export) && key.unit.is_additive());
    let level = level(&lines, selection);
    let flows = flows(lines, level);
    let mut groups = Groups::of(selection);
    let mut lines = Lines::new();
    let mut unknown = BTreeSet::new();
    for (key, parts) in &flows {
        let Some(world) = world_of(key, &flows) else { continue };
        let periods: BTreeSet<Period> = parts.values().flat_map(BTreeMap::keys).filter(|period| selection.shows(period)).copied().collect();
        for period in periods {
            let both = Side::of(dataset, key, parts, &period).zip(Side::of(dataset, world, &flows[world], &period));
            let Some([own, world]) = both.map(|(own, world)| [own, world]) else {
                unknown.insert(period);
                continue;
            };
            groups.notice(&own.parts, &period);
            for (code, point) in own.indices(variant, &world, &groups) {
                let mut key = Key { unit: Unit::new(""), ..key.clone() };
                key.codes.insert(Dimension::Commodity, code);
                lines.entry(key).or_default().insert(period, point.into());
            }
        }
    }
    let told = telling(&lines, selection);
    if told == Dimension::Reporter {
        lines.retain(|key, _| is_picked(key, selection));
    }
    let series = picked(gather::series(dataset, lines, selection, &told), selection);
    let mut notes = groups.notes(selection);
    notes.push(Note::new(format!("{}: as large a part of its exports as of the exports of the world.", variant.level())));
    if !unknown.is_empty() {
        notes.push(Note::new(format!("No index for {}: exports by commodity are not known of both.", period::list(&unknown))));
    }
    let world: Vec<Series> = series.iter().map(of_world).collect();
    {
        let (is_own, is_of_world) = (gather::is_part_of(&series), gather::is_part_of(&world));
        for note in gather::notes(dataset, observations, |one| is_own(one) || is_of_world(one)) {
            note.add_to(&mut notes);
        }
    }
    let mut findings = gather::findings(&[dataset], series, notes, &told);
    let fixed = |dimension: &Dimension| findings.subject.fixed.get(dimension).map(|(_, label)| label);
    findings.subject.what = match (fixed(&Dimension::Reporter), fixed(&Dimension::Commodity).filter(|_| told == Dimension::Reporter)) {
        (_, Some(commodity)) => format!("{commodity}: comparative advantage"),
        (Some(reporter), None) => format!("Comparative advantage of {}", english::with_article(reporter)),
        (None, None) => "Comparative advantage".to_owned(),
    };
    let by = grouped::named(selection).unwrap_or_else(|| by_level(level).to_owned());
    findings.subject.how = format!("{}, {by}", variant.name());
    findings.derived = Some(variant.code());
    findings.level = Some(variant.level());
    Ok(findings)
}

/// What the lines are told apart by: their goods, unless these are one of several countries.
fn telling(lines: &Lines, selection: &Selection) -> Dimension {
    let codes = |dimension: Dimension| {
        let shown = lines.keys().filter(|key| is_picked(key, selection));
        shown.map(|key| key.codes.get(&dimension)).collect::<BTreeSet<_>>().len()
    };
    if codes(Dimension::Commodity) == 1 && codes(Dimension::Reporter) > 1 { Dimension::Reporter } else { Dimension::Commodity }
}

fn is_picked(key: &Key, selection: &Selection) -> bool {
    key.codes.get(&Dimension::Commodity).is_some_and(|code| selection.pick(&Dimension::Commodity).allows(code))
}

/// The same series of the world, which is an input as well.
fn of_world(series: &Series) -> Series {
    let mut codes = series.codes.clone();
    codes.insert(Dimension::Reporter, Code::new(WORLD));
    Series { codes, ..series.clone() }
}

/// The exports of the world that belong to those of a country: of the same source, unit and other codes.
fn world_of<'a>(key: &Key, flows: &'a BTreeMap<Key, Parts>) -> Option<&'a Key> {
    let is_world = |key: &Key| key.codes.get(&Dimension::Reporter).is_some_and(|code| code.as_str() == WORLD);
    let others = |key: &Key| {
        let sides = [Dimension::Reporter, Dimension::Partner];
        key.codes.clone().into_iter().filter(|(dimension, _)| !sides.contains(dimension)).collect::<Vec<_>>()
    };
    let is_its = |world: &&Key| is_world(world) && world.source == key.source && world.unit == key.unit && others(world) == others(key);
    flows.keys().find(is_its).filter(|_| !is_world(key))
}

/// Those picked; of the largest as many as wanted.
fn picked(mut series: Vec<Series>, selection: &Selection) -> Vec<Series> {
    gather::largest_first(&mut series);
    match selection.pick(&Dimension::Commodity) {
        Pick::All => {}
        Pick::Only(codes) => series.retain(|one| one.codes.get(&Dimension::Commodity).is_some_and(|code| codes.contains(code))),
        Pick::Top { count, .. } => series.truncate(usize::from(*count)),
    }
    series
}

/// The exports of one country, or of the world, in one period.
struct Side<'a> {
    dataset: &'a Dataset,
    key: &'a Key,
    parts: Vec<(&'a Code, &'a Point)>,
    sum: Amount,
}

impl<'a> Side<'a> {
    /// A part that is not known is not zero: without it there is no whole.
    fn of(dataset: &'a Dataset, key: &'a Key, parts: &'a Parts, period: &Period) -> Option<Self> {
        let parts: Vec<(&Code, &Point)> = parts.iter().filter_map(|(code, points)| Some((code, points.get(period)?.as_ref()))).collect();
        let amounts: Option<Vec<Amount>> = parts.iter().map(|(_, point)| point.amount.clone().ok()).collect();
        let sum = amounts?.into_iter().reduce(|a, b| a.plus(&b))?;
        Some(Self { dataset, key, parts, sum })
    }

    fn part(&self, code: &Code) -> Option<Point> {
        let own = self.parts.iter().find(|(part, _)| *part == code).map(|(_, point)| (*point).clone());
        own.or_else(|| grouped::sum(code, &self.parts, self.dataset, &self.key.unit))
    }

    fn inputs(&self) -> Inputs {
        let label = |code: &Code| {
            let codes = gather::describe(self.dataset, &self.key.codes, None);
            format!("{codes}, {}", self.dataset.short_label(&Dimension::Commodity, code))
        };
        self.parts.iter().map(|(code, point)| gather::input(point, label(code), &self.key.unit)).collect()
    }

    /// The index of each commodity that both have, and of each group. What is not named is no commodity.
    fn indices(&self, variant: Advantage, world: &Self, groups: &Groups) -> Vec<(Code, Point)> {
        let named = self.parts.iter().map(|(code, _)| *code).filter(|code| code.as_str() != trade::NOT_SPECIFIED);
        let reporter = self.key.codes.get(&Dimension::Reporter).map(|code| self.dataset.short_label(&Dimension::Reporter, code));
        let inputs = self.inputs().and(&world.inputs());
        let of_code = |code: &Code| {
            let (own, of_world) = (self.part(code)?, world.part(code)?);
            let (part, world_part) = (own.amount.as_ref().ok()?, of_world.amount.as_ref().ok()?);
            let index = variant.of([part, &self.sum], [world_part, &world.sum]);
            let label = self.dataset.short_label(&Dimension::Commodity, code);
            let formula = variant.formula(&label, reporter.as_deref().unwrap_or("exports"));
            let derivation = Derivation { formula, inputs: inputs.clone() };
            Some((code.clone(), Point { note: None, ..gather::derived(&own, index, derivation) }))
        };
        named.chain(groups.codes()).filter_map(of_code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::amount::Qualifier;

    fn index(variant: Advantage, own: [f64; 2], world: [f64; 2]) -> Option<f64> {
        let [own, world] = [own, world].map(|pair| pair.map(Amount::exact));
        variant.of([&own[0], &own[1]], [&world[0], &world[1]]).map(|amount| amount.value)
    }

    #[test]
    fn half_of_ones_exports_in_a_tenth_of_the_worlds_is_an_advantage_of_five() {
        assert_eq!(index(Advantage::Balassa, [50.0, 100.0], [100.0, 1000.0]), Some(5.0));
        // (5 − 1) ÷ (5 + 1).
        let symmetric = index(Advantage::Symmetric, [50.0, 100.0], [100.0, 1000.0]).expect("an index");
        assert!((symmetric - 4.0 / 6.0).abs() < 1e-12, "{symmetric}");
        assert_eq!(index(Advantage::Symmetric, [0.0, 100.0], [100.0, 1000.0]), Some(-1.0));
        assert_eq!(index(Advantage::Symmetric, [10.0, 100.0], [100.0, 1000.0]), Some(0.0));
    }

    #[test]
    fn what_the_world_does_not_export_has_no_index_and_about_stays_about() {
        assert_eq!(index(Advantage::Balassa, [50.0, 100.0], [0.0, 1000.0]), None);
        let rough = Amount { qualifier: Qualifier::About, ..Amount::exact(50.0) };
        let [whole, part, world] = [100.0, 100.0, 1000.0].map(Amount::exact);
        let index = Advantage::Symmetric.of([&rough, &whole], [&part, &world]).expect("an index");
        assert_eq!(index.qualifier, Qualifier::About);
    }
}
