//! Statistics Canada: whole tables as downloaded, a row for each figure; in English and in French.

use crate::import::cell::flag::Flags;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Layout, Role};
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
