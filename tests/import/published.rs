//! Files in the shapes in which they are published, small enough to be compared cell by cell: cubes, workbooks with merged
//! areas, code lists, registers, polls, tables with a description beside them. Their figures are made up.

use std::io::Write as _;

use asymmetry::dataset::report::Refusal;
use asymmetry::import::report::Report;
use asymmetry::import::sheet::Merged;

use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;

use super::Folder;
use super::books::{all_told, beside};
use super::cells::{archive, rows, tables};
use super::words::{opened, told};

/// What was taken of a choice that the file left open.
fn taken<'a>(report: &'a Report, of: &str) -> Option<&'a str> {
    report.choices.iter().find(|choice| choice.of == of).map(|choice| choice.taken.as_str())
}

/// Where people were born, when, where they live, and what is counted: the years stand second.
const BIRTHPLACES: &str = r#"{"version": "2.0", "class": "dataset", "label": "People by place of birth", "id": ["birth", "time", "residence", "concept"],
    "size": [2, 2, 2, 1], "role": {"time": ["time"], "metric": ["concept"]}, "value": [1, 2, 3, 4, 5, 6, 7, 8], "dimension": {
    "birth": {"category": {"index": {"A": 1, "T": 0}, "label": {"A": "abroad", "T": "total"}}},
    "time": {"category": {"index": ["2001", "2011"]}},
    "residence": {"category": {"index": ["15", "27"], "label": {"15": "the north", "27": "the south"}}},
    "concept": {"category": {"label": {"POP": "population"}}}}}"#;

#[test]
fn a_cell_of_a_cube_has_its_codes_and_its_year_wherever_time_stands() {
    let opened = opened("birthplaces.json", BIRTHPLACES.as_bytes());
    assert_eq!((opened.format.as_str(), opened.report.rows), ("JSON-stat document", 8));
    assert_eq!(
        all_told(&opened),
        [
            "POP T 15 2001 = 1",
            "POP T 27 2001 = 2",
            "POP T 15 2011 = 3",
            "POP T 27 2011 = 4",
            "POP A 15 2001 = 5",
            "POP A 27 2001 = 6",
            "POP A 15 2011 = 7",
            "POP A 27 2011 = 8",
        ]
    );
    let label = |dimension: &str, code: &str| opened.dataset.label(&Dimension::from_name(dimension), &Code::new(code));
    assert_eq!([label("birth", "A"), label("residence", "27"), label("indicator", "POP")], ["abroad", "the south", "population"]);
}

/// A bundle of the first vintage, whose flags are a dataset within the dataset.
const NATIONAL_ACCOUNTS: &str = r#"{"nama_gdp_c": {"wsVersion": "V1_1", "code": "nama_gdp_c", "title": "GDP and main components", "subTitle": null,
    "status": {"value": [":", null, null, ":", null, null], "category": {"label": {":": "not available"}}},
    "value": [null, 4500, 5300, null, 15800, 17100], "dimension": {
    "unit": {"category": {"index": {"EUR_HAB": 0}, "label": {"EUR_HAB": "Euro per inhabitant"}}},
    "indic_na": {"category": {"index": {"B1GM": 0}, "label": {"B1GM": "Gross domestic product"}}},
    "geo": {"label": "geo", "category": {"index": {"FR": 1, "IT": 0}, "label": {"FR": "France", "IT": "Italy"}}},
    "time": {"label": "time", "category": {"index": {"1946": 0, "1975": 1, "1976": 2}}},
    "id": ["unit", "indic_na", "geo", "time"], "size": [1, 1, 2, 3]}}}"#;

