//! Tables as agencies publish them, one file an agency: which names of columns give a format away, and what the columns hold.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Importer;
use crate::import::input::Input;
use crate::import::roles::format::TableFormat;
use crate::import::roles::head::Head;
use crate::import::roles::layout::Layout;
use crate::import::sheet::Sheet;

mod atlas;
mod bank_of_russia;
mod bis;
mod bundesbank;
mod census;
mod cepii;
mod china_customs;
pub mod code_lists;
mod columns;
mod comexstat;
mod comext;
mod comtrade;
pub mod data_mapper;
pub mod eurostat;
pub mod eurostat_workbook;
mod faostat;
mod fts;
pub mod gapminder;
mod ilostat;
mod imf;
mod insee;
mod japan;
mod korea;
mod mended;
pub mod milex;
mod oec;
mod oecd_stat;
pub mod ons;
mod ots;
mod owid;
mod sdg;
mod sdmx_csv;
pub mod sipri;
mod statcan;
mod trade_map;
pub mod uktradeinfo;
mod unctad;
mod undata;
mod unesco;
mod usa_trade;
mod usitc;
mod who;
mod wits;
mod world_bank;
mod wto;

/// All of them. Of two that fit, the first wins.
pub static TABLES: [&TableFormat; 104] = [
    &comtrade::V1,
    &comtrade::V1_IN_PART,
    &comtrade::V1_BY_NAMES,
    &comtrade::V1_OF_R,
    &comtrade::LEGACY,
    &comtrade::LEGACY_OF_R,
    &comtrade::LEGACY_OF_CLIENT,
    &comtrade::LEGACY_SQUEEZED,
    &comtrade::BULK,
    &comtrade::OLD_API,
    &comext::GOODS,
    &cepii::BACI,
    &cepii::BACI_OF_HS6,
    &cepii::GRAVITY,
    &cepii::GRAVITY_ISO3,
    &cepii::GRAVITY_ISO,
    &atlas::PARTNERS,
    &atlas::PARTNERS_OF_TODAY,
    &atlas::RANKINGS,
    &atlas::COUNTRIES,
    &atlas::LOCATIONS,
    &oec::OEC,
    &oec::INTERFACE,
    &ots::TRADE,
    &ots::TRADE_BEFORE,
    &wits::PRODUCTS,
    &wits::TRADE,
    &wits::GOOD,
    &wits::COUNTRY,
    &wits::SUMMARY,
    &wits::TARIFFS,
    &wits::TRAINS,
    &imf::PORTAL,
    &imf::DOTS,
    &imf::STATISTICS,
    &imf::OUTLOOK,
    &unctad::BY_PERIOD,
    &unctad::BY_QUARTER,
    &unctad::BY_YEAR,
    &eurostat::EXPLORER,
    &sdmx_csv::SDMX_CSV,
    &sdmx_csv::WITH_ACTIONS,
    &sdmx_csv::SDMX_CSV_2,
    &sdmx_csv::SDMX_CSV_KEYS,
    &sdmx_csv::BIS_PORTAL,
    &sdmx_csv::LABELLED,
    &sdmx_csv::LABELLED_ALONE,
    &bis::ACROSS,
    &oecd_stat::STAT_SITE,
    &oecd_stat::DATA_PORTAL,
    &statcan::STATCAN,
    &statcan::STATCAN_FRENCH,
    &world_bank::DATABANK_LONG,
    &world_bank::DATABANK,
    &world_bank::DATABANK_SERIES,
    &world_bank::DATABANK_COUNTRIES,
    &world_bank::INDICATORS,
    &sipri::REGISTER,
    &faostat::FAOSTAT,
    &faostat::BY_MONTH,
    &ilostat::CODES,
    &ilostat::WORDS,
    &world_bank::INTERFACE,
    &world_bank::DOWNLOAD,
    &usa_trade::USA_TRADE,
    &usitc::DATA_WEB,
    &census::BY_NAME,
    &census::BY_CODE,
    &census::COUNTRIES,
    &china_customs::GOODS,
    &china_customs::GOODS_IN_CHINESE,
    &china_customs::PARTNERS,
    &china_customs::PARTNERS_IN_CHINESE,
    &fts::GOODS,
    &korea::GOODS,
    &korea::CLOSE,
    &korea::ANSWER,
    &japan::GOODS,
    &uktradeinfo::OTS,
    &undata::UNDATA,
    &sdg::GOALS,
    &sdg::INTERFACE,
    &unesco::COUNTRIES,
    &unesco::REGIONS,
    &unesco::INTERFACE,
    &who::OBSERVATORY,
    &who::INTERFACE,
    &ons::DATASETS,
    &bundesbank::SERIES,
    &bank_of_russia::RATES,
    &insee::SERIES,
    &insee::SERIES_DOWN,
    &owid::PANDEMIC,
    &owid::CARBON_AND_ENERGY,
    &owid::DAILY,
    &owid::GRAPHER,
    &comexstat::GOODS,
    &comexstat::OF_THE_SITE,
    &statcan::TRADE,
    &wto::STATS,
    &wto::INTERFACE,
    &trade_map::IMPORTERS,
    &trade_map::EXPORTERS,
    &trade_map::PRODUCTS,
];

