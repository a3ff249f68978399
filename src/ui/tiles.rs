//! Several panels at once: where each stands, its head, and which of them has the focus.

use eframe::egui::containers::menu::MenuButton;
use eframe::egui::{
    Align, Button, CursorIcon, FontId, Frame, Label, Layout, Margin, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::chart::axis::{self, Axes};
use crate::ui::action::{Action, Front, Wishes};
use crate::ui::command::Command;
use crate::ui::controls::compare::{compare_ui, duplicate};
use crate::ui::panel::{Seat, picture_ui, said_ui};
use crate::ui::said::say;
use crate::ui::screen::Screen;
use crate::ui::session::Session;
use crate::ui::tabs::carry_ui;
use crate::ui::theme::{BODY, palette, quiet, semibold};
use crate::ui::widgets::focus_ring;
use crate::workspace::Workspace;
use crate::workspace::edit::Edit;

/// A panel smaller than this cannot be read.
const LEAST: Vec2 = vec2(330.0, 280.0);
const HEAD_HEIGHT: f32 = 26.0;

pub fn tiles_ui(ui: &mut Ui, workspace: &Workspace, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    let wanted = workspace.seen(screen.panel);
    let mut room = ui.available_rect_before_wrap();
    let mut seen = fitting(&wanted, screen.panel, room.size());
    if seen.len() < wanted.len() {
        too_small_ui(ui, seen.len(), wanted.len(), wishes);
        room = ui.available_rect_before_wrap();
        seen = fitting(&wanted, screen.panel, room.size());
    }
    screen.cursor = screen.cursor.filter(|cursor| seen.contains(&cursor.place));
    let own = axes_of(session, workspace, &seen);
    let drawn = if workspace.has_own_axes { own } else { axis::shared(&own) };
    let apart = axis::apart(&drawn);
    let titles = workspace.titles();
    let rects = places(seen.len(), room);
    for (nth, (place, rect)) in seen.iter().copied().zip(rects).enumerate() {
        let Some(panel) = workspace.panels.get(place) else { continue };
        let axis = drawn.get(nth).cloned().flatten().map(|(_, axis)| axis);
        let seat = Seat { workspace, place, panel, axis, is_linked: seen.len() > 1 };
        let title = titles.get(place).map(|title| say(ui, title)).unwrap_or_default();
        let tile = Tile { seat, rect, title, is_front: place == screen.panel, is_axis_apart: apart.get(nth) == Some(&true) };
        let mut own_wishes = Wishes::default();
        let builder = UiBuilder::new().max_rect(rect).id_salt(("tile", place)).layout(Layout::top_down(Align::Min));
        ui.scope_builder(builder, |ui| tile_ui(ui, &tile, session, screen, &mut own_wishes));
        // Whoever acts in a panel has it in front.
        let acts = own_wishes.take();
        if !acts.is_empty() && !tile.is_front {
            wishes.push(Action::Front(Front::Panel(place)));
        }
        acts.into_iter().for_each(|action| wishes.push(action));
    }
    ui.advance_cursor_after_rect(room);
}

/// The axes of the charts seen; one that is looked at closer has its own.
fn axes_of(session: &mut Session, workspace: &Workspace, seen: &[usize]) -> Axes {
    let of = |place: &usize| {
        let is_whole = workspace.panels.get(*place).is_some_and(|panel| panel.view.look.zoom.is_none());
        let figures = session.of(*place);
        let axis = figures.chart().filter(|_| is_whole)?.value_axis()?;
        Some((figures.findings()?.unit(), axis))
    };
    seen.iter().map(of).collect()
}

fn too_small_ui(ui: &mut Ui, shown: usize, wanted: usize, wishes: &mut Wishes) {
    Frame::new().inner_margin(Margin::symmetric(14, 2)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            let has = if shown == 1 { "One" } else { "Only some" };
            let words =
                format!("{has} of {wanted} panels shown: there is no room for more. Enlarge the window, or fold its sides (F2, F3).");
            ui.label(quiet(say(ui, &words)));
            if ui.small_button(say(ui, "One panel")).clicked() {
                wishes.push(Action::Do(Command::OnePanel));
            }
        });
    });
}

