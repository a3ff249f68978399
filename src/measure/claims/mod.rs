//! Statements of documents laid over series: which series each speaks of, and what it is worth against the figures there.
//! The figures of a document are never changed by what is found here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::observation::Observation;
use crate::dataset::{Dataset, DatasetId};
use crate::measure::claims::reading::{as_read, said};
use crate::measure::claims::verdict::{factor, judged};
use crate::measure::findings::{Cited, Claimed, Findings, Point, Role, Series, Verdict};
use crate::measure::gather;
use crate::query::Query;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::unit::Unit;

pub mod reading;
pub mod verdict;

/// A statement of a document, laid over what a view shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The document.
    pub dataset: DatasetId,
    /// Its statement: `A008`.
    pub statement: Code,
    /// The codes of the series it is set against, where they are not its own: the document may name things otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub against: BTreeMap<Dimension, Code>,
}

/// The dimension whose codes number the statements of a document.
pub fn statement_dimension() -> Dimension {
    Dimension::Other("statement".to_owned())
}

/// Does the dataset hold numbered statements?
pub fn is_document(dataset: &Dataset) -> bool {
    dataset.dimensions().contains(&statement_dimension())
}

/// What to ask the documents, in the order of their ids.
pub fn queries(claims: &[Claim]) -> Vec<Query> {
    let documents: BTreeSet<&DatasetId> = claims.iter().map(|claim| &claim.dataset).collect();
    let statements =
        |id: &DatasetId| claims.iter().filter(|claim| claim.dataset == *id).map(|claim| claim.statement.clone()).collect::<Vec<_>>();
    documents.into_iter().map(|id| Query::of(id).wanting(statement_dimension(), statements(id))).collect()
}

/// A document with those of its statements that are wanted.
pub struct Statements<'a> {
    pub document: &'a Arc<Dataset>,
    pub observations: &'a [Observation],
}

/// Lays the claims over the findings. `all` are the same findings in every period there is: a statement is judged by what the
/// series says of its period, whichever years are shown.
pub fn lay_over(claims: &[Claim], statements: &[Statements], findings: &mut Findings, all: &Findings, shows: impl Fn(&Point) -> bool) {
    let mut caveats: Vec<Note> = Vec::new();
    for claim in claims {
        let Some(of) = statements.iter().find(|of| of.document.id == claim.dataset) else { continue };
        let Some(observation) = of.observations.iter().find(|one| one.code(&statement_dimension()) == Some(&claim.statement)) else {
            Note::new(format!("“{}” has no statement {}.", of.document.title, claim.statement)).add_to(&mut findings.notes);
            continue;
        };
        let mut claimed = claimed(claim, of.document, observation, all);
        claimed.is_shown = claimed.point().is_some_and(&shows);
        claimed.about = claimed.about.iter().filter_map(|at| place_of(&all.series[*at], findings)).collect();
        caveats.extend(of.document.caveats_for(&[observation]));
        cite(of.document, observation, findings);
        findings.claims.push(claimed);
    }
    let notes = std::mem::take(&mut findings.notes);
    caveats.into_iter().chain(notes).for_each(|note| note.add_to(&mut findings.notes));
}

fn place_of(wanted: &Series, findings: &Findings) -> Option<usize> {
    findings.series.iter().position(|one| one.is_same_line(wanted))
}

fn cite(document: &Dataset, observation: &Observation, findings: &mut Findings) {
    let is_known = findings.sources.iter().any(|cited| cited.dataset == document.id && cited.code == observation.source);
    if let Some(source) = document.sources.get(&observation.source).filter(|_| !is_known) {
        findings.sources.push(Cited { dataset: document.id.clone(), code: observation.source.clone(), source: source.clone() });
    }
}

fn claimed(claim: &Claim, document: &Dataset, observation: &Observation, all: &Findings) -> Claimed {
    let about = fitting(observation, &claim.against, document, all);
    let point = gather::point(document, observation);
    let unit = &observation.unit;
    let (about, (verdict, judged)) = match about {
        Ok(about) => {
            let series: Vec<&Series> = about.iter().map(|at| &all.series[*at]).collect();
            let verdict = judged(&point, unit, &series);
            (about, verdict)
        }
        Err(reason) => (Vec::new(), (Verdict::CannotCompare, format!("cannot be compared ({reason})"))),
    };
    let taken_as = about.first().and_then(|at| taken_as(claim, observation, document, (&all.series[*at], all)));
    let told = when(&point).into_iter().chain(verdict::reading(&point, unit)).chain(taken_as);
    let told: Vec<String> = std::iter::once(stated(&point, unit)).chain(told).collect();
    // What is drawn is in the unit of the series.
    let times = about.first().and_then(|at| factor(unit, &all.series[*at].unit)).unwrap_or(1.0);
    let amount = point.amount.as_ref().ok();
    Claimed {
        statement: claim.statement.clone(),
        publisher: document.sources.get(&observation.source).map(|source| source.publisher.clone()).unwrap_or_default(),
        value: amount.map(|amount| amount.value * times),
        reach: amount.map_or([None; 2], |amount| as_read(amount).map(|end| end.map(|end| end * times))),
        about,
        is_shown: true,
        verdict,
        words: format!("{} ({}): {judged}.", claim.statement, told.join(", ")),
        brief: format!("{}{}", claim.statement, verdict::brief(verdict, &point, unit)),
        series: series(claim, document, observation, point),
    }
}

