//! What a panel really shows: its own view, with the shared years and countries laid over it when it follows them.

use std::collections::BTreeSet;

use crate::chart::ChartKind;
use crate::chart::wording::Wording;
use crate::dataset::Dataset;
use crate::measure::countries::HowMany;
use crate::query::selection::Pick;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::english;
use crate::view::{self, View};
use crate::workspace::{Panel, Shared};

/// The view of a panel as it is drawn, and what must be said about how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Effective {
    pub view: View,
    /// Plain sentences: which of the chosen countries are not shown, and why.
    pub remarks: Vec<String>,
}

/// The panel's view under the shared choice; `dataset` is the one it looks at, once it is read.
pub fn effective(panel: &Panel, shared: &Shared, dataset: Option<&Dataset>) -> Effective {
    let mut effective = Effective { view: panel.view.clone(), remarks: Vec::new() };
    if panel.follows_shared {
        let selection = &mut effective.view.subject.selection;
        selection.from = shared.from.or(selection.from);
        selection.to = shared.to.or(selection.to);
        if let Some(dataset) = dataset
            && panel.shares_countries()
            && !shared.countries.is_empty()
        {
            lay_countries(&mut effective, &shared.countries, dataset);
        }
    }
    return_borrowed_words(&mut effective.view);
    effective
}

impl Effective {
    /// The view drawn as another kind of chart, since the one it asks for cannot draw what was found.
    pub fn drawn_as(&self, kind: ChartKind) -> View {
        let mut view = View { chart: kind, ..self.view.clone() };
        // A zoom belongs to the axes of one kind of chart.
        view.look.zoom = None;
        return_borrowed_words(&mut view);
        view
    }
}

/// The words of a bundled view are true of its picture: of other years, countries, another kind of chart or a part of it the
/// picture says what it shows itself. Words that a person wrote stay.
fn return_borrowed_words(view: &mut View) {
    // A person's words at single numbers stay, whatever the title says.
    let without = |wording: &Wording| Wording { annotations: Vec::new(), ..wording.clone() };
    let words = without(&view.wording);
    if words == Wording::default() {
        return;
    }
    let lenders = || view::bundled_to_look_at().iter().map(|(_, bundled)| bundled).filter(|bundled| without(&bundled.wording) == words);
    let is_same = |lender: &View| {
        lender.subject == view.subject
            && lender.chart == view.chart
            && lender.look.zoom == view.look.zoom
            && lender.look.facet == view.look.facet
    };
    let is_borrowed = lenders().next().is_some() && !lenders().any(is_same);
    if is_borrowed {
        view.wording = Wording { annotations: std::mem::take(&mut view.wording.annotations), ..Wording::default() };
    }
}

fn lay_countries(effective: &mut Effective, chosen: &[Code], dataset: &Dataset) {
    let choice = match effective.view.subject.country_choice(dataset) {
        Ok(choice) => choice,
        Err(reason) => {
            effective.remarks.push(format!("{reason}, so the choice of countries leaves them as they are."));
            return;
        }
    };
    let known = effective.view.subject.choosable(dataset, &choice.dimension);
    let (here, elsewhere): (Vec<Code>, Vec<Code>) = chosen.iter().cloned().partition(|code| known.contains(code));
    let names = |codes: &[Code]| english::list(&codes.iter().map(|code| dataset.label(&choice.dimension, code)).collect::<Vec<_>>());
    let shown: BTreeSet<Code> = match (choice.how_many, here.as_slice()) {
        // Nothing of what was chosen: the pick stays, and the empty picture says why.
        (_, []) => chosen.iter().cloned().collect(),
        (HowMany::One, [first, others @ ..]) => {
            if !others.is_empty() {
                effective.remarks.push(format!(
                    "Shows {}, one country at a time; also chosen: {}.",
                    dataset.label(&choice.dimension, first),
                    names(others)
                ));
            }
            BTreeSet::from([first.clone()])
        }
        (HowMany::Any, here) => here.iter().cloned().collect(),
    };
    if !here.is_empty() && !elsewhere.is_empty() {
        effective.remarks.push(format!("No figures here for {}.", names(&elsewhere)));
    }
    pick(&mut effective.view, choice.dimension, shown);
}

fn pick(view: &mut View, dimension: Dimension, codes: BTreeSet<Code>) {
    view.subject.selection.picks.insert(dimension, Pick::Only(codes));
}
