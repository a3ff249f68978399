//! Where importers of agency files put their figures: codes are shared, repeated rows counted, labels kept, and in the end
//! there is a draft of a dataset.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::dataset::observation::{Codes, Observation, Status};
use crate::dataset::report::Refusal;
use crate::dataset::source::Source;
use crate::dataset::structure::{Caveat, Indicator, Label, Labels, OneOrMore, Reading};
use crate::dataset::{DatasetId, Draft};
use crate::import::cell;
use crate::import::input::Input;
use crate::import::keys::Keys;
use crate::import::outlet::{Gone, Keep, MOST_HELD};
use crate::import::report::{Passed, Report};
use crate::import::version::{Version, other_base, other_season};
use crate::import::years;
use crate::problem::{Guide, Problem};
use crate::terms::amount::{Amount, Missing};
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english::capitalised;
use crate::terms::period::Period;
use crate::terms::poll::{Side, Wave};
use crate::terms::unit::Unit;

/// One figure of an agency's file, or the reason there is none.
#[derive(Clone, Debug)]
pub struct Figure {
    /// With the indicator among them. Figures that share theirs cost no comparison.
    pub codes: Arc<Codes>,
    pub period: Period,
    /// The file's own words for the period where they say more.
    pub period_stated: Option<String>,
    pub amount: Result<Amount, Missing>,
    pub unit: Unit,
    pub status: Status,
    pub side: Option<Side>,
    pub wave: Wave,
    pub note: Option<String>,
    pub place: Place,
}

impl Figure {
    pub fn new(codes: impl Into<Arc<Codes>>, period: Period, amount: Result<Amount, Missing>, unit: Unit, place: Place) -> Self {
        Self {
            codes: codes.into(),
            period,
            period_stated: None,
            amount,
            unit,
            status: Status::Normal,
            side: None,
            wave: Wave::default(),
            note: None,
            place,
        }
    }
}

/// Where in a file something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// For people: "line 17", "Data!C16", "series 3".
    pub words: String,
    /// Counted from 1; the row of a sheet.
    pub line: usize,
    /// Counted from 1, in cells; 0 when the whole line is meant.
    pub column: usize,
}

/// Of a file too large for memory no more refusals, nor lines that are no part of the table, are kept one by one.
const MOST_KEPT: usize = 10_000;

/// Figures on their way to a dataset. `name` is the file's name.
pub struct Sink<'a> {
    pub title: String,
    pub summary: String,
    pub licence: String,
    pub source: Source,
    pub report: &'a mut Report,
    name: String,
    id: DatasetId,
    indicators: BTreeMap<Code, Indicator>,
    labels: Labels,
    caveats: Vec<Caveat>,
    observations: Vec<Observation>,
    refused: Vec<Refusal>,
    shared: HashSet<Arc<Codes>>,
    /// Where those lie, which tells them without a look at what they hold.
    places: HashSet<usize>,
    keys: Keys,
    passes: bool,
    keep: Keep,
    /// Figures that are not held here, as there were too many.
    beyond: usize,
    /// The year in the name of the file at hand, where several are read as one and each has its own.
    year: Option<Period>,
}

/// What a reader must know where nothing says of which time figures are.
pub const UNDATED: &str = "The file names no period; its figures are undated.";

impl<'a> Sink<'a> {
    /// For the figures of a file by this publisher, "UN Comtrade"; of an unknown one the file itself is named.
    pub fn new(input: &Input, publisher: Option<&str>, report: &'a mut Report) -> Self {
        let words = input.stem().split(['_', '-', ' ', '/']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let title = if words.is_empty() { input.name.clone() } else { capitalised(&words) };
        let publisher = publisher.unwrap_or(&input.name).to_owned();
        Self {
            source: Source { publisher, title: input.name.clone(), ..Source::default() },
            title,
            summary: String::new(),
            licence: "The file does not state its terms.".to_owned(),
            report,
            name: input.name.clone(),
            id: DatasetId::of_name(input.stem()),
            indicators: BTreeMap::new(),
            labels: Labels::new(),
            caveats: Vec::new(),
            observations: Vec::new(),
            refused: Vec::new(),
            shared: HashSet::new(),
            places: HashSet::new(),
            keys: Keys::default(),
            passes: false,
            keep: input.keep.clone(),
            beyond: 0,
            year: years::first_of(&input.files),
        }
    }

    /// A folder for what is too much for memory.
    pub fn room(&self) -> Option<PathBuf> {
        self.keep.room()
    }

    /// The code of an indicator: its own, or one made of its label; the first label and unit given are kept.
    pub fn indicator(&mut self, code: Option<&str>, label: &str, unit: &str) -> Code {
        let code = Code::new(code.map_or_else(|| snake_case(label), str::to_owned));
        let new = || Indicator { label: label.to_owned(), ..Indicator::default() };
        let indicator = self.indicators.entry(code.clone()).or_insert_with(new);
        if indicator.unit.is_empty() {
            unit.clone_into(&mut indicator.unit);
        }
        code
    }

    /// The dataset's id, which is that of its source as well.
    pub fn id(&self) -> &DatasetId {
        &self.id
    }

    /// Figures go on from here as they come, with `drain`: nothing is kept to tell a second one from the first.
    pub fn let_pass(&mut self) {
        self.passes = true;
    }

    /// The figures put since the last time.
    pub fn drain(&mut self) -> std::vec::Drain<'_, Observation> {
        self.shared.clear();
        self.places.clear();
        self.observations.drain(..)
    }

