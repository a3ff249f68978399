//! How a number was computed: its formula, and the published figures that went into it.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::dataset::DatasetId;
use crate::terms::amount::Amount;
use crate::terms::dimension::Code;
use crate::terms::period::Period;
use crate::terms::unit::Unit;

/// The formula of a derived number and what went into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// "exports to China ÷ exports to the world × 100".
    pub formula: String,
    pub inputs: Inputs,
}

/// A published figure that went into a derived one.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// What it is of: "Russia, China, exports".
    pub what: Arc<str>,
    pub period: Period,
    pub amount: Amount,
    pub unit: Unit,
    pub dataset: DatasetId,
    pub source: Code,
    pub locator: Option<Arc<str>>,
}

impl Input {
    /// "Russia, China, exports, 2020".
    pub fn label(&self) -> String {
        format!("{}, {}", self.what, self.period.label())
    }
}

/// Figures in their order. Those of a sum are shared: a hundred shares of it rest on the same hundred figures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inputs(Vec<Arc<Group>>);

/// Figures that went into a number together.
#[derive(Debug, PartialEq)]
struct Group {
    figures: Vec<Arc<Input>>,
    /// Those of its figures whose source is another than that of the one before: a sum has hundreds of figures of one source.
    of_new_source: Vec<usize>,
}

impl Group {
    fn new(figures: Vec<Arc<Input>>) -> Self {
        let source = |at: usize| figures.get(at).map(|input| (&input.dataset, &input.source));
        let of_new_source = (0..figures.len()).filter(|at| *at == 0 || source(*at) != source(at - 1)).collect();
        Self { figures, of_new_source }
    }
}

impl Inputs {
    pub fn one(input: Input) -> Self {
        Self(vec![Arc::new(Group::new(vec![Arc::new(input)]))])
    }

    /// These, and then the others.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        self.0.extend_from_slice(&others.0);
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = &Input> {
        self.0.iter().flat_map(|group| &group.figures).map(AsRef::as_ref)
    }

    /// What went into any of these; what they share is gone through once.
    pub fn of_all<'a>(all: impl Iterator<Item = &'a Self>) -> impl Iterator<Item = &'a Input> {
        let mut seen = BTreeSet::new();
        let groups = all.flat_map(|inputs| &inputs.0).filter(move |group| seen.insert(Arc::as_ptr(group)));
        groups.flat_map(|group| &group.figures).map(AsRef::as_ref)
    }

    /// Where they are from; the same may be told several times.
    pub fn sources(&self) -> impl Iterator<Item = (&DatasetId, &Code)> {
        let figures = self.0.iter().flat_map(|group| group.of_new_source.iter().filter_map(|at| group.figures.get(*at)));
        figures.map(|input| (&input.dataset, &input.source))
    }

    pub fn last(&self) -> Option<&Input> {
        self.0.last()?.figures.last().map(AsRef::as_ref)
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|group| group.figures.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The figures of all parts of a sum.
impl FromIterator<Inputs> for Inputs {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        let all: Vec<Arc<Input>> = parts.into_iter().flat_map(|part| part.0).flat_map(|group| group.figures.clone()).collect();
        if all.is_empty() { Self::default() } else { Self(vec![Arc::new(Group::new(all))]) }
    }
}
