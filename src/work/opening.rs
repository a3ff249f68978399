//! A file that is looked at before it is accepted: read off the frame, read anew with every decision, its figures drawn.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::import::apart::Watch;
use crate::import::hints::Hints;
use crate::import::preview::Preview;
use crate::import::{self, Opened};
use crate::problem::{Guide, Problem};
use crate::terms::unit::write_number;
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
    /// Whoever opens a file looks at nothing else meanwhile.
    workers: Workers,
    watch: Watch,
    since: Instant,
    /// All rows of a file of which only the first were looked at.
    storing: Live<Hints, Opened>,
    chart: Option<Chart>,
    /// The reading that the chart was made of.
    charted: u64,
}

/// What was seen of the file, and with which decisions.
pub struct Seen {
    pub preview: Preview,
    pub hints: Hints,
    /// How large the file is, or all tables of a folder together.
    pub bytes: u64,
    /// Were they those of another file with the same head?
    pub is_remembered: bool,
}

/// How far the reading of a large file has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    pub bytes: u64,
    pub rows: u64,
    /// Bytes of all files.
    pub of: u64,
    pub seconds: f64,
}

impl Progress {
    /// From 0 to 1.
    pub fn share(&self) -> f64 {
        if self.of == 0 { 0.0 } else { (self.bytes as f64 / self.of as f64).min(1.0) }
    }

    /// How many rows were read, how fast, and how long it will take; before the first of them what is done.
    pub fn told(&self) -> String {
        if self.rows == 0 || self.seconds <= 0.0 {
            return format!("Reading the file, {} s", self.seconds as u64);
        }
        let rows = self.rows as f64;
        let pace = format!("{} rows, {} rows per second", write_number(rows, 0), write_number(rows / self.seconds, 0));
        // A count of seconds that goes down by hundreds is hard to read.
        let left = match self.left() {
            Some(left) if left > 90.0 => format!(", {} min left", (left / 60.0).round()),
            Some(left) => format!(", {} s left", left.ceil()),
            None => String::new(),
        };
        format!("{pace}{left}")
    }

    /// Seconds until the end at this pace; `None` while there is none.
    fn left(&self) -> Option<f64> {
        (self.share() > 0.01).then(|| self.seconds / self.share() * (1.0 - self.share()))
    }
}

/// The picture of the figures as they would be opened.
struct Chart {
    desk: Desk,
    panel: Panel,
    figures: Figures,
}

impl Opening {
    /// Begins to read the file.
    pub fn new(path: PathBuf, decided: Vec<Decided>, workers: &Workers) -> Self {
        let mut opening = Self {
            path,
            decided,
            reading: Live::default(),
            workers: workers.beside(),
            storing: Live::default(),
            watch: Watch::default(),
            since: Instant::now(),
            chart: None,
            charted: 0,
        };
        opening.read(None);
        opening
    }

    /// Reads it anew, with other decisions.
    pub fn decide(&mut self, hints: Hints) {
        self.read(Some(hints));
    }

    fn read(&mut self, hints: Option<Hints>) {
        self.watch.stop();
        self.watch = Watch::default();
        // All rows are read with other decisions as well, if they are.
        self.storing = Live::default();
        self.since = Instant::now();
        let (path, decided, watch) = (self.path.clone(), self.decided.clone(), self.watch.clone());
        self.reading.want(hints.clone(), &self.workers, move || look(&path, hints.as_ref(), &decided, &watch));
    }

    /// Reads all rows of a file of which the first were looked at; `stored` has them in the end.
    pub fn store(&mut self) {
        let Some(hints) = self.seen().map(|seen| seen.hints.clone()) else { return };
        self.since = Instant::now();
        self.storing.forget();
        let (path, watch) = (self.path.clone(), self.watch.clone());
        self.storing.want(hints.clone(), &self.workers, move || import::open_rows(&path, &hints, &watch));
    }

    /// All rows, once they are read.
    pub fn stored(&self) -> Option<&Opened> {
        self.storing.value()
    }

