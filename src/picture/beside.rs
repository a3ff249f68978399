//! Names beside their dots: each at the first place around its dot that is free, those set apart before the others.

use crate::chart::mark::{Anchor, Place};
use crate::picture::crossing::{is_crossed, is_crossed_in_front};
use crate::picture::labels::{self, Label};
use crate::picture::project::Scene;
use crate::picture::projection::Projection as _;
use crate::picture::{Rect, Shape, Tag, Weight, text};

/// The names for which there is room; they take it from those after them.
pub fn place(scene: &Scene, taken: &mut Vec<Rect>) -> Vec<Shape> {
    let page = scene.page;
    let is_seen = |label: &Label| matches!(label.place, Place::Beside(told) if page.is_told(told, label.series));
    let mut names: Vec<Label> = labels::all(page).filter(is_seen).collect();
    let is_any_apart = !page.look.isolated.is_empty();
    names.sort_by_key(|label| page.is_faded(label.series));
    names.into_iter().flat_map(|label| beside(scene, label, is_any_apart, taken)).collect()
}

/// Where a name would stand, and the box that it would fill.
type Placed = ([f32; 2], Anchor, Rect);

/// The name; with a line to its dot where it stands off it, so that it is not taken for that of another.
fn beside(scene: &Scene, label: Label, is_any_apart: bool, taken: &mut Vec<Rect>) -> Vec<Shape> {
    let page = scene.page;
    let size = page.type_sizes.small;
    let is_front = is_any_apart && !page.is_faded(label.series);
    let weight = if is_front { Weight::Semibold } else { Weight::Regular };
    let width = text::width(label.text, size, weight);
    let [x, y] = scene.projection.place(label.at);
    if !scene.projection.area.grown(0.5).contains([x, y]) {
        return Vec::new();
    }
    let gap = scene.dot_radius + 2.5 * page.unit;
    let half = size * text::HALF_CAPITAL;
    let around = |gap: f32| {
        let near = gap * 0.75;
        [
            ([x + gap, y + half], Anchor::Start),
            ([x - gap, y + half], Anchor::End),
            ([x + near, y - near], Anchor::Start),
            ([x, y - gap], Anchor::Middle),
            ([x - near, y - near], Anchor::End),
            ([x + near, y + near + 2.0 * half], Anchor::Start),
            ([x, y + gap + 2.0 * half], Anchor::Middle),
            ([x - near, y + near + 2.0 * half], Anchor::End),
        ]
    };
    // What is asked for is named even where its name must stand a little off.
    let rings: &[f32] = if is_front { &[1.0, 2.2, 3.4, 5.0, 7.0, 9.0] } else { &[1.0] };
    let room = scene.projection.area.grown(size * 0.6);
    let around = rings.iter().flat_map(|ring| around(gap * ring));
    let boxed: Vec<Placed> = around.map(|(at, anchor)| (at, anchor, text::outline(at, width, size, anchor))).collect();
    let is_in_room = |(_, _, outline): &&Placed| {
        let is_inside = room.contains(outline.min) && room.contains(outline.max);
        is_inside && !taken.iter().any(|other| other.overlaps(outline))
    };
    let places: Vec<&Placed> = boxed.iter().filter(is_in_room).collect();
    // The dot itself stands beside its name, so there is less than that room around it.
    let inner = |outline: &Rect| outline.grown(0.5 * page.unit);
    let free = places.iter().find(|(_, _, outline)| !is_crossed(scene, &inner(outline)));
    // What is set back is pale enough to be written on.
    let over = || places.iter().find(|(_, _, outline)| is_front && !is_crossed_in_front(scene, &inner(outline)));
    let Some((at, anchor, outline)) = free.or_else(over).copied() else { return Vec::new() };
    taken.push(outline.grown(1.5 * page.unit));
    let color = labels::color(page, label);
    let mut shape = Shape::words(*at, label.text, (size, weight), color, *anchor);
    shape.tag = Tag { series: label.series, legend: page.legend_of(label.series), ..Tag::default() };
    let nearest = [0, 1].map(|axis| [x, y][axis].clamp(outline.min[axis], outline.max[axis]));
    let [dx, dy] = [x - nearest[0], y - nearest[1]];
    let away = dx.hypot(dy);
    if away <= gap * 1.6 {
        return vec![shape];
    }
    let from = [0, 1].map(|axis| [x, y][axis] - [dx, dy][axis] / away * (scene.dot_radius + page.unit));
    let mut line = Shape::stroke(from, nearest, 0.8 * page.unit, color);
    line.tag = Tag { series: label.series, ..Tag::default() };
    vec![line, shape]
}
