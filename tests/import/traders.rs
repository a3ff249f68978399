//! Tables of trade as researchers get and keep them: by clients of an interface, in older layouts, with columns left out; the figures
//! are made up.

use asymmetry::import::Opened;
use asymmetry::terms::dimension::Dimension;

use super::offices::holds;

fn caveats(opened: &Opened) -> String {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_the_client_for_r_keeps_of_un_comtrade_is_read_as_its_table() {
    let text = "type_code,freq_code,ref_year,ref_month,period,reporter_code,reporter_iso,reporter_desc,flow_code,flow_desc,partner_code,\
                partner_iso,partner_desc,partner_2_code,classification_code,cmd_code,cmd_desc,customs_code,mot_code,net_wgt,\
                is_net_wgt_estimated,primary_value\n\
                C,A,2022,52,2022,842,USA,USA,M,Import,699,IND,India,0,H6,0901,Coffee,C00,0,15.5,TRUE,1000.5\n\
                C,A,2022,52,2022,842,USA,USA,X,Export,0,W00,World,0,H6,TOTAL,All Commodities,C00,0,NA,FALSE,2000\n";
    let figures = [
        "net_weight USA IND import HS-0901 2022 = 15.5 kg, estimated",
        "trade_value USA IND import HS-0901 2022 = 1000.5 USD",
        "trade_value USA WLD export 2022 = 2000 USD",
    ];
    let opened = holds("comtradr.csv", text, 4, &figures);
    assert_eq!(opened.format, "UN Comtrade table (API v1), passed on by R");
    let before = "classification,year,period,period_desc,trade_flow_code,trade_flow,reporter_code,reporter,partner_code,partner,\
                  second_partner_code,commodity_code,commodity,qty_unit_code,netweight_kg,trade_value_usd,flag\n\
                  H4,2016,2016,2016,2,Export,156,China,699,India,NA,0901,Coffee,8,100,5000,4\n";
    let figures = ["trade_value CHN IND export HS-0901 2016 = 5000 USD", "net_weight CHN IND export HS-0901 2016 = 100 kg, estimated"];
    holds("ct_search.csv", before, 2, &figures);
}

#[test]
fn rows_of_un_comtrade_without_codes_are_told_by_letters_or_names() {
    let names = "period,reporterDesc,flowDesc,partnerDesc,cmdCode,primaryValue\n202201,China,Import,Argentina,0901,5\n";
    holds("names.csv", names, 1, &["trade_value CHN ARG import HS-0901 2022-01 = 5 USD"]);
    let letters = "refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\n2021,CHN,X,W00,TOTAL,7\n2021,CHN,X,S19,TOTAL,6\n";
    let figures = ["trade_value CHN WLD export 2021 = 7 USD"];
    holds("letters.csv", letters, 2, &figures);
}

#[test]
fn services_are_not_said_to_be_valued_at_a_border() {
    let rows = |kind: &str| {
        format!("typeCode,period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue\n{kind},2020,156,X,32,EB,SC,5\n")
    };
    let services = holds("services.csv", &rows("S"), 1, &["trade_value CHN ARG export EB-SC 2020 = 5 USD"]);
    assert!(!caveats(&services).contains("CIF"), "{}", caveats(&services));
    assert!(caveats(&holds("goods.csv", &rows("C"), 1, &[])).contains("CIF"));
}

#[test]
fn goods_of_baci_were_called_hs6_before() {
    let text = "t,hs6,i,j,v,q\n2003,90111,4,699,0.5,1.25\n2003,270900,842,156,7,\n";
    let figures =
        ["trade_value AFG IND export HS-090111 2003 = 0.5 USD thousand", "quantity USA CHN export HS-270900 2003 = not_published t"];
    holds("baci92_2003.csv", text, 4, &figures);
}

#[test]
fn goods_of_the_sitc_are_none_of_the_harmonized_system() {
    let text = "year\torigin\tdest\tsitc\texport_val\timport_val\n2010\trus\tchn\t3330\t5000.5\tNULL\n";
    holds("oec.tsv", text, 2, &["trade_value RUS CHN export 3330 2010 = 5000.5 USD"]);
}

#[test]
fn exports_and_imports_of_open_trade_statistics_are_two_flows() {
    let text = "year,reporter_iso,partner_iso,reporter_name,partner_name,commodity_code,commodity_name,section_code,trade_value_usd_exp,\
                trade_value_usd_imp\n2018,chl,chn,Chile,China,260300,Copper ores,05,14300,NA\n2018,chl,e-490,Chile,Asia nes,010121,Horses,01,1,2\n";
    let figures = [
        "trade_value CHL CHN export HS-260300 2018 = 14300 USD",
        "trade_value CHL CHN import HS-260300 2018 = not_published USD",
        "trade_value CHL X-e-490 import HS-010121 2018 = 2 USD",
    ];
    holds("ots.csv", text, 4, &figures);
}

#[test]
fn months_and_quarters_of_wto_stats_are_no_years() {
    let head = "Indicator Code,Indicator,Reporting Economy,Partner Economy,Product/Sector Code,Product/Sector,Period Code,Period,Unit,Year,Value\n";
    let row =
        |code: &str, period: &str, value: u32| format!("I,Exports,China,World,TO,Total,{code},{period},Million US dollar,2021,{value}\n");
    let text = [head, &row("A", "Annual", 100), &row("M02", "February", 8), &row("Q1", "First quarter", 25)].concat();
    let figures = ["i CHN WLD TO 2021 = 100 USD million", "i CHN WLD TO 2021-02 = 8 USD million", "i CHN WLD TO 2021-Q1 = 25 USD million"];
    holds("wto.csv", &text, 3, &figures);
    let answer = "{\"Dataset\":[{\"IndicatorCode\":\"I\",\"Indicator\":\"Exports\",\"ReportingEconomy\":\"China\",\"PartnerEconomy\":\"World\",\
                  \"ProductOrSectorCode\":\"TO\",\"ProductOrSector\":\"Total\",\"PeriodCode\":\"M01\",\"Period\":\"January\",\
                  \"Unit\":\"Million US dollar\",\"Year\":2021,\"ValueFlagCode\":\"E\",\"Value\":5.5}]}";
    holds("wto.json", answer, 1, &["i CHN WLD TO 2021-01 = 5.5 USD million, estimated"]);
    // What is not understood still parts one figure from another.
    let text = [head, &row("X1", "Lent", 1), &row("X2", "Advent", 2)].concat();
    holds("wto.csv", &text, 2, &["i CHN WLD TO Advent 2021 = 2 USD million", "i CHN WLD TO Lent 2021 = 1 USD million"]);
}

#[test]
fn what_the_census_bureau_answers_is_trade_of_the_united_states() {
    let exports = "[[\"CTY_CODE\",\"CTY_NAME\",\"ALL_VAL_MO\",\"ALL_VAL_YR\",\"E_COMMODITY\",\"E_COMMODITY_SDESC\",\"time\"],\
                   [\"5700\",\"CHINA\",\"120\",\"150\",\"0901\",\"COFFEE\",\"2023-02\"],\
                   [\"-\",\"TOTAL FOR ALL COUNTRIES\",\"900\",\"950\",\"0901\",\"COFFEE\",\"2023-02\"],\
                   [\"0003\",\"EUROPEAN UNION\",\"9\",\"10\",\"0901\",\"COFFEE\",\"2023-02\"]]";
    let figures = [
        "trade_value USA CHN export HS-0901 2023-02 = 120 USD",
        "trade_value_so_far USA CHN export HS-0901 2023-02 = 150 USD",
        "trade_value USA WLD export HS-0901 2023-02 = 900 USD",
    ];
    let opened = holds("exports.json", exports, 6, &figures);
    assert!(caveats(&opened).contains("Groups of countries") && caveats(&opened).contains("year to date"), "{}", caveats(&opened));
    let imports = "I_COMMODITY,CTY_CODE,CTY_NAME,GEN_VAL_MO,GEN_QY1_MO,UNIT_QY1,GEN_QY2_MO,UNIT_QY2,YEAR,MONTH,COMM_LVL\n\
                   8542,5700,CHINA,1000,5,NO,0,-,2023,01,HS4\n";
    let figures =
        ["general_imports USA CHN import HS-8542 2023-01 = 1000 USD", "general_imports_quantity USA CHN import HS-8542 2023-01 = 5 NO"];
    holds("imports.csv", imports, 2, &figures);
    let table = "year,CTY_CODE,CTYNAME,IJAN,IFEB,IYR,EJAN,EFEB,EYR\n2021,5700,China,39.5,34,504,12.5,9,151\n";
    let figures = ["trade_value USA CHN import 2021-02 = 34 USD million", "trade_value USA CHN export 2021 = 151 USD million"];
    holds("country.csv", table, 6, &figures);
}

#[test]
fn a_column_of_units_names_no_partner() {
    let text = "year,country,unit_qy1,quantity\n2021,China,NO,5\n2021,Japan,NO,6\n";
    holds("units.csv", text, 2, &["quantity CHN NO 2021 = 5"]);
}

#[test]
fn exports_and_imports_of_china_customs_are_parted_where_they_are_told() {
    let head = "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,美元";
    let row = "202301,2709,原油,344,俄罗斯,10,千克,0,-,60";
    let both = format!("进出口,{head}\n出口,{row}\n进口,{row}\n");
    let figures = ["trade_value CHN RUS export HS-2709 2023-01 = 60 USD", "quantity CHN RUS import HS-2709 2023-01 = 10 kg"];
    let opened = holds("china.csv", &both, 4, &figures);
    assert!(!caveats(&opened).contains("exports or imports"), "{}", caveats(&opened));
    let coded = format!("进出口类型,{head}\n0,{row}\n1,{row}\n");
    holds(
        "china.csv",
        &coded,
        4,
        &["trade_value CHN RUS export HS-2709 2023-01 = 60 USD", "trade_value CHN RUS import HS-2709 2023-01 = 60 USD"],
    );
    let without_codes = "年份,月份,进出口,商品编码,商品名称,贸易伙伴名称,美元\n2023,2,出口,2709,原油,俄罗斯,60\n";
    holds("china.csv", without_codes, 1, &["trade_value CHN RUS export HS-2709 2023-02 = 60 USD"]);
    let one = format!("{head}\n{row}\n");
    let opened = holds("import-2023.csv", &one, 2, &["trade_value CHN RUS import HS-2709 2023-01 = 60 USD"]);
    assert!(caveats(&opened).contains("by the name of the file alone"), "{}", caveats(&opened));
    let opened = holds("进出口数据.csv", &one, 2, &["trade_value CHN RUS HS-2709 2023-01 = 60 USD"]);
    assert!(caveats(&opened).contains("exports or imports"), "{}", caveats(&opened));
}

#[test]
fn pages_of_wits_on_a_country_have_both_flows_and_its_tariffs() {
    let text = "Reporter Name,Partner Name,Year,Trade Flow,No Of exported HS6 digit Products,Trade Balance (US$ Thousand),\
                Export (US$ Thousand),Import (US$ Thousand),Export Partner Share (%),AHS Simple Average (%),AHS Total Tariff Lines\n\
                Australia,China,2021,Exports & Imports,1990,43.5,116.5,73,34.15,0.5,4815\n\
                Australia,East Asia & Pacific,2021,Exports & Imports,4064,,216,150,63.5,0.02,\n";
    let figures = [
        "trade_value AUS CHN export 2021 = 116.5 USD thousand",
        "trade_value AUS CHN import 2021 = 73 USD thousand",
        "trade_balance AUS CHN 2021 = 43.5 USD thousand",
        "ahs_simple_average AUS CHN 2021 = 0.5 %",
        "ahs_total_tariff_lines AUS CHN 2021 = 4815 count",
        "trade_balance AUS EAS 2021 = not_published USD thousand",
    ];
    holds("WITS-Partner.csv", text, 14, &figures);
    let summary = "Reporter,Partner,Product categories,Indicator Type,Indicator,2021,2020\n\
                   Norway,World,Fuels,Export,Export(US$ Mil),         475.25,\n\
                   Norway,Germany,All Products,Import,Trade (US$ Mil)-Top 5 Import Partner,         138.5,1\n\
                   Norway,...,...,Export,No. Of Export partners,            222.00,223\n";
    let opened = holds("en_NOR_AllYears.CSV", summary, 6, &[]);
    let of = |part: &str| opened.dataset.observations().iter().map(super::words::told).any(|one| one.contains(part));
    assert!(of("NOR WLD export Fuels 2021 = 475.25 USD million"));
    assert!(of("NOR DEU import 2021 = 138.5 USD million"));
    assert!(of("NOR export 2020 = 223"));
}

#[test]
fn tariffs_of_wits_and_trains_are_percentages() {
    let query = "Selected Nomen,Native Nomen,Reporter,Reporter Name,Product,Product Name,Partner,Partner Name,Tariff Year,Trade Year,Trade Source,\
                 DutyType,Simple Average,Nbr of Total Lines,Imports Value in 1000 USD\n\
                 HS,H5,643,Russian Federation,010121,Horses,000, World,2020,2019,CMT,MFN,5.50,2,1234.5\n";
    let figures = [
        "simple_average RUS WLD HS-010121 MFN 2020 = 5.5 %",
        "nbr_of_total_lines RUS WLD HS-010121 MFN 2020 = 2 count",
        "imports_value RUS WLD HS-010121 MFN 2020 = 1234.5 USD thousand",
    ];
    holds("tariffs.csv", query, 3, &figures);
    let bulk =
        "NomenCode,Reporter_ISO_N,Year,ProductCode,Sum_Of_Rates,SimpleAverage,TotalNoOfLines,EstCode\nH5,643,2020,010121,10,5.50,2,MFN\n";
    let figures = ["simpleaverage RUS HS-010121 MFN 2020 = 5.5 %", "totalnooflines RUS HS-010121 MFN 2020 = 2 count"];
    holds("trains.csv", bulk, 3, &figures);
}

#[test]
fn measures_of_unctadstat_in_dollars_in_words_have_their_unit() {
    let text = "Year,Economy,Economy Label,Flow,Flow Label,US dollars at current prices in millions,\
                US dollars at current prices in millions Footnote,US dollars at current prices in millions Missing value\n\
                2021,643,\"Russian Federation\",02,\"Exports\",494.5,,\n";
    let measure = "us_dollars_at_current_prices_in_millions";
    holds("merch.csv", text, 1, &[&format!("{measure} RUS export 2021 = 494.5 USD million")]);
}

#[test]
fn markets_of_trade_map_are_partners_of_whoever_its_title_names() {
    let page = "<html><body><table><tr><td>List of importing markets for a product exported by Russian Federation</td></tr>\
                <tr><td>Product: 2709 Petroleum oils, crude</td></tr><tr><td>Unit : US Dollar thousand</td></tr></table>\
                <table><tr><th>Importers</th><th>Exported value in 2019</th><th>Exported value in 2020</th></tr>\
                <tr><td>World</td><td>122</td><td>72</td></tr><tr><td>China</td><td>33</td><td></td></tr></table></body></html>";
    let figures = [
        "trade_value RUS WLD export HS-2709 2019 = 122 USD thousand",
        "trade_value RUS CHN export HS-2709 2020 = not_published USD thousand",
    ];
    holds("Trade_Map.xls", page, 4, &figures);
    let goods = "Code\tProduct label\tImported value in 2020-Q1\tImported value in 2020-Q2\nTOTAL\tAll products\t900\t800\n'0101\tLive horses\t5\t7\n";
    let opened = holds("goods.txt", goods, 4, &["trade_value import HS-0101 2020-Q2 = 7", "trade_value import 2020-Q1 = 900"]);
    assert!(caveats(&opened).contains("names no unit"), "{}", caveats(&opened));
}

#[test]
fn rates_of_duty_over_the_years_are_no_trade() {
    let text = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,1989,2022\n\
                Singapore, World,Import,  All Products,AHS Weighted Average (%),3.25,0.00008\nSingapore,China,Import,  Fuels,AHS Weighted Average (%),,0\n";
    let figures = ["ahs_weighted_average SGP WLD import 1989 = 3.25 %", "ahs_weighted_average SGP CHN import Fuels 1989 = not_published %"];
    holds("wits_tariff.csv", text, 4, &figures);
}

#[test]
fn lists_of_regimes_and_provinces_of_china_customs_hold_no_figures() {
    for (name, text) in [
        ("en-CustomsRegime.csv", "\"Customs Regime code\",\"Customs Regime\",\n10,Ordinary Trade,\n11,Aid,\n"),
        ("provinces.csv", "\"收发货人注册地编码\",\"收发货人注册地名称\",\n11,北京市,\n12,天津市,\n"),
    ] {
        let problem = asymmetry::import::open_bytes(text.as_bytes(), name, asymmetry::dataset::Origin::Bundled).expect_err("no figures");
        assert!(problem.why.is_some_and(|why| why.contains("of China Customs, which says what codes mean")), "{name}");
    }
}

#[test]
fn goods_of_comext_are_goods_in_sdmx_too_and_the_world_without_the_union_is_a_group() {
    let text = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
                ESTAT:DS-045409(1.0),15/11/24 11:00:00,M,DE,RU,2709,1,VALUE_IN_EUROS,2023-01,1200500,\n\
                ESTAT:DS-045409(1.0),15/11/24 11:00:00,M,DE,EU27_2020_EXTRA,TOTAL,2,VALUE_IN_EUROS,2023-01,99,\n";
    let figures =
        ["value_in_euros DEU RUS import HS-2709 2023-01 = 1200500 EUR", "value_in_euros DEU EXT_EU27_2020 export 2023-01 = 99 EUR"];
    holds("comext.csv", text, 2, &figures);
}

#[test]
fn weights_of_usa_trade_online_are_figures_beside_values() {
    let text = "Commodity,Country,Time,Total Value ($US),Vessel SWT (kg)\n2709 Crude Oil,China,2023,\"1,200,500\",\"3,000,000\"\n";
    let figures = ["vessel_swt USA CHN 2709 2023 = 3000000 kg", "trade_value USA CHN 2709 2023 = 1200500 USD"];
    holds("report.csv", text, 2, &figures);
}

#[test]
fn growth_from_year_to_year_is_of_the_year_that_unctadstat_names() {
    let text = "Period,Period Label,Economy,Economy Label,Flow,Flow Label,Growth rate,Growth rate Footnote,Growth rate Missing value\n\
                20152020,\"2015-2020\",643,\"Russian Federation\",02,\"Exports\",1.5,,\n20222023,\"2023\",643,\"Russian Federation\",02,\"Exports\",0.5,,\n";
    holds("growth.csv", text, 2, &["growth_rate RUS export 2015/2020 = 1.5", "growth_rate RUS export 2023 = 0.5"]);
}

#[test]
fn rows_of_un_comtrade_that_have_slipped_by_a_column_are_put_back() {
    let names = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,partnerCode,\
                 partnerISO,partnerDesc,classificationCode,cmdCode,primaryValue,legacyEstimationFlag";
    let row = "A,20220101,2022,52,2022,156,CHN,China,M,Import,0,W00,World,H6,0901,2715.5,4,";
    let figures = ["trade_value CHN WLD import HS-0901 2022 = 2715.5 USD"];
    let opened = holds("slipped.csv", &format!("{names}\n{row}\n"), 1, &figures);
    assert!(caveats(&opened).contains("one column before"), "{}", caveats(&opened));
    holds("labelled.csv", &format!(",{names}\nC,{row}\n"), 1, &figures);
    let whole = holds("whole.csv", &format!("{names}\nC,{row}\n"), 1, &figures);
    assert!(!caveats(&whole).contains("one column before"), "{}", caveats(&whole));
}

#[test]
fn quantities_of_trade_map_are_counted_in_what_their_names_say() {
    let text =
        "Exporters\t\"Exported quantity in 2019, Tons\"\t\"Exported quantity in 2019, Units\"\nChina\t15\t25\nRussian Federation\t35\t45\n";
    let opened = holds("quantity.txt", text, 4, &[]);
    let units: Vec<String> = opened.dataset.observations().iter().map(|one| one.unit.as_str().to_owned()).collect();
    assert_eq!((units[0] == units[2], units[0] == units[1], opened.dataset.refused.len()), (true, false, 0), "{units:?}");
    assert!(!caveats(&opened).contains("US dollars"), "{}", caveats(&opened));
}

#[test]
fn rows_of_wits_that_count_different_things_keep_their_indicators() {
    let text = "Reporter Name,Partner Name,Trade Flow,Product Group,Indicator,2019\nSingapore,World,Export,All Products,Export (US$ Thousand),100\n\
                Singapore,World,Export,Food,Export Product Share (%),5\n";
    holds("wits_mixed.csv", text, 2, &["export_product_share SGP WLD export Food 2019 = 5 %"]);
}

#[test]
fn a_row_of_china_customs_that_breaks_off_costs_no_other() {
    let text =
        "商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,人民币,第一数量,第一计量单位\n0101,马,116,日本,100,5,千克\n0102,牛,116,日本,200,0\n";
    let opened = super::words::opened("short.csv", text.as_bytes());
    assert!(opened.dataset.observations().iter().any(|one| one.amount.as_ref().is_ok_and(|amount| amount.value == 200.0)));
}

#[test]
fn goods_of_usa_trade_online_are_codes_with_what_stands_behind_them_for_a_label() {
    let text = "Commodity,Country,Time,Total Value ($US)\n2709 Crude Oil,China,2023,\"1,200\"\nAll Commodities,China,2023,\"9,500\"\n";
    let read = holds("report.csv", text, 2, &["trade_value USA CHN 2709 2023 = 1200 USD", "trade_value USA CHN 2023 = 9500 USD"]);
    let all = read.dataset.observations();
    let code = all[0].code(&Dimension::Commodity).expect("a good");
    assert_eq!(read.dataset.label(&Dimension::Commodity, code), "Crude Oil");
}

#[test]
fn a_year_of_unctadstat_with_few_figures_is_a_year_and_the_measure_below_the_years_is_their_unit() {
    let text = "FLOW,Exports,,\nYEAR,2019,2020,2021\nMEASURE,US$ at current prices in millions,US$ at current prices in millions,\
                US$ at current prices in millions\nECONOMY,,,\nWorld,190,176,222\nGermany,14,,16\n";
    let told = ["trade WLD export 2020 = 176 USD million", "trade DEU export 2020 = not_published USD million"];
    holds("trade.csv", text, 6, &told);
    let above = "MEASURE,US dollars at current prices in millions,US dollars at current prices in millions\nYEAR,2019,2020\nECONOMY,,\n\
                 World,190,176\nGermany,14,13\n";
    holds("trade.csv", above, 4, &["us_dollars_at_current_prices_in_millions DEU 2020 = 13 USD million"]);
    let once = "YEAR,2019,2020\nMEASURE,US dollars at current prices in millions,\nECONOMY,,\nWorld,190,176\nGermany,14,13\n";
    holds("trade.csv", once, 4, &["trade DEU 2020 = 13 USD million"]);
}
