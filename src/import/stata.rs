//! Stata files as surveys: variables, what their codes mean, and the kinds of missing values. The only place that knows their
//! reader.

use std::io::{Read, Seek};

use dta::stata::dta::dta_error::DtaError;
use dta::stata::dta::dta_reader::DtaReader;
use dta::stata::dta::header::Header;
use dta::stata::dta::long_string_table::LongStringTable;
use dta::stata::dta::record_reader::RecordReader;
use dta::stata::dta::value::Value as Cell;
use dta::stata::dta::value_label::ValueLabelSet;
use dta::stata::dta::value_label_table::ValueLabelTable;
use dta::stata::dta::variable::Variable as Described;
use dta::stata::dta::variable_type::VariableType;
use dta::stata::missing_value::MissingValue;
use dta::stata::stata_byte::StataByte;
use dta::stata::stata_double::StataDouble;
use dta::stata::stata_float::StataFloat;
use dta::stata::stata_int::StataInt;
use dta::stata::stata_long::StataLong;
use dta::stata::temporal::TemporalKind;
use dta::stata::temporal::conversion;
use encoding_rs::Encoding;

use crate::import::survey::{Asked, Kind, NoAnswer, Respondents, Survey, Value, Variable, date, moment, week};
use crate::problem::Problem;
use crate::terms::unit::exact_number;

/// The survey in a file called `name`; of a table of countries and years each row stands as a respondent.
///
/// # Errors
/// When the file is damaged.
pub fn open<'a>(from: impl Read + Seek + 'a, name: &str) -> Result<Asked<'a>, Problem> {
    let damaged = |error: DtaError| damaged(name, &error);
    let schema = DtaReader::new().from_reader(from).read_header().map_err(damaged)?;
    let header = schema.header().clone();
    let mut characteristics = schema.read_schema().map_err(damaged)?;
    characteristics.skip_to_end().map_err(damaged)?;
    let mut records = characteristics.into_record_reader().map_err(damaged)?;
    let described: Vec<Described> = records.schema().variables().to_vec();
    // What the codes mean, and long texts, stand behind the rows.
    records.skip_to_end().map_err(damaged)?;
    let encoding = records.encoding();
    let mut strings = records.into_long_string_reader().map_err(damaged)?;
    let mut texts = LongStringTable::for_reading();
    strings.read_remaining_into(&mut texts).map_err(damaged)?;
    let mut labels = ValueLabelTable::new();
    let mut reader = strings.into_value_label_reader().map_err(damaged)?;
    reader.read_remaining_into(&mut labels).map_err(damaged)?;
    let times: Vec<Option<Time>> = described.iter().map(|variable| Time::of(variable.format())).collect();
    let mut variables: Vec<Variable> = described.iter().zip(&times).map(|(variable, time)| begun(variable, time.as_ref())).collect();
    for (variable, described) in variables.iter_mut().zip(&described) {
        explain(variable, labels.get(described.value_label_name()));
    }
    if variables.is_empty() {
        return Err(Problem::new(format!("Could not read {name}")).because("it is a Stata file without variables"));
    }
    let warnings = variables.iter().zip(&times).filter_map(|(variable, time)| time.as_ref()?.warning(&variable.name)).collect();
    let survey = Survey {
        title: header.dataset_label().trim().to_owned(),
        created: created(&header),
        encoding: encoding.name().to_owned(),
        variables,
        ..Survey::default()
    };
    let records = reader.seek_records().map_err(damaged)?;
    let expected = usize::try_from(header.observation_count()).ok();
    let recorded = Recorded { records, times, texts, encoding, warnings, name: name.to_owned() };
    Ok(Asked { survey, expected, respondents: Box::new(recorded) })
}

fn damaged(name: &str, error: &DtaError) -> Problem {
    let why = format!("it is a Stata file, and damaged ({error})");
    Problem::new(format!("Could not read {name}")).because(why).hint("Download it again, or save it anew in Stata.")
}

struct Recorded<R> {
    records: RecordReader<R>,
    times: Vec<Option<Time>>,
    texts: LongStringTable,
    encoding: &'static Encoding,
    warnings: Vec<String>,
    name: String,
}

