//! Tables of agencies in shapes that are easily taken for something else: by a word in their rows, by codes that look like figures,
//! by noughts that are none. Each has the shape of a published one; its figures are made up.

use asymmetry::import::Opened;

use super::words::{opened, told};

/// What is told of all figures of a file that was read in this format, and of which nothing was refused.
fn read_as(format: &str, opened: &Opened) -> Vec<String> {
    assert_eq!(opened.format, format);
    assert!(opened.dataset.refused.is_empty(), "{:?}", opened.dataset.refused);
    opened.dataset.observations().iter().map(told).collect()
}

fn caveats(opened: &Opened) -> String {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_table_whose_rows_name_sipri_is_not_sipris_own() {
    let years = (2006..2018).map(|year| year.to_string()).collect::<Vec<_>>().join(";");
    let text = format!(
        "Country Name;Country Code;name;{years}\nAustralia;AUS;Arms exports (SIPRI trend indicator values);;;1000000;;;;;;;;;97000000\n\
         Argentina;ARG;Arms exports (SIPRI trend indicator values);2000000;;0;;;;;;;;;1000000\n"
    );
    let opened = opened("arms_exports.csv", text.as_bytes());
    let told = read_as("table", &opened);
    assert!(told.iter().all(|one| !one.contains("TIV") && !one.contains("import")), "{told:#?}");
    assert!(told.iter().any(|one| one.contains("AUS") && one.contains("2017 = 97000000")), "{told:#?}");
}

#[test]
fn a_report_of_usa_trade_tells_its_flow_above_its_table_and_its_measures_in_its_names() {
    let text = "Standard Report - Imports,,,,\nCurrent date: 04/13/2025 9:33 AM (Eastern Daylight Time),,,,\n\
        Country,Time,Commodity,Customs Value (Gen) ($US),Calculated Duty ($US)\n\
        Algeria,2023,All Commodities,2461611142,2608344\nAlgeria,2024,27 Mineral Fuels,\"3,461\",\n";
    let opened = opened("Standard Report.csv", text.as_bytes());
    let told = read_as("USA Trade Online report", &opened);
    assert_eq!(
        told,
        [
            "customs_value_gen USA DZA import 2023 = 2461611142 USD",
            "calculated_duty USA DZA import 2023 = 2608344 USD",
            "customs_value_gen USA DZA import 27 Mineral Fuels 2024 = 3461 USD",
            "calculated_duty USA DZA import 27 Mineral Fuels 2024 = not_published USD",
        ]
    );
    assert_eq!(opened.report.passed_over.len(), 2);
    assert!(!caveats(&opened).contains("exports or imports"), "{}", caveats(&opened));
}

/// Codes alone, of which a spreadsheet took the noughts.
pub const BULK: &str = "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Quantity Unit Code,Supplementary Quantity,\
    Netweight (kg),Value,Estimation Code\n\
    2014,388,1,0,H4,9,1,,,9631,0\n2014,388,2,0,H4,901,8,5482,5482,15807,0\n2014,388,3,842,H4,90111,8,11,11,6557,0\n\
    2014,388,4,842,H4,270900,8,12,12,13,0\n2014,388,1,0,H4,TOTAL,1,,,99999,0\n2014,388,1,0,S4,1,1,,,77,0\n";
