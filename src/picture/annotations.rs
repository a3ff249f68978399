//! A person's own words on the finished picture: a box of paper near their number, with a thin line to it, or near the bracket
//! over their span of time.

use crate::chart::annotation::Placed;
use crate::chart::mark::Anchor;
use crate::chart::scale::Scale;
use crate::picture::page::Page;
use crate::picture::{Form, Picture, Rect, Shape, Tag, Weight, hit, text};

/// Wider than this the words are broken into lines, in points of a page of reading size.
const WIDEST: f32 = 180.0;

/// Lays all annotations whose numbers or spans are in view over the picture, and what is pale behind it.
pub fn lay_over(page: &Page, picture: &mut Picture) {
    let mut ground = Vec::new();
    let mut front = Vec::new();
    for annotation in &page.words.annotations {
        let bracket = annotation.span.and_then(|_| bracket(page, picture, annotation));
        let number = || hit::place_of(picture, annotation.datum).map(|place| [place, place]);
        let ends = bracket.as_ref().map(|bracket| bracket.ends).or_else(number);
        if let Some(bracket) = bracket {
            ground.push(bracket.ground);
            front.push(bracket.line);
        }
        front.extend(ends.map(|ends| words(page, annotation, ends)).unwrap_or_default());
    }
    picture.shapes.splice(0..0, ground);
    picture.shapes.extend(front);
}

/// The sign of a span on an axis of time.
struct Bracket {
    ground: Shape,
    line: Shape,
    /// Left and right end.
    ends: [[f32; 2]; 2],
}

/// Where the bracket over a span stands at the top of a plot; `None` where the axis is not one of time, and for a span out of view.
pub fn place_of_bracket(page: &Page, area: &Rect, [least, greatest]: [f64; 2], annotation: &Placed) -> Option<Rect> {
    if !matches!(page.chart.x, Scale::Time { .. }) || page.chart.multiples.is_some() {
        return None;
    }
    let [first, last] = annotation.span?;
    let (from, to) = (first.reach()?[0].max(least), last.reach()?[1].min(greatest));
    let at = |year: f64| area.min[0] + ((year - least) / (greatest - least)) as f32 * area.width();
    let top = area.min[1] + 3.0 * page.unit;
    (from < to).then(|| Rect::new(at(from), top, at(to), top + 5.0 * page.unit))
}

fn bracket(page: &Page, picture: &Picture, annotation: &Placed) -> Option<Bracket> {
    let (area, unit) = (picture.plot.area, page.unit);
    let Rect { min: [left, top], max: [right, foot] } = place_of_bracket(page, &area, picture.plot.x, annotation)?;
    let tag = Tag { annotation: Some(annotation.nth), ..Tag::default() };
    let fill = page.paper.background.mixed(page.paper.grid, 0.5);
    let ground = Shape::plain(Form::Rect { rect: Rect::new(left, area.min[1], right, area.max[1]), fill });
    let points = vec![[left, foot], [left, top], [right, top], [right, foot]];
    let line = Shape { form: Form::Polyline { points, width: 1.5 * unit, color: page.paper.quiet, dash: None }, tag };
    Some(Bracket { ground, line, ends: [[left, top], [right, top]] })
}

/// The words beside the middle of what they are about, with a line to the nearest place of it.
fn words(page: &Page, annotation: &Placed, [start, end]: [[f32; 2]; 2]) -> Vec<Shape> {
    let number = [0, 1].map(|axis| f32::midpoint(start[axis], end[axis]));
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
    let nearest = [f32::midpoint(ground.min[0], ground.max[0]).clamp(start[0], end[0]), number[1]];
    if !ground.contains(nearest) {
        let from = [0, 1].map(|axis| nearest[axis].clamp(ground.min[axis], ground.max[axis]));
        shapes.push(own(Form::Polyline { points: vec![from, nearest], width: unit, color: page.paper.quiet, dash: None }));
    }
    shapes.push(own(Form::Rect { rect: ground, fill: page.paper.background }));
    for (nth, line) in lines.into_iter().enumerate() {
        let at = [corner[0] + padding, corner[1] + padding + leading * nth as f32 + size];
        let (weight, color, anchor) = (Weight::Regular, page.paper.text, Anchor::Start);
        shapes.push(own(Form::Text { at, text: line, size, weight, color, anchor }));
    }
    shapes
}
