//! Tables as agencies publish them, one file an agency: which names of columns give a format away, and what the columns hold.

use crate::import::roles::format::TableFormat;

mod atlas;
mod cepii;
mod comtrade;
pub mod eurostat;
pub mod eurostat_workbook;
mod faostat;
mod imf;
mod oec;
mod owid;
mod sdmx_csv;
pub mod sipri;
mod unctad;
mod usa_trade;
mod wits;
mod world_bank;

/// All of them. Of two that fit, the first wins.
pub static TABLES: [&TableFormat; 23] = [
    &comtrade::V1,
    &comtrade::LEGACY,
    &cepii::BACI,
    &cepii::GRAVITY,
    &atlas::PARTNERS,
    &atlas::PARTNERS_OF_TODAY,
    &atlas::RANKINGS,
    &oec::OEC,
    &wits::PRODUCTS,
    &wits::TRADE,
    &imf::PORTAL,
    &imf::DOTS,
    &unctad::BY_PERIOD,
    &unctad::BY_YEAR,
    &sdmx_csv::SDMX_CSV,
    &sdmx_csv::SDMX_CSV_2,
    &world_bank::DATABANK,
    &world_bank::INDICATORS,
    &sipri::REGISTER,
    &faostat::FAOSTAT,
    &usa_trade::USA_TRADE,
    &owid::DAILY,
    &owid::GRAPHER,
];
