//! A view: everything needed to draw one picture again, and the whole pipeline that does so.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use crate::chart::wording::{Wording, Words};
use crate::chart::{Chart, ChartKind, annotation, claims, multiples};
use crate::dataset::library::Library;
use crate::dataset::{Dataset, document, text};
use crate::export::Stamp;
use crate::measure::findings::{Findings, Series};
use crate::measure::{self, Datasets, Subject};
use crate::picture::Picture;
use crate::picture::lay_out::lay_out;
use crate::picture::look::{Look, Scaling, Zoom};
use crate::problem::{Guide, Problem};
use crate::query::engine::Engine;
use crate::terms::dimension::Dimension;
use crate::terms::translation::Tongue;

include!(concat!(env!("OUT_DIR"), "/bundled_views.rs"));

/// Everything needed to draw one picture again, and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// `view/1`.
    pub asymmetry: String,
    pub subject: Subject,
    pub chart: ChartKind,
    #[serde(default)]
    pub wording: Wording,
    #[serde(default)]
    pub look: Look,
}

/// The version of the view document that this program writes.
pub const VERSION: &str = "view/1";

/// The JSON Schema of the view document.
pub const SCHEMA: &str = include_str!("view.schema.json");

impl View {
    pub fn new(subject: Subject, chart: ChartKind) -> Self {
        Self { asymmetry: VERSION.to_owned(), subject, chart, wording: Wording::default(), look: Look::default() }
    }

    /// Reads a view document. `name` is the file's name, for the message.
    ///
    /// # Errors
    /// When the text is not a view of a version this program knows.
    pub fn parse(text: &str, name: &str) -> Result<Self, Problem> {
        const FORM: &str = "A view is one JSON object: { \"asymmetry\": \"view/1\", … }.";
        let problem = || Problem::new(format!("Could not read the view {name}"));
        let text = text::without_mark(text).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        document::check_json(text, FORM).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        let misformed = |error| problem().because(document::located(&error)).guide(Guide::FormOfViews);
        let view: Self = serde_json::from_str(text).map_err(misformed)?;
        if view.asymmetry != VERSION {
            let why = format!("it is of version \"{}\", and this program knows \"{VERSION}\"", view.asymmetry);
            return Err(problem().because(why).hint("A newer program may have written it."));
        }
        Ok(view)
    }

    /// The document, ending with a line end. The same view gives the same text.
    pub fn to_json(&self) -> String {
        // A view holds text, numbers and lists of them, all of which JSON can hold.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// The bundled views by id, in the order of panels and then of names.
pub fn bundled() -> Vec<(&'static str, View)> {
    READ.clone()
}

/// The same where nothing is made of them: every step of the timeline looks through their words.
pub fn bundled_to_look_at() -> &'static [(&'static str, View)] {
    &READ
}

/// Part of the program, and the same in every run, so read once: the words of each picture are compared with them.
static READ: LazyLock<Vec<(&'static str, View)>> = LazyLock::new(|| {
    let read = |(id, text): &(&'static str, &'static str)| Some((*id, View::parse(text, id).ok()?));
    let mut views: Vec<_> = BUNDLED.iter().filter_map(read).collect();
    views.sort_by_key(|(id, view)| (view.subject.measure.reading(), *id));
    views
});

/// Those that tell the story of a first start: Russia's exports to China, China's place in Russia's trade, what Russians think
/// of China.
pub const FIRST: [&str; 3] = ["composition-exports-china", "market-share-turnover", "sentiment-levada-attitude"];

/// The bundled view to begin with among these: one of the first start, else figures as they are before figures set against
/// others or with claims over them.
pub fn bundled_to_begin_with(is_wanted: impl Fn(&View) -> bool) -> Option<View> {
    let rank = |(id, view): &(&str, View)| (!FIRST.contains(id), !view.subject.comparison.is_none(), !view.subject.claims.is_empty());
    let wanted = READ.iter().filter(|(_, view)| is_wanted(view));
    wanted.min_by_key(|bundled| rank(bundled)).map(|(_, view)| view.clone())
}

/// The whole pipeline. The command line, the tests and the window call just this.
///
/// # Errors
/// When a dataset is missing, cannot be read in this way, or gives nothing to draw.
pub fn draw(view: &View, library: &Library, engine: &Engine) -> Result<Picture, Problem> {
    let findings = study(&view.subject, library, engine)?;
    picture(view, &findings)
}

