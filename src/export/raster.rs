//! A picture as PNG, drawn from its SVG with the bundled fonts and nothing of the machine's.

use std::sync::{Arc, LazyLock};

use resvg::{tiny_skia, usvg};

use crate::export::{Stamp, svg};
use crate::picture::Picture;
use crate::picture::text::Font;
use crate::problem::Problem;

/// More would need half a gigabyte while it is drawn.
const MOST_PIXELS: f64 = 100e6;
/// The name under which the stamp stands in the file.
const KEYWORD: &str = "asymmetry";

/// The bytes of a PNG file with `scale` pixels per point.
///
/// # Errors
/// When the picture would be larger than any use needs.
pub fn write(picture: &Picture, stamp: Option<&Stamp>, scale: f32) -> Result<Vec<u8>, Problem> {
    let stamp = stamp.map(Stamp::to_json).transpose()?;
    write_stamped(picture, stamp, scale)
}

/// The same with stamps in JSON.
///
/// # Errors
/// When the picture would be larger than any use needs.
pub fn write_stamped(picture: &Picture, stamps_json: Option<String>, scale: f32) -> Result<Vec<u8>, Problem> {
    let pixels = pixels(picture, scale)?;
    encoded(&pixels, stamps_json).map_err(could_not)
}

/// The picture drawn: pixels of red, green, blue and opacity, from the upper left, not premultiplied where it is opaque.
///
/// # Errors
/// When the picture would be larger than any use needs.
pub fn pixels(picture: &Picture, scale: f32) -> Result<tiny_skia::Pixmap, Problem> {
    let [width, height] = picture.size.map(|length| (f64::from(length) * f64::from(scale)).round().max(1.0));
    if !scale.is_finite() || scale <= 0.0 || width * height > MOST_PIXELS {
        return Err(Problem::new("Could not draw the picture as PNG")
            .because(format!("it would be {width:.0} × {height:.0} pixels"))
            .hint("Choose a smaller size or scale; at most 100 million pixels."));
    }
    let tree = tree(picture)?;
    let mut pixmap = tiny_skia::Pixmap::new(width as u32, height as u32).ok_or_else(|| could_not("it has no size"))?;
    resvg::render(&tree, tiny_skia::Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(pixmap)
}

/// The picture as resvg and krilla read it.
///
/// # Errors
/// When the SVG cannot be read back, which would be a mistake of this program.
pub fn tree(picture: &Picture) -> Result<usvg::Tree, Problem> {
    static FONTS: LazyLock<Arc<usvg::fontdb::Database>> = LazyLock::new(|| {
        let mut fonts = usvg::fontdb::Database::new();
        for font in Font::ALL {
            fonts.load_font_source(usvg::fontdb::Source::Binary(Arc::new(font.bytes())));
        }
        fonts.set_sans_serif_family(Font::Regular.family());
        Arc::new(fonts)
    });
    let options = usvg::Options { fontdb: Arc::clone(&FONTS), font_family: Font::Regular.family().to_owned(), ..usvg::Options::default() };
    usvg::Tree::from_str(&svg::write_bare(picture), &options).map_err(could_not)
}

/// The picture as SVG whose words are outlines, for programs that have other fonts or set words in their own way.
///
/// # Errors
/// When the SVG cannot be read back, which would be a mistake of this program.
pub fn outlined(picture: &Picture) -> Result<String, Problem> {
    // Two digits after the point, as in the SVG it comes from; the places of glyphs need more.
    let options = usvg::WriteOptions { coordinates_precision: 2, transforms_precision: 6, ..usvg::WriteOptions::default() };
    Ok(tree(picture)?.to_string(&options))
}

/// What stands in the file under our keyword.
pub fn comment(bytes: &[u8]) -> Option<String> {
    let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().ok()?;
    let text = reader.info().utf8_text.iter().find(|text| text.keyword == KEYWORD)?;
    text.get_text().ok()
}

fn encoded(pixmap: &tiny_skia::Pixmap, stamp: Option<String>) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixmap.width(), pixmap.height());
    // Where the paper is opaque, opacity need not be kept.
    let is_opaque = pixmap.pixels().iter().all(|pixel| pixel.alpha() == 255);
    encoder.set_color(if is_opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
    encoder.set_depth(png::BitDepth::Eight);
    if let Some(stamp) = stamp {
        encoder.add_itxt_chunk(KEYWORD.to_owned(), stamp)?;
    }
    let colors: Vec<u8> = if is_opaque {
        pixmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    } else {
        let plain = pixmap.pixels().iter().map(|pixel| pixel.demultiply());
        plain.flat_map(|color| [color.red(), color.green(), color.blue(), color.alpha()]).collect()
    };
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&colors)?;
    writer.finish()?;
    Ok(bytes)
}

fn could_not(error: impl std::fmt::Display) -> Problem {
    Problem::new("Could not draw the picture as PNG").because(error)
}
