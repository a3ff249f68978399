//! Periods as agencies write them, in many languages.

use chrono::Datelike as _;

use crate::import::cell::day::Habit;
use crate::import::cell::month::{in_common_years, with_figures};
use crate::import::cell::part::{Part, parts};
use crate::import::cell::plain::plain;
use crate::import::cell::season;
use crate::import::cell::stretch::{Found, coded_day, one};
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
    // No other period is that long, and headings can be whole pages.
    if text.len() > 80 {
        let found = if text.len() > 1000 { None } else { listed(text.trim()) }?;
        return Some(Read { period: found.period, stated: Some(text.trim().to_owned()) });
    }
    let plain = in_common_years(with_figures(&plain(text).to_lowercase()));
    if let Some(found) = named_in_brackets(&plain, habit) {
        return Some(Read { period: found.period, stated: found.says_more.then(|| text.trim().to_owned()) });
    }
    let (without_marks, is_marked) = without_marks(&plain);
    let (date, has_time) = without_time(without_marks);
    let found = Period::parse(&date.to_uppercase()).filter(|period| !period.is_undated() && is_own(date)).map(own);
    let found = found
        .or_else(|| listed(date))
        .or_else(|| of_statline(date))
        .or_else(|| coded_day(date))
        .or_else(|| of_parts(&parts(date)?, habit))
        .or_else(|| season::of(date))?;
    let stated = (found.says_more || is_marked || has_time).then(|| text.trim().to_owned());
    Some(Read { period: found.period, stated })
}

/// As the statistics of the Netherlands write them: `2020JJ00`, `2020HJ01`, `2020KW04`, `2020MM12`.
fn of_statline(text: &str) -> Option<Found> {
    let (year, part) = text.split_at_checked(4)?;
    let (kind, number) = part.split_at_checked(2).filter(|(_, number)| number.len() == 2)?;
    let (year, number) = (year.parse().ok()?, number.parse::<u32>().ok()?);
    let stretch = match (kind.to_lowercase().as_str(), number) {
        ("jj", 0) => Stretch::Year(year),
        ("hj", 1..=2) => Stretch::Half(year, number),
        ("kw", 1..=4) => Stretch::Quarter(year, number),
        ("mm", 1..=12) => Stretch::Month(year, number),
        _ => return None,
    };
    Some(Found { period: Period::One(stretch), says_more: false })
}

/// Years one by one, as SIPRI lists those of deliveries: `2013; 2014; 2016`. Which of them are meant is told by their words.
fn listed(text: &str) -> Option<Found> {
    let years: Option<Vec<i32>> = text.split(';').map(|year| year.trim().parse().ok().filter(|_| year.trim().len() == 4)).collect();
    let years = years.filter(|years| years.len() > 1 && years.windows(2).all(|pair| pair[0] < pair[1]))?;
    Some(Found::vague(Period::Span(Stretch::Year(*years.first()?), Stretch::Year(*years.last()?))))
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
        let completed = to.get(from.len()..).and_then(|rest| shared(&[from, rest].concat(), to));
        let carried = from.len().checked_sub(to.len()).and_then(|kept| shared(from, &[&from[..kept], to].concat()));
        let ways = [shared(from, to), completed, carried, months(from, to, habit), days(from, to, habit)];
        let is_whole = |(first, last): &(Found, Found)| joined(*first, *last);
        let over = || ways.iter().flatten().find_map(|(first, last)| over_new_year(from, *first, *last));
        ways.iter().flatten().find_map(is_whole).or_else(over)
    })
}

/// `Nov-Jan 1993`, `28 Dec – 2 Jan 2023`: the year is that of the month it stands beside, and what is before is of the year before.
fn over_new_year(from: &[Part<'_>], first: Found, last: Found) -> Option<Found> {
    let (Period::One(start), Period::One(to)) = (first.period, last.period) else { return None };
    let before = match (start, from) {
        (Stretch::Month(year, month), [Part::Month(_)]) => Stretch::Month(year - 1, month),
        (Stretch::Day(day), [Part::Number(_), Part::Month(_)] | [Part::Month(_), Part::Number(_)]) => {
            Stretch::Day(day.with_year(day.year() - 1)?)
        }
        _ => return None,
    };
    // Of days that far apart, one is written wrong.
    const LONGEST_IN_DAYS: i64 = 92;
    let is_near = !matches!(before, Stretch::Day(_)) || (to.first_day() - before.first_day()).num_days() <= LONGEST_IN_DAYS;
    is_near.then(|| joined(Found { period: Period::One(before), says_more: true }, last)).flatten()
}

/// `Oct 3-7, 2022`: the month stands before the first day only, the year behind the second.
fn days<'a>(from: &[Part<'a>], to: &[Part<'a>], habit: Habit) -> Option<(Found, Found)> {
    match (from, to) {
        ([month @ Part::Month(_), first], [last, year]) => {
            Some((one(&[*month, *first, *year], habit)?, one(&[*month, *last, *year], habit)?))
        }
        _ => None,
    }
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
    is_forward.then_some(Found { period: Period::Span(from, to), says_more: first.says_more || last.says_more })
}

