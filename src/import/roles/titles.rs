//! Lines above a table that say one thing of all its figures and nothing else: their flow, their year, their country.

use crate::dataset::report::quoted;
use crate::import::cell::{self, Read};
use crate::import::roles::blocks::Block;
use crate::import::roles::layout::{Column, Fixed, Layout, Role, figures};
use crate::import::roles::levels::names_period;
use crate::import::roles::word::Word;
use crate::import::roles::words;
use crate::import::roles::{above, fieldwork, said};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;
use crate::terms::period::{Period, Stretch};

/// Gives the figures of a table what the lines above it say, where it does not say so itself.
pub(super) fn settle(sheet: &Sheet, block: &Block, layout: &mut Layout) {
    let lines: Vec<&str> = block.above.iter().filter_map(|row| sheet.rows.get(*row)?.only()).collect();
    if let Some(flow) = the_one(&lines, said::is_flow).filter(|_| !names_flow(layout)) {
        layout.fixed.push(Fixed::new(Dimension::Flow, flow, None));
    }
    let country = the_one(&lines, |text| is_country(layout, text)).filter(|_| !names_place(layout));
    // Beside other words it may be the other side: "German imports from", "China".
    if let Some(country) = country.filter(|_| titles(sheet, block, layout).is_empty()) {
        layout.fixed.push(Fixed::new(Dimension::Reporter, country, None));
        layout
            .caveats
            .push(format!("{} stands alone above the table: it was taken for the country whose figures they are.", quoted(country)));
    }
    let mut periods = lines.iter().filter_map(|text| period(text)).chain(fieldwork::days_above(sheet, block));
    if let (Some(read), None, true) = (periods.next(), periods.next(), layout.is_undated()) {
        layout.date(&read);
    }
}

/// The one of these lines of which this holds.
fn the_one<'a>(lines: &[&'a str], holds: impl Fn(&str) -> bool) -> Option<&'a str> {
    let mut found = lines.iter().copied().filter(|text| holds(text));
    found.next().filter(|_| found.next().is_none())
}

/// The words above a table that say more than one thing of all its figures, or another one.
pub(super) fn titles(sheet: &Sheet, block: &Block, layout: &Layout) -> Vec<String> {
    let is_title = |row: &&Row| !row.only().is_some_and(|text| says_all(layout, text)) && !above::names_source(row);
    block.above.iter().filter_map(|row| sheet.rows.get(*row)).filter(is_title).map(Row::text).collect()
}

/// Do these words say nothing but the flow, the unit, the period or the country of all figures?
pub(super) fn says_all(layout: &Layout, text: &str) -> bool {
    said::is_flow(text) || above::tells_unit(text) || told(text).is_some() || is_country(layout, text)
}

/// A year by itself, or a longer period than a day of which the line says that it is the one: "Period: 2019-Q1". Others may be that of
/// the publication.
fn period(text: &str) -> Option<Read> {
    let is_year = |read: &Read| matches!(read.period, Period::One(Stretch::Year(_)));
    // Of January to December nobody publishes.
    let is_span = |read: &Read| matches!(read.period, Period::Span(Stretch::Month(..) | Stretch::Quarter(..), _));
    let is_day = |read: &Read| matches!(read.period, Period::One(Stretch::Day(_)));
    match named(text) {
        Some(text) => cell::period(text).filter(|read| !is_day(read)),
        None => cell::period(text).filter(|read| is_year(read) && names_period(text) || is_span(read)),
    }
}

/// What stands behind a word for a period and a colon.
fn named(text: &str) -> Option<&str> {
    let (word, period) = text.split_once([':', '：'])?;
    (words::meaning(word.trim()) == Some(Word::Period)).then(|| period.trim())
}

/// The period that a line tells, with or without the word for it.
fn told(text: &str) -> Option<Read> {
    cell::period(named(text).unwrap_or(text))
}

/// What words above a table, or the name of its sheet, were taken for: "flow", and which.
pub(super) fn taken(layout: &Layout, text: &str) -> Option<(&'static str, String)> {
    let is_taken = |fixed: &&Fixed| fixed.code == text && matches!(fixed.dimension, Dimension::Flow | Dimension::Reporter);
    let of_all = |fixed: &Fixed| if fixed.dimension == Dimension::Flow { "flow" } else { "reporter" };
    let dated = || period_of_all(layout).filter(|period| told(text).is_some_and(|read| read.period == *period));
    layout.fixed.iter().find(is_taken).map(|fixed| (of_all(fixed), text.to_owned())).or_else(|| Some(("period", dated()?.to_string())))
}

/// The period of all figures of a table whose columns name none.
pub(super) fn period_of_all(layout: &Layout) -> Option<Period> {
    let mut periods = layout.columns.iter().filter_map(figures).map(|figures| figures.period.as_ref().map(|read| read.period));
    let period = periods.next()??;
    periods.all(|other| other == Some(period)).then_some(period)
}

/// Is it the name of a country, and of one alone? Short ones may be anything.
pub(super) fn is_country(layout: &Layout, text: &str) -> bool {
    /// Lines may be whole pages.
    const LONGEST: usize = 200;
    let is_name = text.len() <= LONGEST && (text.chars().count() > 3 || !text.is_ascii());
    is_name && matches!(country::resolve_in(layout.scheme, text), Resolved::One(_))
}

/// Does anything in the table say which flow its figures are of?
pub(super) fn names_flow(layout: &Layout) -> bool {
    names(layout, &Dimension::Flow)
}

/// Does anything in the table say of which country its figures are?
pub(super) fn names_place(layout: &Layout) -> bool {
    [Dimension::Reporter, Dimension::Partner, Dimension::Holder, Dimension::Market].iter().any(|dimension| names(layout, dimension))
}

fn names(layout: &Layout, dimension: &Dimension) -> bool {
    let is_of = |column: &Column| match &column.role {
        Role::Of(of, _) => of == dimension,
        Role::Figures(figures) => figures.codes.iter().any(|fixed| fixed.dimension == *dimension),
        _ => false,
    };
    let is_headed = layout.has_headings && layout.heading == *dimension;
    is_headed || layout.columns.iter().any(is_of) || layout.fixed.iter().any(|fixed| fixed.dimension == *dimension)
}
