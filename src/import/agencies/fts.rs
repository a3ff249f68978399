//! The Federal Customs Service of Russia: its open data by month, country, good and region.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const GOODS: TableFormat = TableFormat {
    name: "Russian customs table",
    description: "tables of the Federal Customs Service of Russia",
    publisher: "Federal Customs Service of Russia",
    marks: &["NAPR", "PERIOD", "TNVED", "STOIM"],
    fits: |_, head| country(head).is_some(),
    layout,
    describe: nothing_more,
};

pub const GOODS_MENDED: Mended = Mended::new(&GOODS, mending);

/// The column of the country of destination or of origin, which was renamed.
fn country(head: &Head) -> Option<&'static str> {
    ["STRANA", "NASTRANAPR"].into_iter().find(|name| head.has(name))
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let quantity =
        Figures { indicator: Some((Some("quantity".to_owned()), "Quantity".to_owned())), unit_in: head.at("EDIZM"), ..Figures::default() };
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("PERIOD", Role::Period)
        .with("NAPR", Role::of(Dimension::Flow))
        .with(country(head).unwrap_or_default(), Role::of(Dimension::Partner))
        .with("TNVED", Role::of(Dimension::Commodity))
        .with("STOIM", Role::figures("trade_value", "Trade value", "USD"))
        .with("NETTO", Role::figures("net_weight", "Net weight", "kg"))
        .with("KOL", Role::Figures(Box::new(quantity)))
        .with("REGION", Role::other("region"))
        .with("REGION_S", Role::other("federal_district"))
        .fixed(Dimension::Reporter, "RUS", None)
        .caveat("The file names neither currency nor unit of weight; the Federal Customs Service publishes US dollars and kilograms.");
    layout.classification = Classification::Harmonized;
    layout.are_units_apart = true;
    // Goods that are counted by weight alone have no second quantity.
    layout.empty = Empty::Nothing;
    layout.decimal = None;
    layout
}

/// A quantity of 0 in no unit is none.
fn mending(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let pair = head.at("KOL").zip(head.at("EDIZM"));
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some((quantity, unit)) = pair
                && row.cell(unit).is_empty()
                && row.cell(quantity) == "0"
            {
                row.cells[quantity].clear();
            }
        }),
    }
}
