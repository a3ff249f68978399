//! The row above the plot that tells what its colours and dots mean.

use crate::chart::mark::{Anchor, KeyPart, Mark};
use crate::picture::page::Page;
use crate::picture::{Form, Rect, Shape, Weight, text};

/// Draws the key, when the chart has one; returns where it ends.
pub fn row(page: &Page, top: f32, shapes: &mut Vec<Shape>) -> Option<f32> {
    let parts = page.chart.marks.iter().find_map(|mark| match mark {
        Mark::Key(parts) => Some(parts),
        Mark::Line { .. } | Mark::Area { .. } | Mark::Band { .. } | Mark::Bar { .. } | Mark::Dot { .. } | Mark::Arrow { .. } => None,
        Mark::Whisker { .. } | Mark::Stretch { .. } | Mark::Rule { .. } | Mark::Absent { .. } | Mark::Label { .. } => None,
        Mark::Cell { .. } | Mark::Pip { .. } | Mark::Tile(_) | Mark::Trail { .. } | Mark::Diagonal { .. } => None,
        Mark::Claim(_) => None,
    })?;
    let size = page.type_sizes.small;
    let (leading, gap) = (size * 1.5, size * 0.5);
    let middle = top + leading / 2.0;
    let radius = 4.4 * page.unit;
    // On a narrow page patches give way; words do not.
    let widths = parts.iter().map(|part| match part {
        KeyPart::Dot(_) => 2.0 * radius,
        KeyPart::Pip(_) => 1.4 * radius,
        KeyPart::Patch(_) => size * 1.7,
        KeyPart::Words(words) => text::width(words, size, Weight::Regular),
    });
    let patches = parts.iter().filter(|part| matches!(part, KeyPart::Patch(_))).count();
    let gaps = (parts.len() - patches + 1) as f32 * gap;
    let excess = (widths.sum::<f32>() + gaps - (page.size[0] - 2.0 * page.margin)).max(0.0);
    let patch = [(size * 1.7 - excess / patches.max(1) as f32).max(size * 0.5), size * 0.95];
    let mut x = page.margin;
    let mut before: Option<&KeyPart> = None;
    for part in parts {
        let touches = matches!((before, part), (Some(KeyPart::Patch(_)), KeyPart::Patch(_)));
        let is_next = matches!((before, part), (Some(KeyPart::Words(_)), KeyPart::Dot(_) | KeyPart::Pip(_)));
        x += match before {
            None => 0.0,
            Some(_) if touches => 0.0,
            Some(_) if is_next => size * 1.2,
            Some(_) => gap,
        };
        let mut dot = |ink, radius: f32| {
            let center = [x + radius, middle];
            shapes.push(Shape::plain(Form::Circle { center, radius, fill: page.color(ink, None), stroke: None }));
            2.0 * radius
        };
        x += match part {
            KeyPart::Dot(ink) => dot(ink, radius),
            KeyPart::Pip(ink) => dot(ink, radius * 0.7),
            KeyPart::Patch(ink) => {
                let rect = Rect::new(x, middle - patch[1] / 2.0, x + patch[0], middle + patch[1] / 2.0);
                shapes.push(Shape::plain(Form::Rect { rect, fill: page.color(ink, None) }));
                patch[0]
            }
            KeyPart::Words(words) => {
                let at = [x, middle + size * text::HALF_CAPITAL];
                shapes.push(Shape::words(at, words, (size, Weight::Regular), page.paper.quiet, Anchor::Start));
                text::width(words, size, Weight::Regular)
            }
        };
        before = Some(part);
    }
    Some(top + leading)
}
