//! A picture on its way to another one: what both have moves, what only one of them has fades out or in.

use crate::chart::mark::Datum;
use crate::picture::{Color, Form, Picture, Rect, Shape};

/// Which series and numbers of one picture are those of another.
pub trait Kinship {
    fn series(&self, before: usize) -> Option<usize>;
    fn datum(&self, before: Datum) -> Option<Datum>;
}

/// Two pictures of one size, and which shapes of them are one.
pub struct Way {
    after: Picture,
    /// For each shape of the later picture the one that it comes from.
    origins: Vec<Option<Shape>>,
    /// What the later picture has no more.
    leaving: Vec<Shape>,
}

impl Way {
    /// `None` between pictures of different sizes.
    pub fn new(before: &Picture, after: &Picture, kinship: &impl Kinship) -> Option<Self> {
        if before.size != after.size {
            return None;
        }
        let mut is_left: Vec<bool> = vec![true; before.shapes.len()];
        let mut origins: Vec<Option<Shape>> = vec![None; after.shapes.len()];
        // The same number first; then what is the only thing of its kind that a series still has, as a bar of another year.
        for is_alike in [is_same_number, is_of_same_series] {
            for (shape, is_left) in before.shapes.iter().zip(&mut is_left).filter(|(_, is_left)| **is_left) {
                let free = after.shapes.iter().zip(&mut origins).filter(|(_, origin)| origin.is_none());
                let found = free.into_iter().find(|(other, _)| is_alike(shape, other, kinship));
                if let Some((_, origin)) = found {
                    *origin = Some(shape.clone());
                    *is_left = false;
                }
            }
        }
        let leaving = before.shapes.iter().zip(is_left).filter(|(_, is_left)| *is_left).map(|(shape, _)| shape.clone()).collect();
        Some(Self { after: after.clone(), origins, leaving })
    }

    /// So far on the way, from 0 to 1.
    pub fn at(&self, share: f32) -> Picture {
        // Slow at both ends.
        let eased = share * share * (3.0 - 2.0 * share);
        let leaving = self.leaving.iter().map(|shape| faded(shape, 1.0 - eased));
        let coming = self.after.shapes.iter().zip(&self.origins).flat_map(|(shape, origin)| match origin {
            Some(origin) => moved(origin, shape, eased),
            None => vec![faded(shape, eased)],
        });
        Picture { shapes: leaving.chain(coming).collect(), ..self.after.clone() }
    }
}

fn is_same_number(before: &Shape, after: &Shape, kinship: &impl Kinship) -> bool {
    if !is_one_kind(&before.form, &after.form) {
        return false;
    }
    match (before.tag.datum, after.tag.datum, before.tag.series, after.tag.series) {
        (Some(before), Some(after), ..) => kinship.datum(before) == Some(after),
        (None, None, Some(one), Some(other)) => kinship.series(one) == Some(other),
        // Ticks and words go by what they say, lines across the plot by being the same.
        (None, None, None, None) => match (&before.form, &after.form) {
            (Form::Text { text, size, .. }, Form::Text { text: other, size: of_other, .. }) => text == other && size == of_other,
            (form, other) => form == other,
        },
        _ => false,
    }
}

fn is_of_same_series(before: &Shape, after: &Shape, kinship: &impl Kinship) -> bool {
    let of = |shape: &Shape| shape.tag.series.or(shape.tag.datum.map(|datum| datum.series));
    let series = of(before).and_then(|series| kinship.series(series));
    is_one_kind(&before.form, &after.form) && series.is_some() && series == of(after)
}

fn is_one_kind(before: &Form, after: &Form) -> bool {
    std::mem::discriminant(before) == std::mem::discriminant(after)
}

