//! Commodities added up: the chapters of a group, of one flow and one source, as one part among the others.

use std::collections::{BTreeMap, BTreeSet};

use crate::dataset::Dataset;
use crate::measure::derivation::Derivation;
use crate::measure::findings::Point;
use crate::measure::{Measure, Subject, gather};
use crate::query::selection::{Pick, Selection};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::groupings;
use crate::terms::note::Note;
use crate::terms::period::{self, Period};
use crate::terms::trade::{self, Level};
use crate::terms::unit::Unit;

/// The groups picked, and which of their chapters had no figure when.
#[derive(Default)]
pub struct Groups {
    codes: BTreeSet<Code>,
    without: BTreeMap<u8, BTreeSet<Period>>,
}

impl Groups {
    pub fn of(selection: &Selection) -> Self {
        let codes = match selection.pick(&Dimension::Commodity) {
            Pick::Only(codes) => codes.iter().filter(|code| groupings::chapters(code.as_str()).is_some()).cloned().collect(),
            Pick::All | Pick::Top { .. } => BTreeSet::new(),
        };
        Self { codes, without: BTreeMap::new() }
    }

    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter()
    }

    pub fn has_member(&self, commodity: &Code) -> bool {
        self.codes.iter().any(|group| groupings::has_member(group.as_str(), commodity.as_str()))
    }

    /// Keeps in mind which chapters of the groups have no figure in a period.
    pub fn notice(&mut self, parts: &[(&Code, &Point)], period: &Period) {
        let known: BTreeSet<u8> = parts.iter().filter_map(|(code, _)| groupings::chapter(code.as_str())).collect();
        let wanted: BTreeSet<u8> = self.codes.iter().filter_map(|code| groupings::chapters(code.as_str())).flatten().collect();
        for chapter in wanted.difference(&known) {
            self.without.entry(*chapter).or_default().insert(*period);
        }
    }

    /// What each group is, and what it lacks in the periods shown.
    pub fn notes(&self, selection: &Selection) -> Vec<Note> {
        let mut notes: Vec<Note> = groupings::definitions(self.codes.iter().map(Code::as_str)).into_iter().map(Note::new).collect();
        let shown =
            |periods: &BTreeSet<Period>| -> BTreeSet<Period> { periods.iter().copied().filter(|period| selection.shows(period)).collect() };
        let without: BTreeMap<u8, BTreeSet<Period>> =
            self.without.iter().map(|(chapter, periods)| (*chapter, shown(periods))).filter(|(_, periods)| !periods.is_empty()).collect();
        let chapters: BTreeSet<u8> = without.keys().copied().collect();
        let periods: BTreeSet<Period> = without.values().flatten().copied().collect();
        if !chapters.is_empty() {
            let (chapters, years) = (groupings::chapters_in_words(&chapters), period::list(&periods));
            let is_plain = without.values().all(|lacking| *lacking == periods);
            let when = if is_plain { format!("in {years}") } else { format!("in some of {years}") };
            notes.push(Note::new(format!("No figures for {chapters} {when}: counted as no trade.")));
        }
        notes
    }
}

/// The members of a group that have a figure, added up; `None` when none has.
pub fn sum(group: &Code, parts: &[(&Code, &Point)], dataset: &Dataset, unit: &Unit) -> Option<Point> {
    let all = groupings::chapters(group.as_str())?;
    let is_member = |code: &Code| groupings::chapter(code.as_str()).is_some_and(|chapter| all.contains(&chapter));
    let members: Vec<_> = parts.iter().filter(|(code, _)| is_member(code)).collect();
    let (_, template) = members.first()?;
    // One that is not known is not zero: without it there is no sum.
    let amount = members.iter().map(|(_, point)| point.amount.clone()).reduce(|a, b| Ok(a?.plus(&b?)))?;
    let input = |(code, point): &&(&Code, &Point)| gather::input(point, dataset.short_label(&Dimension::Commodity, code), unit);
    let chapters: BTreeSet<u8> = members.iter().filter_map(|(code, _)| groupings::chapter(code.as_str())).collect();
    let formula = format!("sum of {}", groupings::chapters_in_words(&chapters));
    let derivation = Derivation { formula, inputs: members.iter().map(input).collect() };
    let status = members.iter().map(|(_, point)| point.status).max().unwrap_or(template.status);
    Some(Point { amount, status, note: None, locator: None, derivation: Some(derivation.into()), ..(*template).clone() })
}

/// "HS 25–27" for one group, and for several how they are made; `None` without one.
pub fn named(selection: &Selection) -> Option<String> {
    let Groups { codes, .. } = Groups::of(selection);
    let is_alone = matches!(selection.pick(&Dimension::Commodity), Pick::Only(picked) if picked.len() == 1);
    match codes.first() {
        Some(code) if is_alone => groupings::chapters(code.as_str()).map(|chapters| groupings::chapters_in_words(&chapters)),
        Some(_) => Some("by grouping of HS chapters".to_owned()),
        None => None,
    }
}

