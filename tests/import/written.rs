//! Figures that are written with more than their digits: sizes in words, margins, triangles, ranges, years that say how firm they
//! are. Each table has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import::{self, Opened};
use asymmetry::terms::amount::Qualifier;

use super::books::workbook;
use super::offices::holds;
use super::words::{opened, told};

fn all(opened: &Opened) -> Vec<String> {
    opened.dataset.observations().iter().map(told).collect()
}

fn caveats(opened: &Opened) -> Vec<&str> {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect()
}

fn refused(opened: &Opened) -> Vec<String> {
    opened.dataset.refused.iter().map(|one| format!("{}: {} {}", one.line, one.what, one.why)).collect()
}

#[test]
fn sizes_and_currencies_in_words_are_those_of_the_figures() {
    let billions = "Страна;Год;Экспорт\nКитай;2020;146,9 млрд долл.\nИндия;2020;980 млн долл.\nКитай;2021;150,1 млрд долл.\n";
    holds(
        "billions.csv",
        billions,
        3,
        &["экспорт CHN 2020 = 146.9 USD billion", "экспорт IND 2020 = 0.98 USD billion", "экспорт CHN 2021 = 150.1 USD billion"],
    );
    let tonnes = "Страна;Год;Вывоз\nКитай;2020;12 тыс. т\nИндия;2020;850 т\nКитай;2021;3,5 тыс. т\n";
    holds("tonnes.csv", tonnes, 3, &["вывоз CHN 2020 = 12 t thousand", "вывоз IND 2020 = 0.85 t thousand"]);
    let mixed = "Country,Year,Exports\nChina,2020,$1.2 billion\nIndia,2020,$980 million\nJapan,2020,3.5bn\nRussia,2020,\"$1,500,000\"\n";
    let opened = opened("mixed.csv", mixed.as_bytes());
    let figures = all(&opened);
    for one in ["CHN 2020 = 1.2 USD billion", "IND 2020 = 0.98 USD billion", "JPN 2020 = 3.5 billion", "RUS 2020 = 0.0015 USD billion"] {
        assert!(figures.iter().any(|told| told.ends_with(one)), "{one}: {figures:#?}");
    }
    let roubles = "Год;Бюджет\n2020;3,4 трлн руб.\n2021;около 4 трлн руб.\n";
    let read = holds("roubles.csv", roubles, 2, &["бюджет 2020 = 3.4 RUB trillion", "бюджет 2021 = 4 RUB trillion"]);
    assert_eq!(read.dataset.observations()[1].amount.as_ref().map(|amount| amount.qualifier), Ok(Qualifier::About));
    let chinese = "国家,年份,出口额\n俄罗斯,2020,1.2亿美元\n日本,2020,3.5亿美元\n";
    holds("chinese.csv", chinese, 2, &["出口额 RUS 2020 = 1.2 USD × 10^8"]);
}

#[test]
fn rows_that_count_different_things_keep_their_own_units() {
    let rows = "Год;Показатель;Значение\n2020;Экспорт;146,9 млрд руб.\n2020;Вывоз нефти;12,5 млн т\n2020;Доля;12,5%\n";
    holds("rows.csv", rows, 3, &["экспорт 2020 = 146900 RUB million", "вывоз_нефти 2020 = 12.5 t million", "доля 2020 = 12.5 %"]);
    let units = "Country,Year,Loans,Unit\nChina,2020,1.2 billion,USD\nIndia,2020,3.5 billion,EUR\n";
    holds("units.csv", units, 2, &["loans CHN 2020 = 1.2 USD billion", "loans IND 2020 = 3.5 EUR billion"]);
    let prices = "Country,Year,Price (USD/t)\nChina,2020,$12\nIndia,2020,14\n";
    holds("prices.csv", prices, 2, &["price CHN 2020 = 12 USD/t", "price IND 2020 = 14 USD/t"]);
}

#[test]
fn a_size_in_the_name_of_a_column_is_that_of_its_bare_numbers_and_words_go_before_it() {
    let named = "Country,Year,Exports (USD million)\nChina,2020,1.2 billion\nIndia,2020,350\nJapan,2020,75 million\n";
    holds(
        "named.csv",
        named,
        3,
        &["exports CHN 2020 = 1200 USD million", "exports IND 2020 = 350 USD million", "exports JPN 2020 = 75 USD million"],
    );
    let across = "Country,2019,2020\nChina,1.2 billion,1.3 billion\nIndia,900 million,950 million\nJapan,1.1 billion,980 million\n";
    holds("across.csv", across, 6, &["across IND 2019 = 900 million", "across JPN 2019 = 1100 million"]);
}

