//! Nothing is lost: the board is on the disk soon after each change, what a program that ended unexpectedly has left is offered,
//! and the file that the board is saved as is neither another window's nor changed by somebody else.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use eframe::egui::Context;

use crate::problem::Problem;
use crate::ui::action::{Action, Front};
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::session::Ending;
use crate::work::journal::{Journal, Told};
use crate::workspace::file;
use crate::workspace::hold::{Held, Hold};
use crate::workspace::recovery::{Board, Left};

impl App {
    /// Keeps the board in this folder from now on, and looks there for what programs that are gone have left.
    pub fn keep_in(&mut self, folder: PathBuf, ctx: &Context) {
        let wake = ctx.clone();
        self.session.keeping.journal = Some(Journal::begin(folder, move || wake.request_repaint()));
    }

    /// The journal goes there when the window closes.
    pub(super) fn end_with(&mut self, ending: Arc<Mutex<Option<Ending>>>) {
        self.session.keeping.ending = Some(ending);
    }

    /// Called every frame: hands the board over when it has changed, and hears what the journal has to tell.
    pub(super) fn keep(&mut self) {
        let document = self.preferences.saved_as();
        let Some(journal) = &mut self.session.keeping.journal else { return };
        journal.keep(self.history.now(), document, self.screen.panel);
        for told in journal.told() {
            match told {
                Told::Left(left) => {
                    self.session.keeping.left.extend(left);
                    self.offer();
                }
                Told::Problem(problem) => self.session.tell(problem),
            }
        }
    }

    /// Offers what was left, one board after the other. One that is on show already was not lost.
    fn offer(&mut self) {
        while let Some(left) = self.session.keeping.left.pop_front() {
            if left.kept.board.workspace != *self.document() {
                let text = format!("Asymmetry ended unexpectedly. Restore the board as it was at {}?", left.kept.time());
                let answers = vec![("Restore", Some(Box::new(Action::Recover))), ("Discard", Some(Box::new(Action::Discard)))];
                self.session.keeping.left.push_front(left);
                return self.session.ask(text, "The board that is open now can be come back to.", answers);
            }
            self.forget(left);
        }
    }

    fn forget(&mut self, left: Left) {
        if let Some(journal) = &self.session.keeping.journal {
            journal.forget(left);
        }
    }

    pub(super) fn recover(&mut self) {
        let Some(left) = self.session.keeping.left.pop_front() else { return };
        let Board { workspace, document, panel } = left.kept.board.clone();
        self.open_in_place(workspace, document, "The board is as it was".to_owned());
        self.bring_to_front(Front::Panel(panel));
        self.keep();
        if let Some(journal) = &self.session.keeping.journal {
            journal.take_over(left);
        }
        self.offer();
    }

    pub(super) fn discard(&mut self) {
        if let Some(left) = self.session.keeping.left.pop_front() {
            self.forget(left);
        }
        self.offer();
    }

    /// The window closes as it should.
    pub(super) fn end(&mut self) {
        let Some(journal) = self.session.keeping.journal.take() else { return };
        let preferences = self.preferences().to_text();
        match self.session.keeping.ending.as_ref().and_then(|ending| ending.lock().ok()) {
            Some(mut ending) => *ending = Some(Ending { journal, preferences }),
            None => journal.end(),
        }
    }

    /// Holds the file that the board is saved as, and says when another window does.
    pub(super) fn hold_document(&mut self) {
        // What was held is let go first: it may be the same.
        self.session.keeping.held = None;
        let Some(path) = self.preferences.document.clone() else { return };
        let held = Hold::of(&path);
        if matches!(held, Held::Another) {
            self.session.tell(elsewhere(format!("Could not open {} for saving", name(&path))));
        }
        self.session.keeping.held = Some(held);
    }

    pub(super) fn save_workspace(&mut self) {
        let Some(document) = self.preferences.saved_as() else { return self.ask_for_workspace_file() };
        if !self.can_write(&document.path) {
            self.ask_for_workspace_file();
        } else if file::is_changed(&document) {
            let again = Action::OpenFiles(vec![document.path.clone()]);
            let answers = vec![
                ("Save as…", Some(Box::new(Action::Do(Command::SaveWorkspaceAs)))),
                ("Overwrite", Some(Box::new(Action::Overwrite))),
                ("Reload", Some(Box::new(again))),
                ("Cancel", None),
            ];
            let text = format!("{} was changed by another program since it was opened here", name(&document.path));
            self.session.ask(text, "Overwriting loses what is in the file now; reloading shows it in place of this board.", answers);
        } else {
            self.write_workspace(&document.path);
        }
    }

    /// The person has been asked by the dialog whether a file may be written over.
    pub(super) fn save_workspace_as(&mut self, path: &Path) {
        if self.preferences.document.as_deref() == Some(path) {
            return self.overwrite();
        }
        let held = Hold::of(path);
        if matches!(held, Held::Another) {
            return self.session.tell(elsewhere(could_not_save(path)));
        }
        if self.write_workspace(path) {
            self.session.keeping.held = Some(held);
        }
    }

    pub(super) fn overwrite(&mut self) {
        if let Some(path) = self.preferences.document.clone()
            && self.can_write(&path)
        {
            self.write_workspace(&path);
        }
    }

    /// Is the file of the board this window's to write? The other window may be gone by now.
    fn can_write(&mut self, path: &Path) -> bool {
        if matches!(self.session.keeping.held, Some(Held::Another)) {
            self.session.keeping.held = Some(Hold::of(path));
        }
        let can_write = !matches!(self.session.keeping.held, Some(Held::Another));
        if !can_write {
            self.session.tell(elsewhere(could_not_save(path)));
        }
        can_write
    }

    fn write_workspace(&mut self, path: &Path) -> bool {
        match file::save_workspace(self.document(), path) {
            Ok(document) => {
                self.preferences.save_as(Some(document));
                self.preferences.remember(path);
                self.session.say(format!("{} saved", name(path)));
                true
            }
            Err(problem) => {
                self.session.tell(problem);
                false
            }
        }
    }
}

fn could_not_save(path: &Path) -> String {
    format!("Could not save {}", name(path))
}

fn elsewhere(what: String) -> Problem {
    Problem::new(what).because("it is open in another window").hint("Save this board under another name, or close the other window.")
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
