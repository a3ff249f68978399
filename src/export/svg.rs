//! A picture as SVG text, the only format written by hand. The same picture gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::chart::mark::Anchor;
use crate::export::Stamp;
use crate::export::markup::{base64, escaped, unescaped};
use crate::picture::text::{self, Font};
use crate::picture::{Color, Form, Picture, Rect, Shape, Weight};
use crate::problem::Problem;

/// The name space of what only this program reads.
const NAME_SPACE: &str = "https://asymmetry.example/stamp/1";
const OPENING: &str = "<asymmetry:stamp xmlns:asymmetry=";
const CLOSING: &str = "</asymmetry:stamp>";

/// The whole file: words as text with the glyphs they need, alternative text, and the view it was drawn from.
///
/// # Errors
/// When the fonts or the stamp cannot be embedded.
pub fn write(picture: &Picture, stamp: Option<&Stamp>) -> Result<String, Problem> {
    write_stamped(picture, stamp.map(Stamp::to_json).transpose()?.as_deref())
}

/// The whole file with stamps that are JSON already.
pub(super) fn write_stamped(picture: &Picture, metadata: Option<&str>) -> Result<String, Problem> {
    let font_faces = font_faces(&letters(picture))?;
    Ok(document(picture, &Dress { font_faces: &font_faces, metadata, ..Dress::default() }))
}

/// The drawing alone, for programs that bring the fonts themselves.
pub fn write_bare(picture: &Picture) -> String {
    document(picture, &Dress::default())
}

/// The drawing as a part of a page that brings the fonts: its names begin with `prefix`, so that several go together, and
/// `marks` lie over it.
pub(super) fn write_part(picture: &Picture, prefix: &str, marks: &str) -> String {
    document(picture, &Dress { prefix, marks, ..Dress::default() })
}

/// What a document has besides its drawing.
#[derive(Default)]
struct Dress<'a> {
    /// Of everything in it that has a name.
    prefix: &'a str,
    font_faces: &'a str,
    metadata: Option<&'a str>,
    /// Elements over the drawing.
    marks: &'a str,
}

/// What `write` put into the metadata of an SVG text.
pub fn metadata(svg: &str) -> Option<String> {
    let (_, rest) = svg.split_once(OPENING)?;
    let (_, rest) = rest.split_once('>')?;
    let (content, _) = rest.split_once(CLOSING)?;
    Some(unescaped(content))
}

fn document(picture: &Picture, dress: &Dress) -> String {
    let prefix = dress.prefix;
    let [width, height] = picture.size.map(number);
    let mut svg = String::with_capacity(64 * 1024);
    let families = Font::ALL.map(|font| format!("'{}'", font.family()));
    let families = format!("{}, {}, 'IBM Plex Sans', sans-serif", families[0], families[2]);
    // Kerning is left out because the embedded fonts have none, and whole pixels are not sought: so every program sets
    // the words alike.
    let (title, is_part) = (escaped(&picture.title), !prefix.is_empty());
    // A part of a page has marks that can be asked, and a title element would lie over them wherever the pointer rests.
    let named = match is_part {
        true => format!("role=\"group\" aria-label=\"{title}\" aria-describedby=\"{prefix}desc\""),
        false => "role=\"img\" aria-labelledby=\"title desc\"".to_owned(),
    };
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" {named} \
         font-family=\"{families}\" text-rendering=\"geometricPrecision\" style=\"font-kerning: none\">"
    );
    if !is_part {
        let _ = writeln!(svg, "<title id=\"title\">{title}</title>");
    }
    let _ = writeln!(svg, "<desc id=\"{prefix}desc\">{}</desc>", escaped(&picture.alt));
    if let Some(json) = dress.metadata {
        let _ = writeln!(svg, "<metadata>{OPENING}\"{NAME_SPACE}\">{}{CLOSING}</metadata>", escaped(json));
    }
    definitions(&mut svg, picture, dress);
    let _ = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\" {}/>", fill(picture.background));
    let mut is_clipped = false;
    for shape in &picture.shapes {
        if shape.tag.is_clipped != is_clipped {
            is_clipped = shape.tag.is_clipped;
            svg.push_str(&if is_clipped { format!("<g clip-path=\"url(#{prefix}plot)\">\n") } else { "</g>\n".to_owned() });
        }
        draw(&mut svg, shape, prefix);
    }
    if is_clipped {
        svg.push_str("</g>\n");
    }
    svg.push_str(dress.marks);
    svg.push_str("</svg>\n");
    svg
}

fn definitions(svg: &mut String, picture: &Picture, dress: &Dress) {
    let Dress { prefix, font_faces, .. } = dress;
    svg.push_str("<defs>\n");
    if !font_faces.is_empty() {
        let _ = writeln!(svg, "<style>\n{font_faces}</style>");
    }
    if picture.shapes.iter().any(|shape| shape.tag.is_clipped) {
        let _ = writeln!(svg, "<clipPath id=\"{prefix}plot\"><rect {}/></clipPath>", sides(&picture.plot.area));
    }
    let hatched = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Hatched { fill, .. } => Some(*fill),
        Form::Rect { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Circle { .. } | Form::Text { .. } => None,
    });
    for color in hatched.collect::<BTreeSet<Color>>() {
        let ground = Color([color.0[0], color.0[1], color.0[2], 90]);
        let _ = writeln!(
            svg,
            "<pattern id=\"{prefix}{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"6\" height=\"6\" {}/><rect width=\"2.6\" height=\"6\" {}/></pattern>",
            pattern_id(color),
            fill(ground),
            fill(color)
        );
    }
    svg.push_str("</defs>\n");
}

