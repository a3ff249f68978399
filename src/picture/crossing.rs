//! Whether a mark runs through a box in which words would like to stand.

use crate::chart::mark::{Along, Mark, Slice};
use crate::picture::project::Scene;
use crate::picture::projection::Projection as _;
use crate::picture::{Rect, claimed, clip};

/// Does any mark run through the box?
pub fn is_crossed(scene: &Scene, wanted: &Rect) -> bool {
    scene.page.chart.marks.iter().any(|mark| crosses(scene, mark, wanted))
}

/// Does any mark that is not set back run through the box? A thin line across the plot can be written over.
pub fn is_crossed_in_front(scene: &Scene, wanted: &Rect) -> bool {
    scene.page.chart.marks.iter().any(|mark| match mark {
        Mark::Diagonal { word } => is_on_word(scene, word, wanted),
        mark => mark.series().is_some() && !scene.page.is_faded(mark.series()) && crosses(scene, mark, wanted),
    })
}

fn is_on_word(scene: &Scene, word: &str, wanted: &Rect) -> bool {
    scene.diagonal_word(word).is_some_and(|(_, _, outline)| outline.overlaps(wanted))
}

fn crosses(scene: &Scene, mark: &Mark, wanted: &Rect) -> bool {
    let unit = scene.page.unit;
    let near = wanted.grown(1.5 * unit);
    let place = |at: [f64; 2]| scene.projection.place(at);
    let cuts = |from: [f64; 2], to: [f64; 2], near: &Rect| clip::segment(place(from), place(to), near).is_some();
    match mark {
        Mark::Line { points, .. } => points.windows(2).any(|pair| cuts(pair[0].at, pair[1].at, &near)),
        Mark::Area { slices, .. } => slices.windows(2).any(|pair| is_area_in(scene, [pair[0], pair[1]], &near)),
        Mark::Bar { x, y, .. } => {
            let [a, b] = [place([x[0], y[0]]), place([x[1], y[1]])];
            Rect::new(a[0], a[1], b[0], b[1]).overlaps(&near)
        }
        Mark::Dot { at, .. } | Mark::Arrow { at, .. } => near.grown(scene.dot_radius).contains(place(*at)),
        Mark::Whisker { from, to, .. } => cuts(*from, *to, &near),
        Mark::Stretch { x, y, .. } => cuts([x[0], *y], [x[1], *y], &near.grown(3.0 * unit)),
        // A pale band under a text is read through.
        Mark::Rule { word: None, .. } | Mark::Band { .. } => false,
        Mark::Rule { along, at, word: Some(_) } => {
            let x = place([*at, *at])[0];
            let is_through = *along == Along::X && x >= near.min[0] && x <= near.max[0];
            is_through || scene.rule_word(*along, *at).is_some_and(|word| word.outline.overlaps(&near))
        }
        Mark::Cell { x, y, .. } => {
            let [a, b] = [place([x[0], y[0]]), place([x[1], y[1]])];
            Rect::new(a[0], a[1], b[0], b[1]).overlaps(&near)
        }
        Mark::Pip { at, .. } => near.grown(scene.dot_radius).contains(place(*at)),
        Mark::Trail { series, points, told, .. } => {
            scene.page.is_told(*told, Some(*series)) && points.windows(2).any(|pair| cuts(pair[0].at, pair[1].at, &near))
        }
        Mark::Diagonal { word } => {
            let is_on_line = || scene.diagonal().is_some_and(|[from, to]| clip::segment(from, to, &near).is_some());
            is_on_word(scene, word, &near) || is_on_line()
        }
        Mark::Claim(statement) => claimed::is_over(scene, statement, &near),
        Mark::Absent { .. } | Mark::Label { .. } | Mark::Tile(_) | Mark::Key(_) => false,
    }
}

/// Does the area between two of its slices reach into the box?
fn is_area_in(scene: &Scene, [a, b]: [Slice; 2], near: &Rect) -> bool {
    let place = |x: f64, y: f64| scene.projection.place([x, y]);
    let corners = [place(a.x, a.low), place(a.x, a.high), place(b.x, b.high), place(b.x, b.low)];
    clip::polygon(&corners, near).len() > 2
}
