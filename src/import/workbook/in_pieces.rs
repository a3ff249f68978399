//! An OpenDocument spreadsheet that is too large for memory, some rows at a time: each piece is a spreadsheet of its own, in which
//! the rows stand where they stand in the whole.

use std::io::{self, BufReader, Cursor, Read, Seek, Write as _};

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::import::workbook::areas::attribute;

/// What a spreadsheet is kept in; the others are pictures and such.
pub const CONTENT: &str = "content.xml";
const MARK: &str = "mimetype";

/// Is this archive such a spreadsheet?
pub fn is_spreadsheet(zip: &mut ZipArchive<impl Read + Seek>) -> bool {
    let mut mark = String::new();
    let is_marked = zip.by_name(MARK).is_ok_and(|member| member.take(100).read_to_string(&mut mark).is_ok());
    is_marked && mark.contains("opendocument.spreadsheet") && zip.by_name(CONTENT).is_ok()
}

/// Hands over the table of this name piece by piece, each of so many bytes of rows; `each` says whether it goes on.
///
/// # Errors
/// When the document is no well-formed XML, or `each` cannot go on.
pub fn pieces(
    file: impl Read + Seek,
    table: &str,
    most: usize,
    mut each: impl FnMut(Vec<u8>) -> Result<bool, String>,
) -> Result<(), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let mut zip = ZipArchive::new(file).map_err(|error| said(&error))?;
    let content = zip.by_name(CONTENT).map_err(|error| said(&error))?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, Guarded { bytes: content, words: 0 }));
    let mut cut = Cut::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| said(&error))?;
        match &event {
            Event::Eof => return Err("it ends before its table does".to_owned()),
            Event::Start(tag) if tag.name().as_ref() == TABLE && attribute(tag, NAME).as_deref() != Some(table) && !cut.is_in_table() => {
                let mut passed = Vec::new();
                reader.read_to_end_into(tag.to_owned().name(), &mut passed).map_err(|error| said(&error))?;
                continue;
            }
            _ => {}
        }
        let is_last = cut.take(&event).map_err(|error| said(&error))?;
        if (is_last || cut.is_longer_than(most)) && cut.has_rows {
            let piece = archive(&cut.piece().map_err(|error| said(&error))?).map_err(|error| said(&error))?;
            if !each(piece)? {
                break;
            }
        }
        if is_last {
            break;
        }
    }
    Ok(())
}

/// The spreadsheet with the first rows alone of each of its tables, as many as stand in so many bytes; `None` when they are all of
/// them.
///
/// # Errors
/// When the document is no well-formed XML.
pub fn beginning(file: impl Read + Seek, most: usize) -> Result<Option<Vec<u8>>, String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let mut zip = ZipArchive::new(file).map_err(|error| said(&error))?;
    let content = zip.by_name(CONTENT).map_err(|error| said(&error))?;
    let mut reader = Reader::from_reader(BufReader::with_capacity(1 << 16, Guarded { bytes: content, words: 0 }));
    let mut writer = Writer::new(Vec::new());
    let (mut buffer, mut depth, mut begin, mut is_cut) = (Vec::new(), 0_usize, 0, false);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|error| said(&error))?;
        match &event {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == TABLE => {
                depth += 1;
                begin = writer.get_ref().len();
            }
            Event::End(tag) if tag.name().as_ref() == TABLE => depth = depth.saturating_sub(1),
            Event::Start(tag) if tag.name().as_ref() == ROW && depth == 1 && writer.get_ref().len() - begin > most => {
                is_cut = true;
                let mut passed = Vec::new();
                reader.read_to_end_into(tag.to_owned().name(), &mut passed).map_err(|error| said(&error))?;
                continue;
            }
            _ => {}
        }
        writer.write_event(event).map_err(|error| said(&error))?;
    }
    match is_cut {
        true => archive(&writer.into_inner()).map(Some).map_err(|error| said(&error)),
        false => Ok(None),
    }
}

const TABLE: &str = "table:table";
const NAME: &str = "table:name";
const ROW: &str = "table:table-row";
const REPEATED: &str = "table:number-rows-repeated";
/// With what the rows of a table begin.
const ROWS: [&str; 4] = [ROW, "table:table-rows", "table:table-header-rows", "table:table-row-group"];

/// What was read of the table so far.
#[derive(Default)]
struct Cut {
    /// Up to its rows: styles, and what is said of its columns.
    before: Option<Vec<u8>>,
    written: Vec<u8>,
    /// The elements that are open, and how many of them are the table and what it stands in.
    open: Vec<BytesStart<'static>>,
    table: usize,
    /// Rows up to here, those that stand several times counted so, and those of the row at hand.
    rows: u64,
    repeated: u64,
    has_rows: bool,
}

impl Cut {
    fn is_in_table(&self) -> bool {
        self.table > 0
    }

    fn is_longer_than(&self, most: usize) -> bool {
        // A piece ends between two rows.
        self.is_between_rows() && self.written.len() > self.before.as_ref().map_or(0, Vec::len) + most
    }

    fn is_between_rows(&self) -> bool {
        self.before.is_some() && !self.open.iter().skip(self.table).any(|tag| tag.name().as_ref() == ROW)
    }

