//! A published statistic as it is, over time.

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::measure::findings::Findings;
use crate::measure::gather::Lines;
use crate::measure::tolerance::Together;
use crate::measure::{Datasets, Study, Subject, gather, picked, tolerance};
use crate::problem::Problem;
use crate::query::{Answer, Query};
use crate::terms::dimension::Dimension;

/// Values as their source gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Indicator {}

impl Study for Indicator {
    fn objection(&self, _: &Dataset) -> Option<String> {
        None
    }

    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query> {
        vec![picked(subject, &datasets.main)]
    }

    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Result<Findings, Problem> {
        let dataset = &datasets.main;
        let observations = answers.first().map_or(&[][..], |answer| &answer.observations);
        let lines = gather::with_turnover(
            dataset,
            gather::of_all_goods(gather::lines(dataset, observations), &subject.selection),
            &subject.selection,
        );
        let lines = tolerance::with_stand_ins(lines, &subject.selection, Together::Line);
        let first = telling(dataset, &lines);
        let mut series = gather::series(dataset, lines, &subject.selection, &first);
        gather::largest_first(&mut series);
        if let [one] = series.as_mut_slice()
            && let Some(indicator) = one.codes.get(&Dimension::Indicator)
        {
            // A line alone is known by what it counts, not by one of the countries in it.
            one.label = dataset.label(&Dimension::Indicator, indicator);
            one.short_label.clone_from(&one.label);
        }
        let notes = gather::notes(dataset, observations, |one| gather::is_part_of(&series, one));
        let mut findings = gather::findings(dataset, series, notes, &first);
        describe(dataset, &mut findings);
        Ok(findings)
    }
}

/// The dimension whose codes a reader looks for first: of those in which the figures differ, or else of those they have.
fn telling(dataset: &Dataset, lines: &Lines) -> Dimension {
    const ORDER: [Dimension; 5] = [Dimension::Holder, Dimension::Commodity, Dimension::Answer, Dimension::Partner, Dimension::Reporter];
    let has = dataset.dimensions();
    let differs = |dimension: &&Dimension| {
        let mut codes = lines.keys().map(|key| key.codes.get(*dimension));
        let first = codes.next();
        codes.any(|code| Some(code) != first)
    };
    let found = ORDER.iter().find(differs).or_else(|| ORDER.iter().find(|dimension| has.contains(dimension)));
    found.cloned().unwrap_or(Dimension::Indicator)
}

/// Trade by its flow; any other statistic by its name, with whatever all series share below it.
fn describe(dataset: &Dataset, findings: &mut Findings) {
    let words = &findings.subject;
    let label = |dimension: &Dimension| words.fixed.get(dimension).map(|(_, label)| label.clone());
    let indicator = label(&Dimension::Indicator).unwrap_or_else(|| dataset.title.clone());
    if words.fixed.contains_key(&Dimension::Flow) && words.fixed.contains_key(&Dimension::Reporter) {
        let trade = gather::trade(words, "trade");
        // A growth rate or a share of trade is no trade.
        let is_trade = findings.unit().is_additive();
        (findings.subject.what, findings.subject.how) = if is_trade { (trade, indicator) } else { (indicator, trade) };
        return;
    }
    let shared = [Dimension::Reporter, Dimension::Partner, Dimension::Flow, Dimension::Commodity, Dimension::Holder, Dimension::Market];
    let shared: Vec<String> = shared.iter().filter_map(label).collect();
    // The two countries of an exchange rate are in its name already.
    findings.subject.how = if findings.unit().0.contains(" per ") { String::new() } else { shared.join(", ") };
    findings.subject.what = indicator;
}
