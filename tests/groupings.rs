//! Goods added up by one definition or another, and what a country exports relatively more of than the world.

use std::fs;
use std::process::Command;

use asymmetry::chart::ChartKind;
use asymmetry::dataset::library::Library;
use asymmetry::measure::Subject;
use asymmetry::measure::findings::Findings;
use asymmetry::problem::Problem;
use asymmetry::query::engine::Engine;
use asymmetry::terms::groupings::GROUPINGS;
use asymmetry::terms::period::Period;
use asymmetry::view;
use serde_json::{Value, json};

fn study(subject: Value) -> Result<Findings, Problem> {
    let subject: Subject = serde_json::from_value(subject).expect("a subject");
    view::study(&subject, &Library::bundled(), &Engine::new().expect("an engine"))
}

fn exports_to_china(dataset: &str, commodities: &[&str]) -> Result<Findings, Problem> {
    study(json!({
        "dataset": dataset,
        "measure": { "composition": { "shown_as": "share", "whole": "published_total" } },
        "denominator": { "dataset": "russia-trade-by-partner" },
        "selection": { "picks": { "flow": { "only": ["export"] }, "partner": { "only": ["CHN"] }, "commodity": { "only": commodities } } }
    }))
}

#[test]
fn mineral_products_come_out_of_their_chapters_as_out_of_their_section() {
    let group = exports_to_china("russia-trade-by-hs-chapter", &["HS-25+26+27"]).expect("findings");
    let section = exports_to_china("russia-trade-by-hs-section", &["HS-S05"]).expect("findings");
    let [series] = group.series.as_slice() else { panic!("one line, not {}", group.series.len()) };
    for (year, printed) in [(2000, 7.11), (2014, 77.19), (2020, 64.42)] {
        let value = series.value_at(&Period::year(year)).expect("a number");
        assert!((value - printed).abs() <= 0.005 + 1e-9, "{year}: {value}");
        let of_section = section.series[0].value_at(&Period::year(year)).expect("a number");
        assert!((value - of_section).abs() < 1e-9, "{year}: {value} of chapters, {of_section} of the section");
    }
    let derivation = series.points[0].derivation.as_ref().expect("a derivation");
    assert!(derivation.formula.contains("sum of HS 25–27"), "{}", derivation.formula);
    assert_eq!(derivation.inputs.len(), 4, "three chapters and the total");
    assert!(group.subject.how.contains("HS 25–27"), "{}", group.subject.how);
    assert!(group.notes[0].text.contains("Section V"), "{}", group.notes[0].text);
}

#[test]
fn the_headline_figure_depends_on_what_is_called_raw_materials() {
    let codes = GROUPINGS.map(|grouping| grouping.code());
    let findings = exports_to_china("russia-trade-by-hs-chapter", &codes.each_ref().map(String::as_str)).expect("findings");
    let kinds = ChartKind::ALL.into_iter().filter(|kind| kind.definition().name().starts_with("Stacked"));
    let whys: Vec<String> = kinds.filter_map(|kind| kind.definition().objection(&findings)).collect();
    assert_eq!(whys.len(), 2, "what overlaps is never piled up");
    assert!(whys.iter().all(|why| why.contains("goods in common")), "{whys:?}");
    let mut values: Vec<f64> = findings.series.iter().filter_map(|series| series.value_at(&Period::year(2020))).collect();
    assert_eq!(values.len(), 4);
    values.dedup_by(|a, b| (*a - *b).abs() < 1.0);
    assert_eq!(values.len(), 4, "each definition has a figure of its own: {values:?}");
    assert!(findings.series.iter().any(|series| series.label == "Primary commodities (UNCTAD, approximate)"));
}

#[test]
fn groups_are_refused_where_they_mean_nothing_with_the_reason() {
    let why = |findings: Result<Findings, Problem>| findings.expect_err("a refusal").to_string();
    assert!(why(exports_to_china("russia-trade-by-hs-section", &["HS-25+26+27"])).contains("these figures have none"));
    assert!(why(exports_to_china("russia-trade-by-hs-chapter", &["HS-25+26+27", "HS-S01"])).contains("another level"));
    let as_published = json!({ "dataset": "russia-trade-by-hs-chapter", "measure": { "indicator": {} },
        "selection": { "picks": { "commodity": { "only": ["HS-25+26+27"] } } } });
    assert!(why(study(as_published)).contains("trade composition only"));
}

/// Exports of a country and of the world, 2020: 60 + 30 + 10 of 100, and 200 + 300 + 500 of 1,000.
const WORLD: &str = r#"{
  "asymmetry": "dataset/1", "id": "world-exports", "title": "Exports by chapter",
  "sources": { "own": { "publisher": "Own", "title": "Made for this test" } },
  "indicators": { "goods_trade": { "label": "Goods trade", "unit": "USD", "reads_as": ["composition"] } },
  "series": [
    { "indicator": "goods_trade", "reporter": "RUS", "flow": "export", "commodity": "HS-27", "source": "own", "points": { "2020": 60 } },
    { "indicator": "goods_trade", "reporter": "RUS", "flow": "export", "commodity": "HS-72", "source": "own", "points": { "2020": 30 } },
    { "indicator": "goods_trade", "reporter": "RUS", "flow": "export", "commodity": "HS-84", "source": "own", "points": { "2020": 10 } },
    { "indicator": "goods_trade", "reporter": "WLD", "flow": "export", "commodity": "HS-27", "source": "own", "points": { "2020": 200 } },
    { "indicator": "goods_trade", "reporter": "WLD", "flow": "export", "commodity": "HS-72", "source": "own", "points": { "2020": 300 } },
    { "indicator": "goods_trade", "reporter": "WLD", "flow": "export", "commodity": "HS-84", "source": "own", "points": { "2020": 500 } }
  ]
}"#;

