//! From data to places on the page: what is in view, and where a point of it lands.

use crate::picture::Rect;

/// The ranges in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    pub x: [f64; 2],
    pub y: [f64; 2],
}

/// Where a point of the data lands: fixed for export, the camera on screen.
pub trait Projection {
    fn place(&self, point: [f64; 2]) -> [f32; 2];
}

/// Straight scales on a flat plot. An end may be the greater one: then the axis runs the other way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flat {
    pub area: Rect,
    /// At the left and at the right edge.
    pub x: [f64; 2],
    /// At the lower and at the upper edge.
    pub y: [f64; 2],
}

impl Projection for Flat {
    fn place(&self, [x, y]: [f64; 2]) -> [f32; 2] {
        let part = |value: f64, [from, to]: [f64; 2]| if to == from { 0.5 } else { (value - from) / (to - from) };
        // Far outside the view a coordinate says only on which side it lies.
        let [across, up] = [part(x, self.x), part(y, self.y)].map(|part| part.clamp(-1e4, 1e4));
        let Rect { min: [left, top], max: [right, bottom] } = self.area;
        let between = |from: f32, to: f32, part: f64| (f64::from(from) + f64::from(to - from) * part) as f32;
        [between(left, right, across), between(bottom, top, up)]
    }
}

impl Flat {
    /// The point of the data under a place of the picture.
    pub fn unplace(&self, [x, y]: [f32; 2]) -> [f64; 2] {
        let Rect { min: [left, top], max: [right, bottom] } = self.area;
        let across = f64::from(x - left) / f64::from(right - left);
        let up = f64::from(bottom - y) / f64::from(bottom - top);
        [self.x[0] + (self.x[1] - self.x[0]) * across, self.y[0] + (self.y[1] - self.y[0]) * up]
    }
}
