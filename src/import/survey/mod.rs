//! Answers of the people asked in a survey, one row for each: the variables, what their codes mean, and what counts as no answer.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::import::sheet::{Row, Sheet};
use crate::import::survey::values::Values;
use crate::problem::Problem;
use crate::terms::unit::exact_number;

pub mod counting;
pub mod parts;
pub mod values;
pub mod weights;

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
    pub values: Values,
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
    /// The letters `.a` to `.z`, which stand in place of a number and say why there is none.
    Letters,
}

impl Value {
    /// Changes it where it is a text.
    pub fn each_text(&mut self, change: impl Fn(&mut String)) {
        match self {
            Self::Text(text) => change(text),
            Self::Nothing | Self::Number(_) => {}
        }
    }

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
            (Self::Letters, Value::Text(text)) => text.len() == 2 && text.starts_with('.'),
            (Self::Between(..) | Self::Letters, Value::Nothing | Value::Number(_) | Value::Text(_)) => false,
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

    /// Do more of its numbers stand for themselves than have a meaning, as where only 0 is called "none"?
    fn explains_few(&self) -> bool {
        let numbers = self.values.different().iter().filter(|value| matches!(value, Value::Number(_)) && !self.is_missing(value));
        // What means no more than none is a number among numbers, however many of them there are so far.
        let mut answers = self.meanings.iter().filter(|(code, _)| !self.is_missing(code)).peekable();
        if answers.peek().is_some() && answers.all(|(code, meaning)| *code == Value::Number(0.0) && means_nought(meaning)) {
            return true;
        }
        let (explained, others): (BTreeSet<String>, BTreeSet<String>) =
            numbers.map(Value::code).partition(|code| self.meanings.iter().any(|(known, _)| known.code() == *code));
        others.len() > explained.len()
    }

    /// How its values stand in cells.
    pub fn telling(&self) -> Telling {
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        self.meanings.iter().for_each(|(_, meaning)| *uses.entry(meaning).or_default() += 1);
        let is_plain = |(_, meaning): &&(Value, String)| uses.get(meaning.as_str()) == Some(&1) && !meaning.is_empty();
        Telling {
            variable: Self {
                name: self.name.clone(),
                kind: self.kind,
                meanings: self.meanings.clone(),
                missing: self.missing.clone(),
                ..Self::default()
            },
            plain: self.meanings.iter().filter(is_plain).cloned().collect(),
            has_nought: self.explains_few(),
        }
    }
}

/// How the values of a variable stand in cells: a code as what it means, unless another code of the variable means the same; a
/// nought among numbers stays one, though it is called "none".
#[derive(Clone, Debug)]
pub struct Telling {
    /// Without its values.
    variable: Variable,
    /// The codes that alone mean what they do.
    plain: Vec<(Value, String)>,
    has_nought: bool,
}

impl Telling {
    pub fn told(&self, value: &Value) -> String {
        if let Some(kind) = self.kind_of_missing(value) {
            return kind;
        }
        if self.has_nought && *value == Value::Number(0.0) && self.variable.meaning(value).is_some_and(means_nought) {
            return value.code();
        }
        let meaning = self.plain.iter().find(|(code, _)| code == value).map(|(_, meaning)| meaning.clone());
        meaning.unwrap_or_else(|| value.code())
    }

    /// Of numbers what stands in place of one, with what it is called: `.a: Refused`, `9999: missing`.
    fn kind_of_missing(&self, value: &Value) -> Option<String> {
        if self.variable.kind != Kind::Number || *value == Value::Nothing || !self.variable.is_missing(value) {
            return None;
        }
        let is_letter = NoAnswer::Letters.covers(value);
        let meaning = self.variable.meaning(value).filter(|meaning| !meaning.is_empty());
        // A code that means something is told by its meaning.
        (is_letter || meaning.is_none()).then(|| {
            let unexplained = "missing, of a kind that the file does not explain";
            format!("{}: {}", value.code(), meaning.unwrap_or(unexplained))
        })
    }
}

fn means_nought(label: &str) -> bool {
    matches!(label.to_lowercase().as_str(), "none" | "no" | "zero" | "nil" | "never" | "нет" | "ни одного")
}

