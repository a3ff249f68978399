//! WITS of the World Bank: trade by partner in a long table, and products over the years in a wide one.

use crate::import::agencies::columns::holds_numbers;
use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Alike, Classification, Column, Figures, Fixed, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::{Row, Sheet};
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
            .with("NetWeight in KGM", Role::figures("net_weight", "Net weight", "kg"))
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
        // "Export (US$ Thousand)": the flow has a column of its own, so the unit is all it adds; rates of duty are no trade.
        let row = sheet.rows.get(head.row + 1);
        let indicator = head.at("Indicator").and_then(|at| row.map(|row| row.cell(at).to_owned())).unwrap_or_default();
        let (label, unit) = labels::parted(&indicator);
        let is_same = |row: &Row| row.is_blank() || head.at("Indicator").is_none_or(|at| row.cell(at) == indicator);
        let is_alone = sheet.rows.iter().skip(head.row + 1).all(is_same);
        let is_trade = is_alone && matches!(label.to_lowercase().as_str(), "export" | "import" | "exports" | "imports" | "trade value");
        let figures = Figures {
            indicator: is_trade.then(|| (Some("trade_value".to_owned()), "Trade value".to_owned())),
            unit: unit.filter(|_| is_trade),
            ..Figures::default()
        };
        let kind = if is_trade { Role::Ignored } else { Role::of(Dimension::Indicator) };
        // A cell stands for every year, so an empty one is a figure that is missing.
        Layout::below(sheet, head, Scheme::Names)
            .with("Reporter Name", Role::of(Dimension::Reporter))
            .with("Partner Name", Role::of(Dimension::Partner))
            .with("Trade Flow", Role::of(Dimension::Flow))
            .with("Product Group", Role::Of(Dimension::Commodity, &["All Products"]))
            .with("Indicator", kind)
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

/// As its pages on a country are saved, for all partners or all groups of goods of a year: exports, imports and tariffs beside each other.
pub const COUNTRY: TableFormat = TableFormat {
    name: "WITS table of one country, exports and imports beside each other",
    marks: &["Year", "Export (US$ Thousand)", "Import (US$ Thousand)"],
    fits: |_, head| head.has("Reporter Name") || head.has("Reporter"),
    layout: |sheet, head| {
        let layout = Layout::below(sheet, head, Scheme::Names)
            .with("Reporter Name", Role::of(Dimension::Reporter))
            .with("Reporter", Role::of(Dimension::Reporter))
            .with("Partner Name", Role::of(Dimension::Partner))
            .with("Partner", Role::of(Dimension::Partner))
            .with("Product Group", Role::Of(Dimension::Commodity, &["All Products"]))
            .with("Year", Role::Period)
            // "Exports & Imports": the columns say which is which.
            .spent("Trade Flow");
        measured(sheet, head, layout, |name| match name {
            "Export (US$ Thousand)" => Some("export"),
            "Import (US$ Thousand)" => Some("import"),
            _ => None,
        })
    },
    ..TRADE
};

/// Gives each further column of numbers its figures; the two of trade have their flow, and are one indicator.
fn measured(sheet: &Sheet, head: &Head, mut layout: Layout, flow: impl Fn(&str) -> Option<&'static str>) -> Layout {
    for (at, column) in layout.columns.iter_mut().enumerate().filter(|(_, column)| matches!(column.role, Role::Ignored)) {
        if matches!(column.name.as_str(), "" | "Trade Flow" | "Trade Year" | "Reporter" | "Partner") || !holds_numbers(sheet, head, at) {
            continue;
        }
        let (label, unit) = labels::parted(&column.name);
        let figures = match flow(&column.name) {
            Some(flow) => Figures {
                indicator: Some((Some("trade_value".to_owned()), "Trade value".to_owned())),
                codes: vec![Fixed::new(Dimension::Flow, flow, None)],
                unit,
                ..Figures::default()
            },
            None => Figures { indicator: Some((None, label)), unit: unit.or_else(|| counted_in(&column.name)), ..Figures::default() },
        };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "each further column of numbers is an indicator");
    }
    layout
}

