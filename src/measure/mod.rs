//! What a number means: the ways of reading a dataset, each in its own file. Pure arithmetic on answers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::structure::{self, Reading};
use crate::dataset::{Dataset, DatasetId};
use crate::measure::claims::{Claim, Statements};
use crate::measure::comparison::Comparison;
use crate::measure::composition::Composition;
use crate::measure::dependence::Dependence;
use crate::measure::findings::Findings;
use crate::measure::indicator::Indicator;
use crate::measure::market_share::MarketShare;
use crate::measure::order::Order;
use crate::measure::prepared::Prepared;
use crate::measure::sentiment::Sentiment;
use crate::problem::{Guide, Problem};
use crate::query::engine::Engine;
use crate::query::selection::{Pick, Selection};
use crate::query::{Answer, Query};
use crate::terms::country;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::groupings;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

pub mod advantage;
pub mod claims;
mod compared;
pub mod comparison;
pub mod composition;
pub mod concentration;
pub mod countries;
pub mod dependence;
pub mod derivation;
pub mod findings;
mod gather;
pub mod grouped;
pub mod indicator;
mod intensity;
mod levels;
pub mod market_share;
pub mod order;
pub mod prepared;
#[cfg(test)]
pub mod sample;
pub mod sentiment;
pub mod significance;
mod starting;
pub mod structures;
mod tolerance;
pub mod used;
mod whole;

/// What is looked at: the part of a view that needs the engine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    pub dataset: DatasetId,
    pub measure: Measure,
    /// The whole of which shares are taken, when it is not the measure's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominator: Option<Denominator>,
    #[serde(default)]
    pub selection: Selection,
    /// What each figure is set against.
    #[serde(default, skip_serializing_if = "Comparison::is_none")]
    pub comparison: Comparison,
    /// In which order rows stand.
    #[serde(default, skip_serializing_if = "Order::is_by_value")]
    pub order: Order,
    /// Statements of documents laid over the figures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
}

impl Subject {
    /// Every dataset that it names.
    pub fn datasets(&self) -> BTreeSet<&DatasetId> {
        let whole = self.denominator.as_ref().and_then(|denominator| denominator.dataset.as_ref());
        [Some(&self.dataset), whole, self.measure.further()].into_iter().flatten().chain(self.documents()).collect()
    }

    /// The same where its datasets are called otherwise.
    #[must_use]
    pub fn renamed(mut self, name: impl Fn(&DatasetId) -> DatasetId) -> Self {
        self.dataset = name(&self.dataset);
        if let Some(whole) = self.denominator.as_mut().and_then(|denominator| denominator.dataset.as_mut()) {
            *whole = name(whole);
        }
        if let Measure::Dependence(Dependence { gdp: Some(gdp), .. }) = &mut self.measure {
            *gdp = name(gdp);
        }
        self.claims.iter_mut().for_each(|claim| claim.dataset = name(&claim.dataset));
        self
    }

    /// The documents whose statements are laid over, each once and in order.
    pub fn documents(&self) -> BTreeSet<&DatasetId> {
        self.claims.iter().map(|claim| &claim.dataset).collect()
    }
}

/// The whole of which shares are taken, when another dataset or other codes hold it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Denominator {
    /// The dataset of the numerator when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dataset: Option<DatasetId>,
    /// The codes of the whole. A dimension not named here must be absent or as in the numerator.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub codes: BTreeMap<Dimension, Code>,
    /// Is the whole that of the year before? What stands in the middle of a year is set against the last full one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub year_before: bool,
}

/// The ways of reading a dataset. The only list of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Composition(Composition),
    MarketShare(MarketShare),
    Sentiment(Sentiment),
    Dependence(Dependence),
    Indicator(Indicator),
}

