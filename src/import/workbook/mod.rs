//! Workbooks as sheets of text cells: xlsx, xlsb, xls and ods. A sheet that cannot be read does not take the others with it.

use std::fmt::Display;
use std::io::Cursor;

use calamine::{Ods, Reader as _, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use crate::import::guard::guarded;
use crate::import::limits::MOST_CELLS;
use crate::import::report::Report;
use crate::import::sheet::Sheet;
use crate::import::workbook::cells::{Binary, Bytes, Cells, Old, OpenDocument, Present, full};
use crate::import::workbook::grid::{Grid, TooMany};
use crate::problem::{Guide, Problem};

mod above_line;
mod areas;
mod binary;
mod bounds;
mod cell;
mod cells;
pub mod compound;
mod grid;
mod in_pieces;
pub mod in_xml;
mod members;
mod old;
mod record;
mod rewritten;
pub mod rows;
mod shown;
mod unsaved;

/// A workbook by the form in which it is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    Xlsx,
    Xlsb,
    Xls,
    Ods,
}

impl Book {
    /// "a workbook of Excel (.xlsx)".
    pub fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "a workbook of Excel (.xlsx)",
            Self::Xlsb => "a binary workbook of Excel (.xlsb)",
            Self::Xls => "a workbook of an older Excel (.xls)",
            Self::Ods => "an OpenDocument spreadsheet (.ods)",
        }
    }

    /// The endings that such a file has.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Xlsx => &["xlsx", "xlsm", "xltx", "xltm", "xlam"],
            Self::Xlsb => &["xlsb"],
            Self::Xls => &["xls", "xlt", "xla"],
            Self::Ods => &["ods", "ots", "fods"],
        }
    }
}

/// The sheets of a workbook called `name`, or the one that is `wanted` by its name or number.
///
/// # Errors
/// When it cannot be read, has no such sheet, or none of its sheets can be read.
pub fn read(bytes: &[u8], book: Book, name: &str, wanted: Option<&str>, report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    if book != Book::Xls {
        bounds::check(bytes, name)?;
    }
    let raised = matches!(book, Book::Xlsx | Book::Ods).then(|| rewritten::with_raised(bytes)).flatten();
    let bytes = raised.as_deref().unwrap_or(bytes);
    let cursor = Cursor::new(bytes);
    match book {
        Book::Xlsx => {
            let mut told = report.clone();
            let read = sheets(Present { cells: opened(Xlsx::new, cursor, book, name)?, bytes }, book, name, wanted, &mut told);
            if stumbles(&read, &told)
                && let Some(mended) = rewritten::without_blanks(bytes)
            {
                let cells = opened(Xlsx::new, Cursor::new(&mended), book, name)?;
                return sheets(Present { cells, bytes: &mended }, book, name, wanted, report);
            }
            *report = told;
            read
        }
        Book::Xlsb => sheets(Binary { cells: opened(Xlsb::new, cursor, book, name)?, bytes }, book, name, wanted, report),
        Book::Xls => old(bytes, usize::MAX, (name, wanted), report),
        Book::Ods => {
            let areas = areas::of(bytes).map_err(|TooMany| {
                Problem::new(format!("Could not read {name}")).because(full(TooMany)).hint("Save the sheet that is needed as CSV.")
            })?;
            let book = OpenDocument { cells: opened(Ods::new, cursor, book, name)?, areas };
            sheets(book, Book::Ods, name, wanted, report)
        }
    }
}

/// The sheets of a workbook of an older Excel; of each so many rows that they have so many cells.
fn old(bytes: &[u8], until: usize, (name, wanted): (&str, Option<&str>), report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    compound::check(bytes, name)?;
    let cells = opened(Xls::new, Cursor::new(bytes), Book::Xls, name)?;
    sheets(Old { cells, formats: old::formats(bytes), until }, Book::Xls, name, wanted, report)
}

/// The first rows of the sheets of a workbook of an older Excel, which is small enough to be held, but not as texts.
///
/// # Errors
/// When it cannot be read.
pub fn beginning_of_old(bytes: &[u8], named: (&str, Option<&str>), report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    /// As much tells what the columns hold.
    const CELLS: usize = 40_000;
    old(bytes, CELLS, named, report)
}

/// Was a number met that the reader takes for none, as one with a blank before it?
fn stumbles(read: &Result<Vec<Sheet>, Problem>, report: &Report) -> bool {
    let is_told = |words: &str| words.contains("Parse float error");
    match read {
        Ok(_) => report.notes.iter().any(|note| is_told(note)),
        Err(problem) => problem.why.as_deref().is_some_and(is_told),
    }
}

fn opened<'a, T, E: Display>(open: fn(Bytes<'a>) -> Result<T, E>, bytes: Bytes<'a>, book: Book, name: &str) -> Result<T, Problem> {
    guarded(name, book.name(), || {
        open(bytes).map_err(|error| {
            let told = error.to_string();
            let problem = Problem::new(format!("Could not read {name}"));
            match told.to_lowercase().contains("password") {
                true => problem.because("it is protected with a password").hint("Save it without a password, and open that."),
                false => problem
                    .because(format!("it is {}, and damaged ({told})", book.name()))
                    .hint("Open it in a spreadsheet program and save it as XLSX."),
            }
        })
    })
}

