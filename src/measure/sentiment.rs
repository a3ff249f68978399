//! Positive minus negative, in points, of all answers: what people answer to one question, wave by wave.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::dataset::observation::Observation;
use crate::measure::derivation::Derivation;
use crate::measure::findings::{Findings, Point, Series};
use crate::measure::gather::{self, Key, Lines};
use crate::measure::prepared::Prepared;
use crate::measure::significance::Margin;
use crate::measure::tolerance::{self, Together};
use crate::measure::{Datasets, Study, Subject, picked};
use crate::problem::Problem;
use crate::query::{Answer, Query};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::poll::{Side, Wave};
use crate::terms::unit::Unit;

/// Answers of a question, those who do not say kept apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Sentiment {
    pub shown_as: Opinion,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opinion {
    #[default]
    Answers,
    /// Of all answers.
    NetBalance,
    /// Of those with an opinion: (positive − negative) ÷ (positive + negative).
    NetBalanceOfOpinions,
}

/// More countries than these are counted in a note, not named.
const MOST_NAMED: usize = 6;

impl Study for Sentiment {
    fn objection(&self, dataset: &Dataset) -> Option<String> {
        (!dataset.dimensions().contains(&Dimension::Answer)).then(|| "it holds no answers of a poll".to_owned())
    }

    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query> {
        let mut query = picked(subject, &datasets.main);
        if self.is_balance() {
            query.wanted.remove(&Dimension::Answer);
        }
        vec![query]
    }

    fn prepare(&self, _: &Subject, datasets: &Datasets, answers: &[Answer]) -> Prepared {
        let dataset = &datasets.main;
        let lines = gather::lines(dataset, answers.first().map_or(&[][..], |answer| &answer.observations));
        match self.shown_as {
            Opinion::Answers => Prepared { lines, ..Prepared::default() },
            Opinion::NetBalance | Opinion::NetBalanceOfOpinions => {
                let balances = net_balances(dataset, &lines, self.shown_as);
                let one_sided = without_balance(dataset, &lines, &balances);
                Prepared { lines: balances, one_sided, ..Prepared::default() }
            }
        }
    }

    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer], prepared: &Prepared) -> Result<Findings, Problem> {
        let dataset = &datasets.main;
        let observations = answers.first().map_or(&[][..], |answer| &answer.observations);
        let lines = gather::within(&prepared.lines, &subject.selection);
        let first = if self.is_balance() { Dimension::Partner } else { Dimension::Answer };
        // The answers of one wave make a whole.
        let together = if self.is_balance() { Together::Line } else { Together::PartedBy(&Dimension::Answer) };
        let lines = tolerance::with_stand_ins(lines, &subject.selection, together);
        let mut series = gather::series(dataset, lines, &subject.selection, &first);
        let order = |code: Option<&Code>| code.and_then(|code| dataset.entry(&Dimension::Answer, code)?.order).unwrap_or(i32::MAX);
        series.sort_by_cached_key(|one| {
            let answer = one.codes.get(&Dimension::Answer);
            let others: Vec<_> = one.codes.iter().filter(|(dimension, _)| **dimension != Dimension::Answer).collect();
            (format!("{others:?}"), one.side.map(rank), order(answer), answer.cloned())
        });
        name_both_sides(dataset, &mut series);
        if !self.is_balance() {
            series.iter_mut().filter(|one| one.unit.is_percent()).flat_map(|one| &mut one.points).map(Arc::make_mut).for_each(give_margin);
        }
        let net = self.is_balance();
        let mut notes: Vec<Note> = prepared.one_sided.iter().cloned().collect();
        let counted = |is_part: &dyn Fn(&Observation) -> bool| {
            gather::notes(dataset, observations, |one| net && subject.selection.shows(&one.period) || is_part(one))
        };
        for note in counted(&gather::is_part_of(&series)) {
            note.add_to(&mut notes);
        }
        let mut findings = gather::findings(&[dataset], series, notes, &first);
        findings.is_of_opinion = true;
        self.describe(&mut findings, dataset);
        Ok(findings)
    }
}

impl Sentiment {
    /// Are the sides of the answers set against each other, so that all answers are needed?
    pub fn is_balance(&self) -> bool {
        self.shown_as != Opinion::Answers
    }

    fn describe(&self, findings: &mut Findings, dataset: &Dataset) {
        let fixed = &findings.subject.fixed;
        let label = |dimension: &Dimension| fixed.get(dimension).map(|(_, label)| label.as_str());
        let about = label(&Dimension::Partner).map(|name| format!("of {}", english::with_article(name)));
        let who = label(&Dimension::Reporter).map(|name| format!("in {}", english::with_article(name)));
        let opinion = ["Opinion".to_owned()].into_iter().chain(about).chain(who).collect::<Vec<_>>().join(" ");
        let question = label(&Dimension::Question).map(str::to_owned);
        findings.subject.how = match (&question, self.shown_as) {
            (Some(question), Opinion::Answers) => question.clone(),
            (Some(question), Opinion::NetBalance | Opinion::NetBalanceOfOpinions) => {
                let stop = if question.ends_with(['?', '.', '!']) { "" } else { "." };
                format!("{question}{stop} {}", self.variant())
            }
            (None, Opinion::Answers) => dataset.title.clone(),
            (None, Opinion::NetBalance | Opinion::NetBalanceOfOpinions) => self.variant().to_owned(),
        };
        findings.subject.what = opinion;
        findings.derived = match self.shown_as {
            Opinion::Answers => None,
            Opinion::NetBalance => Some("net_balance"),
            Opinion::NetBalanceOfOpinions => Some("net_balance_of_opinions"),
        };
    }

