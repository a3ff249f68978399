//! The board: the tabs of the panels, the controls of the one in front, and the panels seen.

use eframe::egui::{Button, CentralPanel, Frame, Label, Margin, Panel as Edge, ScrollArea, Ui, vec2};

use crate::terms::language::Language;
use crate::ui::action::{Action, Step, Wishes};
use crate::ui::command::Command;
use crate::ui::controls::compare::compare_ui;
use crate::ui::controls::{claims, comparison, grouping, look, measure, multiples, order, words};
use crate::ui::panel::{Seat, picture_ui, said_ui};
use crate::ui::preferences::Preferences;
use crate::ui::said::{language, say};
use crate::ui::screen::Screen;
use crate::ui::session::{Session, Titles};
use crate::ui::tabs::tabs_ui;
use crate::ui::theme::{self, palette, quiet, strong};
use crate::ui::tiles::tiles_ui;
use crate::ui::widgets::{sentence, sideways, word_ui};
use crate::ui::{table, timeline};
use crate::view::{self, View};
use crate::workspace::briefing;
use crate::workspace::edit::{Edit, view_edits};
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
        let is_linked = workspace.is_tiled();
        let seat = Seat { workspace, place: screen.panel, panel, axis: None, is_linked };
        match (screen.is_table, is_linked) {
            (true, _) => inset().show(ui, |ui| {
                beginning_ui(ui, preferences, wishes);
                behind_ui(ui, panel, session, screen, wishes);
            }),
            (false, true) => inset().show(ui, |ui| {
                beginning_ui(ui, preferences, wishes);
                controls_and_words_ui(ui, &seat, session, screen, wishes);
            }),
            (false, false) => return alone_ui(ui, &seat, session, screen, preferences, wishes),
        };
        if is_linked && !screen.is_table {
            tiles_ui(ui, workspace, session, screen, wishes);
        }
    });
}

/// One panel with all the room.
fn alone_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, screen: &mut Screen, preferences: &Preferences, wishes: &mut Wishes) {
    let whole = ui.available_rect_before_wrap();
    ScrollArea::vertical().id_salt(("board", seat.place)).auto_shrink(false).show(ui, |ui| {
        let top = ui.cursor().top();
        let is_pictured = inset().show(ui, |ui| {
            beginning_ui(ui, preferences, wishes);
            controls_and_words_ui(ui, seat, session, screen, wishes);
            said_ui(ui, seat, session, screen, wishes)
        });
        if is_pictured.inner {
            let room = (whole.height() - (ui.cursor().top() - top)).max(LEAST_PICTURE);
            ui.allocate_ui(vec2(ui.available_width(), room), |ui| picture_ui(ui, seat, session, screen, wishes));
        }
    });
}

fn inset() -> Frame {
    Frame::new().inner_margin(Margin::symmetric(INSET, 0))
}

fn beginning_ui(ui: &mut Ui, preferences: &Preferences, wishes: &mut Wishes) {
    if !is_low(ui) && !preferences.is_welcomed {
        welcome_ui(ui, wishes);
    }
}

/// With less room than this what stands above a picture is scrolled away, so that no word of it lies on another.
const LEAST_PICTURE: f32 = 210.0;

/// What stands above a picture begins where its title does: a picture keeps this margin itself.
const INSET: i8 = 24;

/// Is the window so low that nothing can stand above the picture that can wait?
fn is_low(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < theme::LOW
}

