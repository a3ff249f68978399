//! Where tables stand in a sheet: agencies stack several, with words above and below each.

use std::collections::{BTreeMap, BTreeSet};

use crate::import::cell;
use crate::import::roles::another::{self, Above};
use crate::import::roles::below_names::{
    are_names, counts_in, follows_years, measure, numbers_columns, numbers_months, says_units, without_brackets,
};
use crate::import::roles::further;
use crate::import::roles::levels::{Levels, names_period};
use crate::import::roles::shifted;
use crate::import::roles::word::Word;
use crate::import::roles::{worded, words};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::{self, Resolved, Scheme};

/// A table within a sheet: the names of its columns, and its rows of data.
#[derive(Clone, Debug)]
pub struct Block {
    /// Words above the table: title, units, what all its figures share.
    pub above: Vec<usize>,
    /// The name of each column, joined from the rows of the head.
    pub names: Vec<String>,
    /// What stands above the name of each column and is shared by several.
    pub groups: Vec<String>,
    /// Rows of the sheet, the second behind the last.
    pub rows: [usize; 2],
    /// Rows of the sheet that hold figures, and were taken for names all the same.
    pub doubtful: Vec<usize>,
}

/// As far as rows are looked at to tell what a column holds.
pub const SAMPLE: usize = 400;
/// As many as the widest sheet of a workbook.
const MOST_COLUMNS: usize = 16_384;

/// Why a table of so many columns is none; each cell of its head would be asked again and again.
pub fn too_wide(columns: usize) -> Option<String> {
    (columns > MOST_COLUMNS).then(|| format!("it has {columns} columns, and no sheet of a workbook has more than {MOST_COLUMNS}"))
}

/// A head stands no deeper.
const DEEPEST: usize = 60;

/// The tables of a sheet, from top to bottom.
pub fn of(sheet: &Sheet) -> Vec<Block> {
    with_doubts(sheet).into_iter().map(|(block, _)| block).collect()
}

/// The tables of a sheet, each with the reason why its names cannot be set over its columns, where that is so.
pub fn with_doubts(sheet: &Sheet) -> Vec<(Block, Option<String>)> {
    if too_wide(sheet.width()).is_some() {
        return Vec::new();
    }
    let found = with_figures(sheet, worded::is_figure);
    // Ranges may be ages and classes, so that they make a table only where nothing else does, or where a row of them was taken for names.
    let is_doubtful = found.is_empty() || found.iter().any(|(block, _)| block.names.iter().any(|name| cell::is_range(name)));
    let has_ranges = || sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| cell::is_range(cell));
    if !is_doubtful || !has_ranges() {
        return found;
    }
    let of_ranges = with_figures(sheet, |cell| worded::is_figure(cell) || cell::is_range(cell));
    let begins = |blocks: &[(Block, Option<String>)]| blocks.first().map(|(block, _)| block.rows[0]);
    let is_earlier = begins(&of_ranges).is_some_and(|first| begins(&found).is_none_or(|other| first < other));
    if is_earlier { of_ranges } else { found }
}

