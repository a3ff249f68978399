//! Files too large for memory are read row by row: the same figures come out as from files that are read as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write as _};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli::Folder;

/// Two years of trade in the form of BACI, with what makes rows long to read: missing and qualified values, an unknown
/// country, a cell that is no number, a row that stands twice, and one that contradicts another.
const YEARS: [(&str, &str); 2] = [
    (
        "BACI_HS92_Y2018.csv",
        "t,i,j,k,v,q\n2018,156,643,010121,       0.442,       0.002\n2018,156,643,270900,12.50,NA\n2018,643,156,270900,12345.678,30000.500\n\
         2018,643,156,270900,12345.678,30000.500\n2018,643,999,270900,7,<0.5\n2018,842,643,880330,abc,3\n2018,842,643,880330,18,3\n",
    ),
    (
        "BACI_HS92_Y2019.csv",
        "t,i,j,k,v,q\n2019,643,156,270900,20000.100,1\n2019,156,643,010121,1,2\n2019,156,643,010121,5,2\n2019,4,8,010121,0.100,0\n2019,4,8,010121,0.1,0\n\
         2019,12,8,010121,0.5,0\n2019,12,8,010121,<0.5,0\n\
         2019,643,156,880330,4,NA\n2019,643,156,010121,NA,NA\n2019,156,643,880330,,5\n2019,643,156,880400,,6\n",
    ),
];

