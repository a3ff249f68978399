//! `datapackage.json`: Frictionless data packages of version 1 and 2, and those that Our World in Data and Gapminder publish.

use crate::dataset::document;
use crate::dataset::document::json::Piece;
use crate::import::hints::Decimal;
use crate::import::package::description::{self, ColumnDescription, Description, Dialect, Kind, Named, TableDescription};
use crate::import::parts::{Parts, members, plain};
use crate::import::roles::labels;
use crate::terms::english::capitalised;

/// What a package says of its tables.
pub fn read(package: &Parts) -> Description {
    let text = |name: &str| package.text(name).filter(|text| !text.trim().is_empty());
    Description {
        title: text("title").or_else(|| text("name")),
        summary: text("description"),
        licence: licence(package),
        sources: sources(package),
        tables: package
            .list("resources")
            .into_iter()
            .map(|piece| table(&Parts::of(piece), &text("description").unwrap_or_default()))
            .collect(),
    }
}

fn licence(package: &Parts) -> Option<String> {
    let all: Vec<Parts> = package.list("licenses").into_iter().map(Parts::of).collect();
    let name = |parts: &Parts| parts.text("title").or_else(|| parts.text("name")).or_else(|| parts.text("path"));
    let names: Vec<String> = all.iter().filter_map(name).collect();
    let single = || package.text("license").or_else(|| name(&package.object("license")));
    (!names.is_empty()).then(|| names.join("; ")).or_else(single).filter(|licence| !licence.trim().is_empty())
}

fn sources(package: &Parts) -> Vec<Named> {
    let named = |parts: Parts| {
        let publisher = ["title", "name", "dataPublishedBy"].into_iter().find_map(|name| parts.text(name))?;
        let address = ["path", "link", "web"].into_iter().find_map(|name| parts.text(name)).map(|link| link.trim().to_owned());
        let address = address.filter(|link| link.starts_with("http"));
        Some(Named { publisher, address, edition: None, accessed: parts.text("retrievedDate").and_then(|date| day_first(&date)) })
    };
    let all: Vec<Named> = package.list("sources").into_iter().map(Parts::of).filter_map(named).collect();
    // DDF names whoever keeps it in the name of the package: ddf--gapminder--population.
    let keeper = || package.text("name")?.strip_prefix("ddf--")?.split_once("--").map(|(keeper, _)| capitalised(keeper));
    let author = || package.text("author").filter(|author| !author.trim().is_empty()).or_else(keeper);
    match all.is_empty() {
        true => author().map(|publisher| Named { publisher, ..Named::default() }).into_iter().collect(),
        false => all,
    }
}

