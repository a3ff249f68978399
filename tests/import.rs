//! Files of figures: what is read, what is refused with its place, and what is no such file at all.

// What helps a test may give up as a test does.

use std::fs;
use std::path::{Path, PathBuf};

use asymmetry::dataset::document::{self, SCHEMA};
use asymmetry::dataset::library::Library;
use asymmetry::dataset::observation::{Observation, Status};
use asymmetry::dataset::structure::Reading;
use asymmetry::dataset::{Dataset, Origin};
use asymmetry::export::data;
use asymmetry::import;
use asymmetry::problem::Problem;
use asymmetry::terms::amount::{Missing, Qualifier};
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;
use asymmetry::terms::poll::{Mode, Side};

mod agencies;
mod askew;
mod banks;
mod below;
mod books;
pub use books::workbook;
mod cells;
pub use cells::archive;
mod columns;
mod copies;
mod customs;
mod documents;
mod downloads;
mod guessed;
mod heads;
mod international;
mod meant;
mod more_customs;
mod offices;
mod old_books;
mod pages;
mod polls;
mod published;
mod px;
mod shown;
mod signs;
mod stata;
mod statistics;
pub mod surveys;
mod tables;
mod tidy;
mod titles;
mod traders;
mod words;
mod written;

/// A document with these series; one source, one indicator, one commodity of its own.
fn document_with(series: &str) -> String {
    format!(
        r#"{{
  "asymmetry": "dataset/1",
  "id": "my-figures",
  "title": "My figures",
  "summary": "Made for a test.",
  "licence": "None needed.",
  "sources": {{ "customs": {{ "publisher": "Customs", "title": "Yearbook" }} }},
  "indicators": {{ "trade": {{ "label": "Goods trade", "unit": "USD", "reads_as": ["market_share"] }} }},
  "labels": {{ "commodity": {{ "tea": {{ "en": "Tea" }} }} }},
  "series": [
{series}
  ]
}}
"#
    )
}

const GOOD: &str = r#"    { "indicator": "trade", "reporter": "RUS", "source": "customs", "points": { "2020": 1.5 } }"#;

fn read(bytes: &[u8]) -> Result<Dataset, Problem> {
    import::open_bytes(bytes, "figures.json", Origin::Bundled).map(|opened| opened.dataset)
}

fn problem(bytes: &[u8]) -> Problem {
    let problem = read(bytes).expect_err("should be refused as a whole");
    assert!(problem.what.starts_with("Could not "), "{problem}");
    assert!(problem.hint.is_some(), "{problem} has no hint");
    problem
}

fn why(bytes: &[u8]) -> String {
    problem(bytes).why.expect("a reason")
}

/// The sentences of what was refused of a document with a good series and these.
fn refused(series: &str) -> Vec<String> {
    let dataset = read(document_with(&format!("{GOOD},\n{series}")).as_bytes()).expect("the rest is read");
    assert!(dataset.table.rows() >= 1, "the good series was lost");
    dataset.refused.iter().map(asymmetry::dataset::report::Refusal::sentence).collect()
}

fn table(text: &str) -> Dataset {
    import::open_bytes(text.as_bytes(), "my_figures.csv", Origin::Bundled).expect("a table").dataset
}

fn refused_rows(text: &str) -> Vec<String> {
    table(text).refused.iter().map(asymmetry::dataset::report::Refusal::sentence).collect()
}

/// A folder of its own for one test, gone when it ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("asymmetry-import-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn sorted(dataset: &Dataset) -> Vec<Observation> {
    let mut observations = dataset.observations();
    observations.sort_by_cached_key(|one| (one.codes.clone(), one.source.clone(), one.period));
    observations
}

#[test]
fn a_file_that_is_not_json_is_refused_with_its_place() {
    assert_eq!(why(b"{\n  \"asymmetry\": dataset\n}"), "line 2, column 16: it is not valid JSON: expected value");
    assert!(why(b"Dear colleague,\nplease find the figures below.").contains("it is no dataset document: it does not begin with {"));
    assert!(why(b"[1, 2]").contains("it does not begin with {"));
    assert!(why(b"{} {}").starts_with("line 1, column 4: it is not valid JSON"));
}

#[test]
fn a_truncated_document_is_refused_where_it_ends() {
    let whole = document_with(GOOD);
    let half = &whole.as_bytes()[..whole.find("\"title\"").expect("a title")];
    let problem = problem(half);
    assert_eq!(problem.why.as_deref(), Some("line 4, column 2: the file ends in the middle of the document"));
    assert!(problem.hint.expect("a hint").contains("downloading"));
}

