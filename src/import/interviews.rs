//! When people were asked, from the variables of a survey that hold days.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::import::sink::Sink;
use crate::import::survey::{Kind, Survey, Value, Variable};
use crate::terms::period::{Period, Stretch};

/// The days on which people were asked, where a variable tells them; the day on which the file was made is another one.
pub fn dated(survey: &Survey, sink: &mut Sink) -> Period {
    const LONGEST_IN_DAYS: i64 = 366;
    let is_of_fieldwork = |variable: &&Variable| {
        let words = format!("{} {}", variable.name, variable.label).to_lowercase();
        let is_birth = ["birth", "рожд"].iter().any(|word| words.contains(word));
        variable.kind == Kind::Date && !is_birth
    };
    let mut candidates: Vec<&Variable> = survey.variables.iter().filter(is_of_fieldwork).collect();
    candidates.sort_by_key(|variable| !is_of_interview(variable));
    // Where one is of interviews, no other tells when they were made.
    if candidates.first().is_some_and(|first| is_of_interview(first)) {
        candidates.retain(|variable| is_of_interview(variable));
    }
    let spans: Vec<_> = candidates.iter().filter_map(|variable| Some((&variable.name, first_and_last(variable)?))).collect();
    let is_one_round = |(_, (first, last)): &&(&String, (NaiveDate, NaiveDate))| (*last - *first).num_days() <= LONGEST_IN_DAYS;
    if let Some((variable, (first, last))) = spans.iter().find(is_one_round) {
        sink.report.choose("period", format!("{first} to {last}"), format!("the days in the variable {variable}"));
        let (first, last) = (Stretch::Day(*first), Stretch::Day(*last));
        return if first == last { Period::One(first) } else { Period::Span(first, last) };
    }
    if let Some((variable, (first, last))) = spans.first() {
        sink.report.choose("period", "undated", format!("the days in the variable {variable} lie more than a year apart"));
        sink.caveat(format!("The days in {variable} are from {first} to {last}, more than a year, so the answers have no period."));
        return Period::Undated;
    }
    let made =
        if survey.created.is_empty() { String::new() } else { format!("; the file was made on {}, which is another day", survey.created) };
    sink.report.choose("period", "undated", "no variable tells the days on which people were asked");
    sink.caveat(format!("When people were asked is not stated in the file{made}."));
    Period::Undated
}

/// Is it a day on which people were asked, by its name or label, whatever other days the file knows?
fn is_of_interview(variable: &Variable) -> bool {
    const WORDS: [&str; 10] = [
        "interview",
        "fieldwork",
        "intdate",
        "int_date",
        "survey date",
        "дата опроса",
        "интервью",
        "анкетирован",
        "entrevista",
        "befragung",
    ];
    let words = format!("{} {}", variable.name, variable.label).to_lowercase();
    WORDS.iter().any(|word| words.contains(word))
}

/// The first and the last of the days in a variable.
fn first_and_last(variable: &Variable) -> Option<(NaiveDate, NaiveDate)> {
    let day = |value: &Value| Period::parse(&value.code()).and_then(|period| period.days()).map(|(day, _)| day);
    let days: BTreeSet<NaiveDate> = variable.values.iter().filter_map(day).collect();
    Some((*days.first()?, *days.last()?))
}
