//! Some programs write a blank before a number in a cell, which no reader takes for a number then.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The workbook without blanks around its numbers; `None` when it cannot be read.
pub fn without(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut mended = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).ok()?;
        let name = member.name().ok()?.to_string();
        if !name.starts_with("xl/worksheets/") || !name.ends_with(".xml") {
            mended.raw_copy_file(member).ok()?;
            continue;
        }
        let mut text = String::new();
        member.read_to_string(&mut text).ok()?;
        mended.start_file(name, SimpleFileOptions::default()).ok()?;
        mended.write_all(trimmed(&text).as_bytes()).ok()?;
    }
    mended.finish().ok().map(Cursor::into_inner)
}

/// What stands in each `<v>` without the blanks around it.
fn trimmed(text: &str) -> String {
    let mut pieces = text.split("<v>");
    let mut trimmed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (value, rest) = piece.split_once("</v>").unwrap_or((piece, ""));
        let end = if value.len() < piece.len() { "</v>" } else { "" };
        trimmed.extend(["<v>", value.trim(), end, rest]);
    }
    trimmed
}
