//! How many were asked: in the name of a wave, in the words of a cell, or in a row of its own below the answers.

use std::collections::BTreeSet;

use crate::import::cell::{self, Convention};
use crate::import::hints::Decimal;
use crate::import::roles::layout::{Asked, Column, Layout, Role};
use crate::import::roles::word::Word;
use crate::import::roles::words;
use crate::import::sheet::{Row, Sheet};
use crate::terms::dimension::Dimension;

/// How many were asked, in words such as "Wave 1 (n=1,791)".
pub(super) fn named(text: &str) -> Option<u32> {
    if let Some(number) = of_people(text) {
        return Some(number);
    }
    let lower = text.to_lowercase().replace([' ', '\u{a0}', '\u{202f}'], "");
    let (before, behind) = lower.split_once("n=")?;
    // "Mean=5" says something else.
    if before.ends_with(char::is_alphabetic) {
        return None;
    }
    grouped(behind).map(|(number, _)| number)
}

/// The number that a text begins with, whose thousands may be parted, and what stands behind it.
pub(super) fn grouped(text: &str) -> Option<(u32, &str)> {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let (mut digits, mut rest) = (text[..end].to_owned(), &text[end..]);
    let sign = rest.chars().next().filter(|sign| matches!(sign, ',' | '.' | ' ' | '\'' | '\u{a0}' | '\u{202f}'));
    while let Some((group, behind)) = sign.and_then(|sign| rest.strip_prefix(sign)).and_then(|rest| rest.split_at_checked(3)) {
        let is_longer = behind.starts_with(|next: char| next.is_ascii_digit());
        if !is_digits(group) || is_longer || !(1..=6).contains(&digits.len()) {
            break;
        }
        digits.push_str(group);
        rest = behind;
    }
    digits.parse().ok().map(|number| (number, rest))
}

/// "1,007 adults".
fn of_people(text: &str) -> Option<u32> {
    const PEOPLE: [&str; 7] = ["adults", "respondents", "voters", "registered voters", "likely voters", "респондентов", "опрошенных"];
    let (number, people) = text.trim().split_once(char::is_whitespace)?;
    let is_grouped = number.split(',').skip(1).all(|group| group.len() == 3);
    // "1500 LV": of likely voters, of registered ones, of adults. A current of 12 A is smaller.
    if number.len() > 2 && matches!(people.trim(), "LV" | "RV" | "A") {
        return number.replace(',', "").parse().ok().filter(|asked| is_grouped && *asked >= 100);
    }
    PEOPLE.contains(&people.trim().to_lowercase().as_str()).then(|| number.replace(',', "").parse().ok().filter(|_| is_grouped))?
}

/// How many were asked, as a cell of a column of bases says it.
pub(super) fn read(text: &str) -> Option<u32> {
    // No part of a person was asked: "1.015" are thousands.
    let in_thousands = || grouped(text.trim()).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number);
    text.replace([' ', ',', '\u{a0}', '\u{202f}'], "").parse().ok().or_else(in_thousands).or_else(|| named(text))
}

/// Is a row of this name one that says how many were asked? A bare "N" may be the North.
pub(super) fn is_name(text: &str) -> bool {
    words::meaning(text) == Some(Word::Base) && !text.trim().eq_ignore_ascii_case("n")
}

/// Does a line say in words who was asked: "Base: All who voted"?
pub(super) fn says_who(text: &str) -> bool {
    let small = text.trim().to_lowercase();
    let behind = ["base", "basis", "база"].iter().find_map(|word| small.strip_prefix(word));
    behind.is_some_and(|rest| rest.trim_start().starts_with([':', '：', '=', '–', '-']))
}

/// A row that says how many were asked, of each column of figures.
struct Base {
    /// The place among the rows of the table.
    at: usize,
    asked: Vec<u32>,
    is_weighted: bool,
}