#[test]
fn a_number_without_a_size_among_others_that_have_one_is_told() {
    let text = "Country,Year,Population\nChina,2020,1.4 billion\nIndia,2020,1.3 billion\nFiji,2020,896\nJapan,2020,126000000\n";
    let opened = opened("population.csv", text.as_bytes());
    assert_eq!(
        all(&opened),
        ["population CHN 2020 = 1.4 billion", "population IND 2020 = 1.3 billion", "population JPN 2020 = 0.126 billion"]
    );
    assert_eq!(refused(&opened), ["4: \"896\" names no size, as others of its column do"]);
}

#[test]
fn a_letter_behind_a_number_is_a_size_a_flag_or_told() {
    let sizes = "Country,Year,Market cap\nChina,2020,1.2 b\nIndia,2020,350 m\nJapan,2020,1.9 b\n";
    holds("sizes.csv", sizes, 3, &["market_cap CHN 2020 = 1.2 billion", "market_cap IND 2020 = 0.35 billion"]);
    let flags = "Country,Year,Rate\nGermany,2020,1.2 b\nFrance,2020,3.5 e\nItaly,2020,1.9\n";
    let read = holds("flags.csv", flags, 3, &["rate DEU 2020 = 1.2, break", "rate FRA 2020 = 3.5, estimated"]);
    assert!(!caveats(&read).iter().any(|text| text.contains("billion")), "{:?}", caveats(&read));
    let open = "Country,Year,Exports (USD)\nGermany,2020,1.2 b\nFrance,2020,3.5\nItaly,2020,1.9\n";
    let read = holds("open.csv", open, 3, &["exports DEU 2020 = 1.2 USD, break"]);
    assert!(caveats(&read).iter().any(|text| text.contains("it may mean billion")), "{:?}", caveats(&read));
}

#[test]
fn a_margin_behind_a_figure_is_its_interval() {
    let text = "Country,Year,Support\nChina,2020,45 ± 3\nIndia,2020,50 (±3)\nJapan,2020,47.5% ± 2.5%\nKorea,2020,0.3 +/- 0.1\n";
    let opened = holds("support.csv", text, 4, &["support CHN 2020 = 45", "support IND 2020 = 50", "support JPN 2020 = 47.5 %"]);
    let amounts: Vec<_> = opened.dataset.observations().iter().map(|one| one.amount.clone().expect("a figure")).collect();
    let ends: Vec<_> = amounts.iter().map(|amount| (amount.low, amount.high, amount.stated.as_deref())).collect();
    assert_eq!(
        ends,
        [
            (Some(42.0), Some(48.0), Some("45 ± 3")),
            (Some(47.0), Some(53.0), Some("50 (±3)")),
            (Some(45.0), Some(50.0), Some("47.5% ± 2.5%")),
            (Some(0.2), Some(0.4), Some("0.3 +/- 0.1")),
        ]
    );
}

#[test]
fn triangles_are_a_minus_in_japan_and_point_elsewhere_and_otherwise_are_told() {
    let japan = "国,年,前年比\nアメリカ,2020,△3.2\n中国,2020,4.5\nタイ,2020,▲1.1\n";
    holds("japan.csv", japan, 3, &["前年比 USA 2020 = -3.2", "前年比 THA 2020 = -1.1"]);
    let pointing = "Country,Year,Change\nGermany,2022,▲ 3\nFrance,2022,▼ 2.5\nItaly,2022,▲3.2%\nSpain,2022,↓0.5\n";
    holds("pointing.csv", pointing, 4, &["change DEU 2022 = 3", "change FRA 2022 = -2.5", "change ITA 2022 = 3.2 %"]);
    let open = opened("open.csv", b"Country,Year,Change\nGermany,2022,\xe2\x96\xb2 3\nFrance,2022,2.5\nItaly,2022,1\n");
    assert_eq!(all(&open), ["change FRA 2022 = 2.5", "change ITA 2022 = 1"]);
    assert!(refused(&open)[0].contains("means up or below nought, and nothing tells which"), "{:?}", refused(&open));
}

