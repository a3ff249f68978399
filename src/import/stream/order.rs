//! Chunks of figures put in order, rid of what stands twice, and written, in a thread of their own.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};

use crate::dataset::observation::{self, MISSING, Observation};
use crate::dataset::stored::LINE;
use crate::import::stream::chunk::{Chunk, Spare, Texts};
use crate::import::stream::repeats;
use crate::import::stream::written::{AMOUNT, STEP, Written};
use crate::problem::Problem;
use crate::table::numbered::{Growing, Numbered, Run};

/// A chunk with the names of its columns of texts, those that tell figures apart in the order of the file.
struct Filled {
    chunk: Chunk,
    names: Vec<String>,
    keys: Vec<String>,
}

/// Rows of the sample that are taken from one chunk.
const SAMPLED: usize = 1500;
/// Chunks of which rows are in the sample.
const MOST_PARTS: usize = 24;
/// Figures on their way to the writer.
pub struct Hand {
    pub texts: Texts,
    pub chunk: Chunk,
    /// What tells figures apart, in the order in which they lie on disk.
    keys: Vec<String>,
    sender: SyncSender<Filled>,
    /// The room of chunks that were written.
    spares: Receiver<Spare>,
    work: Work,
}

/// Those who put chunks in order, and who write them: reading, ordering and writing take about the same time each.
struct Work {
    ordering: JoinHandle<Written>,
    writing: JoinHandle<Result<Vec<Run>, Problem>>,
}

impl Hand {
    /// Writes into a folder.
    pub fn new(folder: &Path) -> Self {
        let (sender, spares, work) = start(folder);
        Self { texts: Texts::default(), chunk: Chunk::new(Spare::default()), keys: Vec::new(), sender, spares, work }
    }

    /// What tells figures apart comes in this order, behind what has told them apart so far: files are mostly ordered by the first of
    /// their columns.
    pub fn order_by(&mut self, keys: Vec<String>) {
        let others: Vec<String> = keys.into_iter().filter(|key| !self.keys.contains(key)).collect();
        self.keys.extend(others);
    }

    pub fn put(&mut self, observation: &Observation, line: i32, file: i32) {
        self.chunk.put(observation, &mut self.texts, line, file);
    }

    pub fn is_full(&self) -> bool {
        self.chunk.rows >= Chunk::FULL
    }

    /// Gives what there is to the writer; `false` when there is none any more.
    pub fn over(&mut self) -> bool {
        if self.chunk.rows == 0 {
            return true;
        }
        let chunk = std::mem::take(&mut self.chunk);
        let names: Vec<String> = self.texts.names().map(str::to_owned).collect();
        // Whatever else tells figures apart comes behind what the first rows had.
        let others = names.iter().filter(|name| !observation::is_value_column(name) || *name == observation::PERIOD);
        let others = others.cloned().collect();
        self.order_by(others);
        let is_taken = self.sender.send(Filled { chunk, names, keys: self.keys.clone() }).is_ok();
        self.chunk = Chunk::new(self.spares.try_recv().unwrap_or_default());
        is_taken
    }

    /// Waits until all is written; gives what was, and the texts by their numbers.
    ///
    /// # Errors
    /// When it could not be written.
    pub fn finish(mut self) -> Result<(Written, Texts), Problem> {
        self.over();
        drop(self.sender);
        let broken = || Problem::new("Could not keep what was read").because("writing it down broke off");
        let Work { ordering, writing } = self.work;
        let mut written = ordering.join().map_err(|_| broken())?;
        let runs = writing.join().map_err(|_| broken())??;
        written.rows -= repeats::find(runs, &self.keys, &mut written)?;
        Ok((written, self.texts))
    }
}

/// A chunk in order: its columns, and which of their rows are kept, all where none is named.
struct Ordered {
    columns: Columns,
    kept: Option<Vec<u32>>,
}

type Columns = Vec<(String, Numbered)>;

