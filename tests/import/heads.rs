//! Where a table begins and ends, and which rows are its own: blank figures below a head, months below years, a second table below
//! the first, words between the rows and below them. The figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import::{self, Opened};
use asymmetry::terms::dimension::Dimension;

use super::books::{all_told, workbook};
use super::offices::holds;
use super::words::{opened, told};

fn figures(opened: &Opened) -> Vec<String> {
    opened.dataset.observations().iter().map(told).collect()
}

fn caveats(opened: &Opened) -> Vec<String> {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.clone()).collect()
}

fn bases(opened: &Opened) -> Vec<(String, Option<u32>)> {
    let indicator = |codes: &asymmetry::dataset::observation::Codes| codes[&Dimension::Indicator].as_str().to_owned();
    opened.dataset.observations().iter().map(|one| (indicator(&one.codes), one.wave.base)).collect()
}

#[test]
fn a_first_row_whose_figures_are_blank_is_a_row_and_no_part_of_the_head() {
    let gap = "dash CHN ABW 2020 = not_published";
    holds("dash.csv", "Partner,Reporter,2020,2021\nAruba,China,,\nIndia,China,1,2\nPeru,Russia,3,4\n", 6, &[gap, "dash CHN IND 2020 = 1"]);
    let goods =
        holds("goods.csv", "Country,Good,2020,2021\nAruba,Metals,,\nChina,Metals,1,2\nIndia,Fish,3,4\n", 6, &["goods CHN Metals 2021 = 2"]);
    assert_eq!(goods.report.columns.expect("columns").of[1].name, "Good");
    holds("one.csv", "Country,2020,2021\nAruba,,\nChina,1,2\nIndia,3,4\n", 6, &["one ABW 2021 = not_published", "one IND 2020 = 3"]);
    let parquet = "geo,good,2020,2021\nChile,,,\nChina,Metals,,\nIndia,Metals,6,7\nPeru,Fish,7,8\n";
    holds("four.csv", parquet, 8, &["four CHL 2020 = not_published", "four PER Fish 2021 = 8"]);
    // Names in two rows are still one head.
    holds("two.csv", "Страна,2020,2021\nCountry,,\nКитай,1,2\nИндия,3,4\n", 4, &["two CHN 2020 = 1"]);
}

#[test]
fn months_below_years_and_over_them_are_months_of_these_years() {
    let expected = ["months CHN 2022-01 = 3", "months RUS 2023-02 = 20"];
    holds(
        "months.csv",
        "\"Exports, in all\",,,,\n,2022,,2023,\nCountry,Jan,Feb,Jan,Feb\nChina,3,2,2,4\nRussia,16,17,12,20\n",
        8,
        &expected,
    );
    holds("months.csv", ",Jan,,Feb,\nCountry,2022,2023,2022,2023\nChina,3,2,2,4\nRussia,16,12,17,20\n", 8, &expected);
    let of_levada = "Как вы относитесь к США?,,,,\n,2022,,2023,\n,май,ноя,фев,авг\nХорошо,3,2,2,<1\nПлохо,16,17,12,20\n";
    holds("usa.csv", of_levada, 8, &["usa Хорошо 2022-11 = 2", "usa Плохо 2023-08 = 20"]);
    holds("one.csv", ",2022,\nCountry,Jan,Feb\nChina,3,2\nRussia,16,17\n", 4, &["one CHN 2022-01 = 3", "one RUS 2022-02 = 17"]);
    let of_quarters = ",2022,,,2023,,\nCountry,I,II,III,I,II,III\nChina,3,2,5,4,6,7\nRussia,16,17,33,14,15,11\n";
    holds("quarters.csv", of_quarters, 12, &["quarters CHN 2022-Q1 = 3", "quarters RUS 2023-Q3 = 11"]);
}

