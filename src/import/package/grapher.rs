//! `metadata.json` of Our World in Data beside a table of its grapher, and `meta.json` beside one of its catalogue.

use crate::import::package::description::{ColumnDescription, Description, Kind, Named, TableDescription};
use crate::import::parts::{Parts, members, plain};

/// What the metadata say; the table lies beside them under `path`.
pub fn read(top: &Parts, path: Option<String>) -> Description {
    let columns = top.object("columns");
    let each: Vec<(String, Parts)> = columns.names.iter().map(|name| (name.clone(), columns.object(name))).collect();
    let accessed = top.text("dateDownloaded");
    let source = |(_, column): &(String, Parts)| column.text("citationShort").or_else(|| column.text("citationLong"));
    let mut names: Vec<String> = Vec::new();
    for name in each.iter().filter_map(source) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let publisher = if names.is_empty() { "Our World in Data".to_owned() } else { names.join("; ") };
    let chart = top.object("chart");
    let address = chart.text("originalChartUrl").filter(|address| address.starts_with("http"));
    let table = TableDescription {
        paths: path.into_iter().collect(),
        are_gaps_missing: true,
        columns: each.iter().map(|(name, column)| of_column(name, column)).collect(),
        ..TableDescription::default()
    };
    Description {
        title: chart.text("title"),
        summary: chart.text("subtitle"),
        licence: None,
        sources: vec![Named { publisher, edition: edition(&each), address, accessed }],
        tables: vec![table],
    }
}

/// The numbers under which Our World in Data keeps the columns, and the years that they span: they find the very same figures again.
fn edition(columns: &[(String, Parts)]) -> Option<String> {
    let told = |(_, column): &(String, Parts)| {
        let span = column.text("timespan").filter(|span| !span.trim().is_empty()).map(|span| format!(", {span}")).unwrap_or_default();
        Some(format!("variable {}{span}", column.text("owidVariableId")?))
    };
    let told: Vec<String> = columns.iter().filter_map(told).collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// What a table of the catalogue of Our World in Data says of itself in `<table>.meta.json`.
pub fn of_catalogue(top: &Parts, path: Option<String>) -> Description {
    let fields = top.object("fields");
    let dataset = top.object("dataset");
    let sources = dataset.list("sources").into_iter().chain(dataset.list("origins")).map(Parts::of);
    let names =
        sources.filter_map(|source| source.text("citation_full").or_else(|| source.text("name")).or_else(|| source.text("producer")));
    let mut names: Vec<String> = names.filter(|name| !name.trim().is_empty()).collect();
    names.dedup();
    let publisher = if names.is_empty() { "Our World in Data".to_owned() } else { names.join("; ") };
    let described = |name: &String| {
        let field = fields.object(name);
        let said = |name: &str| field.text(name).filter(|text| !text.trim().is_empty());
        ColumnDescription {
            name: name.clone(),
            label: said("title"),
            unit: said("unit").or_else(|| said("short_unit")),
            note: said("description_short"),
            ..ColumnDescription::default()
        }
    };
    Description {
        title: top.text("title").or_else(|| dataset.text("title")),
        summary: dataset.text("description").filter(|text| !text.trim().is_empty()),
        licence: None,
        sources: vec![Named { publisher, ..Named::default() }],
        tables: vec![TableDescription {
            paths: path.into_iter().collect(),
            columns: fields.names.iter().map(described).collect(),
            are_gaps_missing: true,
            ..TableDescription::default()
        }],
    }
}

fn of_column(name: &str, column: &Parts) -> ColumnDescription {
    let unit = ["unit", "shortUnit"].into_iter().find_map(|name| column.text(name).filter(|unit| !unit.trim().is_empty()));
    // Its key points are one text in one vintage, and a list in another.
    let key = column.get("descriptionKey").map(|piece| if piece.is_list() { members(piece) } else { vec![piece] }).unwrap_or_default();
    let key: Vec<String> = key.into_iter().filter_map(plain).collect();
    let note = column.text("descriptionShort").or_else(|| (!key.is_empty()).then(|| key.join("\n")));
    let kind = match column.text("type").unwrap_or_default().as_str() {
        "Numeric" | "Integer" | "Percentage" | "Currency" => Kind::Number,
        "Continent" | "Region" | "String" | "Categorical" | "Ordinal" => Kind::Text,
        _ => Kind::Open,
    };
    ColumnDescription {
        name: name.to_owned(),
        titles: column.text("shortName").into_iter().chain(column.text("titleLong")).collect(),
        label: column.text("titleShort"),
        unit,
        note,
        kind,
        ..ColumnDescription::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::document;

    #[test]
    fn key_points_are_a_text_or_a_list() {
        for key in [r#""- one\n- two""#, r#"["- one", "- two"]"#] {
            let text = format!(
                r#"{{"chart": {{"title": "Life expectancy"}}, "columns": {{"Period life expectancy": {{"titleShort": "Life expectancy", "unit": "years",
                "shortUnit": "y", "type": "Numeric", "descriptionKey": {key}, "citationShort": "UN (2024)"}}}}, "dateDownloaded": "2026-08-13"}}"#
            );
            let description = read(&document::whole(&text, "").map(Parts::of).expect("is JSON"), Some("life.csv".to_owned()));
            let column = &description.tables[0].columns[0];
            assert_eq!(
                (column.label.as_deref(), column.unit.as_deref(), column.kind),
                (Some("Life expectancy"), Some("years"), Kind::Number)
            );
            assert_eq!(column.note.as_deref(), Some("- one\n- two"));
            assert_eq!(description.sources[0].accessed.as_deref(), Some("2026-08-13"));
            assert_eq!(description.sources[0].publisher, "UN (2024)");
        }
    }
}
