//! The shapes of a picture as egui paints them: the same places, colours and letters as on paper.

use std::sync::Arc;

use eframe::egui::epaint::TextShape;
use eframe::egui::{self, Color32, FontFamily, FontId, Mesh, Painter, Pos2, Shape as Painted, Stroke, Vec2, pos2, vec2};

use crate::chart::mark::Anchor;
use crate::picture::{Color, Form, Picture, Rect, Weight};
use crate::ui::theme::semibold;

/// The triangles of the areas of a picture, found once for as long as the picture is shown.
#[derive(Default)]
pub struct Areas {
    of: Option<Arc<Picture>>,
    triangles: Vec<Vec<Triangle>>,
}

impl Areas {
    fn of(&mut self, picture: &Arc<Picture>) -> &[Vec<Triangle>] {
        if !self.of.as_ref().is_some_and(|known| Arc::ptr_eq(known, picture)) {
            let of_shape = |form: &Form| match form {
                Form::Polygon { points, .. } => triangles(points),
                Form::Rect { .. } | Form::Hatched { .. } | Form::Polyline { .. } | Form::Circle { .. } | Form::Text { .. } => Vec::new(),
            };
            self.triangles = picture.shapes.iter().map(|shape| of_shape(&shape.form)).collect();
            self.of = Some(Arc::clone(picture));
        }
        &self.triangles
    }
}

/// Paints the picture, its upper left corner at `origin`.
pub fn picture(painter: &Painter, picture: &Arc<Picture>, areas: &mut Areas, origin: Pos2) {
    let brush = Brush { painter, offset: origin.to_vec2() };
    let inside = painter.with_clip_rect(brush.rect(&picture.plot.area).intersect(painter.clip_rect()));
    painter.rect_filled(egui::Rect::from_min_size(origin, picture.size.into()), 0.0, color(picture.background));
    let mut painted = Vec::new();
    for (shape, triangles) in picture.shapes.iter().zip(areas.of(picture)) {
        brush.paint(&shape.form, triangles, &mut painted);
        let painter = if shape.tag.is_clipped { &inside } else { painter };
        painter.extend(painted.drain(..));
    }
}

/// Where the picture lies in the window, and what lays out its letters.
struct Brush<'a> {
    painter: &'a Painter,
    offset: Vec2,
}

impl Brush<'_> {
    fn paint(&self, form: &Form, triangles: &[Triangle], into: &mut Vec<Painted>) {
        match form {
            Form::Rect { rect, fill } => into.push(Painted::rect_filled(self.rect(rect), 0.0, color(*fill))),
            Form::Hatched { rect, fill } => self.hatched(rect, *fill, into),
            Form::Polygon { points, fill } => self.polygon(points, triangles, color(*fill), into),
            Form::Polyline { points, width, color: ink, dash } => {
                let points: Vec<Pos2> = points.iter().map(|point| self.at(*point)).collect();
                let stroke = Stroke::new(*width, color(*ink));
                match dash {
                    Some([length, gap]) => into.extend(Painted::dashed_line(&points, stroke, *length, *gap)),
                    None => into.push(Painted::line(points, stroke)),
                }
            }
            Form::Circle { center, radius, fill, stroke } => {
                into.push(Painted::circle_filled(self.at(*center), *radius, color(*fill)));
                if let Some((width, ink)) = stroke {
                    into.push(Painted::circle_stroke(self.at(*center), *radius, Stroke::new(*width, color(*ink))));
                }
            }
            Form::Text { at, text, size, weight, color: ink, anchor } => {
                into.push(self.text(*at, text, FontId::new(*size, family(*weight)), color(*ink), *anchor));
            }
        }
    }

    fn at(&self, [x, y]: [f32; 2]) -> Pos2 {
        pos2(x, y) + self.offset
    }

    fn rect(&self, rect: &Rect) -> egui::Rect {
        egui::Rect::from_min_max(self.at(rect.min), self.at(rect.max))
    }

    /// The text with its baseline at the point.
    fn text(&self, at: [f32; 2], text: &str, font: FontId, ink: Color32, anchor: Anchor) -> Painted {
        let galley = self.painter.layout_no_wrap(text.to_owned(), font, ink);
        let baseline = galley.rows.first().map_or(0.0, |row| row.pos.y + row.row.glyphs.first().map_or(0.0, |glyph| glyph.pos.y));
        let left = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => galley.size().x / 2.0,
            Anchor::End => galley.size().x,
        };
        Painted::Text(TextShape::new(self.at(at) - vec2(left, baseline), galley, ink))
    }

    /// Stripes of the colour on a paler ground of it.
    fn hatched(&self, rect: &Rect, fill: Color, into: &mut Vec<Painted>) {
        const APART: f32 = 6.0;
        let area = self.rect(rect);
        into.push(Painted::rect_filled(area, 0.0, color(fill).gamma_multiply(0.3)));
        let stroke = Stroke::new(2.0, color(fill));
        let mut start = area.left() - area.height();
        while start < area.right() {
            // The stripe runs up to the right at 45°, cut at the edges of the bar.
            let [from, to] = [(area.left() - start).max(0.0), (area.right() - start).min(area.height())];
            if from < to {
                into.push(Painted::line_segment([pos2(start + from, area.bottom() - from), pos2(start + to, area.bottom() - to)], stroke));
            }
            start += APART;
        }
    }

    /// Any simple polygon, cut into triangles, with an edge that is smooth.
    fn polygon(&self, points: &[[f32; 2]], triangles: &[Triangle], fill: Color32, into: &mut Vec<Painted>) {
        let points: Vec<Pos2> = points.iter().map(|point| self.at(*point)).collect();
        let mut mesh = Mesh::default();
        for corners in triangles {
            let first = mesh.vertices.len() as u32;
            corners.iter().for_each(|corner| mesh.colored_vertex(self.at(*corner), fill));
            mesh.add_triangle(first, first + 1, first + 2);
        }
        into.push(Painted::Mesh(Arc::new(mesh)));
        if fill.a() == u8::MAX {
            into.push(Painted::closed_line(points, Stroke::new(0.6, fill)));
        }
    }
}

