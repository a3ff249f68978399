//! Figures as tables, CSV and JSON: each number with its codes, its period, its source and how sure it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use crate::dataset::formula::guarded;
use crate::dataset::observation::{Observation, Status};
use crate::dataset::{Dataset, DatasetId};
use crate::measure::findings::{Claimed, Findings, Point, Role, Series};
use crate::measure::significance::Margin;
use crate::terms::amount::{Amount, Missing, Qualifier};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::poll::{Mode, Side};
use crate::terms::translation::Tongue;
use crate::terms::unit::{decimals_shown, exact_number};

/// One line of a table of figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub dataset: DatasetId,
    pub observation: Observation,
}

/// Every observation of a dataset, in the order of its file.
pub fn of_dataset(dataset: &Dataset) -> Vec<Row> {
    dataset.observations().into_iter().map(|observation| Row { dataset: dataset.id.clone(), observation }).collect()
}

/// The numbers that a chart of these findings shows, series after series; then the statements laid over it, each with its verdict.
/// Notes are said in a language; everything that another program reads is the same in all of them.
pub fn of_findings(findings: &Findings, tongue: &Tongue) -> Vec<Row> {
    let figures = findings.points().map(|(series, point)| row(findings, series, point, tongue));
    let claimed = |claim: &Claimed| {
        let mut row = row(findings, &claim.series, claim.point()?, tongue);
        let note = row.observation.note.map_or_else(String::new, |note| format!(" {note}"));
        row.observation.note = Some(format!("verdict: {}{note}", tongue.say(&claim.words)));
        Some(row)
    };
    figures.chain(findings.claims.iter().filter_map(claimed)).collect()
}

/// A table with a comma between the cells, in UTF-8. Columns that are empty throughout are left out; what a spreadsheet would
/// run as a formula begins with an apostrophe.
///
/// # Errors
/// When the writer fails.
pub fn write_csv(rows: &[Row], writer: impl Write) -> io::Result<()> {
    let columns = columns(rows);
    let mut table = csv::Writer::from_writer(writer);
    table.write_record(columns.iter().map(|column| guarded(Cow::Borrowed(&column.name)).into_owned())).map_err(failure)?;
    for row in rows {
        let written = |cell: Cell| match cell {
            Cell::Text(text) => guarded(text).into_owned(),
            Cell::Number(number) => number,
        };
        let cells = columns.iter().map(|column| column.cell(row).map_or_else(String::new, written));
        table.write_record(cells).map_err(failure)?;
    }
    table.flush()
}

/// What a table cannot say of itself.
pub struct About<'a> {
    pub title: &'a str,
    /// What must be known of the figures.
    pub notes: &'a [String],
    pub sources: &'a [String],
    /// The terms of the figures, dataset by dataset.
    pub terms: &'a [String],
    /// The views that show them, as JSON.
    pub views_json: Option<&'a str>,
}

/// What stands beside a table, for programs and people: CSV on the Web, in `url-metadata.json`.
pub fn metadata(url: &str, rows: &[Row], about: &About) -> String {
    const NUMBERS: [&str; 5] = ["value", "low", "high", "base", "design_effect"];
    let column = |column: &Column| {
        let datatype = if NUMBERS.contains(&column.name.as_str()) { "number" } else { "string" };
        serde_json::json!({ "name": column.name, "titles": column.name, "datatype": datatype })
    };
    let mut document = serde_json::json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": url,
        "dc:title": about.title,
        "dc:description": about.notes,
        "dc:source": about.sources,
        "dc:rights": about.terms,
        "tableSchema": { "columns": columns(rows).iter().map(column).collect::<Vec<_>>() },
    });
    if let Some(views) = about.views_json {
        document["dc:provenance"] = views.into();
    }
    // Text, and lists of it, all of which JSON can hold.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// The name of what stands beside a table.
pub fn metadata_name(table: &str) -> String {
    format!("{table}-metadata.json")
}

/// A table as text, for pages that show it.
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Written>>,
}

/// A cell in writing.
pub enum Written {
    Text(String),
    Number(String),
}

impl Written {
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
        }
    }
}

