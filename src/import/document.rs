//! The program's own form of a dataset, recognised by the version it names.

use crate::dataset::{Draft, document};
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::problem::Problem;

/// Dataset documents.
pub struct Document;

impl Importer for Document {
    fn name(&self) -> &'static str {
        "dataset document"
    }

    fn description(&self) -> &'static str {
        "dataset documents (.json)"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.json() {
            None => Claim::never("it does not begin with {"),
            Some(text) if !text.trim_start().starts_with('{') => Claim::never("it does not begin with {"),
            Some(text) if names_a_version(text) => Claim::surely("it is JSON and names a version of Asymmetry"),
            Some(_) => Claim::perhaps("it begins like JSON"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let draft = document::read_draft(input.json().unwrap_or_default(), &input.name)?;
        report.rows = draft.observations.len();
        Ok(draft)
    }
}

/// Among the first parts, where the program writes it.
fn names_a_version(text: &str) -> bool {
    const HEAD: usize = 64 * 1024;
    let end = (0..=text.len().min(HEAD)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].contains("\"asymmetry\"")
}
