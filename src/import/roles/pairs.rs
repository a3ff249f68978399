//! Codes and what they are called in two columns: `sex` and `sex.label`, `SUBJECT` and `Subject`, "Unit Code" and "Unit".

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::observation::dimension_called;
use crate::import::roles::blocks::{Block, SAMPLE};
use crate::import::roles::layout::{Column, Role};
use crate::import::roles::seen::Seen;
use crate::import::roles::{amounts, codes, words};
use crate::import::sheet::Sheet;
use crate::import::sink::snake_case;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;

/// Gives columns of codes and the columns that name these codes their roles.
pub(super) fn find(sheet: &Sheet, block: &Block, columns: &mut [Column], seen: &[Seen]) {
    /// A name that more columns than these share tells of no pair.
    const MOST: usize = 16;
    let shared = |column: &Column| base(&column.name).unwrap_or_else(|| column.name.to_lowercase());
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        alike.entry(shared(column)).or_default().push(at);
    }
    alike.retain(|_, places| (2..=MOST).contains(&places.len()));
    for name in 0..columns.len() {
        let is_of = |code: &&usize| **code != name && is_code_of(&columns[**code].name, &columns[name].name);
        let of_name = if let Role::Of(dimension, _) = &columns[name].role { Some(dimension.clone()) } else { None };
        let names_place = matches!(columns[name].role, Role::NameOf(Dimension::Reporter | Dimension::Partner));
        let is_free = columns[name].is_open() || (of_name.is_some() || names_place) && !columns[name].is_said();
        let codes = alike.get(&shared(&columns[name])).filter(|_| is_free);
        let Some(code) = codes.and_then(|codes| codes.iter().find(is_of)).copied() else { continue };
        if amounts::names_amounts(&columns[code].name) && base(&columns[code].name).is_none() {
            // How much there is, and what it is counted in: "Number of items".
            if columns[name].is_open() && !columns.iter().any(|column| matches!(column.role, Role::Unit)) {
                columns[name].role = Role::Unit;
                columns[name].because = format!("it names what {} is counted in", columns[code].name);
            }
            continue;
        }
        if !names_each(sheet, block, code, name) {
            continue;
        }
        if names_place {
            // China is CHN to most, and CH to some: then the names are believed.
            if !columns[code].is_said() && seen[name].holds_countries() && !agree(sheet, block, code, name) {
                columns[code].role = Role::Ignored;
                columns[code].because = format!("{} names its countries, and not by these codes", columns[name].name);
            }
            continue;
        }
        let own = || dimension_called(&snake_case(&base(&columns[code].name).unwrap_or_else(|| columns[code].name.clone())));
        let is_own = columns[code].is_open() && words::meaning(&columns[code].name).is_none();
        let known = if let Role::Of(dimension, _) = &columns[code].role { Some(dimension.clone()) } else { None };
        if of_name.is_some() && !is_own && known != of_name {
            continue;
        }
        let Some(dimension) = of_name.clone().or(known).or_else(|| is_own.then(own)) else { continue };
        if of_name.is_some() && matches!(dimension, Dimension::Reporter | Dimension::Partner) && seen[name].holds_countries() {
            // Whose codes these are the table does not say; the names are everybody's.
            columns[code].role = Role::Ignored;
            columns[code].because = format!("{} names its countries", columns[name].name);
            continue;
        }
        let is_unnamed = matches!(dimension, Dimension::Other(_)) && of_name.is_none();
        if is_unnamed && columns[code].is_open() && seen[name].holds_countries() && !seen[code].holds_countries() {
            columns[code].role = Role::Ignored;
            columns[code].because = format!("{} names its countries", columns[name].name);
            continue;
        }
        if columns[code].is_open() {
            columns[code].role = Role::of(dimension.clone());
            columns[code].because = format!("{} names its codes", columns[name].name);
        }
        columns[name].role = Role::NameOf(dimension);
        columns[name].because = format!("it names the codes of {}", columns[code].name);
    }
}

/// The name without the word that says that codes or labels stand there.
fn base(name: &str) -> Option<String> {
    const ENDINGS: [&str; 9] = ["code", "codes", "label", "labels", "name", "names", "id", "libelle", "description"];
    let name = name.to_lowercase();
    let (before, last) = name.rsplit_once([' ', '_', '.', '-'])?;
    ENDINGS.contains(&last).then(|| before.trim_end().to_owned())
}

