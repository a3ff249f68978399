//! Files of international organisations: their own groups of countries, letters of status and units, and what their interfaces
//! answer. Each has the shape of a published one; its figures are made up unless a source is named.

use asymmetry::dataset::Origin;
use asymmetry::import;

use super::offices::holds;
use super::words::{opened, told};

#[test]
fn groups_and_letters_of_ilostat_are_those_of_the_ilo() {
    let codes = "ref_area,source,indicator,sex,classif1,time,obs_value,obs_status,note_source\n\
                 \"JPN\",\"BA:259\",\"UNE_RT\",\"SEX_T\",\"AGE_15\",\"2025\",2.5,\"B\",\"R1:1\"\n\
                 \"X01\",\"XA:2198\",\"UNE_RT\",\"SEX_T\",\"AGE_15\",\"2024\",4.5,\"M\",\n\
                 \"X06\",\"XA:2198\",\"UNE_RT\",\"SEX_T\",\"AGE_15\",\"2024\",6.5,\"I\",\n\
                 \"X82\",\"XA:2198\",\"UNE_RT\",\"SEX_T\",\"AGE_15\",\"2024\",,\"U\",\n";
    let opened = holds(
        "une.csv",
        codes,
        4,
        &[
            "une_rt JPN AGE_15 SEX_T BA:259 2025 = 2.5, break, R1:1",
            "une_rt WLD AGE_15 SEX_T XA:2198 2024 = 4.5, estimated, from a model",
            "une_rt X-ILO-X06 AGE_15 SEX_T XA:2198 2024 = 6.5, estimated, imputed",
            "une_rt EU28 AGE_15 SEX_T XA:2198 2024 = not_published, low reliability",
        ],
    );
    assert_eq!(opened.report.aggregates.len(), 3);
    let words = "\"ref_area.label\",\"source.label\",\"indicator.label\",\"sex.label\",\"time\",\"obs_value\",\"obs_status.label\"\n\
                 \"World: Low income\",\"ILO\",\"Employment (thousands)\",\"Total\",2023,270000.5,\"\"\n\
                 \"Russian Federation\",\"ILO\",\"Employment (thousands)\",\"Total\",2023,71234.5,\"Unreliable\"\n";
    let employment = "employment_thousands";
    let told = [
        format!("{employment} X-ILO-X02 Total ILO 2023 = 270000.5 thousands"),
        format!("{employment} RUS Total ILO 2023 = 71234.5 thousands, low reliability"),
    ];
    holds("words.csv", words, 2, &told.each_ref().map(String::as_str));
    let sdmx = "DATAFLOW,REF_AREA,FREQ,MEASURE,SEX,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,UNIT_MULT\n\
                ILO:DF_UNE(1.0),X01,A,UNE_RT,SEX_T,2023,5.5,M,PT,0\nILO:DF_UNE(1.0),KOS,A,UNE_RT,SEX_T,2023,8.5,,PT,0\n";
    let opened = holds("sdmx.csv", sdmx, 2, &["une_rt WLD SEX_T 2023 = 5.5 %, estimated, from a model", "une_rt XKX SEX_T 2023 = 8.5 %"]);
    assert_eq!(opened.dataset.sources.values().next().map(|source| source.publisher.as_str()), Some("International Labour Organization"));
    let message = r#"<StructureSpecificData><Header><Sender id="ILO"/></Header><DataSet><Series REF_AREA="X84" FREQ="A" MEASURE="EMP_NB"
        UNIT_MEASURE="PS" UNIT_MULT="3"><Obs TIME_PERIOD="2023" OBS_VALUE="11.5" OBS_STATUS="M"/></Series></DataSet></StructureSpecificData>"#;
    holds("emp.xml", message, 1, &["EMP_NB ASEAN 2023 = 11.5 thousand, estimated, from a model"]);
}

