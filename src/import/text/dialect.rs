//! Text in, its dialect out: what parts the cells, and which marks stand around them.
//!
//! Each separator is tried on the beginning of the text. The best one gives rows of one width whose cells look like numbers,
//! periods or words, rather than like several cells in one, and explains where the quotation marks stand.

use std::collections::BTreeMap;

use crate::import::text::cells::{self, Cells, Dialect, Escape, Spacing};
use crate::import::text::kinds::{Kind, kind};

/// Of equally good ones, the first wins.
const SEPARATORS: [u8; 5] = [b',', b';', b'\t', b'|', b' '];

/// As much of a text as it takes to tell its dialect.
const SAMPLE: usize = 128 * 1024;

/// The dialect of a text, and why.
pub fn of(text: &str) -> (Dialect, String) {
    let sample = beginning(text);
    if first_cell(sample).is_some_and(names_dimensions) {
        let because = "its first cell names the dimensions of rows and of columns, and a tab stands behind it";
        return (Dialect::parted_by(b'\t').fitted_to(sample), because.to_owned());
    }
    let trials = SEPARATORS.map(|separator| Trial::of(sample, Dialect::parted_by(separator).fitted_to(sample)));
    let best = trials.iter().fold(&trials[0], |best, trial| if trial.score > best.score { trial } else { best });
    let because = match best.width {
        0 | 1 => "its rows have one cell".to_owned(),
        width => format!("{} of {} rows have {width} cells with it", best.agreeing, best.rows),
    };
    (best.dialect, because)
}

/// Does a cell name dimensions as Eurostat does: `unit,geo\time`, with those of the rows before the `\`? Codes parted by commas
/// stand in each cell below it, and of a table with few periods there are more commas than tabs.
pub fn names_dimensions(cell: &str) -> bool {
    let is_plain = |text: &str| !text.is_empty() && text.chars().all(|letter| letter.is_ascii_alphanumeric() || ",_".contains(letter));
    cell.rsplit_once('\\').is_some_and(|(rows, across)| is_plain(rows) && is_plain(across))
}

/// What stands before the first tab of the first line.
fn first_cell(text: &str) -> Option<&str> {
    let line = text.trim_start_matches(['\r', '\n']).split(['\r', '\n']).next()?;
    line.split_once('\t').map(|(cell, _)| cell.trim())
}

/// The quotation mark that a text uses, and why.
pub fn quote_met(text: &str, dialect: &Dialect) -> (String, &'static str) {
    let cells = cells::read(beginning(text), 0, dialect);
    match (cells.quoted, dialect.escape) {
        (0, _) => ("none".to_owned(), "no cell begins with one"),
        (_, Escape::Doubled) => (char::from(dialect.quote).to_string(), "cells begin and end with it"),
        (_, Escape::Backslash) => (char::from(dialect.quote).to_string(), "cells begin and end with it; a backslash keeps it in its cell"),
    }
}

/// The first lines, none of them cut unless the first is longer than all that is looked at.
fn beginning(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let end = (0..=SAMPLE).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    match text[..end].rfind(['\n', '\r']) {
        Some(line) => &text[..=line],
        None => &text[..end],
    }
}

impl Dialect {
    /// With the quotation mark, escape and spacing that the text shows for this separator.
    pub fn fitted_to(self, text: &str) -> Self {
        let sample = beginning(text);
        let quote = quote_at_borders(sample, self.separator);
        let escape = escape_of(sample, quote, self.separator);
        let dialect = Self { quote, escape, ..self };
        Self { spacing: spacing_of(sample, &dialect), ..dialect }
    }
}

/// `'` where it stands around cells, among them a name in the first line or a cell that holds a separator, and `"` does not.
/// Elsewhere it is an apostrophe, or the words of someone.
fn quote_at_borders(sample: &str, separator: u8) -> u8 {
    /// Of the cells that are looked at whole.
    const LONGEST: usize = 2000;
    let bytes = sample.as_bytes();
    let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == separator || matches!(byte, b'\r' | b'\n'));
    let opens = |at: &usize| match &bytes[..*at] {
        [before @ .., b' '] => is_end(before.last()),
        before => is_end(before.last()),
    };
    let marks = |quote: u8| (0..bytes.len()).filter(move |at| bytes[*at] == quote);
    let opening = marks(b'\'').filter(opens).count();
    let closing = marks(b'\'').filter(|at| is_end(bytes.get(at + 1))).count();
    let is_paired = opening >= 2 && opening.abs_diff(closing) * 4 <= opening;
    if !is_paired || marks(b'"').filter(opens).count() * 4 >= opening {
        return b'"';
    }
    let first_line = sample.trim_start().split(['\r', '\n']).next().unwrap_or_default();
    let is_named_so = cells::read(first_line, 0, &Dialect { quote: b'\'', ..Dialect::parted_by(separator) }).quoted > 0;
    let holds_separator = |at: usize| {
        let line = bytes[at + 1..].iter().take(LONGEST).take_while(|byte| !matches!(byte, b'\r' | b'\n'));
        let inside = line.enumerate().find(|(behind, byte)| **byte == b'\'' && is_end(bytes.get(at + behind + 2)));
        inside.is_some_and(|(length, _)| bytes[at + 1..at + 1 + length].contains(&separator))
    };
    if is_named_so || marks(b'\'').filter(opens).any(holds_separator) { b'\'' } else { b'"' }
}

