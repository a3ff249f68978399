//! Which number, and which entry of the legend, lies under a point of the picture.

use crate::chart::mark::Datum;
use crate::picture::{Form, Picture, Rect, Shape, text};

/// What lies under a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    pub datum: Option<Datum>,
    /// The entry of the legend whose swatch or name lies there.
    pub legend: Option<usize>,
}

/// How near counts as on it, in points on a page of reading size.
pub const REACH: f32 = 10.0;

/// What lies under a point: an entry of the legend, else the nearest dot or corner of a line within `reach`,
/// else the bar or the area that contains it, else the line that passes within `reach`.
pub fn under(picture: &Picture, point: [f32; 2], reach: f32) -> Hit {
    let legend = picture
        .shapes
        .iter()
        .rev()
        .find(|shape| shape.tag.legend.is_some() && outline(shape).is_some_and(|outline| outline.grown(3.0).contains(point)));
    if let Some(shape) = legend {
        return Hit { datum: None, legend: shape.tag.legend };
    }
    if !picture.plot.area.grown(reach).contains(point) {
        return Hit::default();
    }
    let datum = nearest_spot(picture, point, reach)
        .or_else(|| containing_shape(picture, point))
        .or_else(|| nearest_line(picture, point, reach))
        .or_else(|| containing_area(picture, point))
        .or_else(|| thin_shape(picture, point));
    Hit { datum, legend: None }
}

/// Where a number stands, so that a sign can be set there; the middle of its bar or of its place in an area.
pub fn place_of(picture: &Picture, datum: Datum) -> Option<[f32; 2]> {
    let target = picture.targets.iter().find(|target| target.datum == datum).map(|target| target.at);
    let shape = || picture.shapes.iter().rev().find(|shape| shape.tag.datum == Some(datum)).and_then(outline);
    target.or_else(|| shape().map(|rect| [0, 1].map(|axis| f32::midpoint(rect.min[axis], rect.max[axis]))))
}

/// The names of the legend's entries, in the legend or at the data, and where they stand.
pub fn names(picture: &Picture) -> Vec<(usize, Rect)> {
    let is_name = |shape: &&Shape| matches!(shape.form, Form::Text { .. });
    let named = picture.shapes.iter().filter(is_name);
    named.filter_map(|shape| Some((shape.tag.legend?, outline(shape)?))).collect()
}

/// A person's own words by their place in the view, and where they stand.
pub fn annotations(picture: &Picture) -> Vec<(usize, Rect)> {
    let grounds = picture.shapes.iter().filter(|shape| matches!(shape.form, Form::Rect { .. }));
    grounds.filter_map(|shape| Some((shape.tag.annotation?, outline(shape)?))).collect()
}

/// The dot or the corner of a line next to the point; the one painted last among equals.
fn nearest_spot(picture: &Picture, point: [f32; 2], reach: f32) -> Option<Datum> {
    let corners = picture.targets.iter().filter(|target| !target.is_in_area).map(|target| (target.datum, target.at));
    let dots = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Circle { center, .. } => Some((shape.tag.datum?, *center)),
        Form::Rect { .. } | Form::Hatched { .. } | Form::Polygon { .. } | Form::Polyline { .. } | Form::Text { .. } => None,
    });
    let distances = corners.chain(dots).map(|(datum, at)| (datum, distance(at, point)));
    let near = distances.filter(|(_, distance)| *distance <= reach);
    near.min_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(datum, _)| datum)
}

fn containing_shape(picture: &Picture, point: [f32; 2]) -> Option<Datum> {
    let found = picture
        .shapes
        .iter()
        .rev()
        .find(|shape| shape.tag.datum.is_some() && outline(shape).is_some_and(|outline| outline.contains(point)));
    found.and_then(|shape| shape.tag.datum)
}