fn with_figures(sheet: &Sheet, is_value: fn(&str) -> bool) -> Vec<(Block, Option<String>)> {
    // The rows of each, and whether nothing names them.
    let mut parts: Vec<([usize; 2], bool)> = Vec::new();
    // The columns of figures of the last part, and what its names begin with.
    let (mut numeric, mut corner): (Vec<usize>, String) = (Vec::new(), String::new());
    let stretches = stretches(sheet);
    // Where names begin whose figures stand behind a blank row.
    let mut open: Option<usize> = None;
    for (nth, stretch) in stretches.iter().enumerate() {
        let part = [open.take().unwrap_or(stretch[0]), stretch[1]];
        // What holds no figures belongs to what follows; what has no head goes on with what was before.
        let above = parts.last().map(|([first, last], _)| Above::of(&sheet.rows[*first..*last])).unwrap_or_default();
        let goes_on = |block: &Block| {
            let head = block.rows[0].checked_sub(1).and_then(|at| Some((at, sheet.rows.get(at)?)));
            let goes_on = |row: &Row| further::goes_on(row, &numeric, &corner) || above.may_hold(row);
            head.is_some_and(|(at, row)| goes_on(row) && !above.ends_at(&sheet.rows, at))
        };
        match (block(sheet, part, is_value).filter(|(block, _)| parts.is_empty() || !goes_on(block)), parts.last_mut()) {
            (None, Some(_)) if stretches.get(nth + 1).is_some_and(|next| names_next(sheet, *stretch, *next, is_value)) => {
                open = Some(part[0]);
            }
            (None, Some(_)) if stands_otherwise(&sheet.rows[part[0]..part[1]], &numeric, is_value) => parts.push((part, true)),
            (None, Some((last, _))) => last[1] = part[1],
            (None, None) => parts.push((part, false)),
            (Some((block, _)), _) => {
                numeric = Tally::of(&sheet.rows[block.rows[0]..block.rows[1]], is_value).numeric_columns(0);
                corner = block.names.first().cloned().unwrap_or_default();
                parts.push((part, false));
            }
        }
    }
    let mut blocks = Vec::new();
    let mut start = 0;
    for (part, is_unnamed) in parts {
        let found = if is_unnamed { Some(unnamed(sheet, part)) } else { block(sheet, [start, part[1]], is_value) };
        if let Some(found) = found {
            blocks.push(found);
            start = part[1];
        }
    }
    blocks
}

/// Rows that are no table, because nothing names their columns.
fn unnamed(sheet: &Sheet, [start, end]: [usize; 2]) -> (Block, Option<String>) {
    let names = sheet.rows[start].cells.clone();
    let block = Block { above: Vec::new(), groups: vec![String::new(); names.len()], names, rows: [start + 1, end], doubtful: Vec::new() };
    (block, Some("no row of names stands above figures".to_owned()))
}

/// Do words stand in most of these rows where the table above them has its figures, so that they are no rows of it?
fn stands_otherwise(rows: &[Row], numeric: &[usize], is_value: fn(&str) -> bool) -> bool {
    let holds_number = |row: &&Row| row.cells.iter().any(|cell| cell.contains(char::is_numeric) && is_value(cell.trim()));
    let word = |row: &Row| {
        numeric
            .iter()
            .map(|at| row.cell(*at))
            .find(|cell| cell.contains(char::is_alphabetic) && !worded::is_figure(cell))
            .map(str::to_owned)
    };
    let with_numbers = rows.iter().filter(holds_number).count();
    let words: Vec<String> = rows.iter().filter(holds_number).filter_map(word).collect();
    // What stands in the place of a number is the same again and again.
    words.len() > 1 && words.len() * 2 > with_numbers && words.iter().collect::<BTreeSet<_>>().len() == words.len()
}

/// Does the last of these rows name in words every column of figures of the next ones, which have no names of their own?
fn names_next(sheet: &Sheet, rows: [usize; 2], next: [usize; 2], is_value: fn(&str) -> bool) -> bool {
    let Some((name, below)) = rows[1].checked_sub(1).and_then(|at| sheet.rows.get(at)).zip(sheet.rows.get(next[0]..next[1])) else {
        return false;
    };
    let numeric = Tally::of(below, is_value).numeric_columns(0);
    let is_word = |at: &usize| name.cell(*at).contains(char::is_alphabetic) && !worded::is_figure(name.cell(*at));
    numeric.len() > 1 && numeric.iter().all(is_word) && block(sheet, next, is_value).is_none()
}