#[test]
fn flagged_cells_without_a_value_were_not_published_and_the_others_are_numbers() {
    let opened = opened("name_gpd_c.json", NATIONAL_ACCOUNTS.as_bytes());
    assert_eq!(
        all_told(&opened),
        [
            "B1GM ITA 1946 = not_published Euro per inhabitant",
            "B1GM ITA 1975 = 4500 Euro per inhabitant",
            "B1GM ITA 1976 = 5300 Euro per inhabitant",
            "B1GM FRA 1946 = not_published Euro per inhabitant",
            "B1GM FRA 1975 = 15800 Euro per inhabitant",
            "B1GM FRA 1976 = 17100 Euro per inhabitant",
        ]
    );
    let missing: Vec<_> = opened.report.missing.iter().map(|(sign, (taken, count))| (sign.as_str(), taken.as_str(), *count)).collect();
    assert_eq!(missing, [(":", "not published", 2)]);
}

/// A workbook with these sheets: the name of each, its cells parted by `|`, and its merged areas.
fn workbook(sheets: &[(&str, &str, &[&str])], is_of_1904: bool) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut targets, mut written) = (String::new(), String::new(), Vec::new());
    for ((name, cells, merged), number) in sheets.iter().zip(1..) {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        targets += &format!("<Relationship Id=\"r{number}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>");
        let merged: String = merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
        let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
        let rows: String = cells.split('\n').zip(1..).map(|(row, line)| row_of(line, row)).collect();
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
        written.push((format!("xl/worksheets/sheet{number}.xml"), sheet));
    }
    let calendar = if is_of_1904 { "<workbookPr date1904=\"1\"/>" } else { "" };
    let formats = "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/></cellXfs>";
    let first = format!("<Relationship Id=\"r0\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    let mut members = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("_rels/.rels".to_owned(), format!("<Relationships xmlns=\"{package}\">{first}</Relationships>")),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{calendar}<sheets>{list}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"{package}\">{targets}</Relationships>")),
        ("xl/styles.xml".to_owned(), format!("<styleSheet xmlns=\"{main}\">{formats}</styleSheet>")),
    ];
    members.extend(written);
    archive(&members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

/// A row of cells. A number behind `@` is shown as a day, one behind `~` as hours.
fn row_of(line: usize, row: &str) -> String {
    let cell = |(at, text): (usize, &str)| {
        let place = format!("{}{line}", char::from(b'A' + u8::try_from(at).expect("few columns")));
        let (format, text) = match (text.strip_prefix('@'), text.strip_prefix('~')) {
            (Some(day), _) => (1, day),
            (None, Some(hours)) => (2, hours),
            (None, None) => (0, text),
        };
        match (text.is_empty(), text.parse::<f64>()) {
            (true, _) => String::new(),
            (false, Ok(_)) => format!("<c r=\"{place}\" s=\"{format}\"><v>{text}</v></c>"),
            (false, Err(_)) => format!("<c r=\"{place}\" t=\"str\"><v>{text}</v></c>"),
        }
    };
    format!("<row r=\"{line}\">{}</row>", row.split('|').enumerate().map(cell).collect::<String>())
}

#[test]
fn merged_areas_of_a_workbook_reach_down_across_and_both_ways() {
    let folder = Folder::new("areas");
    let cells = "A1|B1||D1|\n|B2|C2||\nA3|B3|C3|D3|E3";
    let book = workbook(&[("Sheet1", cells, &["A1:A2", "B1:C1", "D1:E2"]), ("Sheet2", "a|b\n1|2", &[])], false);
    let (sheets, report) = tables(&folder, "merged_range.xlsx", &book);
    assert_eq!(report.parts, ["Sheet1", "Sheet2"]);
    assert_eq!(sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>(), ["Sheet1", "Sheet2"]);
    assert_eq!(rows(&sheets[0]), [vec!["A1", "B1", "", "D1"], vec!["", "B2", "C2"], vec!["A3", "B3", "C3", "D3", "E3"]]);
    let (down, across, block) =
        (Merged { rows: [0, 1], columns: [0, 0] }, Merged { rows: [0, 0], columns: [1, 2] }, Merged { rows: [0, 1], columns: [3, 4] });
    assert_eq!(sheets[0].merged.len(), 3);
    assert!([down, across, block].iter().all(|area| sheets[0].merged.contains(area)), "{:?}", sheets[0].merged);
    assert_eq!((rows(&sheets[1]), sheets[1].merged.len()), (vec![vec!["a", "b"], vec!["1", "2"]], 0));
}

#[test]
fn days_are_counted_from_1904_where_a_workbook_says_so() {
    let folder = Folder::new("calendars");
    let cells = "@42735|15\n@42736|16\n@42736.5|16\n~10.632060185185185|17";
    for (is_of_1904, days) in [
        (true, ["2021-01-01", "2021-01-02", "2021-01-02T12:00:00", "255:10:10"]),
        (false, ["2016-12-31", "2017-01-01", "2017-01-01T12:00:00", "255:10:10"]),
    ] {
        let (sheets, _) = tables(&folder, "date.xlsx", &workbook(&[("Sheet1", cells, &[])], is_of_1904));
        let read = rows(&sheets[0]);
        assert_eq!(read.iter().map(|row| row[0]).collect::<Vec<_>>(), days);
        assert_eq!(read.iter().map(|row| row[1]).collect::<Vec<_>>(), ["15", "16", "16", "17"]);
    }
    let figures = "date|country|trade\n@42735|China|15\n@42736|China|16";
    let opened = opened("date_1904.xlsx", &workbook(&[("Sheet1", figures, &[])], true));
    assert_eq!(all_told(&opened), ["trade CHN 2021-01-01 = 15", "trade CHN 2021-01-02 = 16"]);
}

const WAVES: &str = "График 1|||\n|||\n|Скажите, вы поддерживаете, не поддерживаете или не хотите отвечать?||\n\
    |Хроники 1.0 (n=1791)* 28 февраля-2 марта|Хроники 2.0 (n=868)**10-13 марта|Хроники 3.0 (n=1582) 26-30 марта\n\
    Да, поддерживаю|59|63|60\nНет, не поддерживаю|22|7|10\nЗатрудняюсь ответить|19|30|31";

#[test]
fn a_wave_of_a_poll_keeps_all_that_its_heading_says() {
    let book = workbook(&[("Лист1", WAVES, &["A1:D1", "B3:D3"])], false);
    let folder = Folder::new("waves");
    let (sheets, _) = tables(&folder, "Графики.xlsx", &book);
    assert_eq!((sheets[0].name.as_str(), sheets[0].rows.len()), ("Лист1", 7));
    assert_eq!(sheets[0].merged, [Merged { rows: [0, 0], columns: [0, 3] }, Merged { rows: [2, 2], columns: [1, 3] }]);
    assert_eq!(rows(&sheets[0])[3][1], "Хроники 1.0 (n=1791)* 28 февраля-2 марта");
    let opened = opened("Графики.xlsx", &book);
    assert_eq!((opened.report.rows, opened.dataset.refused.len()), (3, 0));
    let all: Vec<(String, f64, Option<u32>)> = opened
        .dataset
        .observations()
        .iter()
        .map(|one| {
            let label = opened.dataset.label(&Dimension::Indicator, &one.codes[&Dimension::Indicator]);
            (label, one.amount.as_ref().expect("a number").value, one.wave.base)
        })
        .collect();
    let [first, second, third] =
        ["Хроники 1.0 (n=1791)* 28 февраля-2 марта", "Хроники 2.0 (n=868)**10-13 марта", "Хроники 3.0 (n=1582) 26-30 марта"];
    let expected = [(59.0, 63.0, 60.0), (22.0, 7.0, 10.0), (19.0, 30.0, 31.0)].map(|(one, two, three)| {
        [(first.to_owned(), one, Some(1791)), (second.to_owned(), two, Some(868)), (third.to_owned(), three, Some(1582))]
    });
    assert_eq!(all, expected.concat());
}

const RESPONDENTS: &str = "Q1|Q2|Q4|Q9_1|weight\nFemale|28|Voronezh region|No|1.2\nMale|69|Republic of Bashkortostan|Yes|0.8\n\
    Female|42|Tambov region|No|1\nMale|31|Tambov region|Yes|0.9\nFemale|73|Rostov region|Difficult to answer|1.1";

#[test]
fn a_workbook_with_a_row_for_each_respondent_loses_none_of_them() {
    let book = workbook(&[("wave11_merge_2", RESPONDENTS, &[])], false);
    let opened = opened("Complete Chronicles.xlsx", &book);
    assert_eq!((opened.report.rows, opened.report.duplicates, opened.dataset.refused.len()), (5, 0, 0));
    let ages: Vec<String> = all_told(&opened).into_iter().filter(|one| one.starts_with("q2 ")).collect();
    assert_eq!(ages.len(), 5, "{ages:?}");
    assert!(ages[0].starts_with("q2 Female Voronezh region") && ages[0].ends_with(" = 28"), "{ages:?}");
    let folder = Folder::new("respondents");
    let (sheets, _) = tables(&folder, "chronicles.xlsx", &book);
    let read = rows(&sheets[0]);
    assert_eq!(read, RESPONDENTS.split('\n').map(|row| row.split('|').collect::<Vec<_>>()).collect::<Vec<_>>());
    assert_eq!(read[1..].iter().filter(|row| row[0] == "Female").count(), 3);
}

/// Lists of the customs of China, whose lines end with a comma.
const PARTNERS: &str = "\"贸易伙伴编码\",\"贸易伙伴名称\",\n101,\"阿富汗\",\n102,\"巴林\",\n103,\"孟加拉国\",\n999,\"中性包装原产国别\",\n";
const GOODS: &str = "\"商品编码\",\"商品名称\",\"年份\",\"第一计量单位编码\",\"第一计量单位名称\",\"第二计量单位编码\",\"第二计量单位名称\",\n\
    01012100,\"改良种用马\",2022,09,\"千克\",01,\"头\",\n40159010,\"硫化橡胶制衣着用品\n\",2022,09,\"千克\",?,?,\n\
    99000000,\"跨境电商B2B简化申报商品\",2022,09,\"千克\",?,?,\n";
const PARTNERS_IN_ENGLISH: &str =
    "\"CODES\",\"DESCRIPTION\",\n101,Afghanistan,\n102,Bahrian,\n103,Bangladesh,\n999,Conutries of Neutral Package,\n";

#[test]
fn lists_of_the_customs_of_china_keep_their_noughts_and_signs() {
    let folder = Folder::new("customs");
    for (text, names, count, first, last) in [
        (PARTNERS, vec!["贸易伙伴编码", "贸易伙伴名称"], 5, vec!["101", "阿富汗"], vec!["999", "中性包装原产国别"]),
        (PARTNERS_IN_ENGLISH, vec!["CODES", "DESCRIPTION"], 5, vec!["101", "Afghanistan"], vec!["999", "Conutries of Neutral Package"]),
        (
            GOODS,
            vec!["商品编码", "商品名称", "年份", "第一计量单位编码", "第一计量单位名称", "第二计量单位编码", "第二计量单位名称"],
            4,
            vec!["01012100", "改良种用马", "2022", "09", "千克", "01", "头"],
            vec!["99000000", "跨境电商B2B简化申报商品", "2022", "09", "千克", "?", "?"],
        ),
    ] {
        let bytes = encoding_rs::GB18030.encode(text).0;
        let (sheets, report) = tables(&folder, "customs.csv", &bytes);
        let read = rows(&sheets[0]);
        assert_eq!(read.len(), count, "{read:?}");
        for (row, expected) in [(&read[0], names), (&read[1], first), (&read[count - 1], last)] {
            let (named, rest) = row.split_at(expected.len());
            assert_eq!(named, expected);
            assert!(rest.iter().all(|cell| cell.is_empty()), "nothing stands behind the last comma: {rest:?}");
        }
        assert_eq!(taken(&report, "encoding"), Some(if text.is_ascii() { "UTF-8" } else { "GB18030" }));
    }
}

/// Code lists: one has two words for no code, one a nought before its digits, one states that are no more.
const COUNTRIES: &str = "\u{feff}country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\r\n\
    4,Afghanistan,Afghanistan,AF,AFG\r\n58,Belgium-Luxembourg,Belgium-Luxembourg,BE,BEL\r\n156,China,China,CN,CHN\r\n\
    490,\"Other Asia, nes\",\"Other Asia, not elsewhere specified\",N/A,N/A\r\n643,Russian Federation,Russian Federation,RU,RUS\r\n\
    842,USA,\"USA, Puerto Rico and US Virgin Islands\",US,USA\r\n";
const PRODUCTS: &str = "code,description,bec\r\n010121,\"Horses: live, pure-bred breeding animals\",41\r\n\
    270900,\"Oils: petroleum oils and oils obtained from bituminous minerals, crude\",31\r\n999999,Commodities not specified,7\r\n";
const STATES: &str = "country_id,iso3,iso3num,country,countrylong,first_year,last_year,countrygroup_iso3\n\
    SUN,SUN,810,USSR,Union of Soviet Socialist Republics,,1991,SUN\nRUS,RUS,643,Russia,Russian Federation,1991,,SUN\n\
    YUG,YUG,891,Yugoslavia,\"Yugoslavia, Socialist Federal Republic of\",,1992,YUG\nDEU.1,DEU,280,West Germany,Federal Republic of Germany,,1989,DEU\n";

/// `;` stands for a new row, `|` between the cells.
#[test]
fn every_cell_of_a_code_list_is_shown_as_it_is_written() {
    let folder = Folder::new("code-lists");
    for (text, expected) in [
        (
            COUNTRIES,
            "country_code|country_name_abbreviation|country_name_full|iso_2digit_alpha|iso_3digit_alpha;4|Afghanistan|Afghanistan|AF|AFG;\
             58|Belgium-Luxembourg|Belgium-Luxembourg|BE|BEL;156|China|China|CN|CHN;\
             490|Other Asia, nes|Other Asia, not elsewhere specified|N/A|N/A;643|Russian Federation|Russian Federation|RU|RUS;\
             842|USA|USA, Puerto Rico and US Virgin Islands|US|USA",
        ),
        (
            PRODUCTS,
            "code|description|bec;010121|Horses: live, pure-bred breeding animals|41;\
             270900|Oils: petroleum oils and oils obtained from bituminous minerals, crude|31;999999|Commodities not specified|7",
        ),
        (
            STATES,
            "country_id|iso3|iso3num|country|countrylong|first_year|last_year|countrygroup_iso3;\
             SUN|SUN|810|USSR|Union of Soviet Socialist Republics||1991|SUN;RUS|RUS|643|Russia|Russian Federation|1991||SUN;\
             YUG|YUG|891|Yugoslavia|Yugoslavia, Socialist Federal Republic of||1992|YUG;\
             DEU.1|DEU|280|West Germany|Federal Republic of Germany||1989|DEU",
        ),
    ] {
        let (sheets, _) = tables(&folder, "codes.csv", text.as_bytes());
        let expected: Vec<Vec<&str>> = expected.split(';').map(|row| row.split('|').collect()).collect();
        assert_eq!((sheets.len(), rows(&sheets[0])), (1, expected));
    }
}

const DISTANCES: &str = "\u{feff}year;country_id_o;country_id_d;dist;comrelig;pop_d;gdp_d\r\n1948;TGO;AGO;2126;0,213368997;;\r\n\
    2019;TGO;CHN;12000;0,001;1407744,995;14279937501\r\n2021;TGO;FRA;4000;0,2;67499,344;2937472758\r\n";

#[test]
fn figures_with_a_comma_before_their_fraction_keep_all_their_digits() {
    let opened = opened("Gravity_V202211.csv", DISTANCES.as_bytes());
    let told = all_told(&opened);
    assert_eq!((opened.report.rows, told.len()), (3, 12));
    for line in [
        "comrelig TGO AGO 1948 = 0.213368997",
        "gdp_d TGO AGO 1948 = not_published USD thousand",
        "pop_d TGO CHN 2019 = 1407744.995 thousand",
        "gdp_d TGO CHN 2019 = 14279937501 USD thousand",
    ] {
        assert!(told.iter().any(|one| one == line), "{line} is not among {told:#?}");
    }
}

/// The names of three columns are blanks; one deal is not delivered yet.
const REGISTER: &str = "Transfers of major conventional arms to Singapore\nSIPRI trend-indicator values (TIVs) are in millions.\n\n\
    Source: SIPRI Arms Transfers Database\nData generated: 15 Mar 2025 3:16:35 PM\n\
    Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,\
    SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n\
    Singapore,France,1970,?,4,,SA-316B Alouette-3,light helicopter,4,,1970,New,Incl for SAR,0.9,3.6,3.6\n\
    Singapore,Israel,2014,?,2,?,EL/M-2084,air search radar,2,,2015; 2016,New,Called “Safari” – in Singapore,12.5,25,25\n\
    Singapore,Germany,2023,,4,,OPV-80,patrol ship,0,,,New,Delivery planned from 2028,36,144,0\n";

#[test]
fn a_register_of_arms_keeps_every_deal_with_its_years() {
    let bytes = encoding_rs::WINDOWS_1252.encode(REGISTER).0;
    let opened = opened("trade-register.csv", &bytes);
    assert_eq!((opened.format.as_str(), taken(&opened.report, "encoding")), ("SIPRI trade register", Some("windows-1252")));
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    let two_years = "tiv_delivered SGP ISR import air search radar EL/M-2084 2014 2015/2016 = 25 million TIV, 2015; 2016, \
                     Called “Safari” – in Singapore";
    assert!(told.iter().any(|one| one == two_years), "{told:?}");
    let one_year = "tiv_delivered SGP FRA import light helicopter SA-316B Alouette-3 1970 1970 = 3.6 million TIV, Incl for SAR";
    assert!(told.iter().any(|one| one == one_year), "{told:?}");
    assert_eq!(opened.report.rows + opened.dataset.refused.len(), 3, "no deal is lost in silence");
    let folder = Folder::new("register");
    let (sheets, _) = tables(&folder, "trade-register.csv", &bytes);
    let read = rows(&sheets[0]);
    let names = read.iter().position(|row| row[0] == "Recipient").expect("the names of the columns");
    assert_eq!([read[names][3], read[names][5], read[names][9]], ["", "", ""]);
    let deals: Vec<[&str; 6]> = read[names + 1..].iter().map(|row| [row[1], row[2], row[4], row[8], row[10], row[15]]).collect();
    let expected = [
        ["France", "1970", "4", "4", "1970", "3.6"],
        ["Israel", "2014", "2", "2", "2015; 2016", "25"],
        ["Germany", "2023", "4", "0", "", "0"],
    ];
    assert_eq!(deals, expected);
}

const RATINGS: &str = "pollster_name,2024_pollster_rating,sponsor_names,state,start_date,end_date\n\
    Marist College,2.94,\"NPR, PBS NewsHour\",US,7/9/24,7/10/24\nYouGov,2.5,,NC,7/19/24,7/22/24\nMcLaughlin,0.5,,NY,10/15/24,10/17/24\n";

#[test]
fn a_poll_that_says_otherwise_than_the_same_one_before_is_refused_with_both_lines() {
    let poll = |day: u32, yes: &str| format!("6/{day}/2019,7/{day}/2019,Ipsos,502,a,Begin proceedings?,{yes},36\n");
    let before: String = (13..=23).map(|day| poll(day, "49.5")).collect();
    let text = format!("Start,End,Pollster,SampleSize,Pop,Text,Yes,No\n{before}{}", poll(23, "40"));
    let opened = self::opened("impeachment_polls.csv", text.as_bytes());
    assert_eq!((opened.report.rows, opened.dataset.observations().len(), opened.report.duplicates), (12, 22, 1));
    let refused: Vec<String> = opened.dataset.refused.iter().map(Refusal::sentence).collect();
    let clash = "line 13, column 7: the figure for 2019-07-23 stands at line 12 already, with the same codes and another value";
    assert_eq!(refused, [clash]);
    let asked = asked("2024_polls.csv", RATINGS);
    assert_eq!(asked, ["2024-07-09/2024-07-10 2.94", "2024-07-19/2024-07-22 2.5", "2024-10-15/2024-10-17 0.5"]);
}

/// When people were asked, and the figure, of every row.
fn asked(name: &str, text: &str) -> Vec<String> {
    let polls = opened(name, text.as_bytes()).dataset.observations();
    let told = polls.iter().map(|one| {
        let asked = one.wave.fieldwork.map(|period| period.to_string()).unwrap_or_default();
        format!("{asked} {}", one.amount.as_ref().expect("a number").value)
    });
    told.collect()
}

#[test]
fn a_packed_table_is_read_to_its_last_row() {
    let row = |number: i64| {
        format!("{},{},{}\n", ["a", "b", "c", "d"][number.rem_euclid(4) as usize], number * 37 % 101, i64::MIN + number * number)
    };
    let text: String = std::iter::once("c1,c2,c6\n".to_owned()).chain((0..100).map(row)).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(text.as_bytes()).expect("written");
    let bytes = gzip.finish().expect("packed");
    let folder = Folder::new("hundred");
    let (sheets, _) = tables(&folder, "aggregate_test_100.csv.gz", &bytes);
    let read = rows(&sheets[0]);
    assert_eq!(
        (read.len(), &read[1], &read[100]),
        (101, &vec!["a", "0", "-9223372036854775808"], &vec!["d", "27", "-9223372036854766007"])
    );
    let opened = opened("aggregate_test_100.csv.gz", &bytes);
    assert_eq!((opened.report.rows, all_told(&opened).len()), (100, 100));
}

#[test]
fn of_four_tables_of_a_group_two_are_there_to_explain_the_others() {
    let group = r#"{"@type": "TableGroup", "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}], "tables": [
        {"url": "professions.csv", "suppressOutput": true}, {"url": "organizations.csv", "suppressOutput": true},
        {"url": "senior-roles.csv"}, {"url": "junior-roles.csv"}]}"#;
    let files = [
        ("csv-metadata.json", group),
        ("professions.csv", "Profession,Year,Posts\nFinance,2011,9\n"),
        ("organizations.csv", "Organization,Year,Staff\nhefce.ac.uk,2011,250\n"),
        ("senior-roles.csv", "Grade,Year,Salary\nSCS1A,2011,120\nSCS4,2011,150\n"),
        ("junior-roles.csv", "Grade,Year,Pay\nAdministrator,2011,17\nAdministrator,2012,20\n"),
    ];
    let folder = Folder::new("group");
    let opened = beside(&folder, &files, "csv-metadata.json");
    assert_eq!((opened.format.as_str(), opened.report.rows), ("description of tables", 4));
    assert_eq!(
        all_told(&opened),
        ["salary SCS1A 2011 = 120", "salary SCS4 2011 = 150", "pay Administrator 2011 = 17", "pay Administrator 2012 = 20"]
    );
}

