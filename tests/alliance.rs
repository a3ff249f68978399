//! The bundled briefing: every slide can be drawn, names its sources, and says no number that its figures do not.

use std::collections::BTreeSet;

use asymmetry::dataset::library::Library;
use asymmetry::export::data;
use asymmetry::measure::findings::Findings;
use asymmetry::picture::look::{Size, Theme};
use asymmetry::picture::{Form, Picture};
use asymmetry::query::engine::Engine;
use asymmetry::terms::period::Period;
use asymmetry::terms::translation::Tongue;
use asymmetry::workspace::briefing::{self, Briefing, Slide};

fn alliance() -> &'static Briefing {
    let found = briefing::bundled().iter().find(|(id, _)| *id == "an-asymmetric-alliance");
    &found.expect("the bundled briefing").1
}

/// All steps of a slide.
fn studied(slide: &Slide, library: &Library, engine: &Engine) -> Vec<Findings> {
    let study = |step| slide.study(step, library, engine).expect("figures").expect("a view");
    (0..slide.views.len()).map(study).collect()
}

/// What is written on a picture, without spaces: where lines are broken does not matter.
fn written(picture: &Picture) -> String {
    let words = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Text { text, .. } => Some(text.as_str()),
        Form::Rect { .. } | Form::Hatched { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Circle { .. } => None,
    });
    words.collect::<String>().split_whitespace().collect()
}

#[test]
fn every_slide_draws_whole_in_both_shapes_and_on_both_papers() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let told = [(Size::Slide, Theme::Light), (Size::Slide, Theme::Dark), (Size::SlideFourThree, Theme::Light)];
    let paper = told.into_iter().chain([(Size::SlideFourThree, Theme::Dark)]);
    for (slide, findings) in alliance().slides.iter().map(|slide| (slide, studied(slide, &library, &engine))) {
        for (step, paper) in (0..slide.steps()).flat_map(|step| paper.clone().map(move |paper| (step, paper))) {
            let picture = slide.picture(step, findings.get(step), paper);
            let picture = picture.unwrap_or_else(|problem| panic!("{}, step {step}: {problem}", slide.title));
            assert_eq!(picture.size, paper.0.points());
            let written = written(&picture);
            for line in [&*slide.title].into_iter().chain(slide.text.lines()) {
                let line: String = line.trim_start_matches("- ").split_whitespace().collect();
                assert!(written.contains(&line), "{} at {paper:?} lacks “{line}”: {written}", slide.title);
            }
            assert!(slide.views.is_empty() || written.contains("Source"), "{} names no source", slide.title);
        }
    }
}

#[test]
fn a_newcomer_is_told_the_whole_story() {
    let (briefing, library) = (alliance(), Library::bundled());
    assert_eq!(briefing.title, "An asymmetric alliance");
    assert!((15..=18).contains(&briefing.slides.len()), "{} slides", briefing.slides.len());
    let of_words = briefing.slides.iter().filter(|slide| slide.views.is_empty()).count();
    let (first, last) = (briefing.slides.first(), briefing.slides.last());
    assert!(of_words == 2 && [first, last].into_iter().flatten().all(|slide| slide.views.is_empty()), "it begins and ends with words");
    assert!(briefing.slides.iter().filter(|slide| slide.steps() > 1).count() >= 3);
    assert!(briefing.slides.iter().filter(|slide| slide.views.iter().any(|view| !view.subject.claims.is_empty())).count() >= 6);
    assert!(briefing.slides.iter().all(|slide| !slide.title.is_empty() && !slide.text.is_empty() && !slide.notes.is_empty()));
    // What is bundled is as current as the program; what is opened remembers the figures it was opened with.
    assert!(briefing.slides.iter().all(|slide| slide.data.is_empty() && slide.changed(&library).is_empty()));
    let opened = briefing.clone().captured_now(&library).expect("datasets");
    assert!(opened.slides.iter().all(|slide| slide.data.is_empty() == slide.views.is_empty() && slide.changed(&library).is_empty()));
}

#[test]
fn what_is_said_of_chance_is_what_the_figures_say() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let notes = |title: &str| -> String {
        let slide = alliance().slides.iter().find(|slide| slide.title.starts_with(title)).expect("a slide");
        studied(slide, &library, &engine).iter().flat_map(|step| step.notes.iter().map(|note| format!("{}\n", note.text))).collect()
    };
    assert!(notes("Russians think well of China").contains("Good, 2023: more than chance"));
    assert!(notes("Fewer Chinese").contains("Favourable (very or somewhat), 2015: more than chance"));
}

/// A number that someone wrote, and how far the figure behind it may be from it.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: f64,
    rounding: f64,
    is_year: bool,
}

/// The numbers in a text; those that are parts of names (EU27, 2010s) are none.
fn numbers(text: &str) -> Vec<Number> {
    let letters: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let start = at;
        let is_part = |at: usize| {
            let is_inside = |letter: char| matches!(letter, '.' | ',') && letters.get(at + 1).is_some_and(char::is_ascii_digit);
            letters.get(at).is_some_and(|letter| letter.is_ascii_digit() || at > start && is_inside(*letter))
        };
        while is_part(at) {
            at += 1;
        }
        let is_named = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphabetic());
        if at > start && !is_named(start.checked_sub(1)) && !is_named(Some(at)) {
            let digits: String = letters[start..at].iter().filter(|letter| **letter != ',').collect();
            let decimals = digits.split_once('.').map_or(0, |(_, after)| after.len() as i32);
            let value: f64 = digits.parse().expect("a number");
            let is_year = decimals == 0 && (1990.0..2030.0).contains(&value) && letters.get(at) != Some(&'%');
            found.push(Number { value, rounding: 0.5 * 10_f64.powi(-decimals), is_year });
        }
        at = at.max(start + 1);
    }
    found
}

