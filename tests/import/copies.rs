//! Downloads of agencies in the options that they offer, and copies of them that a spreadsheet saved. Each has the shape of a
//! published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import;
use asymmetry::terms::dimension::Dimension;

use super::Folder;
use super::books::workbook;
use super::offices::holds;
use super::words::opened;

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
    // No thousand begins with a nought, whatever parts the cells.
    let quoted = "t,i,j,k,v,q\n2020,156,643,010121,\"0,435\",\"1,500\"\n2020,699,842,270900,\"2,555\",NA\n";
    let problem = import::open_bytes(quoted.as_bytes(), "BACI_HS17_Y2023.csv", Origin::Bundled).expect_err("may be both");
    assert!(problem.to_string().contains("may be"), "{problem}");
    let thousands = quoted.replace("0,435", "1,435");
    holds("BACI_HS17_Y2024.csv", &thousands, 4, &["trade_value CHN RUS export HS-010121 2020 = 1435 USD thousand"]);
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

#[test]
fn exports_of_the_imf_portal_in_codes_alone_count_in_the_power_of_ten_they_name() {
    let text = "DATASET,SERIES_CODE,OBS_MEASURE,COUNTRY.ID,INDICATOR.ID,COUNTERPART_COUNTRY.ID,FREQUENCY.ID,SCALE.ID,2020\n\
                IMF.STA:IMTS(1.0.0),RUS.XG_FOB_USD.CHN.A,OBS_VALUE,RUS,XG_FOB_USD,CHN,A,6,100.5\n";
    holds("imts.csv", text, 1, &["xg_fob_usd RUS CHN 2020 = 100.5 USD million"]);
    let interface = "DATAFLOW,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\nIMF.STA:X(1.0.0),RUS,XG_FOB_USD,A,2020,49500000,6\n";
    let opened = holds("interface.csv", interface, 1, &["xg_fob_usd RUS A 2020 = 49500000 USD"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("SCALE")), "{:?}", opened.dataset.caveats);
}

#[test]
fn tables_of_sipri_name_suppliers_and_recipients_beside_each_other_or_behind_ranks() {
    let pairs = "Volume of transfers of major arms\nFigures are in millions of SIPRI trend-indicator values (TIVs).\n\n\
                 Supplier,Recipient,2022,2023\nRussia,India,5,12\nUnited States,Ukraine,7,\nTotal,Ukraine,8,\n";
    let told = ["arms_transfers IND RUS import 2023 = 12 million TIV", "arms_transfers UKR WLD import 2022 = 8 million TIV"];
    holds("pairs.csv", pairs, 4, &told);
    let largest = "Top list TIV tables-SIPRI\n\"Figures are SIPRI Trend Indicator Values (TIVs) expressed in millions.\"\n\
                   Rank 2020-2022,Rank 2019-2021 (e),Supplier,2020,2021,2022,2020-2022\n1,1,United States,9000,10000,14000,33000\n\
                   ,,Total,9100,10100,14100,33300\n";
    let told = ["arms_transfers USA export 2022 = 14000 million TIV", "arms_transfers WLD export 2020 = 9100 million TIV"];
    holds("largest.csv", largest, 6, &told);
    let titled = largest.replace("Top list TIV tables-SIPRI", "\"TIV of arms exports from the top 10 largest exporters, 2020-2022\"");
    holds("titled.csv", &titled, 6, &told);
}

#[test]
fn quarters_of_unctad_and_its_footnotes_are_read() {
    let text = "Quarter,Quarter Label,Economy,Economy Label,Flow,Flow Label,US$ at current prices in millions,\
                US$ at current prices in millions Footnote,US$ at current prices in millions Missing value\n\
                2020Q01,Q1 2020,643,Russian Federation,02,Exports,100.5,Estimated,\n2020Q02,Q2 2020,643,Russian Federation,02,Exports,99.5,,\n";
    let indicator = "us_at_current_prices_in_millions";
    let told = [
        format!("{indicator} RUS export 2020-Q1 = 100.5 USD million, estimated, Estimated"),
        format!("{indicator} RUS export 2020-Q2 = 99.5 USD million"),
    ];
    holds("quarters.csv", text, 2, &told.each_ref().map(String::as_str));
}

