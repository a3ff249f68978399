//! The picture of a panel in the window: painted, pointed at, looked at closer, its names set apart, its marks asked.

use std::sync::Arc;

use eframe::egui::{self, CursorIcon, EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::chart::Level;
use crate::chart::axis::ValueAxis;
use crate::chart::mark::Datum;
use crate::chart::said::{period, value};
use crate::measure::findings::Findings;
use crate::picture::look::{Look, Size, Theme};
use crate::picture::{Picture, hit};
use crate::query::selection::Pick;
use crate::ui::action::{Action, Step, Wishes};
use crate::ui::controls::comparison;
use crate::ui::cursor::{cursor_ui, time_at};
use crate::ui::hover::tooltip_ui;
use crate::ui::mark_key::MarkKey;
use crate::ui::said::{self, say, say_of};
use crate::ui::theme::palette;
use crate::ui::widgets::focus_ring;
use crate::ui::{paint, plot};
use crate::view::View;
use crate::work::figures::Figures;
use crate::workspace::Panel;

/// What the canvas remembers from frame to frame.
#[derive(Default)]
pub struct Canvas {
    areas: paint::Areas,
    /// The mark that has the keyboard.
    stop: Option<Datum>,
    /// Where the pointer was when it asked a mark. The source card may have unfolded since and moved another mark there.
    asked_at: Option<Pos2>,
    /// Should the marks have the keyboard from the next frame on?
    is_wanted: bool,
    /// What had the keyboard before the marks were wished for.
    before: Option<Id>,
    /// The moment that the pointer or the keys are at, in decimal years.
    pub pointed: Option<f64>,
    /// Does a mark tell its value beside it? Then the line of the moment keeps silent here.
    is_telling: bool,
}

impl Canvas {
    /// Gives the keyboard to the marks, and later back to what has it now.
    pub fn walk(&mut self, before: Option<Id>) {
        if self.stop.is_none() {
            (self.is_wanted, self.before) = (true, before);
        }
    }

    /// Takes the keyboard from the marks, to give it to those of another picture: what they would have given it back to.
    pub fn leave(&mut self) -> Option<Option<Id>> {
        self.stop.take().map(|_| self.before.take())
    }
}

/// The panel whose picture is painted.
pub struct Shown<'a> {
    pub place: usize,
    pub panel: &'a Panel,
    pub asked: Option<&'a MarkKey>,
    /// Is it out of date and another one on its way?
    pub is_waiting: bool,
    /// The axis of values it shares with its neighbours.
    pub axis: Option<&'a ValueAxis>,
    /// A moment pointed at here or in a neighbour.
    pub cursor: Option<f64>,
}

impl Shown<'_> {
    /// Each panel's picture is a thing of its own to the keyboard and the pointer.
    fn id(&self, ui: &Ui) -> Id {
        ui.scope_id().with(("picture", self.place))
    }
}

/// Fills the room left with the picture. True when one was painted.
pub fn canvas_ui(ui: &mut Ui, canvas: &mut Canvas, figures: &mut Figures, shown: &Shown, wishes: &mut Wishes) -> bool {
    let rect = ui.available_rect_before_wrap();
    let look = look_on_screen(ui, &figures.view(shown.panel).look, rect);
    let Some(picture) = figures.picture(&look, shown.axis) else { return false };
    let base = ui.allocate_rect(rect, Sense::CLICK);
    base.widget_info(|| WidgetInfo::labeled(Role::Image, true, &picture.alt));
    let mut painter = ui.painter_at(rect);
    if shown.is_waiting {
        painter.set_opacity(0.45);
    }
    paint::picture(&painter, &picture, &mut canvas.areas, rect.min);
    let area = in_window(&picture.plot.area, rect);
    let id = shown.id(ui);
    let seen = plot::camera_ui(ui, id.with("camera"), &picture.plot, area);
    if let Some(zoom) = seen.zoom {
        let mut view = View { chart: figures.view(shown.panel).chart, ..shown.panel.view.clone() };
        view.look.zoom = zoom;
        wishes.view(shown.place, shown.panel, view, Step::Part("zoom"));
    }
    names_ui(ui, &picture, figures, shown, rect, wishes);
    if let Some(wanted) = comparison::axis_ui(ui, id, shown.panel, figures, &picture.plot, area) {
        comparison::set(shown.place, shown.panel, wanted, wishes);
    }
    annotations_ui(ui, &picture, figures, shown, rect, wishes);
    let keys = keys_ui(ui, id, canvas, &picture, area);
    if let Some(told) = shown.cursor.and_then(|time| cursor_ui(ui, figures, &picture, rect, (time, !canvas.is_telling))) {
        ui.ctx().accesskit_node_builder(base.id, |node| node.set_value(told));
    }
    let hand = Hand { picture: &picture, rect, base: &base, camera: &seen.response, keys: &keys };
    marks_ui(ui, canvas, figures, shown, &hand, wishes);
    canvas.pointed = moment(canvas, figures, &hand);
    true
}

