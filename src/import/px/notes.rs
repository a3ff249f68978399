//! What a file in PX says of single cells and values: "Finland, 2019: the basket changed". Each note concerns the figures that
//! have these values, where there are any.

use crate::import::cube::cells::Coded;
use crate::import::cube::{Cube, Note};
use crate::import::markup::without_tags;
use crate::import::px::keywords::{Entry, Keywords};
use crate::import::sink::Sink;

/// Takes the notes over, as far as the values that they are of stand in the table.
pub(super) fn take(keywords: &Keywords, cube: &mut Cube, sink: &mut Sink) {
    const MOST: usize = 20;
    let entries = || ["CELLNOTEX", "CELLNOTE", "VALUENOTEX", "VALUENOTE"].into_iter().flat_map(|keyword| keywords.all(keyword));
    let names: Vec<[String; 2]> =
        keywords.dimensions(&keywords.language).into_iter().zip(keywords.dimensions("")).map(|(spoken, main)| [spoken, main]).collect();
    for entry in entries().take(MOST) {
        // A # begins a line anew.
        let note = without_tags(&entry.values.join(" ").replace('#', " "));
        if note.is_empty() {
            continue;
        }
        let values = values_of(entry, &names);
        let called = |(at, value): &(Option<usize>, &str)| match at.and_then(|at| category(keywords, cube, &names, at, value)) {
            Some(coded) => cube.category(coded).map_or((*value).to_owned(), |category| {
                if category.label.is_empty() { (*value).to_owned() } else { category.label.clone() }
            }),
            None => (*value).to_owned(),
        };
        let is_cell = entry.keyword.starts_with("CELL");
        let dimension = entry.of.first().filter(|_| !is_cell).map(|name| name.trim().to_owned());
        let of = dimension.into_iter().chain(values.iter().map(called)).collect::<Vec<_>>().join(", ");
        let text = if of.is_empty() { note } else { format!("{of}: {note}") };
        let coded: Option<Vec<Coded>> = values.iter().map(|(at, value)| category(keywords, cube, &names, (*at)?, value)).collect();
        match coded {
            Some(coded) if coded.is_empty() => sink.caveat(text),
            Some(of) => cube.notes.push(Note { of, text }),
            None => sink.report.note(format!("Said of no figure here: {text}")),
        }
    }
    let more = entries().count().saturating_sub(MOST);
    if more > 0 {
        sink.caveat(format!("The file has {more} more notes on single cells and values, which are not shown."));
    }
}

/// A cell is told by one value of each dimension, a star for all; a value by its dimension and itself.
fn values_of<'a>(entry: &'a Entry, names: &[[String; 2]]) -> Vec<(Option<usize>, &'a str)> {
    if entry.keyword.starts_with("CELL") {
        let all = entry.of.iter().enumerate().filter(|(_, value)| value.trim() != "*");
        return all.map(|(at, value)| (Some(at).filter(|at| *at < names.len()), value.trim())).collect();
    }
    let Some((dimension, values)) = entry.of.split_first() else { return Vec::new() };
    let at = names.iter().position(|names| names.iter().any(|name| name.trim() == dimension.trim()));
    values.iter().map(|value| (at, value.trim())).collect()
}

/// The category of a dimension by its code, or by what it is called in either language.
fn category(keywords: &Keywords, cube: &Cube, names: &[[String; 2]], at: usize, value: &str) -> Option<Coded> {
    let categories = &cube.concepts.get(at)?.categories;
    let listed = |keyword: &str, name: &str| keywords.get(keyword, &[[name; 2]]).map(|entry| entry.values.clone()).unwrap_or_default();
    let in_list = |keyword: &str, name: &str| listed(keyword, name).iter().position(|one| one.trim() == value);
    let own = || categories.iter().position(|category| category.code == value || category.label == value);
    let names = names.get(at)?;
    let of_main = || names.iter().find_map(|name| in_list("CODES", name).or_else(|| in_list("VALUES", name)));
    let category = own().or_else(of_main).filter(|nth| *nth < categories.len())?;
    Some(Coded { concept: at as u32, category: category as u32 })
}
