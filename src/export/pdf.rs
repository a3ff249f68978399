//! Pictures as PDF, drawn from their SVG: words stay words, lines stay lines, and each picture says what it shows.

use krilla::Document;
use krilla::destination::XyzDestination;
use krilla::geom::{Point, Size};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt as _, SvgSettings};

use crate::export::publication::Publication;
use crate::export::{Stamp, markup, raster};
use crate::picture::Picture;
use crate::problem::Problem;
use crate::terms::language::Language;

/// One page of the size of the picture. No date stands in it, so the same picture gives the same bytes.
///
/// # Errors
/// When the file cannot be put together, which would be a mistake of this program.
pub fn write(picture: &Picture, stamp: Option<&Stamp>) -> Result<Vec<u8>, Problem> {
    let about = About { title: &picture.title, description: Some(&picture.alt), language: Language::English };
    document(&about, &[picture], stamp.map(Stamp::to_json).transpose()?)
}

/// A page for each slide, with their titles as bookmarks.
///
/// # Errors
/// When the file cannot be put together, which would be a mistake of this program.
pub fn write_pages(publication: &Publication) -> Result<Vec<u8>, Problem> {
    let about = About { title: publication.name(), description: None, language: publication.language };
    let pictures: Vec<&Picture> = publication.pages.iter().map(|page| &page.picture).collect();
    document(&about, &pictures, publication.stamps_json()?)
}

struct About<'a> {
    title: &'a str,
    description: Option<&'a str>,
    language: Language,
}

fn document(about: &About, pictures: &[&Picture], stamps: Option<String>) -> Result<Vec<u8>, Problem> {
    let language = about.language.code().to_owned();
    let mut metadata = Metadata::new()
        .title(about.title.to_owned())
        .creator(format!("Asymmetry {}", env!("CARGO_PKG_VERSION")))
        .language(language.clone());
    if let Some(description) = about.description {
        metadata = metadata.description(description.to_owned());
    }
    if let Some(stamps) = stamps {
        metadata = metadata.keywords(vec![stamps]);
    }
    let mut document = Document::new();
    document.set_metadata(metadata);
    let mut tree = TagTree::new().with_lang(Some(language));
    let mut outline = Outline::new();
    for (number, picture) in pictures.iter().enumerate() {
        tree.push(page(&mut document, picture)?);
        outline.push_child(OutlineNode::new(picture.title.clone(), XyzDestination::new(number, Point::from_xy(0.0, 0.0))));
    }
    document.set_tag_tree(tree);
    if pictures.len() > 1 {
        document.set_outline(outline);
    }
    document.finish().map_err(|error| could_not(format!("{error:?}")))
}

/// Draws the picture on a page of its own; gives what it is for who cannot see it.
fn page(document: &mut Document, picture: &Picture) -> Result<TagGroup, Problem> {
    let tree = raster::tree(picture)?;
    let [width, height] = picture.size;
    let size = Size::from_wh(width, height).ok_or_else(|| could_not("it has no size"))?;
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawing = surface.start_tagged(ContentTag::Other);
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.end_tagged();
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| could_not("a part of it could not be drawn"))?;
    let mut figure = TagGroup::new(Tag::Figure(Some(picture.alt.clone())));
    figure.push(drawing);
    Ok(figure)
}

/// The keywords in the XMP packet of a PDF file.
pub fn keywords(bytes: &[u8]) -> Option<String> {
    const OPENING: &[u8] = b"<pdf:Keywords>";
    const CLOSING: &[u8] = b"</pdf:Keywords>";
    let find = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted);
    let start = find(bytes, OPENING)? + OPENING.len();
    let length = find(&bytes[start..], CLOSING)?;
    Some(markup::unescaped(std::str::from_utf8(&bytes[start..start + length]).ok()?))
}

fn could_not(why: impl std::fmt::Display) -> Problem {
    Problem::new("Could not write the picture as PDF").because(why)
}
