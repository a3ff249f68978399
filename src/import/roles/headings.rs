//! Rows without figures that head those below them.

use std::collections::BTreeSet;

use crate::dataset::report::quoted;
use crate::import::cell;
use crate::import::roles::layout::{Alike, Column, Fixed, Layout, Role};
use crate::import::roles::levels::names_period;
use crate::import::roles::{again, bases, calendar, parts, said, units};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;

/// Finds rows that head others, and what they name.
pub(super) fn find(sheet: &Sheet, layout: &mut Layout) {
    if are_periods(sheet, layout) {
        (layout.has_headings, layout.are_headings_periods, layout.undated) = (true, true, None);
        take_parts(sheet, layout);
        return;
    }
    find_parts(sheet, layout);
    let first: Vec<(usize, &str)> = alone(sheet, layout).map(|(at, _, text)| (at, text)).take(2).collect();
    // One heading above all rows is of all of them.
    if let ([(0, text)], false) = (first.as_slice(), layout.has_headings) {
        let is_open = !layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Flow, _)));
        let is_flow = said::is_flow(text) && is_open;
        layout.heading = if is_flow { Dimension::Flow } else { Dimension::Other("part".to_owned()) };
        layout.has_headings = true;
        return;
    }
    let names_flow = |row: &&Row| row.only().is_some_and(|text| text.chars().count() > 1 && said::flow(text).is_some());
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let is_open = !layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Flow, _)));
    // "Exports" above the names of the columns, and "Imports" further down.
    let above = sheet.rows.get(..layout.rows[0]).unwrap_or_default().iter().rev().find(|row| row.only().is_some()).filter(names_flow);
    let is_over_all = matches!(first.as_slice(), [(0, _), ..]);
    layout.has_headings |= is_open && (above.is_some() || is_over_all) && heads_flows(sheet, layout);
    if layout.has_headings && is_open && rows.iter().any(|row| names_flow(&row)) {
        let is_other = |row: &&Row| row.only().is_some() && !names_flow(row) && !names_country(layout, row);
        if !rows.iter().any(|row| is_other(&row)) {
            layout.heading = Dimension::Flow;
        }
        layout.heading_above = above.and_then(Row::only).map(str::to_owned);
    }
}

/// Is each row of words alone among those of figures a flow?
fn heads_flows(sheet: &Sheet, layout: &Layout) -> bool {
    let mut alone = alone(sheet, layout).map(|(_, _, text)| text).peekable();
    alone.peek().is_some() && alone.all(said::is_flow)
}

/// Rows of words alone between the first figures and the last that may head those below them.
fn alone<'a>(sheet: &'a Sheet, layout: &'a Layout) -> impl Iterator<Item = (usize, &'a Row, &'a str)> {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let is_figure = |at: &usize| matches!(layout.columns[*at].role, Role::Figures(_));
    let holds_figures = move |row: &Row| (0..layout.columns.len()).filter(is_figure).any(|at| !row.cell(at).is_empty());
    let last = rows.iter().rposition(holds_figures).unwrap_or(0);
    let may_head = move |row: &Row, text: &str| {
        let is_read = layout.base_rows.contains(&row.line) || layout.turns.counts(row.line) || names_period(text);
        !is_read && !holds_figures(row) && text.contains(char::is_alphabetic) && may_head(layout, text)
    };
    let told = rows[..last].iter().enumerate().filter_map(|(at, row)| Some((at, row, row.only()?)));
    told.filter(move |(_, row, text)| may_head(row, text))
}

/// May words that stand alone head what follows? They are no note, and no country without figures.
pub(super) fn may_head(layout: &Layout, text: &str) -> bool {
    let is_said = said::introduces(text) || said::opens_remark(text) || again::continues(text) || bases::says_who(text);
    !is_said && !cell::is_rule(text) && !is_place(layout, text)
}

