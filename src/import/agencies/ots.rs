//! Open Trade Statistics: exports and imports of a pair of countries in one row, by good where it was asked for.

use crate::import::agencies::atlas::both_flows;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const TRADE: TableFormat = TableFormat {
    name: "Open Trade Statistics table",
    description: "tables of Open Trade Statistics",
    publisher: "Open Trade Statistics",
    marks: &["year", "trade_value_usd_exp", "trade_value_usd_imp"],
    fits: |_, head| head.has("reporter_iso"),
    layout: |sheet, head| layout(sheet, head, ["trade_value_usd_exp", "trade_value_usd_imp"]),
    describe: nothing_more,
};

/// As before 2020.
pub const TRADE_BEFORE: TableFormat = TableFormat {
    name: "Open Trade Statistics table (before 2020)",
    marks: &["year", "export_value_usd", "import_value_usd"],
    layout: |sheet, head| layout(sheet, head, ["export_value_usd", "import_value_usd"]),
    ..TRADE
};

/// Countries and areas that nobody knows by its letters (`e-490`) are told by their names, where these were asked for.
fn layout(sheet: &Sheet, head: &Head, values: [&str; 2]) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names).with("year", Role::Period);
    for (side, dimension) in [("reporter", Dimension::Reporter), ("partner", Dimension::Partner)] {
        layout = layout.with(&format!("{side}_name"), Role::NameOf(dimension.clone())).with(&format!("{side}_iso"), Role::of(dimension));
    }
    let goods = ["commodity", "product", "section", "group"].into_iter().find(|name| head.has(&format!("{name}_code")));
    if let Some(name) = goods {
        layout = layout
            .with(&format!("{name}_name"), Role::NameOf(Dimension::Commodity))
            .with(&format!("{name}_fullname_english"), Role::NameOf(Dimension::Commodity))
            .with(&format!("{name}_code"), Role::Of(Dimension::Commodity, &["all"]));
    }
    let mut layout = both_flows(layout, values);
    if matches!(goods, Some("section" | "group")) {
        layout.classification = Classification::Own;
    }
    layout
}
