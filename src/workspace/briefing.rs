//! What is told in front of people: slides with copies of views, so that exploring never spoils them.

use serde::{Deserialize, Serialize};

use crate::dataset::library::Library;
use crate::dataset::{DatasetId, document, text};
use crate::export::{Page, data};
use crate::measure::findings::Findings;
use crate::picture::Picture;
use crate::picture::look::{Look, Size, Theme};
use crate::picture::slide::{self, Said};
use crate::problem::Problem;
use crate::query::engine::Engine;
use crate::terms::translation::Tongue;
use crate::view::{self, View};

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

impl Briefing {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The version of the document that this program writes.
pub const VERSION: &str = "briefing/1";

/// A briefing as its document has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    asymmetry: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    theme: Theme,
    slides: Vec<Slide>,
}

impl Briefing {
    /// Reads a briefing document. `name` is the file's name, for the message.
    ///
    /// # Errors
    /// When the text is not a briefing of a version this program knows.
    pub fn parse(text: &str, name: &str) -> Result<Self, Problem> {
        const FORM: &str = "A briefing is one JSON object: { \"asymmetry\": \"briefing/1\", … }.";
        let problem = || Problem::new(format!("Could not read the briefing {name}"));
        let text = text::without_mark(text).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        document::check_json(text, FORM).map_err(|(why, hint)| problem().because(why).hint(hint))?;
        let read: Document = serde_json::from_str(text).map_err(|error| problem().because(document::located(&error)).hint(FORM))?;
        if read.asymmetry != VERSION {
            let why = format!("it is of version \"{}\", and this program knows \"{VERSION}\"", read.asymmetry);
            return Err(problem().because(why).hint("A newer program may have written it."));
        }
        let Document { title, theme, slides, .. } = read;
        Ok(Self { title, theme, slides })
    }

    /// The document, ending with a line end. The same briefing gives the same text.
    pub fn to_json(&self) -> String {
        let Self { title, theme, slides } = self.clone();
        // A briefing holds text, numbers and lists of them, all of which JSON can hold.
        serde_json::to_string_pretty(&Document { asymmetry: VERSION.to_owned(), title, theme, slides }).unwrap_or_default() + "\n"
    }
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
        for one in captured(&view, library)? {
            self.data.retain(|known| known.id != one.id);
            self.data.push(one);
        }
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
        let look = |size: Size| Look { size, theme: paper.1, ..view.look.clone() };
        let title = match self.title.trim() {
            "" => view::on_slide(view, findings, &look(paper.0))?.title,
            own => own.to_owned(),
        };
        let draw = |size: Size| view::on_slide(view, findings, &look(size)).map(|drawn| drawn.picture);
        slide::lay_out(Said { title: &title, text: &self.text }, paper, Some(&draw))
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
        let (mut source, mut rows) = (String::new(), Vec::new());
        if let (Some(view), Some(findings)) = (self.views.get(last), &findings) {
            source = view::on_slide(view, findings, &Look { size: paper.0, theme: paper.1, ..view.look.clone() })?.source;
            rows = data::of_findings(findings, &Tongue { language: view.look.language, names: findings.names.clone() });
        }
        let stamps = self.views.iter().map(|view| view::stamp(view, library)).collect::<Result<_, _>>()?;
        let (title, text, notes) = (picture.title.clone(), self.text.clone(), self.notes.clone());
        Ok(Page { picture, title, text, notes, source, rows, stamps })
    }
}

fn captured(view: &View, library: &Library) -> Result<Vec<Captured>, Problem> {
    let datasets = view::datasets(&view.subject, library)?;
    Ok(datasets.all().into_iter().map(|dataset| Captured { id: dataset.id.clone(), sha256: dataset.sha256.clone() }).collect())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_light(theme: &Theme) -> bool {
    *theme == Theme::Light
}
