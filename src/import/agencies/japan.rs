//! Japan Customs: a row for each good and country of a year, with its months across; as e-Stat gives it out.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Column, Empty, Figures, Layout, Part, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const GOODS: TableFormat = TableFormat {
    name: "Japan Customs table",
    description: "tables of Japan Customs on e-Stat",
    publisher: "Ministry of Finance of Japan, Trade Statistics",
    marks: &["Exp or Imp", "Year", "Country"],
    fits: |_, head| GOODS_IN.iter().any(|name| head.has(name)),
    layout,
    describe: nothing_more,
};

pub const GOODS_MENDED: Mended = Mended::new(&GOODS, mending);

/// Nine digits of the customs tariff, or the principal commodities of Japan's own list.
const GOODS_IN: [&str; 2] = ["HS", "Commodity"];
/// For a time April was written otherwise.
const MONTHS: [(&str, u32); 13] = [
    ("Jan", 1),
    ("Feb", 2),
    ("Mar", 3),
    ("Apr", 4),
    ("Apl", 4),
    ("May", 5),
    ("Jun", 6),
    ("Jul", 7),
    ("Aug", 8),
    ("Sep", 9),
    ("Oct", 10),
    ("Nov", 11),
    ("Dec", 12),
];

/// Numbers of countries of Japan Customs, as far as they are known here.
const COUNTRIES: [(&str, &str); 38] = [
    ("103", "KOR"),
    ("104", "PRK"),
    ("105", "CHN"),
    ("106", "TWN"),
    ("107", "MNG"),
    ("108", "HKG"),
    ("110", "VNM"),
    ("111", "THA"),
    ("112", "SGP"),
    ("113", "MYS"),
    ("116", "BRN"),
    ("117", "PHL"),
    ("118", "IDN"),
    ("120", "KHM"),
    ("121", "LAO"),
    ("122", "MMR"),
    ("123", "IND"),
    ("124", "PAK"),
    ("125", "LKA"),
    ("126", "MDV"),
    ("127", "BGD"),
    ("140", "QAT"),
    ("141", "OMN"),
    ("147", "ARE"),
    ("204", "DNK"),
    ("205", "GBR"),
    ("206", "IRL"),
    ("224", "RUS"),
    ("302", "CAN"),
    ("304", "USA"),
    ("305", "MEX"),
    ("320", "TTO"),
    ("407", "PER"),
    ("524", "NGA"),
    ("530", "GNQ"),
    ("545", "MOZ"),
    ("601", "AUS"),
    ("602", "PNG"),
];

fn country(number: &str) -> Option<&'static str> {
    COUNTRIES.iter().find(|(known, _)| *known == number).map(|(_, code)| *code)
}