/// As many as find room, the one in front among them.
fn fitting(wanted: &[usize], front: usize, size: Vec2) -> Vec<usize> {
    let count = (1..=wanted.len()).rev().find(|count| *count == 1 || rows(*count, size).is_some()).unwrap_or(1);
    let at = wanted.iter().position(|place| *place == front).unwrap_or(0);
    let start = at.min(wanted.len().saturating_sub(count));
    wanted.iter().copied().skip(start).take(count).collect()
}

/// How many stand in each row, of the ways in which all can be read the first: side by side before one above the other.
fn rows(count: usize, size: Vec2) -> Option<&'static [usize]> {
    let ways: &[&[usize]] = match count {
        0 | 1 => &[&[1]],
        2 => &[&[2], &[1, 1]],
        3 => &[&[2, 1], &[3], &[1, 1, 1]],
        _ => &[&[2, 2], &[4]],
    };
    let cell = |way: &[usize]| vec2(size.x / way.iter().copied().max().unwrap_or(1) as f32, size.y / way.len() as f32);
    let can = |way: &&&[usize]| cell(way).x >= LEAST.x && cell(way).y >= LEAST.y;
    ways.iter().find(can).copied()
}

fn places(count: usize, room: Rect) -> Vec<Rect> {
    let rows = rows(count, room.size()).unwrap_or(&[1]);
    let height = room.height() / rows.len() as f32;
    let row = |(nth, columns): (usize, &usize)| {
        let (width, columns) = (room.width() / *columns as f32, *columns);
        (0..columns).map(move |column| {
            let min = pos2(room.left() + width * column as f32, room.top() + height * nth as f32);
            Rect::from_min_size(min.round(), vec2(width, height).round())
        })
    };
    rows.iter().enumerate().flat_map(row).collect()
}

struct Tile<'a> {
    seat: Seat<'a>,
    rect: Rect,
    is_front: bool,
    title: String,
    is_axis_apart: bool,
}

fn tile_ui(ui: &mut Ui, tile: &Tile, session: &mut Session, screen: &mut Screen, wishes: &mut Wishes) {
    ui.set_clip_rect(tile.rect.intersect(ui.clip_rect()));
    // A picture keeps a margin of its own.
    ui.spacing_mut().item_spacing.y = 0.0;
    let colors = palette(ui.visuals());
    // A press anywhere in it brings it to the front; nothing that lies over it counts.
    let pressed = ui.input(|input| input.pointer.any_pressed().then(|| input.pointer.interact_pos()).flatten());
    let is_meant = |at| tile.rect.contains(at) && ui.ctx().layer_id_at(at).is_none_or(|layer| layer == ui.layer_id());
    if !tile.is_front && pressed.is_some_and(is_meant) {
        wishes.push(Action::Front(Front::Panel(tile.seat.place)));
    }
    let frame = Frame::new().inner_margin(Margin { left: 12, right: 8, top: 3, bottom: 0 });
    frame.show(ui, |ui| head_ui(ui, tile, session, wishes));
    let said = Frame::new().inner_margin(Margin::symmetric(14, 0)).show(ui, |ui| said_ui(ui, &tile.seat, session, screen, wishes));
    if said.inner {
        picture_ui(ui, &tile.seat, session, screen, wishes);
    }
    let hairline = Stroke::new(1.0, colors.hairline);
    ui.painter().hline(tile.rect.x_range(), tile.rect.top() + 0.5, hairline);
    ui.painter().vline(tile.rect.right() - 0.5, tile.rect.y_range(), hairline);
    if tile.is_front {
        let line = Rect::from_min_size(tile.rect.min, vec2(tile.rect.width() - 1.0, 2.0));
        ui.painter().rect_filled(line, 0.0, colors.accent);
    }
}

