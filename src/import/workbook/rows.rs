//! The rows of one sheet of a workbook that is too large for memory, read by a thread of its own, some at a time; and the
//! beginning of such a workbook, which is one as well.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Write as _};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use calamine::{Data, DataRef, DataType, Ods, Reader as _, Xls, Xlsb, Xlsx};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::import::hidden::Hidden;
use crate::import::kind::Kind;
use crate::import::limits::MOST_CELLS;
use crate::import::sheet::Row;
use crate::import::workbook::Book;
use crate::import::workbook::areas::{self, Areas};
use crate::import::workbook::binary;
use crate::import::workbook::cell;
use crate::import::workbook::cells::{full, unseen};
use crate::import::workbook::grid::Grid;
use crate::import::workbook::in_pieces;
use crate::import::workbook::members::{self, from, last};
use crate::import::workbook::old;
use crate::import::workbook::rewritten;
use crate::import::workbook::shown::{Format, Shown, formats};

/// Rows are handed over so many at a time, and so many times ahead.
const PIECE: usize = 256;
const AHEAD: usize = 4;
/// Words that say how large the figures below are stand no deeper.
const TOP: u32 = 100;
/// Of each sheet so many bytes are its beginning.
const HEAD: usize = 1 << 20;

/// Is this archive a workbook whose sheets can be read row by row?
pub fn is_book(path: &Path) -> bool {
    form(path).is_some()
}

/// Is it a workbook of an older Excel?
pub fn is_old(path: &Path) -> bool {
    const LONGEST: usize = 8;
    let mut beginning = Vec::new();
    let is_read = File::open(path).and_then(|file| file.take(LONGEST as u64).read_to_end(&mut beginning)).is_ok();
    is_read && Kind::of(&beginning) == Some(Kind::Compound)
}

/// The form of the workbook that an archive is.
fn form(path: &Path) -> Option<Book> {
    if is_old(path) {
        return Some(Book::Xls);
    }
    let mut zip = ZipArchive::new(File::open(path).ok()?).ok()?;
    let has = |zip: &ZipArchive<File>, wanted: &str| zip.file_names().any(|name| name.is_ok_and(|name| name == wanted));
    match () {
        () if has(&zip, "xl/workbook.xml") => Some(Book::Xlsx),
        () if has(&zip, "xl/workbook.bin") => Some(Book::Xlsb),
        () if in_pieces::is_spreadsheet(&mut zip) => Some(Book::Ods),
        () => None,
    }
}

/// The workbook with the first rows alone of its long sheets, as a file; `None` when none is long, or they cannot be cut.
pub fn beginning(path: &Path) -> Option<Vec<u8>> {
    if form(path) == Some(Book::Ods) {
        return in_pieces::beginning(File::open(path).ok()?, HEAD).ok()?;
    }
    let mut zip = ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let mut cut = ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_cut = false;
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).ok()?;
        let name = member.name().ok()?.to_string();
        // Words that are set above the line are told apart in files that are read as a whole.
        if name == "xl/sharedStrings.xml" && from(&mut member, b"\"superscript\"").is_some() {
            return None;
        }
        if !name.starts_with("xl/worksheets/") || !name.ends_with(".xml") && !name.ends_with(".bin") {
            drop(member);
            cut.raw_copy_file(zip.by_index_raw(index).ok()?).ok()?;
            continue;
        }
        let mut head = Vec::new();
        member.by_ref().take(HEAD as u64).read_to_end(&mut head).ok()?;
        if head.len() == HEAD {
            is_cut = true;
            if name.ends_with(".bin") {
                cut.start_file(name, SimpleFileOptions::default()).ok()?;
                cut.write_all(&binary::cut(&head)?).ok()?;
                continue;
            }
            let end = last(&head, ROW_ENDS)? + ROW_ENDS.len();
            head.truncate(end);
            head.extend(behind_rows(&mut member)?);
        }
        cut.start_file(name, SimpleFileOptions::default()).ok()?;
        cut.write_all(&head).ok()?;
    }
    is_cut.then_some(())?;
    cut.finish().ok().map(Cursor::into_inner)
}

const ROW_ENDS: &[u8] = b"</row>";
const ROWS_END: &[u8] = b"</sheetData>";

/// What a sheet says behind its rows, such as which cells are merged.
fn behind_rows(sheet: &mut impl Read) -> Option<Vec<u8>> {
    /// It is no longer.
    const MOST: u64 = 4 << 20;
    let mut rest = from(sheet, ROWS_END)?;
    sheet.take(MOST).read_to_end(&mut rest).ok()?;
    Some(rest)
}

/// What the thread hands over.
enum Step {
    /// How many rows there are, as the sheet says.
    Begin(usize),
    Rows(Vec<Row>),
    /// All rows were read; what is to be told of them.
    End(Vec<String>),
    Stopped(String),
}

