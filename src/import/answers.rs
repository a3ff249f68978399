//! The answers to the questions of a survey, counted: for each question the share and the number of every answer.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::Draft;
use crate::dataset::observation::Codes;
use crate::dataset::structure::Label;
use crate::import::importer::{Claim, Importer};
use crate::import::input::{Content, Input};
use crate::import::interviews::{Times, dated};
use crate::import::report::Report;
use crate::import::roles::times;
use crate::import::sides::side_of;
use crate::import::sink::{Figure, Place, Sink, snake_case};
use crate::import::survey::counting::{Count, Sum, counted};
use crate::import::survey::parts::Parts;
use crate::import::survey::weights::Weights;
use crate::import::survey::{Kind, Survey, Value, Variable};
use crate::problem::Problem;
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::poll::Wave;
use crate::terms::unit::{Unit, exact_number};

/// Surveys with one row for each respondent.
pub struct Answers;

impl Importer for Answers {
    fn name(&self) -> &'static str {
        "survey"
    }

    fn description(&self) -> &'static str {
        "surveys of SPSS (.sav, .zsav) and Stata (.dta)"
    }

    fn claim(&self, input: &Input) -> Claim {
        match &input.content {
            Content::Survey { survey, .. }
                if times::are_rows_times(survey, input.sheets(), &input.hints, !questions(survey).is_empty()) =>
            {
                Claim::never("each row of it is a time of its own, and nobody who was asked")
            }
            Content::Survey { of, .. } => Claim::surely(format!("it is {of}")),
            Content::Json(_) | Content::Xml(_) | Content::Table { .. } | Content::Sheets { .. } => {
                Claim::never("it is no file of a survey")
            }
        }
    }

    fn read(&self, input: &Input, report: &mut Report) -> Result<Draft, Problem> {
        let nothing = Survey::default();
        let survey = input.survey().unwrap_or(&nothing);
        report.rows = survey.respondents;
        let weights = Weights::of(survey);
        let asked = questions(survey);
        if asked.is_empty() {
            let why = "none of its variables says what its codes mean, so there are no answers to count";
            let problem = Problem::new(format!("Could not read {}", input.name)).because(why);
            // What is odd in the file may be why it is no table either.
            return Err(survey.warnings.iter().fold(problem, Problem::because).hint("`asymmetry inspect --table` shows what it holds."));
        }
        let mut sink = Sink::new(input, None, report);
        if !survey.title.is_empty() {
            sink.title.clone_from(&survey.title);
        }
        let parts = Parts::of(survey);
        let times = dated(survey, &parts, &mut sink);
        weights.tell(&mut sink);
        parts.tell(&mut sink);
        tell_what_was_left_out(survey, &asked, |variable| weights.is(variable) || parts.is_told_by(variable), &mut sink);
        let countries = parts.countries(&mut sink);
        let respondents =
            Asked { weights: weights.all(survey.respondents), are_weighted: weights.variable.is_some(), parts, countries, times };
        let mut answers = AnswerCodes::default();
        for (variable, at) in survey.variables.iter().zip(1..) {
            if asked.iter().any(|question| question.name == variable.name) {
                put(variable, at, &respondents, &mut answers, &mut sink);
            }
        }
        sink.summary = format!("Answers of {} respondents to {} questions, counted from {}.", survey.respondents, asked.len(), input.name);
        let mut draft = sink.finish()?;
        answers.complete(&mut draft);
        let questions = draft.labels.entry(Dimension::Question).or_default();
        for (question, place) in asked.iter().zip(1..) {
            questions.entry(Code::new(question.name.as_str())).and_modify(|label| label.order = Some(place));
        }
        Ok(draft)
    }
}

/// The variables that have answers to count.
fn questions(survey: &Survey) -> Vec<&Variable> {
    let weights = Weights::of(survey);
    survey.variables.iter().filter(|variable| is_question(variable, &weights)).collect()
}

