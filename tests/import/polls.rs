//! Tables of pollsters in the forms in which they are published; the figures are made up.

use super::books::workbook;
use super::offices::holds;
use super::words::{opened, told};
use asymmetry::dataset::observation::Status;
use asymmetry::import::Opened;
use asymmetry::terms::dimension::Dimension;

#[test]
fn a_question_put_to_others_in_the_same_wave_breaks_the_series_and_both_answers_are_kept() {
    let text = "wave,question,response,percent,base\n2021,Trade?,Favor,55,2000\n2022,Trade?,Favor,50,1000\n2022,Trade?,Favor,53,500\n\
                2022,Trade?,Favor,53,500\n2023,Trade?,Favor,48,500\n";
    let opened = holds(
        "halves.csv",
        text,
        4,
        &[
            "percent Trade? Favor 2022 = 50 %",
            "percent Trade? Favor 2 2022 = 53 %, break, asked of 500, and in the same period of 1000",
            "percent Trade? Favor 2023 = 48 %",
        ],
    );
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("the series breaks there")), "{:?}", opened.dataset.caveats);
    assert_eq!(opened.report.duplicates, 1);
}

#[test]
fn a_workbook_whose_waves_overlap_keeps_both_and_its_row_of_bases_is_no_answer() {
    let sheet = [
        "Q12. Favorable or unfavorable?",
        "|May 2019|May 2020|May 2020|May 2021",
        "Favorable|52|50|57|61",
        "Unfavorable|26|30|25|24",
        "N|1505|1502|1210|1190",
    ];
    let opened = opened("waves.xlsx", &workbook(&[("Trend", &sheet.join("\n"), &[])]));
    let all = opened.dataset.observations();
    assert_eq!((all.len(), opened.dataset.refused.len()), (8, 0));
    let bases: Vec<Option<u32>> = all.iter().take(4).map(|one| one.wave.base).collect();
    assert_eq!(bases, [Some(1505), Some(1502), Some(1210), Some(1190)]);
    assert_eq!(all.iter().filter(|one| one.status == Status::Break).count(), 2);
    assert!(opened.report.passed_over.iter().any(|passed| passed.text.starts_with("N 1505")), "{:?}", opened.report.passed_over);
}

#[test]
fn another_value_of_the_same_base_still_contradicts() {
    let text = "wave,question,response,percent,base\n2022,Trade?,Favor,50,1000\n2022,Trade?,Oppose,40,1000\n2022,Trade?,Favor,53,1000\n\
                2023,Trade?,Favor,48,500\n2023,Trade?,Oppose,48,500\n2024,Trade?,Favor,48,500\n2024,Trade?,Oppose,41,500\n\
                2025,Trade?,Favor,48,500\n2025,Trade?,Oppose,43,500\n2026,Trade?,Favor,42,500\n";
    assert_eq!(opened("same.csv", text.as_bytes()).dataset.refused.len(), 1);
}

#[test]
fn countries_across_a_table_of_answers_are_countries_and_each_has_its_base() {
    let sheet = [
        "Which of these reflects best what Russia is to your country? (%)",
        "|GB|US|DE|FR|RU",
        "Base|2001|1074|1999|2003|800",
        "An ally|4|3|5|3|",
        "A rival|11|16|15|14|",
    ];
    let opened = opened("views.xlsx", &workbook(&[("Data", &sheet.join("\n"), &[])]));
    let all = opened.dataset.observations();
    let told: Vec<String> = all.iter().map(told).collect();
    assert_eq!(told[..2], ["views GBR An ally undated = 4 %", "views USA An ally undated = 3 %"]);
    assert_eq!((told.len(), all[0].wave.base), (10, Some(2001)));
    assert!(told.contains(&"views RUS A rival undated = not_published %".to_owned()), "{told:#?}");
}