/// A shape between two of one kind; words that change give way to each other while they move.
fn moved(before: &Shape, after: &Shape, share: f32) -> Vec<Shape> {
    let point = |from: [f32; 2], to: [f32; 2]| [between(from[0], to[0], share), between(from[1], to[1], share)];
    let rect = |from: &Rect, to: &Rect| Rect { min: point(from.min, to.min), max: point(from.max, to.max) };
    let form = match (&before.form, &after.form) {
        (Form::Rect { rect: from, fill: ink }, Form::Rect { rect: to, fill }) => {
            Form::Rect { rect: rect(from, to), fill: mixed(*ink, *fill, share) }
        }
        (Form::Hatched { rect: from, fill: ink }, Form::Hatched { rect: to, fill }) => {
            Form::Hatched { rect: rect(from, to), fill: mixed(*ink, *fill, share) }
        }
        (Form::Polygon { points: from, fill: ink }, Form::Polygon { points: to, fill }) => {
            Form::Polygon { points: bent(from, to, share), fill: mixed(*ink, *fill, share) }
        }
        (Form::Polyline { points: from, color: ink, .. }, Form::Polyline { points: to, width, color, dash }) => {
            Form::Polyline { points: bent(from, to, share), width: *width, color: mixed(*ink, *color, share), dash: *dash }
        }
        (Form::Circle { center: from, fill: ink, .. }, Form::Circle { center: to, radius, fill, stroke }) => {
            Form::Circle { center: point(*from, *to), radius: *radius, fill: mixed(*ink, *fill, share), stroke: *stroke }
        }
        (
            Form::Text { at: from, text: old, size: old_size, weight: old_weight, color: ink, anchor: old_anchor },
            Form::Text { at: to, text, size, weight, color, anchor },
        ) => {
            let at = point(*from, *to);
            if text != old {
                let old = Form::Text { at, text: old.clone(), size: *old_size, weight: *old_weight, color: *ink, anchor: *old_anchor };
                let new = Form::Text { at, text: text.clone(), size: *size, weight: *weight, color: *color, anchor: *anchor };
                let [old, new] = [(old, before.tag), (new, after.tag)].map(|(form, tag)| Shape { form, tag });
                return vec![faded(&old, 1.0 - share), faded(&new, share)];
            }
            Form::Text { at, text: text.clone(), size: *size, weight: *weight, color: mixed(*ink, *color, share), anchor: *anchor }
        }
        // Two kinds are never matched.
        (_, form) => form.clone(),
    };
    vec![Shape { form, tag: after.tag }]
}

fn between(from: f32, to: f32, share: f32) -> f32 {
    from + (to - from) * share
}

/// A line between two lines. Where one has fewer corners, points of it stand in for the others.
fn bent(from: &[[f32; 2]], to: &[[f32; 2]], share: f32) -> Vec<[f32; 2]> {
    let count = from.len().max(to.len());
    let along = |points: &[[f32; 2]], nth: usize| -> Option<[f32; 2]> {
        let last = points.len().checked_sub(1)?;
        let place = nth as f32 / (count - 1).max(1) as f32 * last as f32;
        let first = (place.floor() as usize).min(last);
        let next = (first + 1).min(last);
        let part = place - first as f32;
        Some([0, 1].map(|axis| between(points[first][axis], points[next][axis], part)))
    };
    let pair = |nth: usize| {
        let (from, to) = along(from, nth).zip(along(to, nth))?;
        Some([0, 1].map(|axis| between(from[axis], to[axis], share)))
    };
    (0..count).filter_map(pair).collect()
}

fn mixed(from: Color, to: Color, share: f32) -> Color {
    let mut parts = [0; 4];
    for (part, (from, to)) in parts.iter_mut().zip(from.0.into_iter().zip(to.0)) {
        *part = between(f32::from(from), f32::from(to), share).round() as u8;
    }
    Color(parts)
}

