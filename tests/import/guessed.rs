//! Tables of no known format as people publish them: what each column holds is guessed from its name, its cells and the rest
//! of the table. Each has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import::hints::{DateOrder, Hints};
use asymmetry::import::{self, Opened};
use asymmetry::problem::Guide;
use asymmetry::terms::dimension::Dimension;

use super::Folder;
use super::words::{opened, told};

fn figures(opened: &Opened) -> Vec<String> {
    opened.dataset.observations().iter().map(told).collect()
}

/// What each column was taken for.
fn roles(opened: &Opened) -> Vec<String> {
    opened.report.columns.as_ref().expect("columns").of.iter().map(|column| column.role.clone()).collect()
}

fn caveats(opened: &Opened) -> Vec<String> {
    opened.dataset.caveats.iter().map(|caveat| caveat.text.clone()).collect()
}

fn with_roles(text: &str, roles: &[(&str, &str)]) -> Opened {
    let folder = Folder::new("guessed");
    let roles = roles.iter().map(|(column, role)| ((*column).to_owned(), (*role).to_owned())).collect();
    import::inspect(&folder.file("t.csv", text.as_bytes()), &Hints { roles, ..Hints::default() }).expect("a table")
}

const OUTLOOK: &str = "Area;Subject Descriptor;2020;2021;Estimates Start After\nGermany;Output;3.5;n/a;2020\nJapan;Output;5.5;5.7;2019\n";

#[test]
fn years_across_are_the_periods_whatever_years_another_column_holds() {
    let opened = opened("outlook.csv", OUTLOOK.as_bytes());
    assert_eq!(roles(&opened), ["reporter", "subject_descriptor", "value", "value", "ignore"]);
    let figures = figures(&opened);
    assert!(figures.iter().any(|one| one == "outlook JPN Output 2021 = 5.7"), "{figures:#?}");
    assert_eq!(figures.len(), 4);
}

#[test]
fn a_good_is_a_commodity_where_it_is_named_and_an_answer_where_it_is_counted() {
    let traded = opened("traded.csv", b"Country,Year,Good,Value\nGermany,2019,Oil,3.5\nGermany,2019,Gas,4.5\nJapan,2019,Oil,5.5\n");
    assert_eq!(roles(&traded), ["reporter", "period", "commodity", "value"]);
    let asked = opened("asked.csv", b"Country,Year,Good,Bad\nGermany,2019,35,61\nJapan,2019,41,55\n");
    assert_eq!(roles(&asked), ["reporter", "period", "value", "value"]);
}

#[test]
fn what_a_person_says_of_one_column_goes_before_what_is_guessed_of_others() {
    let text = "Area,Survey,Jan,Feb\nGermany,2019,1.5,2.5\nJapan,2019,3.5,4.5\n";
    let opened = with_roles(text, &[("Survey", "ignore")]);
    assert_eq!(roles(&opened), ["reporter", "ignore", "value", "value"]);
    let opened = with_roles(text, &[("Survey", "period")]);
    assert!(figures(&opened).contains(&"t DEU 2019-02 = 2.5".to_owned()), "{:#?}", figures(&opened));
    // Of two columns that may name the reporter, the one that a person says.
    let opened = with_roles("country,bloc,year,value\nGermany,EU,2019,1\nFrance,EU,2019,2\n", &[("bloc", "reporter")]);
    assert_eq!(roles(&opened), ["country", "reporter", "period", "value"]);
}

#[test]
fn where_goods_go_is_the_partner() {
    let text = "Year,Series,Principal Export,Main Country of Destination,Units,Value\n\
                2017,Total,,,Millions in Vatu (VUV),45\n2017,By country,Kava,China,Millions in Vatu (VUV),3\n\
                2017,By country,Kava,Fiji,Millions in Vatu (VUV),2\n2017,By country,Beef,\"Sri \",Millions in Vatu (VUV),1\n\
                2017,By country,Beef,Japan,Millions in Vatu (VUV),4\n";
    let opened = opened("exports.csv", text.as_bytes());
    assert_eq!(roles(&opened), ["period", "indicator", "principal_export", "partner", "unit", "value"]);
    let figures = figures(&opened);
    assert!(figures.iter().any(|one| one == "by_country CHN Kava 2017 = 3 VUV million"), "{figures:#?}");
}