/// Does the label of a code say that nothing was asked?
fn is_unasked(label: &str) -> bool {
    const WORDS: [&str; 8] = [
        "not asked",
        "not applicable",
        "inapplicable",
        "question not asked",
        "не задавал",
        "вопрос не задавал",
        "неприменимо",
        "не применимо",
    ];
    let small = label.to_lowercase();
    let bare = small.trim_start_matches(|letter: char| !letter.is_alphabetic());
    WORDS.iter().any(|word| bare.starts_with(word))
}

impl Survey {
    pub fn variable(&self, name: &str) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name == name)
    }

    /// Changes every text in it.
    pub fn each_text(&mut self, change: impl Fn(&mut String)) {
        let in_value = |value: &mut Value| value.each_text(&change);
        change(&mut self.title);
        for variable in &mut self.variables {
            change(&mut variable.name);
            change(&mut variable.label);
            variable.values.each(in_value);
            for (value, meaning) in &mut variable.meanings {
                in_value(value);
                change(meaning);
            }
            for missing in &mut variable.missing {
                match missing {
                    NoAnswer::Code(value) => in_value(value),
                    NoAnswer::Between(..) | NoAnswer::Letters => {}
                }
            }
        }
        self.weight.iter_mut().for_each(change);
    }

    /// Whoever was not asked gave no answer, though the file has a code for it: told among what is odd in it.
    pub fn leave_out_unasked(&mut self) {
        for variable in &mut self.variables {
            let unasked: Vec<&(Value, String)> = variable.meanings.iter().filter(|(_, meaning)| is_unasked(meaning)).collect();
            let counts = if unasked.is_empty() { Vec::new() } else { variable.values.counts() };
            for (code, meaning) in unasked {
                let of_code = variable.values.different().iter().zip(&counts).filter(|(value, _)| *value == code);
                let count: usize = of_code.map(|(_, count)| count).sum();
                if count > 0 && !variable.missing.iter().any(|missing| missing.covers(code)) {
                    variable.missing.push(NoAnswer::Code(code.clone()));
                    self.warnings.push(format!("{}: \"{meaning}\" ({count} times) is no answer, and left out", variable.name));
                }
            }
        }
    }

    /// One row for each respondent, or for so many of them, under the names of the variables.
    pub fn sheet(&self, most: usize) -> Sheet {
        let count = self.respondents.min(most);
        let mut rows: Vec<Row> = (0..=count).map(|line| Row { line: line + 1, cells: Vec::new() }).collect();
        for variable in &self.variables {
            let telling = variable.telling();
            let told: Vec<String> = variable.values.different().iter().map(|value| telling.told(value)).collect();
            let cells = variable.values.places().filter_map(|place| told.get(place).cloned());
            rows.iter_mut().zip(std::iter::once(variable.name.clone()).chain(cells)).for_each(|(row, cell)| row.cells.push(cell));
        }
        Sheet { rows, ..Sheet::default() }
    }
}

/// A file of a survey, of which the respondents are still to be read.
pub struct Asked<'a> {
    /// Its variables without values.
    pub survey: Survey,
    pub respondents: Box<dyn Respondents + 'a>,
    /// How many there are, as the file says; that is not believed.
    pub expected: Option<usize>,
}

/// The respondents of a file, some at a time.
pub trait Respondents {
    /// The values of those that follow, variable by variable; `None` behind the last of them.
    ///
    /// # Errors
    /// When the file is damaged.
    fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, Problem>;

    /// What is odd in the file, as far as it was read.
    fn warnings(&self) -> Vec<String>;
}

