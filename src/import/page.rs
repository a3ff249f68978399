//! Pages of the web as tables of cells: many portals of customs give a page the name of a workbook. Tables that only put the
//! parts of a page in their places are none; words between them stand above the table that follows.

use crate::import::cell;
use crate::import::limits::MOST_CELLS;
use crate::import::sheet::{Merged, Row, Sheet};

/// What a page shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The tables that hold figures; none where it is a page to be read.
    pub tables: Vec<Sheet>,
    /// What is said behind the last of them.
    pub below: Vec<String>,
}

pub fn read(text: &str) -> Shown {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        page.words(&rest[..at]);
        rest = page.tag(&rest[at..]);
    }
    page.words(rest);
    page.end()
}

/// The encoding that a page names in its head.
pub fn encoding(head: &str) -> Option<&str> {
    let lower = head.to_ascii_lowercase();
    let start = lower.find("charset=")? + "charset=".len();
    let named = head[start..].trim_start_matches(['"', '\'', ' ']);
    let end = named.find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_' | ':'))?;
    Some(&named[..end]).filter(|label| !label.is_empty())
}

impl Shown {
    /// What a page says where it shows only some rows of its table: "Showing 1 to 10 of 57 entries".
    pub fn says_more(&self) -> Option<&str> {
        let is_part = |text: &&String| {
            let words: Vec<&str> = text.split_whitespace().collect();
            matches!(words[..], ["Showing", _, "to", last, "of", all, "entries" | "entries.", ..] if last != all)
        };
        let above = self.tables.iter().flat_map(|sheet| &sheet.rows).flat_map(|row| &row.cells);
        above.chain(&self.below).find(is_part).map(String::as_str)
    }
}

/// Tables within tables are no deeper.
const DEEPEST: usize = 32;
/// A head over the whole table is no wider, and a cell at its side no longer.
const MOST_SPANNED: usize = 10_000;
/// So many lines before a table may speak of it.
const MOST_LINES: usize = 30;
/// What is shown in these is no text of the page.
const UNSEEN: [&str; 8] = ["script", "style", "select", "noscript", "textarea", "button", "svg", "title"];
/// Elements that stand in the line.
const INLINE: [&str; 14] = ["a", "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "small", "big", "img", "input"];

#[derive(Default)]
struct Page {
    open: Vec<Open>,
    done: Vec<Sheet>,
    /// Lines since the last table, each in one cell, or in those of a table that only puts them in their places.
    lines: Vec<Vec<String>>,
    line: String,
    cells: usize,
}

/// A table that is open.
#[derive(Default)]
struct Open {
    rows: Vec<Vec<Cell>>,
    is_in_row: bool,
    is_in_cell: bool,
    holds_table: bool,
}

#[derive(Default)]
struct Cell {
    text: String,
    /// Rows and columns that it reaches over.
    span: [usize; 2],
}

impl Page {
    fn words(&mut self, text: &str) {
        let within = self.open.last_mut().filter(|open| open.is_in_cell).and_then(|open| open.rows.last_mut()?.last_mut());
        match within {
            Some(cell) => cell.text.push_str(text),
            None => self.line.push_str(text),
        }
    }

    /// Takes the tag that the text begins with; what follows it.
    fn tag<'a>(&mut self, text: &'a str) -> &'a str {
        let after = |end: Option<usize>, length: usize| end.and_then(|end| text.get(end + length..)).unwrap_or_default();
        if text.starts_with("<!--") {
            return after(text.find("-->"), 3);
        }
        let is_tag = text[1..].starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!' | '?'));
        if !is_tag {
            self.words("<");
            return &text[1..];
        }
        let end = end_of_tag(text);
        let (tag, rest) = (&text[1..end.min(text.len())], after(Some(end), 1));
        let is_end = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if UNSEEN.contains(&name.as_str()) {
            return if is_end { rest } else { behind(rest, &name) };
        }
        match (name.as_str(), is_end) {
            ("table", false) => self.begin_table(),
            ("table", true) => self.end_table(),
            ("tr", _) => self.row(!is_end),
            ("td" | "th", false) => self.cell([span(tag, "rowspan"), span(tag, "colspan")]),
            ("td" | "th", true) => self.end_cell(),
            (name, _) if !INLINE.contains(&name) => self.break_line(),
            _ => {}
        }
        rest
    }

    fn break_line(&mut self) {
        if self.open.last().is_some_and(|open| open.is_in_cell) {
            return self.words(" ");
        }
        self.end_line();
    }

    fn begin_table(&mut self) {
        self.end_line();
        if let Some(outer) = self.open.last_mut() {
            // What stood in the outer one before this is words over it.
            outer.holds_table = true;
            let rows = std::mem::take(&mut outer.rows);
            (outer.is_in_row, outer.is_in_cell) = (false, false);
            self.lines.extend(lines_of(&rows));
        }
        if self.open.len() < DEEPEST {
            self.open.push(Open::default());
        }
    }

    fn end_line(&mut self) {
        let line = plain(&std::mem::take(&mut self.line));
        self.lines.extend((!line.is_empty()).then(|| vec![line]));
    }

    fn end_table(&mut self) {
        self.end_line();
        let Some(open) = self.open.pop() else { return };
        let (rows, merged) = grid(&open.rows);
        if open.holds_table || !holds_figures(&rows) {
            return self.lines.extend(lines_of(&open.rows));
        }
        let mut above = std::mem::take(&mut self.lines);
        above.drain(..above.len().saturating_sub(MOST_LINES));
        let moved = above.len();
        let rows = above.into_iter().chain(rows).enumerate().map(|(at, cells)| Row { line: at + 1, cells }).collect();
        let merged = merged.into_iter().map(|one| Merged { rows: one.rows.map(|row| row + moved), ..one }).collect();
        self.done.push(Sheet { name: format!("table {}", self.done.len() + 1), rows, merged, notes: Vec::new() });
    }

    fn row(&mut self, begins: bool) {
        self.end_line();
        let Some(open) = self.open.last_mut() else { return };
        (open.is_in_row, open.is_in_cell) = (begins, false);
        if begins {
            open.rows.push(Vec::new());
        }
    }

    fn cell(&mut self, span: [usize; 2]) {
        self.end_line();
        let Some(open) = self.open.last_mut() else { return };
        if !open.is_in_row {
            open.rows.push(Vec::new());
            open.is_in_row = true;
        }
        self.cells = self.cells.saturating_add(span[0].saturating_mul(span[1]));
        if self.cells > MOST_CELLS {
            return;
        }
        open.is_in_cell = true;
        if let Some(row) = open.rows.last_mut() {
            row.push(Cell { text: String::new(), span });
        }
    }

    fn end_cell(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.is_in_cell = false;
        }
    }

    fn end(mut self) -> Shown {
        while !self.open.is_empty() {
            self.end_table();
        }
        self.end_line();
        match self.done.is_empty() || self.cells > MOST_CELLS {
            true => Shown::default(),
            false => Shown { tables: self.done, below: self.lines.iter().take(MOST_LINES).map(|line| line.join(" ")).collect() },
        }
    }
}