#[test]
fn where_goods_come_from_is_the_side_that_the_table_leaves() {
    for (text, expected) in [
        ("origin,destination,year,value\nChina,Japan,2019,1\nChina,Fiji,2019,2\n", ["reporter", "partner"]),
        ("Country,Country of origin,year,value\nChina,Japan,2019,1\nChina,Fiji,2019,2\n", ["reporter", "partner"]),
        ("origin,sector,year,value\nChina,Food,2019,1\nFiji,Food,2019,2\n", ["reporter", "sector"]),
        ("Страна происхождения,sector,year,value\nКитай,Food,2019,1\nФиджи,Food,2019,2\n", ["partner", "sector"]),
        ("origin,flow,year,value\nChina,import,2019,1\nFiji,import,2019,2\n", ["partner", "flow"]),
        ("Country of origin,flow,year,value\nChina,export,2019,1\nFiji,export,2019,2\n", ["reporter", "flow"]),
        ("原产国,sector,year,value\n中国,Food,2019,1\n日本,Food,2019,2\n", ["partner", "sector"]),
    ] {
        assert_eq!(roles(&opened("t.csv", text.as_bytes()))[..2], expected, "{text}");
    }
}

#[test]
fn codes_of_a_panel_are_codes_though_they_come_again_each_year() {
    let text = "country_id,iso3num_o,year,growth,confirmed_num\n4,8.0,1995,0.5,12\n4,8.0,1996,0.7,13\n7,,1995,0.1,14\n7,12.0,1996,0.2,15\n";
    assert_eq!(roles(&opened("panel.csv", text.as_bytes())), ["country_id", "iso3num_o", "period", "value", "value"]);
}

#[test]
fn numbers_that_go_on_with_every_country_are_no_figures() {
    let opened = opened(
        "panel.csv",
        b"nr,country,year,rank,rate\n1,Argentina,2020,1,3.5\n1,Argentina,2021,1,3.6\n2,Brazil,2020,1,4.5\n2,Brazil,2021,2,4.6\n\
          3,Chile,2020,2,5.5\n3,Chile,2021,2,5.6\n",
    );
    assert_eq!(roles(&opened), ["ignore", "reporter", "period", "value", "value"]);
    let report = opened.report.columns.expect("columns");
    assert_eq!(report.of[0].because, "it numbers what country names");
}

#[test]
fn a_first_column_without_a_name_that_numbers_the_rows_is_no_figure() {
    for head in ["", "Unnamed: 0"] {
        let text = format!("{head},year,country,growth\n5,1995,China,0.5\n12,1996,China,0.7\n30,1995,Fiji,0.1\n");
        assert_eq!(roles(&opened("t.csv", text.as_bytes())), ["ignore", "period", "reporter", "value"]);
    }
    // A single row.
    assert_eq!(roles(&opened("t.csv", b",Date, USD, JPY, \n0,09 March 2026,1.1,183.1, \n"))[..4], ["ignore", "period", "value", "value"]);
    // Where nothing else tells the rows apart, these numbers do.
    assert_eq!(roles(&opened("t.csv", b",2019,2020\n101,5.5,6.5\n205,7.5,8.5\n")), ["column_1", "value", "value"]);
}

