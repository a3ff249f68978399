//! Merged areas of an OpenDocument spreadsheet, its cells in percent, and how many cells its tables unfold to: cells and rows are
//! written once and repeated by a number, which is looked at before a reader believes it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::import::limits::MOST_CELLS;
use crate::import::workbook::grid::TooMany;

/// What is known of the cells of the tables, by the names of these.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Areas {
    pub merged: BTreeMap<String, Vec<Dimensions>>,
    /// Cells that are shown in percent, row after row.
    percent: BTreeMap<String, Vec<Dimensions>>,
}

impl Areas {
    /// Is the cell of this table shown in percent?
    pub fn is_percent(&self, table: &str, (row, column): (u32, u32)) -> bool {
        let areas = self.percent.get(table).map(Vec::as_slice).unwrap_or_default();
        let from = areas.partition_point(|area| area.end.0 < row);
        let mut of_row = areas[from..].iter().take_while(|area| area.start.0 <= row);
        of_row.any(|area| (area.start.1..=area.end.1).contains(&column))
    }
}

/// The merged areas and the cells in percent. A document that is damaged gives those before the damage; the reader of the
/// cells tells of it.
pub fn of(bytes: &[u8]) -> Result<Areas, TooMany> {
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(Areas::default()) };
    let Ok(content) = zip.by_name("content.xml") else { return Ok(Areas::default()) };
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut buffer = Vec::new();
    let mut walk = Walk::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => walk.begin(&tag),
            Ok(Event::Empty(tag)) => {
                walk.begin(&tag);
                walk.end(tag.name().as_ref())?;
            }
            Ok(Event::End(tag)) => walk.end(tag.name().as_ref())?,
            Ok(Event::Eof) | Err(_) => return Ok(walk.areas),
            Ok(_) => {}
        }
    }
}

/// Where in the tables one is. Places are counted from 0.
#[derive(Default)]
struct Walk {
    areas: Areas,
    table: String,
    row: u32,
    column: u32,
    /// How often the row stands there.
    rows: u32,
    /// Up to the last cell of the row that holds something.
    filled: u32,
    /// Of the table: its rows up to the last filled one, and its columns.
    height: u64,
    width: u64,
    cells: u64,
}

impl Walk {
    fn begin(&mut self, tag: &BytesStart) {
        match tag.name().as_ref() {
            "table:table" => {
                self.table = attribute(tag, "table:name").unwrap_or_default();
                (self.row, self.height, self.width) = (0, 0, 0);
            }
            "table:table-row" => {
                self.rows = number(tag, "table:number-rows-repeated");
                (self.column, self.filled) = (0, 0);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let repeated = number(tag, "table:number-columns-repeated");
                let [rows, columns] = ["table:number-rows-spanned", "table:number-columns-spanned"].map(|name| number(tag, name));
                if rows > 1 || columns > 1 {
                    let end = (self.row.saturating_add(rows - 1), self.column.saturating_add(columns - 1));
                    self.areas.merged.entry(self.table.clone()).or_default().push(Dimensions::new((self.row, self.column), end));
                }
                let first = (self.row, self.column);
                self.column = self.column.saturating_add(repeated);
                let kind = attribute(tag, "office:value-type");
                if kind.as_deref() == Some("percentage") {
                    let last = (self.row.saturating_add(self.rows - 1), self.column - 1);
                    self.areas.percent.entry(self.table.clone()).or_default().push(Dimensions::new(first, last));
                }
                if kind.is_some() {
                    self.filled = self.column;
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) -> Result<(), TooMany> {
        match name {
            "table:table-row" => {
                self.row = self.row.saturating_add(self.rows);
                if self.filled > 0 {
                    (self.height, self.width) = (u64::from(self.row), self.width.max(u64::from(self.filled)));
                }
            }
            "table:table" => self.cells = self.cells.saturating_add(self.height.saturating_mul(self.width)),
            _ => {}
        }
        let open = self.height.saturating_mul(self.width);
        if self.cells.saturating_add(open) > MOST_CELLS as u64 { Err(TooMany) } else { Ok(()) }
    }
}

fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    Some(quick_xml::escape::unescape(&attribute.value).unwrap_or(Cow::Borrowed(&attribute.value)).into_owned())
}

/// Once, when it does not say otherwise.
fn number(tag: &BytesStart, name: &str) -> u32 {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn areas(table: &str) -> Result<Areas, TooMany> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", SimpleFileOptions::default()).expect("a member");
        zip.write_all(format!("<office:body><table:table table:name=\"A &amp; B\">{table}</table:table></office:body>").as_bytes())
            .expect("written");
        of(&zip.finish().expect("finished").into_inner())
    }

    const FILLED: &str = "<table:table-cell office:value-type=\"string\"/>";

    #[test]
    fn merged_areas_stand_behind_repeated_rows_and_cells() {
        let found = areas(&format!(
            "<table:table-row table:number-rows-repeated=\"3\">{FILLED}</table:table-row><table:table-row><table:table-cell \
             table:number-columns-repeated=\"2\"/><table:table-cell office:value-type=\"float\" table:number-columns-spanned=\"2\" \
             table:number-rows-spanned=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>"
        ));
        assert_eq!(found.expect("few cells").merged["A & B"], [Dimensions::new((3, 2), (3, 3))]);
    }

    #[test]
    fn cells_in_percent_are_known_by_their_place() {
        let percent = "<table:table-cell office:value-type=\"percentage\" table:number-columns-repeated=\"2\"/>";
        let found = areas(&format!(
            "<table:table-row>{FILLED}</table:table-row><table:table-row table:number-rows-repeated=\"2\">{FILLED}{percent}{FILLED}</table:table-row>"
        ));
        let found = found.expect("few cells");
        let places = |row: u32| (0..5).filter(|column| found.is_percent("A & B", (row, *column))).collect::<Vec<u32>>();
        assert_eq!([0, 1, 2, 3].map(places), [vec![], vec![1, 2], vec![1, 2], vec![]]);
    }

    #[test]
    fn repeated_cells_are_counted_before_they_are_unfolded() {
        let wide = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"16384\"/>";
        assert_eq!(areas(&format!("<table:table-row table:number-rows-repeated=\"1048576\">{wide}</table:table-row>")), Err(TooMany));
        // What is empty to the end of the sheet is no cell.
        let empty = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert!(areas(&format!("<table:table-row>{FILLED}</table:table-row>{empty}")).is_ok());
    }
}
