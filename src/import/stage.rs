//! What is being read right now, told to the process that waits: when a reader dies, the file's owner learns where.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Before each line that tells a stage.
pub const SIGN: &str = "reading: ";

static IS_TOLD: AtomicBool = AtomicBool::new(false);

/// Stages are told on standard error from now on.
pub fn tell() {
    IS_TOLD.store(true, Ordering::Relaxed);
}

/// Before each line that tells how far a long reading has come: bytes, and rows.
pub const PROGRESS: &str = "progress: ";

/// What was said last.
static BYTES: AtomicU64 = AtomicU64::new(0);
static ROWS: AtomicU64 = AtomicU64::new(0);

/// Says that a long reading goes on, though it has come no further in the file.
pub fn goes_on() {
    progress(BYTES.load(Ordering::Relaxed) + 1, ROWS.load(Ordering::Relaxed));
}

/// Says how far a long reading has come.
pub fn progress(bytes: u64, rows: u64) {
    BYTES.store(bytes, Ordering::Relaxed);
    ROWS.store(rows, Ordering::Relaxed);
    if IS_TOLD.load(Ordering::Relaxed) {
        eprintln!("{PROGRESS}{bytes} {rows}");
    }
}

/// What such a line says.
pub fn progress_of(line: &str) -> Option<[u64; 2]> {
    let (bytes, rows) = line.strip_prefix(PROGRESS)?.split_once(' ')?;
    Some([bytes.parse().ok()?, rows.parse().ok()?])
}

/// Says what is read next: "sheet 2 (Data)".
pub fn at(what: &str) {
    if IS_TOLD.load(Ordering::Relaxed) {
        eprintln!("{SIGN}{}", what.replace(['\n', '\r'], " "));
    }
}
