//! The panels as tabs, and the one in front: its controls, its picture or what stands in its place.

use std::time::Instant;

use eframe::egui::scroll_area::ScrollBarVisibility;
use eframe::egui::{Align, Button, CentralPanel, Frame, Label, Layout, Margin, Panel as Edge, RichText, ScrollArea, Ui, vec2};

use crate::measure::Measure;
use crate::problem::Problem;
use crate::ui::action::{Action, Front, Step, Wishes};
use crate::ui::canvas::{self, Shown};
use crate::ui::command::Command;
use crate::ui::controls::{claims, comparison, look, measure, order};
use crate::ui::preferences::Preferences;
use crate::ui::screen::Screen;
use crate::ui::session::{Session, Titles};
use crate::ui::theme::{self, palette, quiet, strong};
use crate::ui::widgets::{TAB_HEIGHT, hairline_ui, problem_ui, sentence, tab_ui, word_ui};
use crate::ui::{table, timeline};
use crate::view;
use crate::workspace::edit::{Edit, view_edits};
use crate::workspace::file::Lost;
use crate::workspace::{Panel, Workspace};

pub fn board_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    session: &mut Session,
    screen: &mut Screen,
    preferences: &Preferences,
    wishes: &mut Wishes,
) {
    let colors = palette(ui.visuals());
    let tabs = theme::ground(colors.paper, Margin { left: 14, right: 14, top: 2, bottom: 0 });
    Edge::top("tabs").frame(tabs).show(ui, |ui| tabs_ui(ui, workspace, screen, preferences, wishes));
    timeline::timeline_ui(ui, workspace, session, screen, preferences, wishes);
    let ground = theme::ground(colors.paper, Margin { left: 0, right: 0, top: 8, bottom: 4 });
    CentralPanel::default().frame(ground).show(ui, |ui| {
        let Some(panel) = workspace.panels.get(screen.panel) else { return };
        let welcome_ui = |ui: &mut Ui, wishes: &mut Wishes| {
            if !is_low(ui) && !preferences.is_welcomed {
                welcome_ui(ui, wishes);
            }
        };
        let inset = Frame::new().inner_margin(Margin::symmetric(INSET, 0));
        if screen.is_table {
            inset.show(ui, |ui| {
                welcome_ui(ui, wishes);
                behind_ui(ui, panel, session, screen, wishes);
            });
            return;
        }
        let whole = ui.available_rect_before_wrap();
        ScrollArea::vertical().id_salt(("board", screen.panel)).auto_shrink(false).show(ui, |ui| {
            let top = ui.cursor().top();
            let is_pictured = inset.show(ui, |ui| {
                welcome_ui(ui, wishes);
                above_ui(ui, workspace, panel, session, screen, wishes)
            });
            if is_pictured.inner {
                let room = (whole.height() - (ui.cursor().top() - top)).max(LEAST_PICTURE);
                ui.allocate_ui(vec2(ui.available_width(), room), |ui| picture_ui(ui, panel, session, screen, wishes));
            }
        });
    });
}

/// With less room than this what stands above a picture is scrolled away, so that no word of it lies on another.
const LEAST_PICTURE: f32 = 210.0;

/// What stands above a picture begins where its title does: a picture keeps this margin itself.
const INSET: i8 = 24;

/// With less room than this the tabs need it more than a long name.
const TIGHT: f32 = 400.0;

fn tabs_ui(ui: &mut Ui, workspace: &Workspace, screen: &mut Screen, preferences: &Preferences, wishes: &mut Wishes) {
    // What stands at the right takes its room first; the tabs move sideways in what is left.
    ui.allocate_ui_with_layout(vec2(ui.available_width(), TAB_HEIGHT), Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let is_right_open = screen.is_right_open(preferences) || screen.is_help_open;
        if !is_right_open && ui.button("Source").on_hover_text("Unfold (F3)").clicked() {
            wishes.push(Action::Do(Command::FoldRight));
        }
        ui.menu_button("Panels", |ui| panels_ui(ui, workspace, screen, wishes));
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let left = if ui.available_width() < TIGHT { "Figures" } else { "Figures and filters" };
            if !screen.is_left_open(preferences) && ui.button(left).on_hover_text("Figures and filters: unfold (F2)").clicked() {
                wishes.push(Action::Do(Command::FoldLeft));
            }
            sideways().id_salt("tabs").show(ui, |ui| tabs_of_panels_ui(ui, workspace, screen, wishes));
        });
    });
}