#[test]
fn credits_and_debits_are_told_and_not_added() {
    let text = "Account,Year,Balance,Count\nCash,2020,\"1,234 CR\",5\nLoans,2020,\"2,500 DR\",7\nStock,2020,\"3,000.5\",9\n";
    let opened = opened("accounts.csv", text.as_bytes());
    assert_eq!(all(&opened).len(), 4, "{:#?}", all(&opened));
    assert_eq!(refused(&opened).len(), 2);
    assert!(refused(&opened)[0].contains("is a credit or a debit"), "{:?}", refused(&opened));
    let alone = "Account,Year,Balance\nCash,2020,\"1,234 CR\"\nLoans,2020,\"2,500 DR\"\n";
    let problem = import::open_bytes(alone.as_bytes(), "alone.csv", Origin::Bundled).expect_err("should be refused");
    assert!(problem.to_string().contains("is a credit or a debit"), "{problem}");
}

#[test]
fn hyphens_part_the_ends_of_ranges_where_figures_stand_and_nowhere_else() {
    let text = "Country,Season,Price (USD)\nChina,2011-12,12-15\nIndia,2012-13,10-20\nJapan,2013-14,-5\nKorea,2014-15,18–22\nFiji,2015-16,$12 to $15\n";
    let opened = holds("prices.csv", text, 5, &["price CHN 2011/2012 = 13.5 USD, 2011-12", "price JPN 2013/2014 = -5 USD, 2013-14"]);
    let first = opened.dataset.observations()[0].amount.clone().expect("a figure");
    assert_eq!((first.low, first.high, first.qualifier), (Some(12.0), Some(15.0), Qualifier::Range));
    assert!(caveats(&opened).iter().any(|text| text.contains("such as \"12-15\"")), "{:?}", caveats(&opened));
    let only = "Country,Year,Missiles\nChina,2020,12-15\nIndia,2020,10-20\nJapan,2020,40-60\n";
    holds("only.csv", only, 3, &["missiles JPN 2020 = 50"]);
    let across = "Страна;2019;2020\nКитай;12-15;10-20\nИндия;5-7;8\n";
    holds("across.csv", across, 4, &["across CHN 2019 = 13.5", "across CHN 2020 = 15", "across IND 2020 = 8"]);
    // Ages and classes are no figures.
    let groups = "Country,15-24,25-34\nChina,5.5,6.5\nIndia,7.5,8.5\n";
    holds("groups.csv", groups, 4, &["15_24 CHN undated = 5.5"]);
    let ages = "Age,Year,Share (%)\n15-24,2020,12\n25-34,2020,14\n35-44,2020,16\n";
    holds("ages.csv", ages, 3, &["share 15-24 2020 = 12 %"]);
    let classes = "Income (USD),Households\n0-1000,5\n1000-2000,9\n2000-3000,7\n";
    holds("classes.csv", classes, 3, &["households 1000-2000 undated = 9"]);
    let years = "Country,Exports (USD)\nChina,14\nIndia,15\nJapan,2011-12\nKorea,19\n";
    assert_eq!(refused(&super::words::opened("years.csv", years.as_bytes())).len(), 1);
}

#[test]
fn years_that_say_how_firm_they_are_keep_it() {
    let text = "Country,2022,2023e,2024f,2025p,2026*,2027 (proj.)\nChina,1,2,3,4,5,6\nIndia,2,3,4,5,6,7\n* forecast,,,,,,\n";
    holds(
        "outlook.csv",
        text,
        12,
        &[
            "outlook CHN 2022 = 1",
            "outlook CHN 2023 = 2, estimated, 2023e",
            "outlook CHN 2024 = 3, forecast, 2024f",
            "outlook CHN 2025 = 4, provisional, 2025p",
            "outlook IND 2026 = 6, forecast, 2026*",
            "outlook IND 2027 = 7, forecast, 2027 (proj.)",
        ],
    );
    let all = "Country,2023e,2024f,2025f\nChina,1,2,3\nIndia,2,3,4\n";
    holds("all.csv", all, 6, &["all IND 2025 = 4, forecast, 2025f"]);
    let actual = "Company,2022A,2023E,2024P\nSales,1,2,3\nProfit,2,3,4\n";
    holds("actual.csv", actual, 6, &["actual Sales 2022 = 1, 2022A", "actual Profit 2024 = 4, forecast, 2024P"]);
    let rows = "Country,Year,GDP\nChina,2022,1.5\nChina,2023e,2.5\nChina,2024f,3.5\nChina,2025 (p),4.5\n";
    holds(
        "rows.csv",
        rows,
        4,
        &[
            "gdp CHN 2022 = 1.5",
            "gdp CHN 2023 = 2.5, estimated, 2023e",
            "gdp CHN 2024 = 3.5, forecast, 2024f",
            "gdp CHN 2025 = 4.5, provisional, 2025 (p)",
        ],
    );
    let above = ",Actual,,Forecast,\nCountry,2022,2023,2024,2025\nChina,1,2,3,4\nIndia,2,3,4,5\n";
    holds("above.csv", above, 8, &["above CHN 2023 = 2", "above IND 2025 = 5, forecast"]);
    let named = "Country,GDP 2023,GDP 2024f,CPI 2023,CPI 2024f\nChina,1.5,2.5,3.5,4.5\nIndia,2.5,3.5,4.5,5.5\n";
    holds("named.csv", named, 8, &["gdp CHN 2023 = 1.5", "cpi IND 2024 = 5.5, forecast, 2024f"]);
    // A second column of the same year is of some other kind, and is not read as a period.
    let twice = "Country,2023,2024,2024f\nChina,1,2,3\nIndia,2,3,4\n";
    holds("twice.csv", twice, 4, &["twice IND 2024 = 3"]);
}

