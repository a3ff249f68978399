//! The numbers that a correct program yields, from the bundled figures through the whole of query and measure.

use asymmetry::dataset::Origin;
use asymmetry::dataset::library::Library;
use asymmetry::import;
use asymmetry::measure::Subject;
use asymmetry::measure::findings::{Findings, Series};
use asymmetry::query::engine::Engine;
use asymmetry::terms::dimension::{Code, Dimension};
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
    assert!(findings.sources.iter().any(|cited| cited.dataset.as_str() == "merchandise-trade-totals"), "{:?}", findings.sources);
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
        let source = findings.series[0].source.to_string();
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

#[test]
fn of_those_with_an_opinion_the_balance_is_larger_and_its_margin_wider() {
    let of = |shown_as: &str| {
        let findings = study(json!({
            "dataset": "russian-opinion-of-china-levada-attitude",
            "measure": { "sentiment": { "shown_as": shown_as } },
            "selection": { "picks": { "partner": { "only": ["CHN"] } } }
        }));
        let is_named = |findings: &Findings| findings.subject.how.clone();
        (is_named(&findings), findings)
    };
    let (named, findings) = of("net_balance_of_opinions");
    assert!(named.ends_with("Positive less negative answers, of those with an opinion"), "{named}");
    let point = findings.points().map(|(_, point)| point).find(|point| point.period == Period::year(2024)).expect("the wave of 2024");
    // 81 for, 9 against: 72 of the 90 that say either.
    let value = point.amount.as_ref().expect("a number").value;
    assert!((value - 80.0).abs() < 1e-9, "{value}");
    let margins = |findings: &Findings| -> Vec<(Period, f64)> {
        findings.points().filter_map(|(_, point)| Some((point.period, point.margin?.points))).collect()
    };
    let (own, of_all) = (margins(&findings), margins(&of("net_balance").1));
    assert!(!own.is_empty() && own.len() == of_all.len());
}

#[test]
fn the_herfindahl_index_on_its_two_scales_differs_by_ten_thousand_and_has_the_lines_of_its_authorities() {
    let of = |variant: &str| {
        study(json!({
            "dataset": "russia-trade-by-partner",
            "measure": { "market_share": { "of": "partner", "shown_as": { "concentration": variant } } },
            "selection": { "picks": { "flow": { "only": ["import"] }, "source": { "only": ["imf"] } } }
        }))
    };
    let (whole, fraction) = (of("hhi"), of("hhi_fraction"));
    let value = |findings: &Findings| findings.series[0].value_at(&Period::year(2024)).expect("an index");
    assert!((value(&whole) / value(&fraction) - 10_000.0).abs() < 1e-6);
    assert_eq!(fraction.derived, Some("hhi"));
    assert_eq!(whole.references().iter().map(|one| one.value).collect::<Vec<_>>(), [1000.0, 1800.0, 2000.0]);
    assert!(whole.references().iter().all(|one| one.words.contains("guidelines") && one.words.contains("made for mergers of firms")));
    assert_eq!(fraction.references().iter().map(|one| one.value).collect::<Vec<_>>(), [0.4]);
}

/// Figures of one's own, as a document.
fn study_own(series: Value, subject: Value) -> Result<Findings, String> {
    let document = json!({
        "asymmetry": "dataset/1", "id": "own", "title": "Own figures", "summary": "For a test.", "licence": "None.",
        "sources": { "s": { "publisher": "Somebody", "title": "Yearbook" } },
        "indicators": { "trade": { "label": "Goods trade", "unit": "USD", "reads_as": ["composition", "market_share", "indicator"] } },
        "labels": { "commodity": { "HS-27": { "en": "Fuels" }, "HS-44": { "en": "Wood" } } },
        "series": series,
    });
    let opened = asymmetry::import::open_bytes(document.to_string().as_bytes(), "own.json", asymmetry::dataset::Origin::Bundled);
    let mut library = Library::bundled();
    library.add(opened.map_err(|problem| problem.to_string())?.dataset);
    let subject: Subject = serde_json::from_value(subject).expect("a subject");
    view::study(&subject, &library, &Engine::new().expect("an engine")).map_err(|problem| problem.to_string())
}

