//! Periods as agencies write them, in English, Russian and Chinese.

use crate::import::cell::day::Habit;
use crate::import::cell::month::with_figures;
use crate::import::cell::part::{Part, parts};
use crate::import::cell::plain::plain;
use crate::import::cell::stretch::{Found, one};
use crate::terms::period::{Period, Stretch};

/// A period that was read, and the words of its source where those say more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    pub period: Period,
    pub stated: Option<String>,
}

/// The period that a cell or a heading names, by itself: `05/03/2019` is none as long as its column does not tell.
pub fn period(text: &str) -> Option<Read> {
    period_in(text, Habit::default())
}

/// The period that a cell names in a column whose habit is known.
pub fn period_in(text: &str, habit: Habit) -> Option<Read> {
    // No period is that long, and headings can be whole pages.
    if text.len() > 80 {
        return None;
    }
    let plain = with_figures(&plain(text).to_lowercase());
    let (without_marks, is_marked) = without_marks(&plain);
    let (date, has_time) = without_time(without_marks);
    let found = Period::parse(&date.to_uppercase()).filter(|period| !period.is_undated() && is_own(date)).map(own);
    let found = found.or_else(|| of_parts(&parts(date)?, habit))?;
    let stated = (found.says_more || is_marked || has_time).then(|| text.trim().to_owned());
    Some(Read { period: found.period, stated })
}

/// Two ends with a stroke between them are of this program's own writing unless both are years.
fn own(period: Period) -> Found {
    Found { period, says_more: matches!(period, Period::Span(Stretch::Year(_), _)) }
}

/// Is it a span as this program writes it? What is no span is read by its parts, as others write it.
fn is_own(date: &str) -> bool {
    date.contains('/')
}

fn of_parts(parts: &[Part<'_>], habit: Habit) -> Option<Found> {
    one(parts, habit).or_else(|| span(parts, habit))
}

/// Two ends with a dash or a word between them. What the first leaves out, the second says, and the other way round.
fn span(parts: &[Part<'_>], habit: Habit) -> Option<Found> {
    let is_cut = |part: &Part<'_>| matches!(part, Part::Dash | Part::Through);
    let cuts = parts.iter().enumerate().filter(|(_, part)| is_cut(part)).map(|(at, _)| at);
    cuts.into_iter().find_map(|at| {
        let (from, to) = (&parts[..at], &parts[at + 1..]);
        if parts[at] == Part::Through
            && let Some(found) = through(from, to, habit)
        {
            return Some(found);
        }
        let shared = |from: &[Part<'_>], to: &[Part<'_>]| Some((one(from, habit)?, one(to, habit)?));
        let completed = || to.get(from.len()..).and_then(|rest| shared(&[from, rest].concat(), to));
        let carried = || from.len().checked_sub(to.len()).and_then(|kept| shared(from, &[&from[..kept], to].concat()));
        let (first, last) = shared(from, to).or_else(completed).or_else(carried).or_else(|| months(from, to, habit))?;
        joined(first, last)
    })
}

/// `2019年1-3月`: the unit stands behind the second number only.
fn months<'a>(from: &[Part<'a>], to: &[Part<'a>], habit: Habit) -> Option<(Found, Found)> {
    match (from, to) {
        ([year, first], [last, unit @ Part::Unit(_)]) => Some((one(&[*year, *first, *unit], habit)?, one(&[*year, *last, *unit], habit)?)),
        _ => None,
    }
}

/// "2024 through October": from the beginning of the year.
fn through(from: &[Part<'_>], to: &[Part<'_>], habit: Habit) -> Option<Found> {
    let Period::One(Stretch::Year(year)) = one(from, habit)?.period else { return None };
    let Period::One(last) = one(&[from, to].concat(), habit)?.period else { return None };
    let first = match last {
        Stretch::Month(..) => Stretch::Month(year, 1),
        Stretch::Quarter(..) => Stretch::Quarter(year, 1),
        Stretch::Year(_) | Stretch::Half(..) | Stretch::Day(_) => return None,
    };
    let period = if first == last { Period::One(first) } else { Period::Span(first, last) };
    Some(Found::vague(period))
}

/// Two stretches of one kind, the earlier first, make a span.
fn joined(first: Found, last: Found) -> Option<Found> {
    let (Period::One(from), Period::One(to)) = (first.period, last.period) else { return None };
    let is_forward = first.period.frequency() == last.period.frequency() && from.first_day() < to.first_day();
    is_forward.then(|| Found { period: Period::Span(from, to), says_more: first.says_more || last.says_more })
}

/// Without footnote marks, and without what stands in brackets behind: `2012 [YR2012]`, `2023*`, `2023 (p)`.
fn without_marks(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰', '⁾', '⁽']).trim_end();
    // The World Bank repeats the year in its code; that says nothing more.
    if let Some((left, _)) = bare.strip_suffix(']').and_then(|bare| bare.rsplit_once('[')).filter(|(left, _)| !left.trim().is_empty()) {
        return (left.trim_end(), bare.len() < text.len());
    }
    let is_word = |inside: &str| inside.len() <= 20 && inside.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | ' '));
    if let Some((left, inside)) = bare.strip_suffix(')').and_then(|bare| bare.rsplit_once('('))
        && is_word(inside)
        && !left.trim().is_empty()
    {
        return (left.trim_end(), true);
    }
    if let Some((left, mark)) = bare.strip_suffix(')').and_then(|bare| bare.rsplit_once(' '))
        && (1..=2).contains(&mark.len())
        && mark.bytes().all(|byte| byte.is_ascii_digit())
    {
        return (left.trim_end(), true);
    }
    (bare, bare.len() < text.len())
}

/// Without the time of day, and whether that says anything: midnight is how programs write a day.
fn without_time(text: &str) -> (&str, bool) {
    let Some(colon) = text.find(':') else { return (text, false) };
    let Some(at) = text[..colon].rfind(['t', ' ']) else { return (text, false) };
    let time = &text[at + 1..];
    let is_time =
        time.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | '+' | '-' | 'z' | 'a' | 'p' | 'm' | ' '));
    let figures = time.split(['+', 'z', 'a', 'p']).next().unwrap_or_default();
    let is_midnight = figures.chars().all(|letter| matches!(letter, '0' | ':' | '.'));
    if is_time { (text[..at].trim_end(), !is_midnight) } else { (text, false) }
}