fn draw(svg: &mut String, shape: &Shape, prefix: &str) {
    // Writing to a String cannot fail.
    let _ = match &shape.form {
        Form::Rect { rect, fill: color } => writeln!(svg, "<rect {} {}/>", sides(rect), fill(*color)),
        Form::Hatched { rect, fill: color } => writeln!(svg, "<rect {} fill=\"url(#{prefix}{})\"/>", sides(rect), pattern_id(*color)),
        Form::Polygon { points, fill: color } => writeln!(svg, "<polygon points=\"{}\" {}/>", corners(points), fill(*color)),
        Form::Polyline { points, width, color, dash } => {
            let dash = dash.map_or_else(String::new, |[on, off]| format!(" stroke-dasharray=\"{} {}\"", number(on), number(off)));
            let join = if points.len() > 2 { " stroke-linejoin=\"round\" stroke-linecap=\"round\"" } else { "" };
            writeln!(svg, "<polyline points=\"{}\" fill=\"none\" {}{join}{dash}/>", corners(points), stroke(*width, *color))
        }
        Form::Circle { center: [x, y], radius, fill: color, stroke: line } => {
            let line = line.map_or_else(String::new, |(width, color)| format!(" {}", stroke(width, color)));
            writeln!(svg, "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}{line}/>", number(*x), number(*y), number(*radius), fill(*color))
        }
        Form::Text { at: [x, y], text, size, weight, color, anchor } => {
            let weight = match weight {
                Weight::Regular => "",
                Weight::Semibold => " font-weight=\"600\"",
            };
            let anchor = match anchor {
                Anchor::Start => "",
                Anchor::Middle => " text-anchor=\"middle\"",
                Anchor::End => " text-anchor=\"end\"",
            };
            let (x, y, size, text) = (number(*x), number(*y), number(*size), escaped(text));
            writeln!(svg, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight}{anchor} {}>{text}</text>", fill(*color))
        }
    };
}

/// The characters of some words in each font.
pub(super) type Letters = BTreeMap<Font, BTreeSet<char>>;

/// The letters of the words of a picture.
pub(super) fn letters(picture: &Picture) -> Letters {
    let mut used = Letters::new();
    for shape in &picture.shapes {
        match &shape.form {
            Form::Text { text, weight, .. } => add_letters(&mut used, text, *weight),
            Form::Rect { .. } | Form::Hatched { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Circle { .. } => {}
        }
    }
    used
}

/// Adds the letters of a text, each to the font that draws it.
pub(super) fn add_letters(used: &mut Letters, text: &str, weight: Weight) {
    for character in text.chars() {
        if let Some(font) = Font::of(character, weight) {
            used.entry(font).or_default().insert(character);
        }
    }
}

/// One `@font-face` for each bundled font with nothing but these letters.
pub(super) fn font_faces(used: &Letters) -> Result<String, Problem> {
    let mut faces = String::new();
    for (font, characters) in used {
        let data = base64(&text::subset(*font, characters)?);
        let (family, weight) = (font.family(), font.css_weight());
        let _ = writeln!(
            faces,
            "@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url(data:font/ttf;base64,{data}) format('truetype'); }}"
        );
    }
    Ok(faces)
}

/// The outline of a shape alone, for what lies over it; words and lines have none.
pub(super) fn outline(shape: &Shape) -> Option<String> {
    match &shape.form {
        Form::Rect { rect, .. } | Form::Hatched { rect, .. } => Some(format!("rect {}", sides(rect))),
        Form::Polygon { points, .. } => Some(format!("polygon points=\"{}\"", corners(points))),
        Form::Circle { center, radius, .. } => Some(spot(*center, *radius)),
        Form::Polyline { .. } | Form::Text { .. } => None,
    }
}

pub(super) fn spot([x, y]: [f32; 2], radius: f32) -> String {
    format!("circle cx=\"{}\" cy=\"{}\" r=\"{}\"", number(x), number(y), number(radius))
}

fn sides(rect: &Rect) -> String {
    let [x, y] = rect.min.map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\"", number(rect.width().max(0.0)), number(rect.height().max(0.0)))
}

fn corners(points: &[[f32; 2]]) -> String {
    let mut corners = String::with_capacity(points.len() * 14);
    for [x, y] in points {
        let gap = if corners.is_empty() { "" } else { " " };
        let _ = write!(corners, "{gap}{},{}", number(*x), number(*y));
    }
    corners
}

fn fill(color: Color) -> String {
    paint("fill", color)
}

fn stroke(width: f32, color: Color) -> String {
    format!("{} stroke-width=\"{}\"", paint("stroke", color), number(width))
}

fn paint(what: &str, Color([red, green, blue, opacity]): Color) -> String {
    let opacity = if opacity == 255 { String::new() } else { format!(" {what}-opacity=\"{}\"", number(f32::from(opacity) / 255.0)) };
    format!("{what}=\"#{red:02x}{green:02x}{blue:02x}\"{opacity}")
}

fn pattern_id(Color([red, green, blue, opacity]): Color) -> String {
    format!("hatch-{red:02x}{green:02x}{blue:02x}{opacity:02x}")
}

/// Two digits after the point, without zeros at the end and without a minus before nothing.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_nothing() {
        assert_eq!([1.0, 1.5, 0.126, -0.001, 1e-9, -12.25].map(number), ["1", "1.5", "0.13", "0", "0", "-12.25"]);
    }
}
