//! From slides to their pictures: figures asked off the frame, pictures laid out once for each size they are shown at.

use std::sync::Arc;

use crate::chart::mark::Datum;
use crate::measure::findings::{Findings, Series};
use crate::picture::Picture;
use crate::picture::between::Kinship;
use crate::picture::look::{Size, Theme};
use crate::problem::Problem;
use crate::view::{self, OnSlide, View};
use crate::work::figures::Desk;
use crate::work::live::Live;
use crate::workspace::briefing::Slide;

/// The slides that are looked at, by their views: a slide that moves, or whose words change, is not worked out anew.
#[derive(Default)]
pub struct Slides {
    known: Vec<Known>,
}

struct Known {
    views: Vec<View>,
    /// Of each step; a slide of words has none.
    findings: Live<(Vec<View>, u64), Vec<Arc<Findings>>>,
    /// Of the step that was asked for last.
    legend: Option<((u64, usize), Vec<String>)>,
    laid: Vec<(Key, Result<Arc<Picture>, Problem>)>,
    is_wanted: bool,
}

/// What a picture of a slide depends on beside its figures.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    edition: u64,
    step: usize,
    paper: (Size, Theme),
    words: [String; 2],
    /// In whole points.
    width: u16,
}

/// Pictures of one slide that are kept: small beside the notes, and large in each window.
const MOST_LAID: usize = 8;

impl Slides {
    /// Works out these and forgets the others. Costs nothing while nothing changed.
    pub fn advance<'a>(&mut self, slides: impl Iterator<Item = &'a Slide>, desk: &Desk) {
        self.known.iter_mut().for_each(|known| known.is_wanted = false);
        for slide in slides {
            let at = self.place(slide);
            let known = &mut self.known[at];
            known.is_wanted = true;
            let key = (slide.views.clone(), desk.edition);
            let (views, library, engine) = (slide.views.clone(), desk.library.clone(), Arc::clone(&desk.engine));
            known.findings.want(key, &desk.workers, move || {
                views.iter().map(|view| view::study(&view.subject, &library, &engine).map(Arc::new)).collect()
            });
            known.findings.collect();
        }
        self.known.retain(|known| known.is_wanted);
    }

    fn place(&mut self, slide: &Slide) -> usize {
        if let Some(at) = self.known.iter().position(|known| known.views == slide.views) {
            return at;
        }
        self.known.push(Known { views: slide.views.clone(), findings: Live::default(), legend: None, laid: Vec::new(), is_wanted: true });
        self.known.len() - 1
    }

    /// Is everything worked out, or found impossible?
    pub fn is_settled(&self) -> bool {
        self.known.iter().all(|known| known.findings.waiting_since().is_none())
    }

    /// The figures of a step; `None` until they are there, and for words alone.
    pub fn findings(&self, slide: &Slide, step: usize) -> Option<Arc<Findings>> {
        let known = self.known.iter().find(|known| known.views == slide.views)?;
        known.findings.value()?.get(step).cloned()
    }

    /// The labels by which the entries of the legend of a step are set apart.
    pub fn legend(&mut self, slide: &Slide, step: usize) -> Vec<String> {
        let Some((view, findings)) = slide.views.get(step).zip(self.findings(slide, step)) else { return Vec::new() };
        let at = self.place(slide);
        let known = &mut self.known[at];
        let key = (known.findings.edition(), step);
        match &known.legend {
            Some((of, legend)) if *of == key => legend.clone(),
            Some(_) | None => {
                let legend = OnSlide::of(view, &findings).map(|drawn| drawn.legend()).unwrap_or_default();
                known.legend = Some((key, legend.clone()));
                legend
            }
        }
    }

    /// A step of a slide so wide; `None` until its figures are there.
    pub fn picture(&mut self, slide: &Slide, step: usize, paper: (Size, Theme), width: f32) -> Option<Result<Arc<Picture>, Problem>> {
        let at = self.place(slide);
        let known = &mut self.known[at];
        let findings = match slide.views.is_empty() {
            true => None,
            false => match (known.findings.value(), known.findings.problem()) {
                (_, Some(problem)) => return Some(Err(problem.clone())),
                (None, None) => return None,
                (Some(findings), None) => findings.get(step).cloned(),
            },
        };
        let width = width.round().clamp(1.0, f32::from(u16::MAX)) as u16;
        let words = [slide.title.clone(), slide.text.clone()];
        let key = Key { edition: known.findings.edition(), step, paper, words, width };
        if let Some(at) = known.laid.iter().position(|(laid, _)| *laid == key) {
            return Some(known.laid[at].1.clone());
        }
        let picture = slide.picture(step, findings.as_deref(), paper);
        let picture = picture.map(|picture| {
            let by = f32::from(width) / picture.size[0];
            Arc::new(picture.scaled(by))
        });
        if known.laid.len() == MOST_LAID {
            let _ = known.laid.remove(0);
        }
        known.laid.push((key, picture.clone()));
        Some(picture)
    }
}

/// Two steps of a slide: a series is the same when all its codes and its source are, a number when its period is as well.
pub struct Steps {
    before: Arc<Findings>,
    after: Arc<Findings>,
}

impl Steps {
    pub fn of(before: Arc<Findings>, after: Arc<Findings>) -> Self {
        Self { before, after }
    }
}

impl Kinship for Steps {
    fn series(&self, before: usize) -> Option<usize> {
        let one = self.before.series.get(before)?;
        let is_it = |other: &Series| other.codes == one.codes && other.source == one.source && other.role == one.role;
        self.after.series.iter().position(is_it)
    }

    fn datum(&self, before: Datum) -> Option<Datum> {
        let series = self.series(before.series)?;
        let period = self.before.series[before.series].points.get(before.point)?.period;
        let point = self.after.series[series].points.iter().position(|point| point.period == period)?;
        Some(Datum { series, point })
    }
}
