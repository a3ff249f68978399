//! The Atlas of Economic Complexity (Harvard): partners by product in its two layouts, and rankings.

use crate::import::agencies::columns;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Column, Figures, Fixed, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::english::capitalised;

pub const PARTNERS: TableFormat = TableFormat {
    name: "Atlas of Economic Complexity, country, partner and product",
    description: "tables of the Atlas of Economic Complexity",
    publisher: "The Growth Lab at Harvard University",
    marks: &["location_code", "partner_code", "hs_product_code", "year", "export_value"],
    fits: always,
    layout: |sheet, head| partners(sheet, head, ["location_code", "partner_code", "hs_product_code"]),
    describe: nothing_more,
};

pub const PARTNERS_OF_TODAY: TableFormat = TableFormat {
    name: "Atlas of Economic Complexity, country, country and product",
    marks: &["country_iso3_code", "partner_iso3_code", "product_hs92_code", "year", "export_value"],
    layout: |sheet, head| partners(sheet, head, ["country_iso3_code", "partner_iso3_code", "product_hs92_code"]),
    ..PARTNERS
};

pub const RANKINGS: TableFormat = TableFormat {
    name: "Atlas of Economic Complexity, rankings",
    marks: &["iso", "year", "rank_eci"],
    layout: |sheet, head| {
        Layout::below(sheet, head, Scheme::Iso)
            .with("iso", Role::of(Dimension::Reporter))
            .with("name", Role::NameOf(Dimension::Reporter))
            .with("year", Role::Period)
            .with("rank_eci", Role::figures("rank_eci", "Rank by economic complexity", "rank"))
    },
    ..PARTNERS
};

/// Tables of one country, or of a pair, whose rows begin with numbers of the Atlas itself.
pub const COUNTRIES: TableFormat = TableFormat {
    name: "Atlas of Economic Complexity, countries by its own numbers",
    marks: &["country_id", "country_iso3_code", "year"],
    layout: countries,
    ..PARTNERS
};

/// The same in the layout before: `location_code`, and goods where the table tells them apart.
pub const LOCATIONS: TableFormat = TableFormat {
    name: "Atlas of Economic Complexity, locations",
    marks: &["location_code", "year", "export_value", "import_value"],
    ..COUNTRIES
};

/// Exports and imports of a pair in one row.
pub fn both_flows(layout: Layout, [exports, imports]: [&str; 2]) -> Layout {
    let of = |flow: &str| {
        Role::Figures(Box::new(Figures {
            indicator: Some((Some("trade_value".to_owned()), "Trade value".to_owned())),
            unit: Some("USD".to_owned()),
            codes: vec![Fixed::new(Dimension::Flow, flow, None)],
            ..Figures::default()
        }))
    };
    let mut layout = layout.with(exports, of("export")).with(imports, of("import"));
    layout.classification = Classification::Harmonized;
    layout
}

fn partners(sheet: &Sheet, head: &Head, [country, partner, product]: [&str; 3]) -> Layout {
    let layout = Layout::below(sheet, head, Scheme::Iso)
        .with(country, Role::of(Dimension::Reporter))
        .with(partner, Role::of(Dimension::Partner))
        .with(product, Role::of(Dimension::Commodity))
        .with("year", Role::Period);
    // Both flows have a cell in each row, so an empty one is a figure that is missing.
    both_flows(layout, ["export_value", "import_value"])
        .caveat("Codes 9999 and XXXX stand for goods that are not named, ANS for partners that are not.")
}

/// Each further column of numbers is an indicator; the numbers by which the Atlas knows countries and products are none.
fn countries(sheet: &Sheet, head: &Head) -> Layout {
    let layout = Layout::below(sheet, head, Scheme::Iso)
        .with("country_iso3_code", Role::of(Dimension::Reporter))
        .with("partner_iso3_code", Role::of(Dimension::Partner))
        .with("location_code", Role::of(Dimension::Reporter))
        .with("partner_code", Role::of(Dimension::Partner))
        .with("year", Role::Period);
    let mut layout = both_flows(layout, ["export_value", "import_value"]);
    if head.has("product_sitc_code") || head.has("sitc_product_code") {
        layout.classification = Classification::Own;
    }
    for (at, column) in layout.columns.iter_mut().enumerate().filter(|(_, column)| matches!(column.role, Role::Ignored)) {
        if column.name.is_empty() || column.name.ends_with("_id") || column.name == "product_level" {
            continue;
        }
        let is_goods = column.name.starts_with("product_") || column.name.ends_with("_product_code");
        if is_goods && column.name.ends_with("_code") {
            column.role = Role::of(Dimension::Commodity);
        } else if columns::holds_numbers(sheet, head, at) {
            let unit = if column.name.contains("rank") { "rank" } else { "" };
            let role = Role::figures(&column.name, &label(&column.name), unit);
            *column = Column::new(&column.name, role, "each further column of numbers is an indicator");
        }
    }
    layout
}

/// `eci_rank_hs92` → "ECI rank HS92".
fn label(name: &str) -> String {
    const LETTERS: [&str; 8] = ["eci", "pci", "cog", "coi", "rca", "sitc", "hs92", "hs12"];
    let word = |word: &str| if LETTERS.contains(&word) { word.to_uppercase() } else { word.to_owned() };
    capitalised(&name.split('_').map(word).collect::<Vec<_>>().join(" "))
}