    /// As it must always be named.
    fn variant(&self) -> &'static str {
        match self.shown_as {
            Opinion::Answers | Opinion::NetBalance => "Positive less negative answers, of all answers",
            Opinion::NetBalanceOfOpinions => "Positive less negative answers, of those with an opinion",
        }
    }
}

/// Which countries have answers but no balance.
fn without_balance(dataset: &Dataset, lines: &Lines, balances: &Lines) -> Option<Note> {
    let countries = |lines: &Lines, dimension: &Dimension| -> BTreeSet<Code> {
        lines.keys().filter_map(|key| key.codes.get(dimension).cloned()).collect()
    };
    let lacking = [Dimension::Partner, Dimension::Reporter].into_iter().find_map(|dimension| {
        let with = countries(balances, &dimension);
        let names: Vec<String> = countries(lines, &dimension).difference(&with).map(|code| dataset.short_label(&dimension, code)).collect();
        (!names.is_empty()).then_some(names)
    })?;
    let (named, rest) = lacking.split_at(lacking.len().min(MOST_NAMED));
    let names = if rest.is_empty() { english::list(named) } else { format!("{} countries", lacking.len()) };
    Some(Note::new(format!("No net balance for {names}: not both sides of the answers are given.")))
}

/// Where the people asked and the country asked about both differ, a series needs both names: "Russia on China".
fn name_both_sides(dataset: &Dataset, series: &mut [Series]) {
    let differ = |dimension: &Dimension| {
        let codes: BTreeSet<_> = series.iter().map(|one| one.codes.get(dimension)).collect();
        codes.len() > 1
    };
    if !(differ(&Dimension::Reporter) && differ(&Dimension::Partner)) {
        return;
    }
    let answers_differ = differ(&Dimension::Answer);
    for one in series {
        let [Some(who), Some(whom)] = [Dimension::Reporter, Dimension::Partner].map(|dimension| one.codes.get(&dimension).cloned()) else {
            continue;
        };
        let names =
            [(Dimension::Reporter, &who), (Dimension::Partner, &whom)].map(|(dimension, code)| dataset.short_label(&dimension, code));
        let answer = one.codes.get(&Dimension::Answer).filter(|_| answers_differ);
        let answer = answer.map_or_else(String::new, |code| format!("{}: ", dataset.label(&Dimension::Answer, code)));
        one.label = format!("{answer}{} on {}", names[0], names[1]);
        one.short_label.clone_from(&one.label);
        if !answers_differ {
            (one.dimension, one.code) = (Dimension::Reporter, who);
        }
    }
}

fn give_margin(point: &mut Point) {
    let share = point.amount.as_ref().ok().map(|amount| amount.value);
    point.margin = share.and_then(|share| Margin::of_share(share, point.wave.base, point.wave.design_effect));
}

/// Positive first, negative next, who does not say last.
fn rank(side: Side) -> u8 {
    match side {
        Side::Positive => 0,
        Side::Other => 1,
        Side::Negative => 2,
        Side::Unsure => 3,
    }
}

/// An answer of a wave, its side and its share.
type Answered<'a> = (Side, Code, &'a Point);

/// Positive less negative of each wave that gives both, in points of all answers or of those with an opinion.
fn net_balances(dataset: &Dataset, lines: &Lines, shown_as: Opinion) -> Lines {
    let mut waves: BTreeMap<(Key, Period), Vec<Answered>> = BTreeMap::new();
    for (key, points) in lines {
        let Some(answer) = key.codes.get(&Dimension::Answer) else { continue };
        let Some(side) = dataset.side(answer) else { continue };
        let mut group = key.clone();
        group.codes.remove(&Dimension::Answer);
        group.unit = Unit::points();
        for (period, point) in points {
            waves.entry((group.clone(), *period)).or_default().push((side, answer.clone(), point));
        }
    }
    let mut balances = Lines::new();
    for ((key, period), answers) in waves {
        let total = |wanted: Side| {
            let of_side = answers.iter().filter(|(side, _, point)| *side == wanted && point.amount.is_ok());
            of_side.filter_map(|(_, _, point)| point.amount.as_ref().ok().cloned()).reduce(|a: Amount, b| a.plus(&b))
        };
        let Some(((positive, negative), (_, _, template))) = total(Side::Positive).zip(total(Side::Negative)).zip(answers.first()) else {
            continue;
        };
        let sides = answers.iter().filter(|(side, ..)| matches!(side, Side::Positive | Side::Negative));
        let inputs = sides.map(|(_, answer, point)| gather::input(point, dataset.label(&Dimension::Answer, answer), &Unit::percent()));
        let Wave { base, design_effect, .. } = template.wave;
        let net = positive.minus(&negative);
        let (net, formula, sides, base) = if shown_as == Opinion::NetBalanceOfOpinions {
            let with_opinion = positive.plus(&negative);
            let part = |side: f64| side / with_opinion.value * 100.0;
            // Fewer have answered so than were asked.
            let base = base.map(|base| (f64::from(base) * with_opinion.value / 100.0).round() as u32);
            let formula = "(positive answers − negative answers) ÷ (positive answers + negative answers) × 100";
            (net.over(&with_opinion).map(|net| net.times(100.0)), formula, [part(positive.value), part(negative.value)], base)
        } else {
            (Some(net), "positive answers − negative answers", [positive.value, negative.value], base)
        };
        let derivation = Derivation { formula: formula.to_owned(), inputs: inputs.collect() };
        let mut point = gather::derived(template, net, derivation);
        point.margin = Margin::of_net_balance(sides, base, design_effect);
        balances.entry(key).or_default().insert(period, point.into());
    }
    balances
}
