//! What central banks, funds and offices send of late: who reports in the statistics of banks, what the IMF only expects, units
//! and letters that are written otherwise than in most files. Each has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import::open_bytes;
use asymmetry::terms::dimension::Dimension;

use super::offices::holds;
use super::words::opened;

#[test]
fn the_bank_that_reports_is_no_bank_of_its_owner() {
    let text = "FREQ,L_MEASURE,L_POSITION,L_PARENT_CTY,L_REP_CTY,L_CP_COUNTRY,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n\
                Q,S,C,5J,GB,RU,2024-Q4,15.5,USD,6\nQ,S,C,5J,DE,5J,2024-Q4,25.5,USD,6\nQ,S,C,US,5A,XM,2024-Q4,35.5,USD,6\n";
    let told = [
        "locational GBR RUS S 5J C 2024-Q4 = 15.5 USD million",
        "locational DEU WLD S 5J C 2024-Q4 = 25.5 USD million",
        "locational X-BIS-5A EA S US C 2024-Q4 = 35.5 USD million",
    ];
    holds("locational.csv", text, 3, &told);
    let rates =
        "DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\nBIS:WS_CBPOL(1.0),D,XM,2020-01-02,1.5\nBIS:WS_CBPOL(1.0),D,JP,2020-01-02,-0.5\n";
    holds("rates.csv", rates, 2, &["rates EA 2020-01-02 = 1.5", "rates JPN 2020-01-02 = -0.5"]);
}

#[test]
fn banks_in_bulk_have_periods_across_and_names_beside_their_codes() {
    let text = "\"FREQ\",\"Frequency\",\"L_MEASURE\",\"Measure\",\"L_REP_CTY\",\"Reporting country\",\"L_CP_COUNTRY\",\"Counterparty country\",\
                \"TIME_FORMAT\",\"TITLE\",\"Title\",\"Series\",\"2021-Q3\",\"2021-Q4\"\n\
                \"Q\",\"Quarterly\",\"S\",\"Stocks\",\"AT\",\"Austria\",\"RU\",\"Russia\",\"\",\"\",\"\",\"Q:S:AT:RU\",\"15.5\",\"16.5\"\n\
                \"Q\",\"Quarterly\",\"S\",\"Stocks\",\"5A\",\"All reporting countries\",\"5J\",\"All countries (total)\",\"\",\"\",\"\",\"Q:S:5A:5J\",\"\",\"26.5\"\n";
    let told =
        ["consolidated AUT RUS S 2021-Q3 = 15.5", "consolidated AUT RUS S 2021-Q4 = 16.5", "consolidated X-BIS-5A WLD S 2021-Q4 = 26.5"];
    let opened = holds("consolidated.csv", text, 4, &told);
    assert_eq!(opened.format, "BIS table with periods across");
}

#[test]
fn a_country_that_is_called_a_destination_is_a_partner_whatever_its_id() {
    let text = r#"{"header": {"sender": {"id": "ABS"}}, "dataSets": [{"action": "Information", "observations": {"0:0": [11.5, null], "1:0": [12.5, null]}}],
        "structure": {"name": "Exports", "dimensions": {"observation": [
        {"keyPosition": 0, "id": "COUNTRY", "name": "Country of Destination", "values": [{"id": "JPAN", "name": "Japan"}, {"id": "-", "name": "Total"}]},
        {"id": "TIME_PERIOD", "name": "Time", "values": [{"id": "2014-02", "name": "Feb-2014"}], "role": "TIME_PERIOD"}]},
        "attributes": {"dataSet": [], "series": [], "observation": [{"id": "OBS_STATUS", "name": "Status", "values": []}]}}}"#;
    let opened = holds("merch.json", text, 2, &["merch JPN 2014-02 = 11.5", "merch X-- 2014-02 = 12.5"]);
    let dimensions = opened.dataset.dimensions();
    assert!(dimensions.contains(&Dimension::Partner) && !dimensions.contains(&Dimension::Reporter), "{dimensions:?}");
    let labelled = "DATAFLOW,COUNTRY: Country of destination,TIME_PERIOD: Time,OBS_VALUE\nA:B(1.0): Exports,JP: Japan,2014-02,11.5\n";
    let opened = holds("labelled.csv", labelled, 1, &["labelled JPN 2014-02 = 11.5"]);
    assert!(opened.dataset.observations()[0].code(&Dimension::Partner).is_some());
}

