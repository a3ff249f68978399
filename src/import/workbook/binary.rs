//! Which rows and columns of a sheet of an .xlsb are hidden: its reader tells its cells only; and where such a sheet can be cut. Its
//! members are records, each with its kind and its length before it.

use std::io::{Read, Seek};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use crate::import::hidden::Hidden;
use crate::import::workbook::areas::attribute;
use crate::import::workbook::record::{long, short};

/// A row begins.
const ROW: u16 = 0x0000;
/// Columns that are alike.
const COLUMNS: u16 = 0x003c;
/// A sheet of the workbook.
const SHEET: u16 = 0x009c;

/// The rows and columns of the sheet of this name that are hidden; none where they are not found.
pub fn hidden(file: impl Read + Seek, sheet: &str) -> Hidden {
    read(file, sheet).unwrap_or_default()
}

fn read(file: impl Read + Seek, sheet: &str) -> Option<Hidden> {
    let mut zip = ZipArchive::new(file).ok()?;
    let id = id_of(&member(&mut zip, "xl/workbook.bin")?, sheet)?;
    let relations = member(&mut zip, "xl/_rels/workbook.bin.rels")?;
    let target = target_of(&relations, &id)?;
    let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    Some(of_records(&member(&mut zip, &name)?))
}

/// No more of a member is looked at.
const MOST: u64 = 1 << 28;

fn member(zip: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn of_records(bytes: &[u8]) -> Hidden {
    let mut hidden = Hidden::default();
    for (kind, data) in Records(bytes) {
        match kind {
            ROW if data.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                long(data, 0).into_iter().for_each(|row| hidden.rows(row as usize + 1, 1));
            }
            COLUMNS if short(data, 16).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (long(data, 0), long(data, 4)) {
                    hidden.columns(first as usize, (last as usize + 1).saturating_sub(first as usize));
                }
            }
            _ => {}
        }
    }
    hidden
}

/// The end of the rows, as a record.
const END: [u8; 3] = [0x92, 0x01, 0];

/// A sheet that ends before the last row which begins in these bytes; `None` where none does.
pub fn cut(head: &[u8]) -> Option<Vec<u8>> {
    let mut records = Records(head);
    let mut last = None;
    loop {
        let at = head.len() - records.0.len();
        match records.next() {
            Some((ROW, _)) => last = Some(at),
            Some(_) => {}
            None => return Some([head.get(..last?)?, END.as_slice()].concat()),
        }
    }
}

/// By what the relation of the sheet to its member is known.
fn id_of(workbook: &[u8], sheet: &str) -> Option<String> {
    let of = |data: &[u8]| {
        let (id, rest) = wide(data.get(8..)?)?;
        let (name, _) = wide(rest)?;
        (name == sheet).then_some(id)
    };
    Records(workbook).filter(|(kind, _)| *kind == SHEET).find_map(|(_, data)| of(data))
}

/// A text of letters of two bytes behind their number, and what follows it.
fn wide(data: &[u8]) -> Option<(String, &[u8])> {
    let length = (long(data, 0)? as usize).checked_mul(2)?;
    let letters = data.get(4..length.checked_add(4)?)?;
    let letters: Vec<u16> = letters.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    Some((String::from_utf16_lossy(&letters), &data[4 + length..]))
}

fn target_of(relations: &[u8], id: &str) -> Option<String> {
    let mut reader = Reader::from_reader(relations);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return None,
            Event::Start(tag) | Event::Empty(tag) if attribute(&tag, "Id").as_deref() == Some(id) => return attribute(&tag, "Target"),
            _ => {}
        }
    }
}

/// What each record is, and what it holds. Kind and length are written in bytes of seven bits, of which the last is marked.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, rest) = match *self.0 {
            [first, second, ref rest @ ..] if first & 0x80 != 0 => (u16::from(first & 0x7f) | u16::from(second & 0x7f) << 7, rest),
            [first, ref rest @ ..] => (u16::from(first), rest),
            [] => return None,
        };
        let end = rest.iter().take(4).position(|byte| byte & 0x80 == 0)? + 1;
        let length = rest[..end].iter().rev().fold(0_usize, |length, byte| length << 7 | usize::from(byte & 0x7f));
        let data = rest.get(end..)?.get(..length)?;
        self.0 = &rest[end + length..];
        Some((kind, data))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::import::sheet::Row;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let kind = if kind < 0x80 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
        [kind, vec![data.len() as u8 & 0x7f | 0x80, (data.len() >> 7) as u8], data.to_vec()].concat()
    }

    fn text(text: &str) -> Vec<u8> {
        let letters: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        [&(letters.len() as u32 / 2).to_le_bytes(), letters.as_slice()].concat()
    }

    #[test]
    fn hidden_rows_and_columns_of_a_binary_sheet_are_found_by_its_name() {
        let row = |row: u8, flags: u8| record(ROW, &[row, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, flags, 0, 0, 0, 0, 0]);
        let columns = |first: u8, last: u8, flags: u8| record(COLUMNS, &[first, 0, 0, 0, last, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, flags, 0]);
        let sheet = [columns(0, 0, 2), columns(2, 3, 1), row(0, 0), row(4, 0x10), row(5, 0x2f)].concat();
        let bundled = |id: &str, name: &str| record(SHEET, &[vec![0; 8], text(id), text(name)].concat());
        let relations = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.bin\"/>\
                         <Relationship Id=\"r2\" Target=\"/xl/worksheets/sheet2.bin\"/></Relationships>";
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [
            ("xl/workbook.bin", [bundled("r1", "Notes"), bundled("r2", "Данные")].concat()),
            ("xl/_rels/workbook.bin.rels", relations.as_bytes().to_vec()),
            ("xl/worksheets/sheet1.bin", row(0, 0)),
            ("xl/worksheets/sheet2.bin", sheet),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).expect("a member");
            zip.write_all(&bytes).expect("written");
        }
        let book = zip.finish().expect("finished").into_inner();
        assert_eq!(cut(&[columns(2, 3, 1), row(0, 0), row(4, 0)].concat()), Some([columns(2, 3, 1), row(0, 0), END.to_vec()].concat()));
        assert_eq!(cut(&columns(2, 3, 1)), None);
        let told = |name: &str| {
            let mut hidden = hidden(Cursor::new(&book), name);
            (1..=7).for_each(|line| hidden.look(&Row { line, cells: vec!["a".to_owned(); 5] }));
            hidden.tell(name)
        };
        assert_eq!(told("Notes"), [""; 0]);
        assert_eq!(
            told("Данные"),
            ["hidden rows of \"Данные\" are read as well: 5", "hidden columns of \"Данные\" are read as well: C–D (2 of them)"]
        );
    }
}