/// The rows of a sheet in their order, those between them that are empty included.
pub struct SheetRows {
    steps: Receiver<Step>,
    /// How many there are, as the sheet says; no more than 1 where it does not, and before the first of them.
    pub expected: usize,
    /// What is to be told of the rows; known behind the last of them.
    pub notes: Vec<String>,
}

impl SheetRows {
    /// Begins to read the sheet of this name.
    pub fn of(path: &Path, sheet: &str) -> Self {
        let (to, steps) = sync_channel(AHEAD);
        let (path, sheet) = (path.to_owned(), sheet.to_owned());
        thread::spawn(move || {
            let last = match read(&path, &sheet, &to) {
                Ok(notes) => Step::End(notes),
                Err(why) => Step::Stopped(why),
            };
            // Nobody waits for it any more.
            let _ = to.send(last);
        });
        Self { steps, expected: 0, notes: Vec::new() }
    }

    /// The rows that follow; none behind the last.
    ///
    /// # Errors
    /// Why there can be none.
    pub fn take(&mut self) -> Result<Option<Vec<Row>>, String> {
        loop {
            match self.steps.recv() {
                Ok(Step::Begin(expected)) => self.expected = expected,
                Ok(Step::Rows(rows)) => return Ok(Some(rows)),
                Ok(Step::End(notes)) => {
                    self.notes = notes;
                    return Ok(None);
                }
                Ok(Step::Stopped(why)) => return Err(why),
                Err(_) => return Err("its reader stopped".to_owned()),
            }
        }
    }
}

fn read(path: &Path, sheet: &str, to: &SyncSender<Step>) -> Result<Vec<String>, String> {
    let mut pieces = Pieces { sheet, grid: Grid::default(), hidden: Hidden::default(), top: Grid::default(), shown: Shown::default(), to };
    let notes = match form(path) {
        Some(Book::Ods) => pieces.of_open_document(path)?,
        Some(Book::Xlsb) => pieces.of_binary(path)?,
        Some(Book::Xls) => pieces.of_old(path)?,
        Some(Book::Xlsx) | None => pieces.of_excel(path)?,
    };
    Ok(notes.into_iter().chain(pieces.grid.notes(sheet)).chain(pieces.hidden.tell(sheet)).collect())
}

/// Rows on their way to the one who waits for them.
struct Pieces<'a> {
    sheet: &'a str,
    grid: Grid,
    hidden: Hidden,
    /// The first rows, whose words say how large the figures below are.
    top: Grid,
    shown: Shown,
    to: &'a SyncSender<Step>,
}

