//! Trade in the files of customs services and statistical offices, each with codes and ways of its own. The heads are those of
//! published files; the figures are made up.

use std::fs;

use asymmetry::import;

use super::Folder;
use super::offices::holds;
use super::words::{opened, told};

#[test]
fn exports_and_imports_of_korea_stand_side_by_side_with_their_sum_above() {
    let text = "\u{feff}기간,국가,HS코드,품목명,수출 중량,수출 금액,수입 중량,수입 금액,무역수지\n총계,-,-,-,\"1,234\",567,890,123,444\n\
                2024.01,중국,270900,석유와 역청유(원유),\"1,000\",500,800,100,400\n2024.01,-,270900,석유와 역청유(원유),\"1,234\",567,890,123,444\n";
    let opened = holds(
        "korea.csv",
        text,
        10,
        &[
            "trade_value KOR CHN export HS-270900 2024-01 = 500 USD thousand",
            "net_weight KOR CHN import HS-270900 2024-01 = 800 kg",
            "trade_balance KOR CHN HS-270900 2024-01 = 400 USD thousand",
            "trade_value KOR export HS-270900 2024-01 = 567 USD thousand",
        ],
    );
    assert_eq!(opened.format, "Korea Customs table");
    let close = text.replace("출 ", "출").replace("입 ", "입");
    holds("korea.csv", &close, 10, &["trade_value KOR CHN export HS-270900 2024-01 = 500 USD thousand"]);
    let item = |year: &str, code: &str, country: &str, values: [&str; 5]| {
        let [exports, weight, imports, other, balance] = values;
        format!(
            "<item><balPayments>{balance}</balPayments><expDlr>{exports}</expDlr><expWgt>{weight}</expWgt><hsCd>{code}</hsCd><impDlr>{imports}</impDlr>\
             <impWgt>{other}</impWgt><statCd>{country}</statCd><statCdCntnKor1>x</statCdCntnKor1><statKor>y</statKor><year>{year}</year></item>"
        )
    };
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><response><header><resultCode>00</resultCode><resultMsg>OK</resultMsg></header><body><items>{}{}{}</items></body></response>",
        item("총계", "-", "-", ["7", "8", "9", "10", "-2"]),
        item("2024.01", "2709001010", "RU", ["3", "4", "5", "6", "-2"]),
        item("2024.02", "2709001010", "CN", ["4", "4", "4", "4", "0"])
    );
    holds(
        "answer.xml",
        &xml,
        10,
        &["trade_value KOR RUS export 2709001010 2024-01 = 3 USD", "net_weight KOR CHN import 2709001010 2024-02 = 4 kg"],
    );
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("sum over all periods")));
}

#[test]
fn months_of_japan_that_are_to_come_are_no_zeros() {
    let head = "Exp or Imp,Year,HS,Country,Unit1,Unit2,Quantity1-Year,Quantity2-Year,Value-Year,Quantity1-Jan,Quantity2-Jan,Value-Jan,\
                Quantity1-Feb,Quantity2-Feb,Value-Feb,Quantity1-Mar,Quantity2-Mar,Value-Mar\n";
    let row = |feb: &str, mar: &str| {
        format!("2,2024,'270900900',105,,KL,0,300,5000,0,100,2000,0,{feb},0,{mar}\n1,2024,'852351000',106, ,NO,0,5,9,0,5,9,0,0,0,0,0,0\n")
    };
    let opened = holds(
        "japan.csv",
        &format!("{head}{}", row("200,3000", "0,0")),
        8,
        &[
            "trade_value JPN CHN import 270900900 2024-02 = 3000 JPY thousand",
            "quantity_2 JPN CHN import 270900900 2024-01 = 100 KL",
            "trade_value JPN TWN export 852351000 2024-02 = 0 JPY thousand",
        ],
    );
    assert_eq!(opened.format, "Japan Customs table");
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("still to come")), "{:?}", opened.dataset.caveats);
    let whole = format!("{head}{}", row("200,3000", "7,8")).replace("-Mar", "-Dec").replace(",106,", ",299,");
    let told =
        ["trade_value JPN CHN import 270900900 2024 = 5000 JPY thousand", "trade_value JPN X-299 export 852351000 2024 = 9 JPY thousand"];
    let opened = holds("whole.csv", &whole, 16, &told);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("numbers of Japan Customs")), "{:?}", opened.dataset.caveats);
}

