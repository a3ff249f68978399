//! The bundled views: each follows the schema, draws, and gives the same bytes twice; one at least for each panel and kind of chart.

use std::collections::BTreeSet;

use asymmetry::chart::ChartKind;
use asymmetry::dataset::library::Library;
use asymmetry::measure::Measure;
use asymmetry::query::engine::Engine;
use asymmetry::view::{self, View};

#[test]
fn bundled_views_follow_the_printed_schema_and_are_read_back() {
    let schema: serde_json::Value = serde_json::from_str(view::SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let views = view::bundled();
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/views")).expect("views").count();
    assert_eq!(views.len(), files, "a view could not be read");
    for (id, view) in views {
        let text = view.to_json();
        let document = serde_json::from_str(&text).expect(id);
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{error} at {}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{id}: {errors:?}");
        assert_eq!(View::parse(&text, id).expect(id), view);
    }
    assert!(!validator.is_valid(&serde_json::json!({ "asymmetry": "view/1", "chart": "pie" })), "the schema accepts anything");
}

#[test]
fn there_is_a_view_for_each_panel_and_each_kind_of_chart() {
    let views = view::bundled();
    assert!(views.len() >= 20, "{} views", views.len());
    for kind in ChartKind::ALL {
        assert!(views.iter().any(|(_, view)| view.chart == kind), "{kind:?}");
    }
    for measure in Measure::all() {
        let kinds: BTreeSet<ChartKind> =
            views.iter().filter(|(_, view)| view.subject.measure.reading() == measure.reading()).map(|(_, view)| view.chart).collect();
        assert!(kinds.len() >= 2, "{}: {kinds:?}", measure.name());
    }
}

#[test]
fn a_view_of_another_version_or_with_an_unknown_part_is_refused_with_its_place() {
    let (_, view) = view::bundled().remove(0);
    let later = view.to_json().replace("view/1", "view/9");
    let problem = View::parse(&later, "later.view.json").expect_err("a later version");
    assert!(problem.to_string().contains("view/9") && problem.hint.is_some(), "{problem}");
    let odd = view.to_json().replace("\"chart\"", "\"chartt\"");
    let problem = View::parse(&odd, "odd.view.json").expect_err("an unknown part");
    assert!(problem.to_string().contains("chartt") && problem.to_string().contains("line "), "{problem}");
}

#[test]
fn a_view_that_says_a_thing_twice_or_nothing_is_refused_with_its_place() {
    let (_, view) = view::bundled().remove(0);
    let twice = view.to_json().replacen("\"chart\"", "\"look\": {},\n  \"chart\"", 1);
    for (text, reason) in [
        (twice.as_str(), "stands twice in one object, first at line "),
        ("", "it is empty"),
        ("\u{feff} \n", "it is empty"),
        ("[]", "line 1, column 1: it does not begin with {"),
        ("{ \"asymmetry\": }", "line 1, column 16: it is not valid JSON"),
    ] {
        let problem = View::parse(text, "my.view.json").expect_err("should be refused");
        assert!(problem.to_string().contains(reason) && problem.hint.is_some(), "{problem}");
    }
    assert_eq!(View::parse(&format!("\u{feff}{}", view.to_json()), "marked.view.json").expect("a view"), view);
}

#[test]
fn every_bundled_view_has_findings() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    for (id, view) in view::bundled() {
        let findings = view::study(&view.subject, &library, &engine).unwrap_or_else(|problem| panic!("{id}: {problem}"));
        assert!(!findings.is_empty(), "{id} shows nothing");
        assert!(!findings.sources.is_empty() && !findings.subject.what.is_empty(), "{id}: {:?}", findings.subject);
        let units: BTreeSet<_> = findings.series.iter().map(|series| &series.unit).collect();
        assert_eq!(units.len(), 1, "{id}: {units:?}");
    }
}
