//! Where rows on disk are kept for the next time: in the user's folder for such things, by content, not more than a bound.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::dataset::fingerprint;
use crate::import::hints::Hints;
use crate::problem::Problem;

/// A folder of folders: `content/HASH` with the rows and the parcel of a dataset, `tickets` that lead from a file to its
/// content, and `tmp-…` of those that are being written.
#[derive(Clone, Debug)]
pub struct Shelf {
    root: PathBuf,
}

/// More than this is not kept; what was not used for longest goes first.
const MOST_BYTES: u64 = 20 << 30;
/// What was begun and not finished is let go after this time.
const LEFT_OVER: Duration = Duration::from_secs(24 * 3600);
/// Names another folder for it.
const VARIABLE: &str = "ASYMMETRY_CACHE";
/// Of the parcel in a folder of content, and of the folder of its rows.
const PARCEL: &str = "parcel";
pub const ROWS: &str = "rows";
/// What is kept by another version is read anew.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "/2");

impl Shelf {
    /// The shelf of this user.
    ///
    /// # Errors
    /// When the system names no folder for it.
    pub fn of_user() -> Result<Self, Problem> {
        let named = std::env::var_os(VARIABLE).map(PathBuf::from).filter(|path| path.is_absolute());
        let usual = || dirs::cache_dir().map(|folder| folder.join("asymmetry"));
        named.or_else(usual).map(Self::at).ok_or_else(|| {
            let problem = Problem::new("Could not keep what was read").because("this system names no folder for what is kept");
            problem.hint(format!("Name one in the environment variable {VARIABLE}."))
        })
    }

    pub fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The parcel of these files read with these decisions, and the folder of its rows; `None` when they are not kept.
    pub fn find(&self, paths: &[PathBuf], hints: &Hints) -> Option<(Vec<u8>, PathBuf)> {
        let content = fs::read_to_string(self.ticket(paths, hints)?).ok()?;
        let folder = self.root.join("content").join(content.trim());
        let parcel = fs::read(folder.join(PARCEL)).ok()?;
        // It was used just now, and is the last to go.
        let _ = fs::File::open(folder.join(PARCEL)).and_then(|file| file.set_modified(SystemTime::now()));
        Some((parcel, folder.join(ROWS)))
    }

    /// Files are known again by their names, sizes and times, so that they need not be read for it.
    fn ticket(&self, paths: &[PathBuf], hints: &Hints) -> Option<PathBuf> {
        let mut told = format!("{VERSION}\n{}\n", serde_json::to_string(hints).ok()?);
        for path in paths {
            let facts = fs::metadata(path).ok()?;
            let time = facts.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
            let path = std::path::absolute(path).ok()?;
            told += &format!("{}\n{}\n{}\n", path.to_string_lossy(), facts.len(), time.as_nanos());
        }
        Some(self.root.join("tickets").join(fingerprint(told.as_bytes())))
    }

