//! The one test binary: with the query engine in the link, ten binaries would link ten times.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::needless_pass_by_value,
    reason = "a test that cannot go on has failed, and its values are written where they are used"
)]

mod alliance;
#[cfg(feature = "window")]
mod annotations;
mod architecture;
#[cfg(feature = "window")]
mod board;
mod briefing;
mod briefing_file;
#[cfg(feature = "cluster-test")]
mod bucket;
#[cfg(feature = "window")]
mod choices;
mod claims;
#[cfg(feature = "window")]
mod claims_window;
mod cli;
#[cfg(feature = "cluster-test")]
mod cluster;
#[cfg(all(feature = "window", target_os = "linux"))]
mod display;
mod figures;
#[cfg(feature = "window")]
mod find;
#[cfg(feature = "window")]
mod frame;
mod greys;
mod groupings;
#[cfg(feature = "window")]
mod groupings_window;
mod import;
mod kept;
#[cfg(feature = "window")]
mod kept_window;
mod large;
mod large_books;
mod large_documents;
mod large_packed;
mod large_surveys;
mod large_tables;
#[cfg(feature = "window")]
mod multiples;
mod mutations;
mod numbers;
#[cfg(feature = "window")]
mod opening;
mod package;
mod pictures;
#[cfg(feature = "window")]
mod presenting;
mod publish;
mod readings;
#[cfg(all(feature = "window", target_os = "linux"))]
mod screen;
mod scrubbing;
#[cfg(feature = "window")]
mod sides;
#[cfg(feature = "window")]
mod speech;
#[cfg(all(feature = "window", target_os = "linux"))]
mod story;
#[cfg(feature = "window")]
mod time;
mod views;
#[cfg(feature = "window")]
mod window;
mod words;