/// One way of reading a dataset.
pub trait Study {
    /// Why this dataset cannot be read so; `None` when it can. Shown beside the greyed choice.
    fn objection(&self, dataset: &Dataset) -> Option<String>;
    /// Of a dataset that can be read so: is this a way to see it for the first time?
    fn suits(&self, _: &Dataset) -> bool {
        true
    }
    /// What to ask: the figures themselves first, then what they are divided by.
    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query>;
    /// What the answers come to in all years, kept while the years shown are moved.
    fn prepare(&self, _: &Subject, _: &Datasets, _: &[Answer]) -> Prepared {
        Prepared::default()
    }
    /// What the answers mean, in the years shown; one answer for each query.
    ///
    /// # Errors
    /// When the figures cannot be read in this way.
    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer], prepared: &Prepared) -> Result<Findings, Problem>;
}

/// The datasets a subject needs.
pub struct Datasets {
    pub main: Arc<Dataset>,
    /// The one that holds the denominator.
    pub whole: Arc<Dataset>,
    /// A third one that the measure itself names, such as GDP beside the totals of trade.
    pub further: Option<Arc<Dataset>>,
    /// Those whose statements are laid over the figures.
    pub documents: Vec<Arc<Dataset>>,
}

impl Datasets {
    /// Each of them once, the main one first.
    pub fn all(&self) -> Vec<&Arc<Dataset>> {
        let mut all = vec![&self.main];
        for dataset in [Some(&self.whole), self.further.as_ref()].into_iter().flatten().chain(&self.documents) {
            if all.iter().all(|known| known.id != dataset.id) {
                all.push(dataset);
            }
        }
        all
    }
}

impl Measure {
    /// One of each, with its usual settings; the order of the panels.
    pub fn all() -> [Self; 5] {
        [
            Self::Composition(Composition::default()),
            Self::MarketShare(MarketShare::default()),
            Self::Sentiment(Sentiment::default()),
            Self::Dependence(Dependence::default()),
            Self::Indicator(Indicator::default()),
        ]
    }

    pub fn study(&self) -> &dyn Study {
        match self {
            Self::Composition(composition) => composition,
            Self::MarketShare(market_share) => market_share,
            Self::Sentiment(sentiment) => sentiment,
            Self::Dependence(dependence) => dependence,
            Self::Indicator(indicator) => indicator,
        }
    }

    pub fn reading(&self) -> Reading {
        match self {
            Self::Composition(_) => Reading::Composition,
            Self::MarketShare(_) => Reading::MarketShare,
            Self::Sentiment(_) => Reading::Sentiment,
            Self::Dependence(_) => Reading::Dependence,
            Self::Indicator(_) => Reading::Indicator,
        }
    }

    /// The name of its panel.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Composition(_) => "Trade composition",
            Self::MarketShare(_) => "Market share",
            Self::Sentiment(_) => "Sentiment",
            Self::Dependence(_) => "Two sides",
            Self::Indicator(_) => "Indicator",
        }
    }

    /// The dataset it needs beside that of the figures and that of the whole.
    pub fn further(&self) -> Option<&DatasetId> {
        match self {
            Self::Dependence(dependence) => dependence.further(),
            Self::Composition(_) | Self::MarketShare(_) | Self::Sentiment(_) | Self::Indicator(_) => None,
        }
    }

    /// Are figures of this indicator offered to be read so? Amounts of trade that are offered as anything else have two sides.
    pub fn is_offered_by(&self, indicator: &structure::Indicator) -> bool {
        let offered = &indicator.reads_as;
        let is_amount = || Unit::new(indicator.unit.as_str()).is_additive();
        let is_of_trade = || offered.contains(&Reading::MarketShare) || offered.contains(&Reading::Indicator);
        let is_said = || offered.is_empty() || offered.contains(&self.reading());
        match self {
            Self::Dependence(_) => is_amount() && (is_said() || is_of_trade()),
            Self::Composition(_) | Self::MarketShare(_) | Self::Sentiment(_) | Self::Indicator(_) => is_said(),
        }
    }

    /// Why a dataset is not to be read so: by the objection of the measure, or because none of its indicators offers it.
    pub fn objection(&self, dataset: &Dataset) -> Option<String> {
        let indicators = || dataset.indicators.values();
        if indicators().next().is_some() && !indicators().any(|one| self.is_offered_by(one)) {
            return Some(format!("none of its figures reads as {}", self.name().to_lowercase()));
        }
        let starting = self.starting_subject(dataset);
        let has_no_pair = matches!(self, Self::Dependence(_)) && starting.pair().is_none();
        let of_pair = || has_no_pair.then(|| "it has no yearly amounts in dollars of all trade between two countries".to_owned());
        starting.measure.study().objection(dataset).or_else(of_pair)
    }

    /// Are its figures parts of something, so that they may be stacked?
    pub fn is_of_parts(&self) -> bool {
        !matches!(self, Self::Indicator(_))
    }

    /// Is this a way to see a dataset for the first time? It can be read so, and shows more than one part of it.
    pub fn suits(&self, dataset: &Dataset) -> bool {
        self.objection(dataset).is_none() && self.starting_subject(dataset).measure.study().suits(dataset)
    }
}

