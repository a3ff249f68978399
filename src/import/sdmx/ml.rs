//! SDMX-ML 2.0, 2.1 and 3.0: generic, structure-specific, compact and cross-sectional messages, flat or in series.

use std::io::BufRead;

use crate::dataset::Draft;
use crate::dataset::report::harmless;
use crate::import::cube::Kind;
use crate::import::cube::cells::Coded;
use crate::import::importer::{Along, Claim, Importer, Text};
use crate::import::input::Input;
use crate::import::report::Report;
use crate::import::sdmx::conclusion::conclude;
use crate::import::sdmx::message::Message;
use crate::import::sdmx::xml::{ENDS_EARLY, Element, Flaw, Node, Walk};
use crate::problem::Problem;

/// SDMX-ML messages.
pub struct SdmxMl;

pub const ROOTS: [&str; 13] = [
    "GenericData",
    "GenericTimeSeriesData",
    "StructureSpecificData",
    "StructureSpecificTimeSeriesData",
    "CompactData",
    "UtilityData",
    "CrossSectionalData",
    "MessageGroup",
    "Structure",
    "Error",
    "RegistryInterface",
    "GenericMetadata",
    "StructureSpecificMetadata",
];

impl Importer for SdmxMl {
    fn name(&self) -> &'static str {
        "SDMX-ML message"
    }

    fn description(&self) -> &'static str {
        "SDMX-ML of central banks and international organisations (.xml)"
    }

    fn claim(&self, input: &Input) -> Claim {
        let Some(text) = input.xml() else { return Claim::never("it is no XML") };
        match root(text) {
            Some(root) if ROOTS.contains(&root.as_str()) => Claim::surely(format!("it is XML that begins with {root}")),
            Some(_) | None => Claim::perhaps("it begins like XML"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        along(input, &|| Ok(Box::new(input.xml().unwrap_or_default().as_bytes())), report)
    }

    fn along(&self) -> Option<Along> {
        Some(along)
    }
}

fn along(input: &Input, text: &Text, report: &mut Report) -> Result<Draft, Problem> {
    let problem = || Problem::new(format!("Could not read {}", input.name));
    let mut reading = Reading {
        message: Message::new(input.keep.room()),
        root: String::new(),
        path: Vec::new(),
        observation: None,
        value: String::new(),
    };
    let mut walk = Walk::new(text()?);
    if let Err(flaw) = reading.all(&mut walk) {
        return Err(told(&flaw, &problem()));
    }
    let Reading { message, root, .. } = reading;
    if !ROOTS.contains(&root.as_str()) {
        let why = format!("it is XML, but no SDMX message: it begins with {}", harmless(&root));
        return Err(problem().because(why).hint("Of XML, this version reads SDMX-ML."));
    }
    if walk.has_entities {
        report.note("The file defines entities of its own; they were not followed.");
    }
    conclude(message, &root, input, report)
}

/// Do these bytes begin a message with data?
pub fn begins(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    root(text.trim_start_matches('\u{feff}')).is_some_and(|root| ROOTS.contains(&root.as_str()))
}

/// The local name of the first element.
fn root(text: &str) -> Option<String> {
    let mut walk = Walk::new(text.as_bytes());
    match walk.step() {
        Ok(Node::Open(element)) => Some(element.name),
        Ok(Node::Text(_) | Node::Close(_) | Node::End) | Err(_) => None,
    }
}

fn told(flaw: &Flaw, problem: &Problem) -> Problem {
    let (line, column) = flaw.place;
    let hint = match flaw.why == ENDS_EARLY {
        true => "Is it still downloading? Try again with the whole file.",
        false => "Was it saved as the agency sent it?",
    };
    problem.clone().because(format!("line {line}, column {column}: {}", flaw.why)).hint(hint)
}

/// An observation that is open.
#[derive(Default)]
struct Open {
    own: Vec<Coded>,
    value: Option<String>,
    place: (u32, u32),
}

struct Reading {
    message: Message,
    root: String,
    /// The local names of the elements that are open.
    path: Vec<String>,
    observation: Option<Open>,
    /// Text of the innermost element so far.
    value: String,
}

impl Reading {
    fn all<R: BufRead>(&mut self, walk: &mut Walk<R>) -> Result<(), Flaw> {
        loop {
            match walk.step()? {
                Node::Open(element) => {
                    if self.path.is_empty() {
                        self.root.clone_from(&element.name);
                    }
                    self.value.clear();
                    self.path.push(element.name.clone());
                    self.open(&element);
                }
                Node::Text(text) => self.value.push_str(&text),
                Node::Close(name) => {
                    self.path.pop();
                    self.close(&name);
                    self.value.clear();
                }
                Node::End => return Ok(()),
            }
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.path.iter().any(|open| open == name)
    }

    fn open(&mut self, element: &Element) {
        if self.is_in("Header") {
            self.header(element);
        } else if self.is_in("Footer") || self.root == "Error" {
            self.message.header.codes.extend(element.get("code").map(str::to_owned));
        } else if element.name == "DataSet" {
            self.dataset(element);
        } else if self.is_in("DataSet") && !self.is_skipped() {
            self.data(element);
        } else {
            self.message.lists.open(element);
        }
    }

    fn is_skipped(&self) -> bool {
        self.is_in(DELETED)
    }

    fn header(&mut self, element: &Element) {
        let header = &mut self.message.header;
        let set = |place: &mut String, value: Option<&str>| {
            if let Some(value) = value.filter(|_| place.is_empty()) {
                value.clone_into(place);
            }
        };
        match element.name.as_str() {
            "Sender" => set(&mut header.sender, element.get("id")),
            "Structure" => set(&mut header.dimension_at_observation, element.get("dimensionAtObservation")),
            "Ref" => {
                set(&mut header.agency, element.get("agencyID"));
                set(&mut header.structure, element.get("id"));
            }
            _ => {}
        }
    }

    fn dataset(&mut self, element: &Element) {
        self.message.datasets += 1;
        if element.get("action").is_some_and(|action| action.eq_ignore_ascii_case("delete")) {
            self.message.deleting += 1;
            if let Some(open) = self.path.last_mut() {
                DELETED.clone_into(open);
            }
            return;
        }
        const OWN: [&str; 12] = [
            "structureRef",
            "action",
            "validFromDate",
            "validToDate",
            "setID",
            "keyFamilyURI",
            "dataScope",
            "reportingBeginDate",
            "reportingEndDate",
            "publicationYear",
            "publicationPeriod",
            "setId",
        ];
        let mut codes = self.message.codes(element);
        codes.retain(|coded| {
            self.message.cube.concepts.get(coded.concept as usize).is_some_and(|concept| !OWN.contains(&concept.id.as_str()))
        });
        self.message.note_of_dataset(&codes);
        self.message.enter("DataSet", codes);
    }

    fn data(&mut self, element: &Element) {
        let parent = self.path.len().checked_sub(2).and_then(|at| self.path.get(at)).map_or("", String::as_str).to_owned();
        match element.name.as_str() {
            "Series" => {
                let codes = self.message.codes(element);
                self.message.begin_series(codes);
            }
            // A generic group has its kind alone beside its name, and no code.
            "Group" if element.plain().all(|(id, _)| id == "type") => self.message.enter(&element.name, Vec::new()),
            "Group" | "Section" => {
                let codes = self.message.codes(element);
                self.message.enter(&element.name, codes);
            }
            "Obs" => self.begin(element),
            "Value" => self.generic_value(element, &parent),
            "ObsDimension" => {
                let at_observation = self.message.header.dimension_at_observation.as_str();
                let default = if at_observation.is_empty() || at_observation == "AllDimensions" { "TIME_PERIOD" } else { at_observation };
                let id = element.get("id").unwrap_or(default).to_owned();
                let value = element.get("value").unwrap_or_default();
                let coded = self.message.generic(&id, value, Kind::Dimension);
                if let Some(open) = &mut self.observation {
                    open.own.push(coded);
                }
            }
            "ObsValue" => {
                if let Some(open) = &mut self.observation {
                    open.value = element.get("value").map(str::to_owned);
                }
            }
            "SeriesKey" | "ObsKey" | "GroupKey" | "Attributes" | "Time" | "Annotations" | "Annotation" | "Comp" => {}
            // Cross-sectional messages name the measure by the element, compact ones the group.
            _ if parent == "Section" && (element.get("value").is_some() || element.get("OBS_VALUE").is_some()) => {
                self.begin(element);
                let measure = self.message.measure(&element.name);
                if let Some(open) = &mut self.observation {
                    open.own.push(measure);
                }
            }
            _ if parent == "DataSet" => {
                let codes = self.message.codes(element);
                self.message.add_group(codes);
            }
            _ => {}
        }
    }

    fn begin(&mut self, element: &Element) {
        let mut own = self.message.codes(element);
        let at_observation = self.message.header.dimension_at_observation.clone();
        // With explicit measures the type of the element names what is observed.
        let kind = element.attributes.iter().find(|attribute| attribute.name == "type" && attribute.prefix.is_some());
        let is_named = element.plain().any(|(id, _)| id == at_observation);
        if let Some(kind) = kind.filter(|_| !at_observation.is_empty() && !is_named && at_observation != "AllDimensions") {
            let code = kind.value.rsplit(':').next().unwrap_or_default().to_owned();
            if code != "ObsType" {
                let concept = self.message.cube.concept(&at_observation, Kind::Dimension);
                own.push(self.message.cube.coded(concept, &code));
            }
        }
        let value = element.plain().find(|(id, _)| matches!(*id, "OBS_VALUE" | "value")).map(|(_, value)| value.to_owned());
        self.observation = Some(Open { own, value, place: element.place });
    }

    fn generic_value(&mut self, element: &Element, parent: &str) {
        let (Some(id), Some(value)) = (element.get("id").or_else(|| element.get("concept")), element.get("value")) else { return };
        let kind = if parent == "Attributes" { Kind::Attribute } else { Kind::Dimension };
        let (id, value) = (id.to_owned(), value.to_owned());
        let coded = self.message.generic(&id, &value, kind);
        if let Some(open) = &mut self.observation {
            open.own.push(coded);
        } else if self.is_in("Series") {
            self.message.add_to_series(coded);
        } else {
            self.message.add_to_level(coded);
        }
    }

    fn close(&mut self, name: &str) {
        let text = std::mem::take(&mut self.value).split_whitespace().collect::<Vec<_>>().join(" ");
        if self.is_in("Header") {
            self.header_text(name, &text);
        } else if (self.is_in("Footer") || self.root == "Error") && name == "Text" {
            self.message.header.footer.push(text);
        } else if !self.is_in("DataSet") && name != "DataSet" {
            self.message.lists.close(name, &text);
        } else if !self.is_skipped() {
            self.close_data(name, &text);
        }
    }

    fn close_data(&mut self, name: &str, text: &str) {
        if name == "Time" {
            // The period of a generic message in version 2.0.
            let coded = self.message.generic("TIME_PERIOD", text, Kind::Dimension);
            if let Some(open) = &mut self.observation {
                open.own.push(coded);
            }
        } else if name == "Series" {
            self.message.end_series();
        } else if matches!(name, "DataSet" | "Group" | "Section") && self.is_in_data(name) {
            self.message.leave(name);
        } else if (name == "Obs" || self.path.last().is_some_and(|parent| parent == "Section"))
            && let Some(open) = self.observation.take()
        {
            self.message.observe(open.own, open.value.as_deref(), open.place);
        }
    }

    fn is_in_data(&self, name: &str) -> bool {
        name == "DataSet" || self.is_in("DataSet")
    }

    fn header_text(&mut self, name: &str, text: &str) {
        let parent = self.path.last().map_or("", String::as_str);
        let header = &mut self.message.header;
        let place = match (name, parent) {
            ("Name", "Sender") => &mut header.sender_name,
            ("Name", "Header") => &mut header.name,
            ("Prepared", _) => &mut header.prepared,
            ("DataSetID" | "KeyFamilyRef", _) => &mut header.structure,
            ("URN", _) => {
                let named = text.rsplit_once('=').and_then(|(_, rest)| rest.split_once(':'));
                if let Some((agency, id)) = named.filter(|_| header.structure.is_empty()) {
                    agency.clone_into(&mut header.agency);
                    header.structure = id.split('(').next().unwrap_or(id).to_owned();
                }
                return;
            }
            _ => return,
        };
        if place.is_empty() {
            text.clone_into(place);
        }
    }
}

/// The place of an open data set that is passed over.
const DELETED: &str = "DataSet to delete";

#[cfg(test)]
mod tests {
    use crate::dataset::Origin;
    use crate::import::{Opened, open_bytes};
    use crate::problem::Problem;
    use crate::terms::dimension::Dimension;

    fn open(text: &str) -> Result<Opened, Problem> {
        open_bytes(text.as_bytes(), "made.xml", Origin::Bundled)
    }

    fn why(text: &str) -> String {
        open(text).expect_err("is refused").to_string()
    }

    /// Reporter, period, value and unit of each figure.
    fn told(opened: &Opened) -> Vec<(String, String, String)> {
        let observations = opened.dataset.observations();
        let code =
            |one: &crate::dataset::observation::Observation| one.code(&Dimension::Reporter).map(ToString::to_string).unwrap_or_default();
        let value =
            |one: &crate::dataset::observation::Observation| one.amount.as_ref().map_or("-".to_owned(), |amount| amount.value.to_string());
        observations.iter().map(|one| (code(one), one.period.to_string(), format!("{} {}", value(one), one.unit.as_str()))).collect()
    }

    fn figure(country: &str, period: &str, value: &str) -> (String, String, String) {
        (country.to_owned(), period.to_owned(), value.to_owned())
    }

    const HEADER: &str = "<m:Header><m:Prepared>2024-05-06T01:00:00</m:Prepared><m:Sender id=\"ECB\"/>\
        <m:Structure structureID=\"S\" dimensionAtObservation=\"TIME_PERIOD\"><c:Structure><Ref agencyID=\"ECB\" id=\"EXR\"/></c:Structure></m:Structure></m:Header>";

    #[test]
    fn a_generic_message_is_read_in_series_and_flat() {
        let text = format!(
            "<m:GenericData>{HEADER}<m:DataSet><g:Series><g:SeriesKey><g:Value id=\"FREQ\" value=\"M\"/><g:Value id=\"REF_AREA\" value=\"DE\"/></g:SeriesKey>\
             <g:Attributes><g:Value id=\"UNIT\" value=\"EUR\"/><g:Value id=\"UNIT_MULT\" value=\"6\"/></g:Attributes>\
             <g:Obs><g:ObsDimension value=\"1999-01\"/><g:ObsValue value=\"1.5\"/></g:Obs>\
             <g:Obs><g:ObsDimension value=\"1999-02\"/><g:ObsValue value=\"NaN\"/></g:Obs></g:Series>\
             <g:Obs><g:ObsKey><g:Value id=\"FREQ\" value=\"M\"/><g:Value id=\"REF_AREA\" value=\"FR\"/><g:Value id=\"TIME_PERIOD\" value=\"1999-01\"/></g:ObsKey>\
             <g:ObsValue value=\"7\"/></g:Obs></m:DataSet></m:GenericData>"
        );
        let opened = open(&text).expect("is read");
        assert_eq!(
            told(&opened),
            [figure("DEU", "1999-01", "1.5 EUR million"), figure("DEU", "1999-02", "- EUR million"), figure("FRA", "1999-01", "7 ")]
        );
        assert_eq!(opened.dataset.title, "EXR");
    }

    #[test]
    fn a_structure_specific_message_tells_dimensions_from_attributes() {
        let text = format!(
            "<m:StructureSpecificData xmlns:x=\"u\">{HEADER}<m:DataSet x:structureRef=\"S\"><Group xsi:type=\"G\" CURRENCY=\"USD\" UNIT=\"USD\"/>\
             <Series REF_AREA=\"DE\" CURRENCY=\"USD\" TITLE=\"US dollar, spot\" DECIMALS=\"4\"><Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"1\" OBS_STATUS=\"E\"/></Series>\
             <Series REF_AREA=\"FR\" CURRENCY=\"CHF\" TITLE=\"Swiss franc\" DECIMALS=\"4\"><Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"2\"/></Series>\
             </m:DataSet></m:StructureSpecificData>"
        );
        let opened = open(&text).expect("is read");
        assert_eq!(told(&opened), [figure("DEU", "2020", "1 USD"), figure("FRA", "2020", "2 ")]);
        let dimensions = opened.dataset.dimensions();
        assert_eq!(dimensions, [Dimension::Indicator, Dimension::Reporter, Dimension::Other("currency".to_owned())]);
    }

    #[test]
    fn what_the_imf_shows_in_billions_is_not_multiplied() {
        let text = "<m:StructureSpecificData><m:Header><m:Sender id=\"iData\"/></m:Header><m:DataSet><Series COUNTRY=\"SVK\" INDICATOR=\"NGDP_R\" SCALE=\"9\">\
                    <Obs TIME_PERIOD=\"2018\" OBS_VALUE=\"94669000000\"/></Series></m:DataSet></m:StructureSpecificData>";
        let opened = open(text).expect("is read");
        assert_eq!(told(&opened), [figure("SVK", "2018", "94669000000 ")]);
        assert!(opened.report.notes.iter().any(|note| note.starts_with("SCALE")));
    }

    #[test]
    fn a_cross_sectional_message_has_sections() {
        let text = "<CrossSectionalData><DataSet REF_AREA=\"DE\"><Group TIME_PERIOD=\"2020\"><Section UNIT=\"EUR\"><MALE SEX=\"M\" value=\"3\"/>\
                    <FEMALE SEX=\"F\" value=\"4\"/></Section></Group></DataSet></CrossSectionalData>";
        let opened = open(text).expect("is read");
        assert_eq!(told(&opened), [figure("DEU", "2020", "3 EUR"), figure("DEU", "2020", "4 EUR")]);
        assert_eq!(opened.dataset.indicators.keys().map(|code| code.as_str()).collect::<Vec<_>>(), ["FEMALE", "MALE"]);
    }

    #[test]
    fn messages_without_observations_are_named_as_what_they_are() {
        assert!(why("<m:Structure><m:Structures/></m:Structure>").contains("a structure message without observations"));
        let footer = "<m:GenericData><m:Header/><f:Footer><f:Message code=\"413\"><c:Text>Due to the large query the response will be written to a file</c:Text>\
                      </f:Message></f:Footer></m:GenericData>";
        assert!(why(footer).contains("your query is queued: \"Due to the large query"));
        assert!(why("<rss version=\"2.0\"><channel/></rss>").contains("it is XML, but no SDMX message: it begins with rss"));
        assert!(why("<m:GenericData><m:DataSet/></m:GenericData>").contains("an SDMX message without observations"));
        assert!(why("<!DOCTYPE html><html></html>").contains("(HTML)"));
    }

    #[test]
    fn what_is_cut_off_or_made_to_do_harm_is_refused_with_its_place() {
        assert!(why("<m:GenericData>\n<m:DataSet><g:Series>").contains("line 2, column 22: the file ends in the middle"));
        assert!(why(&"<a>".repeat(50_000)).contains("nested deeper"));
        let bomb = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><CompactData><DataSet><Series REF_AREA=\"DE\">\
                    <Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"&b;\"/><Obs TIME_PERIOD=\"2021\" OBS_VALUE=\"1\"/></Series></DataSet></CompactData>";
        let opened = open(bomb).expect("the other figure is read");
        assert_eq!(told(&opened), [figure("DEU", "2021", "1 ")]);
        assert!(opened.dataset.refused[0].sentence().contains("\"&b;\" is not a number"));
    }
}
