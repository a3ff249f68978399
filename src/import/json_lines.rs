//! JSON in lines, and lists of flat JSON objects: one row for each object, one column for each name.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::import::beside;
use crate::import::limits::MOST_CELLS;
use crate::import::report::{Passed, Report};
use crate::import::sheet::{Row, Sheet};
use crate::problem::Problem;

/// Is it text of which most lines are JSON objects? One object over several lines is not, nor is a single one.
pub fn is_lines(bytes: &[u8]) -> bool {
    const SAMPLE: usize = 20;
    /// Longer lines are looked at as well, but there must be a second.
    const HEAD: usize = 1 << 20;
    let bytes = without_mark(bytes);
    let head = &bytes[..bytes.len().min(HEAD)];
    let is_whole = head.len() == bytes.len();
    let mut lines: Vec<&[u8]> = head.split(|byte| *byte == b'\n').collect();
    if !is_whole && lines.len() > 1 {
        lines.pop();
    }
    let lines = lines.into_iter().map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let objects: Vec<bool> = lines.take(SAMPLE).map(|line| line.starts_with(b"{") && object(line).is_ok()).collect();
    let count = objects.iter().filter(|is_object| **is_object).count();
    count >= 2 && count * 2 > objects.len()
}

/// The table of JSON in lines. A line that is none costs itself, and is told.
///
/// # Errors
/// When no line can be read, or there are too many cells.
pub fn read_lines(bytes: &[u8], name: &str, report: &mut Report) -> Result<Sheet, Problem> {
    let mut table = Objects::default();
    for (at, line) in without_mark(bytes).split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match object(line) {
            Ok(object) => table.add(at + 1, object.0, name)?,
            Err(why) => {
                let text = String::from_utf8_lossy(line).chars().take(200).collect();
                table.notes.push(format!("line {} is no JSON object, and left out: {why}", at + 1));
                report.passed_over.push(Passed { place: format!("line {}", at + 1), text });
            }
        }
    }
    table.sheet(name, report)
}

/// The table of lists in lines, of which the first names the columns; `None` when the lines are none.
///
/// # Errors
/// When there are too many cells.
pub fn read_lists(bytes: &[u8], name: &str, report: &mut Report) -> Result<Option<Sheet>, Problem> {
    let Ok(text) = std::str::from_utf8(without_mark(bytes)) else { return Ok(None) };
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    match lines().count() > 1 && lines().all(|line| line.starts_with('[') && line.ends_with(']')) {
        true => read_records(&format!("[{}]", lines().collect::<Vec<_>>().join(",")), name, report),
        false => Ok(None),
    }
}

/// The table of a list of flat objects; `None` when the text is no such list.
///
/// # Errors
/// When there are too many cells.
pub fn read_list(text: &str, name: &str, report: &mut Report) -> Result<Option<Sheet>, Problem> {
    if text.trim_start().strip_prefix('[').is_none_or(|rest| !rest.trim_start().starts_with('{')) {
        return Ok(None);
    }
    let list = serde_json::from_str::<Vec<Object>>(text).ok().map(|objects| (None, objects));
    // The World Bank's interface says before its list what it is of.
    let behind_a_head = || serde_json::from_str::<(Object, Vec<Object>)>(text).ok().map(|(head, objects)| (Some(head), objects));
    let Some((head, objects)) = list.or_else(behind_a_head) else { return Ok(None) };
    let objects: Vec<Object> = objects.into_iter().map(Object::flat).collect();
    let is_nested = |(_, value): &(String, Box<RawValue>)| value.get().starts_with(['{', '[']);
    let (nested, all) =
        objects.iter().flat_map(|object| &object.0).fold((0, 0), |(nested, all), pair| (nested + usize::from(is_nested(pair)), all + 1));
    if nested * 2 > all {
        return Ok(None);
    }
    let mut table = Objects::default();
    for (at, object) in objects.into_iter().enumerate() {
        // Objects of a list have no lines of their own; they are counted as they come.
        table.add(at + 1, object.0, name)?;
    }
    let sheet = table.sheet(name, report)?;
    Ok(head.is_none_or(|head| beside::tell(&head.told(), &sheet, report)).then_some(sheet))
}

/// What the members are called that hold the records of a document.
pub const HOLDERS: [&str; 9] = ["data", "dataset", "value", "results", "result", "records", "items", "rows", "observations"];

