//! Messages and tables of statistical offices that say a unit, a country or a time in a place of its own. Each has the shape of
//! a published one; its figures are made up.

use asymmetry::terms::amount::Qualifier;
use asymmetry::terms::dimension::Dimension;

use super::offices::holds;
use super::words::opened;

const HEADER: &str = "<m:Header><m:Sender id=\"ECB\"/><m:Structure structureID=\"S\" dimensionAtObservation=\"AT\"/></m:Header>";

#[test]
fn attributes_of_a_group_belong_to_all_that_has_its_codes() {
    let group = "<Group xsi:type=\"e:Sibling\" CURRENCY=\"CHF\" DENOM=\"EUR\" DECIMALS=\"4\" UNIT_MEASURE=\"CHF\" UNIT_MULT=\"6\"/>\
                 <Group xsi:type=\"e:Sibling\" CURRENCY=\"USD\" DENOM=\"EUR\" DECIMALS=\"4\" UNIT_MEASURE=\"USD\" UNIT_MULT=\"6\"/>";
    let message = |at: &str, data: &str| {
        let header = HEADER.replace("AT", at);
        format!("<m:StructureSpecificData>{header}<m:DataSet x:structureRef=\"S\">{group}{data}</m:DataSet></m:StructureSpecificData>")
    };
    let flat = "<Obs FREQ=\"M\" CURRENCY=\"CHF\" DENOM=\"EUR\" TIME_PERIOD=\"2010-08\" OBS_VALUE=\"1.5\"/>\
                <Obs FREQ=\"M\" CURRENCY=\"USD\" DENOM=\"EUR\" TIME_PERIOD=\"2010-08\" OBS_VALUE=\"2.5\"/>";
    let units = |name: &str, text: &str| {
        let opened = holds(name, text, 2, &[]);
        let told = |value: f64| {
            let all = opened.dataset.observations();
            let one = all.into_iter().find(|one| one.amount.as_ref().is_ok_and(|amount| amount.value == value)).expect("is there");
            format!("{} {}", one.period, one.unit.as_str())
        };
        assert_eq!([told(1.5), told(2.5)], ["2010-08 CHF million", "2010-08 USD million"], "{name}");
    };
    units("flat.xml", &message("AllDimensions", flat));
    let sections = "<Series TIME_PERIOD=\"2010-08\" FREQ=\"M\" DENOM=\"EUR\"><Obs CURRENCY=\"CHF\" OBS_VALUE=\"1.5\"/>\
                    <Obs CURRENCY=\"USD\" OBS_VALUE=\"2.5\"/></Series>";
    units("sections.xml", &message("CURRENCY", sections));
    let value = |id: &str, code: &str| format!("<g:Value id=\"{id}\" value=\"{code}\"/>");
    let generic_group = |code: &str| {
        let (key, unit) = (value("CURRENCY", code) + &value("DENOM", "EUR"), value("UNIT_MEASURE", code) + &value("UNIT_MULT", "6"));
        format!("<g:Group type=\"Sibling\"><g:GroupKey>{key}</g:GroupKey><g:Attributes>{unit}</g:Attributes></g:Group>")
    };
    let series = |code: &str, figure: &str| {
        let key = value("FREQ", "M") + &value("CURRENCY", code) + &value("DENOM", "EUR");
        let figure = format!("<g:Obs><g:ObsDimension value=\"2010-08\"/><g:ObsValue value=\"{figure}\"/></g:Obs>");
        format!("<g:Series><g:SeriesKey>{key}</g:SeriesKey>{figure}</g:Series>")
    };
    let header = HEADER.replace("AT", "TIME_PERIOD");
    let data = generic_group("CHF") + &generic_group("USD") + &series("CHF", "1.5") + &series("USD", "2.5");
    units("generic.xml", &format!("<m:GenericData>{header}<m:DataSet>{data}</m:DataSet></m:GenericData>"));
}

