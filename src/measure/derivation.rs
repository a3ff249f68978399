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

/// Figures in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inputs(Vec<Part>);

/// What went into a number in one place.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    One(Arc<Input>),
    /// Shared: a hundred shares of a sum rest on the same hundred figures.
    Sum(Arc<Sum>),
}

/// Figures that went into a number together.
#[derive(Debug, PartialEq)]
struct Sum {
    figures: Vec<Arc<Input>>,
    /// Those of its figures whose source is another than that of the one before: a sum has hundreds of figures of one source.
    of_new_source: Vec<usize>,
}

impl Sum {
    fn new(figures: Vec<Arc<Input>>) -> Self {
        let source = |at: usize| figures.get(at).map(|input| (&input.dataset, &input.source));
        let of_new_source = (0..figures.len()).filter(|at| *at == 0 || source(*at) != source(at - 1)).collect();
        Self { figures, of_new_source }
    }
}

impl Part {
    fn figures(&self) -> &[Arc<Input>] {
        match self {
            Self::One(input) => std::slice::from_ref(input),
            Self::Sum(sum) => &sum.figures,
        }
    }

    /// A figure of each source; the same source may be told several times.
    fn of_each_source(&self) -> impl Iterator<Item = &Input> {
        let places = match self {
            Self::One(_) => &[0][..],
            Self::Sum(sum) => &sum.of_new_source,
        };
        let figures = self.figures();
        places.iter().filter_map(|at| figures.get(*at)).map(AsRef::as_ref)
    }
}

impl Inputs {
    pub fn one(input: Input) -> Self {
        Self(vec![Part::One(Arc::new(input))])
    }

    /// These, and then the others.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        self.0.extend_from_slice(&others.0);
        self
    }

    pub fn iter(&self) -> impl Iterator<Item = &Input> {
        self.0.iter().flat_map(Part::figures).map(AsRef::as_ref)
    }

    /// What of this dataset went into any of these; a sum that they share is gone through once.
    pub fn of_dataset<'a>(all: impl Iterator<Item = &'a Self>, dataset: &DatasetId) -> impl Iterator<Item = &'a Input> {
        let parts = Self::parts(all).filter(|part| part.of_each_source().any(|input| input.dataset == *dataset));
        parts.flat_map(Part::figures).map(AsRef::as_ref).filter(|input| input.dataset == *dataset)
    }

    /// Where any of these are from; the same may be told several times.
    pub fn sources<'a>(all: impl Iterator<Item = &'a Self>) -> impl Iterator<Item = (&'a DatasetId, &'a Code)> {
        Self::parts(all).flat_map(Part::of_each_source).map(|input| (&input.dataset, &input.source))
    }

    /// The parts of all of them, each sum once.
    fn parts<'a>(all: impl Iterator<Item = &'a Self>) -> impl Iterator<Item = &'a Part> {
        let mut seen: BTreeSet<*const Sum> = BTreeSet::new();
        let mut is_new = move |part: &Part| match part {
            Part::One(_) => true,
            Part::Sum(sum) => seen.insert(Arc::as_ptr(sum)),
        };
        all.flat_map(|inputs| &inputs.0).filter(move |part| is_new(part))
    }

    pub fn last(&self) -> Option<&Input> {
        self.0.last()?.figures().last().map(AsRef::as_ref)
    }

    pub fn len(&self) -> usize {
        self.0.iter().map(|part| part.figures().len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The figures of all parts of a sum.
impl FromIterator<Inputs> for Inputs {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        let all: Vec<Arc<Input>> = parts.into_iter().flat_map(|inputs| inputs.0).flat_map(|part| part.figures().to_vec()).collect();
        match <[Arc<Input>; 1]>::try_from(all) {
            Ok([one]) => Self(vec![Part::One(one)]),
            Err(all) if all.is_empty() => Self::default(),
            Err(all) => Self(vec![Part::Sum(Arc::new(Sum::new(all)))]),
        }
    }
}
