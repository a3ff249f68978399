//! The Bank of Russia: its official rates of one currency, in roubles for as many units as a column says.

use crate::import::agencies::mended::Mended;
use crate::import::importer::Mending;
use crate::import::input::Input;
use crate::import::roles::format::{TableFormat, always, nothing_more};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Layout, Role};
use crate::import::sheet::{Row, Sheet};
use crate::terms::country::Scheme;

pub const RATES: TableFormat = TableFormat {
    name: "rates of the Bank of Russia",
    description: "rates of the Bank of Russia",
    publisher: "Bank of Russia",
    marks: &["nominal", "data", "curs", "cdx"],
    fits: always,
    layout,
    describe: nothing_more,
};

pub const RATES_MENDED: Mended = Mended::new(&RATES, mending);

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    let mut layout = Layout::below(sheet, head, Scheme::Names)
        .spent("nominal")
        .with("data", Role::Period)
        .with("cdx", Role::other("currency"))
        .with("curs", Role::figures("exchange_rate", "Roubles for one unit of the currency", "RUB"));
    layout.decimal = None;
    layout
}

const FOR_ONE: &str = "Rates that the file gives for 10 units of a currency or more are taken for one.";
const FOR_ANY: &str = "Rates that the file gives for another number of units than 1, 10, 100 and so on are left out.";

/// The power of ten that a number of units is.
fn power(units: &str) -> Option<usize> {
    let noughts = units.trim().strip_prefix('1')?;
    noughts.bytes().all(|byte| byte == b'0').then_some(noughts.len()).filter(|power| *power < 7)
}

/// Rates for ten or a hundred units are put beside those for one.
fn mending(_: &Input, sheet: &Sheet, head: &Head) -> Mending {
    let places = head.at("nominal").zip(head.at("curs"));
    let powers = || places.iter().flat_map(|(units, _)| sheet.rows.iter().skip(head.row + 1).map(|row| power(row.cell(*units))));
    let told = [(powers().flatten().any(|power| power > 0), FOR_ONE), (powers().any(|power| power.is_none()), FOR_ANY)];
    Mending {
        caveats: told.into_iter().filter(|(is_so, _)| *is_so).map(|(_, caveat)| caveat.to_owned()).collect(),
        row: Box::new(move |row: &mut Row| {
            let Some((units, rate)) = places else { return };
            let moved = power(row.cell(units)).and_then(|power| moved(row.cell(rate), power));
            if let Some(cell) = row.cells.get_mut(rate) {
                *cell = moved.unwrap_or_default();
            }
        }),
    }
}

/// The number with its decimal sign so many places further to the left; its digits stay as they are.
fn moved(number: &str, places: usize) -> Option<String> {
    let number = number.trim();
    let (whole, parts) = number.split_once([',', '.']).unwrap_or((number, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !are_digits(whole) || !are_digits(parts) {
        return None;
    }
    let padded = format!("{whole:0>width$}", width = places + 1);
    let (whole, behind) = padded.split_at(padded.len() - places);
    let parts = format!("{behind}{parts}");
    Some(if parts.is_empty() { whole.to_owned() } else { format!("{whole},{parts}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_for_ten_units_is_a_tenth_for_one() {
        assert_eq!(moved("115,5", 1).as_deref(), Some("11,55"));
        assert_eq!(moved("7,5", 2).as_deref(), Some("0,075"));
        assert_eq!((moved("12", 0).as_deref(), moved("12", 1).as_deref()), (Some("12"), Some("1,2")));
        assert_eq!((moved("", 1), moved("1 200,5", 1), power("25")), (None, None, None));
    }
}