/// Head and rows of the bulk files of Comex Stat.
const BRAZIL: &str = "\"CO_ANO\";\"CO_MES\";\"CO_NCM\";\"CO_UNID\";\"CO_PAIS\";\"SG_UF_NCM\";\"CO_VIA\";\"CO_URF\";\"QT_ESTAT\";\"KG_LIQUIDO\";\"VL_FOB\"\n\
    \"2023\";\"02\";\"08012100\";\"10\";\"156\";\"AC\";\"07\";\"0230154\";251580;251580;257813\n\
    \"2023\";\"11\";\"44072920\";\"16\";\"994\";\"RO\";\"01\";\"0917800\";42;46165;41176\n";

#[test]
fn numbers_of_brazil_are_no_numbers_of_iso_and_are_named_by_the_list_beside_them() {
    let opened = holds(
        "EXP_2023.csv",
        BRAZIL,
        6,
        &[
            "trade_value BRA X-156 export 08012100 0230154 AC 10 07 2023-02 = 257813 USD",
            "net_weight BRA X-994 export 44072920 0917800 RO 16 01 2023-11 = 46165 kg",
        ],
    );
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("PAIS.csv")), "{:?}", opened.dataset.caveats);
    let here = Folder::new("comexstat");
    fs::write(here.0.join("IMP_2023.csv"), BRAZIL).expect("a file");
    let list = "\"CO_PAIS\";\"CO_PAIS_ISON3\";\"CO_PAIS_ISOA3\";\"NO_PAIS\";\"NO_PAIS_ING\";\"NO_PAIS_ESP\"\n\"156\";\"999\";\"GGY\";\"Ilhas do Canal\";\"Channel Islands\";\"x\"\n\
                \"994\";\"999\";\"ZZZ\";\"A designar\";\"To be designated\";\"x\"\n";
    fs::write(here.0.join("PAIS.csv"), list).expect("a file");
    let opened = import::inspect(&here.0.join("IMP_2023.csv"), &import::hints::Hints::default()).expect("is read");
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(all.contains(&"trade_value BRA GGY import 08012100 0230154 AC 10 07 2023-02 = 257813 USD".to_owned()), "{all:#?}");
    assert!(all.iter().any(|one| one.contains("X-To be designated")), "{all:#?}");
    // In a folder of its years the list is none of them.
    let years = here.0.join("years");
    fs::create_dir_all(&years).expect("a folder");
    fs::write(years.join("EXP_2022.csv"), BRAZIL.replace("2023", "2022")).expect("a file");
    fs::write(years.join("EXP_2023.csv"), BRAZIL).expect("a file");
    fs::write(years.join("PAIS.csv"), list).expect("a file");
    let preview = import::preview(&years, &import::hints::Hints::default(), &import::apart::Watch::default()).expect("is shown");
    let opened = preview.outcome.expect("is read");
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(all.contains(&"trade_value BRA GGY export 08012100 0230154 AC 10 07 2022-02 = 257813 USD".to_owned()), "{all:#?}");
    assert!(preview.report.notes.iter().any(|note| note.contains("left out of the folder: PAIS.csv")), "{:?}", preview.report.notes);
}