#[test]
fn units_asterisks_and_bases_of_polls_are_read_as_they_are_written() {
    let gallup =
        "\"What is your opinion of China?\",Favorable,Unfavorable,No opinion\n,%,%,%\n2023 Feb 1-23,15,84,1\n2021 Feb 3-18,20,79,*\n";
    holds(
        "gallup.csv",
        gallup,
        6,
        &[
            "favorable 2023-02-01/2023-02-23 = 15 %",
            "no_opinion 2021-02-03/2021-02-18 = not_published %, an asterisk, which may mean too little to be shown, or withheld",
        ],
    );
    let chicago = "Year,Question,Response,Percent,Base\n2022,Active?,Active part,60,\"Asked of all (n=3,106)\"\n";
    let opened = holds("chicago.csv", chicago, 1, &["percent Active? Active part 2022 = 60 %"]);
    assert_eq!(opened.dataset.observations()[0].wave.base, Some(3106));
    let levada =
        "Вопрос;Вариант ответа;Период;% от опрошенных\nО Китае?;очень хорошо;Февраль 2023;20\nО Китае?;очень плохо;Февраль 2023;<1\n";
    holds("levada.csv", levada, 2, &["от_опрошенных О Китае? очень хорошо 2023-02 = 20 %"]);
}

#[test]
fn a_bare_n_is_a_base_only_among_shares_of_answers() {
    let regions = "region,2019,2020\nS,50,60\nN,150,160\nW,30,35\n";
    holds("regions.csv", regions, 6, &["regions N 2019 = 150"]);
    for (rows, count) in [("Good,50,60\nBad,40,30\nN,1500,1600\n", 4), ("Y,50,60\nN,150,160\n", 4), ("Good,-5,60\nN,1500,1600\n", 4)] {
        let read = opened("answers.csv", format!("answer,2019,2020\n{rows}").as_bytes());
        assert_eq!(read.dataset.observations().len(), count, "{rows}");
        let is_told = read.report.notes.iter().any(|note| note.starts_with("How many were asked"));
        assert_eq!(is_told, rows.starts_with("Good,50"), "{rows}");
    }
}

#[test]
fn a_figure_for_which_there_are_too_many_versions_is_refused() {
    let rows: String = (1..=101).map(|at| format!("2022,Trade?,Favor,{}.{},{}\n", at / 2, at % 2 * 5, 1000 + at)).collect();
    let read = opened("versions.csv", format!("wave,question,response,percent,base\n{rows}").as_bytes());
    assert_eq!((read.dataset.observations().len(), read.dataset.refused.len()), (99, 2));
}

#[test]
fn the_same_share_of_other_people_is_no_repetition() {
    let question = "Should the US help Taiwan?";
    let text = format!(
        "Question,Answer,Year,Base,Share (%)\n{question},Yes,2022,500,52\n{question},No,2022,500,40\n{question},Yes,2022,502,52\n\
         {question},No,2022,502,38\n"
    );
    let opened = opened("split.csv", text.as_bytes());
    let bases: Vec<Option<u32>> = opened.dataset.observations().iter().map(|one| one.wave.base).collect();
    assert_eq!((bases, opened.report.duplicates), (vec![Some(500), Some(500), Some(502), Some(502)], 0));
}

#[test]
fn all_rows_that_say_how_many_were_asked_are_set_aside() {
    let weighted = "Answer,2019 (%),2020 (%)\nApprove,45,50\nDisapprove,35,30\nDon't know,20,20\nUnweighted base,2014,1980\n\
                    Weighted base,2010,1990\n";
    let bare = "Do you trust China?,,\nAnswer,2019,2020\nYes,45%,50%\nNo,40%,35%\nDon't know,15%,15%\nN,1502,1610\n";
    for (name, text, base, rows) in [("weighted.csv", weighted, 2014, 2), ("bare.csv", bare, 1502, 1)] {
        let opened = opened(name, text.as_bytes());
        let all = opened.dataset.observations();
        assert_eq!((all.len(), all[0].wave.base), (6, Some(base)), "{name}");
        let passed = &opened.report.passed_over;
        assert_eq!(passed.iter().filter(|passed| passed.text.ends_with(char::is_numeric)).count(), rows, "{name}: {passed:?}");
    }
    // Who says "N" beside "Y" says no.
    let said = opened("said.csv", b"Answer,2019,2020\nY,45%,50%\nN,55%,50%\n");
    assert_eq!(said.dataset.observations().len(), 4);
}

