//! Files in PX, and what PX-Web answers in JSON of its own. Each has the shape of a published one; its figures are made up.

use asymmetry::dataset::Origin;
use asymmetry::import;

use super::offices::holds;
use super::words::{opened, told};

/// As Statistics Finland writes them: in several languages, several things that are measured, marks behind periods.
const FINNISH: &str = "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2013\";\nCODEPAGE=\"utf-8\";\nLANGUAGE=\"fi\";\nLANGUAGES=\"fi\",\"en\";\n\
    CREATION-DATE=\"20240410 09:00\";\nDECIMALS=1;\nMATRIX=\"001_tpulk_2024\";\nSUBJECT-CODE=\"TPULK\";\nSUBJECT-AREA=\"tpulk\";\n\
    TITLE=\"Ulkomaankauppa muuttujina Maa, Vuosineljännes ja Tiedot\";\nTITLE[en]=\"International trade by Country, Quarter and Information\";\n\
    CONTENTS=\"Ulkomaankauppa\";\nCONTENTS[en]=\"International trade\";\nUNITS=\"Euroa, Prosenttia\";\nUNITS[en]=\"Euros, Per cent\";\n\
    STUB=\"Maa\",\"Vuosineljännes\";\nHEADING=\"Tiedot\";\nSTUB[en]=\"Country\",\"Quarter\";\nHEADING[en]=\"Information\";\n\
    CONTVARIABLE=\"Tiedot\";\nCONTVARIABLE[en]=\"Information\";\n\
    VALUES(\"Maa\")=\"Kiina\",\"Venäjä\";\nVALUES[en](\"Country\")=\"China\",\"Russia\";\n\
    VALUES(\"Vuosineljännes\")=\"2023Q4\",\"2024Q1*\";\nVALUES[en](\"Quarter\")=\"2023Q4\",\"2024Q1*\";\n\
    VALUES(\"Tiedot\")=\"Tuonti, milj. euroa\",\"Osuus\";\nVALUES[en](\"Information\")=\"Imports, \"\n\"goods; services\",\"Share\";\n\
    TIMEVAL(\"Vuosineljännes\")=TLIST(Q1),\"20234\",\"20241\";\nCODES(\"Maa\")=\"CN\",\"RU\";\nCODES(\"Tiedot\")=\"tuonti\",\"osuus\";\n\
    LAST-UPDATED(\"Tiedot\",\"Osuus\")=\"20240409 08:00\";\nUNITS(\"Tuonti, milj. euroa\")=\"milj. euroa\";\n\
    UNITS[en](\"Imports, goods; services\")=\"EUR million\";\nUNITS(\"Osuus\")=\"%\";\nUNITS[en](\"Share\")=\"%\";\n\
    SOURCE=\"Tilastokeskus\";\nSOURCE[en]=\"Statistics Finland, international trade\";\nNOTE[en]=\"Figures of the last year#are <b>preliminary</b>.\";\n\
    DATASYMBOL2=\"Tietoa ei ole saatu\";\nDATASYMBOL2[en]=\"Data not available\";\nDATA=\n5000.5 12.5 \n6000 \"..\" \n\"-\" 0.5 \n\"...\" 1 ;\n";

#[test]
fn a_file_in_px_is_a_cube_in_english_with_the_units_of_what_it_measures() {
    let opened = holds(
        "tpulk.px",
        FINNISH,
        8,
        &[
            "tuonti CHN 2023-Q4 = 5000.5 EUR million",
            "osuus CHN 2023-Q4 = 12.5 %",
            "tuonti CHN 2024-Q1 = 6000 EUR million, 2024Q1*",
            "osuus CHN 2024-Q1 = not_published %, 2024Q1*",
            "tuonti RUS 2023-Q4 = 0 EUR million",
            "tuonti RUS 2024-Q1 = not_published EUR million, 2024Q1*",
        ],
    );
    assert_eq!(
        (opened.format.as_str(), opened.dataset.title.as_str()),
        ("PX file", "International trade by Country, Quarter and Information")
    );
    let source = opened.dataset.sources.values().next().expect("there is one");
    assert_eq!((source.publisher.as_str(), source.published.as_deref()), ("Statistics Finland, international trade", Some("2024-04-10")));
    assert!(
        opened.dataset.caveats.iter().any(|caveat| caveat.text == "Figures of the last year are preliminary ."),
        "{:?}",
        opened.dataset.caveats
    );
    assert!(opened.report.notes.iter().any(|note| note.contains("dash") && note.contains("0")), "{:?}", opened.report.notes);
    let labels: Vec<&str> = opened.dataset.indicators.values().map(|one| one.label.as_str()).collect();
    assert_eq!(labels, ["Share", "Imports, goods; services"]);
}

