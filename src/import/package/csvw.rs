//! CSV on the Web: `<file>-metadata.json` or `csv-metadata.json` beside tables.

use std::path::Path;

use crate::dataset::document;
use crate::import::hints::Decimal;
use crate::import::package::description::{self, ColumnDescription, Description, Dialect, Kind, Named, TableDescription, file_within};
use crate::import::parts::{Parts, members, plain};

/// What the metadata say. Schemas in files of their own are looked for in `folder`; what cannot be followed is told in `notes`.
pub fn read(top: &Parts, folder: Option<&Path>, notes: &mut Vec<String>) -> Description {
    let tables = match top.get("tables") {
        Some(tables) => members(tables).into_iter().map(Parts::of).collect(),
        None => vec![top.clone()],
    };
    let common = Common { dialect: top.object("dialect"), null: strings(top, "null"), schema: top.text("tableSchema") };
    let text = |name: &str| top.text_in_english(name).or_else(|| top.object(name).text("@value"));
    let publisher = top.list("dc:publisher").first().map(|piece| Parts::of(*piece)).and_then(|parts| parts.text("schema:name"));
    Description {
        title: text("dc:title").or_else(|| text("dcterms:title")).or_else(|| text("rdfs:label")),
        summary: text("dc:description").or_else(|| text("dcterms:description")),
        licence: ["dc:license", "dcterms:license"].into_iter().find_map(|name| top.text(name).or_else(|| top.object(name).text("@id"))),
        sources: publisher.or_else(|| text("dc:publisher")).map(|publisher| Named { publisher, ..Named::default() }).into_iter().collect(),
        tables: tables.iter().map(|table| of_table(table, &common, folder, notes)).collect(),
    }
}

/// What holds for all tables of a group unless they say otherwise.
struct Common<'a> {
    dialect: Parts<'a>,
    null: Vec<String>,
    schema: Option<String>,
}

fn of_table(parts: &Parts, common: &Common, folder: Option<&Path>, notes: &mut Vec<String>) -> TableDescription {
    let own = strings(parts, "null");
    let null = if own.is_empty() { common.null.clone() } else { own };
    let columns = match (
        parts.text("tableSchema").or_else(|| common.schema.clone()),
        parts.get("tableSchema").is_some_and(|piece| piece.is_object()),
    ) {
        (_, true) => columns(&parts.object("tableSchema"), &null),
        (Some(path), false) => elsewhere(&path, &null, folder).unwrap_or_else(|why| {
            notes.push(why);
            Vec::new()
        }),
        (None, false) => Vec::new(),
    };
    let dialect = if parts.has("dialect") { parts.object("dialect") } else { common.dialect.clone() };
    TableDescription {
        title: parts.text_in_english("dc:title"),
        paths: parts.text("url").into_iter().collect(),
        within: None,
        columns,
        dialect: of_dialect(&dialect),
        encoding: description::encoding(dialect.text("encoding")),
        is_auxiliary: parts.text("suppressOutput").as_deref() == Some("true"),
        are_gaps_missing: true,
    }
}

/// The columns of a schema in a file of its own.
fn elsewhere(path: &str, null: &[String], folder: Option<&Path>) -> Result<Vec<ColumnDescription>, String> {
    let folder = folder.ok_or_else(|| format!("the schema \"{path}\" is not at hand"))?;
    let file = file_within(folder, path)?;
    let text = std::fs::read_to_string(file).map_err(|error| format!("the schema \"{path}\" could not be read: {error}"))?;
    let schema = document::whole(&text, "").map_err(|(why, _)| format!("the schema \"{path}\" could not be read: {why}"))?;
    Ok(columns(&Parts::of(schema), null))
}

fn columns(schema: &Parts, null: &[String]) -> Vec<ColumnDescription> {
    let own = strings(schema, "null");
    let null = if own.is_empty() { null.to_vec() } else { own };
    let all = schema.list("columns").into_iter().map(Parts::of);
    all.filter(|column| column.text("virtual").as_deref() != Some("true")).map(|column| of_column(&column, &null)).collect()
}

fn of_column(parts: &Parts, null: &[String]) -> ColumnDescription {
    let titles = titles(parts);
    let datatype = parts.object("datatype");
    let format = datatype.object("format");
    let base = parts.text("datatype").or_else(|| datatype.text("base")).unwrap_or_default();
    let own = strings(parts, "null");
    // A column may say by an address what a sign in it means: …/code#obsStatus-E.
    let status = parts.text("valueUrl").and_then(|address| address.rsplit_once("obsStatus-").map(|(_, code)| code.to_owned()));
    ColumnDescription {
        name: parts.text("name").or_else(|| titles.first().cloned()).unwrap_or_default(),
        label: titles.last().filter(|title| !title.trim().is_empty()).cloned(),
        titles,
        unit: None,
        note: parts.text("dc:description"),
        kind: kind(&base),
        missing: if own.is_empty() { null.to_vec() } else { own },
        decimal: format.text("decimalChar").and_then(|sign| Decimal::from_text(&sign)),
        group: format.text("groupChar").and_then(|sign| sign.chars().next()),
        status: status.filter(|code| code.len() == 1),
    }
}

