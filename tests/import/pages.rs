//! Pages of the web under the names of workbooks, as portals of customs give them out. The figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import;

use super::offices::holds;
use super::words::{opened, told};

/// In the manner of the Ministry of Commerce of India.
const INDIA: &str = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\"><style>td { color: red }</style></head><body>\
    <table width=100%><tr><td align=center><b>Export :: Commodity-wise all countries</b></td></tr><tr><td>Commodity: 2709 PETROLEUM OILS, CRUDE</td>\
    <td>Values in US$ Million</td></tr></table>\n\
    <TABLE border=1 id=example1><THEAD><TR><TH>S.No.</TH><TH>Country</TH><TH>2022-2023</TH><TH>%Share</TH><TH>2023-2024</TH><TH>%Share</TH></TR></THEAD>\n\
    <tr><td>1.</td><td>CHINA P RP</td><td>1,234.50</td><td>12.5</td><td>2,000.25</td><td>15.5</td></tr>\n\
    <tr><td>2.</td><td>RUSSIA</td><td>&nbsp;</td><td></td><td>5.75</td><td>0.04</td></tr>\n\
    <tr><td>3.</td><td>GERMANY</td><td>7.25</td><td>0.5</td><td>8</td><td>0.05</td></tr></TABLE>\
    <p>Note: The country&#39;s total exports since 2021 do not include SEZ.</p></body></html>";

#[test]
fn a_table_in_a_page_that_is_called_a_workbook_is_read() {
    let opened = opened("country_wise.xls", INDIA.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(all.iter().any(|one| one.contains("RUS") && one.contains("= 5.75 USD million")), "{all:#?}");
    assert!(opened.report.passed_over.iter().any(|passed| passed.text.contains("do not include SEZ")), "{:?}", opened.report.passed_over);
    assert_eq!(all.len(), 6, "{all:#?}");
    assert!(
        opened.report.notes.iter().any(|note| note.contains("ends in .xls") && note.contains("page of the web")),
        "{:?}",
        opened.report.notes
    );
}

#[test]
fn a_head_over_two_rows_and_letters_by_their_names_are_those_of_any_table() {
    let text = "<table><tr><th rowspan=2>Pa&iacute;s</th><th colspan=2>Exportaciones (USD)</th></tr><tr><th>2021</th><th>2022</th></tr>\
                <tr><td>China</td><td>1 234 567</td><td>15</td></tr><tr><td>M&eacute;xico</td><td>5</td><td>7</td></tr></table>";
    holds("pais.xls", text, 4, &["exportaciones CHN 2021 = 1234567 USD", "exportaciones MEX 2022 = 7 USD"]);
    let cyrillic = "<html><meta charset=windows-1251><table><tr><td>Страна</td><td>Год</td><td>Экспорт, млн долл.</td></tr>\
                    <tr><td>Китай</td><td>2021</td><td>5,5</td></tr><tr><td>Индия</td><td>2021</td><td>6,5</td></tr></table></html>";
    let bytes = encoding_rs::WINDOWS_1251.encode(cyrillic).0;
    let all: Vec<String> = self::opened("export.xls", &bytes).dataset.observations().iter().map(told).collect();
    assert_eq!(all[0], "экспорт CHN 2021 = 5.5 USD million");
}

#[test]
fn a_page_without_a_table_of_figures_is_refused_as_before() {
    for page in [
        "<!DOCTYPE html><html><body><h1>Session expired</h1><form><table><tr><td>User</td><td><input name=u></td></tr></table></form></body></html>",
        "<html><script>var a = '<table><tr><td>1<td>2<tr><td>3<td>4</table>'</script></html>",
    ] {
        let problem = import::open_bytes(page.as_bytes(), "data.xls", Origin::Bundled).expect_err("is no table");
        assert!(problem.to_string().contains("a page of the web (HTML)"), "{problem}");
    }
}

#[test]
fn a_spreadsheet_in_xml_that_is_called_a_workbook_is_read() {
    let cell = |kind: &str, text: &str| format!("<Cell><Data ss:Type=\"{kind}\">{text}</Data></Cell>");
    let row = |country: &str, values: [&str; 2]| {
        format!("<Row>{}{}{}</Row>", cell("String", country), cell("Number", values[0]), cell("Number", values[1]))
    };
    let head = format!("<Row>{}{}{}</Row>", cell("String", "Country"), cell("Number", "2021"), cell("Number", "2022"));
    let text = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Worksheet ss:Name=\"Exports\"><Table><Column ss:Index=\"2\" ss:Hidden=\"1\"/>{head}{}{}</Table></Worksheet></Workbook>",
        row("China", ["5.5", "6.5"]),
        row("Russia", ["7.5", "8.5"])
    );
    let opened = holds("exports.xls", &text, 4, &["exports CHN 2021 = 5.5", "exports RUS 2022 = 8.5"]);
    for words in ["Excel 2003", "hidden columns of \"Exports\" are read as well: B"] {
        assert!(opened.report.notes.iter().any(|note| note.contains(words)), "{words}: {:?}", opened.report.notes);
    }
}