/// What a column counts, and in which month; none where it is the year.
fn parted(name: &str) -> Option<(&str, Option<u32>)> {
    let (what, when) = name.split_once('-')?;
    let month = MONTHS.iter().find(|(name, _)| name.eq_ignore_ascii_case(when)).map(|(_, month)| *month);
    (month.is_some() || when.eq_ignore_ascii_case("Year")).then_some((what, month))
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("Exp or Imp", Role::of(Dimension::Flow))
        .with("Year", Role::Period)
        .with("Custom", Role::other("customs_office"))
        .with("Country", Role::of(Dimension::Partner))
        .with("HS", Role::of(Dimension::Commodity))
        .with("Commodity", Role::of(Dimension::Commodity))
        .fixed(Dimension::Reporter, "JPN", None)
        .caveat("The file names no currency; Japan Customs publishes values in thousands of yen.");
    let units = [("Quantity1", "Unit1", "quantity_1"), ("Quantity2", "Unit2", "quantity_2"), ("Quantity", "Unit", "quantity")];
    for column in &mut layout.columns {
        let Some((what, month)) = parted(&column.name) else { continue };
        let part = month.map(Part::Month);
        let quantity = units.iter().find(|(name, ..)| name.eq_ignore_ascii_case(what));
        let figures = match quantity {
            Some((name, unit, code)) => Figures {
                indicator: Some((Some((*code).to_owned()), (*name).to_owned())),
                unit_in: head.at(unit),
                part,
                ..Figures::default()
            },
            None if what.eq_ignore_ascii_case("Value") => Figures {
                indicator: Some((Some("trade_value".to_owned()), "Trade value".to_owned())),
                unit: Some("JPY thousand".to_owned()),
                part,
                ..Figures::default()
            },
            None => continue,
        };
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "the format says so");
    }
    let at = head.at("Country").unwrap_or_default();
    let is_unknown = |row: &Row| is_number(row.cell(at)) && country(row.cell(at)).is_none();
    if sheet.rows.iter().skip(head.row + 1).any(is_unknown) {
        layout =
            layout.caveat("Some partners are numbers of Japan Customs in the file, which are none of ISO's: they are kept as they stand.");
    }
    layout.classification = if head.has("HS") { Classification::Harmonized } else { Classification::Own };
    layout.are_units_apart = true;
    layout.empty = Empty::Nothing;
    layout
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Months that are still to come are written as 0, and the year is the sum of those before them.
fn to_come(sheet: &Sheet, head: &Head) -> Vec<usize> {
    let month = |at: &usize| parted(&head.names[*at]).and_then(|(_, month)| month);
    let columns: Vec<usize> = (0..head.names.len()).filter(|at| parted(&head.names[*at]).is_some()).collect();
    let is_filled = |at: &usize| sheet.rows.iter().skip(head.row + 1).any(|row| !matches!(row.cell(*at), "" | "0"));
    let last = columns.iter().filter(|at| month(at).is_some() && is_filled(at)).filter_map(month).max();
    let Some(last) = last.filter(|last| *last < 12 && columns.iter().any(|at| month(at).is_some_and(|month| month > *last))) else {
        return Vec::new();
    };
    columns.into_iter().filter(|at| month(at).is_none_or(|month| month > last)).collect()
}

/// 1 are exports and 2 imports; a mark before its digits keeps a spreadsheet from taking a good for a number.
fn mending(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let [flow, partner] = ["Exp or Imp", "Country"].map(|name| head.at(name));
    let goods: Vec<usize> = GOODS_IN.iter().filter_map(|name| head.at(name)).collect();
    let quantities: Vec<(usize, usize)> = [("Quantity1", "Unit1"), ("Quantity2", "Unit2"), ("Quantity", "Unit")]
        .iter()
        .flat_map(|(quantity, unit)| {
            let of = move |at: &usize| parted(&head.names[*at]).is_some_and(|(what, _)| what.eq_ignore_ascii_case(quantity));
            (0..head.names.len()).filter(of).filter_map(|at| Some((at, head.at(unit)?)))
        })
        .collect();
    let to_come = to_come(sheet, head);
    let told = "The last months hold nothing but zeros: they are taken as still to come, and the year so far is left out.";
    Mending {
        caveats: (!to_come.is_empty()).then(|| told.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if let Some(cell) = flow.and_then(|at| row.cells.get_mut(at)) {
                match cell.trim() {
                    "1" => "export".clone_into(cell),
                    "2" => "import".clone_into(cell),
                    _ => {}
                }
            }
            if let Some(cell) = partner.and_then(|at| row.cells.get_mut(at))
                && let Some(code) = country(cell.trim())
            {
                code.clone_into(cell);
            }
            for at in &goods {
                if let Some(cell) = row.cells.get_mut(*at) {
                    *cell = cell.trim_matches(['\'', ' ']).to_owned();
                }
            }
            // A quantity of 0 in no unit is none.
            let without_unit: Vec<usize> = quantities.iter().filter(|(_, unit)| row.cell(*unit).is_empty()).map(|(at, _)| *at).collect();
            for at in without_unit.iter().chain(&to_come) {
                if let Some(cell) = row.cells.get_mut(*at) {
                    cell.clear();
                }
            }
        }),
    }
}
