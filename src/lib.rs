//! Asymmetry: economic dependence between countries, every number with its source.
//!
//! A file becomes a dataset of observations; a question picks some of them; a measure says what they mean; a chart
//! draws what was found, in data space; a picture puts it on a page; an export or the window shows it. The view is
//! the recipe that names each step. The `mod` lines below are the architecture in reading order: a module uses only
//! modules above it, and `tests/architecture.rs` holds that.

/// Findings are many small pieces, made anew at each step of the timeline; the system's own allocator takes half as long again.
/// It counts, so that a reader of files can be given a limit.
#[global_allocator]
static ALLOCATOR: cap::Cap<mimalloc::MiMalloc> = cap::Cap::new(mimalloc::MiMalloc, usize::MAX);

/// Allows this process so many bytes of memory from here on; beyond them it ends.
pub(crate) fn limit_memory(bytes: usize) {
    // Less than is in use already cannot be had, and then nothing changes.
    let _ = ALLOCATOR.set_limit(bytes);
    // The system's own limit holds for what is not asked of the allocator; addresses are reserved generously.
    #[cfg(unix)]
    let _ = rlimit::setrlimit(rlimit::Resource::AS, bytes as u64 + ADDRESSES, bytes as u64 + ADDRESSES);
}

/// What allocator, stacks and libraries reserve without using it.
#[cfg(unix)]
const ADDRESSES: u64 = 8 << 30;

// What went wrong, why, and what the reader can do about it.
pub mod problem;

// The words of official statistics: countries, periods, amounts, units. No files, no queries.
pub mod terms;

// Columns of rows. The one home of Arrow.
pub mod table;

// Observations and what makes them readable; the dataset document; the library of those at hand.
pub mod dataset;

// Files become datasets. Never asks what will be drawn.
pub mod import;

// A question to the engine and its answer. The one home of DataFusion.
pub mod query;

// What a number means: composition, market share, sentiment, indicator. Pure arithmetic on answers.
pub mod measure;

// Findings drawn in data space: scales, marks, words. Never pixels.
pub mod chart;

// A chart at fixed places on a page, in points.
pub mod picture;

// Pictures and figures as files: SVG, PNG, PDF, CSV.
pub mod export;

// The recipe of one picture, and the whole pipeline in one function.
pub mod view;

// The document: panels, shared selection, undo; what is saved and opened again.
pub mod workspace;

// Work off the frame: a value being worked out, the newest wish winning.
pub mod work;

// The window. The one home of egui.
#[cfg(feature = "window")]
pub mod ui;

// The command line. The one home of clap.
pub mod cli;
