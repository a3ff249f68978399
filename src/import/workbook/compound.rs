//! The containers in which Office kept its files before 2007, and keeps encrypted ones today: what stands in one.

use crate::problem::Problem;

/// Is there a workbook in it?
///
/// # Errors
/// When there is not, or it is encrypted; what there is instead is named.
pub fn check(bytes: &[u8], name: &str) -> Result<(), Problem> {
    let has = |stream: &str| holds(bytes, stream);
    let (why, hint) = match () {
        () if has("EncryptedPackage") => ("it is encrypted", "Save it without a password, and open that."),
        () if has("Workbook") || has("Book") => return Ok(()),
        () if has("WordDocument") => ("it is a Word document", "Copy the table to a spreadsheet program and save it as XLSX or CSV."),
        () if has("PowerPoint Document") => {
            ("it is a PowerPoint presentation", "Look for the table it shows at its publisher, as XLSX or CSV.")
        }
        () => ("it is a file of an older Office, and no workbook", "Save the table as XLSX or CSV, and open that."),
    };
    Err(Problem::new(format!("Could not read {name}")).because(why).hint(hint))
}

/// Does the directory name such a stream? It writes names in UTF-16, with a zero behind them; capitals do not count.
fn holds(bytes: &[u8], stream: &str) -> bool {
    let wanted: Vec<u8> = stream.bytes().chain([0]).flat_map(|letter| [letter, 0]).collect();
    // Entries of the directory begin at multiples of 128 bytes.
    bytes.chunks(128).any(|entry| entry.get(..wanted.len()).is_some_and(|name| name.eq_ignore_ascii_case(&wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn container(stream: &str) -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    }

    #[test]
    fn what_stands_in_a_container_is_named() {
        assert_eq!(check(&container("WORKBOOK"), "a.xls"), Ok(()));
        for (stream, words) in [("WordDocument", "Word"), ("EncryptedPackage", "encrypted"), ("Contents", "no workbook")] {
            let problem = check(&container(stream), "a.xls").expect_err("no workbook");
            assert!(problem.to_string().contains(words), "{problem}");
        }
    }
}
