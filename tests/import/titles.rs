//! What the words above a table, its units and its cells say in many languages: sizes of amounts, the other side of trade, those
//! who were asked. The figures are made up.

use super::books::{all_told, workbook};
use super::offices::holds;
use super::words::{opened, told};
use asymmetry::import::Opened;

fn figures(opened: &Opened) -> Vec<String> {
    opened.dataset.observations().iter().map(told).collect()
}

fn caveats(opened: &Opened) -> Vec<String> {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.clone()).collect()
}

#[test]
fn the_countries_of_a_table_of_exports_by_destination_are_partners() {
    for (title, unit) in [
        ("Exports by country of destination (million EUR)", "EUR million"),
        ("Экспорт России по странам назначения (млн долл. США)", "USD million"),
        ("Ausfuhr nach Bestimmungsländern (Mio. EUR)", "EUR million"),
        ("Exportaciones por país de destino (millones de dólares)", "USD million"),
        ("Exportations par pays de destination (en milliers d'euros)", "EUR thousand"),
        ("Main trading partners (US $ Million)", "USD million"),
    ] {
        let text = format!("\"{title}\",,\nCountry,2022,2023\nGermany,10.5,11.5\nChina,20.5,21.5\nTotal,40.5,45.5\n");
        let read = holds("t.csv", &text, 6, &[&format!("t DEU 2022 = 10.5 {unit}"), &format!("t WLD 2023 = 45.5 {unit}")]);
        let columns = read.report.columns.as_ref().expect("columns");
        assert_eq!(columns.of[0].role, "partner", "{title}");
        assert!(caveats(&read).iter().any(|text| text.contains("no column tells whose exports and imports")), "{title}");
    }
    for title in ["GDP by country", "Exports (% of GDP) by country"] {
        let text = format!("\"{title}\",,\nCountry,2022,2023\nGermany,10.5,11.5\nChina,20.5,21.5\n");
        assert_eq!(opened("t.csv", text.as_bytes()).report.columns.expect("columns").of[0].role, "reporter", "{title}");
    }
}

#[test]
fn units_written_with_figures_are_units_and_no_values() {
    let text = "Country,Year,Exports,Unit\nChina,2020,12.5,1000 Euro\nIndia,2021,24.5,US$1 Million\nJapan,2022,34.5,Rs. Lacs\n";
    holds("t.csv", text, 3, &["exports CHN 2020 = 12.5 EUR thousand", "exports IND 2021 = 24.5 USD million"]);
}

#[test]
fn amounts_are_read_in_the_sizes_that_their_cells_say() {
    let read = |cells: [&str; 3]| {
        let text = format!("Country,Year,Exports\nChina,2020,\"{}\"\nIndia,2021,\"{}\"\nJapan,2022,\"{}\"\n", cells[0], cells[1], cells[2]);
        figures(&opened("t.csv", text.as_bytes())).join("; ")
    };
    for (cells, first) in [
        (["1.2k", "2.4k", "350"], "exports CHN 2020 = 1.2 thousand"),
        (["Rs 1.2 crore", "Rs 2.4 crore", "Rs 3.5 crore"], "exports CHN 2020 = 1.2 Rs × 10^7"),
        (["1.2 lakh crore", "2.4 lakh crore", "3.5 lakh crore"], "exports CHN 2020 = 1.2 trillion"),
        (["A$1.2bn", "A$2.4bn", "A$3.5bn"], "exports CHN 2020 = 1.2 AUD billion"),
        (["1,2 mil millones de euros", "2,4 mil millones de euros", "3,5 mil millones de euros"], "exports CHN 2020 = 1.2 EUR billion"),
    ] {
        let all = read(cells);
        assert!(all.starts_with(first), "{cells:?}: {all}");
    }
}

