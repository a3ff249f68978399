//! Documents too large for memory are read along their text, lists object by object: the same figures come out as of those that are
//! read as a whole.

use std::fmt::Write as _;

use crate::cli::Folder;

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
