//! A document that is open in a window is held by it: a lock beside the file tells another window so, and goes with the program
//! however that ends.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::workspace::disk;

/// A lock that is held. It is let go, and its file taken away, with this value.
#[derive(Debug)]
pub struct Hold {
    path: PathBuf,
    // Held by being open.
    _lock: File,
}

/// What came of trying to hold something.
#[derive(Debug)]
pub enum Held {
    Ours(Hold),
    /// Another window holds it.
    Another,
    /// It cannot be told: the folder takes no files, or the disk knows no locks.
    Unknown,
}

impl Hold {
    /// Holds a document, by a hidden file beside it.
    pub fn of(document: &Path) -> Held {
        // However the document is come to, its lock is one.
        let place = fs::canonicalize(document).unwrap_or_else(|_| document.to_owned());
        let name = place.file_name().unwrap_or(place.as_os_str()).to_string_lossy().into_owned();
        Self::at(place.with_file_name(format!(".{name}.lock")))
    }

    /// Holds a lock whose file is this.
    pub fn at(path: PathBuf) -> Held {
        const TRIES: usize = 5;
        for _ in 0..TRIES {
            let Ok(lock) = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path) else {
                return Held::Unknown;
            };
            match lock.try_lock() {
                // Whoever held it before may have taken the file away meanwhile; then there is another one, or none.
                Ok(()) if is_at(&lock, &path) => return Held::Ours(Self { path, _lock: lock }),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Held::Another,
                Err(TryLockError::Error(_)) => return Held::Unknown,
            }
        }
        Held::Unknown
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        // While it is still held, so that nobody else's is taken away.
        disk::remove(&self.path);
    }
}

/// Is the open file the one of this name?
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |facts: io::Result<fs::Metadata>| facts.map(|facts| (facts.dev(), facts.ino())).ok();
    identity(file.metadata()).is_some_and(|own| identity(fs::metadata(path)) == Some(own))
}

/// A file that is open is not taken away there.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    let facts: io::Result<fs::Metadata> = fs::metadata(path);
    facts.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_held_once_and_let_go() {
        let folder = std::env::temp_dir().join(format!("asymmetry-hold-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let document = folder.join("board.workspace.json");
        fs::write(&document, "{}").expect("a file");
        let first = Hold::of(&document);
        assert!(matches!(first, Held::Ours(_)));
        let roundabout = folder.join("..").join(folder.file_name().expect("a name")).join("board.workspace.json");
        assert!(matches!(Hold::of(&roundabout), Held::Another));
        drop(first);
        assert!(matches!(Hold::of(&document), Held::Ours(_)));
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1, "nothing is left beside it");
    }

    #[test]
    fn where_no_lock_can_be_nothing_is_claimed() {
        let file = std::env::temp_dir().join(format!("asymmetry-no-folder-{}", std::process::id()));
        fs::write(&file, "").expect("a file");
        assert!(matches!(Hold::of(&file.join("board.workspace.json")), Held::Unknown));
    }
}
