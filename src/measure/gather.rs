//! Answers gathered into series: one for each combination of codes and source, named by what differs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dataset::Dataset;
pub use crate::dataset::observation::Codes;
use crate::dataset::observation::Observation;
use crate::measure::derivation::{Derivation, Input, Inputs};
use crate::measure::findings::{Cited, Findings, Group, Point, Role, Series, Words};
use crate::measure::used;
use crate::query::selection::{Pick, Selection};
use crate::terms::amount::{Amount, Missing};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::english::capitalised;
use crate::terms::groupings;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::trade::{self, Flow};
use crate::terms::unit::Unit;

/// What tells one line of figures from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub codes: Codes,
    pub source: Code,
    pub unit: Unit,
}

/// Figures of one key, by period.
pub type Lines = BTreeMap<Key, BTreeMap<Period, Arc<Point>>>;

/// The codes to ask of each dimension that is picked. Turnover is also asked for as its two halves.
pub fn wanted(selection: &Selection) -> BTreeMap<Dimension, BTreeSet<Code>> {
    let only = selection.picks.iter().filter_map(|(dimension, pick)| match pick {
        Pick::Only(codes) => Some((dimension.clone(), codes.clone())),
        Pick::All | Pick::Top { .. } => None,
    });
    let mut wanted: BTreeMap<Dimension, BTreeSet<Code>> = only.collect();
    if let Some(flows) = wanted.get_mut(&Dimension::Flow)
        && flows.contains(&Code::new(Flow::Turnover.code()))
    {
        flows.extend([Flow::Export, Flow::Import].map(|flow| Code::new(flow.code())));
    }
    wanted
}

/// Observations as lines of points.
pub fn lines(dataset: &Dataset, observations: &[Observation]) -> Lines {
    let marks = identifying(observations);
    let mut lines = Lines::new();
    // An answer has the figures of a line one after another.
    for run in observations.chunk_by(|one, next| one.codes == next.codes && one.source == next.source && one.unit == next.unit) {
        let Some(mut key) = run.first().map(key) else { continue };
        key.codes.retain(|dimension, _| !marks.contains(&dimension));
        lines.entry(key).or_default().extend(run.iter().map(|observation| (observation.period, point(dataset, observation).into())));
    }
    lines
}

fn key(observation: &Observation) -> Key {
    Key { codes: (*observation.codes).clone(), source: observation.source.clone(), unit: observation.unit.clone() }
}

/// A dimension of its dataset alone that only numbers the observations, like the statements of a document, does not part a
/// line: two statements on one thing are two points of it, as long as they are of different periods.
fn identifying(observations: &[Observation]) -> Vec<&Dimension> {
    let own = observations.iter().flat_map(|one| one.codes.keys()).filter(|dimension| matches!(dimension, Dimension::Other(_)));
    let own: BTreeSet<&Dimension> = own.collect();
    let numbers_all = |dimension: &&Dimension| {
        let codes: BTreeSet<_> = observations.iter().map(|one| one.codes.get(*dimension)).collect();
        let mut rest: Vec<_> = observations.iter().map(|one| (key(one), one.period)).collect();
        rest.iter_mut().for_each(|(key, _)| drop(key.codes.remove(*dimension)));
        let distinct: BTreeSet<_> = rest.iter().collect();
        codes.len() == observations.len() && distinct.len() == observations.len()
    };
    own.into_iter().filter(numbers_all).collect()
}

/// A published figure as a point.
pub fn point(dataset: &Dataset, observation: &Observation) -> Point {
    Point {
        period: observation.period,
        stands_in: None,
        period_stated: observation.period_stated.clone(),
        amount: observation.amount.clone(),
        status: observation.status,
        wave: observation.wave.clone(),
        dataset: dataset.id.clone(),
        source: observation.source.clone(),
        locator: observation.locator.clone(),
        note: observation.note.clone(),
        derivation: None,
        margin: None,
    }
}

/// Of figures for all goods and for some goods beside each other only those for all, unless commodities are picked: a part
/// has no place beside its whole.
pub fn of_all_goods(mut lines: Lines, selection: &Selection) -> Lines {
    let is_of_all = |key: &Key| !key.codes.contains_key(&Dimension::Commodity);
    if !selection.picks.contains_key(&Dimension::Commodity) && lines.keys().any(is_of_all) {
        lines.retain(|key, _| is_of_all(key));
    }
    lines
}

