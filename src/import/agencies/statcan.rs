//! Statistics Canada: whole tables as downloaded, a row for each figure; in English and in French.

use crate::import::cell::flag::Flags;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Figures, Layout, Role};
use crate::import::roles::said;
use crate::import::roles::words::{self, Side};
use crate::import::sheet::Sheet;
use crate::import::sink::snake_case;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const STATCAN: TableFormat = TableFormat {
    name: "Statistics Canada table",
    description: "Statistics Canada tables",
    publisher: "Statistics Canada",
    marks: &["REF_DATE", "GEO", "VECTOR", "COORDINATE", "VALUE"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const STATCAN_FRENCH: TableFormat = TableFormat {
    name: "Statistics Canada table in French",
    marks: &["PÉRIODE DE RÉFÉRENCE", "VECTEUR", "COORDONNÉES", "VALEUR"],
    ..STATCAN
};

/// Its files of trade by good, country, province and state; imports are by province of clearance.
pub const TRADE: TableFormat = TableFormat {
    name: "Canadian merchandise trade table",
    description: "tables of Canadian International Merchandise Trade",
    publisher: "Statistics Canada",
    marks: &["YearMonth/AnnéeMois", "Country/Pays", "Value/Valeur"],
    fits: always,
    layout: trade,
    describe: |input, _, sink| {
        // The site numbers its files: 14 and 19 are of imports, 15 and 16 of exports.
        match input.name.to_lowercase() {
            name if name.contains("imp") || name.contains("odpfn014") || name.contains("odpfn019") => {
                sink.caveat("That these are imports is told by the name of the file alone.");
            }
            name if name.contains("exp") || name.contains("odpfn015") || name.contains("odpfn016") => {
                sink.caveat("That these are exports is told by the name of the file alone.");
            }
            _ => sink.caveat("The file does not say whether these are exports or imports."),
        }
    },
};

fn trade(sheet: &Sheet, head: &Head) -> Layout {
    let quantity = Figures {
        indicator: Some((Some("quantity".to_owned()), "Quantity".to_owned())),
        unit_in: head.names.iter().position(|name| name.starts_with("Unit of Measure") || name.starts_with("Unit of measure")),
        ..Figures::default()
    };
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("YearMonth/AnnéeMois", Role::Period)
        .with("Country/Pays", Role::of(Dimension::Partner))
        .with("Province", Role::other("province"))
        .with("State/État", Role::other("state"))
        .with("Value/Valeur", Role::figures("trade_value", "Trade value", "CAD"))
        .with("Quantity/Quantité", Role::Figures(Box::new(quantity)))
        .fixed(Dimension::Reporter, "CAN", None)
        .caveat("The file names no currency; Statistics Canada publishes values in Canadian dollars.");
    for name in ["HS2", "HS4", "HS6", "HS8", "HS10"] {
        layout = layout.with(name, Role::of(Dimension::Commodity));
    }
    layout.classification = Classification::Harmonized;
    layout.are_units_apart = true;
    layout.empty = Empty::Nothing;
    layout
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names);
    layout.flags = Flags::Canada;
    layout.decimal = None;
    let mut is_partnered = false;
    for column in &mut layout.columns {
        column.role = match column.name.to_uppercase().as_str() {
            "REF_DATE" | "PÉRIODE DE RÉFÉRENCE" => Role::Period,
            "GEO" | "GÉO" => Role::of(Dimension::Reporter),
            "UOM" | "UNITÉ DE MESURE" => Role::Unit,
            "SCALAR_FACTOR" | "FACTEUR SCALAIRE" => Role::Multiplier,
            "VALUE" | "VALEUR" => Role::values(),
            "STATUS" | "STATUT" | "SYMBOL" | "SYMBOLE" => Role::Status,
            "" | "DGUID" | "UOM_ID" | "SCALAR_ID" | "VECTOR" | "VECTEUR" | "COORDINATE" | "COORDONNÉES" => Role::Ignored,
            "TERMINATED" | "TERMINÉ" | "DECIMALS" | "DÉCIMALES" => Role::Ignored,
            name if name.starts_with("IDENTIFICATEUR") => Role::Ignored,
            "TRADE" | "COMMERCE" if holds_flows(sheet, head, &column.name) => Role::of(Dimension::Flow),
            _ => match words::side(&column.name) {
                Some(Side::Partner) if !is_partnered => {
                    is_partnered = true;
                    Role::of(Dimension::Partner)
                }
                Some(_) | None => Role::other(&snake_case(&column.name)),
            },
        };
        column.because = "the format says so".to_owned();
    }
    layout
}

fn holds_flows(sheet: &Sheet, head: &Head, name: &str) -> bool {
    const ENOUGH: usize = 1000;
    let Some(at) = head.at(name) else { return false };
    let rows = sheet.rows.iter().skip(head.row + 1).take(ENOUGH);
    rows.map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).all(said::is_flow)
}
