//! USA Trade Online of the Census Bureau: the standard report. It repeats rows of overlapping groups of countries.

use crate::import::roles::format::TableFormat;
use crate::import::roles::layout::{Layout, Role};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const USA_TRADE: TableFormat = TableFormat {
    name: "USA Trade Online report",
    description: "USA Trade Online reports",
    publisher: "US Census Bureau, USA Trade Online",
    marks: &["Country", "Time", "Value ($US)"],
    fits: |_, _| true,
    layout: |sheet, head| {
        Layout::below(sheet, head, Scheme::Names)
            .with("Country", Role::of(Dimension::Partner))
            .with("Commodity", Role::of(Dimension::Commodity))
            .with("Time", Role::Period)
            .with("Value ($US)", Role::figures("trade_value", "Trade value", "USD"))
            .fixed(Dimension::Reporter, "USA", None)
    },
    describe: |input, _, sink| {
        // The report itself does not name the flow; its file does.
        match input.name.to_lowercase() {
            name if name.contains("export") => sink.caveat("That these are exports is told by the name of the file alone."),
            name if name.contains("import") => sink.caveat("That these are imports is told by the name of the file alone."),
            _ => sink.caveat("The report does not say whether these are exports or imports."),
        }
    },
};