#[test]
fn a_key_twice_is_refused_with_both_places() {
    let twice = document_with(r#"    { "indicator": "trade", "source": "customs", "points": { "2020": 1, "2021": 2, "2020": 3 } }"#);
    assert_eq!(why(twice.as_bytes()), "line 11, column 84: the key \"2020\" stands twice in one object, first at line 11, column 62");
}

#[test]
fn a_document_of_another_kind_or_version_is_refused() {
    assert!(why(br#"{ "id": "x" }"#).contains("it has no property \"asymmetry\""));
    assert!(why(br#"{ "asymmetry": "dataset/9" }"#).contains("it is of version \"dataset/9\", and this program reads dataset/1"));
    assert!(why(br#"{ "asymmetry": "view/1" }"#).contains("it is a view, not a dataset"));
    assert!(why(br#"{ "asymmetry": 1 }"#).contains("line 1, column 16: 1 is no version"));
}

#[test]
fn a_document_without_one_figure_is_refused_with_its_first_fault() {
    let nothing = document_with(r#"    { "indicator": "trade", "reporter": "RUS", "source": "customs", "points": { "soon": 1 } }"#);
    assert!(why(nothing.as_bytes()).starts_with("not one figure in it could be read; line 11, column 81: \"soon\" is not a period"));
    assert!(why(document_with("").as_bytes()).contains("not one figure"));
}

#[test]
fn a_source_that_is_not_listed_costs_its_series_alone() {
    let series = r#"    { "indicator": "trade", "reporter": "CHN", "source": "rumour", "points": { "2020": 1 } }"#;
    assert_eq!(refused(series), ["line 12, column 58: \"rumour\" is not listed under \"sources\"; its series is left out"]);
}

#[test]
fn an_indicator_that_is_not_listed_costs_its_series_alone() {
    let series = r#"    { "indicator": "trad", "reporter": "CHN", "source": "customs", "points": { "2020": 1 } }"#;
    assert_eq!(refused(series), ["line 12, column 20: \"trad\" is not listed under \"indicators\"; its series is left out"]);
}

#[test]
fn unknown_codes_cost_their_series_and_a_likely_one_is_named() {
    let series =
        |code: &str| format!(r#"    {{ "indicator": "trade", "reporter": "{code}", "source": "customs", "points": {{ "2020": 1 }} }}"#);
    assert_eq!(
        refused(&series("China")),
        ["line 12, column 41: \"China\" is not a country code; did you mean \"CHN\"?; its series is left out"]
    );
    assert!(refused(&series("QQQ"))[0].contains("is not a country code of three letters (ISO 3166), and \"labels\" declares no reporter"));
    let goods =
        |code: &str| format!(r#"    {{ "indicator": "trade", "commodity": "{code}", "source": "customs", "points": {{ "2020": 1 }} }}"#);
    assert_eq!(
        refused(&goods("coffee")),
        ["line 12, column 42: \"coffee\" is not declared under \"labels\", \"commodity\"; its series is left out"]
    );
    assert!(refused(&goods("tea")).is_empty() && refused(&goods("HS-0902")).is_empty());
    let flow = r#"    { "indicator": "trade", "flow": "exports", "source": "customs", "points": { "2020": 1 } }"#;
    assert!(refused(flow)[0].contains("\"exports\" is not a flow; expected one of export, import"));
}

#[test]
fn a_period_that_cannot_be_read_costs_its_point_alone() {
    let series = r#"    { "indicator": "trade", "reporter": "CHN", "source": "customs", "points": { "2020": 1, "spring": 2, "2021-13": 3, "2022": 4 } }"#;
    let refused = refused(series);
    assert_eq!(refused.len(), 2);
    assert!(
        refused[0].starts_with("line 12, column 92: \"spring\" is not a period that can be read; expected 2024, 2024-H1"),
        "{}",
        refused[0]
    );
    let dataset = read(document_with(&format!("{GOOD},\n{series}")).as_bytes()).expect("the rest is read");
    assert_eq!(dataset.table.rows(), 3);
}

#[test]
fn text_where_a_number_belongs_costs_its_point_alone() {
    let series =
        |point: &str| format!(r#"    {{ "indicator": "trade", "reporter": "CHN", "source": "customs", "points": {{ "2020": {point} }} }}"#);
    assert_eq!(
        refused(&series(r#""12a""#)),
        ["line 12, column 89: \"12a\" is not a number, which a point without further properties must be"]
    );
    assert!(refused(&series(r#""NaN""#))[0].contains("\"NaN\" is not a number"));
    assert!(refused(&series("null"))[0].contains("null is not a number"));
    assert!(refused(&series("1e400"))[0].contains("1e400 is larger than any number this program can hold"));
    assert!(refused(&series(r#"{ "value": "12" }"#))[0].contains("\"12\" is not a number, which a value must be"));
}

#[test]
fn a_point_that_contradicts_itself_is_refused() {
    let series = |point: &str| {
        format!(r#"    {{ "indicator": "trade", "reporter": "CHN", "source": "customs", "points": {{ "2020": {{ {point} }} }} }}"#)
    };
    let only = |point: &str| {
        let refused = refused(&series(point));
        assert_eq!(refused.len(), 1, "{refused:?}");
        refused[0].clone()
    };
    assert!(only(r#""value": 1, "qualifier": "abut""#).contains("\"abut\" is not a qualifier that is known; expected one of exact, about"));
    assert!(only(r#""value": 1, "status": "guessed""#).contains("\"guessed\" is not a status that is known"));
    assert!(only(r#""missing": "lost""#).contains("\"lost\" is not a reason for a missing value that is known"));
    assert!(only(r#""qualifier": "range", "low": 1"#).contains("is a range, which has a low and a high"));
    assert!(only(r#""qualifier": "range", "low": 3, "high": 1"#).contains("has a low that is higher than its high"));
    assert!(only(r#""value": 1, "missing": "confidential""#).contains("has both a value and a reason why there is none"));
    assert!(only(r#""value": 9, "low": 1, "high": 2"#).contains("has a value outside its low and high"));
    assert!(only(r#""note": "?""#).contains("has neither a value nor a reason"));
}

#[test]
fn an_unknown_property_is_left_out_and_a_likely_one_is_named() {
    let series = r#"    { "indicator": "trade", "reporter": "CHN", "sources": "x", "source": "customs", "points": { "2020": { "value": 1, "notes": "?" } } }"#;
    assert_eq!(
        refused(series),
        [
            "line 12, column 48: \"sources\" is not a property of a series; did you mean \"source\"?",
            "line 12, column 119: \"notes\" is not a property of a point; did you mean \"note\"?"
        ]
    );
}

#[test]
fn the_same_observation_in_two_series_is_taken_once() {
    let series = r#"    { "indicator": "trade", "reporter": "RUS", "source": "customs", "points": { "2020": 2, "2021": 3 } }"#;
    assert_eq!(refused(series), ["line 12, column 81: the figure for 2020 stands on line 11 already, with the same codes and source"]);
}

#[test]
fn a_document_in_another_encoding_is_read_and_the_encoding_told() {
    let mut bytes = document_with(GOOD).into_bytes();
    let at = bytes.windows(4).position(|four| four == b"Made").expect("the summary");
    bytes[at] = 0xe9;
    let opened = import::open_bytes(&bytes, "made.json", Origin::Bundled).expect("windows-1252");
    assert!(opened.dataset.summary.starts_with("éade"), "{}", opened.dataset.summary);
    assert_eq!(opened.report.choices[0].taken, "windows-1252");
    let pairs: Vec<u8> = document_with(GOOD).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [b"\xff\xfe".as_slice(), &pairs].concat();
    for bytes in [pairs, with_mark, [b"\xef\xbb\xbf".as_slice(), document_with(GOOD).as_bytes()].concat()] {
        assert_eq!(read(&bytes).expect("a document").table.rows(), 1);
    }
}

#[test]
fn an_empty_file_a_folder_a_lost_and_a_locked_file_are_told_apart() {
    let folder = Folder::new("kinds");
    let why = |path: &Path| import::open(path).expect_err("should be refused").why.expect("a reason");
    assert_eq!(why(&folder.file("empty.json", b"")), "it is empty");
    assert_eq!(why(&folder.file("blank.csv", b"\n \n")), "it is empty");
    let without_tables = folder.0.join("pictures");
    fs::create_dir_all(&without_tables).expect("a folder");
    assert_eq!(why(&without_tables), "it is a folder without tables in text");
    assert_eq!(why(&folder.0.join("nowhere.csv")), "there is no such file");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let locked = folder.file("locked.json", document_with(GOOD).as_bytes());
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("permissions");
        match fs::read(&locked) {
            // Root may read everything.
            Ok(_) => assert_eq!(import::open(&locked).expect("can be read").table.rows(), 1),
            Err(_) => assert_eq!(why(&locked), "this program is not allowed to read it"),
        }
        assert_eq!(why(Path::new("/dev/null")), "it is a device or a pipe, not a file");
    }
}

#[test]
fn a_hundred_megabytes_of_zeros_are_refused() {
    let folder = Folder::new("zeros");
    let path = folder.0.join("zeros.json");
    fs::File::create(&path).and_then(|file| file.set_len(100_000_000)).expect("a large file");
    let problem = import::open(&path).expect_err("should be refused");
    assert_eq!(problem.why.as_deref(), Some("byte 1 is zero, so it is not text"));
    let digits = vec![b'0'; 100_000_000];
    assert!(why(&digits).contains("it is no dataset document"));
}

#[test]
fn files_of_other_formats_are_named() {
    for (bytes, name) in [(b"PK\x03\x04....".as_slice(), "ZIP archive"), (b"%PDF-1.7", "PDF"), (b"PAR1", "Parquet")] {
        assert!(why(bytes).contains(name));
    }
    let unknown = problem(b"a,b\n1,2\n");
    assert!(unknown.hint.expect("a hint").contains("dataset documents (.json"));
    // Neither is tidy, and both say enough.
    for table in [b"period;value\n2020;1\n", b"year ,value\n2020 ,1\n"] {
        let opened = import::open_bytes(table, "t.csv", Origin::Bundled).expect("a table");
        let told: Vec<_> =
            opened.dataset.observations().iter().map(|one| (one.period.to_string(), one.amount.clone().map(|a| a.value))).collect();
        assert_eq!((opened.format.as_str(), told), ("table", vec![("2020".to_owned(), Ok(1.0))]));
    }
}

#[test]
fn a_damaged_document_never_ends_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets");
    let whole = fs::read(folder.join("russian-opinion-of-china-vciom-ties.json")).expect("a bundled file");
    for (turn, at) in (0..whole.len()).step_by(61).enumerate() {
        let _ = read(&whole[..at]);
        let mut damaged = whole.clone();
        damaged[at] = b"{}[]\",:0 \n\\a\xff-e"[turn % 15];
        let _ = read(&damaged);
    }
}

#[test]
fn every_bundled_document_follows_the_schema_and_is_written_as_it_was_read() {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let library = Library::bundled();
    for heading in library.headings() {
        let dataset = library.get(&heading.id).unwrap_or_else(|problem| panic!("{problem}"));
        assert!(dataset.refused.is_empty(), "{}: {}", heading.id, dataset.refused[0].sentence());
        let text = document::write(&dataset);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let first = schema.iter_errors(&value).next().map(|error| format!("{error} at {}", error.instance_path()));
        assert_eq!(first, None, "{}", heading.id);
        let again = document::read(text.as_bytes(), "again.json", Origin::Bundled).unwrap_or_else(|problem| panic!("{problem}"));
        assert!(again.refused.is_empty(), "{}: {}", heading.id, again.refused[0].sentence());
        assert_eq!(sorted(&again), sorted(&dataset), "{}", heading.id);
        assert_eq!((&again.labels, &again.caveats, &again.sources), (&dataset.labels, &dataset.caveats, &dataset.sources));
        assert_eq!((&again.title, &again.summary, &again.indicators), (&dataset.title, &dataset.summary, &dataset.indicators));
        assert_eq!(document::write(&again), text, "{} is not written alike twice", heading.id);
    }
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let is_valid = |series: &str| schema.is_valid(&serde_json::from_str(&document_with(series)).expect("JSON"));
    assert!(is_valid(GOOD));
    for wrong in [
        r#"{ "indicator": "trade", "source": "customs", "points": { "spring": 1 } }"#,
        r#"{ "indicator": "trade", "source": "customs", "points": { "2020": "1" } }"#,
        r#"{ "indicator": "trade", "source": "customs", "points": { "2020": { "value": 1, "qualifier": "abut" } } }"#,
        r#"{ "indicator": "trade", "source": "customs", "points": { "2020": { "value": 1, "missing": "confidential" } } }"#,
        r#"{ "indicator": "trade", "source": "customs", "points": { "2020": { "low": 1, "qualifier": "range" } } }"#,
        r#"{ "indicator": "trade", "points": { "2020": 1 } }"#,
        r#"{ "indicator": "trade", "source": "customs", "flow": "exports", "points": { "2020": 1 } }"#,
        r#"{ "indicator": "trade", "source": "customs", "colour": "red", "points": { "2020": 1 } }"#,
        r#"{ "indicator": "trade", "source": "customs", "dimensions": { "Sex": "f" }, "points": { "2020": 1 } }"#,
        r#"{ "indicator": "trade", "source": "customs", "dimensions": { "dataset": "f" }, "points": { "2020": 1 } }"#,
        r#"{ "indicator": "trade", "source": "customs", "dimensions": { "note": "f" }, "points": { "2020": 1 } }"#,
    ] {
        assert!(!is_valid(wrong), "{wrong}");
    }
}
