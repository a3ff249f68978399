//! Workbooks, surveys and tables with a description beside them, each in the shape in which agencies publish them.

use asymmetry::dataset::Origin;
use asymmetry::import::{self, Opened};
use asymmetry::terms::dimension::Dimension;
use asymmetry::terms::period::Period;

use super::Folder;
use super::cells::archive;
use super::words::{opened, told};
use asymmetry::import::hints::Hints;

/// A survey of SPSS in windows-1251: five people, a question with labels, and a number whose values from 90 count as no answer.
fn survey() -> Vec<u8> {
    let int = |number: i32| number.to_le_bytes();
    let real = |number: f64| number.to_le_bytes();
    let letters = |text: &str| encoding_rs::WINDOWS_1251.encode(text).0.into_owned();
    let padded = |mut bytes: Vec<u8>, to: usize| {
        bytes.resize(bytes.len().next_multiple_of(to), b' ');
        bytes
    };
    let mut file = [b"$FL2@(#) SPSS DATA FILE".to_vec(), vec![b' '; 41]].concat();
    for number in [2, 2, 0, 0, 5] {
        file.extend(int(number));
    }
    file.extend([real(100.0).as_slice(), b"02 Mar 2210:00:00", &[b' '; 64], &[0; 3]].concat());
    for (name, label, is_range) in [("GENDER  ", "Пол респондента", false), ("TRUST   ", "Доверие, от 1 до 10", true)]
    {
        let format = (5 << 16) | (8 << 8);
        for number in [2, 0, 1, if is_range { -2 } else { 0 }, format, format] {
            file.extend(int(number));
        }
        let label = letters(label);
        file.extend([name.as_bytes(), &int(i32::try_from(label.len()).expect("short")), &padded(label, 4)].concat());
        if is_range {
            file.extend([real(90.0), real(99.0)].concat());
        }
    }
    for (variable, labels) in [(1, [(1.0, "Мужской"), (2.0, "Женский")]), (2, [(1.0, "Не доверяю"), (99.0, "Нет ответа")])]
    {
        file.extend([int(3), int(2)].concat());
        for (value, label) in labels {
            let label = letters(label);
            let counted = [vec![u8::try_from(label.len()).expect("short")], label].concat();
            file.extend([real(value).to_vec(), padded(counted, 8)].concat());
        }
        file.extend([int(4), int(1), int(variable)].concat());
    }
    file.extend([int(7), int(20), int(1), int(12)].concat());
    file.extend([b"windows-1251".as_slice(), &int(999), &int(0)].concat());
    for (gender, trust) in [(1.0, 1.0), (2.0, 1.0), (1.0, 99.0), (1.0, -f64::MAX), (2.0, 92.0)] {
        file.extend([real(gender), real(trust)].concat());
    }
    file
}

#[test]
fn answers_of_a_survey_are_counted_in_its_own_letters_and_none_is_made_of_no_answer() {
    let opened = opened("survey.sav", &survey());
    assert_eq!((opened.format.as_str(), opened.report.rows), ("survey", 5));
    let encoding = opened.report.choices.iter().find(|choice| choice.of == "encoding").expect("is told");
    assert_eq!((encoding.taken.as_str(), encoding.because.as_str()), ("windows-1251", "the file states it"));
    let counted = |answer: &str| {
        let all = opened.dataset.observations();
        let label = |one: &asymmetry::dataset::observation::Observation| {
            one.code(&Dimension::Answer).map(|code| opened.dataset.label(&Dimension::Answer, code)).unwrap_or_default()
        };
        let one = all.iter().find(|one| one.unit.as_str() == "count" && label(one) == answer)?;
        Some((one.amount.as_ref().ok()?.value, one.wave.base?))
    };
    assert_eq!([counted("Мужской"), counted("Женский")], [Some((3.0, 5)), Some((2.0, 5))]);
    assert_eq!([counted("Не доверяю"), counted("Нет ответа")], [Some((2.0, 2)), None]);
}

