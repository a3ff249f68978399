//! The datasets at hand, by id: the bundled ones, read when first asked for, and those that were opened.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::dataset::{Dataset, DatasetId, Origin, document};
use crate::problem::{Guide, Problem};
use crate::terms::dimension::Code;

include!(concat!(env!("OUT_DIR"), "/bundled_datasets.rs"));

/// The datasets at hand. Cheap to clone; a clone shares what was read.
#[derive(Clone, Default)]
pub struct Library {
    shelf: BTreeMap<DatasetId, Arc<Slot>>,
}

struct Slot {
    text: Option<&'static str>,
    heading: Heading,
    dataset: OnceLock<Result<Arc<Dataset>, Problem>>,
}

/// What is known of a dataset before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    pub id: DatasetId,
    pub title: String,
    pub summary: String,
    /// The codes of its indicators and what they are called.
    pub indicators: Vec<(Code, String)>,
    pub origin: Origin,
}

/// As the build gathers them: id, title, summary, indicators and text.
type Bundled = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

impl Library {
    /// The bundled figures; each is read when first needed.
    pub fn bundled() -> Self {
        let shelf = BUNDLED.iter().map(|(id, title, summary, indicators, text)| {
            let id = DatasetId::new(*id);
            let indicators = indicators.iter().map(|(code, label)| (Code::new(*code), (*label).to_owned())).collect();
            let (title, summary) = ((*title).to_owned(), (*summary).to_owned());
            let heading = Heading { id: id.clone(), title, summary, indicators, origin: Origin::Bundled };
            (id, Arc::new(Slot { text: Some(text), heading, dataset: OnceLock::new() }))
        });
        Self { shelf: shelf.collect() }
    }

    /// Puts a dataset on the shelf; one with the same id gives way.
    pub fn add(&mut self, dataset: Dataset) {
        let heading = Heading {
            id: dataset.id.clone(),
            title: dataset.title.clone(),
            summary: dataset.summary.clone(),
            indicators: dataset.indicators.iter().map(|(code, indicator)| (code.clone(), indicator.label.clone())).collect(),
            origin: dataset.origin.clone(),
        };
        let id = dataset.id.clone();
        self.shelf.insert(id, Arc::new(Slot { text: None, heading, dataset: OnceLock::from(Ok(Arc::new(dataset))) }));
    }

    /// Takes a dataset off the shelf; the bundled one of the same id, if there is one, comes back.
    pub fn remove(&mut self, id: &DatasetId) {
        self.shelf.remove(id);
        if let Some(slot) = Self::bundled().shelf.remove(id) {
            self.shelf.insert(id.clone(), slot);
        }
    }

    pub fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.shelf.values().map(|slot| &slot.heading)
    }

    pub fn contains(&self, id: &DatasetId) -> bool {
        self.shelf.contains_key(id)
    }

    /// The dataset of this id, read now if it was not before.
    ///
    /// # Errors
    /// When there is none, or the document cannot be read.
    pub fn get(&self, id: &DatasetId) -> Result<Arc<Dataset>, Problem> {
        let Some(slot) = self.shelf.get(id) else {
            return Err(Problem::new(format!("Could not find the dataset \"{id}\""))
                .because("it is neither bundled nor open")
                .hint("Open its file, or choose one of the bundled datasets.")
                .guide(Guide::BundledDatasets));
        };
        let read = || document::read(slot.text.unwrap_or_default().as_bytes(), &format!("{id}.json"), Origin::Bundled).map(Arc::new);
        slot.dataset.get_or_init(read).clone()
    }

    /// Has it been read already? Then `get` costs nothing.
    pub fn is_read(&self, id: &DatasetId) -> bool {
        self.shelf.get(id).is_some_and(|slot| slot.dataset.get().is_some())
    }
}
