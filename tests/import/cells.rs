//! Cells as they stand in a file, before they mean anything: letters of all encodings, code lists, archives, workbooks.

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use arrow::array::{ArrayRef, Date32Array, DictionaryArray, Float64Array, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use arrow::ipc::writer::{FileWriter, StreamWriter};
use asymmetry::import;
use asymmetry::import::hints::Hints;
use asymmetry::import::report::Report;
use asymmetry::import::sheet::Sheet;
use parquet::arrow::ArrowWriter;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Folder;
use super::words::{opened, told};

/// The tables of a file of this name.
pub fn tables(folder: &Folder, name: &str, bytes: &[u8]) -> (Vec<Sheet>, Report) {
    let path = folder.file(name, bytes);
    import::tables(&path, &Hints::default()).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

pub fn rows(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.trim()).collect()).collect()
}

/// Text in an encoding that has a byte for each letter, or two.
fn encoded(label: &str, text: &str) -> Vec<u8> {
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
    encoding.encode(text).0.into_owned()
}

pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a member");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn letters_are_read_in_the_encoding_that_a_file_does_not_state() {
    let folder = Folder::new("letters");
    for (encoding, text, taken, at, cell) in [
        ("iso-8859-7", "id,age,name\n1,39,Λεωνιδας\n2,23,Αλεξανδρος\n3,36,Μυρων\n4,28,Ευστοργιος\n", "ISO-8859-7", [4, 2], "Ευστοργιος"),
        ("windows-1252", "Quartier;Date;Année;Prix\nTous;01-01-13;2013;81,20\nLiège;01-02-13;2013;76,5\n", "windows-1252", [0, 2], "Année"),
        ("windows-1252", "id,name\n1,english\n2,©\n", "windows-1252", [2, 1], "©"),
        ("windows-1252", "Country,Y1961\nAlgeria,1\nCôte d'Ivoire,2\n", "windows-1252", [2, 0], "Côte d'Ivoire"),
        ("utf-8", "\u{feff}id,name\n1,english\n2,中国人\n", "UTF-8", [0, 0], "id"),
        ("utf-8", "\u{feff}id,name\n1,english\n2,中国人\n", "UTF-8", [2, 1], "中国人"),
        (
            "gb18030",
            "\"贸易伙伴编码\",\"贸易伙伴名称\",\n101,\"阿富汗\",\n102,\"巴林\",\n999,\"中性包装原产国别\",\n",
            "GB18030",
            [3, 1],
            "中性包装原产国别",
        ),
        (
            "gb18030",
            "\"商品编码\",\"商品名称\",\"年份\",\"第一计量单位编码\",\n01012100,\"改良种用马\",2022,09,\n99000000,\"跨境电商简化申报商品\",2022,09,\n",
            "GB18030",
            [1, 0],
            "01012100",
        ),
    ] {
        let (sheets, report) = tables(&folder, "letters.csv", &encoded(encoding, text));
        let choice = report.choices.iter().find(|choice| choice.of == "encoding").expect("is told");
        let [row, column] = at;
        assert_eq!((choice.taken.as_str(), rows(&sheets[0])[row][column]), (taken, cell), "{text}");
        assert_eq!(sheets[0].rows.len(), text.lines().count(), "{text}");
    }
}

#[test]
fn code_lists_are_shown_whole_with_their_noughts_and_gaps() {
    let folder = Folder::new("lists");
    for (text, last) in [
        (
            "\u{feff}country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\r\n4,Afghanistan,Afghanistan,AF,AFG\r\n\
             490,\"Other Asia, nes\",\"Other Asia, not elsewhere specified\",N/A,N/A\r\n",
            vec!["490", "Other Asia, nes", "Other Asia, not elsewhere specified", "N/A", "N/A"],
        ),
        (
            "\u{feff}country_id;iso3;iso3num;country;first_year;last_year;countrygroup_iso3\r\nRUS;RUS;643;Russia;1991;;SUN\r\nSUN;SUN;810;USSR;;1991;SUN\r\n",
            vec!["SUN", "SUN", "810", "USSR", "", "1991", "SUN"],
        ),
        (
            "code,description,bec\r\n010121,\"Horses: live\",41\r\n010129,\"Horses: live, other\",111\r\n",
            vec!["010129", "Horses: live, other", "111"],
        ),
        ("Post Unique Reference,Name,Grade\n90115,Steve,SCS1A\n90334,Sir Alan,SCS4\n", vec!["90334", "Sir Alan", "SCS4"]),
    ] {
        let (sheets, _) = tables(&folder, "list.csv", text.as_bytes());
        let rows = rows(&sheets[0]);
        assert_eq!((rows.len(), rows.last()), (3, Some(&last)));
        assert!(!rows[0][0].starts_with('\u{feff}'));
    }
}

