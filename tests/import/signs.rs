//! What agencies write between the lines of their files: a unit in a row of its own, a size in a name, a sign that only its label
//! explains, a key that some series do not have. Each file has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import;
use asymmetry::import::hints::Hints;
use asymmetry::problem::Problem;

use super::Folder;
use super::books::all_told;
use super::offices::holds;
use super::words::opened;

#[test]
fn a_table_of_eurostat_with_one_period_and_many_keys_has_its_figures_and_the_unit_of_quantities() {
    let text = "freq,reporter,product,indicators\\TIME_PERIOD\t2022 \r\nA,DE,10101010,OWNQNTFLAG\t:C\r\nA,DE,10101010,EXPQNT\t500\r\n\
                A,DE,10101010,EXPVAL\t70\r\nA,DE,10101010,QNTUNIT\tKG\r\nA,DE,10101020,EXPQNT\t9\r\nA,DE,10101020,QNTUNIT\tP/ST\r\n";
    let opened = opened("prodcom.tsv", text.as_bytes());
    assert_eq!(
        all_told(&opened),
        [
            "ownqntflag DEU 10101010 2022 = confidential",
            "expqnt DEU 10101010 2022 = 500 kg",
            "expval DEU 10101010 2022 = 70",
            "expqnt_p_st DEU 10101020 2022 = 9 P/ST",
        ]
    );
    assert!(opened.report.notes.iter().any(|note| note.starts_with("Rows whose indicator ends with UNIT")), "{:?}", opened.report.notes);
}

#[test]
fn the_indicator_of_trade_in_euros_is_in_euros_and_its_flow_has_a_name() {
    let text = "freq,reporter,partner,product,flow,indicators\\TIME_PERIOD\t2026-06 \t2026-07 \nM,DE,US,01,1,VALUE_IN_EUROS\t: \t5\n";
    assert_eq!(
        all_told(&opened("comext.tsv", text.as_bytes())),
        ["value_in_euros DEU USA import 01 2026-06 = not_published EUR", "value_in_euros DEU USA import 01 2026-07 = 5 EUR"]
    );
    let cube = r#"{"version": "2.0", "class": "dataset", "label": "Trade", "source": "ESTAT", "id": ["reporter", "flow", "indicators", "time"],
        "size": [1, 2, 1, 1], "value": [7, 8], "dimension": {"reporter": {"category": {"index": ["DE"]}},
        "flow": {"category": {"index": {"1": 0, "2": 1}, "label": {"1": "IMPORT", "2": "EXPORT"}}},
        "indicators": {"category": {"label": {"VALUE_IN_EUROS": "VALUE_IN_EUROS"}}}, "time": {"category": {"index": ["2024-01"]}}}}"#;
    assert_eq!(
        all_told(&opened("comext.json", cube.as_bytes())),
        ["VALUE_IN_EUROS DEU import 2024-01 = 7 EUR", "VALUE_IN_EUROS DEU export 2024-01 = 8 EUR"]
    );
}

/// People in thousands by what is counted, and births per thousand beside them.
const IN_THOUSANDS: &str = r#"{"dataset": {"label": "Population", "source": "Office", "value": [61, 9.5], "dimension": {
    "id": ["WHAT", "ContentsCode", "Tid"], "size": [2, 1, 1], "role": {"metric": ["ContentsCode"], "time": ["Tid"]},
    "WHAT": {"category": {"index": ["F", "B"], "label": {"F": "Folketal (i 1000)", "B": "Levendefødte (pr. 1000)"}}},
    "ContentsCode": {"category": {"index": ["H"], "label": {"H": "Key figures"}, "unit": {"H": {"base": "Antal", "decimals": 0}}}},
    "Tid": {"category": {"index": ["2024"]}}}}}"#;

