//! SDMX-CSV 1.0 and 2.0: dimensions before the value, attributes behind it.

use crate::import::cell;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const SDMX_CSV: TableFormat = TableFormat {
    name: "SDMX-CSV 1.0",
    description: "SDMX-CSV",
    publisher: "SDMX-CSV file",
    marks: &["DATAFLOW", "OBS_VALUE"],
    fits: |_, head| head.row == 0,
    layout,
    describe: |_, sheet, sink| {
        // "ESTAT:ILC_LVPS08(1.0)": the agency and its dataflow.
        let flow = sheet.rows.get(1).map(|row| row.cell(0)).unwrap_or_default();
        if let Some((agency, flow)) = flow.split_once(':') {
            sink.source.publisher = if agency == "ESTAT" { "Eurostat".to_owned() } else { agency.to_owned() };
            sink.source.title = flow.to_owned();
        }
    },
};

pub const SDMX_CSV_2: TableFormat = TableFormat {
    name: "SDMX-CSV 2.0",
    marks: &["STRUCTURE_ID"],
    fits: |_, head| head.row == 0 && head.names.first().is_some_and(|name| name.starts_with("STRUCTURE")),
    describe: nothing_more,
    ..SDMX_CSV
};

/// The id in a head such as `DIM_1: Dimension 1` or `ATTR_1[]`.
fn id(name: &str) -> &str {
    name.split([':', '[']).next().unwrap_or_default().trim()
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Eurostat);
    let is_value = |name: &str| id(name).starts_with("OBS_VALUE") || id(name).starts_with("MEAS_");
    let first_value = head.names.iter().position(|name| is_value(name)).unwrap_or(head.names.len());
    let mut has_period = false;
    let labels = labels(head);
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let name = id(&column.name).to_uppercase();
        if labels.is_some_and(|first| at >= first && (at - first) % 2 == 1) {
            "it says what the codes before it mean".clone_into(&mut column.because);
            continue;
        }
        column.because = "SDMX names it so".to_owned();
        column.role = match name.as_str() {
            "DATAFLOW" | "LAST UPDATE" | "STRUCTURE" | "STRUCTURE_ID" | "STRUCTURE_NAME" | "ACTION" | "SERIES_KEY" | "FREQ" => {
                Role::Ignored
            }
            "TIME_PERIOD" | "TIME" => Role::Period,
            "GEO" | "GEO_PICT" | "REF_AREA" | "REPORTER" | "LOCATION" | "COUNTRY" => Role::of(Dimension::Reporter),
            "PARTNER" | "COUNTERPART_AREA" | "COUNTERPART" => Role::of(Dimension::Partner),
            "UNIT" | "UNIT_MEASURE" => Role::Unit,
            "UNIT_MULT" | "UNIT_MULTIPLIER" => Role::Multiplier,
            "OBS_FLAG" | "OBS_STATUS" | "CONF_STATUS" => Role::Status,
            "INDICATOR" | "NA_ITEM" | "SUBJECT" | "MEASURE" => Role::of(Dimension::Indicator),
            "FLOW" | "STK_FLOW" => Role::of(Dimension::Flow),
            _ if is_value(&column.name) => Role::values(),
            "OBS_COMMENT" | "COMMENT" | "OBS_COM" => Role::Note,
            // Behind the value stand attributes, which say nothing of what is counted.
            _ if at > first_value && !column.name.contains("DIM") => Role::Ignored,
            name => Role::other(&name.to_lowercase()),
        };
        has_period |= matches!(column.role, Role::Period);
    }
    name_codes(&mut layout, labels);
    // A unit before the value is one of the dimensions; behind it, it says nothing that tells figures apart.
    layout.are_units_apart = layout.columns.iter().take(first_value).any(|column| matches!(column.role, Role::Unit));
    if !has_period {
        take_for_period(sheet, head, &mut layout);
    }
    layout
}

/// Where names were asked for, each column of codes has one of their names behind it; the first of these pairs.
fn labels(head: &Head) -> Option<usize> {
    let is_about = |name: &&str| matches!(id(name).to_uppercase().as_str(), "STRUCTURE" | "STRUCTURE_ID" | "STRUCTURE_NAME" | "ACTION");
    let first = head.names.iter().map(String::as_str).take_while(is_about).count();
    let are_pairs = (head.names.len() - first).is_multiple_of(2);
    (head.has("STRUCTURE_NAME") && are_pairs).then_some(first)
}

/// Gives the columns of names the dimension of the codes before them.
fn name_codes(layout: &mut Layout, labels: Option<usize>) {
    let Some(first) = labels else { return };
    for at in (first + 1..layout.columns.len()).step_by(2) {
        if let Role::Of(dimension, _) = layout.columns[at - 1].role.clone() {
            layout.columns[at].role = Role::NameOf(dimension);
        }
    }
}

/// The dimension that holds nothing but periods is time, whatever its name.
fn take_for_period(sheet: &Sheet, head: &Head, layout: &mut Layout) {
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let mut cells = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).take(50).peekable();
        if matches!(column.role, Role::Of(..)) && cells.peek().is_some() && cells.all(|cell| cell::period(cell).is_some()) {
            column.role = Role::Period;
            column.because = "it holds nothing but periods".to_owned();
            return;
        }
    }
    let label = units::label_of("undated");
    layout.undated = Some(label);
}