/// A message of the IMF with these series.
fn of_the_imf(published: &str, series: &str) -> String {
    format!(
        "<m:StructureSpecificData><m:Header><m:Sender id=\"IMF\"/></m:Header><m:DataSet {published}>\
         <Group COUNTRY=\"IND\" INDICATOR=\"NGDPD\" UNIT=\"USD\" LATEST_ACTUAL_ANNUAL_DATA=\"FY2023/24\"/>{series}</m:DataSet></m:StructureSpecificData>"
    )
}

#[test]
fn what_the_imf_estimates_and_expects_is_told_and_splits_no_series() {
    let years = "<Series COUNTRY=\"IND\" INDICATOR=\"NGDPD\" FREQUENCY=\"A\"><Obs TIME_PERIOD=\"2023\" OBS_VALUE=\"1.5\"/>\
                 <Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"2.5\"/><Obs TIME_PERIOD=\"2025\" OBS_VALUE=\"3.5\"/></Series>";
    let told = ["NGDPD IND 2023 = 1.5 USD", "NGDPD IND 2024 = 2.5 USD, estimated", "NGDPD IND 2025 = 3.5 USD, forecast"];
    let opened = holds("outlook.xml", &of_the_imf("PUBLICATION_DATE=\"2025-04-14T13:00:00Z\"", years), 3, &told);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("projections, shown as forecasts")));
    holds("outlook.xml", &of_the_imf("", years), 3, &["NGDPD IND 2025 = 3.5 USD, estimated"]);
    let derived = "<Series COUNTRY=\"NPL\" INDICATOR=\"NGDPD\" FREQUENCY=\"A\"><Obs TIME_PERIOD=\"2024\" OBS_VALUE=\"1.5\" DERIVATION_TYPE=\"O\"/>\
                   <Obs TIME_PERIOD=\"2025\" OBS_VALUE=\"2.5\" DERIVATION_TYPE=\"SP\"/></Series>";
    holds("derived.xml", &of_the_imf("", derived), 2, &["NGDPD NPL 2024 = 1.5", "NGDPD NPL 2025 = 2.5, forecast"]);
}

#[test]
fn the_data_mapper_answers_by_indicator_country_and_year() {
    let text = r#"{"values": {"NGDPD": {"KEN": {"2024": 119.5, "2025": "136.5", "2026": null}, "WEOWORLD": {"2024": 1105.5}}}, "api": {"version": "1"}}"#;
    let told = ["NGDPD KEN 2024 = 119.5", "NGDPD KEN 2025 = 136.5", "NGDPD KEN 2026 = not_published", "NGDPD WLD 2024 = 1105.5"];
    let opened = holds("mapper.json", text, 4, &told);
    assert_eq!(opened.format, "answer of the IMF's DataMapper");
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("projections")));
}

#[test]
fn eurostat_says_behind_a_flag_whether_a_figure_is_withheld() {
    let text = "freq,unit,na_item,geo\\TIME_PERIOD\t2022 \t2023 \t2024 \nA,CP_MEUR,B1G,DE\t35.5 p\t38.5 p@C\t: @C\nA,CP_MEUR,B1G,IE\t: p@F\t12.5 @N\t: c\n";
    let told = [
        "b1g DEU 2022 = 35.5 EUR million, provisional",
        "b1g DEU 2023 = 38.5 EUR million, provisional",
        "b1g DEU 2024 = confidential EUR million",
        "b1g IRL 2023 = 12.5 EUR million",
        "b1g IRL 2024 = confidential EUR million",
    ];
    holds("gva.tsv", text, 6, &told);
}