#[test]
fn goods_of_the_atlas_by_location_are_exports_and_imports_in_dollars() {
    let text = "location_id,product_id,year,export_value,import_value,export_rca,product_status,location_code,hs_product_code\n\
                0,650,2000,4218630,273124,0.5,absent,ABW,0101\n1,651,2001,99,,,,RUS,services\n";
    let told = [
        "trade_value ABW export HS-0101 2000 = 4218630 USD",
        "trade_value ABW import HS-0101 2000 = 273124 USD",
        "trade_value RUS export services 2001 = 99 USD",
        "trade_value RUS import services 2001 = not_published USD",
    ];
    let opened = opened("country_product_year.csv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert!(told.iter().all(|one| all.iter().any(|other| other == one)), "{all:#?}");
}

#[test]
fn questions_in_a_column_of_their_own_head_the_answers_below_them() {
    let text = "Question,Answer,Total,Male\nDo you trust it?,,,\n,Yes,45,50\n,No,,49\nDo you know it?,,,\n,Yes,46,51\n,No,54,\n";
    let opened = opened("poll.csv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert!(all.iter().all(|one| one.contains("Do you")) && !all.iter().any(|one| one.contains("X-Do")), "{all:#?}");
    assert_eq!(opened.dataset.observations().iter().filter(|one| one.codes.contains_key(&Dimension::Question)).count(), 6, "{all:#?}");
    let waves = "Wave,Answer,Percent\n1,Yes,45\n1,No,55\n2,Yes,46\n2,No,54\n";
    let opened = holds("waves.csv", waves, 4, &[]);
    assert_eq!(opened.dataset.indicators.len(), 1);
}

#[test]
fn an_empty_flag_of_json_stat_flags_nothing() {
    let text = r#"{"version":"2.0","class":"dataset","value":[1.5,null],"status":["",".."],"id":["geo","time"],"size":[1,2],"dimension":{
        "geo":{"category":{"index":["RU"]}},"time":{"category":{"index":["2020","2021"]}}}}"#;
    let opened = opened("flags.json", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert!(
        all.iter().any(|one| one.ends_with("RUS 2020 = 1.5")) && all.iter().any(|one| one.contains("2021 = not_published")),
        "{all:#?}"
    );
}

#[test]
fn sheets_of_military_expenditure_count_in_what_the_words_above_them_say() {
    let constant = "Military expenditure by country, in constant (2021) US$ m., 2020-2021\nFigures are in US $m., in constant 2021 prices\n\n\n\
                    Country|Notes|2020|2021\n\nAfrica\nNorth Africa\nAlgeria|§|9583.7|. .\nRussia||61712.5|xxx";
    let regions = "Military expenditure by region in constant (2021) US dollars, 2020-2021\nFigures are in US$ b., at constant 2021 prices\n\n\
                   Region|Notes|2020|2021\nWorld total||1900.5|2000.5";
    let book = workbook(&[("Front page", "SIPRI", &[]), ("Regional totals", regions, &[]), ("Constant (2021) US$", constant, &[])]);
    let opened = opened("milex.xlsx", &book);
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    let expected = [
        "regional_totals WLD 2020 = 1900.5 constant 2021 USD billion",
        "regional_totals WLD 2021 = 2000.5 constant 2021 USD billion",
        "constant_2021_us DZA 2020 = 9583.7 constant 2021 USD million, §",
        "constant_2021_us DZA 2021 = not_published constant 2021 USD million, §",
        "constant_2021_us RUS 2020 = 61712.5 constant 2021 USD million",
        "constant_2021_us RUS 2021 = not_applicable constant 2021 USD million",
    ];
    assert_eq!(all, expected);
}

#[test]
fn workbooks_of_eurostat_in_other_languages_have_their_flags_and_their_legend() {
    let sheet = "Daten extrahiert am 20/10/2023 11:00:00 von [ESTAT]\nDatensatz:|BIP [NAMA_10_GDP]\nLetzte Aktualisierung:|15/10/2023 23:00\n\n\
                 Zeitliche Frequenz||Jährlich\nMaßeinheit||Jeweilige Preise, Millionen Euro\n\nTIME|2020||2021|\nGEO (Bezeichnungen)\n\
                 Europäische Union - 27 Länder (ab 2020)|6235000.5||7268000.1|p\nDeutschland|1463000.2|b|:|\n\nSonderzeichen\n:|nicht verfügbar";
    let opened = opened("gdp.xlsx", &workbook(&[("Sheet 1", sheet, &[])]));
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    let expected = [
        "gdp EU27 2020 = 6235000.5 EUR million",
        "gdp EU27 2021 = 7268000.1 EUR million, provisional",
        "gdp DEU 2020 = 1463000.2 EUR million, break",
        "gdp DEU 2021 = not_published EUR million",
    ];
    assert_eq!((all.as_slice(), opened.format.as_str()), (expected.map(str::to_owned).as_slice(), "Eurostat workbook"));
}

#[test]
fn a_table_of_a_package_has_the_encoding_that_the_package_names() {
    let folder = Folder::new("encoded");
    let package = r#"{"name":"trade","resources":[{"name":"flows","path":"flows.csv","encoding":"windows-1251","dialect":{"delimiter":";"},
        "schema":{"missingValues":["","н/д"],"fields":[{"name":"country"},{"name":"year","type":"year"},
        {"name":"val","type":"number","decimalChar":",","title":"Exports (USD million)"}]}}]}"#;
    folder.file("datapackage.json", package.as_bytes());
    // "н/д" in Windows-1251.
    folder.file("flows.csv", b"country;year;val\nRussia;2020;1234,5\nChina;2020;\xed/\xe4\n");
    // A folder is what the package in it says of its files.
    for path in [folder.0.join("datapackage.json"), folder.0.clone()] {
        let opened = import::inspect(&path, &import::hints::Hints::default()).expect("is a package");
        let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
        assert_eq!(all, ["val RUS 2020 = 1234.5 USD million", "val CHN 2020 = not_published USD million"]);
    }
}

