//! From a panel to what it shows: its datasets read and its figures asked off the frame, everything after that at once
//! and only when something changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::chart::axis::ValueAxis;
use crate::chart::wording::{Wording, Words};
use crate::chart::{Chart, ChartKind};
use crate::dataset::library::Library;
use crate::dataset::{Dataset, DatasetId};
use crate::measure::findings::Findings;
use crate::measure::prepared::Prepared;
use crate::measure::{self, Datasets, Subject};
use crate::picture::Picture;
use crate::picture::lay_out::lay_out;
use crate::picture::look::{Look, Scaling, Zoom};
use crate::problem::Problem;
use crate::query::engine::Engine;
use crate::query::{Answer, Query};
use crate::terms::dimension::Dimension;
use crate::terms::language::Language;
use crate::terms::period::Period;
use crate::terms::translation::Tongue;
use crate::view::{self, View};
use crate::work::live::Live;
use crate::work::worker::Workers;
use crate::workspace::effective::{Effective, effective};
use crate::workspace::empty::{Emptiness, emptiness};
use crate::workspace::{Panel, Shared};

/// What it takes to work something out.
#[derive(Clone)]
pub struct Desk {
    pub library: Library,
    /// Counts the changes of the library.
    pub edition: u64,
    pub engine: Arc<Engine>,
    pub workers: Workers,
    /// The threads that wait for a cluster, which may take long or be gone, while the others go on.
    pub far: Workers,
    /// Files that are being opened: their figures are waited for.
    pub awaited: BTreeSet<DatasetId>,
}

/// All that a panel shows, from its figures to its picture.
#[derive(Default)]
pub struct Figures {
    reading: Live<(Vec<DatasetId>, u64), ()>,
    asked: Live<Asking, Asked>,
    wish: Option<Wish>,
    /// Why the figures wanted now are not to be had; what was shown before stays.
    problem: Option<Problem>,
    prepared: Option<OfAllYears>,
    is_waiting_for_file: bool,
    is_stopped: bool,
    shown: Option<Shown>,
    able: Option<Able>,
    drawn: Option<Drawn>,
    laid: Option<Laid>,
    spoken: Option<Spoken>,
    editions: u64,
}

/// The view wanted, with what was made of it to see whether anything must be asked.
struct Wish {
    panel: Panel,
    shared: Shared,
    datasets: Arc<Datasets>,
    effective: Effective,
    /// As it is drawn: of a kind that can draw what was found.
    view: View,
    asking: Asking,
}

/// The key of the figures: what is asked, of which edition of which dataset.
#[derive(Clone, PartialEq)]
struct Asking {
    queries: Vec<Query>,
    hashes: Vec<String>,
}

struct Asked {
    asking: Asking,
    datasets: Arc<Datasets>,
    answers: Vec<Answer>,
    times: Arc<Times>,
}

/// What the answers come to in all years: a step of the timeline only cuts.
struct OfAllYears {
    prepared: Prepared,
    key: (u64, Subject),
}

/// When there are figures, whatever years are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    /// First and last year of all figures.
    pub years: Option<[i32; 2]>,
    /// How many numbers there are of each dated period.
    pub numbers: BTreeMap<Period, usize>,
}

/// What the figures mean, in the years shown.
pub struct Shown {
    pub subject: Subject,
    pub datasets: Arc<Datasets>,
    pub findings: Result<Findings, Problem>,
    /// Set when there is not one number.
    pub emptiness: Option<Emptiness>,
    /// When there are figures among all that were asked for.
    pub times: Arc<Times>,
    asked_edition: u64,
    edition: u64,
}

/// The kind of chart that can draw the findings.
struct Able {
    key: (u64, ChartKind, Option<Dimension>),
    kind: ChartKind,
    /// Why it is another one than the view asks for.
    remark: Option<String>,
    /// Drawn with the question whether it can be; until it is taken with its words.
    chart: Option<Result<Chart, Problem>>,
}

/// The findings as one kind of chart, with its words.
pub struct Drawn {
    pub chart: Result<Chart, Problem>,
    pub words: Words,
    key: (u64, ChartKind, Wording, (Option<Zoom>, Scaling), Option<Dimension>),
    edition: u64,
}