    /// How far the reading of all rows has come, while it goes on.
    pub fn progress(&self) -> Option<Progress> {
        self.storing.waiting_since()?;
        let [bytes, rows] = self.watch.progress();
        Some(Progress { bytes, rows, of: self.seen()?.bytes, seconds: self.since.elapsed().as_secs_f64() })
    }

    /// Nobody waits for it any more.
    pub fn stop(&mut self) {
        self.watch.stop();
        self.reading.abandon();
        self.storing.abandon();
    }

    /// Called every frame. `panel_for` says how figures are looked at first; `None` when no panel can read them.
    pub fn advance(&mut self, desk: &Desk, panel_for: impl FnOnce(&Dataset) -> Option<Panel>) {
        self.reading.collect();
        self.storing.collect();
        let edition = self.reading.edition();
        // Asked once for each reading: whether any panel can read the figures takes a look at all of them.
        if self.charted != edition
            && let Some(dataset) = self.opened().map(|opened| &opened.dataset)
        {
            self.chart = panel_for(dataset).map(|panel| {
                let mut desk = Desk { workers: self.workers.clone(), ..desk.clone() };
                desk.library.add(dataset.clone());
                Chart { desk, panel, figures: Figures::default() }
            });
            self.charted = edition;
        }
        if let Some(Chart { desk, panel, figures }) = &mut self.chart {
            figures.advance(panel, &Shared::default(), desk);
        }
    }

    /// What is known of the file now: of the decisions before, while it is read with others.
    pub fn seen(&self) -> Option<&Seen> {
        self.reading.value()
    }

    /// Why it could not even be looked at.
    pub fn problem(&self) -> Option<&Problem> {
        self.storing.problem().or(self.reading.problem()).or_else(|| self.seen()?.preview.outcome.as_ref().err())
    }

    /// Why there is nothing to look at and nothing to decide; `None` when there is, or while it is not known.
    pub fn hopeless(&self) -> Option<&Problem> {
        let problem = self.problem().filter(|_| self.reading.waiting_since().is_none())?;
        let can_decide =
            |seen: &Seen| seen.hints != Hints::default() || seen.preview.table.is_some() || !seen.preview.report.parts.is_empty();
        (problem.guide != Some(Guide::Encoding) && !self.seen().is_some_and(can_decide)).then_some(problem)
    }

    /// The figures, when they are those of the last decision.
    pub fn opened(&self) -> Option<&Opened> {
        let is_current = self.reading.waiting_since().is_none() && self.reading.problem().is_none();
        self.seen().filter(|_| is_current)?.preview.outcome.as_ref().ok()
    }

    /// Is it being read, or drawn for the first time?
    pub fn is_busy(&self) -> bool {
        self.reading.waiting_since().is_some() || self.storing.waiting_since().is_some()
    }

    /// Since when it has been read, while it is.
    pub fn waiting_since(&self) -> Option<Instant> {
        self.reading.waiting_since().map(|_| self.since)
    }

    /// How its figures are looked at first, and what is drawn of them.
    pub fn chart(&mut self) -> Option<(&Panel, &mut Figures)> {
        self.opened()?;
        self.chart.as_mut().map(|chart| (&chart.panel, &mut chart.figures))
    }
}

/// Reads the file; where nothing is decided, as files of the same head were.
fn look(path: &Path, hints: Option<&Hints>, decided: &[Decided], watch: &Watch) -> Result<Seen, Problem> {
    let given = hints.cloned().unwrap_or_default();
    let preview = import::preview(path, &given, watch)?;
    let (head, bytes) = (preview.head(), import::bytes_of(path));
    let known = decided.iter().find(|known| hints.is_none() && !head.is_empty() && known.head == head);
    match known {
        Some(Decided { hints, .. }) => {
            Ok(Seen { preview: import::preview(path, hints, watch)?, hints: hints.clone(), bytes, is_remembered: true })
        }
        None => Ok(Seen { preview, hints: given, bytes, is_remembered: false }),
    }
}
