//! Tables that lie in XML as records: each with elements, or with fields that have a name. Made for the World Bank's downloads and
//! the answers of its interface, and for whoever writes rows in the same way.

use std::collections::HashMap;

use crate::import::sdmx::ml::ROOTS;
use crate::import::sdmx::xml::{Element, Node, Walk};
use crate::import::sheet::{Row, Sheet};

/// The table of records within a document that is no message of SDMX; `None` when it holds none.
pub fn read(text: &str) -> Option<Sheet> {
    let mut walk = Walk::new(text);
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
    records.sheet()
}

/// Records on their way to a table.
#[derive(Default)]
struct Records {
    names: Vec<String>,
    columns: HashMap<String, usize>,
    rows: Vec<Row>,
    /// Of each element that is open: did another one open within it?
    open: Vec<bool>,
    /// The fields of the record that is open, and the names of those.
    fields: Vec<(String, String)>,
    field: Option<Field>,
    text: String,
    /// How deep the fields of the open record lie.
    depth: usize,
    /// Did one record have two fields of a name, or fields within fields, so that they are no columns?
    is_no_table: bool,
}

/// The element that may be a field: what its text is called, and the code that it has.
struct Field {
    name: String,
    code: Option<(String, String)>,
}

impl Records {
    fn open(&mut self, element: &Element) {
        if let Some(outer) = self.open.last_mut() {
            *outer = true;
        }
        self.open.push(false);
        self.text.clear();
        // `<field name="Item" key="SP.POP.TOTL">` is called Item, `<indicator id="…">` by its own name.
        let name = element.get("name").unwrap_or(&element.name).to_owned();
        let code = element.get("key").or_else(|| element.get("id")).map(|code| (format!("{name}.id"), code.to_owned()));
        let name = if code.is_some() { format!("{name}.value") } else { name };
        self.field = Some(Field { name, code });
    }

    fn close(&mut self) {
        let held_others = self.open.pop().unwrap_or_default();
        if !held_others {
            if let Some(Field { name, code }) = self.field.take() {
                self.is_no_table |= !self.fields.is_empty() && self.depth != self.open.len();
                self.depth = self.open.len();
                self.fields.extend(code);
                self.fields.push((name, self.text.trim().to_owned()));
            }
        } else if !self.fields.is_empty() {
            self.row();
        }
        self.text.clear();
    }

    fn row(&mut self) {
        let mut cells: Vec<Option<String>> = Vec::new();
        for (name, value) in std::mem::take(&mut self.fields) {
            let next = self.names.len();
            let at = *self.columns.entry(name.clone()).or_insert(next);
            if at == next {
                self.names.push(name);
            }
            if cells.len() <= at {
                cells.resize(at + 1, None);
            }
            self.is_no_table |= cells.get_mut(at).is_some_and(|cell| cell.replace(value).is_some());
        }
        self.rows.push(Row { line: self.rows.len() + 1, cells: cells.into_iter().map(Option::unwrap_or_default).collect() });
    }

    fn sheet(self) -> Option<Sheet> {
        if self.is_no_table || self.rows.is_empty() || self.names.len() < 3 {
            return None;
        }
        let mut rows = vec![Row { line: 1, cells: self.names }];
        rows.extend(self.rows);
        Some(Sheet { rows, ..Sheet::default() })
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
        let rows = |text: &str| read(text).map(|sheet| sheet.rows.into_iter().map(|row| row.cells.join("|")).collect::<Vec<_>>());
        let head = "indicator.id|indicator.value|date|value|unit";
        let is = |rows: &[&str]| Some(rows.iter().map(|row| (*row).to_owned()).collect::<Vec<_>>());
        assert_eq!(rows(elements), is(&[head, "SP.POP.TOTL|Population, total|2023|5|", "SP.POP.TOTL|Population, total|2022|"]));
        assert_eq!(rows(fields), is(&["Item.id|Item.value|Year|Value", "A|B|1960|"]));
        assert_eq!(rows("<Row><A>1</A><B>2</B><C>3</C><A>4</A></Row>"), None);
        assert_eq!(rows("<a><c><id>RU</id><o><y>1</y><v>2</v></o><o><y>2</y><v>3</v></o></c></a>"), None);
        assert_eq!(rows("<rss><channel/></rss>"), None);
        assert_eq!(rows("<CompactData><DataSet><Series><Obs/></Series></DataSet></CompactData>"), None);
    }
}
