//! Tables of trade and of customs in the forms in which they are published and passed on; the figures are made up.

use super::books::workbook;
use super::offices::holds;
use super::words::{opened, told};

fn figures(name: &str, bytes: &[u8]) -> Vec<String> {
    opened(name, bytes).dataset.observations().iter().map(told).collect()
}

#[test]
fn months_in_the_rows_below_years_are_months_and_all_twelve_are_the_year() {
    let sheet =
        &["Prices", "процент", "", "||2021|2022", "Россия|январь|100.5|101.5", "|февраль|100.25|101.25", "|январь-декабрь|108.5|112.5"];
    let all = figures("fedstat.xlsx", &workbook(&[("Данные", &sheet.join("\n"), &[])]));
    for figure in ["fedstat RUS 2021-01 = 100.5 %", "fedstat RUS 2022-02 = 101.25 %", "fedstat RUS 2021 = 108.5 %"] {
        assert!(all.iter().any(|one| one == figure), "{figure} is not among {all:#?}");
    }
    let long = "Показатель;Территория;Год;Период;Единица измерения;Значение\n\
                Экспорт;Россия;2021;февраль;миллион долларов США;29955,1\n\
                Экспорт;Россия;2021;I квартал;миллион долларов США;92 001,5\n\
                Экспорт;Россия;2021;январь-июнь;миллион долларов США;200 001,5\n\
                Экспорт;Россия;2021;январь-декабрь;миллион долларов США;494 344,0\n";
    holds(
        "emiss.csv",
        long,
        4,
        &[
            "экспорт RUS 2021-02 = 29955.1 USD million",
            "экспорт RUS 2021-Q1 = 92001.5 USD million",
            "экспорт RUS 2021-01/2021-06 = 200001.5 USD million",
            "экспорт RUS 2021 = 494344 USD million",
        ],
    );
    let labour = "Series Id,Year,Period,Value\nEIUIR,2023,M01,141.5\nEIUIR,2023,M02,141.25\nEIUIR,2023,M13,140.5\n";
    holds("labour.csv", labour, 3, &["labour EIUIR 2023-02 = 141.25", "labour EIUIR 2023 = 140.5"]);
    let japan = "Exp or Imp,Year,HS,Country,Unit2,Quantity2-Year,Value-Year,Quantity2-Jan,Value-Jan,Quantity2-Feb,Value-Feb\n\
                 2,2023,270900900,Russia,KL,300,5000,100,2000,200,3000\n";
    let figures =
        ["trade_value JPN RUS import 270900900 2023-02 = 3000 JPY thousand", "quantity_2 JPN RUS import 270900900 2023-01 = 100 KL"];
    holds("japan.csv", japan, 6, &figures);
}

#[test]
fn the_statistics_of_russia_name_the_part_of_the_year_beside_the_series() {
    let series = |part: &str, year: u32, value: &str| {
        format!(
            "<generic:Series><generic:SeriesKey><generic:Value concept=\"s_OKATO\" value=\"643\"/></generic:SeriesKey><generic:Attributes>\
             <generic:Value concept=\"EI\" value=\"рубль\"/><generic:Value concept=\"PERIOD\" value=\"{part}\"/></generic:Attributes>\
             <generic:Obs><generic:Time>{year}</generic:Time><generic:ObsValue value=\"{value}\"/></generic:Obs></generic:Series>"
        )
    };
    let text = format!(
        "<GenericData xmlns=\"m\" xmlns:generic=\"g\" xmlns:structure=\"s\"><Header><ID>1</ID><DataSetID>7</DataSetID></Header><CodeLists>\
         <structure:CodeList id=\"s_OKATO\"><structure:Name xml:lang=\"ru\">Территория</structure:Name><structure:Code value=\"643\">\
         <structure:Description xml:lang=\"ru\">Российская Федерация</structure:Description></structure:Code></structure:CodeList></CodeLists>\
         <Description><Indicator id=\"1\" name=\"Цена 1 кв. м \"/></Description><DataSet>{}{}{}</DataSet></GenericData>",
        series("II квартал", 2021, "204640,39"),
        series("январь", 2022, "1000"),
        series("январь-декабрь", 2022, "2000,5")
    );
    let opened = holds("fedstat.xml", &text, 3, &["7 643 2021-Q2 = 204640.39 RUB", "7 643 2022-01 = 1000 RUB", "7 643 2022 = 2000.5 RUB"]);
    assert_eq!(opened.dataset.title, "Цена 1 кв. м");
}

