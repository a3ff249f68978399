//! SPSS files as surveys. The only place that knows their reader, and the Arrow that it brings.

use std::io::{Read, Seek};

use ambers::error::SpssError;
use ambers::{MissingSpec, Scanner, SpssMetadata, Value as Code};
use arrow57::array::{Array, Date32Array, DurationMicrosecondArray, Float64Array, RecordBatch, StringViewArray, TimestampMicrosecondArray};
use arrow57::datatypes::DataType;

use crate::import::survey::{Asked, Kind, NoAnswer, Respondents, Survey, Value, Variable, date, moment};
use crate::problem::Problem;

/// The survey in a file called `name`.
///
/// # Errors
/// When the file is damaged.
pub fn open<'a>(mut from: impl Read + Seek + 'a, name: &str) -> Result<Asked<'a>, Problem> {
    let rows = rows_at_once(&mut from);
    let scanner = ambers::scan_sav_from_reader(from, rows).map_err(|error| damaged(name, &error))?;
    let variables = described(&scanner);
    let metadata = scanner.metadata();
    let expected = metadata.number_rows.and_then(|rows| usize::try_from(rows).ok());
    let survey = Survey {
        title: metadata.file_label.trim().to_owned(),
        created: metadata.creation_time.trim().to_owned(),
        encoding: metadata.file_encoding.clone(),
        weight: metadata.weight_variable.clone(),
        variables,
        ..Survey::default()
    };
    if survey.variables.is_empty() {
        return Err(Problem::new(format!("Could not read {name}")).because("it is an SPSS file without variables"));
    }
    Ok(Asked { survey, expected, respondents: Box::new(Scanned { scanner, name: name.to_owned() }) })
}

/// So many that their answers do not fill the memory: at a fixed place the file says how many a respondent has.
fn rows_at_once(from: &mut (impl Read + Seek)) -> usize {
    const ANSWERS_AT_ONCE: usize = 1_000_000;
    const MOST_ROWS: usize = 20_000;
    let mut beginning = [0_u8; 72];
    let is_read = from.read_exact(&mut beginning).is_ok();
    let [order, answers] = [64, 68].map(|at| beginning.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).unwrap_or([0; 4]));
    // The layout is called 2 or 3, whichever end of a number comes first.
    let answers = if matches!(i32::from_le_bytes(order), 2 | 3) { i32::from_le_bytes(answers) } else { i32::from_be_bytes(answers) };
    let answers = usize::try_from(answers).ok().filter(|_| is_read).unwrap_or_default().max(1);
    (ANSWERS_AT_ONCE / answers).clamp(16, MOST_ROWS)
}

fn damaged(name: &str, error: &SpssError) -> Problem {
    let why = format!("it is an SPSS file, and damaged ({error})");
    Problem::new(format!("Could not read {name}")).because(why).hint("Download it again, or save it anew in SPSS.")
}

struct Scanned<R: Read + Seek> {
    scanner: Scanner<R>,
    name: String,
}

impl<R: Read + Seek> Respondents for Scanned<R> {
    fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, Problem> {
        let Some(batch) = self.scanner.next_batch().map_err(|error| damaged(&self.name, &error))? else { return Ok(None) };
        let unread = |column: usize| {
            let name = self.scanner.metadata().variable_names.get(column).cloned().unwrap_or_default();
            let why = format!("the variable {name} is of a kind that this version does not read");
            Problem::new(format!("Could not read {}", self.name)).because(why)
        };
        (0..batch.num_columns()).map(|column| values(&batch, column).ok_or_else(|| unread(column))).collect::<Result<_, _>>().map(Some)
    }

    fn warnings(&self) -> Vec<String> {
        self.scanner.metadata().warnings.clone()
    }
}

/// The variables without their values, in the order of the columns.
fn described<R: Read + Seek>(scanner: &Scanner<R>) -> Vec<Variable> {
    let metadata: &SpssMetadata = scanner.metadata();
    let schema = scanner.schema();
    let variable = |(at, name): (usize, &String)| {
        let labels = metadata.variable_value_labels.get(name).into_iter().flatten();
        let missing = metadata.variable_missing_values.get(name).into_iter().flatten();
        Variable {
            name: name.clone(),
            label: metadata.label(name).unwrap_or_default().trim().to_owned(),
            kind: schema.fields().get(at).map_or(Kind::Number, |field| kind(field.data_type())),
            meanings: labels.map(|(code, meaning)| (value(code), meaning.trim().to_owned())).collect(),
            missing: missing.map(no_answer).collect(),
            ..Variable::default()
        }
    };
    metadata.variable_names.iter().enumerate().map(variable).collect()
}

fn kind(of: &DataType) -> Kind {
    match of {
        DataType::Utf8View => Kind::Text,
        DataType::Date32 => Kind::Date,
        DataType::Timestamp(..) | DataType::Duration(_) => Kind::Time,
        _ => Kind::Number,
    }
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

/// The values of a column; `None` when the reader gives a kind that it never gave before.
fn values(batch: &RecordBatch, column: usize) -> Option<Vec<Value>> {
    let array = batch.columns().get(column)?.as_any();
    if let Some(numbers) = array.downcast_ref::<Float64Array>() {
        return Some(numbers.iter().map(|number| number.map_or(Value::Nothing, Value::Number)).collect());
    }
    if let Some(texts) = array.downcast_ref::<StringViewArray>() {
        let texts = texts.iter().map(|text| told(text.map(|text| text.trim_end().to_owned()).filter(|text| !text.is_empty())));
        return Some(texts.collect());
    }
    if let Some(days) = array.downcast_ref::<Date32Array>() {
        return Some(days.iter().map(|day| told(day.and_then(|day| date(i64::from(day))))).collect());
    }
    if let Some(times) = array.downcast_ref::<TimestampMicrosecondArray>() {
        return Some(times.iter().map(|time| told(time.and_then(moment))).collect());
    }
    let stretches = array.downcast_ref::<DurationMicrosecondArray>()?;
    Some(stretches.iter().map(|stretch| told(stretch.map(clock))).collect())
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
    use std::io::Cursor;

    use super::*;

    #[test]
    fn times_are_hours_minutes_and_seconds() {
        assert_eq!((clock(36_610_000_000), clock(-1_500_000)), ("10:10:10".to_owned(), "-00:00:01.500000".to_owned()));
    }

    #[test]
    fn what_is_cut_off_is_a_problem() {
        let problem = open(Cursor::new(b"$FL2@(#) SPSS DATA FILE"), "a.sav").err().expect("cut off");
        assert!(problem.to_string().starts_with("Could not read a.sav: it is an SPSS file, and damaged"), "{problem}");
    }
}
