//! What people see when a briefing is presented, and what the speaker sees beside it.

use std::sync::Arc;

use chrono::Local;
use eframe::egui::{
    self, Color32, CornerRadius, CursorIcon, FontId, Label, Margin, Mesh, Panel, Pos2, Rect, RichText, Role, ScrollArea, Sense, Shape,
    Stroke, Ui, Vec2, ViewportBuilder, ViewportCommand, ViewportId, WidgetInfo, pos2, vec2,
};

use crate::chart::said::{period, value};
use crate::picture::between::Way;
use crate::picture::colors::Paper;
use crate::picture::look::{Size, Theme};
use crate::picture::{Picture, hit};
use crate::ui::action::{Action, Wishes};
use crate::ui::in_hand;
use crate::ui::paint;
use crate::ui::presenting::{Presenting, Stage, Turn};
use crate::ui::said::{say, say_of};
use crate::ui::theme::{palette, quiet, semibold, strong};
use crate::work::slides::Steps;
use crate::workspace::briefing::{Briefing, Slide};

/// How long a step takes to become the next, in seconds.
const TURNING: f64 = 0.28;
/// A pointer that rests so long is not looked for any more.
const RESTING: f64 = 2.5;
/// What is less wide than this is shown at four to three.
const WIDE: f32 = 1.45;

/// The whole of the main window while a briefing is presented.
pub fn window_ui(ui: &mut Ui, presenting: &mut Presenting, stage: &mut Stage, wishes: &mut Wishes) {
    if !presenting.has_two_windows {
        audience_ui(ui, presenting, stage, wishes);
        return;
    }
    speaker_ui(ui, presenting, stage, wishes);
    let builder = ViewportBuilder::default().with_title("Asymmetry").with_inner_size([1280.0, 720.0]).with_active(true);
    let builder = if presenting.fills_screen { builder.with_monitor(1) } else { builder };
    ui.ctx().show_viewport_immediate(ViewportId::from_hash_of("audience"), builder, |ui, _| {
        let (wants, fills) = (presenting.fills_screen, ui.input(|input| input.viewport().fullscreen.unwrap_or(false)));
        if wants != fills {
            ui.ctx().send_viewport_cmd(ViewportCommand::Fullscreen(wants));
        }
        if ui.input(|input| input.viewport().close_requested()) {
            wishes.push(Action::Turn(Turn::Leave));
        }
        for turn in ui.input_mut(|input| presenting.heard(input)) {
            wishes.push(Action::Turn(turn));
        }
        audience_ui(ui, presenting, stage, wishes);
    });
}

/// Where a slide lies in a window, and on which paper.
struct Place {
    rect: Rect,
    size: Size,
}

impl Place {
    /// As large as it goes into the room, in the middle of it.
    fn within(room: Rect) -> Self {
        let size = if room.width() / room.height().max(1.0) >= WIDE { Size::Slide } else { Size::SlideFourThree };
        let [width, height] = size.points();
        let scale = (room.width() / width).min(room.height() / height);
        Self { rect: Rect::from_center_size(room.center(), vec2(width, height) * scale), size }
    }

    /// How large a point of the slide is here.
    fn scale(&self) -> f32 {
        self.rect.width() / self.size.points()[0]
    }
}

/// Nothing but the slide.
fn audience_ui(ui: &mut Ui, presenting: &mut Presenting, stage: &mut Stage, wishes: &mut Wishes) {
    let theme = stage.briefing.theme;
    let ground = paint::color(Paper::of(theme).background);
    if presenting.is_in_hand {
        in_hand::in_hand_ui(ui, presenting, stage, ground);
    }
    let room = ui.available_rect_before_wrap();
    let place = Place::within(room);
    ui.painter().rect_filled(room.expand(2.0), 0.0, if presenting.is_blank { Color32::BLACK } else { ground });
    let response = ui.interact(room, ui.scope_id().with("slide"), Sense::click());
    let now = ui.input(|input| input.time);
    follow_pointer(ui, presenting, &response, now);
    if presenting.is_blank {
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, say_blank()));
        return;
    }
    let Some(picture) = page(presenting, stage, &place, theme) else { return };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &picture.alt));
    let is_turning = paint_page(ui, presenting, stage, &place, &picture, now);
    if presenting.is_zoomed || is_turning {
        if is_turning {
            ui.ctx().request_repaint();
        }
        return;
    }
    lay_out_next(presenting, stage, &place, theme);
    if presenting.is_spotlight {
        spotlight(ui, presenting, room, place.scale());
    }
    point(ui, presenting, stage, (&place, &picture), &response, wishes);
}

