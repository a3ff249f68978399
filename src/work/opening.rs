//! A file that is looked at before it is accepted: read off the frame, read anew with every decision, its figures drawn.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::import::apart::Stop;
use crate::import::hints::Hints;
use crate::import::preview::Preview;
use crate::import::{self, Opened};
use crate::problem::{Guide, Problem};
use crate::work::figures::{Desk, Figures};
use crate::work::live::Live;
use crate::work::worker::Workers;
use crate::workspace::{Panel, Shared};

/// What was decided of files whose columns have these names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub head: Vec<String>,
    pub hints: Hints,
}

/// A file on the way to being opened. Nothing in the document or the library knows of it.
pub struct Opening {
    pub path: PathBuf,
    /// Of files opened before.
    decided: Vec<Decided>,
    /// The key is `None` until something is decided here.
    reading: Live<Option<Hints>, Seen>,
    stop: Stop,
    since: Instant,
    chart: Option<Chart>,
}

/// What was seen of the file, and with which decisions.
pub struct Seen {
    pub preview: Preview,
    pub hints: Hints,
    /// Were they those of another file with the same head?
    pub is_remembered: bool,
}

/// The picture of the figures as they would be opened.
struct Chart {
    edition: u64,
    desk: Desk,
    panel: Panel,
    figures: Figures,
}

impl Opening {
    /// Begins to read the file.
    pub fn new(path: PathBuf, decided: Vec<Decided>, workers: &Workers) -> Self {
        let mut opening =
            Self { path, decided, reading: Live::default(), stop: Stop::default(), since: Instant::now(), chart: None };
        opening.read(None, workers);
        opening
    }

    /// Reads it anew, with other decisions.
    pub fn decide(&mut self, hints: Hints, workers: &Workers) {
        self.read(Some(hints), workers);
    }

    fn read(&mut self, hints: Option<Hints>, workers: &Workers) {
        self.stop.now();
        self.stop = Stop::default();
        self.since = Instant::now();
        let (path, decided, stop) = (self.path.clone(), self.decided.clone(), self.stop.clone());
        self.reading.want(hints.clone(), workers, move || look(&path, hints, &decided, &stop));
    }

    /// Nobody waits for it any more.
    pub fn stop(&mut self) {
        self.stop.now();
        self.reading.abandon();
    }

    /// Called every frame. `panel_for` says how figures are looked at first; `None` when no panel can read them.
    pub fn advance(&mut self, desk: &Desk, panel_for: impl FnOnce(&Dataset) -> Option<Panel>) {
        self.reading.collect();
        let edition = self.reading.edition();
        if self.chart.as_ref().is_some_and(|chart| chart.edition != edition) {
            self.chart = None;
        }
        if self.chart.is_none()
            && let Some(dataset) = self.opened().map(|opened| &opened.dataset)
            && let Some(panel) = panel_for(dataset)
        {
            let mut desk = desk.clone();
            desk.library.add(dataset.clone());
            self.chart = Some(Chart { edition, desk, panel, figures: Figures::default() });
        }
        if let Some(Chart { desk, panel, figures, .. }) = &mut self.chart {
            figures.advance(panel, &Shared::default(), desk);
        }
    }

    /// What is known of the file now: of the decisions before, while it is read with others.
    pub fn seen(&self) -> Option<&Seen> {
        self.reading.value()
    }

    /// Why it could not even be looked at.
    pub fn problem(&self) -> Option<&Problem> {
        self.reading.problem().or_else(|| self.seen()?.preview.outcome.as_ref().err())
    }

    /// Why there is nothing to look at and nothing to decide; `None` when there is, or while it is not known.
    pub fn hopeless(&self) -> Option<&Problem> {
        let problem = self.problem().filter(|_| self.reading.waiting_since().is_none())?;
        let can_decide = |seen: &Seen| {
            seen.hints != Hints::default() || seen.preview.table.is_some() || !seen.preview.report.parts.is_empty()
        };
        (problem.guide != Some(Guide::Encoding) && !self.seen().is_some_and(can_decide)).then_some(problem)
    }

    /// The figures, when they are those of the last decision.
    pub fn opened(&self) -> Option<&Opened> {
        let is_current = self.reading.waiting_since().is_none() && self.reading.problem().is_none();
        self.seen().filter(|_| is_current)?.preview.outcome.as_ref().ok()
    }

    /// Since when it has been read, while it is.
    pub fn waiting_since(&self) -> Option<Instant> {
        self.reading.waiting_since().map(|_| self.since)
    }

    /// How its figures are looked at first, and what is drawn of them.
    pub fn chart(&mut self) -> Option<(&Panel, &mut Figures)> {
        self.chart.as_mut().map(|chart| (&chart.panel, &mut chart.figures))
    }
}

/// Reads the file; where nothing is decided, as files of the same head were.
fn look(path: &Path, hints: Option<Hints>, decided: &[Decided], stop: &Stop) -> Result<Seen, Problem> {
    let given = hints.clone().unwrap_or_default();
    let preview = import::preview(path, &given, stop)?;
    let head = preview.head();
    let known = decided.iter().find(|known| hints.is_none() && !head.is_empty() && known.head == head);
    match known {
        Some(Decided { hints, .. }) => {
            Ok(Seen { preview: import::preview(path, hints, stop)?, hints: hints.clone(), is_remembered: true })
        }
        None => Ok(Seen { preview, hints: given, is_remembered: false }),
    }
}
