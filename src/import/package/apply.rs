//! A table with its description becomes figures: what the description leaves open, the table itself decides.

use crate::import::agencies;
use crate::import::cell;
use crate::import::hints::Hints;
use crate::import::package::description::{ColumnDescription, Dialect, Kind, TableDescription};
use crate::import::roles::blocks::Block;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::roles::{guess, units};
use crate::import::sheet::{Row, Sheet};
use crate::terms::amount::Missing;

/// The table of a text as its description says that it is written.
pub fn sheet(text: &str, dialect: &Dialect, columns: &[ColumnDescription]) -> Sheet {
    let ascii = |sign: Option<char>| sign.and_then(|sign| u8::try_from(sign).ok()).filter(u8::is_ascii);
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(ascii(dialect.delimiter).unwrap_or(b',')).quote(ascii(dialect.quote).unwrap_or(b'"'));
    let mut reader = builder.from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records().map_while(Result::ok) {
        let line = record.position().map_or(0, |position| position.line() as usize);
        let row = Row { line, cells: record.iter().map(str::to_owned).collect() };
        let is_comment = dialect.comment.as_ref().is_some_and(|prefix| row.cell(0).starts_with(prefix.as_str()));
        if !is_comment {
            sheet.rows.push(row);
        }
    }
    let skipped = dialect.skip_rows.min(sheet.rows.len());
    sheet.rows.drain(..skipped);
    if dialect.header_rows == Some(0) {
        let cells = columns.iter().map(|column| column.name.clone()).collect();
        sheet.rows.insert(0, Row { line: 0, cells });
    }
    sheet
}

/// Where the names of the columns stand in a sheet: the row that holds most of those described.
fn head(sheet: &Sheet, table: &TableDescription) -> Option<Head> {
    const DEEPEST: usize = 60;
    let known = |row: &Row| row.cells.iter().filter(|cell| table.columns.iter().any(|column| column.is_called(cell))).count();
    let best = sheet.rows.iter().take(DEEPEST).enumerate().map(|(at, row)| (known(row), at)).max_by_key(|(known, at)| (*known, usize::MAX - at));
    match best {
        Some((known, at)) if known > 0 && known * 2 >= table.columns.len().min(sheet.width()) => Some(Head::of(sheet, at)),
        // What the description does not name right, the first row may.
        Some(_) if !sheet.rows.is_empty() => Some(Head::of(sheet, 0)),
        Some(_) | None => None,
    }
}

/// The roles of the columns of a described table. Signs for missing values become empty cells; `title` is what is measured
/// where a column only says "value".
///
/// # Errors
/// Why no figures can be read from it.
pub fn layout(sheet: &mut Sheet, table: &TableDescription, hints: &Hints, title: Option<&str>) -> Result<Layout, String> {
    let head = head(sheet, table).ok_or_else(|| "it is empty".to_owned())?;
    let first = head.row + table.dialect.header_rows.unwrap_or(1).max(1);
    let described: Vec<Option<&ColumnDescription>> = head.names.iter().enumerate().map(|(at, name)| described(table, at, name)).collect();
    clear_missing(sheet, first, &described);
    join_months(sheet, &head, first, &described);
    let of_agency = agencies::TABLES.iter().find_map(|format| {
        let found = Head::with(sheet, format.marks).filter(|found| found.row == head.row && (format.fits)(sheet, found))?;
        Some((format.layout)(sheet, &found))
    });
    let mut layout = match of_agency {
        Some(layout) => layout,
        None => {
            let names: Vec<String> = head.names.iter().zip(&described).map(|(name, column)| named(name, *column)).collect();
            let block = Block { above: (0..head.row).collect(), groups: names.clone(), names, rows: [first.min(sheet.rows.len()), sheet.rows.len()] };
            guess::layout(sheet, &block, hints)?
        }
    };
    let units: Vec<String> = match first - head.row {
        2 => (0..head.names.len()).map(|at| sheet.rows.get(head.row + 1).map_or("", |row| row.cell(at)).to_owned()).collect(),
        _ => Vec::new(),
    };
    for (at, column) in described.iter().enumerate() {
        if let (Some(column), Some(place)) = (column, layout.columns.get_mut(at)) {
            describe(place, column, units.get(at).map_or("", String::as_str), title);
        }
    }
    give_flags(&mut layout, &described);
    if described.iter().flatten().any(|column| !column.missing.is_empty()) {
        layout.empty = Empty::Missing(Missing::NotPublished);
    }
    let decimal = described.iter().flatten().find_map(|column| column.decimal);
    layout.decimal = decimal.or(layout.decimal);
    Ok(layout)
}