    /// What is kept of figures that have passed.
    pub fn keep(&mut self, sample: Vec<Observation>, count: usize) {
        self.summary = format!("{count} figures read from {}.", self.name);
        self.places.clear();
        self.shared = sample.iter().map(|one| Arc::clone(&one.codes)).collect();
        self.observations = sample;
    }

    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The unit that was given first of an indicator.
    pub fn unit_of(&self, indicator: &Code) -> &str {
        self.indicators.get(indicator).map_or("", |indicator| &indicator.unit)
    }

    /// What an indicator or a code is called so far.
    pub fn label_of(&self, dimension: &Dimension, code: &Code) -> String {
        let label = match dimension {
            Dimension::Indicator => self.indicators.get(code).map(|indicator| &indicator.label),
            other => self.labels.get(other).and_then(|labels| labels.get(code)).map(|label| &label.en),
        };
        label.cloned().unwrap_or_else(|| code.to_string())
    }

    /// A row that is no part of the table.
    pub fn pass_over(&mut self, place: String, text: &str) {
        if self.passes && self.report.passed_over.len() >= MOST_KEPT {
            return;
        }
        self.report.passed_over.push(Passed { place, text: text.to_owned() });
    }

    /// What a code is called; the first label given is kept.
    pub fn label(&mut self, dimension: &Dimension, code: &Code, label: &str) {
        let labels = self.labels.entry(dimension.clone()).or_default();
        if !labels.contains_key(code) && !label.is_empty() {
            labels.insert(code.clone(), Label { en: label.to_owned(), ..Label::default() });
        }
    }

    /// The code of a country by the source's own code and, where that is not known, by its name. One that is in no list, or
    /// may be several, is kept as the source writes it, as a group that is never added to its members, and listed.
    pub fn country(&mut self, dimension: &Dimension, code: &str, name: Option<&str>, scheme: Scheme) -> Code {
        let by_code = country::resolve_in(scheme, code);
        let resolved = match (&by_code, name) {
            (Resolved::One(_), _) | (_, None) => by_code,
            (Resolved::Ambiguous(_) | Resolved::Unknown, Some(name)) => country::resolve_in(scheme, name),
        };
        let unmarked = |text: &str| cell::bare_name(text).map(|name| country::resolve_in(scheme, name));
        let resolved = match resolved {
            Resolved::Unknown => unmarked(name.unwrap_or(code)).unwrap_or(Resolved::Unknown),
            known => known,
        };
        let Resolved::One(known) = resolved else { return self.stranger(dimension, code, name) };
        if country::is_aggregate(known) {
            *self.report.aggregates.entry(name.unwrap_or(known).to_owned()).or_default() += 1;
        }
        let known = Code::new(known);
        if let Some(doubt) = country::doubt(scheme, code).or_else(|| country::doubt(scheme, name?)) {
            self.caveat_on(doubt, Codes::from([(dimension.clone(), known.clone())]), None);
        }
        known
    }

    /// The code of an area that is no country we know: a group that is never added to others.
    pub fn stranger(&mut self, dimension: &Dimension, code: &str, name: Option<&str>) -> Code {
        self.report.unknown(dimension.name(), name.unwrap_or(code));
        let kept = Code::new(format!("X-{code}"));
        self.label(dimension, &kept, name.unwrap_or(code));
        kept
    }

    /// What a reader must know of the figures with these codes, of one period or of all.
    pub fn caveat_on(&mut self, text: &str, codes: Codes, period: Option<Period>) {
        let concerns = codes.into_iter().map(|(dimension, code)| (dimension, OneOrMore::One(code))).collect();
        let caveat = Caveat { text: text.to_owned(), concerns, periods: period.into_iter().collect() };
        if !self.caveats.contains(&caveat) {
            self.caveats.push(caveat);
        }
    }