fn part(key: &str, code: &str, points: Value) -> Value {
    json!({ "indicator": "trade", "reporter": "RUS", "flow": "export", key: code, "source": "s", "locator": "p. 1", "points": points })
}

#[test]
fn a_part_that_is_confidential_is_not_taken_for_zero() {
    let series = json!([
        part("commodity", "HS-27", json!({ "2020": 70, "2021": { "missing": "confidential" } })),
        part("commodity", "HS-44", json!({ "2020": 30, "2021": 40 })),
    ]);
    let findings = study_own(series, json!({ "dataset": "own", "measure": { "composition": {} } })).expect("findings");
    let of =
        |code: &str, year| findings.series.iter().find(|one| one.code == Code::new(code)).and_then(|one| one.value_at(&Period::year(year)));
    assert_eq!((of("HS-44", 2020), of("HS-44", 2021)), (Some(30.0), None));
    let series = json!([
        part("partner", "CHN", json!({ "2020": 70, "2021": { "missing": "confidential" } })),
        part("partner", "DEU", json!({ "2020": 30, "2021": 40 })),
        part("partner", "WLD", json!({ "2020": 100, "2021": 100 })),
    ]);
    let measure = json!({ "market_share": { "of": "partner", "shown_as": { "concentration": "hhi" } } });
    let findings = study_own(series, json!({ "dataset": "own", "measure": measure })).expect("findings");
    let index: Vec<_> = [2020, 2021].map(|year| findings.series[0].value_at(&Period::year(year))).to_vec();
    assert_eq!(index, [Some(5800.0), None]);
    assert!(findings.notes.iter().any(|note| note.text.contains("No index for 2021")), "{:?}", findings.notes);
}

#[test]
fn shares_that_overlap_or_tell_of_little_have_no_index() {
    let index = |shares: [(&str, f64); 2]| {
        let series: Vec<Value> = shares.into_iter().map(|(code, share)| part("partner", code, json!({ "2020": share }))).collect();
        let series = series.into_iter().map(|mut one| {
            one["unit"] = json!("%");
            one
        });
        let measure = json!({ "market_share": { "of": "partner", "shown_as": { "concentration": "hhi" } } });
        let findings = study_own(series.collect(), json!({ "dataset": "own", "measure": measure })).expect("findings");
        findings.series.first().and_then(|one| one.value_at(&Period::year(2020)))
    };
    assert_eq!(index([("CHN", 60.0), ("DEU", 40.0)]), Some(5200.0));
    assert_eq!(index([("CHN", 90.0), ("DEU", 40.0)]), None, "more than the whole");
    assert_eq!(index([("CHN", 10.0), ("DEU", 5.0)]), None, "less than half of it");
}

#[test]
fn one_part_alone_is_not_the_whole_of_itself() {
    let series = json!([part("commodity", "HS-27", json!({ "2020": 70 }))]);
    let findings = study_own(series, json!({ "dataset": "own", "measure": { "composition": {} } })).expect("findings");
    assert!(findings.is_empty() && findings.notes.iter().any(|note| note.text.contains("only one part")), "{:?}", findings.notes);
    let fuels = study(json!({
        "dataset": "eu-trade-with-russia-and-neighbours",
        "measure": { "composition": { "whole": "published_total" } },
        "selection": { "picks": { "partner": { "only": ["RUS"] }, "flow": { "only": ["import"] } } }
    }));
    let share = fuels.series.iter().find(|one| one.code == Code::new("HS-27")).and_then(|one| one.value_at(&Period::year(2020)));
    assert!(share.is_some_and(|share| (share - 63.1).abs() < 0.1), "{share:?}");
}

