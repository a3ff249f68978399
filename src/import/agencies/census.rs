//! The interface of the US Census Bureau for international trade: exports or imports by month, each measure in a column whose name
//! says what it is and whether it is of the month or of the year so far.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::calendar;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Column, Empty, Figures, Fixed, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const BY_NAME: TableFormat = TableFormat {
    name: "US Census Bureau trade answer",
    description: "answers of the US Census Bureau on trade",
    publisher: "US Census Bureau, international trade",
    marks: &["CTY_NAME"],
    fits: |_, head| is_of_trade(head),
    layout,
    describe: nothing_more,
};

/// Whoever asks for codes alone gets no names.
pub const BY_CODE: TableFormat = TableFormat { name: "US Census Bureau trade answer, countries by code", marks: &["CTY_CODE"], ..BY_NAME };

pub const BY_NAME_MENDED: Mended = Mended::new(&BY_NAME, with_world);
pub const BY_CODE_MENDED: Mended = Mended::new(&BY_CODE, with_world);

/// Its workbook of trade with all countries since 1985: a row for each year, with the months of imports and of exports across.
pub const COUNTRIES: TableFormat = TableFormat {
    name: "US Census Bureau table of trade by country",
    marks: &["year", "CTY_CODE", "CTYNAME", "IJAN", "EJAN"],
    fits: always,
    layout: countries,
    ..BY_NAME
};

fn countries(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("year", Role::Period)
        .with("CTYNAME", Role::of(Dimension::Partner))
        .spent("CTY_CODE")
        .fixed(Dimension::Reporter, "USA", None)
        .caveat("The file names no unit; the Census Bureau publishes this table in millions of US dollars.");
    for column in &mut layout.columns {
        let (flow, rest) = match column.name.split_at_checked(1) {
            Some(("I", rest)) => ("import", rest),
            Some(("E", rest)) => ("export", rest),
            Some(_) | None => continue,
        };
        let part = calendar::part_of_year(rest);
        if part.is_none() && rest != "YR" {
            continue;
        }
        let figures = Figures {
            indicator: Some((Some("trade_value".to_owned()), "Trade value".to_owned())),
            unit: Some("USD million".to_owned()),
            codes: vec![Fixed::new(Dimension::Flow, flow, None)],
            part,
            ..Figures::default()
        };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "its name is a flow and a part of the year");
    }
    layout.empty = Empty::Nothing;
    layout
}

/// What the name of a measure begins with, what it measures, and its unit: a currency, or the column that names it.
const MEASURES: [(&str, &str, &str, &str); 21] = [
    ("ALL_VAL", "trade_value", "Value of all exports", "USD"),
    ("GEN_VAL", "general_imports", "General imports, customs value", "USD"),
    ("CON_VAL", "imports_for_consumption", "Imports for consumption, customs value", "USD"),
    ("GEN_CIF", "general_imports_cif", "General imports, CIF", "USD"),
    ("CON_CIF", "imports_for_consumption_cif", "Imports for consumption, CIF", "USD"),
    ("GEN_CHA", "general_imports_charges", "General imports, charges", "USD"),
    ("CON_CHA", "imports_for_consumption_charges", "Imports for consumption, charges", "USD"),
    ("DUT_VAL", "dutiable_imports", "Dutiable imports", "USD"),
    ("CAL_DUT", "calculated_duty", "Calculated duty", "USD"),
    ("AIR_VAL", "air_value", "Value by air", "USD"),
    ("VES_VAL", "vessel_value", "Value by vessel", "USD"),
    ("CNT_VAL", "containerised_value", "Value by vessel in containers", "USD"),
    ("AIR_WGT", "air_weight", "Shipping weight by air", "kg"),
    ("VES_WGT", "vessel_weight", "Shipping weight by vessel", "kg"),
    ("CNT_WGT", "containerised_weight", "Shipping weight by vessel in containers", "kg"),
    ("QTY_1", "quantity", "Quantity", "UNIT_QY1"),
    ("QTY_2", "quantity_2", "Second quantity", "UNIT_QY2"),
    ("GEN_QY1", "general_imports_quantity", "General imports, quantity", "UNIT_QY1"),
    ("GEN_QY2", "general_imports_quantity_2", "General imports, second quantity", "UNIT_QY2"),
    ("CON_QY1", "imports_for_consumption_quantity", "Imports for consumption, quantity", "UNIT_QY1"),
    ("CON_QY2", "imports_for_consumption_quantity_2", "Imports for consumption, second quantity", "UNIT_QY2"),
];

/// A measure of the month, or of the year up to it.
fn measure(name: &str, head: &Head) -> Option<Role> {
    let (start, is_so_far) = name.strip_suffix("_MO").map(|start| (start, false)).or_else(|| Some((name.strip_suffix("_YR")?, true)))?;
    let (_, code, label, unit) = MEASURES.into_iter().find(|(begins, ..)| *begins == start)?;
    let (code, label) =
        if is_so_far { (format!("{code}_so_far"), format!("{label}, year to date")) } else { (code.to_owned(), label.to_owned()) };
    let unit_in = head.at(unit);
    let unit = Some(unit.to_owned()).filter(|unit| !unit.starts_with("UNIT"));
    Some(Role::Figures(Box::new(Figures { indicator: Some((Some(code), label)), unit, unit_in, ..Figures::default() })))
}

