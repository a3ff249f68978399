//! Files that tell their figures only as a whole, as JSON-stat and workbooks do: read in memory, their figures written to disk.

use std::path::{Path, PathBuf};

use crate::dataset::observation::Observation;
use crate::dataset::stored::{PLACE, Stored};
use crate::import::outlet::{Gone, Outlet};
use crate::import::stage;
use crate::import::stream::order::Hand;
use crate::import::stream::sample;
use crate::problem::Problem;

/// Figures of one file on their way to a folder, which is there and empty. Nothing is begun before the first of them.
pub struct Away {
    folder: PathBuf,
    /// The file's name, which begins the place of each figure.
    name: String,
    /// Its bytes, and how many figures they hold, as far as that is known.
    bytes: u64,
    /// Those that count as read before the first figure comes.
    before: u64,
    expected: u64,
    hand: Option<Hand>,
    count: u64,
    stored: Option<Stored>,
}

impl Away {
    pub fn new(folder: PathBuf, name: &str, bytes: u64) -> Self {
        Self { folder, name: name.to_owned(), bytes, before: 0, expected: 0, hand: None, count: 0, stored: None }
    }

    /// Of a file whose reading took half of the time before the first figure comes.
    #[must_use]
    pub fn behind_half(self) -> Self {
        Self { before: self.bytes / 2, ..self }
    }

    /// Where they are now; `None` when there were too few.
    pub fn stored(&mut self) -> Option<Stored> {
        self.stored.take()
    }

    /// "cell 17" as "cell " and 17.
    fn place<'a>(&self, observation: &'a Observation) -> (&'a str, i32) {
        let place = observation.locator.as_deref().unwrap_or_default();
        let place = place.strip_prefix(self.name.as_str()).and_then(|place| place.strip_prefix(", ")).unwrap_or(place);
        let words = place.trim_end_matches(|letter: char| letter.is_ascii_digit());
        match place[words.len()..].parse() {
            Ok(number) => (words, number),
            Err(_) => (place, -1),
        }
    }
}

impl Outlet for Away {
    fn take(&mut self, observation: &Observation) {
        let (words, number) = self.place(observation);
        let hand = self.hand.get_or_insert_with(|| Hand::new(&self.folder));
        hand.put(observation, number, 0);
        let column = hand.texts.column(PLACE);
        let words = hand.texts.number(column, words);
        hand.chunk.text(column, words);
        if hand.is_full() {
            // Whoever writes says in the end why it could not.
            hand.over();
        }
        self.count += 1;
        if self.count.is_multiple_of(1 << 16) {
            let share = if self.expected == 0 { 0.0 } else { self.count as f64 / self.expected as f64 };
            let rest = self.bytes.saturating_sub(self.before);
            stage::progress(self.before + (rest as f64 * share.min(1.0)) as u64, self.count);
        }
    }

    fn room(&self) -> &Path {
        &self.folder
    }

    fn expect(&mut self, count: usize) {
        self.expected += count as u64;
    }

    fn finish(&mut self) -> Result<Gone, Problem> {
        let hand = self.hand.take().unwrap_or_else(|| Hand::new(&self.folder));
        let (written, texts) = hand.finish()?;
        let stored = Stored { folder: self.folder.clone(), rows: written.rows, texts: texts.into_lists(), files: vec![self.name.clone()] };
        let words = stored.texts.get(PLACE).and_then(|words| words.first()).map_or("", String::as_str);
        let contradictions = written.contradictions.iter().map(|numbers| numbers.map(|number| format!("{words}{number}"))).collect();
        let gone = Gone {
            sample: sample(&written, &stored)?,
            count: written.rows,
            repeated: written.repeated,
            contradictions,
            more_contradictions: written.more_contradictions,
        };
        self.stored = Some(stored);
        Ok(gone)
    }
}
