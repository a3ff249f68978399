//! Names and values at the data: which there are, and those that stand in or at their mark.

use std::collections::BTreeSet;

use crate::chart::mark::{Along, Anchor, Ink, Mark, Place, Slice, Towards};
use crate::picture::crossing::is_crossed;
use crate::picture::look::Type;
use crate::picture::page::Page;
use crate::picture::project::Scene;
use crate::picture::projection::{Flat, Projection as _, View};
use crate::picture::{Color, Form, Rect, Shape, Tag, Weight, text};

/// Labels as shapes, and what became of those for which there was no room.
#[derive(Default)]
pub struct Labels {
    pub shapes: Vec<Shape>,
    /// Names left out at the ends of lines: the smallest.
    pub left_out: usize,
    /// Does any name beside the plot stand off its end?
    pub are_moved: bool,
    /// Series whose names do not fit into their areas.
    pub too_thin: BTreeSet<usize>,
    /// Did the name of an area find no place, neither in it nor beside it?
    pub needs_legend: bool,
    /// The boxes that are filled, which names beside dots keep clear of.
    pub taken: Vec<Rect>,
}

/// The names as shapes, and what became of those for which there was no room.
#[derive(Default)]
pub struct Ends {
    pub shapes: Vec<Shape>,
    pub left_out: usize,
    pub is_any_area_unnamed: bool,
    /// Does any name in a column stand off its end?
    pub are_moved: bool,
    /// The boxes of the names in the plot.
    pub taken: Vec<Rect>,
}

/// One label of the chart.
#[derive(Clone, Copy)]
pub struct Label<'a> {
    pub series: Option<usize>,
    pub at: [f64; 2],
    pub text: &'a str,
    pub anchor: Anchor,
    pub ink: &'a Ink,
    pub place: Place,
}

/// Words at bars and at the ends of lines that tell values, so that ticks would say them twice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Values {
    pub are_told: bool,
    size: f32,
}

impl Values {
    /// Values are told when there is room for each of them on a plot of this size.
    pub fn new(page: &Page, view: View, [width, height]: [f32; 2]) -> Self {
        let Type { text, small, .. } = page.type_sizes;
        let at_bars: Vec<Label> = all(page).filter(|label| label.place == Place::AtBar).collect();
        let room = if page.is_lying() { height / (view.y[1] - view.y[0]) as f32 } else { width / (view.x[1] - view.x[0]) as f32 };
        let needed = |size: f32| {
            let width = |label: &Label| text::width(label.text, size, Weight::Regular);
            if page.is_lying() { size * 1.04 } else { at_bars.iter().map(width).fold(0.0, f32::max) }
        };
        let size = if needed(text) * 1.2 <= room { text } else { small };
        let have_room = !at_bars.is_empty() && needed(small) <= room;
        Self { are_told: have_room || all(page).any(|label| label.place == Place::LineStart), size }
    }
}

/// How far labels at bars reach beyond a plot of this width, to the left and to the right.
pub fn bar_overhang(page: &Page, values: Values, x: [f64; 2], width: f32) -> [f32; 2] {
    let mut overhang = [0.0_f32; 2];
    for label in all(page).filter(|label| values.are_told && label.place == Place::AtBar) {
        let across = ((label.at[0] - x[0]) / (x[1] - x[0])) as f32 * width;
        let long = text::width(label.text, values.size, Weight::Regular) + bar_gap(page, label);
        match label.anchor {
            Anchor::Start => overhang[1] = overhang[1].max(across + long - width),
            Anchor::End => overhang[0] = overhang[0].max(long - across),
            Anchor::Middle => {}
        }
    }
    overhang
}

/// The height that the name of the lower axis needs under its ticks.
pub fn foot_height(page: &Page) -> f32 {
    if all(page).any(|label| label.place == Place::Axis(Along::X)) { page.type_sizes.small * 1.4 } else { 0.0 }
}

/// The height that heads over groups, or the name of an axis, need above the plot.
pub fn head_height(page: &Page) -> f32 {
    if all(page).any(|label| label.place == Place::Axis(Along::Y)) {
        return page.type_sizes.small * 2.4;
    }
    if all(page).any(|label| label.place == Place::Head) { page.type_sizes.small * 1.7 } else { 0.0 }
}

