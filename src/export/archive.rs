//! Files put into one ZIP archive. The same files give the same bytes on every machine.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::problem::Problem;

/// An archive of these files, each by its name, in this order.
///
/// # Errors
/// When it would be larger than such an archive can be.
pub fn archive(members: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Problem> {
    let failed = |error: &dyn std::fmt::Display| Problem::new("Could not put the files into one").because(error);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The first moment that such an archive knows: when a file was made is nothing that it says.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in members {
        zip.start_file(name.as_str(), options).map_err(|error| failed(&error))?;
        zip.write_all(bytes).map_err(|error| failed(&error))?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let files = [("a.json".to_owned(), b"{}".to_vec()), ("d/b.json".to_owned(), vec![b'1'; 1000])];
        let bytes = archive(&files).expect("an archive");
        assert_eq!(bytes, archive(&files).expect("once more"));
        assert!(bytes.starts_with(b"PK\x03\x04") && bytes.len() < 500);
        // 1980-01-01, midnight.
        assert_eq!(bytes[10..14], [0, 0, 0x21, 0]);
    }
}