#[test]
fn records_of_uktradeinfo_are_added_up_over_ports() {
    let exports = "000000000|00000|000|HMCUSTOMS MONTHLY DATA| NOVEMBER|2019|NON-EU EXPORTS    \n\
                   010121000|00150|000|028|NO|11/2019|204|IMM|008|DK|0|000|010|30|000|   |000|001|+000000000017640|+0000000000500|+0000000000001|000000000000000\n\
                   010121000|00150|000|028|NO|11/2019|495|ZLC|006|GB|0|000|030|00|000|   |000|001|+000000000001795|+0000000000500|+0000000000001|000000000000000\n\
                   270900900|33300|000|075|RU|10/2019|495|ZLC|006|GB|0|000|030|00|000|   |000|001|-000000000000005|+0000000000000|+0000000000001|000000000000000\n";
    let opened = holds(
        "SMKE191911",
        exports,
        4,
        &[
            "trade_value GBR NOR export 01012100 2019-11 = 19435 GBP",
            "net_weight GBR NOR export 01012100 2019-11 = 1000 kg",
            "trade_value GBR RUS export 27090090 2019-10 = -5 GBP",
        ],
    );
    assert_eq!(opened.format, "bulk file of uktradeinfo");
    let within = "000000000|00000|000|HMCUSTOMS MONTHLY DATA|     JUNE|2015|EU ARRIVALS    \n\
                  030471100|0|600|CY|0|000|  |001|000|0201506|000|03440|000000000|+00000000001|+000000000004806|+0000000000676|+0000000000000\n";
    holds("SMKM461506", within, 2, &["trade_value GBR CYP import 03047110 2015-06 = 4806 GBP"]);
    let rows = r#"{"value":[{"MonthId":202101,"FlowTypeId":1,"SuppressionIndex":0,"CommodityId":1012100,"CommoditySitcId":150,"CountryId":156,"PortId":-1,"Value":1234.0,
        "NetMass":56.0,"SuppUnit":2.0},{"MonthId":202101,"FlowTypeId":4,"SuppressionIndex":0,"CommodityId":27090010,"CommoditySitcId":33300,"CountryId":75,"PortId":31,
        "Value":5234.0,"NetMass":156.0,"SuppUnit":0.0}]}"#;
    holds(
        "ots.json",
        rows,
        4,
        &["trade_value GBR X-156 import 01012100 -1 0 2021-01 = 1234 GBP", "net_weight GBR X-75 export 27090010 31 0 2021-01 = 156 kg"],
    );
    let named = rows.replace("\"CountryId\":75,", "\"CountryId\":75,\"Country\":{\"CountryCodeAlpha\":\"RU\",\"CountryName\":\"Russia\"},");
    let named =
        named.replace("\"CountryId\":156,", "\"CountryId\":156,\"Country\":{\"CountryCodeAlpha\":\"NO\",\"CountryName\":\"Norway\"},");
    holds("named.json", &named, 4, &["trade_value GBR RUS export 27090010 31 0 2021-01 = 5234 GBP"]);
}

#[test]
fn trade_of_canada_has_its_partner_and_its_units() {
    let text = "YearMonth/AnnéeMois,HS6,Country/Pays,Province,State/État,Value/Valeur,Quantity/Quantité,Unit of Measure/Unité de Mesure\n\
                202401,270900,US,AB,TX,1234567,5678,MTQ\n202401,010121,CN,ON,,5,0,NMB\n";
    let told =
        ["trade_value CAN USA import HS-270900 AB TX 2024-01 = 1234567 CAD", "quantity_nmb CAN CHN import HS-010121 ON 2024-01 = 0 NMB"];
    let opened = holds("ODPFN015_202401N.csv", text, 4, &told);
    assert!(
        opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("these are imports is told by the name")),
        "{:?}",
        opened.dataset.caveats
    );
    let opened = holds("ODPFN018_202401N.csv", text, 4, &["trade_value CAN CHN export HS-010121 ON 2024-01 = 5 CAD"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("without re-exports")), "{:?}", opened.dataset.caveats);
    let opened = holds("trade.csv", text, 4, &["trade_value CAN CHN HS-010121 ON 2024-01 = 5 CAD"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("does not say whether")), "{:?}", opened.dataset.caveats);
}

