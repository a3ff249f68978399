//! INSEE: series of its bank of series in rows, each with its letters of status in a row below it that is called "Codes".

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::sheet::Row;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const SERIES: TableFormat = TableFormat {
    name: "series of INSEE",
    description: "series of INSEE",
    publisher: "INSEE",
    marks: &["idBank"],
    fits: |_, head| head.row == 0 && head.at("idBank") == Some(1),
    layout: |sheet, head| {
        Layout::below(sheet, head, Scheme::Names)
            .with("idBank", Role::of(Dimension::Indicator))
            .with(&head.names[0], Role::NameOf(Dimension::Indicator))
            .wide(|_| Figures::default())
    },
    describe: nothing_more,
};

pub const SERIES_MENDED: Mended = Mended::new(&SERIES, |_, sheet, _| {
    let is_of_letters = |row: &Row| row.cell(0) == "Codes";
    let has_letters = sheet.rows.iter().any(is_of_letters);
    let caveat = "The letters of status in the rows called Codes were not taken over.".to_owned();
    Mending {
        caveats: has_letters.then_some(caveat).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if is_of_letters(row) {
                row.cells.iter_mut().for_each(String::clear);
            }
        }),
    }
});
