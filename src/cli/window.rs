//! `asymmetry [FILE…]`: the window, or on a machine without a display the pictures in a folder.

use std::path::PathBuf;

use crate::cli::{Failure, gallery, tell};
use crate::problem::Problem;
use crate::query::cluster::Cluster;
use crate::query::engine::Engine;

/// Opens the window with these files.
pub fn open(files: &[PathBuf], exit_after_first_frame: bool, cluster: Option<&Cluster>) -> Result<(), Failure> {
    if cluster.is_some() {
        // Whether this build has one is told before there is a window.
        Engine::at(cluster)?;
    }
    let opened = match display() {
        Ok(()) => run(files.to_vec(), exit_after_first_frame, cluster),
        Err(problem) => Err(problem),
    };
    match opened {
        Err(problem) if !exit_after_first_frame => {
            tell(&format!("{problem}; the pictures are drawn into a folder instead."));
            gallery::draw(files, cluster)
        }
        opened => Ok(opened?),
    }
}

/// What there is without a window.
#[cfg(any(not(feature = "window"), all(unix, not(target_os = "macos"))))]
const COMMANDS: &str = "`asymmetry --help` lists the commands that need none.";

#[cfg(feature = "window")]
fn run(files: Vec<PathBuf>, exit_after_first_frame: bool, cluster: Option<&Cluster>) -> Result<(), Problem> {
    crate::ui::run(files, exit_after_first_frame, cluster.cloned())
}

#[cfg(not(feature = "window"))]
fn run(_: Vec<PathBuf>, _: bool, _: Option<&Cluster>) -> Result<(), Problem> {
    Err(Problem::new("Could not open the window").because("this program was built without it").hint(COMMANDS))
}

/// Is there something to open a window on?
#[cfg(all(unix, not(target_os = "macos")))]
fn display() -> Result<(), Problem> {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") {
        true => Ok(()),
        false => Err(Problem::new("Could not open the window").because("this machine has no display").hint(COMMANDS)),
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn display() -> Result<(), Problem> {
    Ok(())
}
