//! DataWeb of the US International Trade Commission: what its queries give, with years or months across.

use crate::import::hints::Hints;
use crate::import::roles::blocks::Block;
use crate::import::roles::calendar;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::guess;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Column, Figures, Fixed, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

pub const DATA_WEB: TableFormat = TableFormat {
    name: "USITC DataWeb table",
    description: "tables of the USITC's DataWeb",
    publisher: "US International Trade Commission, DataWeb",
    marks: &[MEASURE, "HTS Number"],
    fits: |sheet, head| guessed(sheet, head).is_ok(),
    layout: |sheet, head| guessed(sheet, head).unwrap_or_else(|_| Layout::below(sheet, head, Scheme::Names)),
    describe: nothing_more,
};

const MEASURE: &str = "Data Type";
/// The unit of a quantity; of money there is none.
const UNIT: &str = "Quantity Description";

/// Whether years or months stand across was asked for.
fn guessed(sheet: &Sheet, head: &Head) -> Result<Layout, String> {
    let rows = [head.row + 1, sheet.rows.len()];
    let block = Block { above: (0..head.row).collect(), names: head.names.clone(), groups: head.names.clone(), rows, doubtful: Vec::new() };
    let mut layout = guess::layout(sheet, &block, &Hints::default())?
        .with(MEASURE, Role::of(Dimension::Indicator))
        .with("HTS Number", Role::of(Dimension::Commodity))
        .with("Description", Role::NameOf(Dimension::Commodity))
        .with("Country", Role::of(Dimension::Partner))
        .with(UNIT, Role::Unit)
        .fixed(Dimension::Reporter, "USA", None);
    layout.classification = Classification::Harmonized;
    for column in layout.columns.iter_mut().filter(|_| head.has("Year")) {
        if let Some(part) = calendar::part_of_year(&column.name) {
            let figures = Figures { part: Some(part), ..Figures::default() };
            *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "its name is a part of the year");
        }
    }
    let measures = || sheet.rows.iter().skip(head.row + 1).filter(|row| !measure(head, row).is_empty());
    let is_money = |row: &Row| head.at(UNIT).is_some_and(|at| !row.cell(at).is_empty()) || is_of_money(measure(head, row));
    if measures().all(is_money) {
        layout.unit = Some("USD".to_owned());
    }
    let flow = measures().next().and_then(|row| flow(measure(head, row)));
    if let Some(flow) = flow.filter(|first| measures().all(|row| self::flow(measure(head, row)) == Some(*first))) {
        layout.fixed.push(Fixed::new(Dimension::Flow, flow.code(), None));
    }
    Ok(layout)
}

fn measure<'a>(head: &Head, row: &'a Row) -> &'a str {
    head.at(MEASURE).map(|at| row.cell(at)).unwrap_or_default()
}

fn is_of_money(measure: &str) -> bool {
    let words = measure.to_lowercase();
    ["value", "charges", "duties"].iter().any(|word| words.contains(word)) && !words.contains("unit value")
}

/// Exports are valued alongside the ship (FAS), imports as customs value them.
fn flow(measure: &str) -> Option<Flow> {
    let words = measure.to_lowercase();
    let says = |of: &[&str]| of.iter().any(|word| words.contains(word));
    match (says(&["fas", "export"]), says(&["customs", "cif", "import", "landed", "dutiable", "duties"])) {
        (true, false) => Some(Flow::Export),
        (false, true) => Some(Flow::Import),
        (true, true) | (false, false) => None,
    }
}