/// A workbook with these sheets: the cells of each as text and numbers, and what is merged.
pub fn workbook(sheets: &[(&str, &str, &[&str])]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let (mut list, mut targets) = (String::new(), String::new());
    for (at, (name, _, _)) in sheets.iter().enumerate() {
        list += &format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"r{0}\"/>", at + 1);
        targets += &format!("<Relationship Id=\"r{0}\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>", at + 1);
    }
    let mut members = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"r0\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        ("xl/workbook.xml".to_owned(), format!("<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets>{list}</sheets></workbook>")),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships xmlns=\"{package}\">{targets}</Relationships>")),
    ];
    for (at, (_, cells, merged)) in sheets.iter().enumerate() {
        let merged: String = merged.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect();
        let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
        let rows: String = cells.split('\n').enumerate().map(|(at, row)| row_of(at + 1, row)).collect();
        let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
        members.push((format!("xl/worksheets/sheet{}.xml", at + 1), sheet));
    }
    archive(&members.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

/// Cells parted by `|`.
fn row_of(number: usize, row: &str) -> String {
    let cell = |(at, text): (usize, &str)| {
        let place = format!("{}{number}", char::from(b'A' + u8::try_from(at).expect("few columns")));
        match (text.is_empty(), text.parse::<f64>()) {
            (true, _) => String::new(),
            (false, Ok(_)) => format!("<c r=\"{place}\"><v>{text}</v></c>"),
            (false, Err(_)) => format!("<c r=\"{place}\" t=\"str\"><v>{text}</v></c>"),
        }
    };
    format!("<row r=\"{number}\">{}</row>", row.split('|').enumerate().map(cell).collect::<String>())
}

pub fn all_told(opened: &Opened) -> Vec<String> {
    assert!(opened.dataset.refused.is_empty(), "{:?}", opened.dataset.refused);
    opened.dataset.observations().iter().map(told).collect()
}

#[test]
fn a_head_of_two_rows_over_a_blank_one_names_all_columns() {
    let sheet = "|Reporter|Trade Value (US$)|||agr\nYear||2016|2017|All|\n\n0|All|7707895608|7907787064|15615682672|-4.5\n\
                 1|USA|1465925754|1421711749|2887637503|-19.5\n2|Germany|681423724|708393095|1389816819|3.8\n3|Japan|704221047||704221047|-1.5";
    let opened = opened("un_bicycle.xlsx", &workbook(&[("Sheet1", sheet, &["C1:E1"])]));
    let told = all_told(&opened);
    assert_eq!(told.len(), 8);
    assert_eq!(told[..2], ["trade_value WLD 2016 = 7707895608 USD", "trade_value WLD 2017 = 7907787064 USD"]);
    assert!(told.contains(&"trade_value JPN 2017 = not_published USD".to_owned()), "{told:?}");
    assert_eq!(opened.dataset.observations()[2].locator.as_deref(), Some("un_bicycle.xlsx, Sheet1!C5"));
}

#[test]
fn footnotes_stand_beside_their_figures_and_below_the_table() {
    let ratio = "Pupil-teacher ratio|1970|1970 notes|1971|1971 notes\n\nDeveloped Countries|18.7|[foot]‡[/foot]|18.8|\nEastern Asia|29.5||29.2|\n\
                 Afghanistan|41.2||40.8|[foot]‡[/foot]\nAmerican Samoa||||";
    let notes = "Symbol|Meaning\n‡|National estimation";
    let book = workbook(&[("Education - Pupil-teacher ratio", ratio, &[]), ("Footnotes", notes, &[])]);
    let opened = opened("pupil-teacher_ratio.xlsx", &book);
    assert_eq!(opened.report.parts, ["Education - Pupil-teacher ratio", "Footnotes"]);
    let told = all_told(&opened);
    for line in ["AFG 1970 = 41.2", "AFG 1971 = 40.8, [foot]‡[/foot]", "ASM 1970 = not_published"] {
        assert!(told.iter().any(|one| one.ends_with(line)), "{line} is not among {told:#?}");
    }
    let databank = "Series Name|Series Code|Country Name|Country Code|2023 [2023]|2024 [2024]\nGDP growth|NYGDPMKTPKDZ|Guyana|GUY|33|34.3\n\
                    GDP growth|NYGDPMKTPKDZ|Palau|PLW|0.8|..\n\n\nData from database: Global Economic Prospects\nLast Updated: 06/11/2024";
    let opened =
        self::opened("gep.xlsx", &workbook(&[("Data", databank, &[]), ("Series - Metadata", "Code|Name\nNYGDPMKTPKDZ|GDP growth", &[])]));
    let told = all_told(&opened);
    assert_eq!(told[told.len() - 2..], ["nygdpmktpkdz PLW 2023 = 0.8", "nygdpmktpkdz PLW 2024 = not_published"]);
    assert_eq!((told.len(), opened.report.missing.get("..").map(|(_, count)| *count)), (4, Some(1)));
}

#[test]
fn lines_above_a_table_in_a_workbook_are_no_rows_of_it() {
    let cpi = "Consumer Price Index for All Urban Consumers (CPI-U)\nOriginal Data Value\n\nSeries Id:|CUUR0000SA0\nNot Seasonally Adjusted\n\
               Years:|1913 to 2025\n\nYear|Jan|Feb|HALF1|HALF2\n1913|9.8|9.8||\n1914|10|9.9||\n2024|308.4|310.3|312.1|315.2\n2025|317.6|319.0||";
    let opened = opened("bls_cpi.xlsx", &workbook(&[("BLS Data Series", cpi, &[])]));
    let told = all_told(&opened);
    let at =
        |period: &str| told.iter().find(|one| one.contains(&format!(" {period} = "))).map(|one| one.rsplit(' ').next().unwrap_or_default());
    assert_eq!([at("1913-01"), at("2024-H1"), at("2025-02")], [Some("9.8"), Some("312.1"), Some("319")]);
    assert_eq!(opened.dataset.indicators.len(), 1, "one series, whatever stands above some of its months");
    assert_eq!((at("2025-H1"), opened.report.rows, opened.report.passed_over.len()), (None, 4, 5));
    let chart = "График 1\n\n|Скажите, вы поддерживаете, не поддерживаете или не хотите отвечать?||\n|Хроники 1.0 (n=1791)* 28 февраля-2 марта|Хроники 2.0 (n=868)\n\
                 Да, поддерживаю|59|63\nНет, не поддерживаю|22|7\nЗатрудняюсь ответить|19|30";
    let opened = self::opened("График.xlsx", &workbook(&[("Лист1", chart, &["B3:D3"])]));
    let bases: Vec<Option<u32>> = opened.dataset.observations().iter().take(2).map(|one| one.wave.base).collect();
    assert_eq!((bases, opened.report.rows), (vec![Some(1791), Some(868)], 3));
}

#[test]
fn a_sheet_that_is_empty_hides_no_other_and_eurostats_figures_stand_on_many() {
    let fuels = "Reporter|Partner|Product categories|Indicator Type|Indicator|2021|2022";
    let trade = "Reporter Name|Partner Name|Trade Flow|Product Group|Indicator|2021|2022\nRussian Federation|China|Export|Fuels|Export (US$ Thousand)|1.5|2\n\
                 Russian Federation| World|Export|Fuels|Export (US$ Thousand)|10|";
    let opened = opened("WITS.xlsx", &workbook(&[("Sheet1", "", &[]), ("Product-TimeSeries-Partner", trade, &[]), ("Notes", fuels, &[])]));
    assert_eq!((opened.format.as_str(), opened.report.rows), ("WITS table by product, years across", 2));
    let missing = all_told(&opened).into_iter().filter(|one| one.contains("not_published")).count();
    assert_eq!((all_told(&opened).len(), missing), (4, 1), "an empty cell is a figure of its year that is missing");
    let sheet = |flow: &str, unit: &str, value: &str| {
        format!(
            "Data extracted on 22/01/2023 20:19:34 from [ESTAT]\nDataset: |EU trade since 1988 [DS-045409]\nLast updated: |13/01/2023 11:00\n\n\
             FLOW||{flow}\nUNIT||{unit}\n\nTIME|TIME|2020-01|2020-02\nREPORTER (Labels)|PARTNER (Labels)||\nGermany|Armenia|{value}|:\n\
             France|Armenia|3|4\n\nSpecial value|\n:|not available"
        )
    };
    let (first, second, third) = (sheet("IMPORT", "EURO", "1"), sheet("EXPORT", "EURO", "2"), sheet("EXPORT", "KILOGRAM", "5"));
    let summary = "EU trade since 1988 [DS-045409]\nDescription:|-\nContents|FLOW\nSheet 1|IMPORT\nSheet 2|EXPORT";
    let sheets = [("Sheet 1", first.as_str()), ("Sheet 2", second.as_str()), ("Sheet 3", third.as_str())];
    let all: Vec<(&str, &str, &[&str])> = [("Summary", summary), ("Structure", "Dimension|Position")]
        .into_iter()
        .chain(sheets)
        .map(|(name, cells)| (name, cells, [].as_slice()))
        .collect();
    let opened = self::opened("eu_trade.xlsx", &workbook(&all));
    assert_eq!((opened.format.as_str(), opened.report.parts.len(), opened.report.rows), ("Eurostat workbook", 5, 6));
    let left_out = ["the sheet \"Summary\" is not read as figures: it lists the sheets", "the sheet \"Structure\" is not read as figures:"];
    assert!(left_out.iter().all(|words| opened.report.notes.iter().any(|note| note.starts_with(words))), "{:?}", opened.report.notes);
    let told = all_told(&opened);
    for line in [
        "eu_trade DEU ARM import 2020-01 = 1 EUR",
        "eu_trade DEU ARM import 2020-02 = not_published EUR",
        "eu_trade DEU ARM export 2020-01 = 2 EUR",
        "eu_trade_kg DEU ARM export 2020-01 = 5 kg",
    ] {
        assert!(told.iter().any(|one| one == line), "{line} is not among {told:#?}");
    }
    assert_eq!(opened.dataset.sources.values().next().and_then(|source| source.published.as_deref()), Some("2023-01-13"));
}

#[test]
fn fieldwork_lasts_from_its_first_day_to_its_last_whatever_comes_first_in_a_date() {
    let text = "Start,End,Pollster,SampleSize,Yes,No\n6/28/2019,7/1/2019,ABC,1008,37,59\n7/2/2019,7/14/2019,AtlasIntel,900,40.5,50\n";
    let polls = opened("impeachment_polls.csv", text.as_bytes()).dataset.observations();
    assert_eq!((polls[0].period.to_string(), polls[0].wave.base), ("2019-07-01".to_owned(), Some(1008)));
    assert_eq!(polls[0].wave.fieldwork, Period::parse("2019-06-28/2019-07-01"));
    assert_eq!(polls[2].wave.fieldwork, Period::parse("2019-07-02/2019-07-14"));
}

#[test]
fn files_of_sas_are_named_with_a_way_out() {
    let sas = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xc2, 0xea, 0x81, 0x60, 0xb3, 0x14, 0x11, 0xcf, 0xbd, 0x92, 8, 0, 9, 0xc7, 0x31, 0x8c, 0x18,
        0x1f, 0x10, 0x11,
    ];
    let problem = import::open_bytes(&sas, "sample.sas7bdat", Origin::Bundled).expect_err("is not read");
    assert!(problem.why.as_deref().is_some_and(|why| why.contains("SAS")), "{problem}");
    assert!(problem.hint.as_deref().is_some_and(|hint| hint.contains("proc export")), "{problem}");
}

