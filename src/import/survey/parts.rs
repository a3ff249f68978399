//! The parts of a survey that are counted by themselves: the people of each country, and of each year in which they were asked.

use std::collections::{BTreeSet, HashMap};

use crate::import::sink::Sink;
use crate::import::survey::{Kind, Survey, Value, Variable};
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::{Period, Stretch};

/// Every respondent belongs to one part, or to none where the file does not say where or when they were asked; and to all, where
/// there are several countries.
pub struct Parts<'a> {
    country: Option<&'a Variable>,
    year: Option<&'a Variable>,
    parts: Vec<Part>,
    /// For each respondent the places of the part and of all.
    of: Vec<[Option<usize>; 2]>,
}

/// People who are counted together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// Its code, where it is a known one, else what it is called.
    country: Option<String>,
    /// The year in which they were asked, where a variable says so.
    pub year: Option<i32>,
    /// Are they of several countries?
    pub are_all: bool,
}

impl<'a> Parts<'a> {
    pub fn of(survey: &'a Survey) -> Self {
        let country = country_in(survey);
        let year = survey.variables.iter().find(|variable| tells_year(variable));
        let are_several =
            country.is_some_and(|country| answers(country).map(|value| told(country, value)).collect::<BTreeSet<_>>().len() > 1);
        let (mut parts, mut of) = (Vec::<Part>::new(), Vec::with_capacity(survey.respondents));
        let mut known: HashMap<[Option<usize>; 2], [Option<usize>; 2]> = HashMap::new();
        let mut place_of = |part: Part| {
            let place = parts.iter().position(|known| *known == part);
            place.unwrap_or_else(|| {
                parts.push(part);
                parts.len() - 1
            })
        };
        for respondent in 0..survey.respondents {
            let place = |variable: Option<&Variable>| variable.map(|variable| variable.values.place(respondent));
            let places = known.entry([country, year].map(place)).or_insert_with(|| {
                let asked = |variable: &'a Variable| {
                    let value = variable.values.get(respondent).filter(|value| !variable.is_missing(value));
                    value.map(|value| (variable, value))
                };
                // Two codes of one country are one country.
                let of_country = country.and_then(asked).map(|(variable, value)| match resolved(variable, value) {
                    Resolved::One(code) => code.to_owned(),
                    Resolved::Ambiguous(_) | Resolved::Unknown => told(variable, value),
                });
                let in_year = year.and_then(asked).and_then(|(variable, value)| year_of(variable, value));
                // Whoever is of no known year belongs to none of the others.
                if year.is_some() && in_year.is_none() {
                    return [None; 2];
                }
                let part = |country, are_all| Part { country, year: in_year, are_all };
                let own = (country.is_none() || of_country.is_some()).then(|| place_of(part(of_country, false)));
                [own, are_several.then(|| place_of(part(None, true)))]
            });
            of.push(*places);
        }
        Self { country, year, parts, of }
    }

    pub fn count(&self) -> usize {
        self.parts.len()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter()
    }

    /// For each respondent the places of the part and of all.
    pub fn of_respondents(&self) -> impl Iterator<Item = [Option<usize>; 2]> {
        self.of.iter().copied()
    }

    /// Does the variable say where or when people were asked?
    pub fn is_told_by(&self, variable: &Variable) -> bool {
        [self.country, self.year].into_iter().flatten().any(|one| one.name == variable.name)
    }

    /// Does a variable say in which year people were asked?
    pub fn have_years(&self) -> bool {
        self.year.is_some()
    }

    /// The code of each part's country.
    pub fn countries(&self, sink: &mut Sink) -> Vec<Option<Code>> {
        let code = |part: &Part| {
            if part.are_all {
                return Some(all(sink));
            }
            Some(sink.country(&Dimension::Reporter, part.country.as_deref()?, None, Scheme::Names))
        };
        self.parts.iter().map(code).collect()
    }

    pub fn tell(&self, sink: &mut Sink) {
        if let Some(country) = self.country {
            sink.report.choose("reporter", &country.name, "it holds the country in which each respondent was asked");
        }
        if let Some(year) = self.year {
            sink.report.choose("period", &year.name, "it holds the year in which each respondent was asked");
        }
        if let Some(country) = self.country.filter(|_| self.parts.iter().any(|part| part.are_all)) {
            let by = format!("Counted for each country ({}) by itself.", country.name);
            let all = "\"All respondents\" are those of all countries as they were weighted, whatever the sizes of their countries.";
            sink.caveat(format!("{by} {all}"));
        }
        let without = self.of.iter().filter(|[part, _]| part.is_none()).count();
        if without > 0 {
            sink.report.note(format!("respondents of whom no country or year is known: {without}"));
        }
    }
}