/// The figures of the years shown; all where one of another year may stand in.
pub fn within(lines: &Lines, selection: &Selection) -> Lines {
    let is_wanted = |period: &Period| selection.tolerance.is_some() || selection.shows(period);
    let points = |points: &BTreeMap<Period, Arc<Point>>| -> BTreeMap<Period, Arc<Point>> {
        points.iter().filter(|(period, _)| is_wanted(period)).map(|(period, point)| (*period, Arc::clone(point))).collect()
    };
    lines.iter().map(|(key, all)| (key.clone(), points(all))).filter(|(_, points)| !points.is_empty()).collect()
}

/// Adds a line of turnover for each pair of exports and imports that has none of its own, and keeps only the flows picked.
pub fn with_turnover(dataset: &Dataset, lines: Lines, selection: &Selection) -> Lines {
    let pick = selection.pick(&Dimension::Flow);
    let turnover = Code::new(Flow::Turnover.code());
    let is_wanted = matches!(pick, Pick::Only(flows) if flows.contains(&turnover));
    let mut kept = if is_wanted { and_turnover(dataset, lines) } else { lines };
    kept.retain(|key, points| !points.is_empty() && key.codes.get(&Dimension::Flow).is_none_or(|flow| pick.allows(flow)));
    kept
}

/// The lines, and the turnover where it is not published itself.
pub fn and_turnover(dataset: &Dataset, lines: Lines) -> Lines {
    let mut all = lines;
    for (key, sums) in turnovers(dataset, &all) {
        let line = all.entry(key).or_default();
        for (period, sum) in sums {
            line.entry(period).or_insert(sum);
        }
    }
    all
}

/// Exports and imports of the same codes, source and unit added up, where both are there.
fn turnovers(dataset: &Dataset, lines: &Lines) -> Lines {
    let of_imports = |(key, imports): (&Key, &BTreeMap<Period, Arc<Point>>)| {
        let flow = |flow: Flow| {
            let mut key = key.clone();
            key.codes.insert(Dimension::Flow, Code::new(flow.code()));
            key
        };
        let exports = lines.get(&flow(Flow::Export)).filter(|_| *key == flow(Flow::Import))?;
        let names = [Flow::Export, Flow::Import].map(|flow| describe(dataset, &key.codes, Some(flow)).into());
        let sum = |(period, imported): (&Period, &Arc<Point>)| {
            Some((*period, turnover_of(&names, &key.unit, [exports.get(period)?, imported])?.into()))
        };
        Some((flow(Flow::Turnover), imports.iter().filter_map(sum).collect()))
    };
    lines.iter().filter_map(of_imports).collect()
}

fn turnover_of(names: &[Arc<str>; 2], unit: &Unit, [exported, imported]: [&Point; 2]) -> Option<Point> {
    let (exports, imports) = (exported.amount.as_ref().ok()?, imported.amount.as_ref().ok()?);
    let inputs = input(exported, Arc::clone(&names[0]), unit).and(&input(imported, Arc::clone(&names[1]), unit));
    Some(Point {
        amount: Ok(exports.plus(imports)),
        status: exported.status.max(imported.status),
        note: exported.note.clone().or_else(|| imported.note.clone()),
        derivation: Some(Derivation { formula: "exports + imports".to_owned(), inputs }.into()),
        ..exported.clone()
    })
}

/// What a point contributes to a formula: itself when it is published, else what it was made of.
pub fn input(point: &Point, what: impl Into<Arc<str>>, unit: &Unit) -> Inputs {
    if let Some(derivation) = &point.derivation {
        return derivation.inputs.clone();
    }
    let Ok(amount) = &point.amount else { return Inputs::default() };
    Inputs::one(Input {
        what: what.into(),
        period: point.is_of(),
        amount: amount.clone(),
        unit: unit.clone(),
        dataset: point.dataset.clone(),
        source: point.source.clone(),
        locator: point.locator.clone(),
    })
}

