//! What came of figures that were written to disk.

use crate::table::numbered::Numbered;

/// So many rows lie between those whose keys are known.
pub const STEP: usize = 1 << 13;
/// So many contradictions are told one by one.
const MOST_TOLD: usize = 1000;

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    pub rows: usize,
    /// Figures that repeat another one.
    pub repeated: usize,
    /// Lines of figures that contradict another one, with that of the first; not more than are told.
    pub contradictions: Vec<[i32; 2]>,
    /// Those beyond them.
    pub more_contradictions: usize,
    /// Of each chunk the keys of some of its rows, each so many behind the one before, and of its last.
    pub steps: Vec<Vec<Vec<i32>>>,
    /// Some rows of each chunk, by the columns' names.
    pub sample: Vec<Vec<(String, Numbered)>>,
}

impl Written {
    /// A figure with the codes of another one, which stands before it; whether it also says the same.
    pub fn found(&mut self, lines: [i32; 2], says_the_same: bool) {
        if says_the_same {
            self.repeated += 1;
        } else if self.contradictions.len() < MOST_TOLD {
            let [one, other] = lines;
            self.contradictions.push([one.min(other), one.max(other)]);
        } else {
            self.more_contradictions += 1;
        }
    }
}

/// The columns that make an amount and its unit, and tell how many it is of.
pub const AMOUNT: [&str; 9] = ["value", "low", "high", "decimals", "qualifier", "stated", "missing", "unit", "base"];
