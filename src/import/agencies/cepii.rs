//! CEPII: BACI, trade of both sides reconciled, and Gravity, what is known of pairs of countries.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Column, Empty, Figures, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const BACI: TableFormat = TableFormat {
    name: "CEPII BACI table",
    description: "CEPII BACI tables",
    publisher: "CEPII, BACI",
    marks: &["t", "i", "j", "k", "v", "q"],
    fits: |_, head| head.names.len() == 6,
    layout: baci,
    describe: nothing_more,
};

pub const GRAVITY: TableFormat = TableFormat {
    name: "CEPII Gravity table",
    description: "CEPII Gravity tables",
    publisher: "CEPII, Gravity",
    marks: &["year", "country_id_o", "country_id_d"],
    fits: always,
    layout: gravity,
    describe: nothing_more,
};

fn baci(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with("t", Role::Period)
        .with("i", Role::of(Dimension::Reporter))
        .with("j", Role::of(Dimension::Partner))
        .with("k", Role::of(Dimension::Commodity))
        .with("v", Role::figures("trade_value", "Trade value", "USD thousand"))
        .with("q", Role::figures("quantity", "Quantity", "t"))
        .fixed(Dimension::Flow, "export", None)
        .caveat("CEPII reconciles what exporters and importers report; values are FOB, so they differ from those of either side.");
    layout.classification = Classification::Harmonized;
    layout
}

/// Each further column is an indicator; those of one side of the pair only belong to the pair all the same.
fn gravity(sheet: &Sheet, head: &Head) -> Layout {
    const SIDES: [(&str, &str); 2] = [("_o", " of the origin"), ("_d", " of the destination")];
    let mut layout = Layout::below(sheet, head, Scheme::Iso)
        .with("year", Role::Period)
        .with("country_id_o", Role::of(Dimension::Reporter))
        .with("country_id_d", Role::of(Dimension::Partner));
    let keys = ["iso3_o", "iso3_d", "iso3num_o", "iso3num_d", "gmt_offset_2020_o", "gmt_offset_2020_d"];
    for column in layout.columns.iter_mut().filter(|column| matches!(column.role, Role::Ignored)) {
        if column.name.is_empty() || keys.contains(&column.name.as_str()) {
            continue;
        }
        let side = SIDES.iter().find_map(|(ending, words)| Some((column.name.strip_suffix(ending)?, *words)));
        let label = side.map_or_else(|| units::label_of(&column.name), |(name, words)| format!("{}{words}", units::label_of(name)));
        let figures = Figures { indicator: Some((Some(column.name.clone()), label)), ..Figures::default() };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "each further column is an indicator");
    }
    layout.empty = Empty::Nothing;
    // A copy saved by a French spreadsheet has decimal commas.
    layout.decimal = None;
    layout
}