/// "Russia, China, exports": the codes in words, the indicator left out.
pub fn describe(dataset: &Dataset, codes: &Codes, flow: Option<Flow>) -> String {
    let words =
        codes.iter().filter(|(dimension, _)| **dimension != Dimension::Indicator).map(|(dimension, code)| match (dimension, flow) {
            (Dimension::Flow, Some(flow)) => flow.plural().to_owned(),
            (Dimension::Flow, None) => Flow::from_code(code.as_str()).map_or_else(|| code.to_string(), |flow| flow.plural().to_owned()),
            _ => dataset.short_label(dimension, code),
        });
    words.collect::<Vec<_>>().join(", ")
}

/// Lines as series of the years shown, named by the dimensions in which they differ. `first` is the dimension whose codes matter most.
pub fn series(dataset: &Dataset, lines: Lines, selection: &Selection, first: &Dimension) -> Vec<Series> {
    let shown: Vec<(Key, Vec<Arc<Point>>)> = lines
        .into_iter()
        .map(|(key, points)| (key, points.into_values().filter(|point| selection.shows(&point.period)).collect::<Vec<_>>()))
        .filter(|(_, points)| !points.is_empty())
        .collect();
    let varying = varying(&shown.iter().map(|(key, _)| &key.codes).collect::<Vec<_>>(), first);
    let sources: BTreeSet<&Code> = shown.iter().map(|(key, _)| &key.source).collect();
    let by_source = varying.is_empty() && sources.len() > 1;
    let dimension = varying.first().unwrap_or(first).clone();
    let sources: BTreeSet<Code> = sources.into_iter().cloned().collect();
    shown
        .into_iter()
        .map(|(key, points)| {
            let names = |label: &dyn Fn(&Dimension, &Code) -> String| {
                if by_source {
                    return source_name(dataset, &sources, &key.source);
                }
                let telling = if varying.is_empty() { std::slice::from_ref(&dimension) } else { varying.as_slice() };
                name(telling, &key.codes, label)
            };
            // What has no code of its own, like an index of all, is known by what it counts.
            let own = key.codes.get(&dimension).map(|code| (dimension.clone(), code));
            let indicator = || Some((Dimension::Indicator, key.codes.get(&Dimension::Indicator)?));
            let (dimension, code) = own.or_else(indicator).unwrap_or((Dimension::Source, &key.source));
            Series {
                code: code.clone(),
                label: names(&|dimension, code| dataset.label(dimension, code)),
                short_label: names(&|dimension, code| dataset.short_label(dimension, code)),
                side: key.codes.get(&Dimension::Answer).and_then(|answer| dataset.side(answer)),
                dimension,
                codes: key.codes.clone(),
                source: key.source.clone(),
                role: Role::Part,
                unit: key.unit.clone(),
                points,
            }
        })
        .collect()
}

/// The codes of these dimensions in words. One side of a relation with the other is named as such.
fn name(telling: &[Dimension], codes: &Codes, label: &dyn Fn(&Dimension, &Code) -> String) -> String {
    let word = |dimension: &Dimension| Some(label(dimension, codes.get(dimension)?));
    let is_of_both_sides = [Dimension::Reporter, Dimension::Partner].iter().all(|side| telling.contains(side));
    let pair = word(&Dimension::Reporter).zip(word(&Dimension::Partner)).filter(|_| is_of_both_sides);
    let is_side = |dimension: &&Dimension| matches!(dimension, Dimension::Reporter | Dimension::Partner);
    let others = telling.iter().filter(|dimension| pair.is_none() || !is_side(dimension)).filter_map(word);
    let pair = pair.as_ref().map(|(reporter, partner)| format!("{reporter} with {partner}"));
    pair.into_iter().chain(others).collect::<Vec<_>>().join(", ")
}

/// The publisher, or with its title when another source here is of the same publisher.
fn source_name(dataset: &Dataset, sources: &BTreeSet<Code>, code: &Code) -> String {
    let Some(source) = dataset.sources.get(code) else { return code.to_string() };
    let of_publisher = sources.iter().filter(|other| dataset.sources.get(*other).is_some_and(|other| other.publisher == source.publisher));
    if of_publisher.count() > 1 { source.short() } else { source.publisher.clone() }
}