#[test]
fn years_below_words_that_repeat_are_names_though_no_corner_says_so() {
    let expected = ["exports DEU 2021 = 13.5", "imports FRA 2020 = 26.5"];
    let rows = "Germany,12.5,13.5,14.5,15.5\nFrance,24.5,25.5,26.5,27.5\n";
    for head in [
        ",Exports,Exports,Imports,Imports\n,2020,2021,2020,2021\n",
        ",Exports,,Imports,\n,2020,2021,2020,2021\n",
        "Country,Exports,Exports,Imports,Imports\nCountry,2020,2021,2020,2021\n",
    ] {
        holds("corner.csv", &format!("{head}{rows}"), 8, &expected);
    }
    let rows = "France,1800,1912,2013,2014\nItaly,21,22,23,24\n";
    holds(
        "years.csv",
        &format!(",Exports,Exports,Imports,Imports\n,2020,2021,2020,2021\n{rows}"),
        8,
        &["exports FRA 2020 = 1800", "imports ITA 2021 = 24"],
    );
    // Numbers that may be years and tell nothing apart stay figures.
    holds("people.csv", ",Men,Women\n,2019,2020\nA,5,6\nB,7,8\n", 6, &["men undated = 2019", "women B undated = 8"]);
}

#[test]
fn a_row_of_units_need_not_have_one_for_each_column_of_numbers() {
    let text = "Country,Year,Quantity,Value\n,,kg,\nChina,2019,10,20.5\nGermany,2019,11,21.5\n";
    holds("weight.csv", text, 4, &["quantity CHN 2019 = 10 kg", "weight DEU 2019 = 21.5"]);
}

#[test]
fn a_second_table_has_its_own_names_though_a_blank_row_stands_below_them() {
    let text = "Table 5,,,\n,(1),(2),(3)\nVARIABLES,Support,Doubts,Fears\n,,,\nAge,0.5,0.25,0.75\nTrust,0.1,0.2,0.3\n,,,\n\
                Observations,1600,1553,1600\nR2,0.15,0.16,0.17\n,,,\nTable 6,,,\n,(1),(2),(3)\n\
                VARIABLES,Truce,Army,Votes\n,,,\nAge,0.6,0.7,0.8\nTrust,0.9,0.4,0.35\n";
    let read = holds(
        "models.csv",
        text,
        18,
        &["2_doubts 1 Observations undated = 1553", "3_votes 2 Trust undated = 0.35", "1_support 1 Age undated = 0.5"],
    );
    assert!(!figures(&read).iter().any(|one| one.contains('-')), "{:#?}", figures(&read));
    // Columns are numbered below their names.
    for numbers in [",(1),(2),(3)", "А,1,2,3", "1,2,3,4"] {
        let text = format!("VARIABLES,Support,Doubts,Fears\n{numbers}\nAge,0.5,0.25,0.75\nTrust,0.1,0.2,0.3\n");
        holds("numbered.csv", &text, 6, &["support Age undated = 0.5", "fears Trust undated = 0.3"]);
    }
    // What has its words where the table above has its figures is no row of it, and nothing names it.
    let text =
        "Answer,Wave 1,Wave 2,Wave 3\nYes,39,22,37\nNo,51,49,35\n,,,\nHow much?,,,\n,one million,16,\n,five millions,10,\n,more,4,\n";
    let read = holds("waves.csv", text, 6, &["wave_3 No undated = 35"]);
    assert!(read.report.notes.iter().any(|note| note.ends_with("no row of names stands above figures")), "{:?}", read.report.notes);
}

#[test]
fn answers_of_a_part_are_shares_of_that_part() {
    let head = "Pollster,Start,End,SampleSize,Yes,No";
    let parts = format!(
        "{head},Rep Sample,Rep Yes,Dem Yes\nYou,6/22/2019,6/25/2019,1500,36,43,400,14,64\nWe,7/1/2019,7/14/2019,1000,40,50,,10,70\n"
    );
    let opened = opened("poll.csv", parts.as_bytes());
    let of = |name: &str| bases(&opened).into_iter().filter(|(code, _)| code == name).map(|(_, base)| base).collect::<Vec<_>>();
    assert_eq!((of("yes"), of("rep_yes"), of("dem_yes")), (vec![Some(1500), Some(1000)], vec![Some(400), None], vec![None, None]));
    assert!(of("rep_sample").is_empty());
    assert!(caveats(&opened).contains(&"How many were asked of Dem no column tells: their figures have no base.".to_owned()));
    let none = format!(
        "{head},Rep Yes,Rep No,Dem Yes,Dem No\nYou,6/22/2019,6/25/2019,1500,36,43,14,64,5,6\nWe,7/1/2019,7/14/2019,1000,40,50,10,70,7,8\n"
    );
    let without = super::words::opened("none.csv", none.as_bytes());
    assert!(bases(&without).iter().all(|(code, base)| base.is_some() != code.contains('_')), "{:?}", bases(&without));
    let manners = none.replace("Rep", "Strongly").replace("Dem", "Somewhat");
    assert!(bases(&super::words::opened("manners.csv", manners.as_bytes())).iter().all(|(_, base)| base.is_some()));
}