/// The figures of a file with others beside it, in a folder of its own.
pub fn beside(folder: &Folder, files: &[(&str, &str)], name: &str) -> Opened {
    for (name, text) in files {
        folder.file(name, text.as_bytes());
    }
    import::inspect(&folder.0.join(name), &Hints::default()).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

#[test]
fn what_a_file_beside_a_table_says_of_it_is_believed() {
    let folder = Folder::new("described");
    let metadata = r#"{"chart": {"title": "Life expectancy"}, "columns": {"Period life expectancy at birth": {"titleShort": "Life expectancy",
        "descriptionKey": "- one\n- two", "shortUnit": "years", "unit": "years", "timespan": "1543-2023", "type": "Numeric", "owidVariableId": 1118466,
        "citationShort": "UN WPP (2024)"}}, "dateDownloaded": "2026-08-13", "activeFilters": {}}"#;
    let table = "Entity,Code,Year,Period life expectancy at birth\nChina,CHN,2020,77.5\nWorld,OWID_WRL,2020,72\n";
    let opened = beside(&folder, &[("life.metadata.json", metadata), ("life.csv", table)], "life.csv");
    assert_eq!(
        all_told(&opened),
        ["period_life_expectancy_at_birth CHN 2020 = 77.5 years", "period_life_expectancy_at_birth WLD 2020 = 72 years"]
    );
    assert_eq!(opened.dataset.sources.values().next().and_then(|source| source.accessed.as_deref()), Some("2026-08-13"));
    let package = r#"{"name": "imports", "title": "Imports", "resources": [{"path": "imports.csv", "name": "imports", "schema": {"fields": [
        {"name": "Entity", "type": "any"}, {"name": "Year", "type": "year"}, {"name": "Imports as a share of GDP", "type": "any", "description": "Of all goods."}]}}]}"#;
    let table = "Entity,Year,Imports as a share of GDP\nAsia,1990,8\nFrance,1827,6.5\nFrance,1828,\n";
    let opened = beside(&folder, &[("datapackage.json", package), ("imports.csv", table)], "imports.csv");
    assert_eq!((opened.report.rows, all_told(&opened).len()), (3, 3));
    assert!(all_told(&opened).iter().any(|one| one.contains("FRA 1828 = not_published")), "{:#?}", all_told(&opened));
    let dialect = r#"{"@context": "http://www.w3.org/ns/csvw", "url": "camborne.csv", "dialect": {"skipRows": 2, "headerRowCount": 2}, "null": "---",
        "tableSchema": {"columns": [{"name": "year", "titles": "yyyy", "datatype": "gYear"}, {"name": "tmax", "titles": "tmax", "datatype": "number"}]}}"#;
    let table = "Camborne\nLocation 1627E 407N 87m amsl,\nyyyy,tmax\n,degC\n1978,17.5\n1979,---\n";
    let opened = beside(&folder, &[("camborne.csv-metadata.json", dialect), ("camborne.csv", table)], "camborne.csv");
    assert_eq!(all_told(&opened), ["tmax 1978 = 17.5 degC", "tmax 1979 = not_published degC"]);
    let group = r#"{"@context": "http://www.w3.org/ns/csvw", "tables": [{"url": "roles.csv"}, {"url": "professions.csv", "suppressOutput": true}]}"#;
    let tables = [
        ("csv-metadata.json", group),
        ("roles.csv", "Grade,Year,Salary\nSCS1A,2011,5\n"),
        ("professions.csv", "name,Year,n\nFinance,2011,9\n"),
    ];
    let told = all_told(&beside(&folder, &tables, "csv-metadata.json"));
    assert!(told.len() == 1 && told[0].ends_with("2011 = 5"), "{told:?}");
}