#[test]
fn one_of_several_tables_of_a_page_is_asked_for() {
    let table = |value: &str| {
        format!(
            "<table><tr><th>Country</th><th>2021</th></tr><tr><td>China</td><td>{value}</td></tr><tr><td>Japan</td><td>6.5</td></tr></table>"
        )
    };
    let here = super::Folder::new("page");
    let path = here.0.join("two.xls");
    std::fs::write(&path, format!("<html><body>{}{}</body></html>", table("5.5"), table("7.5"))).expect("a file");
    let asked =
        |sheet: &str| import::inspect(&path, &import::hints::Hints { sheet: Some(sheet.to_owned()), ..import::hints::Hints::default() });
    for sheet in ["table 2", "2"] {
        let all: Vec<String> = asked(sheet).expect("is read").dataset.observations().iter().map(told).collect();
        assert_eq!(all[0], "two CHN 2021 = 7.5", "{sheet}");
    }
    let problem = asked("3").expect_err("there are two");
    assert!(problem.to_string().contains("it has \"table 1\", \"table 2\""), "{problem}");
}

#[test]
fn marks_above_the_line_are_no_figures_and_a_page_that_is_cut_off_is_told() {
    let rows =
        "<tr><td>Country<td>2019<sup>1)</sup><td>2020</tr><tr><td>China<sup>2</sup><td>5.5<sup>3</sup><td>6.5<tr><td>Japan<td>7.5<td>8.5";
    let opened = opened("page.xls", format!("<table>{rows}").as_bytes());
    let figures: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    let figures: Vec<&str> = figures.iter().filter_map(|figure| figure.split(',').next()).collect();
    assert_eq!(figures, ["page CHN 2019 = 5.5", "page CHN 2020 = 6.5", "page JPN 2019 = 7.5", "page JPN 2020 = 8.5"]);
    assert!(opened.report.notes.iter().any(|note| note.contains("table 1 has no end")), "{:?}", opened.report.notes);
}

#[test]
fn a_table_within_a_cell_of_another_hides_neither_of_them() {
    let inner =
        "<table><tr><th>Port</th><th>2019</th></tr><tr><td>Ningbo</td><td>1.25</td></tr><tr><td>Dalian</td><td>2.25</td></tr></table>";
    let row = |country: &str, cells: [&str; 2]| format!("<tr><td>{country}</td><td>{}</td><td>{}</td></tr>", cells[0], cells[1]);
    let page = format!(
        "<div><h2>Exports, USD million</h2><table><tr><th>Country</th><th>2019</th><th>2020</th></tr>{}{}{}{}</table></div>",
        row("India", ["3.5", "4.5"]),
        row("Japan", ["<table><tr><td>5.5</td></tr></table>", "<table><tr><td>6.5</td></tr></table>"]),
        row(&format!("China{inner}"), ["7.5", "8.5"]),
        row("Chile", ["9.5", "10.5"])
    );
    let here = super::Folder::new("nested");
    let path = here.file("nested.html", page.as_bytes());
    let figures = |sheet: &str| -> Vec<String> {
        let hints = import::hints::Hints { sheet: Some(sheet.to_owned()), ..import::hints::Hints::default() };
        import::inspect(&path, &hints).expect("is read").dataset.observations().iter().map(told).collect()
    };
    assert_eq!(figures("table 1"), ["nested Ningbo 2019 = 1.25", "nested Dalian 2019 = 2.25"]);
    let outer = figures("table 2");
    for figure in ["IND 2019 = 3.5", "JPN 2019 = 5.5", "JPN 2020 = 6.5", "CHN 2020 = 8.5", "CHL 2020 = 10.5"] {
        assert!(outer.iter().any(|told| told.contains(figure)), "{figure}: {outer:#?}");
    }
    assert_eq!(outer.len(), 8, "{outer:#?}");
}

