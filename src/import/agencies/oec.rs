//! The Observatory of Economic Complexity: origin, destination and product, with exports and imports in one row.

use crate::import::agencies::atlas::both_flows;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::layout::{Empty, Layout, Role};
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
        layout.empty = Empty::Nothing;
        layout
    },
    describe: nothing_more,
};
