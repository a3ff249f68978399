//! Years in the names of files: they date the figures of tables that say nothing of time themselves.

use crate::terms::period::{Period, Stretch};

/// The year of the first of several files, where each is named by a year of its own.
pub fn first_of(names: &[String]) -> Option<Period> {
    let years: Vec<Period> = names.iter().map(|name| in_name(name)).collect::<Option<_>>()?;
    let is_one_each = years.iter().enumerate().all(|(at, year)| !years[..at].contains(year));
    years.first().copied().filter(|_| years.len() > 1 && is_one_each)
}

/// The year in the name of a file, where no other number says something as well. A number of one or two figures behind a
/// letter is a part of a word: `hs6`, `v2`.
pub fn in_name(name: &str) -> Option<Period> {
    let last = name.rsplit('/').next().unwrap_or(name);
    let stem = last.split_once('.').map_or(last, |(stem, _)| stem);
    let mut numbers = Vec::new();
    let mut before = ' ';
    let mut rest = stem;
    while let Some(letter) = rest.chars().next() {
        let length = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        if length > 0 {
            numbers.extend((length > 2 || !before.is_alphabetic()).then_some(&rest[..length]));
        }
        let step = length.max(letter.len_utf8());
        before = letter;
        rest = &rest[step..];
    }
    let [year] = numbers[..] else { return None };
    let year = year.parse().ok().filter(|number| year.len() == 4 && (1800..2200).contains(number))?;
    Some(Period::One(Stretch::Year(year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_year_and_no_other_number_dates_a_file() {
        let year = |name: &str| in_name(name).map(|period| period.to_string());
        for name in ["trade_2019.csv", "EXP2019.csv.gz", "a.zip/2020/hs6-2019.csv", "отчёт 2019г.csv", "2019年.tsv"] {
            assert_eq!(year(name).as_deref(), Some("2019"), "{name}");
        }
        for name in ["trade.csv", "trade_2019_2020.csv", "2019-01.csv", "201901.csv", "trade_0019.csv", "2019 v 3.csv"] {
            assert_eq!(year(name), None, "{name}");
        }
        let first = |names: &[&str]| first_of(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).is_some();
        assert!(first(&["a_2019.csv", "a_2020.csv"]));
        assert!(!first(&["a_2019.csv"]) && !first(&["a_2019.csv", "a.csv"]) && !first(&["a_2019.csv", "b_2019.csv"]));
    }
}
