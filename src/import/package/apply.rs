//! A table with its description becomes figures: what the description leaves open, the table itself decides.

use crate::import::agencies;
use crate::import::cell::{self, Verdict};
use crate::import::cube::Places;
use crate::import::hints::Decimal;
use crate::import::input::Input;
use crate::import::package::description::{ColumnDescription, Dialect, Kind, TableDescription};
use crate::import::roles::blocks::Block;
use crate::import::roles::format::TableFormat;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::roles::{guess, labels, units};
use crate::import::sheet::{Row, Sheet};
use crate::terms::amount::Missing;
use crate::terms::country::Scheme;

/// The table of a text as its description says that it is written.
pub fn sheet(text: &str, dialect: &Dialect, columns: &[ColumnDescription]) -> Sheet {
    let ascii = |sign: Option<char>| sign.and_then(|sign| u8::try_from(sign).ok()).filter(u8::is_ascii);
    let mut builder = csv::ReaderBuilder::new();
    builder
        .has_headers(false)
        .flexible(true)
        .delimiter(ascii(dialect.delimiter).unwrap_or(b','))
        .quote(ascii(dialect.quote).unwrap_or(b'"'));
    let mut reader = builder.from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    let mut places = Places::new(text);
    for record in reader.records().map_while(Result::ok) {
        // The reader takes the second half of a line end, and blank lines, for the start of the next row.
        let at = record.position().map_or(0, |position| position.byte() as usize);
        let blanks = text.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(['\r', '\n']).len());
        let line = places.of(at + blanks).0 as usize;
        let row = Row { line, cells: record.iter().map(str::to_owned).collect() };
        let is_comment = dialect.comment.as_ref().is_some_and(|prefix| row.cell(0).starts_with(prefix.as_str()));
        // Rows to skip are counted with comments and blank ones among them.
        if line > dialect.skip_rows && !is_comment {
            sheet.rows.push(row);
        }
    }
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
    let best =
        sheet.rows.iter().take(DEEPEST).enumerate().map(|(at, row)| (known(row), at)).max_by_key(|(known, at)| (*known, usize::MAX - at));
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
pub fn layout(sheet: &mut Sheet, table: &TableDescription, input: &Input, title: Option<&str>) -> Result<Layout, String> {
    let hints = &input.hints;
    let head = head(sheet, table).ok_or_else(|| "it is empty".to_owned())?;
    let first = head.row + table.dialect.header_rows.unwrap_or(1).max(1);
    let described: Vec<Option<&ColumnDescription>> = head.names.iter().enumerate().map(|(at, name)| described(table, at, name)).collect();
    clear_missing(sheet, first, &described);
    join_months(sheet, &head, first, &described);
    let sign = hints.decimal.unwrap_or(Decimal::Point);
    let are_written = described.iter().flatten().any(|column| column.decimal.is_some() || column.group.is_some());
    for (at, column) in described.iter().enumerate() {
        if let Some(column) = column.filter(|column| column.decimal.is_some() || column.group.is_some()) {
            let written = Written { decimal: column.decimal.unwrap_or(Decimal::Point), group: column.group };
            rewrite(sheet, first, at, written, sign);
        }
    }
    let is_of =
        |format: &&&TableFormat| Head::with(sheet, format.marks).is_some_and(|found| found.row == head.row && (format.fits)(sheet, &found));
    let mut layout = match agencies::TABLES.iter().find(is_of) {
        Some(format) => agencies::lay_out(format, input, sheet, &head),
        None => {
            let names: Vec<String> = head.names.iter().zip(&described).map(|(name, column)| named(name, *column)).collect();
            let block = Block {
                above: (0..head.row).collect(),
                groups: names.clone(),
                names,
                rows: [first.min(sheet.rows.len()), sheet.rows.len()],
                doubtful: Vec::new(),
            };
            guess::layout(sheet, &block, hints).or_else(|why| alone(sheet, &head, first, &described).ok_or(why))?
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
    if !layout.columns.iter().any(|column| matches!(column.role, Role::Figures(_))) {
        return Err("no column of it holds figures".to_owned());
    }
    if table.are_gaps_missing || described.iter().flatten().any(|column| !column.missing.is_empty()) {
        layout.empty = Empty::Missing(Missing::NotPublished);
    }
    if are_written {
        if hints.decimal.is_none() {
            settle_others(sheet, first, &described, &mut layout);
        }
        layout.decimal = Some(sign);
    }
    Ok(layout)
}

/// How a description says that the numbers of a column are written.
#[derive(Clone, Copy)]
struct Written {
    decimal: Decimal,
    group: Option<char>,
}

/// Writes the numbers of a column with this decimal sign and without groups, so that all columns of the table are alike. What
/// is no such number stays as it is.
fn rewrite(sheet: &mut Sheet, first: usize, at: usize, written: Written, sign: Decimal) {
    for cell in sheet.rows.iter_mut().skip(first).filter_map(|row| row.cells.get_mut(at)) {
        // Points between groups of three need no description where decimals have a comma.
        let has_points = written.decimal == Decimal::Comma && written.group.is_none() && is_grouped(cell.trim());
        let group = written.group.or_else(|| has_points.then_some('.'));
        let plain: String = cell.trim().chars().filter(|letter| Some(*letter) != group).collect();
        let has_other = written.decimal != Decimal::Point && plain.contains('.');
        let plain = plain.replace(written.decimal.sign(), ".");
        let is_number = plain.contains(|letter: char| letter.is_ascii_digit()) && plain.parse::<f64>().is_ok_and(f64::is_finite);
        if is_number && !has_other {
            *cell = plain.replace('.', &sign.sign().to_string());
        }
    }
}

/// `1.234.567,8`: do points stand before each three digits of the whole part?
fn is_grouped(text: &str) -> bool {
    let whole = text.split(',').next().unwrap_or_default();
    let mut groups = whole.split('.').skip(1).peekable();
    groups.peek().is_some() && groups.all(|group| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A column of figures whose numbers the description does not tell of: its own cells decide, and where they leave it open, what
/// is said of another column does.
fn settle_others(sheet: &mut Sheet, first: usize, described: &[Option<&ColumnDescription>], layout: &mut Layout) {
    let is_told = |column: &&ColumnDescription| column.decimal.is_some() || column.group.is_some();
    let usual = described.iter().flatten().find_map(|column| column.decimal);
    for at in 0..layout.columns.len() {
        let is_open = described.get(at).copied().flatten().filter(is_told).is_none();
        if !is_open || !matches!(layout.columns[at].role, Role::Figures(_)) {
            continue;
        }
        let verdict = cell::decimal_of(sheet.rows.iter().skip(first).map(|row| row.cell(at)));
        let comma = Written { decimal: Decimal::Comma, group: None };
        match (verdict, usual) {
            (Verdict::Decimal(Decimal::Comma, _), _) => rewrite(sheet, first, at, comma, Decimal::Point),
            (Verdict::Undecided(example), Some(Decimal::Comma)) => {
                rewrite(sheet, first, at, comma, Decimal::Point);
                let name = &layout.columns[at].name;
                let text =
                    format!("\"{example}\" in column \"{name}\" is read with a decimal comma, as its description says of another column.");
                layout.caveats.push(text);
            }
            (Verdict::Decimal(..) | Verdict::Undecided(_) | Verdict::Either | Verdict::Contradiction(_), _) => {}
        }
    }
}

/// Of a table whose columns are numbers one and all, which belong to nothing but their lines; `None` of any other.
fn alone(sheet: &Sheet, head: &Head, first: usize, described: &[Option<&ColumnDescription>]) -> Option<Layout> {
    let is_number =
        |column: &Option<&ColumnDescription>| column.is_some_and(|column| column.kind == Kind::Number && column.status.is_none());
    if described.is_empty() || !described.iter().all(is_number) {
        return None;
    }
    let mut layout = Layout::below(sheet, head, Scheme::Names);
    layout.rows = [first.min(sheet.rows.len()), sheet.rows.len()];
    (layout.decimal, layout.undated) = (None, Some(String::new()));
    for (place, column) in layout.columns.iter_mut().zip(described.iter().flatten()) {
        place.role = Role::figures(&crate::import::sink::snake_case(&column.name), &column.name, "");
        "its description says so".clone_into(&mut place.because);
    }
    layout.tell_lines();
    Some(layout)
}

/// By its name, else by its place where the names do not agree at all.
fn described<'a>(table: &'a TableDescription, at: usize, name: &str) -> Option<&'a ColumnDescription> {
    let by_name = table.columns.iter().find(|column| column.is_called(name));
    let by_place =
        || table.columns.get(at).filter(|column| name.trim().is_empty() || column.titles.iter().any(|title| title.trim().is_empty()));
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
        let (label, own) = labels::parted(label);
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
    use crate::import::hints::Hints;
    use crate::import::input::Content;
    use crate::import::outlet::Keep;
    use crate::import::roles::layout::Role;

    /// A file that says nothing of itself.
    fn alone() -> Input {
        let (content, hints) = (Content::Json(String::new()), Hints::default());
        Input { name: String::new(), path: None, files: Vec::new(), hints, keep: Keep::All, content }
    }

    fn column(name: &str, kind: Kind) -> ColumnDescription {
        ColumnDescription { name: name.to_owned(), kind, ..ColumnDescription::default() }
    }

    #[test]
    fn a_table_is_read_as_its_description_says() {
        let dialect =
            Dialect { delimiter: Some(';'), comment: Some("#".to_owned()), skip_rows: 1, header_rows: Some(2), ..Dialect::default() };
        let text = "Camborne\r\n# a remark\r\nyyyy;mm;tmax; \r\n;;degC;\r\n1978;09;17.5;*\r\n1978;10;---;\r\n";
        let year = ColumnDescription { titles: vec!["yyyy".to_owned()], ..column("year", Kind::Number) };
        let month = ColumnDescription { titles: vec!["mm".to_owned()], ..column("month", Kind::Number) };
        let label = Some("Maximum temperature".to_owned());
        let tmax = ColumnDescription { label, missing: vec!["---".to_owned()], ..column("tmax", Kind::Number) };
        let flag = ColumnDescription { titles: vec![" ".to_owned()], status: Some("E".to_owned()), ..column("flag", Kind::Open) };
        let table = TableDescription { columns: vec![year, month, tmax, flag], dialect, ..TableDescription::default() };
        let mut sheet = sheet(text, &table.dialect, &table.columns);
        let layout = layout(&mut sheet, &table, &alone(), None).expect("is understood");
        assert!(matches!(layout.columns[0].role, Role::Period));
        let Role::Figures(figures) = &layout.columns[2].role else { panic!("figures") };
        assert_eq!(figures.indicator, Some((Some("tmax".to_owned()), "Maximum temperature".to_owned())));
        assert_eq!((figures.unit.as_deref(), figures.flags), (Some("degC"), Some(3)));
        assert_eq!(
            (sheet.rows[layout.rows[0]].line, &sheet.rows[layout.rows[0]].cells[..]),
            (5, &["1978-09", "", "17.5", "E"].map(str::to_owned)[..])
        );
        assert_eq!(sheet.rows[layout.rows[0] + 1].cells, ["1978-10", "", "", ""]);
    }

    #[test]
    fn comments_and_blank_lines_are_counted_among_the_rows_to_skip() {
        let dialect = Dialect { comment: Some("#".to_owned()), skip_rows: 1, ..Dialect::default() };
        let first = |text: &str, dialect: &Dialect| sheet(text, dialect, &[]).rows[0].cells.clone();
        assert_eq!(first("# UK trade\nPeriod,Value\n2021,5\n", &dialect), ["Period", "Value"]);
        assert_eq!(first("UK trade\n# a remark\nPeriod,Value\n2021,5\n", &dialect), ["Period", "Value"]);
        let two = Dialect { skip_rows: 2, ..Dialect::default() };
        assert_eq!(first("UK trade\n\nPeriod,Value\n2021,5\n", &two), ["Period", "Value"]);
    }

    #[test]
    fn the_signs_of_numbers_are_those_of_each_column() {
        let told = ColumnDescription { decimal: Some(Decimal::Comma), group: Some('_'), ..column("told", Kind::Number) };
        let columns = vec![column("year", Kind::Time), told, column("plain", Kind::Number), column("open", Kind::Open)];
        let table = TableDescription { columns, ..TableDescription::default() };
        let mut sheet =
            sheet("year,told,plain,open\n2019,\"10_000,1\",1.234,\"1,5\"\n2020,\"1,234\",2.5,\"2,75\"\n", &table.dialect, &table.columns);
        let layout = layout(&mut sheet, &table, &alone(), None).expect("is understood");
        assert_eq!(layout.decimal, Some(Decimal::Point));
        assert_eq!(sheet.rows[1].cells, ["2019", "10000.1", "1.234", "1.5"]);
        assert_eq!(sheet.rows[2].cells, ["2020", "1.234", "2.5", "2.75"]);
    }

    #[test]
    fn numbers_that_belong_to_nothing_are_known_by_their_lines_where_their_description_says_that_they_are_numbers() {
        let told = ColumnDescription { decimal: Some(Decimal::Comma), group: Some('_'), ..column("told", Kind::Number) };
        let table = TableDescription { columns: vec![column("plain", Kind::Number), told], ..TableDescription::default() };
        let mut sheet = sheet("plain,told\n0.5,\"10_000,1\"\n1.5,\"1,1\"\n", &table.dialect, &table.columns);
        let read = layout(&mut sheet, &table, &alone(), None).expect("is understood");
        assert!(read.columns.iter().all(|column| matches!(column.role, Role::Figures(_))) && read.are_lines_told);
        assert_eq!((sheet.rows[1].cells[1].as_str(), sheet.rows[2].cells[1].as_str()), ("10000.1", "1.1"));
        let open =
            TableDescription { columns: vec![column("plain", Kind::Number), column("told", Kind::Open)], ..TableDescription::default() };
        assert!(layout(&mut sheet, &open, &alone(), None).is_err());
    }

    #[test]
    fn a_table_without_names_takes_those_of_its_description() {
        let dialect = Dialect { header_rows: Some(0), ..Dialect::default() };
        let columns = vec![column("country", Kind::Text), column("year", Kind::Time), column("gdp", Kind::Number)];
        let table = TableDescription { columns, dialect, ..TableDescription::default() };
        let mut sheet = sheet("Germany,2019,5\nFrance,2019,6\n", &table.dialect, &table.columns);
        let layout = layout(&mut sheet, &table, &alone(), None).expect("is understood");
        assert!(matches!(layout.columns[1].role, Role::Period) && matches!(layout.columns[2].role, Role::Figures(_)));
        assert_eq!(layout.rows, [1, 3]);
    }
}