fn is_code_of(code: &str, name: &str) -> bool {
    const CODES: [&str; 3] = ["code", "codes", "id"];
    let ends = |name: &str| CODES.iter().any(|ending| name.to_lowercase().ends_with(ending));
    let is_upper = |name: &str| !name.chars().any(char::is_lowercase);
    match (base(code), base(name)) {
        (Some(one), Some(other)) => one == other && ends(code) && !ends(name),
        (Some(one), None) => one == name.to_lowercase() && ends(code),
        (None, Some(other)) => code.to_lowercase() == other && !ends(name),
        // "SUBJECT" and "Subject".
        (None, None) => code.to_lowercase() == name.to_lowercase() && is_upper(code) && !is_upper(name),
    }
}

/// Numbers that go on by one with every new country are theirs, as programs of statistics give them, and no figures.
pub(super) fn leave_out_numbers(sheet: &Sheet, block: &Block, columns: &mut [Column], seen: &[Seen]) {
    let is_place = |column: &Column| matches!(column.role, Role::Of(Dimension::Reporter, _));
    let Some(place) = columns.iter().position(is_place) else { return };
    let because = format!("it numbers what {} names", columns[place].name);
    for at in 0..columns.len() {
        let is_figure = matches!(columns[at].role, Role::Figures(_)) && !columns[at].is_said() && codes::names_order(&columns[at].name);
        if is_figure && seen[at].steps && names_each(sheet, block, at, place) && names_each(sheet, block, place, at) {
            columns[at].role = Role::Ignored;
            columns[at].because.clone_from(&because);
        }
    }
}

/// Of two columns of goods, one of numbers and one of words, the words are what the numbers are called: "HS Code" and "Commodity".
pub(super) fn name_goods(sheet: &Sheet, block: &Block, columns: &mut [Column], seen: &[Seen]) {
    let is_goods = |at: &usize| matches!(columns[*at].role, Role::Of(Dimension::Commodity, _)) && !columns[*at].is_said();
    let goods: Vec<usize> = (0..columns.len()).filter(is_goods).collect();
    let [one, other] = goods[..] else { return };
    let (code, name) = if seen[one].are_numbered { (one, other) } else { (other, one) };
    if seen[code].are_numbered && !seen[name].holds_figures() && names_each(sheet, block, code, name) {
        columns[name].role = Role::NameOf(Dimension::Commodity);
        columns[name].because = format!("it names the codes of {}", columns[code].name);
    }
}

/// Has each code one name, wherever it stands?
fn names_each(sheet: &Sheet, block: &Block, code: usize, name: usize) -> bool {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default().iter().take(SAMPLE);
    let mut pairs = rows.map(|row| (row.cell(code), row.cell(name))).filter(|(code, name)| !code.is_empty() && !name.is_empty());
    pairs.all(|(code, name)| *names.entry(code).or_insert(name) == name)
}

/// Is each code one of three letters for the country that is named beside it, where both are known?
fn agree(sheet: &Sheet, block: &Block, code: usize, name: usize) -> bool {
    let rows = sheet.rows.get(block.rows[0]..block.rows[1]).unwrap_or_default();
    let country = |text: &str| match country::resolve_in(Scheme::Names, text) {
        Resolved::One(code) => Some(code),
        Resolved::Ambiguous(_) | Resolved::Unknown => None,
    };
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    rows.iter().map(|row| (row.cell(code), row.cell(name))).all(|(code, name)| {
        !pairs.insert((code, name))
            || match (country(code), country(name)) {
                (Some(of_code), Some(of_name)) => of_code == of_name && code.chars().count() > 2,
                (None, Some(_)) => false,
                (Some(_) | None, None) => true,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_codes_are_known_by_what_the_columns_are_called() {
        for (code, name) in [
            ("sex", "sex.label"),
            ("SUBJECT", "Subject"),
            ("Unit Code", "Unit"),
            ("1_merkmal_code", "1_merkmal_label"),
            ("geo", "geo_name"),
        ] {
            assert!(is_code_of(code, name), "{code}, {name}");
        }
        for (code, name) in
            [("sex.label", "sex"), ("Subject", "SUBJECT"), ("a_label", "a_name"), ("Country", "Country Code"), ("time", "Time")]
        {
            assert!(!is_code_of(code, name), "{code}, {name}");
        }
    }
}
