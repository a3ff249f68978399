//! Workspaces and views as files: opened, saved, and their datasets found again.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use crate::dataset::{Dataset, document, fingerprint, text};
use crate::export::publication::Medium;
use crate::export::{self, Format};
use crate::import;
use crate::import::hints::Hints;
use crate::problem::Problem;
use crate::view::{self, View};
use crate::workspace::briefing::{self, Briefing};
use crate::workspace::briefing_file::{self, Unpacked};
use crate::workspace::recovery::Document;
use crate::workspace::{self, DatasetRef, Workspace, disk};

/// The endings of the documents.
pub const WORKSPACE_ENDING: &str = "workspace.json";
pub const VIEW_ENDING: &str = "view.json";
pub const BRIEFING_ENDING: &str = "briefing.json";

/// A file that was opened, whatever it holds.
#[derive(Debug)]
pub enum Opened {
    /// With what the file was when it was read.
    Workspace(Box<Workspace>, Document),
    View(Box<View>),
    /// Of an exported briefing, in the order of its slides.
    Views(Vec<View>),
    Briefing(Box<Unpacked>),
    Dataset(Box<Dataset>),
}

/// A dataset of a workspace that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It cannot be opened: moved, renamed, deleted or damaged.
    Unreadable(Problem),
    /// There is a file, but not the one the workspace was made with.
    Changed,
}

/// Nothing that a person wrote by hand or saved from the window comes near this.
const LARGEST_DOCUMENT: u64 = 32 << 20;
/// With the figures of its slides, packed.
const LARGEST_BRIEFING: u64 = 256 << 20;

/// Opens a workspace, a view, or any file of figures; what such a file leaves open is decided by the hints.
///
/// # Errors
/// When it cannot be read, or its parts are not what such a document has.
pub fn open(path: &Path, hints: &Hints) -> Result<Opened, Problem> {
    document_of(path).unwrap_or_else(|| import::inspect(path, hints).map(|opened| Opened::Dataset(Box::new(opened.dataset))))
}

/// A workspace or a view from its file; `None` when it is neither, and perhaps a file of figures.
pub fn document_of(path: &Path) -> Option<Result<Opened, Problem>> {
    if let Some(briefing) = briefing_of(path) {
        return Some(briefing.map(|unpacked| Opened::Briefing(Box::new(unpacked))));
    }
    let workspace = |text: &str| {
        let document = Document { path: path.to_owned(), sha256: Some(fingerprint(text.as_bytes())) };
        parse_workspace(text, path).map(|workspace| Opened::Workspace(Box::new(with_absolute_paths(workspace, path)), document))
    };
    match versioned(path) {
        Some((version, text)) if version.starts_with("workspace/") => Some(workspace(&text)),
        Some((version, text)) if version.starts_with("view/") => {
            Some(View::parse(&text, &name(path)).map(|view| Opened::View(Box::new(view))))
        }
        Some(_) => None,
        None => exported(path),
    }
}

/// What an exported picture or briefing was drawn from, each view once; `None` for everything else.
fn exported(path: &Path) -> Option<Result<Opened, Problem>> {
    let ending = path.extension()?.to_str()?;
    if Format::from_ending(ending).is_none() && Medium::from_ending(ending).is_none() {
        return None;
    }
    let stamps = export::stamps_of(&read_small(path)?);
    let views = stamps.iter().map(|stamp| View::parse(&stamp.view_json, &name(path))).collect::<Result<Vec<_>, _>>();
    match views.map(each_once) {
        Ok(views) if views.len() > 1 => Some(Ok(Opened::Views(views))),
        Ok(views) => views.into_iter().next().map(|view| Ok(Opened::View(Box::new(view)))),
        Err(problem) => Some(Err(problem)),
    }
}

fn each_once(views: Vec<View>) -> Vec<View> {
    let mut kept: Vec<View> = Vec::new();
    for view in views {
        if !kept.contains(&view) {
            kept.push(view);
        }
    }
    kept
}

/// A briefing from its file, packed with its figures or a document alone; `None` when the file is none.
pub fn briefing_of(path: &Path) -> Option<Result<Unpacked, Problem>> {
    packed_briefing(path).or_else(|| {
        let (version, text) = versioned(path)?;
        version.starts_with("briefing/").then(|| Briefing::parse(&text, &name(path)).map(Unpacked::of))
    })
}