#[test]
fn attributes_with_one_value_belong_to_the_whole_data_set_that_lists_none() {
    let message = |attributes: &str| {
        format!(
            r#"{{"header": {{"sender": {{"id": "OECD"}}}}, "dataSets": [{{{attributes} "series": {{"0": {{"observations": {{"0": [5.5]}}}}}}}}],
            "structure": {{"name": "Tourism", "dimensions": {{"series": [{{"id": "COU", "name": "Country", "values": [{{"id": "AUS", "name": "Australia"}}]}}],
            "observation": [{{"id": "TIME_PERIOD", "values": [{{"id": "2008"}}]}}]}},
            "attributes": {{"dataSet": [{{"id": "UNIT", "values": [{{"id": "NBR", "name": "Number"}}]}},
            {{"id": "POWERCODE", "values": [{{"id": "6", "name": "Millions"}}]}}]}}}}}}"#
        )
    };
    holds("tourism.json", &message(""), 1, &["tourism AUS 2008 = 5.5 million"]);
    holds("tourism.json", &message("\"attributes\": [null, null],"), 1, &["tourism AUS 2008 = 5.5"]);
}

#[test]
fn no_dimension_of_a_file_takes_the_place_of_what_tables_hold() {
    for name in ["VALUE", "PERIOD", "SOURCE", "LOCATOR", "NOTE", "STATUS", "MISSING", "LOW", "HIGH", "QUALIFIER", "BASE", "DATASET"] {
        let text = format!(
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,{name},TIME_PERIOD,OBS_VALUE,UNIT_MULT,OBS_STATUS\n\
             dataflow,BIS:WS_X(1.0),I,Q,US,N,2024-Q3,275.5,0,A\ndataflow,BIS:WS_X(1.0),I,Q,US,R,2024-Q3,280.5,0,A\n"
        );
        holds("x.csv", &text, 2, &["x USA N 2024-Q3 = 275.5", "x USA R 2024-Q3 = 280.5"]);
        let site = format!(
            "\"COU\",\"Country\",\"{name}\",\"Kind\",\"TIME\",\"Time\",\"Value\",\"Flag Codes\",\"Flags\"\n\
             \"IRL\",\"Ireland\",\"A\",\"Annual\",\"2021\",\"2021\",22.5,,\n\"IRL\",\"Ireland\",\"H\",\"Hourly\",\"2021\",\"2021\",11.5,,\n"
        );
        holds("x.csv", &site, 2, &["x IRL A 2021 = 22.5", "x IRL H 2021 = 11.5"]);
    }
}

#[test]
fn a_head_that_is_no_period_is_told_at_eurostat() {
    let text = "geo,product\\time\t2016M12D31 \t2016A00 \t2015 \nDE,X\t1.5 \t3.5 \t5.5 \n";
    let opened = holds("estat.tsv", text, 2, &["estat DEU X 2016-12-31 = 1.5", "estat DEU X 2015 = 5.5"]);
    let caveats: Vec<&str> = opened.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect();
    assert!(caveats.iter().any(|caveat| caveat.contains("\"2016A00\"") && caveat.contains("left out")), "{caveats:?}");
}

#[test]
fn a_table_with_periods_and_values_in_capitals_is_no_tidy_table() {
    let text = "Country,Partner,Period,Flow,Value,Unit,Flag\nGermany,Russia,2019,Exports,26000.5,million EUR,\n\
                Germany,Russia,2020,Exports,23100.5,million EUR,p\n";
    let opened = holds(
        "trade.csv",
        text,
        2,
        &["trade DEU RUS export 2019 = 26000.5 EUR million", "trade DEU RUS export 2020 = 23100.5 EUR million, provisional"],
    );
    assert_ne!(opened.format, "tidy table");
    let opened = holds("trade.csv", "Reporter,period,value,Sector\nGermany,2019,5.5,Steel\n", 1, &["trade DEU Steel 2019 = 5.5"]);
    assert_eq!(opened.format, "tidy table");
}