/// The dimensions in which codes differ, the first one in front.
pub fn varying(all: &[&Codes], first: &Dimension) -> Vec<Dimension> {
    let dimensions: BTreeSet<&Dimension> = all.iter().flat_map(|codes| codes.keys()).collect();
    let mut varying: Vec<Dimension> =
        dimensions.into_iter().filter(|dimension| all.iter().any(|codes| codes.get(dimension) != all[0].get(dimension))).cloned().collect();
    varying.sort_by_key(|dimension| (dimension != first, dimension.clone()));
    // A dimension that follows from the ones before it, like the pollster from the question, tells nothing more.
    let mut telling: Vec<Dimension> = Vec::new();
    for dimension in varying {
        let apart = |dimensions: &[Dimension]| {
            let told: BTreeSet<Vec<_>> =
                all.iter().map(|codes| dimensions.iter().map(|dimension| codes.get(dimension)).collect()).collect();
            told.len()
        };
        let with = [telling.as_slice(), std::slice::from_ref(&dimension)].concat();
        // Whose figure about whom it is must be told even where one follows from the other.
        let is_other_side = matches!(dimension, Dimension::Reporter | Dimension::Partner)
            && telling.iter().any(|told| matches!(told, Dimension::Reporter | Dimension::Partner));
        if is_other_side || apart(&with) > apart(&telling) {
            telling = with;
        }
    }
    telling
}

/// Series of the unit most of them have, and what was left out for having another.
pub fn of_one_unit(series: Vec<Series>, notes: &mut Vec<Note>) -> (Vec<Series>, Option<Unit>) {
    let mut counts: BTreeMap<Unit, usize> = BTreeMap::new();
    for one in &series {
        *counts.entry(one.unit.clone()).or_default() += one.points.len();
    }
    let Some((unit, _)) = counts.iter().max_by_key(|(unit, count)| (**count, std::cmp::Reverse((*unit).clone()))) else {
        return (series, None);
    };
    let unit = unit.clone();
    let (kept, others): (Vec<_>, Vec<_>) = series.into_iter().partition(|one| one.unit == unit);
    if !others.is_empty() {
        let units: BTreeSet<&str> = others.iter().map(|one| one.unit.as_str()).collect();
        let units: Vec<&str> = units.into_iter().collect();
        Note::new(format!("Figures in another unit ({}) are not drawn here.", units.join(", "))).add_to(notes);
    }
    (kept, Some(unit))
}

/// The codes that all series share, in words, and the dimensions that tell them apart.
pub fn words(dataset: &Dataset, series: &[Series], first: &Dimension) -> Words {
    let all: Vec<&Codes> = series.iter().map(|one| &one.codes).collect();
    let varying = if all.is_empty() { Vec::new() } else { varying(&all, first) };
    let shared = |dimension: &Dimension, code: &Code| all.iter().all(|codes| codes.get(dimension) == Some(code));
    let fixed = all.first().into_iter().flat_map(|codes| codes.iter()).filter(|(dimension, code)| shared(dimension, code));
    let fixed = fixed.map(|(dimension, code)| (dimension.clone(), (code.clone(), dataset.label(dimension, code)))).collect();
    let codes = |dimension: &Dimension| all.iter().filter_map(|codes| codes.get(dimension)).collect::<BTreeSet<_>>();
    let short =
        |dimension: &Dimension| codes(dimension).into_iter().map(|code| (code.clone(), dataset.short_label(dimension, code))).collect();
    let labels = varying.iter().map(|dimension| (dimension.clone(), short(dimension))).collect();
    let groups = codes(first).into_iter().filter_map(|code| Some((code.clone(), group(dataset, first, code)?))).collect();
    Words { fixed, varying, labels, groups, ..Words::default() }
}

/// The code that another belongs to: its parent in the dataset, or the section of a chapter.
fn group(dataset: &Dataset, dimension: &Dimension, code: &Code) -> Option<Group> {
    let section = || trade::section_of_chapter(code.as_str()).map(|(section, _)| Code::new(section));
    let parent = dataset.entry(dimension, code).and_then(|label| label.parent.clone());
    let parent = parent.or_else(|| section().filter(|_| *dimension == Dimension::Commodity))?;
    Some(Group { label: dataset.short_label(dimension, &parent), code: parent })
}