#[test]
fn tables_that_a_description_holds_itself_are_read_or_told() {
    let folder = Folder::new("within");
    let fields =
        r#"{"fields": [{"name": "Country", "type": "string"}, {"name": "Year", "type": "year"}, {"name": "Imports", "type": "number"}]}"#;
    let package = |data: &str| {
        format!(
            r#"{{"name": "t", "resources": [{{"name": "a", "path": "a.csv"}}, {{"name": "imports", "data": {data}, "schema": {fields}}}]}}"#
        )
    };
    let beside = |data: &str| {
        let files = [("datapackage.json", package(data)), ("a.csv", "Country,Year,Exports\nRussia,2019,9\n".to_owned())];
        beside(&folder, &files.each_ref().map(|(name, text)| (*name, text.as_str())), "datapackage.json")
    };
    let objects = r#"[{"Country": "Russia", "Year": 2019, "Imports": 5.5}, {"Country": "China", "Year": 2019, "Imports": 7}]"#;
    let lists = r#"[["Country", "Year", "Imports"], ["Russia", 2019, 5.5], ["China", 2019, 7]]"#;
    for data in [objects, lists] {
        assert_eq!(all_told(&beside(data)), ["exports RUS 2019 = 9", "imports RUS 2019 = 5.5", "imports CHN 2019 = 7"]);
    }
    let left = beside(r#""Country,Year""#);
    assert_eq!(all_told(&left), ["exports RUS 2019 = 9"]);
    assert!(left.report.notes.iter().any(|note| note.contains("Left out imports")), "{:?}", left.report.notes);
}

#[test]
fn tables_of_a_package_with_the_same_columns_do_not_run_into_each_other() {
    let folder = Folder::new("alike");
    let resource = |name: &str| {
        format!(
            r#"{{"name": "{name}", "path": "{name}.csv", "schema": {{"fields": [{{"name": "Date", "type": "date"}}, {{"name": "Price", "type": "number"}}]}}}}"#
        )
    };
    let package = format!(r#"{{"name": "oil", "resources": [{}, {}]}}"#, resource("brent"), resource("wti"));
    let files = [
        ("datapackage.json", package.as_str()),
        ("brent.csv", "Date,Price\n1987-05-15,18.5\n"),
        ("wti.csv", "Date,Price\n1987-05-15,19.5\n"),
    ];
    let opened = beside(&folder, &files, "datapackage.json");
    assert_eq!(all_told(&opened), ["price brent 1987-05-15 = 18.5", "price wti 1987-05-15 = 19.5"]);
}

#[test]
fn datapoints_of_gapminder_are_read_row_by_row() {
    let folder = Folder::new("ddf");
    let name = "ddf--datapoints--income--by--geo--time.csv";
    let package = format!(
        r#"{{"name": "gdp", "title": "GDP", "resources": [{{"path": "{name}", "name": "income", "schema": {{"fields": [{{"name": "geo"}},
        {{"name": "time"}}, {{"name": "income"}}], "primaryKey": ["geo", "time"]}}}}], "ddfSchema": {{}}}}"#
    );
    let concepts = "concept,concept_type,name\nincome,measure,Income per person\ngeo,entity_domain,Place\ntime,time,Year\n";
    let files = [
        ("datapackage.json", package.as_str()),
        ("ddf--concepts.csv", concepts),
        ("ddf--entities--geo.csv", "geo,name\nafg,Afghanistan\nchn,China\n"),
        (name, "geo,time,income\nafg,1800,603\nafg,1801,603\nchn,1800,985\n"),
    ];
    let opened = beside(&folder, &files, name);
    assert_eq!(opened.report.rows, 3);
    assert_eq!(all_told(&opened)[2], "income CHN 1800 = 985");
}

