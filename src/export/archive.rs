//! Named bytes as one zip file: in the order given, without a clock, the same on every machine.

use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::problem::Problem;

/// The bytes of a zip file with these members.
///
/// # Errors
/// When two have one name, or they are more than such a file can hold.
pub fn archive(members: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Problem> {
    // The first day that such a file knows: who packs the same gets the same.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(name.as_str(), options).map_err(could_not)?;
        writer.write_all(bytes).map_err(could_not)?;
    }
    writer.finish().map(Cursor::into_inner).map_err(could_not)
}

/// The bytes of a member; `None` when there is none of this name, or it unpacks to more than `most`.
pub fn member(bytes: &[u8], name: &str, most: u64) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut content = Vec::new();
    archive.by_name(name).ok()?.take(most + 1).read_to_end(&mut content).ok()?;
    (content.len() as u64 <= most).then_some(content)
}

fn could_not(error: impl std::fmt::Display) -> Problem {
    Problem::new("Could not put the files into one archive").because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_come_back_and_the_bytes_are_the_same_each_time() {
        let members = [("b/two.txt".to_owned(), vec![7; 5000]), ("a.txt".to_owned(), b"one".to_vec())];
        let packed = archive(&members).expect("an archive");
        assert_eq!(packed, archive(&members).expect("an archive"));
        assert!(packed.len() < 500, "{}", packed.len());
        assert_eq!(member(&packed, "b/two.txt", 5000).as_deref(), Some(&[7; 5000][..]));
        assert_eq!(member(&packed, "b/two.txt", 4999), None, "too large");
        assert_eq!(member(&packed, "c", 5000), None);
    }
}
