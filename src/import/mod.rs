//! Files become datasets; recognised by content, not by name. Never asks what will be drawn.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use crate::dataset::text::Objection;
use crate::dataset::{Dataset, Origin};
use crate::import::importer::{Certainty, Importer};
use crate::problem::{Guide, Problem};

mod document;
pub mod importer;
mod tidy;

/// The formats that can be read. The only list of them; of two that are equally sure, the first wins.
const IMPORTERS: [&dyn Importer; 2] = [&document::Document, &tidy::Tidy];

/// A dataset, and how its file was recognised.
#[derive(Clone, Debug)]
pub struct Opened {
    pub dataset: Dataset,
    /// "dataset document".
    pub format: &'static str,
    /// Why the file was taken for one.
    pub reason: String,
}

/// Opens a file as a dataset.
///
/// # Errors
/// When the file cannot be opened, is of no known format, or nothing in it can be read.
pub fn open(path: &Path) -> Result<Dataset, Problem> {
    inspect(path).map(|opened| opened.dataset)
}

/// Opens a file as a dataset and tells how it was recognised.
///
/// # Errors
/// When the file cannot be opened, is of no known format, or nothing in it can be read.
pub fn inspect(path: &Path) -> Result<Opened, Problem> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    let could_not_open = || Problem::new(format!("Could not open {}", path.display()));
    let (mut file, mut bytes) = beginning(path)?;
    refuse_what_is_no_text(&bytes).map_err(|(why, hint)| could_not_open().because(why).hint(hint))?;
    // The rest of a file that is of no known format is not even read.
    let recognised = recognise(&bytes, &name)?;
    file.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    recognised.open(&bytes, &name, Origin::File(path.to_owned()))
}

/// Reads the bytes of a file called `name`.
///
/// # Errors
/// When they are of no known format, or nothing in them can be read.
pub fn open_bytes(bytes: &[u8], name: &str, origin: Origin) -> Result<Opened, Problem> {
    let head = &bytes[..bytes.len().min(HEAD)];
    refuse_what_is_no_text(head).map_err(|(why, hint)| Problem::new(format!("Could not read {name}")).because(why).hint(hint))?;
    recognise(head, name)?.open(bytes, name, origin)
}

/// The format of a file, told by its beginning.
struct Recognised {
    importer: &'static dyn Importer,
    reason: String,
}

impl Recognised {
    fn open(self, bytes: &[u8], name: &str, origin: Origin) -> Result<Opened, Problem> {
        let dataset = self.importer.read(bytes, name, origin)?;
        Ok(Opened { dataset, format: self.importer.name(), reason: self.reason })
    }
}

fn recognise(head: &[u8], name: &str) -> Result<Recognised, Problem> {
    let claims = IMPORTERS.map(|importer| (importer, importer.claim(head)));
    let best = claims.iter().map(|(_, claim)| claim.certainty).max().unwrap_or(Certainty::Never);
    let chosen = claims.iter().find(|(_, claim)| claim.certainty == best && best > Certainty::Never);
    if let Some((importer, claim)) = chosen {
        return Ok(Recognised { importer: *importer, reason: claim.reason.clone() });
    }
    let reasons = claims.each_ref().map(|(importer, claim)| format!("it is no {}: {}", importer.name(), claim.reason));
    let problem = Problem::new(format!("Could not tell what {name} is")).because(reasons.join("; "));
    Err(match claims.into_iter().find_map(|(_, claim)| claim.hint) {
        Some(hint) => problem.hint(hint),
        None => {
            let formats = IMPORTERS.map(Importer::description).join(", and ");
            let hint = format!("This version reads {formats}. Files as agencies publish them are read by a later version.");
            problem.hint(hint).guide(Guide::FormOfDatasets)
        }
    })
}

/// As much of a file as it takes to recognise it.
const HEAD: usize = 64 * 1024;

/// A file and its beginning.
fn beginning(path: &Path) -> Result<(File, Vec<u8>), Problem> {
    let problem = || Problem::new(format!("Could not open {}", path.display()));
    let unreadable = |error: std::io::Error| unreadable(path, &error);
    let kind = std::fs::metadata(path).map_err(unreadable)?;
    if kind.is_dir() {
        return Err(problem().because("it is a folder").hint("Open the files in it one by one."));
    }
    if !kind.is_file() {
        return Err(problem().because("it is a device or a pipe, not a file").hint("Save what it gives as a file, and open that."));
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((file, bytes))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let problem = Problem::new(format!("Could not open {}", path.display()));
    match error.kind() {
        ErrorKind::NotFound => problem.because("there is no such file").hint("Was it moved or renamed?"),
        ErrorKind::PermissionDenied => {
            problem.because("this program is not allowed to read it").hint("Change its permissions, or copy it to a folder of yours.")
        }
        _ => problem.because(error).hint("Copy it to a folder on this machine and open the copy."),
    }
}

/// Nothing is read of a file that cannot be text: not the 100 megabytes after its first zeros or blanks either.
fn refuse_what_is_no_text(head: &[u8]) -> Result<(), Objection> {
    const SIGNATURES: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "a workbook or another ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "a workbook of an older Excel"),
        (b"PAR1", "a Parquet file"),
        (b"ARROW1", "an Arrow file"),
        (b"%PDF", "a PDF"),
        (b"\x89PNG", "a PNG picture"),
        (b"\x1f\x8b", "a compressed file"),
    ];
    let objection = |why: &str, hint: &str| Err((why.to_owned(), hint.to_owned()));
    if head.iter().all(u8::is_ascii_whitespace) {
        return match head.len() < HEAD {
            true => objection("it is empty", "Was it saved, or downloaded to the end?"),
            false => objection("it begins with nothing but blanks", "Is it complete, and the file you meant?"),
        };
    }
    if let Some((_, what)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        let hint = "Save the table as CSV in UTF-8 with columns named period and value, and open that.";
        return objection(&format!("it is {what}, which this version does not read as a dataset"), hint);
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || is_in_pairs(head) {
        return objection("it is text in UTF-16", "Save it as UTF-8 (in Excel: \"CSV UTF-8\") and open it again.");
    }
    match head.iter().position(|byte| *byte == 0) {
        Some(at) => objection(&format!("byte {} is zero, so it is not text", at + 1), "Is it complete, and the file you meant?"),
        None => Ok(()),
    }
}

/// Is every other byte zero, as when Latin letters are written in UTF-16?
fn is_in_pairs(head: &[u8]) -> bool {
    let start = &head[..head.len().min(256)];
    let zeros = |parity: usize| start.iter().enumerate().filter(|(at, byte)| at % 2 == parity && **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    even.min(odd) == 0 && even.max(odd) * 3 > start.len() && start.len() >= 4
}
