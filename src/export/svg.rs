//! A picture as SVG text, the only format written by hand. The same picture gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::chart::mark::Anchor;
use crate::export::Stamp;
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
    let metadata = stamp.map(Stamp::to_json).transpose()?;
    Ok(document(picture, &font_faces(picture)?, metadata.as_deref()))
}

/// The drawing alone, for programs that bring the fonts themselves.
pub fn write_bare(picture: &Picture) -> String {
    document(picture, "", None)
}

/// What `write` put into the metadata of an SVG text.
pub fn metadata(svg: &str) -> Option<String> {
    let (_, rest) = svg.split_once(OPENING)?;
    let (_, rest) = rest.split_once('>')?;
    let (content, _) = rest.split_once(CLOSING)?;
    Some(unescaped(content))
}

fn document(picture: &Picture, font_faces: &str, metadata: Option<&str>) -> String {
    let [width, height] = picture.size.map(number);
    let mut svg = String::with_capacity(64 * 1024);
    let families = Font::ALL.map(|font| format!("'{}'", font.family()));
    let families = format!("{}, {}, 'IBM Plex Sans', sans-serif", families[0], families[2]);
    // Kerning is left out because the embedded fonts have none, and whole pixels are not sought: so every program sets
    // the words alike.
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"title desc\" font-family=\"{families}\" text-rendering=\"geometricPrecision\" style=\"font-kerning: none\">"
    );
    let _ = writeln!(svg, "<title id=\"title\">{}</title>", escaped(&picture.title));
    let _ = writeln!(svg, "<desc id=\"desc\">{}</desc>", escaped(&picture.alt));
    if let Some(json) = metadata {
        let _ = writeln!(svg, "<metadata>{OPENING}\"{NAME_SPACE}\">{}{CLOSING}</metadata>", escaped(json));
    }
    definitions(&mut svg, picture, font_faces);
    let _ = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\" {}/>", fill(picture.background));
    let mut is_clipped = false;
    for shape in &picture.shapes {
        if shape.tag.is_clipped != is_clipped {
            is_clipped = shape.tag.is_clipped;
            svg.push_str(if is_clipped { "<g clip-path=\"url(#plot)\">\n" } else { "</g>\n" });
        }
        draw(&mut svg, shape);
    }
    if is_clipped {
        svg.push_str("</g>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

fn definitions(svg: &mut String, picture: &Picture, font_faces: &str) {
    svg.push_str("<defs>\n");
    if !font_faces.is_empty() {
        let _ = writeln!(svg, "<style>\n{font_faces}</style>");
    }
    if picture.shapes.iter().any(|shape| shape.tag.is_clipped) {
        let _ = writeln!(svg, "<clipPath id=\"plot\"><rect {}/></clipPath>", sides(&picture.plot.area));
    }
    let hatched = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Hatched { fill, .. } => Some(*fill),
        Form::Rect { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Circle { .. } | Form::Text { .. } => None,
    });
    for color in hatched.collect::<BTreeSet<Color>>() {
        let ground = Color([color.0[0], color.0[1], color.0[2], 90]);
        let _ = writeln!(
            svg,
            "<pattern id=\"{}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"6\" height=\"6\" {}/><rect width=\"2.6\" height=\"6\" {}/></pattern>",
            pattern_id(color),
            fill(ground),
            fill(color)
        );
    }
    svg.push_str("</defs>\n");
}

fn draw(svg: &mut String, shape: &Shape) {
    // Writing to a String cannot fail.
    let _ = match &shape.form {
        Form::Rect { rect, fill: color } => writeln!(svg, "<rect {} {}/>", sides(rect), fill(*color)),
        Form::Hatched { rect, fill: color } => writeln!(svg, "<rect {} fill=\"url(#{})\"/>", sides(rect), pattern_id(*color)),
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

/// One `@font-face` for each bundled font that the picture uses, with nothing but the glyphs it uses.
fn font_faces(picture: &Picture) -> Result<String, Problem> {
    let mut used: BTreeMap<Font, BTreeSet<char>> = BTreeMap::new();
    for shape in &picture.shapes {
        match &shape.form {
            Form::Text { text, weight, .. } => {
                for character in text.chars() {
                    if let Some(font) = Font::of(character, *weight) {
                        used.entry(font).or_default().insert(character);
                    }
                }
            }
            Form::Rect { .. } | Form::Hatched { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Circle { .. } => {}
        }
    }
    let mut faces = String::new();
    for (font, characters) in used {
        let data = base64(&text::subset(font, &characters)?);
        let (family, weight) = (font.family(), font.css_weight());
        let _ = writeln!(
            faces,
            "@font-face {{ font-family: '{family}'; font-weight: {weight}; src: url(data:font/ttf;base64,{data}) format('truetype'); }}"
        );
    }
    Ok(faces)
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

/// Text for XML: its signs escaped, what XML forbids left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The text behind `escaped`, and behind what other programs write when they save such a file again.
pub(super) fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let number = (0..3).fold(0_u32, |number, at| number << 8 | u32::from(three.get(at).copied().unwrap_or(0)));
        for place in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * place) & 63) as usize];
            text.push(if place > three.len() { '=' } else { char::from(digit) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_nothing() {
        assert_eq!([1.0, 1.5, 0.126, -0.001, 1e-9, -12.25].map(number), ["1", "1.5", "0.13", "0", "0", "-12.25"]);
    }

    #[test]
    fn words_survive_as_xml() {
        let text = "Bread & <butter> \"at\" 5 %";
        assert_eq!(unescaped(&escaped(text)), text);
        assert_eq!(escaped("a\u{0}b\u{1b}c\u{ffff}"), "abc");
        assert_eq!(unescaped("&amp;lt;"), "&lt;");
    }

    #[test]
    fn base64_is_as_the_standard_has_it() {
        let cases =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