/// All labels at their places, beside those at ends that have theirs; the names of areas that are too thin are among these.
pub fn place(scene: &Scene, values: Values, too_thin: &BTreeSet<usize>, ends: Ends) -> Labels {
    let page = scene.page;
    let Ends { shapes, left_out, is_any_area_unnamed, are_moved, mut taken } = ends;
    let mut labels = Labels { shapes, left_out, are_moved, needs_legend: is_any_area_unnamed, ..Labels::default() };
    let mut heads: Vec<Rect> = Vec::new();
    let in_cells = cell_size(scene);
    for label in all(page) {
        let shape = match label.place {
            Place::LineEnd | Place::LineStart => None,
            Place::Inside { room } => {
                let is_beside = label.series.is_some_and(|series| too_thin.contains(&series));
                let shape = if is_beside { None } else { inside(scene, label, room) };
                if shape.is_none() && !is_beside && is_name_of_area(page, label) {
                    labels.too_thin.extend(label.series);
                }
                shape
            }
            Place::AtBar => {
                let shape = at_bar(scene, label, values);
                labels.shapes.extend(shape.as_ref().and_then(|shape| ground_on_a_rule(scene, shape)));
                shape
            }
            Place::Over => over(scene, label, &mut taken),
            Place::Cell { .. } => in_cells.map(|size| in_cell(scene, label, size)),
            Place::Head => head(scene, label, &mut heads),
            Place::Axis(along) => Some(axis_name(scene, label, along)),
            // Those that are set apart have their choice of places before the others.
            Place::Beside(_) => None,
        };
        labels.shapes.extend(shape);
    }
    labels.taken = taken;
    labels
}

pub fn all<'a>(page: &Page<'a>) -> impl Iterator<Item = Label<'a>> + use<'a> {
    page.chart.marks.iter().filter_map(|mark| match mark {
        Mark::Label { series, at, text, anchor, ink, place } => {
            Some(Label { series: *series, at: *at, text, anchor: *anchor, ink, place: *place })
        }
        Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } => None,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) => None,
        Mark::Trail { .. } | Mark::Diagonal { .. } => None,
        Mark::Claim(_) => None,
    })
}

/// The areas of a series.
pub fn areas<'a>(page: &Page<'a>, series: Option<usize>) -> impl Iterator<Item = &'a [Slice]> + use<'a> {
    page.chart.marks.iter().filter_map(move |mark| match mark {
        Mark::Area { series: other, slices, .. } if Some(*other) == series => Some(slices.as_slice()),
        Mark::Area { .. } | Mark::Band { .. } | Mark::Line { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } => None,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) => None,
        Mark::Trail { .. } | Mark::Diagonal { .. } => None,
        Mark::Claim(_) => None,
    })
}

/// The colour of its words on the paper, or on the mark they stand in.
pub fn color(page: &Page, label: Label) -> Color {
    let is_faded = page.is_faded(label.series);
    match label.ink {
        Ink::On(_) if is_faded => page.paper.text_on(page.paper.faint),
        Ink::On(_) => page.color(label.ink, label.series),
        Ink::Code { .. } | Ink::Side { .. } | Ink::Rest | Ink::NotBrokenDown | Ink::Heat(_) | Ink::Balance(_) | Ink::Text | Ink::Faint => {
            let color = if is_faded { page.paper.quiet } else { page.color(label.ink, label.series) };
            color.readable_on(page.paper.background)
        }
    }
}

pub fn tag(page: &Page, label: Label) -> Tag {
    Tag { series: label.series, legend: page.legend_of(label.series), ..Tag::default() }
}

fn is_name_of_area(page: &Page, label: Label) -> bool {
    areas(page, label.series).next().is_some()
}

/// A name in its area or a value in its bar; nothing when it does not fit.
fn inside(scene: &Scene, label: Label, room: [f64; 2]) -> Option<Shape> {
    let page = scene.page;
    let Flat { area, x, y } = scene.projection;
    let room = [area.width() * (room[0] / (x[1] - x[0])) as f32, area.height() * (room[1] / (y[1] - y[0])) as f32];
    let [center, middle] = scene.projection.place(label.at);
    let (at, size) = [page.type_sizes.text, page.type_sizes.small].into_iter().find_map(|size| {
        let width = text::width(label.text, size, Weight::Regular);
        let at = [center, middle + size * text::HALF_CAPITAL];
        let outline = text::outline(at, width, size, label.anchor);
        let is_roomy = width + 0.5 * size <= room[0] && size * 1.15 <= room[1];
        let is_in_view = area.contains(outline.min) && area.contains(outline.max);
        (is_in_view && (is_roomy || is_in_area(scene, label.series, &outline))).then_some((at, size))
    })?;
    let mut shape = Shape::words(at, label.text, (size, Weight::Regular), color(page, label), label.anchor);
    shape.tag = tag(page, label);
    Some(shape)
}