fn sheets(mut cells: impl Cells, book: Book, name: &str, wanted: Option<&str>, report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    let list = cells.list();
    if report.parts.is_empty() && list.len() > 1 {
        report.parts = list.iter().map(|sheet| sheet.name.clone()).collect();
    }
    let chosen =
        chosen(&list, wanted).map_err(|why| Problem::new(format!("Could not read {name}")).because(why).guide(Guide::PartOfFile))?;
    let mut left = MOST_CELLS;
    let (mut sheets, mut failed) = (Vec::new(), Vec::new());
    for sheet in chosen {
        if let Some(kind) = without_cells(sheet.typ) {
            failed.push(format!("the sheet \"{}\" is {kind}", sheet.name));
            continue;
        }
        match guarded(name, book.name(), || one(&mut cells, &sheet.name, left)) {
            Ok((mut read, taken)) => {
                left = left.saturating_sub(taken);
                match sheet.visible {
                    SheetVisible::Visible => {}
                    SheetVisible::Hidden | SheetVisible::VeryHidden => read.notes.push(format!("the sheet \"{}\" is hidden", sheet.name)),
                }
                read.notes.iter().for_each(|note| report.note(note));
                sheets.push(read);
            }
            Err(problem) => {
                failed.push(format!("the sheet \"{}\" could not be read ({})", sheet.name, problem.why.unwrap_or(problem.what)));
            }
        }
    }
    let is_filled = sheets.iter().any(|sheet| !sheet.rows.is_empty());
    if !is_filled {
        let empty = failed.is_empty().then(|| "its sheets are empty".to_owned());
        let notes = sheets.into_iter().flat_map(|sheet| sheet.notes);
        let why = empty.into_iter().chain(failed).chain(notes).collect::<Vec<_>>().join("; ");
        return Err(Problem::new(format!("Could not read {name}"))
            .because(why)
            .hint("Open it in a spreadsheet program: is the table there?"));
    }
    failed.iter().for_each(|note| report.note(note));
    Ok(sheets)
}

/// One sheet, and how many cells it took.
fn one(cells: &mut impl Cells, name: &str, most: usize) -> Result<(Sheet, usize), Problem> {
    let mut grid = Grid::default();
    let filled = cells.fill(name, &mut grid, most);
    let mut notes = match filled {
        Ok(notes) => notes,
        Err(why) if grid.is_empty() || grid.cells() > most => return Err(Problem::new("Could not read the sheet").because(why)),
        Err(why) => vec![format!("the sheet \"{name}\" could not be read behind row {}: {why}", grid.last_line())],
    };
    let taken = grid.cells();
    let mut sheet = grid.sheet(name, &cells.merged(name));
    sheet.notes.append(&mut notes);
    let mut hidden = cells.hidden(name);
    sheet.rows.iter().for_each(|row| hidden.look(row));
    sheet.notes.extend(hidden.tell(name));
    Ok((sheet, taken))
}

/// The sheet of this name, or the one of this number counted from 1; all of them when none is wanted.
fn chosen<'a>(list: &'a [calamine::Sheet], wanted: Option<&str>) -> Result<Vec<&'a calamine::Sheet>, String> {
    let Some(wanted) = wanted else { return Ok(list.iter().collect()) };
    let by_name = list.iter().find(|sheet| sheet.name == wanted);
    let by_words = || list.iter().find(|sheet| sheet.name.trim().to_lowercase() == wanted.trim().to_lowercase());
    let by_number = || list.get(wanted.trim().parse::<usize>().ok()?.checked_sub(1)?);
    by_name.or_else(by_words).or_else(by_number).map(|sheet| vec![sheet]).ok_or_else(|| {
        let names: Vec<String> = list.iter().map(|sheet| format!("\"{}\"", sheet.name)).collect();
        format!("it has no sheet \"{wanted}\"; it has {}", names.join(", "))
    })
}

