//! Which categories of the concepts of a cube its observations have.

use std::collections::BTreeSet;

use crate::import::cube::Cube;
use crate::import::cube::cells::{Cells, Coded};

/// The categories of each concept that occur.
pub fn used(cube: &Cube, cells: &Cells) -> Vec<BTreeSet<u32>> {
    let mut occur: Vec<Vec<bool>> = cube.concepts.iter().map(|concept| vec![false; concept.categories.len()]).collect();
    let mut note = |coded: Coded| {
        if let Some(occurs) = occur.get_mut(coded.concept as usize).and_then(|all| all.get_mut(coded.category as usize)) {
            *occurs = true;
        }
    };
    let mut series = vec![false; cube.series.numbers().len()];
    for cell in cells.iter() {
        cell.own().for_each(&mut note);
        if let Some(occurs) = series.get_mut(cell.series as usize) {
            *occurs = true;
        }
    }
    cube.series.numbers().zip(series).filter(|(_, occurs)| *occurs).flat_map(|(number, _)| cube.series.of(number)).for_each(note);
    let numbers = |occurs: Vec<bool>| occurs.into_iter().zip(0..).filter_map(|(occurs, number)| occurs.then_some(number)).collect();
    occur.into_iter().map(numbers).collect()
}
