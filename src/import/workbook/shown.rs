//! How a workbook shows its numbers and dates: 0.254 as 25.4 %, 593601000000 as 593601, 2020-03-01 as Mar 2020. What is shown is
//! what its makers mean.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use calamine::{DataType, Style};

use crate::import::raised::raised;
use crate::import::roles::word::Word;
use crate::import::roles::{codes, labels, units, words};
use crate::import::sheet::column_name;
use crate::import::workbook::cell;
use crate::import::workbook::grid::{Grid, TooMany};
use crate::terms::unit::{Unit, exact_number};

/// How a number or a date is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Plain,
    Percent,
    /// Smaller than it is by this power of ten.
    Smaller(usize),
    /// With words or a currency beside it.
    Beside(Rc<str>),
    /// A day as its month.
    Month,
    /// A day as its year.
    Year,
    /// Above the line, as marks of footnotes are.
    Raised,
    /// A whole number with noughts before it, up to so many figures: the code 0402.
    Padded(usize),
}

impl Format {
    /// By its code: `0.0%`, `#,##0.0,,`, `[$€-407] 0.00`, `mmm yyyy`. Signs between quotation marks and behind a stroke are words.
    pub fn of(code: &str) -> Self {
        if code.len() > 1 && code.bytes().all(|sign| sign == b'0') {
            return Self::Padded(code.len());
        }
        let mut thousands = 0;
        let (mut words, mut parts) = (String::new(), String::new());
        let mut signs = code.chars();
        while let Some(sign) = signs.next() {
            match sign {
                '"' => words.extend(signs.by_ref().take_while(|sign| *sign != '"')),
                '\\' => words.extend(signs.next()),
                '_' | '*' => drop(signs.next()),
                '[' => {
                    let inner: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    match inner.strip_prefix('$') {
                        Some(currency) => words.push_str(currency.split('-').next().unwrap_or_default()),
                        // Each number is shown by its size, which tells of no other.
                        None if inner.starts_with(['<', '>', '=']) => return Self::Plain,
                        // Hours beyond a day are no part of a date; a colour is none.
                        None => parts.extend(inner.chars().filter(|sign| "hms".contains(sign.to_ascii_lowercase()) && inner.len() < 3)),
                    }
                }
                '%' => return Self::Percent,
                // What is below zero may be shown in a way of its own, which does not tell of the others.
                ';' => break,
                // A comma between figures parts thousands; one behind the last of them leaves three out.
                ',' => thousands += 1,
                '0' | '#' | '?' => thousands = 0,
                '$' | '€' | '£' | '¥' | '₽' | '‰' => words.push(sign),
                'a'..='z' | 'A'..='Z' => parts.push(sign.to_ascii_lowercase()),
                _ => {}
            }
        }
        let has = |part: &[char]| parts.contains(part);
        let is_date = has(&['y']) && !has(&['d', 'h', 's']);
        let is_said = words.contains(|sign: char| sign.is_alphabetic() || "$€£¥₽‰%".contains(sign));
        match (is_date, has(&['m'])) {
            (true, true) => Self::Month,
            (true, false) => Self::Year,
            (false, _) if thousands > 0 => Self::Smaller(3 * thousands),
            (false, _) if is_said && matches!(parts.as_str(), "" | "general") => Self::Beside(words.trim().into()),
            (false, _) => Self::Plain,
        }
    }

    /// How many signs of a date as `2020-03-01` are shown.
    fn shown_of_date(&self) -> Option<usize> {
        match self {
            Self::Month => Some("2020-03".len()),
            Self::Year => Some("2020".len()),
            Self::Plain | Self::Percent | Self::Smaller(_) | Self::Beside(_) | Self::Raised | Self::Padded(_) => None,
        }
    }
}