#[test]
fn those_who_were_asked_stand_beside_shares_that_are_less_than_one() {
    let table = |base: &str| {
        format!(
            "\"Как Вы относитесь к США? (в % от опрошенных)\",,,\n,янв.23,фев.23,мар.23\nХорошо,31,<1,32\nПлохо,35,34,менее 1\n\
             {base},1616,1620,1633\n"
        )
    };
    for base in ["Число опрошенных", "N="] {
        let read = opened("t.csv", table(base).as_bytes());
        let bases: Vec<Option<u32>> = read.dataset.observations().iter().take(3).map(|one| one.wave.base).collect();
        assert_eq!((read.dataset.observations().len(), bases), (6, vec![Some(1616), Some(1620), Some(1633)]), "{base}");
    }
    // Above the answers such numbers look like years.
    let read = opened("t.csv", ",янв.23,фев.23,мар.23\nN=,1616,1620,1633\nХорошо,31,30,32\nПлохо,35,34,33\n".as_bytes());
    assert!(figures(&read)[0].starts_with("t Хорошо 2023-01 = 31"), "{:?}", figures(&read));
}

#[test]
fn two_halves_of_those_asked_are_no_base_of_each_others_answers() {
    let text = "\"Tariffs? (%)\",,\n,May 2023,Jun 2023\nGood (Form A),45,46\nBad (Form A),55,54\nGood (Form B),47,48\nBad (Form B),53,52\n\
                N (Form A),502,511\nN (Form B),501,509\n";
    let read = opened("t.csv", text.as_bytes());
    assert!(read.dataset.observations().iter().all(|one| one.wave.base.is_none()), "{:?}", figures(&read));
    assert!(caveats(&read).iter().any(|text| text.contains("not of which answers")), "{:?}", caveats(&read));
}

#[test]
fn the_median_of_countries_is_none_of_them() {
    let text = "Country,Year,Favorable\nCanada,2023,16\nFrance,2023,17\n24-country median,2023,18\nMedian of 9 countries,2023,19\n";
    let read = opened("t.csv", text.as_bytes());
    assert_eq!(read.report.aggregates.keys().map(String::as_str).collect::<Vec<_>>(), ["24-country median", "Median of 9 countries"]);
}

#[test]
fn units_below_names_are_those_of_their_figures() {
    let text = "Структура экспорта,,,,,\nКод ТН ВЭД,Наименование,2022 год,,2023 год,\n,,млн долл. США,в % к итогу,млн долл. США,в % к итогу\n\
                27,Топливо,383.5,64.5,260.5,61.5\n72,Металлы,41.5,7.5,34.5,8.5\n39,Пластмассы,41.5,7.5,43.5,10.5\n";
    holds("t.csv", text, 12, &["t HS-27 Топливо 2022 = 383.5 USD million", "t_в_к_итогу HS-72 Металлы 2023 = 8.5 в % к итогу"]);
    let text = "Country,2022,2022,2023,2023\n,USD bn,%,USD bn,%\nChina,93.5,14.5,80.5,14.2\nUSA,64.5,8.5,19.5,8.3\n";
    holds("t.csv", text, 8, &["t CHN 2022 = 93.5 USD billion", "t_percent USA 2023 = 8.3 %"]);
    let text = "Country,Exports,,Imports,\n,US$ mn,Growth %,US$ mn,Growth %\nChina,93.5,14.5,80.5,14.2\nUSA,64.5,8.5,19.5,8.3\n";
    holds("t.csv", text, 8, &["exports CHN undated = 93.5 USD million", "imports_growth USA undated = 8.3 %"]);
    let text = "Year,FDI inflows,FDI inflows\n,USD bn,% of GDP\n2020,9.5,0.6\n2021,38.5,2.2\n";
    holds("t.csv", text, 4, &["fdi_inflows 2020 = 9.5 USD billion", "fdi_inflows_of_gdp 2021 = 2.2 % of GDP"]);
    let text = "Year,Russia,China,USA\nUnit,USD bn,USD bn,USD bn\n2019,1.5,2.5,3.5\n2020,1.7,2.7,3.7\n";
    holds("t.csv", text, 6, &["t RUS 2019 = 1.5 USD billion", "t USA 2020 = 3.7 USD billion"]);
}

