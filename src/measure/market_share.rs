//! x_ij / X_i: one country's, brand's or currency's part in a market; given by the source or computed from amounts. With the concentration of all parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::dataset::Dataset;
use crate::dataset::observation::Observation;
use crate::measure::concentration::Concentration;
use crate::measure::derivation::Derivation;
use crate::measure::findings::{Findings, Point, Role, Series, Whole, WholeKind};
use crate::measure::gather::{self, Codes, Key, Lines};
use crate::measure::intensity;
use crate::measure::prepared::Prepared;
use crate::measure::tolerance::{self, Together};
use crate::measure::whole::{self, Wholes};
use crate::measure::{Datasets, Study, Subject, picked};
use crate::problem::Problem;
use crate::query::selection::{Pick, Selection};
use crate::query::{Answer, Query};
use crate::terms::amount::{Amount, Missing};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english::capitalised;
use crate::terms::note::Note;
use crate::terms::period::{self, Period};
use crate::terms::trade::Flow;
use crate::terms::unit::Unit;
use crate::terms::{country, english};

/// The part each has in a market.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MarketShare {
    /// Whose shares: partner, reporter, holder.
    pub of: Dimension,
    pub shown_as: Shown,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    #[default]
    Share,
    Amount,
    /// One number for all shares of a period.
    Concentration(Concentration),
    /// The share of a flow over the partner’s part in world trade.
    Intensity,
}

impl Shown {
    /// Why these figures have none; `None` when they do.
    pub fn objection(self, dataset: &Dataset) -> Option<String> {
        match self {
            Self::Share | Self::Amount | Self::Concentration(_) => None,
            Self::Intensity => intensity::objection(dataset),
        }
    }
}

impl Default for MarketShare {
    fn default() -> Self {
        Self { of: Dimension::Partner, shown_as: Shown::Share }
    }
}

impl Study for MarketShare {
    fn objection(&self, dataset: &Dataset) -> Option<String> {
        (!dataset.dimensions().contains(&self.of)).then(|| format!("its figures are not told apart by {}", self.of))
    }

    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query> {
        let mut parts = picked(subject, &datasets.main);
        if self.is_index() {
            parts.wanted.remove(&self.of);
        }
        if self.shown_as == Shown::Intensity {
            return vec![parts, Query::of(&datasets.whole.id)];
        }
        vec![parts, whole::query(subject, datasets, &self.world(), &self.of)]
    }

    fn prepare(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer]) -> Prepared {
        let (dataset, selection) = (&datasets.main, &subject.selection);
        let [parts, wholes] = answers else { return Prepared::default() };
        if self.shown_as == Shown::Intensity {
            return Prepared { lines: intensity::lines(subject, datasets, [parts, wholes]), ..Prepared::default() };
        }
        let own = self.world();
        let whole_codes = whole::codes(subject.denominator.as_ref(), &own);
        let wholes = Wholes::new(subject, datasets, wholes, whole_codes.clone());
        let lines = gather::of_all_goods(gather::lines(dataset, &parts.observations), selection);
        let lines = gather::with_turnover(dataset, lines, selection);
        let lines = if self.shown_as == Shown::Amount { lines } else { self.shares(dataset, lines, &wholes) };
        Prepared { lines, wholes: Some(wholes), ..Prepared::default() }
    }

    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer], prepared: &Prepared) -> Result<Findings, Problem> {
        let (dataset, selection) = (&datasets.main, &subject.selection);
        let [parts, wholes] = answers else { return Ok(Findings::default()) };
        let lines = gather::within(&prepared.lines, selection);
        if self.shown_as == Shown::Intensity {
            return Ok(intensity::findings(subject, datasets, parts, lines));
        }
        let lines = tolerance::with_stand_ins(lines, selection, self.together(selection));
        let mut notes = Vec::new();
        let series = match self.shown_as {
            Shown::Concentration(variant) => {
                let (indices, told) = variant.of_lines(&shown(&lines, &self.of, selection), &self.of);
                told.into_iter().for_each(|note| note.add_to(&mut notes));
                let mut series = gather::series(dataset, indices, selection, &self.of);
                if let [one] = series.as_mut_slice() {
                    (one.label, one.short_label) = (variant.name().to_owned(), variant.name().to_owned());
                }
                series
            }
            Shown::Share | Shown::Amount | Shown::Intensity => self.parts(dataset, lines, selection, prepared.wholes.as_ref()),
        };
        // What is left of the whole, and an index of all shares, are made of single countries or holders.
        let is_named = |code: &Code| is_one_of_many(code) || series.iter().any(|one| one.code == *code);
        let is_counted = |one: &Observation| one.codes.get(&self.of).is_some_and(is_named);
        let counted =
            |is_part: &dyn Fn(&Observation) -> bool| gather::notes(dataset, &parts.observations, |one| is_counted(one) && is_part(one));
        for note in counted(&gather::is_part_of(&series)) {
            note.add_to(&mut notes);
        }
        for note in gather::notes(&datasets.whole, &wholes.observations, gather::is_divisor(&series, &datasets.whole)) {
            note.add_to(&mut notes);
        }
        let is_computed = series.iter().flat_map(|one| &one.points).any(|point| point.derivation.is_some());
        let (series, without) = without_whole(series);
        if let Some(whose) = without {
            Note::new(format!("No share {whose}: the total is not in “{}”.", datasets.whole.title)).add_to(&mut notes);
        }
        for note in swallowed(&series) {
            note.add_to(&mut notes);
        }
        let mut findings = gather::findings(&[dataset, &datasets.whole], series, notes, &self.of);
        findings.is_whole = findings.series.iter().any(|one| one.role == Role::Rest);
        self.describe(&mut findings, subject, datasets, is_computed);
        Ok(findings)
    }
}

