//! The numbers that a correct program yields, from the bundled figures through the whole of query and measure.

use asymmetry::dataset::library::Library;
use asymmetry::measure::Subject;
use asymmetry::measure::findings::Findings;
use asymmetry::query::engine::Engine;
use asymmetry::terms::dimension::Code;
use asymmetry::terms::period::Period;
use asymmetry::view;
use serde_json::{Value, json};

fn study(subject: Value) -> Findings {
    let subject: Subject = serde_json::from_value(subject).expect("a subject");
    let engine = Engine::new().expect("an engine");
    view::study(&subject, &Library::bundled(), &engine).expect("findings")
}

/// The number of a code from a source in a year.
fn value(findings: &Findings, code: &str, source: &str, year: i32) -> f64 {
    let of_code = findings.series.iter().filter(|series| series.code == Code::new(code) && series.source == Code::new(source));
    let found: Vec<f64> = of_code.filter_map(|series| series.value_at(&Period::year(year))).collect();
    assert_eq!(found.len(), 1, "{code} from {source} in {year}: {found:?}");
    found[0]
}

/// Equal to the printed digits.
fn assert_is(actual: f64, printed: f64) {
    assert!((actual - printed).abs() <= 0.005 + 1e-9, "{actual} is not {printed}");
}

fn russian_trade(flow: &str) -> Findings {
    study(json!({
        "dataset": "russia-trade-by-partner",
        "measure": { "market_share": { "of": "partner", "shown_as": "share" } },
        "selection": { "picks": { "flow": { "only": [flow] }, "partner": { "only": ["CHN", "EU27"] } } }
    }))
}

#[test]
fn china_and_the_eu_swap_places_in_russias_turnover() {
    let turnover = russian_trade("turnover");
    assert_is(value(&turnover, "CHN", "comtrade", 2000), 4.52);
    assert_is(value(&turnover, "CHN", "comtrade", 2020), 18.30);
    assert_is(value(&turnover, "CHN", "imf", 2021), 17.96);
    assert_is(value(&turnover, "CHN", "imf", 2023), 31.42);
    assert_is(value(&turnover, "CHN", "imf", 2024), 33.42);
    assert_is(value(&turnover, "EU27", "comtrade", 2000), 46.90);
    assert_is(value(&turnover, "EU27", "comtrade", 2020), 33.79);
    assert_is(value(&turnover, "EU27", "imf", 2021), 35.89);
    assert_is(value(&turnover, "EU27", "imf", 2024), 9.61);
}

#[test]
fn turnover_hides_that_china_is_a_quarter_of_exports_and_half_of_imports() {
    assert_is(value(&russian_trade("export"), "CHN", "imf", 2024), 25.52);
    assert_is(value(&russian_trade("import"), "CHN", "imf", 2024), 46.35);
}

fn minerals(partner: &str, whole: &str) -> Findings {
    study(json!({
        "dataset": "russia-trade-by-hs-section",
        "measure": { "composition": { "shown_as": "share", "whole": whole } },
        "denominator": { "dataset": "russia-trade-by-partner" },
        "selection": { "picks": { "flow": { "only": ["export"] }, "partner": { "only": [partner] }, "commodity": { "only": ["HS-S05"] } } }
    }))
}

#[test]
fn the_mineral_share_depends_on_what_it_is_a_share_of() {
    for (partner, year, broken_down, total) in [
        ("CHN", 2000, 8.49, 7.11),
        ("CHN", 2014, 77.19, 77.19),
        ("CHN", 2020, 64.42, 64.42),
        ("EU27", 2000, 64.21, 47.67),
        ("EU27", 2012, 82.20, 81.90),
        ("EU27", 2020, 57.23, 56.73),
    ] {
        assert_is(value(&minerals(partner, "broken_down"), "HS-S05", "comtrade", year), broken_down);
        assert_is(value(&minerals(partner, "published_total"), "HS-S05", "comtrade", year), total);
    }
}

#[test]
fn what_is_not_broken_down_and_the_parts_make_the_whole() {
    let findings = study(json!({
        "dataset": "russia-trade-by-hs-section",
        "measure": { "composition": { "shown_as": "share", "whole": "published_total" } },
        "denominator": { "dataset": "russia-trade-by-partner" },
        "selection": { "picks": {
            "flow": { "only": ["export"] }, "partner": { "only": ["EU27"] }, "commodity": { "top": { "count": 5, "rest_as_other": true } }
        } }
    }));
    for year in [2000, 2005, 2012, 2020] {
        let parts = findings.series.iter().filter_map(|series| series.value_at(&Period::year(year)));
        let sum: f64 = parts.sum();
        assert!((sum - 100.0).abs() < 1e-6, "{year}: {sum}");
    }
}