/// The numbers without the names of dataset and file.
fn figures(out: &str) -> BTreeSet<Vec<String>> {
    let mut reader = csv::Reader::from_reader(out.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let is_told = |name: &str| !["dataset", "source", "locator"].contains(&name);
    let row = |record: csv::StringRecord| {
        let cells = head.iter().zip(record.iter()).filter(|(name, cell)| is_told(name) && !cell.is_empty());
        cells.map(|(name, cell)| format!("{name}={cell}")).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

pub fn folder(name: &str) -> Folder {
    let here = Folder::new(name);
    fs::create_dir_all(here.0.join("baci")).expect("a folder");
    for (name, text) in YEARS {
        here.write(&format!("baci/{name}"), text);
    }
    here.write("baci/country_codes.csv", "country_code,country_name\n4,Afghanistan\n");
    here
}

#[test]
fn a_folder_of_years_is_one_dataset_with_the_figures_of_its_files() {
    let here = folder("years");
    let report = here.json(&["inspect", "baci", "--format", "json"]);
    assert_eq!(report["format"], "CEPII BACI table");
    assert_eq!(report["periods"]["count"], 2);
    assert_eq!(report["reading"]["duplicates"], 6, "a row of two figures, and the weights of four others");
    let missing = &report["reading"]["missing"];
    assert_eq!((missing["NA"][1].as_u64(), missing[""][1].as_u64()), (Some(4), Some(2)), "{missing}");
    let refused = report["refused"].as_array().expect("refusals");
    assert!(
        refused.iter().any(|one| one["line"] == 7 && one["why"].as_str().is_some_and(|why| why.contains("not a number"))),
        "{refused:?}"
    );
    assert!(refused.iter().any(|one| one["why"].as_str().is_some_and(|why| why.contains("stands at line 3 already"))), "{refused:?}");
    assert!(report["reading"]["unknown"]["partner"].to_string().contains("999"));
    let mut expected = BTreeSet::new();
    for (name, _) in YEARS {
        let whole = here.run(&["numbers", &format!("baci/{name}")]);
        assert_eq!(whole.code, 0, "{}", whole.err);
        expected.extend(figures(&whole.out));
    }
    let together = here.run(&["numbers", "baci"]);
    assert_eq!(together.code, 0, "{}", together.err);
    let found = figures(&together.out);
    assert_eq!(found, expected);
    assert!(together.out.contains("BACI_HS92_Y2019.csv, line 2"), "each with its file and line");
}

#[test]
fn what_was_read_once_is_kept_and_asked_by_its_codes() {
    let here = folder("kept");
    let asked = ["numbers", "baci", "--where", "reporter=Russia", "--where", "partner=CHN", "--where", "indicator=trade_value"];
    let first = here.run(&asked);
    assert_eq!((first.code, figures(&first.out).len()), (0, 5), "{}{}", first.out, first.err);
    let content = here.0.join("kept/content");
    let kept = fs::read_dir(&content).expect("what is kept").count();
    assert_eq!(kept, 1);
    let again = here.run(&asked);
    assert_eq!((again.out.as_str(), again.code), (first.out.as_str(), 0));
    // Another file in the folder makes another dataset of it.
    here.write("baci/BACI_HS92_Y2020.csv", "t,i,j,k,v,q\n2020,643,156,270900,5,6\n");
    assert_eq!(figures(&here.run(&asked).out).len(), 6);
    // One with other columns is not read as if it had these.
    here.write("baci/BACI_HS92_Y2021.csv", "year,i,j,k,v,q\n2021,643,156,270900,5,6\n");
    let refused = here.run(&asked);
    assert!(refused.code == 1 && refused.err.contains("BACI_HS92_Y2021.csv: its line 1 names other columns"), "{}", refused.err);
    assert_eq!(fs::read_dir(&content).expect("what is kept").count(), 2, "what failed is not kept");
    let left =
        fs::read_dir(here.0.join("kept")).expect("a folder").flatten().filter(|one| one.file_name().to_string_lossy().starts_with("tmp-"));
    assert_eq!(left.count(), 0, "nor is what was begun");
}

#[test]
fn rows_on_disk_are_drawn_like_any_others() {
    let here = folder("drawn");
    let view = r#"{"asymmetry": "view/1", "chart": "line", "subject": {"dataset": "baci", "measure": {"indicator": {}},
        "selection": {"picks": {"reporter": {"only": ["RUS"]}, "partner": {"only": ["CHN"]}, "indicator": {"only": ["trade_value"]}}}}}"#;
    here.write("oil.view.json", view);
    let drawn = here.run(&["render", "oil.view.json", "--dataset", "baci", "-o", "oil.svg"]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    let numbers = here.run(&["numbers", "oil.view.json", "--dataset", "baci"]);
    assert!(numbers.out.contains("12345.678") && numbers.out.contains("20000.1"), "{}{}", numbers.out, numbers.err);
    let converted = here.run(&["convert", "baci", "-o", "all.csv"]);
    assert!(converted.code == 1 && converted.err.contains("more than fit one document"), "{}", converted.err);
}

/// The same table in every form in which rows can be read one by one.
const TRADE: &str = "reporter,partner,year,exports\nRUS,CHN,2018,12.5\nRUS,CHN,2019,NA\nCHN,RUS,2018,0.50\nCHN,RUS,2019,7\n";

fn in_a_folder(name: &str, file: &str, bytes: &[u8]) -> (String, String) {
    let here = Folder::new(name);
    fs::create_dir_all(here.0.join("rows")).expect("a folder");
    fs::write(here.0.join("rows").join(file), bytes).expect("a file");
    let [streamed, whole] = ["rows".to_owned(), format!("rows/{file}")].map(|path| {
        let outcome = here.run(&["numbers", &path]);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        outcome.out
    });
    (streamed, whole)
}

#[test]
fn objects_in_lines_and_columns_are_read_row_by_row_as_text_is() {
    let mut lines = String::new();
    for row in TRADE.lines().skip(1) {
        let [reporter, partner, year, exports] = row.split(',').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let exports = if exports == "NA" { "null" } else { exports };
        lines += &format!("{{\"reporter\": \"{reporter}\", \"partner\": \"{partner}\", \"year\": {year}, \"exports\": {exports}}}\n");
    }
    let text = |at: usize| StringArray::from_iter(TRADE.lines().skip(1).map(|row| row.split(',').nth(at)));
    let number = |at: usize| Float64Array::from_iter(TRADE.lines().skip(1).map(|row| row.split(',').nth(at)?.parse::<f64>().ok()));
    let columns: [(&str, ArrayRef); 4] =
        [("reporter", Arc::new(text(0))), ("partner", Arc::new(text(1))), ("year", Arc::new(number(2))), ("exports", Arc::new(number(3)))];
    let batch = RecordBatch::try_from_iter(columns).expect("columns of one length");
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    let parquet = writer.into_inner().expect("bytes");
    for (file, bytes) in [("t.csv", TRADE.as_bytes()), ("t.jsonl", lines.as_bytes()), ("t.parquet", parquet.as_slice())] {
        let (streamed, whole) = in_a_folder(&file.replace('.', "-"), file, bytes);
        let (streamed, whole) = (figures(&streamed), figures(&whole));
        assert!(streamed.len() >= 3, "{file}: {streamed:?}");
        // What a folder is called names its indicator in no form.
        assert_eq!(streamed, whole, "{file}");
    }
}

/// An archive of these texts, and of a document of so many bytes beside them.
fn archive(members: &[(&str, &str)], beside: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.start_file("Readme.pdf", SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a member");
    zip.write_all(&vec![7; beside]).expect("written");
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn the_yearly_tables_of_an_archive_are_one_dataset_small_or_large() {
    let here = Folder::new("archive");
    let folder = folder("unpacked");
    let unpacked = figures(&folder.run(&["numbers", "baci"]).out);
    let [first, second] = YEARS;
    let members = [first, second, ("country_codes_V2023.csv", "country_code,country_name\n4,Afghanistan\n")];
    // What makes it large need not be a table.
    for (name, beside) in [("small.zip", 10), ("large.zip", 13 << 20)] {
        fs::write(here.0.join(name), archive(&members, beside)).expect("a file");
        let report = here.json(&["inspect", name, "--format", "json"]);
        assert_eq!(report["format"], "CEPII BACI table", "{report}");
        assert_eq!(report["periods"]["count"], 2);
        let all = here.run(&["numbers", name]);
        assert!(all.out.contains(&format!("{name}/BACI_HS92_Y2019.csv, line 2")), "{}{}", all.out, all.err);
        assert_eq!(figures(&all.out), unpacked);
        let one = here.json(&["inspect", name, "--sheet", "BACI_HS92_Y2018.csv", "--format", "json"]);
        assert_eq!(one["periods"]["count"], 1, "the one that is asked for");
    }
}

#[test]
fn tables_of_an_archive_that_are_no_years_of_one_are_asked_for() {
    let here = Folder::new("tables");
    let table = "country,year,usd\nRUS,2019,1\nCHN,2019,2\n";
    let other = "country,year,eur\nRUS,2020,1\nCHN,2020,2\n";
    for (name, members) in
        [("flows.zip", [("exports.csv", table), ("imports.csv", table)]), ("heads.zip", [("2019.csv", table), ("2020.csv", other)])]
    {
        fs::write(here.0.join(name), archive(&members, 10)).expect("a file");
        let told = here.run(&["inspect", name]);
        assert!(told.code == 1 && told.err.contains("it is an archive of several files") && told.err.contains("--sheet"), "{}", told.err);
    }
}

#[test]
fn tidy_tables_keep_all_that_their_rows_say() {
    let here = Folder::new("tidy");
    fs::create_dir_all(here.0.join("polls")).expect("a folder");
    let head = "question,answer,side,group,period,value,low,high,qualifier,missing,unit,base,design_effect,mode,fieldwork,note,locator\n";
    let years = [
        (
            "2019.csv",
            "view,good,positive,all,2019,41,,,about,,%,1600,1.5,face_to_face,2019-03,\"asked\nin two ways\",table 3\nview,bad,negative,all,2019,,30,34,range,,%,1600,,,,,\n",
        ),
        (
            "2020.csv",
            "view,good,positive,all,2020,,,,,not_published,%,,,,,,\nview,bad,negative,all,2020,words,,,,,%,,,,,,\nview,bad,negative,all,2020,31,,,,,%,,,,,,\n",
        ),
    ];
    let mut expected = BTreeSet::new();
    for (name, rows) in years {
        here.write(&format!("polls/{name}"), &format!("{head}{rows}"));
        let whole = here.run(&["numbers", &format!("polls/{name}")]);
        assert_eq!(whole.code, 0, "{}", whole.err);
        expected.extend(told(&whole.out));
    }
    let together = here.run(&["numbers", "polls"]);
    assert_eq!(together.code, 0, "{}", together.err);
    assert_eq!(told(&together.out), expected, "with qualifiers, bases, design effects, notes");
    assert!(together.out.contains(",table 3") && together.out.contains("2020.csv, line 4"), "{}", together.out);
    let report = here.json(&["inspect", "polls", "--format", "json"]);
    let refused = report["refused"].as_array().expect("refusals");
    assert!(refused.iter().any(|one| one["line"] == 3 && one["what"].as_str().is_some_and(|what| what.contains("words"))), "{refused:?}");
    here.write("polls/2021.csv", "question,answer,period,value\nview,good,2021,3\n");
    let other = here.run(&["numbers", "polls"]);
    assert!(other.code == 1 && other.err.contains("2021.csv: its first line names other columns"), "{}", other.err);
}

/// The figures without what the file is called after, as the indicator and source of a poll's table.
fn told(out: &str) -> BTreeSet<Vec<String>> {
    let is_of_file = |cell: &String| cell.starts_with("indicator=") || cell.starts_with("unit_label=");
    figures(out).into_iter().map(|row| row.into_iter().filter(|cell| !is_of_file(cell)).collect()).collect()
}

#[test]
fn the_cells_of_a_folder_are_one_table_and_more_than_one_is_not_to_be_had() {
    let here = folder("cells");
    let rows = |name: &str| -> Vec<Vec<String>> {
        let out = here.run(&["inspect", name, "--table"]).out;
        let rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(out.as_bytes()).into_records();
        rows.map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
    };
    let [first, second] = YEARS.map(|(name, _)| rows(&format!("baci/{name}")));
    assert_eq!((first.len(), second.len()), (8, 12));
    assert_eq!(first[0], second[0], "the names stand in both");
    assert_eq!(rows("baci"), [first, second[1..].to_vec()].concat());

    // The names of the second are others.
    here.write("baci/BACI_HS92_Y2020.csv", "t,i,j,k,v\n2020,643,156,010121,1\n");
    let other = here.run(&["inspect", "baci", "--table"]);
    let names = "BACI_HS92_Y2020.csv: its line 1 names other columns than the first file";
    assert!(other.code == 1 && other.err.contains(names), "{}", other.err);
}

#[test]
fn codes_get_their_noughts_back_row_by_row_as_well() {
    let here = Folder::new("noughts");
    fs::create_dir_all(here.0.join("bulk")).expect("a folder");
    let names = "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,Netweight (kg),Value\n";
    here.write("bulk/2014.csv", &format!("{names}2014,388,1,0,H4,901,5,9631\n2014,388,2,0,H4,90111,4,11\n"));
    here.write("bulk/2015.csv", &format!("{names}2015,388,1,0,H4,901,6,9700\n2015,388,2,0,H4,270900,7,12\n"));
    let report = here.json(&["inspect", "bulk", "--format", "json"]);
    assert_eq!(report["format"], "UN Comtrade table of codes (before 2023)");
    let numbers = here.run(&["numbers", "bulk", "--format", "csv"]).out;
    for code in ["HS-0901", "HS-090111", "HS-270900"] {
        assert!(numbers.contains(&format!(",{code},")), "{numbers}");
    }
    assert!(!numbers.contains(",901,") && !numbers.contains(",90111,"), "{numbers}");
}

/// A folder of tables that are read as one.
fn tables(name: &str, files: &[(&str, &str)]) -> Folder {
    let here = Folder::new(name);
    fs::create_dir_all(here.0.join("rows")).expect("a folder");
    files.iter().for_each(|(name, text)| here.write(&format!("rows/{name}"), text));
    here
}

#[test]
fn a_decimal_sign_that_the_first_file_leaves_open_is_asked_for_or_taken_from_a_later_one() {
    let names = "Country;Year;Exports (USD million)\n";
    let whole = format!("{names}China;2019;120\nRussia;2019;127\n");
    let open = format!("{names}China;2020;130\nRussia;2020;1,234\n");
    let here = tables("open", &[("2019.csv", &whole), ("2020.csv", &open)]);
    let asked = here.run(&["numbers", "rows"]);
    assert!(asked.code == 1 && asked.err.contains("2020.csv: \"1,234\"") && asked.err.contains("--decimal"), "{}", asked.err);
    let said = here.run(&["numbers", "rows", "--decimal", "comma"]);
    assert!(said.out.contains(",1.234,"), "{}{}", said.out, said.err);
    here.write("rows/2020.csv", &format!("{names}China;2020;12,5\nRussia;2020;1,234\n"));
    let told = here.run(&["numbers", "rows"]);
    assert!(told.out.contains(",12.5,") && told.out.contains(",1.234,"), "{}{}", told.out, told.err);
}

#[test]
fn files_under_different_units_are_no_one_table() {
    let table = |unit: &str, year: u32, times: u32| {
        let rows = ["China", "Russia", "Germany"].map(|country| format!("{country},{year},{}\n", 3 * times)).concat();
        format!("Unit: {unit}\nCountry,Year,Exports\n{rows}")
    };
    let here = tables("above", &[("a.csv", &table("USD million", 2019, 1)), ("b.csv", &table("USD thousand", 2020, 1000))]);
    let refused = here.run(&["numbers", "rows"]);
    let why = "b.csv: \"USD thousand\" stands above its table, and \"USD million\" above that of the first file";
    assert!(refused.code == 1 && refused.err.contains(why), "{}", refused.err);
    here.write("rows/b.csv", &table("USD million", 2020, 1));
    assert_eq!(figures(&here.run(&["numbers", "rows"]).out).len(), 6);
}

#[test]
fn contradictions_beyond_those_told_one_by_one_are_counted() {
    let table = |more: usize| {
        let row = |nth: usize| format!("China,2019,S{nth},{}\n", 3 * nth + more);
        format!("Country,Year,Sector,Exports (USD)\n{}", (0..1200).map(row).collect::<String>())
    };
    let here = tables("many", &[("a.csv", &table(1)), ("b.csv", &table(5000))]);
    let report = here.json(&["inspect", "rows", "--format", "json"]);
    assert_eq!(report["reading"]["refused_more"], 200);
    assert!(report.to_string().contains("1200 parts of rows could not be read"), "{report}");
}

#[test]
fn rows_known_by_their_lines_are_told_apart_by_their_files_as_well() {
    let here = tables(
        "lines",
        &[("a.csv", "Answer,Age\nYes,20\nNo,30\nYes,20\nNo,20\n"), ("b.csv", "Answer,Age\nYes,20\nNo,31\nYes,20\nNo,20\n")],
    );
    let numbers = here.run(&["numbers", "rows"]);
    assert_eq!((numbers.code, figures(&numbers.out).len()), (0, 8), "{}{}", numbers.out, numbers.err);
    // A table may have lines and files of its own.
    let rows = "Country,Line,File,Year,Exports (USD)\nChina,A,x,2019,15\nChina,B,x,2019,12\nRussia,A,y,2019,33\nRussia,B,y,2019,24\n";
    let here = tables("own-lines", &[("a.csv", rows), ("b.csv", &rows.replace("2019", "2020"))]);
    let numbers = here.run(&["numbers", "rows"]);
    assert_eq!((numbers.code, figures(&numbers.out).len()), (0, 8), "{}{}", numbers.out, numbers.err);
}

#[test]
fn another_unit_further_down_makes_another_indicator() {
    let rows = |year: u32, unit: &str, value: u32| format!("China,{year},Wheat,{unit},{value}\nRussia,{year},Wheat,{unit},{}\n", value + 1);
    let names = "Country,Year,Product,Unit,Value\n";
    let second = format!("{names}{}{}", rows(2020, "t", 1), rows(2020, "USD", 100));
    let here = tables("units", &[("2019.csv", &format!("{names}{}", rows(2019, "t", 1))), ("2020.csv", &second)]);
    let numbers = here.run(&["numbers", "rows"]);
    assert_eq!((numbers.code, figures(&numbers.out).len()), (0, 6), "{}{}", numbers.out, numbers.err);
    assert!(numbers.out.contains("rows_usd"), "{}", numbers.out);
}

#[test]
fn what_later_files_hold_beyond_the_first_is_told() {
    let object = |country: &str, more: &str| format!("{{\"country\": \"{country}\", \"year\": 2019, \"exports_usd\": 5{more}}}\n");
    let first = object("China", "") + &object("Russia", "") + &object("India", "");
    let second = (object("China", ", \"imports_usd\": 7") + &object("Russia", "") + &object("India", "")).replace("2019", "2020");
    let here = tables("beyond", &[("a.jsonl", &first), ("b.jsonl", &second)]);
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("\"imports_usd\" is not named at the beginning"), "{told}");
    let table = |year: u32, weight: &str| {
        format!("Country,Year,Exports (USD),Weight (t)\nChina,{year},15,{weight}\nRussia,{year},12,{weight}\nIndia,{year},33,{weight}\n")
    };
    let here = tables("filled", &[("1995.csv", &table(1995, "")), ("1996.csv", &table(1996, "7")), ("1997.csv", &table(1997, "8"))]);
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("Column \"Weight (t)\" is empty at the beginning") && told.contains("from 1996.csv, line 2 on"), "{told}");
}

#[test]
fn the_tables_of_a_folder_are_known_by_the_ends_of_their_names_and_the_rest_is_told() {
    let table = |year: u32| format!("Country,Year,Exports (USD)\nChina,{year},15\nRussia,{year},12\nIndia,{year},33\n");
    let files =
        [("2019.csv", table(2019)), ("2020_by_hs_code.csv", table(2020)), ("2021.tab", table(2021)), ("about.md", "words".to_owned())];
    let here = tables("known", &files.each_ref().map(|(name, text)| (*name, text.as_str())));
    here.write("rows/product_codes_HS92_V202102.csv", "code,description\n010121,Horses\n");
    assert_eq!(figures(&here.run(&["numbers", "rows"]).out).len(), 9);
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("left out of the folder: about.md, product_codes_HS92_V202102.csv"), "{told}");
}

#[test]
fn answers_of_other_people_are_no_repetition() {
    let table = |base: u32, no: u32| {
        let question = "Should the US help Taiwan?";
        format!("Question,Answer,Year,Base,Share (%)\n{question},Yes,2022,{base},52\n{question},No,2022,{base},{no}\n")
    };
    let here = tables("bases", &[("a.csv", &table(500, 40)), ("b.csv", &table(502, 38))]);
    let report = here.json(&["inspect", "rows", "--format", "json"]);
    assert_eq!((report["reading"]["duplicates"].as_u64(), report["refused"].as_array().map(Vec::len)), (Some(0), Some(2)), "{report}");
    // How many were asked stands in a row of its own: of one file alone that can be read.
    let rows = "Answer,2019 (%),2020 (%)\nGood,45,50\nBad,40,35\nDon't know,15,15\nBase,1502,1610\n";
    let here = tables("base-rows", &[("1.csv", rows), ("2.csv", rows)]);
    let refused = here.run(&["numbers", "rows"]);
    assert!(refused.code == 1 && refused.err.contains("Open its files one by one"), "{}{}", refused.out, refused.err);
    here.write("rows/1.csv", &rows.replace("Base,1502,1610\n", ""));
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("\"Base\" in 2.csv tells perhaps how many were asked"), "{told}");
    let read = here.run(&["numbers", "rows"]).out;
    assert!(!read.contains("1502") && !read.contains("1610"), "{read}");
}