/// Where a tag ends: a sign within quotation marks is no end.
fn end_of_tag(text: &str) -> usize {
    const LONGEST: usize = 1 << 16;
    let mut quote = None;
    let is_end = |(_, byte): &(usize, u8)| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(*byte);
            false
        }
        (Some(open), byte) if open == *byte => {
            quote = None;
            false
        }
        (Some(_) | None, _) => false,
    };
    let closed = text.bytes().take(LONGEST).enumerate().find(is_end).map(|(at, _)| at);
    // A mark that closes nowhere is a slip.
    closed.or_else(|| text.find('>')).unwrap_or(text.len())
}

/// What stands behind the end of an element of this name.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at + 2;
        if text.get(start..start + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name)) {
            let end = text[start..].find('>').map_or(text.len(), |end| start + end + 1);
            return &text[end..];
        }
        from = start;
    }
    ""
}

/// How many rows or columns a cell reaches over.
fn span(tag: &str, name: &str) -> usize {
    let lower = tag.to_ascii_lowercase();
    let value =
        lower.find(name).map(|at| lower[at + name.len()..].trim_start().trim_start_matches('=').trim_start_matches(['"', '\'', ' ']));
    let digits = value.map(|value| value.chars().take_while(char::is_ascii_digit).collect::<String>());
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(1).clamp(1, MOST_SPANNED)
}

/// Every cell at its place; those that others reach over are empty.
fn grid(rows: &[Vec<Cell>]) -> (Vec<Vec<String>>, Vec<Merged>) {
    let (mut grid, mut merged): (Vec<Vec<String>>, Vec<Merged>) = (Vec::new(), Vec::new());
    // How many rows further down each column is taken from above.
    let mut taken: Vec<usize> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut cells: Vec<String> = Vec::new();
        let mut own: Vec<usize> = Vec::new();
        for cell in row {
            while taken.get(cells.len()).is_some_and(|rows| *rows > 0) {
                cells.push(String::new());
            }
            let [down, across] = cell.span;
            let last = [at + down.min(rows.len() - at) - 1, cells.len() + across - 1];
            if last != [at, cells.len()] {
                merged.push(Merged { rows: [at, last[0]], columns: [cells.len(), last[1]] });
            }
            cells.push(plain(&cell.text));
            cells.resize(last[1] + 1, String::new());
            own.resize(last[1] + 1, 0);
            own[last[1] + 1 - across..].fill(down);
        }
        let width = own.len().max(taken.len());
        own.resize(width, 0);
        taken.resize(width, 0);
        taken = own.iter().zip(&taken).map(|(own, above)| own.max(above).saturating_sub(1)).collect();
        grid.push(cells);
    }
    (grid, merged)
}

