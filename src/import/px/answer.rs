//! What PX-Web answers in JSON of its own: columns with their kinds, and rows of codes and values.

use crate::dataset::Draft;
use crate::import::cube::cells::{Coded, Given};
use crate::import::cube::{Category, Concept, Cube, Declared, Kind, Places, figures};
use crate::import::importer::{Claim, Importer};
use crate::import::input::Input;
use crate::import::markup::without_tags;
use crate::import::parts::{Parts, plain, whole};
use crate::import::px::cells::NIL;
use crate::import::report::Report;
use crate::import::sink::{Place, Sink, snake_case};
use crate::problem::Problem;

/// The JSON of PX-Web.
pub struct Answer;

const FORM: &str = "The JSON of PX-Web is one object with \"columns\", and with \"data\" of \"key\" and \"values\".";

impl Importer for Answer {
    fn name(&self) -> &'static str {
        "answer of PX-Web"
    }

    fn description(&self) -> &'static str {
        "PX files of statistical offices (.px), and the JSON of PX-Web"
    }

    fn claim(&self, input: &Input) -> Claim {
        let Some(text) = input.json() else { return Claim::never("it is no JSON") };
        let is_list = |rest: &str| rest.trim_start().strip_prefix(':').is_some_and(|rest| rest.trim_start().starts_with('['));
        let has_list = |name: &str| text.split(name).nth(1).is_some_and(is_list);
        match ["\"columns\"", "\"data\"", "\"key\"", "\"values\""].into_iter().all(has_list) {
            true => Claim::surely("it is JSON with columns, and with keys and values"),
            false => Claim::never("it names no columns with keys and values"),
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let top = whole(input, FORM)?;
        let columns: Vec<Column> = top.list("columns").into_iter().map(|piece| Column::of(&Parts::of(piece))).collect();
        let mut sink = Sink::new(input, None, report);
        describe(&top, &mut sink);
        let cube = cube(&top, &columns, input.json().unwrap_or_default(), &mut sink);
        figures::put(cube, &mut sink)?;
        sink.finish()
    }
}

/// A column: a dimension, the time, or what is measured.
struct Column {
    code: String,
    label: String,
    unit: Option<String>,
    kind: String,
}

impl Column {
    fn of(parts: &Parts) -> Self {
        let text = |name: &str| parts.text(name).unwrap_or_default();
        Self { code: text("code"), label: text("text"), unit: parts.text("unit"), kind: text("type") }
    }

    fn is_measured(&self) -> bool {
        self.kind == "c"
    }
}

fn describe(top: &Parts, sink: &mut Sink) {
    if let Some(parts) = top.list("metadata").into_iter().next().map(Parts::of) {
        if let Some(label) = parts.text("label").filter(|label| !label.is_empty()) {
            sink.title.clone_from(&label);
            sink.source.title = label;
        }
        sink.source.publisher =
            parts.text("source").filter(|source| !source.is_empty()).unwrap_or(std::mem::take(&mut sink.source.publisher));
        sink.source.published = parts.text("updated").and_then(|day| day.get(..10).map(str::to_owned));
    }
    let comments = top.list("comments").into_iter().filter_map(|piece| Parts::of(piece).text("comment"));
    comments.map(|comment| without_tags(&comment)).filter(|comment| !comment.is_empty()).for_each(|comment| sink.caveat(comment));
}

fn cube(top: &Parts, columns: &[Column], text: &str, sink: &mut Sink) -> Cube {
    let mut cube = Cube::in_room("row", sink.room());
    cube.measured = (snake_case(&sink.title), sink.title.clone());
    cube.series.add(&[]);
    let dimensions: Vec<&Column> = columns.iter().filter(|column| !column.is_measured()).collect();
    for column in &dimensions {
        let mut concept = Concept::new(&column.code, Kind::Dimension);
        concept.label.clone_from(&column.label);
        concept.declared = (column.kind == "t").then_some(Declared::Time);
        cube.new_concept(concept);
    }
    let mut content = Concept::new("CONTENT", Kind::Dimension);
    content.declared = Some(Declared::Metric);
    for column in columns.iter().filter(|column| column.is_measured()) {
        let unit = column.unit.clone().map(|unit| (unit, 0));
        content.push(Category { code: column.code.clone(), label: column.label.clone(), unit });
    }
    let measured = content.categories.len();
    let content = cube.new_concept(content);
    let status = cube.concept("OBS_STATUS", Kind::Attribute);
    let mut places = Places::new(text);
    for (number, piece) in top.list("data").into_iter().enumerate() {
        let (line, column) = places.of(piece.at);
        let row = Parts::of(piece);
        let (keys, values) = (row.list("key"), row.list("values"));
        if (keys.len(), values.len()) != (dimensions.len(), measured) {
            let place = Place { words: format!("row {}", number + 1), line: line as usize, column: column as usize };
            sink.refuse(&place, "the row", "has another number of keys or values than there are columns");
            continue;
        }
        let key: Vec<Coded> =
            keys.into_iter().zip(0..).map(|(key, concept)| cube.coded(concept, &plain(key).unwrap_or_default())).collect();
        for (category, value) in (0..).zip(values) {
            let mut own = key.clone();
            own.push(Coded { concept: content, category });
            let text = plain(value).unwrap_or_default();
            let given = match text.trim() {
                NIL => Given::Number(0.0),
                dots if dots.bytes().all(|byte| byte == b'.') => {
                    own.push(cube.coded(status, dots));
                    Given::Nothing
                }
                text => Given::Text(text.into()),
            };
            if text.trim() == NIL {
                sink.report.note("A dash in the place of a figure is nil in PX, and was read as 0.");
            }
            cube.cells.push(0, &own, &given, number as u32 + 1, (line, column));
        }
    }
    cube
}
