//! How many were asked: in the name of a wave, in the words of a cell, or in a row of its own below the answers.

use crate::import::roles::blocks::SAMPLE;
use crate::import::roles::layout::{Column, Layout, Role};
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
    let end = behind.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(behind.len());
    let (mut digits, mut rest) = (behind[..end].to_owned(), &behind[end..]);
    while let Some(group) =
        rest.strip_prefix(',').and_then(|rest| rest.get(..3)).filter(|group| group.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let is_longer = rest.get(4..5).is_some_and(|next| next.bytes().all(|byte| byte.is_ascii_digit()));
        if is_longer || digits.is_empty() || digits.len() > 6 {
            break;
        }
        digits.push_str(group);
        rest = &rest[4..];
    }
    digits.parse().ok()
}

/// "1,007 adults".
fn of_people(text: &str) -> Option<u32> {
    const PEOPLE: [&str; 7] = ["adults", "respondents", "voters", "registered voters", "likely voters", "респондентов", "опрошенных"];
    let (number, people) = text.trim().split_once(char::is_whitespace)?;
    let is_grouped = number.split(',').skip(1).all(|group| group.len() == 3);
    PEOPLE.contains(&people.trim().to_lowercase().as_str()).then(|| number.replace(',', "").parse().ok().filter(|_| is_grouped))?
}

/// How many were asked, as a cell of a column of bases says it.
pub(super) fn read(text: &str) -> Option<u32> {
    text.replace([' ', ',', '\u{a0}', '\u{202f}'], "").parse().ok().or_else(|| named(text))
}

/// Is a row of this name one that says how many were asked? A bare "N" may be the North.
pub(super) fn is_name(text: &str) -> bool {
    words::meaning(text) == Some(Word::Base) && !text.trim().eq_ignore_ascii_case("n")
}

/// Rows called "Base" or "N" among answers tell how many were asked, of each column: they are no answers.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    // Answers fill no more.
    if rows.len() > SAMPLE {
        return;
    }
    let is_name =
        |row: &Row, at: usize| matches!(layout.columns[at].role, Role::Of(..)) && words::meaning(row.cell(at)) == Some(Word::Base);
    let is_base = |row: &&Row| (0..layout.columns.len()).any(|at| is_name(row, at));
    let named: Vec<&Row> = rows.iter().filter(is_base).collect();
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let of_row = |row: &&Row| -> Option<Vec<u32>> {
        figures.iter().map(|at| row.cell(*at)).map(|cell| if cell.is_empty() { Some(0) } else { read(cell) }).collect()
    };
    let Some(all) = named.iter().map(of_row).collect::<Option<Vec<_>>>() else { return };
    let others = || rows.iter().filter(|row| named.iter().all(|base| base.line != row.line) && !row.is_blank());
    // A bare "N" is the North or a "no" as well, and only among answers a number of people.
    let is_bare = |at: &usize| named.iter().any(|base| base.cell(*at).eq_ignore_ascii_case("n"));
    let bare: Vec<usize> = (0..layout.columns.len()).filter(is_bare).collect();
    let says = |words: [&str; 2]| others().any(|row| bare.iter().any(|at| words.contains(&row.cell(*at).to_lowercase().as_str())));
    let is_no = says(["y", "yes"]) && !says(["no", "not"]);
    if !bare.is_empty() && (is_no || !is_of_answers(sheet, layout)) {
        return;
    }
    // Of percentages none is as large, and none is larger than a hundred.
    let shares = if bare.is_empty() { -100.0..=100.0 } else { 0.0..=100.0 };
    let share = |row: &Row, at: usize| row.cell(at).trim_end_matches(['%', ' ']).replace(',', ".").parse::<f64>();
    let is_share = |row: &Row, at: usize| share(row, at).is_ok_and(|share| shares.contains(&share));
    let are_shares =
        figures.iter().all(|at| others().all(|row| is_share(row, *at) || !row.cell(*at).contains(|letter: char| letter.is_ascii_digit())));
    if !are_shares || named.is_empty() || all.iter().any(|bases| bases.iter().all(|base| *base <= 100)) {
        return;
    }
    // Weights make other numbers of those who were asked; where rows differ otherwise, each is of a part of the answers.
    let is_weighted = |row: &Row| row.cells.iter().any(|cell| cell.trim().to_lowercase().starts_with("weighted"));
    let unweighted = || named.iter().zip(&all).filter(|(row, _)| !is_weighted(row)).map(|(_, bases)| bases);
    let asked = unweighted().next().or(all.first()).filter(|asked| unweighted().all(|bases| bases == *asked)).cloned();
    let lines = named.iter().map(|row| row.line).collect();
    for (at, base) in figures.into_iter().zip(asked.into_iter().flatten()).filter(|(_, base)| *base > 0) {
        if let Role::Figures(figures) = &mut layout.columns[at].role {
            figures.base = Some(base);
        }
    }
    layout.base_rows = lines;
}

/// Are its figures percentages, or its rows answers, or does a question stand above it?
fn is_of_answers(sheet: &Sheet, layout: &Layout) -> bool {
    const NEAR: usize = 10;
    let is_percent = |unit: &Option<String>| unit.as_deref() == Some("%");
    let of_answers = |column: &Column| match &column.role {
        Role::Of(dimension, _) => matches!(dimension, Dimension::Question | Dimension::Answer),
        Role::Figures(figures) => is_percent(&figures.unit),
        _ => false,
    };
    let above = sheet.rows.get(layout.rows[0].saturating_sub(NEAR)..layout.rows[0]).unwrap_or_default();
    let asks = |row: &Row| row.cells.iter().any(|cell| cell.contains(['?', '？']));
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