#[test]
fn the_time_of_a_site_is_what_holds_periods_and_without_any_its_figures_are_undated() {
    let head = "\"Unit Code\",\"Unit\",\"PowerCode Code\",\"PowerCode\",\"Reference Period Code\",\"Reference Period\",\"Value\",\"Flag Codes\",\"Flags\"";
    let years = format!(
        "\"COU\",\"Country\",\"POL\",\"Pollutant\",\"YEA\",\"Year\",{head}\n\"AUS\",\"Australia\",\"GHG\",\"Gases\",\"2018\",\"2018\",\"KG\",\"Kilogram\",\"3\",\"Thousands\",,,5.5,,\n"
    );
    holds("gas.csv", &years, 1, &["gas AUS GHG 2018 = 5.5 kg thousand"]);
    let none = format!(
        "\"LOCATION\",\"Country\",\"INDICATOR\",\"Indicator\",{head}\n\"AUS\",\"Australia\",\"HO\",\"Housing\",\"PC\",\"Percentage\",\"0\",\"units\",,,1.5,\"E\",\"Estimated value\"\n"
    );
    holds("life.csv", &none, 1, &["ho AUS undated = 1.5 %, estimated, Undated"]);
}

#[test]
fn signs_of_unesco_say_what_is_estimated_and_what_cannot_be() {
    let text = "\"EDULIT_IND\",\"Indicator\",\"LOCATION\",\"Country\",\"TIME\",\"Time\",\"Value\",\"Flag Codes\",\"Flags\"\n\
                \"CR_1\",\"Completion rate (%)\",\"RUS\",\"Russian Federation\",\"2018\",\"2018\",99.5,\"+\",\"National Estimation\"\n\
                \"CR_1\",\"Completion rate (%)\",\"CHN\",\"China\",\"2018\",\"2018\",,\"a\",\"Category not applicable\"\n\
                \"CR_1\",\"Completion rate (%)\",\"DEU\",\"Germany\",\"2018\",\"2018\",84.5,\"‡\",\"UIS Estimation\"\n";
    let told = [
        "cr_1 RUS 2018 = 99.5 %, estimated, estimated by the country",
        "cr_1 CHN 2018 = not_applicable %",
        "cr_1 DEU 2018 = 84.5 %, estimated, estimated by UNESCO",
    ];
    holds("uis.csv", text, 3, &told);
}

#[test]
fn a_country_may_be_known_by_what_its_column_is_called() {
    let text = "DATAFLOW,COUNTRY_DEST: Country of Destination,STATE_ORIGIN: State of Origin,TIME_PERIOD: Time Period,OBS_VALUE,UNIT_MEASURE: Unit\n\
                ABS:MERCH_EXP(1.0.0): Exports,CHIN: China,TOT: Total,2023-01,18.5,AUD: Australian Dollars\n\
                ABS:MERCH_EXP(1.0.0): Exports,RUSS: Russian Federation,TOT: Total,2023-01,12.5,AUD: Australian Dollars\n";
    holds("exports.csv", text, 2, &["exports CHN TOT 2023-01 = 18.5 AUD", "exports RUS TOT 2023-01 = 12.5 AUD"]);
}

#[test]
fn a_code_and_its_label_may_stand_without_a_blank_between_them() {
    let text = "Time Series Search Export,Search term,Search filters\n,,\n\n\
                DATAFLOW_ID:Dataflow ID,KEY:Timeseries Key,FREQ:Frequency,REF_AREA:Reference area,VALUE:Value,UNIT_MEASURE:Unit of measure,Unit,Unit multiplier,TIME_PERIOD:Period,OBS_CONF:Confidentiality,OBS_PRE_BREAK:Pre-break value,OBS_STATUS:Status,OBS_VALUE:Value\n\
                \"BIS,WS_SPP,1.0\",Q.US.N.628,Q:Quarterly,US:US,N:Nominal,628:Index,Index,Units,2023-03-31,F:Free,,A:Normal,150.5\n\
                \"BIS,WS_SPP,1.0\",Q.US.N.628,Q:Quarterly,US:US,N:Nominal,628:Index,Index,Units,2023-06-30,F:Free,,E:Estimated,152.5\n";
    holds("prices.csv", text, 2, &["prices USA N 2023-Q1 = 150.5 Index", "prices USA N 2023-Q2 = 152.5 Index, estimated"]);
}

