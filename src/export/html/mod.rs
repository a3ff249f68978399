//! A briefing as one page for the browser: vector pictures whose marks can be asked, notes, sources, the numbers behind each
//! picture. It needs neither a network nor this program.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::chart::mark::Datum;
use crate::export::markup::escaped;
use crate::export::publication::Publication;
use crate::export::svg::{self, Letters};
use crate::export::{Page, data};
use crate::picture::{Color, Picture, Weight, hit};
use crate::problem::Problem;
use crate::terms::translation::Tongue;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// Where the views stand.
const OPENING: &str = "<script type=\"application/json\" id=\"asymmetry-stamps\">";
const CLOSING: &str = "</script>";
/// Nothing is fetched from anywhere, whatever a label may hold.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'";

/// The whole page.
///
/// # Errors
/// When the fonts or the views cannot be embedded.
pub fn write(publication: &Publication) -> Result<String, Problem> {
    let tongue = Tongue::new(publication.language);
    let title = publication.name();
    let mut body = bar(title, &tongue);
    body.push_str("<main>\n");
    for (number, page) in publication.pages.iter().enumerate() {
        section(&mut body, number + 1, page, &tongue);
    }
    let made = tongue.say("Made with Asymmetry");
    let _ =
        writeln!(body, "</main>\n<footer>{}</footer>\n<div id=\"card\" class=\"card\" aria-hidden=\"true\" hidden></div>", escaped(&made));
    let fonts = svg::font_faces(&letters(publication, &body))?;
    let stamps = publication.stamps_json()?.unwrap_or_else(|| "[]".to_owned());
    let (language, theme) = (publication.language.code(), light_at_first(&publication.pages));
    let (version, title) = (env!("CARGO_PKG_VERSION"), escaped(title));
    Ok(format!(
        "<!doctype html>\n<html lang=\"{language}\"{theme}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"Asymmetry {version}\">\n<title>{title}</title>\n\
         <style>\n{fonts}{STYLE}{paper}</style>\n</head>\n<body>\n{body}{OPENING}{stamps}{CLOSING}\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        paper = paper(&publication.pages),
        stamps = harmless_in_script(&stamps),
    ))
}

/// The views of such a page, as JSON.
pub fn stamps(text: &str) -> Option<String> {
    // What people wrote stands before it and is escaped, so the first one is ours.
    let (_, rest) = text.split_once(OPENING)?;
    rest.split_once(CLOSING).map(|(json, _)| json.to_owned())
}

/// JSON that no browser takes for the end of its element: it means the same with the sign written as a number.
fn harmless_in_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn bar(title: &str, tongue: &Tongue) -> String {
    let say = |english: &str| escaped(&tongue.say_in_window(english));
    let button = |id: &str, sign: &str, english: &str| {
        let name = say(english);
        let shown = if sign.is_empty() { name.clone() } else { sign.to_owned() };
        format!("<button id=\"{id}\" type=\"button\" aria-label=\"{name}\" title=\"{name}\">{shown}</button>\n")
    };
    let notes = say("Notes");
    format!(
        "<header class=\"bar\">\n<h1>{}</h1>\n<nav>\n{}<output id=\"place\"></output>\n{}\
         <button id=\"notes\" type=\"button\" aria-pressed=\"false\">{notes}</button>\n{}{}</nav>\n</header>\n",
        escaped(title),
        button("back", "←", "Previous slide"),
        button("on", "→", "Next slide"),
        button("light", "", "Light or dark"),
        button("full", "", "Full screen"),
    )
}

fn section(body: &mut String, number: usize, page: &Page, tongue: &Tongue) {
    let [width, height] = page.picture.size;
    let title = if page.title.trim().is_empty() { format!("{number}") } else { escaped(&page.title) };
    let _ = writeln!(
        body,
        "<section class=\"slide\" id=\"slide-{number}\" aria-labelledby=\"slide-{number}-title\" \
         style=\"--width: {width}; --height: {height}\">\n<h2 id=\"slide-{number}-title\">{title}</h2>"
    );
    figure(body, &format!("s{number}-"), &page.picture, page);
    if let Some(counterpart) = &page.counterpart {
        figure(body, &format!("c{number}-"), counterpart, page);
    }
    if !page.notes.trim().is_empty() {
        let _ = writeln!(body, "{}<p>{}</p>\n</details>", details("notes", "Notes", tongue), escaped(page.notes.trim()));
    }
    table(body, page, &title, tongue);
    sources(body, page, tongue);
    body.push_str("</section>\n");
}

fn details(class: &str, english: &str, tongue: &Tongue) -> String {
    format!("<details class=\"{class}\">\n<summary>{}</summary>\n", escaped(&tongue.say_in_window(english)))
}

fn figure(body: &mut String, prefix: &str, picture: &Picture, page: &Page) {
    let class = match (&page.counterpart, is_dark(picture.background)) {
        (None, _) => "picture",
        (Some(_), false) => "picture day",
        (Some(_), true) => "picture night",
    };
    let drawing = svg::write_part(picture, prefix, &marks(picture, &page.said));
    let _ = writeln!(body, "<figure class=\"{class}\">\n{drawing}</figure>");
}

