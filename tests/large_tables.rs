//! Tables that begin far below the first in a large text, and words that head rows there: nothing at its beginning shows them. The
//! figures are made up.

use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use crate::cli::Folder;

/// Rows of each table: more than the beginning holds, as their names are long.
const ROWS: usize = 5_000;

fn product(row: usize) -> String {
    format!("{}number {row}", "Mineral fuels and oils and waxes ".repeat(26))
}

/// Rows of two figures, the first of which tells row and table.
fn rows(text: &mut String, table: usize) {
    for row in 0..ROWS {
        writeln!(text, "{},{},{row}.{table}5,{}", ["China", "Germany"][row % 2], product(row), row * 2).expect("written");
    }
}

fn large(name: &str, text: &str) -> Folder {
    assert!(text.len() > 8 << 20, "{}", text.len());
    let here = Folder::new(name);
    fs::write(here.0.join("trade.csv"), text).expect("a file");
    here
}

fn all(here: &Folder) -> Vec<Value> {
    let told = here.json(&["numbers", "trade.csv", "--format", "json"]);
    told.as_array().expect("figures").clone()
}

/// The figures of a row at this line, as flow, period and value.
fn at_line(figures: &[Value], line: usize) -> Vec<String> {
    let place = format!("trade.csv, line {line}");
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let told = |one: &Value| {
        format!("{} {} {} {} {}", text(one, "flow"), text(one, "reporter"), text(one, "period"), one["value"], text(one, "unit"))
    };
    let mut told: Vec<String> = figures.iter().filter(|one| one["locator"] == place.as_str()).map(told).collect();
    told.sort();
    told
}

#[test]
fn a_table_far_below_the_first_has_its_own_title_names_and_unit() {
    let mut text = "Exports\nUSD thousand\nCountry,Product,2019,2020\n".to_owned();
    rows(&mut text, 1);
    text += "\nImports\ntonnes\nCountry,Product,2017,2018\n";
    rows(&mut text, 2);
    let here = large("below", &text);
    let figures = all(&here);
    assert_eq!(figures.len(), 4 * ROWS);
    assert_eq!(at_line(&figures, 3 + ROWS), ["export DEU 2019 4999.15 USD thousand", "export DEU 2020 9998 USD thousand"]);
    let second = 3 + ROWS + 4;
    assert_eq!(at_line(&figures, second + 1), ["import CHN 2017 0.25 t", "import CHN 2018 0 t"]);
    assert_eq!(at_line(&figures, second + ROWS), ["import DEU 2017 4999.25 t", "import DEU 2018 9998 t"]);
    let told = here.run(&["inspect", "trade.csv"]).out;
    assert!(told.contains("flow: Imports (the words above the table say so)") && told.contains("refused       nothing"), "{told}");
}

#[test]
fn names_of_another_table_are_known_however_their_periods_are_written() {
    for (heads, periods) in [
        (["201801,201802", "201804,201805"], ["2018-01", "2018-02", "2018-04", "2018-05"]),
        (["2018,2019", "2021,2022p"], ["2018", "2019", "2021", "2022"]),
        (["31.12.2018,31.12.2019", "31.12.2020,31.12.2021"], ["2018-12-31", "2019-12-31", "2020-12-31", "2021-12-31"]),
    ] {
        let mut text = format!("Country,Product,{}\n", heads[0]);
        rows(&mut text, 1);
        writeln!(text, "\nCountry,Product,{}", heads[1]).expect("written");
        rows(&mut text, 2);
        let figures = all(&large("periods", &text));
        assert_eq!(figures.len(), 4 * ROWS, "{heads:?}");
        let at = |line: usize| at_line(&figures, line);
        let [first, second, third, last] = periods;
        assert_eq!(at(3), [format!(" DEU {first} 1.15 "), format!(" DEU {second} 2 ")], "{heads:?}");
        assert_eq!(at(ROWS + 5), [format!(" DEU {third} 1.25 "), format!(" DEU {last} 2 ")], "{heads:?}");
    }
}

#[test]
fn words_far_below_the_beginning_head_the_rows_that_follow() {
    let mut text = "Exports\nCountry,Product,2019,2020\n".to_owned();
    rows(&mut text, 1);
    text += "Imports\n";
    rows(&mut text, 2);
    let figures = all(&large("headed", &text));
    assert_eq!(figures.len(), 4 * ROWS);
    assert_eq!(at_line(&figures, 2 + ROWS), ["export DEU 2019 4999.15 ", "export DEU 2020 9998 "]);
    assert_eq!(at_line(&figures, 3 + ROWS + ROWS), ["import DEU 2019 4999.25 ", "import DEU 2020 9998 "]);
}

#[test]
fn what_rows_leave_out_because_it_stands_above_is_carried_to_the_end() {
    let mut text = "Country,Product,Flow,2019,2020\n".to_owned();
    for row in 0..2 * ROWS {
        let country = if row % 40 == 0 { ["China", "Germany"][row / 40 % 2] } else { "" };
        // A name twice as long, as only every other row has one.
        let name = format!("{0} and {0}", product(row / 2));
        let [product, flow] = if row % 2 == 0 { [&*name, "Exports"] } else { ["", "Imports"] };
        writeln!(text, "{country},{product},{flow},{row}.5,{row}.25").expect("written");
    }
    let figures = all(&large("carried", &text));
    assert_eq!(figures.len(), 4 * ROWS);
    assert_eq!(at_line(&figures, 2 * ROWS + 1), ["import DEU 2019 9999.5 ", "import DEU 2020 9999.25 "]);
    assert_eq!(at_line(&figures, 83), ["import CHN 2019 81.5 ", "import CHN 2020 81.25 "]);
    let last = figures.iter().find(|one| one["locator"] == format!("trade.csv, line {}", 2 * ROWS + 1).as_str()).expect("is there");
    assert!(last["commodity"].as_str().is_some_and(|name| name.contains(&format!("number {}", ROWS - 1))), "{last}");
}

#[test]
fn words_that_head_nothing_are_told_and_so_are_more_than_can_be_looked_at() {
    const NAME: &str = "Bread and butter";
    for (count, is_heeded) in [(1, true), (300, false)] {
        let mut text = "Country,Product,2019,2020\n".to_owned();
        rows(&mut text, 1);
        for row in 0..ROWS {
            if row % (ROWS / count) == 0 {
                writeln!(text, "{NAME} {row}").expect("written");
            }
            writeln!(text, "China,Goods {row} {},1.5,2.5", product(row)).expect("written");
        }
        let here = large("unheeded", &text);
        assert_eq!(all(&here).len(), 4 * ROWS);
        let told = here.run(&["inspect", "trade.csv"]).out;
        let first = format!("\"{NAME} 0\" in line {}", ROWS + 2);
        let words = if is_heeded {
            "stands alone in its row and may head those below it"
        } else {
            "may head the rows below it or name other columns"
        };
        assert!(told.contains(&first) && told.contains(words), "{told}");
    }
}