/// A row that moves sideways where it finds no room; it fades at the edge behind which it goes on.
fn sideways() -> ScrollArea {
    ScrollArea::horizontal().scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
}

/// Is the window so low that nothing can stand above the picture that can wait?
fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < theme::LOW
}

fn tabs_of_panels_ui(ui: &mut Ui, workspace: &Workspace, screen: &mut Screen, wishes: &mut Wishes) {
    let front = screen.front();
    let seen = Some((front, ui.clip_rect().width()));
    let panels = workspace.panels.iter().enumerate().map(|(place, panel)| (Front::Panel(place), panel.title()));
    for (nth, (tab, title)) in panels.chain([(Front::Table, "Table")]).enumerate() {
        let mut response = ui.push_id(nth, |ui| tab_ui(ui, title, tab == front)).inner;
        if tab == Front::Table {
            response = response.on_hover_text("The figures behind the panel in front");
        }
        if response.gained_focus() || (tab == front && screen.tab_seen != seen) {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            wishes.push(Action::Front(tab));
        }
    }
    screen.tab_seen = seen;
}

/// Panels added and removed.
fn panels_ui(ui: &mut Ui, workspace: &Workspace, screen: &Screen, wishes: &mut Wishes) {
    for measure in Measure::all() {
        if ui.button(format!("Add: {}", measure.name())).clicked() {
            let usual = view::bundled_to_begin_with(|view| view.subject.measure.reading() == measure.reading());
            if let Some(view) = usual {
                wishes.edit(Edit::AddPanel(Box::new(Panel::of(view))));
                wishes.push(Action::Front(Front::Panel(workspace.panels.len())));
            }
            ui.close();
        }
    }
    ui.separator();
    let can_remove = workspace.panels.len() > 1;
    let button = ui.add_enabled(can_remove, Button::new("Remove the panel in front"));
    if button.on_disabled_hover_text("The last panel stays").clicked() {
        wishes.edit(Edit::RemovePanel(screen.panel));
        ui.close();
    }
}

fn welcome_ui(ui: &mut Ui, wishes: &mut Wishes) {
    ui.horizontal_wrapped(|ui| {
        ui.label(quiet("Begin by ticking a country at the left, by clicking a mark to see its source, or by opening figures of your own."));
        if word_ui(ui, "Open…").clicked() {
            wishes.push(Action::Do(Command::Open));
        }
        if word_ui(ui, "How it works").clicked() {
            wishes.push(Action::Do(Command::Help));
        }
        if word_ui(ui, "Got it").clicked() {
            wishes.push(Action::Welcomed);
        }
    });
}

fn behind_ui(ui: &mut Ui, panel: &Panel, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let figures = session.of(screen.panel);
    ui.label(strong(format!("Figures behind {}", panel.title())).size(theme::HEADLINE));
    if let Some(drawn) = figures.drawn() {
        ui.add(Label::new(quiet(&drawn.words.subtitle)).wrap());
    }
    for note in figures.drawn().into_iter().flat_map(|drawn| &drawn.words.notes) {
        ui.add(Label::new(quiet(note)).wrap());
    }
    match figures.findings() {
        Some(findings) => table::table_ui(ui, findings, &mut screen.sorting, screen.asked.as_ref(), wishes),
        None => {
            let problem = figures.problem().cloned();
            ui.label(quiet(problem.map_or("Working out the figures…".to_owned(), |problem| sentence(&problem.to_string()))));
        }
    }
    screen.is_picture_painted = true;
}

