//! Workbooks whose cells are not shown as they stand: in millions, as months, with a currency, with marks above the line. The
//! figures are made up.

use super::books::all_told;
use super::cells::archive;
use super::words::{opened, told};

/// One sheet of rows in XML, which columns may stand before, with formats from 1 on, and texts that cells share.
fn styled(rows: &str, formats: &[&str], texts: &[&str]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (columns, rows) = rows.split_at(rows.find("</cols>").map_or(0, |at| at + "</cols>".len()));
    let (mut codes, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
    for (at, format) in formats.iter().enumerate() {
        codes += &format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 164 + at, format.replace('"', "&quot;"));
        styles += &format!("<xf numFmtId=\"{}\" applyNumberFormat=\"1\"/>", 164 + at);
    }
    let target = |id: &str, kind: &str, target: &str| format!("<Relationship Id=\"{id}\" Type=\"{office}/{kind}\" Target=\"{target}\"/>");
    let members = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!("<Relationships xmlns=\"{package}\">{}</Relationships>", target("r0", "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\">{}{}{}</Relationships>",
                target("r1", "worksheet", "worksheets/sheet1.xml"),
                target("r2", "styles", "styles.xml"),
                target("r3", "sharedStrings", "sharedStrings.xml")
            ),
        ),
        ("xl/styles.xml", format!("<styleSheet xmlns=\"{main}\"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>")),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\"><si>{}</si></sst>", texts.join("</si><si>"))),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\">{columns}<sheetData>{rows}</sheetData></worksheet>")),
    ];
    archive(&members.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>())
}

#[test]
fn days_that_are_shown_as_months_are_months() {
    let head =
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>43831</v></c><c r=\"C1\" s=\"1\"><v>43862</v></c></row>";
    let row = |at: u8| {
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>{}</v></c><c r=\"B{at}\"><v>5.5</v></c><c r=\"C{at}\"><v>6.5</v></c></row>",
            at - 1
        )
    };
    let texts = ["<t>Country</t>", "<t>China</t>", "<t>Japan</t>"];
    for (format, periods) in
        [("mmm yyyy", ["2020-01", "2020-02"]), ("dd.mm.yyyy", ["2020-01-01", "2020-02-01"]), ("yyyy", ["2020-01-01", "2020-02-01"])]
    {
        let opened = opened("months.xlsx", &styled(&[head, &row(2), &row(3)].concat(), &[format], &texts));
        let read: Vec<String> = opened.dataset.observations().iter().take(2).map(|one| one.period.to_string()).collect();
        assert_eq!(read, periods, "{format}");
        assert_eq!(
            opened.report.notes.iter().filter(|note| note.contains("without their days")).count(),
            usize::from(format == "mmm yyyy")
        );
    }
}

#[test]
fn what_stands_beside_numbers_is_told() {
    let row = |at: u8, style: u8| {
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>{}</v></c><c r=\"B{at}\"><v>2020</v></c><c r=\"C{at}\" s=\"{style}\"><v>5.5</v></c></row>",
            at + 1
        )
    };
    let head = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>";
    let texts = ["<t>Country</t>", "<t>Year</t>", "<t>Exports</t>", "<t>China</t>", "<t>Japan</t>"];
    let book = styled(&[head, &row(2, 1), &row(3, 2)].concat(), &["[$€-407] #,##0.00", "0.0\" млн. долл.\""], &texts);
    let opened = opened("money.xlsx", &book);
    assert_eq!(opened.dataset.observations().len(), 2);
    let note = "column C of \"Data\" has numbers shown with \"млн. долл.\", \"€\" beside them, which are read without";
    assert!(opened.report.notes.iter().any(|one| one == note), "{:?}", opened.report.notes);
}

#[test]
fn marks_above_the_line_are_no_figures_of_names_years_and_numbers() {
    let raised = |text: &str, mark: &str| format!("<r><t>{text}</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>{mark}</t></r>");
    let texts = ["<t>Country</t>".to_owned(), raised("2019", "1"), raised("China", "2)"), raised("5.5", "3"), "<t>Japan</t>".to_owned()];
    let text = |place: &str, at: u8| format!("<c r=\"{place}\" t=\"s\"><v>{at}</v></c>");
    let rows = [
        format!("<row r=\"1\">{}{}<c r=\"C1\"><v>2020</v></c></row>", text("A1", 0), text("B1", 1)),
        format!("<row r=\"2\">{}{}<c r=\"C2\"><v>6.5</v></c></row>", text("A2", 2), text("B2", 3)),
        format!("<row r=\"3\">{}<c r=\"B3\"><v>7.5</v></c><c r=\"C3\"><v>8.5</v></c></row>", text("A3", 4)),
    ];
    let opened = opened("marks.xlsx", &styled(&rows.concat(), &[], &texts.each_ref().map(String::as_str)));
    let figures: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    let figures: Vec<&str> = figures.iter().filter_map(|figure| figure.split(',').next()).collect();
    assert_eq!(figures, ["marks CHN 2019 = 5.5", "marks CHN 2020 = 6.5", "marks JPN 2019 = 7.5", "marks JPN 2020 = 8.5"]);
}

