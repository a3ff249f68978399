//! JSON-stat 1.x and 2.0: cubes of statistical offices, in one object each. Values stand in the order of the dimensions, the
//! last one changing fastest.

use std::cell::RefCell;

use crate::dataset::Draft;
use crate::dataset::report::{harmless, place, quoted};
use crate::import::cube::{Cube, Places, figures};
use crate::import::importer::{Along, Claim, Importer, Text};
use crate::import::input::Input;
use crate::import::json_stat::cells::{Source, cells};
use crate::import::json_stat::dimensions::{Flaw, dimensions, flaw};
use crate::import::markup::without_tags;
use crate::import::parts::{Parts, members, plain, whole};
use crate::import::report::Report;
use crate::import::sink::{Sink, snake_case};
use crate::import::stream::long::{Any, Step};
use crate::problem::Problem;
use crate::terms::country::Scheme;

mod cells;
mod dimensions;

/// JSON-stat.
pub struct JsonStat;

/// The members of a document that may be long: those of a dataset, of one behind a name, and of those of a collection.
pub const LONG: [&[Any]; 6] = [
    &[Any::Named("value")],
    &[Any::Named("status")],
    &[Any::But("dimension"), Any::Named("value")],
    &[Any::But("dimension"), Any::Named("status")],
    &[Any::Named("link"), Any::Named("item"), Any::Item, Any::Named("value")],
    &[Any::Named("link"), Any::Named("item"), Any::Item, Any::Named("status")],
];

const FORM: &str = "JSON-stat is one JSON object with \"dimension\" and \"value\".";