/// The bases of all figures, in the order of the file.
fn bases(opened: &Opened) -> Vec<Option<u32>> {
    opened.dataset.observations().iter().map(|one| one.wave.base).collect()
}

#[test]
fn rows_of_bases_that_differ_are_each_of_the_answers_that_they_head_or_stand_below() {
    let heads = ",Total,Male\nQ1. Trust?,,\nBase: All respondents,,\nUnweighted base,2042,1001\nWeighted base,2042,990\nYes,45%,50%\nNo,55%,50%\n\
                 Q2. Fear?,,\nBase: All who trust,,\nUnweighted base,85,50\nWeighted base,90.4,48\nYes,25%,30%\nNo,75%,70%\n";
    let read = opened("heads.csv", heads.as_bytes());
    let told: Vec<String> = read.dataset.observations().iter().map(told).collect();
    assert_eq!((told.len(), read.dataset.refused.len()), (8, 0), "{told:#?}");
    assert!(told.iter().any(|one| one.contains("Q2. Fear?") && one.ends_with("= 70 %")), "{told:#?}");
    assert_eq!(bases(&read), [2042, 1001, 2042, 1001, 85, 50, 85, 50].map(Some));
    let below = "Answer,2019 (%),2020 (%)\nApprove,45,50\nDisapprove,35,30\nBase,2014,1980\nMen: approve,45,50\nMen: disapprove,35,30\n\
                 Base (weighted),1011,980\nBase (unweighted),1000,990\n";
    let read = opened("below.csv", below.as_bytes());
    assert_eq!(bases(&read), [2014, 1980, 2014, 1980, 1000, 990, 1000, 990].map(Some));
    assert_eq!(read.dataset.dimensions().len(), 2, "{:?}", read.dataset.dimensions());
    let many: String = (1..=200).map(|at| format!("Q{at}. Trust?,,\nBase,{},900\nYes,45%,50%\nNo,55%,50%\n", 1000 + at)).collect();
    let read = opened("many.csv", format!(",Total,Male\n{many}").as_bytes());
    assert_eq!(read.dataset.observations().len(), 800);
    assert_eq!(bases(&read)[..6], [1001, 900, 1001, 900, 1002, 900].map(Some));
    let between = "Answer,2019 (%),2020 (%)\nBase,900,950\nApprove,45,50\nBase,2014,1980\nMen: approve,45,50\nBase,1000,990\n";
    let read = opened("between.csv", between.as_bytes());
    assert_eq!(bases(&read), [None; 4]);
    assert!(read.dataset.caveats.iter().any(|caveat| caveat.text.contains("not of which answers")), "{:?}", read.dataset.caveats);
    assert!(!read.report.notes.iter().any(|note| note.starts_with("How many were asked")), "{:?}", read.report.notes);
}

fn with_bases(opened: &Opened) -> Vec<String> {
    let told = |one: &asymmetry::dataset::observation::Observation| format!("{} of {:?}", told(one), one.wave.base);
    opened.dataset.observations().iter().map(told).collect()
}

#[test]
fn how_many_were_asked_stands_in_words_below_the_answers() {
    for line in ["Basis: n=1.004", "Basis: 1004 Befragte", "Base : 1 004", "Опрошено 1004", "Base: 1,004 adults"] {
        for text in [format!("Antwort;2019\ngut;55%\nschlecht;45%\n\n{line}\n"), format!("{line};\nAntwort;2019\ngut;55%\nschlecht;45%\n")]
        {
            let opened = opened("poll.csv", text.as_bytes());
            assert_eq!(with_bases(&opened), ["poll gut 2019 = 55 % of Some(1004)", "poll schlecht 2019 = 45 % of Some(1004)"], "{text}");
        }
    }
    let waves = opened("waves.csv", "Ответ;2019;2020\nхорошо;55%;51%\nплохо;45%;49%\nОпрошено 1600\n".as_bytes());
    assert_eq!(waves.dataset.observations().len(), 4);
    assert!(waves.dataset.observations().iter().all(|one| one.wave.base.is_none()));
    let told = |opened: &Opened| opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("says how many were asked"));
    assert!(told(&waves), "{:?}", waves.dataset.caveats);
}

