//! Names at the ends of lines: moved apart, then shortened, then left out and counted.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::chart::mark::{Anchor, Ink, Mark, Place};
use crate::picture::crossing::is_crossed;
use crate::picture::labels::{self, Ends, Label};
use crate::picture::page::Page;
use crate::picture::project::Scene;
use crate::picture::projection::Projection as _;
use crate::picture::{Color, Form, Rect, Shape, Weight, clip, text};

/// What an earlier attempt taught about the columns of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taught {
    /// Series whose names stand beside the plot because their areas are too thin.
    pub too_thin: BTreeSet<usize>,
    /// Names that are moved off their ends need room for lines to them.
    pub are_moved: bool,
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
pub fn column_width(page: &Page, side: Side, taught: &Taught) -> f32 {
    let (size, room) = (name_size(page, taught), name_room(page));
    let lines = names(page, side, taught).flat_map(|label| text::wrap_to(label.text, room, size, Weight::Semibold, 2));
    let widest = lines.map(|line| text::width(&line, size, Weight::Semibold)).fold(0.0, f32::max);
    if widest > 0.0 { widest + column_gap(page, taught) } else { 0.0 }
}

/// All names at ends, on both sides; those too that found no room in their areas.
pub fn place(scene: &Scene, taught: &Taught) -> Ends {
    let mut ends = Ends::default();
    for side in [Side::Left, Side::Right] {
        place_side(scene, side, taught, &mut ends);
    }
    ends
}

/// The labels that belong on a side.
fn names<'a>(page: &Page<'a>, side: Side, taught: &Taught) -> impl Iterator<Item = Label<'a>> {
    labels::all(page).filter(move |label| match label.place {
        Place::LineEnd => side == Side::Right,
        Place::LineStart => side == Side::Left,
        Place::Inside { .. } => side == Side::Right && label.series.is_some_and(|series| taught.too_thin.contains(&series)),
        Place::AtBar | Place::Over | Place::Head | Place::Cell { .. } | Place::Beside(_) | Place::Axis(_) => false,
    })
}

/// Names are smaller when they are many.
fn name_size(page: &Page, taught: &Taught) -> f32 {
    let count = names(page, Side::Right, taught).count() as f32;
    let is_roomy = count * page.type_sizes.text * LEADING * 2.2 < page.size[1];
    if is_roomy { page.type_sizes.text } else { page.type_sizes.small }
}

fn name_room(page: &Page) -> f32 {
    page.size[0] * 0.24
}

/// Lines to names that are moved need room to be told apart.
fn column_gap(page: &Page, taught: &Taught) -> f32 {
    if taught.are_moved { 24.0 * page.unit } else { 10.0 * page.unit }
}

/// Names of what is set back are quiet.
fn weight(page: &Page, label: Label) -> Weight {
    if page.is_faded(label.series) { Weight::Regular } else { Weight::Semibold }
}

fn place_side(scene: &Scene, side: Side, taught: &Taught, ends: &mut Ends) {
    let page = scene.page;
    let (size, room) = (name_size(page, taught), name_room(page));
    let area = scene.projection.area;
    let mut column = Vec::new();
    for label in names(page, side, taught) {
        let Some(end) = end_in_view(scene, label, side) else { continue };
        let lines = text::wrap_to(label.text, room, size, Weight::Semibold, 2);
        let is_early = side == Side::Right && end[0] < area.max[0] - area.width() * 0.06;
        let ended = Ended { label, lines, end, y: end[1] };
        match if is_early { free_place(scene, &ended, size, &ends.taken) } else { None } {
            Some((at, anchor)) => {
                let shapes = in_plot(scene, &ended, (at, anchor), size, &mut ends.taken);
                ends.shapes.extend(shapes);
            }
            None => column.push(ended),
        }
    }
    let dropped = make_room(page, &mut column, size, area.height());
    let is_of_area = |label: &Label| labels::areas(page, label.series).next().is_some();
    ends.is_any_area_unnamed |= dropped.iter().any(is_of_area);
    ends.left_out += dropped.iter().filter(|label| !is_of_area(label)).count();
    ends.left_out += stand_near(page, &mut column, size * LEADING, [area.min[1] - size * 0.5, area.max[1] + size * 0.5]);
    for ended in &column {
        ends.are_moved |= is_moved(ended, size);
        ends.shapes.extend(in_column(scene, ended, side, size, column_gap(page, taught)));
    }
}