impl Importer for JsonStat {
    fn name(&self) -> &'static str {
        "JSON-stat document"
    }

    fn description(&self) -> &'static str {
        "JSON-stat of statistical offices (.json)"
    }

    fn claim(&self, input: &Input) -> Claim {
        let Some(text) = input.json() else { return Claim::never("it is no JSON") };
        let has = |name: &str| text.contains(name);
        match (has("\"dimension\"") && (has("\"category\"") || has("\"size\"")), has("\"value\"")) {
            (true, true) => Claim::surely("it is JSON with dimensions, their categories and values"),
            (true, false) if has("\"class\"") && !has("\"size\"") => Claim::surely("it is a dimension of JSON-stat"),
            (true, false) => Claim::perhaps("it is JSON with dimensions and their categories"),
            (false, _) if only_points(text) => Claim::surely("it is a collection of JSON-stat"),
            (false, _) if answers_otherwise(text) => Claim::surely("it is JSON with nothing but a message"),
            (false, _) => Claim::never("it names no dimension with its categories"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let is_beginning = report.records.is_some();
        document(input, &|| Ok(Box::new(input.json().unwrap_or_default().as_bytes())), is_beginning, report)
    }

    fn along(&self) -> Option<Along> {
        Some(|input, text, report| document(input, text, false, report))
    }
}

fn document(input: &Input, text: &Text, is_beginning: bool, report: &mut Report) -> Result<Draft, Problem> {
    let top = whole(input, FORM)?;
    let problem = || Problem::new(format!("Could not read {}", input.name));
    if let Some(answer) = answer(&top) {
        return Err(problem().because(answer).hint("Ask the agency again, for less or with other codes, and save its data."));
    }
    let datasets = datasets(&top, input.hints.sheet.as_deref()).map_err(|why| problem().because(why).hint(FORM))?;
    let mut sink = Sink::new(input, None, report);
    let (several, is_in_full) = (datasets.len() > 1, sink.report.records.is_none());
    let places = RefCell::new(Places::new(input.json().unwrap_or_default()));
    for (name, path, dataset) in &datasets {
        describe(&mut sink, dataset, several);
        let source = Source { dataset, path, text, places: is_in_full.then_some(&places), is_beginning };
        let cube = cube(&source, name, input, &mut sink);
        let cube = cube.map_err(|flaw| {
            let (line, column) = place(input.json().unwrap_or_default(), flaw.at);
            // What is at hand of a long document stands elsewhere in it.
            let at = if is_in_full { format!("line {line}, column {column}: ") } else { String::new() };
            let of = if several { format!("in {}, ", quoted(name)) } else { String::new() };
            problem().because(format!("{at}{of}{}", flaw.why)).hint(FORM)
        })?;
        figures::put(cube, &mut sink)?;
    }
    if several {
        let names: Vec<String> = datasets.iter().map(|(name, ..)| quoted(name)).collect();
        sink.report.note(format!("The file holds {} datasets, and all were read: {}.", names.len(), names.join(", ")));
    }
    sink.finish()
}

/// Is it a collection whose datasets are elsewhere?
fn only_points(text: &str) -> bool {
    ["\"class\"", "\"collection\"", "\"link\"", "\"item\""].iter().all(|name| text.contains(name)) && !text.contains("\"asymmetry\"")
}

/// Is it a short answer that begins with an error or a warning, or with the number of an error?
fn answers_otherwise(text: &str) -> bool {
    let start = text.trim_start().trim_start_matches('{').trim_start();
    let is_numbered = || start.starts_with("\"status\"") && text.contains("\"code\"") && text.contains("\"message\"");
    text.len() < 64 * 1024 && (start.starts_with("\"error\"") || start.starts_with("\"warning\"") || is_numbered())
}

/// What an agency said instead of giving data.
fn answer(top: &Parts) -> Option<String> {
    const WORDS: [&str; 4] = ["status", "label", "message", "title"];
    let said = |parts: &Parts| WORDS.into_iter().filter_map(|name| parts.text(name)).collect::<Vec<_>>().join(", ");
    let said = match ["error", "warning"].into_iter().find(|what| top.has(what) && !top.has("dimension")) {
        Some(what) => {
            let piece = top.get(what)?;
            let first = members(piece).first().copied().unwrap_or(piece);
            Some(said(&Parts::of(first))).filter(|said| !said.is_empty()).unwrap_or_else(|| plain(first).unwrap_or_default())
        }
        None if top.has("status") && top.has("code") && top.has("message") && !top.has("dimension") => said(top),
        None => return None,
    };
    let queued = ["ASYNCHRONOUS", "asynchronous", "queue"].iter().any(|word| said.contains(word));
    Some(match queued {
        true => format!("the agency did not answer with data, your query is queued: {}", quoted_in_full(&said)),
        false => format!("it is an answer of the agency with an error instead of data: {}", quoted_in_full(&said)),
    })
}

fn quoted_in_full(said: &str) -> String {
    let short: String = said.chars().take(200).collect();
    format!("\"{}\"", harmless(&short))
}

/// A dataset of a document, with its name and the way to it.
type Found<'a> = (String, Vec<Step>, Parts<'a>);

/// The datasets of a document; the one that a person chose, if there are several.
fn datasets<'a>(top: &Parts<'a>, chosen: Option<&str>) -> Result<Vec<Found<'a>>, String> {
    let is_dataset = |parts: &Parts| parts.has("dimension") && parts.has("value");
    if is_dataset(top) {
        return Ok(vec![(String::new(), Vec::new(), top.clone())]);
    }
    let is_collection = top.text("class").as_deref() == Some("collection");
    let mut found = Vec::new();
    if is_collection {
        for (at, item) in (0..).zip(top.object("link").list("item")) {
            let parts = Parts::of(item);
            let name = parts.text("label").unwrap_or_else(|| (at + 1).to_string());
            found.push((name, vec![Step::member("link"), Step::member("item"), Step::Item(at)], parts));
        }
    } else {
        found.extend(top.names.iter().map(|name| (name.clone(), vec![Step::member(name)], top.object(name))));
    }
    let all = found.len();
    found.retain(|(.., parts)| is_dataset(parts));
    if let Some(chosen) = chosen {
        let names: Vec<String> = found.iter().map(|(name, ..)| quoted(name)).collect();
        found.retain(|(name, ..)| name == chosen);
        if found.is_empty() {
            return Err(format!("it has no dataset {}, but {}", quoted(chosen), names.join(", ")));
        }
    }
    if found.is_empty() && top.text("class").as_deref() == Some("dimension") {
        return Err("it is a dimension with its categories, and holds no values".to_owned());
    }
    match (found.is_empty(), is_collection && all > 0) {
        (true, true) => Err("it is a collection that only points to its datasets, and holds no values".to_owned()),
        (true, false) => Err("it has no object with both \"dimension\" and \"value\"".to_owned()),
        (false, _) => Ok(found),
    }
}

