//! What of a file was taken from disk: how far its reading has come, and what its bytes come to.

use std::cell::Cell;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::dataset::Fingerprint;
use crate::import::stage;

/// So many bytes are taken from disk at a time: few enough to stay near the processor until their cells are told apart.
pub const PIECE: usize = 1 << 18;

/// What was taken from disk so far.
#[derive(Clone)]
pub struct Taken {
    bytes: Arc<AtomicU64>,
    /// How many there must be before it is said again how far the reading has come.
    next: Arc<AtomicU64>,
    /// Of what is read once and in its order.
    hash: Option<Arc<Mutex<Fingerprint>>>,
}

impl Default for Taken {
    fn default() -> Self {
        Self { bytes: Arc::default(), next: Arc::default(), hash: Some(Arc::default()) }
    }
}

impl Taken {
    /// Of what is read several times, or not to its end.
    pub fn in_passing() -> Self {
        Self { hash: None, ..Self::default() }
    }

    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Says from time to time how far the reading has come, once so many rows were read; a row may be long.
    pub fn tell(&self, rows: u64) {
        const STEP: u64 = 1 << 19;
        let bytes = self.bytes();
        if bytes >= self.next.load(Ordering::Relaxed) || rows.is_multiple_of(1 << 13) {
            self.next.store(bytes + STEP, Ordering::Relaxed);
            stage::progress(bytes, rows);
        }
    }

    /// Of all bytes, in hexadecimal.
    pub fn sha256(&self) -> String {
        let hash = self.hash.as_ref().map(|hash| hash.lock().unwrap_or_else(PoisonError::into_inner).clone());
        hash.unwrap_or_default().in_hexadecimal()
    }

    fn note(&self, bytes: &[u8]) {
        if let Some(hash) = &self.hash {
            hash.lock().unwrap_or_else(PoisonError::into_inner).take(bytes);
        }
    }

    /// Of a file that is read in another order than its bytes stand: takes note of all of them, and is told which share was read of
    /// its one part, or of one of several.
    pub fn in_shares(&self, path: &Path, [part, of]: [usize; 2]) -> std::io::Result<impl FnMut(f64) + use<>> {
        if part == 0 {
            self.whole(path)?;
        }
        let (taken, before) = (self.clone(), self.bytes());
        let size = std::fs::metadata(path).map_or(0, |facts| facts.len()) as f64 / of.max(1) as f64;
        Ok(move |share: f64| taken.bytes.store(before + (share.min(1.0) * size) as u64, Ordering::Relaxed))
    }

    /// Takes note of all bytes of a file.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn whole(&self, path: &Path) -> std::io::Result<()> {
        let mut file = BufReader::with_capacity(PIECE, File::open(path)?);
        loop {
            let bytes = file.fill_buf()?;
            if bytes.is_empty() {
                return Ok(());
            }
            let count = bytes.len();
            self.note(bytes);
            file.consume(count);
        }
    }
}

/// How far the reading of a text has come that may be read several times: each time it takes two thirds of what is left.
#[derive(Clone)]
pub struct Course {
    told: Rc<Cell<u64>>,
    /// What counts as taken from disk when all of it was read.
    most: u64,
}

impl Course {
    pub fn up_to(most: u64) -> Self {
        Self { told: Rc::default(), most }
    }
}

pub struct Told<R> {
    bytes: R,
    taken: Taken,
    size: u64,
    before: u64,
    course: Course,
}

impl<R: Read> Told<R> {
    /// Of a file of so many bytes.
    pub fn new(bytes: R, taken: Taken, size: u64, course: &Course) -> Self {
        Self { bytes, taken, size, before: course.told.get(), course: course.clone() }
    }
}

impl<R: Read> Read for Told<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let share = self.taken.bytes() as f64 / self.size.max(1) as f64;
        let left = self.course.most.saturating_sub(self.before) as f64;
        let told = self.before + (left * share.min(1.0) * 2.0 / 3.0) as u64;
        self.course.told.set(told);
        stage::progress(told, 0);
        self.bytes.read(into)
    }
}

pub struct Counted {
    pub file: File,
    pub taken: Taken,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(into)?;
        self.taken.bytes.fetch_add(count as u64, Ordering::Relaxed);
        self.taken.note(&into[..count]);
        Ok(count)
    }
}
