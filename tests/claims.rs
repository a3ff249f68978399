//! The bundled statements over series: each verdict in figures, as the command line prints it.

use asymmetry::dataset::library::Library;
use asymmetry::export::data;
use asymmetry::measure::findings::{Findings, Verdict};
use asymmetry::query::engine::Engine;
use asymmetry::terms::dimension::{Code, Dimension};
use asymmetry::terms::period::Period;
use asymmetry::terms::translation::Tongue;
use asymmetry::view::{self, View};

fn bundled(id: &str) -> View {
    view::bundled().into_iter().find(|(known, _)| *known == id).expect("a bundled view").1
}

fn study(view: &View) -> Findings {
    view::study(&view.subject, &Library::bundled(), &Engine::new().expect("an engine")).expect("findings")
}

/// The sentence of each statement of a bundled view, with its verdict.
fn verdicts(id: &str) -> Vec<(Verdict, String)> {
    study(&bundled(id)).claims.into_iter().map(|claim| (claim.verdict, claim.words)).collect()
}

fn words(id: &str) -> Vec<String> {
    verdicts(id).into_iter().map(|(_, words)| words).collect()
}

#[test]
fn shares_of_turnover() {
    assert_eq!(
        words("claims-turnover"),
        [
            "A008 (35%, 2024): differs, the series has 33.4%, 1.6 points less.",
            "A009 (“a share similar to 35%”, “Before the war”, read as 31.5–38.5%): cannot be compared (no date is given); \
             the series lies within it in 2015 and 2020–2021.",
            "A010 (“did not exceed 18%”, “Before the war”, read as 18.5% or less): cannot be compared (no date is given); \
             the series lies within it in 2000–2021.",
            "A011 (11%, “Now”, its “Europe” taken as “EU27”): cannot be compared (no date is given); \
             no figure of the series lies within it, the nearest is 12% in 2023 (1 point more).",
        ]
    );
}

#[test]
fn shares_of_arms_exports() {
    assert_eq!(
        words("claims-arms"),
        [
            "A063 (20%, 2014–2016, “in the mid-2010s”): agrees with 2 of 3 figures; the series has 19.8–21.7% in 2014–2016.",
            "A064 (4%, 2024): differs, the series has 4.6%, 0.6 points more.",
        ]
    );
    let [(part, _), (differs, _)] = <[_; 2]>::try_from(verdicts("claims-arms")).expect("two");
    assert_eq!(part, Verdict::InPart { within: 2, of: 3 });
    assert!(matches!(differs, Verdict::Differs { by } if (by - 0.627).abs() < 0.001), "{differs:?}");
}

#[test]
fn minerals_end_before_the_years_of_the_statements() {
    assert_eq!(
        words("claims-minerals"),
        [
            "A014 (78%, 2024, its “Mineral resources” taken as “Mineral products”): cannot be compared (no figure for 2024; \
             that of 2020 is 64.4%, 13.6 points less).",
            "A015 (62%, 2021, its “Mineral resources” taken as “Mineral products”): cannot be compared (no figure for 2021; \
             that of 2020 is 56.7%, 5.3 points less).",
        ]
    );
}

#[test]
fn cars_and_investment_are_undated_and_show_what_is_near() {
    assert_eq!(
        words("claims-cars"),
        ["A021 (60%, “now”, its “Chinese cars, Cars” taken as “Chinese brands, New passenger cars”): cannot be compared \
          (no date is given); no figure of the series lies within it, the nearest is 61.9% in September 2024 (1.9 points more)."]
    );
    let investment = words("claims-investment").join("\n").replace('\u{a0}', " ");
    assert_eq!(
        investment,
        "A036 (USD 10.4 billion): cannot be compared (no date is given); the series lies within it in 2024 (USD 10.4 billion).\n\
         A038 (USD 9.5 billion): cannot be compared (no date is given); the series lies within it in 2024 (USD 9.5 billion).\n\
         A040 (USD 10.3 billion, its “China” taken as “all monitored investors”): cannot be compared (no date is given); \
         the series lies within it in 2024 (USD 10.3 billion)."
    );
}

#[test]
fn polls() {
    assert_eq!(
        words("claims-closest-friends"),
        [
            "A066 (20%, 2006–2012, “between 2006 and 2012”): differs, the series has 16% in 2011, 4 points less.",
            "A067 (40%, 2014–2021, “Between 2014 and 2021”): agrees with 1 of 2 figures; the series has 40–42% in 2018–2019.",
            "A068 (65%, 2024, “by 2024”): cannot be compared (no figure for 2024; that of 2019 is 42%, 23 points less).",
        ]
    );
    let relations = words("claims-relations-changed");
    assert_eq!(relations[0], "A071 (63%, 2023): cannot say (the figure is rough itself); the series has ≈66%.");
    assert_eq!(relations[1], "A072 (23%, 2023, its “Worsened? (doubtful)” taken as “Did not change”): agrees; the series has 23%.");
    let notes = study(&bundled("claims-relations-changed")).notes;
    assert!(notes.iter().any(|note| note.text.contains("never chart these two as worsened")), "the doubt is told");
}

