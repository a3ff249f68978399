//! A step of the timeline cuts what is kept of all years: never another figure than one worked out from scratch.

use std::collections::BTreeSet;

use asymmetry::dataset::library::Library;
use asymmetry::measure::comparison::Comparison;
use asymmetry::measure::findings::{Findings, Point};
use asymmetry::measure::order::Order;
use asymmetry::measure::{self, Datasets, Subject};
use asymmetry::problem::Problem;
use asymmetry::query::Answer;
use asymmetry::query::engine::Engine;
use asymmetry::query::selection::Selection;
use asymmetry::terms::period::Period;
use asymmetry::view;

/// The subject in one year.
fn in_year(subject: &Subject, year: i32) -> Subject {
    let year = Some(Period::year(year));
    Subject { selection: Selection { from: year, to: year, ..subject.selection.clone() }, ..subject.clone() }
}

/// The answers without the figures of other years, as if there were none.
fn cut(answers: &[Answer], selection: &Selection) -> Vec<Answer> {
    let of_year = |answer: &Answer| {
        let mut answer = answer.clone();
        answer.observations.retain(|one| selection.shows(&one.period));
        answer
    };
    answers.iter().map(of_year).collect()
}

/// Does a figure of one year rest on figures of another one?
fn reaches_into_other_years(subject: &Subject) -> bool {
    let is_of_year_before = subject.denominator.as_ref().is_some_and(|denominator| denominator.year_before);
    let is_set_against = subject.comparison != Comparison::None || subject.order == Order::Change || !subject.claims.is_empty();
    is_of_year_before || is_set_against || subject.selection.tolerance.is_some()
}

fn from_scratch(subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Result<Findings, Problem> {
    measure::read(subject, datasets, answers, &measure::prepare(subject, datasets, answers))
}

/// Every number with all that is known of it, in the order of reading.
fn points(findings: &Findings) -> Vec<&Point> {
    findings.points().map(|(_, point)| point).collect()
}

#[test]
fn what_is_kept_and_cut_is_what_is_worked_out_from_scratch() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    for (id, view) in view::bundled() {
        let datasets = view::datasets(&view.subject, &library).expect(id);
        let answers = measure::ask(&measure::queries(&view.subject, &datasets), &datasets, &engine).expect(id);
        let kept = measure::prepare(&view.subject, &datasets, &answers);
        let years: BTreeSet<i32> = answers[0].observations.iter().filter_map(|one| one.period.last_year()).collect();
        for year in &years {
            let subject = in_year(&view.subject, *year);
            let found = measure::read(&subject, &datasets, &answers, &kept);
            if !reaches_into_other_years(&subject) {
                let alone = from_scratch(&subject, &datasets, &cut(&answers, &subject.selection));
                assert_eq!(found.as_ref().ok().map(points), alone.as_ref().ok().map(points), "{id} in {year}");
            }
            // To the last word, where the years lie apart enough for it to take no minutes.
            if year % 8 == 0 || years.last() == Some(year) {
                assert_eq!(found, from_scratch(&subject, &datasets, &answers), "{id} in {year}");
            }
        }
    }
}