/// Rows between blank rows.
fn stretches(sheet: &Sheet) -> Vec<[usize; 2]> {
    let mut stretches = Vec::new();
    let mut start = None;
    for (at, row) in sheet.rows.iter().enumerate() {
        // On a new page the names of the columns stand again.
        let goes_on = |first: usize| further::names_again(&sheet.rows[first..at], &sheet.rows[at..]);
        let is_behind_gap = at > 0 && row.is_behind_gap(&sheet.rows[at - 1]) && !sheet.cuts.contains(&row.line);
        match (row.is_blank(), start) {
            (false, None) => start = Some(at),
            (false, Some(first)) if is_behind_gap && !goes_on(first) => {
                stretches.push([first, at]);
                start = Some(at);
            }
            (true, Some(first)) => {
                stretches.push([first, at]);
                start = None;
            }
            (true, None) | (false, Some(_)) => {}
        }
    }
    stretches.extend(start.map(|first| [first, sheet.rows.len()]));
    stretches.into_iter().flat_map(|stretch| further::apart(sheet, stretch)).collect()
}

/// The table in these rows; `None` when no row of names stands above figures.
fn block(sheet: &Sheet, [start, end]: [usize; 2], is_value: fn(&str) -> bool) -> Option<(Block, Option<String>)> {
    let rows = sheet.rows.get(start..end)?;
    let title = rows.iter().position(|row| !row.is_blank()).filter(|at| sheet.is_parted && further::is_sentence(rows, *at));
    if let Some(title) = title.map(|at| start + at) {
        let (mut below, doubt) = block(sheet, [title + 1, end], is_value)?;
        below.above.insert(0, title);
        return Some((below, doubt));
    }
    let tally = Tally::of(rows, is_value);
    let head = head(rows, &tally)?;
    let numeric = tally.numeric_columns(head + 1);
    let holds_figures = |row: &Row| numeric.iter().any(|at| is_value(row.cell(*at)));
    let first = (head + 1..rows.len())
        .find(|at| holds_figures(&rows[*at]) && !are_names(&rows[head], &rows[*at]) && !says_units(&rows[*at], &numeric))?;
    // A year of few figures has more words above them than it has of these.
    let numeric = tally.numeric_columns(first).into_iter().chain(numeric).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let holds_figures = |row: &Row| numeric.iter().any(|at| is_value(row.cell(*at)));
    // Years below words are a head of two rows, whose figures stand behind a blank one.
    if first + 1 == rows.len() && end < sheet.rows.len() && counts_years(&rows[first]) {
        return None;
    }
    // A line of text with more cells than names was parted once too often, so that none of its cells has a column of its own.
    let named = if sheet.is_parted { head..first } else { head..rows.len() };
    // What heads the first rows of figures is no part of the head.
    let lost = |at: &usize| rows[*at..first].iter().all(|row| row.is_blank() || lost_figures(&rows[head], row, &numeric));
    let heads_all = |at: &usize| *at + 1 == first && another::heads_all(&rows[head], &rows[*at]);
    let first = (head + 1..first).find(|at| heads_figures(rows, *at, holds_figures) || lost(at) || heads_all(at)).unwrap_or(first);
    let months = Some(first).filter(|at| *at + 1 < rows.len() && numbers_months(&rows[*at], &numeric));
    let first = first + usize::from(months.is_some());
    let levels = Levels::of(rows, [head, first], months, &numeric);
    let top = levels.first.unwrap_or(head);
    let widest = |rows: &[Row]| rows.iter().take(SAMPLE).map(|row| row.cells.len()).max().unwrap_or(0);
    let width = widest(&rows[named]).max(widest(&rows[top..head]));
    let below: Vec<&Row> = rows[head + 1..first].iter().filter(|row| !row.is_blank()).collect();
    let name = |at: usize| {
        let own = rows[head].cell(at);
        // A row below that names what the head leaves open, or says it better for columns of words.
        let under = below.iter().rev().filter(|row| !says_units(row, &numeric)).map(|row| row.cell(at)).find(|cell| !cell.is_empty());
        let is_label = !numeric.contains(&at);
        match under {
            Some(under) if own.is_empty() || is_label => under.to_owned(),
            Some(_) | None if own.is_empty() => levels.nearest.map(|row| rows[row].cell(at)).unwrap_or_default().to_owned(),
            Some(_) | None => own.to_owned(),
        }
    };
    let (mut names, mut groups): (Vec<String>, Vec<String>) = ((0..width).map(name).collect(), vec![String::new(); width]);
    levels.name(sheet, [start, head], rows, &mut names, &mut groups);
    let counted = below.iter().map(|row| &**row).chain([&rows[head]]).find(|row| counts_in(row, &numeric));
    for at in numeric.iter().copied().filter(|at| *at < width) {
        // What is counted in years may be told by its group.
        if let Some(unit) = counted.map(|row| row.cell(at)).filter(|unit| !names[at].contains(unit) && !names_period(&names[at])) {
            names[at] = format!("{} ({})", names[at], without_brackets(unit));
        }
    }
    measure(&below, &numeric, &names, &mut groups);
    let above = (start..start + top).filter(|at| !sheet.rows[*at].is_blank()).collect();
    let data = first + usize::from(first + 1 < rows.len() && numbers_columns(&rows[first], &numeric));
    let doubtful = (top..data).filter(|at| Some(*at) != months && holds_bare_figure(&rows[*at], &numeric)).map(|at| start + at).collect();
    let mut block = Block { above, names, groups, rows: [start + data, end], doubtful };
    let figures = rows[first..].iter().take(SAMPLE).filter(|row| holds_figures(row)).map(Row::filled_width).max().unwrap_or(0);
    let doubt = match below.iter().find_map(|below| shifted::names(&rows[head], below, figures)).filter(|_| sheet.merged.is_empty()) {
        Some(Ok((names, groups))) => {
            (block.names, block.groups) = (names, groups);
            None
        }
        Some(Err(why)) => Some(format!("{}: {why}", sheet.place(&rows[head], 0))),
        None => None,
    };
    Some((block, doubt))
}

