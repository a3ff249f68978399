//! `asymmetry list`: what is bundled.

use serde_json::{Value, json};

use crate::cli::args::{Bundled, TextFormat};
use crate::cli::desk::Desk;
use crate::cli::{Failure, not_in_this_version, say};
use crate::import::hints::Hints;
use crate::view::{self, View};

/// Datasets, views or both.
pub fn list(what: Option<Bundled>, format: TextFormat) -> Result<(), Failure> {
    let desk = Desk::with(&[], Hints::default())?;
    match (what, format) {
        (Some(Bundled::Briefings), _) => Err(not_in_this_version("Briefings")),
        (Some(Bundled::Datasets), TextFormat::Text) => say(&lines(&datasets(&desk))),
        (Some(Bundled::Views), TextFormat::Text) => say(&lines(&views(&desk))),
        (Some(Bundled::Datasets), TextFormat::Json) => say(&pretty(&datasets_as_json(&desk))),
        (Some(Bundled::Views), TextFormat::Json) => say(&pretty(&views_as_json(&desk))),
        (None, TextFormat::Text) => {
            say(&format!("Views\n{}\nDatasets\n{}", indented(&lines(&views(&desk))), indented(&lines(&datasets(&desk)))))
        }
        (None, TextFormat::Json) => say(&pretty(&json!({ "datasets": datasets_as_json(&desk), "views": views_as_json(&desk) }))),
    }
}

fn datasets(desk: &Desk) -> Vec<(String, String)> {
    desk.library.headings().map(|heading| (heading.id.to_string(), heading.title.clone())).collect()
}

fn views(desk: &Desk) -> Vec<(String, String)> {
    view::bundled().into_iter().map(|(id, view)| (id.to_owned(), title(&view, desk))).collect()
}

fn title(view: &View, desk: &Desk) -> String {
    view::title(view, &desk.library, &desk.engine).unwrap_or_default()
}

fn datasets_as_json(desk: &Desk) -> Value {
    let headings = desk.library.headings();
    headings.map(|heading| json!({ "id": heading.id, "title": heading.title, "summary": heading.summary })).collect()
}

fn views_as_json(desk: &Desk) -> Value {
    let entry = |(id, view): (&str, View)| {
        json!({
            "id": id,
            "title": title(&view, desk),
            "dataset": view.subject.dataset,
            "measure": view.subject.measure.reading().name(),
            "chart": view.chart.id(),
        })
    };
    view::bundled().into_iter().map(entry).collect()
}

/// Two columns; the second begins at one place.
fn lines(entries: &[(String, String)]) -> String {
    let width = entries.iter().map(|(id, _)| id.chars().count()).max().unwrap_or_default();
    entries.iter().map(|(id, title)| format!("{id:width$}  {title}\n")).collect()
}

fn indented(lines: &str) -> String {
    lines.lines().map(|line| format!("  {line}\n")).collect()
}

/// JSON for people and programs.
pub fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}
