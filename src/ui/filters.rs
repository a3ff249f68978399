//! Which years, countries and other codes are looked at: what narrows a panel, or all of them at once.

use std::collections::BTreeSet;

use eframe::egui::{Button, ComboBox, Slider, Ui};

use crate::dataset::Dataset;
use crate::measure::Subject;
use crate::measure::countries::{CountryChoice, HowMany};
use crate::query::selection::Pick;
use crate::terms::dimension::{Code, Dimension};
use crate::terms::period::Period;
use crate::ui::action::{Action, Step, Wishes};
use crate::ui::command::Command;
use crate::ui::controls::codes::{Choice, RowEnd, choose_ui, entries};
use crate::ui::play::Years;
use crate::ui::preferences::Preferences;
use crate::ui::said::say;
use crate::ui::screen::{Focus, Screen};
use crate::ui::session::Session;
use crate::ui::theme::quiet;
use crate::ui::timeline;
use crate::ui::widgets::{range_ui, section_ui, word_ui};
use crate::view::View;
use crate::workspace::edit::{Edit, years_edits};
use crate::workspace::{Panel, Shared, Workspace};

/// What the filters are about: the panel in front, and its view as it is drawn.
struct Front<'a> {
    workspace: &'a Workspace,
    place: usize,
    panel: &'a Panel,
    view: &'a View,
    dataset: &'a Dataset,
}

pub fn filters_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    session: &mut Session,
    screen: &mut Screen,
    preferences: &Preferences,
    wishes: &mut Wishes,
) {
    let place = screen.panel;
    let Some(panel) = workspace.panels.get(place) else { return };
    let figures = session.of(place);
    let Some(dataset) = figures.dataset().cloned() else { return };
    let is_timeline_open = screen.is_timeline_open(preferences);
    let front = Front { workspace, place, panel, view: figures.view(panel), dataset: &dataset };
    if let Some(years) = figures.shown().and_then(|shown| shown.times.years) {
        years_ui(ui, &front, years, is_timeline_open, wishes);
    }
    let choice = front.view.subject.country_choice(&dataset).ok();
    if let Some(choice) = &choice {
        countries_ui(ui, &front, choice, screen, wishes);
    }
    shared_ui(ui, &front, wishes);
    for dimension in others(&dataset, &front.view.subject, choice.as_ref()) {
        dimension_ui(ui, &front, &dimension, screen, wishes);
    }
}

fn years_ui(ui: &mut Ui, front: &Front, [first, last]: [i32; 2], is_timeline_open: bool, wishes: &mut Wishes) {
    let selection = &front.view.subject.selection;
    let is_narrowed = selection.from.is_some() || selection.to.is_some();
    let set = |from: Option<i32>, to: Option<i32>, wishes: &mut Wishes| {
        for edit in years_edits(front.workspace, front.place, front.panel, from.map(Period::year), to.map(Period::year)) {
            wishes.push(Action::Edit(edit, Step::Part("years")));
        }
    };
    let beside = |ui: &mut Ui, wishes: &mut Wishes| {
        if is_narrowed && word_ui(ui, "All years").clicked() {
            set(None, None, wishes);
        }
        if !is_timeline_open && first < last {
            timeline::unfold_ui(ui, wishes);
        }
    };
    // Both closures wish; only one of them runs at a time.
    let mut beside_wishes = Wishes::default();
    section_ui(
        ui,
        "Years",
        true,
        |ui| beside(ui, &mut beside_wishes),
        |ui| {
            if first == last {
                ui.label(quiet(say(ui, &format!("All figures here are of {first}."))));
                return;
            }
            let Years { from, to, .. } = Years::of(selection, [first, last]);
            let single = selection.single_year();
            ui.spacing_mut().slider_width = ui.available_width() - 12.0;
            match single {
                // The handles stand in one place alone.
                None if is_timeline_open => timeline::told_ui(ui, from, to),
                Some(year) => {
                    one_year_ui(ui, year.clamp(first, last), [first, last], is_timeline_open, |year| set(Some(year), Some(year), wishes));
                }
                None => range_ui(ui, [from, to], [first, last], |from, to| set(Some(from), Some(to), wishes)),
            }
            let mut is_single = single.is_some();
            if ui.checkbox(&mut is_single, say(ui, "Single year")).changed() {
                wishes.push(Action::Do(Command::SingleYear));
            }
            if single.is_some() {
                tolerance_ui(ui, front, wishes);
            }
        },
    );
    for action in beside_wishes.take() {
        wishes.push(action);
    }
}