/// Each source of these points once, in the order of datasets and codes; those of their inputs too.
fn cited(series: &[Series], datasets: &[&Dataset]) -> Vec<Cited> {
    let found = used::sources(series.iter().flat_map(Series::figures)).into_iter().filter_map(|(id, code)| {
        let dataset = datasets.iter().find(|dataset| dataset.id == *id)?;
        Some(Cited { source: dataset.sources.get(code)?.clone(), dataset: id.clone(), code: code.clone() })
    });
    found.collect()
}

/// The caveats of the dataset that concern what is shown; when there is none, the notes of its indicators.
pub fn notes(dataset: &Dataset, observations: &[Observation], is_shown: impl Fn(&Observation) -> bool) -> Vec<Note> {
    let shown: Vec<&Observation> = observations.iter().filter(|one| is_shown(one)).collect();
    let mut notes = dataset.caveats_for(&shown);
    if notes.is_empty() {
        let indicators: BTreeSet<&Code> = shown.iter().filter_map(|one| one.codes.get(&Dimension::Indicator)).collect();
        for note in indicators.into_iter().filter_map(|code| dataset.indicators.get(code)?.note.as_ref()) {
            Note::new(note).add_to(&mut notes);
        }
    }
    notes
}

/// The periods shown of each combination of a source and of codes.
type Shown = BTreeMap<(Code, Vec<Code>), BTreeSet<Period>>;

/// A line of observations, and the periods shown of it.
type OfLine = (Arc<Codes>, Code, BTreeSet<Period>);

/// Did an observation go into one of these series? A series has the codes that it does not add up over.
pub fn is_part_of(series: &[Series]) -> impl Fn(&Observation) -> bool {
    // Looked up rather than compared one by one: a hundred series of some thousand observations are common.
    let mut known: BTreeMap<Vec<&Dimension>, Shown> = BTreeMap::new();
    for one in series {
        let is_sum = |(dimension, code): &(&Dimension, &Code)| **dimension == Dimension::Flow && code.as_str() == Flow::Turnover.code();
        let own: Codes = one.codes.iter().filter(|pair| !is_sum(pair)).map(|(dimension, code)| (dimension.clone(), code.clone())).collect();
        let of_dimensions = known.entry(one.codes.keys().filter(|dimension| own.contains_key(dimension)).collect()).or_default();
        for codes in of_members(own) {
            let periods = of_dimensions.entry((one.source.clone(), codes.into_values().collect())).or_default();
            periods.extend(one.figures().map(Point::is_of));
        }
    }
    // The figures of a line come one after another: what is known of one is known of the next.
    let last: RefCell<Option<OfLine>> = RefCell::default();
    move |observation| {
        let mut last = last.borrow_mut();
        let is_of_line =
            last.as_ref().is_some_and(|(codes, source, _)| Arc::ptr_eq(codes, &observation.codes) && *source == observation.source);
        if !is_of_line {
            let of_codes = known.iter().filter_map(|(dimensions, of_codes)| {
                let codes: Option<Vec<Code>> = dimensions.iter().map(|dimension| observation.codes.get(dimension).cloned()).collect();
                of_codes.get(&(observation.source.clone(), codes?))
            });
            *last = Some((Arc::clone(&observation.codes), observation.source.clone(), of_codes.flatten().copied().collect()));
        }
        last.as_ref().is_some_and(|(_, _, periods)| periods.contains(&observation.period))
    }
}

/// These codes, or those of each member where they name a group of commodities.
fn of_members(codes: Codes) -> Vec<Codes> {
    let Some(members) = codes.get(&Dimension::Commodity).and_then(|code| groupings::chapters(code.as_str())) else { return vec![codes] };
    let of_member = |chapter: u8| {
        let mut codes = codes.clone();
        codes.insert(Dimension::Commodity, Code::new(format!("HS-{chapter:02}")));
        codes
    };
    members.into_iter().map(of_member).collect()
}

