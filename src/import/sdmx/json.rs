//! SDMX-JSON 1.0 and 2.0. Codes are numbers of values that the structure lists; keys join them with colons.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufRead, Read};

use crate::dataset::Draft;
use crate::dataset::document::json::Piece;
use crate::dataset::report::{quoted, shortened};
use crate::import::cube::cells::Coded;
use crate::import::cube::{Cube, Kind, Places, figures};
use crate::import::importer::{Along, Claim, Importer, Text};
use crate::import::input::Input;
use crate::import::parts::{Parts, given, members, plain, whole};
use crate::import::report::Report;
use crate::import::sdmx::agency;
use crate::import::sdmx::structure::{Levels, Listed, Measure, measures};
use crate::import::sink::{Place, Sink, snake_case};
use crate::import::stream::long::{Any, Step, Walk};
use crate::problem::Problem;

/// SDMX-JSON data messages.
pub struct SdmxJson;

/// The members of a message that may be long.
pub const LONG: [&[Any]; 6] = [
    &[Any::Named("dataSets"), Any::Item, Any::Named("series")],
    &[Any::Named("dataSets"), Any::Item, Any::Named("series"), Any::But(""), Any::Named("observations")],
    &[Any::Named("dataSets"), Any::Item, Any::Named("observations")],
    &[Any::Named("data"), Any::Named("dataSets"), Any::Item, Any::Named("series")],
    &[Any::Named("data"), Any::Named("dataSets"), Any::Item, Any::Named("series"), Any::But(""), Any::Named("observations")],
    &[Any::Named("data"), Any::Named("dataSets"), Any::Item, Any::Named("observations")],
];

const FORM: &str = "An SDMX-JSON data message is one JSON object with \"dataSets\" and their \"structure\".";