fn kind(datatype: &str) -> Kind {
    match datatype {
        "integer" | "decimal" | "number" | "float" | "double" | "long" | "int" | "short" | "byte" | "nonNegativeInteger"
        | "positiveInteger" | "negativeInteger" | "nonPositiveInteger" | "unsignedInt" | "unsignedLong" | "unsignedShort"
        | "unsignedByte" => Kind::Number,
        "date" | "dateTime" | "datetime" | "dateTimeStamp" | "gYear" | "gYearMonth" | "time" => Kind::Time,
        "string" | "boolean" | "anyURI" | "token" | "language" | "Name" | "normalizedString" => Kind::Text,
        _ => Kind::Open,
    }
}

/// One title, several, or several in each language.
fn titles(parts: &Parts) -> Vec<String> {
    let Some(piece) = parts.get("titles") else { return Vec::new() };
    if piece.is_list() {
        return members(piece).into_iter().filter_map(plain).collect();
    }
    let by_language = Parts::of(piece);
    let each = by_language.names.iter().flat_map(|language| match by_language.text(language) {
        Some(title) => vec![title],
        None => by_language.list(language).into_iter().filter_map(plain).collect(),
    });
    plain(piece).into_iter().chain(each).collect()
}

fn strings(parts: &Parts, name: &str) -> Vec<String> {
    let all = parts.text(name).map_or_else(|| parts.list(name).into_iter().filter_map(plain).collect(), |one| vec![one]);
    all.into_iter().filter(|text| !text.is_empty()).collect()
}

fn of_dialect(parts: &Parts) -> Dialect {
    let number = |name: &str| parts.text(name).and_then(|number| number.parse::<usize>().ok()).filter(|rows| *rows <= 1000);
    let sign = |name: &str| parts.text(name).and_then(|text| text.chars().next());
    let header = match parts.text("header").as_deref() {
        Some("false") => Some(0),
        Some(_) | None => number("headerRowCount"),
    };
    Dialect {
        delimiter: sign("delimiter"),
        quote: sign("quoteChar"),
        comment: parts.text("commentPrefix").filter(|prefix| !prefix.is_empty()),
        skip_rows: number("skipRows").unwrap_or(0),
        header_rows: header,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Description {
        read(&document::whole(text, "").map(Parts::of).expect("is JSON"), None, &mut Vec::new())
    }

    #[test]
    fn what_a_group_says_holds_for_its_tables() {
        let description = read_text(
            r#"{"@context": "http://www.w3.org/ns/csvw", "dialect": {"skipRows": 5, "headerRowCount": 2}, "null": "---", "tables": [
            {"url": "a.csv", "tableSchema": {"columns": [{"name": "year", "titles": ["yyyy", "Year"], "datatype": "integer"},
            {"name": "tmax", "titles": {"en": "Maximum temperature"}, "datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "_"}}},
            {"titles": ["Rain", "Rainfall"]}, {"name": "flag", "titles": " ", "valueUrl": "http://x/code#obsStatus-E"}, {"name": "v", "virtual": true}]}},
            {"url": "b.csv", "suppressOutput": true, "dialect": {"delimiter": "\t", "header": false, "commentPrefix": "%"}}]}"#,
        );
        let [a, b] = description.tables.as_slice() else { panic!("two tables") };
        assert_eq!((a.dialect.skip_rows, a.dialect.header_rows, a.columns.len(), a.is_auxiliary), (5, Some(2), 4, false));
        assert_eq!((a.columns[1].label.as_deref(), a.columns[1].decimal), (Some("Maximum temperature"), Some(Decimal::Comma)));
        assert_eq!((a.columns[0].missing.as_slice(), a.columns[3].status.as_deref()), (&["---".to_owned()][..], Some("E")));
        assert_eq!((a.columns[1].group, a.columns[2].name.as_str()), (Some('_'), "Rain"));
        assert!(a.columns[0].is_called("YYYY") && a.columns[0].is_called("year"));
        assert_eq!((b.dialect.delimiter, b.dialect.header_rows, b.is_auxiliary), (Some('\t'), Some(0), true));
        assert_eq!(b.dialect.comment.as_deref(), Some("%"));
    }

    #[test]
    fn a_schema_elsewhere_is_not_fetched() {
        let text = r#"{"@context": "http://www.w3.org/ns/csvw", "url": "a.csv", "tableSchema": "../schema.json"}"#;
        let mut notes = Vec::new();
        let description = read(&document::whole(text, "").map(Parts::of).expect("is JSON"), Some(Path::new(".")), &mut notes);
        assert!(description.tables[0].columns.is_empty());
        assert!(notes[0].contains("leads out of its folder"), "{notes:?}");
    }
}
