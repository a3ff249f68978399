//! The window: shows the document and hears wishes. The only place that knows egui.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use eframe::egui::{self, vec2};

use crate::dataset::library::Library;
use crate::problem::Problem;
use crate::query::cluster::Cluster;
use crate::query::engine::Engine;
use crate::ui::app::App;
use crate::ui::dialogs::SystemDialogs;
use crate::ui::preferences::Preferences;
use crate::ui::session::Ending;
use crate::workspace::recovery;

mod accept;
mod action;
pub mod app;
mod apply;
mod arrange;
mod board;
mod brief;
mod briefing_file;
mod canvas;
mod cluster;
pub mod command;
mod controls;
mod cursor;
pub mod dialogs;
mod files;
mod filters;
mod help;
mod hover;
mod in_hand;
mod keeping;
mod keys;
mod library;
mod mark_key;
mod menu;
mod opening;
mod paint;
mod palette;
mod panel;
pub mod play;
mod plot;
pub mod preferences;
mod presenter;
mod presenting;
mod problems;
mod run;
mod said;
pub mod screen;
pub mod session;
mod slides;
mod source;
mod table;
mod tabs;
pub mod theme;
mod tiles;
mod timeline;
mod widgets;

/// Opens the window with these files. With `exit_after_first_frame` it closes when the default picture has been shown
/// once, and neither reads nor writes preferences. A cluster named here is asked in place of the one that is preferred.
///
/// # Errors
/// When there is no display, or the engine cannot be started.
pub fn run(files: Vec<PathBuf>, exit_after_first_frame: bool, cluster: Option<Cluster>) -> Result<(), Problem> {
    let ending = Arc::new(Mutex::new(None));
    let ended = Arc::clone(&ending);
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Asymmetry")
        .with_app_id("asymmetry")
        .with_inner_size(vec2(1440.0, 900.0))
        .with_min_inner_size(vec2(640.0, 480.0))
        .with_drag_and_drop(true);
    // Without a desktop entry the window has only this to be known by.
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, persist_window: !exit_after_first_frame, ..Default::default() };
    let start = move |creation: &eframe::CreationContext<'_>| -> Result<Box<dyn eframe::App>, Box<dyn std::error::Error + Send + Sync>> {
        let stored = creation.storage.filter(|_| !exit_after_first_frame).and_then(|storage| storage.get_string(preferences::KEY));
        let preferences = stored.as_deref().map(Preferences::from_text).unwrap_or_default();
        let engine = Arc::new(Engine::at(cluster.or_else(|| preferences.cluster()).as_ref())?);
        let mut app = App::new(&creation.egui_ctx, Library::bundled(), engine, preferences, Arc::new(SystemDialogs));
        if exit_after_first_frame {
            app.close_after_first_picture();
        } else if let Some(folder) = recovery::folder() {
            app.keep_in(folder, &creation.egui_ctx);
            app.end_with(ending);
        }
        app.open_at_start(files);
        Ok(Box::new(app))
    };
    eframe::run_native(NAME, options, Box::new(start)).map_err(|error| {
        Problem::new("Could not open the window").because(error).hint("Is there a display? `asymmetry render` works without one.")
    })?;
    // By now the preferences are written, and the board with them. Where they could not be, what was kept of it stays.
    if let Ok(Some(Ending { journal, preferences })) = ended.lock().map(|mut ended| ended.take())
        && are_written(&preferences)
    {
        journal.end();
    }
    Ok(())
}

/// Names the folder of the preferences as well.
const NAME: &str = "Asymmetry";

/// Have the preferences come to the disk as a whole? eframe does not say.
fn are_written(preferences: &str) -> bool {
    let Some(folder) = eframe::storage_dir(NAME) else { return false };
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    // They stand there as one string between quotation marks.
    let quoted: String = preferences.chars().flat_map(char::escape_debug).collect();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).any(|text| text.contains(&quoted))
}