fn series(claim: &Claim, document: &Dataset, observation: &Observation, point: Point) -> Series {
    let indicator = observation.code(&Dimension::Indicator).map(|code| document.label(&Dimension::Indicator, code));
    Series {
        dimension: statement_dimension(),
        code: claim.statement.clone(),
        label: indicator
            .map_or_else(|| format!("Statement {}", claim.statement), |label| format!("Statement {}: {label}", claim.statement)),
        short_label: claim.statement.to_string(),
        codes: (*observation.codes).clone(),
        source: observation.source.clone(),
        side: observation.side,
        role: Role::Part,
        unit: observation.unit.clone(),
        points: vec![point.into()],
    }
}

/// "“did not exceed 18%”": in the document's words, or its number.
fn stated(point: &Point, unit: &Unit) -> String {
    let Ok(amount) = &point.amount else { return "no number".to_owned() };
    amount.stated.as_ref().map_or_else(|| said(amount.value, unit), |stated| format!("“{stated}”"))
}

/// "2024", "“Before the war”", "2014–2016, “in the mid-2010s”"; nothing of what has no date.
fn when(point: &Point) -> Option<String> {
    let words = point.period_stated.as_ref().map(|words| format!("“{words}”"));
    let period = Some(point.period.label()).filter(|_| !point.period.is_undated());
    let told: Vec<String> = period.into_iter().chain(words).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// Where the view sets a statement against what the document calls otherwise, both names are told.
fn taken_as(claim: &Claim, observation: &Observation, document: &Dataset, (series, all): (&Series, &Findings)) -> Option<String> {
    let own: BTreeSet<&Code> = claim.against.keys().filter_map(|dimension| observation.code(dimension)).collect();
    let other: BTreeSet<&Code> = claim.against.values().collect();
    let lost = |dimension: &&Dimension| observation.code(dimension).is_some_and(|code| !other.contains(code));
    let names =
        claim.against.keys().filter(lost).filter_map(|dimension| Some(document.short_label(dimension, observation.code(dimension)?)));
    let names: Vec<String> = names.collect();
    let taken = claim.against.iter().filter(|(_, code)| !own.contains(code)).filter_map(|(dimension, code)| {
        let fixed = all.subject.fixed.get(dimension).map(|(_, label)| label.clone());
        let varying = || all.subject.labels.get(dimension).and_then(|labels| labels.get(code)).cloned();
        fixed.or_else(varying)
    });
    let taken: Vec<String> = taken.collect();
    let taken = if taken.is_empty() { series.label.clone() } else { taken.join(", ") };
    (!names.is_empty()).then(|| format!("its “{}” taken as “{taken}”", names.join(", ")))
}

/// The series that a statement speaks of, or why it speaks of none of them. The countries, goods, questions and answers of a
/// series must be the statement's own, or those that it is set `against`; and the units one, but for a factor.
///
/// # Errors
/// The reason, as a clause: "it is about Kazakhstan".
pub fn fitting(
    observation: &Observation,
    against: &BTreeMap<Dimension, Code>,
    document: &Dataset,
    findings: &Findings,
) -> Result<Vec<usize>, String> {
    if !findings.compared.is_none() {
        return Err("the view shows figures set against each other, and the statement is of the figures themselves".to_owned());
    }
    let mismatches: Vec<Vec<Mismatch>> = findings.series.iter().map(|series| mismatches(observation, against, series)).collect();
    let alike: Vec<usize> = (0..mismatches.len()).filter(|at| mismatches[*at].is_empty()).collect();
    if alike.is_empty() {
        return Err(difference(observation, document, &mismatches, findings));
    }
    let (fit, others): (Vec<usize>, Vec<usize>) =
        alike.into_iter().partition(|at| factor(&findings.series[*at].unit, &observation.unit).is_some());
    match others.first() {
        Some(other) if fit.is_empty() => Err(other_unit(&observation.unit, &findings.series[*other].unit)),
        Some(_) | None => Ok(fit),
    }
}

/// The series that a statement can be set against though they are called otherwise, each with the codes it is taken as.
pub fn can_be_taken_as(observation: &Observation, findings: &Findings) -> Vec<(usize, BTreeMap<Dimension, Code>)> {
    let against = |series: &Series| -> BTreeMap<Dimension, Code> {
        let others = mismatches(observation, &BTreeMap::new(), series).into_iter();
        others.filter_map(|other| Some((other.dimension.clone(), series.codes.get(&other.dimension)?.clone()))).collect()
    };
    let fits = |series: &Series, against: &BTreeMap<Dimension, Code>| {
        factor(&series.unit, &observation.unit).is_some() && mismatches(observation, against, series).is_empty()
    };
    let of_figures = findings.series.iter().enumerate().filter(|_| findings.compared.is_none());
    let all = of_figures.map(|(at, series)| (at, against(series)));
    all.filter(|(at, against)| !against.is_empty() && fits(&findings.series[*at], against)).collect()
}

/// What a statement and all series differ in: the unit; or what it is about, and that no series has; or, where each of its
/// countries has series, the two together.
fn difference(observation: &Observation, document: &Dataset, mismatches: &[Vec<Mismatch>], findings: &Findings) -> String {
    if let Some(series) = findings.series.first()
        && findings.series.iter().all(|series| factor(&series.unit, &observation.unit).is_none())
    {
        return other_unit(&observation.unit, &series.unit);
    }
    let nearest = mismatches.iter().enumerate().min_by_key(|(at, mismatches)| (mismatches.len(), *at));
    let telling = nearest.and_then(|(at, mismatches)| Some((most_telling(mismatches)?, &findings.series[at])));
    let Some((mismatch, series)) = telling else { return "there is no series".to_owned() };
    let is_had = |dimension: &Dimension, code: &Code| findings.series.iter().any(|series| series.codes.get(dimension) == Some(code));
    let of_countries = mismatch.wanted.as_ref().filter(|_| mismatch.dimension.is_of_countries());
    match of_countries.filter(|code| is_had(&mismatch.dimension, code)).zip(observation.codes.get(&Dimension::Partner)) {
        Some(_) => {
            let sides = [Dimension::Reporter, Dimension::Partner];
            let names = sides.iter().filter_map(|side| Some(document.short_label(side, observation.codes.get(side)?)));
            format!("no series is about {}", english::list(&names.collect::<Vec<_>>()))
        }
        None => mismatch.reason(document, series, findings),
    }
}

fn other_unit(statement: &Unit, figures: &Unit) -> String {
    format!("its unit is {}, that of the figures {}", statement.as_str(), figures.as_str())
}

/// A dimension in which a statement and a series speak of two things.
struct Mismatch {
    dimension: Dimension,
    /// What the statement speaks of; `None` when it is not told.
    wanted: Option<Code>,
}

/// Other dimensions say how a figure came about, not what it is of.
const TELLING: [Dimension; 8] = [
    Dimension::Reporter,
    Dimension::Partner,
    Dimension::Question,
    Dimension::Answer,
    Dimension::Holder,
    Dimension::Commodity,
    Dimension::Market,
    Dimension::Flow,
];

fn mismatches(observation: &Observation, against: &BTreeMap<Dimension, Code>, series: &Series) -> Vec<Mismatch> {
    // The world as a partner, and all goods together, are the same as none named.
    let is_whole = |code: &&Code| matches!(code.as_str(), "WLD" | "TOTAL" | "total");
    let own = series.codes.keys().chain(observation.codes.keys()).filter(|dimension| matches!(dimension, Dimension::Other(_)));
    // What numbers and sorts the statements is their own; a category parts what can be added up.
    let is_part = observation.unit.is_additive();
    let is_of_figures =
        |dimension: &&Dimension| !matches!(dimension.name(), "statement" | "topic") && (is_part || dimension.name() != "category");
    let others: BTreeSet<&Dimension> = own.filter(is_of_figures).collect();
    let mismatch = |dimension: &Dimension| {
        let wanted = against.get(dimension).or_else(|| observation.codes.get(dimension));
        let has = series.codes.get(dimension);
        let is_same = wanted.filter(|code| !is_whole(code)) == has.filter(|code| !is_whole(code));
        (!is_same).then(|| Mismatch { dimension: dimension.clone(), wanted: wanted.cloned() })
    };
    TELLING.iter().chain(others).filter_map(mismatch).collect()
}

/// What a statement is about says more than what it leaves open.
fn most_telling(mismatches: &[Mismatch]) -> Option<&Mismatch> {
    mismatches.iter().find(|one| one.wanted.is_some()).or(mismatches.first())
}

impl Mismatch {
    fn reason(&self, document: &Dataset, series: &Series, findings: &Findings) -> String {
        let name = |code: &Code| document.short_label(&self.dimension, code);
        match (&self.dimension, &self.wanted) {
            (Dimension::Question, Some(wanted)) if series.codes.contains_key(&Dimension::Question) => {
                format!("it answers another question ({})", name(wanted))
            }
            (_, Some(wanted)) => format!("it is about {}", name(wanted)),
            (dimension, None) => {
                let has = series.codes.get(dimension).map(|code| findings.subject.short_label(dimension, code)).unwrap_or_default();
                format!("the series is about {dimension} {has}, which it does not name")
            }
        }
    }
}