#[test]
fn footnotes_of_undata_are_told_in_words() {
    let text = "\"Country or Area\",\"Year\",\"Item\",\"Value\",\"Value Footnotes\"\n\"Russian Federation\",\"2019\",\"Output\",\"16.5\",\"1\"\n\
                \"Russian Federation\",\"2018\",\"Output\",\"15.5\",\"1,2,\"\n\"China\",\"2019\",\"Output\",\"14.5\",\"\"\n\n\
                \"footnoteSeqID\",\"Footnote\"\n\"1\",\"Made up.\"\n\"2\",\"Provisional, as it seems.\"\n";
    let told = [
        "undata RUS Output 2019 = 16.5, Made up.",
        "undata RUS Output 2018 = 15.5, Made up.; Provisional, as it seems.",
        "undata CHN Output 2019 = 14.5",
    ];
    holds("undata.csv", text, 3, &told);
}

#[test]
fn figures_of_the_global_health_observatory_are_its_numbers() {
    let text = "IndicatorCode,Indicator,Location type,SpatialDimValueCode,Location,Period,Dim1 type,Dim1,Dim1ValueCode,FactValueNumericPrefix,FactValueNumeric,FactValueUoM,FactValueNumericLow,FactValueNumericHigh,Value\n\
                LE_1,Life expectancy (years),Country,RUS,Russian Federation,2019,Sex,Both sexes,SEX_BTSX,,73.5,,72.5,73.9,73.5 [72.5-73.9]\n\
                LE_1,Life expectancy (years),Country,LSO,Lesotho,2019,Sex,Male,SEX_MLE,<,47.5,,43.9,51.2,<47.5 [43.9-51.2]\n";
    let opened = holds("gho.csv", text, 2, &["le_1 RUS SEX_BTSX 2019 = 73.5 years", "le_1 LSO SEX_MLE 2019 = 47.5 years"]);
    let lesotho = opened.dataset.observations().into_iter().find(|one| one.codes.values().any(|code| code.as_str() == "LSO"));
    assert_eq!(lesotho.and_then(|one| one.amount.ok()).map(|amount| amount.qualifier), Some(Qualifier::LessThan));
    let named = opened.dataset.dimensions();
    assert!(named.contains(&Dimension::Other("sex".to_owned())), "{named:?}");
}

#[test]
fn heads_with_labels_are_those_of_sdmx_without_a_dataflow_too() {
    let text = "FREQ:Frequency,REF_AREA:Reference area,TIME_PERIOD:Time period or range,OBS_VALUE:Observation Value,UNIT_MEASURE:Unit,UNIT_MULT:Size\n\
                Q: Quarterly,US: United States,2020-Q1,1.5,USD: US dollar,6: Millions\nQ: Quarterly,XM: Euro area,2020-Q1,2.5,EUR: Euro,9: Billions\n";
    holds("credit.csv", text, 2, &["credit USA 2020-Q1 = 1.5 USD million", "credit EA 2020-Q1 = 2.5 EUR billion"]);
}

#[test]
fn the_world_bank_names_its_codes_in_columns_called_labels() {
    let text = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,FREQ_LABEL,REF_AREA,REF_AREA_LABEL,INDICATOR,INDICATOR_LABEL,SEX,SEX_LABEL,UNIT_MEASURE,\
                UNIT_MEASURE_LABEL,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MULT_LABEL\n\
                datastructure,WB.DATA360:DS(1.2),I,A,Annual,RUS,Russian Federation,WB_X,Exports of made up goods,_T,Total,USD,US dollar,2022,11.5,6,Millions\n";
    let opened = holds("data360.csv", text, 1, &["wb_x RUS _T 2022 = 11.5 USD million"]);
    let label = opened.dataset.indicators.values().next().map(|one| one.label.clone());
    assert_eq!(label.as_deref(), Some("Exports of made up goods"));
}