/// Takes chunks and writes them to files; what was written, or why not, is told when the sender is gone.
fn start(folder: &Path) -> (SyncSender<Filled>, Receiver<Spare>, Work) {
    // One is written while the next is ordered and the one behind it read; more would only take memory.
    let (sender, chunks) = mpsc::sync_channel::<Filled>(0);
    let (give_on, ordered) = mpsc::sync_channel::<Ordered>(0);
    let (give_back, spares) = mpsc::channel();
    let folder: PathBuf = folder.to_owned();
    let ordering = thread::spawn(move || {
        let mut written = Written::default();
        for filled in chunks {
            // Whoever writes says why there is nobody to take it any more.
            if give_on.send(put_in_order(filled, &mut written)).is_err() {
                break;
            }
        }
        written
    });
    let writing = thread::spawn(move || {
        let (mut file, mut runs): (Option<(Growing, PathBuf)>, Vec<Run>) = (None, Vec::new());
        let mut files = 0;
        for Ordered { columns, kept } in ordered {
            if let Some((full, _)) = file.take_if(|(file, _)| !file.takes(&columns)) {
                full.close()?;
            }
            let (file, path) = match &mut file {
                Some(file) => file,
                None => {
                    files += 1;
                    let path = folder.join(format!("rows-{files:05}.parquet"));
                    file.insert((Growing::create(&path, &columns)?, path))
                }
            };
            let start = file.rows();
            file.add(&columns, kept.as_deref())?;
            runs.push(Run { path: path.clone(), start, rows: file.rows() - start });
            // The last of them is taken by nobody.
            give_back.send(Spare::of(columns)).ok();
        }
        file.map_or(Ok(()), |(file, _)| file.close())?;
        Ok(runs)
    });
    (sender, spares, Work { ordering, writing })
}

fn put_in_order(filled: Filled, written: &mut Written) -> Ordered {
    let Filled { chunk, names, keys } = filled;
    let columns = chunk.columns(&names);
    let lines = key_columns(&columns, &[LINE.to_owned()]).into_iter().flatten().next().map_or(&[][..], Vec::as_slice);
    let order = order(&columns, &keys, lines.len());
    let at = |nth: usize| order.as_ref().map_or(nth, |order| order[nth] as usize);
    let of_key = key_columns(&columns, &keys);
    let key = |row: usize| -> Vec<i32> { of_key.iter().map(|column| column.map_or(-1, |numbers| numbers[row])).collect() };
    let is_same = |one: usize, other: usize| of_key.iter().flatten().all(|numbers| numbers[one] == numbers[other]);
    // All that is said of the figure but where it stands, as in files that are read as a whole.
    let told: Vec<&Numbered> = columns.iter().filter(|(name, _)| AMOUNT.contains(&name.as_str())).map(|(_, column)| column).collect();
    let says_the_same = |one: usize, other: usize| told.iter().all(|column| column.is_same(one, other));
    let gaps = columns.iter().find(|(name, _)| name == MISSING).map(|(_, column)| column);
    let is_gap = |row: usize| gaps.is_some_and(|gaps| gaps.is_there(row));
    let mut kept: Vec<u32> = Vec::new();
    let mut has_dropped = false;
    for nth in 0..lines.len() {
        let row = at(nth);
        let first = kept.last().map(|first| *first as usize);
        match first.filter(|first| nth > 0 && is_same(*first, row)) {
            None => kept.push(row as u32),
            Some(first) => {
                has_dropped = true;
                // A figure goes before a gap, whichever comes first.
                if is_gap(first) && !is_gap(row) {
                    kept.pop();
                    kept.push(row as u32);
                }
                written.found([lines[first], lines[row]], says_the_same(first, row));
            }
        }
    }
    written.steps.push(kept.iter().step_by(STEP).chain(kept.last()).map(|row| key(*row as usize)).collect());
    written.rows += kept.len();
    written.sample.push(sample(&columns, &kept));
    if written.sample.len() > MOST_PARTS {
        // Every other one: the sample stays one of the whole length.
        written.sample = std::mem::take(&mut written.sample).into_iter().step_by(2).collect();
    }
    let kept = (has_dropped || order.is_some()).then_some(kept);
    Ordered { columns, kept }
}

fn key_columns<'a>(columns: &'a [(String, Numbered)], keys: &[String]) -> Vec<Option<&'a Vec<i32>>> {
    let column = |key: &String| {
        columns.iter().find(|(name, _)| name == key).and_then(|(_, column)| match column {
            Numbered::Whole(numbers) => Some(numbers),
            Numbered::Broken(_) => None,
        })
    };
    keys.iter().map(column).collect()
}