/// The same columns and cells as `write_csv` has.
pub fn table(rows: &[Row]) -> Table {
    let columns = columns(rows);
    let written = |cell: Option<Cell>| match cell {
        Some(Cell::Number(number)) => Written::Number(number),
        Some(Cell::Text(text)) => Written::Text(text.into_owned()),
        None => Written::Text(String::new()),
    };
    let cells = |row: &Row| columns.iter().map(|column| written(column.cell(row))).collect();
    Table { rows: rows.iter().map(cells).collect(), columns: columns.iter().map(|column| column.name.clone()).collect() }
}

/// Text cells with a comma between them, in UTF-8; what a spreadsheet would run as a formula begins with an apostrophe. Rows may
/// differ in width.
///
/// # Errors
/// When the writer fails.
pub fn write_cells<'a>(rows: impl Iterator<Item = &'a [String]>, writer: impl Write) -> io::Result<()> {
    let mut table = csv::WriterBuilder::new().flexible(true).from_writer(writer);
    for cells in rows {
        table.write_record(cells.iter().map(|cell| guarded(Cow::Borrowed(cell)).into_owned())).map_err(failure)?;
    }
    table.flush()
}

/// What the writer said, so that a closed pipe is still known as one.
fn failure(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A list of objects with the same names as the columns of the table; what is empty is left out.
///
/// # Errors
/// When the writer fails.
pub fn write_json(rows: &[Row], mut writer: impl Write) -> io::Result<()> {
    let columns = columns(rows);
    writer.write_all(b"[")?;
    for (place, row) in rows.iter().enumerate() {
        writer.write_all(if place == 0 { b"\n  { " } else { b",\n  { " })?;
        let cells = columns.iter().filter_map(|column| Some((column, column.cell(row)?)));
        for (place, (column, cell)) in cells.enumerate() {
            writer.write_all(if place == 0 { b"" } else { b", " })?;
            serde_json::to_writer(&mut writer, &column.name)?;
            writer.write_all(b": ")?;
            match cell {
                Cell::Text(text) => serde_json::to_writer(&mut writer, &text)?,
                Cell::Number(number) => writer.write_all(number.as_bytes())?,
            }
        }
        writer.write_all(b" }")?;
    }
    writer.write_all(if rows.is_empty() { b"]\n" } else { b"\n]\n" })
}

/// A point as an observation; a derived one is of the measure's indicator and says how it came about.
fn row(findings: &Findings, series: &Series, point: &Point, tongue: &Tongue) -> Row {
    let mut codes: BTreeMap<Dimension, Code> = series.codes.clone();
    // What is left of a whole has a code of its own; an index of all parts has none.
    if series.role != Role::Part {
        codes.entry(series.dimension.clone()).or_insert_with(|| series.code.clone());
    }
    if let (Some(name), Some(_)) = (findings.derived, &point.derivation) {
        codes.insert(Dimension::Indicator, Code::new(name));
    }
    codes.remove(&Dimension::Source);
    let formula = point.derivation.as_ref().map(|derivation| format!("formula: {}", tongue.say_formula(&derivation.formula)));
    let note: Vec<String> = point.note.iter().map(|note| tongue.say_whole(note)).chain(formula).collect();
    let observation = Observation {
        codes: codes.into(),
        period: point.is_of(),
        period_stated: point.period_stated.clone(),
        amount: point.amount.clone().map(|amount| with_margin(amount, point.margin)),
        unit: series.unit.clone(),
        status: point.status,
        side: series.side,
        wave: point.wave.clone(),
        source: point.source.clone(),
        locator: point.locator.clone(),
        note: (!note.is_empty()).then(|| note.join("; ")),
    };
    Row { dataset: point.dataset.clone(), observation }
}

/// The margin of error as the ends of what the figure may be, unless it has ends of its own.
fn with_margin(amount: Amount, margin: Option<Margin>) -> Amount {
    match margin {
        Some(Margin { points, .. }) if amount.low.is_none() && amount.high.is_none() => {
            Amount { low: Some(amount.value - points), high: Some(amount.value + points), ..amount }
        }
        Some(_) | None => amount,
    }
}

/// One column of the table.
struct Column {
    name: String,
    part: Part,
}

enum Part {
    Dimension(Dimension),
    Value(fn(&Row) -> Option<Cell<'_>>),
}

/// What stands in a cell.
enum Cell<'a> {
    Text(Cow<'a, str>),
    /// Written already.
    Number(String),
}

impl<'a> Cell<'a> {
    fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl Column {
    fn cell<'a>(&self, row: &'a Row) -> Option<Cell<'a>> {
        match &self.part {
            Part::Dimension(dimension) => row.observation.codes.get(dimension).map(|code| Cell::text(code.as_str())),
            Part::Value(of) => of(row),
        }
    }
}

/// The columns in which at least one row has something, in the order that the command line promises.
fn columns(rows: &[Row]) -> Vec<Column> {
    let others: BTreeSet<&Dimension> = rows.iter().flat_map(|row| row.observation.codes.keys()).collect();
    let others = others.into_iter().filter(|dimension| matches!(dimension, Dimension::Other(_))).cloned();
    let dimensions = Dimension::KNOWN.into_iter().chain(others);
    let dimensions = dimensions.map(|dimension| Column { name: dimension.name().to_owned(), part: Part::Dimension(dimension) });
    let value = |(name, of): (&str, fn(&Row) -> Option<Cell<'_>>)| Column { name: name.to_owned(), part: Part::Value(of) };
    let dataset = value(("dataset", |row| Some(Cell::text(row.dataset.as_str()))));
    let columns = std::iter::once(dataset).chain(dimensions).chain(VALUE_COLUMNS.into_iter().map(value));
    columns.filter(|column| rows.iter().any(|row| column.cell(row).is_some())).collect()
}

type ValueColumn = (&'static str, fn(&Row) -> Option<Cell<'_>>);

const VALUE_COLUMNS: [ValueColumn; 17] = [
    ("period", |row| Some(Cell::Text(Cow::Owned(row.observation.period.to_string())))),
    ("value", |row| amount(row).map(|amount| Cell::Number(as_published(amount)))),
    ("low", |row| amount(row)?.low.map(exact_number).map(Cell::Number)),
    ("high", |row| amount(row)?.high.map(exact_number).map(Cell::Number)),
    ("qualifier", |row| {
        amount(row).filter(|amount| amount.qualifier != Qualifier::Exact).map(|amount| Cell::text(amount.qualifier.name()))
    }),
    ("unit", |row| Some(row.observation.unit.as_str()).filter(|unit| !unit.is_empty()).map(Cell::text)),
    ("status", |row| Some(row.observation.status).filter(|status| *status != Status::Normal).map(Status::name).map(Cell::text)),
    ("missing", |row| row.observation.amount.as_ref().err().copied().map(Missing::name).map(Cell::text)),
    ("stated", |row| amount(row)?.stated.as_deref().map(Cell::text)),
    ("side", |row| row.observation.side.map(Side::name).map(Cell::text)),
    ("base", |row| row.observation.wave.base.map(|base| Cell::Number(base.to_string()))),
    ("design_effect", |row| row.observation.wave.design_effect.map(exact_number).map(Cell::Number)),
    ("mode", |row| row.observation.wave.mode.map(Mode::name).map(Cell::text)),
    ("fieldwork", |row| row.observation.wave.fieldwork.map(|period| Cell::Text(Cow::Owned(period.to_string())))),
    ("source", |row| Some(Cell::text(row.observation.source.as_str()))),
    ("locator", |row| row.observation.locator.as_deref().map(Cell::text)),
    ("note", |row| note(&row.observation).map(Cell::Text)),
];

fn amount(row: &Row) -> Option<&Amount> {
    row.observation.amount.as_ref().ok()
}

/// In full, with the zeros at the end that its source prints.
fn as_published(amount: &Amount) -> String {
    match amount.decimals {
        Some(decimals) if decimals > decimals_shown(amount.value) => format!("{:.*}", usize::from(decimals), amount.value),
        _ => exact_number(amount.value),
    }
}

/// The note, with the source's own words for the period, for which the table has no column.
fn note(observation: &Observation) -> Option<Cow<'_, str>> {
    let note = observation.note.as_deref();
    match &observation.period_stated {
        None => note.map(Cow::Borrowed),
        Some(stated) => {
            let words = format!("period as stated: \"{stated}\"");
            Some(Cow::Owned(note.map_or_else(|| words.clone(), |note| format!("{words}; {note}"))))
        }
    }
}
