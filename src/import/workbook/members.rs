//! What a sheet of an .xlsx says of itself and its reader does not tell: which of its rows and columns are hidden, and which of
//! its formulas have no results.

use std::io::{BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::import::hidden::Hidden;
use crate::import::workbook::areas::attribute;
use crate::import::workbook::unsaved::Unsaved;

/// The rows and columns of a sheet that are hidden.
pub fn hidden(file: impl Read + Seek, sheet: &str) -> Hidden {
    let (mut hidden, mut line) = (Hidden::default(), 0);
    walk(file, sheet, b" hidden=", |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
        let number = |name: &str| attribute(tag, name)?.parse::<usize>().ok();
        let is_hidden = || matches!(attribute(tag, "hidden").as_deref(), Some("1" | "true"));
        match tag.local_name().as_ref() {
            "row" => {
                line = number("r").unwrap_or(line + 1);
                if is_hidden() {
                    hidden.rows(line, 1);
                }
            }
            "col" if is_hidden() => {
                if let (Some(first), Some(last)) = (number("min").and_then(|first| first.checked_sub(1)), number("max")) {
                    hidden.columns(first, last.saturating_sub(first));
                }
            }
            _ => {}
        }
    });
    hidden
}

/// The formulas of a sheet that were saved without their results.
pub fn unsaved(file: impl Read + Seek, sheet: &str) -> Unsaved {
    let (mut unsaved, mut cell) = (Unsaved::default(), Cell::default());
    walk(file, sheet, b"<f", |event| match event {
        Event::Start(tag) => cell.begin(tag),
        Event::Empty(tag) if tag.local_name().as_ref() == "f" => cell.is_formula = true,
        Event::Text(text) if cell.is_in_value => cell.has_value |= !text.is_empty(),
        Event::End(tag) => match tag.local_name().as_ref() {
            "v" => cell.is_in_value = false,
            "c" if cell.is_formula && !cell.has_value => unsaved.add(cell.column),
            _ => {}
        },
        _ => {}
    });
    unsaved
}

/// The cell at hand.
#[derive(Default)]
struct Cell {
    column: u32,
    is_formula: bool,
    is_in_value: bool,
    has_value: bool,
}

impl Cell {
    fn begin(&mut self, tag: &BytesStart) {
        match tag.local_name().as_ref() {
            "c" => {
                let place = attribute(tag, "r").unwrap_or_default();
                let letters = place.bytes().take_while(u8::is_ascii_uppercase).take(3);
                let column = letters.fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1).saturating_sub(1);
                // Words may be none.
                let has_value = attribute(tag, "t").as_deref() == Some("str");
                *self = Self { column, has_value, ..Self::default() };
            }
            "f" => self.is_formula = true,
            "v" => self.is_in_value = true,
            _ => {}
        }
    }
}

/// Goes through the sheet of this name, if these signs stand in it at all.
fn walk(file: impl Read + Seek, sheet: &str, sought: &[u8], mut each: impl FnMut(&Event)) -> Option<()> {
    let mut zip = ZipArchive::new(file).ok()?;
    let name = member(&mut zip, sheet)?;
    from(&mut zip.by_name(&name).ok()?, sought)?;
    events(zip.by_name(&name).ok()?, &mut each)
}

fn events(member: impl Read, each: &mut impl FnMut(&Event)) -> Option<()> {
    let mut reader = Reader::from_reader(BufReader::new(member));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Eof => return Some(()),
            event => each(&event),
        }
    }
}

/// Where the sheet of this name stands in the archive.
fn member(zip: &mut ZipArchive<impl Read + Seek>, sheet: &str) -> Option<String> {
    let (mut id, mut target) = (None, None);
    events(zip.by_name("xl/workbook.xml").ok()?, &mut |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().as_ref() == "sheet"
            && attribute(tag, "name").as_deref() == Some(sheet)
        {
            id = tag.attributes().flatten().find(|one| one.key.as_ref().ends_with(":id")).map(|one| one.value.into_owned());
        }
    })?;
    events(zip.by_name("xl/_rels/workbook.xml.rels").ok()?, &mut |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && id.is_some()
            && attribute(tag, "Id") == id
        {
            target = attribute(tag, "Target");
        }
    })?;
    let target = target?;
    Some(target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned))
}

/// What was read of a member from these signs on; `None` where they do not stand in it, or words of it are too long to be read.
pub fn from(member: &mut impl Read, sought: &[u8]) -> Option<Vec<u8>> {
    /// Of words between two elements: a reader would hold all of them.
    const LONGEST: usize = 1 << 20;
    let mut piece = vec![0; 1 << 18];
    let mut kept: Vec<u8> = Vec::new();
    let mut words = 0;
    loop {
        let count = member.read(&mut piece).ok().filter(|count| *count > 0)?;
        words = piece[..count].iter().rposition(|byte| *byte == b'<').map_or(words + count, |at| count - at);
        if words > LONGEST {
            return None;
        }
        kept.extend(&piece[..count]);
        if let Some(at) = last(&kept, sought) {
            return Some(kept.split_off(at));
        }
        // They may stand across two pieces.
        kept.drain(..kept.len().saturating_sub(sought.len()));
    }
}

pub fn last(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).rposition(|window| window == sought)
}