/// Why commodities cannot be grouped here; `None` when they can.
pub fn lacks_chapters(dataset: &Dataset) -> Option<String> {
    let codes = dataset.codes(&Dimension::Commodity);
    let has_chapter = codes.iter().any(|code| trade::level(code.as_str()) == Some(Level::Chapter));
    (!has_chapter).then(|| "a grouping adds up HS chapters, and these figures have none".to_owned())
}

/// Why a group cannot be looked at so; `None` when it can. `picked` are all commodities picked.
pub fn objection(group: &Code, picked: &BTreeSet<Code>, subject: &Subject, dataset: &Dataset) -> Option<String> {
    let is_composition = matches!(subject.measure, Measure::Composition(_));
    let label = dataset.label(&Dimension::Commodity, group);
    let is_coarser =
        |code: &&Code| code.as_str() != trade::NOT_SPECIFIED && !matches!(trade::level(code.as_str()), Some(Level::Chapter) | None);
    if !is_composition {
        return Some(format!("\"{label}\" is a group of chapters, and groups are added up in trade composition only"));
    }
    let coarser = || {
        let other = picked.iter().find(is_coarser)?;
        Some(format!("\"{label}\" adds up chapters, and \"{}\" is of another level", dataset.label(&Dimension::Commodity, other)))
    };
    let has_member = dataset.codes(&Dimension::Commodity).iter().any(|code| groupings::has_member(group.as_str(), code.as_str()));
    let strange = || (!has_member).then(|| format!("it has none of the chapters of \"{label}\""));
    lacks_chapters(dataset).or_else(coarser).or_else(strange)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample;
    use crate::terms::amount::{Amount, Missing, Qualifier};

    fn dataset() -> Dataset {
        let text = r#"{"asymmetry": "dataset/1", "id": "d", "title": "D", "summary": "S", "licence": "L",
            "sources": {"own": {"publisher": "A", "title": "B"}}, "indicators": {"t": {"label": "T", "unit": "USD"}},
            "series": [{"indicator": "t", "reporter": "RUS", "commodity": "HS-27", "source": "own", "points": {"2020": 1}}]}"#;
        crate::dataset::document::read(text.as_bytes(), "d.json", crate::dataset::Origin::Bundled).expect("a dataset")
    }

    fn summed(points: &[(&str, &Point)]) -> Option<Point> {
        let codes: Vec<Code> = points.iter().map(|(code, _)| Code::new(*code)).collect();
        let parts: Vec<(&Code, &Point)> = codes.iter().zip(points).map(|(code, (_, point))| (code, *point)).collect();
        sum(&Code::new("HS-25+26+27"), &parts, &dataset(), &Unit::new("USD"))
    }

    #[test]
    fn a_group_is_the_sum_of_its_chapters_alone_and_names_them() {
        let (stone, oil, steel) = (sample::exact("2020", 2.0), sample::exact("2020", 40.0), sample::exact("2020", 9.0));
        let sum = summed(&[("HS-25", &stone), ("HS-27", &oil), ("HS-72", &steel)]).expect("a sum");
        assert_eq!(sum.amount, Ok(Amount::exact(42.0)));
        let derivation = sum.derivation.expect("a derivation");
        assert_eq!(derivation.formula, "sum of HS 25, 27");
        assert_eq!(derivation.inputs.len(), 2);
    }

    #[test]
    fn what_is_not_known_leaves_no_sum_and_about_stays_about() {
        let (oil, secret) = (sample::exact("2020", 40.0), sample::missing("2020", Missing::Confidential));
        assert_eq!(summed(&[("HS-26", &secret), ("HS-27", &oil)]).map(|point| point.amount), Some(Err(Missing::Confidential)));
        let rough = sample::qualified("2020", 2.0, Qualifier::About);
        let sum = summed(&[("HS-25", &rough), ("HS-27", &oil)]).and_then(|point| point.amount.ok()).expect("a sum");
        assert_eq!((sum.value, sum.qualifier), (42.0, Qualifier::About));
        assert!(summed(&[("HS-72", &oil)]).is_none());
    }

    #[test]
    fn a_chapter_without_a_figure_is_told() {
        let codes = BTreeSet::from([Code::new("HS-25+26+27")]);
        let mut groups = Groups { codes, without: BTreeMap::new() };
        let (code, oil) = (Code::new("HS-27"), sample::exact("2020", 40.0));
        groups.notice(&[(&code, &oil)], &sample::period("2020"));
        let notes: Vec<String> = groups.notes(&Selection::default()).into_iter().map(|note| note.text).collect();
        assert_eq!(notes[1], "No figures for HS 25–26 in 2020: counted as no trade.");
    }
}