impl Asked<'_> {
    /// Reads all respondents of the file called `name`, or so many, and tells how many there are so far; no more answers than a file
    /// of this size is believed to hold.
    ///
    /// # Errors
    /// When the file is damaged, or holds too much.
    pub fn gather(&mut self, name: &str, most: usize, most_answers: usize, seen: &dyn Fn(usize)) -> Result<(), Problem> {
        let survey = &mut self.survey;
        while survey.respondents < most {
            let Some(mut values) = self.respondents.next()? else { break };
            // They come more at a time than a first look takes.
            values.iter_mut().for_each(|values| values.truncate(most - survey.respondents));
            let count = values.first().map_or(0, Vec::len);
            survey.respondents = survey.respondents.saturating_add(count);
            if survey.respondents.saturating_mul(survey.variables.len()) > most_answers {
                let problem = Problem::new(format!("Could not read {name}")).because(format!("it holds more than {most_answers} answers"));
                return Err(problem.hint("Save the variables that are needed as a file of their own."));
            }
            seen(survey.respondents);
            for (variable, values) in survey.variables.iter_mut().zip(values) {
                values.into_iter().for_each(|value| variable.values.push(value));
            }
        }
        survey.warnings = self.respondents.warnings();
        Ok(())
    }
}

/// A day in ISO 8601, from the days since 1970.
pub fn date(days: i64) -> Option<String> {
    let start = NaiveDate::from_ymd_opt(1970, 1, 1)?;
    Some(start.checked_add_signed(TimeDelta::try_days(days)?)?.format("%Y-%m-%d").to_string())
}

/// The days of a week as Stata counts them: the first begins with the year, and the last of the 52 ends with it.
pub fn week(year: i32, nth: u8) -> Option<String> {
    let days = TimeDelta::try_days(7 * (i64::from(nth) - 1))?;
    let first = NaiveDate::from_ymd_opt(year, 1, 1)?.checked_add_signed(days)?;
    let last = if nth == 52 { NaiveDate::from_ymd_opt(year, 12, 31)? } else { first.checked_add_signed(TimeDelta::try_days(6)?)? };
    Some(format!("{}/{}", first.format("%Y-%m-%d"), last.format("%Y-%m-%d")))
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
            values: vec![number(1.0), number(99.0), Value::Nothing, number(7.5)].into(),
            ..Variable::default()
        };
        assert!(variable.is_missing(&number(98.5)) && variable.is_missing(&Value::Nothing) && !variable.is_missing(&number(2.0)));
        let survey = Survey { variables: vec![variable], respondents: 4, ..Survey::default() };
        let cells: Vec<String> = survey.sheet(usize::MAX).rows.into_iter().flat_map(|row| row.cells).collect();
        assert_eq!(cells, ["Q1", "Yes", "99", "", "7.5"]);
    }

    #[test]
    fn a_nought_that_is_called_none_is_a_number_among_numbers_and_a_code_for_no_answer_is_none() {
        let number = |number| Value::Number(number);
        let treaties = Variable {
            name: "treaties".to_owned(),
            meanings: vec![(number(0.0), "None".to_owned()), (number(-9.0), "Refused".to_owned())],
            values: vec![number(0.0), number(1.0), number(2.0), number(3.0), number(-9.0)].into(),
            ..Variable::default()
        };
        let meanings = [(1.0, "Yes"), (2.0, "No"), (-4.0, "Not asked")];
        let asked = Variable {
            name: "Q1".to_owned(),
            meanings: meanings.map(|(code, meaning)| (number(code), meaning.to_owned())).to_vec(),
            values: vec![number(1.0), number(-4.0), number(-4.0), number(2.0), Value::Text(".a".to_owned())].into(),
            missing: vec![NoAnswer::Letters],
            ..Variable::default()
        };
        let mut survey = Survey { variables: vec![treaties, asked], respondents: 5, ..Survey::default() };
        survey.leave_out_unasked();
        assert!(survey.variables[1].is_missing(&number(-4.0)) && !survey.variables[1].is_missing(&number(1.0)));
        assert_eq!(survey.warnings, ["Q1: \"Not asked\" (2 times) is no answer, and left out"]);
        let rows = survey.sheet(usize::MAX).rows;
        let cells: Vec<&str> = rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(cells, ["treaties", "0", "1", "2", "3", "Refused"]);
        assert_eq!(rows[5].cells[1], ".a: missing, of a kind that the file does not explain");
    }

    #[test]
    fn the_weeks_of_a_year_begin_on_its_first_day() {
        assert_eq!(week(2020, 1), Some("2020-01-01/2020-01-07".to_owned()));
        assert_eq!(week(2020, 52), Some("2020-12-23/2020-12-31".to_owned()));
    }
}
