//! The program's own form of a dataset, recognised by the version it names.

use crate::dataset::document::json::Piece;
use crate::dataset::{Draft, document};
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::parts::whole;
use crate::import::report::Report;
use crate::problem::{Guide, Problem};

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
            Some(text) if text.trim_start().starts_with('{') && names_a_version(text) => {
                Claim::surely("it is JSON and names a version of Asymmetry")
            }
            Some(_) => Claim::perhaps("it begins like JSON"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let text = input.json().unwrap_or_default();
        let draft = document::read_draft(text, &input.name).map_err(|problem| match names_a_version(text) {
            true => problem,
            false => of_no_form(input, problem),
        })?;
        report.rows = draft.observations.len();
        Ok(draft)
    }
}

const FORMS: &str = "Of JSON, this version reads dataset documents, JSON-stat, SDMX-JSON, and descriptions of tables beside them \
                     (data packages, CSVW, the metadata of Our World in Data).";

/// JSON that is sound, and nobody's.
fn of_no_form(input: &Input, problem: Problem) -> Problem {
    let text = input.json().unwrap_or_default();
    if let Ok(top) = whole(input, FORMS)
        && let Some(name) = ["data", "value", "results", "dataset"].into_iter().find(|name| top.get(name).is_some_and(Piece::is_list))
        && top.list(name).is_empty()
    {
        let why = format!("it is an answer without records: its \"{name}\" is empty");
        return Problem { why: Some(why), guide: None, ..problem }.hint("Ask again, for other countries, goods or years.");
    }
    match document::check_json(text, FORMS) {
        Ok(()) => Problem { hint: None, guide: None, ..problem }
            .because("nor is it JSON of another form that is read")
            .hint(FORMS)
            .guide(Guide::FormOfDatasets),
        Err(_) if text.trim_start().starts_with('[') => {
            let why = "it is a list in JSON, and no form of JSON that is read begins with one";
            Problem { why: Some(why.to_owned()), ..problem }.hint(FORMS).guide(Guide::FormOfDatasets)
        }
        Err(_) => problem,
    }
}

/// Among the first parts, where the program writes it.
fn names_a_version(text: &str) -> bool {
    const HEAD: usize = 64 * 1024;
    let end = (0..=text.len().min(HEAD)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..end].contains("\"asymmetry\"")
}