#[test]
fn shares_that_are_published_stay_as_they_are() {
    let findings = study(json!({
        "dataset": "composition-as-stated", "measure": { "composition": {} },
        "selection": { "picks": { "indicator": { "only": ["commodity_share"] } } }
    }));
    assert!(findings.points().all(|(_, point)| point.derivation.is_none()), "nothing was divided");
    assert_eq!(findings.derived, None);
}

#[test]
fn the_rest_of_a_total_in_another_unit_is_in_the_unit_of_the_parts() {
    let findings = study(json!({
        "dataset": "china-trade-with-central-asia",
        "measure": { "market_share": { "of": "partner", "shown_as": "amount" } },
        "denominator": { "dataset": "merchandise-trade-totals" },
        "selection": { "from": "2023", "to": "2023", "picks": {
            "reporter": { "only": ["CHN"] }, "flow": { "only": ["export"] }, "partner": { "top": { "count": 2, "rest_as_other": true } }
        } }
    }));
    let rest = findings.series.iter().find(|one| one.code == Code::new("OTHER")).and_then(|one| one.value_at(&Period::year(2023)));
    assert!(rest.is_some_and(|rest| (3000.0..3400.0).contains(&rest)), "{rest:?} USD billion");
}

#[test]
fn trade_over_gdp_is_no_share_of_trade() {
    let findings = study(json!({
        "dataset": "russia-trade-by-partner",
        "measure": { "market_share": { "of": "partner", "shown_as": "share" } },
        "denominator": { "dataset": "gdp" },
        "selection": { "picks": { "flow": { "only": ["turnover"] }, "partner": { "only": ["CHN"] }, "source": { "only": ["imf"] } } }
    }));
    assert_eq!(findings.subject.what, "Russia’s goods turnover with China as a share of Russia’s gross domestic product");
}

#[test]
fn a_growth_rate_is_called_one() {
    let findings = study(json!({
        "dataset": "china-customs-trade-with-russia", "measure": { "indicator": {} },
        "selection": { "picks": { "indicator": { "only": ["goods_trade_growth"] }, "flow": { "only": ["turnover"] } } }
    }));
    assert!(findings.subject.what.starts_with("Growth of goods trade"), "{}", findings.subject.what);
}

#[test]
fn what_a_view_picks_must_be_there() {
    let picks = |picks: Value| {
        let subject = json!({ "dataset": "russia-trade-by-partner", "measure": { "indicator": {} }, "selection": { "picks": picks } });
        let subject: Subject = serde_json::from_value(subject).expect("a subject");
        view::study(&subject, &Library::bundled(), &Engine::new().expect("an engine")).err().map(|problem| problem.to_string())
    };
    assert!(picks(json!({ "partner": { "only": ["ZZZ"] } })).is_some_and(|problem| problem.contains("ZZZ")));
    assert!(picks(json!({ "partnr": { "only": ["CHN"] } })).is_some_and(|problem| problem.contains("partnr")));
    assert_eq!(picks(json!({ "partner": { "only": ["CHN", "NZL"] } })), None, "a country without figures is no mistake");
}

/// Russia and China by the flows that Russia reports, or as `measure` says.
fn two_sides(measure: Value, picks: Value) -> Findings {
    let mut all = json!({ "reporter": { "only": ["RUS"] }, "partner": { "only": ["CHN"] } });
    for (dimension, pick) in picks.as_object().expect("picks") {
        all[dimension] = pick.clone();
    }
    study(json!({
        "dataset": "russia-trade-by-partner",
        "measure": { "dependence": measure },
        "denominator": { "dataset": "merchandise-trade-totals" },
        "selection": { "picks": all }
    }))
}

/// How much one depends on the other by a flow, relative to total trade or to GDP.
fn dependence(findings: &Findings, [of, on]: [&str; 2], [flow, base]: [&str; 2], source: &str, year: i32) -> f64 {
    let is_it = |series: &&Series| {
        let has = |dimension: Dimension, code: &str| series.codes.get(&dimension) == Some(&Code::new(code));
        has(Dimension::Reporter, of)
            && has(Dimension::Partner, on)
            && has(Dimension::Flow, flow)
            && has(Dimension::Other("relative_to".to_owned()), base)
            && series.source == Code::new(source)
    };
    let found: Vec<f64> = findings.series.iter().filter(is_it).filter_map(|series| series.value_at(&Period::year(year))).collect();
    assert_eq!(found.len(), 1, "{of} on {on}, {flow} ÷ {base}, {year}: {found:?}");
    found[0]
}

