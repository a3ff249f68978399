//! What a table says of its sources, indicators and codes, gathered row by row.

use std::collections::BTreeMap;

use crate::dataset::DatasetId;
use crate::dataset::observation::Observation;
use crate::dataset::report::{Faults, quoted};
use crate::dataset::source::Source;
use crate::dataset::structure::{Caveat, Indicator, Label, Labels, NO_SIDE, Reading};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english::capitalised;
use crate::terms::poll::Side;
use crate::terms::unit::Unit;
use crate::terms::{country, trade};

/// What makes the rows readable: as much as their texts tell.
pub struct Structure {
    pub title: String,
    pub sources: BTreeMap<Code, Source>,
    pub indicators: BTreeMap<Code, Indicator>,
    pub labels: Labels,
    pub caveats: Vec<Caveat>,
    /// Of rows that name none.
    indicator: Code,
    source: (Code, Source),
    /// Answer → where the first row that gives it names it.
    answers: BTreeMap<Code, usize>,
}

impl Structure {
    /// For the table of a file; `stem` is its name without the ending.
    pub fn new(stem: &str, name: &str, id: &DatasetId) -> Self {
        let words = stem.split(['_', '-', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let source = Source { publisher: name.to_owned(), title: name.to_owned(), ..Source::default() };
        Self {
            title: if words.is_empty() { name.to_owned() } else { capitalised(&words) },
            sources: BTreeMap::new(),
            indicators: BTreeMap::new(),
            labels: Labels::new(),
            caveats: Vec::new(),
            indicator: Code::new(id.as_str().replace('-', "_")),
            source: (Code::new(id.as_str()), source),
            answers: BTreeMap::new(),
        }
    }

    /// The side that an earlier row gave to this answer, when it is another one.
    pub fn other_side(&self, codes: &BTreeMap<Dimension, Code>, side: Option<Side>) -> Option<Side> {
        let before = self.labels.get(&Dimension::Answer)?.get(codes.get(&Dimension::Answer)?)?.side;
        before.filter(|before| side.is_some_and(|side| side != *before))
    }

    /// Takes note of the codes of a row, adds the indicator where it names none, and gives its source.
    pub fn take(&mut self, codes: &mut BTreeMap<Dimension, Code>, source: Option<&str>, unit: &Unit) -> Code {
        let is_named = codes.contains_key(&Dimension::Indicator);
        let code = codes.entry(Dimension::Indicator).or_insert_with(|| self.indicator.clone()).clone();
        let indicator = self.indicators.entry(code).or_insert_with_key(|code| {
            let label = if is_named { capitalised(&code.as_str().replace('_', " ")) } else { self.title.clone() };
            Indicator { label, unit: unit.as_str().to_owned(), ..Indicator::default() }
        });
        for reading in Reading::of(codes) {
            if !indicator.reads_as.contains(&reading) {
                indicator.reads_as.push(reading);
            }
        }
        for (dimension, code) in codes.iter().filter(|(dimension, code)| needs_label(dimension, code)) {
            let is_known = self.labels.get(dimension).is_some_and(|labels| labels.contains_key(code));
            if !is_known {
                let labels = self.labels.entry(dimension.clone()).or_default();
                // Answers are read in the order in which a poll lists them.
                let order = (*dimension == Dimension::Answer).then(|| i32::try_from(labels.len()).unwrap_or(i32::MAX));
                labels.insert(code.clone(), Label { en: code.to_string(), order, ..Label::default() });
            }
        }
        let (code, source) = match source {
            // Texts that differ in a sign, such as C and C++, are two sources.
            Some(text) => (Code::new(text), Source { publisher: text.to_owned(), title: text.to_owned(), ..Source::default() }),
            None => self.source.clone(),
        };
        self.sources.entry(code.clone()).or_insert(source);
        code
    }

    /// Takes note of the side that a row gives to its answer; `at` is where it names the answer.
    pub fn take_answer(&mut self, codes: &BTreeMap<Dimension, Code>, side: Option<Side>, at: usize) {
        let Some(answer) = codes.get(&Dimension::Answer) else { return };
        if !self.answers.contains_key(answer) {
            self.answers.insert(answer.clone(), at);
        }
        if let Some(label) = self.labels.get_mut(&Dimension::Answer).and_then(|labels| labels.get_mut(answer)) {
            label.side = label.side.or(side);
        }
    }

    /// Gives each observation the side of its answer, whichever row told it. Where some answers have a side, one without is
    /// a fault; where none has, the table leaves open what is for and what against, and pictures of it must say so.
    pub fn take_sides<'a>(&mut self, observations: impl Iterator<Item = &'a mut Observation>, faults: &mut Faults) {
        let labels = self.labels.get(&Dimension::Answer);
        let side = |answer: &Code| labels?.get(answer)?.side;
        for observation in observations {
            observation.side = observation.codes.get(&Dimension::Answer).and_then(side);
        }
        let (with, without): (Vec<_>, Vec<_>) = self.answers.iter().partition(|(answer, _)| side(answer).is_some());
        if with.is_empty() && !without.is_empty() {
            let text = "The table does not say which answers are positive and which negative.".to_owned();
            if self.caveats.iter().all(|caveat| caveat.text != text) {
                self.caveats.push(Caveat { text, ..Caveat::default() });
            }
            return;
        }
        for (answer, at) in without {
            faults.add(*at, format!("the answer {}", quoted(answer.as_str())), NO_SIDE);
        }
    }
}

/// Is it a code that only its own dataset knows?
fn needs_label(dimension: &Dimension, code: &Code) -> bool {
    match dimension {
        Dimension::Indicator | Dimension::Flow | Dimension::Source => false,
        Dimension::Reporter | Dimension::Partner => !country::is_known(code.as_str()),
        Dimension::Commodity => trade::level(code.as_str()).is_none(),
        Dimension::Holder
        | Dimension::Market
        | Dimension::Question
        | Dimension::Answer
        | Dimension::Pollster
        | Dimension::Group
        | Dimension::Other(_) => true,
    }
}