/// Does the row hold a number that is no period, where figures stand?
fn holds_bare_figure(row: &Row, numeric: &[usize]) -> bool {
    let is_number = |cell: &str| worded::is_figure(cell) && cell.contains(char::is_numeric) && !names_period(cell);
    numeric.iter().any(|at| is_number(row.cell(*at)))
}

/// Is it a row of data whose figures are all blank? It says something else in columns that the head names.
fn lost_figures(head: &Row, row: &Row, numeric: &[usize]) -> bool {
    let names_country = |cell: &str| matches!(country::resolve_in(Scheme::Names, cell), Resolved::One(_));
    let filled: Vec<usize> = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).collect();
    let is_name = |at: &usize| head.cell(*at).contains(char::is_alphabetic) && !names_period(head.cell(*at));
    let is_value = |at: &usize| is_name(at) && row.cell(*at) != head.cell(*at) && words::meaning(row.cell(*at)).is_none();
    let is_told = filled.len() > 1 || filled.iter().any(|at| names_country(row.cell(*at)));
    is_told && filled.iter().all(|at| !numeric.contains(at) && (is_value(at) || names_country(row.cell(*at))))
}

/// Do rows with the same cells filled stand over figures again and again further down?
fn heads_figures(rows: &[Row], at: usize, holds_figures: impl Fn(&Row) -> bool) -> bool {
    const OFTEN: usize = 2;
    let filled = |row: &Row| (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).collect::<Vec<_>>();
    let own = filled(&rows[at]);
    let stands_over_figures = |pair: &&[Row]| !holds_figures(&pair[0]) && holds_figures(&pair[1]) && filled(&pair[0]) == own;
    !own.is_empty() && rows[at..].windows(2).take(SAMPLE).filter(stands_over_figures).count() >= OFTEN
}

/// Are the figures of the row years, each after the one before?
fn counts_years(row: &Row) -> bool {
    let year = |cell: &str| cell::period(cell).and_then(|read| read.period.first_year()).filter(|_| cell.len() == 4);
    let years: Option<Vec<i32>> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| worded::is_figure(cell)).map(year).collect();
    years.is_some_and(|years| years.len() > 1 && years.windows(2).all(|pair| pair[0] < pair[1]))
}