/// What must be told of rows of words alone from which no figure has a code.
pub(super) fn unheard(sheet: &Sheet, layout: &Layout) -> Option<String> {
    if layout.has_headings {
        return None;
    }
    let mut alone = alone(sheet, layout);
    let (_, row, text) = alone.next()?;
    let more = match alone.count() {
        0 => String::new(),
        more => format!(" and {more} more rows"),
    };
    Some(format!(
        "{} in {}{more} stands alone in its row and may head those below it: no figure has a code from it.",
        quoted(text),
        sheet.place(row, 0)
    ))
}

/// The flow that stands over a column of countries instead of what it holds: "Exports, 2019, 2020".
pub(super) fn of_corner(layout: &Layout) -> Option<Fixed> {
    let is_open = !layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Flow, _)));
    let is_place = |column: &&Column| matches!(column.role, Role::Of(Dimension::Reporter | Dimension::Partner, _));
    let flow = layout.columns.iter().find(|column| !column.name.is_empty()).filter(is_place).map(|column| column.name.as_str());
    flow.filter(|flow| is_open && said::is_flow(flow)).map(|flow| Fixed::new(Dimension::Flow, flow, None))
}

/// Does each row of one cell name another period, where nothing else does: "2022" above the countries of that year?
fn are_periods(sheet: &Sheet, layout: &Layout) -> bool {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let holds_figures = |row: &Row| figures.iter().any(|at| !row.cell(*at).is_empty());
    let last = rows.iter().rposition(holds_figures).map_or(0, |last| last + 1);
    let alone: Vec<&str> = rows[..last].iter().filter(|row| !holds_figures(row)).filter_map(|row| row.only()).collect();
    let is_first = rows.iter().find(|row| !row.is_blank()).is_some_and(|row| !holds_figures(row) && row.only().is_some());
    let distinct: BTreeSet<&str> = alone.iter().copied().collect();
    layout.undated.is_some() && is_first && alone.len() > 1 && distinct.len() == alone.len() && alone.iter().all(|text| names_period(text))
}

/// Months below the year that heads them, in a column of no other name.
fn take_parts(sheet: &Sheet, layout: &mut Layout) {
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let full: Vec<&Row> = rows.iter().filter(|row| row.only().is_none()).collect();
    let are_parts = |at: usize| {
        let cells = || full.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty());
        // The others are refused one by one: no month may pass for its year.
        let parts = cells().filter(|cell| calendar::part_of_year(parts::without_mark(cell)).is_some()).count();
        parts > 1 && parts * 2 > cells().count()
    };
    let is_free = |column: &Column| matches!(column.role, Role::Of(Dimension::Other(_), _)) && !column.is_said();
    let is_open = !layout.columns.iter().any(|column| matches!(column.role, Role::Part));
    let part = (0..layout.columns.len()).find(|at| is_open && is_free(&layout.columns[*at]) && are_parts(*at));
    if let Some(column) = part.and_then(|at| layout.columns.get_mut(at)) {
        column.role = Role::Part;
        "it names the part of the year that heads the rows".clone_into(&mut column.because);
    }
}

fn find_parts(sheet: &Sheet, layout: &mut Layout) {
    if has_parts(sheet, layout) {
        let is_open = !layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Indicator, _)));
        layout.has_headings = true;
        layout.heading = if is_open { Dimension::Indicator } else { Dimension::Other("part".to_owned()) };
        return;
    }
    layout.has_headings = has_headings(sheet, layout);
    if let Some(dimension) = named(sheet, layout).filter(|_| layout.has_headings) {
        layout.heading = dimension;
    }
}