#[test]
fn russia_depends_on_china_eight_times_as_much_as_china_on_russia() {
    let both = two_sides(json!({ "gdp": "gdp" }), json!({}));
    let (there, back, turnover) = (["RUS", "CHN"], ["CHN", "RUS"], ["turnover", "total"]);
    assert_is(dependence(&both, there, turnover, "comtrade", 2000), 4.52);
    assert_is(dependence(&both, there, turnover, "comtrade", 2020), 18.30);
    assert_is(dependence(&both, there, turnover, "imf", 2023), 31.42);
    assert_is(dependence(&both, back, turnover, "imf", 2023), 3.90);
    // The exports of the one are the imports of the other: the same figure over 25.52% and over China's imports.
    assert_is(dependence(&both, there, ["export", "total"], "imf", 2024), 25.52);
    assert_is(dependence(&both, there, ["import", "total"], "imf", 2024), 46.35);
    let stronger = both.series.iter().find(|one| one.label == "Russia on China, goods turnover" && one.source == Code::new("imf"));
    let note = stronger.and_then(|one| one.at(&Period::year(2023))?.note.clone()).expect("a note");
    assert!(note.contains("8 times as much as China on Russia"), "{note}");
    assert!(both.notes[0].text.contains("size alone"), "{:?}", both.notes);
}

#[test]
fn trade_is_set_against_the_gdp_of_each_side() {
    let both = two_sides(json!({ "gdp": "gdp" }), json!({}));
    let gdp = |of: [&str; 2]| dependence(&both, of, ["turnover", "gdp"], "imf", 2023);
    let trade = |of: [&str; 2]| dependence(&both, of, ["turnover", "total"], "imf", 2023);
    // The same flow on both sides: the two GDPs stand in the ratio of the two quotients.
    let library = Library::bundled();
    let observations = library.get(&asymmetry::dataset::DatasetId::new("gdp".to_owned())).expect("gdp").observations();
    let of = |code: &str| {
        let found =
            observations.iter().find(|one| one.code(&Dimension::Reporter) == Some(&Code::new(code)) && one.period == Period::year(2023));
        found.and_then(|one| one.amount.as_ref().ok()).expect("a GDP").value
    };
    assert!((gdp(["RUS", "CHN"]) / gdp(["CHN", "RUS"]) - of("CHN") / of("RUS")).abs() < 1e-9);
    assert!(gdp(["RUS", "CHN"]) < trade(["RUS", "CHN"]));
}

#[test]
fn sides_changed_over_are_the_same_figures_and_a_side_without_a_total_says_so() {
    let there = two_sides(json!({}), json!({}));
    let back = two_sides(json!({}), json!({ "reporter": { "only": ["CHN"] }, "partner": { "only": ["RUS"] } }));
    for (of, flow) in [(["RUS", "CHN"], "export"), (["CHN", "RUS"], "import"), (["CHN", "RUS"], "turnover")] {
        let value = |findings: &Findings| dependence(findings, of, [flow, "total"], "imf", 2023);
        assert_eq!(value(&there), value(&back));
    }
    let eu = two_sides(json!({}), json!({ "partner": { "only": ["EU27"] } }));
    assert_is(dependence(&eu, ["RUS", "EU27"], ["turnover", "total"], "imf", 2024), 9.61);
    let of_eu = eu.series.iter().filter(|one| one.code == Code::new("EU27")).flat_map(|one| &one.points);
    assert!(of_eu.clone().count() > 0 && of_eu.clone().all(|point| point.amount.is_err()));
    assert!(eu.notes.iter().any(|note| note.text.contains("No total trade of the EU27")), "{:?}", eu.notes);
}

