//! When people were asked, from the variables of a survey that hold days.

use chrono::NaiveDate;

use crate::import::sink::Sink;
use crate::import::survey::parts::{Part, Parts};
use crate::import::survey::{Kind, Survey, Value, Variable};
use crate::terms::period::{Period, Stretch};

/// When the people of one part of a survey were asked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Times {
    pub period: Period,
    /// The days of the fieldwork, where a variable tells them.
    pub fieldwork: Option<Period>,
}

/// For each part of a survey the days on which its people were asked, where a variable tells them, or the year; the day on which the
/// file was made is another one.
pub fn dated(survey: &Survey, parts: &Parts, sink: &mut Sink) -> Vec<Times> {
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
    let spans: Vec<(&str, Vec<Option<Span>>)> = candidates
        .iter()
        .map(|one| (one.name.as_str(), spans(one, parts)))
        .filter(|(_, spans)| spans.iter().any(Option::is_some))
        .collect();
    let is_one_round = |(first, last): &Span| (*last - *first).num_days() <= LONGEST_IN_DAYS;
    let are_of_rounds = |spans: &[Option<Span>]| {
        let own: Vec<&Span> = parts.iter().zip(spans).filter(|(part, _)| !part.are_all).filter_map(|(_, span)| span.as_ref()).collect();
        !own.is_empty() && own.into_iter().all(is_one_round)
    };
    if let Some((variable, spans)) = spans.iter().find(|(_, spans)| are_of_rounds(spans)) {
        if let Some((first, last)) = all(spans).filter(|_| !parts.have_years()) {
            sink.report.choose("period", format!("{first} to {last}"), format!("the days in the variable {variable}"));
        }
        return parts.iter().zip(spans).map(|(part, span)| times(part, span.filter(is_one_round).map(days))).collect();
    }
    if !parts.have_years() {
        match spans.first().and_then(|(variable, spans)| Some((variable, all(spans)?))) {
            Some((variable, (first, last))) => {
                sink.report.choose("period", "undated", format!("the days in the variable {variable} lie more than a year apart"));
                let days = format!("The days in {variable} are from {first} to {last}, more than a year");
                sink.caveat(format!("{days}, so the answers have no period."));
            }
            None => tell_undated(survey, sink),
        }
    }
    parts.iter().map(|part| times(part, None)).collect()
}

fn tell_undated(survey: &Survey, sink: &mut Sink) {
    let made =
        if survey.created.is_empty() { String::new() } else { format!("; the file was made on {}, which is another day", survey.created) };
    sink.report.choose("period", "undated", "no variable tells the days on which people were asked");
    sink.caveat(format!("When people were asked is not stated in the file{made}."));
}

/// The year goes before the days where it is told: countries are set beside each other by it.
fn times(part: &Part, fieldwork: Option<Period>) -> Times {
    let period = if part.year.is_some() { part.period() } else { fieldwork.unwrap_or(Period::Undated) };
    Times { period, fieldwork }
}

/// The first and the last day.
type Span = (NaiveDate, NaiveDate);

fn days((first, last): Span) -> Period {
    let (first, last) = (Stretch::Day(first), Stretch::Day(last));
    if first == last { Period::One(first) } else { Period::Span(first, last) }
}

fn all(spans: &[Option<Span>]) -> Option<Span> {
    spans.iter().flatten().copied().reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))
}

/// The first and the last of the days in a variable, for each part.
fn spans(variable: &Variable, parts: &Parts) -> Vec<Option<Span>> {
    let day = |value: &Value| Period::parse(&value.code()).and_then(|period| period.days()).map(|(day, _)| day);
    let days: Vec<Option<NaiveDate>> = variable.values.different().iter().map(day).collect();
    let mut spans: Vec<Option<Span>> = vec![None; parts.count()];
    for (place, parts) in variable.values.places().zip(parts.of_respondents()) {
        let Some(day) = days.get(place).copied().flatten() else { continue };
        for part in parts.into_iter().flatten() {
            if let Some(span) = spans.get_mut(part) {
                *span = Some(span.map_or((day, day), |(first, last)| (first.min(day), last.max(day))));
            }
        }
    }
    spans
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