/// Does the box lie inside an area of the series?
fn is_in_area(scene: &Scene, series: Option<usize>, wanted: &Rect) -> bool {
    let left_and_right = [wanted.min[0], wanted.max[0]];
    areas(scene.page, series).any(|slices| {
        let edges = |slice: &Slice| [slice.high, slice.low].map(|y| scene.projection.place([slice.x, y]));
        let (Some(first), Some(last)) = (slices.first(), slices.last()) else { return false };
        let reaches = edges(first)[0][0] <= left_and_right[0] && edges(last)[0][0] >= left_and_right[1];
        // The edges are straight between slices, so the corners of the box and the slices within it decide.
        let holds = |[upper, lower]: [f32; 2]| upper <= wanted.min[1] && lower >= wanted.max[1];
        reaches
            && slices.windows(2).all(|pair| {
                let [a, b] = [edges(&pair[0]), edges(&pair[1])];
                let within = left_and_right.map(|x| x.clamp(a[0][0], b[0][0]));
                let is_apart = b[0][0] < left_and_right[0] || a[0][0] > left_and_right[1];
                is_apart || within.into_iter().all(|x| holds([0, 1].map(|edge| between(a[edge], b[edge], x))))
            })
    })
}

/// The height of a straight line at a place along it.
fn between(from: [f32; 2], to: [f32; 2], x: f32) -> f32 {
    if to[0] == from[0] { from[1] } else { from[1] + (to[1] - from[1]) * (x - from[0]) / (to[0] - from[0]) }
}

/// The size in which the values of all cells fit into them; `None` when one does not.
fn cell_size(scene: &Scene) -> Option<f32> {
    let (page, flat) = (scene.page, scene.projection);
    let fits = |size: f32| {
        all(page).all(|label| {
            let Place::Cell { room } = label.place else { return true };
            let room = [
                flat.area.width() * (room[0] / (flat.x[1] - flat.x[0])) as f32,
                flat.area.height() * (room[1] / (flat.y[1] - flat.y[0])) as f32,
            ];
            text::width(label.text, size, Weight::Regular) + 0.35 * size <= room[0] && size * 1.15 <= room[1]
        })
    };
    [page.type_sizes.text, page.type_sizes.small].into_iter().find(|size| fits(*size))
}

fn in_cell(scene: &Scene, label: Label, size: f32) -> Shape {
    let [x, y] = scene.projection.place(label.at);
    let color = color(scene.page, label);
    let shape = Shape::words([x, y + size * text::HALF_CAPITAL], label.text, (size, Weight::Regular), color, label.anchor);
    Shape { tag: Tag { series: label.series, ..Tag::default() }, ..shape }
}

fn at_bar(scene: &Scene, label: Label, values: Values) -> Option<Shape> {
    let [x, y] = scene.projection.place(label.at);
    let (size, gap) = (values.size, bar_gap(scene.page, label));
    let at = match label.anchor {
        Anchor::Start => [x + gap, y + size * text::HALF_CAPITAL],
        Anchor::End => [x - gap, y + size * text::HALF_CAPITAL],
        Anchor::Middle => [x, y - gap],
    };
    let mut shape = Shape::words(at, label.text, (size, Weight::Regular), color(scene.page, label), label.anchor);
    shape.tag = Tag { series: label.series, ..Tag::default() };
    (values.are_told && scene.projection.area.grown(1.0).contains([x, y])).then_some(shape)
}

/// Paper under a value through which a rule would run.
fn ground_on_a_rule(scene: &Scene, shape: &Shape) -> Option<Shape> {
    let Form::Text { at, text, size, weight, anchor, .. } = &shape.form else { return None };
    let outline = text::outline(*at, text::width(text, *size, *weight), *size, *anchor);
    let is_through = |mark: &Mark| match mark {
        Mark::Rule { along: Along::X, at, .. } => {
            let x = scene.projection.place([*at, *at])[0];
            x > outline.min[0] && x < outline.max[0]
        }
        _ => false,
    };
    let rect = Rect { min: [outline.min[0] - 1.0, outline.min[1]], max: [outline.max[0] + 1.0, outline.max[1]] };
    let fill = scene.page.paper.background;
    scene.page.chart.marks.iter().any(is_through).then(|| Shape::plain(Form::Rect { rect, fill }))
}

