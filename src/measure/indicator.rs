//! A published statistic as it is, over time; of trade both ways also what exports have over imports.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::measure::derivation::Derivation;
use crate::measure::findings::{Findings, Point};
use crate::measure::gather::Lines;
use crate::measure::prepared::Prepared;
use crate::measure::tolerance::Together;
use crate::measure::{Datasets, Selection, Study, Subject, gather, picked, tolerance};
use crate::problem::Problem;
use crate::query::{Answer, Query};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::english::capitalised;
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;

/// Values as their source gives them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Indicator {
    #[serde(skip_serializing_if = "Value::is_as_published")]
    pub shown_as: Value,
}

/// A figure itself, or exports set against imports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    #[default]
    Value,
    /// X − M.
    Balance,
    /// (X − M) ÷ (X + M), from −1 to 1.
    NormalisedBalance,
}

impl Value {
    pub const ALL: [Self; 3] = [Self::Value, Self::Balance, Self::NormalisedBalance];

    /// Its word in a list to choose from.
    pub fn word(self) -> &'static str {
        match self {
            Self::Value => "As published",
            Self::Balance => "Balance",
            Self::NormalisedBalance => "Normalised balance",
        }
    }

    /// Why these figures have none; `None` when they do.
    pub fn objection(self, dataset: &Dataset) -> Option<&'static str> {
        let flows = dataset.codes(&Dimension::Flow);
        let has_both = [Flow::Export, Flow::Import].iter().all(|flow| flows.contains(&Code::new(flow.code())));
        (!self.is_as_published() && !has_both).then_some("a balance takes both exports and imports")
    }

    fn is_as_published(&self) -> bool {
        *self == Self::Value
    }

    /// The name in tables.
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Value => None,
            Self::Balance => Some("balance"),
            Self::NormalisedBalance => Some("normalised_balance"),
        }
    }

    fn formula(self) -> &'static str {
        match self {
            Self::Value => "",
            Self::Balance => "exports − imports",
            Self::NormalisedBalance => "(exports − imports) ÷ (exports + imports)",
        }
    }

    fn of(self, exports: &Amount, imports: &Amount) -> Option<Amount> {
        let balance = exports.minus(imports);
        match self {
            Self::Value => None,
            Self::Balance => Some(balance),
            Self::NormalisedBalance => balance.over(&exports.plus(imports)),
        }
    }

    /// One line for each pair of exports and imports of the same codes, source and unit, where both are there.
    fn of_lines(self, dataset: &Dataset, lines: &Lines) -> Lines {
        let mut balances = Lines::new();
        for (key, exports) in lines {
            let with = |flow: Flow| {
                let mut key = key.clone();
                key.codes.insert(Dimension::Flow, Code::new(flow.code()));
                key
            };
            let Some(imports) = lines.get(&with(Flow::Import)).filter(|_| *key == with(Flow::Export) && key.unit.is_additive()) else {
                continue;
            };
            let mut balance = key.clone();
            balance.codes.remove(&Dimension::Flow);
            if self == Self::NormalisedBalance {
                balance.unit = Unit::new("");
            }
            let both = exports.iter().filter_map(|(period, exported)| Some((period, exported, imports.get(period)?)));
            let points = both.map(|(period, exported, imported)| {
                let amounts = exported.amount.as_ref().ok().zip(imported.amount.as_ref().ok());
                let input = |point, flow| gather::input(point, gather::describe(dataset, &key.codes, Some(flow)), &key.unit);
                let inputs = input(exported, Flow::Export).and(&input(imported, Flow::Import));
                let derivation = Derivation { formula: self.formula().to_owned(), inputs };
                let amount = amounts.and_then(|(exports, imports)| self.of(exports, imports));
                let mut point = gather::derived(exported, amount, derivation);
                if let Some(missing) = exported.amount.as_ref().err().or(imported.amount.as_ref().err()) {
                    point.amount = Err(*missing);
                }
                point.status = exported.status.max(imported.status);
                point.note = exported.note.clone().or_else(|| imported.note.clone());
                (*period, point.into())
            });
            let points: BTreeMap<Period, Arc<Point>> = points.collect();
            if !points.is_empty() {
                balances.insert(balance, points);
            }
        }
        balances
    }
}

impl Study for Indicator {
    fn objection(&self, dataset: &Dataset) -> Option<String> {
        self.shown_as.objection(dataset).map(str::to_owned)
    }

    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query> {
        let mut query = picked(subject, &datasets.main);
        if !self.shown_as.is_as_published() {
            query.wanted.remove(&Dimension::Flow);
        }
        vec![query]
    }

