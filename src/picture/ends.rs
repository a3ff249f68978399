//! Names at the ends of lines: moved apart, then shortened, then left out and counted.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::chart::mark::{Anchor, Ink, Mark, Place};
use crate::picture::crossing::is_crossed;
use crate::picture::labels::{self, Label};
use crate::picture::page::Page;
use crate::picture::project::{Projection as _, Scene};
use crate::picture::{Color, Form, Rect, Shape, Weight, clip, text};

/// The names as shapes, and what became of those for which there was no room.
#[derive(Default)]
pub struct Ends {
    pub shapes: Vec<Shape>,
    pub left_out: usize,
    pub is_any_area_unnamed: bool,
}

/// One side of the plot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// A name beside the plot, on its way to a free place.
struct Ended<'a> {
    label: Label<'a>,
    lines: Vec<String>,
    /// Where its line ends.
    end: [f32; 2],
    /// The middle of its lines.
    y: f32,
}

const LEADING: f32 = 1.17;

/// The width of the column of names on a side of the plot; 0 without names.
pub fn column_width(page: &Page, side: Side, beside: &BTreeSet<usize>) -> f32 {
    let (size, room) = (name_size(page, beside), name_room(page));
    let lines = names(page, side, beside).flat_map(|label| text::wrap_to(label.text, room, size, Weight::Semibold, 2));
    let widest = lines.map(|line| text::width(&line, size, Weight::Semibold)).fold(0.0, f32::max);
    if widest > 0.0 { widest + column_gap(page) } else { 0.0 }
}

/// All names at ends, on both sides; those of the series `beside` too, which found no room in their areas.
pub fn place(scene: &Scene, beside: &BTreeSet<usize>) -> Ends {
    let mut ends = Ends::default();
    let mut taken: Vec<Rect> = Vec::new();
    for side in [Side::Left, Side::Right] {
        place_side(scene, side, beside, &mut ends, &mut taken);
    }
    ends
}

/// The labels that belong on a side.
fn names<'a>(page: &Page<'a>, side: Side, beside: &BTreeSet<usize>) -> impl Iterator<Item = Label<'a>> {
    labels::all(page).filter(move |label| match label.place {
        Place::LineEnd => side == Side::Right,
        Place::LineStart => side == Side::Left,
        Place::Inside { .. } => side == Side::Right && label.series.is_some_and(|series| beside.contains(&series)),
        Place::AtBar | Place::Head => false,
    })
}

/// Names are smaller when they are many.
fn name_size(page: &Page, beside: &BTreeSet<usize>) -> f32 {
    let count = names(page, Side::Right, beside).count() as f32;
    let is_roomy = count * page.type_sizes.text * LEADING * 2.2 < page.size[1];
    if is_roomy { page.type_sizes.text } else { page.type_sizes.small }
}

fn name_room(page: &Page) -> f32 {
    page.size[0] * 0.24
}

/// Many names are moved far, and lines to them need room to be told apart.
fn column_gap(page: &Page) -> f32 {
    let count = labels::all(page).filter(|label| label.place == Place::LineEnd).count();
    if count > 9 { 24.0 * page.unit } else { 10.0 * page.unit }
}

fn place_side(scene: &Scene, side: Side, beside: &BTreeSet<usize>, ends: &mut Ends, taken: &mut Vec<Rect>) {
    let page = scene.page;
    let (size, room) = (name_size(page, beside), name_room(page));
    let area = scene.projection.area;
    let mut column = Vec::new();
    for label in names(page, side, beside) {
        let Some(end) = end_in_view(scene, label, side) else { continue };
        let lines = text::wrap_to(label.text, room, size, Weight::Semibold, 2);
        let is_early = side == Side::Right && end[0] < area.max[0] - area.width() * 0.06;
        let ended = Ended { label, lines, end, y: end[1] };
        match if is_early { free_place(scene, &ended, size, taken) } else { None } {
            Some((at, anchor)) => ends.shapes.extend(in_plot(scene, &ended, (at, anchor), size, taken)),
            None => column.push(ended),
        }
    }
    let dropped = make_room(page, &mut column, size, area.height());
    let is_of_area = |label: &Label| labels::areas(page, label.series).next().is_some();
    ends.is_any_area_unnamed |= dropped.iter().any(is_of_area);
    ends.left_out += dropped.iter().filter(|label| !is_of_area(label)).count();
    push_apart(&mut column, size * LEADING, [area.min[1] - size * 0.5, area.max[1] + size * 0.5]);
    for ended in &column {
        ends.shapes.extend(in_column(scene, ended, side, size));
    }
}

