//! Compact messages of SDMX-ML whose elements are written as JSON, as the first JSON interface of the IMF gave them: attributes
//! have an "@" before their names, and of several elements there is a list.

use crate::dataset::Draft;
use crate::dataset::document::json::Piece;
use crate::import::cube::Places;
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::parts::{Parts, members, plain, whole};
use crate::import::report::Report;
use crate::import::sdmx::conclusion::conclude;
use crate::import::sdmx::message::Message;
use crate::import::sdmx::xml::{Attribute, Element};
use crate::problem::Problem;

/// Compact messages in JSON.
pub struct CompactJson;

const ROOT: &str = "CompactData";
const FORM: &str = "A compact message in JSON is one object with \"CompactData\", and its \"DataSet\" within.";

impl Importer for CompactJson {
    fn name(&self) -> &'static str {
        "SDMX-ML message in JSON"
    }

    fn description(&self) -> &'static str {
        "compact SDMX-ML messages in JSON of the IMF (.json)"
    }

    fn claim(&self, input: &Input) -> Claim {
        match input.json().is_some_and(|text| text.contains("\"CompactData\"") && text.contains("\"DataSet\"")) {
            true => Claim::surely("it is JSON with the data set of a compact message"),
            false => Claim::never("it has no data set of a compact message in JSON"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let body = whole(input, FORM)?.object(ROOT);
        let (mut message, mut places) = (Message::new(input.keep.room()), Places::new(input.json().unwrap_or_default()));
        head(&mut message, &body.object("Header"));
        message.enter("DataSet", Vec::new());
        for series in all(&body.object("DataSet"), "Series") {
            let parts = Parts::of(series);
            let codes = message.codes(&element(&parts));
            message.begin_series(codes);
            for observation in all(&parts, "Obs") {
                let parts = Parts::of(observation);
                let own = message.codes(&element(&parts));
                message.observe(own, parts.text("@OBS_VALUE").as_deref(), places.of(observation.at));
            }
            message.end_series();
        }
        conclude(message, ROOT, input, report)
    }
}

fn head(message: &mut Message, header: &Parts) {
    let text = |name: &str| header.text(name).unwrap_or_default();
    let sender = header.object("Sender");
    message.header.sender = sender.text("@id").unwrap_or_default();
    message.header.sender_name = sender.text("Name").or_else(|| sender.object("Name").text("#text")).unwrap_or_default();
    message.header.prepared = text("Prepared");
    message.header.structure = text("DataSetID");
}

/// The elements of this name: a list of them, or the only one.
fn all<'a>(parts: &Parts<'a>, name: &str) -> Vec<Piece<'a>> {
    match parts.get(name) {
        Some(piece) if piece.is_list() => members(piece),
        Some(piece) => vec![piece],
        None => Vec::new(),
    }
}

/// The attributes of an element; those with a prefix are none of the data.
fn element(parts: &Parts) -> Element {
    let names = parts.names.iter().filter_map(|name| name.strip_prefix('@').filter(|name| !name.contains(':')));
    let attribute = |name: &str| {
        let value = parts.get(&format!("@{name}")).and_then(plain)?;
        Some(Attribute { prefix: None, name: name.to_owned(), value })
    };
    Element { attributes: names.filter_map(attribute).collect(), ..Element::default() }
}

#[cfg(test)]
mod tests {
    use crate::dataset::Origin;
    use crate::dataset::observation::Status;
    use crate::import::open_bytes;

    #[test]
    fn series_and_observations_are_lists_or_one_alone() {
        let series = |partner: &str, observations: &str| {
            format!(
                r#"{{"@FREQ": "A", "@REF_AREA": "RU", "@INDICATOR": "TXG_FOB_USD", "@COUNTERPART_AREA": "{partner}", "@UNIT_MULT": "6", "Obs": {observations}}}"#
            )
        };
        let observations =
            r#"[{"@TIME_PERIOD": "2018", "@OBS_VALUE": "56.5"}, {"@TIME_PERIOD": "2020", "@OBS_VALUE": "49.5", "@OBS_STATUS": "E"}]"#;
        let one = r#"{"@TIME_PERIOD": "2018", "@OBS_VALUE": "449.5"}"#;
        let text = format!(
            r##"{{"CompactData": {{"@xmlns:xsi": "x", "Header": {{"Prepared": "2021-05-04T10:33:12", "Sender": {{"@id": "1C0", "Name": {{"@xml:lang": "en", "#text": "IMF"}}}},
            "DataSetID": "DOT"}}, "DataSet": {{"@xmlns": "x", "Series": [{}, {}]}}}}}}"##,
            series("CN", observations),
            series("W00", one)
        );
        let opened = open_bytes(text.as_bytes(), "dot.json", Origin::Bundled).expect("is read");
        let figure = |one: &crate::dataset::observation::Observation| {
            let codes: Vec<String> = one.codes.values().map(ToString::to_string).collect();
            format!("{} {} {}", codes.join(" "), one.period, one.unit.as_str())
        };
        let all = opened.dataset.observations();
        let told: Vec<String> = all.iter().map(figure).collect();
        assert_eq!(told[0], "TXG_FOB_USD RUS CHN 2018 million");
        assert!(told.contains(&"TXG_FOB_USD RUS WLD 2018 million".to_owned()), "{told:?}");
        assert_eq!((all.len(), all.iter().filter(|one| one.status == Status::Estimated).count()), (3, 1));
        let empty = r#"{"CompactData": {"Header": {}, "DataSet": {"@xmlns": "x"}}}"#;
        let why = open_bytes(empty.as_bytes(), "dot.json", Origin::Bundled).expect_err("has none").to_string();
        assert!(why.contains("without observations"), "{why}");
    }
}
