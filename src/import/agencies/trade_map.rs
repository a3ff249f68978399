//! Trade Map of the International Trade Centre: countries or goods below each other, and a column for each period.

use std::collections::BTreeSet;

use crate::import::agencies::mended::Mended;
use crate::import::cell;
use crate::import::importer::Mending;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Column, Empty, Figures, Fixed, Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::{Row, Sheet};
use crate::terms::amount::Missing;
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;

pub const IMPORTERS: TableFormat = TableFormat {
    name: "Trade Map table of importers",
    description: "tables of Trade Map",
    publisher: "International Trade Centre, Trade Map",
    marks: &["Importers"],
    fits: |_, head| head.names.iter().any(|name| dated(name).is_some()),
    layout,
    describe: nothing_more,
};

pub const EXPORTERS: TableFormat = TableFormat { name: "Trade Map table of exporters", marks: &["Exporters"], ..IMPORTERS };

pub const PRODUCTS: TableFormat = TableFormat { name: "Trade Map table of products", marks: &["Code", "Product label"], ..IMPORTERS };

pub const PRODUCTS_MENDED: Mended = Mended {
    are_codes_alone: true,
    ..Mended::new(&PRODUCTS, |_, _, head| {
        let at = head.at("Code");
        Mending {
            caveats: Vec::new(),
            row: Box::new(move |row: &mut Row| {
                // So that spreadsheets leave the nought that a code begins with: '0101.
                if let Some(cell) = at.and_then(|at| row.cells.get_mut(at)) {
                    *cell = cell.trim_start_matches(['\'', '’']).to_owned();
                }
            }),
        }
    })
};

/// What columns of figures begin with: the flow, and what is counted.
const STARTS: [(&str, &str, &str); 4] = [
    ("exported value in ", "export", "value"),
    ("imported value in ", "import", "value"),
    ("exported quantity in ", "export", "quantity"),
    ("imported quantity in ", "import", "quantity"),
];

/// The flow, whether a value or a quantity, and the period: "Exported value in 2019-Q1".
fn dated(name: &str) -> Option<(&'static str, &'static str, cell::Read)> {
    let small = name.to_lowercase();
    let (start, flow, counted) = STARTS.into_iter().find(|(start, ..)| small.starts_with(start))?;
    let period = name.get(start.len()..)?.split([',', '(']).next()?;
    Some((flow, counted, cell::period(period.trim())?))
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("Code", Role::Of(Dimension::Commodity, &["TOTAL"]))
        .with("Product label", Role::NameOf(Dimension::Commodity));
    let above = || sheet.rows.iter().take(head.row).flat_map(|row| &row.cells).map(|cell| cell.trim());
    let unit = above().find_map(|cell| cell.strip_prefix("Unit")?.trim_start().strip_prefix(':')).map(|unit| units::read(unit.trim()));
    let has_values = head.names.iter().filter_map(|name| dated(name)).any(|(_, counted, _)| counted == "value");
    let (mut flows, mut quantities) = (Vec::new(), BTreeSet::new());
    for column in &mut layout.columns {
        let Some((flow, counted, period)) = dated(&column.name) else { continue };
        let is_value = counted == "value";
        // "Exported quantity in 2019, Tons": what stands above is the unit of values where there are any.
        let own = column.name.split_once(", ").map(|(_, unit)| units::read(unit)).filter(|unit| !unit.is_empty() && !is_value);
        let unit = own.or(unit.clone().filter(|_| is_value || !has_values));
        if !is_value {
            quantities.insert(unit.clone());
        }
        let (code, label) = if is_value { ("trade_value", "Trade value") } else { ("quantity", "Quantity") };
        let figures = Figures {
            indicator: Some((Some(code.to_owned()), label.to_owned())),
            unit,
            codes: vec![Fixed::new(Dimension::Flow, flow, None)],
            period: Some(period),
            ..Figures::default()
        };
        flows.push(flow);
        *column = Column::new(&column.name, Role::Figures(Box::new(figures)), "its name is a flow and a period");
    }
    // Importers import; where the figures are exports, they are those to whom somebody exports.
    for (name, own) in [("Importers", "import"), ("Exporters", "export")] {
        let side = if flows.iter().all(|flow| *flow == own) { Dimension::Reporter } else { Dimension::Partner };
        layout = layout.with(name, Role::of(side));
    }
    layout.classification = Classification::Harmonized;
    layout.empty = Empty::Missing(Missing::NotPublished);
    layout.decimal = None;
    layout.fixed.extend(above().find_map(whose));
    layout.fixed.extend(above().find_map(of_good));
    layout.are_units_apart = quantities.len() > 1;
    match unit.is_none() && has_values {
        false => layout,
        true => {
            layout.caveat("The file names no unit; Trade Map shows values in thousands of US dollars unless another currency is chosen.")
        }
    }
}

/// "List of importing markets for a product exported by Russian Federation": whose trade it is.
fn whose(title: &str) -> Option<Fixed> {
    let by = [" exported by ", " imported by "].into_iter().find_map(|words| Some(title.split_once(words)?.1))?;
    match country::resolve_in(Scheme::Names, by.trim()) {
        Resolved::One(code) => Some(Fixed::new(Dimension::Reporter, code, None)),
        Resolved::Ambiguous(_) | Resolved::Unknown => None,
    }
}

/// "Product: 2709 Petroleum oils": of which good it is.
fn of_good(title: &str) -> Option<Fixed> {
    let (code, label) = title.strip_prefix("Product")?.trim_start().strip_prefix(':')?.trim().split_once(' ')?;
    let is_code = matches!(code.len(), 2 | 4 | 6) && code.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| Fixed::new(Dimension::Commodity, &format!("HS-{code}"), Some(label.trim())))
}