/// Is it more than a calendar, a form or a menu?
fn holds_figures(rows: &[Vec<String>]) -> bool {
    let filled = || rows.iter().flatten().filter(|cell| !cell.is_empty());
    let figures = filled().filter(|cell| cell::is_number_like(cell)).count();
    let is_wide = rows.iter().filter(|row| row.len() > 1).count() > 1;
    is_wide && figures > 1 && figures * 6 >= filled().count()
}

/// The rows that hold something, each with its filled cells.
fn lines_of(rows: &[Vec<Cell>]) -> Vec<Vec<String>> {
    let filled = |row: &Vec<Cell>| row.iter().map(|cell| plain(&cell.text)).filter(|text| !text.is_empty()).collect::<Vec<_>>();
    rows.iter().map(filled).filter(|line| !line.is_empty()).collect()
}

/// Text without what only a browser understands: blanks that are one, and letters that are written by their names.
fn plain(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        letters.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].find(';').filter(|length| *length < 12).and_then(|length| Some((letter(&rest[1..=length])?, length)));
        match entity {
            Some((letter, length)) => {
                letters.push(letter);
                rest = &rest[length + 2..];
            }
            None => {
                letters.push('&');
                rest = &rest[1..];
            }
        }
    }
    letters.push_str(rest);
    // A blank that breaks no line may part the thousands of a number.
    letters.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// Letters from U+00A0 on, in their order.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para \
    middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml \
    Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave \
    aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde \
    ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// The letter of this name or number.
fn letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
            None => number.parse(),
        };
        return number.ok().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "ndash" => '–',
        "mdash" => '—',
        "minus" => '−',
        "thinsp" => '\u{2009}',
        "ensp" | "emsp" => ' ',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "hellip" => '…',
        "bull" => '•',
        "dagger" => '†',
        "Dagger" => '‡',
        "euro" => '€',
        name => return LATIN.split_whitespace().position(|known| known == name).and_then(|at| char::from_u32(160 + at as u32)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> Vec<Vec<String>> {
        read(page).tables.into_iter().map(|sheet| sheet.rows.iter().map(|row| row.cells.join("|")).collect()).collect()
    }

    #[test]
    fn a_table_within_others_has_the_words_before_it_above() {
        let page = "<html><head><title>x</title><style>td {}</style></head><body><table><tr><td><b>Exports</b><br>in US $ million</td></tr><tr><td>\
                    <table border=1><tr><th rowspan=2>Country<th colspan='2'>Value</tr><tr><td>2019<td>2020</tr>\n\
                    <tr><td>C&ocirc;te d&#39;Ivoire</td><td>1&nbsp;234.5</td><td>&nbsp;</td></tr><tr><td>Chad<td>5<td>6</table>\
                    </td></tr></table><p>Source: DGCI&amp;S</body></html>";
        assert_eq!(shown(page), [["Exports in US $ million", "Country|Value|", "|2019|2020", "Côte d'Ivoire|1\u{a0}234.5|", "Chad|5|6"]]);
        assert_eq!((read(page).below.as_slice(), read(page).says_more()), (["Source: DGCI&S".to_owned()].as_slice(), None));
        let some = read(&page.replace("Source:", "Showing 1 to 2 of 57 entries. Source:"));
        assert!(some.says_more().is_some_and(|said| said.starts_with("Showing 1 to 2 of 57")));
        let merged = read(page).tables.remove(0).merged;
        assert_eq!(merged[0], Merged { rows: [1, 2], columns: [0, 0] });
        assert_eq!(merged[1], Merged { rows: [1, 1], columns: [1, 2] });
    }

    #[test]
    fn a_page_to_be_read_holds_no_table() {
        for page in [
            "<html><table><tr><td>User</td><td><input></td></tr><tr><td>Password</td><td></td></tr></table></html>",
            "<p>Error 404</p><script>if (a < 1) { '<table>' }</script>",
            "<table><tr><td>1</td></tr><tr><td>2</td></tr></table",
            "<table <table <tr <td",
        ] {
            assert_eq!(read(page), Shown::default(), "{page}");
        }
        assert_eq!(encoding("<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">"), Some("windows-1251"));
    }
}