/// Where the line or area of a label ends in the part in view; nothing when it does not reach it.
fn end_in_view(scene: &Scene, label: Label, side: Side) -> Option<[f32; 2]> {
    let area = scene.projection.area;
    let at = scene.projection.place(label.at);
    let is_inside = matches!(label.place, Place::Inside { .. });
    if !is_inside && area.grown(0.5).contains(at) {
        return Some(at);
    }
    let lines = scene.page.chart.marks.iter().filter_map(|mark| match mark {
        Mark::Line { series, points, .. } if Some(*series) == label.series => {
            Some(points.iter().map(|vertex| scene.projection.place(vertex.at)).collect::<Vec<_>>())
        }
        Mark::Line { .. } | Mark::Area { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } => None,
    });
    let middles = labels::areas(scene.page, label.series)
        .map(|slices| slices.iter().map(|slice| scene.projection.place([slice.x, f64::midpoint(slice.low, slice.high)])).collect());
    let visible = lines.chain(middles).flat_map(|points| clip::line(&points, &area)).flatten();
    match side {
        Side::Right => visible.max_by(|a, b| a[0].total_cmp(&b[0])),
        Side::Left => visible.min_by(|a, b| a[0].total_cmp(&b[0])),
    }
}

/// A free place in the plot for a name: right of the end of its line, above or below it, or further off.
fn free_place(scene: &Scene, ended: &Ended, size: f32, taken: &[Rect]) -> Option<([f32; 2], Anchor)> {
    let [x, y] = ended.end;
    let gap = scene.dot_radius + 4.0 * scene.page.unit;
    let width = text::width(ended.label.text, size, Weight::Semibold);
    let area = scene.projection.area;
    let level = ([x + gap, y + size * text::HALF_CAPITAL], Anchor::Start);
    let steps = (0..3).flat_map(|step| {
        let away = gap + step as f32 * size * 0.9;
        let (above, below) = (y - away, y + away + size * 0.7);
        [
            ([x + gap, above], Anchor::Start),
            ([x + gap, below], Anchor::Start),
            ([x, above], Anchor::Middle),
            ([x, below], Anchor::Middle),
            ([x - gap, above], Anchor::End),
            ([x - gap, below], Anchor::End),
        ]
    });
    std::iter::once(level).chain(steps).find(|(at, anchor)| {
        let wanted = text::outline(*at, width, size, *anchor);
        let is_in_plot = area.contains(wanted.min) && area.contains(wanted.max);
        is_in_plot && !taken.iter().any(|other| other.overlaps(&wanted)) && !is_crossed(scene, &wanted)
    })
}

/// A name in the plot; with a thin line to its data when it stands a little off.
fn in_plot(scene: &Scene, ended: &Ended, (at, anchor): ([f32; 2], Anchor), size: f32, taken: &mut Vec<Rect>) -> Vec<Shape> {
    let page = scene.page;
    let outline = text::outline(at, text::width(ended.label.text, size, Weight::Semibold), size, anchor);
    taken.push(outline);
    let mut shape = Shape::words(at, ended.label.text, (size, Weight::Semibold), labels::color(page, ended.label), anchor);
    shape.tag = labels::tag(page, ended.label);
    let [x, y] = ended.end;
    let nearest = [x.clamp(outline.min[0], outline.max[0]), y.clamp(outline.min[1], outline.max[1])];
    let is_off = (nearest[0] - x).hypot(nearest[1] - y) > scene.dot_radius + 9.0 * page.unit;
    let line = is_off.then(|| leader(scene, ended.end, nearest));
    line.into_iter().chain([shape]).collect()
}