/// The table of records that stand in a document beside what is said of all of them, as the interfaces of agencies answer:
/// `{"count": 2, "data": [{…}, {…}]}`, or a list of lists whose first names the columns. `None` when it is no such document.
///
/// # Errors
/// When there are too many cells.
pub fn read_records(text: &str, name: &str, report: &mut Report) -> Result<Option<Sheet>, Problem> {
    if text.trim_start().starts_with('{') {
        let Ok(document) = serde_json::from_str::<Object>(text) else { return Ok(None) };
        let holds = |key: &str| HOLDERS.iter().any(|holder| holder.eq_ignore_ascii_case(key));
        let is_list = |(key, value): &(String, Box<RawValue>)| holds(key) && value.get().starts_with('[');
        let (mut lists, others): (Vec<_>, Vec<_>) = document.0.into_iter().partition(is_list);
        let (Some((key, list)), true) = (lists.pop(), lists.is_empty()) else { return Ok(None) };
        let sheet = read_list(list.get(), name, report)?.filter(|sheet| beside::tell(&Object(others).told(), sheet, report));
        if sheet.is_some() {
            report.choose("table", format!("\"{key}\""), "the records of the document stand there");
        }
        return Ok(sheet);
    }
    let Ok(rows) = serde_json::from_str::<Vec<Vec<Box<RawValue>>>>(text) else { return Ok(None) };
    let is_flat = |value: &RawValue| !value.get().starts_with(['{', '[']);
    let Some(head) = rows.first().filter(|head| head.len() > 1 && head.iter().all(|name| name.get().starts_with('"'))) else {
        return Ok(None);
    };
    if rows.len() < 2 || !rows.iter().all(|row| row.len() == head.len() && row.iter().all(|value| is_flat(value))) {
        return Ok(None);
    }
    if rows.len().saturating_mul(head.len()) > MOST_CELLS {
        let why = format!("it holds more than {MOST_CELLS} cells");
        return Err(Problem::new(format!("Could not read {name}"))
            .because(why)
            .hint("Save the rows that are needed as a file of their own."));
    }
    let cells = |(at, row): (usize, &Vec<Box<RawValue>>)| Row { line: at + 1, cells: row.iter().map(|value| self::text(value)).collect() };
    Ok(Some(Sheet { rows: rows.iter().enumerate().map(cells).collect(), ..Sheet::default() }))
}

/// Names and values in the order of the text; numbers keep the digits they are written with.
struct Object(Vec<(String, Box<RawValue>)>);

impl Object {
    /// With the members of objects in it as its own: `country.value`.
    fn flat(self) -> Self {
        let mut pairs = Vec::with_capacity(self.0.len());
        for (name, value) in self.0 {
            let inner = value.get().starts_with('{').then(|| serde_json::from_str::<Object>(value.get()));
            match inner {
                Some(Ok(inner)) => pairs.extend(inner.0.into_iter().map(|(own, value)| (format!("{name}.{own}"), value))),
                Some(Err(_)) | None => pairs.push((name, value)),
            }
        }
        Self(pairs)
    }

    /// Its members in words, those of objects and lists in it by the path to them.
    fn told(self) -> Vec<(String, String)> {
        let named = |(name, value): (String, Box<RawValue>)| match inner(&value) {
            Some(inner) => inner.told().into_iter().map(|(own, text)| (format!("{name}.{own}"), text)).collect(),
            None => vec![(name, text(&value))],
        };
        self.0.into_iter().flat_map(named).collect()
    }
}