#[test]
fn numbers_of_goods_in_answers_of_the_oec_lose_the_section_before_their_code() {
    let text = "Year,Exporter ID,Exporter,Importer ID,Importer,HS4 ID,HS4,Trade Value\n2020,eurus,Russia,aschn,China,52709,Crude Petroleum,1000.5\n\
                2020,eurus,Russia,aschn,China,10101,Horses,5\n2020,aschn,China,eurus,Russia,168542,Integrated Circuits,7\n";
    let told = [
        "trade_value RUS CHN export HS-2709 2020 = 1000.5 USD",
        "trade_value RUS CHN export HS-0101 2020 = 5 USD",
        "trade_value CHN RUS export HS-8542 2020 = 7 USD",
    ];
    holds("oec.csv", text, 3, &told);
}

#[test]
fn the_title_of_a_table_of_sipri_names_its_country_with_or_without_a_comma_and_wherever_it_stands() {
    for title in ["TIV of arms exports from Russia 2019-2020", "\"TIV of arms exports from Russia, 2019-2020\""] {
        let text = format!("SIPRI Arms Transfers Database\n{title}\n\n,2019,2020\nChina,749,811\nIndia,1000,900\n");
        holds("tiv.csv", &text, 4, &["arms_transfers RUS CHN export 2019 = 749 million TIV"]);
    }
    let open =
        holds("tiv.csv", "SIPRI Arms Transfers Database\n\n,2019,2020\nChina,749,811\n", 2, &["arms_transfers CHN 2019 = 749 million TIV"]);
    assert!(open.dataset.caveats.iter().any(|caveat| caveat.text.starts_with("Nothing in the file says whether")));
}
