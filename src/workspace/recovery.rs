//! What is kept of each running window for the case that it does not end properly: one file a program, in a folder of this person.
//! A file whose lock is free belongs to a program that is gone.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::workspace::Workspace;
use crate::workspace::disk;
use crate::workspace::hold::{Held, Hold};

/// The version of the file that this program writes.
pub const VERSION: &str = "recovery/1";

/// A board, with all that is needed to go on with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    pub workspace: Workspace,
    /// The file that it is saved as.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// The panel in front.
    #[serde(default)]
    pub panel: usize,
}

/// A file that a board is saved as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub path: PathBuf,
    /// The SHA-256 of the file when it was last read or written here; unknown where an older version kept none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A board as it was at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// `recovery/1`.
    pub asymmetry: String,
    /// Of its last change, in thousandths of a second since 1970.
    pub at: u64,
    pub board: Board,
}

impl Kept {
    pub fn now(board: Board) -> Self {
        let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { asymmetry: VERSION.to_owned(), at: u64::try_from(at.as_millis()).unwrap_or(u64::MAX), board }
    }

    /// The time of day, with the date when it was another day: "14:32".
    pub fn time(&self) -> String {
        let at = i64::try_from(self.at).ok().and_then(DateTime::from_timestamp_millis).map(|at| at.with_timezone(&Local));
        let form = |at: DateTime<Local>| if at.date_naive() == Local::now().date_naive() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        at.map_or_else(String::new, |at| at.format(form(at)).to_string())
    }
}

/// The folder of this person for it; `ASYMMETRY_STATE` names another.
pub fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("ASYMMETRY_STATE").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    named.or_else(|| dirs::state_dir().or_else(dirs::data_local_dir).map(|folder| folder.join("asymmetry")))
}

/// The place of one program's file. While it lasts, the program is there.
#[derive(Debug)]
pub struct Slot {
    file: PathBuf,
    // Where the disk knows no locks there is none, and the file may be offered while the program runs.
    _hold: Option<Hold>,
}

const FILE_ENDING: &str = ".board.json";
const LOCK_ENDING: &str = ".lock";
/// A program may have several windows, and a number of a process may come again.
const MOST_SLOTS: usize = 1000;

impl Slot {
    /// A place of its own.
    ///
    /// # Errors
    /// When the folder cannot be made, or takes no files.
    pub fn take(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let _alone = alone_in(folder);
        for number in 0..MOST_SLOTS {
            let stem = format!("{}-{number}", std::process::id());
            let file = folder.join(format!("{stem}{FILE_ENDING}"));
            if file.exists() {
                continue;
            }
            match Hold::at(folder.join(format!("{stem}{LOCK_ENDING}"))) {
                Held::Ours(hold) => return Ok(Self { file, _hold: Some(hold) }),
                Held::Another => {}
                Held::Unknown => {
                    // Is it for want of locks, or of a place to write?
                    disk::replace(&file, b"")?;
                    return Ok(Self { file, _hold: None });
                }
            }
        }
        Err(io::Error::other("the folder is full of boards that were kept"))
    }

    /// Writes the board, in place of the one before.
    ///
    /// # Errors
    /// When it cannot be written; then the one before is still there.
    pub fn keep(&self, kept: &Kept) -> io::Result<()> {
        // A workspace holds text, numbers and lists of them, all of which JSON can hold.
        disk::replace(&self.file, &serde_json::to_vec(kept).unwrap_or_default())
    }

    /// There is nothing to come back to any more.
    pub fn clear(self) {
        disk::remove(&self.file);
    }

    /// The file is put aside under another name, for somebody to look at.
    fn put_aside(self) -> PathBuf {
        let aside = self.file.with_extension("unreadable");
        // Where that fails it is met again at the next start.
        fs::rename(&self.file, &aside).ok();
        aside
    }
}

/// A board of a program that is gone. Nobody else is offered it while this lasts; then it is offered again.
#[derive(Debug)]
pub struct Left {
    pub kept: Kept,
    slot: Slot,
}

impl Left {
    /// It is taken over, or not wanted.
    pub fn clear(self) {
        self.slot.clear();
    }
}

/// The boards of programs that are gone, the newest first, and what could not be read.
pub fn left(folder: &Path) -> (Vec<Left>, Vec<Problem>) {
    let _alone = alone_in(folder);
    let (mut left, mut problems) = (Vec::new(), Vec::new());
    for stem in stems(folder) {
        let Held::Ours(hold) = Hold::at(folder.join(format!("{stem}{LOCK_ENDING}"))) else { continue };
        let slot = Slot { file: folder.join(stem + FILE_ENDING), _hold: Some(hold) };
        if !slot.file.exists() {
            // It changed nothing before it was gone; its lock goes as well.
            continue;
        }
        match read(&slot.file) {
            Ok(kept) => left.push(Left { kept, slot }),
            Err(problem) => {
                let aside = slot.put_aside();
                problems.push(problem.hint(format!("It was put aside as {}.", aside.display())));
            }
        }
    }
    left.sort_by_key(|left| std::cmp::Reverse(left.kept.at));
    (left, problems)
}

/// The names of the places in the folder, whoever took them. Drafts that nobody finished are taken away by the way.
fn stems(folder: &Path) -> BTreeSet<String> {
    const LONG_AGO: Duration = Duration::from_secs(60);
    let mut stems = BTreeSet::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_old = || path.metadata().and_then(|facts| facts.modified()).is_ok_and(|at| at.elapsed().is_ok_and(|age| age > LONG_AGO));
        if disk::is_draft(&name) && is_old() {
            fs::remove_file(&path).ok();
        }
        let stem = [FILE_ENDING, LOCK_ENDING].into_iter().find_map(|ending| name.strip_suffix(ending));
        stems.extend(stem.filter(|stem| !stem.is_empty()).map(str::to_owned));
    }
    stems
}

/// A board that was kept.
///
/// # Errors
/// When the file is not one that this program wrote.
pub fn read(file: &Path) -> Result<Kept, Problem> {
    let problem = || Problem::new("Could not read the board that was kept of a window that ended unexpectedly");
    let bytes = fs::read(file).map_err(|error| problem().because(error))?;
    let kept: Kept = serde_json::from_slice(&bytes).map_err(|error| problem().because(error))?;
    if kept.asymmetry != VERSION || kept.board.workspace.panels.is_empty() {
        return Err(problem().because(format!("it is of version \"{}\", and this program knows \"{VERSION}\"", kept.asymmetry)));
    }
    Ok(kept)
}

/// For a moment, nobody else takes a place or looks for what was left: between making a lock and holding it there would be a gap.
/// Where that cannot be had, the gap is the lesser evil.
fn alone_in(folder: &Path) -> Option<Hold> {
    const TRIES: usize = 100;
    for _ in 0..TRIES {
        match Hold::at(folder.join(LOCK_ENDING)) {
            Held::Ours(hold) => return Some(hold),
            Held::Another => thread::sleep(Duration::from_millis(10)),
            Held::Unknown => return None,
        }
    }
    None
}
