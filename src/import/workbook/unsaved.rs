//! Formulas whose results were not saved with them, which look as if nothing stood there.

use std::collections::BTreeSet;

use crate::import::sheet::column_name;

/// How many there are, and in which columns.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Unsaved {
    count: usize,
    columns: BTreeSet<u32>,
}

impl Unsaved {
    pub fn add(&mut self, column: u32) {
        self.count += 1;
        self.columns.insert(column);
    }

    pub fn tell(&self, sheet: &str) -> Option<String> {
        let names: Vec<String> = self.columns.iter().map(|column| column_name(*column as usize)).collect();
        let columns = if names.len() == 1 { "column" } else { "columns" };
        (self.count > 0).then(|| {
            format!(
                "cells of \"{sheet}\" hold formulas without results: {}, in {columns} {}; save the workbook with a spreadsheet program",
                self.count,
                names.join(", ")
            )
        })
    }
}
