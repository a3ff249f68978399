//! Observations and what makes them readable: structure, labels, sources, caveats. Never asks what will be drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::dataset::observation::Observation;
use crate::dataset::report::Refusal;
use crate::dataset::source::Source;
use crate::dataset::stored::Stored;
use crate::dataset::structure::{Caveat, Indicator, Label, Labels, Reading};
use crate::problem::Problem;
use crate::table::Table;
use crate::terms::country;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::groupings;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::poll::Side;
use crate::terms::trade::Flow;
use crate::terms::translation::names::Names;

pub mod document;
pub mod formula;
pub mod library;
pub mod observation;
pub mod reading;
pub mod report;
pub mod search;
pub mod source;
pub mod stored;
pub mod structure;
pub mod text;

/// The name of a dataset: kebab-case, the file's name without its ending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct DatasetId(Arc<str>);

impl From<String> for DatasetId {
    fn from(id: String) -> Self {
        Self(id.into())
    }
}

impl From<DatasetId> for String {
    fn from(id: DatasetId) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl DatasetId {
    pub fn new(id: impl Into<Arc<str>>) -> Self {
        Self(id.into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id for a name: small letters and digits in any script, hyphens between the words.
    pub fn of_name(name: &str) -> Self {
        let words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let id = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
        Self::new(if id.is_empty() { "dataset".to_owned() } else { id })
    }
}

impl fmt::Display for DatasetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a dataset came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Bundled,
    File(PathBuf),
}

/// Observations with their structure. Does not change once it is read.
#[derive(Clone, Debug)]
pub struct Dataset {
    pub id: DatasetId,
    pub title: String,
    pub summary: String,
    pub licence: String,
    pub sources: BTreeMap<Code, Source>,
    pub indicators: BTreeMap<Code, Indicator>,
    pub labels: Labels,
    pub caveats: Vec<Caveat>,
    /// All rows; of a dataset that is too large for memory a sample of them.
    pub table: Table,
    /// Where all rows are, when they are too many for memory.
    pub stored: Option<Stored>,
    /// Of the file's bytes, in hexadecimal: two datasets with one id are told apart by it.
    pub sha256: String,
    pub origin: Origin,
    pub refused: Vec<Refusal>,
    /// Its labels in other languages.
    pub names: Arc<Names>,
    /// The codes that occur, by dimension: asked for with every picture.
    occurring: OnceLock<BTreeMap<Dimension, Vec<Code>>>,
}

/// What a reader of files hands over to become a dataset. Its observations travel apart, as a table.
#[derive(Serialize, Deserialize)]
pub struct Draft {
    pub id: DatasetId,
    pub title: String,
    pub summary: String,
    pub licence: String,
    pub sources: BTreeMap<Code, Source>,
    pub indicators: BTreeMap<Code, Indicator>,
    pub labels: Labels,
    pub caveats: Vec<Caveat>,
    #[serde(skip)]
    pub observations: Vec<Observation>,
    pub refused: Vec<Refusal>,
}

impl Dataset {
    /// A dataset of what was read from `bytes`.
    ///
    /// # Errors
    /// When the observations do not fit one table.
    pub fn new(draft: Draft, bytes: &[u8], origin: Origin) -> Result<Self, Problem> {
        let table = observation::to_table(&draft.observations)?;
        Ok(Self::of(draft, table, fingerprint(bytes), origin))
    }

    /// A dataset whose observations stand in a table already; those of the draft are not looked at.
    pub fn of(draft: Draft, table: Table, sha256: String, origin: Origin) -> Self {
        let Draft { id, title, summary, licence, sources, indicators, labels, caveats, refused, .. } = draft;
        let names = Arc::new(structure::names(&labels));
        Self {
            id,
            title,
            summary,
            licence,
            sources,
            indicators,
            labels,
            caveats,
            table,
            stored: None,
            sha256,
            origin,
            refused,
            names,
            occurring: OnceLock::new(),
        }
    }

    /// The same dataset, whose table is a sample of the rows that are stored.
    #[must_use]
    pub fn with_rows_in(mut self, stored: Stored) -> Self {
        self.stored = Some(stored);
        self.occurring = OnceLock::new();
        self
    }

    /// How many figures it has.
    pub fn rows(&self) -> usize {
        self.stored.as_ref().map_or_else(|| self.table.rows(), |stored| stored.rows)
    }

    /// The distinct texts of a column.
    fn distinct(&self, column: &str) -> Vec<String> {
        match &self.stored {
            Some(stored) => stored.texts.get(column).cloned().unwrap_or_default(),
            None => self.table.distinct(column),
        }
    }

    /// The table, and everything else as a draft without observations.
    pub fn into_parts(self) -> (Draft, Table) {
        let Self { id, title, summary, licence, sources, indicators, labels, caveats, refused, table, .. } = self;
        let draft = Draft { id, title, summary, licence, sources, indicators, labels, caveats, observations: Vec::new(), refused };
        (draft, table)
    }

    /// Every observation, in the order of the file; of rows that are stored a sample.
    pub fn observations(&self) -> Vec<Observation> {
        observation::from_table(&self.table)
    }

    /// The dimensions its observations have, without the source.
    pub fn dimensions(&self) -> Vec<Dimension> {
        observation::dimensions_of(&self.table)
    }

    /// The codes of a dimension that occur, in the order of their code list, then by label, then by code.
    pub fn codes(&self, dimension: &Dimension) -> Vec<Code> {
        let dimensions = || self.dimensions().into_iter().chain([Dimension::Source]);
        let all = self.occurring.get_or_init(|| dimensions().map(|one| (one.clone(), self.ordered_codes(&one))).collect());
        all.get(dimension).cloned().unwrap_or_default()
    }

    fn ordered_codes(&self, dimension: &Dimension) -> Vec<Code> {
        let mut codes: Vec<Code> = self.distinct(dimension.name()).into_iter().map(Code::new).collect();
        codes.sort_by_cached_key(|code| {
            let order = self.entry(dimension, code).and_then(|label| label.order).unwrap_or(i32::MAX);
            (order, self.label(dimension, code), code.clone())
        });
        codes
    }

    /// The periods that occur, in order; undated last.
    pub fn periods(&self) -> Vec<Period> {
        let distinct = self.distinct(observation::PERIOD);
        let periods: BTreeSet<Period> = distinct.iter().filter_map(|text| Period::parse(text)).collect();
        periods.into_iter().collect()
    }

    /// The English label of a code: its own, the country's, the flow's, or the code itself.
    pub fn label(&self, dimension: &Dimension, code: &Code) -> String {
        match dimension {
            Dimension::Indicator => self.indicators.get(code).map(|indicator| indicator.label.clone()),
            Dimension::Source => self.sources.get(code).map(Source::short),
            _ => self.entry(dimension, code).map(|label| label.en.clone()),
        }
        .filter(|label| !label.is_empty())
        .or_else(|| match dimension {
            Dimension::Reporter | Dimension::Partner => country::name(code.as_str()).map(str::to_owned),
            Dimension::Flow => Flow::from_code(code.as_str()).map(|flow| english::capitalised(flow.plural())),
            Dimension::Commodity => groupings::label(code.as_str()),
            _ => None,
        })
        .unwrap_or_else(|| code.to_string())
    }

    /// The label for a place at the data: the short one when there is one.
    pub fn short_label(&self, dimension: &Dimension, code: &Code) -> String {
        let short = self.entry(dimension, code).and_then(|label| label.short.clone());
        short.unwrap_or_else(|| self.label(dimension, code))
    }

    pub fn side(&self, answer: &Code) -> Option<Side> {
        self.entry(&Dimension::Answer, answer)?.side
    }

    pub fn entry(&self, dimension: &Dimension, code: &Code) -> Option<&Label> {
        self.labels.get(dimension)?.get(code)
    }

    /// The ways in which at least one of its indicators can be read.
    pub fn readings(&self) -> BTreeSet<Reading> {
        self.indicators.values().flat_map(|indicator| indicator.reads_as.iter().copied()).collect()
    }

    /// The caveats that concern any of these observations, in the order of the document.
    pub fn caveats_for(&self, observations: &[&Observation]) -> Vec<Note> {
        let concerned = self.caveats.iter().filter(|caveat| observations.iter().any(|one| caveat.concerns(one)));
        concerned.map(|caveat| Note::new(&caveat.text)).collect()
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn fingerprint(bytes: &[u8]) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.take(bytes);
    fingerprint.in_hexadecimal()
}

/// The SHA-256 of bytes that come one after another.
#[derive(Clone, Default)]
pub struct Fingerprint(sha2::Sha256);

impl Fingerprint {
    pub fn take(&mut self, bytes: &[u8]) {
        sha2::Digest::update(&mut self.0, bytes);
    }

    pub fn in_hexadecimal(self) -> String {
        sha2::Digest::finalize(self.0).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
