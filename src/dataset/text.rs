//! The bytes of a file as text, or why they are none.

use crate::dataset::report::place;

/// Why a file cannot be read, and what to do about it.
pub type Objection = (String, String);

/// The text of a file, without a byte order mark.
///
/// # Errors
/// Why it is none and what to do about it, when it is empty or not in UTF-8.
pub fn text_of(bytes: &[u8]) -> Result<&str, Objection> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let readable = bytes.get(..error.valid_up_to()).and_then(|start| std::str::from_utf8(start).ok()).unwrap_or_default();
        let (line, column) = place(readable, readable.len());
        (format!("line {line}, column {column}: it is not text in UTF-8"), hint_for(bytes))
    })?;
    if let Some(at) = text.find('\0') {
        let (line, column) = place(text, at);
        let why = format!("line {line}, column {column}: byte {} is zero, so it is not text", at + 1);
        return Err((why, "Is it complete, and the file you meant?".to_owned()));
    }
    without_mark(text)
}

/// Text without the byte order mark that some editors put before it.
///
/// # Errors
/// When nothing is left.
pub fn without_mark(text: &str) -> Result<&str, Objection> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(("it is empty".to_owned(), "Was it saved, or downloaded to the end?".to_owned()));
    }
    Ok(text)
}

/// What to do about text in another encoding, which is named when its letters give it away.
fn hint_for(bytes: &[u8]) -> String {
    match is_in_windows_1251(bytes) {
        true => "It looks like Russian text in Windows-1251. Save it as UTF-8 (in Excel: \"CSV UTF-8\") and open it again.".to_owned(),
        false => "Save it as UTF-8 and open it again.".to_owned(),
    }
}

/// Russian words in Windows-1251 are runs of bytes from 0xC0 on; single such bytes among Latin letters are accents.
fn is_in_windows_1251(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 64 * 1024;
    let is_letter = |byte: u8| byte >= 0xc0 || matches!(byte, 0xa8 | 0xb8);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let foreign = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let in_words: usize = sample.split(|byte| !is_letter(*byte)).map(<[u8]>::len).filter(|length| *length >= 3).sum();
    foreign > 0 && in_words * 2 > foreign
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_of_russian_text_is_named() {
        let russian = b"period,value,holder\n2020,1,\xc8\xed\xe4\xe8\xff\n2020,2,\xd0\xee\xf1\xf1\xe8\xff \xe8 \xdf\n";
        assert!(text_of(russian).is_err_and(|(why, hint)| why.starts_with("line 2, column 8") && hint.contains("Windows-1251")));
        let french = b"period,value,holder\n2020,1,Citro\xebn\n2021,1,Cit\xe9 d'\xe9t\xe9\n";
        assert!(text_of(french).is_err_and(|(_, hint)| !hint.contains("Windows-1251")));
    }

    #[test]
    fn a_zero_anywhere_is_no_text() {
        assert_eq!(text_of(b"a\nb\0c").err().map(|(why, _)| why).as_deref(), Some("line 2, column 2: byte 4 is zero, so it is not text"));
    }
}