/// Does it have answers to count? Of a number such as age, a file may say only what 99 means.
fn is_question(variable: &Variable, weights: &Weights) -> bool {
    const MOST_UNEXPLAINED: usize = 12;
    if variable.meanings.is_empty() || weights.is(variable) || matches!(variable.kind, Kind::Date | Kind::Time) {
        return false;
    }
    let (mut numbers, mut texts) = (BTreeSet::new(), BTreeSet::new());
    for value in variable.values.different().iter().filter(|value| !variable.is_missing(value)) {
        match value {
            Value::Number(number) => {
                numbers.insert(number.to_bits());
            }
            Value::Text(text) => {
                texts.insert(text.as_str());
            }
            Value::Nothing => {}
        }
    }
    let meanings: BTreeSet<String> = variable.meanings.iter().map(|(known, _)| known.code()).collect();
    let codes = numbers.into_iter().map(|bits| Value::Number(f64::from_bits(bits)).code()).chain(texts.into_iter().map(str::to_owned));
    let (explained, unexplained): (BTreeSet<String>, BTreeSet<String>) = codes.partition(|code| meanings.contains(code));
    !explained.is_empty() && unexplained.len() <= explained.len().max(MOST_UNEXPLAINED)
}

fn tell_what_was_left_out(survey: &Survey, asked: &[&Variable], is_used: impl Fn(&Variable) -> bool, sink: &mut Sink) {
    let is_asked = |variable: &&Variable| asked.iter().any(|question| question.name == variable.name);
    let others = survey.variables.iter().filter(|variable| !is_asked(variable) && !is_used(variable));
    let left: Vec<&str> = others.map(|variable| variable.name.as_str()).collect();
    if !left.is_empty() {
        sink.report.note(format!("{} variables have no answers to count, and are left out: {}", left.len(), left.join(", ")));
    }
}

/// Those who were asked, in the parts in which they are counted.
struct Asked<'a> {
    weights: Vec<f64>,
    are_weighted: bool,
    parts: Parts<'a>,
    /// For each part.
    countries: Vec<Option<Code>>,
    times: Vec<Times>,
}

fn put(variable: &Variable, at: usize, asked: &Asked, answers: &mut AnswerCodes, sink: &mut Sink) {
    let counted = counted(variable, &asked.weights, &asked.parts);
    let question = Code::new(variable.name.as_str());
    let label = if variable.label.is_empty() { &variable.name } else { &variable.label };
    sink.label(&Dimension::Question, &question, label);
    let share = sink.indicator(Some("share"), "Share of answers", "%");
    let number = sink.indicator(Some("answers"), if asked.are_weighted { "Answers, weighted" } else { "Answers" }, "count");
    let unweighted = asked.are_weighted.then(|| sink.indicator(Some("respondents"), "Respondents, not weighted", "count"));
    let named: Vec<(Code, String)> = counted
        .answers
        .iter()
        .map(|value| answers.code(variable, value, variable.meaning(value).unwrap_or_default()))
        .inspect(|(answer, words)| sink.label(&Dimension::Answer, answer, words))
        .collect();
    let is_of_parts = asked.parts.is_told_by(variable);
    let counted_parts = asked.parts.iter().zip(&counted.parts);
    for ((part, counts), (country, times)) in counted_parts.zip(asked.countries.iter().zip(&asked.times)) {
        // That all who were asked in a country are of it says nothing.
        if is_of_parts && !part.are_all {
            continue;
        }
        let base = |of: fn(&Count) -> u32| counts.iter().map(of).fold(0_u32, u32::saturating_add);
        let (all, weighted) = (base(|count| count.respondents), base(|count| count.weighted));
        let mut whole = Sum::default();
        counts.iter().for_each(|count| whole.add(count.weight.value()));
        let whole = whole.value();
        for ((count, (answer, words)), value) in counts.iter().zip(&named).zip(&counted.answers).filter(|((one, _), _)| one.respondents > 0)
        {
            let place = Place { words: format!("variable {}, code {}", variable.name, value.code()), line: at, column: 0 };
            let mut figure = |indicator: &Code, amount: f64, unit: Unit, base: u32| {
                let mut codes = Codes::from([
                    (Dimension::Indicator, indicator.clone()),
                    (Dimension::Question, question.clone()),
                    (Dimension::Answer, answer.clone()),
                ]);
                codes.extend(country.clone().map(|country| (Dimension::Reporter, country)));
                let mut figure = Figure::new(codes, times.period, Ok(Amount::exact(amount)), unit, place.clone());
                figure.side = side_of(words);
                figure.wave = Wave { base: Some(base), fieldwork: times.fieldwork, ..Wave::default() };
                sink.put(figure);
            };
            let weight = count.weight.value();
            if whole > 0.0 {
                figure(&share, weight / whole * 100.0, Unit::percent(), weighted);
            }
            figure(&number, weight, Unit::new("count"), weighted);
            if let Some(unweighted) = &unweighted {
                figure(unweighted, f64::from(count.respondents), Unit::new("count"), all);
            }
        }
    }
}

