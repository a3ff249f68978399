//! Sites on the software of the OECD, as those of its own, of UNESCO and of ISTAT: codes and their names in pairs, then a value
//! with its flags.

use std::collections::BTreeMap;

use crate::dataset::observation::{dimension_called, free_name};
use crate::import::agencies::columns::take_for_period;
use crate::import::cell::flag::Flags;
use crate::import::cube::meaning;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Layout, Role};
use crate::import::roles::{said, units};
use crate::import::sheet::Sheet;
use crate::import::sink::snake_case;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const STAT_SITE: TableFormat = TableFormat {
    name: "table of an OECD.Stat site",
    description: "tables of OECD.Stat sites",
    publisher: "OECD.Stat site",
    marks: &["Value", "Flag Codes", "Flags"],
    fits: |sheet, head| value(head).is_some_and(|value| value > 1 && value % 2 == 0 && are_pairs(sheet, head, value)),
    layout,
    describe: nothing_more,
};

/// What the older data portal of the OECD wrote: codes alone, of which MEASURE says what figures are counted in.
pub const DATA_PORTAL: TableFormat = TableFormat {
    name: "table of the OECD's older data portal",
    publisher: "OECD",
    marks: &["LOCATION", "INDICATOR", "SUBJECT", "MEASURE", "FREQUENCY", "TIME", "Value", "Flag Codes"],
    fits: always,
    layout: |sheet, head| {
        let mut layout = Layout::below(sheet, head, Scheme::Names)
            .with("LOCATION", Role::of(Dimension::Reporter))
            .with("INDICATOR", Role::of(Dimension::Indicator))
            .with("SUBJECT", Role::other("subject"))
            .with("MEASURE", Role::Unit)
            .with("TIME", Role::Period)
            .with("Value", Role::values())
            .with("Flag Codes", Role::Status);
        (layout.are_units_apart, layout.are_units_coded) = (true, true);
        layout
    },
    ..STAT_SITE
};

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names).with("Flag Codes", Role::Status);
    let value = value(head).unwrap_or_default();
    layout.columns[value] = Column::new(&head.names[value], Role::values(), "the format says so");
    layout.flags = if is_of_unesco(sheet, head) { Flags::Unesco } else { Flags::Common };
    let id = |at: usize| head.names[at].to_uppercase();
    // UNESCO's databases call what is measured EDULIT_IND, SCN_IND and so on.
    let ids = || (0..value).step_by(2).map(|at| head.names[at].as_str());
    let measured = meaning::measured(ids()).or_else(|| ids().position(|id| id.to_uppercase().ends_with("_IND")));
    // In the oldest tables the unit is a dimension as others: UNIT, "Measure".
    let unit = if ids().any(|id| id.eq_ignore_ascii_case("UNIT CODE")) { "UNIT CODE" } else { "UNIT" };
    layout.are_units_apart = unit == "UNIT";
    let mut taken: Vec<Dimension> = Vec::new();
    for at in (0..value).step_by(2) {
        let id = id(at);
        let [code, name] = match id.as_str() {
            "TIME" | "YEAR" | "TIME_PERIOD" => [Role::Period, Role::Ignored],
            id if id == unit && !holds_known_units(sheet, head, at) => [Role::Ignored, Role::Unit],
            id if id == unit => [Role::Unit, Role::Ignored],
            "POWERCODE CODE" => [Role::Multiplier, Role::Ignored],
            // Figures against 2010 and against 2015 are two series.
            "REFERENCE PERIOD CODE" if are_several(sheet, head, at) => {
                let dimension = Dimension::Other("reference_period".to_owned());
                [Role::of(dimension.clone()), Role::NameOf(dimension)]
            }
            "REFERENCE PERIOD CODE" => [Role::Ignored, Role::Ignored],
            _ => {
                let dimension = match id.as_str() {
                    _ if measured == Some(at / 2) => Dimension::Indicator,
                    "ITTER107" => Dimension::Reporter,
                    // Of its tables of bilateral trade.
                    "PAR" if head.names.get(at + 1).is_some_and(|name| name.starts_with("Partner")) => Dimension::Partner,
                    "FLW" if holds_flows(sheet, head, at) => Dimension::Flow,
                    id => meaning::area(id).unwrap_or_else(|| dimension_called(&snake_case(id))),
                };
                // Two columns cannot be one dimension: the second keeps its own name.
                let dimension = if taken.contains(&dimension) { Dimension::Other(free_name(&snake_case(&id))) } else { dimension };
                taken.push(dimension.clone());
                [Role::of(dimension.clone()), Role::NameOf(dimension)]
            }
        };
        for (at, role) in [(at, code), (at + 1, name)] {
            layout.columns[at].role = role;
            "the format says so".clone_into(&mut layout.columns[at].because);
        }
    }
    if !layout.columns.iter().any(|column| matches!(column.role, Role::Period)) {
        take_for_period(sheet, head, &mut layout);
    }
    layout
}

/// Is each code called by one name? Elsewhere a table has names alone.
fn are_pairs(sheet: &Sheet, head: &Head, value: usize) -> bool {
    const SAMPLE: usize = 2000;
    let mut names: BTreeMap<(usize, &str), &str> = BTreeMap::new();
    let rows = sheet.rows.iter().skip(head.row + 1).take(SAMPLE);
    rows.flat_map(|row| (0..value).step_by(2).map(move |at| (row, at)))
        .all(|(row, at)| *names.entry((at, row.cell(at))).or_insert(row.cell(at + 1)) == row.cell(at + 1))
}

/// The last column that is called so: a dimension may be as well.
fn value(head: &Head) -> Option<usize> {
    head.names.iter().rposition(|name| name.eq_ignore_ascii_case("Value"))
}

/// Are the flags explained in the words of UNESCO?
fn is_of_unesco(sheet: &Sheet, head: &Head) -> bool {
    const WORDS: [&str; 3] = ["National Estimation", "UIS Estimation", "Category not applicable"];
    let flags = head.at("Flags").unwrap_or_default();
    sheet.rows.iter().skip(head.row + 1).any(|row| WORDS.contains(&row.cell(flags)))
}

/// Do its rows name more than one of these?
fn are_several(sheet: &Sheet, head: &Head, at: usize) -> bool {
    let mut named = sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|code| !code.is_empty());
    named.next().is_some_and(|first| named.any(|other| other != first))
}

/// Are its codes words for flows, EXPO and IMPO among them?
fn holds_flows(sheet: &Sheet, head: &Head, at: usize) -> bool {
    let mut codes = sheet.rows.iter().skip(head.row + 1).map(|row| [row.cell(at), row.cell(at + 1)]).filter(|[code, _]| !code.is_empty());
    codes.all(|[code, name]| said::is_flow(code) || said::is_flow(name))
}

fn holds_known_units(sheet: &Sheet, head: &Head, at: usize) -> bool {
    sheet.rows.iter().skip(head.row + 1).map(|row| row.cell(at)).filter(|code| !code.is_empty()).all(units::is_known)
}
