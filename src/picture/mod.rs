//! A chart at fixed places on a page: shapes in points, the same for screen and paper.

use serde::{Deserialize, Serialize};

use crate::chart::Camera;
use crate::chart::mark::{Anchor, Datum};

pub mod between;
pub mod colors;
pub mod hit;
pub mod lay_out;
pub mod look;
pub mod project;
pub mod projection;
pub mod text;

mod annotations;
mod axes;
mod beside;
mod claimed;
mod clip;
mod crossing;
mod ends;
mod key;
mod labels;
mod multiples;
mod page;
mod rules;
pub mod slide;
mod tiles;

/// Red, green, blue, opacity; not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Color(pub [u8; 4]);

/// A finished picture: shapes at fixed positions on a page, in points, y downwards, in the order of painting.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub size: [f32; 2],
    pub background: Color,
    pub shapes: Vec<Shape>,
    /// The numbers of lines and areas in view, which have no shape of their own.
    pub targets: Vec<Target>,
    pub plot: Plot,
    /// The plots of small charts, in the order of reading; that of a single chart alone.
    pub plots: Vec<Rect>,
    /// Title in one line, for files and windows.
    pub title: String,
    /// What the picture shows, for who cannot see it.
    pub alt: String,
}

/// The part of the picture in which data is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plot {
    pub area: Rect,
    /// What of the data is in view, `[least, greatest]`; the greatest y stands at the top.
    pub x: [f64; 2],
    pub y: [f64; 2],
    /// What would be in view without zooming.
    pub whole_x: [f64; 2],
    pub whole_y: [f64; 2],
    pub camera: Camera,
}

/// Where a number of a line or an area can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    pub datum: Datum,
    pub at: [f32; 2],
    /// Is everything at its x that lies in the area of its series meant, not only the place itself?
    pub is_in_area: bool,
}

/// Left, top, right, bottom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub min: [f32; 2],
    pub max: [f32; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    Regular,
    Semibold,
}

/// What a shape is for: whom it belongs to, so that it can be asked, isolated and described.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    pub datum: Option<Datum>,
    pub series: Option<usize>,
    /// Which entry of the legend it draws.
    pub legend: Option<usize>,
    /// Which of a person's own words it belongs to.
    pub annotation: Option<usize>,
    /// Is it cut off at the edge of the plot area?
    pub is_clipped: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub form: Form,
    pub tag: Tag,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    Rect {
        rect: Rect,
        fill: Color,
    },
    /// Filled with stripes of the colour on a paler ground of it.
    Hatched {
        rect: Rect,
        fill: Color,
    },
    Polygon {
        points: Vec<[f32; 2]>,
        fill: Color,
    },
    /// `dash`: lengths of stroke and gap; solid when absent.
    Polyline {
        points: Vec<[f32; 2]>,
        width: f32,
        color: Color,
        dash: Option<[f32; 2]>,
    },
    Circle {
        center: [f32; 2],
        radius: f32,
        fill: Color,
        stroke: Option<(f32, Color)>,
    },
    /// One line of text; `at` is on its baseline.
    Text {
        at: [f32; 2],
        text: String,
        size: f32,
        weight: Weight,
        color: Color,
        anchor: Anchor,
    },
}

impl Picture {
    /// All of it to the right and downwards by so much; the page grows with it.
    #[must_use]
    pub fn moved(self, [x, y]: [f32; 2]) -> Self {
        let size = [self.size[0] + x, self.size[1] + y];
        Self { size, ..self.placed(|point| [point[0] + x, point[1] + y]) }
    }

    /// The same on a page of whatever colour lies under it.
    #[must_use]
    pub fn without_ground(mut self) -> Self {
        self.background.0[3] = 0;
        self
    }

    /// All of it larger or smaller, with its letters and lines.
    #[must_use]
    pub fn scaled(self, by: f32) -> Self {
        let size = self.size.map(|length| length * by);
        let mut picture = Self { size, ..self.placed(|point| point.map(|length| length * by)) };
        for shape in &mut picture.shapes {
            match &mut shape.form {
                Form::Polyline { width, dash, .. } => {
                    *width *= by;
                    *dash = dash.map(|lengths| lengths.map(|length| length * by));
                }
                Form::Circle { radius, stroke, .. } => {
                    *radius *= by;
                    *stroke = stroke.map(|(width, ink)| (width * by, ink));
                }
                Form::Text { size, .. } => *size *= by,
                Form::Rect { .. } | Form::Hatched { .. } | Form::Polygon { .. } => {}
            }
        }
        picture
    }

    /// Everything at its place put elsewhere.
    fn placed(mut self, to: impl Fn([f32; 2]) -> [f32; 2]) -> Self {
        let point = |at: &mut [f32; 2]| *at = to(*at);
        let all = |rect: &mut Rect| {
            point(&mut rect.min);
            point(&mut rect.max);
        };
        for shape in &mut self.shapes {
            match &mut shape.form {
                Form::Rect { rect, .. } | Form::Hatched { rect, .. } => all(rect),
                Form::Polygon { points, .. } | Form::Polyline { points, .. } => points.iter_mut().for_each(point),
                Form::Circle { center, .. } => point(center),
                Form::Text { at, .. } => point(at),
            }
        }
        self.targets.iter_mut().for_each(|target| point(&mut target.at));
        self.plots.iter_mut().for_each(all);
        all(&mut self.plot.area);
        self
    }
}

impl Shape {
    /// A shape that stands for no number and no series.
    pub fn plain(form: Form) -> Self {
        Self { form, tag: Tag::default() }
    }

    /// One line of text that stands for no number.
    pub fn words(at: [f32; 2], text: &str, (size, weight): (f32, Weight), color: Color, anchor: Anchor) -> Self {
        Self::plain(Form::Text { at, text: text.to_owned(), size, weight, color, anchor })
    }

    /// A straight line that stands for no number.
    pub fn stroke(from: [f32; 2], to: [f32; 2], width: f32, color: Color) -> Self {
        Self::plain(Form::Polyline { points: vec![from, to], width, color, dash: None })
    }
}

impl Rect {
    pub fn new(left: f32, top: f32, right: f32, bottom: f32) -> Self {
        Self { min: [left.min(right), top.min(bottom)], max: [left.max(right), top.max(bottom)] }
    }

    pub fn grown(&self, by: f32) -> Self {
        Self { min: self.min.map(|end| end - by), max: self.max.map(|end| end + by) }
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        (0..2).all(|axis| self.min[axis] < other.max[axis] && other.min[axis] < self.max[axis])
    }

    pub fn width(&self) -> f32 {
        self.max[0] - self.min[0]
    }

    pub fn height(&self) -> f32 {
        self.max[1] - self.min[1]
    }

    pub fn contains(&self, [x, y]: [f32; 2]) -> bool {
        x >= self.min[0] && x <= self.max[0] && y >= self.min[1] && y <= self.max[1]
    }
}