/// Our World in Data writes the day first: `14/03/2018`.
fn day_first(date: &str) -> Option<String> {
    let mut parts = date.trim().split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let are_numbers = [day, month, year].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    (are_numbers && year.len() == 4 && parts.next().is_none()).then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

/// `said`: what the package says of all its tables.
fn table(resource: &Parts, said: &str) -> TableDescription {
    let paths = match resource.get("path").or_else(|| resource.get("url")) {
        Some(path) if path.is_list() => resource.list("path").into_iter().filter_map(plain).collect(),
        Some(path) => plain(path).into_iter().collect(),
        None => Vec::new(),
    };
    let schema = resource.object("schema");
    let missing = strings(&schema, "missingValues");
    let mut columns: Vec<ColumnDescription> = schema.list("fields").into_iter().map(|field| column(&Parts::of(field), &missing)).collect();
    for column in columns.iter_mut().filter(|column| column.unit.is_none()) {
        column.unit = unit_told(column, said);
    }
    let title = resource.text("title").or_else(|| resource.text("name"));
    // An empty cell is a missing value as long as the package says nothing else.
    let are_gaps_missing =
        !schema.has("missingValues") || schema.list("missingValues").into_iter().any(|piece| plain(piece).as_deref() == Some(""));
    let dialect = dialect(&resource.object("dialect"));
    let within = resource.get("data").map(|data| rows_within(data, &columns, dialect.header_rows != Some(0)));
    let encoding = description::encoding(resource.text("encoding"));
    TableDescription { title, paths, within, columns, dialect, encoding, is_auxiliary: false, are_gaps_missing }
}

/// The rows that a resource holds itself: objects, or lists of which the first names the columns if they `have_names`.
fn rows_within(data: Piece, columns: &[ColumnDescription], have_names: bool) -> Result<Vec<Vec<String>>, String> {
    let cell = |piece: Piece| match piece.is_object() || piece.is_list() {
        true => Err("a cell of it holds more than one value".to_owned()),
        false => Ok(plain(piece).unwrap_or_default()),
    };
    let mut names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let all = members(data);
    if !all.is_empty() && all.iter().all(|row| row.is_list()) {
        let rows = all.into_iter().map(|row| members(row).into_iter().map(cell).collect());
        let before = (!have_names).then_some(Ok(names));
        return before.into_iter().chain(rows).collect();
    }
    if all.is_empty() || !all.iter().all(|row| row.is_object()) {
        return Err("its data are no list of rows".to_owned());
    }
    let objects: Vec<Parts> = all.into_iter().map(Parts::of).collect();
    for name in objects.iter().flat_map(|object| &object.names) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let row = |object: &Parts| names.iter().map(|name| object.get(name).map_or_else(|| Ok(String::new()), cell)).collect();
    let rows: Result<Vec<Vec<String>>, String> = objects.iter().map(row).collect();
    Ok(std::iter::once(names.clone()).chain(rows?).collect())
}

/// Texts, or in version 2 also objects that name a value.
fn strings(parts: &Parts, name: &str) -> Vec<String> {
    parts
        .list(name)
        .into_iter()
        .filter_map(|piece| plain(piece).or_else(|| Parts::of(piece).text("value")))
        .filter(|text| !text.is_empty())
        .collect()
}

fn column(field: &Parts, missing: &[String]) -> ColumnDescription {
    let own = strings(field, "missingValues");
    let kind = match field.text("type").unwrap_or_default().as_str() {
        "number" | "integer" => Kind::Number,
        "year" | "yearmonth" | "date" | "datetime" | "time" => Kind::Time,
        "string" | "boolean" | "object" | "array" | "geopoint" | "geojson" | "list" => Kind::Text,
        _ => Kind::Open,
    };
    // In one vintage how a column is shown is an object, in another the text of one.
    let (display, written) = (field.object("owidDisplaySettings"), field.text("owidDisplaySettings").unwrap_or_default());
    let inner = document::whole(&written, "").map(Parts::of).unwrap_or_default();
    let shown = |name: &str| display.text(name).or_else(|| inner.text(name));
    ColumnDescription {
        name: field.text("name").unwrap_or_default(),
        titles: Vec::new(),
        label: field.text("title").or_else(|| shown("name")),
        unit: field.text("unit").or_else(|| shown("unit")).filter(|unit| !unit.trim().is_empty()),
        note: field.text("description").filter(|text| !text.trim().is_empty()),
        kind,
        missing: if own.is_empty() { missing.to_vec() } else { own },
        decimal: field.text("decimalChar").and_then(|sign| Decimal::from_text(&sign)),
        group: field.text("groupChar").and_then(|sign| sign.chars().next()),
        status: None,
    }
}

/// The unit that the words for a column have in brackets: its own, "Share of women (%)", or those of the package, which call it
/// by its name: "Producer Support (%): …".
fn unit_told(column: &ColumnDescription, said: &str) -> Option<String> {
    if column.kind == Kind::Text || column.kind == Kind::Time || labels::parted(&column.name).1.is_some() {
        return None;
    }
    let own = column.note.as_deref().filter(|note| note.contains("(%)")).map(|_| "%".to_owned());
    let bare = column.name.rsplit_once(" (").map_or(column.name.as_str(), |(bare, _)| bare);
    let named = || {
        let behind = said.split_once(&format!("{bare} (")).map(|(_, behind)| behind)?;
        let (unit, _) = behind.split_once(')')?;
        labels::parted(&format!("{bare} ({unit})")).1
    };
    own.or_else(|| named().filter(|_| !bare.trim().is_empty()))
}

fn dialect(parts: &Parts) -> Dialect {
    let parts = if parts.has("csv") { parts.object("csv") } else { parts.clone() };
    let sign = |name: &str| parts.text(name).and_then(|text| text.chars().next());
    let header = parts.text("header").is_none_or(|header| header != "false");
    let comment = parts.text("commentChar").filter(|comment| !comment.is_empty());
    let rows = parts.list("headerRows").len();
    Dialect {
        delimiter: sign("delimiter"),
        quote: sign("quoteChar"),
        comment,
        skip_rows: 0,
        header_rows: if header { (rows > 1).then_some(rows) } else { Some(0) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Description {
        read(&document::whole(text, "").map(Parts::of).expect("is JSON"))
    }

    #[test]
    fn a_package_names_its_tables_columns_and_terms() {
        let description = read_text(
            r#"{"name": "gdp", "licenses": [{"name": "PDDL", "title": "Public Domain"}], "sources": [{"title": "World Bank", "path": "https://data.worldbank.org"}],
            "resources": [{"name": "gdp", "path": ["a.csv", "b.csv"], "dialect": {"delimiter": ";", "header": false},
            "schema": {"missingValues": ["", "-"], "fields": [{"name": "Year", "type": "year"},
            {"name": "Value", "type": "number", "title": "GDP", "unit": "USD", "decimalChar": ","}]}}]}"#,
        );
        assert_eq!((description.title.as_deref(), description.licence.as_deref()), (Some("gdp"), Some("Public Domain")));
        assert_eq!(description.sources[0].publisher, "World Bank");
        let table = &description.tables[0];
        assert_eq!(table.paths, ["a.csv", "b.csv"]);
        assert_eq!((table.dialect.delimiter, table.dialect.header_rows), (Some(';'), Some(0)));
        let value = &table.columns[1];
        assert_eq!(
            (value.label.as_deref(), value.unit.as_deref(), value.kind, value.decimal),
            (Some("GDP"), Some("USD"), Kind::Number, Some(Decimal::Comma))
        );
        assert_eq!(value.missing, ["-"]);
        assert_eq!(table.columns[0].kind, Kind::Time);
    }

    #[test]
    fn units_stand_in_the_words_for_a_column_and_how_it_is_shown_may_be_a_text() {
        let description = read_text(
            r#"{"title": "T", "description": "Producer Support (%): what is given.\nOther words (in all).", "resources": [{"path": "T.csv", "schema": {"fields": [
            {"name": "Entity", "type": "string"}, {"name": "Producer Support (IDB)", "type": "any", "owidDisplaySettings": {}},
            {"name": "Other words (IDB)", "type": "any"}, {"name": "Births", "type": "any", "description": "Proportion (%) of all births."},
            {"name": "Hours", "owidDisplaySettings": "{\"name\": \"Hours worked\", \"unit\": \"hours\"}"}]}}]}"#,
        );
        let columns = &description.tables[0].columns;
        let units: Vec<Option<&str>> = columns.iter().map(|column| column.unit.as_deref()).collect();
        assert_eq!(units, [None, Some("%"), None, Some("%"), Some("hours")]);
        assert_eq!(columns[4].label.as_deref(), Some("Hours worked"));
        assert!(description.tables[0].are_gaps_missing);
    }

    #[test]
    fn rows_within_the_description_are_lists_or_objects() {
        let within = |data: &str| {
            let text = format!(
                r#"{{"resources": [{{"name": "t", "data": {data}, "schema": {{"fields": [{{"name": "a"}}, {{"name": "b"}}]}}}}]}}"#
            );
            read_text(&text).tables[0].within.clone().expect("is within")
        };
        let rows = |rows: &[[&str; 3]]| Ok(rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect::<Vec<_>>());
        assert_eq!(within(r#"[{"c": "x", "b": 2}, {"a": 1.50, "b": null}]"#), rows(&[["a", "b", "c"], ["", "2", "x"], ["1.50", "", ""]]));
        assert_eq!(within(r#"[["x", "y", "z"], [1, "2", null]]"#), rows(&[["x", "y", "z"], ["1", "2", ""]]));
        assert!(within(r#""a,b""#).is_err() && within(r#"[{"a": [1]}]"#).is_err() && within("[]").is_err());
    }

    #[test]
    fn our_world_in_data_writes_the_day_first() {
        let description = read_text(
            r#"{"title": "T", "sources": [{"name": "IMF DOTS (2017)", "link": "http://data.imf.org ", "retrievedDate": "14/03/2018"}],
            "resources": [{"path": "T.csv", "schema": {"fields": [{"name": "Entity", "type": "string"}]}}]}"#,
        );
        let source = &description.sources[0];
        assert_eq!((source.accessed.as_deref(), source.address.as_deref()), (Some("2018-03-14"), Some("http://data.imf.org")));
        assert_eq!(description.tables[0].columns[0].kind, Kind::Text);
    }
}
