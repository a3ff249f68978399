//! Lines above a table that say one thing of all its figures and nothing else: their flow, their year, their country.

use crate::import::cell::{self, Read};
use crate::import::roles::blocks::Block;
use crate::import::roles::layout::{Column, Fixed, Layout, Role};
use crate::import::roles::levels::names_period;
use crate::import::roles::said;
use crate::import::roles::word::Word;
use crate::import::roles::words;
use crate::import::sheet::Sheet;
use crate::terms::country::{self, Resolved};
use crate::terms::dimension::Dimension;
use crate::terms::period::{Period, Stretch};

/// Gives the figures of a table what the lines above it say, where it does not say so itself.
pub(super) fn settle(sheet: &Sheet, block: &Block, layout: &mut Layout) {
    let lines: Vec<&str> = block.above.iter().filter_map(|row| sheet.rows.get(*row)?.only()).collect();
    if let Some(flow) = the_one(&lines, said::is_flow).filter(|_| !names_flow(layout)) {
        layout.fixed.push(Fixed::new(Dimension::Flow, flow, None));
    }
    if let Some(country) = the_one(&lines, |text| is_country(layout, text)).filter(|_| !names_place(layout)) {
        layout.fixed.push(Fixed::new(Dimension::Reporter, country, None));
    }
    let mut periods = lines.iter().filter_map(|text| period(text));
    if let (Some(read), None) = (periods.next(), periods.next()) {
        date(layout, &read);
    }
}

/// The one of these lines of which this holds.
fn the_one<'a>(lines: &[&'a str], holds: impl Fn(&str) -> bool) -> Option<&'a str> {
    let mut found = lines.iter().copied().filter(|text| holds(text));
    found.next().filter(|_| found.next().is_none())
}

/// A year by itself, or any period of which the line says that it is the one: "Period: 2019-Q1". A day or a month alone may be
/// that of the publication.
fn period(text: &str) -> Option<Read> {
    let told =
        || text.split_once([':', '：']).filter(|(word, _)| words::meaning(word.trim()) == Some(Word::Period)).map(|(_, text)| text.trim());
    let is_year = |read: &Read| matches!(read.period, Period::One(Stretch::Year(_)));
    match told() {
        Some(text) => cell::period(text),
        None => cell::period(text).filter(|read| is_year(read) && names_period(text)),
    }
}

/// Dates the figures of a table in which no period is named.
pub(super) fn date(layout: &mut Layout, read: &Read) {
    if layout.undated.take_if(|stated| stated.is_empty()).is_none() {
        return;
    }
    for column in &mut layout.columns {
        if let Role::Figures(figures) = &mut column.role {
            figures.period = Some(read.clone());
        }
    }
}

/// Is it the name of a country, and of one alone? Short ones may be anything.
pub(super) fn is_country(layout: &Layout, text: &str) -> bool {
    let is_long = text.chars().count() > 3 || !text.is_ascii();
    is_long && matches!(country::resolve_in(layout.scheme, text), Resolved::One(_))
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