#[test]
fn figures_of_unctad_count_in_what_their_column_says_without_footnotes_as_well() {
    let text = "Year,Economy,Economy Label,Flow,Flow Label,Direction,Direction Label,Millions of US$ at current prices\n\
                2024,418,\"Lao People's Dem. Rep.\",09,\"Stock\",1,\"Inward\",153.5\n2024,0000,World,09,\"Stock\",1,\"Inward\",2153.5\n";
    let opened = opened("fdi.csv", text.as_bytes());
    assert_eq!(opened.format, "UNCTADstat table");
    let one = &opened.dataset.observations()[0];
    assert_eq!((one.unit.as_str(), opened.dataset.observations().len()), ("USD million", 2));
}

#[test]
fn units_that_stand_among_the_dimensions_or_in_an_element_are_whole() {
    let text = "\"VAR\",\"Variable\",\"UNIT\",\"Measure\",\"COU\",\"Country\",\"YEA\",\"Year\",\"Value\",\"Flag Codes\",\"Flags\"\n\
                \"PHAR\",\"Sales\",\"PCTOT\",\"% of total sales\",\"AUS\",\"Australia\",\"2011\",\"2011\",9.5,\"E\",\"Estimated value\"\n\
                \"PHAR\",\"Sales\",\"PPPPER\",\"US$ per capita\",\"AUS\",\"Australia\",\"2011\",\"2011\",560.5,,\n";
    let opened = opened("health.csv", text.as_bytes());
    let units: Vec<String> = opened.dataset.observations().iter().map(|one| one.unit.as_str().to_owned()).collect();
    assert_eq!(units.iter().filter(|unit| unit.contains("% of total sales")).count(), 1, "{units:?}");
    let prices = "Area Code,Area Code (M49),Area,Item Code,Item,Element Code,Element,Year Code,Year,Months Code,Months,Unit,Value,Flag\n\
                  231,'840,United States of America,56,Maize,5532,Producer Price (USD/tonne),2023,2023,7021,Annual value,USD,183.5,A\n";
    holds("prices.csv", prices, 1, &["producer_price_usd_tonne USA Maize 2023 = 183.5 USD/tonne"]);
}

