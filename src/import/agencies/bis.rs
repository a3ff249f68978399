//! Bank for International Settlements: its data in bulk with periods across. Codes have their names beside them; behind the
//! dimensions and attributes stands the key of the series.

use crate::import::agencies::sdmx_csv::{keep_one_each, name_codes};
use crate::import::cube::meaning;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::sheet::Sheet;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const ACROSS: TableFormat = TableFormat {
    name: "BIS table with periods across",
    description: "tables of the Bank for International Settlements",
    publisher: "Bank for International Settlements",
    marks: &["FREQ", "Frequency", "Series"],
    fits: |_, head| head.row == 0 && head.at("FREQ") == Some(0) && head.at("Frequency") == Some(1),
    layout,
    describe: nothing_more,
};

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Bis);
    layout.are_units_apart = true;
    let series = head.at("Series").unwrap_or(head.names.len());
    let codes = || head.names.iter().take(series).map(|name| if is_code(name) { name.as_str() } else { "" });
    let (measured, reporter) = (meaning::measured(codes()), meaning::reporter(codes()));
    for (at, name) in codes().enumerate().filter(|(_, name)| !name.is_empty()) {
        layout.columns[at].role = match name {
            _ if measured == Some(at) => Role::of(Dimension::Indicator),
            _ if reporter == Some(at) => Role::of(Dimension::Reporter),
            "UNIT" | "UNIT_MEASURE" => Role::Unit,
            "UNIT_MULT" => Role::Multiplier,
            name if OF_SERIES.contains(&name) => Role::Ignored,
            name => match meaning::area(name) {
                Some(Dimension::Partner) => Role::of(Dimension::Partner),
                _ => Role::other(name),
            },
        };
        "the format says so".clone_into(&mut layout.columns[at].because);
    }
    keep_one_each(&mut layout);
    for at in (1..series).filter(|at| !is_code(&head.names[*at]) && is_code(&head.names[*at - 1])) {
        name_codes(sheet, head, &mut layout, at);
    }
    layout.wide(|_| Figures::default())
}

/// What says more of a series, and tells none from another.
const OF_SERIES: [&str; 13] = [
    "FREQ",
    "TIME_FORMAT",
    "COMPILATION",
    "COLLECTION",
    "DECIMALS",
    "SOURCE_REF",
    "SUPP_INFO_BREAKS",
    "TITLE",
    "TITLE_TS",
    "TITLE_GRP",
    "AVAILABILITY",
    "ORG_VISIBILITY",
    "COVERAGE",
];

fn is_code(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