pub fn color(Color([red, green, blue, opacity]): Color) -> Color32 {
    Color32::from_rgba_unmultiplied(red, green, blue, opacity)
}

fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::Semibold => semibold(),
    }
}

/// A ring around the mark that is pointed at, on a ring of the ground so that it is seen on any colour.
pub fn halo(painter: &Painter, at: Pos2, ink: Color32, ground: Color32) {
    painter.circle_stroke(at, 6.5, Stroke::new(5.25, ground));
    painter.circle_stroke(at, 6.5, Stroke::new(1.75, ink));
}

/// Three corners.
type Triangle = [[f32; 2]; 3];

/// A simple polygon as triangles: slabs between the corners, each cut into what lies between two edges. An area that is
/// without height in places stays one.
fn triangles(points: &[[f32; 2]]) -> Vec<Triangle> {
    let mut stops: Vec<f32> = points.iter().map(|point| point[0]).collect();
    stops.sort_by(f32::total_cmp);
    stops.dedup();
    let edges = || points.iter().zip(points.iter().cycle().skip(1)).map(|(a, b)| if a[0] <= b[0] { [*a, *b] } else { [*b, *a] });
    let mut found = Vec::new();
    for slab in stops.windows(2) {
        let [from, to] = [slab[0], slab[1]];
        let crossing = edges().filter(|[left, right]| left[0] <= from && right[0] >= to);
        let at = |[left, right]: [[f32; 2]; 2], x: f32| left[1] + (right[1] - left[1]) * (x - left[0]) / (right[0] - left[0]);
        let mut crossing: Vec<[f32; 2]> = crossing.map(|edge| [at(edge, from), at(edge, to)]).collect();
        crossing.sort_by(|a, b| (a[0] + a[1]).total_cmp(&(b[0] + b[1])));
        for pair in crossing.chunks_exact(2) {
            let ([a, b], [c, d]) = (pair[0], pair[1]);
            found.push([[from, a], [to, b], [to, d]]);
            found.push([[from, a], [to, d], [from, c]]);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn triangles_cover_a_hollow_polygon_once() {
        let points = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 1.0], [0.0, 4.0]];
        assert!((covered(&points) - 10.0).abs() < 1e-4, "covers {}", covered(&points));
    }

    #[test]
    fn an_area_without_height_in_its_middle_covers_its_two_ends_alone() {
        let points = [[0.0, 0.0], [1.0, 1.0], [2.0, 2.0], [3.0, 0.0], [3.0, 2.0], [2.0, 2.0], [1.0, 1.0], [0.0, 2.0]];
        assert!((covered(&points) - 2.0).abs() < 1e-4, "covers {}", covered(&points));
    }

    fn covered(points: &[[f32; 2]]) -> f32 {
        let area = |[a, b, c]: Triangle| ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).abs() / 2.0;
        triangles(points).into_iter().map(area).sum()
    }
}
