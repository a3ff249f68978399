//! Asking for files: the system's dialogs, or in tests a list of answers.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::problem::Problem;

/// Who asks the person for files. Called in a thread of its own, so that the window keeps painting.
pub trait Dialogs: Send + Sync {
    /// The files to open; none when the person changed their mind.
    ///
    /// # Errors
    /// When the system has no such dialog.
    fn open(&self, title: &str) -> Result<Vec<PathBuf>, Problem>;
    /// The folder to open.
    ///
    /// # Errors
    /// When the system has no such dialog.
    fn open_folder(&self, title: &str) -> Result<Option<PathBuf>, Problem>;
    /// Where to save.
    ///
    /// # Errors
    /// When the system has no such dialog.
    fn save(&self, wish: &SaveWish) -> Result<Option<PathBuf>, Problem>;
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

const INSTEAD_OF_OPENING: &str = "drop files on the window, or name them when starting the program";

/// The dialogs of the system.
pub struct SystemDialogs;

impl Dialogs for SystemDialogs {
    fn open(&self, title: &str) -> Result<Vec<PathBuf>, Problem> {
        answer(INSTEAD_OF_OPENING, || rfd::FileDialog::new().set_title(title).pick_files()).map(Option::unwrap_or_default)
    }

    fn open_folder(&self, title: &str) -> Result<Option<PathBuf>, Problem> {
        answer(INSTEAD_OF_OPENING, || rfd::FileDialog::new().set_title(title).pick_folder())
    }

    fn save(&self, wish: &SaveWish) -> Result<Option<PathBuf>, Problem> {
        let mut dialog = rfd::FileDialog::new().set_title(&wish.title).set_file_name(&wish.name);
        for (kind, ending) in &wish.kinds {
            dialog = dialog.add_filter(kind, &[ending]);
        }
        if let Some(folder) = &wish.folder {
            dialog = dialog.set_directory(folder);
        }
        let instead = "pictures and tables can be copied, and the board is kept for the next start";
        answer(instead, || dialog.save_file())
    }
}

/// What a dialog gave. Where there is none it gives nothing as well, only faster than any person changes their mind.
fn answer<T>(instead: &str, ask: impl FnOnce() -> Option<T>) -> Result<Option<T>, Problem> {
    const GLANCE: Duration = Duration::from_millis(300);
    let start = Instant::now();
    let given = ask();
    if given.is_none() && start.elapsed() < GLANCE && can_lack_dialogs() {
        let hint = format!("Install xdg-desktop-portal or zenity; until then, {instead}.");
        return Err(Problem::new("Could not ask for a file").because("this system has no dialog for it").hint(hint));
    }
    Ok(given)
}

/// On Linux and its kin the dialog is a program of its own, which may not be installed; zenity is tried last.
fn can_lack_dialogs() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    cfg!(all(unix, not(target_os = "macos"))) && !std::env::split_paths(&path).any(|folder| folder.join("zenity").is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_that_was_looked_at_and_closed_is_no_problem() {
        let slowly = || {
            std::thread::sleep(Duration::from_millis(400));
            None::<PathBuf>
        };
        assert_eq!(answer("", slowly), Ok(None));
        assert_eq!(answer("", || Some(1)), Ok(Some(1)));
    }

    #[test]
    fn a_system_without_dialogs_says_what_to_do() {
        if can_lack_dialogs() {
            let problem = answer("drop files", || None::<PathBuf>).unwrap_err();
            assert!(problem.hint.is_some_and(|hint| hint.contains("zenity") && hint.contains("drop files")));
        }
    }
}
