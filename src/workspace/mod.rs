//! The document: panels, what they share, and the datasets opened beside the bundled ones. Holds no data.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::dataset::DatasetId;
use crate::import::hints::Hints;
use crate::measure::Measure;
use crate::terms::dimension::Code;
use crate::terms::period::Period;
use crate::view::{self, View};
use crate::workspace::briefing::Briefing;

pub mod briefing;
pub mod briefing_file;
pub mod compare;
pub mod disk;
pub mod edit;
pub mod effective;
pub mod empty;
pub mod file;
pub mod history;
pub mod hold;
pub mod recovery;
pub mod tiles;

/// The version of the workspace document that this program writes.
pub const VERSION: &str = "workspace/1";

/// The document: what is saved, shared and undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workspace {
    /// `workspace/1`.
    pub asymmetry: String,
    pub panels: Vec<Panel>,
    #[serde(default, skip_serializing_if = "Shared::is_empty")]
    pub shared: Shared,
    /// The datasets that were opened from files; the bundled ones need no mention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<DatasetRef>,
    /// Does each panel keep its own value axis, even where the units of those seen at once agree?
    #[serde(default, skip_serializing_if = "is_no")]
    pub has_own_axes: bool,
    /// What is told in front of people.
    #[serde(default, skip_serializing_if = "Briefing::is_empty")]
    pub briefing: Briefing,
}

/// One view on the board, named for its measure unless a person named it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    pub view: View,
    /// Do the shared years and countries lie over its own?
    #[serde(default = "yes")]
    pub follows_shared: bool,
    /// Are its countries its own, even when it follows the shared years? So it stays what it is compared with.
    #[serde(default, skip_serializing_if = "is_no")]
    pub keeps_countries: bool,
    /// Is it one of those that are seen at once? With fewer than two, the one in front is seen alone.
    #[serde(default, skip_serializing_if = "is_no")]
    pub is_seen: bool,
}

/// The years and countries looked at in every panel that follows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shared {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Period>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Period>,
    /// In the order of choosing; none means that each panel keeps its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Code>,
}

/// A dataset that was opened from a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatasetRef {
    pub id: DatasetId,
    /// Of the file when it was opened: another file of the same name is told apart by it.
    pub sha256: String,
    /// Absolute in the window; in a saved document relative to that document, where there is a way.
    pub path: PathBuf,
    /// What the person decided of the file when it was opened.
    #[serde(default, skip_serializing_if = "Hints::is_empty")]
    pub hints: Hints,
}

impl Workspace {
    /// One panel for each view.
    pub fn of(views: impl IntoIterator<Item = View>) -> Self {
        Self {
            asymmetry: VERSION.to_owned(),
            panels: views.into_iter().map(Panel::of).collect(),
            shared: Shared::default(),
            datasets: Vec::new(),
            has_own_axes: false,
            briefing: Briefing::default(),
        }
    }

    /// What a first start shows: of the first measures the bundled view to begin with.
    pub fn first() -> Self {
        let to_begin_with = |measure: &Measure| view::bundled_to_begin_with(|view| view.subject.measure.reading() == measure.reading());
        Self::of(Measure::all().iter().filter_map(to_begin_with).take(view::FIRST.len()))
    }
}

impl Workspace {
    /// What the tabs say; of panels with the same name the second and third are counted.
    pub fn titles(&self) -> Vec<String> {
        let title = |(place, panel): (usize, &Panel)| {
            let before = self.panels[..place].iter().filter(|other| other.title() == panel.title()).count();
            if before == 0 { panel.title().to_owned() } else { format!("{} {}", panel.title(), before + 1) }
        };
        self.panels.iter().enumerate().map(title).collect()
    }
}

impl Panel {
    pub fn of(view: View) -> Self {
        Self { name: None, view, follows_shared: true, keeps_countries: false, is_seen: false }
    }

    /// Do the shared countries lie over its own?
    pub fn shares_countries(&self) -> bool {
        self.follows_shared && !self.keeps_countries
    }

    /// What its tab says.
    pub fn title(&self) -> &str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or_else(|| self.view.subject.measure.name())
    }
}

impl Shared {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is usual is not written.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_no(flag: &bool) -> bool {
    !*flag
}

fn yes() -> bool {
    true
}
