//! What a file holds, told by its bytes and never by its name.

use std::path::Path;

use crate::dataset::report::shortened;
use crate::dataset::text::Objection;
use crate::import::binary;
use crate::import::hints::Hints;
use crate::import::input::{Content, Input};
use crate::import::json_lines;
use crate::import::kind;
use crate::import::markup;
use crate::import::page;
use crate::import::px::keywords;
use crate::import::records;
use crate::import::report::{Passed, Report};
use crate::import::sheet::{Row, Sheet};
use crate::import::text;
use crate::import::unpack::{self, Form as Packing};
use crate::import::workbook::in_xml;
use crate::problem::{Guide, Problem};

/// As much of a file as it takes to tell what it is.
const HEAD: usize = 64 * 1024;

/// Unpacks a file and tells its content apart.
///
/// # Errors
/// When its content cannot be read, or is known and not read by this version.
pub fn of(bytes: &[u8], name: &str, path: Option<&Path>, hints: &Hints, report: &mut Report) -> Result<Input, Problem> {
    let unpacked = unpack::unpack(bytes, name, hints.sheet.as_deref(), report)?;
    let name = unpacked.name.as_str();
    // A name that chose a member of an archive chooses no sheet in it.
    let hints = &Hints { sheet: unpacked.sheet, ..hints.clone() };
    let content = match unpacked.form {
        Packing::Workbook(book) => binary::workbook(&unpacked.bytes, book, name, hints.sheet.as_deref(), report)?,
        Packing::Plain(Some(kind)) => binary::read(&unpacked.bytes, kind, name, hints, report)?,
        Packing::Plain(None) => plain(&unpacked.bytes, name, hints, report)?,
    };
    Ok(Input::new(name, path, hints, content))
}

/// What is no packing and no binary format is text, or nothing that is known.
fn plain(bytes: &[u8], name: &str, hints: &Hints, report: &mut Report) -> Result<Content, Problem> {
    let problem = |(why, hint): Objection| Problem::new(format!("Could not read {name}")).because(why).hint(hint);
    let head = &bytes[..bytes.len().min(HEAD)];
    refuse_what_is_no_text(head).map_err(problem)?;
    if let Some(known) = kind::of_text(head) {
        let (of, sheets) = match known {
            known if *known == kind::WEB_PAGE => ("page of the web", tables_of_page(bytes, name, hints, report)?),
            known if *known == kind::XML_SPREADSHEET => ("workbook in XML", sheets_in_xml(bytes, name, hints, report)?),
            _ => ("", Vec::new()),
        };
        return match sheets.is_empty() {
            true => Err(problem((format!("it is {}", known.what), known.hint.to_owned()))),
            false => Ok(Content::Sheets { of, sheets }),
        };
    }
    let beginning = String::from_utf8_lossy(head);
    if keywords::begins(&beginning) {
        let named = keywords::encoding(&beginning).map(str::to_owned);
        return Ok(Content::Table { text: markup::text_in(bytes, named, (name, hints), report)?, sheets: Vec::new() });
    }
    let endings = ["csv", "tsv", "tab", "txt", "json", "jsonl", "ndjson", "xml"];
    kind::disagreement(name, &endings, "text").into_iter().for_each(|note| report.note(note));
    if json_lines::is_lines(bytes) {
        return Ok(Content::Sheets { of: "JSON in lines", sheets: vec![json_lines::read_lines(bytes, name, report)?] });
    }
    match form(bytes) {
        Form::Xml => {
            let text = markup::text(bytes, name, hints, report)?;
            Ok(match records::read(&text, report) {
                Some(sheet) => Content::Sheets { of: "list in XML", sheets: vec![sheet] },
                None => Content::Xml(text),
            })
        }
        Form::Json => match list_of_objects(bytes, name, report)?
            .map_or_else(|| json_lines::read_lists(bytes, name, report), |sheet| Ok(Some(sheet)))?
        {
            Some(sheet) => Ok(Content::Sheets { of: "JSON list", sheets: vec![sheet] }),
            None => Ok(Content::Json(text::decode(bytes, name, hints, report)?)),
        },
        // What goes on for so long without an end is no table; its beginning is enough to say so.
        Form::Table if is_endless(bytes) => Ok(Content::Table { text: text::decode(head, name, hints, report)?, sheets: Vec::new() }),
        Form::Table => {
            let (text, sheets) = text::read(bytes, name, hints, report)?;
            Ok(Content::Table { text, sheets })
        }
    }
}