#[test]
fn one_thing_measured_in_a_file_in_px_has_the_unit_of_the_file_and_its_own_encoding() {
    let text = "CHARSET=\"ANSI\";\r\nAXIS-VERSION=\"2006\";\r\nCODEPAGE=\"iso-8859-15\";\r\nMATRIX=\"x\";\r\nCONTENTS=\"Importación\";\r\n\
                UNITS=\"Thousand euros\";\r\nSTUB=\"País\";\r\nHEADING=\"Año\",\"Mes\";\r\nVALUES(\"País\")=\"Francia\",\"España\";\r\n\
                VALUES(\"Año\")=\"2019\",\"2020\";\r\nVALUES(\"Mes\")=\"Total\";\r\nTIMEVAL(\"Año\")=TLIST(A1,\"2019\"-\"2020\");\r\nDATA=\r\n1.5 2.5\r\n3 4;\r\n";
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(letter).expect("a letter of Latin-1")).collect();
    let opened = opened("x.px", &bytes);
    let all: Vec<String> = opened.dataset.observations().iter().map(told).collect();
    assert_eq!(all[0], "importación FRA Total 2019 = 1.5 EUR thousand", "{all:#?}");
    assert_eq!(all.len(), 4);
    let ranges = "AXIS-VERSION=\"2006\";MATRIX=\"m\";CONTENTS=\"Loans\";UNITS=\"number\";STUB=\"time\";HEADING=\"sort\";VALUES(\"sort\")=\"a\",\"b\";\
                  TIMEVAL(\"time\")=TLIST(M1,\"201912\"-\"202001\");DATA=1 2 3 4;";
    holds("ranges.px", ranges, 4, &["loans a 2019-12 = 1 count", "loans b 2020-01 = 4 count"]);
}

#[test]
fn rows_of_px_that_name_themselves_leave_out_zeros() {
    let text = "AXIS-VERSION=\"2006\";MATRIX=\"m\";CONTENTS=\"Trade\";UNITS=\"t\";STUB=\"country\",\"good\";HEADING=\"year\";VALUES(\"country\")=\"China\",\"Russia\";\
                CODES(\"country\")=\"CN\",\"RU\";VALUES(\"good\")=\"Steel\",\"Oil\";VALUES(\"year\")=\"2019\",\"2020\";KEYS(\"country\")=CODES;KEYS(\"good\")=VALUES;\n\
                DATA=\n\"CN\",\"Oil\",1 2 \n\"RU\",\"Steel\",\"..\" 3 ;";
    let opened = holds("keys.px", text, 4, &["trade CHN Oil 2020 = 2 t", "trade RUS Steel 2019 = not_published t"]);
    assert!(opened.report.notes.iter().any(|note| note.contains("zeros")), "{:?}", opened.report.notes);
}

#[test]
fn a_file_in_px_that_is_cut_off_or_says_two_things_is_refused_with_its_place() {
    let why = |text: &str| import::open_bytes(text.as_bytes(), "x.px", Origin::Bundled).expect_err("is refused").to_string();
    let cut = &FINNISH[..FINNISH.find("\"-\"").expect("is there")];
    assert!(why(cut).contains("it gives 4 figures, and its dimensions have room for 8"), "{}", why(cut));
    assert!(why(&FINNISH.replace("1 ;", "1 7;")).contains("a figure more than the 8"));
    let without = &FINNISH[..FINNISH.find("DATA=").expect("is there")];
    assert!(why(without).contains("there is no DATA"), "{}", why(without));
    assert!(why(&FINNISH.replace("CODES(\"Maa\")=\"CN\",\"RU\"", "CODES(\"Maa\")=\"CN\"")).contains("another number of CODES"));
    let huge: String = (0..9999).map(|number| format!("\"{number}\",")).collect();
    let wide = format!("AXIS-VERSION=\"2006\";STUB=\"a\",\"b\";VALUES(\"a\")={huge}\"x\";VALUES(\"b\")={huge}\"x\";DATA=1;");
    assert!(why(&wide).contains("room for more than"), "{}", why(&wide));
}

#[test]
fn what_px_web_answers_in_its_own_json_is_a_cube() {
    let text = r#"{"columns": [{"code": "Land", "text": "country", "type": "d"}, {"code": "Tid", "text": "month", "type": "t"},
        {"code": "000003O5", "text": "Exports", "unit": "SEK million", "type": "c"}, {"code": "000003O6", "text": "Imports", "unit": "SEK million", "type": "c"}],
        "comments": [{"variable": "Land", "value": "RU", "comment": "Estimated."}],
        "data": [{"key": ["CN", "2023M01"], "values": ["5000", ".."]}, {"key": ["RU", "2023M01"], "values": ["-", "7.5"]}],
        "metadata": [{"infofile": "HA0201", "updated": "2024-03-01T07:00:00Z", "label": "Trade by country and month", "source": "Statistics Sweden"}]}"#;
    let opened = holds(
        "answer.json",
        text,
        4,
        &[
            "000003O5 CHN 2023-01 = 5000 SEK million",
            "000003O6 CHN 2023-01 = not_published SEK million",
            "000003O5 RUS 2023-01 = 0 SEK million",
            "000003O6 RUS 2023-01 = 7.5 SEK million",
        ],
    );
    assert_eq!((opened.format.as_str(), opened.dataset.title.as_str()), ("answer of PX-Web", "Trade by country and month"));
    let source = opened.dataset.sources.values().next().expect("there is one");
    assert_eq!((source.publisher.as_str(), source.published.as_deref()), ("Statistics Sweden", Some("2024-03-01")));
    assert!(opened.dataset.caveats.iter().any(|caveat| caveat.text == "Estimated."));
}