/// The look of the view, at the size and in the theme of the window.
fn look_on_screen(ui: &Ui, look: &Look, rect: Rect) -> Look {
    let points = |length: f32| length.max(0.0).min(f32::from(u16::MAX)) as u16;
    Look {
        size: Size::Points(points(rect.width()), points(rect.height())),
        theme: if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light },
        scaling: look.scaling,
        facet: look.facet.clone(),
        zoom: look.zoom,
        isolated: look.isolated.clone(),
        language: if look.language.is_english() { said::language(ui.ctx()) } else { look.language },
    }
}

fn in_window(area: &crate::picture::Rect, rect: Rect) -> Rect {
    Rect::from_min_max(rect.min + vec2(area.min[0], area.min[1]), rect.min + vec2(area.max[0], area.max[1]))
}

/// A person's own words are moved by hand, or by the arrow keys.
fn annotations_ui(ui: &Ui, picture: &Picture, figures: &Figures, shown: &Shown, rect: Rect, wishes: &mut Wishes) {
    let wording = &figures.view(shown.panel).wording;
    for (nth, place) in hit::annotations(picture) {
        let Some(annotation) = wording.annotations.get(nth) else { continue };
        let response = ui.interact(in_window(&place, rect), shown.id(ui).with(("annotation", nth)), Sense::click_and_drag());
        let name = say(ui, &format!("Annotation: {}", annotation.text));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        focus_ring(ui, &response);
        let response = response.on_hover_cursor(CursorIcon::Grab);
        let mut by = response.drag_delta();
        if response.has_focus() {
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, ARROWS));
            by += ui.input_mut(by_arrows);
        }
        if by != Vec2::ZERO {
            let mut view = View { wording: wording.clone(), ..shown.panel.view.clone() };
            let [right, down] = &mut view.wording.annotations[nth].offset;
            // A hand moves by parts of a point; what is left over is made up by the next movement.
            let step = |length: f32| length.round().clamp(-2000.0, 2000.0) as i16;
            (*right, *down) = (right.saturating_add(step(by.x)), down.saturating_add(step(by.y)));
            wishes.view(shown.place, shown.panel, view, Step::Part("annotation"));
        }
    }
}

/// Arrow keys stay with what has the keyboard.
const ARROWS: EventFilter = EventFilter { horizontal_arrows: true, vertical_arrows: true, tab: false, escape: false };

fn by_arrows(input: &mut egui::InputState) -> Vec2 {
    const STEP: f32 = 4.0;
    let mut pressed = |key| if input.consume_key(Modifiers::NONE, key) { STEP } else { 0.0 };
    vec2(pressed(Key::ArrowRight) - pressed(Key::ArrowLeft), pressed(Key::ArrowDown) - pressed(Key::ArrowUp))
}

/// Each name of the legend can be pressed to set it apart, and pressed twice for all again.
fn names_ui(ui: &Ui, picture: &Picture, figures: &Figures, shown: &Shown, rect: Rect, wishes: &mut Wishes) {
    let id = shown.id(ui);
    let Some((chart, findings)) = figures.chart().zip(figures.findings()) else { return };
    let say_name = |english: &str| say_of(ui, findings, english);
    for (nth, (entry, place)) in hit::names(picture).into_iter().enumerate() {
        let Some(entry) = chart.legend.get(entry) else { continue };
        let label = entry.label.as_str();
        let response = ui.interact(in_window(&place, rect).expand(3.0), id.with(("name", nth)), Sense::click());
        if let Some(level) = level_below(figures, shown, &entry.series) {
            let name = say_name(&format!("Look into: {label}"));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            focus_ring(ui, &response);
            let response = response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(say_name(&format!("Look into {label}")));
            if response.clicked() {
                look_into(shown, &level, wishes);
            }
            continue;
        }
        let is_apart = shown.panel.view.look.isolated.iter().any(|one| one == label);
        let name = say_name(&format!("Legend: {label}"));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_apart, &name));
        focus_ring(ui, &response);
        let response =
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(say(ui, "Click to set apart, double-click for all"));
        if response.clicked() || response.double_clicked() {
            let isolated = &shown.panel.view.look.isolated;
            let with_others = ui.input(|input| input.modifiers.shift || input.modifiers.command);
            let next = if response.double_clicked() { Vec::new() } else { set_apart(isolated, label, with_others) };
            let mut view = shown.panel.view.clone();
            view.look.isolated = next;
            wishes.view(shown.place, shown.panel, view, Step::Part("legend"));
        }
    }
}

