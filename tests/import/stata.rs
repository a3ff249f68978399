//! Files of Stata, written by pandas and by ReadStat: a poll is counted, a table of countries and years stays one.

use asymmetry::terms::amount::Missing;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;

use super::Folder;
use super::cells::{rows, tables};
use super::surveys::{counted, figure};
use super::words::{opened, told};

/// Of releases 113 and 119: three fields of six respondents, one of whom refused.
const POLLS: [(&str, &[u8]); 2] =
    [("poll-of-release-113.dta", include_bytes!("files/poll-of-release-113.dta")), ("poll.dta", include_bytes!("files/poll.dta"))];

/// Of release 117, its remarks stored as long texts: the domestic product of two countries as in `datasets/gdp.json`, one left out.
const PANEL: &[u8] = include_bytes!("files/gdp.dta");

#[test]
fn answers_of_a_poll_are_counted_in_every_release() {
    for (name, bytes) in POLLS {
        let opened = opened(name, bytes);
        assert_eq!((opened.format.as_str(), opened.report.rows), ("survey", 6), "{name}");
        assert_eq!(opened.reason, "it is a Stata file");
        assert_eq!(opened.dataset.title, "Test of answers");
        let asked = opened.dataset.label(&Dimension::Question, &Code::new("q1"));
        assert_eq!(asked, "Do you think well of China?", "{name}");
        // 1.5 + 0.5 + 0.5 of 3.5; who refused and who was not asked have no answer.
        assert_eq!(figure(&opened, "share", "q1", "Well"), Some((2.5 / 3.5 * 100.0, 4)), "{name}");
        assert_eq!(counted(&opened, "q1", "Badly"), Some((1.0, 4)), "{name}");
        assert_eq!(counted(&opened, "q1", "Refused"), None, "{name}");
        let period = Period::parse("2022-03-01/2022-03-03").expect("a period");
        assert!(opened.dataset.observations().iter().all(|one| one.period == period), "{name}");
        assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text.starts_with("Weighted by weight")), "{name}");
    }
}

#[test]
fn a_table_of_countries_and_years_is_no_poll() {
    let opened = opened("gdp.dta", PANEL);
    assert_eq!((opened.format.as_str(), opened.dataset.title.as_str()), ("table", "GDP of two countries"));
    let read: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(read.len(), 6);
    assert_eq!(read[0], "gdp CHN 2021 = 17820459508852 USD");
    assert_eq!(opened.dataset.observations()[1].amount, Err(Missing::NotPublished));
    assert!(read[1].contains("figure left out for the test"), "{}", read[1]);
    assert_eq!(read[3], "gdp RUS 2021 = 1843392293734 USD");
    assert_eq!(opened.dataset.label(&Dimension::Indicator, &Code::new("gdp")), "Gross domestic product");
    let folder = Folder::new("stata");
    let (sheets, _) = tables(&folder, "gdp.dta", PANEL);
    assert_eq!(rows(&sheets[0])[..2], [["country", "year", "gdp", "remark"], ["China", "2021", "17820459508852", ""]]);
}

#[test]
fn tables_and_surveys_of_stata_are_read_with_their_labels_and_without_what_is_missing() {
    let trade = opened("trade.dta", include_bytes!("files/trade.dta"));
    let figures: Vec<String> = trade.dataset.observations().iter().map(told).collect();
    assert_eq!(
        figures,
        [
            "export_usd RUS CHN HS-27 2019 = 57321295775 USD",
            "share RUS CHN HS-27 2019 = 13.4",
            "export_usd RUS CHN HS-01 2020 = 49146337025 USD",
            "share RUS CHN HS-01 2020 = 14.6",
            "share RUS DEU HS-27 2020 = 5.5",
        ]
    );
    let poll = opened("poll.dta", include_bytes!("files/survey.dta"));
    assert_eq!((poll.format.as_str(), poll.report.rows, poll.dataset.refused.len()), ("survey", 5, 0));
    let shares: Vec<String> = poll.dataset.observations().iter().filter(|one| one.unit.is_percent()).map(told).collect();
    assert_eq!(
        shares,
        [
            "share X-ALL country kenya 2022-02-28/2022-03-02 = 60 %",
            "share X-ALL country ghana 2022-02-28/2022-03-02 = 40 %",
            "share KEN q1 yes 2022-02-28/2022-03-02 = 50 %",
            "share KEN q1 don_t_know 2022-02-28/2022-03-02 = 50 %",
            "share X-ALL q1 yes 2022-02-28/2022-03-02 = 50 %",
            "share X-ALL q1 no 2022-02-28/2022-03-02 = 25 %",
            "share X-ALL q1 don_t_know 2022-02-28/2022-03-02 = 25 %",
            "share GHA q1 yes 2022-03-01 = 50 %",
            "share GHA q1 no 2022-03-01 = 50 %",
        ]
    );
}
