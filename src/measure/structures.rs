//! Two structures of trade by commodity, set against each other: how far they overlap, how alike they are, what one has more of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::measure::derivation::{Derivation, Inputs};
use crate::measure::findings::{Findings, Point, Series};
use crate::measure::gather::{self, Key, Lines};
use crate::terms::amount::Amount;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::{self, Period};
use crate::terms::trade::{self, Flow};
use crate::terms::unit::Unit;

/// One number for two structures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// 1 − Σ|X − M| ÷ Σ(X + M), exports against imports.
    GrubelLloyd,
    /// Σ min(share here, share there) × 100, one partner against another.
    SimilarityOfPartners,
    /// The same, exports against imports.
    SimilarityOfFlows,
}

/// All parts of one flow: by their commodity, period by period.
pub type Parts = BTreeMap<Code, BTreeMap<Period, Arc<Point>>>;

/// The second partner of a pair, in tables.
pub const COMPARED_WITH: &str = "compared_with";

impl Index {
    /// With variant and scale, as it must always be named.
    pub fn name(self) -> &'static str {
        match self {
            Self::GrubelLloyd => "Grubel–Lloyd index, 1 − Σ|X − M| ÷ Σ(X + M), 0–1",
            Self::SimilarityOfPartners | Self::SimilarityOfFlows => "Finger–Kreinin similarity, Σ of the smaller share, 0–100",
        }
    }

    /// The name in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::GrubelLloyd => "grubel_lloyd",
            Self::SimilarityOfPartners | Self::SimilarityOfFlows => "similarity",
        }
    }

    /// Does it set exports against imports?
    pub fn is_of_both_flows(self) -> bool {
        match self {
            Self::GrubelLloyd | Self::SimilarityOfFlows => true,
            Self::SimilarityOfPartners => false,
        }
    }

    /// Why these figures have none; `None` when they do.
    pub fn objection(self, dataset: &Dataset) -> Option<String> {
        let flows = dataset.codes(&Dimension::Flow);
        let has_both = || [Flow::Export, Flow::Import].iter().all(|flow| flows.contains(&Code::new(flow.code())));
        let is_able = if self.is_of_both_flows() { has_both() } else { dataset.codes(&Dimension::Partner).len() > 1 };
        let what = if self.is_of_both_flows() { "both exports and imports" } else { "two partners" };
        (!is_able).then(|| format!("it takes {what} by commodity"))
    }

    fn formula(self) -> &'static str {
        match self {
            Self::GrubelLloyd => "1 − Σ|exports − imports| ÷ Σ(exports + imports)",
            Self::SimilarityOfPartners => "Σ min(share of exports to the one, share to the other) × 100",
            Self::SimilarityOfFlows => "Σ min(share of exports, share of imports) × 100",
        }
    }

    /// The index of pairs of amounts of one commodity; `None` where a whole is nothing.
    /// Source: Grubel and Lloyd 1971; Finger and Kreinin 1979.
    pub fn of(self, pairs: &[[Amount; 2]]) -> Option<Amount> {
        let sum = |amounts: &mut dyn Iterator<Item = Amount>| amounts.reduce(|a, b| a.plus(&b));
        let side = |side: usize| sum(&mut pairs.iter().map(|pair| pair[side].clone()));
        let [one, other] = [side(0)?, side(1)?];
        match self {
            Self::GrubelLloyd => {
                // |X − M| = (X + M) − 2 min(X, M), so 1 − Σ|X − M| ÷ Σ(X + M) is this.
                let overlap = sum(&mut pairs.iter().map(|[a, b]| a.lesser(b)))?;
                overlap.times(2.0).over(&one.plus(&other))
            }
            Self::SimilarityOfPartners | Self::SimilarityOfFlows => {
                let lesser = |[a, b]: &[Amount; 2]| Some(a.over(&one)?.lesser(&b.over(&other)?));
                let shares: Option<Vec<Amount>> = pairs.iter().map(lesser).collect();
                Some(sum(&mut shares?.into_iter())?.times(100.0))
            }
        }
    }

    /// One line for each pair of structures, with what was left out.
    pub fn of_flows(self, dataset: &Dataset, flows: &BTreeMap<Key, Parts>, focus: Option<&Code>) -> (Lines, Vec<Note>) {
        let mut told = Told::default();
        let mut lines = Lines::new();
        for (key, [one, other]) in self.pairs(flows, focus) {
            let sides = [Side::new(dataset, one, &flows[one]), Side::new(dataset, other, &flows[other])];
            let line = self.line(&sides, &mut told);
            if !line.is_empty() {
                lines.insert(key, line);
            }
        }
        (lines, told.notes())
    }

    /// The pairs of flows that are set against each other, and the codes they share.
    fn pairs<'a>(self, flows: &'a BTreeMap<Key, Parts>, focus: Option<&Code>) -> Vec<(Key, [&'a Key; 2])> {
        let dimension = if self.is_of_both_flows() { Dimension::Flow } else { Dimension::Partner };
        let without = |key: &Key| {
            let mut key = Key { unit: Unit::new(""), ..key.clone() };
            key.codes.remove(&dimension).map(|code| (key, code))
        };
        let mut pairs = Vec::new();
        for (one, other) in flows.keys().flat_map(|one| flows.keys().map(move |other| (one, other))) {
            let (Some((mut shared, a)), Some((same, b))) = (without(one), without(other)) else { continue };
            if shared != same || one.unit != other.unit {
                continue;
            }
            if self.is_of_both_flows() {
                let is_pair = a.as_str() == Flow::Export.code() && b.as_str() == Flow::Import.code();
                if is_pair {
                    pairs.push((shared, [one, other]));
                }
                continue;
            }
            // The one partner that is picked is set against each of the others.
            let is_in_order = focus.map_or(a < b, |focus| a == *focus && b != *focus);
            if is_in_order {
                shared.codes.insert(Dimension::Partner, a);
                shared.codes.insert(Dimension::Other(COMPARED_WITH.to_owned()), b);
                pairs.push((shared, [one, other]));
            }
        }
        pairs
    }

    fn line(self, [one, other]: &[Side; 2], told: &mut Told) -> BTreeMap<Period, Arc<Point>> {
        let periods: BTreeSet<Period> = one.periods().intersection(&other.periods()).copied().collect();
        let mut line = BTreeMap::new();
        for period in periods {
            let own = [one.codes(&period), other.codes(&period)];
            let codes: BTreeSet<&Code> = own.iter().flatten().copied().collect();
            let Some(pairs) =
                codes.iter().map(|code| one.amount(code, &period).zip(other.amount(code, &period))).collect::<Option<Vec<_>>>()
            else {
                told.unknown.insert(period);
                continue;
            };
            if pairs.len() < 2 {
                told.alone.insert(period);
                continue;
            }
            told.lacks |= own.iter().any(|of_side| codes.len() > of_side.len());
            told.unnamed |= one.has_unnamed(&period) || other.has_unnamed(&period);
            told.counts.insert(pairs.len());
            let Some(template) = one.any(&period) else { continue };
            let pairs: Vec<[Amount; 2]> = pairs.into_iter().map(|(a, b)| [a, b]).collect();
            let inputs = codes.iter().flat_map(|code| [one.input(code, &period), other.input(code, &period)]).collect();
            let derivation = Derivation { formula: format!("{} over {} commodities", self.formula(), pairs.len()), inputs };
            let status = [one, other].into_iter().flat_map(|side| side.statuses(&period)).max().unwrap_or(template.status);
            let point = Point { note: None, status, ..gather::derived(template, self.of(&pairs), derivation) };
            line.insert(period, point.into());
        }
        line
    }
}