#[test]
fn a_column_of_quarters_behind_colons_is_read_and_said_to_be_one() {
    let quarters = opened("quarters.csv", b"obs,exports\n1980:1,13.5\n1980:2,14.5\n1980:3,15.5\n1980:4,16.5\n1981:1,17.5\n");
    assert_eq!(figures(&quarters)[4], "exports 1981-Q1 = 17.5");
    assert!(quarters.report.choices.iter().any(|choice| choice.taken == "quarters"), "{:?}", quarters.report.choices);
    let months = opened("months.csv", b"obs,exports\n1980:01,13.5\n1980:02,14.5\n1980:03,15.5\n");
    assert_eq!(figures(&months)[2], "exports 1980-03 = 15.5");
    let across = opened("across.csv", b"country,1980:1,1980:2\nChina,13.5,14.5\nFiji,1.5,2.5\n");
    assert!(figures(&across).contains(&"across FJI 1980-Q2 = 2.5".to_owned()), "{:#?}", figures(&across));
}

#[test]
fn a_table_without_periods_says_so() {
    let undated = opened("undated.csv", b"country,exports\nChina,13.5\nFiji,14.5\n");
    assert_eq!(caveats(&undated), ["The file names no period; its figures are undated."]);
    let unread = opened("unread.csv", b"country,Year,exports\nChina,long ago,13.5\nFiji,later,14.5\n");
    assert_eq!(caveats(&unread), ["Column \"Year\" holds no periods that can be read; the figures are undated."]);
    assert_eq!(caveats(&opened("dated.csv", b"country,Year,exports\nChina,2019,13.5\nFiji,2020,14.5\n")), [""; 0]);
}

#[test]
fn months_written_as_their_first_days_are_months() {
    let opened = opened("deaths.csv", "Месяц,Умерли,Родились\n01.12.2020,3,4\n01.01.2021,5,6\n".as_bytes());
    assert!(figures(&opened).contains(&"умерли 2020-12 = 3".to_owned()), "{:#?}", figures(&opened));
    assert!(opened.report.choices.iter().any(|choice| choice.because == "\"Месяц\" holds nothing but the first days of months"));
    // What has other days among them holds days.
    let days = super::words::opened("days.csv", "Месяц,Умерли,Родились\n01.12.2020,3,4\n15.01.2021,5,6\n".as_bytes());
    assert!(figures(&days).contains(&"умерли 2020-12-01 = 3".to_owned()), "{:#?}", figures(&days));
    let days = super::words::opened("days.csv", "Дата,Умерли,Родились\n01.12.2020,3,4\n01.01.2021,5,6\n".as_bytes());
    assert!(figures(&days).contains(&"умерли 2020-12-01 = 3".to_owned()), "{:#?}", figures(&days));
}

#[test]
fn lines_drawn_with_underscores_are_no_refusals() {
    let text = "Year,Jan,Feb\n2019,1.5,2.5\n2020,3.5,____\n_____________,,\n1) Estimate.,,\n____,____,____\n";
    let opened = opened("wages.csv", text.as_bytes());
    assert_eq!(opened.dataset.refused.len(), 0, "{:?}", opened.dataset.refused);
    assert_eq!(figures(&opened), ["wages 2019-01 = 1.5", "wages 2019-02 = 2.5", "wages 2020-01 = 3.5", "wages 2020-02 = not_published"]);
    assert_eq!(opened.report.passed_over.len(), 3);
}

#[test]
fn months_behind_quarters_that_lost_their_reach_stand_over_their_figures() {
    let text = "\tГод Year\tКварталы / Quarters\tЯнв. Jan.\tФев. Feb.\tМарт Mar.\t\t\t\n\t\tI\tII\tIII\tIV\t\t\n\
                Investment, bln rubles\t\t\t\t\t\t\t\t\n\
                1999\t670,4\t96,8\t131,1\t185,6\t256,9\t28,5\t31,8\t36,5\n2000\t1165,2\t165,8\t236,0\t330,2\t433,2\t46,1\t55,8\t63,9\n";
    let read = opened("capital.csv", text.as_bytes());
    let told = figures(&read);
    for one in ["capital 1999 = 670.4", "capital 1999-Q4 = 256.9", "capital 1999-01 = 28.5", "capital 2000-03 = 63.9"] {
        assert!(told.iter().any(|told| told == one), "{one}: {told:#?}");
    }
    assert_eq!((told.len(), read.dataset.refused.len()), (16, 0));
    // A figure more than names can be told: none of them is sure.
    let text = text.replace('\n', "\t1,5\n").replace("\t\t\t\t1,5", "\t\t\t\t").replace("IV\t\t\t1,5", "IV\t\t\t");
    let problem = import::open_bytes(text.as_bytes(), "capital.csv", Origin::Bundled).map(|_| ()).expect_err("should be refused");
    assert!(problem.to_string().contains("stand over the wrong figures"), "{problem}");
}

