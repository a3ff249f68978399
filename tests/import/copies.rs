//! Downloads of agencies in the options that they offer, and copies of them that a spreadsheet saved. Each has the shape of a
//! published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import;

use super::offices::holds;

#[test]
fn tables_of_agencies_that_a_spreadsheet_saved_with_semicolons_have_its_decimal_sign() {
    let baci = "t;i;j;k;v;q\n2020;156;643;010121;0,442;0,002\n2020;699;842;270900;12345,678;NA\n";
    let told = ["trade_value CHN RUS export HS-010121 2020 = 0.442 USD thousand", "quantity CHN RUS export HS-010121 2020 = 0.002 t"];
    holds("BACI_HS17_Y2020.csv", baci, 4, &told);
    let points = "t;i;j;k;v;q\n2020;156;643;010121;1.442;0.002\n2020;699;842;270900;1.678;NA\n";
    holds("BACI_HS17_Y2021.csv", points, 4, &["trade_value CHN RUS export HS-010121 2020 = 1.442 USD thousand"]);
    // Thousands or decimals? Where semicolons part the cells nobody knows.
    let open = "t;i;j;k;v;q\n2020;156;643;010121;1,442;7\n2020;699;842;270900;1,678;NA\n";
    let problem = import::open_bytes(open.as_bytes(), "BACI_HS17_Y2022.csv", Origin::Bundled).expect_err("may be both");
    assert!(problem.to_string().contains("may be 1442 or 1.442"), "{problem}");
    let sdmx = "DATAFLOW;LAST UPDATE;freq;unit;geo;TIME_PERIOD;OBS_VALUE;OBS_FLAG\n\
                ESTAT:NAMA_10_GDP(1.0);20/10/23;A;CP_MEUR;DE;2020;100,5;p\nESTAT:NAMA_10_GDP(1.0);20/10/23;A;CP_MEUR;FR;2020;50,25;\n";
    holds("gdp.csv", sdmx, 2, &["gdp DEU 2020 = 100.5 EUR million, provisional", "gdp FRA 2020 = 50.25 EUR million"]);
}

#[test]
fn labels_of_sdmx_stand_beside_the_codes_in_its_first_version_too() {
    let text = "DATAFLOW,REF_AREA:Geographic area,INDICATOR:Indicator,SEX:Sex,TIME_PERIOD:Time period,OBS_VALUE:Observation Value,\
                UNIT_MULTIPLIER:Unit multiplier,UNIT_MEASURE:Unit of measure,OBS_STATUS:Observation Status,LOWER_BOUND:Lower Bound\n\
                UNICEF:CME(1.0): Child Mortality,AFG: Afghanistan,CME: Infant mortality,_T: Total,2020,45.5,,PCNT: %,E: Estimated value,40.5\n\
                UNICEF:CME(1.0): Child Mortality,WORLD: World,CME: Infant mortality,F: Female,2020,<1,,PCNT: %,A: Normal value,\n";
    let opened = holds("cme.csv", text, 2, &["cme AFG _T 2020 = 45.5 %, estimated", "cme WLD F 2020 = 1 %"]);
    assert_eq!(opened.format, "SDMX-CSV 1.0 with labels");
    let bare = "DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
                ESTAT:GDP(1.0),20/10/23,A:Annuel,\"CP_MEUR:Prix courants, millions d'euros\",EU27_2020:Union européenne - 27 pays (à partir de 2020),2020,100.5,p\n\
                ESTAT:GDP(1.0),20/10/23,A:Annuel,\"CP_MEUR:Prix courants, millions d'euros\",EL:Grèce,2020,50.25,\n";
    holds("gdp.csv", bare, 2, &["gdp EU27 2020 = 100.5 EUR million, provisional", "gdp GRC 2020 = 50.25 EUR million"]);
}
