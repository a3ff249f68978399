//! What can be read only by going back and forth in it is read row by row out of a packing as well, and nothing of it stays on the
//! disk.

use std::fs;
use std::io::{Cursor, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli::Folder;
use crate::large_books;
use crate::large_surveys;

/// An archive as large as what is in it.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("finished").into_inner()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("finished")
}

/// Is nothing left in the cache but what is kept?
fn nothing_is_left(here: &Folder) {
    let kept = fs::read_dir(here.0.join("kept")).expect("a folder").flatten().map(|entry| entry.file_name());
    let mut kept: Vec<String> = kept.map(|name| name.to_string_lossy().into_owned()).collect();
    kept.sort();
    assert_eq!(kept, ["content", "tickets"]);
}

#[test]
fn a_table_of_stata_has_the_figures_in_a_packing_that_it_has_without_one() {
    let (bytes, rows) = large_surveys::table_of_pairs();
    let here = Folder::new("packed-stata");
    fs::write(here.0.join("pairs.dta"), &bytes).expect("a file");
    fs::write(here.0.join("pairs.dta.gz"), gzip(&bytes)).expect("a file");
    fs::write(here.0.join("pairs.zip"), archive(&[("data/pairs.dta", &bytes), ("readme.txt", b"made up")])).expect("a file");
    fs::write(here.0.join("several.zip"), archive(&[("data/pairs.dta", &bytes), ("other.sav", b"$FL2")])).expect("a file");
    let numbers = |arguments: &[&str]| {
        let outcome = here.run(&[&["numbers"], arguments].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        outcome.out
    };
    // The places tell which file it was, and so do the names that are made of its own.
    let bare = |out: &str, name: &str| {
        let named = out.replace(name, "pairs.dta").replace("pairs-zip-data-pairs", "pairs").replace("several-zip-data-pairs", "pairs");
        let mut lines: Vec<String> = named.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let plain = numbers(&["pairs.dta"]);
    assert_eq!(plain.lines().count(), rows + 1);
    for (arguments, name) in [
        (&["pairs.dta.gz"][..], "pairs.dta"),
        (&["pairs.zip"], "pairs.zip/data/pairs.dta"),
        (&["several.zip", "--sheet", "pairs.dta"], "several.zip/data/pairs.dta"),
    ] {
        let packed = numbers(arguments);
        assert!(packed.contains(&format!("\"{name}, line 2\"")), "{:?}", packed.lines().nth(1));
        assert!(bare(&packed, name) == bare(&plain, "pairs.dta"), "{:?}", packed.lines().nth(1));
        nothing_is_left(&here);
    }
    assert!(here.run(&["inspect", "pairs.zip"]).out.contains("left out of the archive: readme.txt"));
    let cut = gzip(&bytes);
    fs::write(here.0.join("cut.dta.gz"), &cut[..cut.len() - 1000]).expect("a file");
    let told = here.run(&["numbers", "cut.dta.gz"]);
    assert!(told.code == 1 && told.err.contains("Could not unpack cut.dta") && told.err.contains("Download it again"), "{}", told.err);
    // Which of several is meant, a person says.
    let asked = here.run(&["numbers", "several.zip"]);
    assert!(asked.code == 1 && asked.err.contains("an archive of several files") && asked.err.contains("--sheet"), "{}", asked.err);
    nothing_is_left(&here);
}

#[test]
fn a_text_beside_a_workbook_in_an_archive_is_not_taken_for_all_of_it() {
    let here = large_books::of_two_sheets(["Exports", "Imports"]);
    let book = fs::read(here.0.join("trade.xlsx")).expect("a file");
    let text = b"Country,2019,2020\nChina,1,2\nIndia,3,4\n";
    fs::write(here.0.join("both.zip"), archive(&[("trade.xlsx", &book), ("small.csv", text)])).expect("a file");
    let asked = here.run(&["numbers", "both.zip"]);
    assert!(asked.code == 1 && asked.err.contains("trade.xlsx, small.csv") && asked.err.contains("--sheet"), "{}", asked.err);
    assert_eq!(here.run(&["numbers", "both.zip", "--sheet", "small.csv"]).out.lines().count(), 5);
}

#[test]
fn sheets_of_a_packed_workbook_are_read_row_by_row() {
    let here = large_books::of_two_sheets(["Exports", "Imports"]);
    let book = fs::read(here.0.join("trade.xlsx")).expect("a file");
    fs::write(here.0.join("trade.xlsx.gz"), gzip(&book)).expect("a file");
    fs::write(here.0.join("trade.zip"), archive(&[("trade.xlsx", &book)])).expect("a file");
    let rows = large_books::OF_SHEETS[0];
    for (path, sheet, name) in [("trade.xlsx.gz", "Exports", "trade.xlsx"), ("trade.zip", "trade.xlsx/Exports", "trade.zip/trade.xlsx")] {
        let outcome = here.run(&["numbers", path, "--sheet", sheet]);
        assert_eq!(outcome.out.lines().count(), 2 * rows + 1, "{}", outcome.err);
        // Cells are named only where all of a workbook is in memory.
        let place = format!("\"{name}, Exports, line {}\"", rows + 3);
        assert_eq!(outcome.out.lines().filter(|line| line.ends_with(&place)).count(), 2, "{:?}", outcome.out.lines().last());
        nothing_is_left(&here);
    }
}
