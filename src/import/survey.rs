//! Answers of the people asked in a survey, one row for each: the variables, what their codes mean, and what counts as no answer.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::import::sheet::{Row, Sheet};
use crate::terms::unit::exact_number;

/// A survey as its file describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    pub title: String,
    /// When the file was made, as it says; not when people were asked.
    pub created: String,
    /// "windows-1251".
    pub encoding: String,
    pub variables: Vec<Variable>,
    pub respondents: usize,
    /// Name of the variable by which the file says that it is weighted.
    pub weight: Option<String>,
    /// What is odd in the file.
    pub warnings: Vec<String>,
}

/// One thing that was asked or noted of every respondent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variable {
    /// `Q4`.
    pub name: String,
    /// The question as it was asked.
    pub label: String,
    pub kind: Kind,
    /// What its codes mean, in the order of the file.
    pub meanings: Vec<(Value, String)>,
    /// Codes that say that there is no answer.
    pub missing: Vec<NoAnswer>,
    /// One for each respondent.
    pub values: Vec<Value>,
}

/// What the values of a variable are, however they are stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Number,
    Text,
    /// Days, written as ISO 8601.
    Date,
    Time,
}

/// What one respondent has in one variable.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// System-missing: nothing was noted.
    #[default]
    Nothing,
    Number(f64),
    Text(String),
}

/// Values that count as no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum NoAnswer {
    Code(Value),
    /// Both ends belong to it.
    Between(f64, f64),
}

impl Value {
    /// The code as it is stored.
    pub fn code(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Number(number) => exact_number(*number),
            Self::Text(text) => text.clone(),
        }
    }
}

impl NoAnswer {
    fn covers(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Code(code), value) => code == value,
            (Self::Between(low, high), Value::Number(number)) => low <= number && number <= high,
            (Self::Between(..), Value::Nothing | Value::Text(_)) => false,
        }
    }
}

impl Variable {
    /// What a value means; `None` when the file does not say.
    pub fn meaning(&self, value: &Value) -> Option<&str> {
        self.meanings.iter().find(|(code, _)| code == value).map(|(_, meaning)| meaning.as_str())
    }

    /// Did the respondent not answer, as the file sees it?
    pub fn is_missing(&self, value: &Value) -> bool {
        *value == Value::Nothing || self.missing.iter().any(|missing| missing.covers(value))
    }
}

impl Survey {
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// Changes every text in it.
    pub fn each_text(&mut self, change: impl Fn(&mut String)) {
        let in_value = |value: &mut Value| match value {
            Value::Text(text) => change(text),
            Value::Nothing | Value::Number(_) => {}
        };
        change(&mut self.title);
        for variable in &mut self.variables {
            change(&mut variable.name);
            change(&mut variable.label);
            variable.values.iter_mut().for_each(in_value);
            for (value, meaning) in &mut variable.meanings {
                in_value(value);
                change(meaning);
            }
            for missing in &mut variable.missing {
                match missing {
                    NoAnswer::Code(value) => in_value(value),
                    NoAnswer::Between(..) => {}
                }
            }
        }
        self.weight.iter_mut().for_each(change);
    }

    /// One row for each respondent under the names of the variables. A code stands as what it means, unless another code of
    /// the variable means the same.
    pub fn sheet(&self) -> Sheet {
        let mut rows: Vec<Row> = (0..=self.respondents).map(|line| Row { line: line + 1, cells: Vec::new() }).collect();
        for variable in &self.variables {
            let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
            variable.meanings.iter().for_each(|(_, meaning)| *uses.entry(meaning).or_default() += 1);
            let told = |value: &Value| {
                let meaning = variable.meaning(value).filter(|meaning| uses.get(meaning) == Some(&1) && !meaning.is_empty());
                meaning.map_or_else(|| value.code(), str::to_owned)
            };
            let cells = std::iter::once(variable.name.clone()).chain(variable.values.iter().map(told));
            rows.iter_mut().zip(cells).for_each(|(row, cell)| row.cells.push(cell));
        }
        Sheet { rows, ..Sheet::default() }
    }
}

/// A day in ISO 8601, from the days since 1970.
pub fn date(days: i64) -> Option<String> {
    let start = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(start.checked_add_signed(TimeDelta::try_days(days)?)?.format("%Y-%m-%d").to_string())
}

/// A time of a day in ISO 8601, from the microseconds since 1970.
pub fn moment(micros: i64) -> Option<String> {
    let moment = DateTime::from_timestamp_micros(micros)?.naive_utc();
    Some(moment.format("%Y-%m-%dT%H:%M:%S%.f").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_iso() {
        assert_eq!((date(17_657), date(-32_746)), (Some("2018-05-06".to_owned()), Some("1880-05-06".to_owned())));
        assert_eq!(moment(1_525_601_410_000_000), Some("2018-05-06T10:10:10".to_owned()));
    }

    #[test]
    fn codes_stand_as_what_they_mean_unless_two_mean_the_same() {
        let number = |number| Value::Number(number);
        let meanings = [(1.0, "Yes"), (2.0, "No"), (98.0, "Other"), (99.0, "Other")];
        let variable = Variable {
            name: "Q1".to_owned(),
            meanings: meanings.map(|(code, meaning)| (number(code), meaning.to_owned())).to_vec(),
            missing: vec![NoAnswer::Between(98.0, 99.0)],
            values: vec![number(1.0), number(99.0), Value::Nothing, number(7.5)],
            ..Variable::default()
        };
        assert!(variable.is_missing(&number(98.5)) && variable.is_missing(&Value::Nothing) && !variable.is_missing(&number(2.0)));
        let survey = Survey { variables: vec![variable], respondents: 4, ..Survey::default() };
        let cells: Vec<String> = survey.sheet().rows.into_iter().flat_map(|row| row.cells).collect();
        assert_eq!(cells, ["Q1", "Yes", "99", "", "7.5"]);
    }
}
