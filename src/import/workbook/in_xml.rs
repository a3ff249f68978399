//! Spreadsheets that Excel of 2003 wrote in XML, as portals of agencies still do under the name of a workbook.

use std::collections::BTreeMap;

use calamine::Dimensions;

use crate::import::hidden::Hidden;
use crate::import::limits::MOST_CELLS;
use crate::import::sdmx::xml::{Element, Flaw, Node, Walk};
use crate::import::sheet::Sheet;
use crate::import::workbook::grid::{Grid, TooMany};
use crate::import::workbook::shown::{Format, Shown};
use crate::problem::Problem;

/// The sheets of such a spreadsheet.
///
/// # Errors
/// When it is no well-formed XML, or has too many cells.
pub fn read(text: &str, name: &str) -> Result<Vec<Sheet>, Problem> {
    let problem = |why: String| Problem::new(format!("Could not read {name}")).because(why);
    let damaged = |flaw: Flaw| problem(format!("it is an XML spreadsheet of Excel 2003, and damaged ({})", flaw.why));
    let mut book = Book::default();
    let mut walk = Walk::new(text.as_bytes());
    loop {
        match walk.step().map_err(damaged)? {
            Node::Open(element) => book.open(&element),
            Node::Text(text) => book.text.push_str(&text),
            Node::Close(of) => {
                book.close(&of).map_err(|TooMany| problem(format!("the workbook has more than {MOST_CELLS} cells")))?;
            }
            Node::End => break,
        }
    }
    Ok(book.sheets)
}

/// A workbook on its way.
#[derive(Default)]
struct Book {
    sheets: Vec<Sheet>,
    /// By the names of the styles, of which one may be open.
    formats: BTreeMap<String, Format>,
    style: String,
    sheet: Open,
    taken: usize,
    text: String,
}

/// A sheet that is open.
#[derive(Default)]
struct Open {
    name: String,
    grid: Grid,
    shown: Shown,
    merged: Vec<Dimensions>,
    hidden: Hidden,
    columns: BTreeMap<u32, Format>,
    next_column: u32,
    /// The place of the next row and cell.
    row: u32,
    column: u32,
    /// How many columns the cell at hand reaches over behind its own.
    across: u32,
    alike: u32,
    of_row: Option<Format>,
    format: Format,
    kind: String,
}

/// A number among the attributes, counted from 1.
fn number(element: &Element, name: &str) -> Option<u32> {
    element.get(name).and_then(|number| number.parse().ok())
}

impl Book {
    fn open(&mut self, element: &Element) {
        let style = element.get("StyleID").and_then(|style| self.formats.get(style)).cloned();
        match element.name.as_str() {
            "Style" => element.get("ID").unwrap_or_default().clone_into(&mut self.style),
            "NumberFormat" => {
                let code = element.get("Format").unwrap_or_default();
                let format = if code.eq_ignore_ascii_case("percent") { Format::Percent } else { Format::of(code) };
                self.formats.insert(self.style.clone(), format);
            }
            "Worksheet" => self.sheet = Open { name: element.get("Name").unwrap_or_default().to_owned(), ..Open::default() },
            "Column" => {
                const MOST_COLUMNS: u32 = 16_384;
                let first = number(element, "Index").map_or(self.sheet.next_column, |index| index.saturating_sub(1));
                let last = first.saturating_add(number(element, "Span").unwrap_or(0)).min(MOST_COLUMNS);
                self.sheet.columns.extend((first..=last).filter_map(|column| Some((column, style.clone()?))));
                self.sheet.next_column = last + 1;
                if element.get("Hidden") == Some("1") {
                    self.sheet.hidden.columns(first as usize, (last + 1).saturating_sub(first) as usize);
                }
            }
            "Row" => {
                self.sheet.row = number(element, "Index").map_or(self.sheet.row, |index| index.saturating_sub(1));
                (self.sheet.column, self.sheet.of_row) = (0, style);
                // Empty rows that are alike are told by the first of them.
                self.sheet.alike = number(element, "Span").unwrap_or(0);
                if element.get("Hidden") == Some("1") {
                    self.sheet.hidden.rows(self.sheet.row as usize + 1, self.sheet.alike as usize + 1);
                }
            }
            "Cell" => self.sheet.begin_cell(element, style),
            "Data" => {
                element.get("Type").unwrap_or_default().clone_into(&mut self.sheet.kind);
                self.text.clear();
            }
            _ => {}
        }
    }