#[test]
fn figures_among_words_are_read_where_a_name_promises_them_and_counted_where_not() {
    let named = "Country,Year,\"Exports, USD million\"\nChina,2019,120.5\nChina,2020,see note\nChina,2021,not comparable\nIndia,2019,15.1\n\
                 India,2020,see report\nIndia,2021,included elsewhere\n";
    let read = opened("named.csv", named.as_bytes());
    assert_eq!(all(&read), ["exports CHN 2019 = 120.5 USD million", "exports IND 2019 = 15.1 USD million"]);
    assert_eq!(refused(&read).len(), 4);
    let open = "Country,Year,Gas,Oil\nChina,2019,120.5,1.5\nChina,2020,see note,2\nChina,2021,not comparable,3.5\nIndia,2019,15.1,4\n\
                India,2020,see report,5\nIndia,2021,included elsewhere,6\n";
    let read = opened("open.csv", open.as_bytes());
    assert!(
        caveats(&read).iter().any(|text| text.starts_with("Of the cells of \"Gas\", 2 are numbers among words")),
        "{:?}",
        caveats(&read)
    );
}

#[test]
fn places_by_other_names_are_reporters() {
    for name in ["Location", "Area", "Territory", "Economy", "Country/territory", "Countries and territories", "Jurisdiction"] {
        let text = format!(
            "{name},Year,GDP\nUnited Kingdom of Great Britain and Northern Ireland,2020,5\nIran (Islamic Republic of),2020,6\n\
             Bolivia (Plurinational State of),2020,7\nHong Kong SAR,2020,8\n"
        );
        holds("gdp.csv", &text, 4, &["gdp GBR 2020 = 5", "gdp IRN 2020 = 6", "gdp BOL 2020 = 7", "gdp HKG 2020 = 8"]);
    }
}

#[test]
fn a_size_above_the_table_is_that_of_its_figures_whatever_stands_beside_them() {
    let figures = |title: &str, head: &str, cells: &str| {
        let sheet = format!("{title}\n\nCountry|{head}\nChina|{cells}\nJapan|{cells}\n");
        let sheet = sheet.trim_start().to_owned();
        all(&opened("size.xlsx", &workbook(&[("Data", &sheet, &[])])))[0].clone()
    };
    let read = |title: &str, cells: &str| figures(title, "2019|2020", cells);
    for title in ["Exports, thousands", "Exports (in thousands)", "Exports in thousands", "thousands", "Экспорт, тыс."] {
        assert_eq!(read(title, "$5|$6"), "size CHN 2019 = 5 USD thousand", "{title}");
        assert_eq!(read(title, "5|6"), "size CHN 2019 = 5 thousand", "{title}");
    }
    for title in ["Exports USD million", "Exports, USD million", "Exports USD million 2019-2020", "Exports, USD, millions"] {
        assert_eq!(read(title, "5|6"), "size CHN 2019 = 5 USD million", "{title}");
    }
    assert_eq!(figures("", "Exports USD million 2019|Exports USD million 2020", "5|6"), "exports CHN 2019 = 5 USD million");
    let several = "Foreign trade, thousands\nCountry|Imports, USD|Share, %\nChina|2.5|3.5\nJapan|4.5|5.5";
    let read = all(&opened("several.xlsx", &workbook(&[("Data", several, &[])])));
    assert_eq!(read[..2], ["imports CHN undated = 2.5 USD thousand", "share CHN undated = 3.5 %"]);
    let column = "Country,Year,\"Exports, thousands\"\nChina,2019,$5\nJapan,2019,$6\n";
    holds("column.csv", column, 2, &["exports CHN 2019 = 5 USD thousand"]);
}
