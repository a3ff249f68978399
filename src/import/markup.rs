//! Bytes of XML as text, by the encoding that they name themselves.

use encoding_rs::Encoding;

use crate::dataset::text::{Objection, without_mark};
use crate::import::hints::Hints;
use crate::import::report::Report;
use crate::import::text;
use crate::problem::Problem;

/// The text of an XML document, by the encoding that it names where it is not in UTF-8.
///
/// # Errors
/// Why it is none. `name` is the file's name.
pub fn text(bytes: &[u8], name: &str, hints: &Hints, report: &mut Report) -> Result<String, Problem> {
    text_in(bytes, named_encoding(bytes), (name, hints), report)
}

/// The text of a document that names its encoding.
///
/// # Errors
/// Why it is none.
pub fn text_in(bytes: &[u8], named: Option<String>, (name, hints): (&str, &Hints), report: &mut Report) -> Result<String, Problem> {
    let problem = |(why, hint): Objection| Problem::new(format!("Could not read {name}")).because(why).hint(hint);
    let named = named.filter(|_| hints.encoding.is_none());
    let encoding = named.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    let text = match (std::str::from_utf8(bytes), named, encoding) {
        (Ok(text), Some(label), _) if text.find('\0').is_none() => {
            // What is nothing but ASCII is the same in both.
            if !bytes.is_ascii() && !matches!(label.to_ascii_lowercase().as_str(), "utf-8" | "utf8" | "us-ascii" | "ascii") {
                report.choose("encoding", "UTF-8", format!("it is valid UTF-8, though it says that it is in {label}"));
            }
            text.to_owned()
        }
        (Err(_), Some(_), Some(encoding)) if Encoding::for_bom(bytes).is_none() => {
            let (text, _, is_damaged) = encoding.decode(bytes);
            if is_damaged {
                let why = format!("it is not in the encoding {} that it names", encoding.name());
                return Err(problem((why, "Say in which encoding it is.".to_owned())));
            }
            report.choose("encoding", encoding.name(), "the file names it");
            text.into_owned()
        }
        (Ok(_) | Err(_), _, _) => text::decode(bytes, name, hints, report)?,
    };
    without_mark(&text).map(str::to_owned).map_err(problem)
}

/// Is it in UTF-8, as far as its beginning and what it says of itself go?
pub fn is_in_utf8(beginning: &[u8]) -> bool {
    let is_named = named_encoding(beginning).is_none_or(|name| matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8"));
    // Its last letter may be cut off.
    is_named && !beginning.contains(&0) && std::str::from_utf8(beginning).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Words without the tags of HTML that some sites write into their notes.
pub fn without_tags(text: &str) -> String {
    const LETTERS: [(&str, &str); 6] = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        plain.push_str(before);
        let begins = tag[1..].trim_start_matches('/').starts_with(|letter: char| letter.is_ascii_alphabetic());
        rest = match tag.find('>').filter(|_| begins) {
            Some(end) => {
                plain.push(' ');
                &tag[end + 1..]
            }
            // "x < 5" is no tag.
            None => {
                plain.push('<');
                &tag[1..]
            }
        };
    }
    plain.push_str(rest);
    let plain = LETTERS.iter().fold(plain, |plain, (written, letter)| plain.replace(written, letter));
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
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
    fn words_lose_their_tags_and_nothing_else() {
        let html = "<p>As of <b>1&nbsp;May</b>.<br/>Rates < 5 &amp; > 2</p><a href='x.html'>More</a>";
        assert_eq!(without_tags(html), "As of 1 May . Rates < 5 & > 2 More");
        assert_eq!(without_tags("a < b, c > d"), "a < b, c > d");
    }

    #[test]
    fn the_encoding_is_the_one_that_is_true() {
        let mut report = Report::default();
        let mut read = |bytes: &[u8]| text(bytes, "a.xml", &Hints::default(), &mut report).expect("is text");
        assert_eq!(
            read(b"<?xml version=\"1.0\" encoding='ISO-8859-1'?><a>\xe9</a>").rsplit_once('?').map(|(_, end)| end.to_owned()),
            Some("><a>é</a>".to_owned())
        );
        assert!(read("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é</a>".as_bytes()).ends_with("<a>é</a>"));
        let utf16: Vec<u8> =
            "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(read(&utf16).ends_with("<a>é</a>"));
        let taken: Vec<&str> = report.choices.iter().map(|choice| choice.taken.as_str()).collect();
        assert_eq!(taken[..2], ["windows-1252", "UTF-8"]);
    }
}
