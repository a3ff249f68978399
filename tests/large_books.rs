//! Workbooks too large for memory are read row by row: the same figures come out as of those that are read as a whole.

use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::cli::Folder;
use crate::import::{archive, workbook};

/// More rows than the beginning holds, as their names are long, with a blank one, a gap far below, and a sheet beside it.
const ROWS: usize = 1_600;

fn table() -> String {
    let mut table = "Exports of goods||||\n||||\nReporter|Partner|Product|Exports, USD million|\n|||2019|2020".to_owned();
    for row in 0..ROWS {
        let (name, value) = (if row % 2 == 0 { "Russia" } else { "China" }, row as f64 / 4.0);
        match row {
            1_300 => table += "\n||||",
            1_450 => table += "\nRussia|Mars|Dust|n/a|7",
            _ => write!(table, "\n{name}|Germany|{}number {row}|{value}|{}", "Mineral fuels, oils, waxes; ".repeat(40), row + 1)
                .expect("written"),
        }
    }
    table
}

/// The workbook with a picture of so many bytes in it.
fn with_picture(book: &[u8], bytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new_append(Cursor::new(book.to_vec())).expect("an archive");
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file("docProps/thumbnail.jpeg", options).expect("a member");
    zip.write_all(&vec![0; bytes]).expect("written");
    zip.finish().expect("finished").into_inner()
}

/// The figures without their places.
fn figures(out: &str) -> Vec<String> {
    let mut figures: Vec<String> =
        out.lines().skip(1).map(|line| line.rsplit_once(",\"").map_or(line, |(figure, _)| figure).to_owned()).collect();
    figures.sort();
    figures
}

#[test]
fn a_workbook_is_read_row_by_row_with_the_figures_that_it_has_as_a_whole() {
    let merged: &[&str] = &["D3:E3"];
    is_read_row_by_row("xlsx", &workbook(&[("Notes", "Source|Customs", &[]), ("Trade", &table(), merged)]));
}

#[test]
fn an_open_document_is_read_row_by_row_with_the_figures_that_it_has_as_a_whole() {
    is_read_row_by_row("ods", &open_document(&table()));
}

/// The sheet "Trade" of these rows as an OpenDocument spreadsheet, with another one before it; the cells D3 and E3 are one.
fn open_document(table: &str) -> Vec<u8> {
    let words = |text: &str| format!("<text:p>{text}</text:p>");
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(_) => format!("<table:table-cell office:value-type=\"float\" office:value=\"{text}\">{}</table:table-cell>", words(text)),
        Err(_) if text.is_empty() => "<table:table-cell/>".to_owned(),
        Err(_) => format!("<table:table-cell office:value-type=\"string\">{}</table:table-cell>", words(text)),
    };
    let row = |line: &str| format!("<table:table-row>{}</table:table-row>", line.split('|').map(cell).collect::<String>());
    let rows: String = table.lines().map(row).collect();
    let one = "office:value-type=\"string\"><text:p>Exports,";
    let rows = rows.replace(&format!("<table:table-cell {one}"), &format!("<table:table-cell table:number-columns-spanned=\"2\" {one}"));
    let spaces = ["office", "table", "text"].map(|name| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""));
    let content = format!(
        "<office:document-content {}><office:body><office:spreadsheet><table:table table:name=\"Notes\">{}</table:table>\
         <table:table table:name=\"Trade\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        spaces.join(" "),
        row("Source|Customs")
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest.as_bytes()),
        ("content.xml", content.as_bytes()),
    ])
}

#[test]
fn a_binary_workbook_is_read_row_by_row_with_the_figures_that_it_has_as_a_whole() {
    is_read_row_by_row("xlsb", &binary(&table()));
}

