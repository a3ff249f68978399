//! How a number and its period are said in the window: in the card, the table and beside the pointer.

use crate::measure::findings::{Point, Series};
use crate::terms::amount::Missing;

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