#[test]
fn letters_beside_a_currency_are_no_sizes_and_numbers_beside_values_are_codes() {
    let units = |text: &str| -> Vec<String> {
        opened("t.csv", text.as_bytes()).dataset.observations().iter().map(|one| one.unit.as_str().to_owned()).collect()
    };
    assert_eq!(units("country,year,x_usd,m_usd\nChina,2020,500,400\n"), ["USD", "USD"]);
    assert_eq!(units("country,year,income_eur_m,income_eur_f\nItaly,2020,21000,17000\n"), ["EUR", "EUR"]);
    assert_eq!(units("country,year,exports_usd_mn\nChina,2020,500\n"), ["USD million"]);
    assert_eq!(units("country,year,Income of the top 10 percent\nChina,2020,100000\n"), [""]);
    for code in ["rcp", "target", "weight class"] {
        let text = format!("country,year,{code},value\nChina,2020,2.6,5\nChina,2020,4.5,6\nChina,2020,8.5,7\n");
        assert_eq!(figures(&opened("t.csv", text.as_bytes())).len(), 3, "{code}");
        assert_eq!(roles(&opened("t.csv", text.as_bytes()))[3], "value", "{code}");
    }
}

#[test]
fn states_and_languages_across_are_no_countries_and_a_count_that_rises_with_them_is_one() {
    let across = opened("t.csv", b"year,CA,GA,CO,IL,IN\n2020,1,2,3,4,5\n2021,2,3,4,5,6\n");
    assert!(across.dataset.codes(&Dimension::Reporter).is_empty());
    let text =
        b"country,year,treaties,gdp\nChina,2020,0,5\nChina,2021,0,6\nIndia,2020,1,7\nIndia,2021,1,8\nRussia,2020,2,9\nRussia,2021,2,9\n";
    assert_eq!(roles(&opened("t.csv", text)), ["reporter", "period", "value", "value"]);
}

#[test]
fn a_unit_in_a_title_is_not_that_of_people_and_prices_and_is_told() {
    let text = b"National accounts (million USD)\ncountry,year,GDP,GDP per capita,Population\nChina,2020,14688,10409,1411\nChina,2021,17820,12618,1412\n";
    let accounts = opened("t.csv", text);
    assert_eq!(
        figures(&accounts)[..3],
        ["gdp CHN 2020 = 14688 USD million", "gdp_per_capita CHN 2020 = 10409", "population CHN 2020 = 1411"]
    );
    assert!(caveats(&accounts).iter().any(|caveat| caveat.starts_with("USD million stands in the title")), "{:?}", caveats(&accounts));
}

#[test]
fn codes_and_questions_that_look_like_parts_of_a_year_stay_what_they_are() {
    let deaths = opened("deaths.csv", b"year,country,icd,deaths\n2020,China,M05,5\n2020,Russia,M13,7\n");
    assert_eq!(figures(&deaths), ["deaths CHN M05 2020 = 5", "deaths RUS M13 2020 = 7"]);
    let items = opened("items.csv", b"year,country,item,value\n2020,China,Q01,5\n2020,China,Q02,6\n2020,China,Q03,7\n");
    assert_eq!(figures(&items), ["items CHN Q01 2020 = 5", "items CHN Q02 2020 = 6", "items CHN Q03 2020 = 7"]);
    let scores = |questions: u32| {
        let list = |text: &dyn Fn(u32) -> String| (1..=questions).map(text).collect::<Vec<_>>().join(",");
        let text = format!("country,year,{}\nChina,2020,{}\n", list(&|at| format!("score_q{at}")), list(&|at| format!("{at}.5")));
        figures(&opened("scores.csv", text.as_bytes()))
    };
    assert_eq!(scores(3), ["score_q1 CHN 2020 = 1.5", "score_q2 CHN 2020 = 2.5", "score_q3 CHN 2020 = 3.5"]);
    assert_eq!(scores(4)[3], "score CHN 2020-Q4 = 4.5");
    assert_eq!(scores(5)[4], "score_q5 CHN 2020 = 5.5");
    let months = b"country,year,Exports (USD million)-Jan,Exports (USD million)-Feb\nChina,2020,1.5,2.5\n";
    assert_eq!(figures(&opened("months.csv", months))[1], "exports CHN 2020-02 = 2.5 USD million");
}