#[test]
fn packed_tables_are_read_as_if_they_were_not() {
    let folder = Folder::new("packed");
    let text = "c1,c2,c6\nc,2,-6513304855495910254\nd,5,-7542719935673075327\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("written");
    let gzip = gzip.finish().expect("packed");
    let (sheets, _) = tables(&folder, "table.csv.gz", &gzip);
    assert_eq!(rows(&sheets[0])[1], ["c", "2", "-6513304855495910254"]);
    let (sheets, _) = tables(&folder, "table.csv.zip", &archive(&[("table.csv", "id,name\n1,english\n2,中国人\n".as_bytes())]));
    assert_eq!(rows(&sheets[0])[2], ["2", "中国人"]);
    let indices = encoded(
        "windows-1252",
        "Country Code,Country,Item Code,Item,Element Code,Element,Unit,Y1961,Y1961F,Y1962,Y1962F\n\
         \"4\",\"Algeria\",\"1882\",\"Agricult.Products,Total\",\"64\",\"Import Value Base Period Quantity\",\"1000 $\",\"19.000000\",\"Fc\",\"\",\"\"\n\
         \"107\",\"Côte d'Ivoire\",\"1882\",\"Agricult.Products,Total\",\"64\",\"Import Value Base Period Quantity\",\"1000 $\",\"40.000000\",\"Fc\",\"41\",\"\"\n",
    );
    let opened = opened("FAOSTAT_Trade_Indices.zip", &archive(&[("Trade_Indices_E_All_Data.csv", &indices)]));
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!((opened.format.as_str(), opened.report.rows), ("FAOSTAT table", 2));
    assert!(
        told.iter().any(|one| one.starts_with("import_value_base_period_quantity CIV Agricult.Products,Total 1961 = 40 USD thousand")),
        "{told:?}"
    );
}

/// A workbook of OpenDocument with these rows of a sheet.
fn ods(rows: &str) -> Vec<u8> {
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
                 xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {names}><office:body><office:spreadsheet><table:table table:name=\"Sheet1\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let kind = b"application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", kind), ("META-INF/manifest.xml", manifest), ("content.xml", content.as_bytes())])
}

#[test]
fn days_times_and_merged_cells_of_a_workbook_stand_where_they_are_shown() {
    let folder = Folder::new("ods");
    let cell = |kind: &str, value: &str| format!("<table:table-cell office:value-type=\"{kind}\" office:{value}/>");
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let number = |number: &str| cell("float", &format!("value=\"{number}\""));
    let days = [
        row(&[cell("date", "date-value=\"2021-01-01\""), number("15")]),
        row(&[cell("date", "date-value=\"2021-01-01T10:10:10\""), number("16")]),
        row(&[cell("time", "time-value=\"PT10H10M10S\""), number("17")]),
    ];
    let (sheets, _) = tables(&folder, "date.ods", &ods(&days.concat()));
    assert_eq!((sheets.len(), sheets[0].name.as_str()), (1, "Sheet1"));
    assert_eq!(rows(&sheets[0]), [["2021-01-01", "15"], ["2021-01-01T10:10:10", "16"], ["10:10:10", "17"]]);
    let text = |text: &str, more: &str| {
        format!("<table:table-cell office:value-type=\"string\" {more}><text:p>{text}</text:p></table:table-cell>")
    };
    let covered = "<table:covered-table-cell/>".to_owned();
    let merged = [
        row(&[text("A", "table:number-columns-spanned=\"2\" table:number-rows-spanned=\"1\""), covered.clone(), text("C", "")]),
        row(&[text("A", "table:number-columns-spanned=\"1\" table:number-rows-spanned=\"2\""), text("B", ""), text("C", "")]),
        row(&[covered, "<table:table-cell/>".to_owned(), text("C", "")]),
    ];
    let (sheets, _) = tables(&folder, "merged.ods", &ods(&merged.concat()));
    assert_eq!(rows(&sheets[0]), [["A", "", "C"], ["A", "B", "C"], ["", "", "C"]]);
    assert_eq!(sheets[0].merged.len(), 2);
}