/// The words of what is drawn in another language.
struct Spoken {
    words: Arc<Words>,
    key: (u64, Language),
}

struct Laid {
    picture: Arc<Picture>,
    key: (u64, Look, Option<ValueAxis>),
}

impl Figures {
    /// Is another view wanted than the one shown, or are figures on their way?
    pub fn is_behind(&self, panel: &Panel, shared: &Shared) -> bool {
        let is_shown = |wish: &Wish| wish.panel == *panel && wish.shared == *shared;
        !self.wish.as_ref().is_some_and(is_shown) || self.asked.waiting_since().is_some()
    }

    /// Called every frame for each panel that is seen; costs nothing while nothing changed.
    pub fn advance(&mut self, panel: &Panel, shared: &Shared, desk: &Desk) {
        self.reading.collect();
        self.problem = None;
        self.is_waiting_for_file = false;
        if let Some(datasets) = self.datasets(panel, desk) {
            self.wish(panel, shared, datasets);
            self.ask(desk);
            self.read();
        }
        self.draw(panel);
        self.lay_out_as_before();
    }

    /// The new picture at the look of the one before: what the window wants next, found while others are drawn beside it.
    fn lay_out_as_before(&mut self) {
        let is_behind = |laid: &&Laid| self.drawn.as_ref().is_some_and(|drawn| drawn.edition != laid.key.0);
        // An axis that is shared is known when all are drawn.
        let before = self.laid.as_ref().filter(is_behind).filter(|laid| laid.key.2.is_none());
        if let Some(look) = before.map(|laid| laid.key.1.clone()) {
            self.picture(&look, None);
        }
    }

    /// The datasets of the panel, once they are read.
    fn datasets(&mut self, panel: &Panel, desk: &Desk) -> Option<Datasets> {
        let subject = &panel.view.subject;
        let whole = subject.denominator.as_ref().and_then(|denominator| denominator.dataset.clone());
        let further = subject.measure.further().cloned();
        let documents = subject.documents().into_iter().cloned();
        let ids: Vec<DatasetId> = [subject.dataset.clone()].into_iter().chain(whole).chain(further).chain(documents).collect();
        if ids.iter().any(|id| !desk.library.contains(id) && desk.awaited.contains(id)) {
            self.is_waiting_for_file = true;
            return None;
        }
        if ids.iter().all(|id| desk.library.is_read(id) || !desk.library.contains(id)) {
            return view::datasets(subject, &desk.library).map_err(|problem| self.problem = Some(problem)).ok();
        }
        let key = (ids, desk.edition);
        if !self.reading.wants(&key) {
            let (ids, library) = (key.0.clone(), desk.library.clone());
            self.reading.want(key, &desk.workers, move || ids.iter().try_for_each(|id| library.get(id).map(|_| ())));
        }
        self.problem = self.reading.problem().cloned();
        None
    }

    fn wish(&mut self, panel: &Panel, shared: &Shared, datasets: Datasets) {
        let hashes: Vec<String> = datasets.all().into_iter().map(|dataset| dataset.sha256.clone()).collect();
        let is_same = |wish: &Wish| wish.panel == *panel && wish.shared == *shared && wish.asking.hashes == hashes;
        if self.wish.as_ref().is_some_and(is_same) {
            return;
        }
        let effective = effective(panel, shared, Some(&datasets.main));
        let queries = measure::queries(&effective.view.subject, &datasets);
        let asking = Asking { queries, hashes };
        let (panel, shared, datasets) = (panel.clone(), shared.clone(), Arc::new(datasets));
        let view = effective.view.clone();
        self.wish = Some(Wish { panel, shared, datasets, effective, view, asking });
        self.is_stopped = false;
    }

    fn ask(&mut self, desk: &Desk) {
        let Some(wish) = &self.wish else { return };
        if !self.asked.wants(&wish.asking) {
            let (asking, datasets, engine) = (wish.asking.clone(), Arc::clone(&wish.datasets), Arc::clone(&desk.engine));
            let is_far = engine.cluster().is_some() && datasets.all().iter().any(|dataset| dataset.stored.is_some());
            self.asked.want(wish.asking.clone(), if is_far { &desk.far } else { &desk.workers }, move || {
                let answers = measure::ask(&asking.queries, &datasets, &engine)?;
                let times = Arc::new(Times::of(&answers));
                Ok(Asked { asking, datasets, answers, times })
            });
        }
        self.asked.collect();
        self.problem = self.asked.problem().cloned();
    }

