//! What names of columns and cells say of the parts of a year, in the languages of the agencies: months, quarters, halves.

use crate::import::cell;
use crate::import::roles::layout::Part;
use crate::import::roles::words::all_words;
use crate::terms::period::{Frequency, Period, Stretch};

/// The month or half of a year that a column is called by: `Jan`, `янв.`, `3月`, `HALF1`, `Q2`.
pub fn part_of_year(name: &str) -> Option<Part> {
    let name = name.trim();
    // In two languages, as Rosstat has it: "Янв. Jan.".
    let words: Vec<&str> = name.split([' ', '/']).filter(|word| !word.is_empty()).collect();
    if let [first, second] = words.as_slice()
        && let Some(part) = part_of_year(first).filter(|part| part_of_year(second) == Some(*part))
    {
        return Some(part);
    }
    match name.to_lowercase().as_str() {
        "half1" | "h1" | "s1" => return Some(Part::Half(1)),
        "half2" | "h2" | "s2" => return Some(Part::Half(2)),
        "q1" | "i" | "i кв." => return Some(Part::Quarter(1)),
        "q2" | "ii" | "ii кв." => return Some(Part::Quarter(2)),
        "q3" | "iii" | "iii кв." => return Some(Part::Quarter(3)),
        "q4" | "iv" | "iv кв." => return Some(Part::Quarter(4)),
        _ => {}
    }
    // A month without a year is one that becomes a period with any year behind it.
    if name.is_empty() || name.chars().all(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let with_year = if name.ends_with('月') { format!("2000年{name}") } else { format!("{name} 2000") };
    match cell::period(&with_year)?.period {
        Period::One(Stretch::Month(2000, month)) => Some(Part::Month(month)),
        Period::One(Stretch::Quarter(2000, quarter)) => Some(Part::Quarter(quarter)),
        Period::One(_) | Period::Span(..) | Period::Undated => None,
    }
}

/// Is it called by the whole year, as what stands beside its months is: "Год Year", "Annual value"?
pub fn is_whole_year(name: &str) -> bool {
    const WORDS: [&str; 12] = ["год", "годовая", "за", "year", "annual", "full", "全年", "年", "年度", "anual", "annuel", "año"];
    let name = name.trim().to_lowercase();
    all_words(name.strip_suffix(" value").unwrap_or(&name), &WORDS)
}

/// Is it called by the parts of a year themselves: "Кварталы / Quarters"?
pub fn is_parts_of_year(name: &str) -> bool {
    const WORDS: [&str; 31] = [
        "квартал",
        "кварталы",
        "quarter",
        "quarters",
        "месяц",
        "месяцы",
        "month",
        "months",
        "季度",
        "月",
        "月份",
        "year",
        "years",
        "годы",
        "año",
        "mes",
        "trimestre",
        "année",
        "mois",
        "jahr",
        "jahre",
        "monat",
        "monate",
        "quartal",
        "quartale",
        "stichtag",
        "anno",
        "rok",
        "år",
        "vuosi",
        "kvartal",
    ];
    all_words(name, &WORDS)
}

/// How long the stretches are that a column of days is called by: "Месяц" holds months though it write their first days.
pub fn stretch_of(name: &str) -> Option<Frequency> {
    const MONTH: &str =
        "co_mes|month|months|месяц|отчетный месяц|отчётный месяц|月|月份|mes|mois|monat|mese|mês|miesiąc|månad|måned|kuukausi|maand";
    const QUARTER: &str = "quarter|quarters|квартал|季度|trimestre|quartal|kwartał|kvartal|neljännes|kwartaal";
    const YEAR: &str = "year|год|年|年份|año|année|jahr|anno|ano|rok|år|vuosi|jaar";
    let name = name.trim().to_lowercase();
    let is_of = |names: &str| names.split('|').any(|one| one == name);
    match (is_of(MONTH), is_of(QUARTER), is_of(YEAR)) {
        (true, ..) => Some(Frequency::Monthly),
        (_, true, _) => Some(Frequency::Quarterly),
        (.., true) => Some(Frequency::Yearly),
        (false, false, false) => None,
    }
}

/// The month or quarter that a cell names in a column of this name, beside one of years: `3` under "Month", `T2`, `январь`.
pub fn part_in(name: &str, text: &str) -> Option<Part> {
    // "01. Janeiro" says it twice.
    let text = text.trim();
    let text = text.split_once(". ").filter(|(number, _)| number.bytes().all(|byte| byte.is_ascii_digit())).map_or(text, |(_, word)| word);
    let number = text.trim_start_matches(|letter: char| letter.is_alphabetic());
    // "M01" and "Q1" are numbered as well as 1.
    let letters = text.len() - number.len();
    let number: Option<u32> = number.strip_suffix(".0").unwrap_or(number).parse().ok().filter(|_| letters <= 1);
    match (stretch_of(name)?, number) {
        (Frequency::Monthly, Some(month)) => (1..=12).contains(&month).then_some(Part::Month(month)),
        (Frequency::Quarterly, Some(quarter)) => (1..=4).contains(&quarter).then_some(Part::Quarter(quarter)),
        (Frequency::Monthly, None) => part_of_year(text).filter(|part| matches!(part, Part::Month(_))),
        (Frequency::Quarterly, None) => part_of_year(text).filter(|part| matches!(part, Part::Quarter(_))),
        (Frequency::Yearly | Frequency::HalfYearly | Frequency::Daily, _) => None,
    }
}

/// A year and the number of its part, in what is called by such parts: `2005 - 1` under "Trimestre", `2019/03` under "Mes".
pub fn numbered(name: &str, text: &str) -> Option<Period> {
    stretch_of(name).filter(|longer| *longer != Frequency::Yearly && text.len() <= 20)?;
    let parts: Vec<&str> = text.split(['-', '/', ' ', '.', ':']).filter(|part| !part.is_empty()).collect();
    let year = |text: &str| (text.len() == 4).then(|| text.parse::<i32>().ok()).flatten().filter(|year| (1500..2200).contains(year));
    let (year, part) = match *parts.as_slice() {
        [first, second] => year(first).map(|year| (year, second)).or_else(|| year(second).map(|year| (year, first)))?,
        _ => return None,
    };
    Some(Period::One(match part_in(name, part)? {
        Part::Half(half) => Stretch::Half(year, half),
        Part::Quarter(quarter) => Stretch::Quarter(year, quarter),
        Part::Month(month) => Stretch::Month(year, month),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_column_tells_what_is_numbered_in_it() {
        let read = |name: &str, text: &str| numbered(name, text).map(|period| period.to_string());
        assert_eq!(read("Trimestre", "2005 - 1").as_deref(), Some("2005-Q1"));
        assert_eq!(read("Quarter", "2019-IV").as_deref(), Some("2019-Q4"));
        assert_eq!(read("Monat", "3/2019").as_deref(), Some("2019-03"));
        for (name, text) in [("Year", "2005-1"), ("Trimestre", "2005 - 5"), ("Period", "2005 - 1"), ("Mes", "2005"), ("Mes", "13-2005")] {
            assert_eq!(read(name, text), None, "{name}: {text}");
        }
        assert_eq!((part_in("Mes", "12"), part_in("Mes", "M07")), (Some(Part::Month(12)), Some(Part::Month(7))));
        assert_eq!((part_in("Monat", "März"), part_in("Quarter", "T2")), (Some(Part::Month(3)), Some(Part::Quarter(2))));
        assert_eq!((part_in("Year", "1"), part_in("Month", "13"), part_in("Quarter", "März")), (None, None, None));
    }

    #[test]
    fn months_head_columns() {
        for (name, part) in [("Jan", Part::Month(1)), ("HALF2", Part::Half(2)), ("март", Part::Month(3)), ("12月", Part::Month(12))] {
            assert_eq!(part_of_year(name), Some(part), "{name}");
        }
        assert_eq!((part_of_year("Total"), part_of_year("Jan Feb")), (None, None));
        assert_eq!(part_of_year("Сент. Sept."), Some(Part::Month(9)));
        assert!(is_whole_year("Год Year") && is_whole_year("Annual value") && !is_whole_year("Value"));
        assert!(is_parts_of_year("Кварталы / Quarters"));
        assert!(!is_whole_year("Year of birth") && !is_parts_of_year("") && !is_whole_year(" "));
    }
}
