//! The rows of a dataset that is too large for memory: in files on disk, texts as numbers of a list that is kept here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use crate::table::{Column, Table};
use crate::terms::dimension::Dimension;

/// Where the rows are, and what their numbers mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Holds nothing but Parquet files, each with some of the columns.
    pub folder: PathBuf,
    /// How many figures there are.
    pub rows: usize,
    /// Of each column of texts the texts, in the order of their numbers.
    pub texts: BTreeMap<String, Vec<String>>,
    /// The files that were read, in the order of their numbers.
    pub files: Vec<String>,
}

/// Columns of numbers that stand for themselves.
pub const NUMBERS: [&str; 6] = ["value", "low", "high", "decimals", "base", "design_effect"];
/// The line of the file, and which of the files.
pub const LINE: &str = "line";
pub const FILE: &str = "file";
/// Where a figure stands, in words: of rows that name their place themselves.
pub const LOCATOR: &str = "locator";
/// What stands before the number of the line in words: "cell ", "Data!C". Without it, it is a line. No dimension has a capital.
pub const PLACE: &str = "Place";

impl Stored {
    /// The number of a text in a column; `None` when no row has it.
    pub fn number(&self, column: &str, text: &str) -> Option<i32> {
        let at = self.texts.get(column)?.iter().position(|known| known == text)?;
        i32::try_from(at).ok()
    }

    /// Rows as they are in memory: texts in place of their numbers, the place in the file in words.
    ///
    /// # Errors
    /// When the columns differ in length, which those of one answer do not.
    pub fn spelt_out(&self, rows: &Table) -> Result<Table, Problem> {
        let count = rows.rows();
        let text = |name: &str| -> Vec<Option<Cow<'_, str>>> {
            let (numbers, texts) = (rows.numbers(name), self.texts.get(name));
            (0..count).map(|row| texts?.get(numbers.at(row)? as usize).map(|text| text.as_str().into())).collect()
        };
        let texts = self.texts.keys().filter(|name| ![LOCATOR, PLACE].contains(&name.as_str()));
        let mut columns: Vec<(String, Column)> = texts.map(|name| (name.clone(), Column::Text(text(name)))).collect();
        for name in NUMBERS {
            let numbers = rows.numbers(name);
            columns.push((name.to_owned(), Column::Number((0..count).map(|row| numbers.at(row)).collect())));
        }
        let words = text(PLACE);
        let (line, file) = (rows.numbers(LINE), rows.numbers(FILE));
        let place = |row: usize| {
            let file = self.files.get(file.at(row).unwrap_or_default() as usize)?;
            let words = words[row].as_deref().unwrap_or("line ");
            Some(Cow::from(match line.at(row) {
                Some(line) => format!("{file}, {words}{line}"),
                None => format!("{file}, {words}"),
            }))
        };
        // A row may name a place of its own.
        let own = text(LOCATOR);
        columns
            .push((LOCATOR.to_owned(), Column::Text(own.into_iter().enumerate().map(|(row, own)| own.or_else(|| place(row))).collect())));
        Table::new(columns)
    }

    /// The dimensions of which some row has a code.
    pub fn has(&self, dimension: &Dimension) -> bool {
        self.texts.contains_key(dimension.name())
    }
}