    /// Takes what follows; is the table at its end?
    fn take(&mut self, event: &Event) -> io::Result<bool> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name();
                if self.is_in_table() && self.before.is_none() && ROWS.contains(&name.as_ref()) {
                    self.before = Some(self.written.clone());
                }
                if name.as_ref() == ROW && self.is_between_rows() {
                    self.repeated = attribute(tag, REPEATED).and_then(|count| count.parse().ok()).unwrap_or(1);
                    self.has_rows = true;
                    if matches!(event, Event::Empty(_)) {
                        self.rows = self.rows.saturating_add(self.repeated);
                    }
                }
            }
            Event::End(_) if self.open.len() == self.table && self.is_in_table() => return Ok(true),
            _ => {}
        }
        Writer::new(&mut self.written).write_event(event.borrow())?;
        match event {
            Event::Start(tag) => {
                self.open.push(tag.to_owned().into_owned());
                if tag.name().as_ref() == TABLE && !self.is_in_table() {
                    self.table = self.open.len();
                }
            }
            Event::End(tag) => {
                self.open.pop();
                if tag.name().as_ref() == ROW && self.is_between_rows() {
                    self.rows = self.rows.saturating_add(self.repeated);
                }
            }
            _ => {}
        }
        Ok(false)
    }

    /// What was read, as a document; what follows begins anew behind as many empty rows.
    fn piece(&mut self) -> io::Result<Vec<u8>> {
        let mut piece = std::mem::take(&mut self.written);
        let mut writer = Writer::new(&mut piece);
        for tag in self.open.iter().rev() {
            writer.write_event(Event::End(BytesEnd::new(tag.name().as_ref().to_owned())))?;
        }
        self.written = self.before.clone().unwrap_or_default();
        let mut writer = Writer::new(&mut self.written);
        let row = format!("{ROW} {REPEATED}=\"{}\"", self.rows);
        writer.write_event(Event::Start(BytesStart::from_content(row, ROW.len())))?;
        writer.write_event(Event::Empty(BytesStart::new("table:table-cell")))?;
        writer.write_event(Event::End(BytesEnd::new(ROW)))?;
        for tag in self.open.iter().skip(self.table) {
            writer.write_event(Event::Start(tag.borrow()))?;
        }
        self.has_rows = false;
        Ok(piece)
    }
}

/// A document as a spreadsheet.
fn archive(content: &[u8]) -> io::Result<Vec<u8>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::with_capacity(content.len() + 1024)));
    zip.start_file(MARK, stored)?;
    zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet")?;
    zip.start_file("META-INF/manifest.xml", stored)?;
    zip.write_all(b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>")?;
    zip.start_file(CONTENT, stored)?;
    zip.write_all(content)?;
    Ok(zip.finish()?.into_inner())
}

/// Text in which words between two elements have an end: a reader would hold all of them.
struct Guarded<R> {
    bytes: R,
    words: usize,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        const LONGEST: usize = 16 << 20;
        let count = self.bytes.read(into)?;
        self.words = into[..count].iter().rposition(|byte| *byte == b'<').map_or(self.words + count, |at| count - at);
        match self.words > LONGEST {
            true => Err(io::Error::other("words of it are too long to be read")),
            false => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spreadsheet(rows: &str) -> Cursor<Vec<u8>> {
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Notes\"><table:table-row><table:table-cell/>\
             </table:table-row></table:table><table:table table:name=\"Data\"><table:table-column/>{rows}</table:table>\
             </office:spreadsheet></office:body></office:document-content>"
        );
        Cursor::new(archive(content.as_bytes()).expect("written"))
    }

    fn content(piece: Vec<u8>) -> String {
        let mut text = String::new();
        let mut zip = ZipArchive::new(Cursor::new(piece)).expect("an archive");
        zip.by_name(CONTENT).expect("is there").read_to_string(&mut text).expect("is text");
        text
    }

    #[test]
    fn rows_stand_in_pieces_where_they_stand_in_the_whole() {
        let row = |word: &str| format!("<table:table-row><table:table-cell><text:p>{word}</text:p></table:table-cell></table:table-row>");
        let twice =
            row("b").replace(ROW, &format!("{ROW} {REPEATED}=\"2\"")).replace(&format!("/{ROW} {REPEATED}=\"2\""), &format!("/{ROW}"));
        let rows = format!("<table:table-header-rows>{}{twice}</table:table-header-rows><table:table-row/>{}", row("a"), row("c"));
        let mut all = Vec::new();
        pieces(spreadsheet(&rows), "Data", 10, |piece| {
            all.push(content(piece));
            Ok(true)
        })
        .expect("is read");
        let words: Vec<Vec<&str>> = all.iter().map(|piece| piece.split("<text:p>").skip(1).map(|rest| &rest[..1]).collect()).collect();
        assert_eq!(words, [vec!["a"], vec!["b"], vec![], vec!["c"]], "{all:#?}");
        let empty: Vec<bool> =
            [1, 3, 4].iter().zip(&all[1..]).map(|(rows, piece)| piece.contains(&format!("\"{rows}\"><table:table-cell/>"))).collect();
        assert_eq!(empty, [true; 3], "{all:#?}");
        assert!(all.iter().all(|piece| !piece.contains("Notes") && piece.ends_with("</office:document-content>")), "{all:#?}");
        assert!(all[1].contains("<table:table-header-rows>") && !all[3].contains("<table:table-header-rows>"), "{all:#?}");
    }

    #[test]
    fn a_beginning_has_the_first_rows_of_each_table() {
        let row = "<table:table-row><table:table-cell/></table:table-row>";
        let head = beginning(spreadsheet(&row.repeat(100)), 200).expect("is read").expect("is long");
        let head = content(head);
        assert!(head.contains("Notes") && (2..9).contains(&head.matches("</table:table-row>").count()), "{head}");
        assert_eq!(beginning(spreadsheet(row), 200), Ok(None));
        assert!(is_spreadsheet(&mut ZipArchive::new(spreadsheet(row)).expect("an archive")));
        let why = pieces(spreadsheet(&" ".repeat(40 << 20)), "Data", 10, |_| Ok(true)).expect_err("is too long");
        assert!(why.contains("too long to be read"), "{why}");
    }
}