/// Rows of overlapping groups of countries: one stands three times, one twice, and one has the value of another year.
const REPORT: &str = "Country,Time,Value ($US)\nChina,2019,\"47,478\"\nChina,1992,\nMexico,2019,\"1,234\"\nChina,2019,\"47,478\"\n\
    China,2019,\"47,478\"\nMexico,2019,\"1,234\"\nMexico,2020,\"1,234\"\n";

#[test]
fn rows_that_groups_of_countries_repeat_count_once_and_are_told() {
    let opened = opened("Standard Report - Exports.csv", REPORT.as_bytes());
    assert_eq!((opened.format.as_str(), opened.report.rows, opened.report.duplicates), ("USA Trade Online report", 7, 3));
    assert_eq!(
        all_told(&opened),
        [
            "trade_value USA CHN 2019 = 47478 USD",
            "trade_value USA CHN 1992 = not_published USD",
            "trade_value USA MEX 2019 = 1234 USD",
            "trade_value USA MEX 2020 = 1234 USD",
        ]
    );
}

const LIFE: &str = "Entity,Code,Year,Period life expectancy at birth\nUnited Kingdom,GBR,1543,33.94\nUnited Kingdom,GBR,2023,81.3\nWorld,OWID_WRL,2023,73.2\n";
const ABOUT_LIFE: &str = r#"{"chart": {"title": "Life expectancy", "originalChartUrl": "https://ourworldindata.org/grapher/life-expectancy?v=1"},
    "columns": {"Period life expectancy at birth": {"titleShort": "Life expectancy", "descriptionShort": "Years that a person may expect.",
    "shortUnit": "years", "unit": "years", "timespan": "1543-2023", "type": "Numeric", "owidVariableId": 1118466, "shortName": "life_expectancy_0",
    "citationShort": "UN WPP (2024)"}}, "dateDownloaded": "2026-08-13", "activeFilters": {}}"#;

