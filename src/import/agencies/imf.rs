//! IMF: the Data Portal (trade by partner, formerly Direction of Trade Statistics, and others), and the layout before it.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const PORTAL: TableFormat = TableFormat {
    name: "IMF Data Portal table",
    description: "IMF tables",
    publisher: "IMF",
    marks: &["DATASET", "SERIES_CODE", "COUNTRY.ID", "INDICATOR.ID"],
    fits: always,
    layout: portal,
    describe: nothing_more,
};

pub const DOTS: TableFormat = TableFormat {
    name: "IMF Direction of Trade Statistics table",
    marks: &["Country Name", "Country Code", "Indicator Name", "Indicator Code", "Counterpart Country Name", "Attribute"],
    layout: dots,
    ..PORTAL
};

fn portal(sheet: &Sheet, head: &Head) -> Layout {
    Layout::below(sheet, head, Scheme::Imf)
        .with("COUNTRY.ID", Role::of(Dimension::Reporter))
        .with("COUNTRY", Role::NameOf(Dimension::Reporter))
        .with("COUNTERPART_COUNTRY.ID", Role::of(Dimension::Partner))
        .with("COUNTERPART_COUNTRY", Role::NameOf(Dimension::Partner))
        .with("INDICATOR.ID", Role::of(Dimension::Indicator))
        .with("INDICATOR", Role::NameOf(Dimension::Indicator))
        .with("TRADE_FLOW.ID", Role::of(Dimension::Flow))
        .with("TRADE_FLOW", Role::NameOf(Dimension::Flow))
        .with("UNIT", Role::Unit)
        .with("SCALE", Role::Multiplier)
        .with("TIME_PERIOD", Role::Period)
        .with("OBS_VALUE", Role::values())
        .wide(|_| Figures::default())
}

/// Rows of the attribute "Status" hold letters for the rows of "Value".
fn dots(sheet: &Sheet, head: &Head) -> Layout {
    Layout::below(sheet, head, Scheme::Imf)
        .with("Country Name", Role::of(Dimension::Reporter))
        .with("Counterpart Country Name", Role::of(Dimension::Partner))
        .with("Indicator Code", Role::of(Dimension::Indicator))
        .with("Indicator Name", Role::NameOf(Dimension::Indicator))
        .wide(|_| Figures::default())
}