    /// What the answers mean; only answers to what is wanted now, so that a picture never mixes two wishes.
    fn read(&mut self) {
        let (Some(wish), Some(asked)) = (&self.wish, self.asked.value()) else { return };
        let subject = &wish.effective.view.subject;
        let edition = self.asked.edition();
        let is_current = self.shown.as_ref().is_some_and(|shown| shown.asked_edition == edition && shown.subject == *subject);
        if asked.asking != wish.asking || is_current {
            return;
        }
        let key = (edition, measure::in_all_years(subject));
        if self.prepared.as_ref().is_none_or(|prepared| prepared.key != key) {
            self.prepared = Some(OfAllYears { prepared: measure::prepare(subject, &asked.datasets, &asked.answers), key });
        }
        let Some(OfAllYears { prepared, .. }) = &self.prepared else { return };
        // What was found before gives its room to what is found now.
        (self.shown, self.able, self.drawn) = (None, None, None);
        let findings = measure::read(subject, &asked.datasets, &asked.answers, prepared);
        let empty = findings.as_ref().ok().filter(|findings| findings.is_empty());
        let emptiness = empty.map(|findings| emptiness(&wish.effective.view, &asked.datasets.main, &asked.answers, findings));
        self.editions += 1;
        self.shown = Some(Shown {
            subject: subject.clone(),
            datasets: Arc::clone(&asked.datasets),
            emptiness,
            findings,
            times: Arc::clone(&asked.times),
            asked_edition: edition,
            edition: self.editions,
        });
    }

    fn draw(&mut self, panel: &Panel) {
        let Some(shown) = &self.shown else { return };
        let Ok(findings) = &shown.findings else {
            self.drawn = None;
            return;
        };
        let key = (shown.edition, panel.view.chart, panel.view.look.facet.clone());
        if self.able.as_ref().is_none_or(|able| able.key != key) {
            self.able = Some(Able::of(findings, key));
        }
        let kind = self.able.as_ref().map_or(panel.view.chart, |able| able.kind);
        if let Some(wish) = self.wish.as_mut().filter(|wish| wish.view.chart != kind) {
            wish.view = if wish.effective.view.chart == kind { wish.effective.view.clone() } else { wish.effective.drawn_as(kind) };
        }
        let view = self.view(panel);
        let facet = view.look.facet.clone();
        let key = (shown.edition, kind, view.wording.clone(), (view.look.zoom, view.look.scaling), facet);
        if self.drawn.as_ref().is_some_and(|drawn| drawn.key == key) {
            return;
        }
        let drawn = self.able.as_mut().and_then(|able| able.chart.take());
        let view = self.view(panel);
        let chart = drawn.unwrap_or_else(|| view::parted(kind, view.look.facet.as_ref(), findings));
        let words = match &chart {
            Ok(chart) => view::words_beside(chart, view, kind, findings),
            Err(_) => view::words(view, kind, findings),
        };
        self.editions += 1;
        self.drawn = Some(Drawn { chart, words, key, edition: self.editions });
    }

    /// The picture at this look, on this axis of values or on its own; the same one as long as nothing changed.
    pub fn picture(&mut self, look: &Look, axis: Option<&ValueAxis>) -> Option<Arc<Picture>> {
        let drawn = self.drawn.as_ref()?;
        let chart = drawn.chart.as_ref().ok()?;
        let is_same = |laid: &Laid| laid.key.0 == drawn.edition && laid.key.1 == *look && laid.key.2.as_ref() == axis;
        if !self.laid.as_ref().is_some_and(is_same) {
            let on_axis = axis.map(|axis| chart.on_axis(axis));
            let picture = lay_out(on_axis.as_ref().unwrap_or(chart), &drawn.words, look);
            self.laid = Some(Laid { picture: Arc::new(picture), key: (drawn.edition, look.clone(), axis.cloned()) });
        }
        self.laid.as_ref().map(|laid| Arc::clone(&laid.picture))
    }

