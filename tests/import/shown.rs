//! Workbooks whose cells are not shown as they stand: in millions, as months, with a currency, with marks above the line. The
//! figures are made up.

use super::books::all_told;
use super::cells::archive;
use super::words::{opened, told};

/// One sheet of rows in XML, with formats from 1 on, and texts that cells share.
fn styled(rows: &str, formats: &[&str], texts: &[&str]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
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
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>")),
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
    assert!(has("shown 10^6 times smaller") && has("cells in D of \"Data\" hold formulas without results"), "{:?}", opened.report.notes);
}