#[test]
fn a_size_in_the_name_of_a_category_is_part_of_the_unit() {
    assert_eq!(all_told(&opened("keys.json", IN_THOUSANDS.as_bytes())), ["H_thousand F 2024 = 61 thousand", "H B 2024 = 9.5 Antal"]);
    let one = IN_THOUSANDS.replace("[61, 9.5]", "[61]").replace("[2, 1, 1]", "[1, 1, 1]").replace(r#"["F", "B"]"#, r#"["F"]"#);
    assert_eq!(all_told(&opened("keys.json", one.as_bytes())), ["H F 2024 = 61 thousand"]);
    let doubtful = opened("keys.json", one.replace("Antal", "Pct. p.a.").as_bytes());
    assert_eq!(all_told(&doubtful), ["H F 2024 = 61 Pct. p.a."]);
    assert!(doubtful.dataset.caveats.iter().any(|caveat| caveat.text.contains("names a size")), "{:?}", doubtful.dataset.caveats);
}

#[test]
fn signs_mean_what_their_labels_in_the_file_say() {
    let text = |status: &str, extension: &str| {
        format!(
            r#"{{"version": "2.0", "class": "dataset", "label": "Output", "id": ["time"], "size": [3], "value": [null, null, 4], "status": {status},
            "dimension": {{"time": {{"category": {{"index": ["2021", "2022", "2023"]}}}}}}, "extension": {extension}}}"#
        )
    };
    let eurostat = text(r#"{"0": "|C", "1": ":"}"#, r#"{"status": {"label": {"|C": "|confidential"}}}"#);
    assert_eq!(
        all_told(&opened("output.json", eurostat.as_bytes())),
        ["output 2021 = confidential", "output 2022 = not_published", "output 2023 = 4"]
    );
    let finnish = text(
        r#"{"0": "2", "1": "3"}"#,
        r#"{"missingValueDescriptions": {"1": "Missing", "2": "Not applicable", "3": "Data is subject to secrecy"}}"#,
    );
    assert_eq!(
        all_told(&opened("output.json", finnish.as_bytes())),
        ["output 2021 = not_applicable", "output 2022 = confidential", "output 2023 = 4"]
    );
}

