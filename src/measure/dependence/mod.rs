//! x_ab / X_a beside x_ab / X_b: one flow ÷ the total of each side, and turnover ÷ the GDP of each; or one flow as both sides report it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::dataset::{Dataset, DatasetId};
use crate::measure::dependence::sides::{Base, Pair, Told};
use crate::measure::dependence::trade::Trade;
use crate::measure::findings::{Findings, Series, Sides};
use crate::measure::gather;
use crate::measure::prepared::Prepared;
use crate::measure::{Datasets, Study, Subject, picked};
use crate::problem::Problem;
use crate::query::selection::{Pick, Selection};
use crate::query::{Answer, Query};
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::trade::Flow;

mod both_reporters;
mod pair;
pub mod ratio;
mod sides;
mod trade;

/// How much each of two sides depends on the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dependence {
    pub shown_as: Shown,
    pub relative_to: RelativeTo,
    /// The dataset of GDP; without one there is no trade/GDP.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gdp: Option<DatasetId>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// One pair: the reporter picked and the partner picked.
    #[default]
    TwoSides,
    /// Every pair in the figures; of reporters and partners picked, the pairs that have one of each.
    AllPairs,
    /// The same flow as the one and as the other side reports it.
    BothReporters,
}

/// What a flow is divided by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelativeTo {
    /// Each flow by the total of that flow, and the turnover by GDP too where it is known.
    #[default]
    TotalsAndGdp,
    /// Barbieri's trade share.
    Totals,
    /// Oneal and Russett's trade/GDP.
    Gdp,
}

/// The partner that stands for all of them together.
const WORLD: &str = "WLD";

impl Study for Dependence {
    fn objection(&self, dataset: &Dataset) -> Option<String> {
        let has = dataset.dimensions();
        let lacking = [Dimension::Reporter, Dimension::Partner, Dimension::Flow].into_iter().find(|dimension| !has.contains(dimension));
        lacking.map(|dimension| format!("its figures do not tell a {dimension}, and two sides of trade need reporter, partner and flow"))
    }

    fn queries(&self, subject: &Subject, datasets: &Datasets) -> Vec<Query> {
        let mut flows = picked(subject, &datasets.main);
        // Each flow of one side is one of the other, so both halves and both sides are asked for.
        flows.wanted.remove(&Dimension::Flow);
        let mut totals = Query::of(&datasets.whole.id);
        let mut gdp = datasets.further.as_ref().map(|further| Query::of(&further.id));
        let sides = subject.pair().filter(|_| self.shown_as == Shown::TwoSides);
        match sides {
            Some([a, b]) => {
                let (with_world, both) = ([a.clone(), b.clone(), Code::new(WORLD)], [a.clone(), b.clone()]);
                flows = flows.wanting(Dimension::Reporter, both.clone()).wanting(Dimension::Partner, with_world);
                totals = totals.wanting(Dimension::Reporter, both.clone());
                gdp = gdp.map(|gdp| gdp.wanting(Dimension::Reporter, both));
            }
            None => {
                flows.wanted.remove(&Dimension::Reporter);
                flows.wanted.remove(&Dimension::Partner);
            }
        }
        [flows, totals].into_iter().chain(gdp).collect()
    }

    fn read(&self, subject: &Subject, datasets: &Datasets, answers: &[Answer], _: &Prepared) -> Result<Findings, Problem> {
        let trade = Trade::new(datasets, answers, &subject.selection);
        if self.shown_as == Shown::BothReporters {
            return Ok(both_reporters::read(subject, datasets, &trade));
        }
        let pairs = self.pairs(subject, datasets, &trade)?;
        let bases = self.bases(&subject.selection);
        let mut gathered = pair::Gathered::default();
        for pair in &pairs {
            for source in trade.sources() {
                pair.gather(&trade, &bases, source, &subject.selection, &mut gathered);
            }
        }
        let mut findings = self.findings(subject, datasets, &trade, gathered);
        self.describe(&mut findings, subject, datasets);
        Ok(findings)
    }
}

