//! The one test binary: with the query engine in the link, ten binaries would link ten times.

mod architecture;
mod cli;
#[cfg(all(feature = "window", target_os = "linux"))]
mod display;
mod figures;
mod import;
mod numbers;
mod pictures;
mod readings;
mod views;
#[cfg(feature = "window")]
mod window;
