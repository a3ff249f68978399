//! Text in, rows of cells out, by a dialect that is known. Forgives quotation marks that stand astray; never asks what a cell means.

use crate::import::sheet::Row;

/// How the cells of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// An ASCII sign.
    pub separator: u8,
    pub spacing: Spacing,
    /// `"` or `'`.
    pub quote: u8,
    pub escape: Escape,
}

/// What blanks beside a separator are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// Part of the cell.
    Kept,
    /// One of them belongs to the separator: `a, b`.
    OneBehind,
    /// Any number of them is the separator.
    Runs,
}

/// How a quotation mark within quotation marks is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escape {
    Doubled,
    Backslash,
}

impl Dialect {
    pub fn parted_by(separator: u8) -> Self {
        Self { separator, spacing: Spacing::Kept, quote: b'"', escape: Escape::Doubled }
    }

    /// Its name for people.
    pub fn separator_name(&self) -> String {
        let name = match (self.separator, self.spacing) {
            (_, Spacing::Runs) => "blanks",
            (b',', Spacing::OneBehind) => "comma and blank",
            (b';', Spacing::OneBehind) => "semicolon and blank",
            (b',', Spacing::Kept) => "comma",
            (b';', Spacing::Kept) => "semicolon",
            (b'\t', _) => "tab",
            (b'|', _) => "upright stroke",
            (b' ', _) => "blank",
            (sign, _) => return char::from(sign).to_string(),
        };
        name.to_owned()
    }
}

/// What was read.
#[derive(Debug, Default)]
pub struct Cells {
    /// Lines that hold nothing are no rows.
    pub rows: Vec<Row>,
    /// Lines with a quotation mark that opens a cell and closes none.
    pub strays: Vec<usize>,
    /// Cells in quotation marks.
    pub quoted: usize,
    /// Cells behind a separator, and how many of them begin with a blank.
    pub behind: usize,
    pub padded: usize,
}

/// The cells of a text from a place on.
pub fn read(text: &str, start: usize, dialect: &Dialect) -> Cells {
    let line = 1 + line_ends(&text.as_bytes()[..start]);
    let mut reader = Reader { text, bytes: text.as_bytes(), dialect: *dialect, at: start, line, wasted: 0, cells: Cells::default() };
    while reader.at < reader.bytes.len() {
        reader.row();
    }
    reader.cells
}

/// How many lines end in these bytes; CR, LF or both end one.
fn line_ends(bytes: &[u8]) -> usize {
    let ends = |at: &usize| bytes[*at] == b'\n' || bytes[*at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    (0..bytes.len()).filter(ends).count()
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    dialect: Dialect,
    at: usize,
    line: usize,
    /// Bytes looked through for closing marks that were not there.
    wasted: usize,
    cells: Cells,
}

/// How a quotation mark is matched with its closing one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    /// Two marks are one of the text.
    AsWritten,
    /// Marks within are not doubled: the cell ends with the first that stands before a separator, on the same line.
    Undoubled,
}