/// What a briefing file holds; `None` for everything else.
fn packed_briefing(path: &Path) -> Option<Result<Unpacked, Problem>> {
    const HEAD: usize = 64;
    let mut head = Vec::with_capacity(HEAD);
    let mut file = File::open(path).ok().filter(|file| file.metadata().is_ok_and(|facts| facts.is_file()))?;
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).ok()?;
    briefing_file::is_briefing(path, &head).then(|| {
        let mut bytes = head;
        file.take(LARGEST_BRIEFING).read_to_end(&mut bytes).map_err(|error| could_not_open(path).because(error))?;
        if bytes.len() as u64 > LARGEST_BRIEFING {
            return Err(could_not_open(path).because(format!("it is larger than {} MiB", LARGEST_BRIEFING >> 20)));
        }
        briefing_file::unpack(&bytes, path)
    })
}

fn read_small(path: &Path) -> Option<Vec<u8>> {
    let facts = fs::metadata(path).ok()?;
    (facts.is_file() && facts.len() <= LARGEST_DOCUMENT).then(|| fs::read(path).ok()).flatten()
}

/// The version a JSON document gives itself, and its text; `None` for everything else, which importers judge.
fn versioned(path: &Path) -> Option<(String, String)> {
    #[derive(Deserialize)]
    struct Head {
        asymmetry: String,
    }
    let text = String::from_utf8(read_small(path)?).ok()?;
    let is_named_so = [WORKSPACE_ENDING, BRIEFING_ENDING, VIEW_ENDING].iter().find(|ending| path.to_string_lossy().ends_with(**ending));
    match (serde_json::from_str::<Head>(text.trim_start_matches('\u{feff}')), is_named_so) {
        (Ok(head), _) => Some((head.asymmetry, text)),
        // A damaged document still says by its name what it was meant to be, so that the message fits.
        (Err(_), Some(&WORKSPACE_ENDING)) => Some((workspace::VERSION.to_owned(), text)),
        (Err(_), Some(&BRIEFING_ENDING)) => Some((briefing::VERSION.to_owned(), text)),
        (Err(_), Some(_)) => Some((view::VERSION.to_owned(), text)),
        (Err(_), None) => None,
    }
}

/// A workspace from its text; `path` names it in messages.
///
/// # Errors
/// When the text is not such a document.
pub fn parse_workspace(text: &str, path: &Path) -> Result<Workspace, Problem> {
    const FORM: &str = "Is it a workspace that Asymmetry saved? Then undo what was changed in it.";
    let text = text::without_mark(text).map_err(|(why, hint)| could_not_open(path).because(why).hint(hint))?;
    document::check_json(text, FORM).map_err(|(why, hint)| could_not_open(path).because(why).hint(hint))?;
    let workspace: Workspace =
        serde_json::from_str(text).map_err(|error| could_not_open(path).because(document::located(&error)).hint(FORM))?;
    if workspace.asymmetry != workspace::VERSION {
        let why = format!("it is of version \"{}\", and this program knows \"{}\"", workspace.asymmetry, workspace::VERSION);
        return Err(could_not_open(path).because(why).hint("A newer program may have written it."));
    }
    if workspace.panels.is_empty() {
        return Err(could_not_open(path).because("the workspace has no panels").hint(FORM));
    }
    Ok(workspace)
}

fn could_not_open(path: &Path) -> Problem {
    Problem::new(format!("Could not open {}", name(path)))
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// Opens a dataset again that a workspace had open.
///
/// # Errors
/// When there is none, or another one, where it was. One that changed comes along with the word that it did.
pub fn find(wanted: &DatasetRef) -> (Option<Dataset>, Option<Lost>) {
    match read_again(wanted) {
        Err(problem) => (None, Some(Lost::Unreadable(problem))),
        Ok(dataset) => {
            let lost = (dataset.sha256 != wanted.sha256).then_some(Lost::Changed);
            (Some(dataset), lost)
        }
    }
}

/// Reads the file of a dataset again; of a briefing file the dataset that is meant.
///
/// # Errors
/// When it cannot be read, or is not in it.
pub fn read_again(known: &DatasetRef) -> Result<Dataset, Problem> {
    let Some(briefing) = briefing_of(&known.path) else {
        return import::inspect(&known.path, &known.hints).map(|opened| opened.dataset);
    };
    let missing = || could_not_open(&known.path).because(format!("the figures \"{}\" are not in it", known.id));
    briefing.and_then(|unpacked| briefing_file::dataset(unpacked, &known.id, &known.sha256).ok_or_else(missing))
}

/// Saves the workspace, its datasets named by their way from the document; tells what the file is now.
///
/// # Errors
/// When the file cannot be written.
pub fn save_workspace(workspace: &Workspace, path: &Path) -> Result<Document, Problem> {
    let mut document = workspace.clone();
    let folder = path.parent().unwrap_or(Path::new(""));
    for dataset in &mut document.datasets {
        if let Some(way) = way_between(folder, &dataset.path) {
            dataset.path = way;
        }
    }
    // A workspace holds text, numbers and lists of them, all of which JSON can hold.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default() + "\n";
    save(path, text.as_bytes())?;
    Ok(Document { path: path.to_owned(), sha256: Some(fingerprint(text.as_bytes())) })
}

/// # Errors
/// When the file cannot be written.
pub fn save_view(view: &View, path: &Path) -> Result<(), Problem> {
    save(path, view.to_json().as_bytes())
}

/// Writes a file whole, so that a full disk never costs what was there.
///
/// # Errors
/// When the file cannot be written.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let hint = "Choose another folder. What was there before is still there.";
    disk::replace(path, bytes).map_err(|error| Problem::new(format!("Could not save {}", name(path))).because(reason(&error)).hint(hint))
}

