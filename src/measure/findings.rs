//! What came out of a study: series, unit, base, notes, sources. All that a chart is given.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dataset::DatasetId;
use crate::dataset::observation::Status;
use crate::dataset::source::Source;
use crate::measure::comparison::Comparison;
use crate::measure::derivation::Derivation;
use crate::measure::significance::Margin;
use crate::terms::amount::{Amount, Missing};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::terms::poll::{Mode, Side, Wave};
use crate::terms::translation::names::Names;
use crate::terms::unit::Unit;

/// What came out of a study, ready to be drawn or printed. Everything is in the order in which it should be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    pub series: Vec<Series>,
    pub unit: Option<Unit>,
    pub subject: Words,
    /// Caveats, most important first.
    pub notes: Vec<Note>,
    /// The sources of everything used, the denominator's too; each once.
    pub sources: Vec<Cited>,
    /// Do the parts of one period add up to the whole (100, or the total)?
    pub is_whole: bool,
    /// Is the reading one that sets positive against negative answers?
    pub is_of_opinion: bool,
    /// What a share is a share of; `None` when nothing was divided.
    pub denominator: Option<Whole>,
    /// What stands on the two sides of a relation; `None` when nothing faces anything.
    pub sides: Option<Sides>,
    /// The name of the derived number in tables: `share`, `hhi_10000`, `net_balance`; `None` when values are as published.
    pub derived: Option<&'static str>,
    /// In which order the rows of a chart stand; by their values when absent.
    pub rows: Option<Rows>,
    /// The figure that stands for equal, where the measure has one.
    pub level: Option<f64>,
    /// Lines that an authority draws through figures of this kind.
    pub references: &'static [Reference],
    /// What each figure was set against.
    pub compared: Comparison,
    /// The unit before that; `None` when nothing was compared.
    pub unit_before: Option<Unit>,
    /// Statements of documents laid over the series, with their verdicts.
    pub claims: Vec<Claimed>,
    /// The labels of the datasets in other languages.
    pub names: Vec<Arc<Names>>,
}

/// Two sides that are set against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Sides {
    /// What the left and the right numbers are: "Russia’s dependence on China", "China’s dependence on Russia".
    pub heads: [String; 2],
    pub facing: Vec<Facing>,
}

/// Two series that face each other: the same thing seen from the one side and from the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Facing {
    pub left: usize,
    pub right: usize,
    /// "Exports to China", or the name of the pair.
    pub label: String,
    /// How far each number is from the other, in per cent of the other, where both should be the same.
    pub gaps: BTreeMap<Period, [Amount; 2]>,
}

impl Facing {
    /// Both numbers of a period.
    pub fn both<'a>(&self, series: &'a [Series], period: &Period) -> Option<[(&'a Point, &'a Amount); 2]> {
        let at = |at: usize| {
            let point = series.get(at)?.at(period)?;
            Some((point, point.amount.as_ref().ok()?))
        };
        Some([at(self.left)?, at(self.right)?])
    }

    /// Are both sides known in at least one period?
    pub fn is_complete(&self, series: &[Series]) -> bool {
        series.get(self.left).is_some_and(|left| left.points.iter().any(|point| self.both(series, &point.period).is_some()))
    }
}

/// An order of rows that their values do not show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    /// The place of each series, the top one first.
    pub places: Vec<usize>,
    /// How much each series changed, when that gives the order.
    pub changes: Vec<Option<Amount>>,
    /// "In order of change since 2020", where the names do not tell it.
    pub words: Option<String>,
}

/// The whole of which shares were taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// "the published total".
    pub words: String,
    pub kind: WholeKind,
}

/// Can a sentence say "of it" and mean the whole that was divided by?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WholeKind {
    /// The published total of the very thing looked at.
    Its,
    /// As much of it as is broken down.
    BrokenDown,
    /// Another total, chosen by the view.
    Other,
}

