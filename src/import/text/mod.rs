//! Bytes as text, and text as tables of cells.
//!
//! The encoding is found first (`encoding`, which weighs `letters`), then what parts the cells (`dialect`), then the cells are
//! read (`cells`). Nothing is left out on the way to a sheet; `tables` shows a sheet without what stands around its tables.

use crate::dataset::text::without_mark;
use crate::import::hints::Hints;
use crate::import::report::{Passed, Report};
use crate::import::sheet::{Row, Sheet};
use crate::import::text::cells::Dialect;
use crate::import::text::kinds::{Kind, kind};
use crate::problem::Problem;

pub mod cells;
mod dialect;
pub mod encoding;
mod kinds;
mod letters;
mod nameless;
#[cfg(test)]
mod round_trip;
pub mod tables;

pub use crate::import::text::dialect::names_dimensions;

/// The text of a file, without a byte order mark and what stands behind the end of the text.
///
/// # Errors
/// When the bytes are no text, or `hints` name an encoding that there is not. `name` is the file's name.
pub fn decode(bytes: &[u8], name: &str, hints: &Hints, report: &mut Report) -> Result<String, Problem> {
    let text = encoding::decode(bytes, name, hints.encoding.as_deref(), report)?;
    match without_mark(&text) {
        Ok(whole) if whole.len() == text.len() => Ok(text),
        Ok(rest) => Ok(rest.to_owned()),
        Err((why, hint)) => Err(Problem::new(format!("Could not read {name}")).because(why).hint(hint)),
    }
}

/// The text of a file and the table in it: every line that holds something is a row.
///
/// # Errors
/// When the bytes are no text.
pub fn read(bytes: &[u8], name: &str, hints: &Hints, report: &mut Report) -> Result<(String, Vec<Sheet>), Problem> {
    let text = decode(bytes, name, hints, report)?;
    let sheet = sheet_of(&text, report);
    Ok((text, vec![sheet]))
}

/// Where the cells of a text begin, and how they are written.
pub fn dialect_of(text: &str, report: &mut Report) -> (usize, Dialect) {
    match named_separator(text) {
        Some((line, dialect)) => {
            report.passed_over.push(Passed { place: "line 1".to_owned(), text: line.to_owned() });
            report.choose("separator", dialect.separator_name(), "the first line of the file says so");
            (line.len(), dialect)
        }
        None => {
            let (dialect, because) = dialect::of(text);
            report.choose("separator", dialect.separator_name(), because);
            (0, dialect)
        }
    }
}

/// Text as one table of cells.
pub fn sheet_of(text: &str, report: &mut Report) -> Sheet {
    let (start, dialect) = dialect_of(text, report);
    let (quote, because) = dialect::quote_met(&text[start..], &dialect);
    report.choose("quote", quote, because);
    let mut cells = cells::read(text, start, &dialect);
    if let Some(line) = nameless::find(&mut cells.rows, dialect.separator_name().starts_with("comma"), nameless::is_of_r(&text[start..])) {
        report.note(format!("line {line} has one name too few, so the first column, which numbers or names the rows, was given none"));
    }
    if let Some(first) = cells.strays.first() {
        let also = if cells.strays.len() > 1 { format!(" and {} more", cells.strays.len() - 1) } else { String::new() };
        report.note(format!("a quotation mark that closes nowhere is taken as it stands: line {first}{also}"));
    }
    if let Some((count, first)) = beyond_names(&cells.rows) {
        let lines = if count == 1 { format!("line {first} has") } else { format!("{count} lines, the first of them line {first}, have") };
        report.note(format!(
            "{lines} more cells than there are names above: where a separator stands within a cell, what follows is in other columns"
        ));
    }
    Sheet { rows: cells.rows, is_parted: true, ..Sheet::default() }
}

/// How many rows have more filled cells than the rows above the first figures, which name columns, and the line of the first.
fn beyond_names(rows: &[Row]) -> Option<(usize, usize)> {
    const MOST_NAMES: usize = 50;
    let has_figures = |row: &Row| row.cells.iter().any(|cell| kind(cell) == Kind::Number);
    let height = rows.iter().take(MOST_NAMES).position(has_figures)?;
    let names = rows[..height].iter().map(|row| row.cells.len()).max()?;
    // Lines of words before a head of figures name nothing.
    let mut wider = rows[height..].iter().filter(|row| row.filled_width() > names && row.filled_width() < 2 * names);
    let first = wider.next()?.line;
    Some((1 + wider.count(), first))
}

/// The line `sep=;` that a spreadsheet writes for another spreadsheet.
fn named_separator(text: &str) -> Option<(&str, Dialect)> {
    let line = text.split(['\r', '\n']).next()?;
    let said = line.trim_end_matches([',', ' ']).trim_matches('"');
    let sign = said.strip_prefix("sep=").or_else(|| said.strip_prefix("SEP="))?;
    let sign = if sign.is_empty() && line.trim_matches('"').starts_with("sep=,") { "," } else { sign };
    match sign.as_bytes() {
        [separator] if !separator.is_ascii_alphanumeric() => Some((line, Dialect::parted_by(*separator).fitted_to(&text[line.len()..]))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<Vec<String>>, Report) {
        let mut report = Report::default();
        let rows = sheet_of(text, &mut report).rows.into_iter().map(|row| row.cells).collect();
        (rows, report)
    }

    #[test]
    fn a_first_line_that_names_the_separator_is_no_row() {
        let (rows, report) = rows("sep=;\r\nLand;BIP\r\nÖsterreich;1.234,5\r\n");
        assert_eq!(rows, [["Land", "BIP"], ["Österreich", "1.234,5"]]);
        assert_eq!(report.passed_over, [Passed { place: "line 1".to_owned(), text: "sep=;".to_owned() }]);
        assert_eq!((report.choices[0].of.as_str(), report.choices[0].taken.as_str()), ("separator", "semicolon"));
    }

    #[test]
    fn a_mark_that_closes_nowhere_is_told() {
        let (rows, report) = rows("a,b\n\"1,2\n3,4\n");
        assert_eq!(rows, [["a", "b"], ["\"1", "2"], ["3", "4"]]);
        assert_eq!(report.notes, ["a quotation mark that closes nowhere is taken as it stands: line 2"]);
    }

    #[test]
    fn lines_with_more_cells_than_names_are_told() {
        let told = |text: &str| rows(text).1.notes.iter().filter(|note| note.contains("more cells than there are names")).count();
        assert_eq!(told("Country,2019,2020\nChina,1,5,2,5\nJapan,3,5,4,5\n"), 1);
        assert_eq!(told("Country;2019;2020\nChina;1,5;2,5\nKorea; Rep.;3,5;4,5\n"), 1);
        for fine in [
            "Country,2019,2020\nChina,1,2,\n",
            "a,b,c\n1,2,3\n",
            "1,2\n1,2,3\n",
            "Exports\n,2019,2020\nChina,1,2\n",
            "A, b\n1,2,3,4\n5,6,7,8\n",
            "Country,2019,\nChina,1,e\nJapan,2,\n",
        ] {
            assert_eq!(told(fine), 0, "{fine}");
        }
    }

    #[test]
    fn an_empty_text_is_refused() {
        let read = |bytes: &[u8]| read(bytes, "x.csv", &Hints::default(), &mut Report::default());
        for bytes in [b"".as_slice(), b"\xef\xbb\xbf", b" \n\r\n", b"\x1a", b"\xff\xfe\n\0"] {
            assert_eq!(read(bytes).err().and_then(|problem| problem.why).as_deref(), Some("it is empty"), "{bytes:?}");
        }
    }
}
