//! Which side of trade a column names where it is called by the way of the goods: "Main country of destination", "Origin".

use std::collections::BTreeSet;

use crate::dataset::observation::free_name;
use crate::import::roles::blocks::{Block, SAMPLE};
use crate::import::roles::codes;
use crate::import::roles::layout::{Column, Role};
use crate::import::roles::seen::Seen;
use crate::import::roles::word::Word;
use crate::import::roles::words::{self, Side};
use crate::import::sheet::Sheet;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;

/// Gives the columns that name where goods go, or where they come from, their roles.
pub(super) fn find(columns: &mut [Column], seen: &[Seen], (sheet, block): (&Sheet, &Block)) {
    let side = |column: &Column, seen: &Seen| match words::meaning(&column.name) {
        Some(Word::Origin) => Some(Side::Origin),
        Some(_) | None => words::side(&column.name).filter(|_| seen.holds_countries() && !seen.holds_figures()),
    };
    let sides: Vec<Option<Side>> = columns.iter().zip(seen).map(|(column, seen)| side(column, seen).filter(|_| column.is_open())).collect();
    for (column, side) in columns.iter_mut().zip(&sides) {
        match side {
            Some(Side::Partner) => column.role = Role::of(Dimension::Partner),
            Some(Side::PartnerName) => column.role = Role::NameOf(Dimension::Partner),
            Some(Side::Origin) | None => continue,
        }
        column.because = "its name says so".to_owned();
    }
    for at in (0..columns.len()).filter(|at| sides[*at] == Some(Side::Origin)) {
        let is = |dimension: &Dimension| {
            columns.iter().any(|column| matches!(&column.role, Role::Of(of, _) | Role::NameOf(of) if of == dimension))
        };
        let dimension = match (is(&Dimension::Reporter), is(&Dimension::Partner)) {
            (true, false) => Dimension::Partner,
            // Where a partner is named besides, the goods go from here to there.
            (false, true) => Dimension::Reporter,
            (true, true) => Dimension::Other(free_name(&crate::import::sink::snake_case(&columns[at].name))),
            (false, false) if comes_in(sheet, block, columns, at) => Dimension::Partner,
            (false, false) => Dimension::Reporter,
        };
        columns[at].role = Role::of(dimension);
        columns[at].because = "its name says so".to_owned();
    }
}

/// A second column that names the same countries as the first in every row, in codes or other words, names no partners. A cell
/// whose country is not known may name another one.
pub(super) fn leave_out_repeated(columns: &mut [Column], (sheet, block): (&Sheet, &Block)) {
    let of = |columns: &[Column], dimension: &Dimension| {
        columns.iter().position(|column| !column.is_said() && matches!(&column.role, Role::Of(of, _) if of == dimension))
    };
    let Some((reporter, partner)) = of(columns, &Dimension::Reporter).zip(of(columns, &Dimension::Partner)) else { return };
    let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default().iter();
    let countries = |text: &str| match country::resolve_in(Scheme::Names, text) {
        Resolved::One(code) => vec![code],
        Resolved::Ambiguous(codes) => codes,
        Resolved::Unknown => Vec::new(),
    };
    let is_same = |one: &str, other: &str| one == other || countries(one).iter().any(|code| countries(other).contains(code));
    let mut pairs = rows.map(|row| (row.cell(reporter), row.cell(partner))).filter(|(_, other)| !other.is_empty());
    let mut distinct = BTreeSet::new();
    // A code that is not known is still one of the country beside it.
    let are_codes = codes::names_iso(&columns[partner].name) || codes::names_iso(&columns[reporter].name);
    let is_unknown = |one: &str, other: &str| are_codes && (countries(one).is_empty() || countries(other).is_empty());
    let are_same = pairs.all(|(one, other)| !distinct.insert((one, other)) || is_same(one, other) || is_unknown(one, other));
    // "country_text_id" beside the name of the only country.
    let is_named_code = codes::names_codes(&columns[partner].name) || codes::names_numbers(&columns[partner].name);
    if are_same && (are_codes || is_named_code || distinct.iter().flat_map(|(one, _)| countries(one)).collect::<BTreeSet<_>>().len() > 1) {
        // Numbers of nobody's list say less than the names beside them.
        let are_numbers = distinct.iter().all(|(one, _)| countries(one).is_empty());
        let are_names = distinct.iter().all(|(_, other)| !countries(other).is_empty());
        let (kept, left) = if are_numbers && are_names { (partner, reporter) } else { (reporter, partner) };
        columns[kept].role = Role::of(Dimension::Reporter);
        columns[left].because = format!("it names the same countries as {}", columns[kept].name);
        columns[left].role = Role::Ignored;
    }
}

/// Is where the goods come from the other side? In a table of imports it is. "Country of origin" is a word of the customs,
/// who ask it of what comes in; "origin" alone may as well be the country that the table is about.
fn comes_in(sheet: &Sheet, block: &Block, columns: &[Column], at: usize) -> bool {
    let rows = |range: std::ops::Range<usize>| sheet.rows.get(range).unwrap_or_default();
    let above = block.above.iter().filter_map(|row| sheet.rows.get(*row)).flat_map(|row| &row.cells);
    let mut texts: BTreeSet<String> = above.chain(&block.names).chain([&sheet.name]).map(|text| text.to_lowercase()).collect();
    for flow in (0..columns.len()).filter(|at| matches!(columns[*at].role, Role::Of(Dimension::Flow, _))) {
        texts.extend(rows(block.rows[0]..block.rows[1]).iter().take(SAMPLE).map(|row| row.cell(flow).to_lowercase()));
    }
    // What is important is not imported.
    let texts: Vec<String> = texts.iter().map(|text| text.replace("importan", "")).collect();
    let speaks = |words: &[&str]| texts.iter().any(|text| words.iter().any(|word| text.contains(word)));
    let (comes, goes) = (speaks(&["import", "импорт", "ввоз", "进口"]), speaks(&["export", "экспорт", "вывоз", "出口"]));
    let is_alone = columns[at].name.trim().eq_ignore_ascii_case("origin");
    comes && !goes || !is_alone && (comes || !goes)
}