/// The same sheets as a binary workbook, whose parts are records with their kind and length before them.
fn binary(table: &str) -> Vec<u8> {
    let seven = |number: usize| match number < 0x80 {
        true => vec![number as u8],
        false => vec![number as u8 | 0x80, (number >> 7) as u8],
    };
    let record = |kind: usize, data: &[u8]| [seven(kind), seven(data.len()), data.to_vec()].concat();
    let number = |number: usize| (number as u32).to_le_bytes().to_vec();
    let words = |text: &str| [number(text.encode_utf16().count()), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let cell = |(column, text): (usize, &str)| match text.parse::<f64>() {
        Ok(value) => record(5, &[number(column), number(0), value.to_le_bytes().to_vec()].concat()),
        Err(_) if text.is_empty() => Vec::new(),
        Err(_) => record(6, &[number(column), number(0), words(text)].concat()),
    };
    let sheet = |table: &str| {
        let row = |(row, line): (usize, &str)| {
            let cells: Vec<u8> = line.split('|').enumerate().flat_map(cell).collect();
            [record(0, &[number(row), vec![0; 13]].concat()), cells].concat()
        };
        let size = [number(0), number(table.lines().count() - 1), number(0), number(4)].concat();
        let rows: Vec<u8> = table.lines().enumerate().flat_map(row).collect();
        [record(0x94, &size), record(0x91, &[]), rows, record(0x92, &[])].concat()
    };
    let named = |id: usize, name: &str| record(0x9c, &[number(0), number(id), words(&format!("r{id}")), words(name)].concat());
    let book = [record(0x99, &[0; 8]), named(1, "Notes"), named(2, "Trade"), record(0x90, &[]), record(0x9d, &[])].concat();
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    let relation = |id: usize| format!("<Relationship Id=\"r{id}\" Type=\"{kind}\" Target=\"worksheets/sheet{id}.bin\"/>");
    let relations = format!("<Relationships>{}{}</Relationships>", relation(1), relation(2));
    archive(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &book),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet("Source|Customs")),
        ("xl/worksheets/sheet2.bin", &sheet(table)),
    ])
}

/// Rows of the first of two sheets, of which the beginning holds fewer, and of the second.
pub const OF_SHEETS: [usize; 2] = [900, 3];

/// A workbook of two sheets with a table each, large and small.
pub fn of_two_sheets(names: [&str; 2]) -> Folder {
    let row = |row: usize| format!("\n{}number {row}|{}|{row}", "Mineral fuels, oils, waxes; ".repeat(45), row as f64 / 4.0);
    let sheet = |rows: usize| format!("USD thousand||\n||\nProduct|2019|2020{}", (1..=rows).map(row).collect::<String>());
    let [first, second] = OF_SHEETS.map(sheet);
    let book = workbook(&[("Notes", "Source|Customs", &[]), (names[0], &first, &[]), (names[1], &second, &[])]);
    let here = Folder::new(names[0]);
    fs::write(here.0.join("trade.xlsx"), with_picture(&book, 9 << 20)).expect("a file");
    fs::create_dir(here.0.join("small")).expect("a folder");
    fs::write(here.0.join("small/trade.xlsx"), &book).expect("a file");
    here
}

#[test]
fn all_sheets_of_a_workbook_are_read_row_by_row_each_with_what_tells_it_apart() {
    for (names, codes) in [(["Exports", "Imports"], ["export", "import"]), (["North", "South"], ["1", "2"])] {
        let here = of_two_sheets(names);
        let [streamed, whole] = ["trade.xlsx", "small/trade.xlsx"].map(|path| here.run(&["numbers", path]));
        assert!(figures(&streamed.out) == figures(&whole.out), "{} {}", streamed.err, whole.err);
        assert_eq!(figures(&whole.out).len(), 2 * OF_SHEETS.iter().sum::<usize>());
        for ((name, code), last) in names.iter().zip(codes).zip(OF_SHEETS) {
            let place = format!("\"trade.xlsx, {name}, line {}\"", last + 3);
            let is_so = |line: &&str| line.contains(&format!(",{code},")) && line.contains("USD thousand") && line.ends_with(&place);
            assert_eq!(streamed.out.lines().filter(is_so).count(), 2, "{name}");
        }
    }
}