/// Rows called "Base" or "N" among answers tell how many were asked, of each column: they are no answers. Where they differ,
/// each is of the answers that it heads, or that it stands below.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    /// A book of answers fills no more.
    const MOST: usize = 5_000;
    if rows.len() > MOST {
        return;
    }
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let Some(bases) = rows_of(sheet, layout, rows, &figures) else { return };
    layout.base_rows = bases.iter().map(|base| rows[base.at].line).collect();
    // Weights make other numbers of those who were asked.
    let unweighted = || bases.iter().filter(|base| !base.is_weighted);
    let Some(first) = unweighted().next().or(bases.first()) else { return };
    if unweighted().all(|base| base.asked == first.asked) {
        for (at, base) in figures.into_iter().zip(&first.asked).filter(|(_, base)| **base > 0) {
            if let Role::Figures(figures) = &mut layout.columns[at].role {
                figures.base = Some(*base);
            }
        }
        return;
    }
    let holds_figures = |at: &usize| figures.iter().any(|column| !rows[*at].cell(*column).is_empty());
    let places: BTreeSet<usize> = bases.iter().map(|base| base.at).collect();
    let is_answer = |at: &usize| holds_figures(at) && !places.contains(at) && !layout.turns.counts(rows[*at].line);
    let answers: Vec<usize> = (0..rows.len()).filter(is_answer).collect();
    match parts(&bases, &answers) {
        Some(parts) => {
            for ([from, to], base) in parts {
                let asked = figures.iter().copied().zip(base.asked.iter().copied()).filter(|(_, base)| *base > 0).collect();
                layout.asked.push(Asked { lines: [rows[from].line, rows[to].line], of: asked });
            }
        }
        None => layout
            .caveats
            .push("Several rows of the table say how many were asked, and not of which answers: none of these has a base.".to_owned()),
    }
}

/// The name of a row without the number before it: "(1) N".
fn without_number(name: &str) -> &str {
    let numbered = name.trim().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let is_number = |number: &str| (1..=2).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    numbered.filter(|(number, _)| is_number(number)).map_or(name, |(_, name)| name.trim_start())
}

/// The rows that say how many were asked, where those beside them are shares; `None` where there are none.
fn rows_of(sheet: &Sheet, layout: &Layout, rows: &[Row], figures: &[usize]) -> Option<Vec<Base>> {
    let is_name = |text: &str| words::meaning(without_number(text)) == Some(Word::Base) || says_who(text);
    let name = |row: &Row| -> Option<usize> {
        let is_of_words = |at: &usize| matches!(layout.columns[*at].role, Role::Of(..)) && is_name(row.cell(*at));
        (0..layout.columns.len()).find(is_of_words).filter(|_| figures.iter().any(|at| !row.cell(*at).is_empty()))
    };
    let number = |cell: &str| {
        let weighted = || cell.replace(',', "").parse::<f64>().ok().filter(|number| (0.0..1e9).contains(number));
        read(cell).or_else(|| weighted().map(|number| number.round() as u32)).or((!cell.contains(char::is_numeric)).then_some(0))
    };
    let base = |(at, row): (usize, &Row)| -> Option<Option<Base>> {
        let named = name(row)?;
        let asked: Option<Vec<u32>> = figures.iter().map(|column| number(row.cell(*column))).collect();
        let small = row.cell(named).to_lowercase();
        let is_weighted = small.split(|letter: char| !letter.is_alphabetic()).any(|word| matches!(word, "weighted" | "взвешенная"));
        Some(asked.map(|asked| Base { at, asked, is_weighted }))
    };
    let is_open = |(_, row): &(usize, &Row)| !layout.turns.counts(row.line);
    let bases: Vec<Base> =
        rows.iter().enumerate().filter(is_open).filter_map(base).collect::<Option<Vec<_>>>().filter(|bases| !bases.is_empty())?;
    let places: BTreeSet<usize> = bases.iter().map(|base| base.at).collect();
    let is_other = |(at, row): &(usize, &Row)| !places.contains(at) && !row.is_blank() && !layout.turns.counts(row.line);
    let others = || rows.iter().enumerate().filter(is_other).map(|(_, row)| row);
    // A bare "N" is the North or a "no" as well, and only among answers a number of people.
    let is_bare = |at: &usize| bases.iter().any(|base| without_number(rows[base.at].cell(*at)).eq_ignore_ascii_case("n"));
    let bare: Vec<usize> = (0..layout.columns.len()).filter(is_bare).collect();
    let says = |words: [&str; 2]| others().any(|row| bare.iter().any(|at| words.contains(&row.cell(*at).to_lowercase().as_str())));
    let is_no = says(["y", "yes"]) && !says(["no", "not"]);
    if !bare.is_empty() && (is_no || !is_of_answers(sheet, layout)) {
        return None;
    }
    // Of percentages none is as large, and none is larger than a hundred.
    let shares = if bare.is_empty() { -100.0..=100.0 } else { 0.0..=100.0 };
    // "<1" is one, and so is "менее 1".
    let share = |row: &Row, at: usize| {
        let bare = row.cell(at).trim_end_matches(['%', ' ']).replace(',', ".");
        let read = || cell::read(&bare, &Convention::new(Decimal::Point)).ok()?.amount.ok().map(|amount| amount.value);
        bare.parse::<f64>().ok().or_else(read)
    };
    let is_share = |row: &Row, at: usize| share(row, at).is_some_and(|share| shares.contains(&share));
    let are_shares =
        figures.iter().all(|at| others().all(|row| is_share(row, *at) || !row.cell(*at).contains(|letter: char| letter.is_ascii_digit())));
    // A part of those asked may be small, but not all of them.
    let are_many = bases.iter().any(|base| base.asked.iter().any(|base| *base > 100));
    (are_shares && are_many).then_some(bases)
}

