//! Why a view shows nothing, and what can be widened so that it shows something again.

use crate::dataset::Dataset;
use crate::measure::findings::Findings;
use crate::query::Answer;
use crate::query::selection::{Pick, Selection};
use crate::terms::dimension::Dimension;
use crate::terms::english;
use crate::terms::note::Note;
use crate::terms::period::Period;
use crate::view::View;
use crate::workspace::Workspace;
use crate::workspace::edit::Edit;

/// A view without a single number.
#[derive(Clone, Debug, PartialEq)]
pub struct Emptiness {
    /// "No figures in 2022–2024; the figures run from 2000 to 2020".
    pub why: String,
    /// What can be let go, most helpful first.
    pub widen: Vec<Widen>,
}

/// A part of the selection that can be let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Widen {
    Years,
    Dimension(Dimension),
}

/// Asked when the findings of `view` hold no number: `answers` are all periods of what it picks.
pub fn emptiness(view: &View, dataset: &Dataset, answers: &[Answer], findings: &Findings) -> Emptiness {
    let selection = &view.subject.selection;
    let periods: Vec<Period> = answers.first().iter().flat_map(|answer| &answer.observations).map(|one| one.period).collect();
    if periods.is_empty() {
        return no_such_codes(selection, dataset);
    }
    if !periods.iter().any(|period| selection.shows(period)) {
        let [first, last] = [periods.iter().filter_map(Period::first_year).min(), periods.iter().filter_map(Period::last_year).max()];
        let has = match (first, last) {
            (Some(first), Some(last)) if first == last => format!("; the figures are of {first}"),
            (Some(first), Some(last)) => format!("; the figures run from {first} to {last}"),
            _ => String::new(),
        };
        return Emptiness { why: format!("No figures in {}{has}", years(selection)), widen: vec![Widen::Years] };
    }
    // The study knows best why figures that are there gave no number; what the dataset says of its figures is no reason.
    let is_reason = |note: &&Note| dataset.caveats.iter().all(|caveat| caveat.text != note.text);
    let noted = findings.notes.iter().find(is_reason).map(|note| note.text.trim_end_matches('.').to_owned());
    Emptiness { why: noted.unwrap_or_else(|| "The source gives no number for what is picked here".to_owned()), widen: picked(selection) }
}

fn no_such_codes(selection: &Selection, dataset: &Dataset) -> Emptiness {
    for (dimension, pick) in &selection.picks {
        let Pick::Only(codes) = pick else { continue };
        let known = dataset.codes(dimension);
        if codes.iter().any(|code| known.contains(code)) {
            continue;
        }
        let names: Vec<String> = codes.iter().map(|code| dataset.label(dimension, code)).collect();
        let why = match names.as_slice() {
            [] => format!("No {dimension} is ticked"),
            names => format!("\"{}\" has no figures for {}", dataset.title, english::list(names)),
        };
        return Emptiness { why, widen: vec![Widen::Dimension(dimension.clone())] };
    }
    Emptiness { why: format!("\"{}\" has no figures for this combination", dataset.title), widen: picked(selection) }
}

fn picked(selection: &Selection) -> Vec<Widen> {
    let is_narrow = |(dimension, pick): (&Dimension, &Pick)| matches!(pick, Pick::Only(_)).then(|| Widen::Dimension(dimension.clone()));
    selection.picks.iter().filter_map(is_narrow).collect()
}

/// "2010–2020", "the years before 2020".
fn years(selection: &Selection) -> String {
    let [from, to] = [selection.from.and_then(|from| from.first_year()), selection.to.and_then(|to| to.last_year())];
    match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("the years from {from}"),
        (None, Some(to)) => format!("the years to {to}"),
        (None, None) => "these years".to_owned(),
    }
}

impl Widen {
    /// What its button says.
    pub fn label(&self) -> String {
        match self {
            Self::Years => "Show all years".to_owned(),
            Self::Dimension(dimension) if dimension.is_of_countries() => "Show all countries".to_owned(),
            Self::Dimension(dimension) => format!("Show every {dimension}"),
        }
    }

    /// The changes that let it go, in this panel and in what it shares.
    pub fn edits(&self, workspace: &Workspace, panel: usize) -> Vec<Edit> {
        let Some(mut own) = workspace.panels.get(panel).cloned() else { return Vec::new() };
        let mut shared = workspace.shared.clone();
        let selection = &mut own.view.subject.selection;
        match self {
            Self::Years => {
                (selection.from, selection.to) = (None, None);
                (shared.from, shared.to) = (None, None);
            }
            Self::Dimension(dimension) => {
                selection.picks.remove(dimension);
                if dimension.is_of_countries() && own.shares_countries() {
                    shared.countries.clear();
                }
            }
        }
        let mut edits = vec![Edit::SetPanel { panel, to: Box::new(own.clone()) }];
        if own.follows_shared {
            edits.push(Edit::Share(shared));
        }
        edits
    }
}