#[test]
fn codes_that_lost_their_noughts_in_a_later_file_alone_are_put_right_and_told() {
    let names = "t,i,j,k,v,q\n";
    let [first, second] = [("2019", "010121"), ("2020", "10121")].map(|(year, code)| {
        format!("{names}{year},156,643,851712,120.5,3.1\n{year},156,643,{code},12.5,1.1\n{year},156,276,{code},13.5,1.1\n")
    });
    let here = tables("late-noughts", &[("2019.csv", &first), ("2020.csv", &second)]);
    let numbers = here.run(&["numbers", "rows"]).out;
    assert!(figures(&numbers).len() == 12 && numbers.contains("HS-010121") && !numbers.contains(",10121,"), "{numbers}");
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("10121 is 010121"), "{told}");
}

#[test]
fn a_document_with_more_figures_than_memory_should_hold_is_kept_on_disk() {
    const YEARS: usize = 100;
    const PLACES: usize = 3200;
    let here = Folder::new("many-cells");
    let places: Vec<String> = (0..PLACES).map(|at| format!("\"R{at:04}\"")).collect();
    let years: Vec<String> = (0..YEARS).map(|at| format!("\"{}\"", 1920 + at)).collect();
    // The figure of a cell is its number, counted from nought.
    let values: Vec<String> = (0..YEARS * PLACES).map(|at| if at == 7 { "null".to_owned() } else { at.to_string() }).collect();
    let dimension = |codes: &[String]| format!("{{\"category\": {{\"index\": [{}]}}}}", codes.join(","));
    let text = format!(
        "{{\"version\": \"2.0\", \"class\": \"dataset\", \"label\": \"Cells\", \"id\": [\"place\", \"time\"], \"size\": [{PLACES}, {YEARS}], \
         \"role\": {{\"time\": [\"time\"]}}, \"dimension\": {{\"place\": {}, \"time\": {}}}, \"value\": [{}]}}",
        dimension(&places),
        dimension(&years),
        values.join(",")
    );
    here.write("cells.json", &text);
    let first = here.run(&["inspect", "cells.json"]);
    assert!(first.out.contains("320000") && first.out.contains("1920 to 2019"), "{}{}", first.out, first.err);
    for _ in 0..2 {
        let told = here.run(&["numbers", "cells.json", "--where", "place=R3199", "--where", "period=2019"]);
        assert!(told.out.contains(",319999,") && told.out.contains("cells.json, cell 320000"), "{}{}", told.out, told.err);
    }
    let gap = here.run(&["numbers", "cells.json", "--where", "place=R0000", "--where", "period=1927"]);
    assert!(gap.out.contains("not_published") && gap.out.contains("cells.json, cell 8"), "{}{}", gap.out, gap.err);
    let kept: Vec<_> = std::fs::read_dir(here.0.join("kept/content")).expect("is kept").collect();
    assert_eq!(kept.len(), 1);
}