impl Index {
    /// What these numbers are about: "Similarity of Russia’s exports to China and to the EU27".
    pub fn subject(self, dataset: &Dataset, findings: &Findings) -> String {
        let trade = gather::trade(&findings.subject, "trade");
        match self {
            Self::GrubelLloyd => format!("Intra-industry part of {}", english::inside(&trade)),
            Self::SimilarityOfFlows => {
                let trade = english::inside(&trade);
                format!("Similarity of exports and imports in {trade}")
            }
            Self::SimilarityOfPartners => {
                let fixed = &findings.subject.fixed;
                let other = fixed.get(&Dimension::Other(COMPARED_WITH.to_owned())).map(|(code, _)| code);
                let Some(other) = other else { return format!("Similarity of {} by partner", english::inside(&trade)) };
                let both = fixed.contains_key(&Dimension::Partner);
                let other = english::with_article(&dataset.label(&Dimension::Partner, other));
                format!("Similarity of {}{}{other}", english::inside(&trade), if both { " and " } else { " to those with " })
            }
        }
    }
}

/// A pair of partners is named by both, and coloured as a pair.
pub fn name(dataset: &Dataset, series: &mut Series) {
    let Some(other) = series.codes.get(&Dimension::Other(COMPARED_WITH.to_owned())) else { return };
    let Some(one) = series.codes.get(&Dimension::Partner) else { return };
    let names = [one, other].map(|code| dataset.label(&Dimension::Partner, code));
    series.code = Code::new(format!("{one}–{other}"));
    series.label = names.join("–");
    series.short_label.clone_from(&series.label);
}

/// What a reader must know of the numbers beside them.
#[derive(Default)]
struct Told {
    unknown: BTreeSet<Period>,
    alone: BTreeSet<Period>,
    counts: BTreeSet<usize>,
    lacks: bool,
    unnamed: bool,
}

