//! Σs² and its relatives: how much of a market lies with few. Every index names its variant and scale.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::measure::derivation::Derivation;
use crate::measure::findings::{Point, Reference};
use crate::measure::gather::{self, Key, Lines};
use crate::terms::amount::{Amount, Bound, Qualifier};
use crate::terms::dimension::Dimension;
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::{self, Period};
use crate::terms::unit::Unit;

/// The variants of the Herfindahl–Hirschman index, and its neighbour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concentration {
    /// Σs² × 10,000.
    #[default]
    Hhi,
    /// Σs².
    HhiFraction,
    /// √Σs².
    Hirschman,
    /// (Σs² − 1/n) / (1 − 1/n).
    Normalised,
    /// (√Σs² − √(1/n)) / (1 − √(1/n)).
    Unctad,
    /// 1 / Σs².
    EquivalentNumber,
    /// The four largest shares added up.
    Cr4,
}

impl Concentration {
    pub const ALL: [Self; 7] =
        [Self::Hhi, Self::HhiFraction, Self::Hirschman, Self::Normalised, Self::Unctad, Self::EquivalentNumber, Self::Cr4];

    /// With variant and scale, as it must always be named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hhi => "HHI, Σs², 0–10\u{2009}000",
            Self::HhiFraction => "HHI, Σs², 0–1",
            Self::Hirschman => "Hirschman index, √Σs², 0–1",
            Self::Normalised => "HHI, normalised, 0–1",
            Self::Unctad => "concentration index, UNCTAD, 0–1",
            Self::EquivalentNumber => "equivalent number, 1/Σs²",
            Self::Cr4 => "CR4, the four largest shares",
        }
    }

    /// The name in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hhi => "hhi_10000",
            Self::HhiFraction => "hhi",
            Self::Hirschman => "hirschman",
            Self::Normalised => "hhi_normalised",
            Self::Unctad => "unctad_concentration",
            Self::EquivalentNumber => "equivalent_number",
            Self::Cr4 => "cr4",
        }
    }

    pub fn formula(self) -> &'static str {
        match self {
            Self::Hhi => "Σs² × 10\u{2009}000",
            Self::HhiFraction => "Σs²",
            Self::Hirschman => "√Σs²",
            Self::Normalised => "(Σs² − 1/n) ÷ (1 − 1/n)",
            Self::Unctad => "(√Σs² − √(1/n)) ÷ (1 − √(1/n))",
            Self::EquivalentNumber => "1 ÷ Σs²",
            Self::Cr4 => "sum of the four largest shares",
        }
    }

    /// The unit of the result; empty for a bare number.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Cr4 => "%",
            Self::Hhi | Self::HhiFraction | Self::Hirschman | Self::Normalised | Self::Unctad | Self::EquivalentNumber => "",
        }
    }

    /// The lines that authorities draw, all made for mergers of firms or for studies of dependency.
    /// Source: US Department of Justice and Federal Trade Commission, Merger Guidelines 2023; European Commission, Guidelines
    /// on the assessment of horizontal mergers, 2004.
    pub fn references(self) -> &'static [Reference] {
        match self {
            Self::Hhi => &[
                Reference { value: 1000.0, words: "EU merger guidelines 2004: 1000, made for mergers of firms" },
                Reference { value: 1800.0, words: "US merger guidelines 2023: 1800, made for mergers of firms" },
                Reference { value: 2000.0, words: "EU merger guidelines 2004: 2000, made for mergers of firms" },
            ],
            Self::HhiFraction => &[Reference { value: 0.4, words: "Studies of dependency: 0.4" }],
            Self::Hirschman | Self::Normalised | Self::Unctad | Self::EquivalentNumber | Self::Cr4 => &[],
        }
    }

    /// The index of `shares`, each a fraction of one whole; `None` when it is not defined: no share at all, or one alone where n must be two.
    /// Source: WITS, Trade Indicators; UNCTAD, Merchandise trade concentration.
    pub fn of(self, shares: &[f64]) -> Option<f64> {
        let n = shares.len() as f64;
        let squares: f64 = shares.iter().map(|share| share * share).sum();
        if shares.is_empty() || squares <= 0.0 {
            return None;
        }
        match self {
            Self::Hhi => Some(squares * 10_000.0),
            Self::HhiFraction => Some(squares),
            Self::Hirschman => Some(squares.sqrt()),
            Self::Normalised => (shares.len() > 1).then(|| (squares - 1.0 / n) / (1.0 - 1.0 / n)),
            Self::Unctad => (shares.len() > 1).then(|| (squares.sqrt() - (1.0 / n).sqrt()) / (1.0 - (1.0 / n).sqrt())),
            Self::EquivalentNumber => Some(1.0 / squares),
            Self::Cr4 => {
                let mut largest = shares.to_vec();
                largest.sort_by(|a, b| b.total_cmp(a));
                Some(largest.iter().take(4).sum::<f64>() * 100.0)
            }
        }
    }
}