/// The words of a view with common spaces.
fn plain(id: &str) -> Vec<String> {
    words(id).into_iter().map(|words| words.replace(['\u{a0}', '\u{202f}'], " ")).collect()
}

#[test]
fn a_share_of_gdp_is_of_the_last_full_year_before_the_middle_of_2024() {
    let findings = study(&bundled("claims-investment-to-gdp"));
    let share = |reporter: &str, partner: &str| {
        let is_it = |(dimension, code): (&Dimension, &Code)| match dimension {
            Dimension::Reporter => code.as_str() == reporter,
            Dimension::Partner => code.as_str() == partner,
            _ => true,
        };
        let series = findings.series.iter().find(|series| series.codes.iter().all(is_it)).expect("a series");
        let point = series.points.iter().find(|point| point.period == Period::year(2024)).expect("2024");
        let inputs: Vec<String> = point.derivation.as_ref().expect("inputs").inputs.iter().map(|input| input.label()).collect();
        (point.amount.as_ref().expect("a number").value, inputs.join("; "))
    };
    // 10.4 of 261.4 and 9.5 of 59.9 USD billion.
    let (kazakhstan, inputs) = share("KAZ", "CHN");
    assert!((kazakhstan - 3.98).abs() < 0.005 && inputs.contains("2024") && inputs.contains("2023"), "{kazakhstan}: {inputs}");
    assert!((share("TKM", "CHN").0 - 15.86).abs() < 0.005);
    let words = plain("claims-investment-to-gdp");
    assert_eq!(words[0], "A035 (“less than 1%”, read as below 1%): cannot be compared (no series is about China and Russia).");
    assert_eq!(
        words[2],
        "A039 (“more than 15%”, read as above 15%): cannot be compared (no date is given); the series lies within it in 2024 (15.9%)."
    );
    assert!(words[3].contains("its “China” taken as “all monitored investors”"), "{}", words[3]);
}

#[test]
fn trucks_trade_polls_and_arms() {
    let trucks = plain("claims-trucks");
    assert!(trucks[0].ends_with("cannot be compared (its unit is rank, that of the figures %)."), "{}", trucks[0]);
    assert!(trucks[1].ends_with("differs, the series has 19%, 1 point less."), "{}", trucks[1]);
    assert!(trucks[2].ends_with("agrees; the series has 17%."), "{}", trucks[2]);
    assert_eq!(
        plain("claims-central-asia"),
        [
            "A050 (USD 89 billion, 2023): agrees; the series has USD 89.4 billion.",
            "A052 (USD 44 billion, 2024, “by the end of 2024”): agrees; the series has USD 43.8 billion.",
        ]
    );
    assert_eq!(
        plain("claims-turnover-with-china"),
        ["A007 (USD 245 billion, 2024): differs, the series has USD 236.3 billion, USD 8.67 billion (3.5%) less."]
    );
    assert_eq!(
        plain("claims-great-power"),
        [
            "A085 (63%, “now”): cannot be compared (no date is given); the series lies within it in 2023 (63%).",
            "A087 (80%): cannot be compared (no date is given); the series lies within it in 2023 (80%).",
        ]
    );
    assert_eq!(
        plain("claims-arms-china-above-russia"),
        [
            "A065 (2 years, 2023–2024, “over the course of two years – 2023 and 2024”): cannot be compared (its unit is years, that of the figures %)."
        ]
    );
    assert_eq!(
        plain("claims-high-tech-imports"),
        ["A020 (“over half, around 60%”, read as 54–66%, its “High-tech goods” taken as “HS 84–89”): cannot be compared \
             (no date is given); the series lies within it in 2016–2020.",]
    );
}

#[test]
fn the_table_has_the_statement_as_stated_and_the_verdict_in_its_note() {
    let rows = data::of_findings(&study(&bundled("claims-turnover")), &Tongue::default());
    let row = rows.last().expect("the last statement");
    let amount = row.observation.amount.as_ref().expect("a number");
    assert_eq!((row.dataset.as_str(), amount.value, row.observation.unit.as_str()), ("re-russia-2025", 11.0, "%"));
    let note = row.observation.note.as_deref().expect("a note");
    assert!(note.starts_with("verdict: A011 (11%,") && note.contains("perhaps not the same group"), "{note}");
}

#[test]
fn a_statement_is_judged_by_its_own_year_whichever_years_are_shown() {
    let mut view = bundled("claims-turnover");
    view.subject.selection.to = Period::parse("2010");
    let findings = study(&view);
    assert_eq!(findings.claims[0].words, "A008 (35%, 2024): differs, the series has 33.4%, 1.6 points less.");
    assert!(!findings.claims[0].is_shown && findings.claims[1].is_shown);
}

#[test]
fn what_is_set_against_a_year_cannot_be_judged_by_a_statement_of_the_figures_themselves() {
    let mut view = bundled("claims-turnover");
    view.subject.comparison = serde_json::from_str(r#"{ "index": { "base": "2000" } }"#).expect("a comparison");
    let findings = study(&view);
    assert_eq!(findings.claims[0].verdict, Verdict::CannotCompare);
    assert!(findings.claims[0].words.contains("the statement is of the figures themselves"), "{}", findings.claims[0].words);
}