impl Told {
    fn notes(self) -> Vec<Note> {
        let mut notes = Vec::new();
        if let Some((least, most)) = self.counts.first().zip(self.counts.last()) {
            let count = if least == most { least.to_string() } else { format!("{least}–{most}") };
            let unnamed = if self.unnamed { "; goods not specified are left out" } else { "" };
            notes.push(Note::new(format!("Over {count} commodities{unnamed}; a finer classification can only lower the index.")));
        }
        if self.lacks {
            notes.push(Note::new("What one side has no figure for counts there as no trade."));
        }
        if !self.unknown.is_empty() {
            notes.push(Note::new(format!("No index for {}: a part is not known.", period::list(&self.unknown))));
        }
        if !self.alone.is_empty() {
            notes.push(Note::new(format!("No index for {}: only one commodity has figures.", period::list(&self.alone))));
        }
        notes
    }
}

/// One of the two structures.
struct Side<'a> {
    key: &'a Key,
    parts: &'a Parts,
    /// What the figures of each commodity are of, in words.
    names: BTreeMap<&'a Code, Arc<str>>,
}

impl<'a> Side<'a> {
    fn new(dataset: &'a Dataset, key: &'a Key, parts: &'a Parts) -> Self {
        let all = gather::describe(dataset, &key.codes, None);
        let name = |code| format!("{all}, {}", dataset.short_label(&Dimension::Commodity, code)).into();
        Self { key, parts, names: parts.keys().map(|code| (code, name(code))).collect() }
    }

    /// Goods without a name may be anything, and are alike in nothing.
    fn named(&self) -> impl Iterator<Item = (&'a Code, &'a BTreeMap<Period, Arc<Point>>)> {
        self.parts.iter().filter(|(code, _)| code.as_str() != trade::NOT_SPECIFIED)
    }

    fn periods(&self) -> BTreeSet<Period> {
        self.named().flat_map(|(_, points)| points.keys()).copied().collect()
    }

    fn codes(&self, period: &Period) -> BTreeSet<&'a Code> {
        self.named().filter(|(_, points)| points.contains_key(period)).map(|(code, _)| code).collect()
    }

    fn any(&self, period: &Period) -> Option<&'a Point> {
        self.named().find_map(|(_, points)| points.get(period)).map(AsRef::as_ref)
    }

    fn has_unnamed(&self, period: &Period) -> bool {
        self.parts.get(&Code::new(trade::NOT_SPECIFIED)).is_some_and(|points| points.contains_key(period))
    }

    fn statuses(&self, period: &Period) -> Vec<crate::dataset::observation::Status> {
        self.named().filter_map(|(_, points)| points.get(period)).map(|point| point.status).collect()
    }

    /// Nothing where customs have no line for a commodity; `None` where a line says that its value is not known.
    fn amount(&self, code: &Code, period: &Period) -> Option<Amount> {
        match self.parts.get(code).and_then(|points| points.get(period)) {
            Some(point) => point.amount.clone().ok(),
            None => Some(Amount::exact(0.0)),
        }
    }

    fn input(&self, code: &Code, period: &Period) -> Inputs {
        let Some(point) = self.parts.get(code).and_then(|points| points.get(period)) else { return Inputs::default() };
        let name = self.names.get(code).cloned().unwrap_or_default();
        gather::input(point, name, &self.key.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terms::amount::Qualifier;

    fn pairs(of: &[[f64; 2]]) -> Vec<[Amount; 2]> {
        of.iter().map(|pair| pair.map(Amount::exact)).collect()
    }

    fn value(index: Index, of: &[[f64; 2]]) -> f64 {
        index.of(&pairs(of)).expect("defined").value
    }

    #[test]
    fn trade_both_ways_in_the_same_goods_overlaps_and_in_others_does_not() {
        // |40 − 10| + |20 − 30| + |0 − 50| = 90 of 60 + 90 = 150: 1 − 0.6.
        assert!((value(Index::GrubelLloyd, &[[40.0, 10.0], [20.0, 30.0], [0.0, 50.0]]) - 0.4).abs() < 1e-12);
        assert_eq!(value(Index::GrubelLloyd, &[[7.0, 7.0], [3.0, 3.0]]), 1.0);
        assert_eq!(value(Index::GrubelLloyd, &[[7.0, 0.0], [0.0, 3.0]]), 0.0);
    }

    #[test]
    fn structures_are_alike_by_what_the_smaller_shares_add_up_to() {
        // 60, 30, 10 per cent against 20, 30, 50: 20 + 30 + 10; the sizes of the flows do not matter.
        assert!((value(Index::SimilarityOfPartners, &[[6.0, 200.0], [3.0, 300.0], [1.0, 500.0]]) - 60.0).abs() < 1e-9);
        assert!((value(Index::SimilarityOfFlows, &[[1.0, 10.0], [3.0, 30.0]]) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_against_something_has_no_similarity_and_about_stays_about() {
        assert_eq!(Index::SimilarityOfFlows.of(&pairs(&[[0.0, 1.0], [0.0, 2.0]])), None);
        let mut rough = pairs(&[[40.0, 10.0], [20.0, 30.0]]);
        rough[0][0].qualifier = Qualifier::About;
        assert_eq!(Index::GrubelLloyd.of(&rough).map(|amount| amount.qualifier), Some(Qualifier::About));
    }
}