/// Bars as thin as a hair can be hit too.
fn thin_shape(picture: &Picture, point: [f32; 2]) -> Option<Datum> {
    let near = |shape: &&Shape| shape.tag.datum.is_some() && outline(shape).is_some_and(|outline| outline.grown(3.0).contains(point));
    picture.shapes.iter().rev().find(near).and_then(|shape| shape.tag.datum)
}

/// A line between two of its numbers stands for the nearer one in time.
fn nearest_line(picture: &Picture, point: [f32; 2], reach: f32) -> Option<Datum> {
    let lines = picture.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Polyline { points, .. } if shape.tag.datum.is_none() => {
            let near = points.windows(2).map(|pair| distance_to_segment(point, pair[0], pair[1])).fold(f32::INFINITY, f32::min);
            Some((shape.tag.series?, near))
        }
        Form::Rect { .. }
        | Form::Hatched { .. }
        | Form::Polygon { .. }
        | Form::Polyline { .. }
        | Form::Circle { .. }
        | Form::Text { .. } => None,
    });
    let (series, _) = lines.filter(|(_, near)| *near <= reach * 0.7).min_by(|(_, a), (_, b)| a.total_cmp(b))?;
    nearest_in_time(picture, series, point[0], false)
}

fn containing_area(picture: &Picture, point: [f32; 2]) -> Option<Datum> {
    let area = picture.shapes.iter().rev().find(|shape| match &shape.form {
        Form::Polygon { points, .. } => shape.tag.datum.is_none() && is_inside(point, points),
        Form::Rect { .. } | Form::Hatched { .. } | Form::Polyline { .. } | Form::Circle { .. } | Form::Text { .. } => false,
    });
    nearest_in_time(picture, area?.tag.series?, point[0], true)
}

fn nearest_in_time(picture: &Picture, series: usize, x: f32, is_in_area: bool) -> Option<Datum> {
    let targets = picture.targets.iter().filter(|target| target.datum.series == series && target.is_in_area == is_in_area);
    targets.min_by(|a, b| (a.at[0] - x).abs().total_cmp(&(b.at[0] - x).abs())).map(|target| target.datum)
}

/// The box around a shape; lines have none that could be pointed into.
fn outline(shape: &Shape) -> Option<Rect> {
    match &shape.form {
        Form::Rect { rect, .. } | Form::Hatched { rect, .. } => Some(*rect),
        Form::Circle { center: [x, y], radius, .. } => Some(Rect::new(x - radius, y - radius, x + radius, y + radius)),
        Form::Polygon { points, .. } | Form::Polyline { points, .. } => {
            let first = points.first()?;
            let around = |around: Rect, [x, y]: &[f32; 2]| {
                Rect::new(around.min[0].min(*x), around.min[1].min(*y), around.max[0].max(*x), around.max[1].max(*y))
            };
            Some(points.iter().fold(Rect { min: *first, max: *first }, around))
        }
        Form::Text { at, text, size, weight, anchor, .. } => Some(text::outline(*at, text::width(text, *size, *weight), *size, *anchor)),
    }
}

fn distance(a: [f32; 2], b: [f32; 2]) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

fn distance_to_segment(point: [f32; 2], from: [f32; 2], to: [f32; 2]) -> f32 {
    let step = [to[0] - from[0], to[1] - from[1]];
    let length = step[0] * step[0] + step[1] * step[1];
    let along = if length == 0.0 { 0.0 } else { ((point[0] - from[0]) * step[0] + (point[1] - from[1]) * step[1]) / length };
    let along = along.clamp(0.0, 1.0);
    distance(point, [from[0] + step[0] * along, from[1] + step[1] * along])
}

