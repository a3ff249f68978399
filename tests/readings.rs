//! Every dataset in every way of reading and every kind of chart: drawn, or refused with a reason a person can read.

use std::collections::BTreeSet;

use asymmetry::chart::ChartKind;
use asymmetry::dataset::DatasetId;
use asymmetry::dataset::library::Library;
use asymmetry::dataset::structure::Reading;
use asymmetry::measure::findings::Series;
use asymmetry::measure::{Measure, Subject};
use asymmetry::picture::look::{Look, Size, Zoom};
use asymmetry::picture::{Form, Picture};
use asymmetry::query::engine::Engine;
use asymmetry::query::selection::Selection;
use asymmetry::terms::dimension::Dimension;
use asymmetry::terms::period::Period;
use asymmetry::view::{self, View};

/// Of each dataset what a person meets who has chosen nothing yet, in each way of reading that it offers.
fn subjects(library: &Library) -> Vec<Subject> {
    let ids: Vec<DatasetId> = library.headings().map(|heading| heading.id.clone()).collect();
    let mut subjects = Vec::new();
    for id in ids {
        let dataset = library.get(&id).expect("a dataset");
        for measure in Measure::all() {
            let subject = measure.starting_subject(&dataset);
            if measure.objection(&dataset).is_none() {
                subjects.push(subject);
            }
        }
    }
    subjects
}

#[test]
fn one_year_of_any_dataset_is_drawn_whatever_kind_of_chart_is_asked_for() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    for subject in subjects(&library) {
        let all = view::study(&subject, &library, &engine).expect("findings");
        for period in all.dated_periods().iter().filter(|period| period.is_year()) {
            let (from, to) = (Some(*period), Some(*period));
            let one = Subject { selection: Selection { from, to, ..subject.selection.clone() }, ..subject.clone() };
            let findings = view::study(&one, &library, &engine).expect("findings");
            for kind in ChartKind::ALL {
                let able = kind.able(&findings).unwrap_or_else(|| panic!("{} in {}", subject.dataset, period.label()));
                assert!(view::chart(able, &findings).is_ok(), "{} in {}", subject.dataset, period.label());
            }
        }
    }
}

#[test]
fn a_dataset_opens_with_a_few_countries_and_never_with_parts_beside_their_whole() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    for subject in subjects(&library) {
        let findings = view::study(&subject, &library, &engine).expect("findings");
        let countries = || findings.series.iter().filter(|one| one.dimension.is_of_countries()).map(|one| &one.code);
        let what = format!("{} as {}", subject.dataset, subject.measure.name());
        assert!(countries().collect::<BTreeSet<_>>().len() <= 6 || findings.is_of_opinion, "{what}");
        let has_commodity = |series: &Series| series.codes.contains_key(&Dimension::Commodity);
        let is_composition = subject.measure.reading() == Reading::Composition;
        let (parts, wholes): (Vec<_>, Vec<_>) = findings.series.iter().partition(|series| has_commodity(series));
        assert!(is_composition || parts.is_empty() || wholes.is_empty(), "{what}");
    }
}

/// As each kind of chart: how many were drawn, and why the others were not.
fn drawn(subject: &Subject, library: &Library, engine: &Engine) -> (usize, Vec<String>) {
    let what = format!("{} as {:?} {:?}", subject.dataset, subject.measure, subject.selection.from);
    let findings = view::study(subject, library, engine).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    let (mut drawn, mut refused) = (0, Vec::new());
    for kind in ChartKind::ALL {
        let mut view = View::new(subject.clone(), kind);
        view.look = Look { size: Size::Points(400, 300), ..Look::default() };
        match view::picture(&view, &findings) {
            Ok(picture) => {
                drawn += 1;
                assert_is_sound(&what, &picture);
            }
            Err(problem) => {
                assert!(problem.why.as_ref().is_some_and(|why| why.len() > 10), "{what} as {kind:?} gives no reason");
                refused.push(problem.to_string());
            }
        }
    }
    (drawn, refused)
}

fn assert_is_sound(what: &str, picture: &Picture) {
    for shape in &picture.shapes {
        let points: Vec<[f32; 2]> = match &shape.form {
            Form::Rect { rect, .. } | Form::Hatched { rect, .. } => vec![rect.min, rect.max],
            Form::Polygon { points, .. } | Form::Polyline { points, .. } => points.clone(),
            Form::Circle { center, .. } => vec![*center],
            Form::Text { at, .. } => vec![*at],
        };
        assert!(points.iter().flatten().all(|place| place.is_finite()), "{what}: {shape:?}");
    }
}

#[test]
fn every_dataset_can_be_looked_at_at_once_in_every_way_it_reads() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let subjects = subjects(&library);
    assert!(subjects.len() >= library.headings().count(), "{} ways", subjects.len());
    for subject in subjects {
        let (drawn, refused) = drawn(&subject, &library, &engine);
        assert!(drawn > 0, "{} as {:?}: {refused:?}", subject.dataset, subject.measure);
        // A handle pulled to where there are few figures, or none.
        for (from, to) in [("2015", "2016"), ("1800", "1801")] {
            let [from, to] = [from, to].map(Period::parse);
            let narrow = Subject { selection: Selection { from, to, ..subject.selection.clone() }, ..subject.clone() };
            self::drawn(&narrow, &library, &engine);
        }
    }
}

#[test]
fn a_picture_survives_any_zoom() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    for (id, mut view) in view::bundled() {
        let findings = view::study(&view.subject, &library, &engine).expect(id);
        for zoom in [[2010.0, 2012.0], [1e9, 1e9 + 1.0], [5.0, 5.0], [f64::MIN_POSITIVE, 1e300]] {
            view.look.zoom = Some(Zoom { x: zoom, y: zoom });
            let picture = view::picture(&view, &findings).expect(id);
            assert_is_sound(id, &picture);
        }
    }
}