/// What titles are made of. Whatever is one and the same for all series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// "Share of Russia's exports to China", without period or unit.
    pub what: String,
    /// How it was measured: "by HS section, share of the sections published".
    pub how: String,
    /// Codes shared by all series.
    pub fixed: BTreeMap<Dimension, (Code, String)>,
    /// The dimensions in which series differ, most telling first.
    pub varying: Vec<Dimension>,
    /// Short labels of the codes in which series differ.
    pub labels: BTreeMap<Dimension, BTreeMap<Code, String>>,
    /// What each of the codes that colour the series belongs to, where it belongs to anything: chapters to their section.
    pub groups: BTreeMap<Code, Group>,
}

/// A code that others belong to, with its short label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub code: Code,
    pub label: String,
}

impl Words {
    /// The short label of a code, or the code itself.
    pub fn short_label(&self, dimension: &Dimension, code: &Code) -> String {
        self.labels.get(dimension).and_then(|labels| labels.get(code)).cloned().unwrap_or_else(|| code.to_string())
    }
}

/// A source as a chart cites it.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    pub dataset: DatasetId,
    pub code: Code,
    pub source: Source,
}

/// What a series is among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// One of the codes looked at.
    #[default]
    Part,
    /// Goods that the source does not name: neither one of the codes looked at nor one of the others.
    NotSpecified,
    /// The codes beyond the top ones, added up.
    Rest,
    /// What the published total has beyond the parts.
    NotBrokenDown,
}

/// One line of figures: one code (or one combination of codes), from one source.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What colours it: the dimension and code that tell it from the others.
    pub dimension: Dimension,
    pub code: Code,
    pub label: String,
    /// For a place at the data.
    pub short_label: String,
    /// All its codes.
    pub codes: BTreeMap<Dimension, Code>,
    pub source: Code,
    pub side: Option<Side>,
    pub role: Role,
    pub unit: Unit,
    /// Sorted by period; what is undated stands last. Shared: a step of the timeline takes some of them and copies none.
    pub points: Vec<Arc<Point>>,
}

/// One number of a series, or the reason there is none, with the way back to where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub period: Period,
    /// The period that the figure is really of, when it stands in for one without a figure.
    pub stands_in: Option<Period>,
    pub period_stated: Option<String>,
    pub amount: Result<Amount, Missing>,
    pub status: Status,
    pub wave: Wave,
    pub dataset: DatasetId,
    pub source: Code,
    pub locator: Option<Arc<str>>,
    pub note: Option<String>,
    /// How it was computed; `None` when it is as published.
    pub derivation: Option<Arc<Derivation>>,
    /// Of a figure of a poll whose sample size is known.
    pub margin: Option<Margin>,
}

/// A value that an authority has drawn a line at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reference {
    pub value: f64,
    /// Whose it is, and what it was made for.
    pub words: &'static str,
}

/// A statement and what it is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Claimed {
    pub statement: Code,
    /// Who published the document.
    pub publisher: String,
    /// The statement as its document has it: one point.
    pub series: Series,
    /// The series it speaks of, by their places; several when several sources have them.
    pub about: Vec<usize>,
    /// The stated figure in the unit of those series, and how far it reaches as it is read.
    pub value: Option<f64>,
    pub reach: [Option<f64>; 2],
    /// Does its period lie in the years shown?
    pub is_shown: bool,
    pub verdict: Verdict,
    /// "A008 (35%, 2024): differs, the series has 33.4%, 1.6 points less."
    pub words: String,
    /// "A008 differs, 1.6 points less", where there is no room for more.
    pub brief: String,
}

impl Claimed {
    pub fn point(&self) -> Option<&Point> {
        self.series.points.first().map(AsRef::as_ref)
    }
}

/// What a statement is worth against a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// Each figure of its period lies within the statement as it is read.
    Agrees,
    /// Some of them do.
    InPart {
        within: usize,
        of: usize,
    },
    /// None does; the nearest lies so far from the stated figure, in the unit of the statement.
    Differs {
        by: f64,
    },
    /// The figure is known so roughly itself that it may lie within or not.
    Open,
    CannotCompare,
}

impl Verdict {
    /// In a table: `agrees`, `agrees in part`, …
    pub fn name(&self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::InPart { .. } => "agrees in part",
            Self::Differs { .. } => "differs",
            Self::Open => "cannot say",
            Self::CannotCompare => "cannot be compared",
        }
    }
}

