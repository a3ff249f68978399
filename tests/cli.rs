//! The command line as a person meets it: the built program, its output, its exit code.

// What helps a test may give up as a test does.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// A folder of its own for one test, in which the program runs; gone when the test ends.
pub struct Folder(pub PathBuf);

/// What came of a command.
pub struct Outcome {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("asymmetry-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).expect("a file");
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_asymmetry"));
        command.current_dir(&self.0).args(arguments).env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        // What is kept for the next time is kept here.
        command.env("ASYMMETRY_CACHE", self.0.join("kept"));
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        let output = self.command(arguments).output().expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Outcome { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        serde_json::from_str(&outcome.out).expect("JSON")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

#[test]
fn what_is_bundled_is_listed() {
    let here = Folder::new("list");
    let all = here.json(&["list", "--format", "json"]);
    assert!(all["datasets"].as_array().is_some_and(|list| list.len() > 20));
    assert!(all["views"].as_array().is_some_and(|list| list.len() >= 20));
    let datasets = here.run(&["list", "datasets"]);
    assert!(datasets.out.lines().any(|line| line.starts_with("gdp ")), "{}", datasets.out);
    assert_eq!(here.json(&["list", "views", "--format", "json"]), all["views"]);
    assert_eq!(here.json(&["list", "briefings", "--format", "json"]), all["briefings"]);
    let briefings = here.run(&["list", "briefings"]);
    assert!(briefings.out.contains("an-asymmetric-alliance  An asymmetric alliance\n"), "{}", briefings.out);
}

#[test]
fn numbers_of_a_dataset_are_picked_by_name_and_period() {
    let here = Folder::new("numbers");
    let outcome = here.run(&["numbers", "gdp", "--where", "reporter=China", "--where", "reporter=Россия", "--where", "period=2023"]);
    let lines: Vec<&str> = outcome.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", outcome.out);
    assert_eq!(lines[0], "dataset,indicator,reporter,period,value,unit,source,locator");
    assert!(lines[1].starts_with("gdp,gdp,CHN,2023,17794781986104,USD,world-bank,"), "{}", lines[1]);
    let rows = here.json(&["numbers", "gdp", "--where", "reporter=CHN", "--where", "period=2022/2023", "--format", "json"]);
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
    assert_eq!(rows[0]["value"], 17_881_783_387_001_u64);
}

#[test]
fn numbers_of_a_view_name_the_measure_and_its_formula() {
    let here = Folder::new("view-numbers");
    let rows = here.json(&["numbers", "market-share-turnover", "--where", "partner=CHN", "--where", "period=2020", "--format", "json"]);
    let comtrade = rows.as_array().and_then(|rows| rows.iter().find(|row| row["source"] == "comtrade")).expect("Comtrade");
    assert_eq!(comtrade["indicator"], "share");
    assert_eq!(comtrade["value"].as_f64().map(|share| (share * 100.0).round() / 100.0), Some(18.3));
    assert!(comtrade["note"].as_str().is_some_and(|note| note.contains('÷')), "{comtrade}");
}

#[test]
fn a_filter_that_matches_nothing_says_what_there_is() {
    let here = Folder::new("filter");
    let wrong = here.run(&["numbers", "gdp", "--where", "reporter=Chnia"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""));
    assert!(wrong.err.starts_with("error: Could not filter by reporter=Chnia") && wrong.err.contains("hint: There are"), "{}", wrong.err);
    assert!(here.run(&["numbers", "gdp", "--where", "colour=red"]).err.contains("have no colour"));
    assert_eq!(here.run(&["numbers", "gdp", "--where", "reporter=CHN", "--where", "period=1950"]).code, 1);
    assert_eq!(here.run(&["numbers", "gdp", "--where", "period=soon"]).code, 2);
    assert_eq!(here.run(&["numbers", "gdp", "--where", "reporter"]).code, 2);
    assert_eq!(here.run(&["numbers", "nothing-of-this-name"]).code, 1);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let here = Folder::new("pipe");
    for format in ["csv", "json"] {
        let mut child = here
            .command(&["numbers", "russia-trade-by-hs-section", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        // The reader is dropped after one line, and with it the pipe.
        BufReader::with_capacity(64, child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.code() == Some(0) && said.lines().all(|line| line.starts_with("note: ")), "{format}: {said}");
    }
}

#[test]
fn a_file_is_inspected_part_by_part() {
    let here = Folder::new("inspect");
    here.write("mine.csv", "reporter,period,value\nChina,2020,1\nChina,2021,12a\nAtlantis,2020,1\n");
    let report = here.json(&["inspect", "mine.csv", "--format", "json"]);
    assert_eq!((&report["file"], &report["format"], &report["observations"]), (&"mine.csv".into(), &"tidy table".into(), &1.into()));
    assert_eq!(report["dataset"]["id"], "mine");
    assert_eq!(report["refused"][0]["line"], 3);
    assert_eq!(report["refused"][0]["column"], 12);
    assert_eq!(report["refused"][0]["what"], "\"12a\"");
    assert!(report["refused"][0]["why"].as_str().is_some_and(|why| why.contains("not a number")));
    assert_eq!(report["dimensions"]["reporter"], serde_json::json!({ "count": 1, "codes": ["CHN"] }));
    assert_eq!(report["periods"], serde_json::json!({ "from": "2020", "to": "2020", "count": 1 }));
    let text = here.run(&["inspect", "mine.csv"]);
    assert!(text.out.contains("line 4, column 1: \"Atlantis\" is no country"), "{}", text.out);
    let both = here.run(&["inspect", "mine.csv", "nowhere.csv"]);
    assert_eq!(both.code, 1);
    assert!(both.out.contains("mine.csv: tidy table") && both.err.contains("there is no such file"));
}

#[test]
fn figures_are_converted_there_and_back() {
    let here = Folder::new("convert");
    here.write("mine.csv", "reporter,period,value,unit\nChina,2020,1.50,USD\nRussia,2020,2,USD\nChina,2021,3,USD\n");
    assert_eq!(here.run(&["convert", "mine.csv", "-o", "mine.json"]).code, 0);
    assert_eq!(here.run(&["convert", "mine.json", "-o", "back.csv"]).code, 0);
    let first = here.run(&["numbers", "mine.csv", "--where", "reporter=CHN"]).out;
    let back = here.run(&["numbers", "back.csv", "--where", "reporter=CHN"]).out;
    // The dataset is named for its file; indicator and source keep the name they had.
    assert_eq!(first.replace("\nmine,", "\nback,"), back);
    assert!(first.contains(",2020,1.50,USD,"), "{first}");
    assert_eq!(here.run(&["convert", "mine.csv", "-o", "mine.parquet"]).code, 2);
    assert_eq!(here.run(&["convert", "mine.csv", "-o", "mine.xyz"]).code, 2);
}

#[test]
fn a_view_is_drawn_as_each_kind_of_picture_and_the_picture_gives_its_numbers() {
    let here = Folder::new("render");
    for (name, start) in [("a.svg", b"<svg ".as_slice()), ("a.png", b"\x89PNG"), ("a.pdf", b"%PDF")] {
        let outcome = here.run(&["render", "market-share-turnover", "-o", name]);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{name}");
        assert!(here.bytes(name).starts_with(start), "{name}");
        let numbers = here.run(&["numbers", name, "--where", "period=2020"]);
        assert_eq!(numbers.out, here.run(&["numbers", "market-share-turnover", "--where", "period=2020"]).out, "{name}");
    }
    assert_eq!(here.run(&["render", "market-share-turnover", "-o", "-"]).out.into_bytes(), here.bytes("a.svg"));
    assert_eq!(here.run(&["render", "market-share-turnover", "indicator-gdp", "-o", "both"]).code, 0);
    assert!(here.bytes("both/indicator-gdp.svg").starts_with(b"<svg "));
    assert_eq!(here.run(&["render", "indicator-gdp", "-o", "b.png", "--size", "640x400", "--theme", "dark", "--scale", "2"]).code, 0);
    // Width and height stand in the head of a PNG.
    assert_eq!(here.bytes("b.png")[16..24], [0, 0, 5, 0, 0, 0, 3, 32]);
}

#[test]
fn a_briefing_is_published_in_the_form_that_the_name_tells() {
    let here = Folder::new("briefing");
    let view = r#"{"asymmetry": "view/1", "subject": {"dataset": "gdp", "measure": {"indicator": {}}}, "chart": "line"}"#;
    let briefing = format!(
        r#"{{"asymmetry": "briefing/1", "title": "A talk", "slides": [{{"title": "Hello", "notes": "Wave."}}, {{"views": [{view}]}}]}}"#
    );
    here.write("talk.briefing.json", &briefing);
    for (name, start) in [("a.pdf", b"%PDF".as_slice()), ("a.html", b"<!doctype html>"), ("a.pptx", b"PK"), ("all/slide-02.svg", b"<svg ")]
    {
        let out = name.split_once('/').map_or(name, |(folder, _)| folder);
        let outcome = here.run(&["render", "talk.briefing.json", "-o", out]);
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{name}");
        assert!(here.bytes(name).starts_with(start), "{name}");
    }
    assert!(here.bytes("all/index.html").starts_with(b"<!doctype html>") && here.bytes("all/slide-02.csv").starts_with(b"dataset,"));
    let options = ["--size", "slide_four_three", "--theme", "dark", "--language", "ru"];
    assert_eq!(here.run(&[&["render", "talk.briefing.json", "-o", "b.html"], &options[..]].concat()).code, 0);
    let page = String::from_utf8(here.bytes("b.html")).expect("UTF-8");
    assert!(page.contains("<html lang=\"ru\" data-light=\"dark\">") && page.contains("viewBox=\"0 0 1200 900\""));
    for out in ["a.svg", "a.png", "-", "a.doc"] {
        assert_eq!(here.run(&["render", "talk.briefing.json", "-o", out]).code, 2, "{out}");
    }
    assert_eq!(here.run(&["render", "talk.briefing.json", "gdp", "-o", "a.pdf"]).code, 2);
    here.write("newer.briefing.json", r#"{"asymmetry": "briefing/2", "slides": []}"#);
    let newer = here.run(&["render", "newer.briefing.json", "-o", "a.pdf"]);
    assert!(newer.code == 1 && newer.err.contains("briefing/2") && newer.err.contains("newer program"), "{}", newer.err);
    here.write("empty.briefing.json", r#"{"asymmetry": "briefing/1", "slides": []}"#);
    assert!(here.run(&["render", "empty.briefing.json", "-o", "a.pdf"]).err.contains("no slides"));
}

#[test]
fn views_become_documents_and_a_picture_may_have_no_ground() {
    let here = Folder::new("documents");
    assert_eq!(here.run(&["render", "indicator-gdp", "-o", "a.html"]).code, 0);
    assert_eq!(here.run(&["render", "indicator-gdp", "market-share-turnover", "-o", "a.pdf"]).code, 0);
    assert!(String::from_utf8_lossy(&here.bytes("a.pdf")).contains("/Count 2"));
    // The kind of colour stands behind width, height and depth: with opacity, and without.
    for (arguments, kind) in [(&["--transparent"][..], 6), (&[], 2)] {
        assert_eq!(here.run(&[&["render", "indicator-gdp", "-o", "a.png"], arguments].concat()).code, 0);
        assert_eq!(here.bytes("a.png")[25], kind);
    }
}

#[test]
fn a_view_of_a_file_of_ones_own_is_drawn() {
    let here = Folder::new("own");
    here.write("mine.csv", "reporter,period,value,unit\nChina,2020,1,USD\nRussia,2020,2,USD\nChina,2021,3,USD\nRussia,2021,2,USD\n");
    here.write(
        "mine.view.json",
        r#"{ "asymmetry": "view/1", "subject": { "dataset": "mine", "measure": { "indicator": {} } }, "chart": "line" }"#,
    );
    assert_eq!(here.run(&["render", "mine.view.json", "-o", "m.svg"]).code, 1);
    let outcome = here.run(&["render", "mine.view.json", "--dataset", "mine.csv", "-o", "m.svg"]);
    assert_eq!((outcome.code, outcome.err.as_str()), (0, ""));
    assert!(String::from_utf8(here.bytes("m.svg")).is_ok_and(|svg| svg.contains("China")));
}

#[test]
fn a_view_that_shows_nothing_has_no_numbers_either() {
    let here = Folder::new("nothing");
    here.write(
        "none.view.json",
        r#"{ "asymmetry": "view/1", "subject": { "dataset": "gdp", "measure": { "indicator": {} },
            "selection": { "from": "1900", "to": "1901" } }, "chart": "line" }"#,
    );
    let (numbers, render) = (here.run(&["numbers", "none.view.json"]), here.run(&["render", "none.view.json", "-o", "none.svg"]));
    assert_eq!((numbers.code, numbers.out.as_str()), (1, ""), "{}", numbers.err);
    assert_eq!((render.code, render.err), (1, numbers.err));
}

#[test]
fn a_file_is_not_written_over_itself() {
    let here = Folder::new("itself");
    let text = "period,value,colour\n2020,1.50,red\n";
    here.write("x.csv", text);
    for out in ["x.csv", "./x.csv", "../x.csv"] {
        let out = if out == "../x.csv" { here.0.join("x.csv").display().to_string() } else { out.to_owned() };
        let outcome = here.run(&["convert", "x.csv", "-o", &out]);
        assert!(outcome.code == 2 && outcome.err.contains("it is the file to be read"), "{}", outcome.err);
    }
    assert_eq!(here.bytes("x.csv"), text.as_bytes());
}

#[test]
fn two_files_of_one_id_are_refused_and_one_that_hides_a_bundled_dataset_says_so() {
    let here = Folder::new("ids");
    for (folder, value) in [("a", 1), ("b", 2)] {
        fs::create_dir_all(here.0.join(folder)).expect("a folder");
        here.write(&format!("{folder}/mine.csv"), &format!("reporter,period,value\nCHN,2020,{value}\n"));
    }
    for arguments in [
        &["numbers", "a/mine.csv", "--dataset", "b/mine.csv"][..],
        &["convert", "a/mine.csv", "b/mine.csv", "-o", "both.csv"],
        &["render", "indicator-gdp", "--dataset", "a/mine.csv", "b/mine.csv", "-o", "a.svg"],
    ] {
        let outcome = here.run(arguments);
        assert_eq!((outcome.code, outcome.out.as_str()), (1, ""), "{arguments:?}");
        assert!(outcome.err.contains("is the dataset \"mine\", and so is ") && outcome.err.contains("hint: "), "{}", outcome.err);
    }
    assert_eq!(here.run(&["numbers", "a/mine.csv", "--dataset", "a/mine.csv"]).code, 0);
    here.write("gdp.csv", "reporter,period,value\nCHN,2020,1\n");
    let hiding = here.run(&["numbers", "gdp.csv"]);
    assert_eq!((hiding.code, hiding.err.as_str()), (0, "note: gdp.csv takes the place of the bundled dataset \"gdp\".\n"));
}

#[test]
fn the_notes_of_a_dataset_are_told_where_a_table_has_no_place_for_them() {
    let here = Folder::new("notes");
    here.write(
        "mine.json",
        r#"{ "asymmetry": "dataset/1", "id": "mine", "title": "Mine", "summary": "", "licence": "", "sources": { "s": { "publisher": "S", "title": "" } },
            "indicators": { "trade": { "label": "Trade", "unit": "USD", "note": "Without services." } },
            "notes": [{ "text": "Revised in 2021.", "where": { "reporter": "CHN" } }, { "text": "Russia stopped.", "where": { "reporter": "RUS" } }],
            "series": [{ "indicator": "trade", "reporter": "CHN", "source": "s", "points": { "2020": 1 } },
                       { "indicator": "trade", "reporter": "RUS", "source": "s", "points": { "2020": 2 } }] }"#,
    );
    let china = here.run(&["numbers", "mine.json", "--where", "reporter=CHN"]);
    assert_eq!(china.err, "note: Revised in 2021.\nnote: Without services.\n");
    let converted = here.run(&["convert", "mine.json", "-o", "mine.csv"]);
    assert_eq!(converted.err, "note: Revised in 2021.\nnote: Russia stopped.\nnote: Without services.\n");
    assert_eq!(here.run(&["convert", "mine.json", "-o", "again.json"]).err, "");
}

#[test]
fn nothing_in_a_file_steers_the_terminal_of_who_inspects_it() {
    let here = Folder::new("steering");
    here.write("mine.csv", "holder,period,value\n\u{1b}[2Jgone,2020,1\n\u{202e}txet,2021,\u{2066}x\nplain,2022,1");
    let outcome = here.run(&["inspect", "mine.csv"]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    let is_steering = |letter: char| letter.is_control() && letter != '\n' || matches!(letter, '\u{202e}' | '\u{2066}');
    assert!(!outcome.out.contains(is_steering) && !outcome.err.contains(is_steering), "{:?}", outcome.out);
    assert!(outcome.out.contains("[2Jgone") && outcome.out.contains("refused       1"), "{}", outcome.out);
}

#[test]
fn of_a_document_it_is_told_what_it_holds() {
    let here = Folder::new("contents");
    assert_eq!(here.run(&["render", "market-share-turnover", "-o", "share.svg"]).code, 0);
    let picture = here.json(&["inspect", "share.svg", "--format", "json"]);
    assert_eq!((&picture["document"], picture["holds"].as_array().map(Vec::len)), (&"a view".into(), Some(1)));
    let datasets = picture["holds"][0]["views"][0]["datasets"].as_array().expect("datasets");
    assert!(datasets.contains(&"russia-trade-by-partner".into()), "{picture}");

    let bundled = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/briefings/an-asymmetric-alliance.briefing.json");
    here.write("talk.briefing.json", &std::fs::read_to_string(bundled).expect("the bundled briefing"));
    let text = here.run(&["inspect", "talk.briefing.json", "share.svg"]);
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    assert!(text.out.starts_with("talk.briefing.json: a briefing\n  title         An asymmetric alliance\n"), "{}", text.out);
    assert!(text.out.contains("\nshare.svg: a view\n"), "{}", text.out);
    here.write("damaged.view.json", "{");
    assert_eq!(here.run(&["inspect", "damaged.view.json"]).code, 1);
}

#[test]
fn what_comes_later_says_so() {
    let here = Folder::new("later");
    here.write("mine.csv", "period,value\n2020,1\n");
    let outcome = here.run(&["convert", "mine.csv", "-o", "a.parquet"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (2, ""));
    assert!(outcome.err.contains("not in this version"), "{}", outcome.err);
}

#[test]
fn what_a_file_leaves_open_is_asked_for_by_the_name_of_its_option() {
    let here = Folder::new("open");
    here.write("open.csv", "Land;Jahr;Wert\nRussia;2019;0,435\nChina;2019;0,512\n");
    let outcome = here.run(&["numbers", "open.csv", "--role", "Land=reporter", "--role", "2=period"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (1, ""), "{}", outcome.err);
    assert!(outcome.err.contains("--decimal point or --decimal comma"), "{}", outcome.err);
    let told = here.run(&["numbers", "open.csv", "--role", "Land=reporter", "--role", "2=period", "--decimal", "comma"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert!(told.out.contains("RUS,2019,0.435,") && told.out.contains("CHN,2019,0.512,"), "{}", told.out);
    here.write("days.csv", "Land,Datum,Wert\nRussia,05/03/2019,4\nRussia,06/04/2019,5\n");
    let outcome = here.run(&["numbers", "days.csv"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (1, ""), "{}", outcome.err);
    assert!(outcome.err.contains("--dates day-first or --dates month-first"), "{}", outcome.err);
    for (order, day) in [("day-first", "RUS,2019-03-05,4,"), ("month-first", "RUS,2019-05-03,4,")] {
        let told = here.run(&["numbers", "days.csv", "--dates", order]);
        assert!(told.out.contains(day), "{} {}", told.out, told.err);
    }
    for wrong in
        [&["--role", "Staat=reporter"][..], &["--decimal", "dot"], &["--dates", "year-first"], &["--codes", "mine"], &["--role", "Land"]]
    {
        let outcome = here.run(&[&["numbers", "open.csv"], wrong].concat());
        assert!(outcome.code > 0 && outcome.out.is_empty(), "{wrong:?}");
    }
}

#[test]
fn a_file_is_read_by_a_process_of_its_own_and_said_to_be_lost_when_it_dies() {
    let here = Folder::new("apart");
    here.write("bomb.csv", &format!("period,value\n2020,{}\n", "1".repeat(64)));
    // As much a problem of the file as before: the reader hands it over.
    let outcome = here.run(&["numbers", "bomb.csv"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.starts_with("error: Could not read bomb.csv: "), "{}", outcome.err);
    // Called without an errand the reader says so, and changes nothing.
    assert_eq!(here.run(&["read-apart"]).code, 1);
}

#[test]
fn a_table_is_printed_as_it_was_read() {
    let here = Folder::new("table");
    here.write("two.csv", "Title;;\n\na;b;c\nx;1,5;\"say \"\"so\"\"\"\ny;2;\n\nd;e\nz;3\n");
    let first = here.run(&["inspect", "two.csv", "--table"]);
    assert_eq!((first.code, first.out.as_str()), (0, "a,b,c\nx,\"1,5\",\"say \"\"so\"\"\"\ny,2,\n"));
    assert!(first.err.contains("separator: semicolon") && first.err.contains("passed over: line 1: Title"), "{}", first.err);
    assert!(first.err.contains("table 1 of 2"), "{}", first.err);
    let second = here.run(&["inspect", "two.csv", "--table=2"]);
    assert_eq!((second.code, second.out.as_str()), (0, "d,e\nz,3\n"));
    let third = here.run(&["inspect", "two.csv", "--table=3"]);
    assert!(third.code == 1 && third.err.contains("it holds 2 tables"), "{}", third.err);
    assert_eq!(here.run(&["inspect", "two.csv", "two.csv", "--table"]).code, 2);
    here.write("empty.csv", "");
    assert_eq!(here.run(&["inspect", "empty.csv", "--table"]).out, "");
}

#[test]
fn an_encoding_can_be_chosen() {
    let here = Folder::new("encoding");
    here.write("mine.csv", "holder,period,value\nÅland,2020,1\n");
    let chosen = here.run(&["inspect", "mine.csv", "--table", "--encoding", "cp866"]);
    assert!(chosen.out.contains("├Еland") && chosen.err.contains("encoding: cp866 (it was chosen)"), "{} {}", chosen.out, chosen.err);
    let unknown = here.run(&["inspect", "mine.csv", "--encoding=klingon"]);
    assert!(unknown.code == 1 && unknown.err.contains("klingon") && unknown.err.contains("--encoding takes"), "{}", unknown.err);
}

#[test]
fn wrong_use_exits_with_two_and_help_with_zero() {
    let here = Folder::new("use");
    for arguments in [
        &["--nonsense"][..],
        &["render", "market-share-turnover"],
        &["render", "market-share-turnover", "-o", "a.doc"],
        &["render", "market-share-turnover", "indicator-gdp", "-o", "a.svg"],
        &["render", "market-share-turnover", "-o", "a.svg", "--size", "huge"],
        &["schema", "nonsense"],
    ] {
        assert_eq!(here.run(arguments).code, 2, "{arguments:?}");
    }
    let help = here.run(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    assert!(help.out.contains("numbers") && !help.out.contains("first-frame"));
    assert_eq!(here.run(&["--version"]).out, format!("asymmetry {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_cluster_is_named_by_its_address_and_not_spoken_to_for_figures_in_memory() {
    let here = Folder::new("engine");
    for wrong in
        [&["--engine", "localhost:50050"][..], &["--engine", "df://localhost"], &["--engine", "df://localhost:1", "--rows-at", "rows"]]
    {
        let refused = here.run(&[&["numbers", "gdp"][..], wrong].concat());
        assert!(refused.code == 2 && refused.err.contains("expected"), "{wrong:?}: {}", refused.err);
    }
    assert_eq!(here.run(&["numbers", "gdp", "--rows-at", "/rows"]).code, 2, "nobody looks there");
    assert_eq!(here.run(&["--engine", "df://localhost:1", "schema", "view"]).code, 2, "it has nothing to ask");
    let asked = [["--engine", "df://127.0.0.1:1", "numbers", "gdp"], ["numbers", "gdp", "--engine", "df://127.0.0.1:1"]];
    for outcome in asked.map(|arguments| here.run(&arguments)) {
        match asymmetry::query::cluster::IS_BUILT_IN {
            true => assert_eq!((outcome.code, outcome.out.lines().count() > 100), (0, true), "{}", outcome.err),
            false => {
                assert_eq!(outcome.code, 1);
                assert!(outcome.err.starts_with("error: Could not ask the cluster at df://127.0.0.1:1: this build has no cluster"));
                assert!(outcome.err.contains("hint: Build the program with `--features cluster`."), "{}", outcome.err);
            }
        }
    }
}

#[test]
fn schemas_are_printed() {
    let here = Folder::new("schema");
    assert_eq!(here.run(&["schema", "dataset"]).out, asymmetry::dataset::document::SCHEMA);
    assert_eq!(here.run(&["schema", "view"]).out, asymmetry::view::SCHEMA);
    assert_eq!(here.run(&["schema", "briefing"]).out, asymmetry::workspace::briefing::schema());
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_pictures_are_drawn_and_nothing_foreign_is_overwritten() {
    let here = Folder::new("gallery");
    assert_eq!(here.run(&["render", "market-share-turnover", "-o", "one.svg"]).code, 0);
    let first = here.run(&["one.svg"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert!(first.err.starts_with("Could not open the window: this machine has no display"), "{}", first.err);
    assert_eq!(first.out, "1 picture is in asymmetry-views; open asymmetry-views/index.html to look at it.\n");
    assert!(String::from_utf8_lossy(&here.bytes("asymmetry-views/index.html")).contains("<img src=\"one.svg\""));
    assert!(here.bytes("asymmetry-views/one.png").starts_with(b"\x89PNG"));

    here.write("asymmetry-views/one.svg", "mine now");
    here.write("asymmetry-views/index.html", "mine too");
    let second = here.run(&["one.svg"]);
    assert_eq!(second.code, 0, "{}", second.err);
    assert!(second.err.contains("one.svg stays as it is"), "{}", second.err);
    assert_eq!(here.bytes("asymmetry-views/one.svg"), b"mine now");
    assert_eq!(here.bytes("asymmetry-views/index.html"), b"mine too");

    let lost = here.run(&["nowhere.csv"]);
    assert_eq!((lost.code, lost.out.as_str()), (1, ""));
    assert!(lost.err.contains("there is no such file"));
}

#[test]
fn the_command_line_says_which_command_shows_a_form() {
    let here = Folder::new("forms");
    here.write("mine.view.json", "{\"asymmetry\": \"view/1\", \"subjekt\": 1}");
    here.write("mine.json", "{\"asymmetry\": \"figures\"}");
    assert!(here.run(&["render", "mine.view.json", "--out", "mine.svg"]).err.contains("`asymmetry schema view`"));
    assert!(here.run(&["inspect", "mine.json"]).err.contains("`asymmetry schema dataset`"));
}