#[test]
fn a_partner_that_is_named_otherwise_once_is_a_partner() {
    let text = "reporter,partner,year,value\nChina,China,2020,5\nRussia,Russia,2020,6\nChina,EU and others,2020,8\n";
    assert_eq!(roles(&opened("trade.csv", text.as_bytes())), ["reporter", "partner", "period", "value"]);
    let rows: String =
        (0..2000).map(|at| format!("{},{},{},1\n", ["China", "Russia"][at % 2], ["CHN", "RUS"][at % 2], at / 2 + 1000)).collect();
    for (last, role) in [("China,CHN", "ignore"), ("China,RUS", "partner")] {
        let read = opened("trade.csv", format!("reporter,partner,year,value\n{rows}{last},2020,5\n").as_bytes());
        assert_eq!(roles(&read)[1], role, "{last}");
    }
}

#[test]
fn a_row_without_figures_is_a_heading_only_over_countries_of_a_region() {
    let text = "country,2018,2019,2020\nAfrica,,,\nAlgeria,1.5,2.5,3.5\nZanzibar,,,\nAtlantis,,,\nKenya,4.5,5.5,6.5\n";
    let read = opened("gaps.csv", text.as_bytes());
    assert_eq!(figures(&read).len(), 12, "{:#?}", figures(&read));
    for place in ["X-ZANZIBAR", "X-Atlantis"] {
        assert!(figures(&read).contains(&format!("gaps {place} 2019 = not_published")), "{:#?}", figures(&read));
    }
    assert!(read.report.passed_over.iter().any(|passed| passed.text == "Africa"), "{:?}", read.report.passed_over);
}

#[test]
fn numbers_of_people_are_figures_where_there_are_no_others() {
    let asked = opened("asked.csv", b"country,year,number of respondents\nChina,2020,1005\nRussia,2020,1600\n");
    assert_eq!(figures(&asked), ["number_of_respondents CHN 2020 = 1005", "number_of_respondents RUS 2020 = 1600"]);
}

#[test]
fn a_row_that_says_how_many_were_asked_is_no_row_of_years() {
    let answers = "Favourable,14,15,13\nUnfavourable,67,68,66\n";
    for head in [",Total,Male,Female\nUnweighted base,2042,1501,1541\n", "Q1 Opinion\n,Total,Gender,\n,,Male,Female\nBase,2034,1601,1733\n"]
    {
        let opened = opened("poll.csv", format!("{head}{answers}").as_bytes());
        let told = figures(&opened);
        assert!(told.iter().all(|one| one.contains("male") || one.contains("total")), "{told:#?}");
        assert!(told.iter().all(|one| one.contains(" undated = ")) && told.iter().any(|one| one.contains("= 68")), "{told:#?}");
    }
    let waves = opened("waves.csv", b",2022-01-12,2022-04-20\nFavourable,2%,3%\nUnfavourable,53%,58%\nUnweighted base,1690,1753\n");
    assert!(figures(&waves).iter().any(|one| one.contains(" 2022-04-20 = 58 %")), "{:#?}", figures(&waves));
}