/// What a cell that stands above the line says: a mark, unless it is longer than one.
fn as_mark(text: String) -> String {
    const LONGEST: usize = 5;
    if text.chars().count() <= LONGEST { raised(&text) } else { text }
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

/// The numbers and dates of a sheet that are shown otherwise than they stand there.
#[derive(Default)]
pub struct Shown {
    percent: BTreeSet<u32>,
    /// Columns of numbers with noughts before them: do words above them name codes?
    coded: BTreeMap<u32, bool>,
    /// By their column and power of ten, with the first of them.
    smaller: BTreeMap<(u32, usize), Smaller>,
    /// What stands beside the numbers of a column.
    beside: BTreeMap<u32, BTreeSet<Rc<str>>>,
    /// Dates, and how many of their signs are shown.
    dates: Vec<((u32, u32), String, usize)>,
    /// Columns whose dates are cut to so many signs, once that is settled; and the first of these dates.
    cut: Option<BTreeMap<u32, usize>>,
    first_cut: Option<(String, usize)>,
}

impl Shown {
    /// A cell as it is to be read, below what stands in the grid.
    pub fn cell(&mut self, place: (u32, u32), value: &impl DataType, format: &Format, above: &Grid) -> String {
        match cell::number(value) {
            _ if *format == Format::Raised => as_mark(cell::text(value)),
            Some(number) => self.number(place, number, format, above),
            None if value.is_datetime() || value.is_datetime_iso() => self.date(place, cell::text(value), format),
            None => cell::text(value),
        }
    }

    /// The number as its cell is to be read: where words above name the size in which numbers are shown, these are read as shown.
    pub fn number(&mut self, place: (u32, u32), number: f64, format: &Format, above: &Grid) -> String {
        match format {
            Format::Percent => {
                self.percent.insert(place.1);
                return format!("{}%", moved(number, 2));
            }
            Format::Smaller(power) => {
                let is_named = || above.above(place).any(|words| size_of(words) == Some(*power));
                let first = || Smaller { number, is_named: is_named() };
                if self.smaller.entry((place.1, *power)).or_insert_with(first).is_named {
                    return moved(number, -(*power as i32));
                }
            }
            Format::Beside(words) => drop(self.beside.entry(place.1).or_default().insert(words.clone())),
            Format::Padded(figures) => {
                // Of a column of figures the noughts say nothing.
                let is_coded = *self.coded.entry(place.1).or_insert_with(|| above.above(place).any(names_codes));
                if is_coded && number.fract() == 0.0 && number >= 0.0 {
                    /// No code is longer, whatever a format says.
                    const LONGEST: usize = 40;
                    return format!("{number:0>figures$}", figures = (*figures).min(LONGEST));
                }
            }
            Format::Plain | Format::Month | Format::Year | Format::Raised => {}
        }
        exact_number(number)
    }

    /// The date, which may be cut to what is shown of it once all are known.
    pub fn date(&mut self, place: (u32, u32), date: String, format: &Format) -> String {
        let Some(length) = format.shown_of_date().filter(|_| date.len() == "2020-03-01".len()) else { return date };
        match &self.cut {
            Some(cut) if cut.get(&place.1) == Some(&length) => date[..length].to_owned(),
            Some(_) => date,
            None => {
                self.dates.push((place, date.clone(), length));
                date
            }
        }
    }

    /// Cuts the dates met so far to what is shown of them; those that follow in the same columns are cut as they come.
    pub fn settle(&mut self, grid: &mut Grid, most: usize) -> Result<(), TooMany> {
        let mut cut = BTreeMap::new();
        for (place, date, length) in self.dates_to_cut() {
            grid.put(place, date[..length].to_owned(), most)?;
            cut.insert(place.1, length);
            self.first_cut.get_or_insert((date, length));
        }
        self.cut = Some(cut);
        Ok(())
    }

    /// What is to be told of the sheet.
    pub fn tell(mut self, sheet: &str, grid: &mut Grid, most: usize) -> Result<Vec<String>, TooMany> {
        let percent = named(self.percent.iter().copied(), sheet, "is", "are");
        let mut notes: Vec<String> =
            percent.map(|columns| format!("{columns} shown in percent, and read so: 0.254 as 25.4 %")).into_iter().collect();
        let mut beside: BTreeMap<&BTreeSet<Rc<str>>, Vec<u32>> = BTreeMap::new();
        for (column, words) in &self.beside {
            beside.entry(words).or_default().push(*column);
        }
        for (words, columns) in beside {
            let words: Vec<String> = words.iter().map(|words| format!("\"{words}\"")).collect();
            let columns = named(columns.into_iter(), sheet, "has", "have").unwrap_or_default();
            notes.push(format!("{columns} numbers shown with {} beside them, which are read without", words.join(", ")));
        }
        if self.cut.is_none() {
            self.settle(grid, most)?;
        }
        if let Some((date, length)) = &self.first_cut {
            notes.push(format!("dates in \"{sheet}\" are shown without their days, and read so: {date} as {}", &date[..*length]));
        }
        for ((column, power), Smaller { number, is_named }) in self.smaller {
            let (stands, shown) = (exact_number(number), moved(number, -(power as i32)));
            let read = if is_named { "read so, as the words above say the same" } else { "read as they stand" };
            let column = column_name(column as usize);
            notes.push(format!(
                "numbers in column {column} of \"{sheet}\" are shown 10^{power} times smaller ({stands} as {shown}), and are {read}"
            ));
        }
        Ok(notes)
    }

    /// The dates to be read as they are shown; none where days that are not alike would be in a row or a column.
    fn dates_to_cut(&mut self) -> Vec<((u32, u32), String, usize)> {
        let dates = std::mem::take(&mut self.dates);
        let mut seen: BTreeMap<(bool, u32, &str), &str> = BTreeMap::new();
        let are_alike = dates.iter().all(|((row, column), date, length)| {
            [(false, *row), (true, *column)]
                .into_iter()
                .all(|(is_column, at)| *seen.entry((is_column, at, &date[..*length])).or_insert(date) == date)
        });
        if are_alike { dates } else { Vec::new() }
    }
}

/// "columns B, C of "Data" are"; none where there is no column.
fn named(columns: impl Iterator<Item = u32>, sheet: &str, one: &str, several: &str) -> Option<String> {
    let names: Vec<String> = columns.map(|column| column_name(column as usize)).collect();
    match names.len() {
        0 => None,
        1 => Some(format!("column {} of \"{sheet}\" {one}", names[0])),
        _ => Some(format!("columns {} of \"{sheet}\" {several}", names.join(", "))),
    }
}

/// Is it the name of a column of codes?
fn names_codes(words: &str) -> bool {
    codes::names_codes(words) || codes::names_numbers(words) || words::meaning(words) == Some(Word::Commodity)
}

/// The power of ten that words name as the size of figures: "Exports, USD mln".
fn size_of(words: &str) -> Option<usize> {
    let unit = labels::parted(words).1.or_else(|| units::known(words))?;
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

    const PLAIN: Format = Format::Plain;
    const MONTH: Format = Format::Month;
    const YEAR: Format = Format::Year;

    #[test]
    fn days_are_read_as_they_are_shown_unless_two_would_be_one() {
        for (second, read) in [("2020-04-30", ["2020-03", "2020-04"]), ("2020-03-31", ["2020-03-01", "2020-03-31"])] {
            let (mut grid, mut shown) = (Grid::default(), Shown::default());
            for (row, date) in [(1, "2020-03-01"), (2, second)] {
                let date = shown.date((row, 0), date.to_owned(), &MONTH);
                grid.put((row, 0), date, 9).expect("room");
            }
            let notes = shown.tell("Data", &mut grid, 9).expect("room");
            assert_eq!(notes.len(), usize::from(read[0] == "2020-03"), "{notes:?}");
            let rows = grid.sheet("Data", &[]).rows;
            assert_eq!([&rows[1], &rows[2]].map(|row| row.cells[0].as_str()), read);
        }
    }

    #[test]
    fn signs_in_words_are_no_format() {
        assert_eq!(["0.0%", "#,##0\\ %"].map(Format::of), [Format::Percent, Format::Percent]);
        assert_eq!(["General", "#,##0.00", "#,##0;-#,##0,"].map(Format::of), [PLAIN; 3]);
        assert_eq!(["0.0\" % of GDP\"", "0\\%"].map(Format::of), ["% of GDP", "%"].map(|words| Format::Beside(words.into())));
        assert_eq!(["#,##0.0,,", "0,", "#,##0.0,, \"mln\""].map(Format::of), [6, 3, 6].map(Format::Smaller));
        assert_eq!(["[>=1000000]0.0,,\"M\";0", "[Red]-0", "[h]:mm", "_-* #,##0\\ _€_-", "#,##0_);(#,##0)"].map(Format::of), [PLAIN; 5]);
        assert_eq!(["[$-419]d mmmm yyyy", "yyyy\\-mm\\-dd hh:mm", "mm:ss", "mmm"].map(Format::of), [PLAIN; 4]);
        assert_eq!(["mmm\\-yy", "[$-409]mmmm yyyy", "mm/yyyy", "yyyy", "yyyy\" г.\""].map(Format::of), [MONTH, MONTH, MONTH, YEAR, YEAR]);
        let beside = ["[$€-407] #,##0.00", "_(\"$\"* #,##0_);", "0.0\" млн. долл.\"", "0.0\" %\""].map(Format::of);
        assert_eq!(beside, ["€", "$", "млн. долл.", "%"].map(|words| Format::Beside(words.into())));
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
            let number = shown.number((1, 0), 593_601_500_000.0, &Format::of("#,##0.0,,"), &grid);
            grid.put((1, 0), number, 9).expect("room");
            let notes = shown.tell("Data", &mut grid, 9).expect("room");
            assert!(notes[0].contains("column A of \"Data\"") && notes[0].contains(told), "{notes:?}");
            assert_eq!(grid.sheet("Data", &[]).rows[1].cells, [text]);
        }
    }
}
