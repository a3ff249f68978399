//! Merged areas of an OpenDocument spreadsheet, how its cells are shown, and how many cells its tables unfold to: cells and rows
//! are written once and repeated by a number, which is looked at before a reader believes it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};

use calamine::Dimensions;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::import::hidden::Hidden;
use crate::import::limits::MOST_CELLS;
use crate::import::workbook::grid::TooMany;
use crate::import::workbook::shown::Format;

/// What is known of the cells of the tables, by the names of these.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Areas {
    pub merged: BTreeMap<String, Vec<Dimensions>>,
    pub hidden: BTreeMap<String, Hidden>,
    /// Cells that are not shown as they stand, row after row.
    shown: BTreeMap<String, Vec<(Dimensions, Format)>>,
}

impl Areas {
    /// How the cell of this table is shown, where it is not shown as it stands.
    pub fn format(&self, table: &str, (row, column): (u32, u32)) -> Option<&Format> {
        let areas = self.shown.get(table).map(Vec::as_slice).unwrap_or_default();
        let at = areas.partition_point(|(area, _)| area.end.0 < row || area.start.0 <= row && area.end.1 < column);
        let found = areas.get(at).filter(|(area, _)| area.start.0 <= row && area.start.1 <= column);
        found.map(|(_, format)| format)
    }
}