    /// An empty folder to write into; it has a folder for rows.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn begin(&self) -> Result<PathBuf, Problem> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
        let folder = self.root.join(format!("{}{now}", begun_by(std::process::id())));
        let made = fs::create_dir_all(folder.join(ROWS));
        made.map(|()| folder).map_err(|error| could_not(&self.root, &error))
    }

    /// Takes away what a process has begun that is gone.
    pub fn forget(&self, process: u32) {
        let start = begun_by(process);
        for path in entries(&self.root) {
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&start)) {
                let _ = fs::remove_dir_all(path);
            }
        }
    }

    /// Keeps a folder that was written under the hash of its content; gives the folder of its rows.
    ///
    /// # Errors
    /// When it cannot be moved or written.
    pub fn keep(&self, folder: &Path, parcel: &[u8], sha256: &str, (paths, hints): (&[PathBuf], &Hints)) -> Result<PathBuf, Problem> {
        let trouble = |error: std::io::Error| could_not(&self.root, &error);
        fs::write(folder.join(PARCEL), parcel).map_err(trouble)?;
        let content = fingerprint(format!("{VERSION}\n{sha256}\n{}", serde_json::to_string(hints).unwrap_or_default()).as_bytes());
        let kept = self.root.join("content").join(&content);
        fs::create_dir_all(self.root.join("content")).map_err(trouble)?;
        if fs::rename(folder, &kept).is_err() {
            // The same content is there already, from a file of another name.
            fs::remove_dir_all(&kept).and_then(|()| fs::rename(folder, &kept)).map_err(trouble)?;
        }
        if let Some(ticket) = self.ticket(paths, hints) {
            fs::create_dir_all(self.root.join("tickets")).and_then(|()| fs::write(ticket, &content)).map_err(trouble)?;
        }
        self.clean(&content, MOST_BYTES);
        Ok(kept.join(ROWS))
    }

    /// Lets go of what was not used for longest until the rest is within the bound, and of what was never finished. What was
    /// kept just now stays.
    fn clean(&self, newest: &str, most: u64) {
        let used = |path: &Path| fs::metadata(path).and_then(|facts| facts.modified()).unwrap_or(UNIX_EPOCH);
        let now = SystemTime::now();
        for path in entries(&self.root) {
            let is_left = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("tmp-"));
            if is_left && now.duration_since(used(&path)).is_ok_and(|age| age > LEFT_OVER) {
                let _ = fs::remove_dir_all(path);
            }
        }
        let is_newest = |folder: &Path| folder.file_name().is_some_and(|name| name == newest);
        let mut kept = entries(&self.root.join("content"));
        kept.sort_by_cached_key(|folder| (!is_newest(folder), Reverse(used(&folder.join(PARCEL)))));
        let mut sum = 0;
        for folder in kept {
            sum += bytes_in(&folder);
            if sum > most && !is_newest(&folder) {
                let _ = fs::remove_dir_all(folder);
            }
        }
    }
}

/// How the names of the folders begin that a process makes.
fn begun_by(process: u32) -> String {
    format!("tmp-{process}-")
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn bytes_in(folder: &Path) -> u64 {
    let of = |entry: fs::DirEntry| match entry.metadata() {
        Ok(facts) if facts.is_dir() => bytes_in(&entry.path()),
        Ok(facts) => facts.len(),
        Err(_) => 0,
    };
    fs::read_dir(folder).into_iter().flatten().flatten().map(of).sum()
}

fn could_not(root: &Path, error: &std::io::Error) -> Problem {
    let problem = Problem::new("Could not keep what was read").because(format!("{}: {error}", root.display()));
    problem.hint(format!("Is there room on the disk? Another folder can be named in the environment variable {VARIABLE}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_until_its_file_changes_and_goes_when_there_is_too_much() {
        let root = std::env::temp_dir().join(format!("asymmetry-shelf-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).expect("a folder");
        let (shelf, hints) = (Shelf::at(root.join("shelf")), Hints::default());
        let path = |name: &str| {
            let path = root.join(name);
            fs::write(&path, name).expect("a file");
            vec![path]
        };
        let (first, second) = (path("first.csv"), path("second.csv"));
        for (paths, sha256) in [(&first, "01"), (&second, "02")] {
            assert!(shelf.find(paths, &hints).is_none());
            let folder = shelf.begin().expect("a folder");
            fs::write(folder.join(ROWS).join("rows-0"), [0; 1000]).expect("rows");
            let rows = shelf.keep(&folder, sha256.as_bytes(), sha256, (paths, &hints)).expect("kept");
            assert_eq!(shelf.find(paths, &hints), Some((sha256.as_bytes().to_vec(), rows)));
        }
        let other = Hints { codes: Some("imf".to_owned()), ..Hints::default() };
        assert!(shelf.find(&first, &other).is_none(), "read with other decisions it is another dataset");
        fs::write(&first[0], "first, changed").expect("a file");
        assert!(shelf.find(&first, &hints).is_none(), "it is another file now");
        let newest = fs::read_to_string(shelf.ticket(&second, &hints).expect("a ticket")).expect("text");
        shelf.clean(&newest, 1100);
        assert!(shelf.find(&second, &hints).is_some());
        assert_eq!(fs::read_dir(root.join("shelf/content")).expect("a folder").count(), 1, "the other one is gone");
        fs::remove_dir_all(root).expect("removed");
    }
}