    pub fn caveat(&mut self, text: impl Into<String>) {
        let text = text.into();
        if text == UNDATED && self.year.is_some() {
            let told = "the year in the name of each file";
            return if self.report.choices.iter().all(|choice| choice.taken != told) {
                self.report.choose("period", told, "no column names one");
            };
        }
        // A column that may hold periods is not overruled by the name of a file.
        self.year = self.year.filter(|_| !text.ends_with("the figures are undated."));
        if self.caveats.iter().all(|caveat| caveat.text != text) {
            self.caveats.push(Caveat { text, ..Caveat::default() });
        }
    }

    /// The figures that follow are those of this file.
    pub fn begin_file(&mut self, name: &str) {
        self.year = self.year.and_then(|_| years::in_name(name));
    }

    /// Takes a figure. One that repeats an earlier one is counted; one that contradicts it is refused.
    pub fn put(&mut self, figure: Figure) {
        let Figure { codes, period, period_stated, amount, unit, status, side, wave, note, place } = figure;
        let codes = self.interned(codes);
        let period = self.year.filter(|_| period.is_undated() && period_stated.is_none()).unwrap_or(period);
        let observation = Observation {
            codes,
            period,
            period_stated,
            amount,
            unit,
            status,
            side,
            wave,
            source: Code::new(self.id.as_str()),
            locator: Some(format!("{}, {}", self.name, place.words).into()),
            note,
        };
        if self.passes {
            self.observations.push(observation);
            return;
        }
        let Some(observation) = self.held(observation) else { return };
        let Some(first) = self.keys.first(&observation, self.observations.len()) else {
            self.observations.push(observation);
            return;
        };
        let before = &self.observations[first];
        let version = other_base(before, &observation).or_else(|| other_season(before, &observation));
        if before.amount == observation.amount && before.unit == observation.unit && version.is_none() {
            self.report.duplicates += 1;
            return;
        }
        // A country before and after a part of it left has two codes in some lists, of which only one applies at a time; years
        // stand empty in the row of months.
        let is_gap = |one: &Observation| matches!(one.amount, Err(Missing::NotApplicable | Missing::NotPublished));
        if is_gap(before) != is_gap(&observation) {
            let missing =
                [before, &observation].into_iter().find_map(|one| one.amount.as_ref().err()).map_or("", |missing| missing.label());
            self.report.note(format!("Where one row has no figure ({missing}) and another one with the same codes has it, it is kept."));
            if is_gap(before) {
                self.observations[first] = observation;
            }
            return;
        }
        let at = before.locator.as_deref().and_then(|locator| locator.rsplit_once(", ")).map_or("before", |(_, place)| place).to_owned();
        if version.is_some_and(|version| self.put_version(&observation, version)) {
            return;
        }
        self.refuse(&place, format!("the figure for {period}"), format!("stands at {at} already, with the same codes and another value"));
    }

    /// The figure, if figures are still held here; else it goes where those beyond the most go, and all before it.
    fn held(&mut self, observation: Observation) -> Option<Observation> {
        if matches!(self.keep, Keep::All) || self.observations.len() < MOST_HELD && self.beyond == 0 {
            return Some(observation);
        }
        // Codes that many figures have in common are those that came last.
        const MOST_SHARED: usize = 100_000;
        if self.shared.len() > MOST_SHARED {
            self.note_readings();
            self.shared.clear();
            self.places.clear();
        }
        if let Keep::Elsewhere(outlet) = &self.keep {
            let mut outlet = outlet.borrow_mut();
            if self.beyond == 0 {
                self.keys = Keys::default();
                std::mem::take(&mut self.observations).iter().for_each(|one| outlet.take(one));
            }
            outlet.take(&observation);
        }
        self.beyond += 1;
        None
    }

    /// What is known of figures that went elsewhere stands for them.
    fn settle(&mut self) -> Result<(), Problem> {
        let Keep::Elsewhere(outlet) = &self.keep else {
            self.report.beyond = self.beyond;
            return Ok(());
        };
        if self.beyond == 0 {
            return Ok(());
        }
        let Gone { sample, count, repeated, contradictions, more_contradictions } = outlet.borrow_mut().finish()?;
        for [first, other] in contradictions {
            let why = format!("stands at {first} already, with the same codes and another value");
            self.refused.push(Refusal { line: 0, column: 0, what: format!("the figure at {other}"), why });
        }
        self.report.refused_more += more_contradictions;
        self.report.duplicates += repeated;
        self.observations = sample;
        if self.summary.is_empty() {
            self.summary = format!("{count} figures read from {}.", self.name);
        }
        Ok(())
    }

