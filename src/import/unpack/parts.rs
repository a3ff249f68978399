//! All files of an archive by their names, within bounds; of a damaged one those that can still be read.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::{ZipFile, read_zipfile_from_stream};

use crate::import::limits::MOST_MEMBERS;
use crate::import::unpack::members::{Member, readable_name};
use crate::import::unpack::produced;
use crate::problem::Problem;

/// Bytes that come out of one archive in all: 256 MiB. Counted while they come: what an archive says of its sizes is not believed.
const MOST_BYTES: u64 = 256 << 20;

/// What was read of an archive.
#[derive(Debug, Default)]
pub struct Parts {
    /// Names with strokes between the folders, and bytes, in the order of the archive.
    pub files: Vec<(String, Vec<u8>)>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Parts {
    pub fn get(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, bytes)| bytes.as_slice())
    }
}

/// Reads every file of an archive. `name` is the archive's, for the message.
///
/// # Errors
/// When it is no archive, or one that no honest program wrote: names that lead out of it, two of one name, more in it than is
/// taken in.
pub fn parts(bytes: &[u8], name: &str) -> Result<Parts, Problem> {
    parts_within(bytes, name, MOST_BYTES)
}

fn parts_within(bytes: &[u8], name: &str, most: u64) -> Result<Parts, Problem> {
    let mut taking = Taking { name, left: most, parts: Parts::default() };
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return taking.without_list(bytes) };
    if zip.len() > MOST_MEMBERS {
        return Err(taking.refused(&format!("it is an archive of {} files, and {MOST_MEMBERS} at most are looked through", zip.len())));
    }
    if zip.has_duplicate_names() {
        return Err(taking.refused("two of its files have one name, so it is not known which is meant"));
    }
    for index in 0..zip.len() {
        let listed = zip.name_for_index(index).and_then(Result::ok).unwrap_or_default().into_owned();
        match zip.by_index(index) {
            Ok(file) => taking.take(file)?,
            Err(error) => taking.miss(&listed, &error.to_string()),
        }
    }
    Ok(taking.parts)
}

struct Taking<'a> {
    name: &'a str,
    /// How many bytes may still come out.
    left: u64,
    parts: Parts,
}

impl Taking<'_> {
    /// The list of files stands at the end of an archive; where that is missing, they are read one after another from its beginning.
    fn without_list(mut self, bytes: &[u8]) -> Result<Parts, Problem> {
        let mut rest = bytes;
        for _ in 0..MOST_MEMBERS {
            match read_zipfile_from_stream(&mut rest) {
                Ok(Some(file)) => self.take(file)?,
                Ok(None) | Err(_) => break,
            }
        }
        match self.parts.files.is_empty() {
            true => Err(self.refused("it is damaged, and no file in it can be read")),
            false => {
                let why = "its end is missing, with all that stood there";
                self.parts.problems.push(Problem::new(format!("Could not read all of {}", self.name)).because(why));
                Ok(self.parts)
            }
        }
    }

    fn take<R: Read>(&mut self, file: ZipFile<'_, R>) -> Result<(), Problem> {
        let name = readable_name(file.name_raw(), false, file.name().unwrap_or_default().as_ref());
        let member = Member { index: 0, name, is_encrypted: file.encrypted(), declared: file.size() };
        if member.leads_out() {
            return Err(self.refused(&format!("its file \"{}\" is named as if it stood outside of the archive", member.name)));
        }
        let name = member.name.replace('\\', "/");
        if name.ends_with('/') {
            return Ok(());
        }
        if self.parts.get(&name).is_some() {
            return Err(self.refused("two of its files have one name, so it is not known which is meant"));
        }
        match produced(file, self.left) {
            Ok(Some(bytes)) => {
                self.left -= bytes.len() as u64;
                self.parts.files.push((name, bytes));
            }
            Ok(None) => return Err(self.refused(&format!("more than {} MiB come out of it", MOST_BYTES >> 20))),
            Err(error) => self.miss(&name, &error.to_string()),
        }
        Ok(())
    }

    fn miss(&mut self, file: &str, why: &str) {
        let problem = Problem::new(format!("Could not read all of {}", self.name));
        self.parts.problems.push(problem.because(format!("\"{file}\" is damaged or encrypted ({why})")));
    }

    fn refused(&self, why: &str) -> Problem {
        Problem::new(format!("Could not read {}", self.name)).because(why).hint("Where does it come from? Ask for it once more.")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    fn names(parts: &Parts) -> Vec<&str> {
        parts.files.iter().map(|(name, _)| name.as_str()).collect()
    }

    #[test]
    fn every_file_is_read_and_folders_are_none() {
        let zip = archive(&[("a.json", b"a"), ("d/", b""), ("d/b.json", b"b")]);
        let parts = parts(&zip, "a.briefing").expect("readable");
        assert_eq!(names(&parts), ["a.json", "d/b.json"]);
        assert_eq!(parts.get("d/b.json"), Some(b"b".as_slice()));
        assert!(parts.problems.is_empty());
    }

    #[test]
    fn names_that_lead_out_and_too_much_in_it_are_refused() {
        for name in ["../a.json", "/etc/a.json", "C:\\a.json", "d\\..\\..\\a.json"] {
            let problem = parts(&archive(&[(name, b"a")]), "a.briefing").expect_err("refused");
            assert!(problem.to_string().contains("as if it stood outside"), "{problem}");
        }
        let bomb = archive(&[("a", &[0; 6000]), ("b", &[0; 6000])]);
        assert!(bomb.len() < 500, "small as it comes");
        assert!(parts_within(&bomb, "a.briefing", 11_999).expect_err("refused").to_string().contains("come out of it"));
        assert!(parts_within(&bomb, "a.briefing", 12_000).is_ok());
        let many: Vec<String> = (0..=MOST_MEMBERS).map(|number| number.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
        assert!(parts(&archive(&many), "a.briefing").expect_err("refused").to_string().contains("10001 files"));
    }

    #[test]
    fn what_is_left_of_a_damaged_archive_is_read_and_the_rest_is_told() {
        let letters: Vec<u8> = (0..40_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let whole = archive(&[("a.json", b"first"), ("b.json", &letters), ("c.json", b"last")]);
        let cut = parts(&whole[..whole.len() / 2], "a.briefing").expect("readable in part");
        assert_eq!(names(&cut), ["a.json"]);
        assert!(!cut.problems.is_empty());
        let mut spoilt = whole.clone();
        spoilt[whole.len() / 2] ^= 0xff;
        let spoilt = parts(&spoilt, "a.briefing").expect("readable in part");
        assert_eq!(names(&spoilt), ["a.json", "c.json"]);
        assert!(spoilt.problems[0].to_string().contains("\"b.json\""), "{:?}", spoilt.problems);
        assert!(parts(b"PK\x03\x04", "a.briefing").is_err() && parts(b"", "a.briefing").is_err());
    }
}
