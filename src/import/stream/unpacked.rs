//! What is packed and can be read only in a file of its own, as its reader goes back and forth: put into one for the time that it
//! is read.

use std::fs::{self, File};
use std::io::{self, BufRead, BufWriter};
use std::path::PathBuf;

use crate::import::kind::Kind;
use crate::import::stream::shelf::Shelf;
use crate::import::workbook::rows;
use crate::problem::Problem;

/// A file out of its packing, gone with this value.
#[derive(Debug)]
pub struct Unpacked {
    pub path: PathBuf,
    room: PathBuf,
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        // Whoever waits for the reader takes away what is left.
        let _ = fs::remove_dir_all(&self.room);
    }
}

/// What a packing gives, when it is a workbook, a survey or columns; `None` for text, which is read as it is unpacked.
///
/// # Errors
/// When it is damaged, or the disk has no room for it.
pub fn of(mut bytes: impl BufRead, name: &str) -> Result<Option<Unpacked>, Problem> {
    /// More than this is made to do harm.
    const MOST_BYTES: u64 = 16 << 30;
    // What cannot be unpacked at all is told when it is read.
    let Some(kind) = bytes.fill_buf().ok().and_then(Kind::of).filter(|kind| needs_a_file(*kind)) else { return Ok(None) };
    let problem = |error: io::Error| {
        let is_full = error.kind() == io::ErrorKind::StorageFull;
        let hint = if is_full { "It is unpacked to your cache folder; make room there." } else { "Download it again, to the end." };
        Problem::new(format!("Could not unpack {name}")).because(error).hint(hint)
    };
    // Where nothing can be kept, memory must do.
    let Ok(room) = Shelf::of_user().and_then(|shelf| shelf.begin()) else { return Ok(None) };
    let unpacked = Unpacked { path: room.join("unpacked"), room };
    let mut file = BufWriter::new(File::create(&unpacked.path).map_err(problem)?);
    let count =
        io::copy(&mut bytes.take(MOST_BYTES + 1), &mut file).and_then(|count| file.into_inner().map_err(io::Error::from).map(|_| count));
    if count.map_err(problem)? > MOST_BYTES {
        let why = format!("more than {} GiB come out of it", MOST_BYTES >> 30);
        return Err(Problem::new(format!("Could not unpack {name}")).because(why));
    }
    // Other archives are packings once more.
    Ok(Some(unpacked).filter(|unpacked| kind != Kind::Zip || rows::is_book(&unpacked.path)))
}

fn needs_a_file(kind: Kind) -> bool {
    match kind {
        Kind::Zip | Kind::Compound | Kind::Parquet | Kind::ArrowFile | Kind::ArrowStream | Kind::Sav | Kind::Dta => true,
        Kind::Compressed(_) | Kind::BareWorkbook | Kind::Other(_) => false,
    }
}
