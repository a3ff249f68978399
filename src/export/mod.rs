//! Pictures as files: SVG written by hand, PNG and PDF drawn from it. Each carries the view it was drawn from.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::dataset::DatasetId;
use crate::picture::Picture;
use crate::problem::Problem;

pub mod archive;
pub mod data;
pub mod pdf;
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
}

/// One page of a briefing on its way out.
#[derive(Clone, Debug)]
pub struct Page {
    pub picture: Picture,
    pub title: String,
    /// What a person wrote beside the picture.
    pub text: String,
    /// For the speaker alone.
    pub notes: String,
    /// "Source: …"; empty on a page of words.
    pub source: String,
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

/// The stamp of an exported SVG, PNG or PDF; `None` when the file has none.
pub fn stamp_of(bytes: &[u8]) -> Option<Stamp> {
    if bytes.starts_with(b"\x89PNG") {
        return Stamp::from_json(&raster::comment(bytes)?);
    }
    if bytes.starts_with(b"%PDF") {
        return Stamp::from_json(&pdf::keywords(bytes)?);
    }
    Stamp::from_json(&svg::metadata(std::str::from_utf8(bytes).ok()?)?)
}

impl Stamp {
    /// # Errors
    /// When the view is not JSON.
    pub fn to_json(&self) -> Result<String, Problem> {
        let could_not = |error| Problem::new("Could not write the view into the picture").because(error);
        let view = RawValue::from_string(self.view_json.clone()).map_err(could_not)?;
        let datasets = self.datasets.iter().map(|(id, sha256)| Identity { id: id.clone(), sha256: sha256.clone() }).collect();
        serde_json::to_string(&Document { asymmetry: VERSION.to_owned(), view, datasets }).map_err(could_not)
    }

    fn from_json(json: &str) -> Option<Self> {
        let document: Document = serde_json::from_str(json).ok()?;
        let datasets = document.datasets.into_iter().map(|Identity { id, sha256 }| (id, sha256)).collect();
        (document.asymmetry == VERSION).then(|| Self { view_json: document.view.get().to_owned(), datasets })
    }
}

#[derive(Serialize, Deserialize)]
struct Document {
    asymmetry: String,
    view: Box<RawValue>,
    datasets: Vec<Identity>,
}

#[derive(Serialize, Deserialize)]
struct Identity {
    id: DatasetId,
    sha256: String,
}

const VERSION: &str = "stamp/1";
