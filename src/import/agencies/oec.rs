//! The Observatory of Economic Complexity: origin, destination and product, with exports and imports in one row.

use crate::import::agencies::atlas::both_flows;
use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const OEC: TableFormat = TableFormat {
    name: "OEC table",
    description: "tables of the Observatory of Economic Complexity",
    publisher: "Observatory of Economic Complexity",
    marks: &["year", "origin", "dest", "export_val", "import_val"],
    fits: always,
    layout: |sheet, head| {
        let product = head.names.iter().find(|name| name.starts_with("hs") || name.starts_with("sitc")).cloned().unwrap_or_default();
        let layout = Layout::below(sheet, head, Scheme::Iso)
            .with("year", Role::Period)
            .with("origin", Role::of(Dimension::Reporter))
            .with("dest", Role::of(Dimension::Partner))
            .with(&product, Role::of(Dimension::Commodity));
        let mut layout = both_flows(layout, ["export_val", "import_val"]);
        if product.starts_with("sitc") {
            layout.classification = Classification::Own;
        }
        layout.empty = Empty::Nothing;
        layout
    },
    describe: nothing_more,
};

/// What the site's interface of today answers: names beside numbers of its own. Those of goods have the section of the Harmonized
/// System before their code: 52709 is 2709, of section 5.
pub const INTERFACE: TableFormat = TableFormat {
    name: "OEC answer",
    marks: &["Year", "Trade Value"],
    fits: |_, head| {
        goods(head).is_some() && EXPORTERS.iter().chain(&IMPORTERS).any(|name| head.has(&format!("{name} ID")) && head.has(name))
    },
    layout: |sheet, head| {
        let goods = goods(head).map(|(id, _)| id).unwrap_or_default();
        let mut layout = Layout::below(sheet, head, Scheme::Names)
            .with("Year", Role::Period)
            .with(goods, Role::of(Dimension::Commodity))
            .with(goods.trim_end_matches(" ID"), Role::NameOf(Dimension::Commodity))
            .with("Trade Value", Role::figures("trade_value", "Trade value", "USD"))
            .fixed(Dimension::Flow, "export", None);
        for (names, dimension) in [(EXPORTERS, Dimension::Reporter), (IMPORTERS, Dimension::Partner)] {
            if let Some(name) = names.into_iter().find(|name| head.has(name)) {
                layout = layout.with(name, Role::of(dimension));
            }
        }
        layout.classification = Classification::Harmonized;
        layout
    },
    ..OEC
};

pub const INTERFACE_MENDED: Mended = Mended { are_codes_alone: true, ..Mended::new(&INTERFACE, without_sections) };

const EXPORTERS: [&str; 2] = ["Exporter", "Exporter Country"];
const IMPORTERS: [&str; 2] = ["Importer", "Importer Country"];

/// The column of numbers of goods, and how many digits their codes have.
fn goods(head: &Head) -> Option<(&'static str, usize)> {
    [("HS2 ID", 2), ("HS4 ID", 4), ("HS6 ID", 6)].into_iter().rfind(|(name, _)| head.has(name))
}

fn without_sections(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let column = goods(head).and_then(|(name, digits)| Some((head.at(name)?, digits)));
    Mending {
        caveats: Vec::new(),
        row: Box::new(move |row: &mut Row| {
            let Some((at, digits)) = column else { return };
            let Some(cell) = row.cells.get_mut(at) else { return };
            let section = cell.len().checked_sub(digits).filter(|section| (1..=2).contains(section));
            if let Some(section) = section.filter(|_| cell.bytes().all(|byte| byte.is_ascii_digit())) {
                cell.replace_range(..section, "");
            }
        }),
    }
}
