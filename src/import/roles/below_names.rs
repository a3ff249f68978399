//! Rows that stand below the names of columns and belong to them: units, and the numbers of the columns.

use std::collections::BTreeSet;

use crate::import::roles::another;
use crate::import::roles::levels::names_period;
use crate::import::roles::word::Word;
use crate::import::roles::{dated, labels, units, worded, words};
use crate::import::sheet::Row;
use crate::terms::country::{self, Resolved, Scheme};

/// Does a row of the head say of each column of figures what it is counted in, and nothing else?
pub(super) fn counts_in(row: &Row, numeric: &[usize]) -> bool {
    // People may be counted in nothing but a size: "Millions".
    let is_size = |cell: &str| cell.contains(char::is_alphabetic) && units::power(cell).is_some();
    let is_unit = |cell: &str| units::alone(without_brackets(cell)).is_some() || is_size(without_brackets(cell));
    // Periods are counted in nothing, and the row may be called by what it says.
    let is_label = |cell: &str| cell.is_empty() || words::meaning(cell) == Some(Word::Unit);
    let units: Vec<&str> = numeric.iter().map(|at| row.cell(*at)).skip_while(|cell| is_label(cell)).collect();
    // Numbers beside amounts are counted in nothing; then no other word may stand in the row, nor may one letter be all that does.
    let said: Vec<&str> = units.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let is_bare = || (0..row.cells.len()).all(|at| numeric.contains(&at) || is_label(row.cell(at)));
    let is_told = || said.len() > 1 || said.iter().any(|unit| unit.chars().count() > 1 || *unit == "%");
    let may_lack = said.len() == units.len() || is_bare() && is_told();
    numeric.len() > 1 && !said.is_empty() && may_lack && said.iter().all(|cell| is_unit(cell))
}

/// Puts what rows below periods say of their figures over them: "MEASURE, US dollars in millions", "USD million".
pub(super) fn measure(below: &[&Row], numeric: &[usize], names: &[String], groups: &mut [String]) {
    let columns: Vec<usize> = numeric.iter().copied().filter(|at| *at < names.len()).collect();
    if columns.is_empty() || !columns.iter().all(|at| names_period(&names[*at])) {
        return;
    }
    for row in below {
        let is_called = (0..columns[0]).any(|at| matches!(words::meaning(row.cell(at)), Some(Word::Indicator | Word::Unit)));
        let mut last = "";
        let said: Vec<&str> = columns
            .iter()
            .map(|at| {
                last = if row.cell(*at).is_empty() { last } else { without_brackets(row.cell(*at)) };
                last
            })
            .collect();
        let is_firm = |text: &str| dated::firmness(text).is_some();
        let counts = |text: &str| units::alone(text).is_some() || units::bare_dollars(text).is_some() || labels::parted(text).1.is_some();
        let tells =
            |text: &&str| text.contains(char::is_alphabetic) && !worded::is_figure(text) && (is_called || counts(text) || is_firm(text));
        if !said.iter().all(tells) {
            continue;
        }
        for (at, text) in columns.iter().zip(said) {
            let group = &mut groups[*at];
            if group.is_empty() {
                text.clone_into(group);
            } else if !group.contains(text) {
                *group = format!("{group} ({text})");
            }
        }
    }
}

/// Are years, and nothing else, in a row below words the names of what stands under these?
pub(super) fn are_names(head: &Row, row: &Row) -> bool {
    let is_year = |at: &usize| row.cell(*at).len() == 4 && row.cell(*at).parse::<i32>().is_ok_and(|year| (1500..2200).contains(&year));
    // One name may stand over several years.
    let above = |at: usize| (1..=at).rev().map(|at| head.cell(at)).find(|cell| !cell.is_empty()).unwrap_or_default();
    let is_again = !row.cell(0).is_empty() && row.cell(0) == head.cell(0) && !is_year(&0);
    let years: Vec<usize> = (usize::from(is_again)..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).collect();
    // Where the corner does not part head and data, the years have to tell apart what is called alike.
    let named: BTreeSet<&str> = years.iter().map(|at| above(*at)).collect();
    let told: BTreeSet<(&str, &str)> = years.iter().map(|at| (above(*at), row.cell(*at))).collect();
    let is_told = match is_again || head.cell(0).is_empty() {
        true => named.len() > 1 && named.len() < told.len() && told.len() == years.len(),
        false => row.cell(0).is_empty(),
    };
    let is_below_words = |at: &usize| above(*at).contains(char::is_alphabetic);
    is_told && years.len() > 1 && years.iter().all(|at| is_year(at) && is_below_words(at))
}