impl Reader<'_> {
    fn row(&mut self) {
        let mut row = Row { line: self.line, cells: Vec::new() };
        if self.dialect.spacing == Spacing::Runs {
            self.at = self.behind_blanks(self.at);
        }
        loop {
            row.cells.push(self.cell(row.cells.is_empty()));
            match self.bytes.get(self.at) {
                Some(b'\r' | b'\n') | None => break,
                Some(_) => self.pass_separator(),
            }
            if self.dialect.spacing == Spacing::Runs && matches!(self.bytes.get(self.at), Some(b'\r' | b'\n') | None) {
                break;
            }
        }
        self.pass_line_end();
        if row.cells.len() > 1 || row.cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.cells.rows.push(row);
        }
    }

    fn cell(&mut self, is_first: bool) -> String {
        if !is_first {
            self.cells.behind += 1;
            self.cells.padded += usize::from(self.bytes.get(self.at) == Some(&b' '));
            if self.dialect.spacing == Spacing::OneBehind && self.bytes.get(self.at) == Some(&b' ') {
                self.at += 1;
            }
        }
        let opening = self.behind_blanks(self.at);
        if self.bytes.get(opening) == Some(&self.dialect.quote) {
            if let Some(close) = self.close(opening + 1) {
                let content = self.text.get(opening + 1..close).unwrap_or_default();
                self.line += line_ends(content.as_bytes());
                self.at = self.behind_blanks(close + 1);
                self.cells.quoted += 1;
                return self.unescaped(content);
            }
            if self.cells.strays.last() != Some(&self.line) {
                self.cells.strays.push(self.line);
            }
        }
        let rest = &self.bytes[self.at..];
        let end = self.at + rest.iter().position(|byte| self.is_end(*byte)).unwrap_or(rest.len());
        let cell = self.text.get(self.at..end).unwrap_or_default().to_owned();
        self.at = end;
        cell
    }

    fn is_end(&self, byte: u8) -> bool {
        byte == self.dialect.separator || matches!(byte, b'\r' | b'\n')
    }

    /// The first place from here on that is no blank beside a cell.
    fn behind_blanks(&self, at: usize) -> usize {
        if self.dialect.separator == b' ' && self.dialect.spacing != Spacing::Runs {
            return at;
        }
        let is_blank = |byte: &u8| *byte == b' ' || *byte == b'\t' && self.dialect.separator != b'\t';
        at + self.bytes.get(at..).unwrap_or_default().iter().take_while(|byte| is_blank(byte)).count()
    }

    fn pass_separator(&mut self) {
        // Runs of blanks may already have been passed behind a quotation mark.
        if self.dialect.spacing == Spacing::Runs {
            self.at = self.behind_blanks(self.at);
        } else {
            self.at += 1;
        }
    }

    fn pass_line_end(&mut self) {
        if self.at >= self.bytes.len() {
            return;
        }
        self.at += if self.bytes[self.at..].starts_with(b"\r\n") { 2 } else { 1 };
        self.line += 1;
    }

    /// Where the mark stands that closes a cell whose content begins here.
    fn close(&mut self, from: usize) -> Option<usize> {
        self.close_as(from, Match::AsWritten).or_else(|| self.close_as(from, Match::Undoubled))
    }

    fn close_as(&mut self, from: usize, how: Match) -> Option<usize> {
        let limit = self.farthest(from);
        let (mut at, mut seen) = (from, limit);
        while let Some(mark) = self.next_mark(at, limit) {
            let is_on_line = || !self.bytes[at..mark].iter().any(|byte| matches!(byte, b'\r' | b'\n'));
            if how == Match::Undoubled && !is_on_line() {
                break;
            }
            at = mark + 1;
            if self.is_escaped(from, mark) {
                continue;
            }
            let is_doubled = self.bytes.get(at) == Some(&self.dialect.quote);
            if is_doubled && how == Match::Undoubled && self.ends_behind(at) {
                return Some(at);
            }
            if is_doubled {
                at += 1;
            } else if self.ends_behind(mark) {
                return Some(mark);
            } else if mark > from && self.opens(mark) {
                seen = mark;
                break;
            }
        }
        self.wasted += if how == Match::AsWritten { seen.saturating_sub(from) } else { 0 };
        None
    }

    /// How far a closing mark is looked for. Marks astray must not make the time grow with the square of the text.
    fn farthest(&self, from: usize) -> usize {
        const FREE: usize = 4 * 1024 * 1024;
        const SHORT: usize = 256;
        let is_free = self.wasted / 4 <= self.bytes.len() || self.wasted <= FREE;
        let end = if is_free { self.bytes.len() } else { (from + SHORT).min(self.bytes.len()) };
        (end..self.bytes.len()).find(|at| self.text.is_char_boundary(*at)).unwrap_or(self.bytes.len())
    }

    fn next_mark(&self, at: usize, limit: usize) -> Option<usize> {
        self.text.get(at..limit)?.find(char::from(self.dialect.quote)).map(|mark| at + mark)
    }

    /// Does an odd number of backslashes stand before this mark?
    fn is_escaped(&self, from: usize, mark: usize) -> bool {
        let before = self.bytes[from..mark].iter().rev().take_while(|byte| **byte == b'\\').count();
        self.dialect.escape == Escape::Backslash && before % 2 == 1
    }

    /// Does the cell end behind this mark?
    fn ends_behind(&self, mark: usize) -> bool {
        let next = self.behind_blanks(mark + 1);
        // A run of blanks is itself an end.
        next > mark + 1 && self.dialect.spacing == Spacing::Runs || self.bytes.get(next).is_none_or(|byte| self.is_end(*byte))
    }

    /// Does this mark stand where a cell begins?
    fn opens(&self, mark: usize) -> bool {
        let before = match (&self.bytes[..mark], self.dialect.spacing) {
            ([before @ .., b' '], Spacing::OneBehind) => before,
            (before, _) => before,
        };
        before.last().is_some_and(|before| self.is_end(*before))
    }

    /// What was meant between quotation marks.
    fn unescaped(&self, content: &str) -> String {
        let mark = char::from(self.dialect.quote);
        match self.dialect.escape {
            Escape::Doubled => content.replace(&format!("{mark}{mark}"), &mark.to_string()),
            Escape::Backslash => {
                let mut plain = String::with_capacity(content.len());
                let mut letters = content.chars().peekable();
                while let Some(letter) = letters.next() {
                    let is_escape = letter == '\\' && letters.peek().is_some_and(|next| *next == mark || *next == '\\');
                    plain.extend(if is_escape { letters.next() } else { Some(letter) });
                }
                plain
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
        read(text, 0, &dialect).rows.into_iter().map(|row| row.cells).collect()
    }

    const COMMA: Dialect = Dialect { separator: b',', spacing: Spacing::Kept, quote: b'"', escape: Escape::Doubled };

    #[test]
    fn rows_stand_on_the_lines_on_which_they_begin() {
        let rows = read("a,b\r\n\r\n\"1\n2\",3\r4,5\n\n6,7", 0, &COMMA).rows;
        let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [1, 3, 5, 7]);
        assert_eq!(rows[1].cells, ["1\n2", "3"]);
    }

    #[test]
    fn marks_are_read_as_they_were_meant() {
        for (text, wanted) in [
            ("\"a,b\",\"c \"\"d\"\"\"", ["a,b", "c \"d\""]),
            ("\"a,\",b", ["a,", "b"]),
            (" \"a\" ,b", ["a", "b"]),
            ("5\" pipe,b", ["5\" pipe", "b"]),
            ("\"5\" pipe\",b", ["5\" pipe", "b"]),
            ("\"5\"\",\"b\"", ["5\"", "b"]),
            ("\"a,\"b\"", ["\"a", "b"]),
            ("\"\"a\",b", ["\"a", "b"]),
            ("\"\",b", ["", "b"]),
            ("\"\"\"\",b", ["\"", "b"]),
        ] {
            assert_eq!(cells(text, COMMA), [wanted], "{text}");
        }
    }

    #[test]
    fn a_mark_at_the_end_of_a_line_takes_no_other_line() {
        assert_eq!(cells("a,\"\nb,\"c\"\n", COMMA), [["a", "\""], ["b", "c"]]);
    }

    #[test]
    fn runs_of_blanks_and_a_blank_behind_a_comma_are_separators() {
        let runs = Dialect { spacing: Spacing::Runs, ..Dialect::parted_by(b' ') };
        assert_eq!(cells("  a   \"b c\"  d \n 1 2  3\n", runs), [["a", "b c", "d"], ["1", "2", "3"]]);
        let behind = Dialect { spacing: Spacing::OneBehind, ..COMMA };
        assert_eq!(cells("a, \"b, c\",  d\n", behind), [["a", "b, c", " d"]]);
    }

    #[test]
    fn a_backslash_keeps_a_mark_in_its_cell() {
        let backslash = Dialect { escape: Escape::Backslash, ..COMMA };
        assert_eq!(cells(r#""a \" b","c\\",d\e"#, backslash), [[r#"a " b"#, r"c\", r"d\e"]]);
    }

    #[test]
    fn marks_astray_by_the_ten_thousand_are_gone_through() {
        let text = "\"x,\"y\n".repeat(50_000) + &"\"\"\"x,".repeat(50_000);
        assert!(read(&text, 0, &COMMA).rows.len() > 1);
    }
}