/// The row that best names columns of figures below it.
fn head(rows: &[Row], tally: &Tally) -> Option<usize> {
    let mut best: Option<(usize, i64)> = None;
    for (at, row) in rows.iter().enumerate().take(DEEPEST) {
        if counts_people(rows, at) || counts_observations(&rows[at]) || tally.goes_on(rows, at) || follows_years(rows, at) {
            continue;
        }
        let mut filled = (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty());
        let numeric = tally.numeric_columns(at + 1);
        // One period alone may stand over the only figures.
        // R writes no name over the names of rows.
        let names_all = |at: usize| at == 1 && numeric == [1] && row.cells.len() == 2 && !worded::is_figure(row.cell(1));
        let is_head = |at: usize| numeric.contains(&at) && names_period(row.cell(at));
        if let (Some(only), None) = (filled.next(), filled.next())
            && row.cells.len() > 1
            && !is_head(only)
            && !names_all(only)
        {
            continue;
        }
        let Some(score) = score(row, &numeric) else { continue };
        // Of two rows as good as each other, the lower one where it tells apart what the upper one spans.
        let names_more = |above: usize| numeric.iter().any(|at| rows[above].cell(*at).is_empty() && !row.cell(*at).is_empty());
        // Periods alone are names however many words stand in the upper one.
        let are_periods = || (0..row.cells.len()).filter(|at| !row.cell(*at).is_empty()).all(is_head);
        let is_as_good = |before: i64| score == before || are_periods();
        let is_better = |(above, before): (usize, i64)| score > before || above + 1 == at && is_as_good(before) && names_more(above);
        if best.is_none_or(is_better) {
            best = Some((at, score));
        }
    }
    best.map(|(at, _)| at)
}

/// Does the row say how many were asked, below names of all its columns? Such numbers may look like years.
fn counts_people(rows: &[Row], at: usize) -> bool {
    let mut filled = (0..rows[at].cells.len()).filter(|column| !rows[at].cell(*column).is_empty());
    let is_base = |first: usize| words::meaning(rows[at].cell(first)) == Some(Word::Base);
    let is_name = |cell: &str| !cell.is_empty() && (!worded::is_figure(cell) || names_period(cell));
    let is_named = |column: usize| rows[..at].iter().any(|above| is_name(above.cell(column)));
    filled.next().is_some_and(is_base) && filled.all(|column| worded::is_figure(rows[at].cell(column)) && is_named(column))
}

/// Does the row say how many observations a model rests on? Such numbers may look like years.
fn counts_observations(row: &Row) -> bool {
    const WORDS: [&str; 6] =
        ["observations", "number of observations", "no. of observations", "наблюдений", "число наблюдений", "количество наблюдений"];
    WORDS.contains(&row.cell(0).to_lowercase().as_str())
        && row.cells.iter().skip(1).all(|cell| cell.trim().is_empty() || worded::is_figure(cell.trim()))
}

/// How well a row names the columns of figures below it; `None` when it names none of them.
fn score(row: &Row, numeric: &[usize]) -> Option<i64> {
    let is_period: Vec<bool> = (0..row.cells.len()).map(|at| names_period(row.cell(at))).collect();
    let is_bare_figure = |at: usize| !is_period[at] && (worded::is_figure(row.cell(at)) || another::are_numbers(row.cell(at)));
    let is_name = |at: usize| !row.cell(at).is_empty() && !is_bare_figure(at);
    let named = numeric.iter().filter(|at| is_name(**at)).count();
    let figures = (0..row.cells.len()).filter(|at| is_bare_figure(*at)).count();
    // Among figures, one that might be a year or a day does not make a head.
    if named == 0 || figures > 2 * named {
        return None;
    }
    let words = (0..row.cells.len()).filter(|at| is_name(*at)).count() - named;
    let distinct: BTreeSet<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let repeated = row.cells.iter().filter(|cell| !cell.trim().is_empty()).count() - distinct.len();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX / 8);
    Some(4 * count(named) + 2 * count(words) - 6 * count(figures) - 2 * count(repeated))
}

