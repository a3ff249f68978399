//! Downloads that agencies give in more shapes than one: with columns left out, with rows that say something of other rows, in
//! two languages. Each has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import::{self, Opened};

use super::words::{opened, told};

fn figures(opened: &Opened, format: &str) -> Vec<String> {
    assert_eq!(opened.format, format);
    assert!(opened.dataset.refused.is_empty(), "{:?}", opened.dataset.refused);
    opened.dataset.observations().iter().map(told).collect()
}

fn caveats(opened: &Opened) -> String {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn notes(opened: &Opened) -> String {
    opened.report.notes.join(" ")
}

const CUSTOMS: &str = "\"Date of data\",\"Commodity code\",\"Commodity\",\"Trading partner code\",\"Trading partner\",\"Customs Regime code\",\
    \"Customs Regime\",\"Quantity\",\"Unit\",\"Supplementary Quantity\",\"Supplementary Unit\",\"US dollar\",\n\
    \"202601\",\"01012100\",\"Horses\",\"110\",\"Hong Kong，China\",\"10\",\"Ordinary Trade\",\"1782\",\"Kilogram\",\"12\",\"Head\",\"315,286\",\n\
    \"202601\",\"29012920\",\"Acetylene\",\"344\",\"Russia\",\"10\",\"Ordinary Trade\",\"800\",\"Kilogram\",\"0\",\"?\",\"28,579\",\n";

#[test]
fn customs_of_china_tell_each_quantity_in_its_own_unit_and_values_in_dollars() {
    let bytes = in_gb18030(CUSTOMS);
    let opened = opened("downloadData.csv", &bytes);
    assert_eq!(
        figures(&opened, "China Customs table"),
        [
            "quantity CHN HKG 01012100 10 2026-01 = 1782 kg",
            "supplementary_quantity CHN HKG 01012100 10 2026-01 = 12 Head",
            "trade_value CHN HKG 01012100 10 2026-01 = 315286 USD",
            "quantity CHN RUS 29012920 10 2026-01 = 800 kg",
            "trade_value CHN RUS 29012920 10 2026-01 = 28579 USD",
        ]
    );
    assert!(caveats(&opened).contains("whether these are exports or imports"), "{}", caveats(&opened));
}

/// As the site writes its files, where their letters are those of GB18030.
fn in_gb18030(text: &str) -> Vec<u8> {
    let comma = [0xa3, 0xac];
    text.chars().flat_map(|letter| if letter == '，' { comma.to_vec() } else { letter.to_string().into_bytes() }).collect()
}

#[test]
fn customs_of_china_in_chinese_are_in_yuan_and_undated_where_no_month_was_asked_for() {
    let text = "\"商品编码\",\"商品名称\",\"贸易伙伴编码\",\"贸易伙伴名称\",\"第一数量\",\"第一计量单位\",\"第二数量\",\"第二计量单位\",\"人民币\",\n\
        \"29012920\",\"乙炔\",\"133\",\"韩国\",\"100\",\"千克\",\"0\",\"?\",\"92,251\",\n";
    let opened = opened("downloadData.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "China Customs table, in Chinese"),
        ["quantity CHN KOR 29012920 undated = 100 kg", "trade_value CHN KOR 29012920 undated = 92251 CNY"]
    );
    assert!(caveats(&opened).contains("undated"), "{}", caveats(&opened));
}

#[test]
fn a_list_of_codes_is_no_table_of_figures() {
    for (name, text) in [
        ("Countries_V202211.csv", "country_id,iso3,iso3num,country,first_year,last_year\nDDR,DDR,278,East Germany,1949,1990\n"),
        ("product_codes_HS22_V202401b.csv", "code,description\n010121,Horses\n270900,Oils\n"),
        ("country_codes_V202301.csv", "country_code,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n4,Afghanistan,AF,AFG\n"),
    ] {
        let problem = import::open_bytes(text.as_bytes(), name, Origin::Bundled).expect_err(name).to_string();
        assert!(problem.contains("is a list of") && problem.contains("holds no figures"), "{problem}");
    }
}

#[test]
fn a_table_of_un_comtrade_without_a_period_is_dated_by_its_year_and_tells_what_is_not_taken_over() {
    let text = "Classification,Year,Trade Flow Code,Trade Flow,Reporter Code,Reporter,Partner Code,Partner,Commodity Code,Commodity,Trade Value (US$),Flag\n\
        H5,2017,1,Import,842,USA,156,China,3,Fish,2029,4\nH5,2017,2,Export,842,USA,156,China,10,Cereals,1348,0\n";
    let opened = opened("comtrade.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "UN Comtrade table (before 2023)"),
        ["trade_value USA CHN import HS-03 2017 = 2029 USD", "trade_value USA CHN export HS-10 2017 = 1348 USD"]
    );
    assert!(notes(&opened).contains("Not taken over: the columns Trade Flow Code, Flag."), "{}", notes(&opened));
}

#[test]
fn letters_of_status_in_rows_of_their_own_stand_with_the_values_of_the_same_pair() {
    let head = "Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,Counterpart Country Code,Attribute,2023,2024M2,\n";
    let (exports, imports) = ("\"Goods, Value of Exports, Free on board (FOB), US Dollars\",TXG_FOB_USD", "\"Goods, Imports\",TMG_CIF_USD");
    let text = format!(
        "{head}Germany,134,{exports},Canada,156,Value,10,1058,\nGermany,134,{exports},Canada,156,Status,,r,\n\
         Italy,136,{imports},Japan,158,Value,20,49,\nItaly,136,{imports},Japan,158,Status,e,,\n"
    );
    let opened = opened("DOTS.csv", text.as_bytes());
    let told = figures(&opened, "IMF Direction of Trade Statistics table");
    assert_eq!(
        told,
        [
            "txg_fob_usd DEU CAN 2023 = 10 USD",
            "txg_fob_usd DEU CAN 2024-02 = 1058 USD, revised",
            "tmg_cif_usd ITA JPN 2023 = 20, estimated",
            "tmg_cif_usd ITA JPN 2024-02 = 49",
        ]
    );
    assert!(caveats(&opened).contains("\"Status\""), "{}", caveats(&opened));
}

#[test]
fn goods_that_wits_counts_in_several_units_are_told_apart_by_them() {
    let text = "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,TradeValueK,Quantity,\
        ProductDescription,QtyUnit,NetWeightKG\n\
        IU,BRA,0,Brazil,USA,United States,2008,Export,6,3837.7,2062,\"Agricultural, forestry\",Item,637\n\
        IU,BRA,0,Brazil,USA,United States,2008,Export,6,1274.5,4485,\"Agricultural, forestry\",Kg,4485\n\
        H5,BRA,0901,Brazil,USA,United States,2008,Import,5,0.2,,Coffee,N.Q.,\n";
    let opened = opened("TradeData.csv", text.as_bytes());
    let told = figures(&opened, "WITS table");
    let values: Vec<&String> = told.iter().filter(|one| one.starts_with("trade_value")).collect();
    assert_eq!(
        values,
        [
            "trade_value BRA USA export IU-0 Item 2008 = 3837.7 USD thousand",
            "trade_value BRA USA export IU-0 Kg 2008 = 1274.5 USD thousand",
            "trade_value BRA USA import HS-0901 N.Q. 2008 = 0.2 USD thousand",
        ]
    );
    assert!(told.iter().any(|one| one == "net_weight BRA USA export IU-0 Kg 2008 = 4485 kg"), "{told:#?}");
    assert!(caveats(&opened).contains("several units") && notes(&opened).contains("Quantity"), "{}", caveats(&opened));
}

#[test]
fn all_states_together_are_no_state() {
    let text = "State Exports by NAICS Commodities,,,,\nMeasures: Total Exports Value ($US),,,,\nState,Commodity,Country,Time,Total Exports Value ($US)\n\
        All States,All Commodities,World Total,2020,\"1,429,995\"\nOhio,All Commodities,Canada,2026 through January,\"42\"\n";
    let opened = opened("State Exports.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "USA Trade Online report"),
        ["trade_value USA WLD export 2020 = 1429995 USD", "trade_value USA CAN export Ohio 2026-01 = 42 USD, 2026 through January"]
    );
}

#[test]
fn a_country_of_before_and_of_after_has_the_figure_of_whichever_applies() {
    let measure = "Product concentration index";
    let text = format!(
        "Year,Economy,Economy Label,Index,Index Label,{measure},{measure} Footnote,{measure} Missing value\n\
         2010,729,Sudan,2,Exports,,,Not applicable\n2010,736,Sudan (...2011),2,Exports,0.25,,\n\
         2012,729,Sudan,2,Exports,0.5,,\n2012,736,Sudan (...2011),2,Exports,,,Not applicable\n"
    );
    let opened = opened("US_BioTrade.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "UNCTADstat table"),
        ["product_concentration_index SDN 2 2010 = 0.25", "product_concentration_index SDN 2 2012 = 0.5"]
    );
    assert!(notes(&opened).contains("not applicable"), "{}", notes(&opened));
}

#[test]
fn codes_of_units_that_eurostat_uses_become_units_and_prices_of_a_year_stay_told_apart() {
    let text = "freq,unit,na_item,geo\\TIME_PERIOD\t2022 \t2023 \nA,CLV10_MEUR,B1GQ,DE\t1.5 \t2.5 p\nA,CP_MEUR,B1GQ,DE\t3.5 \t: \n\
        A,CLV_I15,B1GQ,DE\t101.5 \t: c\n";
    let opened = opened("nama_10_gdp.tsv", text.as_bytes());
    let told = figures(&opened, "Eurostat TSV");
    for line in [
        "b1gq DEU 2022 = 1.5 constant 2010 EUR million",
        "b1gq DEU 2023 = 2.5 constant 2010 EUR million, provisional",
        "b1gq_cp_meur DEU 2022 = 3.5 EUR million",
        "b1gq_clv_i15 DEU 2022 = 101.5 index, 2015=100",
    ] {
        assert!(told.iter().any(|one| one == line), "{line}: {told:#?}");
    }
}

#[test]
fn flags_of_the_fao_are_those_of_the_fao() {
    let text = "Area Code,Area,Item Code,Item,Element Code,Element,Unit,Y1961,Y1961F,Y1962,Y1962F,Y1963,Y1963F\n\
        4,Algeria,15,Wheat,5510,Production,tonnes,10,F,20,X,,M\n";
    let opened = opened("Production.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "FAOSTAT table"),
        [
            "production DZA Wheat 1961 = 10 t, estimated",
            "production DZA Wheat 1962 = 20 t, from another international organisation (X)",
            "production DZA Wheat 1963 = not_published t",
        ]
    );
}

#[test]
fn numbers_that_sipri_marks_as_uncertain_are_estimates() {
    let text = "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,\
        status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n\
        Afghanistan,Soviet Union,1973,?,10,?,T-62,tank,10,?,1975; 1976,New,,1.8,18,18\n\
        Afghanistan,Turkiye,2007,,24,,M-114,towed gun,24,,2007,Second hand,Aid,0.2,4.8,4.8\n";
    let opened = opened("trade-register.csv", text.as_bytes());
    let told = figures(&opened, "SIPRI trade register");
    assert_eq!(told[0], "number_delivered AFG SUN import tank T-62 1973 1975/1976 = 10 items, estimated, 1975; 1976");
    assert_eq!(told[2], "number_delivered AFG TUR import towed gun M-114 2007 2007 = 24 items, Aid");
    assert!(notes(&opened).contains("Number ordered, status, SIPRI TIV per unit"), "{}", notes(&opened));
}

#[test]
fn a_table_put_together_from_un_comtrades_interface_has_flows() {
    let text = ",typeCode,cmdCode,refYear,reporterDesc,partnerDesc,flowCode,primaryValueFormated\n\
        0,C,TOTAL,2020,China,Angola,M,\"14,757,730.0\"\n1,C,TOTAL,2020,China,São Tomé e Príncipe,X,\"1,748,092.5\"\n";
    let opened = opened("dados.csv", text.as_bytes());
    let told = figures(&opened, "table");
    assert!(told.iter().any(|one| one.contains("CHN AGO import") && one.contains("2020 = 14757730")), "{told:#?}");
    assert!(told.iter().any(|one| one.contains("CHN STP export") && one.contains("2020 = 1748092.5")), "{told:#?}");
}

#[test]
fn kinds_of_weapons_in_rows_are_no_partners() {
    let years = (1950..1962).map(|year| year.to_string()).collect::<Vec<_>>().join(",");
    let row = |name: &str, first: &str| format!("{name},{first}{}\n", ",".repeat(12));
    let text = format!(
        "\"TIV of arms exports from all, 1950-1961\"\nSource: SIPRI Arms Transfers Database\n\n,{years},Total\n{}{}{}",
        row("Aircraft", "5301"),
        row("Air defence systems", ""),
        row("Total", "8083")
    );
    let opened = opened("TIV-Export-All.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "SIPRI table of trend-indicator values"),
        ["arms_transfers WLD export Aircraft 1950 = 5301 million TIV", "arms_transfers WLD export 1950 = 8083 million TIV"]
    );
}

#[test]
fn names_behind_their_codes_are_names_and_what_is_free_is_no_forecast() {
    let text = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,unit,Unit of measure,na_item,National accounts indicator,geo,\
        Geopolitical entity (reporting),TIME_PERIOD,Time,OBS_VALUE,Observation value,OBS_FLAG,Observation status,CONF_STATUS,Confidentiality status\n\
        dataflow,ESTAT:NAMA_10_GDP(1.0),GDP,A,Annual,CP_MEUR,\"Current prices, million euro\",B1GQ,Gross domestic product,EL,Greece,2022,,206.5,,p,provisional,F,Free\n\
        dataflow,ESTAT:NAMA_10_GDP(1.0),GDP,A,Annual,CP_MEUR,\"Current prices, million euro\",B1GQ,Gross domestic product,EU27_2020,European Union,2022,,,,,,C,Confidential\n";
    let opened = opened("estat_nama_10_gdp.csv", text.as_bytes());
    assert_eq!(
        figures(&opened, "SDMX-CSV 2.0"),
        ["b1gq GRC 2022 = 206.5 EUR million, provisional", "b1gq EU27 2022 = confidential EUR million, confidential"]
    );
    assert_eq!(opened.dataset.indicators.values().next().map(|indicator| indicator.label.as_str()), Some("Gross domestic product"));
}

#[test]
fn of_all_countries_each_row_is_one_that_reports() {
    let years = (1950..1962).map(|year| year.to_string()).collect::<Vec<_>>().join(",");
    for (title, flow) in [("TIV of arms exports from all, 1950-1961", "export"), ("TIV of arms exports to all, 1950-1961", "import")] {
        let row = |name: &str, first: &str| format!("{name},{first}{}\n", ",".repeat(12));
        let rows = [row("Soviet Union", "3974"), row("eSwatini", ""), row("Total", "8083")].concat();
        let text = format!("\"{title}\"\nSource: SIPRI Arms Transfers Database\n\n,{years},Total\n{rows}");
        let opened = opened("TIV-All-Country.csv", text.as_bytes());
        assert_eq!(
            figures(&opened, "SIPRI table of trend-indicator values"),
            [format!("arms_transfers SUN {flow} 1950 = 3974 million TIV"), format!("arms_transfers WLD {flow} 1950 = 8083 million TIV")]
        );
    }
}

#[test]
fn a_table_of_eurostats_data_explorer_has_flags_and_names_behind_its_codes() {
    let text = "\"TIME\",\"GEO\",\"UNIT\",\"NA_ITEM\",\"Value\",\"Flag and Footnotes\"\n\
        \"2015Q1\",\"European Union - 28 countries\",\"Current prices, million euro\",\"Gross domestic product\",\"14,828,642.5\",\"\"\n\
        \"2015Q1\",\"Germany (until 1990 former territory of the FRG)\",\"Chain linked volumes (2010), million euro\",\"Gross domestic product\",\"3,048.0\",\"p\"\n\
        \"2015Q1\",\"Euro area (EA11-1999, EA12-2001, EA13-2007)\",\"Current prices, million euro\",\"Gross domestic product\",\":\",\"c\"\n";
    let opened_one = opened("nama_10_gdp_1_Data.csv", text.as_bytes());
    assert_eq!(
        figures(&opened_one, "Eurostat Data Explorer table"),
        [
            "gross_domestic_product EU28 2015-Q1 = 14828642.5 EUR million",
            "gross_domestic_product_constant_2010_eur_million DEU 2015-Q1 = 3048 constant 2010 EUR million, provisional",
            "gross_domestic_product EA 2015-Q1 = confidential EUR million, confidential",
        ]
    );
    let text = "\"TIME\",\"GEO\",\"GEO_LABEL\",\"UNIT\",\"UNIT_LABEL\",\"WASTE\",\"WASTE_LABEL\",\"Value\",\"Flag and Footnotes\"\n\
        \"2016\",\"EL\",\"Greece\",\"T\",\"Tonne\",\"TOTAL\",\"Total waste\",\"2 325 279\",\"e\"\n";
    let opened_one = opened("waste_gen_1_Data.csv", text.as_bytes());
    assert_eq!(figures(&opened_one, "Eurostat Data Explorer table"), ["waste_gen_1_data GRC TOTAL 2016 = 2325279 t, estimated"]);
}

#[test]
fn tables_of_the_imfs_portal_are_known_without_codes_and_projections_are_forecasts() {
    let text = "\"DATASET\",\"SERIES_CODE\",\"OBS_MEASURE\",\"COUNTRY\",\"INDICATOR\",\"FREQUENCY\",\"SCALE\",\"UNIT\",\"PUBLICATION_DATE\",\"LATEST_ACTUAL_ANNUAL_DATA\",\"2024\",\"2025\",\"2026\"\n\
        \"IMF.RES:WEO(9.0.0)\",\"IND.NGDPD.A\",\"OBS_VALUE\",\"India\",\"GDP\",\"Annual\",\"Billions\",\"US dollar\",\"2026-04-14T13:00:00Z\",\"FY2024/25\",\"80.5\",\"81.5\",\"82.5\"\n";
    let opened_one = opened("dataset_WEO.csv", text.as_bytes());
    assert_eq!(
        figures(&opened_one, "IMF Data Portal table"),
        ["gdp IND 2024 = 80.5 USD billion", "gdp IND 2025 = 81.5 USD billion, estimated", "gdp IND 2026 = 82.5 USD billion, forecast"]
    );
    let text = "\"DATASET\",\"SERIES_CODE\",\"OBS_MEASURE\",\"COUNTRY.ID\",\"COUNTRY\",\"TYPE_OF_TRANSFORMATION.ID\",\"TYPE_OF_TRANSFORMATION\",\"FREQUENCY.ID\",\"FREQUENCY\",\"DECIMALS.ID\",\"2024-M01\"\n\
        \"IMF.STA:CPI(5.0.0)\",\"RUS.IX.M\",\"OBS_VALUE\",\"RUS\",\"Russian Federation\",\"IX\",\"Index\",\"M\",\"Monthly\",\"2\",\"101.5\"\n\
        \"IMF.STA:CPI(5.0.0)\",\"RUS.YOY.M\",\"OBS_VALUE\",\"RUS\",\"Russian Federation\",\"YOY\",\"Percent change\",\"M\",\"Monthly\",\"2\",\"5.5\"\n";
    let opened_one = opened("cpi.csv", text.as_bytes());
    assert_eq!(figures(&opened_one, "IMF Data Portal table"), ["cpi RUS IX 2024-01 = 101.5", "cpi RUS YOY 2024-01 = 5.5"]);
}

#[test]
fn letters_behind_gapminders_figures_are_sizes() {
    let text = "country,1800,1801,2100\nTuvalu,2880,2880,3.6k\nAfghanistan,3.28M,,74.9M\n\"Congo, Dem. Rep.\",7.25M,7.25M,0\n";
    let opened_one = opened("population_total.csv", text.as_bytes());
    let told = figures(&opened_one, "Gapminder table");
    for expected in ["TUV 1800 = 2880", "TUV 2100 = 3600", "AFG 1800 = 3280000", "AFG 1801 = not_published", "COD 2100 = 0"] {
        assert!(told.iter().any(|one| one == &format!("population_total {expected}")), "{expected}: {told:#?}");
    }
    let text = "geo,name,1800,1801\nafg,Afghanistan,3.28M,3.29M\n";
    let opened_one = opened("pop.csv", text.as_bytes());
    assert_eq!(figures(&opened_one, "Gapminder table"), ["pop AFG 1800 = 3280000", "pop AFG 1801 = 3290000"]);
}

#[test]
fn weights_that_un_comtrade_has_estimated_are_estimates() {
    let text = "Classification,Year,Period,Trade Flow,Reporter Code,Reporter,Partner Code,Partner,Commodity Code,Netweight (kg),Trade Value (US$),Flag\n\
        H4,2015,2015,Export,76,Brazil,842,USA,2523,10,500,0\nH4,2015,2015,Export,76,Brazil,156,China,2523,20,500,2\n\
        H4,2015,2015,Export,76,Brazil,276,Germany,2523,30,500,4\nH4,2015,2015,Export,76,Brazil,643,Russia,2523,0,500,6\n";
    let opened_one = opened("comtrade.csv", text.as_bytes());
    let told = figures(&opened_one, "UN Comtrade table (before 2023)");
    let weights: Vec<&String> = told.iter().filter(|one| one.starts_with("net_weight")).collect();
    assert_eq!(
        weights,
        [
            "net_weight BRA USA export HS-2523 2015 = 10 kg",
            "net_weight BRA CHN export HS-2523 2015 = 20 kg",
            "net_weight BRA DEU export HS-2523 2015 = 30 kg, estimated",
            "net_weight BRA RUS export HS-2523 2015 = not_published kg, written as 0 and marked as estimated, so it is not known",
        ]
    );
}

#[test]
fn tables_of_databank_are_known_however_they_were_put_together() {
    let footer = ",,,,\nData from database: World Development Indicators,,,,\nLast Updated: 06/28/2019,,,,\n";
    let text = format!(
        "Time,Time Code,Country Name,Country Code,\"Mortality rate, under-5 (per 1,000 live births) [SH.DYN.MORT]\"\n\
        1998,YR1998,Afghanistan,AFG,138.2\n1998,YR1998,\"Korea, Rep.\",KOR,..\n{footer}"
    );
    let opened_one = opened("a_Data.csv", text.as_bytes());
    assert_eq!(
        figures(&opened_one, "World Bank DataBank table, series in columns"),
        ["sh_dyn_mort AFG 1998 = 138.2 per 1,000 live births", "sh_dyn_mort KOR 1998 = not_published per 1,000 live births"]
    );
    let text = format!("Series Name,Series Code,Time,Time Code,World [WLD]\nTrade (% of GDP),NE.TRD.GNFS.ZS,2015,YR2015,56.5\n{footer}");
    let opened_one = opened("b_Data.csv", text.as_bytes());
    assert_eq!(figures(&opened_one, "World Bank DataBank table, countries in columns"), ["ne_trd_gnfs_zs WLD 2015 = 56.5 % of GDP"]);
    let text = "Country Name,Country Code,Counterpart-Area Name,Counterpart-Area Code,Series Name,Series Code,2015 [YR2015]\n\
        Afghanistan,AFG,World,WLD,External debt,DT.DOD,2500.5\nAfghanistan,AFG,Japan,701,External debt,DT.DOD,0\n";
    let opened_one = opened("c_Data.csv", text.as_bytes());
    assert_eq!(figures(&opened_one, "World Bank DataBank table"), ["dt_dod AFG WLD 2015 = 2500.5", "dt_dod AFG JPN 2015 = 0"]);
}

#[test]
fn who_trades_is_found_in_faostats_matrix_and_in_wits_tables_of_one_good() {
    let text = "Domain Code,Domain,Reporter Country Code (M49),Reporter Countries,Partner Country Code (M49),Partner Countries,Element Code,Element,\
        Item Code,Item,Year Code,Year,Unit,Value,Flag,Flag Description\n\
        TM,Detailed trade matrix,643,Russian Federation,818,Egypt,5910,Export quantity,15,Wheat,2020,2020,tonnes,8197,A,Official figure\n\
        TM,Detailed trade matrix,643,Russian Federation,36,Australia,5910,Export quantity,15,Wheat,2020,2020,tonnes,12,E,Estimated value\n";
    let opened_one = opened("FAOSTAT_data_en.csv", text.as_bytes());
    assert_eq!(
        figures(&opened_one, "FAOSTAT table"),
        ["export_quantity RUS EGY Wheat 2020 = 8197 t", "export_quantity RUS AUS Wheat 2020 = 12 t, estimated"]
    );
    let text = "Antimony oxides exports by country in 2023\n\nAdditional Product information: Antimony oxides\n\
        Reporter,TradeFlow,ProductCode,Product Description,Year,Partner,Trade Value 1000USD,Quantity,Quantity Unit\n\
        China,Export,282580,Antimony oxides,2023, World,\"395,164.72\",\"36,542,600\",Kg\nFrance,Export,282580,Antimony oxides,2023, World,12.72,,\n";
    let opened_one = opened("WITS-By-HS6Product.csv", text.as_bytes());
    let told = figures(&opened_one, "WITS table of one good");
    for expected in [
        "trade_value CHN WLD export HS-282580 2023 = 395164.72 USD thousand",
        "quantity CHN WLD export HS-282580 2023 = 36542600 kg",
        "trade_value FRA WLD export HS-282580 2023 = 12.72 USD thousand",
    ] {
        assert!(told.iter().any(|one| one == expected), "{told:#?}");
    }
}
