//! What is told in front of people: slides with copies of views, so that exploring never spoils them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::chart::mark::Datum;
use crate::chart::said;
use crate::dataset::library::Library;
use crate::dataset::source::Source;
use crate::dataset::{DatasetId, document, text};
use crate::export::publication::Publication;
use crate::export::{Page, data};
use crate::measure::findings::Findings;
use crate::picture::Picture;
use crate::picture::look::{Look, Size, Theme};
use crate::picture::slide::{self, Said};
use crate::problem::Problem;
use crate::query::engine::Engine;
use crate::terms::translation::Tongue;
use crate::view::{self, OnSlide, View};

include!(concat!(env!("OUT_DIR"), "/bundled_briefings.rs"));

/// The version of the briefing document that this program writes.
pub const VERSION: &str = "briefing/1";

/// Slides in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Briefing {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    #[serde(skip_serializing_if = "is_light")]
    pub theme: Theme,
    pub slides: Vec<Slide>,
}

/// One slide. Without views it is one of words alone.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Slide {
    /// Empty where the picture's own title serves.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Paragraphs; lines that begin with "- " are points of a list.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// For the speaker alone.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
    /// What is shown, step after step: series one after another, a later year.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<View>,
    /// The datasets it was captured from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<Captured>,
}

/// A dataset as it was when a slide was captured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Captured {
    pub id: DatasetId,
    pub sha256: String,
}

/// A briefing as a document of its own.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    /// `briefing/1`.
    asymmetry: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "is_light")]
    theme: Theme,
    slides: Vec<Slide>,
}

impl Briefing {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Reads a briefing document. `name` is the file's name, for the message.
    ///
    /// # Errors
    /// When the text is not a briefing of a version this program knows.
    pub fn parse(text: &str, name: &str) -> Result<Self, Problem> {
        const FORM: &str = "A briefing is one JSON object: { \"asymmetry\": \"briefing/1\", \"slides\": [ … ] }.";
        let problem = || Problem::new(format!("Could not read the briefing {name}"));
        let text = text::without_mark(text).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        document::check_json(text, FORM).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        let misformed = |error| problem().because(document::located(&error)).hint(FORM);
        let Document { title, theme, slides, .. } = match version_of(text) {
            // What a newer program wrote may have parts that this one does not know.
            Some(version) if version != VERSION => {
                let why = format!("it is of version \"{version}\", and this program knows \"{VERSION}\"");
                return Err(problem().because(why).hint("A newer program may have written it."));
            }
            Some(_) | None => serde_json::from_str(text).map_err(misformed)?,
        };
        let unlike = slides.iter().flat_map(|slide| &slide.views).find(|view| view.asymmetry != view::VERSION);
        if let Some(view) = unlike {
            let why = format!("a view in it is of version \"{}\", and this program knows \"{}\"", view.asymmetry, view::VERSION);
            return Err(problem().because(why).hint("A newer program may have written it."));
        }
        Ok(Self { title, theme, slides })
    }

    /// The document, ending with a line end. The same briefing gives the same text.
    pub fn to_json(&self) -> String {
        let Self { title, theme, slides } = self.clone();
        let document = Document { asymmetry: VERSION.to_owned(), title, theme, slides };
        // A briefing holds text, numbers and lists of them, all of which JSON can hold.
        serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
    }

    /// The same with every slide captured as of now, where it was not before: what is bundled names no state of the figures,
    /// since it always goes with those of the program.
    ///
    /// # Errors
    /// When a dataset is missing or cannot be read.
    pub fn captured_now(mut self, library: &Library) -> Result<Self, Problem> {
        for slide in self.slides.iter_mut().filter(|slide| slide.data.is_empty()) {
            for view in &slide.views {
                remember(&mut slide.data, captured(view, library)?);
            }
        }
        Ok(self)
    }
}

