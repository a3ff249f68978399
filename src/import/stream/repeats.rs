//! Figures that stand more than once, far apart in files that are in no order: found when all is written, by going through
//! everything that was put in order by itself side by side.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::ops::Range;

use crate::dataset::stored::LINE;
use crate::import::stream::written::{AMOUNT, STEP, Written};
use crate::problem::Problem;
use crate::table::numbered::{Footers, Numbered, Returning, Run};

/// Tells of all figures of several runs that have the keys of one before them; how many there are. Each run is in the order of
/// its keys, and has no key twice.
///
/// # Errors
/// When what was written cannot be read.
pub fn find(runs: Vec<Run>, keys: &[String], written: &mut Written) -> Result<usize, Problem> {
    let runs = overlapping(runs, std::mem::take(&mut written.steps), keys.len());
    let told = AMOUNT.into_iter().chain([LINE]).map(str::to_owned);
    let names: Vec<String> = keys.iter().cloned().chain(told).collect();
    let mut footers = Footers::default();
    let mut cursors = Vec::with_capacity(runs.len());
    let mut nearest = BinaryHeap::with_capacity(runs.len());
    for run in &runs {
        let mut cursor = Cursor::open(run, &names, keys.len(), &mut footers)?;
        let mut key = Vec::new();
        if cursor.take(&mut key)? {
            // Of equal keys the one of the earlier run comes first, which stands earlier in the file.
            nearest.push(Reverse((key, cursors.len())));
        }
        cursors.push(cursor);
    }
    let (mut first, mut first_key): (Option<Told>, Vec<i32>) = (None, Vec::new());
    let mut found = 0;
    while let Some(mut top) = nearest.peek_mut() {
        let Reverse((key, nth)) = &mut *top;
        let cursor = &mut cursors[*nth];
        match &first {
            Some(first) if first_key == *key => {
                let later = cursor.told();
                found += 1;
                written.found([first.line, later.line], first.amount == later.amount);
            }
            Some(_) | None => {
                first_key.clone_from(key);
                first = Some(cursor.told());
            }
        }
        cursor.row += 1;
        if !cursor.take(key)? {
            PeekMut::pop(top);
        }
    }
    Ok(found)
}

/// The parts of each run whose keys lie among those of another one; files that are in order have next to none, each at one end.
fn overlapping(runs: Vec<Run>, mut steps: Vec<Vec<Vec<i32>>>, keys: usize) -> Vec<Run> {
    // A column that came later is one that earlier rows do not have.
    steps.iter_mut().flatten().for_each(|key| key.resize(keys, -1));
    let ends: Vec<Option<[&Vec<i32>; 2]>> = steps.iter().map(|steps| Some([steps.first()?, steps.last()?])).collect();
    let parts = |(at, run): (usize, Run)| {
        let others = ends.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, ends)| *ends);
        let shared = others.filter_map(|other| shared(&steps[at], run.rows, other)).collect();
        joined(shared).into_iter().map(move |rows| Run { path: run.path.clone(), start: run.start + rows.start, rows: rows.len() })
    };
    runs.into_iter().enumerate().flat_map(parts).collect()
}

/// The rows of a run that may lie among those of another one: from the last known row before it to the first behind it.
fn shared(steps: &[Vec<i32>], rows: usize, [begin, end]: [&Vec<i32>; 2]) -> Option<Range<usize>> {
    if begin > steps.last()? || end < steps.first()? {
        return None;
    }
    let from = steps.iter().rposition(|key| key < begin).unwrap_or(0) * STEP;
    let to = steps.iter().position(|key| key > end).map_or(rows, |step| (step * STEP).min(rows));
    (from < to).then_some(from..to)
}

/// Each row once, however many others it lies among.
fn joined(mut parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    parts.sort_unstable_by_key(|rows| rows.start);
    parts.dedup_by(|next, one| {
        let is_joined = next.start <= one.end;
        if is_joined {
            one.end = one.end.max(next.end);
        }
        is_joined
    });
    parts
}

/// All that is said of a figure, and where.
struct Told {
    amount: [Option<u64>; AMOUNT.len()],
    line: i32,
}

/// A run, and the row of it that comes next.
struct Cursor {
    returning: Returning,
    /// Keys, then what makes the amount, then the line.
    columns: Vec<Option<Numbered>>,
    keys: usize,
    row: usize,
    rows: usize,
}

impl Cursor {
    fn open(run: &Run, names: &[String], keys: usize, footers: &mut Footers) -> Result<Self, Problem> {
        Ok(Self { returning: Returning::open(run, names, footers)?, columns: Vec::new(), keys, row: 0, rows: 0 })
    }

