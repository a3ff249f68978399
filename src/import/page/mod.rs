//! Pages of the web as tables of cells: many portals of customs give a page the name of a workbook. Tables that only put the
//! parts of a page in their places are none; words between them stand above the table that follows.

use std::cell::RefCell;

use html5ever::Attribute;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::import::limits::MOST_CELLS;
use crate::import::page::table::{BREAK, Cell, LINE, Open, plain};
use crate::import::raised::raised;
use crate::import::sheet::{Row, Sheet};

mod table;

/// What a page shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The tables that hold figures; none where it is a page to be read.
    pub tables: Vec<Sheet>,
    /// What is said behind the last of them.
    pub below: Vec<String>,
}

pub fn read(text: &str) -> Shown {
    let tags = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    // What may still be a part of an open tag. That its attributes are not alike is found out by comparing each with all.
    let mut parts = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE));
        rest = behind;
        let before = tags.sink.0.borrow().seen;
        queue.push_back(StrTendril::from(piece));
        // It waits for scripts alone, and the sink tells it of none.
        let _ = tags.feed(&queue);
        let page = tags.sink.0.borrow();
        parts = if page.seen == before { parts + piece.bytes().filter(|byte| b" \t\r\n\x0c/\"'".contains(byte)).count() as u64 } else { 0 };
        if page.compared + parts * parts > MOST_COMPARED {
            return Shown::default();
        }
    }
    tags.end();
    tags.sink.0.into_inner().end()
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

/// A page is read in pieces of so many bytes.
const PIECE: usize = 1 << 16;
/// So often attributes of tags are compared with each other: those of one tag with 32,768 of them.
const MOST_COMPARED: u64 = 1 << 30;
/// Tables within tables are no deeper.
const DEEPEST: usize = 32;
/// So many lines before a table may speak of it.
const MOST_LINES: usize = 30;
/// What is shown in these is no text of the page.
const UNSEEN: [&str; 8] = ["script", "style", "select", "noscript", "textarea", "button", "svg", "title"];
/// Elements that stand in the line.
const INLINE: [&str; 16] =
    ["a", "b", "i", "u", "em", "strong", "span", "font", "sub", "small", "big", "img", "input", "nobr", "wbr", "label"];

/// Takes a page as its tags and the words between them.
#[derive(Default)]
struct Sink(RefCell<Page>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        page.seen += 1;
        match token {
            Token::TagToken(tag) => return page.tag(&tag),
            Token::CharacterTokens(text) => page.words(&text),
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    /// Text between `<![CDATA[` and `]]>` is text, as in a page that is written as XML.
    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        true
    }
}

#[derive(Default)]
struct Page {
    open: Vec<Open>,
    done: Vec<Sheet>,
    /// Lines since the last table, each in one cell, or in those of a table that only puts them in their places.
    lines: Vec<Vec<String>>,
    line: String,
    cells: usize,
    /// The element at hand of which nothing is shown, and how many of its kind are open within it.
    unseen: Option<(String, usize)>,
    /// Do the words at hand stand above the line?
    is_raised: bool,
    /// Tags and words so far, and how often attributes of these were compared.
    seen: u64,
    compared: u64,
}

impl Page {
    fn words(&mut self, text: &str) {
        if self.unseen.is_some() {
            return;
        }
        let text = if self.is_raised { &raised(text) } else { text };
        match self.open.last_mut().and_then(Open::cell) {
            Some(cell) => cell.text.push_str(text),
            None => self.line.push_str(text),
        }
    }

