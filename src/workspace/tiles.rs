//! Which panels are seen at once, and the changes that set one beside another. Places are those in the document.

use std::collections::BTreeSet;

use crate::workspace::edit::Edit;
use crate::workspace::{Panel, Workspace};

/// More than this many at once are too small to read.
pub const MOST: usize = 4;

impl Workspace {
    /// The panels seen at once, in their order: two to four of them, or the one in front alone.
    pub fn seen(&self, front: usize) -> Vec<usize> {
        let tiled: Vec<usize> = self.tiled().into_iter().take(MOST).collect();
        if tiled.len() > 1 { tiled } else { vec![front] }
    }

    /// Are several panels seen at once?
    pub fn is_tiled(&self) -> bool {
        self.tiled().len() > 1
    }

    fn tiled(&self) -> Vec<usize> {
        self.panels.iter().enumerate().filter(|(_, panel)| panel.is_seen).map(|(place, _)| place).collect()
    }

    /// The panel in front when one at this place is wished for but not seen: the nearest before it, else the first.
    pub fn front_near(&self, wanted: usize) -> usize {
        let wanted = wanted.min(self.panels.len().saturating_sub(1));
        let seen = self.seen(wanted);
        let before = seen.iter().rev().find(|place| **place <= wanted);
        before.or(seen.first()).copied().unwrap_or(wanted)
    }

    /// So many panels at once, the one in front among them: those seen now stay, then come those behind it, then those before.
    pub fn seeing(&self, count: usize, front: usize) -> Edit {
        let count = count.min(MOST);
        if count < 2 {
            return Edit::See(BTreeSet::new());
        }
        let places = 0..self.panels.len();
        let seen = self.seen(front).into_iter();
        let order = [front].into_iter().chain(seen).chain(places.clone().skip(front)).chain(places.rev());
        let mut wanted = BTreeSet::new();
        for place in order {
            if wanted.len() < count {
                wanted.insert(place);
            }
        }
        Edit::See(wanted)
    }

    /// A panel that is not seen takes the place of the one in front.
    pub fn seeing_in_place_of(&self, front: usize, wanted: usize) -> Edit {
        let seen = self.seen(front).into_iter().filter(|place| *place != front);
        Edit::See(seen.chain([wanted]).collect())
    }

    /// A new panel behind `place`, both seen at once: the last of four gives way.
    pub fn beside(&self, place: usize, panel: Panel) -> Edit {
        let at = place + 1;
        let mut seen: BTreeSet<usize> = self.seen(place).into_iter().map(|seen| if seen < at { seen } else { seen + 1 }).collect();
        seen.extend([place, at]);
        while seen.len() > MOST {
            let last = seen.iter().rev().find(|seen| ![place, at].contains(seen)).copied();
            if let Some(last) = last {
                seen.remove(&last);
            }
        }
        Edit::Together(vec![Edit::InsertPanel { at, panel: Box::new(panel) }, Edit::See(seen)])
    }
}

/// Where each panel was before a change: the same one, else the one that stood in its place unless that went elsewhere.
pub fn origins(before: &[Panel], after: &[Panel]) -> Vec<Option<usize>> {
    let is_same = |a: &Panel, b: &Panel| a.view == b.view && a.follows_shared == b.follows_shared && a.keeps_countries == b.keeps_countries;
    let mut taken = BTreeSet::new();
    let mut origins = vec![None; after.len()];
    for (place, panel) in after.iter().enumerate() {
        let is_free = |at: &usize| !taken.contains(at) && is_same(&before[*at], panel);
        let same = [place].into_iter().filter(|at| *at < before.len()).chain(0..before.len()).find(is_free);
        taken.extend(same);
        origins[place] = same;
    }
    for (place, origin) in origins.iter_mut().enumerate() {
        if origin.is_none() && place < before.len() && taken.insert(place) {
            *origin = Some(place);
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view;

    fn board(count: usize) -> Workspace {
        Workspace::of(view::bundled().into_iter().take(count).map(|(_, view)| view))
    }

    #[test]
    fn two_at_once_are_the_one_in_front_and_the_next() {
        let board = board(5);
        assert_eq!(board.after(&board.seeing(2, 1)).seen(1), [1, 2]);
        assert_eq!(board.after(&board.seeing(2, 4)).seen(4), [3, 4]);
        assert_eq!(board.after(&board.seeing(9, 0)).seen(0), [0, 1, 2, 3]);
        let tiled = board.after(&board.seeing(4, 0));
        assert_eq!(tiled.after(&tiled.seeing(1, 2)).seen(2), [2]);
        assert_eq!(tiled.after(&tiled.seeing(2, 3)).seen(3), [0, 3], "those seen before come first");
    }

    #[test]
    fn a_neighbour_is_seen_beside_its_panel_and_one_undo_from_gone() {
        let board = board(3);
        let next = board.after(&board.beside(1, board.panels[0].clone()));
        assert_eq!((next.panels.len(), next.seen(1)), (4, vec![1, 2]));
        let full = next.after(&next.seeing(4, 1));
        let next = full.after(&full.beside(0, full.panels[0].clone()));
        assert_eq!((next.panels.len(), next.seen(0)), (5, vec![0, 1, 2, 3]));
    }

    #[test]
    fn a_panel_that_moves_stays_seen_and_is_found_again() {
        let board = board(4);
        let tiled = board.after(&board.seeing(2, 0));
        let moved = tiled.after(&Edit::MovePanel { from: 0, to: 3 });
        assert_eq!(moved.seen(0), [0, 3]);
        assert_eq!(origins(&tiled.panels, &moved.panels), [Some(1), Some(2), Some(3), Some(0)]);
        let removed = tiled.after(&Edit::RemovePanel(1));
        assert_eq!(origins(&tiled.panels, &removed.panels), [Some(0), Some(2), Some(3)]);
        assert_eq!(removed.seen(0), [0], "one alone is no row of panels");
        assert_eq!(origins(&removed.panels, &tiled.panels), [Some(0), None, Some(1), Some(2)]);
    }

    #[test]
    fn a_board_of_an_older_version_shows_one_panel() {
        let text = serde_json::to_string(&board(2)).expect("text");
        assert!(!text.contains("is_seen") && !text.contains("own_axes") && !text.contains("keeps_countries"), "{text}");
        let read: Workspace = serde_json::from_str(&text).expect("a workspace");
        assert_eq!((read.is_tiled(), read.seen(1)), (false, vec![1]));
    }
}