/// Answers of all questions by what they mean: "Yes" is one answer wherever it is given.
#[derive(Default)]
struct AnswerCodes {
    /// Code → what it means.
    known: BTreeMap<String, String>,
    /// In the order in which they are first met.
    order: Vec<Code>,
}

impl AnswerCodes {
    /// The code of an answer, and the words for it. Where two codes of a question mean the same, both are told with their codes.
    fn code(&mut self, variable: &Variable, value: &Value, meaning: &str) -> (Code, String) {
        let is_shared = variable.meanings.iter().filter(|(_, other)| other == meaning).count() > 1;
        let words = match (meaning.is_empty(), is_shared) {
            (true, _) => value.code(),
            (false, true) => format!("{meaning} ({})", value.code()),
            (false, false) => meaning.to_owned(),
        };
        let slug = snake_case(&words);
        let free = (1..).map(|number| if number == 1 { slug.clone() } else { format!("{slug}_{}", exact_number(f64::from(number))) });
        let code = free.take(10_000).find(|code| self.known.get(code).is_none_or(|known| *known == words)).unwrap_or(slug);
        let code_is_new = self.known.insert(code.clone(), words.clone()).is_none();
        let code = Code::new(code);
        if code_is_new {
            self.order.push(code.clone());
        }
        (code, words)
    }

