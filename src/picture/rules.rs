//! The words of rules across the plot, each at a free place at the top of its line.

use crate::chart::mark::{Along, Anchor, Mark};
use crate::picture::page::Page;
use crate::picture::projection::{Flat, Projection as _};
use crate::picture::{Rect, Weight, annotations, text};

/// The word of a rule at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleWord {
    along: Along,
    rule: f64,
    pub at: [f32; 2],
    pub text: String,
    pub anchor: Anchor,
    /// The box that it fills.
    pub outline: Rect,
}

impl RuleWord {
    pub fn is_of(&self, along: Along, rule: f64) -> bool {
        self.along == along && self.rule == rule
    }
}

/// The words of all rules in view. One that would stand on another steps down a row; one that finds no row is left out.
pub fn words(page: &Page, flat: &Flat) -> Vec<RuleWord> {
    let mut words: Vec<RuleWord> = Vec::new();
    let bracket = |annotation| annotations::place_of_bracket(page, &flat.area, flat.x, annotation);
    let brackets: Vec<Rect> = page.words.annotations.iter().filter_map(bracket).collect();
    for mark in &page.chart.marks {
        let Mark::Rule { along, at, word: Some(word) } = mark else { continue };
        if word.is_empty() || !is_in_view(flat, *along, *at) {
            continue;
        }
        let is_free = |wanted: &RuleWord| {
            let room = flat.area.grown(1.0);
            let is_inside = room.contains(wanted.outline.min) && room.contains(wanted.outline.max);
            let is_apart = |other: &Rect| !other.grown(2.0 * page.unit).overlaps(&wanted.outline);
            is_inside && words.iter().all(|other| is_apart(&other.outline)) && brackets.iter().all(is_apart)
        };
        let free = candidates(page, flat, (*along, *at), word).into_iter().filter(is_free);
        // Whole words first, then clear of other rules, then the topmost.
        let best = free.min_by_key(|wanted| (wanted.text != *word, crosses_a_rule(page, flat, wanted)));
        words.extend(best);
    }
    words
}

/// Right and left of the line, row under row; along y at the left end of the line, or at the right one.
fn candidates(page: &Page, flat: &Flat, (along, rule): (Along, f64), word: &str) -> Vec<RuleWord> {
    /// More rows of words than these would hang into the data.
    const ROWS: usize = 8;
    let (area, size, gap) = (flat.area, page.type_sizes.small, 4.0 * page.unit);
    let [x, y] = flat.place([rule, rule]);
    let at = |at: [f32; 2], anchor: Anchor, room: f32| {
        let text = text::shorten(word, room, size, Weight::Regular);
        let outline = text::outline(at, text::width(&text, size, Weight::Regular), size, anchor);
        RuleWord { along, rule, at, text, anchor, outline }
    };
    match along {
        Along::X => {
            let row = |row: usize| {
                let baseline = area.min[1] + size * (1.0 + 1.3 * row as f32);
                [at([x + gap, baseline], Anchor::Start, area.max[0] - x - gap), at([x - gap, baseline], Anchor::End, x - gap - area.min[0])]
            };
            (0..ROWS).flat_map(row).collect()
        }
        Along::Y => {
            let ends = [([area.min[0] + gap, y - gap], Anchor::Start), ([area.max[0], y - gap], Anchor::End)];
            ends.into_iter().map(|(place, anchor)| at(place, anchor, area.width())).collect()
        }
    }
}

fn is_in_view(flat: &Flat, along: Along, rule: f64) -> bool {
    let place = flat.place([rule, rule]);
    let axis = match along {
        Along::X => 0,
        Along::Y => 1,
    };
    place[axis] >= flat.area.min[axis] - 0.5 && place[axis] <= flat.area.max[axis] + 0.5
}

fn crosses_a_rule(page: &Page, flat: &Flat, wanted: &RuleWord) -> bool {
    let is_through = |rule: f64| {
        let x = flat.place([rule, rule])[0];
        rule != wanted.rule && x >= wanted.outline.min[0] && x <= wanted.outline.max[0]
    };
    page.chart.marks.iter().any(|mark| matches!(mark, Mark::Rule { along: Along::X, at, .. } if is_through(*at)))
}