#[test]
fn the_names_of_columns_stay_where_many_cells_are_no_plain_numbers() {
    let withheld = "Страна;Год;Экспорт, млн долл.\nКитай;2019;120,5\nКитай;2020;засекречено\nКитай;2021;засекречено\n\
                    Индия;2019;15,1\nИндия;2020;засекречено\nИндия;2021;12,1\n";
    let told = figures(&opened("a.csv", withheld.as_bytes()));
    assert!(told.contains(&"экспорт CHN 2021 = confidential USD million".to_owned()), "{told:#?}");
    assert_eq!(told.len(), 6);
    let qualified = "国家,年份,出口额（亿美元）\n俄罗斯,2020,40.5\n俄罗斯,2021,超50\n俄罗斯,2022,近60\n俄罗斯,2023,不足70\n日本,2020,80.1\n日本,2021,至少90\n";
    let told = figures(&opened("b.csv", qualified.as_bytes()));
    assert!(told.len() == 6 && told.iter().any(|one| one.contains("RUS 2021 = 50")), "{told:#?}");
    // What cannot be read is refused one by one, and none of it becomes a name.
    let arrows = "Country,Year,Change\nGermany,2022,▲3\nFrance,2022,△2.5\nItaly,2022,+1\nSpain,2022,-0.5\nGreece,2022,4\n";
    let opened = opened("c.csv", arrows.as_bytes());
    assert_eq!((figures(&opened).len(), opened.dataset.refused.len()), (3, 2), "{:#?}", figures(&opened));
}

#[test]
fn dates_that_can_be_read_both_ways_are_asked_about() {
    let folder = Folder::new("both-ways");
    let text = "Date,Pollster,Approve\n01/02/2022,YouGov,40\n03/04/2022,YouGov,41\n05/06/2022,YouGov,39\n";
    let file = folder.file("polls.csv", text.as_bytes());
    let problem = import::inspect(&file, &Hints::default()).expect_err("asks");
    assert!(problem.to_string().contains("day or the month comes first in \"01/02/2022\""), "{problem}");
    assert_eq!(problem.guide, Some(Guide::DateOrder));
    for (order, days) in [(DateOrder::DayFirst, "2022-02-01"), (DateOrder::MonthFirst, "2022-01-02")] {
        let hints = Hints { dates: Some(order), ..Hints::default() };
        let read = import::inspect(&file, &hints).expect("is read").dataset.observations();
        assert_eq!(read[0].period.to_string(), days);
    }
    // Across a table the names of its columns are asked about alike.
    let wide = folder.file("wide.csv", b"Country,01/02/2022,03/04/2022\nRussia,1,2\nChina,3,4\n");
    assert_eq!(import::inspect(&wide, &Hints::default()).expect_err("asks").guide, Some(Guide::DateOrder));
    let read = import::inspect(&wide, &Hints { dates: Some(DateOrder::MonthFirst), ..Hints::default() }).expect("is read");
    assert_eq!(read.dataset.observations()[1].period.to_string(), "2022-03-04");
    let told = opened("told.csv", b"Date,Pollster,Approve\n01/02/2022,YouGov,40\n23/04/2022,YouGov,41\n");
    let choice = told.report.choices.iter().find(|choice| choice.of == "order of dates").expect("is told");
    assert_eq!(choice.taken, "day-first");
}