#[test]
fn items_of_faostat_without_an_element_are_what_is_measured() {
    let prices = "Area Code,Area Code (M49),Area,Item Code,Item,Months Code,Months,Year Code,Year,Unit,Value,Flag,Note\n\
                  2,'004,Afghanistan,23012,\"Consumer Prices, General Indices (2015 = 100)\",7001,January,2000,2000,,24.5,I,base year is 2015\n\
                  2,'004,Afghanistan,23012,\"Consumer Prices, General Indices (2015 = 100)\",7002,February,2000,2000,,23.5,X,base year is 2015\n\
                  2,'004,Afghanistan,23012,\"Consumer Prices, General Indices (2015 = 100)\",7021,Annual value,2000,2000,,25.5,X,\n";
    let of = "consumer_prices_general_indices_2015_100 AFG";
    let told = [
        format!("{of} 2000-01 = 24.5, estimated, imputed (I); base year is 2015"),
        format!("{of} 2000-02 = 23.5, from another international organisation (X); base year is 2015"),
        format!("{of} 2000 = 25.5, from another international organisation (X)"),
    ];
    holds("prices.csv", prices, 3, &told.each_ref().map(String::as_str));
    let hunger = "Area,Item,Element,Year,Unit,Value,Flag\nAlbania,Undernourishment (percent),Value,2020-2022,%,<2.5,E\n\
                  Albania,Rail lines,Value,2020-2022,km,11.5,E\n";
    let opened = opened("hunger.csv", hunger.as_bytes());
    assert_eq!(opened.dataset.indicators.keys().map(|code| code.as_str()).collect::<Vec<_>>(), ["rail_lines", "undernourishment_percent"]);
}

#[test]
fn china_with_its_regions_is_no_country_in_faostat() {
    let text = "Area,Item,Element,Year,Unit,Value,Flag\nChina,Wheat,Production,2021,t,137.5,X\n\"China, mainland\",Wheat,Production,2021,t,137.5,X\n\
                \"China, Taiwan Province of\",Wheat,Production,2021,t,0,A\n";
    let from = "from another international organisation (X)";
    let told = [format!("production X-FAO-351 Wheat 2021 = 137.5 t, {from}"), format!("production CHN Wheat 2021 = 137.5 t, {from}")];
    holds("wheat.csv", text, 3, &told.each_ref().map(String::as_str));
}

#[test]
fn what_the_world_banks_interface_answers_is_a_table() {
    let json = r#"[{"page":1,"pages":1,"lastupdated":"2025-01-28"},[
        {"indicator":{"id":"SP.POP.TOTL","value":"Population, total"},"country":{"id":"RU","value":"Russian Federation"},"countryiso3code":"RUS",
         "date":"2022","value":null,"unit":"","obs_status":"","decimal":0},
        {"indicator":{"id":"SP.POP.TOTL","value":"Population, total"},"country":{"id":"XD","value":"High income"},"countryiso3code":"",
         "date":"2023","value":1400,"unit":"","obs_status":"E","decimal":0}]]"#;
    holds("answer.json", json, 2, &["sp_pop_totl RUS 2022 = not_published", "sp_pop_totl HIC 2023 = 1400, estimated"]);
    let xml = r#"<?xml version="1.0"?><wb:data xmlns:wb="http://www.worldbank.org" page="1"><wb:data>
        <wb:indicator id="NY.GDP.MKTP.CD">GDP (current US$)</wb:indicator><wb:country id="BR">Brazil</wb:country>
        <wb:countryiso3code>BRA</wb:countryiso3code><wb:date>2023</wb:date><wb:value>2173.5</wb:value><wb:unit/><wb:obs_status/></wb:data></wb:data>"#;
    holds("answer.xml", xml, 1, &["ny_gdp_mktp_cd BRA 2023 = 2173.5 USD"]);
    let download = r#"<Root><data><record><field name="Country or Area" key="ABW">Aruba</field><field name="Item" key="SP.POP.TOTL">Population, total</field>
        <field name="Year">1960</field><field name="Value">54608</field></record><record><field name="Country or Area" key="AFE">Africa Eastern and
        Southern</field><field name="Item" key="SP.POP.TOTL">Population, total</field><field name="Year">1960</field><field name="Value"/></record></data></Root>"#;
    holds("download.xml", download, 2, &["sp_pop_totl ABW 1960 = 54608", "sp_pop_totl AFE 1960 = not_published"]);
}