fn one_year_ui(ui: &mut Ui, year: i32, [first, last]: [i32; 2], is_timeline_open: bool, mut set: impl FnMut(i32)) {
    let mut wanted = year;
    if !is_timeline_open {
        ui.add(Slider::new(&mut wanted, first..=last).show_value(false)).accessible_name(say(ui, "Year"));
    }
    ui.horizontal(|ui| {
        if ui.add_enabled(year > first, Button::new(say(ui, "Earlier")).small()).clicked() {
            wanted = year - 1;
        }
        ui.label(crate::ui::theme::strong(year.to_string()));
        if ui.add_enabled(year < last, Button::new(say(ui, "Later")).small()).clicked() {
            wanted = year + 1;
        }
    });
    if wanted != year {
        set(wanted);
    }
}

/// How far a year may be away that stands in for one without a figure.
const TOLERANCES: [u8; 6] = [0, 1, 2, 3, 4, 5];

/// Shown where one year is: whether the nearest year with a figure stands in for it.
fn tolerance_ui(ui: &mut Ui, front: &Front, wishes: &mut Wishes) {
    let tolerance = front.view.subject.selection.tolerance.unwrap_or(0);
    let name = |years: u8| match years {
        0 => "nothing".to_owned(),
        1 => "the nearest within 1 year".to_owned(),
        years => format!("the nearest within {years} years"),
    };
    ui.label(quiet(say(ui, "Where a figure is missing, show")));
    let combo = ComboBox::from_id_salt("tolerance").selected_text(say(ui, &name(tolerance))).width(170.0).show_ui(ui, |ui| {
        for years in TOLERANCES {
            if ui.add(Button::selectable(years == tolerance, say(ui, &name(years))).right_text("")).clicked() {
                let mut view = front.panel.view.clone();
                view.subject.selection.tolerance = Some(years).filter(|years| *years > 0);
                wishes.view(front.place, front.panel, view, Step::Whole);
            }
        }
    });
    combo
        .response
        .accessible_name(say(ui, "Where a figure is missing"))
        .on_hover_text(say(ui, "The year that stands in is named beside each such figure."));
}

fn countries_ui(ui: &mut Ui, front: &Front, choice: &CountryChoice, screen: &mut Screen, wishes: &mut Wishes) {
    let dimension = &choice.dimension;
    let shared = &front.workspace.shared;
    let is_shared = front.panel.shares_countries() && !shared.countries.is_empty();
    let shown: Vec<Code> = match front.view.subject.selection.pick(dimension) {
        _ if is_shared => shared.countries.clone(),
        Pick::Only(codes) => codes.iter().cloned().collect(),
        Pick::All | Pick::Top { .. } => Vec::new(),
    };
    let known = front.view.subject.choosable(front.dataset, dimension);
    let mut entries = entries(front.dataset, dimension, &known, &shown, RowEnd::Code);
    // Behind those that are known stand those chosen for another panel.
    for entry in entries.iter_mut().skip(known.len()) {
        entry.objection = Some(format!("No figures for it in \"{}\".", front.dataset.title));
    }
    let is_wanted = std::mem::take(&mut screen.focus).filter(|focus| *focus == Focus::Countries).is_some();
    let search = screen.searches.entry(dimension.clone()).or_default();
    let how_many = choice.how_many;
    let choice = Choice {
        name: "Countries",
        hint: "Country, code, страна, 国家",
        is_single: how_many == HowMany::One,
        rows_seen: 9.5,
        is_open_at_first: true,
    };
    if let Some(chosen) = choose_ui(ui, &choice, &entries, &shown, search, is_wanted) {
        wish_countries(front, dimension, chosen, how_many, wishes);
    }
}

/// Sets the countries of all panels that follow, or of this one alone.
fn wish_countries(front: &Front, dimension: &Dimension, mut chosen: Vec<Code>, how_many: HowMany, wishes: &mut Wishes) {
    let is_everything = chosen.is_empty();
    if !front.panel.shares_countries() && how_many == HowMany::One {
        chosen.truncate(1);
    }
    if front.panel.shares_countries() {
        wishes.share(Shared { countries: chosen.clone(), ..front.workspace.shared.clone() }, Step::Part("countries"));
    }
    // Choosing none lets go of the panel's own choice as well, or it would come back from below.
    if !front.panel.shares_countries() || is_everything {
        pick(front, dimension, chosen, Step::Part("countries"), wishes);
    }
}