fn is_of_trade(head: &Head) -> bool {
    (head.has("time") || head.has("YEAR")) && head.names.iter().any(|name| measure(&name.to_uppercase(), head).is_some())
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("YEAR", Role::Period)
        .with("MONTH", Role::Part)
        .with(if head.has("CTY_NAME") { "CTY_NAME" } else { "CTY_CODE" }, Role::of(Dimension::Partner))
        .with("DISTRICT", Role::other("district"))
        .with("DIST_NAME", Role::NameOf(Dimension::Other("district".to_owned())))
        .with("PORT", Role::other("port"))
        .with("PORT_NAME", Role::NameOf(Dimension::Other("port".to_owned())))
        .with("STATE", Role::other("state"))
        .with("DF", Role::other("domestic_or_foreign"))
        .with("RP", Role::other("rate_provision"))
        .fixed(Dimension::Reporter, "USA", None);
    if head.has("time") {
        layout = layout.spent("YEAR").spent("MONTH").with("time", Role::Period);
    }
    // The letter before the code tells the flow as well: E_COMMODITY, I_COMMODITY; other endpoints have NAICS or SITC.
    let mut goods = None;
    for column in &mut layout.columns {
        let name = column.name.to_uppercase();
        let is_goods = |ending: &str| {
            ["COMMODITY", "NAICS", "SITC", "ENDUSE", "HITECH"]
                .iter()
                .any(|kind| name == *kind || name.ends_with(&format!("_{kind}{ending}")) || name == format!("{kind}{ending}"))
        };
        column.role = if let Some(role) = measure(&name, head) {
            role
        } else if is_goods("") {
            goods = Some(name.ends_with("COMMODITY"));
            Role::of(Dimension::Commodity)
        } else if is_goods("_SDESC") || is_goods("_LDESC") && !head.has(&name.replace("_LDESC", "_SDESC")) {
            Role::NameOf(Dimension::Commodity)
        } else {
            continue;
        };
        "the format says so".clone_into(&mut column.because);
    }
    if goods == Some(true) {
        layout.classification = Classification::Harmonized;
    }
    layout.are_units_apart = true;
    layout.empty = Empty::Nothing;
    let layout = match flow(head) {
        Some(flow) => layout.fixed(Dimension::Flow, flow, None),
        None => layout.caveat("The file does not say whether these are exports or imports."),
    };
    match head.names.iter().any(|name| name.to_uppercase().ends_with("_YR")) {
        true => layout.caveat("What is called year to date adds up the months of a year up to the one that it stands at."),
        false => layout,
    }
}

/// Exports have an `ALL_VAL`, imports are general or for consumption.
fn flow(head: &Head) -> Option<&'static str> {
    let begins = |starts: [&str; 3]| head.names.iter().any(|name| starts.iter().any(|start| name.to_uppercase().starts_with(start)));
    match (begins(["ALL_VAL", "E_", "QTY_"]), begins(["GEN_", "CON_", "I_"])) {
        (true, false) => Some("export"),
        (false, true) => Some("import"),
        (true, true) | (false, false) => None,
    }
}

/// All countries together are the world; a unit `-` is none, and a quantity of 0 in it none either.
fn with_world(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    const ALL: [&str; 2] = ["TOTAL FOR ALL COUNTRIES", "-"];
    let countries: Vec<usize> = ["CTY_NAME", "CTY_CODE"].into_iter().filter_map(|name| head.at(name)).collect();
    let units: Vec<usize> = ["UNIT_QY1", "UNIT_QY2"].into_iter().filter_map(|name| head.at(name)).collect();
    let quantity = |(at, name): (usize, &String)| {
        let Some(Role::Figures(figures)) = measure(&name.to_uppercase(), head) else { return None };
        Some((at, figures.unit_in?))
    };
    let quantities: Vec<(usize, usize)> = head.names.iter().enumerate().filter_map(quantity).collect();
    let is_group = |row: &Row| head.at("CTY_CODE").is_some_and(|at| row.cell(at).starts_with("00") || row.cell(at).ends_with("XXX"));
    let has_groups = sheet.rows.iter().skip(head.row + 1).any(is_group);
    let caveat = "Groups of countries stand among the countries, some with the same members: they are never to be added up.";
    Mending {
        caveats: has_groups.then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            for at in &countries {
                if ALL.contains(&row.cell(*at)) {
                    "World".clone_into(&mut row.cells[*at]);
                }
            }
            for (at, unit) in &quantities {
                if matches!(row.cell(*unit), "-" | "") && row.cell(*at) == "0" {
                    row.cells[*at].clear();
                }
            }
            for at in &units {
                if row.cell(*at) == "-" {
                    row.cells[*at].clear();
                }
            }
        }),
    }
}
