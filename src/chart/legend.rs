//! Which series share a name and a colour, and which ink each has.

use crate::chart::mark::Ink;
use crate::chart::{LegendEntry, palette};
use crate::measure::findings::{Findings, Role, Series};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::poll::Side;

/// Who counts towards the hues of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hues {
    /// Each entry: from the eighth on all are grey. For lines, which are told apart by being followed.
    AllEntries,
    /// Each entry, and from the eighth on one single grey. For bars that carry their names, where tones would tell nothing.
    NamedEntries,
    /// Only entries whose code has no colour of its own. For areas and bars, which touch each other.
    UnfixedCodes,
}

/// The entries of a legend, and the one each series belongs to.
pub struct Inks {
    pub entries: Vec<LegendEntry>,
    entry_of: Vec<usize>,
}

impl Inks {
    pub fn of(findings: &Findings, hues: Hues) -> Self {
        let mut keys: Vec<Key> = Vec::new();
        let mut entries: Vec<LegendEntry> = Vec::new();
        let mut entry_of = Vec::new();
        for (at, series) in findings.series.iter().enumerate() {
            let key = Key::of(series);
            let entry = keys.iter().position(|known| *known == key).unwrap_or_else(|| {
                keys.push(key);
                entries.push(LegendEntry { series: Vec::new(), label: short_label(series), ink: Ink::Text });
                keys.len() - 1
            });
            entries[entry].series.push(at);
            entry_of.push(entry);
        }
        let mut coloring = Coloring::of(findings, &keys, hues);
        coloring.keep_hues_of_the_relation(findings);
        for entry in &mut entries {
            entry.ink = coloring.next(&findings.series[entry.series[0]]);
        }
        Self { entries, entry_of }
    }

    pub fn ink(&self, series: usize) -> Ink {
        self.entries[self.entry_of[series]].ink.clone()
    }

    pub fn label(&self, series: usize) -> &str {
        &self.entries[self.entry_of[series]].label
    }
}

/// Entries of one ink as one, named by what they share: "Good", whomever it is about.
pub fn by_ink(findings: &Findings, entries: Vec<LegendEntry>) -> Vec<LegendEntry> {
    let mut merged: Vec<LegendEntry> = Vec::new();
    for mut entry in entries {
        let Series { dimension, code, .. } = &findings.series[entry.series[0]];
        if let Some(shared) = findings.subject.labels.get(dimension).and_then(|labels| labels.get(code)) {
            entry.label.clone_from(shared);
        }
        match merged.iter_mut().find(|known| known.ink == entry.ink) {
            Some(known) => known.series.extend(entry.series),
            None => merged.push(entry),
        }
    }
    merged
}

/// Series of one key are one thing to the eye, whatever their source.
#[derive(PartialEq, Eq)]
struct Key {
    dimension: Dimension,
    code: Code,
    label: String,
    role: Role,
}

impl Key {
    fn of(series: &Series) -> Self {
        let Series { dimension, code, label, role, .. } = series;
        Self { dimension: dimension.clone(), code: code.clone(), label: label.clone(), role: *role }
    }
}

/// Gives out inks, entry by entry.
struct Coloring {
    hues: Hues,
    is_of_sides: bool,
    /// One code in several lines: its colour would tell nothing, so they are told apart by this instead.
    instead: Option<Dimension>,
    codes: Vec<Code>,
    answers: Vec<(Side, Code)>,
}

impl Coloring {
    fn of(findings: &Findings, keys: &[Key], hues: Hues) -> Self {
        let parts = || keys.iter().filter(|key| key.role == Role::Part);
        let is_of_one_code = parts().all(|key| parts().next().is_some_and(|first| first.code == key.code));
        let first = findings.series.first();
        let differing = findings.subject.varying.iter().find(|dimension| {
            let code = |series: &Series| series.codes.get(dimension).cloned();
            findings.series.iter().any(|series| code(series) != first.and_then(code))
        });
        let instead = (is_of_one_code && parts().count() > 1).then(|| differing.cloned().unwrap_or(Dimension::Source));
        Self { hues, is_of_sides: findings.is_of_opinion, instead, codes: Vec::new(), answers: Vec::new() }
    }

    /// Those whom the comparison is about are never the grey ones, wherever they stand in the order.
    fn keep_hues_of_the_relation(&mut self, findings: &Findings) {
        const FIRST: [&str; 4] = ["CHN", "RUS", "EU27", "USA"];
        let parts = findings.series.iter().filter(|series| series.role == Role::Part);
        let present: Vec<Code> = parts.map(|series| self.telling_code(series).1).collect();
        self.codes = FIRST.map(Code::new).into_iter().filter(|code| present.contains(code)).collect();
    }

    fn next(&mut self, series: &Series) -> Ink {
        match (series.role, series.side) {
            (Role::Rest, _) => Ink::Rest,
            (Role::NotBrokenDown, _) => Ink::NotBrokenDown,
            (Role::Part, Some(side)) if self.is_of_sides && series.dimension == Dimension::Answer => self.side(side, series),
            (Role::Part | Role::NotSpecified, _) => self.code(series),
        }
    }