/// Those whose rows are put right before they are read.
static MENDED: [&Mended; 50] = [
    &comtrade::V1_MENDED,
    &comtrade::V1_IN_PART_MENDED,
    &comtrade::V1_BY_NAMES_MENDED,
    &comtrade::V1_OF_R_MENDED,
    &comtrade::LEGACY_MENDED,
    &comtrade::LEGACY_OF_R_MENDED,
    &comtrade::LEGACY_OF_CLIENT_MENDED,
    &comtrade::LEGACY_SQUEEZED_MENDED,
    &comtrade::BULK_MENDED,
    &comtrade::OLD_API_MENDED,
    &comext::GOODS_MENDED,
    &cepii::BACI_MENDED,
    &cepii::BACI_OF_HS6_MENDED,
    &census::BY_NAME_MENDED,
    &census::BY_CODE_MENDED,
    &cepii::GRAVITY_MENDED,
    &oec::INTERFACE_MENDED,
    &wits::SUMMARY_MENDED,
    &trade_map::PRODUCTS_MENDED,
    &comexstat::GOODS_MENDED,
    &statcan::TRADE_MENDED,
    &fts::GOODS_MENDED,
    &korea::GOODS_MENDED,
    &korea::CLOSE_MENDED,
    &korea::ANSWER_MENDED,
    &japan::GOODS_MENDED,
    &uktradeinfo::OTS_MENDED,
    &undata::UNDATA_MENDED,
    &sdg::GOALS_MENDED,
    &sdg::INTERFACE_MENDED,
    &unesco::COUNTRIES_MENDED,
    &unesco::REGIONS_MENDED,
    &unesco::INTERFACE_MENDED,
    &who::OBSERVATORY_MENDED,
    &who::INTERFACE_MENDED,
    &imf::OUTLOOK_MENDED,
    &imf::DOTS_MENDED,
    &imf::STATISTICS_MENDED,
    &imf::PORTAL_MENDED,
    &sdmx_csv::WITH_ACTIONS_MENDED,
    &sdmx_csv::BIS_PORTAL_MENDED,
    &insee::SERIES_MENDED,
    &bank_of_russia::RATES_MENDED,
    &world_bank::INTERFACE_MENDED,
    &sipri::REGISTER_MENDED,
    &faostat::FAOSTAT_MENDED,
    &china_customs::GOODS_MENDED,
    &china_customs::GOODS_IN_CHINESE_MENDED,
    &china_customs::PARTNERS_MENDED,
    &china_customs::PARTNERS_IN_CHINESE_MENDED,
];

fn mended(format: &TableFormat) -> Option<&'static Mended> {
    MENDED.into_iter().find(|mended| mended.format.name == format.name)
}

/// The roles of the columns of a sheet that holds a table of this format; its rows are put right first.
pub fn lay_out(format: &TableFormat, input: &Input, sheet: &mut Sheet, head: &Head) -> Layout {
    match mended(format) {
        Some(mended) => mended.lay_out(input, sheet, head),
        None => (format.layout)(sheet, head),
    }
}

/// All of them as importers, in their order.
pub fn importers() -> impl Iterator<Item = &'static dyn Importer> {
    TABLES.iter().map(|format| mended(format).map_or(*format as &dyn Importer, |mended| mended as &dyn Importer))
}