#[test]
fn numbers_of_csv_on_the_web_are_written_as_each_column_says() {
    let folder = Folder::new("csvw-signs");
    folder.file("rain.csv", b"year,plain,told\n2019,1.5,\"10_000,1\"\n2020,2.25,\"1,125\"\n");
    let columns = r#"[{"titles": "year", "datatype": "gYear"}, {"titles": "plain", "datatype": "decimal"},
        {"titles": "told", "datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "_"}}}]"#;
    let metadata = format!(r#"{{"@context": "http://www.w3.org/ns/csvw", "url": "rain.csv", "tableSchema": {{"columns": {columns}}}}}"#);
    folder.file("rain.csv-metadata.json", metadata.as_bytes());
    let opened = import::inspect(&folder.0.join("rain.csv"), &Hints::default()).expect("is read");
    assert_eq!(all_told(&opened), ["plain 2019 = 1.5", "told 2019 = 10000.1", "plain 2020 = 2.25", "told 2020 = 1.125"]);
}

#[test]
fn no_series_collapse_that_a_key_of_some_of_them_tells_apart_and_time_has_any_name() {
    let text = "<CompactData><Header><Sender id=\"MYORG\"/></Header><DataSet>\
                <Series KIND=\"A\" PLACE=\"HOME\" UNIT=\"EUR\"><Obs YEA=\"1990\" OBS_VALUE=\"1\"/><Obs YEA=\"1991\" OBS_VALUE=\"2\"/></Series>\
                <Series KIND=\"A\" LAND=\"FRA\" UNIT=\"EUR\"><Obs YEA=\"1990\" OBS_VALUE=\"1\"/><Obs YEA=\"1991\" OBS_VALUE=\"3\"/></Series>\
                <Series KIND=\"A\" LAND=\"FRA\" PLACE=\"WORK\" UNIT=\"EUR\"><Obs YEA=\"1990\" OBS_VALUE=\"1\"/></Series>\
                <Series KIND=\"B\" PLACE=\"HOME\" UNIT=\"EUR\"/></DataSet></CompactData>";
    let opened = opened("made.xml", text.as_bytes());
    assert_eq!(
        all_told(&opened),
        [
            "made A HOME 1990 = 1 EUR",
            "made A HOME 1991 = 2 EUR",
            "made A FRA 1990 = 1 EUR",
            "made A FRA 1991 = 3 EUR",
            "made A FRA WORK 1990 = 1 EUR"
        ]
    );
    assert_eq!(opened.report.duplicates, 0);
}

#[test]
fn what_banks_report_to_the_bis_has_its_unit_size_and_country() {
    let text = "<CompactData><Header><Sender id=\"BIS\"/></Header><DataSet>\
                <SiblingGroup VIS_CTY=\"MX\" JD_TYPE=\"P\" DECIMALS=\"2\" BIS_UNIT=\"USD\" UNIT_MULT=\"5\"/>\
                <Series FREQ=\"M\" VIS_CTY=\"MX\" JD_TYPE=\"P\"><Obs TIME_PERIOD=\"2000-04\" OBS_VALUE=\"5.5\" OBS_STATUS=\"A\"/></Series></DataSet></CompactData>";
    assert_eq!(all_told(&opened("debt.xml", text.as_bytes())), ["debt MEX P 2000-04 = 5.5 USD × 10^5"]);
    let across = "<CrossSectionalData><Header><Sender id=\"BIS\"/></Header><DataSet><Group TIME=\"2000\" BIS_UNIT=\"USD\" UNIT_MULT=\"5\" FREQ=\"A\"><Section>\
                  <STOCKS VIS_CTY=\"MX\" value=\"3\"/><FLOWS VIS_CTY=\"MX\" value=\"-1\"/></Section></Group></DataSet></CrossSectionalData>";
    assert_eq!(all_told(&opened("debt.xml", across.as_bytes())), ["STOCKS MEX 2000 = 3 USD × 10^5", "FLOWS MEX 2000 = -1 USD × 10^5"]);
}

fn problem(name: &str, text: &str) -> Problem {
    import::open_bytes(text.as_bytes(), name, Origin::Bundled).expect_err("should be refused")
}

#[test]
fn whoever_has_a_file_of_no_format_is_told_the_nearest_ones_and_each_format_once() {
    let prose = problem("prose.txt", "Dear colleague,\nplease find the figures below.\n");
    let why = prose.why.expect("a reason");
    assert!(why.matches("it is no ").count() <= 3, "{why}");
    assert!(why.contains("it is no dataset document: ") && why.contains("it is no tidy table: "), "{why}");
    assert!(!why.contains("Comtrade") && !why.contains("it is no JSON"), "{why}");
    let hint = prose.hint.expect("a hint");
    for format in ["UN Comtrade", "World Bank tables", "SDMX-CSV", "Atlas of Economic Complexity", "JSON-stat", "IMF tables"] {
        assert_eq!(hint.matches(format).count(), 1, "{format} in {hint}");
    }
    // Most of the names of one format are there.
    let near = problem("near.csv", "Reporter Code,Partner Code,Commodity Code,Worth\nA,B,C,D\nE,F,G,H\n").why.expect("a reason");
    assert!(near.contains("it is no UN Comtrade table (before 2023): no line of it names the columns Reporter Code, "), "{near}");
    assert!(!near.contains("CEPII"), "{near}");
}

#[test]
fn two_numbers_in_one_cell_are_not_joined_to_a_larger_one() {
    let text = "Country,Year,Value\nGermany,2020,120\nFrance,2020,150\nItaly,2020,120 150\nSpain,2020,99\n";
    let read = opened("t.csv", text.as_bytes());
    let refused: Vec<String> = read.dataset.refused.iter().map(|one| format!("{} {}", one.what, one.why)).collect();
    assert!(refused.len() == 1 && refused[0].contains("may be two numbers"), "{refused:?}");
    for (others, value) in [(["120", "150", "1 250"], 1250), (["120 000", "150", "130 160"], 130_160), (["12", "15", "120 150"], 120_150)] {
        let rows = ["Germany", "France", "Italy"].iter().zip(others).map(|(country, cell)| format!("{country},2020,{cell}\n"));
        let text = format!("Country,Year,Value\n{}", rows.collect::<String>());
        holds("t.csv", &text, 3, &[&format!("t ITA 2020 = {value}")]);
    }
    let grouped = "Country,2019,2020\nChina,120 150,130 160\nFrance,150,120\nItaly,99,140\n";
    holds("t.csv", grouped, 6, &["t CHN 2019 = 120150"]);
}