/// A backslash before quotation marks behind which the cell goes on, more often than two marks.
fn escape_of(sample: &str, quote: u8, separator: u8) -> Escape {
    let bytes = sample.as_bytes();
    let goes_on = |at: usize| bytes.get(at).is_some_and(|byte| *byte != separator && !matches!(byte, b'\r' | b'\n'));
    let pairs = |first: u8| bytes.windows(2).enumerate().filter(|(at, pair)| **pair == [first, quote] && goes_on(at + 2)).count();
    let backslashes = pairs(b'\\');
    let doubled = if backslashes == 0 { 0 } else { pairs(quote) };
    if backslashes > doubled { Escape::Backslash } else { Escape::Doubled }
}

fn spacing_of(sample: &str, dialect: &Dialect) -> Spacing {
    if dialect.separator == b' ' {
        let lines = || sample.split(['\r', '\n']).filter(|line| !line.trim().is_empty());
        let in_runs = lines().filter(|line| line.trim().contains("  ")).count();
        return if in_runs * 2 > lines().count() { Spacing::Runs } else { Spacing::Kept };
    }
    let cells = cells::read(sample, 0, dialect);
    if cells.behind > 0 && cells.padded * 20 >= cells.behind * 19 { Spacing::OneBehind } else { Spacing::Kept }
}

/// What a dialect makes of a sample.
struct Trial {
    dialect: Dialect,
    score: f64,
    /// Cells of most rows that have more than one.
    width: usize,
    /// Rows of that width.
    agreeing: usize,
    rows: usize,
}

impl Trial {
    fn of(sample: &str, dialect: Dialect) -> Self {
        let cells = cells::read(sample, 0, &dialect);
        let mut widths: BTreeMap<usize, usize> = BTreeMap::new();
        for row in &cells.rows {
            *widths.entry(row.cells.len()).or_default() += 1;
        }
        let rows = cells.rows.len();
        let (&width, &agreeing) =
            widths.iter().max_by_key(|(width, count)| (usize::from(**width > 1) * **count, **width)).unwrap_or((&1, &0));
        // Titles and footnotes stand in one cell and speak for no separator, as long as they are few.
        let alone = widths.get(&1).copied().unwrap_or_default();
        let is_word_gap = dialect.separator == b' ';
        let counted = if alone * 2 < rows && !is_word_gap { rows - alone } else { rows };
        let uniform = agreeing as f64 / counted.max(1) as f64;
        let growth = if width > 1 { 1.0 - 0.5_f64.powi((width - 1).min(60) as i32) } else { 0.45 };
        let prior = if is_word_gap { 0.8 } else { 1.0 };
        let score = uniform * growth * prior * tidiness(&cells, width) * explained(sample, &cells, &dialect);
        Self { dialect, score, width, agreeing, rows }
    }
}

/// How much the cells of rows of this width look like one cell each, from 0 to 1.
fn tidiness(cells: &Cells, width: usize) -> f64 {
    /// Few enough for a row of a hundred thousand cells, enough for the first ten thousand of any table.
    const MOST: usize = 100_000;
    let (mut sum, mut count) = (0.0, 0_usize);
    for cell in cells.rows.iter().filter(|row| row.cells.len() == width).flat_map(|row| &row.cells).take(MOST) {
        count += 1;
        sum += match kind(cell) {
            Kind::Number | Kind::Period | Kind::Missing => 1.0,
            Kind::Empty => 0.7,
            // What parts cells is never one.
            Kind::Words if matches!(cell.trim(), "," | ";" | "|") => -1.0,
            Kind::Words if is_several(cell) => 0.0,
            Kind::Words => 0.6,
        };
    }
    sum / count.max(1) as f64
}