impl<R: Read + Seek> Respondents for Recorded<R> {
    fn next(&mut self) -> Result<Option<Vec<Vec<Value>>>, Problem> {
        const ANSWERS_AT_ONCE: usize = 1_000_000;
        const MOST_ROWS: usize = 20_000;
        let most = (ANSWERS_AT_ONCE / self.times.len().max(1)).clamp(16, MOST_ROWS);
        let mut values: Vec<Vec<Value>> = vec![Vec::new(); self.times.len()];
        for row in 0..most {
            let Some(record) = self.records.read_record().map_err(|error| damaged(&self.name, &error))? else {
                return Ok((row > 0).then_some(values));
            };
            for ((values, time), cell) in values.iter_mut().zip(&self.times).zip(record.values()) {
                values.push(match cell {
                    Cell::LongStringRef(place) => {
                        let text = self.texts.get(place);
                        said(text.and_then(|text| text.data_str(self.encoding).map(|text| text.trim_end().to_owned())))
                    }
                    cell => value(cell, time.as_ref()),
                });
            }
        }
        Ok(Some(values))
    }

    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }
}

/// What a variable counts that is a time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Time {
    Known(TemporalKind),
    /// Days of a calendar of this name, which stands in a file of its own.
    Business(String),
}

impl Time {
    /// By the format of the variable; a sign in it says only on which side it stands.
    fn of(format: &str) -> Option<Self> {
        let plain = format.replacen("%-", "%", 1);
        match plain.strip_prefix("%tb") {
            Some(calendar) => Some(Self::Business(calendar.split(':').next().unwrap_or_default().to_owned())),
            None => TemporalKind::from_format(&plain).map(Self::Known),
        }
    }

    fn warning(&self, name: &str) -> Option<String> {
        match self {
            Self::Known(TemporalKind::DateTimeLeap) => {
                Some(format!("{name} counts leap seconds, and stays the number of milliseconds that it is"))
            }
            Self::Known(_) => None,
            Self::Business(calendar) => Some(format!(
                "{name} counts the days of the business calendar {calendar}, which stands in another file, so that nobody knows which they are"
            )),
        }
    }
}

/// The day on which the file was saved, in ISO 8601.
fn created(header: &Header) -> String {
    let day = header.timestamp().map(|stamp| format!("{:04}-{:02}-{:02}", stamp.year(), stamp.month(), stamp.day()));
    day.unwrap_or_default()
}

/// A variable without its values.
fn begun(described: &Described, time: Option<&Time>) -> Variable {
    let is_text = matches!(described.variable_type(), VariableType::FixedString(_) | VariableType::LongString);
    let kind = match time {
        _ if is_text => Kind::Text,
        Some(Time::Known(TemporalKind::Date)) => Kind::Date,
        Some(Time::Known(
            TemporalKind::DateTime | TemporalKind::Week | TemporalKind::Month | TemporalKind::Quarter | TemporalKind::HalfYear,
        )) => Kind::Time,
        Some(Time::Business(_)) => Kind::Text,
        Some(Time::Known(_)) | None => Kind::Number,
    };
    Variable { name: described.name().to_owned(), label: described.label().trim().to_owned(), kind, ..Variable::default() }
}

fn said(text: Option<String>) -> Value {
    text.filter(|text| !text.is_empty()).map_or(Value::Nothing, Value::Text)
}

fn value(cell: &Cell, time: Option<&Time>) -> Value {
    match cell {
        Cell::Byte(StataByte::Present(number)) => dated(f64::from(*number), time),
        Cell::Int(StataInt::Present(number)) => dated(f64::from(*number), time),
        Cell::Long(StataLong::Present(number)) => dated(f64::from(*number), time),
        // 0.1 in four bytes is 0.1, not what eight bytes make of it.
        Cell::Float(StataFloat::Present(number)) => dated(number.to_string().parse().unwrap_or_else(|_| f64::from(*number)), time),
        Cell::Double(StataDouble::Present(number)) => dated(*number, time),
        Cell::Byte(StataByte::Missing(of))
        | Cell::Int(StataInt::Missing(of))
        | Cell::Long(StataLong::Missing(of))
        | Cell::Float(StataFloat::Missing(of))
        | Cell::Double(StataDouble::Missing(of)) => missing(*of),
        Cell::String(text) => said(Some(text.trim_end().to_owned())),
        // Stands further behind in the file.
        Cell::LongStringRef(_) => Value::Nothing,
    }
}

