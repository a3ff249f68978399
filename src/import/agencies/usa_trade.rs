//! USA Trade Online of the Census Bureau: the standard report. It repeats rows of overlapping groups of countries.

use crate::dataset::observation::dimension_called;
use crate::import::roles::format::TableFormat;
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Layout, Role};
use crate::import::sheet::Sheet;
use crate::import::sink::snake_case;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

/// With a measure in dollars beside them.
const MARKS: &[&str] = &["Country", "Time"];

pub const USA_TRADE: TableFormat = TableFormat {
    name: "USA Trade Online report",
    description: "USA Trade Online reports",
    publisher: "US Census Bureau, USA Trade Online",
    marks: MARKS,
    fits: |_, head| head.names.iter().any(|name| measure(name).is_some()),
    layout,
    describe: |input, sheet, sink| {
        let head = Head::with(sheet, MARKS);
        if head.is_some_and(|head| flow(sheet, &head).is_some()) {
            return;
        }
        // Without a line above the table only the name of the file tells.
        match input.name.to_lowercase() {
            name if name.contains("export") => sink.caveat("That these are exports is told by the name of the file alone."),
            name if name.contains("import") => sink.caveat("That these are imports is told by the name of the file alone."),
            _ => sink.caveat("The report does not say whether these are exports or imports."),
        }
    },
};

/// "Customs Value (Gen) ($US)" counts the customs value, and duties are counted beside it.
fn measure(name: &str) -> Option<&str> {
    Some(name.strip_suffix("($US)")?.trim())
}

/// "Standard Report - Imports", above the table; `None` when nothing there says so, or both are named.
fn flow(sheet: &Sheet, head: &Head) -> Option<Flow> {
    let cells = sheet.rows.iter().take(head.row).flat_map(|row| &row.cells);
    let above = cells.map(|cell| cell.to_lowercase()).collect::<Vec<_>>().join(" ");
    match (above.contains("export"), above.contains("import")) {
        (true, false) => Some(Flow::Export),
        (false, true) => Some(Flow::Import),
        (true, true) | (false, false) => None,
    }
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("Country", Role::of(Dimension::Partner))
        .with("Commodity", Role::Of(Dimension::Commodity, &["All Commodities"]))
        .with("Time", Role::Period)
        .fixed(Dimension::Reporter, "USA", None);
    for column in layout.columns.iter_mut().filter(|column| matches!(column.role, Role::Ignored)) {
        if let Some(name) = column.name.strip_suffix("(kg)").map(str::trim) {
            // "Vessel SWT (kg)": the weight in which goods are shipped.
            (column.role, column.because) = (Role::figures(&snake_case(name), name, "kg"), "its name says what it counts in".to_owned());
            continue;
        }
        column.role = match measure(&column.name) {
            Some("Value" | "Total Value" | "Total Exports Value") => Role::figures("trade_value", "Trade value", "USD"),
            Some(name) => Role::figures(&snake_case(name), name, "USD"),
            None => match whole(&column.name) {
                Some(whole) => Role::Of(dimension_called(&snake_case(&column.name)), whole),
                None => continue,
            },
        };
        "the format says so".clone_into(&mut column.because);
    }
    layout.classification = Classification::Own;
    layout.coded = head.at("Commodity").into_iter().collect();
    match flow(sheet, head) {
        Some(flow) => layout.fixed(Dimension::Flow, flow.code(), None),
        None => layout,
    }
}

/// Where goods crossed the border, or how: parts of the report that tell its rows apart. Each with what its whole is called.
fn whole(name: &str) -> Option<&'static [&'static str]> {
    Some(match name {
        "District" => &["All Districts"],
        "Port" => &["All Ports"],
        "State" => &["All States"],
        "Country Sub Code" => &["All Country Sub Codes"],
        "Rate Provision" => &["All Rate Provisions"],
        "Import Program" => &["All Import Programs"],
        _ => return None,
    })
}
