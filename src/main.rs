//! Window or command line? The command line decides; then out of the way.

use std::process::ExitCode;

fn main() -> ExitCode {
    asymmetry::cli::run(std::env::args_os())
}