/// The code of all respondents, who are no country.
fn all(sink: &mut Sink) -> Code {
    const LABEL: &str = "All respondents";
    *sink.report.aggregates.entry(LABEL.to_owned()).or_default() += 1;
    let code = Code::new("X-ALL");
    sink.label(&Dimension::Reporter, &code, LABEL);
    code
}

fn answers(variable: &Variable) -> impl Iterator<Item = &Value> {
    variable.values.different().iter().filter(|value| !variable.is_missing(value))
}

/// What a value means, or its code.
fn told(variable: &Variable, value: &Value) -> String {
    variable.meaning(value).filter(|meaning| !meaning.is_empty()).map_or_else(|| value.code(), str::to_owned)
}

/// The country that a value names; a number that the file does not explain may be one of ISO's.
fn resolved(variable: &Variable, value: &Value) -> Resolved {
    let text = told(variable, value);
    match country::resolve_in(Scheme::Names, &text) {
        Resolved::Unknown if variable.meanings.is_empty() => country::resolve_in(Scheme::Iso, &format!("{text:0>3}")),
        resolved => resolved,
    }
}

/// The variable that tells the country in which each respondent was asked; of several the one whose countries are known best.
fn country_in(survey: &Survey) -> Option<&Variable> {
    let known = |variable: &Variable| {
        let is_known = |value: &&Value| !matches!(resolved(variable, value), Resolved::Unknown);
        let (all, known) = (answers(variable).count(), answers(variable).filter(is_known).count());
        // A numbering of one's own meets some of ISO's numbers, but not nearly all of them, nor those of three digits.
        let is_numbered = variable.meanings.is_empty() && variable.kind == Kind::Number;
        let is_of_iso = || known * 10 >= all * 9 && answers(variable).any(|value| value.code().len() == 3);
        (all > 0 && known * 2 >= all && (!is_numbered || is_of_iso())).then(|| known * 1000 / all)
    };
    let candidates = survey.variables.iter().filter(|variable| is_of_country(variable));
    let best = candidates.filter_map(|variable| Some((known(variable)?, variable)));
    best.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, variable)| variable)
}

/// Is it called as the country in which people are asked is in international surveys? Of a question about countries the name or the
/// label says more than that.
fn is_of_country(variable: &Variable) -> bool {
    const NAMES: [&str; 12] =
        ["country", "countries", "cntry", "isocntry", "tnscntry", "ctry", "nation", "s003", "cowcode", "pays", "страна", "国家"];
    const BESIDE: [&str; 25] = [
        "a",
        "b",
        "c",
        "v",
        "code",
        "codes",
        "name",
        "names",
        "id",
        "iso",
        "3166",
        "1",
        "2",
        "3",
        "numeric",
        "num",
        "alpha",
        "alpha2",
        "alpha3",
        "of",
        "interview",
        "survey",
        "sample",
        "region",
        "опроса",
    ];
    let is_alone = |text: &str| {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.iter().any(|word| NAMES.contains(word)) && words.iter().all(|word| NAMES.contains(word) || BESIDE.contains(word))
    };
    match variable.label.trim() {
        "" => is_alone(&variable.name),
        label => is_alone(label),
    }
}

/// Is it the year in which people were asked, and not that of their birth?
fn tells_year(variable: &Variable) -> bool {
    const NAMES: [&str; 5] = ["year", "s020", "survey_year", "surveyyear", "год"];
    const LABELS: [&str; 8] =
        ["year", "year of survey", "year survey", "survey year", "year of interview", "interview year", "год опроса", "year of fieldwork"];
    // Nobody asks in more years than that; people are born in more.
    const MOST: usize = 50;
    let (name, label) = (variable.name.to_lowercase(), variable.label.trim().to_lowercase());
    let is_birth = ["birth", "born", "yob", "рожд"].iter().any(|word| name.contains(word));
    let is_called = LABELS.contains(&label.as_str()) || NAMES.contains(&name.as_str()) && label.is_empty();
    let (all, years) = (answers(variable).count(), answers(variable).filter(|value| year_of(variable, value).is_some()).count());
    is_called && !is_birth && years > 0 && years * 2 >= all && years <= MOST
}

fn year_of(variable: &Variable, value: &Value) -> Option<i32> {
    const YEARS: std::ops::RangeInclusive<i32> = 1930..=2100;
    told(variable, value).trim().parse().ok().filter(|year| YEARS.contains(year))
}