/// Where the line or area of a label ends in the part in view; nothing when it does not reach it.
fn end_in_view(scene: &Scene, label: Label, side: Side) -> Option<[f32; 2]> {
    let area = scene.projection.area;
    let at = scene.projection.place(label.at);
    let is_inside = matches!(label.place, Place::Inside { .. });
    if !is_inside && area.grown(0.5).contains(at) {
        // A bar may be slimmer than its place on the scale.
        let edge = scene.page.chart.marks.iter().find_map(|mark| bar_edge(scene, label, mark));
        return Some([edge.unwrap_or(at[0]), at[1]]);
    }
    let lines = scene.page.chart.marks.iter().filter_map(|mark| match mark {
        Mark::Line { series, points, .. } if Some(*series) == label.series => {
            Some(points.iter().map(|vertex| scene.projection.place(vertex.at)).collect::<Vec<_>>())
        }
        Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } => None,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) => None,
        Mark::Trail { .. } | Mark::Diagonal { .. } => None,
        Mark::Claim(_) => None,
    });
    let middles = labels::areas(scene.page, label.series)
        .map(|slices| slices.iter().map(|slice| scene.projection.place([slice.x, f64::midpoint(slice.low, slice.high)])).collect());
    let visible = lines.chain(middles).flat_map(|points| clip::line(&points, &area)).flatten();
    match side {
        Side::Right => visible.max_by(|a, b| a[0].total_cmp(&b[0])),
        Side::Left => visible.min_by(|a, b| a[0].total_cmp(&b[0])),
    }
}

/// The right edge of the upright bar that the label stands at.
fn bar_edge(scene: &Scene, label: Label, mark: &Mark) -> Option<f32> {
    let Mark::Bar { datum, x, y, .. } = mark else { return None };
    let is_it = Some(datum.series) == label.series && x[1] == label.at[0] && !scene.page.is_lying();
    is_it.then(|| scene.bar_box([*x, *y]).max[0])
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
        // The margin beside the plot is as free as the plot.
        let room = Rect { min: area.min, max: [area.max[0].max(scene.page.size[0] - scene.page.margin), area.max[1]] };
        let is_in_room = room.contains(wanted.min) && room.contains(wanted.max);
        is_in_room && !taken.iter().any(|other| other.overlaps(&wanted)) && !is_crossed(scene, &wanted)
    })
}

/// A name in the plot; with a thin line to its data when it stands a little off.
fn in_plot(scene: &Scene, ended: &Ended, (at, anchor): ([f32; 2], Anchor), size: f32, taken: &mut Vec<Rect>) -> Vec<Shape> {
    let page = scene.page;
    let outline = text::outline(at, text::width(ended.label.text, size, Weight::Semibold), size, anchor);
    taken.push(outline);
    let mut shape = Shape::words(at, ended.label.text, (size, weight(page, ended.label)), labels::color(page, ended.label), anchor);
    shape.tag = labels::tag(page, ended.label);
    let [x, y] = ended.end;
    let nearest = [x.clamp(outline.min[0], outline.max[0]), y.clamp(outline.min[1], outline.max[1])];
    let is_off = (nearest[0] - x).hypot(nearest[1] - y) > scene.dot_radius + 9.0 * page.unit;
    let line = is_off.then(|| leader(scene, ended.label, ended.end, nearest));
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
        let Some(smallest) = (0..column.len()).min_by(|a, b| by_importance(page, column[*a].label, column[*b].label)) else { break };
        left_out.push(column.remove(smallest).label);
    }
    left_out
}

/// Moves the names apart. Of many, as many of the largest as can stand near their ends: a fan of lines to names far off cannot
/// be followed. Returns how many are left out.
fn stand_near(page: &Page, column: &mut Vec<Ended>, leading: f32, ends: [f32; 2]) -> usize {
    const FEW: usize = 9;
    let count = column.len();
    push_apart(column, leading, ends);
    if count <= FEW {
        return 0;
    }
    loop {
        let off = |ended: &Ended| (ended.y - ended.end[1]).abs();
        let Some(far) = (0..column.len()).max_by(|a, b| off(&column[*a]).total_cmp(&off(&column[*b]))) else { break };
        if off(&column[far]) <= 2.0 * leading {
            break;
        }
        let crowd = crowd(column, far, leading);
        let Some(smallest) = crowd.min_by(|a, b| by_importance(page, column[*a].label, column[*b].label)) else { break };
        column.remove(smallest);
        push_apart(column, leading, ends);
    }
    count - column.len()
}

