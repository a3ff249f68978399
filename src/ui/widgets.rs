//! The few parts that the whole window is made of.

use eframe::egui::scroll_area::ScrollBarVisibility;
use eframe::egui::{
    self, Align, Align2, Button, CursorIcon, FontId, Label, Layout, Margin, Panel, RangeSlider, RectAlign, Response, RichText, Role,
    ScrollArea, Sense, Shape, Stroke, StrokeKind, TextEdit, Tooltip, Ui, WidgetInfo, vec2,
};

use crate::problem::{Guide, Problem};
use crate::ui::said::say;
use crate::ui::theme::{self, BODY, SMALL, palette, semibold, strong};

/// Which edge of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    /// In place of what stands at the right.
    Help,
    /// The slides of the briefing, there as well.
    Slides,
}

/// A panel at the side of the window, scrolled as a whole when it is too long.
pub fn side_ui(ui: &mut Ui, side: Side, contents: impl FnOnce(&mut Ui)) {
    let panel = match side {
        Side::Left => Panel::left("left").default_size(264.0).size_range(220.0..=340.0),
        Side::Right => Panel::right("right").default_size(268.0).size_range(230.0..=360.0),
        Side::Help => Panel::right("help").default_size(268.0).size_range(230.0..=420.0),
        Side::Slides => Panel::right("slides").default_size(300.0).size_range(240.0..=520.0),
    };
    let frame = theme::ground(palette(ui.visuals()).side, Margin { left: 14, right: 10, top: 10, bottom: 6 });
    panel.frame(frame).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).id_salt("side").show(ui, contents);
    });
}

/// A part of a side panel under its name, which folds and unfolds it; `beside` stands at the right of the name.
pub fn section_ui(ui: &mut Ui, name: &str, is_open_at_first: bool, beside: impl FnOnce(&mut Ui), body: impl FnOnce(&mut Ui)) {
    let id = ui.make_persistent_id(("section", name));
    let mut is_open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(is_open_at_first);
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        let response = section_head_ui(ui, name, is_open);
        if response.clicked() {
            is_open = !is_open;
            ui.data_mut(|data| data.insert_temp(id, is_open));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), beside);
    });
    if is_open {
        body(ui);
        ui.add_space(6.0);
    }
    hairline_ui(ui);
}

fn section_head_ui(ui: &mut Ui, name: &str, is_open: bool) -> Response {
    let colors = palette(ui.visuals());
    let font = FontId::new(SMALL, semibold());
    let galley = ui.painter().layout_no_wrap(say(ui, name).to_uppercase(), font, colors.quiet);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(14.0, 8.0), Sense::click());
    let ink = if response.hovered() || response.has_focus() { colors.accent } else { colors.quiet };
    triangle(ui, rect.left_center() + vec2(4.0, 0.0), if is_open { Towards::Down } else { Towards::Right }, ink);
    ui.painter().galley_with_override_text_color(rect.min + vec2(14.0, 4.0), galley, ink);
    focus_ring(ui, &response);
    let what = if is_open { "fold" } else { "unfold" };
    let name = say(ui, name);
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, &name));
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{name}: {}", say(ui, what)))
}

/// Where a small triangle points.
#[derive(Clone, Copy)]
pub enum Towards {
    Right,
    Down,
    Up,
}

pub fn triangle(ui: &Ui, center: egui::Pos2, towards: Towards, ink: egui::Color32) {
    let points = match towards {
        Towards::Right => [vec2(-2.0, -3.5), vec2(2.5, 0.0), vec2(-2.0, 3.5)],
        Towards::Down => [vec2(-3.5, -2.0), vec2(3.5, -2.0), vec2(0.0, 2.5)],
        Towards::Up => [vec2(-3.5, 2.0), vec2(0.0, -2.5), vec2(3.5, 2.0)],
    };
    ui.painter().add(Shape::convex_polygon(points.map(|offset| center + offset).to_vec(), ink, Stroke::NONE));
}

/// A line that parts without weight.
pub fn hairline_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, palette(ui.visuals()).hairline));
}

pub const TAB_HEIGHT: f32 = 34.0;

/// A tab: its name, underlined when it stands in front.
pub fn tab_ui(ui: &mut Ui, name: &str, is_front: bool) -> Response {
    let colors = palette(ui.visuals());
    let font = if is_front { FontId::new(BODY, semibold()) } else { FontId::proportional(BODY) };
    let galley = ui.painter().layout_no_wrap(name.to_owned(), font, colors.text);
    // As wide as its name is when it stands in front, so that tabs never move.
    let widest = ui.painter().layout_no_wrap(name.to_owned(), FontId::new(BODY, semibold()), colors.text).size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(widest + 20.0, TAB_HEIGHT), Sense::click_and_drag());
    let ink = if is_front || response.hovered() { colors.accent } else { colors.quiet };
    let at = Align2::CENTER_CENTER.anchor_size(rect.center(), galley.size()).min;
    ui.painter().galley_with_override_text_color(at, galley, ink);
    if is_front {
        let line = egui::Rect::from_min_max(rect.left_bottom() + vec2(10.0, -3.0), rect.right_bottom() - vec2(10.0, 0.5));
        ui.painter().rect_filled(line, 1.0, colors.accent);
    }
    focus_ring(ui, &response);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_front, name));
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// A row that moves sideways where it finds no room; it fades at the edge behind which it goes on.
pub fn sideways() -> ScrollArea {
    ScrollArea::horizontal().scroll_bar_visibility(ScrollBarVisibility::AlwaysHidden)
}

