//! Columns of currencies that say what figures are counted in: one of them is that of whoever reports, which nothing else can be in.

use crate::import::roles::layout::{Layout, Role};
use crate::import::roles::units;
use crate::import::sheet::Sheet;

/// The reason of such a column.
const BECAUSE: &str = "it names the national currency, and no other column a unit";
const CAVEAT: &str = "Figures in national currency are in that of their country; which one it is, the file does not say.";

/// Makes a column of currencies the unit of a table that has none.
pub fn settle(sheet: &Sheet, layout: &mut Layout) {
    let names_unit = |role: &Role| match role {
        Role::Unit => true,
        Role::Figures(figures) => figures.unit.is_some() || figures.unit_in.is_some(),
        Role::Of(..) | Role::NameOf(_) | Role::Period | Role::Part | Role::Multiplier | Role::Status | Role::Reason => false,
        Role::Note | Role::Base | Role::FieldworkStart | Role::FieldworkEnd | Role::Ignored => false,
    };
    let has_unit = layout.unit.is_some() || layout.unit_above.is_some();
    if has_unit || layout.columns.iter().any(|column| names_unit(&column.role)) {
        return;
    }
    let rows = sheet.rows.get(layout.rows[0]..layout.rows[1]).unwrap_or_default();
    let code = |cell: &'_ str| cell.split(':').next().unwrap_or_default().trim().to_owned();
    let holds_currencies = |at: usize| {
        let cells = || rows.iter().map(|row| code(row.cell(at))).filter(|cell| !cell.is_empty());
        cells().any(|cell| is_own(&cell)) && cells().all(|cell| is_own(&cell) || units::is_currency(&cell))
    };
    let is_such = |at: &usize| {
        matches!(layout.columns[*at].role, Role::Of(..)) && !layout.columns[*at].is_said() && names_currency(&layout.columns[*at].name)
    };
    let Some(at) = (0..layout.columns.len()).filter(is_such).find(|at| holds_currencies(*at)) else { return };
    layout.columns[at].role = Role::Unit;
    BECAUSE.clone_into(&mut layout.columns[at].because);
    layout.caveats.push(CAVEAT.to_owned());
}

fn is_own(code: &str) -> bool {
    matches!(code, "NC" | "NCU" | "LCU") || units::read(code) == units::OWN_CURRENCY
}

fn names_currency(name: &str) -> bool {
    const WORDS: [&str; 8] = ["currency", "currencies", "валюта", "货币", "moneda", "monnaie", "devise", "währung"];
    let name = name.split(':').next().unwrap_or_default().trim().to_lowercase();
    WORDS.contains(&name.as_str())
}
