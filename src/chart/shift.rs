//! Marks moved along one scale, so that charts drawn on scales of their own can stand on one.

use crate::chart::mark::{Along, Mark};

/// The mark with every place along a scale where `to` puts it; values along the other one stay.
pub fn shifted(mark: &Mark, along: Along, to: &dyn Fn(f64) -> f64) -> Mark {
    let axis = usize::from(along == Along::Y);
    let at = |mut place: [f64; 2]| {
        place[axis] = to(place[axis]);
        place
    };
    let ends = |of: Along, ends: [f64; 2]| if of == along { ends.map(to) } else { ends };
    let mut mark = mark.clone();
    match &mut mark {
        Mark::Line { points, .. } | Mark::Trail { points, .. } => points.iter_mut().for_each(|vertex| vertex.at = at(vertex.at)),
        Mark::Area { slices, .. } | Mark::Band { slices, .. } => {
            for slice in slices {
                match along {
                    Along::X => slice.x = to(slice.x),
                    Along::Y => (slice.low, slice.high) = (to(slice.low), to(slice.high)),
                }
            }
        }
        Mark::Bar { x, y, .. } | Mark::Cell { x, y, .. } => (*x, *y) = (ends(Along::X, *x), ends(Along::Y, *y)),
        Mark::Dot { at: place, .. }
        | Mark::Arrow { at: place, .. }
        | Mark::Absent { at: place, .. }
        | Mark::Pip { at: place, .. }
        | Mark::Label { at: place, .. } => *place = at(*place),
        Mark::Whisker { from, to: end, .. } => (*from, *end) = (at(*from), at(*end)),
        Mark::Stretch { x, y, .. } => match along {
            Along::X => *x = x.map(to),
            Along::Y => *y = to(*y),
        },
        Mark::Rule { along: of, at: place, .. } if *of == along => *place = to(*place),
        Mark::Claim(statement) if statement.along == along => {
            statement.value = to(statement.value);
            statement.ends = statement.ends.map(|end| end.map(to));
        }
        Mark::Claim(statement) => statement.across = statement.across.map(|across| across.map(to)),
        Mark::Rule { .. } | Mark::Diagonal { .. } | Mark::Tile(_) | Mark::Key(_) => {}
    }
    mark
}
