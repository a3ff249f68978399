//! Time below the panels: which years are shown, where there are figures, and the years running by themselves.

use eframe::egui::accesskit::{self, ActionData};
use eframe::egui::{
    Align, Align2, Button, ComboBox, CursorIcon, EventFilter, FontId, Id, Key, Layout, Margin, Panel as Edge, Pos2, Rangef, Rect, Response,
    Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use crate::terms::period::Period;
use crate::ui::action::{Action, Step, Wishes};
use crate::ui::command::Command;
use crate::ui::play::{Speed, Years};
use crate::ui::preferences::Preferences;
use crate::ui::said::say;
use crate::ui::screen::Screen;
use crate::ui::session::Session;
use crate::ui::theme::{self, SMALL, palette, quiet, semibold};
use crate::ui::widgets::{Towards, focus_ring, hairline_ui, triangle, word_ui};
use crate::work::figures::Times;
use crate::workspace::Workspace;
use crate::workspace::edit::years_edits;

const HEIGHT: f32 = 54.0;
/// The ends of the axis keep this away from the edge, so that a handle stands whole.
const END: f32 = 10.0;
const HANDLE: f32 = 6.5;
/// Where on the track things stand, from its top.
const RAIL: f32 = 21.0;
const TICKS: f32 = 28.0;
const SPANS: f32 = 37.0;
const LABELS: f32 = 40.0;
/// A year on the axis needs this room.
const LABEL_WIDTH: f32 = 40.0;

/// The bottom edge of the board; nothing while it is folded or there is nothing to choose.
pub fn timeline_ui(
    ui: &mut Ui,
    workspace: &Workspace,
    session: &mut Session,
    screen: &mut Screen,
    preferences: &Preferences,
    wishes: &mut Wishes,
) {
    if !screen.is_timeline_open(preferences) {
        return;
    }
    let place = screen.panel;
    let Some(panel) = workspace.panels.get(place) else { return };
    let figures = session.of(place);
    let Some(times) = figures.shown().map(|shown| std::sync::Arc::clone(&shown.times)) else { return };
    let Some(limits) = times.years.filter(|[first, last]| first < last) else { return };
    let years = Years::of(&figures.view(panel).subject.selection, limits);
    let ground = theme::ground(palette(ui.visuals()).paper, Margin { left: 14, right: 14, top: 0, bottom: 2 });
    Edge::bottom("timeline").resizable(false).show_separator_line(false).frame(ground).show(ui, |ui| {
        hairline_ui(ui);
        ui.allocate_ui_with_layout(vec2(ui.available_width(), HEIGHT), Layout::left_to_right(Align::Center), |ui| {
            play_ui(ui, screen, wishes);
            let moved = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if word_ui(ui, "Fold").on_hover_text(say(ui, "Fold the timeline (F4)")).clicked() {
                    wishes.push(Action::Do(Command::FoldTimeline));
                }
                track_ui(ui, years, &times)
            });
            if moved.inner != years {
                let [from, to] = [moved.inner.from, moved.inner.to].map(|year| Some(Period::year(year)));
                for edit in years_edits(workspace, place, panel, from, to) {
                    wishes.push(Action::Edit(edit, Step::Part("years")));
                }
            }
        });
    });
}

fn play_ui(ui: &mut Ui, screen: &mut Screen, wishes: &mut Wishes) {
    let is_on = screen.play.is_on();
    let name = if is_on { "Pause" } else { "Play" };
    let response =
        ui.add(Button::new(if is_on { say(ui, "Pause") } else { format!("     {}", say(ui, "Play")) }).min_size(vec2(62.0, 24.0)));
    if !is_on {
        triangle(ui, response.rect.left_center() + vec2(14.0, 0.0), Towards::Right, ui.visuals().text_color());
    }
    // Said before, because what describes a widget may not ask the window for anything.
    let name = say(ui, name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let what = if is_on { "Stop here (Space)" } else { "Let the years run (Space)" };
    if response.on_hover_text(say(ui, what)).clicked() {
        wishes.push(Action::Do(Command::Play));
    }
    let combo = ComboBox::from_id_salt("speed").selected_text(say(ui, screen.play.speed.name())).width(58.0).show_ui(ui, |ui| {
        for speed in Speed::ALL {
            ui.selectable_value(&mut screen.play.speed, speed, say(ui, speed.name()));
        }
    });
    combo.response.accessible_name(say(ui, "Speed")).on_hover_text(say(ui, "How fast the years run"));
}

/// Decimal years along a stretch of the window, as far apart as they are.
struct Axis {
    years: Rangef,
    x: Rangef,
}

impl Axis {
    fn x(&self, year: f64) -> f32 {
        let part = (year - f64::from(self.years.min)) / f64::from(self.years.span());
        self.x.min + self.x.span() * part as f32
    }

    /// The year that begins nearest to a place.
    fn boundary(&self, x: f32) -> i32 {
        (self.years.min + (x - self.x.min) / self.width_of_year()).round() as i32
    }

    /// The year in which a place lies.
    fn year(&self, x: f32) -> i32 {
        (self.years.min + (x - self.x.min) / self.width_of_year()).floor() as i32
    }

    fn width_of_year(&self) -> f32 {
        self.x.span() / self.years.span()
    }
}

/// The axis with its handles. What comes back are the years as they were left this frame.
fn track_ui(ui: &mut Ui, years: Years, times: &Times) -> Years {
    let (rect, base) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::CLICK);
    let axis = Axis { years: Rangef::new(years.first as f32, years.last as f32 + 1.0), x: rect.x_range().shrink(END) };
    ground_ui(ui, rect, &axis, times);
    let id = base.id;
    let mut after = years;
    if let Some(at) = base.interact_pointer_pos().filter(|_| base.clicked()) {
        after = pressed_at(years, &axis, at.x);
    }
    if years.is_single {
        let x = axis.x(f64::from(years.from) + 0.5);
        chosen(ui, rect, &axis, years);
        if let Some(year) = handle_ui(ui, id.with("one"), rect, x, "Year", years.from, [years.first, years.last], |x| axis.year(x)) {
            after = years.with_from(year);
        }
    } else {
        after = span_ui(ui, id.with("span"), rect, &axis, years).unwrap_or(after);
        chosen(ui, rect, &axis, years);
        let [from, to] = [axis.x(f64::from(years.from)), axis.x(f64::from(years.to) + 1.0)];
        let to_limits = [years.from + 1, years.last];
        if let Some(year) =
            handle_ui(ui, id.with("from"), rect, from, "First year", years.from, [years.first, years.to - 1], |x| axis.boundary(x))
        {
            after = years.with_from(year);
        }
        if let Some(year) = handle_ui(ui, id.with("to"), rect, to, "Last year", years.to, to_limits, |x| axis.boundary(x) - 1) {
            after = years.with_to(year);
        }
    }
    words_of_handles(ui, rect, &axis, years);
    after
}

