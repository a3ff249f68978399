//! The files of a dataset that is too large for memory, as one stream of rows; what is packed is unpacked on the way.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use encoding_rs::{Decoder, Encoding};
use flate2::read::MultiGzDecoder;

use crate::dataset::Fingerprint;
use crate::import::text::cells::{Dialect, Escape, Spacing};
use crate::problem::Problem;

/// From this size on a file is not held in memory as a whole; a packed one holds several times what it weighs.
const LARGE: u64 = 64 << 20;
const LARGE_PACKED: u64 = 12 << 20;
/// As much of it tells what it is, and is drawn before all of it is read.
pub const HEAD: usize = 1 << 20;

/// How the bytes of a file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstandard,
}

impl Packing {
    fn of(beginning: &[u8]) -> Self {
        match beginning {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstandard,
            _ => Self::None,
        }
    }
}

/// The files read as one dataset: one, or all tables of a folder in the order of their names. `None` for what is small
/// enough, or is no text and must be read as a whole.
pub fn large(path: &Path) -> Option<Vec<PathBuf>> {
    if path.is_dir() {
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(path).ok()?.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| is_table(path)).collect();
        files.sort();
        return (!files.is_empty()).then_some(files);
    }
    let size = std::fs::metadata(path).ok()?.len();
    let mut beginning = [0; 4096];
    let filled = File::open(path).ok()?.read(&mut beginning).ok()?;
    let beginning = &beginning[..filled];
    let is_large = match Packing::of(beginning) {
        Packing::None => size >= LARGE && is_text_in_lines(beginning),
        Packing::Gzip | Packing::Zstandard => size >= LARGE_PACKED,
    };
    is_large.then(|| vec![path.to_owned()])
}

/// Of the files of a folder those whose names say that they are tables.
fn is_table(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(&name);
    let is_described = name.contains("code") || name.contains("readme") || name.contains("metadata");
    path.is_file() && !is_described && [".csv", ".tsv", ".txt"].iter().any(|ending| plain.ends_with(ending))
}

fn is_text_in_lines(beginning: &[u8]) -> bool {
    let first = beginning.iter().find(|byte| !byte.is_ascii_whitespace());
    beginning.contains(&b'\n') && !beginning.contains(&0) && !matches!(first, Some(b'{' | b'[' | b'<'))
}

/// The beginning of the first file, unpacked, in whole lines.
///
/// # Errors
/// When it cannot be read or unpacked.
pub fn head(path: &Path) -> Result<Vec<u8>, Problem> {
    let trouble = |error: std::io::Error| Problem::new(format!("Could not open {}", path.display())).because(error);
    let mut bytes = Vec::with_capacity(HEAD);
    unpacked(BufReader::new(File::open(path).map_err(trouble)?))
        .and_then(|read| read.take(HEAD as u64).read_to_end(&mut bytes))
        .map_err(trouble)?;
    if bytes.len() == HEAD
        && let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n')
    {
        bytes.truncate(end + 1);
    }
    Ok(bytes)
}

fn unpacked<'a>(mut file: impl Read + 'a) -> std::io::Result<Box<dyn Read + 'a>> {
    let mut beginning = [0; 4];
    let mut filled = 0;
    while filled < beginning.len() {
        match file.read(&mut beginning[filled..])? {
            0 => break,
            more => filled += more,
        }
    }
    let whole = std::io::Cursor::new(beginning).take(filled as u64).chain(file);
    Ok(match Packing::of(&beginning[..filled]) {
        Packing::None => Box::new(whole),
        Packing::Gzip => Box::new(MultiGzDecoder::new(whole)),
        Packing::Zstandard => Box::new(zstd::Decoder::new(whole)?),
    })
}

/// What was taken from disk so far.
#[derive(Clone, Default)]
pub struct Taken {
    bytes: Arc<AtomicU64>,
    hash: Arc<Mutex<Fingerprint>>,
}

impl Taken {
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// Of all bytes, in hexadecimal.
    pub fn sha256(&self) -> String {
        self.hash.lock().unwrap_or_else(PoisonError::into_inner).clone().in_hexadecimal()
    }
}

struct Counted {
    file: File,
    taken: Taken,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(into)?;
        self.taken.bytes.fetch_add(count as u64, Ordering::Relaxed);
        self.taken.hash.lock().unwrap_or_else(PoisonError::into_inner).take(&into[..count]);
        Ok(count)
    }
}

/// The rows of a file as text of cells, in UTF-8.
///
/// # Errors
/// When it cannot be opened, or its cells are parted in a way that only whole files can be read in.
pub fn rows(path: &Path, taken: &Taken, encoding: &'static Encoding, dialect: &Dialect) -> Result<csv::Reader<Box<dyn Read>>, Problem> {
    let problem = || Problem::new(format!("Could not read {}", path.display()));
    if dialect.spacing == Spacing::Runs {
        return Err(problem().because("its cells are parted by blanks, and it is too large to be read as a whole"));
    }
    let file = File::open(path).map_err(|error| problem().because(error))?;
    // The same large pieces are counted, and unpacked or read on.
    let file = BufReader::with_capacity(1 << 20, Counted { file, taken: taken.clone() });
    let bytes = unpacked(file).map_err(|error| problem().because(error))?;
    let text: Box<dyn Read> = if encoding == encoding_rs::UTF_8 {
        bytes
    } else {
        Box::new(Decoded {
            bytes,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: Vec::new(),
            text: String::new(),
            given: 0,
            is_at_end: false,
        })
    };
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(dialect.separator).quote(dialect.quote).buffer_capacity(1 << 20);
    match dialect.escape {
        Escape::Doubled => {}
        Escape::Backslash => {
            reader.double_quote(false).escape(Some(b'\\'));
        }
    }
    Ok(reader.from_reader(text))
}

/// Text of another encoding as UTF-8, piece by piece.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: String,
    given: usize,
    is_at_end: bool,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        const PIECE: usize = 1 << 16;
        while self.given == self.text.len() && !self.is_at_end {
            self.raw.resize(PIECE, 0);
            let count = self.bytes.read(&mut self.raw)?;
            self.is_at_end = count == 0;
            self.text.clear();
            self.given = 0;
            self.text.reserve(self.decoder.max_utf8_buffer_length(count).unwrap_or(4 * PIECE));
            // What is no letter becomes U+FFFD, as in files that are read as a whole.
            let _ = self.decoder.decode_to_string(&self.raw[..count], &mut self.text, self.is_at_end);
        }
        let rest = &self.text.as_bytes()[self.given..];
        let count = rest.len().min(into.len());
        into[..count].copy_from_slice(&rest[..count]);
        self.given += count;
        Ok(count)
    }
}
