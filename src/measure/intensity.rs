//! (x_ij / X_i) / (M_j / M_w): how much more two countries trade with each other than the size of both would lead to expect.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dataset::Dataset;
use crate::dataset::observation::Observation;
use crate::measure::derivation::Derivation;
use crate::measure::findings::{Findings, Point};
use crate::measure::gather::{self, Lines};
use crate::measure::whole::{self, Found};
use crate::measure::{Datasets, Subject};
use crate::query::Answer;
use crate::terms::country;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

/// The name in tables.
pub const CODE: &str = "trade_intensity";
/// As much as the size of both leads to expect.
const EXPECTED: f64 = 1.0;
const WORLD: &str = "WLD";

/// As it must always be named; exports are set against what the partner buys, imports against what it sells.
fn name(flow: Option<Flow>) -> &'static str {
    match flow {
        Some(Flow::Export) => "Trade intensity, share in exports ÷ partner’s share in world imports",
        Some(Flow::Import) => "Trade intensity, share in imports ÷ partner’s share in world exports",
        Some(Flow::Turnover | Flow::ReExport | Flow::ReImport) | None => "Trade intensity, share in trade ÷ partner’s share in world trade",
    }
}

/// Why these figures have none, over the totals at hand; `None` when they do.
pub fn objection(dataset: &Dataset) -> Option<String> {
    let has = dataset.dimensions();
    let is_bilateral = [Dimension::Reporter, Dimension::Partner, Dimension::Flow].iter().all(|one| has.contains(one));
    if !is_bilateral {
        return Some("an intensity takes what one country trades with another".to_owned());
    }
    let is_able = |one: &Observation| {
        one.period.is_year() && one.unit.plain().0 == "USD" && one.code(&Dimension::Commodity).is_none() && is_between(one)
    };
    let is_able = dataset.observations().iter().any(is_able);
    (!is_able).then(|| {
        "the totals of both sides and of the world are yearly, of all goods and in US dollars, and these figures are not".to_owned()
    })
}

fn is_between(one: &Observation) -> bool {
    let is_of_country = |side: Dimension| one.code(&side).is_some_and(|code| !country::is_aggregate(code.as_str()));
    is_of_country(Dimension::Reporter) && is_of_country(Dimension::Partner)
}

/// The intensity of each flow, over the totals of both sides and of the world.
pub fn lines(subject: &Subject, datasets: &Datasets, [parts, totals]: [&Answer; 2]) -> Lines {
    let (dataset, selection) = (&datasets.main, &subject.selection);
    let totals = Totals { datasets, lines: gather::lines(&datasets.whole, &totals.observations) };
    let mut lines = Lines::new();
    for (mut key, points) in gather::of_all_goods(gather::lines(dataset, &parts.observations), selection) {
        let flow = key.codes.get(&Dimension::Flow).and_then(|flow| Flow::from_code(flow.as_str()));
        let sides = [Dimension::Reporter, Dimension::Partner].map(|side| key.codes.get(&side).cloned());
        let ([Some(reporter), Some(partner)], Some(flow @ (Flow::Export | Flow::Import))) = (sides, flow) else { continue };
        if partner.as_str() == WORLD || !key.unit.is_additive() {
            continue;
        }
        let label: Arc<str> = gather::describe(dataset, &key.codes, None).into();
        let of_period = |(period, point): (&Period, &Arc<Point>)| {
            let other = if flow == Flow::Export { Flow::Import } else { Flow::Export };
            let total = |of: &Code, flow| totals.of(of, flow, &key.unit, period);
            let (own, theirs, world) = (total(&reporter, flow)?, total(&partner, other)?, total(&Code::new(WORLD), other)?);
            let share = whole::share(point, &label, &key.unit, Some(&own));
            let expected = whole::share(&theirs.point, &theirs.label, &theirs.unit, Some(&world));
            let amount = share.amount.as_ref().ok().zip(expected.amount.as_ref().ok()).and_then(|(share, expected)| share.over(expected));
            let inputs =
                [&share, &expected].into_iter().filter_map(|point| point.derivation.as_ref()).map(|one| one.inputs.clone()).collect();
            let formula = format!("({label} ÷ {}) ÷ ({} ÷ {})", own.label, theirs.label, world.label);
            let mut derived = gather::derived(point, amount, Derivation { formula, inputs });
            derived.status = share.status.max(expected.status);
            Some((*period, derived.into()))
        };
        let line: BTreeMap<Period, Arc<Point>> = points.iter().filter_map(of_period).collect();
        key.unit = Unit::new("");
        if !line.is_empty() {
            lines.insert(key, line);
        }
    }
    lines
}

/// What the lines of the years shown tell.
pub fn findings(subject: &Subject, datasets: &Datasets, parts: &Answer, lines: Lines) -> Findings {
    let dataset = &datasets.main;
    let mut series = gather::series(dataset, lines, &subject.selection, &Dimension::Partner);
    gather::largest_first(&mut series);
    let mut notes = vec![Note::new(
        "1: as much as the partner’s part in world trade leads to expect. What the world sells to the partner is taken to be the partner’s own imports.",
    )];
    for note in gather::notes(dataset, &parts.observations, gather::is_part_of(&series)) {
        note.add_to(&mut notes);
    }
    let mut findings = gather::findings(&[dataset, &datasets.whole], series, notes, &Dimension::Partner);
    findings.subject.what = format!("Intensity of {}", english::inside(&gather::trade(&findings.subject, "trade")));
    let flow = findings.subject.fixed.get(&Dimension::Flow).and_then(|(code, _)| Flow::from_code(code.as_str()));
    findings.subject.how = name(flow).to_owned();
    findings.derived = Some(CODE);
    findings.level = Some(EXPECTED);
    findings
}

/// All trade of each country and of the world.
struct Totals<'a> {
    datasets: &'a Datasets,
    lines: Lines,
}

impl Totals<'_> {
    /// The one total there is; of two sources none is taken.
    fn of(&self, reporter: &Code, flow: Flow, unit: &Unit, period: &Period) -> Option<Found> {
        let is_it = |codes: &gather::Codes| {
            codes.get(&Dimension::Reporter) == Some(reporter)
                && codes.get(&Dimension::Flow).is_some_and(|code| code.as_str() == flow.code())
                && codes.get(&Dimension::Partner).is_none_or(|partner| partner.as_str() == WORLD)
                && !codes.contains_key(&Dimension::Commodity)
        };
        let fitting = self.lines.iter().filter(|(key, _)| is_it(&key.codes) && key.unit.plain().0 == unit.plain().0);
        let mut found = fitting.filter_map(|(key, points)| Some((key, points.get(period).filter(|point| point.amount.is_ok())?)));
        let ((key, point), None) = (found.next()?, found.next()) else { return None };
        Some(Found::new(Point::clone(point), gather::describe(&self.datasets.whole, &key.codes, None), &key.unit))
    }
}