/// Does a cell hold what looks like another separator? Those of prose have a blank behind them.
fn is_several(cell: &str) -> bool {
    const ENOUGH: usize = 1000;
    let bytes = cell.trim().as_bytes();
    let bytes = &bytes[..bytes.len().min(ENOUGH)];
    let is_tight = |at: usize| bytes.get(at + 1).is_some_and(|next| *next != b' ') && at > 0;
    (0..bytes.len()).any(|at| matches!(bytes[at], b'\t' | b'|') || matches!(bytes[at], b',' | b';') && is_tight(at))
}

/// Quotation marks that stand around cells speak for a dialect, others against it.
fn explained(sample: &str, cells: &Cells, dialect: &Dialect) -> f64 {
    let all = sample.bytes().filter(|byte| *byte == dialect.quote).count();
    match all {
        0 => 1.0,
        _ => 0.4 + 0.6 * (cells.quoted as f64 * 2.0 / all as f64).min(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn separator(text: &str) -> String {
        of(text).0.separator_name()
    }

    #[test]
    fn a_decimal_comma_is_no_separator() {
        let text = "Страна;Год;ВВП, млн евро;Баланс, млн евро\nАвстрия;2012;317055,8;-6879,0\nИталия;2013;1606894,7;-47307,0\n";
        let (dialect, because) = of(text);
        assert_eq!((dialect.separator, because.as_str()), (b';', "3 of 3 rows have 4 cells with it"));
    }

    #[test]
    fn codes_parted_by_commas_stand_in_one_cell_of_a_table_parted_by_tabs() {
        assert_eq!(separator("unit,geo\\time\t2018 \t2017 \nMIO_EUR,AT\t1.5 e\t: \nMIO_EUR,BE\t2\t3.1 \n"), "tab");
    }

    #[test]
    fn a_table_with_more_codes_than_periods_is_parted_by_tabs_nonetheless() {
        let one_period =
            "freq,reporter,product,indicators\\TIME_PERIOD\t2022 \r\nA,DE,10101010,EXPVAL\t77\r\nA,DE,10101010,EXPFLAG\t:C\r\n";
        assert_eq!(separator(one_period), "tab");
        assert_eq!(separator("a,b\\c,d\n1,2,3\n4,5,6\n"), "comma");
    }

    #[test]
    fn separators_are_told_from_the_signs_of_words() {
        assert_eq!(separator("Country\nNew Zealand\nSri Lanka\nSouth Africa\nChad\n"), "comma");
        assert_eq!(separator("Country|GDP, EUR million\nAustria|317055.8\nFrance|2086928.9\n"), "upright stroke");
        assert_eq!(separator("name, value\nA, 1\n\"B, C\", 2\n"), "comma and blank");
        assert_eq!(separator("Surname,FamilyName\n Homer , Simpson \n Ned , Flanders \n Bart , Simpson \n"), "comma");
        assert_eq!(separator("a b c\n1 2 3\n4 5 6\n"), "blank");
        assert_eq!(separator("a   b  c\n1   2  3\n14  5  6\n"), "blanks");
        assert_eq!(separator("Title of this\n\na;b\n1;2\n3;4\n"), "semicolon");
    }

    #[test]
    fn the_mark_around_cells_is_found() {
        let quote = |text: &str| of(text).0.quote;
        assert_eq!(quote("a,'b, c',d\n1,'e, f',it's\n"), b'\'');
        assert_eq!(quote("a,b\n1,'e, f'\n2,'g'\n"), b'\'');
        assert_eq!(quote("a,note\n1,'so'\n2,'so'\n3,said\n"), b'"');
        assert_eq!(quote("a,\"b, c\",d\n1,\"e, f\",'s-Hertogenbosch\n"), b'"');
        assert_eq!(quote("Land;BIP\nSchweiz;2'754'860.0\n"), b'"');
    }

    #[test]
    fn a_backslash_is_an_escape_only_where_it_keeps_marks_in_their_cells() {
        let escape = |text: &str| of(text).0.escape;
        assert_eq!(escape("a,b\n1,\"9\\\" rod\"\n"), Escape::Backslash);
        assert_eq!(escape("a,b\n1,\"9\\\"\"\n"), Escape::Backslash);
        assert_eq!(escape("a,b\n1,\"C:\\\"\n"), Escape::Doubled);
        assert_eq!(escape("a,b\n1,\"9\"\" \\ rod\"\n"), Escape::Doubled);
    }
}