#[test]
fn counts_that_take_turns_with_percentages_are_no_figures_beside_them() {
    let waves = [
        "Answer,,2019,2020\nGood,N,551,510\n,%,55.1,51.0\nBad,N,449,490\n,%,44.9,49.0\n",
        "Answer,2019,2020\nGood,551,510\n,55.1%,51.0%\nBad,449,490\n,44.9%,49.0%\n",
        "Answer,2019,2020\nGood,55.1%,51.0%\nGood,551,510\nBad,44.9%,49.0%\nBad,449,490\n",
        "Answer,2019,2020\nGood,551,510\nGood,55.1,51.0\nBad,449,490\nBad,44.9,49.0\n",
        "Answer,2019,2020\nGood (N),551,510\nGood (%),55.1,51.0\nBad (N),449,490\nBad (%),44.9,49.0\n",
        "Answer,2019,2020\nGood,551,510\n%,55.1,51.0\nBad,449,490\n%,44.9,49.0\n",
    ];
    for text in waves {
        let opened = opened("turns.csv", text.as_bytes());
        let mut all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
        all.sort();
        let expected = ["turns Bad 2019 = 44.9 %", "turns Bad 2020 = 49 %", "turns Good 2019 = 55.1 %", "turns Good 2020 = 51 %"];
        assert_eq!(all, expected, "{text}");
        assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.contains("2 rows of counts")), "{:?}", opened.dataset.caveats);
    }
    let crosstab =
        "Q1. How is it?,Total,Men,Women\nUnweighted base,1000,480,520\nGood,551,251,300\n,55%,52%,58%\nBad,449,229,220\n,45%,48%,42%\n";
    let opened = opened("crosstab.csv", crosstab.as_bytes());
    let all = with_bases(&opened);
    assert_eq!(all.len(), 6, "{all:#?}");
    assert!(all.contains(&"men Good undated = 52 % of Some(480)".to_owned()), "{all:#?}");
    let of_countries =
        "QB1. How is it?,EU27,BE,DE\nTOTAL,26405,1012,1512\nGood,14523,506,756\n,55%,50%,50%\nBad,11882,506,756\n,45%,50%,50%\n";
    let all = with_bases(&super::words::opened("qb1.csv", of_countries.as_bytes()));
    assert_eq!(all.len(), 6, "{all:#?}");
    assert!(all.contains(&"be Good undated = 50 % of Some(1012)".to_owned()), "{all:#?}");
    // Two things that are counted are no counts and shares.
    let both = "Goods,2019,2020\nCars,551,510\nCars,12,14\nShips,449,490\nShips,45,40\n";
    assert_eq!(super::words::opened("goods.csv", both.as_bytes()).dataset.observations().len(), 8);
    let growth = "Item,2019,2020\nServices,551,510\n,5.1%,-2.5%\nGoods,449,490\n,4.9%,9.5%\n";
    assert_eq!(super::words::opened("growth.csv", growth.as_bytes()).dataset.observations().len(), 8);
}

#[test]
fn a_row_of_signs_below_the_sizes_of_the_samples_is_the_unit_of_the_answers() {
    let text = ",,Gender,\n,Total,Male,Female\nWeighted Sample,1659,803,856\nUnweighted Sample,1650,746,913\n,%,%,%\n\
                \"Do you support or oppose it?\",,,\nSupport,61,65,57\nOppose,14,17,11\nDon't know,25,18,32\n";
    let opened = opened("crosstab.csv", text.as_bytes());
    let all = with_bases(&opened);
    assert_eq!((all.len(), opened.dataset.refused.len()), (9, 0), "{all:#?}");
    assert!(all.iter().any(|one| one.contains("Oppose undated = 17 % of Some(746)")), "{all:#?}");
}