#[test]
fn commas_of_a_message_that_may_stand_between_thousands_are_not_taken_as_decimal() {
    let text = |values: [&str; 2]| {
        let [first, second] = values;
        format!(
            "<CompactData><DataSet><Series REF_AREA=\"DE\"><Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"{first}\"/>\
             <Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"{second}\"/><Obs TIME_PERIOD=\"2022\" OBS_VALUE=\"7\"/></Series></DataSet></CompactData>"
        )
    };
    for doubtful in [["1,234", "1,234,567"], ["1,234", "-12,345"], ["2,5", "1,234.5"]] {
        let opened = opened("message.xml", text(doubtful).as_bytes());
        assert_eq!((opened.dataset.observations().len(), opened.dataset.refused.len()), (1, 2), "{doubtful:?}");
    }
    for (values, told) in [(["1,234", "2,5"], [1.234, 2.5]), (["0,234", "1,234"], [0.234, 1.234])] {
        let opened = opened("message.xml", text(values).as_bytes());
        let all = opened.dataset.observations();
        let read: Vec<f64> = all.iter().filter_map(|one| one.amount.as_ref().ok().map(|amount| amount.value)).collect();
        assert_eq!(read, [told[0], told[1], 7.0], "{values:?}");
    }
}

#[test]
fn units_above_a_customs_table_are_those_of_its_money_and_not_of_its_rates() {
    let sheet = [
        "Trade by country, March 2024 (in USD)",
        "||||||Unit:US$1,000",
        "Country (Region)|Export||Import||% change|",
        "|Month|From the beginning of the year|Month|From the beginning of the year|Export|Import",
        "Russian Federation|7648123|24044789|12192000|32634667|-1.8|10.8",
        "Japan|13000111|36000111|13000000|37000111|-9.3|-5",
    ];
    let all = figures("gacc.xlsx", &workbook(&[("Sheet1", &sheet.join("\n"), &["B3:C3", "D3:E3", "F3:G3"])]));
    for figure in ["export_month RUS undated = 7648123 USD thousand", "change_import JPN undated = -5 %"] {
        assert!(all.iter().any(|one| one == figure), "{figure} is not among {all:#?}");
    }
    holds("yuan.csv", "年份,国家,出口额（万美元）\n2021,俄罗斯联邦,6756516\n", 1, &["出口额 RUS 2021 = 6756516 USD × 10^4"]);
    holds("land.txt", "Land\tJahr\tAusfuhr in 1 000 EUR\nChina\t2022\t106762,5\n", 1, &["ausfuhr CHN 2022 = 106762.5 EUR thousand"]);
    holds("flux.csv", "Pays;Année;Valeur (M€)\nFrance;2021;24011,5\n", 1, &["flux FRA 2021 = 24011.5 EUR million"]);
    holds("fob.csv", "year,country,fob_usd,kg_net\n2021,France,5.5,7\n", 2, &["fob_usd FRA 2021 = 5.5 USD", "kg_net FRA 2021 = 7 kg"]);
}

#[test]
fn russian_customs_data_have_flows_partners_and_units() {
    let text = "NAPR\tPERIOD\tSTRANA\tTNVED\tEDIZM\tSTOIM\tNETTO\tKOL\tREGION\tREGION_S\n\
                ИМ\t01/2021\tCN\t8517120000\tШТ\t1234567,89\t12345,6\t25000\t45000\t01\nЭК\t01/2021\tCN\t2709009009\t\t100,5\t450\t0\t71100\t06\n";
    let opened = holds(
        "fts.csv",
        text,
        5,
        &[
            "trade_value RUS CHN import 8517120000 01 45000 2021-01 = 1234567.89 USD",
            "quantity RUS CHN import 8517120000 01 45000 2021-01 = 25000 ШТ",
            "net_weight RUS CHN export 2709009009 06 71100 2021-01 = 450 kg",
        ],
    );
    assert_eq!(opened.format, "Russian customs table");
    // In English the columns are called as those of a tidy table, and hold months in another way.
    let english = "DIRECTION,PERIOD,COUNTRY,HS,VALUE\nIMP,01/2015,LI,8708291000,7826\n";
    holds("english.csv", english, 1, &["english LIE import 8708291000 2015-01 = 7826"]);
}

