//! Charts of one kind drawn on their own scales are put on common ones, so that the eye can compare them.

use crate::chart::Chart;
use crate::chart::mark::Along;
use crate::chart::scale::Scale;
use crate::chart::shift::shifted;

/// Puts all charts on scales that hold them all; `order` is that of the names of periods. `None` when there are none.
pub fn on_common_scales(charts: &mut [&mut Chart], order: &[String]) -> Option<(Scale, Scale)> {
    let [x, y] = [Along::X, Along::Y].map(|along| common(charts, along, order));
    let (x, y) = (x?, y?);
    for chart in charts {
        for (along, scale) in [(Along::X, &x), (Along::Y, &y)] {
            chart.put_on(along, scale);
        }
    }
    Some((x, y))
}

fn common(charts: &[&mut Chart], along: Along, order: &[String]) -> Option<Scale> {
    let mut scales = charts.iter().map(|chart| chart.scale(along));
    let first = scales.next()?.clone();
    scales.try_fold(first, |joined, scale| joined.joined(scale, order))
}

impl Scale {
    /// One that holds both; `None` when their places have nothing in common.
    fn joined(&self, other: &Self, order: &[String]) -> Option<Self> {
        let is_other_longer = |own: f64, divisor: f64| divisor > own;
        match (self, other) {
            (Self::Number { min, max, unit, divisor }, Self::Number { min: least, max: most, unit: other, divisor: by }) => {
                let (unit, divisor) = if is_other_longer(*divisor, *by) { (other, by) } else { (unit, divisor) };
                Some(Self::Number { min: min.min(*least), max: max.max(*most), unit: unit.clone(), divisor: *divisor })
            }
            (Self::Logarithmic { min, max, unit, divisor }, Self::Logarithmic { min: least, max: most, unit: other, divisor: by }) => {
                let (unit, divisor) = if is_other_longer(*divisor, *by) { (other, by) } else { (unit, divisor) };
                Some(Self::Logarithmic { min: min.min(*least), max: max.max(*most), unit: unit.clone(), divisor: *divisor })
            }
            (Self::Time { min, max, is_yearly }, Self::Time { min: least, max: most, is_yearly: both }) => {
                Some(Self::Time { min: min.min(*least), max: max.max(*most), is_yearly: *is_yearly && *both })
            }
            (Self::Sides { min, max, unit, apart }, Self::Sides { min: least, max: most, apart: beyond, .. }) => {
                let zero = apart.iter().chain(beyond).copied().reduce(f64::max);
                let tail = |max: f64, apart: Option<f64>| apart.map_or(0.0, |apart| max - apart);
                let right = |max: f64, apart: Option<f64>| if apart.is_none() { max } else { 0.0 };
                let end = zero.map_or(0.0, |zero| zero + tail(*max, *apart).max(tail(*most, *beyond)));
                let max = end.max(right(*max, *apart)).max(right(*most, *beyond));
                Some(Self::Sides { min: min.min(*least), max, unit: unit.clone(), apart: zero })
            }
            (Self::Band { labels }, Self::Band { labels: more }) => Some(Self::Band { labels: bands::joined(labels, more, order)? }),
            (Self::Stops { labels }, Self::Stops { labels: more }) => (labels == more).then(|| self.clone()),
            (
                Self::Number { .. }
                | Self::Logarithmic { .. }
                | Self::Time { .. }
                | Self::Sides { .. }
                | Self::Band { .. }
                | Self::Stops { .. }
                | Self::Ranks { .. }
                | Self::Spans { .. }
                | Self::Bare,
                _,
            ) => None,
        }
    }
}

impl Chart {
    fn scale(&self, along: Along) -> &Scale {
        match along {
            Along::X => &self.x,
            Along::Y => &self.y,
        }
    }

    /// The chart on a scale that holds its own one: what stood in a row or beside the rest stands there again.
    fn put_on(&mut self, along: Along, scale: &Scale) {
        let to: Option<Box<dyn Fn(f64) -> f64>> = match (self.scale(along), scale) {
            (Scale::Band { labels }, Scale::Band { labels: all }) if labels != all => {
                let places = bands::places(labels, all);
                // Half a row to each side belongs to the row.
                let last = labels.len().saturating_sub(1) as f64;
                Some(Box::new(move |at: f64| {
                    let row = at.round().clamp(0.0, last);
                    places.get(row as usize).map_or(at, |place| at - row + *place as f64)
                }))
            }
            (Scale::Sides { apart: Some(own), .. }, Scale::Sides { apart: Some(common), .. }) if own != common => {
                let (own, common) = (*own, *common);
                Some(Box::new(move |at: f64| if at >= own - 1e-9 { at - own + common } else { at }))
            }
            (Scale::Band { .. } | Scale::Sides { .. } | Scale::Number { .. } | Scale::Logarithmic { .. } | Scale::Time { .. }, _) => None,
            (Scale::Stops { .. } | Scale::Ranks { .. } | Scale::Spans { .. } | Scale::Bare, _) => None,
        };
        if let Some(to) = to {
            self.marks = self.marks.iter().map(|mark| shifted(mark, along, &*to)).collect();
        }
        match along {
            Along::X => self.x = scale.clone(),
            Along::Y => self.y = scale.clone(),
        }
    }
}

mod bands {
    use crate::chart::scale::Category;

    /// All rows of both, each once: in the order of periods where they are named by these, else each new one after the row
    /// before it. `None` when two rows of one chart have one name.
    pub fn joined(own: &[Category], more: &[Category], order: &[String]) -> Option<Vec<Category>> {
        let is_twice = |rows: &[Category]| rows.iter().enumerate().any(|(at, row)| rows[..at].contains(row));
        if is_twice(own) || is_twice(more) {
            return None;
        }
        let mut all = own.to_vec();
        let mut after = 0;
        for row in more {
            match all.iter().position(|known| known == row) {
                Some(at) => after = at + 1,
                None => {
                    all.insert(after, row.clone());
                    after += 1;
                }
            }
        }
        let place = |row: &Category| order.iter().position(|period| *period == row.label);
        let are_periods = all.iter().all(|row| place(row).is_some());
        // Rows of lying charts are listed from the bottom up, the latest of them first or last as the kind has it.
        let is_falling =
            own.iter().chain(more).count() > 1 && [own, more].iter().any(|rows| rows.windows(2).any(|two| place(&two[0]) > place(&two[1])));
        if are_periods {
            all.sort_by_key(place);
            if is_falling {
                all.reverse();
            }
        }
        Some(all)
    }

    /// Where each row stands among all.
    pub fn places(own: &[Category], all: &[Category]) -> Vec<usize> {
        own.iter().enumerate().map(|(at, row)| all.iter().position(|other| other == row).unwrap_or(at)).collect()
    }
}