/// Shortens names to one line, then leaves out the smallest, until the column holds them; returns those left out.
fn make_room<'a>(page: &Page, column: &mut Vec<Ended<'a>>, size: f32, height: f32) -> Vec<Label<'a>> {
    let room = height + size;
    let needed = |column: &[Ended]| column.iter().map(|ended| ended.lines.len() as f32 * size * LEADING).sum::<f32>();
    if needed(column) > room {
        for ended in column.iter_mut().filter(|ended| ended.lines.len() > 1) {
            ended.lines = vec![text::shorten(ended.label.text, name_room(page), size, Weight::Semibold)];
        }
    }
    let mut left_out = Vec::new();
    while needed(column) > room {
        let weight = |ended: &Ended| (!page.is_faded(ended.label.series), ended.label.at[1].abs());
        let lighter = |(_, a): &(usize, &Ended), (_, b): &(usize, &Ended)| weight(a).partial_cmp(&weight(b)).unwrap_or(Ordering::Equal);
        let Some((smallest, _)) = column.iter().enumerate().min_by(lighter) else { break };
        left_out.push(column.remove(smallest).label);
    }
    left_out
}

/// Moves names as little as possible so that none overlap: neighbours that collide move on as one group.
fn push_apart(column: &mut [Ended], leading: f32, [top, bottom]: [f32; 2]) {
    struct Group {
        start: usize,
        count: usize,
        height: f32,
        /// Sum over its members of the top each would like the group to have.
        wishes: f32,
    }
    column.sort_by(|a, b| a.end[1].total_cmp(&b.end[1]));
    let top_of = |group: &Group| (group.wishes / group.count as f32).clamp(top, (bottom - group.height).max(top));
    let mut groups: Vec<Group> = Vec::new();
    for (index, ended) in column.iter().enumerate() {
        let height = ended.lines.len() as f32 * leading;
        groups.push(Group { start: index, count: 1, height, wishes: ended.end[1] - height / 2.0 });
        while let [.., before, last] = groups.as_slice() {
            if top_of(before) + before.height <= top_of(last) {
                break;
            }
            let wishes = before.wishes + last.wishes - before.height * last.count as f32;
            let (start, count, height) = (before.start, before.count + last.count, before.height + last.height);
            groups.truncate(groups.len() - 2);
            groups.push(Group { start, count, height, wishes });
        }
    }
    for group in groups {
        let mut y = top_of(&group);
        for ended in &mut column[group.start..group.start + group.count] {
            let height = ended.lines.len() as f32 * leading;
            ended.y = y + height / 2.0;
            y += height;
        }
    }
}

/// A name in its column, with a thin line to its data when it was moved.
fn in_column(scene: &Scene, ended: &Ended, side: Side, size: f32) -> Vec<Shape> {
    let (page, area) = (scene.page, scene.projection.area);
    let (x, anchor, direction) = match side {
        Side::Right => (area.max[0] + column_gap(page), Anchor::Start, 1.0),
        Side::Left => (area.min[0] - column_gap(page), Anchor::End, -1.0),
    };
    let mut shapes = Vec::new();
    let from = [ended.end[0] + direction * (scene.dot_radius + 1.5 * page.unit), ended.end[1]];
    let is_far = (ended.y - ended.end[1]).abs() > size * 0.45 || (x - from[0]).abs() > column_gap(page) + 10.0 * page.unit;
    if is_far {
        shapes.push(leader(scene, from, [x - direction * 2.5 * page.unit, ended.y]));
    }
    let first = ended.y - size * LEADING * (ended.lines.len() as f32 - 1.0) / 2.0 + size * text::HALF_CAPITAL;
    for (row, line) in ended.lines.iter().enumerate() {
        let at = [x, first + row as f32 * size * LEADING];
        let mut shape = Shape::words(at, line, (size, Weight::Semibold), name_color(scene, ended.label), anchor);
        shape.tag = labels::tag(page, ended.label);
        shapes.push(shape);
    }
    shapes
}

/// The colour of a name on the paper, even if it was meant to stand in its area.
fn name_color(scene: &Scene, label: Label) -> Color {
    match label.ink {
        Ink::On(ground) => labels::color(scene.page, Label { ink: ground, ..label }),
        Ink::Code { .. } | Ink::Side { .. } | Ink::Rest | Ink::NotBrokenDown | Ink::Text | Ink::Faint => labels::color(scene.page, label),
    }
}

/// No part of the line: it cannot be asked for a number.
fn leader(scene: &Scene, from: [f32; 2], to: [f32; 2]) -> Shape {
    let paper = &scene.page.paper;
    let color = paper.line.mixed(paper.background, 0.4);
    let form = Form::Polyline { points: vec![from, to], width: 0.8 * scene.page.unit, color, dash: None };
    Shape::plain(form)
}