fn pick(front: &Front, dimension: &Dimension, chosen: Vec<Code>, step: Step, wishes: &mut Wishes) {
    let mut view = front.panel.view.clone();
    let picks = &mut view.subject.selection.picks;
    let chosen: BTreeSet<Code> = chosen.into_iter().collect();
    if chosen.is_empty() {
        picks.remove(dimension);
    } else {
        picks.insert(dimension.clone(), Pick::Only(chosen));
    }
    wishes.view(front.place, front.panel, view, step);
}

fn shared_ui(ui: &mut Ui, front: &Front, wishes: &mut Wishes) {
    ui.add_space(4.0);
    let mut follows = front.panel.follows_shared;
    let switch = ui.checkbox(&mut follows, say(ui, "Years and countries shared by all panels"));
    let switch = switch.on_hover_text(say(ui, "Switched off, this panel keeps its own years and countries."));
    if switch.changed() {
        // What is on show stays on show: a panel that lets go takes the shared choice along.
        let view = if follows {
            front.panel.view.clone()
        } else {
            View { look: front.panel.view.look.clone(), chart: front.panel.view.chart, ..front.view.clone() }
        };
        let to = Box::new(Panel { follows_shared: follows, keeps_countries: false, view, ..front.panel.clone() });
        wishes.edit(Edit::SetPanel { panel: front.place, to });
    }
    if front.panel.follows_shared && front.panel.keeps_countries {
        ui.horizontal_wrapped(|ui| {
            ui.label(quiet(say(ui, "This panel keeps its own countries, to be compared.")));
            if word_ui(ui, "Share them").clicked() {
                let to = Box::new(Panel { keeps_countries: false, ..front.panel.clone() });
                wishes.edit(Edit::SetPanel { panel: front.place, to });
            }
        });
    }
    ui.add_space(4.0);
    crate::ui::widgets::hairline_ui(ui);
}

/// The dimensions that have more than one code and can be picked from, the countries chosen above left out.
fn others(dataset: &Dataset, subject: &Subject, choice: Option<&CountryChoice>) -> Vec<Dimension> {
    let mut dimensions = dataset.dimensions();
    dimensions.push(Dimension::Source);
    dimensions.retain(|dimension| choice.is_none_or(|choice| choice.dimension != *dimension));
    let known = |dimension: &Dimension| match dimension {
        Dimension::Reporter | Dimension::Partner => subject.choosable(dataset, dimension).len(),
        _ => dataset.codes(dimension).len(),
    };
    dimensions.retain(|dimension| !subject.measure.takes_all(dimension) && known(dimension) > 1);
    dimensions
}

fn dimension_ui(ui: &mut Ui, front: &Front, dimension: &Dimension, screen: &mut Screen, wishes: &mut Wishes) {
    let shown: Vec<Code> = match front.view.subject.selection.pick(dimension) {
        Pick::Only(codes) => codes.iter().cloned().collect(),
        Pick::All | Pick::Top { .. } => Vec::new(),
    };
    let known = codes_of(front, dimension);
    let end = if *dimension == Dimension::Commodity { RowEnd::Code } else { RowEnd::Nothing };
    let entries = entries(front.dataset, dimension, &known, &shown, end);
    let search = screen.searches.entry(dimension.clone()).or_default();
    let is_single = front.view.subject.takes_one(dimension);
    let choice = Choice { name: &dimension.plural(), hint: "Search", is_single, rows_seen: 8.5, is_open_at_first: false };
    if let Some(mut chosen) = choose_ui(ui, &choice, &entries, &shown, search, false) {
        if is_single {
            chosen.truncate(1);
        }
        pick(front, dimension, chosen, Step::Part("codes"), wishes);
    }
}

/// The codes that can be picked: those that occur, and of flows the turnover that is computed from both.
fn codes_of(front: &Front, dimension: &Dimension) -> Vec<Code> {
    use crate::terms::trade::Flow;
    if matches!(dimension, Dimension::Reporter | Dimension::Partner) {
        return front.view.subject.choosable(front.dataset, dimension);
    }
    let mut codes = front.dataset.codes(dimension);
    let has = |flow: Flow| codes.iter().any(|code| code.as_str() == flow.code());
    if *dimension == Dimension::Flow && has(Flow::Export) && has(Flow::Import) && !has(Flow::Turnover) {
        codes.push(Code::new(Flow::Turnover.code()));
    }
    codes
}
