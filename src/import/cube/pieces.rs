//! Observations of a few numbers each, in the order in which they came: the last ones in memory, those before them on disk
//! where there is room for what is too much for memory.

use std::cell::RefCell;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use tempfile::NamedTempFile;

use crate::import::stage;

/// An observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Packed {
    pub value: f64,
    /// What stands in place of a value, or that nothing does.
    pub sign: u32,
    pub series: u32,
    /// Its own codes, in two parts.
    pub own: [u32; 2],
    pub number: u32,
    pub line: u32,
    pub column: u32,
}

/// Bytes of one on disk.
const SIZE: usize = 36;
/// Observations of one piece, which stays where it is while others are added.
pub const PIECE: usize = 1 << 15;
/// Pieces in memory, where there is room elsewhere.
const MOST_HELD: usize = 32;

impl Packed {
    fn to_bytes(self) -> [u8; SIZE] {
        let Self { value, sign, series, own: [first, second], number, line, column } = self;
        let mut bytes = [0; SIZE];
        bytes[..8].copy_from_slice(&value.to_le_bytes());
        for (to, number) in bytes[8..].chunks_exact_mut(4).zip([sign, series, first, second, number, line, column]) {
            to.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    fn of(bytes: &[u8; SIZE]) -> Self {
        let four = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let value = f64::from_bits(u64::from(four(0)) | u64::from(four(4)) << 32);
        let own = [four(16), four(20)];
        Self { value, sign: four(8), series: four(12), own, number: four(24), line: four(28), column: four(32) }
    }
}

#[derive(Debug, Default)]
pub struct Pieces {
    held: Vec<Vec<Packed>>,
    away: Option<Away>,
    /// A folder for those that are too many.
    room: Option<PathBuf>,
    trouble: RefCell<Option<io::Error>>,
}

/// Those on disk, gone with it.
#[derive(Debug)]
struct Away {
    file: NamedTempFile,
    count: usize,
}

impl Pieces {
    pub fn new(room: Option<PathBuf>) -> Self {
        Self { room, ..Self::default() }
    }

    pub fn len(&self) -> usize {
        let held = self.held.last().map_or(0, |last| (self.held.len() - 1) * PIECE + last.len());
        self.away.as_ref().map_or(0, |away| away.count) + held
    }

    pub fn push(&mut self, packed: Packed) {
        if self.held.last().is_none_or(|last| last.len() == PIECE) {
            if self.held.len() == MOST_HELD {
                self.put_away();
            }
            self.held.push(Vec::with_capacity(PIECE));
        }
        if let Some(last) = self.held.last_mut() {
            last.push(packed);
        }
    }

    /// Those that the disk does not take stay in memory, and so do all behind them.
    fn put_away(&mut self) {
        let Some(room) = &self.room else { return };
        stage::goes_on();
        let is_new = self.away.is_none();
        if is_new {
            self.away = NamedTempFile::new_in(room).map(|file| Away { file, count: 0 }).ok();
        }
        let Some(mut away) = self.away.take() else {
            self.room = None;
            return;
        };
        if away.file.as_file_mut().seek(SeekFrom::Start((away.count * SIZE) as u64)).is_err() {
            (self.room, self.away) = (None, Some(away));
            return;
        }
        let mut pieces = std::mem::take(&mut self.held).into_iter();
        for piece in pieces.by_ref() {
            if away.file.write_all(&bytes_of(&piece)).is_err() {
                self.room = None;
                self.held = std::iter::once(piece).chain(pieces).collect();
                break;
            }
            away.count += piece.len();
        }
        self.away = Some(away);
    }

    /// All of them; what the disk does not give back is missing, and told by `trouble`.
    pub fn iter(&self) -> impl Iterator<Item = Packed> {
        let file = self.away.as_ref().and_then(|away| self.given(away.file.reopen()).map(|file| (file, away.count)));
        let mut from_disk = file.map(|(file, count)| (BufReader::with_capacity(PIECE, file), count));
        let from_disk = std::iter::from_fn(move || {
            let (file, left) = from_disk.as_mut().filter(|(_, left)| *left > 0)?;
            *left -= 1;
            if left.is_multiple_of(8 * PIECE) {
                stage::goes_on();
            }
            let mut bytes = [0; SIZE];
            self.given(file.read_exact(&mut bytes))?;
            Some(Packed::of(&bytes))
        });
        from_disk.chain(self.held.iter().flatten().copied())
    }

    fn given<T>(&self, given: io::Result<T>) -> Option<T> {
        given.map_err(|error| self.trouble.replace(Some(error))).ok()
    }

    /// Why not all of them came back.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.borrow().as_ref().map(ToString::to_string)
    }

    /// Writes all of them anew.
    pub fn change(&mut self, mut change: impl FnMut(&mut Packed)) {
        if let Some(away) = &mut self.away
            && let Err(error) = away.change(&mut change)
        {
            self.trouble.replace(Some(error));
        }
        self.held.iter_mut().flatten().for_each(change);
    }
}

impl Away {
    fn change(&mut self, change: &mut impl FnMut(&mut Packed)) -> io::Result<()> {
        let file = self.file.as_file_mut();
        for first in (0..self.count).step_by(PIECE) {
            stage::goes_on();
            let place = SeekFrom::Start((first * SIZE) as u64);
            let mut bytes = vec![0; PIECE.min(self.count - first) * SIZE];
            file.seek(place)?;
            file.read_exact(&mut bytes)?;
            let (all, _) = bytes.as_chunks::<SIZE>();
            let mut piece: Vec<Packed> = all.iter().map(Packed::of).collect();
            piece.iter_mut().for_each(&mut *change);
            file.seek(place)?;
            file.write_all(&bytes_of(&piece))?;
        }
        Ok(())
    }
}

fn bytes_of(piece: &[Packed]) -> Vec<u8> {
    piece.iter().flat_map(|packed| packed.to_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(at: u32) -> Packed {
        Packed { value: f64::from(at) / 3.0, sign: at, series: 1 << 31 | at, own: [at % 7, !at], number: at, line: at / 2, column: 9 }
    }

    #[test]
    fn they_come_back_in_their_order_from_disk_as_well() {
        let room = tempfile::tempdir().expect("a folder");
        let count = (PIECE * (2 * MOST_HELD + 1) + 5) as u32;
        let mut pieces = Pieces::new(Some(room.path().to_owned()));
        (0..count).for_each(|at| pieces.push(packed(at)));
        assert!(pieces.held.len() <= MOST_HELD);
        assert_eq!(std::fs::read_dir(room.path()).expect("is there").count(), 1);
        assert_eq!(pieces.len(), count as usize);
        assert!(pieces.iter().eq((0..count).map(packed)));
        pieces.change(|packed| packed.column += packed.number);
        assert!(pieces.iter().eq((0..count).map(|at| Packed { column: 9 + at, ..packed(at) })));
        assert_eq!(pieces.trouble(), None);
        drop(pieces);
        assert_eq!(std::fs::read_dir(room.path()).expect("is there").count(), 0);
    }

    #[test]
    fn a_disk_that_takes_nothing_leaves_them_in_memory_and_one_that_loses_some_is_told() {
        let count = (PIECE * (MOST_HELD + 1) + 5) as u32;
        let room = tempfile::tempdir().expect("a folder");
        let mut pieces = Pieces::new(Some(room.path().join("is not there")));
        (0..count).for_each(|at| pieces.push(packed(at)));
        assert_eq!((pieces.iter().count(), pieces.trouble()), (count as usize, None));
        let mut pieces = Pieces::new(Some(room.path().to_owned()));
        (0..count).for_each(|at| pieces.push(packed(at)));
        pieces.away.as_mut().expect("are many").file.as_file_mut().set_len(1000).expect("is cut");
        assert!(pieces.iter().count() < count as usize);
        assert!(pieces.trouble().is_some());
    }
}
