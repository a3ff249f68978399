//! UN Comtrade: the table of the API and of the present site, and that of the site before 2023.

use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const V1: TableFormat = TableFormat {
    name: "UN Comtrade table (API v1)",
    description: "UN Comtrade tables",
    publisher: "UN Comtrade",
    marks: &["reporterCode", "partnerCode", "flowCode", "cmdCode", "primaryValue"],
    fits: always,
    layout: v1,
    describe: nothing_more,
};

pub const LEGACY: TableFormat = TableFormat {
    name: "UN Comtrade table (before 2023)",
    description: "UN Comtrade tables as before 2023",
    publisher: "UN Comtrade",
    marks: &["Reporter Code", "Partner Code", "Commodity Code", "Trade Value (US$)"],
    fits: always,
    layout: legacy,
    describe: nothing_more,
};

/// Of goods, the whole; of customs procedures, means of transport and second partners, all together.
const TOTAL: &[&str] = &["TOTAL"];
const ALL_PROCEDURES: &[&str] = &["C00"];
const ALL: &[&str] = &["0"];

const VALUED: &str = "Imports are valued at the border of the importer (CIF) and exports at that of the exporter (FOB).";

fn v1(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with("period", Role::Period)
        .with("reporterCode", Role::of(Dimension::Reporter))
        .with("reporterDesc", Role::NameOf(Dimension::Reporter))
        .with("partnerCode", Role::of(Dimension::Partner))
        .with("partnerDesc", Role::NameOf(Dimension::Partner))
        .with("flowCode", Role::of(Dimension::Flow))
        .with("cmdCode", Role::Of(Dimension::Commodity, TOTAL))
        .with("cmdDesc", Role::NameOf(Dimension::Commodity))
        .with("partner2Code", Role::Of(Dimension::Other("second_partner".to_owned()), ALL))
        .with("partner2Desc", Role::NameOf(Dimension::Other("second_partner".to_owned())))
        .with("customsCode", Role::Of(Dimension::Other("customs_procedure".to_owned()), ALL_PROCEDURES))
        .with("customsDesc", Role::NameOf(Dimension::Other("customs_procedure".to_owned())))
        .with("motCode", Role::Of(Dimension::Other("transport".to_owned()), ALL))
        .with("motDesc", Role::NameOf(Dimension::Other("transport".to_owned())))
        .with("primaryValue", Role::figures("trade_value", "Trade value", "USD"))
        .with("netWgt", Role::figures("net_weight", "Net weight", "kg"))
        .caveat(VALUED);
    layout.classification = head.at("classificationCode").map_or(Classification::Harmonized, Classification::Named);
    layout
}

fn legacy(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with("Period", Role::Period)
        .with("Reporter Code", Role::of(Dimension::Reporter))
        .with("Reporter", Role::NameOf(Dimension::Reporter))
        .with("Partner Code", Role::of(Dimension::Partner))
        .with("Partner", Role::NameOf(Dimension::Partner))
        .with("Trade Flow", Role::of(Dimension::Flow))
        .with("Commodity Code", Role::Of(Dimension::Commodity, TOTAL))
        .with("Commodity", Role::NameOf(Dimension::Commodity))
        .with("2nd Partner Code", Role::Of(Dimension::Other("second_partner".to_owned()), ALL))
        .with("Customs Proc. Code", Role::Of(Dimension::Other("customs_procedure".to_owned()), ALL_PROCEDURES))
        .with("Mode of Transport Code", Role::Of(Dimension::Other("transport".to_owned()), ALL))
        .with("Trade Value (US$)", Role::figures("trade_value", "Trade value", "USD"))
        .with("Netweight (kg)", Role::figures("net_weight", "Net weight", "kg"))
        .caveat(VALUED);
    layout.classification = head.at("Classification").map_or(Classification::Harmonized, Classification::Named);
    layout
}