#[test]
fn all_pairs_stand_with_the_more_dependent_side_first() {
    let pairs = study(json!({
        "dataset": "bilateral-exports-every-4-years",
        "measure": { "dependence": { "shown_as": "all_pairs" } },
        "denominator": { "dataset": "merchandise-trade-totals" }
    }));
    let sides = pairs.sides.as_ref().expect("sides");
    assert_eq!(sides.facing.len(), 115);
    let both = |label: &str| {
        let facing = sides.facing.iter().find(|facing| facing.label == label).expect(label);
        facing.both(&pairs.series, &Period::year(2016)).expect("both").map(|(_, amount)| amount.value)
    };
    let [on_china, on_kazakhstan] = both("Kazakhstan–China");
    assert_is(on_china, 20.27);
    assert_is(on_kazakhstan, 0.34);
    let [more, less] = both("China–United States");
    assert!(more >= less && more < less * 1.01, "{more} {less}");
}

#[test]
fn a_figure_and_its_mirror_stand_side_by_side_with_their_gap_in_per_cent_of_each() {
    let both = study(json!({
        "dataset": "china-trade-with-central-asia",
        "measure": { "dependence": { "shown_as": "both_reporters" } },
        "selection": { "picks": { "reporter": { "only": ["CHN"] }, "partner": { "only": ["KAZ"] } } }
    }));
    let [facing] = both.sides.as_ref().expect("sides").facing.as_slice() else { panic!("{:?}", both.sides) };
    let [(_, china), (_, kazakhstan)] = facing.both(&both.series, &Period::year(2024)).expect("both");
    assert_eq!((china.value, kazakhstan.value), (43.82, 30.1));
    let [above, below] = facing.gaps[&Period::year(2024)].clone().map(|gap| gap.value);
    assert_is(above, (43.82 - 30.1) / 30.1 * 100.0);
    assert_is(below, (30.1 - 43.82) / 43.82 * 100.0);
    assert!(both.notes[0].text.contains("FOB"), "{:?}", both.notes);
}

#[test]
fn the_intensity_of_russias_exports_to_china_is_its_share_over_chinas_part_in_world_imports() {
    let findings = study(json!({
        "dataset": "bilateral-exports-every-4-years",
        "measure": { "market_share": { "of": "partner", "shown_as": "intensity" } },
        "denominator": { "dataset": "merchandise-trade-totals" },
        "selection": { "picks": { "reporter": { "only": ["RUS"] }, "partner": { "only": ["CHN"] } } }
    }));
    assert_is(value(&findings, "CHN", "comtrade", 2016), 0.97);
    assert_eq!(findings.level(), Some(1.0));
    let derivation = findings.series[0].points.last().and_then(|point| point.derivation.clone()).expect("derived");
    let inputs: Vec<_> = derivation.inputs.iter().collect();
    let [exports, own, theirs, world] = inputs.as_slice() else { panic!("{derivation:?}") };
    let by_hand = (exports.amount.value / own.amount.value) / (theirs.amount.value / world.amount.value);
    assert!((value(&findings, "CHN", "comtrade", 2016) - by_hand).abs() < 1e-12);
}

#[test]
fn one_answer_of_several_is_named_where_a_file_tells_them_apart() {
    let opened = import::open_bytes(b"Answer,2021,2022\nGood,16,17\nBad,3,4\n", "mood.csv", Origin::Bundled).expect("a table");
    let mut library = Library::bundled();
    library.add(opened.dataset);
    let how = |answers: Value| {
        let subject =
            json!({ "dataset": "mood", "measure": { "indicator": {} }, "selection": { "picks": { "answer": { "only": answers } } } });
        let subject: Subject = serde_json::from_value(subject).expect("a subject");
        view::study(&subject, &library, &Engine::new().expect("an engine")).expect("findings").subject.how
    };
    assert_eq!(how(json!(["Good"])), "Good");
    assert_eq!(how(json!(["Good", "Bad"])), "");
}
