//! What a mark says when it is asked: its number, its period, its source, in English or line by line in another language.

use crate::chart::mark::Datum;
use crate::dataset::source::Source;
use crate::measure::findings::{Findings, Point, Series};
use crate::terms::amount::Missing;
use crate::terms::translation::Tongue;

/// The number of a mark, in words.
pub fn value(series: &Series, point: &Point) -> String {
    match &point.amount {
        Ok(amount) => series.unit.write(amount),
        Err(missing) => reason(*missing).to_owned(),
    }
}

pub fn reason(missing: Missing) -> &'static str {
    match missing {
        Missing::NotCollected => "Not collected",
        Missing::NotPublished => "Not published",
        Missing::Confidential => "Confidential",
        Missing::NotApplicable => "Not applicable",
        Missing::Unreadable => "Unreadable in its source",
    }
}

/// The period in the reader's words, and in the source's own when they are vague.
pub fn period(point: &Point) -> String {
    let of = point.is_of().label();
    let shown_for = point.stands_in.map_or_else(String::new, |_| format!(", shown for {}", point.period.label()));
    match &point.period_stated {
        Some(stated) => format!("{of} (stated as “{stated}”){shown_for}"),
        None => of + &shown_for,
    }
}

/// A mark on paper that can be asked: what it is of, when and how much, what its source said, and the source.
pub fn lines(findings: &Findings, datum: Datum, tongue: &Tongue) -> Option<Vec<String>> {
    let (series, point) = findings.number(datum.series, datum.point)?;
    let say = |english: &str| tongue.say_in_window(english);
    let mut lines = vec![say(&series.label), format!("{}: {}", say(&period(point)), say(&value(series, point)))];
    lines.extend(point.amount.as_ref().ok().and_then(|amount| amount.stated.as_ref()).map(|stated| format!("“{stated}”")));
    lines.extend(findings.claim(datum.series).map(|claim| say(&claim.words)));
    let sources: Vec<String> = findings.sources_of(point).into_iter().map(Source::short).collect();
    lines.push(sources.join("; "));
    lines.retain(|line| !line.is_empty());
    Some(lines)
}
