//! The linked cursor: a moment pointed at in one panel, shown in all panels over time as a thin line with its values.

use eframe::egui::{self, Align2, FontId, Pos2, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::chart::mark::Datum;
use crate::chart::said::value;
use crate::chart::scale::Scale;
use crate::measure::findings::{Findings, Point, Series};
use crate::picture::projection::{Flat, Projection as _};
use crate::picture::{Picture, hit};
use crate::terms::period::Period;
use crate::ui::said::{say, say_of};
use crate::ui::theme::{Palette, SMALL, palette, semibold};
use crate::work::figures::Figures;

/// Where in time the pointer or the keys are, in decimal years, and in which panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cursor {
    pub place: usize,
    pub at: f64,
}

/// The moment under a place of the picture; `None` where time does not run along it.
pub fn time_at(figures: &Figures, picture: &Picture, at: [f32; 2]) -> Option<f64> {
    let is_over_time = figures.chart().is_some_and(|chart| matches!(chart.x, Scale::Time { .. }));
    let area = picture.plots.iter().find(|plot| plot.contains(at)).filter(|_| is_over_time)?;
    Some(Flat { area: *area, x: picture.plot.x, y: picture.plot.y }.unplace(at)[0])
}

/// A number at the line.
struct Found {
    datum: Datum,
    at: [f32; 2],
    words: String,
}

/// Paints the line and, when it `tells`, the values, and says them: "2014: China 11.3%; EU27 48.2%". `None` when time does not run here.
pub fn cursor_ui(ui: &Ui, figures: &Figures, picture: &Picture, rect: egui::Rect, (time, tells): (f64, bool)) -> Option<String> {
    let (chart, findings) = (figures.chart()?, figures.findings()?);
    if !matches!(chart.x, Scale::Time { .. }) {
        return None;
    }
    let year = time.floor() as i32;
    let found = at_year(findings, picture, time);
    // In each of several small charts.
    for area in &picture.plots {
        let here: Vec<&Found> = found.iter().filter(|found| area.grown(1.0).contains(found.at)).collect();
        let middle = Flat { area: *area, x: picture.plot.x, y: picture.plot.y }.place([time.floor() + 0.5, picture.plot.y[0]])[0];
        let x = here.first().map_or(middle, |found| found.at[0]);
        if (area.min[0]..=area.max[0]).contains(&x) {
            let line = egui::Rect::from_min_max(rect.min + vec2(x, area.min[1]), rect.min + vec2(x, area.max[1]));
            paint(ui, rect, line, if tells { here } else { Vec::new() }, year);
        }
    }
    let told: Vec<String> = found.iter().map(|found| format!("{} {}", findings.series[found.datum.series].label, found.words)).collect();
    let told = if told.is_empty() { format!("{year}: no figure") } else { format!("{year}: {}", told.join("; ")) };
    Some(say_of(ui, findings, &told))
}

/// Of each series the point of that year; of several in it the one nearest to the moment, with its own period said.
/// Nothing stands in for a year that has no figure.
fn at_year(findings: &Findings, picture: &Picture, time: f64) -> Vec<Found> {
    let year = Period::year(time.floor() as i32);
    let away = |point: &Point| point.period.midpoint().map_or(f64::MAX, |middle| (middle - time).abs());
    let mut found = Vec::new();
    for (nth, series) in findings.series.iter().enumerate() {
        let of_year = series.points.iter().enumerate().filter(|(_, point)| !point.period.is_undated() && point.period.overlaps(&year));
        let known = of_year.filter(|(_, point)| point.amount.is_ok());
        let Some((point, figure)) = known.min_by(|(_, a), (_, b)| away(a).total_cmp(&away(b))) else { continue };
        let datum = Datum { series: nth, point };
        let Some(at) = hit::place_of(picture, datum) else { continue };
        found.push(Found { datum, at, words: words(series, figure, &year) });
    }
    found
}

fn words(series: &Series, point: &Point, year: &Period) -> String {
    let number = value(series, point);
    if point.period == *year { number } else { format!("{number} ({})", point.period.label()) }
}

fn paint(ui: &Ui, whole: egui::Rect, line: egui::Rect, mut found: Vec<&Found>, year: i32) {
    let colors = palette(ui.visuals());
    let painter = ui.painter_at(whole);
    let x = line.left();
    painter.vline(x, line.y_range(), Stroke::new(1.0, colors.text.gamma_multiply(0.7)));
    let right = whole.right() - 4.0;
    let mut taken = vec![chip(&painter, colors, (pos2(x, line.bottom() + 2.0), Align2::CENTER_TOP), (&year.to_string(), true), &[], right)];
    // The highest first, as one reads; what finds no room is still said to who hears it.
    found.sort_by(|a, b| a.at[1].total_cmp(&b.at[1]));
    for one in found {
        let at = whole.min + vec2(one.at[0], one.at[1]);
        painter.circle(at, 2.5, colors.text, Stroke::new(1.0, colors.paper));
        let beside = at + vec2(6.0, 0.0);
        let free: Vec<egui::Rect> = taken.iter().flatten().copied().collect();
        taken.push(chip(&painter, colors, (beside, Align2::LEFT_CENTER), (&say(ui, &one.words), false), &free, right));
    }
}

/// Words on a ground of their own, to the left of the line where the right has no room; `None` when they would lie on others.
fn chip(
    painter: &egui::Painter,
    colors: &Palette,
    (at, align): (Pos2, Align2),
    (text, is_head): (&str, bool),
    taken: &[egui::Rect],
    right: f32,
) -> Option<egui::Rect> {
    let font = if is_head { FontId::new(SMALL, semibold()) } else { FontId::proportional(SMALL) };
    let galley = painter.layout_no_wrap(text.to_owned(), font, colors.text);
    let mut rect = align.anchor_size(at, galley.size());
    if rect.right() + 3.0 > right {
        rect = rect.translate(vec2(if is_head { right - rect.right() - 3.0 } else { -rect.width() - 12.0 }, 0.0));
    }
    let ground = rect.expand2(vec2(3.0, 0.0));
    if taken.iter().any(|other| other.intersects(ground)) {
        return None;
    }
    painter.rect(ground, 2.0, colors.paper.gamma_multiply(0.92), Stroke::new(0.5, colors.hairline), StrokeKind::Outside);
    painter.galley(rect.min, galley, colors.text);
    Some(ground)
}