#[test]
fn answers_of_interfaces_are_tables_of_their_records() {
    let v1 = r#"{"count": 1, "data": [{"period": "2022", "reporterCode": 156, "flowCode": "M", "partnerCode": 643, "classificationCode": "H6",
        "cmdCode": "2709", "motCode": 0, "customsCode": "C00", "primaryValue": 58376000000.5, "cmdDesc": null}], "error": ""}"#;
    holds("v1.json", v1, 1, &["trade_value CHN RUS import HS-2709 2022 = 58376000000.5 USD"]);
    let old = r#"{"validation": {"status": {"name": "Ok"}}, "dataset": [{"pfCode": "H4", "yr": 2016, "period": 2016, "rgDesc": "Import",
        "rtCode": 643, "rtTitle": "Russian Federation", "ptCode": 156, "ptTitle": "China", "cmdCode": "01", "TradeValue": 1234, "NetWeight": null}]}"#;
    holds("old.json", old, 1, &["trade_value RUS CHN import HS-01 2016 = 1234 USD"]);
    let rows = r#"[["ALL_VAL_MO","CTY_CODE","CTY_NAME","time"],["1234567","5700","CHINA","2023-01"],["5","4621","RUSSIA","2023-01"]]"#;
    holds("rows.json", rows, 2, &["trade_value USA CHN export 2023-01 = 1234567 USD", "trade_value USA RUS export 2023-01 = 5 USD"]);
    let oec = r#"{"data": [{"Exporter Country ID": "eurus", "Exporter Country": "Russia", "Year": 2021, "Trade Value": 5.5},
        {"Exporter Country ID": "aschn", "Exporter Country": "China", "Year": 2021, "Trade Value": 6.5}], "source": [{"name": "baci"}]}"#;
    holds("oec.json", oec, 2, &["trade_value RUS 2021 = 5.5", "trade_value CHN 2021 = 6.5"]);
}

#[test]
fn what_stands_beside_values_is_counted_too_and_countries_do_not_trade_with_themselves() {
    let beside = "year,exporter,importer,hs6,value,quantity\n2020,CHN,RUS,010121,12.345,3\n2020,RUS,CHN,270900,5.5,NA\n";
    holds("baci.csv", beside, 4, &["quantity CHN RUS HS-010121 2020 = 3", "quantity RUS CHN HS-270900 2020 = not_published"]);
    let twice = "iso2,iso3,year,exports\nCA,CAN,2020,5.5\nIN,IND,2020,6.5\n";
    holds("twice.csv", twice, 2, &["exports CAN 2020 = 5.5", "exports IND 2020 = 6.5"]);
    let names =
        "Year,Reporter Code,Reporter,Partner Code,Partner,Exports\n2020,36,Australia,0,World,5.5\n2020,51,Armenia,36,Australia,6.5\n";
    holds("names.csv", names, 2, &["exports AUS WLD 2020 = 5.5", "exports ARM AUS 2020 = 6.5"]);
    let across = "Product,Germany,France,Italy,Total\nSteel,5.5,6.5,7.5,19.5\nCars,1.5,2.5,,4\n";
    let all = figures("across.csv", across.as_bytes());
    assert!(all.contains(&"across ITA Cars undated = not_published".to_owned()), "{all:#?}");
    assert!(all.contains(&"across X-Total Steel undated = 19.5".to_owned()), "{all:#?}");
}

