//! The decimal sign of a column, told by all its cells: one that can be read in one way only decides, one that cannot asks.

use crate::import::cell::flag::Flags;
use crate::import::cell::manner::Hyphens;
use crate::import::cell::number::{Figures, figures, grouped, is_figures};
use crate::import::cell::plain::plain;
use crate::import::cell::{shell, sign};
use crate::import::hints::Decimal;

/// The decimal sign of a column told by all its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// And why.
    Decimal(Decimal, String),
    /// No cell has a sign that matters.
    Either,
    /// A cell that can be read both ways, such as `0,435`, and none that tells.
    Undecided(String),
    /// Two cells that cannot be read the same way.
    Contradiction([String; 2]),
}

/// What one number tells of the decimal sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Evidence {
    Nothing,
    For(Decimal),
    /// `1,234`: thousands or decimals.
    Both,
    /// `0,435`: both, but no thousands begin with zero where decimals are written another way.
    Zero(Decimal),
}

/// Reads the decimal sign off the cells of a column.
pub fn decimal_of<'a>(cells: impl Iterator<Item = &'a str>) -> Verdict {
    let mut point: Option<String> = None;
    let mut comma: Option<String> = None;
    let mut open: Option<String> = None;
    let mut zero: Option<(Decimal, String)> = None;
    for cell in cells {
        for evidence in evidence_of(cell) {
            let example = || cell.trim().to_owned();
            match evidence {
                Evidence::Nothing => {}
                Evidence::For(Decimal::Point) => drop(point.get_or_insert_with(example)),
                Evidence::For(Decimal::Comma) => drop(comma.get_or_insert_with(example)),
                Evidence::Both => drop(open.get_or_insert_with(example)),
                Evidence::Zero(sign) => drop(zero.get_or_insert_with(|| (sign, example()))),
            }
        }
        if point.is_some() && comma.is_some() {
            break;
        }
    }
    let against = |decimal: Decimal| zero.as_ref().filter(|(sign, _)| *sign != decimal).map(|(_, example)| example.clone());
    match (point, comma) {
        (Some(point), Some(comma)) => Verdict::Contradiction([point, comma]),
        (Some(point), None) => told(Decimal::Point, point, against(Decimal::Point)),
        (None, Some(comma)) => told(Decimal::Comma, comma, against(Decimal::Comma)),
        (None, None) => zero.map(|(_, example)| example).or(open).map_or(Verdict::Either, Verdict::Undecided),
    }
}

/// Can each cell be read in one way only, whatever the others say? Then cells that contradict each other are read each in its
/// own way: a workbook's numbers have no sign of their own, and text among them has.
pub fn is_each_clear<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    cells.flat_map(evidence_of).all(|evidence| matches!(evidence, Evidence::Nothing | Evidence::For(_)))
}

fn told(decimal: Decimal, example: String, against: Option<String>) -> Verdict {
    match against {
        Some(other) => Verdict::Contradiction([example, other]),
        None => Verdict::Decimal(decimal, format!("\"{example}\" can be read in no other way")),
    }
}

fn evidence_of(cell: &str) -> Vec<Evidence> {
    // The sign of Arabic is a decimal one and nothing else.
    if cell.contains('٫') {
        return vec![Evidence::For(Decimal::Point)];
    }
    let plain = plain(cell);
    if sign::known(&plain, &[]).is_some() {
        return Vec::new();
    }
    let shell = shell::peel(&plain, Flags::Eurostat, Hyphens::Ranges);
    [Some(shell.core), shell.end, shell.margin].into_iter().flatten().map(evidence).collect()
}

fn evidence(core: &str) -> Evidence {
    let readings = Decimal::ALL.map(|decimal| {
        figures(core, decimal).filter(|Figures { whole, fraction, .. }| grouped(whole).is_some() && fraction.is_none_or(is_figures))
    });
    match readings {
        [Some(_), None] => Evidence::For(Decimal::Point),
        [None, Some(_)] => Evidence::For(Decimal::Comma),
        [None, None] => Evidence::Nothing,
        // Both read it, so there is one sign with three figures behind it, or none.
        [Some(point), Some(comma)] => match (point.fraction, comma.fraction) {
            (None, None) => Evidence::Nothing,
            _ if point.exponent.is_some() => Evidence::For(if point.fraction.is_some() { Decimal::Point } else { Decimal::Comma }),
            // Thousands never begin with a zero. After a comma it has been seen nonetheless.
            (Some(_), None) if point.whole == "0" => Evidence::For(Decimal::Point),
            (None, Some(_)) if comma.whole == "0" => Evidence::Zero(Decimal::Comma),
            _ => Evidence::Both,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(cells: &[&str]) -> Verdict {
        decimal_of(cells.iter().copied())
    }

    fn sign(cells: &[&str]) -> Option<Decimal> {
        match told(cells) {
            Verdict::Decimal(decimal, _) => Some(decimal),
            Verdict::Either | Verdict::Undecided(_) | Verdict::Contradiction(_) => None,
        }
    }

    #[test]
    fn one_cell_that_can_be_read_in_one_way_decides_for_all() {
        assert_eq!(sign(&["1,234", ":", "12,5 e"]), Some(Decimal::Comma));
        assert_eq!(sign(&["1,234", "1,234,567"]), Some(Decimal::Point));
        assert_eq!(sign(&["1.234", "1.234,5"]), Some(Decimal::Comma));
        assert_eq!(sign(&["0.435", "1.234"]), Some(Decimal::Point));
        assert_eq!(sign(&["1234,567"]), Some(Decimal::Comma));
        assert_eq!(sign(&["12,34,567"]), Some(Decimal::Point));
        assert_eq!(sign(&["1,2E+05"]), Some(Decimal::Comma));
        assert_eq!(sign(&["١٫٢٣٤"]), Some(Decimal::Point));
    }

    #[test]
    fn what_the_cells_leave_open_is_left_open() {
        assert_eq!(told(&["0,435", "17"]), Verdict::Undecided("0,435".to_owned()));
        assert_eq!(told(&["1,234", "987"]), Verdict::Undecided("1,234".to_owned()));
        assert_eq!(told(&["1 234", "17", "..", "1'000"]), Verdict::Either);
        assert_eq!(told(&[]), Verdict::Either);
    }

    #[test]
    fn cells_that_cannot_be_read_the_same_way_contradict_each_other() {
        assert_eq!(told(&["1.5", "2,5"]), Verdict::Contradiction(["1.5".to_owned(), "2,5".to_owned()]));
        // No thousands begin with zero.
        assert_eq!(told(&["1.5", "0,435"]), Verdict::Contradiction(["1.5".to_owned(), "0,435".to_owned()]));
    }
}