/// With so much of its colour.
fn faded(shape: &Shape, share: f32) -> Shape {
    let mut shape = shape.clone();
    let fade = |color: &mut Color| color.0[3] = (f32::from(color.0[3]) * share).round() as u8;
    match &mut shape.form {
        Form::Rect { fill, .. } | Form::Hatched { fill, .. } | Form::Polygon { fill, .. } => fade(fill),
        Form::Polyline { color, .. } | Form::Text { color, .. } => fade(color),
        Form::Circle { fill, stroke, .. } => {
            fade(fill);
            if let Some((_, ink)) = stroke {
                fade(ink);
            }
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Camera;
    use crate::picture::{Plot, Tag};

    const INK: Color = Color([0, 0, 0, 255]);

    /// Every series and number is the one at the same place.
    struct Same;

    impl Kinship for Same {
        fn series(&self, before: usize) -> Option<usize> {
            Some(before)
        }

        fn datum(&self, before: Datum) -> Option<Datum> {
            Some(before)
        }
    }

    fn picture(shapes: Vec<Shape>) -> Picture {
        let area = Rect::new(0.0, 0.0, 100.0, 100.0);
        let plot = Plot { area, x: [0.0, 1.0], y: [0.0, 1.0], whole_x: [0.0, 1.0], whole_y: [0.0, 1.0], camera: Camera::Fixed };
        let size = [100.0, 100.0];
        Picture { size, background: INK, shapes, targets: Vec::new(), plot, plots: Vec::new(), title: String::new(), alt: String::new() }
    }

    fn dot(point: usize, center: [f32; 2]) -> Shape {
        let tag = Tag { datum: Some(Datum { series: 0, point }), series: Some(0), ..Tag::default() };
        Shape { form: Form::Circle { center, radius: 3.0, fill: INK, stroke: None }, tag }
    }

    fn bar(point: usize, width: f32) -> Shape {
        let tag = Tag { datum: Some(Datum { series: 0, point }), series: Some(0), ..Tag::default() };
        Shape { form: Form::Rect { rect: Rect::new(0.0, 10.0, width, 20.0), fill: INK }, tag }
    }

    fn line(points: &[[f32; 2]]) -> Shape {
        let tag = Tag { series: Some(0), ..Tag::default() };
        Shape { form: Form::Polyline { points: points.to_vec(), width: 2.0, color: INK, dash: None }, tag }
    }

    fn tick(text: &str, x: f32) -> Shape {
        let text = text.to_owned();
        let (weight, anchor) = (crate::picture::Weight::Regular, crate::chart::mark::Anchor::Middle);
        Shape { form: Form::Text { at: [x, 95.0], text, size: 12.0, weight, color: INK, anchor }, tag: Tag::default() }
    }

    fn way(before: Vec<Shape>, after: Vec<Shape>, share: f32) -> Vec<Shape> {
        Way::new(&picture(before), &picture(after), &Same).expect("a way").at(share).shapes
    }

    fn alpha(shape: &Shape) -> u8 {
        match shape.form {
            Form::Rect { fill, .. } | Form::Hatched { fill, .. } | Form::Polygon { fill, .. } | Form::Circle { fill, .. } => fill.0[3],
            Form::Polyline { color, .. } | Form::Text { color, .. } => color.0[3],
        }
    }

    #[test]
    fn what_both_have_moves_and_what_one_has_fades() {
        let before = vec![line(&[[0.0, 80.0], [50.0, 60.0]]), dot(0, [0.0, 80.0]), dot(1, [50.0, 60.0]), tick("2000", 0.0)];
        let after =
            vec![line(&[[0.0, 40.0], [50.0, 20.0]]), dot(0, [0.0, 40.0]), dot(2, [90.0, 10.0]), tick("2000", 20.0), tick("2010", 90.0)];
        let middle = way(before.clone(), after.clone(), 0.5);
        assert!(middle.contains(&line(&[[0.0, 60.0], [50.0, 40.0]])) && middle.contains(&dot(0, [0.0, 60.0])), "{middle:?}");
        assert!(middle.contains(&tick("2000", 10.0)), "a tick goes with its year");
        // The number that is left over goes over into the one that has come.
        assert!(middle.contains(&dot(2, [70.0, 35.0])));
        assert_eq!(middle.iter().filter(|shape| alpha(shape) == 128).count(), 1, "and the new tick is half there");
        let [start, end] = [0.0, 1.0].map(|share| way(before.clone(), after.clone(), share));
        assert!(before.iter().all(|shape| start.iter().any(|other| other.form == shape.form)), "nothing jumps at the start");
        assert_eq!(end, after, "or at the end");
    }

    #[test]
    fn a_bar_of_another_year_grows_out_of_the_one_of_its_series() {
        let middle = way(vec![bar(0, 10.0)], vec![bar(7, 30.0)], 0.5);
        assert_eq!(middle, vec![bar(7, 20.0)]);
    }

    #[test]
    fn a_line_may_have_other_corners_than_before() {
        let bent = |from: &[[f32; 2]], to: &[[f32; 2]]| super::bent(from, to, 0.5);
        let three = bent(&[[0.0, 0.0], [10.0, 10.0]], &[[0.0, 0.0], [5.0, 0.0], [10.0, 0.0]]);
        assert_eq!(three, [[0.0, 0.0], [5.0, 2.5], [10.0, 5.0]]);
        assert!(bent(&[], &[[1.0, 1.0]]).is_empty(), "what is nowhere has no way");
    }

    #[test]
    fn pictures_of_two_sizes_have_no_way_between_them() {
        let before = picture(vec![bar(0, 10.0)]);
        assert!(Way::new(&before, &before.clone().scaled(2.0), &Same).is_none());
    }
}
