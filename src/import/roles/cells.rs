//! What a cell among the figures says, with the flags and the reason that stand beside it.

use crate::dataset::observation::Status;
use crate::import::cell::{self, Cell};
use crate::import::roles::layout::{Empty, Figures, NO_FIGURE};
use crate::import::roles::reading::Reader;
use crate::import::roles::said::reason_in_words;
use crate::import::roles::{footnoted, worded};
use crate::import::sheet::Row;
use crate::terms::amount::Missing;

impl Reader<'_, '_, '_> {
    /// What a column of names says of the codes beside it.
    pub(super) fn name_in<'r>(&self, row: &'r Row, at: usize) -> &'r str {
        let cell = row.cell(at);
        if self.layout.footnoted.contains(&at) { footnoted::bare(cell).unwrap_or(cell) } else { cell }
    }

    /// What the cell of a column says. `told`: why the row has no figures, where it says that. `None` where there is nothing to
    /// be said.
    pub(super) fn said(
        &mut self,
        text: &str,
        (column, figures): (usize, &Figures),
        told: Option<Missing>,
        [flags, reason]: [&str; 2],
    ) -> Option<Result<Cell, String>> {
        let told = told.or_else(|| reason_in_words(reason));
        let flagged = self.layout.flags.status_of(flags);
        if text.is_empty() {
            let missing = match (told.or(flagged.1), self.layout.empty) {
                (Some(told), _) => told,
                (None, Empty::Missing(missing)) => missing,
                (None, Empty::Nothing) => {
                    self.sink.report.missing("", NO_FIGURE);
                    return None;
                }
            };
            self.sink.report.missing("", missing.label());
            let note = flagged.2.or_else(|| (!reason.is_empty()).then(|| reason.to_owned()));
            return Some(Ok(Cell { note, ..Cell::missing(missing) }));
        }
        let convention = self.conventions.get(column)?;
        let read = match figures.manner.size {
            Some(size) => worded::read(text, convention, size, figures.unit.as_deref().unwrap_or_default()),
            None => cell::read(text, convention),
        };
        Some(read.map(|mut read| {
            if let (Err(missing), Some(sign)) = (&read.amount, &read.sign) {
                self.sink.report.missing(sign, missing.label());
            }
            if read.amount.is_err()
                && let Some(told) = told.or(flagged.1)
            {
                read.amount = Err(told);
            }
            if read.status == Status::Normal {
                read.status = flagged.0;
            }
            read.note = read.note.or(flagged.2);
            read
        }))
    }
}
