//! Cells of tables that a spreadsheet would run as a formula, and the apostrophe that keeps it from doing so.

use std::borrow::Cow;

/// What a formula, or a command behind it, begins with.
const SIGNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// The cell as it may leave the program: with an apostrophe before what a spreadsheet would run. Numbers stay.
pub fn guarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    if is_run(&cell) { Cow::Owned(format!("'{cell}")) } else { cell }
}

/// The cell behind that apostrophe.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|bare| is_run(bare)).unwrap_or(cell)
}

/// Would it be run, or be taken for a cell that was guarded already?
fn is_run(cell: &str) -> bool {
    let bare = cell.trim_start_matches('\'');
    let is_guarded = bare.len() < cell.len();
    bare.starts_with(SIGNS) && (is_guarded || !is_plain(bare))
}

/// A number with a sign, as people write them; or a dash, which stands for nothing.
fn is_plain(cell: &str) -> bool {
    let Some(rest) = cell.strip_prefix(['-', '+']) else { return false };
    let is_written = rest.chars().all(|sign| sign.is_ascii_digit() || ".,% \u{a0}".contains(sign));
    is_written || cell.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_come_back_and_numbers_stay() {
        let guard = |cell: &str| guarded(Cow::Borrowed(cell)).into_owned();
        for formula in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "\t=1", "\r=1", "\n=1", "-x", "=", "'=1", "''-1", "'-12.5"] {
            assert_eq!(guard(formula), format!("'{formula}"));
            assert_eq!(unguarded(&guard(formula)), formula);
        }
        for plain in ["-12.5", "+3", "-1e-7", "-1 234,5", "-5 %", "-", "China", "'tis", "'", "", "a=b", "2020-01", "−5"] {
            assert_eq!(guard(plain), plain);
            assert_eq!(unguarded(plain), plain);
        }
    }
}