    /// The key of the row that comes next; `false` behind the last.
    fn take(&mut self, key: &mut Vec<i32>) -> Result<bool, Problem> {
        while self.row == self.rows {
            let Some((rows, columns)) = self.returning.rows()? else { return Ok(false) };
            (self.rows, self.columns, self.row) = (rows, columns, 0);
        }
        key.clear();
        key.extend(self.columns.iter().take(self.keys).map(|column| whole(column.as_ref(), self.row)));
        Ok(true)
    }

    fn told(&self) -> Told {
        let at = |nth: usize| self.columns.get(self.keys + nth).and_then(Option::as_ref);
        // What the file does not have is the same as what a row of it does not have.
        let amount = std::array::from_fn(|nth| at(nth).filter(|column| column.is_there(self.row)).map(|column| column.bits(self.row)));
        Told { amount, line: whole(at(AMOUNT.len()), self.row) }
    }
}

/// The number of a text, or the line; less than zero where there is none.
fn whole(column: Option<&Numbered>, row: usize) -> i32 {
    match column {
        Some(Numbered::Whole(numbers)) => numbers[row],
        Some(Numbered::Broken(_)) | None => -1,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::import::stream::order::Hand;

    /// An empty one of a test.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("asymmetry-repeats-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    /// Country, value, line.
    type Row = (&'static str, f64, i32);

    fn put(hand: &mut Hand, (country, value, line): Row, qualifier: Option<&str>) {
        hand.chunk.begin(value, None, line, 0);
        for (column, text) in [("reporter", Some(country)), ("period", Some("2020")), ("qualifier", qualifier)] {
            let Some(text) = text else { continue };
            let column = hand.texts.column(column);
            let number = hand.texts.number(column, text);
            hand.chunk.text(column, number);
        }
    }

    #[test]
    fn what_is_repeated_far_behind_is_counted_and_what_contradicts_is_told() {
        let folder = folder("far");
        let mut hand = Hand::new(&folder);
        hand.order_by(vec!["reporter".to_owned()]);
        for row in [("RUS", 1.0, 2), ("CHN", 2.0, 3), ("DEU", 3.0, 4), ("FRA", 4.0, 5)] {
            put(&mut hand, row, None);
        }
        assert!(hand.over());
        for row in [("KAZ", 5.0, 6), ("CHN", 2.0, 7), ("DEU", 3.5, 8)] {
            put(&mut hand, row, None);
        }
        assert!(hand.over());
        // The same number, but said to be about so much, in a file that has another column.
        put(&mut hand, ("FRA", 4.0, 9), Some("about"));
        put(&mut hand, ("RUS", 1.0, 10), None);
        let (written, _) = hand.finish().expect("written");
        assert_eq!((written.rows, written.repeated), (5, 2), "of nine rows two say what was said, two say otherwise");
        assert_eq!(written.contradictions, [[4, 8], [5, 9]]);
    }

    #[test]
    fn of_runs_that_meet_at_their_ends_only_the_ends_are_gone_through() {
        let run = |start: usize| Run { path: PathBuf::from("rows"), start, rows: 3 * STEP };
        let steps = |keys: [i32; 4]| keys.map(|key| vec![key]).to_vec();
        let places = |parts: Vec<Run>| -> Vec<[usize; 2]> { parts.into_iter().map(|run| [run.start, run.rows]).collect() };
        let parts =
            overlapping(vec![run(0), run(10), run(20)], vec![steps([0, 10, 20, 29]), steps([25, 35, 45, 54]), steps([60, 70, 80, 89])], 1);
        assert_eq!(places(parts), [[2 * STEP, STEP], [10, STEP]]);
        // One in the middle meets others at both ends, and what lies between stands in no other.
        let parts =
            overlapping(vec![run(0), run(10), run(20)], vec![steps([0, 10, 20, 29]), steps([25, 35, 45, 54]), steps([50, 70, 80, 89])], 1);
        assert_eq!(places(parts), [[2 * STEP, STEP], [10, STEP], [10 + 2 * STEP, STEP], [20, STEP]]);
    }

    #[test]
    fn what_stands_in_order_is_gone_through_once_only() {
        let folder = folder("ordered");
        let mut hand = Hand::new(&folder);
        hand.order_by(vec!["reporter".to_owned()]);
        put(&mut hand, ("RUS", 1.0, 2), None);
        assert!(hand.over());
        put(&mut hand, ("CHN", 2.0, 3), None);
        let (written, _) = hand.finish().expect("written");
        assert_eq!((written.rows, written.repeated, written.contradictions.len()), (2, 0, 0));
    }
}
