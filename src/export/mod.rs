//! Pictures as files: SVG written by hand, PNG and PDF drawn from it; and pages of them as one document. Each carries the
//! views it was drawn from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::chart::mark::Datum;
use crate::dataset::DatasetId;
use crate::picture::Picture;
use crate::problem::Problem;

pub mod archive;
pub mod data;
pub mod folder;
pub mod html;
mod markup;
pub mod pdf;
pub mod pptx;
pub mod publication;
pub mod raster;
pub mod svg;

/// The kinds of picture file. The only list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    Svg,
    Png,
    Pdf,
}

/// The view of a picture, and the datasets it was drawn from with the SHA-256 of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub view_json: String,
    pub datasets: Vec<(DatasetId, String)>,
    /// The terms of each dataset, in words.
    pub terms: Vec<String>,
}

/// One page of a briefing on its way out.
#[derive(Clone, Debug)]
pub struct Page {
    pub picture: Picture,
    /// The same for a room of the other light, where both are wanted.
    pub counterpart: Option<Picture>,
    pub title: String,
    /// What a person wrote beside the picture.
    pub text: String,
    /// For the speaker alone.
    pub notes: String,
    /// "Source: …"; empty on a page of words.
    pub source: String,
    /// What must be known of the figures.
    pub caveats: Vec<String>,
    /// Each publication that the figures were taken from, in full, with its terms.
    pub citations: Vec<String>,
    /// What each mark of the picture says when it is asked, line after line.
    pub said: BTreeMap<Datum, Vec<String>>,
    /// The numbers shown.
    pub rows: Vec<data::Row>,
    /// Of its views, step after step.
    pub stamps: Vec<Stamp>,
}

impl Format {
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Pdf];

    /// For menus: "PNG, for slides and messages".
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG, for the web and for editing",
            Self::Png => "PNG, for slides and messages",
            Self::Pdf => "PDF, for print",
        }
    }

    /// The ending of its files, without a dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.ending().eq_ignore_ascii_case(ending))
    }

    /// The picture as the bytes of a file; `scale` is pixels per point and concerns PNG alone.
    ///
    /// # Errors
    /// When the picture is too large, or a part of the program that it needs is damaged.
    pub fn write(self, picture: &Picture, stamp: Option<&Stamp>, scale: f32) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Svg => svg::write(picture, stamp).map(String::into_bytes),
            Self::Png => raster::write(picture, stamp, scale),
            Self::Pdf => pdf::write(picture, stamp),
        }
    }
}

/// The stamp of an exported SVG, PNG or PDF, the first one of a document; `None` when the file has none.
pub fn stamp_of(bytes: &[u8]) -> Option<Stamp> {
    stamps_of(bytes).into_iter().next()
}

/// The stamps of an exported file in the order of its pages; none when it is not one.
pub fn stamps_of(bytes: &[u8]) -> Vec<Stamp> {
    let json = match bytes {
        [0x89, b'P', b'N', b'G', ..] => raster::comment(bytes),
        [b'%', b'P', b'D', b'F', ..] => pdf::keywords(bytes),
        [b'P', b'K', ..] => pptx::stamps(bytes),
        _ => std::str::from_utf8(bytes).ok().and_then(|text| html::stamps(text).or_else(|| svg::metadata(text))),
    };
    json.map_or_else(Vec::new, |json| Stamp::all_from_json(&json))
}

impl Page {
    /// Its stamps as JSON.
    fn stamps_json(&self) -> Result<Option<String>, Problem> {
        Stamp::all_to_json(self.stamps.iter())
    }
}

impl Stamp {
    /// # Errors
    /// When the view is not JSON.
    pub fn to_json(&self) -> Result<String, Problem> {
        serde_json::to_string(&self.document()?).map_err(could_not_stamp)
    }

    /// One as it is, several as a list; `None` of none.
    fn all_to_json<'a>(stamps: impl Iterator<Item = &'a Self>) -> Result<Option<String>, Problem> {
        let documents = stamps.map(Self::document).collect::<Result<Vec<_>, _>>()?;
        let json = match documents.as_slice() {
            [] => return Ok(None),
            [one] => serde_json::to_string(one),
            several => serde_json::to_string(several),
        };
        json.map(Some).map_err(could_not_stamp)
    }

    fn document(&self) -> Result<Document, Problem> {
        let view = RawValue::from_string(self.view_json.clone()).map_err(could_not_stamp)?;
        let datasets = self.datasets.iter().map(|(id, sha256)| Identity { id: id.clone(), sha256: sha256.clone() }).collect();
        Ok(Document { asymmetry: VERSION.to_owned(), view, datasets, terms: self.terms.clone() })
    }

    /// Those of a version this program knows, from one or from a list.
    fn all_from_json(json: &str) -> Vec<Self> {
        let list = serde_json::from_str::<Vec<Document>>(json);
        let documents = list.or_else(|_| serde_json::from_str(json).map(|one: Document| vec![one])).unwrap_or_default();
        documents.into_iter().filter(|one| one.asymmetry == VERSION).map(Self::from).collect()
    }
}

impl From<Document> for Stamp {
    fn from(document: Document) -> Self {
        let datasets = document.datasets.into_iter().map(|Identity { id, sha256 }| (id, sha256)).collect();
        Self { view_json: document.view.get().to_owned(), datasets, terms: document.terms }
    }
}

fn could_not_stamp(error: impl std::fmt::Display) -> Problem {
    Problem::new("Could not write the view into the picture").because(error)
}

#[derive(Serialize, Deserialize)]
struct Document {
    asymmetry: String,
    view: Box<RawValue>,
    datasets: Vec<Identity>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    terms: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Identity {
    id: DatasetId,
    sha256: String,
}

const VERSION: &str = "stamp/1";
