//! The journal: the newest board on the disk soon after each change, written by a thread of its own; and on start what programs
//! that are gone have left.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::problem::Problem;
use crate::workspace::Workspace;
use crate::workspace::file::reason;
use crate::workspace::recovery::{self, Board, Document, Kept, Left, Slot};

/// Changes that come as closely as this are written together. No change may be older than two seconds and not on the disk, and
/// the writing takes its time as well.
const GATHERING: Duration = Duration::from_millis(400);
/// After so long it is tried again where it failed.
const PAUSE: Duration = Duration::from_secs(2);

/// What is written of one window.
pub struct Journal {
    /// `None` when there is nothing more to wish.
    wishes: Option<Sender<Wish>>,
    told: Receiver<Told>,
    /// As it was handed over last.
    last: Option<Board>,
    writer: Option<JoinHandle<()>>,
}

/// What the writer is to do.
enum Wish {
    Keep(Box<Kept>),
    /// This board was taken over: it goes once it is written as the window's own.
    TakenOver(Left),
    /// Nobody wants this board.
    Forget(Left),
    End,
}

/// What the writer has to tell.
pub enum Told {
    /// Of programs that are gone, the newest first.
    Left(Vec<Left>),
    Problem(Problem),
}

impl Journal {
    /// `wake` is called when there is something to hear.
    pub fn begin(folder: PathBuf, wake: impl Fn() + Send + 'static) -> Self {
        let (wishes, heard) = mpsc::channel();
        let (teller, told) = mpsc::channel();
        let tell = move |news| {
            // Nobody listens any more when the window is gone.
            teller.send(news).ok();
            wake();
        };
        let writer = thread::spawn(move || Writer { folder, slot: None, is_failing: false, taken_over: Vec::new() }.work(&heard, &tell));
        Self { wishes: Some(wishes), told, last: None, writer: Some(writer) }
    }

    /// Called every frame: nothing is written, or even copied, while nothing has changed.
    pub fn keep(&mut self, workspace: &Workspace, document: Option<Document>, panel: usize) {
        let is_same = |last: &Board| last.workspace == *workspace && last.document == document && last.panel == panel;
        if self.last.as_ref().is_some_and(is_same) {
            return;
        }
        let board = Board { workspace: workspace.clone(), document, panel };
        self.last = Some(board.clone());
        self.wish(Wish::Keep(Box::new(Kept::now(board))));
    }

    /// The board of a program that is gone is now this window's own, and must be handed over as such before.
    pub fn take_over(&self, left: Left) {
        self.wish(Wish::TakenOver(left));
    }

    pub fn forget(&self, left: Left) {
        self.wish(Wish::Forget(left));
    }

    /// What the writer had to tell since the last time.
    pub fn told(&self) -> Vec<Told> {
        self.told.try_iter().collect()
    }

    /// The window closes as it should: there will be nothing to come back to.
    pub fn end(self) {
        self.wish(Wish::End);
    }

    fn wish(&self, wish: Wish) {
        if let Some(wishes) = &self.wishes {
            // The writer lives as long as the sender does.
            wishes.send(wish).ok();
        }
    }
}

impl Drop for Journal {
    /// What was handed over is written before the program goes on, or ends.
    fn drop(&mut self) {
        self.wishes = None;
        if let Some(writer) = self.writer.take() {
            // A writer that broke off has left what it wrote, which is all that can be had.
            writer.join().ok();
        }
    }
}

/// The thread that writes.
struct Writer {
    folder: PathBuf,
    /// The place of this window, once it could be had.
    slot: Option<Slot>,
    is_failing: bool,
    taken_over: Vec<Left>,
}

impl Writer {
    fn work(mut self, wishes: &Receiver<Wish>, tell: &impl Fn(Told)) {
        self.slot = Slot::take(&self.folder).ok();
        let (left, problems) = recovery::left(&self.folder);
        problems.into_iter().for_each(|problem| tell(Told::Problem(problem)));
        tell(Told::Left(left));
        let mut newest: Option<Box<Kept>> = None;
        loop {
            let goes_on = match newest {
                None => wishes.recv().is_ok_and(|wish| self.hear(wish, &mut newest)),
                Some(_) => {
                    let goes_on = self.gather(wishes, &mut newest);
                    // What was handed over is not lost when nobody is there to hand over more.
                    newest = newest.filter(|kept| !self.write(kept, tell));
                    goes_on
                }
            };
            if !goes_on {
                break;
            }
        }
    }

    /// Hears what is wished for a while, longer where the last board could not be written. False when that was the end.
    fn gather(&mut self, wishes: &Receiver<Wish>, newest: &mut Option<Box<Kept>>) -> bool {
        let until = Instant::now() + if self.is_failing { PAUSE } else { GATHERING };
        loop {
            match wishes.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(wish) => {
                    if !self.hear(wish, newest) {
                        return false;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return false,
                Err(RecvTimeoutError::Timeout) => return true,
            }
        }
    }

    /// False when it was the last wish.
    fn hear(&mut self, wish: Wish, newest: &mut Option<Box<Kept>>) -> bool {
        match wish {
            Wish::Keep(kept) => *newest = Some(kept),
            Wish::TakenOver(left) if newest.is_none() => left.clear(),
            Wish::TakenOver(left) => self.taken_over.push(left),
            Wish::Forget(left) => left.clear(),
            Wish::End => {
                *newest = None;
                self.taken_over.drain(..).for_each(Left::clear);
                self.slot.take().into_iter().for_each(Slot::clear);
                return false;
            }
        }
        true
    }

    /// Told once, not with every try.
    fn write(&mut self, kept: &Kept, tell: &impl Fn(Told)) -> bool {
        match self.try_to_write(kept) {
            Ok(()) => {
                self.is_failing = false;
                self.taken_over.drain(..).for_each(Left::clear);
                true
            }
            Err(error) => {
                if !std::mem::replace(&mut self.is_failing, true) {
                    tell(Told::Problem(could_not_keep(&self.folder, &error)));
                }
                false
            }
        }
    }

    fn try_to_write(&mut self, kept: &Kept) -> io::Result<()> {
        if self.slot.is_none() {
            self.slot = Some(Slot::take(&self.folder)?);
        }
        self.slot.as_ref().map_or(Ok(()), |slot| slot.keep(kept))
    }
}

fn could_not_keep(folder: &Path, error: &io::Error) -> Problem {
    Problem::new("Could not keep the board for the case that the program ends unexpectedly")
        .because(reason(error))
        .hint(format!("It would stand in {}. Save the workspace yourself from time to time.", folder.display()))
}
