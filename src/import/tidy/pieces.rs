//! A tidy table that is too large for memory, some lines at a time.

use std::collections::BTreeSet;

use crate::dataset::Draft;
use crate::dataset::observation::Observation;
use crate::dataset::report::{Refusal, ends_of_lines};
use crate::import::importer::InPieces;
use crate::import::tidy::structure::Structure;
use crate::import::tidy::{Table, draft, structure_of};

/// What is known of the table so far.
pub struct Pieces {
    name: String,
    /// The first line, which stands before every piece.
    header: String,
    structure: Structure,
    /// Lines that were taken, with those of the header.
    lines: usize,
    refused: Vec<Refusal>,
    /// What was said of an answer once is not said again.
    told: BTreeSet<(String, String)>,
}

/// Not more refusals are kept one by one.
const MOST_KEPT: usize = 10_000;

impl Pieces {
    pub fn new(name: &str, header: &str) -> Self {
        let lines = ends_of_lines(header).count();
        let header = header.to_owned();
        Self { name: name.to_owned(), header, structure: structure_of(name), lines, refused: Vec::new(), told: BTreeSet::new() }
    }
}

impl InPieces for Pieces {
    fn take(&mut self, lines: &str) -> Vec<(usize, Observation)> {
        let before = self.lines - ends_of_lines(&self.header).count();
        self.lines += ends_of_lines(lines).count();
        let text = format!("{}{lines}", self.header);
        let Ok(mut table) = Table::of(&text) else { return Vec::new() };
        let mut figures = table.observations(&mut self.structure, |_| String::new());
        for (line, figure) in &mut figures {
            *line += before;
            figure.locator = figure.locator.take().filter(|place| !place.is_empty());
        }
        for mut refusal in table.faults.located(&text) {
            let is_of_header = refusal.line <= ends_of_lines(&self.header).count();
            let is_new = !is_of_header || self.told.insert((refusal.what.clone(), refusal.why.clone()));
            refusal.line += if is_of_header { 0 } else { before };
            if is_new && self.refused.len() < MOST_KEPT {
                self.refused.push(refusal);
            }
        }
        figures
    }

    fn begin(&mut self) {
        self.lines = ends_of_lines(&self.header).count();
    }

    fn finish(self: Box<Self>, sample: Vec<Observation>, count: usize) -> Draft {
        draft(self.structure, &self.name, (sample, count), self.refused)
    }
}
