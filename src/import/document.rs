//! The program's own form of a dataset, recognised by the version it names.

use crate::dataset::{Dataset, Origin, document};
use crate::import::importer::{Claim, Importer};
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

    fn claim(&self, head: &[u8]) -> Claim {
        let head = String::from_utf8_lossy(head);
        let head = head.trim_start_matches('\u{feff}').trim_ascii_start();
        if !head.starts_with('{') {
            return Claim::never("it does not begin with {");
        }
        if head.contains("\"asymmetry\"") {
            Claim::surely("it is JSON and names a version of Asymmetry")
        } else {
            Claim::perhaps("it begins like JSON")
        }
    }

    fn read(&self, bytes: &[u8], name: &str, origin: Origin) -> Result<Dataset, Problem> {
        document::read(bytes, name, origin)
    }
}
