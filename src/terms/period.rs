//! The stretch of time a value stands for: a year, half-year, quarter, month or day, a span of them, or undated.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::terms::english;

/// One unit of the calendar. Proleptic Gregorian; years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stretch {
    Year(i32),
    Half(i32, u32),
    Quarter(i32, u32),
    Month(i32, u32),
    Day(NaiveDate),
}

/// How often a statistic is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Frequency {
    Yearly,
    HalfYearly,
    Quarterly,
    Monthly,
    Daily,
}

/// The stretch of time a value stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    One(Stretch),
    /// Both ends belong to it: `2006/2012` is seven years.
    Span(Stretch, Stretch),
    /// The source gives no date ("now", "before the war"). Never on a time axis.
    Undated,
}

impl Stretch {
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Year(year) => day(year, 1),
            Self::Half(year, half) => day(year, half * 6 - 5),
            Self::Quarter(year, quarter) => day(year, quarter * 3 - 2),
            Self::Month(year, month) => day(year, month),
            Self::Day(date) => date,
        }
    }

    pub fn last_day(self) -> NaiveDate {
        let months = match self {
            Self::Year(year) => return NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(NaiveDate::MAX),
            Self::Half(..) => 6,
            Self::Quarter(..) => 3,
            Self::Month(..) => 1,
            Self::Day(date) => return date,
        };
        let next = self.first_day().checked_add_months(Months::new(months));
        next.and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(NaiveDate::MAX)
    }

    fn frequency(self) -> Frequency {
        match self {
            Self::Year(_) => Frequency::Yearly,
            Self::Half(..) => Frequency::HalfYearly,
            Self::Quarter(..) => Frequency::Quarterly,
            Self::Month(..) => Frequency::Monthly,
            Self::Day(_) => Frequency::Daily,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let year: i32 = number(text.get(..4)?, 4)?;
        if !(1..=9999).contains(&year) {
            return None;
        }
        let Some(rest) = text.get(4..).filter(|rest| !rest.is_empty()) else {
            return Some(Self::Year(year));
        };
        let rest = rest.strip_prefix('-')?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            return in_range(number(quarter, 1)?, 4).map(|quarter| Self::Quarter(year, quarter));
        }
        if let Some(half) = rest.strip_prefix('H') {
            return in_range(number(half, 1)?, 2).map(|half| Self::Half(year, half));
        }
        let month = in_range(number(rest.get(..2)?, 2)?, 12)?;
        let Some(date) = rest.get(2..).filter(|date| !date.is_empty()) else {
            return Some(Self::Month(year, month));
        };
        NaiveDate::from_ymd_opt(year, month, number(date.strip_prefix('-')?, 2)?).map(Self::Day)
    }
}

impl Period {
    pub fn year(year: i32) -> Self {
        Self::One(Stretch::Year(year))
    }