/// The title, source and date of a dataset.
fn describe(sink: &mut Sink, dataset: &Parts, is_one_of_several: bool) {
    let label = dataset.text("label").or_else(|| dataset.text("title")).filter(|label| !label.trim().is_empty());
    if let Some(label) = label.filter(|_| !is_one_of_several) {
        sink.title.clone_from(&label);
        sink.source.title = label;
    }
    if let Some(source) = dataset.text("source").filter(|source| !source.trim().is_empty()) {
        sink.source.publisher = if source == "ESTAT" { "Eurostat".to_owned() } else { source };
    }
    if dataset.has("wsVersion") {
        sink.source.publisher = "Eurostat".to_owned();
    }
    let is_date = |text: &String| text.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(updated) = dataset.text("updated").filter(is_date) {
        sink.source.published = updated.get(..10).map(str::to_owned).or(Some(updated));
    }
    sink.source.address = dataset.text("href").filter(|href| href.starts_with("http")).or(sink.source.address.take());
    let note = dataset.get("note").map(|note| if note.is_list() { members(note) } else { vec![note] }).unwrap_or_default();
    let notes = note.into_iter().filter_map(plain).map(|note| without_tags(&note));
    notes.filter(|note| !note.is_empty()).for_each(|note| sink.caveat(note));
}

fn cube(source: &Source, name: &str, input: &Input, sink: &mut Sink) -> Result<Cube, Flaw> {
    let dataset = source.dataset;
    let mut cube = Cube::in_room("cell", sink.room());
    let label = dataset
        .text("label")
        .or_else(|| dataset.text("title"))
        .unwrap_or_else(|| if name.is_empty() { sink.title.clone() } else { name.to_owned() });
    let own = dataset.object("extension").text("id").filter(|_| name.is_empty());
    cube.measured = (snake_case(&own.unwrap_or_else(|| if name.is_empty() { input.stem().to_owned() } else { name.to_owned() })), label);
    let is_eurostat = dataset.text("source").as_deref() == Some("ESTAT") || dataset.has("subTitle");
    cube.scheme = match input.hints.codes.as_deref().and_then(Scheme::from_name) {
        Some(scheme) => Some(scheme),
        None if is_eurostat => Some(Scheme::Eurostat),
        None => Some(Scheme::Names),
    };
    let sizes = dimensions(dataset, &mut cube)?;
    let Some(total) = sizes.iter().try_fold(1_usize, |total, size| total.checked_mul(*size)) else {
        return flaw(dataset.get("size"), "its sizes multiply to more cells than any computer holds");
    };
    cells(source, cube, sizes, total, sink)
}

#[cfg(test)]
mod tests {
    use crate::dataset::Origin;
    use crate::dataset::observation::{Observation, Status};
    use crate::import::{Opened, open_bytes};
    use crate::problem::Problem;
    use crate::terms::amount::Missing;
    use crate::terms::dimension::Dimension;

    fn open(text: &str) -> Result<Opened, Problem> {
        open_bytes(text.as_bytes(), "made.json", Origin::Bundled)
    }

    fn why(text: &str) -> String {
        open(text).expect_err("is refused").to_string()
    }

    fn value(observation: &Observation) -> Option<f64> {
        observation.amount.as_ref().ok().map(|amount| amount.value)
    }

