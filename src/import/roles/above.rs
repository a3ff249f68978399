//! The unit that words above a table, or notes below it, name for all of its figures.

use crate::import::roles::labels::{at_end, in_last_brackets, parted};
use crate::import::roles::layout::Fixed;
use crate::import::roles::units::{is_currency, is_word, known, power, scaled};
use crate::import::roles::word::Word;
use crate::import::roles::{again, dollars, said, sizes, worded, words};
use crate::import::sheet::Row;
use crate::import::sink::snake_case;
use crate::terms::dimension::Dimension;

/// The one unit that words above a table name for all that has none of its own: "Unit: US$1,000", "(млн. долларов США)",
/// "in % of respondents"; and whether a line is there to tell it, which goes before a title. Where lines name two, it is neither.
pub(super) fn unit<'a>(texts: impl Iterator<Item = &'a str>) -> Option<(bool, String)> {
    let (mut units, mut sizes) = (Vec::new(), Vec::new());
    for text in texts.map(again::without_mark) {
        let before_size = || text.rsplit_once(", ").filter(|(_, words)| size(words).is_some()).and_then(|(before, _)| said(before));
        let in_dollars = || dollars::with_sign(text).and_then(|text| said(&text));
        units.extend(said(text).or_else(before_size).or_else(in_dollars));
        sizes.extend(size(text));
    }
    let size = the_one(sizes);
    match (units.is_empty(), the_one(units), size) {
        // "Exports, thousands": of what, is said elsewhere or not at all.
        (true, _, Some((is_told, size))) => Some((is_told, scaled("", size))),
        (_, Some((is_told, unit)), Some((_, size))) if is_currency(&unit) => Some((is_told, scaled(&unit, size))),
        (_, unit, _) => unit,
    }
}

/// The one unit that notes below the figures of a table tell: "Note: all figures are in millions of euros". Titles of what follows
/// tell none.
pub(super) fn unit_below(rows: &[Row], figures: &[usize]) -> Option<String> {
    let holds_figures = |row: &Row| row.only().is_none() && figures.iter().any(|at| !row.cell(*at).is_empty());
    let last = rows.iter().rposition(holds_figures)?;
    let notes: Vec<&str> = rows[last + 1..].iter().filter_map(Row::only).collect();
    // "Units:" may have a line of its own above what they are.
    let below: Vec<String> = notes.windows(2).filter(|pair| is_unit_word(pair[0])).map(|pair| format!("unit: {}", pair[1])).collect();
    let notes = notes.into_iter().filter(|text| tells_unit(text)).chain(below.iter().map(String::as_str));
    unit(notes).filter(|(is_told, _)| *is_told).map(|(_, unit)| unit)
}

/// Is the line there to tell a unit or a size, and nothing else?
pub(super) fn tells_unit(text: &str) -> bool {
    said(text).is_some_and(|(is_told, _)| is_told) || size(text).is_some_and(|(is_told, _)| is_told)
}

/// What all lines say alike that are there to say it; without such ones, what all titles do.
fn the_one<T: Ord>(mut said: Vec<(bool, T)>) -> Option<(bool, T)> {
    let is_told = said.iter().any(|(is_told, _)| *is_told);
    said.retain(|(told, _)| *told == is_told);
    said.sort_unstable();
    said.dedup();
    said.pop().filter(|_| said.is_empty())
}

/// The power of ten that a line above a table says without a unit: "(thousands)", "Exports, тыс."; and whether it says nothing else.
fn size(text: &str) -> Option<(bool, i32)> {
    if text.chars().count() > LONG {
        return None;
    }
    let small = text.trim().trim_end_matches(['.', ',', ';']).to_lowercase();
    let power = |words: &str| {
        let words = ["in ", "в ", "en "].iter().find_map(|word| words.trim().strip_prefix(word)).unwrap_or(words.trim());
        // Numbers may be years, and of states in short one is "MN".
        let is_word = words.contains(char::is_alphabetic) && words != "mn" || words.starts_with(['\'', '’']);
        let words: Vec<&str> = words.split(' ').collect();
        is_word.then(|| sizes::together(&words))?
    };
    let in_title = || {
        let in_brackets = [('(', ')'), ('（', '）'), ('[', ']')].into_iter().find_map(|pair| in_last_brackets(&small, pair));
        let behind = small.split(", ").skip(1).chain([" in ", " в "].iter().filter_map(|word| Some(small.rsplit_once(word)?.1)));
        in_brackets.map(|(_, words)| words).into_iter().chain(behind).find_map(power)
    };
    let told = power(bare(&small)).or_else(|| times(&small));
    told.map(|power| (true, power)).or_else(|| in_title().map(|power| (false, power)))
}

