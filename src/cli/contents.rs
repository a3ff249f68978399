//! What a document holds, or a picture or page that was exported: its views, and the datasets they are drawn from.

use std::path::Path;

use serde_json::{Value, json};

use crate::dataset::DatasetId;
use crate::dataset::library::Library;
use crate::dataset::report::harmless;
use crate::problem::Problem;
use crate::query::engine::Engine;
use crate::view::{self, View};
use crate::workspace::DatasetRef;
use crate::workspace::briefing::Slide;
use crate::workspace::briefing_file::{self, Joined};
use crate::workspace::file::{self, Opened};

/// What a document holds.
pub struct Contents {
    file: String,
    /// "a briefing".
    kind: &'static str,
    title: String,
    entries: Vec<Entry>,
    /// Datasets that come with it, or that it opens again, each with what is known of it.
    datasets: Vec<(DatasetId, String)>,
    /// What could not be read of it.
    pub problems: Vec<Problem>,
}

/// A slide, a panel or a picture.
struct Entry {
    title: String,
    views: Vec<Drawn>,
}

struct Drawn {
    measure: &'static str,
    chart: String,
    datasets: Vec<DatasetId>,
}

impl Contents {
    /// Of a file that is a document or was exported; `None` for a file of figures.
    pub fn of(path: &Path) -> Option<Result<Self, Problem>> {
        let opened = file::document_of(path)?;
        Some(opened.and_then(|opened| Self::of_opened(path, opened)))
    }

    fn of_opened(path: &Path, opened: Opened) -> Result<Self, Problem> {
        let mut library = Library::bundled();
        let mut problems = Vec::new();
        let (kind, title, held, datasets) = match opened {
            Opened::View(view) => ("a view", String::new(), vec![(String::new(), vec![*view])], Vec::new()),
            Opened::Views(views) => {
                let held = views.into_iter().map(|view| (String::new(), vec![view])).collect();
                ("an exported briefing", String::new(), held, Vec::new())
            }
            Opened::Workspace(workspace, _) => {
                let at = |dataset: &DatasetRef| (dataset.id.clone(), dataset.path.display().to_string());
                let datasets = workspace.datasets.iter().map(at).collect();
                let panels = workspace.panels.into_iter().map(|panel| (panel.title().to_owned(), vec![panel.view]));
                let held = panels.chain(slides(workspace.briefing.slides)).collect();
                ("a workspace", workspace.briefing.title, held, datasets)
            }
            Opened::Briefing(unpacked) => {
                let Joined { briefing, datasets, report, .. } = briefing_file::joined(*unpacked, &library);
                problems = report;
                let frozen = datasets.iter().map(|dataset| (dataset.id.clone(), dataset.title.clone())).collect();
                datasets.into_iter().for_each(|dataset| library.add(dataset));
                ("a briefing", briefing.title, slides(briefing.slides).collect(), frozen)
            }
            Opened::Dataset(dataset) => ("a dataset", dataset.title.clone(), Vec::new(), Vec::new()),
        };
        let engine = Engine::new()?;
        let entries = held.into_iter().map(|(title, views)| Entry::of(title, &views, &library, &engine)).collect();
        Ok(Self { file: path.display().to_string(), kind, title, entries, datasets, problems })
    }

    pub fn json(&self) -> Value {
        let drawn = |drawn: &Drawn| json!({ "measure": drawn.measure, "chart": drawn.chart, "datasets": drawn.datasets });
        let entry = |entry: &Entry| json!({ "title": entry.title, "views": entry.views.iter().map(drawn).collect::<Vec<_>>() });
        let dataset = |(id, known): &(DatasetId, String)| json!({ "id": id, "known_as": known });
        json!({
            "file": self.file,
            "document": self.kind,
            "title": self.title,
            "holds": self.entries.iter().map(entry).collect::<Vec<_>>(),
            "datasets": self.datasets.iter().map(dataset).collect::<Vec<_>>(),
            "problems": self.problems.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }

    pub fn text(&self) -> String {
        let mut lines = vec![format!("{}: {}", self.file, self.kind)];
        lines.extend((!self.title.is_empty()).then(|| format!("  title         {}", self.title)));
        for (place, entry) in self.entries.iter().enumerate() {
            lines.push(format!("  {:>3}           {}", place + 1, entry.title));
            for drawn in &entry.views {
                let ids: Vec<&str> = drawn.datasets.iter().map(DatasetId::as_str).collect();
                lines.push(format!("                {}, {}: {}", drawn.measure, drawn.chart, ids.join(", ")));
            }
        }
        lines.extend(self.datasets.iter().map(|(id, known)| format!("  dataset       {id}: {known}")));
        lines.iter().map(|line| harmless(line) + "\n").collect()
    }
}

fn slides(slides: Vec<Slide>) -> impl Iterator<Item = (String, Vec<View>)> {
    slides.into_iter().map(|slide| (slide.title, slide.views))
}

impl Entry {
    /// Where nobody gave it a title it has that of its picture.
    fn of(title: String, views: &[View], library: &Library, engine: &Engine) -> Self {
        let drawn = || views.first().and_then(|view| view::title(view, library, engine));
        let title = Some(title).filter(|title| !title.is_empty()).or_else(drawn).unwrap_or_default();
        Self { title, views: views.iter().map(Drawn::of).collect() }
    }
}

impl Drawn {
    fn of(view: &View) -> Self {
        let subject = &view.subject;
        let datasets = subject.datasets().into_iter().cloned().collect();
        Self { measure: subject.measure.name(), chart: view.chart.id(), datasets }
    }
}
