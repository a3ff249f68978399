//! Bytes of XML as text, by the encoding that they name themselves.

use encoding_rs::Encoding;

use crate::dataset::text::{Objection, without_mark};
use crate::import::report::Report;

/// The text of an XML document, by the encoding that it names where it is not in UTF-8.
///
/// # Errors
/// Why it is none, and what to do about it.
pub fn text(bytes: &[u8], report: &mut Report) -> Result<String, Objection> {
    let named = named_encoding(bytes);
    let text = match (std::str::from_utf8(bytes), named.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()))) {
        (Ok(text), _) => {
            if let Some(label) =
                named.filter(|label| !matches!(label.to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii"))
            {
                report.choose("encoding", "UTF-8", format!("it is valid UTF-8, though its first line says {label}"));
            }
            text.to_owned()
        }
        (Err(_), Some(encoding)) => {
            let (text, _, is_damaged) = encoding.decode(bytes);
            if is_damaged {
                let why = format!("it is not in the encoding {} that its first line names", encoding.name());
                return Err((why, "Save it as UTF-8 and open it again.".to_owned()));
            }
            report.choose("encoding", encoding.name(), "its first line names it");
            text.into_owned()
        }
        (Err(error), None) => {
            let why = format!("byte {} is not UTF-8, and it names no other encoding", error.valid_up_to() + 1);
            return Err((why, "Save it as UTF-8 and open it again.".to_owned()));
        }
    };
    if let Some(at) = text.find('\0') {
        return Err((format!("byte {} is zero, so it is not text", at + 1), "Is it complete, and the file you meant?".to_owned()));
    }
    without_mark(&text).map(str::to_owned)
}

/// The encoding that the XML declaration names.
fn named_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?).into_owned();
    let start = head.find("<?xml")?;
    let declaration = head.get(start..start + head.get(start..)?.find("?>")?)?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.get(1..)?.split_once(quote).map(|(label, _)| label.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_the_one_that_is_true() {
        let mut report = Report::default();
        let latin = b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>\xe9</a>";
        assert!(text(latin, &mut report).is_ok_and(|text| text.ends_with("<a>é</a>")));
        assert_eq!(report.choices[0].taken, "windows-1252");
        let lie = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é</a>";
        assert!(text(lie.as_bytes(), &mut report).is_ok());
        assert_eq!(report.choices[1].taken, "UTF-8");
        assert!(text(b"<a>\xe9</a>", &mut report).is_err());
    }
}
