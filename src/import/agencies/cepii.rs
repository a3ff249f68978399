//! CEPII: BACI, trade of both sides reconciled, and Gravity, what is known of pairs of countries.

use crate::import::agencies::columns;
use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::labels;
use crate::import::roles::layout::{Classification, Column, Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const BACI: TableFormat = TableFormat {
    name: "CEPII BACI table",
    description: "CEPII BACI tables",
    publisher: "CEPII, BACI",
    marks: &["t", "i", "j", "k", "v", "q"],
    fits: |_, head| head.names.len() == 6,
    layout: baci,
    describe: nothing_more,
};

/// As before 2018.
pub const BACI_OF_HS6: TableFormat =
    TableFormat { name: "CEPII BACI table, goods called hs6", marks: &["t", "hs6", "i", "j", "v", "q"], ..BACI };

pub const GRAVITY: TableFormat = TableFormat {
    name: "CEPII Gravity table",
    description: "CEPII Gravity tables",
    publisher: "CEPII, Gravity",
    marks: &["year", "country_id_o", "country_id_d"],
    fits: always,
    layout: |sheet, head| gravity(sheet, head, ["country_id_o", "country_id_d"]),
    describe: nothing_more,
};

/// Parts of it, which researchers pass on, and versions before 2020 know countries by their ISO codes alone.
pub const GRAVITY_ISO3: TableFormat = TableFormat {
    name: "CEPII Gravity table, countries by three letters",
    marks: &["year", "iso3_o", "iso3_d"],
    layout: |sheet, head| gravity(sheet, head, ["iso3_o", "iso3_d"]),
    ..GRAVITY
};

pub const GRAVITY_ISO: TableFormat = TableFormat {
    name: "CEPII Gravity table, countries by ISO code",
    marks: &["year", "iso_o", "iso_d"],
    layout: |sheet, head| gravity(sheet, head, ["iso_o", "iso_d"]),
    ..GRAVITY
};

fn baci(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Comtrade)
        .with("t", Role::Period)
        .with("i", Role::of(Dimension::Reporter))
        .with("j", Role::of(Dimension::Partner))
        .with("k", Role::of(Dimension::Commodity))
        .with("hs6", Role::of(Dimension::Commodity))
        .with("v", Role::figures("trade_value", "Trade value", "USD thousand"))
        .with("q", Role::figures("quantity", "Quantity", "t"))
        .fixed(Dimension::Flow, "export", None)
        .caveat("CEPII reconciles what exporters and importers report; values are FOB, so they differ from those of either side.");
    layout.classification = Classification::Harmonized;
    layout
}

pub const BACI_MENDED: Mended = Mended { are_codes_alone: true, ..Mended::new(&BACI, with_noughts) };
pub const BACI_OF_HS6_MENDED: Mended = Mended { format: &BACI_OF_HS6, ..BACI_MENDED };

/// Goods have six digits; whoever takes them for a number leaves out the nought that some begin with.
fn with_noughts(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let at = head.at("k").or_else(|| head.at("hs6"));
    let has_lost = move |row: &Row| {
        let code = at.map(|at| row.cell(at)).unwrap_or_default();
        code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_told = sheet.rows.iter().skip(head.row + 1).any(has_lost);
    let caveat = "Codes of goods had lost the nought that they begin with; it was put before them again: 10121 is 010121.";
    Mending {
        caveats: is_told.then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row| {
            if let (true, Some(at)) = (has_lost(row), at) {
                row.cells[at] = format!("0{}", row.cell(at));
            }
        }),
    }
}

/// What CEPII's description of Gravity since 2020 counts its measures in; in the table itself it is not told.
fn unit(measure: &str) -> Option<String> {
    let unit = match measure {
        "dist" | "distw" | "distcap" | "distw_harmonic" | "distw_arithmetic" => "km",
        "pop" => "thousand",
        "gdp" | "tradeflow_baci" | "manuf_tradeflow_baci" => "USD thousand",
        _ if measure.starts_with("tradeflow_comtrade") => "USD thousand",
        _ => return None,
    };
    Some(unit.to_owned())
}

/// Each further column of numbers is an indicator; those of one side of the pair only belong to the pair all the same.
pub const GRAVITY_MENDED: Mended = Mended::new(&GRAVITY, without_unborn);

/// A country has a row for each year, and where its borders changed two, of which one exists: the other holds no figures of its
/// own.
fn without_unborn(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let sides: Vec<usize> = ["country_exists_o", "country_exists_d"].iter().filter_map(|name| head.at(name)).collect();
    let is_unborn = move |row: &Row| sides.iter().any(|at| row.cell(*at) == "0");
    let is_told = sheet.rows.iter().skip(head.row + 1).any(&is_unborn);
    let caveat = "Rows of a year in which one of the two countries did not exist (country_exists is 0) are left out.";
    Mending {
        caveats: is_told.then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row| {
            if is_unborn(row) {
                row.cells.iter_mut().for_each(String::clear);
            }
        }),
    }
}

fn gravity(sheet: &Sheet, head: &Head, [origin, destination]: [&str; 2]) -> Layout {
    const SIDES: [(&str, &str); 2] = [("_o", " of the origin"), ("_d", " of the destination")];
    let mut layout = Layout::below(sheet, head, Scheme::Iso)
        .with("year", Role::Period)
        .with(origin, Role::of(Dimension::Reporter))
        .with(destination, Role::of(Dimension::Partner));
    for (at, column) in layout.columns.iter_mut().enumerate().filter(|(_, column)| matches!(column.role, Role::Ignored)) {
        let side = SIDES.iter().find_map(|(ending, words)| Some((column.name.strip_suffix(ending)?, *words)));
        let measure = side.map_or(column.name.as_str(), |(name, _)| name);
        if is_code(measure) || !columns::holds_numbers(sheet, head, at) {
            continue;
        }
        let label = format!("{}{}", labels::label_of(measure), side.map_or("", |(_, words)| words));
        let figures = Figures {
            indicator: Some((Some(column.name.clone()), label)),
            unit: unit(measure).filter(|_| origin == "country_id_o"),
            ..Figures::default()
        };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "each further column of numbers is an indicator");
    }
    // A copy saved by a French spreadsheet has decimal commas.
    layout.decimal = None;
    layout
}

/// Numbers that say which country, which zone of time, or where a figure comes from.
fn is_code(measure: &str) -> bool {
    matches!(measure, "" | "country_id" | "iso" | "iso3" | "iso3num" | "gmt_offset_2020") || measure.ends_with("_source")
}
