//! Flows of pairs, totals and GDP, found by whose they are: from one source each, in units that can be divided.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dataset::Dataset;
use crate::dataset::observation::Observation;
use crate::measure::Datasets;
use crate::measure::dependence::WORLD;
use crate::measure::dependence::sides::{Base, Pair, Told};
use crate::measure::derivation::{Derivation, Inputs};
use crate::measure::findings::{Point, Series};
use crate::measure::gather::{self, Key, Lines};
use crate::measure::whole::Found;
use crate::query::Answer;
use crate::query::selection::Selection;
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

/// A line of figures with what it counts.
type Line = (Key, BTreeMap<Period, Arc<Point>>);

/// Whose flow it is: reporter, partner, flow.
type Whose = (Code, Code, Code);

/// All figures that the measure needs, by whose they are.
pub struct Trade<'a> {
    datasets: &'a Datasets,
    answers: &'a [Answer],
    flows: BTreeMap<Whose, Vec<Line>>,
    /// By reporter and flow, from the dataset of totals.
    totals: BTreeMap<(Code, Code), Vec<Line>>,
    gdp: BTreeMap<Code, Vec<Line>>,
    is_of_single_goods: bool,
}

impl<'a> Trade<'a> {
    pub fn new(datasets: &'a Datasets, answers: &'a [Answer], selection: &Selection) -> Self {
        let observations = |at: usize| answers.get(at).map_or(&[][..], |answer| &answer.observations);
        let lines = |dataset: &Dataset, at: usize| gather::of_all_goods(gather::lines(dataset, observations(at)), selection);
        let flows = lines(&datasets.main, 0);
        let is_of_single_goods = selection.single(&Dimension::Commodity).is_none()
            && !flows.is_empty()
            && flows.keys().all(|key| key.codes.contains_key(&Dimension::Commodity));
        let whose = |key: &Key| {
            let code = |dimension: &Dimension| key.codes.get(dimension).cloned();
            Some((code(&Dimension::Reporter)?, code(&Dimension::Partner)?, code(&Dimension::Flow)?))
        };
        let of_all_partners = |key: &Key| {
            let is_world = key.codes.get(&Dimension::Partner).is_none_or(|partner| partner.as_str() == WORLD);
            let code = |dimension: &Dimension| key.codes.get(dimension).cloned().filter(|_| is_world);
            Some((code(&Dimension::Reporter)?, code(&Dimension::Flow)?))
        };
        let reporter = |key: &Key| key.codes.get(&Dimension::Reporter).cloned();
        let is_elsewhere = datasets.whole.id != datasets.main.id;
        let totals = if is_elsewhere { lines(&datasets.whole, 1) } else { Lines::new() };
        let gdp = datasets.further.as_ref().map_or_else(Lines::new, |further| lines(further, 2));
        Self {
            flows: grouped(gather::and_turnover(&datasets.main, flows), whose),
            totals: grouped(gather::and_turnover(&datasets.whole, totals), of_all_partners),
            gdp: grouped(gdp, reporter),
            is_of_single_goods,
            datasets,
            answers,
        }
    }

    /// Are there only figures of single commodities?
    pub fn is_of_single_goods(&self) -> bool {
        self.is_of_single_goods
    }

    pub fn name(&self, code: &Code) -> String {
        self.datasets.main.label(&Dimension::Reporter, code)
    }

    /// The sources of flows.
    pub fn sources(&self) -> BTreeSet<&Code> {
        self.flows.values().flatten().map(|(key, _)| &key.source).collect()
    }