    fn prepare(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Prepared {
        let dataset = &datasets.main;
        let observations = answers.first().map_or(&[][..], |answer| &answer.observations);
        let lines = gather::of_all_goods(gather::lines(dataset, observations), &subject.selection);
        let lines = match self.shown_as {
            Value::Value => gather::with_turnover(dataset, lines, &subject.selection),
            Value::Balance | Value::NormalisedBalance => self.shown_as.of_lines(dataset, &lines),
        };
        Prepared { first: Some(telling(dataset, &lines)), lines, ..Prepared::default() }
    }

    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer], prepared: &Prepared) -> Result<Findings, Problem> {
        let dataset = &datasets.main;
        let observations = answers.first().map_or(&[][..], |answer| &answer.observations);
        let lines = tolerance::with_stand_ins(gather::within(&prepared.lines, &subject.selection), &subject.selection, Together::Line);
        let first = prepared.first.clone().unwrap_or(Dimension::Indicator);
        let mut series = gather::series(dataset, lines, &subject.selection, &first);
        gather::largest_first(&mut series);
        if let [one] = series.as_mut_slice()
            && let Some(indicator) = one.codes.get(&Dimension::Indicator)
        {
            // A line alone is known by what it counts, not by one of the countries in it.
            one.label = dataset.label(&Dimension::Indicator, indicator);
            one.short_label.clone_from(&one.label);
        }
        let notes = gather::notes(dataset, observations, gather::is_part_of(&series));
        let mut findings = gather::findings(&[dataset], series, notes, &first);
        describe(dataset, &subject.selection, &mut findings);
        if let Some(code) = self.shown_as.code() {
            let balance = self.shown_as.word();
            findings.derived = Some(code);
            findings.subject.what = format!("{balance} of {}", english::inside(&gather::trade(&findings.subject, "trade")));
            findings.subject.how = capitalised(self.shown_as.formula());
        }
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
fn describe(dataset: &Dataset, selection: &Selection, findings: &mut Findings) {
    let words = &findings.subject;
    let label = |dimension: &Dimension| words.fixed.get(dimension).map(|(_, label)| label.clone());
    let indicator = label(&Dimension::Indicator).unwrap_or_else(|| dataset.title.clone());
    // One answer, or one kind of several that only this dataset tells apart, is not all that its title names.
    let is_picked = |dimension: &&Dimension| {
        let is_own = matches!(dimension, Dimension::Answer | Dimension::Group | Dimension::Other(_));
        is_own && selection.picks.contains_key(*dimension) && dataset.codes(dimension).len() > 1
    };
    let own: Vec<String> = dataset.dimensions().iter().filter(is_picked).filter_map(label).collect();
    if words.fixed.contains_key(&Dimension::Flow) && words.fixed.contains_key(&Dimension::Reporter) {
        let trade = gather::trade(words, "trade");
        // A growth rate or a share of trade is no trade.
        let is_trade = findings.unit().is_additive();
        let (what, how) = if is_trade { (trade, indicator) } else { (indicator, trade) };
        (findings.subject.what, findings.subject.how) = (what, std::iter::once(how).chain(own).collect::<Vec<_>>().join(", "));
        return;
    }
    let shared = [Dimension::Reporter, Dimension::Partner, Dimension::Flow, Dimension::Commodity, Dimension::Holder, Dimension::Market];
    // The two countries of an exchange rate are in its name already.
    let is_named = findings.unit().as_str().contains(" per ");
    findings.subject.how = shared.iter().filter(|_| !is_named).filter_map(label).chain(own).collect::<Vec<_>>().join(", ");
    findings.subject.what = indicator;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::amount::Qualifier;

    #[test]
    fn a_balance_is_what_exports_have_over_imports() {
        // 30 − 50 = −20; −20 of 80 is −0.25.
        let (exports, imports) = (Amount::exact(30.0), Amount::exact(50.0));
        assert_eq!(Value::Balance.of(&exports, &imports), Some(Amount::exact(-20.0)));
        assert_eq!(Value::NormalisedBalance.of(&exports, &imports), Some(Amount::exact(-0.25)));
        assert_eq!(Value::NormalisedBalance.of(&Amount::exact(0.0), &Amount::exact(0.0)), None);
        let at_most = Amount { qualifier: Qualifier::AtMost, ..imports };
        assert_eq!(Value::Balance.of(&exports, &at_most).map(|amount| amount.qualifier), Some(Qualifier::AtLeast));
    }
}