#[test]
fn figures_called_by_years_are_of_these_years_whatever_their_shares_stand_beside() {
    let text =
        "Country,Exports 2022 (US$ bn),Share (%),Exports 2023 (US$ bn),Share (%)\nChina,93.5,14.5,80.5,14.2\nUSA,64.5,8.5,19.5,8.3\n";
    holds("t.csv", text, 4, &["exports CHN 2022 = 93.5 USD billion", "exports USA 2023 = 19.5 USD billion"]);
    let text = "国家,2022年出口额（亿美元）,2022年进口额（亿美元）,2023年出口额（亿美元）,同比增长(%)\n美国,17.5,76.5,2.5,-13.5\n日本,29.5,45.5,75.5,-8.5\n";
    holds("t.csv", text, 6, &["出口额 USA 2023 = 2.5 USD × 10^8", "进口额 JPN 2022 = 45.5 USD × 10^8"]);
    let text = "Partner,Exports 2022,Exports 2023,Change\nChina,12.5,13.5,+9.0%\nIndia,5.5,6.5,+7.9%\n";
    holds("t.csv", text, 4, &["exports IND 2023 = 6.5"]);
    // What is left out still tells how numbers are written.
    let text = "Partner,Exports 2022,Exports 2023,Change\nChina,\"1,234\",\"1,345\",+9.0%\nIndia,567,612,+7.9%\n";
    holds("t.csv", text, 4, &["exports CHN 2022 = 1234"]);
    let text = "product,tariff_rate_2018,tariff_rate_2019\nSteel,25%,27%\nSoybeans,3%,28%\n";
    holds("t.csv", text, 4, &["tariff_rate Steel 2018 = 25 %", "tariff_rate Soybeans 2019 = 28 %"]);
}

#[test]
fn what_lasts_for_years_is_no_fieldwork_and_likely_voters_are_asked() {
    let text = "Sanctions regime,Start,End,Individuals\nRussia,2014-03-17,,1200\nIran,2007-04-19,2016-01-16,80\nBelarus,2004-09-24,,280\n";
    let read = holds("t.csv", text, 3, &["individuals RUS 2014-03-17 undated = 1200"]);
    assert!(caveats(&read).iter().any(|text| text.contains("names no period")), "{:?}", caveats(&read));
    let text = "Date,Approve,Disapprove,Sample\n2023-05-01,45%,52%,1500 LV\n2023-05-08,44%,53%,\"1,004 RV\"\n";
    let bases: Vec<Option<u32>> = opened("t.csv", text.as_bytes()).dataset.observations().iter().map(|one| one.wave.base).collect();
    assert_eq!(bases, [Some(1500), Some(1500), Some(1004), Some(1004)]);
    let text = "Ответ,Всего,Мужчины\nПоддерживаю,68,70\nНе поддерживаю,22,21\nОпрошено (чел.),1600,720\n";
    let bases: Vec<Option<u32>> = opened("t.csv", text.as_bytes()).dataset.observations().iter().map(|one| one.wave.base).collect();
    assert_eq!(bases, [Some(1600), Some(720), Some(1600), Some(720)]);
    let text = "Frage;Ja;Nein;Fallzahl\nZölle?;45;40;1004\nSanktionen?;60;25;1012\n";
    let bases: Vec<Option<u32>> = opened("t.csv", text.as_bytes()).dataset.observations().iter().map(|one| one.wave.base).collect();
    assert_eq!(bases, [Some(1004), Some(1004), Some(1012), Some(1012)]);
}