/// The controls of a panel, and what it has to say. True when its picture follows.
fn above_ui(ui: &mut Ui, workspace: &Workspace, panel: &Panel, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) -> bool {
    let place = screen.panel;
    controls_ui(ui, workspace, panel, session, screen, wishes);
    if screen.is_words_open {
        let wording = session.of(place).view(panel).wording.clone();
        look::words_ui(ui, place, panel, &wording, wishes);
    }
    for remark in session.of(place).remarks() {
        ui.add(Label::new(quiet(remark)).wrap());
    }
    waiting_ui(ui, session, place, wishes);
    if let Some(problem) = session.of(place).problem().cloned() {
        trouble_ui(ui, panel, session, &problem, wishes);
    }
    if let Some(emptiness) = session.of(place).shown().and_then(|shown| shown.emptiness.clone()) {
        empty_ui(ui, workspace, place, &emptiness, wishes);
        screen.is_picture_painted = true;
        return false;
    }
    if let Some(objection) = session.of(place).objection().cloned() {
        no_kind_ui(ui, &objection, wishes);
        screen.is_picture_painted = true;
        return false;
    }
    true
}

fn picture_ui(ui: &mut Ui, panel: &Panel, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let place = screen.panel;
    let waiting = session.of(place).waiting(Instant::now());
    let is_stale = waiting.is_some_and(|waited| waited.as_secs_f32() > 0.15);
    let shown = Shown { place, panel, asked: screen.asked.as_ref(), is_waiting: is_stale };
    let rect = ui.available_rect_before_wrap();
    let is_painted = canvas::canvas_ui(ui, &mut screen.canvas, session.of(place), &shown, wishes);
    if is_stale || (!is_painted && waiting.is_some()) {
        canvas::progress_ui(ui, rect);
    }
    screen.is_picture_painted |= is_painted && waiting.is_none();
}

fn controls_ui(ui: &mut Ui, workspace: &Workspace, panel: &Panel, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let place = screen.panel;
    let look_on_screen = session.of(place).laid().map(|picture| picture.plot);
    let kind = session.of(place).view(panel).chart;
    let row_ui = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let figures = session.of(place);
        if let Some(dataset) = figures.dataset() {
            measure::measure_ui(ui, place, panel, dataset, wishes);
            comparison::comparison_ui(ui, place, panel, figures, wishes);
            look::kind_ui(ui, place, panel, figures, wishes);
            look::top_ui(ui, workspace, place, panel, figures, wishes);
            order::order_ui(ui, place, panel, figures, wishes);
        }
        let (documents, figures) = session.documents(place);
        claims::claims_ui(ui, (place, panel), documents, figures.findings(), &mut screen.claims_search, wishes);
        views_ui(ui, workspace, place, panel, session.titles(), wishes);
        if let Some(plot) = look_on_screen {
            look::zoom_ui(ui, place, panel, kind, &plot, wishes);
        }
        if let Some(chart) = session.of(place).chart() {
            look::scaling_ui(ui, place, panel, chart, wishes);
            look::apart_ui(ui, place, panel, chart, &mut screen.search_of_names, wishes);
        }
        let words = ui.add(Button::selectable(screen.is_words_open, "Words"));
        if words.on_hover_text("Title, subtitle and note of your own").clicked() {
            screen.is_words_open = !screen.is_words_open;
        }
    };
    if is_low(ui) {
        sideways().id_salt("controls").show(ui, |ui| ui.horizontal(row_ui));
    } else {
        ui.horizontal_wrapped(row_ui);
    }
    look::crumb_ui(ui, place, panel, session.of(place), wishes);
    ui.add_space(2.0);
}