fn welcome_ui(ui: &mut Ui, wishes: &mut Wishes) {
    ui.horizontal_wrapped(|ui| {
        ui.label(quiet(say(
            ui,
            "Begin by ticking a country at the left, by clicking a mark to see its source, or by opening figures of your own.",
        )));
        for (id, briefing) in briefing::bundled() {
            let told = say(ui, "A briefing of some slides, each with its sources");
            if ui.button(strong(say(ui, &briefing.title))).on_hover_text(told).clicked() {
                wishes.push(Action::Briefing(id));
            }
        }
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
    ui.label(strong(say(ui, &format!("Figures behind {}", panel.title()))).size(theme::HEADLINE));
    if let Some(words) = figures.words(language(ui.ctx())) {
        for line in [&words.subtitle].into_iter().chain(&words.notes) {
            ui.add(Label::new(quiet(line)).wrap());
        }
    }
    match figures.findings() {
        Some(findings) => table::table_ui(ui, findings, &mut screen.sorting, screen.asked.as_ref(), wishes),
        None => {
            let problem = figures.problem().cloned();
            let words = problem.map_or("Working out the figures…".to_owned(), |problem| sentence(&problem.to_string()));
            ui.label(quiet(say(ui, &words)));
        }
    }
    screen.is_picture_painted = true;
}

/// The controls of the panel in front.
fn controls_and_words_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    controls_ui(ui, seat, session, screen, wishes);
    if screen.is_words_open {
        words::words_ui(ui, seat.place, seat.panel, session.of(seat.place), wishes);
    }
}

fn controls_ui(ui: &mut Ui, seat: &Seat, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let Seat { workspace, place, panel, .. } = *seat;
    let look_on_screen = session.of(place).laid().map(|picture| picture.plot);
    let kind = session.of(place).view(panel).chart;
    let row_ui = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let figures = session.of(place);
        if let Some(dataset) = figures.dataset() {
            measure::measure_ui(ui, place, panel, dataset, wishes);
            grouping::grouping_ui(ui, place, panel, dataset, wishes);
            comparison::comparison_ui(ui, place, panel, figures, wishes);
            look::kind_ui(ui, place, panel, figures, wishes);
            multiples::multiples_ui(ui, place, panel, figures, wishes);
            look::top_ui(ui, workspace, place, panel, figures, wishes);
            order::order_ui(ui, place, panel, figures, wishes);
        }
        let (documents, figures) = session.documents(place);
        claims::claims_ui(ui, (place, panel), documents, figures.findings(), &mut screen.claims_search, wishes);
        views_ui(ui, workspace, place, panel, session.titles(language(ui.ctx())), wishes);
        if let Some(plot) = look_on_screen {
            look::zoom_ui(ui, place, panel, kind, &plot, wishes);
        }
        if let Some(chart) = session.of(place).chart() {
            look::scaling_ui(ui, place, panel, chart, wishes);
            look::apart_ui(ui, place, panel, chart, &mut screen.search_of_names, wishes);
        }
        let words = ui.add(Button::selectable(screen.is_words_open, say(ui, "Words")));
        if words.on_hover_text(say(ui, "Title, subtitle and note of your own")).clicked() {
            screen.is_words_open = !screen.is_words_open;
        }
        match seat.is_linked {
            true => one_axis_ui(ui, workspace, wishes),
            false => drop(compare_ui(ui, seat, session, Button::new(say(ui, "Compare with…")), wishes)),
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

/// Do the panels seen at once share their axis of values?
fn one_axis_ui(ui: &mut Ui, workspace: &Workspace, wishes: &mut Wishes) {
    let mut is_shared = !workspace.has_own_axes;
    let switch = ui.checkbox(&mut is_shared, say(ui, "One value axis"));
    if switch.on_hover_text(say(ui, "Panels in the same unit share their axis of values; one that differs says so")).changed() {
        wishes.edit(Edit::OwnAxes(!is_shared));
    }
}

/// The bundled views of this way of reading, each worth a look.
fn views_ui(ui: &mut Ui, workspace: &Workspace, place: usize, panel: &Panel, titles: Option<&Titles>, wishes: &mut Wishes) {
    let button = ui.menu_button(say(ui, "Views"), |ui| {
        ui.set_min_width(280.0);
        let reading = panel.view.subject.measure.reading();
        // A view in another language than that of the window is an example for the command line.
        let spoken = [Language::English, language(ui.ctx())];
        let is_offered = |view: &View| view.subject.measure.reading() == reading && spoken.contains(&view.look.language);
        let highest = ui.ctx().content_rect().bottom() - ui.cursor().top() - 24.0;
        ScrollArea::vertical().max_height(highest).auto_shrink([false, true]).show(ui, |ui| {
            for (id, view) in view::bundled_to_look_at().iter().filter(|(_, view)| is_offered(view)) {
                let name = titles.and_then(|titles| titles.get(id)).map_or(*id, String::as_str);
                let look = &panel.view.look;
                let is_shown = view.subject == panel.view.subject && view.chart == panel.view.chart && view.look.facet == look.facet;
                if ui.add(Button::selectable(is_shown, name).right_text("")).clicked() {
                    for edit in view_edits(workspace, place, view.clone()) {
                        wishes.push(Action::Edit(edit, Step::Part("bundled view")));
                    }
                    ui.close();
                }
            }
        });
    });
    button.response.on_hover_text(say(ui, "Bundled views of this panel, ready to look at"));
}
