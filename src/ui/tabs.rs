//! The tabs of the panels, and beside them how many are seen at once.

use eframe::egui::{
    self, Align, Button, CursorIcon, DragAndDrop, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::measure::Measure;
use crate::ui::action::{Action, Front, Wishes};
use crate::ui::command::{Command, Menu};
use crate::ui::preferences::Preferences;
use crate::ui::said::say;
use crate::ui::screen::Screen;
use crate::ui::theme::palette;
use crate::ui::widgets::{TAB_HEIGHT, focus_ring, sideways, tab_ui};
use crate::view;
use crate::workspace::edit::Edit;
use crate::workspace::{Panel, Workspace};

/// With less room than this the tabs need it more than a long name.
const TIGHT: f32 = 400.0;

/// A panel on its way to another place: the place it comes from.
#[derive(Clone, Copy)]
pub struct Carried(pub usize);

pub fn tabs_ui(ui: &mut Ui, workspace: &Workspace, screen: &mut Screen, preferences: &Preferences, wishes: &mut Wishes) {
    // What stands at the right takes its room first; the tabs move sideways in what is left.
    ui.allocate_ui_with_layout(vec2(ui.available_width(), TAB_HEIGHT), Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let is_right_open = screen.is_right_open(preferences) || screen.is_help_open;
        if !is_right_open && ui.button(say(ui, "Source")).on_hover_text(say(ui, "Unfold (F3)")).clicked() {
            wishes.push(Action::Do(Command::FoldRight));
        }
        ui.menu_button(say(ui, "Panels"), |ui| panels_ui(ui, workspace, screen, wishes));
        if ui.available_width() > TIGHT {
            how_many_ui(ui, workspace, screen, wishes);
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let left = if ui.available_width() < TIGHT { "Figures" } else { "Figures and filters" };
            if !screen.is_left_open(preferences)
                && ui.button(say(ui, left)).on_hover_text(say(ui, "Figures and filters: unfold (F2)")).clicked()
            {
                wishes.push(Action::Do(Command::FoldLeft));
            }
            sideways().id_salt("tabs").show(ui, |ui| tabs_of_panels_ui(ui, workspace, screen, wishes));
        });
    });
}