    /// Reads `2024`, `2024-H1`, `2024-Q1`, `2024-03`, `2024-05-08`, `2006/2012` and `undated`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "undated" {
            return Some(Self::Undated);
        }
        let Some((from, to)) = text.split_once('/') else {
            return Stretch::parse(text).map(Self::One);
        };
        let (from, to) = (Stretch::parse(from)?, Stretch::parse(to)?);
        let is_forward = from.frequency() == to.frequency() && from.first_day() <= to.first_day();
        match is_forward {
            true if from == to => Some(Self::One(from)),
            true => Some(Self::Span(from, to)),
            false => None,
        }
    }

    /// First and last day; `None` when undated.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::One(one) => Some((one.first_day(), one.last_day())),
            Self::Span(from, to) => Some((from.first_day(), to.last_day())),
            Self::Undated => None,
        }
    }

    /// The same stretch of the year before; `None` for a day, a span of years and what has no date.
    pub fn a_year_before(&self) -> Option<Self> {
        let before = |stretch: Stretch| match stretch {
            Stretch::Year(year) => Some(Stretch::Year(year - 1)),
            Stretch::Half(year, half) => Some(Stretch::Half(year - 1, half)),
            Stretch::Quarter(year, quarter) => Some(Stretch::Quarter(year - 1, quarter)),
            Stretch::Month(year, month) => Some(Stretch::Month(year - 1, month)),
            Stretch::Day(_) => None,
        };
        match self {
            Self::One(stretch) => before(*stretch).map(Self::One),
            // January to June of one year is set against January to June of the year before.
            Self::Span(from, to) if from.first_day().year() == to.last_day().year() => Some(Self::Span(before(*from)?, before(*to)?)),
            Self::Span(..) | Self::Undated => None,
        }
    }

    pub fn first_year(&self) -> Option<i32> {
        self.days().map(|(first, _)| first.year())
    }

    pub fn last_year(&self) -> Option<i32> {
        self.days().map(|(_, last)| last.year())
    }

    pub fn is_span(&self) -> bool {
        matches!(self, Self::Span(..))
    }

    pub fn is_undated(&self) -> bool {
        matches!(self, Self::Undated)
    }

    /// Is it one calendar year?
    pub fn is_year(&self) -> bool {
        matches!(self, Self::One(Stretch::Year(_)))
    }

    pub fn frequency(&self) -> Option<Frequency> {
        match self {
            Self::One(one) | Self::Span(one, _) => Some(one.frequency()),
            Self::Undated => None,
        }
    }

    /// Do the two share a day? What is undated overlaps with everything: no choice of years may hide it.
    pub fn overlaps(&self, other: &Self) -> bool {
        match (self.days(), other.days()) {
            (Some((a, b)), Some((c, d))) => a <= d && c <= b,
            _ => true,
        }
    }

    /// Does every day of the other belong to this one? An undated one contains only undated ones.
    pub fn contains(&self, other: &Self) -> bool {
        match (self.days(), other.days()) {
            (Some((a, b)), Some((c, d))) => a <= c && d <= b,
            (None, None) => true,
            _ => false,
        }
    }

    /// The ends on an axis of decimal years: 2024 reaches from 2024.0 to 2025.0.
    pub fn reach(&self) -> Option<[f64; 2]> {
        let (first, last) = self.days()?;
        let after = last.checked_add_days(Days::new(1)).unwrap_or(last);
        Some([decimal_year(first), decimal_year(after)])
    }

    /// Where the value is plotted: the middle of its time, in decimal years.
    pub fn midpoint(&self) -> Option<f64> {
        self.reach().map(|[from, to]| f64::midpoint(from, to))
    }

    /// For people: "2006–2012", "Jan–Jun 2016", "March 2024", "no date given".
    pub fn label(&self) -> String {
        match self {
            Self::One(one) => stretch_label(*one),
            Self::Span(Stretch::Month(year, from), Stretch::Month(same, to)) if year == same => {
                format!("{}–{} {year}", short_month(*from), short_month(*to))
            }
            Self::Span(from, to) => format!("{}–{}", stretch_label(*from), stretch_label(*to)),
            Self::Undated => "no date given".to_owned(),
        }
    }
}

/// "2018–2021 and 2024": periods in words, years in a row as one stretch.
pub fn list(periods: &BTreeSet<Period>) -> String {
    let mut runs: Vec<[Period; 2]> = Vec::new();
    for period in periods {
        let follows =
            |last: &Period| matches!((last, period), (Period::One(Stretch::Year(a)), Period::One(Stretch::Year(b))) if a + 1 == *b);
        match runs.last_mut() {
            Some([_, last]) if follows(last) => *last = *period,
            Some(_) | None => runs.push([*period; 2]),
        }
    }
    let words: Vec<String> = runs
        .iter()
        .map(|[first, last]| if first == last { first.label() } else { format!("{}–{}", first.label(), last.label()) })
        .collect();
    english::list(&words)
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Half(year, half) => write!(f, "{year:04}-H{half}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(date) => write!(f, "{}", date.format("%Y-%m-%d")),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(one) => one.fmt(f),
            Self::Span(from, to) => write!(f, "{from}/{to}"),
            Self::Undated => f.write_str("undated"),
        }
    }
}