    /// Takes an answer to a question that was put to others, or in other words, in the same period: as a version of its own, at
    /// which the series breaks; `false` where there are too many.
    fn put_version(&mut self, observation: &Observation, Version { note, caveat }: Version) -> bool {
        const MOST: u32 = 100;
        let version = Dimension::Other("version".to_owned());
        for number in 2..MOST {
            let mut codes = (*observation.codes).clone();
            codes.insert(version.clone(), Code::new(number.to_string()));
            let one = Observation { codes: Arc::new(codes), ..observation.clone() };
            let Some(first) = self.keys.first(&one, self.observations.len()) else {
                self.caveat(caveat);
                self.label(&version, &Code::new(number.to_string()), &format!("Version {number}"));
                let note = one.note.into_iter().chain([note]).collect::<Vec<_>>().join("; ");
                let status = if one.status == Status::Normal { Status::Break } else { one.status };
                self.shared.insert(Arc::clone(&one.codes));
                self.observations.push(Observation { status, note: Some(note), ..one });
                return true;
            };
            let before = &self.observations[first];
            if before.amount == one.amount && before.wave.base == one.wave.base && before.period_stated == one.period_stated {
                self.report.duplicates += 1;
                return true;
            }
        }
        false
    }

    /// The codes that were given first of those that are equal.
    fn interned(&mut self, codes: Arc<Codes>) -> Arc<Codes> {
        let place = |codes: &Arc<Codes>| Arc::as_ptr(codes) as usize;
        if self.places.contains(&place(&codes)) {
            return codes;
        }
        if let Some(known) = self.shared.get(&codes) {
            return Arc::clone(known);
        }
        self.places.insert(place(&codes));
        self.shared.insert(Arc::clone(&codes));
        codes
    }

    /// Indicators are read as the codes of their figures allow.
    fn note_readings(&mut self) {
        for codes in &self.shared {
            let Some(indicator) = codes.get(&Dimension::Indicator).and_then(|code| self.indicators.get_mut(code)) else { continue };
            let new = Reading::of(codes).filter(|reading| !indicator.reads_as.contains(reading)).collect::<Vec<_>>();
            indicator.reads_as.extend(new);
            indicator.reads_as.sort_unstable();
        }
    }

    /// So many figures will come.
    pub fn expect(&mut self, count: usize) {
        if let Keep::Elsewhere(outlet) = &self.keep {
            outlet.borrow_mut().expect(count);
        }
        let most = if matches!(self.keep, Keep::All) { usize::MAX } else { MOST_HELD };
        self.observations.reserve_exact(count.min(most));
    }

    /// A part of the file that could not be taken.
    pub fn refuse(&mut self, place: &Place, what: impl Into<String>, why: impl Into<String>) {
        if self.passes && self.refused.len() >= MOST_KEPT {
            self.report.refused_more += 1;
            return;
        }
        self.refused.push(Refusal { line: place.line, column: place.column, what: what.into(), why: why.into() });
    }

    /// The draft of a dataset.
    ///
    /// # Errors
    /// When there is not one figure, or those that are too many for memory could not be kept.
    pub fn finish(mut self) -> Result<Draft, Problem> {
        self.settle()?;
        if self.observations.is_empty() {
            let nothing = Problem::new(format!("Could not read {}", self.name)).because("not one figure in it could be read");
            let nothing = self.refused.first().map(Refusal::sentence).into_iter().fold(nothing, Problem::because);
            return Err(nothing.guide(Guide::RolesOfColumns));
        }
        self.note_readings();
        if self.summary.is_empty() {
            self.summary = format!("{} figures read from {}.", self.observations.len(), self.name);
        }
        self.caveats.extend(Caveat::of_refused(self.refused.len() + self.report.refused_more, &self.name));
        Ok(Draft {
            sources: BTreeMap::from([(Code::new(self.id.as_str()), self.source)]),
            id: self.id,
            title: self.title,
            summary: self.summary,
            licence: self.licence,
            indicators: self.indicators,
            labels: self.labels,
            caveats: self.caveats,
            observations: self.observations,
            refused: self.refused,
        })
    }
}

/// `Trade (% of GDP)` → `trade_of_gdp`; letters of any script stay.
pub fn snake_case(label: &str) -> String {
    let words = label.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let code = words.map(str::to_lowercase).collect::<Vec<_>>().join("_");
    if code.is_empty() { "value".to_owned() } else { code }
}