    /// Every pair with a flow, each once: the one picked as reporter first, otherwise by code.
    pub fn pairs(&self, selection: &Selection) -> Vec<Pair> {
        let [reporters, partners] = [Dimension::Reporter, Dimension::Partner].map(|side| selection.pick(&side));
        let is_of_one = selection.single(&Dimension::Reporter).is_some();
        let fits = |a: &Code, b: &Code| reporters.allows(a) && partners.allows(b);
        let mut pairs: BTreeMap<BTreeSet<&Code>, Pair> = BTreeMap::new();
        for (a, b, _) in self.flows.keys().filter(|(a, b, _)| a != b && ![a, b].iter().any(|code| is_no_country(code))) {
            let [first, second] = if a < b { [a, b] } else { [b, a] };
            let order = [[first, second], [second, first]].into_iter().find(|[a, b]| fits(a, b));
            if let Some([a, b]) = order {
                let told = if is_of_one { Told::Partner } else { Told::Both };
                pairs.entry([a, b].into()).or_insert_with(|| Pair { a: a.clone(), b: b.clone(), told });
            }
        }
        pairs.into_values().collect()
    }

    /// Who trades what with whom, as one of the two reports it.
    pub fn reported(&self) -> impl Iterator<Item = (&Whose, &Line)> {
        self.flows.iter().flat_map(|(whose, lines)| lines.iter().map(move |line| (whose, line)))
    }

    /// The flow of the one with the other: as it reports it, else as the other one does, else both halves added up.
    pub fn flow(&self, [a, b]: [&Code; 2], flow: Flow, source: &Code) -> BTreeMap<Period, (Found, Reported)> {
        let mut found = BTreeMap::new();
        let own = (a, b, flow, Reported::Itself);
        let of_other = (b, a, reversed(flow), Reported::Other);
        for (reporter, partner, flow, reported) in [own, of_other] {
            let key = (reporter.clone(), partner.clone(), Code::new(flow.code()));
            let lines = self.flows.get(&key).map_or(&[][..], Vec::as_slice);
            let mut of_source = lines.iter().filter(|(key, _)| key.source == *source);
            // Two lines of one flow from one source: there is no telling which is meant.
            let (Some((key, points)), None) = (of_source.next(), of_source.next()) else { continue };
            let label: Arc<str> = gather::describe(&self.datasets.main, &key.codes, None).into();
            for (period, point) in points.iter().filter(|(_, point)| point.amount.is_ok()) {
                let one = || (Found::new(Point::clone(point), Arc::clone(&label), &key.unit), reported);
                found.entry(*period).or_insert_with(one);
            }
        }
        if flow == Flow::Turnover {
            let halves = [Flow::Export, Flow::Import].map(|half| self.flow([a, b], half, source));
            let [exports, imports] = &halves;
            for (period, (exported, _)) in exports {
                let sum = imports.get(period).and_then(|(imported, _)| self.sum([exported, imported], [a, b]));
                if let Some(sum) = sum {
                    found.entry(*period).or_insert((sum, Reported::Each));
                }
            }
        }
        found
    }

    fn sum(&self, [one, other]: [&Found; 2], [a, b]: [&Code; 2]) -> Option<Found> {
        let (first, second) = (one.point.amount.as_ref().ok()?, other.point.amount.as_ref().ok()?);
        if one.unit != other.unit {
            return None;
        }
        let inputs: Inputs = [one, other].iter().map(|found| found.inputs.clone()).collect();
        let derivation = Derivation { formula: "exports of the one + exports of the other".to_owned(), inputs };
        let amount: Amount = first.plus(second);
        let status = one.point.status.max(other.point.status);
        let point = Point { status, ..gather::derived(&one.point, Some(amount), derivation) };
        let label = format!("{} and {}, {}", self.name(a), self.name(b), Flow::Turnover.plural());
        Some(Found::new(point, label, &one.unit))
    }

    /// What a flow of this side is a part of: the total of the same source, or of the dataset of totals; or GDP.
    pub fn base(&self, of: &Code, (flow, base): (Flow, Base), part: (&Code, &Unit), period: &Period) -> Option<Found> {
        let (source, unit) = part;
        match base {
            Base::Total => {
                let flow = Code::new(flow.code());
                let world = self.flows.get(&(of.clone(), Code::new(WORLD), flow.clone())).into_iter().flatten();
                let same = world.filter(|(key, _)| key.source == *source);
                let elsewhere = || self.totals.get(&(of.clone(), flow));
                at(same, &self.datasets.main, unit, period)
                    .or_else(|| at(of_one_source(elsewhere()?, source).into_iter(), &self.datasets.whole, unit, period))
            }
            Base::Gdp => {
                let dataset = self.datasets.further.as_ref()?;
                let lines = of_one_source(self.gdp.get(of)?, source);
                let found = at(lines.into_iter(), dataset, unit, period)?;
                Some(Found::new(found.point, format!("{}, GDP", found.label), &found.unit))
            }
        }
    }

