//! Binary formats by their kind: each becomes sheets of text cells, or a survey.

use std::io::Cursor;

use crate::import::guard::guarded;
use crate::import::hints::Hints;
use crate::import::input::Content;
use crate::import::kind::{Kind, disagreement};
use crate::import::limits::OF_COLUMNS;
use crate::import::report::Report;
use crate::import::sheet::{Row, Sheet};
use crate::import::surveys;
use crate::import::workbook::{self, Book};
use crate::problem::Problem;
use crate::table::columnar::{self, TextTable};

/// The sheets of a workbook, or the one that is wanted.
///
/// # Errors
/// When it cannot be read, or has no such sheet.
pub fn workbook(bytes: &[u8], book: Book, name: &str, wanted: Option<&str>, report: &mut Report) -> Result<Content, Problem> {
    disagreement(name, book.endings(), book.name()).into_iter().for_each(|note| report.note(note));
    Ok(Content::Sheets { of: noun(book.name()), sheets: workbook::read(bytes, book, name, wanted, report)? })
}

/// The first rows of the sheets of a workbook of an older Excel.
///
/// # Errors
/// When it cannot be read, or has no such sheet.
pub fn beginning_of_old(bytes: &[u8], name: &str, wanted: Option<&str>, report: &mut Report) -> Result<Content, Problem> {
    let book = Book::Xls;
    disagreement(name, book.endings(), book.name()).into_iter().for_each(|note| report.note(note));
    Ok(Content::Sheets { of: noun(book.name()), sheets: workbook::beginning_of_old(bytes, (name, wanted), report)? })
}

/// What stands in a file that is not packed.
///
/// # Errors
/// When it cannot be read, or its kind is known and not read.
pub fn read(bytes: &[u8], kind: Kind, name: &str, hints: &Hints, report: &mut Report) -> Result<Content, Problem> {
    let problem = |why: String| Problem::new(format!("Could not read {name}")).because(why);
    disagreement(name, kind.endings(), kind.name()).filter(|_| !kind.endings().is_empty()).into_iter().for_each(|note| report.note(note));
    match kind {
        Kind::Parquet => table(kind, name, report, || columnar::parquet(bytes.to_vec(), OF_COLUMNS)),
        Kind::ArrowFile => table(kind, name, report, || columnar::arrow_file(bytes.to_vec(), OF_COLUMNS)),
        Kind::ArrowStream => table(kind, name, report, || columnar::arrow_stream(bytes.to_vec(), OF_COLUMNS)),
        Kind::Sav | Kind::Dta => surveys::whole(Cursor::new(bytes), bytes.len() as u64, (kind, name), hints, report),
        Kind::Compound => workbook(bytes, Book::Xls, name, hints.sheet.as_deref(), report),
        Kind::BareWorkbook => Err(problem(format!("it is {}", kind.name())).hint("Open it in a spreadsheet program and save it as XLSX.")),
        Kind::Other(known) => Err(problem(format!("it is {}", known.what)).hint(known.hint)),
        Kind::Compressed(_) | Kind::Zip => {
            Err(problem(format!("it is {}", kind.name())).hint("Unpack it first, and open the files in it."))
        }
    }
}

/// The one table of a format of columns; the first row names them.
fn table(kind: Kind, name: &str, report: &mut Report, read: impl FnOnce() -> Result<TextTable, Problem>) -> Result<Content, Problem> {
    let table = guarded(name, kind.name(), || {
        read().map_err(|problem| {
            let why = format!("it is {} that cannot be read: {}", kind.name(), problem.why.unwrap_or(problem.what));
            Problem { what: format!("Could not read {name}"), why: Some(why), ..problem }
        })
    })?;
    if table.columns.is_empty() {
        return Err(Problem::new(format!("Could not read {name}")).because(format!("it is {} without columns", kind.name())));
    }
    table.notes.iter().for_each(|note| report.note(note));
    let cells =
        std::iter::once(table.columns).chain(table.rows.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect()));
    let rows = cells.zip(1..).map(|(cells, line)| Row { line, cells }).collect();
    Ok(Content::Sheets { of: noun(kind.name()), sheets: vec![Sheet { rows, notes: table.notes, ..Sheet::default() }] })
}

/// `a Parquet file` → `Parquet file`.
fn noun(name: &'static str) -> &'static str {
    name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name)
}
