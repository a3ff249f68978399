//! How many were asked, in a line of words above or below the answers: "Basis: n=1.004", "Опрошено 1600".

use std::collections::BTreeSet;

use crate::dataset::report::quoted;
use crate::import::roles::bases;
use crate::import::roles::layout::{Column, Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};

/// Gives answers the base that one line of words states for all of them; of several columns it may be that of one alone.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    const NEAR: usize = 10;
    let is_known = |column: &Column| match &column.role {
        Role::Base => true,
        Role::Figures(figures) => figures.base.is_some(),
        _ => false,
    };
    if !layout.base_rows.is_empty() || layout.columns.iter().any(is_known) || !is_poll(sheet, layout) {
        return;
    }
    let rows = sheet.rows.get(layout.rows[0].saturating_sub(NEAR)..layout.rows[1]).unwrap_or_default();
    let stated: Vec<(&Row, &str, u32)> =
        rows.iter().filter_map(|row| row.only().and_then(|text| Some((row, text, asked(text)?)))).collect();
    let numbers: BTreeSet<u32> = stated.iter().map(|(.., number)| *number).collect();
    let (Some((row, text, number)), 1) = (stated.first(), numbers.len()) else { return };
    let first = sheet.rows.get(layout.rows[0]).map_or(0, |row| row.line);
    layout.base_rows = stated.iter().map(|(row, ..)| row.line).filter(|line| *line >= first).collect();
    let is_dated = layout.columns.iter().any(|column| matches!(column.role, Role::Period));
    let mut columns: Vec<(&str, &mut Figures)> = Vec::new();
    for column in &mut layout.columns {
        if let Role::Figures(figures) = &mut column.role {
            columns.push((column.name.as_str(), figures));
        }
    }
    let is_one = columns.len() == 1;
    let mut whole = columns.into_iter().filter(|(name, _)| !is_dated && (is_one || is_of_all(name)));
    match (whole.next(), whole.next()) {
        (Some((_, figures)), None) => figures.base = Some(*number),
        (Some(_) | None, _) => layout.caveats.push(format!(
            "{} in {} says how many were asked, and not in which of several columns or waves: no answer has a base from it.",
            quoted(text),
            sheet.place(row, 0)
        )),
    }
}

/// Are the figures shares of people?
fn is_poll(sheet: &Sheet, layout: &Layout) -> bool {
    let is_figure = |at: &usize| matches!(layout.columns[*at].role, Role::Figures(_));
    let figures: Vec<usize> = (0..layout.columns.len()).filter(is_figure).collect();
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let mut cells =
        rows.iter().flat_map(|row| figures.iter().map(|at| row.cell(*at))).filter(|cell| cell.contains(char::is_numeric)).peekable();
    let are_percent = cells.peek().is_some() && cells.all(|cell| cell.ends_with('%'));
    are_percent || bases::is_of_answers(sheet, layout)
}

fn is_of_all(name: &str) -> bool {
    ["total", "all", "overall", "gesamt", "insgesamt", "ensemble", "всего", "в целом", "итого", "total %"]
        .contains(&name.trim().to_lowercase().as_str())
}

/// How many were asked, where a text says nothing else.
fn asked(text: &str) -> Option<u32> {
    const WORDS: [&str; 12] =
        ["basis", "base", "база", "опрошено", "выборка", "sample size", "sample", "stichprobe", "échantillon", "muestra", "befragte", "n"];
    const PEOPLE: [&str; 14] = [
        "befragte",
        "personen",
        "interviews",
        "personnes",
        "répondant",
        "человек",
        "респондент",
        "опрошенн",
        "adults",
        "respondents",
        "people",
        "persons",
        "personas",
        "encuestad",
    ];
    let small = text.trim().trim_matches(['(', ')', '.']).to_lowercase();
    let begins = |word: &&str| small.strip_prefix(*word).is_some_and(|rest| !rest.starts_with(char::is_alphabetic));
    let word = WORDS.into_iter().find(|word| begins(word)).unwrap_or_default();
    let rest = &small[word.len()..];
    let rest = rest.trim_start_matches([' ', '\u{a0}', ':', '：', '=', '–', '-']);
    let rest = rest.strip_prefix('n').map_or(rest, |rest| rest.trim_start().strip_prefix('=').unwrap_or(rest)).trim_start();
    let (number, people) = bases::grouped(rest)?;
    let people = people.trim_start();
    let is_said = PEOPLE.iter().any(|word| people.starts_with(word)) || people.is_empty() && !word.is_empty();
    // "Base 2010" is the year of an index.
    let may_be_year = people.is_empty() && (1900..2100).contains(&number) && !small.contains('n') && small.starts_with(['b', 'б']);
    (is_said && number >= 30 && !may_be_year && (word != "n" || small.contains('='))).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_were_asked_is_read_in_words_of_several_languages() {
        for (text, number) in [
            ("Basis: n=1.004", Some(1004)),
            ("Basis: 1004 Befragte", Some(1004)),
            ("Base : 1\u{202f}004", Some(1004)),
            ("Base: 1 004 personnes", Some(1004)),
            ("Опрошено 1600", Some(1600)),
            ("(Опрошено 1600 человек)", Some(1600)),
            ("n = 2.012", Some(2012)),
            ("Base: All who voted", None),
            ("N 2019", None),
            ("Base 2010", None),
            ("Base: n=2010", Some(2010)),
            ("Basis: 2019 = 100", None),
            ("Sample 4 of 5", None),
        ] {
            assert_eq!(asked(text), number, "{text}");
        }
    }
}