    /// The caveats of everything that went into these series.
    pub fn notes(&self, series: &[Series]) -> Vec<Note> {
        let mut used: BTreeMap<(&str, &str, &Period), Vec<&Amount>> = BTreeMap::new();
        for point in series.iter().flat_map(|one| &one.points) {
            for input in point.derivation.iter().flat_map(|derivation| derivation.inputs.iter()) {
                used.entry((input.dataset.as_str(), input.source.as_str(), &point.period)).or_default().push(&input.amount);
            }
        }
        let mut notes = Vec::new();
        for (dataset, answer) in self.datasets().into_iter().zip(self.answers) {
            let is_used = |one: &Observation| {
                let amounts = used.get(&(dataset.id.as_str(), one.source.as_str(), &one.period));
                amounts.is_some_and(|amounts| one.amount.as_ref().is_ok_and(|amount| amounts.contains(&amount)))
            };
            for note in gather::notes(dataset, &answer.observations, is_used) {
                note.add_to(&mut notes);
            }
        }
        notes
    }

    /// The figures that flows were made of.
    pub fn observations(&self) -> &'a [Observation] {
        self.answers.first().map_or(&[][..], |answer| &answer.observations)
    }

    /// In the order of the answers.
    pub fn datasets(&self) -> Vec<&'a Dataset> {
        let Datasets { main, whole, further, .. } = self.datasets;
        [main, whole].into_iter().chain(further).map(|dataset| &**dataset).collect()
    }
}

/// Whose report a flow was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reported {
    Itself,
    Other,
    /// Each its own half.
    Each,
}

/// What the one sends the other receives.
pub fn reversed(flow: Flow) -> Flow {
    match flow {
        Flow::Export => Flow::Import,
        Flow::Import => Flow::Export,
        Flow::Turnover => Flow::Turnover,
        Flow::ReExport => Flow::ReImport,
        Flow::ReImport => Flow::ReExport,
    }
}

/// The whole world, or partners that the source does not name.
fn is_no_country(code: &Code) -> bool {
    code.as_str() == WORLD || code.as_str() == "X-UNSPECIFIED"
}

fn grouped<K: Ord>(lines: Lines, whose: impl Fn(&Key) -> Option<K>) -> BTreeMap<K, Vec<Line>> {
    let mut groups: BTreeMap<K, Vec<Line>> = BTreeMap::new();
    for (key, points) in lines {
        if let Some(whose) = whose(&key) {
            groups.entry(whose).or_default().push((key, points));
        }
    }
    groups
}

/// The lines of the source of the same name, or of the only one there is.
fn of_one_source<'a>(lines: &'a [Line], source: &Code) -> Vec<&'a Line> {
    let same: Vec<&Line> = lines.iter().filter(|(key, _)| key.source == *source).collect();
    let sources: BTreeSet<&Code> = lines.iter().map(|(key, _)| &key.source).collect();
    if same.is_empty() && sources.len() == 1 { lines.iter().collect() } else { same }
}

/// The one line that counts in the unit and has a number in the period.
fn at<'a>(lines: impl Iterator<Item = &'a Line>, dataset: &Dataset, unit: &Unit, period: &Period) -> Option<Found> {
    let mut fitting = lines.filter_map(|(key, points)| {
        let point = points.get(period).filter(|point| point.amount.is_ok())?;
        (key.unit.plain().0 == unit.plain().0).then_some((key, point))
    });
    let (Some((key, point)), None) = (fitting.next(), fitting.next()) else { return None };
    Some(Found::new(Point::clone(point), gather::describe(dataset, &key.codes, None), &key.unit))
}