impl Pieces<'_> {
    /// What is to be told of the rows of a workbook of Excel.
    fn of_excel(&mut self, path: &Path) -> Result<Vec<String>, String> {
        let file = || File::open(path).map(BufReader::new).map_err(|error| error.to_string());
        let mut book = Xlsx::new(file()?).map_err(|error| error.to_string())?;
        self.hidden = members::hidden(file()?, self.sheet);
        let mut reader = book.worksheet_cells_reader(self.sheet).map_err(|error| error.to_string())?;
        let formats = formats(reader.styles());
        // Nobody listens to a thread whose rows are not waited for any more.
        let _ = self.to.send(Step::Begin(reader.dimensions().end.0 as usize + 1));
        let mut has_empty = false;
        while let Some((found, style)) = reader.next_cell_with_style_id().map_err(|error| error.to_string())? {
            let value: &DataRef = found.get_value();
            has_empty |= value.is_empty();
            if !self.put(found.get_position(), value, formats.get(style).unwrap_or(&Format::Plain))? {
                return Ok(Vec::new());
            }
        }
        let unsaved = if has_empty { members::unsaved(file()?, self.sheet).tell(self.sheet) } else { None };
        Ok(self.end()?.into_iter().chain(unsaved).collect())
    }

    /// What is to be told of the rows of a binary workbook of Excel.
    fn of_binary(&mut self, path: &Path) -> Result<Vec<String>, String> {
        let file = || File::open(path).map(BufReader::new).map_err(|error| error.to_string());
        let mut book = Xlsb::new(file()?).map_err(|error| error.to_string())?;
        self.hidden = binary::hidden(file()?, self.sheet);
        let mut reader = book.worksheet_cells_reader(self.sheet).map_err(|error| error.to_string())?;
        let _ = self.to.send(Step::Begin(reader.dimensions().end.0 as usize + 1));
        while let Some(found) = reader.next_cell().map_err(|error| error.to_string())? {
            if !self.put_text(found.get_position(), cell::text(found.get_value()))? {
                return Ok(Vec::new());
            }
        }
        Ok(self.end()?.into_iter().chain([unseen(self.sheet)]).collect())
    }

    /// What is to be told of the rows of a workbook of an older Excel, whose reader holds its numbers, and needs no texts of them.
    fn of_old(&mut self, path: &Path) -> Result<Vec<String>, String> {
        let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
        let mut book = Xls::new(Cursor::new(bytes.as_slice())).map_err(|error| error.to_string())?;
        let formats = old::formats(&bytes);
        let at = book.sheets_metadata().iter().position(|one| one.name == self.sheet);
        let own = at.and_then(|at| formats.as_ref()?.get(at));
        let range = book.worksheet_range(self.sheet).map_err(|error| error.to_string())?;
        drop(book);
        self.hidden = own.map(|own| own.hidden.clone()).unwrap_or_default();
        let (row, column) = range.start().unwrap_or_default();
        let _ = self.to.send(Step::Begin(row as usize + range.height()));
        for (rows, columns, value) in range.used_cells() {
            let place = (row + rows as u32, column + columns as u32);
            let words = own.and_then(|own| own.raised.get(&place));
            let is_awaited = match words {
                Some(words) => self.put_text(place, words.clone())?,
                None => self.put(place, value, own.and_then(|own| own.of_cells.get(&place)).unwrap_or(&Format::Plain))?,
            };
            if !is_awaited {
                return Ok(Vec::new());
            }
        }
        let untold = own.map_or_else(|| Some(unseen(self.sheet)), |own| own.unsaved.tell(self.sheet));
        Ok(self.end()?.into_iter().chain(untold).collect())
    }

    /// What is to be told of the rows of an OpenDocument spreadsheet.
    fn of_open_document(&mut self, path: &Path) -> Result<Vec<String>, String> {
        /// Bytes of one piece.
        const PIECE: usize = 4 << 20;
        let file = File::open(path).map(BufReader::new).map_err(|error| error.to_string())?;
        in_pieces::pieces(file, self.sheet, PIECE, |piece| self.open_piece(&piece))?;
        self.end()
    }

    fn open_piece(&mut self, piece: &[u8]) -> Result<bool, String> {
        let raised = rewritten::with_raised(piece);
        let piece = raised.as_deref().unwrap_or(piece);
        let mut areas: Areas = areas::of(piece).map_err(full)?;
        let mut book = Ods::new(Cursor::new(piece)).map_err(|error| error.to_string())?;
        let range = book.worksheet_range(self.sheet).map_err(|error| error.to_string())?;
        areas.hidden.remove(self.sheet).into_iter().for_each(|more| self.hidden.extend(more));
        let (row, column) = range.start().unwrap_or_default();
        for (rows, columns, value) in range.used_cells() {
            let place = (row + rows as u32, column + columns as u32);
            let value: &Data = value;
            if !self.put(place, value, areas.format(self.sheet, place).unwrap_or(&Format::Plain))? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Puts a cell, and hands over the rows before it when they are many; `false` when nobody waits for them any more.
    fn put<D: DataType>(&mut self, place: (u32, u32), value: &D, format: &Format) -> Result<bool, String> {
        let text = self.shown.cell(place, value, format, &self.top);
        self.put_text(place, text)
    }

    fn put_text(&mut self, place: (u32, u32), text: String) -> Result<bool, String> {
        if place.0 < TOP {
            self.top.put(place, text.clone(), MOST_CELLS).map_err(full)?;
        }
        if self.grid.begins_row(place.0) && self.grid.rows() >= PIECE {
            if self.grid.gone() == 0 {
                self.shown.settle(&mut self.grid, MOST_CELLS).map_err(full)?;
            }
            if !self.hand_over() {
                return Ok(false);
            }
        }
        if (place.0 as usize) < self.grid.gone() {
            return Err(format!("its row {} stands behind row {}", place.0 + 1, self.grid.gone()));
        }
        self.grid.put(place, text, MOST_CELLS).map_err(full)?;
        Ok(true)
    }

    fn end(&mut self) -> Result<Vec<String>, String> {
        let notes = std::mem::take(&mut self.shown).tell(self.sheet, &mut self.grid, MOST_CELLS).map_err(full)?;
        self.hand_over();
        Ok(notes)
    }

    /// `false` when nobody waits for them any more.
    fn hand_over(&mut self) -> bool {
        let rows = self.grid.take();
        rows.iter().for_each(|row| self.hidden.look(row));
        self.to.send(Step::Rows(rows)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::report::Report;
    use crate::import::workbook::{Book, read};

    /// A workbook of one sheet with these rows, whose second style is percent and whose third leaves six digits out.
    fn book(rows: &str) -> Vec<u8> {
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let target = |kind: &str, target: &str| {
            format!("<Relationships><Relationship Id=\"r1\" Type=\"{relations}/{kind}\" Target=\"{target}\"/></Relationships>")
        };
        let styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"0.0,,\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/>\
                      <xf numFmtId=\"170\"/></cellXfs>";
        let members = [
            ("[Content_Types].xml", "<Types/>".to_owned()),
            ("_rels/.rels", target("officeDocument", "xl/workbook.xml")),
            (
                "xl/workbook.xml",
                format!(
                    "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
                ),
            ),
            ("xl/_rels/workbook.xml.rels", target("worksheet", "worksheets/sheet1.xml")),
            ("xl/styles.xml", format!("<styleSheet xmlns=\"{main}\">{styles}</styleSheet>")),
            (
                "xl/worksheets/sheet1.xml",
                format!(
                    "<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"
                ),
            ),
        ];
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in members {
            zip.start_file(name, SimpleFileOptions::default()).expect("a member");
            zip.write_all(text.as_bytes()).expect("written");
        }
        zip.finish().expect("finished").into_inner()
    }

    fn on_disk(name: &str, bytes: &[u8]) -> std::path::PathBuf {
        let path = std::env::temp_dir().join(format!("asymmetry-{}-{name}.xlsx", std::process::id()));
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    fn all(path: &Path) -> (Result<Vec<Row>, String>, Vec<String>) {
        let mut rows = SheetRows::of(path, "Data");
        let mut all = Vec::new();
        loop {
            match rows.take() {
                Ok(Some(piece)) => all.extend(piece),
                Ok(None) => return (Ok(all), rows.notes),
                Err(why) => return (Err(why), rows.notes),
            }
        }
    }

    fn many(count: usize) -> String {
        let head = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Exports, USD mln</v></c></row>";
        let row = |line: usize| {
            let cells = format!("<c r=\"A{line}\" s=\"2\"><v>{line}000000</v></c><c r=\"B{line}\" s=\"1\"><v>0.5</v></c>");
            let (hidden, formula) = if line.is_multiple_of(900) { (" hidden=\"1\"", "<f>A1</f>") } else { ("", "") };
            let cells = format!("{cells}<c r=\"D{line}\" t=\"str\"><v>{line}</v></c><c r=\"E{line}\">{formula}</c>");
            format!("<row r=\"{line}\"{hidden}>{cells}</row>")
        };
        std::iter::once(head.to_owned()).chain((3..count).map(row)).collect()
    }

    #[test]
    fn rows_are_those_of_the_whole_sheet_with_what_is_told_of_them() {
        let bytes = book(&many(2000));
        let path = on_disk("whole", &bytes);
        let mut report = Report::default();
        let whole = read(&bytes, Book::Xlsx, "a.xlsx", None, &mut report).expect("readable").remove(0);
        let (rows, notes) = all(&path);
        assert_eq!((rows.as_deref(), &notes), (Ok(whole.rows.as_slice()), &whole.notes));
        assert_eq!((whole.rows[1].cells.len(), whole.rows[2].cells.join("|").as_str(), notes.len()), (0, "3|50%||3", 4));
        assert_eq!(notes[3], "hidden rows of \"Data\" are read as well: 900, 1800 (2 of them)");
        assert!(notes[2].starts_with("cells of \"Data\" hold formulas without results: 2, in column E"), "{notes:?}");
        std::fs::remove_file(path).expect("is there");
    }

    #[test]
    fn a_sheet_that_ends_early_or_goes_back_is_no_whole_one() {
        let path = on_disk("cut", &book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>x"));
        assert!(all(&path).0.is_err());
        std::fs::write(&path, book(&format!("{}<row r=\"5\"><c r=\"A5\"><v>1</v></c></row>", many(1000)))).expect("a file");
        let why = all(&path).0.expect_err("row 5 comes too late");
        assert!(why.starts_with("its row 5 stands behind row "), "{why}");
        std::fs::remove_file(path).expect("is there");
    }

    #[test]
    fn the_beginning_of_a_workbook_is_one_with_its_first_rows_and_merged_cells() {
        let path = on_disk("head", &book(&many(60_000)));
        let head = beginning(&path).expect("is long");
        let sheet = read(&head, Book::Xlsx, "a.xlsx", None, &mut Report::default()).expect("readable").remove(0);
        assert!((2_000..59_000).contains(&sheet.rows.len()), "{}", sheet.rows.len());
        assert_eq!((sheet.merged.len(), sheet.rows[2].cells.join("|").as_str()), (1, "3|50%||3"));
        // A short one needs no cut, and one of nothing but blanks is none to be read in rows.
        for rows in [many(100), format!("{}{}", many(100), " ".repeat(4 << 20))] {
            std::fs::write(&path, book(&rows)).expect("a file");
            assert_eq!((beginning(&path), is_book(&path)), (None, true));
        }
        std::fs::remove_file(path).expect("is there");
    }
}