/// The merged areas, and how cells are shown. A document that is damaged gives those before the damage; the reader of the
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
    styles: Styles,
    table: String,
    /// How the cells of columns are shown that do not say it themselves: up to which column, and how.
    columns: Vec<(u32, Format)>,
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
                self.columns.clear();
            }
            "table:table-column" => {
                let first = self.columns.last().map_or(0, |(end, _)| *end);
                let end = first.saturating_add(number(tag, "table:number-columns-repeated"));
                self.columns.push((end, self.styles.of_cell(tag, "table:default-cell-style-name").unwrap_or_default()));
                if is_hidden(tag) {
                    self.hidden().columns(first as usize, (end - first) as usize);
                }
            }
            "table:table-row" => {
                self.rows = number(tag, "table:number-rows-repeated");
                (self.column, self.filled) = (0, 0);
                if is_hidden(tag) {
                    let (first, count) = (self.row as usize + 1, self.rows as usize);
                    self.hidden().rows(first, count);
                }
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
                let format = kind.as_deref().map(|kind| self.format(tag, kind, first.1)).unwrap_or_default();
                if format != Format::Plain {
                    let last = (self.row.saturating_add(self.rows - 1), self.column - 1);
                    self.areas.shown.entry(self.table.clone()).or_default().push((Dimensions::new(first, last), format));
                }
                if kind.is_some() {
                    self.filled = self.column;
                }
            }
            _ => self.styles.begin(tag),
        }
    }

    fn hidden(&mut self) -> &mut Hidden {
        self.areas.hidden.entry(self.table.clone()).or_default()
    }

    /// How a cell that holds a value of this kind is shown.
    fn format(&self, tag: &BytesStart, kind: &str, column: u32) -> Format {
        let of_column = || self.columns.iter().find(|(end, _)| column < *end).map(|(_, format)| format.clone());
        let of_style = || self.styles.of_cell(tag, "table:style-name").or_else(of_column).unwrap_or_default();
        match (kind, of_style()) {
            ("percentage", _) => Format::Percent,
            ("currency", Format::Plain) => attribute(tag, "office:currency").map_or(Format::Plain, |code| Format::Beside(code.into())),
            ("float" | "currency", Format::Smaller(power)) => Format::Smaller(power),
            ("date", format @ (Format::Month | Format::Year)) => format,
            _ => Format::Plain,
        }
    }

    fn end(&mut self, name: &str) -> Result<(), TooMany> {
        match name {
            "number:date-style" => self.styles.end_date(),
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

/// The styles of cells, as far as they say how numbers and dates are shown.
#[derive(Default)]
struct Styles {
    /// Of values, by their names.
    values: BTreeMap<String, Format>,
    /// Of cells, by their names.
    cells: BTreeMap<String, Format>,
    /// The style of values at hand, and the parts of a date in it.
    name: String,
    parts: String,
}

impl Styles {
    fn begin(&mut self, tag: &BytesStart) {
        match tag.name().as_ref() {
            "number:number-style" | "number:currency-style" | "number:date-style" => {
                self.name = attribute(tag, "style:name").unwrap_or_default();
                self.parts.clear();
            }
            "number:number" => {
                let factor = attribute(tag, "number:display-factor").and_then(|factor| factor.parse::<f64>().ok());
                if let Some(power) = factor.and_then(|factor| [3, 6, 9, 12].into_iter().find(|power| factor == 10_f64.powi(*power))) {
                    self.values.insert(self.name.clone(), Format::Smaller(power as usize));
                }
            }
            "number:year" => self.parts.push('y'),
            "number:month" => self.parts.push('m'),
            "number:day" | "number:hours" => self.parts.push('d'),
            "style:style" => {
                let format = attribute(tag, "style:data-style-name").and_then(|name| self.values.get(&name));
                if let (Some(name), Some(format)) = (attribute(tag, "style:name"), format) {
                    self.cells.insert(name, format.clone());
                }
            }
            _ => {}
        }
    }

    fn end_date(&mut self) {
        self.values.insert(std::mem::take(&mut self.name), Format::of(&self.parts));
    }

    /// How the style that an element names shows a cell; `None` where it names none.
    fn of_cell(&self, tag: &BytesStart, name: &str) -> Option<Format> {
        attribute(tag, name).map(|style| self.cells.get(&style).cloned().unwrap_or_default())
    }
}

/// By a person, or by a filter.
fn is_hidden(tag: &BytesStart) -> bool {
    matches!(attribute(tag, "table:visibility").as_deref(), Some("collapse" | "filter"))
}

pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
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
        let places = |row: u32| (0..5).filter(|column| found.format("A & B", (row, *column)).is_some()).collect::<Vec<u32>>();
        assert_eq!([0, 1, 2, 3].map(places), [vec![], vec![1, 2], vec![1, 2], vec![]]);
    }

    #[test]
    fn numbers_and_dates_are_shown_as_their_styles_say() {
        let value = |kind: &str, style: &str| format!("<table:table-cell office:value-type=\"{kind}\" {style}/>");
        let own = |name: &str| format!("table:style-name=\"{name}\"");
        let styles = "<number:number-style style:name=\"N1\"><number:number number:display-factor=\"1000000\"/></number:number-style>\
            <number:date-style style:name=\"N2\"><number:month/><number:text>/</number:text><number:year/></number:date-style>\
            <number:date-style style:name=\"N3\"><number:day/><number:month/><number:year/></number:date-style>\
            <style:style style:name=\"c1\" style:data-style-name=\"N1\"/><style:style style:name=\"c2\" style:data-style-name=\"N2\"/>\
            <style:style style:name=\"c3\" style:data-style-name=\"N3\"/><table:table-column table:number-columns-repeated=\"2\"/>\
            <table:table-column table:default-cell-style-name=\"c1\"/>";
        let cells = [
            value("float", &own("c1")),
            value("date", &own("c2")),
            value("float", ""),
            value("date", &own("c3")),
            value("currency", "office:currency=\"EUR\""),
        ];
        let found = areas(&format!("{styles}<table:table-row>{}</table:table-row>", cells.concat())).expect("few cells");
        let formats = [0, 1, 2, 3, 4].map(|column| found.format("A & B", (0, column)).cloned().unwrap_or_default());
        let plain = Format::Plain;
        assert_eq!(formats, [Format::Smaller(6), Format::Month, Format::Smaller(6), plain, Format::Beside("EUR".into())]);
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
