//! The Korea Customs Service: its statistics of trade by month, country and good, with exports and imports side by side.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Classification, Empty, Figures, Fixed, Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

pub const GOODS: TableFormat = TableFormat {
    name: "Korea Customs table",
    description: "tables of the Korea Customs Service",
    publisher: "Korea Customs Service",
    marks: &[PERIOD, "수출 금액", "수입 금액"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const GOODS_MENDED: Mended = Mended::new(&GOODS, mending);

/// The same with names written together.
pub const CLOSE: TableFormat =
    TableFormat { name: "table of the Korea Customs Service", marks: &[PERIOD, "수출금액", "수입금액"], ..GOODS };

pub const CLOSE_MENDED: Mended = Mended::new(&CLOSE, mending);

/// What its interface answers, in full dollars.
pub const ANSWER: TableFormat =
    TableFormat { name: "answer of the Korea Customs Service", marks: &["year", "expDlr", "impDlr"], layout: answer, ..GOODS };

pub const ANSWER_MENDED: Mended = Mended::new(&ANSWER, mending);

const PERIOD: &str = "기간";
/// The sum of all rows, and what stands beside it.
const TOTALS: &[&str] = &["총계", "-"];

/// Figures of one flow.
fn of(code: &str, label: &str, unit: &str, flow: &str) -> Role {
    let codes = vec![Fixed::new(Dimension::Flow, flow, None)];
    let indicator = Some((Some(code.to_owned()), label.to_owned()));
    Role::Figures(Box::new(Figures { indicator, unit: Some(unit.to_owned()), codes, ..Figures::default() }))
}

fn answer(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with("year", Role::Period)
        .with("statCd", Role::Of(Dimension::Partner, TOTALS))
        .with("statCdCntnKor1", Role::NameOf(Dimension::Partner))
        .with("statKor", Role::NameOf(Dimension::Commodity))
        .with("expDlr", of("trade_value", "Trade value", "USD", "export"))
        .with("expWgt", of("net_weight", "Net weight", "kg", "export"))
        .with("impDlr", of("trade_value", "Trade value", "USD", "import"))
        .with("impWgt", of("net_weight", "Net weight", "kg", "import"))
        .with("balPayments", Role::figures("trade_balance", "Trade balance", "USD"))
        .fixed(Dimension::Reporter, "KOR", None)
        .caveat("The file names neither currency nor unit of weight; the interface of the Korea Customs Service gives US dollars and kilograms.");
    for code in ["hsCd", "hsCode", "hsSgn"] {
        layout = layout.with(code, Role::Of(Dimension::Commodity, TOTALS));
    }
    if !head.has("statCd") {
        layout = layout.with("statCdCntnKor1", Role::Of(Dimension::Partner, TOTALS));
    }
    layout.classification = Classification::Harmonized;
    layout.empty = Empty::Nothing;
    layout
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .with(PERIOD, Role::Period)
        .with("국가명", Role::Of(Dimension::Partner, TOTALS))
        .with("국가", Role::Of(Dimension::Partner, TOTALS))
        .with("품목명", Role::NameOf(Dimension::Commodity))
        .with("HS코드", Role::Of(Dimension::Commodity, TOTALS))
        .with("품목코드", Role::Of(Dimension::Commodity, TOTALS))
        .with("무역수지", Role::figures("trade_balance", "Trade balance", "USD thousand"))
        .fixed(Dimension::Reporter, "KOR", None)
        .caveat("The file names neither currency nor unit of weight; the Korea Customs Service publishes thousands of US dollars and kilograms.");
    for (name, flow) in [("수출", "export"), ("수입", "import")] {
        for blank in ["", " "] {
            layout = layout
                .with(&format!("{name}{blank}중량"), of("net_weight", "Net weight", "kg", flow))
                .with(&format!("{name}{blank}금액"), of("trade_value", "Trade value", "USD thousand", flow));
        }
    }
    layout.classification = Classification::Harmonized;
    layout.empty = Empty::Nothing;
    layout
}

/// The sum of all periods is of none; months are written as `2024.01`.
fn mending(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let at = head.at(PERIOD).or(head.at("year")).unwrap_or_default();
    let is_sum = move |row: &Row| row.cell(at) == "총계";
    let told = "The row of the sum over all periods was passed over.";
    let has_sum = sheet.rows.iter().skip(head.row + 1).any(is_sum);
    Mending {
        caveats: has_sum.then(|| told.to_owned()).into_iter().collect(),
        row: Box::new(move |row: &mut Row| {
            if is_sum(row) {
                row.cells.iter_mut().for_each(String::clear);
            } else if let Some(cell) = row.cells.get_mut(at)
                && let Some((year, month)) = cell.trim().split_once('.')
                && (year.len(), month.len()) == (4, 2)
            {
                *cell = format!("{year}-{month}");
            }
        }),
    }
}
