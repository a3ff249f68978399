//! Tidy tables: one row for each figure, columns by name.

use super::*;

#[test]
fn a_tidy_table_becomes_observations_with_their_lines() {
    let dataset = table(
        "\u{feff}reporter,partner,flow,period,value,unit,qualifier,stated,sector\r\n\
         Россия,China,export,2023,129.10,USD billion,about,\"around 129, they say\",Energy\r\n\
         rus,中国,imports,2024-Q1,26,USD billion,,,Machines\r\n",
    );
    assert_eq!((dataset.id.as_str(), dataset.title.as_str()), ("my-figures", "My figures"));
    assert!(dataset.refused.is_empty(), "{:?}", dataset.refused);
    let [first, second] = dataset.observations().try_into().expect("two rows");
    let code =
        |one: &Observation, dimension: &str| one.code(&Dimension::from_name(dimension)).map(|code| code.to_string()).unwrap_or_default();
    assert_eq!(
        [code(&first, "reporter"), code(&first, "partner"), code(&first, "flow"), code(&first, "sector")],
        ["RUS", "CHN", "export", "Energy"]
    );
    assert_eq!([code(&second, "reporter"), code(&second, "partner"), code(&second, "flow")], ["RUS", "CHN", "import"]);
    assert_eq!([code(&first, "indicator"), code(&first, "source")], ["my_figures", "my-figures"]);
    assert_eq!((first.locator.as_deref(), second.locator.as_deref()), (Some("my_figures.csv, line 2"), Some("my_figures.csv, line 3")));
    let amount = first.amount.expect("a value");
    assert_eq!((amount.value, amount.decimals, amount.qualifier), (129.1, Some(2), Qualifier::About));
    assert_eq!(amount.stated.as_deref(), Some("around 129, they say"));
    assert_eq!(dataset.readings().into_iter().collect::<Vec<_>>(), [Reading::MarketShare, Reading::Indicator]);
    assert_eq!(dataset.label(&Dimension::from_name("sector"), &Code::new("Energy")), "Energy");
}

#[test]
fn a_table_of_a_poll_keeps_sides_bases_and_reasons_for_gaps() {
    let dataset = table(
        "question,answer,period,value,missing,side,base,design_effect,mode,fieldwork,status,low,high,qualifier\n\
         trust,Yes,2023,62,,positive,1600,1.5,telephone,2023-08-24/2023-08-30,provisional,,,\n\
         trust,No,2023,,not_published,negative,1600,,,,,,,\n\
         trust,Perhaps,2023,,,unsure,,,,,,10,12,range\n",
    );
    assert!(dataset.refused.is_empty(), "{:?}", dataset.refused);
    let [yes, no, perhaps] = dataset.observations().try_into().expect("three rows");
    assert_eq!(
        (yes.side, yes.wave.base, yes.wave.mode, yes.status),
        (Some(Side::Positive), Some(1600), Some(Mode::Telephone), Status::Provisional)
    );
    assert_eq!(yes.wave.fieldwork, Period::parse("2023-08-24/2023-08-30"));
    assert_eq!(no.amount, Err(Missing::NotPublished));
    assert_eq!(perhaps.amount.map(|amount| (amount.low, amount.high)), Ok((Some(10.0), Some(12.0))));
    assert_eq!(dataset.side(&Code::new("Perhaps")), Some(Side::Unsure));
}

#[test]
fn rows_that_cannot_be_read_are_refused_with_line_and_column() {
    let refused = refused_rows(
        "reporter,period,value,status,note\n\
         \"Korea, North\",2020,1,,\n\
         Atlantis,2020,1,,\n\
         China,soon,1,,\n\
         China,2020,12a,,\n\
         China,2020,\"1,234\",,\n\
         China,2020,inf,,\n\
         China,2020,1e999,,\n\
         China,2021,,,\n\
         China,2022,1,guessed,\n\
         China,2023,1\n\
         China,2024,5,,\n\
         \n\
         china,2024,6,,\n\
         China,2025,7,,\"never closed\n",
    );
    let starts = [
        "line 3, column 1: \"Atlantis\" is no country that is known",
        "line 4, column 7: \"soon\" is not a period that can be read",
        "line 5, column 12: \"12a\" is not a number",
        "line 6, column 12: \"1,234\" is not a number",
        "line 7, column 12: \"inf\" is not a number",
        "line 8, column 12: \"1e999\" is larger than any number",
        "line 9, column 12: the row has neither a value nor a reason",
        "line 10, column 14: \"guessed\" is no status that is known",
        "line 11: the row has 3 cells, and the first line names 5 cells",
        "line 14: the figure for 2024 stands on line 12 already",
        "line 15: the row opens a quotation mark that is never closed",
    ];
    assert_eq!(refused.len(), starts.len(), "{refused:#?}");
    for (refusal, start) in refused.iter().zip(starts) {
        assert!(refusal.starts_with(start), "{refusal}\nis not\n{start}");
    }
}

#[test]
fn a_table_that_says_nothing_or_two_things_is_refused() {
    let problem = |text: &str| import::open_bytes(text.as_bytes(), "t.csv", Origin::Bundled).map(|_| ()).expect_err("should be refused");
    assert_eq!(problem("period,value,value\n2020,1,2\n").why.as_deref(), Some("line 1, column 14: two columns are named \"value\""));
    assert!(problem("period,value\nsoon,1\n").why.expect("a reason").contains("line 2, column 1: \"soon\""));
    assert!(problem("period,value\n").why.expect("a reason").contains("not one figure"));
    assert_eq!(refused_rows("answer,side,period,value\nYes,positive,2020,1\nYes,negative,2021,1\n").len(), 1);
}

#[test]
fn a_table_of_figures_reads_back_as_the_same_table() {
    let library = Library::bundled();
    for heading in library.headings() {
        let dataset = library.get(&heading.id).unwrap_or_else(|problem| panic!("{problem}"));
        let csv = |dataset: &Dataset| {
            let mut bytes = Vec::new();
            data::write_csv(&data::of_dataset(dataset), &mut bytes).expect("memory");
            String::from_utf8(bytes).expect("UTF-8")
        };
        let text = csv(&dataset);
        let again = import::open_bytes(text.as_bytes(), &format!("{}.csv", heading.id), Origin::Bundled);
        let again = again.unwrap_or_else(|problem| panic!("{problem}")).dataset;
        assert!(again.refused.is_empty(), "{}: {}", heading.id, again.refused[0].sentence());
        assert_eq!(csv(&again), with_lines(&text, heading.id.as_str()), "{}", heading.id);
    }
}

/// The table with the locators that its rows get where they have none.
fn with_lines(text: &str, id: &str) -> String {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let Some(locator) = header.iter().position(|name| name == "locator") else { return text.to_owned() };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).expect("memory");
    for record in reader.records() {
        let record = record.expect("a row");
        let line = record.position().map_or(0, csv::Position::line);
        let default = format!("{id}.csv, line {line}");
        let cells =
            record.iter().enumerate().map(|(place, cell)| if place == locator && cell.is_empty() { default.as_str() } else { cell });
        writer.write_record(cells).expect("memory");
    }
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}