#[test]
fn statuses_of_the_imf_stand_in_rows_or_in_a_column() {
    let rows = "Country Name,Country Code,Indicator Name,Indicator Code,Attribute,2020M1,2020,\n\
                Korea,542,Exchange rate,ENDA,Value,1164.5,1180.5,\nKorea,542,Exchange rate,ENDA,Status,,P,\n";
    holds("ifs.csv", rows, 2, &["enda KOR 2020-01 = 1164.5", "enda KOR 2020 = 1180.5, provisional"]);
    let column = "DATASET,SERIES_CODE,COUNTRY,INDICATOR,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,UNIT,STATUS\n\
                  IMF:X(1),A.B,Japan,Exports,Annual,2021,11.5,Millions,US dollar,Estimated\n";
    holds("portal.csv", column, 1, &["exports JPN 2021 = 11.5 USD million, estimated"]);
}

#[test]
fn rows_of_sdmx_that_delete_hold_no_figure_and_units_are_in_its_codes() {
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,SERIES_KEY,OBS_KEY,REF_AREA,MEASURE,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE\n\
                dataflow,OECD.SDD:CPI(1.0),D,k,o,DEU,CPI,2019,5,A,PA\ndataflow,OECD.SDD:CPI(1.0),I,k,o,DEU,CPI,2020,6.5,A,PA\n";
    let opened = holds("cpi.csv", text, 1, &["cpi DEU 2020 = 6.5 % per year"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("to delete")), "{:?}", opened.dataset.caveats);
    assert_eq!(opened.dataset.sources.values().next().map(|source| source.publisher.as_str()), Some("OECD"));
    let nothing = "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,TIME_PERIOD,OBS_VALUE\ndataflow,A:B(1.0),D,DEU,2019,5\n";
    let problem = import::open_bytes(nothing.as_bytes(), "d.csv", Origin::Bundled).expect_err("nothing is left");
    assert!(problem.to_string().contains("to delete hold no figures"), "{problem}");
    let comext = "DATAFLOW,LAST UPDATE,freq,partner,product,flow,indicators,reporter,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n\
                  ESTAT:DS-045409(1.0),15/03/24,M,RU,2709,1,VALUE_IN_EUROS,DE,2021-01,6123,\n\
                  ESTAT:DS-045409(1.0),15/03/24,M,RU,2709,1,QUANTITY_IN_100KG,DE,2021-01,198,\n";
    let told =
        ["value_in_euros DEU RUS import HS-2709 2021-01 = 6123 EUR", "quantity_in_100kg DEU RUS import HS-2709 2021-01 = 198 100 kg"];
    holds("comext.csv", comext, 2, &told);
}

/// A cube of one time and one thing that is measured, with this unit.
fn measured(unit: &str, size: &str) -> String {
    format!(
        r#"{{"class": "dataset", "label": "Trade", "id": ["Tid", "What"], "size": {size}, "role": {{"time": ["Tid"], "metric": ["What"]}}, "dimension":
        {{"Tid": {{"category": {{"index": ["2019", "2020"]}}}}, "What": {{"category": {{"index": ["a"], "unit": {{"a": {unit}}}}}}}}}, "value": [6000.5, 12.5]}}"#
    )
}