impl Dependence {
    /// The third dataset it needs beside the figures and the totals.
    pub fn further(&self) -> Option<&DatasetId> {
        self.gdp.as_ref().filter(|_| self.relative_to != RelativeTo::Totals && self.shown_as != Shown::BothReporters)
    }

    /// The one pair, or every pair that has one of the reporters and one of the partners picked.
    fn pairs(&self, subject: &Subject, datasets: &Datasets, trade: &Trade) -> Result<Vec<Pair>, Problem> {
        if self.shown_as == Shown::TwoSides {
            let Some([a, b]) = subject.pair() else {
                let problem = Problem::new(format!("Could not set two sides of “{}” against each other", datasets.main.title));
                return Err(problem
                    .because("it takes exactly one reporter and one other partner")
                    .hint("Pick one of each, or look at all pairs."));
            };
            return Ok(vec![Pair { a: a.clone(), b: b.clone(), told: Told::Flow }]);
        }
        Ok(trade.pairs(&subject.selection))
    }

    /// What each pair is told by: a flow seen from the first side, and what it is divided by.
    fn bases(&self, selection: &Selection) -> Vec<(Flow, Base)> {
        let all = [Flow::Export, Flow::Import, Flow::Turnover];
        let pick = selection.pick(&Dimension::Flow);
        let is_whole = matches!(pick, Pick::All | Pick::Top { .. });
        let flows: Vec<Flow> = match self.shown_as {
            // Of many pairs only one number each can be told apart.
            Shown::AllPairs if is_whole => vec![Flow::Turnover],
            Shown::AllPairs | Shown::TwoSides | Shown::BothReporters => {
                all.into_iter().filter(|flow| pick.allows(&Code::new(flow.code()))).collect()
            }
        };
        let of = |base: Base| flows.iter().map(move |flow| (*flow, base));
        match self.relative_to {
            RelativeTo::Totals => of(Base::Total).collect(),
            RelativeTo::Gdp => of(Base::Gdp).collect(),
            RelativeTo::TotalsAndGdp if self.shown_as == Shown::AllPairs => of(Base::Total).collect(),
            RelativeTo::TotalsAndGdp => of(Base::Total).chain(of(Base::Gdp).filter(|(flow, _)| *flow == Flow::Turnover)).collect(),
        }
    }

    fn findings(&self, subject: &Subject, datasets: &Datasets, trade: &Trade, gathered: pair::Gathered) -> Findings {
        let pair::Gathered { series, facing, lacking, is_any_mirrored } = gathered;
        let (dataset, mut notes) = (&datasets.main, Vec::new());
        if facing.iter().any(|facing| facing.is_complete(&series)) {
            Note::new(
                "Both sides are measured by the same flow, so the ratio of the two shares is only the ratio of the two totals: size alone.",
            )
            .add_to(&mut notes);
        }
        for (base, codes) in lacking {
            let whom: Vec<String> = codes.iter().map(|code| english::with_article(&dataset.label(&Dimension::Reporter, code))).collect();
            let whom = if whom.len() > 5 { format!("{} of the countries", whom.len()) } else { english::list(&whom) };
            let (what, whence) = match base {
                Base::Total => ("total trade", Some(&datasets.whole)),
                Base::Gdp => ("GDP", datasets.further.as_ref()),
            };
            let whence = whence.map_or_else(|| "these figures".to_owned(), |dataset| format!("“{}”", dataset.title));
            Note::new(format!("No {what} of {whom} in {whence}, so there is no share of it.")).add_to(&mut notes);
        }
        if is_any_mirrored {
            Note::new(match self.shown_as {
                Shown::AllPairs => "Where each of a pair reports only its exports, turnover is the sum of both; a flow that only one of them reports stands for both.",
                Shown::TwoSides | Shown::BothReporters => "Flows that the first side does not report here are those that the second side reports.",
            })
            .add_to(&mut notes);
        }
        for note in trade.notes(&series) {
            note.add_to(&mut notes);
        }
        if trade.is_of_single_goods() {
            Note::new("These figures are of single commodities, and a share in all trade needs figures of all goods.").add_to(&mut notes);
        }
        let mut findings = gather::findings(&trade.datasets(), series, notes, &Dimension::Reporter);
        findings.derived = Some("dependence");
        let heads = self.heads(subject, dataset);
        findings.sides = (!facing.is_empty()).then_some(Sides { heads, facing });
        findings
    }

