//! Rows that are numbered or named in a first column without a name, as R writes them, and pandas where nobody asks for its name:
//! every line has one cell more than the first.

use std::collections::BTreeSet;

use crate::import::sheet::Row;
use crate::import::text::kinds::{Kind, kind};

/// Puts an empty name before the others where the first column has none; the line of the names.
pub(super) fn find(rows: &mut [Row], is_comma: bool, is_of_r: bool) -> Option<usize> {
    let at = rows.iter().position(|row| row.filled_width() > 1)?;
    let (above, below) = rows.split_at_mut(at + 1);
    let names = above.last_mut()?;
    let are_names = names.cells.iter().all(|cell| !cell.trim().is_empty() && kind(cell) != Kind::Number);
    let width = names.cells.len() + 1;
    let are_wider = || !below.is_empty() && below.iter().all(|row| row.cells.len() == width && !row.cell(0).is_empty());
    if !are_names
        || !are_wider()
        || below.iter().all(|row| row.cell(width - 1).is_empty())
        || !heads_rows(names, below, [is_comma, is_of_r])
    {
        return None;
    }
    names.cells.insert(0, String::new());
    Some(names.line)
}

/// Does the first column number or name the rows? Otherwise a sign too many may stand in each of them.
fn heads_rows(names: &Row, rows: &[Row], [is_comma, is_of_r]: [bool; 2]) -> bool {
    let all = |at: usize, is: fn(&str) -> bool| rows.iter().all(|row| is(row.cell(at)));
    let is_year = |text: &str| kind(text) == Kind::Period;
    let numbers: Option<Vec<u64>> = rows.iter().map(|row| row.cell(0).parse().ok()).collect();
    let Some(numbers) = numbers else {
        // Words may be names of rows where nothing but figures stands behind them, and those are named by years.
        let are_years = names.cells.iter().all(|cell| is_year(cell.trim()));
        let are_distinct = || rows.iter().map(|row| row.cell(0)).collect::<BTreeSet<_>>().len() == rows.len();
        let names_figures = !LABELS.contains(&names.cells[0].trim().to_lowercase().as_str());
        return (are_years || is_of_r && names_figures && are_distinct())
            && (1..=names.cells.len()).all(|at| all(at, is_value))
            && !is_decimal_comma(rows, is_comma);
    };
    let count_up = numbers.windows(2).all(|pair| pair[0] < pair[1]) && !all(0, is_year);
    let steps = numbers[0] < 2 && numbers.len() > 1 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_word = |text: &str| kind(text) == Kind::Words;
    let names_years = YEARS.contains(&names.cells[0].trim().to_lowercase().as_str());
    count_up && (all(1, is_word) || all(1, is_year) && names_years || steps && !is_decimal_comma(rows, is_comma))
}

/// Names of what is a year in each row, and no number of the row.
const YEARS: [&str; 11] = ["year", "period", "time", "date", "refyear", "yr", "time_period", "jahr", "année", "año", "год"];

/// Names of what rows are called.
const LABELS: [&str; 16] = [
    "country",
    "region",
    "state",
    "city",
    "name",
    "sector",
    "group",
    "category",
    "land",
    "pays",
    "país",
    "страна",
    "регион",
    "название",
    "国家",
    "地区",
];

/// Is the text as R writes it: marks around all names and around what the rows are called, and none around figures?
pub(super) fn is_of_r(text: &str) -> bool {
    const NEAR: usize = 10;
    let mut lines = text.lines();
    let are_marked = |names: &str| names.starts_with('"') && names.ends_with('"') && names.matches('"').count() > 3;
    let is_row = |line: &str| line.starts_with('"') && line.matches('"').count() == 2 && !line.ends_with('"');
    let are_names = lines.next().is_some_and(are_marked);
    let mut rows = lines.take(NEAR).peekable();
    are_names && rows.peek().is_some() && rows.all(is_row)
}

fn is_value(text: &str) -> bool {
    matches!(kind(text), Kind::Number | Kind::Missing | Kind::Empty)
}

/// May two cells of each row be one number with a comma for its decimal sign?
fn is_decimal_comma(rows: &[Row], is_comma: bool) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let may_be_one = |at: usize| rows.iter().all(|row| is_digits(row.cell(at)) && is_digits(row.cell(at + 1)));
    is_comma && (0..rows[0].cells.len().saturating_sub(1)).any(may_be_one)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shifted(text: &str) -> bool {
        let row = |(at, line): (usize, &str)| Row { line: at + 1, cells: line.split(',').map(str::to_owned).collect() };
        find(&mut text.lines().enumerate().map(row).collect::<Vec<_>>(), true, false).is_some()
    }

    #[test]
    fn one_name_too_few_leaves_the_first_column_without_one_where_it_numbers_the_rows() {
        for text in [
            "Country,2019,2020\n0,China,1.5,2.5\n1,Japan,3.5,4.5",
            "country,year,value\n1,China,2019,5\n4,Japan,2019,6",
            "2019,2020\nChina,1.5,2.5\nJapan,3.5,",
            "period,reporter,value\n1,2019,156,5\n2,2020,156,6",
        ] {
            assert!(shifted(text), "{text}");
        }
    }

    #[test]
    fn a_sign_too_many_in_every_line_is_no_column() {
        for text in [
            "Country,2019\nChina,1,5\nJapan,2,5",
            "Country,2019\nChina,1.5,2.5\nJapan,2.5,3.5",
            "Month,Value\n1,1,5\n2,2,5",
            "Year,Value\n2019,1,5\n2020,2,5",
            "Nr,Year,Value\n1,2019,1,5\n2,2020,2,5",
            "Country,2019\nKorea, Rep.,5\nCongo, Rep.,6",
            "Country,2019\n0,China,1.5\nJapan,2.5",
            "Country,2019\nChina,1.5,\nJapan,2.5,",
        ] {
            assert!(!shifted(text), "{text}");
        }
    }
}