/// `.` says nothing; `.a` to `.z` say which kind of no answer it is.
fn missing(of: MissingValue) -> Value {
    if of == MissingValue::System { Value::Nothing } else { Value::Text(of.to_string()) }
}

/// A number as the time that its format says it is: days, weeks, months, quarters or halves since 1960, or milliseconds.
fn dated(number: f64, time: Option<&Time>) -> Value {
    const MOST: f64 = 1e9;
    let whole = (number.is_finite() && number.abs() < MOST).then_some(number.floor() as i32);
    let part = |(year, part): (i32, u8), letter: &str| Some(format!("{year:04}-{letter}{part}"));
    let kind = match time {
        Some(Time::Known(kind)) => Some(*kind),
        Some(Time::Business(calendar)) => return Value::Text(format!("{calendar}, day {}", exact_number(number))),
        None => None,
    };
    let written = match kind {
        Some(TemporalKind::Date) => whole.and_then(|days| date(i64::from(conversion::td_days_to_unix_days(days)?))),
        Some(TemporalKind::DateTime) => conversion::tc_millis_to_unix_millis(number).and_then(|millis| moment(millis.checked_mul(1000)?)),
        Some(TemporalKind::Week) => whole.map(conversion::tw_weeks_to_year_week).and_then(|(year, nth)| week(year, nth)),
        Some(TemporalKind::Month) => whole.map(conversion::tm_months_to_year_month).map(|(year, month)| format!("{year:04}-{month:02}")),
        Some(TemporalKind::Quarter) => whole.map(conversion::tq_quarters_to_year_quarter).and_then(|found| part(found, "Q")),
        Some(TemporalKind::HalfYear) => whole.map(conversion::th_halves_to_year_half).and_then(|found| part(found, "H")),
        Some(_) | None => None,
    };
    written.map_or(Value::Number(number), Value::Text)
}

/// What the codes mean, and which of them say that there is no answer.
fn explain(variable: &mut Variable, labels: Option<&ValueLabelSet>) {
    // As the format stores `.` among whole numbers; `.a` and those behind it follow.
    const SYSTEM: i32 = 2_147_483_621;
    for entry in labels.into_iter().flat_map(ValueLabelSet::entries) {
        let letter = entry.value().checked_sub(SYSTEM).filter(|past| (1..=26).contains(past)).and_then(|past| u8::try_from(past).ok());
        let code = match letter {
            Some(letter) => Value::Text(format!(".{}", char::from(b'`' + letter))),
            None => Value::Number(f64::from(entry.value())),
        };
        variable.meanings.push((code, entry.label().trim().to_owned()));
    }
    if variable.kind != Kind::Text {
        variable.missing.push(NoAnswer::Letters);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn numbers_are_the_times_that_their_formats_say() {
        let told = |number: f64, format: &str| dated(number, Time::of(format).as_ref()).code();
        assert_eq!(told(21_310.0, "%td"), "2018-05-06");
        assert_eq!(told(1_841_220_610_000.0, "%tc"), "2018-05-06T10:10:10");
        assert_eq!([told(710.0, "%tm"), told(-1.0, "%tq"), told(120.0, "%th")], ["2019-03", "1959-Q4", "2020-H1"]);
        assert_eq!([told(2014.0, "%ty"), told(2014.0, "%9.0g"), told(1e300, "%td")], ["2014", "2014", "1e300"]);
        // Its weeks begin anew with each year, and the last of a year is longer.
        assert_eq!([told(3172.0, "%tw"), told(3171.0, "%tw")], ["2021-01-01/2021-01-07", "2020-12-23/2020-12-31"]);
        assert_eq!([told(710.0, "%-tm"), told(21_310.0, "%-tdCCYY-NN-DD")], ["2019-03", "2018-05-06"]);
        assert_eq!([told(1990.0, "%tbsp500"), told(1990.0, "%-tbsp500:CCYY")], ["sp500, day 1990", "sp500, day 1990"]);
    }

    #[test]
    fn what_is_cut_off_is_a_problem() {
        let problem = open(Cursor::new(b"<stata_dta><header><release>117</release>"), "a.dta").err().expect("cut off");
        assert!(problem.to_string().starts_with("Could not read a.dta: it is a Stata file, and damaged"), "{problem}");
    }
}