/// The rows by their keys, equal ones as they stand; `None` when they stand so already.
fn order(columns: &[(String, Numbered)], keys: &[String], rows: usize) -> Option<Vec<u32>> {
    let of_key: Vec<&Vec<i32>> = key_columns(columns, keys).into_iter().flatten().collect();
    let compare = |one: usize, other: usize| {
        of_key.iter().map(|numbers| numbers[one].cmp(&numbers[other])).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
    };
    if (1..rows).all(|row| compare(row - 1, row).is_le()) {
        return None;
    }
    // Numbers of a key take few bits, so that most keys fit into one number that is quick to compare.
    let bits = |numbers: &&Vec<i32>| {
        let most = numbers.iter().copied().max().unwrap_or(-1) + 1;
        32 - most.leading_zeros()
    };
    let widths: Vec<u32> = of_key.iter().map(bits).collect();
    let packed = |row: usize| {
        of_key.iter().zip(&widths).fold(0_u64, |key, (numbers, width)| {
            let key = if *width < 64 { key << width } else { 0 };
            key | (numbers[row] + 1) as u64
        })
    };
    let (of_all, of_group) = (widths.iter().sum::<u32>(), widths.iter().rev().take(OF_GROUP).sum::<u32>());
    let of_row = 64 - (rows as u64).leading_zeros();
    Some(if of_all + of_row <= 64 {
        // With its row behind it a key is still one number.
        let mut keys: Vec<u64> = (0..rows).map(|row| packed(row) << of_row | row as u64).collect();
        sort(&mut keys, |key| key.checked_shr(of_group + of_row).unwrap_or(0));
        keys.into_iter().map(|key| (key & ((1 << of_row) - 1)) as u32).collect()
    } else if of_all <= 64 {
        let mut keys: Vec<(u64, u32)> = (0..rows).map(|row| (packed(row), row as u32)).collect();
        sort(&mut keys, |(key, _)| key.checked_shr(of_group).unwrap_or(0));
        keys.into_iter().map(|(_, row)| row).collect()
    } else {
        let mut order: Vec<u32> = (0..rows as u32).collect();
        order.sort_by(|one, other| compare(*one as usize, *other as usize));
        order
    })
}

/// So many of the last keys may be in disorder within what the others tell apart: goods and indicators of a pair of countries.
const OF_GROUP: usize = 2;

/// Most files are ordered but for the last of their keys. Then it is enough to sort the short groups that the others tell apart.
fn sort<T: Ord>(keys: &mut [T], group: impl Fn(&T) -> u64) {
    if keys.is_sorted_by_key(&group) {
        keys.chunk_by_mut(|one, other| group(one) == group(other)).for_each(<[_]>::sort_unstable);
    } else {
        keys.sort_unstable();
    }
}

/// Rows from the whole length of a chunk.
fn sample(columns: &[(String, Numbered)], kept: &[u32]) -> Vec<(String, Numbered)> {
    // An odd step meets each of several figures that take turns.
    let step = (kept.len() / SAMPLED).max(1) | 1;
    let rows: Vec<usize> = kept.iter().step_by(step).map(|row| *row as usize).collect();
    let cut = |column: &Numbered| match column {
        Numbered::Whole(numbers) => Numbered::Whole(rows.iter().map(|row| numbers[*row]).collect()),
        Numbered::Broken(numbers) => Numbered::Broken(rows.iter().map(|row| numbers[*row]).collect()),
    };
    columns.iter().map(|(name, column)| (name.clone(), cut(column))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_come_in_the_order_of_their_keys_however_large_these_are(
            (of_first, of_second, of_third) in (0..31_u32, 0..31_u32, 0..31_u32),
            rows in vec((0..5_i32, 0..5_i32, -1..5_i32), 0..60),
        ) {
            let column = |name: &str, numbers: Vec<i32>| (name.to_owned(), Numbered::Whole(numbers));
            let large = |number: i32, width: u32| if number < 0 { number } else { number << width.min(28) };
            let columns = [
                column("a", rows.iter().map(|row| large(row.0, of_first)).collect()),
                column("b", rows.iter().map(|row| large(row.1, of_second)).collect()),
                column("c", rows.iter().map(|row| large(row.2, of_third)).collect()),
            ];
            let mut expected: Vec<u32> = (0..rows.len() as u32).collect();
            expected.sort_by_key(|row| rows[*row as usize]);
            let order = order(&columns, &["a", "b", "c"].map(str::to_owned), rows.len());
            prop_assert_eq!(order.unwrap_or_else(|| (0..rows.len() as u32).collect()), expected);
        }

        #[test]
        fn groups_that_stand_in_order_are_sorted_as_all_is(mut keys in vec(0_u64..600, 0..80), is_grouped in any::<bool>()) {
            const BITS: u32 = 4;
            if is_grouped {
                keys.sort_by_key(|key| key >> BITS);
            }
            let mut packed: Vec<(u64, u32)> = keys.into_iter().zip(0..).collect();
            let mut expected = packed.clone();
            expected.sort_unstable();
            sort(&mut packed, |(key, _)| key >> BITS);
            prop_assert_eq!(packed, expected);
        }
    }
}