/// The tables of figures that a page shows, or the one that is asked for by its name or number.
fn tables_of_page(bytes: &[u8], name: &str, hints: &Hints, report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let text = markup::text_in(bytes, page::encoding(&head).map(str::to_owned), (name, hints), report)?;
    let shown = page::read(&text);
    if let Some(said) = shown.says_more() {
        report.note(format!("The page shows only a part of its table: {}", shortened(said)));
    }
    let below = shown.below.into_iter().map(|text| Passed { place: "below the tables".to_owned(), text });
    report.passed_over.extend(below);
    let sheets = chosen(shown.tables, name, hints, report)?;
    sheets.iter().flat_map(|sheet| &sheet.notes).for_each(|note| report.note(note));
    if !sheets.is_empty() {
        kind::disagreement(name, &["html", "htm"], "a page of the web (HTML), of which the tables are read")
            .into_iter()
            .for_each(|note| report.note(note));
    }
    Ok(sheets)
}

fn sheets_in_xml(bytes: &[u8], name: &str, hints: &Hints, report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    let text = markup::text(bytes, name, hints, report)?;
    let sheets = in_xml::read(&text, name)?.into_iter().filter(|sheet| !sheet.rows.iter().all(Row::is_blank)).collect();
    let sheets = chosen(sheets, name, hints, report)?;
    sheets.iter().flat_map(|sheet| &sheet.notes).for_each(|note| report.note(note));
    kind::disagreement(name, &["xml"], kind::XML_SPREADSHEET.what).into_iter().for_each(|note| report.note(note));
    Ok(sheets)
}

/// All of them, or the one that is asked for by its name or number.
fn chosen(mut sheets: Vec<Sheet>, name: &str, hints: &Hints, report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    if names.len() > 1 {
        report.parts.clone_from(&names);
    }
    let Some(wanted) = hints.sheet.as_deref().filter(|_| !names.is_empty()) else { return Ok(sheets) };
    let number = wanted.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1)).filter(|at| *at < names.len());
    match names.iter().position(|name| name == wanted).or(number) {
        Some(at) => Ok(vec![sheets.swap_remove(at)]),
        None => {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            let why = format!("it has no sheet \"{wanted}\"; it has {}", names.join(", "));
            Err(Problem::new(format!("Could not read {name}")).because(why).guide(Guide::PartOfFile))
        }
    }
}

fn list_of_objects(bytes: &[u8], name: &str, report: &mut Report) -> Result<Option<Sheet>, Problem> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(None) };
    let text = text.trim_start_matches('\u{feff}');
    match json_lines::read_list(text, name, report)? {
        Some(sheet) => Ok(Some(sheet)),
        None => json_lines::read_records(text, name, report),
    }
}

/// Has its first line no end within a megabyte? The widest head of a table that is known has some thousand bytes.
fn is_endless(bytes: &[u8]) -> bool {
    const LONGEST: usize = 1 << 20;
    bytes.len() > LONGEST && !bytes[..LONGEST].iter().any(|byte| matches!(byte, b'\n' | b'\r'))
}

/// How text is written, told by its first signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    Json,
    Xml,
    Table,
}

fn form(bytes: &[u8]) -> Form {
    const MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let rest = MARKS.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(bytes);
    // The empty half of a sign in UTF-16 is none.
    let mut signs = rest.iter().copied().take(HEAD).filter(|byte| !byte.is_ascii_whitespace() && *byte != 0);
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
    let objection = |why: &str, hint: &str| Err((why.to_owned(), hint.to_owned()));
    if head.iter().all(u8::is_ascii_whitespace) {
        return match head.len() < HEAD {
            true => objection("it is empty", "Was it saved, or downloaded to the end?"),
            false => objection("it begins with nothing but blanks", "Is it complete, and the file you meant?"),
        };
    }
    Ok(())
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
