//! Documents whose figures would come out as something that nobody wrote.

use asymmetry::dataset::Dataset;
use asymmetry::dataset::observation::Observation;
use asymmetry::dataset::report::Refusal;
use asymmetry::terms::dimension::Code;

use crate::import::{GOOD, document_with, read, refused};

fn dataset(series: &str) -> Dataset {
    read(document_with(&format!("{GOOD},\n{series}")).as_bytes()).expect("the rest is read")
}

/// The observations beside the good one.
fn others(series: &str) -> Vec<Observation> {
    dataset(series).observations().split_off(1)
}

fn sentences(text: &str) -> Vec<String> {
    read(text.as_bytes()).expect("the rest is read").refused.iter().map(Refusal::sentence).collect()
}

#[test]
fn a_misspelt_property_that_tells_what_a_figure_is_takes_it_along() {
    let point = |property: &str| {
        format!(
            r#"{{ "indicator": "trade", "reporter": "CHN", "source": "customs", "points": {{ "2020": {{ "value": 2, {property} }} }} }}"#
        )
    };
    for property in [r#""qualifer": "about""#, r#""Low": 1"#, r#""hihg": 3"#, r#""mising": "confidential""#, r#""statsu": "estimated""#] {
        assert!(others(&point(property)).is_empty(), "{property}");
        let refused = refused(&point(property));
        assert!(refused.len() == 1 && refused[0].contains("Without it the point is left out"), "{refused:?}");
    }
    let series = |property: &str| {
        format!(r#"{{ "indicator": "trade", "reporter": "CHN", {property}, "source": "customs", "points": {{ "2020": 2 }} }}"#)
    };
    for property in [r#""parner": "RUS""#, r#""comodity": "tea""#, r#""unti": "%""#, r#""Status": "forecast""#, r#""dimension": {}"#] {
        assert!(others(&series(property)).is_empty(), "{property}");
        let refused = refused(&series(property));
        assert!(refused.len() == 1 && refused[0].contains("Without it the series is left out"), "{refused:?}");
    }
    assert_eq!(others(&series(r#""nota": "?""#)).len(), 1);
    assert!(others(&series(r#""dimensions": "f""#)).is_empty());
    for property in [r#""unit": "%""#, r#""flow": "import""#, r#""comodity": "tea""#, r#""source": "customs""#] {
        assert!(others(&point(property)).is_empty(), "{property}");
        let refused = refused(&point(property));
        assert!(refused.len() == 1 && refused[0].contains("is said by a series of all its points"), "{refused:?}");
    }
    assert_eq!(others(&point(r#""colour": "red""#)).len(), 1);
}

#[test]
fn a_dimension_beside_the_others_takes_its_series_along() {
    let text = document_with(GOOD).replace(r#""labels": {"#, r#""labels": { "sex": { "f": { "en": "Women" } },"#);
    let text = text.replace(r#""reporter": "RUS","#, r#""reporter": "RUS", "sex": "f","#).replace(
        "\n  ]",
        ",\n    { \"indicator\": \"trade\", \"dimensions\": { \"sex\": \"f\" }, \"source\": \"customs\", \"points\": { \"2020\": 3 } }\n  ]",
    );
    let refused = sentences(&text);
    assert!(refused.len() == 1 && refused[0].contains("\"sex\" belongs into the \"dimensions\" of a series"), "{refused:?}");
}

#[test]
fn what_a_point_says_unreadably_is_not_said_by_its_series() {
    let point = |property: &str| {
        format!(
            r#"{{ "indicator": "trade", "reporter": "CHN", "source": "customs", "base": 1600, "design_effect": 1.5, "mode": "online",
            "fieldwork": "2020-03", "locator": "page 7", "decimals": 2, "note": "All.", "points": {{ "2020": {{ "value": 2, {property} }}, "2021": 3 }} }}"#
        )
    };
    let told = |one: &Observation| {
        let decimals = one.amount.as_ref().ok().and_then(|amount| amount.decimals);
        let wave = &one.wave;
        [
            wave.base.is_some(),
            wave.design_effect.is_some(),
            wave.mode.is_some(),
            wave.fieldwork.is_some(),
            one.locator.is_some(),
            decimals.is_some(),
            one.note.is_some(),
        ]
    };
    for (place, property) in [
        r#""base": "many""#,
        r#""design_effect": 0"#,
        r#""mode": "by post""#,
        r#""fieldwork": "spring""#,
        r#""locator": 7"#,
        r#""decimals": 99"#,
        r#""note": 5"#,
    ]
    .into_iter()
    .enumerate()
    {
        let [first, second] = others(&point(property)).try_into().expect("two points");
        let mut expected = [true; 7];
        assert_eq!(told(&second), expected, "{property}");
        expected[place] = false;
        assert_eq!(told(&first), expected, "{property}");
        assert_eq!(refused(&point(property)).len(), 1, "{property}");
    }
    assert_eq!(others(&point(r#""bsae": 5"#))[0].wave.base, None);
}

#[test]
fn a_code_of_ones_own_for_countries_begins_with_x() {
    let text = |code: &str| {
        document_with(&format!(
            "{GOOD},\n{{ \"indicator\": \"trade\", \"partner\": \"{code}\", \"source\": \"customs\", \"points\": {{ \"2020\": 1 }} }}"
        ))
        .replace(r#""labels": {"#, &format!(r#""labels": {{ "partner": {{ "{code}": {{ "en": "The five" }} }},"#))
    };
    assert!(sentences(&text("X-FIVE")).is_empty());
    let refused = sentences(&text("FIVE"));
    assert!(refused.len() == 1 && refused[0].contains("write \"X-FIVE\" here and under \"labels\"; its series is left out"), "{refused:?}");
    assert!(sentences(&text("Korea"))[0].contains("it may mean South Korea (KOR) or North Korea (PRK)"));
}

#[test]
fn numbers_that_would_come_out_as_others_cost_their_point() {
    let point =
        |value: &str| format!(r#"{{ "indicator": "trade", "reporter": "CHN", "source": "customs", "points": {{ "2020": {value} }} }}"#);
    for (value, reason) in
        [("1e-400", "nearer to zero"), ("9007199254740993", "more figures"), (r#"{ "value": -1e-999 }"#, "nearer to zero")]
    {
        assert!(refused(&point(value))[0].contains(reason), "{value}");
        assert!(others(&point(value)).is_empty());
    }
    assert!(refused(&point("9007199254740992")).is_empty() && refused(&point("0e1")).is_empty());
}

#[test]
fn what_labels_and_notes_refer_to_in_vain_is_reported_with_its_place() {
    let text = document_with(GOOD).replace(
        r#""labels": { "commodity": { "tea": { "en": "Tea" } } }"#,
        r#""labels": { "commodity": { "tea": { "en": "Tea", "members": ["HS-0902", "mate"], "parent": "drinks" } } },
  "notes": [{ "text": "Here.", "where": { "reporter": ["RUS", "QQQ"], "indicator": "trade", "parner": "CHN" } }]"#,
    );
    let refused = sentences(&text);
    let starts = [
        r#"line 9, column 75: "mate" is not declared under "labels", "commodity"; it is a member in vain"#,
        r#"line 9, column 94: "drinks" is not declared under "labels", "commodity"; it is a parent in vain"#,
        r#"line 10, column 63: "QQQ" is not a country code of three letters"#,
        r#"line 10, column 93: "parner" is no dimension of this document; did you mean "partner"?"#,
    ];
    assert_eq!(refused.len(), starts.len(), "{refused:#?}");
    for (refusal, start) in refused.iter().zip(starts) {
        assert!(refusal.starts_with(start), "{refusal}\nis not\n{start}");
    }
    assert_eq!(read(text.as_bytes()).expect("a document").caveats.len(), 1);
}

#[test]
fn an_answer_needs_a_side_only_where_opinions_are_read() {
    let text = |reading: &str| {
        document_with(r#"{ "indicator": "trade", "answer": "yes", "source": "customs", "points": { "2020": 1 } }"#)
            .replace("market_share", reading)
            .replace(r#""labels": {"#, r#""labels": { "answer": { "yes": { "en": "Yes" }, "no": { "en": "No" } },"#)
    };
    assert!(sentences(&text("indicator")).is_empty());
    let refused = sentences(&text("sentiment"));
    assert!(refused.len() == 1 && refused[0].starts_with("line 9, column 27: the answer \"yes\" has no \"side\""), "{refused:?}");
}

#[test]
fn words_for_a_value_that_is_missing_are_reported() {
    let series = r#"{ "indicator": "trade", "reporter": "CHN", "source": "customs", "points": { "2020": { "missing": "confidential", "stated": "about 5" } } }"#;
    assert!(refused(series)[0].contains("\"stated\": \"about 5\" is left out: it words a value, and there is none"));
    assert_eq!(others(series).len(), 1);
}

#[test]
fn a_dimension_is_named_in_small_letters_and_like_no_column() {
    for name in ["Sex", "dataset", "value", "reporter", "", " sex"] {
        let series =
            format!(r#"{{ "indicator": "trade", "dimensions": {{ "{name}": "f" }}, "source": "customs", "points": {{ "2020": 1 }} }}"#);
        assert!(refused(&series)[0].contains("cannot be the name of a further dimension"), "{name}");
    }
}

#[test]
fn periods_are_told_apart_as_in_tables() {
    let series =
        |period: &str| format!(r#"{{ "indicator": "trade", "reporter": "CHN", "source": "customs", "points": {{ "{period}": 1 }} }}"#);
    assert!(refused(&series("2012/2006"))[0].contains("ends before it begins"));
    assert!(refused(&series("UNDATED")).is_empty());
    let dataset = dataset(&series("Undated"));
    assert_eq!(dataset.codes(&asymmetry::terms::dimension::Dimension::Source), [Code::new("customs")]);
}

#[test]
fn series_of_a_bank_of_series_are_known_by_their_numbers_and_called_by_their_titles() {
    let series = |number: &str, title: &str, value: &str| {
        format!(
            "<Series IDBANK=\"{number}\" FREQ=\"T\" TITLE_FR=\"Titre\" TITLE_EN=\"{title}\" UNIT_MEASURE=\"EUROS\" UNIT_MULT=\"6\" REF_AREA=\"FE\">\
             <Obs TIME_PERIOD=\"2018-Q1\" OBS_VALUE=\"{value}\" OBS_STATUS=\"A\"/></Series>"
        )
    };
    let text = format!(
        "<m:StructureSpecificData xmlns:x=\"u\"><m:Header><m:Sender id=\"FR1\"/><m:Structure structureID=\"S\" dimensionAtObservation=\"TIME_PERIOD\"/></m:Header>\
         <m:DataSet x:structureRef=\"S\">{}{}</m:DataSet></m:StructureSpecificData>",
        series("001690224", "Made up product", "15.5"),
        series("001690225", "Made up consumption", "16.5")
    );
    let opened = super::offices::holds(
        "bank.xml",
        &text,
        2,
        &["001690224 X-FE 2018-Q1 = 15.5 EUR million", "001690225 X-FE 2018-Q1 = 16.5 EUR million"],
    );
    let labels: Vec<&str> = opened.dataset.indicators.values().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["Made up product", "Made up consumption"]);
}

#[test]
fn lists_in_lines_are_rows_of_which_the_first_names_the_columns() {
    let text = "[\"country\",\"year\",\"exports\"]\n[\"RU\",2020,28.5]\n[\"CN\",2020,null]\n";
    super::offices::holds("lists.jsonl", text, 2, &["exports RUS 2020 = 28.5", "exports CHN 2020 = not_published"]);
}