/// Was an observation of this dataset divided by? It is among the inputs of a number of its period.
pub fn is_divisor<'a>(series: &'a [Series], dataset: &Dataset) -> impl Fn(&Observation) -> bool + use<'a> {
    let mut inputs: BTreeMap<Period, Vec<&'a Inputs>> = BTreeMap::new();
    for point in series.iter().flat_map(|one| &one.points) {
        let of_point = point.derivation.as_ref().map(|derivation| &derivation.inputs);
        inputs.entry(point.is_of()).or_default().extend(of_point);
    }
    let of_dataset = |inputs: Vec<&'a Inputs>| {
        let mut own: Vec<(&Code, &Amount)> =
            Inputs::of_dataset(inputs.into_iter(), &dataset.id).map(|input| (&input.source, &input.amount)).collect();
        // Every part is divided by the same whole.
        own.dedup();
        own
    };
    let known: BTreeMap<Period, Vec<(&Code, &Amount)>> = inputs.into_iter().map(|(period, inputs)| (period, of_dataset(inputs))).collect();
    move |observation| {
        let Ok(observed) = &observation.amount else { return false };
        known.get(&observation.period).is_some_and(|inputs| inputs.contains(&(&observation.source, observed)))
    }
}

/// "Russia’s exports to China", from the codes that all series share; `otherwise` names trade without a flow.
pub fn trade(words: &Words, otherwise: &'static str) -> String {
    let label = |dimension: &Dimension| words.fixed.get(dimension).map(|(_, label)| label.as_str());
    let flow = words.fixed.get(&Dimension::Flow).and_then(|(code, _)| Flow::from_code(code.as_str()));
    let whose = label(&Dimension::Reporter).map_or_else(String::new, |name| english::possessive(name) + " ");
    let partner = label(&Dimension::Partner).map(english::with_article);
    let with = partner.map_or_else(String::new, |partner| match flow {
        Some(Flow::Export | Flow::ReExport) => format!(" to {partner}"),
        Some(Flow::Import | Flow::ReImport) => format!(" from {partner}"),
        Some(Flow::Turnover) | None => format!(" with {partner}"),
    });
    capitalised(&format!("{whose}{}{with}", flow.map_or(otherwise, Flow::plural)))
}

/// The last period shown in which at least one series has a number.
pub fn last_period(series: &[Series]) -> Option<Period> {
    let dated = series.iter().flat_map(|one| &one.points).filter(|point| point.amount.is_ok() && !point.period.is_undated());
    dated.map(|point| point.period).max()
}

/// Largest in the last period first; those without a number in it by their last one; ties by code.
pub fn largest_first(series: &mut [Series]) {
    let last = last_period(series);
    let rank = |one: &Series| {
        let now = last.and_then(|period| one.value_at(&period));
        let latest = one.last().and_then(|point| point.amount.as_ref().ok()).map(|amount| amount.value);
        (now.is_some(), now.or(latest).unwrap_or(f64::NEG_INFINITY))
    };
    series.sort_by(|a, b| {
        let ((a_now, a_value), (b_now, b_value)) = (rank(a), rank(b));
        a.role
            .cmp(&b.role)
            .then(b_now.cmp(&a_now))
            .then(b_value.total_cmp(&a_value))
            .then_with(|| a.code.cmp(&b.code))
            .then_with(|| a.source.cmp(&b.source))
    });
}

/// A derived number, or the reason it cannot be had.
pub fn derived(template: &Point, amount: Option<Amount>, derivation: Derivation) -> Point {
    Point {
        amount: amount.ok_or(Missing::NotPublished),
        derivation: Some(derivation.into()),
        locator: None,
        margin: None,
        ..template.clone()
    }
}

/// Findings of series, words and codes those of the first of the datasets that they are made of.
pub fn findings(datasets: &[&Dataset], series: Vec<Series>, mut notes: Vec<Note>, first: &Dimension) -> Findings {
    let (series, unit) = of_one_unit(series, &mut notes);
    let sources = cited(&series, datasets);
    let subject = datasets.first().map_or_else(Words::default, |dataset| words(dataset, &series, first));
    Findings { subject, series, unit, notes, sources, ..Findings::default() }
}
