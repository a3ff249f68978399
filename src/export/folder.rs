//! A briefing as a folder: a picture of each slide, the numbers behind it, and a page to look through them.

use std::fmt::Write as _;

use crate::export::data::About;
use crate::export::markup::escaped;
use crate::export::publication::{Publication, nothing_to_publish};
use crate::export::{Page, data, raster, svg};
use crate::problem::Problem;

/// How slides become points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Points {
    /// Pixels per point of the slide.
    pub scale: f32,
    pub is_transparent: bool,
}

/// The files by their names in the folder; `points` asks for a PNG beside each SVG.
///
/// # Errors
/// When the briefing has no pages, or a picture cannot be written.
pub fn write(publication: &Publication, points: Option<Points>) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    if publication.pages.is_empty() {
        return Err(nothing_to_publish());
    }
    let mut files = Vec::new();
    let mut figures = String::new();
    for (number, page) in publication.pages.iter().enumerate() {
        let name = format!("slide-{:02}", number + 1);
        let drawing = svg::write_stamped(&page.picture, page.stamps_json()?.as_deref())?;
        files.push((format!("{name}.svg"), drawing.into_bytes()));
        if let Some(points) = points {
            files.push((format!("{name}.png"), in_points(page, points)?));
        }
        if !page.rows.is_empty() {
            let mut table = Vec::new();
            data::write_csv(&page.rows, &mut table).map_err(|error| Problem::new("Could not write the numbers").because(error))?;
            let file = format!("{name}.csv");
            let terms: Vec<String> = page.stamps.iter().flat_map(|stamp| stamp.terms.iter().cloned()).collect();
            let views = page.stamps_json()?;
            let about =
                About { title: &page.title, notes: &page.caveats, sources: &page.citations, terms: &terms, views_json: views.as_deref() };
            files.push((data::metadata_name(&file), data::metadata(&file, &page.rows, &about).into_bytes()));
            files.push((file, table));
        }
        figure(&mut figures, &name, page);
    }
    files.push(("index.html".to_owned(), index(publication, &figures).into_bytes()));
    Ok(files)
}

fn in_points(page: &Page, Points { scale, is_transparent }: Points) -> Result<Vec<u8>, Problem> {
    let picture = if is_transparent { &page.picture.clone().without_ground() } else { &page.picture };
    raster::write_stamped(picture, page.stamps_json()?, scale)
}

fn figure(figures: &mut String, name: &str, page: &Page) {
    let (title, alt) = (escaped(&page.title), escaped(&page.picture.alt));
    let numbers = if page.rows.is_empty() { String::new() } else { format!(", <a href=\"{name}.csv\">CSV</a>") };
    let _ = writeln!(
        figures,
        "<figure>\n<img src=\"{name}.svg\" alt=\"{alt}\">\n<figcaption>{title} <a href=\"{name}.svg\">SVG</a>{numbers}</figcaption>"
    );
    for text in [&page.notes, &page.source].into_iter().filter(|text| !text.trim().is_empty()) {
        let _ = writeln!(figures, "<p>{}</p>", escaped(text.trim()));
    }
    for line in page.citations.iter().chain(page.stamps.iter().flat_map(|stamp| &stamp.terms)) {
        let _ = writeln!(figures, "<p>{}</p>", escaped(line));
    }
    figures.push_str("</figure>\n");
}

fn index(publication: &Publication, figures: &str) -> String {
    let (language, title) = (publication.language.code(), escaped(publication.name()));
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file:\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n:root {{ color-scheme: light dark }}\n\
         body {{ margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 'IBM Plex Sans', system-ui, sans-serif }}\n\
         figure {{ margin: 0 0 3rem }} img {{ box-sizing: border-box; width: 100%; height: auto; border: 1px solid #8886 }} figcaption {{ font-weight: 600 }}\n\
         figure p {{ margin: .25rem 0; white-space: pre-line; font-size: .9rem }}\n</style>\n\
         <h1>{title}</h1>\n{figures}</html>\n"
    )
}