/// The bundled briefings by id, in the order of their names.
pub fn bundled() -> &'static [(&'static str, Briefing)] {
    static READ: LazyLock<Vec<(&'static str, Briefing)>> =
        LazyLock::new(|| BUNDLED.iter().filter_map(|(id, text)| Some((*id, Briefing::parse(text, id).ok()?))).collect());
    &READ
}

fn version_of(text: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Head {
        asymmetry: String,
    }
    serde_json::from_str(text).map(|head: Head| head.asymmetry).ok()
}

/// The JSON Schema of the briefing document, that of its views within it.
pub fn schema() -> String {
    let outer = include_str!("briefing.schema.json");
    // The schema of views names its own parts, so it stays a document of its own inside this one.
    let named = view::SCHEMA.trim_end().replacen('{', "{\n  \"$id\": \"https://asymmetry.example/view/1\",", 1);
    outer.replace("\"view\": {}", &format!("\"view\": {}", named.replace('\n', "\n    ")))
}

impl Slide {
    /// A copy of a view.
    ///
    /// # Errors
    /// When its dataset is missing or cannot be read.
    pub fn of(view: View, library: &Library) -> Result<Self, Problem> {
        Ok(Self { data: captured(&view, library)?, views: vec![view], ..Self::default() })
    }

    /// The same with one more step.
    ///
    /// # Errors
    /// When the dataset of the view is missing or cannot be read.
    pub fn with_step(mut self, view: View, library: &Library) -> Result<Self, Problem> {
        remember(&mut self.data, captured(&view, library)?);
        self.views.push(view);
        Ok(self)
    }

    /// How many steps it has; one of words has one.
    pub fn steps(&self) -> usize {
        self.views.len().max(1)
    }

    /// The datasets whose figures are others now than when it was captured; those that are not at hand are none of them.
    pub fn changed(&self, library: &Library) -> Vec<DatasetId> {
        let is_changed = |one: &&Captured| library.get(&one.id).is_ok_and(|dataset| dataset.sha256 != one.sha256);
        self.data.iter().filter(is_changed).map(|one| one.id.clone()).collect()
    }

    /// The figures of a step; none of a slide of words.
    ///
    /// # Errors
    /// When a dataset is missing, or cannot be read as the view wants it.
    pub fn study(&self, step: usize, library: &Library, engine: &Engine) -> Result<Option<Findings>, Problem> {
        self.views.get(step).map(|view| view::study(&view.subject, library, engine)).transpose()
    }

    /// A step at this size, from its figures.
    ///
    /// # Errors
    /// When the figures cannot be drawn.
    pub fn picture(&self, step: usize, findings: Option<&Findings>, paper: (Size, Theme)) -> Result<Picture, Problem> {
        let (Some(view), Some(findings)) = (self.views.get(step), findings) else {
            return slide::lay_out(Said { title: &self.title, text: &self.text }, paper, None);
        };
        let drawn = OnSlide::of(view, findings)?;
        let draw = |size: Size| Ok(drawn.picture(&Look { size, theme: paper.1, ..view.look.clone() }));
        let title = if self.title.trim().is_empty() { drawn.title() } else { &self.title };
        slide::lay_out(Said { title, text: &self.text }, paper, Some(&draw))
    }

    /// A step at this size, from its datasets.
    ///
    /// # Errors
    /// When a dataset is missing, or its figures cannot be drawn.
    pub fn draw(&self, step: usize, paper: (Size, Theme), library: &Library, engine: &Engine) -> Result<Picture, Problem> {
        self.picture(step, self.study(step, library, engine)?.as_ref(), paper)
    }
}

impl Briefing {
    /// Every slide as it stands at its last step, ready to be published.
    ///
    /// # Errors
    /// When a dataset is missing, or the figures of a slide cannot be drawn.
    pub fn publication(&self, size: Size, library: &Library, engine: &Engine) -> Result<Publication, Problem> {
        let language = self.slides.iter().flat_map(|slide| &slide.views).map(|view| view.look.language).next();
        let pages = self.pages(size, library, engine)?;
        Ok(Publication { title: self.title.clone(), language: language.unwrap_or_default(), pages })
    }

    /// Every slide as it stands at its last step.
    ///
    /// # Errors
    /// When a dataset is missing, or the figures of a slide cannot be drawn.
    pub fn pages(&self, size: Size, library: &Library, engine: &Engine) -> Result<Vec<Page>, Problem> {
        let page = |(number, slide): (usize, &Slide)| {
            slide
                .page((size, self.theme), library, engine)
                .map_err(|problem| Problem { what: format!("Could not draw slide {}: {}", number + 1, problem.what), ..problem })
        };
        self.slides.iter().enumerate().map(page).collect()
    }
}

impl Slide {
    fn page(&self, paper: (Size, Theme), library: &Library, engine: &Engine) -> Result<Page, Problem> {
        let last = self.steps() - 1;
        let findings = self.study(last, library, engine)?;
        let picture = self.picture(last, findings.as_ref(), paper)?;
        let counterpart = other_light(paper.1).map(|theme| self.picture(last, findings.as_ref(), (paper.0, theme))).transpose()?;
        let mut page = Page {
            title: picture.title.clone(),
            text: self.text.clone(),
            notes: self.notes.clone(),
            source: String::new(),
            caveats: Vec::new(),
            citations: Vec::new(),
            said: BTreeMap::new(),
            rows: Vec::new(),
            stamps: self.views.iter().map(|view| view::stamp(view, library)).collect::<Result<_, _>>()?,
            counterpart,
            picture,
        };
        if let (Some(view), Some(findings)) = (self.views.get(last), &findings) {
            let tongue = Tongue { language: view.look.language, names: findings.names.clone() };
            page.source = OnSlide::of(view, findings)?.source().to_owned();
            page.caveats = findings.notes.iter().map(|note| tongue.say(&note.text)).collect();
            page.citations = findings.sources.iter().map(|cited| citation(&cited.source)).collect();
            page.citations.dedup();
            page.said = said(&page.picture, findings, &tongue);
            page.rows = data::of_findings(findings, &tongue);
        }
        Ok(page)
    }
}

/// A publication in full, with its terms.
fn citation(source: &Source) -> String {
    let terms = source.licence.as_ref().map_or_else(String::new, |licence| format!(". {licence}"));
    source.citation(None) + &terms
}

/// What each mark of the picture says.
fn said(picture: &Picture, findings: &Findings, tongue: &Tongue) -> BTreeMap<Datum, Vec<String>> {
    let marks = picture.shapes.iter().filter_map(|shape| shape.tag.datum);
    let data: BTreeSet<Datum> = marks.chain(picture.targets.iter().map(|target| target.datum)).collect();
    data.into_iter().filter_map(|datum| Some((datum, said::lines(findings, datum, tongue)?))).collect()
}

/// The theme for a room of the other light; paper has none.
fn other_light(theme: Theme) -> Option<Theme> {
    match theme {
        Theme::Light => Some(Theme::Dark),
        Theme::Dark => Some(Theme::Light),
        Theme::Print => None,
    }
}

fn captured(view: &View, library: &Library) -> Result<Vec<Captured>, Problem> {
    let datasets = view::datasets(&view.subject, library)?;
    Ok(datasets.all().into_iter().map(|dataset| Captured { id: dataset.id.clone(), sha256: dataset.sha256.clone() }).collect())
}

/// Each dataset once, as it was last.
fn remember(data: &mut Vec<Captured>, captured: Vec<Captured>) {
    for one in captured {
        data.retain(|known| known.id != one.id);
        data.push(one);
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_light(theme: &Theme) -> bool {
    *theme == Theme::Light
}
