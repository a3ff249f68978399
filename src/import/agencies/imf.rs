//! IMF: the Data Portal (trade by partner, formerly Direction of Trade Statistics, and others), the layout before it, and the
//! World Economic Outlook.

use std::collections::BTreeMap;

use crate::dataset::observation::dimension_called;
use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::cell::flag::Flags;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Column, Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const PORTAL: TableFormat = TableFormat {
    name: "IMF Data Portal table",
    description: "IMF tables",
    publisher: "IMF",
    marks: &["DATASET", "SERIES_CODE"],
    fits: |_, head| head.has("COUNTRY.ID") || head.has("COUNTRY"),
    layout: portal,
    describe: nothing_more,
};

pub const DOTS: TableFormat = TableFormat {
    name: "IMF Direction of Trade Statistics table",
    marks: &["Country Name", "Country Code", "Indicator Name", "Indicator Code", "Counterpart Country Name", "Attribute"],
    fits: always,
    layout: dots,
    ..PORTAL
};

/// International Financial Statistics and others in the layout before the Data Portal: as of trade, without partners.
pub const STATISTICS: TableFormat = TableFormat {
    name: "IMF statistics table",
    marks: &["Country Name", "Country Code", "Indicator Name", "Indicator Code", "Attribute"],
    ..DOTS
};

/// One row for a country, a subject and its unit, years across. Beside the table of countries there is one of their groups.
pub const OUTLOOK: TableFormat = TableFormat {
    name: "IMF World Economic Outlook table",
    marks: &["Subject Descriptor", "Units"],
    fits: |_, head| (head.has("Country") || head.has("Country Group Name")) && !years(head).is_empty(),
    layout: outlook,
    describe: |_, sheet, sink| {
        if let Some(edition) = edition(sheet) {
            edition.clone_into(&mut sink.source.title);
        }
    },
    ..PORTAL
};

pub const OUTLOOK_MENDED: Mended = Mended::new(&OUTLOOK, with_estimates);
pub const PORTAL_MENDED: Mended = Mended::new(&PORTAL, with_projections);
pub const STATISTICS_MENDED: Mended = Mended::new(&STATISTICS, with_statuses);
pub const DOTS_MENDED: Mended = Mended::new(&DOTS, with_statuses);

/// The columns from the measure to the frequency are the parts of the series' code; what stands behind them says more of the
/// series. Each has a column of codes, `COUNTRY.ID`, and one of names, or only that of names, as the person chose who exported.
fn portal(sheet: &Sheet, head: &Head) -> Layout {
    const OF_FILE: [&str; 6] = ["DATASET", "SERIES_CODE", "OBS_MEASURE", "FREQUENCY.ID", "FREQUENCY", "SCALE.ID"];
    let mut layout = OF_FILE.iter().fold(Layout::below(sheet, head, Scheme::Imf), |layout, name| layout.spent(name));
    let first = head.at("OBS_MEASURE").or_else(|| head.at("SERIES_CODE")).map_or(0, |at| at + 1);
    let behind = head.at("FREQUENCY.ID").or_else(|| head.at("FREQUENCY")).unwrap_or(first);
    for (at, column) in layout.columns.iter_mut().enumerate() {
        let name = column.name.to_uppercase();
        let bare = name.strip_suffix(".ID").unwrap_or(&name);
        let dimension = match bare {
            "COUNTRY" => Dimension::Reporter,
            "COUNTERPART_COUNTRY" => Dimension::Partner,
            "INDICATOR" => Dimension::Indicator,
            "TRADE_FLOW" => Dimension::Flow,
            "UNIT" | "SCALE" => continue,
            other if (first..behind).contains(&at) => dimension_called(other),
            _ => continue,
        };
        let is_name = bare == name && head.has(&format!("{bare}.ID"));
        let role = if is_name { Role::NameOf(dimension) } else { Role::of(dimension) };
        *column = Column::new(&column.name, role, "the format says so");
    }
    layout.are_units_apart = !head.has("INDICATOR.ID");
    // Whoever exported codes alone has the size as a power of ten, and no word for it.
    for (name, role) in [("UNIT", Role::Unit), ("STATUS", Role::Status), ("SCALE", Role::Multiplier)] {
        let code = format!("{name}.ID");
        layout = layout.with(if head.has(name) { name } else { &code }, role);
    }
    layout.with("TIME_PERIOD", Role::Period).with("OBS_VALUE", Role::values()).wide(|_| Figures::default())
}