    const EUROSTAT: &str = r#"{"version": "2.0", "class": "dataset", "label": "Prices", "source": "ESTAT", "updated": "2025-01-31T11:00:00+0100",
        "value": {"0": 100.5, "2": 101.25, "3": 99}, "status": {"2": "p", "5": ":c"}, "id": ["freq", "unit", "geo", "time"],
        "size": ["1", "1", "2", "3"], "dimension": {
        "freq": {"category": {"index": {"M": 0}, "label": {"M": "Monthly"}}},
        "unit": {"category": {"index": {"I15": 0}, "label": {"I15": "Index, 2015=100"}}},
        "geo": {"category": {"index": {"EU27_2020": 0, "EL": 1}, "label": {"EL": "Greece", "EU27_2020": "European Union - 27 countries (from 2020)"}}},
        "time": {"category": {"index": ["2024-10", "2024-11", "2024-12"]}}}}"#;

    #[test]
    fn a_sparse_cube_keeps_its_flags_and_says_what_is_missing() {
        let opened = open(EUROSTAT).expect("is read");
        let all = opened.dataset.observations();
        assert_eq!((opened.format.as_str(), all.len(), opened.dataset.refused.len()), ("JSON-stat document", 6, 0));
        let at = |country: &str, period: &str| {
            let is = |one: &&Observation| {
                one.code(&Dimension::Reporter).is_some_and(|code| code.as_str() == country) && one.period.to_string() == period
            };
            all.iter().find(is).expect("is there")
        };
        assert_eq!((value(at("EU27", "2024-12")), at("EU27", "2024-12").status), (Some(101.25), Status::Provisional));
        assert_eq!(at("EU27", "2024-11").amount, Err(Missing::NotPublished));
        assert_eq!((value(at("GRC", "2024-10")), &at("GRC", "2024-12").amount), (Some(99.0), &Err(Missing::Confidential)));
        let indicator = opened.dataset.indicators.values().next().expect("there is one");
        assert_eq!((indicator.label.as_str(), indicator.unit.as_str()), ("Prices (Index, 2015=100)", "index"));
        assert_eq!(opened.dataset.dimensions(), [Dimension::Indicator, Dimension::Reporter]);
        let source = opened.dataset.sources.values().next().expect("there is one");
        assert_eq!((source.publisher.as_str(), source.published.as_deref()), ("Eurostat", Some("2025-01-31")));
    }

    #[test]
    fn what_is_measured_in_several_units_is_an_indicator_each() {
        let text = r#"{"a": {"label": "GDP", "value": [1, 2, 3, 4], "dimension": {"id": ["unit", "na_item", "time"], "size": [2, 1, 2],
            "role": {"time": ["time"]},
            "unit": {"category": {"index": {"CP_MEUR": 0, "PC_GDP": 1}, "label": {"CP_MEUR": "Current prices, million euro", "PC_GDP": "Percentage of GDP"}}},
            "na_item": {"category": {"label": {"B1GQ": "Gross domestic product"}}},
            "time": {"category": {"index": {"2019": 0, "2020Q1": 1}}}}}}"#;
        let opened = open(text).expect("is read");
        let told: Vec<(&str, &str, &str)> =
            opened.dataset.indicators.iter().map(|(code, one)| (code.as_str(), one.label.as_str(), one.unit.as_str())).collect();
        assert_eq!(
            told,
            [
                ("B1GQ_cp_meur", "Gross domestic product (Current prices, million euro)", "EUR million"),
                ("B1GQ_pc_gdp", "Gross domestic product (Percentage of GDP)", "%")
            ]
        );
        assert_eq!(opened.dataset.periods().iter().map(ToString::to_string).collect::<Vec<_>>(), ["2019", "2020-Q1"]);
    }

    #[test]
    fn several_datasets_of_a_bundle_are_read() {
        let one = |label: &str| {
            format!(
                r#"{{"label": "{label}", "value": [1], "dimension": {{"id": ["year"], "size": [1], "year": {{"category": {{"index": ["2003"]}}}}}}}}"#
            )
        };
        let opened = open(&format!("{{\"oecd\": {}, \"canada\": {}}}", one("Rate"), one("People"))).expect("is read");
        assert_eq!(opened.dataset.indicators.len(), 2);
        assert!(opened.report.notes.iter().any(|note| note.contains("holds 2 datasets")));
    }

    #[test]
    fn contradictions_are_refused_with_their_place() {
        let made = |size: &str, index: &str, value: &str| {
            format!(
                "{{\"id\": [\"a\", \"t\"], \"size\": {size},\n\"dimension\": {{\"a\": {{\"category\": {{\"index\": {index}}}}}, \"t\": {{\"category\": \
                 {{\"index\": [\"2019\", \"2020\"]}}}}}},\n\"value\": {value}}}"
            )
        };
        let index = "[\"x\", \"y\"]";
        assert!(open(&made("[2, 2]", index, "[1, 2, 3, 4]")).is_ok());
        assert!(
            why(&made("[4294967296, 2]", index, "{}"))
                .contains("line 1, column 29: the dimension \"a\" has 2 categories, but its size is 4294967296")
        );
        assert!(why(&made("[-1, 2]", index, "[]")).contains("-1 is no size"));
        assert!(why(&made("[2]", index, "[]")).contains("names 2 dimensions, and the size of 1"));
        assert!(why(&made("[2, 2]", "{\"x\": 0, \"y\": 0}", "[1]")).contains("\"x\" and \"y\" at one place"));
        assert!(why(&made("[2, 2]", index, "[1, 2, 3, 4, 5]")).contains("line 3, column 10: it has 5 values, but its sizes give 4 cells"));
        assert!(why(&made("[2, 2]", index, "[1, NaN]")).contains("line 3, column 14: it is not valid JSON"));
        let opened =
            open(&made("[2, 2]", index, "{\"0\": 1, \"999\": 2, \"x\": 4, \"1\": \"2,5\", \"2\": 1e400}")).expect("some of it is read");
        assert_eq!(opened.dataset.refused.len(), 4);
        assert_eq!(opened.dataset.refused.iter().filter(|one| one.line == 3).count(), 4);
    }

    #[test]
    fn an_answer_without_data_is_named_as_such() {
        let error = r#"{"error":{"status":"400","id":"100","label":"Invalid filter value: unit=I99"}}"#;
        assert!(why(error).contains("an error instead of data: \"400, Invalid filter value: unit=I99\""));
        let queued = r#"{"warning":{"status":"413","label":"ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously."}}"#;
        assert!(why(queued).contains("your query is queued"));
    }

    #[test]
    fn what_is_no_dataset_of_json_stat_is_named() {
        let collection = r#"{"version": "2.0", "class": "collection", "label": "Samples", "link": {"item": [{"class": "dataset", "href": "https://a.b/c.json"}]}}"#;
        assert!(why(collection).contains("a collection that only points to its datasets"), "{}", why(collection));
        let dimension =
            r#"{"version": "2.0", "class": "dimension", "label": "sex", "category": {"index": ["T", "M"], "label": {"T": "total"}}}"#;
        assert!(why(dimension).contains("a dimension with its categories"), "{}", why(dimension));
    }

    #[test]
    fn sizes_that_no_computer_holds_take_no_memory() {
        let dimension = |name: &str| {
            let codes: Vec<String> = (0..1000).map(|code| format!("\"{code}\"")).collect();
            format!("\"{name}\": {{\"category\": {{\"index\": [{}]}}}}", codes.join(","))
        };
        let names: Vec<String> = (0..6).map(|at| format!("d{at}")).collect();
        let dimensions: Vec<String> = names.iter().map(|name| dimension(name)).collect();
        let text = |count: usize| {
            let ids: Vec<String> = names.iter().take(count).map(|name| format!("\"{name}\"")).collect();
            let sizes = vec!["1000"; count].join(",");
            let all = dimensions[..count].join(",");
            format!("{{\"id\": [{}], \"size\": [{sizes}], \"dimension\": {{{all}}}, \"value\": {{\"7\": 1}}}}", ids.join(","))
        };
        let opened = open(&text(6)).expect("the one value is read");
        assert_eq!(opened.dataset.observations().len(), 1);
        assert!(opened.report.notes.iter().any(|note| note.contains("no value for 999999999999999999 of 1000000000000000000")));
    }
}