#[test]
fn what_stands_around_the_tables_of_a_workbook_is_told_row_by_row_as_well_and_one_is_had_by_its_number() {
    let here = of_two_sheets(["Sold", "Bought"]);
    let told = |path: &str| {
        let told = here.run(&["inspect", path]).out;
        let is_told = |line: &&str| ["left out", "passed over", "unit:", "column "].iter().any(|one| line.contains(one));
        told.lines().filter(is_told).map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    let all = told("trade.xlsx");
    assert!(all == told("small/trade.xlsx") && all.iter().filter(|line| line.starts_with("unit: USD thousand")).count() == 2, "{all:#?}");
    let second = ["trade.xlsx", "small/trade.xlsx"].map(|path| figures(&here.run(&["numbers", path, "--table", "2"]).out));
    assert!(second[0] == second[1] && second[0].len() == 2 * OF_SHEETS[1], "{:?}", second[0]);
}

fn is_read_row_by_row(ending: &str, book: &[u8]) {
    let here = Folder::new(ending);
    let [large, small] = [format!("trade.{ending}"), format!("small/trade.{ending}")];
    fs::write(here.0.join(&large), with_picture(book, 9 << 20)).expect("a file");
    fs::create_dir(here.0.join("small")).expect("a folder");
    fs::write(here.0.join(&small), book).expect("a file");
    let [streamed, whole] = [&large, &small].map(|path| {
        let outcome = here.run(&["numbers", path]);
        assert_eq!(outcome.code, 0, "{}", outcome.err);
        outcome.out
    });
    assert_eq!(figures(&streamed), figures(&whole));
    assert_eq!(figures(&whole).len(), 2 * (ROWS - 1));
    // Each stands in its row of its sheet.
    let places = [format!("\"trade.{ending}, Trade, line 1604\""), format!("\"trade.{ending}, Trade!E1604\"")];
    assert!(streamed.contains(&places[0]) && whole.contains(&places[1]), "{:?} {:?}", streamed.lines().last(), whole.lines().last());
    let table = here.run(&["inspect", &large, "--table", "--sheet", "Trade"]);
    assert_eq!(table.out.lines().count(), ROWS + 4, "{}", table.err);
    assert_eq!(table.out, here.run(&["inspect", &small, "--table", "--sheet", "Trade"]).out);
    let told = here.run(&["inspect", &large]).out;
    assert!(told.contains("the sheet \"Notes\" is left out"), "{told}");
}

/// A workbook of an older Excel with one sheet called "Trade": its records in a container of sectors.
fn of_older_excel(rows: &[Vec<Old>]) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let length = u16::try_from(data.len()).expect("short");
        [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
    };
    let begins =
        |of: u16| record(0x0809, &[0x0600_u16.to_le_bytes(), of.to_le_bytes(), [0; 2], [0; 2], [0; 2], [0; 2], [0; 2], [0; 2]].concat());
    let ends = record(0x000a, &[]);
    let words = |text: &str| [&[u8::try_from(text.len()).expect("short"), 0], text.as_bytes()].concat();
    let sheet_is =
        |at: usize| record(0x0085, &[u32::try_from(at).expect("near").to_le_bytes().as_slice(), &[0, 0], &words("Trade")].concat());
    let globals = begins(5).len() + sheet_is(0).len() + ends.len();
    let mut book = [begins(5), sheet_is(globals), ends.clone(), begins(16)].concat();
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let place = [row, column, 0].map(|at| u16::try_from(at).expect("near").to_le_bytes()).concat();
            book.extend(match cell {
                Old::Number(number) => record(0x0203, &[place.as_slice(), &number.to_le_bytes()].concat()),
                Old::Words(text) => {
                    let length = u16::try_from(text.len()).expect("short").to_le_bytes();
                    record(0x0204, &[place.as_slice(), &length, &[0], text.as_bytes()].concat())
                }
            });
        }
    }
    book.extend(ends);
    in_container(&book)
}

enum Old {
    Number(f64),
    Words(String),
}