/// The title of the picture of a view: its name in lists. `None` when its figures cannot be had and it has no words of its own.
pub fn title(view: &View, library: &Library, engine: &Engine) -> Option<String> {
    let complete = |findings: Findings| {
        let words = words(view, view.chart, &findings);
        words.spoken(&Tongue { language: view.look.language, names: words.names.clone() }).title
    };
    study(&view.subject, library, engine).map(complete).ok().or_else(|| view.wording.title.clone())
}

/// The slow half: the figures.
///
/// # Errors
/// When a dataset is missing or cannot be read in this way.
pub fn study(subject: &Subject, library: &Library, engine: &Engine) -> Result<Findings, Problem> {
    let datasets = datasets(subject, library)?;
    let answers = measure::ask(&measure::queries(subject, &datasets), &datasets, engine)?;
    measure::read(subject, &datasets, &answers, &measure::prepare(subject, &datasets, &answers))
}

/// The quick half: the drawing.
///
/// # Errors
/// When the findings cannot be drawn as this kind of chart.
pub fn picture(view: &View, findings: &Findings) -> Result<Picture, Problem> {
    let chart = parted(view.chart, view.look.facet.as_ref(), findings)?;
    Ok(lay_out(&chart, &words_beside(&chart, view, view.chart, findings), &view.look))
}

/// A view drawn for a slide, which has the title; to be laid out in the room that is left. A kind that cannot draw the figures
/// gives way to one that can.
pub struct OnSlide {
    chart: Chart,
    words: Words,
    /// As they are said in the language of the view.
    spoken: Words,
}

impl OnSlide {
    /// # Errors
    /// When the findings cannot be drawn at all.
    pub fn of(view: &View, findings: &Findings) -> Result<Self, Problem> {
        let able = able(view.chart, view.look.facet.as_ref(), findings);
        let chart = able.chart?;
        let words = words_beside(&chart, view, able.kind, findings);
        let language = view.look.language;
        let spoken = if language.is_english() { words.clone() } else { words.spoken(&Tongue { language, names: words.names.clone() }) };
        Ok(Self { chart, words: Words { title: String::new(), ..words }, spoken })
    }

    /// Where the slide has none of its own.
    pub fn title(&self) -> &str {
        &self.spoken.title
    }

    /// "Source: …".
    pub fn source(&self) -> &str {
        &self.spoken.source_line
    }

    /// Of the entries of the legend the labels by which they are set apart.
    pub fn legend(&self) -> Vec<String> {
        self.chart.legend.iter().map(|entry| entry.label.clone()).collect()
    }

    pub fn picture(&self, look: &Look) -> Picture {
        lay_out(&self.chart, &self.words, look)
    }
}

/// The words around these findings drawn as this kind: they speak of what is in view. A wish for small charts that cannot
/// be met is told in the notes.
pub fn words(view: &View, kind: ChartKind, findings: &Findings) -> Words {
    let plain = || {
        let words = view.wording.complete(kind, &in_view(&view.look, kind, findings), view.look.zoom.map(|zoom| zoom.x));
        // Words that a person put at a figure stay at it.
        Words { annotations: annotation::placed(&view.wording.annotations, findings), ..words }
    };
    let Some(dimension) = &view.look.facet else { return plain() };
    match multiples::objection(kind, dimension, findings) {
        None => view.wording.complete_parted(kind, Some(dimension), findings, None),
        Some(why) => {
            let mut words = plain();
            words.footnotes.push(format!("Not parted by {}: {why}.", multiples::word(findings, dimension)));
            words
        }
    }
}

/// The same around a chart that is drawn already: whether it could be parted is seen from it.
pub fn words_beside(chart: &Chart, view: &View, kind: ChartKind, findings: &Findings) -> Words {
    match view.look.facet.as_ref().filter(|_| chart.multiples.is_some()) {
        Some(dimension) => view.wording.complete_parted(kind, Some(dimension), findings, None),
        None => words(view, kind, findings),
    }
}

/// The findings without the series that a zoom leaves out of sight, as long as one is left.
fn in_view<'a>(look: &Look, kind: ChartKind, findings: &'a Findings) -> Cow<'a, Findings> {
    let is_told = kind.definition().is_at_value() && look.scaling == Scaling::Linear;
    let Some(Zoom { x, y }) = look.zoom.filter(|_| is_told) else { return Cow::Borrowed(findings) };
    let is_seen = |series: &Series| {
        series.points.iter().any(|point| {
            let is_then = point.period.reach().is_some_and(|[start, end]| end > x[0] && start < x[1]);
            is_then && point.amount.as_ref().is_ok_and(|amount| (y[0]..=y[1]).contains(&amount.value))
        })
    };
    let count = findings.series.iter().filter(|series| is_seen(series)).count();
    if count == 0 || count == findings.series.len() {
        return Cow::Borrowed(findings);
    }
    let mut seen = findings.clone();
    seen.series.retain(is_seen);
    Cow::Owned(seen)
}