/// What an entry of the legend can be looked into.
fn level_below(figures: &Figures, shown: &Shown, series: &[usize]) -> Option<Level> {
    figures.view(shown.panel).chart.definition().within(figures.findings()?, series)
}

/// The codes of a level take the place of what was picked, so that the figures and every export follow.
fn look_into(shown: &Shown, level: &Level, wishes: &mut Wishes) {
    let mut view = shown.panel.view.clone();
    view.subject.selection.picks.insert(level.dimension.clone(), Pick::Only(level.codes.clone()));
    wishes.view(shown.place, shown.panel, view, Step::Whole);
}

/// The names in colour after one was pressed: it alone, or beside those before; pressed again it is let go.
fn set_apart(isolated: &[String], label: &str, with_others: bool) -> Vec<String> {
    let others: Vec<String> = isolated.iter().filter(|one| *one != label).cloned().collect();
    let was_apart = others.len() < isolated.len();
    match (was_apart, with_others) {
        (true, true) => others,
        (true, false) if others.is_empty() => Vec::new(),
        (false, true) => others.into_iter().chain([label.to_owned()]).collect(),
        (true | false, false) => vec![label.to_owned()],
    }
}

/// The marks as one stop of the keyboard; arrows go from mark to mark, Escape back to where it came from.
fn keys_ui(ui: &Ui, id: Id, canvas: &mut Canvas, picture: &Picture, area: Rect) -> Response {
    let response = ui.interact(area, id.with("marks"), Sense::focusable_noninteractive());
    let name = say(ui, "Marks: arrow keys go from one to the next, Enter asks for the source");
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &name));
    if std::mem::take(&mut canvas.is_wanted) {
        response.request_focus();
    }
    if !response.has_focus() {
        (canvas.stop, canvas.before) = (None, None);
        return response;
    }
    if response.gained_focus() {
        // The arrow keys are the picture's own from the next frame on.
        ui.ctx().request_repaint();
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        canvas.stop = None;
        match canvas.before.take() {
            Some(before) => ui.memory_mut(|memory| memory.request_focus(before)),
            None => response.surrender_focus(),
        }
        return response;
    }
    focus_ring(ui, &response);
    let stops = stops(picture);
    canvas.stop = canvas.stop.filter(|stop| stops.contains(stop)).or(stops.first().copied());
    let steps = [(Key::ArrowRight, 1, 0), (Key::ArrowLeft, -1, 0), (Key::ArrowUp, 0, -1), (Key::ArrowDown, 0, 1)];
    for (key, along, across) in steps {
        if ui.input(|input| input.key_pressed(key)) {
            canvas.stop = canvas.stop.and_then(|stop| step(picture, &stops, stop, along, across));
        }
    }
    response
}

/// All marks of the picture, series by series.
fn stops(picture: &Picture) -> Vec<Datum> {
    let of_shapes = picture.shapes.iter().filter_map(|shape| shape.tag.datum);
    let mut stops: Vec<Datum> = picture.targets.iter().map(|target| target.datum).chain(of_shapes).collect();
    stops.sort();
    stops.dedup();
    stops
}

/// The next mark of a series, or above or below it on the page the mark of another series that is nearest along.
fn step(picture: &Picture, stops: &[Datum], from: Datum, along: isize, across: isize) -> Option<Datum> {
    if along != 0 {
        let place = stops.iter().position(|stop| *stop == from)?;
        return stops.get(place.saturating_add_signed(along).min(stops.len() - 1)).copied();
    }
    let [x, y] = hit::place_of(picture, from)?;
    let away = |stop: &Datum| hit::place_of(picture, *stop).map_or(f32::MAX, |at| (at[0] - x).abs());
    let others = stops.chunk_by(|a, b| a.series == b.series).filter(|series| series[0].series != from.series);
    let nearest = others.filter_map(|series| series.iter().min_by(|a, b| away(a).total_cmp(&away(b))));
    let mut column: Vec<(f32, Datum)> = nearest.filter_map(|stop| Some((hit::place_of(picture, *stop)?[1], *stop))).collect();
    column.push((y, from));
    column.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let place = column.iter().position(|(_, stop)| *stop == from)?;
    column.get(place.saturating_add_signed(across).min(column.len() - 1)).map(|(_, stop)| *stop)
}

/// Everything that can point at a mark.
struct Hand<'a> {
    picture: &'a Arc<Picture>,
    rect: Rect,
    base: &'a Response,
    camera: &'a Response,
    keys: &'a Response,
}