#[test]
fn a_country_that_reaches_over_several_rows_is_that_of_each() {
    let sheet = "Country|Product|Year|Exports (USD million)\nChina|Wheat|2020|10\n|Rice|2020|20\nJapan|Wheat|2020|30\nIndia|Wheat|2020|40\n\
                 France|Wheat|2020|50\nItaly|Wheat|2020|60\nSpain|Wheat|2020|70";
    let opened = opened("merged.xlsx", &workbook(&[("Trade", sheet, &["A2:A3"])]));
    let told: Vec<String> = opened.dataset.observations().iter().take(2).map(told).collect();
    assert_eq!(told, ["exports CHN Wheat 2020 = 10 USD million", "exports CHN Rice 2020 = 20 USD million"]);
}

#[test]
fn figures_shown_in_percent_come_out_in_percent_each_for_itself() {
    let cell = |kind: &str, value: &str| match kind {
        "string" => format!("<table:table-cell office:value-type=\"string\"><text:p>{value}</text:p></table:table-cell>"),
        kind => {
            format!("<table:table-cell office:value-type=\"{kind}\" office:value=\"{value}\"><text:p>{value}</text:p></table:table-cell>")
        }
    };
    let row =
        |cells: [(&str, &str); 3]| format!("<table:table-row>{}</table:table-row>", cells.map(|(kind, value)| cell(kind, value)).concat());
    let rows = [
        row([("string", "Country"), ("string", "Year"), ("string", "Favourable")]),
        row([("string", "Germany"), ("float", "2022"), ("percentage", "0.21")]),
        row([("string", "Japan"), ("float", "2022"), ("percentage", "0.07")]),
        row([("string", "Italy"), ("float", "2022"), ("float", "12")]),
    ];
    let namespaces = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let content = format!(
        "<office:document-content {namespaces}><office:body><office:spreadsheet><table:table table:name=\"Poll\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows.concat()
    );
    let manifest = b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let book = archive(&[
        ("META-INF/manifest.xml", manifest.as_slice()),
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ]);
    let opened = opened("poll.ods", &book);
    let figures: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(figures, ["favourable DEU 2022 = 21 %", "favourable JPN 2022 = 7 %", "favourable ITA 2022 = 12"]);
    assert!(
        opened.report.notes.iter().any(|note| note.starts_with("column C of \"Poll\" is shown in percent")),
        "{:?}",
        opened.report.notes
    );
}