/// Rows of the attribute "Status" hold letters for the rows of "Value".
fn dots(sheet: &Sheet, head: &Head) -> Layout {
    Layout::below(sheet, head, Scheme::Imf)
        .with("Country Name", Role::of(Dimension::Reporter))
        .with("Counterpart Country Name", Role::of(Dimension::Partner))
        .with("Indicator Code", Role::of(Dimension::Indicator))
        .with("Indicator Name", Role::NameOf(Dimension::Indicator))
        .spent("Attribute")
        .spent("Country Code")
        .spent("Counterpart Country Code")
        .wide(|_| Figures::default())
}

/// The letters of a row of statuses stand with the figures of the row of values for the same pair.
fn with_statuses(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let keys: Vec<usize> = ["Country Name", "Counterpart Country Name", "Indicator Code"].iter().filter_map(|name| head.at(name)).collect();
    let key = move |row: &Row| -> Vec<String> { keys.iter().map(|at| row.cell(*at).to_owned()).collect() };
    let attribute = head.at("Attribute");
    let says = move |row: &Row, what: &str| attribute.is_some_and(|at| row.cell(at).eq_ignore_ascii_case(what));
    let years: Vec<usize> = (0..head.names.len()).filter(|at| cell::period(&head.names[*at]).is_some()).collect();
    let rows = sheet.rows.iter().skip(head.row + 1);
    let statuses: BTreeMap<Vec<String>, Vec<String>> =
        rows.filter(|row| says(row, "Status")).map(|row| (key(row), row.cells.clone())).collect();
    let caveat = "Rows of the attribute \"Status\" hold letters for the values of the same pair, and no figures; where a file is too large to \
        be read at once, letters that stand far behind its beginning are left out.";
    Mending {
        caveats: (!statuses.is_empty()).then(|| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if attribute.is_some_and(|at| !row.cell(at).is_empty()) && !says(row, "Value") {
                return row.cells.iter_mut().for_each(String::clear);
            }
            let Some(letters) = statuses.get(&key(row)) else { return };
            for at in &years {
                let flag = letters.get(*at).map(|letter| letter.trim().to_lowercase()).unwrap_or_default();
                let is_told = Flags::Common.read(&flag, true).is_some_and(|flags| !flags.is_empty());
                if is_told && row.cell(*at).ends_with(|letter: char| letter.is_ascii_digit()) {
                    row.cells[*at] = format!("{} {flag}", row.cell(*at));
                }
            }
        }),
    }
}

fn outlook(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Imf)
        .with("Country Group Name", Role::of(Dimension::Reporter))
        .with("Units", Role::Unit)
        .with("Scale", Role::Multiplier)
        .spent("Estimates Start After")
        .wide(|_| Figures::default());
    layout = match head.has("ISO") {
        true => layout.with("ISO", Role::of(Dimension::Reporter)).with("Country", Role::NameOf(Dimension::Reporter)),
        false => layout.with("Country", Role::of(Dimension::Reporter)),
    };
    layout = match head.has("WEO Subject Code") {
        true => {
            layout.with("WEO Subject Code", Role::of(Dimension::Indicator)).with("Subject Descriptor", Role::NameOf(Dimension::Indicator))
        }
        false => layout.with("Subject Descriptor", Role::of(Dimension::Indicator)),
    };
    // One subject is told in US dollars, in national currency and in international dollars.
    layout.are_units_apart = true;
    // The IMF writes points; a copy saved elsewhere may not, and then has none.
    let years = years(head);
    let has_point = sheet.rows.iter().skip(head.row + 1).any(|row| years.iter().any(|(at, _)| row.cell(*at).contains('.')));
    if !has_point {
        layout.decimal = None;
    }
    layout
}

