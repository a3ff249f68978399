//! A person's own words on the finished picture: a box of paper near their number, with a thin line to it.

use crate::chart::annotation::Placed;
use crate::chart::mark::Anchor;
use crate::picture::page::Page;
use crate::picture::{Form, Picture, Rect, Shape, Tag, Weight, hit, text};

/// Wider than this the words are broken into lines, in points of a page of reading size.
const WIDEST: f32 = 180.0;

/// The shapes of all annotations whose numbers are in view.
pub fn shapes(page: &Page, picture: &Picture) -> Vec<Shape> {
    page.words.annotations.iter().flat_map(|annotation| shape(page, picture, annotation).unwrap_or_default()).collect()
}

fn shape(page: &Page, picture: &Picture, annotation: &Placed) -> Option<Vec<Shape>> {
    let number = hit::place_of(picture, annotation.datum)?;
    let (size, unit) = (page.type_sizes.text, page.unit);
    let lines = text::wrap(&annotation.text, WIDEST * unit, size, Weight::Regular);
    let leading = size * 1.25;
    let width = lines.iter().map(|line| text::width(line, size, Weight::Regular)).fold(0.0, f32::max);
    let padding = 4.0 * unit;
    let room = [width + 2.0 * padding, leading * lines.len() as f32 + 2.0 * padding];
    // It stays on the page, wherever the hand left it.
    let corner = [0, 1].map(|axis| {
        let wanted = number[axis] + f32::from(annotation.offset[axis]) * unit;
        wanted.clamp(0.0, (page.size[axis] - room[axis]).max(0.0))
    });
    let ground = Rect::new(corner[0], corner[1], corner[0] + room[0], corner[1] + room[1]);
    let tag = Tag { annotation: Some(annotation.nth), ..Tag::default() };
    let own = |form| Shape { form, tag };
    let mut shapes = Vec::new();
    if !ground.contains(number) {
        let end = [0, 1].map(|axis| number[axis].clamp(ground.min[axis], ground.max[axis]));
        shapes.push(own(Form::Polyline { points: vec![end, number], width: unit, color: page.paper.quiet, dash: None }));
    }
    shapes.push(own(Form::Rect { rect: ground, fill: page.paper.background }));
    for (nth, line) in lines.into_iter().enumerate() {
        let at = [corner[0] + padding, corner[1] + padding + leading * nth as f32 + size];
        let (weight, color, anchor) = (Weight::Regular, page.paper.text, Anchor::Start);
        shapes.push(own(Form::Text { at, text: line, size, weight, color, anchor }));
    }
    Some(shapes)
}
