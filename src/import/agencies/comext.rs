//! Comext, Eurostat's trade in goods of the EU: its bulk files by reporter, partner, good and month, as they are now and as they were.

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
    name: "Eurostat Comext table",
    description: "bulk files of Eurostat's Comext",
    publisher: "Eurostat",
    marks: &["PARTNER", "FLOW", "PERIOD"],
    fits: |_, head| first(head, &REPORTERS).is_some() && first(head, &GOOD).is_some() && VALUES.iter().any(|(name, _)| head.has(name)),
    layout,
    describe: nothing_more,
};

pub const GOODS_MENDED: Mended = Mended::new(&GOODS, mending);

/// Numbers of countries stand in "DECLARANT", where their codes stand beside them.
const REPORTERS: [&str; 3] = ["DECLARANT_ISO", "REPORTER", "DECLARANT"];
const PARTNERS: [&str; 2] = ["PARTNER_ISO", "PARTNER"];
const GOOD: [&str; 2] = ["PRODUCT_NC", "PRODUCT"];
const PROCEDURES: [&str; 2] = ["STAT_PROCEDURE", "STAT_REGIME"];
const VALUES: [(&str, &str); 3] = [("VALUE_EUR", "EUR"), ("VALUE_IN_EUROS", "EUR"), ("VALUE_1000ECU", "ECU thousand")];
const WEIGHTS: [(&str, &str); 3] = [("QUANTITY_KG", "kg"), ("QUANTITY_IN_KG", "kg"), ("QUANTITY_TON", "t")];
const SUPPLEMENTARY: [&str; 2] = ["QUANTITY_SUPPL_UNIT", "SUP_QUANTITY"];
const UNITS: [&str; 2] = ["SUPPL_UNIT", "SUPP_UNIT"];

fn first<'a>(head: &Head, names: &[&'a str]) -> Option<&'a str> {
    names.iter().find(|name| head.has(name)).copied()
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let name = |names: &[&'static str]| first(head, names).unwrap_or_default();
    let unit = first(head, &UNITS).and_then(|name| head.at(name));
    let supplementary = Figures {
        indicator: Some((Some("supplementary_quantity".to_owned()), "Supplementary quantity".to_owned())),
        unit_in: unit,
        ..Figures::default()
    };
    let mut layout = Layout::below(sheet, head, Scheme::Eurostat)
        .with("PERIOD", Role::Period)
        .with(name(&REPORTERS), Role::of(Dimension::Reporter))
        .with(name(&PARTNERS), Role::of(Dimension::Partner))
        .with(name(&GOOD), Role::Of(Dimension::Commodity, &["TOTAL"]))
        .with("FLOW", Role::of(Dimension::Flow))
        // All procedures together.
        .with(name(&PROCEDURES), Role::Of(Dimension::Other("customs_procedure".to_owned()), &["4"]))
        .caveat("Imports are valued at the border of the importer (CIF) and exports at that of the exporter (FOB).");
    for (value, currency) in VALUES {
        layout = layout.with(value, Role::figures("trade_value", "Trade value", currency));
    }
    for (weight, unit) in WEIGHTS {
        layout = layout.with(weight, Role::figures("net_weight", "Net weight", unit));
    }
    // A quantity of which nothing says what it counts is of no use.
    if unit.is_some() {
        layout = layout.with(name(&SUPPLEMENTARY), Role::Figures(Box::new(supplementary)));
    }
    layout.classification = Classification::Harmonized;
    layout.are_units_apart = true;
    layout.empty = Empty::Nothing;
    layout.decimal = None;
    layout
}

/// The 52nd month is the whole year; where goods have no supplementary unit, there is no quantity in it.
fn mending(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let period = head.at("PERIOD");
    let pair = first(head, &SUPPLEMENTARY).and_then(|name| head.at(name)).zip(first(head, &UNITS).and_then(|name| head.at(name)));
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            if let Some(cell) = period.and_then(|at| row.cells.get_mut(at))
                && cell.len() == 6
                && cell.ends_with("52")
            {
                cell.truncate(4);
            }
            if let Some((quantity, unit)) = pair.filter(|(_, unit)| row.cell(*unit) == "NO_SU") {
                row.cells[quantity].clear();
                row.cells[unit].clear();
            }
        }),
    }
}
