//! The bundled figures: complete, sourced, and the same as in the files they were carried over from.

use std::collections::BTreeSet;
use std::path::Path;

use asymmetry::dataset::library::Library;
use asymmetry::dataset::observation::Observation;
use asymmetry::dataset::{Dataset, DatasetId, document};
use asymmetry::terms::country;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;

fn bundled() -> Vec<std::sync::Arc<Dataset>> {
    let library = Library::bundled();
    let ids: Vec<DatasetId> = library.headings().map(|heading| heading.id.clone()).collect();
    ids.iter().map(|id| library.get(id).unwrap_or_else(|problem| panic!("{id}: {problem}"))).collect()
}

fn dataset(id: &str) -> std::sync::Arc<Dataset> {
    Library::bundled().get(&DatasetId::new(id.to_owned())).expect(id)
}

#[test]
fn nothing_in_the_bundled_files_is_refused() {
    let datasets = bundled();
    assert!(datasets.len() >= 24, "{} datasets", datasets.len());
    for dataset in datasets {
        assert_eq!(dataset.refused, [], "{}", dataset.id);
    }
}

#[test]
fn bundled_files_follow_the_printed_schema() {
    let schema: serde_json::Value = serde_json::from_str(document::SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).expect("datasets") {
        let path = entry.expect("an entry").path();
        let document = serde_json::from_str(&std::fs::read_to_string(&path).expect("text")).expect("JSON");
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{} at {}", error, error.instance_path())).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        seen += 1;
    }
    assert!(seen >= 24, "{seen} files");
    let wrong = serde_json::json!({ "asymmetry": "dataset/1", "id": "x", "series": [{ "points": { "2024": "12" } }] });
    assert!(!validator.is_valid(&wrong), "the schema accepts anything");
}

#[test]
fn every_observation_has_a_source_and_a_place_in_it() {
    for dataset in bundled() {
        for one in dataset.observations() {
            let source = dataset.sources.get(&one.source).unwrap_or_else(|| panic!("{}: {}", dataset.id, one.source));
            assert!(!source.publisher.is_empty() && !source.title.is_empty(), "{}: {source:?}", dataset.id);
            let is_placed = one.locator.is_some() || source.address.is_some();
            assert!(is_placed, "{}: {:?} {} has no place", dataset.id, one.codes, one.period);
        }
    }
}

#[test]
fn every_code_has_a_label() {
    for dataset in bundled() {
        for dimension in dataset.dimensions() {
            for code in dataset.codes(&dimension) {
                // A statement is named by its number, and the EU27 is called by its code.
                let is_its_own_name = matches!(&dimension, Dimension::Other(name) if name == "statement")
                    || country::name(code.as_str()) == Some(code.as_str());
                assert!(is_its_own_name || dataset.label(&dimension, &code) != code.as_str(), "{}: {dimension} {code}", dataset.id);
            }
        }
    }
}

#[test]
fn every_caveat_concerns_some_observation() {
    for dataset in bundled() {
        let observations = dataset.observations();
        for caveat in &dataset.caveats {
            assert!(observations.iter().any(|one| caveat.concerns(one)), "{}: {}", dataset.id, caveat.text);
        }
    }
}

/// `tests/figures.csv` holds figures copied from the collected files, not from the datasets.
#[test]
fn figures_are_as_they_were_collected() {
    let mut reader = csv::Reader::from_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/figures.csv")).expect("figures.csv");
    let mut count = 0;
    for row in reader.records() {
        let row = row.expect("a row");
        let [id, codes, period, value, unit] = [0, 1, 2, 3, 4].map(|column| row.get(column).expect("a cell"));
        let wanted: Vec<(Dimension, Code)> = codes
            .split(';')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, code)| (Dimension::from_name(name), Code::new(code)))
            .collect();
        let dataset = dataset(id);
        let is_wanted = |one: &Observation| {
            one.period == Period::parse(period).expect(period)
                && one.unit.as_str() == unit
                && wanted.iter().all(|(dimension, code)| one.code(dimension) == Some(code))
        };
        let value: f64 = value.parse().expect(value);
        let found: Vec<f64> =
            dataset.observations().iter().filter(|one| is_wanted(one)).filter_map(|one| Some(one.amount.as_ref().ok()?.value)).collect();
        assert!(found.contains(&value), "{id} {codes} {period}: {value} is not among {found:?}");
        count += 1;
    }
    assert!(count >= 50, "{count} figures");
}

#[test]
fn the_article_is_whole_and_its_undated_statements_are_undated() {
    let article = dataset("re-russia-2025").observations();
    let statements: BTreeSet<&Code> = article.iter().filter_map(|one| one.codes.get(&Dimension::Other("statement".to_owned()))).collect();
    assert_eq!((article.len(), statements.len()), (77, 77));
    // 28 statements name no year; "the mid-2010s" of A063 is kept as a span of years, stated so.
    assert_eq!(article.iter().filter(|one| one.period.is_undated()).count(), 27);
    assert!(article.iter().all(|one| one.locator.as_deref().is_some_and(|locator| locator.contains("paragraph"))));
    for doubtful in ["A072", "A074"] {
        let one = article.iter().find(|one| one.codes.values().any(|code| code.as_str() == doubtful)).expect(doubtful);
        let label = dataset("re-russia-2025").label(&Dimension::Answer, &one.codes[&Dimension::Answer]);
        assert!(label.contains("doubtful"), "{doubtful}: {label}");
    }
}
