//! Statistics Canada: whole tables as downloaded, a row for each figure; in English and in French.

use crate::import::agencies::mended::{Mended, flow_of_names, of_the_name};
use crate::import::cell::flag::Flags;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Figures, Layout, Role};
use crate::import::roles::said;
use crate::import::roles::units;
use crate::import::roles::words::{self, Side};
use crate::import::sheet::Sheet;
use crate::import::sink::snake_case;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

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
    describe: nothing_more,
};

pub const TRADE_MENDED: Mended = Mended { flow, ..Mended::new(&TRADE, mending) };

/// The numbers of its files by what they hold: imports by ten, six and two digits, all exports by eight, six and two, and those
/// without re-exports by the same.
const IMPORTS: [&str; 4] = ["_imp_", "odpfn014", "odpfn015", "odpfn022"];
const EXPORTS: [&str; 4] = ["_tot_exp_", "odpfn017", "odpfn019", "odpfn021"];
const DOMESTIC: [&str; 4] = ["_dom_exp_", "odpfn016", "odpfn018", "odpfn020"];

fn flow(input: &Input, _: &Head) -> Option<Flow> {
    let says = |name: &str, words: &[&str]| words.iter().any(|word| name.contains(word));
    flow_of_names(input, |name| match (says(name, &IMPORTS), says(name, &EXPORTS) || says(name, &DOMESTIC)) {
        (true, false) => Some(Flow::Import),
        (false, true) => Some(Flow::Export),
        (true, true) | (false, false) => None,
    })
}

fn mending(input: &Input, _: &Sheet, head: &Head) -> Mending {
    let is_domestic = flow_of_names(input, |name| DOMESTIC.iter().any(|word| name.contains(word)).then_some(Flow::Export)).is_some();
    let without = is_domestic.then(|| "By the name of the file these are exports without re-exports.".to_owned());
    let caveats = std::iter::once(of_the_name(flow(input, head)).to_owned()).chain(without).collect();
    Mending { caveats, row: Box::new(|_| {}) }
}

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
    layout.dollars = Some("CAD");
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
    let unit = layout.columns.iter().position(|column| matches!(column.role, Role::Unit));
    let rows = || sheet.rows.iter().skip(head.row + 1).take(ENOUGH);
    match unit.filter(|at| rows().any(|row| units::bare_dollars(row.cell(*at)).is_some())) {
        Some(_) => layout.caveat(CANADIAN),
        None => layout,
    }
}

const CANADIAN: &str = "The file writes dollars and not whose; Statistics Canada publishes values in Canadian dollars.";
/// So many rows tell what a column holds.
const ENOUGH: usize = 1000;

fn holds_flows(sheet: &Sheet, head: &Head, name: &str) -> bool {
    let Some(at) = head.at(name) else { return false };
    let rows = sheet.rows.iter().skip(head.row + 1).take(ENOUGH);
    rows.map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).all(said::is_flow)
}