/// A value over its bar along time, or under it; nothing when it would stand on anything.
fn over(scene: &Scene, label: Label, taken: &mut Vec<Rect>) -> Option<Shape> {
    let (page, size) = (scene.page, scene.page.type_sizes.small);
    let [x, y] = scene.projection.place(label.at);
    let room = scene.projection.area.grown(size * 0.5);
    let width = text::width(label.text, size, Weight::Regular);
    let is_free = |outline: &Rect| {
        let is_in_room = room.contains(outline.min) && room.contains(outline.max);
        is_in_room && !is_crossed(scene, outline) && !taken.iter().any(|other| other.overlaps(outline))
    };
    let [above, below] = [y - size * 0.25 - 5.0 * page.unit, y + size * 0.85 + 5.0 * page.unit];
    let places = [above, below].map(|y| ([x, y], text::outline([x, y], width, size, label.anchor)));
    let is_in_view = scene.projection.area.contains([x, y]);
    let (at, outline) = places.into_iter().find(|(_, outline)| is_in_view && is_free(outline))?;
    taken.push(outline);
    let mut shape = Shape::words(at, label.text, (size, Weight::Regular), color(page, label), label.anchor);
    shape.tag = Tag { series: label.series, ..Tag::default() };
    Some(shape)
}

/// From the end of a bar to its value: past the sign that stands at the end.
fn bar_gap(page: &Page, label: Label) -> f32 {
    let away = match label.anchor {
        Anchor::Start | Anchor::Middle => Towards::More,
        Anchor::End => Towards::Less,
    };
    let along = if page.is_lying() { Along::X } else { Along::Y };
    let reaches = page.chart.marks.iter().map(|mark| match mark {
        Mark::Dot { at, .. } if *at == label.at => 4.0,
        Mark::Arrow { at, towards, along: runs, .. } if *at == label.at && *runs == along && *towards == away => 16.0,
        Mark::Arrow { at, .. } if *at == label.at => 2.0,
        Mark::Dot { .. } | Mark::Arrow { .. } | Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } => 0.0,
        Mark::Claim(statement) if statement.across.is_some_and(|[from, to]| label.at[1] > from && label.at[1] < to) => {
            // The arrow of what may be more is longer than a cap.
            if statement.ends[0].is_some() && statement.ends[1].is_none() { 16.0 } else { 5.0 }
        }
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } => 0.0,
        Mark::Pip { at, .. } if *at == label.at => 3.0,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Key(_) => 0.0,
        Mark::Trail { .. } | Mark::Diagonal { .. } => 0.0,
        Mark::Claim(_) => 0.0,
    });
    (5.0 + reaches.fold(0.0_f32, f32::max)) * page.unit
}

/// The name of an axis: above the values of the one, at the right under the ticks of the other.
fn axis_name(scene: &Scene, label: Label, along: Along) -> Shape {
    let (page, area) = (scene.page, scene.projection.area);
    let size = page.type_sizes.small;
    let (at, anchor) = match along {
        Along::X => ([area.max[0], area.max[1] + size * 3.1], Anchor::End),
        Along::Y => ([page.margin, area.min[1] - size * 1.5], Anchor::Start),
    };
    Shape::words(at, label.text, (size, Weight::Semibold), page.paper.quiet, anchor)
}

fn head(scene: &Scene, label: Label, taken: &mut Vec<Rect>) -> Option<Shape> {
    let (page, area) = (scene.page, scene.projection.area);
    let [x, _] = scene.projection.place(label.at);
    let size = page.type_sizes.small;
    let at = [x, area.min[1] - size * 0.6];
    let [left, right] = [x - page.margin, page.size[0] - page.margin - x];
    let room = match label.anchor {
        Anchor::Start => right,
        Anchor::Middle => 2.0 * left.min(right),
        Anchor::End => left,
    };
    let words = text::shorten(label.text, room, size, Weight::Semibold);
    let outline = text::outline(at, text::width(&words, size, Weight::Semibold), size, label.anchor);
    let is_free = x >= area.min[0] - 1.0 && x <= area.max[0] + 1.0 && !taken.iter().any(|other| other.overlaps(&outline));
    taken.push(outline);
    is_free.then(|| Shape::words(at, &words, (size, Weight::Semibold), page.paper.text, label.anchor))
}
