//! China Customs: what its site for queries gives, in English or in Chinese, with as many columns as were asked for.

use crate::import::agencies::mended::{Mended, flow_of_names, of_the_name};
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Figures, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;
use crate::terms::trade::Flow;

pub const GOODS: TableFormat = TableFormat {
    name: "China Customs table",
    description: "China Customs tables",
    publisher: "General Administration of Customs of China",
    marks: &["Commodity code"],
    fits: |_, head| value(head).is_some(),
    layout,
    describe: nothing_more,
};

pub const GOODS_IN_CHINESE: TableFormat = TableFormat { name: "China Customs table, in Chinese", marks: &["商品编码"], ..GOODS };

pub const PARTNERS: TableFormat = TableFormat { name: "China Customs table by partner", marks: &["Trading partner code"], ..GOODS };

pub const PARTNERS_IN_CHINESE: TableFormat =
    TableFormat { name: "China Customs table by partner, in Chinese", marks: &["贸易伙伴编码"], ..GOODS };

pub const GOODS_MENDED: Mended = Mended { flow, ..Mended::new(&GOODS, mending) };
pub const GOODS_IN_CHINESE_MENDED: Mended = Mended { flow, ..Mended::new(&GOODS_IN_CHINESE, mending) };
pub const PARTNERS_MENDED: Mended = Mended { flow, ..Mended::new(&PARTNERS, mending) };
pub const PARTNERS_IN_CHINESE_MENDED: Mended = Mended { flow, ..Mended::new(&PARTNERS_IN_CHINESE, mending) };

/// Each quantity and its unit, in both languages.
const QUANTITIES: [(&str, &str, &str); 4] = [
    ("Quantity", "Unit", "quantity"),
    ("第一数量", "第一计量单位", "quantity"),
    ("Supplementary Quantity", "Supplementary Unit", "supplementary_quantity"),
    ("第二数量", "第二计量单位", "supplementary_quantity"),
];

/// What the column of exports and imports is called where files of both were put together.
const FLOWS: [&str; 5] = ["进出口", "进出口类型", "进出口标志", "进出口方向", "Trade flow"];

/// Of a table without such a column the names of its files may tell: `import-2021.csv`, `出口.csv`.
fn flow(input: &Input, head: &Head) -> Option<Flow> {
    if FLOWS.iter().any(|name| head.has(name)) {
        return None;
    }
    flow_of_names(input, |name| {
        let name = name.replace("进出口", "");
        let says = |words: [&str; 2]| words.iter().any(|word| name.contains(word));
        match (says(["export", "出口"]), says(["import", "进口"])) {
            (true, false) => Some(Flow::Export),
            (false, true) => Some(Flow::Import),
            (true, true) | (false, false) => None,
        }
    })
}

/// The site gives no more rows than these, whatever was asked for.
const MOST_ROWS: usize = 10_000;

const GAP: &str = "A question mark in the place of a figure says that it is not known: it is missing here.";