#[test]
fn a_part_of_a_page_is_one_whatever_it_begins_with_and_however_wide_its_letters_are() {
    let table =
        "<table><tr><td>Страна</td><td>2019</td></tr><tr><td>Китай</td><td>5,5</td></tr><tr><td>Индия</td><td>6,5</td></tr></table>";
    for start in
        ["<div class=\"grid\">", "<!-- made on Monday -->\n<!-- and Tuesday --><center>", "<style>td { color: red }</style>", "<tbody>", ""]
    {
        let page = format!("{start}{table}");
        let wide = |order: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> { format!("{mark}{page}").encode_utf16().flat_map(order).collect() };
        let ways =
            [page.clone().into_bytes(), wide(u16::to_le_bytes, "\u{feff}"), wide(u16::to_be_bytes, "\u{feff}"), wide(u16::to_le_bytes, "")];
        for (way, bytes) in ways.iter().enumerate() {
            let all: Vec<String> = opened("part.xls", bytes).dataset.observations().iter().map(told).collect();
            assert_eq!(all, ["part CHN 2019 = 5.5", "part IND 2019 = 6.5"], "{start} {way}");
        }
    }
}

#[test]
fn what_a_page_does_not_show_is_told_and_what_it_sorts_by_is_no_figure() {
    let key = "<span style=\"display:none\"><span>7001</span>&sect;</span>";
    let page = format!(
        "<table><tr><th>Country</th><th style='display: none'>Code</th><th>2019</th><th>2020</th></tr>\
         <tr><td>China</td><td style='display: none'>C1</td><td>{key}5.5</td><td>6.5</td></tr>\
         <tr style=\"color:red; DISPLAY : none;\"><td>Japan</td><td style='display: none'>J1</td><td>{key}7.5</td><td>8.5</td></tr>\
         <tbody hidden><tr><td>India</td><td></td><td>9.5</td><td>10.5</td></tr></table>"
    );
    let opened = opened("shown.html", page.as_bytes());
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert!(all.iter().any(|one| one.contains("CHN") && one.ends_with("2019 = 5.5")), "{all:#?}");
    for note in ["hidden rows of \"table 1\" are read as well: 3–4 (2 of them)", "hidden columns of \"table 1\" are read as well: B"] {
        assert!(opened.report.notes.iter().any(|told| told == note), "{note}: {:?}", opened.report.notes);
    }
}

#[test]
fn each_table_that_a_page_puts_into_its_place_has_the_words_before_it() {
    let table = |value: &str| {
        format!(
            "<table><tr><th>Country</th><th>2019</th></tr><tr><td>China</td><td>{value}</td></tr><tr><td>Japan</td><td>6.5</td></tr></table>"
        )
    };
    let page = format!(
        "<table><tr><td>Menu</td><td><p>Customs</p><h2>Imports, USD million</h2>{}<p>Source: customs</p><h2>Exports, EUR million</h2>{}</td></tr></table>",
        table("5.5"),
        table("7.5")
    );
    let all: Vec<String> = opened("places.html", page.as_bytes()).dataset.observations().iter().map(told).collect();
    for figure in ["CHN 2019 = 5.5 USD million", "CHN 2019 = 7.5 EUR million"] {
        assert!(all.iter().any(|one| one.ends_with(figure)), "{figure}: {all:#?}");
    }
}
