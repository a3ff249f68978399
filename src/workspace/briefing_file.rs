//! A briefing in one file, with the figures of its slides as they are: it opens anywhere, and shows the same.
//!
//! A ZIP archive of `briefing.json`, `datasets.json`, which says of each dataset its file and its SHA-256, and the datasets.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::dataset::library::Library;
use crate::dataset::observation::Observation;
use crate::dataset::report::Refusal;
use crate::dataset::{Dataset, DatasetId, Origin, document};
use crate::export::archive::archive;
use crate::import::unpack::parts::{Parts, parts};
use crate::measure;
use crate::picture::look::Theme;
use crate::problem::Problem;
use crate::query::engine::Engine;
use crate::view::{self, View};
use crate::workspace::briefing::{Briefing, Slide, VERSION};

/// The ending of the files.
pub const ENDING: &str = "briefing";

const BRIEFING: &str = "briefing.json";
const LIST: &str = "datasets.json";
const FOLDER: &str = "datasets/";

/// How many figures of a dataset too large for memory come along at most: more make a file that is slow to open.
const MOST_FROZEN: usize = 300_000;

/// What a briefing file holds.
#[derive(Debug)]
pub struct Unpacked {
    pub briefing: Briefing,
    /// As they were when it was packed.
    pub datasets: Vec<Dataset>,
    /// What could not be read.
    pub report: Vec<Problem>,
}

impl Unpacked {
    /// A briefing that came without figures.
    pub fn of(briefing: Briefing) -> Self {
        Self { briefing, datasets: Vec::new(), report: Vec::new() }
    }
}

/// What the list says of a dataset.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Frozen {
    file: String,
    /// Of the file that it was first read from, so that it is known again.
    sha256: String,
}

/// The file of a briefing: the same briefing with the same figures gives the same bytes.
///
/// # Errors
/// When figures of a slide are not at hand, or cannot be put into a file.
pub fn pack(briefing: &Briefing, library: &Library, engine: &Engine) -> Result<Vec<u8>, Problem> {
    let mut needed: BTreeMap<DatasetId, Arc<Dataset>> = BTreeMap::new();
    for (number, slide) in briefing.slides.iter().enumerate() {
        for view in &slide.views {
            let datasets = view::datasets(&view.subject, library);
            let datasets = datasets.map_err(|problem| could_not_pack().because(format!("slide {}: {problem}", number + 1)))?;
            needed.extend(datasets.all().into_iter().map(|dataset| (dataset.id.clone(), Arc::clone(dataset))));
        }
    }
    let (mut list, mut files) = (BTreeMap::new(), Vec::new());
    for (id, dataset) in &needed {
        // A name in small letters with hyphens is one on every system, and two of them that fall together are counted.
        let stem = DatasetId::of_name(id.as_str());
        let free = |name: &String| !files.iter().any(|(known, _): &(String, Vec<u8>)| known == name);
        let names = [format!("{FOLDER}{stem}.json")].into_iter().chain((2..).map(|count| format!("{FOLDER}{stem}-{count}.json")));
        let file = names.into_iter().find(free).unwrap_or_default();
        let bytes = match &dataset.stored {
            Some(_) => frozen(&shown(dataset, briefing, library, engine)?)?,
            None => frozen(dataset)?,
        };
        files.push((file.clone(), bytes));
        list.insert(id.clone(), Frozen { file, sha256: dataset.sha256.clone() });
    }
    // Text and lists of it, all of which JSON can hold.
    let list = serde_json::to_string_pretty(&list).unwrap_or_default() + "\n";
    let head = [(BRIEFING.to_owned(), briefing.to_json().into_bytes()), (LIST.to_owned(), list.into_bytes())];
    archive(&head.into_iter().chain(files).collect::<Vec<_>>())
}

/// The document of a dataset, from which the same figures are read again.
fn frozen(dataset: &Dataset) -> Result<Vec<u8>, Problem> {
    let of = |why: &str| could_not_pack().because(format!("“{}” {why}", dataset.title));
    let text = document::write(dataset);
    let again = document::read(text.as_bytes(), dataset.id.as_str(), Origin::Bundled)
        .map_err(|problem| of("cannot be put into it").because(problem))?;
    let is_whole = again.refused.is_empty() && again.rows() == dataset.rows();
    let why = again.refused.first().map_or_else(|| "would lose figures".to_owned(), Refusal::sentence);
    if is_whole { Ok(text.into_bytes()) } else { Err(of("cannot be put into it").because(why)) }
}