/// The bundled views of this way of reading, each worth a look.
fn views_ui(ui: &mut Ui, workspace: &Workspace, place: usize, panel: &Panel, titles: Option<&Titles>, wishes: &mut Wishes) {
    let button = ui.menu_button("Views", |ui| {
        ui.set_min_width(280.0);
        let reading = panel.view.subject.measure.reading();
        for (id, view) in view::bundled().into_iter().filter(|(_, view)| view.subject.measure.reading() == reading) {
            let name = titles.and_then(|titles| titles.get(id)).map_or(id, String::as_str);
            let is_shown = view.subject == panel.view.subject && view.chart == panel.view.chart;
            if ui.add(Button::selectable(is_shown, name).right_text("")).clicked() {
                for edit in view_edits(workspace, place, view) {
                    wishes.push(Action::Edit(edit, Step::Part("bundled view")));
                }
                ui.close();
            }
        }
    });
    button.response.on_hover_text("Bundled views of this panel, ready to look at");
}

/// Past a second the wait is counted, and can be given up.
fn waiting_ui(ui: &mut Ui, session: &mut Session, place: usize, wishes: &mut Wishes) {
    let figures = session.of(place);
    if figures.is_stopped() {
        ui.horizontal(|ui| {
            ui.label("The figures were not worked out.");
            if ui.button("Work them out").clicked() {
                wishes.push(Action::TryAgain);
            }
        });
    }
    let Some(waited) = figures.waiting(Instant::now()).filter(|waited| waited.as_secs_f32() > 1.0) else { return };
    ui.horizontal(|ui| {
        ui.label(quiet(format!("Working out the figures, {} s", waited.as_secs())));
        if ui.button("Cancel").clicked() {
            wishes.push(Action::Stop);
        }
    });
}

fn trouble_ui(ui: &mut Ui, panel: &Panel, session: &Session, problem: &Problem, wishes: &mut Wishes) {
    let id = panel.view.subject.dataset.clone();
    let is_missing = !session.desk.library.contains(&id);
    let lost = match session.lost.get(&id) {
        Some(Lost::Unreadable(lost)) if is_missing => Some(lost),
        Some(Lost::Unreadable(_) | Lost::Changed) | None => None,
    };
    problem_ui(ui, lost.unwrap_or(problem), |ui| {
        if is_missing && ui.button("Locate…").on_hover_text("Find the file of these figures").clicked() {
            wishes.push(Action::Locate(id.clone()));
        }
        if lost.is_some() && ui.button("Close").on_hover_text("Look at bundled figures instead").clicked() {
            wishes.push(Action::Close(id));
        }
        if !is_missing && ui.button("Try again").clicked() {
            wishes.push(Action::TryAgain);
        }
        if ui.button("Undo").clicked() {
            wishes.push(Action::Do(Command::Undo));
        }
    });
}

/// No kind of chart can draw these figures; the table still shows them.
fn no_kind_ui(ui: &mut Ui, objection: &Problem, wishes: &mut Wishes) {
    problem_ui(ui, objection, |ui| {
        if ui.button("Show the table").clicked() {
            wishes.push(Action::Front(Front::Table));
        }
        if ui.button("Undo").clicked() {
            wishes.push(Action::Do(Command::Undo));
        }
    });
}

/// An empty result says why, and what to widen.
fn empty_ui(ui: &mut Ui, workspace: &Workspace, place: usize, emptiness: &crate::workspace::empty::Emptiness, wishes: &mut Wishes) {
    ui.add_space(40.0);
    ui.vertical_centered(|ui| {
        ui.label(strong(sentence(&emptiness.why)).size(16.0));
        ui.label(RichText::new("Widen what is looked at:").color(palette(ui.visuals()).quiet));
        ui.add_space(4.0);
        for widen in &emptiness.widen {
            if ui.button(widen.label()).clicked() {
                for edit in widen.edits(workspace, place) {
                    wishes.push(Action::Edit(edit, Step::Part("widen")));
                }
            }
        }
        if ui.button("Undo the last step").clicked() {
            wishes.push(Action::Do(Command::Undo));
        }
    });
    hairline_ui(ui);
}