#[test]
fn a_question_mark_of_china_customs_is_a_gap_and_no_refusal() {
    let text = "\"Date of data\",\"Commodity code\",\"Commodity\",\"Trading partner code\",\"Trading partner\",\"Quantity\",\"Unit\",\"US dollar\",\n\
                \"202601\",\"29012920\",\"Acetylene\",\"344\",\"Russia\",\"800\",\"Kilogram\",\"?\",\n\"202601\",\"29012920\",\"Acetylene\",\"116\",\"Japan\",\"?\",\"Kilogram\",\"28,579\",\n";
    let opened =
        holds("china.csv", text, 4, &["trade_value CHN JPN 29012920 2026-01 = 28579 USD", "quantity CHN RUS 29012920 2026-01 = 800 kg"]);
    let gaps = opened.dataset.observations().iter().filter(|one| one.amount.is_err()).count();
    assert_eq!(gaps, 2);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("question mark")), "{:?}", opened.dataset.caveats);
}

#[test]
fn what_unesco_measures_and_where_australia_sends_goods_is_known_by_their_columns() {
    let text = "\"EDULIT_IND\",\"Indicator\",\"LOCATION\",\"Country\",\"TIME\",\"Time\",\"Value\",\"Flag Codes\",\"Flags\"\n\
                \"NERT_1_CP\",\"Net enrolment rate\",\"RUS\",\"Russian Federation\",\"2015\",\"2015\",97.5,\"‡\",\"National Estimation\"\n\
                \"ROFST_1_CP\",\"Out of school\",\"CHN\",\"China\",\"2016\",\"2016\",,\"a\",\"Category not applicable\"\n";
    holds("uis.csv", text, 2, &["nert_1_cp RUS 2015 = 97.5, estimated, estimated by UNESCO", "rofst_1_cp CHN 2016 = not_applicable"]);
    let text = "DATAFLOW,COMMODITY_SITC: Commodity by SITC,COUNTRY_DEST: Country of Destination,FREQ: Frequency,TIME_PERIOD: Time Period,OBS_VALUE,\
                UNIT_MEASURE: Unit of Measure,UNIT_MULT: Unit of Multiplier\n\
                ABS:MERCH_EXP(1.0.0),333: Petroleum oils,CHIN: China (excludes SARs and Taiwan),M: Monthly,2023-01,123.5,AUD: Australian Dollars,3: Thousands\n\
                ABS:MERCH_EXP(1.0.0),333: Petroleum oils,JAPN: Japan,M: Monthly,2023-01,7,AUD: Australian Dollars,3: Thousands\n";
    let opened = holds("merch_exp.csv", text, 2, &["merch_exp JPN 333 2023-01 = 7 AUD thousand"]);
    assert!(opened.dataset.dimensions().contains(&asymmetry::terms::dimension::Dimension::Partner));
}

#[test]
fn the_range_of_a_figure_of_the_who_is_told_beside_it() {
    let text = "IndicatorCode,Indicator,SpatialDimValueCode,Location,Period,FactValueNumericPrefix,FactValueNumeric,FactValueNumericLow,FactValueNumericHigh,Value,FactComments\n\
                WHOSIS_000001,Life expectancy at birth (years),RUS,Russian Federation,2019,,73.2,72.9,73.5,73.2 [72.9-73.5],\n";
    holds("who.csv", text, 1, &["whosis_000001 RUS 2019 = 73.2 years, from 72.9 to 73.5"]);
}

#[test]
fn what_the_data_web_of_the_usitc_calls_a_number_is_a_good() {
    let months = "Query Results\n\nData Type,HTS Number,Description,Country,Year,Quantity Description,January,February\n\
                  Customs Value,270900,Petroleum oils,China,2023,,1234,234\nFirst Unit of Quantity,270900,Petroleum oils,China,2023,barrels,12,2\n";
    let opened = holds(
        "months.csv",
        months,
        4,
        &["customs_value USA CHN HS-270900 2023-01 = 1234 USD", "first_unit_of_quantity USA CHN HS-270900 2023-02 = 2 barrels"],
    );
    assert_eq!(opened.format, "USITC DataWeb table");
    let years =
        "Data Type,HTS Number,Description,Country,2022,2023\nFAS Value,010121,Horses,Russia,5,6\nFAS Value,010129,Horses,China,7,8\n";
    holds("years.csv", years, 4, &["fas_value USA RUS export HS-010121 2022 = 5 USD"]);
}

