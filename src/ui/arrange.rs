//! How the panels are arranged: how many are seen, which stands where, what is set beside what.

use eframe::egui::Context;

use crate::dataset::DatasetId;
use crate::ui::accept::starting_view;
use crate::ui::action::Front;
use crate::ui::app::App;
use crate::workspace::Panel;
use crate::workspace::compare::{Change, neighbour, with_dataset};
use crate::workspace::edit::Edit;

/// Which way along the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    Earlier,
    Later,
}

impl App {
    /// So many panels at once, as far as there are so many.
    pub(super) fn see(&mut self, count: usize) {
        let edit = self.document().seeing(count, self.screen.panel);
        self.screen.is_table = false;
        self.change_whole(&edit);
    }

    /// The panel in front once more, beside it.
    pub(super) fn split(&mut self) {
        if let Some(front) = self.front().cloned() {
            self.set_beside(front);
        }
    }

    pub(super) fn duplicate(&mut self) {
        let Some(front) = self.front().cloned() else { return };
        let at = self.screen.panel + 1;
        self.change_whole(&Edit::InsertPanel { at, panel: Box::new(Panel { is_seen: false, ..front }) });
        if !self.document().is_tiled() {
            self.bring_to_front(Front::Panel(at));
        }
    }

    /// Past the next one that is seen, or past the next tab.
    pub(super) fn move_panel(&mut self, towards: Towards) {
        let from = self.screen.panel;
        let seen = if self.document().is_tiled() { self.document().seen(from) } else { (0..self.document().panels.len()).collect() };
        let at = seen.iter().position(|place| *place == from);
        let next = match towards {
            Towards::Earlier => at.and_then(|at| at.checked_sub(1)),
            Towards::Later => at.map(|at| at + 1),
        };
        if let Some(to) = next.and_then(|next| seen.get(next)).copied() {
            self.change_whole(&Edit::MovePanel { from, to });
        }
    }

    /// Other figures beside the panel in front, looked at in the same way.
    pub(super) fn compare_with(&mut self, id: &DatasetId) {
        let dataset = match self.session.desk.library.get(id) {
            Ok(dataset) => dataset,
            Err(problem) => return self.session.tell(problem),
        };
        let Some(front) = self.front().cloned() else { return };
        let shown = self.session.of(self.screen.panel).view(&front).clone();
        let starting = starting_view(&front.view, &dataset);
        self.set_beside(with_dataset(&front, &shown, starting, &dataset));
    }

    /// The panel in front once more, with one thing changed.
    pub(super) fn compare(&mut self, change: &Change) {
        let Some(front) = self.front().cloned() else { return };
        let shown = self.session.of(self.screen.panel).view(&front).clone();
        self.set_beside(neighbour(&front, &shown, change));
    }

    fn set_beside(&mut self, panel: Panel) {
        let front = self.screen.panel;
        let edit = self.document().beside(front, panel);
        self.change_whole(&edit);
        self.bring_to_front(Front::Panel(front + 1));
    }

    /// Gives the keyboard to the marks of the picture in front, or when they have it to those of the next one seen; Escape
    /// gives it back to what has it now.
    pub(super) fn walk_the_marks(&mut self, ctx: &Context) {
        let front = self.screen.panel;
        let seen = self.document().seen(front);
        let has_keyboard = seen.len() > 1 && self.session.of(front).chart().is_some();
        let left = self.screen.canvases.get_mut(&front).filter(|_| has_keyboard).and_then(|canvas| canvas.leave());
        let before = left.unwrap_or_else(|| ctx.memory(|memory| memory.focused()));
        if left.is_some() {
            let at = seen.iter().position(|place| *place == front).unwrap_or(0);
            self.bring_to_front(Front::Panel(seen[(at + 1) % seen.len()]));
        }
        if self.session.of(self.screen.panel).chart().is_some() {
            self.screen.is_table = false;
            self.screen.canvases.entry(self.screen.panel).or_default().walk(before);
        }
    }
}