/// The names that push each other, around one of them.
fn crowd(column: &[Ended], around: usize, leading: f32) -> std::ops::Range<usize> {
    let is_close = |above: &Ended, below: &Ended| {
        let apart = (above.lines.len() + below.lines.len()) as f32 * leading / 2.0;
        below.y - above.y < apart + 0.5
    };
    let first = (1..=around).rev().find(|at| !is_close(&column[at - 1], &column[*at])).unwrap_or(0);
    let end = (around + 1..column.len()).find(|at| !is_close(&column[at - 1], &column[*at])).unwrap_or(column.len());
    first..end
}

/// What is set back comes first, then the smallest.
fn by_importance(page: &Page, a: Label, b: Label) -> Ordering {
    let is_front = |label: Label| !page.is_faded(label.series);
    is_front(a).cmp(&is_front(b)).then(size_of(page, a).total_cmp(&size_of(page, b)))
}

/// The value at the end of a line, or how much of a pile the area or bar at its end takes.
fn size_of(page: &Page, label: Label) -> f64 {
    let last_slice = labels::areas(page, label.series).filter_map(|slices| slices.last()).map(|slice| slice.high - slice.low).last();
    let bar = page.chart.marks.iter().find_map(|mark| match mark {
        Mark::Bar { datum, x, y, .. } | Mark::Cell { datum, x, y, .. } if Some(datum.series) == label.series && x[1] == label.at[0] => {
            Some(y[1] - y[0])
        }
        Mark::Bar { .. } | Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } => None,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) => None,
        Mark::Trail { .. } | Mark::Diagonal { .. } => None,
        Mark::Claim(_) => None,
    });
    last_slice.or(bar).unwrap_or(label.at[1].abs())
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
fn in_column(scene: &Scene, ended: &Ended, side: Side, size: f32, gap: f32) -> Vec<Shape> {
    let (page, area) = (scene.page, scene.projection.area);
    let (x, anchor, direction) = match side {
        Side::Right => (area.max[0] + gap, Anchor::Start, 1.0),
        Side::Left => (scene.left - gap, Anchor::End, -1.0),
    };
    let mut shapes = Vec::new();
    let from = [ended.end[0] + direction * (scene.dot_radius + 1.5 * page.unit), ended.end[1]];
    // Ranks stand between the names on the left and their lines.
    let ticks = if side == Side::Left { area.min[0] - scene.left } else { 0.0 };
    if is_moved(ended, size) || (x - from[0]).abs() > ticks + gap + 10.0 * page.unit {
        shapes.push(leader(scene, ended.label, from, [x - direction * 2.5 * page.unit, ended.y]));
    }
    let first = ended.y - size * LEADING * (ended.lines.len() as f32 - 1.0) / 2.0 + size * text::HALF_CAPITAL;
    for (row, line) in ended.lines.iter().enumerate() {
        let at = [x, first + row as f32 * size * LEADING];
        let mut shape = Shape::words(at, line, (size, weight(page, ended.label)), name_color(scene, ended.label), anchor);
        shape.tag = labels::tag(page, ended.label);
        shapes.push(shape);
    }
    shapes
}

fn is_moved(ended: &Ended, size: f32) -> bool {
    (ended.y - ended.end[1]).abs() > size * 0.45
}

/// The colour of a name on the paper, even if it was meant to stand in its area.
fn name_color(scene: &Scene, label: Label) -> Color {
    labels::color(scene.page, Label { ink: ground(label.ink), ..label })
}

fn ground(ink: &Ink) -> &Ink {
    match ink {
        Ink::On(ground) => ground,
        Ink::Code { .. } | Ink::Side { .. } | Ink::Rest | Ink::NotBrokenDown | Ink::Heat(_) | Ink::Balance(_) | Ink::Text | Ink::Faint => {
            ink
        }
    }
}

/// No part of the line, though of its colour: it cannot be asked for a number.
fn leader(scene: &Scene, label: Label, from: [f32; 2], to: [f32; 2]) -> Shape {
    let color = scene.color(ground(label.ink), label.series);
    Shape::plain(Form::Polyline { points: vec![from, to], width: 0.8 * scene.page.unit, color, dash: None })
}
