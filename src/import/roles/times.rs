//! Tables that come as surveys do, with what their codes mean: each row is a time of a country, and nobody who was asked.

use std::collections::HashSet;

use crate::import::cell;
use crate::import::hints::Hints;
use crate::import::roles::layout::Role;
use crate::import::roles::several::Found;
use crate::import::roles::word::Word;
use crate::import::roles::{parts, table, words};
use crate::import::sheet::Sheet;
use crate::import::survey::{Survey, Variable};
use crate::terms::country::{self, Resolved, Scheme};
use crate::terms::dimension::Dimension;

/// Is each row of the only table a time, of a country or a pair of them where it `has_places`, and no other row the same? In a
/// survey of many countries and years each is one of people, and rows repeat.
pub fn are_rows_times(survey: &Survey, sheets: &[Sheet], hints: &Hints, has_places: bool) -> bool {
    if !are_told_apart(survey.variables.iter().filter(|variable| may_tell(variable)), survey.respondents) && !may_be_crossed(survey) {
        return false;
    }
    let (found, _) = table::found(sheets, hints);
    let [Found { layout, .. }] = found.as_slice() else { return false };
    let of = |tells: fn(&Role) -> bool| {
        let columns = layout.columns.iter().enumerate().filter(move |(_, column)| tells(&column.role));
        columns.filter_map(|(at, _)| survey.variables.get(at)).collect::<Vec<_>>()
    };
    let sides = of(|role| matches!(role, Role::Of(Dimension::Reporter | Dimension::Partner, _)));
    let times = of(|role| matches!(role, Role::Period | Role::Part));
    if has_places && sides.is_empty() || times.is_empty() {
        return false;
    }
    let of_trade = of(|role| matches!(role, Role::Of(Dimension::Commodity | Dimension::Flow | Dimension::Indicator, _)));
    let telling = || sides.iter().chain(&times).copied();
    if are_told_apart(telling(), survey.respondents) || are_told_apart(telling().chain(of_trade), survey.respondents) {
        return true;
    }
    // Each country, year and sex once, and nearly all of them: people are no such grid.
    let keys = of(|role| matches!(role, Role::Of(..) | Role::Period | Role::Part));
    let has_figures = layout.columns.iter().any(|column| matches!(column.role, Role::Figures(_)));
    has_figures && fill(&keys, survey.respondents) && are_told_apart(keys.into_iter(), survey.respondents)
}

/// Do so many rows fill at least a third of what these variables could tell apart?
fn fill(keys: &[&Variable], rows: usize) -> bool {
    let places = keys.iter().map(|variable| variable.values.different().len()).fold(1_usize, usize::saturating_mul);
    places <= rows.saturating_mul(3)
}

/// Has it so few variables that all of them can be looked at?
fn may_be_crossed(survey: &Survey) -> bool {
    const FEW: usize = 40;
    survey.variables.len() <= FEW
}

/// Are no two rows the same in all of these variables?
fn are_told_apart<'a>(by: impl Iterator<Item = &'a Variable>, rows: usize) -> bool {
    let by: Vec<&Variable> = by.collect();
    let mut seen = HashSet::new();
    (0..rows).all(|row| seen.insert(by.iter().map(|variable| variable.values.place(row)).collect::<Vec<_>>()))
}

/// May a variable tell a time, a country or a partner, by its name or by what it holds? Hundreds of others need not be looked at.
fn may_tell(variable: &Variable) -> bool {
    const SOME: usize = 30;
    let name = variable.name.as_str();
    let is_time = |word: Word| matches!(word, Word::Period | Word::Start | Word::End);
    let is_side = |word: Word| matches!(word, Word::Reporter | Word::Partner | Word::Origin | Word::ReporterName | Word::PartnerName);
    let is_trade = |word: Word| matches!(word, Word::Commodity | Word::CommodityName | Word::Flow | Word::Indicator | Word::IndicatorName);
    let is_named = |word: Word| is_time(word) || is_side(word) || is_trade(word);
    if words::meaning(name).is_some_and(is_named) || words::side(name).is_some() || parts::names_time(name) {
        return true;
    }
    let telling = variable.telling();
    let some: Vec<String> =
        variable.values.different().iter().map(|value| telling.told(value)).filter(|cell| !cell.is_empty()).take(SOME).collect();
    let is_country = |cell: &str| !matches!(country::resolve_in(Scheme::Names, cell), Resolved::Unknown);
    let held = some.iter().filter(|cell| cell::period(cell).is_some() || is_country(cell)).count();
    held * 2 >= some.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::survey::Value;

    #[test]
    fn rows_of_a_country_and_a_year_are_places_unless_they_repeat() {
        let survey = |[names, rows @ ..]: [[&str; 3]; 4]| {
            let values = |at: usize| rows.iter().map(move |row| Value::Text(row[at].to_owned())).collect();
            let variable = |(at, name): (usize, &str)| Variable { name: name.to_owned(), values: values(at), ..Variable::default() };
            Survey { variables: names.into_iter().enumerate().map(variable).collect(), respondents: rows.len(), ..Survey::default() }
        };
        let are_rows = |survey: &Survey, has_places| are_rows_times(survey, &[survey.sheet(usize::MAX)], &Hints::default(), has_places);
        let panel = survey([["country", "year", "gdp"], ["China", "2021", "17.8"], ["China", "2022", "17.9"], ["Russia", "2021", "1.8"]]);
        assert!(are_rows(&panel, true));
        let asked = survey([["country", "year", "age"], ["China", "2021", "31"], ["China", "2021", "44"], ["Russia", "2021", "52"]]);
        assert!(!are_rows(&asked, true));
        let nowhere = survey([["year", "gdp", "deflator"], ["2021", "31", "1.5"], ["2022", "44", "1.6"], ["2023", "52", "1.7"]]);
        assert!(!are_rows(&nowhere, true) && are_rows(&nowhere, false));
    }
}
