//! Every change to the document. Views are replaced whole, so the list stays short.

use std::collections::BTreeSet;

use crate::dataset::DatasetId;
use crate::picture::look::Theme;
use crate::terms::period::Period;
use crate::view::View;
use crate::workspace::briefing::{Briefing, Slide};
use crate::workspace::{DatasetRef, Panel, Shared, Workspace};

/// A change to the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    AddPanel(Box<Panel>),
    SetPanel {
        panel: usize,
        to: Box<Panel>,
    },
    /// Before the panel that is there now; behind the last when there is none.
    InsertPanel {
        at: usize,
        panel: Box<Panel>,
    },
    /// From one place to another, counted without it.
    MovePanel {
        from: usize,
        to: usize,
    },
    RemovePanel(usize),
    /// Which panels are seen at once; none means the one in front alone.
    See(BTreeSet<usize>),
    /// Does each panel keep its own value axis?
    OwnAxes(bool),
    Share(Shared),
    /// One with the same id gives way.
    AddDataset(DatasetRef),
    RemoveDataset(DatasetId),
    /// Takes the place of the one with the same id; where there is none, nothing changes.
    RenewDataset(DatasetRef),
    /// Another briefing in place of the one that was.
    OpenBriefing(Box<Briefing>),
    /// Title and theme of the briefing.
    SetBriefing {
        title: String,
        theme: Theme,
    },
    /// Before the slide that is there now; behind the last when there is none.
    InsertSlide {
        at: usize,
        slide: Box<Slide>,
    },
    SetSlide {
        slide: usize,
        to: Box<Slide>,
    },
    /// From one place to another, counted without it.
    MoveSlide {
        from: usize,
        to: usize,
    },
    RemoveSlide(usize),
    /// Several changes as one step, in their order.
    Together(Vec<Edit>),
}

impl Workspace {
    /// The document after the change. A change to what is not there changes nothing.
    #[must_use]
    pub fn after(&self, edit: &Edit) -> Self {
        let mut next = self.clone();
        match edit {
            Edit::AddPanel(panel) => next.panels.push(Panel::clone(panel)),
            Edit::SetPanel { panel, to } => {
                if let Some(place) = next.panels.get_mut(*panel) {
                    place.clone_from(to);
                }
            }
            Edit::InsertPanel { at, panel } => next.panels.insert((*at).min(self.panels.len()), Panel::clone(panel)),
            Edit::MovePanel { from, to } => {
                if *from < next.panels.len() {
                    let panel = next.panels.remove(*from);
                    next.panels.insert((*to).min(next.panels.len()), panel);
                }
            }
            Edit::RemovePanel(panel) => {
                // The last one stays: there is never an empty window.
                if next.panels.len() > 1 && *panel < next.panels.len() {
                    next.panels.remove(*panel);
                }
            }
            Edit::See(seen) => {
                for (place, panel) in next.panels.iter_mut().enumerate() {
                    panel.is_seen = seen.contains(&place);
                }
            }
            Edit::OwnAxes(has_own_axes) => next.has_own_axes = *has_own_axes,
            Edit::Share(shared) => next.shared.clone_from(shared),
            Edit::AddDataset(dataset) => match next.datasets.iter_mut().find(|known| known.id == dataset.id) {
                Some(known) => known.clone_from(dataset),
                None => next.datasets.push(dataset.clone()),
            },
            Edit::RenewDataset(dataset) => {
                next.datasets.iter_mut().filter(|known| known.id == dataset.id).for_each(|known| known.clone_from(dataset));
            }
            Edit::RemoveDataset(id) => next.datasets.retain(|dataset| dataset.id != *id),
            Edit::OpenBriefing(briefing) => next.briefing.clone_from(briefing),
            Edit::SetBriefing { title, theme } => (next.briefing.title, next.briefing.theme) = (title.clone(), *theme),
            Edit::InsertSlide { at, slide } => {
                let slides = &mut next.briefing.slides;
                slides.insert((*at).min(slides.len()), Slide::clone(slide));
            }
            Edit::SetSlide { slide, to } => {
                if let Some(place) = next.briefing.slides.get_mut(*slide) {
                    place.clone_from(to);
                }
            }
            Edit::MoveSlide { from, to } => {
                let slides = &mut next.briefing.slides;
                if *from < slides.len() {
                    let slide = slides.remove(*from);
                    slides.insert((*to).min(slides.len()), slide);
                }
            }
            Edit::RemoveSlide(slide) => {
                if *slide < next.briefing.slides.len() {
                    next.briefing.slides.remove(*slide);
                }
            }
            Edit::Together(edits) => next = edits.iter().fold(next, |before, edit| before.after(edit)),
        }
        next
    }
}

/// The changes that set the years of a panel, or those it shares.
pub fn years_edits(workspace: &Workspace, panel: usize, front: &Panel, from: Option<Period>, to: Option<Period>) -> Vec<Edit> {
    let mut own = front.clone();
    (own.view.subject.selection.from, own.view.subject.selection.to) = (from, to);
    match front.follows_shared {
        // Letting go of the shared years lets go of its own as well, or they would come back from below.
        true if from.is_none() && to.is_none() => {
            vec![Edit::Share(Shared { from, to, ..workspace.shared.clone() }), Edit::SetPanel { panel, to: Box::new(own) }]
        }
        true => vec![Edit::Share(Shared { from, to, ..workspace.shared.clone() })],
        false => vec![Edit::SetPanel { panel, to: Box::new(own) }],
    }
}

/// The changes that show a view as it is, in this panel or in a new one behind the last: shared years and countries would
/// make another one of it, so they are let go.
pub fn view_edits(workspace: &Workspace, panel: usize, view: View) -> Vec<Edit> {
    let before = workspace.panels.get(panel);
    let after = match before {
        Some(before) => Edit::SetPanel { panel, to: Box::new(Panel { view, ..before.clone() }) },
        None => Edit::AddPanel(Box::new(Panel::of(view))),
    };
    let is_laid_over = before.is_none_or(|before| before.follows_shared) && !workspace.shared.is_empty();
    let letting_go = is_laid_over.then(|| Edit::Share(Shared::default()));
    [after].into_iter().chain(letting_go).collect()
}
