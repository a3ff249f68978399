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

/// As the file called .xls is written, which is text with tabs.
const OUTLOOK: &str = "WEO Country Code\tISO\tWEO Subject Code\tCountry\tSubject Descriptor\tSubject Notes\tUnits\tScale\t\
    Country/Series-specific Notes\t2021\t2022\t2023\t2024\tEstimates Start After\n\
    924\tCHN\tNGDPD\tChina\tGross domestic product, current prices\tIn dollars, say.\tU.S. dollars\tBillions\tSource: say\t\
    \"17,820.5\"\t\"17,963.2\"\t\"19,373.6\"\t\"20,881.4\"\t2021\n\
    924\tCHN\tNGDP_RPCH\tChina\tGross domestic product, constant prices\tIn percent.\tPercent change\t\tSource: say\t8.5\t3.0\tn/a\t--\t2022\n\
    662\tCIV\tNGDPD\tC\u{f4}te d'Ivoire\tGross domestic product, current prices\tIn dollars, say.\tU.S. dollars\tBillions\tSource: say\t\
    71.8\t70.0\t77.0\t86.9\t2020\n\n\
    International Monetary Fund, World Economic Outlook Database, April 2023\n";

#[test]
fn the_world_economic_outlook_is_read_with_its_estimates_and_its_codes_are_no_figures() {
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(OUTLOOK.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = OUTLOOK.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1")).collect();
    for bytes in [utf16, latin] {
        let opened = opened("WEOApr2023all.xls", &bytes);
        let told = read_as("IMF World Economic Outlook table", &opened);
        assert_eq!(
            told,
            [
                "ngdpd CHN 2021 = 17820.5 USD billion",
                "ngdpd CHN 2022 = 17963.2 USD billion, estimated",
                "ngdpd CHN 2023 = 19373.6 USD billion, forecast",
                "ngdpd CHN 2024 = 20881.4 USD billion, forecast",
                "ngdp_rpch CHN 2021 = 8.5 Percent change",
                "ngdp_rpch CHN 2022 = 3 Percent change",
                "ngdp_rpch CHN 2023 = not_published Percent change",
                "ngdp_rpch CHN 2024 = not_published Percent change, a dash, which may mean none, or not known",
                "ngdpd CIV 2021 = 71.8 USD billion, estimated",
                "ngdpd CIV 2022 = 70 USD billion, estimated",
                "ngdpd CIV 2023 = 77 USD billion, forecast",
                "ngdpd CIV 2024 = 86.9 USD billion, forecast",
            ]
        );
        assert!(caveats(&opened).contains("shown as forecasts"), "{}", caveats(&opened));
        assert_eq!(
            opened.dataset.sources.values().next().map(|source| source.title.as_str()),
            Some("World Economic Outlook Database, April 2023")
        );
    }
}

#[test]
fn two_units_of_one_subject_of_the_outlook_are_two_indicators() {
    let text = "Country;Subject Descriptor;Units;Scale;2020;2021;Estimates Start After\n\
        Syria;Gross domestic product current prices;U.S. dollars;Billions;n/a;n/a;2010\n\
        Korea;Gross domestic product current prices;U.S. dollars;Billions;1638.2;;2020\n\
        The Bahamas;Gross domestic product current prices;U.S. dollars;Billions;9.7;11.2;2021\n\
        Albania;Gross domestic product current prices;U.S. dollars;Billions;15.147;17.9;2020\n\
        Albania;Gross domestic product current prices;\"Purchasing power parity; international dollars\";Billions;40.7;44.4;2019\n";
    let opened = opened("WEO_Data.csv", text.as_bytes());
    let told = read_as("IMF World Economic Outlook table", &opened);
    assert_eq!(
        told,
        [
            "gross_domestic_product_current_prices SYR 2020 = not_published USD billion",
            "gross_domestic_product_current_prices SYR 2021 = not_published USD billion",
            "gross_domestic_product_current_prices KOR 2020 = 1638.2 USD billion",
            "gross_domestic_product_current_prices KOR 2021 = not_published USD billion",
            "gross_domestic_product_current_prices BHS 2020 = 9.7 USD billion",
            "gross_domestic_product_current_prices BHS 2021 = 11.2 USD billion",
            "gross_domestic_product_current_prices ALB 2020 = 15.147 USD billion",
            "gross_domestic_product_current_prices ALB 2021 = 17.9 USD billion, estimated",
            "gross_domestic_product_current_prices_purchasing_power_parity_international_dollars_billion ALB 2020 = 40.7 \
             Purchasing power parity; international dollars billion, estimated",
            "gross_domestic_product_current_prices_purchasing_power_parity_international_dollars_billion ALB 2021 = 44.4 \
             Purchasing power parity; international dollars billion, estimated",
        ]
    );
    assert!(caveats(&opened).contains("does not name its edition"), "{}", caveats(&opened));
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
            "customs_value_gen USA DZA import 27 2024 = 3461 USD",
            "calculated_duty USA DZA import 27 2024 = not_published USD",
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

#[test]
fn codes_of_un_comtrade_in_bulk_get_their_noughts_back() {
    let opened = opened("comtrade_trade_data.csv", BULK.as_bytes());
    let told = read_as("UN Comtrade table of codes (before 2023)", &opened);
    let values: Vec<&String> = told.iter().filter(|one| one.starts_with("trade_value")).collect();
    assert_eq!(
        values,
        [
            "trade_value JAM WLD import HS-09 2014 = 9631 USD",
            "trade_value JAM WLD export HS-0901 2014 = 15807 USD",
            "trade_value JAM USA re-export HS-090111 2014 = 6557 USD",
            "trade_value JAM USA re-import HS-270900 2014 = 13 USD",
            "trade_value JAM WLD import 2014 = 99999 USD",
            "trade_value JAM WLD import SITC-1 2014 = 77 USD",
        ]
    );
    assert!(told.iter().any(|one| one == "net_weight JAM WLD export HS-0901 2014 = 5482 kg"), "{told:#?}");
    let caveats = caveats(&opened);
    for said in ["had lost the nought", "never to be added up", "names no currency"] {
        assert!(caveats.contains(said), "{caveats}");
    }
}

#[test]
fn codes_that_kept_their_noughts_are_left_as_they_are() {
    let text = "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Netweight (kg),Value\n\
        2014,388,1,0,H4,0901,3,9631\n2014,388,2,0,H4,0902,4,15807\n";
    let opened = opened("comtrade_trade_data.csv", text.as_bytes());
    let told = read_as("UN Comtrade table of codes (before 2023)", &opened);
    assert!(told.iter().any(|one| one == "trade_value JAM WLD import HS-0901 2014 = 9631 USD"), "{told:#?}");
    let caveats = caveats(&opened);
    assert!(!caveats.contains("had lost the nought") && !caveats.contains("never to be added up"), "{caveats}");
}

#[test]
fn a_net_weight_that_nobody_estimated_is_not_nought() {
    let text = "period,reporterCode,reporterDesc,flowCode,partnerCode,partnerDesc,classificationCode,cmdCode,netWgt,isNetWgtEstimated,primaryValue\n\
        2022,156,China,M,36,Australia,H6,TOTAL,0,true,142\n2022,156,China,M,8,Albania,H6,270900,0,false,186\n\
        2022,156,China,M,12,Algeria,H6,270900,55.5,true,114\n2022,156,China,M,24,Angola,H6,270900,0,true,0\n";
    let opened = opened("TradeData.csv", text.as_bytes());
    let told = read_as("UN Comtrade table (API v1)", &opened);
    let weights: Vec<&String> = told.iter().filter(|one| one.starts_with("net_weight")).collect();
    assert_eq!(
        weights,
        [
            "net_weight CHN AUS import 2022 = not_published kg, written as 0 and marked as estimated, so it is not known",
            "net_weight CHN ALB import HS-270900 2022 = 0 kg",
            "net_weight CHN DZA import HS-270900 2022 = 55.5 kg, estimated",
            "net_weight CHN AGO import HS-270900 2022 = 0 kg, estimated",
        ]
    );
    assert_eq!(opened.report.missing.get("estimated as 0").map(|(_, count)| *count), Some(1));
    assert!(caveats(&opened).contains("is not known"), "{}", caveats(&opened));
}

#[test]
fn gravity_without_ids_of_countries_is_known_by_its_iso_codes() {
    for [origin, destination] in [["iso3_o", "iso3_d"], ["iso_o", "iso_d"]] {
        let text = format!(
            "year,{origin},{destination},iso3num_o,iso3num_d,dist,dist_source,legal_old_o,pop_source_o,comrelig,gdp_d\n\
             1995,ALB,ARM,8,51,2126.5,1,so,WDI,.042025,\n1996,ALB,ARM,8,51,2126.5,1,so,WDI,.042025,1596968.96\n"
        );
        let opened = opened("gravity.csv", text.as_bytes());
        let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
        assert!(opened.format.starts_with("CEPII Gravity table"), "{}", opened.format);
        assert_eq!(
            told,
            [
                "dist ALB ARM 1995 = 2126.5",
                "comrelig ALB ARM 1995 = 0.042025",
                "gdp_d ALB ARM 1995 = not_published",
                "dist ALB ARM 1996 = 2126.5",
                "comrelig ALB ARM 1996 = 0.042025",
                "gdp_d ALB ARM 1996 = 1596968.96",
            ]
        );
        assert!(opened.dataset.refused.is_empty(), "{:?}", opened.dataset.refused);
        assert!(opened.report.notes.iter().any(|note| note.contains("Not taken over") && note.contains("dist_source")));
    }
}

#[test]
fn numbers_by_which_the_atlas_knows_countries_are_no_figures() {
    let text = "country_id,country_iso3_code,year,growth_proj,in_rankings,eci_sitc,eci_rank_hs92\n\
        4,AFG,2011,,TRUE,-0.966,112\n8,ALB,2008,4.828,TRUE,0.351,60\n";
    let opened = opened("growth_proj_eci_rankings.csv", text.as_bytes());
    let told = read_as("Atlas of Economic Complexity, countries by its own numbers", &opened);
    assert_eq!(
        told,
        [
            "growth_proj AFG 2011 = not_published",
            "eci_sitc AFG 2011 = -0.966",
            "eci_rank_hs92 AFG 2011 = 112 rank",
            "growth_proj ALB 2008 = 4.828",
            "eci_sitc ALB 2008 = 0.351",
            "eci_rank_hs92 ALB 2008 = 60 rank",
        ]
    );
}

#[test]
fn a_unit_that_unctad_tells_in_words_is_the_unit() {
    let measures = ["US$ at current prices in millions", "US$ at current prices per capita", "US$ at constant prices (2015) in millions"];
    let names: Vec<String> = measures.iter().map(|name| format!("{name},{name} Footnote,{name} Missing value")).collect();
    let text = format!("Year,Economy,Economy Label,{}\n1970,0000,World,3681664.5,,,996.8,,,18089890.5,,\n", names.join(","));
    let opened = opened("US_GDPTotal.csv", text.as_bytes());
    assert_eq!(
        read_as("UNCTADstat table", &opened),
        [
            "us_at_current_prices_in_millions WLD 1970 = 3681664.5 USD million",
            "us_at_current_prices_per_capita WLD 1970 = 996.8 USD",
            "us_at_constant_prices_2015_in_millions WLD 1970 = 18089890.5 constant 2015 US$ million",
        ]
    );
}

#[test]
fn an_empty_cell_of_a_table_with_a_cell_for_every_year_is_a_missing_figure() {
    for (name, text, format, figures, missing) in [
        (
            "WITS-Partner.csv",
            "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,1991,1992,1993\n\
             United States,Algeria,Import,  All Products,Import (US$ Thousand),22.5,16.9,17.1\n\
             United States,Armenia,Import,  All Products,Import (US$ Thousand),,,3.5\n",
            "WITS table by product, years across",
            6,
            2,
        ),
        (
            "Data_Extract.csv",
            "Country Name,\"Series Name\",\"Time\",\"Value\"\nArgentina,\"GDP per capita (current US$)\",\"2000\",\"7637.5\"\n\
             Argentina,\"Fixed broadband subscriptions\",\"2000\",\"\"\n\nData from database: World Development Indicators\n",
            "World Bank DataBank table, years in rows",
            2,
            1,
        ),
        (
            "country_partner_hsproduct4digit_year.csv",
            "location_code,partner_code,hs_product_code,year,export_value,import_value\nRUS,CHN,2709,2019,34.5,\n",
            "Atlas of Economic Complexity, country, partner and product",
            2,
            1,
        ),
    ] {
        let opened = opened(name, text.as_bytes());
        let told = read_as(format, &opened);
        assert_eq!(told.len(), figures, "{told:#?}");
        assert_eq!(told.iter().filter(|one| one.contains("= not_published")).count(), missing, "{told:#?}");
        assert_eq!(opened.report.missing.get("").map(|(_, count)| *count), Some(missing), "{name}");
    }
}