#[test]
fn what_is_left_out_of_a_workbook_is_told_table_by_table() {
    let second = "Partner|2021|2022|Share, %\nChina|5|6|7\nIndia|8|9|10";
    let sheets = [("A", "Partner|2021|2022\nChina|1|2\nIndia|3|4", &[][..]), ("B", second, &[]), ("Words", "see|A\nsee|B", &[])];
    let notes = opened("trade.xlsx", &workbook(&sheets)).report.notes;
    assert!(notes.iter().any(|note| note.starts_with("columns of the table at B!A1 that are left out: \"Share, %\" (")), "{notes:?}");
    assert!(notes.iter().any(|note| note.starts_with("the sheet \"Words\" is left out: ")), "{notes:?}");
}

#[test]
fn sheets_that_are_counted_in_other_units_measure_other_things() {
    let sheet = |title: &str, figure: &str| format!("{title}\n\nCountry|2021|2022\nRussia|{figure}|2.5\nAlgeria|1.5|3.5\n");
    let constant = sheet("Military expenditure, in constant (2022) US$ m.", "71000.5");
    let share = sheet("Military expenditure by country as percentage of gross domestic product", "3.6");
    let opened = opened("milex.xlsx", &workbook(&[("Constant US$", &constant, &[]), ("Share of GDP", &share, &[])]));
    let told: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(told[0], "constant_us RUS 2021 = 71000.5 constant 2022 USD million", "{told:#?}");
    assert_eq!(told[4], "share_of_gdp RUS 2021 = 3.6 % of GDP", "{told:#?}");
}