fn say_blank() -> &'static str {
    "Blank"
}

/// The picture to show: that of the slide now, or the last one until it is there. What cannot be drawn is shown in words alone.
fn page(presenting: &mut Presenting, stage: &mut Stage, place: &Place, theme: Theme) -> Option<Arc<Picture>> {
    let shown = presenting.shown(stage.briefing)?.clone();
    let paper = (place.size, theme);
    let step = presenting.step.min(shown.steps() - 1);
    let picture = match stage.slides.picture(&shown, step, paper, place.rect.width()) {
        Some(Ok(picture)) => Some(picture),
        Some(Err(_)) if presenting.digression.is_none() => {
            let words = Slide { views: Vec::new(), ..shown };
            stage.slides.picture(&words, 0, paper, place.rect.width()).and_then(Result::ok)
        }
        Some(Err(_)) | None => presenting.pages.now.clone(),
    };
    presenting.pages.now.clone_from(&picture);
    picture
}

/// The next slide is ready before it is asked for.
fn lay_out_next(presenting: &Presenting, stage: &mut Stage, place: &Place, theme: Theme) {
    let (slide, step) = presenting.next(stage.briefing);
    if let Some(next) = stage.briefing.slides.get(slide).cloned() {
        let _ = stage.slides.picture(&next, step, (place.size, theme), place.rect.width());
    }
}

/// Paints the slide; `true` while it is on its way from the one before.
fn paint_page(ui: &Ui, presenting: &mut Presenting, stage: &mut Stage, place: &Place, picture: &Arc<Picture>, now: f64) -> bool {
    let mut painter = ui.painter_at(place.rect);
    if let Some((pointer, _)) = presenting.pointer.filter(|_| presenting.is_zoomed) {
        const CLOSER: f32 = 2.0;
        let shown = presenting.shown(stage.briefing).cloned();
        let step = presenting.step;
        let large = shown.and_then(|shown| {
            stage.slides.picture(&shown, step, (place.size, stage.briefing.theme), place.rect.width() * CLOSER).and_then(Result::ok)
        });
        if let Some(large) = large {
            // What the pointer is on stays under it.
            let origin = place.rect.min - (pointer - place.rect.min) * (CLOSER - 1.0);
            paint::picture(&painter, &large, &mut presenting.pages.areas[0], origin);
            return false;
        }
    }
    let share = if stage.is_still { 1.0 } else { ((now - presenting.turned) / TURNING).clamp(0.0, 1.0) as f32 };
    let before = presenting.pages.before.clone().filter(|before| share < 1.0 && before.size == picture.size);
    if let Some(before) = &before {
        if let Some(way) = way_from(presenting, stage, before, picture) {
            let on_its_way = Arc::new(way.at(share));
            paint::picture(&painter, &on_its_way, &mut presenting.pages.areas[1], place.rect.min);
            return true;
        }
        paint::picture(&painter, before, &mut presenting.pages.areas[1], place.rect.min);
        painter.set_opacity(share);
    }
    paint::picture(&painter, picture, &mut presenting.pages.areas[0], place.rect.min);
    before.is_some()
}

/// How a step of a slide becomes the next one; `None` between slides, which have nothing in common.
fn way_from<'a>(presenting: &'a mut Presenting, stage: &Stage, before: &Picture, after: &Picture) -> Option<&'a Way> {
    let from = presenting.pages.step_before?;
    if presenting.pages.way.is_none() {
        let slide = stage.briefing.slides.get(presenting.slide)?;
        let kinship = Steps::of(stage.slides.findings(slide, from)?, stage.slides.findings(slide, presenting.step)?);
        presenting.pages.way = Way::new(before, after, &kinship);
    }
    presenting.pages.way.as_ref()
}

/// Where the pointer is; it is hidden once it rests.
fn follow_pointer(ui: &Ui, presenting: &mut Presenting, response: &egui::Response, now: f64) {
    let moved = ui.input(|input| input.pointer.delta() != Vec2::ZERO);
    if let Some(at) = response.hover_pos() {
        let rested = presenting.pointer.filter(|_| !moved).map_or(now, |(_, since)| since);
        presenting.pointer = Some((at, rested));
        if now - rested > RESTING && !presenting.has_two_windows {
            ui.ctx().set_cursor_icon(CursorIcon::None);
        } else {
            ui.ctx().request_repaint_after_secs(RESTING as f32);
        }
    }
}