impl MarketShare {
    /// The code that stands for all of them together, when shares are of countries.
    fn world(&self) -> Codes {
        if self.of.is_of_countries() { [(self.of.clone(), Code::new(WORLD))].into() } else { Codes::new() }
    }

    /// Are shares among these figures, or a total to take them of?
    pub fn can_be_had(&self, observations: &[Observation]) -> bool {
        let is_total = |one: &Observation| one.code(&self.of).is_none_or(|code| code.as_str() == WORLD);
        observations.iter().any(|one| !one.unit.is_additive() || is_total(one))
    }

    /// Is one number shown for all shares together? Then all parts are needed, whichever are picked.
    pub fn is_index(&self) -> bool {
        matches!(self.shown_as, Shown::Concentration(_))
    }

    /// An index of all shares, and what is left of the whole, need all parts of one year.
    fn together(&self, selection: &Selection) -> Together<'_> {
        let has_rest = matches!(selection.pick(&self.of), Pick::Top { rest_as_other: true, .. });
        if self.is_index() || has_rest { Together::PartedBy(&self.of) } else { Together::Line }
    }

    /// Amounts as shares of their wholes; shares that are given stay as they are.
    fn shares(&self, dataset: &Dataset, lines: Lines, wholes: &Wholes) -> Lines {
        let mut shares = Lines::new();
        for (key, points) in lines {
            // The whole itself, and any other line without a part, has no share.
            if key.codes.get(&self.of).is_none_or(|code| code.as_str() == WORLD) {
                continue;
            }
            if !key.unit.is_additive() {
                shares.insert(key, points);
                continue;
            }
            let label: Arc<str> = gather::describe(dataset, &key.codes, None).into();
            let of_whole = points.iter().map(|(period, point)| {
                (*period, whole::share(point, &label, &key.unit, wholes.of(&key, &self.of, period).as_ref()).into())
            });
            shares.insert(Key { unit: Unit::percent(), ..key.clone() }, of_whole.collect());
        }
        shares
    }

    /// The parts picked, largest first; of the top ones, what is left of the whole as one more part.
    fn parts(&self, dataset: &Dataset, mut lines: Lines, selection: &Selection, wholes: Option<&Wholes>) -> Vec<Series> {
        lines.retain(|key, _| key.codes.get(&self.of).is_some_and(|code| code.as_str() != WORLD));
        let Pick::Top { count, rest_as_other } = selection.pick(&self.of) else {
            let mut series = gather::series(dataset, lines, selection, &self.of);
            gather::largest_first(&mut series);
            return series;
        };
        lines.retain(|key, _| key.codes.get(&self.of).is_some_and(is_one_of_many));
        let mut series = gather::series(dataset, lines.clone(), selection, &self.of);
        gather::largest_first(&mut series);
        let mut top: Vec<Code> = Vec::new();
        for one in &series {
            if !top.contains(&one.code) && top.len() < usize::from(*count) {
                top.push(one.code.clone());
            }
        }
        series.retain(|one| top.contains(&one.code));
        if *rest_as_other {
            let rest = self.rest(&lines, &top, selection, wholes);
            series.extend(rest);
        }
        series
    }

    /// What the whole has beyond the top parts: 100 less their shares, or the whole less their amounts.
    fn rest(&self, lines: &Lines, top: &[Code], selection: &Selection, wholes: Option<&Wholes>) -> Vec<Series> {
        let mut groups: BTreeMap<Key, Vec<Part>> = BTreeMap::new();
        for (key, points) in lines.iter().filter(|(key, _)| key.codes.get(&self.of).is_some_and(|code| top.contains(code))) {
            let mut group = key.clone();
            group.codes.remove(&self.of);
            groups.entry(group).or_default().push((key, points));
        }
        let series = groups.into_iter().map(|(group, parts)| {
            let periods: BTreeSet<Period> = parts.iter().flat_map(|(_, points)| points.keys().copied()).collect();
            let periods = periods.into_iter().filter(|period| selection.shows(period));
            let points = periods.filter_map(|period| {
                let present: Vec<(&Key, &Point)> =
                    parts.iter().filter_map(|(key, points)| Some((*key, points.get(&period)?.as_ref()))).collect();
                self.beyond(&present, wholes)
            });
            Series {
                dimension: self.of.clone(),
                code: Code::new("OTHER"),
                label: "All others".to_owned(),
                short_label: "All others".to_owned(),
                side: None,
                role: Role::Rest,
                points: points.map(Arc::new).collect(),
                codes: group.codes,
                source: group.source,
                unit: group.unit,
            }
        });
        series.filter(|one| !one.points.is_empty()).collect()
    }

    /// The whole of one period less these parts of it.
    fn beyond(&self, parts: &[(&Key, &Point)], wholes: Option<&Wholes>) -> Option<Point> {
        let (key, template) = *parts.first()?;
        let is_share = key.unit.is_percent();
        // A share that was given has no whole that is known to be one and the same.
        if is_share && template.derivation.is_none() {
            return None;
        }
        let in_unit_of_parts = |whole: whole::Found| Some(whole.point.amount.ok()?.times(whole.unit.plain().1 / key.unit.plain().1));
        let whole = || wholes?.of(key, &self.of, &template.is_of()).and_then(in_unit_of_parts);
        let mut rest = if is_share { Amount::exact(100.0) } else { whole()? };
        for (_, part) in parts {
            rest = rest.minus(part.amount.as_ref().ok()?);
        }
        let inputs = parts.iter().map(|(key, part)| gather::input(part, key.codes.get(&self.of).map_or("", Code::as_str), &key.unit));
        let formula = if is_share { "100 − the shares shown" } else { "the total − the parts shown" };
        let derivation = Derivation { formula: formula.to_owned(), inputs: inputs.collect() };
        Some(Point { note: None, ..gather::derived(template, Some(rest), derivation) })
    }

    fn describe(&self, findings: &mut Findings, subject: &Subject, datasets: &Datasets, is_computed: bool) {
        let fixed = &findings.subject.fixed;
        let label = |dimension: &Dimension| fixed.get(dimension).map(|(_, label)| label.as_str());
        let flow = fixed.get(&Dimension::Flow).and_then(|(code, _)| Flow::from_code(code.as_str()));
        let indicator = label(&Dimension::Indicator).unwrap_or(&datasets.main.title).to_owned();
        let named = label(&Dimension::Reporter).filter(|_| self.of != Dimension::Reporter).map(english::possessive);
        let market = match (whole::name(subject, datasets, flow), named) {
            (Some(whole), _) => whole,
            (None, Some(whose)) => format!("{whose} {}", flow.map_or_else(|| indicator.to_lowercase(), |flow| flow.plural().to_owned())),
            (None, None) if self.of == Dimension::Reporter => {
                let indicator = indicator.to_lowercase();
                // "Exports of major arms" says already which way they go.
                let flow = flow.map(Flow::plural).filter(|flow| !indicator.contains(flow));
                format!("world {}", flow.map_or(indicator, str::to_owned))
            }
            // What only the file gives its name to are the flows themselves.
            (None, None) if indicator == datasets.main.title => {
                flow.map_or_else(|| indicator.to_lowercase(), |flow| flow.plural().to_owned())
            }
            (None, None) => indicator.to_lowercase(),
        };
        let whole = whole::described(subject, datasets, findings, &self.of);
        let who = label(&self.of).map(english::possessive);
        findings.subject.what = match (self.shown_as, who) {
            // The name of a share that was given says what it is a share of.
            (Shown::Share, _) if !is_computed => indicator,
            (Shown::Share, _) if whole.kind == WholeKind::Other => {
                let part = if flow.is_some() { gather::trade(&findings.subject, "trade") } else { indicator };
                format!("{part} as a share of {market}")
            }
            (Shown::Share, Some(who)) => format!("{} share of {market}", capitalised(&who)),
            (Shown::Share, None) => format!("Shares of {market}"),
            (Shown::Amount, Some(who)) => format!("{} part of {market}", capitalised(&who)),
            (Shown::Amount, None) => capitalised(&market),
            (Shown::Concentration(_) | Shown::Intensity, _) => format!("Concentration of {market}"),
        };
        // One good of several says so: exports of crude oil are not all exports.
        let good = (self.of != Dimension::Commodity && datasets.main.codes(&Dimension::Commodity).len() > 1)
            .then(|| findings.subject.fixed.get(&Dimension::Commodity).map(|(_, label)| label.clone()))
            .flatten();
        self.say_how(findings, whole, is_computed);
        if let Some(good) = good {
            let how = std::mem::take(&mut findings.subject.how);
            findings.subject.how = if how.is_empty() { good } else { format!("{good} · {how}") };
        }
    }

    /// How the figures were worked out, in words.
    fn say_how(&self, findings: &mut Findings, whole: Whole, is_computed: bool) {
        if let Shown::Concentration(variant) = self.shown_as {
            findings.derived = Some(variant.code());
            findings.references = variant.references();
            findings.subject.how = variant.name().to_owned();
            return;
        }
        if self.shown_as == Shown::Share && is_computed {
            findings.derived = Some("share");
            findings.subject.how = format!("Share of {}", whole.words);
            findings.denominator = Some(whole);
        } else if self.shown_as == Shown::Share {
            let shared = [Dimension::Reporter, Dimension::Market, Dimension::Flow].map(|dimension| findings.subject.fixed.get(&dimension));
            let shared = shared.into_iter().flatten().map(|(_, label)| label.clone());
            findings.subject.how = capitalised(&shared.chain(["share as published".to_owned()]).collect::<Vec<_>>().join(", "));
        }
    }
}

