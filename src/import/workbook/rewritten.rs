//! Members of a workbook are put right where its reader would not take them as they are meant.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};

use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::import::raised::raised;

/// Some programs write a blank before a number in a cell, which no reader takes for a number then. The workbook without them;
/// `None` when it cannot be read.
pub fn without_blanks(bytes: &[u8]) -> Option<Vec<u8>> {
    rewritten(bytes, |name| name.starts_with("xl/worksheets/") && name.ends_with(".xml"), |text| Some(trimmed(text)))
}

/// The reader joins the words of a cell however they are set, and `200.5` with a mark of a footnote would be `200.51`. The
/// workbook with raised figures where there are any; `None` when there are none.
pub fn with_raised(bytes: &[u8]) -> Option<Vec<u8>> {
    rewritten(bytes, |name| matches!(name, "xl/sharedStrings.xml" | "content.xml"), with_raised_figures)
}

/// The archive with some of its members written anew; `None` when it cannot be read, or nothing is to be written anew.
fn rewritten(bytes: &[u8], is_meant: fn(&str) -> bool, written: fn(&str) -> Option<String>) -> Option<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<String> = (0..zip.len()).filter_map(|index| Some(zip.by_index_data(index).ok()?.name().ok()?.to_string())).collect();
    let mut anew = Vec::new();
    for name in names.into_iter().filter(|name| is_meant(name)) {
        let mut text = String::new();
        zip.by_name(&name).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
        if (text.len() as u64) < LONGEST {
            anew.extend(written(&text).map(|text| (name, text)));
        }
    }
    if anew.is_empty() {
        return None;
    }
    let mut mended = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let member = zip.by_index(index).ok()?;
        let name = member.name().ok()?.to_string();
        match anew.iter().find(|(own, _)| *own == name) {
            None => mended.raw_copy_file(member).ok()?,
            Some((_, text)) => {
                mended.start_file(name, SimpleFileOptions::default()).ok()?;
                mended.write_all(text.as_bytes()).ok()?;
            }
        }
    }
    mended.finish().ok().map(Cursor::into_inner)
}

/// No more of a member is written anew; what is longer is read as it stands.
const LONGEST: u64 = 1 << 28;

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

/// The texts of a workbook with raised figures for those that are set above the line.
fn with_raised_figures(text: &str) -> Option<String> {
    if !text.contains("\"superscript\"") && !text.contains("style:text-position=\"super") {
        return None;
    }
    let mut reader = Reader::from_str(text);
    let mut writer = Writer::new(Vec::new());
    let mut setting = Setting::default();
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => setting.begin(tag),
            Event::End(tag) => setting.end(tag.name().as_ref()),
            Event::Text(words) if setting.is_above => {
                writer.write_event(Event::Text(BytesText::from_escaped(raised(words)))).ok()?;
                continue;
            }
            Event::Eof => break,
            _ => {}
        }
        writer.write_event(event).ok()?;
    }
    String::from_utf8(writer.into_inner()).ok()
}

/// How the words at hand are set.
#[derive(Default)]
struct Setting {
    is_above: bool,
    /// The style at hand, and those that set words above the line.
    style: String,
    above: BTreeSet<String>,
}

impl Setting {
    fn begin(&mut self, tag: &BytesStart) {
        let value = |name: &str| Some(tag.try_get_attribute(name).ok()??.value.into_owned());
        match tag.name().as_ref() {
            "r" => self.is_above = false,
            "vertAlign" => self.is_above = value("val").as_deref() == Some("superscript"),
            "style:style" => self.style = value("style:name").unwrap_or_default(),
            "style:text-properties" if value("style:text-position").is_some_and(|position| position.starts_with("super")) => {
                self.above.insert(self.style.clone());
            }
            "text:span" => self.is_above = value("text:style-name").is_some_and(|style| self.above.contains(&style)),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if matches!(name, "r" | "text:span") {
            self.is_above = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_above_the_line_are_told_from_those_of_the_number() {
        let shared = "<sst><si><r><t>200.5</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t xml:space=\"preserve\">1)</t></r></si>\
                      <si><r><t>A &amp; B</t></r></si></sst>";
        assert_eq!(with_raised_figures(shared).expect("has some"), shared.replace("1)", "¹⁾"));
        assert_eq!(with_raised_figures(&shared.replace("superscript", "subscript")), None);
        let content = "<style:style style:name=\"T1\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
                       <text:p>6.5<text:span text:style-name=\"T1\">2</text:span> or <text:span text:style-name=\"T2\">3</text:span></text:p>";
        assert_eq!(with_raised_figures(content).expect("has some"), content.replace(">2<", ">²<"));
    }
}