/// An object as it is, and a list of objects by their places in it.
fn inner(value: &RawValue) -> Option<Object> {
    if value.get().starts_with('{') {
        return serde_json::from_str(value.get()).ok();
    }
    let list: Vec<Box<RawValue>> = serde_json::from_str(value.get()).ok()?;
    let are_objects = !list.is_empty() && list.iter().all(|one| one.get().starts_with('{'));
    are_objects.then(|| Object(list.into_iter().enumerate().map(|(at, one)| (at.to_string(), one)).collect()))
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut pairs: Vec<(String, Box<RawValue>)> = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    pairs.push((name, value));
                }
                Ok(Object(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

fn object(line: &[u8]) -> Result<Object, String> {
    let text = std::str::from_utf8(line).map_err(|_| "it is not in UTF-8".to_owned())?;
    serde_json::from_str(text).map_err(|error| {
        let told = error.to_string();
        // Each line is read alone, so that the reader counts from it.
        told.split(" at line ").next().unwrap_or(&told).to_owned() + &format!(" at column {}", error.column())
    })
}

/// The cells of an object by the columns that are known, and the names of others. Objects in it that are no column themselves are
/// opened, as in lists.
///
/// # Errors
/// When the text is no JSON object.
pub fn cells(text: &[u8], columns: &HashMap<String, usize>) -> Result<(Vec<String>, Vec<String>), String> {
    let object = object(without_mark(text))?;
    let is_known = |(name, _): &(String, _)| columns.contains_key(name);
    let (known, others): (Vec<_>, Vec<_>) = object.0.into_iter().partition(is_known);
    let (mut cells, mut width, mut unknown) = (vec![String::new(); columns.len()], 0, Vec::new());
    for (name, value) in known.into_iter().chain(Object(others).flat().0) {
        match columns.get(&name).and_then(|at| Some((*at, cells.get_mut(*at)?))) {
            Some((at, cell)) => {
                *cell = self::text(&value);
                width = width.max(at + 1);
            }
            None => unknown.push(name),
        }
    }
    cells.truncate(width);
    Ok((cells, unknown))
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Objects on their way to a table. Columns stand in the order in which their names are first met.
#[derive(Default)]
struct Objects {
    names: Vec<String>,
    columns: HashMap<String, usize>,
    rows: Vec<Row>,
    cells: usize,
    notes: Vec<String>,
}

impl Objects {
    fn add(&mut self, line: usize, pairs: Vec<(String, Box<RawValue>)>, name: &str) -> Result<(), Problem> {
        let mut cells: Vec<Option<String>> = Vec::new();
        for (column, value) in pairs {
            let at = match self.columns.get(&column) {
                Some(at) => *at,
                None => {
                    self.names.push(column.clone());
                    self.columns.insert(column.clone(), self.names.len() - 1);
                    self.names.len() - 1
                }
            };
            if cells.len() <= at {
                cells.resize(at + 1, None);
            }
            if let Some(cell) = cells.get_mut(at)
                && cell.replace(text(&value)).is_some()
            {
                self.notes.push(format!("line {line} gives \"{column}\" twice; the last is taken"));
            }
        }
        self.cells = self.cells.saturating_add(cells.len());
        if self.cells > MOST_CELLS {
            let why = format!("it holds more than {MOST_CELLS} cells");
            return Err(Problem::new(format!("Could not read {name}"))
                .because(why)
                .hint("Save the rows that are needed as a file of their own."));
        }
        self.rows.push(Row { line, cells: cells.into_iter().map(Option::unwrap_or_default).collect() });
        Ok(())
    }

    fn sheet(self, name: &str, report: &mut Report) -> Result<Sheet, Problem> {
        const MOST: usize = 20;
        let Some(first) = self.rows.first().map(|row| row.line) else {
            let problem = Problem::new(format!("Could not read {name}"));
            return Err(problem.because(self.notes.first().map_or("it holds no JSON object", String::as_str)));
        };
        let beyond = self.notes.len().saturating_sub(MOST);
        let mut notes: Vec<String> = self.notes.into_iter().take(MOST).collect();
        notes.extend((beyond > 0).then(|| format!("{beyond} more lines are like that")));
        notes.iter().for_each(|note| report.note(note));
        let mut rows = vec![Row { line: first, cells: self.names }];
        rows.extend(self.rows);
        Ok(Sheet { rows, notes, ..Sheet::default() })
    }
}

/// Text without its quotation marks, nothing for null, everything else as it is written.
fn text(value: &RawValue) -> String {
    match value.get() {
        "null" => String::new(),
        raw if raw.starts_with('"') => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
        raw => raw.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(sheet: &Sheet) -> Vec<(usize, Vec<&str>)> {
        sheet.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn a_bad_line_costs_itself() {
        let text =
            "{\"id\": 9007199254740993, \"name\": \"中国人\"}\n{\"id\": 2,\n\n{\"id\": 1e400, \"more\": [1, null], \"name\": null}\r\n";
        assert!(is_lines(text.as_bytes()));
        let mut report = Report::default();
        let sheet = read_lines(text.as_bytes(), "a.jsonl", &mut report).expect("readable");
        assert_eq!(
            rows(&sheet),
            [(1, vec!["id", "name", "more"]), (1, vec!["9007199254740993", "中国人"]), (4, vec!["1e400", "", "[1, null]"])]
        );
        assert_eq!(report.passed_over, [Passed { place: "line 2".to_owned(), text: "{\"id\": 2,".to_owned() }]);
        assert!(report.notes[0].starts_with("line 2 is no JSON object, and left out: EOF while parsing"), "{:?}", report.notes);
    }

    #[test]
    fn names_given_twice_and_bytes_that_are_no_text_are_told() {
        let mut report = Report::default();
        let bytes = b"{\"a\":1,\"a\":2}\n{\"a\":\"\xd0\"}\n{\"b\":true}";
        let sheet = read_lines(bytes, "a.jsonl", &mut report).expect("readable");
        assert_eq!(rows(&sheet), [(1, vec!["a", "b"]), (1, vec!["2"]), (3, vec!["", "true"])]);
        assert_eq!(
            report.notes,
            ["line 1 gives \"a\" twice; the last is taken", "line 2 is no JSON object, and left out: it is not in UTF-8"]
        );
    }

    #[test]
    fn ordinary_documents_are_not_claimed() {
        for text in [
            "{\"a\": 1}",
            "{\n  \"a\": {\"b\": 1},\n  \"c\": {\"d\": 2}\n}",
            "[\n{\"a\":1},\n{\"a\":2}\n]",
            "{\"rows\": [\n{\"a\":1}\n]}",
            "",
        ] {
            assert!(!is_lines(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn a_list_of_flat_objects_is_a_table() {
        let mut report = Report::default();
        let sheet = read_list("[{\"y\": 2020, \"v\": 010}]", "a.json", &mut report).expect("no fault");
        assert_eq!(sheet, None, "010 is no number in JSON");
        let sheet = read_list(" [ {\"y\": 2020, \"v\": \"010\"}, {\"v\": 2}]", "a.json", &mut report).expect("no fault").expect("a table");
        assert_eq!(rows(&sheet), [(1, vec!["y", "v"]), (1, vec!["2020", "010"]), (2, vec!["", "2"])]);
        assert_eq!(read_list("[{\"page\": {\"a\": {\"b\": 1}}}]", "a.json", &mut report), Ok(None));
        let text = "[{\"page\": 1}, [{\"country\": {\"id\": \"RU\", \"value\": \"Russia\"}, \"value\": null}]]";
        let sheet = read_list(text, "a.json", &mut report).expect("no fault").expect("a table");
        assert_eq!(rows(&sheet), [(1, vec!["country.id", "country.value", "value"]), (1, vec!["RU", "Russia", ""])]);
        assert_eq!(read_list("[1, 2]", "a.json", &mut report), Ok(None));
    }

    #[test]
    fn what_is_said_of_all_records_is_told_or_they_are_no_table() {
        let mut report = Report::default();
        let text = "{\"total\": 9, \"country\": \"China\", \"data\": [{\"y\": 2020, \"v\": 5}], \"@odata.nextLink\": \"https://a.b/c\"}";
        assert!(read_records(text, "a.json", &mut report).expect("no fault").is_some());
        assert_eq!(report.passed_over[1], Passed { place: "country".to_owned(), text: "China".to_owned() });
        assert_eq!((report.passed_over.len(), report.notes.len()), (3, 1), "{:?}", report.notes);
        let mut report = Report::default();
        let text = "[{\"page\": 1, \"pages\": 5, \"total\": 1}, [{\"y\": 2020, \"v\": 5}]]";
        assert!(read_list(text, "a.json", &mut report).expect("no fault").is_some());
        assert!(report.notes[0].contains("only a part"), "{:?}", report.notes);
        for head in [
            "\"unit\": \"USD thousand\"",
            "\"Year\": 2020",
            "\"meta\": {\"scale\": 6}",
            "\"units\": {\"exports\": \"USD thousand\"}",
            "\"unit_mult\": 6",
            "\"currency\": \"EUR\"",
            "\"meta\": {\"series\": {\"unit\": \"USD million\"}}",
            "\"fields\": [{\"name\": \"exports\", \"unit\": \"USD million\"}]",
        ] {
            let text = format!("{{{head}, \"data\": [{{\"country\": \"Russia\", \"exports\": 5}}]}}");
            assert_eq!(read_records(&text, "a.json", &mut report), Ok(None), "{head}");
        }
        let mut report = Report::default();
        let text = "{\"nhits\": 3000, \"records\": [{\"y\": 2020, \"v\": 5}]}";
        assert!(read_records(text, "a.json", &mut report).expect("no fault").is_some());
        assert!(report.notes[0].contains("only a part"), "{:?}", report.notes);
        let text = "{\"year\": 2020, \"next\": null, \"data\": [{\"year\": 2020, \"v\": 5}]}";
        let mut report = Report::default();
        assert!(read_records(text, "a.json", &mut report).expect("no fault").is_some() && report.notes.is_empty());
    }

    #[test]
    fn records_stand_in_documents_beside_what_is_said_of_all() {
        let mut report = Report::default();
        let mut read = |text: &str| read_records(text, "a.json", &mut report).expect("no fault");
        let sheet = read("{\"count\": 1, \"data\": [{\"y\": 2020, \"v\": 5, \"w\": null}], \"error\": \"\"}").expect("a table");
        assert_eq!(rows(&sheet), [(1, vec!["y", "v", "w"]), (1, vec!["2020", "5", ""])]);
        let sheet = read("[[\"VALUE\",\"time\"],[\"12\",\"2023-01\"],[null,\"2023-02\"]]").expect("a table");
        assert_eq!(rows(&sheet), [(1, vec!["VALUE", "time"]), (2, vec!["12", "2023-01"]), (3, vec!["", "2023-02"])]);
        for text in [
            "{\"data\": {\"dataSets\": []}}",
            "{\"data\": [1, 2]}",
            "{\"data\": [{\"a\": 1}], \"value\": [{\"b\": 1}]}",
            "{\"resources\": [{\"path\": \"a.csv\"}]}",
            "[[1, 2], [3, 4]]",
            "[[\"a\", \"b\"], [1]]",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
