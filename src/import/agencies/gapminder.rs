//! Gapminder's tables for spreadsheets: years across, and figures of three digits with a letter for their size, "3.28M".

use crate::dataset::Draft;
use crate::import::cell;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::report::{Columns, Report};
use crate::import::roles::head::Head;
use crate::import::roles::layout::{Figures, Layout, Role};
use crate::import::roles::{named, reading};
use crate::import::sheet::Sheet;
use crate::import::sink::Sink;
use crate::problem::Problem;
use crate::terms::country::Scheme;
use crate::terms::dimension::Dimension;

/// Tables of countries and years are many; these are known by the letters behind their figures.
pub struct Table;

impl Importer for Table {
    fn name(&self) -> &'static str {
        "Gapminder table"
    }

    fn description(&self) -> &'static str {
        "Gapminder tables"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.sheets().iter().find_map(sized) {
            Some((_, letters)) => {
                Claim::surely(format!("years stand behind its countries, and letters for sizes behind figures: {letters}"))
            }
            None => Claim::never("its columns are not a country and years, with letters for sizes behind figures"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let mut sink = Sink::new(input, Some("Gapminder"), report);
        for (at, sheet) in input.sheets().iter().enumerate() {
            let Some((head, _)) = sized(sheet) else { continue };
            let mut sheet = sheet.clone();
            for cell in sheet.rows.iter_mut().skip(1).flat_map(|row| row.cells.iter_mut()) {
                if let Some(number) = written_out(cell) {
                    *cell = number;
                }
            }
            let layout = layout(&sheet, &head);
            sink.report.columns.get_or_insert_with(|| Columns { are_known: true, ..named::columns([at, 0], &layout, &input.hints) });
            reading::read(&sheet, &layout, &input.hints, &mut sink)?;
        }
        sink.finish()
    }
}

/// The head of such a table, and the first figure with a letter. Since 2024 the code of the country stands before its name.
fn sized(sheet: &Sheet) -> Option<(Head, &str)> {
    const ENOUGH: usize = 300;
    let head = Head::of(sheet, 0);
    let words = match head.names.as_slice() {
        [country, ..] if country == "country" => 1,
        [geo, name, ..] if geo == "geo" && name == "name" => 2,
        _ => return None,
    };
    let is_year = |name: &String| cell::period(name).is_some_and(|read| read.period.is_year());
    let are_years = head.names.len() > words && head.names.iter().skip(words).all(is_year);
    let mut cells = sheet.rows.iter().skip(1).take(ENOUGH).flat_map(|row| row.cells.iter().skip(words));
    let first = cells.find(|cell| written_out(cell).is_some()).filter(|_| are_years)?;
    Some((head, first))
}

fn layout(sheet: &Sheet, head: &Head) -> Layout {
    Layout::below(sheet, head, Scheme::Names)
        .with("country", Role::of(Dimension::Reporter))
        .with("name", Role::of(Dimension::Reporter))
        .spent("geo")
        .wide(|_| Figures::default())
        .caveat("Gapminder has rounded its figures to about three digits, and does not mark those that are projections.")
}

/// "3.28M" → "3280000"; `None` for what has no letter for its size.
fn written_out(cell: &str) -> Option<String> {
    const SIZES: [(&str, usize); 4] = [("k", 3), ("M", 6), ("B", 9), ("TR", 12)];
    let (number, power) = SIZES.iter().find_map(|(letter, power)| Some((cell.strip_suffix(letter)?, *power)))?;
    let (sign, number) = number.strip_prefix(['-', '−']).map_or(("", number), |number| ("-", number));
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let are_digits = !whole.is_empty() && whole.bytes().chain(part.bytes()).all(|byte| byte.is_ascii_digit());
    let zeros = power.checked_sub(part.len()).filter(|_| are_digits)?;
    let digits = format!("{whole}{part}");
    Some(format!("{sign}{}{}", digits.trim_start_matches('0'), "0".repeat(zeros)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_for_sizes_are_written_out() {
        for (cell, number) in [("3.28M", "3280000"), ("10k", "10000"), ("1.42B", "1420000000"), ("-12.5k", "-12500"), ("0.5k", "500")] {
            assert_eq!(written_out(cell).as_deref(), Some(number));
        }
        for cell in ["M", "2880", "3.2.1k", "Tokyo k", "1.2345k", ""] {
            assert_eq!(written_out(cell), None, "{cell}");
        }
    }
}