/// Do rows of words alone stand among rows of figures, each over those it heads?
fn has_headings(sheet: &Sheet, layout: &Layout) -> bool {
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let has_reporter = layout.columns.iter().any(|column| matches!(column.role, Role::Of(Dimension::Reporter, _)));
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let is_heading = |row: &&Row| !row.is_blank() && figures.iter().all(|at| row.cell(*at).is_empty());
    // What stands below the last figures heads none.
    let last = rows.iter().rposition(|row| !is_heading(&row) && !row.is_blank()).map_or(0, |last| last + 1);
    let headings = rows[..last].iter().filter(is_heading).count();
    // Several words beside gaps are no heading, but a row without figures.
    let is_alone = |row: &&Row| is_heading(row) && row.only().is_some();
    let collide = || {
        let Alike { whole, told, .. } = layout.alike(sheet);
        rows[..last].iter().any(|row| is_alone(&row)) && told < whole
    };
    let ask = || rows[..last].iter().filter(is_alone).filter_map(|row| row.only()).all(|text| text.contains(['?', '？']));
    !has_reporter
        && headings > 0
        && (headings > 2 && headings * 12 >= rows.len() || collide() || rows[..last].iter().any(|row| is_alone(&row)) && ask())
}

/// Do the same countries stand below rows of words again, which tell what is counted of them: "in per cent of the total"?
fn has_parts(sheet: &Sheet, layout: &Layout) -> bool {
    let is_reporter = |column: &Column| matches!(column.role, Role::Of(Dimension::Reporter, _));
    let Some(reporter) = layout.columns.iter().position(is_reporter) else { return false };
    let figures: Vec<usize> = (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_))).collect();
    let tells = |column: &Column| matches!(column.role, Role::Of(..) | Role::NameOf(_) | Role::Period | Role::Part);
    let keys: Vec<usize> = (0..layout.columns.len()).filter(|at| tells(&layout.columns[*at])).collect();
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let is_bare = |row: &Row| figures.iter().all(|at| row.cell(*at).is_empty());
    if !rows.iter().any(|row| is_bare(row) && !row.cell(reporter).is_empty()) {
        return false;
    }
    let (mut heading, mut told) = ("", BTreeSet::new());
    let (mut above, mut repeated) = (BTreeSet::new(), 0);
    for row in rows.iter().filter(|row| !row.is_blank()) {
        if is_bare(row) {
            let is_alone = row.cells.iter().filter(|cell| !cell.trim().is_empty()).nth(1).is_none();
            let is_heading = is_alone && !said::introduces(row.cell(reporter)) && !is_place(layout, row.cell(reporter));
            heading = if is_heading { row.cell(reporter) } else { heading };
            continue;
        }
        let key: Vec<&str> = keys.iter().map(|at| row.cell(*at)).collect();
        repeated += usize::from(!above.insert(key.clone()));
        if row.cell(reporter).is_empty() || !told.insert((heading, key)) {
            return false;
        }
    }
    repeated > 0
}

/// Is it a country or a group of them?
fn is_place(layout: &Layout, text: &str) -> bool {
    !matches!(country::resolve_in(layout.scheme, text), Resolved::Unknown)
}

/// Does the row name a country in the column of those, so that its figures are missing and it heads nothing?
pub(super) fn names_country(layout: &Layout, row: &Row) -> bool {
    let is_reporter = |column: &Column| matches!(column.role, Role::Of(Dimension::Reporter, _));
    layout.columns.iter().position(is_reporter).is_some_and(|at| is_place(layout, row.cell(at)))
}

/// Does a row of nothing but a country lack its figures? It heads none where the next row names its own country.
pub(super) fn is_gap(sheet: &Sheet, layout: &Layout, row: &Row) -> bool {
    let is_reporter = |column: &Column| matches!(column.role, Role::Of(Dimension::Reporter, _));
    let Some(at) = layout.columns.iter().position(is_reporter).filter(|at| !layout.carried.contains(at)) else { return false };
    let is_one = matches!(country::resolve_in(layout.scheme, row.cell(at)), Resolved::One(code) if !country::is_aggregate(code));
    let below = sheet.rows.get(sheet.rows.partition_point(|other| other.line <= row.line)..).unwrap_or_default();
    is_one && !layout.has_headings && below.iter().find(|row| !row.is_blank()).is_some_and(|next| is_place(layout, next.cell(at)))
}