#[test]
fn figures_of_a_grapher_lie_in_the_timespan_that_its_metadata_state() {
    let folder = Folder::new("grapher");
    for name in ["life-expectancy.csv", "life-expectancy.metadata.json"] {
        let opened = beside(&folder, &[("life-expectancy.metadata.json", ABOUT_LIFE), ("life-expectancy.csv", LIFE)], name);
        let of = "period_life_expectancy_at_birth";
        let expected = [("GBR 1543", "33.94"), ("GBR 2023", "81.3"), ("WLD 2023", "73.2")];
        assert_eq!(all_told(&opened), expected.map(|(place, value)| format!("{of} {place} = {value} years")));
        let periods = opened.dataset.periods();
        assert_eq!((periods.first(), periods.last()), (Some(&Period::year(1543)), Some(&Period::year(2023))));
        let source = opened.dataset.sources.values().next().expect("a source");
        assert_eq!((source.publisher.as_str(), source.accessed.as_deref()), ("UN WPP (2024)", Some("2026-08-13")));
        assert_eq!(source.title, "Life expectancy (variable 1118466, 1543-2023)");
        assert!(source.address.as_deref().is_some_and(|address| address.ends_with("grapher/life-expectancy?v=1")), "{source:?}");
        assert_eq!(opened.report.notes, ["Years that a person may expect."]);
    }
}