    fn close(&mut self, of: &str) -> Result<(), TooMany> {
        match of {
            "Data" => {
                let text = std::mem::take(&mut self.text);
                let sheet = &mut self.sheet;
                let place = (sheet.row, sheet.column);
                let text = match (sheet.kind.as_str(), text.trim().parse::<f64>()) {
                    ("Number", Ok(number)) => sheet.shown.number(place, number, &sheet.format, &sheet.grid),
                    ("DateTime", _) => {
                        let date = text.trim().trim_end_matches(".000").trim_end_matches("T00:00:00").to_owned();
                        sheet.shown.date(place, date, &sheet.format)
                    }
                    ("Boolean", _) => if text.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
                    _ => text,
                };
                let before = sheet.grid.cells();
                sheet.grid.put(place, text, MOST_CELLS.saturating_sub(self.taken))?;
                self.taken += sheet.grid.cells() - before;
            }
            "Cell" => self.sheet.column = self.sheet.column.saturating_add(1).saturating_add(self.sheet.across),
            "Row" => self.sheet.row = self.sheet.row.saturating_add(1).saturating_add(self.sheet.alike),
            "Worksheet" => {
                let Open { name, mut grid, shown, merged, mut hidden, .. } = std::mem::take(&mut self.sheet);
                let notes = shown.tell(&name, &mut grid, MOST_CELLS)?;
                let mut sheet = grid.sheet(&name, &merged);
                sheet.rows.iter().for_each(|row| hidden.look(row));
                sheet.notes.extend(notes.into_iter().chain(hidden.tell(&name)));
                self.sheets.push(sheet);
            }
            _ => {}
        }
        Ok(())
    }
}

impl Open {
    fn begin_cell(&mut self, element: &Element, style: Option<Format>) {
        self.column = number(element, "Index").map_or(self.column, |index| index.saturating_sub(1));
        self.format = style.or_else(|| self.of_row.clone()).or_else(|| self.columns.get(&self.column).cloned()).unwrap_or_default();
        self.across = number(element, "MergeAcross").unwrap_or(0);
        let down = number(element, "MergeDown").unwrap_or(0);
        if self.across > 0 || down > 0 {
            let end = (self.row.saturating_add(down), self.column.saturating_add(self.across));
            self.merged.push(Dimensions::new((self.row, self.column), end));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
        xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.0%"/></Style></Styles>
        <Worksheet ss:Name="Trade"><Table><Column ss:Index="3" ss:StyleID="s1"/>
        <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Exports</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Share</Data></Cell></Row>
        <Row ss:Index="3"><Cell><Data ss:Type="DateTime">2020-01-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">1234.5</Data></Cell>
        <Cell><Data ss:Type="Number">0.254</Data></Cell></Row></Table></Worksheet></Workbook>"#;

    #[test]
    fn cells_stand_where_they_say_and_are_read_as_shown() {
        let sheets = read(BOOK, "a.xls").expect("is read");
        let rows: Vec<String> = sheets[0].rows.iter().map(|row| row.cells.join("|")).collect();
        assert_eq!(
            (sheets[0].name.as_str(), rows),
            ("Trade", ["Exports||Share", "", "2020-01-01|1234.5|25.4%"].map(str::to_owned).to_vec())
        );
        assert_eq!(sheets[0].merged.len(), 1);
        assert!(sheets[0].notes.iter().any(|note| note.contains("percent")), "{:?}", sheets[0].notes);
        assert!(read(&BOOK[..BOOK.len() - 30], "a.xls").is_err_and(|problem| problem.to_string().contains("damaged")));
    }
}