#[test]
fn national_currency_is_the_one_that_the_oecd_names_beside_it() {
    let text = "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,REF_AREA,Reference area,UNIT_MEASURE,Unit of measure,TIME_PERIOD,Time period,OBS_VALUE,\
                Observation value,UNIT_MULT,Unit multiplier,CURRENCY,Currency\n\
                DATAFLOW,A:B(1.0),Accounts,I,FRA,France,XDC,National currency,2022,,15.5,,6,Millions,EUR,Euro\n\
                DATAFLOW,A:B(1.0),Accounts,I,JPN,Japan,XDC,National currency,2022,,16.5,,6,Millions,JPY,Yen\n\
                DATAFLOW,A:B(1.0),Accounts,I,FRA,France,USD_PPP,\"US dollars, PPP converted\",2022,,17.5,,6,Millions,_Z,Not applicable\n";
    let told = ["accounts FRA 2022 = 15.5 EUR million", "accounts_jpy JPN 2022 = 16.5 JPY million"];
    let opened = opened("accounts.csv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert!(told.iter().all(|one| all.contains(&(*one).to_owned())) && all.len() == 3, "{all:#?}");
}

#[test]
fn the_older_portal_of_the_oecd_says_in_its_measure_what_is_counted() {
    let text = "\"LOCATION\",\"INDICATOR\",\"SUBJECT\",\"MEASURE\",\"FREQUENCY\",\"TIME\",\"Value\",\"Flag Codes\"\n\
                \"RUS\",\"GDP\",\"TOT\",\"MLN_USD\",\"A\",\"2019\",11.5,\n\"RUS\",\"GDP\",\"TOT\",\"USD_CAP\",\"A\",\"2019\",12.5,\"P\"\n\
                \"DEU\",\"GDP\",\"TOT\",\"AGRWTH\",\"Q\",\"2019-Q1\",,\"L\"\n";
    let told = [
        "gdp RUS TOT 2019 = 11.5 USD million",
        "gdp_usd_cap RUS TOT 2019 = 12.5 USD per capita, provisional",
        "gdp_agrwth DEU TOT 2019-Q1 = not_collected % change on the previous year, exists, but was not collected",
    ];
    holds("portal.csv", text, 3, &told);
}

#[test]
fn a_power_code_in_words_is_the_size_of_figures() {
    let text = "\"Country\",\"Subject\",\"Frequency\",\"Time\",\"Unit\",\"PowerCode\",\"Value\",\"Flags\"\n\
                \"Russia\",\"Exports\",\"Annual\",\"2019\",\"US Dollar\",\"Millions\",11.5,\n\
                \"China\",\"Exports\",\"Annual\",\"2019\",\"US Dollar\",\"Billions\",12.5,\"Estimated value\"\n";
    let opened = opened("words.csv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert!(all[0].ends_with("2019 = 11.5 USD million") && all[1].ends_with("2019 = 12.5 USD billion, estimated"), "{all:#?}");
}

#[test]
fn data_sets_of_the_office_for_national_statistics_have_a_value_and_pairs() {
    let text = "v4_1,Data Marking,mmm-yy,Time,uk-only,Geography,sitc,Commodity,countries-and-territories,CountriesAndTerritories,direction-of-trade,Direction\n\
                12.5,,Jan-19,Jan-19,K02000001,United Kingdom,T,Total,RU,Russia,EX,Exports\n,x,Jan-19,Jan-19,K02000001,United Kingdom,T,Total,CN,China,IM,Imports\n";
    let told = ["trade GBR RUS export T 2019-01 = 12.5", "trade GBR CHN import T 2019-01 = not_published"];
    let opened = opened("trade.csv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert_eq!(all.len(), 2, "{all:#?}");
    assert!(told.iter().all(|one| all.iter().any(|other| other.starts_with(one))), "{all:#?}");
}

#[test]
fn codes_of_countries_whose_names_are_in_a_language_that_is_not_known_are_those_of_countries() {
    let text = r#"{"class": "dataset", "version": "2.0", "label": "Utenrikshandel", "id": ["Landkoder2", "Tid"], "size": [2, 1], "role": {"time": ["Tid"]},
        "dimension": {"Landkoder2": {"label": "land", "category": {"index": ["RU", "CN"], "label": {"RU": "Russland", "CN": "Kina"}}},
        "Tid": {"label": "måned", "category": {"index": ["2021M01"]}}}, "value": [15, 16]}"#;
    holds("handel.json", text, 2, &["handel RUS 2021-01 = 15", "handel CHN 2021-01 = 16"]);
}

#[test]
fn a_nought_of_unesco_that_is_part_of_another_figure_is_none() {
    let text = "INDICATOR_ID,COUNTRY_ID,YEAR,VALUE,MAGNITUDE,QUALIFIER\nCR.1,FRA,2020,99.5,,\nCR.1,DEU,2020,98.1,,UIS_EST\n\
                CR.2,DEU,2020,,NA,\nCR.2,FRA,2020,0,NIL,\nCR.2,ITA,2020,0,INCLUDED,\n";
    let figures = [
        "cr_1 DEU 2020 = 98.1, estimated",
        "cr_2 DEU 2020 = not_applicable, not applicable",
        "cr_2 FRA 2020 = 0",
        "cr_2 ITA 2020 = not_published, not published: included in another figure",
    ];
    let opened = holds("uis.csv", text, 5, &figures);
    assert_eq!(opened.format, "table of the UNESCO Institute for Statistics");
    let answer = "indicatorId,geoUnit,year,value,magnitude,qualifier\nCR.1,FRA,2020,99.5,,\nCR.1,DEU,2020,98.1,,NAT_EST\n";
    holds("answer.csv", answer, 2, &["cr_1 DEU 2020 = 98.1, estimated"]);
}

#[test]
fn series_of_the_goals_are_of_their_areas_and_what_parts_them_stands_in_brackets() {
    let text = "Goal,Target,Indicator,SeriesCode,SeriesDescription,GeoAreaCode,GeoAreaName,TimePeriod,Value,Time_Detail,Source,FootNote,\
                [Location],[Nature],[Reporting Type],[Sex],[Units]\n\
                1,1.1,1.1.1,SI_POV,Poverty (%),250,France,2018,0.1,2018,World Bank,,ALLAREA,C,G,BOTHSEX,PERCENT\n\
                1,1.1,1.1.1,SI_POV,Poverty (%),276,Germany,2018,<0.3,2018,World Bank,revised,RURAL,E,G,FEMALE,PERCENT\n\
                1,1.1,1.1.1,SI_POV,Poverty (%),1,World,2018,NaN,2018,World Bank,,ALLAREA,G,G,BOTHSEX,PERCENT\n";
    let figures = [
        "si_pov FRA ALLAREA G BOTHSEX 2018 = 0.1 %",
        "si_pov DEU RURAL G FEMALE 2018 = 0.3 %, estimated, revised",
        "si_pov WLD ALLAREA G BOTHSEX 2018 = not_published %",
    ];
    let opened = holds("goals.csv", text, 3, &figures);
    assert!(opened.report.notes.contains(&"Not taken over: the columns Source.".to_owned()), "{:?}", opened.report.notes);
}

#[test]
fn numbers_of_footnotes_behind_countries_of_statistics_canada_are_told() {
    let text = "REF_DATE,GEO,Trade,Principal trading partners,UOM,SCALAR_FACTOR,VECTOR,COORDINATE,VALUE\n\
                2020-01,Canada,Import,United States 5,Dollars,millions,v2,1.2,24000.5\n2020-01,Canada,Import,Mexico 2,Dollars,millions,v3,1.3,2900.7\n";
    let opened = holds("canada.csv", text, 2, &["canada CAN USA import 2020-01 = 24000.5 CAD million"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("\"United States 5\"")), "{:?}", opened.dataset.caveats);
}

#[test]
fn rates_of_the_bank_of_russia_are_for_one_unit_however_many_they_were_given_for() {
    let text = "nominal;data;curs;cdx\n1;31.12.2021;11,6503;Китайский юань\n10;29.12.2021;115,5;Китайский юань\n";
    let figures = ["exchange_rate Китайский юань 2021-12-31 = 11.6503 RUB", "exchange_rate Китайский юань 2021-12-29 = 11.55 RUB"];
    let opened = holds("rates.csv", text, 2, &figures);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("are taken for one")), "{:?}", opened.dataset.caveats);
}

#[test]
fn bilateral_trade_of_the_oecd_has_flows_and_partners() {
    let text = "\"COU\",\"Reporting country\",\"FLW\",\"Flow\",\"PAR\",\"Partner\",\"IND\",\"Industry\",\"TIME\",\"Time\",\"Unit Code\",\"Unit\",\
                \"PowerCode Code\",\"PowerCode\",\"Value\",\"Flag Codes\",\"Flags\"\n\
                FRA,France,EXPO,Exports,CHN,China,D01T99,TOTAL,2019,2019,USD,US Dollar,3,Thousands,23415,,\n\
                FRA,France,IMPO,Imports,DEU,Germany,D10T12,Food,2019,2019,USD,US Dollar,3,Thousands,5415,,\n";
    holds("bilateral.csv", text, 2, &["bilateral FRA CHN export D01T99 2019 = 23415 USD thousand"]);
}

#[test]
fn a_number_of_an_agency_before_a_country_is_no_part_of_its_name() {
    let text = "year,country,exports\n2021,105_中華人民共和国,5\n2021,304_アメリカ合衆国,6\n2021,222_Russische Föderation,7\n";
    holds("numbered.csv", text, 3, &["exports CHN 2021 = 5", "exports USA 2021 = 6", "exports RUS 2021 = 7"]);
    let counted = "year,country,exports\n2021,1 Germany,5\n2021,2 Germany,6\n2021,3 France,7\n";
    let opened = opened("counted.csv", counted.as_bytes());
    assert!(!opened.dataset.observations().iter().any(|one| one.codes.values().any(|code| code.as_str() == "DEU")));
}

#[test]
fn records_of_the_goals_have_their_unit_and_what_parts_them() {
    let record = |location: &str, value: &str, note: &str| {
        format!(
            "{{\"goal\":[\"7\"],\"indicator\":[\"7.1.1\"],\"series\":\"EG_ACS\",\"seriesDescription\":\"Access\",\"geoAreaCode\":\"4\",\
             \"geoAreaName\":\"Afghanistan\",\"timePeriodStart\":2005,\"value\":\"{value}\",\"footnotes\":[\"{note}\"],\
             \"attributes\":{{\"Nature\":\"E\",\"Units\":\"PERCENT\"}},\"dimensions\":{{\"Location\":\"{location}\"}}}}"
        )
    };
    let text = format!("{{\"size\":2,\"data\":[{},{}]}}", record("ALLAREA", "25.4", ""), record("RURAL", "15.4", "survey"));
    holds("goals.json", &text, 2, &["eg_acs AFG ALLAREA 2005 = 25.4 %, estimated", "eg_acs AFG RURAL 2005 = 15.4 %, estimated, survey"]);
}

#[test]
fn flags_of_a_value_are_no_codes_and_months_alone_above_a_table_date_it() {
    let text = "reporter_name,indicator_code,unit,year,value_flag,value\nChina,ITS,Million US dollar,2020,,10\nChina,ITS,Million US dollar,2021,E,11\n";
    holds("flags.csv", text, 2, &["its CHN 2021 = 11 USD million, estimated"]);
    let goods = "Товарная структура экспорта;;\nянварь-декабрь 2021 года;;\n(млн. долларов США);;\nКод ТН ВЭД;Всего;Страны СНГ\n27;267700;14400\n\
                 29;37700;10500\n";
    holds("goods.csv", goods, 4, &["всего HS-27 2021-01/2021-12 = 267700 USD million"]);
}