/// A press on the axis brings the nearer handle there.
fn pressed_at(years: Years, axis: &Axis, x: f32) -> Years {
    let year = axis.year(x);
    let [from, to] = [axis.x(f64::from(years.from)), axis.x(f64::from(years.to) + 1.0)];
    if years.is_single || (x - from).abs() < (x - to).abs() { years.with_from(year) } else { years.with_to(year) }
}

/// Rail, years in numbers, and where there are figures: a tick for each period, the higher the more numbers it has; a value
/// for several years is a bar below them.
fn ground_ui(ui: &Ui, rect: Rect, axis: &Axis, times: &Times) {
    let colors = palette(ui.visuals());
    let painter = ui.painter_at(rect);
    painter.hline(axis.x, rect.top() + RAIL, Stroke::new(3.0, colors.hairline));
    let most = times.numbers.values().copied().max().unwrap_or(1).max(1) as f32;
    for (period, count) in &times.numbers {
        let Some([from, to]) = period.reach() else { continue };
        let [from, to] = [axis.x(from), axis.x(to)];
        if period.is_span() {
            painter.hline(Rangef::new(from + 1.0, to - 1.0), rect.top() + SPANS, Stroke::new(2.0, colors.quiet));
            continue;
        }
        let height = 2.0 + 5.0 * (*count as f32 / most).sqrt();
        let top = rect.top() + TICKS;
        painter.vline(f32::midpoint(from, to), Rangef::new(top, top + height), Stroke::new(1.0, colors.quiet));
    }
    let step = [1, 2, 5, 10, 20, 25, 50, 100].into_iter().find(|step| *step as f32 * axis.width_of_year() >= LABEL_WIDTH).unwrap_or(200);
    let [first, last] = [axis.years.min as i32, axis.years.max as i32 - 1];
    for year in (first..=last).filter(|year| year % step == 0) {
        let at = pos2(axis.x(f64::from(year) + 0.5), rect.top() + LABELS);
        painter.text(at, Align2::CENTER_TOP, year.to_string(), FontId::proportional(SMALL), colors.quiet);
    }
}

/// The stretch that is shown, from the beginning of its first year to the end of its last.
fn chosen(ui: &Ui, rect: Rect, axis: &Axis, years: Years) {
    let ends = Rangef::new(axis.x(f64::from(years.from)), axis.x(f64::from(years.to) + 1.0));
    ui.painter().hline(ends, rect.top() + RAIL, Stroke::new(3.0, palette(ui.visuals()).accent));
}

/// The years at the handles, in one word where two would touch.
fn words_of_handles(ui: &Ui, rect: Rect, axis: &Axis, years: Years) {
    const ROOM: f32 = 66.0;
    let (font, ink) = (FontId::new(SMALL, semibold()), palette(ui.visuals()).text);
    let [from, to] = [axis.x(f64::from(years.from)), axis.x(f64::from(years.to) + 1.0)];
    let write = |x: f32, anchor: Align2, text: String| ui.painter().text(pos2(x, rect.top() + 1.0), anchor, text, font.clone(), ink);
    if years.from != years.to && to - from >= ROOM {
        write(from, Align2::LEFT_TOP, years.from.to_string());
        write(to, Align2::RIGHT_TOP, years.to.to_string());
        return;
    }
    let text = if years.from == years.to { years.from.to_string() } else { format!("{}–{}", years.from, years.to) };
    let half = if years.from == years.to { 14.0 } else { 30.0 };
    let middle = f32::midpoint(from, to).clamp(rect.left() + half, rect.right() - half);
    write(middle, Align2::CENTER_TOP, text);
}