#[test]
fn columns_keep_their_rows_names_days_and_gaps_in_each_of_their_formats() {
    let folder = Folder::new("columns");
    let category: DictionaryArray<Int32Type> = vec![Some("coconut oil"), None, Some("wheat")].into_iter().collect();
    let columns: [(&str, ArrayRef); 5] = [
        ("iso_code", Arc::new(StringArray::from(vec!["AGO", "BEN", "ZWE"]))),
        ("category", Arc::new(category)),
        ("year", Arc::new(StringArray::from(vec!["2018-2020 (mean)"; 3]))),
        ("first_day", Arc::new(Date32Array::from(vec![-65_989, 0, 18_648]))),
        ("net_imports", Arc::new(Float64Array::from(vec![Some(44.5), None, Some(-485_586_794.577_223_84)]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).expect("a batch");
    let (mut file, mut stream) = (Vec::new(), Vec::new());
    let mut writer = FileWriter::try_new(&mut file, &batch.schema()).expect("a writer");
    writer.write(&batch).and_then(|()| writer.finish()).expect("written");
    drop(writer);
    let mut writer = StreamWriter::try_new(&mut stream, &batch.schema()).expect("a writer");
    writer.write(&batch).and_then(|()| writer.finish()).expect("written");
    drop(writer);
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
    writer.write(&batch).expect("written");
    let parquet = writer.into_inner().expect("written");
    assert!(file.starts_with(b"ARROW1"));
    for (name, bytes) in [("a.feather", &file), ("a.stream", &stream), ("a.parquet", &parquet)] {
        let (sheets, _) = tables(&folder, name, bytes);
        assert_eq!(
            rows(&sheets[0]),
            [
                ["iso_code", "category", "year", "first_day", "net_imports"],
                ["AGO", "coconut oil", "2018-2020 (mean)", "1789-04-30", "44.5"],
                ["BEN", "", "2018-2020 (mean)", "1970-01-01", ""],
                ["ZWE", "wheat", "2018-2020 (mean)", "2021-01-21", "-485586794.57722384"],
            ],
            "{name}"
        );
        let told: Vec<String> = opened(name, bytes).dataset.observations().iter().map(told).collect();
        assert_eq!(told[0], "net_imports AGO coconut oil 1789-04-30 2018/2020 = 44.5, 2018-2020 (mean)", "{name}");
    }
}

#[test]
fn documents_say_where_there_is_no_value() {
    let cube = r#"{"class": "dataset", "label": "Industry", "id": ["PKoder", "ContentsCode", "Tid"], "size": [2, 2, 2], "role": {"time": ["Tid"], "metric": ["ContentsCode"]},
        "dimension": {"PKoder": {"category": {"index": ["P1021", "P1041"]}},
        "ContentsCode": {"category": {"index": ["Index", "Change"], "unit": {"Index": {"base": "index"}, "Change": {"base": "percent"}}}},
        "Tid": {"category": {"index": {"1990M01": 0, "1990M02": 1}}}},
        "value": [null, null, 1, 2, 3, 4, 5, ":"], "status": {"0": ".", "1": "."}}"#;
    let opened = opened("ssb.json", cube.as_bytes());
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!((opened.report.rows, told.len()), (8, 8));
    assert!(told[0].starts_with("Index P1021 1990-01 = not_published"), "{told:?}");
    assert!(told[4].starts_with("Index P1041 1990-01 = 3") && told[7].starts_with("Change P1041 1990-02 = not_published"), "{told:?}");
    assert_eq!(opened.report.missing.keys().map(String::as_str).collect::<Vec<_>>(), [".", ":"]);
    let folder = Folder::new("lines");
    let (sheets, _) = tables(&folder, "table.jsonl", "{\"id\": 1, \"name\": \"english\"}\n{\"id\": 2, \"name\": \"中国人\"}\n".as_bytes());
    assert_eq!(rows(&sheets[0]), [["id", "name"], ["1", "english"], ["2", "中国人"]]);
    let nested = "{\"episode_index\": 0, \"stats\": {\"min\": [0.1, 0.2]}}\n{\"episode_index\": 1, \"stats\": {\"min\": [0.3]}}\n";
    let (sheets, _) = tables(&folder, "stats.jsonl", nested.as_bytes());
    assert_eq!(rows(&sheets[0])[1..], [["0", "{\"min\": [0.1, 0.2]}"], ["1", "{\"min\": [0.3]}"]]);
}
