//! Workbooks as sheets of text cells: xlsx, xlsb, xls and ods. A sheet that cannot be read does not take the others with it.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::io::Cursor;

use calamine::{Data, Dimensions, Ods, Range, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use crate::import::guard::guarded;
use crate::import::limits::MOST_CELLS;
use crate::import::report::Report;
use crate::import::sheet::{Sheet, column_name};
use crate::import::workbook::grid::{Grid, TooMany};
use crate::problem::Problem;

mod bounds;
mod cell;
pub mod compound;
mod grid;

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
    let cursor = Cursor::new(bytes);
    match book {
        Book::Xlsx => {
            bounds::check(bytes, name)?;
            sheets(&mut opened(Xlsx::new, cursor, book, name)?, book, name, wanted, report)
        }
        Book::Xlsb => {
            bounds::check(bytes, name)?;
            sheets(&mut opened(Xlsb::new, cursor, book, name)?, book, name, wanted, report)
        }
        Book::Xls => {
            compound::check(bytes, name)?;
            sheets(&mut opened(Xls::new, cursor, book, name)?, book, name, wanted, report)
        }
        Book::Ods => {
            bounds::check(bytes, name)?;
            sheets(&mut opened(Ods::new, cursor, book, name)?, book, name, wanted, report)
        }
    }
}

type Bytes<'a> = Cursor<&'a [u8]>;

/// A workbook by one of the readers.
trait Cells {
    fn list(&self) -> Vec<calamine::Sheet>;
    /// Puts the cells of a sheet into the grid; notes on them come back.
    ///
    /// # Errors
    /// Why the sheet cannot be read to its end.
    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String>;
    fn merged(&mut self, sheet: &str) -> Vec<Dimensions>;
}

fn opened<'a, T, E: Display>(
    open: fn(Bytes<'a>) -> Result<T, E>,
    bytes: Bytes<'a>,
    book: Book,
    name: &str,
) -> Result<T, Problem> {
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

fn sheets(cells: &mut impl Cells, book: Book, name: &str, wanted: Option<&str>, report: &mut Report) -> Result<Vec<Sheet>, Problem> {
    let list = cells.list();
    let chosen = chosen(&list, wanted).map_err(|why| {
        Problem::new(format!("Could not read {name}")).because(why).hint("Choose one with `--sheet NAME`, or by its number.")
    })?;
    let mut left = MOST_CELLS;
    let (mut sheets, mut failed) = (Vec::new(), Vec::new());
    for sheet in chosen {
        if let Some(kind) = without_cells(sheet.typ) {
            failed.push(format!("the sheet \"{}\" is {kind}", sheet.name));
            continue;
        }
        match guarded(name, book.name(), || one(cells, &sheet.name, left)) {
            Ok((mut read, taken)) => {
                left = left.saturating_sub(taken);
                match sheet.visible {
                    SheetVisible::Visible => {}
                    SheetVisible::Hidden | SheetVisible::VeryHidden => read.notes.push(format!("the sheet \"{}\" is hidden", sheet.name)),
                }
                read.notes.iter().for_each(|note| report.note(note));
                sheets.push(read);
            }
            Err(problem) => failed.push(format!("the sheet \"{}\" could not be read ({})", sheet.name, problem.why.unwrap_or(problem.what))),
        }
    }
    let is_filled = sheets.iter().any(|sheet| !sheet.rows.is_empty());
    if !is_filled {
        let why = if failed.is_empty() { "its sheets are empty".to_owned() } else { failed.join("; ") };
        return Err(Problem::new(format!("Could not read {name}")).because(why).hint("Open it in a spreadsheet program: is the table there?"));
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

fn full(_: TooMany) -> String {
    format!("the workbook has more than {MOST_CELLS} cells")
}

impl Cells for Xlsx<Bytes<'_>> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        let mut reader = self.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
        let formats = reader.styles().iter().map(|style| style.number_format.as_ref());
        let in_percent: Vec<bool> = formats.map(|format| format.is_some_and(|format| cell::is_percent(&format.format_code))).collect();
        let mut percent_columns = BTreeSet::new();
        while let Some((found, style)) = reader.next_cell_with_style_id().map_err(|error| error.to_string())? {
            let (place, value) = (found.get_position(), found.get_value());
            if in_percent.get(style).is_some_and(|is_percent| *is_percent) && calamine::DataType::is_float(value) {
                percent_columns.insert(place.1);
            }
            grid.put(place, cell::text(value), most).map_err(full)?;
        }
        Ok(percent_note(sheet, &percent_columns))
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        self.merge_cells_by_sheet_name(sheet).unwrap_or_default()
    }
}

/// The number behind "25.4 %" is 0.254, which nothing but its format tells.
fn percent_note(sheet: &str, columns: &BTreeSet<u32>) -> Vec<String> {
    let names: Vec<String> = columns.iter().map(|column| column_name(*column as usize)).collect();
    let noun = if names.len() == 1 { "column" } else { "columns" };
    match names.is_empty() {
        true => Vec::new(),
        false => vec![format!("{noun} {} of \"{sheet}\" are shown in percent: 0.254 stands for 25.4 %", names.join(", "))],
    }
}

impl Cells for Xlsb<Bytes<'_>> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        let mut reader = self.worksheet_cells_reader(sheet).map_err(|error| error.to_string())?;
        while let Some(found) = reader.next_cell().map_err(|error| error.to_string())? {
            grid.put(found.get_position(), cell::text(found.get_value()), most).map_err(full)?;
        }
        Ok(Vec::new())
    }

    fn merged(&mut self, _sheet: &str) -> Vec<Dimensions> {
        Vec::new()
    }
}

impl Cells for Xls<Bytes<'_>> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        fill_from(&self.worksheet_range(sheet).map_err(|error| error.to_string())?, grid, most)
    }

    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        self.merge_cells_by_sheet_name(sheet).unwrap_or_default()
    }
}

impl Cells for Ods<Bytes<'_>> {
    fn list(&self) -> Vec<calamine::Sheet> {
        self.sheets_metadata().to_vec()
    }

    fn fill(&mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
        fill_from(&self.worksheet_range(sheet).map_err(|error| error.to_string())?, grid, most)
    }

    fn merged(&mut self, _sheet: &str) -> Vec<Dimensions> {
        Vec::new()
    }
}

fn fill_from(range: &Range<Data>, grid: &mut Grid, most: usize) -> Result<Vec<String>, String> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        let place = |start: u32, offset: usize| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
        grid.put((place(first_row, row), place(first_column, column)), cell::text(value), most).map_err(full)?;
    }
    Ok(Vec::new())
}