#[test]
fn a_share_may_take_its_whole_from_another_source_and_names_it() {
    let findings = study(json!({
        "dataset": "russia-trade-by-partner",
        "measure": { "market_share": { "of": "reporter", "shown_as": "share" } },
        "denominator": { "dataset": "merchandise-trade-totals", "codes": { "reporter": "CHN" } },
        "selection": { "picks": { "flow": { "only": ["turnover"] }, "partner": { "only": ["CHN"] }, "source": { "only": ["imf"] } } }
    }));
    assert_is(value(&findings, "RUS", "imf", 2023), 3.90);
    assert!(findings.sources.iter().any(|cited| cited.dataset.0 == "merchandise-trade-totals"), "{:?}", findings.sources);
    assert!(findings.denominator.is_some());
}

#[test]
fn arms_shares_are_taken_of_the_row_for_the_world() {
    let findings = study(json!({
        "dataset": "arms-transfers",
        "measure": { "market_share": { "of": "reporter", "shown_as": "share" } },
        "selection": { "picks": { "flow": { "only": ["export"] }, "reporter": { "only": ["RUS", "CHN"] } } }
    }));
    for (code, year, printed) in [("RUS", 2023, 4.48), ("CHN", 2023, 10.05), ("RUS", 2024, 4.63), ("CHN", 2024, 3.91)] {
        let source = findings.series[0].source.0.clone();
        assert_is(value(&findings, code, &source, year), printed);
    }
}

#[test]
fn every_share_shows_its_formula_and_its_inputs() {
    for (series, point) in russian_trade("turnover").points().filter(|(_, point)| point.amount.is_ok()) {
        let derivation = point.derivation.as_ref().expect("a derivation");
        assert_eq!(derivation.inputs.len(), 4, "{} {}: {}", series.code, point.period, derivation.formula);
    }
}

#[test]
fn the_top_partners_and_the_rest_make_the_whole_and_no_aggregate_is_among_them() {
    let findings = study(json!({
        "dataset": "russia-trade-by-partner",
        "measure": { "market_share": { "of": "partner", "shown_as": "share" } },
        "selection": { "from": "2020", "to": "2020", "picks": {
            "flow": { "only": ["import"] }, "source": { "only": ["comtrade"] }, "partner": { "top": { "count": 5, "rest_as_other": true } }
        } }
    }));
    let codes: Vec<&str> = findings.series.iter().map(|series| series.code.as_str()).collect();
    assert_eq!(codes, ["CHN", "DEU", "USA", "BLR", "ITA", "OTHER"]);
    let sum: f64 = findings.series.iter().filter_map(|series| series.value_at(&Period::year(2020))).sum();
    assert!((sum - 100.0).abs() < 1e-9, "{sum}");
}

#[test]
fn concentration_counts_countries_once_and_names_their_number() {
    let findings = study(json!({
        "dataset": "russia-trade-by-partner",
        "measure": { "market_share": { "of": "partner", "shown_as": { "concentration": "hhi" } } },
        "selection": { "picks": { "flow": { "only": ["import"] }, "source": { "only": ["imf"] } } }
    }));
    let index = findings.series[0].value_at(&Period::year(2024)).expect("an index");
    // China alone is 46.35 %, so the index cannot be below its square.
    assert!(index > 46.35_f64.powi(2) && index < 3500.0, "{index}");
    assert_eq!(findings.derived, Some("hhi_10000"));
    assert!(findings.notes.iter().any(|note| note.text.contains("partners named")), "{:?}", findings.notes);
}

#[test]
fn positive_less_negative_gives_the_net_balance_with_both_inputs() {
    let findings = study(json!({
        "dataset": "russian-opinion-of-china-levada-attitude",
        "measure": { "sentiment": { "shown_as": "net_balance" } },
        "selection": { "picks": { "partner": { "only": ["CHN"] } } }
    }));
    let point = findings.points().map(|(_, point)| point).find(|point| point.period == Period::year(2024)).expect("the wave of 2024");
    assert_eq!(point.amount.as_ref().map(|amount| amount.value), Ok(81.0 - 9.0));
    assert_eq!(point.derivation.as_ref().map(|derivation| derivation.inputs.len()), Some(2));
}