#[test]
fn a_head_that_stands_again_is_no_row_and_another_title_above_it_begins_another_table() {
    let head = "Country|2019|2020";
    let pages = format!("Exports, USD million\n{head}\nChina|1.5|2\nJapan|3|4\n{head}\nIndia|5|6\nChile|7|8\n");
    let opened = opened("pages.xlsx", &workbook(&[("Data", &pages, &[])]));
    let told = all_told(&opened);
    assert_eq!((told.len(), told[4].as_str()), (8, "pages IND 2019 = 5 USD million"), "{told:#?}");
    assert!(opened.report.passed_over.iter().any(|passed| passed.place == "Data, row 5"), "{:?}", opened.report.passed_over);
    let continued = pages.replace(&format!("4\n{head}"), &format!("4\nExports, USD million (continued)\n{head}"));
    let all = all_told(&self::opened("pages.xlsx", &workbook(&[("Data", &continued, &[])])));
    assert_eq!(all, told);
    let apart = all_told(&self::opened("apart.xlsx", &workbook(&[("Data", &continued.replace("\nExports", "\n\nExports"), &[])])));
    assert!(apart.iter().all(|one| one.ends_with("USD million")), "{apart:#?}");
    let titled = pages.replace(&format!("4\n{head}"), &format!("4\nExports, thousand tonnes\n{head}"));
    let told = all_told(&self::opened("pages.xlsx", &workbook(&[("Data", &titled, &[])])));
    assert_eq!(told.len(), 8, "{told:#?}");
    for figure in ["CHN 1 2019 = 1.5 USD million", "IND 2 2019 = 5 t thousand"] {
        assert!(told.iter().any(|one| one.contains(figure)), "{figure}: {told:#?}");
    }
}

#[test]
fn remarks_among_the_rows_head_none_and_what_rows_are_counted_in_is_their_unit() {
    let parts = "Exports, USD million\n\nCommodity|2019|2020\nEurope\nGermany|1.5|2\nNote: data were revised.\nFrance|3|4\nAsia\nChina|5|6\n\
                 * Without Taiwan\nJapan|7|8";
    let opened = opened("parts.xlsx", &workbook(&[("Data", parts, &[])]));
    let told = all_told(&opened);
    for figure in ["X-Europe France 2019 = 3 USD million", "X-Asia Japan 2020 = 8 USD million"] {
        assert!(told.iter().any(|one| one.contains(figure)), "{figure}: {told:#?}");
    }
    assert_eq!(opened.report.passed_over.len(), 3, "{:?}", opened.report.passed_over);
    let counted = "Year|Turnover|Exports\nUSD million\n2019|30.5|20\n2020|33|21\nPrevious year = 100\n2019|101|102\n2020|110|105";
    let told = all_told(&self::opened("counted.xlsx", &workbook(&[("Data", counted, &[])])));
    assert_eq!((told.len(), told[0].as_str()), (8, "turnover USD million 2019 = 30.5 USD million"), "{told:#?}");
    let below = "Country|Exports, USD million\nChina|1.5\nJapan|3\n1 Data include Macao.\n2 Preliminary.";
    assert_eq!(all_told(&self::opened("below.xlsx", &workbook(&[("Data", below, &[])]))).len(), 2);
}
