//! What of a line, an area or a bar lies inside the plot.

use crate::picture::Rect;

/// The pieces of a line that lie inside.
pub fn line(points: &[[f32; 2]], area: &Rect) -> Vec<Vec<[f32; 2]>> {
    let mut pieces: Vec<Vec<[f32; 2]>> = Vec::new();
    let mut is_open = false;
    for pair in points.windows(2) {
        let Some([from, to]) = segment(pair[0], pair[1], area) else {
            is_open = false;
            continue;
        };
        match pieces.last_mut() {
            Some(piece) if is_open => piece.push(to),
            Some(_) | None => pieces.push(vec![from, to]),
        }
        // A stretch cut at its end leaves the plot; the next one begins a new piece.
        is_open = to == pair[1];
    }
    pieces
}

/// The part of a straight line that lies inside (Liang and Barsky).
pub fn segment(from: [f32; 2], to: [f32; 2], area: &Rect) -> Option<[[f32; 2]; 2]> {
    let (mut start, mut end) = (0.0_f32, 1.0_f32);
    for axis in 0..2 {
        let step = to[axis] - from[axis];
        for (room, direction) in [(from[axis] - area.min[axis], -step), (area.max[axis] - from[axis], step)] {
            if direction == 0.0 {
                if room < 0.0 {
                    return None;
                }
            } else if direction < 0.0 {
                start = start.max(room / direction);
            } else {
                end = end.min(room / direction);
            }
        }
    }
    let at = |part: f32| [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    let first = if start <= 0.0 { from } else { at(start) };
    let last = if end >= 1.0 { to } else { at(end) };
    (start <= end).then_some([first, last])
}

/// The part of a polygon that lies inside (Sutherland and Hodgman).
pub fn polygon(points: &[[f32; 2]], area: &Rect) -> Vec<[f32; 2]> {
    let mut kept = points.to_vec();
    for axis in 0..2 {
        for (limit, sign) in [(area.min[axis], 1.0), (area.max[axis], -1.0)] {
            kept = cut(&kept, |point| (point[axis] - limit) * sign);
        }
    }
    kept
}

pub fn rect(rect: &Rect, area: &Rect) -> Option<Rect> {
    let min = [rect.min[0].max(area.min[0]), rect.min[1].max(area.min[1])];
    let max = [rect.max[0].min(area.max[0]), rect.max[1].min(area.max[1])];
    (min[0] <= max[0] && min[1] <= max[1]).then_some(Rect { min, max })
}

/// The side of a polygon on which `inside` is not negative.
fn cut(points: &[[f32; 2]], inside: impl Fn([f32; 2]) -> f32) -> Vec<[f32; 2]> {
    let mut kept = Vec::with_capacity(points.len() + 2);
    for (index, &point) in points.iter().enumerate() {
        let before = points[(index + points.len() - 1) % points.len()];
        let [a, b] = [inside(before), inside(point)];
        if (a < 0.0) != (b < 0.0) {
            let part = a / (a - b);
            kept.push([before[0] + (point[0] - before[0]) * part, before[1] + (point[1] - before[1]) * part]);
        }
        if b >= 0.0 {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Rect = Rect { min: [0.0, 0.0], max: [10.0, 10.0] };

    #[test]
    fn a_line_that_leaves_and_returns_is_two_lines() {
        let pieces = line(&[[-5.0, 5.0], [5.0, 5.0], [5.0, 15.0], [8.0, 15.0], [8.0, 5.0]], &AREA);
        assert_eq!(pieces, [vec![[0.0, 5.0], [5.0, 5.0], [5.0, 10.0]], vec![[8.0, 10.0], [8.0, 5.0]]]);
        assert_eq!(line(&[[1.0, 1.0], [2.0, 2.0], [3.0, 1.0]], &AREA).len(), 1);
        assert!(line(&[[20.0, 1.0], [20.0, 9.0]], &AREA).is_empty());
    }

    #[test]
    fn an_area_is_cut_at_the_edges() {
        let cut = polygon(&[[-5.0, 2.0], [15.0, 2.0], [15.0, 8.0], [-5.0, 8.0]], &AREA);
        assert!(cut.iter().all(|point| AREA.contains(*point)) && cut.len() == 4);
        assert!(polygon(&[[11.0, 1.0], [12.0, 1.0], [12.0, 2.0]], &AREA).is_empty());
    }
}
