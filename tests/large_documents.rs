//! Documents too large for memory are read along their text, lists object by object: the same figures come out as of those that are
//! read as a whole.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli::Folder;
use crate::import::archive;

const ROWS: usize = 600;

/// Records as an agency's interface gives them, some with more names than others, with so many blanks between them.
fn records(blanks: usize) -> String {
    let mut list = String::new();
    for row in 0..ROWS {
        let note = if row % 7 == 0 { ", \"note\": \"a }] in \\\"text\\\"\"" } else { "" };
        let value = if row == 500 { "null".to_owned() } else { format!("{row}.50") };
        let country = format!("{{\"id\": \"{}\", \"value\": \"{}\"}}", if row % 2 == 0 { "RU" } else { "CN" }, "name");
        let comma = if row > 0 { "," } else { "" };
        writeln!(list, "{comma}{}{{\"country\": {country}, \"year\": {}, \"exports\": {value}{note}}}", " ".repeat(blanks), 1400 + row)
            .expect("written");
    }
    list
}

/// Enough for the file to be read one by one.
const BLANKS: usize = (9 << 20) / ROWS;

fn lines(out: &str) -> Vec<String> {
    let mut lines: Vec<String> = out.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn the_records_of_a_document_are_those_that_it_has_as_a_whole() {
    let here = Folder::new("lists");
    std::fs::create_dir(here.0.join("small")).expect("a folder");
    let count = format!("{{\"elapsed\": 1, \"count\": {ROWS}, \"data\": [");
    for (name, before, behind) in [("bare", "[", "]"), ("data", count.as_str(), "], \"error\": \"\"}"), ("bank", "[{\"page\": 1},[", "]]")]
    {
        let file = format!("{name}.json");
        here.write(&file, &format!("{before}{}{behind}", records(BLANKS)));
        here.write(&format!("small/{file}"), &format!("{before}{}{behind}", records(0)));
        let [large, whole] = [file.clone(), format!("small/{file}")].map(|path| {
            let outcome = here.run(&["numbers", &path]);
            assert_eq!(outcome.code, 0, "{name}: {}", outcome.err);
            outcome.out
        });
        assert_eq!(lines(&large), lines(&whole), "{name}");
        assert_eq!(lines(&whole).len(), ROWS + 1, "{name}");
        let told = here.run(&["inspect", &file]).out;
        assert!(!told.contains("only a part"), "{told}");
        assert_eq!(here.run(&["inspect", &file, "--table"]).out, here.run(&["inspect", &format!("small/{file}"), "--table"]).out, "{name}");
    }
}

#[test]
fn a_list_that_breaks_off_is_no_whole_one_and_one_of_several_pages_says_so() {
    let here = Folder::new("cut-lists");
    here.write("cut.json", &format!("[{},{{\"country\"", records(BLANKS)));
    let outcome = here.run(&["numbers", "cut.json"]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.contains(&format!("behind object {ROWS} of its list: the file ends there")), "{}", outcome.err);
    here.write("page.json", &format!("{{\"count\": 9000, \"data\": [{}]}}", records(BLANKS)));
    let told = here.run(&["inspect", "page.json"]).out;
    assert!(told.contains(&format!("it holds {ROWS} records, and says \"count\": 9000")), "{told}");
}

/// A message with codes that its groups tell behind all series, with so many blanks between them.
fn message(blanks: usize) -> String {
    let mut text =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><m:StructureSpecificData><m:Header><m:Sender id=\"ESTAT\"/></m:Header>\n<m:DataSet>"
            .to_owned();
    for row in 0..ROWS {
        let status = if row % 5 == 0 { " OBS_STATUS=\"p\"" } else { "" };
        let value = if row == 500 { "NaN".to_owned() } else { format!("{row}.50") };
        write!(text, "<Series REPORTER=\"RU\" PARTNER=\"CN\" PRODUCT=\"{row:06}\">{}", " ".repeat(blanks)).expect("written");
        write!(text, "<Obs TIME_PERIOD=\"2019\" OBS_VALUE=\"{value}\"{status}/>\n<Obs TIME_PERIOD=\"2020\" OBS_VALUE=\"x\"/></Series>")
            .expect("written");
    }
    text += "<Group REPORTER=\"RU\" UNIT_MULT=\"6\" UNIT=\"EUR\"/></m:DataSet></m:StructureSpecificData>";
    text
}

#[test]
fn a_message_is_read_along_its_text_with_the_figures_that_it_has_as_a_whole() {
    let here = Folder::new("messages");
    std::fs::create_dir(here.0.join("small")).expect("a folder");
    here.write("message.xml", &message(BLANKS));
    here.write("small/message.xml", &message(0));
    let [large, whole] = ["message.xml", "small/message.xml"].map(|path| {
        let outcome = here.run(&["numbers", path]);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        (lines(&outcome.out), here.json(&["inspect", path, "--format", "json"]))
    });
    assert_eq!(large.0, whole.0);
    assert_eq!(whole.0.len(), ROWS + 1);
    assert!(whole.0[1].contains("EUR") && whole.0[1].contains("million"), "{}", whole.0[1]);
    // What is refused has another column alone where blanks stand before it.
    assert_eq!((large.1["refused"].as_array().map(Vec::len), large.1["format"].as_str()), (Some(ROWS), Some("SDMX-ML message")));
    here.write("cut.xml", message(BLANKS).strip_suffix("</m:StructureSpecificData>").expect("ends so"));
    let outcome = here.run(&["numbers", "cut.xml"]);
    assert!(outcome.code == 1 && outcome.err.contains("the file ends in the middle of the document"), "{}", outcome.err);
}

/// A large file and the same without blanks give the same figures, as many as are told; both texts are made by `text`.
fn the_same_figures(here: &Folder, name: &str, count: usize, text: impl Fn(usize) -> String) {
    std::fs::create_dir_all(here.0.join("small")).expect("a folder");
    here.write(name, &text(BLANKS));
    here.write(&format!("small/{name}"), &text(0));
    let [large, whole] = [name.to_owned(), format!("small/{name}")].map(|path| {
        let outcome = here.run(&["numbers", &path]);
        assert_eq!(outcome.code, 0, "{name}: {}", outcome.err);
        let report = here.json(&["inspect", &path, "--format", "json"]);
        let told = |of: &str| report[of].as_array().map(Vec::len);
        (lines(&outcome.out), report["format"].clone(), report["notes"].clone(), [told("refused"), told("missing")])
    });
    assert_eq!(large, whole, "{name}");
    assert_eq!(whole.0.len(), count + 1, "{name}: {:?}", whole.0.first());
}

/// A cube of 2 countries, `ROWS` goods and 1 year; what stands before its dimensions is given.
fn cube(before: &str) -> String {
    let goods: Vec<String> = (0..ROWS).map(|row| format!("\"{row:06}\"")).collect();
    format!(
        "{{\"class\": \"dataset\", \"label\": \"Trade\", {before}, \"id\": [\"geo\", \"product\", \"time\"], \"size\": [2, {ROWS}, 1], \"dimension\": {{
        \"geo\": {{\"category\": {{\"index\": [\"RU\", \"CN\"]}}}}, \"product\": {{\"category\": {{\"index\": [{}]}}}},
        \"time\": {{\"category\": {{\"index\": [\"2020\"]}}}}}}}}",
        goods.join(",")
    )
}

/// The values of a cube, some of which are none; so many blanks stand between them.
fn values(blanks: usize, each: impl Fn(usize, &str) -> Option<String>) -> String {
    let value = |at: usize| match at % 11 {
        3 => "null".to_owned(),
        4 => "\":\"".to_owned(),
        5 => "true".to_owned(),
        _ => format!("{at}.50"),
    };
    let all: Vec<String> = (0..2 * ROWS).filter_map(|at| each(at, &value(at))).collect();
    all.join(&format!(",\n{}", " ".repeat(blanks)))
}

#[test]
fn a_cube_is_read_along_its_text_with_the_figures_that_it_has_as_a_whole() {
    let here = Folder::new("cubes");
    // What is no number is refused.
    let count = (0..2 * ROWS).filter(|at| at % 11 != 5).count();
    the_same_figures(&here, "list.json", count, |blanks| {
        let flags: Vec<&str> = (0..2 * ROWS).map(|at| if at % 3 == 0 { "\"p\"" } else { "null" }).collect();
        cube(&format!("\"value\": [{}], \"status\": [{}]", values(blanks, |_, value| Some(value.to_owned())), flags.join(",")))
    });
    let sparse = |blanks: usize| {
        let value = |at: usize, value: &str| (!at.is_multiple_of(4)).then(|| format!("\"{at}\": {value}"));
        cube(&format!("\"status\": {{\"0\": \"c\", \"9\": \"p\", \"5\": \"e\"}}, \"value\": {{{}}}", values(blanks, value)))
    };
    let count = (0..2 * ROWS).filter(|at| at % 4 == 0 || at % 11 != 5).count();
    the_same_figures(&here, "sparse.json", count, sparse);
    let flagged = here.run(&["numbers", "sparse.json"]).out;
    assert!(lines(&flagged).iter().any(|line| line.contains("000009") && line.contains("provisional")), "{flagged}");
    the_same_figures(&here, "several.json", 2 * count, |blanks| {
        format!("{{\"class\": \"collection\", \"link\": {{\"item\": [{}, {}]}}}}", sparse(blanks), sparse(0).replace("Trade", "Sales"))
    });
    let noise: String = (0..400_000_u64).map(|at| format!("{:x}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15))).collect();
    let packed = |text: &str| archive(&[("cube.json", text.as_bytes())]);
    std::fs::write(here.0.join("cube.zip"), packed(&sparse(0).replacen('{', &format!("{{\"noise\": \"{noise}\", "), 1))).expect("written");
    std::fs::write(here.0.join("small/cube.zip"), packed(&sparse(0))).expect("written");
    assert!(std::fs::metadata(here.0.join("cube.zip")).expect("is there").len() > 2 << 20, "is large");
    let [large, whole] = ["cube.zip", "small/cube.zip"].map(|path| lines(&here.run(&["numbers", path]).out));
    assert_eq!(large, whole);
    assert_eq!(large.len(), count + 1);
    let cut = sparse(BLANKS);
    here.write("cut.json", &cut[..cut.len() - 200]);
    let outcome = here.run(&["numbers", "cut.json"]);
    assert!(outcome.code == 1 && outcome.err.contains("it is not valid JSON: incomplete document"), "{}", outcome.err);
    let twice = cube(&format!("\"value\": {{\"7\": 1, \"7\": 2, \"8\": {}3}}", " ".repeat(9 << 20)));
    here.write("twice.json", &twice);
    let outcome = here.run(&["inspect", "twice.json"]);
    assert!(format!("{}{}", outcome.out, outcome.err).contains("stands twice in one object"), "{}{}", outcome.out, outcome.err);
}

/// A message of SDMX-JSON whose structure stands behind its data, as agencies write it.
fn message_in_json(data: &str, is_flat: bool) -> String {
    let goods: Vec<String> = (0..ROWS).map(|row| format!("{{\"id\": \"{row:06}\"}}")).collect();
    let series = format!(
        "{{\"id\": \"REF_AREA\", \"keyPosition\": 0, \"values\": [{{\"id\": \"RU\"}}]}}, {{\"id\": \"PRODUCT\", \"keyPosition\": 1, \"values\": [{}]}}",
        goods.join(",")
    );
    let time = "{\"id\": \"TIME_PERIOD\", \"keyPosition\": 2, \"values\": [{\"id\": \"2019\"}, {\"id\": \"2020\"}]}";
    let dimensions = match is_flat {
        true => format!("\"observation\": [{series}, {time}]"),
        false => format!("\"series\": [{series}], \"observation\": [{time}]"),
    };
    format!(
        "{{\"meta\": {{\"sender\": {{\"id\": \"ECB\"}}}}, \"data\": {{\"dataSets\": [{{\"action\": \"Replace\", {data}}}], \"structures\": [{{
        \"name\": \"Trade\", \"dimensions\": {{{dimensions}}}, \"attributes\": {{\"series\": [{{\"id\": \"UNIT\", \"values\": [{{\"id\": \"USD\"}}, {{\"id\": \"EUR\"}}]}}],
        \"observation\": [{{\"id\": \"OBS_STATUS\", \"values\": [{{\"id\": \"A\"}}, {{\"id\": \"E\"}}]}}]}}}}]}}}}"
    )
}

#[test]
fn a_message_in_json_is_read_along_its_text_with_the_figures_that_it_has_as_a_whole() {
    let here = Folder::new("messages-in-json");
    the_same_figures(&here, "series.json", 2 * ROWS, |blanks| {
        let series = |row: usize| {
            let observations = format!("\"observations\": {{\"0\": [{row}.50, 1],\n{}\"1\": [null]}}", " ".repeat(blanks));
            // What is said of a series may stand behind its figures.
            match row % 2 {
                0 => format!("\"0:{row}\": {{\"attributes\": [1], {observations}}}"),
                _ => format!("\"0:{row}\": {{{observations}, \"attributes\": [0]}}"),
            }
        };
        let all: Vec<String> = (0..ROWS).map(series).chain(["\"0:9000\": {\"observations\": {}}".to_owned()]).collect();
        message_in_json(&format!("\"series\": {{{}}}", all.join(",")), false)
    });
    let told = here.run(&["numbers", "series.json"]).out;
    assert!(told.contains("EUR") && told.contains("USD") && told.contains("estimated"), "{told}");
    the_same_figures(&here, "flat.json", 2 * ROWS, |blanks| {
        let observation = |at: usize| format!("{}\"0:{}:{}\": [{at}, 0]", " ".repeat(blanks), at / 2, at % 2);
        let all: Vec<String> = (0..2 * ROWS).map(observation).collect();
        message_in_json(&format!("\"observations\": {{{}}}", all.join(",\n")), true)
    });
}

#[test]
fn a_document_in_a_damaged_archive_is_none_and_a_list_in_one_shows_its_cells() {
    let here = Folder::new("packed-documents");
    let noise = |at: u64| format!("{:x}", at.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let noise: String = (0..400_000).map(noise).collect();
    let before = format!("\"noise\": \"{noise}\", \"value\": [{}]", values(0, |_, value| Some(value.to_owned())));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("cube.json", stored).expect("a member");
    zip.write_all(cube(&before).as_bytes()).expect("written");
    let mut bytes = zip.finish().expect("an archive").into_inner();
    std::fs::write(here.0.join("cube.zip"), &bytes).expect("a file");
    assert_eq!(here.run(&["numbers", "cube.zip"]).code, 0);
    let place = bytes.windows(6).position(|signs| signs == b"100.50").expect("is there");
    bytes[place] = b'9';
    std::fs::write(here.0.join("cube.zip"), &bytes).expect("a file");
    let outcome = here.run(&["numbers", "cube.zip"]);
    assert_eq!(outcome.code, 1, "{}", outcome.out.lines().count());
    let record = |row: u64| {
        format!(
            "<record><field name=\"Country or Area\">Russia</field><field name=\"Year\">{row}</field><field name=\"Value\">{row}.5</field></record>"
        )
    };
    let records: String = (1900..2000).map(record).collect();
    let text = format!("<Root><data>{records}</data><!--{noise}--></Root>");
    std::fs::write(here.0.join("list.zip"), archive(&[("list.xml", text.as_bytes())])).expect("a file");
    let table = here.run(&["inspect", "list.zip", "--table"]);
    assert_eq!((table.code, table.out.lines().count()), (0, 101), "{}", table.err);
}

#[test]
fn a_message_of_many_data_sets_is_gone_through_once() {
    let here = Folder::new("data-sets");
    let datasets: Vec<String> =
        (0..3000).map(|at| format!("{{\"observations\": {{\"0:{}:{}\": [{at}]}}}}", at / 2 % ROWS, at % 2)).collect();
    let text = message_in_json("\"observations\": {}", true)
        .replace("[{\"action\": \"Replace\", \"observations\": {}}]", &format!("[{}]", datasets.join(",\n")));
    here.write("sets.json", &text);
    let told = here.run(&["numbers", "sets.json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    assert_eq!(told.out.lines().count(), 2 * ROWS + 1);
}