/// The stream "Workbook" in sectors of 512 bytes: a head, the table of what follows what, a directory, then the stream.
fn in_container(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    const NONE: u32 = 0xffff_ffff;
    const TABLE: u32 = 0xffff_fffd;
    let of_stream = stream.len().div_ceil(SECTOR);
    // A sector of the table tells what follows 128 of them.
    let of_table = (of_stream + 1).div_ceil(127);
    let number = |count: usize| u32::try_from(count).expect("few");
    let mut head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    head.extend([0; 16]);
    head.extend([0x3e_u16, 3, 0xfffe, 9, 6, 0, 0, 0].map(u16::to_le_bytes).concat());
    head.extend([0, number(of_table), number(of_table), 0, 4096, END, 0, END, 0].map(u32::to_le_bytes).concat());
    head.extend((0..109).flat_map(|at| (if at < of_table { number(at) } else { NONE }).to_le_bytes()));
    let begin = of_table + 1;
    let followed = (0..begin - 1)
        .map(|_| TABLE)
        .chain([END])
        .chain((0..of_stream).map(|at| if at + 1 < of_stream { number(begin + at + 1) } else { END }));
    let mut table: Vec<u8> = followed.flat_map(u32::to_le_bytes).collect();
    table.resize(of_table * SECTOR, 0xff);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = u16::try_from(entry.len() + 2).expect("short");
        entry.resize(64, 0);
        entry.extend([length.to_le_bytes().as_slice(), &[kind, 1], &[NONE, NONE, child].map(u32::to_le_bytes).concat(), &[0; 36]].concat());
        entry.extend([start, number(size), 0].map(u32::to_le_bytes).concat());
        entry
    };
    let mut directory = [entry("Root Entry", 5, 1, END, 0), entry("Workbook", 2, NONE, number(begin), stream.len())].concat();
    directory.resize(SECTOR, 0);
    let mut file = [head, table, directory, stream.to_vec()].concat();
    file.resize(SECTOR * (1 + begin + of_stream), 0);
    file
}

#[test]
fn a_large_workbook_of_an_older_excel_is_read_row_by_row() {
    const OLD_ROWS: usize = 9_000;
    const YEARS: usize = 9;
    let words = |text: &str| Old::Words(text.to_owned());
    let names =
        ["Reporter", "Partner", "Product", "Note"].map(words).into_iter().chain((0..YEARS).map(|year| Old::Number((1990 + year) as f64)));
    let row = |row: usize| {
        let codes = [
            words(if row.is_multiple_of(2) { "Russia" } else { "China" }),
            words("Germany"),
            Old::Words(format!("{row:06}")),
            Old::Words("as reported; ".repeat(19)),
        ];
        codes.into_iter().chain((0..YEARS).map(move |year| Old::Number(row as f64 + year as f64 / 32.0))).collect::<Vec<_>>()
    };
    let book = of_older_excel(&std::iter::once(names.collect()).chain((0..OLD_ROWS).map(row)).collect::<Vec<_>>());
    assert!(book.len() > 4 << 20, "{}", book.len());
    let here = Folder::new("older-excel");
    fs::write(here.0.join("trade.xls"), book).expect("a file");
    let told = here.run(&["inspect", "trade.xls"]);
    assert!(told.out.contains(&format!("observations  {}", OLD_ROWS * YEARS)), "{} {}", told.out, told.err);
    let last = here.json(&["numbers", "trade.xls", "--where", "commodity=008999", "--where", "period=1998", "--format", "json"]);
    assert_eq!((last[0]["value"].as_f64(), last[0]["reporter"].as_str()), (Some(8999.25), Some("CHN")), "{last}");
    assert_eq!(last[0]["locator"], "trade.xls, Trade, line 9001");
    let table = here.run(&["inspect", "trade.xls", "--table"]);
    let last = table.out.lines().last().unwrap_or_default();
    assert_eq!(table.out.lines().count(), OLD_ROWS + 1, "{}", table.err);
    assert!(last.starts_with("China,Germany,008999,") && last.ends_with(",8999.1875,8999.21875,8999.25"), "{last}");
}