/// Its name, by which it is carried and chosen, and what can be done with it.
fn head_ui(ui: &mut Ui, tile: &Tile, session: &mut Session, wishes: &mut Wishes) {
    let seat = &tile.seat;
    ui.allocate_ui_with_layout(vec2(ui.available_width(), HEAD_HEIGHT), Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let title = tile.title.as_str();
        let can_close = seat.workspace.panels.len() > 1;
        let close = ui.add_enabled(can_close, Button::new("×").frame(false)).accessible_name(say(ui, &format!("Close: {title}")));
        if close.on_hover_text(say(ui, "Close this panel")).on_disabled_hover_text(say(ui, "The last panel stays")).clicked() {
            wishes.edit(Edit::RemovePanel(seat.place));
        }
        let (more, _) = MenuButton::from_button(Button::new("…").frame_when_inactive(false)).ui(ui, |ui| more_ui(ui, seat, wishes));
        more.accessible_name(say(ui, &format!("More: {title}"))).on_hover_text(say(ui, "Duplicate, split, move, hide"));
        compare_ui(ui, seat, session, Button::new(quiet(say(ui, "Compare with…"))).frame_when_inactive(false), wishes);
        if tile.is_axis_apart {
            let why = "Its axis of values differs from the others: it cannot be compared with them by eye";
            ui.add(Label::new(quiet(say(ui, "own axis"))).selectable(false)).on_hover_text(say(ui, why));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let handle = name_ui(ui, title, tile.is_front);
            if handle.clicked() {
                wishes.push(Action::Front(Front::Panel(seat.place)));
            }
            carry_ui(ui, &handle, tile.rect, seat.place, wishes);
        });
    });
}

fn name_ui(ui: &mut Ui, title: &str, is_front: bool) -> Response {
    let colors = palette(ui.visuals());
    let font = if is_front { FontId::new(BODY, semibold()) } else { FontId::proportional(BODY) };
    let short = ui.painter().layout(title.to_owned(), font, colors.text, f32::INFINITY);
    let width = short.size().x.min(ui.available_width());
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEAD_HEIGHT - 6.0), Sense::click_and_drag());
    let ink = if is_front || response.hovered() { colors.accent } else { colors.quiet };
    let at = pos2(rect.left(), rect.center().y - short.size().y / 2.0);
    ui.painter_at(rect).galley_with_override_text_color(at, short, ink);
    focus_ring(ui, &response);
    let name = say(ui, &format!("Panel: {title}"));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_front, &name));
    response.on_hover_cursor(CursorIcon::Grab).on_hover_text(say(ui, "Drag to another place; click to bring the controls to it"))
}

fn more_ui(ui: &mut Ui, seat: &Seat, wishes: &mut Wishes) {
    ui.set_min_width(170.0);
    let shortcut = |command: Command| ui.ctx().format_shortcut(&command.entry().shortcut);
    let entries = [Command::SplitPanel, Command::DuplicatePanel, Command::PanelEarlier, Command::PanelLater, Command::OnePanel]
        .map(|command| (command, shortcut(command)));
    for (command, keys) in entries {
        if ui.add(Button::new(say(ui, command.entry().name)).shortcut_text(keys)).clicked() {
            match command == Command::DuplicatePanel {
                true => duplicate(seat, wishes),
                false => wishes.push(Action::Do(command)),
            }
            ui.close();
        }
    }
    if ui.button(say(ui, "Hide: stays as a tab")).clicked() {
        let seen = seat.workspace.seen(seat.place);
        wishes.edit(Edit::See(seen.into_iter().filter(|place| *place != seat.place).collect()));
        ui.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_panels_are_shown_as_can_be_read() {
        assert_eq!(rows(4, vec2(880.0, 780.0)), Some(&[2, 2][..]));
        assert_eq!(rows(4, vec2(800.0, 520.0)), None);
        assert_eq!(rows(2, vec2(800.0, 520.0)), Some(&[2][..]));
        assert_eq!(rows(2, vec2(430.0, 600.0)), Some(&[1, 1][..]));
        assert_eq!(fitting(&[0, 2, 5, 6], 5, vec2(800.0, 520.0)), [5, 6]);
        assert_eq!(fitting(&[0, 2, 5, 6], 6, vec2(800.0, 520.0)), [5, 6], "the one in front is among them");
        assert_eq!(fitting(&[0, 2], 2, vec2(400.0, 300.0)), [2]);
    }

    #[test]
    fn places_fill_the_room() {
        let room = Rect::from_min_size(pos2(10.0, 20.0), vec2(1400.0, 800.0));
        for count in 1..=4 {
            let area: f32 = places(count, room).iter().map(Rect::area).sum();
            assert!((area - room.area()).abs() < room.area() * 0.01, "{count}");
        }
    }
}
