//! What a file holds, told by its bytes and never by its name.

use std::path::Path;

use crate::dataset::text::Objection;
use crate::import::hints::Hints;
use crate::import::input::{Content, Input};
use crate::import::report::Report;
use crate::import::text;
use crate::problem::Problem;

/// As much of a file as it takes to tell what it is.
const HEAD: usize = 64 * 1024;

/// Unpacks a file and tells its content apart.
///
/// # Errors
/// When its content cannot be read, or is known and not read by this version.
pub fn of(bytes: &[u8], name: &str, path: Option<&Path>, hints: &Hints, report: &mut Report) -> Result<Input, Problem> {
    let problem = |(why, hint): Objection| Problem::new(format!("Could not read {name}")).because(why).hint(hint);
    refuse_what_is_no_text(&bytes[..bytes.len().min(HEAD)]).map_err(problem)?;
    let content = match first_sign(bytes) {
        Some(b'{') => Content::Json(text::decode(bytes, name, hints, report)?),
        _ => {
            let (text, sheets) = text::read(bytes, name, hints, report)?;
            Content::Table { text, sheets }
        }
    };
    Ok(Input { name: name.to_owned(), path: path.map(Path::to_owned), hints: hints.clone(), content })
}

/// The first byte that is neither a blank nor a byte order mark, nor the empty half of a sign in UTF-16.
fn first_sign(bytes: &[u8]) -> Option<u8> {
    const MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let rest = MARKS.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    rest.iter().copied().take(HEAD).find(|byte| !byte.is_ascii_whitespace() && *byte != 0)
}

/// Why bytes that begin so cannot be text.
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
    Ok(())
}
