//! `asymmetry list`: what is bundled.

use serde_json::{Value, json};

use crate::cli::args::{Bundled, TextFormat};
use crate::cli::desk::Desk;
use crate::cli::{Failure, say};
use crate::import::hints::Hints;
use crate::view::{self, View};
use crate::workspace::briefing;

/// Datasets, views, briefings or all of them.
pub fn list(what: Option<Bundled>, format: TextFormat) -> Result<(), Failure> {
    let desk = Desk::with(&[], Hints::default(), None)?;
    match (what, format) {
        (Some(Bundled::Datasets), TextFormat::Text) => say(&lines(&datasets(&desk))),
        (Some(Bundled::Views), TextFormat::Text) => say(&lines(&views(&desk))),
        (Some(Bundled::Briefings), TextFormat::Text) => say(&lines(&briefings())),
        (Some(Bundled::Datasets), TextFormat::Json) => say(&pretty(&datasets_as_json(&desk))),
        (Some(Bundled::Views), TextFormat::Json) => say(&pretty(&views_as_json(&desk))),
        (Some(Bundled::Briefings), TextFormat::Json) => say(&pretty(&briefings_as_json())),
        (None, TextFormat::Text) => {
            let [briefings, views, datasets] = [briefings(), views(&desk), datasets(&desk)].map(|entries| indented(&lines(&entries)));
            say(&format!("Briefings\n{briefings}\nViews\n{views}\nDatasets\n{datasets}"))
        }
        (None, TextFormat::Json) => {
            let [datasets, views] = [datasets_as_json(&desk), views_as_json(&desk)];
            say(&pretty(&json!({ "datasets": datasets, "views": views, "briefings": briefings_as_json() })))
        }
    }
}

fn datasets(desk: &Desk) -> Vec<(String, String)> {
    desk.library.headings().map(|heading| (heading.id.to_string(), heading.title.clone())).collect()
}

fn views(desk: &Desk) -> Vec<(String, String)> {
    view::bundled().into_iter().map(|(id, view)| (id.to_owned(), title(&view, desk))).collect()
}

fn briefings() -> Vec<(String, String)> {
    briefing::bundled().iter().map(|(id, briefing)| ((*id).to_owned(), briefing.title.clone())).collect()
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

fn briefings_as_json() -> Value {
    let bundled = briefing::bundled().iter();
    bundled.map(|(id, briefing)| json!({ "id": id, "title": briefing.title, "slides": briefing.slides.len() })).collect()
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