impl Findings {
    /// The figure that all others are read against: of a comparison its own, otherwise that of the measure.
    pub fn level(&self) -> Option<f64> {
        if self.compared.is_none() { self.level } else { self.compared.level() }
    }

    /// The lines of authorities; what is set against another figure has none.
    pub fn references(&self) -> &'static [Reference] {
        if self.compared.is_none() { self.references } else { &[] }
    }

    /// The findings with the points of some series only; the others keep their places.
    pub fn without_points_unless(&self, is_kept: impl Fn(&Series) -> bool) -> Self {
        let of = |one: &Series| Series { points: if is_kept(one) { one.points.clone() } else { Vec::new() }, ..one.without_points() };
        Self {
            series: self.series.iter().map(of).collect(),
            unit: self.unit.clone(),
            subject: self.subject.clone(),
            notes: self.notes.clone(),
            sources: self.sources.clone(),
            sides: self.sides.clone(),
            rows: self.rows.clone(),
            unit_before: self.unit_before.clone(),
            claims: self.claims.clone(),
            names: self.names.clone(),
            denominator: self.denominator.clone(),
            ..*self
        }
    }

    /// Is there not one number to show?
    pub fn is_empty(&self) -> bool {
        self.points().all(|(_, point)| point.amount.is_err())
    }

    pub fn points(&self) -> impl Iterator<Item = (&Series, &Point)> {
        self.series.iter().flat_map(|series| series.figures().map(move |point| (series, point)))
    }

    /// A number by its place. Statements stand behind the series, each as a series of its own.
    pub fn number(&self, series: usize, point: usize) -> Option<(&Series, &Point)> {
        let one = self.series.get(series).or_else(|| self.claim(series).map(|claim| &claim.series))?;
        Some((one, one.points.get(point)?))
    }

    /// The statement at a place behind the series.
    pub fn claim(&self, series: usize) -> Option<&Claimed> {
        self.claims.get(series.checked_sub(self.series.len())?)
    }

    /// All series, and the statements behind them.
    pub fn all_series(&self) -> impl Iterator<Item = &Series> {
        self.series.iter().chain(self.claims.iter().map(|claim| &claim.series))
    }

    /// The periods in which at least one series has a point, in order; undated last.
    pub fn periods(&self) -> Vec<Period> {
        let periods: std::collections::BTreeSet<Period> = self.points().map(|(_, point)| point.period).collect();
        periods.into_iter().collect()
    }

    /// The dated periods in which at least one series has a number, in order.
    pub fn dated_periods(&self) -> Vec<Period> {
        let dated = self.points().filter(|(_, point)| point.amount.is_ok() && !point.period.is_undated());
        let periods: std::collections::BTreeSet<Period> = dated.map(|(_, point)| point.period).collect();
        periods.into_iter().collect()
    }

    /// The last dated period in which at least half as many series have a number as in the fullest one, so that there is
    /// something to set side by side.
    pub fn fullest_period(&self) -> Option<Period> {
        let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
        for (_, point) in self.points().filter(|(_, point)| point.amount.is_ok() && !point.period.is_undated()) {
            *counts.entry(point.period).or_default() += 1;
        }
        let most = counts.values().copied().max().unwrap_or(0);
        counts.into_iter().rev().find(|(_, count)| *count * 2 >= most).map(|(period, _)| period)
    }

    pub fn source(&self, dataset: &DatasetId, code: &Code) -> Option<&Source> {
        self.sources.iter().find(|cited| cited.dataset == *dataset && cited.code == *code).map(|cited| &cited.source)
    }

    /// The source of a number, or of a derived one those of what went into it; each once.
    pub fn sources_of(&self, point: &Point) -> Vec<&Source> {
        let inputs = point.derivation.iter().flat_map(|derivation| derivation.inputs.iter());
        let mut used: Vec<(&DatasetId, &Code)> = Vec::new();
        for input in inputs.map(|input| (&input.dataset, &input.source)) {
            if !used.contains(&input) {
                used.push(input);
            }
        }
        if used.is_empty() {
            used.push((&point.dataset, &point.source));
        }
        let mut sources: Vec<&Source> = Vec::new();
        for source in used.into_iter().filter_map(|(dataset, code)| self.source(dataset, code)) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        sources
    }

    /// The unit of the figures before they were set against each other.
    pub fn unit_as_published(&self) -> Unit {
        self.unit_before.clone().unwrap_or_else(|| self.unit())
    }

    /// The first dated period in which at least half of the series have a number.
    pub fn usual_base(&self) -> Option<Period> {
        let counted = |period: &Period| self.series.iter().filter(|series| series.value_at(period).is_some()).count();
        self.dated_periods().into_iter().find(|period| counted(period) * 2 >= self.series.len())
    }

    pub fn unit(&self) -> Unit {
        self.unit.clone().unwrap_or_else(|| Unit::new(""))
    }
}