#[test]
fn the_site_of_comex_stat_names_the_countries_that_brazil_trades_with() {
    let text = "Fluxo;Ano;Mês;Países;Código SH4;Descrição SH4;Valor US$ FOB;Quilograma Líquido\n\
                Exportação;2023;01. Janeiro;China;1201;Soja;5.432.100;12.345.678\nImportação;2023;02. Fevereiro;Rússia;3102;Adubos;98.765;1.234.567\n";
    let opened = holds(
        "H_EXPORTACAO_E_IMPORTACAO.csv",
        text,
        4,
        &["trade_value BRA CHN export HS-1201 2023-01 = 5432100 USD", "net_weight BRA RUS import HS-3102 2023-02 = 1234567 kg"],
    );
    assert_eq!(opened.format, "table of the site of Comex Stat");
}

#[test]
fn bare_rows_of_comtrade_hold_codes_that_are_no_figures() {
    let value = |name: &str| {
        format!(
            "[{{\"reporterCode\":643,\"partnerCode\":156,\"cmdCode\":\"27\",\"flowCode\":\"X\",\"period\":\"2022\",\"{name}\":15.5}},\
             {{\"reporterCode\":643,\"partnerCode\":392,\"cmdCode\":\"27\",\"flowCode\":\"M\",\"period\":\"2022\",\"{name}\":25.5}}]"
        )
    };
    holds("primary.json", &value("primaryValue"), 2, &["trade_value RUS CHN export HS-27 2022 = 15.5 USD"]);
    holds("fob.json", &value("fobvalue"), 2, &["fob_value RUS JPN import HS-27 2022 = 25.5 USD"]);
    let few = "[{\"reporterCode\":643,\"partnerCode\":156,\"period\":2022,\"primaryValue\":15.5},\
               {\"reporterCode\":643,\"partnerCode\":392,\"period\":2022,\"primaryValue\":25.5}]";
    holds("few.json", few, 2, &["trade_value RUS CHN 2022 = 15.5 USD"]);
    let others = "[{\"reporter\":\"Russia\",\"partner\":\"China\",\"productCode\":1001,\"qtyunitcode\":8,\"year\":2022,\"tradeValue\":15.5},\
                  {\"reporter\":\"Russia\",\"partner\":\"Japan\",\"productCode\":1005,\"qtyunitcode\":8,\"year\":2022,\"tradeValue\":25.5}]";
    let opened = holds("others.json", others, 2, &[]);
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(told.iter().all(|one| one.starts_with("tradevalue RUS") && (one.contains(" 1001 ") || one.contains(" 1005 "))), "{told:#?}");
}

#[test]
fn by_how_much_a_quantity_has_changed_is_in_per_cent_and_not_in_what_it_is_counted_in() {
    let text = "（4）2023年12月全国出口重点商品量值表（美元值）,,,,,,,\n,,,,,,,单位：百万美元\n商品名称,计量单位,12月,,1至12月累计,,累计比去年同期±%,\n\
                ,,数量,金额,数量,金额,数量,金额\n肥料,万吨,334.1,1170.5,3156.1,9760.6,27.2,-15.0\n钢材,万吨,772.8,6513.5,9026.4,84552.3,36.2,-8.3\n";
    let figures = [
        "数量 肥料 2023-12 = 334.1 t × 10^4",
        "累计比去年同期_数量 肥料 2023-01/2023-12 = 27.2 %",
        "累计比去年同期_金额 肥料 2023-01/2023-12 = -15 %",
    ];
    holds("goods.csv", text, 12, &figures);
}