/// An odd number of edges stands right of a point inside.
fn is_inside([x, y]: [f32; 2], polygon: &[[f32; 2]]) -> bool {
    let edges = polygon.iter().zip(polygon.iter().cycle().skip(1));
    let crossed = edges.filter(|(a, b)| (a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]);
    crossed.count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Camera;
    use crate::picture::{Color, Plot, Tag, Target, Weight};

    const INK: Color = Color([0, 0, 0, 255]);

    fn picture(shapes: Vec<Shape>, targets: Vec<Target>) -> Picture {
        let area = Rect::new(0.0, 0.0, 100.0, 100.0);
        let plot = Plot { area, x: [0.0, 1.0], y: [0.0, 1.0], whole_x: [0.0, 1.0], whole_y: [0.0, 1.0], camera: Camera::Fixed };
        Picture {
            size: [100.0, 100.0],
            background: INK,
            shapes,
            targets,
            plot,
            plots: vec![plot.area],
            title: String::new(),
            alt: String::new(),
        }
    }

    fn datum(series: usize, point: usize) -> Datum {
        Datum { series, point }
    }

    fn target(series: usize, point: usize, at: [f32; 2], is_in_area: bool) -> Target {
        Target { datum: datum(series, point), at, is_in_area }
    }

    fn of(form: Form, datum: Option<Datum>, series: usize) -> Shape {
        Shape { form, tag: Tag { datum, series: Some(series), ..Tag::default() } }
    }

    fn line(series: usize, points: Vec<[f32; 2]>) -> Shape {
        of(Form::Polyline { points, width: 2.0, color: INK, dash: None }, None, series)
    }

    #[test]
    fn the_nearest_number_of_a_line_is_found_and_nothing_far_from_it() {
        let targets = vec![target(0, 0, [10.0, 50.0], false), target(0, 1, [90.0, 50.0], false), target(1, 0, [14.0, 54.0], false)];
        let picture = picture(vec![line(0, vec![[10.0, 50.0], [90.0, 50.0]])], targets);
        assert_eq!(under(&picture, [11.0, 49.0], REACH).datum, Some(datum(0, 0)));
        assert_eq!(under(&picture, [14.0, 55.0], REACH).datum, Some(datum(1, 0)));
        assert_eq!(under(&picture, [60.0, 53.0], REACH).datum, Some(datum(0, 1)));
        assert_eq!(under(&picture, [60.0, 80.0], REACH), Hit::default());
    }

    #[test]
    fn a_bar_is_found_where_it_is_and_an_area_by_its_period() {
        let bar = of(Form::Rect { rect: Rect::new(0.0, 0.0, 50.0, 10.0), fill: INK }, Some(datum(2, 0)), 2);
        let area = of(Form::Polygon { points: vec![[0.0, 60.0], [100.0, 60.0], [100.0, 90.0], [0.0, 90.0]], fill: INK }, None, 3);
        let targets = (0..5).map(|point| target(3, point, [point as f32 * 25.0, 75.0], true)).collect();
        let picture = picture(vec![bar, area], targets);
        assert_eq!(under(&picture, [25.0, 5.0], REACH).datum, Some(datum(2, 0)));
        assert_eq!(under(&picture, [60.0, 5.0], REACH).datum, None);
        assert_eq!(under(&picture, [30.0, 61.0], REACH).datum, Some(datum(3, 1)));
        assert_eq!(under(&picture, [70.0, 89.0], REACH).datum, Some(datum(3, 3)));
        assert_eq!(place_of(&picture, datum(2, 0)), Some([25.0, 5.0]));
    }

    #[test]
    fn an_entry_of_the_legend_is_found_by_its_words() {
        let form = Form::Text {
            at: [5.0, 20.0],
            text: "China".to_owned(),
            size: 13.0,
            weight: Weight::Regular,
            color: INK,
            anchor: crate::chart::mark::Anchor::Start,
        };
        let shape = Shape { form, tag: Tag { legend: Some(4), ..Tag::default() } };
        let picture = picture(vec![shape], Vec::new());
        assert_eq!(under(&picture, [20.0, 15.0], REACH).legend, Some(4));
        assert_eq!(under(&picture, [90.0, 15.0], REACH).legend, None);
    }
}