impl Ord for Period {
    /// By first day, then by last day; what is undated comes last.
    fn cmp(&self, other: &Self) -> Ordering {
        // Nearly all figures are of whole years, and are compared very often.
        if let (Self::One(Stretch::Year(one)), Self::One(Stretch::Year(other))) = (self, other) {
            return one.cmp(other);
        }
        match (self.days(), other.days()) {
            (Some(a), Some(b)) => a.cmp(&b).then_with(|| self.frequency().cmp(&other.frequency())),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom(format!("\"{text}\" is not a period: {EXPECTED}")))
    }
}

/// What a period must look like, for messages.
pub const EXPECTED: &str = "expected 2024, 2024-H1, 2024-Q1, 2024-03, 2024-05-08, a span such as 2006/2012, or undated";

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn stretch_label(stretch: Stretch) -> String {
    match stretch {
        Stretch::Year(year) => year.to_string(),
        Stretch::Half(year, half) => format!("H{half} {year}"),
        Stretch::Quarter(year, quarter) => format!("Q{quarter} {year}"),
        Stretch::Month(year, month) => format!("{} {year}", MONTHS[month as usize - 1]),
        Stretch::Day(date) => format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year()),
    }
}

fn short_month(month: u32) -> &'static str {
    &MONTHS[month as usize - 1][..3]
}

fn day(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MIN)
}

fn decimal_year(date: NaiveDate) -> f64 {
    let days = if date.leap_year() { 366.0 } else { 365.0 };
    f64::from(date.year()) + f64::from(date.ordinal0()) / days
}

fn number<N: std::str::FromStr>(text: &str, digits: usize) -> Option<N> {
    let is_plain = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

fn in_range(value: u32, last: u32) -> Option<u32> {
    (1..=last).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).expect(text)
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["2024", "2024-H1", "2024-Q4", "2024-02", "2024-02-29", "2006/2012", "2022-01/2022-06", "undated"] {
            assert_eq!(period(text).to_string(), text);
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "24", "2024-", "2024-13", "2024-Q5", "2023-02-29", "2012/2006", "2012/2013-05", "mid-2010s", "２０２４", "2024-3"]
        {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_span_knows_its_years_and_middle() {
        assert_eq!(period("2006/2012").reach(), Some([2006.0, 2013.0]));
        assert_eq!(period("2006/2012").midpoint(), Some(2009.5));
        assert_eq!(period("2024").midpoint(), Some(2024.5));
    }

    #[test]
    fn undated_comes_last_and_no_choice_of_years_hides_it() {
        let mut periods = vec![period("undated"), period("2025"), period("2006/2012"), period("2006")];
        periods.sort();
        assert_eq!(periods, [period("2006"), period("2006/2012"), period("2025"), period("undated")]);
        assert!(period("2010/2020").overlaps(&period("undated")));
    }

    #[test]
    fn years_in_a_row_are_listed_as_one_stretch() {
        let listed = |texts: &[&str]| list(&texts.iter().map(|text| period(text)).collect());
        assert_eq!(listed(&["2018", "2019", "2020", "2024"]), "2018–2020 and 2024");
        assert_eq!(listed(&["2018-01", "2018-02"]), "January 2018 and February 2018");
        assert_eq!(listed(&[]), "");
    }

    #[test]
    fn people_read_months_by_name() {
        assert_eq!(period("2022-01/2022-02").label(), "Jan–Feb 2022");
        assert_eq!(period("2006/2012").label(), "2006–2012");
        assert_eq!(period("2023-08-24").label(), "24 August 2023");
    }
}
