//! The bundled views: each follows the schema, draws, and gives the same bytes twice; one at least for each panel and kind of chart.

use std::collections::BTreeSet;

use asymmetry::chart::ChartKind;
use asymmetry::dataset::library::Library;
use asymmetry::measure::Measure;
use asymmetry::measure::advantage::Advantage;
use asymmetry::measure::comparison::Comparison;
use asymmetry::measure::composition::{Composition, ShownAs, Whole};
use asymmetry::measure::concentration::Concentration;
use asymmetry::measure::dependence::{Dependence, Shown as Pairs};
use asymmetry::measure::indicator::{Indicator, Value};
use asymmetry::measure::market_share::{MarketShare, Shown};
use asymmetry::measure::order::Order;
use asymmetry::measure::sentiment::{Opinion, Sentiment};
use asymmetry::measure::structures::Index;
use asymmetry::picture::look::Scaling;
use asymmetry::query::engine::Engine;
use asymmetry::query::selection::Pick;
use asymmetry::terms::period::Period;
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

/// Every way of reading and of looking there is, by the words it has in a view.
fn ways() -> BTreeSet<String> {
    let composition = [ShownAs::Share, ShownAs::Amount].into_iter().map(|shown_as| Composition { shown_as, ..Composition::default() });
    let indices = [Index::GrubelLloyd, Index::SimilarityOfPartners, Index::SimilarityOfFlows].map(ShownAs::Index);
    let compositions =
        composition.chain(indices.map(|shown_as| Composition { shown_as, ..Composition::default() })).map(Measure::Composition);
    let advantages = [Advantage::Balassa, Advantage::Symmetric].map(ShownAs::Advantage);
    let compositions =
        compositions.chain(advantages.map(|shown_as| Measure::Composition(Composition { shown_as, ..Composition::default() })));
    let wholes =
        [Whole::BrokenDown, Whole::PublishedTotal].map(|whole| Measure::Composition(Composition { whole, ..Composition::default() }));
    let shares = [Shown::Share, Shown::Amount, Shown::Intensity].into_iter().chain(Concentration::ALL.map(Shown::Concentration));
    let shares = shares.map(|shown_as| Measure::MarketShare(MarketShare { shown_as, ..MarketShare::default() }));
    let opinions =
        [Opinion::Answers, Opinion::NetBalance, Opinion::NetBalanceOfOpinions].map(|shown_as| Measure::Sentiment(Sentiment { shown_as }));
    let pairs = [Pairs::TwoSides, Pairs::AllPairs, Pairs::BothReporters];
    let pairs = pairs.map(|shown_as| Measure::Dependence(Dependence { shown_as, ..Dependence::default() }));
    let values = Value::ALL.map(|shown_as| Measure::Indicator(Indicator { shown_as }));
    let measures = compositions.chain(wholes).chain(shares).chain(opinions).chain(pairs).chain(values);
    let base = Period::year(2000);
    let comparisons = Comparison::all(base).into_iter().map(|comparison| format!("comparison {:?}", comparison.code()));
    let orders = Order::ALL.map(|order| format!("order {order:?}"));
    let looks = ["logarithmic line", "logarithmic scatter", "linear scatter", "focus", "tolerance", "top and the rest", "several years"];
    let facets = ["partner", "reporter", "commodity"].map(|dimension| format!("multiples by {dimension}"));
    let further = ["claims", "annotation", "annotation over a span", "whole of the year before", "grouping of chapters"];
    measures
        .flat_map(|measure| of_measure(&measure))
        .chain(comparisons)
        .chain(orders)
        .chain(facets)
        .chain(looks.into_iter().chain(further).map(str::to_owned))
        .collect()
}

fn of_measure(measure: &Measure) -> Vec<String> {
    let name = measure.name();
    match measure {
        Measure::Composition(one) => vec![format!("{name} {:?}", one.shown_as), format!("{name} {:?}", one.whole)],
        Measure::MarketShare(one) => vec![format!("{name} {:?}", one.shown_as)],
        Measure::Sentiment(one) => vec![format!("{name} {:?}", one.shown_as)],
        Measure::Dependence(one) => vec![format!("{name} {:?}", one.shown_as)],
        Measure::Indicator(one) => vec![format!("{name} {:?}", one.shown_as)],
    }
}

fn of_view(view: &View) -> Vec<String> {
    let (subject, look) = (&view.subject, &view.look);
    let selection = &subject.selection;
    let mut ways = of_measure(&subject.measure);
    ways.push(format!("comparison {:?}", subject.comparison.code()));
    ways.push(format!("order {:?}", subject.order));
    ways.extend(look.facet.as_ref().map(|dimension| format!("multiples by {}", dimension.name())));
    let is_logarithmic = look.scaling == Scaling::Logarithmic;
    let picks = |is: &dyn Fn(&Pick) -> bool| selection.picks.values().any(is);
    let is_group = |pick: &Pick| matches!(pick, Pick::Only(codes) if codes.iter().any(|code| code.as_str().contains('+')));
    let others = [
        (is_logarithmic && view.chart == ChartKind::Line, "logarithmic line"),
        (is_logarithmic && view.chart == ChartKind::Scatter, "logarithmic scatter"),
        (!is_logarithmic && view.chart == ChartKind::Scatter, "linear scatter"),
        (!look.isolated.is_empty() && view.chart == ChartKind::Line, "focus"),
        (selection.tolerance.is_some(), "tolerance"),
        (picks(&|pick| matches!(pick, Pick::Top { rest_as_other: true, .. })), "top and the rest"),
        (selection.from.is_some() && selection.from != selection.to, "several years"),
        (!subject.claims.is_empty(), "claims"),
        (!view.wording.annotations.is_empty(), "annotation"),
        (view.wording.annotations.iter().any(|annotation| annotation.until.is_some()), "annotation over a span"),
        (subject.denominator.as_ref().is_some_and(|denominator| denominator.year_before), "whole of the year before"),
        (picks(&is_group), "grouping of chapters"),
    ];
    ways.into_iter().chain(others.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned())).collect()
}

#[test]
fn there_is_a_view_for_each_way_of_reading_and_of_looking() {
    let shown: BTreeSet<String> = view::bundled().iter().flat_map(|(_, view)| of_view(view)).collect();
    let missing: Vec<String> = ways().difference(&shown).cloned().collect();
    assert!(missing.is_empty(), "no view shows {missing:?}");
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
