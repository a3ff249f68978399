//! How much each respondent of a survey counts.

use crate::import::sink::Sink;
use crate::import::survey::{Kind, Survey, Value, Variable};

/// The weights by which respondents are counted.
pub struct Weights<'a> {
    pub variable: Option<&'a Variable>,
    /// Is it the one that the file names?
    is_stated: bool,
    /// Further ones, for other purposes.
    others: Vec<&'a str>,
}

impl<'a> Weights<'a> {
    pub fn of(survey: &'a Survey) -> Self {
        let stated = survey.weight.as_deref().and_then(|name| survey.variable(name));
        let is_called =
            |variable: &&Variable| (is_called_weight(&variable.name) || is_labelled_weight(&variable.label)) && is_weight(variable);
        let called: Vec<&Variable> = survey.variables.iter().filter(is_called).collect();
        let variable = stated.or_else(|| called.first().copied());
        let is_other = |one: &&&Variable| variable.is_some_and(|taken| taken.name != one.name);
        let others = called.iter().filter(is_other).map(|one| one.name.as_str()).collect();
        Self { variable, is_stated: stated.is_some(), others }
    }

    /// The weight of a respondent; a share counts nobody whose weight is missing or below zero.
    fn at(&self, respondent: usize) -> f64 {
        let Some(variable) = self.variable else { return 1.0 };
        match variable.values.get(respondent).filter(|value| !variable.is_missing(value)) {
            Some(Value::Number(weight)) if weight.is_finite() && *weight >= 0.0 => *weight,
            Some(Value::Number(_) | Value::Nothing | Value::Text(_)) | None => 0.0,
        }
    }

    /// The weights of so many respondents.
    pub fn all(&self, respondents: usize) -> Vec<f64> {
        (0..respondents).map(|respondent| self.at(respondent)).collect()
    }

    pub fn is(&self, variable: &Variable) -> bool {
        self.variable.is_some_and(|weight| weight.name == variable.name)
    }

    pub fn tell(&self, sink: &mut Sink) {
        let Some(variable) = self.variable else {
            sink.caveat("Not weighted: every respondent counts once, as the file names no weights.");
            sink.report.choose("weights", "none", "the file names none, and no variable that is called so holds numbers around one");
            return;
        };
        let reason = if self.is_stated { "the file is weighted by it" } else { "it is called so; the file itself names no weights" };
        sink.caveat(format!("Weighted by {}; the bases are numbers of respondents.", variable.name));
        sink.report.choose("weights", &variable.name, reason);
        if !self.others.is_empty() {
            let text = format!("The file has other weights as well, which are not applied: {}.", self.others.join(", "));
            sink.caveat(text);
        }
        let without = (0..variable.values.len()).filter(|respondent| self.at(*respondent) <= 0.0).count();
        if without > 0 {
            sink.report.note(format!("respondents without a weight in {}, who count for nothing: {without}", variable.name));
        }
    }
}

/// Its first or last word is "weight", in the letters in which Russian and English files write it.
fn is_called_weight(name: &str) -> bool {
    let name = name.to_lowercase();
    let bare = name.trim_end_matches(|sign: char| sign.is_ascii_digit() || sign == '_');
    let mut words = bare.split(['_', '.', ' ', '-']);
    let ends = [words.next(), words.next_back()];
    let is_one =
        |word: &str| ["weight", "weights", "wt", "wgt", "wght", "ves", "vesa", "wes", "вес", "веса", "взвешивание"].contains(&word);
    // "withinwt" and "pspwght" of international surveys.
    let is_joined = || bare.len() < 12 && ["wt", "wgt", "wght", "weight"].iter().any(|ending| bare.ends_with(ending));
    ends.into_iter().flatten().any(is_one) || is_joined()
}

/// Does the label say that it weighs respondents: "Within-country weight"?
fn is_labelled_weight(label: &str) -> bool {
    let label = label.to_lowercase();
    let mut words = label.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.any(|word| matches!(word, "weight" | "weighting" | "weights"))
        && !["kg", "birth", "body", "lose"].iter().any(|word| label.contains(word))
}

/// Numbers around one, none below zero, without meanings of their own: the weight of a body is none.
fn is_weight(variable: &Variable) -> bool {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Nothing | Value::Text(_) => None,
    };
    if variable.kind != Kind::Number || !variable.meanings.is_empty() {
        return false;
    }
    let numbers: Vec<f64> = variable.values.iter().filter(|value| !variable.is_missing(value)).filter_map(number).collect();
    let mean = numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
    // Nought and one say whether something holds.
    let says_whether = numbers.iter().all(|number| *number == 0.0 || *number == 1.0);
    !says_whether && (0.5..2.0).contains(&mean) && numbers.iter().all(|number| *number >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::survey::values::Values;

    fn numbers<const N: usize>(values: [f64; N]) -> Values {
        values.into_iter().map(Value::Number).collect()
    }

    #[test]
    fn what_is_called_a_weight_and_weighs_bodies_is_none() {
        assert!(["wes_age_gender_tnp", "WEIGHT", "Вес_1", "final_weight2", "withinwt", "pspwght"].into_iter().all(is_called_weight));
        assert!(!["weightless", "for_weight_group", "veset"].into_iter().any(is_called_weight));
        assert!(is_labelled_weight("Within-country weight") && !is_labelled_weight("Birth weight in kg"));
        let bodies = Variable { name: "weight".to_owned(), values: numbers([61.0, 82.5]), ..Variable::default() };
        assert!(!is_weight(&bodies));
        let visited = Variable { name: "kwt".to_owned(), values: numbers([0.0, 1.0, 1.0, 1.0]), ..Variable::default() };
        assert!(!is_weight(&visited));
    }
}