    fn side(&mut self, side: Side, series: &Series) -> Ink {
        let answer = (side, series.code.clone());
        if !self.answers.contains(&answer) {
            self.answers.push(answer);
        }
        let shade = self.answers.iter().filter(|(other, _)| *other == side).position(|(_, code)| *code == series.code).unwrap_or(0);
        Ink::Side { side, shade }
    }

    fn code(&mut self, series: &Series) -> Ink {
        let (dimension, code) = self.telling_code(series);
        if self.hues == Hues::UnfixedCodes && palette::is_fixed(&code) {
            return Ink::Code { dimension, code, rank: 0 };
        }
        let rank = self.codes.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.codes.push(code.clone());
            self.codes.len() - 1
        });
        let most = if self.hues == Hues::NamedEntries { palette::HUES } else { usize::MAX };
        Ink::Code { dimension, code, rank: rank.min(most) }
    }

    /// The code that colours a series.
    fn telling_code(&self, series: &Series) -> (Dimension, Code) {
        match &self.instead {
            Some(dimension) => (dimension.clone(), series.codes.get(dimension).unwrap_or(&series.source).clone()),
            None => (series.dimension.clone(), series.code.clone()),
        }
    }
}

fn short_label(series: &Series) -> String {
    if series.short_label.is_empty() { series.label.clone() } else { series.short_label.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::sample::{answers, exact, findings, from_source, series};

    fn inks(findings: &Findings) -> Vec<Ink> {
        Inks::of(findings, Hues::AllEntries).entries.into_iter().map(|entry| entry.ink).collect()
    }

    #[test]
    fn sources_of_one_code_share_an_entry_and_an_ink() {
        let china = || series("CHN", "China", vec![exact("2020", 18.0)]);
        let findings = findings(vec![china(), series("DEU", "Germany", vec![]), from_source("imf", china())]);
        let inks = Inks::of(&findings, Hues::AllEntries);
        assert_eq!(inks.entries.iter().map(|entry| entry.series.clone()).collect::<Vec<_>>(), [vec![0, 2], vec![1]]);
        assert_eq!(inks.ink(0), inks.ink(2));
    }

    #[test]
    fn one_code_by_several_sources_is_coloured_by_source_when_that_is_its_name() {
        let by = |label: &str| series("CHN", label, vec![exact("2020", 18.0)]);
        let findings = findings(vec![by("Customs of China"), from_source("imf", by("Customs of Russia"))]);
        assert_ne!(inks(&findings)[0], inks(&findings)[1]);
    }

    #[test]
    fn one_commodity_in_trade_with_several_partners_is_coloured_by_partner() {
        let with = |partner: &str| Series {
            dimension: Dimension::Commodity,
            code: Code::new("HS-S05"),
            label: format!("Mineral products, {partner}"),
            ..series(partner, partner, vec![exact("2020", 60.0)])
        };
        let mut findings = findings(vec![with("CHN"), with("EU27")]);
        findings.subject.varying = vec![Dimension::Partner];
        let of = |code: &str, rank| Ink::Code { dimension: Dimension::Partner, code: Code::new(code), rank };
        assert_eq!(inks(&findings), [of("CHN", 0), of("EU27", 1)]);
    }

    #[test]
    fn answers_are_coloured_by_side_and_those_of_one_side_by_shade() {
        let mut findings = findings(vec![
            answers("partner", Side::Positive, "CHN", vec![]),
            answers("friend", Side::Positive, "CHN", vec![]),
            answers("enemy", Side::Negative, "CHN", vec![]),
        ]);
        findings.is_of_opinion = true;
        let side = |side, shade| Ink::Side { side, shade };
        assert_eq!(inks(&findings), [side(Side::Positive, 0), side(Side::Positive, 1), side(Side::Negative, 0)]);
    }

    #[test]
    fn china_russia_the_eu_and_the_usa_have_hues_wherever_they_stand_and_named_bars_one_grey() {
        let codes = ["a", "b", "c", "d", "e", "f", "g", "h", "USA", "CHN"];
        let findings = findings(codes.map(|code| series(code, code, vec![])).into());
        let ranks = |hues| -> Vec<usize> {
            let rank = |entry: LegendEntry| match entry.ink {
                Ink::Code { rank, .. } => rank,
                other => panic!("{other:?}"),
            };
            Inks::of(&findings, hues).entries.into_iter().map(rank).collect()
        };
        assert_eq!(ranks(Hues::AllEntries), [2, 3, 4, 5, 6, 7, 8, 9, 1, 0]);
        assert_eq!(ranks(Hues::NamedEntries), [2, 3, 4, 5, 6, 7, 7, 7, 1, 0]);
    }

    #[test]
    fn lines_have_seven_hues_and_areas_keep_the_fixed_ones() {
        let codes = ["a", "b", "c", "d", "e", "f", "g", "DEU"];
        let findings = findings(codes.map(|code| series(code, code, vec![])).into());
        let rank = |hues| match &Inks::of(&findings, hues).entries[7].ink {
            Ink::Code { rank, .. } => *rank,
            other => panic!("{other:?}"),
        };
        assert_eq!((rank(Hues::AllEntries), rank(Hues::UnfixedCodes)), (7, 0));
    }
}