impl Concentration {
    /// One line for each source and flow: the index of all shares of a period, and how many there were.
    pub fn of_lines(self, shares: &Lines, of: &Dimension) -> (Lines, Vec<Note>) {
        let mut periods: BTreeMap<(Key, Period), Vec<&Point>> = BTreeMap::new();
        for (key, points) in shares.iter().filter(|(key, _)| key.unit.is_percent()) {
            let mut group = Key { unit: Unit::new(self.unit()), ..key.clone() };
            group.codes.remove(of);
            for (period, point) in points {
                periods.entry((group.clone(), *period)).or_default().push(point);
            }
        }
        let mut refused: BTreeMap<&str, BTreeSet<Period>> = BTreeMap::new();
        let mut counts = BTreeSet::new();
        let mut lines = Lines::new();
        for ((key, period), points) in periods {
            if let Some(reason) = objection(&points) {
                refused.entry(reason).or_default().insert(period);
                continue;
            }
            counts.insert(points.len());
            lines.entry(key).or_default().insert(period, self.of_points(&points, of).into());
        }
        let told = counts.first().zip(counts.last()).map(|(least, most)| {
            let count = if least == most { least.to_string() } else { format!("{least}–{most}") };
            let (name, named) = (english::capitalised(self.name()), of.plural().to_lowercase());
            Note::new(format!("{name}: over the {count} {named} named in the data; what goes to others is left out{}.", self.lean()))
        });
        let refused = refused.into_iter().map(|(reason, periods)| Note::new(format!("No index for {}: {reason}.", period::list(&periods))));
        (lines, told.into_iter().chain(refused).collect())
    }

    /// What the shares that nobody is named for would do to it.
    fn lean(self) -> &'static str {
        match self {
            Self::Hhi | Self::HhiFraction | Self::Hirschman | Self::Cr4 => " and can only raise it",
            Self::EquivalentNumber => " and can only lower it",
            Self::Normalised | Self::Unctad => "",
        }
    }

    fn of_points(self, points: &[&Point], of: &Dimension) -> Point {
        let amounts: Vec<&Amount> = points.iter().filter_map(|point| point.amount.as_ref().ok()).collect();
        let shares: Vec<f64> = amounts.iter().map(|amount| amount.value / 100.0).collect();
        let bounds: BTreeSet<Bound> =
            amounts.iter().map(|amount| amount.qualifier.bound()).filter(|bound| *bound != Bound::Exact).collect();
        let falls_with_shares = self == Self::EquivalentNumber;
        let qualifier = match bounds.iter().copied().collect::<Vec<_>>().as_slice() {
            [] => Qualifier::Exact,
            [Bound::Above] => {
                if falls_with_shares {
                    Qualifier::AtLeast
                } else {
                    Qualifier::AtMost
                }
            }
            [Bound::Below] => {
                if falls_with_shares {
                    Qualifier::AtMost
                } else {
                    Qualifier::AtLeast
                }
            }
            _ => Qualifier::About,
        };
        let index = self.of(&shares).map(|value| Amount { qualifier, ..Amount::exact(value) });
        let inputs = points.iter().map(|point| gather::input(point, "", &Unit::percent())).collect();
        let formula = format!("{} over {} named {of}s", self.formula(), shares.len());
        Point { note: None, ..gather::derived(points[0], index, Derivation { formula, inputs }) }
    }
}

/// Why these shares of one period have no index.
fn objection(points: &[&Point]) -> Option<&'static str> {
    let shares: Option<Vec<f64>> = points.iter().map(|point| point.amount.as_ref().ok().map(|amount| amount.value)).collect();
    let Some(shares) = shares else { return Some("a share is not known") };
    let sum: f64 = shares.iter().sum();
    match sum {
        _ if shares.len() < 2 => Some("only one share is known"),
        // Shares as published are rounded.
        sum if sum > 101.5 => Some("the shares add up to more than 100%, so they overlap"),
        sum if sum < 50.0 => Some("the shares known are less than half of the whole"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 30, 25, 20, 15 and 10 per cent.
    const FIVE: [f64; 5] = [0.30, 0.25, 0.20, 0.15, 0.10];

    fn of(variant: Concentration) -> f64 {
        variant.of(&FIVE).expect("five shares are enough")
    }

    #[test]
    fn five_shares_give_the_worked_indices() {
        let worked = [
            (Concentration::Hhi, 2250.0, 1e-9),
            (Concentration::Hirschman, 0.4743, 5e-5),
            (Concentration::Normalised, 0.03125, 1e-12),
            (Concentration::Unctad, 0.0491, 5e-5),
            (Concentration::EquivalentNumber, 4.44, 5e-3),
            (Concentration::Cr4, 90.0, 1e-9),
        ];
        for (variant, expected, tolerance) in worked {
            assert!((of(variant) - expected).abs() < tolerance, "{}: {}", variant.name(), of(variant));
        }
    }

    #[test]
    fn one_holder_has_no_normalised_index() {
        assert_eq!(Concentration::Normalised.of(&[1.0]), None);
        assert_eq!(Concentration::Unctad.of(&[1.0]), None);
        assert_eq!(Concentration::Hhi.of(&[1.0]), Some(10_000.0));
        assert_eq!(Concentration::Hhi.of(&[]), None);
    }
}
