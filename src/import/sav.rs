//! SPSS files as surveys. The only place that knows their reader, and the Arrow that it brings.

use std::io::Cursor;

use ambers::{MissingSpec, SpssMetadata, Value as Code};
use arrow57::array::{Array, Date32Array, DurationMicrosecondArray, Float64Array, RecordBatch, StringViewArray, TimestampMicrosecondArray};

use crate::import::limits::MOST_CELLS;
use crate::import::survey::{Kind, NoAnswer, Survey, Value, Variable, date, moment};
use crate::problem::Problem;

/// The survey in a file called `name`.
///
/// # Errors
/// When the file is damaged, or holds too much.
pub fn read(bytes: &[u8], name: &str) -> Result<Survey, Problem> {
    const ROWS_AT_ONCE: usize = 50_000;
    let problem = || Problem::new(format!("Could not read {name}"));
    let damaged = |error: ambers::error::SpssError| {
        problem().because(format!("it is an SPSS file, and damaged ({error})")).hint("Download it again, or save it anew in SPSS.")
    };
    let mut scanner = ambers::scan_sav_from_reader(Cursor::new(bytes), ROWS_AT_ONCE).map_err(damaged)?;
    let mut variables = described(scanner.metadata());
    let mut respondents = 0_usize;
    while let Some(batch) = scanner.next_batch().map_err(damaged)? {
        respondents = respondents.saturating_add(batch.num_rows());
        if respondents.saturating_mul(variables.len()) > MOST_CELLS {
            let why = format!("it holds more than {MOST_CELLS} answers");
            return Err(problem().because(why).hint("Save the variables that are needed as a file of their own."));
        }
        for (variable, column) in variables.iter_mut().zip(0..) {
            let Some((kind, values)) = values(&batch, column) else {
                return Err(problem().because(format!("the variable {} is of a kind that this version does not read", variable.name)));
            };
            variable.kind = kind;
            variable.values.extend(values);
        }
    }
    let metadata = scanner.metadata();
    if variables.is_empty() {
        return Err(problem().because("it is an SPSS file without variables"));
    }
    Ok(Survey {
        title: metadata.file_label.trim().to_owned(),
        created: metadata.creation_time.trim().to_owned(),
        encoding: metadata.file_encoding.clone(),
        respondents,
        weight: metadata.weight_variable.clone(),
        warnings: metadata.warnings.clone(),
        variables,
    })
}

/// The variables without their values, in the order of the columns.
fn described(metadata: &SpssMetadata) -> Vec<Variable> {
    let variable = |name: &String| {
        let labels = metadata.variable_value_labels.get(name).into_iter().flatten();
        let missing = metadata.variable_missing_values.get(name).into_iter().flatten();
        Variable {
            name: name.clone(),
            label: metadata.label(name).unwrap_or_default().trim().to_owned(),
            meanings: labels.map(|(code, meaning)| (value(code), meaning.trim().to_owned())).collect(),
            missing: missing.map(no_answer).collect(),
            ..Variable::default()
        }
    };
    metadata.variable_names.iter().map(variable).collect()
}

fn value(code: &Code) -> Value {
    match code {
        Code::Numeric(number) => Value::Number(*number),
        Code::String(text) => Value::Text(text.trim_end().to_owned()),
    }
}

fn no_answer(missing: &MissingSpec) -> NoAnswer {
    match missing {
        MissingSpec::Value(number) => NoAnswer::Code(Value::Number(*number)),
        MissingSpec::Range { lo, hi } => NoAnswer::Between(*lo, *hi),
        MissingSpec::StringValue(text) => NoAnswer::Code(Value::Text(text.trim_end().to_owned())),
    }
}

/// The values of a column, and what they are; `None` when the reader gives a kind that it never gave before.
fn values(batch: &RecordBatch, column: usize) -> Option<(Kind, Vec<Value>)> {
    let array = batch.columns().get(column)?.as_any();
    if let Some(numbers) = array.downcast_ref::<Float64Array>() {
        return Some((Kind::Number, numbers.iter().map(|number| number.map_or(Value::Nothing, Value::Number)).collect()));
    }
    if let Some(texts) = array.downcast_ref::<StringViewArray>() {
        let texts = texts.iter().map(|text| told(text.map(|text| text.trim_end().to_owned()).filter(|text| !text.is_empty())));
        return Some((Kind::Text, texts.collect()));
    }
    if let Some(days) = array.downcast_ref::<Date32Array>() {
        return Some((Kind::Date, days.iter().map(|day| told(day.and_then(|day| date(i64::from(day))))).collect()));
    }
    if let Some(times) = array.downcast_ref::<TimestampMicrosecondArray>() {
        return Some((Kind::Time, times.iter().map(|time| told(time.and_then(moment))).collect()));
    }
    let stretches = array.downcast_ref::<DurationMicrosecondArray>()?;
    Some((Kind::Time, stretches.iter().map(|stretch| told(stretch.map(clock))).collect()))
}

fn told(text: Option<String>) -> Value {
    text.map_or(Value::Nothing, Value::Text)
}

/// A time of the day, or a stretch of hours.
fn clock(micros: i64) -> String {
    let (sign, size) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
    let (seconds, rest) = (size / 1_000_000, size % 1_000_000);
    let clock = format!("{sign}{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { clock } else { format!("{clock}.{rest:06}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_hours_minutes_and_seconds() {
        assert_eq!((clock(36_610_000_000), clock(-1_500_000)), ("10:10:10".to_owned(), "-00:00:01.500000".to_owned()));
    }

    #[test]
    fn what_is_cut_off_is_a_problem() {
        let problem = read(b"$FL2@(#) SPSS DATA FILE", "a.sav").expect_err("cut off");
        assert!(problem.to_string().starts_with("Could not read a.sav: it is an SPSS file, and damaged"), "{problem}");
    }
}