/// What a sheet is that holds no cells.
fn without_cells(kind: SheetType) -> Option<&'static str> {
    match kind {
        SheetType::WorkSheet | SheetType::MacroSheet => None,
        SheetType::ChartSheet => Some("a chart"),
        SheetType::DialogSheet => Some("a dialog"),
        SheetType::Vba => Some("a program"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::import::sheet::Merged;

    fn archive(members: &[(&str, String)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    /// A workbook of the calendar of 1904 with the sheets "Data" and "Notes", which is hidden. Style 1 is a date, 2 is percent.
    fn xlsx(data: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let target = |number: usize| {
            format!("<Relationship Id=\"r{number}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>")
        };
        let sheet = |data: &str| format!("<worksheet xmlns=\"{main}\">{data}</worksheet>");
        archive(&[
            ("[Content_Types].xml", "<Types/>".to_owned()),
            (
                "_rels/.rels",
                format!(
                    "<Relationships><Relationship Id=\"r0\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
                ),
            ),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"Data\" \
                     sheetId=\"1\" r:id=\"r1\"/><sheet name=\"Notes\" sheetId=\"2\" state=\"hidden\" r:id=\"r2\"/></sheets></workbook>"
                ),
            ),
            (
                "xl/_rels/workbook.xml.rels",
                format!(
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{}{}</Relationships>",
                    target(1),
                    target(2)
                ),
            ),
            (
                "xl/styles.xml",
                format!(
                    "<styleSheet xmlns=\"{main}\"><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/>\
                     </cellXfs></styleSheet>"
                ),
            ),
            ("xl/worksheets/sheet1.xml", sheet(data)),
            ("xl/worksheets/sheet2.xml", sheet("<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>see Data</v></c></row></sheetData>")),
        ])
    }

    const DATA: &str = "<sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"str\"><v>day</v></c><c r=\"C1\" t=\"str\"><v>share</v></c></row>\
        <row r=\"3\"><c r=\"A3\" s=\"1\"><v>42735</v></c><c r=\"B3\" t=\"b\"><v>1</v></c><c r=\"C3\" s=\"2\"><v>0.254</v></c></row>\
        <row r=\"4\"><c r=\"A4\"><v>42735</v></c><c r=\"B4\" t=\"e\"><v>#N/A</v></c><c r=\"C4\"><v>1.10</v></c></row>\
        </sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>";

    fn rows(sheet: &Sheet) -> Vec<(usize, Vec<&str>)> {
        sheet.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn cells_are_told_as_text_with_their_place() {
        let mut report = Report::default();
        let sheets = read(&xlsx(DATA), Book::Xlsx, "a.xlsx", None, &mut report).expect("readable");
        assert_eq!(
            rows(&sheets[0]),
            [(1, vec!["day", "", "share"]), (2, vec![]), (3, vec!["2021-01-01", "TRUE", "25.4%"]), (4, vec!["42735", "#N/A", "1.1"])]
        );
        assert_eq!(sheets[0].merged, [Merged { rows: [0, 0], columns: [0, 1] }]);
        assert_eq!(sheets[0].notes, ["column C of \"Data\" is shown in percent, and read so: 0.254 as 25.4 %"]);
        assert_eq!(sheets[1].notes, ["the sheet \"Notes\" is hidden"]);
    }

    #[test]
    fn a_sheet_is_asked_for_by_name_or_number() {
        let book = xlsx(DATA);
        for wanted in ["Notes", " notes", "2"] {
            let sheets = read(&book, Book::Xlsx, "a.xlsx", Some(wanted), &mut Report::default()).expect("readable");
            assert_eq!(rows(&sheets[0]), [(1, vec!["see Data"])], "{wanted}");
        }
        let problem = read(&book, Book::Xlsx, "a.xlsx", Some("3"), &mut Report::default()).expect_err("no such sheet");
        assert_eq!(problem.to_string(), "Could not read a.xlsx: it has no sheet \"3\"; it has \"Data\", \"Notes\"");
    }

    #[test]
    fn a_sheet_that_ends_in_the_middle_keeps_its_rows_and_the_others() {
        let cut = DATA.split_once("<row r=\"4\"").map(|(before, _)| before).expect("a fourth row");
        let mut report = Report::default();
        let sheets = read(&xlsx(&format!("{cut}<row r=\"4\"><c t=\"n\"><v>x")), Book::Xlsx, "a.xlsx", None, &mut report).expect("readable");
        assert_eq!((sheets.len(), sheets[0].rows.len()), (2, 3));
        assert!(
            report.notes.iter().any(|note| note.starts_with("the sheet \"Data\" could not be read behind row 3")),
            "{:?}",
            report.notes
        );
    }

    #[test]
    fn a_number_with_a_blank_before_it_is_a_number() {
        let blank = DATA.replace("<c r=\"C4\"><v>1.10</v>", "<c r=\"C4\" t=\"n\"><v> 41 </v>");
        let mut report = Report::default();
        let sheets = read(&xlsx(&blank), Book::Xlsx, "a.xlsx", None, &mut report).expect("readable");
        assert_eq!(rows(&sheets[0])[3].1, ["42735", "#N/A", "41"]);
        assert_eq!(report.notes.iter().filter(|note| note.contains("could not be read")).count(), 0, "{:?}", report.notes);
    }

    #[test]
    fn formulas_without_results_are_told() {
        let formula = DATA.replace("<c r=\"C4\"><v>1.10</v></c>", "<c r=\"C4\"><f>A4*2</f><v/></c>");
        let sheets = read(&xlsx(&formula), Book::Xlsx, "a.xlsx", None, &mut Report::default()).expect("readable");
        assert!(
            sheets[0].notes.iter().any(|note| note.starts_with("cells of \"Data\" hold formulas without results: 1, in column C")),
            "{:?}",
            sheets[0].notes
        );
    }

    #[test]
    fn a_workbook_that_is_none_is_a_problem() {
        for book in [Book::Xlsx, Book::Xlsb, Book::Ods, Book::Xls] {
            let problem = read(b"PK\x03\x04", book, "a.xlsx", None, &mut Report::default()).expect_err("no workbook");
            assert!(problem.to_string().starts_with("Could not read a.xlsx: "), "{problem}");
        }
    }
}