impl Part {
    /// When they were asked, as far as a variable says it.
    pub fn period(&self) -> Period {
        self.year.map_or(Period::Undated, |year| Period::One(Stretch::Year(year)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::survey::NoAnswer;

    fn variable(name: &str, label: &str, values: &[&str]) -> Variable {
        let number = |text: &str| text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number);
        let kind = if values.iter().all(|text| text.parse::<f64>().is_ok()) { Kind::Number } else { Kind::Text };
        let values = values.iter().map(|text| number(text)).collect();
        Variable { name: name.to_owned(), label: label.to_owned(), kind, values, ..Variable::default() }
    }

    #[test]
    fn the_country_in_which_people_were_asked_is_no_other_country_that_they_name() {
        for (name, label) in [("cntry", "Country"), ("B_COUNTRY_ALPHA", "ISO 3166-1 alpha-3 country code"), ("V2", "Country code")] {
            assert!(is_of_country(&variable(name, label, &["DE"])), "{name}");
        }
        for (name, label) in [
            ("cntbrthd", "Country of birth"),
            ("Q5", "Which country do you trust?"),
            ("country_father", "Country of father"),
            ("q7_country", "Main trade partner"),
            ("country", "Most dangerous country in the world"),
            ("country_live", ""),
            ("Q9", "Страна рождения"),
        ] {
            assert!(!is_of_country(&variable(name, label, &["DE"])), "{name}: {label}");
        }
    }

    #[test]
    fn two_codes_of_one_country_are_one_and_numbers_of_iso_are_countries() {
        let meanings = [(1.0, "UK"), (2.0, "United Kingdom"), (3.0, "France")];
        let meanings = meanings.map(|(code, meaning)| (Value::Number(code), meaning.to_owned())).to_vec();
        let explained = Variable { meanings, ..variable("cntry", "", &["1", "2", "3"]) };
        let survey = |variable| Survey { variables: vec![variable], respondents: 3, ..Survey::default() };
        assert_eq!(Parts::of(&survey(explained)).of_respondents().map(|[own, _]| own).collect::<Vec<_>>(), [Some(0), Some(0), Some(2)]);
        let by_number = survey(variable("S003", "ISO 3166-1 numeric country code", &["276", "8", "643"]));
        let parts = Parts::of(&by_number);
        let countries: Vec<&str> = parts.iter().filter_map(|part| part.country.as_deref()).collect();
        assert_eq!(countries, ["DEU", "ALB", "RUS"]);
        let own_numbers = survey(variable("country", "", &["4", "8", "12"]));
        assert_eq!(Parts::of(&own_numbers).count(), 1);
    }

    #[test]
    fn years_of_surveys_are_no_years_of_birth() {
        assert!(tells_year(&variable("S020", "Year survey", &["1990", "2017"])));
        assert!(tells_year(&variable("year", "", &["2017"])));
        assert!(!tells_year(&variable("year", "Year of birth", &["1990"])));
        assert!(!tells_year(&variable("birthyear", "Year", &["1990"])));
        let born: Vec<String> = (1940..2004).map(|year: i32| year.to_string()).collect();
        assert!(!tells_year(&variable("year", "", &born.iter().map(String::as_str).collect::<Vec<_>>())));
        let meanings = vec![(Value::Number(1.0), "2017".to_owned()), (Value::Number(9.0), "No answer".to_owned())];
        assert!(tells_year(&Variable { meanings, ..variable("year", "", &["1", "9"]) }));
        assert!(!tells_year(&variable("year", "", &["1", "2"])));
    }

    #[test]
    fn respondents_are_parted_by_country_and_year_and_some_belong_to_none() {
        let country = variable("cntry", "", &["DE", "FR", "DE", "99", "IT"]);
        let survey = |variables| Survey { variables, respondents: 5, ..Survey::default() };
        let of = |survey: &Survey| Parts::of(survey).of_respondents().collect::<Vec<_>>();
        let all = Some(1);
        let by_country = survey(vec![country.clone()]);
        assert_eq!(of(&by_country), [[Some(0), all], [Some(2), all], [Some(0), all], [Some(3), all], [Some(4), all]]);
        let year = Variable {
            missing: vec![NoAnswer::Code(Value::Number(-1.0))],
            ..variable("year", "", &["2017", "2017", "2018", "2018", "-1"])
        };
        let by_both = survey(vec![country, year]);
        let [earlier, later] = [Some(1), Some(4)];
        assert_eq!(of(&by_both), [[Some(0), earlier], [Some(2), earlier], [Some(3), later], [Some(5), later], [None, None]]);
        assert_eq!(
            Parts::of(&by_both).iter().filter(|part| part.are_all).map(|part| part.year).collect::<Vec<_>>(),
            [Some(2017), Some(2018)]
        );
        assert_eq!(of(&survey(vec![variable("Q1", "", &["1", "2", "1", "1", "1"])])), [[Some(0), None]; 5]);
    }
}