/// Over each mark of the data an element that can be pointed at and come to by keys, and says what the mark says.
fn marks(picture: &Picture, said: &BTreeMap<Datum, Vec<String>>) -> String {
    /// As large as a dot on a slide.
    const RADIUS: f32 = 7.0;
    let mut places: BTreeMap<Datum, (&str, String)> = BTreeMap::new();
    for shape in &picture.shapes {
        if let (Some(datum), Some(outline)) = (shape.tag.datum, svg::outline(shape)) {
            let class = if outline.starts_with("circle") { "mark spot" } else { "mark" };
            places.entry(datum).or_insert((class, outline));
        }
    }
    for target in &picture.targets {
        let class = if target.is_in_area { "mark spot area" } else { "mark spot" };
        places.entry(target.datum).or_insert_with(|| (class, svg::spot(target.at, RADIUS)));
    }
    let mut marks = String::new();
    for (datum, lines) in said {
        // What is drawn with lines and words alone, as a claim is, can be asked in their midst.
        let in_midst = || hit::place_of(picture, *datum).map(|at| ("mark spot", svg::spot(at, RADIUS)));
        let Some((class, outline)) = places.remove(datum).or_else(in_midst) else { continue };
        let (stop, series) = (if marks.is_empty() { 0 } else { -1 }, datum.series);
        let label = escaped(&lines.join("\n"));
        let _ = writeln!(
            marks,
            "<{outline} class=\"{class}\" tabindex=\"{stop}\" role=\"img\" data-series=\"{series}\" aria-label=\"{label}\"/>"
        );
    }
    let [[left, top], [right, bottom]] = [picture.plot.area.min, picture.plot.area.max];
    if marks.is_empty() { marks } else { format!("<g class=\"marks\" data-plot=\"{left} {top} {right} {bottom}\">\n{marks}</g>\n") }
}

fn table(body: &mut String, page: &Page, title: &str, tongue: &Tongue) {
    /// Longer cells break into lines.
    const LONG: usize = 40;
    if page.rows.is_empty() {
        return;
    }
    let table = data::table(&page.rows);
    let _ = write!(
        body,
        "{}<div class=\"scroll\" tabindex=\"0\">\n<table>\n<caption>{title}</caption>\n",
        details("numbers", "Numbers", tongue)
    );
    let head = table.columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", escaped(column)));
    let _ = writeln!(body, "<thead><tr>{}</tr></thead>\n<tbody>", head.collect::<String>());
    for cells in &table.rows {
        body.push_str("<tr>");
        for cell in cells {
            let class = match cell {
                data::Written::Number(_) => " class=\"number\"",
                data::Written::Text(text) if text.chars().count() > LONG => " class=\"long\"",
                data::Written::Text(_) => "",
            };
            let _ = write!(body, "<td{class}>{}</td>", escaped(cell.text()));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table>\n</div>\n</details>\n");
}

/// The source line as on the picture, then each publication and the terms of each dataset.
fn sources(body: &mut String, page: &Page, tongue: &Tongue) {
    let terms: BTreeSet<&String> = page.stamps.iter().flat_map(|stamp| &stamp.terms).collect();
    if page.source.is_empty() && terms.is_empty() {
        return;
    }
    let _ = write!(body, "{}<p>{}</p>\n<ul>\n", details("sources", "Sources", tongue), escaped(&page.source));
    for line in page.citations.iter().chain(terms) {
        let _ = writeln!(body, "<li>{}</li>", escaped(line));
    }
    body.push_str("</ul>\n</details>\n");
}

/// The letters of the pictures and of everything around them.
fn letters(publication: &Publication, body: &str) -> Letters {
    let mut letters = Letters::new();
    let pictures = publication.pages.iter().flat_map(|page| std::iter::once(&page.picture).chain(&page.counterpart));
    for (font, characters) in pictures.flat_map(svg::letters) {
        letters.entry(font).or_default().extend(characters);
    }
    svg::add_letters(&mut letters, body, Weight::Regular);
    let titles = publication.pages.iter().flat_map(|page| page.said.values().flatten()).map(String::as_str);
    titles.chain([publication.name()]).for_each(|text| svg::add_letters(&mut letters, text, Weight::Semibold));
    letters
}

/// Pages of the size of the first slide, for the printer.
fn paper(pages: &[Page]) -> String {
    /// A slide of 1600 points is as wide as those of other programs, 13⅓ inches.
    const POINTS_AN_INCH: f32 = 120.0;
    let [width, height] = pages.first().map_or([1600.0, 900.0], |page| page.picture.size).map(|length| length / POINTS_AN_INCH);
    format!("@page {{ size: {width:.3}in {height:.3}in; margin: 0 }}\n")
}

/// A briefing made for a dark room begins so; a light one follows the reader's system.
fn light_at_first(pages: &[Page]) -> &'static str {
    if pages.first().is_some_and(|page| is_dark(page.picture.background)) { " data-light=\"dark\"" } else { "" }
}

fn is_dark(Color([red, green, blue, _]): Color) -> bool {
    u32::from(red) + u32::from(green) + u32::from(blue) < 384
}
