//! Names beside their dots: each at the first place around its dot that is free, those set apart before the others.

use crate::chart::mark::{Anchor, Place};
use crate::picture::crossing::is_crossed;
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
    names.into_iter().filter_map(|label| beside(scene, label, is_any_apart, taken)).collect()
}

fn beside(scene: &Scene, label: Label, is_any_apart: bool, taken: &mut Vec<Rect>) -> Option<Shape> {
    let page = scene.page;
    let size = page.type_sizes.small;
    let is_front = is_any_apart && !page.is_faded(label.series);
    let weight = if is_front { Weight::Semibold } else { Weight::Regular };
    let width = text::width(label.text, size, weight);
    let [x, y] = scene.projection.place(label.at);
    if !scene.projection.area.grown(0.5).contains([x, y]) {
        return None;
    }
    let gap = scene.dot_radius + 2.5 * page.unit;
    let (half, near) = (size * text::HALF_CAPITAL, gap * 0.75);
    let around = [
        ([x + gap, y + half], Anchor::Start),
        ([x - gap, y + half], Anchor::End),
        ([x + near, y - near], Anchor::Start),
        ([x, y - gap], Anchor::Middle),
        ([x - near, y - near], Anchor::End),
        ([x + near, y + near + 2.0 * half], Anchor::Start),
        ([x, y + gap + 2.0 * half], Anchor::Middle),
        ([x - near, y + near + 2.0 * half], Anchor::End),
    ];
    let room = scene.projection.area.grown(size * 0.6);
    let (at, anchor, outline) = around.into_iter().find_map(|(at, anchor)| {
        let outline = text::outline(at, width, size, anchor);
        let is_inside = room.contains(outline.min) && room.contains(outline.max);
        // The dot itself stands beside its name, so what crosses is looked for a little inside.
        let is_free =
            is_inside && !taken.iter().any(|other| other.overlaps(&outline)) && !is_crossed(scene, &outline.grown(-1.5 * page.unit));
        is_free.then_some((at, anchor, outline))
    })?;
    taken.push(outline.grown(1.5 * page.unit));
    let mut shape = Shape::words(at, label.text, (size, weight), labels::color(page, label), anchor);
    shape.tag = Tag { series: label.series, legend: page.legend_of(label.series), ..Tag::default() };
    Some(shape)
}