#[test]
fn sheets_that_are_called_by_years_date_their_figures() {
    let sheet = "Country|Exports|Imports\nChina|15|25\nRussia|16|26";
    let book = workbook(&[("2021", sheet, &[]), ("2022", &sheet.replace("15", "35"), &[])]);
    let opened = opened("years.xlsx", &book);
    let all = all_told(&opened);
    assert!(all.contains(&"exports CHN 2021 = 15".to_owned()) && all.contains(&"exports CHN 2022 = 35".to_owned()), "{all:#?}");
    assert_eq!((all.len(), opened.dataset.caveats.len()), (8, 0), "{all:#?}");
    let named = workbook(&[("North", sheet, &[]), ("South", sheet, &[])]);
    let open = super::words::opened("parts.xlsx", &named);
    assert!(open.dataset.caveats.iter().any(|caveat| caveat.text.contains("names no period")), "{:?}", open.dataset.caveats);
}

#[test]
fn the_days_of_fieldwork_above_a_table_date_its_answers() {
    let text = "Survey Results,,\nSample Size: 2094 Adults,,\nFieldwork: 7th - 8th March 2022,,\n,,\n,Total,Men\nUnweighted Sample,2094,1000\n\
                Favourable,12%,13%\nUnfavourable,66%,65%\nDon't know,22%,22%\n";
    let opened = opened("fieldwork.csv", text.as_bytes());
    let periods: Vec<String> = opened.dataset.observations().iter().map(|one| one.period.to_string()).collect();
    assert_eq!((periods.len(), periods.iter().all(|period| period == "2022-03-07/2022-03-08")), (6, true), "{periods:?}");
}

#[test]
fn quarters_beside_years_without_a_name_are_parts_of_these() {
    let sheet = "Growth, %||||\n||Russia|China|India\n2022|Q1|3|4|5\n|Q2|-4|1|6\n|Q3|-3|2|7\n2023|Q1|-1|3|8";
    let all = all_told(&opened("quarters.xlsx", &workbook(&[("Data", sheet, &["A3:A5"])])));
    assert!(all.iter().any(|one| one.contains("RUS 2022-Q2 = -4")) && all.iter().any(|one| one.contains("CHN 2023-Q1 = 3")), "{all:#?}");
}

#[test]
fn dates_that_tell_no_order_have_that_of_the_other_dates_of_their_table() {
    let text = "Start,End,Pollster,Favor,Oppose\n6/9/17,6/11/17,A,24,55\n5/31/17,6/6/17,B,17,62\n";
    let opened = opened("ends.csv", text.as_bytes());
    let periods: Vec<String> = opened.dataset.observations().iter().map(|one| one.period.to_string()).collect();
    assert_eq!(periods, ["2017-06-11", "2017-06-11", "2017-06-06", "2017-06-06"]);
}

#[test]
fn columns_of_flags_behind_years_flag_the_year_before_them() {
    let text = "Country,2019,Flag,2020,Flag\nRussia,1.5,,1.6,e\nChina,2.5,b,2.7,\n";
    let told = ["flags RUS 2019 = 1.5", "flags RUS 2020 = 1.6, estimated", "flags CHN 2019 = 2.5, break", "flags CHN 2020 = 2.7"];
    holds("flags.csv", text, 4, &told);
}

#[test]
fn rows_of_the_same_name_below_two_totals_are_parts_of_each() {
    let text = "Trade (USD million),,\n,2019,2020\nExports - total,426,337\nof which:,,\nto the near abroad,55,48\nto others,371,289\n\
                Imports - total,247,231\nof which:,,\nto the near abroad,26,25\nto others,221,206\n";
    let told = [
        "parts Exports - total 2019 = 426 USD million",
        "parts Exports - total: to others 2019 = 371 USD million",
        "parts Imports - total: to others 2019 = 221 USD million",
    ];
    holds("parts.csv", text, 12, &told);
    // Another total has parts of its own, though nothing says so.
    let more = format!("{text}Balance,179,106\nto the near abroad,29,23\n");
    holds(
        "parts.csv",
        &more,
        16,
        &["parts Imports - total: to others 2019 = 221 USD million", "parts to the near abroad 2019 = 29 USD million"],
    );
}