    /// Answers stand in the order of the file, and have the sides that their words take.
    fn complete(&self, draft: &mut Draft) {
        let labels = draft.labels.entry(Dimension::Answer).or_default();
        for (code, place) in self.order.iter().zip(1..) {
            let words = || self.known.get(code.as_str()).cloned().unwrap_or_default();
            let label = labels.entry(code.clone()).or_insert_with(|| Label { en: words(), ..Label::default() });
            label.order = Some(place);
            label.side = side_of(&label.en);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::hints::Hints;
    use crate::import::input::Content;
    use crate::import::outlet::Keep;
    use crate::import::survey::values::Values;
    use crate::terms::period::Period;
    use crate::terms::poll::Side;

    fn numbers(values: &[f64]) -> Values {
        values.iter().map(|value| if value.is_nan() { Value::Nothing } else { Value::Number(*value) }).collect()
    }

    fn survey() -> Survey {
        let meanings = [
            (1.0, "Да, поддерживаю"),
            (2.0, "Нет, не поддерживаю"),
            (99.0, "(НЕ ЗАЧИТЫВАТЬ) Затрудняюсь ответить"),
            (97.0, "Не задавался"),
        ];
        let question = Variable {
            name: "Q4".to_owned(),
            label: "Вы поддерживаете?".to_owned(),
            meanings: meanings.map(|(code, meaning)| (Value::Number(code), meaning.to_owned())).to_vec(),
            missing: vec![crate::import::survey::NoAnswer::Code(Value::Number(97.0))],
            values: numbers(&[1.0, 1.0, 2.0, 99.0, 97.0, f64::NAN]),
            ..Variable::default()
        };
        let age = Variable {
            name: "AGE".to_owned(),
            meanings: vec![(Value::Number(99.0), "Отказ".to_owned())],
            values: numbers(&[18.0, 20.0, 31.0, 42.0, 53.0, 64.0]),
            ..Variable::default()
        };
        Survey { variables: vec![question, age], respondents: 6, created: "2022-03-02 10:00:00".to_owned(), ..Survey::default() }
    }

    fn read(survey: Survey) -> (Draft, Report) {
        let content = Content::Survey { of: "an SPSS file", survey: Box::new(survey), sheets: Vec::new(), is_cut: false };
        let input = Input { name: "a.sav".to_owned(), path: None, files: Vec::new(), hints: Hints::default(), keep: Keep::All, content };
        let mut report = Report::default();
        (Answers.read(&input, &mut report).expect("a survey"), report)
    }

    /// "answer unit value base" of each figure.
    fn told(draft: &Draft) -> Vec<String> {
        let figures = draft.observations.iter().map(|one| {
            let answer = one.codes.get(&Dimension::Answer).map(Code::to_string).unwrap_or_default();
            let value = one.amount.as_ref().map(|amount| exact_number(amount.value)).unwrap_or_default();
            format!("{answer} {} {value} {}", one.unit.as_str(), one.wave.base.unwrap_or_default())
        });
        figures.collect()
    }

    #[test]
    fn shares_are_of_those_who_answered() {
        let (draft, report) = read(survey());
        assert_eq!(
            told(&draft),
            [
                "да_поддерживаю % 50 4",
                "да_поддерживаю count 2 4",
                "нет_не_поддерживаю % 25 4",
                "нет_не_поддерживаю count 1 4",
                "не_зачитывать_затрудняюсь_ответить % 25 4",
                "не_зачитывать_затрудняюсь_ответить count 1 4",
            ]
        );
        let sides: Vec<Option<Side>> = draft.observations.iter().step_by(2).map(|one| one.side).collect();
        assert_eq!(sides, [Some(Side::Positive), Some(Side::Negative), Some(Side::Unsure)]);
        assert!(draft.observations.iter().all(|one| one.period == Period::Undated));
        assert!(draft.caveats[0].text.contains("made on 2022-03-02"), "{:?}", draft.caveats);
        assert!(report.notes.iter().any(|note| note.contains("left out: AGE")), "{:?}", report.notes);
    }

    #[test]
    fn weights_count_and_are_named() {
        let mut survey = survey();
        let values = numbers(&[0.5, 0.5, 3.0, 1.0, 1.0, 1.0]);
        survey.variables.push(Variable { name: "Вес".to_owned(), values, ..Variable::default() });
        let (draft, _) = read(survey);
        assert_eq!(told(&draft)[..3], ["да_поддерживаю % 20 4", "да_поддерживаю count 1 4", "да_поддерживаю count 2 4"]);
        assert!(draft.caveats.iter().any(|caveat| caveat.text.starts_with("Weighted by Вес")), "{:?}", draft.caveats);
    }

    #[test]
    fn sums_do_not_drift_and_a_base_counts_those_who_count() {
        let mut survey = survey();
        survey.weight = Some("W".to_owned());
        let values = numbers(&[0.1, 0.2, 0.7, f64::NAN, 1.0, 1.0]);
        survey.variables.push(Variable { name: "W".to_owned(), values, ..Variable::default() });
        let (draft, report) = read(survey);
        let told = told(&draft);
        assert_eq!(told[1..3], ["да_поддерживаю count 0.3 3", "да_поддерживаю count 2 4"]);
        assert_eq!(told[7..], ["не_зачитывать_затрудняюсь_ответить count 0 3", "не_зачитывать_затрудняюсь_ответить count 1 4"]);
        assert!(
            report.notes.iter().any(|note| note == "respondents without a weight in W, who count for nothing: 1"),
            "{:?}",
            report.notes
        );
    }

    #[test]
    fn days_of_interviews_are_the_period() {
        let mut survey = survey();
        let days = ["2022-02-28", "2022-03-01", "2022-03-02", "2022-03-01", "2022-03-01", "2022-03-01"];
        let values = days.map(|day| Value::Text(day.to_owned())).to_vec().into();
        survey.variables.push(Variable { name: "DATE".to_owned(), kind: Kind::Date, values, ..Variable::default() });
        let (draft, _) = read(survey);
        assert_eq!(draft.observations[0].period, Period::parse("2022-02-28/2022-03-02").expect("a period"));
    }

    #[test]
    fn the_day_of_the_interview_is_before_other_days_and_a_long_fieldwork_is_told() {
        let days = |name: &str, days: [&str; 2]| {
            let values = days.map(|day| Value::Text(day.to_owned())).to_vec().into();
            Variable { name: name.to_owned(), kind: Kind::Date, values, ..Variable::default() }
        };
        let mut two = survey();
        two.variables.extend([days("since", ["2019-01-01", "2019-06-27"]), days("intdate", ["2022-03-01", "2022-03-02"])]);
        assert_eq!(read(two).0.observations[0].period, Period::parse("2022-03-01/2022-03-02").expect("a period"));
        let mut long = survey();
        long.variables.extend([days("since", ["2019-01-01", "2019-06-27"]), days("intdate", ["2021-10-01", "2022-11-02"])]);
        let (draft, report) = read(long);
        assert_eq!(draft.observations[0].period, Period::Undated);
        assert!(report.choices.iter().any(|choice| choice.because == "the days in the variable intdate lie more than a year apart"));
        assert!(
            draft.caveats.iter().any(|caveat| caveat.text.contains("intdate are from 2021-10-01 to 2022-11-02")),
            "{:?}",
            draft.caveats
        );
    }
}