/// The power of ten by which figures are to be multiplied, in brackets of its own: "(x 1,000,000)", as in Canada.
fn times(small: &str) -> Option<i32> {
    let number = |inside: &str| {
        let number = inside.trim().strip_prefix(['x', '×', 'х', '*'])?.trim();
        let figures: String = number.chars().filter(|sign| !matches!(sign, ',' | '.' | '\'') && !sign.is_whitespace()).collect();
        let noughts = figures.strip_prefix('1').filter(|noughts| noughts.bytes().all(|byte| byte == b'0'))?;
        i32::try_from(noughts.len()).ok().filter(|power| (1..=12).contains(power))
    };
    small.split('(').skip(1).filter_map(|rest| rest.split_once(')')).find_map(|(inside, _)| number(inside))
}

/// What is counted, where a line above the table names it: "Indicator, Merchandise exports (Million US dollar)".
pub(super) fn indicator<'a>(mut lines: impl Iterator<Item = &'a Row>) -> Option<Fixed> {
    const WORDS: [&str; 6] = ["indicator", "indicator name", "показатель", "指标", "indicador", "indicateur"];
    let line = lines.find(|row| WORDS.contains(&row.cell(0).trim().trim_end_matches([':', '：']).to_lowercase().as_str()))?;
    let (label, _) = parted(row_text(line)?);
    Some(Fixed::new(Dimension::Indicator, &snake_case(&label), Some(&label)))
}

/// The flow of all figures, where a line above the table says nothing else: "FLOW, Exports".
pub(super) fn flow<'a>(mut lines: impl Iterator<Item = &'a Row>) -> Option<Fixed> {
    let said = lines.find_map(|row| row_text(row).filter(|_| words::meaning(row.cell(0)) == Some(Word::Flow)))?;
    said::flow(said).filter(|_| said::is_flow(said)).map(|flow| Fixed::new(Dimension::Flow, flow.code(), None))
}

/// Does a line say who published the figures? Then it says nothing of them.
pub(super) fn names_source(row: &Row) -> bool {
    let first = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default().to_lowercase();
    ["source", "источник", "quelle", "fuente", "来源"].iter().any(|word| first.starts_with(word))
}

fn row_text(row: &Row) -> Option<&str> {
    let mut told = row.cells.iter().skip(1).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    told.next().filter(|_| told.next().is_none())
}

/// The unit that a line above a table says; and whether it says nothing else, or stands in the brackets or behind the commas
/// of a title.
fn said(text: &str) -> Option<(bool, String)> {
    let text = text.trim().trim_end_matches(['.', ',', ';']);
    let small = text.to_lowercase();
    // The end of brackets that another cell opens is but a part of what they say: "(Unit: USD thousand" and "%)".
    if text.ends_with([')', '）']) && !text.contains(['(', '（']) {
        return None;
    }
    // A title of two things in two units names none for both.
    let in_brackets = text.split('(').skip(1).filter_map(|rest| rest.split_once(')')).filter(|(unit, _)| known(unit).is_some());
    if text.chars().count() > LONG || in_brackets.count() > 1 {
        return None;
    }
    let rest = bare(&small);
    let of_people = || {
        if ["% who ", "% saying ", "% that say", "% of people ", "% of adults"].iter().any(|start| small.starts_with(start)) {
            return Some("%".to_owned());
        }
        let (_, people) = rest.strip_prefix('%')?.trim_start().split_once(' ')?;
        let words = ["опрошенн", "респондент", "respondents", "adults", "those asked"];
        words.iter().any(|word| people.contains(word)).then(|| "%".to_owned())
    };
    let in_title = || {
        let pairs = [('(', ')'), ('（', '）'), ('[', ']')];
        let in_brackets = pairs.into_iter().find_map(|pair| in_last_brackets(text, pair)).map(|(_, unit)| unit);
        let behind = |word: &str| text.rsplit_once(word).map(|(_, unit)| unit);
        let in_words = text.split(", ").skip(1).chain(behind(" as ")).chain(behind(" in "));
        let at_end = || text.split(", ").find_map(|part| at_end(without_years(part)).map(|(_, unit)| unit));
        // "Exports (USD million) by country", "Ausfuhr in Mio. Euro nach Ländern".
        let within = || text.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).find_map(named_in_title);
        in_brackets.into_iter().chain(in_words).find_map(named_in_title).or_else(at_end).or_else(within).or_else(|| in_the_middle(text))
    };
    // "NOK million" is one as it is written, and not in small letters.
    let at = rest.as_ptr().addr() - small.as_ptr().addr();
    let written = text.get(at..at + rest.len()).filter(|written| written.to_lowercase() == rest);
    let is_size = || size(text).is_some();
    let as_written =
        || stated(text).filter(|_| !is_size()).map(str::to_owned).or_else(|| sized(rest).filter(|_| rest.len() + 3 < small.len()));
    // "[Millions of dollars. Details may not add to totals.]"
    let of_sentence = || small.split_once(". ").and_then(|(first, _)| known(bare(first)).or_else(|| sized(bare(first))));
    let told = of_people().or_else(|| known(written.unwrap_or(rest))).or_else(of_sentence);
    told.map(|unit| (true, unit)).or_else(|| in_title().map(|unit| (false, unit))).or_else(|| as_written().map(|unit| (true, unit)))
}

