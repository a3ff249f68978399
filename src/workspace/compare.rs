//! The same view with one thing changed, to be set beside it: another country, flow or code, other years, other figures.

use std::collections::BTreeSet;

use crate::dataset::Dataset;
use crate::measure::Subject;
use crate::measure::countries::countries_of;
use crate::query::selection::Pick;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::terms::trade::Flow;
use crate::view::View;
use crate::workspace::Panel;

/// The one thing that is different in the neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    Code(Dimension, Code),
    /// One year alone, or with `None` all of them.
    Year(Option<i32>),
}

/// The dimensions of which another code can be looked at, with those codes: only what the dataset has, and not what is
/// shown alone already. The countries come first.
pub fn codes_to_compare(subject: &Subject, dataset: &Dataset) -> Vec<(Dimension, Vec<Code>)> {
    let countries = subject.country_choice(dataset).ok().map(|choice| choice.dimension);
    let mut dimensions = dataset.dimensions();
    dimensions.push(Dimension::Source);
    dimensions.retain(|dimension| !subject.measure.takes_all(dimension));
    dimensions.sort_by_key(|dimension| Some(dimension) != countries.as_ref());
    let others = |dimension: Dimension| {
        let mut codes = codes_of(dataset, &dimension);
        codes.retain(|code| subject.selection.single(&dimension) != Some(code));
        (dimension, codes)
    };
    let is_choice = |(dimension, codes): &(Dimension, Vec<Code>)| codes_of(dataset, dimension).len() > 1 && !codes.is_empty();
    dimensions.into_iter().map(others).filter(is_choice).collect()
}

/// The codes of a dimension that can be picked: those that occur, and of flows the turnover that is computed from both.
pub fn codes_of(dataset: &Dataset, dimension: &Dimension) -> Vec<Code> {
    if dimension.is_of_countries() {
        return countries_of(dataset, dimension);
    }
    let mut codes = dataset.codes(dimension);
    let has = |flow: Flow| codes.iter().any(|code| code.as_str() == flow.code());
    if *dimension == Dimension::Flow && has(Flow::Export) && has(Flow::Import) && !has(Flow::Turnover) {
        codes.push(Code::new(Flow::Turnover.code()));
    }
    codes
}

/// The panel with one thing changed. `shown` is its view as it is drawn: what the neighbour shows is what is seen here,
/// and stays so when the shared choice of the thing that differs changes.
pub fn neighbour(panel: &Panel, shown: &View, change: &Change) -> Panel {
    let mut view = View { look: panel.view.look.clone(), chart: panel.view.chart, ..shown.clone() };
    // A zoom and names set apart belong to the picture they were chosen in.
    (view.look.zoom, view.look.isolated) = (None, Vec::new());
    // Words that a person wrote speak of the first picture.
    view.wording = crate::chart::wording::Wording::default();
    let mut next = Panel { name: None, view, ..panel.clone() };
    let selection = &mut next.view.subject.selection;
    match change {
        Change::Code(dimension, code) => {
            selection.picks.insert(dimension.clone(), Pick::Only(BTreeSet::from([code.clone()])));
            next.keeps_countries |= dimension.is_of_countries();
        }
        Change::Year(year) => {
            (selection.from, selection.to) = (year.map(Period::year), year.map(Period::year));
            next.follows_shared = false;
        }
    }
    next
}

/// The panel looking at other figures: their own view of this reading, or this one with every pick they know.
pub fn with_dataset(panel: &Panel, shown: &View, starting: View, dataset: &Dataset) -> Panel {
    let mut view = View { chart: panel.view.chart, look: panel.view.look.clone(), ..starting };
    (view.look.zoom, view.look.isolated) = (None, Vec::new());
    let selection = &mut view.subject.selection;
    (selection.from, selection.to) = (shown.subject.selection.from, shown.subject.selection.to);
    for (dimension, pick) in &shown.subject.selection.picks {
        let is_known = match pick {
            Pick::Only(codes) => codes.iter().all(|code| codes_of(dataset, dimension).contains(code)),
            Pick::All | Pick::Top { .. } => false,
        };
        if is_known && *dimension != Dimension::Indicator && *dimension != Dimension::Source {
            selection.picks.insert(dimension.clone(), pick.clone());
        }
    }
    view.wording = crate::chart::wording::Wording::default();
    Panel { name: None, view, ..panel.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::library::Library;
    use crate::view;

    fn panel(id: &str) -> (Panel, std::sync::Arc<Dataset>) {
        let (_, view) = view::bundled().into_iter().find(|(known, _)| *known == id).expect("a view");
        let dataset = Library::bundled().get(&view.subject.dataset).expect("a dataset");
        (Panel::of(view), dataset)
    }

    #[test]
    fn another_partner_is_offered_and_the_one_shown_is_not() {
        let (panel, dataset) = panel("composition-exports-china");
        let choices = codes_to_compare(&panel.view.subject, &dataset);
        let (dimension, codes) = &choices[0];
        assert_eq!(*dimension, Dimension::Partner);
        assert!(!codes.contains(&Code::new("CHN")) && codes.iter().all(|code| dataset.codes(dimension).contains(code)), "{codes:?}");
        let other = neighbour(&panel, &panel.view, &Change::Code(Dimension::Partner, codes[0].clone()));
        assert_eq!(other.view.subject.selection.single(&Dimension::Partner), Some(&codes[0]));
        assert!(!other.shares_countries() && other.follows_shared, "its years go with the others");
        assert_eq!(other.view.subject.measure, panel.view.subject.measure);
    }

    #[test]
    fn a_year_of_its_own_stays_its_own() {
        let (panel, _) = panel("market-share-turnover");
        let other = neighbour(&panel, &panel.view, &Change::Year(Some(2010)));
        assert_eq!((other.view.subject.selection.single_year(), other.follows_shared), (Some(2010), false));
        assert!(other.view.wording.title.is_none(), "the title was true of other years");
    }
}