/// Of figures too many for memory those that the slides ask for, which is all that their pictures need.
fn shown(dataset: &Dataset, briefing: &Briefing, library: &Library, engine: &Engine) -> Result<Dataset, Problem> {
    let mut observations: BTreeMap<String, Observation> = BTreeMap::new();
    for view in briefing.slides.iter().flat_map(|slide| &slide.views) {
        let datasets = view::datasets(&view.subject, library)?;
        for query in measure::queries(&view.subject, &datasets).iter().filter(|query| query.dataset == dataset.id) {
            let of_one = engine.ask(query, dataset)?.observations;
            // Two queries may have figures in common.
            observations.extend(of_one.into_iter().map(|one| (format!("{one:?}"), one)));
        }
    }
    if observations.len() > MOST_FROZEN {
        let why = format!("its slides ask for {} figures of “{}”", observations.len(), dataset.title);
        let hint = "Choose fewer countries, goods or indicators on these slides.";
        return Err(could_not_pack().because(why).hint(hint));
    }
    let (mut draft, _) = dataset.clone().into_parts();
    let of = format!("{} of the {} figures of the file.", observations.len(), dataset.rows());
    draft.summary = [draft.summary, of].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    draft.observations = observations.into_values().collect();
    Dataset::new(draft, dataset.sha256.as_bytes(), dataset.origin.clone())
}

fn could_not_pack() -> Problem {
    Problem::new("Could not put the briefing into one file")
}

/// Does a file begin as a briefing file does, or is it called so?
pub fn is_briefing(path: &Path, head: &[u8]) -> bool {
    let is_called_so = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(ENDING));
    // Thirty bytes stand before the name of the first file.
    is_called_so || head.starts_with(b"PK\x03\x04") && head.get(30..).is_some_and(|rest| rest.starts_with(BRIEFING.as_bytes()))
}

/// Opens a briefing file as far as it can be read. `path` names it, in messages and as where its figures come from.
///
/// # Errors
/// When it is none, is of a newer version, or its slides cannot be read.
pub fn unpack(bytes: &[u8], path: &Path) -> Result<Unpacked, Problem> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let parts = parts(bytes, &name)?;
    let Some(text) = parts.get(BRIEFING) else {
        let because = |problem: Problem, why: &Problem| problem.because(why.why.clone().unwrap_or_default());
        let problem = Problem::new(format!("Could not open {name}")).because("there are no slides in it");
        return Err(parts.problems.iter().fold(problem, because).hint("Ask for it once more, or choose another file."));
    };
    let mut report = parts.problems.clone();
    let briefing = slides(text, &name, &mut report)?;
    let datasets = datasets(&parts, path, &mut report);
    let at_hand: BTreeSet<&DatasetId> = datasets.iter().map(|dataset| &dataset.id).collect();
    for (number, slide) in briefing.slides.iter().enumerate() {
        let named = slide.views.iter().flat_map(|view| view.subject.datasets());
        if let Some(missing) = named.into_iter().find(|id| !at_hand.contains(id)) {
            let why = format!("the figures \"{missing}\" of slide {} are not in it", number + 1);
            report.push(Problem::new(format!("Could not read all of {name}")).because(why));
        }
    }
    Ok(Unpacked { briefing, datasets, report })
}

/// The slides; where the document has faults, those that have none.
fn slides(text: &[u8], name: &str, report: &mut Vec<Problem>) -> Result<Briefing, Problem> {
    #[derive(Deserialize)]
    struct Sketch<'a> {
        asymmetry: String,
        #[serde(default, borrow)]
        title: Option<&'a RawValue>,
        #[serde(default, borrow)]
        theme: Option<&'a RawValue>,
        #[serde(borrow)]
        slides: Vec<&'a RawValue>,
    }
    let problem = || Problem::new(format!("Could not open {name}"));
    let text = std::str::from_utf8(text).map_err(|error| problem().because(error))?;
    let strict = match Briefing::parse(text, name) {
        Ok(briefing) => return checked(briefing, name, report),
        Err(strict) => strict,
    };
    let Ok(sketch) = serde_json::from_str::<Sketch>(text) else { return Err(strict) };
    if sketch.asymmetry != VERSION {
        let why = format!("it is of version \"{}\", and this program knows \"{VERSION}\"", sketch.asymmetry);
        return Err(problem().because(why).hint("A newer program may have written it."));
    }
    let words = |raw: Option<&RawValue>| raw.and_then(|raw| serde_json::from_str::<String>(raw.get()).ok());
    let theme = sketch.theme.and_then(|raw| serde_json::from_str::<Theme>(raw.get()).ok());
    let mut briefing = Briefing { title: words(sketch.title).unwrap_or_default(), theme: theme.unwrap_or_default(), slides: Vec::new() };
    let before = report.len();
    for (number, raw) in sketch.slides.into_iter().enumerate() {
        match serde_json::from_str::<Slide>(raw.get()) {
            Ok(slide) => briefing.slides.push(slide),
            Err(error) => {
                let why = format!("slide {}: {}", number + 1, document::located(&error));
                report.push(Problem::new(format!("Could not read all of {name}")).because(why));
            }
        }
    }
    let briefing = checked(briefing, name, report);
    if report.len() == before {
        // What is wrong stands outside of the slides.
        report.push(Problem { what: format!("Could not read all of {name}"), ..strict });
    }
    briefing
}