/// A mark under the pointer tells its value and source; a name that is pressed is set apart.
fn point(
    ui: &Ui,
    presenting: &mut Presenting,
    stage: &mut Stage,
    (place, picture): (&Place, &Arc<Picture>),
    response: &egui::Response,
    wishes: &mut Wishes,
) {
    let Some(at) = response.hover_pos() else { return };
    let Some(shown) = presenting.shown(stage.briefing).cloned() else { return };
    let local = at - place.rect.min;
    if response.clicked() {
        let named = hit::names(picture).into_iter().find(|(_, rect)| rect.grown(4.0).contains([local.x, local.y]));
        match named.and_then(|(entry, _)| stage.slides.legend(&shown, presenting.step).into_iter().nth(entry)) {
            Some(label) => presenting.set_apart(stage.briefing, &label),
            None => wishes.push(Action::Turn(Turn::Next)),
        }
        return;
    }
    let rested = presenting.pointer.is_some_and(|(_, since)| ui.input(|input| input.time) - since > RESTING);
    let datum = hit::under(picture, [local.x, local.y], hit::REACH * place.scale().max(1.0)).datum.filter(|_| !rested);
    let Some((datum, findings)) = datum.zip(stage.slides.findings(&shown, presenting.step)) else { return };
    let Some((series, number)) = findings.number(datum.series, datum.point) else { return };
    let sources: Vec<String> = findings.sources_of(number).into_iter().map(|source| source.short()).collect();
    let lines = [
        say_of(ui, &findings, &series.label),
        format!("{}: {}", say(ui, &period(number)), say(ui, &value(series, number))),
        sources.join("; "),
    ];
    if let Some([x, y]) = hit::place_of(picture, datum) {
        let colors = palette(ui.visuals());
        paint::halo(ui.painter(), place.rect.min + vec2(x, y), colors.accent, colors.paper);
    }
    told(ui, (place, stage.briefing.theme), at, &lines);
}

/// What a number says, in type for a room, beside the pointer and within the slide.
fn told(ui: &Ui, (place, theme): (&Place, Theme), at: Pos2, lines: &[String; 3]) {
    let (scale, paper) = (place.scale(), Paper::of(theme));
    let most = 560.0 * scale;
    let size = 24.0 * scale;
    let fonts = [FontId::new(size, semibold()), FontId::proportional(size), FontId::proportional(22.5 * scale)];
    let inks = [paper.text, paper.text, paper.quiet].map(paint::color);
    let galleys: Vec<_> = lines
        .iter()
        .zip(fonts)
        .zip(inks)
        .filter(|((line, _), _)| !line.is_empty())
        .map(|((line, font), ink)| ui.painter().layout(line.clone(), font, ink, most))
        .collect();
    let (gap, pad) = (4.0 * scale, 14.0 * scale);
    let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max) + 2.0 * pad;
    let height = galleys.iter().map(|galley| galley.size().y + gap).sum::<f32>() - gap + 2.0 * pad;
    let left = (at.x + 18.0 * scale).min(place.rect.right() - width).max(place.rect.left());
    let below = at.y + 22.0 * scale;
    let top = if below + height > place.rect.bottom() { (at.y - 14.0 * scale - height).max(place.rect.top()) } else { below };
    let card = Rect::from_min_size(pos2(left, top), vec2(width, height));
    ui.painter().rect(
        card,
        CornerRadius::same(6),
        paint::color(paper.background),
        Stroke::new(1.0, paint::color(paper.line)),
        egui::StrokeKind::Inside,
    );
    let mut y = card.top() + pad;
    for galley in galleys {
        let height = galley.size().y;
        ui.painter().galley(pos2(card.left() + pad, y), galley, Color32::PLACEHOLDER);
        y += height + gap;
    }
}

/// Everything but a circle around the pointer is dimmed.
fn spotlight(ui: &Ui, presenting: &Presenting, room: Rect, scale: f32) {
    let Some((at, _)) = presenting.pointer else { return };
    const CORNERS: u16 = 72;
    let (radius, reach) = (150.0 * scale, room.size().length());
    let mut ring = Mesh::default();
    for corner in 0..=CORNERS {
        let towards = Vec2::angled(std::f32::consts::TAU * f32::from(corner) / f32::from(CORNERS));
        ring.colored_vertex(at + towards * radius, Color32::from_black_alpha(165));
        ring.colored_vertex(at + towards * (radius + reach), Color32::from_black_alpha(165));
        if corner > 0 {
            let last = u32::from(corner) * 2;
            ring.add_triangle(last - 2, last - 1, last);
            ring.add_triangle(last - 1, last, last + 1);
        }
    }
    ui.painter_at(room).add(Shape::mesh(ring));
}

