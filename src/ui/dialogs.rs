//! Asking for files: the system's dialogs, or in tests a list of answers.

use std::path::PathBuf;

/// Who asks the person for files. Called in a thread of its own, so that the window keeps painting.
pub trait Dialogs: Send + Sync {
    /// The files to open; none when the person changed their mind.
    fn open(&self, title: &str) -> Vec<PathBuf>;
    /// Where to save.
    fn save(&self, wish: &SaveWish) -> Option<PathBuf>;
}

/// What a save dialog proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveWish {
    pub title: String,
    /// With its ending.
    pub name: String,
    /// Name of the kind, and its ending without the dot.
    pub kinds: Vec<(String, String)>,
    pub folder: Option<PathBuf>,
}

/// The dialogs of the system.
pub struct SystemDialogs;

impl Dialogs for SystemDialogs {
    fn open(&self, title: &str) -> Vec<PathBuf> {
        rfd::FileDialog::new().set_title(title).pick_files().unwrap_or_default()
    }

    fn save(&self, wish: &SaveWish) -> Option<PathBuf> {
        let mut dialog = rfd::FileDialog::new().set_title(&wish.title).set_file_name(&wish.name);
        for (kind, ending) in &wish.kinds {
            dialog = dialog.add_filter(kind, &[ending]);
        }
        if let Some(folder) = &wish.folder {
            dialog = dialog.set_directory(folder);
        }
        dialog.save_file()
    }
}