#[test]
fn notes_on_cells_and_the_period_of_an_index_are_told() {
    let text = "CHARSET=\"ANSI\";\nMATRIX=\"T1\";\nCONTENTS=\"Consumer price index\";\nUNITS=\"index\";\nBASEPERIOD=\"2015=100\";\nSTUB=\"Country\";\n\
                HEADING=\"Year\";\nVALUES(\"Country\")=\"Finland\",\"Sweden\";\nVALUES(\"Year\")=\"2019\",\"2020\";\nCODES(\"Country\")=\"FI\",\"SE\";\n\
                CELLNOTE(\"FI\",\"2019\")=\"The basket changed.\";\nCELLNOTEX(\"*\",\"2020\")=\"Weights of the year before.\";\n\
                DATA=\n101.5 102.5\n103.5 104.5;\n";
    let opened = holds("t1.px", text, 4, &["consumer_price_index FIN 2019 = 101.5 index"]);
    let caveats: Vec<&str> = opened.dataset.caveats.iter().map(|caveat| caveat.text.as_str()).collect();
    assert_eq!(caveats, ["2020: Weights of the year before.", "Finland, 2019: The basket changed."]);
    let several = "CHARSET=\"ANSI\";\nMATRIX=\"T2\";\nCONTENTS=\"Prices\";\nSTUB=\"Country\",\"Contents\";\nHEADING=\"Year\";\nCONTVARIABLE=\"Contents\";\n\
                   VALUES(\"Country\")=\"Finland\";\nVALUES(\"Contents\")=\"CPI\",\"PPI\";\nVALUES(\"Year\")=\"2019\";\nUNITS(\"CPI\")=\"index\";\n\
                   UNITS(\"PPI\")=\"index\";\nBASEPERIOD(\"CPI\")=\"2015=100\";\nBASEPERIOD(\"PPI\")=\"2010\";\nDATA=\n101.5 103.5;\n";
    let several = holds("t2.px", several, 2, &["CPI FIN 2019 = 101.5 index", "PPI FIN 2019 = 103.5 index"]);
    let labels = |opened: &asymmetry::import::Opened| opened.dataset.indicators.values().map(|one| one.label.clone()).collect::<Vec<_>>();
    assert_eq!(labels(&opened), ["Consumer price index (index, 2015=100)"]);
    assert_eq!(labels(&several), ["CPI, 2015=100", "PPI, 2010=100"]);
}

#[test]
fn keywords_with_points_are_those_with_hyphens_as_r_writes_them() {
    let text = "AXIS-VERSION=\"2000\";\nCREATION.DATE=\"20051223\";\nMATRIX=\"m\";\nCONTENTS=\"People\";\nUNITS=\"persons\";\nSTUB=\"Country\";\n\
                HEADING=\"Year\";\nVALUES(\"Country\")=\"China\",\"Russia\";\nVALUES(\"Year\")=\"2019\",\"2020\";\nLAST.UPDATED=\"20110728\";\nDATA=\n1 2\n3 4;\n";
    let told = ["people CHN 2019 = 1 count", "people RUS 2020 = 4 count"];
    let opened = holds("of_r.px", text, 4, &told);
    let source = opened.dataset.sources.values().next().expect("there is one");
    assert_eq!(source.published.as_deref(), Some("2011-07-28"));
}

#[test]
fn a_note_on_a_value_concerns_its_figures_alone_and_one_on_no_figure_is_told_of_the_file() {
    let text = "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2000\";\nMATRIX=\"t1\";\nTITLE=\"Exports\";\nCONTENTS=\"Exports\";\nUNITS=\"EUR\";\n\
                STUB=\"Country\";\nHEADING=\"Year\";\nVALUES(\"Country\")=\"Sweden\",\"Norway\";\nVALUES(\"Year\")=\"2020\",\"2021\";\n\
                CODES(\"Country\")=\"SE\",\"NO\";\nNOTE=\"Preliminary.\";\nVALUENOTE(\"Country\",\"Norway\")=\"Without Svalbard.\";\n\
                CELLNOTE(\"SE\",\"2021\")=\"Revised.\";\nCELLNOTE(\"*\",\"2019\")=\"Break.\";\nDATA=\n1 2\n3 4;\n";
    let opened = holds("notes.px", text, 4, &["exports NOR 2021 = 4 EUR"]);
    let told: Vec<String> = opened
        .dataset
        .caveats
        .iter()
        .map(|caveat| format!("{} {:?} {:?}", caveat.text, caveat.concerns.values().collect::<Vec<_>>(), caveat.periods.len()))
        .collect();
    assert_eq!(
        told,
        ["Preliminary. [] 0", "Sweden, 2021: Revised. [One(Code(\"SWE\"))] 1", "Country, Norway: Without Svalbard. [One(Code(\"NOR\"))] 0",]
    );
    assert!(opened.report.notes.contains(&"Said of no figure here: 2019: Break.".to_owned()), "{:?}", opened.report.notes);
}
