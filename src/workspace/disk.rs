//! Files written whole: the new one takes the place of the old when every byte of it is on the disk, never before.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts the drafts of this program, so that two at once are two files.
static DRAFTS: AtomicU64 = AtomicU64::new(0);

/// Writes the file anew. Whatever happens meanwhile, there is the old file or the new one, and never half of either.
///
/// # Errors
/// When it cannot be written; then what was there still is.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Where a link stands, the file that it leads to is written, and the link stays.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&place).ok();
    if let Some(before) = &before {
        // A device or a pipe has no place that another file could take.
        if !before.is_file() {
            return OpenOptions::new().write(true).open(&place).and_then(|mut file| file.write_all(bytes));
        }
        // Another file in its place would pass over what somebody protected.
        if before.permissions().readonly() {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "the file is write-protected"));
        }
    }
    let draft = draft_beside(&place);
    let written = write(&draft, bytes).and_then(|()| {
        if let Some(before) = before {
            // Whoever could read it still can; where that cannot be kept, the figures matter more.
            fs::set_permissions(&draft, before.permissions()).ok();
        }
        fs::rename(&draft, &place)
    });
    if written.is_err() {
        fs::remove_file(&draft).ok();
    }
    written.map(|()| settle(&place))
}

/// Takes a file away, for good.
pub fn remove(path: &Path) {
    // What is not there need not be taken away; what cannot be is met again by whoever looks for it.
    if fs::remove_file(path).is_ok() {
        settle(path);
    }
}

fn write(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(draft)?;
    file.write_all(bytes)?;
    // Without this the new name may reach the disk before the bytes do, and power be lost between.
    file.sync_all()
}

/// A name in the same folder, so that taking the place is one step on one disk. It is short, as the other may be as long as names
/// can be.
fn draft_beside(place: &Path) -> PathBuf {
    let number = DRAFTS.fetch_add(1, Ordering::Relaxed);
    place.with_file_name(format!(".asymmetry-{}-{number}.part", std::process::id()))
}

/// Is it the name of a file that was never finished, or not yet?
pub fn is_draft(name: &str) -> bool {
    name.starts_with(".asymmetry-") && name.ends_with(".part")
}

/// Puts the names in a folder on the disk as well. Some systems have no such call, and keep names in order by themselves.
fn settle(place: &Path) {
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("asymmetry-disk-{}-{name}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[test]
    fn the_new_file_takes_the_place_of_the_old_and_nothing_else_is_left() {
        let folder = folder("whole");
        let path = folder.join("a.json");
        replace(&path, b"old").expect("written");
        replace(&path, b"new").expect("written again");
        assert_eq!(fs::read(&path).expect("bytes"), b"new");
        assert_eq!(fs::read_dir(&folder).expect("a folder").count(), 1);
        remove(&path);
        assert!(!path.exists());
    }

    #[test]
    fn what_is_protected_stays_as_it_is() {
        let path = folder("protected").join("a.json");
        fs::write(&path, "old").expect("a file");
        let mut permissions = fs::metadata(&path).expect("facts").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("protected");
        assert_eq!(replace(&path, b"new").map_err(|error| error.kind()), Err(ErrorKind::PermissionDenied));
        assert_eq!(fs::read(&path).expect("bytes"), b"old");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = folder("link");
        let (path, link) = (folder.join("a.json"), folder.join("b.json"));
        fs::write(&path, "old").expect("a file");
        std::os::unix::fs::symlink(&path, &link).expect("a link");
        replace(&link, b"new").expect("written");
        assert!(fs::symlink_metadata(&link).expect("facts").is_symlink());
        assert_eq!(fs::read(&path).expect("bytes"), b"new");
    }
}
