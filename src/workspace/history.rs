//! Undo and redo by snapshot: a workspace holds views and no data, so a whole one is kept for each step.

use crate::workspace::Workspace;
use crate::workspace::edit::Edit;

/// What one hand movement or one burst of typing does, and what one undo takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gesture(pub u64);

/// The document with the ways back and forth.
#[derive(Clone, Debug)]
pub struct History {
    now: Workspace,
    past: Vec<Workspace>,
    future: Vec<Workspace>,
    /// The gesture that made the last step; more of it belongs to the same step.
    last: Option<Gesture>,
}

const STEPS_KEPT: usize = 300;

impl History {
    pub fn new(now: Workspace) -> Self {
        Self { now, past: Vec::new(), future: Vec::new(), last: None }
    }

    pub fn now(&self) -> &Workspace {
        &self.now
    }

    /// Makes the change; `gesture` is `None` for a change that is a step of its own.
    pub fn apply(&mut self, edit: &Edit, gesture: Option<Gesture>) {
        let next = self.now.after(edit);
        if next == self.now {
            return;
        }
        let before = std::mem::replace(&mut self.now, next);
        let is_same_step = gesture.is_some() && gesture == self.last;
        if !is_same_step {
            self.past.push(before);
            let excess = self.past.len().saturating_sub(STEPS_KEPT);
            self.past.drain(..excess);
        }
        self.future.clear();
        self.last = gesture;
    }

    /// Makes a change that undo passes over, such as a dataset that was closed: files do not come back by undo.
    pub fn apply_throughout(&mut self, edit: &Edit) {
        for workspace in self.past.iter_mut().chain([&mut self.now]).chain(&mut self.future) {
            *workspace = workspace.after(edit);
        }
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.now, before));
        }
        self.last = None;
    }

    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.now, after));
        }
        self.last = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::dimension::Code;
    use crate::terms::period::Period;
    use crate::workspace::Shared;

    fn from(year: i32) -> Edit {
        Edit::Share(Shared { from: Some(Period::year(year)), ..Shared::default() })
    }

    fn first_year(history: &History) -> Option<i32> {
        history.now().shared.from.and_then(|from| from.first_year())
    }

    #[test]
    fn what_is_undone_can_be_redone() {
        let mut history = History::new(Workspace::of([]));
        history.apply(&from(2005), None);
        history.apply(&from(2010), None);
        history.undo();
        assert_eq!(first_year(&history), Some(2005));
        history.redo();
        assert_eq!(first_year(&history), Some(2010));
        history.undo();
        history.undo();
        assert_eq!((first_year(&history), history.can_undo()), (None, false));
    }

    #[test]
    fn a_drag_is_one_step() {
        let mut history = History::new(Workspace::of([]));
        for year in 2001..2010 {
            history.apply(&from(year), Some(Gesture(7)));
        }
        history.apply(&from(2015), Some(Gesture(8)));
        history.undo();
        assert_eq!(first_year(&history), Some(2009));
        history.undo();
        assert_eq!(first_year(&history), None);
    }

    #[test]
    fn a_new_change_ends_the_way_forth() {
        let mut history = History::new(Workspace::of([]));
        history.apply(&from(2005), None);
        history.undo();
        history.apply(&Edit::Share(Shared { countries: vec![Code::new("CHN")], ..Shared::default() }), None);
        assert!(!history.can_redo());
    }

    #[test]
    fn what_changes_nothing_is_no_step() {
        let mut history = History::new(Workspace::of([]));
        history.apply(&Edit::RemovePanel(3), None);
        assert!(!history.can_undo());
    }
}
