//! UNESCO's Institute for Statistics: the tables of its bulk downloads and of its interface, where a word beside the value says
//! what a nought or a gap stands for.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const COUNTRIES: TableFormat = TableFormat {
    name: "table of the UNESCO Institute for Statistics",
    description: "tables of the UNESCO Institute for Statistics",
    publisher: "UNESCO Institute for Statistics",
    marks: &["INDICATOR_ID", "COUNTRY_ID", "MAGNITUDE", "QUALIFIER"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const COUNTRIES_MENDED: Mended = Mended::new(&COUNTRIES, mending);

pub const REGIONS: TableFormat = TableFormat {
    name: "table of regions of the UNESCO Institute for Statistics",
    marks: &["INDICATOR_ID", "REGION_ID", "MAGNITUDE", "QUALIFIER"],
    ..COUNTRIES
};

pub const REGIONS_MENDED: Mended = Mended::new(&REGIONS, mending);

/// The records of its interface.
pub const INTERFACE: TableFormat = TableFormat {
    name: "answer of the UNESCO Institute for Statistics",
    marks: &["indicatorId", "geoUnit", "magnitude", "qualifier"],
    ..COUNTRIES
};

pub const INTERFACE_MENDED: Mended = Mended::new(&INTERFACE, mending);

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let values = Figures { reason: head.at("MAGNITUDE"), ..Figures::default() };
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("YEAR", Role::Period)
        .with("VALUE", Role::Figures(Box::new(values)))
        .with("QUALIFIER", Role::Status);
    for name in ["INDICATOR_ID", "indicatorId"] {
        layout = layout.with(name, Role::of(Dimension::Indicator));
    }
    for name in ["COUNTRY_ID", "REGION_ID", "geoUnit"] {
        layout = layout.with(name, Role::of(Dimension::Reporter));
    }
    layout
}

const INCLUDED: &str = "Where the file says INCLUDED, a figure is part of another one, and none is shown.";
const NIL: &str = "Where the file says NIL, the figure is nil or negligible.";

/// A nought that is part of another figure is none; estimates are those of the institute or of the country.
fn mending(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let [value, magnitude, qualifier] = ["VALUE", "MAGNITUDE", "QUALIFIER"].map(|name| head.at(name));
    let says = |word: &str| magnitude.is_some_and(|at| sheet.rows.iter().any(|row| row.cell(at) == word));
    let told = [("INCLUDED", INCLUDED), ("NIL", NIL)].into_iter().filter(|(word, _)| says(word));
    Mending {
        caveats: told.map(|(_, caveat)| caveat.to_owned()).collect(),
        row: Box::new(move |row: &mut Row| {
            let word = |at: Option<usize>| at.map(|at| row.cell(at).to_owned()).unwrap_or_default();
            let (said, made) = (word(magnitude), word(qualifier));
            let mut put = |at: Option<usize>, text: &str| {
                if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
                    text.clone_into(cell);
                }
            };
            match said.as_str() {
                "INCLUDED" => {
                    put(value, "");
                    put(magnitude, "not published: included in another figure");
                }
                "NA" => put(magnitude, "not applicable"),
                _ => {}
            }
            if matches!(made.as_str(), "UIS_EST" | "NAT_EST") {
                put(qualifier, "E");
            }
        }),
    }
}