#[test]
fn questions_among_the_rows_of_a_crosstab_head_their_answers() {
    let text = ",Total,Male,Female\nUnweighted base,1000,480,520\nDo you support sanctions?,,,\nSupport,55%,52%,58%\nOppose,45%,48%,42%\n\
                Should trade with China grow?,,,\nLarger,40%,45%,35%\nSmaller,60%,55%,65%\n";
    let opened = opened("crosstab.csv", text.as_bytes());
    let questions = opened.dataset.labels.get(&Dimension::Question).expect("there are questions");
    let labels: Vec<&str> = questions.values().map(|label| label.en.as_str()).collect();
    assert_eq!(labels, ["Do you support sanctions?", "Should trade with China grow?"]);
    let all = opened.dataset.observations();
    let question = |at: usize| all[at].codes.get(&Dimension::Question).map(ToString::to_string).unwrap_or_default();
    assert_eq!((all.len(), question(0) == question(5), question(0) == question(6)), (12, true, false));
}

#[test]
fn all_who_were_asked_are_not_the_world() {
    let text = "Country,Favorable,Unfavorable\nAll,45,40\nGermany,40,50\nFrance,50,30\n";
    holds("poll.csv", text, 6, &["favorable X-All undated = 45", "favorable DEU undated = 40"]);
    let trade = "Reporter,Year,Exports (USD)\nAll,2019,45\nGermany,2019,40\nFrance,2019,5\n";
    holds("trade.csv", trade, 3, &["exports WLD 2019 = 45 USD"]);
}

#[test]
fn waves_that_are_called_by_their_season_are_of_its_year_across_and_down() {
    let across = ",Spring 2020,Spring 2021,Fall 2021\nFavorable,22,20,20\nUnfavorable,73,76,75\n";
    holds(
        "trend.csv",
        across,
        6,
        &[
            "trend Favorable 2020 = 22, Spring 2020",
            "trend Favorable 2021 = 20, Spring 2021",
            "trend Favorable 2 2021 = 20, break, Fall 2021, of the fall, and in the same year of the spring",
        ],
    );
    let down = "Country,Survey,Favorable,Unfavorable\nFrance,Spring 2020,30,65\nFrance,Spring 2021,29,66\nGermany,Spring 2021,21,71\n";
    holds("views.csv", down, 6, &["favorable FRA 2020 = 30, Spring 2020", "unfavorable DEU 2021 = 71, Spring 2021"]);
}

#[test]
fn all_who_were_asked_are_not_the_world_though_partners_stand_beside_them() {
    let views = "Year,Country,About,Favorable,Unfavorable\n2021,All,China,25,60\n2021,France,China,30,50\n2021,Germany,Russia,22,40\n\
                 2021,France,All,31,51\n";
    let opened = holds("views.csv", views, 8, &["favorable X-All CHN 2021 = 25", "favorable FRA X-All 2021 = 31"]);
    assert!(opened.report.aggregates.contains_key("All"));
    let trade = "Year,Reporter,Partner,Exports USD million\n2021,France,All,900\n2021,France,Germany,100\n2021,France,Italy,80\n";
    holds("trade.csv", trade, 3, &["exports FRA WLD 2021 = 900 USD million"]);
}

#[test]
fn a_numbered_row_of_bases_and_a_line_on_the_fieldwork_are_no_answers() {
    let africa = "Q78a. Perceptions of China's influence,,,\n,Angola,Benin,Botswana\nNegative,4.5,3.1,7.2\nPositive,29.0,31.5,33.1\n(1) N,2400,1200,1198\n";
    let opened = holds("africa.csv", africa, 6, &["africa AGO Negative undated = 4.5"]);
    assert_eq!(opened.dataset.observations()[0].wave.base, Some(2400));
    let levada = "КАК ВЫ ОТНОСИТЕСЬ К КИТАЮ?;;\nв % от числа опрошенных;;\n;ноя.19;янв.20\nХорошо;72;65\nПлохо;15;19\nОпрос проведён 23-29 июня 2022 года;;\n";
    holds("levada.csv", levada, 4, &["levada Хорошо 2019-11 = 72 %, ноя.19"]);
}