/// How many cells of each column hold something, a figure, a digit, a word in its stead, up to each row: every row may be a head, and what is
/// below it is asked for each.
struct Tally {
    columns: Vec<Vec<[u32; 4]>>,
    /// Of each column the row from which on it holds nothing but periods.
    dated_from: Vec<usize>,
}

impl Tally {
    fn of(rows: &[Row], is_value: fn(&str) -> bool) -> Self {
        let rows = &rows[..rows.len().min(DEEPEST + SAMPLE)];
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let column = |at: usize| {
            let stand_in = stand_in(rows.iter().map(|row| row.cell(at)));
            let mut counts = vec![[0; 4]];
            for row in rows {
                let cell = row.cell(at);
                let [filled, figures, digits, stand_ins] = counts.last().copied().unwrap_or_default();
                let one = |is: bool| u32::from(is && !cell.is_empty());
                let (is_figure, stands_in) = (is_value(cell) || is_withheld(cell), stand_in == Some(cell));
                let has_digits = cell.chars().any(char::is_numeric);
                counts.push([filled + one(true), figures + one(is_figure), digits + one(has_digits), stand_ins + one(stands_in)]);
            }
            counts
        };
        let is_alone = |row: &Row| row.cells.iter().filter(|cell| !cell.trim().is_empty()).nth(1).is_none();
        let dated_from = |at: usize| rows.iter().rposition(|row| !is_alone(row) && !names_period(row.cell(at))).map_or(0, |last| last + 1);
        Self { columns: (0..width).map(column).collect(), dated_from: (0..width).map(dated_from).collect() }
    }

    /// Does the row go on with a table whose names stand above it? There each of its columns is named in words, and one of them
    /// holds nothing but periods: that of the row is no name of those below.
    fn goes_on(&self, rows: &[Row], at: usize) -> bool {
        const FEWEST: usize = 3;
        let filled = |row: &Row| (0..row.cells.len()).filter(|column| !row.cell(*column).is_empty()).collect::<Vec<_>>();
        let own = filled(&rows[at]);
        let is_word = |cell: &str| cell.contains(char::is_alphabetic) && !worded::is_figure(cell) && !names_period(cell);
        let is_head = |above: usize| {
            let is_dated = |column: &usize| self.dated_from[*column] <= above + 1;
            let differs = |column: &usize| is_word(rows[at].cell(*column)) && rows[at].cell(*column) != rows[above].cell(*column);
            own.iter().all(|column| is_word(rows[above].cell(*column))) && own.iter().any(is_dated) && own.iter().any(differs)
        };
        (0..at).rev().take_while(|above| filled(&rows[*above]) == own).any(|above| rows.len() > above + FEWEST && is_head(above))
    }

    /// Columns that hold figures in most of the rows from here on in which they hold something.
    fn numeric_columns(&self, from: usize) -> Vec<usize> {
        let is_numeric = |counts: &Vec<[u32; 4]>| {
            let start = counts[from.min(counts.len() - 1)];
            let end = counts[(from + SAMPLE).min(counts.len() - 1)];
            let [filled, figures, digits, stand_ins] = [0, 1, 2, 3].map(|at| end[at] - start[at]);
            let are_withheld = figures * 10 >= filled * 4 && (figures + stand_ins) * 10 >= filled * 9;
            digits > 0 && (figures * 10 >= filled * 6 || are_withheld)
        };
        self.columns.iter().enumerate().filter(|(_, counts)| is_numeric(counts)).map(|(at, _)| at).collect()
    }
}

/// An asterisk among numbers stands for one that is too small, or not shown; so do words for what is withheld.
pub(super) fn is_withheld(cell: &str) -> bool {
    cell::is_withheld(cell.trim())
}

