//! What comes back after a restart: theme, zoom, size, recent files, folds, the cluster, and the last workspace with its files.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::query::cluster::{self, Cluster};
use crate::terms::language::Language;
use crate::work::opening::Decided;
use crate::workspace::Workspace;
use crate::workspace::recovery::Document;

/// Kept in the window's storage, as JSON under one key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    pub is_dark: bool,
    /// Of the window, and of pictures that name no language of their own.
    pub language: Language,
    pub zoom: f32,
    /// The cluster that is asked about figures too many for memory, `df://host:port`.
    pub engine: Option<String>,
    /// Where its executors see the rows.
    pub rows_at: Option<String>,
    /// Width and height in points of zoom 1, when the window does not fill the screen.
    pub window: Option<[f32; 2]>,
    /// Newest first.
    pub recent: Vec<PathBuf>,
    /// What was decided of files, newest first: those of the same head are read alike.
    pub decided: Vec<Decided>,
    pub is_left_folded: bool,
    pub is_right_folded: bool,
    pub is_timeline_folded: bool,
    /// The board as it was left.
    pub workspace: Option<Workspace>,
    /// The file it was saved as.
    pub document: Option<PathBuf>,
    /// The SHA-256 of that file when it was last read or written here.
    pub document_sha256: Option<String>,
    /// The panel in front, or the one behind the table.
    pub panel: usize,
    pub is_table: bool,
    /// Has the line that tells where to begin been read?
    pub is_welcomed: bool,
    /// Should nothing move by itself, whatever the system says?
    pub is_still: bool,
    pub raster: Raster,
}

/// How pictures become points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Raster {
    /// Pixels per point of a page; two are sharp on a screen with small pixels.
    pub scale: u8,
    pub is_transparent: bool,
}

impl Raster {
    pub const MOST: u8 = 4;
}

impl Default for Raster {
    fn default() -> Self {
        Self { scale: 2, is_transparent: false }
    }
}

/// The key in the storage.
pub const KEY: &str = "asymmetry";
const RECENT_KEPT: usize = 12;
const DECIDED_KEPT: usize = 60;

impl Default for Preferences {
    fn default() -> Self {
        Self {
            is_dark: false,
            language: Language::English,
            zoom: 1.0,
            engine: None,
            rows_at: None,
            window: None,
            recent: Vec::new(),
            decided: Vec::new(),
            is_left_folded: false,
            is_right_folded: false,
            is_timeline_folded: false,
            workspace: None,
            document: None,
            document_sha256: None,
            panel: 0,
            is_table: false,
            is_welcomed: false,
            is_still: false,
            raster: Raster::default(),
        }
    }
}

impl Preferences {
    /// What an older or newer version wrote and this one cannot read gives way to the usual settings.
    pub fn from_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The cluster to ask, where this build can ask one.
    pub fn cluster(&self) -> Option<Cluster> {
        let scheduler = self.engine.as_ref().filter(|_| cluster::IS_BUILT_IN)?.parse().ok()?;
        let rows_at = self.rows_at.as_ref().map(|text| text.parse()).transpose().ok()?;
        Some(Cluster::new(scheduler, rows_at))
    }

    /// The file that the board is saved as.
    pub fn saved_as(&self) -> Option<Document> {
        self.document.clone().map(|path| Document { path, sha256: self.document_sha256.clone() })
    }

    /// The board is saved as this file, or as none.
    pub fn save_as(&mut self, document: Option<Document>) {
        (self.document, self.document_sha256) = document.map_or((None, None), |document| (Some(document.path), document.sha256));
    }

    /// Puts a file in front of the recent ones.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT_KEPT);
    }

    /// Keeps what was decided of a file for others of the same head.
    pub fn decide(&mut self, decided: Decided) {
        self.decided.retain(|known| known.head != decided.head);
        if !decided.hints.is_empty() && !decided.head.is_empty() {
            self.decided.insert(0, decided);
            self.decided.truncate(DECIDED_KEPT);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_older_version_kept_is_still_read() {
        let kept = Preferences::from_text(r#"{"is_dark":true,"zoom":1.5,"is_left_folded":true,"document":"/a/board.workspace.json"}"#);
        let usual = Preferences::default();
        let document = Some(PathBuf::from("/a/board.workspace.json"));
        assert_eq!(kept, Preferences { is_dark: true, zoom: 1.5, is_left_folded: true, document, ..usual });
    }
}
