//! What a workbook says of its own size is looked at before a reader believes it.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::import::limits::MOST_BYTES;
use crate::problem::Problem;

/// No byte of deflated data gives more.
const MOST_OF_ONE_BYTE: u64 = 1032;
/// An entry of the list of texts is at least `<si/>`.
const LEAST_OF_A_TEXT: u64 = 5;

/// Looks through the members of a workbook that is an archive.
///
/// # Errors
/// When more comes out of it than is taken in, or its list of texts names more of them than it has room for.
pub fn check(bytes: &[u8], name: &str) -> Result<(), Problem> {
    let problem = || Problem::new(format!("Could not read {name}"));
    // A fault of the archive is told by the reader of the workbook.
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(()) };
    let may_be_large = (bytes.len() as u64).saturating_mul(MOST_OF_ONE_BYTE) > MOST_BYTES;
    let mut produced = 0_u64;
    for index in 0..zip.len() {
        let is_list = zip.by_index_data(index).is_ok_and(|entry| entry.name_raw().to_ascii_lowercase().ends_with(b"sharedstrings.xml"));
        if !is_list && !may_be_large {
            continue;
        }
        let Ok(mut member) = zip.by_index(index) else { continue };
        let mut head = Vec::new();
        let beginning = member.by_ref().take(4096).read_to_end(&mut head).unwrap_or(0);
        let rest = std::io::copy(&mut member.take(MOST_BYTES), &mut std::io::sink()).unwrap_or(0);
        let size = rest + beginning as u64;
        produced = produced.saturating_add(size);
        if produced > MOST_BYTES {
            let why = format!("more than {} MiB come out of it", MOST_BYTES >> 20);
            return Err(problem().because(why).hint("Save the sheet that is needed as a file of its own, as CSV."));
        }
        if let Some(count) = stated_count(&head).filter(|count| is_list && *count > size / LEAST_OF_A_TEXT) {
            let why = format!("its list of texts says that it has {count} entries, and is only {size} bytes long");
            return Err(problem().because(why).hint("It is damaged, or made to mislead. Save it again with a spreadsheet program."));
        }
    }
    Ok(())
}

/// `uniqueCount="12"`.
fn stated_count(head: &[u8]) -> Option<u64> {
    let head = String::from_utf8_lossy(head);
    let (_, rest) = head.split_once("uniqueCount=")?;
    let digits = rest.trim_start_matches(['"', '\'']).split(['"', '\'']).next()?;
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(text: &str) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default()).expect("a member");
        zip.write_all(text.as_bytes()).expect("written");
        zip.finish().expect("finished").into_inner()
    }

    #[test]
    fn a_list_that_claims_more_than_it_holds_is_refused() {
        let lie = archive("<sst count=\"4000000000\" uniqueCount=\"4000000000\"><si><t>a</t></si></sst>");
        let problem = check(&lie, "a.xlsx").expect_err("a lie");
        assert!(problem.to_string().contains("4000000000 entries"), "{problem}");
        assert_eq!(check(&archive("<sst uniqueCount=\"2\"><si><t>a</t></si><si/></sst>"), "a.xlsx"), Ok(()));
    }
}