/// `2022 (январь)`: what stands in brackets says which part of the year is meant.
fn named_in_brackets(text: &str, habit: Habit) -> Option<Found> {
    let (year, inside) = text.strip_suffix(')')?.rsplit_once('(')?;
    let part = parts(inside).filter(|parts| parts.iter().any(|part| part.is_word()))?;
    let year = parts(year).filter(|year| matches!(year.as_slice(), [Part::Number(year)] if year.len() == 4))?;
    of_parts(&[part, year].concat(), habit)
}

/// Without footnote marks, and without what stands in brackets behind: `2012 [YR2012]`, `2023*`, `2023 (p)`.
fn without_marks(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰', '⁾', '⁽']).trim_end();
    // The World Bank repeats the year in its code; that says nothing more.
    if let Some((left, _)) = bare.strip_suffix(']').and_then(|bare| bare.rsplit_once('[')).filter(|(left, _)| !left.trim().is_empty()) {
        return (left.trim_end(), bare.len() < text.len());
    }
    // A footnote glued to a year: "20142)".
    if let Some(year) =
        bare.strip_suffix(')').filter(|year| (5..=6).contains(&year.len()) && year.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return (&year[..4], true);
    }
    let is_word = |inside: &str| inside.len() <= 20 && inside.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '.' | ' '));
    if let Some((left, inside)) = bare.strip_suffix(')').and_then(|bare| bare.rsplit_once('('))
        && is_word(inside)
        && !left.trim().is_empty()
    {
        return (left.trim_end(), true);
    }
    // "2022 1)", and "2022 1/" as banks in Asia write it.
    if let Some((left, mark)) = bare.strip_suffix([')', '/']).and_then(|bare| bare.rsplit_once(' '))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cell::day::{DayOrder, day_order};
    use crate::import::hints::DateOrder;

    fn written(text: &str) -> Option<String> {
        period(text).map(|read| read.period.to_string())
    }

    #[test]
    fn a_list_of_many_years_is_a_span_from_the_first_to_the_last() {
        let years: Vec<String> = (2001..=2017).map(|year| year.to_string()).collect();
        let read = period(&years.join("; ")).expect("a span");
        assert_eq!((read.period.to_string(), read.stated), ("2001/2017".to_owned(), Some(years.join("; "))));
        assert_eq!(written(&"2001 ".repeat(40)), None);
    }

    #[test]
    fn periods_are_read_as_agencies_write_them() {
        for (text, expected) in [
            ("2019", "2019"),
            ("Y2019", "2019"),
            ("2012 [YR2012]", "2012"),
            ("2019M03", "2019-03"),
            ("201903", "2019-03"),
            ("1995M01", "1995-01"),
            ("2020.03", "2020-03"),
            ("03.2019", "2019-03"),
            ("Jan 2020", "2020-01"),
            ("2020 Jan", "2020-01"),
            ("March 2019", "2019-03"),
            ("март 2019", "2019-03"),
            ("2022 (январь)", "2022-01"),
            ("2022 (Jan-Mar)", "2022-01/2022-03"),
            ("M09 2023", "2023-09"),
            ("2023M09", "2023-09"),
            ("Oct 3-7, 2022", "2022-10-03/2022-10-07"),
            ("Oct 13-17, 2022", "2022-10-13/2022-10-17"),
            ("July 28 - August 3, 2022", "2022-07-28/2022-08-03"),
            ("2e semestre 2022", "2022-H2"),
            ("3e trimestre 2023", "2023-Q3"),
            ("серпень 2021", "2021-08"),
            ("2021 жылғы қыркүйек", "2021-09"),
            ("Kasım 2022", "2022-11"),
            ("2009 р.", "2009"),
            ("令和4年", "2022"),
            ("平成元年3月", "1989-03"),
            ("民國112年", "2023"),
            ("112年", "2023"),
            ("112年5月", "2023-05"),
            ("2022년 3월", "2022-03"),
            ("в 3-м квартале 2019", "2019-Q3"),
            ("2019年3月", "2019-03"),
            ("2019年十二月", "2019-12"),
            ("2019-Q2", "2019-Q2"),
            ("Q2 2019", "2019-Q2"),
            ("2005Q01", "2005-Q1"),
            ("2 кв. 2019", "2019-Q2"),
            ("II квартал 2019 г.", "2019-Q2"),
            ("2019年第二季度", "2019-Q2"),
            ("2019-S1", "2019-H1"),
            ("I полугодие 2019", "2019-H1"),
            ("2019-03-05", "2019-03-05"),
            ("20190305", "2019-03-05"),
            ("2016M12D31", "2016-12-31"),
            ("5.03.2019", "2019-03-05"),
            ("1 янв. 2020", "2020-01-01"),
            ("1 января 2020 г.", "2020-01-01"),
            ("2019年3月5日", "2019-03-05"),
            ("March 5, 2019", "2019-03-05"),
            ("2018-05-06 00:00:00", "2018-05-06"),
            ("2018-05-06T10:10:10Z", "2018-05-06"),
            ("19921995", "1992/1995"),
            ("1992 - 1995", "1992/1995"),
            ("янв.–март 2019", "2019-01/2019-03"),
            ("2019年1-3月", "2019-01/2019-03"),
            ("2024 through October", "2024-01/2024-10"),
            ("5–7 March 2019", "2019-03-05/2019-03-07"),
            ("２０１９", "2019"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn periods_are_read_in_other_languages() {
        for (text, expected) in [
            ("enero 2019", "2019-01"),
            ("2019 août", "2019-08"),
            ("März 2019", "2019-03"),
            ("Dez 2019", "2019-12"),
            ("juil. 2019", "2019-07"),
            ("31 de enero de 2019", "2019-01-31"),
            ("2019T1", "2019-Q1"),
            ("T1-2019", "2019-Q1"),
            ("2019-T4", "2019-Q4"),
            ("1er trimestre 2019", "2019-Q1"),
            ("2. Quartal 2019", "2019-Q2"),
            ("1. Halbjahr 2019", "2019-H1"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_says_more_than_the_calendar_keeps_its_words() {
        for (text, expected) in [
            ("2019-W05", "2019-01-28/2019-02-03"),
            ("2019/20", "2019/2020"),
            ("FY2019", "2019"),
            ("Mar-19", "2019-03"),
            ("Nov-Jan 1993", "1992-11/1993-01"),
            ("Dec-Feb 2001", "2000-12/2001-02"),
            ("28 Dec – 2 Jan 2023", "2022-12-28/2023-01-02"),
            ("9M 2023", "2023-01/2023-09"),
            ("3M2023", "2023-01/2023-03"),
            ("9М 2023", "2023-01/2023-09"),
            ("2014 9М", "2014-01/2014-09"),
            ("9 месяцев 2023 года", "2023-01/2023-09"),
            ("12 мес. 2002", "2002-01/2002-12"),
            ("2023*", "2023"),
            ("2023 (p)", "2023"),
            ("20142)", "2014"),
            ("2022 1/", "2022"),
            ("2018-05-06 10:10:10", "2018-05-06"),
        ] {
            let read = period(text).expect(text);
            assert_eq!((read.period.to_string().as_str(), read.stated.as_deref()), (expected, Some(text)));
        }
        assert_eq!(period("2019-03").and_then(|read| read.stated), None);
    }

    #[test]
    fn what_is_no_period_is_none() {
        for text in [
            "",
            "-",
            "12",
            "3-4",
            "1/2",
            "43555",
            "123456",
            "2019-13",
            "2019-W53",
            "Q5 2019",
            "2019-00",
            "Total 2019",
            "0000",
            "2019,5",
            "2016M13D31",
            "2015D31",
            "13M 2023",
            "2004e",
            "28 Dec – 2 Jun 2023",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn the_column_tells_whether_the_day_comes_first() {
        assert_eq!(written("05/03/2019"), None);
        assert_eq!(written("25/12/2018").as_deref(), Some("2018-12-25"));
        let cells = ["05/03/2019", "25/12/2018", ""];
        assert_eq!(day_order(cells.into_iter()).days(), Some(DateOrder::DayFirst));
        let read = |cells: &[&str], text| period_in(text, Habit::of(cells.iter().copied())).map(|read| read.period.to_string());
        assert_eq!(read(&cells, "05/03/2019").as_deref(), Some("2019-03-05"));
        assert_eq!(read(&["5/3/19", "6/28/19"], "5/3/19").as_deref(), Some("2019-05-03"));
        assert_eq!(day_order(["05/03/2019", "05/05/2019"].into_iter()), DayOrder::Undecided("05/03/2019".to_owned()));
        assert_eq!(day_order(["25/12/2018", "12/25/2018"].into_iter()).days(), None);
        assert_eq!(day_order(["2018-12-25", "2018", "x"].into_iter()), DayOrder::Either);
    }

    #[test]
    fn first_days_of_months_over_several_years_tell_which_part_is_the_day() {
        let months = |year: u32| (1..=12).map(move |month| format!("{month}/1/{year}"));
        let one: Vec<String> = months(2019).collect();
        let two: Vec<String> = months(2019).chain(months(2020)).collect();
        let order = |cells: &[String]| day_order(cells.iter().map(String::as_str)).days();
        assert_eq!(order(&two), Some(DateOrder::MonthFirst));
        assert_eq!(order(&one), None);
        let turned: Vec<String> = (2010..2020).flat_map(|year| [1, 4, 7, 10].map(|month| format!("01/{month:02}/{year}"))).collect();
        assert_eq!(order(&turned), Some(DateOrder::DayFirst));
    }

    #[test]
    fn the_column_tells_whether_two_years_or_a_month_are_meant() {
        let read = |cells: &[&str], text| period_in(text, Habit::of(cells.iter().copied())).map(|read| read.period.to_string());
        assert_eq!(read(&["2011-12", "2012-13"], "2011-12").as_deref(), Some("2011/2012"));
        assert_eq!(read(&["2011-11", "2011-12"], "2011-12").as_deref(), Some("2011-12"));
        assert_eq!(read(&["2002/01", "2002/02", "2002/03"], "2002/03").as_deref(), Some("2002-03"));
        assert_eq!(read(&["2009/10"], "2009/10").as_deref(), Some("2009/2010"));
    }

    #[test]
    fn the_column_tells_whether_a_quarter_or_a_month_stands_behind_a_colon() {
        let read =
            |cells: &[&str], text| period_in(text, Habit::of(cells.iter().copied())).map(|read| (read.period.to_string(), read.stated));
        let plain = |text: &str| Some((text.to_owned(), None));
        assert_eq!(read(&["1980:1", "1980:2", "1980:4"], "1980:1"), plain("1980-Q1"));
        assert_eq!(read(&["1980:1", "1980:5", "1980:12"], "1980:1"), plain("1980-01"));
        assert_eq!(read(&["1980:01", "1980:02"], "1980:02"), plain("1980-02"));
        assert_eq!(read(&["1980:1", "1980:4"], "1980:5"), None);
        assert_eq!((written("1980:1"), written("1980:10").as_deref(), written("1980:13")), (None, Some("1980-10"), None));
        assert_eq!((written("12:30"), written("1980:1:2"), written("1980:2014")), (None, None, None));
    }

    #[test]
    fn weeks_are_their_seven_days_however_an_agency_calls_them() {
        for text in ["2014U30", "2014W30", "2014-W30", "2014W30*"] {
            let read = period(text).expect(text);
            assert_eq!((read.period.to_string().as_str(), read.stated.as_deref()), ("2014-07-21/2014-07-27", Some(text)));
        }
        assert_eq!((written("2014U53"), written("2020U53").as_deref()), (None, Some("2020-12-28/2021-01-03")));
        assert_eq!(written("2014K3").as_deref(), Some("2014-Q3"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_too_odd_to_be_asked_for_its_period(text in ".*", near in "[0-9QMWHSUYyk.:/ \\-–年月qfтябр:\\[\\]()]{0,16}") {
            for cell in [&text, &near] {
                if let Some(read) = period(cell) {
                    proptest::prop_assert!(Period::parse(&read.period.to_string()) == Some(read.period), "{cell}");
                }
                let _ = day_order([cell.as_str()].into_iter());
                let _ = Habit::of([cell.as_str(), "2011-12"].into_iter());
            }
        }
    }
}