/// Why a file cannot be written, for people.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => "the disk has no room left for it".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "this program is not allowed to write there".to_owned(),
        ErrorKind::NotFound | ErrorKind::NotADirectory => "there is no such folder".to_owned(),
        _ => error.to_string(),
    }
}

/// Has the file been changed by somebody else since it was last read or written here? One that is gone can be written anew.
pub fn is_changed(document: &Document) -> bool {
    let now = || read_small(&document.path).map(|bytes| fingerprint(&bytes));
    document.sha256.is_some() && now().is_some_and(|now| document.sha256.as_ref() != Some(&now))
}

fn with_absolute_paths(mut workspace: Workspace, document: &Path) -> Workspace {
    let folder = document.parent().unwrap_or(Path::new(""));
    for dataset in &mut workspace.datasets {
        dataset.path = tidied(&folder.join(&dataset.path));
    }
    workspace
}

/// `..` resolved by the text alone: the file need not exist.
fn tidied(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            Component::CurDir => {}
            Component::Prefix(_) | Component::RootDir | Component::ParentDir | Component::Normal(_) => tidy.push(part),
        }
    }
    tidy
}

/// The way from a folder to a file; `None` when they share no root, as on two drives.
fn way_between(folder: &Path, file: &Path) -> Option<PathBuf> {
    let (folder, file) = (tidied(&std::path::absolute(folder).ok()?), tidied(&std::path::absolute(file).ok()?));
    let shared = folder.components().zip(file.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(file.components().skip(shared)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::DatasetId;

    #[test]
    fn the_way_to_a_dataset_starts_at_the_document() {
        assert_eq!(way_between(Path::new("/a/b"), Path::new("/a/c/d.csv")), Some(PathBuf::from("../c/d.csv")));
        assert_eq!(way_between(Path::new("/a"), Path::new("/a/d.csv")), Some(PathBuf::from("d.csv")));
    }

    #[test]
    fn a_workspace_that_moves_with_its_figures_finds_them() {
        let wanted =
            DatasetRef { id: DatasetId::new("mine"), sha256: "00".into(), path: "../figures/mine.csv".into(), hints: Hints::default() };
        let workspace = Workspace { datasets: vec![wanted], ..Workspace::of([]) };
        let opened = with_absolute_paths(workspace, Path::new("/elsewhere/work/board.workspace.json"));
        assert_eq!(opened.datasets[0].path, PathBuf::from("/elsewhere/figures/mine.csv"));
    }

    #[test]
    fn a_damaged_workspace_is_refused_with_its_place() {
        let problem =
            parse_workspace("{\n  \"asymmetry\": \"workspace/1\",\n  \"panels\": 5\n}", Path::new("board.workspace.json")).unwrap_err();
        assert!(problem.why.is_some_and(|why| why.contains("line 3")), "names the line");
        let newer = parse_workspace(r#"{"asymmetry": "workspace/2", "panels": []}"#, Path::new("board.workspace.json")).unwrap_err();
        assert!(newer.why.is_some_and(|why| why.contains("workspace/2")), "names the version");
        for (text, reason) in [
            (
                "{\n  \"asymmetry\": \"workspace/1\", \"panels\": [],\n  \"panels\": [] }",
                "line 3, column 3: the key \"panels\" stands twice",
            ),
            ("{\"asymmetry\": \"workspace/1\", \"panels\": []}", "the workspace has no panels"),
            (" \n", "it is empty"),
        ] {
            let problem = parse_workspace(text, Path::new("board.workspace.json")).unwrap_err();
            assert!(problem.hint.is_some() && problem.to_string().contains(reason), "{problem}");
        }
    }
}