#[test]
fn a_country_is_carried_on_over_its_periods_and_a_season_is_one_of_its_year() {
    let text = ",,Favorable,Unfavorable\nGermany,\"Spring, 2024\",23,76\n,\"Spring, 2023\",21,77\nUnited States,\"Spring, 2024\",14,81\n\
                South Korea,\"Spring, 2024\",25,71\nSri Lanka,\"Spring, 2024\",35,61\nMEDIAN,\"Spring, 2024\",24,70\n";
    let read = holds("views.csv", text, 12, &["favorable DEU 2023 = 21, Spring, 2023", "unfavorable X-MEDIAN 2024 = 70, Spring, 2024"]);
    assert!(read.report.aggregates.contains_key("MEDIAN"));
    // Two seasons of a year are both of it, and neither is lost.
    let figures = [
        "favorable USA 2024 = 14, Spring, 2024",
        "favorable DEU 2 2024 = 21, break, Fall, 2024, of the fall, and in the same year of the spring",
    ];
    let twice = holds("twice.csv", &text.replace("Spring, 2023", "Fall, 2024"), 12, &figures);
    assert!(
        caveats(&twice).iter().any(|caveat| caveat.starts_with("Within one year there are figures of two seasons")),
        "{:?}",
        caveats(&twice)
    );
}

#[test]
fn words_between_countries_are_none_of_them() {
    let text = ",Экспорт,,Импорт,\n,2019,2020,2019,2020\nВсего,426,337,247,231\nв том числе:,,,,\nстраны дальнего зарубежья,370,290,220,205\nиз них:,,,,\n\
                Китай,57,49,54,55\nГермания,28,18,25,23\nУкраина1),6,7,8,9\nв процентах к итогу,,,,\nКитай,13.5,14.5,21.5,23.5\n";
    let read =
        holds("trade.csv", text, 24, &["экспорт UKR 2020 = 7", "импорт CHN 2019 = 54", "в_процентах_к_итогу_экспорт CHN 2020 = 14.5 %"]);
    let known: Vec<&str> = read.report.aggregates.keys().map(String::as_str).collect();
    assert_eq!((known, read.report.passed_over.len()), (vec!["Всего", "страны дальнего зарубежья"], 2));
    let text = ",2020,2021\nВсего,337,493\nв том числе:,,\nКитай,49,68\nТурция,15,26\n";
    holds("parts.csv", text, 6, &["parts X-Всего 2020 = 337", "parts TUR 2021 = 26"]);
}

#[test]
fn who_published_a_table_is_no_country_of_it() {
    for footer in ["\"©IMF, 2024\",,", "Data Owner,the Institute for Statistics,", "Source,,", "Примечание,,", "Note: as of May,,"]
    {
        let text = format!("Country,2021,2022\nChina,8.5,3\nRussia,5.5,-1.5\n\n{footer}\n");
        let read = holds("growth.csv", &text, 4, &["growth RUS 2022 = -1.5"]);
        assert_eq!(read.report.passed_over.len(), 1, "{footer}: {:?}", read.report.passed_over);
    }
}

#[test]
fn sums_and_parts_of_the_world_among_countries_are_groups() {
    let text = "Country,2021,2022\nChina,10,20\nIndia,5,6\nAfrica,3,4\nAsia,15,26\nSub-total,16,27\nAverage,6,7\nTotal,19,31\n";
    let read = holds("rows.csv", text, 14, &["rows X-Africa 2021 = 3", "rows X-Sub-total 2022 = 27", "rows X-Total 2021 = 19"]);
    let known: Vec<&str> = read.report.aggregates.keys().map(String::as_str).collect();
    assert_eq!((known, read.report.unknown.len()), (vec!["Africa", "Asia", "Average", "Sub-total", "Total"], 0));
}