#[test]
fn tables_of_agencies_are_known_when_r_or_a_number_passed_them_on() {
    let r = "Classification,Year,Period,Trade.Flow,Reporter.Code,Reporter,Partner.Code,Partner,Commodity.Code,Commodity,Netweight..kg.,Trade.Value..US..,Flag\n\
             H4,2016,2016,Import,36,Australia,0,World,01,Live animals,5,91128858,0\n";
    holds("r.csv", r, 2, &["trade_value AUS WLD import HS-01 2016 = 91128858 USD", "net_weight AUS WLD import HS-01 2016 = 5 kg"]);
    let baci = "t,i,j,k,v,q\n2020,156,643,10121,12.345,0.5\n2020,643,156,270900,5.5,NA\n";
    let opened = holds("baci.csv", baci, 4, &["trade_value CHN RUS export HS-010121 2020 = 12.345 USD thousand"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.starts_with("Codes of goods had lost")), "{:?}", opened.dataset.caveats);
    let wits = "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,TradeValue in 1000 USD\n\
                H5,CHN,270900,China,RUS,Russian Federation,2019,Gross Imp.,5,36490812.345\n";
    holds("wits.csv", wits, 1, &["trade_value CHN RUS import HS-270900 2019 = 36490812.345 USD thousand"]);
    let unctad = "Economy_Label,Partner_Label,Flow_Label,Year,US_at_current_prices_in_thousands_Value,\
                  US_at_current_prices_in_thousands_Footnote,US_at_current_prices_in_thousands_MissingValue\n\
                  Russian Federation,China,Exports,2022,114153000.5,,\nRussian Federation,World,Exports,2021,,,No value reported or collected\n";
    holds(
        "unctad.csv",
        unctad,
        2,
        &[
            "us_at_current_prices_in_thousands RUS CHN export 2022 = 114153000.5 USD thousand",
            "us_at_current_prices_in_thousands RUS WLD export 2021 = not_collected USD thousand, No value reported or collected",
        ],
    );
    let china = "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,人民币,\n\
                 202401,27090000,石油原油,344,俄罗斯联邦,8862345000,千克,0,,35123456789,\n";
    holds("china.csv", china, 2, &["trade_value CHN RUS 27090000 2024-01 = 35123456789 CNY"]);
    let canada = "\"REF_DATE\",\"GEO\",\"Trade\",\"Principal trading partners\",\"UOM\",\"SCALAR_FACTOR\",\"VECTOR\",\"COORDINATE\",\"VALUE\",\"STATUS\"\n\
                  \"2023-01\",\"Canada\",\"Import\",\"Russian Federation\",\"Dollars\",\"millions\",\"v1\",\"1.1\",\"22.5\",\"\"\n";
    holds("canada.csv", canada, 1, &["canada CAN RUS import 2023-01 = 22.5 CAD million"]);
}

#[test]
fn regions_that_head_the_countries_of_military_spending_have_no_figures_of_their_own() {
    let sheet = [
        "Military expenditure by country, in constant (2022) US$ m., 2020-2021",
        "Country|Notes|2020|2021",
        "Africa",
        "Algeria|4|9978.5|9112.5",
        "South Sudan|xxx|xxx|284.5",
        "Europe",
        "Russia||76000.5|. .",
    ];
    let all = figures("milex.xlsx", &workbook(&[("Constant", &sheet.join("\n"), &[])]));
    assert_eq!(all.len(), 6, "{all:#?}");
    for figure in ["milex DZA 2020 = 9978.5 constant 2022 USD million, 4", "milex SSD 2020 = not_applicable constant 2022 USD million, xxx"]
    {
        assert!(all.iter().any(|one| one == figure), "{figure} is not among {all:#?}");
    }
}

#[test]
fn bulk_files_of_comext_are_read_as_they_are_and_as_they_were() {
    let now = "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n\
               DE,RU,E,27090010,1,1,NO_SU,202401,1000.5,500,0\nGR,CN,E,87032390,2,4,NAR,202352,2000,750,10\n";
    let opened = holds(
        "full_202401.dat",
        now,
        5,
        &[
            "trade_value DEU RUS import 27090010 1 2024-01 = 1000.5 EUR",
            "net_weight GRC CHN export 87032390 2023 = 750 kg",
            "supplementary_quantity GRC CHN export 87032390 2023 = 10 NAR",
        ],
    );
    assert_eq!(opened.format, "Eurostat Comext table");
    let before = "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,PRODUCT_NC,FLOW,STAT_REGIME,PERIOD,VALUE_1000ECU,QUANTITY_TON,SUP_QUANTITY\n\
                  001,FR,0075,RU,01,1,4,199801,6191.13,1947.9,0\n";
    holds(
        "nc199801.dat",
        before,
        2,
        &["trade_value FRA RUS import HS-01 1998-01 = 6191.13 ECU thousand", "net_weight FRA RUS import HS-01 1998-01 = 1947.9 t"],
    );
}
