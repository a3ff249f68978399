//! Tables of UNdata: what is said of a figure stands as a number beside it, and rows below the table put these into words.

use std::collections::BTreeMap;

use crate::import::agencies::mended::Mended;
use crate::import::hints::Hints;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::blocks::Block;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::guess;
use crate::import::roles::head::Head;
use crate::import::roles::layout::Layout;
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;

pub const UNDATA: TableFormat = TableFormat {
    name: "UNdata table",
    description: "tables of UNdata",
    publisher: "United Nations",
    marks: &["Country or Area", "Value", FOOTNOTES],
    fits: |sheet, head| guessed(sheet, head).is_ok(),
    layout: |sheet, head| guessed(sheet, head).unwrap_or_else(|_| Layout::below(sheet, head, Scheme::Names)),
    describe: nothing_more,
};

pub const UNDATA_MENDED: Mended = Mended::new(&UNDATA, mending);

const FOOTNOTES: &str = "Value Footnotes";

/// Each of its databases has columns of its own between the country and the value.
fn guessed(sheet: &Sheet, head: &Head) -> Result<Layout, String> {
    let rows = [head.row + 1, below(sheet).unwrap_or(sheet.rows.len())];
    let block = Block { above: (0..head.row).collect(), names: head.names.clone(), groups: head.names.clone(), rows, doubtful: Vec::new() };
    guess::layout(sheet, &block, &Hints::default())
}

/// The row that heads the footnotes in words.
fn below(sheet: &Sheet) -> Option<usize> {
    sheet.rows.iter().position(|row| row.cell(0) == "footnoteSeqID")
}

/// Gives figures the words of their footnotes, and leaves these themselves out.
fn mending(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let footnotes = below(sheet).map(|at| &sheet.rows[at..]).unwrap_or_default();
    let first = footnotes.first().map(|row| row.line);
    let words: BTreeMap<String, String> = footnotes.iter().map(|row| (row.cell(0).to_owned(), row.cell(1).to_owned())).collect();
    let column = head.at(FOOTNOTES).unwrap_or_default();
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if first.is_some_and(|first| row.line >= first) {
                row.cells.iter_mut().for_each(String::clear);
            } else if let Some(cell) = row.cells.get_mut(column) {
                let numbers = cell.split(',').map(str::trim).filter(|number| !number.is_empty());
                let said: Vec<&str> = numbers.map(|number| words.get(number).map_or(number, String::as_str)).collect();
                *cell = said.join("; ");
            }
        }),
    }
}