    /// Whose share the left and the right numbers are.
    fn heads(&self, subject: &Subject, dataset: &Dataset) -> [String; 2] {
        let name = |code: &Code| dataset.label(&Dimension::Reporter, code);
        let said = |of: &Code, on: &Code| {
            english::capitalised(&format!("{} dependence on {}", english::possessive(&name(of)), english::with_article(&name(on))))
        };
        if self.shown_as == Shown::TwoSides
            && let Some([a, b]) = subject.pair()
        {
            return [said(a, b), said(b, a)];
        }
        match subject.selection.single(&Dimension::Reporter) {
            Some(one) => [
                english::capitalised(&format!("{} dependence on the partner", english::possessive(&name(one)))),
                format!("The partner’s dependence on {}", english::with_article(&name(one))),
            ],
            None => ["The first’s dependence on the second".to_owned(), "The second’s dependence on the first".to_owned()],
        }
    }

    fn describe(&self, findings: &mut Findings, subject: &Subject, datasets: &Datasets) {
        let name = |code: &Code| english::with_article(&datasets.main.label(&Dimension::Reporter, code));
        findings.subject.what = match (self.shown_as, subject.pair(), subject.selection.single(&Dimension::Reporter)) {
            (Shown::TwoSides, Some([a, b]), _) => format!("Mutual dependence of {} and {} in goods trade", name(a), name(b)),
            (_, _, Some(one)) => format!("Mutual dependence of {} and its partners in goods trade", name(one)),
            _ => "Mutual dependence in goods trade, pair by pair".to_owned(),
        };
        let flows: BTreeSet<&str> = findings.series.iter().filter_map(|one| one.codes.get(&Dimension::Flow)).map(Code::as_str).collect();
        let flow = if flows.len() == 1 && flows.contains(Flow::Turnover.code()) { "turnover" } else { "flow" };
        let has = |base: Base| findings.series.iter().any(|one| base.is_of(one));
        let of_total = format!("{flow} ÷ total {flow} (Barbieri’s trade share)");
        let of_gdp = format!("{} ÷ GDP (Oneal and Russett)", if has(Base::Total) { "turnover" } else { flow });
        findings.subject.how = match (has(Base::Total), has(Base::Gdp)) {
            (true, true) => format!("{of_total}; {of_gdp}"),
            (false, true) => of_gdp,
            (true | false, false) => of_total,
        };
    }
}

impl Subject {
    /// The two sides looked at: one reporter and one other partner.
    pub fn pair(&self) -> Option<[&Code; 2]> {
        let sides = [Dimension::Reporter, Dimension::Partner].map(|side| self.selection.single(&side));
        let [Some(a), Some(b)] = sides else { return None };
        (a != b).then_some([a, b])
    }
}

/// The labels of what sets series of one side apart from each other.
fn name_apart(series: &mut [Series]) {
    let mut names: BTreeMap<(Code, String), BTreeSet<String>> = BTreeMap::new();
    for one in series.iter() {
        names.entry((one.code.clone(), one.short_label.clone())).or_default().insert(one.label.clone());
    }
    for one in series {
        let is_alone = names.get(&(one.code.clone(), one.short_label.clone())).is_none_or(|labels| labels.len() < 2);
        if !is_alone {
            one.short_label.clone_from(&one.label);
        }
    }
}
