//! Which figures of a table a column of units is about, and which of them need a unit to be told apart.

use std::collections::BTreeMap;

use crate::import::roles::amounts;
use crate::import::roles::layout::{Column, Figures, Role};
use crate::import::sink::snake_case;

/// Beside a quantity and its value, a column of units is that of the quantity: what goods are worth is not counted in kilograms.
pub(super) fn settle(columns: &mut [Column]) {
    let Some(unit) = columns.iter().position(|column| matches!(column.role, Role::Unit)) else { return };
    let figures: Vec<usize> = (0..columns.len()).filter(|at| matches!(columns[*at].role, Role::Figures(_))).collect();
    let (quantities, others): (Vec<usize>, Vec<usize>) = figures.into_iter().partition(|at| amounts::names_quantity(&columns[*at].name));
    if quantities.is_empty() || others.is_empty() || columns[unit].is_said() {
        // The only figures are counted in what the rows say.
        for column in columns.iter_mut() {
            if let Role::Figures(figures) = &mut column.role
                && figures.indicator.is_none()
            {
                figures.unit = None;
            }
        }
        return;
    }
    // "Weight (kg)" says itself what it is counted in, where a "Quantity" beside it does not.
    let says_own = |column: &Column| matches!(&column.role, Role::Figures(figures) if figures.unit.is_some());
    let are_all_said = quantities.iter().all(|at| says_own(&columns[*at]));
    for at in quantities.into_iter().filter(|at| are_all_said || !says_own(&columns[*at])).collect::<Vec<_>>() {
        if let Role::Figures(figures) = &mut columns[at].role {
            figures.unit_in = Some(unit);
        }
    }
    columns[unit].role = Role::Ignored;
    columns[unit].because = "it is what the quantity is counted in".to_owned();
}

/// Of an unweighted and a weighted base it is the unweighted one that tells how sure an answer is.
pub(super) fn prefer_unweighted(columns: &mut [Column]) {
    let is_base = |column: &Column| matches!(column.role, Role::Base) && !column.is_said();
    let is =
        |column: &Column, word: &str| column.name.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|own| own == word);
    if columns.iter().filter(|column| is_base(column)).any(|column| !is(column, "weighted")) {
        for column in columns.iter_mut().filter(|column| is_base(column) && is(column, "weighted")) {
            column.role = Role::Ignored;
            column.because = "the base without weights stands beside it".to_owned();
        }
    }
}

/// Beside other letters, as P and K, N is nitrogen and not how many were asked.
pub(super) fn leave_letters(columns: &mut [Column]) {
    let is_letter = |column: &Column| column.name.trim().chars().count() == 1;
    let has_letters = columns.iter().any(|column| matches!(column.role, Role::Figures(_)) && is_letter(column));
    for column in columns.iter_mut().filter(|column| has_letters && matches!(column.role, Role::Base) && !column.is_said()) {
        if is_letter(column) {
            let indicator = Some((None, column.name.clone()));
            column.role = Role::Figures(Box::new(Figures { indicator, ..Figures::default() }));
            column.because = "it is one letter among others".to_owned();
        }
    }
}

/// Does one thing stand in several columns, in other units? Or does its unit change from row to row?
pub(super) fn are_apart(columns: &[Column]) -> bool {
    let mut units: BTreeMap<String, Option<&str>> = BTreeMap::new();
    let mut are_several = false;
    for figures in columns.iter().filter_map(|column| if let Role::Figures(figures) = &column.role { Some(figures) } else { None }) {
        let label = figures.indicator.as_ref().map(|(_, label)| snake_case(label));
        let key = format!("{label:?} {:?} {:?} {:?}", figures.period, figures.part, figures.codes);
        let unit = figures.unit.as_deref();
        let is_another = units.insert(key, unit).is_some_and(|known| known != unit);
        are_several |= is_another || figures.unit_in.is_some();
    }
    are_several
}
