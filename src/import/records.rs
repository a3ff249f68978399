//! Tables that lie in XML as records: each with elements, or with fields that have a name. Made for the World Bank's downloads and
//! the answers of its interface, and for whoever writes rows in the same way.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::import::beside;
use crate::import::limits::MOST_CELLS;
use crate::import::report::Report;
use crate::import::sdmx::ml::ROOTS;
use crate::import::sdmx::xml::{Element, Node, Walk};
use crate::import::sheet::{Row, Sheet};

/// The table of records within a document that is no message of SDMX; `None` when it holds none.
pub fn read(text: &str, report: &mut Report) -> Option<Sheet> {
    let mut walk = Walk::new(text.as_bytes());
    let mut records = Records::default();
    loop {
        match walk.step().ok()? {
            Node::Open(element) if records.open.is_empty() && ROOTS.contains(&element.name.as_str()) => return None,
            Node::Open(element) => records.open(&element),
            Node::Text(text) => records.text.push_str(&text),
            Node::Close(_) => records.close(),
            Node::End => break,
        }
    }
    let (sheet, around) = records.sheet()?;
    beside::tell(&around, &sheet, report).then_some(sheet)
}

/// Records on their way to a table.
#[derive(Default)]
struct Records {
    names: Vec<String>,
    columns: HashMap<String, usize>,
    /// The rows, each with the name of its element.
    rows: Vec<(String, Row)>,
    /// Which columns the elements of a name fill.
    filled: BTreeMap<String, BTreeSet<usize>>,
    open: Vec<Open>,
    /// The attributes of the elements around the records.
    around: Vec<(String, String)>,
    /// The fields of the record that is open, and the names of those.
    fields: Vec<(String, String)>,
    field: Option<Field>,
    text: String,
    /// How deep the fields of records lie.
    depth: Option<usize>,
    /// Did one record have two fields of a name, or fields within fields, so that they are no columns? Is anything said of records
    /// around them, or of a field beside its text?
    is_no_table: bool,
}

/// An element that is open, which may be a record or stand around records.
struct Open {
    name: String,
    holds_others: bool,
    attributes: Vec<(String, String)>,
}

/// The element that may be a field: what its text is called, and the code that it has.
struct Field {
    name: String,
    code: Option<(String, String)>,
}

impl Records {
    fn open(&mut self, element: &Element) {
        if let Some(outer) = self.open.last_mut() {
            outer.holds_others = true;
        }
        // Prefixes are for other programs mostly; a unit counts with any of them.
        let prefixed = element.attributes.iter().filter(|one| one.prefix.is_some() && beside::is_of_all(&one.name));
        let prefixed = prefixed.map(|one| (one.name.as_str(), one.value.as_str()));
        let attributes = element.plain().chain(prefixed).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        self.open.push(Open { name: element.name.clone(), holds_others: false, attributes });
        self.text.clear();
        // `<field name="Item" key="SP.POP.TOTL">` is called Item, `<indicator id="…">` by its own name.
        let name = element.get("name").unwrap_or(&element.name).to_owned();
        let code = element.get("key").or_else(|| element.get("id")).map(|code| (format!("{name}.id"), code.to_owned()));
        let name = if code.is_some() { format!("{name}.value") } else { name };
        self.field = Some(Field { name, code });
    }

    fn close(&mut self) {
        let Some(Open { name: of, holds_others, attributes }) = self.open.pop() else { return };
        if !holds_others {
            if let Some(Field { name, code }) = self.field.take() {
                self.is_no_table |= attributes.iter().any(|(name, _)| !matches!(name.as_str(), "name" | "key" | "id"));
                self.is_no_table |= self.depth.replace(self.open.len()).is_some_and(|depth| depth != self.open.len());
                self.fields.extend(code);
                self.fields.push((name, self.text.trim().to_owned()));
            }
        } else if of == "header" && self.rows.is_empty() {
            // What an interface says of its answer before the records.
            self.around.append(&mut self.fields);
            self.depth = None;
        } else if !self.fields.is_empty() {
            self.fields.splice(0..0, attributes);
            self.row(of);
        } else {
            self.is_no_table |= attributes.iter().any(|(name, _)| !beside::is_of_paging(name));
            self.around.extend(attributes);
        }
        self.text.clear();
    }

    fn row(&mut self, element: String) {
        self.is_no_table |= self.names.len().saturating_mul(self.rows.len()) > MOST_CELLS;
        if self.is_no_table {
            return self.fields.clear();
        }
        let mut cells: Vec<Option<String>> = Vec::new();
        let filled = self.filled.entry(element.clone()).or_default();
        for (name, value) in std::mem::take(&mut self.fields) {
            let next = self.names.len();
            let at = *self.columns.entry(name.clone()).or_insert(next);
            if at == next {
                self.names.push(name);
            }
            if cells.len() <= at {
                cells.resize(at + 1, None);
            }
            filled.insert(at);
            self.is_no_table |= cells.get_mut(at).is_some_and(|cell| cell.replace(value).is_some());
        }
        let row = Row { line: self.rows.len() + 1, cells: cells.into_iter().map(Option::unwrap_or_default).collect() };
        self.rows.push((element, row));
    }

