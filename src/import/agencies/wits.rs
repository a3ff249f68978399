//! WITS of the World Bank: trade by partner in a long table, and products over the years in a wide one.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Alike, Classification, Figures, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const TRADE: TableFormat = TableFormat {
    name: "WITS table",
    description: "WITS tables",
    publisher: "World Bank, WITS",
    marks: &["ReporterISO3", "PartnerISO3", "ProductCode", "TradeFlowName"],
    fits: always,
    layout: |sheet, head| {
        let value = head.names.iter().find(|name| name.to_lowercase().starts_with("tradevalue")).cloned().unwrap_or_default();
        let unit = value.rsplit_once(" in ").map_or("USD thousand".to_owned(), |(_, unit)| units::read(unit));
        let mut layout = Layout::below(sheet, head, Scheme::Iso)
            .with("ReporterISO3", Role::of(Dimension::Reporter))
            .with("ReporterName", Role::NameOf(Dimension::Reporter))
            .with("PartnerISO3", Role::of(Dimension::Partner))
            .with("PartnerName", Role::NameOf(Dimension::Partner))
            .with("ProductCode", Role::Of(Dimension::Commodity, &["Total"]))
            .with("ProductDescription", Role::NameOf(Dimension::Commodity))
            .with("Year", Role::Period)
            .with("TradeFlowName", Role::of(Dimension::Flow))
            .with("NetWeightKG", Role::figures("net_weight", "Net weight", "kg"))
            .with(&value, Role::figures("trade_value", "Trade value", &unit));
        layout.classification = match classification(sheet, head) {
            Some(at) => Classification::Named(at),
            None => Classification::Harmonized,
        };
        with_units(sheet, layout)
    },
    describe: nothing_more,
};

/// The column of the nomenclature, where it names one; `NC` is that of whoever reports.
fn classification(sheet: &Sheet, head: &Head) -> Option<usize> {
    let at = head.at("Nomenclature")?;
    let mut rows = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
    rows.all(|cell| cell != "NC").then_some(at)
}

/// Goods that are counted in several units have a row for each, which nothing else tells apart.
fn with_units(sheet: &Sheet, layout: Layout) -> Layout {
    let Alike { whole, told, .. } = layout.alike(sheet);
    match told < whole {
        true => layout
            .with("QtyUnit", Role::other("quantity_unit"))
            .caveat("Goods counted in several units have a row for each of them: their trade is the sum of these."),
        false => layout,
    }
}

pub const PRODUCTS: TableFormat = TableFormat {
    name: "WITS table by product, years across",
    marks: &["Reporter Name", "Partner Name", "Trade Flow", "Product Group", "Indicator"],
    layout: |sheet, head| {
        // "Export (US$ Thousand)": the flow has a column of its own, so the unit is all it adds.
        let row = sheet.rows.get(head.row + 1);
        let indicator = head.at("Indicator").and_then(|at| row.map(|row| row.cell(at).to_owned())).unwrap_or_default();
        let unit = labels::parted(&indicator).1.unwrap_or_default();
        let figures =
            Figures { indicator: Some((Some("trade_value".to_owned()), "Trade value".to_owned())), unit: Some(unit), ..Figures::default() };
        // A cell stands for every year, so an empty one is a figure that is missing.
        Layout::below(sheet, head, Scheme::Names)
            .with("Reporter Name", Role::of(Dimension::Reporter))
            .with("Partner Name", Role::of(Dimension::Partner))
            .with("Trade Flow", Role::of(Dimension::Flow))
            .with("Product Group", Role::Of(Dimension::Commodity, &["All Products"]))
            .wide(|_| figures.clone())
    },
    ..TRADE
};

/// As its pages on one good are saved: who exported it or imported it, and how much of it.
pub const GOOD: TableFormat = TableFormat {
    name: "WITS table of one good",
    marks: &["Reporter", "TradeFlow", "ProductCode", "Partner", "Trade Value 1000USD"],
    layout: |sheet, head| {
        let quantity = Figures {
            indicator: Some((Some("quantity".to_owned()), "Quantity".to_owned())),
            unit_in: head.at("Quantity Unit"),
            ..Figures::default()
        };
        let mut layout = Layout::below(sheet, head, Scheme::Names)
            .with("Reporter", Role::of(Dimension::Reporter))
            .with("Partner", Role::of(Dimension::Partner))
            .with("TradeFlow", Role::of(Dimension::Flow))
            .with("ProductCode", Role::of(Dimension::Commodity))
            .with("Product Description", Role::NameOf(Dimension::Commodity))
            .with("Year", Role::Period)
            .with("Trade Value 1000USD", Role::figures("trade_value", "Trade value", "USD thousand"))
            .with("Quantity", Role::Figures(Box::new(quantity)));
        layout.classification = Classification::Harmonized;
        // It is saved from a spreadsheet, which writes numbers as its owner does.
        layout.decimal = None;
        layout
    },
    ..TRADE
};
