//! INSEE: its bank of series, across with the letters of status in a row below each series that is called "Codes", or down with
//! these in a column of their own.

use std::collections::HashMap;

use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::cell::flag::Flags;
use crate::import::importer::Mending;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const SERIES: TableFormat = TableFormat {
    name: "series of INSEE",
    description: "series of INSEE",
    publisher: "INSEE",
    marks: &["idBank"],
    fits: |_, head| head.row == 0 && head.at("idBank") == Some(1),
    layout: |sheet, head| {
        let layout = Layout::below(sheet, head, Scheme::Names)
            .with("idBank", Role::of(Dimension::Indicator))
            .with(&head.names[0], Role::NameOf(Dimension::Indicator))
            .wide(|_| Figures::default());
        Layout { flags: Flags::Sdmx, ..layout }
    },
    describe: nothing_more,
};

/// "A" is a normal figure, and needs no word.
const NORMAL: &str = "A";

pub const SERIES_MENDED: Mended = Mended::new(&SERIES, |_, sheet, head| {
    let is_of_letters = |row: &Row| row.cell(0) == "Codes";
    let first = (0..head.names.len()).find(|at| cell::period(&head.names[*at]).is_some()).unwrap_or(head.names.len());
    let is_letter = |text: &str| text.len() == 1 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    let below: HashMap<usize, Vec<String>> =
        sheet.rows.windows(2).filter(|pair| is_of_letters(&pair[1])).map(|pair| (pair[0].line, pair[1].cells.clone())).collect();
    let is_unread = |(at, text): (usize, &String)| at >= first && !text.is_empty() && !is_letter(text);
    let has_others = below.values().any(|cells| cells.iter().enumerate().any(is_unread));
    let caveat = "Some marks of status in the rows called Codes are no letters, and were not taken over.".to_owned();
    Mending {
        caveats: has_others.then_some(caveat).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if is_of_letters(row) {
                row.cells.iter_mut().for_each(String::clear);
            }
            let Some(letters) = below.get(&row.line) else { return };
            for (cell, letter) in row.cells.iter_mut().zip(letters).skip(first) {
                if is_letter(letter) && letter != NORMAL && !cell.is_empty() {
                    *cell = format!("{cell} {letter}");
                }
            }
        }),
    }
});

/// The same down the page, one series beside the other, each with its column of codes.
pub const SERIES_DOWN: TableFormat = TableFormat {
    name: "series of INSEE in columns",
    marks: &["Codes"],
    fits: |sheet, head| head.row == 0 && sheet.rows.get(1).is_some_and(|row| row.cell(0) == "idBank"),
    layout: down,
    ..SERIES
};

fn down(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names);
    layout.flags = Flags::Sdmx;
    layout.rows[0] = sheet.rows.iter().position(|row| cell::period(row.cell(0)).is_some()).unwrap_or(layout.rows[0]);
    let is_codes = |at: usize| head.names.get(at).is_some_and(|name| name == "Codes");
    for at in 0..layout.columns.len() {
        let id = sheet.rows.get(1).map(|row| row.cell(at).to_owned()).filter(|id| !id.is_empty());
        layout.columns[at].role = match id {
            _ if at == 0 => Role::Period,
            _ if is_codes(at) => Role::Ignored,
            id => Role::Figures(Box::new(Figures {
                indicator: Some((id, head.names[at].clone())),
                flags: is_codes(at + 1).then_some(at + 1),
                ..Figures::default()
            })),
        };
        "INSEE writes its series so".clone_into(&mut layout.columns[at].because);
    }
    layout
}
