//! Tables written in any dialect and encoding are read as they were.

use encoding_rs::Encoding;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::import::hints::Hints;
use crate::import::report::Report;
use crate::import::text::read;
use crate::terms::country;

/// How a table is written down.
#[derive(Clone, Copy, Debug)]
struct Writing {
    separator: char,
    line_end: &'static str,
    is_all_quoted: bool,
    label: &'static str,
}

fn written(rows: &[Vec<String>], writing: Writing) -> Vec<u8> {
    let cell = |cell: &String| {
        let needs_quotes = cell.contains([writing.separator, '"', '\n', '\r']) || cell.is_empty() && rows[0].len() == 1;
        match needs_quotes || writing.is_all_quoted {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.clone(),
        }
    };
    let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(&writing.separator.to_string()) + writing.line_end;
    let text: String = rows.iter().map(line).collect();
    match writing.label {
        "utf-8 with a mark" => format!("\u{feff}{text}").into_bytes(),
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        label => Encoding::for_label(label.as_bytes()).expect("a label").encode(&text).0.into_owned(),
    }
}

fn writing() -> impl Strategy<Value = Writing> {
    let labels = prop::sample::select(vec![
        "utf-8",
        "utf-8 with a mark",
        "utf-16le",
        "utf-16be",
        "windows-1251",
        "koi8-r",
        "ibm866",
        "x-mac-cyrillic",
        "gb18030",
        "windows-1252",
    ]);
    let separators = prop::sample::select(vec![',', ';', '\t', '|']);
    let line_ends = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (separators, line_ends, any::<bool>(), labels).prop_map(|(separator, line_end, is_all_quoted, label)| Writing {
        separator,
        line_end,
        is_all_quoted,
        label,
    })
}

/// A country's name as it is written where such an encoding is used.
fn name(number: usize, label: &str) -> String {
    let codes: Vec<&str> = country::codes().take(200).collect();
    let code = codes[number % codes.len()];
    let name = match label {
        "gb18030" => country::name_in_chinese(code),
        "windows-1252" => country::name(code),
        _ => country::name_in_russian(code),
    };
    name.or(country::name(code)).unwrap_or(code).replace('ё', "е").replace(['’', '\u{a0}', '–', '—'], "-")
}

/// A header, then names, numbers, notes that hold the signs of dialects, and years.
fn table(label: &'static str) -> impl Strategy<Value = Vec<Vec<String>>> {
    let number = (-99_999_i32..99_999).prop_map(|number| format!("{}.{}", number / 10, (number % 10).abs()));
    let note = prop::sample::select(vec!["", "a, b", "say \"so\"", "one\ntwo", "x; y", "5\" | 6", "plain", "it's so", "'quoted'", "\\"]);
    let row = (0..200_usize, number, note, 1990..2030_u16, prop::option::of(0..99_u8));
    prop::collection::vec(row, 5..40).prop_map(move |rows| {
        let header = vec![name(0, label), "value".to_owned(), "note".to_owned(), "year".to_owned(), "n".to_owned()];
        let row = |(country, number, note, year, small): (usize, String, &str, u16, Option<u8>)| {
            vec![name(country, label), number, note.to_owned(), year.to_string(), small.map_or_else(String::new, |small| small.to_string())]
        };
        std::iter::once(header).chain(rows.into_iter().map(row)).collect()
    })
}

proptest! {
    // The same tables every time: what lands must not hang on luck.
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, rng_seed: RngSeed::Fixed(20), ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_read_as_it_was_written((writing, rows) in writing().prop_flat_map(|writing| (Just(writing), table(writing.label)))) {
        let bytes = written(&rows, writing);
        let mut report = Report::default();
        let (_, sheets) = read(&bytes, "x.csv", &Hints::default(), &mut report).expect("text");
        let read: Vec<Vec<String>> = sheets[0].rows.iter().map(|row| row.cells.clone()).collect();
        prop_assert_eq!(read, rows, "{:?}", report.choices);
    }

    #[test]
    fn no_text_is_too_odd(text in "[\",;\t|' \\\\a1.\r\né]{0,200}") {
        let mut report = Report::default();
        if let Ok((_, sheets)) = read(text.as_bytes(), "x.csv", &Hints::default(), &mut report) {
            let lines: Vec<usize> = sheets[0].rows.iter().map(|row| row.line).collect();
            prop_assert!(lines.is_sorted_by(|a, b| a < b), "{:?}", lines);
            for table in super::tables::of(sheets[0].clone(), &mut report) {
                prop_assert!(table.rows.len() <= lines.len());
            }
        }
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes, "x.csv", &Hints::default(), &mut Report::default());
    }
}