impl Point {
    /// The period that the figure is of, wherever it stands.
    pub fn is_of(&self) -> Period {
        self.stands_in.unwrap_or(self.period)
    }
}

/// Why two figures one after another are not of one making.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// The source says so.
    Method,
    /// The source sorts what it counts into other classes.
    Classification,
    /// People were asked in another way.
    Mode(Mode),
    /// What the reporter reported and what its partners reported take turns; true where those of the partners begin.
    Mirror(bool),
}

impl Break {
    /// In words at the line where the later one begins.
    pub fn words(self, later: &Period) -> String {
        let from = later.label();
        match self {
            Self::Method => "break in method".to_owned(),
            Self::Classification => format!("another classification from {from}"),
            Self::Mode(mode) => format!("asked {} from {from}", mode.words()),
            Self::Mirror(true) => format!("mirror data from {from}"),
            Self::Mirror(false) => format!("own reports from {from}"),
        }
    }

    /// Is another thing measured from here on, so that no change may be told across it?
    pub fn is_of_method(self) -> bool {
        matches!(self, Self::Method | Self::Classification | Self::Mode(_))
    }
}

impl Point {
    /// Why this figure cannot be joined to the one before it.
    pub fn break_after(&self, before: &Self) -> Option<Break> {
        if self.status.is_break() {
            return Some(if self.status == Status::Break { Break::Method } else { Break::Classification });
        }
        let modes = before.wave.mode.zip(self.wave.mode);
        if let Some((_, mode)) = modes.filter(|(before, now)| before != now) {
            return Some(Break::Mode(mode));
        }
        let is_mirror = [before, self].map(|point| point.status == Status::Mirror);
        (is_mirror[0] != is_mirror[1]).then_some(Break::Mirror(is_mirror[1]))
    }
}

impl Series {
    /// The breaks between its figures, each with the place of the later one; what has no number is passed over.
    pub fn breaks(&self) -> impl Iterator<Item = (usize, Break)> {
        let known = self.figures().enumerate().filter(|(_, point)| point.amount.is_ok() && !point.period.is_undated());
        let mut before: Option<&Point> = None;
        known.filter_map(move |(at, point)| before.replace(point).and_then(|before| point.break_after(before)).map(|found| (at, found)))
    }

    fn without_points(&self) -> Self {
        Self {
            dimension: self.dimension.clone(),
            code: self.code.clone(),
            label: self.label.clone(),
            short_label: self.short_label.clone(),
            codes: self.codes.clone(),
            source: self.source.clone(),
            unit: self.unit.clone(),
            points: Vec::new(),
            ..*self
        }
    }

    /// Its points one after another.
    pub fn figures(&self) -> impl DoubleEndedIterator<Item = &Point> + ExactSizeIterator {
        self.points.iter().map(AsRef::as_ref)
    }

    pub fn at(&self, period: &Period) -> Option<&Point> {
        self.figures().find(|point| point.period == *period)
    }

    /// Are both of the same codes, source and unit, whatever years are shown of them?
    pub fn is_same_line(&self, other: &Self) -> bool {
        (&self.codes, &self.source, &self.unit, self.role) == (&other.codes, &other.source, &other.unit, other.role)
    }

    /// The last dated point that has a number.
    pub fn last(&self) -> Option<&Point> {
        self.figures().rev().find(|point| point.amount.is_ok() && !point.period.is_undated())
    }

    /// The number in a period.
    pub fn value_at(&self, period: &Period) -> Option<f64> {
        self.at(period)?.amount.as_ref().ok().map(|amount| amount.value)
    }
}
