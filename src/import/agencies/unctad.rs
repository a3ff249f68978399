//! UNCTADstat in bulk: each measure has a column of footnotes and one of reasons beside it.

use crate::dataset::observation::dimension_called;
use crate::import::agencies::columns::holds_numbers;
use crate::import::cell;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Column, Empty, Figures, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::Sheet;
use crate::terms::amount::Missing;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const BY_YEAR: TableFormat = TableFormat {
    name: "UNCTADstat table",
    description: "UNCTADstat tables",
    publisher: "UNCTADstat",
    marks: &["Year"],
    fits: |sheet, head| has_reasons(head) || !measures(sheet, head).is_empty(),
    layout: |sheet, head| layout(sheet, head, "Year"),
    describe: nothing_more,
};

pub const BY_PERIOD: TableFormat =
    TableFormat { name: "UNCTADstat table by period", marks: &["Period"], layout: |sheet, head| layout(sheet, head, "Period"), ..BY_YEAR };

pub const BY_QUARTER: TableFormat = TableFormat {
    name: "UNCTADstat table by quarter",
    marks: &["Quarter"],
    layout: |sheet, head| layout(sheet, head, "Quarter"),
    ..BY_YEAR
};

const REASON: &str = " Missing value";
const FOOTNOTE: &str = " Footnote";
const LABEL: &str = " Label";

fn has_reasons(head: &Head) -> bool {
    let head = in_words(head);
    head.names.iter().any(|name| name.strip_suffix(REASON).is_some_and(|measure| head.has(measure)))
}

/// The columns of figures where whoever asked wanted neither footnotes nor reasons: they follow the columns of codes, of which each has
/// its names beside it.
fn measures(sheet: &Sheet, head: &Head) -> Vec<usize> {
    let is_labelled = |name: &String| head.has(&format!("{name}{LABEL}"));
    let last = head.names.iter().rposition(|name| name.ends_with(LABEL));
    let (Some(last), true) = (last, is_labelled(&"Economy".to_owned())) else { return Vec::new() };
    let behind = last + 1..head.names.len();
    let are_figures = behind.clone().all(|at| unit(&head.names[at]).is_some() && holds_numbers(sheet, head, at));
    if are_figures { behind.collect() } else { Vec::new() }
}

/// The interface writes `US_at_current_prices_in_millions_Value` and `…_MissingValue`, the file in bulk what these say.
fn in_words(head: &Head) -> Head {
    let word = |name: &String| {
        let measure = [("_MissingValue", REASON), ("_Footnote", FOOTNOTE), ("_Value", ""), ("_Label", LABEL)].into_iter().find_map(
            |(ending, word)| Some(format!("{}{word}", name.strip_suffix(ending)?.replace('_', " ").replace("US at ", "US$ at "))),
        );
        measure.unwrap_or_else(|| name.clone())
    };
    Head { row: head.row, names: head.names.iter().map(word).collect() }
}

fn layout(sheet: &Sheet, head: &Head, period: &str) -> Layout {
    let head = &in_words(head);
    let bare = if has_reasons(head) { Vec::new() } else { measures(sheet, head) };
    let label = format!("{period}{LABEL}");
    let mut layout = Layout::below(sheet, head, Scheme::Unctad).with(period, Role::Period);
    if are_two_years(sheet, head, period, &label) {
        layout = layout.spent(period).with(&label, Role::Period);
    }
    for (name, dimension) in [
        ("Economy", Dimension::Reporter),
        ("Partner", Dimension::Partner),
        ("Flow", Dimension::Flow),
        ("Product", Dimension::Commodity),
        ("Commodity", Dimension::Commodity),
    ] {
        // Whoever asks the interface for names alone gets no codes.
        let labels = if head.has(name) { Role::NameOf(dimension.clone()) } else { Role::of(dimension.clone()) };
        layout = layout.with(&format!("{name}{LABEL}"), labels).with(name, Role::of(dimension));
    }
    let at = |name: String| head.at(&name);
    for (place, column) in layout.columns.iter_mut().enumerate().filter(|(_, column)| matches!(column.role, Role::Ignored)) {
        let (note, reason) = (at(format!("{}{FOOTNOTE}", column.name)), at(format!("{}{REASON}", column.name)));
        if reason.is_none() && !bare.contains(&place) {
            continue;
        }
        let because = if reason.is_some() { "a column of missing values belongs to it" } else { "its name says what it counts in" };
        let figures = Figures {
            indicator: Some((None, labels::parted(&column.name).0)),
            unit: unit(&column.name),
            note,
            reason,
            ..Figures::default()
        };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), because);
    }
    for column in layout.columns.iter_mut().filter(|column| matches!(column.role, Role::Ignored) && column.name != period) {
        let is_beside = column.name.ends_with(REASON) || column.name.ends_with(FOOTNOTE);
        let name = |name: &str| name.to_lowercase().replace(' ', "_");
        match column.name.strip_suffix(LABEL).filter(|labelled| at((*labelled).to_owned()).is_some()) {
            Some(labelled) => column.role = Role::NameOf(dimension_called(&name(labelled))),
            None if !is_beside && !column.name.is_empty() => column.role = Role::other(&name(&column.name)),
            None => {}
        }
    }
    layout.empty = Empty::Missing(Missing::NotPublished);
    layout
}

/// Growth from year to year has both in its code and the year that it is of in its label: 20222023 is called 2023.
fn are_two_years(sheet: &Sheet, head: &Head, period: &str, label: &str) -> bool {
    let (Some(code), Some(label)) = (head.at(period), head.at(label)) else { return false };
    let is_pair = |cell: &str| cell.len() == 8 && cell.bytes().all(|byte| byte.is_ascii_digit());
    let mut rows = sheet.rows.iter().skip(head.row + 1).filter(|row| !row.is_blank()).peekable();
    rows.peek().is_some() && rows.all(|row| is_pair(row.cell(code)) && cell::period(row.cell(label)).is_some())
}

/// What the figures of a column of this name count in.
fn unit(name: &str) -> Option<String> {
    labels::parted(name).1.or_else(|| unit_in_words(name)).or_else(|| index(name)).or_else(|| units::known(name))
}

/// "Index Base 2015" counts in an index.
fn index(name: &str) -> Option<String> {
    name.to_lowercase().starts_with("index base ").then(|| "index".to_owned())
}

/// Of "US$ at current prices in millions" and "Millions of US$ at current prices", `USD million`; the prices of one year are told as
/// the World Bank tells them.
fn unit_in_words(name: &str) -> Option<String> {
    let (size, rest) = name.split_once(" of ").map_or((None, name), |(size, rest)| (Some(size.to_lowercase()), rest));
    let rest = rest.strip_prefix("US$ at ")?;
    let (prices, behind) = rest.split_once(" in ").map_or((rest, None), |(prices, size)| (prices, Some(size.to_owned())));
    let size = size.or(behind);
    let size = size.as_deref();
    let size = match size {
        Some("thousands") => " thousand",
        Some("millions") => " million",
        Some("billions") => " billion",
        Some(_) => return None,
        None => "",
    };
    let unit = match prices.strip_suffix(" per capita").unwrap_or(prices) {
        "current prices" => "USD".to_owned(),
        constant => format!("constant {} US$", constant.strip_prefix("constant prices (")?.strip_suffix(')')?),
    };
    Some(unit + size)
}