#[test]
fn an_empty_cell_of_a_grapher_is_a_gap_with_and_without_metadata() {
    let text = "Entity,Code,Year,Coal (%),Population\nRussia,RUS,2020,15.5,144\nRussia,RUS,2021,,143\n";
    let folder = Folder::new("gaps");
    let alone = beside(&folder, &[("coal.csv", text)], "coal.csv");
    let gap = |all: &[String]| all.iter().any(|one| one == "coal RUS 2021 = not_published %");
    assert!(gap(&all_told(&alone)), "{:?}", all_told(&alone));
    assert_eq!(alone.dataset.observations().len(), 4);
    let about = r#"{"primary_key": ["country", "year"], "dataset": {"title": "Maddison", "sources": [{"name": "Maddison Project"}]},
        "fields": {"gdp": {"title": "GDP", "unit": "international-$ in 2011 prices"}}}"#;
    let files = [("gdp.meta.json", about), ("gdp.csv", "country,year,gdp\nFrance,1820,35.5\nFrance,1821,\n")];
    for name in ["gdp.csv", "gdp.meta.json"] {
        let catalogue = beside(&folder, &files, name);
        let unit = "international-$ in 2011 prices";
        assert_eq!(all_told(&catalogue), [format!("gdp FRA 1820 = 35.5 {unit}"), format!("gdp FRA 1821 = not_published {unit}")]);
        assert_eq!(catalogue.dataset.sources.values().next().map(|source| source.publisher.as_str()), Some("Maddison Project"));
    }
}
