//! A picture as PDF, drawn from its SVG: words stay words, lines stay lines.

use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

use crate::export::{Stamp, raster, svg};
use crate::picture::Picture;
use crate::problem::Problem;

/// One page of the size of the picture. No date stands in it, so the same picture gives the same bytes.
///
/// # Errors
/// When the file cannot be put together, which would be a mistake of this program.
pub fn write(picture: &Picture, stamp: Option<&Stamp>) -> Result<Vec<u8>, Problem> {
    let mut metadata = Metadata::new()
        .title(picture.title.clone())
        .description(picture.alt.clone())
        .creator(format!("Asymmetry {}", env!("CARGO_PKG_VERSION")))
        .language("en".to_owned());
    if let Some(stamp) = stamp {
        metadata = metadata.keywords(vec![stamp.to_json()?]);
    }
    let tree = raster::tree(picture)?;
    let [width, height] = picture.size;
    let size = Size::from_wh(width, height).ok_or_else(|| could_not("it has no size"))?;
    let mut document = Document::new();
    document.set_metadata(metadata);
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or_else(|| could_not("a part of it could not be drawn"))?;
    document.finish().map_err(|error| could_not(format!("{error:?}")))
}

/// The keywords in the XMP packet of a PDF file.
pub fn keywords(bytes: &[u8]) -> Option<String> {
    const OPENING: &[u8] = b"<pdf:Keywords>";
    const CLOSING: &[u8] = b"</pdf:Keywords>";
    let find = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).position(|window| window == wanted);
    let start = find(bytes, OPENING)? + OPENING.len();
    let length = find(&bytes[start..], CLOSING)?;
    Some(svg::unescaped(std::str::from_utf8(&bytes[start..start + length]).ok()?))
}

fn could_not(why: impl std::fmt::Display) -> Problem {
    Problem::new("Could not write the picture as PDF").because(why)
}