/// The columns of years.
fn years(head: &Head) -> Vec<(usize, i32)> {
    let year = |name: &str| cell::period(name).filter(|read| read.period.is_year()).and_then(|read| read.period.first_year());
    head.names.iter().enumerate().filter_map(|(at, name)| Some((at, year(name)?))).collect()
}

/// "World Economic Outlook Database, April 2023", which stands below the table.
fn edition(sheet: &Sheet) -> Option<&str> {
    const NAME: &str = "World Economic Outlook Database, ";
    let cells = sheet.rows.iter().rev().flat_map(|row| &row.cells);
    cells.filter_map(|cell| cell.find(NAME).map(|at| cell[at..].trim())).next()
}

/// The Outlook has one Korea, of which others know two, and writes articles: "The Bahamas".
fn as_others_write(name: &str) -> Option<String> {
    match name {
        "Korea" => Some("South Korea".to_owned()),
        _ => name.strip_prefix("The ").map(str::to_owned),
    }
}

/// Marks the values of a row after the last year of which there are data as other agencies mark theirs: from the year of the
/// edition on they are projections.
fn mark(row: &mut Row, years: &[(usize, i32)], last: i32, edition: Option<i32>) {
    for (at, year) in years.iter().filter(|(_, year)| *year > last) {
        let flag = if edition.is_some_and(|edition| *year >= edition) { "f" } else { "e" };
        if row.cell(*at).contains(|letter: char| letter.is_ascii_digit()) {
            row.cells[*at] = format!("{} {flag}", row.cell(*at));
        }
    }
}

fn with_estimates(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let (years, start, country) = (years(head), head.at("Estimates Start After"), head.at("Country"));
    let of_edition = edition(sheet).and_then(|edition| edition.rsplit(' ').next()?.parse::<i32>().ok());
    let caveat = match of_edition {
        Some(_) => {
            "Values after the year that \"Estimates Start After\" names are estimates of the IMF; from the year of the edition on they are \
             projections, shown as forecasts."
        }
        None => {
            "Values after the year that \"Estimates Start After\" names are shown as estimates of the IMF; there may be projections among \
             them, but the file does not name its edition."
        }
    };
    Mending {
        caveats: start.map(|_| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if let Some((at, name)) = country.and_then(|at| Some((at, as_others_write(row.cell(at))?))) {
                row.cells[at] = name;
            }
            if let Some(last) = start.and_then(|at| row.cell(at).parse::<i32>().ok()) {
                mark(row, &years, last, of_edition);
            }
        }),
    }
}

/// The Outlook of the portal names the last year of which there are data in each row, "FY2024/25" where years begin in spring.
fn with_projections(_: &Input, _: &Sheet, head: &Head) -> Mending {
    let (years, last, published) = (years(head), head.at("LATEST_ACTUAL_ANNUAL_DATA"), head.at("PUBLICATION_DATE"));
    let year = |text: &str| text.trim_start_matches("FY").get(..4).and_then(|year| year.parse::<i32>().ok());
    let caveat = match published {
        Some(_) => {
            "Values after the year that \"LATEST_ACTUAL_ANNUAL_DATA\" names are estimates of the IMF; from the year of publication on they \
             are projections, shown as forecasts."
        }
        None => {
            "Values after the year that \"LATEST_ACTUAL_ANNUAL_DATA\" names are shown as estimates of the IMF; there may be projections \
             among them, but the file does not say when it was published."
        }
    };
    Mending {
        caveats: last.map(|_| caveat.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if let Some(last) = last.and_then(|at| year(row.cell(at))) {
                mark(row, &years, last, published.and_then(|at| year(row.cell(at))));
            }
        }),
    }
}