/// Does the column of questions have none beside figures, so that each stands in a row of its own?
fn is_asked_above(sheet: &Sheet, layout: &Layout) -> bool {
    let is_question = |column: &Column| matches!(column.role, Role::Of(Dimension::Question, _));
    let Some(at) = layout.columns.iter().position(is_question) else { return false };
    let figures = || (0..layout.columns.len()).filter(|at| matches!(layout.columns[*at].role, Role::Figures(_)));
    let mut rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default().iter();
    rows.all(|row| row.cell(at).is_empty() || figures().all(|at| row.cell(at).is_empty()))
}

/// What most of the rows that head others name: a question, or what is counted, in sentences and signs that no name of a
/// country has.
fn named(sheet: &Sheet, layout: &Layout) -> Option<Dimension> {
    const LONG: usize = 40;
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let headings: Vec<String> = rows.iter().filter_map(Row::only).map(str::to_owned).filter(|text| !bases::says_who(text)).collect();
    let most = |is: &dyn Fn(&String) -> bool| headings.iter().filter(|text| is(text)).count() * 2 > headings.len();
    let is_open = |dimension: &Dimension| !layout.columns.iter().any(|column| matches!(&column.role, Role::Of(of, _) if of == dimension));
    match () {
        () if most(&|text| text.contains(['?', '？'])) && is_asked_above(sheet, layout) => Some(Dimension::Question),
        () if most(&|text| text.contains(['?', '？'])) => Some(Dimension::Question).filter(is_open),
        () if most(&|text| text.contains(['%', ',', '=']) || text.chars().count() > LONG) => Some(Dimension::Indicator).filter(is_open),
        // What figures are counted in is no name of a country.
        () if headings.iter().any(|text| units::alone(text).is_some()) => Some(Dimension::Other("part".to_owned())),
        () => None,
    }
}

/// Does a row that holds nothing else name a region, and the next that holds more a country? What is not known may be a country
/// whose figures are missing.
pub(super) fn heads_countries(sheet: &Sheet, layout: &Layout, row: &Row) -> bool {
    const NEAR: usize = 5;
    let at = sheet.rows.partition_point(|other| other.line < row.line);
    // Of a file too large for memory only the first rows are at hand.
    let is_at_hand = sheet.rows.get(at) == Some(row);
    let below = sheet.rows.get(at + 1..layout.rows[1]).unwrap_or_default();
    let holds_more = |row: &&Row| row.is_wide();
    let names_country = |row: &Row| names(layout, row, |codes| codes.iter().any(|code| !country::is_aggregate(code)));
    is_at_hand && names_region(layout, row) && below.iter().take(NEAR).find(holds_more).is_some_and(names_country)
}

/// The World Bank's regions have codes and figures of their own.
fn names_region(layout: &Layout, row: &Row) -> bool {
    names(layout, row, |codes| {
        codes.iter().all(|code| country::is_aggregate(code)) && codes.iter().any(|code| code.starts_with("X-") && country::is_region(code))
    })
}

/// Does the first cell in which countries stand mean such codes?
fn names(layout: &Layout, row: &Row, are_such: impl Fn(&[&str]) -> bool) -> bool {
    let is_of_countries = |role: &Role| matches!(role, Role::Of(Dimension::Reporter | Dimension::Partner, _));
    let mut columns = layout.columns.iter().enumerate().filter(|(at, column)| is_of_countries(&column.role) && !row.cell(*at).is_empty());
    columns.next().is_some_and(|(at, _)| match country::resolve_in(layout.scheme, row.cell(at)) {
        Resolved::One(code) => are_such(&[code]),
        Resolved::Ambiguous(codes) => are_such(&codes),
        Resolved::Unknown => false,
    })
}