/// The slide, the next one, notes, the clock and the time since the beginning.
fn speaker_ui(ui: &mut Ui, presenting: &mut Presenting, stage: &mut Stage, wishes: &mut Wishes) {
    let frame = egui::Frame::new().fill(palette(ui.visuals()).side).inner_margin(Margin::same(16));
    Panel::top("speaker").frame(frame).show(ui, |ui| bar_ui(ui, presenting, stage.briefing, wishes));
    let (slide, step) = presenting.next(stage.briefing);
    let is_last = (slide, step) == (presenting.slide, presenting.step);
    Panel::right("next").frame(frame).exact_size(ui.available_width() * 0.38).show(ui, |ui| {
        ui.label(quiet(say(ui, if is_last { "This is the last slide" } else { "Next" })));
        if let Some(next) = stage.briefing.slides.get(slide).filter(|_| !is_last).cloned() {
            thumbnail_ui(ui, stage, (&next, step), &mut presenting.pages.of_speaker[1]);
        }
        ui.add_space(12.0);
        let notes = stage.briefing.slides.get(presenting.slide).map(|slide| slide.notes.clone()).unwrap_or_default();
        ScrollArea::vertical().id_salt("notes").auto_shrink(false).show(ui, |ui| {
            let notes = if notes.trim().is_empty() { quiet(say(ui, "No notes")) } else { RichText::new(notes) };
            ui.add(Label::new(notes.size(18.0)).wrap());
        });
    });
    egui::CentralPanel::default().frame(frame).show(ui, |ui| {
        if let Some(shown) = presenting.shown(stage.briefing).cloned() {
            let step = presenting.step.min(shown.steps() - 1);
            thumbnail_ui(ui, stage, (&shown, step), &mut presenting.pages.of_speaker[0]);
        }
        ui.add_space(8.0);
        let keys = "Arrow keys turn, a number and Enter jump, B blanks, L is a spotlight, Z looks closer, T takes years and names in hand, R restores, F fills the screen, Escape ends";
        ui.add(Label::new(quiet(say(ui, keys))).wrap());
    });
    // The clock goes on by itself.
    ui.ctx().request_repaint_after_secs(1.0);
}

fn bar_ui(ui: &mut Ui, presenting: &Presenting, briefing: &Briefing, wishes: &mut Wishes) {
    ui.horizontal(|ui| {
        let elapsed = (ui.input(|input| input.time) - presenting.started).max(0.0) as u64;
        ui.label(strong(Local::now().format("%H:%M").to_string()).size(26.0));
        ui.label(quiet(format!("{}:{:02}", elapsed / 60, elapsed % 60)).size(26.0));
        ui.add_space(16.0);
        let place = format!("Slide {} of {}", presenting.slide + 1, briefing.slides.len());
        ui.label(RichText::new(say(ui, &place)).size(18.0));
        if !presenting.typed.is_empty() {
            ui.label(strong(format!("→ {}", presenting.typed)).size(18.0));
        }
        ui.add_space(16.0);
        let turns = [
            ("Back", Turn::Back),
            ("Forward", Turn::Next),
            ("Blank", Turn::Blank),
            ("Restore", Turn::Restore),
            ("Fill the screen", Turn::FillScreen),
            ("End", Turn::Leave),
        ];
        for (name, turn) in turns {
            if ui.button(say(ui, name)).clicked() {
                wishes.push(Action::Turn(turn));
            }
        }
    });
}

/// A slide as wide as the room.
pub fn thumbnail_ui(ui: &mut Ui, stage: &mut Stage, (slide, step): (&Slide, usize), areas: &mut paint::Areas) -> egui::Response {
    let [width, height] = Size::Slide.points();
    let size = vec2(ui.available_width(), ui.available_width() * height / width);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    if ui.is_rect_visible(rect)
        && let Some(Ok(picture)) = stage.slides.picture(slide, step, (Size::Slide, stage.briefing.theme), rect.width())
    {
        paint::picture(&ui.painter_at(rect), &picture, areas, rect.min);
    }
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, palette(ui.visuals()).hairline), egui::StrokeKind::Outside);
    response
}