#[test]
fn an_old_workbook_is_read_as_it_is_shown() {
    let opened = opened("shown.xls", include_bytes!("files/shown.xls"));
    let figures = all_told(&opened);
    // A code of 37 signs is no percent, and what is shown in millions is counted so where the words above say it.
    assert_eq!(
        figures[..3],
        ["shown CHN 2020-01 = 5.5 USD million", "shown CHN 2020-02 = 7.5 USD million", "shown CHN 2020-03 = not_published USD million"]
    );
    let has = |words: &str| opened.report.notes.iter().any(|note| note.contains(words));
    assert!(
        has("shown 10^6 times smaller") && has("cells of \"Data\" hold formulas without results: 2, in column D"),
        "{:?}",
        opened.report.notes
    );
}

#[test]
fn rows_and_columns_that_a_workbook_hides_are_told() {
    let row = |at: u8, hidden: &str| {
        format!(
            "<row r=\"{at}\"{hidden}><c r=\"A{at}\" t=\"s\"><v>{}</v></c><c r=\"B{at}\"><v>5.5</v></c><c r=\"C{at}\"><v>6.5</v></c></row>",
            at - 1
        )
    };
    let head = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>2019</v></c><c r=\"C1\"><v>2020</v></c></row>";
    let hidden = " spans=\"1:3\" hidden=\"1\"";
    // What holds nothing is not told.
    let rows = [head.to_owned(), row(2, ""), row(3, hidden), row(4, hidden), row(5, ""), format!("<row r=\"7\"{hidden}/>")].concat();
    let columns = "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/><col min=\"9\" max=\"16384\" hidden=\"1\"/></cols>";
    let texts = ["<t>Country</t>", "<t>China</t>", "<t>Japan</t>", "<t>India</t>", "<t>Chile</t>"];
    let book = styled(&format!("{columns}{rows}"), &[], &texts);
    let opened = opened("hidden.xlsx", &book);
    assert_eq!(opened.dataset.observations().len(), 8);
    for note in ["hidden rows of \"Data\" are read as well: 3–4 (2 of them)", "hidden columns of \"Data\" are read as well: B"] {
        assert!(opened.report.notes.iter().any(|told| told == note), "{note}: {:?}", opened.report.notes);
    }
}

#[test]
fn rows_and_columns_that_an_open_document_hides_are_told() {
    let cell = |kind: &str, text: &str| {
        let value = if kind == "float" { format!(" office:value=\"{text}\"") } else { String::new() };
        format!("<table:table-cell office:value-type=\"{kind}\"{value}><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |hidden: &str, country: &str, figures: [&str; 2]| {
        let cells = [cell("string", country), cell("float", figures[0]), cell("float", figures[1])].concat();
        format!("<table:table-row{hidden}>{cells}</table:table-row>")
    };
    let hidden = " table:visibility=\"filter\"";
    let rows = [row("", "Country", ["2019", "2020"]), row(hidden, "China", ["1.5", "2.5"]), row("", "Japan", ["3.5", "4.5"])].concat();
    let columns = "<table:table-column/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"2\"/>";
    let spaces: String = ["office", "table", "text"]
        .iter()
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .collect();
    let content = format!(
        "<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name=\"Data\">{columns}{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let members: [(&str, &[u8]); 3] = [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content.as_bytes()),
    ];
    let opened = opened("hidden.ods", &archive(&members));
    assert_eq!(opened.dataset.observations().len(), 4);
    for note in ["hidden rows of \"Data\" are read as well: 2", "hidden columns of \"Data\" are read as well: B–C (2 of them)"] {
        assert!(opened.report.notes.iter().any(|told| told == note), "{note}: {:?}", opened.report.notes);
    }
}

#[test]
fn numbers_that_are_shown_with_noughts_before_them_are_codes() {
    let row = |at: u8, code: u16, value: u16| {
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" s=\"1\"><v>{code}</v></c><c r=\"B{at}\" t=\"s\"><v>3</v></c><c r=\"C{at}\"><v>{value}.5</v></c></row>"
        )
    };
    let head = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>";
    let texts = ["<t>HS code</t>", "<t>Country</t>", "<t>Exports</t>", "<t>China</t>"];
    let opened = opened("codes.xlsx", &styled(&format!("{head}{}{}", row(2, 402, 15), row(3, 2709, 25)), &["0000"], &texts));
    let told = all_told(&opened);
    assert!(told[0].contains("0402") && told[1].contains("2709"), "{told:#?}");
    let row = |at: u8, value: u16| {
        format!(
            "<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>{at}</v></c><c r=\"B{at}\"><v>2020</v></c><c r=\"C{at}\" s=\"1\"><v>{value}</v></c></row>"
        )
    };
    let texts = ["<t>Country</t>", "<t>Year</t>", "<t>China</t>", "<t>Japan</t>", "<t>Cases</t>"];
    let head = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>4</v></c></row>";
    let figures = super::words::opened("cases.xlsx", &styled(&format!("{head}{}{}", row(2, 5), row(3, 120)), &["000"], &texts));
    assert_eq!(all_told(&figures), ["cases CHN 2020 = 5", "cases JPN 2020 = 120"]);
}