/// What may be said of figures: those of a time, and those that stand in words, verdicts and notes beside them.
#[derive(Default)]
struct Sayable {
    dated: Vec<(Period, f64)>,
    said: Vec<f64>,
}

impl Sayable {
    fn of(steps: &[Findings]) -> Self {
        let mut sayable = Self::default();
        for findings in steps {
            for series in &findings.series {
                let figures = series.points.iter().filter_map(|point| Some((point.period, point.amount.as_ref().ok()?.value.abs())));
                // Amounts of money are spoken of in billions.
                sayable.dated.extend(figures.map(|(period, value)| (period, if value > 1e8 { value / 1e9 } else { value })));
            }
            for row in data::of_findings(findings, &Tongue { names: findings.names.clone(), ..Tongue::default() }) {
                // What a derived figure was computed from is no figure that is shown.
                let note = row.observation.note.unwrap_or_default();
                let shown = note.split("formula:").next().unwrap_or_default();
                sayable.dated.extend(numbers(shown).iter().map(|number| (row.observation.period, number.value)));
            }
            let stated = findings.claims.iter().flat_map(|claim| &claim.series.points).filter_map(|point| point.amount.as_ref().ok());
            sayable.said.extend(stated.map(|amount| amount.value));
            sayable.said.extend(findings.notes.iter().flat_map(|note| numbers(&note.text)).map(|number| number.value));
        }
        sayable
    }

    fn years(&self) -> BTreeSet<i32> {
        let reach = |(period, _): &(Period, f64)| Some(period.first_year()?..=period.last_year()?);
        let said = self.said.iter().filter(|value| (1990.0..2030.0).contains(*value)).map(|value| *value as i32);
        self.dated.iter().filter_map(reach).flatten().chain(said).collect()
    }

    /// Does a line of text say a number that nobody can find here? Where it names years, the figures must be theirs.
    fn unfounded(&self, line: &str) -> Vec<f64> {
        let (years, others): (Vec<Number>, Vec<Number>) = numbers(line).into_iter().partition(|number| number.is_year);
        let named: BTreeSet<i32> = years.iter().map(|year| year.value as i32).collect();
        let is_then = |period: &Period| {
            let is_named = |year: Option<i32>| year.is_some_and(|year| named.contains(&year));
            named.is_empty() || period.is_undated() || is_named(period.first_year()) || is_named(period.last_year())
        };
        let is_founded = |number: &Number| {
            let then = self.dated.iter().filter(|(period, _)| is_then(period)).map(|(_, value)| value);
            then.chain(&self.said).any(|value| (value - number.value).abs() <= number.rounding + 1e-9)
        };
        let others = others.into_iter().filter(|number| !is_founded(number));
        let known = self.years();
        others.map(|number| number.value).chain(named.difference(&known).map(|year| f64::from(*year))).collect()
    }
}

#[test]
fn every_number_in_a_title_or_text_is_among_the_figures_of_its_slide() {
    let (library, engine) = (Library::bundled(), Engine::new().expect("an engine"));
    let all: Vec<Findings> = alliance().slides.iter().flat_map(|slide| studied(slide, &library, &engine)).collect();
    for slide in &alliance().slides {
        let own = studied(slide, &library, &engine);
        // A slide of words speaks of the others.
        let sayable = Sayable::of(if own.is_empty() { &all } else { &own });
        for line in [&*slide.title].into_iter().chain(slide.text.lines()) {
            let unfounded = sayable.unfounded(line);
            assert!(unfounded.is_empty(), "“{line}” says {unfounded:?}, which no figure of the slide does");
        }
    }
    let sides = alliance().slides.iter().find(|slide| slide.title.starts_with("China became")).expect("a slide");
    let sides = Sayable::of(&studied(sides, &library, &engine));
    assert_eq!(sides.unfounded("Russia on China: 4.5% in 2000, 32.4% in 2023, 7 times as much"), [32.4, 7.0]);
    let trade = Sayable { dated: vec![(Period::year(2023), 31.42), (Period::year(2024), 33.42)], said: vec![35.0] };
    assert!(trade.unfounded("31.4% in 2023, where 35% was said").is_empty());
    assert_eq!(trade.unfounded("33.4% in 2023, 8 times as much, in the EU27 of 2019"), [33.4, 8.0, 2019.0]);
}

#[test]
fn a_briefing_is_a_document_of_its_own() {
    let text = alliance().to_json();
    assert!(text.starts_with("{\n  \"asymmetry\": \"briefing/1\",") && text.ends_with("}\n"));
    assert_eq!(&Briefing::parse(&text, "mine.briefing.json").expect("a briefing"), alliance());
    let refused = |text: &str| Briefing::parse(text, "mine.briefing.json").expect_err("should be refused").to_string();
    let newer = refused(&text.replace("briefing/1", "briefing/2"));
    assert!(newer.contains("mine.briefing.json") && newer.contains("\"briefing/2\""), "{newer}");
    let odd = refused("{\n  \"asymmetry\": \"briefing/1\",\n  \"pages\": []\n}");
    assert!(odd.contains("line 3") && odd.contains("pages"), "{odd}");
    assert!(refused("").contains("empty"));
}