/// Is what a view picks there at all? A code that is misspelt would otherwise pass for one without figures.
///
/// # Errors
/// When a dimension or a code is not in the dataset, or the years run backwards.
fn check(subject: &Subject, datasets: &Datasets) -> Result<(), Problem> {
    let dataset = &datasets.main;
    let problem = |why: String| Problem::new(format!("Could not look at \"{}\"", dataset.title)).because(why);
    let Selection { from, to, picks, tolerance: _ } = &subject.selection;
    if let Some(([from, _], [to, _])) = from.and_then(|from| from.reach()).zip(to.and_then(|to| to.reach()))
        && to < from
    {
        return Err(problem("the years picked end before they begin".to_owned()).hint("Set \"from\" to the earlier one."));
    }
    let has = dataset.dimensions();
    for (dimension, pick) in picks {
        if *dimension != Dimension::Source && !has.contains(dimension) {
            let names: Vec<&str> = has.iter().map(Dimension::name).collect();
            return Err(problem(format!("it has no {dimension}")).hint(format!("It has {}.", names.join(", "))));
        }
        let Pick::Only(codes) = pick else { continue };
        let known = dataset.codes(dimension);
        let is_of_all_flows = matches!(subject.measure, Measure::Dependence(_));
        let is_turnover = |code: &Code| {
            *dimension == Dimension::Flow && Flow::from_code(code.as_str()).is_some_and(|flow| is_of_all_flows || flow == Flow::Turnover)
        };
        let is_known = |code: &Code| known.contains(code) || is_turnover(code) || is_country(dimension, code);
        let is_group = |code: &&Code| *dimension == Dimension::Commodity && groupings::chapters(code.as_str()).is_some();
        if let Some(group) = codes.iter().find(is_group) {
            grouped::objection(group, codes, subject, dataset).map_or(Ok(()), |why| Err(problem(why)))?;
        }
        if let Some(unknown) = codes.iter().find(|code| !is_known(code) && !is_group(code)) {
            return Err(problem(format!("it has no {dimension} \"{unknown}\"")).guide(Guide::CodesOfDataset));
        }
    }
    Ok(())
}

/// A country without figures here is no mistake: countries are chosen for all panels together.
fn is_country(dimension: &Dimension, code: &Code) -> bool {
    dimension.is_of_countries() && country::name(code.as_str()).is_some()
}

/// The queries of a subject: the key under which its answers can be kept. Those to documents come last.
pub fn queries(subject: &Subject, datasets: &Datasets) -> Vec<Query> {
    let of_figures = subject.measure.study().queries(subject, datasets);
    of_figures.into_iter().chain(claims::queries(&subject.claims)).collect()
}

/// Asks the engine what the subject needs.
///
/// # Errors
/// When the engine cannot answer.
pub fn ask(queries: &[Query], datasets: &Datasets, engine: &Engine) -> Result<Vec<Answer>, Problem> {
    let of = |query: &Query| datasets.all().into_iter().find(|dataset| dataset.id == query.dataset).unwrap_or(&datasets.main);
    queries.iter().map(|query| engine.ask(query, of(query))).collect()
}