#[test]
fn two_units_above_a_table_are_none_of_all_its_figures() {
    let text = "국가별 수출입,,,\n{unit},,,\n국가명,2020년,,2021년\n,수출금액,수출증감률,수출금액\n중국,\"132,565,445\",-2.7,\"162,912,974\"\n\
                미국,\"74,115,819\",1.1,\"95,901,955\"\n일본,\"25,097,651\",-11.7,\"30,061,806\"\n";
    for unit in ["\"(단위 : 천불, %)\"", "(단위 : 천불, %)"] {
        let opened = opened("korea.csv", text.replace("{unit}", unit).as_bytes());
        let value = opened.dataset.observations().into_iter().find(|one| one.amount.as_ref().is_ok_and(|amount| amount.value > 1000.0));
        assert_ne!(value.expect("a value").unit.as_str(), "%", "{unit}");
    }
}

#[test]
fn countries_above_months_are_partners_in_a_table_of_exports() {
    let text = "（11）2024年1至2月对部分国家（地区）出口商品类章金额表（美元值）,,,,\n,,,,单位：千美元\n类章,日本,,韩国,\n,2月,1至2月累计,2月,1至2月累计\n\
                总值,\"10,500,000\",\"24,200,000\",\"9,900,000\",\"22,000,000\"\n第一类 活动物,\"150,000\",\"350,000\",\"80,000\",\"190,000\"\n";
    holds(
        "classes.csv",
        text,
        8,
        &["classes JPN 总值 2024-02 = 10500000 USD thousand", "classes KOR 第一类 活动物 2024-01/2024-02 = 190000 USD thousand"],
    );
}

#[test]
fn goods_by_number_stay_goods_beside_a_total() {
    let text = "\"HTS Number\",\"Country\",\"2021\",\"2022\"\n\
                \"2709\",\"Canada\",\"81,000,123\",\"117,000,456\"\n\"2709\",\"Russia\",\"4,700,000\",\"900,000\"\n\
                \"8703\",\"Canada\",\"31,000,123\",\"37,000,456\"\n\"Total\",\"\",\"116,700,246\",\"154,900,912\"\n";
    let opened = opened("query.csv", text.as_bytes());
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(told.contains(&"query CAN HS-8703 2022 = 37000456".to_owned()), "{told:#?}");
    assert!(told.contains(&"query Total 2021 = 116700246".to_owned()), "{told:#?}");
}

#[test]
fn what_customs_write_twice_is_read_once() {
    let india = "Import :: Commodity-wise,,,\nValues in US $ Million,,,\nHSCode,Commodity,2021-2022,2022-2023(Apr-Mar(P))\n27,MINERAL FUELS,196428.88,258346.42\n\
                 85,ELECTRICAL MACHINERY,66022.18,70352.65\n";
    let figures = [
        "india HS-27 2021/2022 = 196428.88 USD million",
        "india HS-85 2022/2023 = 70352.65 USD million, provisional, 2022-2023(Apr-Mar(P))",
    ];
    holds("india.csv", india, 4, &figures);
    let ons = "Country,Direction,2021 Jan,2021 Feb\nCN China,EX,1500,1400\nCN China,IM,5500,5400\nRU Russia,IM,300,310\n";
    holds("ons.csv", ons, 6, &["ons CHN export 2021-01 = 1500", "ons RUS import 2021-02 = 310"]);
    let china = "\"(2) Imports and Exports by Country (Region) of Origin/Destination, 12.2023 (in USD)\",,,,\n,,,,Unit: US$1 Million\n\
                 Country (Region) of Origin/Destination,Exports,,Imports,\n,12,1to12,12,1to12\nRussian Federation,10900.2,110972.0,10100.3,129139.0\n\
                 Japan,13900.2,157524.0,13100.3,160476.0\n";
    let opened = opened("china.csv", china.as_bytes());
    let periods: Vec<String> = opened.dataset.observations().iter().map(|one| one.period.to_string()).collect();
    assert_eq!(periods[..2], ["2023-12", "2023-01/2023-12"]);
}