#[test]
fn a_row_of_units_below_the_names_may_leave_years_open_and_say_nothing_but_a_size() {
    let text = "Country,Year,GDP,Population\n,,Billion USD,Millions\nRussia,2021,18.5,145.5\nChina,2021,17.5,1412.5\n";
    holds("units.csv", text, 4, &["gdp RUS 2021 = 18.5 USD billion", "population CHN 2021 = 1412.5 Millions"]);
}

#[test]
fn periods_of_the_statistics_of_the_netherlands_are_years_and_parts_of_them() {
    let text = "\"ID\";\"Landen\";\"Perioden\";\"Invoerwaarde_1\"\n\"0\";\"L1\";\"2020JJ00\";\"   76\"\n\"1\";\"L1\";\"2020KW04\";\"   16\"\n\
                \"2\";\"L1\";\"2020MM12\";\"    .\"\n";
    let told = ["invoerwaarde_1 L1 2020 = 76", "invoerwaarde_1 L1 2020-Q4 = 16", "invoerwaarde_1 L1 2020-12 = not_published"];
    holds("statline.csv", text, 3, &told);
}

#[test]
fn millions_of_dollars_above_a_table_are_its_unit_and_whose_dollars_is_told_to_be_open() {
    let text =
        "\"Table 3. FDI inflows, 2020–2022 (Millions of dollars)\",,\nRegion/economy,2020,2021\nAustria,5,6\nRussian Federation,7,8\n";
    let read = holds("fdi.csv", text, 4, &["fdi RUS 2021 = 8 USD million"]);
    assert!(caveats(&read).iter().any(|caveat| caveat.contains("does not say whose dollars")), "{:?}", caveats(&read));
    let canadian = text.replace("of dollars", "of Canadian dollars");
    let all = figures(&opened("canada.csv", canadian.as_bytes()));
    assert!(all.iter().all(|one| !one.contains("USD")), "{all:?}");
}

#[test]
fn from_stands_for_those_that_export_and_to_for_their_partners() {
    let text = "\"Trade by origin and destination, USD million\",,\nFrom \\ To,China,Russia\nIndia,17.5,3.5\nRussia,114.5,\n";
    let told = ["matrix IND CHN undated = 17.5 USD million", "matrix RUS CHN undated = 114.5 USD million"];
    let read = opened("matrix.csv", text.as_bytes());
    let all = figures(&read);
    assert!(told.iter().all(|one| all.contains(&(*one).to_owned())), "{all:#?}");
}

#[test]
fn sheets_beside_a_table_of_a_known_format_are_told_to_be_left_out() {
    let data = "Country Name|Country Code|Indicator Name|Indicator Code|2020|2021\nChina|CHN|Exports (current US$)|X|15|16";
    let book = workbook(&[("Data", data, &[]), ("Metadata", "Country Code|Region\nCHN|East Asia", &[])]);
    let read = opened("bank.xlsx", &book);
    assert_eq!(all_told(&read).len(), 2);
    let told = "the sheet \"Metadata\" is left out: no table that can be read stands in it";
    assert!(read.report.notes.iter().any(|note| note == told), "{:?}", read.report.notes);
}