    /// The table of the records, which share one name, and what stands around them: an element that stands once, such as
    /// `<meta>`, is none of them.
    fn sheet(mut self) -> Option<(Sheet, Vec<(String, String)>)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        self.rows.iter().for_each(|(element, _)| *counts.entry(element.clone()).or_default() += 1);
        let is_record = |element: &String| counts.len() == 1 || counts.get(element).is_some_and(|count| *count > 1);
        let record = counts.keys().find(|element| is_record(element)).cloned()?;
        if self.is_no_table || counts.keys().filter(|element| is_record(element)).count() > 1 {
            return None;
        }
        let (records, others): (Vec<_>, Vec<_>) = self.rows.into_iter().partition(|(element, _)| *element == record);
        for (element, row) in others {
            let said = row.cells.iter().enumerate().filter(|(_, text)| !text.is_empty());
            self.around.extend(said.map(|(at, text)| (format!("{element}.{}", self.names[at]), text.clone())));
        }
        let columns = self.filled.remove(&record).filter(|columns| columns.len() > 2)?;
        let cut = |row: Row| {
            let width = row.cells.len();
            Row { cells: columns.iter().filter(|at| **at < width).map(|at| row.cell(*at).to_owned()).collect(), ..row }
        };
        let mut rows = vec![Row { line: 1, cells: columns.iter().map(|at| self.names[*at].clone()).collect() }];
        rows.extend(records.into_iter().map(|(_, row)| cut(row)));
        Some((Sheet { rows, ..Sheet::default() }, self.around))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_rows_of_elements_or_of_named_fields() {
        let elements = r#"<?xml version="1.0"?><wb:data xmlns:wb="http://www.worldbank.org" page="1"><wb:data>
            <wb:indicator id="SP.POP.TOTL">Population, total</wb:indicator><wb:date>2023</wb:date><wb:value>5</wb:value><wb:unit/></wb:data>
            <wb:data><wb:indicator id="SP.POP.TOTL">Population, total</wb:indicator><wb:date>2022</wb:date><wb:value/></wb:data></wb:data>"#;
        let fields = r#"<Root><data><record><field name="Item" key="A">B</field><field name="Year">1960</field><field name="Value"/></record>
            </data></Root>"#;
        let rows = |text: &str| {
            read(text, &mut Report::default()).map(|sheet| sheet.rows.into_iter().map(|row| row.cells.join("|")).collect::<Vec<_>>())
        };
        let head = "indicator.id|indicator.value|date|value|unit";
        let is = |rows: &[&str]| Some(rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>());
        assert_eq!(rows(elements), is(&[head, "SP.POP.TOTL|Population, total|2023|5|", "SP.POP.TOTL|Population, total|2022|"]));
        assert_eq!(rows(fields), is(&["Item.id|Item.value|Year|Value", "A|B|1960|"]));
        assert_eq!(rows("<Row><A>1</A><B>2</B><C>3</C><A>4</A></Row>"), None);
        assert_eq!(rows("<a><c><id>RU</id><o><y>1</y><v>2</v></o><o><y>2</y><v>3</v></o></c></a>"), None);
        assert_eq!(
            rows("<rows pages=\"1\"><row year=\"2019\"><country>China</country><v>1</v></row></rows>"),
            is(&["year|country|v", "2019|China|1"])
        );
        assert_eq!(rows("<rates Date=\"02.03.2002\"><rate ID=\"R1\"><code>USD</code><v>31</v></rate></rates>"), None);
        assert_eq!(rows("<rows><row><country>China</country><year>2019</year><v unit=\"t\">1</v></row></rows>"), None);
        assert_eq!(rows("<rows><row><a>1</a><b>2</b><c>3</c></row><note>4</note></rows>"), None);
        let (mut report, text) = (Report::default(), "<rows pages=\"2\"><row><a>1</a><b>2</b><c>3</c></row></rows>");
        assert!(read(text, &mut report).is_some());
        assert!(report.notes[0].contains("only a part"), "{:?}", report.notes);
        // An element that stands once beside records is none of them, and a unit is heeded with any prefix.
        let said = |meta: &str| {
            let row = "<row><country>China</country><year>2019</year><v>1</v></row>";
            rows(&format!("<rows><meta>{meta}<source>Customs</source></meta>{row}{row}</rows>"))
        };
        let table = is(&["country|year|v", "China|2019|1", "China|2019|1"]);
        assert_eq!([said(""), said("<unit>USD thousand</unit>")], [table, None]);
        let row = "<row><a>1</a><b>2</b><c>3</c></row>";
        let headed = format!("<response><header><code>00</code><said>OK</said></header><body><rows>{row}{row}</rows></body></response>");
        assert_eq!(rows(&headed), is(&["a|b|c", "1|2|3", "1|2|3"]));
        let row = "<n:row><n:country>China</n:country><n:year>2019</n:year><n:v n:unit=\"t\">1</n:v></n:row>";
        assert_eq!(rows(&format!("<n:rows xmlns:n=\"urn:a\">{row}</n:rows>")), None);
        assert_eq!(rows("<rows><a><x>1</x><y>2</y><z>3</z></a><b><x>1</x><y>2</y><z>3</z></b></rows>"), None);
        assert_eq!(rows("<rss><channel/></rss>"), None);
        assert_eq!(rows("<CompactData><DataSet><Series><Obs/></Series></DataSet></CompactData>"), None);
    }
}
