//! What a command works with: the library, the engine, and the things that its arguments name.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::cli::{Failure, tell};
use crate::dataset::library::Library;
use crate::dataset::observation::Observation;
use crate::dataset::{Dataset, DatasetId, Origin};
use crate::import;
use crate::import::hints::Hints;
use crate::problem::Problem;
use crate::query::cluster::Cluster;
use crate::query::engine::Engine;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::note::Note;
use crate::view::{self, View};
use crate::workspace::file::{self, Opened};

/// The figures at hand and the engine that answers questions about them.
pub struct Desk {
    pub library: Library,
    pub engine: Engine,
    given: Given,
    hints: Hints,
}

/// The files that a command was given, by the id of what they hold. Two of one id could not be told apart.
#[derive(Default)]
pub struct Given(BTreeMap<DatasetId, (PathBuf, String)>);

impl Given {
    /// Takes note of a dataset; `false` when the same one was given before.
    pub fn take(&mut self, dataset: &Dataset, path: &Path) -> Result<bool, Problem> {
        match self.0.entry(dataset.id.clone()) {
            Entry::Vacant(place) => {
                place.insert((path.to_owned(), dataset.sha256.clone()));
                Ok(true)
            }
            Entry::Occupied(first) if first.get().1 != dataset.sha256 => {
                let why = format!("it is the dataset \"{}\", and so is {}", dataset.id, first.get().0.display());
                let hint = "A table is named for its file, a document for its \"id\". Give one of the two another name.";
                Err(Problem::new(format!("Could not take {}", path.display())).because(why).hint(hint))
            }
            Entry::Occupied(_) => Ok(false),
        }
    }
}

/// What an argument turned out to name.
pub enum Named {
    /// With the name for its files.
    View(String, Box<View>),
    Dataset(DatasetId),
}

impl Desk {
    /// With the bundled figures and those of further files.
    /// What they leave open is decided by the hints; a cluster is asked about figures too many for memory.
    pub fn with(files: &[PathBuf], hints: Hints, cluster: Option<&Cluster>) -> Result<Self, Failure> {
        let mut desk = Self { library: Library::bundled(), engine: Engine::at(cluster)?, given: Given::default(), hints };
        for path in files {
            desk.add(import::inspect(path, &desk.hints)?.dataset, path)?;
        }
        Ok(desk)
    }

    /// Puts a dataset into the library, and says what of its file was left out and what it takes the place of.
    ///
    /// # Errors
    /// When another file given holds a dataset of the same id.
    pub fn add(&mut self, dataset: Dataset, path: &Path) -> Result<(), Problem> {
        self.given.take(&dataset, path)?;
        mention_refusals(&dataset, path);
        if let Ok(before) = self.library.get(&dataset.id)
            && before.origin == Origin::Bundled
            && before.sha256 != dataset.sha256
        {
            tell(&format!("note: {} takes the place of the bundled dataset \"{}\".", path.display(), dataset.id));
        }
        self.library.add(dataset);
        Ok(())
    }

    /// A file, or else the id of a bundled view or dataset.
    pub fn find(&mut self, named: &Path) -> Result<Named, Failure> {
        if named.exists() {
            return match file::open(named, &self.hints)? {
                Opened::View(view) => Ok(Named::View(stem(named), view)),
                Opened::Dataset(dataset) => {
                    let id = dataset.id.clone();
                    self.add(*dataset, named)?;
                    Ok(Named::Dataset(id))
                }
                Opened::Briefing(_) => Err(Problem::new(format!("Could not take {} for one view", named.display()))
                    .because("it is a briefing, which holds several")
                    .hint("Open it in the window, and save the view you mean.")
                    .into()),
                Opened::Workspace(..) => Err(Problem::new(format!("Could not take {} for one view", named.display()))
                    .because("it is a workspace, which holds several")
                    .hint("Save the view you mean from the window.")
                    .into()),
                Opened::Views(views) => Err(Problem::new(format!("Could not take {} for one view", named.display()))
                    .because(format!("it is an exported briefing, which holds {}", views.len()))
                    .hint("Open it in the window, and save the view you mean.")
                    .into()),
            };
        }
        let text = named.to_string_lossy();
        if let Some((id, view)) = view::bundled().into_iter().find(|(id, _)| *id == text) {
            return Ok(Named::View(id.to_owned(), Box::new(view)));
        }
        let id = DatasetId::new(text.into_owned());
        if self.library.contains(&id) {
            return Ok(Named::Dataset(id));
        }
        Err(Problem::new(format!("Could not find {id}"))
            .because("there is no such file, and no bundled view or dataset of this name")
            .hint("`asymmetry list` names the bundled ones.")
            .into())
    }

    /// A file or bundled id that must be a view.
    pub fn view(&mut self, named: &Path) -> Result<(String, View), Failure> {
        match self.find(named)? {
            Named::View(name, view) => Ok((name, *view)),
            Named::Dataset(id) => Err(Problem::new(format!("Could not draw {}", named.display()))
                .because(format!("it is the dataset \"{id}\", not a view"))
                .hint("`asymmetry list views` names the bundled views; `asymmetry schema view` prints the form of one.")
                .into()),
        }
    }
}

/// One line on what of a file could not be read; `inspect` tells the rest.
pub fn mention_refusals(dataset: &Dataset, path: &Path) {
    let count = dataset.refused.len();
    if let Some(first) = dataset.refused.first() {
        let parts = if count == 1 { "one part was left out".to_owned() } else { format!("{count} parts were left out, first") };
        tell(&format!("note: {}: {parts}: {}", path.display(), first.sentence()));
        tell(&format!("hint: `asymmetry inspect {}` lists everything.", path.display()));
    }
}

/// The notes on these observations, for which a table has no place.
pub fn mention_notes(dataset: &Dataset, observations: &[&Observation]) {
    let indicators: BTreeSet<&Code> = observations.iter().filter_map(|one| one.codes.get(&Dimension::Indicator)).collect();
    let of_indicators = indicators.into_iter().filter_map(|code| dataset.indicators.get(code)?.note.as_ref()).map(Note::new);
    let mut notes = dataset.caveats_for(observations);
    of_indicators.for_each(|note| note.add_to(&mut notes));
    for note in notes {
        tell(&format!("note: {}", note.text));
    }
}

/// The name of a file without `.view.json` or its other ending.
fn stem(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".view.json").or_else(|| name.rsplit_once('.').map(|(stem, _)| stem)).unwrap_or(&name);
    if stem.is_empty() { "view".to_owned() } else { stem.to_owned() }
}
