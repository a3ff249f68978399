//! `--where DIMENSION=CODE|NAME|PERIOD`: which rows of a table are wanted.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;
use std::sync::Arc;

use crate::cli::Failure;
use crate::dataset::{Dataset, reading};
use crate::export::data::{self, Row};
use crate::problem::Problem;
use crate::query::Query;
use crate::query::engine::Engine;
use crate::terms::country::{self, Resolved, folded};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::trade::Flow;

/// One `--where`.
#[derive(Clone, Debug)]
pub struct Clause {
    dimension: String,
    wanted: String,
}

impl FromStr for Clause {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (dimension, wanted) = text.split_once('=').ok_or("expected DIMENSION=CODE, such as partner=CHN")?;
        let [dimension, wanted] = [dimension, wanted].map(|part| part.trim().to_owned());
        if dimension.is_empty() || wanted.is_empty() {
            return Err("expected DIMENSION=CODE, such as partner=CHN".to_owned());
        }
        Ok(Self { dimension, wanted })
    }
}

/// The rows that satisfy a clause of each dimension named. The datasets know how their codes are called.
pub fn filtered(mut rows: Vec<Row>, clauses: &[Clause], datasets: &[Arc<Dataset>]) -> Result<Vec<Row>, Failure> {
    let mut by_dimension: BTreeMap<&str, Vec<&Clause>> = BTreeMap::new();
    for clause in clauses {
        by_dimension.entry(&clause.dimension).or_default().push(clause);
    }
    let mut wanted: Vec<Vec<Wanted>> = Vec::new();
    for clauses in by_dimension.into_values() {
        wanted.push(clauses.iter().map(|clause| clause.resolve(&rows, datasets)).collect::<Result<_, _>>()?);
    }
    rows.retain(|row| wanted.iter().all(|any| any.iter().any(|wanted| wanted.takes(row))));
    if rows.is_empty() && !clauses.is_empty() {
        let said: Vec<String> = clauses.iter().map(|clause| format!("{}={}", clause.dimension, clause.wanted)).collect();
        let problem = Problem::new("Could not find such figures").because(format!("none has {} together", said.join(", ")));
        return Err(problem.hint("Leave one of them out, or look without --where at what there is.").into());
    }
    Ok(rows)
}

/// The rows of a dataset that satisfy the clauses, of one whose rows are stored as far as the engine can tell.
pub fn rows_of(dataset: &Arc<Dataset>, clauses: &[Clause], engine: &Engine) -> Result<Vec<Row>, Failure> {
    let sample = data::of_dataset(dataset);
    if dataset.stored.is_none() {
        return Ok(sample);
    }
    let mut query = Query::of(&dataset.id);
    for clause in clauses {
        if let Wanted::Codes(dimension, codes) = clause.resolve(&sample, std::slice::from_ref(dataset))? {
            query.wanted.entry(dimension).or_default().extend(codes);
        }
    }
    let observations = engine.ask(&query, dataset)?.observations;
    Ok(observations.into_iter().map(|observation| Row { dataset: dataset.id.clone(), observation }).collect())
}

/// What a clause means for these rows.
enum Wanted {
    Codes(Dimension, BTreeSet<Code>),
    Datasets(String),
    Within(Period),
}

impl Wanted {
    fn takes(&self, row: &Row) -> bool {
        match self {
            Self::Codes(dimension, codes) => row.observation.code(dimension).is_some_and(|code| codes.contains(code)),
            Self::Datasets(id) => row.dataset.as_str() == *id,
            Self::Within(period) => period.contains(&row.observation.period),
        }
    }
}

impl Clause {
    fn resolve(&self, rows: &[Row], datasets: &[Arc<Dataset>]) -> Result<Wanted, Failure> {
        let problem = || Problem::new(format!("Could not filter by {}={}", self.dimension, self.wanted));
        if self.dimension == "period" {
            return reading::period(&self.wanted).map(Wanted::Within).map_err(|why| {
                let why = format!("\"{}\" {why}", self.wanted);
                Failure::Misused(problem().because(why).hint("A period is written as in period=2023, period=2022-03 or period=2020/2023."))
            });
        }
        if self.dimension == "dataset" {
            return Ok(Wanted::Datasets(self.wanted.clone()));
        }
        let dimension = Dimension::from_name(&self.dimension);
        let stored = datasets.iter().filter(|dataset| dataset.stored.is_some());
        let stored: Vec<Code> = stored.flat_map(|dataset| dataset.codes(&dimension)).collect();
        let present: BTreeSet<&Code> = rows.iter().filter_map(|row| row.observation.code(&dimension)).chain(&stored).collect();
        if present.is_empty() {
            let known: BTreeSet<&Dimension> = rows.iter().flat_map(|row| row.observation.codes.keys()).collect();
            let known: Vec<&str> = known.into_iter().map(Dimension::name).chain(["source", "period"]).collect();
            let why = format!("these figures have no {}", self.dimension);
            return Err(problem().because(why).hint(format!("They have {}.", known.join(", "))).into());
        }
        let codes: BTreeSet<Code> =
            present.iter().filter(|code| self.means(&dimension, code, datasets)).map(|code| (*code).clone()).collect();
        if codes.is_empty() {
            let label =
                |code: &&Code| match datasets.iter().map(|dataset| dataset.label(&dimension, code)).find(|label| label != code.as_str()) {
                    Some(label) => format!("{code} ({label})"),
                    None => code.to_string(),
                };
            let mut some: Vec<String> = present.iter().take(10).map(label).collect();
            some.extend((present.len() > 10).then(|| "…".to_owned()));
            let why = format!("no {} of these figures is called so", self.dimension);
            return Err(problem().because(why).hint(format!("There are {}.", some.join(", "))).into());
        }
        Ok(Wanted::Codes(dimension, codes))
    }

    /// Is it the code, or one of its names?
    fn means(&self, dimension: &Dimension, code: &Code, datasets: &[Arc<Dataset>]) -> bool {
        if code.as_str().eq_ignore_ascii_case(&self.wanted) {
            return true;
        }
        let wanted = folded(&self.wanted);
        let labels = datasets.iter().filter_map(|dataset| dataset.entry(dimension, code));
        let labels = labels.flat_map(|label| [Some(&label.en), label.ru.as_ref(), label.zh.as_ref(), label.short.as_ref()]).flatten();
        let mut names = labels.cloned().chain(datasets.iter().map(|dataset| dataset.label(dimension, code)));
        if !wanted.is_empty() && names.any(|name| folded(&name) == wanted) {
            return true;
        }
        match dimension {
            Dimension::Reporter | Dimension::Partner => match country::resolve(&self.wanted) {
                Resolved::One(meant) => meant == code.as_str(),
                Resolved::Ambiguous(several) => several.contains(&code.as_str()),
                Resolved::Unknown => false,
            },
            Dimension::Flow => Flow::from_code(code.as_str()).is_some_and(|flow| flow.plural().eq_ignore_ascii_case(&self.wanted)),
            Dimension::Indicator
            | Dimension::Commodity
            | Dimension::Holder
            | Dimension::Market
            | Dimension::Question
            | Dimension::Answer
            | Dimension::Pollster
            | Dimension::Group
            | Dimension::Other(_)
            | Dimension::Source => false,
        }
    }
}