fn tabs_of_panels_ui(ui: &mut Ui, workspace: &Workspace, screen: &mut Screen, wishes: &mut Wishes) {
    let front = screen.front();
    let seen_at_once = if screen.is_table { Vec::new() } else { workspace.seen(screen.panel) };
    let seen = Some((front, ui.clip_rect().width()));
    let titles: Vec<String> = workspace.titles().iter().map(|title| say(ui, title)).collect();
    let table = say(ui, "Table");
    let panels = titles.iter().enumerate().map(|(place, title)| (Front::Panel(place), title.as_str()));
    for (nth, (tab, title)) in panels.chain([(Front::Table, table.as_str())]).enumerate() {
        let mut response = ui.push_id(nth, |ui| tab_ui(ui, title, tab == front)).inner;
        match tab {
            Front::Table => response = response.on_hover_text(say(ui, "The figures behind the panel in front")),
            Front::Panel(place) => {
                if tab != front && seen_at_once.contains(&place) {
                    let line = response.rect.bottom() - 1.75;
                    ui.painter().hline(response.rect.x_range().shrink(10.0), line, Stroke::new(2.0, palette(ui.visuals()).hairline));
                }
                carry_ui(ui, &response, response.rect, place, wishes);
            }
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

/// Picks a panel up by its tab or head, and puts one down that is held over this room.
pub fn carry_ui(ui: &Ui, handle: &Response, room: Rect, place: usize, wishes: &mut Wishes) {
    if handle.drag_started() {
        DragAndDrop::set_payload(ui.ctx(), Carried(place));
    }
    let Some(carried) = DragAndDrop::payload::<Carried>(ui.ctx()) else { return };
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let is_over = ui.input(|input| input.pointer.hover_pos()).is_some_and(|at| room.contains(at));
    if !is_over || carried.0 == place {
        return;
    }
    ui.painter().rect_stroke(room.shrink(2.0), 4.0, Stroke::new(1.5, palette(ui.visuals()).accent), StrokeKind::Inside);
    if ui.input(|input| input.pointer.any_released()) && DragAndDrop::take_payload::<Carried>(ui.ctx()).is_some() {
        wishes.edit(Edit::MovePanel { from: carried.0, to: place });
    }
}

/// One, two or up to four panels at once, each as a small picture of itself.
fn how_many_ui(ui: &mut Ui, workspace: &Workspace, screen: &Screen, wishes: &mut Wishes) {
    let now = if workspace.is_tiled() { workspace.seen(screen.panel).len() } else { 1 };
    let choices = [(Command::FourPanels, [2, 2], now > 2), (Command::TwoPanels, [2, 1], now == 2), (Command::OnePanel, [1, 1], now == 1)];
    for (command, cells, is_chosen) in choices {
        let is_possible = command == Command::OnePanel || workspace.panels.len() > 1;
        let response = ui.add_enabled_ui(is_possible, |ui| cells_ui(ui, cells, is_chosen, &say(ui, command.entry().name))).inner;
        let keys = ui.ctx().format_shortcut(&command.entry().shortcut);
        let response = response.on_hover_text(format!("{} ({keys})", say(ui, command.entry().name)));
        if response.on_disabled_hover_text(say(ui, "There is one panel: compare it, or add another")).clicked() {
            wishes.push(Action::Do(command));
        }
    }
}

fn cells_ui(ui: &mut Ui, [columns, rows]: [usize; 2], is_chosen: bool, name: &str) -> Response {
    let colors = palette(ui.visuals());
    let (rect, response) = ui.allocate_exact_size(vec2(26.0, 22.0), Sense::click());
    let ink = if is_chosen || response.hovered() { colors.accent } else { colors.quiet };
    if is_chosen {
        ui.painter().rect_filled(rect, 4.0, colors.chosen);
    }
    let ink = if ui.is_enabled() { ink } else { ink.gamma_multiply(0.5) };
    let frame = Rect::from_center_size(rect.center(), vec2(16.0, 12.0));
    let stroke = Stroke::new(1.25, ink);
    ui.painter().rect_stroke(frame, 1.0, stroke, StrokeKind::Middle);
    if columns > 1 {
        ui.painter().vline(frame.center().x, frame.y_range(), stroke);
    }
    if rows > 1 {
        ui.painter().hline(frame.x_range(), frame.center().y, stroke);
    }
    focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), is_chosen, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// Panels added, and what is done with the one in front.
fn panels_ui(ui: &mut egui::Ui, workspace: &Workspace, screen: &Screen, wishes: &mut Wishes) {
    for measure in Measure::all() {
        if ui.button(say(ui, &format!("Add: {}", measure.name()))).clicked() {
            let views = view::bundled();
            let usual = views.into_iter().map(|(_, view)| view).find(|view| view.subject.measure.reading() == measure.reading());
            if let Some(view) = usual {
                add(workspace, screen, Panel::of(view), wishes);
            }
            ui.close();
        }
    }
    ui.separator();
    // In a narrow window its tab may lie out of sight.
    if ui.button(say(ui, "Table of the figures in front")).clicked() {
        wishes.push(Action::Front(Front::Table));
        ui.close();
    }
    ui.separator();
    for command in Command::ALL.into_iter().filter(|command| command.entry().menu == Menu::Board) {
        if command.entry().begins_group {
            ui.separator();
        }
        let is_last = command == Command::ClosePanel && workspace.panels.len() < 2;
        let keys = ui.ctx().format_shortcut(&command.entry().shortcut);
        let button = ui.add_enabled(!is_last, Button::new(say(ui, command.entry().name)).shortcut_text(keys));
        if button.on_disabled_hover_text(say(ui, "The last panel stays")).clicked() {
            wishes.push(Action::Do(command));
            ui.close();
        }
    }
}

/// Behind the others, or where several are seen at once, beside the one in front.
fn add(workspace: &Workspace, screen: &Screen, panel: Panel, wishes: &mut Wishes) {
    let place = if workspace.is_tiled() {
        wishes.edit(workspace.beside(screen.panel, panel));
        screen.panel + 1
    } else {
        wishes.edit(Edit::AddPanel(Box::new(panel)));
        workspace.panels.len()
    };
    wishes.push(Action::Front(Front::Panel(place)));
}
