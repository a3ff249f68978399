//! The answers to one question, counted and weighed.

use std::collections::{BTreeMap, HashMap};

use crate::import::survey::parts::Parts;
use crate::import::survey::{Value, Variable};

/// One answer of a question, counted in one part of the survey.
#[derive(Clone, Default)]
pub struct Count {
    pub respondents: u32,
    /// Those of them who have a weight.
    pub weighted: u32,
    pub weight: Sum,
}

/// The answers to a question: in the order of the file, then those without a meaning by their codes.
pub struct Counted<'a> {
    pub answers: Vec<&'a Value>,
    /// For each part of the survey one for each answer.
    pub parts: Vec<Vec<Count>>,
}

/// A sum that keeps what single additions round away (Neumaier 1974).
#[derive(Clone, Copy, Default)]
pub struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() { (self.sum - sum) + value } else { (value - sum) + self.sum };
        self.sum = sum;
    }

    /// Weights are written in decimals, and stored near them: what is less than a billionth is of the storing.
    pub fn value(self) -> f64 {
        let sum = self.sum + self.lost;
        let rounded = (sum * 1e9).round() / 1e9;
        if sum.abs() < 1e6 { rounded } else { sum }
    }
}

/// Counts the answers in each part of the survey; there is a weight for each respondent.
pub fn counted<'a>(variable: &'a Variable, weights: &[f64], parts: &Parts) -> Counted<'a> {
    let different = variable.values.different();
    // Two values may be written alike.
    let mut by_code: BTreeMap<String, &Value> = BTreeMap::new();
    for value in different.iter().filter(|value| !variable.is_missing(value)) {
        by_code.entry(value.code()).or_insert(value);
    }
    let in_file = |value: &Value| variable.meanings.iter().position(|(code, _)| code == value).unwrap_or(usize::MAX);
    let mut ordered: Vec<(String, &Value)> = by_code.into_iter().collect();
    ordered.sort_by_key(|(_, value)| in_file(value));
    let slots: HashMap<&str, usize> = ordered.iter().map(|(code, _)| code.as_str()).zip(0..).collect();
    let slot = |value: &Value| if variable.is_missing(value) { None } else { slots.get(value.code().as_str()).copied() };
    let slots: Vec<Option<usize>> = different.iter().map(slot).collect();
    let mut counts = vec![vec![Count::default(); ordered.len()]; parts.count()];
    for ((place, weight), parts) in variable.values.places().zip(weights).zip(parts.of_respondents()) {
        let Some(slot) = slots.get(place).copied().flatten() else { continue };
        for part in parts.into_iter().flatten() {
            let Some(count) = counts.get_mut(part).and_then(|counts| counts.get_mut(slot)) else { continue };
            count.respondents = count.respondents.saturating_add(1);
            count.weighted = count.weighted.saturating_add(u32::from(*weight > 0.0));
            count.weight.add(*weight);
        }
    }
    Counted { answers: ordered.into_iter().map(|(_, value)| value).collect(), parts: counts }
}