/// Money or goods with their size behind "in", with other words behind them.
fn in_the_middle(title: &str) -> Option<String> {
    const MOST: usize = 5;
    let is_sized = |unit: &String| worded::apart(unit).1 > 0;
    let begun = |rest: &str| {
        let ends = rest.match_indices(' ').map(|(end, _)| end).take(MOST).collect::<Vec<_>>();
        ends.into_iter().rev().find_map(|end| known(rest[..end].trim_end_matches([',', ';'])).filter(is_sized))
    };
    let words =
        [" in ", " в ", " en ", " (in ", ", "].into_iter().flat_map(|word| title.match_indices(word).map(|(at, word)| at + word.len()));
    let mut units: Vec<String> = words.filter_map(|at| begun(&title[at..])).collect();
    units.sort();
    units.dedup();
    units.pop().filter(|_| units.is_empty())
}

/// "Exports USD million 2019–2020" without its last numbers.
fn without_years(title: &str) -> &str {
    title.trim_end_matches(|sign: char| sign.is_ascii_digit() || " -–/".contains(sign))
}

/// No title and no remark on a unit is longer.
const LONG: usize = 300;

/// What a line is called that tells the unit. Where one begins another, the longer goes first.
const UNIT: [&str; 24] = [
    "unit of measure",
    "units of measure",
    "unit of measurement",
    "units",
    "unit",
    "единица измерения",
    "единицы измерения",
    "ед. изм.",
    "ед.изм.",
    "одиниця виміру",
    "计量单位",
    "单位",
    "單位",
    "単位",
    "단위",
    "einheiten",
    "einheit",
    "unités",
    "unité",
    "unidades",
    "unidad",
    "enheter",
    "enhet",
    "jednostka miary",
];

/// A size before what is counted, known or not: "million kroner".
fn sized(words: &str) -> Option<String> {
    let (size, unit) = words.split_once(' ')?;
    let unit = unit.strip_prefix("of ").unwrap_or(unit);
    let is_unit = unit.split(' ').count() < 3 && unit.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    power(size).filter(|power| is_unit && *power > 0 && size.contains(char::is_alphabetic)).map(|power| scaled(unit, power))
}

/// What stands behind the word for the unit and a colon: "Unit: index points". It is the unit, known or not.
fn stated(text: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let (word, unit) = text.split_once([':', '：'])?;
    let unit = unit.trim();
    let is_one =
        unit.chars().count() <= LONGEST && unit.contains(char::is_alphanumeric) && !unit.contains([',', ';', '，', '、', '；', ':']);
    (is_one && is_unit_word(word)).then_some(unit)
}

fn is_unit_word(text: &str) -> bool {
    UNIT.contains(&text.trim().trim_end_matches([':', '：']).to_lowercase().as_str())
}