/// Does a country stand below names that are nothing but years? Its figures are no names, whatever they look like.
pub(super) fn follows_years(rows: &[Row], at: usize) -> bool {
    let Some(above) = at.checked_sub(1).and_then(|above| rows.get(above)) else { return false };
    let years: Vec<&str> = above.cells.iter().skip(1).map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let is_place = |text: &str| matches!(country::resolve_in(Scheme::Names, text), Resolved::One(_));
    years.len() > 1 && years.iter().all(|cell| another::is_year(cell)) && !is_place(above.cell(0)) && is_place(rows[at].cell(0))
}

/// A unit without the brackets around it; those of a currency behind it stay: "Millions d'Euros (EUR)".
pub(super) fn without_brackets(cell: &str) -> &str {
    if cell.starts_with(['(', '[']) { cell.trim_matches(['(', ')', '[', ']']) } else { cell }
}

/// Does a row that is called "Unit" say of each column of figures what it is counted in? That may look like a figure: "100 million yen".
pub(super) fn says_units(row: &Row, numeric: &[usize]) -> bool {
    let is_called =
        (0..row.cells.len()).find(|at| !numeric.contains(at)).is_some_and(|at| words::meaning(row.cell(at)) == Some(Word::Unit));
    is_called && !numeric.is_empty() && numeric.iter().all(|at| units::alone(row.cell(*at)).is_some())
}

/// Does the row number the columns below their names, as statistical offices do: "А, 1, 2, 3" or "(1), (2), (3)"?
pub(super) fn numbers_columns(row: &Row, numeric: &[usize]) -> bool {
    const FEWEST: usize = 3;
    let bare = |cell: &str| cell.strip_prefix('(').and_then(|cell| cell.strip_suffix(')')).unwrap_or(cell).parse::<usize>().ok();
    let numbers: Option<Vec<usize>> = numeric.iter().map(|at| bare(row.cell(*at))).collect();
    let start = 1 + usize::from(row.cell(0) == "1");
    let counts = |numbers: &[usize]| numbers[0] == start && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_marked =
        matches!(row.cell(0), "А" | "A" | "1") || row.cell(0).is_empty() && numeric.iter().all(|at| row.cell(*at).starts_with('('));
    // A first column of numbers has a first row of its own.
    is_marked
        && numeric.first().is_some_and(|first| *first > 0)
        && numbers.is_some_and(|numbers| numbers.len() >= FEWEST && counts(&numbers))
}

/// Does the row name months by their numbers alone, and the months so far: "2" and "1 to 2", as China's customs write in English?
pub(super) fn numbers_months(row: &Row, numeric: &[usize]) -> bool {
    let is_of = |cell: &str, month: u32| cell.parse() == Ok(month) || so_far(cell) == Some(month) || cell.starts_with(char::is_alphabetic);
    let month = numeric.iter().find_map(|at| so_far(row.cell(*at)));
    let filled = || row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    row.cell(0).is_empty() && month.is_some_and(|month| filled().count() > 1 && filled().all(|cell| is_of(cell, month)))
}

/// The last of the months since January that a name speaks of: "1 to 2", "1-2", "1to12".
pub(super) fn so_far(name: &str) -> Option<u32> {
    let rest = name.trim().strip_prefix('1')?.trim_start();
    let last = rest.strip_prefix("to").or_else(|| rest.strip_prefix(['-', '–']))?;
    last.trim().parse::<u32>().ok().filter(|month| (2..=12).contains(month))
}