/// The briefing without views of a version that is not known.
fn checked(mut briefing: Briefing, name: &str, report: &mut Vec<Problem>) -> Result<Briefing, Problem> {
    for (number, slide) in briefing.slides.iter_mut().enumerate() {
        let is_known = |view: &View| view.asymmetry == view::VERSION;
        if let Some(unknown) = slide.views.iter().find(|view| !is_known(view)) {
            let why = format!(
                "slide {} has a view of version \"{}\", and this program knows \"{}\"",
                number + 1,
                unknown.asymmetry,
                view::VERSION
            );
            report.push(Problem::new(format!("Could not read all of {name}")).because(why).hint("A newer program may have written it."));
        }
        slide.views.retain(is_known);
    }
    Ok(briefing)
}

/// The datasets that can be read, by the names that the slides know them by.
fn datasets(parts: &Parts, path: &Path, report: &mut Vec<Problem>) -> Vec<Dataset> {
    let list: BTreeMap<DatasetId, Frozen> = parts.get(LIST).and_then(|text| serde_json::from_slice(text).ok()).unwrap_or_default();
    let mut datasets: BTreeMap<DatasetId, Dataset> = BTreeMap::new();
    for (file, bytes) in parts.files.iter().filter(|(file, _)| file.starts_with(FOLDER)) {
        let mut dataset = match document::read(bytes, file, Origin::File(path.to_owned())) {
            Ok(dataset) => dataset,
            Err(problem) => {
                report.push(problem);
                continue;
            }
        };
        if let Some(refused) = dataset.refused.first() {
            let why = format!("{file}: {}", refused.sentence());
            report.push(Problem::new(format!("Could not read all of {file}")).because(why).hint("Everything else was read and is shown."));
        }
        // Without the list it is called as it calls itself, and is another than any that is at hand.
        if let Some((id, frozen)) = list.iter().find(|(_, frozen)| frozen.file == *file) {
            (dataset.id, dataset.sha256) = (id.clone(), frozen.sha256.clone());
        }
        datasets.insert(dataset.id.clone(), dataset);
    }
    datasets.into_values().collect()
}

/// A briefing that has come to a library.
#[derive(Debug)]
pub struct Joined {
    /// Its views look at the figures as they were packed.
    pub briefing: Briefing,
    /// Those that the library has not, under names of their own.
    pub datasets: Vec<Dataset>,
    /// The slides, counted from 1, that show other figures than those of the same name at hand.
    pub differing: Vec<usize>,
    pub report: Vec<Problem>,
}

/// Brings a briefing to a library. Where that has other figures under a name, the packed ones get another name.
pub fn joined(unpacked: Unpacked, library: &Library) -> Joined {
    let Unpacked { mut briefing, datasets, report } = unpacked;
    let mut names: BTreeMap<DatasetId, DatasetId> = BTreeMap::new();
    let mut new: Vec<Dataset> = Vec::new();
    let all: BTreeSet<DatasetId> = datasets.iter().map(|dataset| dataset.id.clone()).collect();
    for mut dataset in datasets {
        let has_same = |id: &DatasetId| library.get(id).is_ok_and(|known| known.sha256 == dataset.sha256);
        let is_free = |id: &DatasetId| !library.contains(id) && (*id == dataset.id || !all.contains(id));
        let own = dataset.id.clone();
        let counted = (2..).map(|count| DatasetId::new(format!("{own}-frozen-{count}")));
        let mut candidates = [own.clone(), DatasetId::new(format!("{own}-frozen"))].into_iter().chain(counted);
        let Some(id) = candidates.find(|id| has_same(id) || is_free(id)) else { continue };
        if !has_same(&id) {
            dataset.id = id.clone();
            new.push(dataset);
        }
        if id != own {
            names.insert(own, id);
        }
    }
    let renamed = |id: &DatasetId| names.get(id).unwrap_or(id).clone();
    let mut differing = Vec::new();
    for (number, slide) in briefing.slides.iter_mut().enumerate() {
        if slide.views.iter().any(|view| view.subject.datasets().iter().any(|id| names.contains_key(*id))) {
            differing.push(number + 1);
        }
        slide.views.iter_mut().for_each(|view| view.subject = view.subject.clone().renamed(renamed));
        slide.data.iter_mut().for_each(|captured| captured.id = renamed(&captured.id));
    }
    Joined { briefing, datasets: new, differing, report }
}

/// The dataset of a briefing file that has this identity, or else this name.
pub fn dataset(unpacked: Unpacked, id: &DatasetId, sha256: &str) -> Option<Dataset> {
    let mut datasets = unpacked.datasets;
    let at =
        datasets.iter().position(|dataset| dataset.sha256 == sha256).or_else(|| datasets.iter().position(|dataset| dataset.id == *id))?;
    let mut dataset = datasets.swap_remove(at);
    dataset.id.clone_from(id);
    Some(dataset)
}