#[test]
fn days_with_a_short_year_are_read_where_a_column_beside_them_tells_the_year() {
    let text = "Classement;Date;Année;Occupancy\n3 stars;01-01-13;2013;0,5\n4 stars;01-02-13;2013;0,6\n5 stars;01-03-14;2014;0,7\n";
    let read = opened("hotels.csv", text.as_bytes());
    assert!(figures(&read).contains(&"occupancy 4 stars 2013-02-01 = 0.6, 01-02-13".to_owned()), "{:#?}", figures(&read));
    assert!(read.report.choices.iter().any(|choice| choice.taken == "day-first"), "{:?}", read.report.choices);
}

#[test]
fn months_given_as_numbers_below_the_names_are_those_of_the_year_in_the_title() {
    let rows = "Country (Region),Exports,,Imports,,Percentage Change,\n,2,1 to 2,2,1 to 2,Exports,Imports\nTotal,95,215,65,145,7.5,3.5\n\
                Vietnam,90,210,60,140,7.1,3.3\nIndia,18,39,5,11,-4.5,2.5\n";
    let text = format!("\"(2) Imports and Exports by Country (Region), Feb 2024\",,,,,,\nUnit: US$1 Million,,,,,,\n{rows}");
    let read = holds(
        "feb.csv",
        &text,
        12,
        &[
            "feb VNM export 2024-02 = 90 USD million",
            "feb VNM import 2024-01/2024-02 = 140 USD million",
            "feb WLD export 2024-01/2024-02 = 215 USD million",
        ],
    );
    let caveats: Vec<&str> = read.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect();
    assert!(caveats.iter().any(|text| text.contains("taken for partners")), "{caveats:?}");
    assert!(!caveats.iter().any(|text| text.contains("was taken for names")), "{caveats:?}");
    // A year alone says enough: they are its months so far.
    let text = format!("Exports and imports in 2024,,,,,,\n2024,,,,,,\n{rows}");
    assert!(figures(&opened("year.csv", text.as_bytes())).contains(&"year IND import 2024-02 = 5".to_owned()));
    let problem = import::open_bytes(rows.as_bytes(), "none.csv", Origin::Bundled).expect_err("of no year");
    assert!(problem.to_string().contains("nothing above them tells the year"), "{problem}");
}

#[test]
fn a_change_beside_figures_of_months_is_left_out_and_what_is_not_counted_has_no_unit() {
    let text = "\"Major export commodities, Feb 2024\",,,,,,,\nCommodity,Unit,2,,1 to 2,,Percentage change,\n\
                ,,Quantity,Value,Quantity,Value,Quantity,Value\nSteel,t,71,585,159,1322,32.5,-5.5\nGarments,-,-,853,-,2438,-,13.5\n";
    holds("goods.csv", text, 8, &["quantity Steel 2024-01/2024-02 = 159 t", "value Garments 2024-02 = 853"]);
}

#[test]
fn years_below_one_head_are_periods_however_many_names_stand_beside_it() {
    let rows = "RUS|DEU|Oil|Sea|5|6\nRUS|DEU|Gas|Pipe|7|8\nCHN|DEU|Oil|Sea|1|2\nCHN|DEU|Gas|Pipe|3|4";
    for (names, columns) in [("Reporter|Partner", 2), ("Reporter|Partner|Product", 3), ("Reporter|Partner|Product|Way", 4)] {
        let cut = |row: &str| {
            row.split('|').enumerate().filter(|(at, _)| *at < columns || *at > 3).map(|(_, cell)| cell.to_owned()).collect::<Vec<_>>()
        };
        let rows: Vec<String> = rows.lines().step_by(if columns == 2 { 2 } else { 1 }).map(|row| cut(row).join("|")).collect();
        let sheet = format!("{names}|Exports, USD million|\n{}2019|2020\n{}", "|".repeat(columns), rows.join("\n"));
        let told = all_told(&opened("years.xlsx", &workbook(&[("Trade", &sheet, &[])])));
        assert_eq!(told.len(), 2 * rows.len(), "{names}: {told:?}");
        assert!(told[0].starts_with("exports RUS DEU") && told[0].ends_with("2019 = 5 USD million"), "{names}: {told:?}");
    }
}