/// A line in small letters without the words that only begin it: "Unit of measure: thousands", "(in USD)".
fn bare(small: &str) -> &str {
    const WORDS: [&str; 19] = [
        "values",
        "value",
        "figures",
        "amounts",
        "стоимость",
        "valores",
        "werte",
        "data",
        "numbers",
        "monetary values",
        "данные",
        "значения",
        "показатели",
        "angaben",
        "données",
        "valeurs",
        "datos",
        "cifras",
        "chiffres",
    ];
    const NOTES: [&str; 16] = [
        "note",
        "notes",
        "nota bene",
        "nb",
        "n.b.",
        "nota",
        "notas",
        "remark",
        "примечание",
        "примечания",
        "anmerkung",
        "hinweis",
        "remarque",
        "注",
        "注释",
        "备注",
    ];
    let mut rest = small.trim_matches(|letter: char| matches!(letter, '(' | ')' | '（' | '）' | '[' | ']')).trim();
    let note = |(word, rest): (&str, _)| NOTES.contains(&word.trim()).then_some(rest);
    rest = rest.split_once([':', '：']).and_then(note).map_or(rest, str::trim_start);
    rest =
        ["all the ", "all ", "все ", "alle ", "toutes les ", "todos los "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    if let Some(behind) = UNIT.iter().chain(&WORDS).find_map(|word| rest.strip_prefix(word)) {
        rest = behind.trim_start_matches([':', '：', ' ']);
    }
    const SAID: [&str; 14] = [
        "are ",
        "is ",
        "expressed ",
        "given ",
        "shown ",
        "reported ",
        "presented ",
        "stated ",
        "приведены ",
        "указаны ",
        "представлены ",
        "sind ",
        "sont ",
        "están ",
    ];
    for word in SAID.into_iter().chain(["exprimés ", "exprimées ", "expresados ", "expresadas ", "in ", "в ", "en "]) {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest
}

/// "in constant (2022) US$ m." and "percentage of gross domestic product", in a title.
fn named_in_title(text: &str) -> Option<String> {
    let text = text.split(", ").next().unwrap_or(text).trim();
    let text = stated(text).unwrap_or(text);
    let small = text.to_lowercase();
    if small.starts_with("% -") {
        return Some("%".to_owned());
    }
    if let Some(whole) = ["percentage of ", "percent of ", "per cent of ", "% of "].iter().find_map(|share| small.strip_prefix(share)) {
        let is_of_gdp = ["gross domestic product", "gdp"].iter().any(|gdp| whole.starts_with(gdp));
        return Some(if is_of_gdp { "% of GDP" } else { "%" }.to_owned());
    }
    let unit = ["in ", "In ", "в ", "В "].into_iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let unit = unit.split(" at current ").next().unwrap_or(unit);
    if let Some((base, unit)) = unit.strip_prefix("constant (").and_then(|rest| rest.split_once(')')) {
        let is_year = base.len() == 4 && base.bytes().all(|byte| byte.is_ascii_digit());
        return known(unit).filter(|_| is_year).map(|unit| format!("constant {base} {unit}"));
    }
    known(unit).filter(|_| !is_word(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_a_unit_as_it_is_written_and_no_word_of_english() {
        let of = |text: &str| unit(std::iter::once(text));
        assert_eq!(of("National accounts (million USD)"), Some((false, "USD million".to_owned())));
        assert_eq!(of("Unit: US$1,000"), Some((true, "USD thousand".to_owned())));
        assert_eq!(of("Unit：US$1 Million"), Some((true, "USD million".to_owned())));
        assert_eq!(of("(Value in Rs. Lacs)"), Some((true, "Rs × 10^5".to_owned())));
        assert_eq!(of("Values in NOK million"), Some((true, "NOK million".to_owned())));
        assert_eq!(
            [of("Exports (USD million)"), of("Exports (USD million) and annual change (%)")],
            [Some((false, "USD million".to_owned())), None]
        );
        let of_all = |texts: &[&str]| unit(texts.iter().copied());
        assert_eq!(
            [of("Exports, thousands"), of("Exports (in тыс.)")],
            [Some((false, "thousand".to_owned())), Some((false, "thousand".to_owned()))]
        );
        assert_eq!([of("In millions"), of("Springfield, MN")], [Some((true, "million".to_owned())), None]);
        assert_eq!(of_all(&["Exports, USD", "(thousands)"]), Some((false, "USD thousand".to_owned())));
        assert_eq!(of_all(&["Exports, USD million", "thousands"]), Some((false, "USD million".to_owned())));
        assert_eq!(
            [of("Exports USD million"), of("Exports USD million 2019–2020")],
            [0, 1].map(|_| Some((false, "USD million".to_owned())))
        );
        assert_eq!(of("GDP (current US$), millions"), Some((false, "USD million".to_owned())));
        let share = |of: &str| Some((false, of.to_owned()));
        assert_eq!(of("Military expenditure as percent of general government expenditure"), share("%"));
        assert_eq!(of("Military expenditure by country as percentage of GDP"), share("% of GDP"));
        assert_eq!(of("Military expenditure, in millions of US$ at current prices and exchange rates"), share("USD million"));
        assert_eq!([of("Opinion of Russia (all)"), of("Opinion of Russia (ALL)"), of("Goals (top)")], [None, None, None]);
    }
}