/// The subject whatever years are shown: the key under which what is prepared of its answers can be kept.
pub fn in_all_years(subject: &Subject) -> Subject {
    let selection = Selection { from: None, to: None, tolerance: None, ..subject.selection.clone() };
    Subject { selection, comparison: Comparison::None, order: Order::default(), ..subject.clone() }
}

/// What the answers come to in all years; nothing where the dataset cannot be read so.
pub fn prepare(subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Prepared {
    let study = subject.measure.study();
    let can_be_read = study.objection(&datasets.main).is_none() && check(subject, datasets).is_ok();
    if can_be_read { study.prepare(subject, datasets, parted(subject, answers).0) } else { Prepared::default() }
}

/// What the answers mean, in the years shown.
///
/// # Errors
/// When the dataset cannot be read in this way, or does not have what is picked.
pub fn read(subject: &Subject, datasets: &Datasets, answers: &[Answer], prepared: &Prepared) -> Result<Findings, Problem> {
    let study = subject.measure.study();
    if let Some(objection) = study.objection(&datasets.main) {
        return Err(Problem::new(format!("Could not read \"{}\" as {}", datasets.main.title, subject.measure.name().to_lowercase()))
            .because(objection)
            .hint("Choose another dataset, or another panel."));
    }
    check(subject, datasets)?;
    let (answers, told) = parted(subject, answers);
    let mut findings = study.read(subject, datasets, answers, prepared)?;
    findings.names = datasets.all().into_iter().map(|dataset| Arc::clone(&dataset.names)).collect();
    findings.notes.splice(0..0, tolerance::notes(&findings));
    if subject.comparison.is_none() && subject.order != Order::Change && subject.claims.is_empty() {
        findings.rows = subject.order.rows(&findings, &findings);
        return Ok(findings);
    }
    if let Some(objection) = subject.comparison.objection(&findings.unit()).filter(|_| !subject.comparison.is_none()) {
        let what = subject.comparison.words().unwrap_or_default().to_lowercase();
        return Err(Problem::new(format!("Could not show a comparison: {what}")).because(objection).hint("Show the figures as published."));
    }
    // The base may lie outside the years shown, and of the largest shown now all are wanted then.
    let everything = || study.read(&of_everything(subject), datasets, answers, prepared);
    let all = prepared.everything.get_or_init(everything).as_ref().map_err(Problem::clone)?;
    let mut findings = compared::compared(subject.comparison, findings, all);
    findings.rows = subject.order.rows(&findings, all);
    if subject.claims.is_empty() {
        return Ok(findings);
    }
    let all = compared::compared(subject.comparison, all.clone(), all);
    claims::lay_over(&subject.claims, &statements(datasets, told), &mut findings, &all, |point| subject.selection.shows(&point.period));
    Ok(findings)
}

fn of_everything(subject: &Subject) -> Subject {
    let mut everything = in_all_years(subject);
    everything.selection.picks.retain(|_, pick| !matches!(pick, Pick::Top { .. }));
    everything
}

/// The answers of the figures, and behind them those of documents.
fn parted<'a>(subject: &Subject, answers: &'a [Answer]) -> (&'a [Answer], &'a [Answer]) {
    let to_documents = claims::queries(&subject.claims).len();
    answers.split_at(answers.len().saturating_sub(to_documents))
}

/// The documents with what they answered.
fn statements<'a>(datasets: &'a Datasets, told: &'a [Answer]) -> Vec<Statements<'a>> {
    let documents = datasets.documents.iter().zip(told);
    documents.map(|(document, answer)| Statements { document, observations: &answer.observations }).collect()
}

/// The first query of every measure: the codes picked, and of indicators, when none is picked, the first of the dataset
/// that reads in this way; figures of several are not mixed.
fn picked(subject: &Subject, dataset: &Dataset) -> Query {
    let mut query = Query::of(&subject.dataset);
    query.wanted = gather::wanted(&subject.selection);
    let first = dataset.indicators.iter().find(|(_, indicator)| subject.measure.is_offered_by(indicator));
    if let Some((code, _)) = first
        && !subject.selection.picks.contains_key(&Dimension::Indicator)
    {
        query.wanted.insert(Dimension::Indicator, [code.clone()].into());
    }
    query
}