/// The word that stands again and again among the figures of a column, where each of them would.
fn stand_in<'a>(cells: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    cells
        .filter(|cell| cell.contains(char::is_alphabetic) && !cell.contains(char::is_numeric))
        .for_each(|cell| *words.entry(cell).or_default() += 1);
    words.into_iter().max_by_key(|(_, count)| *count).filter(|(_, count)| *count > 1).map(|(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &[&[&str]]) -> Sheet {
        let rows =
            text.iter().enumerate().map(|(at, cells)| Row { line: at + 1, cells: cells.iter().map(|cell| (*cell).to_owned()).collect() });
        Sheet { rows: rows.collect(), ..Sheet::default() }
    }

    #[test]
    fn a_table_stands_below_words_and_a_blank_line() {
        let blocks =
            of(&sheet(&[&["Trade of Russia", ""], &[""], &["Country", "2019", "2020"], &["China", "1.5", "2"], &["Japan", "3", ":"]]));
        assert_eq!(blocks.len(), 1);
        assert_eq!((blocks[0].names.clone(), blocks[0].rows), (vec!["Country".to_owned(), "2019".to_owned(), "2020".to_owned()], [3, 5]));
    }

    #[test]
    fn tables_are_stacked_in_a_sheet() {
        let blocks = of(&sheet(&[&["A", "2019", "2020"], &["x", "1", "2"], &[""], &["B", "2020", "2021"], &["y", "2", "3"]]));
        assert_eq!(blocks.iter().map(|block| block.rows).collect::<Vec<_>>(), [[1, 2], [4, 5]]);
    }

    #[test]
    fn a_gap_among_the_data_parts_nothing() {
        let blocks = of(&sheet(&[&["A", "2019"], &["x", "1"], &[""], &["y", "2"], &["z", "3"]]));
        assert_eq!(blocks.iter().map(|block| block.rows).collect::<Vec<_>>(), [[1, 5]]);
    }

    #[test]
    fn what_stands_in_several_rows_of_a_head_is_told_apart_and_a_period_among_it_is_the_name() {
        let cars = of(&sheet(&[
            &["", "Petrol", "Petrol", "Diesel", "Diesel"],
            &["", "Euro 1", "All", "Euro 1", "All"],
            &["Kiel", "471", "2190", "186", "983"],
        ]));
        assert_eq!(cars[0].names[1..], ["Euro 1", "All", "Euro 1", "All"]);
        assert_eq!(cars[0].groups[1..], ["Petrol", "Petrol", "Diesel", "Diesel"]);
        let years = of(&sheet(&[
            &["Code", "Men", "Men", "Women", "Women"],
            &["", "2019", "2020", "2019", "2020"],
            &["", "[person]", "[person]", "[person]", "[person]"],
            &["A1", "5", "6", "7", "8"],
        ]));
        assert_eq!(
            (years[0].names.join("|"), years[0].groups[1..].join("|")),
            ("Code|2019|2020|2019|2020".to_owned(), "Men|Men|Women|Women".to_owned())
        );
        let above = of(&sheet(&[&["", "2019", "", "2020", ""], &["Area", "Men", "Women", "Men", "Women"], &["Turku", "5", "6", "7", "8"]]));
        assert_eq!(
            (above[0].names.join("|"), above[0].groups[1..].join("|")),
            ("Area|2019|2019|2020|2020".to_owned(), "Men|Women|Men|Women".to_owned())
        );
    }

    #[test]
    fn one_year_alone_may_stand_over_the_only_figures() {
        let blocks = of(&sheet(&[&["Payments", "", ""], &["", "", "2009"], &["05", "Schools", "79506"], &["06", "Roads", "72717"]]));
        assert_eq!((blocks[0].names.clone(), blocks[0].rows), (vec![String::new(), String::new(), "2009".to_owned()], [2, 4]));
    }

    #[test]
    fn a_head_of_two_rows_gives_each_column_its_group() {
        let blocks = of(&sheet(&[
            &["", "Reporter", "Value (US$)", "", "Growth"],
            &["Year", "", "2016", "2017", ""],
            &["1", "USA", "5.5", "6.5", "2"],
        ]));
        assert_eq!(blocks[0].names, ["Year", "Reporter", "2016", "2017", "Growth"]);
        assert_eq!(blocks[0].groups[2..4], ["Value (US$)", "Value (US$)"]);
    }
}