/// By its name, else by its place where the names do not agree at all.
fn described<'a>(table: &'a TableDescription, at: usize, name: &str) -> Option<&'a ColumnDescription> {
    let by_name = table.columns.iter().find(|column| column.is_called(name));
    let by_place = || table.columns.get(at).filter(|column| name.trim().is_empty() || column.titles.iter().any(|title| title.trim().is_empty()));
    by_name.or_else(by_place)
}

fn named(name: &str, column: Option<&ColumnDescription>) -> String {
    match column {
        Some(column) if name.trim().is_empty() || column.kind == Kind::Time => column.name.clone(),
        Some(_) | None => name.to_owned(),
    }
}

/// Empties the cells that only say that there is nothing, and puts the status where any sign means it.
fn clear_missing(sheet: &mut Sheet, first: usize, described: &[Option<&ColumnDescription>]) {
    for row in sheet.rows.iter_mut().skip(first) {
        for (cell, column) in row.cells.iter_mut().zip(described) {
            let Some(column) = column else { continue };
            let text = cell.trim();
            if column.missing.iter().any(|sign| sign == text) {
                cell.clear();
            } else if let Some(status) = column.status.as_ref().filter(|_| !text.is_empty()) {
                cell.clone_from(status);
            }
        }
    }
}

/// A year and a month in columns of their own are one period: both are told in the first.
fn join_months(sheet: &mut Sheet, head: &Head, first: usize, described: &[Option<&ColumnDescription>]) {
    let at = |wanted: &str| {
        let is = |(at, name): (usize, &String)| {
            name.eq_ignore_ascii_case(wanted) || described.get(at).copied().flatten().is_some_and(|column| column.is_called(wanted))
        };
        head.names.iter().enumerate().position(is)
    };
    let (Some(year), Some(month)) = (at("year"), at("month")) else { return };
    let joined = |row: &Row| {
        let number = row.cell(month).parse::<u32>().ok().filter(|month| (1..=12).contains(month))?;
        let text = format!("{}-{number:02}", row.cell(year));
        cell::period(&text).map(|_| text)
    };
    let rows = || sheet.rows.iter().skip(first).filter(|row| !row.is_blank());
    if rows().count() == 0 || rows().any(|row| joined(row).is_none()) {
        return;
    }
    for row in sheet.rows.iter_mut().skip(first).filter(|row| !row.is_blank()) {
        if let Some(text) = joined(row) {
            row.cells[year] = text;
            row.cells[month].clear();
        }
    }
}

/// What a description says of a column goes before what was guessed.
fn describe(column: &mut Column, description: &ColumnDescription, unit: &str, title: Option<&str>) {
    let is_figures = matches!(column.role, Role::Figures(_));
    let because = || "its description says so".to_owned();
    if is_figures && (description.kind == Kind::Text || description.status.is_some()) {
        column.role = Role::other(&crate::import::sink::snake_case(&description.name));
        column.because = because();
        return;
    }
    if description.kind == Kind::Time && matches!(column.role, Role::Ignored | Role::Of(..)) {
        column.role = Role::Period;
        column.because = because();
    }
    let Role::Figures(figures) = &mut column.role else { return };
    let unit = [description.unit.as_deref().unwrap_or_default(), unit].into_iter().find(|unit| !unit.trim().is_empty());
    if let Some(unit) = unit {
        figures.unit = Some(units::read(unit));
    }
    let says_nothing = description.name.eq_ignore_ascii_case("value");
    let code = figures.indicator.as_ref().and_then(|(code, _)| code.clone());
    if let Some(label) = description.label.as_deref().or(title.filter(|_| says_nothing)) {
        let (label, own) = units::parted(label);
        let code = code.or_else(|| Some(crate::import::sink::snake_case(if says_nothing { &label } else { &description.name })));
        figures.unit = figures.unit.take().or(own);
        **figures = Figures { indicator: Some((code, label)), ..std::mem::take(&mut **figures) };
    }
}

