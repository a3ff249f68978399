//! Workbooks of Eurostat's Data Browser: a sheet for each combination of what is the same for all its figures, which stands
//! above the table; a column of flags may follow each period; a legend stands below.

use crate::dataset::Draft;
use crate::dataset::observation::dimension_called;
use crate::import::cell::flag::Flags;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::roles::labels;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::roles::units;
use crate::import::roles::word::Word;
use crate::import::roles::{head::Head, reading, words};
use crate::import::sheet::{Row, Sheet};
use crate::import::sink::Sink;
use crate::import::{cell, stage};
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// Workbooks, or sheets of them saved as text.
pub struct Workbook;

/// The head of a sheet: the row of periods, and that which names the columns of words.
struct Heads {
    periods: usize,
    words: usize,
}

impl Importer for Workbook {
    fn name(&self) -> &'static str {
        "Eurostat workbook"
    }

    fn description(&self) -> &'static str {
        "Eurostat workbooks"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.sheets().iter().find(|sheet| heads(sheet).is_some()) {
            Some(sheet) => Claim::surely(format!(
                "{} tells the day of its extraction, and names TIME over its periods",
                sheet.place(&sheet.rows[0], 0)
            )),
            None => Claim::never("no sheet tells the day of its extraction over a row called TIME"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("Eurostat"), report);
        for (number, sheet) in input.sheets().iter().enumerate() {
            let Some(heads) = heads(sheet) else {
                sink.report.note(left_out(sheet));
                continue;
            };
            stage::at(&format!("sheet {} ({})", number + 1, sheet.name));
            for row in sheet.rows[..heads.periods].iter().filter(|row| !row.is_blank()) {
                let said: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
                match said.as_slice() {
                    // The names stand in the language of whoever asked: "Datensatz:", "Dernière mise à jour:".
                    [name, title, ..] if name.ends_with(':') && title.contains(" [") => {
                        sink.source.title = title.split(" [").next().unwrap_or(title).to_owned();
                    }
                    [name, date] if name.ends_with(':') && cell::period(date).is_some() => {
                        sink.source.published = cell::period(date).map(|read| read.period.to_string());
                    }
                    _ => sink.pass_over(sheet.place(row, 0), &said.join(" ")),
                }
            }
            reading::read(sheet, &layout(sheet, &heads), &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// What a sheet is that holds no table of periods.
fn left_out(sheet: &Sheet) -> String {
    let name = sheet.name.trim();
    let what = match name.split(' ').next().unwrap_or(name).to_lowercase().as_str() {
        "summary" => "it lists the sheets and what each of them holds",
        "structure" => "it lists the codes of the dimensions",
        "footnotes" => "it holds remarks on figures of other sheets",
        _ => "no row in it is called TIME",
    };
    format!("the sheet \"{}\" is not read as figures: {what}", sheet.name)
}

fn heads(sheet: &Sheet) -> Option<Heads> {
    const DEEPEST: usize = 30;
    let first = sheet.rows.iter().find(|row| !row.is_blank())?;
    // "Daten extrahiert am 20/10/2023 11:00:00 von [ESTAT]".
    if !first.cells.iter().map(|cell| cell.trim()).any(|cell| cell.starts_with("Data extracted on") || cell.ends_with("[ESTAT]")) {
        return None;
    }
    let is_time = |name: &str| ["TIME", "ZEIT", "TEMPS"].iter().any(|time| name.eq_ignore_ascii_case(time)) || name.starts_with("TIME ");
    let periods = sheet.rows.iter().take(DEEPEST).position(|row| is_time(row.cell(0)))?;
    // "European Union (from 2020)" is a row like others: over no period of a head stands anything.
    let dated: Vec<usize> =
        (0..sheet.rows[periods].cells.len()).filter(|at| cell::period(sheet.rows[periods].cell(*at)).is_some()).collect();
    let is_named = |row: &Row| row.cell(0).ends_with(')') && row.cell(0).contains(" (");
    let is_head = |row: &usize| sheet.rows.get(*row).is_some_and(|row| is_named(row) && dated.iter().all(|at| row.cell(*at).is_empty()));
    let words = (periods + 1..periods + 4).rfind(is_head).unwrap_or(periods);
    Some(Heads { periods, words })
}

fn layout(sheet: &Sheet, heads: &Heads) -> Layout {
    let head = Head::of(sheet, heads.periods);
    let mut layout = Layout::below(sheet, &head, Scheme::Names);
    layout.rows = [heads.words + 1, end(sheet, heads.words + 1)];
    layout.flags = Flags::Eurostat;
    layout.are_units_apart = true;
    layout.empty = Empty::Nothing;
    let names = Head::of(sheet, heads.words);
    let count = layout.columns.len();
    for at in 0..count {
        let period = cell::period(&head.names[at]);
        let name = if period.is_some() { &head.names[at] } else { names.names.get(at).unwrap_or(&head.names[at]) };
        let role = match period {
            Some(period) => {
                // Nothing stands over the flags, so that those of the last period lie behind the head.
                let flags = head.names.get(at + 1).is_none_or(String::is_empty).then_some(at + 1);
                Role::Figures(Box::new(Figures { period: Some(period), flags, ..Figures::default() }))
            }
            None if name.is_empty() || name.eq_ignore_ascii_case("TIME") => continue,
            None => of_words(name),
        };
        layout.columns[at] = Column::new(name, role, "Eurostat heads it so");
    }
    above(sheet, heads.periods, layout)
}

/// The legend below the table has words in its first cells and no figures; the table ends before the first blank row.
fn end(sheet: &Sheet, start: usize) -> usize {
    (start..sheet.rows.len()).find(|row| sheet.rows[*row].is_blank()).unwrap_or(sheet.rows.len())
}

fn of_words(name: &str) -> Role {
    let bare = name.split(" (").next().unwrap_or(name);
    match words::meaning(name).or_else(|| words::meaning(bare)) {
        Some(Word::Reporter) => Role::of(Dimension::Reporter),
        Some(Word::Partner) => Role::of(Dimension::Partner),
        Some(Word::Commodity) => Role::of(Dimension::Commodity),
        Some(Word::Flow) => Role::of(Dimension::Flow),
        Some(Word::Unit) => Role::Unit,
        Some(Word::Indicator) => Role::of(Dimension::Indicator),
        Some(_) | None => Role::other(&bare.to_lowercase().replace(' ', "_")),
    }
}

/// What is the same for all figures of the sheet: `FLOW | | IMPORT`.
fn above(sheet: &Sheet, periods: usize, mut layout: Layout) -> Layout {
    for row in &sheet.rows[..periods] {
        let said: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let [name, value] = said.as_slice() else { continue };
        if name.ends_with(':') {
            continue;
        }
        let name = name.split(" [").next().unwrap_or(name).to_uppercase();
        let (label, code) = coded(value);
        layout = match name.as_str() {
            "TIME FREQUENCY" | "FREQ" | "ZEITLICHE FREQUENZ" | "FRÉQUENCE (RELATIVE AU TEMPS)" => layout,
            "INDICATORS" | "INDICATOR" | "NATIONAL ACCOUNTS INDICATOR" | "NATIONAL ACCOUNTS INDICATOR (ESA 2010)" => {
                let unit = units::read(&label.replace('_', " "));
                if matches!(unit.as_str(), "EUR" | "kg" | "USD" | "%") {
                    layout.unit = Some(unit);
                }
                layout.fixed(Dimension::Indicator, &code, Some(&labels::label_of(&label.to_lowercase())))
            }
            "UNIT OF MEASURE" | "UNIT" | "MASSEINHEIT" | "UNITÉ DE MESURE" => Layout { unit: Some(units::read(&label)), ..layout },
            "PRODUCT" if code == "TOTAL" => layout,
            "PRODUCT" => layout.fixed(Dimension::Commodity, &code, Some(&label)),
            "FLOW" | "STOCK OR FLOW" => layout.fixed(Dimension::Flow, &label, None),
            "REPORTER" | "GEOPOLITICAL ENTITY (REPORTING)" | "GEO" => layout.fixed(Dimension::Reporter, &label, None),
            "PARTNER" => layout.fixed(Dimension::Partner, &label, None),
            other => layout.fixed(dimension_called(&other.split(" (").next().unwrap_or(other).replace(' ', "_")), &code, Some(&label)),
        };
    }
    layout
}

/// `Mineral fuels [27]` → (`Mineral fuels`, `27`); without brackets the words are the code.
fn coded(text: &str) -> (String, String) {
    let parts = text.strip_suffix(']').and_then(|inner| inner.rsplit_once(" ["));
    parts.map_or((text.to_owned(), text.to_owned()), |(label, code)| (label.to_owned(), code.to_owned()))
}