#[test]
fn an_advantage_is_the_share_at_home_over_the_share_in_the_world() {
    let folder = std::env::temp_dir().join(format!("asymmetry-advantage-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("world-exports.json"), WORLD).expect("a file");
    // By hand: (60 ÷ 100) ÷ (200 ÷ 1,000) = 3, 1, 0.2; symmetric: 2 ÷ 4, 0, −0.8 ÷ 1.2. Of both first chapters: 0.9 ÷ 0.5.
    let expected = [
        ("balassa", "revealed_comparative_advantage", vec![("HS-27", 3.0), ("HS-72", 1.0), ("HS-84", 0.2), ("HS-27+72", 1.8)]),
        ("symmetric", "symmetric_comparative_advantage", vec![("HS-27", 0.5), ("HS-72", 0.0), ("HS-84", -0.8 / 1.2)]),
    ];
    for (variant, name, values) in expected {
        let codes: Vec<&str> = values.iter().map(|(code, _)| *code).collect();
        let view = json!({ "asymmetry": "view/1", "chart": "ranked_bar", "subject": {
            "dataset": "world-exports",
            "measure": { "composition": { "shown_as": { "advantage": variant } } },
            "selection": { "picks": { "reporter": { "only": ["RUS"] }, "commodity": { "only": codes } } } } });
        fs::write(folder.join("rca.view.json"), view.to_string()).expect("a view");
        let run = Command::new(env!("CARGO_BIN_EXE_asymmetry"))
            .current_dir(&folder)
            .args(["numbers", "rca.view.json", "--dataset", "world-exports.json", "--format", "json"])
            .output()
            .expect("the program runs");
        let rows: Value = serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&run.stderr)));
        let rows = rows.as_array().expect("rows");
        assert_eq!(rows.len(), values.len(), "{rows:?}");
        for (code, value) in values {
            let row = rows.iter().find(|row| row["commodity"] == code).unwrap_or_else(|| panic!("{code}: {rows:?}"));
            let found = row["value"].as_f64().expect("a number");
            assert!((found - value).abs() < 1e-9, "{variant} {code}: {found}, not {value}");
            assert_eq!(row["indicator"], name);
            assert!(row["note"].as_str().is_some_and(|note| note.contains("World")), "{row}");
        }
    }
    fs::remove_dir_all(&folder).ok();
}

#[test]
fn without_world_exports_by_commodity_there_is_no_advantage() {
    let findings =
        study(json!({ "dataset": "russia-trade-by-hs-chapter", "measure": { "composition": { "shown_as": { "advantage": "balassa" } } } }));
    assert!(findings.expect_err("a refusal").to_string().contains("it needs world exports by commodity"));
}

/// Worked by hand from the figures of WITS for 2019: 221,688.60 of 426,720.33 million dollars in Russia’s exports, over
/// (2,162,703.99 − 117,012.95) of (20,538,351.81 − 2,279,521.29) in those of the world, the European Union counted once.
#[test]
fn mineral_fuels_are_nearly_five_times_as_much_of_russias_exports_as_of_the_worlds() {
    let of_fuels = |variant: &str| {
        study(json!({
            "dataset": "exports-by-product-group",
            "measure": { "composition": { "shown_as": { "advantage": variant } } },
            "selection": { "picks": { "reporter": { "only": ["RUS"] }, "commodity": { "only": ["WITS-27"] } } }
        }))
        .expect("findings")
    };
    let (balassa, symmetric) = (of_fuels("balassa"), of_fuels("symmetric"));
    for (findings, worked) in [(&balassa, 4.636_956), (&symmetric, 0.645_198)] {
        let index = findings.series[0].value_at(&Period::year(2019)).expect("an index");
        assert!((index - worked).abs() < 1e-6, "{index}");
    }
    let notes: Vec<&str> = balassa.notes.iter().map(|note| note.text.as_str()).collect();
    assert!(notes.iter().any(|note| note.starts_with("World: the sum of the economies that report")), "{notes:?}");
}

#[test]
fn product_groups_add_up_to_the_total_that_is_published_beside_them() {
    let of = |dataset: &str| {
        let measure = json!({ "indicator": {} });
        study(json!({ "dataset": dataset, "measure": measure, "selection": { "picks": {
            "reporter": { "only": ["EU28"] }, "partner": { "only": ["WLD"] }, "flow": { "only": ["export"] } } } }))
        .expect("findings")
    };
    let (groups, total) = (of("exports-by-product-group"), of("european-union-trade"));
    for year in 2000..=2019 {
        let year = Period::year(year);
        let sum: f64 = groups.series.iter().filter_map(|series| series.value_at(&year)).sum();
        let total = total.series[0].value_at(&year).expect("a total");
        // Each of the sixteen is rounded to ten thousand dollars.
        assert!((sum - total).abs() < 16.0 * 5_000.0, "{}: {sum} and {total}", year.label());
    }
}
