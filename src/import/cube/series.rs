//! The codes of series.

use crate::import::cube::cells::Coded;
use crate::import::cube::shared::Shared;

/// Codes that several observations have in common, by the number of their series. There may be millions of them, so that each is kept
/// as two halves, which several have in common as well.
#[derive(Debug, Default)]
pub struct SeriesCodes {
    halves: Vec<[u32; 2]>,
    codes: Shared<[Coded]>,
}

impl SeriesCodes {
    /// Adds a series, and says its number.
    pub fn add(&mut self, codes: &[Coded]) -> u32 {
        let number = self.halves.len() as u32;
        let halves = self.halves_of(codes);
        self.halves.push(halves);
        number
    }

    /// Gives other codes to a series.
    pub fn set(&mut self, series: u32, codes: &[Coded]) {
        let halves = self.halves_of(codes);
        if let Some(own) = self.halves.get_mut(series as usize) {
            *own = halves;
        }
    }

    fn halves_of(&mut self, codes: &[Coded]) -> [u32; 2] {
        let (first, second) = codes.split_at(codes.len() / 2);
        [self.codes.number(first), self.codes.number(second)]
    }

    /// The codes of a series; none of one that is not there.
    pub fn of(&self, series: u32) -> impl Iterator<Item = Coded> + '_ {
        let halves = self.halves.get(series as usize).into_iter().flatten();
        halves.flat_map(|half| self.codes.get(*half).unwrap_or_default()).copied()
    }

    /// The numbers of all series.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        0..self.halves.len() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_keep_their_codes_until_they_are_given_others() {
        let codes = |count: u32| -> Vec<Coded> { (0..count).map(|concept| Coded { concept, category: concept % 3 }).collect() };
        let mut series = SeriesCodes::default();
        for count in [0, 1, 5, 5] {
            series.add(&codes(count));
        }
        series.set(1, &codes(4));
        series.set(9, &codes(2));
        let all: Vec<Vec<Coded>> = series.numbers().map(|number| series.of(number).collect()).collect();
        assert_eq!(all, [0, 4, 5, 5].map(codes));
        assert_eq!(series.of(9).count(), 0);
    }
}
