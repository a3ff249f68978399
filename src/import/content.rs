//! What a file holds, told by its bytes and never by its name.

use std::path::Path;

use crate::dataset::text::{Objection, text_of};
use crate::import::hints::Hints;
use crate::import::input::{Content, Input};
use crate::import::markup;
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
    let content = match form(bytes) {
        Form::Json => Content::Json(text_of(bytes).map_err(problem)?.to_owned()),
        Form::Xml => Content::Xml(markup::text(bytes, report).map_err(problem)?),
        Form::Table => {
            let (text, sheets) = text::read(bytes, name, hints, report)?;
            Content::Table { text, sheets }
        }
    };
    Ok(Input { name: name.to_owned(), path: path.map(Path::to_owned), hints: hints.clone(), content })
}

/// How text is written, told by its first signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Json,
    Xml,
    Table,
}

fn form(bytes: &[u8]) -> Form {
    let mut signs = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).iter().copied().filter(|byte| !byte.is_ascii_whitespace());
    match (signs.next(), signs.next()) {
        (Some(b'{'), _) => Form::Json,
        // A table may begin with a remark in brackets.
        (Some(b'['), Some(b'{' | b'[' | b']' | b'"') | None) => Form::Json,
        (Some(b'<'), Some(second)) if second.is_ascii_alphabetic() || matches!(second, b'?' | b'!') => Form::Xml,
        _ => Form::Table,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_by_its_first_signs() {
        for (text, told) in [
            ("\u{feff} {\"a\": 1}", Form::Json),
            ("[ {\"a\": 1}]", Form::Json),
            ("[2019],1", Form::Table),
            ("<?xml version=\"1.0\"?>", Form::Xml),
            ("\n<a/>", Form::Xml),
            ("<5,6", Form::Table),
            ("a,b", Form::Table),
        ] {
            assert_eq!(form(text.as_bytes()), told, "{text}");
        }
    }
}
