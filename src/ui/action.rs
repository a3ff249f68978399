//! What the parts of the window wish for. They change nothing themselves; `App::apply` grants every wish.

use std::path::PathBuf;

use crate::chart::annotation::Annotation;
use crate::dataset::DatasetId;
use crate::import::hints::Hints;
use crate::picture::look::{Size, Theme};
use crate::query::cluster::Cluster;
use crate::terms::language::Language;
use crate::ui::command::Command;
use crate::ui::mark_key::MarkKey;
use crate::ui::preferences::Raster;
use crate::ui::presenting::Turn;
use crate::view::View;
use crate::workspace::compare::Change;
use crate::workspace::edit::Edit;
use crate::workspace::recovery::Document;
use crate::workspace::{Panel, Shared, Workspace};

/// A wish of the person at the window.
#[derive(Clone, Debug)]
pub enum Action {
    Edit(Edit, Step),
    Do(Command),
    Front(Front),
    /// Asks a mark for its number and its source; `None` puts the card away.
    Ask(Option<MarkKey>),
    /// Puts words at a number of the picture in front.
    Annotate(Box<Annotation>),
    OpenFiles(Vec<PathBuf>),
    /// Reads the file that is looked at anew, with these decisions.
    Decide(Box<Hints>),
    /// Takes the file that is looked at, or leaves it.
    Accept,
    Decline,
    /// Finds a dataset of the workspace in another place.
    Locate(DatasetId),
    /// Finds a recent file in another place.
    LocateRecent(PathBuf),
    ForgetRecent(PathBuf),
    Reload(DatasetId),
    Close(DatasetId),
    LookAt(DatasetId),
    /// Shows a view as it is, in the panel of its measure.
    ShowView(Box<View>),
    /// Sets these figures beside the panel in front, looked at in the same way.
    Beside(DatasetId),
    /// Sets the panel in front beside itself with one thing changed.
    Compare(Change),
    /// A picture of the look chosen, for paper or a room; the window has its own.
    Paper(Size, Theme),
    /// How pictures become points.
    Raster(Raster),
    /// The board that stood here before another was opened, and the file it was saved as.
    Restore(Box<(Workspace, Option<Document>)>),
    /// Takes over the board that a program which ended unexpectedly has left, or leaves it for good.
    Recover,
    Discard,
    /// Saves the board over what somebody else wrote into its file.
    Overwrite,
    Copy {
        what: &'static str,
        text: String,
    },
    Follow(String),
    /// Stops working out what the panel in front waits for.
    Stop,
    TryAgain,
    Dismiss(usize),
    /// Takes the figures of now for those the slide was captured with.
    RenewSlide(usize),
    /// From one place to another, counted without it.
    MoveSlide {
        from: usize,
        to: usize,
    },
    /// Takes a bundled briefing in place of the one there is, and presents it.
    Briefing(&'static str),
    /// What the presenter wishes for.
    Turn(Turn),
    Welcomed,
    /// The window in another language, and every picture in it that has none of its own.
    Speak(Language),
    /// Asks a cluster about figures too many for memory from now on; `None` asks this machine.
    AskAt(Option<Cluster>),
}

/// What stands in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Front {
    Panel(usize),
    /// The figures behind the panel that was in front.
    Table,
}

/// How a change joins the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A step of its own.
    Whole,
    /// A part of one drag or one burst of typing, named for what it changes; undone together.
    Part(&'static str),
    /// A year of the run that has this number; undone together with the others of the run.
    Run(u64),
}

/// The wishes of a frame, in their order.
#[derive(Default)]
pub struct Wishes(Vec<Action>);

impl Wishes {
    pub fn push(&mut self, action: Action) {
        self.0.push(action);
    }

    pub fn edit(&mut self, edit: Edit) {
        self.push(Action::Edit(edit, Step::Whole));
    }

    pub fn share(&mut self, shared: Shared, step: Step) {
        self.push(Action::Edit(Edit::Share(shared), step));
    }

    /// The panel with another view.
    pub fn view(&mut self, panel: usize, before: &Panel, view: View, step: Step) {
        let to = Box::new(Panel { view, ..before.clone() });
        self.push(Action::Edit(Edit::SetPanel { panel, to }, step));
    }

    pub fn take(&mut self) -> Vec<Action> {
        std::mem::take(&mut self.0)
    }
}