#[test]
fn files_of_years_whose_tables_name_none_are_dated_by_their_names() {
    let table = |more: u32| {
        format!("Country,Partner,Exports (USD)\nChina,Russia,{}\nRussia,China,{}\nIndia,China,{}\n", 15 + more, 12 + more, 33 + more)
    };
    let here = tables("named", &[("trade_2019.csv", &table(0)), ("trade_2020.csv", &table(100))]);
    let report = here.json(&["inspect", "rows", "--format", "json"]);
    assert_eq!(report["refused"].as_array().map(Vec::len), Some(0), "{report}");
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("period: the year in the name of each file") && !told.contains("undated"), "{told}");
    let numbers = here.run(&["numbers", "rows"]).out;
    let has = |period: &str, value: &str| {
        figures(&numbers).iter().any(|one| [period, value].iter().all(|part| one.iter().any(|cell| cell == part)))
    };
    assert!(figures(&numbers).len() == 6 && has("period=2019", "value=15") && has("period=2020", "value=115"), "{numbers}");
    // What names no year, or more than one number, leaves the figures without one.
    here.write("rows/trade_2021_2.csv", &table(200));
    let told = here.run(&["inspect", "rows"]).out;
    assert!(told.contains("names no period; its figures are undated"), "{told}");
}

#[test]
fn no_row_is_lost_however_lines_end_and_wherever_a_blank_one_stands() {
    let head = "Exports of goods\n\nCountry,Year,Exports (USD)\n\n";
    let rows = "Russia,2019,5.5\nRussia,2020,7.25\n\n\nChina,2019,9.125\n\"China\nand more\",2020,1.5\nIndia,2020,3.5";
    let told = |end: &str| {
        let here = tables("ends", &[("a.csv", &format!("{head}{rows}").replace('\n', end))]);
        let told = here.run(&["numbers", "rows"]);
        let places: Vec<String> =
            told.out.lines().filter_map(|line| Some(line.trim_end_matches('"').rsplit_once("line ")?.1.to_owned())).collect();
        (figures(&told.out), places)
    };
    for end in ["\n", "\r\n", "\r"] {
        let (figures, mut places) = told(end);
        places.sort();
        assert_eq!((figures.len(), places.join(" ").as_str()), (5, "10 12 5 6 9"), "{end:?}");
    }
}

#[test]
fn tables_whose_first_cells_hold_all_keys_are_read_row_by_row() {
    let trade =
        "freq,reporter,flow,indicators\\TIME_PERIOD\t2022 \t2023-01 \nA,DE,1,VALUE_IN_EUROS\t12.5 e\t: c\nA,CN_X_HK,2,QUANTITY_KG\t:\t3\n";
    let places = "unit,time\\geo\tDE\tFR\nMIO_EUR,2022\t1.5 p\t2\nMIO_EUR,2021\t3\t: \n";
    for (name, text, count) in [("trade", trade, 4), ("places", places, 4)] {
        let (streamed, whole) = in_a_folder(name, "rows.tsv", text.as_bytes());
        assert_eq!(figures(&streamed), figures(&whole));
        assert_eq!(figures(&whole).len(), count, "{whole}");
        assert!(streamed.contains("line 3"), "{streamed}");
    }
}