/// Rates of duty are percentages, and lines of a tariff are counted.
fn counted_in(name: &str) -> Option<String> {
    let small = name.to_lowercase().replace(['_', ' '], "");
    let says = |words: &[&str]| words.iter().any(|word| small.contains(word));
    match () {
        () if says(&["nooflines", "nbr", "lines"]) && !says(&["average"]) => Some("count".to_owned()),
        () if says(&["squared", "variance", "count", "coverage", "savgs"]) => None,
        () if says(&["average", "rate", "deviation"]) => Some("%".to_owned()),
        () => None,
    }
}

/// All that it knows of a country, years across.
pub const SUMMARY: TableFormat = TableFormat {
    name: "WITS summary of a country, years across",
    marks: &["Reporter", "Partner", "Product categories", "Indicator Type", "Indicator"],
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Names)
            .with("Reporter", Role::of(Dimension::Reporter))
            .with("Partner", Role::Of(Dimension::Partner, NONE))
            .with("Product categories", Role::Of(Dimension::Commodity, &["All Products", "..."]))
            .with("Indicator", Role::of(Dimension::Indicator));
        let is_flow = |cell: &str| matches!(cell.to_lowercase().as_str(), "export" | "import" | "exports" | "imports" | "");
        let are_flows = |at: usize| sheet.rows.iter().skip(head.row + 1).all(|row| is_flow(row.cell(at)));
        let kind = if head.at("Indicator Type").is_some_and(are_flows) { Role::of(Dimension::Flow) } else { Role::other("indicator_type") };
        layout = layout.with("Indicator Type", kind);
        layout.wide(|_| Figures::default())
    },
    ..TRADE
};

/// How many partners there are, or products, is of none of them.
const NONE: &[&str] = &["..."];

pub const SUMMARY_MENDED: Mended = Mended::new(&SUMMARY, |_, _, head| {
    let at = head.at("Indicator");
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
                // "Export(US$ Mil)" is in millions; elsewhere "mil" is a thousand.
                *cell = cell.replace("(US$ Mil)", " (US$ million)").replace("  (", " (");
            }
        }),
    }
});

/// Rates of duty by good, partner and kind of duty, with the imports that they weigh.
pub const TARIFFS: TableFormat = TableFormat {
    name: "WITS table of tariffs",
    marks: &["Reporter Name", "Product", "Partner Name", "Tariff Year", "DutyType", "Simple Average"],
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Names)
            .with("Reporter Name", Role::of(Dimension::Reporter))
            .with("Partner Name", Role::of(Dimension::Partner))
            .with("Product", Role::of(Dimension::Commodity))
            .with("Product Name", Role::NameOf(Dimension::Commodity))
            .with("Tariff Year", Role::Period)
            .with("DutyType", Role::other("duty_type"))
            .spent("Reporter")
            .spent("Partner");
        layout.classification = Classification::Harmonized;
        measured(sheet, head, layout, |_| None)
    },
    ..TRADE
};

/// UNCTAD TRAINS in bulk: the rates of one country and year, all partners alike.
pub const TRAINS: TableFormat = TableFormat {
    name: "UNCTAD TRAINS table of tariffs",
    marks: &["Reporter_ISO_N", "Year", "ProductCode", "SimpleAverage"],
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Iso)
            .with("Reporter_ISO_N", Role::of(Dimension::Reporter))
            .with("ProductCode", Role::of(Dimension::Commodity))
            .with("Year", Role::Period)
            .with("EstCode", Role::other("duty_type"));
        layout.classification = head.at("NomenCode").map_or(Classification::Harmonized, Classification::Named);
        let layout = layout.spent("NomenCode");
        measured(sheet, head, layout, |_| None)
    },
    ..TRADE
};
