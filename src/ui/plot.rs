//! The camera: an invisible plot over the picture's plot area, from which pan and zoom come. Paints nothing itself.

use eframe::egui::{self, PointerButton, Response, Sense, Ui, UiBuilder};
use egui_plot::{Plot, PlotBounds};

use crate::chart::Camera;
use crate::picture::Plot as Area;
use crate::picture::look::Zoom;

/// What the hand did with the picture.
pub struct Seen {
    pub response: Response,
    /// Another part of the data is wanted: `Some(None)` is the whole.
    pub zoom: Option<Option<Zoom>>,
}

/// The plot area as something that can be pulled closer and moved. Dragging draws a box to look closer; in a part of the
/// data it moves that part.
pub fn camera_ui(ui: &mut Ui, id: egui::Id, plot: &Area, area: egui::Rect) -> Seen {
    let is_zoomed = plot.x != plot.whole_x || plot.y != plot.whole_y;
    let can = plot.camera != Camera::Fixed;
    let both = plot.camera == Camera::Both;
    let camera = Plot::new("camera")
        .id(id)
        .width(area.width())
        .height(area.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .set_margin_fraction(egui::Vec2::ZERO)
        .cursor_color(egui::Color32::TRANSPARENT)
        // Nothing here is done by keys: no stop of the keyboard.
        .sense(Sense::CLICK | Sense::DRAG)
        .allow_axis_zoom_drag(false)
        .allow_double_click_reset(false)
        .allow_scroll(false)
        .allow_zoom([can, both])
        .allow_drag([can && is_zoomed, both && is_zoomed])
        .allow_boxed_zoom(can && !is_zoomed)
        .boxed_zoom_pointer_button(PointerButton::Primary);
    let before = PlotBounds::from_min_max([plot.x[0], plot.y[0]], [plot.x[1], plot.y[1]]);
    let shown = ui.scope_builder(UiBuilder::new().max_rect(area), |ui| camera.show(ui, |camera| camera.set_plot_bounds(before))).inner;
    let bounds = *shown.transform.bounds();
    let mut zoom = (bounds != before && can).then(|| clamped(plot, &bounds));
    if shown.response.double_clicked() && is_zoomed {
        zoom = Some(None);
    }
    Seen { response: shown.response, zoom }
}

/// Nearer by a half, around the middle; `None` when the picture cannot be looked at closer.
pub fn nearer(plot: &Area) -> Option<Zoom> {
    let closer = |[from, to]: [f64; 2]| [from + (to - from) / 6.0, to - (to - from) / 6.0];
    match plot.camera {
        Camera::Fixed => None,
        Camera::Horizontal => Some(Zoom { x: closer(plot.x), y: plot.y }),
        Camera::Both => Some(Zoom { x: closer(plot.x), y: closer(plot.y) }),
    }
}

/// Inside the data, and along the axes that move; nothing when that is all of it.
fn clamped(plot: &Area, bounds: &PlotBounds) -> Option<Zoom> {
    let x = within(meant([bounds.min()[0], bounds.max()[0]], plot.x), plot.whole_x);
    let y = match plot.camera {
        Camera::Both => within(meant([bounds.min()[1], bounds.max()[1]], plot.y), plot.whole_y),
        Camera::Fixed | Camera::Horizontal => plot.whole_y,
    };
    (x != plot.whole_x || y != plot.whole_y).then_some(Zoom { x, y })
}

/// A box drawn flat, or upright, is meant for the other axis alone: this one stays as it was.
fn meant(wanted: [f64; 2], before: [f64; 2]) -> [f64; 2] {
    const FLAT: f64 = 0.06;
    let length = |[from, to]: [f64; 2]| to - from;
    if length(wanted) < length(before) * FLAT { before } else { wanted }
}

/// A stretch moved, and if need be shortened, into the whole one.
fn within([from, to]: [f64; 2], [least, greatest]: [f64; 2]) -> [f64; 2] {
    let length = (to - from).min(greatest - least).max((greatest - least) / 500.0);
    let from = from.clamp(least, greatest - length);
    if length >= greatest - least { [least, greatest] } else { [from, from + length] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_camera_never_leaves_the_data() {
        assert_eq!(within([-5.0, 5.0], [0.0, 100.0]), [0.0, 10.0]);
        assert_eq!(within([95.0, 105.0], [0.0, 100.0]), [90.0, 100.0]);
        assert_eq!(within([-50.0, 150.0], [0.0, 100.0]), [0.0, 100.0]);
    }

    #[test]
    fn a_flat_box_chooses_years_alone() {
        assert_eq!(meant([54.0, 54.1], [0.0, 60.0]), [0.0, 60.0]);
        assert_eq!(meant([10.0, 40.0], [0.0, 60.0]), [10.0, 40.0]);
        assert_eq!(meant([-5.0, 65.0], [0.0, 60.0]), [-5.0, 65.0], "further away is meant as well");
    }
}