    /// The words around the chart in this language; said once for what is drawn.
    pub fn words(&mut self, language: Language) -> Option<Arc<Words>> {
        let drawn = self.drawn.as_ref()?;
        let key = (drawn.edition, language);
        if self.spoken.as_ref().is_none_or(|spoken| spoken.key != key) {
            let words = drawn.words.spoken(&Tongue { language, names: drawn.words.names.clone() });
            self.spoken = Some(Spoken { words: Arc::new(words), key });
        }
        self.spoken.as_ref().map(|spoken| Arc::clone(&spoken.words))
    }

    /// The picture laid out last.
    pub fn laid(&self) -> Option<&Arc<Picture>> {
        self.laid.as_ref().map(|laid| &laid.picture)
    }

    /// How what is drawn differs from what was asked for, in plain sentences.
    pub fn remarks(&self) -> Vec<String> {
        let of_kind = self.able.as_ref().and_then(|able| able.remark.clone());
        self.wish.iter().flat_map(|wish| wish.effective.remarks.clone()).chain(of_kind).collect()
    }

    /// The view as it is drawn; the panel's own one as long as its datasets are not read.
    pub fn view<'a>(&'a self, panel: &'a Panel) -> &'a View {
        self.wish.as_ref().filter(|wish| wish.panel == *panel).map_or(&panel.view, |wish| &wish.view)
    }

    pub fn dataset(&self) -> Option<&Arc<Dataset>> {
        self.wish.as_ref().map(|wish| &wish.datasets.main)
    }

    pub fn shown(&self) -> Option<&Shown> {
        self.shown.as_ref()
    }

    pub fn findings(&self) -> Option<&Findings> {
        self.shown.as_ref()?.findings.as_ref().ok()
    }

    pub fn drawn(&self) -> Option<&Drawn> {
        self.drawn.as_ref()
    }

    pub fn chart(&self) -> Option<&Chart> {
        self.drawn.as_ref()?.chart.as_ref().ok()
    }

    /// Why what is wanted cannot be shown.
    pub fn problem(&self) -> Option<&Problem> {
        let of_shown = self.shown.as_ref().and_then(|shown| shown.findings.as_ref().err());
        self.problem.as_ref().or(of_shown)
    }

    /// Why the findings cannot be drawn as any kind of chart.
    pub fn objection(&self) -> Option<&Problem> {
        self.drawn.as_ref()?.chart.as_ref().err()
    }

    /// How long the figures wanted have been waited for; `None` when they are there.
    pub fn waiting(&self, now: Instant) -> Option<Duration> {
        let since = self.reading.waiting_since().or(self.asked.waiting_since());
        let file = self.is_waiting_for_file.then_some(Duration::ZERO);
        since.map(|since| now.saturating_duration_since(since)).or(file)
    }

    /// Gives up waiting; what was shown before stays.
    pub fn stop(&mut self) {
        self.reading.abandon();
        self.asked.abandon();
        self.is_stopped = true;
    }

    /// Was the work on what is wanted given up?
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Works out once more what was given up or failed.
    pub fn try_again(&mut self) {
        self.reading.forget();
        self.asked.forget();
        self.is_stopped = false;
    }
}

impl Able {
    fn of(findings: &Findings, key: (u64, ChartKind, Option<Dimension>)) -> Self {
        let view::Able { kind, objection, chart } = view::able(key.1, key.2.as_ref(), findings);
        let name = kind.definition().name().to_lowercase();
        Self { key, kind, remark: objection.map(|objection| format!("Drawn as a {name}: {objection}.")), chart: Some(chart) }
    }
}

impl Times {
    fn of(answers: &[Answer]) -> Self {
        let observations = || answers.first().into_iter().flat_map(|answer| &answer.observations);
        let first = observations().filter_map(|one| one.period.first_year()).min();
        let last = observations().filter_map(|one| one.period.last_year()).max();
        let mut numbers: BTreeMap<Period, usize> = BTreeMap::new();
        for one in observations().filter(|one| one.amount.is_ok() && !one.period.is_undated()) {
            *numbers.entry(one.period).or_default() += 1;
        }
        Self { years: first.zip(last).map(|(first, last)| [first, last]), numbers }
    }
}