impl Importer for SdmxJson {
    fn name(&self) -> &'static str {
        "SDMX-JSON message"
    }

    fn description(&self) -> &'static str {
        "SDMX-JSON of central banks and international organisations (.json)"
    }

    fn claim(&self, input: &Input) -> Claim {
        let Some(text) = input.json() else { return Claim::never("it is no JSON") };
        let has = |name: &str| text.contains(name);
        if has("\"dataSets\"") && (has("\"structure\"") || has("\"structures\"")) {
            return Claim::surely("it is JSON with data sets and their structure");
        }
        let is_other_message =
            has("\"dataStructures\"") || has("\"metadataSets\"") || has("sdmx-json") || has("\"errors\"") && has("\"meta\"");
        match is_other_message || has("\"dataSets\"") {
            true => Claim::surely("it names parts of an SDMX message"),
            false => Claim::never("it has no data sets with their structure"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        along(input, &|| Ok(Box::new(input.json().unwrap_or_default().as_bytes())), report)
    }

    fn along(&self) -> Option<Along> {
        Some(along)
    }
}

fn along(input: &Input, text: &Text, report: &mut Report) -> Result<Draft, Problem> {
    let top = whole(input, FORM)?;
    let data = if top.has("data") { top.object("data") } else { top.clone() };
    let datasets = data.list("dataSets");
    if datasets.is_empty() {
        let why = nothing(&top, &data);
        return Err(Problem::new(format!("Could not read {}", input.name))
            .because(why)
            .hint("Ask the agency for data, and save its answer."));
    }
    let structures: Vec<Parts> = match data.get("structures") {
        Some(structures) => members(structures).into_iter().map(Parts::of).collect(),
        None => vec![data.object("structure")],
    };
    let mut sink = Sink::new(input, None, report);
    let header = if top.has("header") { top.object("header") } else { top.object("meta") };
    describe(&mut sink, &header);
    let is_in_full = sink.report.records.is_none();
    for (number, structure) in structures.iter().enumerate() {
        let own = (0..).zip(&datasets).filter(|(_, dataset)| structure_of(**dataset) == number);
        let places = is_in_full.then(|| RefCell::new(Places::new(input.json().unwrap_or_default())));
        let source = Source { datasets: own.map(|(at, dataset)| (at, *dataset)).collect(), has_data: top.has("data"), text, places };
        read_structure(structure, &source, &header, input, &mut sink)?;
    }
    sink.finish()
}

/// Data sets of a message with their numbers, and the text of the message, which may be longer than what is at hand of it.
struct Source<'a, 't> {
    datasets: Vec<(u32, Piece<'a>)>,
    /// Are they in a member called "data"?
    has_data: bool,
    text: &'a Text<'t>,
    /// Tells the places of its parts, where all of the text is at hand.
    places: Option<RefCell<Places<'a>>>,
}

impl Source<'_, '_> {
    fn walk(&self, at: u32, name: &str) -> Result<Walk<Box<dyn BufRead + '_>>, String> {
        let own = self.datasets.iter().find(|(number, _)| *number == at);
        if let (Some(piece), Some(places)) = (own.and_then(|(_, dataset)| Parts::of(*dataset).get(name)), &self.places) {
            return Walk::of_part(Box::new(piece.as_written().as_bytes()), places.borrow_mut().of(piece.at));
        }
        let mut path = vec![Step::member("dataSets"), Step::Item(at), Step::member(name)];
        if self.has_data {
            path.insert(0, Step::member("data"));
        }
        let text = (self.text)().map_err(|problem| problem.to_string())?;
        Walk::to(text, &path)
    }
}

/// What a message without data sets is.
fn nothing(top: &Parts, data: &Parts) -> String {
    let errors = top.list("errors");
    if let Some(error) = errors.first() {
        let parts = Parts::of(*error);
        let said = ["title", "message", "detail", "code"].into_iter().find_map(|name| parts.text_in_english(name));
        return format!(
            "it is an answer of the agency with an error instead of data: {}",
            quoted(&said.or_else(|| plain(*error)).unwrap_or_default())
        );
    }
    if data.has("metadataSets") {
        return "it is an SDMX message of metadata, without observations".to_owned();
    }
    match data.has("dataStructures") || data.has("dataflows") || data.has("codelists") {
        true => "it is a structure message without observations".to_owned(),
        false => "it is an SDMX message without data sets".to_owned(),
    }
}

fn structure_of(dataset: Piece) -> usize {
    Parts::of(dataset).text("structure").and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn describe(sink: &mut Sink, header: &Parts) {
    let sender = header.object("sender");
    let id = sender.text("id").unwrap_or_default();
    let name = sender.text_in_english("name").or_else(|| sender.text_in_english("names")).unwrap_or_else(|| agency::name(&id).to_owned());
    if !name.is_empty() {
        sink.source.publisher = name;
    }
    sink.source.accessed = header.text("prepared").and_then(|date| date.get(..10).map(str::to_owned));
}

fn read_structure(structure: &Parts, source: &Source, header: &Parts, input: &Input, sink: &mut Sink) -> Result<(), Problem> {
    let mut cube = Cube::in_room("observation", sink.room());
    let name = structure.text_in_english("name").or_else(|| structure.text_in_english("names")).filter(|name| !name.trim().is_empty());
    if let Some(name) = &name {
        sink.title.clone_from(name);
        sink.source.title.clone_from(name);
    }
    let flow = flow(structure);
    let label = name.or_else(|| flow.as_ref().map(|(_, id)| id.clone())).unwrap_or_else(|| sink.title.clone());
    cube.measured = (snake_case(flow.as_ref().map_or(input.stem(), |(_, id)| id)), label);
    let sender = header.object("sender").text("id").unwrap_or_default();
    agency::apply(&mut cube, &[sender.as_str(), flow.as_ref().map_or("", |(agency, _)| agency)], input);
    let mut message = Message {
        dimensions: Levels::of(&structure.object("dimensions"), Kind::Dimension, &mut cube),
        attributes: Levels::of(&structure.object("attributes"), Kind::Attribute, &mut cube),
        measures: measures(structure, &mut cube),
        cube,
        number: 0,
        empty: 0,
    };
    for (number, piece) in &source.datasets {
        let dataset = Parts::of(*piece);
        if dataset.text("action").is_some_and(|action| action.eq_ignore_ascii_case("delete")) {
            sink.report.note(format!("Data set {} says which figures to delete; it was passed over.", number + 1));
            continue;
        }
        let read = message.dataset(&dataset, |name| source.walk(*number, name), sink);
        read.map_err(|why| Problem::new(format!("Could not read {}", input.name)).because(why).hint(FORM))?;
    }
    if message.empty > 0 {
        sink.report.note(format!("{} observations stand there without a value; they are left out.", message.empty));
    }
    figures::put(message.cube, sink)
}

/// The agency and the id of the flow of data, from the links of the structure.
fn flow(structure: &Parts) -> Option<(String, String)> {
    let links = structure.list("links").into_iter().map(Parts::of);
    let of_urn = |urn: &str| {
        let (agency, rest) = urn.rsplit_once('=')?.1.split_once(':')?;
        Some((agency.to_owned(), rest.split('(').next().unwrap_or(rest).to_owned()))
    };
    let of_address = |address: &str| {
        let mut parts = address.split_once("/dataflow/")?.1.split('/');
        Some(match (parts.next()?, parts.next()) {
            (id, None | Some("all")) => (String::new(), id.to_owned()),
            (agency, Some(id)) => (agency.to_owned(), id.to_owned()),
        })
    };
    links.filter(|link| link.text("rel").is_some_and(|rel| matches!(rel.as_str(), "dataflow" | "datastructure"))).find_map(|link| {
        let urn = link.text("urn").and_then(|urn| of_urn(&urn));
        urn.or_else(|| link.text("href").and_then(|address| of_address(&address)))
    })
}

struct Message {
    cube: Cube,
    dimensions: Levels,
    attributes: Levels,
    measures: Vec<Measure>,
    number: u32,
    /// Observations that are named and have no value.
    empty: usize,
}

/// Attributes that hold for all observations with certain codes: by which dimensions, then by their codes.
type Groups = HashMap<Vec<usize>, HashMap<Vec<u32>, Vec<Coded>>>;

impl Message {
    fn dataset<R: Read>(&mut self, dataset: &Parts, walk: impl Fn(&str) -> Result<Walk<R>, String>, sink: &mut Sink) -> Result<(), String> {
        let mut common = first_values(&self.dimensions.dataset);
        common.extend(attributes(&self.attributes.dataset, &dataset.list("attributes"), &mut self.cube));
        // The OECD gives data sets no list where each of their attributes has one value throughout.
        if !dataset.has("attributes") {
            let more = first_values(&self.attributes.dataset);
            common.extend(more.into_iter().filter(|coded| !common.iter().any(|own| own.concept == coded.concept)).collect::<Vec<_>>());
        }
        let groups = self.groups(&dataset.object("dimensionGroupAttributes"));
        if dataset.has("series") {
            let mut walk = walk("series")?;
            let is_object = walk.opens_object()?;
            while is_object && let Some((key, place)) = walk.name()? {
                match coded(&self.dimensions.series, &key) {
                    Ok(own) => self.series(&common, own, &mut walk, &groups, sink)?,
                    Err(why) => {
                        walk.pass()?;
                        sink.refuse(&in_line(place), format!("the series {}", quoted(&key)), why);
                    }
                }
            }
        }
        if dataset.has("observations") {
            let series = self.cube.series.add(&common);
            self.observations(series, &mut walk("observations")?, &groups, sink)?;
        }
        Ok(())
    }

    fn series(
        &mut self,
        common: &[Coded],
        own: Vec<Coded>,
        walk: &mut Walk<impl Read>,
        groups: &Groups,
        sink: &mut Sink,
    ) -> Result<(), String> {
        let series = self.cube.series.add(&[]);
        let mut all: Vec<Coded> = common.to_vec();
        all.extend(own);
        let mut given = String::new();
        let is_object = walk.opens_object()?;
        while is_object && let Some((name, _)) = walk.name()? {
            match name.as_str() {
                "attributes" => walk.text()?.clone_into(&mut given),
                "observations" => self.observations(series, walk, &Groups::new(), sink)?,
                _ => walk.pass()?,
            }
        }
        all.extend(attributes(&self.attributes.series, &members(piece(&given)?), &mut self.cube));
        let grouped = self.grouped(&all, groups);
        all.extend(grouped);
        self.cube.series.set(series, &all);
        Ok(())
    }

    fn observations(&mut self, series: u32, walk: &mut Walk<impl Read>, groups: &Groups, sink: &mut Sink) -> Result<(), String> {
        let is_object = walk.opens_object()?;
        while is_object && let Some((key, place)) = walk.name()? {
            self.number = self.number.saturating_add(1);
            let values = piece(walk.text()?)?;
            match coded(&self.dimensions.observation, &key) {
                Ok(mut own) => {
                    if !groups.is_empty() {
                        let mut all: Vec<Coded> = self.cube.series.of(series).collect();
                        all.extend(&own);
                        own.extend(self.grouped(&all, groups));
                    }
                    self.observation(series, own, values, place, sink);
                }
                Err(why) => sink.refuse(&in_line(place), format!("the observation {}", quoted(&key)), why),
            }
        }
        Ok(())
    }

    fn observation(&mut self, series: u32, mut own: Vec<Coded>, values: Piece, place: (u32, u32), sink: &mut Sink) {
        let values = members(values);
        let count = self.measures.len();
        if values.is_empty() {
            self.empty += 1;
            return;
        }
        own.extend(attributes(&self.attributes.observation, values.get(count..).unwrap_or_default(), &mut self.cube));
        for (measure, value) in self.measures.iter().zip(&values) {
            if !measure.is_number {
                continue;
            }
            let Some(given) = given(*value) else {
                sink.refuse(&in_line(place), value.shown(), "is not a number that can be held");
                continue;
            };
            let own: Vec<Coded> = own.iter().copied().chain(measure.coded).collect();
            self.cube.cells.push(series, &own, &given, self.number, place);
        }
    }

    /// Reads attributes of groups of dimensions: their keys leave out the dimensions that do not matter.
    fn groups(&mut self, parts: &Parts) -> Groups {
        let mut groups = Groups::new();
        for key in &parts.names {
            let numbers: Vec<Option<u32>> = key.split(':').map(|number| number.parse().ok()).collect();
            let mask = numbers.iter().enumerate().filter_map(|(at, number)| number.map(|_| at)).collect();
            let values = attributes(&self.attributes.group, &parts.list(key), &mut self.cube);
            groups.entry(mask).or_default().insert(numbers.into_iter().flatten().collect(), values);
        }
        groups
    }

    /// The attributes of the groups that these codes belong to.
    fn grouped(&self, codes: &[Coded], groups: &Groups) -> Vec<Coded> {
        if groups.is_empty() {
            return Vec::new();
        }
        let Levels { dataset, series, observation, .. } = &self.dimensions;
        let mut order: Vec<&Listed> = dataset.iter().chain(series).chain(observation).collect();
        order.sort_by_key(|listed| listed.position.unwrap_or(usize::MAX));
        let number = |at: &usize| {
            let concept = order.get(*at)?.concept;
            codes.iter().find(|coded| coded.concept == concept).map(|coded| coded.category)
        };
        let of = |(mask, values): (&Vec<usize>, &HashMap<Vec<u32>, Vec<Coded>>)| {
            let key: Option<Vec<u32>> = mask.iter().map(number).collect();
            values.get(&key?).cloned()
        };
        groups.iter().filter_map(of).flatten().collect()
    }
}

/// Of concepts that have one value throughout.
fn first_values(listed: &[Listed]) -> Vec<Coded> {
    listed.iter().filter(|listed| listed.values == 1).map(|listed| Coded { concept: listed.concept, category: 0 }).collect()
}

/// The codes that a key such as `0:2:1` names.
fn coded(listed: &[Listed], key: &str) -> Result<Vec<Coded>, String> {
    let numbers: Vec<&str> = key.split(':').collect();
    if numbers.len() != listed.len() {
        return Err(format!("names {} codes where the structure has {} dimensions", numbers.len(), listed.len()));
    }
    let each = listed.iter().zip(numbers).map(|(listed, number)| match number.parse::<usize>() {
        Ok(number) if number < listed.values => Ok(Coded { concept: listed.concept, category: number as u32 }),
        _ => Err(format!("names the value {}, and the structure has {} there", quoted(number), listed.values)),
    });
    each.collect()
}

/// The attributes in a list of numbers or of values as they are.
fn attributes(listed: &[Listed], given: &[Piece], cube: &mut Cube) -> Vec<Coded> {
    let mut found = Vec::new();
    for (at, listed) in listed.iter().enumerate() {
        let value = given.get(at).copied().filter(|piece| piece.as_written() != "null");
        let number = value.and_then(|piece| piece.as_written().parse::<usize>().ok()).filter(|number| *number < listed.values);
        let coded = match (number, value) {
            (Some(number), _) => Some(Coded { concept: listed.concept, category: number as u32 }),
            (None, Some(piece)) => plain(piece).map(|text| cube.coded(listed.concept, &text)),
            (None, None) => listed.default,
        };
        found.extend(coded);
    }
    found
}

/// A part of the message; an empty text is a list of nothing.
fn piece(text: &str) -> Result<Piece<'_>, String> {
    Piece::whole(if text.is_empty() { "[]" } else { text })
        .map_err(|_| format!("the key of one of its parts stands there twice: {}", shortened(text)))
}

fn in_line((line, column): (u32, u32)) -> Place {
    Place { words: format!("line {line}"), line: line as usize, column: column as usize }
}

#[cfg(test)]
mod tests {
    use crate::dataset::Origin;
    use crate::dataset::observation::Status;
    use crate::import::{Opened, open_bytes};
    use crate::problem::Problem;
    use crate::terms::dimension::Dimension;

    fn open(text: &str) -> Result<Opened, Problem> {
        open_bytes(text.as_bytes(), "made.json", Origin::Bundled)
    }

    const DIMENSIONS: &str = r#""dimensions": {"dataSet": [{"id": "FREQ", "keyPosition": 0, "values": [{"id": "A", "name": "Annual"}]}],
        "series": [{"id": "REF_AREA", "keyPosition": 1, "values": [{"id": "DE", "name": "Germany"}, {"id": "FR", "name": "France"}]},
            {"id": "INDICATOR", "keyPosition": 2, "values": [{"id": "GDP", "name": "Gross domestic product"}]}],
        "observation": [{"id": "TIME_PERIOD", "role": "TIME_PERIOD", "values": [{"id": "2019"}, {"id": "2020"}]}]}"#;
    const ATTRIBUTES: &str = r#""attributes": {"series": [{"id": "UNIT", "values": [{"id": "USD", "name": "US dollar"}]},
            {"id": "UNIT_MULT", "values": [{"id": "6", "name": "Millions"}]}],
        "observation": [{"id": "OBS_STATUS", "default": "A", "values": [{"id": "A"}, {"id": "E"}]}]}"#;

    #[test]
    fn series_are_read_with_their_unit_and_status() {
        let text = format!(
            r#"{{"header": {{"prepared": "2024-05-06T07:00:00", "sender": {{"id": "ECB"}}}}, "structure": {{"name": "Accounts", {DIMENSIONS}, {ATTRIBUTES}}},
            "dataSets": [{{"action": "Information", "series": {{"0:0": {{"attributes": [0, 0], "observations": {{"0": [1.5, 1], "1": [null]}}}},
                "1:0": {{"attributes": [0, 0], "observations": {{"0": ["2"]}}}}, "5:0": {{"observations": {{}}}}}}}},
                {{"action": "Delete", "series": {{"0:0": {{"observations": {{"0": [9]}}}}}}}}]}}"#
        );
        let opened = open(&text).expect("is read");
        let all = opened.dataset.observations();
        assert_eq!((all.len(), opened.dataset.title.as_str()), (3, "Accounts"));
        assert_eq!((all[0].code(&Dimension::Reporter).map(|code| code.as_str()), all[0].unit.as_str()), (Some("DEU"), "USD million"));
        assert_eq!((all[0].status, all[0].period.to_string()), (Status::Estimated, "2019".to_owned()));
        assert!(all[1].amount.is_err());
        assert_eq!(opened.dataset.dimensions(), [Dimension::Indicator, Dimension::Reporter]);
        assert!(opened.dataset.refused[0].sentence().contains("the series \"5:0\" names the value \"5\""));
        assert!(opened.report.notes.iter().any(|note| note.contains("which figures to delete")));
        let source = opened.dataset.sources.values().next().expect("there is one");
        assert_eq!((source.publisher.as_str(), source.accessed.as_deref()), ("European Central Bank", Some("2024-05-06")));
    }

    #[test]
    fn version_two_is_read_flat_and_with_attributes_of_groups() {
        let flat = DIMENSIONS
            .replace("\"series\": [", "\"series\": [], \"observation\": [")
            .replace("],\n        \"observation\": [{\"id\": \"TIME", ", {\"id\": \"TIME");
        let attributes = r#""attributes": {"dimensionGroup": [{"id": "UNIT_MEASURE", "values": [{"id": "EUR"}, {"id": "PT"}]}]}"#;
        let text = format!(
            r#"{{"meta": {{}}, "data": {{"structures": [{{{flat}, {attributes}}}], "dataSets": [{{"structure": 0,
            "dimensionGroupAttributes": {{":0::": [0], ":1::": [1]}}, "observations": {{"0:0:0": [1], "1:0:1": [2]}}}}]}}}}"#
        );
        let opened = open(&text).expect("is read");
        let told: Vec<(String, String)> =
            opened.dataset.observations().iter().map(|one| (one.unit.as_str().to_owned(), one.period.to_string())).collect();
        assert_eq!(told, [("EUR".to_owned(), "2019".to_owned()), ("%".to_owned(), "2020".to_owned())]);
    }

    #[test]
    fn messages_without_data_are_named_as_what_they_are() {
        let why = |text: &str| open(text).expect_err("is refused").to_string();
        assert!(
            why(r#"{"meta": {"schema": "sdmx-json"}, "data": {"dataStructures": []}}"#)
                .contains("a structure message without observations")
        );
        assert!(
            why(r#"{"meta": {}, "errors": [{"code": 150, "title": "Invalid number of dimensions"}]}"#)
                .contains("\"Invalid number of dimensions\"")
        );
        assert!(why(r#"{"data": {"metadataSets": [1]}}"#).contains("metadata, without observations"));
    }
}