#[test]
fn what_stands_behind_a_stroke_of_a_year_is_a_month_or_a_quarter_where_the_column_tells() {
    let of = |name: &str, cells: &[&str]| {
        let rows: String = cells.iter().map(|cell| format!("{cell},France,1{}\n", cell.len())).collect();
        opened("strokes.csv", format!("{name},country,exports\n{rows}").as_bytes())
    };
    let periods = |opened: &Opened| opened.dataset.observations().iter().map(|one| one.period.to_string()).collect::<Vec<_>>();
    assert_eq!(periods(&of("time", &["2009/9", "2009/10", "2009/11"])), ["2009-09", "2009-10", "2009-11"]);
    let years = ["2021/1", "2021/4", "2022/1", "2022/4", "2023/1", "2023/4"];
    let quarters = of("time", &years);
    assert_eq!(periods(&quarters)[..2], ["2021-Q1", "2021-Q4"]);
    assert!(quarters.report.choices.iter().any(|choice| choice.taken == "quarters"), "{:?}", quarters.report.choices);
    assert_eq!(periods(&of("month", &years))[..2], ["2021-01", "2021-04"]);
    assert_eq!(periods(&of("quarter", &["2024/1", "2024/2", "2024/3"])), ["2024-Q1", "2024-Q2", "2024-Q3"]);
    let open = of("time", &["2024/1", "2024/2", "2024/3", "2024/4"]);
    assert_eq!(periods(&open), ["undated"; 4]);
    assert_eq!(caveats(&open), ["Column \"time\" holds no periods that can be read; the figures are undated."]);
    let folder = Folder::new("strokes");
    let path = folder.file("open.csv", b"time,country,exports\n2024/1,France,10\n2024/2,France,11\n");
    let said = Hints { roles: vec![("time".to_owned(), "period".to_owned())], ..Hints::default() };
    let problem = import::inspect(&path, &said).expect_err("nobody decided");
    let why = "whether \"2024/1\" is a quarter or a month is told by no other period of column \"time\"";
    assert_eq!(problem.why.as_deref(), Some(why));
}

#[test]
fn numbers_of_goods_and_countries_are_told_to_be_doubtful_until_somebody_says_whose_they_are() {
    let text = "year,exporter,importer,product,value\n2021,251,842,270900,900\n2021,757,699,870323,100\n2021,842,251,010121,80\n";
    let read = opened("renamed.csv", text.as_bytes());
    let doubts = caveats(&read);
    assert!(doubts.iter().any(|doubt| doubt.starts_with("Numbers such as \"010121\" in \"product\"")), "{doubts:?}");
    let whose = "The countries in \"exporter\" and \"importer\" are numbers, and the file does not say whose; all of them are in the list comtrade.";
    assert!(doubts.iter().any(|doubt| doubt.starts_with(whose)), "{doubts:?}");
    let folder = Folder::new("renamed");
    let said = Hints { codes: Some("comtrade".to_owned()), ..Hints::default() };
    let said = import::inspect(&folder.file("renamed.csv", text.as_bytes()), &said).expect("somebody said it");
    assert!(said.dataset.observations().iter().map(told).any(|one| one == "renamed FRA USA HS-270900 2021 = 900"));
    assert!(!caveats(&said).iter().any(|doubt| doubt.starts_with("The countries in")), "{:?}", caveats(&said));
    let named = opened("named.csv", text.replace("product", "hs6").replace("251", "France").as_bytes());
    assert!(!caveats(&named).iter().any(|doubt| doubt.contains("Harmonized")), "{:?}", caveats(&named));
    let sitc = opened("sitc.csv", b"year,country,sitc,value\n2021,France,33,900\n2021,France,54,100\n2021,Italy,33,80\n");
    assert!(sitc.dataset.observations().iter().map(told).any(|one| one == "sitc FRA 33 2021 = 900"));
}

#[test]
fn a_number_of_a_footnote_behind_a_country_is_no_part_of_its_name() {
    let marked = opened("marked.csv", b"Country,2020,2021\nUnited States 5,100,110\nMexico 2,20,21\nGermany,30,31\n");
    assert!(figures(&marked).contains(&"marked USA 2020 = 100".to_owned()), "{:#?}", figures(&marked));
    let told = "Numbers behind names of countries were taken for marks of footnotes: \"Mexico 2\", \"United States 5\".";
    assert_eq!(caveats(&marked), [told]);
    let counted = opened("counted.csv", b"Country,2020,2021\nGermany 1,100,110\nGermany 2,20,21\nFrance,30,31\nItaly,3,4\n");
    assert!(!figures(&counted).iter().any(|one| one.contains("DEU")), "{:#?}", figures(&counted));
}