/// A column whose signs are statuses belongs to the column before it.
fn give_flags(layout: &mut Layout, described: &[Option<&ColumnDescription>]) {
    for at in 1..layout.columns.len() {
        let is_status = described.get(at).copied().flatten().is_some_and(|column| column.status.is_some());
        if !is_status {
            continue;
        }
        if let Some(Column { role: Role::Figures(figures), .. }) = layout.columns.get_mut(at - 1) {
            figures.flags = Some(at);
            layout.columns[at].role = Role::Ignored;
            layout.columns[at].because = "it is the status of the column before it".to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::roles::layout::Role;

    fn column(name: &str, kind: Kind) -> ColumnDescription {
        ColumnDescription { name: name.to_owned(), kind, ..ColumnDescription::default() }
    }

    #[test]
    fn a_table_is_read_as_its_description_says() {
        let dialect = Dialect { delimiter: Some(';'), comment: Some("#".to_owned()), skip_rows: 1, header_rows: Some(2), ..Dialect::default() };
        let text = "Camborne\n# a remark\nyyyy;mm;tmax; \n;;degC;\n1978;09;17.5;*\n1978;10;---;\n";
        let year = ColumnDescription { titles: vec!["yyyy".to_owned()], ..column("year", Kind::Number) };
        let month = ColumnDescription { titles: vec!["mm".to_owned()], ..column("month", Kind::Number) };
        let label = Some("Maximum temperature".to_owned());
        let tmax = ColumnDescription { label, missing: vec!["---".to_owned()], ..column("tmax", Kind::Number) };
        let flag = ColumnDescription { titles: vec![" ".to_owned()], status: Some("E".to_owned()), ..column("flag", Kind::Open) };
        let table = TableDescription { columns: vec![year, month, tmax, flag], dialect, ..TableDescription::default() };
        let mut sheet = sheet(text, &table.dialect, &table.columns);
        let layout = layout(&mut sheet, &table, &Hints::default(), None).expect("is understood");
        assert!(matches!(layout.columns[0].role, Role::Period));
        let Role::Figures(figures) = &layout.columns[2].role else { panic!("figures") };
        assert_eq!(figures.indicator, Some((Some("tmax".to_owned()), "Maximum temperature".to_owned())));
        assert_eq!((figures.unit.as_deref(), figures.flags), (Some("degC"), Some(3)));
        assert_eq!(sheet.rows[layout.rows[0]].cells, ["1978-09", "", "17.5", "E"]);
        assert_eq!(sheet.rows[layout.rows[0] + 1].cells, ["1978-10", "", "", ""]);
    }

    #[test]
    fn a_table_without_names_takes_those_of_its_description() {
        let dialect = Dialect { header_rows: Some(0), ..Dialect::default() };
        let columns = vec![column("country", Kind::Text), column("year", Kind::Time), column("gdp", Kind::Number)];
        let table = TableDescription { columns, dialect, ..TableDescription::default() };
        let mut sheet = sheet("Germany,2019,5\nFrance,2019,6\n", &table.dialect, &table.columns);
        let layout = layout(&mut sheet, &table, &Hints::default(), None).expect("is understood");
        assert!(matches!(layout.columns[1].role, Role::Period) && matches!(layout.columns[2].role, Role::Figures(_)));
        assert_eq!(layout.rows, [1, 3]);
    }
}