fn marks_ui(ui: &Ui, canvas: &mut Canvas, figures: &Figures, shown: &Shown, hand: &Hand, wishes: &mut Wishes) {
    let Some(findings) = figures.findings() else { return };
    let place = |datum: Datum| hit::place_of(hand.picture, datum).map(|[x, y]| hand.rect.min + vec2(x, y));
    let (ink, ground) = (palette(ui.visuals()).accent, palette(ui.visuals()).paper);
    if let Some(at) = shown.asked.and_then(|key| key.find(findings)).and_then(place) {
        paint::halo(ui.painter(), at, ink, ground);
    }
    let pointer = hand.camera.hover_pos().or(hand.base.hover_pos()).filter(|_| !hand.camera.dragged());
    let pointed = pointer.and_then(|at| {
        let local = at - hand.rect.min;
        hit::under(hand.picture, [local.x, local.y], hit::REACH).datum
    });
    // Of the pointer and the keys, the one that moved last shows its mark; a pointer at rest hides nothing.
    if pointed.is_some() && canvas.stop.is_some() && ui.input(|input| input.pointer.delta() != Vec2::ZERO || input.pointer.any_pressed()) {
        canvas.stop = pointed;
    }
    canvas.is_telling = canvas.stop.or(pointed).is_some();
    let Some(datum) = canvas.stop.or(pointed) else { return };
    let at = place(datum).or(pointer);
    let is_resting = pointer.is_some() && pointer == canvas.asked_at && canvas.stop.is_none();
    if let Some(at) = at.filter(|_| !is_resting) {
        paint::halo(&ui.painter_at(hand.rect), at, ink, ground);
        tooltip_ui(ui, hand.base, findings, datum, pointer.filter(|_| pointed == Some(datum)).unwrap_or(at));
    }
    if canvas.stop.is_some() {
        let said = say_of(ui, findings, &told(findings, datum));
        ui.ctx().accesskit_node_builder(hand.keys.id, |node| node.set_value(said.as_str()));
    }
    if pointed.is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    let is_entered = hand.keys.has_focus() && ui.input(|input| input.key_pressed(Key::Enter) || input.key_pressed(Key::Space));
    let is_twice = hand.camera.double_clicked() || hand.base.double_clicked();
    let of_datum = |datum: &Datum| figures.chart()?.legend.iter().find(|entry| entry.series.contains(&datum.series));
    let level = pointed.filter(|_| is_twice).as_ref().and_then(of_datum).and_then(|entry| level_below(figures, shown, &entry.series));
    if let Some(level) = level {
        wishes.push(Action::Ask(None));
        look_into(shown, &level, wishes);
        return;
    }
    let is_clicked = pointed.is_some() && (hand.camera.clicked() || hand.base.clicked());
    if is_clicked {
        canvas.asked_at = pointer;
    }
    if is_clicked || (is_entered && canvas.stop.is_some()) {
        wishes.push(Action::Ask(MarkKey::of(findings, datum)));
    }
}

/// Where in time the keys, else the pointer are.
fn moment(canvas: &Canvas, figures: &Figures, hand: &Hand) -> Option<f64> {
    let of_stop = canvas.stop.and_then(|stop| hit::place_of(hand.picture, stop));
    let of_pointer = || hand.camera.hover_pos().or(hand.base.hover_pos()).map(|at| (at - hand.rect.min).into());
    time_at(figures, hand.picture, of_stop.or_else(of_pointer)?)
}

/// A mark for who hears it.
fn told(findings: &Findings, datum: Datum) -> String {
    let verdict = findings.claim(datum.series).map_or_else(String::new, |claim| format!(". {}", claim.words));
    let number = findings.number(datum.series, datum.point);
    number.map(|(series, point)| format!("{}, {}: {}{verdict}", series.label, period(point), value(series, point))).unwrap_or_default()
}

/// A thin line at the top that moves while figures are on their way.
pub fn progress_ui(ui: &Ui, rect: Rect) {
    let time = ui.input(|input| input.time) as f32;
    let phase = (time * 0.8).fract();
    let width = rect.width() * 0.25;
    let from = rect.left() - width + phase * (rect.width() + width);
    let line = Rect::from_min_size(egui::pos2(from, rect.top()), vec2(width, 2.0)).intersect(rect);
    ui.painter().rect_filled(line, 0.0, palette(ui.visuals()).accent);
    ui.ctx().request_repaint();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_pressed_is_set_apart_and_pressed_again_let_go() {
        let china = vec!["China".to_owned()];
        assert_eq!(set_apart(&[], "China", false), china);
        assert_eq!(set_apart(&china, "China", false), Vec::<String>::new());
        assert_eq!(set_apart(&china, "EU27", true), ["China", "EU27"]);
        assert_eq!(set_apart(&["China".to_owned(), "EU27".to_owned()], "EU27", false), ["EU27"]);
    }
}