#[test]
fn units_of_json_stat_keep_their_size() {
    for (unit, told) in [
        (r#"{"base": "EUR million", "decimals": 1}"#, "EUR million"),
        (r#"{"base": "EUR", "multiplier": 6}"#, "EUR million"),
        (r#"{"symbol": "$", "label": "million", "multiplier": 6}"#, "USD million"),
        (r#"{"label": "million euro", "symbol": "M€", "multiplier": 6}"#, "EUR million"),
        (r#"{"symbol": "€m", "multiplier": 6}"#, "EUR million"),
        (r#"{"symbol": "EUR million", "multiplier": 6}"#, "EUR million"),
        (r#"{"base": "EUR million", "multiplier": 6}"#, "EUR million"),
        (r#"{"base": "mio. kr.", "multiplier": 6}"#, "mio. kr."),
        (r#"{"base": "kr.", "multiplier": 6}"#, "kr. million"),
        (r#"{"unit": "People", "base": "People", "label": "Labour market status", "type": "Count", "multiplier": "1"}"#, "People"),
        (r#"{"unit": "2015100", "base": "Consumer Prices", "label": "UK Economy", "type": "Index", "multiplier": "1"}"#, "index"),
    ] {
        let opened = holds("cube.json", &measured(unit, "[2, 1]"), 2, &[&format!("a 2019 = 6000.5 {told}")]);
        assert_eq!(opened.dataset.indicators.values().next().map(|one| one.label.as_str()), Some("Trade"));
        assert_eq!(opened.dataset.caveats, [], "{unit}");
    }
    for unit in [r#"{"base": "EUR thousand", "multiplier": 6}"#, r#"{"label": "thousand euro", "symbol": "€", "multiplier": 6}"#] {
        let opened = holds("cube.json", &measured(unit, "[2, 1]"), 2, &["a 2019 = 6000.5 EUR thousand"]);
        assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("another size than 10^6")), "{:?}", opened.dataset.caveats);
    }
    // Of a size that is left out the categories tell.
    holds("short.json", &measured("{}", "[2]"), 2, &["a 2020 = 12.5"]);
}

#[test]
fn words_under_base_say_who_was_asked_and_a_total_is_no_country() {
    let polls = "{\"period\":\"2023-08\",\"base\":\"adults\",\"answer\":\"good\",\"value\":85}\n{\"period\":\"2023-08\",\"base\":\"men\",\"answer\":\"good\",\"value\":80}\n";
    let opened = opened("polls.jsonl", polls.as_bytes());
    let dimensions: Vec<String> = opened.dataset.dimensions().iter().map(|dimension| dimension.name().to_owned()).collect();
    assert_eq!(dimensions, ["indicator", "answer", "respondents"]);
    let text = "country,year,sex.label,population\nRussia,2020,Total,144\nChina,2020,Total,1400\n";
    holds("total.csv", text, 2, &["population RUS Total 2020 = 144", "population CHN Total 2020 = 1400"]);
}

#[test]
fn lines_above_the_series_of_the_office_for_national_statistics_name_them_and_their_units() {
    let text = "\"Title\",\"Trade in Goods: Russia\",\"Prices\"\n\"CDID\",\"QDRT\",\"AB12\"\n\"PreUnit\",\"£\",\"\"\n\"Unit\",\"m\",\"Index\"\n\
                \"Release Date\",\"12-05-2023\",\"12-05-2023\"\n\"Important Notes\",\"\",\"\"\n\"2020\",\"2791\",\"101\"\n\"2020 Q1\",\"701\",\"\"\n\"2020 JAN\",\"201\",\"99.5\"\n";
    let opened = holds(
        "series.csv",
        text,
        6,
        &[
            "QDRT 2020-Q1 = 701 GBP million",
            "QDRT 2020-01 = 201 GBP million",
            "AB12 2020 = 101 Index",
            "AB12 2020-Q1 = not_published Index",
        ],
    );
    assert_eq!(opened.format, "series of the Office for National Statistics");
}

#[test]
fn a_country_whose_name_tells_a_year_is_a_row_and_flags_of_the_last_period_are_read() {
    let sheet = "Data extracted on 21/01/2024 20:19:52 from [ESTAT],,,,\nDataset: ,Unemployment [une_rt_a],,,\n,,,,\n\
                 Unit of measure,,Percentage,,\n,,,,\nTIME,2021,,2022\nGEO (Labels),,,,\nBelgium,7.1,b,6.2,p\n\
                 European Union - 27 countries (from 2020),7.5,b,6.5,\nGreece,14.8,b,:,c\n";
    let told = [
        "une BEL 2021 = 7.1 %, break",
        "une BEL 2022 = 6.2 %, provisional",
        "une EU27 2021 = 7.5 %, break",
        "une EU27 2022 = 6.5 %",
        "une GRC 2021 = 14.8 %, break",
        "une GRC 2022 = confidential %, confidential",
    ];
    holds("une.csv", sheet, 6, &told);
}

#[test]
fn where_one_row_has_a_gap_and_another_the_figure_the_figure_is_kept() {
    let head = "\"DATASET\",\"SERIES_CODE\",\"COUNTRY.ID\",\"COUNTRY\",\"INDICATOR.ID\",\"INDICATOR\",\"FREQUENCY.ID\",\"FREQUENCY\"";
    let row = |of: &str, figures: &str| {
        format!("\"IMF.STA:X(1.0.0)\",\"CHN.XG.{of}\",\"CHN\",\"China\",\"XG\",\"Exports\",\"{of}\",\"\",{figures}\n")
    };
    let text = format!("{head},\"2023\",\"2023-M01\"\n{}{}", row("M", "\"\",\"8.8\""), row("A", "\"111.5\",\"\""));
    let opened = holds("mixed.csv", &text, 2, &["xg CHN 2023 = 111.5", "xg CHN 2023-01 = 8.8"]);
    assert!(
        opened.report.notes.iter().any(|note| note.contains("has no figure (not published) and another one")),
        "{:?}",
        opened.report.notes
    );
    let gravity = "year,country_id_o,country_id_d,country_exists_o,country_exists_d,dist,gdp_d\n\
                   2019,CHN,DEU.1,1,0,,\n2019,CHN,DEU.2,1,1,7363,3888\n2019,CHN,RUS,1,1,5795,1693\n";
    let opened = holds("Gravity.csv", gravity, 8, &["dist CHN DEU 2019 = 7363 km", "gdp_d CHN DEU 2019 = 3888 USD thousand"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("did not exist")));
}

#[test]
fn series_against_two_reference_periods_are_two() {
    let head = "\"LOCATION\",\"Country\",\"SUBJECT\",\"Subject\",\"TIME\",\"Time\",\"Unit Code\",\"Unit\",\"PowerCode Code\",\"PowerCode\",\
                \"Reference Period Code\",\"Reference Period\",\"Value\",\"Flag Codes\",\"Flags\"\n";
    let row = |year: u32, value: f64| {
        format!(
            "\"DEU\",\"Germany\",\"CPI\",\"Prices\",\"2020\",\"2020\",\"IDX\",\"Index\",\"0\",\"Units\",\"{year}_100\",\"{year}=100\",{value},\"\",\"\"\n"
        )
    };
    let told = ["cpi DEU 2015_100 2020 = 105.2 Index", "cpi DEU 2010_100 2020 = 115.2 Index"];
    holds("cpi.csv", &format!("{head}{}{}", row(2015, 105.2), row(2010, 115.2)), 2, &told);
    // An empty column for notes is no indicator, and China without Hong Kong is what others call China.
    holds("share.csv", "Entity,Code,Year,Share (%),Annotations\nChina,CHN,2020,16.1,\n", 1, &["share CHN 2020 = 16.1 %"]);
    holds("bop.tsv", "freq,partner,geo\\TIME_PERIOD\t2021 \nA,CN_X_HK,DE\t1 \n", 1, &["bop DEU CHN 2021 = 1"]);
}

#[test]
fn a_name_of_a_quantity_is_what_it_is_counted_in() {
    let head = "\"Country or Area\",\"Year\",\"Comm. Code\",\"Flow\",\"Trade (USD)\",\"Weight (kg)\",\"Quantity Name\",\"Quantity\"\n";
    let text = format!("{head}\"China\",\"2020\",\"010121\",\"Import\",\"1000\",\"500\",\"Number of items\",\"5\"\n");
    let told = [
        "trade CHN import 010121 2020 = 1000 USD",
        "weight CHN import 010121 2020 = 500 kg",
        "quantity CHN import 010121 2020 = 5 Number of items",
    ];
    holds("horses.csv", &text, 3, &told);
}

#[test]
fn how_the_imf_came_by_a_figure_tells_how_firm_it_is_and_doubles_no_row() {
    let head = "STRUCTURE,STRUCTURE_ID,ACTION,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD";
    let row = "dataflow,IMF.STA:IMTS(1.0.0),I,USA,XG_FOB_USD,CHN,A";
    for behind in [true, false] {
        let columns = if behind { "OBS_VALUE,SCALE,DERIVATION_TYPE" } else { "DERIVATION_TYPE,SCALE,OBS_VALUE" };
        let line = |year: &str, value: &str, made: &str| {
            if behind { format!("{row},{year},{value},6,{made}\n") } else { format!("{row},{year},{made},6,{value}\n") }
        };
        let text = format!("{head},{columns}\n{}{}{}", line("2019", "1.5", "O"), line("2020", "2.5", "E"), line("2021", "3.5", "Q"));
        let opened = opened("imts.csv", text.as_bytes());
        let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
        assert_eq!(all.len(), 3, "{all:#?}");
        assert!(all[1].ends_with(", estimated") && !all[0].contains("estimated"), "{all:#?}");
        assert!(all[2].contains("derivation type \"Q\" of its source"), "{all:#?}");
        assert!(!opened.dataset.observations().iter().any(|one| one.codes.keys().any(|dimension| dimension.name() == "derivation_type")));
    }
}

#[test]
fn a_flag_of_wto_stats_is_a_status_and_parts_no_series() {
    let head = "\"Indicator Category\",\"Indicator Code\",\"Indicator\",\"Reporting Economy Code\",\"Reporting Economy ISO3A Code\",\
                \"Reporting Economy\",\"Partner Economy Code\",\"Partner Economy ISO3A Code\",\"Partner Economy\",\
                \"Product/Sector Classification Code\",\"Product/Sector Classification\",\"Product/Sector Code\",\"Product/Sector\",\
                \"Period Code\",\"Period\",\"Frequency Code\",\"Frequency\",\"Unit Code\",\"Unit\",\"Year\",\"Value Flag Code\",\"Value Flag\",\
                \"Text Value\",\"Value\"";
    let row = |period: &str, year: &str, flag: &str, value: &str| {
        format!(
            "\"Trade\",\"ITS_MTV\",\"Exports\",\"643\",\"RUS\",\"Russian Federation\",\"000\",\"\",\"World\",\"SITC3\",\"SITC\",\"TO\",\
             \"Total merchandise\",{period},\"X\",\"X\",\"USM\",\"Million US dollar\",\"{year}\",{flag},\"\",\"{value}\"\n"
        )
    };
    let (annual, plain) = ("\"A\",\"Annual\"", "\"\",\"\"");
    let text = format!("{head}\n{}{}", row(annual, "2020", plain, "15.5"), row(annual, "2021", "\"E\",\"Estimate\"", "25.5"));
    let opened = holds(
        "WtoData.csv",
        &text,
        2,
        &["its_mtv RUS WLD TO 2020 = 15.5 USD million", "its_mtv RUS WLD TO 2021 = 25.5 USD million, estimated"],
    );
    assert_eq!(opened.format, "WTO Stats table");
    let text = format!("{head}\n{}{}", row("\"M01\",\"January\"", "2020", plain, "1.5"), row("\"M02\",\"February\"", "2020", plain, "2.5"));
    holds("WtoMonths.csv", &text, 2, &["its_mtv RUS WLD TO 2020-02 = 2.5 USD million"]);
}

#[test]
fn numbers_of_countries_that_nobody_knows_give_way_to_the_names_beside_them() {
    let text = "Country Code,Country Description,Year,ISIC,ISIC Description,Value,Unit\n156,China,2019,10,Food products,1.5,$\n\
                643,Russian Federation,2019,10,Food products,2.5,$\n";
    holds("unido.csv", text, 2, &["unido CHN 10 2019 = 1.5 USD", "unido RUS 10 2019 = 2.5 USD"]);
}

#[test]
fn files_that_our_world_in_data_keeps_whole_know_its_groups_of_countries() {
    let pandemic = "iso_code,continent,location,date,total_cases,tests_units\nAFG,Asia,Afghanistan,2020-02-24,5.0,\nOWID_HIC,,High income,2020-02-24,7.0,people tested\n";
    let opened = holds("covid.csv", pandemic, 2, &["total_cases AFG 2020-02-24 = 5", "total_cases HIC 2020-02-24 = 7"]);
    assert_eq!(opened.format, "Our World in Data table of the pandemic");
    let carbon = "country,year,iso_code,population,gdp,co2\nAfghanistan,1991,AFG,15,25,2.5\nAfrica,1991,,16,,3.5\nWorld,1991,,17,,4.5\n";
    holds("co2.csv", carbon, 9, &["co2 AFG 1991 = 2.5", "co2 X-OWID-AFR 1991 = 3.5", "gdp WLD 1991 = not_published"]);
}