#[test]
fn answers_without_records_or_with_an_error_are_named() {
    let why = |text: &str| open_bytes(text.as_bytes(), "answer.json", Origin::Bundled).expect_err("has none").to_string();
    let empty = why(r#"{"elapsedTime": "0.02 secs", "count": 0, "data": [], "error": ""}"#);
    assert!(empty.contains("without records"), "{empty}");
    let error = why(r#"{"status": 404, "code": 40400, "message": "No such dataflow found", "devMessage": null}"#);
    assert!(error.contains("No such dataflow found"), "{error}");
}

#[test]
fn the_interface_of_the_who_tells_the_year_of_a_figure_and_not_the_day_of_its_record() {
    let record = |place: &str, value: &str, number: &str, range: &str| {
        format!(
            r#"{{"Id": 1, "IndicatorCode": "WHOSIS_1", "SpatialDimType": "COUNTRY", "SpatialDim": "{place}", "TimeDimType": "YEAR", "TimeDim": 2019,
            "Dim1Type": "SEX", "Dim1": "SEX_BTSX", "Value": "{value}", "NumericValue": {number}, {range}, "Comments": null,
            "Date": "2024-08-02T09:43:39.193+02:00"}}"#
        )
    };
    let (first, second) = (
        record("GBR", "81.5 [78.5-82.5]", "81.5", r#""Low": 78.5, "High": 82.5"#),
        record("RUS", "<2.5", "2.5", r#""Low": null, "High": null"#),
    );
    let text = format!(r#"{{"@odata.context": "x", "value": [{first}, {second}]}}"#);
    let opened = holds("life.json", &text, 2, &["whosis_1 GBR SEX_BTSX 2019 = 81.5, from 78.5 to 82.5"]);
    assert_eq!(opened.format, "answer of the Global Health Observatory");
    let russia = &opened.dataset.observations()[1];
    let amount = russia.amount.as_ref().expect("a figure");
    assert_eq!((amount.value, amount.qualifier), (2.5, asymmetry::terms::amount::Qualifier::LessThan));
}

#[test]
fn a_register_of_orders_alone_has_no_negative_arms() {
    let text = "Arms transfers database\nGenerated: 01 June 2026\nSupplier,Recipient,Year of order,Number ordered,Weapon designation,\
                Weapon description,Number delivered,Year(s) of delivery,Status,SIPRI TIV per unit,SIPRI TIV for total order\n\
                Russia,Myanmar,2021,6,Su-30,FGA aircraft,6,2022,Delivered,(0.5),3.5\n";
    let opened = opened("register.csv", text.as_bytes());
    assert_eq!(opened.format, "SIPRI trade register");
    let values: Vec<f64> =
        opened.dataset.observations().iter().filter_map(|one| one.amount.as_ref().ok()).map(|amount| amount.value).collect();
    assert!(values.contains(&3.5) && values.iter().all(|value| *value > 0.0), "{values:?}");
}

#[test]
fn series_of_the_bundesbank_have_the_unit_and_the_size_above_them_and_remarks_beside_them() {
    let text = ";BBK01.OU0083;BBK01.OU0083_FLAGS;BBEX3.M.USD;BBEX3.M.USD_FLAGS\n;Bilanzsumme;;Devisenkurs;\nEinheit;EUR;;USD;\nDimension;Millionen;;Eins;\n\
                letzte Aktualisierung;2023-03-01 10:00:00;;2023-03-01 10:00:00;\n1999-01;1,5;;1,1608;\n1999-02;2,5;Vorläufiger Wert;.;Kein Wert vorhanden\n";
    let opened = opened("reihen.csv", text.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(super::words::told).collect();
    assert_eq!((all.len(), opened.format.as_str()), (4, "series of the Deutsche Bundesbank"), "{all:#?}");
    assert!(all[0].ends_with("1999-01 = 1.5 EUR million") && all[1].ends_with("1999-01 = 1.1608 USD"), "{all:#?}");
    assert!(all[2].contains("2.5 EUR million") && all[2].contains("Vorläufiger Wert") && all[3].contains("not_published"), "{all:#?}");
    // A row that says nothing ends no series.
    let parted = text.replace("1999-02", ";;;;\n1999-02");
    assert_eq!(super::words::opened("reihen.csv", parted.as_bytes()).dataset.observations().len(), 4);
}

#[test]
fn rows_of_letters_below_the_series_of_insee_are_no_series() {
    let text = "\"Libellé\";\"idBank\";\"Dernière mise à jour\";\"Période\";\"2023-01\";\"2023-02\"\n\"Indice\";\"001759970\";\"14/04/2023\";\"\";\"114.5\";\"\"\n\
                \"Codes\";\"001759970\";\"\";\"\";\"A\";\"\"\n";
    let opened = holds("insee.csv", text, 2, &["001759970 2023-01 = 114.5", "001759970 2023-02 = not_published"]);
    assert_eq!(opened.dataset.indicators.values().next().map(|one| one.label.as_str()), Some("Indice"));
}

#[test]
fn a_national_currency_is_that_of_the_reporter_and_no_code_of_another() {
    for code in ["XDC", "NC", "NAC", "National currency units"] {
        let text = format!(
            "DATAFLOW,FREQ,REF_AREA,INDICATOR,UNIT_MEASURE,UNIT_MULT,TIME_PERIOD,OBS_VALUE\nNBU:BOP(1.0),A,UA,EXPORTS,{code},6,2022,15\n"
        );
        holds("bank.csv", &text, 1, &["exports UKR 2022 = 15 national currency million"]);
    }
}

#[test]
fn a_currency_that_is_the_reporters_own_is_the_unit_where_nothing_else_is() {
    let text = "DATAFLOW,FREQ,REF_AREA,INDICATOR,CURRENCY,TIME_PERIOD,OBS_VALUE,UNIT_MULT\nA:B(1.0),A,FRA,GDP,NAC,2020,2300,6\n\
                A:B(1.0),A,GBR,GDP,NAC,2020,2100,6\nA:B(1.0),A,GBR,GDP,EUR,2020,2400,6\n";
    let opened = holds("gdp.csv", text, 3, &["gdp GBR 2020 = 2100 national currency million", "gdp_eur GBR 2020 = 2400 EUR million"]);
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.starts_with("Figures in national currency")));
    // In which currency trade is invoiced is something else.
    let invoiced = text.replace("NAC", "USD");
    holds("invoiced.csv", &invoiced, 3, &["gdp GBR USD 2020 = 2100 million"]);
    let table = "year,country,currency,value\n2020,France,NAC,2300\n2020,Germany,NAC,3300\n2020,Germany,USD,3600\n";
    holds("table.csv", table, 3, &["table DEU 2020 = 3300 national currency", "table_usd DEU 2020 = 3600 USD"]);
}

#[test]
fn letters_of_status_of_insee_are_those_of_its_figures() {
    let across = "\"Libellé\";\"idBank\";\"Dernière mise à jour\";\"Période\";\"2023-01\";\"2023-02\"\n\"Indice\";\"001\";\"14/04/2023\";\"\";\"114.5\";\"115\"\n\
                  \"Codes\";\"001\";\"\";\"\";\"A\";\"P\"\n";
    let opened = holds("across.csv", across, 2, &["001 2023-01 = 114.5", "001 2023-02 = 115, provisional"]);
    assert!(opened.dataset.caveats.is_empty(), "{:?}", opened.dataset.caveats);
    let down = "\"Libellé\";\"Exportations\";\"Codes\"\n\"idBank\";\"002\";\"\"\n\"Dernière mise à jour\";\"12/01/2024 08:45\";\"\"\n\
                \"Période\";\"\";\"\"\n\"2023-02\";\"12\";\"P\"\n\"2023-01\";\"11.5\";\"A\"\n";
    let opened = holds("down.csv", down, 2, &["002 2023-01 = 11.5", "002 2023-02 = 12, provisional"]);
    assert_eq!(opened.dataset.indicators.values().next().map(|one| one.label.as_str()), Some("Exportations"));
}

#[test]
fn a_national_currency_among_the_dimensions_of_a_message_is_its_unit() {
    let text = r#"{"meta":{"id":"x","sender":{"id":"OECD"}},"data":{"dataSets":[{"structure":0,"observations":{"0:0:0":["10.5"],"0:1:0":["11.5"]}}],
        "structures":[{"name":"Accounts","dimensions":{"observation":[{"id":"REF_AREA","keyPosition":0,"values":[{"id":"GBR","name":"United Kingdom"}]},
        {"id":"CURRENCY","keyPosition":1,"values":[{"id":"NAC","name":"National currency"},{"id":"EUR","name":"Euro"}]},
        {"id":"TIME_PERIOD","roles":["TIME_PERIOD"],"values":[{"value":"2020"}]}]},"attributes":{"observation":[]}}]}}"#;
    let opened = holds("accounts.json", text, 2, &[]);
    let mut units: Vec<String> = opened.dataset.observations().iter().map(|one| one.unit.as_str().to_owned()).collect();
    units.sort_unstable();
    assert_eq!(units, ["EUR", "national currency"]);
}