/// One part of a market: its codes and its figures.
type Part<'a> = (&'a Key, &'a BTreeMap<Period, Arc<Point>>);

const WORLD: &str = "WLD";

/// Is the code one of those that a market is parted into, and no group of them?
fn is_one_of_many(code: &Code) -> bool {
    !country::is_aggregate(code.as_str()) && !code.as_str().starts_with("X-")
}

/// Series without the years in which the part is known and the whole is not; whose years, in words.
fn without_whole(mut series: Vec<Series>) -> (Vec<Series>, Option<String>) {
    let mut years = BTreeSet::new();
    let mut names: Vec<String> = Vec::new();
    for one in &mut series {
        let before = one.points.len();
        one.points.retain(|point| {
            let lacks = point.amount == Err(Missing::NotApplicable);
            if lacks {
                years.insert(point.period);
            }
            !lacks
        });
        if one.points.len() < before && !names.contains(&one.label) {
            names.push(one.label.clone());
        }
    }
    let has_share = series.iter().flat_map(|one| &one.points).any(|point| years.contains(&point.period));
    series.retain(|one| !one.points.is_empty());
    let of = if has_share { format!("of {} ", english::list(&names)) } else { String::new() };
    (series, (!years.is_empty()).then(|| format!("{of}for {}", period::list(&years))))
}