/// The rows, from the first to the last, that each base is of; `None` where bases stand both above and below answers, or between them.
fn parts<'a>(bases: &'a [Base], answers: &[usize]) -> Option<Vec<([usize; 2], &'a Base)>> {
    let mut groups: Vec<Vec<&Base>> = Vec::new();
    for base in bases {
        let before = |at: usize| answers.partition_point(|answer| *answer < at);
        let goes_on = |group: &Vec<&Base>| group.last().is_some_and(|last| before(last.at) == before(base.at));
        match groups.last_mut() {
            Some(group) if goes_on(group) => group.push(base),
            Some(_) | None => groups.push(vec![base]),
        }
    }
    let (first, last) = (*answers.first()?, *answers.last()?);
    let heads = groups.first()?.first()?.at < first;
    let stands_below = groups.last()?.last()?.at > last;
    let firm = |group: &[&'a Base]| group.iter().copied().find(|base| !base.is_weighted).or(group.first().copied());
    // Of two halves of those asked, each answered another question.
    let is_split = |group: &Vec<&Base>| {
        let mut asked = group.iter().filter(|base| !base.is_weighted).map(|base| &base.asked);
        asked.next().is_some_and(|first| asked.any(|other| other != first))
    };
    if groups.iter().any(is_split) {
        return None;
    }
    let mut parts = Vec::new();
    for (nth, group) in groups.iter().enumerate() {
        let place = |group: &Vec<&Base>| group.first().map(|base| base.at);
        let rows = match (heads, stands_below) {
            (true, false) => [place(group)?, groups.get(nth + 1).and_then(place).map_or(last, |next| next - 1)],
            (false, true) => [nth.checked_sub(1).and_then(|before| place(&groups[before])).unwrap_or(0), place(group)?],
            (true, true) | (false, false) => return None,
        };
        parts.push((rows, firm(group)?));
    }
    Some(parts)
}

/// Are its figures percentages, or its rows answers, or does a question stand above it?
pub(super) fn is_of_answers(sheet: &Sheet, layout: &Layout) -> bool {
    const NEAR: usize = 10;
    let is_percent = |unit: &Option<String>| unit.as_deref() == Some("%");
    let of_answers = |column: &Column| match &column.role {
        Role::Of(dimension, _) => matches!(dimension, Dimension::Question | Dimension::Answer),
        Role::Figures(figures) => is_percent(&figures.unit),
        _ => false,
    };
    let above = sheet.rows.get(layout.rows[0].saturating_sub(NEAR)..layout.rows[0]).unwrap_or_default();
    // "Q78a. Perceptions of China".
    let is_question = |cell: &str| cell.strip_prefix('Q').is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    let asks = |row: &Row| row.cells.iter().any(|cell| cell.contains(['?', '？']) || cell.contains(' ') && is_question(cell.trim()));
    layout.columns.iter().any(of_answers) || is_percent(&layout.unit) || is_percent(&layout.unit_above) || above.iter().any(asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_people_asked_are_read_in_words() {
        for (text, base) in [
            ("Wave 1 (n=1791)", Some(1791)),
            ("Asked of all (N = 3,106)", Some(3106)),
            ("n=1,012,500", Some(1_012_500)),
            ("n=1.004", Some(1004)),
            ("n=1791, 2020", Some(1791)),
            ("1,007 adults", Some(1007)),
            ("2 adults per home", None),
            ("mean=5", None),
            ("all", None),
        ] {
            assert_eq!(named(text), base, "{text}");
        }
        assert_eq!((read("2 001"), read("Asked of half (n=502)"), read("half")), (Some(2001), Some(502), None));
    }
}