#[test]
fn dollars_in_words_are_those_of_the_office_that_is_named_and_of_a_country_with_its_own_nobody_knows() {
    let above = "Millions of dollars,,,\nReporter,Partner,2021,2022\nCanada,China,350,420\nCanada,Japan,28,27\n";
    // Canada's, or those in which the World Bank counts all countries.
    let read = holds("t.csv", above, 4, &["t CAN CHN 2021 = 350 dollars million"]);
    assert!(caveats(&read).iter().any(|caveat| caveat.contains("taken for no currency")), "{:?}", caveats(&read));
    let named = format!("{above}Source: Statistics Canada,,,\n");
    let read = holds("t.csv", &named, 4, &["t CAN CHN 2021 = 350 CAD million"]);
    assert!(caveats(&read).iter().any(|caveat| caveat.contains("an office of that country is named")), "{:?}", caveats(&read));
    let beside = "Country,Year,Exports (millions of dollars)\nCanada,2021,500\nCanada,2022,600\n";
    holds("t.csv", beside, 2, &["exports CAN 2022 = 600 dollars million"]);
    let read = holds("t.csv", &beside.replace("Canada,2022", "Mexico,2022"), 2, &["exports MEX 2022 = 600 dollars million"]);
    assert!(caveats(&read).iter().any(|caveat| caveat.contains("does not say whose dollars")), "{:?}", caveats(&read));
    let in_rows = "Country,Year,Unit,Value\nCanada,2021,Millions of dollars,500\nCanada,2022,Millions of dollars,600\n";
    holds("t.csv", in_rows, 2, &["t CAN 2022 = 600 dollars million"]);
    let below = ",2021,2022\n,millions of dollars,millions of dollars\nUnited States,350,420\nChina,28,27\nSource: Statistics Canada\n";
    holds("t.csv", below, 4, &["t CHN 2022 = 27 CAD million"]);
}

#[test]
fn units_and_words_for_how_firm_figures_are_stand_below_years_as_well() {
    let text = "Country,2021,2022\n,USD million,USD million\nChina,28,27\nGermany,12,13\n";
    holds("t.csv", text, 4, &["t CHN 2021 = 28 USD million"]);
    let text = "Country,2021,2022\n,Actual,Forecast\nChina,28,27\nGermany,12,13\n";
    holds("t.csv", text, 4, &["t CHN 2021 = 28", "t CHN 2022 = 27, forecast"]);
}

#[test]
fn years_that_mexico_marks_as_preliminary_are_years() {
    let text = "País,2022,2023/r,2024/p\nAlemania,100,120,130\nFrancia,200,220,230\n";
    holds("t.csv", text, 6, &["t DEU 2023 = 120, 2023/r", "t DEU 2024 = 130, provisional, 2024/p"]);
    let text = "Periodo,Exportaciones\n2023,100\n2024/p,200\n";
    holds("t.csv", text, 2, &["exportaciones 2023 = 100", "exportaciones 2024 = 200, provisional, 2024/p"]);
}

#[test]
fn what_figures_are_to_be_multiplied_by_stands_in_the_title_and_their_currency_below_the_months() {
    let text = "\"Trade by partner, monthly (x 1,000,000) 1 2\",,\nTable: 12-10-0011-01,,\n\nPartner,January 2023,February 2023\n,Dollars,\n\
                China,50,40\nJapan,30,20\nHow to cite: Statistics Canada,,\n";
    let read = holds("t.csv", text, 4, &[]);
    assert!(figures(&read).iter().all(|one| one.ends_with(" CAD million") || one.contains(" CAD million,")), "{:?}", figures(&read));
}

#[test]
fn a_year_before_the_unit_of_a_column_is_its_period() {
    let text = "Country;Exports 2020, mln USD;Exports 2021, mln USD\nChina;2590;3364\nGermany;1383;1632\n";
    holds("t.csv", text, 4, &["exports CHN 2020 = 2590 USD million", "exports DEU 2021 = 1632 USD million"]);
    let text = "Country,Exports Q1 2020,Exports Q1 2021\nGermany,1.5,2.5\nFrance,4.5,5.5\n";
    holds("t.csv", text, 4, &["exports DEU 2020-Q1 = 1.5", "exports FRA 2021-Q1 = 5.5"]);
    let text = "Country;Exports December 2020, mln USD;Exports December 2021, mln USD\nChina;2590;3364\nGermany;1383;1632\n";
    holds("t.csv", text, 4, &["exports CHN 2020-12 = 2590 USD million"]);
}