/// The lines of single countries or holders, in the years shown.
fn shown(lines: &Lines, of: &Dimension, selection: &Selection) -> Lines {
    let named = lines.iter().filter(|(key, _)| key.codes.get(of).is_some_and(is_one_of_many));
    let in_years = |points: &BTreeMap<Period, Arc<Point>>| {
        points.iter().filter(|(period, _)| selection.shows(period)).map(|(period, point)| (*period, Arc::clone(point))).collect()
    };
    named.map(|(key, points)| (key.clone(), in_years(points))).collect()
}

/// A part without a figure in a year is among the others in it, and the picture must say so.
fn swallowed(series: &[Series]) -> Vec<Note> {
    let of_rest = series.iter().filter(|one| one.role == Role::Rest).flat_map(|rest| {
        let same_source = series.iter().filter(|one| one.role == Role::Part && one.source == rest.source && one.unit == rest.unit);
        same_source.filter_map(|part| {
            let lacking = rest.points.iter().map(|point| point.period).filter(|period| part.value_at(period).is_none());
            let lacking: BTreeSet<Period> = lacking.collect();
            let text = || format!("“{}” include {} in {}, for want of a figure.", rest.label, part.label, period::list(&lacking));
            (!lacking.is_empty()).then(|| Note::new(text()))
        })
    });
    of_rest.collect()
}
