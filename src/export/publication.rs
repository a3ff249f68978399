//! A whole briefing as one file: PDF, a page for the browser, or slides for PowerPoint.

use crate::export::{Page, Stamp, html, pdf, pptx};
use crate::problem::Problem;
use crate::terms::language::Language;

/// Pages in their order, and what they are as a whole.
#[derive(Clone, Debug)]
pub struct Publication {
    pub title: String,
    pub language: Language,
    pub pages: Vec<Page>,
}

/// The kinds of file that a briefing can become. The only list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Medium {
    Pdf,
    Html,
    Pptx,
}

impl Medium {
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Html, Self::Pptx];

    /// For menus.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "PDF, one slide a page",
            Self::Html => "Web page, works without a network",
            Self::Pptx => "PowerPoint, with notes",
        }
    }

    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Pptx => "pptx",
        }
    }

    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|medium| medium.ending().eq_ignore_ascii_case(ending))
    }

    /// The bytes of the file. The same publication gives the same bytes.
    ///
    /// # Errors
    /// When it has no pages, a picture is too large, or a part of the program that it needs is damaged.
    pub fn write(self, publication: &Publication) -> Result<Vec<u8>, Problem> {
        if publication.pages.is_empty() {
            return Err(nothing_to_publish());
        }
        match self {
            Self::Pdf => pdf::write_pages(publication),
            Self::Html => html::write(publication).map(String::into_bytes),
            Self::Pptx => pptx::write(publication),
        }
    }
}

/// What to say of a briefing without slides.
pub(super) fn nothing_to_publish() -> Problem {
    Problem::new("Could not publish the briefing").because("it has no slides").hint("Add a slide first.")
}

impl Publication {
    /// The stamps of all pages as JSON.
    pub(super) fn stamps_json(&self) -> Result<Option<String>, Problem> {
        Stamp::all_to_json(self.pages.iter().flat_map(|page| &page.stamps))
    }

    /// What it is called: its title, else that of its first page.
    pub fn name(&self) -> &str {
        let first = || self.pages.iter().map(|page| page.title.trim()).find(|title| !title.is_empty());
        Some(self.title.trim()).filter(|title| !title.is_empty()).or_else(first).unwrap_or("Asymmetry")
    }
}