/// What the hand, the arrow keys or a screen reader make of a handle; `None` when it stays.
#[expect(clippy::too_many_arguments, reason = "a handle is one thing, and told in one place")]
fn handle_ui(ui: &Ui, id: Id, rect: Rect, x: f32, name: &str, year: i32, limits: [i32; 2], year_at: impl Fn(f32) -> i32) -> Option<i32> {
    let center = pos2(x, rect.top() + RAIL);
    let response = ui.interact(Rect::from_center_size(center, vec2(18.0, 24.0)), id, Sense::click_and_drag());
    let colors = palette(ui.visuals());
    let is_held = response.hovered() || response.dragged() || response.has_focus();
    ui.painter().circle(center, HANDLE + f32::from(u8::from(is_held)), colors.paper, Stroke::new(2.0, colors.accent));
    tell(ui, &response, &say(ui, name), year, limits);
    let dragged = response.interact_pointer_pos().filter(|_| response.dragged()).map(|at| year_at(at.x));
    let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
    dragged.or_else(|| stepped(ui, &response, year)).filter(|wanted| *wanted != year)
}

/// The span between the handles, moved as a whole.
fn span_ui(ui: &Ui, id: Id, rect: Rect, axis: &Axis, years: Years) -> Option<Years> {
    let [from, to] = [axis.x(f64::from(years.from)), axis.x(f64::from(years.to) + 1.0)];
    let bar = Rect::from_x_y_ranges(from..=to, rect.top() + RAIL - 9.0..=rect.top() + RAIL + 9.0);
    let response = ui.interact(bar, id, Sense::drag());
    tell(ui, &response, &say(ui, "Span of years"), years.from, [years.first, years.last - (years.to - years.from)]);
    if response.drag_started() {
        ui.data_mut(|data| data.insert_temp(id, years.from));
    }
    let origin = ui.input(|input| input.pointer.press_origin());
    let dragged = origin.zip(response.interact_pointer_pos()).filter(|_| response.dragged()).map(|(origin, at): (Pos2, Pos2)| {
        let start = ui.data(|data| data.get_temp::<i32>(id)).unwrap_or(years.from);
        start + ((at.x - origin.x) / axis.width_of_year()).round() as i32
    });
    let can_move = years.to - years.from < years.last - years.first;
    let response = if can_move { response.on_hover_cursor(CursorIcon::Grab) } else { response };
    let from = dragged.or_else(|| stepped(ui, &response, years.from))?;
    Some(years.moved_to(from)).filter(|moved| *moved != years)
}

/// For who hears it, and where the keyboard is.
fn tell(ui: &Ui, response: &Response, name: &str, year: i32, [first, last]: [i32; 2]) {
    response.widget_info(|| WidgetInfo::slider(true, f64::from(year), name));
    focus_ring(ui, response);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(f64::from(first));
        node.set_max_numeric_value(f64::from(last));
        node.set_numeric_value_step(1.0);
        for action in [accesskit::Action::SetValue, accesskit::Action::Increment, accesskit::Action::Decrement] {
            node.add_action(action);
        }
    });
}

/// A year by arrow keys, with Shift ten at once, or as a screen reader asks.
fn stepped(ui: &Ui, response: &Response, year: i32) -> Option<i32> {
    let has_focus = response.has_focus();
    if has_focus {
        let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    ui.input(|input| {
        let asked = input.accesskit_action_requests(response.id, accesskit::Action::SetValue);
        let set = asked.filter_map(|request| match request.data {
            Some(ActionData::NumericValue(value)) => Some(value.round() as i32),
            _ => None,
        });
        if let Some(year) = set.last() {
            return Some(year);
        }
        let asked = |action| input.num_accesskit_action_requests(response.id, action) as i32;
        let mut by = asked(accesskit::Action::Increment) - asked(accesskit::Action::Decrement);
        if has_focus {
            let pressed = |key| input.num_presses(key) as i32;
            let factor = if input.modifiers.shift { 10 } else { 1 };
            by += factor * (pressed(Key::ArrowRight) - pressed(Key::ArrowLeft));
        }
        (by != 0).then_some(year + by)
    })
}

/// Unfolds the timeline, where the years are told beside the other filters.
pub fn unfold_ui(ui: &mut Ui, wishes: &mut Wishes) {
    if word_ui(ui, "Timeline").on_hover_text(say(ui, "Unfold the timeline below the picture (F4)")).clicked() {
        wishes.push(Action::Do(Command::FoldTimeline));
    }
}

/// "2010–2020", where the handles stand elsewhere.
pub fn told_ui(ui: &mut Ui, from: i32, to: i32) {
    let text = if from == to { from.to_string() } else { format!("{from}–{to}") };
    ui.horizontal(|ui| {
        ui.label(theme::strong(text));
        ui.label(quiet(say(ui, "chosen on the timeline below")));
    });
}
