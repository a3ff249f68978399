//! How a workbook shows its numbers: 0.254 as 25.4 %, 593601000000 as 593601. What is shown is what its makers mean.

use std::collections::{BTreeMap, BTreeSet};

use calamine::Style;

use crate::import::roles::units;
use crate::import::sheet::column_name;
use crate::import::workbook::grid::Grid;
use crate::terms::unit::{Unit, exact_number};

/// How a number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Plain,
    Percent,
    /// Smaller than it is by this power of ten.
    Smaller(usize),
}

impl Format {
    /// By its code: `0.0%`, `#,##0.0,,`. Signs between quotation marks and behind a stroke are words.
    pub fn of(code: &str) -> Self {
        let mut is_quoted = false;
        let mut thousands = 0;
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => is_quoted = !is_quoted,
                '\\' | '_' | '*' if !is_quoted => {
                    signs.next();
                }
                '%' if !is_quoted => return Self::Percent,
                // What is below zero may be shown in a way of its own, which does not tell of the others.
                ';' if !is_quoted => break,
                // A comma between figures parts thousands; one behind the last of them leaves three out.
                ',' if !is_quoted => thousands += 1,
                '0' | '#' | '?' if !is_quoted => thousands = 0,
                _ => {}
            }
        }
        if thousands == 0 { Self::Plain } else { Self::Smaller(3 * thousands) }
    }
}

/// A number that is shown smaller than it is.
struct Smaller {
    number: f64,
    /// Do words above it say so as well?
    is_named: bool,
}

/// The formats of cells by their styles.
pub fn formats(styles: &[Style]) -> Vec<Format> {
    styles.iter().map(|style| style.number_format.as_ref().map(|own| Format::of(&own.format_code)).unwrap_or_default()).collect()
}

/// The numbers of a sheet that are shown otherwise than they stand there.
#[derive(Default)]
pub struct Shown {
    percent: BTreeSet<u32>,
    /// By their column and power of ten, with the first of them.
    smaller: BTreeMap<(u32, usize), Smaller>,
}

impl Shown {
    /// The number as its cell is to be read, below what stands in the grid: where words name the size in which numbers are
    /// shown, these are read as shown.
    pub fn text(&mut self, place: (u32, u32), number: f64, format: Format, above: &Grid) -> String {
        match format {
            Format::Plain => exact_number(number),
            Format::Percent => {
                self.percent.insert(place.1);
                format!("{}%", moved(number, 2))
            }
            Format::Smaller(power) => {
                let is_named = || above.above(place).any(|words| size_of(words) == Some(power));
                let first = || Smaller { number, is_named: is_named() };
                let is_named = self.smaller.entry((place.1, power)).or_insert_with(first).is_named;
                if is_named { moved(number, -(power as i32)) } else { exact_number(number) }
            }
        }
    }

    /// What is to be told of the sheet.
    pub fn tell(self, sheet: &str) -> Vec<String> {
        let names: Vec<String> = self.percent.iter().map(|column| column_name(*column as usize)).collect();
        let are = if names.len() == 1 { ["column", "is"] } else { ["columns", "are"] };
        let percent = format!("{} {} of \"{sheet}\" {} shown in percent, and read so: 0.254 as 25.4 %", are[0], names.join(", "), are[1]);
        let smaller = self.smaller.into_iter().map(|((column, power), Smaller { number, is_named })| {
            let (stands, shown) = (exact_number(number), moved(number, -(power as i32)));
            let read = if is_named { "read so, as the words above say the same" } else { "read as they stand" };
            let column = column_name(column as usize);
            format!("numbers in column {column} of \"{sheet}\" are shown 10^{power} times smaller ({stands} as {shown}), and are {read}")
        });
        (!names.is_empty()).then_some(percent).into_iter().chain(smaller).collect()
    }
}

/// The power of ten that words name as the size of figures: "Exports, USD mln".
fn size_of(words: &str) -> Option<usize> {
    let unit = units::parted(words).1.or_else(|| units::known(words))?;
    let size = Unit::new(unit).plain().1;
    [3, 6, 9, 12].into_iter().find(|power| size == 10_f64.powi(*power as i32))
}

/// The number with its point moved to the right by so many figures, which loses none of them.
fn moved(number: f64, by: i32) -> String {
    let text = exact_number(number);
    if let Some((mantissa, exponent)) = text.split_once('e') {
        return format!("{mantissa}e{}", exponent.parse::<i32>().unwrap_or(0) + by);
    }
    let (sign, figures) = text.strip_prefix('-').map_or(("", text.as_str()), |figures| ("-", figures));
    let (whole, fraction) = figures.split_once('.').unwrap_or((figures, ""));
    let room = "0".repeat(by.unsigned_abs() as usize);
    let digits = format!("{room}{whole}{fraction}{room}");
    let point = (room.len() + whole.len()) as i32 + by;
    let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_in_words_are_no_format() {
        assert_eq!(["0.0%", "#,##0\\ %"].map(Format::of), [Format::Percent; 2]);
        assert_eq!(["0.0\" % of GDP\"", "0\\%", "General", "#,##0.00", "#,##0;-#,##0,"].map(Format::of), [Format::Plain; 5]);
        assert_eq!(["#,##0.0,,", "0,", "#,##0.0,, \"mln\""].map(Format::of), [6, 3, 6].map(Format::Smaller));
    }

    #[test]
    fn a_point_is_moved_without_a_loss() {
        let percent = [0.07, 0.29, 1.0, 0.333_333_333_333_333_3, -0.005, 12.0, 0.0].map(|number| moved(number, 2));
        assert_eq!(percent, ["7", "29", "100", "33.33333333333333", "-0.5", "1200", "0"]);
        assert_eq!((moved(1e-9, 2), moved(593_601_000_000.0, -6), moved(1_500.0, -6)), ("1e-7".into(), "593601".into(), "0.0015".into()));
    }

    #[test]
    fn numbers_are_read_as_shown_where_words_name_their_size() {
        for (head, text, told) in [("Exports, USD mln", "593601.5", "read so"), ("Exports", "593601500000", "read as they stand")] {
            let (mut grid, mut shown) = (Grid::default(), Shown::default());
            grid.put((0, 0), head.to_owned(), 9).expect("room");
            let number = shown.text((1, 0), 593_601_500_000.0, Format::of("#,##0.0,,"), &grid);
            grid.put((1, 0), number, 9).expect("room");
            let notes = shown.tell("Data");
            assert!(notes[0].contains("column A of \"Data\"") && notes[0].contains(told), "{notes:?}");
            assert_eq!(grid.sheet("Data", &[]).rows[1].cells, [text]);
        }
    }
}