/// The findings as one kind of chart; as small ones, one for each code of a dimension, where that can be.
///
/// # Errors
/// When neither can be.
pub fn parted(kind: ChartKind, facet: Option<&Dimension>, findings: &Findings) -> Result<Chart, Problem> {
    facet.and_then(|dimension| multiples::draw(kind, dimension, findings).ok()).map_or_else(|| chart(kind, findings), Ok)
}

/// The findings as one kind of chart.
///
/// # Errors
/// When there is not one number to draw, or this kind cannot draw these.
pub fn chart(kind: ChartKind, findings: &Findings) -> Result<Chart, Problem> {
    if let Some(objection) = kind.definition().objection(findings).filter(|_| !findings.is_empty()) {
        return Err(could_not(kind).because(objection));
    }
    unopposed(kind, findings)
}

fn could_not(kind: ChartKind) -> Problem {
    Problem::new(format!("Could not draw a {}", kind.definition().name().to_lowercase()))
}

/// The findings as a kind of chart that does not object to them.
fn unopposed(kind: ChartKind, findings: &Findings) -> Result<Chart, Problem> {
    if findings.is_empty() {
        let note = findings.notes.first().map_or_else(String::new, |note| format!(". {}", note.text));
        return Err(could_not(kind).because(format!("there is no number for what is picked{note}")).hint("Widen the years or the codes."));
    }
    Ok(claims::laid_over(kind.definition().draw(findings)?, findings))
}

/// The findings as a kind of chart that can draw them, and whether it is the one wanted.
pub struct Able {
    pub kind: ChartKind,
    /// Why it is not the kind wanted.
    pub objection: Option<String>,
    pub chart: Result<Chart, Problem>,
}

/// The findings as the kind wanted, or as the one that shows them most alike; no kind is asked twice.
pub fn able(wanted: ChartKind, facet: Option<&Dimension>, findings: &Findings) -> Able {
    let drawn = |kind, chart| Able { kind, objection: None, chart };
    if let Some(parted) = facet.and_then(|dimension| multiples::draw(wanted, dimension, findings).ok()) {
        return drawn(wanted, Ok(parted));
    }
    let Some(objection) = wanted.definition().objection(findings) else { return drawn(wanted, unopposed(wanted, findings)) };
    match wanted.able_in(facet, findings) {
        Some(kind) => Able { kind, objection: Some(objection), chart: parted(kind, facet, findings) },
        None => drawn(wanted, chart(wanted, findings)),
    }
}

/// What an exported picture carries: the view, and which datasets it was drawn from.
///
/// # Errors
/// When a dataset is missing or cannot be read.
pub fn stamp(view: &View, library: &Library) -> Result<Stamp, Problem> {
    let datasets = datasets(&view.subject, library)?;
    Ok(stamp_with(view, datasets.all().into_iter().map(Arc::as_ref)))
}

/// The same with the datasets at hand, each told once.
pub fn stamp_with<'a>(view: &View, datasets: impl Iterator<Item = &'a Dataset>) -> Stamp {
    let mut stamp = Stamp { view_json: view.to_json(), datasets: Vec::new(), terms: Vec::new() };
    for dataset in datasets {
        let identity = (dataset.id.clone(), dataset.sha256.clone());
        if !stamp.datasets.contains(&identity) {
            stamp.datasets.push(identity);
            stamp.terms.push(format!("{}: {}", dataset.title, dataset.licence));
        }
    }
    stamp
}

/// The datasets a subject needs, read now if they were not before.
///
/// # Errors
/// When one is missing or cannot be read.
pub fn datasets(subject: &Subject, library: &Library) -> Result<Datasets, Problem> {
    let main = library.get(&subject.dataset)?;
    let elsewhere = subject.denominator.as_ref().and_then(|denominator| denominator.dataset.as_ref());
    let whole = elsewhere.map_or_else(|| Ok(Arc::clone(&main)), |id| library.get(id))?;
    let further = subject.measure.further().map(|id| library.get(id)).transpose()?;
    let documents = subject.documents().into_iter().map(|id| library.get(id)).collect::<Result<_, _>>()?;
    Ok(Datasets { main, whole, further, documents })
}