/// Shows where the keyboard is.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        ui.painter().rect_stroke(response.rect.expand(1.0), 3.0, Stroke::new(1.5, palette(ui.visuals()).accent), StrokeKind::Outside);
    }
}

/// A row of a list that can be chosen; a long name takes a second line.
pub fn row_ui(ui: &mut Ui, text: impl Into<RichText>, is_chosen: bool, is_enabled: bool) -> Response {
    let button = Button::selectable(is_chosen, text.into()).right_text("").wrap().min_size(vec2(ui.available_width(), 24.0));
    let response = ui.add_enabled(is_enabled, button);
    // The keyboard goes on to rows that the list has not yet scrolled to.
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// A tooltip beside a row, where it lies on no other one.
pub fn hover_beside(response: Response, text: impl Into<String>) -> Response {
    let mut tooltip = if response.enabled() { Tooltip::for_enabled(&response) } else { Tooltip::for_disabled(&response) };
    tooltip.popup = tooltip.popup.align(RectAlign::RIGHT_START);
    tooltip.show(|ui| ui.label(text.into()));
    response
}

/// A word that can be pressed, without a frame.
pub fn word_ui(ui: &mut Ui, word: &str) -> Response {
    let text = RichText::new(say(ui, word)).size(SMALL).color(palette(ui.visuals()).accent);
    ui.add(Button::new(text).small().frame(false)).on_hover_cursor(CursorIcon::PointingHand)
}

/// A search field with its name for who cannot see the hint. True when it should have the keyboard.
pub fn search_ui(ui: &mut Ui, name: &str, text: &mut String, is_wanted: bool) -> Response {
    let name = say(ui, name);
    let field = TextEdit::singleline(text).hint_text(name.as_str()).desired_width(f32::INFINITY);
    let response = ui.add(field).accessible_name(name);
    if is_wanted {
        response.request_focus();
    }
    // The key also takes the keyboard away from the field, in the same frame.
    if (response.has_focus() || response.lost_focus()) && ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        text.clear();
    }
    response
}

/// A problem where it arose, with what can be done about it.
pub fn problem_ui(ui: &mut Ui, problem: &Problem, remedies: impl FnOnce(&mut Ui)) -> Response {
    let colors = palette(ui.visuals());
    let frame = theme::ground(colors.warning_ground, Margin::symmetric(14, 10)).corner_radius(5).stroke(Stroke::new(1.0, colors.hairline));
    let card = frame.show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(620.0));
        ui.add(Label::new(strong(say(ui, &problem.what)).color(colors.warning)).wrap());
        if let Some(why) = &problem.why {
            ui.add(Label::new(say(ui, &sentence(why))).wrap());
        }
        if let Some(hint) = problem.advice(words) {
            ui.add(Label::new(RichText::new(say(ui, &hint)).color(colors.quiet)).wrap());
        }
        ui.horizontal_wrapped(remedies);
    });
    card.response
}

/// Where in the window it is found.
pub fn words(guide: Guide) -> &'static str {
    match guide {
        Guide::FormOfViews => "File ▸ Save view… writes one that it can be compared with.",
        Guide::FormOfDatasets => "A CSV file with columns named period and value can be opened as well.",
        Guide::BundledDatasets => "They are listed at the left.",
        Guide::CodesOfDataset => "The lists at the left name its codes.",
        Guide::Encoding => "Choose another encoding.",
        Guide::DecimalSign => "Choose how its numbers are written.",
        Guide::DateOrder => "Choose what comes first in its dates.",
        Guide::PartOfFile => "Choose one of its parts.",
        Guide::RolesOfColumns => "Look at its cells as they were read, and say what its columns hold.",
    }
}

/// With a capital letter and a full stop.
pub fn sentence(text: &str) -> String {
    let text = crate::terms::english::capitalised(text.trim());
    if text.ends_with(['.', '!', '?', '…']) { text } else { text + "." }
}

/// While files are held over the window, it says that they can be dropped.
pub fn drop_hint_ui(ui: &Ui) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let colors = palette(ui.visuals());
    let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0.0, colors.paper.gamma_multiply(0.85));
    painter.rect_stroke(rect.shrink(10.0), 8.0, Stroke::new(2.0, colors.accent), StrokeKind::Inside);
    painter.text(rect.center(), Align2::CENTER_CENTER, say(ui, "Let go to open"), FontId::new(theme::HEADLINE, semibold()), colors.accent);
}

/// Two handles on one line; `set` is told what they come to stand at.
pub fn range_ui(ui: &mut Ui, [from, to]: [i32; 2], [first, last]: [i32; 2], mut set: impl FnMut(i32, i32)) {
    let (mut low, mut high) = (from, to);
    let slider = RangeSlider::new(&mut low, &mut high, first..=last).min_separation(1).show_value(false).text("");
    let response = ui.add(slider);
    let name = say(ui, "Years");
    response.widget_info(|| WidgetInfo::labeled(Role::Slider, true, &name));
    // The slider calls its handles low and high.
    for (handle, name) in [("low", "First year"), ("high", "Last year")] {
        let name = say(ui, name);
        ui.ctx().accesskit_node_builder(response.id.with(handle), |node| node.set_label(name));
    }
    ui.horizontal(|ui| {
        ui.label(from.to_string());
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(to.to_string()));
    });
    if (low, high) != (from, to) {
        set(low, high);
    }
}