    /// Takes a tag; how what follows it is to be understood.
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        self.compared += (tag.attrs.len() as u64).pow(2);
        let (name, begins) = (&*tag.name, tag.kind == TagKind::StartTag);
        if let Some((unseen, open)) = &mut self.unseen {
            // One that is left open ends with the cell that it stands in.
            let is_of_table = matches!(name, "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th");
            if unseen == name && !tag.self_closing {
                *open = if begins { *open + 1 } else { *open - 1 };
            }
            if is_of_table || *open == 0 {
                self.unseen = None;
            }
            if !is_of_table {
                return TokenSinkResult::Continue;
            }
        }
        match (name, begins) {
            ("table", true) => self.begin_table(is_hidden(tag)),
            ("table", false) => self.end_table(),
            ("thead" | "tbody" | "tfoot", _) => self.part(begins && is_hidden(tag)),
            ("tr", true) => self.row(Some(is_hidden(tag))),
            ("tr", false) => self.row(None),
            ("td" | "th", true) => self.cell(Cell::new(span(tag, "rowspan"), span(tag, "colspan"), is_hidden(tag))),
            ("td" | "th", false) => self.end_cell(),
            (name, _) if UNSEEN.contains(&name) => return self.hide(tag),
            // As what some pages sort by, which stands before the figures that are shown.
            ("span" | "div" | "sup" | "small" | "font" | "b" | "i", true) if self.is_in_cell() && is_hidden(tag) => return self.hide(tag),
            ("sup", _) => self.is_raised = begins,
            ("br", _) if self.is_in_cell() => self.words(&LINE.to_string()),
            (name, _) if !INLINE.contains(&name) => self.break_line(),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    /// Passes over an element of which nothing is shown. In some of them signs of tags are none.
    fn hide(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if tag.kind == TagKind::EndTag || tag.self_closing {
            return TokenSinkResult::Continue;
        }
        self.unseen = Some((tag.name.to_string(), 1));
        match &*tag.name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn break_line(&mut self) {
        match self.open.last_mut().and_then(Open::cell) {
            Some(cell) => cell.text.push(BREAK),
            None => self.end_line(),
        }
    }

    fn is_in_cell(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_in_cell)
    }

    fn begin_table(&mut self, is_hidden: bool) {
        self.end_line();
        let is_too_deep = self.open.len() >= DEEPEST;
        if let Some(outer) = self.open.last_mut() {
            outer.is_mixed |= is_too_deep;
            outer.begin_table(&mut self.lines);
        }
        if !is_too_deep {
            self.open.push(Open::new(is_hidden));
        }
    }

    fn end_line(&mut self) {
        let line = plain(&std::mem::take(&mut self.line));
        self.lines.extend((!line.is_empty()).then(|| vec![line]));
    }

    fn end_table(&mut self) {
        self.end_line();
        let Some(mut open) = self.open.pop() else { return };
        let within = std::mem::replace(&mut self.lines, std::mem::take(&mut open.above));
        self.lines.extend(within);
        self.close(open);
        // What follows it in a page's layout are lines of their own again.
        if let Some(outer) = self.open.last_mut() {
            outer.is_in_cell &= outer.is_of_figures();
        }
    }

    fn close(&mut self, mut open: Open) {
        let moved = self.lines.len().min(MOST_LINES);
        let (rows, merged, mut hidden) = open.grid(moved, &mut self.cells);
        if !open.is_table(&rows) {
            return self.lay(open.lines());
        }
        let above = std::mem::take(&mut self.lines);
        let above = above.into_iter().rev().take(moved).rev();
        let rows: Vec<Row> = above.chain(rows).zip(1..).map(|(cells, line)| Row { line, cells }).collect();
        rows.iter().for_each(|row| hidden.look(row));
        let name = format!("table {}", self.done.len() + 1);
        let is_hidden = open.is_hidden.then(|| format!("{name} is hidden on the page, and read as well"));
        let notes = hidden.tell(&name).into_iter().chain(is_hidden).collect();
        self.done.push(Sheet { name, rows, merged, notes, ..Sheet::default() });
    }

    /// Puts the words of a table that is none where they belong: into the cell that it stands in, or above what follows.
    fn lay(&mut self, lines: Vec<Vec<String>>) {
        let is_one = matches!(lines.as_slice(), [line] if line.len() == 1);
        let outer = self.open.last_mut().and_then(|outer| (is_one || outer.is_of_figures()).then(|| outer.cell())?);
        match outer {
            Some(cell) => lines.iter().flatten().for_each(|words| cell.text.extend([" ", words])),
            None => self.lines.extend(lines),
        }
    }

    fn part(&mut self, is_hidden: bool) {
        self.row(None);
        if let Some(open) = self.open.last_mut() {
            open.begin_part(is_hidden);
        }
    }

    /// A row begins, hidden or not; or one ends.
    fn row(&mut self, begins: Option<bool>) {
        self.end_line();
        self.is_raised = false;
        let Some(open) = self.open.last_mut() else { return };
        (open.is_in_row, open.is_in_cell) = (begins.is_some(), false);
        if let Some(is_hidden) = begins {
            open.begin_row(is_hidden);
        }
    }

    fn cell(&mut self, cell: Cell) {
        self.end_line();
        self.is_raised = false;
        let Some(open) = self.open.last_mut() else { return };
        if !open.is_in_row {
            open.begin_row(false);
            open.is_in_row = true;
        }
        self.cells += 1;
        if self.cells > MOST_CELLS {
            return;
        }
        open.is_in_cell = true;
        open.push(cell);
    }

    fn end_cell(&mut self) {
        if let Some(open) = self.open.last_mut() {
            open.is_in_cell = false;
        }
    }

    fn end(mut self) -> Shown {
        let whole = self.done.len();
        while !self.open.is_empty() {
            self.end_table();
        }
        for sheet in &mut self.done[whole..] {
            sheet.notes.push(format!("{} has no end: the page may be cut off there", sheet.name));
        }
        self.end_line();
        match self.done.is_empty() || self.cells > MOST_CELLS {
            true => Shown::default(),
            false => Shown { tables: self.done, below: self.lines.iter().take(MOST_LINES).map(|line| line.join(" ")).collect() },
        }
    }
}

/// How many rows or columns a cell says that it reaches over.
fn span(tag: &Tag, name: &str) -> usize {
    let stated = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    let digits = |value: &str| value.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>();
    let digits = stated.map(|attribute| digits(&attribute.value)).filter(|digits| !digits.is_empty());
    // What is too long for a number is more than any cell reaches over.
    digits.map_or(1, |digits| digits.parse().unwrap_or(usize::MAX))
}

/// Does it say that it is not shown?
fn is_hidden(tag: &Tag) -> bool {
    let is_so = |attribute: &Attribute| match &*attribute.name.local {
        "hidden" => true,
        "style" => {
            let style: String = attribute.value.chars().filter(|letter| !letter.is_whitespace()).collect();
            style.to_ascii_lowercase().split(';').any(|part| part.starts_with("display:none"))
        }
        _ => false,
    };
    tag.attrs.iter().any(is_so)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::sheet::Merged;

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
    fn tags_are_told_from_text_as_browsers_do() {
        let page = |row: &str| {
            format!("<TABLE><Tr><tH title='a > b'>Country<TH title=\">\">Value</tr>{row}<tr><td>Chad<td>5<tr><td>Mali<td>6</TABLE>")
        };
        for (row, read) in [
            ("<tr><td>China<td>&#8722;1&nbsp;234.5 &euro;", "China|\u{2212}1\u{a0}234.5 €"),
            ("<tr><td>China<!-- <td>9 > 8 --><td>6<!-->", "China|6"),
            ("<tr><td>China<td><![CDATA[7 < 8]]>", "China|7 < 8"),
            ("<tr><td>S&atilde;o Tom&eacute &amp; Pr&#xed;ncipe<td>&NotEqualTilde;&unknown;6", "São Tomé & Príncipe|≂\u{338}&unknown;6"),
            ("<tr><td>a < b<td>x<5 >2", "a < b|x<5 >2"),
            ("<tr><td>China<td><select><option>1<option>2</td></tr>", "China|"),
            ("<tr><td>China<td><script>if (a<b) '</td>'</script>7<textarea><td>8</textarea>", "China|7"),
            ("<tr><td>China<td><svg><title>9</title><path d='M 1 2'/></svg>7<style/>", "China|7"),
            ("<tr><td>Ch\0ina<td>1<wbr>234", "China|1234"),
        ] {
            assert_eq!(shown(&page(row)), [["Country|Value", read, "Chad|5", "Mali|6"]], "{row}");
        }
    }

    #[test]
    fn cells_reach_no_further_than_their_part_of_the_table() {
        let rows =
            |head: &str, row: &str| shown(&format!("<table><thead>{head}<tbody>{row}<tr><td>2020<td>5<td>6<tfoot><tr><td>7<td>8</table>"));
        // A head that says one row too many is no cell of the body.
        let head = "<tr><th rowspan=3>Year<th colspan=2>Value<tr><th>a<th>b";
        assert_eq!(rows(head, "<tr><td>2019<td>3<td>4"), [["Year|Value|", "|a|b", "2019|3|4", "2020|5|6", "7|8"]]);
        // None is to the end of the part; what is said of the width beyond what browsers believe is not believed.
        assert_eq!(rows("", "<tr><td rowspan=0>2019<td rowspan=99999999999999999999>3<td colspan=0>4")[0][1..], ["||2020|5|6", "7|8"]);
        let wide = read("<table><tr><td rowspan=65534 colspan=99999>1<tr><td>2<td>3</table><table><tr><td>1<td>2<tr><td>3<td>4</table>");
        assert_eq!(wide.tables[0].rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1000, 1002]);
        assert_eq!(wide.tables.len(), 2);
    }

    #[test]
    fn a_page_that_ends_within_its_table_says_so() {
        let page = "<table><tr><td>Chad<td>5<tr><td>China<td>12";
        assert!(read(page).tables[0].notes[0].contains("may be cut off"));
        assert_eq!(read(&format!("{page}</table>")).tables[0].notes, [""; 0]);
    }

    #[test]
    fn what_is_made_to_take_long_is_given_up_and_what_is_only_long_is_read() {
        let table = "<table><tr><td>Chad<td>5<tr><td>China<td>12</table>";
        let state = format!("<input type=hidden value=\"{}\">", "abcdefgh/ijklmnop+".repeat(25_000));
        assert_eq!(read(&format!("{state}<!-- {state} -->{table}")).tables.len(), 1);
        let nested = |depth: usize| read(&format!("{}{table}", "<table><tr><td><b>".repeat(depth))).tables.len();
        assert_eq!([nested(20), nested(100_000)], [1, 0]);
        let attributes: String = (0..100_000).map(|number| format!(" a{number}")).collect();
        assert_eq!(read(&format!("{table}<p{attributes}>")), Shown::default());
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
