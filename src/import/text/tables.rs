//! A sheet of text as the tables that people see in it: without titles above and footnotes below, header lines joined, a second
//! table apart from the first. For showing; whoever reads figures gets the whole sheet.

use crate::import::report::{Passed, Report};
use crate::import::sheet::{Row, Sheet};
use crate::import::text::kinds::{Kind, kind};

/// The tables of a sheet, in order. What stands around them is told in the report.
pub fn of(sheet: Sheet, report: &mut Report) -> Vec<Sheet> {
    let Sheet { name, rows, .. } = sheet;
    let tables = apart(rows);
    tables.into_iter().map(|rows| Sheet { name: name.clone(), rows: bare(rows, report), ..Sheet::default() }).collect()
}

/// Rows as far as it takes to tell what their columns hold.
const BODY: usize = 200;

/// Parts rows where a header stands again, or another one behind a gap.
fn apart(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let header = first_full(&rows).filter(|first| is_header(&rows[*first], &rows[first + 1..]));
    // A header that stands twice or three times at once is one header.
    let repeats = |at: usize| {
        let is_like = |row: &Row| header.is_some_and(|header| is_repeated(&rows[header], row));
        header.is_some_and(|header| at > header) && is_like(&rows[at]) && !is_like(&rows[at - 1])
    };
    let mut starts = vec![0];
    for at in 1..rows.len() {
        let start = starts.last().copied().unwrap_or(0);
        let is_new = repeats(at) || rows[at].is_behind_gap(&rows[at - 1]) && begins_table(&rows[at..]) && is_table(&rows[start..at]);
        if is_new {
            starts.push(at);
        }
    }
    let mut rows = rows;
    let mut tables: Vec<Vec<Row>> = starts.iter().rev().map(|start| rows.split_off(*start)).collect();
    tables.reverse();
    tables
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Rows as far as it takes to tell how full most are.
const MANY: usize = 2000;

/// How many cells are filled in a row like most.
fn usual_fill(rows: &[Row]) -> usize {
    let mut fills: Vec<usize> = rows.iter().take(MANY).map(filled).collect();
    let middle = fills.len() / 2;
    match fills.is_empty() {
        true => 0,
        false => *fills.select_nth_unstable(middle).1,
    }
}

/// The first row that is about as full as the others.
fn first_full(rows: &[Row]) -> Option<usize> {
    let usual = usual_fill(rows);
    rows.iter().position(|row| filled(row) >= 2 && filled(row) * 2 >= usual)
}

/// More than a title and its neighbour.
fn is_table(rows: &[Row]) -> bool {
    rows.iter().filter(|row| filled(row) > 1).nth(2).is_some()
}

fn begins_table(rows: &[Row]) -> bool {
    let Some((first, rest)) = rows.split_first() else { return false };
    filled(first) > 1 && rest.first().is_some_and(|next| filled(next) > 1) && is_header(first, rest)
}

/// Does a row name what numbers stand in below it?
fn is_header(row: &Row, below: &[Row]) -> bool {
    if below.is_empty() || row.cells.iter().any(|cell| kind(cell) == Kind::Number) {
        return false;
    }
    let columns = columns_of_numbers(below);
    let kinds: Vec<Kind> = columns.iter().map(|column| kind(row.cell(*column))).collect();
    let names = kinds.iter().filter(|kind| matches!(kind, Kind::Words | Kind::Period)).count();
    let is_all_names = kinds.iter().all(|kind| matches!(kind, Kind::Words | Kind::Period | Kind::Empty));
    let words = row.cells.iter().filter(|cell| kind(cell) == Kind::Words).count();
    // A row of dates and years alone is as likely a row of data.
    let is_worded = words > 0 || kinds.len() > 1 && kinds.iter().all(|kind| *kind == Kind::Period);
    !columns.is_empty() && is_all_names && names * 2 >= columns.len() && is_worded && !below_alike(&kinds, &columns, below)
}

/// Are the cells below periods where this row has periods, and is there nothing else to go by?
fn below_alike(kinds: &[Kind], columns: &[usize], below: &[Row]) -> bool {
    let Some(next) = below.first() else { return false };
    let is_named = |(own, column): (&Kind, &usize)| *own == Kind::Words || *own == Kind::Period && kind(next.cell(*column)) == Kind::Number;
    !kinds.iter().zip(columns).any(is_named)
}

/// Columns in which most cells are numbers or periods.
fn columns_of_numbers(rows: &[Row]) -> Vec<usize> {
    let rows = &rows[..rows.len().min(BODY)];
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut counts = vec![(0_usize, 0_usize); width];
    for row in rows {
        for (count, cell) in counts.iter_mut().zip(&row.cells) {
            match kind(cell) {
                Kind::Number | Kind::Period => count.0 += 1,
                Kind::Words => count.1 += 1,
                Kind::Empty | Kind::Missing => {}
            }
        }
    }
    (0..width).filter(|column| counts[*column].0 > counts[*column].1 * 2).collect()
}

/// Does a row say the same as the header, or as its beginning, or go on where it ends?
fn is_repeated(header: &Row, row: &Row) -> bool {
    if header.cell(0) != row.cell(0) {
        return false;
    }
    let (own, other) = (header.filled_width(), row.filled_width());
    let shared = own.min(other);
    shared > 1 && shared * 5 >= own.max(other) * 3 && (0..shared).all(|column| header.cell(column) == row.cell(column))
}

/// Rows without what stands above and below the table, its header lines joined.
fn bare(mut rows: Vec<Row>, report: &mut Report) -> Vec<Row> {
    let passed = |row: &Row| Passed { place: format!("line {}", row.line), text: row.text() };
    if let Some(start) = start(&rows) {
        report.passed_over.extend(rows.drain(..start).filter(|row| !row.is_blank()).map(|row| passed(&row)));
    }
    let end = end(&rows);
    report.passed_over.extend(rows.drain(end..).filter(|row| !row.is_blank()).map(|row| passed(&row)));
    join_header(&mut rows, report);
    rows
}

/// Where the table begins, when what stands above it is emptier and a header follows.
fn start(rows: &[Row]) -> Option<usize> {
    let first = first_full(rows)?;
    let usual = usual_fill(&rows[first..]);
    let is_emptier = rows[..first].iter().all(|row| filled(row) * 2 < usual || filled(row) <= 1);
    (first > 0 && is_emptier && is_header(&rows[first], &rows[first + 1..])).then_some(first)
}

/// Where the table ends: before the last gap, when what follows it are lines of one cell.
fn end(rows: &[Row]) -> usize {
    let usual = usual_fill(rows);
    let is_remark = |row: &&Row| row.cells.iter().all(|cell| matches!(kind(cell), Kind::Words | Kind::Empty)) && filled(row) <= 1;
    let tail = rows.iter().rev().take_while(is_remark).count();
    let from = (rows.len() - tail).max(1);
    if usual < 2 {
        return rows.len();
    }
    (from..rows.len()).find(|at| rows[*at].is_behind_gap(&rows[at - 1])).unwrap_or(rows.len())
}

/// Makes one header of two or three lines of names.
fn join_header(rows: &mut Vec<Row>, report: &mut Report) {
    const MOST: usize = 4;
    let Some(first) = rows.first() else { return };
    let height =
        1 + (1..rows.len().min(MOST)).take_while(|at| is_repeated(first, &rows[*at]) || goes_on(&rows[*at], &rows[at + 1..])).count();
    if height == 1 || !is_header(first, &rows[height..]) {
        return;
    }
    let (line, last) = (rows[0].line, rows[height - 1].line);
    let above: Vec<Row> = rows.drain(..height).collect();
    let width = above.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let cells = (0..width).map(|column| joined(&above, column)).collect();
    rows.insert(0, Row { line, cells });
    report.note(format!("lines {line} to {last} are shown as one header"));
}

/// Is this another line of a header: names above several columns of numbers, and nothing else?
fn goes_on(row: &Row, below: &[Row]) -> bool {
    let columns = columns_of_numbers(below);
    let is_bare = row.cells.iter().all(|cell| matches!(kind(cell), Kind::Words | Kind::Empty | Kind::Period));
    let named = columns.iter().filter(|column| kind(row.cell(**column)) == Kind::Words).count();
    is_bare && columns.len() > 1 && named * 2 > columns.len() && is_header(row, below)
}

/// What header lines say of a column. A name reaches over the empty cells behind it, where the line below names each.
fn joined(above: &[Row], column: usize) -> String {
    let reaching = |row: &Row, below: Option<&Row>| match below.is_some_and(|below| !below.cell(column).is_empty()) {
        true => (0..=column).rev().map(|at| row.cell(at)).find(|cell| !cell.is_empty()).unwrap_or_default().to_owned(),
        false => row.cell(column).to_owned(),
    };
    let parts = above.iter().enumerate().map(|(at, row)| reaching(row, above.get(at + 1)));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::sheet_of;

    fn shown(text: &str) -> (Vec<Vec<Vec<String>>>, Report) {
        let mut report = Report::default();
        let sheet = sheet_of(text, &mut report);
        let tables = of(sheet, &mut report);
        (tables.into_iter().map(|table| table.rows.into_iter().map(|row| row.cells).collect()).collect(), report)
    }

    #[test]
    fn titles_and_footnotes_are_passed_over_and_told() {
        let (tables, report) = shown("Table 1,,\nmillion euro,,\n\nCountry,2019,2020\nA,1,2\nB,3,4\n\nSource: X\n");
        assert_eq!(tables, [[["Country", "2019", "2020"], ["A", "1", "2"], ["B", "3", "4"]]]);
        let passed: Vec<(&str, &str)> = report.passed_over.iter().map(|passed| (passed.place.as_str(), passed.text.as_str())).collect();
        assert_eq!(passed, [("line 1", "Table 1"), ("line 2", "million euro"), ("line 8", "Source: X")]);
    }

    #[test]
    fn a_header_that_stands_again_begins_another_table() {
        let (tables, _) = shown("a,b,c\nx,1,2\nx,3,4\na,b,c,d\ny,5,6,7\n");
        assert_eq!(
            tables,
            [vec![vec!["a", "b", "c"], vec!["x", "1", "2"], vec!["x", "3", "4"]], vec![vec!["a", "b", "c", "d"], vec!["y", "5", "6", "7"]]]
        );
        let (tables, _) = shown("a,b\nx,1\ny,2\n\nc,d,e\nz,3,4\n");
        assert_eq!(tables.len(), 2);
    }

    #[test]
    fn rows_of_data_begin_no_table_and_are_no_header() {
        for text in ["x,1\ny,2\nx,1\ny,2\n", "a,b\nx,1\n\ny,2\n\nz,3\n", "2019,5\n2020,6\n\n2021,7\n", "x,2019\ny,2020\nz,2021\nx,2019\n"] {
            let (tables, report) = shown(text);
            assert_eq!(tables.len(), 1, "{text}");
            assert_eq!((tables[0].len(), report.notes.len()), (text.lines().filter(|line| !line.is_empty()).count(), 0), "{text}");
        }
    }

    #[test]
    fn lines_of_a_header_are_shown_as_one() {
        let (tables, report) = shown("Country;2012;;2013;\n;GDP;Balance;GDP;Balance\nA;1;2;3;4\nB;5;6;7;8\n");
        assert_eq!(tables[0][0], ["Country", "2012 GDP", "2012 Balance", "2013 GDP", "2013 Balance"]);
        assert_eq!(report.notes, ["lines 1 to 2 are shown as one header"]);
        let (tables, _) = shown("a,b\na,b\nx,1\n");
        assert_eq!(tables, [[["a a", "b b"], ["x", "1"]]]);
    }
}