/// The column of values and their currency.
fn value(head: &Head) -> Option<(&str, &'static str)> {
    head.names.iter().find_map(|name| match name.to_lowercase().as_str() {
        "us dollar" | "美元" => Some((name.as_str(), "USD")),
        "人民币" => Some((name.as_str(), "CNY")),
        other => (other.starts_with("renminbi") || other.starts_with("rmb")).then_some((name.as_str(), "CNY")),
    })
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let regime = || Dimension::Other("customs_regime".to_owned());
    let place = || Dimension::Other("location".to_owned());
    let mut layout = Layout::below(sheet, head, Scheme::ChinaCustoms);
    for (codes, names, dimension) in [
        ("Commodity code", "Commodity", Dimension::Commodity),
        ("商品编码", "商品名称", Dimension::Commodity),
        ("Trading partner code", "Trading partner", Dimension::Partner),
        ("贸易伙伴编码", "贸易伙伴名称", Dimension::Partner),
        ("Customs Regime code", "Customs Regime", regime()),
        ("贸易方式编码", "贸易方式名称", regime()),
        ("Locations of importers and exporters code", "Locations of importers and exporters", place()),
        ("注册地编码", "注册地名称", place()),
        ("收发货人注册地编码", "收发货人注册地名称", place()),
    ] {
        // Whoever passes a table on may leave out the codes.
        let names_role = if head.has(codes) { Role::NameOf(dimension.clone()) } else { Role::of(dimension.clone()) };
        layout = layout.with(names, names_role).with(codes, Role::of(dimension));
    }
    for (name, unit, code) in QUANTITIES {
        let label = if code == "quantity" { "Quantity" } else { "Supplementary quantity" };
        let indicator = Some((Some(code.to_owned()), label.to_owned()));
        let figures = Figures { indicator, unit_in: head.at(unit), ..Figures::default() };
        layout = layout.with(name, Role::Figures(Box::new(figures)));
    }
    layout = FLOWS.iter().fold(layout, |layout, name| layout.with(name, Role::of(Dimension::Flow)));
    if let Some((name, currency)) = value(head) {
        layout = layout.with(name, Role::figures("trade_value", "Trade value", currency));
    }
    layout = layout.with("Date of data", Role::Period).with("数据年月", Role::Period).fixed(Dimension::Reporter, "CHN", None);
    if !head.has("Date of data") && !head.has("数据年月") {
        layout = ["年月", "年份", "Year"].iter().fold(layout, |layout, name| layout.with(name, Role::Period));
        layout = ["月份", "Month"].iter().fold(layout, |layout, name| layout.with(name, Role::Part));
    }
    let is_dated = layout.columns.iter().any(|column| matches!(column.role, Role::Period));
    if !is_dated {
        layout.undated = Some(String::new());
    }
    layout.classification = Classification::Harmonized;
    layout.are_units_apart = true;
    // Where goods are counted in one unit only, there is no second quantity.
    layout.empty = Empty::Nothing;
    layout
}

/// A quantity of 0 in the unit `?` or `-`, or in none, is none; `?` in the place of a figure is a gap.
fn mending(input: &Input, sheet: &Sheet, head: &Head) -> Mending {
    const NO_UNIT: [&str; 3] = ["?", "-", ""];
    let pairs: Vec<(usize, usize)> = QUANTITIES.iter().filter_map(|(name, unit, _)| head.at(name).zip(head.at(unit))).collect();
    let rows = sheet.rows.iter().skip(head.row + 1).filter(|row| !row.is_blank()).count();
    let figures: Vec<usize> = pairs.iter().map(|(quantity, _)| *quantity).chain(value(head).and_then(|(name, _)| head.at(name))).collect();
    let is_none = |row: &Row, at: usize| pairs.iter().any(|(quantity, unit)| *quantity == at && NO_UNIT.contains(&row.cell(*unit)));
    let is_gap = |row: &Row| figures.iter().any(|at| row.cell(*at) == "?" && !is_none(row, *at));
    let has_gap = sheet.rows.iter().skip(head.row + 1).any(is_gap);
    let cut = format!("The table has {MOST_ROWS} rows, at which China Customs cuts off what it gives: there may be more.");
    let flows: Vec<usize> = FLOWS.iter().filter_map(|name| head.at(name)).collect();
    let by_name = (!FLOWS.iter().any(|name| head.has(name))).then(|| of_the_name(flow(input, head)).to_owned());
    Mending {
        caveats: by_name.into_iter().chain((rows == MOST_ROWS).then_some(cut)).chain(has_gap.then(|| GAP.to_owned())).collect(),
        row: Box::new(move |row: &mut Row| {
            for (quantity, unit) in &pairs {
                let is_none = NO_UNIT.contains(&row.cell(*unit)) && matches!(row.cell(*quantity), "0" | "?");
                if is_none {
                    // A row may break off before its unit.
                    for at in [*quantity, *unit] {
                        row.cells.get_mut(at).into_iter().for_each(String::clear);
                    }
                }
            }
            for at in &flows {
                // Its own code of exports; that of imports is 1, as with others.
                if row.cell(*at) == "0" {
                    "出口".clone_into(&mut row.cells[*at]);
                }
            }
            for at in &figures {
                if row.cell(*at) == "?" {
                    "n/a".clone_into(&mut row.cells[*at]);
                }
            }
        }),
    }
}
